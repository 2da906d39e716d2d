// Character tables, built once from ICU. See unicode.h.
#include "pipeline/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace galley {
namespace {

Class compute(char32_t c) {
  switch (c) {
    case U'。':
    case U'！':
    case U'？':
    case U'．':
    case U'.':
    case U'!':
    case U'?':
    case U'｡': return Class::stop;
    case U'，':
    case U'、':
    case U'；':
    case U'：':
    case U',':
    case U';':
    case U':':
    case U'､': return Class::pause;
    case U'"':
    case U'\'': return Class::quote;
    case U'“':
    case U'‘':
    case U'„':
    case U'‚':
    case U'«': return Class::open;
    case U'”':
    case U'’':
    case U'»': return Class::close;
    case U'—':
    case U'–':
    case U'-':
    case U'～':
    case U'~':
    case U'·':
    case U'－':
    case U'―':
    case U'─':
    case U'・':
    case U'‐': return Class::dash;
    case U'…':
    case U'‥': return Class::dots;
    case U'々':
    case U'〇': return Class::han;
    case U'ー': return Class::kana;
    default: break;
  }
  const auto u = static_cast<UChar32>(c);
  switch (u_charType(u)) {
    case U_CONTROL_CHAR: return c == '\t' ? Class::space : Class::control;
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return Class::space;
    case U_START_PUNCTUATION:
    case U_INITIAL_PUNCTUATION: return Class::open;
    case U_END_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return Class::close;
    case U_DECIMAL_DIGIT_NUMBER: return Class::digit;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK: return Class::mark;
    case U_FORMAT_CHAR: return Class::control;
    default: break;
  }
  if (u_isalpha(u)) {
    UErrorCode e = U_ZERO_ERROR;
    switch (uscript_getScript(u, &e)) {
      case USCRIPT_HAN: return Class::han;
      case USCRIPT_HIRAGANA:
      case USCRIPT_KATAKANA: return Class::kana;
      case USCRIPT_HANGUL: return Class::hangul;
      default: return Class::latin;
    }
  }
  return Class::other;
}

// Advance widths of a common book face (Times), thousandths of an em, U+0020 to U+007E; half an em is one cell.
constexpr std::array<std::uint16_t, 95> advance = {
    250, 333, 408, 500, 500, 833, 778, 250, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};

// How a character's cells depend on the setting: rows of tables::cells.
enum Width : std::uint8_t { none, one, two, dot, two_in_han, letter };

Width width_kind(char32_t c, Class k) {
  switch (k) {
    case Class::mark:
    case Class::control: return none;
    case Class::han:
    case Class::kana:
    case Class::hangul: return c >= 0xFF61 && c <= 0xFF9F ? one : two;
    case Class::open:
    case Class::close:
    case Class::dots:
    case Class::dash: return c == U'·' ? dot : c >= 0x3000 ? two : two_in_han;
    default: break;
  }
  const int w = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return w == U_EA_FULLWIDTH || w == U_EA_WIDE ? two : w == U_EA_AMBIGUOUS ? two_in_han : letter;
}

float ascii(char32_t c, Setting setting) {
  if (c < 0x20 || c == 0x7F) return c == '\t' ? tables::cells[letter][static_cast<std::size_t>(setting)] : 0;
  if (setting == Setting::mono) return 1;
  if (setting == Setting::book) return static_cast<float>(advance[c - 0x20]) / 460.0F;  // 460: mean of running English
  if (c == ',' || c == ':' || c == ';' || c == '!' || c == '?' || c == '(' || c == ')' || c == '"') return 2;
  return c == ' ' ? 0.5F : 1;
}

const icu::Normalizer2& nfc() {
  UErrorCode e = U_ZERO_ERROR;
  static const icu::Normalizer2* n = icu::Normalizer2::getNFCInstance(e);
  return *n;
}

}  // namespace

