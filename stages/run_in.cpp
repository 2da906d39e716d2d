// Lines run in: a dump by blocks writes the lines of a block one after the other. Where a block held several columns,
// each of its lines held a line of each, parted by a blank; where the rows meet there is nothing:
//
//   A1                B1                C1                       本报讯 …九日在厦门市举行。中共 要贡献。新时代…桥梁纽 共二十届…坚带作用，…
//   A2                B2                C2                                      A1                     B1            C1  A2
//
// The columns of a region are equally wide, so its lines break at a measure's rhythm, give or take squeezed stops,
// indents and the ends of paragraphs. For every measure that might be, dynamic programming finds the cheapest cuts; the
// measure that explains the region best is taken. In between, the language model tells which of two neighbouring places
// goes on worse.
#include "stages/run_in.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

constexpr float squeezed = 3.2F, indent = 4.0F;  // cells
constexpr float least_width = 20, most_width = 110;
constexpr std::size_t most_characters = 12000;  // of a region; a full newspaper page has about as many
// characters; marks have no width, and would make a line of any number
constexpr std::size_t most_in_line = 200;
constexpr std::size_t enough = 1500;  // characters tell the measure

struct Place {
  std::size_t at = 0;   // text byte of a character that is no blank
  std::size_t end = 0;  // where the character before it ends
  float before = 0;     // cells up to it
  bool gap = false;     // a blank that no mark explains stands before it
  bool barred = false;  // no line ends before it: a word, a number, a mark that cannot begin or end one
  bool stop = false;    // a sentence ends before it
};

bool glyph(Class k) { return k == Class::han || k == Class::kana || k == Class::digit || k == Class::latin; }

bool circled(char32_t c) { return c >= U'①' && c <= U'⑳'; }

std::vector<Place> places_of(std::string_view s) {
  std::vector<Place> out;
  float w = 0;
  char32_t was = 0;
  std::size_t end = 0;
  bool blank = false, stop = false;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t here = at;
    const char32_t c = decode(s, at);
    const Class k = class_of(c);
    if (k == Class::space) {
      blank = was != 0;
      continue;
    }
    const Class b = class_of(was);
    const bool word = !(stop && !circled(was)) && (k == Class::latin || k == Class::digit) &&
                      (b == Class::latin || b == Class::digit) && !blank;
    Place p{here, end, w, false, false, stop};
    p.gap = blank && (glyph(k) || k == Class::open || c == U'“') && b != Class::open && !(k == Class::open && stop) &&
            !(b == Class::latin && k == Class::latin);
    p.barred = word || k == Class::pause || k == Class::stop || k == Class::close || b == Class::open;
    out.push_back(p);
    w += cells(c, Setting::han);
    // an end mark (①5) closes with the stop before it
    stop = k == Class::stop ||
           (stop && (k == Class::close || k == Class::quote || circled(c) || (circled(was) && k == Class::digit)));
    was = c;
    end = at;
    blank = false;
  }
  out.push_back({s.size(), end, w, false, false, stop});
  return out;
}

class Cutter {
 public:
  Cutter(std::string_view text, const Language& language)
      : text_(text), places_(places_of(text)), language_(language), seams_(places_.size(), unasked) {
    for (const Place& p : places_) gaps_.push_back((gaps_.empty() ? 0.0F : gaps_.back()) + (p.gap ? 1.0F : 0.0F));
  }

  std::size_t size() const { return places_.size(); }
  /// Any measure explains a paragraph that nothing interrupts.
  bool tells() const {
    return !places_.back().stop || std::any_of(places_.begin(), places_.end(), [](const Place& p) { return p.gap; });
  }

  /// Cost of the cheapest cuts into lines of `width` cells; the language model is not asked.
  //
  // A line too short even for an indented one costs the same however short it is, so of all places where such lines may
  // begin only the cheapest counts: a queue of them, dearest last, from which falls what a later and cheaper one stands
  // before.
  float cost(float width) {
    const std::size_t n = places_.size() - 1;
    best_.assign(n + 1, 0);
    queue_.resize(n);
    std::size_t head = 0, tail = 0;
    // lines that begin in [fit, shorts) nearly fill the measure, in [shorts, k) they are too short
    std::size_t fit = 0, shorts = 0;
    for (std::size_t k = 1; k <= n; ++k) {
      const Place& p = places_[k];
      auto begun = [&](std::size_t i) { return best_[i] + gap_inside * (gaps_[k - 1] - gaps_[i]); };
      while (p.before - places_[fit].before > width + squeezed || k - fit > most_in_line) ++fit;
      shorts = std::max(shorts, fit);
      while (p.before - places_[shorts].before - width >= -indent - squeezed) ++shorts;
      while (tail > head && begun(queue_[tail - 1]) >= best_[k - 1]) --tail;
      queue_[tail++] = k - 1;
      while (queue_[head] < shorts) ++head;
      const float cut = k == n || p.gap ? 0.0F : every_cut;
      float least = begun(queue_[head]) + line(-least_width, p, false, k == n) + cut;
      for (std::size_t i = fit; i < shorts; ++i)
        least = std::min(least, begun(i) + line(p.before - places_[i].before - width, p, i == 0, k == n) + cut);
      best_[k] = least;
    }
    return best_[n];
  }

