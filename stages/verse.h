// Verse among the blocks of a page. See verse.cpp.
#pragma once

#include <vector>

#include "pipeline/page.h"

namespace galley::stages {

/// Whether each block is a line of verse. The first one of a row is where a headline or byline stands above it, set off by a
/// blank line; else it may be the headline itself.
std::vector<bool> verses(const Page& page, const std::vector<Block>& blocks);

}  // namespace galley::stages
