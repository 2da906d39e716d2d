// Order: puts a displaced first line back where one place is clearly right.
//
// Extractors read the first lines of two columns as one, and the first column's line comes out at the head of the
// second:
//
//   萄田实施节水项目，                            灌管道和古井互为补充，     <- column 2 has lost its first line X
//   …                                            …
//                                                X Y 在各地，农业用水…       <- X stands before column 3's own first line Y
//
// Three signs, each sure enough alone:
//   lead    a lead (本报讯…) inside a body, narrow as an indented first line, while the body began without one and without an
//           indent: it belongs to that beginning
//   byline  a byline glued to running text: it belongs to the same place
//   pair    a line at the head of a column, as wide as two (or three), with one blank where they meet, while the column before
//           it begins in mid-sentence after a column that ended in mid-sentence: its left half belongs there. After a full stop
//           it does where small letters, or the model, tell that the column goes on from that half
// Everything else stays where it is. A blank that might be such a seam but lacks its place is recorded as a doubt, and
// so is where a page has had more repairs than any newspaper's needs: each makes room among all its lines.
#include <algorithm>

#include "pipeline/unicode.h"
#include "stages/bodies.h"
#include "stages/captions.h"
#include "stages/chunks.h"
#include "stages/displaced.h"
#include "stages/facing.h"
#include "stages/first_lines.h"
#include "stages/forms.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/stacked.h"
#include "stages/stages.h"
#include "stages/threads.h"
#include "stages/titles.h"

namespace galley::stages {
namespace {

constexpr std::size_t most_repairs = 1000;  // of a page; it may be a week of issues without a page mark
constexpr std::size_t most_lines = 600;     // of an article's stretch of lines: no newspaper's is longer

class Orderer {
 public:
  explicit Orderer(Page& page) : page_(page), lines_(page.lines) {}

  void run() {
    read_forms(page_);
    for (std::size_t i = 1; i < lines_.size(); ++i) {  // lines grow as they are parted
      if (lines_[i].form == Form::table || lines_[i].moved) continue;
      if (repairs_ >= most_repairs) {
        doubt(page_, {lines_[i].text.source_begin(), static_cast<std::uint32_t>(page_.source.size())},
              "order.too-many-repairs", {});
        return;
      }
      glued_lead(i);
      glued_byline(i);
      pair(i);
      if (!page_.han) continue;
      displaced_lead(i);
    }
  }

 private:
  bool body(std::size_t i) const { return lines_[i].form == Form::text; }
  bool narrow(const Line& l) const { return l.column > 0 && l.width <= l.column - 2.4F; }

  // A line that looks like title type: no stop, no clauses, unlike its column, or alone between blank lines.
  bool titular(std::size_t i) const {
    const Line& l = lines_[i];
    if (l.form == Form::heading) return true;
    if (l.form != Form::text || l.lead || l.wrapped_by_space || l.width > (page_.han ? 110 : 84) ||
        ends_sentence(l.text.bytes))
      return false;
    if (class_of(last_char(l.text.bytes)) == Class::pause) return false;
    const bool alone =
        (i == 0 || lines_[i - 1].chunk != l.chunk) && (i + 1 == lines_.size() || lines_[i + 1].chunk != l.chunk);
    if (l.column == 0) return alone && l.width <= 84;
    const float room = l.column - l.width;
    return (alone && i > 0 && !(std::abs(room) < 2.5F && !ends_sentence(lines_[i - 1].text.bytes) && !page_.spaced)) ||
           l.width - l.squeeze > l.column + 2.6F || room > 9;
  }

  // Text that broke off may look like title type, but for its comma: Chinese headlines part their clauses by blanks.
  bool headline(std::size_t i) const {
    return titular(i) && !(page_.han && !page_.kana && has_comma(lines_[i].text.bytes));
  }

  // A line becomes two, or goes elsewhere.
  void cut(std::size_t i, std::size_t at) {
    cut_line(page_, i, at);
    ++repairs_;
  }
  // It is of the column it comes to.
  void move(std::size_t from, std::size_t to, std::string_view rule) {
    const std::uint32_t chunk = lines_[to].chunk;
    move_line(page_, from, to, rule);
    lines_[to].chunk = chunk;
    ++repairs_;
  }
  // It is as wide as its column, too.
  void move_first_line(std::size_t from, std::size_t to) {
    const float column = lines_[to].column;
    move(from, to, "order.displaced-first-line");
    if (column > 0) lines_[to].column = column;
  }
  // First line of the chunk before the line at `i`, which begins one; of its own else. i > 0.
  std::size_t column_before(std::size_t i) const {
    --i;
    while (i > 0 && lines_[i - 1].chunk == lines_[i].chunk) --i;
    return i;
  }

