// Chunks of text that stand where they do not belong. See displaced.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Puts chunks (lines between blank lines) after the ones they continue, where the evidence is clear; records what was
/// nearly so. Returns whether a chunk surely stood with another story: more of the page's columns may.
bool place_displaced(Page& page);

}  // namespace galley::stages
