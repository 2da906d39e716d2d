// The stages, one function each. A stage reads its rules, changes the page through the doors of page.h and
// nothing else; it may not keep text from page to page.
#pragma once

#include "pipeline/page.h"
#include "pipeline/rules.h"

namespace galley::stages {
#define STAGE(name, help) void name(Page& page, const RuleSet& rules);
#include "stages/stages.def"
#undef STAGE

/// The part of the characters stage that nothing can leave out, for output must be valid UTF-8: broken bytes become
/// U+FFFD.
void mend_bytes(Page& page);
}  // namespace galley::stages
