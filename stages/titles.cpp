// Headlines: puts those of stories side by side before their own stories.
//
// Extractors print the headlines of neighbouring articles first, often as one line, and then the columns:
//
//   白鹭渡口修起观鸟木屋 老船工写下三十六种水鸟        <- two headlines
//   本报讯 昨天是白鹭渡口观鸟木屋开放的第一天。…       <- a story
//   本报讯 渡口的老船工把三十六种水鸟的叫声…           <- a second one, without a headline
//
// A headline sums up its story in the story's own words. So a headline that shares most of its rare words (pieces of them
// that at most half of the page's stories have) with a story that stands without one, and few with those it
// stands beside, goes there; one line is cut at a blank where its halves clearly belong to two stories.
//
// Where the second story begins with no more than a paragraph, at a column's head, it is found by the words: there those of
// one headline end to be met, and those of the other begin, and the two texts have hardly a word in common.
//
// Where one story's headline is wanted by another, both may change places. Below the first lines of columns, read across, there may
// stand the rest of a headline: it goes to that.
//
// Never: else a second headline for a story that has one; away from a story that would lose its only sign of a beginning, unless
// that text goes on, in mid-sentence, from what stands above the headline. Where no columns were read across, a headline goes
// only to a story that begins with a lead and leaves another behind that shares nothing of it.
#include "stages/titles.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/pieces.h"

namespace galley::stages {
namespace {

constexpr float most_width = 100, least_width = 10;  // cells of a headline
constexpr float kicker_width = 6, half_width = 16;   // of a line that goes with one; of what may be cut from one
// Fitted on 43 pages with columns read across; 0.3 to 0.45 and 0.1 to 0.25 do as well.
constexpr float own = 0.4F;       // share of a headline's rare pairs that its story has, at least
constexpr float ahead = 0.15F;    // by as much it leads every other story
constexpr float at_head = 0.25F;  // share of its headline's pieces in its first column
constexpr float clearly = 0.3F;   // by as much a story that begins unmarked leads what stands above it
// pieces that two stories have in common, at most: of eight with one headline right above the other's these had 0 to 0.06,
// the two halves of one story, of 40 looked at, 0.08 and more
constexpr float in_common = 0.07F;
// on a page whose columns were not read across: what its story has, and the one it stands above may have
constexpr float own_apart = 0.5F, others_apart = 0.1F;
constexpr std::size_t most_titles = 100, most_stories = 100;
constexpr int most_moves = 24;

void sort_once(std::vector<std::uint32_t>& pieces) {
  std::sort(pieces.begin(), pieces.end());
  pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
}

std::vector<std::uint32_t> pieces_of(std::string_view s) {
  std::vector<std::uint32_t> out;
  each_piece(s, [&](std::uint32_t p, bool) { out.push_back(p); });
  sort_once(out);
  return out;
}

class TitlePlacer {
 public:
  TitlePlacer(Page& page, bool rows) : page_(page), lines_(page.lines), rows_(rows || page.parted) {}

  void run() {
    for (int moves = 0; moves < most_moves; ++moves) {
      read();
      if (stories_.empty() || stories_.size() > most_stories || titles_.size() > most_titles || !doubtful()) return;
      read_pieces();
      if (!divide() && !part() && !place()) return;
    }
  }

 private:
  struct Story {
    std::size_t begin = 0, end = 0;  // lines
    bool headed = false;             // a title stands before it
    bool opens = false;              // begins as articles begin
    std::vector<bool> has;           // the titles' pieces, by number
  };

  bool titular(const Line& l) const {
    if (l.form == Form::heading) return true;
    const std::string_view s = l.text.bytes;
    return l.form == Form::text && !l.lead && l.width <= most_width && l.width >= kicker_width && !ends_sentence(s) &&
           s.find("。") == s.npos && !has_comma(s) && class_of(last_char(s)) != Class::pause;
  }

