// Characters: what no later stage should have to think about. Broken bytes become U+FFFD; control and zero-width
// characters go; entities of HTML become what they stand for; what was read in a wrong encoding is read again
// (mojibake.cpp); compatibility ideographs, radicals, ligatures and full-width letters and digits become the plain ones;
// marks are composed (NFC, never NFKC: ①, ² and full-width stops must stay); a letter-spaced line is closed up:
//
//   二 村 的 地 方 有 一 段  ->  二村的地方有一段      (justification, CLREQ: even spacing to fill a line)
//   i n   M a d r i d .      ->  in Madrid.
//   张 鹏 李 明              ->  stays: names are padded inside, and two or three gaps prove nothing
#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/misread.h"
#include "stages/mojibake.h"
#include "stages/stages.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

struct Char {
  char32_t c;
  std::uint32_t at;
  std::uint32_t size;
};

std::vector<Char> chars_of(std::string_view s) {
  std::vector<Char> out;
  out.reserve(s.size() / 2);
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    out.push_back({c, static_cast<std::uint32_t>(was), static_cast<std::uint32_t>(at - was)});
  }
  return out;
}

bool zero_width(char32_t c) {
  return c == 0x200B || c == 0xFEFF || c == 0x2060 || c == 0x180E || (c >= 0xFFF9 && c <= 0xFFFB);
}
bool odd_blank(char32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
}

bool needs_care(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if ((c < 0x20 && c != '\t') || c == 0x7F) return true;
    // E4..E9 lead the common ideographs; E3 kana and CJK marks; everything else gets the closer look
    // voicing marks
    if (c == 0xE3 && i + 2 < s.size() && s[i + 1] == '\x82' && (s[i + 2] == '\x99' || s[i + 2] == '\x9A')) return true;
    if (c >= 0x80 && !(c >= 0xE3 && c <= 0xE9) && (c & 0xC0) != 0x80) return true;
  }
  return !valid_utf8(s);
}

// The rule that takes a character out of the text; empty: it may stay.
std::string_view taken_out(char32_t c) {
  if (zero_width(c)) return "characters.zero-width";
  if (is_bidi_control(c)) return "characters.bidi-control";
  const bool stays = c == 0xAD || c == 0x200C || c == 0x200D;  // the joiners shape some scripts
  return class_of(c) == Class::control && !stays ? "characters.control" : "";
}

// The mark of Japanese that a half-width one is; empty: it is none.
std::string_view wide_mark(char32_t c) {
  static constexpr std::string_view marks[] = {"。", "「", "」", "、", "・"};
  return c >= 0xFF61 && c <= 0xFF65 ? marks[c - 0xFF61] : "";
}
// The mark whose form for vertical lines this is (U+FE10, U+FE30 and on): text read from top to bottom has them.
std::string_view upright(char32_t c) {
  static constexpr std::string_view stops[] = {"，", "、", "。", "：", "；", "！", "？", "〖", "〗", "……"};
  static constexpr std::string_view marks[] = {"‥",  "—",  "–",  "",   "",   "（", "）", "｛", "｝", "〔", "〕",
                                               "【", "】", "《", "》", "〈", "〉", "「", "」", "『", "』"};
  if (c >= 0xFE10 && c <= 0xFE19) return stops[c - 0xFE10];
  return c >= 0xFE30 && c <= 0xFE44 ? marks[c - 0xFE30] : "";
}
// As it combines with a letter before it, the voicing mark of half-width kana: ﾊ ﾞ is バ; 0: it is none.
char32_t voicing(char32_t c) { return c == 0xFF9E ? 0x3099 : c == 0xFF9F ? 0x309A : 0; }

// Whether a hyphen before this word may be of a suspended compound (`Vor- und Nachteile`), and the word no end of one that broke
// (`in- to`). Which et and en are, the hyphens stage tells.
bool may_suspend(std::string_view word) { return word != "to" && (conjunction(word) || word == "et" || word == "en"); }

