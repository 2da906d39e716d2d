// Misread: what OCR has taken for something else is put right where that is sure, and stays where it is not.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// Two lines of text.
const std::string body =
    "会议要求各乡抓紧修好通往渡口的八里山路，\n"
    "赶在雨季以前让班车开进村里。\n";

}  // namespace

TEST_CASE("misread: an angle bracket that a round one closes is a round one") {
  const std::string page = "县里修路\n\n本报讯〈记者苏立然) 昨天〈5月8\n日)县里开会部署修路。\n" + body;
  const Cleaned c = clean(page);
  const json a = articles_of(page).at(0);
  CAPTURE(a.dump());
  CHECK((a["bylines"][0]["name"] == "苏立然"));
  CHECK(contains(a["body"][0]["text"].get<std::string>(), "（5月8日）县里开会"));
  CHECK(contains(c.ledger, "characters.misread-bracket"));
  CHECK((restored(c.jsonl, c.ledger) == page));
}

TEST_CASE("misread: brackets that have their own keep them") {
  for (const std::string s :
       {"县里印发《修路办法〈试行〉》（第三稿）。", "《渡口志》(上册)说，渡口有三百年。",
        "《修路办法（试行）》昨天印发。", "他读过《渡口志》，也读过《山路志》（下册）。",
        "渡口有三百年（见《渡口志第三卷），山路更老。", "《修路办法：1)路基 2)路面》昨天印发。"}) {
    CAPTURE(s);
    const Cleaned c = clean("县里修路\n\n" + s + body);
    CHECK_FALSE(contains(c.ledger, "misread-bracket"));
  }
}

TEST_CASE("misread: what OCR saw in a picture is no headline") {
  const std::string page =
      "YE    人|人\n县里修好渡口山路\n\n本报讯 昨天县里开会部署修路。\n" + body + "\noz\n\n" + body;
  const Cleaned c = clean(page);
  const json a = articles_of(page).at(0);
  CAPTURE(a.dump());
  CHECK((a["headline"] == "县里修好渡口山路"));
  CHECK(a["kicker"].is_null());
  CHECK(contains(c.ledger, "residue.noise"));
  CHECK_FALSE(contains(a.dump(), "oz"));
  CHECK((restored(c.jsonl, c.ledger) == page));
}

TEST_CASE("misread: short lines that mean something stay") {
  for (const std::string s : {"晴   25℃", "通    知", "忆", "A组", "5G", "第三版   要闻"}) {
    CAPTURE(s);
    const Cleaned c = clean("县里修路\n\n本报讯 昨天县里开会部署修路。\n" + body + "\n" + s + "\n\n" + body);
    CHECK_FALSE(contains(c.ledger, "residue.noise"));
  }
}

TEST_CASE("misread: what may be words is noise only on a page that OCR has misread elsewhere") {
  const auto page = [](const std::string& lead, const std::string& s) {
    return "县里修路\n\n" + lead + body + "\n" + s + "\n\n" + body;
  };
  for (const std::string s :
       {"KTV   包房", "A   B   C   D", "北京   VS   上海", "Na", "要闻   |   体育", "<通   知>"}) {
    CAPTURE(s);
    CHECK_FALSE(contains(clean(page("本报讯 昨天县里开会部署修路。\n", s)).ledger, "residue.noise"));
  }
  const std::string misread = "本报讯〈记者苏立然) 昨天县里开会部署修路。\n";
  CHECK(contains(clean(page(misread, "YE    人人")).ledger, "residue.noise"));
  // a sentence's last word; a list
  for (const std::string s :
       {"这批粮食运到渡口，每袋净重五十\nkg。", "这批粮食运到渡口，每袋净重五十\nkg", "kg\ncm\nkm\nml"}) {
    CAPTURE(s);
    CHECK_FALSE(contains(clean(page(misread, s)).ledger, "residue.noise"));
  }
}

