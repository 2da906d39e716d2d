// What goes wrong outside: readers that leave, full disks, files that cannot be read, signals, no memory.
#include <sys/stat.h>

#include "process.h"

using namespace galley;
using namespace galley::tests;
using std::chrono::milliseconds;

namespace {

const std::string page =
    "沙棠晚报 2023年9月12日 星期二 "
    "A03\n\n青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨,"
    "青螺湾渡口响起最后一声船笛。青螺二号缓缓靠上东岸，渡口从此停航。①5\n";

std::string pages(int n) {
  std::string s;
  for (int i = 0; i < n; ++i) s += page + "\f";
  return s;
}

// What the folder holds, in order; hidden files are the tests' own.
std::string files(const Folder& folder) {
  std::vector<std::string> names;
  for (const auto& e : fs::directory_iterator(folder.path()))
    if (const std::string name = e.path().filename().string(); name[0] != '.') names.push_back(name);
  std::sort(names.begin(), names.end());
  return joined(names, " ");
}

const char* const outputs[] = {"-o", "--ledger", "--residue", "--report"};
const std::string all_outputs = " --to jsonl -o o --ledger l --residue r --report p ";

}  // namespace

TEST_CASE("a reader that has seen enough: quiet, and no file that is not whole") {
  for (const char* jobs : {"1", "2"}) {
    const Folder folder;
    const Said s = shell(folder,
                         "{ \"$G\" --to jsonl --ledger l --residue r --report p --jobs " + std::string(jobs) +
                             "; echo $? > .rc; } | head -c 10",
                         pages(3000));
    CHECK(s.out == "{\"doc\":\"-\"");
    CHECK(s.err == "");
    CHECK(slurp(folder / ".rc") == "0\n");
    CHECK(files(folder) == "");
  }
  for (const char* asks : {"--help", "--manual man", "rules"}) {
    const Folder folder;
    const Said s = shell(folder, "{ sleep 0.1; \"$G\" " + std::string(asks) + "; echo $? > .rc; } | true");
    CHECK(s.err == "");
    (void)Process::soon([&] { return fs::exists(folder / ".rc"); });
    CHECK(slurp(folder / ".rc") == "0\n");
  }
}

TEST_CASE("stdin, stdout or stderr closed from the start") {
  const Folder folder;
  Said s = shell(folder, "\"$G\" >&-", page);
  CHECK(s.code == 1);
  CHECK(s.err == "galley: standard output: Bad file descriptor\n");
  s = shell(folder, "\"$G\" <&-", page);
  CHECK(s.code == 1);
  CHECK(contains(s.err, "-: Bad file descriptor"));
  // no output gets the number of a closed one, and with it what is meant for that
  s = shell(folder, "cat > in; \"$G\" -v in none -o o >&- 2>&- <&-; echo $?", page);
  CHECK(s.out == "1\n");
  CHECK(slurp(folder / "o") == galley_run("", page).out);
}

TEST_CASE("a full disk: said, exit 1, nothing half-written") {
  REQUIRE(fs::is_character_file("/dev/full"));
  for (const char* jobs : {"1", "2"})
    for (const char* output : outputs) {
      CAPTURE(output);
      const Folder folder;
      fs::create_symlink("/dev/full", folder / ".full");  // should it be replaced, it is not the device that is
      std::string line = "\"$G\"" + all_outputs + " --jobs " + jobs + " --link-jumps";
      const auto at = line.find(output) + std::string(output).size() + 1;
      line.replace(at, 1, ".full");
      const Said s = shell(folder, line, pages(20));
      CHECK(s.code == 1);
      CHECK(s.err == "galley: .full: No space left on device\n");
      CHECK(files(folder) == "");
      CHECK(fs::is_character_file(folder / ".full"));
    }
  const Folder folder;
  for (const char* line :
       {"\"$G\" > /dev/full", "\"$G\" --help > /dev/full", "\"$G\" --version > /dev/full", "\"$G\" rules > /dev/full",
        "\"$G\" --to jsonl --ledger l > a; \"$G\" restore l < a > /dev/full"}) {
    const Said s = shell(folder, line, page);
    CHECK(s.code == 1);
    CHECK(s.err == "galley: standard output: No space left on device\n");
  }
}

