// Rules: every rule keeps its own promise, a wrong file says where it is wrong, and a folder lays over what is built
// in.
#include <sys/stat.h>

#include <regex>
#include <tuple>

#include "pipeline/tell_rules.h"
#include "pipeline/visible.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string good_try = "try = { changes = [\"abc\"], leaves = [\"xyz\"] }\n";

// The error that this file makes, or "" when it loads.
std::string error_of(const std::string& text, const std::string& name = "residue.toml") {
  const Folder folder;
  spill(folder / name, text);
  try {
    Rulebook::load(folder.path().string());
  } catch (const RulesError& e) { return e.what(); }
  return {};
}

Rulebook laid_over(const std::string& text, const std::string& name = "residue.toml") {
  const Folder folder;
  spill(folder / name, text);
  return Rulebook::load(folder.path().string());
}

std::string swept(const Rulebook& book, const std::string& text) {
  RawPage raw;
  raw.bytes = text;
  std::string problem, out;
  const Page page = Chain(book, all_but({"characters", "lines", "residue"})).run(raw, problem);
  for (const Line& l : page.lines) out += (out.empty() ? "" : "\n") + std::string(l.text.bytes);
  return out;
}

}  // namespace

TEST_CASE("rules: every rule changes and leaves what it says it does") {
  const auto bad = failed_examples(rulebook());
  CHECK_MESSAGE(bad.empty(), joined(bad));
  std::size_t rules = 0;
  for (const auto& [stage, set] : rulebook().sets()) {
    for (const Rule& r : set.all()) {
      CAPTURE(r.id);
      ++rules;
      CHECK(!r.why.empty());
      CHECK(!r.changes.empty());
      CHECK(!r.leaves.empty());
      CHECK(stage_of(r.id) == stage);
    }
  }
  CHECK(rules > 20);
}

// A start reads tables that were written of the files when the program was built: they must say the same.
TEST_CASE("rules: what is built in is what the files say") {
  std::vector<RulesFile> files;
  for (const auto& e : fs::directory_iterator(source_dir() / "rules"))
    if (e.path().extension() == ".toml") {
      const std::string stem = e.path().stem().string();
      files.push_back({stem, "rules/" + stem + ".toml", slurp(e.path())});
    }
  std::sort(files.begin(), files.end(), [](auto& a, auto& b) { return a.stage < b.stage; });
  const Rulebook read = Rulebook::of_files(files), ready = Rulebook::load();
  CHECK(ready.digest() == read.digest());
  REQUIRE(ready.sets().size() == read.sets().size());
  for (const auto& [name, set] : read.sets()) {
    const std::string& stage = name;  // clang 14 captures no structured bindings
    CAPTURE(stage);
    const RuleSet& same = ready.of(stage);
    CHECK(same.word_lists() == set.word_lists());
    CHECK(same.decisions() == set.decisions());
    CHECK(same.pieces() == set.pieces());
    REQUIRE(same.all().size() == set.all().size());
    const auto fields = [](const Rule& r) {
      return std::tuple(r.id, r.tag, r.put, r.has_put, r.why, r.patterns(), r.where, r.changes, r.leaves);
    };
    for (std::size_t i = 0; i < set.all().size(); ++i) CHECK(fields(same.all()[i]) == fields(set.all()[i]));
    for (const Rule& rule : set.all())
      for (const auto& texts : {rule.changes, rule.leaves})
        for (const std::string& text : texts) {
          Strings here, there;
          for (const Rule* r : same.may_match(text)) here.emplace_back(r->id);
          for (const Rule* r : set.may_match(text)) there.emplace_back(r->id);
          CHECK(here == there);
          Match a, b;
          const Rule *first_here = same.first(rule.tag, text, a), *first_there = set.first(rule.tag, text, b);
          CHECK((first_here ? first_here->id : "") == (first_there ? first_there->id : ""));
        }
  }
  const std::vector<RulesFile> over{{"residue", "over.toml", "[[rule]]\nid = \"end-mark-alone\"\noff = true\n"}};
  CHECK(ready.with(over).digest() == read.with(over).digest());
  CHECK(ready.with(over).of("residue").may_match("②3").size() == read.with(over).of("residue").may_match("②3").size());
}

