// Slices: stories side by side, in one column each or in several, that an extractor read across, a few lines at a time.
//
//   Lamp room opens at old lighthouse            <- the headlines, from left to right
//   Bakers dispute price of flour
//
//   A1 of the left story's first column    A1 of its second     a row: a line of every column, a blank between them;
//   A2                                     A2                   behind a short line, and before an indented one, the
//                                                               row is broken in two
//   B1 of the right story's first column   B1 of its second
//   B2                                     B2
//
//   A3                                     A3                   and on in turn, till the stories end
//
// What a printed line is tells its width, in cells of a book face. For one column, two, three … to a row, a beam search
// over the words cuts the rows into cells that fill a measure, and deals them to the stories' columns. What it weighs:
// each cell's width; how it goes on from the one above it in its column (the model of English, small letters, words
// broken by hyphens, whether its first word would have found room above); whose turn it is; and words that a slice has
// in common with one story and not with the others. There are as many stories as headlines, give or take one.
//
// A dump by blocks runs a paragraph's rows in, one after the other in a line: A1 B1 A2 B2 … Then the measure is the one
// that cuts the lines into cells best, and a row's last cell goes on in the next row's first. Or its blocks are a few lines of
// one column each; then a block is a cell.
//
// How many columns there are is hardly ever in doubt: the right number costs far less than any other. What comes out
// must read clearly better than the dump as it stands: of 120 pages in order none came near.
//
// Never: without a headline to begin at; where blanks already tell columns (columns.cpp); languages other than English.
#include "stages/slices.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/fingerprint.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr std::size_t most_stories = 4, most_columns = 6, most_tracks = 12;  // tracks: columns of all stories
constexpr std::size_t narrow_beam = 8, wide_beam = 60;                       // to tell the columns, the stories
constexpr std::size_t middle_beam = 20, widest_beam = 240;                   // both, of rows run in; to deal those
constexpr std::size_t most_studied = 30000;  // words of a page; a newspaper's have some thousand
constexpr std::size_t most_words = 6000, most_in_cell = 40;
constexpr float least_width = 16, over = 1.5F, slack = 5, indent = 4.5F, blank = 0.55F;  // cells
constexpr float widest_row = 380;             // as six columns, or three wide ones; what is wider is a paragraph
constexpr float narrow_title = 0.62F;         // of a row: wider lines are no headline's, whose type is larger
constexpr float untitled = 3, headless = 25;  // what a headline without a story costs, and a story without one
constexpr float topic = 0.5F;                 // what a word in common is worth, of its logarithm
constexpr float clearly = 15, doubtful = 8;   // by so much slices put together must read better
constexpr float surely = 3;                   // and stories of one column than one more or less of them
constexpr std::size_t most_above = 8;         // slices of a story that begins higher than the one beside it
constexpr float inner_break = 3;              // a word broken by a hyphen inside a line
constexpr float dear = 1e9F;

enum class Kind : std::uint8_t { title, byline, text, apart };

struct Chunk {
  std::size_t begin = 0, end = 0;  // lines
  Kind kind = Kind::text;
};

struct Word {
  std::size_t line = 0, from = 0, to = 0;  // text bytes
  float before = 0, after = 0;             // cells from the region's start
  float first = 0;                         // of what of it a line must have room for
  bool begins_line = false, begins_chunk = false;
  int titles = 0;         // headlines before it
  std::size_t slice = 0;  // its number
  bool loose = false;     // its line may go on from the one above
  bool low = false, ends = false, breaks = false;
  std::optional<Language::Window> tail, head;  // once asked for
};

struct Cell {
  std::size_t begin = 0, end = 0;  // words
  std::uint8_t story = 0, column = 0;
  float cost = 0;  // of its width
};

// The width that so many of all, a share, keep to; there is one at least.
float width_of_most(std::vector<float>& widths, double share) {
  const auto nth = widths.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(widths.size()));
  std::nth_element(widths.begin(), nth, widths.end());
  return *nth;
}

std::ptrdiff_t digits(std::string_view s) {
  return std::count_if(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::size_t least_told = 4;  // letters of a word that tells what a story is about
// The first word of a text that begins with one, in small letters; empty where it is too short.
std::string told_word(std::string_view s) {
  while (!s.empty() && first_word(s).empty()) s.remove_prefix(1);
  const std::string_view word = first_word(s);
  return word.size() >= least_told ? lower(word) : std::string();
}
std::vector<std::string> told_words(std::string_view s) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t to = std::min(s.find(' ', at), s.size());
    if (std::string w = told_word(s.substr(at, to - at)); !w.empty()) out.push_back(std::move(w));
    at = to + 1;
  }
  return out;
}

class Region {
  static constexpr std::size_t most_told = 512;
  using Topic = std::bitset<most_told>;  // words that tell stories from each other

 public:
  Region(const Page& page, const std::vector<Chunk>& chunks, std::size_t a, std::size_t b, const Language& language,
         const Words& dictionary, bool torn)
      : page_(page), language_(language), dictionary_(dictionary) {
    for (std::size_t c = a; c < b; ++c) {
      titles_ += chunks[c].kind == Kind::title;
      if (chunks[c].kind == Kind::text) read(chunks[c]);
    }
    read_topics();
    std::vector<float> widths;
    for (std::size_t w = 0, from = 0; w < words_.size(); ++w) {
      if (!line_ends(w + 1)) continue;
      widths.push_back(words_[w].after - words_[from].before);
      from = w + 1;
    }
    run_in_ = torn && 10 * slices_ >= 9 * widths.size();
    if (!widths.empty()) row_ = width_of_most(widths, 0.9);
  }

  struct Found {
    float cost = dear, width = 0;
    float along = 0;     // what the dump as it stands costs
    float other = dear;  // what the next best number of stories costs
    std::size_t stories = 0, columns = 0;
    std::vector<Cell> cells;
  };

