// Lines: wraps that became blanks, Markdown and table marks, measures.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

Page measured(const std::string& s, std::unique_ptr<RawPage>& keep) {
  Done d = through(s, all_but({"characters", "lines"}));
  keep = std::move(d.raw);
  return std::move(d.page);
}

// A paragraph as a dump gives it whose wraps became blanks: 18 Han a line, the first one 16.
std::string spaced_out(const std::string& s) {
  std::string out;
  std::size_t chars = 0, line = 16;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    decode(s, at);
    if (chars == line) {
      out += ' ';
      chars = 0;
      line = 18;
    }
    out.append(s, was, at - was);
    ++chars;
  }
  return out;
}

const std::string mill =
                      "风口村的磨坊重新开张这一天村里来了三百多人磨坊主人邢老汉把水闸慢慢提起石磨转了半圈停住又转了起来"
                      "满院子的人都笑出了声说它是在试嗓子跟三十年前一个样连吱呀声都没有变过。",
                  lamp =
                      "邢老汉说石磨是祖父手里凿的水车是父亲手里换的到他手里只添了一盏灯好让夜里来磨面的人看得见门槛不至"
                      "于绊倒这盏灯一点就是四十多年没有灭过连那场大水也没有把它浇熄。";
const std::string spaced = spaced_out(mill) + "\n\n" + spaced_out(lamp) + "\n";

}  // namespace

TEST_CASE("lines: blanks at a column's rhythm are the wraps they were") {
  const std::string got = lines_after({"characters", "lines"}, spaced);
  CAPTURE(got);
  CHECK(std::count(got.begin(), got.end(), ' ') == 0);
  CHECK(got.substr(0, spaced.find(' ')) == spaced.substr(0, spaced.find(' ')));
  CHECK(got[spaced.find(' ')] == '\n');
  CHECK(paragraphs_of(spaced) == mill + "\n" + lamp);
}

TEST_CASE(
    "lines: a paragraph's short last line ends at the blank behind its stop, full-width or not, and the next is "
    "indented") {
  CHECK(paragraphs_of(spaced + "\n" + "往前走吧,磨坊! " + spaced_out(mill) + "\n") ==
        mill + "\n" + lamp + "\n往前走吧,磨坊!\n" + mill);
}

TEST_CASE("lines: blanks without a rhythm stay") {
  for (const std::string s : {"一碗豆花 守住半条街的早晨", "统筹修路架桥 培育稻田画师 满足乡亲看戏需求",
                              "本报记者 车 越 通讯员 应若兰", "The light of the harbour is out"}) {
    CAPTURE(s);
    CHECK(lines_after({"characters", "lines"}, s + "\n") == s);
  }
}

TEST_CASE("lines: Markdown headings lose their marks and are headings") {
  std::unique_ptr<RawPage> keep;
  const Page page = measured("# 雨桥镇开办夜间修理铺\n\n正文从这里开始，说的是修理铺的事情。\n\n### 数一数\n", keep);
  REQUIRE(page.lines.size() == 3);
  CHECK(page.lines[0].text.bytes == "雨桥镇开办夜间修理铺");
  CHECK(page.lines[0].form == Form::heading);
  CHECK(page.lines[0].level == 1);
  CHECK(page.lines[1].form == Form::text);
  CHECK(page.lines[2].level == 3);
}

TEST_CASE("lines: what only looks like Markdown stays") {
  for (const std::string s : {"#话题讨论开始了", "####### 七个", "3 # 5", "1 * 2 * 3 = 6", "C# is a language"}) {
    CAPTURE(s);
    CHECK(lines_after({"lines"}, s) == s);
  }
}

TEST_CASE("lines: table rows are known by tabs and by bars") {
  std::unique_ptr<RawPage> keep;
  const Page tabs = measured("得分榜\n\n乡镇\t件数\n箬竹乡\t41\n芦溪乡\t36\n", keep);
  REQUIRE(tabs.lines.size() == 4);
  CHECK(tabs.lines[0].form != Form::table);
  for (std::size_t i = 1; i < 4; ++i) CHECK(tabs.lines[i].form == Form::table);
  std::unique_ptr<RawPage> keep2;
  const Page bars = measured("| 乡镇 | 件数 |\n|---|---|\n| 箬竹乡 | 41 |\n", keep2);
  REQUIRE(bars.lines.size() == 2);  // the rule between says nothing
  CHECK(bars.lines[0].text.bytes == "乡镇\t件数");
  CHECK(bars.lines[1].text.bytes == "箬竹乡\t41");
}

