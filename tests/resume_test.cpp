// --resume: a batch that is killed anywhere, any number of times, gives the bytes of one that was not.
#include <sys/stat.h>

#include <iterator>
#include <map>

#include "process.h"

using namespace galley;
using namespace galley::tests;
using std::chrono::milliseconds;

namespace {

const std::vector<std::string> outputs{"o", "l", "r", "p"};

// Points of a run cost a sync each, and are as rare as that is slow: in memory there are many.
void sync_fast() {
  if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 1);
}

std::string sample(const std::string& start) {
  for (const fs::path& file : samples())
    if (file.filename().string().starts_with(start)) return slurp(file);
  REQUIRE_MESSAGE(false, "no sample " << start);
  return {};
}

std::string repeated(const std::string& s, int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += s + "\f";
  return out;
}

// Articles that go on up to a dozen pages later; some never do.
std::string jumps(Dice& dice) {
  std::string out;
  std::multimap<int, std::string> later;
  for (int at = 0, day = 1; day <= 28 || !later.empty(); ++at) {
    const std::string folio = "榆渡时报 2022年6月" + std::to_string(day) + "日 星期四 ";
    std::string page =
        folio +
        "第5版\n\n渡船换了新缆绳\n\n本报讯（记者苏见山）渡口的缆绳昨日更换，新绳比旧绳粗一指，船工说握着更踏实。\n";
    if (const auto next = later.begin(); next != later.end() && next->first <= at) {
      page = next->second;
      later.erase(next);
    } else if (day <= 28) {
      page = folio +
             "第1版\n\n苇塘镇请来一百只鸭子除虫\n\n本报讯（记者苏见山）苇塘镇今年没有买农药，而是从邻县租来一百只鸭子，"
             "镇农技站说虫子少了七成，只是（下转第二版②）\n";
      if (dice.below(4))
        later.emplace(at + 1 + static_cast<int>(dice.below(12)),
                      folio +
                          "第2版\n\n鸭子除虫还要再等一季\n\n（上接第一版②）它们也爱吃刚抽穗的稻子。农技站正在教鸭子只走"
                          "田埂，结业时发一枚脚环。\n");
      ++day;
    }
    out += page + "\f";
  }
  return out;
}

// Jumps within and between files, encodings, broken bytes, no page mark, nothing at all, and a name that is missing.
std::string make_inputs(const Folder& folder) {
  Dice dice(7);
  const std::string a = jumps(dice), e = sample("07") + "\f" + jumps(dice);
  const std::size_t half = a.find('\f', a.size() / 2) + 1;
  spill(folder / "a.txt", a.substr(0, half));
  spill(folder / "b.txt", sample("11") + "\xFF\xFE\n" + sample("13"));
  spill(folder / "c.txt", "");
  spill(folder / "d.txt", repeated("Caf\xE9 zu T\xFCr und Gl\xFC"
                                   "ck\n\nDie F\xE4hre f\xE4hrt.\n",
                                   40));
  spill(folder / "e.txt", a.substr(half) + e);
  for (int i = 0; i < 10; ++i) spill(folder / ("f" + std::to_string(i) + ".txt"), sample("09"));
  return "a.txt none.txt b.txt c.txt d.txt e.txt f*.txt";
}

std::vector<std::string> words(const Folder& folder, const std::string& line) {
  std::istringstream in(shell(folder, "echo " + line).out);
  return {std::istream_iterator<std::string>(in), {}};
}

std::vector<std::string> bytes_of(const Folder& folder) {
  std::vector<std::string> out;
  for (const std::string& name : outputs) out.push_back(slurp(folder / name));
  return out;
}

void remove_outputs(const Folder& folder) {
  for (const std::string& name : outputs)
    for (const char* end : {"", ".part"}) fs::remove(folder / (name + end));
  fs::remove(folder / "m");
}

bool has_point(const Folder& folder) {
  if (!fs::exists(folder / "m")) return false;
  const std::string m = slurp(folder / "m");
  return std::count(m.begin(), m.end(), '\n') > 1;
}

const std::string all_outputs = " -o o --ledger l --residue r --report p ";

}  // namespace

