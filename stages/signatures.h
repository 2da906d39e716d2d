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

/// Whether a letter to the paper begins so: `SIR,—I beg` (it has a dash, and is no dateline), `编辑同志：`.
bool greets_editor(const Page& page, std::string_view text);

/// How many lines from line i on sign a letter to the paper: a name, and in up to two lines from where its bearer writes
/// (`J. R. MARSH` / `Mill Street, Portsea`; `Ada Marsh,` / `Upper Mill`), below its last stop, or below `Yours faithfully,`; there a
/// pen name, too. 0: none do.
std::size_t letter_signature(const Page& page, std::size_t i);

/// Whether line i is a name alone, and stands as a byline does: below a headline, or below a text that ended.
bool signs(const Page& page, std::size_t i);

}  // namespace galley
