// The man page and the completions say what --help says, and the shell can use them.
#include <regex>

#include "pipeline/options.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

TEST_CASE("every option, value and stage is in the man page and in each completion") {
  for (const char* kind : {"man", "bash", "zsh", "fish"}) {
    const Said s = galley_run(std::string("--manual ") + kind);
    CHECK(s.code == 0);
    CHECK(s.err == "");
    const std::string text = kind == std::string("man") ? std::regex_replace(s.out, std::regex(R"(\\-)"), "-") : s.out;
    for (const auto& o : option_table()) {
      CHECK_MESSAGE(contains(text, (kind == std::string("fish") ? "-l " : "--") + o.name), kind << " " << o.name);
      for (const auto& c : o.choices) CHECK_MESSAGE(contains(text, c), kind << " " << c);
    }
  }
  CHECK(galley_run("--manual html").code == 2);
}

TEST_CASE("the option table has letters, values and choices") {
  const auto table = option_table();
  const auto find = [&](std::string_view name) {
    return *std::find_if(table.begin(), table.end(), [&](const OptionRow& o) { return o.name == name; });
  };
  CHECK(find("output").letter == "o");
  CHECK(find("output").value == "FILE");
  CHECK(find("explain").value == "");
  CHECK(find("trust").choices == std::vector<std::string>{"certain", "likely", "guess"});
  CHECK(find("skip").choices.size() == stage_table().size());
  // what is offered is accepted
  for (const auto& o : table)
    for (const auto& c : o.choices)
      CHECK_MESSAGE(galley_run("--" + o.name + " " + c, "a\n").code != 2, o.name << " " << c);
}

TEST_CASE("the man page has its sections, and troff no complaint") {
  const std::string man = galley_run("--manual man").out;
  for (const char* section :
       {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "STAGES", "EXAMPLES", "\"EXIT STATUS\"", "\"MEMORY USAGE\""}) {
    const std::string bare = std::regex_replace(section, std::regex("\""), "");
    CHECK_MESSAGE(contains(man, "\n.SH " + bare + "\n"), section);
  }
  std::istringstream lines(man);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with('.'))
      CHECK_MESSAGE(std::regex_search(line, std::regex(R"(^\.(\\"|TH|SH|B|BR|I|IR|RB|RI|br|PP|TP|RS|RE|EX|EE)( |$))")),
                    line);
}

TEST_CASE("bash completes options, values, and lists of stages") {
  const Folder folder;
  const auto complete = [&](const std::string& words, int at) {
    const Said s = shell(folder, "\"$G\" --manual bash > c && bash -c '. ./c; COMP_WORDS=(" + words +
                                     "); COMP_CWORD=" + std::to_string(at) +
                                     "; compopt() { :; }; _galley; printf \"%s\\n\" \"${COMPREPLY[@]}\"'");
    CHECK(s.err == "");
    return s.out;
  };
  CHECK(complete("galley --lin", 1) == "--link-jumps\n");
  CHECK(complete("galley --to m", 2) == "markdown\n");
  CHECK(complete("galley --to = j", 3) == "jsonl\n");
  CHECK(complete("galley --skip lines,hy", 2) == "lines,hyphens\n");
  CHECK(complete("galley -o c", 2) == "c\n");
  spill(folder / "d e", "");
  CHECK(complete("galley d", 1) == "d e\n");
  CHECK(complete("galley che", 1) == "check\n");
  CHECK(complete("galley c", 1) == "c\ncheck\n");
}