  Found best() {
    Found found;
    if (words_.empty() || words_.size() > most_words) return found;
    if (run_in_) return best_run_in();
    if (row_ > widest_row || reads_on()) return found;
    float width = 0;
    for (std::size_t m = 1; m <= most_columns; ++m) {  // one measure fits much better than all others
      const float w = measure(m);
      if (w < least_width) break;
      Found f = deal(1, m, w, narrow_beam);
      spdlog::debug("slices: {} columns of {:.1f} cells: {:.1f}", m, w, f.cost);
      if (f.cost >= found.cost) continue;
      found = std::move(f);
      width = w;
    }
    if (width == 0) return found;
    const std::size_t columns = found.columns;
    found = {};
    float as_one = 0, other = dear;
    for (std::size_t k = 1; k <= std::min(static_cast<std::size_t>(titles_) + 1, most_stories); ++k) {
      if (k * columns > most_tracks) break;
      Found f = deal(k, columns, width, wide_beam);
      spdlog::debug("slices: {} stories: {:.1f}", k, f.cost);
      if (k == 1) as_one = f.cost;
      if (f.cost < found.cost) std::swap(f, found);
      other = std::min(other, f.cost);
    }
    found.other = other;
    found.along = columns == 1 ? as_one : along(found.cells);
    return found;
  }
  // Of rows run in: neither their measure nor their columns are told by where lines end.
  Found best_run_in() {
    constexpr float dearer = 4;  // a column more, for it leaves more ways to deal
    const auto titles = static_cast<std::size_t>(titles_);
    const auto stories = std::min(titles, most_stories);
    const std::array<std::pair<std::size_t, std::size_t>, 3> shapes{{{1, 2}, {1, 4}, {stories, 1}}};
    float width = 0, gain = 0;
    for (const float w : measures())
      for (const auto& [k, m] : shapes) {
        const Found f = deal(k, m, w, narrow_beam);
        const float g = f.cells.empty() ? 0.0F : along(f.cells) - f.cost;
        spdlog::debug("slices: run in, {} stories of {} columns of {:.1f} cells: {:.1f}, gain {:.1f}", k, m, w, f.cost,
                      g);
        if (g <= gain) continue;
        gain = g;
        width = w;
      }
    Found found;
    if (width == 0) return found;
    float least = dear, other = dear;
    for (std::size_t m = 1; m <= most_columns; ++m)
      for (std::size_t k = stories > 1 ? stories - 1 : 1; k <= std::min({titles + 1, most_stories, most_tracks / m});
           ++k) {
        Found f = deal(k, m, width, middle_beam);
        const float c = f.cost + dearer * static_cast<float>(m);
        spdlog::debug("slices: run in, {} stories of {} columns: {:.1f}", k, m, f.cost);
        other = std::min(other, std::max(c, least));
        if (c >= least) continue;
        least = c;
        found = std::move(f);
      }
    found.along = along(found.cells);
    found.other = found.cost + other - least;
    return found;
  }
  // Of blocks, each a few lines of one column: what stands between two blank lines is a cell. Only where lines are run in:
  // columns in rounds that kept their lines are known by the whole page (threads.cpp).
  Found best_blocks() {
    constexpr float dearer = 2;       // a column more
    constexpr std::size_t least = 6;  // blocks
    Found found;
    if (!run_in_ || slices_ < least || words_.size() > most_words) return found;
    std::size_t breaks_off = 0;
    for (std::size_t w = 1; w < words_.size(); ++w) breaks_off += words_[w].begins_chunk && link(w - 1, w) < 0;
    if (3 * breaks_off < slices_) return found;
    blocks_ = true;
    const auto titles = static_cast<std::size_t>(titles_);
    float lowest = dear;
    for (std::size_t m = 2; m <= most_columns; ++m)
      for (std::size_t k = 1; k <= std::min({titles, most_stories, most_tracks / m}); ++k) {
        Found f = deal(k, m, 0, wide_beam);
        const float c = f.cost + dearer * static_cast<float>(m);
        if (c >= lowest) continue;
        lowest = c;
        found = std::move(f);
      }
    if (found.cells.empty()) return found;
    found.along = along(found.cells);
    spdlog::debug("slices: blocks, {} stories of {} columns, {} blocks: {:.1f}, along {:.1f}", found.stories,
                  found.columns, slices_, found.cost, found.along);
    return found;
  }
  // The same, looked for once more with a wider beam.
  void widen(Found& found) {
    Found f = deal(found.stories, found.columns, found.width, widest_beam);
    if (f.cost >= found.cost) return;
    f.along = along(f.cells);
    f.other = f.cost + found.other - found.cost;
    found = std::move(f);
  }
  // Whether lines go on in the next as those of a page in order do: of 300 such regions one in ten breaks off as often as the
  // region of slices that does so least, at .28 of its lines. Most regions need not be dealt.
  bool reads_on() {
    constexpr std::size_t enough = 4;  // breaks of lines
    constexpr float most = 0.25F;
    std::size_t all = 0, breaks_off = 0;
    for (std::size_t w = 1; w < words_.size(); ++w) {
      if (!words_[w].begins_line) continue;
      ++all;
      breaks_off += link(w - 1, w) < 0;
    }
    return all >= enough && static_cast<float>(breaks_off) < most * static_cast<float>(all);
  }
  // What the dump reads like as it stands, by these cells.
  float along(const std::vector<Cell>& cells) {
    float c = 0;
    for (std::size_t k = 0; k < cells.size(); ++k)
      c += cells[k].cost - (k > 0 ? link(cells[k - 1].end - 1, cells[k].begin) : 0.0F);
    return c;
  }
  // Running text, of newspaper sentences: lists and verse have few stops or none, and their lines fit no measure.
  bool prose(const Found& f) const {
    constexpr std::size_t longest = 60;  // words of a sentence, on average
    constexpr float dearest = 0.4F;      // of a line; of slices put together rightly most cost 0.15 and less
    std::size_t ends = 0, rows = 0;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      ends += words_[w].ends;
      rows += line_ends(w + 1);
    }
    return words_.size() <= longest * ends && f.cost <= dearest * static_cast<float>(rows);
  }
  // How many slices break off and go on in one that does not stand next to them.
  std::size_t torn(const Found& f) const {
    std::size_t n = 0;
    std::array<std::size_t, most_tracks> foot;  // the last cell of each column
    foot.fill(f.cells.size());
    for (std::size_t k = 0; k < f.cells.size(); ++k) {
      std::size_t& last = foot[f.cells[k].story * f.columns + f.cells[k].column];
      n += last < k && last + 1 < k && !words_[f.cells[last].end - 1].ends;
      last = k;
    }
    return n;
  }
  const Word& word(std::size_t w) const { return words_[w]; }
  bool run_in() const { return run_in_; }
  std::size_t size() const { return words_.size(); }
  std::size_t slices() const { return slices_; }
  std::string told(std::size_t w) const { return told_word(text(words_[w])); }

 private:
  void read(const Chunk& chunk) {
    bool first = true;
    for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
      const std::string_view s = page_.lines[i].text.bytes;
      const std::size_t count = words_.size();
      float x = words_.empty() ? 0 : words_.back().after + blank;
      for (std::size_t at = 0; (at = s.find_first_not_of(" \t\r", at)) < s.size();) {
        const std::size_t to = std::min(s.find_first_of(" \t\r", at), s.size());
        const std::string_view t = s.substr(at, to - at);
        Word w;
        w.line = i;
        w.from = at;
        w.to = to;
        w.before = x;
        w.after = x += width_of(t, Setting::book);
        x += blank;
        w.first = first_unit(t, Setting::book);
        w.begins_line = words_.size() == count;
        w.begins_chunk = w.begins_line && first;
        w.titles = titles_;
        slices_ += w.begins_chunk;
        w.slice = slices_ - 1;
        w.low = is_lower(first_char(t));
        w.ends = ends_sentence(t);
        w.breaks = t.size() > 1 && t.back() == '-' && !last_word(t.substr(0, t.size() - 1)).empty();
        words_.push_back(w);
        at = to;
      }
      // words of a line stretched over its column are lines of the dump
      const bool single = words_.size() == count + 1 && !words_.back().ends;
      if (count > 0 && words_.size() > count) words_[count].loose = single || was_single_;
      was_single_ = single;
      first &= words_.size() == count;
    }
  }

  // Words that several slices have, and not most of them.
  void read_topics() {
    struct Seen {
      std::size_t slices = 0, last = 0, number = most_told;
    };
    std::unordered_map<std::string, Seen> seen;
    const auto each = [&](auto f) {
      for (const Word& w : words_)
        if (std::string t = told_word(text(w)); !t.empty()) f(seen[std::move(t)], w.slice);
    };
    each([](Seen& s, std::size_t slice) {
      s.slices += s.slices == 0 || s.last != slice;
      s.last = slice;
    });
    const std::size_t most = std::max<std::size_t>(2, slices_ / 4);
    std::size_t told = 0;
    topics_.resize(slices_);
    each([&](Seen& s, std::size_t slice) {
      if (s.slices < 2 || s.slices > most) return;
      if (s.number == most_told && told < most_told) s.number = told++;
      if (s.number < most_told) topics_[slice].set(s.number);
    });
  }

  // What speaks for a slice's being of a story: how much likelier its words are there than in all stories so far.
  float topical(const Topic& slice, const std::array<Topic, most_stories>& had, std::size_t stories,
                std::size_t story) const {
    constexpr float told = 0.85F, most = 6;
    Topic any;
    for (std::size_t s = 0; s < stories; ++s) any |= had[s];
    const auto met = static_cast<float>((slice & any).count()), own = static_cast<float>((slice & had[story]).count());
    if (met == 0) return 0;
    const float size = static_cast<float>(any.count()),
                here = std::max({1.0F, static_cast<float>(had[story].count()), size / static_cast<float>(stories)});
    const float score = own * std::log(told * size / here + 1 - told) + (met - own) * std::log(1 - told);
    return topic * std::clamp(score, -most, most);
  }

  // What speaks for word b's coming after word a over a break of lines.
  float link(std::size_t a, std::size_t b) {
    const std::uint64_t key = static_cast<std::uint64_t>(a) << 32 | b;
    const auto known = links_.find(key);
    if (known != links_.end()) return known->second;
    Word &x = words_[a], &y = words_[b];
    float score = 0;
    if (x.breaks) score = !y.low ? -2.5F : dictionary_.known_whole(text(x), text(y)) ? 3.0F : -0.5F;
    else if (x.ends) score = y.low ? -2.0F : 0.3F;
    else score = (y.low ? 0.6F : -0.6F) + 0.8F * std::clamp(seam(x, y), -2.0F, 4.0F);
    links_.emplace(key, score);
    return score;
  }
  float seam(Word& x, Word& y) const {
    constexpr std::size_t most = 80;  // bytes that the model may look at
    if (!x.tail) {
      const std::size_t back = x.to > most ? x.to - most : 0;
      x.tail = language_.tail(std::string_view(page_.lines[x.line].text.bytes).substr(back, x.to - back));
    }
    if (!y.head) y.head = language_.head(std::string_view(page_.lines[y.line].text.bytes).substr(y.from, most));
    return language_.seam(*x.tail, *y.head);
  }
  std::string_view text(const Word& w) const {
    return std::string_view(page_.lines[w.line].text.bytes).substr(w.from, w.to - w.from);
  }

  bool line_ends(std::size_t k) const { return k == words_.size() || words_[k].begins_line; }

  struct Option {
    std::size_t end = 0;
    float cost = 0, width = 0;
  };
  // The cells that may begin with word p.
  std::vector<Option> cells_at(std::size_t p, float width) const {
    constexpr float most_over = 0.3F, most_stretched = 0.5F;  // of the width
    std::vector<Option> out;
    if (blocks_) {
      std::size_t k = p + 1;
      while (k < words_.size() && !words_[k].begins_chunk) ++k;
      out.push_back({k, 0, 0});
      return out;
    }
    bool stretched = false;
    float torn = 0;
    for (std::size_t k = p + 1; k <= words_.size() && k <= p + most_in_cell; ++k) {
      const float w = words_[k - 1].after - words_[p].before, off = w - width;
      if (k > p + 1 && words_[k - 2].breaks) torn += inner_break;
      const bool closed = line_ends(k);
      if (off > over && k > p + 1 && !(closed && !stretched && off < most_over * width)) {
        if (closed || off > most_over * width) break;
        continue;
      }
      float c = off > over ? 1 + 0.6F * (off - over) : off >= -slack ? 0.15F * std::fabs(off + 1) : 6.0F;
      if (off < -slack) {
        if (words_[p].begins_line && off >= -slack - indent) c = std::min(c, 0.9F);
        if (stretched && off > -most_stretched * width) c = std::min(c, 1.0F);
        if (closed) c = std::min(c, words_[k - 1].ends ? 0.5F : 2.5F);
      }
      if (c < 4 || closed) out.push_back({k, c + torn, w});
      if (!closed) continue;
      if (k == words_.size() || !words_[k].loose) break;
      stretched = true;
    }
    if (out.empty()) out.push_back({p + 1, 6, words_[p].after - words_[p].before});
    return out;
  }

  // What it costs to cut the lines into cells of this width, for each of the cells.
  float fit(float width) const {
    std::vector<std::pair<float, int>> cost(words_.size() + 1, {dear, 0});
    cost[0] = {0, 0};
    for (std::size_t p = 0; p < words_.size(); ++p) {
      if (cost[p].first >= dear) continue;
      for (const Option& o : cells_at(p, width))
        cost[o.end] = std::min(cost[o.end], {cost[p].first + o.cost, cost[p].second + 1});
    }
    return cost.back().first / static_cast<float>(std::max(1, cost.back().second));
  }

  // The measures that lines run in fit best: lines of one cell, and of two, tell them well.
  std::vector<float> measures() const {
    constexpr std::size_t most = 2;
    constexpr std::ptrdiff_t near = 3;  // cells: no other measure
    std::vector<float> fits, out;
    for (float w = least_width; w <= widest_column; ++w) fits.push_back(fit(w));
    while (out.size() < most) {
      const auto best = std::min_element(fits.begin(), fits.end());
      out.push_back(least_width + static_cast<float>(best - fits.begin()));
      std::fill(best - std::min(best - fits.begin(), near), best + std::min(fits.end() - best, near + 1), dear);
    }
    return out;
  }

  // The measure of m columns: that of the cheapest cuts.
  float measure(std::size_t m) const {
    const float about = (row_ - static_cast<float>(m - 1) * blank) / static_cast<float>(m);
    float best = about, least = dear;
    for (float w = about - 0.5F; w <= about + 3; w += 0.5F) {
      std::vector<float> cost(words_.size() + 1, dear);
      cost[0] = 0;
      for (std::size_t p = 0; p < words_.size(); ++p) {
        if (cost[p] >= dear) continue;
        for (const Option& o : cells_at(p, w)) cost[o.end] = std::min(cost[o.end], cost[p] + o.cost);
      }
      if (cost.back() < least) {
        least = cost.back();
        best = w;
      }
    }
    return best;
  }

  // A way to see the words so far: the last cell of each column, and what the story was that each went over to.
  struct Foot {
    int word = -1;
    float width = 0;
  };
  struct State {
    std::array<Foot, most_tracks> feet;
    std::array<Topic, most_stories> had;
    std::array<std::int8_t, most_stories> then{};
    int story = -1, column = 0, node = -1;
    float cost = 0;
  };
  struct Node {
    int parent = -1;
    Cell cell;
  };
  // A step that may be taken; few are.
  struct Offer {
    float cost = 0;
    std::uint32_t at = 0;    // the word it begins with
    std::uint16_t from = 0;  // state there
    std::uint8_t story = 0, column = 0;
    float width = 0, own = 0;  // of the cell, its cost
  };
  // Of the words, so many in a row are looked at together: what comes later takes the place of what has been.
  template <class T>
  class Recent {
   public:
    explicit Recent(std::size_t longest) : of_(longest + 1) {}
    T& operator[](std::size_t word) { return of_[word % of_.size()]; }

   private:
    std::vector<T> of_;
  };
  struct Search {
    Search(std::size_t k, std::size_t m, float w, std::size_t longest)
        : stories(k), columns(m), width(w), offers(longest), states(longest) {}
    std::size_t stories, columns;
    float width;
    Recent<std::vector<Offer>> offers;  // by the word that would come next
    Recent<std::vector<State>> states;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> order;  // numbers of offers
    std::vector<std::uint64_t> met;    // what tells the states kept from others
  };

  Found deal(std::size_t stories, std::size_t columns, float width, std::size_t beam) {
    Search in(stories, columns, width, blocks_ ? words_.size() : most_in_cell);
    State none;
    for (std::size_t s = 0; s < most_stories; ++s) none.then[s] = static_cast<std::int8_t>((s + 1) % stories);
    for (std::size_t p = 0; p < words_.size(); ++p) {
      if (p == 0) in.states[0].push_back(none);
      else keep(in, p, beam);
      if (!in.states[p].empty()) extend(in, p, cells_at(p, width));
    }
    keep(in, words_.size(), beam);
    Found f;
    f.width = width;
    f.stories = stories;
    f.columns = columns;
    const auto all_begun = [&](const State& t) {
      for (std::size_t story = 0; story < stories; ++story)
        if (std::none_of(t.feet.begin() + static_cast<std::ptrdiff_t>(story * columns),
                         t.feet.begin() + static_cast<std::ptrdiff_t>((story + 1) * columns),
                         [](const Foot& foot) { return foot.word >= 0; }))
          return false;
      return true;
    };
    const auto& ends = in.states[words_.size()];
    const auto found = std::find_if(ends.begin(), ends.end(), all_begun);
    if (found == ends.end()) return f;
    const int bare = static_cast<int>(stories) - titles_;
    f.cost = found->cost + (bare > 0 ? headless * static_cast<float>(bare) : -untitled * static_cast<float>(bare));
    for (int n = found->node; n >= 0; n = in.nodes[static_cast<std::size_t>(n)].parent)
      f.cells.push_back(in.nodes[static_cast<std::size_t>(n)].cell);
    std::reverse(f.cells.begin(), f.cells.end());
    return f;
  }

  // What tells states from each other in what comes after word p - 1: where each column ends, and whose turn it is.
  std::uint64_t alike(Search& in, const Offer& o, std::size_t p) {
    const State& s = in.states[o.at][o.from];
    Fingerprint f;
    const std::size_t own = o.story * in.columns + o.column;
    for (std::size_t k = 0; k < in.stories * in.columns; ++k)
      f.add(k == own ? static_cast<int>(p) - 1 : s.feet[k].word);
    f.add(o.story);
    f.add(o.column);
    const int turn = words_[o.at].begins_chunk ? s.story : -1;  // of whom it is told anew what comes then
    for (int k = 0; k < static_cast<int>(in.stories); ++k)
      f.add(k == turn ? o.story : s.then[static_cast<std::size_t>(k)]);
    return f.value();
  }

  // The best states before word p: of those that differ no more in what comes, one.
  void keep(Search& in, std::size_t p, std::size_t beam) {
    auto& offers = in.offers[p];
    auto& states = in.states[p];
    states.clear();
    // few are taken: the next best one stands at the heap's top; of two alike the earlier
    std::vector<std::uint32_t>& order = in.order;
    order.resize(offers.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto later = [&](std::size_t a, std::size_t b) {
      return offers[a].cost != offers[b].cost ? offers[a].cost > offers[b].cost : a > b;
    };
    std::make_heap(order.begin(), order.end(), later);
    std::vector<std::uint64_t>& met = in.met;
    met.clear();
    for (auto end = order.end(); end != order.begin() && states.size() < beam;) {
      std::pop_heap(order.begin(), end--, later);
      const Offer& o = offers[*end];
      const std::uint64_t hash = alike(in, o, p);
      if (std::find(met.begin(), met.end(), hash) != met.end()) continue;
      met.push_back(hash);
      const State& s = in.states[o.at][o.from];
      State& t = states.emplace_back(s);
      t.feet[o.story * in.columns + o.column] = {static_cast<int>(p) - 1, o.width};
      if (words_[o.at].begins_chunk) {
        if (t.story >= 0) t.then[static_cast<std::size_t>(t.story)] = static_cast<std::int8_t>(o.story);
        t.had[o.story] |= topics_[words_[o.at].slice];
      }
      t.story = o.story;
      t.column = o.column;
      t.cost = o.cost;
      t.node = static_cast<int>(in.nodes.size());
      in.nodes.push_back({s.node, {o.at, p, o.story, o.column, o.own}});
    }
    std::vector<Offer>().swap(offers);
  }

  // Offers what each state before word p may go on with.
  void extend(Search& in, std::size_t p, const std::vector<Option>& options) {
    const Word& w = words_[p];
    const auto m = static_cast<int>(in.columns), k = static_cast<int>(in.stories);
    for (std::size_t from = 0; from < in.states[p].size(); ++from) {
      const State& s = in.states[p][from];
      const auto go = [&](int story, int column, float cost) {
        const Foot& foot = s.feet[static_cast<std::size_t>(story * m + column)];
        float c = s.cost + cost;
        if (foot.word >= 0) {
          const auto a = static_cast<std::size_t>(foot.word);
          c -= link(a, p);
          if (!words_[a].ends && foot.width + blank + w.first < in.width - 1) c += 0.7F;
        } else if (column == 0 && w.low) {
          c += 2;
        }
        for (const Option& o : options)
          in.offers[o.end].push_back({c + o.cost, static_cast<std::uint32_t>(p), static_cast<std::uint16_t>(from),
                                      static_cast<std::uint8_t>(story), static_cast<std::uint8_t>(column), o.width,
                                      o.cost});
      };
      if (w.begins_chunk) {
        for (int story = 0; story < std::min(k, w.titles + std::max(0, k - titles_)); ++story) {
          float turn = 0;
          if (s.story < 0) turn = story == 0 ? 0.0F : 1.0F;
          else if (story != s.then[static_cast<std::size_t>(s.story)]) turn = 1.5F;
          if (k > 1) turn -= topical(topics_[w.slice], s.had, in.stories, static_cast<std::size_t>(story));
          for (int column = 0; column < m; ++column)
            go(story, column,
               blocks_ ? turn + (column == (s.story == story ? (s.column + 1) % m : 0) ? 0.0F : 1.2F)
                       : turn + 1.2F * static_cast<float>(column));
        }
      } else if (w.begins_line) {
        go(s.story, 0, s.column + 1 < m ? 0.5F : 0.0F);
        for (int column = s.column + 1; column < m; ++column)
          go(s.story, column, 0.3F + 0.5F * static_cast<float>(column - s.column - 1));
      } else {
        if (s.column + 1 < m) go(s.story, s.column + 1, 0);
        else if (!run_in_) go(s.story, s.column, 5);
        if (run_in_) {  // the next row follows, or a column has come to its end
          go(s.story, 0, s.column + 1 < m ? 0.5F : 0.0F);
          for (int column = s.column + 2; column < m; ++column) go(s.story, column, 0.8F);
        }
      }
    }
  }

  const Page& page_;
  const Language& language_;
  const Words& dictionary_;
  std::vector<Word> words_;
  float row_ = 0;
  int titles_ = 0;
  bool run_in_ = false;      // rows stand one after the other in a line: nearly all have a blank line below
  bool blocks_ = false;      // what stands between two blank lines is a cell
  bool was_single_ = false;  // the line above is a word
  std::size_t slices_ = 0;
  std::vector<Topic> topics_;  // of slices
  std::unordered_map<std::uint64_t, float> links_;
};

