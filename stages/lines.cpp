// Lines: finds again the lines that were printed.
//
// A dump is wrapped (a line a printed line), joined (a line a paragraph, or what of it one column held) or spaced (the
// same, with a blank where each line broke). Spaced regions give themselves away by their rhythm: the blanks stand a
// column's width apart, give or take a squeezed stop, the first one two characters early for the indent:
//
//   日,市委常委、宣传部部长王自合到 建安区就新时代文明实践工作进行     -> two lines of one column
//   统筹整合资源 培育名牌项目 满足群众精神文化生活需求               -> stays: a headline's clauses
//
// Markdown and tab-separated rows are read here too, and every line is measured: its width, and the width of a full
// line hereabouts (`column`), taken from its neighbours, because columns change on a page.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>

#include "pipeline/unicode.h"
#include "stages/captions.h"
#include "stages/columns.h"
#include "stages/cut_lines.h"
#include "stages/forms.h"
#include "stages/html.h"
#include "stages/measure.h"
#include "stages/own_output.h"
#include "stages/slices.h"
#include "stages/stages.h"
#include "stages/syllables.h"
#include "stages/tables.h"
#include "stages/upright.h"

namespace galley::stages {
namespace {

// Squeezed stops and digits make full lines of one column differ by this many cells.
constexpr float slack = 2.4F;
constexpr float indent = 4.0F;  // cells of a paragraph's indent: two Han characters (CLREQ 3.2)

void trim(Page& page, Line& line) {
  const std::string_view s = line.text.bytes;
  std::size_t from = 0, to = s.size();
  float w = 0;
  while (from < to) {
    std::size_t at = from;
    const char32_t c = decode(s, at);
    if (class_of(c) != Class::space || c == '\t') break;
    w += c == U'　' ? 2.0F : 1.0F;
    from = at;
  }
  while (to > from) {
    const std::size_t at = previous(s, to);
    std::size_t next = at;
    if (class_of(decode(s, next)) != Class::space) break;
    to = at;
  }
  line.indent = w;
  if (from > 0 || to < s.size()) line.text = slice(page, line.text, from, to);
}

// ---- Markdown ------------------------------------------------------------------------------------------------

std::ptrdiff_t tabs(const Line& l) { return std::count(l.text.bytes.begin(), l.text.bytes.end(), '\t'); }

bool table_rule(std::string_view s) {
  return s.find_first_not_of("|-: \t") == std::string_view::npos && s.find("--") != std::string_view::npos;
}

// What a document model sets as a formula is mostly a figure: `$3 0 \%$`, `$3 8 ^ { \circ } \mathrm { C }$`. Its plain text; empty:
// it is none of the few forms that are sure.
std::string plain_figure(std::string_view s) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> marks = {{{"\\%", "%"},
                                                                                             {"\\sim", "～"},
                                                                                             {"\\times", "×"},
                                                                                             {"\\circ", "°"},
                                                                                             {"\\mathrm", ""},
                                                                                             {"\\mathsf", ""},
                                                                                             {"\\text", ""},
                                                                                             {"\\pm", "±"},
                                                                                             {"\\cdot", "·"},
                                                                                             {"\\", ""}}};
    const char c = s[at];
    if (c == '\\') {
      const auto* const mark =
          std::find_if(marks.begin(), marks.end(), [&](const auto& m) { return s.substr(at).starts_with(m.first); });
      if (mark->first == "\\") return {};
      at += mark->first.size();
      if (mark->first != "\\%" && at < s.size() && letter(s[at])) return {};  // a longer name: \cdots
      if (mark->first == "\\text") {                                          // words
        const std::size_t close = std::min(s.find('}', at), s.size());
        if (s.substr(at, close - at).find_last_not_of(" {") > s.substr(at, close - at).find(' ', 2)) return {};
      }
      out += mark->second;
      continue;
    }
    if (letter(c) && s.find("\\") > at) return {};  // words between two prices in dollars
    if (c != ' ' && c != '{' && c != '}' && c != '~' &&
        !(c == '^' && s.substr(std::min(s.find_first_not_of("^ {", at), s.size())).starts_with("\\circ"))) {
      if (!letter(c) && !(c >= '0' && c <= '9') && std::string_view(".,%/+-:").find(c) == std::string_view::npos)
        return {};
      out += c;
    }
    ++at;
  }
  const bool ends = !out.empty() && std::string_view(".,/+-:").find(out.back()) == std::string_view::npos;
  return ends && out[0] >= '0' && out[0] <= '9' ? out : std::string();
}

