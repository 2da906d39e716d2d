// Slices: stories side by side, read across a few lines at a time, are put together again; what is one column, a list
// or in order stays as it is.
#include <algorithm>

#include "stages/measure.h"
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const Story lamp = {
    "Lamp room opens at old lighthouse",
    {"The lamp room of the old lighthouse on Gull Rock was opened to visitors on Saturday after two years of repairs, "
     "and "
     "more than three hundred people climbed its narrow stairs before the weather turned and the last boat had to "
     "leave.",
     "Volunteers cleaned every prism of the great lens by hand, while the granddaughter of the keeper, who was born in "
     "the "
     "cottage below, showed children how the clockwork had been wound each night. She said that her mother had counted "
     "the steps so often that she could climb them in the dark with a tray of cups and never spill a drop.",
     "The trust said the repairs had cost less than it had feared because the iron gallery proved to be sound, and "
     "that "
     "the lamp will be lit again on the first evening of every month until the autumn, when the winter storms close "
     "the "
     "landing stage and nobody but the birds will have any use for the light."}};
const Story flour = {
    "Bakers dispute price of flour",
    {"Bakers in the valley towns have refused to pay the new price of flour that the millers announced last week, "
     "saying "
     "that a loaf would have to cost a penny more and that families could not afford it after a winter without work.",
     "The millers answered that wheat had risen twice since the harvest and that their carters wanted higher wages, so "
     "that "
     "flour sold at the old price would leave them with nothing by the end of the year. One of them said that he had "
     "ground corn for the same bakers for thirty years and had never been asked to do it for less than it cost him.",
     "A meeting of bakers and millers under the mayor is called for Thursday in the corn exchange, where both sides "
     "will "
     "be asked to show their books and to keep the ovens burning in the meantime, for there is bread in the shops for "
     "no "
     "more than three days and the roads to the coast are still under water."}};

// Lines as they are set in a measure of so many cells.
std::vector<std::string> set(const Story& s, float width) {
  std::vector<std::string> lines;
  for (const std::string& p : s.paragraphs) {
    std::string line;
    for (std::size_t at = 0; at < p.size();) {
      const std::size_t to = std::min(p.find(' ', at), p.size());
      const std::string more = (line.empty() ? "" : line + " ") + p.substr(at, to - at);
      if (!line.empty() && width_of(more, Setting::book) > width) {
        lines.push_back(line);
        line = p.substr(at, to - at);
      } else {
        line = more;
      }
      at = to + 1;
    }
    lines.push_back(line);
  }
  return lines;
}

// The rows of a story in so many columns, a blank between them; a row ends behind a short line.
std::vector<std::string> rows(const Story& s, std::size_t columns, float width) {
  const auto lines = set(s, width);
  const std::size_t deep = (lines.size() + columns - 1) / columns;
  std::vector<std::string> out;
  for (std::size_t row = 0; row < deep; ++row) {
    bool open = false;
    for (std::size_t at = row; at < lines.size(); at += deep) {
      if (open) out.back() += " " + lines[at];
      else out.push_back(lines[at]);
      open = width_of(lines[at], Setting::book) > width - 6;
    }
  }
  return out;
}

// Stories side by side, so many rows at a time.
std::string sliced(const std::vector<Story>& all, std::size_t columns, float width, std::size_t depth) {
  std::string page;
  std::vector<std::vector<std::string>> left;
  for (const Story& s : all) {
    page += s.headline + "\n\n";
    left.push_back(rows(s, columns, width));
  }
  for (bool more = true; more;) {
    more = false;
    for (auto& r : left) {
      const std::size_t n = std::min(depth, r.size());
      for (std::size_t k = 0; k < n; ++k) page += r[k] + "\n";
      if (n > 0) page += "\n";
      r.erase(r.begin(), r.begin() + static_cast<std::ptrdiff_t>(n));
      more |= !r.empty();
    }
  }
  return page;
}

// The lines of a story, longer words broken.
std::vector<std::string> set_broken(const Story& s, float width) {
  std::vector<std::string> lines;
  for (const std::string& p : s.paragraphs) {
    std::string line;
    for (std::size_t at = 0; at < p.size();) {
      const std::size_t to = std::min(p.find(' ', at), p.size());
      std::string word = p.substr(at, to - at);
      const std::string open = line.empty() ? "" : line + " ";
      if (!line.empty() && width_of(open + word, Setting::book) > width) {
        const std::string half = word.substr(0, word.size() / 2);
        const bool parts = word.size() > 4 && width_of(open + half + "-", Setting::book) <= width;
        lines.push_back(parts ? open + half + "-" : line);
        line = parts ? word.substr(half.size()) : word;
      } else {
        line = open + word;
      }
      at = to + 1;
    }
    lines.push_back(line);
  }
  return lines;
}

// Stories side by side in so many columns, by blocks: so many rows of one are one line, then so many of the next; what
// stands behind a short line is a line, too.
std::string run_in(const std::vector<Story>& all, std::size_t columns, float width, std::size_t depth) {
  std::string page;
  std::vector<std::vector<std::string>> left;
  for (const Story& s : all) {
    page += s.headline + "\n\n";
    left.push_back(set_broken(s, width));
  }
  std::size_t deep = 0;
  for (const auto& l : left) deep = std::max(deep, (l.size() + columns - 1) / columns);
  for (std::size_t row = 0; row < deep; row += depth)
    for (const auto& lines : left) {
      const std::size_t own = (lines.size() + columns - 1) / columns;
      bool open = false;
      for (std::size_t r = row; r < std::min(row + depth, own); ++r)
        for (std::size_t at = r; at < lines.size(); at += own) {
          page += (open ? " " : "") + lines[at];
          open = width_of(lines[at], Setting::book) > width - 6;
          if (!open) page += "\n\n";
        }
      if (open) page += "\n\n";
    }
  return page;
}

