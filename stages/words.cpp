// See words.h.
#include "stages/words.h"

#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <memory>
#include <mutex>
#include <new>
#include <unordered_map>
#include <utility>

#include "pipeline/short_word.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// One dictionary a language, loaded when first asked for. Hunspell is not safe from several threads at once.
class Dictionary {
 public:
  /// `common`: a word that it surely has.
  Dictionary(const char* name, const char* common) {
    const std::string base = std::string("/usr/share/hunspell/") + name;
    std::error_code e;
    if (std::filesystem::exists(base + ".aff", e) && std::filesystem::exists(base + ".dic", e)) load(base, common);
    else spdlog::info("no Hunspell dictionary {}; hyphens are decided by the page alone", name);
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
    if (const auto told = told_.find(bytes); told != told_.end()) return told->second;
    const bool known = speller_->spell(bytes);
    if (bytes.size() > longest_told) return known;
    if (told_.size() == most_told) told_.clear();
    told_.emplace(std::move(bytes), known);
    return known;
  }

 private:
  // With too little memory Hunspell says nothing, and knows no words; what it was then asked would decide differently.
  // That some memory was refused is no failure by itself: it may have come from elsewhere.
  void load(const std::string& base, const char* common) {
    errno = 0;
    speller_ = std::make_unique<Hunspell>((base + ".aff").c_str(), (base + ".dic").c_str());
    if (errno == ENOMEM && !speller_->spell(std::string(common))) throw std::bad_alloc();
  }
  static constexpr std::size_t most_told = 1 << 13, longest_told = 64;  // words, bytes of one: some 600 kB
  std::unique_ptr<Hunspell> speller_;
  std::unordered_map<std::string, bool> told_;  // it asks the system for the time with every word
  std::mutex guard_;
  bool utf8_ = false;
};

// Never let go: at the program's end that takes as long as a megabyte of pages.
Dictionary& american() {
  static Dictionary& d = *new Dictionary("en_US", "the");
  return d;
}
Dictionary& british() {
  static Dictionary& d = *new Dictionary("en_GB", "the");
  return d;
}
// From either of Debian's packages. The larger takes 17 MB more and knows no more of a newspaper's words.
Dictionary& german() {
  static Dictionary& d = *new Dictionary("de_DE", "und");
  return d;
}

// Calls f(word, whether it holds a hyphen) for every word of the page's lines.
template <class F>
void each_word(const Page& page, F f) {
  for (const Line& line : page.lines) {
    const std::string_view s = line.text.bytes;
    constexpr std::size_t none = std::string_view::npos;
    std::size_t from = none;
    bool hyphen = false;
    for (std::size_t at = 0; at <= s.size();) {
      const std::size_t was = at;
      const char32_t c = at < s.size() ? decode(s, at) : U' ';
      if (class_of(c) == Class::latin) {
        if (from == none) from = was;
      } else if (c == '-' && from != none && at < s.size() && class_of(first_char(s.substr(at))) == Class::latin) {
        hyphen = true;
      } else {
        // a fragment before a break is no word
        if (from != none && !(c == '-' && at >= s.size())) f(s.substr(from, was - from), hyphen);
        from = none;
        hyphen = false;
      }
      if (was == s.size()) break;
    }
  }
}

}  // namespace

bool all_capitals(std::string_view s, std::size_t least) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    const Class k = class_of(c);
    if (is_lower(c) || k == Class::hangul || k == Class::han || k == Class::kana) return false;
    capitals += c >= 'A' && c <= 'Z';
  }
  return capitals >= least;
}

std::string lower(std::string_view s) {
  std::string out;
  for (char c : s) out += small_letter(c);
  return out;
}

std::string small_letters(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) append(out, small_letter(decode(s, at)));
  return out;
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
  // of one letter: Spanish, Italian, Portuguese and Russian; no word breaks so that it is left alone
  return w == "and" || w == "or" || w == "to" || w == "und" || w == "oder" || w == "bis" || w == "bzw" ||
         w == "sowie" || w == "y" || w == "e" || w == "o" || w == "u" || w == "и";
}

PageWords::PageWords(const Page& page) {
  each_word(page, [&](std::string_view word, bool hyphen) { (hyphen ? hyphenated_ : plain_).insert(lower(word)); });
}

Words::Words(const Page& page) {
  // the commonest short words of English, and of the other languages of its alphabet that have them not
  static constexpr std::array<ShortWord, 6> english = {"the", "of", "and", "was", "with", "to"};
  static constexpr std::array<ShortWord, 20> others = {"les", "des", "est", "une", "et",  "los", "las",
                                                       "del", "que", "una", "il",  "che", "di",  "della",
                                                       "os",  "uma", "das", "het", "een", "van"};
  static constexpr std::array<ShortWord, 4> of_german = {"und", "der", "die", "das"};
  std::size_t de = 0, en = 0, other = 0;
  each_word(page, [&](std::string_view word, bool) {
    if (const char32_t letter = first_char(word); letter >= 0x400 && letter < 0x530) {
      ++other;
      return;
    }
    if (word.size() > ShortWord::longest) return;
    ShortWord as_it_stands, small;
    for (const char c : word) {
      as_it_stands.add(c);
      small.add(small_letter(c));
    }
    other += is_among(as_it_stands, others);  // Los Angeles, Van Dyke are English, too
    en += is_among(small, english);
    de += is_among(small, of_german);
  });
  german_ = de >= 3 && de > other && de > en;
  foreign_ = !german_ && other >= 4 && other > en;
  english_ = !german_ && !foreign_ && en >= 6;
}

bool Words::dictionary() const {
  if (foreign_) return false;
  return german_ ? galley::german().usable() : american().usable() || british().usable();
}

bool Words::known_whole(std::string_view broken, std::string_view next) const {
  return known(std::string(last_word(broken.substr(0, broken.size() - 1))) + std::string(first_word(next)));
}

bool Words::known(std::string_view word) const {
  if (foreign_) return false;
  const std::string w(word), l = lower(w);
  auto in = [&](Dictionary& d) { return d.knows(w) || (l != w && d.knows(l)); };
  return german_ ? in(galley::german()) : in(american()) || in(british());
}

}  // namespace galley
