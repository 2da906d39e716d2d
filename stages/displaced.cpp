// Displaced chunks: dangling ends and orphan heads of a page, matched as one assignment.
//
// A chunk (the lines between two blank lines: a column, or what of a paragraph one column held) that breaks off in
// mid-sentence goes on somewhere. Mostly that is the next chunk, and the language model agrees; then nothing is done.
// The ends that are left, and the heads nobody has claimed, are matched so that the sum of the evidence is greatest:
//
//   seam       what the language model says of last words and first words
//   neighbour  the next chunk of the dump needs least
//   widths     columns of one article are equally wide
//   kin        a head shares more of its words with the end than with what it stands behind
//   distance   near rather than far, down rather than up
//   bracket    a head closes the one that stands open
//   orphan     a head that has a reason to be one: the chunk before it breaks off too, its first line is not indented, or a
//              title stands before it
//
// Before that, lines that stand between two others' halves, and last lines read behind another line, go back.
//
// An end may stay open: then the paragraphs stage marks a gap. A head that begins an item (a lead, `近日，`) never
// continues a sentence. A moved chunk takes along what hangs on it: the chunk it breaks off into, and, past its own
// last stop, chunks that share more rare words with where it goes than with where it stood.
//
// Never: moves on width or distance alone, or without a model. A page with more loose ends than any newspaper's, or one
// that would have the model asked too often, is left as it is, with a doubt.
#include "stages/displaced.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/assignment.h"
#include "stages/chunks.h"
#include "stages/facing.h"
#include "stages/forms.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

// More than any newspaper page has; the evidence is weighed pair by pair.
constexpr std::size_t most_ends = 150, most_chunks = 400, most_lines = 2500;
constexpr int most_tails = 20;
constexpr std::size_t most_questions = 20000;  // to the model, some 60 ms; of 100 pages none needed a thousand
// a seam above this needs no other chunk (half of all true ones; one chance seam in forty)
constexpr float agreed = 1.0F;
constexpr float apart = 0.3F;                   // at most so much speaks for a seam that may have something between
constexpr float neighbour = 1.0F;               // what standing next to each other is worth
constexpr float bracket = 2.0F;                 // what closing a bracket that stands open is worth
constexpr float kinship = 12, most_kin = 1.5F;  // what words in common are worth: for all of a chunk's, and at most
// evidence that moves a chunk: of 59 such seams on 190 pages 55 were right; from 2.5 to 3.5 ten of 19
constexpr float move_at = 3.5F;
constexpr float certain_at = 7, guess_at = 3;
constexpr float ahead = 1.0F;  // by as much it must lead the next best place

// What else is known of a chunk here.
struct Placed : Chunk {
  bool title = false;
  bool half = false;                 // the left half of a line that held two columns' first lines
  bool goes_on = false;              // in the next chunk: the seam is a good one
  bool paired = false;               // pairs are told
  std::vector<std::uint32_t> pairs;  // of neighbouring Han characters, ascending, each once
};

class Placer {
 public:
  Placer(Page& page, const Language& language) : page_(page), lines_(page.lines), language_(language) {}

  // Whether a chunk surely stood with a story that is not its own.
  bool run() {
    read_chunks();
    for (int columns = 1; columns < 4 && part_halves(); ++columns) read_chunks();
    const auto ends =
        std::count_if(chunks_.begin(), chunks_.end(), [](const Placed& c) { return c.open && !c.goes_on; });
    if (ends == 0) return false;
    if (static_cast<std::size_t>(ends) > most_ends) {
      give_up();
      return false;
    }
    if (return_aliens()) read_chunks();
    for (int n = 0; n < most_tails && return_tail(); ++n) read_chunks();
    match();
    return strayed_;
  }