// Stories one below the other, each in so many columns: so many lines of the first as one, then of the second, and on.
std::string blocks(const std::vector<Story>& all, std::size_t columns, float width, std::size_t depth) {
  std::string page;
  for (const Story& s : all) {
    page += s.headline + "\n\n";
    const auto lines = set_broken(s, width);
    const std::size_t own = (lines.size() + columns - 1) / columns;
    for (std::size_t row = 0; row < own; row += depth)
      for (std::size_t top = 0; top < lines.size(); top += own) {
        const std::size_t end = std::min({top + row + depth, top + own, lines.size()});
        for (std::size_t at = top + row; at < end; ++at) page += lines[at] + (at + 1 < end ? " " : "\n\n");
      }
  }
  return page;
}

bool put_together(const std::string& page) { return contains(clean(page).ledger, "lines.side-by-side"); }

}  // namespace

TEST_CASE("slices: two stories of several columns, read across, are whole again") {
  if (!english_model()) return;
  for (const std::size_t depth : {2U, 3U}) {
    const std::string page = sliced({lamp, flour}, 2, 30, depth), got = stories(page);
    CAPTURE(page);
    CAPTURE(got);
    CHECK((got == written({lamp, flour})));
  }
}

TEST_CASE("slices: two stories of one column each, a few lines at a time, are whole again") {
  if (!english_model()) return;
  const std::string page = sliced({lamp, flour}, 1, 60, 2), got = stories(page);
  CAPTURE(page);
  CAPTURE(got);
  CHECK((got == written({lamp, flour})));
}

TEST_CASE("slices: stories whose rows are run in, one after the other in a line, are whole again") {
  if (!english_model()) return;
  for (const std::size_t depth : {1U, 2U, 3U, 4U}) {
    const std::string page = run_in({lamp, flour}, 2, 34, depth), got = stories(page);
    CAPTURE(page);
    CAPTURE(got);
    CHECK((got == written({lamp, flour})));
  }
}

TEST_CASE("slices: columns read in blocks of a few lines, in turn, are whole again") {
  if (!english_model()) return;
  for (const float width : {28.0F, 34.0F}) {
    const std::string page = blocks({lamp, flour}, 3, width, 2), got = stories(page);
    CAPTURE(page);
    CAPTURE(got);
    CHECK((got == written({lamp, flour})));
  }
}

TEST_CASE("slices: stories one after the other stay as they are") {
  for (const float width : {30.0F, 44.0F, 62.0F})
    for (const std::size_t depth : {2U, 3U, 100U}) {
      const std::string page = sliced({lamp}, 1, width, depth) + sliced({flour}, 1, width, depth);
      CAPTURE(page);
      CHECK_FALSE(put_together(page));
    }
}

TEST_CASE("slices: verse, results and lists of names are no columns") {
  const std::string verse =
      "The keeper's song\n\nI lit the lamp when I was young\nand saw the herring come,\nI lit it when the bells were "
      "rung\n"
      "and when the bells were dumb,\n\nI lit it for the ships that pass\nand for the ships that stay,\nand now I wipe "
      "the "
      "dusty glass\nand put the oil away.\n";
  const std::string results =
      "Harbour races\n\nEights 1 Sandholm 7.14 2 Naval school 7.18 3 Gullhaven 7.31\nFours 1 Gullhaven 8.02 2 Sandholm "
      "8.05 "
      "3 Weir club 8.40\n\nPairs 1 Weir club 9.11 2 Naval school 9.15 3 Sandholm 9.30\nSculls 1 Aldous Penhale 9.44 2 "
      "Ivor "
      "Tallis 9.51 3 Piers Quill 9.58\n\nCoxed 1 Naval school 8.20 2 Gullhaven 8.31 3 Sandholm 8.33\n";
  const std::string names =
      "Crew lists\n\nAldous Penhale Ivor Tallis Piers Quill Hugh Marrack Silas Trewin\nJory Pascoe Denzil Hocking "
      "Perran "
      "Rowe Cador Nance Hedley Bray\n\nLambert Uren Mawgan Trythall Petroc Symons Wella Rosewarne\nArthur Kitto Massen "
      "Ludgvan Talan Beswetherick Jago Opie\n";
  for (const std::string& page : {verse, results, names}) {
    CAPTURE(page);
    CHECK_FALSE(put_together(page));
  }
}

TEST_CASE("slices: stories with an advertisement between their slices stay as they are") {
  if (!english_model()) return;
  std::string page = sliced({lamp, flour}, 1, 60, 2);
  CHECK(put_together(page));
  const std::size_t at = page.find("\n\nshowed children");
  REQUIRE(at != page.npos);
  page.insert(at, "\n\nDOLMAN'S FINE SHOES");
  CAPTURE(page);
  CHECK_FALSE(put_together(page));
}

// The same few words in every line, and no stops: columns seem to go on in each other.
TEST_CASE("slices: a list of ships below a story is no columns") {
  if (!english_model()) return;
  std::string page = "Bakers dispute price of flour\n\n";
  for (const std::string& line : set(flour, 60)) page += line + "\n";
  page += "\nMarine intelligence\n\n";
  for (const char* const ship : {"brig Ruth Aldous", "bark Perran Rowe", "schooner Gull", "steamer Silas Bray",
                                 "brig Two Sisters", "bark Cador", "sloop Kittiwake", "schooner Hope"})
    for (const char* const port :
         {"Sandholm with salt for the curers", "the coast in ballast", "Gullhaven with slates"})
      page += std::string("Arrived ") + ship + " from " + port + "\n";
  CAPTURE(page);
  CHECK_FALSE(put_together(page));
}
