// Order: a displaced line goes back where one place is clearly right; otherwise nothing moves.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

bool moved(const Page& page) {
  return std::any_of(page.notes.begin(), page.notes.end(), [](const Note& n) { return n.kind == "move" && n.applied; });
}

// Two columns of one article whose first lines were read as one, at the second column's head.
const std::string displaced =
    "南浦县赛稻草人大会放榜\n\n"
    "本报讯（记者卓今夕）十月二十二日，南\n"
    "浦县第五届赛稻草人大会在九曲圩收官，\n"
    "全县六个乡镇送来的两百多个稻草人在田\n"
    "埂上站成两排，由麻雀和乡亲分别打分。\n"
    "麻雀打分的办法是谁身边落的麻雀数量最\n\n"
    "谁得分高，连续三年垫底的芦溪乡今年想\n"
    "出奇招，给稻草人装上会转的风车胳膊，\n"
    "一举把麻雀赶到了隔壁的荷叶镇，荷叶镇\n"
    "当场提出抗议，说这不合规矩，要求重赛\n"
    "乡亲打分最热闹，箬竹乡的稻草人头上戴\n\n"
    "少的一排就算输，麻雀多的一排算赢， 草帽、背双手、腰里别一串钥匙，站在\n"
    "那里一言不发，围观的人都说像村长，还\n"
    "有人上前向它反映门前的路灯不亮，路灯\n"
    "第二天就修好了，是真村长连夜修好的。\n";

// The paragraphs of a text, in the order that the stages give them.
std::string ordered(const std::string& text) {
  return joined(blocks_after(through(text, Skip{"articles", "punctuation"}).page));
}
bool comes_back(const std::string& text) {
  const Cleaned c = clean(text);
  return restored(c.jsonl, c.ledger) == text;
}

void told_and_undone(const std::string& text, const std::string& rule) {
  const Cleaned c = clean(text);
  CHECK(contains(c.ledger, rule));
  CHECK((restored(c.jsonl, c.ledger) == text));
}

// A story, up to where something stands in the midst of a sentence, and from there on.
const std::string hut_begins =
    "白鹭渡口修起观鸟木屋\n\n"
    "本报讯（记者蓝小雁）昨天是白鹭渡\n"
    "口观鸟木屋开放的第一天，木屋由本地居民\n"
    "和青年志愿者共同搭建，用的是去年大风刮\n"
    "倒的杉木，前后花了四个月时间。渡口管理\n";
const std::string hut_ends =
    "处负责人编写了说明文字，认得每一种水鸟\n"
    "的叫声，也记得它们来到河滩的月份，木屋\n"
    "每天接待六十人，需要提前一天预约才行。\n\n";

// A story whose columns stand above another one, and the row of their first lines below its headline.
const std::string tower_columns =
    "江下游的河口。每年春天，候鸟经过这里，\n停留半个月以后再向北方飞去，去年飞来的\n"
    "候鸟比前年多了三成。为了方便游客参观学\n\n"
    "鸟塔旁边还有一个小小的展览馆，展出附近\n学校学生的绘画作品。老人们说，小时候的\n"
    "河口到处都是候鸟，后来越来越少，现在终\n\n"
    "当地来之不易的生态环境，把河口变成候鸟\n最喜欢的乐园。\n\n";
const std::string school_story =
    "山村小学的屋顶上有了天文台\n\n"
    "本报讯（记者丁一）雾台乡中心小学的楼顶\n新添了一座圆顶，孩子们第一次从望远镜里\n"
    "看见了土星的光环，校长说以后每个晴天的\n晚上都开放。\n\n";
const std::string tower_row =
    "白鹭渡口建起了观鸟塔\n"
    "本报讯（记者蓝小雁）白鹭渡口位于长\n"
    "习，渡口管理处今年春天建起了观鸟塔，观\n"
    "于又回来了。管理处表示，今后继续保护好\n";

}  // namespace

TEST_CASE("order: the first line of a column, read at the next one's head, goes back") {
  const Done d = through(displaced, Skip{"articles", "punctuation"});
  const std::string got = joined(blocks_after(d.page));
  CAPTURE(got);
  CHECK(moved(d.page));
  CHECK(contains(got, "数量最少的一排就算输"));
  CHECK(contains(got, "麻雀多的一排算赢，谁得分高"));
  CHECK(contains(got, "头上戴草帽、背双手"));
}

