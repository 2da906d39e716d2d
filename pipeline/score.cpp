// The nine figures. See score.h. ICU's normal forms and categories stay in this file.
#include "pipeline/score.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "pipeline/unicode.h"

namespace galley {
namespace {

// What counts as a blank: the separators of Unicode and the controls that part lines and fields.
bool is_blank(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool is_latin(char32_t c) { return (c >= 0x21 && c <= 0x7E) || (c >= 0xA1 && c <= 0x24F); }
bool letter_or_digit(char32_t c) { return U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK); }

std::u32string plain_forms(std::u32string_view s) {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(error);
  if (U_FAILURE(error)) throw std::runtime_error("no NFKC in this ICU");
  const auto given =
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(s.data()), static_cast<int32_t>(s.size()));
  const icu::UnicodeString made = nfkc->normalize(given, error);
  std::u32string out(static_cast<std::size_t>(made.countChar32()), U'\0');
  made.toUTF32(reinterpret_cast<UChar32*>(out.data()), static_cast<int32_t>(out.size()), error);
  return out;
}

std::u32string skeleton_of(std::u32string_view s) {
  std::u32string out = plain_forms(s);
  std::erase_if(out, [](char32_t c) { return !letter_or_digit(c); });
  return out;
}

std::u32string joined(const std::vector<std::string>& parts, std::u32string_view between = {}) {
  std::u32string out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    (out += i ? between : std::u32string_view{}) += characters_of(parts[i]);
  return out;
}

// A multiset of things to be counted, in order.
template <class T>
struct Bag {
  std::vector<T> items;
  void sort() { std::sort(items.begin(), items.end()); }
  std::size_t size() const { return items.size(); }
};
template <class T>
std::size_t common(const Bag<T>& a, const Bag<T>& b) {
  std::size_t n = 0;
  for (auto x = a.items.begin(), y = b.items.begin(); x != a.items.end() && y != b.items.end();) {
    if (*x < *y) ++x;
    else if (*y < *x) ++y;
    else {
      ++n;
      ++x;
      ++y;
    }
  }
  return n;
}

using Gram = std::array<char32_t, 4>;
Bag<Gram> grams(std::u32string_view s) {
  Bag<Gram> bag;
  for (std::size_t i = 0; i < s.size() && (i == 0 || i + 4 <= s.size()); ++i) {
    Gram g{};
    std::copy_n(s.begin() + static_cast<std::ptrdiff_t>(i), std::min<std::size_t>(4, s.size() - i), g.begin());
    bag.items.push_back(g);
  }
  bag.sort();
  return bag;
}

double share(std::size_t part, std::size_t of) { return of ? static_cast<double>(part) / static_cast<double>(of) : 0; }
double f1(double p, double r) { return p + r > 0 ? 2 * p * r / (p + r) : 0; }

double overlap(const Bag<Gram>& a, const Bag<Gram>& b) {
  if (!a.size() || !b.size()) return 0;
  const std::size_t c = common(a, b);
  return f1(share(c, b.size()), share(c, a.size()));
}

// Right, said and wanted, over a page.
struct Count {
  std::size_t right = 0, said = 0, wanted = 0;
  template <class T>
  void add(Bag<T> want, Bag<T> got) {
    want.sort();
    got.sort();
    right += common(want, got);
    said += got.size();
    wanted += want.size();
  }
  double figure() const { return wanted ? f1(share(right, said), share(right, wanted)) : 1; }
};

Bag<std::u32string> names(const std::vector<std::string>& list) {
  Bag<std::u32string> bag;
  for (const auto& n : list) bag.items.push_back(squeezed(characters_of(n)));
  return bag;
}
// Names found: two that differ in blanks alone are one.
Bag<std::u32string> names_found(const std::vector<std::string>& list) {
  std::map<std::string, std::size_t> count;
  std::vector<std::string> order;
  for (const auto& n : list)
    if (count[n]++ == 0) order.push_back(n);
  std::map<std::u32string, std::size_t> last;
  for (const auto& n : order) last[squeezed(characters_of(n))] = count[n];
  Bag<std::u32string> bag;
  for (const auto& [n, times] : last) bag.items.insert(bag.items.end(), times, n);
  return bag;
}

constexpr char32_t between = 0x10FFFF;  // no text has it

// Each break by six characters either side.
Bag<std::u32string> breaks(const std::vector<std::string>& paragraphs) {
  std::u32string all;
  std::vector<std::size_t> at;
  for (const auto& p : paragraphs) {
    const std::u32string s = skeleton(p);
    if (!all.empty() && !s.empty()) at.push_back(all.size());
    all += s;
  }
  Bag<std::u32string> bag;
  for (const std::size_t i : at)
    bag.items.push_back(all.substr(i - std::min<std::size_t>(i, 6), std::min<std::size_t>(i, 6)) + between +
                        all.substr(i, 6));
  return bag;
}

// Each mark by its place in a row of marks, three letters before and one behind. `text` is squeezed.
Bag<std::u32string> marks(std::u32string_view text) {
  Bag<std::u32string> bag;
  std::u32string before, row;
  auto close = [&](std::u32string_view next) {
    for (std::size_t k = 0; k < row.size(); ++k)
      bag.items.push_back(before + between + std::u32string(next) + between + static_cast<char32_t>(k + 1) + row[k]);
    row.clear();
  };
  for (const char32_t c : text) {
    if (letter_or_digit(c)) {
      close({&c, 1});
      before += c;
      if (before.size() > 3) before.erase(0, 1);
    } else if (c != U' ') {
      row += c;
    }
  }
  close({});
  return bag;
}

std::u32string body_text(const Unit& u) {
  std::u32string s = squeezed(joined(u.body));
  for (char32_t& c : s) c = same_mark(c);
  return s;
}

std::u32string title_text(const Unit& u) { return joined(u.title, U" "); }

std::u32string folded_title(std::u32string_view title) {
  std::u32string out;
  for (const char32_t c : squeezed(plain_forms(title))) {
    if (c == U'—' || c == U'－' || c == U'-') {
      if (out.empty() || out.back() != U'—') out += U'—';
    } else if (std::u32string_view(U"\"“”「」‘’'").find(c) == std::u32string_view::npos) {
      out += c;
    } else {
      out += between;  // a row of dashes ends at a quote mark, which then goes
    }
  }
  std::erase(out, between);
  return out;
}

std::size_t times_in(std::u32string_view s, std::u32string_view text) {
  if (s.empty()) return text.size() + 1;
  std::size_t n = 0;
  for (std::size_t at = text.find(s); at != text.npos; at = text.find(s, at + s.size())) ++n;
  return n;
}

double residue_gone(const std::vector<std::string>& residue, const std::vector<Unit>& found) {
  if (found.empty()) return 0;
  std::u32string shown;
  auto show = [&](std::u32string_view s) { (shown.empty() ? shown : shown += U'\n') += squeezed(s); };
  for (const Unit& u : found)
    for (const auto& p : u.body) show(characters_of(p));
  for (const Unit& u : found) show(title_text(u));
  std::map<std::u32string, std::size_t> wanted;
  for (const auto& r : residue) ++wanted[squeezed(characters_of(r))];
  std::size_t left = 0;
  for (const auto& [s, n] : wanted) {
    const std::u32string wide = widened(s);
    left += std::min(n, times_in(s, shown) + (wide != s ? times_in(wide, shown) : 0));
  }
  return 1 - static_cast<double>(left) / static_cast<double>(residue.size());
}

// Characters of titles and bodies, counted.
std::unordered_map<char32_t, std::size_t> letters(const std::vector<Unit>& units) {
  std::u32string all;
  for (const Unit& u : units) {
    for (const auto& t : u.title) all += characters_of(t);
    for (const auto& p : u.body) all += characters_of(p);
  }
  std::unordered_map<char32_t, std::size_t> out;
  for (const char32_t c : skeleton_of(all)) ++out[c];
  return out;
}

double kept(const std::vector<Unit>& expected, const std::vector<Unit>& found) {
  const auto want = letters(expected), have = letters(found);
  std::size_t all = 0, there = 0;
  for (const auto& [c, n] : want) {
    all += n;
    if (const auto it = have.find(c); it != have.end()) there += std::min(n, it->second);
  }
  return static_cast<double>(there) / static_cast<double>(std::max<std::size_t>(1, all));
}

}  // namespace

