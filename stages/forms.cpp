// See forms.h.
#include "stages/forms.h"

#include <algorithm>
#include <string>

#include "pipeline/rules.h"
#include "stages/bylines.h"
#include "stages/measure.h"
#include "stages/signatures.h"
#include "stages/words.h"

namespace galley {
namespace {

// The line before ends in an office of the press without its name: this line holds the name.
bool torn_byline_before(const Page& page, std::size_t i) {
  if (i == 0) return false;
  const std::string_view before = page.lines[i - 1].text.bytes;
  if (ends_sentence(before)) return false;
  return page.forms->any("byline_open", before);
}

// A lead that the wrap tore: with the next line's beginning it is one.
bool torn_lead(const Page& page, std::size_t i) {
  if (i + 1 >= page.lines.size() || page.lines[i + 1].chunk != page.lines[i].chunk) return false;
  return is_lead(page, std::string(page.lines[i].text.bytes) + std::string(page.lines[i + 1].text.bytes));
}

// И. ВЕТРОВ, / бригадир тракторной бригады. By Ada Marsh / STAFF WRITER: what they are who sign on the line before.
bool office_of_signature(const Page& page, std::size_t i) {
  if (page.han || i == 0 || page.lines[i - 1].form != Form::byline) return false;
  const std::string_view before = page.lines[i - 1].text.bytes, s = page.lines[i].text.bytes;
  if (s.size() > longest_byline) return false;
  return (before.ends_with(',') && is_lower(first_char(s)) && s.ends_with('.')) || page.forms->any("byline_rest", s);
}

// Below a text, far from the left of the column: there stands who wrote it.
bool far_right(const Page& page, std::size_t i) {
  constexpr float far = 10;  // cells: no paragraph is indented so
  const Line& line = page.lines[i];
  return i > 0 && line.indent >= far && line.indent > page.lines[i - 1].indent + far / 2 &&
         line.text.bytes.size() <= longest_byline && ends_sentence(page.lines[i - 1].text.bytes);
}

// 东风机床厂　某某: right below a letter's last stop, who sent it. A page says that it has letters. From places of any kind they
// sign where the next story's headline follows; by their names alone also below 编辑同志：.
bool below_letter(const Page& page, std::size_t i) {
  constexpr std::size_t longest_letter = 80;     // lines
  constexpr std::size_t longest_headline = 126;  // bytes: 42 Han
  constexpr std::size_t longest_label = 36;      // bytes: of what says that these are letters
  const auto& lines = page.lines;
  const std::string_view s = lines[i].text.bytes;
  if (!page.han || page.kana || i == 0 || s.size() > longest_byline || lines[i - 1].form != Form::text ||
      !ends_sentence(lines[i - 1].text.bytes))
    return false;
  const auto letters = [&](const Line& l) { return page.forms->any("letters", l.text.bytes); };
  const auto greets = [](const Line& l) { return l.text.bytes.ends_with("：") || l.text.bytes.ends_with(':'); };
  if (page.forms->any("sent_from", s)) return std::any_of(lines.begin(), lines.end(), letters);
  if (!page.forms->any("letter_signed", s)) return false;
  const bool last = i + 1 == lines.size();
  if (!last && (ends_sentence(lines[i + 1].text.bytes) || greets(lines[i + 1]) ||
                lines[i + 1].text.bytes.size() > longest_headline))
    return false;
  constexpr std::size_t a_character = 3;  // bytes: of a name set wide
  if (const std::size_t blank = std::min(s.find(' '), s.find("　")); blank != s.npos && blank > a_character)
    return std::any_of(lines.begin(), lines.end(), [&](const Line& l) {  // 读者之声, no sentence that tells of a letter
      return l.text.bytes.size() <= longest_label && !ends_sentence(l.text.bytes) && letters(l);
    });
  for (std::size_t k = i; k-- > 0 && k + longest_letter > i && lines[k].form != Form::byline;)
    if (letters(lines[k])) return greets(lines[k]);
  return false;
}

void read_form(Page& page, std::size_t i) {
  Line& line = page.lines[i];
  if (line.read || !page.forms) return;
  line.read = true;
  if (line.form == Form::table || line.form == Form::heading) return;
  const std::string_view s = line.text.bytes;
  bool greets = false;
  for (const Rule* rule : page.forms->may_match(s)) {
    // its tag is asked before its pattern: other rules are asked by who needs them
    const auto is = [&](std::string_view tag) { return rule->tag == tag && rule->occurs(s); };
    // BRIDGES CARRIED AWAY—NARROW ESCAPE OF A FAMILY. is a deck
    if ((is("lead") && (page.han || !all_capitals(s, 8))) || (page.kana && is("lead_ja")) ||
        (is("lead_open") && torn_lead(page, i)))
      line.lead = line.fresh = true;
    else if (is("greets_editor")) greets = true;
    else if (is("fresh")) line.fresh = true;
    else if (s.size() <= longest_byline && (is("byline") || (page.kana && is("byline_ja"))))
      line.form = torn_byline_before(page, i) ? Form::text : Form::byline;
    else if (is("question")) line.form = Form::question;
    else if (is("answer")) line.form = Form::answer;
    else if (line.form == Form::text && is("list")) line.form = Form::list;
    else if (line.form == Form::text && is("editor_note")) line.form = Form::editor_note;
  }
  if (greets) {  // SIR,—I beg is no place
    line.lead = false;
    line.fresh = true;
  }
  if (line.form == Form::text || line.form == Form::answer)  // A. MARSH
    if (const std::size_t signature = letter_signature(page, i); signature > 0) {
      for (std::size_t k = i; k < i + signature; ++k) {
        page.lines[k].form = Form::byline;
        page.lines[k].read = true;
      }
      page.lines[i + signature - 1].ends_article = true;
      return;
    }
  if (line.form == Form::text &&
      (signs(page, i) || office_of_signature(page, i) ||
       (page.han && far_right(page, i) && page.forms->any("set_right", s)) || below_letter(page, i)))
    line.form = Form::byline;
  if (line.form == Form::byline && far_right(page, i) && page.lines[i - 1].chunk == line.chunk)
    line.ends_article = true;
  if (line.form == Form::byline && page.kana) line.lead = line.fresh = false;  // 【姓名】 is no place
}

}  // namespace

bool is_lead(const Page& page, std::string_view s) {
  return page.forms &&
         ((page.forms->any("lead", s) && !greets_editor(page, s)) || (page.kana && page.forms->any("lead_ja", s)));
}

int running_words(const Page& page, std::string_view text) {
  if (page.han || !page.forms) return 0;
  int n = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    n += page.forms->has_word("running", text.substr(at, end - at));
    at = end + 1;
  }
  return n;
}

