// Stacked headlines: those of all stories of a page were read one after the other, then the texts; or the texts first.
//
//   headline A            headline A
//   headline B      ->    A1 A2
//   headline C            headline B
//   A1 A2 B1 C1 C2        B1
//                         headline C
//                         C1 C2
//
// Extractors that go by boxes or by sizes of type print so. A headline, with its kicker, its deck and its byline, is a chunk of
// title type; a stack is three of them or more. Which text is whose is weighed for all of them at once: a text is a stretch of
// chunks, each headline has one, and what speaks for it is
//
//   topic    the headline's rare pieces of words that the chunks have
//   begins   where stretches meet: leads, bylines, ends of articles; against it: what breaks off, an interview, words in common
//   order    that the texts stand in the order of their headlines
//
// Never: where the texts have headlines of their own, and where the headlines' words do not tell most of them apart: a kicker,
// a headline and its deck may stand by themselves, too, and so does what a paper says of its other pages. Nor by words alone: half of the
// texts, or of the headlines, must be told by leads, ends or bylines, for the decks of one story have each a paragraph's words (of 279
// stories with such decks words alone parted 170, so one).
#include "stages/stacked.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/captions.h"
#include "stages/forms.h"
#include "stages/measure.h"
#include "stages/pieces.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr std::size_t least = 3, most = 9;        // headlines of a stack; the work doubles with each
constexpr std::size_t most_lines = 6;             // of a headline with its kicker, deck and byline
constexpr std::size_t most_with_commas = 3;       // the same where one of its lines has a comma
constexpr std::size_t most_nodes = 200;           // chunks of text, more than any page of a newspaper has
constexpr float widest = 100, widest_latin = 84;  // cells of a headline's line
constexpr float least_width = 6;                  // cells
constexpr float body = 120;                       // cells that a text without a lead has, at least
constexpr float column_name = 14;                 // cells: a line no wider may be a column's name
// Weights, as logits; all of them could be half or twice as large on the pages looked at.
constexpr float of_topic = 6, begins = -1.5F, at_lead = 4, at_end = 3, at_byline = 3, torn = -4, in_interview = -4;
constexpr float in_common = -6, out_of_order = -1.5F, left_over = -3, unnamed = -0.5F;
constexpr float clearly = 0.3F;  // share of a headline's pieces that its text has, at least, where they tell it,
constexpr float ahead = 0.1F;    // and by as much more than any other

class Placer {
 public:
  explicit Placer(Page& page) : page_(page), lines_(page.lines) {}

  void run() {
    if (!find() || nodes_.size() < heads_.size() || nodes_.size() > most_nodes) return;
    read_pieces();
    search();
    if (sure()) place();
  }

 private:
  struct Head {
    std::size_t begin = 0, end = 0;  // lines
    bool column = false;             // may be no more than a column's name
    bool is_signed = false;
    std::vector<std::uint32_t> pieces;
    std::size_t first = 0, last = 0;  // nodes of its text; none where they are the same
  };
  struct Node {
    std::size_t begin = 0, end = 0;
    bool apart = false;  // a caption, a table
    bool verse = false;
    bool opens = false;  // by more than its words: a lead, a byline, the end of what stands above
    float bound = 0;     // what speaks for a story to begin here
    std::vector<std::uint32_t> pieces;
  };

  bool titular(const Line& l) const {
    if (l.form == Form::byline) return true;
    const std::string_view s = l.text.bytes;
    return l.form == Form::text && !l.lead && !l.ends_article && l.width <= (page_.han ? widest : widest_latin) &&
           (!ends_sentence(s) || (!page_.han && all_capitals(s))) && s.find("。") == s.npos &&
           class_of(last_char(s)) != Class::pause;
  }

  // A chunk of title type and nothing else.
  bool head(std::size_t a, std::size_t b) const {
    if (lines_[a].width < least_width) return false;
    bool title = false;
    for (std::size_t i = a; i < b; ++i) {
      if (!titular(lines_[i])) return false;
      if (b - a > most_with_commas && has_comma(lines_[i].text.bytes)) return false;
      title |= lines_[i].form != Form::byline;
    }
    return title && b - a <= most_lines;
  }