TEST_CASE("rules: each file on disk is built in, and is a stage's") {
  for (const auto& e : fs::directory_iterator(source_dir() / "rules")) {
    if (e.path().extension() != ".toml") continue;
    const std::string stem = e.path().stem().string();
    CAPTURE(stem);
    if (stem == "pieces") continue;  // of no stage: without it no other file could be read
    CHECK(rulebook().sets().contains(stem));
    if (stem == "page" || stem == "reader") continue;  // rows of the account that no stage makes
    const auto table = stage_table();
    CHECK(std::any_of(table.begin(), table.end(), [&](const StageEntry& s) { return s.name == stem; }));
  }
}

TEST_CASE("rules: whatever the code decides has its reason under [why], and every reason is used") {
  const std::regex id(
      "\"((?:characters|lines|residue|order|hyphens|paragraphs|punctuation|articles|page|reader)\\.[a-z-]+)\"");
  std::set<std::string> named;
  for (const char* folder : {"stages", "pipeline"})
    for (const auto& e : fs::directory_iterator(source_dir() / folder)) {
      if (e.path().extension() != ".cpp") continue;
      const std::string source = slurp(e.path());
      for (std::sregex_iterator it(source.begin(), source.end(), id), end; it != end; ++it) named.insert((*it)[1]);
    }
  CHECK(named.size() > 40);
  for (const auto& n : named)
    CHECK_MESSAGE(!rulebook().why(n).empty(), n << " needs a line under [why] in rules/" << stage_of(n) << ".toml");
  for (const auto& [stage, set] : rulebook().sets())
    for (const auto& decision : set.decisions())
      CHECK_MESSAGE(named.contains(decision.first), decision.first << " has a reason, and nothing names it");
  CHECK(rulebook().why("residue.folio") == rulebook().of("residue").by_id("residue.folio")->why);
  CHECK(rulebook().why("residue.nosuch").empty());
  CHECK(rulebook().why("nosuch").empty());
}

TEST_CASE("rules: a file that cannot be used says file:line:column and what is wrong") {
  struct {
    const char* about;
    std::string text;
    int line;
    std::string says;
  } table[] = {
      {"no TOML", "[[rule]]\nid = \"a\nfind = 'x'\n", 2, ""},
      {"no id", "\n[[rule]]\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\n" + good_try, 2, "id"},
      {"no find", "[[rule]]\nid = \"a\"\ntag = \"t\"\nwhy = \"w\"\n" + good_try, 1, "find"},
      {"no why", "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\n" + good_try, 1, "why"},
      {"no try", "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\n", 1, "try"},
      {"no changes", "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\ntry = { leaves = [\"x\"] }\n", 6,
       "changes"},
      {"no leaves", "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\ntry = { changes = [\"abc\"] }\n", 6,
       "leaves"},
      {"empty leaves",
       "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\ntry = { changes = [\"abc\"], leaves = [] }\n", 6,
       "leaves"},
      {"put and tag", "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nput = 'x'\nwhy = \"w\"\n" + good_try, 1,
       "put or tag"},
      {"neither", "[[rule]]\nid = \"a\"\nfind = 'abc'\nwhy = \"w\"\n" + good_try, 1, "put or tag"},
      {"bad pattern", "[[rule]]\nid = \"a\"\nfind = 'ab('\ntag = \"t\"\nwhy = \"w\"\n" + good_try, 3, "find"},
      {"look-ahead, which RE2 has not", "[[rule]]\nid = \"a\"\nfind = 'a(?=b)'\ntag = \"t\"\nwhy = \"w\"\n" + good_try,
       3, "find"},
      {"bad put", "[[rule]]\nid = \"a\"\nfind = 'abc'\nput = '\\7'\nwhy = \"w\"\n" + good_try, 4, "put"},
      {"unknown key", "[[rule]]\nid = \"a\"\nfind = 'abc'\ncolour = \"red\"\ntag = \"t\"\nwhy = \"w\"\n" + good_try, 4,
       "colour"},
      {"unknown key at the top", "x = 1\n", 1, "x"},
      {"unknown piece", "[[rule]]\nid = \"a\"\nfind = '{nosuch}'\ntag = \"t\"\nwhy = \"w\"\n" + good_try, 3, "nosuch"},
      {"a second rule of one id",
       "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\n" + good_try +
           "[[rule]]\nid = \"a\"\nfind = 'abc'\ntag = \"t\"\nwhy = \"w\"\n" + good_try,
       7, "'a'"},
      {"a changes example that stays", "[[rule]]\nid = \"a\"\nfind = 'q'\ntag = \"t\"\nwhy = \"w\"\n" + good_try, 1,
       "abc"},
      {"a leaves example that changes", "[[rule]]\nid = \"a\"\nfind = '[a-z]'\ntag = \"t\"\nwhy = \"w\"\n" + good_try,
       1, "xyz"},
      {"not an array of tables", "rule = 3\n", 1, "[[rule]]"},
      {"words that are no text", "[words]\nnames = 3\n", 2, "text"},
      {"a reason that is no text", "[why]\nword = 3\n", 2, "text"},
      {"a key that is not ASCII", "[words]\n姓 = \"甲\"\n", 2, ""},
      {"a wide blank behind texts", "# 注\n[words]\na = '''甲\n'''\nb = \"\\\"乙\" 　# 丙\n", 5, ""},
      {"a text that begins in a number", "[words]\na = 2'甲'\n", 2, ""},
      {"no escape", "[words]\na = \"\\甲\"\n", 2, ""},
      {"no key behind [", "[?]\n", 1, ""},
  };
  for (const auto& t : table) {
    CAPTURE(t.about);
    const std::string said = error_of(t.text);
    CAPTURE(said);
    CHECK(contains(said, "residue.toml:" + std::to_string(t.line) + ":"));
    CHECK(std::regex_search(said, std::regex("residue\\.toml:\\d+:\\d+: .+")));
    if (!t.says.empty()) CHECK(contains(said.substr(std::min(said.size(), said.find("toml:") + 5)), t.says));
  }
}