std::u32string characters_of(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) out += decode(utf8, at);
  return out;
}

std::vector<std::size_t> counting(std::u32string_view s) {
  std::vector<std::size_t> out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (!is_blank(s[i])) {
      out.push_back(i);
      continue;
    }
    std::size_t end = i;
    while (end < s.size() && is_blank(s[end])) ++end;
    if (i > 0 && end < s.size() && is_latin(s[i - 1]) && is_latin(s[end])) out.push_back(i);
    i = end - 1;
  }
  return out;
}

std::u32string squeezed(std::u32string_view s) {
  std::u32string out;
  for (const std::size_t i : counting(s)) out += is_blank(s[i]) ? U' ' : s[i];
  return out;
}

char32_t same_mark(char32_t c) {
  switch (c) {
    case U'～': return U'~';
    case U'－': return U'-';
    case U'─':
    case U'–': return U'—';
    case U'「': return U'“';
    case U'」': return U'”';
    default: return c;
  }
}

std::u32string widened(std::u32string s) {
  for (char32_t& c : s) c = c == U'(' ? U'（' : c == U')' ? U'）' : c == U':' ? U'：' : c;
  return s;
}

std::u32string skeleton(std::string_view utf8) { return skeleton_of(characters_of(utf8)); }

bool same_title(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return folded_title(joined(a, U" ")) == folded_title(joined(b, U" "));
}

