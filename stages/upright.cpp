// Headlines set from top to bottom beside a text: extractors that put each box of type on a line of its own read them so.
//
//   渡
//   船       ->  渡船停了
//   停
//   了
//
// Figures stand two or three abreast in them. Never: a column of a table, where the same characters come again, or which counts
// (一 二 三, 甲 乙 丙, the days of the week).
#include "stages/upright.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "pipeline/unicode.h"

namespace galley::stages {
namespace {

constexpr std::size_t least = 4, most = 40;  // lines of a headline
constexpr std::size_t figures = 3;           // abreast, at most

bool upright(std::string_view s) {
  std::size_t at = 0;
  const char32_t c = decode(s, at);
  const Class k = class_of(c);
  if (at == s.size()) return c >= 0x2000 || k == Class::digit;
  return s.size() <= figures && s.find_first_not_of("0123456789") == s.npos;
}

bool counts(char32_t c) {
  return std::u32string_view(U"一二三四五六七八九十〇零百千甲乙丙丁戊己庚辛壬癸日月火水木金土").find(c) !=
         std::u32string_view::npos;
}

// Lines [a, b) are a headline: of Han or kana, most of them seen once.
bool headline(const std::vector<Line>& lines, std::size_t a, std::size_t b) {
  if (b - a < least || b - a > most) return false;
  std::vector<char32_t> letters;
  std::size_t telling = 0;
  for (std::size_t i = a; i < b; ++i) {
    const char32_t c = first_char(lines[i].text.bytes);
    const Class k = class_of(c);
    if (k != Class::han && k != Class::kana) continue;
    letters.push_back(c);
    telling += !counts(c);
  }
  const std::size_t all = letters.size();
  std::sort(letters.begin(), letters.end());
  letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
  const bool again = letters.size() * 4 <= all * 3;
  return all * 4 >= (b - a) * 3 && !again && telling * 2 >= all;
}

}  // namespace

void join_upright(Page& page) {
  const auto alone = [](const Line& l) { return upright(l.text.bytes); };
  if (std::none_of(page.lines.begin(), page.lines.end(), alone)) return;
  std::vector<Line> out;
  out.reserve(page.lines.size());
  for (std::size_t a = 0, b; a < page.lines.size(); a = b) {
    b = a;
    while (b < page.lines.size() && page.lines[b].chunk == page.lines[a].chunk && alone(page.lines[b])) ++b;
    const bool joins = headline(page.lines, a, b);
    b = std::max(b, a + 1);
    out.push_back(page.lines[a]);
    for (std::size_t i = a + 1; i < b; ++i)
      if (joins) join_text(page, out.back().text, page.lines[i].text, "", "lines.upright-headline");
      else out.push_back(page.lines[i]);
  }
  page.lines = std::move(out);
}

}  // namespace galley::stages
