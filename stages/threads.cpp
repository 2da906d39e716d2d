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
//   seam       what the language model says of the story's last words and the chunk's first; in an alphabet small letters, too
//   ends       whether the one breaks off and the other begins in mid-sentence; brackets, equal columns, end marks, headlines;
//              whether the story's own last words break off
//   neighbour  the chunk before it in the dump is the story's last
//   rounds     the dump went to this story the last time, too, when it left the one it is in now
//
// A headline is read before the column below it, whosever that is: it waits for the story that begins with its words. One set
// over several columns is read in pieces, each above a column of its story.
//
// Most pages are in order. A page is taken for one in rounds when that explains it much better, and only where stories
// are torn in mid-sentence; then what ends the beam tells how sure each seam is.
#include "stages/threads.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
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

// Conditional logits, fitted on pages read by OCR: 1,780 choices of 51 pages of Chinese, 2,440 of 32 of Japanese, 1,130 of 30 of
// English; for other alphabets on the same without a model.
struct Weights {
  float topic, seam = 0, seam_fresh = 0;       // seam_fresh: where the other begins as paragraphs do
  float breaks_at_fresh = 0, stops_at_broken;  // the one ends in mid-sentence, not the other; the other way round
  float small_on = 0, capital_on = 0, small_begins = 0;  // of an alphabet: after words that break off, after a stop
  float bracket, column, ended, titled, title_torn;      // title_torn: a headline stands where a sentence would go on
  float rounds, rounds_open;
  float begins, begins_titled, begins_lead, begins_broken;
  float next;           // being the next chunk, on a page in rounds
  float ends_open = 0;  // a story's last text breaks off
};
constexpr Weights of_han{.topic = 4,
                         .seam = 1.3F,
                         .seam_fresh = 0.8F,
                         .breaks_at_fresh = -2.2F,
                         .stops_at_broken = -0.9F,
                         .bracket = 0.3F,
                         .column = -2,
                         .ended = -3.6F,
                         .titled = -3,
                         .title_torn = -2.5F,
                         .rounds = 1.7F,
                         .rounds_open = 1.6F,
                         .begins = 0.8F,
                         .begins_titled = 1.5F,
                         .begins_lead = 6.9F,
                         .begins_broken = -0.4F,
                         .next = 2.1F,
                         .ends_open = 2};
constexpr Weights of_japanese{.topic = 3.7F,
                              .seam = 1,
                              .seam_fresh = 0.4F,
                              .breaks_at_fresh = -2.5F,
                              .stops_at_broken = -1.3F,
                              .bracket = 1.4F,
                              .column = -0.8F,
                              .ended = -2,
                              .titled = -2.7F,
                              .title_torn = -0.5F,
                              .rounds = 2,
                              .rounds_open = 0.9F,
                              .begins = 0.1F,
                              .begins_titled = 3.2F,
                              .begins_lead = 5,
                              .begins_broken = -1.8F,
                              .next = 3.4F};
constexpr Weights of_english{.topic = 7.3F,
                             .seam = 0.7F,
                             .stops_at_broken = -1.4F,
                             .small_on = 2,
                             .capital_on = -2.3F,
                             .small_begins = -0.1F,
                             .bracket = 0.4F,
                             .column = -1.1F,
                             .ended = -2.3F,
                             .titled = -2.1F,
                             .title_torn = -0.8F,
                             .rounds = 1.7F,
                             .rounds_open = 2,
                             .begins = 1,
                             .begins_titled = 2.5F,
                             .begins_lead = 1.7F,
                             .begins_broken = -3,
                             .next = 3,
                             .ends_open = 2};
constexpr Weights of_others{.topic = 7.6F,
                            .stops_at_broken = -1.8F,
                            .small_on = 2,
                            .capital_on = -2.6F,
                            .small_begins = -0.2F,
                            .bracket = 1,
                            .column = -1.2F,
                            .ended = -2.4F,
                            .titled = -2.2F,
                            .title_torn = -0.8F,
                            .rounds = 1.6F,
                            .rounds_open = 2.2F,
                            .begins = 0.9F,
                            .begins_titled = 2.5F,
                            .begins_lead = 1.7F,
                            .begins_broken = -3.3F,
                            .next = 2.9F,
                            .ends_open = 2};