class Joiner {
 public:
  Joiner(Page& page, const Words& words) : page_(page), lines_(page.lines), words_(words) {}

  bool run() {
    read();
    if (std::none_of(chunks_.begin(), chunks_.end(), [](const Chunk& c) { return c.kind == Kind::title; }))
      return false;
    language_ = Language::english();
    if (!language_) return false;
    torn_ = torn();
    std::vector<Line> out;
    bool any = false;
    for (std::size_t a = 0; a < chunks_.size();) {
      if (const std::size_t b = chunks_[a].kind == Kind::title ? region(a, out) : a; b > a) {
        any = true;
        a = b;
        continue;
      }
      // what could not be put together from its first headline on is left alone
      const std::size_t b = chunks_[a].kind == Kind::title ? run_end(a) : a + 1;
      while (a < b) keep(chunks_[a++], out);
    }
    if (any) lines_ = std::move(out);
    return any;
  }

 private:
  void read() {
    std::vector<float> widths;
    for (const Line& l : lines_)
      if (!l.text.bytes.empty()) widths.push_back(width_of(l.text.bytes, Setting::book));
    if (widths.empty()) return;
    const float wide = width_of_most(widths, 0.75);
    for (std::size_t a = 0, b; a < lines_.size(); a = b) {
      b = chunk_end(page_, a);
      // a headline, a byline and text without a blank line between them
      std::size_t by = a;
      while (by < b && by < a + 4 && !byline(by)) ++by;
      if (by + 1 < b && by < a + 4 && (by == a || kind(a, by, wide) == Kind::title)) {
        if (by > a) chunks_.push_back({a, by, Kind::title});
        chunks_.push_back({by, by + 1, Kind::byline});
        chunks_.push_back({by + 1, b, kind(by + 1, b, wide)});
        continue;
      }
      // a headline and wide lines
      std::size_t below = a;
      while (below < b && below < a + 3 && width_of(lines_[below].text.bytes, Setting::book) < narrow_title * wide)
        ++below;
      const bool begins =
          chunks_.empty() || chunks_.back().kind != Kind::text || ends_sentence(lines_[a - 1].text.bytes);
      if (begins && below > a && below < b && width_of(lines_[below].text.bytes, Setting::book) > 0.8F * wide &&
          !is_lower(first_char(lines_[below].text.bytes)) && kind(a, below, wide) == Kind::title) {
        chunks_.push_back({a, below, Kind::title});
        chunks_.push_back({below, b, Kind::text});
        continue;
      }
      chunks_.push_back({a, b, kind(a, b, wide)});
    }
    // no headline stands below a word of a stretched line, nor above what goes on in mid-sentence
    for (std::size_t c = 1; c < chunks_.size(); ++c)
      if (chunks_[c].kind == Kind::title && chunks_[c - 1].kind == Kind::text && lone_word(chunks_[c - 1]))
        chunks_[c].kind = Kind::text;
    for (std::size_t c = chunks_.size(); c-- > 1;)
      if (chunks_[c - 1].kind == Kind::title && chunks_[c].kind == Kind::text &&
          is_lower(first_char(lines_[chunks_[c].begin].text.bytes)))
        chunks_[c - 1].kind = Kind::text;
  }
  bool lone_word(const Chunk& c) const {
    const std::string_view s = lines_[c.end - 1].text.bytes;
    return !s.empty() && s.find(' ') == s.npos && !ends_sentence(s);
  }
  // Lines of several columns have words broken in their midst, those of columns in turn before blank lines, and what comes
  // next is not their other halves.
  bool torn() const {
    constexpr int least = 3;
    struct {
      int torn = 0, whole = 0;
    } midst, end;
    std::string_view open;  // a line that ends in a broken word
    std::uint32_t chunk = 0;
    for (const Line& l : lines_) {
      const std::string_view s = l.text.bytes;
      if (s.empty()) continue;
      if (!open.empty() && l.chunk != chunk) ++(words_.known_whole(open, s) ? end.whole : end.torn);
      chunk = l.chunk;
      for (std::size_t at = s.find("- "); at != s.npos; at = s.find("- ", at + 2)) {
        const std::string_view broken = s.substr(0, at + 1), next = s.substr(at + 2);
        if (last_word(s.substr(0, at)).empty() || first_word(next).empty()) continue;
        ++(words_.known_whole(broken, next) ? midst.whole : midst.torn);
      }
      open = s.back() == '-' && !last_word(s.substr(0, s.size() - 1)).empty() ? s : std::string_view();
    }
    return (midst.torn >= least && midst.torn > midst.whole) || (end.torn >= least && end.torn > end.whole);
  }
  bool byline(std::size_t i) const {
    const std::string_view s = lines_[i].text.bytes;
    return s.size() < 100 && !ends_sentence(s) &&
           ((page_.forms && page_.forms->any("byline", s)) || (s.starts_with("By ") && s.size() < 60));
  }
  Kind kind(std::size_t a, std::size_t b, float wide) const {
    constexpr std::size_t most = 3;
    const std::string_view first = lines_[a].text.bytes, last = lines_[b - 1].text.bytes;
    if (b == a + 1 && byline(a)) return Kind::byline;
    if (b - a > most || ends_sentence(last) || last.ends_with(',') || last.ends_with('-')) return Kind::text;
    const char32_t c = first_char(first);
    if (is_lower(c) || class_of(c) == Class::space) return Kind::text;
    if (b == a + 1 && a == 0 && digits(first) > 2) return Kind::apart;  // a folio
    int running = 0;
    for (std::size_t i = a; i < b; ++i) {
      const std::string_view s = lines_[i].text.bytes;
      if (width_of(s, Setting::book) > narrow_title * wide || s.find("- ") != s.npos) return Kind::text;
      running += running_words(page_, s);
    }
    const std::size_t end = last.rfind(' ');
    running += 2 * running_words(page_, last.substr(end == last.npos ? 0 : end + 1));
    return running > 1 || (b == a + 1 && first.find(' ') == first.npos) ? Kind::text : Kind::title;
  }

