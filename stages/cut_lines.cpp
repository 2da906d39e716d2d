// Printed lines cut at squeezed marks: a typesetter sets two marks that meet closer than their boxes (CLREQ, JLREQ), and an
// extractor that sees one box overlap another begins a new line there:
//
//   島の定期船は来月一日（改正後のダイヤ）         -> 島の定期船は来月一日（改正後のダイヤ）、「満ち潮便」
//   、
//   「満ち潮便」
//   が加わる。
//
// No line begins with a mark that closes or pauses, none ends in one that opens, and before a mark that opens none ends
// early in mid-sentence: such a break is none where both pieces fit the column. A page is cut so where it has several of the
// first kind.
#include "stages/cut_lines.h"

#include <algorithm>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/facing.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

constexpr float squeezed = 1;     // cells that two marks give up where they meet
constexpr float over = 4;         // by as much a line may be wider than its neighbours: other marks are squeezed, too
constexpr float early_by = 12;    // cells that no line in mid-sentence leaves
constexpr std::size_t least = 4;  // breaks that no typesetter makes, of a page that is cut

enum class Break : std::uint8_t { true_one, maybe, impossible };

Break break_between(std::string_view a, std::string_view b) {
  const Class x = class_of(last_char(a)), y = first_class(b);
  const bool mark = x == Class::close || x == Class::pause || x == Class::stop || x == Class::open;
  if (first_char(b) < 0x3000) return Break::true_one;  // half-width marks are not squeezed
  if (y == Class::close || y == Class::pause || y == Class::stop) return Break::impossible;
  if (x == Class::open && last_char(a) >= 0x3000) return y == Class::open ? Break::impossible : Break::true_one;
  return mark && y == Class::open && !ends_sentence(a) ? Break::maybe : Break::true_one;
}

float column_near(const std::vector<float>& widths, std::size_t i) {
  constexpr std::size_t around = 8;
  FullLine full;
  for (std::size_t k = i > around ? i - around : 0; k < std::min(widths.size(), i + around); ++k) full.add(widths[k]);
  return full.width();
}

}  // namespace

void mend_cut_lines(Page& page) {
  const std::size_t n = page.lines.size();
  std::vector<float> widths;
  widths.reserve(n);
  for (const Line& l : page.lines) widths.push_back(width_of(l.text.bytes, Setting::han));
  std::vector<bool> joined(n, false);
  std::size_t impossible = 0;
  float printed = 0;  // cells of the printed line so far
  for (std::size_t i = 0; i < n; ++i) {
    const float before = printed;
    printed = widths[i];
    if (i == 0 || page.lines[i - 1].chunk != page.lines[i].chunk) continue;
    const Break b = break_between(page.lines[i - 1].text.bytes, page.lines[i].text.bytes);
    const float both = before + widths[i] - squeezed;
    const float column = column_near(widths, i);
    const bool fits = both <= column + (b == Break::impossible ? over : 0.7F);
    // none is broken off so early, but a headline may be wider than the column
    const bool early = b == Break::maybe && before < column - early_by;
    if (b == Break::true_one || !(fits || early)) continue;
    joined[i] = true;
    impossible += b == Break::impossible;
    printed = both;
  }
  if (impossible < least) return;
  std::vector<Line> out;
  out.reserve(n);
  for (std::size_t i = 0; i < n; ++i)
    if (joined[i]) join_text(page, out.back().text, page.lines[i].text, "", "lines.cut-line");
    else out.push_back(page.lines[i]);
  page.lines = std::move(out);
}

}  // namespace galley::stages