constexpr float in_order = 6;  // what being the next chunk is worth on a page in order
constexpr float other = 0.3F;  // of what a headline tells, where it shares no words with the text below it
// By as much rounds must explain a page better where one seam is torn in mid-sentence, and where more are: of 147 pages read
// by OCR 135 do, of 150 in order none. And by this much for each seam that holds in the dump's order, over torn_more, where a
// model knows the words, and for each that leaves it but the first few: on a page in rounds every jump tells, on one in order
// (long, or with a story twice) few do. Shorter lines tear more words, and hyphens tell less than the model: in alphabets less is enough. So it is
// in Japanese, where a paragraph is often a sentence and few columns end within one; of 152 pages in order one seems to have one
// torn, and rounds do not explain it better.
struct Least {
  float torn_once, torn_more, held, jump;
};
constexpr Least least_of_han{16, 13, 1.5F, 1.6F}, least_of_japanese{12, 9, 1, 0.4F}, least_of_letters{18, 10, 0, 2};
constexpr float few_jumps = 3;
// Lines of a chunk, on average, in an alphabet: where columns of one story were read across, slice by slice, there are two or
// three; what belongs together does not come in its order there.
constexpr float least_deep = 2.8F;
constexpr float certain_at = 0.9F, likely_at = 0.4F, begins_at = 0.3F;
constexpr float own = 0.35F;  // share of a headline's words that its own story has
constexpr std::size_t none = std::numeric_limits<std::size_t>::max();  // of nodes

// A chunk of running text and the headlines and bylines above it; or what is none: a headline, a table.
struct Node : Chunk {
  std::size_t text_begin = 0, text_end = 0;  // lines of its text
  bool titled = false, lead = false, small = false, ended = false;
  bool apart = false;         // a caption, a table: of no story's text, and no headline
  std::size_t signed_at = 0;  // first line of a byline that stood below it by itself; 0: none
  std::size_t length = 0;     // bytes
  float first_column = 0, last_column = 0;
};

class Threader {
 public:
  explicit Threader(Page& page) : page_(page), lines_(page.lines), language_(Language::of(page)) {}

  void run() {
    if (lines_.size() > most_lines) return;
    read();
    if (nodes_.size() > most_chunks || texts_.size() < least_chunks || loose() < least_loose) return;
    if (sliced() || crumbled() || repeated()) return;
    read_pieces();
    read_headlines();
    read_words();
    const float rounds = search(w_.next, narrow);
    const std::size_t found = torn();
    spdlog::debug("threads: in rounds {:.1f}, {} torn, {} jumps, {} held", rounds, found, jumps(), held());
    if (found == 0) return;
    const float least = least_better(found), ordered = search(in_order, narrow);
    spdlog::debug("threads: in order {:.1f}, {:.1f} better will do", ordered, least);
    if (rounds < ordered + least) return;
    search(w_.next, wide);
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
    int pending = -1;          // text above which a headline stands that no story has begun under
  };

  // ---- chunks --------------------------------------------------------------------------------------------------------------

  bool title_line(std::size_t i, bool more) const {
    const Line& l = lines_[i];
    if (l.form == Form::heading || l.form == Form::byline) return true;
    // a short line of text: a long word found no room behind it
    const auto goes_on = [](const Line& x) {
      const char32_t c = first_char(x.text.bytes);
      return is_lower(c) || class_of(c) == Class::digit;
    };
    if (!page_.han && (goes_on(l) || (more && goes_on(lines_[i + 1])))) return false;
    // nor is a headline read on in the text below it
    if (page_.kana && more && language_ &&
        language_->seam(l.text.bytes, lines_[i + 1].text.bytes) > Language::rarely_chance)
      return false;
    return running(l) && more && !l.lead && !ends_sentence(l.text.bytes) && !has_comma(l.text.bytes) &&
           l.text.bytes.find("。") == std::string_view::npos &&
           (l.column > 0 ? l.width < l.column - 7 || l.width > l.column + 6 : l.width < 84);
  }

