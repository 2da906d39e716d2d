// Articles: small pages of one question each.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string body_a =
    "昨日清晨，青螺湾渡口响起最后一声船笛。服役多年的青螺二号载着乘客和两筐莲藕缓缓靠上东岸，渡口从此停航。\n";
const std::string body_b =
    "巷子里的老人说，听见磨响，就知道新的一天到了。庞秋菊接过这盘石磨时，巷子里有七家豆花店，如今只剩下她一家。\n";

}  // namespace

TEST_CASE("articles: titles before their bodies") {
  const auto got = articles_of("青螺湾渡口停航\n\n本报讯（记者陶小满）" + body_a +
                               "\n石磨巷豆花店只剩一家\n\n本报讯（记者骆青）" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "青螺湾渡口停航");
  CHECK(got[1]["headline"] == "石磨巷豆花店只剩一家");
  CHECK(names_of(got[0]) == Strings{"陶小满"});
  CHECK(names_of(got[1]) == Strings{"骆青"});
  CHECK(got[0]["seq"] == 1);
  CHECK(got[1]["seq"] == 2);
}

TEST_CASE("articles: titles after their bodies") {
  const auto got = articles_of("本报讯（记者陶小满）" + body_a + "\n青螺湾渡口停航\n\n本报讯（记者骆青）" + body_b +
                               "\n石磨巷豆花店只剩一家\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "青螺湾渡口停航");
  CHECK(contains(got[0]["body"][0]["text"].get<std::string>(), "船笛"));
  CHECK(got[1]["headline"] == "石磨巷豆花店只剩一家");
}

TEST_CASE("articles: kicker, headline and deck keep their printed order") {
  const auto got = articles_of("青螺湾渡口送走最后一班渡船\n——访老船长葛长河\n\n本报讯（记者陶小满）" + body_a);
  const json& a = only(got);
  CHECK(a["headline"] == "青螺湾渡口送走最后一班渡船");
  CHECK(a["deck"] == json::array({"——访老船长葛长河"}));
  CHECK(a["kicker"].is_null());
}

TEST_CASE("articles: a remark in brackets heads nothing") {
  const json a = only(articles_of("青螺湾渡口送走最后一班渡船\n\n" + body_a + "\n（掌声）\n\n" + body_b));
  CHECK(a["body"].size() == 3);
}

TEST_CASE("articles: what says a picture is a caption of its own") {
  for (const std::string line : {
           "图为渡口停航当天的情景。本报记者 骆青云 摄",
           "图为渡口停航当天的情景 骆青云 摄",
           "▲渡口停航当天，孩子们在岸上挥手",
           "渡口停航当天，孩子们在岸上挥手。（资料图）",
           "渡口停航当天，孩子们在岸上挥手。（图片由受访者提供）",
           "渡口停航当天，孩子们在岸上挥手。受访者供图",
           "渡口停航當天，孩子們在岸上揮手。（記者駱青雲攝）",
           "渡口停航當天，孩子們在岸上揮手。記者駱青雲／攝影",
           "渡口停航當天，孩子們在岸上揮手。圖／駱青雲",
           "渡口停航当天，孩子们在岸上挥手。新华社发",
           "图①：渡口停航当天。 图②：孩子们在岸上挥手。",
       }) {
    CAPTURE(line);
    const auto got =
        articles_of("青螺湾渡口送走最后一班渡船\n\n" + body_a + "\n" + line + "\n\n石磨巷豆花店只剩一家\n\n" + body_b);
    REQUIRE(got.size() == 3);
    CHECK(got[1]["kind"] == "caption");
    CHECK(got[2]["headline"] == "石磨巷豆花店只剩一家");
  }
}

TEST_CASE("articles: what looks like a caption and is none") {
  for (const std::string line : {
           "▲一是加密班次，让两岸的人少等一会儿\n\n▲二是修好台阶，雨天也能走",
           "渡口停航当天，来的人有三百多。（数据由县统计局提供）",
       }) {
    CAPTURE(line);
    const json a = only(articles_of("青螺湾渡口送走最后一班渡船\n\n" + body_a + "\n" + line + "\n\n" + body_b));
    CHECK(a["kind"] == "article");
    CHECK(a["body"].size() == (line.starts_with("▲") ? 4 : 3));
  }
}

TEST_CASE("articles: jumps are on the article they belong to") {
  const auto got = articles_of("青螺湾渡口停航\n\n本报讯（记者陶小满）" + body_a.substr(0, body_a.size() - 1) +
                               "（下转第二版②）\n\n石磨巷豆花店只剩一家\n\n本报讯（记者骆青）" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["continued_to"] == json{{"page", "第二版"}, {"mark", "②"}, {"target", nullptr}});
  CHECK(got[0]["continued_from"].is_null());
  CHECK(got[1]["continued_to"].is_null());
}

TEST_CASE("articles: questions and answers know themselves") {
  const auto got = articles_of(
      "渡口停航以后\n——访老船长葛长河\n\n问：停航以后做什么？\n\n答：把船舱改成图书馆，三千多册书都是两岸居民捐出来的。"
      "\n\n问：鹅呢？\n\n答：渡口的人给它起了个名字，叫二副，它现在每天按时上班。\n");
  const json& a = only(got);
  REQUIRE(a["body"].size() == 4);
  for (std::size_t i = 0; i < 4; ++i) CHECK(a["body"][i]["kind"] == (i % 2 ? "answer" : "question"));
}

TEST_CASE("articles: a table stays a table, in one unit") {
  bool seen = false;
  for (const json& a : articles_of(slurp(source_dir() / "samples/08-zh-table-displaced.txt")))
    for (const auto& p : a["body"])
      if (p["kind"] == "table") {
        seen = true;
        CHECK(contains(p["text"].get<std::string>(), "箬竹乡\t41"));
      }
  CHECK(seen);
}

// The foot of a column that goes on where the dump does not show it.
TEST_CASE("articles: a headline right below a text that breaks off") {
  const std::string garden =
      "山坡上的新茶园\n本报讯（记者安河）云岭县今年春天在\n山坡上种下三千亩茶苗，县里派出技术员到\n"
      "村里指导，村民们说，采茶的季节到来以后，\n每家每户都要请人帮忙。村里还准备在六月\n底以前建成一座炒茶的作坊，并在"
      "山脚下修\n";
  const std::string boats =
      "的河上举行龙舟比赛，来自十二个村子的船\n队参加，两岸观看的人有八千多。最后石桥\n村的船第一个到达终点。\n";
  const std::string named = "本报讯（记者何苗）青禾镇五日在镇外\n", unnamed = "五月五日，青禾镇的少年在镇外二里远\n";
  const auto second_of = [](const std::string& page) {
    const auto list = articles_of(page);
    REQUIRE(list.size() == 2);
    CHECK(list[0]["body"].back().contains("gaps"));
    return list[1]["headline"];
  };
  if (chinese_model()) {
    CHECK(second_of(garden + "青禾镇举行龙舟比赛\n" + named + boats) == "青禾镇举行龙舟比赛");
    CHECK(second_of(garden + "\n青禾镇举行龙舟比赛\n\n" + unnamed + boats) == "青禾镇举行龙舟比赛");
    CHECK(articles_of(garden + "\n三月二十日\n\n" + unnamed + boats).size() == 1);
    // the rest of the sentence, whose stop is lost
    CHECK(articles_of(garden + "\n一条路通往县城\n\n" + unnamed + boats).size() == 1);
  }
  CHECK(
      second_of(
          "New tea garden on the hill\nBy Anna Marsh\nThe county has planted three thousand bushes on the slope this\n"
          "spring and sent its gardeners to teach the villagers, who say that\n"
          "every house will need help when the picking season begins. Before\n"
          "the end of June a small factory is to be built, and at the foot of\n"
          "Boat race draws eight thousand\nBy Peter Holm\n"
          "The town of Greenholm held its boat race on the river on Monday.\n"
          "Twelve villages sent their crews, and some eight thousand people\n"
          "looked on from both banks. The boat of Stonebridge came in first.\n") == "Boat race draws eight thousand");
}

TEST_CASE("articles: a Japanese headline broken behind a particle stays above its story") {
  if (!japanese_model()) return;
  const auto got = articles_of(
      "灯台の\n三十年\n\n　　港の古い灯台が二日、三年ぶ\nりに一般に開かれた。管理人に\nよると、修理には三千万円がか\nか"
      "ったが、"
      "見積もりより安く済\nんだ。最初に登った漁師は、子\nどものころ父と来たと話した。\n\n"
      "山と\n生きる\n\n　　村の分校は来春から新しい木\nの校舎に移る。校長は、窓から\n山が見えるのが何よりうれしい\nと話"
      "す。"
      "児童は十二人、みな歩\nいて通う。給食は村の野菜だけ\nで作ることになった。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "灯台の");
  CHECK(got[0]["deck"] == Strings{"三十年"});
  CHECK(got[0]["body"].size() == 1);
  CHECK(got[1]["headline"] == "山と");
}

TEST_CASE("articles: English by its titles, bylines and jumps") {
  const auto got = articles_of(
      "Lighthouse Cat Draws a Pension\n\nBy Prudence Oakhanger\n\nThe Harbour Board voted on Thursday to grant a "
      "pension of one herring a day to Major, the grey cat who has kept the lamp room free of mice "
      "for fourteen years. The motion passed by six votes to one.\n\nTown Band Finds a Waltz\n\nBy Ada Marsh and Ben "
      "Okoro\n\nVisitors to the bandstand on Sunday heard a piece of music that nobody had composed. "
      "A gust carried off the second page of the march.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "Lighthouse Cat Draws a Pension");
  CHECK(names_of(got[0]) == Strings{"Prudence Oakhanger"});
  CHECK(names_of(got[1]) == Strings{"Ada Marsh", "Ben Okoro"});
  CHECK(got[0]["lang"] == "en");
}

TEST_CASE("articles: text without any article form is shown, never dropped") {
  for (const std::string s : {"一\n", "a\n", "。\n", "第一行\n第二行\n", "1 2 3\n", "？？？\n\n！！！\n"}) {
    CAPTURE(s);
    const auto got = articles_of(s);
    CHECK(!got.empty());
  }
}

TEST_CASE("articles: language of each page") {
  struct {
    std::string file, lang;
  } table[] = {{"01-zh-wrapped-after", "zh-Hans"},
               {"09-hant-wrapped", "zh-Hant"},
               {"10-ja-wrapped", "ja"},
               {"11-en-wrapped", "en"},
               {"13-de-wrapped", "de"}};
  for (const auto& t : table) {
    CAPTURE(t.file);
    for (const json& a : articles_of(slurp(source_dir() / "samples" / (t.file + ".txt")))) CHECK(a["lang"] == t.lang);
  }
}

TEST_CASE(
    "articles: a headline behind its body, where every other stands before, is known by what the texts speak of") {
  const std::string page =
      "## 芦花河上的木桥修好了\n\n"
      "芦花河上的木桥断了三年，村里人过河要绕七里山路。今年春天，木匠师傅们把断掉的桥墩一根一根换成了青石。\n\n"
      "桥面铺的是旧渡船的船板，走上去会响。孩子们说，木桥一响，河里的鱼就知道放学了。过河的老人都爱在桥上站一站。\n\n"
      "柳条镇图书馆上周添了一只会报时的座钟。管理员说，座钟是读者从阁楼里翻出来的，修了两个月才肯走。\n\n"
      "图书馆原来没有钟，读者看书忘了时辰，常被锁在阅览室里。现在座钟每到整点敲一下，管理员再不用挨个喊人。\n\n"
      "## 柳条镇图书馆有了一只座钟\n\n## 养蜂人把蜂箱搬上了屋顶\n\n"
      "养蜂人老计把十二只蜂箱搬上了供销社的屋顶。他说，屋顶上风大，蜜蜂回来得快，蜂箱也不怕涨水。\n\n"
      "供销社的人起先怕蜜蜂蜇人，后来发现蜜蜂只认屋顶后面那片油菜花。到了割蜜的日子，养蜂人给每个柜台送了一小瓶。\n";
  const auto articles = articles_of(page);
  REQUIRE(articles.size() == 3);
  CHECK(articles[1]["headline"] == "柳条镇图书馆有了一只座钟");
  CHECK(contains(articles[1]["body"][0]["text"].get<std::string>(), "会报时的座钟"));
}

TEST_CASE("articles: who wrote it may stand below the end mark") {
  const auto got = articles_of("青螺湾渡口停航\n\n本报讯 " + body_a.substr(0, body_a.size() - 1) +
                               "①5\n记者 陶小满\n\n石磨巷豆花店只剩一家\n\n本报讯 " + body_b +
                               "（下转第三版）\n记者 骆青 通讯员 丁一\n\n钟楼大钟又走了\n\n本报讯 "
                               "城东的钟表匠用三个月时间免费修好了钟楼的大钟，齿轮全都换过。\n");
  REQUIRE(got.size() == 3);
  CHECK(names_of(got[0]) == Strings{"陶小满"});
  CHECK(names_of(got[1]) == Strings{"骆青", "丁一"});
  CHECK(names_of(got[2]).empty());
}

TEST_CASE("articles: two headlines in a row, of the body above them and of the one below") {
  const auto got = articles_of(
      "渡口的老船工把最后一班渡船靠上东岸，送走三十年里最后一批乘客。渡口从此停航，船票成了纪念。\n\n老船工送走渡口最后"
      "一班渡船\n\n"
      "石磨巷的豆花店只剩一家，店主仍用石磨磨豆子。巷子里的老人说，听见石磨响，就知道豆花好了。\n\n石磨巷豆花店只剩一家"
      "\n\n"
      "钟表匠免费修好钟楼大钟\n\n城东的钟表匠用三个月时间修好了钟楼的大钟，没有收一分钱。大钟停了二十年，齿轮全都生了锈"
      "，钟表匠一个个换过。\n");
  REQUIRE(got.size() == 3);
  CHECK(got[1]["headline"] == "石磨巷豆花店只剩一家");
  CHECK(got[2]["headline"] == "钟表匠免费修好钟楼大钟");
}

// Neither a byline that closed a paragraph nor one above a lead begins an article.
TEST_CASE("articles: a byline before a lead belongs to what stands above it") {
  for (const std::string byline : {"记者 骆青云\n\n", "\n记者 骆青云\n\n"}) {
    CAPTURE(byline);
    const auto got = articles_of("青螺湾渡口送走最后一班渡船\n\n本报讯 " + body_a.substr(0, body_a.size() - 1) +
                                 byline + "本报讯（记者车越）" + body_b + "\n石磨巷豆花店只剩一家\n");
    REQUIRE(got.size() == 2);
    CHECK(names_of(got[0]) == Strings{"骆青云"});
    CHECK(names_of(got[1]) == Strings{"车越"});
  }
}

TEST_CASE("articles: short words and names tell whose an English headline is") {
  const auto got = articles_of(
      "Council votes to close ferry\n\nBy Ada Marsh\n\n"
      "The council agreed on Monday to close the ferry for good, after a long debate.\n\n"
      "The boat will go to the museum, where it may be seen from the spring on.\n\n"
      "Tom Fox rows home\n\n"
      "The boat that Tom Fox made in his loft has rowed the bay at last, in a day and a night.\n\n"
      "He had said that he would try in the spring, and the whole pier came to see it done.\n\n"
      "Harbour bell rung by whale\n\nBy Ben Okoro\n\n"
      "The bell of the harbour rang at night; a whale had its rope, and the harbour master saw it.\n");
  REQUIRE(got.size() == 3);
  CHECK(got[1]["headline"] == "Tom Fox rows home");
}

TEST_CASE(
    "articles: an English line whose text goes on in small letters, or that ends as sentences do, heads nothing") {
  const std::string
      first =
          "Council votes to close ferry\n\nThe council agreed on Monday to close the ferry for good.\n\n"
          "The boat goes to the museum in the spring.\n\nThe crew will mend the lamps along the pier.\n\n",
      last = "\n\nHarbour bell rung by whale\n\nThe bell of the harbour rang at night; a whale had its rope.\n";
  for (const std::string line :
       {"Old plan for a \"floating bridge\"\n\nwas first drawn by Ada Marsh, who kept the ferry's books for years.",
        "Ada Marsh drew a \"swan\". Ferry\n\nHands laughed at the swan that Ada Marsh drew until the day that it "
        "swam."}) {
    CAPTURE(line);
    const auto got = articles_of(first + line + last);
    REQUIRE(got.size() == 2);
    CHECK(got[0]["headline"] == "Council votes to close ferry");
  }
}

TEST_CASE("articles: a line of running English text heads nothing, though it lacks its stop") {
  const auto got = articles_of(
      "Council votes to close ferry\n\n"
      "The council has agreed to close the ferry for good, after a debate of nine hours on Monday night.\n\n"
      "It has been the only boat that they had for the winter\n\n"
      "Nobody asked us, said Tom Quarrie, who has rowed across every day since he was a boy of seven.\n\n"
      "Harbour bell is rung by whale\n\n"
      "The bell of the harbour was rung at night by a whale that nobody had seen for years.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "Council votes to close ferry");
  CHECK(got[0]["body"].size() == 3);
  CHECK(got[1]["headline"] == "Harbour bell is rung by whale");
}

TEST_CASE("articles: a line that announces what follows, parted from what it goes on from, heads nothing") {
  if (!chinese_model()) return;
  const auto got = articles_of(
      "青螺湾渡口修新桥\n\n"
      "本报讯（记者骆青）昨日，青螺湾渡口的新桥合龙。桥面能并排走两辆三轮车，桥头各有一棵老樟树。\n\n"
      "从渡口修桥的谋划中，我们看\n\n到了这样的耐心与细致——\n\n"
      "桥栏杆每隔三步刻一种水鸟，由镇上的孩子选定。石匠说，刻一只水鸟要两天，刻坏了就重来。\n\n"
      "石磨巷豆花店只剩一家\n\n"
      "本报讯（记者车越）石磨巷的豆花店只剩一家，店主仍用石磨磨豆子。巷子里的老人说，听见石磨响，就知道豆花好了。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["body"][1]["text"] == "从渡口修桥的谋划中，我们看到了这样的耐心与细致——");
}

TEST_CASE("articles: an old headline with its full stop heads its text, a sentence does not") {
  const auto got = articles_of(
      "The Great Flood at Lindau.\n\n"
      "The flood at Lindau has carried off the pier, and nine boats with it, since Monday night.\n\n"
      "The pier at Lindau has gone.\n\n"
      "Nobody at Lindau had seen the pier go, and the boats were found in the fields at dawn.\n");
  REQUIRE(got.size() == 1);
  CHECK(got[0]["headline"] == "The Great Flood at Lindau.");
  const auto capitals = articles_of(
      "THE GREAT FLOOD AT LINDAU.\n\n"
      "The flood at Lindau has carried off the pier, and nine boats with it, since Monday night.\n\n"
      "A WHALE IN THE BAY.\n\n"
      "A whale was seen in the bay on Monday, and was gone by noon of the day.\n");
  REQUIRE(capitals.size() == 2);
  CHECK(capitals[1]["headline"] == "A WHALE IN THE BAY.");
}

TEST_CASE("articles: a name below a text signs it where the page has that habit; a place above a headline does not") {
  const std::string
      first =
          "El alcalde inaugura la biblioteca\n\n"
          "La biblioteca que los vecinos pedían abrió ayer las puertas, y una fila de niños llegó hasta el muelle.\n\n",
      last = "La subida que anunció el puerto duró una hora, y los barcos que esperaban en la bahía no salieron.\n";
  const auto place = articles_of(first + "Estados Unidos\n\nLos mercados caen tras el anuncio\n\n" + last);
  REQUIRE(place.size() == 2);
  CHECK(names_of(place[0]).empty());
  const auto signatures =
      articles_of(first + "Marta Lindes\n\nLos mercados caen tras el anuncio\n\n" + last + "\nJulio Varesa\n");
  REQUIRE(signatures.size() == 2);
  CHECK(names_of(signatures[0]) == Strings{"Marta Lindes"});
  CHECK(names_of(signatures[1]) == Strings{"Julio Varesa"});
}

TEST_CASE("articles: a column's name above a headline is none of its lines") {
  const auto got =
      articles_of("青螺湾渡口停航\n\n本报讯（记者陶小满）" + body_a + "\n读者来信\n\n希望恢复石磨巷早市\n\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[1]["section"] == "读者来信");
  CHECK(got[1]["headline"] == "希望恢复石磨巷早市");
  CHECK(got[1]["kicker"].is_null());
}

TEST_CASE("articles: rows of names, contacts and a date that signs head nothing") {
  const json a = only(articles_of("石磨巷豆花店招新徒弟\n\n" + body_b +
                                  "\n一等奖（1名）：骆青\n二等奖（3名）：葛长河 陶小满 庞秋菊\n\n"
                                  "地址：石磨巷12号 电话：22871\n\n2009年10月17日\n\n" +
                                  body_a + body_b + body_a + body_b));
  CHECK(a["headline"] == "石磨巷豆花店招新徒弟");
  CHECK(a["deck"].empty());
  CHECK(a["body"].size() > 5);
  CHECK(a["body"][4]["text"] == "2009年10月17日");
}

TEST_CASE("articles: a notice begins with its title") {
  const auto got = articles_of("石磨巷豆花店只剩一家\n\n" + body_b + "\n遗失启事\n\n骆青遗失工作证一张，声明作废。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "遗失启事");
  CHECK(got[1]["kind"] == "notice");
}

TEST_CASE("articles: what somebody says in the text below is a crosshead") {
  const json a = only(articles_of("石磨巷豆花店只剩一家\n\n本报记者 骆青\n\n" + body_b + "\n“我最不会干别的”\n\n" +
                                  "三十年来她只做豆花。庞秋菊说：“我最不会干别的，所以只会磨豆子。”\n"));
  CHECK(a["body"][1]["kind"] == "crosshead");
}

TEST_CASE("articles: offices sign, and name nobody") {
  const auto got = articles_of("石磨巷豆花店只剩一家\n\n" + body_b +
                               "\n芦溪公社报道组\n\n青螺湾渡口停航\n\n本报讯（骆青）" + body_a);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "石磨巷豆花店只剩一家");
  CHECK(names_of(got[0]).empty());
  CHECK(got[1]["headline"] == "青螺湾渡口停航");
  CHECK(names_of(got[1]) == Strings{"骆青"});
}

TEST_CASE("articles: an article of a law heads nothing, a chapter stands below its law's headline") {
  const json a = only(articles_of(
      "# 芦溪县渡口管理办法\n\n## 第一章 总 则\n\n第一条 为了加强渡口管理，保障乘客安全，制定本办法。\n\n"
      "第二条 禁止在渡口从事下列活动：\n\n（一）倾倒垃圾；\n\n（二）私自摆渡。\n\n第三条 本办法自公布之日起施行。\n"));
  CHECK(a["body"].size() == 6);
  CHECK(a["body"][0]["kind"] == "crosshead");
}

TEST_CASE("articles: below its sources a Japanese story ends where another matter begins, also without a headline") {
  const std::vector<json> a = articles_of(
      "渡し舟が最後の便を終える\n\n雲見町と川向こうの市街地を結んできた渡し舟が三日、最後の便を終え、岸に集まった町民二"
      "百人が手を振って"
      "見送った。船長の高瀬さんは運航日誌を町長に手渡し、長年の利用に礼を述べた。\n\n渡し舟は終戦直後に始まり、最盛期に"
      "は一日千人を超える"
      "乗客を運んだが、大橋の完成で利用者が激減し、町議会は舟を郷土博物館に寄贈して保存することを決議した。\n\n"
      "雲見新報『渡し舟に別れ、町民が見送る』。\n\n雲見新報社、2019年5月4日。\n\n"
      "青螺島の沖で七日、貨物列車の連結器を積んだ艀が浅瀬に乗り上げ、積荷の鋼材四十トンが海底に沈んだ。第九管区の巡視艇"
      "が油の流出範囲を"
      "調査している。\n\n乗組員五名に怪我はなく、所有会社の鋼材商社は潜水士を雇用して連結器を引き揚げる方針を示した。管"
      "区本部は航路標識の"
      "増設や夜間航行の制限も検討している。\n\n青螺日報『艀が座礁、鋼材沈む』。\n\n青螺日報社、2019年5月8日。\n");
  REQUIRE(a.size() == 2);
  CHECK(a[1]["body"][0]["text"].get<std::string>().starts_with("青螺島の沖で七日"));
}

TEST_CASE("articles: a Japanese picture's place and day close its caption; a column's name stands above its headline") {
  const std::vector<json> a = articles_of(
      "渡し舟 "
      "最後の便\n\n雲見町の渡し舟が3日、最後の便を終えた。岸には町の人ら約300人が集まり、手を振って見送った。\n\n"
      "町は舟を博物館に贈る。船長の高瀬一郎さんは「寂しいが悔いはない」と話した。\n\n"
      "最後の便を見送る町民＝3日、雲見町、石野和夫撮影\n\n社説\n\n橋と舟のあいだ\n\n"
      "渡し舟の廃止は時代の流れである。しかし、流れに任せてよいのか。\n\n町は早急に保存の計画を示すべきだ。\n");
  const auto caption = std::find_if(a.begin(), a.end(), [](const json& u) { return u["kind"] == "caption"; });
  REQUIRE(caption != a.end());
  CHECK((*caption)["body"][0]["text"].get<std::string>().starts_with("最後の便を見送る"));
  CHECK(a.back()["headline"] == "橋と舟のあいだ");
}

TEST_CASE("articles: briefs of one column stay together, with their writers and sources") {
  const json a = only(articles_of(
      "渡口简讯\n\n●青螺湾渡口昨日停航，船改作图书馆。据新华社电\n●石磨巷豆花店下月搬迁，新址在巷口。（骆青）\n"
      "●县图书馆周日延长开放时间。\n"));
  CHECK(a["headline"] == "渡口简讯");
  REQUIRE(a["body"].size() == 3);
  CHECK(a["body"][1]["text"] == "●石磨巷豆花店下月搬迁，新址在巷口。（骆青）");
}

TEST_CASE("articles: a page of a line a paragraph with headlines that stand alone is no text output of ours") {
  const auto got = articles_of("沙棠晚报 2023年9月12日 星期二 A03\n\n\n青螺湾渡口停航\n\n\n" + body_a +
                               "\n\n石磨巷豆花店只剩一家\n\n\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "青螺湾渡口停航");
  CHECK(got[0]["body"].size() == 1);
}

TEST_CASE("articles: letters to an English paper stand below their column's name") {
  const auto got = articles_of(
      "LETTERS\n\nThe ferry is always late\n\nSir, I have taken the ferry for thirty years and have never "
      "known it to be so late as it was this morning.\n");
  CHECK(only(got)["headline"] == "The ferry is always late");
  CHECK(only(got)["section"] == "LETTERS");
}

TEST_CASE("articles: verse is the text of its headline, whatever its lines end in") {
  const std::string wrapped =
      "芦花白的时候，秋天就到底\n了。站在河滩上，满眼都是白，风\n一吹，那白就活了。老船工说，他\n在这里看了四十年，年年"
      "都不一样\n"
      "，今年的最好看。\n\n老船工说，到了那时候，他就把\n船洗干净，系在柳树底下，让路过\n的孩子们坐上去看一看书，听一听"
      "\n"
      "水里的鱼说话，谁也不收谁的钱。\n\n";
  const std::string verse = "船还没有来\n水鸟先把影子\n放在了对岸\n我等的那个人\n他的名字是一盏灯\n在雾里 一会儿亮\n";
  const auto got = articles_of("芦花白了的河滩\n\n" + wrapped + "\n黄昏，在渡口\n\n林间雪\n\n" + verse);
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "黄昏，在渡口");
  CHECK(names_of(got[1]) == Strings{"林间雪"});
  CHECK(got[1]["body"].size() == 6);
}

TEST_CASE("articles: several names alone between a headline and its text are a byline; words are not") {
  const auto below = [](const std::string& line) {
    return only(articles_of("# 白鹭渡口修起观鸟木屋\n\n" + line +
                            "\n\n白鹭渡口的观鸟木屋昨天开放，游人坐在屋里就能看见水鸟在浅滩上觅食。\n"));
  };
  CHECK(names_of(below("蓝小雁 方竹青")) == Strings{"蓝小雁", "方竹青"});
  CHECK(names_of(below("高铁 渡口 木屋")).empty());
}

TEST_CASE("articles: <h2> heads an article as ## does") {
  const auto got = articles_of(
      "<h2>白鹭渡口修起观鸟木屋</h2>\n白鹭渡口的观鸟木屋昨天开放。\n<h2>芦溪县新开公交线路</h2>\n"
      "芦溪县昨天开通了通往白鹭渡口的公交车。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "芦溪县新开公交线路");
}

TEST_CASE("articles: notices stand below their titles, spaced out or not, and above who signs them and when") {
  const auto got = articles_of(
      "遗失声明\n▲骆青云遗失渡船驾驶证，声明作废。\n▲青螺湾豆花店遗失营业执照副本，声明作废。\n注销公告\n"
      "青螺湾轮渡有限公司经股东会决议拟申请注销登记，请债权人自本公告发布之日起四十五日内申报债权。\n"
      "青螺湾轮渡有限公司\n2023年5月9日\n讣 "
      "告\n青螺湾轮渡退休船长葛长河因病医治无效，于2023年5月7日逝世，享年八十八岁。\n"
      "葛长河同志治丧小组\n2023年5月8日\n");
  REQUIRE(got.size() == 3);
  CHECK(got[0]["headline"] == "遗失声明");
  CHECK(got[0]["body"].size() == 2);
  CHECK(got[1]["headline"] == "注销公告");
  CHECK(got[1]["body"].back()["text"] == "2023年5月9日");
  CHECK(got[2]["headline"] == "讣 告");
  CHECK(got[2]["kind"] == "notice");
  REQUIRE(got[2]["body"].size() == 3);
  CHECK(got[2]["body"][1]["text"] == "葛长河同志治丧小组");
  CHECK(got[2]["body"][2]["text"] == "2023年5月8日");
}

TEST_CASE("articles: a column's name between dots stands above its headline") {
  const auto got = articles_of(
      "新华社青螺三日电 全国渡船展览会今天在青螺湾开幕。展出的有各地的渡船四十多条。\n·短评·\n"
      "要记住渡口\n" +
      body_a);
  REQUIRE(got.size() == 2);
  CHECK(got[1]["section"] == "·短评·");
  CHECK(got[1]["headline"] == "要记住渡口");
}

TEST_CASE("articles: what stands below 图片新闻 is a caption, and its photographer wrote no story") {
  const auto got =
      articles_of("青螺湾渡口停航\n本报讯（记者陶小满）" + body_a +
                  "图片新闻\n十一月十六日，工人在渡口新桥上作业。新桥明年春天建成通车。\n本报记者 骆青云 摄\n");
  REQUIRE(got.size() >= 2);
  CHECK(names_of(got[0]) == Strings{"陶小满"});
  CHECK(got.back()["kind"] == "caption");
  CHECK(names_of(got.back()) == Strings{"骆青云"});
}

TEST_CASE("articles: stanzas below a headline and a name are its text, up to the next headline") {
  const auto got = articles_of(
      "老船工\n　　县渡口管理所的老船工冯二，\n每天天不亮就把灯挂上桅杆，三\n十年没有断过一天，风里雨里也\n没有断过。\n"
      "\n灯塔\n石　岸\n\n你把自己站成一个字\n写在河面上\n风来读你\n浪来读你\n\n夜航的船\n把你读了一遍又一遍\n\n"
      "每一个伤口里\n都住着一小片河\n\n磨坊的歌\n\n郑一鸣\n　　磨坊主人把水闸慢慢提起，石\n磨转了半圈停住，满院子的人都"
      "\n笑出了声，说它是在试嗓子，跟\n"
      "从前一样。\n");
  REQUIRE(got.size() == 3);
  CHECK(got[1]["headline"] == "灯塔");
  CHECK(got[1]["body"].size() == 8);
  CHECK(got[2]["headline"] == "磨坊的歌");
}

TEST_CASE("articles: in a short text a crosshead is hardly one, whoever its first half names") {
  const std::string page =
      "本报讯（通讯员 "
      "吕方）东岭县举办的第三期夜校昨晚开班，报名的青年有一千一百多名，比上期增加一倍。\n\n县里的干部说，夜校还要办下去"
      "。\n\n";
  const auto got = articles_of("渡口夜校开班\n\n" + page +
                               "“老字号”汤包\n\n停了十七年的蟹黄汤包恢复供应，卖到中午就没有了。\n\n"
                               "渡船修好了\n\n本报讯（记者 冯二）渡口的木船昨天修好，老船工又把灯挂上桅杆。\n");
  REQUIRE(got.size() == 3);
  CHECK(got[1]["headline"] == "“老字号”汤包");
}

TEST_CASE("articles: an essay's headline and name below verse are none of its lines") {
  const auto got = articles_of(
      "秋天的信笺（组诗）\n◎骆青云\n稻草人\n它站在田里\n像一个忘了回家的人\n风来了\n它就挥一挥袖子\n"
      "茶事三题\n陶小满\n一\n喝茶是件闲事。忙人喝水，闲人喝茶。\n"
      "父亲是个忙人，一辈子没正经喝过茶，他的茶缸里泡的是茶梗，又苦又涩，他说解乏。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "茶事三题");
  CHECK(names_of(got[1]) == Strings{"陶小满"});
}

TEST_CASE("articles: a programme's hours head nothing, nor whom a letter is for") {
  const auto got = articles_of("青螺女排三比一取胜\n本报讯（记者陶小满）" + body_a +
                               "今日看点\n19:35 排球联赛 青螺—石磨 体育频道\n22:00 足球联赛 石磨—雲见 综合频道\n"
                               "他用双脚丈量长堤\n——记徒步者葛长河\n本报记者 骆青云\n" +
                               body_b);
  CHECK(got.back()["headline"] == "他用双脚丈量长堤");
  CHECK(got.back()["kicker"].is_null());
  const json letter = only(articles_of("渡口的路灯何时再亮\n编辑同志：\n" + body_a + body_b));
  CHECK(letter["headline"] == "渡口的路灯何时再亮");
  CHECK(letter["deck"].empty());
}

TEST_CASE("articles: what reporters are, and where to write to them, stands below their names") {
  const json a =
      only(articles_of("Ferry service returns after\nfour-month halt\nBy ADA MARSH and BEN OKORO\nSTAFF WRITERS\n"
                       "amarsh@plough.example\nThe cross-harbour ferry resumed service on Monday, four months\n"
                       "after a storm tore away part of the east landing.\n"));
  CHECK(a["bylines"].size() >= 2);
  REQUIRE(a["body"].size() == 1);
  CHECK(a["body"][0]["text"].get<std::string>().starts_with("The cross-harbour ferry"));
}

TEST_CASE("articles: a name at the right of its column signs the letter above") {
  const auto got = articles_of(
      "读者来信\n一封没有寄出的信\n编辑同志：\n我是一个渡工。我想谈谈学习问题。\n　　　　　　　　青螺公社　骆青云\n"
      "各地简讯\n△石磨县秋粮任务提前十天完成。\n△雲见公社办起夜校三十二所。\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"骆青云"});
  CHECK(got[1]["headline"] == "各地简讯");
}

TEST_CASE("articles: where # marks the headlines, a line in bold is a crosshead") {
  const auto got =
      articles_of("# 青螺湾渡口停航\n\n*青螺观察网 记者 骆青云*\n\n" + body_a + "\n**转型之痛**\n\n" + body_b +
                  "\n**出路何在**\n\n" + body_a + "\n# 石磨巷豆花店只剩一家\n\n本报讯（记者陶小满）" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"骆青云"});
  Strings crossheads;
  for (const auto& b : got[0]["body"])
    if (b["kind"] == "crosshead") crossheads.push_back(b["text"]);
  CHECK(crossheads == Strings{"转型之痛", "出路何在"});
}

TEST_CASE(
    "articles: a note may stand above the headline of what it is about; what is told below a text stays with it") {
  const auto got = articles_of(
      "◆核心提示\n近年来，青螺湾的渡口一个接一个停航，船工们何去何从。\n小巷深处的渡船\n——青螺湾渡口现状调查\n"
      "本报记者 骆青云 实习生 陶小满\n" +
      body_a + "船工：上岸以后没意思\n" + body_b + "家人：盼他早点上岸\n" + body_a +
      "相关链接\n渡口管理规定第三条：未经许可不得设渡。\n石磨巷豆花店只剩一家\n本报讯（记者葛长河）" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "小巷深处的渡船");
  CHECK(got[0]["body"][0]["text"] == "◆核心提示");
  CHECK(contains(got[0]["body"].back()["text"].get<std::string>(), "渡口管理规定"));
  CHECK(got[1]["headline"] == "石磨巷豆花店只剩一家");
}

TEST_CASE("articles: a name in capitals and an address below a letter sign it") {
  const auto got = articles_of(
      "Parking charges will kill the town\n\nSir – Your report last week made depressing reading. As a shop-\nkeeper "
      "of thirty years "
      "I can tell the council what will hap-\npen: people will drive elsewhere.\n\nHave our councillors learned "
      "nothing?\n\n"
      "J. R. MARSH\nMill Street, Portsea\n\nSwans in danger\n\nMadam – The fence round the mere was broken again last\n"
      "night. Dogs have already killed one cygnet this spring.\n\nADA OKORO (Mrs)\nMere Lane, Gullhaven\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "Parking charges will kill the town");
  CHECK(got[0]["body"].size() == 2);
  CHECK_FALSE(got[0]["bylines"].empty());
  CHECK(got[1]["headline"] == "Swans in danger");
  CHECK_FALSE(got[1]["bylines"].empty());
}

TEST_CASE("articles: &c. closes a list, too, guests have commas behind their names, and sailors say Sir") {
  for (const std::string text :
       {"LOSSES AT SEA\n\nThe Corinna came in on Monday with rice, pepper,\nrope, nails, glass, lamps, "
        "&c.\n\nSTORM.\n\nThe "
        "gale of Tuesday night took the roof from the hall.\nNobody was hurt.\n",
        "BAZAAR OPENED\n\nThe bazaar was opened on Thursday before many.\nThe band of the crew played until it "
        "rained.\nMayor "
        "Ada Marsh,\nCouncillor Ben Lind\n\nand Mr. Okoro spoke from the steps, and were cheered\nby the boys.\n",
        "LATE AGAIN\n\nThe emigrants went aboard on Monday, all of them.\nSir, said the mate, we have beds for "
        "two.\nThe owners "
        "reply that the beds are on order.\n\nA. B. MARSH\n"}) {
    CAPTURE(text);
    for (const auto& article : articles_of(text)) CHECK(article["bylines"].empty());
  }
}

TEST_CASE("articles: a letter's greeting opens it, and who signs it wrote it, with a place below or none") {
  const auto old = articles_of(
      "THE HARVEST HOME.\n\n   The harvest home of the parish was held in a tent\nlent by the cricket club. Two "
      "hundred "
      "sat down to\ndinner.\n\nTHE CATTLE TRADE.\n\n   To the Editor of the Portsea Herald.\n   SIR,—I beg to call "
      "attention to the manner in\nwhich beasts are driven through our streets.\n   I am, Sir, your obedient servant,\n"
      "                    JOHN MARSH.\n\nFALL OF A CHIMNEY.\n\n   The great chimney of the dye works fell in the "
      "gale\non Saturday night. Nobody was hurt.\n");
  REQUIRE(old.size() == 3);
  CHECK(old[1]["headline"] == "THE CATTLE TRADE.");
  CHECK(old[1]["dateline"].is_null());
  CHECK(old[1]["body"].size() == 3);
  REQUIRE(old[1]["bylines"].size() == 1);
  CHECK(old[1]["bylines"][0]["name"] == "JOHN MARSH");
  const auto got = articles_of(
      "Letters to the Editor\n\nThanks From the Pool\n\nEditor: I wish to thank the merchants who gave prizes for our "
      "pancake breakfast. We cleared $340, which will buy a clock.\n\nMarge Okoro\n\nNoise at 5 a.m.\n\nEditor: Is "
      "there any reason why garbage must be collected on Mill Lane at 5 a.m.? I work the swing shift and get home at "
      "1.\n"
      "\nA. B. MARSH,\nLow Fold, Hexley.\n\nRotary Wins Title\n\nTony Lind struck out 14 batters and allowed only a "
      "single in the fifth inning as Rotary defeated the Lions 3-0 on Saturday.\n");
  REQUIRE(got.size() == 3);
  CHECK(got[0]["bylines"][0]["name"] == "Marge Okoro");
  CHECK(got[1]["headline"] == "Noise at 5 a.m.");
  REQUIRE(got[1]["bylines"].size() == 1);
  CHECK(got[1]["bylines"][0]["name"] == "A. B. MARSH");
  CHECK(got[2]["headline"] == "Rotary Wins Title");
}

TEST_CASE("articles: a picture's words and who took it, between the halves of a paragraph, part nothing") {
  const auto got = articles_of(
      "海上灯火\n　　——记青螺岛灯塔工葛长河一家\n本报记者 骆青云 "
      "陶小满\n\n　　从石磨港往东，机帆船颠簸四个钟\n头，才能望见"
      "青螺岛。岛不大，绕一圈\n只消抽两袋烟的工夫。岛顶有一座十七\n米高的灯塔，塔下三间石屋。\n\n　　　三代守灯人\n\n　"
      "　葛家守灯，"
      "是从爷爷那一辈开始的。\n一去就是十九年，最后倒在了给灯添油\n的梯子上。父亲接过油壶，又守了二十\n六年。\n　　那年"
      "冬天，他结了"
      "婚。新娘庞秋菊\n是岸上的姑娘，上岛那天晕船，吐得连\n\n葛长河在擦拭灯塔的透镜。\n            陶小满 摄\n\n"
      "苦胆水都出来了。她抬头望见塔顶的灯，\n说了一句：“这么亮，夜里怎么睡得\n着？”\n　　"
      "从晚上七点到第二天凌晨四点，整\n整九个小时，那盏灯没有灭过。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "海上灯火");
  CHECK(got[0]["bylines"].size() == 2);
  CHECK(got[0]["body"].size() == 5);
  CHECK(contains(got[0]["body"][3]["text"].get<std::string>(), "吐得连苦胆水都出来了"));
  CHECK(got[1]["kind"] == "caption");
  CHECK(got[1]["bylines"][0]["name"] == "陶小满");
}

TEST_CASE("articles: a letter's 编辑同志 opens it below its headline; a picture with its source is none of the text") {
  const auto got = articles_of(
      "这座桥还要“研究”多久？\n　　编辑同志：\n　　我们是石磨公社的社员。公社门前的青\n螺河上有一座木桥，桥板烂了十几处"
      "，去\n年冬天有两个小学生从桥上掉"
      "下去，\n幸亏被过路的船工救起。\n　　三年多过去了，桥没有修，报告倒是积|"
      "\n了半尺厚。\n\n我买到一台“哑巴”收音机\n　　编辑同志：\n　　"
      "今年五月我在百货大楼买了一台收音机，\n拿回家只响了三天就哑了，送去修了四\n回，回回都说没有零件。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "这座桥还要“研究”多久？");
  CHECK(got[0]["body"].size() == 3);
  CHECK_FALSE(contains(got[0]["body"][2]["text"].get<std::string>(), "|"));
  CHECK(got[1]["headline"] == "我买到一台“哑巴”收音机");
}

TEST_CASE("articles: one sentence, and on its line who took the picture, are a caption") {
  const auto got = articles_of(
      "假药贩子栽了\n\n本报讯（记者 骆青云）" + body_a +
      "\n民警赶到后将三人当场抓获，缴获假药一百四十余盒。\n\n入冬以来，青螺公园湖面提前结冰，园方昨天派人沿湖"
      "设立警示牌，提醒市民不要到冰面上玩耍。 本报记者 陶小满 摄\n\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["bylines"].size() == 1);
  CHECK(got[1]["kind"] == "caption");
}

TEST_CASE("articles: a pen name below a letter's last words, and a name with its place, sign it") {
  const auto got = articles_of(
      "THE BULLOCK TEAMS.\n\n(To the Editor.)\n  Sir,—On Wednesday I counted seven teams standing\nunattended between "
      "the Bank and "
      "the Post Office.\n  I have never had the pleasure of seeing the two\ntogether.—Yours, &c.,\n            "
      "RATEPAYER.\nMarch 8, "
      "1894.\n\nThank you, Asha\n\nKindly allow me to thank the conductress of the No. 8\nroute, who found my handbag "
      "and brought it "
      "to my\nplace of work on her day off.\n\n(Miss) Grace Lind,\nPortsea.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "THE BULLOCK TEAMS.");
  REQUIRE(got[0]["bylines"].size() == 1);
  CHECK(got[0]["bylines"][0]["name"] == "RATEPAYER");
  REQUIRE(got[1]["bylines"].size() == 1);
  CHECK(got[1]["bylines"][0]["name"] == "Grace Lind");
}

TEST_CASE("articles: a pen name stands in quotes, too, which are none of it") {
  const auto letter = [](const std::string& signed_by) {
    return articles_of(
        "THE BULLOCK TEAMS.\n\n(To the Editor.)\n  Sir,—On Wednesday I counted seven teams standing\nunattended "
        "between the Bank and the Post Office.\n  I have never had the pleasure of seeing the two\ntogether.—Yours, "
        "&c.,\n            " +
        signed_by + "\nMarch 8, 1894.\n");
  };
  for (const char* name : {"“VIGILANT.”", "“VIGILANT”.", "\"VIGILANT\""}) {
    CAPTURE(name);
    CHECK(names_of(only(letter(name))) == Strings{"VIGILANT"});
  }
}

TEST_CASE("articles: a picture's words above who took it are a caption in an alphabet, too") {
  const auto got = articles_of(
      "Crocodile closes ferry\n\nThe vehicle ferry was closed for three hours on Thursday\nwhen a crocodile climbed on "
      "to the landing "
      "stage.\n\nThe Minister for Health, Mr. Josiah Lind (centre),\ninspects the foundation of the new theatre. On "
      "his\nright is the "
      "District Commissioner.\n—Picture by Hassan Okoro\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["kind"] == "caption");
  CHECK(got[1]["body"].size() == 1);
  CHECK(got[1]["bylines"][0]["name"] == "Hassan Okoro");
}

TEST_CASE("articles: reports that begin with their places, right below one another, are one article's") {
  const auto got = articles_of(
      "DISTRICT INTELLIGENCE.\n\n   AMBERLEY CROSS.—The new school-room was opened on\nThursday by the vicar, before a "
      "large company.\n   HOLT MAGNA.—A retriever that was sold to a gentleman\nat Exmere walked home on Tuesday.\n   "
      "NETHER DEAN.—Two fine elms were blown down in the\nlate storm.\n\nTHE POTATO DISEASE.\nOPINION OF AN OLD "
      "GROWER.\n\n   A grower of fifty years' standing recommends that\nthe sets be spread upon a dry floor.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "DISTRICT INTELLIGENCE.");
  CHECK(got[0]["body"].size() == 3);
  CHECK(got[1]["headline"] == "THE POTATO DISEASE.");
}

TEST_CASE("articles: the headline below text that goes on from another page is the next story's") {
  const auto got = articles_of(
      "（上接第一版）\n会议强调，要坚持问题导向，把船工满意不满意作为检验标准，推动各项任务落地见效。\n会议还听取了全湾"
      "渡口停航情况汇报。\n"
      "全湾渡口停航现场会召开\n本报讯（记者骆青云）9月5日，全湾渡口停航现场会在石磨镇召开。\n会上，石磨镇、青螺乡作了经"
      "验交流发言。\n"
      "渡口观察\n田间地头的“新船工”\n本报记者 陶小满\n" +
      body_b + "统筹：葛长河 文字：骆青云 摄影：陶小满 制图：庞秋菊\n");
  REQUIRE(got.size() >= 3);
  CHECK(got[0]["headline"].is_null());
  CHECK(got[1]["headline"] == "全湾渡口停航现场会召开");
  CHECK(names_of(got[2]).size() >= 4);
}

TEST_CASE("articles: who signs a story below it names it as one above does") {
  const auto got = articles_of(
      "Färjan vid Näset ersätts av bro\nBeslut i går: klart 1954\n\nNÄSET (TT) Efter tjugo års dis-\nkussion har "
      "länsstyrelsen "
      "beslu-\ntat att färjan vid Näset skall er-\nsättas av en bro.\n  Bron blir 210 meter lång och\nfår en körbana "
      "på sex "
      "meter.\n\nÄlg på torget\n\nEn vilsen älgko ställde på ons-\ndagsmorgonen till uppståndelse\npå Storgatan. "
      "Djuret "
      "vandrade\nmellan torgstånden och åt upp\nett halvt lass kål innan polisen\nkunde leda ut det ur staden.\n"
      "                    Sign. Larsson\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "Älg på torget");
  CHECK(got[0]["bylines"].empty());
  CHECK(got[1]["bylines"].size() == 1);
}

TEST_CASE("articles: where # marks the headlines, one that has none heads no story by itself") {
  const auto got = articles_of("本报记者 骆青云\n\n" + body_a + "\n" + body_b + "\n" + body_a +
                               "\n# 石磨巷的豆花店\n\n只剩一家还开着\n\n本报讯（记者陶小满）" + body_b +
                               "\n# 渡船停航以后\n\n本报讯（记者葛长河）" + body_a);
  REQUIRE(got.size() == 3);
  CHECK(got[0]["headline"].is_null());
  CHECK(got[1]["headline"] == "石磨巷的豆花店");
}

TEST_CASE("articles: who signs at the right of the column wrote what stands above") {
  const auto got = articles_of(
      "湊町の旧造船所を改修した町立美術館が\n七月一日、開館する。鉄骨の梁をそのまま\n残し、ドックの底に展示室を設けた。"
      "町は\n初年度に三万人"
      "を見込む。\n　　　　　　　　　　　　　（小田切葵）\n\n◇潮風欄◇\n朝の連絡船で、隣に座った老人が紙袋から\n取り出し"
      "たのは、"
      "古い航海日誌だった。読ま\nせてもらうと、霧の日ばかりが書いてある。\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"小田切葵"});
  CHECK(names_of(got[1]).empty());
}

TEST_CASE("articles: Corrections heads an article of its own") {
  const auto got = articles_of(
      "Pine Hollow\nCrash injures two\n   Two people were hurt Friday when a pickup truck struck\na utility pole on "
      "County Road 9, "
      "deputies said.\n   Alvin Crewe, 41, and a passenger were taken to Mercy\nHospital.\n\nCorrections\n   A story "
      "on Page B1 "
      "Thursday misspelled the name of the\nPine Hollow football coach. He is Raymond Oakes.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "Corrections");
}

TEST_CASE("articles: a numbered part of a speech begins no article, whatever mark it has") {
  for (const std::string mark : {"## ", "# ", ""}) {
    const std::string text =
        "# 在全湾渡口工作会议上的讲话\n\n（2023年2月6日）\n\n葛 长 河\n\n同志们:\n\n" + body_a + "\n" + mark +
        "一、统一思想,充分认识渡口安全的重要意义\n\n" + body_b + "\n(一)这是停航的必然要求。渡口离不开船。\n\n" + mark +
        "二、突出重点,打好修船的攻坚战\n\n" + body_a + "\n# 石磨巷豆花店只剩一家\n\n本报记者 骆青\n\n" + body_b;
    CAPTURE(mark);
    const auto got = articles_of(text);
    REQUIRE(got.size() == 2);
    CHECK(got[0]["headline"] == "在全湾渡口工作会议上的讲话");
    CHECK(names_of(got[0]) == Strings{"葛长河"});
    CHECK(got[0]["body"][2]["kind"] == "crosshead");
    CHECK(got[0]["body"][2]["text"] == "一、统一思想，充分认识渡口安全的重要意义");
    CHECK(got[0]["body"][4]["kind"] == "list");
    CHECK(got[0]["body"][5]["kind"] == "crosshead");
  }
}

TEST_CASE("articles: a law's first chapter is no deck") {
  const json a = only(articles_of(
      "青螺湾渡口管理办法\n\n第一章 总 则\n\n第一条 "
      "为了加强渡口管理，保障乘客的生命和财产安全，结合本湾实际，制定本办法。\n"
      "\n第二条 渡口的设置、运营和监督管理，适用本办法。\n\n第二章 附 则\n\n第三条 本办法自五月一日起施行。\n"));
  CHECK(a["deck"].empty());
  CHECK(a["body"][0]["kind"] == "crosshead");
}

TEST_CASE("articles: a column's name is no deck, of the story before it or its own") {
  const auto got =
      articles_of("本报讯（记者陶小满）" + body_a + "\n青螺湾渡口停航\n\n短 评\n\n豆花店不能只剩一家\n\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["deck"].empty());
  CHECK(got[1]["section"] == "短 评");
}

TEST_CASE("articles: an item of a paper of Singapore opens with its place in brackets") {
  const auto got = articles_of("渡口改建 六人搬迁\n\n（青螺讯）" + body_a + "\n（石磨综合电）" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["dateline"]["place"] == "青螺");
  CHECK(got[1]["dateline"]["place"] == "石磨");
}

TEST_CASE("articles: a picture between a headline and its text parts them not, and is a unit of its own") {
  const auto got = articles_of(
      "# 青螺湾渡口停航\n\n![](a.jpg)\n\n停航当天，孩子们在岸上挥手。\n本报记者 骆青云 摄\n\n本报讯（记者陶小满）" +
      body_a + "\n# 石磨巷豆花店只剩一家\n\n" + body_b + "\n# 渡船驶进博物馆\n\n本报记者 骆青云\n\n" + body_a);
  REQUIRE(got.size() == 4);
  CHECK(got[0]["headline"] == "青螺湾渡口停航");
  CHECK(names_of(got[0]) == Strings{"陶小满"});
  CHECK(got[1]["kind"] == "caption");
  CHECK(names_of(got[1]) == Strings{"骆青云"});
  CHECK(got[2]["headline"] == "石磨巷豆花店只剩一家");
}

TEST_CASE("articles: who gives notice signs it, though no day stands below") {
  const auto got = articles_of(
      "减资公告\n\n青螺湾航运有限公司经股东会决议，注册资本由500万元减至100万元，请债权人申报债权。\n青螺湾航运有限公司"
      "\n\n注销公告\n\n"
      "石磨巷豆花合作社经成员大会决议解散，请债权人自公告之日起申报债权。\n石磨巷豆花合作社\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "注销公告");
  CHECK(got[0]["body"].size() == 2);
}

TEST_CASE("articles: a part's number by itself is a crosshead, though a mark makes it a heading") {
  const auto got = articles_of("# 青螺湾渡口百年\n\n本报记者 骆青云\n\n" + body_a + "\n# （一）\n\n" + body_b +
                               "\n# （二）\n\n" + body_a + "\n# 编后\n\n渡口没了，船歌还在。\n");
  CHECK(only(got)["headline"] == "青螺湾渡口百年");
}

TEST_CASE("articles: what a list goes on from is no deck") {
  CHECK(
      only(articles_of("青螺湾干部任前公示\n根据有关规定，现将拟任职干部公示如下：\n骆青，男，1970年3月生，现任市航运局"
                       "副局长，拟任市航运局局长。\n"))["deck"]
          .empty());
}

TEST_CASE("articles: a column's name below a headline leaves it one") {
  const auto all = articles_of(
      "渡口停航\n\n短评\n\n渡口昨日停航，旅客都不知道，白跑了一趟路。船公司应当早些通知大家。\n\n路灯该修\n\n社评\n\n"
      "渡口的路灯坏了三个月没有人修，这是谁的责任？我们要问一问。\n");
  REQUIRE(all.size() == 2);
  CHECK(all[0]["headline"] == "渡口停航");
  CHECK(all[1]["headline"] == "路灯该修");
}

TEST_CASE("articles: the last item of a list heads no part") {
  const auto all = articles_of(
      "做鱼的法子\n\n做好这道菜，要备三样东西：\n\n一、白菜三斤\n\n二、豆腐两块\n\n三、鲜鱼一条\n\n先把鱼洗净，再把白菜"
      "切好，一起下锅，炖半个钟头就好。\n");
  for (const json& a : all)
    for (const json& p : a["body"]) CHECK(p["kind"] != "crosshead");
}

TEST_CASE("articles: a headline at the page's end may name an office") {
  const auto all = articles_of(
      "渡口有了新船\n\n本报讯（记者 骆青云）昨日，东岭县的村民在渡口修好了新船，可以坐六十个人，票价两元。\n\n"
      "青山深处有所小学\n\n本报讯（记者 "
      "陶小满）青石村在山里，孩子们上学要走两小时。今年秋天，村里的新学堂开学了。\n\n");
  REQUIRE(all.size() == 2);
  CHECK(all[1]["headline"] == "青山深处有所小学");
  const auto after = articles_of(
      "本报讯（记者 骆青云）昨日，东岭县的村民在渡口修好了新船，可以坐六十个人，票价两元。\n\n渡口有了新船\n\n"
      "本报讯（记者 "
      "陶小满）昨日，县里第一家银行开业，村民可以在家门口贷款，大家都说方便。\n\n我市有了第一家村镇银行\n");
  REQUIRE(after.size() == 2);
  CHECK(after[1]["headline"] == "我市有了第一家村镇银行");
}

TEST_CASE("articles: a byline right below a text, a blank line below it, closes that text") {
  const auto got = articles_of("青螺湾渡口停航\n本报讯 " + body_a +
                               "通讯员 陶小满\n\n五月六日，工人在渡口新桥的工地上作业。\n本报记者 骆青 摄\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"陶小满"});
  CHECK(got[1]["kind"] == "caption");
  CHECK(names_of(got[1]) == Strings{"骆青"});
}

// Even where the next story's headline is taken for the first words of more text.
TEST_CASE("articles: hardly a text goes on after the byline that closes it") {
  const auto got = articles_of(
      "섬 마을 분교에 새 친구 네 명\n"
      "주민들 \"골목에 다시 아이 소리\"\n"
      "【별섬=바다통신】전교생이 3명뿐이어서\n"
      "문을 닫을 뻔했던 바닷가 분교에\n"
      "도시 아이 4명이 전학을 왔다.\n"
      "　별섬분교는 3일 전학생 환영식을\n"
      "열었다. 주민들은 빈집 두 채를 고쳐 이들\n"
      "가족에게 무상으로 빌려주기로 했다.\n"
      "　이장 나도리(61)씨는 \"골목에 다시 아이\n"
      "소리가 난다\"고 말했다.\n"
      "/한바다 기자 bada@example.com\n\n"
      "설 연휴 배표 10일부터 예매\n"
      "뱃길공사는 설 연휴 여객선 승선권을 오는\n"
      "10일부터 사흘간 예매한다고 밝혔다. 1인당\n"
      "최대 4장까지 살 수 있다.\n"
      "오누리 기자\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"한바다"});
  CHECK(contains(got[1].dump(), "뱃길공사는"));
}

TEST_CASE("articles: a heading of a lower rank right below a headline is its deck") {
  const auto got = articles_of("# 渡口停航\n\n### 四十年的船笛昨日止声\n\n" + body_a + "\n# 磨坊歇业\n\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "渡口停航");
  CHECK(got[0]["deck"] == json::array({"四十年的船笛昨日止声"}));
  const json parts = only(articles_of("# 渡口停航\n\n### 最后一班\n\n" + body_a + "\n### 石磨还在转\n\n" + body_b));
  CHECK(parts["deck"].empty());
  CHECK(parts["body"][0]["kind"] == "crosshead");
}

TEST_CASE("articles: a document model's bold inside a line goes, and leaves bylines to be read") {
  const json a = only(articles_of(
      "渡口的最后一班船\n**本报记者** 陶小满 **通讯员** 骆青\n\n船长说，“**一天**也没有误点”，大家都笑了。\n"));
  CHECK(names_of(a) == Strings{"陶小满", "骆青"});
  CHECK(a["body"][0]["text"] == "船长说，“一天也没有误点”，大家都笑了。");
  const json hidden =
      only(articles_of("渡口失物招领\n\n" + body_a + "联系电话139****5678或138****1234，请失主来领。\n"));
  CHECK(contains(hidden.dump(), "139****5678或138****1234"));
  for (const std::string masked : {"涉案的“**”和“**”两家公司昨日被查。", "中奖号码是：**0321、**4477、**9081。"})
    CHECK(contains(only(articles_of("渡口的最后一班船\n\n" + body_a + "\n" + masked + "\n")).dump(), masked));
}

TEST_CASE("articles: where a report was written and who sent it are no names") {
  const auto got = articles_of("渡口的最后一班船\n本报记者 陶小满 发自长河、柳芽\n" + body_a +
                               "\n磨坊歇业\n本报记者 骆青 报道组 葛长河\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"陶小满"});
  CHECK(names_of(got[1]) == Strings{"骆青", "葛长河"});
}

TEST_CASE("articles: rows whose cells wide blanks part are a table") {
  const auto got = articles_of("渡口停航\n本报讯 " + body_a +
                               "\n主要农产品价格表\n品种　　　本周　　上周　　涨跌\n白莲藕　　4.18　　4.96　　－1.9\n"
                               "菱角　　　2.60　　2.72　　－1.1\n青鱼　　　1.86　　1.80　　＋3.3\n\n磨坊歇业\n本报讯 " +
                               body_b);
  CHECK(std::any_of(got.begin(), got.end(), [](const json& a) { return a["kind"] == "table"; }));
  CHECK(got.back()["headline"] == "磨坊歇业");
}

TEST_CASE("articles: 核心提示 below a column's name stands above its headline") {
  const json a = only(
      articles_of("观察\n核 心 提 "
                  "示\n渡船停了，两岸的人怎么过河，成了一个问题。\n渡口停航之后\n桥什么时候能通车\n本报记者 陶小满\n" +
                  body_a));
  CHECK(a["headline"] == "渡口停航之后");
  CHECK(a["section"] == "观察");
  CHECK(a["body"].size() == 3);
}

TEST_CASE("articles: a letter's writer with a title, and no name in the address") {
  const auto got = articles_of(
      "LETTERS TO THE EDITOR\n\nSave our ferry\nSIR - Your report on the ferry made no mention of the children who "
      "cross "
      "by it\nevery day. Has anybody counted them?\n(Mrs) JOAN MARSH\nMill Lane, Portsea\n\nDogs on the sands\nSIR - "
      "May I "
      "ask those who bring their dogs to the sands to carry a small\nspade?\nJ. R. OKORO\n4 Bridge Street, Portsea\n");
  REQUIRE(got.size() >= 2);
  Strings all;
  for (const json& a : got)
    for (const std::string& n : names_of(a)) all.push_back(n);
  CHECK(all == Strings{"JOAN MARSH", "J. R. OKORO"});
}

TEST_CASE("articles: a line in capitals that ends with a full stop heads a story of an older paper, dash or not") {
  const auto got = articles_of(
      "THE STORM IN THE HARBOUR.\nTWO PIERS CARRIED AWAY—NARROW ESCAPE OF A PILOT.\n  The rains of the past week have "
      "swollen the river to a height not\nbefore known. On Tuesday night the old pier gave way, and was\ncarried "
      "down.\nLOCAL "
      "ITEMS.\n  Mr. J. W. Marsh has sold his bay colt for a hundred crowns to parties\nfrom Portsea.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "THE STORM IN THE HARBOUR.");
  CHECK(got[0]["deck"] == json::array({"TWO PIERS CARRIED AWAY—NARROW ESCAPE OF A PILOT."}));
  CHECK(got[1]["headline"] == "LOCAL ITEMS.");
}

TEST_CASE("articles: a column of briefs, and a notice with its characters set apart, are no parts of the story above") {
  const auto got = articles_of("渡口停航之后\n" + body_a + "磨坊歇业\n" + body_b +
                               "一句话新闻\n●东岭昨天修好两座桥。\n●青石镇新开一所学校。\n招　聘\n" +
                               "船厂招木工十名，会修船底，管吃管住，有意者到渡口街面谈。\n");
  REQUIRE(got.size() == 4);
  CHECK(got[2]["headline"] == "一句话新闻");
  CHECK(got[2]["body"].size() == 2);
  CHECK(got[3]["kind"] == "notice");
}

TEST_CASE("articles: what an agency's picture shows is a caption, below any text") {
  const auto got = articles_of("渡口停航之后\n" + body_a +
                               "\n九月二十一日，一名孩子从东岭的旧桥上走过。\n新华社发（路透）\n\n磨坊歇业\n" + body_b);
  REQUIRE(got.size() == 3);
  CHECK(got[1]["kind"] == "caption");
  CHECK(got[2]["headline"] == "磨坊歇业");
  const auto none = articles_of("渡口停航之后\n新华社记者 郑一鸣\n" + body_a);
  CHECK(only(none)["kind"] == "article");
}

TEST_CASE("articles: an agency below a headline is no picture's") {
  const std::string text = "石桥今日通车\n新华社发\n\n渡口昨日停航，两岸的人都改走石桥，早晚都挤得水泄不通。\n";
  const auto all = articles_of(text);
  REQUIRE(all.size() == 1);
  CHECK(all[0]["headline"] == "石桥今日通车");
}

TEST_CASE("articles: stories of a document model at two levels alike are all stories") {
  const std::string text =
      "# Ferry sinks\n\nThe ferry sank on Friday.\n\n# Rovers win\n\nThe Rovers won again.\n\n"
      "## Harvest begins\n\nThe harvest began on Monday.\n\n## Bell sold\n\nThe bell was sold for two pounds.\n";
  CHECK(articles_of(text).size() == 4);
}

TEST_CASE("articles: where most headlines are of the first level, those of the second are crossheads") {
  const auto got = articles_of(
      "# The ferry stops\n\nBy Ada Marsh | The Portsea Plough | Updated Aug. 3, 2022\n\nThe ferry made its last trip "
      "on "
      "Friday, and nobody was there to see it.\n\n## A long wait\n\nThe new bridge was promised ten years ago, and the "
      "piers stand in the river still.\n\n# The mill closes\n\nThe mill ground its last corn on Monday.\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == std::vector<std::string>{"Ada Marsh"});
  CHECK(got[0]["body"][1]["kind"] == "crosshead");
}

TEST_CASE("articles: a short line that begins as the text below it does is a headline, no crosshead") {
  const auto got = articles_of(
      "渡口资金面趋紧\n本报记者 郑一鸣\n"
      "受半年末交船税的影响，昨日渡口市面上的七天借款利率上涨一成，十四天的上涨半成，是今年最高的。\n\n"
      "船商说，下周到期的借款有二百六十万元，要是市里维持小额的放款，市面上的银根有望慢慢松下来。\n\n"
      "青螺船厂上半年预亏两千万元\n青螺船厂（000000）昨晚公告称，预计上半年亏损两千万元，"
      "上年同期盈利三百万元，公司解释说是木料涨价所致。\n\n"
      "芦花纸业拟募资八千万元\n芦花纸业公告，公司拟以每股十二元的价格发行新股，"
      "募集资金不超过八千万元，用于造纸新线的建设。\n");
  REQUIRE(got.size() == 3);
  CHECK(got[2]["headline"] == "芦花纸业拟募资八千万元");
}

TEST_CASE("articles: who asked and who answered sign a column of questions") {
  const auto got = articles_of(
      "船底漏水怎么办\n问：我家有一条小船，最近船底\n漏水，刷了三回桐油也不顶用，\n请问是什么原因？\n读者 郑一鸣\n"
      "答：船底漏水多因船板干裂引起。\n建议先把船拖上岸晾三天，再用\n麻丝填缝，最后刷桐油，晾干才\n能下水。\n"
      "县造船研究所 冯二\n");
  const auto a = only(got);
  CHECK(names_of(a) == Strings{"郑一鸣", "冯二"});
  CHECK(a["body"].size() == 2);
}

TEST_CASE("articles: a column's name above a headline is the article's section, and none of its lines") {
  const json a = only(articles_of("花边小品\n渡口的灯\n" + body_a));
  CHECK(a["section"] == "花边小品");
  CHECK(a["headline"] == "渡口的灯");
  CHECK(a["kicker"] == nullptr);
}

TEST_CASE("articles: a document model that begins at the third level has its headlines there") {
  const auto got =
      articles_of("### 渡口停航\n\n" + body_a + "\n\n#### 新桥通车\n\n" + body_b + "\n\n### 磨坊歇业\n\n" + body_a);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "渡口停航");
  const auto& body = got[0]["body"];
  CHECK(std::any_of(body.begin(), body.end(), [](const json& p) { return p["kind"] == "crosshead"; }));
  CHECK(got[1]["headline"] == "磨坊歇业");
}

TEST_CASE("articles: a headline that a document model read again above the next column is said once") {
  const std::string head = "## 青螺湾渡口送走最后一班渡船\n\n",
                    torn = "昨日清晨，青螺湾渡口响起最后一声船笛，渡船载着\n\n";
  for (const std::string& first : {head + torn, head, head + body_a + "\n### 最后一班\n\n" + body_b + "\n"}) {
    CAPTURE(first);
    const auto got = articles_of(first + head + "### 从此停航\n\n" + body_a + "\n## 磨坊歇业\n\n" + body_b);
    REQUIRE(got.size() == 2);
    CHECK(got[0]["headline"] == "青螺湾渡口送走最后一班渡船");
  }
  // two stories may have the same headline
  CHECK(articles_of(head + body_a + "\n" + head + body_b).size() == 2);
}

TEST_CASE("articles: when a law was passed stands below its title, and its first chapter below that") {
  const json a =
      only(articles_of("东岭县渡口管理办法\n（一九八六年十月二十八日县人民政府发布）\n第一章 总则\n"
                       "　　第一条 为加强渡口管理，保护渡客的权益，根据有关规定，结合本县实际，制定本办法。\n"
                       "　　第二条 本办法适用于本县境内的渡口、渡船、渡客和船工。\n"
                       "第二章 附则\n　　第三条 本办法自一九八七年一月一日起施行。\n"));
  CHECK(a["deck"] == json::array({"（一九八六年十月二十八日县人民政府发布）"}));
  CHECK(a["body"][0]["text"] == "第一章 总则");
}

TEST_CASE("articles: where headlines stand behind their bodies, who wrote them stands below those") {
  const auto got = articles_of(body_a + "\n渡口送走最后一班船\n\n本报记者 冯小满\n\n" + body_b +
                               "\n豆花店只剩她一家\n\n本报记者 骆一青\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"冯小满"});
  CHECK(names_of(got[1]) == Strings{"骆一青"});
}

TEST_CASE("articles: the answer to a letter is of the letter's story") {
  const auto got = articles_of(
      "渡船三修不好 船厂该不该退货\n\n编辑同志：\n\n今年二月，我在东岭船厂买了一条木船，用了不到一个月，船底就漏水，"
      "先后修了三次，毛病依旧。\n\n东岭读者 冯小满\n\n冯小满同志：\n\n根据修理退货的规定，修理两次仍不能用的木船，"
      "由船厂负责退货。本报已将你的信转给船厂，据来电告知，船厂已同意退款。\n\n买打折的豆腐就不能退吗\n\n编辑同志：\n\n"
      "七月五日，我花三角钱买了一斤打折的豆腐，回家一看是馊的，店主指着墙上的八个字不肯负责。\n\n芦花县 骆一青\n\n"
      "骆一青读者：\n\n打折只是价格上的优惠，并不免除店主对豆腐应负的责任，应当予以退换。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "渡船三修不好 船厂该不该退货");
  CHECK(got[1]["headline"] == "买打折的豆腐就不能退吗");
}

TEST_CASE("articles: the first of two even lines is the headline's, though it ends as columns' names do") {
  const auto got = articles_of("倾听渡客心声\n化解码头矛盾\n\n本报讯（记者骆一青）" + body_a +
                               "\n灯下漫笔\n渡口停航以后\n\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["section"] == nullptr);
  CHECK(got[0]["headline"] == "倾听渡客心声");
  CHECK(got[0]["deck"] == json::array({"化解码头矛盾"}));
  CHECK(got[1]["section"] == "灯下漫笔");
  CHECK(got[1]["headline"] == "渡口停航以后");
}

TEST_CASE("articles: a paper's sign before each headline is no bullet of a list") {
  const std::string first =
      "船工馮阿二、芦灣人、年三十\n八歲、昨日在渡口載一女客、\n女客下船後、馮見座下有皮夾\n一隻、內藏鈔票一百元、馮即\n"
      "循原路送還云。\n";
  const std::string second =
      "芦灣女子中學、定今日上午九\n時、在該校禮堂舉行畢業典禮、\n本屆畢業生計三十一人、並有\n學生演劇助興。\n";
  const auto got = articles_of("●船工拾金不昧\n" + first + "●女子中學今日行畢業禮\n" + second);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "船工拾金不昧");
  CHECK(got[1]["headline"] == "女子中學今日行畢業禮");
  // one item has a clause, or nothing below it: a list
  for (const std::string item : {"●女子中學、今日行畢業禮\n", "●船工會昨日開會\n●女子中學今日行禮\n"}) {
    const auto list = articles_of("渡口要訊\n\n●船工拾金不昧\n" + first + item + second);
    CHECK(list.size() == 1);
  }
}

TEST_CASE("articles: where an alphabet's paragraphs are set in, their first lines head nothing") {
  const auto got = articles_of(
      "HARBOUR NOTES.\n"
      "  Mrs. Ada Marsh is visiting her\n"
      "sister in Gull Rock this week.\n"
      "  Elder Stone will preach at the\n"
      "chapel on Sunday morning and\n"
      "evening.\n"
      "  Born, to Mr. and Mrs. Henry\n"
      "Wickersham, on Friday last, a fine\n"
      "boy of nine pounds. Henry has been\n"
      "in higher spirits than is usual with\n"
      "him.\n"
      "  Jacob Finch lost a good mare on\n"
      "Tuesday night. She got into the new\n"
      "corn and was past help when found.\n"
      "  Will Brook has put down a walk of\n"
      "boards in front of his harness shop\n"
      "for those who come in muddy.\n"
      "\n"
      "A BARN BURNED.\n"
      "  The large barn of Silas\n"
      "Goodfellow, two miles west of town,\n"
      "was struck by lightning during the\n"
      "storm of Monday evening and burned\n"
      "to the ground. The horses were got\n"
      "out by the hired man, who was somew-\n"
      "hat scorched about the hands.\n"
      "  Mr. Goodfellow will hold a raising\n"
      "bee as soon as the lumber can be\n"
      "hauled.\n"
      "\nDeath of an Old Settler.\n"
      "  Mrs. Rhoda Stone, one of the oldest\nresidents of this parish, passed\nquietly away at the home of her "
      "son\non Saturday, aged 87 years.\n"
      "  The funeral was held on Monday and\nwas largely attended.\n");
  REQUIRE(got.size() == 3);
  CHECK(got[0]["headline"] == "HARBOUR NOTES.");
  CHECK(got[0]["body"].size() == 5);
  CHECK(got[1]["headline"] == "A BARN BURNED.");
  CHECK(got[1]["deck"] == json::array());
  CHECK(got[1]["body"].size() == 2);
  CHECK(got[2]["headline"] == "Death of an Old Settler.");
}

TEST_CASE(
    "articles: a paper's name in capitals with its stop, or set wide, above a folio that names none, is no headline") {
  const auto latin =
      articles_of("THE PORTSEA BEACON.\nPORTSEA, THURSDAY, OCTOBER 13, 1904.\n\nA BARN BURNED\n\n" +
                  std::string("The large barn of Silas Goodfellow was struck by lightning on Monday evening "
                              "and burned to the ground.\n"));
  REQUIRE(latin.size() == 1);
  CHECK(latin[0]["headline"] == "A BARN BURNED");
  const auto han = articles_of("第二版\n东 岭 船 厂\n1964年5月22日\n渡口停航\n\n" + body_a);
  REQUIRE(han.size() == 1);
  CHECK(han[0]["headline"] == "渡口停航");
  CHECK(han[0]["kicker"] == nullptr);
  // a headline set wide stands below the folio
  const auto news = articles_of("东岭日报 1964年5月22日 星期五\n渡 口 停 航\n\n" + body_a);
  REQUIRE(news.size() == 1);
  CHECK(news[0]["headline"] == "渡 口 停 航");
}

TEST_CASE(
    "articles: where every paragraph is set in, what is flush above one heads it, line by line, and so does what has a "
    "sign") {
  const auto got = articles_of(
      "At the harbour council\nThe old salt store will\nnot be pulled down\nThe council has decided\nby twelve votes "
      "to seven\n\n"
      "  The council met on Friday night\nin a crowded hall to talk of the\nold salt store, which a storm had\nleft "
      "without its roof.\n"
      "  Work on a new roof will begin in\nthe autumn, and the market moves\nto the quay until it is done.\n"
      "  The mayor said that nobody would\nhave to leave the stalls for long.\n  She thanked the fire brigade.\n  The "
      "roof is to be of slate, as it\nwas before.\n  Two masons have been hired.\n\n"
      "IN BRIEF\n\n● Card evening\n  Thirty pairs of players met at the\nclub on Friday, and a ham went to\nMrs. Marsh "
      "and Mr. Okoro.\n\n"
      "● Water cut off\n  There will be no water in Rope\nWalk and Mill Lane on Thursday\nfrom eight until noon.\n");
  REQUIRE(got.size() >= 3);
  CHECK(got[0]["headline"] == "The old salt store will not be pulled down");
  CHECK(got[0]["deck"][0] == "The council has decided by twelve votes to seven");
  CHECK(got[got.size() - 2]["headline"] == "Card evening");
  CHECK(got.back()["headline"] == "Water cut off");
}

TEST_CASE("articles: the first lines of a list's items are no headlines") {
  const auto got = articles_of(
      "Harbour board meets\n\nThe harbour board met on Friday and agreed on three things, the clerk said.\n\n"
      "• The ferry to the marsh will stop\nfor good in the spring, when the\nnew bridge is done.\n"
      "• The old salt store will not be\npulled down before a new roof has\nbeen tried on it.\n"
      "• The lamp on the pier will burn\nall night from the first day of\nthe new year.\n");
  REQUIRE(got.size() == 1);
  CHECK(got[0]["headline"] == "Harbour board meets");
}

TEST_CASE("articles: one short sentence in a document model's italics is a caption; a longer text is none") {
  const auto of = [](const std::string& slanted) {
    return articles_of(
        "# 渡口新桥合龙\n\n本报讯（记者 郑一）渡口新桥昨日合龙，两岸百姓都来看热闹，老船工冯二放了一挂鞭炮。\n\n*" +
        slanted + "*\n\n# 磨坊又转了\n\n本报讯（记者 冯二）石磨转了半圈停住，满院子的人都笑出了声。\n");
  };
  CHECK(of("渡口新桥合龙现场，鞭炮齐鸣。")[1]["kind"] == "caption");
  CHECK(of("渡船停了，桥通了。老船工冯二说，他还是想听见船笛的声音，夜里醒来，总以为有人在河边喊他。")[1]["kind"] ==
        "article");
}

TEST_CASE("articles: rows of results are text, and no lines of the next headline") {
  const auto got = articles_of(
      "渡口队赢了\n\n本报讯（记者 冯二）渡口队昨晚两球取胜，老船工在看台上敲了一夜的锣，把锣都敲破了。\n\n"
      "本轮其他战报\n江南飞龙 2∶0 滇池银鹤\n中州卫士 1∶1 北固重机\n沧海渔轮 0∶3 天山雪豹\n\n"
      "十七岁的跳高姑娘\n\n本报讯（记者 冯二）训练馆的空调坏了，她把横杆升到两米，一跳就过去了，教练说还能再高。\n");
  CHECK(got.back()["headline"] == "十七岁的跳高姑娘");
  CHECK(got.back()["kicker"].is_null());
  CHECK(got.back()["deck"].empty());
}

TEST_CASE("articles: the sign before a headline is none of its words, below a column's name, too") {
  const auto got = articles_of(
      "短讯\n■少年围棋赛落子\n据新华社东岭6月27日电 "
      "少年儿童围棋锦标赛今天在东岭开枰，来自十一个乡镇的九十六名小棋手参加角逐。\n\n"
      "■长跑节报名踊跃\n本报讯 第六届环湖长跑节报名昨天截止，报名人数达二万三千，年龄最大的选手八十一岁。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "少年围棋赛落子");
  CHECK(got[0]["section"] == "短讯");
  CHECK(got[1]["headline"] == "长跑节报名踊跃");
}

TEST_CASE("articles: By A, Political Correspondent names its writer") {
  const json a = only(articles_of(
      "Coal ration cut\n\nBy ADA MARSH, Political Correspondent\n\nEvery household in the country must burn one "
      "hundredweight a month less than it did last year, the Minister told the House yesterday.\n"));
  CHECK(names_of(a) == Strings{"ADA MARSH"});
}

TEST_CASE("articles: two lines set unalike, and parted, are a column's name and a headline, no two crossheads") {
  const auto got = articles_of(
      "Le chalutier Marie-Jeanne porté disparu\n\nOn est sans nouvelles depuis samedi du chalutier, parti pour les "
      "bancs du nord avec neuf hommes à bord.\n\nSur les quais, les femmes attendent. La mer le connaît, répète la "
      "mère du patron.\n\nBILLET\n\nLe thermomètre\n\nLe ministère nous apprend que l'hiver est le plus froid depuis "
      "quatre-vingts ans. Nous nous en doutions un peu.\n\nMais il est bon que ce soit officiel. Jusqu'ici nous avions "
      "froid en particuliers, chacun dans son coin.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["section"] == "BILLET");
  CHECK(got[1]["headline"] == "Le thermomètre");
}

TEST_CASE("articles: where headlines stand last a column's name between two pieces is the next one's") {
  const auto got = articles_of(
      "The vehicle ferry was closed for three hours on Thursday when a crocodile climbed on to the stage. It was "
      "driven "
      "back with a fire hose.\n\nCrocodile closes ferry\n\nOUR OPINION\n\nThe Ministry has opened eleven roads this "
      "year. What it does not send us is a photograph of the same road after the rains. Let it open fewer roads, and "
      "open them twice.\n\nA road is not a ribbon\n");
  const auto headed = [&](const std::string& what) {
    return std::any_of(got.begin(), got.end(),
                       [&](const json& a) { return a["headline"] == what && a["deck"].empty(); });
  };
  CHECK(headed("Crocodile closes ferry"));
  CHECK(headed("A road is not a ribbon"));
}

TEST_CASE("articles: a picture between two halves of a paragraph of an alphabet is a unit of its own, behind it") {
  const auto got = articles_of(
      "State fair gate up\n\nBy ADA MARSH\nTurnstiles at the fair clicked forty thousand times\non Saturday, the best "
      "opening day since the war, and\nby three the line outside the hall was six\n\nFLOOR SHOW — Firemen lower a "
      "horse from the second\nfloor of the feed store on Monday.\n(Staff Photo by Ben Low)\n\nabreast and reached to "
      "the swine barn and the gate\nbeyond it.\nThe manager asked for six more troopers, and got\nfour of them.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "State fair gate up");
  CHECK(names_of(got[0]) == Strings{"ADA MARSH"});
  CHECK(contains(got[0]["body"].dump(), "was six abreast"));
  CHECK(got[1]["kind"] == "caption");
  CHECK(names_of(got[1]) == Strings{"Ben Low"});
}

TEST_CASE("articles: a picture below a headline is not between two halves of a text") {
  const std::string below =
      "The crew of the Ada mend their nets on the pier,\nas they have done since Monday. / BEN LOW\n\n";
  const std::string story =
      "he boats of the harbour lay idle for a week, as the\ntide had carried the sand across the mouth of the\nbay, "
      "and nobody knew who was to clear it.\n\nThe council meets on Monday to hear what the masters\nof the boats, and "
      "those who own them, want it to do.\n";
  CHECK(!contains(clean("Sand shuts the harbour\n\n" + below + story).ledger, "caption-inside"));
}

TEST_CASE("articles: who took a picture may stand behind a bar on its last line") {
  const auto got = articles_of(
      "El trasvase divide la costa\n\nEl Consejo dio ayer luz verde al trasvase, una obra reclamada desde hace "
      "décadas por los ayuntamientos.\n\nLas obras comenzarán en septiembre y durarán treinta meses.\n\nLos "
      "regantes protestan ante la presa, ayer por la mañana. / LUIS PORTAL\n\nEl pleno se reúne mañana para votar la "
      "moción de los vecinos, que nadie discute.\n");
  const auto caption = std::find_if(got.begin(), got.end(), [](const json& a) { return a["kind"] == "caption"; });
  REQUIRE(caption != got.end());
  CHECK(names_of(*caption) == Strings{"LUIS PORTAL"});
  CHECK((*caption)["body"][0]["text"] == "Los regantes protestan ante la presa, ayer por la mañana.");
}

TEST_CASE("articles: a letter is signed without its writer's title, and the place below is no name") {
  const auto got = articles_of(
      "Danke an die Helfer\n\nZum Hochwasser vom August:\nUnser Keller stand bis zur Decke unter\nWasser. In der Nacht "
      "kamen vier junge\nMänner und schöpften bis zum Morgen.\nFamilie Anton Lindner,\nUntere Au\n");
  CHECK(names_of(got[0]) == Strings{"Anton Lindner"});
  CHECK_FALSE(contains(got[0]["body"].dump(), "Untere Au"));
}

TEST_CASE("articles: a reporter of the paper without a name is none") {
  const json a =
      only(articles_of("FOG KILLS FOUR\n\nDaily Sentinel Reporter\n\nFour people were killed when a lorry, a coach and "
                       "six cars ran into "
                       "each other in thick fog near the town.\n"));
  CHECK(names_of(a).empty());
  CHECK_FALSE(contains(a["body"].dump(), "Reporter"));
}

TEST_CASE("articles: a lead names its writers behind the day, and one who from somewhere has learned") {
  const auto named = [](const std::string& lead) {
    return names_of(only(articles_of("青螺湾渡口停航\n\n" + lead + body_a)));
  };
  CHECK(named("本报青螺9月15日电 记者陶小满、通讯员骆青云报道：") == Strings{"陶小满", "骆青云"});
  CHECK(named("本报讯 记者陶小满从县里获悉：") == Strings{"陶小满"});
  CHECK(named("本报讯 记者从县里获悉：").empty());
}

TEST_CASE("articles: stanzas of four lines below who wrote them are verse") {
  const std::string prose =
      "　　母亲走后第三年，老屋要拆，我回去收拾东西，翻出那只笸箩。柳条编的，边沿用蓝布包了一圈，布早磨白了，露出底下细"
      "细的柳"
      "骨。笸箩里的东西一样没少，还有一本书，是我小学四年级的算术课本，第三单元那一页夹着父亲的鞋样。\n"
      "　　那时候家里五口人的衣裳鞋袜，全从这只笸箩里来。冬天夜长，父亲在灯下修犁，母亲在灯下纳底，麻绳穿过千层布，我在"
      "这个声音里"
      "睡着。后来我到省城念书，她寄来一双布鞋。我嫌土，塞在床底下，一次也没上过脚。\n";
  const auto got =
      articles_of("母亲的笸箩\n□陶小满\n" + prose +
                  "\n稻子在夜里转身（外一首）\n□骆 青\n风从南边来的时候\n稻子在夜里转身\n它们把青色的脸\n"
                  "转向更远的渡口\n\n有人提着灯走过田埂\n灯影里有一条船的呼吸\n我听见露水落在水上\n像一个词落在纸上\n"
                  "\n站台\n□周 渡\n" +
                  prose);
  REQUIRE(got.size() == 3);
  CHECK(got[0]["headline"] == "母亲的笸箩");
  CHECK(got[1]["headline"] == "稻子在夜里转身（外一首）");
  CHECK(got[1]["body"].size() == 8);
  CHECK(got[2]["headline"] == "站台");
}

TEST_CASE("articles: share buttons and the name of an electronic edition are residue") {
  const json a =
      only(articles_of("青螺晨报数字报刊平台\n首页 | 版面导航 | 返回官网\n2014年9月17日 星期三\n\n青螺湾渡口停航\n"
                       "分享到：微博 微信\n　　本报讯（记者 陶小满）" +
                       body_a));
  CHECK(a["headline"] == "青螺湾渡口停航");
  CHECK(a["deck"].empty());
  CHECK(a["kicker"].is_null());
}

TEST_CASE(
    "articles: a few characters above a headline that its text has none of are a column's name; others are its "
    "kicker") {
  const std::string text =
      "\n\n田埂上的婆婆纳开花最早，雪还没有化尽，它已经蓝了一片。\n\n婆婆纳的名字怎么来的，村里没有人说得清。"
      "老人说它的果子像针线包，所以叫这个名字，孩子们不信，掰开来看了又看。\n";
  const auto headed = [&](const std::string& lines) { return articles_of(lines + text).at(0); };
  for (const std::string name : {"草木小识", "旧时月色", "［散文］"}) {
    CAPTURE(name);
    CHECK(headed(name + "\n婆婆纳的名字")["section"] == name);
    CHECK(headed(name + "\n婆婆纳的名字")["headline"] == "婆婆纳的名字");
  }
  CHECK(headed("田埂上\n婆婆纳的名字从何而来")["section"].is_null());      // the text has it
  CHECK(headed("大山作证\n——记一位种婆婆纳的老人")["section"].is_null());  // a headline and its deck
  CHECK(headed("草木小识\n渡口昨天停航")["section"].is_null());            // it tells nothing of either
}

TEST_CASE("articles: what a paper prints for use, and answers, are pieces of their own below a story") {
  const std::string story =
      "拾金不昧的船工找到了\n　　本报讯（通讯员郑一鸣）本报十一月二日刊登的《谁认识这位好船工》有了回音：他是石磨湾渡口"
      "的周大河。\n"
      "　　十月二十九日，外地客商把装有货款的皮包遗忘在渡船上，皮包里的名片浸了水，周大河照着能看清的半个号码打了三十多"
      "个电话。\n"
      "　　昨天，周大河对记者说：“皮包里有孩子的照片，我想他一定也是当爸爸的人。”\n\n";
  for (const std::string title : {"菜价行情", "今明天气", "今日电视", "芦花照相馆迁址启事", "答郑一鸣同志"}) {
    CAPTURE(title);
    const auto got = articles_of(
        story + title + "\n　　今天夜里到明天照常，有事请到石磨巷七号面谈，过午不候，逢集的日子全天有人，来信必复。\n");
    REQUIRE(got.size() == 2);
    CHECK(got[1]["headline"] == title);
  }
}
