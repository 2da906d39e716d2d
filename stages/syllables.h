// Words torn at every syllable. See syllables.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Makes printed lines of fragments again, on a page that is torn so and where a dictionary is installed. After trimming.
void mend_syllables(Page& page);

}  // namespace galley::stages