void read_figures(Page& page, Line& line) {
  constexpr std::size_t longest = 60;  // bytes of a formula
  const std::string_view s = line.text.bytes;
  if (s.find('$') == std::string_view::npos) return;
  Rewrite w(page, line.text);
  for (std::size_t at = s.find('$'); at != std::string_view::npos; at = s.find('$', at + 1)) {
    const std::size_t end = s.substr(at + 1, longest).find('$');
    if (end == std::string_view::npos || end == 0) continue;
    const std::string_view inside = s.substr(at + 1, end);
    const std::size_t after = at + end + 2;
    const bool behind = at > 0 && s[at - 1] >= '0' && s[at - 1] <= '9';                      // 5$ 7$
    const bool apart = inside.back() == ' ' && inside.find('\\') == std::string_view::npos;  // $ 5\% $ is no price
    if (apart || (inside.front() == ' ' && behind) || (after < s.size() && s[after] >= '0' && s[after] <= '9'))
      continue;
    const std::string plain = plain_figure(inside);
    if (plain.empty()) continue;
    w.keep_until(at);
    w.put(plain, end + 2, "lines.formula");
    at += end + 1;
  }
  w.finish();
}

// Pairs of ** about words, at a line's beginning or behind a blank or a mark; in 139****5678 and 王** they hide something.
void read_bold(Page& page, Line& line) {
  const std::string_view s = line.text.bytes;
  Rewrite w(page, line.text);
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t open = s.find("**", at);
    const std::size_t close = open == std::string_view::npos ? open : s.find("**", open + 3);
    if (close == std::string_view::npos) break;
    const Class before = open == 0 ? Class::space : class_of(last_char(s.substr(0, open)));
    if (before == Class::han || before == Class::kana || before == Class::latin || before == Class::digit) break;
    if (s[open + 2] == ' ' || s[open + 2] == '*' || s[close - 1] == ' ' || s.substr(close + 2).starts_with('*')) break;
    // it stands for what was left out: “**”和“**”, **0321、**4477
    const char32_t first = first_char(s.substr(open + 2)), last = last_char(s.substr(0, close));
    if (class_of(first) == Class::close || class_of(first) == Class::pause || class_of(last) == Class::open ||
        last == U'、')
      break;
    line.bold = open == 0 && close + 2 == s.size();
    w.keep_until(open);
    w.put("", 2, "lines.markdown-bold");
    w.keep_until(close);
    w.put("", 2, "lines.markdown-bold");
    at = close + 2;
  }
  w.finish();
}

// A pair of * or _ round a whole line, and no other in it.
void read_italic(Page& page, Line& line) {
  const std::string_view s = line.text.bytes;
  if (s.size() < 4 || (s.front() != '*' && s.front() != '_') || s.find(s.front(), 1) != s.size() - 1) return;
  if (s[1] == ' ' || s[s.size() - 2] == ' ') return;
  Rewrite w(page, line.text);
  w.put("", 1, "lines.markdown-italic");
  w.keep_until(s.size() - 1);
  w.put("", 1, "lines.markdown-italic");
  w.finish();
  line.italic = true;
}

