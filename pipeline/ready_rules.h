// The built-in rules in ready form: what Rulebook::of_files() makes of rules/*.toml, told when the program is built, so
// that a start reads no TOML and no pattern. The .cpp is written by rules/prepare.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pipeline/gate.h"

namespace galley {

/// One stage's rules.
struct ReadyStage {
  struct Text {
    std::string_view name, text;
  };
  struct Rule {
    std::string_view id, tag, put, why, find, where;
    bool has_put;
    std::span<const std::string_view> holds, changes, leaves;
  };
  std::string_view name;
  std::span<const Text> words, why, pieces;  ///< by name
  std::span<const Rule> rules;
  std::span<const GateTables> gate;
};

extern const std::span<const ReadyStage> ready_rules;
extern const std::uint64_t ready_digest;

}  // namespace galley
