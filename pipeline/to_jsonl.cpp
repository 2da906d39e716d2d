// JSON Lines: one object per article, every key always present; spans are bytes of the document, gaps code points
// of their text. And the residue, one record a line.
#include <algorithm>
#include <array>
#include <cstdint>

#include "pipeline/ledger.h"
#include "pipeline/short_word.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

void field(std::string& o, std::string_view key, std::string_view value) {
  o += ",\"";
  o += key;
  o += "\":";
  if (value.empty()) o += "null";
  else json_string(o, value);
}

void spans(std::string& o, const std::vector<std::pair<std::uint64_t, std::uint64_t>>& list) {
  o += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i) o += ',';
    o += '[' + std::to_string(list[i].first) + ',' + std::to_string(list[i].second) + ']';
  }
  o += ']';
}

void jump(std::string& o, std::string_view key, const Page& page, std::int32_t index,
          std::vector<std::size_t>* targets) {
  o += ",\"";
  o += key;
  o += "\":";
  if (index < 0) {
    o += "null";
    return;
  }
  const Residue& r = page.residue[static_cast<std::size_t>(index)];
  o += "{\"page\":";
  if (r.page.empty()) o += "null";
  else json_string(o, r.page);
  o += ",\"mark\":";
  if (r.mark.empty()) o += "null";
  else json_string(o, r.mark);
  o += ",\"target\":";
  if (targets) targets->push_back(o.size());
  o += "null}";
}

}  // namespace

std::string_view language_of(const Page& page) {
  std::size_t han = 0, kana = 0, hant = 0, hans = 0, hangul = 0, latin = 0, cyrillic = 0, ukrainian = 0;
  // characters that only one of the two orthographies has, all common: 1 and 2
  static constexpr std::u32string_view traditional =
      U"國會員說這個為來時對學發現過還進動後區與機關經業產報導總統國際開長門間電話臺灣";
  static constexpr std::u32string_view simplified =
      U"国会员说这个为来时对学发现过还进动后区与机关经业产报导总统国际开长门间电话台湾";
  static constexpr char32_t first_ideograph = 0x4E00;
  static constexpr auto one_sided = [] {
    std::array<std::uint8_t, 0x5200> of{};
    for (char32_t c : traditional) of[c - first_ideograph] |= 1;
    for (char32_t c : simplified) of[c - first_ideograph] |= 2;
    return of;
  }();
  for (std::size_t at = 0; at < page.source.size();) {
    const char32_t c = decode(page.source, at);
    const Class k = class_of(c);
    if (k == Class::kana) ++kana;
    else if (k == Class::hangul) ++hangul;
    else if (k == Class::latin) {
      ++latin;
      cyrillic += c >= 0x400 && c < 0x530;
      ukrainian += c == U'і' || c == U'ї' || c == U'є' || c == U'ґ';
    } else if (k == Class::han) {
      ++han;
      if (c - first_ideograph < one_sided.size()) {
        hant += one_sided[c - first_ideograph] == 1;
        hans += one_sided[c - first_ideograph] == 2;
      }
    }
  }
  if (kana * 5 > han && kana > 0) return "ja";
  if (han > hangul && han * 2 > latin) return hant > hans ? "zh-Hant" : "zh-Hans";
  if (hangul > latin) return "ko";
  if (latin == 0) return {};
  if (cyrillic * 2 > latin) return ukrainian ? "uk" : "ru";
  // the commonest short words tell the alphabetic languages apart
  struct Common {
    std::string_view lang;
    std::array<ShortWord, 5> words;
    std::size_t found = 0;
  };
  std::array<Common, 7> all{{{"en", {"the", "of", "and", "was", "with"}},
                             {"de", {"der", "und", "die", "das", "nicht"}},
                             {"fr", {"les", "des", "est", "une", "et"}},
                             {"es", {"los", "las", "del", "que", "una"}},
                             {"it", {"il", "che", "di", "della", "gli"}},
                             {"pt", {"os", "uma", "do", "das", "com"}},
                             {"nl", {"het", "een", "van", "niet", "zijn"}}}};
  ShortWord word;
  for (char c : page.source) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80)) {
      word.add(static_cast<char>(c | 0x20));
      continue;
    }
    if (word.known())
      for (Common& of : all) of.found += is_among(word, of.words);
    word = {};
  }
  const auto best =
      std::max_element(all.begin(), all.end(), [](const Common& a, const Common& b) { return a.found < b.found; });
  return best->found ? best->lang : "und";
}

