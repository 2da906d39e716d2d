// The command line as a user meets it.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string page =
    "青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨,青螺湾渡口响起最后一声船笛。青螺二号缓缓靠上东岸，渡口从此停航。\n";
const std::string other =
    "石磨巷豆花店只剩一家\n\n本报讯（记者骆青）巷子里的老人说，听见磨响，就知道新的一天到了。如今只剩下她一家。\n";

std::size_t count(std::string_view s, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = s.find(part); at != s.npos; at = s.find(part, at + 1)) ++n;
  return n;
}

// Results on stdout, words on stderr, and these words say who speaks.
void check_error(const Said& s, int code) {
  CHECK(s.code == code);
  CHECK(s.out == "");
  CHECK(s.err.starts_with("galley: "));
  CHECK(s.err.back() == '\n');
}

}  // namespace

TEST_CASE("text in, articles out") {
  const Said s = galley_run("", page);
  CHECK(s.code == 0);
  CHECK(s.err == "");
  CHECK(s.out.starts_with("青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨，"));
  CHECK(galley_run("-", page).out == s.out);
  CHECK(galley_run("--to text", page).out == s.out);
  CHECK(galley_run("--to=text", page).out == s.out);
}

TEST_CASE("each format") {
  CHECK(json::parse(galley_run("--to jsonl", page).out)["headline"] == "青螺湾渡口停航");
  CHECK(galley_run("--to markdown", page).out.starts_with("# 青螺湾渡口停航\n"));
}

TEST_CASE("--help begins with examples and names every option and stage") {
  for (const char* flag : {"--help", "-h"}) {
    const Said s = galley_run(flag);
    CHECK(s.code == 0);
    CHECK(s.err == "");
    CHECK(s.out.find("galley < page.txt") < s.out.find("--output"));
    CHECK(s.out.find("galley < page.txt") < 200);
    for (const char* o : {"--to", "--from", "--output", "-o", "--ledger", "--residue", "--report", "--explain",
                          "--rules", "--skip", "--only", "--jobs", "--log-level", "--help", "--version", "restore"})
      CHECK_MESSAGE(contains(s.out, o), o);
    for (const auto& st : stage_table()) CHECK_MESSAGE(contains(s.out, st.name), st.name);
  }
}

TEST_CASE("--version says version and rules") {
  const Said s = galley_run("--version");
  CHECK(s.code == 0);
  CHECK(s.out == "galley " GALLEY_VERSION ", rules " + rulebook().digest() + "\n");
}

TEST_CASE("wrong usage: exit 2, nothing on stdout, and a way on") {
  struct {
    const char* arguments;
    std::vector<std::string> says;
  } table[] = {
      {"--ledgr x", {"--ledgr", "did you mean '--ledger'?"}},
      {"--out x", {"--out", "did you mean '--output'?"}},  // abbreviations are refused
      {"--led x", {"--led", "did you mean '--ledger'?"}},
      {"--versio", {"did you mean '--version'?"}},
      {"-x", {"-x"}},
      {"--to json", {"--to", "did you mean 'jsonl'?"}},
      {"--trust likly", {"--trust", "did you mean 'likely'?"}},
      {"--to xml", {"--to", "text", "markdown", "jsonl"}},
      {"--from csv", {"--from", "jsonl"}},
      {"--skip hyphen", {"--skip", "did you mean 'hyphens'?"}},
      {"--only artcles", {"--only", "did you mean 'articles'?"}},
      {"--skip lines,nosuch", {"nosuch"}},
      {"--skip lines --only lines", {"--skip", "--only"}},
      {"--jobs -1", {"jobs"}},
      {"--jobs many", {"jobs"}},
      {"--log-level loud", {"--log-level"}},
      {"--to", {"--to"}},
      {"restore", {"restore", "LEDGER"}},
      {"restore a b", {"restore"}},
      {"--rules /nonexistent", {"/nonexistent"}},
      {"--to text --to jsonl", {"to"}},
  };
  for (const auto& t : table) {
    CAPTURE(t.arguments);
    const Said s = galley_run(t.arguments, page);
    CAPTURE(s.err);
    check_error(s, 2);
    for (const auto& part : t.says) CHECK_MESSAGE(contains(s.err, part), part);
  }
}