void read_markdown(Page& page, Line& line) {
  read_tags(page, line);
  read_figures(page, line);
  if (const std::size_t n = line.text.bytes.size(); line.text.bytes.ends_with('\\'))
    replace(page, line.text, n - 1, n, "", "lines.markdown-break");
  if (line.text.bytes.starts_with("> ")) replace(page, line.text, 0, 2, "", "lines.markdown-quote");
  const std::string_view s = line.text.bytes;
  const std::size_t marks = s.find_first_not_of('#');
  if (marks > 0 && marks <= 6 && marks != std::string_view::npos && s[marks] == ' ') {
    line.level = static_cast<std::uint8_t>(marks);
    line.form = Form::heading;
    replace(page, line.text, 0, s.find_first_not_of(' ', marks), "", "lines.markdown-heading");
    read_bold(page, line);
  } else if (s.find("**") != std::string_view::npos && !s.starts_with('|')) {
    read_bold(page, line);
  } else if (s.starts_with('*') || s.starts_with('_')) {
    read_italic(page, line);
  } else if (s.size() > 2 && s.front() == '|' && s.back() == '|' && std::count(s.begin(), s.end(), '|') >= 3) {
    line.form = Form::table;
    Rewrite w(page, line.text);
    for (std::size_t i = 0; i < s.size();) {
      const std::size_t bar = s.find('|', i);
      std::size_t to = bar == std::string_view::npos ? s.size() : bar;
      if (bar == std::string_view::npos) break;
      std::size_t from = to;
      while (from > i && s[from - 1] == ' ') --from;
      std::size_t end = to + 1;
      while (end < s.size() && s[end] == ' ') ++end;
      w.keep_until(from);
      w.put(from == 0 || end == s.size() ? "" : "\t", end - from, "lines.markdown-table");
      i = end;
    }
    w.finish();
  }
}

// ---- wraps that became blanks ------------------------------------------------------------------------------

// A blank between two Han-side characters: cells from the line's start, and whether a sentence ends before it. No type
// setter puts a blank after a stop: the line ended there, wherever it was.
struct Gap {
  std::size_t at;
  float before;
  bool stop;
};

// The blank at `at` sets a name off from an office of the press: no wrap, or one that leaves a blank.
bool beside_office(std::string_view s, std::size_t at) {
  static constexpr std::array<std::string_view, 6> offices = {"记者", "記者", "通讯员", "通訊員", "实习生", "實習生"};
  return std::any_of(offices.begin(), offices.end(), [&](std::string_view o) {
    return s.substr(0, at).ends_with(o) || s.substr(at + 1).starts_with(o);
  });
}

bool closes_sentence(char32_t c) { return c == U'。' || c == U'！' || c == U'？' || c == '!' || c == '?'; }

std::vector<Gap> gaps_of(std::string_view s) {
  std::vector<Gap> out;
  if (s.find(' ') == s.npos) return out;
  float w = 0;
  char32_t was = 0;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t here = at;
    const char32_t c = decode(s, at);
    if (c == ' ' && was && at < s.size() && s[at] != ' ' && was != ' ') {
      std::size_t look = at;
      const char32_t next = decode(s, look);
      const bool a = class_of(was) != Class::latin || was > 0x2E80, b = class_of(next) != Class::latin || next > 0x2E80;
      if ((a || b) && !beside_office(s, here)) out.push_back({here, w, closes_sentence(was)});
    }
    w += c == ' ' ? 0.0F : cells(c, Setting::han);
    was = c;
  }
  return out;
}

// Column widths that repeat between neighbouring blanks, commonest first.
std::vector<float> rhythms(const Page& page) {
  std::map<int, int> seen;
  for (const Line& line : page.lines) {
    if (line.form != Form::text) continue;
    const auto gaps = gaps_of(line.text.bytes);
    for (std::size_t i = 1; i < gaps.size(); ++i) {
      const float w = gaps[i].before - gaps[i - 1].before;
      if (w >= 16 && w <= 120) ++seen[static_cast<int>(std::lround(w))];
    }
  }
  std::vector<std::pair<int, float>> found;
  for (auto [w, n] : seen) {
    int near = 0, best = n;
    for (int d = -1; d <= 1; ++d)
      if (auto it = seen.find(w + d); it != seen.end()) {
        near += it->second;
        best = std::max(best, it->second);
      }
    if (n == best && near >= 3) found.emplace_back(near, static_cast<float>(w));
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<float> out;
  for (auto [n, w] : found) {
    if (n * 6 < found.front().first) break;  // chance, beside the page's true rhythms
    out.push_back(w);
  }
  return out;
}

// The blanks of one line that a column of width w explains as its line ends.
struct Fit {
  std::vector<std::size_t> at;
  std::vector<float> widths;
  int missed = 0;
  float off = 0;
};
Fit fit(const std::vector<Gap>& gaps, float total, float w) {
  Fit f;
  float from = 0;
  bool first = true;  // a paragraph's, or a continuation's, first line: it may have an indent
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const float seg = gaps[i].before - from;
    const float low = first ? w - indent - slack : w - slack;
    if (seg > w + slack) {
      ++f.missed;
      first = false;
      from = gaps[i].before;
      continue;
    }
    if (seg < low && !gaps[i].stop) continue;
    if (gaps[i].stop && seg < low) {
      f.at.push_back(gaps[i].at);
      first = true;
      from = gaps[i].before;
      continue;
    }
    // of two blanks in reach the one nearer the full width is the line's end
    if (i + 1 < gaps.size() && gaps[i + 1].before - from <= w + 0.6F && gaps[i + 1].before - gaps[i].before < 6)
      continue;
    f.at.push_back(gaps[i].at);
    if (!first) f.widths.push_back(seg);
    f.off += first ? 0 : std::fabs(seg - w);
    first = false;
    from = gaps[i].before;
  }
  if (total - from > w + slack) ++f.missed;
  return f;
}