TEST_CASE("lines: widths are cells, and a column is found from its neighbours") {
  std::unique_ptr<RawPage> keep;
  std::string s;
  for (int i = 0; i < 8; ++i) s += "石磨转起来声音不大却比闹钟准呢\n";              // 15 Han
  for (int i = 0; i < 8; ++i) s += "石磨转起来声音不大却比闹钟准呢巷子里的老人\n";  // 21
  const Page page = measured(s, keep);
  REQUIRE(page.lines.size() == 16);
  CHECK(page.lines[2].width == doctest::Approx(30));
  CHECK(page.lines[2].column == doctest::Approx(30).epsilon(0.1));
  CHECK(page.lines[13].column == doctest::Approx(42).epsilon(0.1));
}

TEST_CASE("lines: an indent is measured, then leaves the text") {
  std::unique_ptr<RawPage> keep;
  const Page page = measured("　　甲乙丙丁\n  abc\n戊己\n", keep);
  REQUIRE(page.lines.size() == 3);
  CHECK(page.lines[0].indent == doctest::Approx(4));
  CHECK(page.lines[0].text.bytes == "甲乙丙丁");
  CHECK(page.lines[1].indent == doctest::Approx(2));
  CHECK(page.lines[2].indent == doctest::Approx(0));
}

TEST_CASE("lines: rows of figures laid out by blanks are a table") {
  const std::string in =
      "PORTSEA FERRY\n\n"
      "Portsea Town   7.15   8.30   9.45\n"
      "Gullhaven      7.40   8.55   10.10\n"
      "Mudbank Pier   8.05   9.20   10.35\n";
  const Cleaned c = clean(in);
  CAPTURE(c.jsonl);
  CHECK(contains(c.jsonl, "Portsea Town\\t7.15\\t8.30\\t9.45\\nGullhaven\\t7.40"));
  CHECK((restored(c.jsonl, c.ledger) == in));
  // no three rows of figures
  const Cleaned two =
      clean("The ferry left at  7.15   and  8.30\nas it has done   since  1898  when\nthe bell rang.\n");
  CHECK_FALSE(contains(two.jsonl, "\\t"));
}

TEST_CASE("lines: rows of Han words and figures with one blank between are a table where each has four cells") {
  const std::string in = "积分榜\n名次 球队 胜 负 积分\n1 青螺 9 2 27\n2 石磨 8 3 24\n3 雲见 7 4 20\n";
  const Cleaned c = clean(in);
  CAPTURE(c.jsonl);
  CHECK(contains(c.jsonl, "名次\\t球队\\t胜\\t负\\t积分\\n1\\t青螺\\t9\\t2\\t27"));
  CHECK((restored(c.jsonl, c.ledger) == in));
  // words that blanks part are none
  CHECK_FALSE(contains(
      clean("查实情 解难题 办实事 见实效\n摸实底 出实招 下实功 求实绩\n听实话 说实数 做实账 算实利\n").jsonl, "\\t"));
}

TEST_CASE("lines: a page of a line a paragraph has no column, however alike some are") {
  std::string text = "渡口停航\n\n" + mill + "\n\n" + lamp + "\n\n";
  for (const char* line :
       {"磨坊主人邢老汉把水闸慢慢提起石磨转了半圈停住", "满院子的人都笑出了声说它是在试嗓子跟从前一样",
        "石磨是祖父手里凿的水车是父亲手里换的灯是他的", "好让夜里来磨面的人看得见门槛不至于再绊倒在地"})
    text += std::string(line) + "。\n\n";
  std::unique_ptr<RawPage> keep;
  const Page page = measured(text, keep);
  for (const Line& l : page.lines) CHECK(l.column == 0);
  const std::string wrapped =
      "磨坊主人邢老汉把水闸慢慢提起石磨转了半圈停住\n满院子的人都笑出了声说它是在试嗓子跟从前一样\n"
      "石磨是祖父手里凿的水车是父亲手里换的灯是他的\n好让夜里来磨面的人看得见门槛不至于再绊倒在地\n";
  const Page column = measured(wrapped, keep);
  for (const Line& l : column.lines) CHECK(l.column > 0);
}

TEST_CASE("lines: blanks at a column's rhythm are wraps without blank lines between the paragraphs, too") {
  const std::string text =
      spaced_out(mill) + "\n" + spaced_out(lamp) + "\n" + spaced_out(mill) + "\n" + spaced_out(lamp) + "\n";
  const std::string got = lines_after({"characters", "lines"}, text);
  CAPTURE(got);
  CHECK(std::count(got.begin(), got.end(), ' ') == 0);
}

TEST_CASE("lines: text whose figures blanks set off is no table") {
  const Cleaned c = clean(
      "2．木船 2000 型渡轮一艘，2003年 4 月下\n水，参考价 2.8 万元，保证金 3000 元。\n标的展示时间：9月 7 日至 8 "
      "日，标的所在\n"
      "地渡口 3 号码头，电话 31186 转 2 号。\n");
  CHECK_FALSE(contains(c.jsonl, "\\t"));
}

