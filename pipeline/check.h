// `galley check`: sample pages against the articles they should give.
#pragma once

#include <string>
#include <vector>

#include "pipeline/compare.h"
#include "pipeline/options.h"
#include "pipeline/rules.h"
#include "pipeline/score.h"

namespace galley {

/// What came of one sample page.
struct Checked {
  std::string page, folder;  ///< its path, and the folder's
  /// unexpected: nothing says what it should give
  enum class State { same, differs, unexpected, failed } state = State::same;
  bool updated = false;    ///< its expectation was written anew
  bool gold_left = false;  ///< it was not: the gold form is for people to write
  std::string problem;     ///< of one that failed
  Figures figures;
  std::vector<Difference> differences;
};

/// Checks NAME.txt against NAME.jsonl, else NAME.gold.json, else NAME.json, for each page in the folders and files
/// named, and prints what differs. Returns the exit status: 1 when something differs, or with floors when a mean is
/// below one.
int check(const Options& options, const Rulebook& book);

/// A mean figure that `--min` asks for.
struct Floor {
  std::string name;  ///< `titles=0.9`
  bool reached = true;
  std::string says;  ///< `titles 0.5000 is below 0.9`; empty when reached
};

/// The ways to tell of it. A page for people, in colour on a terminal; a page's JSON object; the table of figures, a
/// row a folder; the line that closes; JUnit's XML.
std::string told(const Checked& page, bool colour);
std::string to_json(const Checked& page);
std::string table_of(const std::vector<Checked>& pages);
std::string closing_line(const std::vector<Checked>& pages);
std::string figures_json(const Figures& figures);
/// With floors a page that differs is no failure; a floor that is not reached is one.
std::string to_junit(const std::vector<Checked>& pages, const std::vector<Floor>& floors);

}  // namespace galley
