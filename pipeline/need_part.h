// What a part of a pattern needs of a text, and how the needs of parts make those of the whole: see need.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/code_set.h"

namespace galley {

using Strings = std::vector<std::string>;

struct PatternPart {                  // NOLINT(misc-no-recursion): a way has no ways
  bool empty = false;                 // may match nothing
  bool begins = false, ends = false;  // holds ^ or $ where a match must begin or end
  CodeSet first, last, within;
  std::optional<Strings> exact;   // all it can stand for
  std::vector<Strings> needs;     // lists in order
  std::vector<PatternPart> ways;  // where it may be told more closely as one of several

  // What it needs, the exact strings included.
  std::vector<Strings> all_needs() const;
};

/// Matches nothing, one character of a set, one part behind the other, one of them, one `least` to `greatest` times
/// (2: any number above one).
PatternPart nothing();
PatternPart of_set(CodeSet set);
PatternPart in_a_row(std::vector<PatternPart> parts);
PatternPart one_of(std::vector<PatternPart> parts);
PatternPart repeated(PatternPart p, int least, int greatest);

/// The lists that are met least often, the least common first.
std::vector<Strings> rarest(std::vector<Strings> lists);

}  // namespace galley
