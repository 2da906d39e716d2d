// One file of rules as it is read: the TOML that rules.h describes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/rules.h"

namespace galley {

// Of one pattern, compiled and running, in bytes: a built-in one, and one of a folder.
constexpr std::int64_t our_memory = 64 << 20, their_memory = 8 << 20;

struct RulesRead {
  std::vector<Rule> rules;
  std::vector<std::string> off;  ///< ids of rules that are switched off
  Texts pieces, words, why;      ///< pieces: those given, and its own
};

/// `pieces`: what its patterns may use besides its own. `ours`: a file that is built in, whose patterns the tests have
/// compiled; those of others are tried here. Throws RulesError.
RulesRead read_rules(const RulesFile& source, Texts pieces, bool ours);

}  // namespace galley
