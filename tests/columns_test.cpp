// Columns side by side: parted where they are, left alone where blanks mean something else.
#include <chrono>

#include "stages/words.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

bool parted(const Page& page) {
  return std::any_of(page.notes.begin(), page.notes.end(),
                     [](const Note& n) { return n.rule == "lines.side-by-side"; });
}
std::string read(const std::string& text, bool* any = nullptr) {
  const Done d = through(text, Skip{"articles", "punctuation"});
  if (any) *any = parted(d.page);
  return joined(blocks_after(d.page));
}

// Three columns as `pdftotext -layout` prints them: characters counted, not cells, so that full lines push the next
// column right.
const std::string laid_out =
    "白鹭渡口修起观鸟木屋\n"
    "    本报讯（记者蓝小雁）昨天是白鹭渡        到屋顶，从河面上看过去，整座木屋        "
    "都是渡口的老船工编写的，他们认得\n"
    "口观鸟木屋开放的第一天。木屋建在        就像一只收起翅膀的大鸟。              每一种水鸟的叫声。\n"
    "河滩的芦苇丛里，四面都开着长条形            木屋里备有十架望远镜，供游人            渡口管理处负责人说，木屋每天\n"
    "的小窗，游人坐在屋里就能看见水鸟        免费使用。墙上挂着三十六种水鸟的        接待六十人，需要提前一天预约。冬\n"
    "在浅滩上觅食，水鸟却看不见屋里的        图片，旁边写着它们来到河滩和离开        季是观鸟的好时节，木屋将开放到明\n"
    "人。设计师把芦苇编成席子，一直铺        河滩的月份。图片下面的说明文字，        年四月。\n";

// The same in English: starts repeat, words have single blanks.
const std::string english =
    "Lamp keeper hands in his keys\n"
    "The last keeper of the Gullhaven        lamp room counted the panes once        Board, which has kept a lamp on\n"
    "light handed in his keys upon the       more and found that none of them        the point for two hundred years\n"
    "morning of his sixtieth birthday,       was broken, which he said was as        and hopes to keep one there for\n"
    "and walked down the stairs of the       good an ending as a man of lamps        two hundred more, whatever the\n"
    "tower for the last time. The new        could hope for. He gave the book        price of oil may be by then and\n"
    "keeper is a machine, and it does        of the wrecks to the clerk of the       whoever may be left to count "
    "it.\n";

}  // namespace

TEST_CASE("columns: three columns side by side are read one after the other") {
  bool any = false;
  const std::string got = read(laid_out, &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got, "昨天是白鹭渡口观鸟木屋开放的第一天。木屋建在河滩的芦苇丛里"));
  CHECK(contains(got, "把芦苇编成席子，一直铺到屋顶"));  // foot of the first column, head of the second
  CHECK(contains(got, "免费使用。墙上挂着三十六种水鸟的图片"));
  CHECK(contains(got, "图片下面的说明文字，都是渡口的老船工编写的"));
  CHECK_FALSE(contains(got, "白鹭渡到屋顶"));
}

// Its nouns are capitals: a third of its lines begin in small letters.
TEST_CASE("columns: German columns are parted; where none is pushed about, the second's indents are paragraphs'") {
  bool any = false;
  const std::string got = read(
      "  Lindau. Die Brücke über die Aue bleibt      Sonntagabend die Alarmanlage der\n"
      "für Autos und Lastwagen voraussichtlich     Feuerwehr ausgelöst und zwölf Mann\n"
      "bis April gesperrt. Das hat der             aus dem Bett geholt. Das Tier war\n"
      "am Montagabend in einer langen Rede im      durch einen Schacht in das Gerätehaus\n"
      "alten Rathaussaal bekanntgegeben. Ein       geraten.\n"
      "langes Gutachten des Bauamts hatte ja         Kommandant Xaver Lind trug den\n"
      "ergeben, daß der mittlere Pfeiler beim      Eindringling mit Handschuhen hinaus.\n"
      "Hochwasser vom August um fast vierzig       Er habe keine Aussage gemacht, sagte\n"
      "Zentimeter unterspült worden ist. Am        der Kommandant, und die zwölf Mann\n"
      "Montag haben Taucher nachgesehen.           gingen wieder zu Bett.\n",
      &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got, "Die Brücke über die Aue bleibt für Autos"));
  CHECK(contains(got, "in das Gerätehaus geraten.\nKommandant Xaver Lind"));
}

