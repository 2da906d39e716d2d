// Pages in the shape of galley's own text output, believed as they stand, so that a second run changes nothing.
#pragma once

#include "pipeline/page.h"

namespace galley {

/// Whether the page's lines have exactly that shape: two blank lines between articles, one between paragraphs, a
/// paragraph a line, title and byline lines together at an article's head. Must be asked before lines are parted.
bool has_own_shape(const Page& page);

/// Fills page.articles from the shape alone. Forms must have been read.
void read_own_shape(Page& page);

}  // namespace galley
