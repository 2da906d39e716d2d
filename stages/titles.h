// Headlines that stand with a story that is not theirs. See titles.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Puts a headline before the story it shares its words with, where that story has none and its neighbours share
/// little. `rows`: first lines of columns were read across.
void place_titles(Page& page, bool rows);

}  // namespace galley::stages