// It is set in a measure of its own, so it is no row of theirs.
TEST_CASE("columns: a caption below columns, without a blank line, goes into none of them") {
  const std::string got = read(laid_out +
                               "近日，渡口的孩子们坐在新修的木屋里，等候第一群水鸟飞来。\n"
                               "木屋将开放到明年四月。本报记者 沙小满 摄\n");
  CAPTURE(got);
  CHECK(contains(got, "季是观鸟的好时节，木屋将开放到明年四月。"));
  CHECK(contains(got, "等候第一群水鸟飞来。木屋将开放到明年四月。"));
  CHECK_FALSE(contains(got, "编成席子，一直铺近日"));
}

TEST_CASE("columns: an alphabet's columns are told by their starts") {
  bool any = false;
  const std::string got = read(english, &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got, "handed in his keys upon the morning of his sixtieth birthday"));
  CHECK(contains(got, "it does lamp room counted"));  // the foot of a column runs on in the next one's head
  CHECK(contains(got, "to the clerk of the Board, which has kept"));
}

// The headline stands right above its text: the indent below tells. In the second column, which sways, it tells a
// paragraph where a sentence ended above.
TEST_CASE("columns: an alphabet's indents are kept, and lines that were stretched are closed up") {
  const std::string in =
      "Lamp keeper hands in his keys\n"
      "    The last keeper of the Gullhaven       lamp room counted the panes once\n"
      "light handed in his keys upon the      more and found that none of them\n"
      "morning of his sixtieth birthday,        was broken, which he said was as\n"
      "and walked down the stairs of the      good an ending as he had hoped.\n"
      "tower for the last time. It was             The    harbour    board    has\n"
      "raining, he told his two friends.       kept a lamp on the point for two\n"
      "    The new keeper is a machine of     hundred years and hopes to keep\n"
      "the kind which neither sleeps nor       one there for two hundred more, it\n"
      "answers to its name. It stands by        said, whatever the price of oil.\n";
  const Cleaned c = clean(in);
  CAPTURE(c.jsonl);
  const auto got = articles_of(in);
  REQUIRE(got.size() == 1);
  CHECK(got[0]["headline"] == "Lamp keeper hands in his keys");
  REQUIRE(got[0]["body"].size() == 3);
  CHECK(std::string(got[0]["body"][1]["text"]).starts_with("The new keeper is a machine"));
  CHECK(std::string(got[0]["body"][2]["text"]).starts_with("The harbour board has kept a lamp"));
  CHECK((restored(c.jsonl, c.ledger) == in));
}

// `pdftotext -layout` where the gutters are narrow: a single blank, or what short lines leave.
TEST_CASE("columns: an alphabet's columns are parted at single blanks, where broken words tell their measure") {
  const std::string in =
      "    The last keeper of the Gull-   He gave the book of the    but that it would never wave to\n"
      "haven light handed in his keys wrecks to the clerk of the har- them. They had brought him a\n"
      "upon the morning of his sixtieth bour board, which has kept a basket of herrings and a cap-\n"
      "birthday and walked down the   lamp on the point for two hun- tain's chair, in which he sat\n"
      "stairs of the tower for the last dred years and hopes to keep down at once to watch the\n"
      "time. The new keeper is a ma-  one there for two hundred more, evening ferry come round the\n"
      "chine of the kind which neither whatever the price of oil may point, late as it always was.\n"
      "sleeps nor answers to its      be by then. The committee will     His sister, who keeps the\n"
      "name. He had counted the       decide in autumn what be-      post office in the lower town,\n"
      "panes of the lamp room once    comes of the cottage below the told this newspaper that he had\n"
      "more and found that none of    tower.                         written her a letter every week\n"
      "them was broken, which he          Fishermen who came to see  for forty years and that she had\n"
      "said was as good an ending as  him off said that the new light never once been able to read\n";
  const Words dictionary{Page{}};
  if (!dictionary.dictionary()) return;
  bool any = false;
  const std::string got = read(in, &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got, "handed in his keys upon the morning of his sixtieth birthday and walked down the stairs"));
  CHECK(contains(got, "to the clerk of the harbour board, which has kept a lamp on the point for two hundred years"));
  CHECK(
      contains(got, "a captain's chair, in which he sat down at once to watch the evening ferry come round the point"));
  const Cleaned c = clean(in);
  CHECK((restored(c.jsonl, c.ledger) == in));
}

TEST_CASE("columns: a story that breaks off ends above the next headline") {
  const std::string in =
      "Lamp keeper hands in his keys\n"
      "    The last keeper of the Gullhaven       lamp room counted the panes once\n"
      "light handed in his keys upon the      more and found that none of them\n"
      "morning of his sixtieth birthday,      was broken, which he said was as\n"
      "and walked down the stairs of the      good an ending as he had hoped, and\n"
      "tower for the last time. In the        the book of the wrecks was given\n"
      "\n\n"
      "Herring boats stay in the harbour\n"
      "    The herring boats of Mudbank Pier      and the price of a barrel, which\n"
      "have not left the harbour since the    was four shillings in the spring, is\n"
      "storm of last week, for their nets     three times that now. The fishermen\n"
      "were torn and no yarn is to be had,    say that they will wait for it.\n";
  const auto got = articles_of(in);
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "Herring boats stay in the harbour");
  CHECK(got[0]["headline"] == "Lamp keeper hands in his keys");
  const Cleaned c = clean(in);
  CHECK((restored(c.jsonl, c.ledger) == in));
}

