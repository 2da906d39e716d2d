// Words broken over lines. Three answers: join (`resig- / nation`), keep the hyphen (`low- / budget`), or leave and record.
// Evidence, strongest first: the page itself (which spelling occurs elsewhere on it?), a Hunspell dictionary where one
// is installed (is the joined word one? are both halves?), and form: a capital or a digit after the hyphen keeps it, and
// `two- and three-year` is a suspended compound whose blank stays.
#include <hunspell/hunspell.hxx>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

#include "pipeline/unicode.h"
#include "stages/stages.h"

namespace galley::stages {
namespace {

std::string lower(std::string_view s) {
  std::string out;
  for (char c : s) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// One dictionary a language, loaded when first asked for. Hunspell is not safe from several threads at once.
class Dictionary {
 public:
  explicit Dictionary(const char* name) {
    const std::string base = std::string("/usr/share/hunspell/") + name;
    std::error_code e;
    if (std::filesystem::exists(base + ".aff", e) && std::filesystem::exists(base + ".dic", e))
      speller_ = std::make_unique<Hunspell>((base + ".aff").c_str(), (base + ".dic").c_str());
    else
      spdlog::info("no Hunspell dictionary {}; hyphens are decided by the page alone", name);
    if (speller_) utf8_ = speller_->get_dict_encoding() == "UTF-8";
  }
  bool usable() const { return speller_ != nullptr; }
  bool knows(const std::string& word) {
    if (!speller_) return false;
    std::string bytes = word;
    if (!utf8_) {  // ISO-8859-1 and its kin: the letters that fit
      bytes.clear();
      for (std::size_t at = 0; at < word.size();) {
        const char32_t c = decode(word, at);
        if (c > 0xFF) return false;
        bytes += static_cast<char>(c);
      }
    }
    std::lock_guard lock(guard_);
    return speller_->spell(bytes);
  }

 private:
  std::unique_ptr<Hunspell> speller_;
  std::mutex guard_;
  bool utf8_ = false;
};

Dictionary& english() { static Dictionary d("en_US"); return d; }
Dictionary& german() { static Dictionary d("de_DE_frami"); return d; }

struct Words {
  std::unordered_set<std::string> plain, hyphenated;
  bool german = false;
};

Words words_of(const Page& page) {
  Words w;
  std::size_t de = 0;
  for (const Line& line : page.lines) {
    const std::string_view s = line.text.bytes;
    std::string word;
    bool hyphen = false;
    for (std::size_t at = 0; at <= s.size();) {
      const std::size_t was = at;
      const char32_t c = at < s.size() ? decode(s, at) : U' ';
      if (class_of(c) == Class::latin) { word.append(s, was, at - was); }
      else if (c == '-' && !word.empty() && at < s.size() && class_of(first_char(s.substr(at))) == Class::latin) { word += '-'; hyphen = true; }
      else {
        if (!word.empty() && !(c == '-' && at >= s.size())) {  // a fragment before a break is no word
          const std::string l = lower(word);
          if (l == "und" || l == "der" || l == "die" || l == "das") ++de;
          (hyphen ? w.hyphenated : w.plain).insert(l);
        }
        word.clear();
        hyphen = false;
      }
      if (was == s.size()) break;
    }
  }
  w.german = de >= 3;
  return w;
}

std::string_view last_word(std::string_view s) {
  std::size_t from = s.size();
  while (from > 0) {
    const std::size_t at = previous(s, from);
    std::size_t next = at;
    if (class_of(decode(s, next)) != Class::latin) break;
    from = at;
  }
  return s.substr(from);
}
std::string_view first_word(std::string_view s) {
  std::size_t to = 0;
  while (to < s.size()) {
    std::size_t next = to;
    if (class_of(decode(s, next)) != Class::latin) break;
    to = next;
  }
  return s.substr(0, to);
}

bool conjunction(std::string_view w) {
  return w == "and" || w == "or" || w == "to" || w == "und" || w == "oder" || w == "bis" || w == "bzw" || w == "sowie";
}

enum class Verdict { join, keep, suspended, unsure };

Verdict decide(const Words& words, std::string_view before, std::string_view after, std::string_view& rule) {
  const std::string a = lower(before), b = lower(after);
  if (conjunction(b)) { rule = "hyphens.suspended"; return Verdict::suspended; }
  if (is_upper(first_char(after))) { rule = "hyphens.capital"; return Verdict::keep; }
  if (words.plain.contains(a + b)) { rule = "hyphens.on-page"; return Verdict::join; }
  if (words.hyphenated.contains(a + "-" + b)) { rule = "hyphens.on-page-hyphen"; return Verdict::keep; }
  Dictionary& d = words.german ? german() : english();
  if (!d.usable()) { rule = "hyphens.line-end"; return Verdict::join; }
  const std::string joined = std::string(before) + std::string(after);
  if (d.knows(joined) || d.knows(lower(joined))) { rule = "hyphens.known-word"; return Verdict::join; }
  if (count_chars(before) > 1 && count_chars(after) > 2 && d.knows(std::string(before)) && d.knows(std::string(after)) && !words.german) {
    rule = "hyphens.known-halves";
    return Verdict::keep;
  }
  rule = "hyphens.line-end";  // neither spelling is known: a break at a line's end is nearly always the printer's
  return Verdict::join;
}

}  // namespace

void hyphens(Page& page, const RuleSet&) {
  bool any = false;
  for (const Line& line : page.lines) any |= line.text.bytes.ends_with('-') || line.text.bytes.ends_with("¬");
  if (!any) return;
  const Words words = words_of(page);
  for (std::size_t i = 0; i + 1 < page.lines.size(); ++i) {
    Line& line = page.lines[i];
    const Line& next = page.lines[i + 1];
    const std::string_view s = line.text.bytes;
    const bool not_sign = s.ends_with("¬");
    if (!s.ends_with('-') && !not_sign) continue;
    const std::string_view stem = s.substr(0, s.size() - (not_sign ? 2 : 1));
    const std::string_view before = last_word(stem), after = first_word(next.text.bytes);
    if (!stem.empty() && class_of(last_char(stem)) == Class::digit && class_of(first_char(next.text.bytes)) == Class::digit) {
      line.join = Join::none;
      continue;
    }
    if (before.empty() || after.empty() || line.form != Form::text || next.form != Form::text) continue;
    std::string_view rule;
    switch (decide(words, before, after, rule)) {
      case Verdict::join:
        replace(page, line.text, stem.size(), s.size(), "", rule);
        line.join = Join::none;
        break;
      case Verdict::keep: line.join = Join::none; break;
      case Verdict::suspended: line.join = Join::space; break;
      case Verdict::unsure: break;
    }
  }
}

}  // namespace galley::stages
