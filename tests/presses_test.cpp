// Presses of other languages than Chinese: what their papers do that English and Chinese ones do not, and the other way
// round. All articles are invented.
#include "support.h"

using namespace galley;
using namespace galley::tests;

TEST_CASE("presses: a headline in two cases is no signature, on whatever page") {
  const std::string english =
      "Ferry crossing closes for the winter season\n\n"
      "The last ferry across the sound left on Sunday evening with forty passengers on board.\n\n";
  for (const std::string line : {"Sports RESULTS", "Weather FORECAST", "Tide TABLES"}) {
    CAPTURE(line);
    const auto got = articles_of(english + line + "\n\nEast Pier beat West Pier by two goals to one on Saturday.\n");
    REQUIRE(got.size() == 2);
    CHECK(got[0]["headline"] == "Ferry crossing closes for the winter season");
    CHECK(got[1]["headline"] == line);
    CHECK(names_of(got[1]).empty());
  }
  const json signed_page = only(
      articles_of("Le phare de Morgane se rallume\n\nYves KERMADEC\n\n"
                  "Le phare que les pêcheurs avaient cru perdu pour toujours s’est rallumé dans la nuit de mardi, et "
                  "les habitants de l’île qui dormaient déjà sont sortis pour voir tourner sa lampe.\n"));
  CHECK(names_of(signed_page) == Strings{"Yves KERMADEC"});
}

namespace {

const std::string spanish =
    "La barca que cruzaba la ría desde hace cien años salió ayer por última vez con los vecinos del barrio, y los "
    "niños que iban en ella lanzaron flores al agua.";
const std::string russian =
    "Паром, который сто лет ходил через реку, вчера отправился в последний рейс. На нём были жители посёлка, и дети "
    "бросали в воду цветы.";

// The article of this headline, line and text, with blank lines between.
json with_line(const std::string& line, const std::string& text = spanish) {
  CAPTURE(line);
  return only(articles_of("La última barca deja la ría\n\n" + line + "\n\n" + text + "\n"));
}

}  // namespace

TEST_CASE("presses: names alone sign by their given names, and places behind them are none") {
  struct {
    std::string line;
    Strings names;
  } table[] = {
      {"Rosa Lindes y Julio Varesa", {"Rosa Lindes", "Julio Varesa"}},
      {"ROSA LINDES Y JULIO VARESA", {"ROSA LINDES", "JULIO VARESA"}},
      {"Rosa Lindes, Julio Varesa", {"Rosa Lindes", "Julio Varesa"}},
      {"Rosa Lindes / Julio Varesa, Puerto Real", {"Rosa Lindes", "Julio Varesa"}},
      {"Rosa Lindes. Puerto Real", {"Rosa Lindes"}},
      {"ROSA LINDES / PUERTO REAL", {"ROSA LINDES"}},
      {"R. LINDES. PUERTO REAL", {"R. LINDES"}},
      {"Europa Press. PUERTO REAL", {}},
      {"Eigener Bericht", {}},
      {"PUERTO REAL - de notre envoyé spécial Luc Varesa", {"Luc Varesa"}},
      {"PAR NOTRE ENVOYÉ SPÉCIAL LUC VARESA", {"LUC VARESA"}},
      {"김하늘기자", {"김하늘"}},
      {"나루/김하늘 기자", {"김하늘"}},
      {"글·사진 김하늘 기자", {"김하늘"}},
      {"김하늘·박바다기자", {"김하늘", "박바다"}},
      {"김하늘 문화전문기자", {"김하늘"}},
      {"<김하늘 기자 sky@example.com>", {"김하늘"}},
      {"А. ВЕТРОВА, корр. «Речника».", {"А. ВЕТРОВА"}},
      {"(Наш корр.).", {}},
  };
  for (const auto& t : table) {
    const json a = with_line(t.line);
    CAPTURE(t.line);
    CHECK(a["headline"] == "La última barca deja la ría");
    CHECK(a["deck"].empty());
    CHECK(a["body"].size() == 1);
    CHECK(names_of(a) == t.names);
  }
}

TEST_CASE("presses: names sign without blank lines, too, but not where a line wraps at them") {
  const std::string column =
      "Über die Zukunft des Freibades\nhat der Rat gestern bis in die\nNacht gestritten. Das Becken,\n1956 gebaut, "
      "verliert in jeder\nStunde etwa tausend Liter, sagte\n";
  const std::string rest = "Gerd Hallmann, Leiter der Werke,\nund der Rat wird neu beraten.\n";
  const json a =
      only(articles_of("Stadtrat streitet sich über das Freibad\nSabine Thoma und Uwe Rehbein\n" + column + rest));
  CHECK(a["headline"] == "Stadtrat streitet sich über das Freibad");
  CHECK(names_of(a) == Strings{"Sabine Thoma", "Uwe Rehbein"});
  const auto b = articles_of(
      "Football chief punished\n\nThe manager has called on the\nAssociation to punish the club's\n"
      "captain, for an incident involving\nGabriel Lind\nhe believes was deliberate and in\nclear "
      "view of the referee.\n");
  for (const json& x : b) CHECK(names_of(x).empty());
}

TEST_CASE("presses: a name behind the last stop signs the text") {
  const auto of = [](const std::string& text) { return with_line("El puerto cierra", text); };
  struct Signed {
    std::string text;
    Strings names;
  };
  for (const Signed& t : std::vector<Signed>{
           {spanish + " ROSA LINDES", {"ROSA LINDES"}},
           {spanish + " Rosa Lindes", {"Rosa Lindes"}},
           {russian + " А. ВЕТРОВА.", {"А. ВЕТРОВА"}},
           {russian + " А. Ветрова, наш корр.", {"А. Ветрова"}},
           {"나루터의 마지막 배가 어제 떠났다. 마을 사람들은 강가에 나와 손을 흔들었다. 김하늘 기자", {"김하늘"}},
           {spanish + " Lo dijo M. Julio Varesa", {}},
           {spanish + " Lo dijo ayer Julio Varesa.", {}}}) {
    CAPTURE(t.text);
    CHECK(names_of(of(t.text)) == t.names);
  }
}