void mend(Page& page, Text& text) {
  const auto cs = chars_of(text.bytes);
  Rewrite w(page, text);
  for (std::size_t i = 0; i < cs.size(); ++i) {
    const char32_t c = cs[i].c;
    const std::uint32_t at = cs[i].at, size = cs[i].size;
    w.keep_until(at);
    auto put = [&](std::string_view now, std::string_view rule) { w.put(now, size, rule); };
    if (is_broken(c, size)) {
      put("\xEF\xBF\xBD", "characters.broken-byte");
      continue;
    }
    if (c == 0xAD) {  // a soft hyphen shows only at a line's end; where the end became a blank, that goes along
      std::size_t next = i + 1;
      while (next < cs.size() && cs[next].c == ' ') ++next;
      const bool torn = next > i + 1 && next < cs.size() && is_lower(cs[next].c);
      const bool shown = i + 1 == cs.size() || (torn && may_suspend(first_word(text.bytes.substr(cs[next].at))));
      if (torn && !shown) i = next - 1;
      w.put(shown ? "-" : "", cs[i].at + cs[i].size - at, "characters.soft-hyphen");
      continue;
    }
    if (c == 0x2010) {
      put("-", "characters.hyphen");
      continue;
    }
    if (odd_blank(c)) {
      put(" ", "characters.blank");
      continue;
    }
    if (const auto rule = taken_out(c); !rule.empty()) {  // a run of them is one row: a disk's zeros may be a million
      while (i + 1 < cs.size() && taken_out(cs[i + 1].c) == rule) ++i;
      w.put("", cs[i].at + cs[i].size - at, rule);
      continue;
    }
    if (const auto mark = wide_mark(c); !mark.empty()) {
      put(mark, "characters.width");
      continue;
    }
    if (const auto mark = upright(c); !mark.empty()) {
      put(mark, "characters.vertical");
      continue;
    }
    if (c >= 0xFF66 && c < 0xFF9E && i + 1 < cs.size() && voicing(cs[i + 1].c) != 0) {
      std::string both(plain_form(c));
      append(both, voicing(cs[++i].c));
      w.put(compose(both), size + cs[i].size, "characters.width");
      continue;
    }
    if (auto plain = plain_form(c); !plain.empty()) {
      put(plain, c >= 0xFF00                  ? "characters.width"
                 : c >= 0xFB00 && c <= 0xFB06 ? "characters.ligature"
                                              : "characters.compatibility");
      continue;
    }
    if (i + 1 < cs.size() && class_of(cs[i + 1].c) == Class::mark) {
      std::size_t end = i + 1;
      while (end < cs.size() && class_of(cs[end].c) == Class::mark && end < i + 32) ++end;
      const std::size_t stop = cs[end - 1].at + cs[end - 1].size;
      w.put(compose(text.bytes.substr(at, stop - at)), stop - at, "characters.composed");
      i = end - 1;
    }
  }
  w.finish();
}

// The character that an entity of HTML stands for, without its & and ;; 0: it is none, or none that is text.
char32_t entity(std::string_view name) {
  struct Named {
    std::string_view name;
    char32_t c;
  };
  static constexpr Named named[] = {
      {"amp", '&'},    {"lt", '<'},     {"gt", '>'},     {"quot", '"'},   {"apos", '\''},   {"nbsp", ' '},
      {"ensp", ' '},   {"emsp", U'　'}, {"mdash", U'—'}, {"ndash", U'–'}, {"hellip", U'…'}, {"middot", U'·'},
      {"bull", U'•'},  {"ldquo", U'“'}, {"rdquo", U'”'}, {"lsquo", U'‘'}, {"rsquo", U'’'},  {"laquo", U'«'},
      {"raquo", U'»'}, {"copy", U'©'},  {"times", U'×'}, {"deg", U'°'},   {"yen", U'¥'},    {"pound", U'£'},
      {"euro", U'€'},  {"frac12", U'½'}};
  for (const Named& n : named)
    if (n.name == name) return n.c;
  if (!name.starts_with('#')) return 0;
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  std::uint32_t c = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), c, hex ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size()) return 0;
  if (c == 0xA0) return ' ';
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF ? 0 : c;
}

// Entities that a document model, or a page of the web, left in its text: no newspaper prints `&amp;`. Written twice
// over (`&amp;amp;`), they are read as often.
void read_entities(Page& page, Text& text) {
  constexpr std::size_t longest = 9;  // bytes between & and ;
  const std::string_view s = text.bytes;
  Rewrite w(page, text);
  for (std::size_t at = s.find('&'); at != s.npos; at = s.find('&', at + 1)) {
    char32_t c = 0;
    std::size_t end = at;  // of the last byte that belongs to it
    do {
      const std::size_t stop = s.substr(end + 1, longest + 1).find(';');
      const char32_t read = stop == s.npos ? 0 : entity(s.substr(end + 1, stop));
      if (read == 0) break;
      c = read;
      end += 1 + stop;
    } while (c == '&');
    if (c == 0) continue;
    std::string now;
    append(now, c);
    w.keep_until(at);
    w.put(now, static_cast<std::uint32_t>(end + 1 - at), "characters.entity");
    at = end;
  }
  w.finish();
}

