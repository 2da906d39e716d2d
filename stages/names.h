// What the readers of bylines and leads share: names set apart by blanks and marks.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/article.h"
#include "pipeline/page.h"

namespace galley {

/// Without the blanks, marks and brackets around it.
std::string_view trimmed(std::string_view s);
/// Without the blanks before it.
std::string_view trimmed_left(std::string_view s);
/// Nothing but Han, kana and the dot inside a foreign name; not empty.
bool all_han(std::string_view s);

/// Adds one name. `text`: what the byline was read from.
void add_name(std::vector<Byline>& out, std::string_view name, std::string_view role, std::string_view org,
              const Text& text);

/// Adds the names among these, which blanks, commas or strokes part (张 鹏、李明): two characters and more.
void add_names(std::vector<Byline>& out, std::string_view names, std::string_view role, std::string_view org,
               const Text& text);

/// A byline of a Japanese paper, and one in an alphabet; see bylines.h.
std::vector<Byline> read_japanese(std::string_view s, const Text& text);
std::vector<Byline> read_latin(std::string_view s, const Text& text, const Page& page);

}  // namespace galley
