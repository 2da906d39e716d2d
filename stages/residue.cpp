// Residue: takes out what a page carries beside its articles, and keeps it as typed records.
//
// A rule's tag says what it is; where the pattern has a group, the group is the residue and the rest of the line stays.
// A jump line or end mark leaves a note on its line (`jump_to`, `ends_article`, …): for the articles stage it is the
// surest sign of an article's edge. A jump line torn by a wrap (`（下转第三 / 版）`) is read over both lines.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "pipeline/date.h"
#include "pipeline/unicode.h"
#include "stages/forms.h"
#include "stages/measure.h"
#include "stages/misread.h"
#include "stages/stages.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

// What a rule's tag makes of what it takes out; empty: the rule takes nothing out.
std::string_view kind_of(std::string_view tag) {
  for (std::string_view kind : {"folio", "staff", "end_mark", "jump_to", "jump_from", "placeholder", "ornament"})
    if (tag == kind) return kind;
  for (std::string_view folio : {"folio_edge", "folio_name", "folio_single", "folio_over", "folio_foot"})
    if (tag == folio) return "folio";
  return tag == "ornament_single" ? "ornament" : "";
}

constexpr std::size_t deep = 4;  // lines of a page's head, and of its foot

class Sweep {
 public:
  Sweep(Page& page, const RuleSet& rules) : page_(page), rules_(rules) {}

  void run() {
    take_noise();
    take_repeats();
    // what lies before the first lines that stay is the page's head, what lies behind the last its foot
    std::size_t stay = 0;
    for (i_ = 0; i_ < page_.lines.size(); ++i_) {
      edge_ = head_ = stay < deep;
      if (gone(i_)) continue;
      cut();
      stay += !gone(i_);
    }
    edge_ = true;
    head_ = false;
    stay = 0;
    for (i_ = page_.lines.size(); i_-- > 0 && stay < deep;) {
      cut();
      stay += !gone(i_);
    }
    settle();
  }

 private:
  void take_noise() {
    const std::vector<bool> noise = find_noise(page_);
    for (std::size_t i = 0; i < noise.size(); ++i) {
      if (noise[i]) take_likely(page_.lines[i].text, "residue.noise");
    }
  }

  // What likely is no text: below that level of trust it stays, and is a suggestion.
  void take_likely(Text& text, std::string_view rule) {
    if (page_.may(Trust::likely)) take(text, "ornament", rule);
    else suggest(page_, "drop", {text.source_begin(), text.source_end()}, rule, std::string(text.bytes));
  }