// Some gutters are closed by a full line: the measure tells where. A byline may be wider than its column.
TEST_CASE("columns: of an alphabet's rows some have wide gutters and some have none, and a byline may be wide") {
  const std::string in =
      "Lamp keeper hands in keys\n"
      "By Florence Whitmore and Ada Penhallow\n"
      "    The last keeper of the  none of them was broken,    then. The committee will    sat down at once to watch\n"
      "Gullhaven light handed in   which he said was as good   decide in autumn what be-   the evening ferry come\n"
      "his keys upon the morning   an ending as a man of       comes of the cottage below  round the point, late as "
      "it\n"
      "of his sixtieth birthday and lamps could hope for.      the tower.                  always was.\n"
      "walked down the stairs of       He gave the book of the     Fishermen who came to       His sister, who keeps\n"
      "the tower for the last time. wrecks to the clerk of the see him off said that the   the post office in the "
      "lower\n"
      "The new keeper is a ma-     harbour board, which has    new light was brighter than town, told this newspaper\n"
      "chine of the kind which     kept a lamp on the point for the old one, but that it   that he had written her a\n"
      "neither sleeps nor answers  two hundred years and       would never wave to them.   letter every week for "
      "forty\n"
      "to its name. He had counted hopes to keep one there for They had brought him a      years and that she had "
      "nev-\n"
      "the panes of the lamp room  two hundred more, whatever  basket of herrings and a    er once been able to read\n"
      "once more and found that    the price of oil may be by  captain's chair, in which he his handwriting.\n";
  const auto got = articles_of(in);
  REQUIRE(got.size() == 1);
  CHECK(got[0]["headline"] == "Lamp keeper hands in keys");
  CHECK(got[0]["bylines"].size() == 2);
  REQUIRE(got[0]["body"].size() == 4);
  CHECK(contains(std::string(got[0]["body"][1]["text"]),
                 "He gave the book of the wrecks to the clerk of the harbour board, which has kept"));
  CHECK(contains(std::string(got[0]["body"][2]["text"]),
                 "Fishermen who came to see him off said that the new light was brighter than"));
  const Cleaned c = clean(in);
  CHECK((restored(c.jsonl, c.ledger) == in));
}

// No dictionary here knows French: the hyphens and the wide blanks beside them must do.
TEST_CASE("columns: a language without a dictionary is parted at single blanks, too") {
  const std::string in =
      "    Le dernier gardien du phare frages au secrétaire du port, apporté un panier de harengs et\n"
      "de Port-Clair a rendu ses clefs qui entretient un feu sur la  un fauteuil de capitaine, dans\n"
      "le matin de son soixantième    pointe depuis deux cents ans   lequel il s'est assis aussitôt\n"
      "anniversaire et descendu pour  et compte bien en entretenir un pour regarder le bac du soir\n"
      "la dernière fois les marches de pendant deux siècles encore,  passer la pointe, en retard com-\n"
      "la tour. Le nouveau gardien est quel que soit alors le prix de me toujours.\n"
      "une machine qui ne dort pas et l'huile. La commission dira à      Sa sœur, qui tient la poste\n"
      "ne répond pas à son nom. Il a- l'automne ce que devient la    de la ville basse, a confié à\n"
      "vait compté une fois de plus   maison au pied de la tour.     notre journal qu'il lui avait é-\n"
      "les vitres de la lanterne et trou- Les pêcheurs venus le sa-  crit une lettre par semaine pen-\n"
      "vé qu'aucune n'était brisée, ce luer ont dit que la nouvelle lu- dant quarante ans et qu'elle\n"
      "qui est, dit-il, une aussi bonne mière était plus vive que l'an- n'avait jamais pu lire son écri-\n"
      "fin qu'un gardien peut espérer. cienne, mais qu'elle ne leur fe- ture.\n"
      "    Il a remis le livre des nau- rait jamais signe. Ils avaient\n";
  bool any = false;
  const std::string got = read(in, &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got, "a rendu ses clefs le matin de son soixantième anniversaire et descendu pour la dernière fois"));
  CHECK(contains(got, "Les pêcheurs venus le saluer ont dit que la nouvelle lumière était plus vive que l'ancienne"));
}