  // The end of a run of headlines and the texts below it.
  std::size_t run_end(std::size_t a) const {
    std::size_t b = a, texts = 0;
    for (; b < chunks_.size() && chunks_[b].kind != Kind::apart; ++b) {
      if (chunks_[b].kind == Kind::title && texts > 0) break;
      texts += chunks_[b].kind == Kind::text;
    }
    return b;
  }
  // Wide blanks tell columns.
  bool spaced(std::size_t a, std::size_t b) const {
    int gapped = 0;
    for (std::size_t i = chunks_[a].begin; i < chunks_[b - 1].end; ++i) {
      const std::string_view s = lines_[i].text.bytes;
      const std::size_t first = s.find_first_not_of(' ');
      gapped += first < s.size() && s.find("  ", first) < s.find_last_not_of(" \r");
    }
    return gapped > 2;
  }

  struct Part {
    std::size_t begin = 0, end = 0;  // chunks
    std::unique_ptr<Region> region;
    Region::Found found;
  };
  Part part(std::size_t a, std::size_t b) {
    Part p{a, b, nullptr, {}};
    p.region = std::make_unique<Region>(page_, chunks_, a, b, *language_, words_, torn_);
    studied_ += p.region->size() * (p.region->run_in() ? 2 : 1);
    if (studied_ <= most_studied) p.found = p.region->best();
    return p;
  }

