// A name alone on its line, told by its given name and by how it stands. See signatures.cpp.
#pragma once

#include <cstddef>
#include <string_view>

#include "pipeline/page.h"

namespace galley {

/// Whether a text begins with a given name that people have, in whatever case.
bool given_name(const Page& page, std::string_view text);

/// Whether a text is nothing but persons' names, each with a given name that people have (`Rosa Lindes y Julio Varesa`), and
/// perhaps a place (`ROSA LINDES / SAN TELMO`). In alphabets only.
bool names_alone(const Page& page, std::string_view text);

/// Whether lines i and i + 1 are a name in capitals and an address, by themselves below a text: who wrote a letter, and from
/// where (`J. R. MARSH` / `Mill Street, Portsea`).
bool signs_letter(const Page& page, std::size_t i);

/// Whether line i is that, and stands as a byline does: below a headline, or below a text that ended.
bool signs(const Page& page, std::size_t i);

}  // namespace galley
