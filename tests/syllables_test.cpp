// Words torn at every syllable, by extractors that begin a line at each soft hyphen.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// `|` is a line break that the extractor made, / one that the press made.
std::string torn(std::string s) {
  std::replace(s.begin(), s.end(), '|', '\n');
  std::replace(s.begin(), s.end(), '/', '\n');
  return s;
}

const std::string ferry =
    "The har|bour mas|ter said on Mon|day that the/old ferry would be with|drawn in Novem|-/"
    "ber, when the bridge over the estu|ary is to/open. Pas|sen|gers have com|plained that the/"
    "time|table of the rep|lace|ment bus is of no/use to any|body./"
    "Coun|cil|lors were told that the com|pany had/not been con|sul|ted on the new ser|vice, nor/"
    "told if the tick|ets of the fer|ry would then be/val|id on the bus. The sec|ret|ary said that a/"
    "let|ter had been sent in Feb|ru|ary, but at the har|-/bour of|fice it had not been op|ened.\n";

}  // namespace

TEST_CASE("syllables: a page torn at each has its printed lines again") {
  const std::string got = lines_after({"characters", "lines"}, torn(ferry));
  CHECK(got ==
        "The harbour master said on Monday that the\n"
        "old ferry would be withdrawn in Novem-\n"
        "ber, when the bridge over the estuary is to\n"
        "open. Passengers have complained that the\n"
        "timetable of the replacement bus is of no\n"
        "use to anybody.\n"
        "Councillors were told that the company had\n"
        "not been consulted on the new service, nor\n"
        "told if the tickets of the ferry would then be\n"
        "valid on the bus. The secretary said that a\n"
        "letter had been sent in February, but at the har-\n"
        "bour office it had not been opened.");
  CHECK(
      paragraphs_of(torn(ferry))
          .starts_with(
              "The harbour master said on Monday that the old ferry would be withdrawn in November, when the bridge"));
}

TEST_CASE("syllables: each mended break is in the ledger, and restored") {
  const Folder folder;
  spill(folder / "torn.txt", torn(ferry));
  const Said s = shell(folder,
                       "\"$G\" --to jsonl --ledger L torn.txt > A && grep -o 'lines.torn-[a-z]*' L | sort -u && "
                       "\"$G\" restore L < A | cmp - torn.txt");
  CAPTURE(s.err);
  CHECK(s.code == 0);
  CHECK(s.out == "lines.torn-hyphen\nlines.torn-word\n");
}

TEST_CASE("syllables: a dash between blank lines is no hyphen, and a name no half of the word behind it") {
  const std::string got =
      lines_after({"characters", "lines"}, torn(ferry) + "\nTides at the harbour\n\n-\n\nHigh water\n");
  CHECK(got.ends_with("Tides at the harbour\n-\nHigh water"));
  std::string named = torn(ferry);
  named.insert(named.find("nobody") == named.npos ? named.find("The sec") : named.find("nobody"),
               "Mr Quarrick\nhap\npened to see it. ");
  CHECK(contains(lines_after({"characters", "lines"}, named), "Quarrick\nhappened"));
}

TEST_CASE("syllables: short lines of whole words stay") {
  for (const std::string s : {
           "The\nbell\nof\nthe\nold\nmill\nrang\nover\nthe\nhill\nand\nnobody\ncame\nto\nask\nwhy\nit\nrang\n",
           "old\nferry\nin\nthe\nfog\nno\none\nsaw\nthe\nlight\non\nthe\npier\nbut\nthe\ngulls\n",
       }) {
    CAPTURE(s);
    CHECK(lines_after({"characters", "lines"}, s) == s.substr(0, s.size() - 1));
  }
}

TEST_CASE("syllables: a few torn words do not make a torn page") {
  const std::string s =
      "The harbour master said on Monday that the\nold ferry would be with\ndrawn in autumn, when the bridge over\n"
      "the estuary is to open at last.\n";
  CHECK(lines_after({"characters", "lines"}, s) == s.substr(0, s.size() - 1));
}
