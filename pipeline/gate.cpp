// See gate.h. Of each list of strings that a need has one must occur. It is found by its two rarest neighbouring
// characters: two bits are looked at for each character of a text, and a string is compared where they are set.
#include "pipeline/gate.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <map>
#include <tuple>
#include <utility>

#include "pipeline/unicode.h"

namespace galley {
namespace {

// By what a string is found, and the byte of it where `c` begins.
struct Found {
  char32_t before = GateTables::none, c = 0;
  std::size_t at = 0;
};
Found rarest(std::string_view s) {
  Found best;
  float least = 2;
  char32_t before = first_char(s);
  best.c = before;
  std::size_t at = 0;
  for (std::size_t from = (decode(s, at), 0); at < s.size();) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    if (const float often = commonness(s.substr(from, at - from)); often < least) {
      least = often;
      best = {before, c, was};
    }
    before = c;
    from = was;
  }
  return best;
}

constexpr char32_t beyond = 0x110000;

// With what a text may begin, or end, or what it may hold.
struct Told {
  bool Need::*is_told;
  CodeSet Need::*set;
};
constexpr Told first{&Need::first_told, &Need::first}, last{&Need::last_told, &Need::last},
    within{&Need::within_told, &Need::within};

NeedSet having(std::span<const Need> needs, Told told, char32_t c) {
  NeedSet out;
  for (std::size_t i = 0; i < needs.size(); ++i)
    if (!(needs[i].*told.is_told) || (needs[i].*told.set).has(c)) out.add(i);
  return out;
}

// How often tables made at run time have gone: others may come to where they stood.
std::atomic<std::uint64_t> tables_gone = 0;
struct Leaving {
  Leaving() = default;
  Leaving(const Leaving&) = default;
  Leaving& operator=(const Leaving&) = default;
  ~Leaving() { ++tables_gone; }
};

// What a thread has asked of late: many stages ask for the same line, each for rules of its own.
class Lately {
 public:
  static constexpr std::size_t longest = 1024;  // bytes of a text that is kept: at worst 1 MB a thread
  /// What `make` says of the text, which it need not say again. `who`: the tables asked.
  template <class Make>
  const NeedSet& of(const NeedSet* who, std::string_view text, Make make) {
    if (const auto gone = tables_gone.load(); gone != gone_) {
      for (Slot& slot : slots_) slot.who = nullptr;
      gone_ = gone;
    }
    Slot& slot = slots_[place(who, text)];
    if (slot.who != who || slot.text != text) {
      slot.met = make();
      slot.who = who;
      slot.text = text;
    }
    return slot.met;
  }

 private:
  struct Slot {
    const NeedSet* who = nullptr;
    std::string text;
    NeedSet met;
  };
  // Beginning, middle and end tell lines apart.
  static std::size_t place(const NeedSet* who, std::string_view text) {
    const std::size_t part_size = std::min(text.size(), sizeof(std::uint64_t));
    std::uint64_t h = reinterpret_cast<std::uintptr_t>(who) ^ text.size();
    for (const std::size_t at : {std::size_t{0}, (text.size() - part_size) / 2, text.size() - part_size}) {
      std::uint64_t part = 0;
      std::memcpy(&part, text.data() + at, part_size);
      h = (h ^ part) * 0x9E3779B97F4A7C15U;
      h ^= h >> 32;
    }
    return h % slots;
  }
  static constexpr std::size_t slots = 1024;
  std::vector<Slot> slots_ = std::vector<Slot>(slots);
  std::uint64_t gone_ = 0;
};

}  // namespace

struct Gate::Made {
  std::vector<std::uint16_t> rules, blocks, kind_of;
  std::vector<GateTables::Kind> kinds;
  std::vector<GateTables::Key> keys;
  std::vector<NeedSet> sets;
  std::string strings;
  std::vector<GateTables::Sign> signs;
  std::vector<std::uint64_t> ends = std::vector<std::uint64_t>(0x10000 / 64);
  std::vector<std::uint64_t> hashes = std::vector<std::uint64_t>(0x10000 / 64);
  std::vector<std::uint32_t> slots;
  GateTables tables;
  Leaving leaving;
  Made(std::span<const Need> needs, std::span<const std::uint16_t> whose);

