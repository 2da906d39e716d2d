// The inputs that fuzzing has kept (tests/fuzz/corpus/TARGET/), each once through its target, as any compiler builds
// it. A target ends the program where a promise is broken; doctest then names the input.
#include <doctest/doctest.h>
#include <spdlog/spdlog.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>

#include "tests/support.h"

#define TARGET(name) extern "C" int name##_fuzz(const std::uint8_t* data, std::size_t size);
TARGET(page)
TARGET(records)
TARGET(restore)
TARGET(rules)
TARGET(run)
#undef TARGET

using namespace galley::tests;

TEST_CASE("fuzzing: what was kept still keeps all promises") {
  const auto level = spdlog::get_level();
  constexpr struct {
    const char* name;
    int (*run)(const std::uint8_t*, std::size_t);
  } targets[] = {{"page", page_fuzz},
                 {"records", records_fuzz},
                 {"restore", restore_fuzz},
                 {"rules", rules_fuzz},
                 {"run", run_fuzz}};
  for (const auto& target : targets) {
    int inputs = 0;
    for (const auto& kept : fs::directory_iterator(source_dir() / "tests/fuzz/corpus" / target.name)) {
      CAPTURE(kept.path().string());
      const std::string input = slurp(kept.path());
      CHECK(target.run(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()) == 0);
      ++inputs;
    }
    CAPTURE(target.name);
    CHECK(inputs >= 50);
  }
  spdlog::set_level(level);
}
