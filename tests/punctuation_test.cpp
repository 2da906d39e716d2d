// Punctuation by its neighbours: GB/T 15834, CLREQ, and the traps that users of other tools reported.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// One paragraph through the chain; the frame makes the page Han and the line a paragraph of its own.
std::string punctuated(const std::string& s) {
  const Done d = through(s + "\n", all_but({"characters", "paragraphs", "punctuation"}));
  return joined(blocks_after(d.page));
}

void changes(const std::vector<Case>& table) {
  for (const auto& t : table) {
    CAPTURE(t.was);
    CHECK(punctuated(t.was) == t.now);
    CHECK(punctuated(t.now) == t.now);  // and once is enough
  }
}
void stays(const std::vector<std::string>& table) {
  for (const auto& s : table) {
    CAPTURE(s);
    CHECK(punctuated(s) == s);
  }
}

}  // namespace

TEST_CASE("punctuation: width follows the neighbours") {
  changes({
      {"山里来了邮车,乡亲们都去看.", "山里来了邮车，乡亲们都去看。"},
      {"车到了吗?到了!", "车到了吗？到了！"},
      {"一是修路;二是架桥;三是点灯.", "一是修路；二是架桥；三是点灯。"},
      {"他说:今年不同.", "他说：今年不同。"},
      {"邮车载重50公斤,时速6公里.", "邮车载重50公斤，时速6公里。"},
      {"全乡有11个村,27公里路.", "全乡有11个村，27公里路。"},
      {"渡口(东岸)已关.", "渡口（东岸）已关。"},
      {"该校(创办于1931年),今年招生.", "该校（创办于1931年），今年招生。"},
      {"渡口(东岸）已关。", "渡口（东岸）已关。"},  // half of a pair
      {"（豆花）.", "（豆花）。"},                  // the mark follows a bracket
      {"他读《雾台志》,也读《平湾谣》.", "他读《雾台志》，也读《平湾谣》。"},
  });
}

TEST_CASE("punctuation: numbers, times, addresses and words of an alphabet keep theirs") {
  stays({
      "全年产茶1,200吨，增长3.5%。",
      "上午10:15出发，比分3:2。",
      "版本2.0.1已经发布。",
      "详见www.example.com，或写信到a.b@example.org。",
      "网址https://example.org/a,b;c?d=1&e=2可查。",
      "歌名Hello, World很短。",
      "型号A-7与表2-8都在。",
      "电话0371-555-0100可打。",
      "用R&emdash;D一词。",
      "1.加强领导",
      "2019-04-25到货。",
      "身高5'11\"的水手。",
      "渡口编号（3）。",
      "甲/乙两案并列。",
      "25～30公里",
      "街道－管区两级",
  });
}

TEST_CASE("punctuation: quotes are curled as pairs") {
  changes({
      {"\"船长\"葛长河说,\"路不长.\"", "“船长”葛长河说，“路不长。”"},
      {"他说:\"桥通了.\"", "他说：“桥通了。”"},
      {"实施\"点灯\"行动,抓好\"修路\"工程.", "实施“点灯”行动，抓好“修路”工程。"},
      {"\"青螺二号\"停航", "“青螺二号”停航"},
      {"他说:\"这叫'咕噜'声.\"", "他说：“这叫‘咕噜’声。”"},
  });
}

TEST_CASE("punctuation: a quotation over several paragraphs opens each and closes the last") {
  stays({"“第一，修路。", "“第二，架桥。”"});
}

TEST_CASE("punctuation: a quote without partner stays and is recorded") {
  const Done d = through("他走到\"桥头看了看，没有说话。\n", all_but({"paragraphs", "punctuation"}));
  CHECK(joined(blocks_after(d.page)) == "他走到\"桥头看了看，没有说话。");
  REQUIRE(d.page.notes.size() == 1);
  CHECK(d.page.notes[0].kind == "doubt");
  CHECK(d.page.notes[0].rule == "punctuation.quote-unpaired");
  CHECK_FALSE(d.page.notes[0].applied);
}

TEST_CASE("punctuation: brackets change together or not at all") {
  stays({"他写道1)修路2)架桥。", "他念道Rain (live) in the park"});
  const Done d = through("渡口(东岸已关。\n", all_but({"paragraphs", "punctuation"}));
  CHECK(contains(joined(blocks_after(d.page)), "渡口(东岸"));
  CHECK(d.page.notes.size() == 1);
}