TEST_CASE("columns: two blanks after every stop are a typewriter's") {
  bool any = true;
  read(
      "The harbour board met on Monday evening.  It was the first meeting\n"
      "since the lamp was changed, and it was a long one.  Mr. Osgood took\n"
      "the chair.  He said that the new lamp had cost less than was feared.\n"
      "The clerk read the accounts.  They were passed without a word.  Mrs.\n"
      "Penhallow asked what was to become of the cottage.  The chair said\n"
      "that no answer could be given before the autumn.  A letter from the\n"
      "fishermen was read.  They ask for a bench upon the quay.  It was put\n"
      "to the vote and carried.  The bench will stand by the old crane.  It\n",
      &any);
  CHECK_FALSE(any);
}

// The rest of each broken word follows its hyphen.
TEST_CASE("columns: lines whose wraps became blanks are none of columns, however many words they break") {
  bool any = true;
  read(
      "The last keeper of the Gullhaven light handed in his keys upon the morn- ing of his sixti- eth birthday and\n"
      "walked down the stairs of the tower for the last time. The new keep- er is a ma- chine of the kind which\n"
      "neither sleeps nor an- swers to its name. He had count- ed the panes of the lamp room once more and found that\n"
      "none of them was bro- ken, which he said was as good an end- ing as a man of lamps could hope for. He gave the\n"
      "book of the wrecks to the clerk of the har- bour board, which has kept a lamp on the point for two hun- dred\n",
      &any);
  CHECK_FALSE(any);
}

TEST_CASE("columns: single blanks part columns that read across, where a model knows the words") {
  if (!chinese_model()) return;
  const std::string across =
      "本报讯（记者蓝小雁）昨天是白鹭渡 到屋顶，从河面上看过去，整座木屋\n"
      "口观鸟木屋开放的第一天。木屋建在 就像一只收起翅膀的大鸟。\n"
      "河滩的芦苇丛里，四面都开着长条形\n"
      "木屋里备有十架望远镜，供游人\n"
      "的小窗，游人坐在屋里就能看见水鸟 免费使用。墙上挂着三十六种水鸟的\n"
      "在浅滩上觅食，水鸟却看不见屋里的 图片，旁边写着它们来到河滩和离开\n"
      "人。设计师把芦苇编成席子，一直铺 河滩的月份。\n";
  bool any = false;
  const std::string got = read(across, &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got, "四面都开着长条形的小窗，游人坐在屋里就能看见水鸟在浅滩上觅食"));
  CHECK(contains(got, "供游人免费使用。墙上挂着三十六种水鸟的图片"));
}

// Columns whose lines stand at different heights come out a line of each in turn, no two in one row.
TEST_CASE("columns: lines that columns take in turn are dealt to them, where a model knows the words") {
  if (!chinese_model()) return;
  const std::string ferry =
      "渡口管理处昨天发布通告，从下个月初开始，连接南北两岸的渡船将延长运营时间，末班船推迟到晚上十点。管理处负责人说，"
      "两岸居民盼望这一天已经盼了三年。";
  const std::string orchard =
      "今年春天雨水充足，山坡上的八百亩梨树开花比往年提前了一个星期。果农们正在忙着给梨花授粉，合作社请来技术员到地头"
      "讲课，预计秋天的产量会增加两成。";
  const std::string library =
      "市图书馆的古籍修复室里，三位老师傅正在给一部残破的地方志补上书页。他们用的纸是自己抄的，糨糊也是自己熬的，修完一"
      "页往往需要整整两天的时间。";
  constexpr std::size_t measure = 17, indent = 2;  // characters, of three bytes each
  const auto lines = [](const std::string& text) {
    std::vector<std::string> out{text.substr(0, 3 * (measure - indent))};
    for (std::size_t at = out[0].size(); at < text.size(); at += 3 * measure)
      out.push_back(text.substr(at, 3 * measure));
    return out;
  };
  const auto a = lines(ferry), b = lines(orchard), c = lines(library);
  std::string page;
  for (std::size_t i = 0; i < std::max({a.size(), b.size(), c.size()}); ++i)
    for (const auto* column : {&a, &b, &c})
      if (i < column->size()) page += (*column)[i] + "\n";
  bool any = false;
  const std::string got = read(page, &any);
  CAPTURE(page);
  CAPTURE(got);
  CHECK(any);
  for (const std::string& story : {ferry, orchard, library}) CHECK(contains(got, story));
  const Cleaned cleaned = clean(page);
  CHECK((restored(cleaned.jsonl, cleaned.ledger) == page));
}