bool signs_notice(const Page& page, std::string_view office, std::string_view day) {
  return page.forms && page.forms->any("signed_day", day) && page.forms->any("signed_office", office);
}

void read_forms(Page& page) {
  for (std::size_t i = 0; i < page.lines.size(); ++i) read_form(page, i);
}

std::size_t chunk_end(const Page& page, std::size_t i) {
  std::size_t end = i + 1;
  while (end < page.lines.size() && page.lines[end].chunk == page.lines[i].chunk) ++end;
  return end;
}

std::uint32_t free_chunk(const Page& page) {
  std::uint32_t free = 0;
  for (const Line& l : page.lines) free = std::max(free, l.chunk + 1);
  return free;
}

void cut_line(Page& page, std::size_t i, std::size_t at) {
  auto& lines = page.lines;
  Line left = lines[i], right = lines[i];
  const std::string_view s = lines[i].text.bytes;
  std::size_t next = at;
  while (next < s.size() && (s[next] == ' ' || s.substr(next).starts_with("　"))) next += s[next] == ' ' ? 1 : 3;
  left.text = slice(page, lines[i].text, 0, at);
  right.text = slice(page, lines[i].text, next, s.size());
  left.ends_article = false;
  left.jump_to = -1;
  right.starts_article = right.begins_story = false;
  right.jump_from = -1;
  for (Line* l : {&left, &right}) {
    l->width = width_of(l->text.bytes, page.setting);
    l->read = false;
    l->lead = l->fresh = false;
    l->form = Form::text;
  }
  if (i + 1 < lines.size() && lines[i + 1].chunk == right.chunk) left.column = right.column = lines[i + 1].column;
  lines[i] = left;
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, right);
  read_form(page, i);
  read_form(page, i + 1);
}

}  // namespace galley
