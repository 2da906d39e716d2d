// Columns: parts lines that hold a line of each of several columns, and puts each column's lines together again.
//
// Extractors print columns side by side, or read them across:
//
//   pdftotext -layout                                          pdftotext, tesseract: narrow gutters
//   品供给是一个问题，饭碗任何时        气象记录以来最强的秋汛            品供给是一个问题，饭碗任何时 气象记录以来最强的秋汛
//   候都要牢牢端在自己手中。          小麦难以按时播种。这              候都要牢牢端在自己手中。
//     今年，全县克服大面积晚播、 内考察时看苗情、问收成              小麦难以按时播种。这
//                                                               今年，全县克服大面积晚播、 内考察时看苗情、问收成
//
// First every row is cut into pieces: at two blanks and more, and at single blanks where what lies between fills a column's
// width. Then the pieces, in the order of the dump, are dealt to columns by a beam search over all the ways to do so. What it
// weighs is what the page will read like: how well each piece goes on in the next one of its column (language model, stops,
// indents), the foot of a column in the head of the next, and how well it fits the sheet: starts (in characters, as
// extractors count), left to right within a row. A new band of columns may begin at any row. The winner is compared with the
// dump as it stands; it must be clearly better, or nothing is touched.
//
// Never touched: pages without several rows of several pieces, and rows whose pieces fill nothing (tables, results, staff lines).
#include "stages/columns.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <vector>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/language.h"
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
  std::size_t row = 0;
  std::size_t from = 0, to = 0;  // text bytes of its line
  float x = 0, cells = 0;
  int gap = 0;                   // blanks before it
  bool first = false;            // of its row
  bool full = false, indented = false, ends = false, lead = false, fresh = false;
  std::string tail, head;        // what the language model judges
};

constexpr int wide_gap = 2;             // blanks that no text has inside
constexpr std::size_t most_columns = 12, beam = 120;
// The columns must read better than the dump as it stands by so much (the cost is about twice a decimal logarithm).
constexpr float certain_at = 15, likely_at = 4, guess_at = 1;
constexpr std::size_t most_pieces = 4000;  // of rows between two blank lines; more is no newspaper's

std::vector<Token> tokens_of(std::string_view s, bool han) {
  std::vector<Token> out;
  float x = 0;
  int gap = 0;
  bool in = false;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t here = at;
    const char32_t c = decode(s, at);
    if (c == ' ' || c == '\t' || c == '\r') {
      if (in) out.back().to = here;
      in = false;
      const int n = c == '\t' ? 8 - static_cast<int>(x) % 8 : 1;
      gap += n;
      x += static_cast<float>(n);
      continue;
    }
    if (!in) out.push_back({here, s.size(), x, 0, gap});
    in = true;
    gap = 0;
    out.back().cells += han ? cells(c, Setting::han) : 1.0F;
    x += 1;
  }
  return out;
}

// A way to deal the pieces so far: the columns from left to right, each with its last piece and where it starts.
struct Column { int last = -1, top = -1; float x = 0; bool told = false; };  // told: by blanks, not guessed
struct Step {
  std::int16_t from = -1;  // state before, in its generation
  std::int8_t place = 0;   // of the piece's column among those of the band then
  bool fresh = false;      // the column is new
  bool band = false;       // so is the band
};
struct State {
  std::array<Column, most_columns> columns;
  int count = 0;   // of columns in this band
  int at = -1;     // the column of the last piece
  float cost = 0;
  Step step;       // what was done with the last piece
};

class Dealer {
 public:
  Dealer(const std::vector<Piece>& pieces, float width, bool han, const Page& page, const std::vector<std::string_view>& texts)
      : pieces_(pieces), width_(width), laid_(std::count_if(pieces.begin(), pieces.end(), [](const Piece& p) { return p.gap >= wide_gap && (!p.first || p.gap > 8); }) >= 2), han_(han), language_(han && !page.kana ? Language::chinese() : nullptr), texts_(texts) {}

  struct Dealt { std::size_t band, column; bool same_line; };

  /// By how much the columns read better than the dump as it stands.
  float gain() const { return gain_; }

