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

#include "pipeline/unicode.h"
#include "stages/measure.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr float over = 1.6F, slack = 6.0F, indent = 3.5F;  // cells
constexpr float least_width = 16, most_width = 84;
constexpr std::size_t most_words = 40;    // of a line
constexpr std::size_t most_in_row = 160;  // words of a row; a newspaper's have half as many
constexpr std::size_t enough_rows = 60;   // tell the measure
constexpr int wide = 2;                   // blanks that words have not between them
constexpr int widest_inside = 16;         // blanks that no line has inside, however far it was stretched
constexpr std::size_t least_breaks = 3;

struct Word {
  float before = 0, after = 0;  // cells from the row's start, its blanks single
  int gap = 0;                  // blanks before it
  bool breaks = false;          // hyphenated at a line's end
  bool ends = false;            // a sentence
  float rest = 0;               // how surely it begins a line: the rest of a word broken in the row above
};

class Row {
 public:
  Row(const WordRow& row, const Words& dictionary) : row_(row) {
    float x = 0;
    for (const Token& t : row.words) {
      const std::string_view s = text(t);
      const float to = x + width_of(s, Setting::book);
      words_.push_back({x, to, t.gap, false, ends_sentence(s), 0});
      x = to + cells(U' ', Setting::book);
    }
    for (std::size_t k = 0; k + 1 < words_.size(); ++k) {
      gaps_ += words_[k + 1].gap >= wide;
      const std::string_view s = text(row.words[k]), next = text(row.words[k + 1]);
      if (s.size() < 3 || !s.ends_with('-') || class_of(last_char(s.substr(0, s.size() - 1))) != Class::latin ||
          next == "and" || next == "or" || next == "to")
        continue;
      // what goes on behind the blank was broken there: a wrap that became a blank
      const bool goes_on =
          dictionary.known(std::string(last_word(s.substr(0, s.size() - 1))) + std::string(first_word(next)));
      wraps_ += goes_on;
      words_[k].breaks = !goes_on;
      breaks_ += words_[k].breaks;
    }
  }
  std::size_t breaks() const { return breaks_; }
  std::size_t wraps() const { return wraps_; }
  std::size_t gaps() const { return gaps_; }
  bool tells() const { return breaks_ > 0 || gaps_ > 0; }
  std::size_t size() const { return words_.size(); }
  std::string_view text(const Token& t) const { return row_.text.substr(t.from, t.to - t.from); }

  // Which words are the rest of one that the row above, cut already, broke: near where that line began.
  void rests(const Row& above, const Words& dictionary) {
    constexpr float near = 12;  // characters
    for (std::size_t k = above.words_.size(); k > 0; k = above.from_[k]) {
      const std::string_view s = above.text(above.row_.words[k - 1]);
      const std::string_view stem = s.ends_with('-') ? last_word(s.substr(0, s.size() - 1)) : std::string_view();
      if (stem.empty()) continue;
      const float begin = above.row_.words[above.from_[k]].x;
      for (std::size_t i = 0; i < words_.size() && row_.words[i].x < begin + near; ++i) {
        if (row_.words[i].x < begin - near) continue;
        const std::string_view rest = first_word(text(row_.words[i]));
        if (is_lower(first_char(rest)) && dictionary.known(std::string(stem) + std::string(rest)))
          words_[i].rest = dictionary.known(rest) ? 1.0F : 3.0F;
      }
    }
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
      for (std::size_t k = i + 1; k <= n && k <= i + most_words; ++k) {
        const Word& last = words_[k - 1];
        if (k - 1 > i) {
          inside += words_[k - 2].breaks ? 4.0F : last.rest > 1 ? 2.0F : 0.0F;
          stretched += last.gap >= wide;
          if (last.gap >= widest_inside) break;
        }
        const float w = last.after - words_[i].before;
        if (w > width + 3 * over && k > i + 1) break;
        const float c = best_[i] + inside + line(i, k, w - width, width, stretched) + begins(i);
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
  float begins(std::size_t i) const {
    if (i == 0) return 0;
    const Word& w = words_[i];
    if (words_[i - 1].breaks) return -2.5F;
    return (w.gap >= wide ? 0.0F : 0.3F) - w.rest;
  }
  // Cost of a line of words [i, k), `off` cells wider than the measure, `gaps` wide blanks inside.
  float line(std::size_t i, std::size_t k, float off, float width, int gaps) const {
    const bool closed = k == words_.size() || words_[k].gap >= wide;
    const bool opened = i == 0 || words_[i].gap >= wide;
    const auto blanks = static_cast<int>(k - i) - 1;
    const Token &head = row_.words[i], &tail = row_.words[k - 1];
    const float extent = tail.x - head.x + static_cast<float>(count_chars(text(tail)));
    const bool stretched = gaps > 0 && gaps * 2 >= blanks && extent < 1.65F * width && extent > 0.9F * width;
    float c = off > over ? 0.6F + 0.6F * (off - over) : off >= -slack ? 0.12F * std::fabs(off + 1) : 6.0F;
    if (off < -slack) {
      if (opened && off >= -slack - indent) c = 0.9F;
      if (closed) c = std::min(c, words_[k - 1].ends ? 0.4F : 1.5F);
    }
    if (stretched && off < 0) return std::min(c, 1.0F) + 0.3F * static_cast<float>(gaps);
    return c + 3.0F * static_cast<float>(gaps);
  }

  const WordRow& row_;
  std::vector<Word> words_;
  std::size_t breaks_ = 0, wraps_ = 0, gaps_ = 0;
  std::vector<float> best_;
  std::vector<std::size_t> from_;
};

}  // namespace

WordRows cut_word_rows(const std::vector<WordRow>& rows, const Words& dictionary) {
  std::vector<Row> all;
  for (const WordRow& r : rows) {
    if (r.words.size() > most_in_row) return {};
    all.emplace_back(r, dictionary);
  }
  std::size_t breaks = 0, wraps = 0, gapped = 0;
  std::vector<std::size_t> telling;
  for (std::size_t r = 0; r < all.size(); ++r) {
    breaks += all[r].breaks();
    wraps += all[r].wraps();
    gapped += all[r].gaps() > 0;
    if (all[r].tells() && telling.size() < enough_rows) telling.push_back(r);
  }
  const bool narrow = dictionary.dictionary() && breaks >= least_breaks && breaks >= 2 * wraps;
  if (!narrow && gapped * 2 < all.size()) return {};
  WordRows out;
  out.narrow = narrow;
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
    out.rows.push_back(all[r].cuts());
  }
  return out;
}

}  // namespace galley::stages
