// What a hostile page or a hostile file name may not do: act in a terminal, in HTML, in JSON, or in what reads them.
#include "pipeline/visible.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string page =
    "Bell\x1B[31m rings </script> ]]> <!-- \u202Etxet \u009B31m \u2066x\u2069\n\n"
    "The bell </script><script>alert(1)</script> rang\u2028three\x07 minutes late, said the \u0085 warden of the "
    "ferry.\n";
// its ESC, line break, markup, broken byte, writing turned round, quote
const std::string name = "a\x1B[31mb\nc<!--<script>]]>\xFF\u202E\"&";

std::size_t count(std::string_view s, std::string_view part) {
  std::size_t n = 0;
  for (auto at = s.find(part); at != s.npos; at = s.find(part, at + 1)) ++n;
  return n;
}

// Nothing in it drives a terminal but line breaks, tabs and the form feeds between pages.
bool quiet(std::string s) {
  std::erase(s, '\f');
  return valid_utf8(s) && !drives_terminal(s);
}

struct Outputs {
  Said said;
  std::string ledger, residue;
};
Outputs of(const std::string& arguments) {
  const Folder folder;
  spill(folder / name, page);
  Outputs o;
  o.said = shell(folder, "\"$G\" --ledger L --residue R --explain " + arguments + " -- a*");
  o.ledger = slurp(folder / "L");
  o.residue = slurp(folder / "R");
  return o;
}

}  // namespace

TEST_CASE("escapes: no output, ledger or message drives a terminal") {
  for (const char* to : {"text", "markdown", "jsonl", "html"}) {
    CAPTURE(to);
    const Outputs o = of(std::string("--to ") + to);
    CHECK(o.said.code == 0);
    CHECK(quiet(o.said.out));
    CHECK(quiet(o.said.err));
    CHECK(quiet(o.ledger));
    CHECK(quiet(o.residue));
  }
  // where the stage that takes them out of the text does not run, JSON and HTML escape them all the same
  for (const char* to : {"jsonl", "html"}) {
    CAPTURE(to);
    CHECK(quiet(of(std::string("--skip characters --to ") + to).said.out));
  }
}

TEST_CASE("escapes: a page and a file name are no markup in the proof sheet") {
  const std::string plain = galley_run("--to html", "Bell rings\n\nThe bell rang.\n").out,
                    sheet = of("--to html").said.out;
  for (const char* mark : {"<script", "</script>", "<!--"}) {
    CAPTURE(mark);
    CHECK(count(sheet, mark) == count(plain, mark));
  }
  CHECK_FALSE(contains(sheet, "<script>alert"));
}

TEST_CASE("escapes: JSON holds the name and the text as they are, and restore gives the page back") {
  const Folder folder;
  spill(folder / name, page);
  const Said s = shell(folder, "\"$G\" --to jsonl --ledger L -- a*");
  const auto first = json::parse(s.out.substr(0, s.out.find('\n')));
  CHECK(first["doc"] == "a\x1B[31mb\nc<!--<script>]]>\\xFF\u202E\"&");
  CHECK(contains(first["headline"].get<std::string>(), "</script> ]]> <!--"));
  spill(folder / "J", s.out);
  CHECK((shell(folder, "\"$G\" restore L < J").out == page));
}

TEST_CASE("escapes: a message names a file, an option or a folder without doing as it says") {
  for (const char* arguments : {"'no\x1B[2Jsuch\nfile'", "--rules 'no\x1B[2Jsuch'", "--skip 'no\x1B[2Jsuch\u202E'",
                                "restore 'no\x1B[2Jsuch'"}) {
    CAPTURE(arguments);
    const Said s = galley_run(arguments);
    CHECK(s.code > 0);
    CHECK(contains(s.err, "␛[2J"));
    CHECK(quiet(s.err));
  }
}

TEST_CASE("escapes: a record's id may be anything JSON can nest") {
  const std::string deep =
      "{\"id\":" + std::string(200000, '[') + std::string(200000, ']') + ",\"text\":\"Bell rings\"}\n";
  const Said s = galley_run("--from jsonl --to jsonl", deep + "{\"id\":\"\\u001b[31m\",\"text\":\"Bell rings\"}\n");
  CHECK(s.code == 0);
  CHECK(contains(s.out, "\"doc\":\"-#1\""));
  CHECK(contains(s.out, "\"doc\":\"\\u001b[31m\""));
}
