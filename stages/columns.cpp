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
// First every row is cut into pieces: at two blanks and more, and at single blanks where what lies between fills a
// column's width (an alphabet's rows: word_rows.cpp). A dump by blocks runs its rows in, one after the other; those are
// found by the columns' measure (run_in.cpp), from one headline to the next. Then the pieces are dealt to columns
// (dealer.cpp). The columns must read clearly better than the dump as it stands, or nothing is touched.
//
// Stories side by side, whose lines stand at different heights, come out a line of each in turn, hardly two in one row. So
// lines are dealt, too, where the model of Chinese finds that hardly one goes on in the next.
//
// Never touched: other pages without several rows of several pieces, and rows whose pieces fill nothing (tables, results,
// staff lines).
#include "stages/columns.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/dealer.h"
#include "stages/facing.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/pairs.h"
#include "stages/run_in.h"
#include "stages/word_rows.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

// The columns must read better than the dump as it stands by so much (the cost is about twice a decimal logarithm).
constexpr float certain_at = 15, likely_at = 4, guess_at = 1;
// lines that were taken in turn, for each of them and in all: of such pages the least gains are 0.52 and 6.4; lists of names,
// wrapped, and of characters without sense have less
constexpr float alternate_at = 0.5F, least_alternate = 6;
// rows go on over a blank line where the whole reads so much better than its parts (2 to 14 tried)
constexpr float over_blank_lines = 5;
// lines beside others that make a region one of rows run in; of 93 pages without such rows three have one
constexpr int least_across = 3;
// a line this many times as wide as a column holds no line of it
constexpr float unwrapped_from = 2.2F;
constexpr float narrowest = 18;  // cells of a full line of Han: a verse of seven with its mark has 16
// of rows between two blank lines; more is no newspaper's, and is left with a doubt
constexpr std::size_t most_pieces = 4000;
// of a page, to see where rows go on over blank lines; of 100 pages none took 250
constexpr std::size_t most_weighed = 5000;

// `by_cells`: starts are told in cells, not in characters.
std::vector<Token> tokens_of(std::string_view s, bool han, bool by_cells = false) {
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
    x += by_cells ? cells(c, Setting::han) : 1.0F;
  }
  return out;
}

class Parter {
 public:
  explicit Parter(Page& page)
      : page_(page), han_(page.han), slack_(page.han ? 2.6F : 6.0F), language_(Language::of(page)) {}

  bool run() {
    std::vector<Line> out;
    bool any = false;
    const auto& lines = page_.lines;
    by_cells_ = han_ && even_in_cells();
    std::size_t studied = 0;  // up to here nothing was run in
    for (std::size_t a = 0; a < lines.size();) {
      std::size_t b = chunk_end(page_, a);
      if (const std::size_t end = a < studied ? a : region_end(a); end > a) {
        studied = end;
        if (region(a, end, out)) {
          any = true;
          a = end;
          continue;
        }
      }
      a = chunk(a, b, out, any);
    }
    if (any) page_.lines = std::move(out);
    return any;
  }

 private:
  // Extractors set columns apart by characters, as a rule; some by what a terminal shows, where a Han character has two cells.
  // There nearly all pieces behind wide blanks start below each other, and by characters fewer do.
  bool even_in_cells() const {
    constexpr std::size_t least = 8, alike = 4;
    std::array<std::vector<float>, 2> starts;
    for (const Line& l : page_.lines) {
      // most pages have no wide blanks, and nothing to cut twice
      if (l.text.bytes.find("  ") == std::string_view::npos &&
          l.text.bytes.find_first_of("\t\r") == std::string_view::npos)
        continue;
      for (std::size_t way = 0; way < 2; ++way)
        for (const Token& t : tokens_of(l.text.bytes, true, way == 1))
          if (t.gap >= wide_gap && t.from > 0) starts[way].push_back(t.x);
    }
    if (starts[0].size() < least) return false;
    std::array<std::size_t, 2> even{};
    for (std::size_t way = 0; way < 2; ++way) {
      auto& x = starts[way];
      std::sort(x.begin(), x.end());
      for (const float at : x) {
        const auto [from, to] = std::equal_range(x.begin(), x.end(), at);
        even[way] += static_cast<std::size_t>(to - from) >= alike;
      }
    }
    return even[1] * 4 >= starts[1].size() * 3 && even[1] * 3 > even[0] * 4;
  }

