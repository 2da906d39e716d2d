// Reads a pattern as RE2 does, and keeps of each part: the strings it may stand for where they are few, the characters
// it may begin and end with and hold, and the lists of strings of which one must occur; where it is one of several
// alternatives, of each by itself. As RE2's FilteredRE2 does, which though wants every pattern compiled before it can
// tell.
//
//   ^[（(]?{paper}(?:讯|訊)   first: （ ( and what a paper's name begins with; one of 讯, 訊
//   (?:强调|指出|[:：])$      one of 强调, 指出, ':', '：', which are also what the text ends with
//   ^\d{4}年\d{1,2}月$        nothing but digits, 年 and 月; 年; 月
#include "pipeline/need.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>

#include "pipeline/unicode.h"

namespace galley {
namespace {

constexpr std::size_t most_ranges = 64;  // of a set in order

}  // namespace

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

float commonness(std::string_view s) {
  // One printed line in twenty of a Chinese paper, or more, has each of these.
  static constexpr std::u32string_view common =
      U"的中国新日大全年人在一和作会发展月出主同建行地进工高民平成要化等了动加合以为实政部本生家业近力推重共上开理记者";
  float all = 1;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c == ' ') all *= 0.5F;
    else if (c < 128) all *= c >= 'a' && c <= 'z' ? 0.3F : c >= 'A' && c <= 'Z' ? 0.05F : 0.1F;
    else if ((c >= 0x2000 && c < 0x3040) || c >= 0xFF00) all *= 0.03F;
    else all *= common.find(c) == common.npos ? 0.002F : 0.01F;
  }
  return all;
}

