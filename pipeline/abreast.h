// Several pages at a time, each on one thread, finished in the order in which they came.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>

#include "pipeline/inputs.h"
#include "pipeline/reader.h"
#include "pipeline/results.h"

namespace galley {

struct Taken {
  RawPage raw;
  Place place;
};

/// `take` hands out the pages and `done` gets what became of them, each from one thread at a time and in order; `work` is called
/// from `jobs` threads, and at most four times as many pages are under way. What one of them throws ends the whole and is thrown here.
void abreast(std::size_t jobs, const std::function<std::optional<Taken>()>& take, const std::function<Rendered(const Taken&)>& work,
             const std::function<void(const std::shared_ptr<Rendered>&)>& done);

}  // namespace galley
