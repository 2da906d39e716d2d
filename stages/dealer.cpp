// Dealer: deals pieces of lines, in the order of the dump, to the columns they came from.
//
// A beam search over all the ways to do so. What it weighs is what the page will read like: how well each piece goes on
// in the next one of its column (language model, stops, indents), the foot of a column in the head of the next; and how
// well it fits the sheet: starts (in characters, as extractors count), left to right within a row, a line of every column in
// turn. A new band of columns may begin at any row. The winner is compared with the dump as it stands.
#include "stages/dealer.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/fingerprint.h"
#include "stages/pairs.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr std::size_t most_columns = 12, beam = 120, most_offers = 3 * beam;
constexpr float pair = 1.5F;     // logarithms of a page's own pairs are worth so much (0.4 to 1.5 tried)
constexpr float far_off = 16;    // costs more than any words can gain
constexpr float bracket = 1.6F;  // what it is worth that a piece closes the bracket that the one above leaves open
// what it costs that a column's turn has passed, once or more often; where blanks tell the columns, inside a sentence only
// (0.3 to 2 tried)
constexpr float late = 1.2F, late_if_laid = 0.5F, latest = 2;
// of a line: by so much a piece that begins a row stands below the one before it, at least
constexpr float after = 0.01F;

// A way to deal the pieces so far: the columns from left to right, each with its last piece and where it starts.
struct Column {
  int last = -1, top = -1;
  float x = 0, y = 0;  // y: lines down the band, of its last piece
  bool told = false;
};  // told: by blanks, not guessed
struct Step {
  std::int16_t from = -1;  // state before, in its generation
  std::int16_t place = 0;  // of the piece's column among those of the band then
  bool fresh = false;      // the column is new
  bool band = false;       // so is the band
};
struct State {
  std::array<Column, most_columns> columns;
  int count = 0;   // of columns in this band
  int at = -1;     // the column of the last piece
  int begin = -1;  // the column where its row began
  float cost = 0;
  float y() const { return at < 0 ? 0.0F : columns[static_cast<std::size_t>(at)].y; }  // of the last piece
};
// A step that may be taken, and what all would cost with it, as one number that sorts by the cost, then by the step. Few are
// taken: states are made of those alone.
class Offer {
 public:
  Offer() = default;
  Offer(float cost, std::size_t from, int place, bool fresh, bool band)
      : key_(std::uint64_t{in_order(cost)} << 32 | from << 16 | static_cast<std::uint64_t>(place) << 2 |
             static_cast<std::uint64_t>(band) << 1 | static_cast<std::uint64_t>(fresh)) {}
  float cost() const {
    const auto x = static_cast<std::uint32_t>(key_ >> 32);
    return std::bit_cast<float>(x & sign ? x ^ sign : ~x);
  }
  Step step() const {
    return {static_cast<std::int16_t>(key_ >> 16 & 0xFFFF), static_cast<std::int16_t>(key_ >> 2 & 0x3FFF),
            (key_ & 1) != 0, (key_ & 2) != 0};
  }
  bool operator<(Offer o) const { return key_ < o.key_; }

 private:
  static constexpr std::uint32_t sign = 1U << 31;
  // a float's bits, so that they sort as it does (IEEE 754: but for the sign they do)
  static std::uint32_t in_order(float x) {
    const auto bits = std::bit_cast<std::uint32_t>(x + 0.0F);  // no -0
    return bits & sign ? ~bits : bits ^ sign;
  }
  std::uint64_t key_ = 0;
};

class Dealer {
 public:
  Dealer(const std::vector<Piece>& pieces, const Language* language, bool han, const Alphabet& alphabet)
      : pieces_(pieces),
        laid_(std::count_if(pieces.begin(), pieces.end(),
                            [](const Piece& p) { return p.gap >= wide_gap && (!p.first || p.gap > 8); }) >= 2),
        han_(han),
        language_(language),
        alphabet_(alphabet),
        closest_(alphabet.measure > 0 ? 0.7F * alphabet.measure : 6) {
    if (!alphabet_.pairs) return;
    for (const Piece& p : pieces) {
      const std::size_t at = p.text.rfind(' ');
      words_.push_back({alphabet_.pairs->left(at == p.text.npos ? p.text : p.text.substr(at + 1)),
                        alphabet_.pairs->right(p.text.substr(0, p.text.find(' ')))});
    }
  }

