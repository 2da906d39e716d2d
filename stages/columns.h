// Columns that an extractor printed side by side. See columns.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Parts rows of columns side by side into lines, each column after the other, a chunk each. Before any trimming: the
/// blanks at a line's start count. Returns whether anything was parted.
bool part_columns(Page& page);

}  // namespace galley::stages
