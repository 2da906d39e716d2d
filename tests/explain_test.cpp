// --explain: a block a change, with carets that stand under what differs.
#include "support.h"

using namespace galley;
using namespace galley::tests;

TEST_CASE("explain: raw and cleaned line, rule, carets") {
  const std::string told =
      explain(through("青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨,青螺湾渡口响起最后一声船笛，从此停航。\n").page);
  CHECK(contains(told,
                 "\nline 3, byte 65: punctuation.width (change)\n"
                 "  - 本报讯（记者陶小满）昨日清晨,青螺湾渡口响起最后一声船笛，从此停航。\n"
                 "                                ^\n"
                 "  + 本报讯（记者陶小满）昨日清晨，青螺湾渡口响起最后一声船笛，从此停航。\n"
                 "                                ^^\n"));
  CHECK(!contains(told, "\x1b"));
}

TEST_CASE("explain: breaks that are alike share a block, which names their lines") {
  const std::string told =
      explain(through("BELL RINGS\n\nThe bell of the lower harbour rang at noon\nand again at one o'clock, to the "
                      "wonder of\nthe whole town, which had sold its rope the\nyear before.\n")
                  .page);
  CHECK(contains(told, "rang at noon⏎and again"));
  CHECK(contains(told, "rang at noon and again"));
  CHECK(contains(told, "    likewise at lines 4, 5\n"));
}

TEST_CASE("explain: a moved piece says where it stood and where it went") {
  Page page;
  page.source = "second line\nfirst line\n";
  page.cut_lines();
  move_line(page, 1, 0, "order.displaced-head");
  const std::string told = explain(page);
  CHECK(contains(told, "\nline 2, byte 12: order.displaced-head (move)\n  - first line\n  + before second line\n"));
}

TEST_CASE("explain: colour when asked, and nothing of the page drives the terminal") {
  const Done d = through("\x1b[2J渡口停航\n\n本报讯 昨日清晨,渡口\xE2\x80\xAE停\xC2\x9B航了，水面很静，只听见风声。\n");
  const std::string bare = explain(d.page), coloured = explain(d.page, true);
  CHECK(!contains(bare, "\x1b"));
  CHECK(!contains(bare, "\xC2\x9B"));
  CHECK(!contains(bare, "\xE2\x80\xAE"));  // NOLINT(misc-misleading-bidirectional)
  CHECK(contains(bare, "␛"));
  CHECK(contains(coloured, "\x1b[31m"));
  CHECK(!contains(coloured, "\x1b[2J"));
}
