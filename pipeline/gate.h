// Which rules of a set may match a text: one look at each of its characters for all rules together.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/need.h"

namespace galley {

/// What up to 64 rules need, a bit each. Plain data: of the built-in rules it is made when the program is built.
struct GateTables {
  using Mask = std::uint64_t;
  /// Characters that are alike to all rules.
  struct Kind {
    Mask first, last, within;      ///< rules whose texts may begin with, end with, hold one
    std::uint32_t keys, keys_end;  ///< the strings that are found by it
  };
  /// A string that rules need.
  struct Key {
    std::uint32_t text, size;                  ///< where in `strings`
    std::uint32_t at;                          ///< where in it the character stands by which it is found
    std::array<Mask, Need::most_lists> opens;  ///< the rules of whose list it is one
  };
  Mask any_text = 0;                              ///< rules that even an empty text may match
  Mask bounded = 0;                               ///< rules that say what their texts may hold
  std::array<Mask, Need::most_lists> lists = {};  ///< rules that have such a list
  std::span<const std::uint16_t> blocks;          ///< of 256 code points: which 256 of `kind_of`
  std::span<const std::uint16_t> kind_of;
  std::span<const Kind> kinds;
  std::span<const Key> keys;
  std::string_view strings;

  const Kind& of(char32_t c) const { return kinds[kind_of[blocks[c >> 8] * 256U + (c & 255)]]; }
  Mask may_match(std::string_view text, Mask open) const;
};

class Gate {
 public:
  explicit Gate(const std::vector<Need>& needs);
  /// `tables` must outlive it.
  explicit Gate(std::span<const GateTables> tables) : tables_(tables) {}

  /// Calls f(rule's index) in order for the rules that may match, among those with a bit in `only` (null: all), until f
  /// returns true.
  template <class F>
  void each(std::string_view text, const std::vector<std::uint64_t>* only, F f) const {
    for (std::size_t g = 0; g < tables_.size(); ++g) {
      GateTables::Mask open = only ? (*only)[g] : ~GateTables::Mask{0};
      if (!open) continue;
      for (open = tables_[g].may_match(text, open); open; open &= open - 1) {
        const auto i = static_cast<std::size_t>(std::countr_zero(open));
        if (f(g * 64 + i)) return;
      }
    }
  }

  std::span<const GateTables> tables() const { return tables_; }

 private:
  struct Made;
  std::shared_ptr<const std::vector<Made>> made_;  // what the tables view, unless they were ready
  std::shared_ptr<const std::vector<GateTables>> views_;
  std::span<const GateTables> tables_;
};

}  // namespace galley