// Names go on in names as well as in any others.
TEST_CASE("columns: a list of names that was wrapped stays in order") {
  if (!chinese_model()) return;
  bool any = true;
  read(
      "市里昨日公布\n"
      "孙博振、冯永国、孙春宇、\n"
      "孙丽、李英雨、卫栋文、尤\n"
      "世生、孙远玉、朱永、蒋德\n"
      "子、赵强涵、施兰德、赵晓\n"
      "华、姜子思、何文、沈雨玉\n"
      "、李强宇、陶兰长、褚国、\n"
      "赵海世、褚永、钱康、孙晓\n"
      "德、蒋文、钱丽英、张世燕\n",
      &any);
  CHECK_FALSE(any);
}

// A dump by blocks: rows of two columns, and nothing where they meet.
const std::string run_in =
    "白鹭渡口修起观鸟木屋\n\n"
    "本报讯（记者蓝小雁）昨天是白鹭渡 到屋顶，从河面上看过去，整座木屋口观鸟木屋开放的第一天。木屋建在 "
    "就像一只收起翅膀的大鸟。河滩的芦苇丛里，四面都开着长条形\n\n"
    "木屋里备有十架望远镜，供游人的小窗，游人坐在屋里就能看见水鸟 "
    "免费使用。墙上挂着三十六种水鸟的在浅滩上觅食，水鸟却看不见屋里的 "
    "图片，旁边写着它们来到河滩和离开人。设计师把芦苇编成席子，一直铺 河滩的月份。\n";

TEST_CASE("columns: rows run in are cut at their measure and parted") {
  if (!chinese_model()) return;
  bool any = false;
  const std::string got = read(run_in, &any);
  CAPTURE(got);
  CHECK(any);
  CHECK(contains(got,
                 "昨天是白鹭渡口观鸟木屋开放的第一天。木屋建在河滩的芦苇丛里，四面都开着长条形的小窗，游人坐在屋里就能"
                 "看见水鸟在浅滩上觅食"));
  CHECK(contains(got, "把芦苇编成席子，一直铺到屋顶"));
  CHECK(contains(got, "供游人免费使用。墙上挂着三十六种水鸟的图片，旁边写着它们来到河滩和离开河滩的月份。"));
  const Cleaned c = clean(run_in);
  CHECK((restored(c.jsonl, c.ledger) == run_in));
}

TEST_CASE("columns: rows run in end at a row of headlines") {
  if (!chinese_model()) return;
  const std::string got =
      read(run_in +
           "\n雾台乡中心小学的屋顶 石磨巷的豆花店又关了 箬竹乡的稻草人头上戴 上修起一座天文台 一家剩下的只有一家 "
           "草帽腰里别一串钥匙\n\n"
           "新华社渡口5月9日电（记者丁一）雾台乡中心小学的楼顶新添了一座圆顶，孩\n\n"
           "子们第一次从望远镜里看见了土星的光环，校长说以后每个晴天的晚上都开放。\n");
  CAPTURE(got);
  CHECK(contains(got, "昨天是白鹭渡口观鸟木屋开放的第一天"));
  CHECK(contains(got, "把芦苇编成席子，一直铺到屋顶"));
}

// Three lines of twenty-seven hold something beside their column: first lines read as one, whatever reads on between them.
TEST_CASE("columns: a few rows far apart make no columns") {
  if (!chinese_model()) return;
  const std::string in =
      "白鹭渡口修起观鸟木屋\n\n"
      "白鹭渡口的观鸟木屋昨天开放木屋建在 木屋由当地居民和热心的二十名青年志\n"
      "河滩的芦苇丛里四面都开着长条形的小\n"
      "窗游人坐在屋里就能看见水鸟在浅滩上\n"
      "觅食水鸟却看不见屋里的人设计师把芦\n"
      "苇编成席子一直铺到屋顶从河面上看过\n"
      "去整座木屋就像一只收起翅膀的大鸟木\n"
      "屋里备有十架望远镜供游人免费使用墙\n"
      "上挂着三十六种水鸟的图片旁边写着它\n"
      "们来到河滩和离开河滩的月份管理处负\n"
      "责人介绍今后每个周末都有讲解员在木\n"
      "屋里给孩子们讲水鸟的故事孩子们可以\n"
      "把看到的水鸟画下来贴在墙上画得最好\n"
      "的会印在明年的日历上送给全镇的人家\n"
      "镇上的老人说从前河滩上没有路看鸟要 愿者共同搭建用的是去年大风刮倒的杉\n"
      "坐船船一靠岸鸟就飞走了现在修了栈道\n"
      "也修了木屋鸟不怕人人也不吵鸟傍晚的\n"
      "时候成群的白鹭从对岸飞回来落在木屋\n"
      "后面的树上树枝压得弯下来讲解员就让\n"
      "大家安静听白鹭说话孩子们问白鹭在说\n"
      "什么讲解员说它们在说今天的鱼很新鲜\n"
      "明天还来这里过夜入夜以后木屋关上小\n"
      "窗管理员提着灯沿栈道走一圈把落在路\n"
      "上的芦花扫到一边他在这里住了二十年\n"
      "说自己听得出每一种鸟的翅膀声音也听\n"
      "得出哪一阵风会带来雨第二天一早他把\n"
      "木屋的门打开第一批客人已经等在门口\n"
      "了其中有一位是从城里骑车来的老先生 木前后花了四个月时间没有用一颗铁钉\n";
  bool any = true;
  const std::string got = read(in, &any);
  CAPTURE(got);
  CHECK_FALSE(any);
}

