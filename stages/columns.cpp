// Columns: parts lines that hold a line of each of several columns, side by side.
//
// An extractor that keeps the layout (`pdftotext -layout`) prints a page's columns next to each other, parted by blanks:
//
//   品供给是一个问题，饭碗任何时        气象记录以来最强的秋汛，部分冬        稳定保障了粮食产能。
//   候都要牢牢端在自己手中。          小麦难以按时播种。这一年，在国            今年，农机装备水平迈向
//     今年，全县克服大面积晚播、 内考察时看苗情、问收成，看耕地 更高质量，带有定位功能的农机
//
// Two things tell the columns: starts that repeat from row to row behind two blanks or more (counted in characters, as the
// extractors count), and, where a single blank is all there is, pieces that each fill a column's width (in cells). Rows are
// read against both at once, by the cheapest placing of a row's pieces into the columns (dynamic programming), so that the
// clauses of a headline stay together. Rows with one piece go to the column they stand over; after the columns' end they open
// the next band.
//
// Never touched: rows whose pieces fill nothing (tables, lists of results, staff lines), and pages without such rows.
#include "stages/columns.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

struct Token {
  std::size_t from = 0, to = 0;  // text bytes
  float x = 0;                   // characters from the line's start
  float cells = 0;
  int gap = 0;                   // blanks before it
};

struct Piece {
  std::size_t from = 0, to = 0;  // text bytes
  float x = 0, cells = 0;
  bool sure = false;             // its x tells its column: two blanks or more, or the line's start, before it
  std::size_t column = 0;
};

struct Row {
  std::uint32_t line = 0;
  std::uint32_t chunk = 0;
  std::vector<Token> tokens;
  std::vector<Piece> pieces;
  bool several() const { return pieces.size() > 1; }
};

constexpr float never = 1e9F;
constexpr int sure_gap = 2;

std::vector<Token> tokens_of(std::string_view s, Setting setting) {
  std::vector<Token> out;
  float x = 0;
  int gap = 0;
  bool in = false;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t here = at;
    const char32_t c = decode(s, at);
    if (c == ' ' || c == '\t') {
      if (in) out.back().to = here;
      in = false;
      const int n = c == '\t' ? 8 - static_cast<int>(x) % 8 : 1;
      gap += n;
      x += static_cast<float>(n);
      continue;
    }
    if (!in) {
      out.push_back({here, s.size(), x, 0, gap});
      in = true;
      gap = 0;
    }
    out.back().cells += setting == Setting::han ? cells(c, setting) : 1.0F;
    x += 1;
  }
  if (in) {
    std::size_t to = s.size();
    while (to > out.back().from && (s[to - 1] == ' ' || s[to - 1] == '\r')) --to;
    out.back().to = to;
  }
  return out;
}

// What a band of rows is set in.
struct Grid {
  float width = 0;             // cells of a full line
  std::vector<float> starts;   // characters, ascending
  std::vector<bool> told;      // by blanks; the others lie hidden between pieces that fill their width
};

class Parter {
 public:
  explicit Parter(Page& page) : page_(page), han_(page.han), setting_(page.han ? Setting::han : Setting::mono), slack_(page.han ? 2.6F : 6.0F) {}

