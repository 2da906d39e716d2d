// Threads: the stories of a page, where the dump has gone from one to the next and back.
//
// OCR programs read a page block by block, while its stories stand above or beside each other in several columns each. So
// the dump has the first column of every story, then the second of every one, and so on:
//
//   A1 B1 C1  A2 B2 C2  A3 C3  …        each a chunk: what stood between two blank lines
//
// The chunks of a story come in their order; only others stand between. So each chunk, from the first one on, either goes on
// in one of the stories begun before, or begins one of its own. A beam search weighs the ways to see a page; what speaks for
// a story, in logits:
//
//   topic      rare pieces of words in common with all of the story so far
//   seam       what the language model says of the story's last words and the chunk's first; of an alphabet, small letters
//   ends       whether the one breaks off and the other begins in mid-sentence; brackets, equal columns, end marks, headlines
//   neighbour  the chunk before it in the dump is the story's last
//   rounds     the dump went to this story the last time, too, when it left the one it is in now
//
// Most pages are in order. A page is taken for one in rounds when that explains it much better, and only where stories
// are torn in mid-sentence; then what ends the beam tells how sure each seam is.
#include "stages/threads.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/chunks.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/pieces.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

// More chunks than any newspaper page has; the work grows with their square.
constexpr std::size_t most_chunks = 250, least_chunks = 4, most_lines = 2500;
constexpr std::size_t least_loose = 2;         // texts that break off while the next does not go on
constexpr std::size_t wide = 48, narrow = 12;  // of the beam: to place chunks, to tell whether any are to be placed

// Conditional logits, fitted on 1,600 choices of 55 pages read by OCR: Chinese, Japanese; English.
struct Weights {
  float topic, seam;
  float breaks_at_fresh, stops_at_broken;            // the one ends in mid-sentence, not the other; the other way round
  float small_on, capital_on, small_begins;          // of an alphabet: after words that break off, after a stop
  float bracket, column, ended, titled, title_torn;  // title_torn: a headline stands where a sentence would go on
  float rounds, rounds_open;
  float begins, begins_titled, begins_lead, begins_broken;
};
constexpr Weights of_han{2.5F,  1.6F,  -1.8F, -0.9F, 0,    0,    0, 0.4F, -1.2F,
                         -0.9F, -1.2F, -1.1F, 1.5F,  1.4F, 0.5F, 2, 3,    -0.5F};
constexpr Weights of_english{6.9F,  0,     0,     -0.7F, 1.3F, -1.6F, -0.3F, 0.4F, -1.4F,
                             -0.6F, -0.8F, -1.8F, 1.1F,  1.8F, 0.2F,  2.7F,  1.5F, -1.3F};
constexpr Weights of_others{3.1F,  0,     0,     -1.2F, 2.8F, -2.2F, 0.5F, 1,    -1,
                            -1.4F, -1.5F, -1.2F, 2,     0.9F, -0.8F, 2.8F, 1.1F, -1.4F};
// What being the next chunk is worth on a page in order, and on one in rounds, where three of five are.
constexpr float in_order = 6, in_rounds = 2.2F;
// By as much rounds must explain a page better where one seam is torn in mid-sentence, and where more are: of 95 pages in rounds
// 80 do, of 475 others none. Shorter lines tear more words, and hyphens tell less than the model: in alphabets less is enough.
constexpr float clearly = 18, with_more = 14, with_more_letters = 12;
// Lines of a chunk, on average, in an alphabet: where columns of one story were read across, slice by slice, there are two or
// three; what belongs together does not come in its order there.
constexpr float least_deep = 2.8F;
// And by this much for each seam that leaves the dump's order but the first few; and for each that holds in it, over with_more, where
// a model knows the words: on a page in rounds every jump tells, on one in order (long, or with a story twice) few do.
constexpr float for_jump = 2, few_jumps = 3, for_held = 1.5F;
constexpr float certain_at = 0.9F, likely_at = 0.4F;