  // A document model reads a headline once more at the head of the story's next column: below a text that breaks off, right
  // below the first one, or above a crosshead of the story.
  void take_repeats() {
    constexpr std::size_t least = 18;  // bytes: two notices may have the same title
    const auto& lines = page_.lines;
    std::size_t first = lines.size();  // the story's headline
    std::size_t last = lines.size();   // the heading above
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const Line& line = lines[i];
      if (line.form != Form::heading) continue;
      const std::size_t above = std::exchange(last, i);
      const bool again = first < i && lines[first].level == line.level && lines[first].text.bytes == line.text.bytes &&
                         line.text.bytes.size() >= least;
      const bool torn = above + 1 == i || !ends_sentence(lines[i - (i > 0)].text.bytes) ||
                        (i + 1 < lines.size() && lines[i + 1].form == Form::heading && lines[i + 1].level > line.level);
      if (again && torn) {
        take_likely(page_.lines[i].text, "residue.repeated-heading");
        continue;
      }
      // a deck right below the headline, and crossheads, begin no story
      const bool deck = above + 1 == i && first < i && lines[first].level == line.level;
      if (!deck && (first == lines.size() || line.level <= lines[first].level)) first = i;
    }
  }

  Residue& record(std::string_view kind, std::string_view rule, const Text& text) {
    if (kind == "folio") folios_.insert(bare_name(text.bytes));
    Residue& r = page_.residue.emplace_back();
    r.kind = kind;
    r.rule = rule;
    r.text = text.bytes;
    r.at = {text.source_begin(), text.source_end()};
    return r;
  }

  // A whole line that no pattern tells.
  void take(Text& text, std::string_view kind, std::string_view rule) {
    record(kind, rule, text);
    drop(page_, text, rule);
    text = {};
  }

  bool gone(std::size_t i) const { return page_.lines[i].text.empty(); }

  std::int32_t keep(std::string_view kind, const Rule& rule, const Text& text, const Match& m,
                    std::string_view searched) {
    Residue& r = record(kind, rule.id, text);
    if (kind == "jump_to" || kind == "jump_from") {
      std::string label(m.of(searched, 2));
      if (page_.han) std::erase(label, ' ');
      r.page = label;
      r.mark = std::string(m.of(searched, 3));
    }
    return static_cast<std::int32_t>(page_.residue.size() - 1);
  }

  void mark(Line& line, std::string_view kind, std::int32_t index) {
    if (kind == "jump_to") {
      line.jump_to = index;
      line.ends_article = true;
    }
    if (kind == "jump_from") {
      line.jump_from = index;
      line.starts_article = true;
    }
    if (kind == "end_mark") line.ends_article = true;
  }

  void cut() {
    if (page_.lines[i_].form == Form::table || gone(i_)) return;
    // an end mark may stand before a jump line, a staff line after both: look again after each cut
    for (int again = 0; again < 4 && !gone(i_) && cut_one(); ++again) {}
    if (!gone(i_)) torn_jump();
  }

  bool cut_one() {
    Line& line = page_.lines[i_];
    const std::string_view s = line.text.bytes;
    for (const Rule* rule : rules_.may_match(s)) {
      if (rule->tag == "closing" && rule->occurs(s)) line.ends_article = true;
      const std::string_view kind = kind_of(rule->tag);
      if (kind.empty()) continue;
      if (rule->tag == "folio_name" && !(edge_ ? beside_folio() : taken_before(s))) continue;
      if (rule->tag == "ornament_single" && ends_as_neighbours()) continue;
      if (rule->tag == "folio_single" && !(edge_ && single(*rule))) continue;
      if (rule->tag == "folio_over" && !(edge_ ? below_name() || above_folio() : taken_before(s))) continue;
      if (rule->tag == "folio_foot" && (head_ || !edge_ || led_to())) continue;
      if (!edge_ && (rule->tag == "folio_edge" || (rule->tag == "folio" && rules_.any("folio_alone", s)))) continue;
      if (kind == "folio" && rules_.any("signed", s)) continue;
      if (kind == "folio" && i_ > 0 && !head_ && signs_notice(page_, page_.lines[i_ - 1].text.bytes, s)) continue;
      Match m;
      if (!rule->match(s, m)) continue;
      const auto range = m.has(1) ? m[1] : m[0];
      // cut the residue together with the blanks that set it off
      std::size_t from = range.begin, to = range.end;
      while (from > 0 && s[from - 1] == ' ') --from;
      while (to < s.size() && s[to] == ' ') ++to;
      if (from > 0 && to < s.size() && rule->tag != "jump_to" && rule->tag != "jump_from" && rule->tag != "end_mark")
        continue;
      const Text taken = slice(page_, line.text, range.begin, range.end);
      const auto index = keep(kind, *rule, taken, m, s);
      if (kind == "folio") read_folio(taken.bytes);
      if (from == 0 && to == s.size()) {
        drop(page_, line.text, rule->id);
        line.text = {};
        if (kind == "folio" && head_ && names_no_paper(taken.bytes)) take_nameplate();
      } else {
        replace(page_, line.text, from, to, "", rule->id);
      }
      mark(line, rule->tag, index);
      line.read = line.lead = line.fresh = false;  // what is left may be something else
      if (line.form != Form::heading) line.form = Form::text;
      return true;
    }
    return false;
  }

  // The page has gone under this name already: it stands once more at the head of its leader, or of a further page.
  bool taken_before(std::string_view s) const { return !led_to() && folios_.count(bare_name(s)) > 0; }
  static std::string bare_name(std::string_view s) {
    return small_letters(s.ends_with('.') ? s.substr(0, s.size() - 1) : s);
  }

  // The line above goes on in this one.
  bool led_to() const {
    if (i_ == 0 || gone(i_ - 1)) return false;
    const Line& above = page_.lines[i_ - 1];
    const bool number = above.text.bytes.find_first_not_of("0123456789") == std::string_view::npos;  // a page's
    return above.chunk == page_.lines[i_].chunk && !number && !ends_sentence(above.text.bytes);
  }

  bool folio(std::size_t k) const { return gone(k) || rules_.any("folio", page_.lines[k].text.bytes); }

  // The line above was a folio, or one below is.
  bool beside_folio() const { return (i_ > 0 && folio(i_ - 1)) || above_folio(); }

  // A line below is a folio, with nothing but names between: a section, the paper, the day may stand above one another.
  bool above_folio() const {
    for (std::size_t k = i_ + 1; k < page_.lines.size() && k <= i_ + deep; ++k) {
      const std::string_view below = page_.lines[k].text.bytes;
      if (folio(k) || rules_.any("folio_single", below) || rules_.any("folio_edge", below)) return true;
      if (!rules_.any("folio_name", below) && !rules_.any("folio_over", below)) return false;
    }
    return false;
  }

  // The line above was a paper's name.
  bool below_name() const {
    return i_ > 0 && gone(i_ - 1) && !page_.residue.empty() &&
           page_.residue.back().rule.starts_with("residue.nameplate");
  }

  // No line above or below is such a one: rows of a list have dates and figures, too.
  bool single(const Rule& rule) const {
    const auto one = [&](std::size_t k) { return rule.occurs(page_.lines[k].text.bytes); };
    return !(i_ > 0 && one(i_ - 1)) && !(i_ + 1 < page_.lines.size() && one(i_ + 1));
  }

  // The line above or below ends in the same sign: rows of a table do.
  bool ends_as_neighbours() const {
    const auto sign = [&](std::size_t k) { return last_char(page_.lines[k].text.bytes); };
    return (i_ > 0 && sign(i_ - 1) == sign(i_)) || (i_ + 1 < page_.lines.size() && sign(i_ + 1) == sign(i_));
  }

  // A folio of a date and numbers: its few words are a weekday, a month, `Nr`.
  bool names_no_paper(std::string_view folio) const {
    constexpr std::size_t no_date = 8;  // bytes: a page's number or label
    constexpr int most_words = 4;
    int words = 0;
    bool in = false;
    for (std::size_t at = 0; at < folio.size();) {
      const bool letter = class_of(decode(folio, at)) == Class::latin;
      words += letter && !in;
      in = letter;
    }
    return page_.paper.empty() && folio.size() > no_date && words <= most_words;
  }

  // Few Han characters, each set apart by blanks.
  static bool set_wide(std::string_view s) {
    constexpr int fewest = 2, most = 8;
    int characters = 0;
    bool apart = true;
    for (std::size_t at = 0; at < s.size();) {
      const char32_t c = decode(s, at);
      const bool blank = c == U' ' || c == U'　';
      if (!blank && (!apart || !is_han(c))) return false;
      characters += !blank;
      apart = blank;
    }
    return characters >= fewest && characters <= most;
  }

  // A name in capitals or set wide, and nothing else, above the folio, which names no paper, at a page's head.
  void take_nameplate() {
    constexpr std::size_t longest = 60;  // bytes
    if (i_ == 0 || gone(i_ - 1)) return;
    for (std::size_t k = 0; k + 1 < i_; ++k)
      if (!gone(k)) return;
    Text& above = page_.lines[i_ - 1].text;
    std::string_view words = above.bytes;
    if (words.ends_with('.')) words.remove_suffix(1);
    const bool name = page_.han ? set_wide(words)
                                : all_capitals(words) && words.size() <= longest &&
                                      words.find_first_of("0123456789.,:;!?-\"") == words.npos;
    if (name && page_.lines[i_ - 1].form == Form::text) take(above, "folio", "residue.nameplate");
  }

  void torn_jump() {
    if (i_ + 1 >= page_.lines.size() || gone(i_ + 1)) return;
    const std::string_view s = page_.lines[i_].text.bytes, next = page_.lines[i_ + 1].text.bytes;
    constexpr std::size_t longest = 40;  // bytes of either half
    const std::size_t open = std::max(s.rfind("（") + 1, s.rfind('(') + 1);
    if (open != 0) {
      const std::string_view tail = s.substr(open - 1);
      if (tail.size() <= longest && tail.find("）") == tail.npos && tail.find(')') == tail.npos) {
        torn_jump_at(open - 1, next.substr(0, longest));
        return;
      }
    }
    // without brackets in an alphabet: the second half is no more than the page, and has its line to itself; Korean may
    // break after it
    if (page_.han || next.size() > longest) return;
    const std::string_view half =
        class_of(first_char(next)) == Class::hangul ? s.substr(s.size() - std::min(s.size(), longest)) : next;
    if (half.find_first_of("0123456789") == half.npos) return;
    constexpr int most_words = 6;
    std::size_t at = s.size();
    for (int words = 0; words < most_words && at > 0 && s.size() - at < longest; ++words) {
      const std::size_t blank = s.rfind(' ', at - 1);
      at = blank == s.npos ? 0 : blank;
      if (torn_jump_at(at + (blank != s.npos), next)) return;
    }
  }

  // Whether a jump line begins at byte `from` of this line and ends in the first bytes of the next one; then it goes.
  bool torn_jump_at(std::size_t from, std::string_view head) {
    Line& a = page_.lines[i_];
    Line& b = page_.lines[i_ + 1];
    const std::string_view tail = a.text.bytes.substr(from);
    if (tail.empty()) return false;
    // Korean breaks inside words
    const std::string_view between = page_.han || class_of(first_char(head)) == Class::hangul ? "" : " ";
    const std::string both = std::string(tail) + std::string(between) + std::string(head);
    for (const Rule* rule : rules_.may_match(both)) {
      Match m;
      if ((rule->tag != "jump_to" && rule->tag != "jump_from") || !rule->match(both, m) || !m.has(1) || m[1].begin != 0)
        continue;
      const std::size_t rest = m[1].end - tail.size() - between.size();
      if (m[1].end <= tail.size() || rest > head.size()) continue;
      Text taken = slice(page_, a.text, from, a.text.bytes.size());
      const Text second = slice(page_, b.text, 0, rest);
      join_text(page_, taken, second, between, rule->id);
      const auto index = keep(kind_of(rule->tag), *rule, taken, m, both);
      mark(a, rule->tag, index);
      cut_tail(a, from, rule->id);
      if (rest == b.text.bytes.size()) {
        drop(page_, b.text, rule->id);
        b.text = {};
      } else replace(page_, b.text, 0, rest, "", rule->id);
      return true;
    }
    return false;
  }

  void cut_tail(Line& line, std::size_t from, std::string_view rule) {
    if (from == 0) {
      drop(page_, line.text, rule);
      line.text = {};
    } else replace(page_, line.text, from, line.text.bytes.size(), "", rule);
  }

  void read_folio(std::string_view s) {
    Match m;
    if (page_.paper.empty() && rules_.first("folio-paper", s, m)) page_.paper = std::string(m.of(s, 1));
    if (page_.date.empty() && rules_.first("folio-date", s, m)) {
      page_.date = std::string(m.of(s, 1));
      if (page_.date.find("年") != std::string::npos) std::erase(page_.date, ' ');  // 2 0 1 9年
      if (std::string iso = iso_date(page_.date); !iso.empty()) page_.date = std::move(iso);
    }
    if (page_.label.empty() && rules_.first("folio-label", s, m)) {
      page_.label = std::string(m.of(s, 1));
      page_.label.erase(page_.label.find_last_not_of(" ") + 1);
    }
  }

  // Lines that became empty hand their marks to the neighbour they belong to, and go.
  void settle() {
    auto& lines = page_.lines;
    Line* above = nullptr;  // the last line that stays
    for (Line& l : lines) {
      if (!l.text.empty()) {
        above = &l;
        continue;
      }
      if (!above || !l.ends_article) continue;
      above->ends_article = true;
      if (l.jump_to >= 0) above->jump_to = l.jump_to;
    }
    Line* below = nullptr;  // the next one that stays; the nearest mark is its own
    for (auto l = lines.rbegin(); l != lines.rend(); ++l) {
      if (!l->text.empty()) {
        below = &*l;
        continue;
      }
      if (!below || !l->starts_article) continue;
      below->starts_article = true;
      below->jump_from = l->jump_from;
      below = nullptr;
    }
    std::erase_if(lines, [](const Line& l) { return l.text.empty(); });
  }

  Page& page_;
  const RuleSet& rules_;
  std::unordered_set<std::string> folios_;  // taken out so far, in small letters
  std::size_t i_ = 0;
  bool edge_ = false;  // line i_ is of the page's head or foot
  bool head_ = false;  // of its head
};

}  // namespace

void residue(Page& page, const RuleSet& rules) {
  if (!page.own_output) Sweep(page, rules).run();
}

}  // namespace galley::stages
