// A fingerprint of numbers, one after the other: what tells the states of a search from each other.
#pragma once

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

}  // namespace galley::stages