  // A caption ends in who took the picture, or begins with what it shows.
  bool captioned(std::size_t begin, std::size_t end) const {
    if (!page_.han || !page_.forms || end - begin > 5) return false;
    const std::string_view last = lines_[end - 1].text.bytes;
    if (page_.forms->any("credit", last)) return true;
    if (end - begin > 1 && page_.forms->any("credit", std::string(lines_[end - 2].text.bytes) + std::string(last)))
      return true;
    return shows(begin) && ends_sentence(last);
  }
  bool shows(std::size_t i) const { return page_.forms->any("shows", lines_[i].text.bytes); }

  // Headlines go with the text below them; a byline below a text that has ended signs it.
  void read() {
    for (std::size_t a = 0, b; a < lines_.size(); a = b) {
      b = chunk_end(page_, a);
      Node n;
      n.text_begin = a;
      while (n.text_begin < b && title_line(n.text_begin, n.text_begin + 1 < b)) ++n.text_begin;
      n.text_end = b;
      while (n.text_end > n.text_begin + 1 && lines_[n.text_end - 1].form == Form::byline) --n.text_end;
      if (n.text_begin < b) static_cast<Chunk&>(n) = read_chunk(page_, n.text_begin, n.text_end, language_);
      if (n.text && n.text_end < b) n.signed_at = n.text_end;
      n.begin = a;
      n.end = b;
      n.titled = n.text_begin > a;
      n.apart = lines_[a].form == Form::table || lines_[a].form == Form::caption || captioned(a, b);
      if (n.apart) n.text = false;
      if (n.text) read_text(n);
      Node* const above = nodes_.empty() ? nullptr : &nodes_.back();
      const bool headed = above && !above->text && !above->apart;
      if (n.apart && above && above->text && above->open && above->end - above->begin <= 3 && !n.fresh &&
          captioned(a, b) && !shows(a)) {
        above->text = false;  // the caption's first lines
        above->apart = true;
        above->end = b;
      } else if (n.text && headed) {
        n.begin = above->begin;
        n.titled = true;
        *above = n;
      } else if (!n.text && !n.apart && headed) {
        above->end = b;
      } else if (!n.text && above && above->text && !above->open && above->signed_at == 0 && b == a + 1 &&
                 lines_[a].form == Form::byline) {
        above->signed_at = a;
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
    const Line &first = lines_[n.text_begin], &last = lines_[n.text_end - 1];
    n.lead = first.lead;
    n.small = is_lower(first_char(first.text.bytes));
    n.ended = last.ends_article || last.jump_to >= 0 || n.signed_at > 0;
    n.first_column = first.column;
    n.last_column = last.column;
    // as narrow as an indented line that had no room for more
    if (first.column > 0 && n.text_end > n.text_begin + 1 && !n.broken_start && !ends_sentence(first.text.bytes))
      n.fresh = true;
    for (std::size_t i = n.text_begin; i < n.text_end; ++i) n.length += lines_[i].text.bytes.size();
  }
  // The language's weights, and what the model of English, which few pages need, has to say. More is in capitals, and stories'
  // words are more alike, in English than in others; Hangul is set in words, too.
  void read_words() {
    w_ = page_.kana ? of_japanese : of_han;
    if (page_.han) return;
    const Words words(page_);
    w_ = words.german() || words.foreign() ? of_others : of_english;
    if (!words.english()) return;
    language_ = Language::english();
    if (!language_) return;
    for (const std::size_t k : texts_) {
      nodes_[k].tail = language_->tail(lines_[nodes_[k].text_end - 1].text.bytes);
      nodes_[k].head = language_->head(lines_[nodes_[k].text_begin].text.bytes);
    }
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
    for (const std::size_t k : texts_) lines += nodes_[k].text_end - nodes_[k].text_begin;
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
      return nodes_[k].text_end - nodes_[k].text_begin == 1 && nodes_[k].length < short_bytes;
    });
    return static_cast<std::size_t>(crumbs) * 2 > texts_.size();
  }