  // First body line of the stretch that line i stands in: after the last title, byline, end mark.
  std::size_t stretch(std::size_t i) const {
    std::size_t at = i;
    while (at > 0 && i - at < most_lines && body(at - 1) && !titular(at - 1) && !lines_[at - 1].ends_article &&
           !lines_[at - 1].lead)
      --at;
    return at;
  }

  // Two columns' first lines on one line: the lead ends where its column did. Where a line holds all that stood in a column
  // nothing tells how wide that was: it ends at the blank behind which the text before goes on, or before which it goes on in a
  // column before, or leaves a bracket open that one closes.
  // Whether the words tell so.
  bool part_lead(std::size_t i) {
    const Line& line = lines_[i];
    const float column = i + 1 < lines_.size() ? lines_[i + 1].column : 0;
    if (!line.lead || (column > 0 && line.width < column + 6)) return false;
    const std::string_view s = line.text.bytes, before = lines_[i - 1].text.bytes;
    const auto goes_on = [&](std::size_t blank) {
      const std::string_view left = s.substr(0, blank), next = s.substr(blank + 1);
      const float as_one = seam(left, next), here = seam(before, next);
      if (!open_over(left, next) && goes_on_at(i, left, std::max(Language::rarely_chance, as_one + 2)) < i) return true;
      return here > 1 && here > as_one;
    };
    // as wide as the column, give or take an indent and squeezed marks; narrower only where the words tell, too
    const float sure = column > 0 ? column - 7 : 70, from = column > 0 ? column - 14 : 20,
                to = column > 0 ? column + 2.6F : 70;
    float w = 0;
    for (std::size_t at = 0; at < s.size() && w <= to;) {
      const bool told = s[at] == ' ' && w >= from && goes_on(at);
      // not inside the brackets that name the writers
      if (told || (s[at] == ' ' && w >= sure && !open_over(s.substr(0, at), s.substr(at + 1)))) {
        cut(i, at);
        return told;
      }
      w += cells(decode(s, at), Setting::han);
    }
    return false;
  }

  void displaced_lead(std::size_t i) {
    const bool parted = lines_[i].lead && i > 0 && part_lead(i);
    const Line& x = lines_[i];
    if (!x.lead || ends_sentence(x.text.bytes) || i + 1 >= lines_.size()) return;
    // a new item follows a sentence's end; a displaced line stands at a column's head, after a full line that broke off
    const Line& before = lines_[i - 1];
    if (before.chunk == x.chunk || ends_sentence(before.text.bytes) || !body(i - 1) || headline(i - 1)) return;
    if (before.column > 0 && before.width < before.column - 3) return;
    // what it opens the next line closes: it stands where it was printed
    if (!parted && balance(x.text.bytes) > 0 && open_over(x.text.bytes, lines_[i + 1].text.bytes)) return;
    // it goes on below, and what stands above it does not
    const float below = seam(x.text.bytes, lines_[i + 1].text.bytes);
    if (!parted && below >= Language::rarely_chance && below > seam(before.text.bytes, lines_[i + 1].text.bytes))
      return;
    // it was read with the next column's first line: its own stands before it
    if (const std::size_t own = column_before(i); parted && own + 1 < i && lost_its_first(own)) {
      move_lead(i, own);
      return;
    }
    std::size_t from = stretch(i);
    // one full line by itself may be all that is left of a first paragraph
    if (from > 1 && from < i && titular(from - 1) && titular(from - 2) && lines_[from - 1].form == Form::text &&
        std::abs(lines_[from - 1].width - x_column(i)) < 3.5F &&
        lines_[from - 1].text.bytes.find(' ') == std::string_view::npos)
      --from;
    if (from == i || from == 0 || !titular(from - 1)) {
      if (const std::size_t to = goes_on_at(i, x.text.bytes, Language::rarely_chance); to < i) move_lead(i, to);
      return;
    }
    const Line& head = lines_[from];
    // a line or two without a stop may be a headline as wide as the column: what stands below the lead goes on from it as
    // little as from the lead
    if (i - from <= 2 && Language::of(page_) &&
        std::none_of(lines_.begin() + from, lines_.begin() + i,
                     [](const Line& l) { return l.text.bytes.find("。") != std::string_view::npos; }) &&
        seam(before.text.bytes, lines_[i + 1].text.bytes) <= seam(x.text.bytes, lines_[i + 1].text.bytes))
      return;
    if (lines_[from - 1].lead || lines_[from - 1].ends_article || head.lead) return;
    // words that begin a report may also follow its lead, if that is clearly out of place
    if (head.fresh && seam(before.text.bytes, lines_[i + 1].text.bytes) < 1) return;
    // it had an indent: a beginning of its own, but for a line that is short because a sentence ends there
    if (head.column > 0 && head.width <= std::min(head.column, x_column(i)) - 2.4F &&
        !(ends_sentence(head.text.bytes) && seam(x.text.bytes, head.text.bytes) >= 1))
      return;
    if (x.column > 0 && lines_[i + 1].column > 0 && lines_[i + 1].width < lines_[i + 1].column - 9 &&
        ends_sentence(lines_[i + 1].text.bytes)) {
      // lead and tail alone: a short item of its own
      if (i + 2 >= lines_.size() || titular(i + 2)) return;
    }
    move_lead(i, from);
  }