namespace tables {

const float cells[16][4] = {{0, 0, 0}, {1, 1, 1}, {2, 2, 2}, {1, 0.6F, 0.6F}, {2, 1, 1}, {1.08F, 1.08F, 1}};

const std::array<std::array<float, 128>, 3> ascii_cells = [] {
  std::array<std::array<float, 128>, 3> t{};
  for (std::size_t s = 0; s < 3; ++s)
    for (char32_t c = 0; c < 128; ++c) t[s][c] = ascii(c, static_cast<Setting>(s));
  return t;
}();

// Two threads may fill one page at once; the second one's copy goes.
const std::uint8_t* fill(std::size_t page) {
  auto fresh = std::make_unique<std::uint8_t[]>(256);
  for (std::size_t i = 0; i < 256; ++i) {
    const auto c = static_cast<char32_t>(page << 8 | i);
    const Class k = compute(c);
    fresh[i] = static_cast<std::uint8_t>(width_kind(c, k) << 4 | static_cast<int>(k));
  }
  const std::uint8_t* there = nullptr;
  return pages[page].compare_exchange_strong(there, fresh.get(), std::memory_order_acq_rel) ? fresh.release() : there;
}

}  // namespace tables

bool is_upper(char32_t c) { return u_isUUppercase(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c)); }
bool is_lower(char32_t c) { return u_isULowercase(static_cast<UChar32>(c)); }

char32_t decode_rare(std::string_view s, std::size_t& at) {
  auto b = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char c = b(at);
  if (c < 0x80) {
    ++at;
    return c;
  }
  const std::size_t left = s.size() - at;
  auto cont = [&](std::size_t i) { return i < left && (b(at + i) & 0xC0) == 0x80; };
  if (c >= 0xC2 && c < 0xE0 && cont(1)) {
    char32_t v = static_cast<char32_t>((c & 0x1F) << 6 | (b(at + 1) & 0x3F));
    at += 2;
    return v;
  }
  if (c >= 0xE0 && c < 0xF0 && cont(1) && cont(2)) {
    char32_t v = static_cast<char32_t>((c & 0x0F) << 12 | (b(at + 1) & 0x3F) << 6 | (b(at + 2) & 0x3F));
    if (v >= 0x800 && (v < 0xD800 || v > 0xDFFF)) {
      at += 3;
      return v;
    }
  } else if (c >= 0xF0 && c < 0xF5 && cont(1) && cont(2) && cont(3)) {
    char32_t v = static_cast<char32_t>((c & 0x07) << 18 | (b(at + 1) & 0x3F) << 12 | (b(at + 2) & 0x3F) << 6 |
                                       (b(at + 3) & 0x3F));
    if (v >= 0x10000 && v <= 0x10FFFF) {
      at += 4;
      return v;
    }
  }
  ++at;
  return 0xFFFD;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) out += static_cast<char>(c);
  else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::size_t count_chars(std::string_view s) {
  std::size_t n = 0;
  for (unsigned char c : s) n += (c & 0xC0) != 0x80;
  return n;
}

bool valid_utf8(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    if (const char32_t c = decode(s, at); is_broken(c, at - was)) return false;
  }
  return true;
}

bool may_compose(std::string_view s) {
  UErrorCode e = U_ZERO_ERROR;
  return !nfc().isNormalizedUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())), e);
}

std::string compose(std::string_view s) {
  UErrorCode e = U_ZERO_ERROR;
  std::string out;
  nfc()
      .normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size()))), e)
      .toUTF8String(out);
  return U_SUCCESS(e) ? out : std::string(s);
}

std::string_view plain_form(char32_t c) {
  const bool mapped = (c >= 0x2E80 && c <= 0x2FD5) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F) ||
                      (c >= 0xFB00 && c <= 0xFB06) || (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
                      (c >= 0xFF41 && c <= 0xFF5A) || (c >= 0xFF66 && c <= 0xFF9D);
  if (!mapped) return {};
  static std::mutex guard;
  static std::unordered_map<char32_t, std::string> known;
  std::lock_guard lock(guard);
  auto [it, fresh] = known.try_emplace(c);
  if (fresh) {
    UErrorCode e = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(e);
    icu::UnicodeString one(static_cast<UChar32>(c));
    icu::UnicodeString plain = nfkc->normalize(one, e);
    if (U_SUCCESS(e) && plain != one) plain.toUTF8String(it->second);
  }
  return it->second;
}

bool mostly_han(std::string_view s) {
  std::size_t han = 0, other = 0;
  for (std::size_t at = 0; at < s.size();) {
    Class k = class_of(decode(s, at));
    if (k == Class::han || k == Class::kana) ++han;
    else if (k == Class::latin) ++other;
  }
  return han > 0 && han * 4 >= other;
}

}  // namespace galley
