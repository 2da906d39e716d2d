// Verse among the lines and blocks of a page. See verse.cpp.
#pragma once

#include <vector>

#include "pipeline/page.h"

namespace galley::stages {

/// Whether each line is one of verse by its marks or by its stanzas: a paragraph of its own. Units: page.lines.
std::vector<bool> verse_lines(const Page& page);

/// Whether each block is a line of verse. The first one of a row is where a headline or byline stands above it, set off by a
/// blank line; else it may be the headline itself.
std::vector<bool> verses(const Page& page, const std::vector<Block>& blocks);

}  // namespace galley::stages