TEST_CASE("rules: a folder must hold rules of known stages") {
  CHECK(contains(error_of("", "nosuch.toml"), "nosuch"));
  CHECK(error_of("", "readme.txt") != "");
  CHECK_THROWS_AS(Rulebook::load("/nonexistent/folder"), RulesError);
  for (const auto& s : stage_table()) {  // every stage may get rules of its own
    CAPTURE(s.name);
    CHECK(error_of("", std::string(s.name) + ".toml") == "");
  }
}

TEST_CASE("rules: a folder adds") {
  const std::string add =
      "[[rule]]\nid = \"weather\"\ntag = \"ornament\"\nfind = '^天气 晴$'\nwhy = \"A weather box.\"\ntry = { changes = "
      "[\"天气 晴\"], leaves = [\"天气晴好\"] }\n";
  const Rulebook more = laid_over(add);
  CHECK(swept(rulebook(), "甲乙丙\n天气 晴\n②3\n") == "甲乙丙\n天气 晴");
  CHECK(swept(more, "甲乙丙\n天气 晴\n②3\n") == "甲乙丙");
  CHECK(more.of("residue").by_id("residue.weather") != nullptr);
  CHECK(more.of("residue").all().size() == rulebook().of("residue").all().size() + 1);
  CHECK(more.digest() != rulebook().digest());
  CHECK(rulebook().digest().size() == 16);
  CHECK(Rulebook::load().digest() == rulebook().digest());
}

TEST_CASE("rules: a folder replaces by id") {
  const std::string replaced =
      "[[rule]]\nid = \"end-mark-alone\"\ntag = \"end_mark\"\nfind = '^完了$'\nwhy = \"w\"\ntry = { changes = "
      "[\"完了\"], leaves = [\"②3\"] }\n";
  const Rulebook book = laid_over(replaced);
  CHECK(swept(rulebook(), "甲乙丙\n②3\n完了\n") == "甲乙丙\n完了");
  CHECK(swept(book, "甲乙丙\n②3\n完了\n") == "甲乙丙\n②3");
  CHECK(book.of("residue").all().size() == rulebook().of("residue").all().size());
}

