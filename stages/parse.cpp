// One cheapest parse of the page, not a row of ifs.
//
// A unit is  titles? byline? body+ byline?  or the same with the titles last, or a caption, a table, or something loose.
// Each reading has a cost (about the negative logarithm of how often real pages do so); the page is cut where the sum is
// least, by one pass over the blocks (dynamic programming over unit ends). A page has a habit, titles before or after
// their bodies: it is parsed under both at once, the odd article out paying for it, and the cheaper parse wins. What a
// title and a body share in words pays for putting them together.
//
// Cost grows with blocks times the longest unit, which is capped: ten thousand headlines stay cheap.
#include "stages/parse.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace galley::stages {
namespace {

constexpr float never = 1e9F;
constexpr std::size_t most_titles = 6, longest = 160;
// Cost of one, two, … title lines in a group: four and more are rare.
constexpr float group[most_titles + 1] = {0, 0, 0.4F, 1.2F, 3.0F, 5.0F, 7.0F};
// A document model marks a headline once, and its deck less or not at all.
constexpr float two_marked = 4.5F, none_marked = 2.0F;
// Titles behind text that goes on from another page: its headline is above, if any.
constexpr float continued = 3.0F;
constexpr float pictured = 0.5F;  // a picture between a headline and its text
// What begins a story that the order stage has told from all others, inside another's.
constexpr float other_story = 9.0F;
// A crosshead in a text of less than four paragraphs: none of the articles with crossheads in gold was as short.
constexpr float short_parted = 2.5F;
constexpr std::size_t shortest_parted = 5;  // blocks, with the crosshead
constexpr float long_enough = 700;          // cells of text, for any number of paragraphs
constexpr float section_deck = 3.5F;        // a column's name is hardly a deck
constexpr float untitled = 3.6F, against_habit = 2.2F, unit = 1.0F;

struct Blocks {
  const std::vector<Shape>& shapes;
  float bare;  // cost of an article with title but neither lead nor byline: little on a page that names nobody
  const std::vector<std::vector<std::uint64_t>>& affinity;
  const std::vector<int>& pieces;
  Proof proof;
  bool marks;  // a document model has marked the headlines

