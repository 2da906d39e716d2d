// Which way brackets and quotation marks face, by the press that set them.
#include "stages/facing.h"

#include "stages/measure.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

TEST_CASE("facing: a quotation mark at a line's edge, in each press") {
  struct {
    std::string_view line;
    Class first, last;
  } const table[] = {
      {"„Wir haben gesucht.“", Class::open, Class::close},
      {"»Ich habe gewartet«", Class::open, Class::close},
      {"« Nous avons attendu »", Class::open, Class::close},
      {"«Hemos esperado»", Class::open, Class::close},
      {"«Мы ждали, — сказал он про „Надежду“", Class::open, Class::close},
      {"“We have waited”", Class::open, Class::close},
      {"“我们等了很久”", Class::open, Class::close},
      {"» dit-il, puis il se tut", Class::close, Class::latin},
      {"die Wirtin des Gasthofs „", Class::latin, Class::open},
      {"he said, “", Class::latin, Class::open},
      {"村民说：“", Class::han, Class::open},
      {"增强“四个意识”“", Class::han, Class::open},
      {"a-t-il dit : «", Class::latin, Class::open},
  };
  for (const auto& t : table) {
    CAPTURE(t.line);
    CHECK(first_class(t.line) == t.first);
    CHECK(last_class(t.line) == t.last);
  }
}

TEST_CASE("facing: what is left open, and closed by the next line") {
  for (const std::string_view whole :
       {"Der Gasthof „Zur Traube“ öffnet", "Der Gasthof »Zur Traube« öffnet", "L’hôtel « Les Tilleuls » rouvre",
        "El bar «La Garza» reabre", "Паром «Надежда» снова ходит", "The inn “Swan” opens", "茶馆“老地方”开门",
        "2024“渡口”计划"}) {
    CAPTURE(whole);
    CHECK(balance(whole) == 0);
  }
  CHECK(balance("Er nennt das „einen") == 1);
  CHECK(balance("Er nennt das »einen") == 1);
  CHECK(balance("schweren Fehler“ der Stadt") == -1);
  CHECK(open_over("Er nennt das „einen", "schweren Fehler“, sagt er"));
  CHECK(open_over("Er nennt das »einen", "schweren Fehler«, sagt er"));
  CHECK(open_over("Il parle d’une « grave", "erreur » de la ville"));
  CHECK_FALSE(open_over("Er sprach vom „Fehler“ und", "vom »Versehen« der Stadt"));
}

TEST_CASE("facing: a sentence ends before its closing mark, whichever that is") {
  for (const std::string_view s : {"„Wir haben gesucht.“", "»Wir haben gesucht.«", "« Nous avons cherché. »",
                                   "«Hemos buscado.»", "“We have searched.”", "“我们找过了。”"}) {
    CAPTURE(s);
    CHECK(ends_sentence(s));
  }
  CHECK_FALSE(ends_sentence("Er sagte: „"));
}

TEST_CASE("facing: a paragraph that ends, or begins, in a German quotation mark stays one") {
  CHECK(paragraphs_of("Die Fähre legt heute zum letzten Mal ab, sagt der Wärter. „Danach kommt niemand mehr.“\n\n"
                      "Auf der Insel leben noch vierzig Menschen und ein Esel, der die Post austrägt.\n\n"
                      "»Den Esel behalten wir«, sagt die Wirtin, die den Hafen seit Jahren nicht verlassen hat.\n") ==
        "Die Fähre legt heute zum letzten Mal ab, sagt der Wärter. „Danach kommt niemand mehr.“\n"
        "Auf der Insel leben noch vierzig Menschen und ein Esel, der die Post austrägt.\n"
        "»Den Esel behalten wir«, sagt die Wirtin, die den Hafen seit Jahren nicht verlassen hat.");
}