TEST_CASE("rules: a folder switches off") {
  const Rulebook book = laid_over("[[rule]]\nid = \"end-mark-alone\"\noff = true\n");
  CHECK(swept(book, "甲乙丙\n②3\n") == "甲乙丙\n②3");
  CHECK(book.of("residue").by_id("residue.end-mark-alone") == nullptr);
  CHECK(contains(error_of("[[rule]]\nid = \"nosuch\"\noff = true\n"), "nosuch"));
}

TEST_CASE("rules: a folder's rules may use the pieces of the built-in file, and its own") {
  CHECK(error_of("[let]\nmine = '天气{sp}晴'\n[[rule]]\nid = \"w\"\ntag = \"ornament\"\nfind = '^{mine}$'\nwhy = "
                 "\"w\"\ntry = { changes = [\"天气 晴\"], leaves = [\"天气\"] }\n") == "");
}

TEST_CASE("rules: put fills in its groups, and a counted repeat is no piece") {
  const Rulebook book = laid_over(
      "[[rule]]\nid = \"swap\"\nfind = '(甲{1,2})(乙)'\nput = '\\2\\1'\nwhy = \"w\"\ntry = { changes = [\"甲乙\"], "
      "leaves = [\"丙丁\"] }\n",
      "punctuation.toml");
  const Rule* rule = book.of("punctuation").by_id("punctuation.swap");
  REQUIRE(rule != nullptr);
  Match m;
  REQUIRE(rule->match("丙甲甲乙丁", m));
  CHECK(rule->made("丙甲甲乙丁", m) == "乙甲甲");
  CHECK(m.of("丙甲甲乙丁", 0) == "甲甲乙");
}

TEST_CASE("rules: \\p{Han} is the ideographs, in a class and outside one") {
  const Rulebook book = laid_over(
      "[[rule]]\nid = \"han\"\ntag = \"ornament\"\nfind = '^[（\\[](\\p{Han}{2}|[^\\]]x[]\\p{Han}·]+)$'\nwhy = "
      "\"w\"\ntry = { changes = [\"[甲乙\", \"（ax]甲·〇𠀀\"], leaves = [\"[甲\", \"（ax]b\", \"[\\u3131\\u3131\"] "
      "}\n");
  CHECK(book.of("residue").by_id("residue.han")->occurs("（甲々"));
}

TEST_CASE("rules: \\P{Han} is all but those ideographs: radicals and compatibility forms, too") {
  const Rulebook book = laid_over(
      "[[rule]]\nid = \"no-han\"\ntag = \"ornament\"\nfind = '^[^\\P{Han}甲]乙[\\P{Han}]\\P{Han}$'\nwhy = \"w\"\n"
      "try = { changes = [\"丙乙\\u2F00a\", \"𠀀乙〈\\uF900\"], leaves = [\"甲乙aa\", \"\\u2F00乙aa\", \"丙乙a丁\", "
      "\"丙乙〇a\"] "
      "}\n");
  CHECK(book.of("residue").by_id("residue.no-han")->occurs("々乙、。"));
}

TEST_CASE("rules: what a text must hold is asked besides, also for what is put, and need not stand in the match") {
  const std::string head = "[[rule]]\nid = \"c\"\nput = 'x'\nwhy = \"w\"\nfind = '(?:甲|乙)+'\n",
                    tries = "try = { changes = [\"甲丙乙\", \"乙甲丙\"], leaves = [\"甲乙\", \"丙甲\", \"乙丙\"] }\n";
  const Rulebook book = laid_over(head + "holds = ['丙', '甲.*乙|乙.*甲']\n" + tries, "punctuation.toml");
  const RuleSet& set = book.of("punctuation");
  const Rule* rule = set.by_id("punctuation.c");
  REQUIRE(rule != nullptr);
  Match m;
  REQUIRE(rule->match("甲丙乙", m, 3));
  CHECK(m.of("甲丙乙", 0) == "乙");
  // the gate knows of them, too
  const auto asked = [&](std::string_view text) {
    const auto rules = set.may_match(text);
    return std::find(rules.begin(), rules.end(), rule) != rules.end();
  };
  CHECK(asked("乙甲丙"));
  CHECK_FALSE(asked("甲乙"));
  CHECK(contains(tell_rule(book, "punctuation.c"), "  holds  甲.*乙|乙.*甲\n"));
  CHECK(contains(error_of(head + tries, "punctuation.toml"), "which it must leave"));
}

