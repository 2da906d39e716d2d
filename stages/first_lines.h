// First lines of columns that an extractor read as a row. See first_lines.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Puts the first lines of columns, read in a row below a headline, each before the rest of its column, the headline
/// along with the first one. Returns whether there were any.
bool place_first_lines(Page& page);

}  // namespace galley::stages
