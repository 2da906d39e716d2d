// What the tests share beside promises.h: stages by themselves, the program as a user calls it, files of samples/.
#pragma once

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "promises.h"
#include "stages/language.h"

namespace galley::tests {

namespace fs = std::filesystem;

/// The language models; null, and said, where they are not installed: the test has nothing to ask.
inline const Language* chinese_model() {
  if (!Language::chinese()) MESSAGE("libime-data-language-model is not installed: skipped");
  return Language::chinese();
}
inline const Language* japanese_model() {
  if (!Language::japanese()) MESSAGE("mecab-ipadic-utf8 is not installed: skipped");
  return Language::japanese();
}
inline const Language* english_model() {
  if (!Language::english()) MESSAGE("pocketsphinx-en-us is not installed: skipped");
  return Language::english();
}

/// Every stage of the table but these.
inline Skip all_but(const std::set<std::string>& wanted) {
  Skip skip;
  for (const auto& s : stage_table())
    if (!wanted.contains(std::string(s.name))) skip.emplace(s.name);
  return skip;
}

/// The lines (or blocks, or the text form of the articles) that stand after only these stages.
inline std::string lines_after(const std::set<std::string>& stages, const std::string& text) {
  const Done d = through(text, all_but(stages));
  std::string out;
  for (const Line& l : d.page.lines) out += (out.empty() ? "" : "\n") + std::string(l.text.bytes);
  return out;
}
inline std::vector<std::string> blocks_after(const Page& page) {
  std::vector<std::string> out;
  for (const Block& b : page.blocks) out.emplace_back(b.text.bytes);
  return out;
}
inline std::string joined(const std::vector<std::string>& parts, std::string_view between = "\n") {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i ? std::string(between) : "") + parts[i];
  return out;
}
/// Stages characters … paragraphs (and punctuation), one block a line.
inline std::string paragraphs_of(const std::string& text, bool punctuation = false) {
  Skip skip{"articles"};
  if (!punctuation) skip.emplace("punctuation");
  return joined(blocks_after(through(text, skip).page));
}
inline std::vector<json> records(const std::string& jsonl) {
  std::vector<json> out;
  std::istringstream in(jsonl);
  for (std::string line; std::getline(in, line);) out.push_back(json::parse(line));
  return out;
}
inline std::vector<json> articles_of(const std::string& text) { return records(to_jsonl(through(text).page)); }

using Strings = std::vector<std::string>;
/// The persons of an article's bylines; the one article of a list.
inline std::vector<std::string> names_of(const json& a) {
  std::vector<std::string> out;
  for (const auto& b : a["bylines"]) out.push_back(b["name"]);
  return out;
}
inline const json& only(const std::vector<json>& list) {
  REQUIRE(list.size() == 1);
  return list[0];
}

/// An invented story, which a test sets on a page: its headline, and paragraphs without line breaks.
struct Story {
  std::string headline;
  std::vector<std::string> paragraphs;
};
/// Headlines and bodies, an article a line; where a column breaks at a paragraph's end, nothing tells that one ended.
inline std::string stories(const std::string& page) {
  std::string out;
  for (const json& a : articles_of(page)) {
    out += a["headline"].is_null() ? std::string("-") : a["headline"].get<std::string>();
    for (const json& p : a["body"]) out += " " + p["text"].get<std::string>();
    out += "\n";
  }
  return out;
}
inline std::string written(const std::vector<Story>& all) {
  std::string out;
  for (const Story& s : all) {
    out += s.headline.empty() ? "-" : s.headline;
    for (const std::string& p : s.paragraphs) out += " " + p;
    out += "\n";
  }
  return out;
}

inline std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE_MESSAGE(in.good(), "cannot read " << file.string());
  std::ostringstream s;
  s << in.rdbuf();
  return s.str();
}
inline void spill(const fs::path& file, std::string_view bytes) {
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  REQUIRE_MESSAGE(out.good(), "cannot write " << file.string());
}

inline fs::path source_dir() { return GALLEY_SOURCE_DIR; }
/// *.txt of a folder, sorted; empty where the folder is absent.
inline std::vector<fs::path> texts_in(const fs::path& folder, bool recurse = false) {
  std::vector<fs::path> out;
  if (!fs::is_directory(folder)) return out;
  if (recurse) {
    for (const auto& e : fs::recursive_directory_iterator(folder))
      if (e.path().extension() == ".txt") out.push_back(e.path());
  } else {
    for (const auto& e : fs::directory_iterator(folder))
      if (e.path().extension() == ".txt") out.push_back(e.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}
inline std::vector<fs::path> samples() {
  auto out = texts_in(source_dir() / "samples");
  REQUIRE(!out.empty());
  return out;
}
inline fs::path shared() { return source_dir().parent_path() / "shared"; }

/// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "galley-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path operator/(const std::string& name) const { return path_ / name; }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

struct Said {
  int code = -1;
  std::string out, err;
};
/// A line for sh, run inside `folder`; `$G` is the program. `in` is its standard input.
inline Said shell(const Folder& folder, const std::string& line, std::string_view in = {}) {
  spill(folder / ".in", in);
  const std::string q = "'" + folder.path().string() + "'";
  const std::string command = "cd " + q + " && G='" GALLEY_BINARY "' && { " + line + "\n} < .in > .out 2> .err";
  const int status = std::system(command.c_str());
  Said s;
  s.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  s.out = slurp(folder / ".out");
  s.err = slurp(folder / ".err");
  return s;
}
/// `galley ARGUMENTS` with this standard input.
inline Said galley_run(const std::string& arguments, std::string_view in = {}) {
  const Folder folder;
  return shell(folder, "\"$G\" " + arguments, in);
}

inline bool contains(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

/// std::mt19937 is the same everywhere; the library's distributions are not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return n ? engine_() % n : 0; }

 private:
  std::mt19937 engine_;
};

/// A text as transmission, bad tools and bad luck leave it.
inline std::string damaged(std::string s, Dice& dice) {
  for (std::size_t n = 1 + dice.below(30); n > 0; --n) {
    const std::size_t at = dice.below(s.size() + 1);
    switch (dice.below(8)) {
      case 0: s.erase(at, 1 + dice.below(6)); break;
      case 1: s.insert(at, 1, static_cast<char>(dice.below(256))); break;
      case 2: s.insert(at, s.substr(dice.below(s.size() + 1), dice.below(200))); break;
      case 3: s.insert(at, dice.below(2) ? "\n" : "\r\n\r\n"); break;
      case 4: s.insert(at, 1, '\0'); break;
      case 5:
        if (at < s.size()) s[at] = static_cast<char>(0x80 | dice.below(128));
        break;
      case 6: {
        static const char* const odd[] = {"\"", "(",  "）",   "-\n",          "（下转第",         "①5",
                                          "\t", " ",  "　",   "\xEF\xBB\xBF", "e\xCC\x81",        "\xEF\xBD\xB1",
                                          "|",  "# ", "<br>", "¬\n",          "责编 甲 校对 乙\n"};
        s.insert(at, odd[dice.below(std::size(odd))]);
        break;
      }
      default: s.erase(at, dice.below(400)); break;
    }
  }
  return s;
}

/// A text and what it becomes. `now` empty in a `stays` table.
struct Case {
  std::string was, now;
};

}  // namespace galley::tests