TEST_CASE("a disk that fills up while it is written") {
  const Folder folder;
  fs::create_directory(folder / "disk");
  // a mount of its own, which goes with the shell that made it
  const std::string inside =
      "mount -t tmpfs -o size=256k none disk || exit 99; cd disk; \"$G\"" + all_outputs + "; echo $?; ls";
  const Said s = shell(folder, "export G; unshare -m sh -c '" + inside + "' || echo none", pages(3000));
  if (s.out == "none\n") {
    MESSAGE("no small disk can be made here: skipped");
    return;
  }
  CHECK(s.out == "1\n");
  CHECK(contains(s.err, "No space left on device"));
}

TEST_CASE("a limit on the size of files") {
  for (const char* jobs : {"1", "2"}) {
    const Folder folder;
    const Said s =
        shell(folder, "cat > in; ls > .before; ulimit -f 100; \"$G\" in --jobs " + std::string(jobs) + all_outputs,
              pages(3000));
    CHECK(s.code == 1);
    CHECK(contains(s.err, ": File too large\n"));
    CHECK(files(folder) == "in");
  }
}

TEST_CASE("what stands in the way of a name is said before the work") {
  const Folder folder;
  fs::create_directory(folder / "d");
  spill(folder / "plain", "as it was");
  for (const char* output : outputs)
    for (const char* name : {"d", "none/x", "plain/x"}) {
      const Said s = shell(folder, "\"$G\" " + std::string(output) + " " + name + " > .o", page);
      CHECK(s.code == 1);
      CHECK(contains(s.err, "galley: " + std::string(name)));
    }
  CHECK(files(folder) == "d plain");
  CHECK(slurp(folder / "plain") == "as it was");
}

TEST_CASE("devices and pipes are written to as they are") {
  const Folder folder;
  const Said s = shell(folder,
                       "ln -s /dev/null nothing; mkfifo pipe; cat pipe > copy & \"$G\" --to jsonl --ledger pipe -o "
                       "nothing; wait; \"$G\" --to jsonl --ledger l > .o",
                       page);
  CHECK(s.code == 0);
  CHECK(fs::is_character_file(folder / "nothing"));
  CHECK(fs::is_fifo(folder / "pipe"));
  CHECK(slurp(folder / "copy").substr(0, 10) == "{\"galley\":");
  // of a pipe that nobody reads to its end, only stdout's is no error
  const Said cut = shell(folder, "head -c 1 pipe > first & \"$G\" --to jsonl --ledger pipe -o o", pages(3000));
  CHECK(cut.code == 1);
  CHECK(cut.err == "galley: pipe: Broken pipe\n");
  CHECK_FALSE(fs::exists(folder / "o"));
}

TEST_CASE("inputs that cannot be read are named, and the others go on") {
  struct {
    const char* name;
    const char* why;
  } table[] = {
      {"none", "No such file or directory"},
      {"folder", "Is a directory"},
      {"loop", "Too many levels of symbolic links"},
      {"dangling", "No such file or directory"},
      {"a.txt/b", "Not a directory"},
      {"/proc/self/mem", "Input/output error"},
      {"secret", "Permission denied"},
      {"cut.gz", "broken data (gzip error)"},
  };
  const Folder folder;
  spill(folder / "a.txt", page);
  fs::create_directory(folder / "folder");
  fs::create_symlink("loop", folder / "loop");
  fs::create_symlink("nowhere", folder / "dangling");
  spill(folder / "secret", page);
  fs::permissions(folder / "secret", fs::perms::none);
  spill(folder / "cut.gz", std::string_view("\x1F\x8B\x08\0\0\0\0\0\0\x03", 10));
  const std::string good = shell(folder, "\"$G\" --to jsonl a.txt a.txt").out;
  for (const char* jobs : {"1", "2"})
    for (const auto& t : table) {
      // root reads all
      if (t.why == std::string("Permission denied") && access((folder / t.name).c_str(), R_OK) == 0) continue;
      CAPTURE(t.name);
      const Said s = shell(folder, "\"$G\" --to jsonl --jobs " + std::string(jobs) + " a.txt " + t.name + " a.txt");
      CHECK(s.code == 1);
      CHECK(s.err == "galley: error: " + std::string(t.name) + ": " + t.why + "\n");
      // of that a beginning may have come out, if an empty one
      if (t.name != std::string("cut.gz")) CHECK(s.out == good);
    }
  const Said s = shell(folder, "\"$G\" < folder");
  CHECK(s.code == 1);
  CHECK(s.err == "galley: error: -: Is a directory\n");
}

