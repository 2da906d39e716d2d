// Chunks of text that stand where they do not belong. See displaced.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Puts chunks (lines between blank lines) after the ones they continue, where the evidence is clear; records what was
/// nearly so.
void place_displaced(Page& page);

}  // namespace galley::stages
