// Stacked headlines: read one after the other, before their texts or behind them, they go to the texts whose words they share.
#include <array>

#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string ferry_head = "石磨湾渡口今起停航三天\n渡船进坞大修";
const std::string ferry =
    "撑了三十年的渡船昨天拖进船坞大修，石磨\n湾渡口的缆绳解下来，盘在岸边的石墩上。\n船工说，船底换三十块杉木板，"
    "停航三天。\n\n"
    "两岸的人这几天绕道上游的石桥，要多走四\n里路。渡口管理站在码头贴了告示，大修完\n工后首日过渡不收钱。\n";
const std::string stars_head = "雾台小学楼顶建成天文台";
const std::string stars =
    "本报讯 "
    "入夜以后，雾台小学的孩子排队上楼顶，轮\n流把眼睛凑到望远镜前。天文台的圆顶是木\n匠用桐木拼的，刷了三遍漆。\n\n"
    "校长说，天文台建成以后，晴天的晚上都开\n放，头一回看见土星光环的孩子叫出了声。\n";
const std::string opera_head = "老戏台翻新\n柳树镇三夜连唱大戏";
const std::string opera =
    "本报讯 柳树镇的晒谷场坐得满满当当，板凳从台口\n一直摆到祠堂门外。戏台始建于两百年前，\n这一回翻新用了半年。\n\n"
    "连唱三夜大戏，压轴的老生今年七十一岁，\n他说小时候就在这座戏台上翻过跟头。\n";

std::vector<std::string> headlines_of(const std::string& text) {
  std::vector<std::string> out;
  for (const json& a : articles_of(text)) out.push_back(a["headline"].is_null() ? "" : std::string(a["headline"]));
  return out;
}

}  // namespace

TEST_CASE("stacked: headlines before all texts, or behind them, in whatever order, go each to its own") {
  const std::string heads = ferry_head + "\n\n" + stars_head + "\n\n" + opera_head + "\n\n";
  const std::string other = opera_head + "\n\n" + ferry_head + "\n\n" + stars_head + "\n\n";
  const std::string texts = ferry + "\n" + stars + "\n" + opera + "\n";
  for (const std::string& text : {heads + texts, texts + heads, other + texts, texts + other}) {
    CAPTURE(text);
    CHECK(headlines_of(text) ==
          std::vector<std::string>{"石磨湾渡口今起停航三天", "雾台小学楼顶建成天文台", "老戏台翻新"});
    const auto got = articles_of(text);
    REQUIRE(got.size() == 3);
    for (std::size_t k = 0; k < 3; ++k)
      CHECK(std::string(got[k]["body"][0]["text"])
                .starts_with(std::array{"撑了三十年", "本报讯 入夜以后", "本报讯 柳树镇"}[k]));
    const Cleaned c = clean(text);
    CHECK(contains(c.ledger, "order.stacked-headline"));
    CHECK(restored(c.jsonl, c.ledger) == text);
  }
}

TEST_CASE("stacked: the same in an alphabet, a comma and a byline in the headlines, leads or none") {
  const std::string text =
      "Ferry stops for three days, pilots say\n\nObservatory opens on school roof\nBy Ada Marsh\n\nOPERA STAGE "
      "REBUILT.\n\n"
      "The old ferry was hauled into the dry dock on Monday. Its\npilots say that thirty planks below the water line "
      "are to\n"
      "be changed before it sails again.\n\nUntil the ferry sails the road bridge is the only way across.\n\n"
      "The children of Fold stood in line on the roof of their\nschool until nine to look at the rings of Saturn.\n\n"
      "The dome of the observatory was built by a cooper out of\nstaves, and turns on the wheels of a pram.\n\n"
      "WILLOW CREEK, June 3. — The stage on the green was built for\na travelling opera in 1811, and rebuilt this year "
      "by the\n"
      "parish. It will hold an opera again on Saturday.\n";
  const auto got = articles_of(text);
  REQUIRE(got.size() == 3);
  CHECK(got[0]["headline"] == "Ferry stops for three days, pilots say");
  CHECK(got[1]["headline"] == "Observatory opens on school roof");
  REQUIRE(got[1]["bylines"].size() == 1);
  CHECK(got[1]["bylines"][0]["name"] == "Ada Marsh");
  CHECK(got[2]["headline"] == "OPERA STAGE REBUILT.");
}

TEST_CASE("stacked: a caption among the texts heads none of them, and a stanza's title is none of the headlines") {
  const std::string verse =
      "雨把木船洗得很长\n长得像没有说完的话\n缆绳上的水滴\n替我们数着时间\n\n旧信\n\n抽屉深处一枚邮票\n"
      "贴着那年的秋天\n怕一片落叶\n从你的字里掉下来\n";
  const std::string text = ferry + "\n图为渡船进坞。 郑一鸣 摄\n\n" + verse + "\n" + opera + "\n" + stars + "\n" +
                           ferry_head + "\n\n雨中的木船\n白 芷\n\n" + opera_head + "\n\n" + stars_head + "\n";
  std::vector<std::string> heads;
  for (const json& a : articles_of(text))
    if (a["kind"] == "article") heads.push_back(a["headline"]);
  CHECK(heads ==
        std::vector<std::string>{"石磨湾渡口今起停航三天", "雨中的木船", "老戏台翻新", "雾台小学楼顶建成天文台"});
}

TEST_CASE("stacked: one story's kicker, headline and deck, headlines above their texts, and other pages' stay") {
  const auto stays = [](const std::string& text) {
    CAPTURE(text);
    const Done d = through(text);
    CHECK(std::none_of(d.page.notes.begin(), d.page.notes.end(),
                       [](const Note& n) { return n.rule == "order.stacked-headline"; }));
  };
  stays("船坞见闻\n\n石磨湾渡口今起停航三天\n\n两岸乡亲绕道石桥\n\n" + ferry + "\n" + stars + "\n" + opera);
  stays(ferry_head + "\n\n" + ferry + "\n" + stars_head + "\n\n" + stars + "\n" + opera_head + "\n\n" + opera);
  // each deck has the words of one paragraph
  stays("石磨湾渡口今起停航三天\n\n两岸乡亲绕道上游石桥\n\n渡口管理站贴出告示\n\n" + ferry +
        "\n石磨湾渡口的乡亲说，绕道上游要多走四里路，渡船一停，赶集的人都得早起。\n");
  stays("荷叶乡赛稻草人放榜\n\n芦溪桥头茶摊送凉茶\n\n山路通车首日堵了羊\n\n" + ferry + "\n" + stars + "\n" + opera);
}

TEST_CASE("stacked: what is not trusted stays where it was, as suggestions") {
  const std::string text =
      ferry + "\n" + stars + "\n" + opera + "\n" + ferry_head + "\n\n" + stars_head + "\n\n" + opera_head + "\n";
  const Done d = through(text, {}, Trust::certain);
  CHECK(std::count_if(d.page.notes.begin(), d.page.notes.end(), [](const Note& n) {
          return n.rule == "order.stacked-headline" && !n.applied && n.kind == "move";
        }) == 3);
  CHECK(d.page.lines.front().text.bytes.starts_with("撑了三十年的渡船"));
}