  // Title type stands at a chunk's head or alone; the same words further down are a line of text or a crosshead.
  void read() {
    stories_.clear();
    titles_.clear();
    bool head = true;  // only titles since the chunk began
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Line& l = lines_[i];
      head = i == 0 || lines_[i - 1].chunk != l.chunk || (head && !titles_.empty() && titles_.back() + 1 == i);
      const bool fills = l.column > 0 && l.width >= l.column - 1.5F && l.width <= l.column + 2.6F;
      const bool more = i + 1 < lines_.size() && lines_[i + 1].chunk == l.chunk;
      if (head && titular(l) && !(fills && more)) {
        titles_.push_back(i);
        continue;
      }
      if (!running(l)) continue;
      // a byline, a caption between two halves of a sentence part nothing
      const bool open = !stories_.empty() && !ends_sentence(lines_[stories_.back().end - 1].text.bytes) &&
                        !lines_[stories_.back().end - 1].ends_article;
      const bool titled = !titles_.empty() && !stories_.empty() && titles_.back() >= stories_.back().end;
      const bool after_text = !stories_.empty() && !titled && (stories_.back().end == i || open);
      const bool begins =
          !after_text || (l.lead && !open) || lines_[i - 1].ends_article || begins_.count(l.text.source_begin()) > 0;
      if (!begins) {
        stories_.back().end = i + 1;
        continue;
      }
      Story s;
      s.begin = i;
      s.end = i + 1;
      std::size_t before = i;
      while (before > 0 && lines_[before - 1].form == Form::byline) --before;
      s.headed = !titles_.empty() && titles_.back() + 1 == before;
      s.opens = l.lead || l.fresh || before < i || (!open && !(l.column > 0 && l.width >= l.column - 1.5F));
      stories_.push_back(std::move(s));
    }
  }

  // Which of the titles' pieces each story has, and which of them most stories have.
  void read_pieces() {
    numbers_.clear();
    for (std::size_t i : titles_)
      each_piece(lines_[i].text.bytes, [&](std::uint32_t p, bool) { numbers_.emplace(p, numbers_.size()); });
    numbers_.rehash(numbers_.size() * 4);  // few of the stories' pieces are looked for further than their place
    std::vector<std::size_t> spread(numbers_.size(), 0);
    for (Story& s : stories_) {
      s.has.assign(numbers_.size(), false);
      for (std::size_t i = s.begin; i < s.end; ++i)
        each_piece(lines_[i].text.bytes, [&](std::uint32_t p, bool) {
          if (const auto it = numbers_.find(p); it != numbers_.end()) s.has[it->second] = true;
        });
      for (std::size_t k = 0; k < spread.size(); ++k) spread[k] += s.has[k];
    }
    common_.clear();
    for (std::size_t n : spread) common_.push_back(n > 2 && n * 2 > stories_.size());
  }

  // Numbers of the rare pieces of one of the titles, or of a part of one.
  std::vector<std::size_t> rare_of(std::string_view title) const {
    std::vector<std::size_t> out;
    for (const std::uint32_t p : pieces_of(title))
      if (const std::size_t k = numbers_.at(p); !common_[k]) out.push_back(k);
    return out;
  }

  // Share of its rare pieces that each story has.
  std::vector<float> shares(std::string_view title) const {
    const std::vector<std::size_t> rare = rare_of(title);
    std::vector<float> out(stories_.size(), 0);
    if (rare.size() < 3) return out;
    for (std::size_t k = 0; k < stories_.size(); ++k) {
      const auto n = std::count_if(rare.begin(), rare.end(), [&](std::size_t p) { return stories_[k].has[p]; });
      out[k] = static_cast<float>(n) / static_cast<float>(rare.size());
    }
    return out;
  }

  // Whether a story may begin at line i, in the midst of another: at a column's head.
  bool may_begin(std::size_t i) const {
    const Line &above = lines_[i - 1], &l = lines_[i];
    return above.chunk != l.chunk && running(l) && ends_sentence(above.text.bytes);
  }

  // A title line, or what of it stands before or behind a blank.
  struct Part {
    std::size_t line = 0;
    std::string_view text;
    std::vector<std::size_t> rare;  // numbers of its pieces
  };
  std::vector<Part> parts() const {
    constexpr std::size_t least = 4;  // pieces
    std::vector<Part> out;
    const auto add = [&](std::size_t i, std::string_view s) {
      Part p{i, s, rare_of(s)};
      if (p.rare.size() >= least) out.push_back(std::move(p));
    };
    for (const std::size_t i : titles_) {
      if (lines_[i].width > most_width) continue;  // marked as a headline
      const std::string_view s = lines_[i].text.bytes;
      add(i, s);
      for (std::size_t at = s.find(' '); at != s.npos; at = s.find(' ', at + 1)) {
        add(i, s.substr(0, at));
        add(i, s.substr(at + 1));
      }
    }
    return out;
  }

