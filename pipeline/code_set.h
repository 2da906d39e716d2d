// A set of code points that may be told roughly.
#pragma once

#include <bitset>
#include <cstddef>
#include <utility>
#include <vector>

namespace galley {

/// Code points; may hold more than the pattern says, never fewer.
struct CodeSet {
  static constexpr std::size_t most_ranges = 64;  ///< of a set in order
  std::bitset<128> ascii;
  std::vector<std::pair<char32_t, char32_t>> ranges;  ///< both ends belong to it; all at 0x80 and above
  bool has(char32_t c) const;
  void add(char32_t from, char32_t to);
  void add(const CodeSet& other);
  /// Puts the ranges in order; of more than `most_ranges` those closest to each other become one.
  void tidy();
};

}  // namespace galley