bool clauses(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c == U'，' || c == ',' || c == U'。' || c == U'；' || c == ';') return true;
  }
  return false;
}

// How many lines stand between blank lines.
std::size_t alone(const std::vector<Line>& lines) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < lines.size(); ++i)
    n += (i == 0 || lines[i - 1].chunk != lines[i].chunk) &&
         (i + 1 == lines.size() || lines[i + 1].chunk != lines[i].chunk);
  return n;
}

void unspace(Page& page) {
  if (!page.han) return;
  const auto widths = rhythms(page);
  if (widths.empty()) return;
  for (Line& l : page.lines) l.width = width_of(l.text.bytes, Setting::han);
  // a page of columns' lines, few much wider than one: there a blank parts two
  const auto wider = std::count_if(page.lines.begin(), page.lines.end(),
                                   [&](const Line& l) { return l.width > 1.6F * widths.front(); });
  if (alone(page.lines) * 2 < page.lines.size() && static_cast<std::size_t>(wider) * 4 < page.lines.size()) return;
  std::vector<Line> out;
  out.reserve(page.lines.size() * 4);
  std::size_t wrapped = 0, whole = 0;  // lines wider than two columns, with blanks where they broke and without
  for (Line& line : page.lines) {
    const auto gaps = line.form == Form::text ? gaps_of(line.text.bytes) : std::vector<Gap>{};
    Fit best;
    float score = 0, column = 0;
    const float total = line.width;
    for (float w : widths) {
      if (total < w - indent) continue;
      Fit f = fit(gaps, total, w);
      const float s = static_cast<float>(f.at.size()) - 1.5F * static_cast<float>(f.missed) - 0.02F * f.off;
      if (s > score) {
        score = s;
        column = w;
        best = std::move(f);
      }
    }
    if (best.widths.size() > 1) {
      const auto nth = best.widths.begin() + static_cast<std::ptrdiff_t>(best.widths.size() * 2 / 3);
      std::nth_element(best.widths.begin(), nth, best.widths.end());
      column = *nth;
    }
    // a headline's clauses, a folio: more blanks than the column explains, and no stop anywhere
    if (best.at.size() < gaps.size() && total < 90 && best.at.size() < 3 && !clauses(line.text.bytes)) best.at.clear();
    wrapped += !best.at.empty();
    whole += best.at.empty() && line.form == Form::text && total > 2 * widths.front();
    std::size_t from = 0;
    for (std::size_t at : best.at) {
      Line part = line;
      part.text = slice(page, line.text, from, at);
      part.wrapped_by_space = true;
      part.column = column;
      out.push_back(part);
      from = at + 1;
    }
    Line rest = line;
    if (from) rest.column = column;
    if (from) rest.text = slice(page, line.text, from, line.text.bytes.size());
    if (!rest.text.empty()) out.push_back(rest);
  }
  if (whole > 2 * wrapped) return;  // a line here and there: first lines of columns, in a row
  page.spaced = std::count_if(out.begin(), out.end(), [](const Line& l) { return l.wrapped_by_space; }) >= 8;
  page.lines = std::move(out);
}

