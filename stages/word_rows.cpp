// Rows of words: where an alphabet's columns stand so close that a single blank parts them, as it parts words.
//
//   haven light handed in his keys wrecks to the clerk of the har- them. They had brought him a
//   upon the morning of his sixtieth bour board, which has kept a basket of herrings and a cap-
//
// Columns are equally wide, so a row breaks at a measure's rhythm, give or take what the next word would have needed.
// What tells the measure, and most of the breaks: a hyphen that a blank follows, and no rest of its word, stands at a
// line's end; so does a word before a wide blank, unless its line was stretched; and the rest of a broken word begins
// a line in the row below. For every measure that might be, dynamic programming finds the cheapest cuts.
//
// Never cut: rows with few of these signs, and lines that run on behind a hyphen and a blank (`har- bour`): those
// blanks are wraps.
#include "stages/word_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "pipeline/unicode.h"
#include "stages/dealer.h"
#include "stages/measure.h"
#include "stages/pairs.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr float over = 1.6F, slack = 6.0F, indent = 3.5F;  // cells
constexpr float least_width = 16, most_width = 84;
constexpr std::size_t most_words = 40;    // of a line
constexpr std::size_t most_in_row = 160;  // words of a row; a newspaper's have half as many
constexpr std::size_t enough_rows = 60;   // tell the measure
constexpr std::size_t least_breaks = 3;
constexpr std::size_t most_title = 5;        // rows
constexpr float seam = 0.35F, slope = 0.2F;  // 0.2 to 0.5, 0.1 to 0.3 tried

// What a hyphen and a blank say of what they part: a word broken at its line's end, whose rest is not what follows; or
// a wrap that became a blank.
enum class Break { none, line, wrap };
Break broken(std::string_view word, std::string_view next, const Words& dictionary) {
  if (word.size() < 2 || !word.ends_with('-') || next == "and" || next == "or" || next == "to") return Break::none;
  if (last_word(word.substr(0, word.size() - 1)).empty()) return Break::none;
  return dictionary.known_whole(word, next) ? Break::wrap : Break::line;
}

struct Word {
  float before = 0, after = 0;        // cells from the row's start, its blanks single
  int gap = 0;                        // blanks before it
  bool breaks = false;                // hyphenated at a line's end
  bool ends = false;                  // a sentence
  std::uint16_t left = 0, right = 0;  // what of it tells what goes on (pairs.h)
  float rest = 0;                     // how surely it begins a line: the rest of a word broken in the row above
};

class Row {
 public:
  Row(const WordRow& row, const Words& dictionary, const Pairs& pairs) : row_(row), pairs_(pairs) {
    float x = 0;
    for (const Token& t : row.words) {
      const std::string_view s = text(t);
      const float to = x + width_of(s, Setting::book);
      // a typewriter sets two blanks after a stop, but not before a rule
      const bool rule = s.find_first_not_of("-=*_") == s.npos;
      const int gap = t.gap == wide_gap && !words_.empty() && words_.back().ends && !rule ? 1 : t.gap;
      words_.push_back({x, to, gap, false, ends_sentence(s), pairs.left(s), pairs.right(s), 0});
      x = to + cells(U' ', Setting::book);
    }
    for (std::size_t k = 0; k + 1 < words_.size(); ++k) {
      gaps_ += words_[k + 1].gap >= wide_gap;
      words_[k].breaks = broken(text(row.words[k]), text(row.words[k + 1]), dictionary) == Break::line;
      breaks_ += words_[k].breaks;
    }
  }
  std::size_t gaps() const { return gaps_; }
  bool tells() const { return breaks_ > 0 || gaps_ > 0; }
  std::size_t size() const { return words_.size(); }
  std::string_view text(const Token& t) const { return row_.text.substr(t.from, t.to - t.from); }

  // Which words are the rest of one that the row above, cut already, broke: near where that line began.
  void rests(const Row& above, const Words& dictionary) {
    constexpr float near = 12;  // characters
    for (std::size_t k = above.words_.size(); k > 0; k = above.from_[k]) {
      const std::string_view s = above.text(above.row_.words[k - 1]);
      if (!s.ends_with('-') || last_word(s.substr(0, s.size() - 1)).empty()) continue;
      const float begin = above.row_.words[above.from_[k]].x;
      for (std::size_t i = 0; i < words_.size() && row_.words[i].x < begin + near; ++i) {
        if (row_.words[i].x < begin - near) continue;
        const std::string_view rest = first_word(text(row_.words[i]));
        if (is_lower(first_char(rest)) && dictionary.known_whole(s, rest))
          words_[i].rest = dictionary.known(rest) ? 1.0F : 3.0F;
      }
    }
  }

