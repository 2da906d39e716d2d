// Misread: what OCR takes for something else, where that is sure.
//
//   本报讯〈记者苏立然) …        a round bracket; the one that closes it was read as such
//   本报讯《〈记者苏立然) …      one round bracket read as two
//   [記者蘇立然／綜合報導〕      〔, which 〕 closes
//   JI必    一|               a picture, a rule, letters too big or too faint: bits far apart, with strokes that no word has
//   oz   YE    人人   忆       likewise, where OCR has surely misread the page elsewhere: these may be words, too (`KTV   包房`,
//                              `kg`): two or three letters that are no word, at a chunk's edge; a character alone
#include "stages/misread.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

// ---- brackets --------------------------------------------------------------------------------------------------------------

constexpr std::size_t most_inside = 60;  // characters between two round brackets, as far as lines tear them
constexpr std::size_t most_open = 4;

struct Open {
  std::size_t line = 0, at = 0, bytes = 0;  // text bytes
  char32_t c = 0;
  std::size_t since = 0;  // characters of the page before it
};

bool angle(char32_t c) { return c == U'〈' || c == U'《'; }
bool round(char32_t c) { return c == U'（' || c == U'('; }
bool square(char32_t c) { return c == '[' || c == U'［'; }

// ---- noise -----------------------------------------------------------------------------------------------------------------

// What a line is made of, between its blanks.
struct Bits {
  std::size_t bits = 0, longest = 0;  // stretches between blanks; characters of the longest
  std::size_t widest = 0;             // blanks side by side
  std::size_t han = 0, latin = 0, small = 0, digits = 0, others = 0;
  std::size_t strokes = 0, glued = 0;  // glued: beside another character
  std::size_t run = 0;                 // the longest of Han characters
  std::size_t all() const { return han + latin + digits + strokes + others; }
};

Bits bits_of(std::string_view s) {
  Bits b;
  std::size_t blanks = 0, bit = 0, run = 0;
  bool after_stroke = false;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    const Class k = class_of(c);
    if (k == Class::space) {
      b.widest = std::max(b.widest, b.bits ? ++blanks : 0);
      bit = run = 0;
      after_stroke = false;
      continue;
    }
    blanks = 0;
    b.bits += bit == 0;
    b.longest = std::max(b.longest, ++bit);
    run = k == Class::han ? run + 1 : 0;
    b.run = std::max(b.run, run);
    b.han += k == Class::han;
    b.latin += k == Class::latin;
    b.small += is_lower(c);
    b.digits += k == Class::digit;
    const bool stroke = c == '|' || c == '\\' || c == '<' || c == '>' || c == '^' || c == '`';
    b.strokes += stroke;
    b.glued += bit > 1 && stroke != after_stroke;
    after_stroke = stroke;
    b.others += !stroke && k != Class::han && k != Class::latin && k != Class::digit;
  }
  return b;
}

// Bits far apart that make no words; three characters side by side are chance where there are many bits.
bool scattered(const Bits& b) {
  constexpr std::size_t most = 18, apart = 3;
  return b.bits > 1 && b.all() <= most && b.widest >= apart && b.longest <= 5 &&
         (b.run <= 2 || (b.run == 3 && b.bits >= 4));
}
bool framed(std::string_view s) { return s.starts_with('<') && s.ends_with('>'); }

// With strokes that stand beside no words: surely noise.
bool surely_noise(const Bits& b, std::string_view s) {
  if (b.strokes == 0 || framed(s)) return false;
  if (scattered(b)) return b.glued > 0 || (b.latin > 0 && b.run < 2);
  return b.bits == 1 && b.all() <= 3 && b.digits == 0;
}
// Noise where there is other noise: letters or marks far apart among others; one to three characters that make no word.
bool likely_noise(const Bits& b) {
  if (scattered(b)) return (b.latin > 0 || b.others > 1) && (b.han > 0 || b.bits > 2);
  constexpr std::size_t few = 6;
  if (b.glued > 0 && b.longest <= 2 && b.all() <= few) return true;  // with strokes: 站 三| 站
  return b.bits == 1 && b.all() <= 3 && b.small > 0 && b.digits + b.others == 0;
}

// Marks that no press sets so: a comma behind a stop, a dot or an apostrophe between Han characters.
std::size_t odd_marks(std::string_view s) {
  std::size_t n = 0;
  char32_t before = 0, last = 0;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    n += (c == U'，' || c == ',') && (last == U'。' || last == '.' || last == U'‧');
    n += (last == '.' || last == U'‧' || last == '\'') && class_of(c) == Class::han && class_of(before) == Class::han;
    before = last;
    last = c;
  }
  return n;
}

bool numeral(char32_t c) {
  return std::u32string_view(U"一二三四五六七八九十百千〇零上中下").find(c) != std::u32string_view::npos;
}

}  // namespace

