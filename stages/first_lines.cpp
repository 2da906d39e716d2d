// First lines: the columns of a story begin beside each other below its headline, and extractors read that row across; the
// rest of each column comes out by itself, often before the headline:
//
//   A2 A3 …            <- rest of the first column                 headline
//   B2 B3 …            <- of the second                            A1 A2 A3 …
//   headline                                                       B1 B2 B3 …
//   A1 B1              <- the row: on lines of their own, or parted by blanks
//
// So what stands below a headline may be a row of cells, of which none goes on in the next: equally wide, the first one
// indented. Each goes before a chunk, where that goes on from it and it goes on from what the chunk stands behind. The
// columns of a row follow each other in the dump, or nearly; the last one may have no more than its cell. How many cells there are, and where each goes, is weighed
// at once (dynamic programming): what the new seams tell, less what those tell that would be no more. The likeliest row is
// placed first, headline and all, for it may be where another's cells belong.
//
// Never: without a model; to or from a line that goes on.
#include "stages/first_lines.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/facing.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

// More than any newspaper page has.
constexpr std::size_t most_lines = 2500, most_targets = 400, most_cells = 12, most_rows = 40;
constexpr std::size_t most_questions = 60000;  // to the model; of 100 pages none needed a third

// What a row must gain. Of cells on 80 pages at 12 and more 94 of 109 were right, from 5 to 12 75 of 93, from 3 to 5 15
// of 30.
constexpr float certain_at = 12, likely_at = 5, guess_at = 3;
constexpr float goes_on_at = 1.0F;  // a first cell that goes on in the next one so is none (half of all true seams)

// In the unit of seams (decimal logarithms): what speaks against a place.
constexpr float least = -0.6F;    // a seam that would be no more counts so much against itself, at most
constexpr float step = 0.2F;      // a chunk between the columns of two cells
constexpr float story = 1.5F;     // a headline between them
constexpr float far = 3;          // whatever is between them
constexpr float back = 2.5F;      // the next column stands above the row, this one below
constexpr float anywhere = 4;     // it stands above this one
constexpr float headed = 1.5F;    // a headline goes below another one
constexpr float torn = 2.5F;      // or where a sentence breaks off
constexpr float untitled = 1;     // the chunk begins as headlines do
constexpr float placed = 2.5F;    // or with a cell placed before
constexpr float unlike = 2;       // its column is of another measure
constexpr float below_it = 1.5F;  // what it is worth that the first column goes on below its row
constexpr float in_order = 1.5F;  // that all go on below it, one after the other
constexpr float indent = 1.5F;    // cells that an indented cell is narrower by, at least
constexpr float slack = 8.6F;     // the same with squeezed marks, at most
constexpr float nowhere = -1e9F;

// What a seam is judged by, of a line or a cell.
struct Ends {
  Language::Window tail, head;
  bool text = false, lead = false, fresh = false, stops = false, fills = false, indented = false, whole = false;
  bool clings = false;  // no paragraph begins so
  std::uint8_t left_open = 0, first_closed = 0;
};

struct Cell : Ends {
  std::size_t line = 0, from = 0, to = 0;  // text bytes
  float width = 0;
};

struct Row {
  std::size_t head = 0, begin = 0, after = 0;  // lines: its headline's first, its own first, the one below it
  std::vector<Cell> cells;
  std::vector<std::size_t> to;  // the line that each goes before
  bool closes = false;          // the last one is a column by itself
  float gain = 0;
};

constexpr float unknown = std::numeric_limits<float>::max();  // a link that was not asked yet

class Placer {
 public:
  Placer(Page& page, const Language& language, std::size_t& asked)
      : page_(page), lines_(page.lines), language_(language), asked_(asked) {}

