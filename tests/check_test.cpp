// `galley check`: what it finds, what it writes, and that its figures are the scorer's.
#include <functional>

#include "pipeline/score.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string page =
    "鲤鱼滩渡口停航\n\n本报讯（记者蔺小舟）昨日清晨,鲤鱼滩渡口响起最后一声船笛，渡口从此停航，往后过河改走新桥。\n\n"
    "艄公说，他还是每天来看水。水涨了，他就把缆绳系高一格，免得小船被水带走了。\n\f"
    "磨坊街的猫当上了巡夜员\n\n本报讯（记者仇新雨）磨坊街居委会日前给一只黑猫发了聘书，请它夜里看守米店和豆腐坊。\n";

// What check says, as JSON.
json checked(const Folder& folder, const std::string& arguments) {
  const Said s = shell(folder, "\"$G\" check --json " + arguments);
  INFO(s.err);
  json j = json::parse(s.out);
  CHECK(j["passed"] == (s.code == 0));
  return j;
}

// A folder of one page and its expectation, which `edit` has changed.
std::vector<std::string> found_after(const std::function<void(std::vector<json>&)>& edit) {
  const Folder folder;
  fs::create_directory(folder / "d");
  spill(folder / "d/p.txt", page);
  REQUIRE(shell(folder, "\"$G\" check --quiet --update d").code == 0);
  auto units = records(slurp(folder / "d/p.jsonl"));
  REQUIRE(units.size() == 2);
  edit(units);
  std::string text;
  for (const auto& u : units) text += u.dump() + "\n";
  spill(folder / "d/p.jsonl", text);
  std::vector<std::string> out;
  const json told = checked(folder, "d");
  for (const auto& d : told["pages"][0]["differences"]) {
    CHECK(d["line"].is_number() != (d["what"] == "missing"));
    out.push_back(joined({d["what"], d["want"], d["got"]}, " | "));
  }
  return out;
}

}  // namespace

TEST_CASE("check: the loop of page, --update, correction, change") {
  const Folder folder;
  fs::create_directories(folder / "pages/deep");
  spill(folder / "pages/deep/p.txt", page);
  // a page that nothing is said of is no success
  const Said bare = shell(folder, "\"$G\" check pages");
  CHECK(bare.code == 1);
  CHECK(contains(bare.out, "pages/deep/p.txt: no expectation"));
  const Said written = shell(folder, "\"$G\" check --update pages");
  CHECK(written.code == 0);
  CHECK(contains(written.out, "1 expectation written"));
  const Said same = shell(folder, "\"$G\" check pages");
  CHECK(same.code == 0);
  CHECK(contains(same.out, "1 page, 1 as expected\n"));
  CHECK(slurp(folder / "pages/deep/p.jsonl") == shell(folder, "cd pages/deep; \"$G\" --to jsonl p.txt").out);
  // a rule that acts no more: the place, the line
  const Said off = shell(folder, "\"$G\" check --skip punctuation pages");
  CHECK(off.code == 1);
  CHECK(contains(off.out, "punctuation  line 3, byte"));
  CHECK(contains(off.out, "昨日清晨[-，-]{+,+}鲤鱼滩"));
  // and one that acts where it should not: its name
  std::string expected = slurp(folder / "pages/deep/p.jsonl");
  expected.replace(expected.find("清晨，"), std::string("清晨，").size(), "清晨,");
  spill(folder / "pages/deep/p.jsonl", expected);
  const Said other = shell(folder, "\"$G\" check pages/deep/p.txt");
  CHECK(other.code == 1);
  CHECK(contains(other.out, "punctuation.width"));
  CHECK(contains(other.out, "昨日清晨[-,-]{+，+}鲤鱼滩"));
  // --update says what changed, and then all is as expected
  const Said anew = shell(folder, "\"$G\" check --update pages");
  CHECK(anew.code == 0);
  CHECK(contains(anew.out, "[-,-]{+，+}"));
  CHECK(shell(folder, "\"$G\" check pages").code == 0);
}