  // Every story has come to its end.
  static bool closed(const Part& p) {
    std::array<std::size_t, most_stories> foot{}, column{};
    for (const Cell& c : p.found.cells)
      if (c.column >= column[c.story]) {
        column[c.story] = c.column;
        foot[c.story] = c.end;
      }
    return std::all_of(foot.begin(), foot.end(),
                       [&](std::size_t end) { return end == 0 || p.region->word(end - 1).ends; });
  }

  // Whether stories that began above the headline in chunk c go on below it.
  bool goes_on(const Part& p, std::size_t c) const {
    std::array<bool, most_stories> old{};
    int n = 0;
    for (const Cell& cell : p.found.cells) {
      const Word& w = p.region->word(cell.begin);
      if (w.line < chunks_[c].begin) old[cell.story] = true;
      else n += w.begins_chunk && old[cell.story];
    }
    return n > 1;
  }

  // What is no slice stands between them: a folio, a line of an advertisement; or, where each story has one column, a caption
  // wider than that.
  bool guests(std::size_t a, const Part& p) const {
    constexpr float wider = 1.25F;
    if (p.region->run_in()) return false;
    for (std::size_t c = a; c < p.end; ++c) {
      if (chunks_[c].kind != Kind::text || chunks_[c].end > chunks_[c].begin + 1) continue;
      const std::string_view s = lines_[chunks_[c].begin].text.bytes;
      if ((digits(s) > 2 && !ends_sentence(s) && !is_lower(first_char(s))) || all_capitals(s) ||
          (p.found.columns == 1 && width_of(s, Setting::book) > wider * p.found.width))
        return true;
    }
    return false;
  }

