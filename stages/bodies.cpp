// Bodies: columns that stand below another story's headline.
//
// Extractors that go down a sheet strip by strip write the foot of a story's columns before its head, below whatever
// headline came last:
//
//   headline A  A1            headline A  A1
//   B2  B3                    headline B  B1  B2  B3
//   headline B  B1
//
// A headline right above another one and signed has its whole story elsewhere.
//
// Every chunk is of some story: of the one that it stands in, or of another. Which, is weighed for the whole page at once
// (Viterbi): rare pieces of words in common with the story, what the model and the ends of lines tell of the text that it
// would follow, and that neighbours mostly are of one story. What stands right below a headline is that story's, and at
// first it alone tells what its words are; then all that was found to be of it does.
//
// Only on a page where columns were found out of order: in rows, or one that surely goes on from another story. Never:
// what is nearly as much of the story that it stands in, and what would leave a headline without a body.
#include "stages/bodies.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/chunks.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/pieces.h"

namespace galley::stages {
namespace {

// More than any newspaper page has; the work grows with their square.
constexpr std::size_t most_chunks = 250, most_lines = 2500;
// In logits. What the ends of two chunks tell is that of threads.cpp; `topic` and `stays` were fitted on 80 pages with columns
// read across: 4 to 8 and 3 to 6 do nearly as well.
constexpr float of_topic = 6, of_seam = 1.6F, of_bracket = 0.4F, stays = 4;
constexpr float breaks_at_fresh = -1.8F, stops_at_broken = -0.9F, other_column = -1.2F, after_end = -0.9F;
constexpr float likely_at = 3;     // by as much what moves must be the other story's
constexpr float nearly = 0.5F;     // share of the words in common that it may have in common with its own
constexpr std::size_t body = 80;   // characters that a story has, at least
constexpr float short_chunk = 80;  // characters; of longer ones each word tells less
constexpr float least_said = 30;   // the same of stories
constexpr int rounds = 3;
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

struct Node : Chunk {
  std::size_t top = 0;        // first line of the headline above it; `begin` where there is none
  std::size_t stands = 0;     // the story that it stands in,
  std::size_t story = 0;      // and the one that it is of
  std::size_t counts = none;  // the one whose words it tells
  bool begins = false;        // there is a headline, or a lead
  bool apart = false;         // a caption, a table: goes with what it stands behind
  bool ended = false;
  float first_column = 0, last_column = 0;
  std::size_t length = 0;  // characters
  std::vector<std::uint32_t> pieces;
};

struct Story {
  std::size_t first = 0, last = 0;  // node that begins it; the last one that surely follows that
  std::size_t length = 0;           // characters
  std::vector<std::uint16_t> said;  // in how many of its nodes each piece is
};

class Placer {
 public:
  Placer(Page& page, const Language& language) : page_(page), lines_(page.lines), language_(language) {}

  void run() {
    if (lines_.size() > most_lines) return;
    read();
    if (nodes_.size() > most_chunks || stories_.size() < 2) return;
    read_pieces();
    for (int round = 0; round < rounds; ++round) {
      for (Node& n : nodes_) n.counts = round > 0 || n.begins ? n.story : none;
      read_stories();
      search();
    }
    keep_sure();
    place();
  }

 private:
  bool titular(std::size_t i) const {
    const Line& l = lines_[i];
    if (l.form == Form::heading || l.form == Form::byline) return true;
    return running(l) && !l.lead && !ends_sentence(l.text.bytes) && !has_comma(l.text.bytes) &&
           (l.column > 0 ? l.width < l.column - 7 || l.width > l.column + 6 : l.width < 84);
  }

  void read() {
    std::size_t head = none;  // first line of a headline that no text has come below yet
    for (std::size_t a = 0, b; a < lines_.size(); a = b) {
      b = chunk_end(page_, a);
      std::size_t text = a;
      while (text < b && titular(text)) ++text;
      head = std::min(head, a);
      for (std::size_t i = std::max(head + 1, a); i < text; ++i)
        if (lines_[i - 1].form == Form::byline && lines_[i].form != Form::byline) {
          begin_bodiless(head, i);
          head = i;
        }
      if (text == b) continue;
      Node n;
      static_cast<Chunk&>(n) = read_chunk(page_, text, b, &language_);
      const bool lead = lines_[text].lead;
      if (!n.text && running(lines_[text]) && (lead || head < a)) {  // a story's first line, by itself
        n.text = true;
        n.open = !ends_sentence(lines_[b - 1].text.bytes);
        read_ends(page_, n, &language_);
      }
      n.top = std::exchange(head, none);
      n.apart = !n.text;
      n.begins = n.top < text || lead || nodes_.empty();
      n.ended = lines_[b - 1].ends_article || lines_[b - 1].jump_to >= 0;
      n.first_column = lines_[text].column;
      n.last_column = lines_[b - 1].column;
      if (n.begins) {
        stories_.emplace_back();
        stories_.back().first = nodes_.size();
      }
      n.stands = n.story = stories_.size() - 1;
      nodes_.push_back(std::move(n));
    }
    left_ = std::min(head, lines_.size());
  }