void mend_brackets(Page& page) {
  std::vector<Open> open, wrong;
  std::size_t passed = 0;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const std::string_view s = page.lines[i].text.bytes;
    if (open.empty() && s.find("〈") == s.npos && s.find("《") == s.npos && s.find('[') == s.npos &&
        s.find("［") == s.npos)
      continue;
    for (std::size_t at = 0; at < s.size(); ++passed) {
      const std::size_t here = at;
      const char32_t c = decode(s, at);
      std::erase_if(open, [&](const Open& o) { return passed - o.since > most_inside; });
      if (angle(c) || round(c) || square(c)) {
        if (open.size() == most_open) open.erase(open.begin());
        open.push_back({i, here, at - here, c, passed});
      } else if (c == U'）' || c == ')') {
        // it closes the nearest of its kind, of this line or the one before; angle ones inside it were left open. Where there
        // is none, an angle one is wrong
        const auto of_kind =
            std::find_if(open.rbegin(), open.rend(), [i](const Open& o) { return round(o.c) && o.line + 1 >= i; });
        if (of_kind != open.rend()) {
          open.erase(of_kind.base() - 1, open.end());
        } else if (!open.empty()) {
          Open last = open.back();
          open.pop_back();
          if (!angle(last.c)) continue;
          if (!open.empty() && angle(open.back().c) && open.back().line == last.line &&
              open.back().at + open.back().bytes == last.at) {
            last.at = open.back().at;  // read as two
            last.bytes += open.back().bytes;
            open.pop_back();
          }
          wrong.push_back(last);
        }
      } else if (c == U'〕' || c == ']' || c == U'］') {
        if (open.empty() || !square(open.back().c)) continue;
        if (c == U'〕') wrong.push_back(open.back());
        open.pop_back();
      } else if (c == U'》' || c == U'〉') {
        // likewise; what a round one of the same line seemed to close, this one does: 《一)二)》
        while (!open.empty() && !angle(open.back().c)) open.pop_back();
        if (!open.empty()) open.pop_back();
        else if (!wrong.empty() && wrong.back().line == i) wrong.pop_back();
      }
    }
  }
  std::sort(wrong.begin(), wrong.end(),
            [](const Open& a, const Open& b) { return std::pair(a.line, a.at) < std::pair(b.line, b.at); });
  for (std::size_t from = 0, to; from < wrong.size(); from = to) {
    Text& text = page.lines[wrong[from].line].text;
    Rewrite w(page, text);
    for (to = from; to < wrong.size() && wrong[to].line == wrong[from].line; ++to) {
      const std::size_t bytes = wrong[to].bytes;
      const std::string_view now = square(wrong[to].c) ? "〔" : "（";
      if (!page.may(Trust::likely)) {
        const Text bracket = slice(page, text, wrong[to].at, wrong[to].at + bytes);
        suggest(page, "change", {bracket.source_begin(), bracket.source_end()}, "characters.misread-bracket",
                std::string(text.bytes.substr(wrong[to].at, bytes)), std::string(now));
        continue;
      }
      w.keep_until(wrong[to].at);
      w.put(now, bytes, "characters.misread-bracket");
    }
    w.finish();
  }
}

std::vector<bool> find_noise(const Page& page) {
  const auto& lines = page.lines;
  std::vector<bool> noise(lines.size(), false);
  if (!page.han) return noise;
  const auto first = [&](std::size_t i) { return i == 0 || lines[i - 1].chunk != lines[i].chunk; };
  const auto last = [&](std::size_t i) { return i + 1 == lines.size() || lines[i + 1].chunk != lines[i].chunk; };
  const auto short_line = [&](std::size_t i) { return lines[i].text.bytes.size() <= 12; };
  // a list, a table of short lines: they mean something
  const auto listed = [&](std::size_t i) {
    constexpr std::size_t least = 4;
    std::size_t from = i, to = i + 1;
    while (from > 0 && i - from < least && short_line(from - 1)) --from;
    while (to < lines.size() && to - i < least && short_line(to)) ++to;
    return short_line(i) && to - from >= least;
  };
  // its words may go on in it
  const auto goes_on = [&](std::size_t i) { return !first(i) && !ends_sentence(lines[i - 1].text.bytes); };
  const auto single = [&](std::size_t i) {
    std::size_t at = 0;
    const std::string_view s = lines[i].text.bytes;
    if (s.empty() || s.size() > 4) return false;
    const char32_t c = decode(s, at);
    return at == s.size() && class_of(c) == Class::han && !numeral(c);
  };
  const Language* const language = Language::of(page);
  constexpr float chance = 0.3F;  // what a seam without sense may score
  constexpr std::size_t most_bytes = 120;
  // a page that OCR has misread elsewhere, too
  bool misread = std::any_of(page.reasons.begin(), page.reasons.end(), [](const Rules& rules) {
    return std::find(rules.begin(), rules.end(), "characters.misread-bracket") != rules.end();
  });
  std::vector<bool> likely(lines.size(), false);
  std::size_t odd = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view s = lines[i].text.bytes;
    odd += odd_marks(s);
    if (s.empty() || s.size() > most_bytes || lines[i].form != Form::text || !(first(i) || last(i))) continue;
    const Bits b = bits_of(s);
    noise[i] = surely_noise(b, s) && !listed(i);
    likely[i] = likely_noise(b) && !listed(i) && !goes_on(i);
    misread |= noise[i];
  }
  constexpr std::size_t many_odd = 4;
  if (!misread && odd < many_odd) return noise;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    noise[i] = noise[i] || likely[i];
    // a single character, or two below each other, where no short line stands beside them
    if (lines[i].form != Form::text || !first(i)) continue;
    const std::size_t end = last(i) ? i + 1 : i + 2;
    if (end > lines.size() || !last(end - 1) || (end < lines.size() && short_line(end)) || (i > 0 && short_line(i - 1)))
      continue;
    const bool ends_word = i > 0 && language && !ends_sentence(lines[i - 1].text.bytes) &&
                           language->seam(lines[i - 1].text.bytes, lines[i].text.bytes) > chance;
    const bool word =
        end - i > 1 && (!language || language->seam(lines[i].text.bytes, lines[i + 1].text.bytes) > chance);
    if (ends_word || word || !single(i) || !single(end - 1)) continue;
    for (std::size_t k = i; k < end; ++k) noise[k] = true;
  }
  return noise;
}

}  // namespace galley::stages