TEST_CASE("killed fifty times at any moment: the same bytes") {
  sync_fast();
  const Folder folder;
  const std::string inputs = make_inputs(folder);
  Dice dice(20261121);
  int kills = 0, taken_up = 0, links = 0;
  for (const std::string way : {"--to jsonl --link-jumps", "--to jsonl", "--to text", "--to html"}) {
    const std::string command = way + all_outputs + inputs;
    const auto begun = std::chrono::steady_clock::now();
    CHECK(shell(folder, "\"$G\" --jobs 2 " + command).code == 1);  // none.txt
    const auto took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begun).count();
    const auto whole = bytes_of(folder);
    links += way.ends_with("link-jumps") && contains(whole[0], "\"target\":{");
    for (int n = 0, wanted = kills + 13; kills < wanted; ++n) {
      CAPTURE(way);
      CAPTURE(n);
      remove_outputs(folder);
      const auto arguments = words(folder, command + " --resume m --jobs " + (n % 2 ? "2" : "1"));
      // once, twice or three times, then left alone
      for (std::size_t more = 1 + dice.below(3); more > 0; --more) {
        Process p(folder, arguments);
        std::this_thread::sleep_for(milliseconds(dice.below(static_cast<std::size_t>(took))));
        p.kill(SIGKILL);
        kills += p.ended() == 137;
        taken_up += has_point(folder);
      }
      CHECK(Process(folder, arguments).ended() == 1);
      CHECK((bytes_of(folder) == whole));
      for (const std::string& name : outputs) CHECK_FALSE(fs::exists(folder / (name + ".part")));
    }
  }
  CHECK(links == 1);
  CHECK(kills >= 50);
  CHECK(taken_up >= 25);
}

TEST_CASE("a signal, a full disk: what is done stays, and the next run goes on") {
  sync_fast();
  const Folder folder;
  const std::string command = "\"$G\" --to jsonl --quiet" + all_outputs + make_inputs(folder);
  shell(folder, command);
  const auto whole = bytes_of(folder);
  remove_outputs(folder);
  Said s = shell(folder, "ulimit -f 200; " + command + " --resume m");
  CHECK(s.code == 1);
  CHECK(contains(s.err, "File too large"));
  CHECK(fs::exists(folder / "o.part"));
  CHECK_FALSE(fs::exists(folder / "o"));
  const bool point = has_point(folder);
  CHECK(point);
  {
    Process p(folder, words(folder, command.substr(5) + " --resume m"));
    std::this_thread::sleep_for(milliseconds(60));
    p.kill(SIGTERM);
    const int code = p.ended();
    CHECK((code == 143 || code == 1));
  }
  CHECK(shell(folder, command + " --resume m").code == 1);
  CHECK((bytes_of(folder) == whole));
}

TEST_CASE("a run that is done: said, nothing done, the same exit status") {
  sync_fast();
  const Folder folder;
  spill(folder / "a.txt", sample("07"));
  spill(folder / "b.txt", sample("14"));
  for (const std::string inputs : {"a.txt b.txt", "a.txt none b.txt"}) {
    const std::string command = "\"$G\" --to jsonl --resume m" + all_outputs + inputs;
    const int code = inputs == "a.txt b.txt" ? 0 : 1;
    CHECK(shell(folder, command).code == code);
    const auto whole = bytes_of(folder);
    Said s = shell(folder, command);
    CHECK(s.code == code);
    CHECK(s.out == "");
    CHECK(s.err == "galley: warning: m: all was done before\n");
    // killed while its files were getting their names
    fs::rename(folder / "r", folder / "r.part");
    spill(folder / "p", "of long ago");
    spill(folder / "p.part", whole[3]);
    s = shell(folder, command);
    CHECK(s.code == code);
    CHECK((bytes_of(folder) == whole));
    CHECK_FALSE(fs::exists(folder / "p.part"));
    // they are no longer there
    fs::remove(folder / "l");
    s = shell(folder, command);
    CHECK(s.code == 1);
    CHECK(s.err == "galley: l is not as the run of m left it; without that manifest all begins anew\n");
    remove_outputs(folder);
  }
}