TEST_CASE("rules: no built-in pattern is large: each page pays for those it meets") {
  for (const auto& [stage, set] : rulebook().sets())
    for (const Rule& r : set.all()) {
      CAPTURE(r.id);
      CHECK(r.pattern->fault(12000) == "");
      for (const auto& p : r.holds) CHECK(p->fault(12000) == "");
    }
}

TEST_CASE("galley rules tells of every rule, and of one all there is") {
  const std::string all = list_rules(rulebook());
  for (const auto& [stage, set] : rulebook().sets()) {
    for (const Rule& r : set.all()) {
      CHECK_MESSAGE(contains(all, "  " + std::string(r.id) + " "), r.id);
      const std::string one = tell_rule(rulebook(), r.id);
      CHECK(contains(one, r.why));
      CHECK(contains(one, r.find));
      CHECK(contains(one, "off = true"));
    }
    for (const auto& d : set.decisions()) CHECK_MESSAGE(contains(tell_rule(rulebook(), d.first), d.second), d.first);
  }
  CHECK(tell_rule(rulebook(), "order.no-such").empty());
  CHECK(tell_rule(rulebook(), "nothing").empty());
  CHECK(tell_rule(rulebook(), "").empty());
  const Folder folder;
  CHECK(shell(folder, "\"$G\" rules").out == all);
  const Said none = shell(folder, "\"$G\" rules no.such");
  CHECK(none.code == 2);
  CHECK(contains(none.err, "no rule 'no.such'"));
}

namespace {

std::string rule_with(const std::string& key, const std::string& value) {
  std::string rule = "[[rule]]\n";
  for (const auto& [k, v] :
       std::vector<std::pair<std::string, std::string>>{{"id", "\"a\""},
                                                        {"find", "'abc'"},
                                                        {"put", "'x'"},
                                                        {"why", "\"w\""},
                                                        {"try", "{ changes = [\"abc\"], leaves = [\"xyz\"] }"}})
    rule += k + " = " + (k == key ? value : v) + "\n";
  return rule;
}

}  // namespace