  // The next headline stands right below this one and who wrote its story, which was read elsewhere.
  void begin_bodiless(std::size_t begin, std::size_t end) {
    Node n;
    n.top = n.begin = begin;
    n.end = end;
    n.begins = n.apart = true;
    stories_.emplace_back();
    stories_.back().first = nodes_.size();
    n.stands = n.story = stories_.size() - 1;
    nodes_.push_back(std::move(n));
  }

  // Pieces of one node only, or of a third of all, tell nothing.
  void read_pieces() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> held;  // piece, node
    for (std::uint32_t k = 0; k < nodes_.size(); ++k) {
      Node& n = nodes_[k];
      constexpr std::size_t bytes = 3;  // of a character
      for (std::size_t i = n.top; i < n.end; ++i) {
        if (lines_[i].form == Form::byline) continue;
        n.length += lines_[i].text.bytes.size() / bytes;
        each_piece(lines_[i].text.bytes, [&](std::uint32_t piece, bool) { held.emplace_back(piece, k); });
      }
    }
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    const std::size_t n = nodes_.size(), most = std::max<std::size_t>(3, n / 3);
    for (std::size_t from = 0, to; from < held.size(); from = to) {
      to = from + 1;
      while (to < held.size() && held[to].first == held[from].first) ++to;
      if (to - from < 2 || to - from > most) continue;
      for (std::size_t k = from; k < to; ++k)
        nodes_[held[k].second].pieces.push_back(static_cast<std::uint32_t>(weights_.size()));
      weights_.push_back(std::log(static_cast<float>(n) / static_cast<float>(to - from)));
    }
  }

  // What the stories' words are, and where each ends.
  void read_stories() {
    for (std::size_t s = 0; s < stories_.size(); ++s) {
      Story& story = stories_[s];
      story.said.assign(weights_.size(), 0);
      story.length = 0;
      story.last = story.first;
      while (story.last + 1 < nodes_.size() && nodes_[story.last + 1].counts == s && nodes_[story.last + 1].stands == s)
        ++story.last;
    }
    for (const Node& n : nodes_) {
      if (n.counts == none) continue;
      stories_[n.counts].length += n.length;
      for (const std::uint32_t p : n.pieces) ++stories_[n.counts].said[p];
    }
  }

  // What words that node k has in common with a story tell.
  float topic(std::size_t k, std::size_t s) const {
    const Node& n = nodes_[k];
    if (n.apart) return 0;
    const Story& story = stories_[s];
    const bool in = n.counts == s;
    float sum = 0;
    for (const std::uint32_t p : n.pieces)
      if (story.said[p] > (in ? 1 : 0)) sum += weights_[p];
    const auto said = static_cast<float>(story.length - (in ? n.length : 0)), length = static_cast<float>(n.length);
    return of_topic * sum / std::sqrt(std::max(least_said, said) * std::max(1.0F, length / short_chunk));
  }

  // What speaks for node y right after node x.
  float pair(std::size_t x, std::size_t y) const {
    const Node &a = nodes_[x], &b = nodes_[y];
    if (x == y || a.apart || b.apart) return 0;
    float z = 0;
    if (a.open) z += b.fresh ? breaks_at_fresh : of_seam * std::clamp(language_.seam(a.tail, b.head), -3.0F, 5.0F);
    else if (b.broken_start) z += stops_at_broken;
    if (a.last_column > 0 && b.first_column > 0 && std::fabs(a.last_column - b.first_column) > 4) z += other_column;
    if (a.left_open & b.first_closed) z += of_bracket;
    if (a.ended) z += after_end;
    return z;
  }

