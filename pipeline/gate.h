// Which rules of a set may match a text: one look at each of its characters for all rules together.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/need.h"

namespace galley {

class Gate {
 public:
  explicit Gate(const std::vector<Need>& needs);

  /// Calls f(rule's index) in order for the rules that may match, among those with a bit in `only` (null: all), until f
  /// returns true.
  template <class F>
  void each(std::string_view text, const std::vector<std::uint64_t>* only, F f) const {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      std::uint64_t open = only ? (*only)[g] : ~std::uint64_t{0};
      if (!open) continue;
      for (open = may_match(groups_[g], text, open); open; open &= open - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(open));
        if (f(g * 64 + i)) return;
      }
    }
  }

 private:
  // A mask for each stretch of code points.
  struct Ranges {
    std::vector<char32_t> from;
    std::vector<std::uint64_t> mask;
    std::uint64_t of(char32_t c) const;
  };
  static Ranges ranges_of(const std::vector<Need>& needs, bool first);
  // A string that opens to some rules, and where in it the character stands by which it is found.
  struct Key {
    std::string string;
    std::size_t at;
    std::uint64_t rules;
  };
  // Up to 64 rules, a bit each.
  struct Group {
    std::uint64_t free = 0;      // rules that need no string
    std::uint64_t any_text = 0;  // rules that even an empty text may match
    Ranges first, last;
    std::vector<std::uint16_t> blocks;   // of 64 code points: their place in `places`, 0 where none is of use
    std::vector<std::uint16_t> places;   // 64 a block: the character's place in `keys`, 0 where it is of no use
    std::vector<std::vector<Key>> keys;  // found by one character
    void add(const std::string& s, std::uint64_t rule);
  };
  static std::uint64_t may_match(const Group& g, std::string_view text, std::uint64_t open);
  std::vector<Group> groups_;
};

}  // namespace galley
