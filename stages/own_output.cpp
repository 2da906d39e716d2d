// See own_output.h. A raw dump hardly ever parts paragraphs by one blank line, articles by two, and everything else by
// none; where one does, believing it is right, too. Tested by promises_test.cpp (a second run changes nothing).
#include "stages/own_output.h"

#include <algorithm>

#include "stages/bylines.h"
#include "stages/measure.h"

namespace galley {
namespace {

// Blank lines between line i and the one before it (or the page's start).
std::size_t blanks_before(const Page& page, std::size_t i) {
  const std::size_t from = i ? page.lines[i - 1].text.source_end() : 0, to = page.lines[i].text.source_begin();
  const std::string_view gap = page.source.substr(from, to - from);
  const auto n = static_cast<std::size_t>(std::count(gap.begin(), gap.end(), '\n'));
  return i ? (n ? n - 1 : 0) : n;
}

bool row(const Line& l) { return l.text.bytes.find('\t') != std::string_view::npos; }

}  // namespace

bool has_own_shape(const Page& page) {
  if (page.lines.empty() || page.source.find('\r') != std::string_view::npos) return false;
  // half-width stops after Han characters are a dump's, never ours
  std::size_t squeezed = 0;
  for (std::size_t at = page.source.find(','); at != std::string_view::npos && squeezed < 3;
       at = page.source.find(',', at + 1))
    squeezed += at > 0 && is_han(last_char(page.source.substr(0, at)));
  if (squeezed >= 3) return false;
  std::size_t parted = 0, paragraphs = 0, whole = 0;
  bool head = true;  // still in an article's title lines
  std::size_t titles = 0;
  bool bodied = false;  // the article so far: title lines alone are none of ours
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const Line& l = page.lines[i];
    const std::size_t blanks = blanks_before(page, i);
    if (i > 0 && blanks > 1 && !bodied) return false;
    if (blanks > 1) bodied = false;
    if (l.text.source_end() - l.text.source_begin() != l.text.bytes.size() || l.text.bytes.front() == ' ' ||
        l.text.bytes.back() == ' ')
      return false;
    if (l.text.bytes.front() == '#' || l.text.bytes.front() == '|') return false;
    if (i == 0) {
      if (blanks > 1) return false;
      head = blanks == 0;
    } else if (blanks == 2 || blanks == 3) {
      ++parted;
      head = blanks == 2;
      titles = 0;
    } else if (blanks == 1) {
      head = false;
    } else if (blanks == 0) {
      if (!head && !(row(l) && row(page.lines[i - 1]))) return false;
    } else {
      return false;
    }
    bodied |= !head;
    if (head) {
      if (++titles > 9) return false;
    } else if (!row(l)) {
      ++paragraphs;
      whole += ends_sentence(l.text.bytes) || width_of(l.text.bytes, Setting::han) < 60;
    }
  }
  return bodied && parted > 0 && paragraphs > 0 && whole * 2 >= paragraphs;
}

void read_own_shape(Page& page) {
  Article a;
  bool open = false, head = true;
  std::vector<Text> rows;  // of the table that a.body ends in, below its first
  auto join_rows = [&] {
    if (rows.empty()) return;
    Text& table = a.body.back().text;
    std::string out(table.bytes);
    std::vector<Run> runs(table.runs.begin(), table.runs.end());
    for (const Text& row : rows) append_joined(page, out, runs, row, "\n", "paragraphs.table-row");
    table = {page.store(out), page.store(runs)};
    rows.clear();
  };
  auto finish = [&] {
    if (!open) return;
    join_rows();
    std::vector<Text> titles;
    for (Text& t : a.deck) titles.push_back(t);
    a.deck.clear();
    if (titles.size() > 1) { a.kicker = {}; }
    for (std::size_t k = 0; k < titles.size(); ++k) {
      if (k == 0) a.headline = titles[k];
      else a.deck.push_back(titles[k]);
    }
    if (!a.headline.empty() || !a.body.empty() || !a.byline_lines.empty()) page.articles.push_back(std::move(a));
    a = {};
  };
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const Line& l = page.lines[i];
    const std::size_t blanks = blanks_before(page, i);
    if (i == 0 || blanks >= 2) {
      finish();
      open = true;
      head = i == 0 ? blanks == 0 : blanks == 2;
    } else if (blanks == 1) {
      head = false;
    }
    if (head) {
      if (l.form == Form::byline &&
          !(a.deck.empty() && a.byline_lines.empty() && i + 1 < page.lines.size() && blanks_before(page, i + 1) == 0)) {
        a.byline_lines.push_back(l.text);
        for (Byline& b : read_byline(l.text, page)) a.bylines.push_back(std::move(b));
      } else {
        a.deck.push_back(l.text);
      }
      continue;
    }
    if (blanks == 0 && !a.body.empty()) {
      rows.push_back(l.text);
      continue;
    }
    join_rows();
    Piece p;
    p.text = l.text;
    p.kind = row(l)                                         ? "table"
             : l.form == Form::question                     ? "question"
             : l.form == Form::answer                       ? "answer"
             : l.form == Form::list                         ? "list"
             : l.form == Form::editor_note                  ? "editor_note"
             : !ends_sentence(l.text.bytes) && l.width < 44 ? "crosshead"
                                                            : "para";
    if (p.kind == "table" && a.body.empty()) a.kind = "table";
    a.body.push_back(std::move(p));
  }
  finish();
}

}  // namespace galley
