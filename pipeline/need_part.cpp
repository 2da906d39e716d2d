// See need_part.h.
#include "pipeline/need_part.h"

#include <algorithm>

#include "pipeline/need.h"
#include "pipeline/unicode.h"

namespace galley {

float commonness(std::string_view s) {
  // One printed line in twenty of a Chinese paper, or more, has each of these.
  static constexpr std::u32string_view common =
      U"的中国新日大全年人在一和作会发展月出主同建行地进工高民平成要化等了动加合以为实政部本生家业近力推重共上开理记者";
  float all = 1;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c == ' ') all *= 2;
    else if (c < 128) all *= c >= 'a' && c <= 'z' ? 0.3F : c >= 'A' && c <= 'Z' ? 0.05F : 0.1F;
    else if ((c >= 0x2000 && c < 0x3040) || c >= 0xFF00) all *= 0.03F;
    else all *= common.find(c) == common.npos ? 0.002F : 0.01F;
  }
  return all;
}

namespace {

constexpr std::size_t most = 64;         // strings that a part may stand for; RE2 itself stops at 16
constexpr std::size_t most_ways = 8;     // alternatives that are told apart
constexpr std::size_t most_of_all = 16;  // strings of a list that all alternatives may share
constexpr std::size_t most_of_class = 1024, most_of_list = 2048;  // a class may be a thousand surnames

float commonness(const Strings& list) {
  float sum = 0;
  for (const auto& s : list) sum += galley::commonness(s);
  return sum;
}

void sort_out(Strings& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// Its characters, where they are not too many.
Strings strings_of(const CodeSet& set) {
  std::size_t n = set.ascii.count();
  for (const auto& r : set.ranges) n += std::min<std::size_t>(r.second - r.first + 1, most_of_class + 1);
  Strings all;
  if (n > most_of_class) return all;
  auto put = [&](char32_t c) { append(all.emplace_back(), c); };
  for (char32_t c = 0; c < 128; ++c)
    if (set.ascii[c]) put(c);
  for (const auto& r : set.ranges)
    for (char32_t c = r.first; c <= r.second; ++c) put(c);
  sort_out(all);
  return all;
}

PatternPart sequence_of(const std::vector<PatternPart>& parts) {
  PatternPart all = nothing();
  std::optional<Strings> run;  // product of the exact parts next to each other
  auto close = [&] {
    if (run && std::none_of(run->begin(), run->end(), [](auto& s) { return s.empty(); })) {
      sort_out(*run);
      all.needs.push_back(*run);
    }
    run.reset();
  };
  bool exact = true;
  for (const PatternPart& p : parts) {
    all.within.add(p.within);
    if (all.empty) all.first.add(p.first);
    if (p.empty) all.last.add(p.last);
    else all.last = p.last;
    all.empty &= p.empty;
    if (p.exact) {
      if (!run) {
        run = *p.exact;
        continue;
      }
      if (run->size() * p.exact->size() <= most) {
        Strings product;
        for (const auto& a : *run)
          for (const auto& b : *p.exact) product.push_back(a + b);
        run = std::move(product);
        continue;
      }
    }
    exact = false;
    close();
    if (p.exact) run = *p.exact;
    else all.needs.insert(all.needs.end(), p.needs.begin(), p.needs.end());
  }
  if (exact) all.exact = run ? *run : Strings{""};
  else {
    close();
    all.exact.reset();
  }
  if (exact) all.needs.clear();
  all.begins = !parts.empty() && parts.front().begins;
  all.ends = !parts.empty() && parts.back().ends;
  return all;
}

// Whether a text that has what the part needs has a string of the list for sure.
bool wants(const PatternPart& p, const Strings& list) {
  const auto holds_one = [&](const std::string& s) {
    return std::any_of(list.begin(), list.end(), [&](auto& of_list) { return s.find(of_list) != s.npos; });
  };
  const auto lists = p.all_needs();
  return std::any_of(lists.begin(), lists.end(),
                     [&](const Strings& of_part) { return std::all_of(of_part.begin(), of_part.end(), holds_one); });
}

PatternPart any_of(const std::vector<PatternPart>& parts) {
  PatternPart all = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const PatternPart& p = parts[i];
    all.empty |= p.empty;
    all.begins &= p.begins;
    all.ends &= p.ends;
    all.first.add(p.first);
    all.last.add(p.last);
    all.within.add(p.within);
  }
  if (parts.size() == 1) return all;
  const bool exact = std::all_of(parts.begin(), parts.end(), [](auto& p) { return p.exact.has_value(); });
  all.exact.reset();
  all.needs.clear();
  if (exact) {
    Strings together;
    for (const PatternPart& p : parts) together.insert(together.end(), p.exact->begin(), p.exact->end());
    sort_out(together);
    if (together.size() <= most) {
      all.exact = together;
      return all;
    }
  }
  if (all.empty) return all;
  // A list that all parts ask for is one of the whole's.
  for (const PatternPart& asks : parts)
    for (const Strings& list : asks.all_needs())
      if (list.size() <= most_of_all &&
          std::all_of(parts.begin(), parts.end(), [&](auto& p) { return wants(p, list); }))
        all.needs.push_back(list);
  // And one list of each part's makes one: of the rarest ones, the second rarest, …; not of one that is met far more
  // often than the rarest, which then serves again.
  std::vector<std::vector<Strings>> lists;
  std::size_t longest = 0;
  for (const PatternPart& p : parts) {
    lists.push_back(rarest(p.all_needs()));
    auto& of_part = lists.back();
    if (of_part.empty()) return all;
    while (commonness(of_part.back()) > 10 * commonness(of_part.front())) of_part.pop_back();
    longest = std::max(longest, lists.back().size());
  }
  for (std::size_t k = 0; k < longest; ++k) {
    Strings together;
    for (const auto& of_part : lists) {
      const Strings& list = of_part[std::min(k, of_part.size() - 1)];
      together.insert(together.end(), list.begin(), list.end());
    }
    sort_out(together);
    if (together.size() <= most_of_list) all.needs.push_back(together);
  }
  return all;
}

}  // namespace

