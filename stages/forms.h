// What a line is by its own words: a lead, a byline, a question, … (rules/lines.toml).
#pragma once

#include "pipeline/page.h"

namespace galley {

/// Fills form, lead and fresh of every line that has not been read yet. Nothing where the lines stage did not run.
void read_forms(Page& page);

}  // namespace galley