  // The column of every piece; empty where the dump as it stands reads as well.
  std::vector<Dealt> run() {
    const std::size_t n = pieces_.size();
    std::vector<State> now(1), next;
    std::vector<std::vector<Step>> steps(n);  // what was done with each piece, in the states that were kept
    for (std::size_t i = 0; i < n; ++i) {
      next.clear();
      for (std::size_t k = 0; k < now.size(); ++k) grow(now[k], static_cast<int>(k), static_cast<int>(i), next);
      const std::size_t keep = std::min(beam, next.size());
      std::partial_sort(next.begin(), next.begin() + static_cast<std::ptrdiff_t>(keep), next.end(), [](const State& a, const State& b) { return a.cost < b.cost; });
      next.resize(keep);
      for (const State& s : next) steps[i].push_back(s.step);
      std::swap(now, next);
    }
    std::size_t best = 0;
    float least = 1e9F;
    for (std::size_t k = 0; k < now.size(); ++k) {
      const float cost = now[k].cost + feet(now[k]);
      if (cost < least) { least = cost; best = k; }
    }
    float along = 0;  // the dump as it stands
    for (std::size_t i = 1; i < n; ++i) along += link(static_cast<int>(i - 1), static_cast<int>(i)) + (!pieces_[i].first && pieces_[i].gap >= wide_gap ? 2.5F : 0.0F);
    spdlog::debug("columns: {} pieces of {:.0f} cells: dealt {:.1f}, along {:.1f}", n, width_, least, along);
    gain_ = along - least;
    if (gain_ < guess_at) return {};
    return trace(steps, best);
  }

 private:
  // ---- what the text says ------------------------------------------------------------------------------------------------

  float seam(int a, int b) {
    const Piece &x = pieces_[static_cast<std::size_t>(a)], &y = pieces_[static_cast<std::size_t>(b)];
    if (!language_) return han_ ? 0.0F : letters(a, b);
    auto [it, fresh] = seams_.try_emplace(static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint32_t>(b), 0.0F);
    if (fresh) it->second = std::clamp(language_->seam(x.tail, y.head), -1.5F, 5.0F);
    return it->second;
  }
  // An alphabet's: a torn word, and capitals after stops.
  float letters(int a, int b) const {
    const std::string_view x = texts_[static_cast<std::size_t>(a)], y = texts_[static_cast<std::size_t>(b)];
    const bool low = is_lower(first_char(y));
    if (x.ends_with('-') && low) return 2;
    const bool ends = pieces_[static_cast<std::size_t>(a)].ends;
    return ends ? (low ? -1.0F : 0.4F) : (low ? 0.6F : -0.2F);
  }

  // Cost of piece b standing below piece a, or at the head of the column after the one that a closes.
  float link(int a, int b) {
    const Piece &x = pieces_[static_cast<std::size_t>(a)], &y = pieces_[static_cast<std::size_t>(b)];
    float c = -0.8F * seam(a, b);
    if (y.lead) return c + (x.ends || !x.full ? 0.0F : 5.0F);
    if (x.full && !x.ends) return c + (y.fresh ? 2.0F : y.indented && !y.full ? 0.3F : 0.0F);  // runs on
    if (!x.full && !x.ends) return c + 0.6F;                                  // title type, or the lost end of something
    if (!y.full && !y.ends) c += 0.6F;                                         // something else begins, in the middle of a column
    if (x.ends && !x.full) return c + (y.full && !y.indented ? 1.5F : 0.0F);  // a paragraph's last line: the next one is indented
    return c;
  }

  // The foot of each column goes on in the head of the next.
  float feet(const State& s) {
    float c = 0;
    for (int k = 0; k + 1 < s.count; ++k) c += link(s.columns[static_cast<std::size_t>(k)].last, s.columns[static_cast<std::size_t>(k) + 1].top);
    return c;
  }

  // ---- what the sheet says -------------------------------------------------------------------------------------------------

  static bool told(const Piece& p) { return p.first || p.gap >= wide_gap; }
  // Piece p in a column that starts at c.x.
  float place_cost(const Piece& p, const Column& c) const {
    if (!laid_) return 0;
    if (p.first && p.x < 8 && c.told && c.x < 8) return 0;
    if (!told(p)) return c.told && p.x > c.x + 6 ? 1.5F : 0.0F;  // behind one blank: it was not further left, at least
    // a guessed start was pushed together by single blanks
    const float d = c.told ? std::fabs(p.x - c.x) : std::max({0.0F, c.x - 4 - p.x, p.x - 1.6F * c.x - 6});
    return d <= 5 ? 0.04F * d : std::min(5.5F, 0.4F + 0.2F * (d - 5));
  }
  static void start(const Piece& p, Column& c) {
    if (!told(p)) return;
    // an indented first line: its column starts a little further left
    if (!(c.told && p.x > c.x && p.x <= c.x + 5)) c.x = p.x;
    c.told = true;
  }

  // Left to right in a row; a new row begins anywhere, the sooner after the row's end the better.
  float step_cost(const State& s, const Piece& p, int to) const {
    if (s.at < 0) return 0;
    if (!p.first) return 0.5F * static_cast<float>(to - s.at - 1);
    if (to > s.at) return 0.15F * static_cast<float>(to - s.at);
    return 0.1F * static_cast<float>(s.count - 1 - s.at + to);
  }

