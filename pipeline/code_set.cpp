// See code_set.h.
#include "pipeline/code_set.h"

#include <algorithm>

namespace galley {

bool CodeSet::has(char32_t c) const {
  if (c < 128) return ascii[c];
  return std::any_of(ranges.begin(), ranges.end(), [&](auto& r) { return r.first <= c && c <= r.second; });
}

void CodeSet::add(char32_t from, char32_t to) {
  for (; from <= to && from < 128; ++from) ascii.set(from);
  if (from <= to) ranges.emplace_back(from, to);
}

void CodeSet::add(const CodeSet& other) {
  ascii |= other.ascii;
  ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
  if (ranges.size() > 2 * most_ranges) tidy();
}

void CodeSet::tidy() {
  if (ranges.empty()) return;
  std::sort(ranges.begin(), ranges.end());
  const auto merge = [this](char32_t gap) {
    std::size_t kept = 0;
    for (const auto& r : ranges)
      if (r.first > ranges[kept].second && r.first - ranges[kept].second > gap) ranges[++kept] = r;
      else ranges[kept].second = std::max(ranges[kept].second, r.second);
    ranges.resize(kept + 1);
  };
  merge(1);
  if (ranges.size() <= most_ranges) return;
  std::vector<char32_t> gaps;
  for (std::size_t i = 1; i < ranges.size(); ++i) gaps.push_back(ranges[i].first - ranges[i - 1].second);
  const auto last = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() - most_ranges);
  std::nth_element(gaps.begin(), last, gaps.end());
  merge(*last);
}

}  // namespace galley