  // A column that begins as no paragraph does, where one ought to begin.
  bool lost_its_first(std::size_t head) const {
    const Line& l = lines_[head];
    const bool ought = head == 0 || ends_sentence(lines_[head - 1].text.bytes) || !body(head - 1) || titular(head - 1);
    return ought && body(head) && !l.lead && !l.fresh && !titular(head) && l.column > 0 && l.width >= l.column - 1.5F &&
           !ends_sentence(l.text.bytes);
  }

  // Where headlines stand behind their bodies none tells where a lead belongs: to the column before that closes its bracket,
  // or goes on from it: as the model sees it, at least so likely. `i` itself: none does.
  std::size_t goes_on_at(std::size_t i, std::string_view lead, float least) const {
    constexpr int most_columns = 6;
    std::size_t head = i;
    for (int k = 0; k < most_columns && head > 0; ++k) {
      head = column_before(head);
      const std::string_view s = lines_[head].text.bytes;
      if (!body(head) || lines_[head].lead || headline(head)) return i;
      if (open_over(lead, s) || seam(lead, s) >= least) return head;
    }
    return i;
  }

  void move_lead(std::size_t i, std::size_t to) {
    if (!page_.may(Trust::likely)) {
      suggest_move(page_, lines_[i].text, to, "order.displaced-lead");
      return;
    }
    move(i, to, "order.displaced-lead");
    // what it had been glued to is the head of its own column, no continuation of it
    lines_[to].join = Join::undecided;
  }

  float x_column(std::size_t i) const { return i + 1 < lines_.size() ? lines_[i + 1].column : lines_[i].column; }

  // A headline and what begins an item beside it on one line, wider than its column: each becomes a line of its own.
  void glued_lead(std::size_t i) {
    const Line& line = lines_[i];
    if (line.form != Form::text || line.lead || !page_.forms) return;
    const std::string_view s = line.text.bytes;
    Match m;
    std::size_t at = std::string_view::npos;
    if (page_.forms->first("lead_inside", s, m)) at = m[1].begin;
    else if (page_.han && wide(i) && ends_sentence(lines_[i - 1].text.bytes)) {
      at = s.find(' ') + 1;
      if (at > 0 && !page_.forms->any("fresh", s.substr(at)) &&
          !(page_.kana && page_.forms->any("report_ja", s.substr(at)) &&
            !page_.forms->any("running_ja", s.substr(0, at))))
        return;
    }
    if (at > s.size() || at == 0) return;
    while (at > 0 && (s[at - 1] == ' ' || s.substr(0, at).ends_with("　"))) at -= s[at - 1] == ' ' ? 1 : 3;
    if (at < 12 || ends_sentence(s.substr(0, at)) || s.substr(0, at).find("。") != std::string_view::npos) return;
    cut(i, at);
    if (page_.han) first_line_back(i);
  }
  // Too wide for one line of its column.
  bool wide(std::size_t i) const {
    const float column = i + 1 < lines_.size() ? lines_[i + 1].column : 0;
    return column > 0 && lines_[i].width > column + 12;
  }