// Whether a character stands between two blanks: each letter-spaced run has one such, of lines few do.
bool stands_apart(std::string_view s) {
  for (std::size_t at = s.find(' '); at < s.size(); at = s.find(' ', at + 1)) {
    std::size_t next = at + 1;
    if (next == s.size() || s[next] == ' ') continue;
    decode(s, next);
    if (next < s.size() && s[next] == ' ') return true;
  }
  return false;
}

// 记者 郑 一 冯 二: behind what s ends in stand names, and those set wide stay apart.
bool names_writers(std::string_view s) {
  static constexpr std::array<std::string_view, 9> offices = {"记者",   "記者",   "作者",   "通讯员", "通訊員",
                                                              "特派员", "特派員", "评论员", "評論員"};
  return std::any_of(offices.begin(), offices.end(), [&](std::string_view o) { return s.ends_with(o); });
}

// Closes up runs of single characters with one blank between each. Han: five or more in a row, or a whole line of three
// (four might be two padded names); an alphabet: four or more letters that stand alone, where wider gaps are the word
// spaces.
void close_up(Page& page, Text& text) {
  if (!stands_apart(text.bytes)) return;
  const auto cs = chars_of(text.bytes);
  const std::size_t n = cs.size();
  auto blank = [&](std::size_t i) { return cs[i].c == ' '; };
  Rewrite w(page, text);
  for (std::size_t i = 0; i + 2 < n;) {
    if (blank(i) || !blank(i + 1)) {
      ++i;
      continue;
    }
    std::size_t end, han = 0, letters = 0, gaps = 0;
    bool wide = false;
    for (std::size_t k = i;;) {
      const Class c = class_of(cs[k].c);
      han += c == Class::han || c == Class::kana;
      letters += c == Class::latin;
      end = k;
      if (k + 2 < n && blank(k + 1) && !blank(k + 2)) {
        ++gaps;
        k += 2;
        continue;
      }
      // a wider gap between letter-spaced words
      std::size_t next = k + 1;
      while (next < n && blank(next)) ++next;
      if (next > k + 2 && next < n && letters + han > 0 && (next + 1 == n || blank(next + 1))) {
        wide = true;
        k = next;
        continue;
      }
      break;
    }
    const auto mark = [&](std::size_t k) {
      const Class c = class_of(cs[k].c);
      return c == Class::stop || c == Class::pause || c == Class::close || c == Class::dash;
    };
    const bool free_left = i == 0 || blank(i - 1), free_right = end + 1 == n || blank(end + 1) || mark(end + 1);
    const bool whole = i == 0 && end + 1 == n;
    const bool named = !free_left && names_writers(text.bytes.substr(0, cs[i].at + cs[i].size));
    const bool han_run = !named && han >= 3 && letters * 4 <= gaps &&
                         (gaps >= 4 || (whole && gaps >= 2 && gaps % 2 == 0 && han == gaps + 1));
    const bool latin_run = letters * 3 > gaps * 2 && han == 0 && gaps >= (wide ? 3U : 4U) && free_left && free_right;
    if (han_run || latin_run) {
      for (std::size_t k = i; k <= end; ++k) {
        if (!blank(k)) continue;
        std::size_t stop = k;
        while (blank(stop)) ++stop;
        w.keep_until(cs[k].at);
        w.put(stop - k > 1 ? " " : "", cs[stop].at - cs[k].at, "characters.letter-spaced");
        k = stop;
      }
    }
    // the run may begin after a word's last letter
    i = han_run || latin_run || free_left || named ? end + 1 : i + 2;
  }
  w.finish();
}

}  // namespace

void mend_bytes(Page& page) {
  for (Line& line : page.lines) {
    const std::string_view s = line.text.bytes;
    if (valid_utf8(s)) continue;
    Rewrite w(page, line.text);
    for (std::size_t at = 0; at < s.size();) {
      const std::size_t was = at;
      if (const char32_t c = decode(s, at); !is_broken(c, at - was)) continue;
      w.keep_until(was);
      w.put("\xEF\xBF\xBD", 1, "characters.broken-byte");
    }
    w.finish();
  }
}

void characters(Page& page, const RuleSet&) {
  mend_mojibake(page);
  for (Line& line : page.lines) {
    if (line.text.bytes.find('&') != std::string_view::npos) read_entities(page, line.text);
    if (needs_care(line.text.bytes)) mend(page, line.text);
    close_up(page, line.text);
  }
  mend_brackets(page);
  std::erase_if(page.lines, [&](const Line& line) {  // nothing but controls
    if (line.text.bytes.find_first_not_of(" \t") != std::string_view::npos) return false;
    drop(page, line.text, "characters.control");
    return true;
  });
}

}  // namespace galley::stages
