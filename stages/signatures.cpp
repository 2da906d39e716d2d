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

bool signs_letter(const Page& page, std::size_t i) {
  const auto& lines = page.lines;
  return !page.han && i > 0 && i + 1 < lines.size() && lines[i + 1].chunk == lines[i].chunk &&
         (i + 2 == lines.size() || lines[i + 2].chunk != lines[i].chunk) && ends_sentence(lines[i - 1].text.bytes) &&
         page.forms->any("name_capitals", lines[i].text.bytes) && page.forms->any("address", lines[i + 1].text.bytes);
}

bool signs(const Page& page, std::size_t i) {
  const auto& lines = page.lines;
  const Line& line = lines[i];
  if (page.han || i == 0 || line.form != Form::text || line.text.bytes.size() > longest) return false;
  const Line& above = lines[i - 1];
  const Line* const below = i + 1 < lines.size() ? &lines[i + 1] : nullptr;
  if (below && !begins(below->text.bytes)) return false;
  if (signs_letter(page, i)) return true;
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