// Two stories side by side: their headlines were read as one line, their columns across.
TEST_CASE("columns: two headlines read as one go to their own stories") {
  if (!chinese_model()) return;
  const std::string in =
      "白鹭渡口修起观鸟木屋 钟表匠免费修好钟楼大钟\n\n"
      "本报讯（记者蓝小雁）昨天是白鹭渡 本报讯（记者车越）城东的钟表匠用\n"
      "口观鸟木屋开放的第一天。观鸟木屋 三个月时间免费修好了钟楼的大钟。\n"
      "建在河滩的芦苇丛里，四面都开着长 钟楼的大钟已经停了二十年，齿轮全\n"
      "条形的小窗，游人坐在屋里就能看见 都生了锈，原来的图纸也找不到了，\n"
      "水鸟在浅滩上觅食，水鸟却看不见屋 钟表匠只好把每一个零件拆下来，量\n"
      "里的人。设计师把芦苇编成席子，一 好尺寸，再照着样子重新做一个出来。\n"
      "直铺到屋顶。\n";
  const Cleaned c = clean(in);
  CAPTURE(c.jsonl);
  CHECK(contains(c.jsonl, "\"headline\":\"白鹭渡口修起观鸟木屋\""));
  CHECK(contains(c.jsonl, "\"headline\":\"钟表匠免费修好钟楼大钟\""));
  CHECK(contains(c.ledger, "order.displaced-headline"));
  CHECK((restored(c.jsonl, c.ledger) == in));
}

// Read in columns, not across: both headlines first, then both stories.
TEST_CASE("columns: of two headlines above a story, the one that sums up another goes to that, with its deck") {
  const std::string
      first =
          "本报讯（记者车越）城东的钟表匠用三个月时间免费修好了钟楼的大钟。大钟停了二十年，齿轮都生了锈，图纸也找不到了"
          "。\n\n"
          "钟表匠把每一个零件拆下来，量好尺寸，再照样子重新做一个出来。\n\n",
      second =
          "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天。木屋建在河滩的芦苇丛里，四面都开着长条形的小窗。\n\n"
          "老船工每天划船送客人过来，讲三十六种水鸟的故事。\n";
  const std::string in = "白鹭渡口观鸟木屋开放\n\n老船工讲水鸟故事\n\n钟表匠修好钟楼大钟\n\n" + first + second;
  const Cleaned c = clean(in);
  const auto got = articles_of(in);
  CAPTURE(c.jsonl);
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "钟表匠修好钟楼大钟");
  CHECK(got[1]["headline"] == "白鹭渡口观鸟木屋开放");
  CHECK(got[1]["deck"] == json::array({"老船工讲水鸟故事"}));
  CHECK((restored(c.jsonl, c.ledger) == in));
  // one headline for two stories stays above the first
  const auto one = articles_of("白鹭渡口观鸟木屋开放\n\n" + first + second);
  CHECK(one[0]["headline"] == "白鹭渡口观鸟木屋开放");
}

TEST_CASE("columns: paragraphs of joined lines with a blank here and there stay as they are") {
  bool any = true;
  read(
      "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天。木屋建在河滩的芦苇丛里，四面都开着长条形的小窗。\n\n"
      "游人坐在屋里就能看见水鸟 在浅滩上觅食，水鸟却看不见屋里的人。设计师把芦苇编成席子 "
      "一直铺到屋顶，从河面上看过去，就像一只大鸟。\n\n"
      "木屋里备有十架望远镜 供游人免费使用。墙上挂着三十六种水鸟的图片，旁边写着它们来到河滩 和离开河滩的月份。\n",
      &any);
  CHECK_FALSE(any);
}