  void grow(const State& s, int from, int i, std::vector<State>& out) {
    const Piece& p = pieces_[static_cast<std::size_t>(i)];
    auto add = [&](State t, float cost) {
      t.cost = s.cost + cost;
      t.step.from = static_cast<std::int16_t>(from);
      out.push_back(t);
    };
    for (int k = 0; k < s.count; ++k) {  // below what a column has
      const Column& c = s.columns[static_cast<std::size_t>(k)];
      if (!p.first && k < s.at) continue;
      if (!p.first && k == s.at) {  // no seam at all: the blanks stand inside a headline
        State t = s;
        t.columns[static_cast<std::size_t>(k)].last = i;
        t.step = {-1, static_cast<std::int8_t>(k), false, false};
        add(t, (p.gap >= wide_gap ? 3.0F : 1.5F) + (p.full || pieces_[static_cast<std::size_t>(i) - 1].full ? 4.0F : 0.0F));
        continue;
      }
      State t = s;
      Column& mine = t.columns[static_cast<std::size_t>(k)];
      mine.last = i;
      start(p, mine);
      t.at = k;
      t.step = {-1, static_cast<std::int8_t>(k), false, false};
      add(t, link(c.last, i) + place_cost(p, c) + step_cost(s, p, k));
    }
    if (static_cast<std::size_t>(s.count) < most_columns) {  // the head of a new column
      const int least = p.first ? 0 : s.at + 1;
      for (int k = s.count == 0 ? 0 : std::max(least, 0); k <= s.count; ++k) {
        if (s.count > 0 && k == 0) continue;
        State t = s;
        for (int m = s.count; m > k; --m) t.columns[static_cast<std::size_t>(m)] = t.columns[static_cast<std::size_t>(m) - 1];
        t.columns[static_cast<std::size_t>(k)] = {i, i, p.x, told(p)};
        ++t.count;
        t.at = k;
        t.step = {-1, static_cast<std::int8_t>(k), true, false};
        float cost = s.count == 0 ? 0.0F : (language_ ? 1.5F : 3.0F) + (k == s.count ? 0.0F : 1.0F);
        if (laid_ && told(p) && s.count > 0) {  // its neighbours start on either side
          if (k > 0 && p.x < s.columns[static_cast<std::size_t>(k) - 1].x + 6) cost += 4;
          if (k < s.count && s.columns[static_cast<std::size_t>(k)].told && p.x > s.columns[static_cast<std::size_t>(k)].x - 6) cost += 2;
        }
        if (laid_ && p.first && s.count > 0 && p.x < 6) cost += 1.5F;
        add(t, cost + step_cost(s, p, k) * 0.5F);
      }
    }
    if (s.count > 1 && p.first && p.x < 8) {  // a new band of columns
      State t;
      t.columns[0] = {i, i, p.x, true};
      t.count = 1;
      t.at = 0;
      t.step = {-1, 0, true, true};
      const int last = s.columns[static_cast<std::size_t>(s.count) - 1].last;
      const bool closed = pieces_[static_cast<std::size_t>(s.columns[0].last)].ends;
      add(t, feet(s) + link(last, i) + (p.full && !p.lead ? 4.0F : closed ? 0.6F : 2.5F) + (p.x > 1 ? 2.0F : 0.0F));
    }
  }

  std::vector<Dealt> trace(const std::vector<std::vector<Step>>& steps, std::size_t best) const {
    std::vector<Step> way(pieces_.size());
    for (std::size_t i = pieces_.size(), k = best; i > 0; --i) {
      way[i - 1] = steps[i - 1][k];
      k = static_cast<std::size_t>(way[i - 1].from);
    }
    std::vector<Dealt> out(pieces_.size());
    std::vector<std::size_t> ids;  // of the band's columns, left to right; places shift as columns come between
    std::size_t id = 0, band = 0;
    std::vector<std::vector<std::size_t>> bands;
    for (std::size_t i = 0; i < way.size(); ++i) {
      const Step& s = way[i];
      if (s.band) { bands.push_back(ids); ids.clear(); ++band; }
      const auto at = static_cast<std::size_t>(s.place);
      if (s.fresh) ids.insert(ids.begin() + static_cast<std::ptrdiff_t>(at), id++);
      const bool same = !s.fresh && !pieces_[i].first && i > 0 && way[i - 1].place == s.place && out[i - 1].column == ids[at];
      out[i] = {band, ids[at], same};
    }
    bands.push_back(ids);
    for (Dealt& d : out) {
      const auto& of = bands[d.band];
      d.column = static_cast<std::size_t>(std::find(of.begin(), of.end(), d.column) - of.begin());
    }
    return out;
  }

