// Which words a language model does not know, without asking it. See vocabulary.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace galley {

class Vocabulary {
 public:
  static constexpr std::size_t longest = 4;  ///< characters of the words it knows of
  /// A word of at most `longest` characters, all from U+0800 to U+FFFF, as one number; no two are alike.
  static std::uint64_t key(std::span<const char16_t> word) {
    std::uint64_t k = 0;
    for (char16_t c : word) k = k << 16 | c;
    return k;
  }

  /// Reads the words at the end of a model's file; `index` is what the model makes of one. Where they are not the
  /// model's, everything may be known.
  Vocabulary(const std::string& path, const std::function<unsigned(std::string_view)>& index);

  /// False: the model does not know the word. True: it does, or in one case of a hundred does not.
  bool may_know(std::uint64_t word) const {
    const std::uint64_t h = word * factor, bits = marks(h);
    return (blocks_[h >> shift] & bits) == bits;
  }

 private:
  static constexpr std::uint64_t factor = 0x9E3779B97F4A7C15U;
  static constexpr int shift = 64 - 15;
  static std::uint64_t marks(std::uint64_t h) {
    return std::uint64_t{1} << (h >> 43 & 63) | std::uint64_t{1} << (h >> 37 & 63) | std::uint64_t{1} << (h >> 31 & 63);
  }
  std::vector<std::uint64_t> blocks_;
};

}  // namespace galley
