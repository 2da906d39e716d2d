// What OCR takes for something else. See misread.cpp.
#pragma once

#include <vector>

#include "pipeline/page.h"

namespace galley::stages {

/// Makes an angle bracket that a round one closes a round one: 〈记者某某) -> （记者某某).
void mend_brackets(Page& page);

/// For each line of a page of Han text, whether it is no more than what OCR has seen in a picture, a rule or letters too big
/// for it.
std::vector<bool> find_noise(const Page& page);

}  // namespace galley::stages