TEST_CASE("a file that vanishes, and one that becomes shorter while it is read") {
  for (const char* jobs : {"1", "2"}) {
    const Folder folder;
    spill(folder / "a.txt", page);
    spill(folder / "b.txt", page);
    const std::string options = "\"$G\" --to jsonl --jobs " + std::string(jobs) + " ";
    // it cannot come to b.txt before the pipe is closed
    Said s = shell(folder,
                   "mkfifo pipe; " + options + "pipe b.txt a.txt > o & exec 3> pipe; rm b.txt; exec 3>&-; wait $!", "");
    CHECK(contains(s.err, "b.txt: No such file or directory"));
    CHECK(s.code == 1);
    CHECK(records(slurp(folder / "o")).size() == 1);

    // what it writes is not taken before the file is shorter, and more than a pipe holds
    spill(folder / "long.txt", pages(10000));
    s = shell(folder,
              "{ " + options + "long.txt a.txt; echo $? > .rc; } | { head -c 1; truncate -s 1000000 long.txt; cat; }");
    CHECK(slurp(folder / ".rc") == "1\n");
    CHECK(contains(s.err, "galley: error: long.txt: it became shorter while it was read\n"));
    const auto list = records(s.out);
    CHECK(list.back()["doc"] == "a.txt");
    CHECK(list.size() == 1000000 / (page.size() + 1) + 2);  // the last of them is cut
  }
}

TEST_CASE("a signal ends it at once, with whole articles, though stdin is held open and silent") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    for (const char* jobs : {"1", "2"}) {
      CAPTURE(signal);
      CAPTURE(jobs);
      const Folder folder;
      Process p(folder, {"--to", "jsonl", "--jobs", jobs, "--ledger", "l", "--residue", "r", "--report", "p"});
      // 4 KiB tell the encoding
      p.feed(pages(30));
      REQUIRE(Process::soon([&] { return std::ranges::count(p.out(), '\n') == 30; }));
      p.feed("青螺湾");
      p.kill(signal);
      CHECK(p.ended(milliseconds(3000)) == 128 + signal);
      CHECK_FALSE(p.killed());
      CHECK((p.out() == galley_run("--to jsonl", pages(30)).out.substr(0, p.out().size())));
      CHECK(p.err() == "");
      CHECK(files(folder) == "");
    }
}

