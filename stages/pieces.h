// Pieces of words, hashed: what two texts on the same matter have in common.
#pragma once

#include <cstdint>
#include <string_view>

#include "pipeline/unicode.h"

namespace galley::stages {

/// Calls f(hash, short) for the pieces of a text, in order: Han bigrams, words of an alphabet of five letters and more, by
/// their first five; and its short ones (`short` is true), of four letters, with a capital of three.
template <class F>
void each_piece(std::string_view s, F f) {
  char32_t was = 0;
  std::uint32_t word = 0;
  int letters = 0;
  bool capital = false;
  for (std::size_t at = 0; at <= s.size();) {
    const std::size_t here = at;
    const char32_t c = at < s.size() ? decode(s, at) : U' ';
    const Class k = class_of(c);
    if (k == Class::han || (k == Class::kana && !(c >= 0x3041 && c < 0x30A0))) {  // hiragana are endings and particles
      if (was) f((was * 0x9E3779B1U) ^ (c * 0x85EBCA6BU), false);
      was = c;
    } else {
      was = 0;
    }
    if (k == Class::latin) {
      const char32_t l = c >= 'A' && c <= 'Z' ? c + 32 : c;
      if (letters < 5) word = word * 31 + l;
      if (letters == 0) capital = c != l;
      ++letters;
    } else {
      if (letters >= (capital ? 3 : 4)) f(word * 2654435761U, letters < 5);
      word = 0;
      letters = 0;
    }
    if (here == s.size()) break;
  }
}

}  // namespace galley::stages
