// UTF-8 that was read as something else and saved again. Encoding the text back gives UTF-8, and that is the evidence:
// text that was meant to be there almost never does.
//
//   donâ€™t, cafÃ© au lait     ->  don’t, café au lait       (read as windows-1252 or ISO-8859-1)
//   涓枃鍦板浘               ->  中文地图                   (read as GBK; a byte without a partner was lost then: U+FFFD)
//   “AMANHÃ”                   ->  stays: one pair may be meant, and its other marks are no UTF-8
//
// It is certain where everything beyond ASCII in the line (of GBK: in the run of Han) fits. Half a fit is left alone.
#include "stages/mojibake.h"

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline/unicode.h"

namespace galley::stages {
namespace {

// The byte a character was read from; 0: none. ISO-8859-1 and windows-1252 differ in 80 to 9F only, and both occur.
unsigned char latin_byte(char32_t c) {
  if (c < 0x100) return static_cast<unsigned char>(c);
  if (c > 0x2122 || (c > 0x192 && c < 0x2013 && c != 0x2C6 && c != 0x2DC)) return 0;
  const std::string bytes = bytes_in("windows-1252", c);
  return bytes.size() == 1 ? static_cast<unsigned char>(bytes[0]) : 0;
}

bool likely(char32_t c) {
  return (c >= 0xA0 && c < 0x180) || (c >= 0x391 && c < 0x460) || (c >= 0x2010 && c < 0x2030) || c == 0x20AC ||
         c == 0x2122 || (c >= 0x3000 && c < 0x3100) || (c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7A4) ||
         (c >= 0xFE30 && c < 0xFFE6) || c == 0xFEFF;
}

struct Fit {
  std::size_t at, size;
  char32_t c;
};
struct LatinLine {
  std::vector<Fit> fits;  ///< characters that were several
  std::size_t alone = 0;  ///< letters and marks of windows-1252 that are part of none
  bool foreign = false;   ///< holds what that encoding does not have
};

LatinLine latin_line(std::string_view s) {
  LatinLine out;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    if (c < 0x80) continue;
    std::string bytes(1, static_cast<char>(latin_byte(c)));
    if (bytes[0] == 0) {
      out.foreign = true;
      continue;
    }
    const auto lead = static_cast<unsigned char>(bytes[0]);
    const std::size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
    std::size_t end = at;
    while (bytes.size() < n && end < s.size()) bytes += static_cast<char>(latin_byte(decode(s, end)));
    std::size_t used = 0;
    const char32_t meant = decode(bytes, used);
    if (n > 1 && used == n && likely(meant)) {
      out.fits.push_back({was, end - was, meant});
      at = end;
    } else {
      ++out.alone;
    }
  }
  return out;
}

void mend_latin(Page& page) {
  std::size_t fits = 0, alone = 0;
  std::vector<std::pair<std::size_t, LatinLine>> found;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const std::string_view s = page.lines[i].text.bytes;
    // a lead byte read as a letter is C3 80 to C3 B4 (C2 and C3 themselves: C3 82, C3 83)
    if (s.find('\xC3') == s.npos) continue;
    LatinLine line = latin_line(s);
    alone += line.alone;
    for (const Fit& f : line.fits) fits += f.c >= 0x800 ? 3 : 1;
    if (!line.fits.empty() && line.alone == 0 && !line.foreign) found.emplace_back(i, std::move(line));
  }
  if (fits < 3 || alone * 10 > fits) return;
  for (const auto& [i, line] : found) {
    Rewrite w(page, page.lines[i].text);
    for (const Fit& f : line.fits) {
      std::string now;
      append(now, f.c);
      w.keep_until(f.at);
      w.put(now, f.size, "characters.mojibake-latin");
    }
    w.finish();
  }
}

// What a run of characters beyond ASCII was before it was read as GBK; empty where that is not certain.
std::string meant_by(std::string_view run) {
  std::string bytes;
  for (std::size_t at = 0; at < run.size();) {
    const char32_t c = decode(run, at);
    const std::string b = bytes_in("GBK", c);
    bytes += b.empty() ? std::string(1, '\xFF') : b;  // FF: something was lost here
    // the beginning tells already: UTF-8 of Han text starts with E2 to EF
    if (bytes.size() <= 2 &&
        (static_cast<unsigned char>(bytes[0]) < 0xE2 || static_cast<unsigned char>(bytes[0]) > 0xEF))
      return {};
  }
  std::string out;
  std::size_t whole = 0, lost = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t was = at;
    const char32_t c = decode(bytes, at);
    if (lead < 0x80) {
      out += bytes[was];
      continue;
    }
    if (c != 0xFFFD) {
      if (!likely(c)) return {};
      whole += at - was == 3;
      append(out, c);
      continue;
    }
    // a character whose last byte had no partner
    if (lead != 0xFF && (lead < 0xE2 || lead > 0xEF)) return {};
    while (lead != 0xFF && at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80) ++at;
    if (lead != 0xFF && at < bytes.size() && bytes[at] == '\xFF') ++at;
    if (lead != 0xFF && at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80) return {};
    ++lost;
    append(out, 0xFFFD);
  }
  return whole >= 3 && lost <= 1 + whole / 8 ? out : std::string();
}

void mend_gbk(Page& page, Text& text) {
  const std::string_view s = text.bytes;
  Rewrite w(page, text);
  for (std::size_t at = 0; at < s.size();) {
    if (static_cast<unsigned char>(s[at]) < 0x80) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < s.size() && static_cast<unsigned char>(s[end]) >= 0x80) ++end;
    const std::string meant = meant_by(s.substr(at, end - at));
    if (!meant.empty()) {
      w.keep_until(at);
      w.put(meant, end - at, "characters.mojibake-gbk");
    }
    at = end;
  }
  w.finish();
}

}  // namespace

void mend_mojibake(Page& page) {
  mend_latin(page);
  for (Line& line : page.lines) mend_gbk(page, line.text);
}

}  // namespace galley::stages
