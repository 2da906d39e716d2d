// Line breaks of Korean text: was there a blank, or did the line break inside a word?
//
// Korean parts words by blanks. A page may break its lines at blanks alone, or, as newspapers do, wherever a line is
// full: about two in three of those breaks fall inside a word. Particles and endings tell, as they cling to the word
// before them and begin none: where no line begins with one, the page breaks at blanks. Where lines do:
//
//   …교육 과정 / 을 의무화하고     a particle: inside a word
//   …주민이 함께하는 / 교육        the line ends in a particle: the word is whole
//   …고쳐 청 / 년 귀농인에게       nothing speaks for a blank: inside a word
//
// It does not correct blanks inside a line.
#include "stages/korean.h"

#include <string>

#include "pipeline/unicode.h"

namespace galley {
namespace {

bool hangul(char32_t c) { return class_of(c) == Class::hangul; }

// The Hangul that s begins, or ends, with.
std::string_view head(std::string_view s) {
  std::size_t to = 0;
  for (std::size_t next = 0; next < s.size() && hangul(decode(s, next)); to = next) {}
  return s.substr(0, to);
}
std::string_view tail(std::string_view s) {
  std::size_t from = s.size();
  while (from > 0 && hangul(last_char(s.substr(0, from)))) from = previous(s, from);
  return s.substr(from);
}

}  // namespace

KoreanBreaks::KoreanBreaks(const Page& page, const RuleSet& rules) : rules_(rules) {
  if (page.han) return;  // where no blank is asked about
  std::size_t clinging = 0, breaks = 0;
  for (const Line& line : page.lines) {
    const std::string_view s = line.text.bytes;
    if (!hangul(first_char(s))) continue;
    ++breaks;
    clinging += rules.has_word("clinging", head(s));
    for (std::size_t at = s.find(' '); at != s.npos;) {  // words with a blank on both sides
      const std::size_t end = s.find(' ', at + 1);
      if (end == s.npos) break;
      words_.insert(s.substr(at + 1, end - at - 1));
      at = end;
    }
  }
  anywhere_ = clinging >= 2 && clinging * 25 >= breaks;
}

bool KoreanBreaks::inside_word(std::string_view a, std::string_view b) const {
  if (!anywhere_) return false;
  const char32_t x = last_char(a);
  const std::string_view last = tail(a), first = head(b);
  const bool closing = class_of(x) == Class::close || class_of(x) == Class::quote;
  if (first.empty()) return false;
  // ” / 라고 말했다
  const bool stopped = first.size() < b.size() && (b[first.size()] == '.' || b[first.size()] == ',');
  if (rules_.has_word("clinging", first) || (stopped && rules_.has_word("ending", first)))
    return closing || hangul(x) || class_of(x) == Class::digit || class_of(x) == Class::latin;  // KBS / 는
  if (class_of(x) == Class::digit) return true;                                                 // 3200 / 억
  if (last.empty()) return false;
  constexpr std::size_t syllable = 3;  // bytes
  const std::string_view before = a.substr(0, a.size() - last.size());
  if (class_of(last_char(before)) == Class::close || class_of(last_char(before)) == Class::quote)
    return false;  // ”고 / 말했다
  const std::string_view end = last.substr(last.size() - syllable);
  if (last.size() > syllable && rules_.has_word("particle", end)) return false;
  if (rules_.has_word("standing", last) || rules_.has_word("counted", first)) return false;
  if (last.size() >= 2 * syllable && rules_.has_word("whole", last.substr(last.size() - 2 * syllable))) return false;
  if (last.size() >= 3 * syllable && rules_.has_word("long_whole", end)) return false;
  constexpr std::size_t longest = 6;  // syllables; of 1200 words of made articles one in 300 has more
  if (last.size() + first.size() > longest * syllable) return false;
  return !(words_.contains(last) && words_.contains(first));
}

}  // namespace galley
