// Headlines: puts those of stories side by side before their own stories.
//
// Extractors print the headlines of neighbouring articles first, often as one line, and then the columns:
//
//   白鹭渡口修起观鸟木屋 老船工写下三十六种水鸟        <- two headlines
//   本报讯 昨天是白鹭渡口观鸟木屋开放的第一天。…       <- a story
//   本报讯 渡口的老船工把三十六种水鸟的叫声…           <- a second one, without a headline
//
// A headline sums up its story in the story's own words. So a headline that shares most of its rare words (pairs of Han
// characters that at most half of the page's stories have) with a story that stands without one, and few with those it
// stands beside, goes there; one line is cut at a blank where its halves clearly belong to two stories.
//
// Never: a second headline for a story that has one; away from a story that would lose its only sign of a beginning. Where no
// columns were read across, a headline goes only to a story that begins with a lead and leaves another behind that shares
// nothing of it.
#include "stages/titles.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/forms.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

constexpr float most_width = 100, least_width = 10;  // cells of a headline
constexpr float kicker_width = 6, half_width = 16;   // of a line that goes with one; of what may be cut from one
// Fitted on 43 pages with columns read across; 0.3 to 0.45 and 0.1 to 0.25 do as well.
constexpr float own = 0.4F;     // share of a headline's rare pairs that its story has, at least
constexpr float ahead = 0.15F;  // by as much it leads every other story
// on a page whose columns were not read across: what its story has, and the one it stands above may have
constexpr float own_apart = 0.5F, others_apart = 0.1F;
constexpr std::size_t most_titles = 100, most_stories = 100;

template <class F>
void each_pair(std::string_view s, F f) {
  char32_t was = 0;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    const bool han = class_of(c) == Class::han;
    if (han && was) f(static_cast<std::uint64_t>(was) << 32 | c);
    was = han ? c : 0;
  }
}

using Pairs = std::vector<std::uint64_t>;  // each once

Pairs pairs_of(std::string_view s) {
  Pairs out;
  each_pair(s, [&](std::uint64_t p) { out.push_back(p); });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class TitlePlacer {
 public:
  explicit TitlePlacer(Page& page) : page_(page), lines_(page.lines) {}

  void run() {
    for (int moves = 0; moves < 12; ++moves) {
      read();
      if (stories_.size() < 2 || stories_.size() > most_stories || titles_.size() > most_titles || !doubtful()) return;
      read_pairs();
      if (!part() && !place()) return;
    }
  }

 private:
  struct Story {
    std::size_t begin = 0, end = 0;  // lines
    bool headed = false;             // a title stands before it
    bool opens = false;              // begins as articles begin
    std::vector<bool> has;           // the titles' pairs, by number
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
      const bool begins = !after_text || (l.lead && !open) || lines_[i - 1].ends_article;
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

  // Which of the titles' pairs each story has, and which of them most stories have.
  void read_pairs() {
    numbers_.clear();
    for (std::size_t i : titles_)
      each_pair(lines_[i].text.bytes, [&](std::uint64_t p) { numbers_.emplace(p, numbers_.size()); });
    numbers_.rehash(numbers_.size() * 4);  // few of the stories' pairs are looked for further than their place
    std::vector<std::size_t> spread(numbers_.size(), 0);
    for (Story& s : stories_) {
      s.has.assign(numbers_.size(), false);
      for (std::size_t i = s.begin; i < s.end; ++i)
        each_pair(lines_[i].text.bytes, [&](std::uint64_t p) {
          if (const auto it = numbers_.find(p); it != numbers_.end()) s.has[it->second] = true;
        });
      for (std::size_t k = 0; k < spread.size(); ++k) spread[k] += s.has[k];
    }
    common_.clear();
    for (std::size_t n : spread) common_.push_back(n > 2 && n * 2 > stories_.size());
  }

  // Share of a headline's rare pairs that each story has. The headline is one of the titles, or a part of one.
  std::vector<float> shares(std::string_view title) const {
    std::vector<std::size_t> rare;
    for (std::uint64_t p : pairs_of(title))
      if (const std::size_t k = numbers_.at(p); !common_[k]) rare.push_back(k);
    std::vector<float> out(stories_.size(), 0);
    if (rare.size() < 3) return out;
    for (std::size_t k = 0; k < stories_.size(); ++k) {
      const auto n = std::count_if(rare.begin(), rare.end(), [&](std::size_t p) { return stories_[k].has[p]; });
      out[k] = static_cast<float>(n) / static_cast<float>(rare.size());
    }
    return out;
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
  bool may_head(const Story& s) const { return !s.headed && s.opens && (page_.parted || lines_[s.begin].lead); }

  // Whether anything can be out of its place; what stories say is read only then.
  bool doubtful() const {
    return page_.parted || std::any_of(stories_.begin(), stories_.end(), [&](const Story& s) { return may_head(s); }) ||
           std::any_of(titles_.begin(), titles_.end(), [&](std::size_t i) {
             return lines_[i].width > 2 * half_width && lines_[i].text.bytes.find(' ') != std::string_view::npos;
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

  // Whether a title line beside one that goes to a story goes along: no other story claims it.
  bool with(std::size_t i, std::size_t to, std::size_t beside) const {
    if (lines_[i].width < least_width) return true;  // too few words to tell
    const auto share = shares(lines_[i].text.bytes);
    const int winner = clear_winner(share);
    if (winner >= 0) return static_cast<std::size_t>(winner) == to;
    return beside == stories_.size() || share[to] + ahead >= share[beside];
  }
  // The story below a line; their number: none.
  std::size_t story_below(std::size_t i) const {
    return static_cast<std::size_t>(
        std::find_if(stories_.begin(), stories_.end(), [&](const Story& s) { return s.begin > i; }) - stories_.begin());
  }

  bool place() {
    for (std::size_t i : titles_) {
      if (lines_[i].width < least_width) continue;
      const auto share = shares(lines_[i].text.bytes);
      const int winner = clear_winner(share);
      if (winner < 0) continue;
      const auto to = static_cast<std::size_t>(winner);
      const std::size_t beside = story_below(i);
      const Story& s = stories_[to];
      if (!may_head(s)) continue;
      if (!page_.parted && (share[to] < own_apart || beside == stories_.size() || share[beside] > others_apart))
        continue;
      // the stories it stands beside
      std::size_t first = i, last = i + 1;
      while (first > 0 && std::binary_search(titles_.begin(), titles_.end(), first - 1)) --first;
      while (last < lines_.size() && std::binary_search(titles_.begin(), titles_.end(), last)) ++last;
      std::size_t below = last;
      while (below < lines_.size() && lines_[below].form == Form::byline) ++below;
      if (s.end == first || s.begin == below) continue;
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
      while (from > first && with(from - 1, to, beside)) --from;
      while (end < last && with(end, to, beside)) ++end;
      // what it stands above must not lose its only sign of a beginning
      if (from == first && end == last && (!page_.parted || (below < lines_.size() && !lines_[below].lead))) continue;
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
  std::vector<std::size_t> titles_;  // lines, ascending
  std::vector<Story> stories_;
  std::unordered_map<std::uint64_t, std::size_t> numbers_;  // of the titles' pairs
  std::vector<bool> common_;                                // by number
};

}  // namespace

void place_titles(Page& page) {
  if (page.han && !page.kana) TitlePlacer(page).run();
}

}  // namespace galley::stages
