// Columns that stand below another story's headline. See bodies.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Gives columns to the stories whose words they share and whose last words they follow, on a page whose columns were
/// found out of order.
void place_bodies(Page& page);

}  // namespace galley::stages