  // Finds the best story for each node.
  void search() {
    const std::size_t n = nodes_.size(), m = stories_.size();
    constexpr float never = -1e9F;
    std::vector<float> best(m, never), next(m);
    std::vector<std::vector<std::size_t>> from(n, std::vector<std::size_t>(m, 0));
    best[0] = 0;
    for (std::size_t k = 1; k < n; ++k) {
      const Node& node = nodes_[k];
      const auto any = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
      std::fill(next.begin(), next.end(), never);
      for (std::size_t s = 0; s < m; ++s) {
        if (node.begins) {
          from[k][s] = any;
          if (s == node.stands) next[s] = best[any];
          continue;
        }
        const float on = best[s] + stays + pair(k - 1, k);
        const float other = node.apart ? never : best[any] + pair(stories_[s].last, k);
        next[s] = std::max(on, other) + topic(k, s);
        from[k][s] = on >= other ? s : any;
      }
      std::swap(best, next);
    }
    auto s = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (std::size_t k = n; k-- > 0; s = from[k][s]) nodes_[k].story = s;
  }

  // Stretches that are not clearly another story's stay.
  void keep_sure() {
    for (std::size_t a = 1, b; a < nodes_.size(); a = b) {
      b = a + 1;
      const std::size_t there = nodes_[a].story, here = nodes_[a].stands;
      if (there == here) continue;
      while (b < nodes_.size() && nodes_[b].story == there && nodes_[b].stands == here) ++b;
      float its = 0, own = 0;
      for (std::size_t k = a; k < b; ++k) {
        its += topic(k, there);
        own += topic(k, here);
      }
      float sure = its - own + pair(stories_[there].last, a) - stays - pair(a - 1, a);
      if (b < nodes_.size() && nodes_[b].stands == here) sure -= stays + pair(b - 1, b);
      std::size_t left = 0;
      for (const Node& n : nodes_)
        if (n.stands == here && n.story == here) left += n.length;
      spdlog::debug("bodies: {:.1f} ({:.1f}, own {:.1f}) '{}' to '{}'", sure, its, own,
                    lines_[nodes_[a].begin].text.bytes, lines_[nodes_[stories_[there].first].top].text.bytes);
      const bool clear = sure >= likely_at && own <= nearly * its && left >= body;
      if (clear && page_.may(Trust::likely)) continue;
      if (clear)
        suggest_move(page_, lines_[nodes_[a].begin].text, nodes_[stories_[there].last].end,
                     "order.story-below-another");
      for (std::size_t k = a; k < b; ++k) nodes_[k].story = here;
    }
  }

  // A story, then what stood elsewhere of it.
  void place() {
    std::vector<std::size_t> order;
    for (std::size_t s = 0; s < stories_.size(); ++s) {
      std::size_t end = stories_[s].first;
      for (; end < nodes_.size() && nodes_[end].stands == s && nodes_[end].story == s; ++end) order.push_back(end);
      for (std::size_t k = 0; k < nodes_.size(); ++k)
        if (nodes_[k].story == s && (k < stories_[s].first || k >= end)) order.push_back(k);
    }
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      const Node& n = nodes_[order[at]];
      if (n.story != n.stands) {
        const Text &first = lines_[n.top].text, &last = lines_[n.end - 1].text;
        const std::size_t next = at + 1 < order.size() ? nodes_[order[at + 1]].top : left_;
        page_.notes.push_back({{first.source_begin(), last.source_end()},
                               "order.story-below-another",
                               std::string(first.bytes),
                               next < lines_.size() ? std::string(lines_[next].text.bytes) : std::string(),
                               true,
                               "move"});
        const Node& before = nodes_[order[at - 1]];
        if (before.open && language_.seam(before.tail, n.head) > 0) out.back().join = Join::none;
      }
      out.insert(out.end(), lines_.begin() + static_cast<std::ptrdiff_t>(n.top),
                 lines_.begin() + static_cast<std::ptrdiff_t>(n.end));
    }
    out.insert(out.end(), lines_.begin() + static_cast<std::ptrdiff_t>(left_), lines_.end());
    lines_ = std::move(out);
  }

  Page& page_;
  std::vector<Line>& lines_;
  const Language& language_;
  std::vector<Node> nodes_;
  std::vector<Story> stories_;
  std::size_t left_ = 0;        // the first line of headlines that no text follows
  std::vector<float> weights_;  // of pieces
};

}  // namespace

void place_bodies(Page& page) {
  if (const Language* language = Language::of(page)) Placer(page, *language).run();
}

}  // namespace galley::stages
