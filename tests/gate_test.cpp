// The gate before the rules: it may let a text through that no rule matches, never keep one out that a rule does.
#include "pipeline/gate.h"

#include "pipeline/unicode.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

bool lets_through(std::string_view pattern, std::string_view text) {
  bool through = false;
  Gate({needs_of({pattern})}).each(text, nullptr, [&](std::size_t) { return through = true; });
  return through;
}

}  // namespace

TEST_CASE("gate: what a pattern needs is seen from its words, its beginning and its end") {
  struct {
    std::string_view pattern, text;
    bool through;
  } table[] = {
      {"^编者按[:：]", "编者按：今年", true},
      {"^编者按[:：]", "请编者按：今年", false},
      {"(?:强调|指出)$", "会议强调", true},
      {"(?:强调|指出)$", "会议强调。", false},
      {"(?:强调|指出)", "会议要求", false},
      {"下[转轉]{1,2}第", "上转第", false},
      {"a*", "", true},
      {"a+", "", false},
      {"^$", "", true},
      {"[^a]b", "xb", true},
      {"[①-③]\\d", "见②3", true},
      {"[①-③]\\d", "见④3", false},
      {"(?i)abc", "xyz", true},  // flags: not understood, so every text is asked
      {"x{0}y", "y", true},
      {"(?:a|b|)c", "c", true},
      {"\\p{Han}年", "一年", true},
      {"\\p{Han}年", "一月", false},
      {"^(?:a|^b)c", "bc", true},
      {"[]a]$", "]", true},
      {"[a\\]-]$", "-", true},
      {"\\.$", "a.", true},
      {"\\.$", "a", false},
      {"[\\x{41}-\\x{43}]", "B", true},
      {"[\\x{41}-\\x{43}]", "D", false},
      {"\\d年\\d月", "3年2月", true},  // both marks, not one of them
      {"\\d年\\d月", "3年2日", false},
      {"(?:\\d年\\d月|第\\d期)的", "第3期的", true},
      {"(?:\\d年\\d月|第\\d期)的", "的3年2月", true},
      {"(?:\\d年\\d月|第\\d期)的", "3年2的", false},
      {"(?:[甲乙].*\\d{4}|丙.*[①-③]?\\d丁|戊.*\\d)", "甲的1921", true},  // a figure, in all three ways
      {"(?:[甲乙].*\\d{4}|丙.*[①-③]?\\d丁|戊.*\\d)", "甲的年", false},
      {"^\\d{1,3}页$", "3页", true},  // nothing else between its ends
      {"^\\d{1,3}页$", "3 页", false},
      {"^(?:甲[乙丙]*|丁)戊$", "甲丙乙戊", true},
      {"^(?:甲[乙丙]*|丁)戊$", "甲己戊", false},
      {"^甲[^乙]*戊", "甲乙戊己", true},
      {"甲[乙]*戊$", "己甲戊", true},
      {"^[^\\S]年$", " 年", true},  // what is negated twice
      {"^[^\\D]年$", "3年", true},
      {"^[^\\P{Han}甲]年$", "乙年", true},
      {"^[^\\P{Han}甲]年$", "a年", false},
      {"^[^。]+$", "甲。", false},
      {"^[^。]+$", "甲，", true},
  };
  for (const auto& t : table) {
    CAPTURE(t.pattern);
    CAPTURE(t.text);
    CHECK(lets_through(t.pattern, t.text) == t.through);
  }
}

// One of many surnames must be there; and a long pattern's alternatives are told apart.
TEST_CASE("gate: long classes and long patterns") {
  std::string names, words;
  for (char32_t c = 0x4E00; c < 0x4E00 + 600; c += 2) append(names, c);
  CHECK(lets_through("(?:[" + names + "]甲)+君", "一甲君"));
  CHECK_FALSE(lets_through("(?:[" + names + "]甲)+君", "丁甲君"));
  for (char32_t c = 0x5E00; c < 0x5E00 + 150; ++c) append(words += '|', c);
  const std::string long_one = "^(?:(?:甲\\d年)+|(?:乙\\d月)+|(?:丙(?:" + words.substr(1) + "))+)$";
  CHECK(lets_through(long_one, "甲3年"));
  CHECK(lets_through(long_one, "乙3月"));
  CHECK_FALSE(lets_through(long_one, "甲3月"));
  CHECK_FALSE(lets_through(long_one, "甲乙3年月"));
}

// To compile the folios' patterns takes longer than all else that a page of a few lines needs.
TEST_CASE("gate: lines without a figure are no folio of an alphabet") {
  const RuleSet& rules = rulebook().of("residue");
  for (const std::string_view line : {"BELL RINGS", "The bell of the harbour rang at noon, and nobody knew why."})
    CHECK(rules.may_match(line).empty());
}

// Texts made of the rules' own examples, cut and stuck together, with the odd broken byte.
TEST_CASE("gate: no rule loses a match") {
  std::vector<std::string> texts;
  for (const auto& [stage, set] : rulebook().sets())
    for (const Rule& r : set.all()) {
      texts.insert(texts.end(), r.changes.begin(), r.changes.end());
      texts.insert(texts.end(), r.leaves.begin(), r.leaves.end());
    }
  for (const auto& e : fs::directory_iterator(source_dir() / "samples"))
    if (e.path().extension() == ".txt") {
      std::istringstream in(slurp(e.path()));
      for (std::string line; std::getline(in, line);) texts.push_back(line);
    }
  std::mt19937 random(4);
  const std::size_t whole = texts.size();
  for (int i = 0; i < 3000; ++i) {
    const std::string a = texts[random() % whole], b = texts[random() % whole];
    std::string mixed = a.substr(random() % (a.size() + 1)) + b.substr(0, random() % (b.size() + 1));
    if (i % 5 == 0 && !mixed.empty()) mixed[random() % mixed.size()] = static_cast<char>(random() % 256);
    texts.push_back(mixed);
  }
  texts.emplace_back();
  std::size_t asked = 0, matched = 0, all = 0;
  for (const auto& [stage, set] : rulebook().sets())
    for (const Rule& r : set.all()) {
      const Gate gate({needs_of(r.patterns())});
      for (std::size_t i = 0; i<texts.size(); i += texts.size()> 4000 ? 2 : 1) {
        bool through = false;
        gate.each(texts[i], nullptr, [&](std::size_t) { return through = true; });
        const bool matches = r.occurs(texts[i]);
        ++all;
        asked += through;
        matched += matches;
        if (matches && !through) FAIL_CHECK(r.id, " is kept from '", texts[i], "'");
      }
    }
  CHECK(matched > 300);
  CHECK(asked * 10 < all);  // or the gate is of no use
}

TEST_CASE("gate: more rules than one mask holds") {
  std::vector<std::vector<Need>> needs;
  for (int i = 0; i < 200; ++i) needs.push_back(needs_of({std::string("word").append(std::to_string(i)) += "x"}));
  const Gate gate(needs);
  for (std::size_t i : {std::size_t{0}, std::size_t{63}, std::size_t{64}, std::size_t{199}}) {
    std::vector<std::size_t> seen;
    gate.each(std::string("a word").append(std::to_string(i)) += "x b", nullptr, [&](std::size_t k) {
      seen.push_back(k);
      return false;
    });
    CHECK(seen == std::vector<std::size_t>{i});
  }
}