// A chunk of running text and the headlines and bylines above it; or what is none: a headline, a table.
struct Node : Chunk {
  std::size_t text_begin = 0;  // first line of its text
  bool titled = false, lead = false, small = false, ended = false;
  bool apart = false;      // a caption, a table: of no story's text, and no headline
  std::size_t length = 0;  // bytes
  float first_column = 0, last_column = 0;
};

// More is in capitals, and stories' words are more alike, in English than in others; Hangul is set in words, too.
const Weights& weights_for(const Page& page) {
  if (page.han) return of_han;
  const Words words(page);
  return words.german() || words.foreign() ? of_others : of_english;
}

class Threader {
 public:
  explicit Threader(Page& page)
      : page_(page), lines_(page.lines), language_(Language::of(page)), w_(weights_for(page)) {}

  void run() {
    if (lines_.size() > most_lines) return;
    read();
    if (nodes_.size() > most_chunks || texts_.size() < least_chunks || loose() < least_loose) return;
    if (sliced() || crumbled() || repeated()) return;
    read_pieces();
    const float rounds = search(in_rounds, narrow);
    const std::size_t found = torn();
    spdlog::debug("threads: in rounds {:.1f}, {} torn, {} jumps, {} held", rounds, found, jumps(), held());
    if (found == 0) return;
    const float least = least_better(found), ordered = search(in_order, narrow);
    spdlog::debug("threads: in order {:.1f}, {:.1f} better will do", ordered, least);
    if (rounds < ordered + least) return;
    search(in_rounds, wide);
    place();
  }

 private:
  // A story so far: its last chunk, and the thread that was before it came to that.
  struct Thread {
    std::size_t last = 0;
    int before = -1;
    std::size_t length = 0;
  };
  // One way to see the page so far.
  struct Way {
    float score = 0;
    std::vector<int> threads;  // in the order of their first chunks
    std::vector<int> then;     // for each, the one that the dump went to when it left it; -1: it has not
    int now = -1;              // that of the last chunk
  };

  // ---- chunks --------------------------------------------------------------------------------------------------------------

  bool title_line(std::size_t i, bool more) const {
    const Line& l = lines_[i];
    if (l.form == Form::heading || l.form == Form::byline) return true;
    return running(l) && more && !l.lead && !ends_sentence(l.text.bytes) && !has_comma(l.text.bytes) &&
           (l.column > 0 ? l.width < l.column - 7 || l.width > l.column + 6 : l.width < 84);
  }

  // A caption ends in who took the picture.
  bool credited(std::size_t begin, std::size_t end) const {
    return page_.han && page_.forms && end - begin <= 5 && page_.forms->any("credit", lines_[end - 1].text.bytes);
  }

  // Headlines go with the text below them; a byline below a text that has ended signs it.
  void read() {
    for (std::size_t a = 0, b; a < lines_.size(); a = b) {
      b = a + 1;
      while (b < lines_.size() && lines_[b].chunk == lines_[a].chunk) ++b;
      Node n;
      n.text_begin = a;
      while (n.text_begin < b && title_line(n.text_begin, n.text_begin + 1 < b)) ++n.text_begin;
      if (n.text_begin < b) static_cast<Chunk&>(n) = read_chunk(page_, n.text_begin, b, language_);
      n.begin = a;
      n.end = b;
      n.titled = n.text_begin > a;
      n.apart = lines_[a].form == Form::table || lines_[a].form == Form::caption || credited(a, b);
      if (n.apart) n.text = false;
      if (n.text) read_text(n);
      Node* const above = nodes_.empty() ? nullptr : &nodes_.back();
      const bool headed = above && !above->text && !above->apart;
      if (n.apart && above && above->text && above->open && above->end - above->begin <= 3 && !n.fresh &&
          credited(a, b)) {
        above->text = false;  // the caption's first lines
        above->apart = true;
        above->end = b;
      } else if (n.text && headed) {
        n.begin = above->begin;
        n.titled = true;
        *above = n;
      } else if (!n.text && !n.apart && headed) {
        above->end = b;
      } else if (!n.text && above && above->text && !above->open && b == a + 1 && lines_[a].form == Form::byline) {
        above->end = b;
        above->ended = true;
      } else {
        nodes_.push_back(n);
      }
    }
    for (std::size_t k = 0; k < nodes_.size(); ++k)
      if (nodes_[k].text) texts_.push_back(k);
  }
  void read_text(Node& n) const {
    const Line &first = lines_[n.text_begin], &last = lines_[n.end - 1];
    n.lead = first.lead;
    n.small = is_lower(first_char(first.text.bytes));
    n.ended = last.ends_article || last.jump_to >= 0;
    n.first_column = first.column;
    n.last_column = last.column;
    // as narrow as an indented line that had no room for more
    if (first.column > 0 && n.end > n.text_begin + 1 && !n.broken_start && !ends_sentence(first.text.bytes))
      n.fresh = true;
    for (std::size_t i = n.text_begin; i < n.end; ++i) n.length += lines_[i].text.bytes.size();
  }
  bool may_continue(const Node& n) const { return page_.han ? !n.fresh : n.small; }
  float seam(const Node& a, const Node& b) const {
    return language_ ? std::clamp(language_->seam(a.tail, b.head), -3.0F, 5.0F) : 0;
  }

