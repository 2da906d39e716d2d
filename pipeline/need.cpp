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

#include "pipeline/need_part.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

constexpr char32_t top = 0x10FFFF;
constexpr std::size_t most_depth = 50;     // of brackets: each costs a look at all that is in it
constexpr std::size_t long_pattern = 500;  // bytes; shorter ones are cheaper to compile than to know more of

struct NotUnderstood : std::runtime_error {
  NotUnderstood() : std::runtime_error("pattern") {}
};

// As deep as most_depth says.
// NOLINTBEGIN(misc-no-recursion)
class Parser {
 public:
  explicit Parser(std::string_view pattern) : s_(pattern) {}
  PatternPart run() {
    PatternPart p = alternatives();
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

  PatternPart alternatives() {
    std::vector<PatternPart> all{sequence()};
    while (take('|')) all.push_back(sequence());
    return one_of(std::move(all));
  }

  PatternPart sequence() {
    std::vector<PatternPart> all;
    while (more() && s_[at_] != '|' && s_[at_] != ')') all.push_back(repetition());
    return in_a_row(std::move(all));
  }

  PatternPart repetition() {
    PatternPart p = single();
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

  PatternPart single() {
    if (take('(')) {
      if (take('?') && !take(':')) throw NotUnderstood();
      if (++depth_ > most_depth) throw NotUnderstood();
      PatternPart p = alternatives();
      --depth_;
      if (!take(')')) throw NotUnderstood();
      return p;
    }
    if (take('[')) return of_set(char_class());
    if (take('^')) {
      PatternPart p = nothing();
      p.begins = true;
      return p;
    }
    if (take('$')) {
      PatternPart p = nothing();
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
// NOLINTEND(misc-no-recursion)

// `more`: lists that the text must meet besides.
Need need_of(const PatternPart& p, const std::vector<Strings>& more) {
  Need need;
  need.lists = rarest(more);
  if (p.empty) return need;
  need.first_told = p.begins;
  need.last_told = p.ends;
  need.within_told = p.begins && p.ends;
  need.first = p.first;
  need.last = p.last;
  need.within = p.within;
  for (CodeSet* set : {&need.first, &need.last, &need.within}) set->tidy();
  std::vector<Strings> lists = p.all_needs();
  lists.insert(lists.end(), more.begin(), more.end());
  need.lists = rarest(std::move(lists));
  return need;
}

PatternPart part_of(std::string_view pattern) {
  try {
    return Parser(pattern).run();
  } catch (const NotUnderstood&) { return nothing(); }
}

}  // namespace

std::vector<Need> needs_of(const std::vector<std::string_view>& patterns) {
  if (patterns.empty()) return {Need{}};
  std::vector<Strings> more;
  for (std::size_t i = 1; i < patterns.size(); ++i)
    if (const PatternPart p = part_of(patterns[i]); !p.empty)
      for (Strings& list : p.all_needs()) more.push_back(std::move(list));
  const PatternPart whole = part_of(patterns.front());
  if (patterns.front().size() < long_pattern || whole.ways.empty()) return {need_of(whole, more)};
  std::vector<Need> out;
  for (const PatternPart& way : whole.ways) out.push_back(need_of(way, more));
  return out;
}

}  // namespace galley
