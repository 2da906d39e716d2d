// What a pattern needs of a text, told by the pattern alone: cheap to ask, so that most patterns never meet most texts
// and many are never compiled in a run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/code_set.h"

namespace galley {

/// A text that lacks any of this cannot match.
struct Need {
  static constexpr std::size_t most_lists = 3;
  bool first_told = false, last_told = false;  ///< the text's first (last) character must be in the set
  bool within_told = false;                    ///< all of the text's characters must be
  CodeSet first, last, within;
  std::vector<std::vector<std::string>> lists;  ///< of each at least one string occurs; the least common first
};

/// Needs of RE2 patterns: a text that meets none of them cannot match them all. The alternatives of the first, where it
/// is long, may have one each. What it does not understand (flags, \Q…) needs nothing.
std::vector<Need> needs_of(const std::vector<std::string_view>& patterns);

/// How often a string is met in running text, roughly: only the order matters.
float commonness(std::string_view s);

}  // namespace galley
