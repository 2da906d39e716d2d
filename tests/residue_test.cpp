// Residue: what a page carries beside its articles goes, typed; what only looks like it stays.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

struct Taken {
  std::string line, kind, text, left;
};

Done swept(const std::string& s) { return through(s, all_but({"characters", "lines", "residue"})); }

const std::string around = "石磨转起来声音不大，却比闹钟准。\n";

// The line among others, swept: what was taken and what of the line is left.
void check_taken(const Taken& t) {
  CAPTURE(t.line);
  const Done d = swept(around + t.line + "\n" + around);
  REQUIRE(d.page.residue.size() == 1);
  CHECK(d.page.residue[0].kind == t.kind);
  CHECK(d.page.residue[0].text == t.text);
  CHECK(d.page.residue[0].rule.substr(0, 8) == "residue.");
  CHECK(std::string(d.page.source.substr(d.page.residue[0].at.begin,
                                         d.page.residue[0].at.end - d.page.residue[0].at.begin)) == t.text);
  CHECK(d.page.lines.size() == (t.left.empty() ? 2U : 3U));
  if (!t.left.empty() && d.page.lines.size() == 3) CHECK(d.page.lines[1].text.bytes == t.left);
}

}  // namespace

TEST_CASE("residue: a section's name stands beside a folio of whatever form") {
  const Done d =
      swept("SPORTS\nD1   SUNDAY, JUNE 3, 2012   THE TIDEWICK LANTERN\nThe ferry made its last trip on Friday.\n");
  REQUIRE(d.page.lines.size() == 1);
  CHECK(d.page.label == "D1");
}

TEST_CASE("residue: names above one another stand beside the folio below them all") {
  const Done d =
      swept("4 CITY\nTHE MARSH MAIL, PORTSEA\nTUESDAY, MAY 3, 2016\nThe ferry made its last trip on Friday.\n");
  CHECK(d.page.residue.size() == 3);
  REQUIRE(d.page.lines.size() == 1);
  CHECK(d.page.lines[0].text.bytes.starts_with("The ferry"));
  const Done none = swept("4 CITY\nTHE MARSH MAIL, PORTSEA\nThe ferry made its last trip on Friday.\n");
  CHECK(none.page.residue.empty());
}

TEST_CASE("residue: a paper's ear tells the weather, beside the folio only") {
  const std::string ear = "农历二月初三　　天气预报：今天白天多云，最高气温9℃\n";
  CHECK(swept("今日四版　　第4156期　　1998年5月3日　星期日\n" + ear + around).page.lines.size() == 1);
  CHECK(swept(around + around + around + around + around + ear + around + around + around + around + around)
            .page.residue.empty());
}

TEST_CASE("residue: a bar at a line's end is a column's rule, unless the lines beside it end so") {
  const std::string row = "渡口至石磨镇每日开行五班 |\n";
  CHECK(swept(around + row + around).page.residue.size() == 1);
  CHECK(swept(around + row + row + around).page.residue.empty());
}

