// See visible.h.
#include "pipeline/visible.h"

#include "pipeline/unicode.h"

namespace galley {
namespace {

void picture(std::string& out, char32_t c) {
  if (c == '\n' || c == 0x2028 || c == 0x2029) out += "⏎";
  else if (c == '\t') out += "⇥";
  else if (c < 0x20) append(out, 0x2400 + c);
  else if (c == 0x7F || (c >= 0x80 && c < 0xA0)) out += "␡";
  else append(out, is_bidi_control(c) ? U'\xFFFD' : c);
}

}  // namespace

std::string visible(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) picture(out, decode(s, at));
  return out;
}

std::string visible_lines(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c == '\n') out += '\n';
    else picture(out, c);
  }
  return out;
}

bool drives_terminal(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c == '\n' || c == '\t') continue;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || is_bidi_control(c)) return true;
  }
  return false;
}

}  // namespace galley