  // Cost that a title's words met in a body take off.
  float met(int found, int all) const {
    return all ? proof.weight * static_cast<float>(found) / std::max(static_cast<float>(all), proof.enough) : 0;
  }
};

// Cost of opening an article with body block i.
float opening(const Blocks& p, const Shape& s, bool titled, bool bylined, bool brief) {
  if (s.lead || s.starts || (s.begins && s.title >= 6)) return 0;
  if (bylined) return 0.3F;
  if (s.note) return 0.5F;
  return (titled ? p.bare : p.bare + 1.4F) + (brief ? 1.2F : 0.0F);
}

bool crosshead(const Shape& s) { return !s.byline && s.body >= 3.5F && s.cross < s.body; }

// Cost of a further block inside a body.
float inside(const Blocks& p, std::size_t i) {
  const Shape& s = p.shapes[i];
  const Shape& before = p.shapes[i - 1];
  const auto shown = [&](std::size_t k) {  // what a picture shows, above who took it
    return p.shapes[k].caption && k + 1 < p.shapes.size() && p.shapes[k + 1].byline;
  };
  const bool below_picture = before.byline && i >= 2 && shown(i - 2);
  float c = 0;
  if (before.ends && !below_picture) c += s.byline ? 1.0F : 9.0F;  // who wrote it may stand below the mark
  if (before.byline && i >= 2 && p.shapes[i - 2].ends) c += 9;
  if (s.starts) c += 10;
  if (s.begins) c += other_story;
  if (s.lead) c += 12;
  // below a crosshead it is a headline's
  if (s.byline) return c + (before.byline ? 1.0F : crosshead(before) ? 4.0F : 0.2F);
  // a body seldom goes on after its byline
  if (before.byline && !s.reply && !below_picture && !(i >= 2 && p.shapes[i - 2].note))
    c += before.inline_tail ? 4.0F : before.tied ? 9.0F : 6.0F;
  // a headline, rather than a crosshead, stands below a picture
  if (below_picture && s.title < 9) c += 2;
  if (s.table) return c + 5;
  if (s.caption) c += shown(i) ? 0.5F : 4.0F;
  // a crosshead, too, says what follows it
  float cross = s.cross + 2.0F * std::clamp((0.05F - s.bridge) / 0.04F, -0.5F, 1.0F);
  if (cross < 8 && i + 1 < p.shapes.size() && !p.affinity[i].empty() && p.pieces[i] > 0) {
    std::uint64_t bits = p.affinity[i][i + 1];
    if (i + 2 < p.shapes.size()) bits |= p.affinity[i][i + 2];
    cross -= 2.5F * static_cast<float>(std::popcount(bits)) / static_cast<float>(std::max(p.pieces[i], 4));
  }
  // two crossheads in a row are a headline and its deck
  const bool after_cross = before.cross < before.body && !before.byline && !before.lead;
  if (cross < s.body && after_cross && s.second) cross += 3;
  // an article is set in one measure
  if (s.column > 0 && s.body < cross)
    for (std::size_t k = i; k-- > 0 && k + 3 > i;) {
      const Shape& above = p.shapes[k];
      if (above.byline || above.caption || above.column == 0 || above.cross < above.body) continue;
      if (std::abs(above.column - s.column) > 5) c += 2.5F;
      break;
    }
  return c + std::min(s.body, cross);
}

// Cost of cutting between blocks i - 1 and i: by what the texts on either side share; and where nothing says so, two
// paragraphs with no title, lead, mark or byline between.
float seam(const Blocks& p, std::size_t i) {
  if (i == 0 || i >= p.shapes.size()) return 0;
  const Shape &a = p.shapes[i - 1], &b = p.shapes[i];
  if (b.begins) return 0;
  // Articles share one rare word in thirty with their neighbours, the parts of one article one in five (measured on
  // 1,600 places of made pages in four languages).
  const float turn = b.cohesion < 0      ? 0
                     : b.cohesion < 0.1F ? 10 * b.cohesion - 1
                                         : std::min(3.5F, 15 * (b.cohesion - 0.1F));
  const bool text_a = a.title >= 6 && !a.byline && !a.table && !a.caption && !a.ends;
  const bool text_b = b.title >= 6 && !b.byline && !b.table && !b.caption && !b.lead && !b.starts && !b.note;
  // sources stand together, below the text they are of; more than a line below them, of something else, is another story
  if (b.source) return turn + 6;
  const bool other_matter = b.cohesion >= 0 && b.cohesion < 0.1F && b.title > 9.3F;
  if (a.source && text_b) return turn - (other_matter ? 8.5F : 4.0F);
  return text_a && text_b ? turn + (b.opener ? 1.5F : 3.0F) + 8.0F * b.kin : turn;
}

struct Best {
  float cost = never;
  Unit unit;
};

// How many blocks a note takes that stands above its headline: 核心提示, and below it what it says. 0: block i is none.
std::size_t note_above(const Blocks& p, std::size_t i) {
  if (!p.shapes[i].foreword) return 0;
  return p.shapes[i].title < 9 ? 2 : 1;  // by itself, or with its text behind it
}

// A picture may stand between a headline and its text, with who took it: the first block below it, at the caption's block. n:
// there is none.
std::size_t below_picture(const Blocks& p, std::size_t at) {
  const std::size_t n = p.shapes.size();
  if (!p.shapes[at].caption || at + 1 >= n || !p.shapes[at + 1].byline) return n;
  const std::size_t credits = std::min(n, at + 3);  // who took it, and who wrote the text
  for (++at; at < credits && p.shapes[at].byline;) ++at;
  return at < n && !p.shapes[at].byline && !p.shapes[at].caption && !p.shapes[at].table ? at : n;
}

// Where a unit's titles stand.
enum class Titles : std::uint8_t { none, before, after };

std::vector<Unit> parse(const Blocks& p) {
  const std::size_t n = p.shapes.size();
  // under each habit: titles before their bodies, or after
  std::array<std::vector<Best>, 2> best;
  for (auto& b : best) {
    b.resize(n + 1);
    b[0].cost = 0;
  }
  float cut = 0;  // before block i
  auto offer = [&](const Unit& u, float of_it, Titles where = Titles::none) {
    for (std::size_t habit = 0; habit < best.size(); ++habit) {
      const bool odd = where != Titles::none && (where == Titles::after) != (habit == 1);
      const float cost = of_it + (odd ? against_habit : 0), total = best[habit][u.begin].cost + cost + unit + cut;
      Best& known = best[habit][u.end];
      if (total < known.cost) {
        known = {total, u};
        known.unit.cost = cost;
      }
    }
  };
  std::vector<std::size_t> rows_end(n);  // of the table rows from each block on
  for (std::size_t i = n; i-- > 0;)
    rows_end[i] = !p.shapes[i].table ? i : i + 1 < n ? std::max(i + 1, rows_end[i + 1]) : n;
  std::vector<float> further(n);  // cost of each block inside a body
  for (std::size_t i = 1; i < n; ++i) further[i] = inside(p, i);
  for (std::size_t i = 0; i < n; ++i) {
    const Shape& s = p.shapes[i];
    cut = seam(p, i);
    // a loose block always parses
    const bool above_title =
        s.section && i + 1 < n &&
        (p.shapes[i + 1].caption || p.shapes[i + 1].foreword || (p.shapes[i + 1].title < 3 && !p.shapes[i + 1].byline));
    // where headlines stand last: the next piece's
    const bool below_title = s.section && i > 0 && p.shapes[i - 1].title < 3 && !p.shapes[i - 1].byline &&
                             !p.shapes[i - 1].section && i + 1 < n && p.shapes[i + 1].title >= 6;
    offer({Unit::Kind::loose, i, i + 1, i, i, 0},
          above_title   ? 0.2F
          : below_title ? 0.5F
                        : 5.0F + (s.title < s.body ? 0.0F : 4.0F) + (s.byline ? 2.0F : 0.0F));
    if (s.caption) {
      offer({Unit::Kind::caption, i, i + 1, i, i, 0}, 0.6F + s.body);
      if (i + 1 < n && p.shapes[i + 1].byline) offer({Unit::Kind::caption, i, i + 2, i, i, 0}, -0.5F + s.body);
    }
    // articles whose body begins with block `at`; their titles, if they stand before it, are t from block h on
    const auto body_from = [&](std::size_t h, std::size_t t, std::size_t at, float titles, float bylines,
                               bool bylined) {
      const Shape& head = p.shapes[at];
      if (bylined && t == 0 && head.named) bylines += 2;  // its lead names people: these wrote what stands above
      const bool titled = t > 0 || i == 0 || p.shapes[i - 1].title < 3, brief = t == 1 && p.shapes[h].brief;
      const float opens = opening(p, head, titled, bylined, brief);
      const float named = opens - std::min(opens, opening(p, head, titled, true, brief));  // what a byline saves
      float cost = titles + bylines + opens + std::min(head.body, head.cross + 3.0F) + (head.caption ? 3.0F : 0.0F);
      std::uint64_t shared[most_titles] = {};
      // of titles after the body: their pieces met in blocks [at, told)
      struct Met {
        std::size_t block = 0, told = 0;
        std::uint64_t bits = 0;
      } met[most_titles];
      bool parted = false;  // by a crosshead
      float cells = 0;      // of its text so far
      float whole = 0;      // of the titles' pieces met in the body so far
      for (std::size_t b = at; b < n && b < at + longest; ++b) {
        if (b > at) cost += further[b];
        if (cost > titles + 45) break;
        cells += p.shapes[b].width;
        if (t > 0) {
          int found = 0, all = 0;
          for (std::size_t k = 0; k < t; ++k) {
            shared[k] |= p.affinity[h + k].empty() ? 0 : p.affinity[h + k][b];
            found += std::popcount(shared[k]);
            all += p.pieces[h + k];
          }
          whole = p.met(found, all);
        }
        const Shape& last = p.shapes[b];
        float end = last.ends ? -0.6F : 0;
        // an article does not end in a crosshead
        if (crosshead(last)) end += 4;
        if (parted && b - at + 1 < shortest_parted && cells < long_enough) end += short_parted;
        parted |= crosshead(last);
        if (b == at && last.byline) continue;
        // who signs it below names it, too; but who took the picture did not, and it may stand above a text that names nobody
        const bool above = last.above || (b + 1 < n && p.shapes[b + 1].title >= 6 && !p.shapes[b + 1].named);
        const float signed_end = last.byline && !above && !p.shapes[b - 1].caption ? end - named : end;
        if (t > 0) {
          offer({Unit::Kind::article, i, b + 1, h, h + t, 0}, cost + signed_end - whole, Titles::before);
          continue;
        }
        offer({Unit::Kind::article, i, b + 1, i, i, 0}, cost + end + (head.starts ? 1.5F : untitled));
        // titles after the body
        float after = head.starts ? continued : 0;
        int found = 0, all = 0;
        bool tail_marked = false;
        for (std::size_t k = b + 1; k < n && k <= b + most_titles; ++k) {
          const Shape& title = p.shapes[k];
          if (title.byline || title.table || title.notice || title.title >= 20 || (k == b + 1 && title.deck)) break;
          tail_marked |= title.marked;
          if (k > b + 1 && title.section) after += section_deck;
          after += title.title + (k > b + 1 && title.marked && p.shapes[k - 1].marked ? two_marked : 0.0F);
          if (after > 30) break;
          Met& m = met[k % most_titles];
          if (m.block != k) m = {k, at, 0};
          if (!p.affinity[k].empty())
            for (; m.told <= b; ++m.told) m.bits |= p.affinity[k][m.told];
          found += std::popcount(m.bits);
          all += p.pieces[k];
          const float whole_cost =
              cost + after + group[k - b] + (p.marks && !tail_marked ? none_marked : 0.0F) - p.met(found, all);
          offer({Unit::Kind::article, i, k + 1, b + 1, k + 1, 0}, whole_cost + signed_end, Titles::after);
          // who wrote it stands below the headline there, too
          for (std::size_t sign = k + 1; sign < n && sign < k + 3 && p.shapes[sign].byline &&
                                         !p.shapes[sign].inline_tail && !p.shapes[sign].above;
               ++sign)
            offer({Unit::Kind::article, i, sign + 1, b + 1, k + 1, 0}, whole_cost + end - named, Titles::after);
        }
      }
    };
    // articles from block i on, whose titles, if they stand before the text, begin at block h
    const auto articles_from = [&](std::size_t h) {
      for (std::size_t t = h > i ? 1 : 0; t <= most_titles && h + t < n; ++t) {
        float titles = group[t];
        bool possible = true, marked = false;
        for (std::size_t k = h; k < h + t; ++k) {
          if (k > h && p.shapes[k].section) titles += section_deck;
          marked |= p.shapes[k].marked;
          const bool deck = k == h + 1 && p.shapes[k].below_heading;
          titles += deck ? 0.5F : p.shapes[k].title;
          if (k > h && !deck && p.shapes[k].marked && p.shapes[k - 1].marked) titles += two_marked;
          possible &= !p.shapes[k].byline && !p.shapes[k].table && p.shapes[k].title < 20;
        }
        if (t > 0 && p.marks && !marked) titles += none_marked;
        if (!possible || titles > 30) break;
        if (t > 0 && p.shapes[h].deck) break;
        if (t > 0 && p.shapes[h + t - 1].ends) break;
        // tables, with or without a title
        if (h == i && p.shapes[i + t].table)
          offer({Unit::Kind::table, i, rows_end[i + t], i, i + t, 0}, 0.5F + titles * 0.8F);
        std::size_t at = h + t;
        float bylines = 0;
        while (at < n && p.shapes[at].byline && at < h + t + 2) {
          bylines += at > h + t ? 1.0F : 0.0F;
          if (p.shapes[at].inline_tail) bylines += 8;  // it closed the paragraph above
          if (p.shapes[at].tied) bylines += 6;
          if (at > 0 && p.shapes[at].credit && p.shapes[at - 1].caption) bylines += 8;
          if (p.shapes[at].ends) bylines += 9;  // or what stands above
          ++at;
        }
        const bool bylined = at > h + t;
        if (at >= n || p.shapes[at].table || p.shapes[at].byline) continue;
        body_from(h, t, at, titles, bylines, bylined);
        if (const std::size_t below = t > 0 ? below_picture(p, at) : n; below < n)
          body_from(h, t, below, titles + pictured, bylines, bylined);
      }
    };
    articles_from(i);
    if (const std::size_t note = note_above(p, i); note > 0 && i + note < n) articles_from(i + note);
  }
  std::vector<Unit> units;
  const auto& found = best[0][n].cost <= best[1][n].cost ? best[0] : best[1];
  for (std::size_t at = n; at > 0; at = units.back().begin) units.push_back(found[at].unit);
  std::reverse(units.begin(), units.end());
  return units;
}

}  // namespace

std::vector<Unit> parse_page(const std::vector<Shape>& shapes, const std::vector<std::vector<std::uint64_t>>& affinity,
                             const std::vector<int>& pieces, Proof proof) {
  if (shapes.empty()) return {};
  std::size_t named = 0, titles = 0, marked = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    marked += shapes[i].marked;
    named += shapes[i].lead || (shapes[i].byline && !(i && shapes[i - 1].byline));
    titles += shapes[i].title < 1.5F && !shapes[i].byline && !(i && shapes[i - 1].title < 1.5F);
  }
  return parse({shapes, named * 3 < titles ? 0.7F : 2.6F, affinity, pieces, proof, marked >= 2});
}

}  // namespace galley::stages