  // A headline right above a text, without another one beside it.
  bool lone_title(std::size_t c) const {
    return c + 1 < chunks_.size() && chunks_[c].kind == Kind::title && chunks_[c + 1].kind == Kind::text &&
           chunks_[c].end == chunks_[c].begin + 1;
  }
  // What looks like a headline below a part may be a line of it, alone in its row: then all reads better together. Where
  // the stories above have not come to their ends it need not.
  bool take_in(Part& p) {
    const std::size_t c = p.end, end = run_end(c);
    const Part next = part(c, end);
    chunks_[c].kind = Kind::text;
    Part both = part(p.begin, end);
    const auto gain = [](const Part& x) { return x.found.cells.empty() ? 0.0F : x.found.along - x.found.cost; };
    spdlog::debug("slices: from line {} {:.1f}, from {} {:.1f}, taken in {:.1f}", chunks_[p.begin].begin, gain(p),
                  chunks_[c].begin, gain(next), gain(both));
    if (gain(both) < gain(p) + gain(next) + (closed(p) ? 6.0F : -8.0F)) {
      chunks_[c].kind = Kind::title;
      return false;
    }
    p = std::move(both);
    return true;
  }

  // Puts the stories from headline a on together; returns the end of what was, or a.
  std::size_t region(std::size_t a, std::vector<Line>& out) {
    const std::size_t first_end = run_end(a);
    if (studied_ > most_studied || spaced(a, first_end)) return a;
    Part p = part(a, first_end);
    while (p.region->run_in() && lone_title(p.end) && !spaced(p.end, run_end(p.end)) && take_in(p)) {}
    if (p.found.cells.empty()) p.found = p.region->best_blocks();
    if (p.found.cells.empty()) return a;
    if (p.region->run_in() && p.found.width > 0) p.region->widen(p.found);
    // a headline that stands beside text that has begun
    while (p.end < chunks_.size() && chunks_[p.end].kind == Kind::title) {
      const std::size_t end = run_end(p.end);
      if (closed(p) || p.region->slices() > most_above || spaced(p.end, end)) break;
      const Part next = part(p.end, end);
      Part both = part(a, end);
      spdlog::debug("slices: from line {} {:.1f}, from {} {:.1f}, both {:.1f}", chunks_[a].begin, p.found.cost,
                    chunks_[p.end].begin, next.found.cost, both.found.cost);
      if (both.found.cells.empty() || both.found.cost + 6 > p.found.cost + next.found.cost || !goes_on(both, p.end))
        break;
      p = std::move(both);
    }
    if (p.found.width > 0 && p.found.along - p.found.cost < clearly)
      if (Region::Found f = p.region->best_blocks(); f.along - f.cost >= clearly) p.found = std::move(f);
    const Region& r = *p.region;
    const Region::Found& f = p.found;
    spdlog::debug("slices: lines {} to {}: {} stories of {} columns of {:.1f} cells: {:.1f}, along {:.1f}",
                  chunks_[a].begin, chunks_[p.end - 1].end, f.stories, f.columns, f.width, f.cost, f.along);
    if (spdlog::should_log(spdlog::level::trace))
      for (const Cell& c : f.cells)
        spdlog::trace("slices: story {} column {} '{}'", c.story, c.column,
                      std::string_view(lines_[r.word(c.begin).line].text.bytes)
                          .substr(r.word(c.begin).from, r.word(c.end - 1).to - r.word(c.begin).from));
    if (f.stories * f.columns < 2 || f.width > widest_column || f.along - f.cost < doubtful || !r.prose(f) ||
        r.torn(f) < 2 || guests(a, p))
      return a;
    const Text &head = lines_[chunks_[a].begin].text, &foot = lines_[chunks_[p.end - 1].end - 1].text;
    const Span all{head.source_begin(), foot.source_end()};
    if (f.along - f.cost < clearly || (f.columns == 1 && f.other - f.cost < surely)) {
      doubt(page_, all, "lines.side-by-side", std::string(head.bytes));
      return a;
    }
    if (!page_.may(Trust::likely)) {
      suggest(page_, "move", all, "lines.side-by-side", std::string(head.bytes));
      return a;
    }
    page_.notes.push_back({all, "lines.side-by-side", std::string(head.bytes), {}, true, "move"});
    std::vector<std::size_t> titles, bylines;
    for (std::size_t c = a; c < p.end; ++c) {
      if (chunks_[c].kind == Kind::title) titles.push_back(c);
      if (chunks_[c].kind == Kind::byline) bylines.push_back(c);
    }
    emit(r, f, titles, bylines, out);
    return p.end;
  }