  // How many texts break off while the next does not go on.
  std::size_t loose() const {
    std::size_t n = 0;
    for (std::size_t k = 0; k + 1 < nodes_.size(); ++k) {
      const Node &a = nodes_[k], &b = nodes_[k + 1];
      n += a.text && a.open && !(b.text && !b.titled && may_continue(b) && seam(a, b) >= 0);
    }
    return n;
  }

  bool sliced() const {
    std::size_t lines = 0;
    for (const std::size_t k : texts_) lines += nodes_[k].end - nodes_[k].text_begin;
    return !page_.han && static_cast<float>(lines) < least_deep * static_cast<float>(texts_.size());
  }

  // Texts that break off and go on in the next.
  std::size_t held() const {
    std::size_t open = 0;
    for (std::size_t k = 0; k + 1 < nodes_.size(); ++k) open += nodes_[k].text && nodes_[k].open;
    return open - loose();
  }

  // Whether most texts are a short line: the dump has a blank line after every one, and what a column was is not told.
  bool crumbled() const {
    constexpr std::size_t short_bytes = 150;
    const auto crumbs = std::count_if(texts_.begin(), texts_.end(), [this](std::size_t k) {
      return nodes_[k].end - nodes_[k].text_begin == 1 && nodes_[k].length < short_bytes;
    });
    return static_cast<std::size_t>(crumbs) * 2 > texts_.size();
  }

  // Whether texts stand on the page twice: of all words they have most in common with their doubles, which are not their stories.
  bool repeated() const {
    constexpr std::size_t least_bytes = 18, most = 1;
    std::vector<std::string_view> firsts;
    for (const std::size_t k : texts_)
      if (const std::string_view s = lines_[nodes_[k].text_begin].text.bytes; s.size() >= least_bytes)
        firsts.push_back(s);
    std::sort(firsts.begin(), firsts.end());
    const auto once = std::unique(firsts.begin(), firsts.end());
    return static_cast<std::size_t>(firsts.end() - once) > most;
  }

  // ---- topic ---------------------------------------------------------------------------------------------------------------

