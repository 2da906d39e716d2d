// The figures of ../shared/pages, where that folder stands beside the checkout, against the floors reached so far.
#include "stages/language.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// Raise a floor when a figure has risen for good; never lower one to let a change in. `cer` is a ceiling.
struct Floor {
  const char* set;
  const char* figure;
  double least;
};
const Floor floors[] = {
    {"real", "articles", 0.98},
    {"real", "titles", 0.97},
    {"real", "bylines", 0.99},
    {"real", "paragraphs", 0.97},
    {"real", "punctuation", 0.995},
    {"real", "cer", 0.005},
    {"real", "jumps", 1},
    {"real", "residue", 1},
    {"real", "kept", 0.999},
    {"synth-zh", "articles", 0.96},
    {"synth-zh", "titles", 0.94},
    {"synth-zh", "bylines", 0.98},
    {"synth-zh", "paragraphs", 0.955},
    {"synth-zh", "punctuation", 0.985},
    {"synth-zh", "cer", 0.027},
    {"synth-zh", "jumps", 1},
    {"synth-zh", "residue", 0.99},
    {"synth-zh", "kept", 0.999},
    {"synth-en", "articles", 0.99},
    {"synth-en", "titles", 0.99},
    {"synth-en", "bylines", 0.99},
    {"synth-en", "paragraphs", 0.93},
    {"synth-en", "punctuation", 0.995},
    {"synth-en", "cer", 0.01},
    {"synth-en", "residue", 1},
    {"synth-en", "kept", 0.999},
    {"synth-hant", "articles", 0.99},
    {"synth-hant", "titles", 0.975},
    {"synth-hant", "bylines", 0.99},
    {"synth-hant", "paragraphs", 0.96},
    {"synth-hard", "articles", 0.66},
    {"synth-hard", "titles", 0.5},
    {"synth-hard", "bylines", 0.69},
    {"synth-hard", "paragraphs", 0.71},
    {"synth-hard", "cer", 0.27},
    {"synth-ja", "articles", 0.78},
    {"synth-ja", "titles", 0.82},
    {"synth-ja", "paragraphs", 0.845},
    {"synth-ocr", "articles", 0.76},
    {"synth-ocr", "titles", 0.58},
    {"synth-ocr", "bylines", 0.91},
    {"synth-ocr", "paragraphs", 0.76},
    {"synth-ocr", "cer", 0.1},
};

}  // namespace

TEST_CASE("scores on ../shared/pages") {
  const fs::path scorer = shared() / "score" / "score_all.py", pages = shared() / "pages";
  if (!fs::exists(scorer) || !fs::is_directory(pages)) {
    MESSAGE("no " << scorer.string() << ": not scored");
    return;
  }
  if (!Language::chinese() || !Language::japanese() || !Language::english()) {
    MESSAGE(
        "libime-data-language-model, mecab-ipadic-utf8 or pocketsphinx-en-us is not installed: the floors hold with "
        "all only");
    return;
  }
  const Folder folder;
  const Said said = shell(folder, "PYTHONDONTWRITEBYTECODE=1 python3 '" + scorer.string() + "' --json '" +
                                      pages.string() + "' -- \"$G\" --to jsonl");
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