  // For each story the number of its headline, in their order; where one story has none, the others have the most words
  // of their headlines. Empty: they are not told.
  std::vector<std::size_t> own_titles(const Region& r, const Region::Found& f,
                                      const std::vector<std::size_t>& titles) const {
    if (titles.size() > f.stories || titles.size() + 1 < f.stories) return {};
    std::vector<std::size_t> own(f.stories);
    for (std::size_t s = 0; s < f.stories; ++s) own[s] = s;
    if (titles.size() == f.stories) return own;
    std::vector<std::unordered_set<std::string>> words(f.stories);
    for (const Cell& c : f.cells)
      for (std::size_t w = c.begin; w < c.end; ++w) words[c.story].insert(r.told(w));
    std::size_t best = 0, most = 0;
    for (std::size_t bare = 0; bare < f.stories; ++bare) {
      std::size_t common = 1;
      for (std::size_t t = 0; t < titles.size(); ++t)
        for (std::size_t i = chunks_[titles[t]].begin; i < chunks_[titles[t]].end; ++i)
          for (const std::string& w : told_words(lines_[i].text.bytes)) common += words[t + (t >= bare)].contains(w);
      if (common > most) {
        most = common;
        best = bare;
      }
    }
    for (std::size_t s = 0; s < f.stories; ++s) own[s] = s == best ? titles.size() : s - (s > best);
    return own;
  }

