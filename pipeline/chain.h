// The stage table, and a page's way through it.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/page.h"
#include "pipeline/reader.h"
#include "pipeline/rules.h"

namespace galley {

struct StageEntry {
  std::string_view name, help;
  void (*run)(Page&, const RuleSet&);
};
std::span<const StageEntry> stage_table();

class Chain {
 public:
  /// `skip` holds names of the table; `trust` is the least sure repair that is made. The rulebook must outlive the
  /// chain.
  Chain(const Rulebook& book, std::set<std::string, std::less<>> skip, Trust trust = Trust::likely)
      : book_(book), skip_(std::move(skip)), trust_(trust) {}
  /// Runs the stages over a raw page. The result views `raw.bytes`, which must outlive it. Safe from several threads.
  /// A page that cannot be processed comes out as one loose unit of its raw text, with `problem` set.
  Page run(const RawPage& raw, std::string& problem) const;

 private:
  const Rulebook& book_;
  std::set<std::string, std::less<>> skip_;
  Trust trust_;
};

}  // namespace galley