TEST_CASE("order: three columns' first lines in one row go back to their columns") {
  const std::string text =
      "南浦县赛稻草人大会放榜\n\n"
      "浦县第五届赛稻草人大会在九曲圩收官，\n"
      "全县六个乡镇送来的两百多个稻草人在田\n"
      "埂上站成两排，由麻雀和乡亲分别打分。\n"
      "麻雀打分的办法是谁身边落的麻雀数量最\n\n"
      "谁得分高，连续三年垫底的芦溪乡今年想\n"
      "出奇招，给稻草人装上会转的风车胳膊，\n"
      "一举把麻雀赶到了隔壁的荷叶镇，荷叶镇\n"
      "当场提出抗议，说这不合规矩，要求重赛\n"
      "乡亲打分最热闹，箬竹乡的稻草人头上戴\n\n"
      "据大会的记分员介绍，十月二十二日，南 少的一排就算输，麻雀多的一排算赢， 草帽、背双手、腰里别一串钥匙，站在\n"
      "那里一言不发，围观的人都说像村长，还\n"
      "有人上前向它反映门前的路灯不亮，路灯\n"
      "第二天就修好了，是真村长连夜修好的。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "十月二十二日，南浦县第五届"));
  CHECK(contains(got, "数量最少的一排就算输"));
  CHECK(contains(got, "头上戴草帽、背双手"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a row of columns' first lines finds columns that stand elsewhere, in order") {
  if (!chinese_model()) return;
  const std::string text =
      "众上门指导农户种田，今年全县粮食产量再\n创历史新高，农民的收入也在稳步地增加，\n"
      "乡村面貌发生了很大变化。县里还计划在明\n\n"
      "水安全，让群众喝上放心的自来水。各乡镇\n也都组织了志愿服务队，帮助困难家庭解决\n\n"
      "府的温暖送到每一个人的心里面。大家纷纷\n表示，对今后的生活充满了信心，日子一定\n"
      "会越过越好的。\n\n"
      "白鹭县农业丰收\n"
      "记者在采访中了解到，当地政府组织干部群 年春天新建三座水库，保障全县农业灌溉用 "
      "生产生活中遇到的各种困难，切实把党和政\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "当地政府组织干部群众上门指导"));
  CHECK(contains(got, "县里还计划在明年春天新建三座水库，保障全县农业灌溉用水安全"));
  CHECK(contains(got, "切实把党和政府的温暖"));
  CHECK(got.find("白鹭县农业丰收") < got.find("记者在采访中"));
  CHECK(comes_back(text));
}

TEST_CASE("order: first lines below each other go to their columns, the headline along with the first") {
  if (!chinese_model()) return;
  const std::string text = tower_columns + school_story + tower_row;
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "白鹭渡口位于长江下游的河口"));
  CHECK(contains(got, "方便游客参观学习，渡口管理处今年春天建起了观鸟塔，观鸟塔旁边还有"));
  CHECK(contains(got, "现在终于又回来了"));
  CHECK(got.find("白鹭渡口建起了观鸟塔") < got.find("本报讯（记者蓝小雁）"));
  CHECK(got.find("本报讯（记者蓝小雁）") < got.find("山村小学"));
  CHECK(comes_back(text));
}