TEST_CASE("columns: tables, results and headlines with wide blanks stay as they are") {
  const std::string table[] = {
      // NOLINT(bugprone-suspicious-missing-comma)
      "渡口      班次      末班\n东岸      十二      18:30\n西岸      十         18:00\n南滩      六         "
      "17:30\n北滩      四         17:00\n",
      "责任编辑    蓝小雁    版式    丁一    校对    车越\n",
      "白鹭渡口      修起观鸟木屋\n\n本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天。\n",
      "供城际列车特快普快    17:30    第三站台东侧候车\n普城际列车特快普快    17:45    "
      "第三站台东侧候车\n慢城际列车特快普快    18:05    第二站台西侧候车\n直城际列车特快普快    18:30    "
      "第二站台西侧候车\n"
      "夜城际列车特快普快    21:10    第一站台东侧候车\n",
      "Rain & Company Limited            26.33   Vicar Steamship Company Ord       75.25\nGullhaven Harbour Trust      "
      "     82.35   Lamp Oil and Wick Company Ord     58.88\n"
      "Portsea Rope Walk Limited         91.21   Midland Canal Navigation Co       27.34\nOsgood Flour Mills Limited   "
      "     12.08   Thornby Gas and Coke Company      44.10\n",
      "Mrs. Ada Penhallow, chairman            Rope Lane, Upper Town\n"
      "Mr. Florian Whitmore, secretary         The Old Lighthouse Cottage\n"
      "Captain Josiah Osgood, treasurer        Flour Mill House, Thornby\n"
      "Miss Edith Larkin, librarian            St Botolph's Vicarage\n"
      "Mr. Henry Cooper, carpenter             Quay Street, by the crane\n",
      "Gullhaven Second Eleven        beat     Mudbank Pier Wanderers       by six wickets\n"
      "Thornby Gas Works              beat     Osgood Flour Mills           by forty runs\n"
      "Portsea Old Boys               drew     St Botolph's Choir\n"
      "Upper Town Butchers            lost to  Harbour Board Clerks         by an innings\n"
      "Ferrymen and Pilots            beat     Rope Walk Apprentices        by two wickets\n",
      "Ferry        Monday     08:30\nLamp boat    Tuesday    09:15\nMail boat    Friday     10:00\nPilot        "
      "Sunday     11:45\n",
  };
  for (const auto& t : table) {
    bool any = true;
    read(t, &any);
    CAPTURE(t);
    CHECK_FALSE(any);
  }
}

TEST_CASE("columns: what was parted is told, and restore undoes it") {
  for (const std::string& in : {laid_out, english}) {
    const Cleaned c = clean(in);
    CHECK(contains(c.ledger, "lines.side-by-side"));
    CHECK((restored(c.jsonl, c.ledger) == in));
  }
}

TEST_CASE("columns: verses side by side stay verses") {
  std::string poem;
  for (int i = 0; i < 12; ++i) poem += "白鹭滩头春水生，    木屋檐下旧船横。\n";
  bool any = true;
  read(poem, &any);
  CHECK_FALSE(any);
}

TEST_CASE("columns and chunks without end take no more than their time") {
  std::string rows, line, chunks, rows_in;
  for (int i = 0; i < 4000; ++i)
    rows_in +=
        "渡口的老船工说今年的洪水来得比往年 早上游的水库已经开始放水了游人坐渡口的老船工说，今年的洪水来得比往 "
        "上游的水库已经开始放水，游人坐在\n\n";
  for (int i = 0; i < 10000; ++i)
    rows += "渡口的老船工说今年的洪水来得比往年    早，上游的水库已经开始放水了，游人坐\n";
  for (int i = 0; i < 20000; ++i) line += "渡口的老船工说今年的洪水来得比往年 ";
  for (int i = 0; i < 3000; ++i)
    chunks += "渡口的老船工说，今年的洪水来得比往年早，上游的水库已经开始放水，游人坐在屋里就能看见\n\n";
  for (const std::string& in : {rows, line, chunks, rows_in}) {
    const auto begin = std::chrono::steady_clock::now();
    const Cleaned c = clean(in);
    CHECK((restored(c.jsonl, c.ledger) == in));
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));  // under a sanitizer; else one
  }
}

