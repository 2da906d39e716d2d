// Bylines and leads: the forms that papers of several countries and times have for them.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string body_a =
    "昨日清晨，青螺湾渡口响起最后一声船笛。服役多年的青螺二号载着乘客和两筐莲藕缓缓靠上东岸，渡口从此停航。\n";
const std::string body_b =
    "巷子里的老人说，听见磨响，就知道新的一天到了。庞秋菊接过这盘石磨时，巷子里有七家豆花店，如今只剩下她一家。\n";

}  // namespace

TEST_CASE("bylines: byline lines in their forms") {
  struct {
    std::string line;
    Strings names;
  } table[] = {
      {"本报记者 骆青", {"骆青"}},
      {"本报记者 骆 青", {"骆青"}},
      {"本报记者 车 越 通讯员 应若兰", {"车越", "应若兰"}},
      {"记者 池小墨 通讯员 云知秋", {"池小墨", "云知秋"}},
      {"雨桥日报记者 池小墨", {"池小墨"}},
      {"枫塘县云岫镇党委书记 王既白", {"王既白"}},
      {"文／骆青云 图／车越", {"骆青云", "车越"}},
      {"文/本报记者 骆青云", {"骆青云"}},
      {"採訪・撰文／駱青雲", {"駱青雲"}},
      {"骆青云 文 车越鸣 图", {"骆青云", "车越鸣"}},
      {"骆青云 报道", {"骆青云"}},
      {"记者骆青云 文/摄", {"骆青云"}},
      {"口述：骆青云 整理：车越", {"骆青云", "车越"}},
      {"雨桥融媒记者 骆青云 实习生 车越", {"骆青云", "车越"}},
      {"□ 骆青云", {"骆青云"}},
      {"（骆青云、车越）", {"骆青云", "车越"}},
      {"（枫塘县城管局 骆青云）", {"骆青云"}},
      {"（云岫镇 骆青云 通讯员 车越）", {"骆青云", "车越"}},
      {"（主任医师 骆青云）", {"骆青云"}},
      {"（骆青云 青公宣）", {"骆青云"}},
      {"骆青云", {"骆青云"}},
      {"骆 青", {"骆青"}},
      {"特派記者 駱青雲／柳芽報導", {"駱青雲"}},
      {"編譯駱青雲／綜合外電", {"駱青雲"}},
      {"■骆青云 本报特约记者 车越", {"骆青云", "车越"}},
      {"骆青云 本报记者 车越", {"骆青云", "车越"}},
      {"本报记者 骆青云 本报通讯员 车越", {"骆青云", "车越"}},
      {"本报记者 骆青云 柳芽报道", {"骆青云"}},
      {"本报记者 骆青云 发自柳芽", {"骆青云"}},
      {"上等兵 骆青云", {"骆青云"}},
      {"駱青雲（柳芽／國小教師）", {"駱青雲"}},
      {"作者为枫塘县中学教师", {}},
      {"枫塘公社报道组", {}},
      {"本报评论员", {}},
      {"（作者系枫塘县中学教师）", {}},
  };
  for (const auto& t : table) {
    CAPTURE(t.line);
    const auto got = articles_of("青螺湾渡口送走最后一班渡船\n\n" + t.line + "\n\n" + body_a);
    CHECK(only(got)["deck"].empty());
    const json& a = only(got);
    CHECK(a["headline"] == "青螺湾渡口送走最后一班渡船");
    CHECK(names_of(a) == t.names);
    for (const auto& p : a["body"]) CHECK_FALSE(contains(p["text"].get<std::string>(), t.line));
  }
}

TEST_CASE("bylines: what looks like a byline and is none") {
  for (const std::string line : {"图：孩子们", "（修正案）", "代表", "骆家村", "报道：枫塘县", "马拉松", "白皮书"}) {
    CAPTURE(line);
    CHECK(names_of(only(articles_of("青螺湾渡口送走最后一班渡船\n\n" + line + "\n\n" + body_a))).empty());
  }
}

TEST_CASE("bylines: an office printed with a name is kept apart from it") {
  const auto got = articles_of("青螺湾渡口送走最后一班渡船\n\n枫塘县云岫镇党委书记 王既白\n\n" + body_a);
  const json& a = only(got);
  REQUIRE(a["bylines"].size() == 1);
  CHECK(a["bylines"][0]["office"] == "枫塘县云岫镇党委书记");
}