// An alphabet's wraps leave no trace in a joined line but the hyphens: `prob- ably` was two lines.
void unspace_hyphens(Page& page) {
  std::vector<Line> out;
  bool any = false;
  for (Line& line : page.lines) {
    const std::string_view s = line.text.bytes;
    std::size_t from = 0;
    for (std::size_t at = s.find("- "); at != std::string_view::npos; at = s.find("- ", at + 1)) {
      if (at == 0 || at + 2 >= s.size() || line.form == Form::table) continue;
      std::size_t next = at + 2;
      const char32_t after = decode(s, next), before = last_char(s.substr(0, at));
      if ((class_of(before) != Class::latin && class_of(before) != Class::digit) || class_of(after) != Class::latin)
        continue;
      Line part = line;
      part.text = slice(page, line.text, from, at + 1);
      part.wrapped_by_space = true;
      out.push_back(part);
      from = at + 2;
      any = true;
    }
    Line rest = line;
    if (from) rest.text = slice(page, line.text, from, s.size());
    out.push_back(rest);
  }
  if (any) page.lines = std::move(out);
}

// ---- measuring -----------------------------------------------------------------------------------------------

// Half a Han's width for each full-width mark: what compression can save.
float squeeze_of(std::string_view s) {
  float n = 0;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    const Class k = class_of(c);
    if ((k == Class::open || k == Class::close || k == Class::pause || k == Class::stop) && c >= 0x2000) ++n;
  }
  return n;
}

// Which of two measures makes neighbouring full lines more alike: that of a book face, or of a typewriter's.
Setting setting_of(const Page& page) {
  if (page.han) return Setting::han;
  float off[2] = {0, 0};
  for (std::size_t i = 0; i + 1 < page.lines.size(); ++i) {
    const std::string_view a = page.lines[i].text.bytes, b = page.lines[i + 1].text.bytes;
    if (a.size() < 25 || b.size() < 25 || a.size() > 140 || b.size() > 140 || ends_sentence(a) || ends_sentence(b))
      continue;
    int k = 0;
    for (Setting s : {Setting::book, Setting::mono}) {
      const float x = width_of(a, s), y = width_of(b, s);
      const float d = std::fabs(x - y) / std::max(x, y);
      off[k++] += std::min(d, 0.15F);
    }
  }
  return off[1] < off[0] ? Setting::mono : Setting::book;
}

// A line a paragraph, a blank line after each, and some wider than a column: where two are of one width it is by chance.
// Printed lines with a blank one after each break off in mid-sentence.
bool joined(const std::vector<Line>& lines) {
  std::size_t wide = 0, ended = 0;
  for (const Line& l : lines) {
    wide += l.width > widest_column;
    ended += ends_sentence(l.text.bytes);
  }
  return alone(lines) * 5 >= lines.size() * 4 && wide * 20 >= lines.size() && ended * 3 >= lines.size();
}

// Where paragraphs are short, as many lines are first ones, narrower by their indent, as fill the column: one that goes on
// from a line as wide as the column seems to be, and is wider by an indent, shows how wide it is. A line whose like is not
// near has the column of the line that it goes on in.
void widen_to_full(std::vector<Line>& lines) {
  const auto text = [](const Line& l) { return l.form == Form::text && !l.lead; };
  for (std::size_t i = 1; i < lines.size(); ++i) {
    Line &a = lines[i - 1], &b = lines[i];
    if (a.chunk != b.chunk || !text(a) || !text(b) || a.column == 0 || ends_sentence(a.text.bytes)) continue;
    const float wider = b.width - b.squeeze * 0.7F - a.column;
    if (wider < 2.6F || b.width > a.column + indent + slack || std::fabs(a.width - a.column) > slack) continue;
    a.column = b.column = b.width;
    if (i + 1 < lines.size() && lines[i + 1].chunk == b.chunk && lines[i + 1].column < b.width &&
        lines[i + 1].width <= b.width)
      lines[i + 1].column = b.width;
  }
  for (std::size_t i = lines.size() - 1; i-- > 0;) {
    const Line& b = lines[i + 1];
    if (lines[i].column == 0 && lines[i].chunk == b.chunk && text(lines[i]) && lines[i].width <= b.column)
      lines[i].column = b.column;
  }
}

