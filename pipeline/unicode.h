// Characters: decoding, classes and widths. ICU stands behind unicode.cpp; no header names it.
//
// Every stage asks for classes and widths of every character, so both are one lookup: a byte a character (class in the
// low half, kind of width in the high half), in pages of 256 that ICU fills when first asked for.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace galley {

/// What a character does in running text. One byte a character, looked up in a table.
enum class Class : std::uint8_t {
  other,
  space,
  digit,
  latin,
  han,
  kana,
  hangul,
  stop,   ///< ends a sentence: 。！？．. ! ?
  pause,  ///< parts clauses: ，、；：, ; :
  open,   ///< （《「“ ( [
  close,  ///< ）》」” ) ]
  quote,  ///< straight " and '
  dash,   ///< — – - ～ ·
  dots,   ///< … ‥
  mark,   ///< combining mark
  control
};

namespace tables {
inline std::array<std::atomic<const std::uint8_t*>, 0x1100> pages{};
const std::uint8_t* fill(std::size_t page);
inline std::uint8_t of(char32_t c) {
  const std::uint8_t* p = pages[c >> 8].load(std::memory_order_acquire);
  if (!p) [[unlikely]]
    p = fill(c >> 8);
  return p[c & 0xFF];
}
}  // namespace tables

/// c must be a code point.
inline Class class_of(char32_t c) { return static_cast<Class>(tables::of(c) & 15); }
/// Small kana, ん, を, the long mark: no Japanese word begins with them, and no paragraph.
inline bool begins_no_word(char32_t c) {
  return std::u32string_view(U"ぁぃぅぇぉっゃゅょゎんをァィゥェォッャュョヮヵヶンー").find(c) !=
         std::u32string_view::npos;
}
inline bool is_han(char32_t c) {
  Class k = class_of(c);
  return k == Class::han || k == Class::kana;
}
inline bool is_word(Class k) { return k >= Class::digit && k <= Class::hangul; }
/// Turns the direction of what follows: marks, embeddings, overrides and isolates (Unicode UAX #9).
inline bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}
bool is_upper(char32_t c);
bool is_lower(char32_t c);
/// The small letter of a capital in Latin-1 or Cyrillic; others as they are.
inline char32_t small_letter(char32_t c) {
  const bool capital = (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F);
  return capital ? c + 0x20 : c >= 0x400 && c <= 0x40F ? c + 0x50 : c;
}

/// How a page was set, as far as widths go.
enum class Setting : std::uint8_t {
  han,  ///< Han text: marks that both worlds share (“ … —) and half-width stops, squeezed full-width ones, count 2
  book,  ///< an alphabet in a proportional face: letters by the proportions of common book faces, about 1 on average
  mono   ///< an alphabet, every letter 1
};
namespace tables {
extern const float cells[16][4];  ///< by kind of width and setting
extern const std::array<std::array<float, 128>, 3> ascii_cells;
}  // namespace tables
/// Cells of a character in a line: Han and full-width forms 2, combining marks 0, the rest by the setting.
inline float cells(char32_t c, Setting setting) {
  const auto s = static_cast<std::size_t>(setting);
  return c < 0x80 ? tables::ascii_cells[s][c] : tables::cells[tables::of(c) >> 4][s];
}

char32_t decode_rare(std::string_view s, std::size_t& at);
/// Decodes the code point at `at` and advances; `at` must be < s.size(). A broken byte gives U+FFFD and advances 1.
inline char32_t decode(std::string_view s, std::size_t& at) {
  auto b = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char c = b(at);
  if (c < 0x80) {
    ++at;
    return c;
  }
  // three bytes without the special cases of E0 and ED (surrogates); nearly all of Han text and its marks
  if (c - 0xE1U < 15 && c != 0xED && s.size() - at > 2) [[likely]] {
    const unsigned second = b(at + 1) ^ 0x80U,
                   third = b(at + 2) ^ 0x80U;  // six bits each, of what follows a first byte
    if ((second | third) < 0x40) [[likely]] {
      at += 3;
      return (c & 0x0FU) << 12 | second << 6 | third;
    }
  }
  return decode_rare(s, at);
}

/// What decode() gave, over so many bytes, is a byte that is no character (and not a U+FFFD that somebody wrote).
inline bool is_broken(char32_t c, std::size_t bytes) { return c == 0xFFFD && bytes == 1; }

inline char32_t first_char(std::string_view s) {
  std::size_t at = 0;
  return s.empty() ? 0 : decode(s, at);
}
/// Start of the code point that ends before `at` (> 0).
inline std::size_t previous(std::string_view s, std::size_t at) {
  --at;
  for (int i = 0; i < 3 && at > 0 && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80; ++i) --at;
  return at;
}
inline char32_t last_char(std::string_view s) {
  if (s.empty()) return 0;
  std::size_t at = previous(s, s.size());
  return decode(s, at);
}
void append(std::string& out, char32_t c);
std::size_t count_chars(std::string_view s);

bool valid_utf8(std::string_view s);
/// Canonical composition (NFC) of s; s unchanged when it is composed already.
std::string compose(std::string_view s);
/// True when s may hold something that composition would change (quick check).
bool may_compose(std::string_view s);
/// The one character a compatibility ideograph, radical, ligature or full-width letter stands for; empty if none.
std::string_view plain_form(char32_t c);

/// True if the share of Han and kana among letters is at least a fifth: punctuation and joins follow Han manners.
bool mostly_han(std::string_view s);

}  // namespace galley
