// The command line.
#pragma once

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/page.h"

namespace galley {

/// Wrong usage: exit 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Options {
  enum class Command { clean, restore, check, rules, help, version, manual } command = Command::clean;
  std::vector<std::string> files;              ///< empty or "-": stdin
  std::string to = "text";                     ///< text, markdown, jsonl, html
  std::string from = "text";                   ///< text, jsonl
  std::string encoding = "auto";               ///< auto, or a name that encoding_named gave
  std::string output;                          ///< empty: stdout
  std::string ledger, residue, report, rules;  ///< file, file, file, folder
  std::string resume;                          ///< the manifest of a run that can be taken up again; empty: none
  std::string manual;                          ///< man, bash, zsh or fish: what `--manual` prints
  std::string rule;                            ///< the one `rules` tells of; empty: all
  std::string restore_from;                    ///< the ledger `restore` reads
  bool update = false, json = false;           ///< of `check`: write expectations; tell as JSON
  std::string junit;                           ///< of `check`: a file for JUnit's XML
  /// of `check`: figure (index into figure_names) and what its mean must reach
  std::vector<std::pair<std::size_t, double>> floors;
  bool explain = false;
  bool quiet = false, verbose = false;  ///< on stderr: errors alone; a summary at the end
  bool link_jumps = false;
  std::set<std::string, std::less<>> skip;
  Trust trust = Trust::likely;
  int jobs = 1;  ///< 0: all cores
  std::string log_level = "warn";
};

/// Throws UsageError with a text for people.
Options parse_options(int argc, char** argv);
/// What `galley --help` prints: examples first.
std::string help_text();

/// A row of the table behind --help, the man page and the completions.
struct OptionRow {
  std::string name, letter;  ///< without dashes; the letter may be empty
  std::string value;         ///< FILE, DIR, STAGE,…; empty: takes none
  std::string help;
  std::vector<std::string> choices;  ///< what the value may be; empty: anything
};
std::vector<OptionRow> option_table();
/// The man page (`man`), or the completions of `bash`, `zsh` or `fish`; made when galley is built (manual.cpp).
std::string manual_text(const std::string& kind);

}  // namespace galley
