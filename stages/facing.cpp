// Which way brackets and quotation marks face.
//
// Most have one place in all presses. Some open a quotation in one country and close it in the next: “ closes in German,
// Polish and Russian („so“) and opens in English and Chinese (“so”); » and « change places in German and Danish books
// (»so«). Their neighbours tell: a quotation's words touch its marks, or in French stand a blank inside them (« so »).
//
//   say “so”    the mark touches the word after it: it opens
//   sage „so“   it touches the word before it, or a low mark is open: it closes
//   « so »      blanks on both sides: as it faces in French
#include "stages/facing.h"

#include <algorithm>

namespace galley {
namespace {

// Letters and figures of an alphabet: Han text has no blanks to tell by.
bool lettered(char32_t c) {
  const Class k = class_of(c);
  return k == Class::latin || k == Class::digit || k == Class::hangul;
}
// What may stand between a quotation's last word and its closing mark.
bool ended(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'…' || class_of(c) == Class::close || class_of(c) == Class::quote;
}
bool touches_back(char32_t before) { return before != 0 && (lettered(before) || ended(before)); }
bool parted(char32_t c) { return !lettered(c) && !is_han(c); }

enum : std::uint8_t { round, corner, white_corner, angle, tortoise, quotes, guillemets, other };

}  // namespace

std::optional<Facing> facing(char32_t before, char32_t c, char32_t after, bool lies_open) {
  switch (c) {
    case U'（':
    case '(': return Facing{round, true};
    case U'）':
    case ')': return Facing{round, false};
    case U'「': return Facing{corner, true};
    case U'」': return Facing{corner, false};
    case U'『': return Facing{white_corner, true};
    case U'』': return Facing{white_corner, false};
    case U'《': return Facing{angle, true};
    case U'》': return Facing{angle, false};
    case U'〔': return Facing{tortoise, true};
    case U'〕': return Facing{tortoise, false};
    case U'„': return Facing{quotes, true};
    case U'”': return Facing{quotes, false};
    case U'“': return Facing{quotes, !(lies_open || (touches_back(before) && parted(after)))};
    case U'«':
    case U'‹': return Facing{guillemets, !(touches_back(before) && parted(after))};
    case U'»':
    case U'›': return Facing{guillemets, (before == 0 || !touches_back(before)) && lettered(after)};
    default: return {};
  }
}

Class first_class(std::string_view s) {
  std::size_t at = 0;
  if (s.empty()) return class_of(0);
  const char32_t c = decode(s, at);
  if (c != U'»' && c != U'›') return class_of(c);
  return facing(0, c, at < s.size() ? decode(s, at) : 0, false)->opens ? Class::open : Class::close;
}

Class last_class(std::string_view s) {
  const char32_t c = last_char(s);
  const Class k = class_of(c);
  if (k != Class::open || (c != U'“' && c != U'«' && c != U'‹' && c != U'‘')) return k;
  std::string_view rest = s.substr(0, previous(s, s.size()));
  while (!rest.empty() && ended(last_char(rest))) rest = rest.substr(0, previous(rest, rest.size()));
  return !rest.empty() && lettered(last_char(rest)) ? Class::close : k;
}

int balance(std::string_view s) {
  int open = 0;
  each_facing(s, [&](Facing m) {
    open += m.opens ? 1 : -1;
    return false;
  });
  return open;
}

std::size_t straight_quotes(std::string_view s) {
  return static_cast<std::size_t>(std::count(s.begin(), s.end(), '"'));
}

std::uint8_t left_open(std::string_view s) {
  int depth[pairs] = {};
  each_facing(s, [&](Facing m) {
    if (m.opens) ++depth[m.pair];
    else if (depth[m.pair] > 0) --depth[m.pair];
    return false;
  });
  std::uint8_t kinds = 0;
  for (std::uint8_t k = 0; k < pairs; ++k) kinds |= static_cast<std::uint8_t>((depth[k] > 0) << k);
  return kinds;
}

std::uint8_t first_closed(std::string_view s) {
  std::uint8_t kind = 0;
  each_facing(s, [&](Facing m) {
    if (!m.opens) kind = static_cast<std::uint8_t>(1 << m.pair);
    return true;
  });
  return kind;
}

}  // namespace galley
