// See abreast.h. oneTBB does it.
//
// Each step says with an atomic of ours that it is over, and the next looks at that. oneTBB does the same inside, but
// where ThreadSanitizer cannot see it, and every page would be reported as a race. Two atomics a step are nothing
// beside a page.
#include "pipeline/abreast.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace galley {
namespace {

// What one thread did up to the end of a Step is known to the thread that begins the next one here.
class Handover {
 public:
  void take() const { over_.load(std::memory_order_acquire); }
  void give() { over_.store(true, std::memory_order_release); }

 private:
  std::atomic<bool> over_ = false;
};

class Step {
 public:
  explicit Step(Handover& h) : h_(h) { h_.take(); }
  ~Step() { h_.give(); }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  Handover& h_;
};

struct PageOnItsWay {
  Handover handover;
  Anything taken, made;
};

}  // namespace

std::size_t jobs_of(int asked) {
  return asked ? static_cast<std::size_t>(asked) : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

void abreast(std::size_t jobs, const std::function<Anything()>& take,
             const std::function<Anything(const Anything&)>& work, const std::function<void(const Anything&)>& done) {
  if (jobs == 1) {
    while (const Anything taken = take()) done(work(taken));
    return;
  }
  using oneapi::tbb::filter_mode;
  Handover taking, finishing;
  // Once something is thrown no page is taken any more, and those under way go by: a pipeline left by an exception
  // would lose them.
  std::atomic<bool> over = false;
  std::exception_ptr why;
  const auto guarded = [&](auto step) {
    try {
      if (!over) step();
    } catch (...) {
      if (!over.exchange(true)) why = std::current_exception();
    }
  };
  oneapi::tbb::global_control threads(oneapi::tbb::global_control::max_allowed_parallelism, jobs);
  // Plain pointers go from step to step: of anything larger oneTBB makes a token of its own, which would be reported as
  // a race. The last step owns the page.
  const auto first =
      oneapi::tbb::make_filter<void, PageOnItsWay*>(filter_mode::serial_in_order, [&](oneapi::tbb::flow_control& flow) {
        const Step turn(taking);
        auto page = std::make_unique<PageOnItsWay>();
        const Step here(page->handover);
        guarded([&] { page->taken = take(); });
        if (page->taken) return page.release();
        flow.stop();
        return static_cast<PageOnItsWay*>(nullptr);
      });
  const auto second =
      oneapi::tbb::make_filter<PageOnItsWay*, PageOnItsWay*>(filter_mode::parallel, [&](PageOnItsWay* page) {
        const Step here(page->handover);
        guarded([&] { page->made = work(page->taken); });
        page->taken.reset();
        return page;
      });
  const auto third =
      oneapi::tbb::make_filter<PageOnItsWay*, void>(filter_mode::serial_in_order, [&](PageOnItsWay* out) {
        const std::unique_ptr<PageOnItsWay> page(out);  // goes last
        const Step turn(finishing), here(page->handover);
        guarded([&] { done(page->made); });
      });
  oneapi::tbb::parallel_pipeline(jobs * 4, first & second & third);
  taking.take();
  finishing.take();
  if (why) std::rethrow_exception(why);
}

}  // namespace galley