// Lines between two of one column, as wide as it at most, stand in it: a list of short items, whose lines tell none.
void keep_between(std::vector<Line>& lines) {
  constexpr std::size_t most = 12;  // lines
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Line& above = lines[i - 1];
    if (lines[i].column > 0 || above.column == 0) continue;
    std::size_t end = i;
    while (end < lines.size() && lines[end].column == 0 && lines[end].chunk == above.chunk &&
           lines[end].form != Form::table && lines[end].width - lines[end].squeeze <= above.column + slack)
      ++end;
    if (end == lines.size() || end - i > most || lines[end].chunk != above.chunk ||
        std::fabs(lines[end].column - above.column) > slack)
      continue;
    for (; i < end; ++i) lines[i].column = above.column;
  }
}

void measure(Page& page) {
  page.setting = setting_of(page);
  auto& lines = page.lines;
  const auto n = static_cast<std::ptrdiff_t>(lines.size());
  for (Line& l : lines) {
    l.width = width_of(l.text.bytes, page.setting);
    l.squeeze = page.han ? squeeze_of(l.text.bytes) : 0;
  }
  if (joined(lines)) return;
  // a first line that the dump shows set in, as far as the next one allows, fills its column with its indent
  std::vector<float> inset(lines.size());
  for (std::size_t i = 0; page.han && i + 1 < lines.size(); ++i) {
    Line& l = lines[i];
    const Line& next = lines[i + 1];
    if ((l.indent != 2 && l.indent != 4) || l.form != Form::text || next.chunk != l.chunk || next.indent > 0 ||
        next.form != Form::text || ends_sentence(l.text.bytes) || l.width + l.indent > next.width + slack)
      continue;
    inset[i] = l.indent;
    l.width += l.indent;
  }
  const float below = page.han ? slack : 5.0F, above = page.han ? 0.7F : 1.6F;
  const float step = page.han ? indent : 3.5F;  // an indented line is as much narrower
  constexpr std::ptrdiff_t window = 9;
  auto fits = [&](const Line& l, float w) {
    return l.width >= w - below && (l.width <= w + above || l.width - l.squeeze * 0.7F <= w + above);
  };
  // Bit j - k + 2 * window of each line k. Windows overlap, so each is asked for many times. `alike`: whether line j
  // fits a column as wide as line k; `cut`: whether it breaks off there, too: a full line rarely ends a sentence, and
  // the short paragraphs of a list, which tell no column, all do. `whole`: whether line j holds a paragraph of several such
  // lines.
  std::vector<std::uint64_t> alike(lines.size()), cut(lines.size()), whole(lines.size());
  std::vector<bool> ends(lines.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) ends[static_cast<std::size_t>(i)] = ends_sentence(lines[i].text.bytes);
  for (std::ptrdiff_t k = 0; k < n; ++k) {
    const float w = lines[k].width;
    if (w < (page.han ? 16.0F : 24.0F) || w > widest_column || lines[k].form != Form::text) continue;
    for (std::ptrdiff_t j = std::max<std::ptrdiff_t>(0, k - 2 * window); j < std::min(n, k + 2 * window + 1); ++j) {
      if (lines[j].form == Form::table) continue;
      const std::uint64_t bit = std::uint64_t{1} << (j - k + 2 * window);
      const bool ended = ends[static_cast<std::size_t>(j)];
      if (fits(lines[j], w)) {
        alike[static_cast<std::size_t>(k)] |= bit;
        if (!ended) cut[static_cast<std::size_t>(k)] |= bit;
      } else if (ended && lines[j].width > 2.5F * w) {
        whole[static_cast<std::size_t>(k)] |= bit;
      }
    }
  }
  std::vector<bool> told(lines.size());  // by the rhythm of its blanks
  for (std::ptrdiff_t i = 0; i < n; ++i) told[static_cast<std::size_t>(i)] = lines[i].column > 0;
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    if (told[static_cast<std::size_t>(i)]) continue;
    std::ptrdiff_t a = std::max<std::ptrdiff_t>(0, i - window), b = std::min(n, i + window + 1);
    // a lead begins an item, perhaps of another measure: look on its own side only, if there is enough to see; where blank
    // lines part it, and nothing tells, beyond it for what two of its lines fill
    std::ptrdiff_t from = i, to = i + 1;
    while (from > a && !lines[from].lead) --from;
    while (to < b && !lines[to].lead) ++to;
    struct Candidate {
      float w;
      int support, fit;
    };
    Candidate found[2 * window + 1];
    int count = 0;
    const auto apart = [&](std::ptrdiff_t k) { return k < 0 || k >= n || lines[k].chunk != lines[i].chunk; };
    const bool piece = page.han && apart(i - 1) && apart(i + 1);
    const auto look = [&](int least_own) {
      for (std::ptrdiff_t k = a; k < b; ++k) {
        const std::uint64_t near = alike[static_cast<std::size_t>(k)];
        if (!near) continue;
        const float w = lines[k].width;
        const auto span = [k](std::ptrdiff_t x, std::ptrdiff_t y) {
          return ((std::uint64_t{1} << (y - x)) - 1) << (x - k + 2 * window);
        };
        const std::uint64_t here = span(a, b);
        const int support = std::popcount(near & here);
        if (support < 3 || std::ptrdiff_t{support} * 5 < b - a ||
            std::popcount(cut[static_cast<std::size_t>(k)] & span(from, to)) < least_own ||
            std::popcount(cut[static_cast<std::size_t>(k)] & here) * 3 < support)
          continue;
        // short lines among paragraphs of a line each are titles; a Han line between blank ones may be a piece of a column
        if (!piece && std::popcount(whole[static_cast<std::size_t>(k)] & here) * 2 >= support) continue;
        // 2: the line fills such a column; 1: it does with an indent; 0: it does not
        const float mine = lines[i].width;
        const int fit = near >> (i - k + 2 * window) & 1                       ? 2
                        : mine >= w - step - below && mine <= w - step + above ? 1
                                                                               : 0;
        found[count++] = {w, support, fit};
      }
    };
    const std::ptrdiff_t first = a, last = b;
    if (to - from >= 5) {
      a = from;
      b = to;
    }
    look(0);
    if (count == 0 && b - a < last - first && lines[a].chunk != lines[b - 1].chunk) {
      a = first;
      b = last;
      look(2);
    }
    // The width most lines keep to; another one, clearly apart, only where this line fits that one alone.
    Candidate best{0, 0, -1};
    for (int k = 0; k < count; ++k)
      if (found[k].support > best.support || (found[k].support == best.support && found[k].w > best.w)) best = found[k];
    if (best.fit == 0) {
      const Candidate usual = best;
      for (int k = 0; k < count; ++k) {
        const Candidate& c = found[k];
        if (c.fit == 0 || std::fabs(c.w - usual.w) < step + 2 || (c.w < usual.w && c.support < 6)) continue;
        if (best.fit == 0 || c.fit > best.fit || (c.fit == best.fit && c.support > best.support)) best = c;
      }
    }
    // first lines are narrower by their indent and may be many: the column is what the widest of that kind fill
    for (int k = 0; k < count; ++k)
      if (found[k].w > best.w && found[k].w <= best.w + step + 2 && found[k].support * 9 >= best.support * 4)
        best.w = found[k].w;
    // of those that fill it the middle one: squeezed stops make some nominally wider, line-edge rules some narrower
    float filling[2 * window + 1];
    int full = 0;
    for (std::ptrdiff_t j = a; j < b && best.w > 0; ++j)
      if (lines[j].form != Form::table && fits(lines[j], best.w)) filling[full++] = lines[j].width;
    if (full) {
      // an alphabet's lines stay below their measure by what the next syllable would have needed
      const int nth = page.han ? full / 2 : full * 4 / 5;
      std::nth_element(filling, filling + nth, filling + full);
      best.w = filling[nth];
    }
    lines[i].column = best.w;
  }
  // and keeps being so where, for a few lines, nothing fills it
  std::vector<float> column(lines.size());
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    float& w = column[static_cast<std::size_t>(i)] = lines[i].column;
    if (w == 0 || told[static_cast<std::size_t>(i)]) continue;
    for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, i - 6); k < std::min(n, i + 7); ++k)
      if (lines[k].column > w && lines[k].column > lines[i].column + step - 1.5F &&
          lines[k].column <= lines[i].column + step + 1)
        w = lines[k].column;
  }
  for (std::ptrdiff_t i = 0; i < n; ++i) lines[i].column = column[static_cast<std::size_t>(i)];
  keep_between(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].width -= inset[i];
  if (page.kana && n > 0) widen_to_full(lines);
}