TEST_CASE("check: what differs has a name") {
  CHECK(found_after([](auto&) {}).empty());
  auto only = [](const std::vector<std::string>& found, const std::string& what) {
    REQUIRE(found.size() == 1);
    CHECK(found[0] == what);
  };
  only(found_after([](auto& u) { u[0]["headline"] = "渡口停航"; }), "title | 渡口停航 | 鲤鱼滩渡口停航");
  only(found_after([](auto& u) { u[1]["bylines"] = json::array(); }), "byline |  | 仇新雨");
  only(found_after([](auto& u) { u[1]["bylines"][0]["role"] = "通讯员"; }),
       "byline | 仇新雨, 通讯员, 本报 | 仇新雨, 记者, 本报");
  only(found_after([](auto& u) { u[0]["dateline"] = nullptr; }), "dateline |  | 本报讯");
  only(found_after([](auto& u) { u[0]["kind"] = "notice"; }), "kind | notice | article");
  only(found_after([](auto& u) { u[0]["continued_to"] = {{"page", "第二版"}, {"mark", "②"}}; }), "jump | 第二版② | ");
  only(found_after([](auto& u) { u[0]["body"][1]["kind"] = "crosshead"; }), "paragraph | [crosshead]  | ");
  only(found_after([](auto& u) {
         u[0]["body"][1]["text"] = "艄公说，他还是每天来看水。水退了，他就把缆绳系高一格，免得小船被水带走了。";
       }),
       "text | 退 | 涨");
  only(found_after([](auto& u) {
         u[0]["body"][0]["text"] =
             u[0]["body"][0]["text"].template get<std::string>() + u[0]["body"][1]["text"].template get<std::string>();
         u[0]["body"].erase(1);
       }),
       "paragraph |  | ¶");
  only(found_after([](auto& u) { u.pop_back(); }),
       "extra |  | 本报讯（记者仇新雨）磨坊街居委会日前给一只黑猫发了聘书，请它…");
  only(found_after([](auto& u) {
         u.push_back({{"headline", "河灯"}, {"body", {"河灯一盏一盏漂过桥洞，孩子们在岸上数到一百。"}}});
       }),
       "missing | 河灯一盏一盏漂过桥洞，孩子们在岸上数到一百。 | ");
  only(found_after([](auto& u) { std::swap(u[0], u[1]); }),
       "order | after “磨坊街的猫当上了巡夜员” | before “磨坊街的猫当上了巡夜员”");
}

TEST_CASE("check: title lines whose places are wrong are told by their names") {
  const auto found = found_after([](auto& u) { std::swap(u[0]["kicker"], u[0]["headline"]); });
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "title | kicker 鲤鱼滩渡口停航 | headline 鲤鱼滩渡口停航");
}

TEST_CASE("check: an article whose body is left out is known by its title") {
  const auto found = found_after([](auto& u) { u[0].erase("body"); });
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with("text |  | 本报讯"));
}

TEST_CASE("check: articles split and merged are told from those that are missing") {
  const auto merged = found_after([](auto& u) {
    json second = u[0];
    second["headline"] = "艄公看水";
    second["body"].erase(0);
    u[0]["body"].erase(1);
    u.insert(u.begin() + 1, second);
  });
  CHECK(std::find_if(merged.begin(), merged.end(), [](const std::string& s) { return s.starts_with("merged |"); }) !=
        merged.end());
  const auto split = found_after([](auto& u) {
    for (const auto& p : u[1]["body"]) u[0]["body"].push_back(p);
    u.pop_back();
  });
  CHECK(std::find_if(split.begin(), split.end(), [](const std::string& s) { return s.starts_with("split |"); }) !=
        split.end());
  for (const auto& s : merged) CHECK_FALSE(s.starts_with("extra |"));
  for (const auto& s : split) CHECK_FALSE(s.starts_with("missing |"));
}

