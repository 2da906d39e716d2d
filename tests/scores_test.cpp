// The figures of ../shared/pages, where that folder stands beside the checkout, against the floors reached so far.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// Raise a floor when a figure has risen for good; never lower one to let a change in. `cer` is a ceiling.
struct Floor { const char* set; const char* figure; double least; };
const Floor floors[] = {
    {"real", "articles", 0.6},
    {"synth-zh", "articles", 0.7},
    {"synth-en", "articles", 0.7},
};

}  // namespace

TEST_CASE("scores on ../shared/pages") {
  const fs::path scorer = shared() / "score" / "score_all.py", pages = shared() / "pages";
  if (!fs::exists(scorer) || !fs::is_directory(pages)) {
    MESSAGE("no " << scorer.string() << ": not scored");
    return;
  }
  const Folder folder;
  const Said said = shell(folder, "PYTHONDONTWRITEBYTECODE=1 python3 '" + scorer.string() + "' --json '" + pages.string() + "' -- \"$G\" --to jsonl");
  INFO(said.err);
  REQUIRE(said.code == 0);
  MESSAGE("\n" << said.out.substr(0, said.out.rfind("\n{")));
  CHECK_FALSE(contains(said.out, "failed:"));
  const json means = json::parse(said.out.substr(said.out.rfind("\n{") + 1));
  for (const Floor& f : floors) {
    CAPTURE(f.set);
    CAPTURE(f.figure);
    if (!means.contains(f.set)) continue;
    const double got = means[f.set][f.figure];
    if (std::string_view(f.figure) == "cer") CHECK(got <= f.least);
    else CHECK(got >= f.least);
  }
}
