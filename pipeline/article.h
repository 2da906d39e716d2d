// What a page becomes: articles and the smaller units beside them. The field's terms: a kicker stands above the
// headline, a deck below it; a crosshead stands inside the body; a byline names who wrote or took it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/text.h"

namespace galley {

struct Byline {
  std::string name;    ///< the person alone; blanks inside a Han name removed
  std::string role;    ///< 记者, 通讯员, 摄, …; empty where none is printed
  std::string org;     ///< 本报, 新华社, a paper's name
  std::string office;  ///< a post printed with the name
  std::string text;    ///< as printed
  Span at;             ///< source bytes of the text
};

/// One line of a body. `kind`: para, crosshead, question, answer, list, table, editor_note.
struct Piece {
  std::string_view kind = "para";
  Text text;
  std::vector<std::uint32_t> gaps;  ///< text bytes where the dump has lost something
};

struct Article {
  std::string_view kind = "article";  ///< article, caption, table, notice, advert, loose, page
  Text section, kicker, headline;     ///< empty: not printed
  std::vector<Text> deck;
  std::vector<Text> byline_lines;   ///< bylines printed apart; taken out of the body
  std::vector<Byline> bylines;      ///< of those lines and of the lead
  std::string agency, place, date;  ///< dateline of the lead
  std::vector<Piece> body;
  std::int32_t jump_from = -1, jump_to = -1;  ///< index into Page::residue
  float confidence = 1;
};

}  // namespace galley
