// What blocks share of words: bits in a filter of hashed pieces, one pass over the page's text. Words that half the
// page has tie nothing together and are left out.
#include "stages/affinity.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <string_view>

#include "pipeline/unicode.h"
#include "stages/pieces.h"

namespace galley::stages {
namespace {

constexpr std::size_t filter_bits = 8192;

std::size_t slot(std::uint32_t h) { return (h ^ (h >> 15)) % filter_bits; }

}  // namespace

Affinity affinity_of(const std::vector<Block>& blocks, const std::vector<Shape>& shapes) {
  const std::size_t n = blocks.size();
  Affinity a;
  a.bits.resize(n);
  a.pieces.assign(n, 0);
  a.kin.assign(n, 0);
  a.bridge.assign(n, 0);
  a.cohesion.assign(n, -1);
  if (n == 0 || n > most_compared) return a;
  // each block's slots, every one once, in the order in which they are met
  std::vector<std::uint16_t> slots, short_words;
  std::vector<std::size_t> from{0}, short_from;  // of all pieces; the short words are last
  std::vector<std::uint32_t> stamp(filter_bits, 0);
  std::uint32_t now = 0;
  for (const Block& b : blocks) {
    ++now;
    short_words.clear();
    each_piece(b.text.bytes, [&](std::uint32_t h, bool is_short) {
      const std::size_t k = slot(h);
      if (stamp[k] == now) return;
      stamp[k] = now;
      (is_short ? short_words : slots).push_back(static_cast<std::uint16_t>(k));
    });
    short_from.push_back(slots.size());
    slots.insert(slots.end(), short_words.begin(), short_words.end());
    from.push_back(slots.size());
  }
  // headlines are made of short words, too; what a text is about is in the longer ones
  auto all_of = [&](std::size_t i) { return std::span(slots).subspan(from[i], from[i + 1] - from[i]); };
  auto of = [&](std::size_t i) { return std::span(slots).subspan(from[i], short_from[i] - from[i]); };
  std::vector<std::uint16_t> spread(filter_bits, 0);
  std::size_t bodies = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (shapes[i].title < 4) continue;
    ++bodies;
    for (auto k : all_of(i)) ++spread[k];
  }
  // what half the page says ties nothing together
  auto rare = [&](std::size_t k) { return std::size_t{spread[k]} * 2 <= std::max<std::size_t>(bodies, 6); };
  // Rare words of the blocks on either side of a place, nearest first until there are `enough`, and how many both sides
  // have.
  struct Sides {
    std::size_t before = 0, after = 0, both = 0;
  };
  constexpr std::size_t all_of_them = std::numeric_limits<std::size_t>::max();
  auto sides = [&](std::span<const std::size_t> before, std::span<const std::size_t> after, std::size_t enough) {
    Sides s;
    const std::uint32_t left = ++now, right = ++now, shared = ++now;
    for (std::size_t j = before.size(); j > 0 && s.before < enough; --j)
      for (auto k : of(before[j - 1]))
        if (stamp[k] != left && rare(k)) {
          stamp[k] = left;
          ++s.before;
        }
    for (std::size_t j = 0; j < after.size() && s.after < enough; ++j)
      for (auto k : of(after[j])) {
        if (stamp[k] == right || stamp[k] == shared || !rare(k)) continue;
        ++s.after;
        s.both += stamp[k] == left;
        stamp[k] = stamp[k] == left ? shared : right;
      }
    return s;
  };
  auto up_to = [](const std::vector<std::size_t>& list, std::size_t at, std::size_t most) {
    return std::span(list).first(at).last(std::min(at, most));
  };
  auto from_on = [](const std::vector<std::size_t>& list, std::size_t at, std::size_t most) {
    return std::span(list).subspan(at, std::min(list.size() - at, most));
  };
  std::vector<std::size_t> every(n);
  std::iota(every.begin(), every.end(), std::size_t{0});
  for (std::size_t i = 1; i + 1 < n; ++i) {
    if (shapes[i].title >= 6) continue;
    const Sides s = sides(up_to(every, i, 2), from_on(every, i + 1, 2), all_of_them);
    const std::size_t least = std::min(s.before, s.after);
    if (least) a.bridge[i] = static_cast<float>(s.both) / static_cast<float>(std::max<std::size_t>(least, 30));
  }
  // running text on either side of each place, as much as tells what it is about
  constexpr std::size_t enough = 120, most_around = 6, least_told = 30;  // rare words, blocks
  std::vector<std::size_t> running, nth(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    nth[i] = running.size();
    if (shapes[i].title >= 4 && !shapes[i].byline && !shapes[i].table && !shapes[i].caption) running.push_back(i);
  }
  for (std::size_t i = 1; i < n; ++i) {
    if (i > 1 && nth[i] == nth[i - 1]) {  // the same texts on either side
      a.cohesion[i] = a.cohesion[i - 1];
      continue;
    }
    const Sides s = sides(up_to(running, nth[i], most_around), from_on(running, nth[i], most_around), enough);
    const std::size_t least = std::min(s.before, s.after);
    if (least >= least_told) a.cohesion[i] = static_cast<float>(s.both) / static_cast<float>(least);
  }
  for (std::size_t i = 1; i < n; ++i) {
    ++now;
    for (auto k : of(i - 1)) stamp[k] = now;
    std::size_t both = 0, mine = 0;
    for (auto k : of(i)) {
      if (!rare(k)) continue;
      ++mine;
      both += stamp[k] == now;
    }
    const std::size_t least = std::min(mine, of(i - 1).size());
    if (least >= 12) a.kin[i] = static_cast<float>(both) / static_cast<float>(least);
  }
  // the blocks that hold each slot
  std::vector<std::uint32_t> first(filter_bits + 1, 0), holders(slots.size());
  for (auto k : slots) ++first[k + 1U];
  for (std::size_t k = 0; k < filter_bits; ++k) first[k + 1] += first[k];
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (std::size_t i = 0; i < n; ++i)
    for (auto k : all_of(i)) holders[next[k]++] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < n; ++i) {
    if (shapes[i].title >= 20 || shapes[i].byline || shapes[i].table) continue;
    a.bits[i].assign(n, 0);
    for (auto k : all_of(i)) {
      if (a.pieces[i] == 64) break;
      if (!rare(k)) continue;
      const std::uint64_t bit = std::uint64_t{1} << a.pieces[i]++;
      for (std::uint32_t h = first[k]; h < first[k + 1U]; ++h)
        if (holders[h] != i && !shapes[holders[h]].byline) a.bits[i][holders[h]] |= bit;
    }
  }
  return a;
}

int begin_alike(std::string_view a, std::string_view b) {
  constexpr int least = 2, most = 4;            // characters
  const auto opened = [](std::string_view s) {  // behind “ and 《
    std::size_t at = 0;
    return class_of(decode(s, at)) == Class::open ? at : std::size_t{0};
  };
  int n = 0;
  for (std::size_t i = opened(a), k = opened(b); n < most && i < a.size() && k < b.size(); ++n) {
    const char32_t c = decode(a, i);
    if (c != decode(b, k) || class_of(c) != Class::han) break;
  }
  return n >= least ? n : 0;
}

}  // namespace galley::stages