TEST_CASE("what cannot be taken up again is refused, with what differs; nothing is touched") {
  sync_fast();
  const Folder folder;
  spill(folder / "a.txt", sample("07"));
  spill(folder / "b.txt", sample("14"));
  fs::create_directory(folder / "rules");
  spill(folder / "rules/residue.toml", "[[rule]]\nid = \"end-ornament\"\noff = true\n");
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0666) == 0);
  spill(folder / "other", "青螺湾\n");
  const std::string begun = "\"$G\" --resume m -o o a.txt none b.txt";
  CHECK(shell(folder, begun).code == 1);
  const std::string manifest = slurp(folder / "m"), articles = slurp(folder / "o");
  struct {
    const char* line;
    const char* says;
  } table[] = {
      {"\"$G\" --resume m -o o --to jsonl a.txt none b.txt", "--to was \"text\" and is \"jsonl\""},
      {"\"$G\" --resume m -o o --trust guess a.txt none b.txt", "--trust was \"likely\" and is \"guess\""},
      {"\"$G\" --resume m -o o --only lines a.txt none b.txt", "--skip was [] and is [\"articles\""},
      {"\"$G\" --resume m -o o --rules rules a.txt none b.txt", "rules was \""},
      {"\"$G\" --resume m -o o2 a.txt none b.txt", "--output was \"o\" and is \"o2\""},
      {"\"$G\" --resume m -o o --ledger l a.txt none b.txt", "--ledger was \"\" and is \"l\""},
      {"\"$G\" --resume m -o o a.txt none", "there were 3 inputs and are 2"},
      {"\"$G\" --resume m -o o a.txt b.txt none", "input 2 was \"none\" and is \"b.txt\""},
      {"\"$G\" --resume m -o o other none b.txt", "input 1 was \"a.txt\" and is \"other\""},
      {"touch -d 2001-01-01 a.txt; \"$G\" --resume m -o o a.txt none b.txt", "\"a.txt\" has changed since"},
      {"mv b.txt c; \"$G\" --resume m -o o a.txt none b.txt; s=$?; mv c b.txt; exit $s",
       "\"b.txt\" can no longer be read"},
      {"cp b.txt none; \"$G\" --resume m -o o a.txt none b.txt; s=$?; rm none; exit $s",
       "\"none\" could not be read then"},
      {"\"$G\" --resume other -o o3 a.txt", "other is there, and is no manifest of galley"},
      {"\"$G\" --resume a.txt -o o3 b.txt", "a.txt is there, and is no manifest of galley"},
      {"echo '{}' > empty; \"$G\" --resume empty -o o3 b.txt", "empty is there, and is no manifest of galley"},
      {"head -n 1 m > bad; echo 0 >> bad; \"$G\" --resume bad -o o a.txt none b.txt", "bad: damaged at byte "},
      {"\"$G\" --resume x a.txt", "--resume takes -o FILE"},
      {"\"$G\" --resume x -o o3", "--resume takes files"},
      {"\"$G\" --resume x -o o3 a.txt - b.txt", "--resume takes files"},
      {"\"$G\" --resume x -o o3 pipe", "'pipe' is no plain file"},
      {"\"$G\" --resume x -o x a.txt", "'x' is an output too"},
      {"\"$G\" --resume x rules", "--resume"},
      {"\"$G\" --resume x check a", "check does not take --resume"},
  };
  for (const auto& t : table) {
    CAPTURE(t.line);
    fs::last_write_time(folder / "a.txt", fs::file_time_type::clock::now() - std::chrono::hours(1));
    const std::string head = manifest.substr(0, manifest.find('\n'));
    // the inputs as they were when it was begun
    json first = json::parse(head);
    struct stat is {};
    for (auto& input : first["inputs"])
      if (stat((folder / input[0].get<std::string>()).c_str(), &is) == 0)
        input[2] = is.st_mtim.tv_sec * 1'000'000'000 + is.st_mtim.tv_nsec;
    const std::string now = first.dump() + manifest.substr(head.size());
    spill(folder / "m", now);
    const Said s = shell(folder, t.line);
    CHECK(s.code == 2);
    CHECK(s.out == "");
    CHECK_MESSAGE(contains(s.err, t.says), s.err);
    CHECK((slurp(folder / "m") == now));
    CHECK((slurp(folder / "o") == articles));
    for (const char* name : {"o.part", "o3", "o3.part"}) CHECK_FALSE(fs::exists(folder / name));
    CHECK(slurp(folder / "other") == "青螺湾\n");
  }
}

TEST_CASE("a manifest whose last line was cut off, parts that are longer or gone, a run at work") {
  sync_fast();
  const Folder folder;
  spill(folder / "in", repeated(sample("07"), 30));
  const std::string command = "\"$G\" --to jsonl --resume m -o o in";
  const std::string whole = shell(folder, "\"$G\" --to jsonl in").out;
  CHECK(shell(folder, command).code == 0);
  const std::string manifest = slurp(folder / "m");
  const std::string ends = manifest.substr(0, manifest.rfind('{'));
  auto begin_anew = [&](const std::string& m) {
    remove_outputs(folder);
    spill(folder / "m", m);
    spill(folder / "o.part", whole + "and what an old run left");
    CHECK(shell(folder, command).code == 0);
    CHECK((slurp(folder / "o") == whole));
  };
  // however much of it is there: each line may be the last, and each may be cut anywhere
  for (std::size_t length = 0; length < ends.size(); length += length < 5 ? 1 : 97) begin_anew(ends.substr(0, length));
  begin_anew(ends);

  remove_outputs(folder);
  spill(folder / "m", ends);
  Said s = shell(folder, command);
  CHECK(s.code == 1);
  CHECK(s.err == "galley: o: what an earlier run left of it is gone\n");

  remove_outputs(folder);
  s = shell(folder, "exec 3>> m; flock 3; " + command);
  CHECK(s.code == 1);
  CHECK(s.err == "galley: m: another run is at work with it\n");
  remove_outputs(folder);
  s = shell(folder, "exec 3>> o.part; flock 3; " + command);
  CHECK(s.code == 1);
  CHECK(s.err == "galley: o: something else is writing it\n");
  // two outputs of one name, with and without
  CHECK(shell(folder, "\"$G\" -o o --ledger o in").err == "galley: o: something else is writing it\n");
}