  // Where headlines of two stories were read one after the other the second story may begin unmarked, at a column's head in
  // the midst of what stands below them: there the words of the one headline end to be met, and those of the other begin.
  bool divide() {
    constexpr std::size_t most_weighed = 20000;  // pairs of a part and a head
    std::vector<Part> all;
    std::size_t weighed = 0;
    for (const Story& s : stories_) {
      std::vector<std::size_t> heads;
      for (std::size_t i = s.begin + 1; i < s.end; ++i)
        if (may_begin(i)) heads.push_back(i);
      if (heads.empty()) continue;
      if (all.empty()) all = parts();
      weighed += heads.size() * all.size();
      if (weighed > most_weighed) return false;
      const std::size_t at = second_story(s, heads, all);
      if (at == 0) continue;
      begins_.insert(lines_[at].text.source_begin());
      return true;
    }
    return false;
  }
  // Whether what a story says before line i and from there on has hardly a word in common.
  bool strangers(const Story& s, std::size_t i) const {
    constexpr std::size_t enough = 60, most = 300;  // pieces
    std::vector<std::uint32_t> before, after, both;
    const auto read = [&](std::size_t k, std::vector<std::uint32_t>& side) {
      each_piece(lines_[k].text.bytes, [&](std::uint32_t piece, bool) { side.push_back(piece); });
    };
    for (std::size_t k = i; k > s.begin && before.size() < most; --k) read(k - 1, before);
    for (std::size_t k = i; k < s.end && after.size() < most; ++k) read(k, after);
    sort_once(before);
    sort_once(after);
    std::set_intersection(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(both));
    const std::size_t least = std::min(before.size(), after.size());
    return least >= enough && static_cast<float>(both.size()) <= in_common * static_cast<float>(least);
  }
  std::size_t second_story(const Story& s, const std::vector<std::size_t>& heads, const std::vector<Part>& all) const {
    // the stretches between heads where each piece is met first and last
    constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> first(numbers_.size(), nowhere), last(numbers_.size(), 0);
    std::vector<std::vector<bool>> met(heads.size() + 1, std::vector<bool>(numbers_.size(), false));
    for (std::size_t i = s.begin, k = 0; i < s.end; ++i) {
      if (k < heads.size() && heads[k] == i) ++k;
      each_piece(lines_[i].text.bytes, [&](std::uint32_t piece, bool) {
        const auto it = numbers_.find(piece);
        if (it == numbers_.end()) return;
        first[it->second] = std::min(first[it->second], k);
        met[k][it->second] = true;
        last[it->second] = k;
      });
    }
    std::size_t group = s.begin;  // the titles above it
    while (group > 0 &&
           (std::binary_search(titles_.begin(), titles_.end(), group - 1) || lines_[group - 1].form == Form::byline))
      --group;
    const auto share = [](const Part& p, auto has) {
      return static_cast<float>(std::count_if(p.rare.begin(), p.rare.end(), has)) / static_cast<float>(p.rare.size());
    };
    float most = 0;
    std::size_t best = 0;
    for (std::size_t k = 0; k < heads.size(); ++k) {
      const auto before = [&](std::size_t piece) { return first[piece] <= k; };
      const auto after = [&](std::size_t piece) { return first[piece] != nowhere && last[piece] > k; };
      // told once a head, when first asked: the parts that head what stands before it, and whether it is another text
      std::vector<const Part*> heading;
      bool asked = false, apart_from = false;
      const auto ask = [&] {
        if (std::exchange(asked, true)) return;
        for (const Part& q : all)
          if (q.line >= group && q.line < s.begin && share(q, before) >= own &&
              share(q, before) - share(q, after) >= clearly)
            heading.push_back(&q);
        apart_from = !heading.empty() && strangers(s, heads[k]);
      };
      for (const Part& p : all) {
        const float its = share(p, after), lead = its - share(p, before);
        if (its < own || lead < clearly || lead < most) continue;
        if (share(p, [&](std::size_t piece) { return bool{met[k + 1][piece]}; }) < at_head) continue;
        const bool others = std::any_of(stories_.begin(), stories_.end(), [&](const Story& o) {
          return &o != &s && share(p, [&](std::size_t piece) { return bool{o.has[piece]}; }) + ahead > its;
        });
        if (others) continue;
        ask();
        const bool headed = apart_from && std::any_of(heading.begin(), heading.end(), [&](const Part* q) {
                              return q->text.data() >= p.text.data() + p.text.size() ||
                                     p.text.data() >= q->text.data() + q->text.size();
                            });
        if (!headed) continue;
        spdlog::debug("titles: {:.2f}, {:.2f} ahead: '{}' may head '{}'", its, lead, p.text,
                      lines_[heads[k]].text.bytes);
        most = lead;
        best = heads[k];
      }
    }
    return best;
  }