TEST_CASE("lines: the rows of a table tell no column") {
  const Done d = through(
      "四分之一决赛中，芦溪队三比零胜青石队，三局比分为二十\n五比十八、二十五比二十、二十五比十六，昨晚的另一场比赛\n"
      "里，柳芽队先输两局，又连追三局，把长林队留在了四强的门\n外，看台上的人都站了起来，没有人肯先走，一直到灯灭了。\n"
      "\n"
      "输球也要输得漂亮\n\n"
      "芦溪\t31\t22\t28\t8100\n柳芽\t27\t30\t19\t7600\n青石\t18\t15\t22\t5500\n长林\t12\t17\t20\t4900\n"
      "枫塘\t11\t16\t20\t4700\n云岫\t10\t15\t20\t4500\n",
      all_but({"characters", "lines"}));
  for (std::size_t i = 0; i < 4; ++i) CHECK(d.page.lines[i].column > 40);
}

TEST_CASE("lines: what a document model left of HTML and bold type goes, what only looks so stays") {
  const Done d = through(
      "<div class=\"page\">\n## **渡口停航**\n<p>本报记者 骆青</p>\n> "
      "编后：渡口还在。\n**昨日，**渡口停航。<br>\n王**、李**上了船，<3分钟到岸。\n</div>\n",
      all_but({"characters", "lines"}));
  REQUIRE(d.page.lines.size() == 5);
  CHECK(d.page.lines[0].text.bytes == "渡口停航");
  CHECK(d.page.lines[0].form == Form::heading);
  CHECK(d.page.lines[1].text.bytes == "本报记者 骆青");
  CHECK(d.page.lines[2].text.bytes == "编后：渡口还在。");
  CHECK(d.page.lines[3].text.bytes == "昨日，渡口停航。");
  CHECK(d.page.lines[4].text.bytes == "王**、李**上了船，<3分钟到岸。");
}

TEST_CASE("lines: a printed line that was cut at squeezed marks is one again") {
  const std::string cut =
      "島の定期船は来月一日から朝の便を一つ増やす（\n日曜を除く）\n、\n「満ち潮便」と名づけた。船を出\n"
      "す青螺汽船が三日に発表し、島の市に間に合う時\n刻に岸を離れるという。役場の馮田さん（五九）\n"
      "は「島の暮らしが楽になる」と喜び、船長の沙見\nさん（六一）\n、\n「満ち潮便」の名を考えた高瀬さ\n"
      "ん（一二）も早く乗りたいと話した。初めの便は\n来月一日の朝五時に島を出て、六時に雲見町の岸\n"
      "に着く。切符は渡し場の窓口で買える（片道三百\n円）\n。「満ち潮便」\n、「引き潮便」は夏まで。\n";
  CHECK(lines_after({"characters", "lines"}, cut) ==
        "島の定期船は来月一日から朝の便を一つ増やす（\n日曜を除く）、「満ち潮便」と名づけた。船を出\n"
        "す青螺汽船が三日に発表し、島の市に間に合う時\n刻に岸を離れるという。役場の馮田さん（五九）\n"
        "は「島の暮らしが楽になる」と喜び、船長の沙見\nさん（六一）、「満ち潮便」の名を考えた高瀬さ\n"
        "ん（一二）も早く乗りたいと話した。初めの便は\n来月一日の朝五時に島を出て、六時に雲見町の岸\n"
        "に着く。切符は渡し場の窓口で買える（片道三百\n円）。「満ち潮便」、「引き潮便」は夏まで。");
  // a text that was broken after so many characters, whatever they are: both lines are full
  const std::string counted =
      "灯台の鐘は三日の朝に鳴った\n。船は岸を離れ、島へ向かう\n。市は七時に始まり魚が並ぶ\n、子どもは走り犬が吠えた朝\n"
      "、風は南から吹いて波は低い\n。船長は岸に手を振って笑う\n";
  CHECK(lines_after({"characters", "lines"}, counted) == counted.substr(0, counted.size() - 1));
}

TEST_CASE("lines: a pair of * round a whole line sets it in italics; one elsewhere stays") {
  CHECK(lines_after({"characters", "lines"}, "*青螺观察网 记者 骆青云*\n\n" + mill + "\n") ==
        "青螺观察网 记者 骆青云\n" + mill);
  CHECK(lines_after({"characters", "lines"}, "* 一 *\n\n*渡口*停航*\n") == "* 一 *\n*渡口*停航*");
}

TEST_CASE("lines: rows of a table keep the blanks between their cells, whatever lines around them are stretched") {
  const std::string in =
      "The harbour board has met on Tuesday last in the hall at Portsea\nand has seen the accounts of the ferry, of "
      "which "
      "these are a few:\n"
      "Smith,   John   Portsea   harbour   master   twelve   pounds\n"
      "Marsh,   Adam   Gullhaven   ferry   pilot   eleven   pounds.\n"
      "Okoro,   Ben   Mudbank   night   watchman   seven   pounds..\n";
  CHECK(contains(lines_after({"characters", "lines"}, in), "John   Portsea   harbour"));
}

