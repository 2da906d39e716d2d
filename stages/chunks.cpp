// Chunks: what their first and last lines say of how they begin and end.
#include "stages/chunks.h"

#include "pipeline/unicode.h"
#include "stages/facing.h"
#include "stages/forms.h"
#include "stages/measure.h"

namespace galley::stages {

void read_ends(const Page& page, Chunk& chunk, const Language* language) {
  const std::string_view first = page.lines[chunk.begin].text.bytes, last = page.lines[chunk.end - 1].text.bytes;
  if (language) {
    chunk.tail = language->tail(last);
    chunk.head = language->head(first);
  }
  chunk.left_open = left_open(last);
  chunk.first_closed = first_closed(first);
}

Chunk read_chunk(const Page& page, std::size_t begin, std::size_t end, const Language* language) {
  Chunk c;
  c.begin = begin;
  c.end = end;
  const Line &first = page.lines[begin], &last = page.lines[end - 1];
  float cells = 0;
  bool stops = false;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view s = page.lines[i].text.bytes;
    cells += page.lines[i].width;
    // headlines of Japanese have it, too
    stops |= s.find("。") != s.npos || has_comma(s) ||
             (page.kana && (end - begin > 1 || first.column == 0) && s.find("、") != s.npos) ||
             (!page.han && (s.find(". ") != s.npos || ends_sentence(s)));
  }
  // a word that finds no room leaves more of it than a character
  const bool fills = last.column > 0 && last.width >= last.column - (page.han ? 3 : 9);
  c.text = running(first) && running(last) && (stops || (fills && end - begin > 1)) &&
           (cells > 60 || ends_sentence(last.text.bytes) || fills);
  c.fresh = first.lead || first.fresh || first.starts_article;
  c.open = c.text && !ends_sentence(last.text.bytes) && !last.ends_article && last.jump_to < 0 &&
           (last.column == 0 || last.wrapped_by_space || last.width >= last.column - (page.han ? 7 : 14));
  // in a wrapped column, a first line that fills it was not indented; closing marks begin nothing
  const char32_t head = first_char(first.text.bytes);
  const Class k = class_of(head);
  c.broken_start = c.text && ((first.column > 0 && end - begin > 1 && first.width >= first.column - 1.5F &&
                               !ends_sentence(first.text.bytes)) ||
                              k == Class::close || k == Class::pause || k == Class::stop || begins_no_word(head) ||
                              (page.kana && is_lower(head)));
  if (c.text) read_ends(page, c, language);
  if (c.text && language && language->goes_on(c.head)) c.broken_start = true;
  return c;
}

bool no_rest(const Page& page, std::size_t i) {
  constexpr float least = 13;      // cells: a rest of a name, of a date is shorter
  constexpr float nothing = 0.3F;  // at most so much says the model of what does not go on
  const Line &before = page.lines[i - 1], &line = page.lines[i];
  const std::string_view s = line.text.bytes, above = before.text.bytes;
  const bool text = has_comma(above) || above.find("。") != above.npos || above.find(". ") != above.npos ||
                    before.lead ||
                    (i > 1 && page.lines[i - 2].chunk == before.chunk && has_comma(page.lines[i - 2].text.bytes));
  if (!text || before.form != Form::text || line.column == 0 || line.width < least || line.width > line.column - 3 ||
      has_comma(s) || ends_sentence(s))
    return false;
  if (!page.han) return is_upper(first_char(s));
  const Language* const language = Language::of(page);
  if (!language) return false;
  const Language::Window tail = language->tail(above), head = language->head(s);
  return !tail.empty() && !head.empty() && language->seam(tail, head) <= nothing;
}

}  // namespace galley::stages
