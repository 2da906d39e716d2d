// See gate.h. Of each list of strings that a need has one must occur. It is found by its rarest character: one lookup
// for each character of the text, and a comparison where that finds something.
#include "pipeline/gate.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

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

using Mask = GateTables::Mask;
constexpr char32_t beyond = 0x110000;

// With what a text may begin, or end, or what it may hold.
struct Told {
  bool Need::*is_told;
  CodeSet Need::*set;
};
constexpr Told first{&Need::first_told, &Need::first}, last{&Need::last_told, &Need::last},
    within{&Need::within_told, &Need::within};

Mask having(std::span<const Need> needs, Told told, char32_t c) {
  Mask mask = 0;
  for (std::size_t i = 0; i < needs.size(); ++i)
    if (!(needs[i].*told.is_told) || (needs[i].*told.set).has(c)) mask |= Mask{1} << i;
  return mask;
}

}  // namespace

struct Gate::Made {
  std::vector<std::uint16_t> rules, blocks, kind_of;
  std::vector<GateTables::Kind> kinds;
  std::vector<GateTables::Key> keys;
  std::string strings;
  GateTables tables;
  Made(std::span<const Need> needs, std::span<const std::uint16_t> whose);
};

Gate::Made::Made(std::span<const Need> needs, std::span<const std::uint16_t> whose)
    : rules(whose.begin(), whose.end()) {
  // The strings, by the character by which each is found.
  std::map<char32_t, std::map<std::string, std::array<Mask, Need::most_lists>>> found_by;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const Mask bit = Mask{1} << i;
    const Need& n = needs[i];
    for (std::size_t k = 0; k < n.lists.size(); ++k) {
      tables.lists[k] |= bit;
      for (const auto& s : n.lists[k]) found_by[first_char(std::string_view(s).substr(rarest(s)))][s][k] |= bit;
    }
    if (n.within_told) tables.bounded |= bit;
    if (n.lists.empty() && !n.first_told && !n.last_told) tables.any_text |= bit;
  }
  // Where one kind of character may give way to another.
  std::vector<char32_t> from;
  for (char32_t c = 0; c <= 128; ++c) from.push_back(c);
  for (const Need& n : needs)
    for (const Told& told : {first, last, within})
      for (const auto& [a, b] : (n.*told.set).ranges) from.insert(from.end(), {a, b + 1});
  for (const auto& [c, strings_of] : found_by) from.insert(from.end(), {c, c + 1});
  std::sort(from.begin(), from.end());
  from.erase(std::unique(from.begin(), from.end()), from.end());
  while (from.back() >= beyond) from.pop_back();
  // The kind of each stretch of characters.
  std::map<std::tuple<Mask, Mask, Mask, char32_t>, std::uint16_t> known;
  std::vector<std::uint16_t> kind;
  for (const char32_t c : from) {
    const auto key = found_by.find(c);
    const std::tuple what(having(needs, first, c), having(needs, last, c), having(needs, within, c),
                          key == found_by.end() ? beyond : c);
    const auto [it, fresh] = known.emplace(what, static_cast<std::uint16_t>(kinds.size()));
    kind.push_back(it->second);
    if (!fresh) continue;
    const auto keys_from = static_cast<std::uint32_t>(keys.size());
    Mask needy = 0;
    if (key != found_by.end())
      for (const auto& [s, opens] : key->second) {
        keys.push_back({static_cast<std::uint32_t>(strings.size()), static_cast<std::uint32_t>(s.size()),
                        static_cast<std::uint32_t>(rarest(s)), opens});
        strings += s;
        for (const Mask m : opens) needy |= m;
      }
    kinds.push_back({std::get<0>(what), std::get<1>(what), std::get<2>(what), needy, keys_from,
                     static_cast<std::uint32_t>(keys.size())});
  }
  // Blocks that are alike stand there once; most are of one kind, as the block before them.
  from.push_back(beyond);
  std::map<std::vector<std::uint16_t>, std::uint16_t> blocks_known;
  bool one_kind = false;
  for (std::size_t stretch = 0, b = 0; b < beyond; b += 256) {
    while (from[stretch + 1] <= b) ++stretch;
    const bool was_one_kind = std::exchange(one_kind, from[stretch] + 256 <= b && from[stretch + 1] >= b + 256);
    if (one_kind && was_one_kind) {
      blocks.push_back(blocks.back());
      continue;
    }
    std::vector<std::uint16_t> block;
    for (std::size_t c = b, in = stretch; c < b + 256; ++c) {
      if (from[in + 1] <= c) ++in;
      block.push_back(kind[in]);
    }
    const auto [it, fresh] = blocks_known.emplace(std::move(block), static_cast<std::uint16_t>(blocks_known.size()));
    if (fresh) kind_of.insert(kind_of.end(), it->first.begin(), it->first.end());
    blocks.push_back(it->second);
  }
}

Gate::Gate(const std::vector<std::vector<Need>>& needs) {
  auto made = std::make_shared<std::vector<Made>>();
  std::vector<Need> together;
  std::vector<std::uint16_t> whose;
  for (std::size_t rule = 0; rule <= needs.size(); ++rule) {
    if (!together.empty() && (rule == needs.size() || together.size() + needs[rule].size() > 64)) {
      made->emplace_back(together, whose);
      together.clear();
      whose.clear();
    }
    if (rule == needs.size()) break;
    together.insert(together.end(), needs[rule].begin(), needs[rule].end());
    whose.resize(together.size(), static_cast<std::uint16_t>(rule));
  }
  auto views = std::make_shared<std::vector<GateTables>>();
  for (const Made& m : *made) {
    views->push_back(m.tables);
    GateTables& t = views->back();
    t.rules = m.rules, t.blocks = m.blocks, t.kind_of = m.kind_of, t.kinds = m.kinds, t.keys = m.keys,
    t.strings = m.strings;
  }
  made_ = std::move(made);
  views_ = std::move(views);
  tables_ = *views_;
}

GateTables::Mask GateTables::may_match(std::string_view text, Mask open) const {
  if (text.empty()) return open & any_text;
  open &= of(first_char(text)).first & of(last_char(text)).last;
  auto missing = lists;
  Mask unmet = open & (missing[0] | missing[1] | missing[2]);  // rules that a string is still to be found for
  for (std::size_t at = 0; (unmet || (open & bounded)) && at < text.size();) {
    const std::size_t was = at;
    const Kind& kind = of(decode(text, at));
    open &= kind.within;
    unmet &= kind.within;
    if (!(kind.needy & unmet)) continue;
    for (std::uint32_t k = kind.keys; k < kind.keys_end; ++k) {
      const Key& key = keys[k];
      const Mask wanted = (key.opens[0] & missing[0]) | (key.opens[1] & missing[1]) | (key.opens[2] & missing[2]);
      if (!(wanted & unmet) || was < key.at ||
          !text.substr(was - key.at).starts_with(strings.substr(key.text, key.size)))
        continue;
      for (std::size_t i = 0; i < missing.size(); ++i) missing[i] &= ~key.opens[i];
      unmet = open & (missing[0] | missing[1] | missing[2]);
    }
  }
  return open & ~(missing[0] | missing[1] | missing[2]);
}

}  // namespace galley