// Myers' bit vectors (1999) in Hyyrö's form (2003), a row of 64-bit words.
std::size_t edits(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  const std::size_t words = (a.size() + 63) / 64;
  std::unordered_map<char32_t, std::vector<std::uint64_t>> at;
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto& bits = at[a[i]];
    if (bits.empty()) bits.resize(words);
    bits[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  const std::vector<std::uint64_t> nowhere(words);
  std::vector<std::uint64_t> vp(words, ~std::uint64_t{0}), vn(words);
  const std::uint64_t top = std::uint64_t{1} << ((a.size() - 1) % 64);
  std::size_t distance = a.size();
  for (const char32_t c : b) {
    const auto it = at.find(c);
    const auto& eq = it == at.end() ? nowhere : it->second;
    std::uint64_t hp_in = 1, hn_in = 0;
    for (std::size_t w = 0; w < words; ++w) {
      const std::uint64_t x = eq[w] | hn_in;
      const std::uint64_t d0 = (((x & vp[w]) + vp[w]) ^ vp[w]) | x | vn[w];
      std::uint64_t hp = vn[w] | ~(d0 | vp[w]), hn = d0 & vp[w];
      if (w + 1 == words) {
        if (hp & top) ++distance;
        if (hn & top) --distance;
      }
      const std::uint64_t hp_out = hp >> 63, hn_out = hn >> 63;
      hp = hp << 1 | hp_in;
      hn = hn << 1 | hn_in;
      vp[w] = hn | ~(d0 | hp);
      vn[w] = hp & d0;
      hp_in = hp_out;
      hn_in = hn_out;
    }
  }
  return distance;
}

Scored score(const Expected& expected, const std::vector<Unit>& found) {
  const auto& want = expected.units;
  std::vector<Bag<Gram>> of_want, of_found;
  for (const Unit& u : want) of_want.push_back(grams(skeleton_of(joined(u.body))));
  for (const Unit& u : found) of_found.push_back(grams(skeleton_of(joined(u.body))));

  // Whoever shares most is matched first.
  struct Pair {
    double shared;
    std::size_t i, j;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < want.size(); ++i)
    for (std::size_t j = 0; j < found.size(); ++j)
      if (const double v = overlap(of_want[i], of_found[j]); v >= 0.3) pairs.push_back({v, i, j});
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return std::tie(a.shared, a.i, a.j) > std::tie(b.shared, b.i, b.j); });
  Scored out;
  out.match.assign(want.size(), -1);
  std::vector<bool> used(found.size());
  std::size_t whole = 0;
  for (const Pair& p : pairs) {
    if (out.match[p.i] >= 0 || used[p.j]) continue;
    out.match[p.i] = static_cast<std::ptrdiff_t>(p.j);
    used[p.j] = true;
    whole += p.shared >= 0.9;
  }

  std::size_t counted = 0, titles = 0, errors = 0, characters = 0;
  // a unit without a body still counts: text cannot hide in titles
  for (std::size_t j = 0; j < found.size(); ++j)
    counted += of_found[j].size() > 12 || used[j] || skeleton_of(title_text(found[j])).size() > 12;
  Count bylines, paragraphs, punctuation, jumps;
  static const Unit nothing;
  for (std::size_t i = 0; i < want.size(); ++i) {
    const bool matched = out.match[i] >= 0;
    const Unit& w = want[i];
    const Unit& f = matched ? found[static_cast<std::size_t>(out.match[i])] : nothing;
    titles += matched && same_title(w.title, f.title);
    bylines.add(names(w.names), names_found(f.names));
    if (w.kind != "table") {
      const std::u32string a = body_text(w), b = body_text(f);
      paragraphs.add(breaks(w.body), breaks(f.body));
      punctuation.add(marks(a), marks(b));
      errors += a == b ? 0 : std::min(edits(a, b), a.size());
      characters += a.size();
    }
    for (const auto jump : {&Unit::jump_from, &Unit::jump_to}) {
      const std::u32string asked = squeezed(characters_of(w.*jump)), said = squeezed(characters_of(f.*jump));
      jumps.right += !asked.empty() && asked == said;
      jumps.wanted += !asked.empty();
      jumps.said += !said.empty();
    }
  }
  for (std::size_t j = 0; j < found.size(); ++j)
    if (!used[j])
      jumps.said +=
          !squeezed(characters_of(found[j].jump_from)).empty() + !squeezed(characters_of(found[j].jump_to)).empty();

  Figures& f = out.figures;
  if (want.empty()) {  // a page of folios and notices: right when nothing is made of it
    if (!found.empty()) f[0] = 0;
    return out;
  }
  f[0] = f1(share(whole, counted), share(whole, want.size()));
  f[1] = share(titles, want.size());
  f[2] = bylines.figure();
  f[3] = paragraphs.figure();
  f[4] = punctuation.figure();
  f[figure_cer] = share(errors, characters);
  if (jumps.said || jumps.wanted) f[6] = jumps.said && jumps.wanted ? jumps.figure() : 0;
  if (!expected.residue.empty()) f[7] = residue_gone(expected.residue, found);
  f[8] = kept(want, found);
  return out;
}

Figures mean_of(const std::vector<Figures>& pages) {
  Figures out;
  for (std::size_t k = 0; k < out.size(); ++k) {
    double sum = 0;
    std::size_t n = 0;
    for (const Figures& f : pages)
      if (f[k]) {
        sum += *f[k];
        ++n;
      }
    out[k] = n ? sum / static_cast<double>(n) : 1;
  }
  return out;
}

}  // namespace galley
