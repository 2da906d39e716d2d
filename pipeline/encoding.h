// Encodings: which one a document is in, its bytes as UTF-8, and back again byte for byte.
//
// A document is worked on as UTF-8, one character at a time. A place whose bytes its encoding would not write again
// (broken bytes, second codes of one character) is Kept beside the text, so the way back is exact. UTF-8 itself passes
// as it is, broken bytes and all: the characters stage mends and records those.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace galley {

/// Text in a character that an encoding does not have.
struct EncodingError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Bytes [begin, end) of decoded text, one character, that stand for `bytes` of the source, which the encoding would
/// not write for it.
struct Kept {
  std::uint64_t begin = 0, end = 0;
  std::string bytes;
};

struct Guess {
  std::string encoding;
  double confidence = 0;  ///< 0 to 1; 1: a byte order mark, or valid UTF-8
};

inline bool is_utf8(std::string_view encoding) { return encoding.empty() || encoding == "UTF-8"; }

/// The name under which an encoding is recorded, or nothing where there is no such encoding or it has shifts (ISO-2022,
/// HZ, UTF-7): a character of those means nothing by itself.
std::optional<std::string> encoding_named(const std::string& name);

/// Tells the encoding from the beginning of a document; `whole`: there is no more. Text that is nothing known is UTF-8
/// with broken bytes, confidence 0 when there is no sign of UTF-8 in it.
Guess guess_encoding(std::string_view bytes, bool whole);

/// Decodes as many characters of `in` as can be told, appends them to `out` and takes their bytes off `in`. `last`:
/// nothing follows. `at` is the document's offset of out's end before the call. The result does not depend on how the
/// bytes were dealt out.
void decode_some(const std::string& encoding, std::string& in, bool last, std::uint64_t at, std::string& out,
                 std::vector<Kept>& kept);

/// The bytes of UTF-8 text in an encoding; bytes that are no UTF-8 stand as they are. Throws EncodingError.
std::string encoded(const std::string& encoding, std::string_view text);

/// As encoded, for the document's text at offset `at`: what is kept stands for itself.
std::string source_bytes(const std::string& encoding, std::string_view text, std::uint64_t at,
                         std::span<const Kept> kept);

/// The bytes one character has in an encoding; empty where it has none. For mojibake.
std::string bytes_in(const std::string& encoding, char32_t c);

}  // namespace galley
