// Which way brackets and quotation marks face. See facing.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "pipeline/unicode.h"

namespace galley {

/// A bracket or quotation mark of a text.
struct Facing {
  std::uint8_t pair;  ///< marks that can close each other have the same; below `pairs`
  bool opens;
};
inline constexpr std::uint8_t pairs = 8;

/// What the character c, a bracket or quotation mark with these neighbours (0: none), does; nothing where it is neither,
/// or may be an apostrophe. `lies_open`: a low quotation mark („) before it is still open.
std::optional<Facing> facing(char32_t before, char32_t c, char32_t after, bool lies_open);

/// By a character's first byte: 0 where it may be one that faces (round ones of ASCII, some of U+0080, U+2000, U+3000 and
/// U+F000 on), else bytes to the next one that may. Few face, and all texts are asked.
inline constexpr std::array<std::uint8_t, 256> faces_after = [] {
  std::array<std::uint8_t, 256> t{};
  for (std::size_t b = 0; b < t.size(); ++b) t[b] = b >= 0xE4 && b < 0xEF ? 3 : 1;
  for (const unsigned char b : {'(', ')', '\xC2', '\xE2', '\xE3', '\xEF'}) t[b] = 0;
  return t;
}();

/// Calls f(Facing) for the brackets and quotation marks of s, in order, until it returns true.
template <class F>
void each_facing(std::string_view s, F f) {
  bool lies_open = false;
  for (std::size_t at = 0; at < s.size();) {
    if (const std::size_t step = faces_after[static_cast<unsigned char>(s[at])]) {
      at += step;
      continue;
    }
    const char32_t before = last_char(s.substr(0, at)), c = decode(s, at);
    std::size_t next = at;
    const auto m = facing(before, c, at < s.size() ? decode(s, next) : 0, lies_open);
    if (!m) continue;
    if (c == U'„') lies_open = true;
    else if (!m->opens && (c == U'“' || c == U'”')) lies_open = false;
    if (f(*m)) return;
  }
}

/// What a text's first (last) character does there: a quotation mark as it faces, all others by their class.
Class first_class(std::string_view s);
Class last_class(std::string_view s);

/// How many more brackets and quotations s opens than it closes.
int balance(std::string_view s);

/// How many straight double quotation marks are in s; of an odd number one is left open.
std::size_t straight_quotes(std::string_view s);

/// The kinds of brackets and quotations that a text leaves open, one bit each; of the one that it closes before it opens any.
std::uint8_t left_open(std::string_view s);
std::uint8_t first_closed(std::string_view s);
/// Whether a text leaves one open that the next one closes.
inline bool open_over(std::string_view a, std::string_view b) { return (left_open(a) & first_closed(b)) != 0; }

}  // namespace galley
