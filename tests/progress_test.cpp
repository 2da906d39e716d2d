// What a run says of itself.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {
const std::string page =
    "青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨,青螺湾渡口响起最后一声船笛。青螺二号缓缓靠上东岸，渡口从此停航。\n";
}

TEST_CASE("-v ends with a summary, and changes nothing else") {
  const Said s = galley_run("-v", page + "\f" + page);
  CHECK(s.out == galley_run("", page + "\f" + page).out);
  CHECK(s.err.starts_with("2 pages, 2 articles, 0 doubts, 0 gaps, 0 suggestions; 0 pages failed\n"));
  CHECK(contains(s.err, "\n  punctuation "));
  CHECK(contains(s.err, "\n    punctuation."));
  CHECK(galley_run("-v --jobs 2", page + "\f" + page).err == s.err);
  CHECK(galley_run("-v --skip punctuation", page).err.find("punctuation") == std::string::npos);
  CHECK(contains(galley_run("-v --from jsonl", "{\"id\":").err, "; 1 page failed\n"));
}

TEST_CASE("--quiet leaves errors alone") {
  const std::string broken = page + "\xFF\n";
  CHECK(galley_run("--encoding UTF-8", broken).err != "");
  CHECK(galley_run("--encoding UTF-8 --quiet", broken).err == "");
  CHECK(galley_run("--quiet /nowhere.txt").err != "");
  CHECK(galley_run("--quiet -v", page).code == 2);
}

TEST_CASE("progress is for a terminal alone") {
  const Folder folder;
  // long enough that the line is shown: it waits a tenth of a second
  std::string many;
  for (int i = 0; i < 30000; ++i) many += page + "\f";
  CHECK(shell(folder, "\"$G\" > out", many).err == "");
  // script(1) makes a terminal of its output; with the articles in a file, what stands there is the progress
  const Said s = shell(folder,
                       "cat > in.txt; script -qec 'test -t 1 && echo tty' /dev/null </dev/null 2>/dev/null | grep -q "
                       "tty || { echo none; exit 0; }; G=$G script -qec '\"$G\" in.txt > out2' /dev/null < /dev/null",
                       many);
  if (s.out == "none\n") return;
  CHECK(contains(s.out, " pages, "));
  CHECK(contains(s.out, " MB/s, "));
  CHECK(contains(s.out, " s left"));
  CHECK(
      shell(folder, "G=$G script -qec '\"$G\" --quiet in.txt > out3' /dev/null < /dev/null; cmp out out2; cmp out out3")
          .out == "");
}