TEST_CASE("columns: blanks inside paragraphs that their dump has not wrapped are none of columns") {
  bool any = false;
  read(
      "　　渡し船の最終便には町民らが乗り込み、岸では吹奏楽団が演奏して別れを惜しんだ。船は三十分かけて川を渡り、対岸の"
      "桟橋で待っていた人たちが旗を振って迎えた。船長は長い間ありがとうございましたと何度も頭を下げ、汽笛を三回鳴らして"
      "から静かに岸を離れていった。\n"
      "　　町民だより『渡し船の記録 町の人たちが一冊にまとめる』。\n"
      "　　北浜新聞、2019年4月1日の朝刊。\n"
      "　　船頭の浜田さんは明日から何時に起きればいいのか分からないと話し、孫の手を引いて桟橋を何度も振り返った。浜田さ"
      "んの家は四代続けて船頭を務め、櫓の漕ぎ方は祖父から教わったという。町は船を修理して公園に展示する計画で、来年度の"
      "予算に費用を計上する方針だ。\n"
      "　　北浜新聞、2019年4月2日の夕刊。\n"
      "　　山城日報『最後の船頭さん 四代続いた櫓を静かに納める』。\n"
      "　　山城日報、2019年4月3日の朝刊。\n"
      "　　展示場所は桟橋の跡地が有力とみられ、町は近く住民説明会を開いて意見を聞くとしている。渡し船は一九一二年に始ま"
      "り、最盛期には一日に二千人を運んだが、橋が架かってからは利用者が減り続け、昨年度の乗客は祭りの日を除けば一日に三"
      "十人ほどだったという話である。\n"
      "　　北浜新聞、2019年4月5日の朝刊。\n"
      "　　山城日報『桟橋の跡の使い道は 住民の意見を聞く会が来月に』。\n"
      "　　山城日報、2019年4月6日の朝刊。\n",
      &any);
  CHECK_FALSE(any);
}

TEST_CASE("columns: blanks in a few lines of one wide column are no gutter") {
  const std::string text =
      "第三版  国际  2009年12月9日  星期三\n"
      "青螺湾渡口大会开幕啦\n"
      "192个渡口代表出席 渡船减少目标成焦点\n"
      "新华社青螺湾湾12月8日电(记者 江河 洪涛) 《全国渡口公约框架公\n"
      "约》第15次缔约方会议7日在青螺首府青螺湾开幕。来自192个渡口和地\n"
      "区的代表将在为期两周的会议中,就2012年以后的停航安排展开谈判。\n"
      "短评\n"
      "  别让渡船再等\n"
      "  □ 闻思\n"
      "  潮水不等人。\n"
      "南石磨举行独立公投\n"
      "据新华社石磨镇12月8日电 石磨…\n"
      "雲见银行维持利率不变\n"
      "  新华社雲见12月8日专电(记者 海燕) 雲见银行8日决定维持现行利率\n"
      "0.1%不变。\n"
      "  ■ 数字新闻\n"
      "  1.2亿\n"
      "  渡口粮农组织8日说,今年全国饥饿水鸟新增1.2亿。\n"
      "  ■ 图片新闻\n"
      "  12月7日,在青螺,船工与水鸟对峙。\n"
      "                             新华社/路透\n";
  CHECK_FALSE(contains(clean(text).ledger, "lines.side-by-side"));
}

TEST_CASE("columns: laid out in a terminal's cells, headlines above a blank line with them") {
  const std::string text =
      "青螺会通过水资源办法            两国恢复谈判                    火山灰笼罩岛城 机场关闭\n"
      "反对党议员退场抗议              渔业争端现转机\n"
      "                                                                　　据法新社报道 南太平洋岛国\n"
      "　　新华社青螺4月6日电（记      　　本报综合报道 马雷科与索尔   图瓦纳的莫鲁火山5日喷发，火山\n"
      "者 陶小满）青螺会6日以118票     维斯两国5日在港口城举行会谈，   灰柱高达9000米，首都机场被迫\n"
      "赞成、73票反对，通过了备受争    同意恢复中断14个月的渔业划界    关闭，约1800名旅客滞留。\n"
      "议的水资源办法。                谈判。                          　　当局已下令疏散火山周围10\n"
      "　　根据办法，主要河流的取水    　　双方承诺，在谈判期间不扣    公里内的居民。截至6日中午，没\n"
      "权将由新成立的委员会统一分      押对方渔船。去年2月，索方警卫   有人员伤亡的报告。\n"
      "配，农业用水三年内上调40%。     队扣押马方渔船9艘。\n"
      "\n"
      "联合国机构呼吁援助旱区          失窃名画失而复得\n"
      "                                藏身咖啡馆十一年\n"
      "\n"
      "　　据美联社报道 儿童机构6日    　　本报综合报道 马雷科警方5\n"
      "发表报告说，东部连续三年干      日宣布，失窃的一幅静物画，在\n"
      "旱，已使140万名儿童面临营养     首都一家咖啡馆的墙上被找到，\n"
      "不良，呼吁各国捐粮打井。        画上的苹果一个也没有少。\n";
  const auto got = articles_of(text);
  Strings heads;
  for (const auto& a : got) heads.push_back(a["headline"].is_string() ? std::string(a["headline"]) : "");
  CHECK(heads == Strings{"青螺会通过水资源办法", "两国恢复谈判", "火山灰笼罩岛城 机场关闭", "联合国机构呼吁援助旱区",
                         "失窃名画失而复得"});
}