std::vector<Strings> PatternPart::all_needs() const {
  if (!exact) return needs;
  if (empty || exact->empty()) return {};
  Strings list = *exact;
  sort_out(list);
  return {std::move(list)};
}

std::vector<Strings> rarest(std::vector<Strings> lists) {
  std::sort(lists.begin(), lists.end(), [](auto& a, auto& b) {
    const float often_a = commonness(a), often_b = commonness(b);
    return often_a != often_b ? often_a < often_b : a < b;
  });
  lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  if (lists.size() > Need::most_lists) lists.resize(Need::most_lists);
  return lists;
}

PatternPart nothing() {
  PatternPart p;
  p.empty = true;
  p.exact = Strings{""};
  return p;
}

PatternPart of_set(CodeSet set) {
  PatternPart p;
  const auto strings = strings_of(set);
  if (set.ranges.size() > 2 * CodeSet::most_ranges) set.tidy();
  p.first = p.last = p.within = std::move(set);
  if (strings.size() > most) p.needs = {strings};
  else if (!strings.empty()) p.exact = strings;
  return p;
}

// Of the parts that have several ways, those of the one that has most are kept apart.
PatternPart in_a_row(std::vector<PatternPart> parts) {
  const auto most_ways_of =
      std::max_element(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.ways.size() < b.ways.size(); });
  std::vector<PatternPart> ways;
  if (most_ways_of != parts.end()) ways = std::move(most_ways_of->ways);
  for (PatternPart& p : parts) p.ways.clear();
  PatternPart all = sequence_of(parts);
  for (PatternPart& way : ways) {
    *most_ways_of = std::move(way);
    all.ways.push_back(sequence_of(parts));
  }
  return all;
}

PatternPart one_of(std::vector<PatternPart> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  std::vector<PatternPart> ways;
  for (PatternPart& p : parts) {
    if (p.ways.empty()) ways.push_back(p);
    ways.insert(ways.end(), p.ways.begin(), p.ways.end());
    p.ways.clear();
  }
  PatternPart all = any_of(parts);
  if (all.exact) return all;
  // Where each way has one list at most, that of all together tells as much.
  if (std::all_of(ways.begin(), ways.end(), [](auto& way) { return way.all_needs().size() < 2; })) return all;
  if (ways.size() > most_ways) {
    const PatternPart rest = any_of({ways.begin() + most_ways - 1, ways.end()});
    ways.resize(most_ways - 1);
    ways.push_back(rest);
  }
  all.ways = std::move(ways);
  return all;
}

PatternPart repeated(PatternPart p, int least, int greatest) {
  if (least == 1 && greatest == 1) return p;
  p.ways.clear();
  if (least == 0) {
    p.begins = p.ends = false;
    p.empty = true;
    p.needs.clear();
    if (greatest == 1 && p.exact && p.exact->size() < most) p.exact->emplace_back();
    else p.exact.reset();
    return p;
  }
  p.needs = p.all_needs();
  p.exact.reset();
  return p;
}

}  // namespace galley