TEST_CASE("rules as a boundary: what a file may not hold") {
  const auto lines = [](std::size_t n, auto line) {
    std::string s;
    for (std::size_t i = 0; i < n; ++i) s += line(i);
    return s;
  };
  REQUIRE(error_of(rule_with("id", "\"a\"")) == "");
  struct {
    std::string about, text, says;
  } table[] = {
      {"bytes that are no UTF-8", rule_with("put", "'\xFF'"), ""},
      {"a raw control character", rule_with("put", "'\x1B[31m'"), ""},
      {"an escaped one in put", rule_with("put", "\"\\u001B[31m\""), "control character"},
      {"a NUL in put", rule_with("put", "\"\\u0000\""), "control character"},
      {"a line break in put", rule_with("put", "\"a\\nb\""), "line break"},
      {"a C1 control in why", rule_with("why", "\"\\u009B31m\""), "control character"},
      {"writing turned round in why", rule_with("why", "\"\\u202Etxet\""), "control character"},
      {"a control character in an example", rule_with("try", "{ changes = [\"abc\\u0007\"], leaves = [\"x\"] }"),
       "control character"},
      {"one in a key", "[words]\n\"a\\u001B\" = \"b\"\n", "control character"},
      {"one in a word list", "[words]\na = \"b\\u001B\"\n", "control character"},
      {"quotes in an id", rule_with("id", "'a\"b'"), "letters"},
      {"a line break in an id", rule_with("id", "\"a\\nb\""), "letters"},
      {"a tag of markup in an id", rule_with("id", "'</script>'"), "letters"},
      {"a byte of a character", rule_with("find", "'a\\C'"), "\\C"},
      {"a piece that doubles sixty times",
       "[let]\na0 = '" + std::string(200, 'x') + "'\n" +
           lines(60,
                 [](std::size_t i) {
                   return "a" + std::to_string(i + 1) + " = '{a" + std::to_string(i) + "}{a" + std::to_string(i) +
                          "}'\n";
                 }),
       "64 KiB"},
      {"a piece that holds itself", "[let]\na = '{a}'\n", "no [let] named 'a'"},
      {"repeats of repeats", rule_with("find", "'((abc{1,99}){1,99}){1,99}'"), "find"},
      {"a pattern of many instructions", rule_with("find", "'abc(?:[一-龥]{500}|[ぁ-ん]{500}|[a-zé-ÿ]{900}){8}'"),
       "find"},
      {"brackets a thousand deep",
       rule_with("find", "'" + std::string(5000, '(') + "abc" + std::string(5000, ')') + "'"), "1000 brackets"},
      {"arrays nested deep", "let = " + std::string(100000, '[') + "\n", ""},
      {"tables nested by dots", "[" + lines(200000, [](std::size_t) { return "a."; }) + "a]\n", "dots"},
      {"a key nested by dots", lines(200000, [](std::size_t) { return "a."; }) + "a = 1\n", "dots"},
      {"a great many rules",
       lines(300, [](std::size_t i) { return rule_with("id", "\"a" + std::to_string(i) + "\""); }), "256 patterns"},
      {"a great many patterns of one rule",
       rule_with("id", "\"a\"\nholds = [" + lines(300, [](std::size_t) { return "'a', "; }) + "]"), "256 patterns"},
      {"holds that is no list", rule_with("id", "\"a\"\nholds = 'b'"), "holds must be a list"},
      {"holds without a pattern", rule_with("id", "\"a\"\nholds = []"), "holds must be a list"},
      {"holds with a number", rule_with("id", "\"a\"\nholds = ['b', 1]"), "holds: a pattern is a text"},
      {"a faulty pattern in holds", rule_with("id", "\"a\"\nholds = ['b', '(']"), "holds: missing )"},
      {"a large pattern in holds", rule_with("id", "\"a\"\nholds = ['b(?:[一-龥]{500}|[ぁ-ん]{500}){8}']"), "holds: "},
      {"an unknown piece in holds", rule_with("id", "\"a\"\nholds = ['{b}']"), "no [let] named 'b'"},
      {"an enormous file", "# " + std::string(2 << 20, 'x') + "\n", "1 MiB"},
  };
  for (const auto& t : table) {
    CAPTURE(t.about);
    const std::string said = error_of(t.text, "punctuation.toml");
    CAPTURE(said);
    CHECK(contains(said, "punctuation.toml:"));
    CHECK(contains(said, t.says));
    CHECK_FALSE(drives_terminal(said));
  }
}

TEST_CASE("rules as a boundary: what may be read") {
  const Folder folder;
  fs::create_directories(folder / "outside");
  fs::create_directories(folder / "my");
  const std::string rule = "[[rule]]\nid = \"end-mark-alone\"\noff = true\n";
  spill(folder / "outside/residue.toml", rule);
  const fs::path file = folder / "my/residue.toml";
  auto said = [&] { return shell(folder, "timeout 20 \"$G\" --rules my --version"); };
  auto refused = [&](const std::string& why) {
    const Said s = said();
    CHECK(s.code == 2);
    CHECK(contains(s.err, "residue.toml:1:1: "));
    CHECK_MESSAGE(contains(s.err, why), s.err);
    fs::remove_all(file);
  };
  fs::create_symlink("../outside/residue.toml", file);
  refused("a link that leads out of the folder");
  fs::create_symlink("/dev/zero", file);
  refused("a link that leads out of the folder");
  fs::create_symlink("residue.toml", file);
  refused("Too many levels of symbolic links");
  fs::create_symlink("nothing", file);
  refused("No such file");
  fs::create_directories(file);
  refused("a folder, not a file of rules");
  REQUIRE(mkfifo(file.c_str(), 0600) == 0);
  refused("no plain file");
  if (geteuid() != 0) {
    spill(file, rule);
    fs::permissions(file, fs::perms::none);
    refused("Permission denied");
  }
  // a link within the folder, and a link to the folder, are no way out
  spill(folder / "my/mine", rule);
  fs::create_symlink("mine", file);
  CHECK(said().code == 0);
  fs::create_directory_symlink("my", folder / "other");
  CHECK(shell(folder, "\"$G\" --rules other --version").code == 0);
}
