// Tables laid out by blanks. See tables.cpp.
#pragma once

#include "pipeline/page.h"

namespace galley::stages {

/// Makes rows of figures a table, their cells parted by tabs. After trimming.
void read_tables(Page& page);

}  // namespace galley::stages