  const std::vector<Piece>& pieces_;
  const float width_;
  const bool laid_;  // blanks tell where columns start
  const bool han_;
  const Language* language_;
  const std::vector<std::string_view>& texts_;
  std::unordered_map<std::uint64_t, float> seams_;
  float gain_ = 0;
};

class Parter {
 public:
  explicit Parter(Page& page) : page_(page), han_(page.han), slack_(page.han ? 2.6F : 6.0F) {}

  bool run() {
    std::vector<Line> out;
    bool any = false;
    const auto& lines = page_.lines;
    for (std::size_t a = 0; a < lines.size();) {
      std::size_t b = a;
      while (b < lines.size() && lines[b].chunk == lines[a].chunk) ++b;
      any |= chunk(a, b, out);
      a = b;
    }
    if (any) page_.lines = std::move(out);
    return any;
  }

 private:
  std::vector<Token> joined_at_single_blanks(const std::vector<Token>& tokens) const {
    std::vector<Token> out;
    for (const Token& t : tokens) {
      if (out.empty() || t.gap >= wide_gap) { out.push_back(t); continue; }
      out.back().to = t.to;
      out.back().cells += t.cells + static_cast<float>(t.gap);
    }
    return out;
  }

  // Cells of a full line among rows of tokens; 0 where nothing repeats.
  float full_width(const std::vector<std::vector<Token>>& rows) const {
    std::vector<float> seen;
    for (const auto& row : rows)
      for (const Token& t : row)
        if (t.cells >= (han_ ? 18 : 20) && t.cells <= 130) seen.push_back(t.cells);  // a verse of seven with its mark has 16
    std::sort(seen.begin(), seen.end());
    float best = 0;
    std::ptrdiff_t most = 3;
    for (float w : seen) {
      const auto n = std::upper_bound(seen.begin(), seen.end(), w + 0.7F) - std::lower_bound(seen.begin(), seen.end(), w - slack_);
      if (n > most || (n == most && w > best)) { most = n; best = w; }
    }
    return best;
  }

  // A price, a time, a count: more digits than letters.
  static bool figure(std::string_view s) {
    std::size_t digits = 0, letters = 0;
    for (std::size_t at = 0; at < s.size();) {
      const Class k = class_of(decode(s, at));
      digits += k == Class::digit;
      letters += k == Class::han || k == Class::kana || k == Class::latin || k == Class::hangul;
    }
    return digits > letters;
  }

  bool full(float cells, float width) const { return cells >= width - 4 - slack_ && cells <= width + 1.6F; }