TEST_CASE("punctuation: dashes and dots") {
  changes({
      {"桥--老人的梦--通了。", "桥——老人的梦——通了。"},
      {"他说...再等等。", "他说……再等等。"},
      {"他说。。。再等等。", "他说……再等等。"},
      {"他说…再等等。", "他说……再等等。"},
  });
  stays({"青螺—柳芽航线", "桥——老人的梦——通了。", "他说……再等等。", "“青螺-柳芽”线", "1931—1995年", "Wait... 他说。"});
}

TEST_CASE("punctuation: identical stops are one") {
  changes({{"桥通了。。大家笑了。", "桥通了。大家笑了。"}, {"桥通了，，大家笑了。", "桥通了，大家笑了。"}});
  stays({"真的吗？！", "不会吧？？？"});
}

TEST_CASE("punctuation: blanks") {
  changes({
      {"船行 41 年", "船行41年"},
      {"清晨6 点", "清晨6点"},
      {"他用 Python 写诗", "他用Python写诗"},
      {"桥通了 ，大家笑了 。", "桥通了，大家笑了。"},
      {"桥通了， 大家笑了。 人人高兴。", "桥通了，大家笑了。人人高兴。"},
      {"“ 点灯 ”行动", "“点灯”行动"},
      {"（ 东岸 ）已关", "（东岸）已关"},
      {"修路 架　桥", "修路 架 桥"},
  });
  stays({"一碗豆花 守住半条街的早晨", "本报讯 4月25日，桥通车。", "本报记者 车 越", "用Visual Basic写成", "第5 000号"});
}

TEST_CASE("punctuation: a broken lead bracket is mended") {
  changes({{"本报讯（记者丁一鸣)通讯员戈二）昨日，桥通车。", "本报讯（记者丁一鸣 通讯员戈二）昨日，桥通车。"}});
}

TEST_CASE("punctuation: text of an alphabet is left alone") {
  const std::string page = "\"He never missed a watch,\" said Mrs. Penhale; \"I can't say more...\" (He did.)\n";
  CHECK(punctuated(page) + "\n" == page);
  const std::string de = "„Das ist nicht wahr“, sagte er -- und ging (leise) fort.\n";
  CHECK(punctuated(de) + "\n" == de);
}

TEST_CASE("punctuation: an English sentence in a Han page keeps its marks") {
  const Done d = through(
      "船长念了一句英文给记者听，大家都没有听懂他念的是什么。\n\nThe ferry, \"Conch II\", is old; very "
      "old.\n\n他又念了一遍，还是没有人懂，只有那只大白鹅点了点头。\n",
      all_but({"paragraphs", "punctuation"}));
  CHECK(contains(joined(blocks_after(d.page)), "The ferry, \"Conch II\", is old; very old."));
}

TEST_CASE("punctuation: never a Han character or digit changed") {
  for (const auto& p : samples()) {
    CAPTURE(p.filename().string());
    auto letters = [](const std::vector<std::string>& blocks) {
      std::string out;
      for (const auto& s : blocks)
        for (std::size_t at = 0; at < s.size();) {
          const std::size_t was = at;
          if (is_word(class_of(decode(s, at)))) out.append(s, was, at - was);
        }
      return out;
    };
    const std::string with = letters(blocks_after(through(slurp(p)).page)),
                      without = letters(blocks_after(through(slurp(p), Skip{"punctuation"}).page));
    CHECK((with == without));
  }
}

TEST_CASE(
    "punctuation: a blank that a wrap left in running text goes where the model knows the words; one that parts "
    "stays") {
  if (!chinese_model()) return;
  const std::string text =
      "市人大常委会召 开全市防汛工作专题询问会，市水利局等部 门负责人到会应询，当场答复了代表们提出的十一个问题。";
  CHECK(contains(clean("渡口停航\n\n" + text + "\n\n" + text + "\n").jsonl,
                 "召开全市防汛工作专题询问会，市水利局等部门负责人"));
  CHECK(contains(clean("渡口停航\n\n大会在岸边举行，四乡八镇的船工和家属都来了，“查实情 解难题 "
                       "办实事”的横幅挂在码头上，一直挂到天黑。\n")
                     .jsonl,
                 "查实情 解难题 办实事"));
}

TEST_CASE("punctuation: the blank that parts a headline's clauses stays beside a quotation, too") {
  const auto head = [](const std::string& line) {
    return articles_of(line +
                       "\n\n本报讯（记者骆青云）昨日清晨，青螺湾渡口响起最后一声船笛，渡口从此停航。\n")[0]["headline"]
        .get<std::string>();
  };
  CHECK(head("用好“活教材” 讲好新故事") == "用好“活教材” 讲好新故事");
  CHECK(head("三年“渡口变” 一湾“好风景”") == "三年“渡口变” 一湾“好风景”");
  CHECK(head("建设 “四好” 渡口见成效") == "建设“四好”渡口见成效");
}
