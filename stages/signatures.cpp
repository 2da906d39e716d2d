// Signatures: who wrote a piece, on a line of its own, with no word that says so.
//
//   Kanzler will Renten im Herbst erhöhen      the headline
//   Sabine Thoma und Uwe Rehbein               names: the first of each is one that people are given
//   Wer zwischen zehn und achtzehn Jahre alt   the text begins anew
//
// Capitals alone prove little: `Estados Unidos` heads a section, `Kölner Dom` a picture, and English headlines have
// nothing else. A given name proves most of it (rules/lines.toml, `given`), the place the rest: running text that wraps at
// a name is as wide as its column, and goes on in small letters.
//
// Never: where the line before leads on (`Interview mit`, `,`, `-`), or the one after does.
#include "stages/signatures.h"

#include <algorithm>
#include <string>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/measure.h"
#include "stages/words.h"

namespace galley {
namespace {

using View = std::string_view;

constexpr std::size_t longest = 120;  // bytes of a line of names

// What follows begins a sentence: a capital, a quotation, a figure.
bool begins(View s) {
  const char32_t c = first_char(s);
  const Class k = class_of(c);
  return is_upper(c) || k == Class::open || k == Class::quote || k == Class::digit || k == Class::dash || c == '-' ||
         c == U'«' || c == U'¿' || c == U'¡';
}

// What stands above leads on to a name.
bool leads_on(const Page& page, View s) {
  const Class k = class_of(last_char(s));
  return k == Class::pause || k == Class::open || last_char(s) == '-' ||
         page.forms->has_word("unfinished", last_word(s));
}

}  // namespace

bool given_name(const Page& page, std::string_view text) {
  const View word = text.substr(0, text.find_first_of(" -"));  // Marie-Jeanne
  return page.forms && word.size() > 1 && word.size() < 40 && page.forms->has_word("given", small_letters(word));
}

bool names_alone(const Page& page, std::string_view text) {
  if (page.han || !page.forms || text.size() > longest || !page.forms->any("names_alone", text)) return false;
  // the first name of each person; what a comma, a stop or a bar parts from the last may be a place
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.size(), next = text.size();
    bool sure = false;  // a word parts two persons, a mark a person and a place
    for (const auto& [sign, word] : {std::pair<View, bool>{" und ", true},
                                     {" UND ", true},
                                     {" et ", true},
                                     {" ET ", true},
                                     {" y ", true},
                                     {" Y ", true},
                                     {" e ", true},
                                     {" E ", true},
                                     {" en ", true},
                                     {" и ", true},
                                     {" И ", true},
                                     {" and ", true},
                                     {" & ", true},
                                     {", ", false},
                                     {" / ", false},
                                     {"/", false},
                                     {". ", false},
                                     {" | ", false},
                                     {" · ", false}}) {
      const std::size_t found = text.find(sign, at);
      if (found >= end || (sign == ". " && found - at < 6)) continue;  // J. M. Lindes
      end = found;
      next = found + sign.size();
      sure = word;
    }
    if (!given_name(page, text.substr(at, end - at))) return !first;
    if (sure || first) first = false;
    at = next;
  }
  return !first;
}

bool greets_editor(const Page& page, std::string_view text) {
  return page.forms && page.forms->any("greets_editor", text);
}

std::size_t letter_signature(const Page& page, std::size_t i) {
  constexpr std::size_t longest_letter = 60, most_places = 2, text_of = 3;  // lines
  constexpr float widest_head = 60;                                         // cells
  const auto& lines = page.lines;
  if (page.han || !page.forms || i == 0 || lines[i].text.bytes.size() > longest) return 0;
  const auto is = [&](View tag, std::size_t k) { return page.forms->any(tag, lines[k].text.bytes); };
  const bool capitals = is("name_capitals", i), comma = is("name_comma", i);
  const bool name = capitals || comma || is("signed_right", i);
  if (!name && !is("pen_name", i)) return 0;
  const bool closed = is("valediction", i - 1);
  if (!closed && !(name && ends_sentence(lines[i - 1].text.bytes))) return 0;
  std::size_t end = i + 1;
  while (end < lines.size() && end - i <= most_places + 1 && lines[end].chunk == lines[i].chunk &&
         class_of(first_char(lines[end].text.bytes)) != Class::dash)  // a rule
    ++end;
  if (end - i - 1 > most_places) return 0;
  const bool goes_on = end < lines.size() && is_lower(first_char(lines[end].text.bytes));
  // Ada Marsh, / Upper Mill
  const auto place = [&](std::size_t k) {
    constexpr float widest = 40;  // cells
    const View s = lines[k].text.bytes;
    return comma && !goes_on && end == i + 2 && !is_lower(first_char(s)) && !ends_sentence(s) &&
           width_of(s, Setting::book) <= widest;
  };
  for (std::size_t k = i + 1; k < end; ++k)
    if (!is("address", k) && !is("letter_place", k) && !place(k)) return 0;
  if (closed || (i + 1 < end && (comma || (capitals && is("address", i + 1))))) return end - i;
  // headlines are capitals, or capitalised, too; but text stands below them
  const bool heads = end < lines.size() && lines[end].form != Form::heading &&
                     (width_of(lines[end].text.bytes, Setting::book) > widest_head ||
                      (end + text_of <= lines.size() && lines[end + text_of - 1].chunk == lines[end].chunk));
  if (heads && lines[i - 1].chunk != lines[i].chunk) return 0;
  for (std::size_t k = i; k-- > 0 && k + longest_letter > i && lines[k].form != Form::byline;)
    if (greets_editor(page, lines[k].text.bytes)) return end - i;
  return 0;
}

bool signs(const Page& page, std::size_t i) {
  const auto& lines = page.lines;
  const Line& line = lines[i];
  if (page.han || i == 0 || line.form != Form::text || line.text.bytes.size() > longest) return false;
  const Line& above = lines[i - 1];
  const Line* const below = i + 1 < lines.size() ? &lines[i + 1] : nullptr;
  if (below && !begins(below->text.bytes)) return false;
  const bool ended = ends_sentence(above.text.bytes) || above.ends_article;
  // a name between two texts, parted from both, may head the second
  if (ended && above.chunk != line.chunk) return false;
  // far to the right of the text's last line, and nothing below: there stand names of every people, and initials
  constexpr float far = 10;  // cells: no paragraph is indented so
  if (ended && line.indent >= above.indent + far && (!below || below->chunk != line.chunk) &&
      page.forms->any("signed_right", line.text.bytes))
    return true;
  if (!ended) {
    if (!below || ends_sentence(line.text.bytes) || leads_on(page, above.text.bytes)) return false;
    // running text would have filled its line with the next one's first word; a headline may be wider
    float widest = 0;
    for (std::size_t k = i + 1; k < std::min(i + 4, lines.size()) && lines[k].chunk == below->chunk; ++k)
      widest = std::max(widest, width_of(lines[k].text.bytes, Setting::book));
    const View next = below->text.bytes;
    const float room = 0.9F * widest - width_of(line.text.bytes, Setting::book) - 1;
    if (above.chunk == line.chunk && line.chunk == below->chunk &&
        width_of(above.text.bytes, Setting::book) < 1.1F * widest &&
        width_of(next.substr(0, next.find(' ')), Setting::book) > room)
      return false;
  }
  return names_alone(page, line.text.bytes);
}

}  // namespace galley
