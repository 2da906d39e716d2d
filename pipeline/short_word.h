// A word of a few bytes as one number: the commonest words of a language are looked for at every word of a page.
#pragma once

#include <cstddef>
#include <cstdint>

namespace galley {

/// A word of up to seven bytes, none of them 0; a longer one is like no other word.
class ShortWord {
 public:
  static constexpr std::size_t longest = 7;
  constexpr ShortWord() = default;
  // lists of words are written as such  NOLINTNEXTLINE(google-explicit-constructor)
  constexpr ShortWord(const char* word) {
    while (*word) add(*word++);
  }
  constexpr void add(char c) {
    bytes_ = size_ < longest ? bytes_ << 8 | static_cast<unsigned char>(c) : 0;
    size_ += size_ <= longest;
  }
  constexpr bool known() const { return bytes_ != 0; }
  constexpr bool operator==(const ShortWord& o) const { return bytes_ == o.bytes_; }

 private:
  std::uint64_t bytes_ = 0;
  std::size_t size_ = 0;
};

/// Whether a word is one of a list.
template <class List>
constexpr bool is_among(const ShortWord& word, const List& list) {
  for (const ShortWord& of_list : list)
    if (of_list == word) return word.known();
  return false;
}

}  // namespace galley
