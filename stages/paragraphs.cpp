// Paragraphs: decides every line break that is left, and joins lines into blocks.
//
// Width and punctuation decide most of them. In a column of even width a line broke because the next unit no longer
// fitted; where it would have fitted (`room`), the line ended on purpose:
//
//   a line without a stop, no room left          -> runs on
//   a line with a stop and room left             -> ends its paragraph
//   a full line with a stop                      -> the next line tells: two characters short of the column and running on
//                                                   itself, it was indented, a new paragraph; full, it was not
//   a line without a stop and with room left     -> no running text: a headline, a byline, or something the dump lost
//
// Blank lines prove nothing in a wrapped dump (they stand at column turns), and little in a joined one, where a piece
// without a stop at its end goes on in the next piece unless that one opens like a paragraph of its own; then the end
// is lost, the break stays, and the gap is marked. Nothing is ever closed into a sentence on weak evidence.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "pipeline/unicode.h"
#include "stages/affinity.h"
#include "stages/captions.h"
#include "stages/chunks.h"
#include "stages/facing.h"
#include "stages/forms.h"
#include "stages/korean.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/stages.h"
#include "stages/verse.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr float title_cells = 84;   // a headline set in one line is rarely wider
constexpr float clause_agrees = 1;  // seam of a clause that goes on: of 469 Chinese headlines one had a comma
constexpr float shallowest = 1.5F, deepest = 5;  // cells that a paragraph is indented by

enum class Verdict { join, part, gap };
struct Decision {
  Verdict verdict;
  std::string_view rule;
};

bool stands_in(const Line& l) { return l.indent >= shallowest && l.indent <= deepest; }

// Which of a series a sentence begins: 二要…, 三是…, 第三，…; 0: none. `word` is what stands behind the number.
int series_number(std::string_view s, char32_t& word) {
  static constexpr std::u32string_view figures = U"一二三四五六七八九";
  std::size_t at = 0;
  char32_t c = decode(s, at);
  if (c == U'第' && at < s.size()) c = decode(s, at);
  const auto k = figures.find(c);
  if (k == figures.npos || at >= s.size()) return 0;
  word = decode(s, at);
  return std::u32string_view(U"要是，").find(word) == std::u32string_view::npos ? 0 : static_cast<int>(k) + 1;
}

// The number of an item (`3.`, `3、`, `（3）`, `三、`, `（三）`, `③`); 0: it has none.
int item_number(std::string_view s) {
  static constexpr std::u32string_view figures = U"一二三四五六七八九";
  int n = 0;
  bool any = false, ten = false, bracket = false;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c >= U'①' && c <= U'⑳' && !any) return static_cast<int>(c - U'①') + 1;
    if ((c == U'（' || c == '(') && !any && !bracket) {
      bracket = true;
    } else if (c >= '0' && c <= '9' && n < 100) {
      n = n * 10 + static_cast<int>(c - '0');
      any = true;
    } else if (c == U'十' && !ten && n < 10) {
      n = any ? n * 10 : 10;
      any = ten = true;
    } else if (const auto k = figures.find(c); k != figures.npos && (!any || ten)) {
      n += static_cast<int>(k) + 1;
      any = true;
    } else {
      const bool closed = bracket ? c == U'）' || c == ')' : c == '.' || c == U'、' || c == U'．';
      return any && closed ? n : 0;
    }
  }
  return 0;
}

class Joiner {
 public:
  Joiner(Page& page, const RuleSet& rules)
      : page_(page), rules_(rules), lines_(page.lines), tight_(page.han ? 1.6F : 2.2F) {}