TEST_CASE("signals at any moment: what stands there is whole pages, or nothing") {
  const Folder folder;
  spill(folder / "in", pages(3000));
  const auto begun = std::chrono::steady_clock::now();
  const std::string whole = shell(folder, "\"$G\" --to jsonl in").out;
  const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun);
  Dice dice(20261121);
  int ended = 0;
  for (int n = 0; n < 24; ++n) {
    const bool to_file = n % 2;
    std::vector<std::string> arguments{"--to", "jsonl", "in", "--ledger", "l", "--jobs", n % 4 < 2 ? "1" : "2"};
    if (to_file) arguments.insert(arguments.end(), {"-o", "o"});
    Process p(folder, arguments);
    // only once it has begun: before that nothing of ours is there to be tested
    REQUIRE(Process::soon([&] { return files(folder) != "in" || p.out() != ""; }));
    // two threads take half of the time
    std::this_thread::sleep_for(milliseconds(dice.below(static_cast<std::size_t>(took.count()) / 2 + 1)));
    p.kill(n % 3 ? SIGINT : SIGTERM);
    const int code = p.ended();
    if (code == 0) {  // it was done before
      fs::remove(folder / "l");
      fs::remove(folder / "o");
      continue;
    }
    ++ended;
    CHECK(code == (n % 3 ? 130 : 143));
    const std::string got = p.out();
    CHECK(whole.starts_with(got));
    CHECK((got.empty() || got.back() == '\n'));
    if (to_file) CHECK(got == "");
    if (fs::exists(folder / "l")) {  // the signal came when all was done, and every file had its name
      CHECK((to_file ? slurp(folder / "o") : got) == whole);
      fs::remove(folder / "l");
      fs::remove(folder / "o");
    }
    CHECK(files(folder) == "in");
  }
  CHECK(ended > 12);
}

TEST_CASE("a signal that the caller ignores is ignored") {
  const Folder folder;
  // the shell that ignores it is the parent's; exec keeps that
  const Said s = shell(folder,
                       "mkfifo pipe; (trap '' HUP; exec \"$G\" pipe -o o) & exec 3> pipe; sleep 0.3; kill -HUP $!; cat "
                       ">&3; exec 3>&-; wait $!",
                       page);
  CHECK(s.code == 0);
  CHECK(slurp(folder / "o") == galley_run("", page).out);
}

TEST_CASE("a reader that takes nothing holds a signal up for a while only") {
  const Folder folder;
  spill(folder / "in", pages(2000));
  Said s = shell(folder,
                 "mkfifo pipe; sleep 60 < pipe & s=$!; \"$G\" in > pipe & g=$!; sleep 0.5; kill -TERM $g; wait $g; "
                 "c=$?; kill $s; exit $c");
  CHECK(s.code == 143);
}

TEST_CASE("killed, it leaves no process behind") {
  const Folder folder;
  Process p(folder, {"--jobs", "8"});
  p.feed(pages(20));
  REQUIRE(Process::soon([&] { return p.out() != ""; }));
  p.kill(SIGKILL);
  CHECK(p.ended() == 137);
  CHECK(p.all_gone());
}

// Sanitizers take terabytes of addresses for themselves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("no memory left: a message and exit 1, or the same bytes") {
  const Folder folder;
  std::string long_page;
  for (int i = 0; i < 400; ++i) long_page += page.substr(page.find('\n')) + "\n";
  spill(folder / "in", pages(5) + long_page + "\f" + pages(5) + slurp(source_dir() / "samples/11-en-wrapped.txt"));
  const std::string whole = shell(folder, "\"$G\" --to jsonl in").out;
  int failed = 0, done = 0;
  for (const char* jobs : {"1", "3"})
    for (int mb = 20; mb < 400; mb += mb < 200 ? 7 : 40) {
      CAPTURE(mb);
      const Said s = shell(folder, "ulimit -c 0; ulimit -v " + std::to_string(mb << 10) +
                                       "; \"$G\" --to jsonl in --ledger l --jobs " + std::string(jobs));
      if (s.code == 127) continue;  // the system could not even load it
      if (s.code == 0) {
        ++done;
        CHECK((s.out == whole));
        fs::remove(folder / "l");
        continue;
      }
      ++failed;
      CHECK(s.code == 1);
      CHECK(s.err.starts_with("galley: "));
      CHECK_MESSAGE(std::count(s.err.begin(), s.err.end(), '\n') == 1, s.err);
      CHECK(whole.starts_with(s.out));
      CHECK((s.out.empty() || s.out.back() == '\n'));
      CHECK(files(folder) == "in");
    }
  CHECK(failed > 5);
  CHECK(done > 2);
}
#endif