  float seam(std::string_view a, std::string_view b) const {
    const Language* const language = Language::of(page_);
    return language ? language->seam(a, b) : 0;
  }

  // What stood beside a lead may be no headline, but the first line of a column before it: the one that goes on from it; or,
  // when it has clauses as no headline does, the only one whose ends are open.
  void first_line_back(std::size_t i) {
    constexpr int most_columns = 6;
    const std::string_view s = lines_[i].text.bytes;
    const bool clauses = has_comma(s);
    std::size_t head = i, to = 0;
    int open = 0;
    for (int k = 0; k < most_columns && head > 0; ++k) {
      head = column_before(head);
      if (goes_on(s, head, room(head) ? 1.0F : Language::rarely_chance)) {
        to = head;
        break;
      }
      if (clauses && room(head) && goes_on(s, head, -1)) {
        to = open++ ? 0 : head;
        if (open > 1) break;
      }
    }
    if (to == 0) return;
    if (!page_.may(Trust::likely)) {
      suggest_move(page_, lines_[i].text, to, "order.displaced-first-line");
      return;
    }
    move_first_line(i, to);
  }

  void glued_byline(std::size_t i) {
    Match m;
    const std::string_view s = lines_[i].text.bytes;
    if (lines_[i].form != Form::text || !page_.forms || !page_.forms->first("byline_head", s, m)) return;
    std::size_t to = m[1].end;
    std::size_t from = stretch(i);
    // an alphabet's dateline names nobody: the byline stood above it
    const bool dateline = !page_.han && from > 0 && lines_[from - 1].lead;
    if (dateline) --from;
    // above the text, whether its headline stands there or behind it
    const bool begins = from == 0 || titular(from - 1) || lines_[from - 1].ends_article;
    if (from == i || !(dateline || (begins && !lines_[from].lead))) {
      doubt(page_, {lines_[i].text.source_begin(), lines_[i].text.source_end()}, "order.glued-byline", std::string(s));
      return;
    }
    if (!page_.may(Trust::likely)) {
      suggest_move(page_, slice(page_, lines_[i].text, 0, to), from, "order.displaced-byline");
      return;
    }
    cut(i, to);
    move(i, from, "order.displaced-byline");
  }

  // NOLINTNEXTLINE(misc-no-recursion): once for each further column of the row
  void pair(std::size_t i) {
    const Line& line = lines_[i];
    if (line.form != Form::text || line.lead || lines_[i - 1].chunk == line.chunk || in_caption(page_, i)) return;
    const std::string_view s = line.text.bytes;
    const std::size_t blank = page_.han ? s.find(' ') : middle(i);
    if (blank == std::string_view::npos) return;
    const char32_t a = last_char(s.substr(0, blank)), b = first_char(s.substr(blank + 1));
    if (page_.han && !is_han(a) && class_of(a) != Class::pause) return;
    if (page_.han && !is_han(b) && class_of(b) != Class::digit && class_of(b) != Class::open) return;
    const float left = width_of(s.substr(0, blank), page_.setting),
                right = width_of(s.substr(blank + 1), page_.setting);
    if (left < 16 || left > 70 || right < 10 || open_over(s.substr(0, blank), s.substr(blank + 1))) return;
    const bool wrapped = i + 1 < lines_.size() && lines_[i + 1].chunk == line.chunk && lines_[i + 1].column > 0;
    if (wrapped && (left > lines_[i + 1].column + 2.6F || left < lines_[i + 1].column - 7)) return;
    if (!wrapped && line.width < 90) return;  // two short clauses are a headline
    // one piece for each column; the last stands in its own
    std::size_t pieces = 2;
    if (page_.han)
      for (std::size_t from = blank + 1, to; (to = s.find(' ', from)) != std::string_view::npos;
           from = to + 1, ++pieces)
        if (const float w = width_of(s.substr(from, to - from), page_.setting); std::abs(w - left) > 7) return;
    // the column as many back: where does it begin, and what stood before it?
    std::size_t head = i;
    for (std::size_t k = 1; k < pieces; ++k) {
      if (head == 0) return;
      head = column_before(head);
      if (k + 1 < pieces && !room(head)) return;
    }
    if (!room(head) && !opening(head) && !goes_on(s.substr(0, blank), head)) {
      doubt(page_, {line.text.source_begin(), line.text.source_end()}, "order.columns-as-one",
            std::string(s.substr(0, blank)));
      return;
    }
    if (!page_.may(Trust::likely)) {
      suggest_move(page_, slice(page_, line.text, 0, blank), head, "order.displaced-first-line");
      return;
    }
    cut(i, blank);
    move_first_line(i, head);
    if (pieces > 2) pair(i + 1);
  }

