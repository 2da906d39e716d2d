// Words broken over lines. Three answers: join (`resig- / nation`), keep the hyphen (`low- / budget`), or leave and
// record. Evidence, strongest first: the page itself (which spelling occurs elsewhere on it?), a Hunspell dictionary
// where one is installed (is the joined word one? are both halves?), and form: a capital or a digit after the hyphen
// keeps it, and `two- and three-year` is a suspended compound whose blank stays.
#include <string>

#include "pipeline/unicode.h"
#include "stages/stages.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

enum class Verdict { join, ck, keep, suspended, unsure };

// et and en are conjunctions, too, where they do not end words: wood-en, hus-et.
bool of_french_or_dutch(const PageWords& page, std::string_view w) {
  return (w == "et" && page.has("les") && page.has("des")) || (w == "en" && page.has("het") && page.has("een"));
}

Verdict decide(const PageWords& page, const Words& words, std::string_view before, std::string_view after,
               std::string_view& rule) {
  if (page.has(std::string(before) + std::string(after))) {
    rule = "hyphens.on-page";
    return Verdict::join;
  }
  if (conjunction(lower(after)) || (words.foreign() && of_french_or_dutch(page, after))) {
    // `dem- / and`: no word before the hyphen, and one over it
    const bool torn =
        words.dictionary() && !words.known(before) && words.known(std::string(before) + std::string(after));
    rule = torn ? "hyphens.known-word" : "hyphens.suspended";
    return torn ? Verdict::join : Verdict::suspended;
  }
  if (is_upper(first_char(after))) {
    rule = "hyphens.capital";
    return Verdict::keep;
  }
  if (page.has_hyphenated(std::string(before) + "-" + std::string(after))) {
    rule = "hyphens.on-page-hyphen";
    return Verdict::keep;
  }
  if (!words.dictionary()) {
    rule = "hyphens.line-end";
    return Verdict::join;
  }
  const std::string joined = std::string(before) + std::string(after);
  if (words.known(joined)) {
    rule = "hyphens.known-word";
    return Verdict::join;
  }
  if (words.german() && before.ends_with('k') && after.starts_with('k') &&
      words.known(std::string(before.substr(0, before.size() - 1)) + "c" + std::string(after))) {
    rule = "hyphens.broken-ck";
    return Verdict::ck;
  }
  if (count_chars(before) > 1 && count_chars(after) > 2 && words.known(before) && words.known(after) &&
      !words.german()) {
    rule = "hyphens.known-halves";
    return Verdict::keep;
  }
  rule = "hyphens.line-end";  // neither spelling is known: a break at a line's end is nearly always the printer's
  return Verdict::join;
}

}  // namespace

void hyphens(Page& page, const RuleSet&) {
  if (page.own_output) return;
  bool any = false;
  for (const Line& line : page.lines) any |= line.text.bytes.ends_with('-') || line.text.bytes.ends_with("¬");
  if (!any) return;
  const PageWords on_page(page);
  const Words words(page);
  for (std::size_t i = 0; i + 1 < page.lines.size(); ++i) {
    Line& line = page.lines[i];
    const Line& next = page.lines[i + 1];
    const std::string_view s = line.text.bytes;
    const bool not_sign = s.ends_with("¬");
    if (!s.ends_with('-') && !not_sign) continue;
    const std::string_view stem = s.substr(0, s.size() - (not_sign ? 2 : 1));
    const std::string_view before = last_word(stem), after = first_word(next.text.bytes);
    if (!stem.empty() && class_of(last_char(stem)) == Class::digit &&
        class_of(first_char(next.text.bytes)) == Class::digit) {
      line.join = Join::none;
      continue;
    }
    // Portuguese and Polish set a word's own hyphen on both sides of the break: tornou- / -se
    if (!not_sign && !before.empty() && next.text.bytes.starts_with('-') && next.form == Form::text &&
        class_of(first_char(next.text.bytes.substr(1))) == Class::latin) {
      replace(page, line.text, stem.size(), s.size(), "", "hyphens.twice");
      line.join = Join::none;
      continue;
    }
    const bool running = line.form != Form::heading && line.form != Form::table && line.form != Form::byline;
    if (after.empty() || !running || next.form != Form::text) continue;
    // `26- / year-old`
    if (!not_sign && before.empty() && !stem.empty() && class_of(last_char(stem)) == Class::digit &&
        !conjunction(lower(after))) {
      line.join = Join::none;
      continue;
    }
    if (before.empty()) continue;
    std::string_view rule;
    switch (decide(on_page, words, before, after, rule)) {
      case Verdict::join:
        replace(page, line.text, stem.size(), s.size(), "", rule);
        line.join = Join::none;
        break;
      case Verdict::ck:  // Zuk- / ker is Zucker
        replace(page, line.text, stem.size() - 1, s.size(), "c", rule);
        line.join = Join::none;
        break;
      case Verdict::keep: line.join = Join::none; break;
      case Verdict::suspended: line.join = Join::space; break;
      case Verdict::unsure: break;
    }
  }
}

}  // namespace galley::stages
