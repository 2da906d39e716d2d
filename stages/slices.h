// Stories in several columns side by side that an extractor read across, slice by slice. See slices.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Puts slices of stories side by side together again, each column a chunk. Before any trimming. Of English alone,
/// where a model of it is installed. Returns whether anything was put together.
bool join_slices(Page& page);

}  // namespace galley::stages