  // A column that begins in mid-sentence, as the one before it ended.
  bool room(std::size_t head) const {
    return head > 0 && body(head) && !lines_[head].lead && !titular(head) && body(head - 1) && !titular(head - 1) &&
           !ends_sentence(lines_[head - 1].text.bytes) && !lines_[head - 1].ends_article;
  }
  // A column whose first line goes on from what is now before another's: the column before it ended in a full stop.
  bool goes_on(std::string_view first, std::size_t head, float least = Language::rarely_chance) const {
    if (head == 0 || !body(head) || titular(head) || lines_[head].lead || !body(head - 1) ||
        lines_[head - 1].ends_article)
      return false;
    const std::string_view s = lines_[head].text.bytes;
    if (!page_.han) return is_lower(first_char(s));
    const Language* const language = Language::of(page_);
    return language && language->seam(first, s) >= least;
  }
  // An article's first, which has no lead.
  bool opening(std::size_t head) const {
    return head > 0 && body(head) && !lines_[head].lead && !lines_[head].fresh &&
           (headline(head - 1) || lines_[head - 1].form == Form::byline || lines_[head - 1].ends_article);
  }

  // In an alphabet every word has its blank: the one that leaves a full line on both sides.
  std::size_t middle(std::size_t i) const {
    if (i + 1 >= lines_.size() || lines_[i + 1].column == 0 || lines_[i + 1].chunk != lines_[i].chunk)
      return std::string_view::npos;
    const float column = lines_[i + 1].column, total = lines_[i].width;
    const std::string_view s = lines_[i].text.bytes;
    if (total < 1.6F * column || total > 2.1F * column) return std::string_view::npos;
    std::size_t best = std::string_view::npos;
    float least = 9;
    float left = 0;
    for (std::size_t at = 0; at < s.size() && left <= column + 1.5F;) {
      const float off = std::abs(column - left);
      if (s[at] == ' ' && total - left <= column + 2 && off < least) {
        least = off;
        best = at;
      }
      left += cells(decode(s, at), page_.setting);
    }
    return best;
  }

  Page& page_;
  std::vector<Line>& lines_;
  std::size_t repairs_ = 0;
};

// A headline above a lead or a byline begins a chunk, whatever stands above it on the sheet:
//
//   …提高地温，确                  the foot of a column
//   前10个月外贸总值增长          <- begins one
//   本报讯（记者某某）海关总署…
void part_headed(Page& page) {
  constexpr std::size_t most = 3;  // lines of a headline
  std::vector<Line>& lines = page.lines;
  std::uint32_t next = free_chunk(page), was = next, now = next;  // what is left of chunk `was` is chunk `now`
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].chunk == was) lines[i].chunk = now;
    if (!lines[i].lead && lines[i].form != Form::byline) continue;
    const std::uint32_t chunk = lines[i].chunk;
    const auto inside = [&](std::size_t at) { return at > 0 && lines[at - 1].chunk == chunk; };
    std::size_t top = i;  // of the lines that may be title type
    while (i - top < most && inside(top) && lines[top - 1].form == Form::text && !lines[top - 1].lead &&
           !has_comma(lines[top - 1].text.bytes) && !ends_sentence(lines[top - 1].text.bytes))
      --top;
    const auto begins = [&](std::size_t at) {
      return inside(at) &&
             (ends_sentence(lines[at - 1].text.bytes) ? lines[at].width <= lines[at].column - 3 : no_rest(page, at));
    };
    while (top < i && !begins(top)) ++top;
    if (top == i) continue;
    if (chunk != now) was = chunk;
    now = next++;
    for (std::size_t k = top; k <= i; ++k) lines[k].chunk = now;
  }
}

}  // namespace

void order(Page& page, const RuleSet&) {
  if (page.own_output) return;
  close_captions(page);
  read_forms(page);
  const bool parted = place_first_lines(page);
  Orderer(page).run();
  part_headed(page);
  place_stacked(page);
  place_threads(page);
  if (parted) place_bodies(page);
  if (place_displaced(page) && !parted) place_bodies(page);
  place_titles(page, parted);
  put_captions_behind(page);
}

}  // namespace galley::stages