std::string to_jsonl(const Page& page, std::vector<std::size_t>* targets) {
  std::string o;
  const std::string_view lang = language_of(page);
  for (std::size_t n = 0; n < page.articles.size(); ++n) {
    const Article& a = page.articles[n];
    o += "{\"doc\":";
    json_string(o, page.doc);
    o += ",\"page\":" + std::to_string(page.number) + ",\"seq\":" + std::to_string(n + 1) + ",\"kind\":";
    json_string(o, a.kind);
    field(o, "paper", page.paper);
    field(o, "date", page.date);
    field(o, "page_label", page.label);
    field(o, "section", a.section.bytes);
    field(o, "kicker", a.kicker.bytes);
    field(o, "headline", a.headline.bytes);
    o += ",\"deck\":[";
    for (std::size_t i = 0; i < a.deck.size(); ++i) {
      if (i) o += ',';
      json_string(o, a.deck[i].bytes);
    }
    o += "],\"bylines\":[";
    for (std::size_t i = 0; i < a.bylines.size(); ++i) {
      const Byline& b = a.bylines[i];
      if (i) o += ',';
      o += "{\"name\":";
      json_string(o, b.name);
      field(o, "role", b.role);
      field(o, "org", b.org);
      field(o, "office", b.office);
      field(o, "text", b.text);
      o += '}';
    }
    o += "],\"dateline\":";
    if (a.agency.empty() && a.place.empty() && a.date.empty()) o += "null";
    else {
      o += "{\"agency\":";
      if (a.agency.empty()) o += "null";
      else json_string(o, a.agency);
      field(o, "place", a.place);
      field(o, "date", a.date);
      o += '}';
    }
    o += ",\"body\":[";
    for (std::size_t i = 0; i < a.body.size(); ++i) {
      const Piece& p = a.body[i];
      if (i) o += ',';
      o += "{\"kind\":";
      json_string(o, p.kind);
      o += ",\"text\":";
      json_string(o, p.text.bytes);
      o += ",\"at\":";
      spans(o, spans_of(page, p.text));
      o += ",\"gaps\":[";
      for (std::size_t g = 0; g < p.gaps.size(); ++g) {
        if (g) o += ',';
        o += std::to_string(count_chars(p.text.bytes.substr(0, p.gaps[g])));
      }
      o += "]}";
    }
    o += "],\"at\":{\"section\":";
    spans(o, spans_of(page, a.section));
    o += ",\"kicker\":";
    spans(o, spans_of(page, a.kicker));
    o += ",\"headline\":";
    spans(o, spans_of(page, a.headline));
    o += ",\"deck\":[";
    for (std::size_t i = 0; i < a.deck.size(); ++i) {
      if (i) o += ',';
      spans(o, spans_of(page, a.deck[i]));
    }
    o += "],\"bylines\":[";
    for (std::size_t i = 0; i < a.bylines.size(); ++i) {
      if (i) o += ',';
      o += '[' + std::to_string(page.offset + a.bylines[i].at.begin) + ',' +
           std::to_string(page.offset + a.bylines[i].at.end) + ']';
    }
    o += "],\"byline_lines\":[";
    for (std::size_t i = 0; i < a.byline_lines.size(); ++i) {
      if (i) o += ',';
      o += "{\"text\":";
      json_string(o, a.byline_lines[i].bytes);
      o += ",\"at\":";
      spans(o, spans_of(page, a.byline_lines[i]));
      o += '}';
    }
    o += "]}";
    jump(o, "continued_from", page, a.jump_from, targets);
    jump(o, "continued_to", page, a.jump_to, targets);
    char c[16];
    std::snprintf(c, sizeof c, "%.2f", static_cast<double>(a.confidence));
    o += ",\"confidence\":";
    o += c;
    field(o, "lang", lang);
    o += "}\n";
  }
  return o;
}

std::string to_residue(const Page& page) {
  std::string o;
  for (const Residue& r : page.residue) {
    o += "{\"doc\":";
    json_string(o, page.doc);
    o += ",\"page\":" + std::to_string(page.number) + ",\"kind\":";
    json_string(o, r.kind);
    field(o, "text", r.text);
    o += ",\"at\":[" + std::to_string(page.offset + r.at.begin) + ',' + std::to_string(page.offset + r.at.end) + ']';
    field(o, "rule", r.rule);
    field(o, "jump_page", r.page);
    field(o, "mark", r.mark);
    o += "}\n";
  }
  return o;
}

}  // namespace galley
