// Tables laid out by blanks: three rows and more of as many cells, two of them figures, are a timetable or a list of
// prices.
//
//   Portsea Town   7.15   8.30   9.45
//   Gullhaven      7.40   8.55   10.10
//   Mudbank Pier   8.05   9.20   10.35
//
// Han text has no blanks between words: there one parts cells, where four and more stand in each row. Rows with clauses are
// text whose figures are set off: 桑塔纳 2000 型轿车一辆，2003年 4 月上牌.
//
//   名次 球队 胜 负 积分
//   1 东岭 9 2 27
//
// The blanks between cells become tabs. Never: rows of words, which may be columns of text.
#include "stages/tables.h"

#include <algorithm>

#include "pipeline/unicode.h"

namespace galley::stages {
namespace {

// Where s goes on behind the blanks, of either width, at `at`.
std::size_t past_blanks(std::string_view s, std::size_t at) {
  while (at < s.size() && (s[at] == ' ' || s.substr(at).starts_with("　"))) at += s[at] == ' ' ? 1 : 3;
  return at;
}

// Cells of a row, parted by `blanks`, two and more: `Portsea Town   7.15   8.30` has 3.
int cells_of(std::string_view s, std::string_view blanks) {
  int n = 1;
  for (std::size_t at = s.find(blanks); at != s.npos; at = s.find(blanks, at)) {
    ++n;
    at = past_blanks(s, at);
  }
  return n;
}

// How many of them are figures: 2.
int figures_of(std::string_view s, std::string_view blanks) {
  int n = 0;
  std::size_t digits = 0, letters = 0;
  const auto close = [&] {
    n += digits > letters;
    digits = letters = 0;
  };
  for (std::size_t at = 0; at < s.size();) {
    if (s.substr(at).starts_with(blanks)) {
      close();
      at = past_blanks(s, at);
      continue;
    }
    const Class k = class_of(decode(s, at));
    digits += k == Class::digit;
    letters += k == Class::latin || k == Class::han || k == Class::kana || k == Class::hangul;
  }
  close();
  return n;
}

// It has clauses or a stop: text. A comma between digits parts thousands.
bool has_clauses(std::string_view s) {
  if (s.find("，") != s.npos || s.find("。") != s.npos || s.find("；") != s.npos) return true;
  for (std::size_t at = s.find(','); at != s.npos; at = s.find(',', at + 1))
    if (at + 1 == s.size() || class_of(first_char(s.substr(at + 1))) != Class::digit) return true;
  return false;
}

// Tables whose cells `blanks` part, `least` and more of them in a row.
void read_tables(Page& page, std::string_view blanks, int least) {
  auto& lines = page.lines;
  const auto row = [&](std::string_view s) { return blanks == " " && has_clauses(s) ? 1 : cells_of(s, blanks); };
  for (std::size_t a = 0; a < lines.size();) {
    const int count = row(lines[a].text.bytes);
    std::size_t b = a, figures = 0;
    for (; b < lines.size() && lines[b].chunk == lines[a].chunk && lines[b].form == Form::text; ++b) {
      if (row(lines[b].text.bytes) != count) break;
      figures += count >= least && figures_of(lines[b].text.bytes, blanks) >= 2;
    }
    if (count >= least && figures >= 3 && figures + 1 >= b - a)
      for (std::size_t i = a; i < b; ++i) {
        lines[i].form = Form::table;
        Rewrite w(page, lines[i].text);
        const std::string_view s = lines[i].text.bytes;
        for (std::size_t at = s.find(blanks); at != s.npos; at = s.find(blanks, at)) {
          const std::size_t to = past_blanks(s, at);
          w.keep_until(at);
          w.put("\t", to - at, "lines.table-blanks");
          at = to;
        }
        w.finish();
      }
    a = std::max(b, a + 1);
  }
}

}  // namespace

void read_tables(Page& page) {
  read_tables(page, "  ", 3);
  if (page.han) read_tables(page, "　", 3);
  if (page.han) read_tables(page, " ", 4);
}

}  // namespace galley::stages
