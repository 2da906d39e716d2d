// Tables laid out by blanks: three rows and more of as many cells, two of them figures, are a timetable or a list of
// prices.
//
//   Portsea Town   7.15   8.30   9.45
//   Gullhaven      7.40   8.55   10.10
//   Mudbank Pier   8.05   9.20   10.35
//
// The blanks between cells become tabs. Never: rows of words, which may be columns of text.
#include "stages/tables.h"

#include <algorithm>

#include "pipeline/unicode.h"

namespace galley::stages {
namespace {

// Cells of a row, parted by two blanks and more: `Portsea Town   7.15   8.30` has 3.
int cells_of(std::string_view s) {
  int n = 1;
  for (std::size_t at = s.find("  "); at != s.npos; at = s.find("  ", at)) {
    ++n;
    at = std::min(s.find_first_not_of(' ', at), s.size());
  }
  return n;
}

// How many of them are figures: 2.
int figures_of(std::string_view s) {
  int n = 0;
  std::size_t digits = 0, letters = 0;
  const auto close = [&] {
    n += digits > letters;
    digits = letters = 0;
  };
  for (std::size_t at = 0; at < s.size();) {
    if (s.substr(at).starts_with("  ")) {
      close();
      at = std::min(s.find_first_not_of(' ', at), s.size());
      continue;
    }
    const Class k = class_of(decode(s, at));
    digits += k == Class::digit;
    letters += k == Class::latin || k == Class::han || k == Class::kana || k == Class::hangul;
  }
  close();
  return n;
}

}  // namespace

void read_tables(Page& page) {
  auto& lines = page.lines;
  for (std::size_t a = 0; a < lines.size();) {
    const int count = cells_of(lines[a].text.bytes);
    std::size_t b = a, figures = 0;
    for (; b < lines.size() && lines[b].chunk == lines[a].chunk && lines[b].form == Form::text; ++b) {
      if (cells_of(lines[b].text.bytes) != count) break;
      figures += count >= 3 && figures_of(lines[b].text.bytes) >= 2;
    }
    if (count >= 3 && figures >= 3 && figures + 1 >= b - a)
      for (std::size_t i = a; i < b; ++i) {
        lines[i].form = Form::table;
        Rewrite w(page, lines[i].text);
        const std::string_view s = lines[i].text.bytes;
        for (std::size_t at = s.find("  "); at != s.npos; at = s.find("  ", at)) {
          const std::size_t to = s.find_first_not_of(' ', at);
          w.keep_until(at);
          w.put("\t", to - at, "lines.table-blanks");
          at = to;
        }
        w.finish();
      }
    a = std::max(b, a + 1);
  }
}

}  // namespace galley::stages