TEST_CASE("lines: a table in HTML is rows with tabs, whether a line each or all on one") {
  const std::string body = "# 青螺湾渡口停航\n\n渡口的账本上，船票收入一年少似一年。\n\n";
  for (const std::string line : {"", "\n"}) {
    const auto got = articles_of(
        body + "<table>" + line + "<tr><th>年份</th><th colspan=\"1\">收入<br>(万元)</th></tr>" + line +
        "<tr><td></td><td>18</td></tr>" + line + "</table>\n\n渡口停航以后，账本交给了<b>博物馆</b>保存。\n");
    CAPTURE(line);
    const json& table = only(got)["body"][1];
    CHECK(table["kind"] == "table");
    CHECK(table["text"] == "年份\t收入 (万元)\n\t18");
  }
}

TEST_CASE("lines: a page in HTML on one line is parted at its tags") {
  const auto got = articles_of(
      "<html><body><h1>青螺湾渡口停航</h1><p>渡口响起最后一声船笛，渡船靠上东岸。</p><ul><li>开船：一百年</"
      "li><li>票价：五角"
      "</li></ul></body></html>\n");
  const json& a = only(got);
  CHECK(a["headline"] == "青螺湾渡口停航");
  REQUIRE(a["body"].size() == 3);
  CHECK(a["body"][2]["text"] == "- 票价：五角");
}

TEST_CASE("lines: a figure that a document model set as a formula is a figure, a price in dollars stays") {
  CHECK(contains(
      clean("渡口去年增长了$1 7 . 5 \\%$，水温$3 8 ^ { \\circ } \\mathrm { C }$，有$3 0$多人，票价$5到$8。\n").jsonl,
      "增长了17.5%，水温38°C，有30多人，票价$5到$8。"));
  CHECK(contains(clean("渡口去年增长$ 9.1\\% $，高于往年。\n").jsonl, "增长9.1%，高于"));
  const std::string prices = "The fare is $5 or $8 a day, and was $3/$4 in 1999, or 4$ to 5$ by boat.";
  CHECK(contains(clean(prices + "\n").jsonl, prices));
}

TEST_CASE("lines: bold at an item's head and a backslash at a line's end are no text; stars that hide a name are") {
  const auto got = clean(
                       "# 青螺湾渡口停航\n\n渡口响起最后一声船笛。\\\n\n- **时间**：5月1日\n- "
                       "**地点**：石磨巷\n\n被告张**与李**未到庭。\n")
                       .jsonl;
  CHECK(contains(got, "\"- 时间：5月1日\""));
  CHECK(contains(got, "\"- 地点：石磨巷\""));
  CHECK(contains(got, "最后一声船笛。\""));
  CHECK(contains(got, "张**与李**未"));
}

TEST_CASE("lines: what only looks like a tag or a formula stays as it stands") {
  for (const std::string s : {"He wrote <there is no hope> on the wall of the mill.",
                              "He lent a book <a gift of his aunt> to the priest.", "They sell for 5$ 7$ in the shop.",
                              "A row $1 , 2 , \\cdots , 9$ of figures.", "Some $3 0 \\text{ out of } 1 0 0$ of them.",
                              "As hot as $1 0 ^ { 3 } , 2 5 ^ { \\circ } \\mathrm{C}$ it was."}) {
    CAPTURE(s);
    CHECK(lines_after({"lines"}, s + "\n") == s);
  }
  CHECK(lines_after({"lines"}, "It rose by $1 7 \\%$ <b class=\"x\">here</b>.<br />\n") == "It rose by 17% here.");
}

TEST_CASE("lines: a headline set from top to bottom is one line, a table's column is not") {
  const std::string story = "两岸的人都绕道上游的石桥，早晚都挤得水泄不通。\n";
  CHECK(lines_after({"characters", "lines"}, "渡\n船\n停\n了\n12\n天\n" + story) ==
        "渡船停了12天\n" + story.substr(0, story.size() - 1));
  for (const std::string column :
       {"一\n二\n三\n四\n五\n", "男\n女\n男\n女\n男\n", "胜\n平\n负\n胜\n", "甲\n乙\n丙\n丁\n", "渡\n船\n停\n"}) {
    CAPTURE(column);
    CHECK(lines_after({"characters", "lines"}, column + story) == column + story.substr(0, story.size() - 1));
  }
  const Cleaned c = clean("渡\n船\n停\n了\n" + story);
  CHECK(restored(c.jsonl, c.ledger) == "渡\n船\n停\n了\n" + story);
}
