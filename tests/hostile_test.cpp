// Hostile inputs by name: whatever comes in, galley ends in good time, loses nothing, and writes valid UTF-8 and JSON.
//
// Time is the CPU time of the program alone, so a loaded machine matters little. That it grows no worse than n log n is
// tested by the ratio of two sizes: eight times the input may take `most_growth` times as long, half-way between 8, the linear, and 64, the
// quadratic. What is over is measured again before it counts.
#include "hostile_inputs.h"
#include "support.h"

#include <fcntl.h>
#include <sys/resource.h>

using namespace galley;
using namespace galley::tests;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool slow_build = true;
#elif defined(__has_feature)
constexpr bool slow_build = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool slow_build = false;
#endif

constexpr std::size_t small = slow_build ? 16 << 10 : 64 << 10, large = 8 * small;
constexpr double most_growth = 24;
constexpr double at_once = 0.25;       // seconds that are too few to tell growth by
constexpr double most_seconds = 120;   // of CPU; the slowest of all takes about a tenth of that
constexpr long most_kib = 1536 << 10;  // of memory, a page of 4 MiB at its worst

struct Spent {
  int code = -1;
  double seconds = 0;
  long kib = 0;
};

// `galley ARGUMENTS`, its input and output files in `folder`. A run over its time is killed, and its code is not 0.
Spent run(const Folder& folder, std::vector<std::string> arguments, const char* in = "in", const char* out = "out") {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit seconds{static_cast<rlim_t>(most_seconds), static_cast<rlim_t>(most_seconds)};
    setrlimit(RLIMIT_CPU, &seconds);
    arguments.insert(arguments.begin(), GALLEY_BINARY);
    std::vector<char*> argv;
    for (auto& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    if (chdir(folder.path().c_str()) == 0 && dup2(open(in, O_RDONLY), 0) == 0 && dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), 1) == 1 &&
        dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), 2) == 2)
      execv(argv[0], argv.data());
    _exit(126);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss};
}

Spent cleaned(const Folder& folder) { return run(folder, {"--to", "jsonl", "--ledger", "ledger"}); }

bool all_json(const std::string& lines) {
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);)
    if (!json::accept(line)) return false;
  return true;
}

// What must hold of any input: clean, restored, valid.
Spent check_whole(const Folder& folder, const std::string& bytes) {
  spill(folder / "in", bytes);
  const Spent s = cleaned(folder);
  CHECK(s.code == 0);
  CHECK((slow_build || s.kib < most_kib));
  const std::string out = slurp(folder / "out"), ledger = slurp(folder / "ledger");
  CHECK(valid_utf8(out));
  CHECK(valid_utf8(ledger));
  CHECK(all_json(out));
  CHECK(all_json(ledger));
  CHECK(run(folder, {"restore", "ledger"}, "out", "back").code == 0);
  const bool same = slurp(folder / "back") == bytes;
  CHECK_MESSAGE(same, "restore gives other bytes");
  return s;
}

}  // namespace

TEST_CASE("hostile: nothing lost, all valid, and time grows no worse than n log n") {
  const Folder folder;
  for (const Hostile& h : hostile_inputs()) {
    CAPTURE(h.name);
    Spent few = check_whole(folder, h.make(small));
    spill(folder / "in", h.make(large));
    double growth = most_growth + 1;
    Spent many;
    for (int tries = 0; tries < 3 && growth > most_growth; ++tries) {
      if (tries) {
        spill(folder / "in", h.make(small));
        few = cleaned(folder);
        spill(folder / "in", h.make(large));
      }
      many = cleaned(folder);
      if (many.code != 0) break;
      growth = many.seconds < at_once ? 1 : many.seconds / few.seconds;
    }
    CHECK(many.code == 0);
    CHECK((slow_build || many.kib < most_kib));
    CHECK_MESSAGE(growth <= most_growth, few.seconds << " s, eight times as much " << many.seconds << " s");
    if (std::getenv("GALLEY_TIMES")) std::printf("%-50s %7.3f s %7.3f s %5ld MB\n", h.name, few.seconds, many.seconds, many.kib >> 10);
  }
}