TEST_CASE("residue: taken out, with its kind") {
  const Taken table[] = {
      {"沙棠晚报 2023年9月12日 星期二 A03", "folio", "沙棠晚报 2023年9月12日 星期二 A03", ""},
      {"鹿鳴山日報 中華民國112年4月8日 星期六 A5", "folio", "鹿鳴山日報 中華民國112年4月8日 星期六 A5", ""},
      {"The Tidewick Lantern, Saturday, October 9, 1926 3", "folio",
       "The Tidewick Lantern, Saturday, October 9, 1926 3", ""},
      {"第2版", "folio", "第2版", ""},
      {"— 5 —", "folio", "— 5 —", ""},
      {"责任编辑：麻晓雨 版式：单立 校对：佟禾", "staff", "责任编辑：麻晓雨 版式：单立 校对：佟禾", ""},
      {"编辑:冉星", "staff", "编辑:冉星", ""},
      {"責任編輯／涂以晨", "staff", "責任編輯／涂以晨", ""},
      {"名字叫“二副”。①5", "end_mark", "①5", "名字叫“二副”。"},
      {"大家都笑了。■", "end_mark", "■", "大家都笑了。"},
      {"②3", "end_mark", "②3", ""},
      {"双方表示愿意合作。（完）", "end_mark", "（完）", "双方表示愿意合作。"},
      {"乡亲们在桥头等着，（下转第二版②）", "jump_to", "（下转第二版②）", "乡亲们在桥头等着，"},
      {"（上接第一版）发挥好作用，", "jump_from", "（上接第一版）", "发挥好作用，"},
      {"and so to the harbour. (Continued on Page 4)", "jump_to", "(Continued on Page 4)", "and so to the harbour."},
      {"乡亲们在桥头等着，▶下转A02版", "jump_to", "▶下转A02版", "乡亲们在桥头等着，"},
      {"【1面から続く】", "jump_from", "【1面から続く】", ""},
      {"続き→3面", "jump_to", "続き→3面", ""},
      {"鄉親們在橋頭等著（文轉A2）", "jump_to", "（文轉A2）", "鄉親們在橋頭等著"},
      {"and so to the harbour. See STORM, A6", "jump_to", "See STORM, A6", "and so to the harbour."},
      {"et le bac. (Suite page 4)", "jump_to", "(Suite page 4)", "et le bac."},
      {"y la barca. (Pasa a la página 4)", "jump_to", "(Pasa a la página 4)", "y la barca."},
      {"и паром. (Продолжение на 4-й стр.)", "jump_to", "(Продолжение на 4-й стр.)", "и паром."},
      {"sagte er. » Fortsetzung Seite 4", "jump_to", "» Fortsetzung Seite 4", "sagte er."},
      {"y la barca. SIGUE EN LA PÁGINA 4", "jump_to", "SIGUE EN LA PÁGINA 4", "y la barca."},
      {"en de boot. Lees verder op pagina 4", "jump_to", "Lees verder op pagina 4", "en de boot."},
      {"배가 떠났다. (▶ 4면에 계속)", "jump_to", "(▶ 4면에 계속)", "배가 떠났다."},
      {"発表した。【3面に続く】", "jump_to", "【3面に続く】", "発表した。"},
      {"![](images/a.jpg)", "placeholder", "![](images/a.jpg)", ""},
      {"■■■", "ornament", "■■■", ""},
  };
  for (const auto& t : table) check_taken(t);
}

TEST_CASE("residue: what must stay") {
  const char* const table[] = {
      "2023年9月12日，雾台乡召开会议。",
      "沙棠晚报记者从会上获悉，桥通了。",
      "责任编辑会议昨日召开。",
      "编辑部的故事讲完了。",
      "步骤见图①，再看图②。",
      "分为以下几步：①5日报名，②6日考试。",
      "■ 新闻背景",
      "水势下转，船也下转。",
      "由第二版转载的文章。",
      "他翻到第3版，读了很久。",
      "本报记者 车 越 通讯员 应若兰",
      "校对员老佟今年六十岁。",
      "He continued on page after page of it.",
      "On October 9, 1926 the mill burned down.",
      "The page 4 story was a good one.",
      "1926",
      "5月",
      "任务完成。",
  };
  for (const char* s : table) {
    CAPTURE(s);
    const Done d = swept(around + s + "\n" + around);
    CHECK(d.page.residue.empty());
    REQUIRE(d.page.lines.size() == 3);
    CHECK(d.page.lines[1].text.bytes == s);
  }
}

