// Pairs: what a page says of words that stand beside each other.
#include "stages/pairs.h"

#include "support.h"

using namespace galley;
using namespace galley::tests;

TEST_CASE("pairs: what a page has side by side goes on, what it has apart does not") {
  std::string in;
  for (int i = 0; i < 8; ++i)
    in +=
        "The keeper of the lamp went down to the quay and spoke to the mate of the ferry. He said that the price of "
        "the "
        "oil had gone up and that the clerk of the board would not pay.\n";
  const Done d = through(in, Skip{"lines", "residue", "order", "hyphens", "paragraphs", "articles", "punctuation"});
  const Pairs pairs(d.page);
  const auto goes_on = [&](std::string_view a, std::string_view b) {
    return pairs.goes_on(pairs.left(a), pairs.right(b));
  };
  CHECK(goes_on("of", "the") > 1);
  CHECK(goes_on("the", "of") < -1);
  CHECK(goes_on("ferry.", "He") > 1);  // after a stop a sentence begins
  CHECK(goes_on("ferry.", "the") < 0);
  CHECK(std::abs(goes_on("lighter", "barges")) < 1.5F);  // it knows nothing of them
  const Pairs none{Page{}};
  CHECK(none.goes_on(none.left("of"), none.right("the")) == 0);
}
