// Character tables, built once from ICU. See unicode.h.
#include "pipeline/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace galley {
namespace {

Class compute(char32_t c) {
  switch (c) {
    case U'。': case U'！': case U'？': case U'．': case U'.': case U'!': case U'?': case U'｡': return Class::stop;
    case U'，': case U'、': case U'；': case U'：': case U',': case U';': case U':': case U'､': return Class::pause;
    case U'"': case U'\'': return Class::quote;
    case U'“': case U'‘': case U'„': case U'‚': case U'«': return Class::open;
    case U'”': case U'’': case U'»': return Class::close;
    case U'—': case U'–': case U'-': case U'～': case U'~': case U'·': case U'－': case U'―': case U'─': case U'・': case U'‐': return Class::dash;
    case U'…': case U'‥': return Class::dots;
    case U'々': case U'〇': return Class::han;
    case U'ー': return Class::kana;
    default: break;
  }
  const auto u = static_cast<UChar32>(c);
  switch (u_charType(u)) {
    case U_CONTROL_CHAR: return c == '\t' ? Class::space : Class::control;
    case U_SPACE_SEPARATOR: case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR: return Class::space;
    case U_START_PUNCTUATION: case U_INITIAL_PUNCTUATION: return Class::open;
    case U_END_PUNCTUATION: case U_FINAL_PUNCTUATION: return Class::close;
    case U_DECIMAL_DIGIT_NUMBER: return Class::digit;
    case U_NON_SPACING_MARK: case U_ENCLOSING_MARK: case U_COMBINING_SPACING_MARK: return Class::mark;
    case U_FORMAT_CHAR: return Class::control;
    default: break;
  }
  if (u_isalpha(u)) {
    UErrorCode e = U_ZERO_ERROR;
    switch (uscript_getScript(u, &e)) {
      case USCRIPT_HAN: return Class::han;
      case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: return Class::kana;
      case USCRIPT_HANGUL: return Class::hangul;
      default: return Class::latin;
    }
  }
  return Class::other;
}

// Two-level table of classes, filled a page of 256 at a time when first asked for: start-up costs nothing.
struct Table {
  std::array<std::unique_ptr<std::array<Class, 256>>, 0x1100> pages;
  std::array<std::once_flag, 0x1100> once;
  Class get(char32_t c) {
    const auto p = c >> 8;
    if (p >= 0x1100) return Class::other;
    std::call_once(once[p], [&] {
      auto page = std::make_unique<std::array<Class, 256>>();
      for (unsigned i = 0; i < 256; ++i) (*page)[i] = compute(static_cast<char32_t>(p << 8 | i));
      pages[p] = std::move(page);
    });
    return (*pages[p])[c & 0xFF];
  }
};
Table& table() { static Table t; return t; }

// Advance widths of a common book face (Times), thousandths of an em, U+0020 to U+007E; half an em is one cell.
constexpr std::array<std::uint16_t, 95> advance = {
    250, 333, 408, 500, 500, 833, 778, 250, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
    500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541};

const icu::Normalizer2& nfc() {
  UErrorCode e = U_ZERO_ERROR;
  static const icu::Normalizer2* n = icu::Normalizer2::getNFCInstance(e);
  return *n;
}

}  // namespace

Class class_of(char32_t c) { return table().get(c); }
bool is_upper(char32_t c) { return u_isUUppercase(static_cast<UChar32>(c)) || u_istitle(static_cast<UChar32>(c)); }
bool is_lower(char32_t c) { return u_isULowercase(static_cast<UChar32>(c)); }

float cells(char32_t c, Setting setting) {
  const bool among_han = setting == Setting::han;
  if (setting == Setting::mono && c >= 0x20 && c < 0x7F) return 1;
  if (c >= 0x20 && c < 0x7F) {
    if (!among_han) return static_cast<float>(advance[c - 0x20]) / 460.0F;  // 460: mean of running English
    if (c == ',' || c == ':' || c == ';' || c == '!' || c == '?' || c == '(' || c == ')' || c == '"') return 2;
    return c == ' ' ? 0.5F : 1;
  }
  switch (class_of(c)) {
    case Class::mark: case Class::control: return 0;
    case Class::han: case Class::kana: case Class::hangul: return c >= 0xFF61 && c <= 0xFF9F ? 1 : 2;
    case Class::open: case Class::close: case Class::dots: case Class::dash:
      if (c == U'·') return among_han ? 1 : 0.6F;
      return among_han || c >= 0x3000 ? 2 : 1;
    default: break;
  }
  const int w = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  if (w == U_EA_FULLWIDTH || w == U_EA_WIDE) return 2;
  if (w == U_EA_AMBIGUOUS) return among_han ? 2 : 1;
  return setting == Setting::mono ? 1 : 1.08F;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) out += static_cast<char>(c);
  else if (c < 0x800) { out += static_cast<char>(0xC0 | c >> 6); out += static_cast<char>(0x80 | (c & 0x3F)); }
  else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12); out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18); out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F)); out += static_cast<char>(0x80 | (c & 0x3F));
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
    if (decode(s, at) == 0xFFFD && at == was + 1) return false;
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
  nfc().normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size()))), e).toUTF8String(out);
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
