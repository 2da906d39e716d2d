// The stories of a page as threads of chunks. See threads.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Brings chunks (lines between blank lines) of one story together, where the dump has gone from story to story column by
/// column; records what was nearly so.
void place_threads(Page& page);

}  // namespace galley::stages
