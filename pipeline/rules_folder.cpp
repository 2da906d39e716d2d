// See rules_folder.h; and what a run uses: the built-in rules, and a folder's over them.
#include "pipeline/rules_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "pipeline/ready_rules.h"
#include "pipeline/rules.h"

namespace galley {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 1 << 20;  // all built-in files have 41 KiB
// of a line: `[a.a.a…]` makes a table a dot, and tables in tables are let go one inside the other
constexpr std::ptrdiff_t most_dots = 1000;

}  // namespace

std::vector<fs::path> rules_files(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) throw RulesError(folder + ": not a folder of rules");
  std::vector<fs::path> files;
  for (const auto& f : fs::directory_iterator(folder, error))
    if (f.path().extension() == ".toml") files.push_back(f.path());
  if (error) throw RulesError(folder + ": " + error.message());
  if (files.empty()) throw RulesError(folder + ": holds no .toml file");
  std::sort(files.begin(), files.end());
  return files;
}

std::string rules_text(const std::string& folder, const fs::path& file) {
  const std::string name = file.string() + ":1:1: ";
  std::error_code error;
  const fs::path home = fs::canonical(folder, error), real = error ? fs::path() : fs::canonical(file, error);
  if (error) throw RulesError(name + error.message());
  if (real.parent_path() != home) throw RulesError(name + "a link that leads out of the folder");
  // a pipe or a device would keep the program waiting
  if (fs::is_directory(real)) throw RulesError(name + "a folder, not a file of rules");
  if (!fs::is_regular_file(real)) throw RulesError(name + "no plain file");
  std::ifstream in(real, std::ios::binary);
  if (!in) throw RulesError(name + std::strerror(errno));
  std::string text(most_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) throw RulesError(name + "cannot be read");
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most_bytes) throw RulesError(name + "larger than 1 MiB");
  std::size_t line = 1;
  for (auto at = text.cbegin(); at != text.cend(); ++line) {
    const auto end = std::find(at, text.cend(), '\n');
    if (std::count(at, end, '.') > most_dots)
      throw RulesError(file.string() + ":" + std::to_string(line) + ":1: more than 1000 dots in a line");
    at = end == text.cend() ? end : end + 1;
  }
  return text;
}

Rulebook Rulebook::load(const std::string& folder) {
  Rulebook built_in = of_tables(ready_rules, ready_digest);
  if (folder.empty()) return built_in;
  std::vector<RulesFile> over;
  for (const auto& f : rules_files(folder)) over.push_back({f.stem().string(), f.string(), rules_text(folder, f)});
  return built_in.with(over);
}

}  // namespace galley
