// What a run says of itself on stderr: a line that shows how far it is, and what was done when it ends.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "pipeline/page.h"

namespace galley {

/// What happened on one page, or on several.
struct Tally {
  std::uint64_t bytes = 0;
  std::size_t pages = 0, failed = 0, articles = 0, doubts = 0, gaps = 0, suggestions = 0;
  std::map<std::string, std::size_t> changes;  ///< by rule id; only counted where a summary is wanted
  void add(const Tally& other);
};
/// `by_rule` asks the ledger, which takes time.
Tally tally_of(const Page& page, bool failed, bool by_rule);

/// Several lines for people: pages, articles, doubts, then the changes by stage and rule, in the chain's order.
std::string summary(const Tally& tally);

class Progress {
 public:
  /// `shown`: stderr is a terminal that holds nothing else. `total`: bytes of all inputs; 0: not known.
  Progress(bool shown, std::uint64_t total) : shown_(shown), total_(total) {}
  /// Takes the line away, so that a message may stand there.
  void clear() const;
  /// Counts a page; shows the line ten times a second at most.
  void add(const Tally& page);
  const Tally& tally() const { return all_; }

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_;
  std::uint64_t total_;
  Tally all_;
  Clock::time_point start_ = Clock::now(), last_ = start_;
};

}  // namespace galley