  Deal run() {
    const std::size_t n = pieces_.size();
    std::vector<State> now(beam), next(beam);
    std::size_t count = 1;  // of states now
    std::vector<Offer> offers;
    Fingerprints<beam> met;                   // futures of the states that are kept
    std::vector<std::vector<Step>> steps(n);  // what was done with each piece, in the states that were kept
    for (std::size_t i = 0; i < n; ++i) {
      offers.clear();
      dearest_ = std::numeric_limits<float>::max();
      for (std::size_t k = 0; k < count; ++k) grow(now[k], k, static_cast<int>(i), offers);
      if (offers.size() > most_offers) keep_best(offers);
      std::sort(offers.begin(), offers.end());
      met.clear();
      steps[i].reserve(std::min(offers.size(), beam));
      for (const Offer o : offers) {
        if (steps[i].size() == beam) break;
        const Step step = o.step();
        State& to = next[steps[i].size()];
        take(now[static_cast<std::size_t>(step.from)], step, o.cost(), static_cast<int>(i), to);
        if (met.add(future(to))) steps[i].push_back(step);
      }
      count = steps[i].size();
      std::swap(now, next);
    }
    std::size_t best = 0;
    float least = 1e9F;
    for (std::size_t k = 0; k < count; ++k) {
      const float cost = now[k].cost + feet(now[k]);
      if (cost < least) {
        least = cost;
        best = k;
      }
    }
    float along = 0;  // the dump as it stands
    for (std::size_t i = 1; i < n; ++i)
      along += link(static_cast<int>(i - 1), static_cast<int>(i)) +
               (!pieces_[i].first && pieces_[i].gap >= wide_gap ? 2.5F : 0.0F);
    spdlog::debug("columns: {} pieces: dealt {:.1f}, along {:.1f}", n, least, along);
    if (along <= least) return {};
    return {trace(steps, best), along - least};
  }

 private:
  // ---- what the text says ------------------------------------------------------------------------------------------------

  float seam(int a, int b) const {
    if (!language_) return han_ ? 0.0F : letters(a, b);
    const Piece &x = pieces_[static_cast<std::size_t>(a)], &y = pieces_[static_cast<std::size_t>(b)];
    return std::clamp(language_->seam(x.tail, y.head), -1.5F, 5.0F);
  }
  // An alphabet's: a torn word, and capitals after stops.
  float letters(int a, int b) const {
    const std::string_view x = pieces_[static_cast<std::size_t>(a)].text, y = pieces_[static_cast<std::size_t>(b)].text;
    const bool low = is_lower(first_char(y));
    if (x.ends_with('-') && low) {
      if (!alphabet_.words) return 2;
      return alphabet_.words->known_whole(x, y) ? 3.0F : -1.5F;
    }
    if (alphabet_.pairs)
      return pair * alphabet_.pairs->goes_on(words_[static_cast<std::size_t>(a)].last,
                                             words_[static_cast<std::size_t>(b)].first);
    const bool ends = pieces_[static_cast<std::size_t>(a)].ends;
    return ends ? (low ? -1.0F : 0.4F) : (low ? 0.6F : -0.2F);
  }

  // Cost of piece b standing below piece a, or at the head of the column after the one that a closes: asked again and again.
  float link(int a, int b) {
    const auto key = static_cast<std::uint64_t>(a) << 32 | static_cast<std::uint32_t>(b);
    Link& known = links_[key * 0x9E3779B97F4A7C15U >> 32 & (links_.size() - 1)];
    if (known.key != key) known = {key, judge(a, b)};
    return known.cost;
  }
  float judge(int a, int b) const {
    const Piece &x = pieces_[static_cast<std::size_t>(a)], &y = pieces_[static_cast<std::size_t>(b)];
    float c = -0.8F * seam(a, b);
    if (x.left_open & y.first_closed) c -= bracket;
    if (y.lead) return c + (x.ends || !x.fills ? 0.0F : 5.0F);
    if (x.fills && !x.ends) return c + (y.fresh ? 2.0F : y.indented && !y.full ? 0.3F : 0.0F);  // runs on
    // title type, or the lost end of something
    if (!x.fills && !x.ends) return c + 0.6F;
    // something else begins, in the middle of a column
    if (!y.full && !y.ends) c += 0.6F;
    // a paragraph's last line: the next one is indented
    if (x.ends && !x.fills) return c + (y.full && !y.indented ? 1.5F : 0.0F);
    return c;
  }

