// Text for a terminal: what would drive it, break the line or turn the writing round is shown instead of sent.
#pragma once

#include <string>
#include <string_view>

namespace galley {

/// Control characters as pictures (␛, ⏎, ⇥; C1 as ␡), bidirectional controls and broken bytes as U+FFFD, line and
/// paragraph separators as ⏎.
std::string visible(std::string_view s);

/// A message that may name a file or quote one: as `visible`, but its own line breaks stay.
std::string visible_lines(std::string_view s);

/// Whether s holds a character that `visible` would show as another, line breaks and tabs aside.
bool drives_terminal(std::string_view s);

}  // namespace galley