  // The cheapest cut of a Han row into pieces: those that fill the width, short ones before wide blanks or at the end.
  std::vector<Token> cut(const std::vector<Token>& tokens, float width) const {
    const std::size_t n = tokens.size();
    struct Best { float cost = 1e9F; std::size_t from = 0; };
    std::vector<Best> best(n + 1);
    best[0].cost = 0;
    for (std::size_t i = 0; i < n; ++i) {
      float cells = 0, inside = 0;
      for (std::size_t k = i + 1; k <= n && k <= i + 12; ++k) {
        cells += tokens[k - 1].cells;
        if (k - 1 > i) { cells += 0.5F; inside += tokens[k - 1].gap >= wide_gap ? 2.0F + std::min(8.0F, 0.5F * static_cast<float>(tokens[k - 1].gap)) : 0.3F; }
        float c = inside;
        if (cells > width + 1.6F) c += 3 + 0.15F * (cells - width);
        else if (!full(cells, width)) c += k == n || tokens[k].gap >= wide_gap ? 1.5F : 6.0F;
        if (best[i].cost + c < best[k].cost) best[k] = {best[i].cost + c, i};
      }
    }
    std::vector<Token> out;
    for (std::size_t k = n; k > 0; k = best[k].from) {
      Token t = tokens[best[k].from];
      for (std::size_t m = best[k].from + 1; m < k; ++m) t.cells += tokens[m].cells + 0.5F;
      t.to = tokens[k - 1].to;
      out.push_back(t);
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  void keep(std::size_t a, std::size_t b, std::vector<Line>& out) {
    ++chunks_;
    for (std::size_t i = a; i < b; ++i) {
      out.push_back(page_.lines[i]);
      out.back().chunk = chunks_;
    }
  }

  // Lines [a, b) stand between blank lines.
  bool chunk(std::size_t a, std::size_t b, std::vector<Line>& out) {
    std::vector<std::vector<Token>> rows;
    std::size_t several = 0;
    for (std::size_t i = a; i < b; ++i) {
      rows.push_back(tokens_of(page_.lines[i].text.bytes, han_));
      if (!han_) rows.back() = joined_at_single_blanks(rows.back());
      several += rows.back().size() > 1;
    }
    const Language* const language = han_ && !page_.kana ? Language::chinese() : nullptr;
    const float width = several >= 2 ? full_width(rows) : 0;
    if (width == 0) { keep(a, b, out); return false; }
    std::vector<Piece> pieces;
    std::vector<std::string_view> texts;
    std::size_t across = 0, filling = 0, wide = 0, figures = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto cuts = han_ ? cut(rows[r], width) : rows[r];
      across += cuts.size() > 1;
      for (std::size_t k = 0; k < cuts.size(); ++k) {
        Piece p;
        p.row = a + r;
        p.from = cuts[k].from;
        p.to = cuts[k].to;
        p.x = cuts[k].x;
        p.cells = cuts[k].cells;
        p.gap = cuts[k].gap;
        p.first = k == 0;
        p.full = full(p.cells, width);
        p.indented = p.cells <= width - (han_ ? 2.4F : 2.0F);
        const std::string_view s = page_.lines[p.row].text.bytes.substr(p.from, p.to - p.from);
        p.ends = ends_sentence(s);
        figures += figure(s);
        Match m;
        p.lead = page_.forms && page_.forms->first("lead", s, m);
        p.fresh = page_.forms && page_.forms->first("fresh", s, m);
        if (language) {
          p.tail = language->tail(s);
          p.head = language->head(s);
        }
        if (!p.first) { filling += p.full; wide += p.gap >= wide_gap; }
        texts.push_back(s);
        pieces.push_back(std::move(p));
      }
    }
    // without a model, blanks alone tell; a table's cells fill nothing, or hold figures
    const bool worth = figures * 8 < pieces.size() && across >= 2 && filling >= 2 && pieces.size() <= most_pieces && (language || (wide >= 3 && wide * 3 >= across));
    std::vector<Dealer::Dealt> dealt;
    if (worth) {
      Dealer dealer(pieces, width, han_, page_, texts);
      dealt = dealer.run();
      const Trust sure = dealer.gain() >= certain_at ? Trust::certain : dealer.gain() >= likely_at ? Trust::likely : Trust::guess;
      if (!dealt.empty() && !page_.may(sure)) {
        const Text &head = page_.lines[a].text, &foot = page_.lines[b - 1].text;
        suggest(page_, "move", {head.source_begin(), foot.source_end()}, "lines.side-by-side", std::string(head.bytes));
        dealt.clear();
      }
    }
    if (dealt.empty()) { keep(a, b, out); return false; }
    if (spdlog::should_log(spdlog::level::trace))
      for (std::size_t i = 0; i < pieces.size(); ++i)
        spdlog::trace("row {} x {:.0f} cells {:.0f}{} -> band {} column {}{} '{}'", pieces[i].row, pieces[i].x, pieces[i].cells, pieces[i].full ? " full" : "", dealt[i].band, dealt[i].column, dealt[i].same_line ? " same" : "", texts[i]);
    emit(pieces, dealt, out);
    return true;
  }

  void emit(const std::vector<Piece>& pieces, const std::vector<Dealer::Dealt>& dealt, std::vector<Line>& out) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (dealt[i].same_line) continue;
      order.push_back(i);
    }
    const Text &head = page_.lines[pieces.front().row].text, &foot = page_.lines[pieces.back().row].text;
    page_.notes.push_back({{head.source_begin(), foot.source_end()}, "lines.side-by-side", std::string(head.bytes), {}, true, "move"});
    auto key = [&](std::size_t i) { return std::pair(dealt[i].band, dealt[i].column); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return key(x) < key(y); });
    for (std::size_t n = 0; n < order.size(); ++n) {
      const std::size_t i = order[n];
      if (n == 0 || key(order[n - 1]) != key(i)) ++chunks_;
      std::size_t to = pieces[i].to;
      for (std::size_t k = i + 1; k < pieces.size() && dealt[k].same_line; ++k) to = pieces[k].to;
      Line line = page_.lines[pieces[i].row];
      line.text = slice(page_, line.text, pieces[i].from, to);
      line.chunk = chunks_;
      out.push_back(line);
    }
  }

  Page& page_;
  const bool han_;
  const float slack_;
  std::uint32_t chunks_ = 0;
};

}  // namespace

bool part_columns(Page& page) { return Parter(page).run(); }

}  // namespace galley::stages