  // The foot of each column goes on in the head of the next.
  float feet(const State& s) {
    float c = 0;
    for (int k = 0; k + 1 < s.count; ++k)
      c += link(s.columns[static_cast<std::size_t>(k)].last, s.columns[static_cast<std::size_t>(k) + 1].top);
    return c;
  }

  bool torn(int a) const {
    const Piece& p = pieces_[static_cast<std::size_t>(a)];
    return p.fills && !p.ends;
  }

  // ---- what the sheet says -------------------------------------------------------------------------------------------------

  static bool told(const Piece& p) { return p.first || p.gap >= wide_gap; }
  // Piece p in a column that starts at c.x.
  float place_cost(const Piece& p, const Column& c) const {
    if (!laid_) return 0;
    if (p.first && p.x < 8 && c.told && c.x < 8) return 0;
    if (alphabet_.measure >
        0) {  // what stands left of a piece may push it; where another column stood there, nothing does
      const float off = std::fabs(p.x - c.x), free = told(p) && c.told ? 2 : 9;
      return off > closest_ ? far_off : off > free ? std::min(5.5F, 0.2F * (off - free)) : 0.0F;
    }
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

  // Left to right in a row; a new row begins anywhere, the sooner after the row's end the better. The rows of a block
  // begin in one column; only the first of a line may do so further right.
  float step_cost(const State& s, const Piece& p, int to) const {
    if (s.at < 0) return 0;
    if (p.first && p.nth > 0) return to == s.begin ? 0.0F : p.nth > 1 || to > s.begin ? 3.0F : 0.5F;
    if (p.first && p.nth == 0) return to == s.begin ? 0.0F : 0.6F;
    if (!p.first) return 0.5F * static_cast<float>(to - s.at - 1);
    if (to > s.at) return 0.15F * static_cast<float>(to - s.at);
    return 0.1F * static_cast<float>(s.count - 1 - s.at + to);
  }

  // Columns come down the page together, a line of each in turn, however their lines stand to each other: so column c has
  // had a gap where the others have gone on since its last piece.
  float lateness(const State& s, const Column& c) const {
    if (laid_ && !torn(c.last)) return 0;
    return (laid_ ? late_if_laid : late) * std::clamp(std::ceil(s.y() - c.y - 1), 0.0F, latest);
  }

  // All that can be done with piece i.
  void grow(const State& s, std::size_t from, int i, std::vector<Offer>& out) {
    const Piece& p = pieces_[static_cast<std::size_t>(i)];
    auto offer = [&](int place, bool fresh, bool band, float cost) {
      if (s.cost + cost >= dearest_) return;
      if (out.size() == 2 * most_offers) keep_best(out);
      out.emplace_back(s.cost + cost, from, place, fresh, band);
    };
    for (int k = p.first ? 0 : std::max(s.at, 0); k < s.count; ++k) {  // below what a column has
      const Column& c = s.columns[static_cast<std::size_t>(k)];
      if (same_line(s, p, k)) {
        offer(k, false, false,
              (!han_ && p.gap >= widest_inside ? 9.0F
               : p.gap >= wide_gap             ? 3.0F
                                               : 1.5F) +
                  (p.full || pieces_[static_cast<std::size_t>(i) - 1].full ? 4.0F : 0.0F));
        continue;
      }
      const float linked = link(c.last, i);  // what the sheet says can only add to it
      if (s.cost + linked < dearest_)
        offer(k, false, false, linked + place_cost(p, c) + step_cost(s, p, k) + lateness(s, c));
    }
    const float begins = s.count == 0 ? 0.0F : language_ || alphabet_.pairs ? 1.5F : 3.0F;  // the head of a new column
    if (static_cast<std::size_t>(s.count) < most_columns && s.cost + begins < dearest_) {
      const int least = p.first ? 0 : s.at + 1;
      for (int k = s.count == 0 ? 0 : std::max(least, 0); k <= s.count; ++k) {
        if (s.count > 0 && k == 0 && (laid_ || p.nth < 0)) continue;
        float cost = begins + (k == s.count ? 0.0F : 1.0F);
        if (laid_ && (told(p) || alphabet_.measure > 0) && s.count > 0) {  // its neighbours start on either side
          if (k > 0 && p.x < s.columns[static_cast<std::size_t>(k) - 1].x + closest_)
            cost += alphabet_.measure > 0 ? far_off : 4;
          if (k < s.count && (s.columns[static_cast<std::size_t>(k)].told || alphabet_.measure > 0) &&
              p.x > s.columns[static_cast<std::size_t>(k)].x - closest_)
            cost += alphabet_.measure > 0 ? far_off : 2;
        }
        if (laid_ && p.first && s.count > 0 && p.x < 6) cost += 1.5F;
        offer(k, true, false, cost + step_cost(s, p, k) * 0.5F);
      }
    }
    if (s.count > 1 && p.first && p.x < 8) {  // a new band of columns
      const int last = s.columns[static_cast<std::size_t>(s.count) - 1].last;
      const bool closed = pieces_[static_cast<std::size_t>(s.columns[0].last)].ends;
      offer(0, true, true,
            feet(s) + link(last, i) +
                (p.full && !p.lead ? 4.0F
                 : closed          ? 0.6F
                                   : 2.5F) +
                (!han_ && laid_ ? 8.0F : 0.0F) + (p.x > 1 ? 2.0F : 0.0F));
    }
  }
  // Of many offers only those that can be among the best; what costs more is not offered any more.
  void keep_best(std::vector<Offer>& offers) {
    const auto last = offers.begin() + (most_offers - 1);
    std::nth_element(offers.begin(), last, offers.end());
    dearest_ = last->cost();
    offers.resize(most_offers);
  }
  // No seam at all: the blanks stand inside a headline.
  static bool same_line(const State& s, const Piece& p, int place) { return !p.first && place == s.at; }

  // What comes costs states of one number the same, or nearly: the cheapest of them is enough.
  static std::uint64_t future(const State& s) {
    Fingerprint f;
    for (int k = 0; k < s.count; ++k) f.add(s.columns[static_cast<std::size_t>(k)].last);
    f.add(s.at);
    f.add(s.begin);
    return f.value();
  }

  // State s after piece i.
  void take(const State& s, const Step& step, float cost, int i, State& t) const {
    const Piece& p = pieces_[static_cast<std::size_t>(i)];
    const int place = step.place;
    const auto k = static_cast<std::size_t>(place);
    if (step.band) t = {};
    else t = s;
    t.cost = cost;
    const float y = t.y() + (p.first ? after : 0.0F);
    if (step.fresh) {
      for (auto m = static_cast<std::size_t>(t.count); m > k; --m) t.columns[m] = t.columns[m - 1];
      t.columns[k] = {i, i, p.x, y, told(p)};
      ++t.count;
      if (t.begin >= place) ++t.begin;
    } else {
      t.columns[k].last = i;
      if (same_line(s, p, place)) return;
      start(p, t.columns[k]);
      t.columns[k].y = std::max(t.columns[k].y + 1, y);
    }
    t.columns[k].y += static_cast<float>(p.last_row - p.row);
    t.at = place;
    if (p.first) t.begin = place;
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
      if (s.band) {
        bands.push_back(ids);
        ids.clear();
        ++band;
      }
      const auto at = static_cast<std::size_t>(s.place);
      if (s.fresh) ids.insert(ids.begin() + static_cast<std::ptrdiff_t>(at), id++);
      const bool same =
          !s.fresh && !pieces_[i].first && i > 0 && way[i - 1].place == s.place && out[i - 1].column == ids[at];
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
  const bool laid_;  // blanks tell where columns start
  const bool han_;
  const Language* language_;
  const Alphabet alphabet_;
  const float closest_;  // characters from one column's start to the next one's
  struct Outer {
    std::uint16_t last, first;
  };
  std::vector<Outer> words_;  // of each piece of an alphabet, as the page's pairs have them
  struct Link {
    std::uint64_t key = ~std::uint64_t{0};
    float cost = 0;
  };
  std::vector<Link> links_ =
      std::vector<Link>(std::bit_ceil(16 * pieces_.size() + 1));  // by hash; what stood there goes
  float dearest_ = 0;                                             // nothing that costs as much or more is offered
};

}  // namespace

Deal deal(const std::vector<Piece>& pieces, const Language* language, bool han, const Alphabet& alphabet) {
  return Dealer(pieces, language, han, alphabet).run();
}

}  // namespace galley::stages