TEST_CASE("bylines: leads open an item and stay as printed; their names, place and day are told too") {
  struct {
    std::string lead;
    Strings names;
    std::string agency, place, date;
  } table[] = {
      {"本报讯（记者陶小满）", {"陶小满"}, "本报讯", "", ""},
      {"本报讯（记者陶小满 通讯员苗远舟）", {"陶小满", "苗远舟"}, "本报讯", "", ""},
      {"本报讯 ", {}, "本报讯", "", ""},
      {"本报讯 记者陶小满报道：", {"陶小满"}, "本报讯", "", ""},
      {"本报综合讯 ", {}, "本报", "", ""},
      {"本报快讯（记者陶小满）", {"陶小满"}, "", "", ""},
      {"本报记者陶小满报道：", {"陶小满"}, "本报", "", ""},
      {"新华社柳芽3月2日电（记者陶小满）", {"陶小满"}, "新华社", "柳芽", "3月2日"},
      {"新华社柳芽电（记者陶小满）", {"陶小满"}, "新华社", "柳芽", ""},
      {"据新华社柳芽三日讯 ", {}, "新华社", "柳芽", "三日"},
      {"中国新闻网3月2日电 ", {}, "中国新闻网", "", "3月2日"},
      {"【云岫时报综合报道】", {}, "云岫时报", "", ""},
      {"【云岫时报特约记者 陶小满】", {"陶小满"}, "云岫时报", "", ""},
      {"本報訊（記者陶小滿）", {"陶小滿"}, "本報訊", "", ""},
      {"【本報訊】", {}, "本報訊", "", ""},
      {"【本報訊】記者陶小滿報道：", {"陶小滿"}, "本報訊", "", ""},
      {"【雲岫報訊】（記者 陶小滿 柳芽報道）", {"陶小滿"}, "雲岫報", "", ""},
      {"〔記者陶小滿、苗遠舟／柳芽報導〕", {"陶小滿", "苗遠舟"}, "", "柳芽", ""},
      {"【特派記者陶小滿／綜合報導】", {"陶小滿"}, "", "", ""},
      {"【雲岫報／記者陶小滿／柳芽報導】", {"陶小滿"}, "雲岫報", "柳芽", ""},
      {"〔本報記者陶小滿柳芽報導〕", {"陶小滿"}, "本報", "柳芽", ""},
      {"《記者陶小滿綜合報導》", {"陶小滿"}, "", "", ""},
      {"（中央社記者陶小滿柳芽3日電）", {"陶小滿"}, "中央社", "柳芽", "3日"},
      {"【本報柳芽三日專電】", {}, "本報", "柳芽", "三日"},
      {"【柳芽訊】", {}, "", "柳芽", ""},
      {"【綜合外電報導】", {}, "", "", ""},
  };
  auto told = [](const json& a, const char* what) {
    return a["dateline"].is_object() && a["dateline"][what].is_string() ? a["dateline"][what].get<std::string>() : "";
  };
  for (const auto& t : table) {
    CAPTURE(t.lead);
    // no blank lines: what parts the two is the second lead
    const auto got = articles_of("青螺湾渡口送走最后一班渡船\n" + t.lead + body_a + "\n石磨巷豆花店只剩一家\n" +
                                 t.lead + body_b + "\n");
    REQUIRE(got.size() == 2);
    for (const json& a : got) {
      CHECK(names_of(a) == t.names);
      CHECK(a["body"][0]["text"].get<std::string>().starts_with(t.lead));
      CHECK(told(a, "agency") == t.agency);
      CHECK(told(a, "place") == t.place);
      CHECK(told(a, "date") == t.date);
    }
  }
}