  // The story that shares more than all others, by `ahead`; -1: none.
  static int clear_winner(const std::vector<float>& share) {
    const auto best = std::max_element(share.begin(), share.end());
    if (best == share.end() || *best < own) return -1;
    for (auto it = share.begin(); it != share.end(); ++it)
      if (it != best && *it > *best - ahead) return -1;
    return static_cast<int>(best - share.begin());
  }

  // A story without a headline that one may go to.
  bool may_head(const Story& s) const {
    return !s.headed && s.opens && (page_.parted || lines_[s.begin].lead || found(s));
  }
  bool found(const Story& s) const { return begins_.count(lines_[s.begin].text.source_begin()) > 0; }

  // Whether anything can be out of its place; what stories say is read only then.
  bool doubtful() const {
    return page_.parted || std::any_of(stories_.begin(), stories_.end(), [&](const Story& s) { return may_head(s); }) ||
           std::any_of(titles_.begin(), titles_.end(), [&](std::size_t i) {
             return (lines_[i].width > 2 * half_width && lines_[i].text.bytes.find(' ') != std::string_view::npos) ||
                    std::binary_search(titles_.begin(), titles_.end(), i + 1);
           });
  }

  // One line of two headlines is cut.
  bool part() {
    for (std::size_t i : titles_) {
      if (lines_[i].width > most_width) continue;  // marked as a headline: each of its blanks costs a look at all of it
      const std::string_view s = lines_[i].text.bytes;
      for (std::size_t at = s.find(' '); at != std::string_view::npos; at = s.find(' ', at + 1)) {
        if (!page_.parted &&
            std::min(width_of(s.substr(0, at), page_.setting), width_of(s.substr(at + 1), page_.setting)) < half_width)
          continue;
        const auto left = shares(s.substr(0, at)), right = shares(s.substr(at + 1));
        const int a = clear_winner(left), b = clear_winner(right);
        if (a < 0 || b < 0 || a == b || !page_.may(Trust::likely)) continue;
        spdlog::debug("titles: cut '{}' | '{}'", s.substr(0, at), s.substr(at + 1));
        cut_line(page_, i, at);
        return true;
      }
    }
    return false;
  }

  // The story below a line; their number: none.
  std::size_t story_below(std::size_t i) const {
    return static_cast<std::size_t>(
        std::find_if(stories_.begin(), stories_.end(), [&](const Story& s) { return s.begin > i; }) - stories_.begin());
  }

  // Whether the text above line `first` goes on in line `below`, in mid-sentence: what stands between begins nothing there.
  bool goes_on_over(std::size_t first, std::size_t below) const {
    constexpr float torn = 1.0F;  // half of all true seams score above it, one chance seam in forty
    const Language* const language = Language::of(page_);
    if (!language || first == 0 || below >= lines_.size()) return false;
    const Line &above = lines_[first - 1], &next = lines_[below];
    return running(above) && running(next) && !next.fresh && !ends_sentence(above.text.bytes) && above.column > 0 &&
           above.width >= above.column - 3 && language->seam(above.text.bytes, next.text.bytes) >= torn;
  }

