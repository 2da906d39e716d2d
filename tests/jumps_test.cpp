// Jumps: two halves of an article on two pages find each other, and nothing else does.
#include "pipeline/jumps.h"

#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

std::string page(const std::string& label, const std::string& articles) {
  return "榆渡时报 2022年6月9日 星期四 " + label + "\n\n" + articles;
}

const std::string one = page("第1版",
                             "苇塘镇请来一百只鸭子除虫\n\n本报讯（记者苏见山）苇塘镇今年没有买农药，而是从邻县租来一百"
                             "只鸭子，每天清早赶进稻田。镇农技站说，鸭子走过的地方虫子少了七成，只是（下转第二版②）\n\n"
                             "老钟表铺收到一封迟到的信\n\n本报讯（记者易小楼）西桥街的钟表铺昨天收到一封三十年前寄出的"
                             "信，信里只有一枚齿轮和一行字，写着请把它装回（下转第三版）\n");
const std::string two =
    page("第2版",
         "鸭子除虫还要再等一季\n\n（上接第一版②）它们也爱吃刚抽穗的稻子。农技站正在教鸭子只走田埂，课程为期两周，结业时"
         "发一枚脚环。\n\n"
         "渡船换了新缆绳\n\n本报讯（记者苏见山）渡口的缆绳昨日更换，新绳比旧绳粗一指，船工说握着更踏实。\n");
const std::string three = page("第3版",
                               "钟表铺的齿轮装回去了\n\n（上接第一版）街口那座停了三十年的钟里。店主照办之后，钟响了一"
                               "声，又停了，街坊们说够了。\n");

// Every jump of a run: where its article is and where it says that the other half is.
std::string told(const std::string& jsonl) {
  std::vector<std::string> out;
  auto place = [](const json& a) {
    return a["doc"].get<std::string>() + "/" + std::to_string(a["page"].get<int>()) + "/" +
           std::to_string(a["seq"].get<int>());
  };
  for (const json& a : records(jsonl))
    for (const std::string key : {"continued_from", "continued_to"})
      if (!a[key].is_null())
        out.push_back(place(a) + (key == "continued_to" ? " > " : " < ") +
                      (a[key]["target"].is_null() ? "?" : place(a[key]["target"])));
  return joined(out, ", ");
}
std::string linked(const std::string& input, const std::string& more = "") {
  const Said s = galley_run("--to jsonl --link-jumps " + more, input);
  CHECK(s.code == 0);
  CAPTURE(s.err);
  return told(s.out);
}
}  // namespace

TEST_CASE("jumps: both halves carry each other's place") {
  const std::string want = "-/1/1 > -/2/1, -/1/2 > -/3/1, -/2/1 < -/1/1, -/3/1 < -/1/2";
  CHECK(linked(one + "\f" + two + "\f" + three) == want);
  CHECK(linked(one + "\f" + two + "\f" + three, "--jobs 2") == want);
  // pages may come in any order, each in a file of its own
  const Folder folder;
  spill(folder / "1.txt", one);
  spill(folder / "2.txt", two);
  spill(folder / "3.txt", three);
  CHECK(told(shell(folder, "\"$G\" --to jsonl --link-jumps 3.txt 1.txt 2.txt").out) ==
        "3.txt/1/1 < 1.txt/1/2, 1.txt/1/1 > 2.txt/1/1, 1.txt/1/2 > 3.txt/1/1, 2.txt/1/1 < 1.txt/1/1");
}

TEST_CASE("jumps: another mark, another page, another day is no other half") {
  auto with = [](std::string s, const std::string& was, const std::string& now) {
    return s.replace(s.find(was), was.size(), now);
  };
  const std::string none = "-/1/1 > ?, -/1/2 > ?, -/2/1 < ?";
  CHECK(linked(one + "\f" + with(two, "一版②", "一版③")) == none);
  CHECK(linked(one + "\f" + with(with(with(two, "第2版", "第6版"), "一版②", "一版"), "鸭子除虫还要再等一季", "结业")) ==
        none);
  CHECK(linked(one + "\f" + with(two, "6月9日", "6月10日")) == none);
}

