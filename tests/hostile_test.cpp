// Hostile inputs by name: whatever comes in, galley ends in good time, loses nothing, and writes valid UTF-8 and JSON.
//
// Time is the CPU time of the program alone, so a loaded machine matters little. That it grows no worse than n log n is
// tested by the ratio of two sizes: eight times the input may take `most_growth` times as long, half-way between 8, the
// linear, and 64, the quadratic. What is over is measured again before it counts.
#include <fcntl.h>
#include <sys/resource.h>

#include "hostile_inputs.h"
#include "support.h"

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
    argv.reserve(arguments.size() + 1);
    for (auto& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    if (chdir(folder.path().c_str()) == 0 && dup2(open(in, O_RDONLY), 0) == 0 &&
        dup2(open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600), 1) == 1 &&
        dup2(open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600), 2) == 2)
      execv(argv[0], argv.data());
    _exit(126);
  }
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss};
}

bool all_json(const std::string& lines) {
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);)
    if (!json::accept(line)) return false;
  return true;
}

// What must hold of any input: clean, restored, valid.
void check_whole(const Folder& folder, const std::string& bytes) {
  spill(folder / "in", bytes);
  const Spent s = run(folder, {"--to", "jsonl", "--ledger", "ledger"});
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
}

// How much longer eight times as much takes; what is over most_growth is measured again.
struct Growth {
  Spent few, many;
  double times = 1;
};
Growth growth_of(const Folder& folder, const Hostile& h, const std::vector<std::string>& arguments) {
  Growth g;
  for (int tries = 0; tries < 3; ++tries) {
    spill(folder / "in", h.make(small));
    g.few = run(folder, arguments);
    spill(folder / "in", h.make(large));
    g.many = run(folder, arguments);
    g.times = g.many.seconds < at_once ? 1 : g.many.seconds / g.few.seconds;
    if (g.many.code != 0 || g.times <= most_growth) break;
  }
  return g;
}

// A build with a sanitizer tells nothing about time: there one size is tried for what else is wrong.
void check_growth(const Folder& folder, const Hostile& h, const std::vector<std::string>& arguments) {
  if (slow_build) {
    spill(folder / "in", h.make(small));
    CHECK(run(folder, arguments).code == 0);
    return;
  }
  const Growth g = growth_of(folder, h, arguments);
  CHECK(g.many.code == 0);
  CHECK((slow_build || g.many.kib < most_kib));
  CHECK_MESSAGE(g.times <= most_growth, g.few.seconds << " s, eight times as much " << g.many.seconds << " s");
  if (std::getenv("GALLEY_TIMES"))
    std::printf("%-50s %7.3f s %7.3f s %5ld MB\n", h.name, g.few.seconds, g.many.seconds, g.many.kib >> 10);
}

// `what`, packed, cut to `bytes` of it.
std::string packed(const Folder& folder, const std::string& what, std::size_t bytes) {
  REQUIRE(shell(folder, what + " | gzip -c > packed").code == 0);
  return slurp(folder / "packed").substr(0, bytes);
}

}  // namespace

TEST_CASE("hostile: nothing lost, and all of it valid") {
  const Folder folder;
  for (const Hostile& h : hostile_inputs()) {
    CAPTURE(h.name);
    check_whole(folder, h.make(small));
  }
}

TEST_CASE("hostile: articles and ledger take time no worse than n log n") {
  const Folder folder;
  for (const Hostile& h : hostile_inputs()) {
    CAPTURE(h.name);
    check_growth(folder, h, {"--to", "jsonl", "--ledger", "ledger"});
  }
}

TEST_CASE("hostile: so do the proof sheet, the diff and the residue") {
  const Folder folder;
  for (const Hostile& h : hostile_inputs()) {
    CAPTURE(h.name);
    check_growth(folder, h, {"--to", "html", "--explain", "--residue", "residue"});
  }
}

