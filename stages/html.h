// What a document model wrote in HTML.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Parts lines at the tags that begin or end a piece of their own (headings, paragraphs, items, rows), and makes rows of
/// tables: cells parted by tabs.
void part_html(Page& page);

/// Takes out the tags of HTML that only set or part a line's text; one between <h1> and </h1> is a heading.
void read_tags(Page& page, Line& line);

}  // namespace galley::stages
