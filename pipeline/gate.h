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

/// Up to 64 needs, a bit each, and whose they are. Plain data: of the built-in rules it is made when the program is
/// built.
struct GateTables {
  using Mask = std::uint64_t;
  /// Characters that are alike to all needs.
  struct Kind {
    Mask first, last, within;      ///< needs that let a text begin with, end with, hold one
    Mask needy;                    ///< needs that ask for one of the strings that are found by it
    std::uint32_t keys, keys_end;  ///< those strings
  };
  /// A string that is on lists.
  struct Key {
    std::uint32_t text, size;                  ///< where in `strings`
    std::uint32_t at;                          ///< where in it the character stands by which it is found
    std::array<Mask, Need::most_lists> opens;  ///< the needs of whose list it is one
  };
  Mask any_text = 0;                              ///< needs that even an empty text meets
  Mask bounded = 0;                               ///< needs that say what a text may hold
  std::array<Mask, Need::most_lists> lists = {};  ///< needs that have such a list
  std::span<const std::uint16_t> rules;           ///< whose each need is; a rule's stand together
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
  using Mask = GateTables::Mask;
  /// Of each rule its needs, of which one is enough.
  explicit Gate(const std::vector<std::vector<Need>>& needs);
  /// `tables` must outlive it.
  explicit Gate(std::span<const GateTables> tables) : tables_(tables) {}

  /// Calls f(rule's index) in order for the rules that may match, among those in `only` (masks(); null: all), until f
  /// returns true.
  template <class F>
  void each(std::string_view text, const std::vector<Mask>* only, F f) const {
    for (std::size_t g = 0; g < tables_.size(); ++g) {
      Mask open = only ? (*only)[g] : ~Mask{0};
      if (!open) continue;
      std::size_t last = ~std::size_t{0};
      for (open = tables_[g].may_match(text, open); open; open &= open - 1) {
        const std::size_t rule = tables_[g].rules[static_cast<std::size_t>(std::countr_zero(open))];
        if (rule != last && f(rule)) return;
        last = rule;
      }
    }
  }

  /// The needs of the rules that f(rule's index) says true of.
  template <class F>
  std::vector<Mask> masks(F f) const {
    std::vector<Mask> out;
    for (const GateTables& t : tables_) {
      out.push_back(0);
      for (std::size_t i = 0; i < t.rules.size(); ++i) out.back() |= Mask{f(t.rules[i])} << i;
    }
    return out;
  }

  std::span<const GateTables> tables() const { return tables_; }

 private:
  struct Made;
  std::shared_ptr<const std::vector<Made>> made_;  // what the tables view, unless they were ready
  std::shared_ptr<const std::vector<GateTables>> views_;
  std::span<const GateTables> tables_;
};

}  // namespace galley