TEST_CASE("residue: furniture at a page's head and foot") {
  struct {
    std::string line, date, label;
  } const table[] = {
      {"2023年9月12日 星期二 A03 要闻", "2023-09-12", "A03"},
      {"A03 要闻 2023年9月12日 星期二", "2023-09-12", "A03"},
      {"2023.9.12 星期二", "2023-09-12", ""},
      {"2023/09/12 A3", "2023-09-12", "A3"},
      {"2023年9月12日", "2023-09-12", ""},
      {"農曆癸卯年七月廿八", "", ""},
      {"农历七月廿八 第12345期 今日8版", "", ""},
      {"国内统一连续出版物号 CN 11-0001", "", ""},
      {"中華民國112年9月12日／星期二 A3版", "2023-09-12", "A3版"},
      {"第二張 第五版", "", "第五版"},
      {"2023年9月12日 火曜日 12版 3面", "2023-09-12", ""},
      {"要聞 A3", "", "A3"},
      {"版面 03", "", "03"},
      {"·3·", "", ""},
      {"新闻热线：010-65368888", "", ""},
      {"地址：枫塘市柳芽路1号 邮编：100733", "", ""},
      {"沙棠晚报 SHATANG EVENING", "", ""},
      {"THE TIDEWICK LANTERN, SATURDAY, OCTOBER 9, 1926.", "1926-10-09", ""},
      {"Saturday 9 October 1926 | The Tidewick Lantern 3", "1926-10-09", "3"},
      {"La Gazette de la Baie, mardi 3 mai 1921  3", "1921-05-03", "3"},
      {"El Faro de la Bahía, martes 3 de mayo de 1921  3", "1921-05-03", "3"},
      {"La Voce della Baia, martedì 3 maggio 1921, pag. 3", "1921-05-03", "pag. 3"},
      {"Приречная правда, вторник, 3 мая 1921 г.  № 102", "1921-05-03", ""},
      {"갈대일보 2021년 3월 4일 목요일 A3면", "2021-03-04", "A3면"},
      {"Der Lindauer Bote Nr. 44 / Montag, den 3. November 2008 Seite 1", "2008-11-03", "Seite 1"},
      {"LUNES, 3 DE NOVIEMBRE DE 2008 EL FARO", "2008-11-03", ""},
      {"Diário da Baía • Segunda-feira 3 Novembro 2008", "2008-11-03", ""},
      {"De Polderbode, maandag 3 november 2008 pagina 7", "2008-11-03", "pagina 7"},
      {"«Приречная правда» № 12 (4012) 3 ноября 2008 года, понедельник 3 стр.", "2008-11-03", "3 стр."},
      {"La Gazette de la Baie n° 44 – lundi 3 novembre 2008 – 3 –", "2008-11-03", "– 3 –"},
      {"扫码阅读全文", "", ""},
  };
  for (const auto& t : table) {
    CAPTURE(t.line);
    const Done head = swept(t.line + "\n" + around + around + around);
    const Done foot = swept(around + around + around + t.line + "\n");
    for (const Done* d : {&head, &foot}) {
      REQUIRE(d->page.residue.size() == 1);
      CHECK(d->page.residue[0].text == t.line);
      CHECK(d->page.date == t.date);
      CHECK(d->page.label == t.label);
    }
  }
}

TEST_CASE("residue: what is furniture at an edge only stays inside the page") {
  std::string text;
  for (int i = 0; i < 5; ++i) text += around;
  for (const std::string line : {"2023年9月12日", "③", "新闻热线：010-65368888", "3版"}) {
    CAPTURE(line);
    CHECK(swept(text + line + "\n" + text).page.residue.empty());
  }
}

TEST_CASE("residue: a jump line says where, and marks its line") {
  const Done d = swept(around + "乡亲们在桥头等着，（下转第二版②）\n" + around);
  REQUIRE(d.page.residue.size() == 1);
  CHECK(d.page.residue[0].page == "第二版");
  CHECK(d.page.residue[0].mark == "②");
  CHECK(d.page.lines[1].jump_to == 0);
  CHECK(d.page.lines[1].ends_article);
  const Done from = swept("（上接第一版②）发挥好作用，\n" + around);
  REQUIRE(from.page.residue.size() == 1);
  CHECK(from.page.residue[0].page == "第一版");
  CHECK(from.page.residue[0].mark == "②");
  CHECK(from.page.lines[0].jump_from == 0);
  CHECK(from.page.lines[0].starts_article);
}

TEST_CASE("residue: words that close a report stay, and the article ends there") {
  for (const std::string line : {"桥通了。（据新华社）", "桥通了。（相关报道见3版）", "桥通了。详见A3版",
                                 "（本文有删节）", "橋が開通した。（関連記事3面）"}) {
    CAPTURE(line);
    const Done d = swept(around + line + "\n" + around);
    CHECK(d.page.residue.empty());
    REQUIRE(d.page.lines.size() == 3);
    CHECK(d.page.lines[1].text.bytes == line);
    CHECK(d.page.lines[1].ends_article);
  }
  CHECK_FALSE(swept("桥通了。（掌声）\n" + around).page.lines[0].ends_article);
}