 private:
  // The strings that needs ask for, and in which list of theirs.
  using Asked = std::map<std::string, std::array<NeedSet, Need::most_lists>>;
  void find_strings(const Asked& asked);
  GateTables::Set number_of(const NeedSet& set) {
    const auto [it, fresh] = numbers_.emplace(set, static_cast<GateTables::Set>(sets.size()));
    if (fresh) sets.push_back(set);
    return it->second;
  }
  std::map<NeedSet, GateTables::Set> numbers_;
};

Gate::Made::Made(std::span<const Need> needs, std::span<const std::uint16_t> whose)
    : rules(whose.begin(), whose.end()) {
  Asked asked;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const Need& n = needs[i];
    for (std::size_t k = 0; k < n.lists.size(); ++k) {
      tables.lists[k].add(i);
      for (const auto& s : n.lists[k]) asked[s][k].add(i);
    }
    if (n.within_told) tables.bounded.add(i);
    if (n.lists.empty() && !n.first_told && !n.last_told) tables.any_text.add(i);
  }
  find_strings(asked);
  // Where one kind of character may give way to another.
  std::vector<char32_t> from;
  for (char32_t c = 0; c <= 128; ++c) from.push_back(c);
  for (const Need& n : needs)
    for (const Told& told : {first, last, within})
      for (const auto& [a, b] : (n.*told.set).ranges) from.insert(from.end(), {a, b + 1});
  std::sort(from.begin(), from.end());
  from.erase(std::unique(from.begin(), from.end()), from.end());
  while (from.back() >= beyond) from.pop_back();
  // The kind of each stretch of characters.
  std::map<std::tuple<NeedSet, NeedSet, NeedSet>, std::uint16_t> known;
  std::vector<std::uint16_t> kind;
  for (const char32_t c : from) {
    const std::tuple what(having(needs, first, c), having(needs, last, c), having(needs, within, c));
    const auto [it, fresh] = known.emplace(what, static_cast<std::uint16_t>(kinds.size()));
    kind.push_back(it->second);
    if (fresh)
      kinds.push_back({number_of(std::get<0>(what)), number_of(std::get<1>(what)), number_of(std::get<2>(what))});
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

void Gate::Made::find_strings(const Asked& asked) {
  std::map<std::pair<char32_t, char32_t>, std::vector<Asked::const_iterator>> found_by;
  for (auto s = asked.begin(); s != asked.end(); ++s) {
    const Found by = rarest(s->first);
    found_by[{by.before, by.c}].push_back(s);
  }
  slots.resize(std::bit_ceil(2 * found_by.size()));
  for (const auto& [sign, strings_of] : found_by) {
    const auto keys_from = static_cast<std::uint32_t>(keys.size());
    std::array<NeedSet, Need::most_lists> all;
    for (const auto s : strings_of) {
      const auto& [text, opens] = *s;
      keys.push_back({static_cast<std::uint32_t>(strings.size()),
                      static_cast<std::uint32_t>(text.size()),
                      static_cast<std::uint32_t>(rarest(text).at),
                      {number_of(opens[0]), number_of(opens[1]), number_of(opens[2])}});
      strings += text;
      for (std::size_t i = 0; i < all.size(); ++i) all[i] |= opens[i];
    }
    signs.push_back({sign.first,
                     sign.second,
                     {number_of(all[0]), number_of(all[1]), number_of(all[2])},
                     keys_from,
                     static_cast<std::uint32_t>(keys.size())});
    if (sign.second < 0x10000) ends[sign.second / 64] |= std::uint64_t{1} << sign.second % 64;
    const std::uint32_t hash = GateTables::hash(sign.first, sign.second);
    hashes[hash / 64] |= std::uint64_t{1} << hash % 64;
    std::size_t at = hash;
    while (slots[at & (slots.size() - 1)]) ++at;
    slots[at & (slots.size() - 1)] = static_cast<std::uint32_t>(signs.size());
  }
}

Gate::Gate(const std::vector<std::vector<Need>>& needs) {
  auto made = std::make_shared<std::vector<Made>>();
  std::vector<Need> together;
  std::vector<std::uint16_t> whose;
  for (std::size_t rule = 0; rule <= needs.size(); ++rule) {
    if (!together.empty() && (rule == needs.size() || together.size() + needs[rule].size() > NeedSet::most)) {
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
    t.rules = m.rules, t.blocks = m.blocks, t.kind_of = m.kind_of, t.kinds = m.kinds, t.keys = m.keys, t.sets = m.sets,
    t.strings = m.strings, t.ends = m.ends, t.hashes = m.hashes, t.slots = m.slots, t.signs = m.signs;
  }
  made_ = std::move(made);
  views_ = std::move(views);
  tables_ = *views_;
}

const GateTables::Sign* GateTables::sign(char32_t before, char32_t c) const {
  for (std::size_t at = hash(before, c);; ++at) {
    const std::uint32_t number = slots[at & (slots.size() - 1)];
    if (number == 0) return nullptr;
    if (const Sign& s = signs[number - 1]; s.before == before && s.c == c) return &s;
  }
}

// Whether the string stands where its sign's `c` begins at byte `at`.
bool GateTables::stands(const Key& key, std::string_view text, std::size_t at) const {
  return at >= key.at && text.substr(at - key.at).starts_with(strings.substr(key.text, key.size));
}

NeedSet GateTables::met(std::string_view text, NeedSet open) const {
  if (text.empty()) return open & any_text;
  const NeedSet at_ends = sets[of(first_char(text)).first] & sets[of(last_char(text)).last];
  if (!(open & at_ends).any()) return {};
  const auto read = [&](NeedSet may) {
    auto missing = lists;
    const auto missed = [&] { return missing[0] | missing[1] | missing[2]; };
    NeedSet unmet = may & missed();  // needs that a string is still to be found for
    // Takes off the lists what is found by the sign, which ends with the character at `at`.
    const auto take_off = [&](char32_t before, char32_t c, std::size_t at) {
      const Sign* found = sign(before, c);
      if (!found) return;
      NeedSet opened;
      for (std::size_t i = 0; i < missing.size(); ++i) opened |= sets[found->opens[i]] & missing[i];
      if (!(opened & unmet).any()) return;
      for (std::uint32_t k = found->keys; k < found->keys_end; ++k) {
        if (!stands(keys[k], text, at)) continue;
        for (std::size_t i = 0; i < missing.size(); ++i) missing[i] -= sets[keys[k].opens[i]];
      }
      unmet &= missed();
    };
    char32_t before = none;
    std::array<bool, 128> looked{};  // for it by itself: once is enough, and blanks and figures come often
    bool wanting = unmet.any();
    for (std::size_t at = 0; wanting && at < text.size();) {
      const std::size_t was = at;
      const char32_t c = decode(text, at);
      if (ends_some(c)) {
        if (may_be_sign(none, c) && (c >= looked.size() || !std::exchange(looked[c], true))) take_off(none, c, was);
        if (may_be_sign(before, c)) take_off(before, c, was);
        wanting = unmet.any();
      }
      before = c;
    }
    may -= missed();
    bool bound = (may & bounded).any();
    Set known = static_cast<Set>(sets.size());  // that of the character before: mostly the same
    for (std::size_t at = 0; bound && at < text.size();) {
      const Set now = of(decode(text, at)).within;
      if (now == known) continue;
      known = now;
      may &= sets[now];
      bound = (may & bounded).any();
    }
    return may;
  };
  if (text.size() > Lately::longest) return read(open & at_ends);
  static thread_local Lately lately;
  return open & lately.of(sets.data(), text, [&] { return read(at_ends); });
}

}  // namespace galley
