// Printed lines that an extractor cut at squeezed marks are whole again. See cut_lines.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Joins their pieces; before lines are measured.
void mend_cut_lines(Page& page);

}  // namespace galley::stages