TEST_CASE("residue: a jump line torn by the wrap is read over both lines") {
  for (const auto& torn : {std::pair<std::string, std::string>{"乡亲们在桥头等着，（下转第", "二版②）"},
                           {"乡亲们在桥头等着，（下转", "第二版②）"},
                           {"乡亲们在桥头等着，（", "下转第二版②）"}}) {
    CAPTURE(torn.first);
    const Done d = swept(around + torn.first + "\n" + torn.second + "\n" + around);
    REQUIRE(d.page.residue.size() == 1);
    CHECK(d.page.residue[0].kind == "jump_to");
    CHECK(d.page.residue[0].text == "（下转第二版②）");
    CHECK(d.page.residue[0].page == "第二版");
    CHECK(d.page.residue[0].mark == "②");
    REQUIRE(d.page.lines.size() == 3);
    CHECK(d.page.lines[1].text.bytes == "乡亲们在桥头等着，");
    CHECK(d.page.lines[1].ends_article);
  }
}

TEST_CASE("residue: a bracket torn by the wrap that is no jump line stays") {
  const Done d = swept("乡亲们在桥头等着（有人还\n带了板凳）。\n");
  CHECK(d.page.residue.empty());
  CHECK(d.page.lines.size() == 2);
}

TEST_CASE("residue: end mark and staff line after one stop are both found") {
  const Done d = swept(around + "名字叫“二副”。①5\n责编 冉星 校对 成亦可\n");
  REQUIRE(d.page.residue.size() == 2);
  CHECK(d.page.residue[0].kind == "end_mark");
  CHECK(d.page.residue[1].kind == "staff");
  CHECK(d.page.lines.size() == 2);
  CHECK(d.page.lines[1].ends_article);
}

TEST_CASE("residue: an end mark alone on its line closes the line before") {
  const Done d = swept(around + "②3\n雾台乡有了新桥\n");
  REQUIRE(d.page.lines.size() == 2);
  CHECK(d.page.lines[0].ends_article);
  CHECK_FALSE(d.page.lines[1].ends_article);
}

TEST_CASE("residue: the folio tells paper, date and page") {
  const auto got = articles_of(
      "沙棠晚报 2023年9月12日 星期二 "
      "A03\n\n雾台乡有了新桥\n\n本报讯（记者丁一）昨日，雾台乡的新桥通了车，乡亲们都去看。\n");
  REQUIRE(!got.empty());
  for (const auto& a : got) {
    CHECK(a["paper"] == "沙棠晚报");
    CHECK(contains(a["date"].dump(), "2023"));
    CHECK(a["page_label"] == "A03");
  }
  const auto bare = articles_of("雾台乡有了新桥\n\n本报讯（记者丁一）昨日，雾台乡的新桥通了车，乡亲们都去看。\n");
  REQUIRE(!bare.empty());
  CHECK(bare[0]["paper"].is_null());
  CHECK(bare[0]["date"].is_null());
}

TEST_CASE("residue: records carry doc, page, kind, text, place and rule") {
  const auto list = records(to_residue(swept(around + "（上接第一版②）发挥好作用，\n").page));
  REQUIRE(list.size() == 1);
  for (const char* k : {"doc", "page", "kind", "text", "at", "rule"})
    CHECK_MESSAGE(list[0].contains(k), "no key " << k);
}

TEST_CASE("residue: a page's head and foot are counted in the lines that stay") {
  std::string text = "03\n要闻\n2023年9月14日\n星期四\n责编：麻晓雨 版式：单立\n芦荡晚报\nA07 社会新闻\n";
  for (int i = 0; i < 12; ++i) text += around;
  CHECK(swept(text).page.residue.size() == 7);
  std::string below;
  for (int i = 0; i < 12; ++i) below += around;
  CHECK(swept(below +
              "芦荡晚报\n投稿邮箱：a@example.com\n星期四\n03\n责编：麻晓雨 版式：单立\n11版 芦花荡 星期六 2009.10.17\n")
            .page.residue.size() == 6);
}

TEST_CASE("residue: what stands so in mid-page is a chapter's number, a column's name, a notice's date") {
  std::string half;
  for (int i = 0; i < 6; ++i) half += around;
  CHECK(swept(half + "23\n" + half + "要闻\n" + half + "东岭县公安局 2009年10月17日\n" + half).page.residue.empty());
}

TEST_CASE("residue: a line of text round a date is no folio") {
  std::string half;
  for (int i = 0; i < 6; ++i) half += around;
  CHECK(swept(half + "本公司于2007年5月8日接到控股股\n东长河集团的通知。\n" + half).page.residue.empty());
}