 private:
  void match() {
    // ends that their neighbour continues, and the rest
    std::vector<std::size_t> ends;
    std::vector<bool> taken(chunks_.size(), false);
    for (std::size_t k = 0; k < chunks_.size(); ++k) {
      if (!chunks_[k].open) continue;
      if (chunks_[k].goes_on) taken[k + 1] = true;
      else ends.push_back(k);
    }
    std::vector<std::size_t> heads;
    for (std::size_t k = 0; k < chunks_.size(); ++k)
      if (!taken[k] && may_continue(k)) heads.push_back(k);
    if (heads.size() > most_chunks) return give_up();
    Scores score(ends.size(), std::vector<float>(heads.size(), 0));
    for (std::size_t i = 0; i < ends.size(); ++i)
      for (std::size_t j = 0; j < heads.size(); ++j) score[i][j] = evidence(ends[i], heads[j]);
    if (asked_ > most_questions) return give_up();
    const auto chosen = assign(score);
    std::vector<int> next(chunks_.size(), -1);  // the chunk that goes on after each, where that is not the neighbour
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (chosen[i] < 0) continue;
      const std::size_t from = ends[i], to = heads[static_cast<std::size_t>(chosen[i])];
      if (to == from + 1) continue;
      float second = 0;  // the next best, for this end and for this head
      for (std::size_t j = 0; j < heads.size(); ++j)
        if (static_cast<int>(j) != chosen[i]) second = std::max(second, score[i][j]);
      for (std::size_t k = 0; k < ends.size(); ++k)
        if (k != i) second = std::max(second, score[k][static_cast<std::size_t>(chosen[i])]);
      const float sure = score[i][static_cast<std::size_t>(chosen[i])];
      spdlog::debug("displaced: {:.1f} (next best {:.1f}) '{}' -> '{}'", sure, second, last_of(from), first_of(to));
      if (sure < guess_at) continue;
      const Trust trust = sure >= certain_at                          ? Trust::certain
                          : sure >= move_at && sure >= second + ahead ? Trust::likely
                                                                      : Trust::guess;
      strayed_ |= trust == Trust::certain && page_.may(trust) && !chunks_[from].half && !chunks_[to].half &&
                  headline_between(from, to);
      if (page_.may(trust)) next[from] = static_cast<int>(to);
      else suggest_move(page_, lines_[chunks_[to].begin].text, chunks_[from].end, "order.displaced-chunk");
    }
    rearrange(next);
  }

  bool headline_between(std::size_t a, std::size_t b) const {
    return std::any_of(chunks_.begin() + static_cast<std::ptrdiff_t>(std::min(a, b)),
                       chunks_.begin() + static_cast<std::ptrdiff_t>(std::max(a, b)),
                       [](const Placed& c) { return c.title; });
  }

  // More is loose here than can be weighed: all stays where it is.
  void give_up() {
    if (gave_up_) return;
    gave_up_ = true;
    doubt(page_, {0, static_cast<std::uint32_t>(page_.source.size())}, "order.too-many-ends", {});
  }

  // The seam between two texts, as long as the model may be asked; then nothing speaks for any.
  float ask(const Language::Window& tail, const Language::Window& head) {
    if (tail.empty() || head.empty() || ++asked_ > most_questions) return 0;
    return language_.seam(tail, head);
  }

  // A line that stands between two that belong together, while two others wait for it:
  //
  //   10月28日,国                         …的具体行动,是适应新形
  //   势、破解新难题的必然要   <- alien      求,是加快开发区…
  //   家技术开发区…
  bool return_aliens() {
    const std::size_t n = lines_.size();
    if (n > most_lines) give_up();
    if (n < 4 || n > most_lines) return false;
    std::vector<Language::Window> tail(n), head(n);
    for (std::size_t i = 0; i < n; ++i) {
      if (!running(lines_[i]) || lines_[i].column == 0) continue;
      if (!lines_[i].lead) head[i] = language_.head(lines_[i].text.bytes);
      if (!ends_sentence(lines_[i].text.bytes)) tail[i] = language_.tail(lines_[i].text.bytes);
    }
    // The seam to the next line; 9: none, or nothing to say. Most lines are never asked about: little goes on over them.
    constexpr float unasked = -99;
    std::vector<float> seams(n, unasked);
    const auto below = [&](std::size_t i) {
      if (seams[i] == unasked) seams[i] = tail[i].empty() || head[i + 1].empty() ? 9 : ask(tail[i], head[i + 1]);
      return seams[i];
    };
    struct Move {
      std::size_t line, to;
      float sure;
    };
    std::vector<Move> moves;
    for (std::size_t i = 0; i + 2 < n; ++i) {
      if (tail[i].empty() || head[i + 1].empty() || head[i + 2].empty()) continue;
      // what it has above itself counts against it: few characters may make a word by chance (国势)
      float over = ask(tail[i], head[i + 2]);
      if (over < 2 || over < below(i) || (below(i + 1) > apart && below(i + 1) < 9)) continue;
      if (below(i) > apart) over -= below(i);
      Move best{i + 1, 0, 0};
      for (std::size_t p = 0; p + 1 < n; ++p) {
        if (p == i || p == i + 1 || below(p) > apart || tail[p].empty()) continue;
        const float in = ask(tail[p], head[i + 1]);
        if (in < 1.5F) continue;
        const float out = ask(tail[i + 1], head[p + 1]);
        if (out < -0.5F) continue;
        if (over + in + out > best.sure) best = {i + 1, p + 1, over + in + out};
      }
      spdlog::debug("alien: {:.1f} ({:.1f}) '{}' before '{}'", best.sure, over, lines_[i + 1].text.bytes,
                    best.sure > 0 ? lines_[best.to].text.bytes : "");
      if (best.sure >= certain_at + 1) moves.push_back(best);  // three seams at once
    }
    if (asked_ > most_questions) {
      give_up();
      return false;
    }
    for (std::size_t k = 0; k < moves.size(); ++k) {
      const Move m = moves[k];
      if (!page_.may(Trust::likely)) {
        suggest_move(page_, lines_[m.line].text, m.to, "order.interposed-line");
        continue;
      }
      const std::uint32_t chunk = lines_[m.to - 1].chunk;
      lines_[m.line - 1].join = lines_[m.to - 1].join = Join::none;  // both seams hold
      move_line(page_, m.line, m.to, "order.interposed-line");
      const std::size_t now = m.to > m.line ? m.to - 1 : m.to;
      lines_[now].chunk = chunk;
      for (std::size_t q = k + 1; q < moves.size(); ++q)  // the others' places have shifted
        for (std::size_t* at : {&moves[q].line, &moves[q].to}) {
          if (*at > m.line) --*at;
          if (*at >= now) ++*at;
        }
    }
    return !moves.empty();
  }

  // A paragraph's last line that was read behind another's first, on one line too wide for its column: what stands before
  // it goes on below, not in it. It closes an end elsewhere.
  //
  //   今年以来,岸线治理已基本完成            社区请来工匠进行了大年度计划的各项任务。   <- two lines
  //   "我们先修路,"村支书说…               规模修缮,街巷焕然一新。
  bool return_tail() {
    constexpr float wider = 6;          // cells: more than squeezed marks explain
    constexpr float told = 2 * agreed;  // what the seam below says more than the one inside the line
    for (std::size_t k = 0; k + 1 < chunks_.size(); ++k) {
      const std::size_t i = chunks_[k].end - 1;
      const Line& line = lines_[i];
      const std::string_view s = line.text.bytes;
      if (!running(line) || !ends_sentence(s) || line.column == 0 || line.width < line.column + wider ||
          line.width > 2 * line.column || s.find(' ') != s.npos || !may_continue(k + 1))
        continue;
      std::size_t cut = 0;
      float w = 0, below = told;
      for (std::size_t at = 0; at < s.size() && w <= line.column; w += cells(decode(s, at), page_.setting)) {
        if (w < line.column / 2) continue;
        const Language::Window before = language_.tail(s.substr(0, at));
        const float seam = ask(before, chunks_[k + 1].head);
        if (seam < below || ask(before, language_.head(s.substr(at))) > std::min(apart, seam - told)) continue;
        below = seam;
        cut = at;
      }
      if (cut == 0) continue;
      const std::size_t end = end_of(k, s.substr(cut));
      spdlog::debug("tail: {:.1f} '{}' closes '{}'", below, s.substr(cut), end < chunks_.size() ? last_of(end) : "");
      if (end == chunks_.size()) continue;
      const std::size_t to = chunks_[end].end;
      if (!page_.may(Trust::likely)) {
        suggest_move(page_, slice(page_, line.text, cut, s.size()), to, "order.displaced-tail");
        continue;
      }
      cut_line(page_, i, cut);
      const std::size_t behind = to > i ? to + 1 : to;
      const std::uint32_t chunk = lines_[behind - 1].chunk;
      lines_[i].join = lines_[behind - 1].join = Join::none;  // both seams hold
      move_line(page_, i + 1, behind, "order.displaced-tail");
      lines_[to > i ? behind - 1 : behind].chunk = chunk;
      return true;
    }
    return false;
  }

  // The chunk whose loose end a tail closes that stands in chunk k: the one that it surely goes on from, or else the
  // nearest of its story; as many as there are chunks: none.
  std::size_t end_of(std::size_t k, std::string_view tail) {
    const Language::Window head = language_.head(tail);
    const std::size_t none = chunks_.size();
    std::size_t first = k, last = k + 1;  // of its story
    while (first > 0 && !chunks_[first].title && !chunks_[first].fresh) --first;
    while (last < none && !chunks_[last].title) ++last;
    std::size_t best = none, near = none;
    float most = Language::rarely_chance;
    for (std::size_t a = 0; a < none; ++a) {
      if (a == k || !chunks_[a].open || chunks_[a].goes_on) continue;
      const float seam = ask(chunks_[a].tail, head);
      if (seam >= most) {
        most = seam;
        best = a;
      }
      const auto away = [k](std::size_t c) { return c > k ? c - k : k - c; };
      if (a >= first && a < last && seam > -1 && (near == none || away(a) < away(near))) near = a;
    }
    return best < none ? best : near;
  }

  // Two columns' first lines read as one: `X Y`, where Y does not go on from X, and X goes on from an end elsewhere, or
  // in a head that has lost its first line. X becomes a chunk.
  bool part_halves() {
    if (page_.spaced || !page_.may(Trust::likely)) return false;
    std::vector<std::size_t> loose;
    for (std::size_t a = 0; a < chunks_.size(); ++a)
      if (chunks_[a].open && !chunks_[a].goes_on) loose.push_back(a);
    if (loose.empty()) return false;
    if (chunks_.size() > most_chunks) {
      give_up();
      return false;
    }
    std::vector<std::pair<std::size_t, std::size_t>> cuts;  // line, text byte
    for (std::size_t k = 1; k < chunks_.size(); ++k) {
      if (!may_continue(k)) continue;
      const std::string_view s = first_of(k);
      const std::size_t blank = s.find(' ');
      if (blank == std::string_view::npos) continue;
      const float left = width_of(s.substr(0, blank), page_.setting);
      const std::string_view rest = s.substr(blank + 1);
      if (left < 16 || left > 70 || !is_han(first_char(rest))) continue;
      const Language::Window head = language_.head(rest);
      // a paragraph's last words may be few: the chunk before goes on in them
      if (width_of(rest, page_.setting) < 16 && !(chunks_[k - 1].open && ask(chunks_[k - 1].tail, head) > agreed))
        continue;
      const Language::Window tail = language_.tail(s.substr(0, blank));
      if (tail.empty() || ask(tail, head) > agreed / 2) continue;
      if (chunks_[k - 1].goes_on) continue;
      const std::uint8_t open = left_open(s.substr(0, blank));
      float best = 0;
      for (std::size_t a : loose)
        if (a != k && a + 1 != k) best = std::max(best, seam(a, k));
      for (std::size_t b = 1; b < chunks_.size() && best < move_at; ++b)
        if (b != k && may_continue(b) && orphan(b))
          best = std::max(best, ask(tail, chunks_[b].head) + (open & chunks_[b].first_closed ? bracket : 0));
      if (best >= move_at) cuts.emplace_back(chunks_[k].begin, blank);
    }
    if (asked_ > most_questions) {
      give_up();
      return false;
    }
    std::uint32_t next = free_chunk(page_);
    for (auto it = cuts.rbegin(); it != cuts.rend(); ++it) {
      cut_line(page_, it->first, it->second);
      lines_[it->first].chunk = next;
      halves_.insert(next++);
    }
    return !cuts.empty();
  }

  std::string_view first_of(std::size_t k) const { return lines_[chunks_[k].begin].text.bytes; }
  std::string_view last_of(std::size_t k) const { return lines_[chunks_[k].end - 1].text.bytes; }

  void read_chunks() {
    chunks_.clear();
    for (std::size_t a = 0; a < lines_.size();) {
      const std::size_t b = chunk_end(page_, a);
      Placed c;
      static_cast<Chunk&>(c) = read_chunk(page_, a, b, &language_);
      c.title = !c.text && lines_[a].form != Form::table;
      c.half = halves_.contains(lines_[a].chunk);
      if (c.half && !c.text) {
        c.text = true;
        read_ends(page_, c, &language_);
      }
      if (c.half) {
        c.broken_start = true;
        c.open = !ends_sentence(lines_[b - 1].text.bytes);
      }
      chunks_.push_back(std::move(c));
      a = b;
    }
    for (std::size_t k = 0; k + 1 < chunks_.size(); ++k)
      chunks_[k].goes_on =
          chunks_[k].open && may_continue(k + 1) && language_.seam(chunks_[k].tail, chunks_[k + 1].head) >= agreed;
  }

  bool may_continue(std::size_t k) const { return chunks_[k].text && !chunks_[k].fresh; }
  float seam(std::size_t a, std::size_t b) { return ask(chunks_[a].tail, chunks_[b].head); }

  // Chunk b stands behind a, but for halves of lines.
  bool follows(std::size_t a, std::size_t b) const {
    if (b <= a) return false;
    return std::all_of(chunks_.begin() + static_cast<std::ptrdiff_t>(a) + 1,
                       chunks_.begin() + static_cast<std::ptrdiff_t>(b), [](const Placed& c) { return c.half; });
  }

  // A head nobody has claimed has a reason to be one.
  bool orphan(std::size_t k) const {
    if (chunks_[k].broken_start || k == 0) return true;
    const Placed& before = chunks_[k - 1];
    return before.title || (before.open && !before.goes_on);
  }

  float evidence(std::size_t a, std::size_t b) {
    if (a == b) return 0;
    const bool beside = b == a + 1;
    float s = seam(a, b);
    if (beside) return s + neighbour;
    if (chunks_[a].left_open & chunks_[b].first_closed) s += bracket;
    if (s <= 0) return 0;
    s += std::clamp(kinship * (kin(b, a) - (b > 0 ? kin(b, b - 1) : 0)), -most_kin, most_kin);
    if (!orphan(b)) s -= 2.0F;
    const Line &x = lines_[chunks_[a].end - 1], &y = lines_[chunks_[b].begin];
    if (x.column > 0 && y.column > 0 && std::fabs(x.column - y.column) > 4) s -= 1.5F;
    if (b < a) s -= 0.5F;
    s -= 0.01F * static_cast<float>(b > a ? b - a : a - b);
    if (!chunks_[b].broken_start && b > 0 && chunks_[b - 1].title) s -= 1.0F;
    return s;
  }

  // ---- what hangs on a moved chunk ---------------------------------------------------------------------------------------

  const std::vector<std::uint32_t>& pairs(std::size_t k) {
    Placed& c = chunks_[k];
    if (std::exchange(c.paired, true)) return c.pairs;
    char32_t was = 0;
    for (std::size_t i = c.begin; i < c.end; ++i)
      for (std::size_t at = 0; at < lines_[i].text.bytes.size();) {
        const char32_t x = decode(lines_[i].text.bytes, at);
        const bool han = class_of(x) == Class::han;
        if (han && was)
          c.pairs.push_back(static_cast<std::uint32_t>(was) * 0x9E3779B1U ^ static_cast<std::uint32_t>(x));
        was = han ? x : 0;
      }
    std::sort(c.pairs.begin(), c.pairs.end());
    c.pairs.erase(std::unique(c.pairs.begin(), c.pairs.end()), c.pairs.end());
    return c.pairs;
  }
  // Share of chunk k's pairs that chunk other has too.
  float kin(std::size_t k, std::size_t other) {
    const auto &mine = pairs(k), &its = pairs(other);
    if (mine.empty()) return 0;
    std::size_t both = 0, at = 0;
    for (const std::uint32_t p : mine) {
      while (at < its.size() && its[at] < p) ++at;
      both += at < its.size() && its[at] == p;
    }
    return static_cast<float>(both) / static_cast<float>(mine.size());
  }

  void rearrange(std::vector<int> next) {
    const std::size_t n = chunks_.size();
    std::vector<bool> claimed(n, false);
    for (int k : next)
      if (k >= 0) claimed[static_cast<std::size_t>(k)] = true;
    if (std::find(claimed.begin(), claimed.end(), true) == claimed.end()) return;
    for (std::size_t k = 0; k + 1 < n; ++k)  // what surely goes on in its neighbour takes that along
      if (claimed[k] && chunks_[k].goes_on && next[k] < 0 && !claimed[k + 1]) {
        next[k] = static_cast<int>(k + 1);
        claimed[k + 1] = true;
      }
    std::vector<std::size_t> order;
    std::vector<bool> done(n, false);
    std::vector<bool> moved(n, false);
    // a first line that lost its column goes to where that is
    std::vector<std::size_t> first_line(n, n);
    for (std::size_t k = 0; k < n; ++k)
      if (chunks_[k].half && next[k] >= 0 && !claimed[k]) first_line[static_cast<std::size_t>(next[k])] = k;
    for (std::size_t k : first_line)
      if (k < n) claimed[k] = true;
    // chunk k, what it breaks off into, and what follows that
    auto emit = [&](auto&& self, std::size_t k) -> void {
      if (done[k]) return;
      done[k] = true;
      order.push_back(k);
      if (next[k] < 0) return;
      const auto to = static_cast<std::size_t>(next[k]);
      if (done[to]) return;
      if (first_line[to] == k) {
        moved[k] = true;
        return self(self, to);
      }
      moved[to] = true;
      self(self, to);
      for (std::size_t m = to + 1;
           m < n && !done[m] && !claimed[m] && chunks_[m].text && !lines_[chunks_[m].begin].lead; ++m) {
        if (chunks_[m - 1].half) break;  // it went alone
        const bool runs_on = chunks_[m - 1].open && next[m - 1] < 0;
        const float here = std::max(kin(m, k), kin(m, to));
        const float there = to > 0 ? kin(m, to - 1) : 0;
        if (!runs_on && here < there + 0.02F) break;
        moved[m] = true;
        self(self, m);
        if (lines_[chunks_[m].end - 1].ends_article) break;
      }
    };
    for (std::size_t k = 0; k < n; ++k) {
      if (first_line[k] < n) emit(emit, first_line[k]);
      else if (!claimed[k]) emit(emit, k);
    }
    for (std::size_t k = 0; k < n; ++k) emit(emit, k);  // a ring of claims begins anywhere
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      const Placed& c = chunks_[order[at]];
      for (std::size_t i = c.begin; i < c.end; ++i) out.push_back(lines_[i]);
      // what it stands before
      const std::string_view before = at + 1 < order.size() ? first_of(order[at + 1]) : std::string_view{};
      if (moved[order[at]]) {
        const Text &first = lines_[c.begin].text, &last = lines_[c.end - 1].text;
        page_.notes.push_back({{first.source_begin(), last.source_end()},
                               "order.displaced-chunk",
                               std::string(first.bytes),
                               std::string(before),
                               true,
                               "move"});
      }
      if (at + 1 == order.size()) break;
      const std::size_t after = order[at + 1];
      // the seam that brought a chunk here holds; a half line goes on in what stood here before, and what a half line stood
      // between goes on
      const bool parted = after > order[at] + 1 && follows(order[at], after) && c.open;
      const bool holds =
          next[order[at]] == static_cast<int>(after) || ((c.half || parted) && out.back().join == Join::undecided &&
                                                         may_continue(after) && seam(order[at], after) > 0);
      if (holds) out.back().join = Join::none;
    }
    lines_ = std::move(out);
  }

  Page& page_;
  std::vector<Line>& lines_;
  const Language& language_;
  std::vector<Placed> chunks_;
  std::unordered_set<std::uint32_t> halves_;  // chunk numbers
  std::size_t asked_ = 0;                     // of the model
  bool gave_up_ = false, strayed_ = false;
};

}  // namespace

bool place_displaced(Page& page) {
  const Language* const language = Language::of(page);
  return language && Placer(page, *language).run();
}

}  // namespace galley::stages
