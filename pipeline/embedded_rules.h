// The rules files as they were when the program was built. The .cpp is made by rules/embed.cmake.
#pragma once

#include <cstddef>
#include <string_view>

namespace galley {

/// One file of rules/: its stem (`hyphens` for rules/hyphens.toml) and its bytes, unchanged.
struct EmbeddedRules {
  std::string_view name;
  std::string_view text;
};

/// Sorted by name. Constants, so they may be used before main.
extern const EmbeddedRules embedded_rules[];
extern const std::size_t embedded_rules_count;

}  // namespace galley
