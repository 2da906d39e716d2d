// Plain text: title lines; the byline line where it was printed apart; a blank line; one paragraph a line with
// blank lines between; two blank lines between articles. An article without title and byline line starts with its
// blank line, so the shape alone says what is what (stages/lines.cpp believes it on a second run).
#include "pipeline/sink.h"

namespace galley {

std::string to_text(const Page& page) {
  std::string out;
  bool first = true;
  for (const Article& a : page.articles) {
    if (!first) out += "\n\n";
    first = false;
    auto line = [&](const Text& t) {
      if (t.empty()) return;
      out += t.bytes;
      out += '\n';
    };
    line(a.section);
    line(a.kicker);
    line(a.headline);
    for (const Text& t : a.deck) line(t);
    for (const Text& t : a.byline_lines) line(t);
    for (const Piece& p : a.body) {
      out += '\n';
      line(p.text);
    }
  }
  return out;
}

}  // namespace galley