  bool place() {
    std::vector<std::vector<float>> share_of;  // of each title line
    std::vector<int> winners;
    for (const std::size_t i : titles_) {
      share_of.push_back(lines_[i].width < least_width ? std::vector<float>{} : shares(lines_[i].text.bytes));
      winners.push_back(clear_winner(share_of.back()));
    }
    // whether a headline that stands elsewhere than lines [from, end) clearly belongs to a story
    const auto wanted = [&](std::size_t story, std::size_t from, std::size_t end) {
      for (std::size_t k = 0; k < titles_.size(); ++k)
        if ((titles_[k] < from || titles_[k] >= end) && winners[k] == static_cast<int>(story)) return true;
      return false;
    };
    for (std::size_t nth = 0; nth < titles_.size(); ++nth) {
      if (winners[nth] < 0) continue;
      const std::size_t i = titles_[nth];
      const auto& share = share_of[nth];
      const auto to = static_cast<std::size_t>(winners[nth]);
      const std::size_t beside = story_below(i);
      const Story& s = stories_[to];
      // a second line of its headline, read below the columns' first lines, above another story that has its own
      const bool deck = rows_ && s.headed && s.opens && beside != to && beside < stories_.size() &&
                        share[beside] <= others_apart && wanted(beside, i, i + 1);
      if (!may_head(s) && !deck) continue;
      if (!page_.parted && !found(s) && !wanted(beside, i, i + 1) &&
          (share[to] < own_apart || beside == stories_.size() || share[beside] > others_apart))
        continue;
      // the stories it stands beside
      std::size_t first = i, last = i + 1;
      while (first > 0 && std::binary_search(titles_.begin(), titles_.end(), first - 1)) --first;
      while (last < lines_.size() && std::binary_search(titles_.begin(), titles_.end(), last)) ++last;
      std::size_t below = last;
      while (below < lines_.size() && lines_[below].form == Form::byline) ++below;
      if ((s.end == first && !deck) || s.begin == below) continue;
      // above its byline; a byline above a lead is of the story before
      std::size_t before = s.begin;
      while (before > 0 && !lines_[s.begin].lead && lines_[before - 1].form == Form::byline) --before;
      spdlog::debug("titles: {:.2f} '{}' before '{}'", share[to], lines_[i].text.bytes,
                    lines_[before].text.bytes.substr(0, 60));
      if (!page_.may(Trust::likely)) {
        suggest_move(page_, lines_[i].text, before, "order.displaced-headline");
        continue;
      }
      // and the lines of title type beside it that belong to no other story
      std::size_t from = i, end = i + 1;
      const auto with = [&](std::size_t line) {
        const std::size_t k = nth + line - i;               // titles that stand together follow each other
        if (lines_[line].width < least_width) return true;  // too few words to tell
        if (winners[k] >= 0) return static_cast<std::size_t>(winners[k]) == to;
        return beside == stories_.size() || share_of[k][to] + ahead >= share_of[k][beside];
      };
      while (from > first && with(from - 1)) --from;
      while (end < last && with(end)) ++end;
      // what it stands above must not lose its only sign of a beginning
      const bool lead = below < lines_.size() && lines_[below].lead;
      const bool begins = page_.parted ? lead || below == lines_.size() : lead && wanted(beside, from, end);
      if (from == first && end == last && !begins && !goes_on_over(first, below)) continue;
      const std::uint32_t chunk = free_chunk(page_);
      for (std::size_t k = from; k < end; ++k) {
        lines_[k].chunk = chunk;
        lines_[k].join = Join::undecided;
      }
      for (std::size_t k = from; k < end; ++k) {
        if (before > from) move_line(page_, from, before, "order.displaced-headline");
        else move_line(page_, k, before + (k - from), "order.displaced-headline");
      }
      return true;
    }
    return false;
  }

  Page& page_;
  std::vector<Line>& lines_;
  const bool rows_;                  // columns were read across, or their first lines
  std::vector<std::size_t> titles_;  // lines, ascending
  std::vector<Story> stories_;
  std::unordered_map<std::uint32_t, std::size_t> numbers_;  // of the titles' pieces
  std::vector<bool> common_;                                // by number
  std::unordered_set<std::uint32_t> begins_;  // stories that begin unmarked: where their first lines are in the source
};

}  // namespace

void place_titles(Page& page, bool rows) {
  if (page.han) TitlePlacer(page, rows).run();
}

}  // namespace galley::stages