TEST_CASE("misread: noise is only suggested where repairs must be certain") {
  const std::string page = "县里修路\n\n本报讯 昨天县里开会部署修路。\n" + body + "\nJI必     一|\n\n" + body;
  CHECK(contains(clean(page).ledger, R"("rules":["residue.noise"],"was":"JI必     一|","now":"","applied":true)"));
  const Cleaned c = clean(page, {.trust = Trust::certain});
  CHECK(contains(c.ledger, R"("rules":["residue.noise"],"was":"JI必     一|","now":"","applied":false)"));
  CHECK((restored(c.jsonl, c.ledger) == page));
}

TEST_CASE("misread: a character alone is noise on a page that OCR has misread elsewhere, but not a word's end") {
  const auto page = [](const std::string& before) {
    return "县里修路\n\n本报讯〈记者苏立然) 昨天县里开会部署修路。\n" + before + "\n忆\n\n" + body;
  };
  CHECK(contains(clean(page(body)).ledger, "residue.noise"));
  if (Language::chinese())
    CHECK_FALSE(contains(clean(page("会议要求各乡抓紧修好通往渡口的山路，让老人的回\n")).ledger, "residue.noise"));
}

TEST_CASE("misread: one round bracket read as two angle ones is one") {
  const std::string page = "县里修路\n\n本报讯《〈记者苏立然) 昨天《〈5月8日)县里开会部署修路。\n" + body;
  const Cleaned c = clean(page);
  const json a = articles_of(page).at(0);
  CAPTURE(a.dump());
  CHECK((a["bylines"][0]["name"] == "苏立然"));
  CHECK(contains(a["body"][0]["text"].get<std::string>(), "本报讯（记者苏立然）昨天（5月8日）县里"));
  CHECK((restored(c.jsonl, c.ledger) == page));
  // a title in a title
  CHECK_FALSE(
      contains(clean("县里修路\n\n他读过《〈渡口志〉注》(下册)和《〈山路〉考》。\n" + body).ledger, "misread-bracket"));
}

TEST_CASE("misread: marks that no press sets tell that OCR has misread a page") {
  const auto page = [](const std::string& dot) {
    return "縣裡修路\n\n會議要求各鄉抓緊修路" + dot + "趕在雨季以前讓班車開進村裡" + dot +
           "讓老人出門方便。\n修路的錢由縣裡出" + dot + "村裡出工" + dot +
           "三年修完。\n\n器\n\n會議還研究了其他事項，決定下月再開一次會議。\n";
  };
  CHECK(contains(clean(page(".")).ledger, "residue.noise"));
  CHECK(contains(clean(page("。,")).ledger, "residue.noise"));
  CHECK_FALSE(contains(clean(page("，")).ledger, "residue.noise"));
}

TEST_CASE("misread: two characters below each other, strokes among single ones, marks far apart are noise") {
  const auto page = [](const std::string& s) {
    return "县里修路\n\n本报讯〈记者苏立然) 昨天县里开会部署修路。\n" + body + "\n" + s + "\n\n渡口老船工讲古\n\n" +
           body;
  };
  for (const std::string s : {"人\n只", "站 三| 站", "于           、稚]", "二    二 As     光人十"}) {
    CAPTURE(s);
    CHECK(contains(clean(page(s)).ledger, "residue.noise"));
  }
  for (const std::string s : {"通\n知", "要闻 | 体育"}) {
    CAPTURE(s);
    CHECK_FALSE(contains(clean(page(s)).ledger, "residue.noise"));
  }
}

TEST_CASE("misread: a square bracket that a tortoise-shell one closes is of its kind") {
  const std::string page = "縣裡修路\n\n[記者蘇立然／綜合報\n導〕縣裡昨天開會部署修路。\n" + body;
  const Cleaned c = clean(page);
  const json a = articles_of(page).at(0);
  CAPTURE(a.dump());
  CHECK((a["bylines"][0]["name"] == "蘇立然"));
  CHECK(a["body"][0]["text"].get<std::string>().starts_with("〔記者蘇立然／綜合報導〕縣裡"));
  CHECK((restored(c.jsonl, c.ledger) == page));
  CHECK_FALSE(contains(clean("縣裡修路\n\n他說過[一]，也見〔二〕，又見[三]。\n" + body).ledger, "misread-bracket"));
}