TEST_CASE("residue: a paper's name in capitals goes with the folio below it, a headline below does not") {
  const Done d = swept(
      "KURIER ŁĄKOWY\nśroda, 14 maja 1997        Nr 112        5\n\nMOST ZNÓW OTWARTY\n\nKierowcy mogą od wczoraj "
      "jeździć mostem.\n");
  CHECK(d.page.residue.size() == 2);
  REQUIRE(d.page.lines.size() == 2);
  CHECK(d.page.lines[0].text.bytes == "MOST ZNÓW OTWARTY");
  for (const std::string_view folio :
       {"The Tidewick Lantern, Wednesday, May 4, 1898 1", "THE WEEKLY PLOUGH  TUESDAY, MARCH 2, 1921  4"}) {
    CAPTURE(folio);
    CHECK(swept("WHALE RINGS HARBOUR BELL\n" + std::string(folio) + "\n\nThe bell of the harbour rang at noon.\n")
              .page.lines[0]
              .text.bytes == "WHALE RINGS HARBOUR BELL");
  }
  CHECK(swept("MOST ZNÓW OTWARTY\n\nKierowcy mogą od wczoraj jeździć mostem.\n").page.residue.empty());
}

TEST_CASE("residue: a nameplate of several lines goes, and once more above the leader") {
  const Done d = swept(
      "THE PORTSEA MERCURY\nAND\nSOUTHERN DISTRICTS ADVERTISER.\nVOL. XXI.—No. 3,118.\nPORTSEA, TUESDAY, MARCH 13, "
      "1894.\n"
      "PRICE ONE PENNY.\n\nSHIPPING.\n\nThe Corinna came in on Monday with coal.\n\nThe ketch sailed on "
      "Tuesday.\n\nThe mail is "
      "due.\n\nNothing else came in.\n\nThe Portsea Mercury.\nTUESDAY, MARCH 13, 1894.\n\nThe Harbour Board will meet "
      "again on "
      "Thursday.\n");
  std::string left;
  for (const Line& l : d.page.lines) left += std::string(l.text.bytes) + "\n";
  CHECK(left ==
        "SHIPPING.\nThe Corinna came in on Monday with coal.\nThe ketch sailed on Tuesday.\nThe mail is due.\nNothing "
        "else came "
        "in.\nThe Harbour Board will meet again on Thursday.\n");
}

TEST_CASE("residue: rows of a list are no folios, whatever dates they have") {
  for (const std::string list :
       {"Home to Wanderers    Saturday 4 May 1921    Mill Lane\nAway to Rovers    Saturday 11 May 1921    Quay Road\n",
        "Wanderers 2    Saturday 4 May 1921    Rovers 3\nAlbion 1    Saturday 11 May 1921    Rangers 4\n"}) {
    CAPTURE(list);
    CHECK(swept(list).page.residue.empty());
  }
}

TEST_CASE("residue: a section at the page's head, its characters apart, or with the page behind a dot") {
  for (const std::string_view head : {"国 际", "要闻·03", "副刊 芦花 A7", "第A05版：社会 青螺晚报 2018-09-14 星期五"}) {
    CAPTURE(head);
    const Done d = swept(std::string(head) + "\n2012年11月4日 星期日\n\n青螺湾渡口停航\n\n渡口响起最后一声船笛。\n");
    CHECK(d.page.lines[0].text.bytes == "青螺湾渡口停航");
  }
}

TEST_CASE("residue: what a document model says of its pieces is no text") {
  const Done d = swept(
      "---\nprimary_language: zh\nis_table: False\n---\n```markdown\n<|ref|>title<|/ref|><|det|>[[120, 88, 560, "
      "132]]<|/det|>\n# 青螺湾渡口停航\n\n渡口响起最后一声船笛。\n```\n");
  REQUIRE(d.page.lines.size() == 2);
  CHECK(d.page.lines[0].text.bytes == "青螺湾渡口停航");
}

TEST_CASE("residue: what stands round the text of an electronic edition is no text") {
  const Done d = swept(
      "01版:头版 | 02版:要闻 | 03版:民生\n青螺湾渡口停航\n作者： 来源： 2020-10-08 "
      "05:12\n\n渡口响起最后一声船笛。\n\n放大 缩小 默认\n");
  REQUIRE(d.page.lines.size() == 2);
  CHECK(d.page.lines[0].text.bytes == "青螺湾渡口停航");
}

