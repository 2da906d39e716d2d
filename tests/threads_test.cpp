// Threads: a dump that went from story to story, column by column, is put in order; one in order stays as it is.
#include <algorithm>

#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// The lines of a column `cells` wide; of Han, the first of a paragraph is indented by two characters. `parted`: a blank line
// between paragraphs.
std::vector<std::string> set(const Story& story, bool han, std::size_t width, bool parted = false) {
  std::vector<std::string> lines;
  for (const std::string& p : story.paragraphs) {
    if (parted && !lines.empty()) lines.emplace_back();
    std::string line;
    std::size_t filled = han ? 4 : 0;
    for (std::size_t at = 0; at < p.size();) {
      std::size_t to = at;
      if (han) decode(p, to);
      else to = std::min(p.find(' ', at), p.size());
      const std::size_t needs = han ? 2 : to - at + (line.empty() ? 0 : 1);
      const Class k = class_of(first_char(p.substr(at, to - at)));
      const bool stop = han && k != Class::han && k != Class::kana;
      if (filled + needs > width && !stop) {
        lines.push_back(std::move(line));
        line.clear();
        filled = 0;
      }
      if (!han && !line.empty()) line += ' ';
      line += p.substr(at, to - at);
      filled += needs;
      at = han ? to : to + 1;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

// The page as an OCR program reads it: round by round, of every story one column of `depth` lines.
std::string in_rounds(const std::vector<Story>& stories, bool han, std::size_t width, std::size_t depth,
                      bool parted = false) {
  std::vector<std::vector<std::string>> columns;
  for (const Story& s : stories) columns.push_back(set(s, han, width, parted));
  std::string page;
  bool more = true;
  for (std::size_t from = 0; more; from += depth) {
    more = false;
    for (std::size_t k = 0; k < stories.size(); ++k) {
      const std::size_t to = std::min(from + depth, columns[k].size());
      if (from == 0 && !stories[k].headline.empty()) page += stories[k].headline + "\n\n";
      for (std::size_t i = from; i < to; ++i) page += columns[k][i] + "\n";
      if (from < to) page += "\n";
      more |= to < columns[k].size();
    }
  }
  return page;
}

const std::vector<Story> chinese = {{"青禾渡口重开夜航",
                                     {"本报讯（记者谭水生）停了三年的青禾渡口夜航昨晚重新开船，头班渡轮载着六十七名乘客"
                                      "从东岸驶往西岸，全程只用了十一分钟。船老大"
                                      "说，新装的雷达看得见两百米外的浮标，雾天也敢走。",
                                      "渡口夜航三年前因为航标灯损坏停开，西岸的菜农每天要多绕四十里路进城卖菜。今年春天"
                                      "，航道站把二十四盏航标灯全部换成太阳能的，又"
                                      "在两岸码头加装了防滑踏板。",
                                      "渡轮公司介绍，夜航每晚七点到十一点半开行，半小时一班，票价两元，菜农凭证免费。首"
                                      "航当晚，西岸的菜农挑着莲藕上船，说往后天不亮"
                                      "就能把菜送到早市。"}},
                                    {"县图书馆修好一千册族谱",
                                     {"本报讯（记者桂晚晴）县图书馆古籍修复室用了五年时间，把馆藏的一千册残破族谱逐页修"
                                      "补完毕，昨日起向读者开放查阅。最早的一册刻于"
                                      "明代，书页被虫蛀得像筛子。",
                                      "修复师每天只能补好三四页，先用温水把霉斑洗淡，再拿竹纸浆一点点填平虫眼，晾干以后"
                                      "压在石板底下七天。三位修复师里年纪最小的才二十"
                                      "六岁，是从陶瓷厂改行来的。",
                                      "馆长说，族谱里记着各姓迁徙的路线和历年的水旱灾情，修好以后还要拍照存档，供学者研"
                                      "究。不少老人闻讯赶来，戴着老花镜在书页里寻找自己"
                                      "祖父的名字。"}},
                                    {"少年足球队首夺省冠军",
                                     {"本报讯（记者柏一鸣）全省少年足球赛前天在省城落幕，来自山区的石桥小学队在决赛里以"
                                      "二比一逆转，第一次捧起冠军奖杯。队员们的平均年"
                                      "龄只有十一岁，一半是留守儿童。",
                                      "石桥小学没有草坪，孩子们五年来一直在晒谷场上练球，球门是用毛竹扎的。教练原来是语"
                                      "文老师，战术都是夜里对着录像学来的，他让队员们每"
                                      "天清早先跑三公里山路。",
                                      "决赛上半场石桥队先丢一球，下半场前锋连进两球反超。终场哨响，守门员抱着教练哭了起"
                                      "来。县体育局表示，今年要给学校修一块真正的球场，"
                                      "赶在秋季开学前完工。"}}};

// Each sentence a paragraph.
const std::vector<Story> japanese = {
    {"渡し舟が最後の便を終える",
     {"雲見町と川向こうの市を結んできた渡し舟が三日、最後の便を終えた。",
      "岸には町の人や隣の町の漁師ら三百人が集まり、手を振って見送った。",
      "渡し舟は戦後まもなく始まり、多い日には千人を超える人を運んだが、橋ができてからは乗る人が減っていた。",
      "船長の高瀬さんは四十年のあいだ舵を握り、嵐の夜にも病人を市の病院へ渡したことがあるという。",
      "町は舟を博物館に贈り、来年の春から乗れるようにする。", "高瀬さんは子どもたちに櫓のこぎ方を教えるつもりだ。",
      "町の人は、渡し舟の歌をもう一度岸で歌いたいと話していた。"}},
    {"小学校の畑で大根を収穫",
     {"青螺島の小学校で七日、児童が育てた大根の収穫があり、六年生が二百本を引き抜いた。",
      "畑は十年前に農家から借りたもので、土づくりには島の牛の堆肥を使っている。",
      "児童は夏の終わりに種をまき、虫を一匹ずつ手で取りながら葉を守ってきた。",
      "大根は給食の煮物になるほか、お年寄りの家にも配られ、残りは漬物にして春の祭りで売る。",
      "校長は、来年は畑を広げて玉ねぎも植えたいと話した。",
      "収穫した大根のうち一番大きいものは六キロあり、校門に飾られている。",
      "給食の調理員は、児童の大根は葉まで柔らかいと喜んだ。"}},
    {"石切り場の跡に音楽堂",
     {"馮田村の石切り場の跡に音楽堂が完成し、十日に最初の演奏会が開かれた。",
      "客席は岩を刻んだ階段で、八百人が座れる。",
      "設計した建築家は、岩の壁に音がどう返るかを模型で一年かけて調べ、舞台の向きを決めた。",
      "演奏会では村の合唱団が古い石切り唄を歌い、市の管弦楽団が伴奏をつけた。",
      "音楽堂は雨の日には使えず、村は来年、幕で屋根を張る工事を計画している。",
      "石切り場は三十年前に閉じ、跡地の使い道が村の悩みだった。",
      "建築家は、岩の響きは都会の舞台にも負けないと胸を張る。"}}};

const std::vector<Story> english = {{"Lamp room opens at old lighthouse",
                                     {"The lamp room of the old lighthouse on Gull Rock was opened to visitors on "
                                      "Saturday after two years of repairs, and more than "
                                      "three hundred people climbed its narrow stairs before the weather turned.",
                                      "Volunteers cleaned every prism of the great lens by hand, while the keeper's "
                                      "granddaughter, who was born in the cottage below, "
                                      "showed children how the clockwork had been wound each night.",
                                      "The lighthouse trust said the repairs had cost less than feared because the "
                                      "iron gallery proved sound, and that the lamp will be "
                                      "lit again on the first evening of every month until autumn."}},
                                    {"Bakers dispute price of flour",
                                     {"Bakers in the valley towns have refused to pay the new price of flour that the "
                                      "millers announced last week, saying that a loaf "
                                      "would have to cost a penny more and that families could not afford it.",
                                      "The millers answered that wheat had risen twice since harvest and that their "
                                      "carters wanted higher wages, so that flour sold at "
                                      "the old price would leave them with nothing by winter.",
                                      "A meeting of bakers and millers under the mayor is called for Thursday in the "
                                      "corn exchange, where both sides will be asked to "
                                      "show their books and to keep the ovens burning meanwhile."}},
                                    {"Rowing club wins harbour race",
                                     {"The rowing club of Sandholm won the harbour race on Sunday for the first time "
                                      "in eleven years, its crew of eight passing the "
                                      "favourites from the naval school within sight of the finishing buoy.",
                                      "The coxswain had kept his crew close under the breakwater, where the tide was "
                                      "slack, and asked for twenty hard strokes only when "
                                      "the school's boat had begun to splash in the choppy water.",
                                      "The naval school lodged no protest, and its captain carried the cup across the "
                                      "quay himself. The two crews will meet again in "
                                      "September, when the regatta goes up the river to the weir."}}};

std::string without_blanks(std::string s) {
  std::erase(s, ' ');
  return s;
}

}  // namespace

TEST_CASE("threads: Japanese stories, of which few columns break off in mid-sentence, are whole again") {
  if (!japanese_model()) return;
  for (const auto& [width, depth] : {std::pair<std::size_t, std::size_t>{26, 16}, {28, 15}}) {
    const std::string got = stories(in_rounds(japanese, true, width, depth, true));
    CAPTURE(got);
    CHECK((without_blanks(got) == without_blanks(written(japanese))));
  }
}

TEST_CASE("threads: a headline of Japanese that has two parts is no line of a text") {
  std::vector<Story> parted = japanese;
  parted[1].headline = "小学校の畑で大根の収穫、給食の煮物に";
  parted[2].headline = "石切り場の跡に音楽堂、村の合唱団が歌う";
  if (!japanese_model()) return;
  for (const auto& [width, depth] : {std::pair<std::size_t, std::size_t>{26, 16}, {28, 15}}) {
    const std::string got = stories(in_rounds(parted, true, width, depth, true));
    CAPTURE(got);
    CHECK((without_blanks(got) == without_blanks(written(parted))));
  }
}

TEST_CASE("threads: stories read column by column are whole again, in Chinese") {
  for (const std::size_t depth : {4U, 6U}) {
    const std::string got = stories(in_rounds(chinese, true, 34, depth));
    CAPTURE(depth);
    CAPTURE(got);
    CHECK((without_blanks(got) == without_blanks(written(chinese))));
  }
}

TEST_CASE("threads: a sentence of English leaves a Chinese page its own model") {
  if (!chinese_model()) return;
  const std::string page = in_rounds(chinese, true, 34, 4),
                    added =
                        page +
                        "The bell of the town was rung to the sound of the sea and the wind, with a song to sing.\n";
  const auto moves = [](const std::string& text) {
    const std::string ledger = clean(text).ledger;
    std::size_t n = 0;
    for (std::size_t at = 0; (at = ledger.find("order.story-in-rounds", at)) != ledger.npos; ++at) ++n;
    return n;
  };
  REQUIRE(moves(page) > 0);
  CHECK(moves(added) == moves(page));
}

TEST_CASE("threads: stories read column by column are whole again, in English") {
  for (const std::size_t depth : {4U, 5U}) {
    const std::string got = stories(in_rounds(english, false, 40, depth));
    CAPTURE(depth);
    CAPTURE(got);
    CHECK((got == written(english)));
  }
}

TEST_CASE("threads: stories that all begin with the day's dateline are no story that stands there twice") {
  if (!english_model()) return;
  std::vector<Story> dated = english;
  for (Story& s : dated) s.paragraphs[0] = "BREAMPORT, Tuesday, — " + s.paragraphs[0];
  for (const std::size_t depth : {5U, 6U}) {
    const std::string got = stories(in_rounds(dated, false, 24, depth));
    CAPTURE(depth);
    CAPTURE(got);
    CHECK((got == written(dated)));
  }
}

TEST_CASE("threads: a short first line, for want of room for a long word, is no headline") {
  if (!english_model()) return;
  std::vector<Story> parted = english;  // by blank lines
  parted[0].paragraphs[1] =
      "He that kept the unquestionably difficult light for forty years was born in the cottage "
      "below and showed the children how the clockwork had been wound each night.";
  for (const auto& [width, depth] : {std::pair{26U, 6U}, std::pair{29U, 11U}}) {
    const std::string page = in_rounds(parted, false, width, depth, true), got = stories(page);
    CAPTURE(got);
    REQUIRE(contains(page, "\n\nHe that kept the\nunquestionably difficult\n\n"));
    CHECK((got == written(parted)));
  }
}

TEST_CASE("threads: a story told from all others is an article of its own, also without a headline") {
  if (!english_model()) return;
  std::vector<Story> lost = english;
  lost[1].headline.clear();
  for (const std::size_t depth : {5U, 6U}) {
    const std::string got = stories(in_rounds(lost, false, 31, depth));
    CAPTURE(depth);
    CAPTURE(got);
    CHECK((got == written(lost)));
  }
}

TEST_CASE("threads: a headline is not read on from a story whose end the dump has lost") {
  if (!english_model()) return;
  std::vector<Story> torn = english;
  std::string& last = torn[0].paragraphs[2];
  last.erase(last.find("and that the lamp"));
  last += "and that much of what was spent came from the harbour dues of the";
  const std::string got = stories(in_rounds(torn, false, 31, 6));
  CAPTURE(got);
  CHECK((got == written(torn)));
}

TEST_CASE("threads: a page in order is left as it is") {
  for (const bool han : {true, false}) {
    const std::string page = in_rounds(han ? chinese : english, han, han ? 34 : 40, 100);
    const Cleaned c = clean(page);
    CHECK_FALSE(contains(c.ledger, "order.story-in-rounds"));
  }
}

TEST_CASE("threads: a page in order is left as it is, with a blank line after every line") {
  for (const bool han : {true, false})
    for (const std::size_t width : {22U, 30U, 34U, 40U}) {
      std::string page;
      for (int twice = 0; twice < 2; ++twice)
        for (const Story& s : han ? chinese : english) {
          page += s.headline + "\n\n";
          for (const std::string& line : set(s, han, width)) page += line + "\n\n";
        }
      CAPTURE(han);
      CAPTURE(width);
      CHECK_FALSE(contains(clean(page).ledger, "order.story-in-rounds"));
    }
}

TEST_CASE("threads: a page in order is left as it is, with a story that stands on it twice") {
  for (const bool han : {true, false})
    for (const std::size_t width : {24U, 30U, 34U})
      for (const std::size_t depth : {3U, 4U, 5U}) {
        std::string page;
        for (std::size_t k = 0; k < 2; ++k) {
          const Story& s = (han ? chinese : english)[k];
          page += in_rounds({s}, han, width, depth) + in_rounds({s}, han, width, depth);
        }
        CAPTURE(han);
        CAPTURE(width);
        CAPTURE(depth);
        CHECK_FALSE(contains(clean(page).ledger, "order.story-in-rounds"));
      }
}

TEST_CASE("threads: what moved is told, comes back, and waits where less trust is asked for") {
  const std::string page = in_rounds(chinese, true, 34, 5);
  const Cleaned c = clean(page);
  CHECK(contains(c.ledger, "order.story-in-rounds"));
  CHECK((restored(c.jsonl, c.ledger) == page));
}

TEST_CASE("threads: columns of one story that were read across, slice by slice, are not taken for stories") {
  // three columns, two lines of each at a time
  const std::vector<std::string> lines =
      set({"",
           {english[0].paragraphs[0] + " " + english[0].paragraphs[1] + " " + english[0].paragraphs[2] + " " +
            english[1].paragraphs[0] + " " + english[1].paragraphs[1] + " " + english[1].paragraphs[2]}},
          false, 32);
  const std::size_t depth = lines.size() / 3;
  std::string page = english[0].headline + "\n\n";
  for (std::size_t row = 0; row + 1 < depth; row += 2)
    for (std::size_t column = 0; column < 3; ++column)
      page += lines[column * depth + row] + "\n" + lines[column * depth + row + 1] + "\n\n";
  CHECK_FALSE(contains(clean(page).ledger, "order.story-in-rounds"));
}

namespace {

// The columns of the three stories, `depth` lines each.
std::vector<std::vector<std::string>> columns_of(const std::vector<Story>& all, std::size_t depth) {
  std::vector<std::vector<std::string>> out;
  for (const Story& s : all) {
    const std::vector<std::string> lines = set(s, true, 34);
    std::vector<std::string>& columns = out.emplace_back();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i % depth == 0) columns.emplace_back();
      columns.back() += lines[i] + "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("threads: a headline that stands above another story's column goes to its own") {
  const auto c = columns_of(chinese, 6);
  REQUIRE(c[0].size() == 3);
  const std::string page = chinese[0].headline + "\n\n" + c[0][0] + "\n" + chinese[1].headline + "\n\n" + c[1][0] +
                           "\n" + chinese[2].headline + "\n\n" + c[0][1] + "\n" + c[1][1] + "\n" + c[2][0] + "\n" +
                           c[0][2] + "\n" + c[1][2] + "\n" + c[2][1] + "\n" + c[2][2];
  const std::string got = stories(page);
  CAPTURE(page);
  CAPTURE(got);
  CHECK((without_blanks(got) == without_blanks(written(chinese))));
  const Cleaned all = clean(page);
  CHECK((restored(all.jsonl, all.ledger) == page));
}

TEST_CASE("threads: a headline torn where columns part is one again") {
  std::vector<Story> torn = chinese;
  torn[1].headline = "县图书馆五年修好一千册残破族谱昨日向读者开放";
  const auto c = columns_of(torn, 6);
  std::string page = torn[0].headline + "\n\n" + c[0][0] + "\n县图书馆五年修好一千\n\n" + c[1][0] + "\n" +
                     torn[2].headline + "\n\n" + c[2][0] + "\n" + c[0][1] + "\n册残破族谱昨日向读者开放\n\n" + c[1][1] +
                     "\n" + c[2][1] + "\n" + c[0][2] + "\n" + c[1][2] + "\n" + c[2][2];
  const std::string got = stories(page);
  CAPTURE(page);
  CAPTURE(got);
  CHECK((without_blanks(got) == without_blanks(written(torn))));
}

TEST_CASE("threads: who wrote a story stands below it, though another's column came between") {
  const auto c = columns_of(chinese, 6);
  for (const bool apart : {true, false}) {
    const std::string by = "记者 柏一鸣 通讯员 古小舟\n";
    const std::string page = chinese[0].headline + "\n\n" + c[0][0] + "\n" + chinese[1].headline + "\n\n" + c[1][0] +
                             "\n" + c[0][1] + "\n" + c[1][1] + "\n" + c[0][2] +
                             (apart ? std::string("\n") + c[1][2] + "\n" : std::string()) + by +
                             (apart ? std::string() : "\n" + c[1][2]);
    const json articles = articles_of(page);
    CAPTURE(articles.dump());
    REQUIRE(articles.size() == 2);
    // apart, nothing tells that the first story has ended before the second one does
    const json& signed_one = articles[apart ? 1 : 0];
    CHECK(contains(signed_one["bylines"].dump(), "古小舟"));
    CHECK_FALSE(contains(articles[apart ? 0 : 1]["bylines"].dump(), "古小舟"));
  }
}

TEST_CASE("threads: a caption that blank lines tear is no story's text") {
  const auto c = columns_of(chinese, 6);
  const std::string page =
      chinese[0].headline + "\n\n" + c[0][0] + "\n" + chinese[1].headline + "\n\n" + c[1][0] +
      "\n图为渡口的老船工在检查浮标。连日来\n\n各码头加紧检修，迎接首航。本报记者 谭\n\n水生 摄\n\n" + c[0][1] + "\n" +
      c[1][1] + "\n" + c[0][2] + "\n" + c[1][2];
  const json articles = articles_of(page);
  CAPTURE(articles.dump());
  REQUIRE(articles.size() == 3);
  std::size_t captions = 0;
  for (const json& a : articles) {
    if (a["kind"] != "caption") CHECK_FALSE(contains(a["body"].dump(), "图为"));
    captions += a["kind"] == "caption" && a["bylines"][0]["name"] == "谭水生";
  }
  CHECK((captions == 1));
}

TEST_CASE(
    "threads: a caption below two lines that break off leaves them to their story, misread as who took it may be") {
  const auto c = columns_of(chinese, 6);
  const std::string& column = c[0][1];
  const std::size_t two = column.find('\n', column.find('\n') + 1) + 1;  // its first lines
  REQUIRE_FALSE(column.substr(0, two).ends_with("。\n"));
  const std::string page = chinese[0].headline + "\n\n" + c[0][0] + "\n" + chinese[1].headline + "\n\n" + c[1][0] +
                           "\n" + column.substr(0, two) +
                           "\n图为渡口的老船工在检查浮标。连日来，\n各码头加紧检修。本报记者 谭\nY 摄\n\n" + c[1][1] +
                           "\n" + column.substr(two) + "\n" + c[1][2] + "\n" + c[0][2];
  const json articles = articles_of(page);
  CAPTURE(articles.dump());
  REQUIRE(articles.size() == 3);
  for (const json& a : articles) {
    std::string got, all;
    for (const json& b : a["body"]) got += b["text"].get<std::string>();
    for (const Story& story : chinese)
      if (a["headline"] == story.headline)
        for (const std::string& s : story.paragraphs) all += s;
    if (a["kind"] == "caption") CHECK(got.starts_with("图为"));
    else CHECK((got == all));
  }
}
