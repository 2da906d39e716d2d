// The library says what the program says.
#include "pipeline/galley.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {
const std::string one =
    "青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨,青螺湾渡口响起最后一声船笛。青螺二号缓缓靠上东岸，渡口从此停航。\n";
const std::string two =
    "石磨巷豆花店只剩一家\n\n本报讯（记者骆青）巷子里的老人说，听见磨响，就知道新的一天到了。如今只剩下她一家。\n";
}  // namespace

TEST_CASE("a page, as each format") {
  const Cleaner cleaner;
  for (const char* format : {"jsonl", "text", "markdown"})
    CHECK(cleaner.clean(one, format) == galley_run(std::string("--to ") + format, one).out);
  CHECK(json::parse(cleaner.clean(one, "jsonl", "d/1"))["doc"] == "d/1");
  CHECK(cleaner.clean("") == "");
}

TEST_CASE("a page, as articles") {
  const auto stories = Cleaner().stories(one);
  REQUIRE(stories.size() == 1);
  CHECK(stories[0].kind == "article");
  CHECK(stories[0].headline == "青螺湾渡口停航");
  REQUIRE(stories[0].bylines.size() == 1);
  CHECK(stories[0].bylines[0].name == "陶小满");
  CHECK(stories[0].bylines[0].role == "记者");
  CHECK(stories[0].agency == "本报讯");
  REQUIRE(stories[0].body.size() == 1);
  CHECK(stories[0].body[0].kind == "para");
  CHECK(contains(stories[0].body[0].text, "昨日清晨，青螺湾渡口"));
}

TEST_CASE("a stream of pages") {
  const Cleaner cleaner;
  for (const char* format : {"jsonl", "text", "markdown"}) {
    std::istringstream in(one + "\f" + two);
    std::ostringstream out;
    CHECK(cleaner.clean(in, out, format) == 0);
    CHECK(out.str() == galley_run(std::string("--to ") + format, one + "\f" + two).out);
  }
}

TEST_CASE("a stream in another encoding") {
  std::string wide("\xFF\xFE", 2);
  for (const char32_t c : std::u32string(U"BELL RINGS\n\nThe bell rang at noon.\n"))
    wide += {static_cast<char>(c), '\0'};
  std::istringstream in(wide);
  std::ostringstream out;
  CHECK(Cleaner().clean(in, out, "text") == 0);
  CHECK(out.str() == galley_run("", wide).out);
  CHECK(contains(out.str(), "The bell rang at noon."));
}

TEST_CASE("settings are the program's options") {
  CHECK(Cleaner({.rules = {}, .skip = {"punctuation"}, .trust = "certain"}).clean(one, "text") ==
        galley_run("--skip punctuation --trust certain", one).out);
}

TEST_CASE("what is wrong is said") {
  CHECK_THROWS_WITH(Cleaner().clean(one, "pdf"), "no format 'pdf' (known: jsonl, text, markdown)");
  CHECK_THROWS_WITH(Cleaner({.rules = {}, .skip = {"columns"}, .trust = "likely"}), "no stage 'columns'");
  CHECK_THROWS_WITH(Cleaner({.rules = {}, .skip = {}, .trust = "sure"}),
                    "no trust 'sure' (known: certain, likely, guess)");
  CHECK_THROWS_AS(Cleaner({.rules = "/nowhere", .skip = {}, .trust = "likely"}), std::runtime_error);
  CHECK_THROWS_AS(Cleaner().clean(std::string(Reader::page_cap + 1, 'a')), std::runtime_error);
  std::istringstream in(one);
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  CHECK_THROWS_WITH(Cleaner().clean(in, out), "writing failed");
}

TEST_CASE("a cleaner that moved goes on") {
  Cleaner a;
  Cleaner b = std::move(a);
  CHECK(b.stories(one).size() == 1);
  a = std::move(b);
  CHECK(a.stories(two).size() == 1);
}
