// Headlines that were read one after the other, before or behind all of their texts. See stacked.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Puts three headlines or more that stand by themselves, before the texts of a page or behind them, each before the text whose
/// words it shares.
void place_stacked(Page& page);

}  // namespace galley::stages
