// Paragraphs: which breaks are paragraph ends, what stands between joined lines, doubled characters, lost tails.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// A column of 14 Han, first line short by the indent.
const std::string column =
    "庞秋菊接过这盘石磨时只有\n"
    "四岁那时巷子里有七家早点铺如\n"
    "今只剩下她一家不是她手艺最好\n"
    "是她最不会干别的她一边点卤一\n"
    "边笑着说。\n"
    "靠着这股笨劲儿她的豆花三\n"
    "十年没有换过做法豆子泡足八个\n"
    "钟头井水烧到九成开卤水一勺一\n"
    "勺地点。\n";

}  // namespace

TEST_CASE("paragraphs: a wrapped column becomes its two paragraphs") {
  CHECK(paragraphs_of(column) ==
        "庞秋菊接过这盘石磨时只有四岁那时巷子里有七家早点铺如今只剩下她一家不是她手艺最好是她最不会干别的她一边点卤一边"
        "笑着说。\n"
        "靠着这股笨劲儿她的豆花三十年没有换过做法豆子泡足八个钟头井水烧到九成开卤水一勺一勺地点。");
}

TEST_CASE("paragraphs: blank lines at column turns are no paragraph ends") {
  std::string torn = column;
  const std::string at = "今只剩下她一家";
  torn.insert(torn.find(at), "\n");
  CHECK(paragraphs_of(torn) == paragraphs_of(column));
}

TEST_CASE("paragraphs: a printed indent says the same") {
  std::string indented = column;
  indented.insert(0, "　　");
  indented.insert(indented.find("靠着"), "　　");
  CHECK(paragraphs_of(indented) == paragraphs_of(column));
}

TEST_CASE("paragraphs: full-line stop with a full next line runs on") {
  const std::string text =
      "葛长河今年六十三岁在这条\n"
      "三百米宽的水面上走了大半辈子\n"
      "有人替他算过全部航程加起来。\n"  // full, and a stop
      "够绕地球三圈还有余头他自己不\n"  // full: not indented
      "信说哪有那么多。\n"
      "桥头的人都笑了起来他也笑\n"
      "着把帽子摘下来放在船头上面说\n"
      "路不长人情长。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "加起来。够绕地球"));
  CHECK(contains(got, "那么多。\n桥头"));
}

TEST_CASE("paragraphs: nothing starts with a closing mark or a stop, nothing ends with an opening one") {
  std::string text = column;
  text.replace(text.find("铺如\n今只"), std::string("铺如\n今只").size(), "铺如今\n，只");
  text.replace(text.find("勺一\n勺地"), std::string("勺一\n勺地").size(), "勺（\n勺）地");
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "铺如今，只"));
  CHECK(contains(got, "勺（勺）地"));
}

TEST_CASE("paragraphs: what stands between two joined lines") {
  struct {
    std::string text, want;
  } table[] = {
      {"He never missed a watch in fourteen years of it,\nsaid the present keeper of the light, and I cannot\nsay as "
       "much for the supply boat, which was late\nagain on Tuesday.\n",
       "years of it, said the present"},
      {"理一次发要等靠岸的日子，他说自己在海上最想念的是\nVisual "
       "Basic这门老手艺，岸上的人都不懂他在说什么，\n他也懒得解释，只管低头看那本翻烂了的旧书，一页一页。\n",
       "最想念的是Visual Basic"},
  };
  for (const auto& t : table) {
    const std::string got = paragraphs_of(t.text);
    CAPTURE(got);
    CHECK(contains(got, t.want));
  }
}

TEST_CASE("paragraphs: a character read twice at a column turn is taken out once") {
  std::string text = column;
  text.replace(text.find("有七家早点铺如\n"), std::string("有七家早点铺如\n").size(), "有七家早点铺如\n\n如");
  const Done d = through(text, Skip{"articles"});
  const std::string got = joined(blocks_after(d.page));
  CAPTURE(got);
  CHECK(contains(got, "早点铺如今只"));
  bool told = false;
  for (const Row& row : ledger_rows(d.page))
    told |= row.was == "如" &&
            std::find(row.rules.begin(), row.rules.end(), "paragraphs.doubled-character") != row.rules.end();
  CHECK(told);

  // not sure enough for the strictest: it stays, and what would have been taken out is in the ledger
  const Cleaned strict = clean(text, {.trust = Trust::certain});
  CHECK(contains(strict.text, "早点铺如如今只"));
  std::size_t suggested = 0;
  for (const json& row : records(strict.ledger))
    if (row.value("rules", json::array()) == json{"paragraphs.doubled-character"}) {
      CHECK(row["applied"] == false);
      CHECK(row["was"] == "如");
      ++suggested;
    }
  CHECK(suggested == 1);
  CHECK((restored(strict.jsonl, strict.ledger) == text));
}

TEST_CASE("paragraphs: true reduplication stays at a turn, and inside a column always") {
  std::string text = column;
  text.replace(text.find("家早点铺如\n今只"), std::string("家早点铺如\n今只").size(), "家早点人人\n\n人只");
  CHECK(contains(paragraphs_of(text), "人人人只"));
  std::string inside = column;
  inside.replace(inside.find("如\n今"), std::string("如\n今").size(), "如\n如今");
  CHECK(contains(paragraphs_of(inside), "如如今"));
}

TEST_CASE("paragraphs: pieces cut at column turns go on; a whole paragraph does not") {
  const std::string text =
      "修理铺由二十七名退休工人轮流坐堂，收音机、雨伞、缝纫机、断了腿的板凳，居民们抱着各式各样的旧物在门外排起了长队，"
      "\n\n"
      "只收零件钱，不收工钱。钳工出身的鲁望山专修锁和表，他面前的盒子里装着三百多把没有主人的钥匙。\n\n"
      "据镇里统计，开张头一个月，修理铺共修好旧物四百一十二件，修不好的有三十六件。修不好的也不扔。\n";
  const auto blocks = blocks_after(through(text, Skip{"articles"}).page);
  REQUIRE(blocks.size() == 2);
  CHECK(contains(blocks[0], "长队，只收零件钱"));
}

TEST_CASE("paragraphs: what somebody says in whole sentences goes on from no clause") {
  const std::string before =
      "磨坊主人邢老汉把水闸慢慢提起，石磨转了半圈停住，又转了起来，满院子的人都笑出了声，说它是在试嗓子，跟三十年前"
      "一个样，连吱呀声都没有变过，村里的年轻人把石磨搬回\n\n";
  const std::string speech = "“磨得慢，才磨得细。”邢老汉说，往后每逢集日都开磨，谁家有麦子都可以送来，不收钱。";
  const std::string quoted = "“老磨坊”的院子里，往后每逢集日都开磨，谁家有麦子都可以送来，一分钱也不收。";
  CHECK(contains(paragraphs_of(before + speech + "\n"), "搬回\n“磨得慢"));
  CHECK(contains(paragraphs_of(before + quoted + "\n"), "搬回“老磨坊”的院子"));
}

