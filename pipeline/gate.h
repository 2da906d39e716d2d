// Which rules of a set may match a text: one look at each of its characters for all rules together.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/need.h"

namespace galley {

/// Some of up to 256 needs, a bit each.
struct NeedSet {
  static constexpr std::size_t most = 256;
  std::array<std::uint64_t, most / 64> words = {};

  bool any() const { return (words[0] | words[1] | words[2] | words[3]) != 0; }
  void add(std::size_t need) { words[need / 64] |= std::uint64_t{1} << need % 64; }
  NeedSet& operator&=(const NeedSet& o) {
    for (std::size_t k = 0; k < words.size(); ++k) words[k] &= o.words[k];
    return *this;
  }
  NeedSet& operator|=(const NeedSet& o) {
    for (std::size_t k = 0; k < words.size(); ++k) words[k] |= o.words[k];
    return *this;
  }
  NeedSet& operator-=(const NeedSet& o) {
    for (std::size_t k = 0; k < words.size(); ++k) words[k] &= ~o.words[k];
    return *this;
  }
  friend NeedSet operator&(NeedSet a, const NeedSet& b) { return a &= b; }
  friend NeedSet operator|(NeedSet a, const NeedSet& b) { return a |= b; }
  friend NeedSet operator-(NeedSet a, const NeedSet& b) { return a -= b; }
  auto operator<=>(const NeedSet&) const = default;
};

/// Up to 256 needs, and whose they are. Plain data: of the built-in rules it is made when the program is built. Sets of
/// needs stand in `sets`, each once; what has one holds its number.
struct GateTables {
  using Set = std::uint32_t;
  /// Characters that are alike to all needs.
  struct Kind {
    Set first, last, within;  ///< needs that let a text begin with, end with, hold one
  };
  /// Two neighbouring characters, or one (`before` is `none`), and the strings that are found by them.
  struct Sign {
    char32_t before, c;
    std::array<Set, Need::most_lists> opens;  ///< the needs of whose list one of the strings is
    std::uint32_t keys, keys_end;             ///< the strings
  };
  /// A string that is on lists.
  struct Key {
    std::uint32_t text, size;                 ///< where in `strings`
    std::uint32_t at;                         ///< where in it the sign's `c` begins
    std::array<Set, Need::most_lists> opens;  ///< the needs of whose list it is one
  };
  static constexpr char32_t none = 0x110000;
  NeedSet any_text;                                  ///< needs that even an empty text meets
  NeedSet bounded;                                   ///< needs that say what a text may hold
  std::array<NeedSet, Need::most_lists> lists = {};  ///< needs that have such a list
  std::span<const std::uint16_t> rules;              ///< whose each need is; a rule's stand together
  std::span<const std::uint16_t> blocks;             ///< of 256 code points: which 256 of `kind_of`
  std::span<const std::uint16_t> kind_of;
  std::span<const Kind> kinds;
  // Both small enough to stay at hand while a text is read:
  std::span<const std::uint64_t> ends;    ///< a bit a character below 0x10000: whether signs end with it
  std::span<const std::uint64_t> hashes;  ///< a bit a hash: whether a sign has it
  std::span<const std::uint32_t> slots;   ///< signs by hash, counted from 1; 0: none. A power of two
  std::span<const Sign> signs;
  std::span<const Key> keys;
  std::span<const NeedSet> sets;
  std::string_view strings;

  /// Those of the needs `open` that the text meets.
  NeedSet met(std::string_view text, NeedSet open) const;
  /// 16 bits.
  static std::uint32_t hash(char32_t before, char32_t c) { return (before * 0x85EBCA6BU + c * 0x9E3779B1U) >> 16; }

 private:
  const Kind& of(char32_t c) const { return kinds[kind_of[blocks[c >> 8] * 256U + (c & 255)]]; }
  bool ends_some(char32_t c) const { return c >= 0x10000 || (ends[c / 64] >> c % 64 & 1) != 0; }
  bool may_be_sign(char32_t before, char32_t c) const {
    const std::uint32_t h = hash(before, c);
    return (hashes[h / 64] >> h % 64 & 1) != 0;
  }
  const Sign* sign(char32_t before, char32_t c) const;
  bool stands(const Key& key, std::string_view text, std::size_t at) const;
};

class Gate {
 public:
  /// Of each rule its needs, of which one is enough.
  explicit Gate(const std::vector<std::vector<Need>>& needs);
  /// `tables` must outlive it.
  explicit Gate(std::span<const GateTables> tables) : tables_(tables) {}

  /// Calls f(rule's index) in order for the rules that may match, among those in `only` (needs_where(); null: all),
  /// until f returns true.
  template <class F>
  void each(std::string_view text, const std::vector<NeedSet>* only, F f) const {
    for (std::size_t g = 0; g < tables_.size(); ++g) {
      const GateTables& t = tables_[g];
      const NeedSet met = t.met(text, only ? (*only)[g] : all_needs);
      std::size_t last = ~std::size_t{0};
      for (std::size_t k = 0; k < met.words.size(); ++k)
        for (std::uint64_t left = met.words[k]; left; left &= left - 1) {
          const std::size_t rule = t.rules[64 * k + static_cast<std::size_t>(std::countr_zero(left))];
          if (rule != last && f(rule)) return;
          last = rule;
        }
    }
  }

  /// The needs of the rules that f(rule's index) says true of.
  template <class F>
  std::vector<NeedSet> needs_where(F f) const {
    std::vector<NeedSet> out;
    for (const GateTables& t : tables_) {
      out.emplace_back();
      for (std::size_t i = 0; i < t.rules.size(); ++i)
        if (f(t.rules[i])) out.back().add(i);
    }
    return out;
  }

  std::span<const GateTables> tables() const { return tables_; }

 private:
  static constexpr NeedSet all_needs{{~0ULL, ~0ULL, ~0ULL, ~0ULL}};
  struct Made;
  std::shared_ptr<const std::vector<Made>> made_;  // what the tables view, unless they were ready
  std::shared_ptr<const std::vector<GateTables>> views_;
  std::span<const GateTables> tables_;
};

}  // namespace galley
