// What a run writes: the articles, and beside them, where they are asked for, ledger, residue records and proof sheet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/inputs.h"
#include "pipeline/jumps.h"
#include "pipeline/options.h"
#include "pipeline/output.h"
#include "pipeline/progress.h"
#include "pipeline/rules.h"

namespace galley {

/// Everything a finished page has to say.
struct Rendered {
  std::string body, ledger, residue, report, explained, problem, doc;
  std::vector<Jump> jumps;  ///< with --link-jumps: its body waits for their targets
  std::string encoding;
  double confidence = 1;
  std::size_t broken = 0;  ///< places
  std::uint32_t number = 0;
  bool form_feed = false, cut = false;
  Place place;
  Tally tally;
  /// Without what is explained: what a terminal is told must not change what is written.
  std::size_t bytes() const { return body.size() + ledger.size() + residue.size() + report.size(); }
};

/// The names of a run's outputs, the articles' first; empty: standard output.
std::vector<std::string> output_names(const Options& options);

/// Throws as Output does.
class Results {
 public:
  /// `kept`: with --resume, the lengths that an earlier run left of its outputs, in the order of output_names; empty: a
  /// run from the start.
  Results(const Options& options, const Rulebook& book, const std::vector<std::uint64_t>& kept);
  /// The next page; standard output has the whole of it when this returns.
  void write(const Rendered& page);
  /// All that was written is on the disk; returns how long the outputs are.
  std::vector<std::uint64_t> sync();
  /// No page follows: what closes the outputs is written too, and on the disk.
  std::vector<std::uint64_t> close();
  /// After close: the files get their names.
  void appear();

 private:
  const Options& options_;
  const Rulebook& book_;
  std::vector<std::unique_ptr<Output>> all_;
  Output *out_ = nullptr, *ledger_ = nullptr, *residue_ = nullptr, *report_ = nullptr;  ///< null: not asked for
  bool first_ = true;                                                                   ///< no page is written yet
};

}  // namespace galley