  // Whether texts stand on the page twice: of all words they have most in common with their doubles, which are not their stories.
  bool repeated() const {
    constexpr std::size_t most = 1;
    // below stories of a day stand the same sources: 雲見新報社、2019年5月4日。
    const std::size_t least_bytes = page_.kana ? 60 : 18;
    std::vector<std::string> firsts;  // two lines: several may begin with the day's dateline
    for (const std::size_t k : texts_) {
      const Node& n = nodes_[k];
      std::string first(lines_[n.text_begin].text.bytes);
      if (n.text_begin + 1 < n.text_end) first += lines_[n.text_begin + 1].text.bytes;
      if (first.size() >= least_bytes) firsts.push_back(std::move(first));
    }
    std::sort(firsts.begin(), firsts.end());
    const auto once = std::unique(firsts.begin(), firsts.end());
    return static_cast<std::size_t>(firsts.end() - once) > most;
  }

  // ---- topic ---------------------------------------------------------------------------------------------------------------

  // What headlines say, and which have nothing to do with the texts they stand above.
  void read_headlines() {
    constexpr float least = 0.1F;
    constexpr std::size_t least_words = 5, most_words = 60;
    for (const std::size_t k : texts_) {
      const Node& n = nodes_[k];
      title_words_.push_back(words_of(n.begin, n.text_begin));
      if (title_words_.back().size() > most_words) title_words_.back().resize(most_words);
      words_.push_back(words_of(n.text_begin, n.text_end));
    }
    for (std::size_t t = 0; t < texts_.size(); ++t)
      strange_.push_back(page_.han && nodes_[texts_[t]].titled && title_words_[t].size() >= least_words &&
                         share(t, t) < least);
  }
  // Share of the words of the headline above text `of` that text t has.
  float share(std::size_t of, std::size_t t) const {
    const std::vector<std::uint32_t>& title = title_words_[of];
    constexpr std::size_t least = 3;
    return title.size() < least ? 0 : static_cast<float>(shared(title, t)) / static_cast<float>(title.size());
  }
  std::size_t shared(const std::vector<std::uint32_t>& title, std::size_t t) const {
    return static_cast<std::size_t>(std::count_if(title.begin(), title.end(), [&](std::uint32_t piece) {
      return std::binary_search(words_[t].begin(), words_[t].end(), piece);
    }));
  }
  std::vector<std::uint32_t> words_of(std::size_t begin, std::size_t end) const {
    std::string all;
    for (std::size_t i = begin; i < end; ++i) {
      if (lines_[i].form == Form::byline) continue;
      if (!page_.han) all += ' ';
      all += lines_[i].text.bytes;
    }
    std::vector<std::uint32_t> out;
    each_piece(all, [&](std::uint32_t piece, bool) { out.push_back(piece); });
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  // Whether a story that begins with text t has the headline that stands above text `of`.
  bool heads(int of, std::size_t t) const {
    return of >= 0 && !nodes_[texts_[t]].titled && share(static_cast<std::size_t>(of), t) >= own;
  }

  // A piece and a text that has it, as one number.
  static std::uint32_t piece_of(std::uint64_t held) { return static_cast<std::uint32_t>(held >> 32); }
  static std::uint32_t holder_of(std::uint64_t held) { return static_cast<std::uint32_t>(held); }
  // Leaves out most pieces that one text only has, as most have: less is sorted.
  static void keep_shared(std::vector<std::uint64_t>& held) {
    constexpr int bits = 14;
    constexpr std::uint32_t nobody = ~0U, several = nobody - 1;
    std::vector<std::uint32_t> whose(1 << bits, nobody);  // by the first bits of pieces, which are hashes
    for (const std::uint64_t h : held) {
      std::uint32_t& who = whose[piece_of(h) >> (32 - bits)];
      who = who == nobody || who == holder_of(h) ? holder_of(h) : several;
    }
    std::erase_if(held, [&](std::uint64_t h) { return whose[piece_of(h) >> (32 - bits)] != several; });
  }

  // Which pieces of each text each text before it has. Those of one text only, or of a third of all, tell nothing.
  void read_pieces() {
    std::vector<std::uint64_t> held;
    for (std::uint32_t t = 0; t < texts_.size(); ++t)
      for (std::size_t i = nodes_[texts_[t]].begin; i < nodes_[texts_[t]].end; ++i)
        each_piece(lines_[i].text.bytes,
                   [&](std::uint32_t piece, bool) { held.push_back(std::uint64_t{piece} << 32 | t); });
    keep_shared(held);
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    const std::size_t n = texts_.size(), most = std::max<std::size_t>(3, n / 3);
    shared_.assign(n, std::vector<Pieces>(n));
    weights_.assign(n, {});
    for (std::size_t from = 0, to; from < held.size(); from = to) {
      to = from + 1;
      while (to < held.size() && piece_of(held[to]) == piece_of(held[from])) ++to;
      if (to - from < 2 || to - from > most) continue;
      const float weight = std::log(static_cast<float>(n) / static_cast<float>(to - from));
      for (std::size_t y = from + 1; y < to; ++y) {
        const std::uint32_t k = holder_of(held[y]);
        const auto number = static_cast<std::uint32_t>(weights_[k].size());
        weights_[k].push_back(weight);
        for (std::size_t x = from; x < y; ++x) shared_[k][holder_of(held[x])].push_back(number);
      }
    }
  }

  // The logarithm of the weight of all pieces that text t has in common with the thread, over the root of the thread's length in
  // characters: a line or two are too short to tell how many it would have.
  float topic(std::size_t t, int thread) {
    met_.assign(weights_[t].size(), false);
    float sum = 0;
    for (int at = thread; at >= 0; at = threads_[static_cast<std::size_t>(at)].before)
      for (const std::uint32_t piece : shared_[t][threads_[static_cast<std::size_t>(at)].last])
        if (!met_[piece]) {
          met_[piece] = true;
          sum += weights_[t][piece];
        }
    const float bytes = page_.han ? 3 : 1, least = page_.han ? 60 : 180;  // of a character; characters
    const float length = static_cast<float>(threads_[static_cast<std::size_t>(thread)].length) / bytes;
    return std::log1p(2 * sum / std::sqrt(std::max(least, length)));
  }

  // ---- search --------------------------------------------------------------------------------------------------------------

  // What speaks for text y after text x, whatever else is of their story.
  float pair(std::size_t x, std::size_t y) const {
    const Node &a = nodes_[texts_[x]], &b = nodes_[texts_[y]];
    float z = 0;
    if (page_.han) {
      if (a.open) z += b.fresh ? w_.breaks_at_fresh + w_.seam_fresh * seam(a, b) : w_.seam * seam(a, b);
      else if (b.broken_start) z += w_.stops_at_broken;
    } else {
      if (a.open) z += (b.small ? w_.small_on : w_.capital_on) + w_.seam * seam(a, b);
      else if (b.small) z += w_.small_begins;
      else if (b.broken_start) z += w_.stops_at_broken;
    }
    if (a.last_column > 0 && b.first_column > 0 && std::fabs(a.last_column - b.first_column) > 4) z += w_.column;
    if (a.left_open & b.first_closed) z += w_.bracket;
    if (a.ended) z += w_.ended;
    if (b.titled) z += (a.open ? w_.title_torn : w_.titled) * (strange_[y] ? other : 1);
    return z;
  }
  // What being the next is worth: in rounds nothing where a headline stands between, and the sentence does not go on.
  float nearness(std::size_t x, std::size_t y, float neighbour) const {
    const Node &a = nodes_[texts_[x]], &b = nodes_[texts_[y]];
    const bool parted = a.open && b.titled && !(may_continue(b) && seam(a, b) > 0);
    return parted && neighbour < in_order ? 0 : neighbour;
  }
  float begins(std::size_t t) const {
    const std::size_t k = texts_[t];
    const Node& n = nodes_[k];
    float z = w_.begins;
    if (n.titled || k == 0 || !nodes_[k - 1].text) z += w_.begins_titled * (strange_[t] ? other : 1);
    if (n.lead) z += w_.begins_lead;
    else if (n.broken_start) z += w_.begins_broken;
    return z;
  }

  // Finds what each text goes on from, and how sure that is. Returns how well the best way explains the page.
  float search(float neighbour, std::size_t beam) {
    const std::size_t n = texts_.size();
    threads_.clear();
    std::vector<int> extended;  // what a thread, counted from -1, is with text t: many ways share it
    const auto extend = [&](int thread, std::size_t t) {
      int& longer = extended[static_cast<std::size_t>(thread + 1)];
      if (longer < 0) {
        longer = static_cast<int>(threads_.size());
        const std::size_t before = thread < 0 ? 0 : threads_[static_cast<std::size_t>(thread)].length;
        threads_.push_back({t, thread, before + nodes_[texts_[t]].length});
      }
      return longer;
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
          if (z == unasked)
            z = pair(last, t) + w_.topic * topic(t, thread) + (beside ? nearness(last, t, neighbour) : 0);
          const bool due = static_cast<int>(i) == round && !beside;
          const float rounds = due ? w_.rounds + (nodes_[texts_[last]].open ? w_.rounds_open : 0) : 0;
          offers.push_back({way.score + z + rounds - chance, k, static_cast<int>(i)});
        }
        const float headed =
            heads(way.pending, t) && texts_[t] > 0 && nodes_[texts_[t] - 1].text ? w_.begins_titled : 0;
        offers.push_back({way.score + begins(t) + headed - chance, k, -1});
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
      extended.assign(threads_.size() + 1, -1);
      next.resize(offers.size());  // what is there keeps its memory
      for (std::size_t k = 0; k < offers.size(); ++k) {
        const Offer& o = offers[k];
        Way& way = next[k] = ways[o.way];
        way.score = o.score;
        int to = o.thread;
        way.pending = left_over(way.pending, to < 0, t);
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
      }
      std::swap(ways, next);
    }
    for (Way& way : ways)
      for (const int thread : way.threads)
        if (nodes_[texts_[threads_[static_cast<std::size_t>(thread)].last]].open) way.score -= w_.ends_open;
    std::stable_sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) { return a.score > b.score; });
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
  // The text above which a headline is left over after text t, which begins a story or goes on in one.
  int left_over(int pending, bool begins, std::size_t t) const {
    if (begins) return heads(pending, t) ? -1 : pending;
    return nodes_[texts_[t]].titled ? static_cast<int>(t) : pending;
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
    const float even = page_.kana ? -1 : 0;  // down to it a seam of Japanese is as likely true as chance (japanese.cpp)
    std::size_t n = 0;
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      if (from_[t] < 0 || beside(t) || sure_[t] < 0.9F || !mid_sentence(t) || !may_continue(nodes_[texts_[t]]))
        continue;
      n += !language_ || seam(nodes_[texts_[static_cast<std::size_t>(from_[t])]], nodes_[texts_[t]]) > even;
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
    const Least& least = page_.kana ? least_of_japanese : page_.han ? least_of_han : least_of_letters;
    const float by_jumps = least.jump * (static_cast<float>(jumps()) - few_jumps);
    const float by_held = language_ && page_.han ? least.torn_more + least.held * static_cast<float>(held()) : 0;
    return std::max({found < 2 ? least.torn_once : least.torn_more, by_held, by_jumps});
  }

  // ---- order ---------------------------------------------------------------------------------------------------------------

  // Between two lines of a sentence or a headline. A word's hyphen is the hyphens stage's to judge.
  Join seamless(const Line& before) const {
    return page_.han ? Join::none : before.text.bytes.ends_with('-') ? Join::undecided : Join::space;
  }

  // For each text that begins a story under a headline that stood above another: the text that it stood above; -1.
  std::vector<int> headlines() const {
    std::vector<int> out(texts_.size(), -1);
    int pending = -1;
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      const bool begins = from_[t] < 0;
      if (begins && heads(pending, t)) out[t] = pending;
      pending = left_over(pending, begins, t);
    }
    return out;
  }
  // For each node the one whose signature goes below it: its own, or, where a story goes on below one, that of the story
  // that ended last before it.
  std::vector<std::size_t> signatures(const std::vector<std::size_t>& next) const {
    std::vector<std::size_t> out(nodes_.size(), none);
    for (std::size_t k = 0; k < nodes_.size(); ++k) {
      if (nodes_[k].signed_at == 0) continue;
      std::size_t to = k;
      for (std::size_t j = k; next[k] != none && to == k && j > 0; --j) {
        const Node& before = nodes_[j - 1];
        if (before.text && before.ended && before.signed_at == 0 && next[j - 1] == none && out[j - 1] == none)
          to = j - 1;
      }
      out[to] = k;
    }
    return out;
  }
  // Where each node goes.
  struct Plan {
    std::vector<std::size_t> next;          // the node that its story goes on in
    std::vector<bool> claimed, torn;        // goes on from another; in mid-sentence
    std::vector<std::size_t> above, signs;  // the node whose headline goes above it, whose signature goes below it
    std::vector<bool> headless;             // its headline goes elsewhere
    std::vector<bool> begins;               // a story, surely enough
  };
  Plan plan() {
    const std::size_t n = nodes_.size();
    Plan p{std::vector(n, none),  std::vector(n, false), std::vector(n, false), std::vector(n, none), {},
           std::vector(n, false), std::vector(n, false)};
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      if (from_[t] < 0) {
        spdlog::debug("threads: {:.2f} begins '{}'", sure_[t], lines_[nodes_[texts_[t]].text_begin].text.bytes);
        // what OCR makes of Han columns it tells apart less well
        p.begins[texts_[t]] = sure_[t] >= (page_.han && !page_.kana ? certain_at : begins_at) &&
                              !(page_.han && nodes_[texts_[t]].titled && share(t, t) < own);
        continue;
      }
      const std::size_t from = texts_[static_cast<std::size_t>(from_[t])], to = texts_[t];
      const Trust trust = beside(t) || sure_[t] >= certain_at ? Trust::certain
                          : sure_[t] >= likely_at             ? Trust::likely
                                                              : Trust::guess;
      spdlog::debug("threads: {:.2f} '{}' -> '{}'", sure_[t], lines_[nodes_[from].text_end - 1].text.bytes,
                    lines_[nodes_[to].text_begin].text.bytes);
      if (!page_.may(trust)) {
        suggest_move(page_, lines_[nodes_[to].text_begin].text, nodes_[from].end, "order.story-in-rounds");
        continue;
      }
      p.next[from] = to;
      p.claimed[to] = true;
      p.torn[to] = mid_sentence(t);
    }
    const std::vector<int> head = headlines();
    for (std::size_t t = 0; t < texts_.size(); ++t) {
      if (head[t] < 0) continue;
      const std::size_t of = texts_[static_cast<std::size_t>(head[t])];
      if (!page_.may(Trust::likely)) {
        suggest_move(page_, lines_[nodes_[of].begin].text, nodes_[texts_[t]].begin, "order.story-in-rounds");
        continue;
      }
      p.headless[of] = true;
      p.above[texts_[t]] = of;
    }
    p.signs = signatures(p.next);
    return p;
  }

  // Whether the headline above node k, a line, is a piece of the one that ends in line `last`, torn where columns part.
  bool torn_headline(const Plan& p, std::size_t first, std::size_t k, std::size_t last) const {
    const Node& c = nodes_[k];
    if (!language_ || c.text_begin != c.begin + 1 || lines_[c.begin].form != Form::text) return false;
    const float z = language_->seam(lines_[last].text.bytes, lines_[c.begin].text.bytes);
    if (!p.torn[k]) return z >= Language::rarely_chance;  // it may be a crosshead
    if (z > 0) return true;
    // its story's own words
    constexpr std::size_t least = 3;
    const auto text_of = [this](std::size_t node) {
      return static_cast<std::size_t>(std::lower_bound(texts_.begin(), texts_.end(), node) - texts_.begin());
    };
    const std::vector<std::uint32_t>& title = title_words_[text_of(k)];
    const auto said = std::count_if(title.begin(), title.end(), [&](std::uint32_t piece) {
      for (std::size_t j = first; j != none; j = p.next[j])
        if (const std::size_t t = text_of(j); std::binary_search(words_[t].begin(), words_[t].end(), piece))
          return true;
      return false;
    });
    return static_cast<float>(said) >= own * static_cast<float>(std::max(least, title.size()));
  }

  // Lines in their new order; joined: they go on, in mid-sentence, from the piece before them.
  struct Piece {
    std::size_t begin = 0, end = 0;
    bool joined = false;
  };
  // Marks where a story begins that goes by its words alone: a text without a lead, which may have a headline of several lines;
  // in an alphabet a headline between blank lines, which might be read on from a text above that broke off.
  void mark_begin(const Node& c) {
    std::size_t at = c.text_begin;
    if (at == c.begin || page_.han) {
      lines_[at].begins_story = !c.lead;
      return;
    }
    while (at > c.begin && lines_[at - 1].form == Form::byline) --at;
    if (at == c.begin || lines_[at - 1].chunk == lines_[c.text_begin].chunk) return;
    const std::uint32_t chunk = lines_[--at].chunk;
    while (at > c.begin && lines_[at - 1].chunk == chunk) --at;
    lines_[at].begins_story = true;
  }

  // The story that begins with node `first`.
  void lay_out(const Plan& p, std::size_t first, std::vector<Piece>& out) {
    std::vector<Piece> left;      // headlines that stood where a sentence goes on
    std::size_t headline = none;  // the piece that ends in the story's headline
    const auto head = [&](const Node& c) {
      std::size_t end = c.text_begin;
      while (end > c.begin && lines_[end - 1].form == Form::byline) --end;
      if (end > c.begin) {
        headline = out.size();
        out.push_back({c.begin, end});
      }
      if (end < c.text_begin) out.push_back({end, c.text_begin});
    };
    if (p.above[first] != none) head(nodes_[p.above[first]]);
    else if (p.begins[first]) mark_begin(nodes_[first]);
    for (std::size_t k = first; k != none; k = p.next[k]) {
      const Node& c = nodes_[k];
      const bool titled = c.text && c.text_begin > c.begin && !p.headless[k];
      std::size_t begin = p.headless[k] ? c.text_begin : c.begin;
      if (titled && k == first) {
        head(c);
        begin = c.text_begin;
      } else if (titled && headline != none && torn_headline(p, first, k, out[headline].end - 1)) {
        lines_[c.begin].chunk = lines_[out[headline].end - 1].chunk;
        out.insert(out.begin() + static_cast<std::ptrdiff_t>(++headline), Piece{c.begin, c.text_begin, true});
        begin = c.text_begin;
      } else if (titled && p.torn[k]) {
        left.push_back({c.begin, c.text_begin});
        begin = c.text_begin;
      }
      const bool unsigned_now = c.signed_at > 0 && p.signs[k] != k;
      out.push_back({begin, unsigned_now ? c.signed_at : c.end, p.torn[k]});
      if (const std::size_t by = p.signs[k]; by != none && by != k)
        out.push_back({nodes_[by].signed_at, nodes_[by].end});
    }
    out.insert(out.end(), left.begin(), left.end());
  }

  void place() {
    const Plan p = plan();
    std::vector<Piece> order;
    for (std::size_t first = 0; first < nodes_.size(); ++first)
      if (!p.claimed[first]) lay_out(p, first, order);
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      const auto [begin, end, joined] = order[at];
      const bool moved = at > 0 ? order[at - 1].end != begin : begin != 0;
      if (moved)
        page_.notes.push_back(
            {{lines_[begin].text.source_begin(), lines_[end - 1].text.source_end()},
             "order.story-in-rounds",
             std::string(lines_[begin].text.bytes),
             at + 1 < order.size() ? std::string(lines_[order[at + 1].begin].text.bytes) : std::string(),
             true,
             "move"});
      if (moved && joined) out.back().join = seamless(out.back());
      for (std::size_t i = begin; i < end; ++i) out.push_back(lines_[i]);
    }
    lines_ = std::move(out);
  }

  using Pieces = std::vector<std::uint32_t>;

  Page& page_;
  std::vector<Line>& lines_;
  const Language* language_;
  Weights w_{};
  std::vector<Node> nodes_;
  std::vector<std::size_t> texts_;           // nodes of running text; numbers of texts are places here
  std::vector<std::vector<Pieces>> shared_;  // of text, with each text before it: numbers of its pieces
  std::vector<std::vector<float>> weights_;  // of each text's pieces
  std::vector<bool> met_, strange_;
  std::vector<std::vector<std::uint32_t>> words_, title_words_;  // of each text and of the headline above it
  std::vector<Thread> threads_;
  std::vector<int> from_;  // for each text
  std::vector<float> sure_;
};

}  // namespace

void place_threads(Page& page) { Threader(page).run(); }

}  // namespace galley::stages