TEST_CASE("residue: an imprint below the folio, and figures set apart in a folio, are no headline") {
  const std::string story = "\n\n渡口停航\n\n渡口昨日停航，两岸的人都改走石桥，早晚都挤得水泄不通。\n\n";
  for (const char* const line :
       {"中共东岭县委员会主办 三日刊 每份二分", "代号 45—18 零售每份五分", "今日四版 零售五分 东岭日报社出版"}) {
    const Done d = through("东岭日报\n\n1956年10月17日 星期三 第4版\n\n" + std::string(line) + story);
    CAPTURE(line);
    CHECK(d.page.lines[0].text.bytes == "渡口停航");
  }
  CHECK(through("东岭日报 1956 年 10 月 17 日 第 3 版 邮发代号 61—38" + story).page.lines[0].text.bytes == "渡口停航");
  CHECK(through("县委宣传部编辑出版《渡口志》" + story).page.lines[0].text.bytes == "县委宣传部编辑出版《渡口志》");
}

TEST_CASE("residue: what takes place on a day, and what sells a book or a sofa, is no folio") {
  const std::string story = "渡口停航\n\n渡口昨日停航，两岸的人都改走石桥，早晚都挤得水泄不通。\n\n";
  for (const std::string line :
       {"合唱音乐会 2016年5月3日 星期二 晚七点 东岭剧院", "芦花出版社出版 定价：38元 邮购电话：2231186"})
    CHECK(through(story + line + "\n").page.lines.back().text.bytes == line);
  for (const std::string line :
       {"Registered No. 7 Wins the Cup", "Verantwortlich für 3 Brände", "Phone 72185. Price 9d."})
    CHECK(through(line + "\n\nThe ferry has stopped, and nobody knows why.\n").page.lines.front().text.bytes == line);
}

TEST_CASE("residue: a headline below the folio is no paper's name and no motto") {
  const std::string story = "\n\nNobody saw it coming, and nobody will forget the day on which it came to Portsea.\n\n";
  for (const std::string line : {"The Midnight Sun", "The Labour Leader", "The Only Weekly Bus",
                                 "Journal d'une institutrice", "Organ für die Stadtkirche"}) {
    CAPTURE(line);
    const Done d = swept("The Portsea Herald, Tuesday, March 13, 1994, Page 3\n\n" + line + story);
    CHECK(d.page.lines[0].text.bytes == line);
    // above the folio, or below a paper's name, it is one
    CHECK(swept(line + "\nTuesday, March 13, 1994\n" + story).page.lines[0].text.bytes.starts_with("Nobody"));
  }
  CHECK(swept("THE PORTSEA LEADER\nTuesday, March 13, 1994\n" + story + story + "2\nTHE PORTSEA LEADER" + story +
              story + story + story + story)
            .page.residue.size() == 3);
  CHECK(swept("LA GACETA\nDiario de la mañana\nMartes, 13 de marzo de 1994\n" + story).page.residue.size() == 3);
}

TEST_CASE("residue: a paper's name that a sentence leads on to, and who published a book, stay") {
  const std::string name = "The Portsea Herald";
  const Done d =
      swept(name + "\nTuesday, March 13, 1894\n\nA\n\nB\n\nC\n\nD\n\nOf the two papers the one that goes is\n" + name +
            "\nand nobody will miss it.\n\nE\n\nF\n\nG\n\nH\n");
  CHECK(std::any_of(d.page.lines.begin(), d.page.lines.end(), [&](const Line& l) { return l.text.bytes == name; }));
  for (const std::string line :
       {"Published by Marsh and Lind, of Paternoster Row, London.", "Ada Marsh, No. 12, Mill Lane, May 4, 1974"})
    CHECK(swept("A\n\nB\n\nC\n\nD\n\nIt is a good book.\n\n" + line + "\n").page.lines.back().text.bytes == line);
  CHECK(
      swept("A\n\nB\n\nC\n\nD\n\nThe book will be\nPrinted and published by the Harbour Press, Queen Street, Portsea\n")
          .page.residue.empty());
}

TEST_CASE("residue: a page by its name keeps the blanks of its alphabet") {
  const Done d = swept("The ferry was late again on Monday.\n● Back Page, Col. 4\n");
  REQUIRE(d.page.residue.size() == 1);
  CHECK(d.page.residue[0].page == "Back Page");
}
