// See encoding.h. ICU's converters and detector stay in this file, as its characters stay in unicode.cpp.
//
// Conversion goes character by character on purpose: each gets its own source bytes, so a character whose bytes would
// not come back is found by encoding it alone, and the way back is right however the text was cut and moved in between.
#include "pipeline/encoding.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <unordered_map>

#include "pipeline/unicode.h"

namespace galley {
namespace {

// Longest thing a converter may have to see before it can tell a character: 4 bytes, or two of them where pairs
// combine.
constexpr std::size_t lookahead = 16;

class Converter {
  struct Close {
    void operator()(UConverter* c) const { ucnv_close(c); }
  };

 public:
  explicit Converter(const std::string& name) {
    UErrorCode e = U_ZERO_ERROR;
    cnv_.reset(ucnv_open(name.c_str(), &e));
    if (U_FAILURE(e)) {
      cnv_.reset();
      return;
    }
    ucnv_setToUCallBack(cnv_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &e);
    ucnv_setFromUCallBack(cnv_.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &e);
    ucnv_setFallback(cnv_.get(), false);
    if (ucnv_getMinCharSize(cnv_.get()) > 1) return;
    pairs_ = ucnv_getMaxCharSize(cnv_.get()) > 1;
    for (std::size_t c = 0; c < plain_.size(); ++c) {
      const char byte = static_cast<char>(c);
      const char* p = &byte;
      e = U_ZERO_ERROR;
      const UChar32 got = ucnv_getNextUChar(cnv_.get(), &p, &byte + 1, &e);
      plain_[c] =
          U_SUCCESS(e) && got == static_cast<UChar32>(c) && convert(static_cast<char32_t>(c)) == std::string(1, byte);
      ucnv_reset(cnv_.get());
    }
  }
  bool is_open() const { return cnv_ != nullptr; }
  /// ASCII that stands for itself.
  bool plain(char c) const {
    return static_cast<unsigned char>(c) < plain_.size() && plain_[static_cast<unsigned char>(c)];
  }
  /// As the registries call it, where that names this very table.
  std::string name() const {
    UErrorCode e = U_ZERO_ERROR;
    const std::string own = ucnv_getName(cnv_.get(), &e);
    for (const char* standard : {"MIME", "IANA"}) {
      e = U_ZERO_ERROR;
      const char* known = ucnv_getStandardName(own.c_str(), standard, &e);
      if (!known) continue;
      const std::unique_ptr<UConverter, Close> again(ucnv_open(known, &e));
      if (U_SUCCESS(e) && ucnv_getName(again.get(), &e) == own) return known;
    }
    return own;
  }
  bool shifts() const {
    switch (ucnv_getType(cnv_.get())) {
      case UCNV_SBCS:
      case UCNV_DBCS:
      case UCNV_MBCS:
      case UCNV_LATIN_1:
      case UCNV_US_ASCII:
      case UCNV_UTF8:
      case UCNV_UTF16_BigEndian:
      case UCNV_UTF16_LittleEndian:
      case UCNV_UTF32_BigEndian:
      case UCNV_UTF32_LittleEndian: return false;
      default: return true;
    }
  }
  enum class Got { character, broken, truncated };
  /// One character at p, which advances over its bytes (over those that are broken).
  Got next(const char*& p, const char* end, char32_t& c) {
    UErrorCode e = U_ZERO_ERROR;
    const char* was = p;
    const UChar32 got = ucnv_getNextUChar(cnv_.get(), &p, end, &e);
    if (U_SUCCESS(e)) {
      c = static_cast<char32_t>(got);
      return c >= 0xD800 && c < 0xE000 ? Got::broken : Got::character;
    }
    ucnv_reset(cnv_.get());
    c = 0xFFFD;
    if (e == U_TRUNCATED_CHAR_FOUND) {
      p = end;
      return Got::truncated;
    }
    if (p == was) ++p;
    return Got::broken;
  }
  /// The next character of a source sequence that stands for several (Big5-HKSCS has two such); false: there is none.
  bool pending(char32_t& c) {
    if (!pairs_) return false;
    const char none = 0, *p = &none;
    UErrorCode e = U_ZERO_ERROR;
    c = static_cast<char32_t>(ucnv_getNextUChar(cnv_.get(), &p, p, &e));
    return U_SUCCESS(e);
  }
  /// Empty where the encoding has no such character.
  const std::string& bytes_of(char32_t c) {
    auto [it, fresh] = known_.try_emplace(c);
    if (fresh) it->second = convert(c);
    return it->second;
  }