namespace {

constexpr char32_t top = 0x10FFFF;
constexpr std::size_t most = 64;                          // strings that a part may stand for; RE2 itself stops at 16
constexpr std::size_t most_ways = 8, long_pattern = 500;  // bytes: below, it is cheaper to compile it than to know more
constexpr std::size_t most_depth = 50;                    // of brackets: each costs a look at all that is in it
constexpr std::size_t most_of_class = 1024, most_of_list = 2048;  // a class may be a thousand surnames

struct NotUnderstood : std::runtime_error {
  NotUnderstood() : std::runtime_error("pattern") {}
};

using Strings = std::vector<std::string>;

float commonness(const Strings& list) {
  float sum = 0;
  for (const auto& s : list) sum += galley::commonness(s);
  return sum;
}

void sort_out(Strings& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

// The lists that are met least often, the least common first.
std::vector<Strings> rarest(std::vector<Strings> lists) {
  std::sort(lists.begin(), lists.end(), [](auto& a, auto& b) {
    const float often_a = commonness(a), often_b = commonness(b);
    return often_a != often_b ? often_a < often_b : a < b;
  });
  lists.erase(std::unique(lists.begin(), lists.end()), lists.end());
  if (lists.size() > Need::most_lists) lists.resize(Need::most_lists);
  return lists;
}

struct Part {
  bool empty = false;                 // may match nothing
  bool begins = false, ends = false;  // holds ^ or $ where a match must begin or end
  CodeSet first, last, within;
  std::optional<Strings> exact;  // all it can stand for
  std::vector<Strings> needs;    // lists in order
  std::vector<Part> ways;        // where it may be told more closely as one of several

  // What it needs, the exact strings included.
  std::vector<Strings> all_needs() const {
    if (!exact) return needs;
    if (empty || exact->empty()) return {};
    Strings list = *exact;
    sort_out(list);
    return {std::move(list)};
  }
};

Part nothing() {
  Part p;
  p.empty = true;
  p.exact = Strings{""};
  return p;
}

// Its characters, where they are not too many.
Strings strings_of(const CodeSet& set) {
  std::size_t n = set.ascii.count();
  for (auto& r : set.ranges) n += std::min<std::size_t>(r.second - r.first + 1, most_of_class + 1);
  Strings all;
  if (n > most_of_class) return all;
  auto put = [&](char32_t c) { append(all.emplace_back(), c); };
  for (char32_t c = 0; c < 128; ++c)
    if (set.ascii[c]) put(c);
  for (auto& r : set.ranges)
    for (char32_t c = r.first; c <= r.second; ++c) put(c);
  sort_out(all);
  return all;
}

Part of_set(CodeSet set) {
  Part p;
  const auto strings = strings_of(set);
  if (set.ranges.size() > 2 * most_ranges) set.tidy();
  p.first = p.last = p.within = std::move(set);
  if (strings.size() > most) p.needs = {strings};
  else if (!strings.empty()) p.exact = strings;
  return p;
}

Part sequence_of(const std::vector<Part>& parts) {
  Part all = nothing();
  std::optional<Strings> run;  // product of the exact parts next to each other
  auto close = [&] {
    if (run && std::none_of(run->begin(), run->end(), [](auto& s) { return s.empty(); })) {
      sort_out(*run);
      all.needs.push_back(*run);
    }
    run.reset();
  };
  bool exact = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& p = parts[i];
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
        for (auto& a : *run)
          for (auto& b : *p.exact) product.push_back(a + b);
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

Part any_of(const std::vector<Part>& parts) {
  Part all = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Part& p = parts[i];
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
    for (const Part& p : parts) together.insert(together.end(), p.exact->begin(), p.exact->end());
    sort_out(together);
    if (together.size() <= most) {
      all.exact = together;
      return all;
    }
  }
  if (all.empty) return all;
  // One list of each part's makes a list of the whole: of the rarest ones, the second rarest, …; not of one that is
  // met far more often than the rarest, which then serves again.
  std::vector<std::vector<Strings>> lists;
  std::size_t longest = 0;
  for (const Part& p : parts) {
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

// Of the parts that have several ways, those of the one that has most are kept apart.
Part in_a_row(std::vector<Part> parts) {
  const auto most_ways_of =
      std::max_element(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.ways.size() < b.ways.size(); });
  std::vector<Part> ways;
  if (most_ways_of != parts.end()) ways = std::move(most_ways_of->ways);
  for (Part& p : parts) p.ways.clear();
  Part all = sequence_of(parts);
  for (Part& way : ways) {
    *most_ways_of = std::move(way);
    all.ways.push_back(sequence_of(parts));
  }
  return all;
}

Part one_of(std::vector<Part> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  std::vector<Part> ways;
  for (Part& p : parts) {
    if (p.ways.empty()) ways.push_back(p);
    ways.insert(ways.end(), p.ways.begin(), p.ways.end());
    p.ways.clear();
  }
  Part all = any_of(parts);
  if (all.exact) return all;
  if (ways.size() > most_ways) {
    const Part rest = any_of({ways.begin() + most_ways - 1, ways.end()});
    ways.resize(most_ways - 1);
    ways.push_back(rest);
  }
  all.ways = std::move(ways);
  return all;
}

Part repeated(Part p, int least, int greatest) {
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

class Parser {
 public:
  explicit Parser(std::string_view pattern) : s_(pattern) {}
  Part run() {
    Part p = alternatives();
    if (at_ != s_.size()) throw NotUnderstood();
    return p;
  }

 private:
  bool more() const { return at_ < s_.size(); }
  bool take(char c) {
    if (!more() || s_[at_] != c) return false;
    ++at_;
    return true;
  }

  Part alternatives() {
    std::vector<Part> all{sequence()};
    while (take('|')) all.push_back(sequence());
    return one_of(std::move(all));
  }

  Part sequence() {
    std::vector<Part> all;
    while (more() && s_[at_] != '|' && s_[at_] != ')') all.push_back(repetition());
    return in_a_row(std::move(all));
  }

  Part repetition() {
    Part p = single();
    for (;;) {
      if (take('*')) p = repeated(std::move(p), 0, 2);
      else if (take('+')) p = repeated(std::move(p), 1, 2);
      else if (take('?')) p = repeated(std::move(p), 0, 1);
      else if (more() && s_[at_] == '{' && at_ + 1 < s_.size() &&
               std::isdigit(static_cast<unsigned char>(s_[at_ + 1]))) {
        ++at_;
        const int least = number();
        int greatest = least;
        if (take(',')) greatest = more() && s_[at_] != '}' ? number() : least + 2;
        if (!take('}')) throw NotUnderstood();
        p = repeated(std::move(p), std::min(least, 2), std::min(greatest, 2));
      } else {
        return p;
      }
      take('?');  // lazy or greedy matches the same texts
    }
  }

  int number() {
    int n = 0;
    while (more() && std::isdigit(static_cast<unsigned char>(s_[at_]))) n = std::min(n * 10 + (s_[at_++] - '0'), 10000);
    return n;
  }

  Part single() {
    if (take('(')) {
      if (take('?') && !take(':')) throw NotUnderstood();
      if (++depth_ > most_depth) throw NotUnderstood();
      Part p = alternatives();
      --depth_;
      if (!take(')')) throw NotUnderstood();
      return p;
    }
    if (take('[')) return of_set(char_class());
    if (take('^')) {
      Part p = nothing();
      p.begins = true;
      return p;
    }
    if (take('$')) {
      Part p = nothing();
      p.ends = true;
      return p;
    }
    CodeSet set;
    if (take('.')) {
      set.add(0, top);
      return of_set(std::move(set));
    }
    if (s_[at_] == '\\') {
      escape(set);
      return of_set(std::move(set));
    }
    if (std::string_view("*+?{").find(s_[at_]) != std::string_view::npos) throw NotUnderstood();
    const char32_t c = decode(s_, at_);
    set.add(c, c);
    return of_set(std::move(set));
  }

  // After a backslash: one character, or a class of them.
  std::optional<char32_t> escape(CodeSet& set) {
    ++at_;
    if (!more()) throw NotUnderstood();
    const char c = s_[at_++];
    auto one = [&](char32_t x) {
      set.add(x, x);
      return std::optional<char32_t>(x);
    };
    switch (c) {
      case 'd': set.add('0', '9'); return {};
      case 's':
        for (char32_t x : {U'\t', U'\n', U'\f', U'\r', U' '}) set.add(x, x);
        return {};
      case 'w':
        set.add('0', '9');
        set.add('A', 'Z');
        set.add('a', 'z');
        set.add('_', '_');
        return {};
      case 'D':
      case 'S':
      case 'W': set.add(0, top); return {};
      case 'n': return one('\n');
      case 't': return one('\t');
      case 'r': return one('\r');
      case 'x': return one(hexadecimal());
      case 'p':
      case 'P': property(set, c == 'P'); return {};
      default: break;
    }
    if (static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c))) throw NotUnderstood();
    return one(static_cast<char32_t>(c));
  }

  char32_t hexadecimal() {
    if (!take('{')) throw NotUnderstood();
    char32_t c = 0;
    while (more() && std::isxdigit(static_cast<unsigned char>(s_[at_])) && c < top)
      c = c * 16 + static_cast<char32_t>(
                       std::isdigit(static_cast<unsigned char>(s_[at_])) ? s_[at_] - '0' : (s_[at_] | 0x20) - 'a' + 10),
      ++at_;
    if (!take('}') || c > top) throw NotUnderstood();
    return c;
  }

  // Scripts have no ASCII letters but Latin; of the rest the ASCII part is known, all above is taken to belong.
  void property(CodeSet& set, bool negated) {
    std::string name;
    if (take('{')) {
      while (more() && s_[at_] != '}') name += s_[at_++];
      if (!take('}')) throw NotUnderstood();
    } else if (more()) {
      name = s_[at_++];
    }
    if (negated) set.add(0, top);
    else if (name == "Han" || name == "Hiragana" || name == "Katakana") set.add(0x2E80, top);
    else if (name == "L") {
      set.add('A', 'Z');
      set.add('a', 'z');
      set.add(0x80, top);
    } else if (name == "Lu") {
      set.add('A', 'Z');
      set.add(0x80, top);
    } else if (name == "Ll") {
      set.add('a', 'z');
      set.add(0x80, top);
    } else if (name == "M") set.add(0x80, top);
    else set.add(0, top);
  }

  CodeSet char_class() {
    CodeSet set, sure;              // what it may hold, and what it holds for certain
    std::optional<CodeSet> within;  // of a negated class that lists \D, \S, \W or \P: it holds none but these
    const bool negated = take('^');
    for (bool head = true; head || (more() && s_[at_] != ']'); head = false) {
      if (!more()) throw NotUnderstood();
      if (s_[at_] == '[' && at_ + 1 < s_.size() && s_[at_ + 1] == ':') throw NotUnderstood();
      std::optional<char32_t> from;
      if (s_[at_] == '\\') {
        const std::size_t was = at_;
        CodeSet part;
        from = escape(part);
        if (!from) {
          set.add(part);
          const char kind = s_[was + 1];
          if (kind == 'd' || kind == 's' || kind == 'w') sure.add(part);
          if (kind == 'D' || kind == 'S' || kind == 'W' || kind == 'P') {
            std::string plain(s_.substr(was, at_ - was));
            plain[1] = static_cast<char>(std::tolower(kind));
            within.emplace();
            Parser(plain).escape(*within);
          }
          continue;
        }
      } else {
        from = decode(s_, at_);
      }
      char32_t to = *from;
      if (at_ + 1 < s_.size() && s_[at_] == '-' && s_[at_ + 1] != ']') {
        ++at_;
        if (s_[at_] == '\\') {
          CodeSet part;
          const auto end = escape(part);
          if (!end) throw NotUnderstood();
          to = *end;
        } else {
          to = decode(s_, at_);
        }
      }
      set.add(*from, to);
      sure.add(*from, to);
    }
    if (!take(']')) throw NotUnderstood();
    if (!negated) return set;
    if (within) return *within;
    CodeSet rest;
    rest.ascii = ~sure.ascii;
    std::sort(sure.ranges.begin(), sure.ranges.end());
    char32_t next = 0x80;
    for (const auto& [first, last] : sure.ranges) {
      if (first > next) rest.ranges.emplace_back(next, first - 1);
      next = std::max<char32_t>(next, last + 1);
    }
    if (next <= top) rest.ranges.emplace_back(next, top);
    return rest;
  }

  std::string_view s_;
  std::size_t at_ = 0, depth_ = 0;
};

Need need_of(const Part& p) {
  Need need;
  if (p.empty) return need;
  need.first_told = p.begins;
  need.last_told = p.ends;
  need.within_told = p.begins && p.ends;
  need.first = p.first;
  need.last = p.last;
  need.within = p.within;
  for (CodeSet* set : {&need.first, &need.last, &need.within}) set->tidy();
  need.lists = rarest(p.all_needs());
  return need;
}

}  // namespace

std::vector<Need> needs_of(std::string_view pattern) {
  Part whole;
  try {
    whole = Parser(pattern).run();
  } catch (const NotUnderstood&) { return {Need{}}; }
  if (pattern.size() < long_pattern || whole.ways.empty()) return {need_of(whole)};
  std::vector<Need> out;
  for (const Part& way : whole.ways) out.push_back(need_of(way));
  return out;
}

}  // namespace galley