TEST_CASE("paragraphs: a lost tail is a gap, never closed into a sentence") {
  const std::string text =
      "下一步，旧电报局将增设一间回信室，供收信人给过去的自己写回信。至于回信该寄到哪里，邮局方面表示目前正在抓\n\n"
      "近日，桐渡市纺车街小区的楼顶上开了一家不收钱的旅馆，住客是蜜蜂、瓢虫和路过的蝴蝶，人人见了都说好看。\n";
  const Done d = through(text, Skip{"articles"});
  const auto blocks = blocks_after(d.page);
  REQUIRE(blocks.size() == 2);
  CHECK(d.page.blocks[0].gap_after);
  CHECK(d.page.blocks[0].gaps.size() == 1);
  bool told = false;
  for (const Row& row : ledger_rows(d.page)) told |= row.kind == "gap";
  CHECK(told);
}

TEST_CASE("paragraphs: joined paragraphs stay as they are") {
  const std::string text =
      "“有人劝我用机器，省力，也快。”庞秋菊指着墙上孩子们画的画说，“可是机器磨不出那个声音。”\n\n"
      "渡口不会冷清下来。修整之后，“青螺二号”将停在原处，船舱改作乡土图书馆。\n";
  CHECK(paragraphs_of(text) + "\n" ==
        "“有人劝我用机器，省力，也快。”庞秋菊指着墙上孩子们画的画说，“可是机器磨不出那个声音。”\n渡口不会冷清下来。修整"
        "之后，“青螺二号”将停在原处，船舱改作乡土图书馆。\n");
}

TEST_CASE("paragraphs: an English column of even width, indents lost") {
  const std::string text =
      "The Harbour Board voted on Thursday to grant\na pension of one herring a day to Major, the\ngrey cat who has "
      "kept the lamp room free of\nmice for fourteen years.\n"
      "Major came to the light as a kitten in the\npocket of the late keeper, and he is believed\nto have climbed the "
      "hundred and twelve steps\nsome ten thousand times.\n";
  const auto blocks = blocks_after(through(text, Skip{"articles"}).page);
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0] ==
        "The Harbour Board voted on Thursday to grant a pension of one herring a day to Major, the grey cat who has "
        "kept the lamp room free of mice for fourteen years.");
}

TEST_CASE("paragraphs: rows of a table stay rows") {
  const auto blocks = blocks_after(through("得分榜\n\n乡镇\t件数\n箬竹乡\t41\n芦溪乡\t36\n", Skip{"articles"}).page);
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[1] == "乡镇\t件数\n箬竹乡\t41\n芦溪乡\t36");
}

TEST_CASE("paragraphs: a byline torn between its office and its name is one") {
  const std::string text =
      "近日，石磨巷社区开展邻里节活动，居民们欢聚\n"
      "一堂。图为小朋友在展示剪纸作品。本报记者\n"
      "郑一 摄\n\n"
      "末班公交今晚试运行\n";
  CHECK(contains(paragraphs_of(text), "剪纸作品。本报记者郑一 摄"));
}

TEST_CASE("paragraphs: a lead of a short column runs on") {
  CHECK(paragraphs_of(
            "本报讯（记者沙小满）苇荡渡口的老\n渡船昨天退役，摆渡人龙三水把缆绳交\n给了水上派出所，换回一张收条。\n") ==
        "本报讯（记者沙小满）苇荡渡口的老渡船昨天退役，摆渡人龙三水把缆绳交给了水上派出所，换回一张收条。");
}

TEST_CASE("paragraphs: a letter doubled over a torn word is no column's seam") {
  const std::string text =
      "The mayor spoke at length of the com-\n\nmunity and of its ferry, which he had known since he was\na boy of six "
      "and which he would not see sold to anyone.\n";
  CHECK(contains(paragraphs_of(text), "of the community and of its ferry"));
}

TEST_CASE("paragraphs: nothing goes on after a picture's credit, nor a number's end anywhere else") {
  const std::string captions =
      "五月六日，工人在渡口新桥的工地上紧张\n"
      "作业，大桥明年建成。本报记者陶小满摄\n"
      "昨日，市民在石磨巷口的小花园里赏花，\n"
      "园里的山茶都开了。本报记者骆小青摄影\n"
      "近日，钟楼社区开展邻里节，居民们在楼\n"
      "下展示了各自的剪纸，热闹得像过年一样\n";
  const std::string got = paragraphs_of(captions);
  CAPTURE(got);
  CHECK(contains(got, "陶小满摄\n昨日"));
  CHECK(contains(got, "骆小青摄影\n近日"));
  CHECK(contains(paragraphs_of("去年全县共卖出石磨豆花二百三十\n\n万碗，比前年多了三成。\n"), "二百三十万碗"));
}

TEST_CASE("paragraphs: short sentences of like length are no column") {
  const std::string list =
      "出典の新聞は三月十四日付。\n\n市の広報は三月十五日付。\n\n町の便りは三月十六日付。\n\n村の会報は三月十七日付。\n"
      "\n"
      "渡し船の会社は昨日、来年の春から船の数を二隻に減らすと発表し、利用者の声を聞く会を開くと述べた。\n";
  CHECK(paragraphs_of(list) ==
        "出典の新聞は三月十四日付。\n市の広報は三月十五日付。\n町の便りは三月十六日付。\n村の会報は三月十七日付。\n"
        "渡し船の会社は昨日、来年の春から船の数を二隻に減らすと発表し、利用者の声を聞く会を開くと述べた。");
}

TEST_CASE("paragraphs: a caption of several sentences is one, up to its credit, torn or read twice") {
  const std::string text =
      "五月六日，工人在渡口新桥的工地上作业。\n大桥明年建成通车。本报记者陶小\n满摄\n\n"
      "昨日，市民在石磨巷口赏花。本报记者 骆青 摄\n\n"
      "摄近日，钟楼社区开展邻里节。图为小朋友在展示剪纸。本报记者 丁一 摄\n\n摄\n\n"
      "渡口管理处昨日公布明年的船期，早班船提前半个小时，末班船推迟到九点。\n";
  CHECK(paragraphs_of(text) ==
        "五月六日，工人在渡口新桥的工地上作业。大桥明年建成通车。本报记者陶小满摄\n"
        "昨日，市民在石磨巷口赏花。本报记者 骆青 摄\n"
        "近日，钟楼社区开展邻里节。图为小朋友在展示剪纸。本报记者 丁一 摄\n"
        "渡口管理处昨日公布明年的船期，早班船提前半个小时，末班船推迟到九点。");
  const Cleaned c = clean(text);
  CHECK((restored(c.jsonl, c.ledger) == text));
}

TEST_CASE("paragraphs: a headline as wide as a full first line heads the indented line below it") {
  if (!chinese_model()) return;
  const std::string text =
      "木匠说椅子不卖，谁等人谁坐。巷\n子里的人从此坐着等人，等到的人也\n都愿意陪着再坐一会儿，说几句话。\n"
      "钟楼大钟走得和从前一样准了\n"
      "城东的钟表匠用三个月时间免费\n修好了钟楼的大钟，换掉了里面全部\n齿轮，又把钟面上的字重新描了一遍\n"
      "，街坊们听见钟响，都说和从前一样\n好听，孩子们放学以后都来看大钟。\n";
  CHECK(contains(paragraphs_of(text), "准了\n城东的钟表匠用三个月时间免费修好了"));
}

