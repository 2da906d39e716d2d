// Hyphens at line ends: joined, kept, suspended, or left alone. The page around is filler set to one width.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// Two lines of a column of English, between others of the same width, so that a break is a wrap.
std::string set(const std::string& first, const std::string& second, const std::string& more = "") {
  return "The ferrymen of Gullhaven met on Monday to hear\n" + first + "\n" + second +
         "\nand the clerk wrote down every word of it in the\ngreat green book of the Harbour Board that evening.\n" +
         more;
}
std::string joined_page(const std::string& first, const std::string& second, const std::string& more = "") {
  return paragraphs_of(set(first, second, more));
}

}  // namespace

TEST_CASE("hyphens: a word broken by the printer is joined") {
  const Case table[] = {
      {"that the old keeper had handed in his own resig-|nation after many years on the long stone pier",
       "resignation after"},
      {"how the fishermen had been promised a new harb-|our light before the winter gales would set in",
       "harbour light"},
      {"a report on the cost of all the lamps and insur-|ance for the coming year, which nobody had read",
       "insurance for"},
      {"a report on the cost of all the lamps and insur¬|ance for the coming year, which nobody had read",
       "insurance for"},
  };
  for (const auto& t : table) {
    const auto bar = t.was.find('|');
    const std::string got = joined_page(t.was.substr(0, bar), t.was.substr(bar + 1));
    CAPTURE(got);
    CHECK(contains(got, t.now));
  }
}

TEST_CASE("hyphens: what the page itself writes decides") {
  const std::string first = "that the whole affair was a plain matter of sea-",
                    second = "board custom and of nothing else, as he told them";
  CHECK(contains(joined_page(first, second, "\nEvery seaboard town has such a book, said the old clerk.\n"),
                 "seaboard custom"));
  CHECK(contains(joined_page("the plan of the council to send a second light-",
                             "ship to the outer bank before the winter comes in",
                             "\nThe light-ship of 1901 was sold for a song, said the clerk.\n"),
                 "light-ship to"));
}

TEST_CASE("hyphens: kept") {
  const Case table[] = {
      // a capital
      {"that the case was put by Mrs. Penhale and by Anglo-|Cornish friends of the late keeper, all in black",
       "Anglo-Cornish"},
      // digits
      {"that the matter of the lamps was one of cost in 19-|20 and would hardly be any cheaper in the next year",
       "19-20"},
  };
  for (const auto& t : table) {
    const auto bar = t.was.find('|');
    const std::string got = joined_page(t.was.substr(0, bar), t.was.substr(bar + 1));
    CAPTURE(got);
    CHECK(contains(got, t.now));
  }
}

TEST_CASE("hyphens: a suspended compound keeps hyphen and blank") {
  const Case table[] = {
      {"that he would bring before them both the two-|and three-year leases of the ropewalk by the quay",
       "two- and three-year"},
      {"that the boats were to be counted as first-|or second-class ones according to the size of sail",
       "first- or second-class"},
  };
  for (const auto& t : table) {
    const auto bar = t.was.find('|');
    const std::string got = joined_page(t.was.substr(0, bar), t.was.substr(bar + 1));
    CAPTURE(got);
    CHECK(contains(got, t.now));
  }
}

TEST_CASE("hyphens: dashes, rules and Han text are none of ours") {
  for (const std::string s : {"the light of the harbour - or so they say - is out", "well-known and twice-told",
                              "2019-2020年度", "A-\nB", "甲-\n乙", "-\n-", "—\nthe end"}) {
    CAPTURE(s);
    std::string out = lines_after({"hyphens"}, s);
    CHECK(out == s);
  }
}

TEST_CASE("hyphens: each decision names its rule, and what was is told") {
  const Cleaned c =
      clean(set("that the old keeper had handed in his own resig-", "nation after many years on the long stone pier"));
  bool seen = false;
  for (const json& row : records(c.ledger))
    if (row.value("was", "") == "-" && row.value("stage", "") == "hyphens") {
      seen = true;
      CHECK(row["now"] == "");
      CHECK(row["applied"] == true);
    }
  CHECK(seen);
}

TEST_CASE("hyphens: et and en suspend compounds in French and Dutch, and end words elsewhere") {
  const Case table[] = {
      {"De voor- en nadelen van het plan zijn bekend, en een man uit het dorp kocht het huis van de haven.",
       "voor- en"},
      {"De in\xC2\xAD en uitvoer van het dorp is bekend, en een man uit het dorp kocht het huis van de haven.",
       "in- en"},
      {"Les avant- et après-guerres des uns sont ceux des autres, et les ports sont une des causes.", "avant- et"},
      {"Et barn og et dyr gikk i hus- et for et år siden, og et dyr til.", "huset for"},
  };
  for (const auto& t : table) CHECK(contains(paragraphs_of(t.was + "\n"), t.now));
}

TEST_CASE("hyphens: German compounds are joined where they were broken, and suspended ones are not") {
  const std::string page =
      "Der Rat der Stadt Quellburg hat am Montag über die\nneue Brücke beraten und dabei die alte "
      "Straßenbe-\nleuchtung nicht vergessen, wie der Schreiber angab.\n"
      "Für Ein-\nund Ausfuhr gelten von nun an die gleichen Zölle,\nund das ist nicht wenig, wie der Kaufmann "
      "bemerkte.\n";
  const std::string got = paragraphs_of(page);
  CAPTURE(got);
  CHECK(contains(got, "Straßenbeleuchtung"));
  CHECK(contains(got, "Ein- und Ausfuhr"));
}

TEST_CASE("hyphens: a number's compound keeps its hyphen and loses the break") {
  const std::string age =
      "The mayor said that the 26-\nyear-old bridge would stand for another ten years at the very least, and that "
      "nobody need\nfear to walk over it by night or in a storm of any force whatever.\n";
  CHECK(contains(paragraphs_of(age), "the 26-year-old bridge"));
  const std::string inner =
      "The 10- match series ended on Monday. The 18- and 20-year-olds went home by the last ferry, which was full.\n";
  CHECK(contains(paragraphs_of(inner), "The 10-match series"));
  CHECK(contains(paragraphs_of(inner), "The 18- and 20-year-olds"));
}

TEST_CASE("hyphens: torn words in list items") {
  const std::string list =
      "- The harbour-master said the ferry was a dis-\ngrace to the whole of the lower town, and that\nhe would say so "
      "again if he were asked for it.\n";
  CHECK(contains(paragraphs_of(list), "a disgrace to the whole"));
}

TEST_CASE("hyphens: Portuguese sets a word's own hyphen twice, Spanish joins no halves that English knows") {
  CHECK(contains(paragraphs_of("O barco das sete partiu sem passageiros e tornou-\n"
                               "-se notícia em toda a cidade, que não fala de outra\n"
                               "coisa desde que os pescadores viram uma luz no mar.\n"),
                 "tornou-se notícia"));
  CHECK(contains(paragraphs_of("Las barcas del puerto salieron a las seis de la mañana, y con-\n"
                               "tar cuántas volvieron fue la tarea de una mujer que espera en\n"
                               "el muelle desde que era niña, según cuentan los pescadores.\n"),
                 "y contar cuántas"));
}

TEST_CASE("hyphens: German ck before 1996") {
  CHECK(contains(paragraphs_of("Die Fähre und der alte Dampfer liegen im Hafen, und der Bäk-\n"
                               "ker verkauft das Brot an Bord, weil die Insel seit Ostern und\n"
                               "das ganze Frühjahr über keinen Laden mehr hat, wie er sagt.\n"),
                 "der Bäcker verkauft"));
}