  // Finds the stack and its texts: those behind it where it stands first, else those before it.
  bool find() {
    std::vector<std::pair<std::size_t, std::size_t>> chunks;
    std::vector<bool> heads;
    for (std::size_t a = 0, b; a < lines_.size(); a = b) {
      b = chunk_end(page_, a);
      chunks.emplace_back(a, b);
      heads.push_back(head(a, b));
    }
    for (std::size_t from = 0, to; from < chunks.size(); from = to) {
      to = from + 1;
      if (!heads[from]) continue;
      while (to < chunks.size() && heads[to]) ++to;
      if (to - from < least || to - from > most) continue;
      const bool first = from == 0;
      std::size_t begin = first ? to : from, end = begin, titles = 0;
      // more lines are a stanza
      const auto title = [&](std::size_t k) { return heads[k] && chunks[k].second - chunks[k].first <= 2; };
      const auto text = [&](std::size_t k) {
        titles += title(k);
        const bool above_lead = title(k) && k + 1 < chunks.size() && lines_[chunks[k + 1].first].lead;
        if (above_lead) return false;
        return titles * 2 < to - from && !headed(chunks[k].first, chunks[k].second);
      };
      if (first)
        while (end < chunks.size() && text(end)) ++end;
      else
        while (begin > 0 && text(begin - 1)) --begin;
      captions_ = find_captions(page_, std::vector<bool>(lines_.size()));
      for (std::size_t k = from; k < to; ++k) add_head(chunks[k].first, chunks[k].second);
      for (std::size_t k = begin; k < end; ++k) {
        const std::size_t above = chunks[k].first;
        if (title(k) && k + 1 < end) ++k;  // a column's name or a stanza's goes with what is below it
        add_text(above, chunks[k].second);
      }
      last_may_stay_ = !first && to < chunks.size();
      return true;
    }
    return false;
  }

  // Title type above text in one chunk.
  bool headed(std::size_t a, std::size_t b) const {
    std::size_t i = a;
    while (i < b && i - a < most_lines && titular(lines_[i]) && lines_[i].form != Form::byline) ++i;
    return i > a && i < b && (lines_[i].lead || lines_[i].form == Form::byline);
  }

  // Lines of few characters without a stop: a stanza, or its title.
  bool verse(std::size_t a, std::size_t b) const {
    for (std::size_t i = a; i < b; ++i)
      if (!titular(lines_[i]) || has_comma(lines_[i].text.bytes)) return false;
    return b - a > 2 || (!nodes_.empty() && nodes_.back().verse);
  }

  void add_head(std::size_t a, std::size_t b) {
    Head h;
    h.begin = a;
    h.end = b;
    for (std::size_t i = a; i < b; ++i)
      h.is_signed |=
          lines_[i].form == Form::byline || (page_.forms && page_.forms->any("bare_name_placed", lines_[i].text.bytes));
    h.column = b == a + 1 && lines_[a].width <= column_name;
    heads_.push_back(std::move(h));
  }

  // A chunk is a node, or several: a lead begins one, and so does a byline.
  void add_text(std::size_t a, std::size_t b) {
    for (std::size_t i = a, end; i < b; i = end) {
      end = i + 1;
      while (end < b && !(lines_[end].lead && ends_sentence(lines_[end - 1].text.bytes))) ++end;
      Node n;
      n.begin = i;
      n.end = end;
      const Line& l = lines_[i];
      n.apart = l.form == Form::table || captions_.begins[i] || captions_.goes_on[i] ||
                takes_picture(lines_[end - 1].text.bytes);
      n.verse = verse(i, end);
      n.bound = begins;
      if (l.lead) n.bound += at_lead;
      if (l.form == Form::byline) n.bound += at_byline;
      n.opens = l.lead || l.form == Form::byline;
      if (l.form == Form::question || l.form == Form::answer) n.bound += in_interview;
      if (!nodes_.empty()) {
        const Line& above = lines_[nodes_.back().end - 1];
        const bool ended = above.ends_article || nodes_.back().verse != n.verse;
        n.opens |= ended;
        if (ended) n.bound += at_end;
        else if (nodes_.back().verse) n.bound += torn;
        else if (!ends_sentence(above.text.bytes) && has_comma(above.text.bytes)) n.bound += torn;
      }
      nodes_.push_back(std::move(n));
    }
  }