  // Which pieces of each text each text before it has. Those of one text only, or of a third of all, tell nothing.
  void read_pieces() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> held;  // piece, text
    for (std::uint32_t t = 0; t < texts_.size(); ++t)
      for (std::size_t i = nodes_[texts_[t]].begin; i < nodes_[texts_[t]].end; ++i)
        each_piece(lines_[i].text.bytes, [&](std::uint32_t piece, bool) { held.emplace_back(piece, t); });
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    const std::size_t n = texts_.size(), most = std::max<std::size_t>(3, n / 3);
    shared_.assign(n, std::vector<Pieces>(n));
    weights_.assign(n, {});
    for (std::size_t from = 0, to; from < held.size(); from = to) {
      to = from + 1;
      while (to < held.size() && held[to].first == held[from].first) ++to;
      if (to - from < 2 || to - from > most) continue;
      const float weight = std::log(static_cast<float>(n) / static_cast<float>(to - from));
      for (std::size_t y = from + 1; y < to; ++y) {
        const std::uint32_t k = held[y].second;
        const auto number = static_cast<std::uint32_t>(weights_[k].size());
        weights_[k].push_back(weight);
        for (std::size_t x = from; x < y; ++x) shared_[k][held[x].second].push_back(number);
      }
    }
  }

  // Weight of all pieces that text t has in common with the thread, over the root of the thread's length in characters.
  float topic(std::size_t t, int thread) {
    met_.assign(weights_[t].size(), false);
    float sum = 0;
    for (int at = thread; at >= 0; at = threads_[static_cast<std::size_t>(at)].before)
      for (const std::uint32_t piece : shared_[t][threads_[static_cast<std::size_t>(at)].last])
        if (!met_[piece]) {
          met_[piece] = true;
          sum += weights_[t][piece];
        }
    constexpr float bytes = 3;
    const auto length = static_cast<float>(threads_[static_cast<std::size_t>(thread)].length);
    return sum / std::sqrt(std::max(1.0F, page_.han ? length / bytes : length));
  }

  // ---- search --------------------------------------------------------------------------------------------------------------

  // What speaks for text y after text x, whatever else is of their story.
  float pair(std::size_t x, std::size_t y) const {
    const Node &a = nodes_[texts_[x]], &b = nodes_[texts_[y]];
    float z = 0;
    if (page_.han) {
      if (a.open) z += b.fresh ? w_.breaks_at_fresh : w_.seam * seam(a, b);
      else if (b.broken_start) z += w_.stops_at_broken;
    } else {
      if (a.open) z += b.small ? w_.small_on : w_.capital_on;
      else if (b.small) z += w_.small_begins;
      else if (b.broken_start) z += w_.stops_at_broken;
    }
    if (a.last_column > 0 && b.first_column > 0 && std::fabs(a.last_column - b.first_column) > 4) z += w_.column;
    if (a.left_open & b.first_closed) z += w_.bracket;
    if (a.ended) z += w_.ended;
    if (b.titled) z += a.open ? w_.title_torn : w_.titled;
    return z;
  }
  float begins(std::size_t t) const {
    const std::size_t k = texts_[t];
    const Node& n = nodes_[k];
    float z = w_.begins;
    if (n.titled || k == 0 || !nodes_[k - 1].text) z += w_.begins_titled;
    if (n.lead) z += w_.begins_lead;
    else if (n.broken_start) z += w_.begins_broken;
    return z;
  }

  // Finds what each text goes on from, and how sure that is. Returns how well the best way explains the page.
  float search(float neighbour, std::size_t beam) {
    const std::size_t n = texts_.size();
    threads_.clear();
    std::map<std::pair<int, std::size_t>, int> extended;
    const auto extend = [&](int thread, std::size_t t) {
      const auto [it, fresh] = extended.try_emplace({thread, t}, static_cast<int>(threads_.size()));
      if (fresh) {
        const std::size_t before = thread < 0 ? 0 : threads_[static_cast<std::size_t>(thread)].length;
        threads_.push_back({t, thread, before + nodes_[texts_[t]].length});
      }
      return it->second;
    };
    const float chance = std::log(std::exp(neighbour) + 4);  // some four other stories are there to go on in
    struct Offer {
      float score;
      std::size_t way;
      int thread;  // number in its way; -1: a new one
    };
    constexpr float unasked = std::numeric_limits<float>::lowest();
    std::vector<Offer> offers;
    std::vector<Way> ways(1), next;
    for (std::size_t t = 0; t < n; ++t) {
      offers.clear();
      std::vector<float> of_thread(threads_.size(), unasked);
      for (std::size_t k = 0; k < ways.size(); ++k) {
        const Way& way = ways[k];
        const int round = way.now < 0 ? -1 : way.then[static_cast<std::size_t>(way.now)];
        for (std::size_t i = 0; i < way.threads.size(); ++i) {
          const int thread = way.threads[i];
          const std::size_t last = threads_[static_cast<std::size_t>(thread)].last;
          const bool beside = texts_[last] + 1 == texts_[t];
          float& z = of_thread[static_cast<std::size_t>(thread)];
          if (z == unasked) z = pair(last, t) + w_.topic * topic(t, thread) + (beside ? neighbour : 0);
          const bool due = static_cast<int>(i) == round && !beside;
          const float rounds = due ? w_.rounds + (nodes_[texts_[last]].open ? w_.rounds_open : 0) : 0;
          offers.push_back({way.score + z + rounds - chance, k, static_cast<int>(i)});
        }
        offers.push_back({way.score + begins(t) - chance, k, -1});
      }
      // equal ones in a fixed order, whatever the library's sort does
      const auto better = [](const Offer& a, const Offer& b) {
        return a.score != b.score ? a.score > b.score : std::pair(a.way, a.thread) < std::pair(b.way, b.thread);
      };
      if (offers.size() > beam) {
        std::nth_element(offers.begin(), offers.begin() + static_cast<std::ptrdiff_t>(beam), offers.end(), better);
        offers.resize(beam);
      }
      std::sort(offers.begin(), offers.end(), better);
      next.clear();
      for (const Offer& o : offers) {
        Way way = ways[o.way];
        way.score = o.score;
        int to = o.thread;
        if (to < 0) {
          to = static_cast<int>(way.threads.size());
          way.threads.push_back(extend(-1, t));
          way.then.push_back(-1);
        } else {
          int& thread = way.threads[static_cast<std::size_t>(to)];
          thread = extend(thread, t);
        }
        if (way.now >= 0 && way.now != to) way.then[static_cast<std::size_t>(way.now)] = to;
        way.now = to;
        next.push_back(std::move(way));
      }
      std::swap(ways, next);
    }
    from_ = sources(ways[0]);
    sure_.assign(n, 0);
    float all = 0;
    for (const Way& way : ways) {
      const std::vector<int> from = sources(way);
      const float share = std::exp(way.score - ways[0].score);
      all += share;
      for (std::size_t t = 0; t < n; ++t) sure_[t] += from[t] == from_[t] ? share : 0;
    }
    for (float& s : sure_) s /= all;
    return ways[0].score;
  }
  // The text that each goes on from; -1: it begins a story.
  std::vector<int> sources(const Way& way) const {
    std::vector<int> from(texts_.size(), -1);
    for (int at : way.threads)
      for (; at >= 0; at = threads_[static_cast<std::size_t>(at)].before) {
        const Thread& thread = threads_[static_cast<std::size_t>(at)];
        if (thread.before >= 0)
          from[thread.last] = static_cast<int>(threads_[static_cast<std::size_t>(thread.before)].last);
      }
    return from;
  }

  bool beside(std::size_t t) const { return texts_[static_cast<std::size_t>(from_[t])] + 1 == texts_[t]; }
  // Whether text t goes on in mid-sentence. In an alphabet it may begin with a name.
  bool mid_sentence(std::size_t t) const {
    const Node &a = nodes_[texts_[static_cast<std::size_t>(from_[t])]], &b = nodes_[texts_[t]];
    return a.open && (!page_.han || may_continue(b));
  }

  // Texts that surely go on, in mid-sentence, from another than the one before them.
  std::size_t torn() const {
    std::size_t n = 0;
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      if (from_[t] < 0 || beside(t) || sure_[t] < 0.9F || !mid_sentence(t) || !may_continue(nodes_[texts_[t]]))
        continue;
      n += !language_ || seam(nodes_[texts_[static_cast<std::size_t>(from_[t])]], nodes_[texts_[t]]) > 0;
    }
    return n;
  }

  // Texts that go on from another than the one before them.
  std::size_t jumps() const {
    std::size_t n = 0;
    for (std::size_t t = 0; t < texts_.size(); ++t) n += from_[t] >= 0 && !beside(t);
    return n;
  }
  // By how much rounds must explain the page better than its order.
  float least_better(std::size_t found) const {
    const float by_jumps = for_jump * (static_cast<float>(jumps()) - few_jumps);
    const float by_held = language_ ? with_more + for_held * static_cast<float>(held()) : 0;
    const float least = found < 2 ? clearly : page_.han ? with_more : with_more_letters;
    return std::max({least, by_held, by_jumps});
  }

  // ---- order ---------------------------------------------------------------------------------------------------------------

  // Between two lines of a sentence. A word's hyphen is the hyphens stage's to judge.
  Join seamless(const Line& before) const {
    return page_.han ? Join::none : before.text.bytes.ends_with('-') ? Join::undecided : Join::space;
  }

  void place() {
    const std::size_t n = nodes_.size();
    constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> next(n, none);
    std::vector<bool> claimed(n, false), torn_at(n, false);
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      if (from_[t] < 0) continue;
      const std::size_t from = texts_[static_cast<std::size_t>(from_[t])], to = texts_[t];
      const Trust trust = beside(t) || sure_[t] >= certain_at ? Trust::certain
                          : sure_[t] >= likely_at             ? Trust::likely
                                                              : Trust::guess;
      spdlog::debug("threads: {:.2f} '{}' -> '{}'", sure_[t], lines_[nodes_[from].end - 1].text.bytes,
                    lines_[nodes_[to].text_begin].text.bytes);
      if (!page_.may(trust)) {
        suggest_move(page_, lines_[nodes_[to].text_begin].text, nodes_[from].end, "order.story-in-rounds");
        continue;
      }
      next[from] = to;
      claimed[to] = true;
      torn_at[to] = mid_sentence(t);
    }
    // pieces of the page in their new order: [begin, end) of lines
    std::vector<std::pair<std::size_t, std::size_t>> order;
    std::vector<std::size_t> joined;  // pieces that go on, in mid-sentence, from the piece before them
    for (std::size_t first = 0; first < n; ++first) {
      if (claimed[first]) continue;
      std::vector<std::pair<std::size_t, std::size_t>> left;  // headlines that stood where a sentence goes on
      for (std::size_t k = first; k != none; k = next[k]) {
        const Node& c = nodes_[k];
        std::size_t begin = c.begin;
        if (torn_at[k]) {
          if (c.text_begin > c.begin) left.emplace_back(c.begin, c.text_begin);
          begin = c.text_begin;
          joined.push_back(order.size());
        }
        order.emplace_back(begin, c.end);
      }
      order.insert(order.end(), left.begin(), left.end());
    }
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      const auto [begin, end] = order[at];
      const bool moved = at > 0 ? order[at - 1].second != begin : begin != 0;
      if (moved)
        page_.notes.push_back(
            {{lines_[begin].text.source_begin(), lines_[end - 1].text.source_end()},
             "order.story-in-rounds",
             std::string(lines_[begin].text.bytes),
             at + 1 < order.size() ? std::string(lines_[order[at + 1].first].text.bytes) : std::string(),
             true,
             "move"});
      if (moved && std::binary_search(joined.begin(), joined.end(), at)) out.back().join = seamless(out.back());
      for (std::size_t i = begin; i < end; ++i) out.push_back(lines_[i]);
    }
    lines_ = std::move(out);
  }

  using Pieces = std::vector<std::uint32_t>;

  Page& page_;
  std::vector<Line>& lines_;
  const Language* language_;
  const Weights& w_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> texts_;           // nodes of running text; numbers of texts are places here
  std::vector<std::vector<Pieces>> shared_;  // of text, with each text before it: numbers of its pieces
  std::vector<std::vector<float>> weights_;  // of each text's pieces
  std::vector<bool> met_;
  std::vector<Thread> threads_;
  std::vector<int> from_;  // for each text
  std::vector<float> sure_;
};

}  // namespace

void place_threads(Page& page) { Threader(page).run(); }

}  // namespace galley::stages