 private:
  std::string convert(char32_t c) const {
    UChar units[2];
    std::int32_t n = 0;
    U16_APPEND_UNSAFE(units, n, static_cast<UChar32>(c));
    char bytes[32];
    UErrorCode e = U_ZERO_ERROR;
    const auto size = ucnv_fromUChars(cnv_.get(), bytes, sizeof bytes, units, n, &e);
    return U_SUCCESS(e) && size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
  }
  std::unique_ptr<UConverter, Close> cnv_;
  std::array<bool, 128> plain_{};
  bool pairs_ = false;
  std::unordered_map<char32_t, std::string> known_;
};

// A converter has state, so each thread has its own.
Converter& converter(const std::string& name) {
  thread_local std::map<std::string, Converter> all;
  return all.try_emplace(name, name).first->second;
}

// How a window reads in an encoding, for choosing between them.
struct Reading {
  std::size_t chars = 0;    ///< other than plain ASCII
  std::size_t broken = 0;   ///< of those: no character, or one nobody prints
  std::size_t text = 0;     ///< letters, marks and blanks of the scripts newspapers are printed in, ASCII among them
  std::size_t letters = 0;  ///< of chars: letters, and the marks of running text
  std::size_t all = 0;
};

bool printed(char32_t c) {
  return c == '\n' || c == '\r' || c == '\t' || c == '\f' || (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0x530) ||
         (c >= 0x2010 && c < 0x2030) || (c >= 0x3000 && c < 0x3100) || (c >= 0x4E00 && c < 0xA000) ||
         (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xFF00 && c < 0xFFE6);
}

Reading reading(const std::string& encoding, std::string_view bytes, bool whole) {
  Reading r;
  Converter& cnv = converter(encoding);
  for (const char *p = bytes.data(), *end = p + bytes.size(); p < end;) {
    char32_t c = 0;
    const auto got = cnv.next(p, end, c);
    if (got == Converter::Got::truncated && !whole) break;
    ++r.all;
    r.text += got == Converter::Got::character && printed(c);
    if (got == Converter::Got::character && c < 0x80) continue;
    ++r.chars;
    r.letters +=
        u_isalpha(static_cast<UChar32>(c)) || (c >= 0x2010 && c < 0x2027) || c == 0xAB || c == 0xBB || c == 0xA0;
    const auto type = u_charType(static_cast<UChar32>(c));
    r.broken += got != Converter::Got::character || type == U_PRIVATE_USE_CHAR || type == U_UNASSIGNED ||
                type == U_CONTROL_CHAR;
  }
  return r;
}

Guess marked(std::string_view s) {
  using namespace std::string_view_literals;
  static constexpr std::pair<std::string_view, const char*> marks[] = {{"\xEF\xBB\xBF"sv, "UTF-8"},
                                                                       {"\xFF\xFE\0\0"sv, "UTF-32LE"},
                                                                       {"\0\0\xFE\xFF"sv, "UTF-32BE"},
                                                                       {"\xFF\xFE"sv, "UTF-16LE"},
                                                                       {"\xFE\xFF"sv, "UTF-16BE"}};
  for (const auto& [mark, name] : marks)
    if (s.starts_with(mark)) return {name, 1};
  return {};
}

}  // namespace

std::optional<std::string> encoding_named(const std::string& name) {
  Converter cnv(name);
  if (!cnv.is_open() || cnv.shifts()) return std::nullopt;
  return cnv.name();
}

Guess guess_encoding(std::string_view bytes, bool whole) {
  const Guess mark = marked(bytes);
  if (mark.encoding == "UTF-8") return mark;
  if (mark.confidence > 0) {  // two odd bytes may begin a picture as well
    const Reading r = reading(mark.encoding, bytes, whole);
    if (r.broken * 20 <= r.all) return mark;
  }
  std::size_t sequences = 0, broken = 0, nul = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t was = at;
    const char32_t c = decode(bytes, at);
    nul += c == 0;
    if (is_broken(c, at - was)) broken += whole || bytes.size() - was > 3;
    else sequences += at > was + 1;
  }
  if (broken == 0 && nul == 0) return {"UTF-8", 1};
  // two and four bytes a character, without a mark: nearly every unit must be something newspapers print. Bytes of
  // another encoding, read in pairs, fall all over the code space.
  for (const char* wide : {"UTF-32LE", "UTF-32BE", "UTF-16LE", "UTF-16BE"}) {
    const Reading r = reading(wide, bytes, whole);
    if (r.all >= 2 && r.text * 50 >= r.all * 49 && (nul > 0 || broken * 4 > sequences))
      return {wide, static_cast<double>(r.text) / static_cast<double>(r.all) * 0.95};
  }
  const Guess utf8{"UTF-8",
                   static_cast<double>(sequences) / static_cast<double>(std::max<std::size_t>(1, sequences + broken))};
  if (sequences >= 2 * broken || nul * 100 > bytes.size()) return utf8;
  // ICU knows the frequent characters; a reading must also be valid: each hundredth of broken characters costs a fifth
  UErrorCode e = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&e), ucsdet_close);
  ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &e);
  std::int32_t n = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &n, &e);
  Guess best = utf8;
  for (std::int32_t i = 0; U_SUCCESS(e) && i < n; ++i) {
    std::string name = ucsdet_getName(matches[i], &e);
    if (name == "EUC-KR") name = "windows-949";  // supersets of what is detected
    else if (name == "Big5") name = "Big5-HKSCS";
    else if (!name.starts_with("GB") && name != "Shift_JIS" && name != "EUC-JP" && !name.starts_with("ISO-8859-") &&
             !name.starts_with("windows-125") && name != "KOI8-R")
      continue;
    const Reading r = reading(name, bytes, whole);
    // one byte a character: every byte is one, so a stray byte would make any page of ASCII Latin
    const bool wide = name.starts_with("GB") || name.starts_with("Big5") || name.starts_with("EUC") ||
                      name == "Shift_JIS" || name == "windows-949";
    if (!wide && (r.chars < 3 || r.letters * 10 < r.chars * 9)) continue;
    const double valid =
        1 - 20 * static_cast<double>(r.broken) / static_cast<double>(std::max<std::size_t>(1, r.chars));
    const double confidence = ucsdet_getConfidence(matches[i], &e) / 100.0 * std::max(0.0, valid);
    if (confidence > best.confidence && confidence >= 0.1) best = {name, confidence};
  }
  return best;
}