// Blanks are wide in most places of the line.
bool stretched(const Line& l) {
  const std::string_view s = l.text.bytes;
  std::size_t blanks = 0, wide = 0;
  for (std::size_t at = s.find(' '); at < s.size(); at = s.find_first_not_of(' ', at), at = s.find(' ', at)) {
    ++blanks;
    wide += s.substr(at).starts_with("  ");
  }
  return wide * 2 > blanks;
}

// A line of a few long words was stretched to fill its column: `The    harbour   board    has`; its width stays what was
// printed. Beside another such line, or with a figure in it, it may be a row of a table: its blanks stay.
void close_up_stretched(Page& page) {
  auto& lines = page.lines;
  std::vector<bool> wide(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) wide[i] = stretched(lines[i]);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& l = lines[i];
    const std::string_view s = l.text.bytes;
    if (!wide[i] || l.form != Form::text || l.column == 0 || l.width < l.column - 6) continue;
    if ((i > 0 && wide[i - 1]) || (i + 1 < lines.size() && wide[i + 1])) continue;
    if (std::any_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
    Rewrite w(page, l.text);
    for (std::size_t at = s.find("  "); at < s.size(); at = s.find("  ", at)) {
      const std::size_t to = std::min(s.find_first_not_of(' ', at), s.size());
      w.keep_until(at);
      w.put(" ", to - at, "lines.stretched");
      at = to;
    }
    w.finish();
  }
}

}  // namespace