  void emit(const Region& r, const Region::Found& f, const std::vector<std::size_t>& titles,
            const std::vector<std::size_t>& bylines, std::vector<Line>& out) {
    const auto own = own_titles(r, f, titles);
    if (own.empty())
      for (const std::size_t c : titles) keep(chunks_[c], out);
    std::vector<bool> bare(f.stories, false);  // stories that began above the first byline have none
    for (const Cell& c : f.cells)
      if (!bylines.empty() && r.word(c.begin).line < chunks_[bylines[0]].begin) bare[c.story] = true;
    const bool each_byline =
        bylines.size() + static_cast<std::size_t>(std::count(bare.begin(), bare.end(), true)) == f.stories;
    if (!each_byline)
      for (const std::size_t c : bylines) keep(chunks_[c], out);
    auto by = bylines.begin();
    for (std::size_t story = 0; story < f.stories; ++story) {
      const bool titled = !own.empty() && own[story] < titles.size();
      const std::size_t begin = out.size();
      if (titled) keep(chunks_[titles[own[story]]], out);
      if (each_byline && !bare[story]) keep(chunks_[*by++], out);
      for (std::size_t column = 0; column < f.columns; ++column) {
        ++chunk_;
        kept_ = 0;
        for (const Cell& c : f.cells)
          if (c.story == story && c.column == column) put(r, c, out);
      }
      if (begin < out.size()) out[begin].begins_story = story > 0;
    }
  }
  void put(const Region& r, const Cell& c, std::vector<Line>& out) {
    const std::size_t begin = out.size();
    for (std::size_t w = c.begin, next; w < c.end; w = next) {
      next = w + 1;
      while (next < c.end && r.word(next).line == r.word(w).line) ++next;
      Line line = lines_[r.word(w).line];
      line.text = slice(page_, line.text, r.word(w).from, r.word(next - 1).to);
      line.chunk = chunk_;
      if (out.size() > begin) join_text(page_, out.back().text, line.text, " ", "lines.stretched");
      else out.push_back(line);
    }
  }
  void keep(const Chunk& c, std::vector<Line>& out) {
    if (c.begin == 0 || kept_ != c.begin || lines_[c.begin].chunk != lines_[c.begin - 1].chunk) ++chunk_;
    kept_ = c.end;
    for (std::size_t i = c.begin; i < c.end; ++i) {
      out.push_back(lines_[i]);
      out.back().chunk = chunk_;
    }
  }

  Page& page_;
  std::vector<Line>& lines_;
  std::vector<Chunk> chunks_;
  const Words& words_;
  const Language* language_ = nullptr;
  bool torn_ = false;        // lines of several columns hold torn words
  std::size_t studied_ = 0;  // words
  std::uint32_t chunk_ = 0;
  std::size_t kept_ = 0;  // the line after those that were left as they are, right before
};

}  // namespace

bool join_slices(Page& page) {
  if (page.han) return false;
  const Words words(page);
  return words.english() && Joiner(page, words).run();
}

}  // namespace galley::stages