void decode_some(const std::string& encoding, std::string& in, bool last, std::uint64_t at, std::string& out,
                 std::vector<Kept>& kept) {
  if (is_utf8(encoding)) {
    out += in;
    in.clear();
    return;
  }
  Converter& cnv = converter(encoding);
  const std::size_t base = out.size();
  auto add = [&](char32_t c, std::string_view source) {
    const std::size_t begin = out.size();
    append(out, c);
    if (cnv.bytes_of(c) != source) kept.push_back({at + (begin - base), at + (out.size() - base), std::string(source)});
  };
  const char *p = in.data(), *end = p + in.size();
  while (p < end && (last || static_cast<std::size_t>(end - p) >= lookahead)) {
    if (cnv.plain(*p)) {
      out += *p++;
      continue;
    }
    const char* was = p;
    char32_t c = 0;
    if (cnv.next(p, end, c) != Converter::Got::character) c = 0xFFFD;
    add(c, {was, static_cast<std::size_t>(p - was)});
    while (cnv.pending(c)) add(c, {});
  }
  in.erase(0, static_cast<std::size_t>(p - in.data()));
}

std::string bytes_in(const std::string& encoding, char32_t c) { return converter(encoding).bytes_of(c); }

std::string encoded(const std::string& encoding, std::string_view text) { return source_bytes(encoding, text, 0, {}); }

std::string source_bytes(const std::string& encoding, std::string_view text, std::uint64_t at,
                         std::span<const Kept> kept) {
  if (is_utf8(encoding)) return std::string(text);
  Converter& cnv = converter(encoding);
  std::string out;
  auto k = std::lower_bound(kept.begin(), kept.end(), at, [](const Kept& x, std::uint64_t a) { return x.begin < a; });
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t was = i;
    const bool stays = k != kept.end() && k->begin == at + was;
    if (!stays && cnv.plain(text[i])) {
      out += text[i++];
      continue;
    }
    const char32_t c = decode(text, i);
    if (stays) {
      out += k->bytes;
      ++k;
      continue;
    }
    const std::string& bytes = cnv.bytes_of(c);
    if (bytes.empty())
      throw EncodingError("'" + std::string(text.substr(was, i - was)) + "' cannot be written in " + encoding);
    out += bytes;
  }
  return out;
}

}  // namespace galley
