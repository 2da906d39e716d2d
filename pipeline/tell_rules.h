// `galley rules`: what the rules do, and why.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/rules.h"

namespace galley {

/// Every rule, a line each under its stage: its id and what it is for.
std::string list_rules(const Rulebook& book);

/// One rule: why, what it looks for, its examples, and how to switch it off. Empty for an unknown id.
std::string tell_rule(const Rulebook& book, std::string_view id);

}  // namespace galley