TEST_CASE("order: below a row the first column may begin without marks, as headlines do") {
  if (!chinese_model()) return;
  const std::string text = school_story +
                           "白鹭渡口建起了观鸟塔\n\n"
                           "本报讯（记者蓝小雁）白鹭渡口位于长 习，渡口管理处今年春天建起了观鸟塔，观 "
                           "于又回来了。管理处表示，今后继续保护好\n\n"
                           "江下游的河口附近水鸟一年比一年多\n\n"
                           "停留半个月以后再向北方飞去，去年飞来的候鸟比前年多了三成。为了方便游客参观学\n\n"
                           "鸟塔旁边还有一个小小的展览馆，展出附近学校学生的绘画作品。老人们说，小时候的河口到处都是候"
                           "鸟，后来越来越少，现在终\n\n"
                           "当地来之不易的生态环境，把河口变成候鸟最喜欢的乐园。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "白鹭渡口位于长江下游的河口附近"));
  CHECK(contains(got, "方便游客参观学习，渡口管理处"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a row whose columns stand below it, one after the other, needs less to tell it") {
  if (!chinese_model()) return;
  const std::string text = school_story +
                           "白鹭渡口的船票又便宜了\n"
                           "本报讯（记者蓝小雁）渡口管理处 比由上月上涨转为下降3.7%，环比下降\n"
                           "今天（3月9日）公布账目，2月份，\n"
                           "渡口过河的船票平均价格（PJ）同\n"
                           "\n"
                           "1.2%，降幅比上月扩大0.8个百分点，\n"
                           "老船工们说这是芦苇丰收的缘故。\n";
  const Cleaned c = clean(text, {.trust = Trust::guess});
  CAPTURE(c.jsonl);
  CHECK(contains(c.jsonl, "同比由上月上涨转为下降"));
  CHECK((restored(c.jsonl, c.ledger) == text));
}

TEST_CASE("order: the last cell of a row may be all that its column holds") {
  if (!chinese_model()) return;
  const std::string text = school_story +
                           "白鹭县农业丰收\n"
                           "记者在采访中了解到，当地政府组织干部群 年春天新建三座水库，保障全县农业灌溉用 "
                           "生产生活中遇到的各种困难。\n\n"
                           "众上门指导农户种田，今年全县粮食产量再\n创历史新高，农民的收入也在稳步地增加，\n"
                           "乡村面貌发生了很大变化。县里还计划在明\n\n"
                           "水安全，让群众喝上放心的自来水。各乡镇\n也都组织了志愿服务队，帮助困难家庭解决\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "帮助困难家庭解决生产生活中遇到的各种困难。"));
  CHECK(contains(got, "当地政府组织干部群众上门指导"));
  CHECK(comes_back(text));
}

TEST_CASE("order: where one column surely goes on from another story, others that have its words go there, too") {
  if (!chinese_model()) return;
  const std::string text =
      "白鹭渡口建起了观鸟塔\n\n"
      "本报讯（记者蓝小雁）白鹭渡口位于长江下\n游的河口。每年春天，候鸟经过这里，停留半\n"
      "个月以后再向北方飞去，去年飞来的候鸟比前\n年多了三成。老人们说，小时候的河口到处都\n是候鸟。\n\n"
      "愿者都会来打开圆顶。”望远镜是城里的大学\n送来的，孩子们第一次从望远镜里看见了土星\n"
      "的光环。\n\n"
      "雾台乡的孩子们排着队，从圆顶下的望远镜里\n看土星的光环，看完的孩子把圆顶和望远镜画\n"
      "在本子上，送给铁匠师傅，校长把画挂满了天\n文台的墙。\n\n"
      "山村小学的屋顶上有了天文台\n\n"
      "本报讯（记者丁一）雾台乡中心小学的楼顶新\n添了一座圆顶。校长说：“每个晴天，青年志\n\n"
      "石磨巷豆花店只剩一家\n\n"
      "本报讯（记者丁一）石磨巷的豆花店昨天又关\n了一家，剩下的一家由老板娘独自支撑，每天\n"
      "早上磨三十斤黄豆，卖完就收摊。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "青年志愿者都会来打开圆顶"));
  CHECK(got.find("山村小学的屋顶上") < got.find("雾台乡的孩子们排着队"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a column below another story's headline goes to the story whose words it has") {
  if (!chinese_model()) return;
  const std::string text = tower_columns +
                           "天文台的圆顶由雾台乡的铁匠师傅敲打而\n成，望远镜是城里的大学送来的。每个晴朗\n"
                           "的晚上，雾台乡的孩子们排着队看土星的光\n环，看完的孩子把圆顶和望远镜画在本子上\n"
                           "，送给铁匠师傅。\n\n" +
                           school_story + tower_row;
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(got.find("候鸟最喜欢的乐园") < got.find("山村小学"));
  CHECK(got.find("晚上都开放") < got.find("天文台的圆顶由雾台乡的铁匠师傅"));
  CHECK(comes_back(text));
}

// Its story was read above the other one, whose headline stands right below it.
TEST_CASE("order: a headline with a byline and nothing else below it gets the columns that have its words") {
  if (!chinese_model()) return;
  const std::string text =
      "石磨巷豆花店只剩一家\n\n"
      "本报讯（记者丁一）石磨巷的豆花店昨天又\n关了一家，剩下的一家由老板娘独自支撑，每\n"
      "天早上磨三十斤黄豆，卖完就收摊。老主顾说\n，豆花还是三十年前的味道，碗也还是那些碗\n，只是排队的人少了一半。\n\n"
      "天文台的圆顶由雾台乡的铁匠师傅敲打而\n成，望远镜是城里的大学送来的。每个晴朗\n"
      "的晚上，山村小学的孩子们排着队在屋顶上\n看土星的光环，看完的孩子把圆顶和望远镜\n"
      "画在本子上，送给铁匠师傅。\n\n" +
      tower_columns + "山村小学的屋顶上有了天文台\n本报记者 丁一\n" + tower_row;
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(got.find("山村小学的屋顶上有了") < got.find("天文台的圆顶由雾台乡的铁匠师傅"));
  CHECK(contains(got, "白鹭渡口位于长江下游的河口"));
  CHECK(comes_back(text));
}

// Two headlines were read one after the other, then the columns of both stories; nothing marks where the second begins.
TEST_CASE("order: a headline read above another story goes where its own words begin, at a column's head") {
  const std::string first =
      "　　今天清早，白鹭渡口的观鸟木屋迎来首\n"
      "批游客。木屋建在芦苇丛里，四面都开着长\n"
      "条形的小窗，游人坐在里面能看见水鸟在浅\n"
      "滩上觅食，水鸟却看不见木屋里的人。渡口\n"
      "管理处为游客备好了十架望远镜。\n\n";
  const std::string second =
      "　　柳林镇的老戏台翻新完工，昨晚重新开\n"
      "锣。戏台始建于两百年前，梁柱由本镇木匠\n"
      "修补，彩绘请来省城师傅描画。开锣当晚连\n"
      "演三出大戏，附近村庄的乡亲搬着板凳赶来\n"
      "，把台前的晒谷场坐得满满当当。\n\n";
  SUBCASE("of two stories") {
    const std::string text = "白鹭渡口观鸟木屋迎来游客\n柳林镇老戏台翻新重新开锣\n" + first + second;
    const std::string got = ordered(text);
    CAPTURE(got);
    CHECK(got.find("望远镜") < got.find("柳林镇老戏台翻新重新开锣"));
    CHECK(got.find("柳林镇老戏台翻新重新开锣") < got.find("昨晚重新开锣"));
    CHECK(comes_back(text));
  }
  SUBCASE("but a story's second headline stays") {
    const std::string text = "白鹭渡口观鸟木屋迎来游客\n渡口备好望远镜看水鸟\n" + first +
                             "　　渡口管理处的望远镜能看清两里以外的\n"
                             "水鸟。白鹭在浅滩上觅食，游人坐在木屋里\n"
                             "把望远镜对着芦苇丛，数着水鸟的羽毛，到\n"
                             "天黑也舍不得离开白鹭渡口。\n\n";
    const std::string got = ordered(text);
    CAPTURE(got);
    CHECK(got.find("渡口备好望远镜看水鸟") < got.find("今天清早"));
  }
}

TEST_CASE("order: headlines change places where each story has one that it wants") {
  const std::string text =
      "白鹭渡口观鸟木屋迎来首批游客\n柳林镇老戏台翻新重新开锣\n"
      "本报讯（记者蓝小雁）今天清早，白鹭渡口\n的观鸟木屋迎来首批游客。木屋建在芦苇丛\n"
      "里，四面都开着长条形的小窗，游人坐在里面\n能看见水鸟在浅滩上觅食，水鸟却看不见木屋\n"
      "里的人。渡口管理处为游客备好了十架望远镜。\n\n"
      "本报讯（记者丁一）雾台乡山村小学昨天给\n楼顶的天文台装上了圆顶，孩子们第一次看见\n"
      "了土星的光环，校长说以后每个晴天的晚上天\n文台都开放，请全村的乡亲来看看。\n\n"
      "石磨巷豆花店只剩一家\n\n"
      "本报讯（记者何苗）石磨巷的豆花店从前有\n十二家，如今只剩一家。店主每天凌晨三点磨\n"
      "豆子，天亮时卖完，从不多做一碗。\n\n"
      "山村小学楼顶装上天文台圆顶\n\n"
      "本报讯（记者安河）柳林镇的老戏台翻新完\n工，昨晚重新开锣。戏台始建于两百年前，梁\n"
      "柱由本镇木匠修补，彩绘请来省城师傅描画。\n开锣当晚连演三出大戏，附近村庄的乡亲搬着\n"
      "板凳赶来，把台前的晒谷场坐得满满当当。\n";
  Strings heads;
  for (const json& a : articles_of(text)) heads.push_back(a["headline"]);
  CHECK(heads == Strings{"白鹭渡口观鸟木屋迎来首批游客", "山村小学楼顶装上天文台圆顶", "石磨巷豆花店只剩一家",
                         "柳林镇老戏台翻新重新开锣"});
  told_and_undone(text, "order.displaced-headline");
}

TEST_CASE("order: a deck that was read below its columns' first lines goes to its headline") {
  if (!chinese_model()) return;
  const std::string text = tower_columns + tower_row + "\n河口成为候鸟喜欢的乐园\n\n雾台乡中心小学楼顶新添圆顶\n\n" +
                           school_story.substr(school_story.find("本报讯"));
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(got.starts_with("白鹭渡口建起了观鸟塔\n河口成为候鸟喜欢的乐园\n"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a row is not cut inside a quotation") {
  if (!chinese_model()) return;
  const std::string text =
      "云台县办起读书大会\n\n本报讯（记者安河）云台县的读书大会昨\n天在文化馆开幕，两千多名读者到场听作家\n"
      "讲课，孩子们把自己写的故事贴在墙上，为\n全县乡镇的图书室募集了三千本新书，也为\n\n"
      "爱书的人提供了一个见面的好去处。\n\n"
      "本次大会以“书里有山河万里 灯下有四季风光”为主题，由县文化馆、县图书馆和乡镇图书室一起举办，三天里共安排"
      "二十场讲座，每场都有人站着听完。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "本次大会以“书里有山河万里 灯下有四季风光”为主题"));
}

TEST_CASE("order: a caption between two halves of a sentence goes behind their story") {
  if (!chinese_model()) return;
  const std::string head =
      "石磨巷豆花店只剩一家\n\n"
      "本报讯（记者丁一）石磨巷的豆花店昨天又\n关了一家，剩下的一家由老板娘独自支撑，每\n"
      "天早上磨三十斤黄豆。排队的人越来越多，那\n条巷子里从早到晚都是豆花的香味，豆花店已经把石磨搬\n\n";
  const std::string caption =
      "近日，渡口的孩子们坐在新修的木屋里，等候第一群水鸟飞\n来。木屋将开放到明年四月。本报记者 沙小满 摄\n\n";
  const std::string rest =
      "到门口，他们说这一碗豆花有小时候的味\n道，吃完还要打包带走。\n\n"
      "老板娘说，只要还有人排队，她就会一直开下\n去，再磨二十年也不嫌累。\n\n";
  const std::string next = "山村小学的屋顶上有了天文台\n\n本报讯（记者丁一）雾台乡中心小学的楼顶\n新添了一座圆顶。\n";
  SUBCASE("that it tears") {
    const std::string text = head + caption + rest + next;
    const Cleaned c = clean(text);
    CAPTURE(c.jsonl);
    CHECK(contains(c.jsonl, "把石磨搬到门口"));
    CHECK(c.jsonl.find("再磨二十年也不嫌累") < c.jsonl.find("等候第一群水鸟"));
    CHECK(c.jsonl.find("等候第一群水鸟") < c.jsonl.find("山村小学"));
    CHECK(contains(c.jsonl, "\"kind\":\"caption\""));
    CHECK(contains(c.ledger, "order.caption-inside"));
    CHECK((restored(c.jsonl, c.ledger) == text));
  }
  SUBCASE("whatever it begins with") {
    const Cleaned c = clean(head + "沙小满在木屋里看水鸟。本报记者 沙小满 摄\n\n" + rest + next);
    CHECK(contains(c.jsonl, "把石磨搬到门口"));
    CHECK(contains(c.jsonl, "\"kind\":\"caption\""));
  }
  SUBCASE("and stays between two stories") {
    const Cleaned c = clean(head + rest + caption + next);
    CHECK_FALSE(contains(c.ledger, "order.caption-inside"));
  }
}

TEST_CASE("order: a headline of three clauses as wide as a column each is no row") {
  const std::string text =
      "把每一条路修到家门口 让每一盏灯都亮起来 叫每一条河都清澈\n\n"
      "本报讯（记者骆青）昨日，青螺\n湾修路的人把最后一段石板铺到\n了渡口，老街坊们端着茶出来看\n，说这条路等了三十年，"
      "如今下\n"
      "雨天也能穿布鞋出门了，孩子们\n在新铺的石板上跳来跳去，谁也\n叫不回家吃饭，天黑了路灯亮起\n来，又跳了一回。\n";
  const auto got = articles_of(text);
  CHECK(only(got)["headline"] == "把每一条路修到家门口 让每一盏灯都亮起来 叫每一条河都清澈");
}

TEST_CASE("order: a column's first line goes back also where the column before ended with a full stop") {
  const std::string text =
      "Ferry crossing closes for good\n\n"
      "The last ferry left the pier on\n"
      "Monday with a dozen people, two\n"
      "dogs and a piano on board. The\n"
      "harbour master rang the bell and\n"
      "wept, which nobody had foreseen.\n\n"
      "against the plan from the first\n"
      "day, and one of them had tied a\n"
      "rope across the road, but it was\n"
      "cut before noon by the council.\n"
      "The new bridge will open when the\n\n"
      "Most of the islanders had been paint is dry and the toll agreed\n"
      "upon, said the engineer, who did\n"
      "not wish to be named, because he\n"
      "lives upon the island as well.\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "Most of the islanders had been against the plan"));
  CHECK(contains(got, "will open when the paint is dry"));
}

TEST_CASE("order: a move is told with its rule, and undone by restore") {
  const Cleaned c = clean(displaced);
  bool told = false;
  for (const json& row : records(c.ledger))
    told |= row.value("kind", "") == "move" && row.value("stage", "") == "order";
  CHECK(told);
  CHECK((restored(c.jsonl, c.ledger) == displaced));
}

TEST_CASE("order: what is not trusted stays where it was, as a suggestion that restore passes over") {
  const Cleaned c = clean(displaced, {.trust = Trust::certain});
  CHECK_FALSE(moved(c.pages[0].page));
  CHECK_FALSE(contains(c.text, "数量最少的一排就算输"));
  bool suggested = false;
  for (const json& row : records(c.ledger)) {
    if (row.value("kind", "") != "move") continue;
    CHECK(row["applied"] == false);
    CHECK(contains(row["now"].get<std::string>(), "谁得分高"));
    suggested |= row["was"] == "少的一排就算输，麻雀多的一排算赢，";
  }
  CHECK(suggested);
  CHECK((restored(c.jsonl, c.ledger) == displaced));
}

TEST_CASE("order: a displaced lead goes back to the body that began without one") {
  const std::string text =
      "旧路灯下新开等人椅\n\n"
      "二盏旧路灯下各添了一把长椅，椅背上刻着\n"
      "等人椅三个字，设计长椅的木匠苗老五说，\n"
      "街上的椅子大多是给走累的人坐的，他想做\n"
      "一把给等人的人坐的椅子，一端略高一些，\n"
      "坐在上面正好看得见公交站和校门口那边的\n\n"
      "本报讯（记者车越）昨日，栗子街的十\n"
      "菜市场出口，等人的人心里就不慌，也不用\n"
      "一次次站起来张望，老街坊们都说这椅子坐\n"
      "着踏实，比家里的沙发还要舒服一点点呢。\n";
  const Done d = through(text, Skip{"articles", "punctuation"});
  const std::string got = joined(blocks_after(d.page));
  CAPTURE(got);
  CHECK(moved(d.page));
  CHECK(contains(got, "栗子街的十二盏旧路灯"));
  CHECK(contains(got, "校门口那边的菜市场出口"));
}

TEST_CASE("order: a displaced lead finds its body where headlines stand behind theirs") {
  if (!chinese_model()) return;
  const std::string text =
      "等人椅是木匠老庄做的，扶手上刻着三个字，街坊们坐了都说踏实。老庄说，椅子不卖，谁等人谁坐。\n\n"
      "巷口添了一把等人椅\n\n"
      "4日）把大钟交还给镇上。钟表匠花了三个月，换掉了全部齿轮，又把钟面上的字重新描了一遍，帮忙的有二十名青年志\n\n"
      "〔記者丁一／柳芽報導〕城东的钟表匠昨天（3月 愿者，他们轮流扶着梯子。街坊们听见钟响，都说和从前一样好听。\n\n"
      "钟楼大钟又走了\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "昨天（3月4日）把大钟"));
  CHECK(contains(got, "青年志愿者，他们轮流"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a column's first line stood before the last words of a paragraph, and both go where they belong") {
  if (!japanese_model()) return;
  const std::string text =
      "北浜町の渡し場で三日、新しい鐘が鳴らされた。鐘は町の鋳物師が半年かけて作った。\n\n"
      "ーム館」の館長は「子どもたちに鐘の音を聞かせたい。来月からは毎朝ここで鳴らすつもりだ」と話していた。\n\n"
      "鐘を鳴らす式には町の人や隣の町の漁師ら、合わせて三百人ほどが朝早くから詰め掛け\n\n"
      "北浜新聞によると、渡し場のそばの「昔のゲ た。\n\n"
      "式のあとには甘酒が配られた。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "「昔のゲーム館」の館長は"));
  CHECK(contains(got, "詰め掛けた。"));
  CHECK(comes_back(text));
}

TEST_CASE("order: pages that are in order stay in order") {
  for (const auto& p : samples()) {
    const std::string name = p.stem().string();
    // made with displaced lines
    if (contains(name, "displaced") || contains(name, "spaced") || contains(name, "raw")) continue;
    CAPTURE(name);
    CHECK_FALSE(moved(through(slurp(p)).page));
  }
}

TEST_CASE("order: a lead after a sentence's end opens a new item and stays") {
  const std::string text =
      "山里来了邮车\n\n"
      "上午九点，雾台乡邮政所门前停着一台矮墩\n"
      "墩的绿色小车，六只轮子，没有驾驶室，邮\n"
      "递员梁大山把当天的报纸装进车厢里面去。\n\n"
      "本报讯（记者车越）昨日，栗子街的十\n"
      "二盏旧路灯下各添了一把长椅，椅背上刻着\n"
      "等人椅三个字，老街坊们都说坐着踏实呢。\n";
  CHECK_FALSE(moved(through(text).page));
}

TEST_CASE("order: a lead read with the next column's first words is cut where the text before goes on") {
  if (!chinese_model()) return;
  const std::string text =
      "白鹭渡口修起观鸟木屋\n\n"
      "木屋开放的第一天，木屋建在河滩的芦苇丛里，游人坐在屋里就能看见水鸟在浅滩上觅食。渡口管理处负责人介绍，木屋由当地"
      "居民和青年志\n\n"
      "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟 愿者共同搭建，用的是去年大风刮倒的杉木，前后花了四个月时间，每天接待六十"
      "人，需要提前一天预约。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "白鹭渡口观鸟木屋开放的第一天"));
  CHECK(contains(got, "青年志愿者共同搭建"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a lead that leaves its bracket open to the column before is cut there") {
  const std::string text =
      "4日）把大钟交还给镇上。钟表匠花了三个月，换掉了全部齿轮，又把钟面上的字重新描了一遍。他说钟不能停，停了人就忘\n"
      "\n"
      "〔記者丁一／柳芽報導〕城东的钟表匠昨天（3月 灰尘。街坊们听见钟响，都说和从前一样好听。\n\n"
      "钟楼大钟又走了\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "昨天（3月4日）把大钟"));
  CHECK(comes_back(text));
}

TEST_CASE("order: a headline and what opens an item beside it are parted") {
  const std::string text =
      "木屋建在河滩的芦苇丛里，四面都开着长条形\n的小窗，游人坐在屋里，就能看见水鸟在浅滩\n上觅食，谁也不惊动谁，来的人"
      "都说值得等。\n"
      "渡口观鸟热度持续攀升 今年前三季度，渡口累计接待游客一万\n"
      "多人，比去年同期多了三成，其中一半是带着\n孩子来的，孩子们在木屋里看鸟，在河滩上捡\n石头，谁也不愿意早走，天黑才"
      "肯回家。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "值得等。\n渡口观鸟热度持续攀升\n今年前三季度，渡口累计接待游客一万多人"));
}

TEST_CASE("order: a lead read with the next column's first line goes above the column that lost its own") {
  if (!chinese_model()) return;
  const std::string text =
      "石磨巷豆花店只剩一家\n\n"
      "庞秋菊接过这盘石磨时巷子里有七家豆花\n店，如今只剩下她一家，她说自己笨，别的活\n都不会干，磨了三十年，也没有磨烦"
      "过。\n\n"
      "十二盏旧路灯下各添了一把长椅，椅背上刻着\n等人椅三个字，设计长椅的木匠苗老五说，街\n"
      "上的椅子大多是给走累的人坐的，他想做一把\n给等人的人坐的椅子，坐在上面看得见公共汽\n\n"
      "本报讯（记者车越）昨日，栗子街的九十 车站和校门口，等人的人心里就不慌，不用一\n"
      "次次站起来张望，老街坊们都说这椅子坐着踏\n实，比家里的沙发还要舒服一点点。\n\n"
      "旧路灯下新开等人椅\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "没有磨烦过。\n本报讯（记者车越）昨日，栗子街的九十十二盏旧路灯"));
  CHECK(contains(got, "看得见公共汽车站和校门口"));
  CHECK(comes_back(text));
}

TEST_CASE("order: what stood beside a lead goes back where it goes on, and a headline stays") {
  if (!chinese_model()) return;
  const std::string before =
      "白鹭渡口修起观鸟木屋\n\n"
      "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天，木屋建在河滩的芦苇丛里，由当地居民\n\n"
      "愿者共同搭建，用的是去年大风刮倒的杉木，前后花了四个月时间，每天接待六十人，需要提前一天预约。\n\n";
  const std::string after =
      " 本报讯（记者丁一）雾台乡中心小学的楼顶新添了一座圆顶，孩子们第一次从望远镜里看见了土星的光环。\n";
  const Done line = through(before + "和从城里赶来的大学生以及二十名青年志" + after, Skip{"articles", "punctuation"});
  CHECK(contains(joined(blocks_after(line.page)), "二十名青年志愿者共同搭建"));
  CHECK_FALSE(moved(through(before + "山村小学的屋顶上有了天文台" + after, Skip{"articles", "punctuation"}).page));
}

TEST_CASE("order: a chunk that goes on from elsewhere is put there, and what is only likely stays and is told") {
  if (!chinese_model()) return;
  const std::string text =
      "白鹭渡口修起观鸟木屋\n\n"
      "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天，木屋建在河滩的芦苇丛里，游人坐在屋里就能看见水鸟在浅滩上"
      "觅食。渡口管理处负责人介绍，木屋由当地居民和青年志\n\n"
      "山村小学有了天文台\n\n"
      "本报讯（记者丁一）雾台乡中心小学的楼顶新添了一座圆顶，孩子们第一次从望远镜里看见了土星的光环，校长说以后每个晴天"
      "的晚上都开放。\n\n"
      "愿者共同搭建，用的是去年大风刮倒的杉木，前后花了四个月时间，每天接待六十人，需要提前一天预约。\n";
  const Done d = through(text, Skip{"articles", "punctuation"});
  const std::string got = joined(blocks_after(d.page));
  CAPTURE(got);
  CHECK(moved(d.page));
  CHECK(contains(got, "由当地居民和青年志愿者共同搭建"));
  told_and_undone(text, "order.displaced-chunk");
}

TEST_CASE("order: a chunk that goes down the page takes along the one that it goes on in") {
  if (!chinese_model()) return;
  const std::string text =
      "山村小学有了天文台\n\n"
      "本报讯（记者丁一）雾台乡中心小学的楼顶新添了一座圆顶，孩子们第一次从望远镜里看见了土星的光环，校长说以后每个晴天"
      "的晚上都开放。\n\n"
      "愿者共同搭建，用的是去年大风刮倒的杉木，前后花了四个月时间。木屋里有三架望远镜，认得水鸟的管理\n\n"
      "人员每天在门口讲解，木屋接待六十人，需要提前一天预约。\n\n"
      "白鹭渡口修起观鸟木屋\n\n"
      "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天，木屋建在河滩的芦苇丛里，游人坐在屋里就能看见水鸟在浅滩上"
      "觅食。渡口管理处负责人介绍，木屋由当地居民和青年志\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "由当地居民和青年志愿者共同搭建"));
  CHECK(contains(got, "认得水鸟的管理人员每天在门口讲解"));
  CHECK(comes_back(text));
}

TEST_CASE("order: of two that go on alike, the chunk that shares its words is put where they go on") {
  if (!chinese_model()) return;
  const std::string head =
      "白鹭渡口修起观鸟木屋\n\n"
      "本报讯（记者蓝小雁）昨天是白鹭渡口观鸟木屋开放的第一天，木屋建在河滩的芦苇丛里，游人坐在屋里就能看见水鸟在浅滩上"
      "觅食。渡口的老船工介绍，木屋每天接待六十名游人，需要提前预约，墙上的水鸟图片和文字说明都由渡口居\n\n"
      "山村小学有了天文台\n\n"
      "本报讯（记者丁一）雾台乡中心小学的楼顶新添了一座圆顶，孩子们第一次从望远镜里看见了土星的光环，校长说以后每个晴天"
      "的晚上都开放。\n\n";
  CHECK(contains(ordered(head + "民编写，芦苇丛里的水鸟他们都认得。\n"), "都由渡口居民编写，芦苇丛里的水鸟"));
  CHECK(contains(ordered(head + "民编写，校长请望远镜前的孩子们都来天文台看土星。\n"), "都开放。\n民编写"));
}

TEST_CASE("order: a line between two that belong together goes where two others wait for it") {
  if (!chinese_model()) return;
  const std::string text = hut_begins + "动，孩子们从望远镜里看见了水鸟，他们希\n"  // belongs to the other item
                           + hut_ends +
                           "山村小学去看水鸟\n\n"
                           "本报讯（记者丁一）雾台乡中心小学昨\n"
                           "天组织全校三十六名学生来到白鹭渡口，参\n"
                           "加了一次别开生面的户外观察和自然教育活\n"
                           "望明年春天还要再来一次，把画好的水鸟图\n"
                           "册送给渡口的老船工，请他们看看画得如何\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "渡口管理处负责人编写了说明文字"));
  CHECK(contains(got, "自然教育活动，孩子们从望远镜里看见了水鸟，他们希望明年春天"));
  told_and_undone(text, "order.interposed-line");
}

TEST_CASE("order: a paragraph's last line, read behind another line, closes the end that waits for it") {
  if (!chinese_model()) return;
  const std::string text =
      "白鹭渡口修起观鸟木屋\n\n"
      "本报记者 蓝小雁\n\n"
      "昨天是白鹭渡口观鸟木屋开放的第一\n天，木屋由本地居民和青年志愿者共同搭\n"
      "建，用的是去年大风刮倒的杉木，前后花\n了四个月时间。\n\n"
      "今年春天，渡口请来工匠进行了大了岸线整治的全部任务。\n\n"
      "规模修缮，栈桥和石阶焕然一新，游人坐\n在木屋里就能看见水鸟在浅滩上觅食，老\n"
      "船工说它们一年比一年多。\n\n"
      "河滩的芦苇丛里也立起了围栏和说明\n牌，孩子们认得每一种水鸟的叫声。目前，\n"
      "渡口管理处和两岸各村已经提前完成\n\n"
      "“河道清了，水才会清，鸟才会来。”\n管理处负责人沈望川说，明年还要再修三\n座木屋，让上游的村子也看得见水鸟。\n";
  const std::string got = ordered(text);
  CAPTURE(got);
  CHECK(contains(got, "渡口请来工匠进行了大规模修缮，栈桥"));
  CHECK(contains(got, "两岸各村已经提前完成了岸线整治的全部任务。\n“河道清了"));
  told_and_undone(text, "order.displaced-tail");
}

TEST_CASE("order: a headline that tears a sentence goes to its own story") {
  if (!chinese_model()) return;
  const std::string text = hut_begins +
                           "\n"
                           "山村小学圆顶里的天文台\n\n" +
                           hut_ends +
                           "本报讯（记者丁一）雾台乡山村小学昨\n"
                           "天给楼顶的天文台装上了圆顶，孩子们第一\n"
                           "次从望远镜里看见了土星的光环，校长说以\n"
                           "后每个晴天的晚上天文台都开放，圆顶里坐\n"
                           "得下三十六名学生，请村里人也来看一看。\n";
  const auto got = articles_of(text);
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "山村小学圆顶里的天文台");
  CHECK(contains(got[0]["body"][0]["text"].get<std::string>(), "渡口管理处负责人编写"));
}

TEST_CASE("order: a lead below a kicker and a headline as wide as its column stays there") {
  if (!chinese_model()) return;
  const std::string text =
      "石磨巷里飘出豆花香，三十年来天\n天如此。\n\n"
      "在增产节约运动中\n"
      "芦溪纺纱厂节约棉花一万多斤\n\n"
      "新华社芦溪十四日电　国营\n"
      "芦溪纺纱厂四月份节约原棉一万\n"
      "零三百斤。这些棉花可以纺成二\n"
      "十支纱二十五件。\n\n"
      "这个厂的细纱车间推广了先\n"
      "进工作法，断头率由每千锭小时\n"
      "二百七十根降低到一百八十根。\n";
  CHECK_FALSE(moved(through(text, Skip{"articles"}).page));
}

TEST_CASE("order: a Japanese headline on one line with the report beside it") {
  const auto list = articles_of(
      "雲見町の渡し舟が三日、最後の便を終えた。\n船長の高瀬さんは岸の人たちに長いあいだ手を振\n"
      "り、舟は夕方に岸へ引き上げられた。\n渡し舟の別れに人だかり 雲見新報によると、青螺島では七日、新しい\n"
      "灯台に灯がともり、島の子どもたちが点灯の合図\nを送った。灯台は石工の馮田さんが三年かけて建\n"
      "てたもので、島の石と流木だけで組まれ、高さは\n十二メートルある。\n");
  REQUIRE(list.size() == 2);
  CHECK(list[0]["headline"] == "渡し舟の別れに人だかり");
  CHECK(list[1]["body"][0]["text"].get<std::string>().starts_with("雲見新報によると、青螺島では七日、新しい灯台に"));
}

TEST_CASE("order: a lead is not cut between the names in its brackets") {
  const std::string text =
      "专题询问防汛 直面民生关切\n"
      "本报讯（通讯员 丁香 记者 柳絮）“以前办个证要跑三 趟，现在坐在家里点点手机就成。”6月19日，家住清河 "
      "街道的郑大爷拿着刚寄到的不动产证，笑得合不拢嘴。\n"
      "今年以来，市自然资源局推行“不见面办理”，43个事项 实现全程网办，平均办理时限压缩至1.5个工作日。①2\n"
      "不动产登记“一网通办”\n"
      "清河街道“小板凳议事会”\n"
      "一杯清茶聊出好办法\n"
      "6月18日晚7时，清河街道柳荫社区的大槐树下，二 十多位居民围坐一圈，“小板凳议事会”又开张了。\n"
      "“三治融合”激活基层治理\n";
  CHECK(contains(clean(text).jsonl, "（通讯员 丁香 记者 柳絮）"));
}

TEST_CASE("order: a lead whose bracket the next line closes stays below a table of contents") {
  const std::string text =
      "今日导读\n\n青螺湾轻轨线下月试运行\n02版\n渡口志愿填报会周日举行\n04版\n夏季船票价格出炉\n06版\n\n"
      "本报讯（记者 陶小满 通讯员 骆\n"
      "青云）昨日上午，青螺湾渡口响起\n"
      "最后一声船笛。服役多年的青螺二\n"
      "号载着乘客和两筐莲藕缓缓靠上东\n"
      "岸，渡口从此停航。老船工葛长河\n"
      "说，他在这条水路上走了四十年，\n"
      "闭着眼也能摸到对岸。船票从一角\n"
      "涨到了五角，坐船的人却越来越少\n"
      "了。渡口的黄狗每天傍晚都坐在岸\n"
      "边等船回来，今天它没有等到船。\n\n青螺湾渡口停航\n";
  CHECK_FALSE(moved(through(text, Skip{"articles"}).page));
}

TEST_CASE("order: a lead that goes on in the column below stays, whatever word it would make elsewhere") {
  if (!chinese_model()) return;
  const Cleaned c = clean(
      "本报讯（记者丁一）渡口搬迁在\n"
      "即，几家船厂昨晚举行了第三次\n"
      "演习。三百多条木船由机船开路，\n"
      "沿青螺湾浩浩荡荡驶往新码头，\n"
      "全程只用了五十八分钟，比上次\n"
      "快了十一分钟。\n"
      "\n"
      "机管局发言人表示，正式搬迁要\n"
      "等到七月五日晚上最后一班渡船\n"
      "\n"
      "靠岸以后才开始，到时候要动用\n"
      "一千二百个车次，把一万件东西\n"
      "在六小时内运到新码头。\n"
      "\n"
      "渡口大搬迁第三次演习\n"
      "三百条木船五十八分钟才到岸\n"
      "\n"
      "本报讯（记者丁一）小东村商\n"
      "\n"
      "场生意清淡，县里昨天宣布，巷\n"
      "里的一百四十一家店铺，可以从\n"
      "七月一日起减租三成，为期三个\n"
      "月，约有九千个铺位受惠。\n"
      "\n"
      "不过，商户联会的主席批评说，\n"
      "减租三个月不够，要求一次过减\n"
      "足一年。\n"
      "\n"
      "石磨巷商场减租三成\n");
  CAPTURE(c.jsonl);
  CHECK(contains(c.jsonl, "小东村商场生意清淡"));
  CHECK_FALSE(contains(c.ledger, "order.displaced-lead"));
}