TEST_CASE("check: floors, JUnit, JSON, and what cannot be used") {
  const Folder folder;
  fs::create_directory(folder / "d");
  spill(folder / "d/p.txt", page);
  REQUIRE(shell(folder, "\"$G\" check --update d").code == 0);
  auto units = records(slurp(folder / "d/p.jsonl"));
  units[0]["headline"] = "<停航> & ]]>";
  spill(folder / "d/p.jsonl", units[0].dump() + "\n" + units[1].dump() + "\n");
  CHECK(shell(folder, "\"$G\" check d").code == 1);
  CHECK(shell(folder, "\"$G\" check --min titles=0.5,cer=0.1 d").code == 0);
  const Said low = shell(folder, "\"$G\" check --min titles=0.6 d");
  CHECK(low.code == 1);
  CHECK(contains(low.out, "titles 0.5000 is below 0.6\n"));
  CHECK(shell(folder, "\"$G\" check --quiet d").out.starts_with("pages "));
  CHECK(shell(folder,
              "\"$G\" check --junit j.xml d > out; cat j.xml; python3 -c 'import xml.dom.minidom as m; "
              "print(m.parse(\"j.xml\").documentElement.getAttribute(\"failures\"))'")
            .out.ends_with("</testsuite>\n1\n"));
  CHECK(checked(folder, "d")["mean"]["titles"] == 0.5);
  for (const char* wrong : {"check", "check --min title=1 d", "check --min titles=2 d", "check --min titles d",
                            "check --to html d", "check -v d", "check --min '' d", "check --update --min cer=1 d",
                            "check d/p.jsonl", "--update d", "--junit x d"}) {
    CAPTURE(wrong);
    CHECK(shell(folder, std::string("\"$G\" ") + wrong).code == 2);
  }
  fs::create_directory(folder / "none");
  CHECK(shell(folder, "\"$G\" check none").code == 1);
  spill(folder / "d/p.jsonl", "{\"headline\":\"x\"}\n{\n");
  const Said broken = shell(folder, "\"$G\" check d");
  CHECK(broken.code == 1);
  CHECK(contains(broken.out, "d/p.jsonl: line 2: "));
  CHECK(shell(folder, "\"$G\" check d/q.txt").code == 1);
}

TEST_CASE("check: with floors a page that differs fails no build") {
  const Folder folder;
  fs::create_directory(folder / "d");
  spill(folder / "d/p.txt", page);
  REQUIRE(shell(folder, "\"$G\" check --update d").code == 0);
  auto units = records(slurp(folder / "d/p.jsonl"));
  units[0]["headline"] = "停航";
  spill(folder / "d/p.jsonl", units[0].dump() + "\n" + units[1].dump() + "\n");
  CHECK(shell(folder, "\"$G\" check --min titles=0.5 --junit j.xml d").code == 0);
  CHECK(contains(slurp(folder / "j.xml"), "failures=\"0\""));
  CHECK(shell(folder, "\"$G\" check --min titles=0.6 --junit j.xml d").code == 1);
  CHECK(contains(slurp(folder / "j.xml"), "<failure message=\"titles 0.5000 is below 0.6\"/>"));
  CHECK(json::parse(shell(folder, "\"$G\" check --json --min titles=0.6 d").out)["missed"][0] ==
        "titles 0.5000 is below 0.6");
}

TEST_CASE("check: odd folders and files") {
  const Folder folder;
  fs::create_directories(folder / "d/e");
  spill(folder / "d/p.txt", page);
  spill(folder / "d/e/folio.txt", "苇荡晚报 2022年5月6日 星期五 —3—\n");  // nothing comes of it
  spill(folder / "d/e/empty.txt", "");
  spill(folder / "d/p.json", "{\"scan\":\"300dpi\"}");  // somebody else's
  REQUIRE(shell(folder, "ln -s loop d/loop; ln -s .. d/e/up; \"$G\" check --update d d d/p.txt").code == 0);
  const Said same = shell(folder, "\"$G\" check d d/e");
  CHECK(same.code == 0);
  CHECK(contains(same.out, "3 pages, 3 as expected\n"));
  // one place that cannot be read does not keep the others from being checked
  const Said broken = shell(folder, "ln -s nowhere d/gone.txt; \"$G\" check --quiet d");
  CHECK(broken.code == 1);
  CHECK(broken.out.starts_with("d/gone.txt: No such file or directory\n"));
  CHECK(contains(broken.out, "4 pages, 3 as expected, 1 failed\n"));
  // what a link leads to is written, not the link
  CHECK(shell(folder,
              "rm d/gone.txt; mv d/p.jsonl kept; ln -s ../kept d/p.jsonl; echo '{}' > kept; \"$G\" check --update d; "
              "test -L d/p.jsonl && \"$G\" check d")
            .code == 0);
}