  bool alone(std::size_t i) const {
    const auto& lines = page_.lines;
    return (i == 0 || lines[i - 1].chunk != lines[i].chunk) &&
           (i + 1 == lines.size() || lines[i + 1].chunk != lines[i].chunk);
  }
  // Lines from a on that stand alone between blank lines, up to a headline or a caption.
  std::size_t region_end(std::size_t a) const {
    if (!language_) return a;
    std::size_t b = a;
    while (b < page_.lines.size() && alone(b) && !titular(page_.lines[b].text.bytes) &&
           !page_.lines[b].text.bytes.ends_with("摄") && !page_.lines[b].text.bytes.ends_with("攝"))
      ++b;
    return b;
  }
  // A headline, or a row of several.
  static bool titular(std::string_view s) {
    if (s.find("。") != std::string_view::npos || has_comma(s)) return false;
    constexpr float narrowest_title = 12, widest_title = 100, widest_beside = 60;
    const float w = width_of(s, Setting::han);
    if (w < widest_title) return w > narrowest_title;
    const auto tokens = tokens_of(s, true);
    return std::all_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.cells < widest_beside; });
  }

  std::vector<Token> joined_at_single_blanks(const std::vector<Token>& tokens) const {
    std::vector<Token> out;
    for (const Token& t : tokens) {
      if (out.empty() || t.gap >= wide_gap) {
        out.push_back(t);
        continue;
      }
      out.back().to = t.to;
      out.back().cells += t.cells + static_cast<float>(t.gap);
    }
    return out;
  }

  // Where wide blanks part nearly all pieces, one that a single blank sets off stands below others, or is a line's rest.
  static void join_stray(std::vector<std::vector<Token>>& rows) {
    constexpr std::size_t nearly_all = 8, others = 2;
    constexpr float about = 3;  // characters
    std::vector<float> starts;
    std::size_t single = 0;
    for (const auto& row : rows)
      for (std::size_t k = 1; k < row.size(); ++k)
        if (row[k].gap >= wide_gap) starts.push_back(row[k].x);
        else ++single;
    if (single == 0 || starts.size() < single * nearly_all) return;
    for (auto& row : rows)
      for (std::size_t k = row.size(); k-- > 1;) {
        if (row[k].gap >= wide_gap) continue;
        const auto below =
            std::count_if(starts.begin(), starts.end(), [&](float x) { return std::abs(x - row[k].x) <= about; });
        if (static_cast<std::size_t>(below) >= others) continue;
        row[k - 1].to = row[k].to;
        row[k - 1].cells += static_cast<float>(row[k].gap) + row[k].cells;
        row.erase(row.begin() + static_cast<std::ptrdiff_t>(k));
      }
  }

  // Cells of a full line among rows [from, to) of tokens; 0 where nothing repeats.
  float full_width(const std::vector<std::vector<Token>>& rows, std::size_t from, std::size_t to) const {
    std::vector<float> seen;
    for (std::size_t r = from; r < to; ++r)
      for (const Token& t : rows[r])
        if (t.cells >= (han_ ? narrowest : 20) && t.cells <= widest_column) seen.push_back(t.cells);
    std::sort(seen.begin(), seen.end());
    float best = 0;
    std::ptrdiff_t most = 3;
    for (float w : seen) {
      const auto n =
          std::upper_bound(seen.begin(), seen.end(), w + 0.7F) - std::lower_bound(seen.begin(), seen.end(), w - slack_);
      if (n > most || (n == most && w > best)) {
        most = n;
        best = w;
      }
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
    struct Best {
      float cost = 1e9F;
      std::size_t from = 0;
    };
    std::vector<Best> best(n + 1);
    best[0].cost = 0;
    for (std::size_t i = 0; i < n; ++i) {
      float cells = 0, inside = 0;
      for (std::size_t k = i + 1; k <= n && k <= i + 12; ++k) {
        cells += tokens[k - 1].cells;
        if (k - 1 > i) {
          cells += 0.5F;
          inside += tokens[k - 1].gap >= wide_gap ? 2.0F + std::min(8.0F, 0.5F * static_cast<float>(tokens[k - 1].gap))
                                                  : 0.3F;
        }
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

  Piece piece(std::size_t row, const Token& t, bool first, float width) const {
    Piece p;
    p.row = p.last_row = row;
    p.from = t.from;
    p.to = t.to;
    p.x = t.x;
    p.cells = t.cells;
    p.gap = t.gap;
    p.first = first;
    p.full = p.fills = full(p.cells, width);
    p.indented = p.cells <= width - (han_ ? 2.4F : 2.0F);
    p.text = page_.lines[p.row].text.bytes.substr(p.from, p.to - p.from);
    return p;
  }
  // What its words say.
  void read(Piece& p) const {
    p.ends = ends_sentence(p.text);
    p.left_open = left_open(p.text);
    p.first_closed = first_closed(p.text);
    p.lead = is_lead(page_, p.text);
    p.fresh = page_.forms && page_.forms->any("fresh", p.text);
    if (!language_) return;
    p.tail = language_->tail(p.text);
    p.head = language_->head(p.text);
  }

  // The text goes on over the blanks inside the lines: wraps that became blanks, no columns.
  bool reads_on(std::size_t a, std::size_t b) const {
    if (!language_) return false;
    std::vector<std::string_view> texts;
    for (std::size_t i = a; i < b; ++i) {
      if (page_.lines[i].text.bytes.find("  ") != std::string_view::npos) return false;
      texts.push_back(page_.lines[i].text.bytes);
    }
    const Blanks blanks = judge_blanks(texts, *language_, 1.5F * chance);
    return blanks.count >= 4 && blanks.mean > 1.5F * chance;
  }

  // An alphabet's rows from line a on.
  WordRows cut_words(std::size_t a, const std::vector<std::vector<Token>>& rows) {
    std::size_t telling = 0;
    std::vector<WordRow> out;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::string_view s = page_.lines[a + r].text.bytes;
      telling += s.find("- ") != s.npos || s.find("  ", s.find_first_not_of(' ')) != s.npos;
      out.push_back({s, rows[r]});
    }
    if (telling < 3) return {};
    if (!words_) {
      words_ = std::make_unique<Words>(page_);
      pairs_ = std::make_unique<Pairs>(page_);
      narrow_ = breaks_words_in_rows(page_, *words_);
    }
    WordRows got = cut_word_rows(out, *words_, *pairs_, narrow_);
    spdlog::debug("columns: lines {} on: words in lines of {:.0f} cells", a, got.width);
    return got;
  }

  // Stories side by side have measures of their own: a line that has its row to itself is full, too, where others are as wide.
  void fill_own_measures(std::vector<Piece>& pieces, std::size_t near) const {
    constexpr int least = 3;  // others, so many rows away at most
    std::vector<std::size_t> lone;
    for (std::size_t k = 0; k < pieces.size(); ++k)
      if (pieces[k].first && (k + 1 == pieces.size() || pieces[k + 1].first)) lone.push_back(k);
    for (std::size_t n = 0; n < lone.size(); ++n) {
      Piece& p = pieces[lone[n]];
      if (p.cells < narrowest) continue;
      int alike = -1;  // itself
      for (std::size_t m = n; m < lone.size() && pieces[lone[m]].row <= p.row + near; ++m)
        alike += std::fabs(pieces[lone[m]].cells - p.cells) <= slack_;
      for (std::size_t m = n; m-- > 0 && pieces[lone[m]].row + near >= p.row;)
        alike += std::fabs(pieces[lone[m]].cells - p.cells) <= slack_;
      if (alike >= least) p.full = p.fills = true;
    }
  }

  // Whether lines that fill a row each hardly ever go on in the next one.
  bool alternates(std::size_t a, const std::vector<std::vector<Token>>& rows, float width) const {
    constexpr int least = 4, enough = 6;  // lines that tell
    constexpr float most = 2.5F, low = -1.5F, surely = 0.3F;
    float sum = 0;
    int told = 0, lists = 0;  // names in a list: nothing tells that one goes on in the next line
    for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
      if (rows[r].size() != 1 || rows[r + 1].size() != 1 || !full(rows[r][0].cells, width)) continue;
      const std::string_view s = page_.lines[a + r].text.bytes;
      if (ends_sentence(s)) continue;
      sum += std::clamp(language_->seam(s, page_.lines[a + r + 1].text.bytes), low, most);
      ++told;
      const std::size_t mark = s.find("、");
      lists += mark != s.npos && s.find("、", mark + 1) != s.npos;
      if (told >= enough && sum > (chance + surely) * static_cast<float>(told)) return false;
    }
    return told >= least && lists * 3 < told && sum < chance * static_cast<float>(told);
  }

  // Lines [a, b), of one chunk or several, as rows of pieces; `worth`: it may be worth while to deal them. The words of
  // the pieces are read only where it is.
  struct Rows {
    std::vector<Piece> pieces;
    bool worth = false, wide = false, too_many = false;
    bool alternate = false;  // lines taken in turn
    float measure = 0;       // of an alphabet's columns
  };
  // The same rows are asked for while it is seen how far they go on, and when their turn comes.
  const Rows& rows_of(std::size_t a, std::size_t b) {
    const auto known = std::find_if(rows_.begin(), rows_.end(), [&](const Known& k) { return k.a == a && k.b == b; });
    if (known != rows_.end()) return known->rows;
    std::rotate(rows_.begin(), rows_.end() - 1, rows_.end());
    rows_.front() = {a, b, read_rows(a, b)};
    return rows_.front().rows;
  }
  Rows read_rows(std::size_t a, std::size_t b) {
    std::vector<std::vector<Token>> rows;
    std::size_t several = 0;
    for (std::size_t i = a; i < b; ++i) rows.push_back(tokens_of(page_.lines[i].text.bytes, han_, by_cells_));
    float usual = 0;
    bool narrow = false;
    if (!han_) {
      WordRows found = cut_words(a, rows);
      usual = found.width;
      narrow = usual > 0 && narrow_;
      if (usual > 0) {
        rows = std::move(found.rows);
        join_stray(rows);
      } else
        for (auto& row : rows) row = joined_at_single_blanks(row);
    }
    for (const auto& row : rows) several += row.size() > 1;
    Rows out;
    // the model of Japanese does not tell well enough: of 96 pages in order three would be dealt
    constexpr std::size_t least_alternating = 5;  // lines, which have four seams
    const bool may_alternate = han_ && language_ && !page_.kana && rows.size() >= least_alternating;
    if (several < 2 && !may_alternate) return out;
    if (usual == 0) usual = full_width(rows, 0, rows.size());
    if (usual == 0) return out;
    const bool alternate = may_alternate && alternates(a, rows, usual);
    if (several < 2 && !alternate) return out;
    if (!han_) out.measure = usual;
    constexpr std::size_t near = 14;  // rows: a sheet has columns of several measures above each other
    constexpr std::size_t sparse =
        8;  // between the first and the last row of several pieces, one in so many is too few
    std::size_t across = 0, first_across = 0, last_across = 0, filling = 0, wide = 0, figures = 0, unwrapped = 0,
                fulls = 0, runs_on = 0;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const float here = han_ ? full_width(rows, r > near ? r - near : 0, std::min(rows.size(), r + near + 1)) : 0;
      const float width = here > 0 ? here : usual;
      const auto cuts = han_ ? cut(rows[r], width) : rows[r];
      // a line of text wider than any column, or far wider than these: no wrap of theirs
      const float most = std::min(widest_column, unwrapped_from * width);
      unwrapped += std::any_of(rows[r].begin(), rows[r].end(), [&](const Token& t) { return t.cells > most; });
      if (cuts.size() > 1) {
        if (across++ == 0) first_across = r;
        last_across = r;
      }
      for (std::size_t k = 0; k < cuts.size(); ++k) {
        const Piece p = piece(a + r, cuts[k], k == 0, width);
        figures += figure(p.text);
        fulls += p.full;
        runs_on += p.full && is_lower(first_char(p.text));
        if (k > 0) {
          filling += p.full;
          wide += p.gap >= wide_gap;
        }
        out.pieces.push_back(p);
      }
    }
    if (han_) fill_own_measures(out.pieces, near);
    // without a model, blanks alone tell; a table's cells fill nothing, or hold figures
    out.wide = wide > 0;
    // an alphabet's running text begins most lines in lower case (German, with its nouns, a third), and lists of names and
    // results few
    const double least_small = words_ && words_->german() ? 0.3 : 0.4;
    const bool text = han_ || static_cast<double>(runs_on) > least_small * static_cast<double>(fulls);
    out.worth = text && figures * 8 < out.pieces.size() &&
                (alternate || (across >= 2 && unwrapped * 2 < across && across * sparse > last_across - first_across &&
                               filling >= 2 && (language_ || narrow || (wide >= 3 && wide * 3 >= across))));
    if (out.worth && !alternate && reads_on(a, b)) return {};
    out.alternate = alternate;
    out.too_many = out.worth && out.pieces.size() > most_pieces;
    out.worth &= !out.too_many;
    if (out.worth)
      for (Piece& p : out.pieces) read(p);
    return out;
  }

  // By how much rows that go on over blank lines read better as columns. What follows a chunk is weighed for itself,
  // and again when its turn comes.
  float gain_of(std::size_t a, std::size_t b) {
    if (following_.a == a && following_.b == b) return following_.gain;
    const Rows& rows = rows_of(a, b);
    if (!rows.worth || rows.wide) return 0;
    const bool told = weighed_ > most_weighed;
    weighed_ += rows.pieces.size();
    if (weighed_ > most_weighed && !told) give_up(a, b);
    return weighed_ > most_weighed ? 0 : deal(stacked(rows.pieces), language_, han_).gain;
  }

  // Lines that surely stand below each other are one piece.
  std::vector<Piece> stacked(const std::vector<Piece>& pieces) const {
    std::vector<Piece> out;
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      const Piece& p = pieces[k];
      const bool alone = p.first && (k + 1 == pieces.size() || pieces[k + 1].first);
      const bool below = alone && !out.empty() && out.back().first &&
                         page_.lines[out.back().last_row].chunk == page_.lines[p.row].chunk &&
                         language_->seam(out.back().tail, p.head) >= 1;
      if (!below) {
        out.push_back(p);
        continue;
      }
      Piece& q = out.back();
      q.last_row = p.row;
      q.left_open = p.left_open;
      q.tail = p.tail;
      q.fills = p.fills;
      q.ends = p.ends;
    }
    return out;
  }

  // Lines [a, b) are headlines side by side, and columns that start where they do stand below a blank line: where those end;
  // else b.
  std::size_t below_headlines(std::size_t a, std::size_t b) const {
    constexpr std::size_t most = 4;  // lines
    constexpr float near = 4;        // cells: an indent
    const auto& lines = page_.lines;
    if (!by_cells_ || b - a > most || b == lines.size()) return b;
    std::size_t end = b;
    std::vector<float> heads, below;
    bool beside = false;
    for (std::size_t i = a; i < b; ++i) {
      const auto tokens = joined_at_single_blanks(tokens_of(lines[i].text.bytes, true, true));
      beside |= tokens.size() > 1;
      for (const Token& t : tokens) {
        const std::string_view s = lines[i].text.bytes.substr(t.from, t.to - t.from);
        if (ends_sentence(s) || has_comma(s) || t.cells > widest_column) return b;
        heads.push_back(t.x);
      }
    }
    for (; end < lines.size() && lines[end].chunk == lines[b].chunk; ++end)
      for (const Token& t : joined_at_single_blanks(tokens_of(lines[end].text.bytes, true, true))) below.push_back(t.x);
    const bool alike = std::all_of(heads.begin(), heads.end(), [&](float x) {
      return std::any_of(below.begin(), below.end(), [&](float y) { return std::fabs(x - y) <= near; });
    });
    return beside && alike ? end : b;
  }

  // Lines [a, b) stand between blank lines. Where rows of columns go on over blank lines, they are dealt as one;
  // returns the end.
  std::size_t chunk(std::size_t a, std::size_t b, std::vector<Line>& out, bool& any) {
    if (const std::size_t end = below_headlines(a, b); end > b) {
      const Rows& rows = rows_of(a, end);
      if (rows.worth && part(a, end, rows.pieces, out, rows.measure, rows.alternate)) {
        any = true;
        return end;
      }
    }
    if (language_ && b > a + 1) {
      std::size_t end = b;
      float gain = gain_of(a, b);
      bool more = false;
      while (end < page_.lines.size() && end < a + 200 && !titular(page_.lines[end].text.bytes)) {
        const std::size_t next = chunk_end(page_, end);
        const float both = gain_of(a, next);
        following_ = {end, next, gain_of(end, next)};
        if (both < gain + following_.gain + over_blank_lines) break;
        gain = both;
        end = next;
        more = true;
      }
      if (more && part(a, end, stacked(rows_of(a, end).pieces), out, 0, rows_of(a, end).alternate)) {
        any = true;
        return end;
      }
    }
    const Rows& rows = rows_of(a, b);
    if (rows.too_many) give_up(a, b);
    if (rows.worth && part(a, b, rows.pieces, out, rows.measure, rows.alternate)) any = true;
    else keep(a, b, out);
    return b;
  }

  // Parts lines [a, b), a chunk each, where they hold rows of several columns, one after the other.
  bool region(std::size_t a, std::size_t b, std::vector<Line>& out) {
    std::vector<std::string_view> texts;
    for (std::size_t i = a; i < b; ++i) texts.push_back(page_.lines[i].text.bytes);
    const Blanks blanks = judge_blanks(texts, *language_, chance);
    if (blanks.all < least_across || blanks.count < 2 || blanks.mean >= chance) return false;
    const RunIn found = cut_run_in(texts, *language_);
    if (found.lines.empty())
      doubt(page_, {page_.lines[a].text.source_begin(), page_.lines[b - 1].text.source_end()}, "lines.side-by-side",
            std::string(texts[0]));
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < found.lines.size(); ++i) rows_run_in(a + i, found.lines[i], found.width, pieces);
    int across = 0;
    for (std::size_t k = 1; k < pieces.size(); ++k)
      across += !pieces[k].first && (pieces[k - 1].fills || pieces[k - 1].ends) && (pieces[k].full || pieces[k].ends);
    spdlog::debug("run in: lines {} to {}: {} pieces of {:.0f} cells, {} beside others", a, b, pieces.size(),
                  found.width, across);
    if (across >= least_across && pieces.size() > most_pieces) give_up(a, b);
    return across >= least_across && pieces.size() <= most_pieces && part(a, b, pieces, out);
  }

  // Lines [a, b) may hold columns, but too many pieces to weigh.
  void give_up(std::size_t a, std::size_t b) {
    const Text &head = page_.lines[a].text, &foot = page_.lines[b - 1].text;
    doubt(page_, {head.source_begin(), foot.source_end()}, "lines.too-many-pieces", std::string(head.bytes));
  }

  // The pieces of one line. Its rows begin below each other, only the first may do so further right; so rows of one
  // piece are one piece.
  void rows_run_in(std::size_t line, const std::vector<Cut>& cuts, float width, std::vector<Piece>& out) const {
    int nth = -1;
    for (std::size_t k = 0; k < cuts.size(); ++k) {
      const Cut& c = cuts[k];
      nth += !c.blank;
      Piece p = piece(line, {c.from, c.to, 0, c.cells, c.blank}, !c.blank, width);
      read(p);
      p.nth = nth;
      const bool alone = k + 1 == cuts.size() || !cuts[k + 1].blank;
      const bool below =
          k > 0 && p.first && out.back().first && alone && (nth > 1 || language_->seam(out.back().tail, p.head) >= 1);
      if (!below) {
        out.push_back(std::move(p));
        continue;
      }
      Piece& q = out.back();
      q.to = p.to;
      q.cells += p.cells;
      q.text = page_.lines[line].text.bytes.substr(q.from, q.to - q.from);
      q.left_open = left_open(q.text);
      q.first_closed = first_closed(q.text);
      q.tail = p.tail;
      q.fills = p.fills;
      q.ends = p.ends;
    }
  }

  // Deals the pieces of lines [a, b), where that is sure enough.
  bool part(std::size_t a, std::size_t b, const std::vector<Piece>& pieces, std::vector<Line>& out, float measure = 0,
            bool alternate = false) {
    const Deal dealt = deal(pieces, language_, han_, {words_.get(), pairs_.get(), measure});
    const float least =
        alternate ? std::max(least_alternate, alternate_at * static_cast<float>(pieces.size())) : guess_at;
    if (dealt.gain < least) return false;
    const Trust sure = dealt.gain >= certain_at  ? Trust::certain
                       : dealt.gain >= likely_at ? Trust::likely
                                                 : Trust::guess;
    if (!page_.may(sure)) {
      const Text &head = page_.lines[a].text, &foot = page_.lines[b - 1].text;
      suggest(page_, "move", {head.source_begin(), foot.source_end()}, "lines.side-by-side", std::string(head.bytes));
      return false;
    }
    if (spdlog::should_log(spdlog::level::trace))
      for (std::size_t i = 0; i < pieces.size(); ++i)
        spdlog::trace("row {} x {:.0f} cells {:.0f}{}{} -> band {} column {}{} '{}'", pieces[i].row, pieces[i].x,
                      pieces[i].cells, pieces[i].full ? " full" : "", pieces[i].first ? " first" : "",
                      dealt.places[i].band, dealt.places[i].column, dealt.places[i].same_line ? " same" : "",
                      pieces[i].text);
    emit(pieces, dealt.places, out);
    return true;
  }

  static bool titular_words(std::string_view s) {
    const char32_t last = last_char(s);
    return !is_lower(first_char(s)) && last != U'-' && last != U',';
  }
  // Whether pieces[order[n]] is the first line of a headline: in the first row, above an indented one in its column.
  template <class Key>
  bool heads(const std::vector<Piece>& pieces, const std::vector<std::size_t>& order, std::size_t n, Key key) const {
    constexpr std::size_t most = 3;  // lines
    if (pieces[order[n]].row != pieces.front().row) return false;
    for (std::size_t k = n; k < order.size() && k <= n + most && key(order[k]) == key(order[n]); ++k) {
      if (k > n && indent(pieces, order, k, key) > 0) return true;
      if (!titular_words(pieces[order[k]].text) || pieces[order[k]].ends) return false;
    }
    return false;
  }
  // Blanks of the indent of pieces[order[n]]. The leftmost column starts where lines do. Others sway by an indent, for
  // what stands left of them pushes them about: there it is one only where a sentence ended above, or the column began.
  template <class Key>
  std::size_t indent(const std::vector<Piece>& pieces, const std::vector<std::size_t>& order, std::size_t n,
                     Key key) const {
    constexpr std::size_t near = 6;
    constexpr float least = 2, sure = 3, most = 8;
    const Piece& p = pieces[order[n]];
    std::array<float, 2 * near + 1> starts;
    std::size_t count = 0;
    for (std::size_t k = n > near ? n - near : 0; k < order.size() && k <= n + near; ++k)
      if (key(order[k]) == key(order[n]) && (pieces[order[k]].gap >= wide_gap || pieces[order[k]].first))
        starts[count++] = pieces[order[k]].x;
    std::sort(starts.begin(), starts.begin() + static_cast<std::ptrdiff_t>(count));
    const bool leftmost = count > 0 && starts[0] < least;
    const float start = count > 0 ? starts[leftmost ? 0 : count / 2] : p.x, in = p.x - start;
    const auto straight = static_cast<std::size_t>(
        std::count(starts.begin(), starts.begin() + static_cast<std::ptrdiff_t>(count), start));
    const bool steady = straight * 3 >= count * 2;  // no line was pushed about
    if (in < (leftmost || steady ? least : sure) || in > most || in > static_cast<float>(p.gap)) return 0;
    const bool below = n > 0 && key(order[n - 1]) == key(order[n]);
    const bool headed =
        below && (n == 1 || key(order[n - 2]) != key(order[n])) && titular_words(pieces[order[n - 1]].text);
    if (!leftmost && (!below || is_lower(first_char(p.text)) || !(pieces[order[n - 1]].ends || headed))) return 0;
    const std::string_view before = std::string_view(page_.lines[p.row].text.bytes).substr(0, p.from);
    const std::size_t in_text = before.find_last_not_of(' ');  // tabs are none
    return std::min(static_cast<std::size_t>(in), before.size() - (in_text == before.npos ? 0 : in_text + 1));
  }

  void emit(const std::vector<Piece>& pieces, const std::vector<Dealt>& dealt, std::vector<Line>& out) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (dealt[i].same_line) continue;
      order.push_back(i);
    }
    const Text &head = page_.lines[pieces.front().row].text, &foot = page_.lines[pieces.back().row].text;
    page_.notes.push_back(
        {{head.source_begin(), foot.source_end()}, "lines.side-by-side", std::string(head.bytes), {}, true, "move"});
    auto key = [&](std::size_t i) { return std::pair(dealt[i].band, dealt[i].column); };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return key(x) < key(y); });
    for (std::size_t n = 0; n < order.size(); ++n) {
      const std::size_t i = order[n];
      if (n == 0 || key(order[n - 1]) != key(i)) ++chunks_;
      for (std::size_t row = pieces[i].row; row < pieces[i].last_row; ++row) {
        out.push_back(page_.lines[row]);
        out.back().chunk = chunks_;
      }
      if (pieces[i].last_row > pieces[i].row) {
        out.push_back(page_.lines[pieces[i].last_row]);
        out.back().chunk = chunks_;
        continue;
      }
      std::size_t to = pieces[i].to;
      for (std::size_t k = i + 1; k < pieces.size() && dealt[k].same_line; ++k) to = pieces[k].to;
      Line line = page_.lines[pieces[i].row];
      line.text = slice(page_, line.text, pieces[i].from - (han_ ? 0 : indent(pieces, order, n, key)), to);
      // a story ends, or has broken off, where the next one's headline stands
      if (!han_ && out.size() > 1 && out.back().chunk == out[out.size() - 2].chunk && heads(pieces, order, n, key)) {
        if (ends_sentence(out.back().text.bytes)) line.begins_story = true;
        else out.back().join = Join::paragraph;
      }
      line.chunk = chunks_;
      out.push_back(line);
    }
  }

  Page& page_;
  const bool han_;
  const float slack_;
  const Language* const language_;  // may be null
  std::unique_ptr<Words> words_;    // once asked for
  std::unique_ptr<Pairs> pairs_;
  bool narrow_ = false;    // single blanks part columns
  bool by_cells_ = false;  // pieces start below each other in cells
  std::size_t weighed_ = 0;
  struct Following {
    std::size_t a = 0, b = 0;
    float gain = 0;
  } following_;
  struct Known {
    std::size_t a = 0, b = 0;
    Rows rows;
  };
  std::array<Known, 3> rows_;  // asked for last
  std::uint32_t chunks_ = 0;
};

}  // namespace

bool part_columns(Page& page) { return Parter(page).run(); }

}  // namespace galley::stages