TEST_CASE("bylines: a lead that the wrap tore is one") {
  const auto got = articles_of(
      "青螺湾渡口送走最后一班渡船\n【記者陶小滿、苗遠舟／柳芽報\n導】昨日清晨，青螺灣渡口響起最後\n一聲船笛。\n"
      "石磨巷豆花店只剩一家\n【記者陶小滿／柳芽\n報導】巷子裡的老人說，聽見磨響，\n就知道新的一天到了。\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "石磨巷豆花店只剩一家");
  CHECK(names_of(got[0]) == Strings{"陶小滿", "苗遠舟"});
}

TEST_CASE("bylines: a byline that closes a body leaves it") {
  const auto got = articles_of("青螺湾渡口送走最后一班渡船\n\n" + body_a.substr(0, body_a.size() - 1) +
                               "记者 陶小满 通讯员 苗远舟\n");
  const json& a = only(got);
  CHECK(names_of(a) == Strings{"陶小满", "苗远舟"});
  CHECK(a["body"].back()["text"].get<std::string>().ends_with("停航。"));
}

TEST_CASE("bylines: brackets after the last stop hold a byline only where they read like one") {
  struct {
    std::string end;
    Strings names;
  } table[] = {{"（骆青云、车越）", {"骆青云", "车越"}},
               {"（记者 骆青云）", {"骆青云"}},
               {"（掌声）", {}},
               {"（据新华社）", {}}};
  for (const auto& t : table) {
    CAPTURE(t.end);
    const json a =
        only(articles_of("青螺湾渡口送走最后一班渡船\n\n" + body_a.substr(0, body_a.size() - 1) + t.end + "\n"));
    CHECK(names_of(a) == t.names);
    CHECK(contains(a["body"].back()["text"].get<std::string>(), t.end) == t.names.empty());
  }
}

TEST_CASE("bylines: persons in running text are no bylines") {
  const auto got = articles_of(
      "青螺湾渡口送走最后一班渡船\n\n本报讯 "
      "昨日，记者在渡口看到，船长葛长河把帽子摘下来，对记者说，路不长，人情长。老街坊们听了都笑起来。\n");
  CHECK(only(got)["bylines"].empty());
}

TEST_CASE("bylines: datelines of alphabetic papers") {
  struct {
    std::string lead, agency, place, date;
  } table[] = {
      {"TIDEWICK, May 3.—", "", "TIDEWICK", "May 3"},
      {"TIDEWICK (AP) — ", "AP", "TIDEWICK", ""},
      {"TIDEWICK, N.Y., Feb. 1 (UP) — ", "UP", "TIDEWICK, N.Y.", "Feb. 1"},
      {"Tidewick, England (Reuters) - ", "Reuters", "Tidewick, England", ""},
      {"TIDEWICK, Jan. 2.—(AP)—", "AP", "TIDEWICK", "Jan. 2"},
      {"TIDEWICK, Tuesday, May 3. ", "", "TIDEWICK", "Tuesday, May 3"},
      {"TIDEWICK, le 3 mai.—", "", "TIDEWICK", "le 3 mai"},
      {"Lindau (dpa). ", "dpa", "Lindau", ""},
  };
  for (const auto& t : table) {
    CAPTURE(t.lead);
    const json a = only(articles_of("Harbour welcomes its hundredth ship\n\n" + t.lead +
                                    "The hundredth cargo ship of the year came into the bay on Sunday, and the "
                                    "dockers worked until the last crate was ashore.\n"));
    REQUIRE(a["dateline"].is_object());
    CHECK(a["dateline"].value("agency", json()) == (t.agency.empty() ? json() : json(t.agency)));
    CHECK(a["dateline"].value("place", json()) == json(t.place));
    CHECK(a["dateline"].value("date", json()) == (t.date.empty() ? json() : json(t.date)));
    CHECK(a["body"][0]["text"].get<std::string>().starts_with(t.lead.substr(0, t.lead.size() - 1)));
  }
}

TEST_CASE("bylines: English bylines in their forms") {
  struct {
    std::string line;
    Strings names;
    std::string office;
  } table[] = {
      {"By Odile Fenn", {"Odile Fenn"}, ""},
      {"BY ODILE FENN and Tom Quarrie", {"ODILE FENN", "Tom Quarrie"}, ""},
      {"By Odile M. Fenn, Political Editor", {"Odile M. Fenn"}, "Political Editor"},
      {"By Odile Fenn in Tidewick", {"Odile Fenn"}, ""},
      {"By ODILE FENN Associated Press", {"ODILE FENN"}, "Associated Press"},
      {"By Odile Fenn | Staff Reporter", {"Odile Fenn"}, "Staff Reporter"},
      {"By Odile Fenn odile.fenn@example.com", {"Odile Fenn"}, ""},
      {"Words: Odile Fenn Pictures: Tom Quarrie", {"Odile Fenn", "Tom Quarrie"}, ""},
      {"EXCLUSIVE By Odile Fenn", {"Odile Fenn"}, ""},
      {"(From our own Correspondent.)", {}, ""},
      {"By our political editor", {}, ""},
      {"THE ASSOCIATED PRESS", {}, ""},
      {"[By Telegraph.]", {}, ""},
      {"Special to The Tidewick Lantern", {}, ""},
      {"Par Odile Fenn", {"Odile Fenn"}, ""},
      {"By Odile von Fenn and Tom de la Quarrie", {"Odile von Fenn", "Tom de la Quarrie"}, ""},
      {"Von Odile von Fenn und Tom Quarrie", {"Odile von Fenn", "Tom Quarrie"}, ""},
      {"PAR Odile Fenn et Tom Quarrie", {"Odile Fenn", "Tom Quarrie"}, ""},
      {"Propos recueillis par Odile Fenn", {"Odile Fenn"}, ""},
      {"De notre envoyé spécial Tom Quarrie", {"Tom Quarrie"}, ""},
      {"De notre correspondante à Quarrie, Odile Fenn", {"Odile Fenn"}, ""},
      {"Von unserer Mitarbeiterin Odile Fenn", {"Odile Fenn"}, ""},
      {"Odile Fenn | Quarrie", {"Odile Fenn"}, ""},
      {"EFE | Quarrie", {}, ""},
      {"Texto: Odile Fenn Foto: Tom Quarrie", {"Odile Fenn", "Tom Quarrie"}, ""},
      {"dalla nostra inviata Odile Fenn", {"Odile Fenn"}, ""},
      {"a cura di Odile Fenn", {"Odile Fenn"}, ""},
      {"Da nossa enviada Odile Fenn", {"Odile Fenn"}, ""},
      {"Door Odile van Fenn en Tom Quarrie", {"Odile van Fenn", "Tom Quarrie"}, ""},
      {"Van onze verslaggever", {}, ""},
      {"Автор: Анна Ветрова", {"Анна Ветрова"}, ""},
      {"Беседовала Анна Ветрова", {"Анна Ветрова"}, ""},
      {"Анна ВЕТРОВА.", {"Анна ВЕТРОВА"}, ""},
      {"Анна Ветрова, наш корреспондент", {"Анна Ветрова"}, ""},
      {"Por Odile Fenn de Quarrie", {"Odile Fenn de Quarrie"}, ""},
      {"Von unserem Korrespondenten", {}, ""},
      {"di Odile Fenn", {"Odile Fenn"}, ""},
      {"김하늘 기자", {"김하늘"}, ""},
      {"나루=김하늘 기자", {"김하늘"}, ""},
      {"김하늘·박바다 기자", {"김하늘", "박바다"}, ""},
      {"/김하늘 선임기자 sky@example.com", {"김하늘"}, ""},
  };
  for (const auto& t : table) {
    CAPTURE(t.line);
    const json a = only(articles_of("Harbour welcomes its hundredth ship\n\n" + t.line +
                                    "\n\nThe hundredth cargo ship of the year came into the bay on Sunday, and the "
                                    "dockers worked until the last crate was ashore.\n"));
    CHECK(a["headline"] == "Harbour welcomes its hundredth ship");
    CHECK(a["deck"].empty());
    CHECK(a["body"].size() == 1);
    CHECK(names_of(a) == t.names);
    if (!t.office.empty()) CHECK(a["bylines"].back()["office"] == t.office);
    CHECK(a["at"]["byline_lines"].size() == 1);
  }
}

TEST_CASE("bylines: Japanese bylines and datelines in their forms") {
  struct {
    std::string line;
    Strings names;
  } table[] = {
      {"【霧島千帆】", {"霧島千帆"}},           {"（社会部・霧島千帆）", {"霧島千帆"}},
      {"文・写真　霧島千帆", {"霧島千帆"}},     {"文／霧島千帆　写真／山路花子", {"霧島千帆", "山路花子"}},
      {"霧島千帆記者", {"霧島千帆"}},           {"編集委員・霧島千帆", {"霧島千帆"}},
      {"（聞き手・霧島千帆）", {"霧島千帆"}},   {"霧島 千帆", {"霧島千帆"}},
      {"（写真は霧島千帆撮影）", {"霧島千帆"}}, {"（共同）", {}},
  };
  const std::string text =
      "青螺湾の渡し舟は三日、最後の便を終えた。船長は岸で待つ人たちに手を振り、「長い間ありがとう」と話した。\n";
  for (const auto& t : table) {
    CAPTURE(t.line);
    const json a = only(articles_of("渡し舟が最後の便を終える\n\n" + t.line + "\n\n" + text));
    CHECK(names_of(a) == t.names);
    CHECK(a["deck"].empty());
    CHECK(a["body"].size() == 1);
  }
  const struct {
    std::string lead, place, agency;
  } leads[] = {{"【リュミエール】", "リュミエール", ""},
               {"【リュミエール共同】", "リュミエール", "共同"},
               {"【リュミエール＝霧島千帆】", "リュミエール", ""},
               {"［リュミエール　３日　ロイター］", "リュミエール", "ロイター"}};
  for (const auto& t : leads) {
    CAPTURE(t.lead);
    const json a = only(articles_of("渡し舟が最後の便を終える\n\n" + t.lead + text));
    REQUIRE(a["dateline"].is_object());
    CHECK(a["dateline"]["place"] == t.place);
    if (!t.agency.empty()) CHECK(a["dateline"]["agency"] == t.agency);
  }
}

TEST_CASE("bylines: an initial is no end of a name; who took it, or nobody but the paper") {
  const std::string text =
      "The ferry made its last trip on Friday, and nobody was there to see it go down the river.\n";
  CHECK(names_of(only(articles_of("Legal Notice\n\n" + text + "\nHAROLD F. NYE, City Clerk\n"))) ==
        std::vector<std::string>{"HAROLD F. NYE"});
  const json staff = only(articles_of("The ferry stops\nSTAFF REPORTER\n" + text));
  CHECK(staff["headline"] == "The ferry stops");
  CHECK(names_of(staff).empty());
  const auto got = articles_of("The ferry stops\n\n" + text + "\nLAST TRIP: The ferry on Friday.\nPHOTO: A. MARSH\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["kind"] == "caption");
  CHECK(names_of(got[1]) == std::vector<std::string>{"A. MARSH"});
}

TEST_CASE("bylines: an interview asked by a paper, and its two makers") {
  const json a = only(articles_of(
      "专访修船人冯满仓：\n“我修的是时间”\n本刊记者／郑一鸣　摄影／冯二\n冯满仓的船棚没有招牌，他修过两百多条船。\n\n"
      "《周报》：您修一条船要多久？\n冯满仓：短的三个月，长的六年。\n"));
  CHECK(names_of(a) == std::vector<std::string>{"郑一鸣", "冯二"});
  CHECK(a["body"][1]["kind"] == "question");
}

TEST_CASE("bylines: below a letter's last stop stands where its writer is from, and the name") {
  const struct {
    std::string line;
    std::vector<std::string> names;
  } table[] = {
      {"东岭机床厂　郑　一", {"郑一"}}, {"渡口街七号　郑一鸣等三十一户", {"郑一鸣"}}, {"红旗公社　郑一鸣", {"郑一鸣"}}};
  for (const auto& t : table) {
    CAPTURE(t.line);
    const auto got = articles_of(
        "难题原地打转\n　　编辑同志：\n　　五月三日，我到东岭商场买一双布鞋，连喊三\n声，服务员只顾织毛衣，头也不抬。后"
        "来，她把鞋\n往柜台上一扔，说："
        "“要买快买！”\n　　我觉得，应当讲究文明礼貌。\n" +
        t.line +
        "\n来函照登\n　　贵报四月二十六日刊登的一信，批评我店克扣\n斤两，情况属实。我们已对责任者进行了教育。\n");
    REQUIRE(got.size() == 2);
    CHECK(names_of(got[0]) == t.names);
    CHECK(got[1]["headline"] == "来函照登");
  }
}

TEST_CASE("bylines: a letter's writer is from a place of three characters, too; below other texts stand crossheads") {
  const auto letters = articles_of(
      "群众来信\n\n渡口停航了\n渡口昨日停航，两岸的人都改走石桥。\n渡口村 "
      "郑一鸣\n\n石桥坏了\n石桥的栏杆坏了三天没有人修。\n");
  REQUIRE(!letters.empty());
  CHECK(names_of(letters[0]) == std::vector<std::string>{"郑一鸣"});
  const auto news = articles_of(
      "渡口停航\n渡口昨日停航，两岸的人都改走石桥。\n东岭小学 方便门\n学校昨天开了一扇方便门，学生不必绕路。\n");
  for (const auto& a : news) CHECK(names_of(a).empty());
}

TEST_CASE(
    "bylines: a place on a line of its own below a name; a paper named by its hour; a bracket of acts and names") {
  const json a = only(
      articles_of("Civic body misses deadline\nMeera Raghavan\nBELAPUR\nThe corporation has cleaned barely half of the "
                  "drains, two months after\nits own deadline. Of the contractors, five did not turn up for work.\n"));
  CHECK(names_of(a) == std::vector<std::string>{"Meera Raghavan"});
  CHECK(a["deck"].empty());
  CHECK(a["body"].size() == 1);
  const auto got = articles_of(
      "半夜水管爆裂\n商报讯（记者郑一鸣）前晚11点多，文化路的居民正在酣睡，忽听一声响，水就涌了进来。\n\n"
      "蜂农酿出甜蜜事业\n春暖花开，石塘镇的蜂农忙着摇蜜，今年全镇预计产蜜九十吨。\n（文/图 冯二喜）\n");
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == std::vector<std::string>{"郑一鸣"});
  CHECK(names_of(got[1]) == std::vector<std::string>{"冯二喜"});
}

TEST_CASE("bylines: names without an office, by their place between a headline and its text") {
  struct T {
    std::string line;
    Strings names;
  };
  const T table[] = {
      {"老 庄", {"老庄"}},
      {"枫塘县人民法院 骆一青", {"骆一青"}},
      {"省农科院小麦研究所 副研究员 骆一青", {"骆一青"}},
      {"外语学院1001班 骆一青", {"骆一青"}},
      {"本报记者 骆一青/文 陶小满/图", {"骆一青", "陶小满"}},
      {"（骆 一 青）", {"骆一青"}},
  };
  for (const auto& t : table) {
    CAPTURE(t.line);
    const auto got = articles_of("青螺湾渡口送走最后一班渡船\n\n" + t.line + "\n\n" + body_a);
    CHECK(names_of(only(got)) == t.names);
    CHECK(only(got)["headline"] == "青螺湾渡口送走最后一班渡船");
    CHECK(only(got)["deck"].empty());
  }
  // a heading of a document model in bold
  const auto bold = articles_of("## 青螺湾渡口送走最后一班渡船\n\n**枫塘县第一小学 骆一青**\n\n" + body_a +
                                "\n\n## 磨坊歇业\n\n" + body_b);
  CHECK(names_of(bold[0]) == Strings{"骆一青"});
  // 讣 告 is a notice, and the rest of a headline too long for its line is none
  CHECK(names_of(only(articles_of("渡口街的老住户们\n\n讣 告\n\n" + body_a))).empty());
  // nor what kind of text or part of one follows
  for (const char* const word : {"引 子", "尾　声", "公 示", "童 话", "其 一"}) {
    CAPTURE(word);
    CHECK(names_of(only(articles_of("青螺湾渡口送走最后一班渡船\n\n" + std::string(word) + "\n\n" + body_a))).empty());
  }
}

TEST_CASE("bylines: who wrote to the paper signs below the letter, whatever stands between the lines") {
  const auto got =
      articles_of("我家的老黄牛怎么办\n\n编辑同志：\n\n" + body_a + "\n渡口社社员 骆一青\n\n磨坊歇业\n\n" + body_b);
  REQUIRE(got.size() == 2);
  CHECK(names_of(got[0]) == Strings{"骆一青"});
  CHECK(got[1]["headline"] == "磨坊歇业");
}

TEST_CASE("bylines: from a class, a workshop, behind a sign what the writer is") {
  for (const std::string line :
       {"物理98级　骆一青", "机修车间 骆一青", "駱一青／社工（東嶺縣）", "骆一青／退休教师（东岭县）"}) {
    CAPTURE(line);
    const auto got = articles_of("自习室的那盏灯\n" + line + "\n" + body_a);
    REQUIRE(got.size() == 1);
    CHECK(got[0]["headline"] == "自习室的那盏灯");
    CHECK(names_of(got[0]) == Strings{line.starts_with("駱") ? "駱一青" : "骆一青"});
  }
  for (const auto& [lead, name] :
       {std::pair<std::string, std::string>{"本报讯（记者徐 文）", "徐文"}, {"本报讯（学生记者周博）", "周博"}})
    CHECK(names_of(articles_of("渡口停航\n\n" + lead + body_a)[0]) == Strings{name});
  const auto pupil = articles_of("渡口停航\n\n本报讯（学生记者周博）" + body_a)[0]["bylines"][0];
  CHECK(pupil["role"] == "学生记者");
  CHECK(pupil["org"] == "本报");
}

TEST_CASE("bylines: from any place readers sign below their letters, on a page that has such") {
  const auto got = articles_of("读者之声\n\n渡口石阶该修了\n\n" + body_a +
                               "\n\n东岭县渡口村 骆一青\n\n井水不能喝了\n\n" + body_b + "\n\n湖滨新村12幢 沙小满\n");
  REQUIRE(got.size() == 2);
  CHECK(got[0]["headline"] == "渡口石阶该修了");
  CHECK(names_of(got[0]) == Strings{"骆一青"});
  CHECK(got[1]["headline"] == "井水不能喝了");
  CHECK(names_of(got[1]) == Strings{"沙小满"});
  // a story that tells of a letter is none, and its page has none
  const auto news =
      articles_of("渡口石阶该修了\n\n" + body_a + "渡口昨天收到一封来信。\n\n城东渡船提速 方便多\n\n" + body_b);
  for (const auto& a : news) CHECK(names_of(a).empty());
}

TEST_CASE("bylines: a letter to the editor may be signed by a name alone, or from a place of any kind") {
  const auto letters = [](const std::string& sign, const std::string& salutation) {
    return articles_of("渡口石阶该修了\n\n" + salutation + body_a + "\n\n" + sign + "\n\n井水不能喝了\n\n" +
                       salutation + body_b + "\n\n沙小满\n");
  };
  for (const std::string sign : {"骆一青", "骆　青", "东岭县渡口街 骆一青", "渡口街7号 骆一青"}) {
    CAPTURE(sign);
    const auto got = letters(sign, "编辑同志：\n\n");
    REQUIRE(got.size() == 2);
    CHECK(got[0]["headline"] == "渡口石阶该修了");
    CHECK(names_of(got[0]) == Strings{sign == "骆　青" ? "骆青" : "骆一青"});
    CHECK(got[1]["headline"] == "井水不能喝了");
    CHECK(names_of(got[1]) == Strings{"沙小满"});
  }
  // what ends a sentence below it, or goes on, is no headline: 高大山 is who speaks, or a hill
  const auto text = articles_of("渡口石阶该修了\n\n编辑同志：\n\n" + body_a + "\n\n高大山\n\n" + body_b + "\n");
  for (const auto& a : text) CHECK(names_of(a).empty());
}

TEST_CASE("bylines: what says when or how the reporter learned it, where a name may stand, is none") {
  const auto names = [](const std::string& opening) {
    return names_of(articles_of("渡口停航\n\n本报讯 记者" + opening + "，渡口停航。\n\n" + body_a)[0]);
  };
  for (const char* none : {"连日在渡口看到", "元旦从县里获悉", "周末在渡口看到", "向县里了解到", "近日报道：昨日",
                           "春节期间报道：昨日", "现场报道：昨日"}) {
    CAPTURE(none);
    CHECK(names(none).empty());
  }
  CHECK(names("周一鸣从县里获悉") == Strings{"周一鸣"});
}

TEST_CASE("bylines: a lead that names who reports, and no place") {
  const auto got = articles_of(
      "公屋商舖減租三成\n\n【記者駱一青報道】屋邨商場生意淡薄，房屋署昨日宣布，轄下商場的租戶可以申請減租三成。\n");
  CHECK(names_of(only(got)) == Strings{"駱一青"});
}