  /// The cheapest cuts into lines of `width` cells, the language model asked between them.
  std::vector<Cut> cuts(float width) {
    const std::size_t n = places_.size() - 1;
    best_.assign(n + 1, std::numeric_limits<float>::max());
    from_.assign(n + 1, 0);
    best_[0] = 0;
    for (std::size_t i = 0; i < n; ++i) {
      float inside = 0;
      for (std::size_t k = i + 1; k <= n; ++k) {
        const Place& p = places_[k];
        const float w = p.before - places_[i].before;
        if (w > width + squeezed || k - i > most_in_line) break;
        const float c = best_[i] + inside + line(w - width, p, i == 0, k == n) +
                        (k == n || p.gap ? 0.0F : every_cut + 0.3F * seam(k));
        if (c < best_[k]) {
          best_[k] = c;
          from_[k] = i;
        }
        if (p.gap) inside += gap_inside;
      }
    }
    std::vector<Cut> out;
    for (std::size_t k = places_.size() - 1; k > 0; k = from_[k]) {
      const Place& a = places_[from_[k]];
      out.push_back({a.at, places_[k].end, places_[k].before - a.before, a.gap});
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

 private:
  static constexpr float unasked = -99, every_cut = 0.3F, gap_inside = 2.0F;

  // Cost of a line that is `off` cells wider than the measure and ends before p.
  static float line(float off, const Place& p, bool first, bool last) {
    float c = off > 0 ? 0.4F * off : off >= -squeezed ? -0.15F * off : 5.0F;
    // a line of the dump begins where a paragraph does, or a block
    if (off < -1 && off >= -indent - squeezed) c = std::min(c, (first ? 0.2F : 0.7F) + 0.2F * std::fabs(off + indent));
    if (p.stop) c = std::min(c, last ? 0.3F : 1.0F);  // a paragraph's last line
    else if (last || p.gap) c = std::min(c, 3.0F);
    return p.barred ? c + 4 : c;
  }

  float seam(std::size_t k) {
    float& s = seams_[k];
    if (s == unasked)
      s = std::clamp(language_.seam(text_.substr(0, places_[k].end), text_.substr(places_[k].at)), -1.0F, 4.0F);
    return s;
  }

  std::string_view text_;
  std::vector<Place> places_;
  const Language& language_;
  std::vector<float> seams_, best_;
  std::vector<float> gaps_;  // up to each place, itself included
  std::vector<std::size_t> from_, queue_;
};

}  // namespace

Blanks judge_blanks(const std::vector<std::string_view>& lines, const Language& language, float limit) {
  constexpr int enough_gaps = 24;
  constexpr float least = -1, most = 3;
  float sum = 0;
  int n = 0, all = 0;
  for (std::string_view s : lines) {
    if (n >= enough_gaps) break;
    if (s.find(' ') == std::string_view::npos) continue;
    const auto places = places_of(s);
    std::vector<const Place*> gaps{&places.front()};  // and where the line begins and ends
    for (const Place& p : places)
      if (p.gap) gaps.push_back(&p);
    gaps.push_back(&places.back());
    for (std::size_t k = 1; k + 1 < gaps.size() && n < enough_gaps; ++k) {
      const Place& p = *gaps[k];
      // between lines of columns; not between the names in a byline
      if (p.before - gaps[k - 1]->before < least_width - indent ||
          gaps[k + 1]->before - p.before < least_width - indent)
        continue;
      ++all;
      const Language::Window tail = language.tail(s.substr(0, p.end)), head = language.head(s.substr(p.at));
      if (tail.empty() || head.empty()) continue;
      sum += std::clamp(language.seam(tail, head), least, most);
      ++n;
      if (sum + least * static_cast<float>(enough_gaps - n) > limit * static_cast<float>(enough_gaps))
        return {sum / static_cast<float>(n), n, all};
    }
  }
  return {n ? sum / static_cast<float>(n) : 0, n, all};
}

RunIn cut_run_in(const std::vector<std::string_view>& lines, const Language& language) {
  std::vector<Cutter> cutters;
  std::size_t bytes = 0;
  for (std::string_view s : lines) bytes += s.size();
  if (bytes > 3 * most_characters) return {};
  std::vector<std::size_t> telling;
  std::size_t characters = 0;
  for (std::string_view s : lines) {
    cutters.emplace_back(s, language);
    if (characters > enough || !cutters.back().tells()) continue;
    telling.push_back(cutters.size() - 1);
    characters += cutters.back().size();
  }
  RunIn out;
  float least = std::numeric_limits<float>::max();
  auto weigh = [&](float w) {
    float cost = 0;
    for (std::size_t k = 0; k < telling.size() && cost < least; ++k) cost += cutters[telling[k]].cost(w);
    if (cost < least) {
      least = cost;
      out.width = w;
    }
  };
  for (int w = static_cast<int>(least_width); w <= static_cast<int>(most_width); w += 2) weigh(static_cast<float>(w));
  const float near = out.width;
  weigh(near - 1);
  weigh(near + 1);
  for (Cutter& c : cutters) out.lines.push_back(c.cuts(out.width));
  return out;
}

}  // namespace galley::stages