TEST_CASE("paragraphs: a headline's bracket may close on its second line, and no text goes on in another measure") {
  std::string text = column.substr(0, column.find("靠着"));
  text.insert(text.find("笑着说"), "指着窗外一边大声");
  text +=
      "\n《石磨巷》——庞秋菊的豆花（四川\n话版）在省城上演\n\n"
      "本报讯（记者骆青）由青螺湾文化馆排演的方言\n小戏昨晚在省城演出三百名老街坊坐满了剧场散\n"
      "场以后他们还舍不得走站在台阶上说了半天的话\n没有人提起天冷。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "笑着说。\n《石磨巷》"));
  CHECK(contains(got, "省城上演\n本报讯"));
}

TEST_CASE("paragraphs: a printed line cut at each of its marks is one") {
  const std::string text =
      "庞秋菊接过这盘石磨时只有十四岁那时巷\n子里有七家早点铺她们叫它们「头一碗」\n「第二碗」\n「老碗」\n"
      "「小碗」和别的名字如\n今只剩下她一家不是她手艺最好是她最不\n会干别的她一边点卤一边笑着把话说完了\n"
      "三十年没有换过做法豆子泡足八个钟头井\n水烧到九成开卤水一勺一勺地点。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "「头一碗」「第二碗」「老碗」「小碗」和别的名字如今只剩下"));
}

TEST_CASE("paragraphs: a short line without a stop is no paragraph's last") {
  const std::string text =
      "昨天是白鹭渡口观鸟木屋开放的头一天，三百多名游人坐\n坐在屋里看水鸟在浅滩上觅食，渡口管理处负责人介绍，木屋\n"
      "由当地居民和青年志愿者搭成。\n"
      "木屋每天接待六十人，清早和黄昏看到的水鸟最多最全。\n"  // full but for half its indent, and a stop
      "需要先预约\n"
      "为了不惊动水鸟，木屋四面都开着长条形的小窗，游人坐\n在里面看得见外面，外面的鸟看不见人，来的人都说坐半天也\n"
      "不觉得累。\n"
      "渡口管理处今年还要在上游再修两座木屋，一座给学生们\n上课用，一座给拍鸟的人用，预计明年春天动工，钱由乡亲自\n"
      "己凑齐，没有人说不，也没有人问值不值，渡口的人就是这样\n过日子的。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "最多最全。\n需要先预约\n为了"));
}

TEST_CASE("paragraphs: what stands between a sentence's end and a byline is a headline, as wide as its column or not") {
  const std::string text =
      "The last ferry left the pier on\nMonday with a dozen people, two\ndogs and a piano on board. The\n"
      "harbour master rang the bell and\nhe wept, as nobody had foreseen.\n"
      "Harbour bell is rung by a whale\n"
      "By Odile Fenn\n"
      "The bell of the harbour was rung\nat night by a whale that nobody\nhad seen for years, the harbour\n"
      "master says.\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "foreseen.\nHarbour bell is rung by a whale\nBy Odile Fenn\n"));
}

TEST_CASE("paragraphs: a caption whose credit the wrap tore ends there, too") {
  const std::string text =
      "图为渡口观鸟木屋。连日来，孩子们一放学就\n跑到渡口来看鸟。本报记者骆\n青摄\n"
      "五月六日，工人在渡口新桥的工地上作业，大\n桥明年建成通车。本报记者车越摄\n";
  CHECK(contains(paragraphs_of(text), "本报记者骆青摄\n五月六日，工人"));
}

TEST_CASE("paragraphs: running Japanese text is no headline where it breaks off") {
  const std::string text =
      "渡し舟が最後の便を終える\n\n"
      "青螺湾の渡し舟は三日、最後の便を終えた。船長は岸で待つ人たちに手を振り、「長い間ありがとう」と話した。\n\n"
      "北浜新聞によると、同じ航路では五年前にも止まり\n\n"
      "島の人たちの声で再び動き出したという。町は来月から橋を渡るバスを走らせる。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "話した。\n北浜新聞によると、同じ航路では五年前にも止まり島の人たち"));
  CHECK(got.starts_with("渡し舟が最後の便を終える\n"));
}

TEST_CASE("paragraphs: a line too wide to be indented heads what opens a report below it, however short that is") {
  const std::string text =
      "木屋建在河滩的芦苇丛里，四面都开着长条形的小窗，游人\n坐在屋里，就能看见水鸟在浅滩上觅食，谁也不惊动谁，来的\n"
      "人都说值得等上一个清早。\n"
      "白鹭渡口的观鸟木屋启用十周年庆祝活动在青螺湾渡口举行\n"
      "7月31日，渡口管理处在观鸟木屋前举行活动，庆祝观鸟\n木屋启用整整十周年。\n"
      "管理处负责人表示，木屋给孩子们开了一扇窗，孩子们从\n这里认识了二十多种水鸟，也学会了安静，学会了等，这比什\n么都"
      "要紧。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "渡口举行\n7月31日"));
  CHECK(contains(got, "庆祝观鸟木屋启用整整十周年。"));
}