  void set_cost(float c, bool title) {
    cut_ = c;
    title_ = title;
  }
  bool indented() const { return !words_.empty() && row_.words.front().x >= 2; }

  // The rows above and below, cut already: what goes on from line to line tells, too.
  void between(const Row* above, const Row* below) {
    above_ = above;
    below_ = below;
  }

  /// Cost of the cheapest cuts into lines of `width` cells.
  float cost(float width) {
    const std::size_t n = words_.size();
    best_.assign(n + 1, std::numeric_limits<float>::max());
    from_.assign(n + 1, 0);
    best_[0] = 0;
    for (std::size_t i = 0; i < n; ++i) {
      float inside = 0;
      int stretched = 0;
      const Word *over_it = nullptr, *under_it = nullptr;
      if (above_) over_it = above_->line_at(row_.words[i].x).second;
      if (below_) under_it = below_->line_at(row_.words[i].x).first;
      const float beginning = begins(i, over_it);
      for (std::size_t k = i + 1; k <= n && k <= i + most_words; ++k) {
        const Word& last = words_[k - 1];
        if (k - 1 > i) {
          inside += words_[k - 2].breaks ? 4.0F : last.rest > 1 ? 2.0F : 0.0F;
          stretched += last.gap >= wide_gap;
          if (last.gap >= widest_inside) break;
        }
        const float w = last.after - words_[i].before;
        if (w > width + 3 * over && k > i + 1 && !(title_ && opened(i) && w < 2.2F * width)) break;
        const float c = best_[i] + inside + line(i, k, w - width, width, stretched) + beginning -
                        (under_it ? seam * pairs_.goes_on(last.left, under_it->right) : 0.0F);
        if (c < best_[k]) {
          best_[k] = c;
          from_[k] = i;
        }
      }
    }
    return best_[n];
  }
  /// Those cuts.
  std::vector<Token> cuts() const {
    std::vector<Token> out;
    for (std::size_t k = words_.size(); k > 0; k = from_[k]) {
      Token t = row_.words[from_[k]];
      t.to = row_.words[k - 1].to;
      t.cells = words_[k - 1].after - words_[from_[k]].before;
      out.push_back(t);
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

 private:
  // The first and the last word of the line that begins near x; null: none does.
  std::pair<const Word*, const Word*> line_at(float x) const {
    constexpr float near = 10;  // characters
    std::pair<const Word*, const Word*> found{nullptr, nullptr};
    float least = near;
    for (std::size_t k = words_.size(); k > 0; k = from_[k]) {
      const float off = std::fabs(row_.words[from_[k]].x - x);
      if (off >= least) continue;
      least = off;
      found = {&words_[from_[k]], &words_[k - 1]};
    }
    return found;
  }
  // Cost of a line's beginning with word i, below one that ends so.
  float begins(std::size_t i, const Word* over_it) const {
    const Word& w = words_[i];
    const float below = over_it ? seam * pairs_.goes_on(over_it->left, w.right) : 0.0F;
    if (i == 0) return -below;
    const float beside = w.gap >= wide_gap  ? 0.0F
                         : above_ || below_ ? seam * pairs_.goes_on(words_[i - 1].left, w.right)
                                            : 0.0F;
    if (words_[i - 1].breaks) return -2.5F - below;
    return (w.gap >= wide_gap ? 0.0F : cut_) - w.rest + beside - below;
  }
  bool opened(std::size_t i) const { return i == 0 || words_[i].gap >= wide_gap; }
  // Cost of a line of words [i, k), `off` cells wider than the measure, `gaps` wide blanks inside.
  float line(std::size_t i, std::size_t k, float off, float width, int gaps) const {
    const bool closed = k == words_.size() || words_[k].gap >= wide_gap;
    const auto blanks = static_cast<int>(k - i) - 1;
    const Token &head = row_.words[i], &tail = row_.words[k - 1];
    bool stretched = gaps > 0 && gaps * 2 >= blanks;
    if (stretched) {
      const float extent = tail.x - head.x + static_cast<float>(count_chars(text(tail)));
      stretched = extent < 1.65F * width && extent > 0.9F * width;
    }
    float c = off > over ? 0.6F + 0.6F * (off - over) : off >= -slack ? slope * std::fabs(off + 1) : 6.0F;
    // a headline, or names, may be wider than the column that they stand above
    if (title_ && off > over && opened(i) && closed) c = std::min(c, 1.2F + 0.9F * off / width);
    if (off < -slack) {
      if (opened(i) && off >= -slack - indent && (i > 0 || head.x >= 2)) c = 0.9F;
      if (closed) c = std::min(c, words_[k - 1].ends ? 0.4F : 1.5F);
    }
    if (stretched && off < 0) return std::min(c, 1.0F) + 0.3F * static_cast<float>(gaps);
    return c + 3.0F * static_cast<float>(gaps);
  }

  const WordRow& row_;
  const Pairs& pairs_;
  const Row *above_ = nullptr, *below_ = nullptr;
  float cut_ = 0.3F;  // what a cut at a single blank costs
  bool title_ = false;
  std::vector<Word> words_;
  std::size_t breaks_ = 0, gaps_ = 0;
  std::vector<float> best_;
  std::vector<std::size_t> from_;
};

}  // namespace

bool breaks_words_in_rows(const Page& page, const Words& dictionary) {
  std::size_t breaks = 0, wraps = 0, gapped = 0;
  for (const Line& l : page.lines) {
    const std::string_view s = l.text.bytes;
    gapped += s.find("  ", s.find_first_not_of(' ')) != s.npos;
    for (std::size_t at = s.find("- "); at != s.npos; at = s.find("- ", at + 1)) {
      const std::size_t next = s.find_first_not_of(' ', at + 1);
      if (next == s.npos) break;
      const std::size_t from = s.substr(0, at).rfind(' ') + 1;
      const Break b = broken(s.substr(from, at + 1 - from), s.substr(next, s.find(' ', next) - next), dictionary);
      breaks += b == Break::line;
      wraps += b == Break::wrap;
    }
  }
  // where no dictionary tells wraps from breaks: lines that wrap have no wide blanks
  return breaks >= least_breaks && (dictionary.dictionary() ? breaks >= 2 * wraps : gapped >= breaks);
}

WordRows cut_word_rows(const std::vector<WordRow>& rows, const Words& dictionary, const Pairs& pairs, bool narrow) {
  std::vector<Row> all;
  for (const WordRow& r : rows) {
    if (r.words.size() > most_in_row) return {};
    all.emplace_back(r, dictionary, pairs);
  }
  std::size_t gapped = 0;
  std::vector<std::size_t> telling;
  for (std::size_t r = 0; r < all.size(); ++r) {
    gapped += all[r].gaps() > 0;
    if (all[r].tells() && telling.size() < enough_rows) telling.push_back(r);
  }
  if (telling.empty() || (!narrow && gapped * 2 < all.size())) return {};
  // what stands above the first indented row is title type
  std::size_t title = 0;
  while (title < all.size() && title < most_title && !all[title].indented()) ++title;
  if (title == most_title) title = 0;
  for (std::size_t r = 0; r < all.size(); ++r)
    all[r].set_cost((narrow ? 0.3F : 2.2F) + (r < title ? 1.5F : 0.0F), r < title);
  WordRows out;
  float least = std::numeric_limits<float>::max();
  for (float w = least_width; w <= most_width; w += 1) {
    float cost = 0;
    for (std::size_t k = 0; k < telling.size() && cost < least; ++k) cost += all[telling[k]].cost(w);
    if (cost < least) {
      least = cost;
      out.width = w;
    }
  }
  for (std::size_t r = 0; r < all.size(); ++r) {
    if (r > 0) all[r].rests(all[r - 1], dictionary);
    all[r].cost(out.width);
  }
  for (std::size_t r = 0; r < all.size(); ++r) {
    all[r].between(r > 0 ? &all[r - 1] : nullptr, r + 1 < all.size() ? &all[r + 1] : nullptr);
    all[r].cost(out.width);
  }
  for (const Row& r : all) out.rows.push_back(r.cuts());
  return out;
}

}  // namespace galley::stages