TEST_CASE("presses: folios of more papers, and jump lines that the wrap tore") {
  for (const std::string folio :
       {"20 février 1951 Le Phare de la Baie", "La Baie samedi 7 et dimanche 8 mai 1988",
        "Lindauer Bote 3.5.1979 Seite 1", "Nummer 14 · Montag, 15. Mai 1979 · Lindauer Bote Seite 2",
        "Речной вестник • пятница • 16 января 1979", "갈대경제 1979.4.4 월요일",
        "1964년 2월 18일 목요일 갈대신문 3면"}) {
    CAPTURE(folio);
    const Done d = through(folio + "\n\nEl puerto cierra\n\n" + spanish + "\n");
    REQUIRE(d.page.residue.size() == 1);
    CHECK(d.page.residue[0].kind == "folio");
    CHECK_FALSE(d.page.date.empty());
  }
  struct Torn {
    std::string first, second, page;
  };
  for (const Torn& jump : std::vector<Torn>{
           {"» Fortsetzung Seite", "7", "7"}, {"Pasa a la", "página 4", "4"}, {"▶7면에", "계속", "7면"}}) {
    CAPTURE(jump.first);
    const json a = only(
        articles_of("El puerto cierra\n\n" + spanish + "\n" + spanish + " " + jump.first + "\n" + jump.second + "\n"));
    CHECK(a["continued_to"]["page"] == jump.page);
  }
}

TEST_CASE("presses: Korean endings and whole words keep their blank on pages that break inside words") {
  // the first lines say that the page breaks inside words
  const std::string page =
      "나루터를 오가던 마지막 나룻배가 오\n는 삼십일 운항을 멈춘다. 강 건너 마을\n을 잇는 다리가 열리면서 손님\n"
      "이 줄었기 때문이다. 노선은 줄지만\n배차 간격은 짧아졌고 소리가 가까이\n다가가자 들린다. 그는 “좋은 일”이라고\n"
      "말했다.\n";
  const std::string got = articles_of(page)[0]["body"][0]["text"];
  for (const std::string whole :
       {"오는 삼십일", "마을을 잇는", "손님이 줄었기", "줄지만 배차", "가까이 다가가자", "말했다."}) {
    CAPTURE(whole);
    CHECK(got.find(whole) != std::string::npos);
  }
}

TEST_CASE("presses: a headline goes on in small letters, and a section's name above it is none of its lines") {
  const json a =
      only(articles_of("Fútbol / Segunda B\n\nDetenidos dos jóvenes por robar cobre de\n\nla vía férrea\n\n"
                       "Rosa Lindes\n\n" +
                       spanish + "\n"));
  CHECK(a["section"] == "Fútbol / Segunda B");
  CHECK(a["kicker"] == nullptr);
  CHECK(a["headline"] == "Detenidos dos jóvenes por robar cobre de la vía férrea");
  CHECK(a["deck"].empty());
  const json b = only(articles_of("Cinéma\n\nLa barque\n\nRosa Lindes\n\n" + spanish + "\n"));
  CHECK(b["section"] == "Cinéma");
  CHECK(b["headline"] == "La barque");
}

TEST_CASE("presses: older papers: folios with stops and ordinals, Japanese eras, jumps by ordinals, readers who sign") {
  const Done folio =
      through("EL FARO DE LA RÍA. — Jueves 7 de marzo de 1929          Página tercera\n\nEl puerto cierra\n\n" +
              spanish + "\n(Continúa en la página sexta)\n");
  REQUIRE(folio.page.residue.size() == 2);
  CHECK(folio.page.date == "1929-03-07");
  CHECK(folio.page.residue[1].kind == "jump_to");
  const Done japanese = through(
      "（３）　昭和三十一年八月十六日　雲　見　新　聞　（木曜日）\n\n渡し船、歴史に幕\n\n"
      "雲見川の渡し船が、その歴史を閉じることになった。\n");
  REQUIRE(japanese.page.residue.size() == 1);
  CHECK(japanese.page.date == "1956-08-16");
  const json reader =
      only(articles_of("КОГДА ПОЧИНЯТ МОСТ?\n\n" + russian +
                       "\n\nА. ВЕТРОВА, И. ЛАПШИН,\nжители села Дальнего.\n\nРедактор В. П. ВЕТРОВ.\n"));
  CHECK(reader["headline"] == "КОГДА ПОЧИНЯТ МОСТ?");
  CHECK(names_of(reader) == Strings{"А. ВЕТРОВА", "И. ЛАПШИН"});
  CHECK(reader["body"].size() == 1);
}

TEST_CASE("presses: a short line without a stop after a paragraph's end is title type in an alphabet, too") {
  const auto got = articles_of(
      "Von der Polizei notiert\n\nIn der Nacht zum Mittwoch wurde in der Ziegel-\n"
      "straße ein Fahrrad gestohlen. Der Täter ist\nunbekannt. Am Bahnhof stürzte ein 63jähriger\n"
      "Mann von der Treppe und brach sich den Arm.\n\nNeuer Chefarzt\nDer Arzt Amling wurde zum Chefarzt des Kreis-\n"
      "krankenhauses berufen. Er kommt aus dem Süden,\nwo er neun Jahre als Oberarzt tätig war.\n");
  REQUIRE(got.size() == 2);
  CHECK(got[1]["headline"] == "Neuer Chefarzt");
}
