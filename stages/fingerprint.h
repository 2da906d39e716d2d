// A fingerprint of numbers, one after the other: what tells the states of a search from each other.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace galley::stages {

/// FNV-1a, by numbers instead of bytes (http://www.isthe.com/chongo/tech/comp/fnv/).
class Fingerprint {
 public:
  void add(int number) { value_ = (value_ ^ static_cast<std::uint32_t>(number)) * 1099511628211U; }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 14695981039346656037U;
};

/// Up to `most` fingerprints.
template <std::size_t most>
class Fingerprints {
 public:
  void clear() { slots_.fill(0); }
  /// Whether it is a new one.
  bool add(std::uint64_t f) {
    f |= 1;  // 0: nothing is there
    std::size_t at = f >> 32 & (slots_.size() - 1);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at] == f) return false;
    slots_[at] = f;
    return true;
  }

 private:
  std::array<std::uint64_t, std::bit_ceil(2 * most)> slots_{};
};

}  // namespace galley::stages