  // Places the likeliest row; whether there was one.
  bool run() {
    read();
    if (targets_.size() > most_targets) return false;
    Row best;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (asked_ > most_questions) return false;
      if (Row row = row_at(i); row.gain > best.gain) best = std::move(row);
    }
    if (best.gain < guess_at) return false;
    spdlog::debug("first lines: {:.1f} for {} cells '{}'", best.gain, best.cells.size(), text_of(best.cells[0]));
    for (std::size_t j = 0; j < best.cells.size(); ++j)
      spdlog::debug("first lines: '{}' -> '{}'", text_of(best.cells[j]),
                    best.to[j] < lines_.size() ? lines_[best.to[j]].text.bytes : std::string());
    const Trust sure = best.gain >= certain_at ? Trust::certain : best.gain >= likely_at ? Trust::likely : Trust::guess;
    if (page_.may(sure)) {
      place(best);
      return true;
    }
    suggest_move(page_, lines_[best.begin].text, best.to[0], "order.displaced-first-line");
    return false;
  }

 private:
  // ---- lines ---------------------------------------------------------------------------------------------------------------

  bool begins_chunk(std::size_t i) const { return i == 0 || lines_[i - 1].chunk != lines_[i].chunk; }
  std::string_view text_of(const Cell& c) const { return lines_[c.line].text.bytes.substr(c.from, c.to - c.from); }

  bool titular(std::size_t i) const { return titular_[i]; }
  bool read_titular(std::size_t i) const {
    const Line& l = lines_[i];
    if (l.form == Form::heading) return true;
    const std::string_view s = l.text.bytes;
    constexpr float widest = 110;
    return l.form == Form::text && !l.lead && l.width <= widest && !ends_sentence(s) && s.find("。") == s.npos &&
           !has_comma(s) && (begins_chunk(i) || l.column == 0 || std::fabs(l.width - l.column) >= 2);
  }
  // A headline by itself, or above text that begins a story.
  bool headline(std::size_t i) const {
    if (!begins_chunk(i) || !titular(i)) return false;
    if (i + 1 == lines_.size() || begins_chunk(i + 1) || lines_[i + 1].lead) return true;
    return lines_[i + 1].column > 0 && std::fabs(lines_[i].width - lines_[i + 1].column) > 3;
  }

  void read() {
    std::size_t headlines = 0;
    as_it_stands_.assign(lines_.size() + 1, unknown);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& l = lines_[i];
      ends_.push_back(read_ends(i, l.text.bytes, l.column));
      titular_.push_back(read_titular(i));
      headlines_before_.push_back(headlines);
      headlines += headline(i);
      if (begins_chunk(i)) targets_.push_back(i);
    }
    ends_.emplace_back();  // below the last line is nothing
    headlines_before_.push_back(headlines);
    targets_.push_back(lines_.size());
  }
  Ends read_ends(std::size_t i, std::string_view s, float column) const {
    const Line& l = lines_[i];
    Ends e;
    e.text = running(l);
    if (!e.text) return e;
    const bool all = s.size() == l.text.bytes.size();
    e.tail = language_.tail(s);
    e.head = language_.head(s);
    e.stops = ends_sentence(s);
    e.lead = all ? l.lead : is_lead(page_, s);
    e.fresh = e.lead || (all ? l.fresh : page_.forms && page_.forms->any("fresh", s));
    e.left_open = left_open(s);
    e.first_closed = first_closed(s);
    const float width = all ? l.width : width_of(s, page_.setting);
    e.fills = column == 0 || width >= column - 6.6F;
    e.whole = column > 0 && width >= column - 1.5F;
    e.indented = column > 0 && width <= column - 2.4F && !e.stops;
    const Class k = first_class(s);
    e.clings = k == Class::close || k == Class::pause || k == Class::stop || begins_no_word(first_char(s));
    return e;
  }

  // What speaks for b standing below a.
  float link(const Ends& a, const Ends& b) {
    if (!b.text) return a.text && !a.stops && a.fills ? -1.5F : 0.0F;
    if (!a.text) return b.clings ? -3.0F : b.lead ? 1.0F : 0.0F;
    float s = 0;
    if (!a.tail.empty() && !b.head.empty()) {
      ++asked_;
      s = 0.8F * std::clamp(language_.seam(a.tail, b.head), -1.5F, 5.0F);
    }
    if (a.left_open & b.first_closed) s += 1.6F;
    if (b.clings && a.stops) s -= 3;
    if (b.lead) return s - (a.stops || !a.fills ? 0.0F : 5.0F);
    if (!a.stops) return s - (!a.fills ? 0.6F : b.fresh ? 2.0F : b.indented ? 0.3F : 0.0F);
    return s - (!a.fills && b.whole ? 1.5F : 0.0F);
  }

  // ---- rows ----------------------------------------------------------------------------------------------------------------

  // The cells of line i: equal stretches between single blanks, of which the first may be indented and the last short.
  std::vector<Cell> cells_of(std::size_t i) const {
    const std::string_view s = lines_[i].text.bytes;
    const auto width = [&](std::size_t from, std::size_t to) {
      return width_of(s.substr(from, to - from), page_.setting);
    };
    std::vector<Cell> out;
    float widest = 0;
    // wider than so many columns it is no row, and not measured stretch by stretch
    const bool row = lines_[i].width <= static_cast<float>(most_cells) * widest_column;
    const auto each_stretch = [&](auto f) {
      for (std::size_t from = 0, to; row && from < s.size(); from = to + 1) {
        to = std::min(s.find(' ', from), s.size());
        if (to > from) f(from, to);
      }
    };
    each_stretch([&](std::size_t from, std::size_t to) { widest = std::max(widest, width(from, to)); });
    each_stretch([&](std::size_t from, std::size_t to) {
      if (out.size() > most_cells) return;
      if (!out.empty() && width(out.back().from, to) <= widest + 1.6F) {
        out.back().to = to;
        return;
      }
      Cell c;
      c.line = i;
      c.from = from;
      c.to = to;
      out.push_back(c);
    });
    bool even = out.size() > 1 && out.size() <= most_cells;
    for (std::size_t k = 0; k < out.size() && even; ++k) {
      out[k].width = width(out[k].from, out[k].to);
      even = out[k].width >= (k + 1 == out.size() ? 6 : k == 0 ? widest - slack : widest - 7);
    }
    if (!even) {
      out.assign(1, {});
      out[0].line = i;
      out[0].to = s.size();
      out[0].width = lines_[i].width;
    }
    for (Cell& c : out) static_cast<Ends&>(c) = read_ends(i, text_of(c), even ? widest : lines_[i].column);
    return out;
  }

  // First line of the headline and byline above line i; i where there is none.
  std::size_t head_of(std::size_t i) const {
    constexpr std::size_t most = 4;
    std::size_t at = i;
    while (at > 0 && i - at < most && (titular(at - 1) || lines_[at - 1].form == Form::byline)) --at;
    // below text that breaks off it may be that text's end
    while (at < i && at > 0 && !begins_chunk(at) && ends_[at - 1].text && !ends_[at - 1].stops) ++at;
    return at;
  }

  // Whether the first k cells are as wide as the first lines of equal columns.
  static bool even(const std::vector<Cell>& cells, std::size_t k) {
    float widest = 0;
    for (std::size_t j = 0; j < k; ++j) widest = std::max(widest, cells[j].width);
    return widest >= 16 && std::none_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(k),
                                        [&](const Cell& c) { return c.width < widest - slack && !c.stops; });
  }

  // The likeliest row that begins in line i.
  Row row_at(std::size_t i) {
    Row best;
    if (!ends_[i].text || lines_[i].moved) return best;
    const std::size_t head = head_of(i);
    if (head == i && !lines_[i].lead) return best;
    std::vector<Cell> cells;
    std::vector<std::size_t> ends;  // numbers of cells that lines end in
    for (std::size_t at = i; at < lines_.size() && cells.size() < most_cells; ++at) {
      const Line& l = lines_[at];
      if (!running(l) || l.moved || (at > i && lines_[at - 1].ends_article)) break;
      auto here = cells_of(at);
      if (here.size() == 1 && (l.width > widest_column || (at > i && l.column == 0 && begins_chunk(at) && titular(at))))
        break;
      // a line that surely goes on from the cell above is of its column: the row has ended
      if (cells.size() > 1 && language_.seam(cells.back().tail, here[0].head) >= Language::rarely_chance) break;
      cells.insert(cells.end(), here.begin(), here.end());
      ends.push_back(cells.size());
      // it goes on, or is a headline's last line
      if (cells.size() > 1 &&
          ((cells[1].lead && !cells[0].lead) || language_.seam(cells[0].tail, cells[1].head) >= goes_on_at))
        return best;
    }
    if (cells.size() > 1) told_.assign(2 * cells.size() * ends_.size(), unknown);
    for (std::size_t at = 0; at < ends.size(); ++at) {
      const std::size_t k = ends[at];
      if (k < 2 || k > most_cells || !even(cells, k)) continue;
      Row row;
      row.head = head;
      row.begin = i;
      row.after = i + at + 1;
      row.cells.assign(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(k));
      weigh(row);
      if (row.gain > best.gain) best = std::move(row);
    }
    return best;
  }

  // The link of a and b, asked once: rows of two cells, three and more share them.
  float remembered(float& told, const Ends& a, const Ends& b) {
    if (told == unknown) told = link(a, b);
    return told;
  }

  // What speaks for cell j of a row before line t.
  float gain(const Row& row, std::size_t j, std::size_t t, float widest) {
    const Cell& c = row.cells[j];
    const float closing = closes(row, j, t);
    if (!heads(t)) return closing;
    float g = remembered(told_[2 * (j * ends_.size() + t)], c, ends_[t]);
    if (t == row.after) return g + (titular(t) ? -untitled : j == 0 ? below_it : 0.0F);
    if (t == 0) return g;
    const Ends& above = ends_[t - 1];
    if (j > 0 || row.head == row.begin) g += remembered(told_[2 * (j * ends_.size() + t) + 1], above, c);
    else if (above.text && !above.stops && above.fills) g -= torn;
    else if (!above.text || titular(t - 1)) g -= headed;
    g -= std::max(least, remembered(as_it_stands_[t], above, ends_[t]));
    if (titular(t)) g -= untitled;
    if (lines_[t].moved) g -= placed;
    if (lines_[t].column > 0 && std::fabs(lines_[t].column - widest) > 3.5F) g -= unlike;
    return std::max(g, closing);
  }
  // Whether a cell may go before line t as the first line of its column.
  bool heads(std::size_t t) const { return ends_[t].text && !lines_[t].lead; }
  // What speaks for cell j, the last one, above line t as a column by itself, with which its story ends.
  float closes(const Row& row, std::size_t j, std::size_t t) {
    const Cell& c = row.cells[j];
    if (j == 0 || j + 1 < row.cells.size() || !c.stops || t == 0 || t == row.after || !ends_[t - 1].text)
      return nowhere;
    return remembered(told_[2 * (j * ends_.size() + t) + 1], ends_[t - 1], c) -
           std::max(least, remembered(as_it_stands_[t], ends_[t - 1], ends_[t]));
  }

  // Finds where a row's cells go best.
  void weigh(Row& row) {
    const std::size_t k = row.cells.size();
    float now = 0, widest = 0;  // what it tells as it stands
    for (std::size_t j = 0; j < k; ++j) {
      if (j + 1 < k) now += std::max(least, link(row.cells[j], row.cells[j + 1]));
      widest = std::max(widest, row.cells[j].width);
    }
    if (row.after < lines_.size()) now += std::max(least, link(row.cells.back(), ends_[row.after]));
    if (row.cells[0].width > widest - indent) now += unlike;
    std::vector<std::size_t> to;
    for (const std::size_t t : targets_)
      if (t < row.head || t > row.after) to.push_back(t);
    if (row.after < lines_.size() && ends_[row.after].text)
      to.insert(std::lower_bound(to.begin(), to.end(), row.after), row.after);
    const std::size_t n = to.size();
    if (n < k) return;
    std::vector<float> at(n, 0);  // how far down each is
    for (std::size_t t = 1; t < n; ++t)
      at[t] = at[t - 1] + (heads(to[t]) ? step : 0.0F) +
              (headlines_before_[to[t]] != headlines_before_[to[t - 1]] ? story : 0.0F);
    // of the cells so far, the last one before each line; and where the one before it went
    std::vector<float> best(n, nowhere), come(n);
    std::vector<std::vector<std::size_t>> from(k, std::vector<std::size_t>(n, 0));
    for (std::size_t j = 0; j < k; ++j) {
      if (j > 0) come_to(best, at, to, row, come, from[j]);
      for (std::size_t t = 0; t < n; ++t) {
        const float way = j == 0 ? 0.0F : come[t];
        best[t] = way <= nowhere / 2 ? nowhere : std::max(nowhere, way + gain(row, j, to[t], widest));
      }
    }
    auto t = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    const float gained = best[t] - now;
    row.to.assign(k, 0);
    for (std::size_t j = k; j-- > 0; t = from[j][t]) row.to[j] = to[t];
    row.closes = closes(row, k - 1, row.to[k - 1]) >= gain(row, k - 1, row.to[k - 1], widest);
    auto once = row.to;
    std::sort(once.begin(), once.end());
    if (std::adjacent_find(once.begin(), once.end()) != once.end()) return;
    row.gain = gained;
    // the columns stand below the row, one after the other
    bool next = row.to[0] == row.after;
    for (std::size_t j = 1; j < k && next; ++j) {
      const auto below = std::upper_bound(targets_.begin(), targets_.end(), row.to[j - 1]);
      next = below != targets_.end() && *below == row.to[j];
    }
    if (next) row.gain += in_order;
  }
  // The best way to come to each line from those that the cell before may be at.
  static void come_to(const std::vector<float>& best, const std::vector<float>& at, const std::vector<std::size_t>& to,
                      const Row& row, std::vector<float>& come, std::vector<std::size_t>& from) {
    struct Best {
      float score = nowhere;
      std::size_t t = 0;
      void add(float s, std::size_t of) {
        if (s > score) *this = {s, of};
      }
    } near, any, below, behind;
    std::fill(come.begin(), come.end(), nowhere);
    const auto take = [&](std::size_t t, const Best& b, float cost) {
      if (b.score - cost <= come[t]) return;
      come[t] = b.score - cost;
      from[t] = b.t;
    };
    for (std::size_t t = 0; t < to.size(); ++t) {
      take(t, near, at[t]);
      take(t, any, far);
      near.add(best[t] + at[t], t);
      any.add(best[t], t);
      if (to[t] >= row.after) below.add(best[t], t);
    }
    for (std::size_t t = to.size(); t-- > 0;) {
      if (to[t] < row.head) take(t, below, back);
      take(t, behind, anywhere);
      behind.add(best[t], t);
    }
  }

  // ---- order ---------------------------------------------------------------------------------------------------------------

  // Where what begins in line `begin` ends: its chunk, and those it goes on in.
  std::size_t column_end(std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < lines_.size() && ends_[end].text &&
           (!begins_chunk(end) || (!ends_[end - 1].stops && !titular(end) && link(ends_[end - 1], ends_[end]) >= 0.8F)))
      ++end;
    return end;
  }

  // The headline goes along with the first cell. Where the first column stands below the row and the next ones above, all
  // of it goes to those.
  void place(const Row& row) {
    struct Part {
      std::size_t line, before;
    };
    std::vector<Part> parts;
    const bool own = row.to[0] == row.after;
    std::size_t first = row.to[0], column = row.after;
    if (own && row.to[1] < row.head) {
      first = row.to[1];
      column = column_end(row.after);
    }
    // below the row, its chunk is a column of its own
    const std::uint32_t title = free_chunk(page_), below = title + 1;
    if (row.after < lines_.size() && !begins_chunk(row.after))
      for (std::size_t i = row.after, chunk = lines_[i].chunk; i < lines_.size() && lines_[i].chunk == chunk; ++i)
        lines_[i].chunk = below;
    // the lines with the cells parted; `now`: where each is then
    std::vector<std::size_t> now(lines_.size() + 1);
    for (std::size_t i = 0, at = 0; i <= lines_.size(); ++i) {
      now[i] = at++;
      for (std::size_t j = 1; j < row.cells.size(); ++j) at += row.cells[j].line == i && row.cells[j - 1].line == i;
    }
    const std::size_t n = lines_.size();
    for (std::size_t j = row.cells.size(); j-- > 1;)
      if (row.cells[j].line == row.cells[j - 1].line) cut_line(page_, row.cells[j].line, row.cells[j - 1].to);
    for (std::size_t i = row.head; i < row.begin; ++i) {
      lines_[now[i]].chunk = title;
      parts.push_back({now[i], first});
    }
    for (std::size_t j = 0; j < row.cells.size(); ++j) {
      Line& l = lines_[now[row.begin] + j];
      if (row.closes && j + 1 == row.cells.size()) {
        l.chunk = below + 1;
        l.column = lines_[now[row.begin]].column;
      } else {
        const Line& next = lines_[now[row.to[j]]];
        l.chunk = next.chunk;
        l.column = next.column;
      }
      l.join = Join::undecided;
      parts.push_back({now[row.begin] + j, j == 0 ? first : row.to[j]});
      if (j > 0) continue;
      for (std::size_t i = row.after; i < column; ++i) parts.push_back({now[i], first});
    }
    std::vector<bool> away(lines_.size(), false);
    for (const Part& p : parts) away[p.line] = true;
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t i = 0; i <= n; ++i) {
      for (const Part& p : parts) {
        if (p.before != i) continue;
        Line& l = lines_[p.line];
        if (p.before != row.after)  // else it stays above its column
          page_.notes.push_back({{l.text.source_begin(), l.text.source_end()},
                                 "order.displaced-first-line",
                                 std::string(l.text.bytes),
                                 i < n ? std::string(lines_[now[i]].text.bytes) : std::string(),
                                 true,
                                 "move"});
        l.moved |= p.line >= now[row.begin];
        out.push_back(l);
      }
      for (std::size_t at = now[i]; i < n && at < now[i + 1]; ++at)
        if (!away[at]) out.push_back(lines_[at]);
    }
    lines_ = std::move(out);
  }

  Page& page_;
  std::vector<Line>& lines_;
  const Language& language_;
  std::size_t& asked_;  // of the model
  std::vector<Ends> ends_;
  std::vector<bool> titular_;                  // lines that may be a headline's
  std::vector<std::size_t> targets_;           // lines that begin a chunk of text
  std::vector<std::size_t> headlines_before_;  // each line
  std::vector<float> as_it_stands_;            // links of each line with the one above
  std::vector<float> told_;  // of the cells of the row looked at: with each line, and with the one above it
};

}  // namespace

bool place_first_lines(Page& page) {
  const Language* const language = Language::of(page);
  if (!language || page.spaced || page.lines.size() > most_lines) return false;
  std::size_t asked = 0, rows = 0;
  while (rows < most_rows && Placer(page, *language, asked).run()) ++rows;
  return rows > 0;
}

}  // namespace galley::stages