  // Pieces that a headline has, and half of the texts at most; by the number that weights_ has of them.
  void read_pieces() {
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> where;  // piece: nodes
    for (std::uint32_t k = 0; k < nodes_.size(); ++k)
      for (std::size_t i = nodes_[k].begin; i < nodes_[k].end; ++i)
        each_piece(lines_[i].text.bytes, [&](std::uint32_t p, bool) {
          auto& in = where[p];
          if (in.empty() || in.back() != k) in.push_back(k);
        });
    const std::size_t n = nodes_.size();
    std::unordered_map<std::uint32_t, std::uint32_t> number;
    for (const auto& [piece, in] : where) {
      if (in.size() * 2 > n) continue;
      number.emplace(piece, weights_.size());
      for (const std::uint32_t k : in) nodes_[k].pieces.push_back(static_cast<std::uint32_t>(weights_.size()));
      weights_.push_back(std::log(static_cast<float>(n + 1) / static_cast<float>(in.size())));
    }
    for (Node& node : nodes_) std::sort(node.pieces.begin(), node.pieces.end());
    for (Head& h : heads_) {
      for (std::size_t i = h.begin; i < h.end; ++i)
        if (lines_[i].form != Form::byline)
          each_piece(lines_[i].text.bytes, [&](std::uint32_t p, bool) {
            if (const auto it = number.find(p); it != number.end()) h.pieces.push_back(it->second);
          });
      std::sort(h.pieces.begin(), h.pieces.end());
      h.pieces.erase(std::unique(h.pieces.begin(), h.pieces.end()), h.pieces.end());
    }
    for (std::size_t k = 1; k < n; ++k) nodes_[k].bound += in_common * alike(nodes_[k - 1].pieces, nodes_[k].pieces);
  }

  float weight(const std::vector<std::uint32_t>& pieces) const {
    float sum = 0;
    for (const std::uint32_t p : pieces) sum += weights_[p];
    return sum;
  }
  float both(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) const {
    std::vector<std::uint32_t> out;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    return weight(out);
  }
  // Share of the pieces of the shorter one that both have.
  float alike(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) const {
    const float all = std::min(weight(a), weight(b));
    return all > 0 ? both(a, b) / all : 0;
  }
  // Share of a headline's pieces that nodes [first, last) have.
  float share(const Head& h, std::size_t first, std::size_t last) const {
    float sum = 0;
    for (const std::uint32_t p : h.pieces)
      if (std::any_of(nodes_.begin() + static_cast<std::ptrdiff_t>(first),
                      nodes_.begin() + static_cast<std::ptrdiff_t>(last),
                      [&](const Node& n) { return std::binary_search(n.pieces.begin(), n.pieces.end(), p); }))
        sum += weights_[p];
    const float all = weight(h.pieces);
    return all > 0 ? sum / all : 0;
  }

