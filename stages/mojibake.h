// Text that was decoded with the wrong encoding before galley saw it.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Mends lines of UTF-8 that were read as windows-1252 or GBK, where that is certain. Part of the characters stage.
void mend_mojibake(Page& page);

}  // namespace galley::stages
