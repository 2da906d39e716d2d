// The proof sheet's fixed parts as they were when the program was built: sheet.html with sheet.css and the scripts set
// in, cut where the pages go. The .cpp is made by pipeline/sheet/embed.cmake.
#pragma once

#include <string_view>

namespace galley {

/// What stands before and after the pages. The first part holds a content security policy that lets run what it came
/// with.
extern const std::string_view sheet_head, sheet_tail;

}  // namespace galley