  // The best texts, chunk by chunk: which headlines have had theirs, and whose this one is of.
  void search() {
    const std::size_t k = heads_.size(), sets = std::size_t{1} << k;
    constexpr float never = -1e9F;
    std::vector<float> best(sets * k, never), next(sets * k);
    std::vector<std::vector<std::uint8_t>> from(nodes_.size(), std::vector<std::uint8_t>(sets * k));
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const Node& n = nodes_[i];
      std::fill(next.begin(), next.end(), never);
      for (std::size_t h = 0; h < k; ++h) {
        const float all = weight(heads_[h].pieces);
        const float topic = n.apart || all <= 0 ? 0 : of_topic * both(heads_[h].pieces, n.pieces) / all;
        const std::size_t bit = std::size_t{1} << h;
        for (std::size_t set = bit; set < sets; ++set) {
          if (!(set & bit)) continue;
          float& here = next[set * k + h];
          if (i == 0) {
            if (set == bit) here = topic + (h > 0 ? out_of_order : 0);
            continue;
          }
          here = best[set * k + h] - std::max(0.0F, n.bound);
          from[i][set * k + h] = static_cast<std::uint8_t>(h);
          if (!n.apart)
            for (std::size_t was = 0; was < k; ++was) {
              if (was == h) continue;
              const float begun =
                  best[(set & ~bit) * k + was] + std::min(0.0F, n.bound) + (was + 1 == h ? 0 : out_of_order);
              if (begun <= here) continue;
              here = begun;
              from[i][set * k + h] = static_cast<std::uint8_t>(was);
            }
          here += topic;
        }
      }
      std::swap(best, next);
    }
    // who is left without a text
    std::size_t set = 0, h = 0;
    float most_of_all = never;
    for (std::size_t s = 1; s < sets; ++s) {
      float lost = 0;
      for (std::size_t g = 0; g < k; ++g)
        if (!(s >> g & 1)) lost += heads_[g].column || (last_may_stay_ && g + 1 == k) ? unnamed : left_over;
      for (std::size_t g = 0; g < k; ++g)
        if (best[s * k + g] + lost > most_of_all) {
          most_of_all = best[s * k + g] + lost;
          set = s;
          h = g;
        }
    }
    for (std::size_t i = nodes_.size(); i-- > 0;) {
      Head& head = heads_[h];
      head.first = i;
      if (head.last == 0) head.last = i + 1;
      const std::size_t was = from[i][set * k + h];
      if (i == 0 || was == h) continue;
      set &= ~(std::size_t{1} << h);
      h = was;
    }
  }

  float length(const Head& h) const {
    float cells = 0;
    for (std::size_t k = h.first; k < h.last; ++k)
      for (std::size_t i = nodes_[k].begin; i < nodes_[k].end; ++i) cells += lines_[i].width;
    return cells;
  }

  // Whether the headlines' words tell most of the texts apart, and not these alone: each deck of one story has the words of another
  // paragraph.
  bool sure() const {
    std::size_t told = 0, placed = 0, missing = 0, leads = 0, short_ones = 0, opened = 0, signed_ones = 0;
    for (std::size_t g = 0; g < heads_.size(); ++g) {
      const Head& h = heads_[g];
      if (h.last == 0) {
        missing += !h.column && !(last_may_stay_ && g + 1 == heads_.size());
        continue;
      }
      ++placed;
      opened += h.first > 0 && nodes_[h.first].opens;
      signed_ones += h.is_signed;
      const bool led = lines_[nodes_[h.first].begin].lead;
      leads += led;
      short_ones += !led && length(h) < body;
      const float own = share(h, h.first, h.last);
      float other = 0;
      for (const Head& o : heads_)
        if (&o != &h && o.last > 0) other = std::max(other, share(h, o.first, o.last));
      told += own >= clearly && own >= other + ahead;
      spdlog::debug("stacked: {:.2f}, others {:.2f}: '{}' heads '{}'", own, other, lines_[h.begin].text.bytes,
                    lines_[nodes_[h.first].begin].text.bytes);
    }
    bool in_order = true;  // then fewer must be told
    std::size_t last = 0;
    for (const Head& h : heads_)
      if (h.last > 0) in_order &= std::exchange(last, h.first) <= h.first;
    // where others begin with leads: a deck has a paragraph's words, too
    if (short_ones > 0 && leads * 2 > placed) return false;
    if (opened * 2 + 1 < placed && signed_ones * 2 < placed) return false;
    return missing == 0 && told >= least && (in_order ? told * 2 >= placed : told * 3 >= placed * 2);
  }

  void place() {
    std::vector<const Head*> order;
    for (const Head& h : heads_)
      if (h.last > 0) order.push_back(&h);
    std::sort(order.begin(), order.end(), [](const Head* a, const Head* b) { return a->first < b->first; });
    if (!page_.may(Trust::likely)) {
      for (const Head* h : order)
        suggest_move(page_, lines_[h->begin].text, nodes_[h->first].begin, "order.stacked-headline");
      return;
    }
    std::vector<bool> moves(lines_.size(), false);
    for (const Head* h : order)
      std::fill_n(moves.begin() + static_cast<std::ptrdiff_t>(h->begin), h->end - h->begin, true);
    std::vector<Line> out;
    out.reserve(lines_.size());
    std::uint32_t chunk = free_chunk(page_);
    for (std::size_t i = 0, nth = 0; i < lines_.size(); ++i) {
      if (nth < order.size() && nodes_[order[nth]->first].begin == i) {
        const Head& h = *order[nth++];
        const Text &first = lines_[h.begin].text, &last = lines_[h.end - 1].text;
        page_.notes.push_back({{first.source_begin(), last.source_end()},
                               "order.stacked-headline",
                               std::string(first.bytes),
                               std::string(lines_[i].text.bytes),
                               true,
                               "move"});
        for (std::size_t k = h.begin; k < h.end; ++k) {
          out.push_back(lines_[k]);
          out.back().chunk = chunk;
          out.back().moved = true;
        }
        ++chunk;
      }
      if (!moves[i]) out.push_back(lines_[i]);
    }
    lines_ = std::move(out);
  }

  Page& page_;
  std::vector<Line>& lines_;
  Captions captions_;
  std::vector<Head> heads_;
  std::vector<Node> nodes_;
  std::vector<float> weights_;  // of pieces
  bool last_may_stay_ = false;  // the last headline may be that of the text below it
};

}  // namespace

void place_stacked(Page& page) { Placer(page).run(); }

}  // namespace galley::stages
