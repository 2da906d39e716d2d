// See gate.h. Of each rule's rarest list one string must occur. It is found by its rarest character: one lookup for
// each character of the text, and a comparison where that finds something.
#include "pipeline/gate.h"

#include <algorithm>

#include "pipeline/unicode.h"

namespace galley {
namespace {

// Byte of s where its rarest character stands.
std::size_t rarest(std::string_view s) {
  std::size_t best = 0;
  float least = 2;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    decode(s, at);
    if (const float often = commonness(s.substr(was, at - was)); often < least) {
      least = often;
      best = was;
    }
  }
  return best;
}

}  // namespace

std::uint64_t Gate::Ranges::of(char32_t c) const {
  const auto it = std::upper_bound(from.begin(), from.end(), c);
  return mask[static_cast<std::size_t>(it - from.begin()) - 1];
}

Gate::Ranges Gate::ranges_of(const std::vector<Need>& needs, bool first) {
  Ranges r;
  for (char32_t c = 0; c <= 128; ++c) r.from.push_back(c);
  for (const Need& n : needs)
    for (const auto& [a, b] : (first ? n.first : n.last).ranges) {
      r.from.push_back(a);
      r.from.push_back(b + 1);
    }
  std::sort(r.from.begin(), r.from.end());
  r.from.erase(std::unique(r.from.begin(), r.from.end()), r.from.end());
  r.mask.assign(r.from.size(), 0);
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const Need& n = needs[i];
    const bool told = first ? n.first_told : n.last_told;
    for (std::size_t k = 0; k < r.from.size(); ++k)
      if (!told || (first ? n.first : n.last).has(r.from[k])) r.mask[k] |= std::uint64_t{1} << i;
  }
  return r;
}

void Gate::Group::add(const std::string& s, std::uint64_t rule) {
  const std::size_t at = rarest(s);
  const char32_t c = first_char(std::string_view(s).substr(at));
  std::uint16_t& block = blocks[c >> 6];
  if (block == 0) {
    block = static_cast<std::uint16_t>(places.size() / 64);
    places.resize(places.size() + 64, 0);
  }
  std::uint16_t& place = places[block * 64U + (c & 63)];
  if (place == 0) {
    if (keys.size() > 60000) {
      free |= rule;
      return;
    }  // a great many strings: such a rule is always asked
    place = static_cast<std::uint16_t>(keys.size());
    keys.emplace_back();
  }
  for (Key& k : keys[place])
    if (k.string == s) {
      k.rules |= rule;
      return;
    }
  keys[place].push_back({s, at, rule});
}

Gate::Gate(const std::vector<Need>& needs) {
  for (std::size_t from = 0; from < needs.size(); from += 64) {
    const std::vector<Need> mine(needs.begin() + static_cast<std::ptrdiff_t>(from),
                                 needs.begin() + static_cast<std::ptrdiff_t>(std::min(needs.size(), from + 64)));
    Group g;
    g.blocks.assign(0x110000 >> 6, 0);
    g.places.assign(64, 0);
    g.keys.resize(1);
    for (std::size_t i = 0; i < mine.size(); ++i) {
      const std::uint64_t bit = std::uint64_t{1} << i;
      const Need& n = mine[i];
      for (const auto& s : n.any_of) g.add(s, bit);
      if (n.any_of.empty()) g.free |= bit;
      if (n.any_of.empty() && !n.first_told && !n.last_told) g.any_text |= bit;
    }
    g.first = ranges_of(mine, true);
    g.last = ranges_of(mine, false);
    groups_.push_back(std::move(g));
  }
}

std::uint64_t Gate::may_match(const Group& g, std::string_view text, std::uint64_t open) {
  if (text.empty()) return open & g.any_text;
  open &= g.first.of(first_char(text)) & g.last.of(last_char(text));
  std::uint64_t missing = open & ~g.free;
  for (std::size_t at = 0; missing && at < text.size();) {
    const std::size_t was = at;
    const char32_t c = decode(text, at);
    const std::uint16_t place = g.places[g.blocks[c >> 6] * 64U + (c & 63)];
    if (place) [[unlikely]]
      for (const Key& k : g.keys[place])
        if ((k.rules & missing) && was >= k.at && text.substr(was - k.at).starts_with(k.string)) missing &= ~k.rules;
  }
  return open & ~missing;
}

}  // namespace galley