TEST_CASE("paragraphs: three title lines between a sentence's end and a lead, without blank lines, are no text") {
  const auto got = articles_of(
      "青螺湾渡口修新桥\n"
      "本报讯（记者骆青）昨日，青螺湾渡口的新桥\n"
      "合龙。桥面能并排走两辆三轮车，两边都留了人\n"
      "行道，桥头各有一棵老樟树，树下摆着长椅，给\n"
      "等人的人坐。石匠在桥栏杆上每隔三步刻一种水\n"
      "鸟，由镇上的孩子选定，刻坏了就重来。\n"
      "镇上老人联名致信夸赞新桥石匠好手艺\n"
      "石磨巷豆花飘香\n"
      "一碗豆花一条街\n"
      "本报讯（记者车越）石磨巷的豆花店只剩一家，\n"
      "店主仍用石磨磨豆子。巷子里的老人说，听见石\n"
      "磨响，就知道豆花好了，端着碗从各家门里出来\n"
      "，排成一队，说说笑笑等着热豆花上桌。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["body"].size() == 1);
  CHECK(got[1]["headline"] == "镇上老人联名致信夸赞新桥石匠好手艺");
  CHECK(got[1]["deck"] == json::array({"石磨巷豆花飘香", "一碗豆花一条街"}));
}

TEST_CASE("paragraphs: a page of Korean that breaks inside words is joined there, one that breaks at blanks is not") {
  const std::string whole =
      "나루터를 오가던 마지막 나룻배가 오는 삼십일 운항을 멈춘다. 강 건너 새터마을을 잇는 다리가 열리면서 하루 손님이 "
      "세 명 안팎으로 줄었기 때문이다. 군은 나루터를 공원으로 꾸밀 계획을 세우고 주민이 함께하는 잔치를 준비하는 마을 "
      "모임을 열었다. 낡은 배는 고쳐서 나루터에 두고 주말마다 아이들을 태우기로 했다. 뱃사공은 새벽마다 장에 가는 "
      "이들을 태우던 때가 어제 같다고 말했다.";
  CHECK(paragraphs_of("나루터를 오가던 마지막 나룻배가 오는\n"
                      "삼십일 운항을 멈춘다. 강 건너 새터마을\n"
                      "을 잇는 다리가 열리면서 하루 손님이 세\n"
                      "명 안팎으로 줄었기 때문이다. 군은 나루\n"
                      "터를 공원으로 꾸밀 계획을 세우고 주민\n"
                      "이 함께하는 잔치를 준비하는 마을 모임\n"
                      "을 열었다. 낡은 배는 고쳐서 나루터에 두\n"
                      "고 주말마다 아이들을 태우기로 했다. 뱃\n"
                      "사공은 새벽마다 장에 가는 이들을 태우\n"
                      "던 때가 어제 같다고 말했다.\n") == whole);
  CHECK(paragraphs_of("나루터를 오가던 마지막 나룻배가 오는 삼십일\n"
                      "운항을 멈춘다. 강 건너 새터마을을 잇는 다리가\n"
                      "열리면서 하루 손님이 세 명 안팎으로 줄었기\n"
                      "때문이다. 군은 나루터를 공원으로 꾸밀 계획을\n"
                      "세우고 주민이 함께하는 잔치를 준비하는 마을\n"
                      "모임을 열었다. 낡은 배는 고쳐서 나루터에 두고\n"
                      "주말마다 아이들을 태우기로 했다. 뱃사공은\n"
                      "새벽마다 장에 가는 이들을 태우던 때가 어제\n"
                      "같다고 말했다.\n") == whole);
}

TEST_CASE("paragraphs: a dash at a line's edge has the blanks that the page's dashes have") {
  CHECK(contains(paragraphs_of("«Мы ждали этого дня всю весну», — говорит смотритель маяка, —\n"
                               "и дождались: паром пришёл, — а за ним пришла и вся деревня,\n"
                               "которая живёт на том берегу реки с самого начала времён, да.\n"),
                 "маяка, — и дождались"));
  CHECK(
      contains(paragraphs_of(
                   "The keeper of the light—a man of few words at any time—said that\n"
                   "the boat had come in on Monday—\nand that was all he would say about it, before he went to bed.\n"),
               "Monday—and"));
}

TEST_CASE("paragraphs: a deck wider than any line, below its kicker, is no text of the story under it") {
  if (!chinese_model()) return;
  const auto got = articles_of(
      "石磨巷里飘出豆花香，三十年来天天如此，巷子里的老人说，听见石磨响，就知道豆花好了。\n\n"
      "爱护芦苇\n\n"
      "让水鸟与渡口和谐共生——老船工在《青螺湾公约》第十四次街坊大会开幕式上的致辞引发热烈反响\n\n"
      "这个春天，新修的栈道全面开放，游人坐在木屋里就能看见水鸟。\n\n"
      "老船工每天划船送客人过来，讲三十六种水鸟的故事。\n");
  REQUIRE_FALSE(got.empty());
  CHECK(got.back()["body"][0]["text"] == "这个春天，新修的栈道全面开放，游人坐在木屋里就能看见水鸟。");
}

TEST_CASE("paragraphs: who spoke goes on from the quotation, whatever stands between") {
  const std::string quoted = "眼下镇里正在修一座观鸟木屋。“到那时，早上来的水鸟，晚上就能写进\n孩子们的作文。”\n\n";
  CHECK(contains(paragraphs_of(quoted + "镇长葛长河说。\n"), "作文。”镇长葛长河说。"));
  CHECK(contains(paragraphs_of(quoted + "镇长葛长河说，木屋年底开放。\n"), "作文。”\n镇长"));
}

TEST_CASE("paragraphs: dots inside a quotation end nothing that it closes") {
  CHECK(contains(paragraphs_of("过了好一阵，阿贵才睁开眼睛，说出一句话来：“码头……\n\n码头上的货，全没了。”\n"),
                 "码头……码头上"));
}

TEST_CASE("paragraphs: items begin their lines, whatever the lines before end in") {
  const std::string ads =
      "◆供应：红富士苹果苗，二年生，根系发达，每株二元。联系人：万师傅\n"
      "◆求购：干辣椒二十吨，要求色泽鲜红，没有霉变。联系人：吕经理\n"
      "◆转让：九成新玉米收割机一台，价格面议。联系人：葛师傅\n";
  CHECK(std::ranges::count(paragraphs_of(ads), '\n') == 2);
  const std::string riddles =
      "1.一口咬掉牛尾巴（打一个常用字）\n"
      "2.十五天过后再相见（打一个常用字）\n"
      "3.举头望见一轮明月（打一味中药名）\n";
  CHECK(std::ranges::count(paragraphs_of(riddles), '\n') == 2);
}

TEST_CASE("paragraphs: who signs in brackets behind a quotation ends the text before a headline") {
  const std::string got = paragraphs_of(
      "现在渠水已经流进了田头，社员们高\n兴地说：“水从山上来，粮从渠里流。”\n（芦溪县革委会报道组，柳青供稿的）\n\n"
      "公社大修机具\n\n"
      "全县一百六十七台拖拉机都已检修完\n毕，迎接这一年最忙的时候。\n");
  CAPTURE(got);
  CHECK_FALSE(contains(got, "）公社"));
}

TEST_CASE("paragraphs: a caption between blank lines begins a text of its own, however full the line before it is") {
  const std::string text =
      "庞秋菊接过这盘石磨时，巷子里有七家早点铺，如\n今只剩下她一家，她说不是她手艺最好，是她不会\n"
      "干别的，她一边点卤一边笑，街坊们也跟着笑了。\n\n"
      "五月六日，工人在渡口新桥的工地上紧张地作业。\n大桥明年建成通车。本报记者陶小满摄\n";
  CHECK(contains(paragraphs_of(text), "笑了。\n五月六日"));
}

TEST_CASE("paragraphs: blank lines between the lines of a column part no sentence") {
  const std::string text =
      "庞秋菊接过这盘石磨时，巷子里有七家早点铺，如\n今只剩下她一家，她说不是她手艺最好，是她不会\n"
      "干别的，她一边点卤一边说，来的都是老街坊，每\n人一碗豆花，一勺辣子。\n\n"
      "渡口修新桥\n\n"
      "（记者陶小满／青螺報導）青螺湾渡口新桥，\n\n"
      "今年春天开工以来进展顺利两岸的桥墩都已经立起\n\n"
      "来了，工人们正赶在雨季以前，把桥面一段段接到\n"
      "对岸去。\n\n"
      "据渡口管理处介绍，新桥能并排走两辆三轮车，两\n\n"
      "边都留了人走的道，桥头还要修一个卖豆花的亭子\n"
      "供歇脚。\n";
  const std::string got = paragraphs_of(text);
  CAPTURE(got);
  CHECK(contains(got, "渡口新桥，今年春天开工以来进展顺利两岸的桥墩都已经立起来了"));
  CHECK(contains(got, "两辆三轮车，两边都留了人"));
}

TEST_CASE("paragraphs: where no word is broken at a line's end, a whole word had no room on the line before") {
  const std::string ferry =
      "The harbour board has told the owners of\n"
      "the last ferry that it must pay the Royal\n"
      "Superintendence a sum of forty pounds\n"
      "and leave its berth beside the old stairs\n"
      "before the first of May, when a bridge is\n"
      "to be opened by the mayor.\n\n";
  const std::string mayor =
      "The mayor has asked the owners whether\n"
      "they would sell the boat under a\n"
      "Gullhaven-registered company, and the\n"
      "owners have said that they would not.\n";
  const std::string got = paragraphs_of(ferry + mayor);
  CAPTURE(got);
  CHECK(std::ranges::count(got, '\n') == 1);
}

TEST_CASE("paragraphs: no line in small letters is a paragraph's first, whatever the width of the one above") {
  const std::string got = paragraphs_of(
      "The last ferry left on Monday with a piano and two dogs on board.\n\n"
      "The bridge will be opened to all the carts\n"
      "of the two towns in spring, and on\n"
      "foot a week before, said the surveyor of\n"
      "the county, who had walked over it twice\n"
      "on Sunday and had found all of it sound.\n");
  CAPTURE(got);
  CHECK(std::ranges::count(got, '\n') == 1);
}

TEST_CASE("paragraphs: a reporter in brackets that the wrap tore ends the text before a headline") {
  const std::string got = paragraphs_of(
      "    芦溪县昨天开通了通往白鹭渡口的公交车，每天往返六\n"
      "趟，沿途设十二个站，学生和老人半价乘车，首班车早晨六\n"
      "点发车。\n"
      "    县交通局负责人说，这条线路今年年底还要延长。（本\n"
      "报记者 蓝小雁）\n"
      "白鹭渡口的观鸟木屋迎来第一批游客\n"
      "    连日来，白鹭渡口的观鸟木屋里坐满了远道而来的客人，\n"
      "他们带着望远镜，一坐就是一天。\n");
  CAPTURE(got);
  CHECK(contains(got, "蓝小雁）\n白鹭渡口的观鸟木屋迎来第一批游客\n"));
}

TEST_CASE("paragraphs: what a document model sets in bold is no part of the text below it") {
  const std::string got = paragraphs_of(
      "**芦溪县新开公交线路 学生老人半价**\n"
      "**一天往返六趟**\n"
      "芦溪县昨天开通了通往白鹭渡口的公交\n"
      "车，每天往返六趟，沿途设十二个站，学\n"
      "生和老人半价乘车。\n");
  CAPTURE(got);
  CHECK(contains(got, "半价\n一天往返六趟\n芦溪县"));
}

TEST_CASE("paragraphs: a Japanese headline that ends in a figure is not the text's number") {
  CHECK(
      paragraphs_of(
          "潮待ちの岬で震度4.5\n\n日本気象協会と雲見新報によると、潮待ちの岬の観測所は三日、朝からの揺れを十二回数え、"
          "そのたびに灯台の鐘がひとりでに鳴ったと発表した。\n")
          .starts_with("潮待ちの岬で震度4.5\n日本"));
}

TEST_CASE("paragraphs: each of a Japanese text's sources is one, however alike they are in length") {
  CHECK(paragraphs_of("渡し舟が最後の便を終える\n\n雲見町の渡し舟が三日、最後の便を終えた。\n\n"
                      "船長の高瀬さんは岸の人たちに長いあいだ手を振っていた。\n\n雲見新報『渡し舟に別れ』。\n\n"
                      "雲見新報社、2019年5月4日。\n\n石灯台ともる\n\n青螺島では七日、新しい明かりが海を照らした。\n")
            .find("雲見新報『渡し舟に別れ』。\n雲見新報社、2019年5月4日。\n") != std::string::npos);
}

TEST_CASE("paragraphs: short ones, all begun by an indented line, in a column that one line fills") {
  const std::string text =
      "渡し舟の最後の便は三日の夕方に雲見町の岸を離れた。\n町の人や隣の町の漁師ら、三百人ほどが朝早くから岸辺\n"
      "に集まり舟を見送った。\n船長の高瀬さんは舟を降り、岸の人たちに手を振って礼\nを述べていた。\n"
      "渡し舟は戦後まもなく始まり、多い日には千人を超える\n人を川の向こうの市へ運び、夜も灯をともして岸と岸の間を\n"
      "渡っていたという。\n橋ができてからは乗る人が減り、去年は一日に十人ほど\nだけになっていた。\n"
      "船を出す青螺汽船は、舟を町の博物館に贈って残すこと\nに決めている。\n"
      "博物館の馮田さんは、来年の春から舟に乗れるようにし\nたいと話した。\n";
  CHECK(contains(paragraphs_of(text), "多い日には千人を超える人を川の向こうの市へ運び"));
}

TEST_CASE("paragraphs: a Japanese line that ends in a form that leads on is no headline") {
  if (!japanese_model()) return;
  CHECK(contains(paragraphs_of("青螺島で七日、石灯台に初めて灯がともった。\n\n"
                               "石工の馮田さんは三年かけて灯台を組み上げ、島の祭りの世話も一人で主宰し\n\nた。\n\n"
                               "式のあとには甘酒が配られた。\n"),
                 "主宰した。"));
}

TEST_CASE("paragraphs: no Japanese headline stands above a line that goes on in mid-phrase") {
  if (!japanese_model()) return;
  CHECK(contains(
      paragraphs_of(
          "渡し舟が最後の便を終える\n    雲見新報によると、雲\n見町の渡し舟が三日、最後\nの便を終え、岸に着いた。\n"
          "    船長の高瀬さんは岸に\n集まった人たちに、長いあ\nいだ手を振っていた。\n    青螺日報と雲見新報\n"
          "によると、舟は町の博物館\nに贈られ、来年の春から乗\nれるようになるという。\n    町の人たちは、橋がで\n"
          "きてからも舟を残してほし\nいと願っていた。\n"),
      "青螺日報と雲見新報によると、"));
}

TEST_CASE("paragraphs: a line in capitals is no part of the sentence below it") {
  CHECK(
      contains(paragraphs_of("MAYOR CALLS THE PLAN \"URGENT\"\nAfter a debate which lasted until near mid-\n"
                             "night the council voted seven to two to sub-\nmit the bonds for the new water mains to\n"
                             "the people of the town in April.\n"),
               "\"URGENT\"\nAfter a debate which lasted until near midnight"));
}

TEST_CASE("paragraphs: a line above `The` and a word in small letters heads what it begins") {
  CHECK(contains(
      paragraphs_of("Ferry to Gullhaven sails again this spring\nThe ferry to Gullhaven, laid up since the\n"
                    "storm of last winter, sails again from the\nfirst of April, the harbour office has said.\n"),
      "this spring\nThe ferry to Gullhaven, laid up since the storm"));
  // a name may begin so
  CHECK(contains(paragraphs_of("The old mill at the ford was sold to the\nThe Hague Milling Company on Tuesday for a\n"
                               "sum that nobody in the town would tell.\n"),
                 "sold to the The Hague"));
}

TEST_CASE("paragraphs: each indented line begins one, also below another") {
  CHECK(paragraphs_of(
            "PERSONALS.\n\n  Mrs. J. W. Kimball is visiting her sister at\nDunmore.\n"
            "  Dr. and Mrs. Peel have returned from the coast.\n  Miss Ada Snow leaves today for the mountains.\n") ==
        "PERSONALS.\nMrs. J. W. Kimball is visiting her sister at Dunmore.\nDr. and Mrs. Peel have returned from the "
        "coast.\n"
        "Miss Ada Snow leaves today for the mountains.");
}

TEST_CASE("paragraphs: where 、 is the only stop, a short line that ends in it ends its paragraph") {
  const std::string text =
      "〔青螺十四日專電〕江水連日續漲、十四日午水\n位已達四十七尺五寸、當局嚴令各段防守、\n"
      "〔石磨十五日專電〕津浦路北段修復工程、預定\n月底完成、屆時平浦通車可恢復、\n鐵部整頓路務\n令各路裁汰冗員\n"
      "〔青螺通信〕鐵道部近以各路冗員充斥、開支浩\n繁、特通令各路局、限兩月內將冗員一律裁\n汰、以節糜費、並將辦理情形具"
      "報、\n"
      "滬市米價回跌\n〔本埠訊〕本市米價、前以久旱不雨、一度飛\n漲、近日各地甘霖普降、新穀登場、到貨湧\n"
      "旺、昨日市價、每石已跌去一元二角、一般平\n民、莫不額手稱慶云、\n";
  const std::string got = paragraphs_of(text);
  CHECK(contains(got, "防守、\n〔石磨十五日專電〕"));
  CHECK(contains(got, "可恢復、\n鐵部整頓路務\n"));
  CHECK(contains(got, "具報、\n滬市米價回跌\n"));
}

TEST_CASE("paragraphs: a headline in capitals is no part of the text above it") {
  CHECK(contains(
      paragraphs_of("ROME, Nov. 6.—Hostilities have ceased on the\nwhole of the front, and the river is open.\n"
                    "LOCAL MAN HONOURED AT THE MILL\nWord was received yesterday by Mrs. Ida Creel\n"
                    "that her son was honoured by the owners of\nthe rolling mill.\n"),
      "open.\nLOCAL MAN HONOURED AT THE MILL\nWord was received"));
}

TEST_CASE("paragraphs: a list of names parted by 、 is one, on a page without full stops, too") {
  std::string text = "青螺湾中学光荣榜\n";
  for (int i = 0; i < 9; ++i) text += "骆青云、陶小满、葛长河、庞秋菊、\n";
  CHECK(contains(paragraphs_of(text), "庞秋菊、骆青云、"));
}

TEST_CASE("paragraphs: each item of a document model's list stands by itself") {
  const std::string got = paragraphs_of(
      "# 青螺湾渡口停航\n\n渡口的老船工说,这条线走了一百年。\n\n**渡口的数字**\n\n- 开船次数多:31万次\n"
      "- 票价一直是:0.5元一张\n- “一票到底”线路:16条\n\n责任编辑:骆青 版式:陶丽\n");
  CHECK(contains(got, "\n- 票价"));
  CHECK(contains(got, "\n- “一票到底”"));
}

TEST_CASE("paragraphs: two title lines above paragraphs of a line each are two, of whatever width") {
  std::string text = "青螺日報\n颱風過後菜價漲三成\n農糧署：一周內回穩\n";
  const std::string long_one =
      "受颱風外圍環流影響，中南部葉菜類受損，昨天果菜批發市場葉菜均價每公斤卅八點六元，較前一日上漲三成，客人看了就走。"
      "\n";
  for (const std::string head : {"攤商：買氣也變差", "渡口加開夜班船隻", "老屋新生木作登場"})
    text += long_one + "\n" + head + "\n";
  CHECK(contains(paragraphs_of(text + long_one), "菜價漲三成\n農糧署"));
}

TEST_CASE("paragraphs: whom a notice is for stands by itself; rows parted by wide blanks are rows") {
  const std::string notice =
      "各乡镇人民政府、县直各单位：\n清明节将至，为切实做好渡口安全工作，\n保护乘客生命安全，现将有关事项通告如\n下，请"
      "认真贯彻执行，抓好督查落实。\n"
      "渡口每日清晨六时开航，傍晚七时停航，\n大雾大风天气一律停航，不得冒险开船。\n";
  CHECK(contains(paragraphs_of(notice), "单位：\n清明节将至"));
  CHECK(contains(
      paragraphs_of(notice +
                    "骆青云　县航运公司青螺二号渡船驾驶员\n陶小满　石磨巷社区居民委员会副主任等\n葛长河　县第三中学"
                    "水上运动队教练\n"),
      "驾驶员\n陶小满"));
}

TEST_CASE("paragraphs: one that is all in brackets has lost nothing") {
  const std::string text =
      "作者用八年时间走遍了这条河上的渡口，\n访问了一百多位老船工，写成了这本书。\n书里有渡船，有船歌，也有船上的爱情。"
      "\n"
      "（《大河渡口记》，骆青云著，青螺湾出版\n社二〇一二年八月第一次印刷）\n本版欢迎来稿，请寄青螺湾渡口街一号。\n";
  CHECK_FALSE(contains(clean(text).jsonl, "\"gaps\":[2"));
}

TEST_CASE("paragraphs: a caption that a triangle begins goes on as far as its stop, in its own measure") {
  const std::string text =
      "渡船站昨天送走最後一班船，岸\n上站滿了人。船長說他在這條江\n上走了四十年，沒有誤點。\n"
      "鎮公所說，渡口的木屋將整\n修，明年改為展覽室，供遊客參\n觀。孩子們把畫送給了船長。\n\n"
      "▲渡船停航當天孩子們在岸上揮手，幾位\n老船員站在船頭合影。\n";
  CHECK(contains(paragraphs_of(text), "\n▲渡船停航當天孩子們在岸上揮手，幾位老船員站在船頭合影。"));
}

TEST_CASE("paragraphs: 【…】 alone on its line heads a part, beside an aside in another measure, too") {
  const std::string text =
      "她是渡口的摆渡人，三十年里走遍了十一个\n村，用坏了九根船篙；她的船夜里也开，被\n村民称作“水上的灯”。她叫陶小满。"
      "\n\n"
      "下午三点，太阳正毒。陶小满解开\n缆绳，把船篙往肩上一扛，沿着石\n阶往下走。\n“小满，又去接葛婆婆啊？”\n"
      "“哎，今天该送药了。”\n【一个承诺】\n1985年，19岁的陶小满第一次撑船。\n船是父亲留下的，她答应过要守着渡\n口。"
      "“走的时候，村里凑了钱给我做\n路费。”她说，“我答应过要回来。”\n";
  CHECK(contains(paragraphs_of(text), "送药了。”\n【一个承诺】\n1985年"));
}

TEST_CASE(
    "paragraphs: what stands between the page's head and a lead is its headline, nearly as wide as the column or not") {
  const std::string text =
      "为渡口停航献计献策忙\n全县船工代表聚会青螺湾\n新华社柳芽十二月五日电\n参加全县船工代表会的二百三\n十多名代表，最"
      "近为群众过河\n"
      "出行献计献策。他们提出：要\n先修路，再停航；要重视老船\n工的安置；要办好船工学校，\n培养人材。\n会议期间，代表们"
      "还参观\n"
      "了柳芽镇的三个农机修造厂。\n";
  CHECK(contains(paragraphs_of(text), "为渡口停航献计献策忙\n全县船工代表聚会青螺湾\n"));
}

TEST_CASE("paragraphs: where the dump has kept the indents, a line that is not set in heads what is below it") {
  const std::string s = paragraphs_of(
      "渡口大队修石堤\n"
      "　　渡口大队今年春天修好\n"
      "了三里长的石堤，往后再也\n"
      "不怕桃花水了。\n"
      "　　社员们白天下田，晚上\n"
      "点着汽灯抬石头，五十天没\n"
      "有歇过一天。\n"
      "　　老船工冯满仓把自己的\n"
      "木船也借给了工地，来回运\n"
      "了四百多船石头。\n"
      "　　到立夏那天，石堤合龙，\n"
      "两岸的人都来看。\n"
      "怎样防止秧苗受冻\n"
      "一、勤看天\n"
      "　　寒潮来以前，把田里的\n"
      "水灌到三寸深，秧苗就冻不\n"
      "着。\n"
      "二、早排水\n"
      "　　天晴以后，要在上午十\n"
      "点以前把水排干，免得泡坏\n"
      "了根。\n"
      "（县农业技术站）\n"
      "新书介绍\n"
      "　　这本书讲水稻栽培，共\n"
      "收问答一百多则，定价两角\n"
      "一分。\n");
  CHECK(contains(s, "\n怎样防止秧苗受冻\n一、勤看天\n"));
  CHECK(contains(s, "\n寒潮来以前，把田里的水灌到三寸深，秧苗就冻不着。\n"));
}

TEST_CASE("paragraphs: a paper that stops with 、 may have one full stop; who sent a report closes it") {
  const std::string s = paragraphs_of(
      "嚴緝私運白銀\n"
      "▲東嶺　近日私運白銀之風又熾、\n"
      "昨特電令各關卡、會同當地軍警、\n"
      "嚴密查緝、凡緝獲者、照章給獎、\n"
      "▲青石　本關八日在東站緝獲私\n"
      "銀九千四百餘元、運者逃逸、\n"
      "（八日本社電）\n"
      "渡口石堤工程\n"
      "日內可告竣工\n"
      "渡口石堤工程、自去年冬月興工\n"
      "以來、僱用民工六千餘人、晝夜\n"
      "趕築、現已完成十分之八九、預\n"
      "定本月底前、可全部告竣、水利\n"
      "會將派員前往驗收云。\n");
  CHECK(contains(s, "運者逃逸、（八日本社電）\n渡口石堤工程\n"));
}

TEST_CASE("paragraphs: where blank lines part them, a short first line tears no sentence") {
  std::string text = "渡口停航\n\n";
  for (const char* p : {"渡口昨日停航，两岸的人改走十里\n外的石桥，早晚都挤得水泄不通啊。",
                        "渡船是民国年间造的，船底修过三\n回，老人们都坐它上过学，念叨了一路啊。",
                        "新桥明年春天才能通车，在这以前\n村里借来两条机船，早晚各开四趟。",
                        "船工老冯今年七十岁，他说自己摆\n了一辈子渡，没有见过这么低的水位。",
                        "镇里派人量了水深，最浅的地方只\n有一尺，再旱十天机船也开不动了。",
                        "孩子们上学要绕十里路，学校把早\n读推迟了半个钟头，家长都很感激。",
                        "水文站说，上游的水库月底放水，\n到那时渡口的水位会回到往年样子。"})
    text += std::string(p) + "\n\n";
  const Cleaned c = clean(text);
  CAPTURE(c.jsonl);
  CHECK(contains(c.jsonl, "船底修过三回，老人们"));
}

TEST_CASE("paragraphs: where blank lines stand below whole sentences only, each of them parts two paragraphs") {
  const std::string page =
      "渡口停航\n"
      "\n"
      "渡口昨日停航，两岸的人改走十里\n"
      "外的石桥，早晚都挤得水泄不通啊。\n"
      "\n"
      "渡船是民国年间造的，船底修过三\n"
      "回，老人们都坐它上过学，念叨了\n"
      "一路。\n"
      "\n"
      "新桥去年动工，到今年秋天就能走\n"
      "人，镇上已经在桥头种了两排柳树。\n"
      "\n"
      "船工老冯说，他舍不得这条船，想\n"
      "把它留在岸上，让孩子们看看。\n"
      "\n"
      "镇里答应了，还要在旁边盖一间小\n"
      "屋，把他的烟斗和草帽也放进去。\n"
      "\n"
      "小屋的门朝着河，推开就是水，水\n"
      "上再也没有船，只有风还在来回地\n"
      "走。\n"
      "\n"
      "孩子们却不管这些，他们早就把小\n"
      "屋当成了学校，天天在里面画画。\n";
  CHECK(blocks_after(through(page).page).size() == 8);
  // one below half a sentence: they stand at the turns of columns
  std::string turned = page;
  turned.insert(turned.find("把它留在"), "\n");
  CHECK(contains(paragraphs_of(turned), "水泄不通啊。渡船"));
}

TEST_CASE("paragraphs: a full line that begins the next of a series begins a paragraph") {
  const std::string s = paragraphs_of(
      "　　春天修船要抓住三点，谁也不\n能马虎，县里的老船工这样说。\n"
      "一要晾船。把船拖上岸晾三天，\n船底朝天。\n"
      "二要填缝。用麻丝把船缝填满，\n再抹上石灰，晾干以后刷桐油。\n"
      "三要试水。先在浅水里停半天，\n看看船底漏不漏。\n");
  CHECK(contains(s, "刷桐油。\n三要试水"));
}

TEST_CASE("paragraphs: a headline nearly as wide as its column that begins as the text below it does") {
  const std::string s = paragraphs_of(
      "春季木船的修理三要点\n"
      "春季气温忽高忽低，木船的缝\n隙容易漏水，修船时要抓住三\n点，谁也不能马虎。\n"
      "　　老船工说，先要晾船，把船拖\n上岸来晾三天，船底朝天，不\n能让雨淋着，这是第一条，也\n是最要紧的一条。\n");
  CHECK(contains(s, "三要点\n春季气温"));
}

TEST_CASE("paragraphs: a clause that goes on below a blank line is no title") {
  if (!chinese_model()) return;
  const std::string s = paragraphs_of(
      "渡口停航这一天\n\n冯 二\n\n清晨六点，渡口的灯一盏盏亮起\n\n"
      "来。船工老冯已经在码头上走了不\n知多少个来回，草鞋上的带子磨断\n了一根，用麻绳系着，走起路来响。\n\n"
      "八点开船，老人们都来送，船上挤\n得满满的，谁也不说话，只听见水\n声，一直响到对岸，响到人都散了。\n");
  CHECK(contains(s, "亮起来。船工"));
}

TEST_CASE("paragraphs: where every paragraph is set in, a short line that is not heads the one below it") {
  std::string text = "小水车上了平顶山\n";
  for (const char* p : {"　　平顶山乡的红光社有三百\n多亩坡地，从来都是靠天吃饭。\n社员们只能看着沟里的水。\n",
                        "　　今年六月，社里派了两名\n木匠到县里学习，回来后用枣\n木做成了水车。\n",
                        "　　消息传开以后，邻近的八\n个社都派人来参观。红光社的\n木匠们又在琢磨着把人踩改成\n驴拉，腾出"
                        "更多的劳力下地。\n"})
    text += p;
  text += "供销社送货到地头\n　　供销合作社从本月初起，\n组织了六副货郎担子，每天把\n镰刀送到田间。\n";
  text += "夜校的灯火亮了\n　　每到晚上，文化站的四盏\n汽灯就亮了，青年男女在这里\n学文化。\n";
  CHECK(contains(paragraphs_of(text), "下地。\n供销社送货到地头\n供销合作社"));
}

TEST_CASE("paragraphs: lines that are not set in, above one that is, head it whatever their words") {
  const std::string s = paragraphs_of(
      "　十六日午前五時ごろ、渡口\n町の堤が約十二メートルにわ\nたって崩れ、下流の住宅八棟\nが床上まで浸水した。住民は\n"
      "公民館に避難した。\n"
      "　町によると、堤は江戸末期\nに造られた。二年前の点検で\nは「漏水のおそれ」と判定さ\nれ、改修を待つ池だった。\n"
      "偽の点検装い車内に侵入\n銅線百キロ、盗んだ疑い\n"
      "　停車中の電車から銅線を盗\nんだとして、県警は十六日、\n無職の男を窃盗容疑で逮捕し\nた。\n"
      "　調べでは、男は五月から三\n回にわたり、計百キロの銅線\nを切り取った。\n"
      "給食のカレーで、百人腹痛に\n"
      "　町内の小中学校四校で十三\n日に給食を食べた児童ら百人\nが腹痛を訴えた。\n");
  CHECK(contains(s, "だった。\n偽の点検装い車内に侵入\n銅線百キロ、盗んだ疑い\n停車中"));
  CHECK(contains(s, "切り取った。\n給食のカレーで、百人腹痛に\n町内の"));
}

TEST_CASE("paragraphs: lines of one width that all end in marks are verse") {
  const std::string text =
      "渡口的灯\n　　县渡口管理所的老船工冯二，\n每天天不亮就把灯挂上桅杆，三\n十年没有断过一天。\n";
  const std::string s = paragraphs_of(
      text + "点灯人\n　　夜半河风阵阵凉，\n　　老冯起身整衣裳。\n　　桅杆挂起灯一盏，\n　　照得来人认船帮。\n");
  CHECK(contains(s, "点灯人\n夜半河风阵阵凉，\n老冯起身整衣裳。\n桅杆挂起灯一盏，\n照得来人认船帮。"));
  // and are text beside a line as wide that ends in none
  const std::string column = paragraphs_of(text +
                                           "桥头夜半挂起灯盏\n河上起风，阵凉，\n老冯起身，整衣，\n桅杆挂起，灯盏，\n照"
                                           "得来人，认船。\n老冯说，这灯是要\n一直亮着的，亮到\n天明。\n");
  CHECK(contains(column, "阵凉，老冯起身"));
  // and are text where some do not
  const std::string wrapped =
      paragraphs_of(text + "夜半河风阵阵凉，\n老冯起身整了整\n衣裳。桅杆挂起，\n照得来人认船帮。\n");
  CHECK(contains(wrapped, "整了整衣裳"));
}

TEST_CASE("paragraphs: a Japanese caption is one, as far as who took the picture") {
  const std::string s = paragraphs_of(
      "渡しの町に工房\n\n　町の小さな渡し場が、地元の\n煮干しを使うだしの工房に生ま\nれ変わった。運営するのは、島\n外か"
      "ら移り住んだ九人。\n\n"
      "旧給食室に据えられた真空包装機を点検する\n石野さん＝雲見町磯浜で、馮田千帆撮影\n\n高波で漁港の防波堤崩落\n\n　十"
      "三日午前四時半ごろ、雲見\n町の漁港で、沖側の防波堤が崩\nれているのを職員が見つけた。\n");
  CHECK(contains(s, "点検する石野さん＝雲見町磯浜で"));
}

TEST_CASE("paragraphs: a line that a whole word would have fitted on ends its paragraph") {
  const std::string text =
      "SAIGON (AP) — The guerrillas struck\n"
      "a government truck convoy 35 miles\n"
      "of the city Monday, killing 31 sol-\n"
      "diers and wounding 20 in one of\n"
      "costliest raids all summer.\n"
      "Two American advisers riding in the\n"
      "third truck were reported slightly\n"
      "wounded. Their names were withheld\n"
      "pending notification of their kin.\n";
  CHECK(contains(paragraphs_of(text), "summer.\nTwo"));
}

TEST_CASE("paragraphs: behind an agency that follows the last stop comes a new text") {
  CHECK(contains(paragraphs_of("The present ambulance, he said, had\n"
                               "been off the road for seven months\n"
                               "for want of a gearbox there.—LNA\n\n"
                               "Hospital wing ready by\n"
                               "Christmas, says Minister\n"),
                 "—LNA\n"));
}

TEST_CASE("paragraphs: a full line below a full line heads nothing, though the next one is set in") {
  const std::string text =
      "　　一位渔民从渡口贩三担莲藕到县\n城，一路上交了十回费，补了四次票。\n这件事登在前天的报上，许多读者来\n信说：何"
      "止莲藕！\n"
      "　　设卡收费的，都说自己有文件。\n文件有没有？有的。但是把县里的文\n件、区里的文件叠在一起，路就断了。\n"
      "　　会议讲得明白：除了经批准的检\n查站，其他关卡一律撤销。话讲到这\n个份上，剩下的就是做。\n"
      "　　我们希望各地报一报账：原有多\n少卡，撤了多少，还剩多少，都说清\n楚。\n";
  CHECK(contains(paragraphs_of(text), "这件事登在前天的报上，许多读者来信说：何止莲藕！"));
}

TEST_CASE("paragraphs: items whose first lines fill their column are no headlines, whatever sign they bear") {
  const auto got = blocks_after(
      through("各地简讯\n　　●青螺县供销合作社上月已经把\n一万二千吨化学肥料调运到各乡镇，\n比去年同期多一倍。\n"
              "　　●柳树林场今年育苗三百六十万\n株，其中油茶苗占一半以上，最近几\n天出圃，送往各地。\n"
              "　　●县人民出版社这个月刚出版的\n《怎样种好油菜》一书，受到农民的\n欢迎，五万册已经发行完。\n",
              {"articles"})
          .page);
  CHECK(got.size() == 4);
}