TEST_CASE("hostile: much of it") {
  constexpr std::size_t million = slow_build ? 50000 : 1000000, mega = slow_build ? 4 << 20 : 64 << 20;
  const Folder folder;
  struct {
    std::string about, bytes;
  } table[] = {
      {"a million form feeds", repeat("\f", million)},
      {"a million lines of one letter", repeat("a\n", 2 * million)},
      {"brackets nested 100,000 deep", repeat("（", 300000) + "船" + repeat("）", 300000)},
      {"10,000 headlines", each(million / 2, [](std::size_t i) { return han(12, i) + "\n\n"; })},
      {"10,000 bylines", each(million / 4, [](std::size_t i) { return "本报记者 " + han(3, i) + "\n"; })},
      {"64 MB without a newline", repeat("a", mega)},
      {"64 MB of Han without a newline", repeat("钟楼建成九十年从第一天起就慢三分钟", mega)},
  };
  for (const auto& t : table) {
    CAPTURE(t.about);
    spill(folder / "in", t.bytes);
    const Spent s = run(folder, {"--to", "jsonl", "--ledger", "ledger"});
    CHECK(s.code == 0);
    CHECK((slow_build || s.kib < most_kib));
    CHECK(run(folder, {"restore", "ledger"}, "out", "back").code == 0);
    CHECK(shell(folder, "cmp in back").code == 0);
  }
}

TEST_CASE("hostile: characters cut at every read's edge, and at the end") {
  const Folder folder;
  // reads are of 64 KiB: three of them, and a character that lies across each
  struct {
    const char* encoding;
    std::string character, cut;
  } table[] = {{"UTF-8", "字", "\xE5\xAD"},
               {"UTF-8", "𠀀", "\xF0\xA0\x80"},
               {"GB18030", "\x95\x32\x82\x36", "\x95\x32\x82"},
               {"Shift_JIS", "\x8E\x9A", "\x8E"},
               {"UTF-16LE", {"\x40\xD8\x00\xDC", 4}, {"\x40\xD8\x00", 3}},
               {"UTF-32BE", {"\x00\x00\x5B\x57", 4}, {"\x00\x00\x5B", 3}}};
  for (const auto& t : table)
    for (std::size_t shift = 0; shift < t.character.size(); ++shift) {
      CAPTURE(t.encoding);
      CAPTURE(shift);
      const std::string in = std::string(shift, 'a') + repeat(t.character, 3 << 16) + t.cut;
      spill(folder / "in", in);
      CHECK(run(folder, {"--to", "jsonl", "--ledger", "ledger", "--encoding", t.encoding}).code == 0);
      CHECK(run(folder, {"restore", "ledger"}, "out", "back").code == 0);
      const bool same = slurp(folder / "back") == in;
      CHECK_MESSAGE(same, "restore gives other bytes");
    }
}

TEST_CASE("hostile: packed data that lies is said and ends with 1; what came out of it stands") {
  const Folder folder;
  const std::string page = "yes 'The bell rang three minutes late.' | head -n 4000";
  const std::string whole = packed(folder, page, std::string::npos);
  struct {
    std::string about, bytes;
    std::size_t least;
  } table[] = {
      {"the mark of gzip and noise", "\x1F\x8B" + noise(5000), 0},
      {"the mark alone", "\x1F\x8B", 0},
      {"cut short", packed(folder, page, whole.size() / 2), 1},
      {"noise behind the head", whole.substr(0, whole.size() / 2) + noise(5000), 0},
      {"a wrong checksum", whole.substr(0, whole.size() - 8) + "12345678", 100},
      {"gzip in gzip in gzip", "\x1F\x8B\x08" + repeat("\x1F\x8B\x08", 3000), 0},
  };
  for (const auto& t : table) {
    CAPTURE(t.about);
    spill(folder / "in", t.bytes);
    const Spent s = run(folder, {"--to", "jsonl", "--ledger", "ledger"});
    CHECK(s.code == 1);
    CHECK(contains(slurp(folder / "err"), "gzip error"));
    const std::string out = slurp(folder / "out");
    CHECK(all_json(out));
    CHECK(out.size() >= t.least);
    CHECK(run(folder, {"restore", "ledger"}, "out", "back").code == 0);
  }
}

TEST_CASE("hostile: a small file that unpacks to very much takes no more memory than a page") {
  const Folder folder;
  spill(folder / "in",
        packed(folder, slow_build ? "head -c 20M /dev/zero" : "head -c 250M /dev/zero", std::string::npos));
  CHECK(fs::file_size(folder / "in") < (1 << 20));
  const Spent s = run(folder, {"--to", "text"});
  CHECK(s.code == 0);
  CHECK((slow_build || s.kib < most_kib / 4));
}
