// Characters: broken bytes, controls, compatibility forms, letter spacing. What carries meaning stays.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

std::string mended(const std::string& s) { return lines_after({"characters"}, s); }

}  // namespace

TEST_CASE("characters: what changes") {
  const Case table[] = {
      {"ab\xFF"
       "cd",
       "ab\xEF\xBF\xBD"
       "cd"},                                                               // no UTF-8
      {"\xE6\x8A", "\xEF\xBF\xBD\xEF\xBF\xBD"},                             // cut in mid-character
      {"\xED\xA0\x80x", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx"},           // a surrogate
      {"\xEF\xBB\xBF沙棠晚报", "沙棠晚报"},                                 // byte order mark
      {"&lt;沙棠&gt; R&amp;D &#8212;&#x6CA7;&nbsp;x", "<沙棠> R&D —沧 x"},  // entities
      {"R&amp;amp;D", "R&D"},                                               // written twice over
      {"沙棠\xE2\x80\x8B晚报", "沙棠晚报"},                                 // zero-width blank
      {"沙\x01棠\x7F晚报", "沙棠晚报"},
      {"\xE2\x80\xAE沙棠\xE2\x80\xAC", "沙棠"},  // direction overrides
      {"ab\xC2\xA0"
       "cd",
       "ab cd"},  // no-break blank
      {"ab\xE2\x80\x89"
       "cd",
       "ab cd"},  // thin blank
      {"２０２３年９月", "2023年9月"},
      {"ＡＢＣ公司", "ABC公司"},
      {"⽔⼒发电", "水力发电"},  // Kangxi radicals
      {"豈有此理", "豈有此理"},  // compatibility ideograph U+F900
      {"ﬁnal oﬀer", "final offer"},
      {"cafe\xCC\x81", "café"},
      {"か\xE3\x82\x99", "が"},
      {"縣府表示︐橋已修好︒﹁可以過了﹂", "縣府表示，橋已修好。「可以過了」"},  // vertical forms
      {"ﾊﾞｽ3路線､ﾌﾟｰﾙ｢渡し場｣｡", "バス3路線、プール「渡し場」。"},               // half-width kana
      {"co\xC2\xADoperate", "cooperate"},                                        // soft hyphen inside
      {"hect\xC3\xB3\xC2\xAD metros", "hect\xC3\xB3metros"},  // and where a line's end became a blank
      {"coop\xC2\xAD\nerate", "coop-\nerate"},                // and at a line's end
      {"Vor\xC2\xAD und Nachteile", "Vor- und Nachteile"},    // a suspended compound
      {"went in\xC2\xAD to the", "went into the"},
      {"voor\xC2\xAD en nadelen", "voor- en nadelen"},
      {"well\xE2\x80\x90known", "well-known"},
      {"二 村 的 地 方 有 一 段", "二村的地方有一段"},
      {"读者 来 信 选 登", "读者来信选登"},  // who reads is no office before names
      {"i n  M a d r i d .", "in Madrid."},
  };
  for (const auto& t : table) {
    CAPTURE(t.was);
    CHECK(mended(t.was) == t.now);
  }
}

TEST_CASE("characters: what stays") {
  const char* const table[] = {
      "①⑤②",
      "x² + y³",
      "25㎡",
      "……",
      "（一）：甲；乙？",
      "“引号”与「引號」",
      "½ 杯",
      "Ⅲ 期",
      "张 鹏 李 明",  // names are padded inside
      "本报记者 张 鹏 李 明",
      "本报记者 车 越 通讯员 应若兰",
      "a b c",
      "I a m",
      "Plan B is a go",                                    // too little to prove letter spacing
      "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7",  // a joiner carries meaning in some scripts
      "naïve Übermut – œuvre",
      "𠀀𪚥",
      "😀",
      "サザエさん",
      "Straße",
      "一 二",
  };
  for (const char* s : table) {
    CAPTURE(s);
    CHECK(mended(s) == s);
  }
}

TEST_CASE("characters: nothing but controls is no line, and is told") {
  const Done d = through("甲\n\x01\x02\n乙", all_but({"characters"}));
  REQUIRE(d.page.lines.size() == 2);
  REQUIRE(!d.page.drops.empty());
  CHECK(d.page.drops.front().at.begin == 4);
  CHECK(d.page.drops.back().at.end == 6);
}

TEST_CASE("characters: broken bytes stand raw in the ledger") {
  const Cleaned c = clean("Ada Marsh\xFF said so.\n");
  CHECK(contains(c.ledger, "\"raw\":\"ff\""));
  CHECK(contains(c.ledger, "characters.broken-byte"));
}

TEST_CASE("characters: long runs of blanks or marks take no quadratic time") {
  std::string s;
  for (int i = 0; i < 20000; ++i) s += "e\xCC\x81 ";
  CHECK(mended(s).size() > 40000);
  CHECK(mended("a" + std::string(200000, ' ') + "b").size() > 2);
}