void lines(Page& page, const RuleSet& rules) {
  page.forms = &rules;
  page.han = mostly_han(page.source);
  std::size_t kana = 0, han = 0;
  for (std::size_t at = 0; at < page.source.size();) {
    const Class k = class_of(decode(page.source, at));
    kana += k == Class::kana;
    han += k == Class::han;
  }
  page.kana = kana * 5 > han && kana > 0;
  if (has_own_shape(page)) {
    page.own_output = true;
    for (Line& l : page.lines) l.width = width_of(l.text.bytes, page.han ? Setting::han : Setting::book);
    read_forms(page);
    return;
  }
  set_captions_apart(page);
  const bool sliced = join_slices(page);
  page.parted = part_columns(page) || sliced;
  for (Line& line : page.lines) trim(page, line);
  std::erase_if(page.lines, [](const Line& l) { return l.text.empty(); });
  if (page.han) {
    join_upright(page);
    mend_cut_lines(page);
  } else mend_syllables(page);
  part_html(page);
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    // two tabs make a row; one does beside another line with as many
    Line& line = page.lines[i];
    const auto mine = tabs(line);
    const bool beside =
        (i > 0 && tabs(page.lines[i - 1]) == mine) || (i + 1 < page.lines.size() && tabs(page.lines[i + 1]) == mine);
    if (mine >= 2 || (mine == 1 && beside)) line.form = Form::table;
    else read_markdown(page, line);
  }
  std::erase_if(page.lines, [&](const Line& l) {
    const std::string_view s = l.text.bytes;
    const bool rule = s.size() >= 3 && (s.find_first_not_of('-') == s.npos || s.find_first_not_of('*') == s.npos ||
                                        s.find_first_not_of("_=") == s.npos);
    if (!rule && !(l.form == Form::table && table_rule(s)) && !s.empty()) return false;
    drop(page, l.text, "lines.markdown-rule");
    return true;
  });
  read_tables(page);
  unspace(page);
  if (!page.han) unspace_hyphens(page);
  read_forms(page);
  measure(page);
  if (!page.han) close_up_stretched(page);
}

}  // namespace galley::stages