  bool run() {
    rows_.resize(page_.lines.size());
    std::size_t wide = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      rows_[i] = {static_cast<std::uint32_t>(i), page_.lines[i].chunk, tokens_of(page_.lines[i].text.bytes, setting_), {}};
      for (std::size_t k = 1; k < rows_[i].tokens.size(); ++k) wide += rows_[i].tokens[k].gap >= sure_gap;
    }
    if (wide < 4) return false;
    std::vector<Line> out;
    bool any = false;
    for (std::size_t a = 0; a < rows_.size();) {
      std::size_t b = a;
      while (b < rows_.size() && rows_[b].chunk == rows_[a].chunk) ++b;
      any |= chunk(a, b, out);
      a = b;
    }
    if (any) page_.lines = std::move(out);
    return any;
  }

 private:
  // ---- the grid of rows [a, b) -------------------------------------------------------------------------------------

  float full_width(std::size_t a, std::size_t b) const {
    std::vector<float> seen;
    for (std::size_t i = a; i < b; ++i) {
      if (han_) {
        for (const Token& t : rows_[i].tokens)
          if (t.cells >= 16) seen.push_back(t.cells);
      } else {
        for (const Piece& p : blank_pieces(rows_[i]))
          if (p.cells >= 20) seen.push_back(p.cells);
      }
    }
    float best = 0;
    std::size_t most = 0;
    std::sort(seen.begin(), seen.end());
    for (float w : seen) {
      const auto n = static_cast<std::size_t>(std::upper_bound(seen.begin(), seen.end(), w + 0.7F) - std::lower_bound(seen.begin(), seen.end(), w - slack_));
      if (n > most || (n == most && w > best)) { most = n; best = w; }
    }
    return most >= 4 ? best : 0;
  }

  // Pieces of a row cut at wide blanks alone.
  std::vector<Piece> blank_pieces(const Row& row) const {
    std::vector<Piece> out;
    for (const Token& t : row.tokens) {
      if (out.empty() || t.gap >= sure_gap) out.push_back({t.from, t.to, t.x, t.cells, true, 0});
      else { out.back().to = t.to; out.back().cells += t.cells + static_cast<float>(t.gap); }
    }
    return out;
  }

  Grid grid_of(std::size_t a, std::size_t b) const {
    Grid g;
    g.width = full_width(a, b);
    if (g.width == 0) return g;
    std::vector<float> xs;
    for (std::size_t i = a; i < b; ++i)
      for (const Piece& p : blank_pieces(rows_[i])) xs.push_back(p.x);
    std::sort(xs.begin(), xs.end());
    // starts in a heap belong to one column; its start is where the heap begins in earnest, what lies after it is indented
    struct Heap { float x = 0; std::size_t weight = 0; };
    std::vector<Heap> heaps;
    for (std::size_t i = 0; i < xs.size();) {
      std::size_t k = i + 1;
      while (k < xs.size() && xs[k] - xs[k - 1] <= 3 && xs[k] - xs[i] <= 8) ++k;
      Heap heap{xs[i], k - i};
      std::size_t most = 0;
      for (std::size_t n = i; n < k; ++n) {
        std::size_t same = n;
        while (same < k && xs[same] == xs[n]) ++same;
        if (same - n > most) { most = same - n; heap.x = xs[n]; }
      }
      if (heap.weight >= 2) heaps.push_back(heap);
      i = k;
    }
    // a full line fits between two columns' starts: of heaps nearer than that, those that together weigh most
    const float least = (han_ ? g.width / 2 : g.width) - 2;
    std::vector<std::size_t> best(heaps.size() + 1, 0), from(heaps.size() + 1, 0);
    for (std::size_t i = 0; i < heaps.size(); ++i) {
      std::size_t k = i;
      while (k > 0 && heaps[i].x - heaps[k - 1].x < least) --k;
      best[i + 1] = std::max(best[i], best[k] + heaps[i].weight);
      from[i + 1] = best[k] + heaps[i].weight >= best[i] ? k : heaps.size() + 1;
    }
    for (std::size_t i = heaps.size(); i > 0;) {
      if (from[i] > heaps.size()) { --i; continue; }
      g.starts.insert(g.starts.begin(), heaps[i - 1].x);
      i = from[i];
    }
    g.told.assign(g.starts.size(), true);
    if (g.starts.empty() || g.starts.front() > 6) { g.starts.insert(g.starts.begin(), 0); g.told.insert(g.told.begin(), true); }
    return g;
  }

  // ---- a row against the grid ------------------------------------------------------------------------------------------

  bool full(float cells, const Grid& g) const { return cells >= g.width - 4 - slack_ && cells <= g.width + 1.6F; }

  // Cost of the tokens [i, k) as one piece, the row going on after it with blank `after` (0: it ends).
  float piece_cost(const Row& row, std::size_t i, std::size_t k, const Grid& g) const {
    const float cells = piece_cells(row, i, k);
    float c = 0;
    for (std::size_t t = i + 1; t < k; ++t) c += row.tokens[t].gap >= sure_gap ? 3.0F : han_ ? 0.3F : 0.0F;
    const int after = k < row.tokens.size() ? row.tokens[k].gap : sure_gap;
    if (full(cells, g)) return c;
    if (cells > g.width + 1.6F) return c + 3 + 0.15F * (cells - g.width);
    return c + (after >= sure_gap ? 1.5F : han_ ? 6.0F : 20.0F);
  }
  float piece_cells(const Row& row, std::size_t i, std::size_t k) const {
    float cells = 0;
    for (std::size_t t = i; t < k; ++t) cells += row.tokens[t].cells + (t > i ? (han_ ? 0.5F : static_cast<float>(row.tokens[t].gap)) : 0.0F);
    return cells;
  }

  // The cheapest placing of a row's tokens into columns, kept in row.pieces.
  void place(Row& row, const Grid& g) const {
    const std::size_t n = row.tokens.size(), m = g.starts.size();
    struct Cell { float cost = never; std::size_t i = 0, c = 0; };
    // best[k][c + 1]: tokens before k placed, the last piece in column c
    std::vector<std::vector<Cell>> best(n + 1, std::vector<Cell>(m + 1));
    best[0][0].cost = 0;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t was = 0; was <= m; ++was) {
        if (best[i][was].cost >= never) continue;
        const bool sure = i == 0 || row.tokens[i].gap >= sure_gap;
        for (std::size_t k = i + 1; k <= n && k <= i + 12; ++k) {
          const float cost = piece_cost(row, i, k, g);
          for (std::size_t c = was; c < m; ++c) {
            float off = 0;
            const float x = row.tokens[i].x, start = g.starts[c];
            const float d = x < start ? start - x : std::max(0.0F, x - start - 5);
            // nothing before a row's first piece pushed it to the right, as full lines do with those after them
            if (i == 0 && x < start) off = std::min(8.0F, d * 0.2F);
            else if (sure && g.told[c]) off = std::min(8.0F, d * (x < start ? 0.6F : 0.4F));
            else if (i == 0) off = std::min(8.0F, d * 0.4F);
            else off = 2.0F * static_cast<float>(c - was);  // next to the one before
            const float total = best[i][was].cost + cost + off;
            if (total < best[k][c + 1].cost) best[k][c + 1] = {total, i, was};
          }
        }
      }
    std::size_t at = n, c = 0;
    for (std::size_t k = 1; k <= m; ++k)
      if (best[n][k].cost < best[n][c].cost) c = k;
    row.pieces.clear();
    while (at > 0 && best[at][c].cost < never) {
      const Cell& cell = best[at][c];
      const Token& t = row.tokens[cell.i];
      row.pieces.push_back({t.from, row.tokens[at - 1].to, t.x, piece_cells(row, cell.i, at), cell.i == 0 || t.gap >= sure_gap, c - 1});
      const std::size_t i = cell.i, was = cell.c;
      at = i;
      c = was;
    }
    std::reverse(row.pieces.begin(), row.pieces.end());
  }

  // Pieces parted by single blanks that fill their width, where no start is told: columns hidden between the told ones.
  void find_hidden(std::size_t a, std::size_t b, Grid& g) const {
    if (!han_) return;
    std::vector<std::size_t> hidden(g.starts.size(), 0);  // after each told column
    for (std::size_t i = a; i < b; ++i) {
      const Row& row = rows_[i];
      for (std::size_t k = 0; k < row.tokens.size();) {
        // a run of tokens parted by single blanks, cut into pieces that fill the width
        std::size_t end = k + 1;
        while (end < row.tokens.size() && row.tokens[end].gap < sure_gap) ++end;
        std::size_t at = k, count = 0;
        while (at < end) {
          std::size_t to = at + 1;
          while (to < end && !full(piece_cells(row, at, to), g)) ++to;
          const bool fills = full(piece_cells(row, at, to), g);
          if (!fills && to < end) { count = 0; break; }
          if (fills && to < end && piece_cells(row, at, to + 1) <= g.width + 0.7F) ++to;
          ++count;
          at = to;
        }
        if (count > 1) {
          std::size_t column = 0;
          while (column + 1 < g.starts.size() && g.starts[column + 1] <= row.tokens[k].x + 1) ++column;
          std::size_t beyond = g.starts.size();
          if (end < row.tokens.size())
            for (beyond = column + 1; beyond < g.starts.size() && g.starts[beyond] + 6 < row.tokens[end].x;) ++beyond;
          const std::size_t there = beyond - column;  // told columns from here on
          if (count > there) hidden[beyond - 1] = std::max(hidden[beyond - 1], count - there);
        }
        k = end;
      }
    }
    Grid all;
    all.width = g.width;
    for (std::size_t c = 0; c < g.starts.size(); ++c) {
      all.starts.push_back(g.starts[c]);
      all.told.push_back(true);
      for (std::size_t k = 0; k < hidden[c]; ++k) {
        all.starts.push_back(all.starts.back() + g.width / 2);
        all.told.push_back(false);
      }
    }
    g = all;
  }

  // ---- bands -------------------------------------------------------------------------------------------------------------

  void keep(std::size_t a, std::size_t b, std::vector<Line>& out) {
    ++chunks_;
    for (std::size_t i = a; i < b; ++i) {
      out.push_back(page_.lines[rows_[i].line]);
      out.back().chunk = chunks_;
    }
  }

  // Rows [a, b) stand between blank lines.
  bool chunk(std::size_t a, std::size_t b, std::vector<Line>& out) {
    Grid g = grid_of(a, b);
    if (g.width > 0) find_hidden(a, b, g);
    if (g.width == 0 || g.starts.size() < 2) { keep(a, b, out); return false; }
    std::size_t first = b, last = a;
    for (std::size_t i = a; i < b; ++i) {
      place(rows_[i], g);
      if (!rows_[i].several()) continue;
      first = std::min(first, i);
      last = i;
    }
    if (spdlog::should_log(spdlog::level::debug)) {
      std::string starts;
      for (std::size_t c = 0; c < g.starts.size(); ++c) starts += fmt::format(" {}{}", g.starts[c], g.told[c] ? "" : "?");
      spdlog::debug("columns of {:.0f} cells at{} in lines {} to {}", g.width, starts, rows_[a].line, rows_[b - 1].line);
    }
    if (first == b || !running(a, b, g)) { keep(a, b, out); return false; }
    last = end_of_band(last, b, g);
    emit(a, last + 1, g, out);
    if (last + 1 < b) chunk(last + 1, b, out);
    return true;
  }

  // Running text, no table: half the pieces of two columns at least fill their width.
  bool running(std::size_t a, std::size_t b, const Grid& g) const {
    std::size_t good = 0;
    for (std::size_t c = 0; c < g.starts.size(); ++c) {
      std::size_t all = 0, filled = 0;
      for (std::size_t i = a; i < b; ++i)
        for (const Piece& p : rows_[i].pieces)
          if (p.column == c) { ++all; filled += full(p.cells, g); }
      good += all >= 2 && filled * 2 >= all;
    }
    return good >= 2;
  }

  // After the last row with several pieces: rows of the other columns, and the first column's last words.
  std::size_t end_of_band(std::size_t last, std::size_t b, const Grid& g) const {
    const Piece* before = nullptr;
    const Row* of = nullptr;
    for (std::size_t i = last + 1; i-- > 0 && !before;)
      for (const Piece& p : rows_[i].pieces)
        if (p.column == 0) { before = &p; of = &rows_[i]; break; }
    for (std::size_t at = last + 1; at < b; ++at) {
      const Row& next = rows_[at];
      if (next.pieces.size() != 1) return at - 1;
      if (next.pieces[0].column > 0) continue;
      if (!before || !full(before->cells, g) || ends_sentence(text(*of, *before))) return at - 1;
      const std::string_view rest = text(next, next.pieces[0]);
      return next.pieces[0].cells < g.width / 2 && ends_sentence(rest) ? at : at - 1;
    }
    return b - 1;
  }
  std::string_view text(const Row& row, const Piece& p) const { return page_.lines[row.line].text.bytes.substr(p.from, p.to - p.from); }

  void emit(std::size_t a, std::size_t b, const Grid& g, std::vector<Line>& out) {
    for (std::size_t c = 0; c < g.starts.size(); ++c) {
      ++chunks_;
      for (std::size_t i = a; i < b; ++i)
        for (const Piece& p : rows_[i].pieces) {
          if (p.column != c) continue;
          Line line = page_.lines[rows_[i].line];
          line.text = slice(page_, line.text, p.from, p.to);
          line.chunk = chunks_;
          out.push_back(line);
        }
    }
  }

  Page& page_;
  const bool han_;
  const Setting setting_;
  const float slack_;
  std::uint32_t chunks_ = 0;
  std::vector<Row> rows_;
};

}  // namespace

bool part_columns(Page& page) { return Parter(page).run(); }

}  // namespace galley::stages
