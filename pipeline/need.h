// What a pattern needs of a text, told by the pattern alone: cheap to ask, so that most patterns never meet most texts
// and many are never compiled in a run.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace galley {

/// Code points; may hold more than the pattern says, never fewer.
struct CodeSet {
  std::bitset<128> ascii;
  std::vector<std::pair<char32_t, char32_t>> ranges;  ///< both ends belong to it; all at 0x80 and above
  bool has(char32_t c) const;
  void add(char32_t from, char32_t to);
  void add(const CodeSet& other);
  /// Puts the ranges in order; of more than 64 those closest to each other become one.
  void tidy();
};

/// A text that lacks any of this cannot match.
struct Need {
  static constexpr std::size_t most_lists = 3;
  bool first_told = false, last_told = false;  ///< the text's first (last) character must be in the set
  bool within_told = false;                    ///< all of the text's characters must be
  CodeSet first, last, within;
  std::vector<std::vector<std::string>> lists;  ///< of each at least one string occurs; the least common first
};

/// Needs of an RE2 pattern: a text that meets none of them cannot match. A long pattern's alternatives may have one
/// each. What it does not understand (flags, \Q…) needs nothing.
std::vector<Need> needs_of(std::string_view pattern);

/// How often a string is met in running text, roughly: only the order matters.
float commonness(std::string_view s);

}  // namespace galley
