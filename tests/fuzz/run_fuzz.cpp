// A whole run, packed inputs too: the same bytes for one page at a time and for two.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/run.h"
#include "tests/fuzz/fuzz.h"

using namespace galley;
using namespace galley::tests;

namespace {

namespace fs = std::filesystem;

// A folder for the whole process, in memory where that can be.
const fs::path& folder() {
  static const struct Folder {
    Folder() {
      std::string name =
          ((fs::is_directory("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) / "galley-fuzz-XXXXXX")
              .string();
      must(mkdtemp(name.data()), "a folder");
      path = name;
    }
    ~Folder() {
      std::error_code ignored;
      fs::remove_all(path, ignored);
    }
    fs::path path;
  } one;
  return one.path;
}

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  spdlog::set_level(spdlog::level::off);
  Choices choose(data, size);
  static const char* const formats[] = {"jsonl", "text", "markdown", "html"};
  Options o;
  o.to = choose.among(formats);
  o.from = choose.below(2) ? "jsonl" : "text";
  o.encoding = choose.encoding();
  o.skip = choose.skipped_stages();
  o.trust = choose.trust();
  o.link_jumps = choose.below(2) && o.to == "jsonl";
  o.quiet = true;
  const fs::path in = folder() / "in";
  std::ofstream(in, std::ios::binary) << choose.rest();
  o.files = {in, in};
  o.output = folder() / "out";
  o.ledger = folder() / "ledger";
  o.residue = folder() / "residue";
  std::string first;
  for (const int jobs : {1, 2}) {
    o.jobs = jobs;
    const int status = run(o, rulebook());
    const std::string all = std::to_string(status) + slurp(o.output) + '\0' + slurp(o.ledger) + '\0' + slurp(o.residue);
    if (jobs == 1) first = all;
    must(all == first, "the same bytes for any number of jobs");
    must(valid_utf8(all), "valid UTF-8");
  }
  return 0;
}
