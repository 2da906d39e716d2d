// What a page should give: articles as `galley check` compares them, out of galley's own JSON Lines or the gold form.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/page.h"

namespace galley {

/// One article or smaller unit of a page, whatever wrote it. Texts are UTF-8.
struct Unit {
  std::string kind = "article";
  std::vector<std::string> title;    ///< kicker, headline, deck; of our own JSON Lines the first two may be empty
  std::vector<std::string> names;    ///< of the bylines
  std::vector<std::string> credits;  ///< of the bylines: name, role, org, office as one text; empty: not told
  std::string dateline;              ///< agency, place, date as one text
  bool dated = false;                ///< whether the dateline is told
  std::vector<std::string> body;
  std::vector<std::string> kinds;  ///< of each piece of the body
  std::string jump_from, jump_to;  ///< page and mark as one text; empty: none
};

/// What a cleaned page gives.
Unit unit_of(const Page& page, const Article& article);

struct Expected {
  std::vector<Unit> units;
  std::vector<std::string> residue;  ///< what no text may show; the gold form alone has it
  /// false: the gold form, for which blanks, widths of some marks, and roles do not count
  bool exact = true;
};

/// An expectation that cannot be read; the text says where.
struct ExpectedError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// JSON Lines as `--to jsonl` writes them, or edited since; keys may be missing. Throws ExpectedError.
Expected expected_of_jsonl(std::string_view text);
/// False of JSON that says something else.
bool is_gold(std::string_view text);
/// {"articles": [{"kind", "title": […], "names": […], "body": […], "jump_from", "jump_to"}], "residue": […]}; a body
/// text that begins with "## " is a crosshead. Throws ExpectedError.
Expected expected_of_gold(std::string_view text);

}  // namespace galley