TEST_CASE("a bad rules file stops the start with its place") {
  Folder folder;
  fs::create_directory(folder / "r");
  spill(folder / "r/residue.toml", "[[rule]]\nid = \"a\"\nfind = '('\n");
  const Said s = shell(folder, "\"$G\" --rules r -o out.txt", page);
  check_error(s, 2);
  CHECK(contains(s.err, "r/residue.toml:3:"));
  CHECK_FALSE(fs::exists(folder / "out.txt"));
}

TEST_CASE("files in order; a missing one is named and the others go on") {
  Folder folder;
  spill(folder / "a.txt", page);
  spill(folder / "b.txt", other);
  const Said both = shell(folder, "\"$G\" --to jsonl b.txt a.txt");
  CHECK(both.code == 0);
  const auto list = records(both.out);
  REQUIRE(list.size() == 2);
  CHECK(list[0]["doc"] == "b.txt");
  CHECK(list[1]["doc"] == "a.txt");
  const Said missing = shell(folder, "\"$G\" --to jsonl a.txt none.txt b.txt");
  CHECK(missing.code == 1);
  CHECK(records(missing.out).size() == 2);
  CHECK(contains(missing.err, "none.txt: No such file"));
  CHECK(shell(folder, "\"$G\" a.txt").out == galley_run("", page).out);
  CHECK(shell(folder, "\"$G\" - b.txt", page).out == shell(folder, "\"$G\" a.txt b.txt").out);
}

TEST_CASE("a folder is no page") {
  Folder folder;
  spill(folder / "a.txt", page);
  fs::create_directory(folder / "d");
  const Said s = shell(folder, "\"$G\" d a.txt");
  CHECK(s.code == 1);
  CHECK(contains(s.err, "d: Is a directory"));
  CHECK(contains(s.out, "青螺湾"));
}

TEST_CASE("form feeds part pages in and out") {
  const Said s = galley_run("", page + "\f" + other);
  CHECK(count(s.out, "\f") == 1);
  const auto list = records(galley_run("--to jsonl", page + "\f" + other).out);
  REQUIRE(list.size() == 2);
  CHECK(list[0]["page"] == 1);
  CHECK(list[1]["page"] == 2);
  CHECK(list[1]["seq"] == 1);
}

TEST_CASE("empty input is no error") {
  const Said s = galley_run("--to jsonl", "");
  CHECK(s.code == 0);
  CHECK(s.out == "");
  CHECK(galley_run("", "\n\n").code == 0);
}

TEST_CASE("-o writes the whole file or none") {
  Folder folder;
  const Said s = shell(folder, "\"$G\" -o out.txt", page);
  CHECK(s.code == 0);
  CHECK(s.out == "");
  CHECK(slurp(folder / "out.txt") == galley_run("", page).out);
  spill(folder / "old.txt", "old");
  // nothing is whole yet when the ledger cannot be opened: what stood there stands
  CHECK(shell(folder, "\"$G\" --to jsonl --ledger nowhere/L -o old.txt", page).code == 1);
  CHECK(slurp(folder / "old.txt") == "old");
  CHECK(shell(folder, "\"$G\" -o nowhere/out.txt", page).code == 1);
  for (const auto& e : fs::directory_iterator(folder.path()))
    CHECK_MESSAGE(!contains(e.path().filename().string(), ".part"), e.path().string());
}

TEST_CASE("a full disk is an error and is said") {
  if (!fs::exists("/dev/full")) return;
  for (const char* line : {"\"$G\" > /dev/full", "\"$G\" --to jsonl > /dev/full", "\"$G\" --jobs 2 > /dev/full"}) {
    const Folder folder;
    const Said s = shell(folder, line, page);
    CHECK(s.code == 1);
    CHECK(contains(s.err, "No space left on device"));
  }
}