  void run() {
    undouble_credits(page_);
    read_forms(page_);
    indents_ = keeps_indents();
    for (const Line& l : lines_) visual_.push_back(l.width + (indents_ && l.indent <= deepest ? l.indent : 0));
    find_indent();
    find_bullets();
    chunks();
    headed();
    heads_.assign(lines_.size(), false);
    signed_heads();
    if (indents_) {
      heads_above_set_in();
      if (!page_.han) flush_heads();
    }
    verse_ = verse_lines(page_);
    blanks_part_ = blanks_part();
    captions_ = find_captions(page_, titles_);
    std::size_t first = 0;  // of the block being built
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i + 1 < lines_.size()) {
        const Decision d = lines_[i].join == Join::undecided   ? decide(i, first)
                           : lines_[i].join == Join::paragraph ? Decision{Verdict::gap, ""}
                                                               : Decision{Verdict::join, "paragraphs.word"};
        if (spdlog::should_log(spdlog::level::trace))
          spdlog::trace("line {}: width {:.1f} column {:.1f} room {:.1f} chunk {} form {}{}{} -> {} {} '{}'", i,
                        lines_[i].width, lines_[i].column, room(i), lines_[i].chunk, static_cast<int>(lines_[i].form),
                        titles_[i] ? " title" : "", lines_[i].lead ? " lead" : "", static_cast<int>(d.verdict), d.rule,
                        lines_[i].text.bytes);
        if (d.verdict == Verdict::join) {
          see_as_one(i, d.rule);
          if (lines_[i].join == Join::undecided) lines_[i].join = between(lines_[i], lines_[i + 1]);
          rule_of_.push_back(d.rule);
          continue;
        }
        lines_[i].gap_after |= d.verdict == Verdict::gap;
        lines_[i].join = Join::paragraph;
      }
      rule_of_.push_back("");
      build(first, i + 1);
      first = i + 1;
    }
  }

 private:
  // A chunk between blank lines that holds nothing but one to three lines unlike running text is title type.
  void chunks() {
    titles_.assign(lines_.size(), false);
    // where a document model has marked the headlines, what it did not mark is hardly one
    marked_ = std::count_if(lines_.begin(), lines_.end(), [](const Line& l) { return l.form == Form::heading; }) >= 2;
    for (std::size_t a = 0; a < lines_.size();) {
      std::size_t b = a;
      bool wrapped = false;  // by blanks: a paragraph of its dump, no title
      for (; b < lines_.size() && lines_[b].chunk == lines_[a].chunk; ++b) wrapped |= lines_[b].wrapped_by_space;
      // American papers of the fifties set a headline of three lines and a deck above a byline
      const bool deep = !page_.han && b < lines_.size() && (lines_[b].form == Form::byline || lines_[b].lead);
      bool titles = b - a <= (deep ? 7U : 4U) && !wrapped;
      for (std::size_t k = a; k < b && titles; ++k) {
        const Line& l = lines_[k];
        titles = l.width <= (page_.han ? 120.0F : 150.0F) && may_head(k);
      }
      titles = titles && closed(std::span(lines_).subspan(a, b - a));
      if (titles && !page_.han && b < lines_.size() && is_lower(first_char(lines_[b].text.bytes))) titles = false;
      if (titles && b < lines_.size() && running(lines_[b]) && has_comma(lines_[b - 1].text.bytes) &&
          seam(b - 1) >= clause_agrees)
        titles = false;
      // between a sentence's end and a byline or lead stands nothing else
      const bool set_off =
          titles && a > 0 &&
          (ends_sentence(lines_[a - 1].text.bytes) || lines_[a - 1].ends_article || lines_[a - 1].form != Form::text) &&
          (b == lines_.size() || lines_[b].lead || lines_[b].form == Form::byline);
      if (set_off) {
        for (std::size_t k = a; k < b; ++k) titles_[k] = true;
        a = b;
        continue;
      }
      if (titles && marked_ && lines_[a].width > 44) titles = false;
      // lines that keep to their column, the last one filling it, are text whatever they lack
      if (titles && b - a > 1) {
        bool keeps = true;
        for (std::size_t k = a; k < b; ++k)
          keeps &= lines_[k].column > 0 && lines_[k].width >= lines_[k].column - indent_ - 2.5F && !over(lines_[k]);
        titles = !(keeps && lines_[b - 1].width >= lines_[b - 1].column - 3) || between_texts(a, b);
      }
      if (titles && b - a == 1 && lines_[a].column > 0) {
        // one line as wide as its column may be the lone line of a narrow strip: only if text broke off before it
        const bool fills = lines_[a].width >= lines_[a].column - 3 && lines_[a].width <= lines_[a].column + 2;
        titles = page_.spaced || !(breaks_off(a) && (fills || lines_[a].width < lines_[a].column)) || no_rest(page_, a);
      } else if (titles && b - a == 1 && a > 0 && lines_[a].column == 0) {
        // a deck below a kicker may be wider, if the text does not go on from it
        titles = lines_[a].width <= title_cells || (titles_[a - 1] && page_.han && a + 1 < lines_.size() &&
                                                    !has_comma(lines_[a].text.bytes) && nothing_goes_on(a));
      }
      if (titles)
        for (std::size_t k = a; k < b; ++k) titles_[k] = true;
      a = b;
    }
  }

  // Lines [a, b) of an alphabet stand between a sentence's end and the beginning of another, have no clauses, and leave out the
  // small words that text has.
  bool between_texts(std::size_t a, std::size_t b) const {
    if (page_.han || a == 0 || b == lines_.size() || !ended(a - 1) || !is_upper(first_char(lines_[b].text.bytes)) ||
        !is_upper(first_char(lines_[a].text.bytes)))
      return false;
    for (std::size_t k = a; k < b; ++k)
      if (has_comma(lines_[k].text.bytes) || running_words(page_, lines_[k].text.bytes) > 0) return false;
    return true;
  }

  // A full line of text stands before line i and breaks off.
  bool breaks_off(std::size_t i) const {
    return i > 0 && !lines_[i].begins_story && lines_[i - 1].form == Form::text &&
           !ends_sentence(lines_[i - 1].text.bytes) && !titles_[i - 1] && !lines_[i - 1].ends_article &&
           full(i - 1, alone_clause(i - 1) ? indent_ + 2 : 2);
  }
  // A line between blank lines that stops at a comma: the first of its paragraph, indented.
  bool alone_clause(std::size_t i) const {
    const char32_t c = last_char(lines_[i].text.bytes);
    return (i == 0 || lines_[i - 1].chunk != lines_[i].chunk) && (c == U'，' || c == ',' || c == U'、');
  }
  // Death of an Old Settler.          begins what stands between blank lines, is not set in, as every paragraph of this
  //   Mrs. Ada Marsh, one of the…     alphabet's page is, and has its longer words in capitals
  void flush_heads() {
    constexpr float widest = 60;      // cells
    constexpr std::size_t small = 4;  // bytes of words that headlines leave small
    const auto capitals = [](std::string_view s) {
      for (std::size_t at = 0, end; at < s.size(); at = end + 1) {
        end = std::min(s.find(' ', at), s.size());
        if (const std::string_view word = s.substr(at, end - at); word.size() > small && !is_upper(first_char(word)))
          return false;
      }
      return is_upper(first_char(s));
    };
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      const Line &l = lines_[i], &below = lines_[i + 1];
      if (l.form != Form::text || l.lead || l.indent >= shallowest || l.width > widest || below.chunk != l.chunk ||
          !stands_in(below))
        continue;
      // below text that broke off it may be a paragraph's rest
      if (i > 0 && (lines_[i - 1].chunk == l.chunk || !ends_sentence(lines_[i - 1].text.bytes))) continue;
      if (title_like(l) && capitals(l.text.bytes)) titles_[i] = heads_[i] = true;
    }
  }
  // Above a line that is set in, as every paragraph here is, perhaps with a name or a blank line between, and below a
  // sentence's end: whatever the words, a paragraph's rest would end with its stop.
  void heads_above_set_in() {
    constexpr std::size_t most = 6;             // lines
    const float widest = page_.han ? 120 : 84;  // cells
    constexpr float short_of = 40;              // cells below which a stop is an abbreviation's
    const auto flush = [&](std::size_t i) {
      const Line& l = lines_[i];
      const bool colon = (l.text.bytes.ends_with(":") || l.text.bytes.ends_with("：")) && i + 1 < lines_.size() &&
                         lines_[i + 1].chunk == l.chunk;
      const bool words = page_.kana  ? l.text.bytes.find("。") == std::string_view::npos
                         : page_.han ? title_words(l)
                                     : l.width <= short_of || l.text.bytes.find(". ") == std::string_view::npos;
      return l.form == Form::text && !l.lead && l.indent < shallowest && l.width <= widest && words &&
             !(page_.forms && page_.forms->any("credit", l.text.bytes)) && closed({&l, 1}) &&
             (colon || !ends_sentence_or_pause(l.text.bytes));
    };
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (!stands_in(lines_[i]) || lines_[i].form != Form::text) continue;
      std::size_t end = i;
      while (end > 0 && lines_[end - 1].form == Form::byline) --end;
      std::size_t top = end;
      while (top > 0 && end - top <= most && flush(top - 1)) --top;
      if (top == end || end - top > most || (top > 0 && !ended(top - 1) && !lines_[top - 1].ends_article)) continue;
      // nor does a headline follow a full line and fill its own
      if (!page_.kana && top > 0 && lines_[top - 1].chunk == lines_[top].chunk && full(top - 1, 2) && full(top, 2))
        continue;
      if (!page_.han && is_lower(first_char(lines_[top].text.bytes))) continue;
      for (std::size_t k = top; k < end; ++k) titles_[k] = true;
    }
  }
  // ●人力车夫拾金不昧: old papers set a sign before each headline. No list: none of them has a clause or a stop, and below each
  // stands text of more than a line.
  void signed_heads() {
    constexpr std::size_t enough = 2;
    constexpr float widest = 44;  // cells
    for (const char32_t sign : headline_signs) {
      std::vector<std::size_t> heads;
      const auto bears = [&](std::size_t i) { return i < lines_.size() && first_char(lines_[i].text.bytes) == sign; };
      const auto plain = [&](std::size_t i) { return i < lines_.size() && running(lines_[i]) && !bears(i); };
      // a column's name above the first
      const auto label = [&](std::size_t i) {
        constexpr float most = 20;  // cells
        const std::string_view s = lines_[i].text.bytes;
        return lines_[i].width <= most && !has_comma(s) && last_class(s) != Class::pause;
      };
      // of more than a line, or one as long
      const auto text = [&](std::size_t i) {
        const bool wide = plain(i) && lines_[i].width > (ends_sentence(lines_[i].text.bytes) ? 1 : 2) * widest;
        return wide || (plain(i) && plain(i + 1) && !titles_[i] && lines_[i].chunk == lines_[i + 1].chunk);
      };
      bool all = true;
      for (std::size_t i = 0; i < lines_.size() && all; ++i) {
        if (!bears(i) || titles_[i]) continue;
        const Line& l = lines_[i];
        const std::string_view s = l.text.bytes;
        all = (l.form == Form::text || l.form == Form::list) && l.width <= widest && !has_comma(s) &&
              s.find("、") == s.npos && s.find("。") == s.npos && s.find("：") == s.npos && !ends_sentence(s) &&
              text(i + 1) && (page_.han || !is_lower(first_char(lines_[i + 1].text.bytes))) &&
              (i == 0 || ended(i - 1) || titles_[i - 1] || !running(lines_[i - 1]) ||
               last_class(lines_[i - 1].text.bytes) == Class::close || label(i - 1));
        heads.push_back(i);
      }
      // nor do headlines fill their lines, all of them
      const auto fills = [&](std::size_t i) {
        const Line& l = lines_[i];
        return l.column > 0 && l.indent + l.width + first_of(lines_[i + 1].text.bytes) >= l.column;
      };
      if (!all || heads.size() < enough || std::all_of(heads.begin(), heads.end(), fills)) continue;
      for (const std::size_t i : heads) {
        titles_[i] = heads_[i] = true;
        lines_[i].form = Form::text;
      }
    }
  }

  // Lines in bold by themselves. And without blank lines: one or two lines between a sentence's end, or the page's head, and
  // a byline or lead; more, if none has clauses or goes on in the next.
  void headed() {
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (lines_[i].bold && may_head(i)) titles_[i] = true;
    const auto after = [&](std::size_t i) {
      return lines_[i].ends_article || lines_[i].form == Form::byline ||
             (lines_[i].form == Form::text && ends_sentence(lines_[i].text.bytes));
    };
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      if (!lines_[i].lead && lines_[i].form != Form::byline) continue;
      for (std::size_t n = 1; n <= 4 && n <= i && may_head(i - n); ++n) {
        const Line &top = lines_[i - n], &below = lines_[i - n + 1];
        if (n > 2 && (page_.kana || has_comma(top.text.bytes) || !closed({&top, 1}) || !closed({&below, 1}) ||
                      below.width > 0.7F * below.column))
          break;
        const bool page_begins = n == i && n <= 2 && lines_[i].lead;
        if (n == i && !page_begins) break;
        if ((page_begins || after(i - n - 1) || (breaks_off(i - n) && no_rest(page_, i - n))) &&
            closed(std::span(lines_).subspan(i - n, n)))
          std::fill_n(titles_.begin() + static_cast<std::ptrdiff_t>(i - n), n, true);
      }
    }
  }

  // One of the lines of a headline, its brackets aside: they may close on another.
  bool may_head(std::size_t i) const {
    const Line& l = lines_[i];
    return l.form == Form::text && !l.lead && !ends_sentence_or_pause(l.text.bytes) && title_words(l) && !doubled(i) &&
           !(page_.forms && (page_.forms->any("plain", l.text.bytes) || page_.forms->any("credit", l.text.bytes)));
  }

  // Nothing in the words speaks against title type: no full stop inside, no string of clauses, nothing left open.
  bool title_like(const Line& l) const { return title_words(l) && closed({&l, 1}); }
  // No bracket or quotation is open at the end of these lines, or closed that they did not open.
  static bool closed(std::span<const Line> lines) {
    int open = 0;
    std::size_t straight = 0;
    for (const Line& l : lines) {
      open += balance(l.text.bytes);
      straight += straight_quotes(l.text.bytes);
    }
    return open == 0 && straight % 2 == 0;
  }
  bool title_words(const Line& l) const {
    const std::string_view s = l.text.bytes;
    int clauses = 0, items = 0;
    for (std::size_t at = 0; at < s.size();) {
      const char32_t c = decode(s, at);
      if (c == U'。' && at < s.size() && class_of(first_char(s.substr(at))) != Class::close) return false;
      if (c == U'，' || c == ',' || c == U'；' || c == ';') ++clauses;
      if (c == U'、') ++items;
    }
    if (class_of(last_char(s)) == Class::pause && last_char(s) != U'：' && last_char(s) != ':') return false;
    if (!page_.han)
      return clauses < 3 && !(clauses && l.width > 60) && l.width <= (l.column > 0 ? 130 : 84) &&
             !page_.forms->has_word("unfinished", last_word(s));
    // 、 parts what Chinese parts by ，; these particles lead on
    if (page_.kana && (page_.forms->any("running_ja", s) || (l.width > 44 && page_.forms->any("running_ja_long", s))))
      return false;
    if (page_.kana &&
        (items > 2 || std::u32string_view(U"はがのをて").find(last_char(s)) != std::u32string_view::npos ||
         (language_ && language_->breaks_off(language_->tail(s)))))
      return false;
    if (clauses > 1 || (clauses == 1 && (l.width > 44 || l.fresh)) || items > 3) return false;
    return true;
  }
  // Marks before items: they begin two lines or more and stand nowhere else.
  void find_bullets() {
    std::unordered_map<char32_t, int> begins;
    for (const Line& l : lines_)
      if (l.form == Form::list) ++begins[first_char(l.text.bytes)];
    std::erase_if(begins, [](const auto& n) { return n.second < 2 || class_of(n.first) != Class::other; });
    if (begins.empty()) return;
    for (const Line& l : lines_)
      for (std::size_t at = 0; at < l.text.bytes.size();)
        if (const auto it = begins.find(decode(l.text.bytes, at)); it != begins.end()) --it->second;
    for (const auto& [c, left] : begins)
      if (left == 0) bullets_.insert(c);
  }
  // The next line begins with this line's last character: the seam of a column, not a headline's end.
  bool doubled(std::size_t i) const {
    if (i + 1 >= lines_.size() || !page_.han) return false;
    const char32_t x = last_char(lines_[i].text.bytes);
    return class_of(x) == Class::han && x == first_char(lines_[i + 1].text.bytes);
  }

  static bool ends_sentence_or_pause(std::string_view s) {
    const char32_t c = last_char(s);
    const Class k = last_class(s);
    return ends_sentence(s) ? !(c == U'？' || c == U'！' || c == '?' || c == '!')
                            : (k == Class::pause || k == Class::open);
  }

  float room(std::size_t i) const {
    const Line& l = lines_[i];
    const float next = i + 1 < lines_.size() ? first_of(lines_[i + 1].text.bytes) : 2.0F;
    return l.column - visual_[i] - next;
  }
  // The next line's first word, unbroken, had no room on line i.
  bool no_room_for(std::size_t i) const {
    const std::string_view below = lines_[i + 1].text.bytes;
    return lines_[i].column - visual_[i] <= width_of(below.substr(0, below.find(' ')), page_.setting) + tight_ + 0.9F;
  }
  // Cells of what would have stood on the line before, had there been room.
  float first_of(std::string_view s) const {
    return breaks_words_ ? first_unit(s, page_.setting) : width_of(s.substr(0, s.find(' ')), page_.setting);
  }
  // Whether words are broken at lines' ends. In justified English one line in six to twelve ends in a hyphen.
  bool breaks_words() const {
    if (page_.han) return true;
    constexpr std::size_t rare = 40;
    std::size_t hyphens = 0;
    const std::string_view s = page_.source;
    for (std::size_t at = s.find('\n'); at != std::string_view::npos; at = s.find('\n', at + 1)) {
      std::size_t end = at;
      while (end > 0 && (s[end - 1] == ' ' || s[end - 1] == '\r')) --end;
      hyphens += end > 1 && s[end - 1] == '-' && s[end - 2] != '-' && s[end - 2] != ' ';
    }
    return hyphens * rare >= lines_.size();
  }
  // An extractor may cut one printed line at a squeezed mark; the second piece's room is what both leave.
  void see_as_one(std::size_t i, std::string_view rule) {
    const Line &a = lines_[i], &b = lines_[i + 1];
    if (a.chunk != b.chunk || b.column == 0 || visual_[i] + b.width > b.column + 6) return;
    if (rule == "paragraphs.no-start" || rule == "paragraphs.no-end" || rule == "paragraphs.cut-line" ||
        rule == "paragraphs.open-bracket")
      visual_[i + 1] = visual_[i] + b.width;
  }
  // How deep paragraphs are indented here: two Han characters (CLREQ), or one (JLREQ, narrow columns). Told by the
  // lines that follow a paragraph's short last line.
  void find_indent() {
    if (!page_.han) return;
    std::vector<float> missing;
    for (std::size_t i = 0; i + 2 < lines_.size(); ++i) {
      const Line &a = lines_[i], &b = lines_[i + 1];
      if (a.column == 0 || b.column == 0 || !ends_sentence(a.text.bytes) || a.column - a.width < 8 ||
          ends_sentence(b.text.bytes) || b.form != Form::text)
        continue;
      const float d = b.column - b.width;
      if (d > -2 && d < 7) missing.push_back(d);
    }
    if (missing.size() < 3) return;
    std::nth_element(missing.begin(), missing.begin() + static_cast<std::ptrdiff_t>(missing.size() / 2), missing.end());
    if (missing[missing.size() / 2] < 3) indent_ = 2;
  }
  // Whether the dump has kept the blanks before a paragraph's first line: they stand below most short lines, which end a
  // paragraph or head one, and hardly below full ones that do not.
  bool keeps_indents() const {
    constexpr std::size_t enough = 4;
    const float fills = page_.han ? 2 : 9;  // or a word more
    std::size_t begin = 0, set = 0, run = 0, stray = 0;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      const Line &a = lines_[i], &b = lines_[i + 1];
      if (a.chunk != b.chunk || a.form == Form::table || b.form != Form::text || a.column == 0) continue;
      const bool in = stands_in(b);
      if (a.column - a.width >= 6) {
        begin += ends_sentence(a.text.bytes);  // below another short line a headline may go on
        set += in;
      } else if (!ends_sentence(a.text.bytes) && a.column - a.width <= fills) {
        ++run;
        stray += in;
      }
    }
    return set >= enough && set * 2 >= begin && stray * 10 <= run;
  }
  // Whether blank lines stand between paragraphs, and nowhere else: below whole sentences only, and no paragraph ends
  // without one.
  bool blanks_part() const {
    constexpr std::size_t enough = 6;
    std::size_t parting = 0;
    for (std::size_t i = 0; i + 1 < lines_.size(); ++i) {
      const Line &a = lines_[i], &b = lines_[i + 1];
      if (a.form != Form::text || b.form != Form::text || a.column == 0 || titles_[i] || titles_[i + 1]) continue;
      const bool ended = ends_sentence(a.text.bytes), full = a.column - a.width <= 2;
      if (a.chunk != b.chunk && !ended && full) return false;
      if (a.chunk == b.chunk && ended && a.column - a.width >= 6) return false;
      parting += a.chunk != b.chunk && ended;
    }
    return parting >= enough;
  }
  // Line i begins a block and is not set in, where every paragraph is: it heads one.
  bool flush_head(std::size_t i, std::size_t first) const {
    return indents_ && i == first && lines_[i].indent < shallowest && !lines_[i].lead && title_like(lines_[i]) &&
           (i == 0 || lines_[i - 1].join == Join::paragraph) && !ended(i);
  }
  // Line i ends no sentence and leaves room, and the one below it, or below who wrote it, is set in, as every paragraph here is.
  bool heads_below(std::size_t i) const {
    if (!indents_ || i + 2 >= lines_.size()) return false;
    const bool name = lines_[i + 1].form == Form::byline || name_alone(i + 1);
    const Line &l = lines_[i], &below = lines_[name ? i + 2 : i + 1];
    return l.indent < shallowest && l.chunk == below.chunk && stands_in(below) && !ended(i) && title_like(l) &&
           room(i) > tight_ + 0.9F;
  }
  // Line i leaves room, and is set in, as the next one is, where only a paragraph's first line is: verse, names, a list.
  bool alone_set_in(std::size_t i) const {
    return indents_ && stands_in(lines_[i]) && stands_in(lines_[i + 1]) && lines_[i].chunk == lines_[i + 1].chunk &&
           room(i) > tight_ + indent_ && !is_lower(first_char(lines_[i + 1].text.bytes));
  }
  // A name between a headline and the line below it, which is set in.
  bool name_alone(std::size_t i) const {
    constexpr float most = 12;  // cells
    return indents_ && page_.forms && lines_[i].width <= most && i + 1 < lines_.size() &&
           lines_[i].indent < shallowest && lines_[i + 1].indent >= shallowest &&
           page_.forms->any("bare_name_placed", lines_[i].text.bytes);
  }
  bool over(const Line& l) const { return l.column > 0 && l.width - l.squeeze > l.column + (page_.han ? 2.6F : 7.0F); }
  bool full(std::size_t i, float tight) const { return lines_[i].column > 0 && room(i) <= tight; }

  // Whether line i, which runs on, was set short at its start: an indented first line.
  bool indented(std::size_t i) const {
    if (indents_) return stands_in(lines_[i]);
    const float r = room(i);
    if (!page_.han) return r > 1.6F && r <= 7.5F;
    return r > (indent_ > 3 ? indent_ - 2.9F : -0.6F) && r <= indent_ + 2.0F;
  }

  // The model costs more than all else: it is asked only where the rest would part what does not end a sentence.
  Decision decide(std::size_t i, std::size_t first) const {
    const Decision d = decide_by_sight(i, first);
    if (d.verdict == Verdict::join || ends_sentence(lines_[i].text.bytes) || begins_item(i, first) || !torn(i))
      return d;
    return {Verdict::join, "paragraphs.torn-word"};
  }
  Decision decide_by_sight(std::size_t i, std::size_t first) const {
    const Line& a = lines_[i];
    const Line& b = lines_[i + 1];
    const char32_t head = first_char(b.text.bytes), tail = last_char(a.text.bytes);
    const Class hk = first_class(b.text.bytes), tk = last_class(a.text.bytes);
    // so does a line of its own in brackets behind a stop
    const bool aside = !page_.kana && i > 0 && !a.lead && tk == Class::close &&
                       first_class(a.text.bytes) == Class::open && closed({&a, 1}) && ended(i - 1);
    // who sent it stands behind the last mark, not at the beginning of what comes next
    if (commas_end_ && tk == Class::pause && a.chunk == b.chunk && sender(b.text.bytes))
      return {Verdict::join, "paragraphs.no-start"};
    const bool ends = aside || in_brackets(i, first) || ended(i);
    const bool says_whom = page_.han && i == first && tk == Class::pause && !full(i, tight_) && a.form == Form::text &&
                           page_.forms && page_.forms->any("plain", a.text.bytes);
    if (says_whom || rows(i)) return part();
    if (a.form == Form::table && b.form == Form::table && a.chunk == b.chunk)
      return {Verdict::join, "paragraphs.table-row"};
    if (a.form == Form::table || b.form == Form::table || a.form == Form::heading || b.form == Form::heading)
      return part();
    if (a.form == Form::byline || b.form == Form::byline || b.lead || b.begins_story) return lost(i, first, ends);
    if (a.lead && b.form == Form::text && page_.forms && page_.forms->any("lead_alone", a.text.bytes))
      return {Verdict::join, "paragraphs.lead"};
    if (a.ends_article || b.starts_article || a.bold != b.bold) return part();
    if (captions_.credits[i])
      return a.text.bytes.ends_with(b.text.bytes) ? Decision{Verdict::join, "paragraphs.doubled-seam"} : part();
    if (captions_.goes_on[i]) return {Verdict::join, "paragraphs.caption"};
    if (captions_.begins[i + 1]) return lost(i, first, ends);
    // 【…】 alone on its line heads what stands below it
    if (bracketed_head(i) && i == first) return part();
    if (ends && bracketed_head(i + 1)) return part();
    if (b.form == Form::question || b.form == Form::answer || b.form == Form::editor_note)
      return ends ? part() : lost(i, first, ends);
    // a number and what it counts are set together (CLREQ): only a column's turn parts them
    const bool number =
        tk == Class::digit || (std::u32string_view(U"十百千数數").find(tail) != std::u32string_view::npos &&
                               std::u32string_view(U"万億亿萬兆").find(head) != std::u32string_view::npos);
    if (!ends && number && !(titles_[i] && a.chunk != b.chunk) && !over(a) && !over(b) && page_.han &&
        std::u32string_view(U"万亿億千百余年月日人个個名元円％%点時分号").find(head) != std::u32string_view::npos)
      return {Verdict::join, "paragraphs.torn-number"};
    if (!ends && doubled(i) && a.chunk != b.chunk && !over(a) && !over(b))
      return {Verdict::join, "paragraphs.doubled-seam"};
    if (!ends && b.form == Form::text && b.width <= 24 && torn_byline(a, b))
      return {Verdict::join, "paragraphs.torn-byline"};
    if (verse_[i] || verse_[i + 1]) return part();
    // an alphabet's headline goes on in small letters
    if (titles_[i] && titles_[i + 1] && !page_.han && a.chunk == b.chunk && !ends && is_lower(first_char(b.text.bytes)))
      return {Verdict::join, "paragraphs.lower-case"};
    if (titles_[i] || titles_[i + 1]) return titles_[i] ? part() : lost(i, first, ends);
    // stops and closing marks never start a line (CLREQ, GB/T 15834 5.1), opening ones never end one
    const bool mark = hk == Class::close || hk == Class::pause || (hk == Class::stop && head != '.');
    // ＝3日、某町で: where a picture was taken goes on from what it shows
    const bool placed = page_.kana && !ends && head == U'＝' && b.form == Form::text;
    if ((mark || placed) && !over(a)) return {Verdict::join, "paragraphs.no-start"};
    if (tk == Class::open && !over(a)) return {Verdict::join, "paragraphs.no-end"};
    // a stop inside a quotation ends a paragraph only where the line has room left; dots hardly do
    const bool inside =
        !ends || last_class(a.text.bytes) == Class::dots || (a.column > 0 && b.column > 0 && room(i) <= tight_);
    if (inside && !over(a) && open_over(a.text.bytes, b.text.bytes)) return {Verdict::join, "paragraphs.open-bracket"};
    if (a.wrapped_by_space && a.chunk == b.chunk && !ends && page_.han) return {Verdict::join, "paragraphs.blank-wrap"};
    if (ends && tk == Class::close && b.form == Form::text && page_.forms && page_.forms->any("said", b.text.bytes))
      return {Verdict::join, "paragraphs.said"};
    if (begins_item(i, first) || alone_set_in(i)) return part();
    if (ends && (set_in(i + 1) || next_of_series(i, first))) return part();
    if (!page_.han && (ends ? shouts_below(i) : i == first && begins_anew(i))) return part();
    // LAKE TRANSPORT SOCIETY LTD. between blank lines
    if (!page_.han && i == first && a.chunk != b.chunk && shouts(a.text.bytes) && !all_capitals(b.text.bytes))
      return part();
    if (b.indent > a.indent + 1.5F && b.indent <= 9) return ends || a.column == 0 ? part() : lost(i, first, ends);
    if (b.form == Form::list && ends) return part();
    if (ends && page_.kana && page_.forms && page_.forms->any("source_end", a.text.bytes)) return part();
    if (a.column > 0 && b.column > 0) return by_width(i, first, ends);
    return by_words(i, first, ends);
  }

  // Where Chinese sets crossheads in such brackets; Japanese has places and names in them.
  bool bracketed_head(std::size_t i) const {
    const Line& l = lines_[i];
    return page_.han && !page_.kana && l.form == Form::text && !l.lead && page_.forms &&
           page_.forms->any("bracketed_head", l.text.bytes);
  }

  // A paragraph that is all in brackets ends with them: what its first line opens nothing before line i closes.
  bool in_brackets(std::size_t i, std::size_t first) const {
    constexpr std::size_t most = 8;  // lines
    if (page_.kana || i == first || i - first > most || last_class(lines_[i].text.bytes) != Class::close ||
        first_class(lines_[first].text.bytes) != Class::open)
      return false;
    int open = 0;
    for (std::size_t k = first; k < i; ++k) {
      open += balance(lines_[k].text.bytes);
      if (open <= 0) return false;
    }
    return open + balance(lines_[i].text.bytes) == 0;
  }

  // Two rows of a list whose parts wide blanks set off: 郑一鸣　县中学教师. Behind a stop they part sentences in some papers.
  bool rows(std::size_t i) const {
    const auto row = [](std::string_view s) {
      const std::size_t at = s.find("　");
      if (at == 0 || at == s.npos || has_comma(s) || s.find("。") != s.npos || s.find("；") != s.npos) return false;
      // more parts are a list of names, in running text
      constexpr std::size_t most = 2;  // blanks
      std::size_t blanks = 0;
      for (std::size_t to = at; to != s.npos; to = s.find("　", to + 3))
        blanks += to == at || !s.substr(0, to).ends_with("　");
      if (blanks > most) return false;
      const Class k = last_class(s.substr(0, at));
      return k != Class::pause && k != Class::stop && k != Class::close;
    };
    return page_.han && !page_.kana && row(lines_[i].text.bytes) && row(lines_[i + 1].text.bytes);
  }

  // Blanks stand before line i as before no line near it that goes on: every paragraph here begins so.
  bool set_in(std::size_t i) const {
    const Line& l = lines_[i];
    if (l.indent < shallowest || l.indent > 9) return false;
    for (std::size_t k = i > 3 ? i - 3 : 0; k < std::min(lines_.size(), i + 4); ++k)
      if (lines_[k].chunk == l.chunk && lines_[k].form == Form::text && lines_[k].indent < l.indent - 1.5F) return true;
    return false;
  }

  // A headline in capitals below a text: no abbreviation, and not the rest of capitals above.
  bool shouts_below(std::size_t i) const {
    return shouts(lines_[i + 1].text.bytes) && !all_capitals(lines_[i].text.bytes);
  }
  static bool shouts(std::string_view s) { return all_capitals(s, 8); }

  // An alphabet's line stands above what begins a sentence. All in capitals, it heads what is not; and no name begins
  // with `The` and a word in small letters.
  bool begins_anew(std::size_t i) const {
    const std::string_view a = lines_[i].text.bytes, b = lines_[i + 1].text.bytes;
    if (!is_upper(first_char(b))) return false;
    if (shouts(a)) return !all_capitals(b);
    const std::string_view word = first_word(b);
    if (word.size() + 1 >= b.size() || b[word.size()] != ' ') return false;
    const char32_t second = first_char(b.substr(word.size() + 1));  // Een 14-jarige jongen
    if (!is_lower(second) && class_of(second) != Class::digit) return false;
    const Class k = last_class(a);
    const bool words = k == Class::latin || k == Class::digit || k == Class::close || k == Class::quote;
    return words && page_.forms && page_.forms->has_word("opening", small_letters(word)) &&
           !page_.forms->has_word("unfinished", last_word(a));
  }

  // Line i + 1 begins an item of a list, whatever line i ends in: it has the next number, or a mark that this page sets
  // before items only.
  bool begins_item(std::size_t i, std::size_t first) const {
    const std::string_view a = lines_[i].text.bytes, b = lines_[i + 1].text.bytes;
    if (page_.forms && (page_.forms->any("opens", b) || page_.forms->any("chapter", b))) return true;
    if (lines_[i + 1].form != Form::list) return false;
    if (bullets_.contains(first_char(b))) return true;
    // a document model's list: - one, - two
    if (b.size() > 2 && b[1] == ' ' &&
        (lines_[first].text.bytes.starts_with(b.substr(0, 2)) || a.ends_with(':') || a.ends_with("：")))
      return true;
    const int number = item_number(b);
    if (number == 1) return last_char(a) == U'：' || last_char(a) == ':';
    return number > 1 && item_number(lines_[first].text.bytes) == number - 1;
  }
  // 一要… / 二要…: line i + 1 begins as this paragraph did, with the next number.
  bool next_of_series(std::size_t i, std::size_t first) const {
    char32_t word = 0, next = 0;
    const int number = page_.han ? series_number(lines_[first].text.bytes, word) : 0;
    return number > 0 && series_number(lines_[i + 1].text.bytes, next) == number + 1 && next == word;
  }
  // `…图为展示作品。本报记者` / `郑一 摄`: the office stands before the break, its name after it.
  bool torn_byline(const Line& a, const Line& b) const {
    return page_.forms && page_.forms->any("byline_open", a.text.bytes) && page_.forms->any("byline", b.text.bytes);
  }

  // The language model knows the words across the break. Two lines of title type may read on, too.
  bool torn(std::size_t i) const {
    const Line &a = lines_[i], &b = lines_[i + 1];
    if (!language_ || a.form != Form::text || b.form != Form::text || b.lead || a.ends_article || b.starts_article ||
        name_alone(i + 1))
      return false;
    const bool wide = (over(a) || over(b)) && (title_like(a) || title_like(b));
    const bool title = title_like(a) && i > 0 && lines_[i - 1].join == Join::paragraph;
    const bool clauses =
        page_.han && !page_.kana && has_comma(a.text.bytes);  // of 469 Chinese headlines one had a comma
    if (page_.kana) return seam(i) >= (title && title_like(b) ? 3.0F : 1.2F);
    const float least = title && !clauses && (title_like(b) || titles_[i + 1]) ? 5.0F
                        : wide                                                 ? 4.0F
                        : title || titles_[i]                                  ? 3.5F
                                                                               : Language::rarely_chance;
    return seam(i) >= least;
  }
  // Two lines without clauses that the model, asked, does not see as one; it knows little of words in katakana.
  bool nothing_goes_on(std::size_t i) const {
    const std::string_view a = lines_[i].text.bytes, b = lines_[i + 1].text.bytes;
    const char32_t x = last_char(a), y = first_char(b);
    const bool katakana = x >= 0x30A0 && x < 0x3100 && y >= 0x30A0 && y < 0x3100;
    return language_ && !has_comma(a) && !katakana && !language_->tail(a).empty() && !language_->head(b).empty() &&
           seam(i) <= 0;
  }
  // A phrase goes on after line i by what its last word needs behind it or the next line's first one before it.
  bool mid_phrase(std::size_t i) const {
    const std::string_view a = lines_[i].text.bytes, b = lines_[i + 1].text.bytes;
    return language_ && lines_[i].chunk == lines_[i + 1].chunk && !lines_[i + 1].fresh &&
           (language_->goes_on(language_->head(b)) || language_->breaks_off(language_->tail(a)));
  }
  // What the model says of the break after line i; 0 without one.
  float seam(std::size_t i) const {
    return language_ ? language_->seam(lines_[i].text.bytes, lines_[i + 1].text.bytes) : 0;
  }

  // A printed line that the extractor cut at squeezed marks, at line i and perhaps again: together the pieces fill the
  // column, give or take what the marks were squeezed.
  bool fills_together(std::size_t i) const {
    float all = visual_[i], squeeze = lines_[i].squeeze;
    for (std::size_t k = i; k + 1 < lines_.size() && lines_[k].chunk == lines_[k + 1].chunk; ++k) {
      const Class x = class_of(last_char(lines_[k].text.bytes)), y = class_of(first_char(lines_[k + 1].text.bytes));
      const bool mark = x == Class::stop || x == Class::close || x == Class::pause,
                 opens = y == Class::open || y == Class::quote;
      const bool squeezed = (mark && opens) || (!ended(k) && (x == Class::close || opens));
      if (!squeezed && (k == i || y != Class::pause)) return false;
      all += lines_[k + 1].width;
      squeeze += lines_[k + 1].squeeze;
      const float column = lines_[i].column;
      if (all >= column - 3.5F && all - squeeze <= column + 0.7F && all <= column + 6) return true;
      if (all > column + 6) return false;
    }
    return false;
  }

  Decision part() const { return {Verdict::part, ""}; }
  // A break before something else; what stops in mid-sentence lost its end.
  Decision lost(std::size_t i, std::size_t first, bool ends) const {
    if (ends || lines_[i].form != Form::text || titles_[i]) return part();
    const bool running = (i > first && !torn_headline(first, i)) || lines_[i].width > title_cells;
    return {running && !over(lines_[i]) ? Verdict::gap : Verdict::part, ""};
  }

  // Lines [first, i] are one headline, broken in mid-phrase: it has lost nothing.
  bool torn_headline(std::size_t first, std::size_t i) const {
    constexpr std::size_t most = 3;  // lines
    if ((page_.han && !page_.kana) || i - first >= most) return false;
    std::string all;
    for (std::size_t k = first; k <= i; ++k) {
      if (k < i && rule_of_[k] != "paragraphs.mid-sentence" && (page_.kana || rule_of_[k] != "paragraphs.lower-case"))
        return false;
      if (k > first && !page_.kana) all += ' ';
      all += lines_[k].text.bytes;
    }
    if (!page_.kana && running_words(page_, all) > 0) return false;
    Line whole = lines_[i];
    whole.text.bytes = all;
    whole.width = width_of(all, page_.setting);
    return !ends_sentence(all) && !has_comma(all) && title_like(whole);
  }

  Decision by_width(std::size_t i, std::size_t first, bool ends) const {
    const Line& a = lines_[i];
    const Line& b = lines_[i + 1];
    // wider than any column: title type, or a piece that holds several lines
    // where blank lines part all paragraphs, nothing else tears a sentence
    if (blanks_part_ && a.chunk == b.chunk && !ends && has_comma(a.text.bytes))
      return {Verdict::join, "paragraphs.mid-sentence"};
    if (over(a) || over(b))
      return !ends && bodyish(i, first) && bodyish(i + 1, first) &&
                     (page_.han || i > first || a.width > 1.5F * a.column)
                 ? by_words(i, first, ends)
                 : part();
    const float r = room(i);
    if (flush_head(i, first) && r > tight_ + 0.9F && lines_[i].chunk == b.chunk) return part();
    const bool fills = r <= tight_ || (i == first && r <= indent_ + tight_ + 0.6F);
    if (page_.han && r > indent_ && !sender(a.text.bytes) && fills_together(i))
      return {Verdict::join, "paragraphs.cut-line"};
    if (!ends) {
      const Class tk = class_of(last_char(a.text.bytes));
      if (mid_phrase(i) && r <= indent_ + 8) return {Verdict::join, "paragraphs.mid-sentence"};
      const bool heads = i == first && !a.lead && title_like(a) && (i == 0 || lines_[i - 1].join == Join::paragraph);
      // two lines of one text begin with the same word by chance only
      if (heads && !has_comma(a.text.bytes) && begin_alike(a.text.bytes, b.text.bytes) && seam(i) <= 0) return part();
      // a paragraph's first line is the narrow one: what stands before it heads it, when it is wider than such a line or
      // the model sees none that goes on
      const bool set_in_above = !page_.han && a.indent > b.indent + 1.5F && a.indent <= 9;  // it is narrow itself
      if (heads && !set_in_above && runs_on(i + 1) && room(i + 1) >= (indent_ > 3 ? 0.5F : -0.6F) &&
          b.width <= b.column - indent_ * 0.75F &&
          (page_.han || (!is_lower(first_char(b.text.bytes)) && !has_comma(a.text.bytes))) && i + 2 < lines_.size() &&
          (lines_[i + 2].width > b.width + 1 || b.fresh) &&
          (a.width > a.column - (indent_ - 0.6F) || nothing_goes_on(i)))
        return part();
      // so does one above the beginning of a report, which says who reports, or on what day
      if (page_.kana && heads && seam(i) <= 0 && page_.forms && page_.forms->any("report_ja", b.text.bytes))
        return part();
      // so does one above a short line without a stop: that is title type, and no text stands between titles; Chinese also
      // breaks off so where a dump has lost something
      if (page_.kana && heads && title_like(b) && room(i + 1) > indent_ + 8 && !ends_sentence(b.text.bytes) &&
          nothing_goes_on(i))
        return part();
      // the next line, though, was indented: what stood between is lost
      if (i + 2 < lines_.size() && runs_on(i + 1) && room(i + 1) >= 0.5F && room(i + 1) <= indent_ + 1.6F &&
          i > first && b.text.bytes.find(' ') == std::string_view::npos &&
          (page_.han && a.chunk != b.chunk ? b.width <= b.column - 2.4F
                                           : b.fresh && (page_.han || !is_lower(first_char(b.text.bytes)))))
        return {Verdict::gap, ""};
      // three characters short proves nothing
      if (r <= indent_ + tight_ + 0.9F) return {Verdict::join, "paragraphs.full-line"};
      if (tk == Class::pause && r <= indent_ + 8) return {Verdict::join, "paragraphs.clause"};
      // an indented first line may have left no room for a whole word
      if (!page_.han && is_lower(first_char(b.text.bytes)) &&
          (i > first || a.column - a.width - width_of(first_word(b.text.bytes), page_.setting) <= indent_ + tight_))
        return {Verdict::join, "paragraphs.lower-case"};
      // nor does a headline's first line leave its second one a small letter
      if (heads && !page_.han && a.chunk == b.chunk && title_like(b) && is_lower(first_char(b.text.bytes)))
        return {Verdict::join, "paragraphs.lower-case"};
      // no paragraph ends in `of the`
      if (!page_.han && a.chunk == b.chunk && page_.forms &&
          page_.forms->has_word("unfinished", last_word(a.text.bytes)))
        return {Verdict::join, "paragraphs.mid-sentence"};
      // a long word that was not broken found no room, as nouns of German
      if (!page_.han && i > first && a.chunk == b.chunk && no_room_for(i)) return {Verdict::join, "paragraphs.no-room"};
      return lost(i, first, ends);
    }
    if (heads_below(i + 1)) return part();
    // an alphabet's line may fall short by a long syllable: the next line, not indented, says that the paragraph goes
    // on
    const bool nearly =
        !page_.han && r <= 5.0F && i + 2 < lines_.size() && runs_on(i + 1) && room(i + 1) <= -1.0F && no_room_for(i);
    if (!fills && !nearly) return part();
    if (a.chunk != b.chunk && (blanks_part_ || std::abs(a.column - b.column) > 5))
      return part();  // a text is set in one measure
    if (nearly && r > tight_) return {Verdict::join, "paragraphs.not-indented"};
    if (r > tight_) {  // an indented line that nearly fills: a paragraph of one line, unless the next one is its rest
      return (indented(i + 1) && runs_on(i + 1)) || r > indent_ - 1.0F || title_type(b)
                 ? part()
                 : Decision{Verdict::join, "paragraphs.full-line"};
    }
    if (i + 2 >= lines_.size())
      return b.width > b.column - indent_ + 1 || b.width < b.column / 2
                 ? Decision{Verdict::join, "paragraphs.full-line"}
                 : part();
    // after a blank line: the next one is as wide as what this one leaves out would have made it, so this one was
    // indented
    const bool left_out = page_.han && a.chunk != b.chunk && lines_[i + 2].chunk == b.chunk &&
                          b.width <= b.column - indent_ + 0.6F &&
                          b.width + first_unit(lines_[i + 2].text.bytes, page_.setting) <= lines_[i + 2].width + 0.1F;
    if (runs_on(i + 1))
      return indented(i + 1) || left_out ? part() : Decision{Verdict::join, "paragraphs.not-indented"};
    if (b.width > b.column - indent_ + 1.0F || (b.width < b.column * 0.55F && !title_type(b)))
      return {Verdict::join, "paragraphs.full-line"};
    return part();
  }
  // A paragraph's short last line has its stop; without one it is title type.
  bool title_type(const Line& l) const {
    return l.width < l.column * 0.55F && !ends_sentence(l.text.bytes) && !l.ends_article;
  }

  // Line i ends a sentence; a note in brackets behind its stop may have begun on the line before: `…停航。（本` / `报记者）`.
  bool ended(std::size_t i) const {
    const std::string_view s = lines_[i].text.bytes;
    if (ends_sentence(s) || (commas_end_ && last_char(s) == U'、')) return true;
    return i > 0 && last_class(s) == Class::close && balance(s) < 0 &&
           ends_sentence(std::string(lines_[i - 1].text.bytes) + std::string(s));
  }

  // （八日專電）: who sent a report, and when.
  static bool sender(std::string_view s) {
    constexpr std::size_t longest = 42;  // bytes
    return s.size() <= longest && s.starts_with("（") &&
           (s.ends_with("電）") || s.ends_with("社）") || s.ends_with("訊）"));
  }

  // Papers of the first half of the 20th century part clauses and end sentences with the same mark.
  bool commas_end() const {
    constexpr std::size_t names = 18;  // bytes between two marks of a list of names and things, with theirs, at most
    if (!page_.han || page_.kana) return false;
    for (const std::string_view other : {"，", "："})
      if (page_.source.find(other) != std::string_view::npos) return false;
    constexpr std::size_t few = 10;  // lines, of which one may have a stop
    std::size_t stops = 0;
    for (std::size_t at = page_.source.find("。"); at != std::string_view::npos; at = page_.source.find("。", at + 3))
      ++stops;
    if (stops * few > lines_.size()) return false;
    std::size_t n = 0, marks = 0, bytes = 0;
    for (const Line& l : lines_) {
      const std::size_t before = marks;
      for (std::size_t at = l.text.bytes.find("、"); at != std::string_view::npos; at = l.text.bytes.find("、", at + 1))
        ++marks;
      n += marks > before;
      bytes += marks > before ? l.text.bytes.size() : 0;
    }
    return n >= 8 && n * 2 >= lines_.size() && bytes > marks * names;
  }

  // Line i does not end a sentence and is long enough to be running text.
  bool runs_on(std::size_t i) const {
    return !ends_sentence(lines_[i].text.bytes) && lines_[i].column > 0 && room(i) <= indent_ + 4.0F;
  }

  bool short_piece(std::size_t i) const {
    return lines_[i].width <= title_cells && !ends_sentence(lines_[i].text.bytes);
  }
  bool bodyish(std::size_t i, std::size_t first) const {
    const Line& l = lines_[i];
    return i > first || l.lead || l.width > (marked_ ? 44 : title_cells) || ends_sentence(l.text.bytes) ||
           !title_like(l);
  }
  // No rhythm to measure: the piece is a paragraph, or what of it one column held.
  Decision by_words(std::size_t i, std::size_t first, bool ends) const {
    const Line& a = lines_[i];
    const Line& b = lines_[i + 1];
    if (ends) return part();
    if (!page_.han && is_lower(first_char(b.text.bytes))) return {Verdict::join, "paragraphs.lower-case"};
    if (!bodyish(i, first)) return part();
    const Class tk = class_of(last_char(a.text.bytes));
    if (tk == Class::pause && last_char(a.text.bytes) != U'：' && last_char(a.text.bytes) != ':')
      return {Verdict::join, "paragraphs.clause"};
    if (class_of(last_char(a.text.bytes)) == Class::pause) return part();
    const bool clauses = has_comma(b.text.bytes) || (commas_end_ && b.text.bytes.find("、") != std::string_view::npos);
    if (short_piece(i + 1) && !clauses) return {Verdict::gap, ""};
    if (!page_.han) return {Verdict::join, "paragraphs.mid-sentence"};
    if (b.fresh) return {Verdict::gap, ""};
    return {Verdict::join, "paragraphs.mid-sentence"};
  }

  Join between(const Line& a, const Line& b) const {
    const char32_t x = last_char(a.text.bytes), y = first_char(b.text.bytes);
    auto wide = [](char32_t c) {
      const Class k = class_of(c);
      return k == Class::han || k == Class::kana || (c >= 0x3000 && c < 0x3040) || (c >= 0xFF00 && c < 0xFF66);
    };
    if (wide(x) || wide(y)) return Join::none;
    if (page_.han) {
      // in Han text a blank stands only between two words of an alphabet
      const Class kx = class_of(x), ky = class_of(y);
      return kx == Class::latin && ky == Class::latin ? Join::space : Join::none;
    }
    if (x == U'—' || x == U'–') {
      const std::string_view before = a.text.bytes.substr(0, previous(a.text.bytes, a.text.bytes.size()));
      return dashes_.blank_after(last_char(before) == ' ') ? Join::space : Join::none;
    }
    if (y == U'—') {
      std::size_t at = 0;
      decode(b.text.bytes, at);
      return dashes_.blank_before(at < b.text.bytes.size() && b.text.bytes[at] == ' ') ? Join::space : Join::none;
    }
    if (class_of(x) == Class::hangul || class_of(y) == Class::hangul)
      return korean_.inside_word(a.text.bytes, b.text.bytes) ? Join::none : Join::space;
    return Join::space;
  }

  // How this page sets its dashes inside lines, as far as it does: close (word—word), open (word — word), or as Russian
  // and Spanish do on one side only (word —word— word). What stands on one side tells of the other.
  class Dashes {
   public:
    explicit Dashes(const Page& page) {
      if (page.han) return;  // whose dashes have no blanks
      for (const Line& line : page.lines)
        for (std::string_view dash : {"—", "–"})
          for (std::size_t at = line.text.bytes.find(dash); at != std::string_view::npos;
               at = line.text.bytes.find(dash, at + 1)) {
            const std::string_view s = line.text.bytes;
            if (at == 0 || at + dash.size() >= s.size()) continue;
            const bool before = s[at - 1] == ' ', after = s[at + dash.size()] == ' ';
            before_[after] += before ? 1 : -1;
            after_[before] += after ? 1 : -1;
          }
    }
    // At a line's start, by whether a blank follows the dash; at its end, by whether one stands before it.
    bool blank_before(bool after) const { return before_[after] != 0 ? before_[after] > 0 : after; }
    bool blank_after(bool before) const { return after_[before] != 0 ? after_[before] > 0 : before; }

   private:
    int before_[2] = {}, after_[2] = {};
  };

  // A character read twice at a column turn: `…模范作用` / `用,采取…`. True reduplication (天天, 人人) stays, and so
  // does whatever the page writes double elsewhere.
  void undouble(const Text& a, Text& b, std::uint32_t chunk_a, std::uint32_t chunk_b) {
    if (chunk_a == chunk_b) return;
    if (!page_.han) return undouble_letter(a, b);
    const char32_t x = last_char(a.bytes), y = first_char(b.bytes);
    if (x != y || class_of(x) != Class::han) return;
    std::string once;
    append(once, x);
    if (rules_.has_word("reduplicated", once)) {
      doubt(page_, {b.source_begin(), b.source_begin() + static_cast<std::uint32_t>(once.size())},
            "paragraphs.doubled-character", once);
      return;
    }
    if (written_double(x)) return;
    remove_twice(b, once.size());
  }

  void remove_twice(Text& b, std::size_t bytes) {
    if (page_.may(Trust::likely)) {
      replace(page_, b, 0, bytes, "", "paragraphs.doubled-character");
      return;
    }
    const Span at{b.source_begin(), b.source_begin() + static_cast<std::uint32_t>(bytes)};
    suggest(page_, "change", at, "paragraphs.doubled-character", std::string(b.bytes.substr(0, bytes)));
  }

  // Whether the page writes this character twice in a row anywhere.
  bool written_double(char32_t c) {
    if (!doubles_told_) {
      doubles_told_ = true;
      char32_t was = 0;
      for (std::size_t at = 0; at < page_.source.size();) {
        const char32_t next = decode(page_.source, at);
        if (next == was) doubles_.insert(next);
        was = next;
      }
    }
    return doubles_.contains(c);
  }

  // The same in an alphabet: `took` / `kbest` where `best` is a word and `kbest` none.
  void undouble_letter(const Text& a, Text& b) {
    const char32_t x = last_char(a.bytes);
    if (class_of(x) != Class::latin || x != first_char(b.bytes)) return;
    const std::string_view word = first_word(b.bytes);
    std::size_t rest = 0;
    decode(word, rest);
    if (rest >= word.size()) return;
    if (!words_) words_ = std::make_unique<Words>(page_);
    if (!words_->dictionary() || words_->known(word) || !words_->known(word.substr(rest))) return;
    remove_twice(b, rest);
  }

  void build(std::size_t from, std::size_t to) {
    Block block;
    const Line& head = lines_[from];
    block.text = head.text;
    block.form = head.form;
    block.level = head.level;
    block.lead = head.lead;
    block.starts_article = head.starts_article;
    block.begins_story = head.begins_story;
    block.jump_from = head.jump_from;
    block.column = head.column;
    block.alone = titles_[from];
    block.heads = heads_[from];
    block.verse = verse_[from];
    block.italic = to - from == 1 && head.italic;
    // where # marks the headlines, a line in bold by itself is a crosshead
    if (marked_ && head.bold && block.alone && head.form == Form::text) {
      block.form = Form::heading;
      block.level = bold_level;
    }
    const bool table = head.form == Form::table;
    if (table && to - from < 2 && head.level == 0) block.form = Form::table;
    std::string text(head.text.bytes);
    std::vector<Text> parts{head.text};
    for (std::size_t i = from; i < to; ++i) {
      const Line& l = lines_[i];
      block.ends_article |= l.ends_article;
      if (l.jump_to >= 0) block.jump_to = l.jump_to;
      if (i == from) continue;
      Text next = l.text;
      const Line& was = lines_[i - 1];
      // `com-/munity` is whole
      if (page_.han || rule_of_[i - 1] != "paragraphs.word") undouble(was.text, next, was.chunk, l.chunk);
      joins_.push_back({next, table ? "\n" : was.join == Join::space ? " " : "", rule_of_[i - 1]});
    }
    flush(block);
    const Line& end = lines_[to - 1];
    block.gap_after = end.gap_after;
    if (end.gap_after) {
      block.gaps.push_back(static_cast<std::uint32_t>(block.text.bytes.size()));
      page_.notes.push_back(
          {{block.text.source_end(), block.text.source_end()}, "paragraphs.lost-end", "", "", false, "gap"});
    }
    page_.blocks.push_back(std::move(block));
  }

  struct Part {
    Text text;
    std::string_view between, rule;
  };
  // One concatenation for a whole block, however many lines it has.
  void flush(Block& block) {
    if (joins_.empty()) return;
    std::string out(block.text.bytes);
    std::vector<Run> runs(block.text.runs.begin(), block.text.runs.end());
    for (const Part& p : joins_) append_joined(page_, out, runs, p.text, p.between, p.rule);
    block.text = {page_.store(out), page_.store(runs)};
    joins_.clear();
  }

  Page& page_;
  const RuleSet& rules_;
  std::vector<Line>& lines_;
  const float tight_;
  float indent_ = 4;          // cells
  bool indents_ = false;      // the dump has kept the blanks before paragraphs
  std::vector<bool> verse_;   // of each line
  std::vector<bool> heads_;   // of each line: by its sign, or its place above what is set in
  bool blanks_part_ = false;  // blank lines stand between paragraphs, and nowhere else
  const Language* const language_ = Language::of(page_);
  const Dashes dashes_{page_};
  const KoreanBreaks korean_{page_, rules_};
  const bool breaks_words_ = breaks_words();
  const bool commas_end_ = commas_end();
  std::unordered_set<char32_t> bullets_;  // marks before items
  std::unordered_set<char32_t> doubles_;
  bool doubles_told_ = false;
  std::unique_ptr<Words> words_;  // built when first asked for
  std::vector<float> visual_;     // width of the printed line up to and with each line
  bool marked_ = false;           // a document model has marked the headlines
  std::vector<bool> titles_;
  Captions captions_;
  std::vector<std::string_view> rule_of_;
  std::vector<Part> joins_;
};

}  // namespace

void paragraphs(Page& page, const RuleSet& rules) {
  if (!page.own_output) Joiner(page, rules).run();
}

}  // namespace galley::stages