TEST_CASE("jumps: of two alike neither is linked, unless the other one has found its own") {
  auto said = [](bool to, std::uint32_t number, std::uint32_t seq, std::set<std::string> words) {
    Jump j;
    j.to = to;
    j.doc = "-";
    j.page = number;
    j.seq = seq;
    j.says = {0, to ? 2 : 1};
    j.label = {0, static_cast<int>(number)};
    j.words = std::move(words);
    return j;
  };
  auto run = [](std::vector<Jump> first, std::vector<Jump> second) {
    std::vector<std::string> out;
    Links links;
    for (auto* jumps : {&first, &second}) {
      std::string body(jumps->size() * 5, ' ');
      for (std::size_t i = 0; i < jumps->size(); ++i) {
        (*jumps)[i].at = 5 * i;
        body.replace(5 * i, 4, "null");
      }
      links.add(body, *jumps, body.size(), [&](std::string b) { out.push_back(std::move(b)); });
    }
    links.finish();
    return out;
  };
  const std::string to1 = R"({"doc":"-","page":2,"seq":1})", to2 = R"({"doc":"-","page":2,"seq":2})";
  CHECK(run({said(true, 1, 1, {}), said(true, 1, 2, {})}, {said(false, 2, 1, {}), said(false, 2, 2, {})})[0] ==
        "null null ");
  CHECK(run({said(true, 1, 1, {"duck"}), said(true, 1, 2, {})},
            {said(false, 2, 1, {"duck"}), said(false, 2, 2, {})})[0] == to1 + " " + to2 + " ");
  CHECK(run({said(true, 1, 1, {}), said(true, 1, 2, {})}, {said(false, 2, 1, {})})[0] == "null null ");
}

TEST_CASE("jumps: pages leave in order, and no more wait than the bound allows") {
  Links links;
  std::vector<std::size_t> left;
  std::size_t n = 0;
  auto add = [&](std::vector<Jump> jumps, std::size_t bytes) {
    links.add("null", std::move(jumps), bytes, [&left, k = n++](std::string) { left.push_back(k); });
  };
  Jump open;
  open.to = true;
  open.says = {0, 9};
  add({}, 1);
  CHECK(left.size() == 1);  // nothing to wait for
  add({open}, 1);
  for (std::size_t i = 1; i < Links::most_pages; ++i) add({}, 1);
  CHECK(left.size() == 1);
  add({}, 1);  // one too many: the first goes, and those behind it had only waited for it
  CHECK(left.size() == Links::most_pages + 2);
  add({open}, Links::most_bytes / 2);
  add({}, Links::most_bytes / 2);
  CHECK(left.size() == Links::most_pages + 2);
  add({}, 1);
  CHECK(left.size() == Links::most_pages + 5);
  CHECK(std::is_sorted(left.begin(), left.end()));
  // a page of nothing but jump lines costs no more than another
  add(std::vector<Jump>(100000, open), 1);
  add(std::vector<Jump>(100000, open), 1);
  links.finish();
  CHECK(left.size() == n);
}

TEST_CASE("jumps: names of pages") {
  struct {
    const char* text;
    char32_t section;
    int number;
  } table[] = {
      {"第二版", 0, 2},    {"第１２版", 0, 12},
      {"二十三版", 0, 23}, {"十版", 0, 10},
      {"第一〇版", 0, 10}, {"A04", 'A', 4},
      {"A-6", 'A', 6},     {"— 3 —", 0, 3},
      {"5面", 0, 5},       {"four", 0, 4},
      {"Ten", 0, 10},      {"", 0, -1},
      {"要闻", 0, -1},     {"99999999999999", 0, 9999},
  };
  for (const auto& t : table) {
    CAPTURE(t.text);
    const PageName got = page_name(t.text);
    CHECK(got.number == t.number);
    if (got.number >= 0) CHECK(got.section == t.section);
  }
}

TEST_CASE("jumps: nothing is held or named without --link-jumps; other formats refuse it") {
  const Said s = galley_run("--to jsonl", one + "\f" + two);
  CHECK(told(s.out) == "-/1/1 > ?, -/1/2 > ?, -/2/1 < ?");
  CHECK(galley_run("--link-jumps", "x").code == 2);
}

TEST_CASE("jumps: the ledger of a linked run restores the input") {
  const std::string input = one + "\f" + two + "\f" + three;
  const Folder folder;
  const Said s = shell(folder, "\"$G\" --to jsonl --link-jumps --ledger l > a && \"$G\" restore l < a", input);
  CHECK(s.code == 0);
  CHECK((s.out == input));
}
