// Several pages at a time, each on one thread, finished in the order in which they came.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace galley {

/// How many at a time: `asked`; 0: one a core.
std::size_t jobs_of(int asked);

/// Pages of whatever kind; `take` gives null when there are no more.
using Anything = std::shared_ptr<void>;
void abreast(std::size_t jobs, const std::function<Anything()>& take,
             const std::function<Anything(const Anything&)>& work, const std::function<void(const Anything&)>& done);

/// `take` hands out the pages and `done` gets what became of them, each from one thread at a time and in order; `work`
/// is called from `jobs` threads, and at most four times as many pages are under way. What one of them throws ends the
/// whole and is thrown here.
template <class Taken, class Made>
void abreast(std::size_t jobs, const std::function<std::optional<Taken>()>& take,
             const std::function<Made(const Taken&)>& work,
             const std::function<void(const std::shared_ptr<Made>&)>& done) {
  abreast(
      jobs,
      [&]() -> Anything {
        auto taken = take();
        return taken ? std::make_shared<Taken>(std::move(*taken)) : nullptr;
      },
      [&](const Anything& taken) -> Anything {
        return std::make_shared<Made>(work(*std::static_pointer_cast<const Taken>(taken)));
      },
      [&](const Anything& made) { done(std::static_pointer_cast<Made>(made)); });
}

}  // namespace galley
