// A rules file of any bytes, laid over a small one: it is refused with file:line:column, or its rules can be used.
#include "tests/fuzz/fuzz.h"

using namespace galley;
using namespace galley::tests;

namespace {

constexpr const char* below = R"([let]
name = '[\p{Han}]{2,4}'
[words]
titles = "记者 通讯员"
[why]
full-line = "of a test"
[[rule]]
id = "hour"
find = '(\d+) o.clock'
put = '\1 h'
why = "of a test"
try = { changes = ["9 o'clock"], leaves = ["nine"] }
[[rule]]
id = "staff"
find = '^责编 *{name}$'
tag = "staff"
why = "of a test"
try = { changes = ["责编 王某"], leaves = ["责编"] }
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<RulesFile> base{{"residue", "below.toml", below}};
  const std::string file(reinterpret_cast<const char*>(data), size);
  const Watch watch(size);
  try {
    const Rulebook book = Rulebook::of_files(base).with({{"residue", "over.toml", file}});
    must(book.digest().size() == 16, "a digest");
    for (const std::string& text :
         {std::string("责编 王某"), std::string("9 o'clock"), std::string("\xFF\0\n", 3), std::string(), file}) {
      for (const Rule* rule : book.of("residue").may_match(text)) {
        Match m;
        if (!rule->match(text, m)) continue;
        must(rule->occurs(text), "what matches occurs");
        if (rule->has_put) rule->made(text, m);
      }
      // the gate lets through all that match
      const auto passed = book.of("residue").may_match(text);
      for (const Rule& rule : book.of("residue").all())
        if (rule.occurs(text))
          must(std::find(passed.begin(), passed.end(), &rule) != passed.end(), "the gate passes what matches");
    }
  } catch (const RulesError& e) {
    const std::string_view what = e.what();
    must(what.starts_with("over.toml:") || what.starts_with("below.toml:"), "an error names its place");
    must(valid_utf8(what) || !valid_utf8(file), "an error is valid UTF-8");
  }
  return 0;
}