TEST_CASE("check: what is wrong in an expectation is said by line and key") {
  const Folder folder;
  fs::create_directory(folder / "d");
  spill(folder / "d/p.txt", page);
  const std::pair<const char*, const char*> wrong[] = {
      {"{\"headline\":5}", "d/p.jsonl: line 1: headline: a text or null belongs there"},
      {"\n{\"body\":[{\"kind\":\"para\"}]}", "d/p.jsonl: line 2: body: texts, or objects with \"text\", belong there"},
      {"{\"dateline\":\"x\"}", "dateline: an object or null belongs there"},
      {"{\"bylines\":\"x\"}", "bylines: a list belongs there"},
      {"{\"continued_to\":{\"page\":3}}", "page: a text or null belongs there"},
      {"[1]", "no JSON object"},
      {"{\"headline\":", "line 1: no JSON from byte"}};
  for (const auto& w : wrong) {
    spill(folder / "d/p.jsonl", w.first);
    CHECK_MESSAGE(contains(shell(folder, "\"$G\" check d").out, w.second), w.first);
  }
  spill(folder / "d/p.jsonl", "\xEF\xBB\xBF" + shell(folder, "\"$G\" --to jsonl d/p.txt").out);
  CHECK(shell(folder, "\"$G\" check d").code == 0);
  // gold is for people to write
  fs::remove(folder / "d/p.jsonl");
  spill(folder / "d/p.gold.json", "{\"articles\":[{\"title\":[\"停航\"],\"body\":[]}],\"residue\":[\"鲤鱼滩渡口\"]}");
  const Said gold = shell(folder, "\"$G\" check --update d");
  CHECK(gold.code == 1);
  CHECK(contains(gold.out, "a gold expectation is not written anew"));
  CHECK(contains(gold.out, "    residue  line 1, byte 0"));
}

TEST_CASE("check: a hostile page does not drive the terminal") {
  const Folder folder;
  fs::create_directory(folder / "d");
  spill(folder / "d/p.txt", page);
  REQUIRE(shell(folder, "\"$G\" check --update d").code == 0);
  auto units = records(slurp(folder / "d/p.jsonl"));
  units[0]["headline"] = "\x1b[2J停航";
  spill(folder / "d/p.jsonl", units[0].dump() + "\n" + units[1].dump() + "\n");
  CHECK(!contains(shell(folder, "\"$G\" check d").out, "\x1b"));
  CHECK(contains(shell(folder, "\"$G\" check d").out, "␛[2J停航"));
}

TEST_CASE("check: the same for any number of jobs") {
  const std::string folder = "'" + (source_dir() / "samples").string() + "'";
  CHECK(galley_run("check --jobs 1 " + folder).out == galley_run("check --jobs 4 " + folder).out);
}

TEST_CASE("edits are Levenshtein's") {
  CHECK(edits(U"", U"abc") == 3);
  CHECK(edits(U"kitten", U"sitting") == 3);
  // against the plain table, over lengths that cross a machine word
  Dice dice(1);
  for (int round = 0; round < 60; ++round) {
    std::u32string a, b;
    for (std::size_t n = dice.below(200); n > 0; --n) a += U'a' + static_cast<char32_t>(dice.below(4));
    for (std::size_t n = dice.below(200); n > 0; --n) b += U'a' + static_cast<char32_t>(dice.below(4));
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      std::size_t diagonal = row[0]++;
      for (std::size_t j = 1; j <= b.size(); ++j) {
        const std::size_t above = row[j];
        row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
        diagonal = above;
      }
    }
    CHECK(edits(a, b) == row[b.size()]);
  }
}

TEST_CASE("check: its figures are the scorer's, to the last digit") {
  const fs::path scorer = shared() / "score", pages = shared() / "pages";
  if (!fs::exists(scorer / "score.py") || !fs::is_directory(pages)) {
    MESSAGE("no " << scorer.string() << ": not compared");
    return;
  }
  const Folder folder;
  spill(
      folder / "agree.py",
      "import json, subprocess, sys\n"
      "galley, scorer, pages = sys.argv[1:]\n"
      "sys.path.insert(0, scorer); sys.dont_write_bytecode = True\n"
      "import score\n"
      "said = json.loads(subprocess.run([galley, 'check', '--json', pages], capture_output=True).stdout)\n"
      "for page in said['pages']:\n"
      "    raw = page['page']\n"
      "    open('out.jsonl', 'wb').write(subprocess.run([galley, '--to', 'jsonl', raw], capture_output=True).stdout)\n"
      "    figures = score.score(json.load(open(raw[:-4] + '.json', encoding='utf-8')), "
      "score.load_output('out.jsonl'))\n"
      "    for name, figure in page['figures'].items():\n"
      "        if figures[name] != figure: print(raw, name, figures[name], figure)\n"
      "print(len(said['pages']) > 0)\n");
  const Said s = shell(folder, "python3 agree.py \"$G\" '" + scorer.string() + "' '" + pages.string() + "'");
  INFO(s.err);
  CHECK(s.out == "True\n");
}