TEST_CASE("a reader that has seen enough ends it quietly") {
  std::string big;
  for (int i = 0; i < 3000; ++i) big += page + "\f";
  for (const char* jobs : {"1", "2"}) {
    const Folder folder;
    const Said s = shell(folder, "{ \"$G\" --jobs " + std::string(jobs) + "; echo $? > rc; } | head -c 10", big);
    CHECK(s.out == page.substr(0, 10));
    CHECK(s.err == "");
    const std::string rc = slurp(folder / "rc");
    CHECK((rc == "0\n" || rc == "141\n"));
  }
}

TEST_CASE("--skip and --only switch stages; no text is lost by it") {
  CHECK(contains(galley_run("--skip punctuation", page).out, "清晨,青螺湾"));
  CHECK(contains(galley_run("--only punctuation,paragraphs", page).out, "清晨，青螺湾"));
  const auto one = records(galley_run("--to jsonl --skip articles", page).out);
  REQUIRE(one.size() == 1);
  CHECK(one[0]["kind"] == "page");
  for (const auto& s : stage_table())
    for (const char* how : {"--skip ", "--only "}) {
      CAPTURE(s.name);
      CAPTURE(how);
      const Said got = galley_run(how + std::string(s.name), page);
      CHECK(got.code == 0);
      for (const char* part : {"青螺湾渡口停航", "陶小满", "最后一声船笛", "从此停航"})
        CHECK_MESSAGE(contains(got.out, part), part);
    }
}

TEST_CASE("--ledger and restore give the input back; --residue and --explain tell") {
  Folder folder;
  const std::string in = "沙棠晚报 2023年9月12日 星期二 A03\n\n" + page + "\f" + other + "①5\n\xFF\n";
  spill(folder / "in.txt", in);
  Said s = shell(folder, "\"$G\" --to jsonl --ledger L --residue R in.txt > A && \"$G\" restore L < A");
  CHECK(s.code == 0);
  CHECK((s.out == in));
  s = shell(folder, "\"$G\" restore L -o back.txt < A");
  CHECK(s.code == 0);
  CHECK((slurp(folder / "back.txt") == in));
  const json head = json::parse(slurp(folder / "L").substr(0, slurp(folder / "L").find('\n')));
  CHECK(head["galley"] == GALLEY_VERSION);
  CHECK(head["rules"] == rulebook().digest());
  CHECK(head.contains("encoding"));
  bool folio = false;
  for (const json& r : records(slurp(folder / "R"))) folio |= r["kind"] == "folio" && r["doc"] == "in.txt";
  CHECK(folio);
  s = shell(folder, "\"$G\" --explain in.txt");
  CHECK(s.out == shell(folder, "\"$G\" in.txt").out);
  CHECK(contains(s.err, "punctuation.width"));
  check_error(shell(folder, "\"$G\" restore nosuch < A"), 1);
  check_error(shell(folder, "\"$G\" restore A < A"), 1);
}

TEST_CASE("--from jsonl: records in, a bad one is reported, kept and does not stop the rest") {
  const std::string in =
      json{{"id", "p1"}, {"text", page}}.dump() + "\nnonsense\n" + json{{"id", "p2"}, {"text", other}}.dump() + "\n";
  const Said s = galley_run("--from jsonl --to jsonl", in);
  CHECK(s.code == 1);
  CHECK(contains(s.err, "line 2"));
  const auto list = records(s.out);
  REQUIRE(list.size() == 3);
  CHECK(list[0]["doc"] == "p1");
  CHECK(list[1]["kind"] == "loose");
  CHECK(list[2]["doc"] == "p2");
}

TEST_CASE("bad bytes never stop a run") {
  const Said s = galley_run("", "Ada \xFF Marsh\n\x80\x80\n");
  CHECK(s.code == 0);
  CHECK(valid_utf8(s.out));
}

TEST_CASE("--log-level: words on stderr alone") {
  const Said quiet = galley_run("--log-level error", page), loud = galley_run("--log-level trace", page);
  CHECK(loud.out == quiet.out);
  CHECK(quiet.err == "");
  CHECK(loud.err != "");
}

TEST_CASE("-- ends the options") {
  Folder folder;
  spill(folder / "-x.txt", page);
  const Said s = shell(folder, "\"$G\" -- -x.txt");
  CHECK(s.code == 0);
  CHECK(contains(s.out, "青螺湾"));
}
