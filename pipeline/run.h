// From inputs to outputs: reads pages, sends them through the chain (several at a time, in order), writes.
#pragma once

#include "pipeline/options.h"
#include "pipeline/rules.h"

namespace galley {

/// Returns the exit status: 0 done, 1 some input could not be processed or written.
int run(const Options& options, const Rulebook& book);
int run_restore(const Options& options);

}  // namespace galley
