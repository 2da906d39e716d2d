// Headlines set from top to bottom, read one character a line. See upright.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Joins their characters; before lines are measured. In pages of Han only.
void join_upright(Page& page);

}  // namespace galley::stages
