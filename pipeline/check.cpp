// See check.h. Pages go through the chain and the comparison in parallel, and are told of in the order of their names.
#include "pipeline/check.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <stdexcept>

#include "pipeline/abreast.h"
#include "pipeline/compressed.h"
#include "pipeline/ledger.h"
#include "pipeline/output.h"
#include "pipeline/sink.h"

namespace galley {
namespace {

namespace fs = std::filesystem;

// A page to check, or why a place could not be looked into.
struct Asked {
  fs::path path;
  std::string problem = {};
};

void look_into(const fs::path& folder, std::vector<Asked>& out) {
  std::error_code error;
  std::vector<fs::path> inside;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    inside.push_back(it->path());
  if (error) out.push_back({folder, error.message()});
  std::sort(inside.begin(), inside.end());
  for (const fs::path& path : inside) {
    const fs::file_status own = fs::symlink_status(path, error);
    if (fs::is_directory(own)) look_into(path, out);  // a link to a folder may lead round
    else if (path.extension() == ".txt" && !fs::is_directory(path, error)) out.push_back({path});
  }
}

std::vector<Asked> pages_in(const std::vector<std::string>& names) {
  std::vector<Asked> out;
  for (const auto& name : names) {
    const fs::path path(name);
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      if (path.extension() == ".jsonl" || path.extension() == ".json")
        throw UsageError(name + ": an expectation, no page: check takes folders or pages");
      out.push_back({path});
      continue;
    }
    const std::size_t before = out.size();
    look_into(path, out);
    if (out.size() == before) throw std::runtime_error(name + ": no pages (NAME.txt) in it");
  }
  // what is named twice is checked once
  std::set<fs::path> known;
  std::erase_if(out, [&](const Asked& a) {
    std::error_code error;
    return !known.insert(fs::weakly_canonical(a.path, error)).second;
  });
  return out;
}

std::string slurp(const fs::path& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw std::runtime_error(file.string() + ": " + std::strerror(errno ? errno : EIO));
  return bytes;
}

void write_file(const fs::path& file, const std::string& bytes) {
  Output out(file.string());
  out.write(bytes);
  out.close();
  out.appear();
}

struct Answer {
  fs::path file;
  bool there = false, gold = false;
};
Answer answer_of(const fs::path& page) {
  for (const char* suffix : {".jsonl", ".gold.json", ".json"}) {
    fs::path file = page;
    file.replace_extension(suffix);
    if (!fs::exists(file)) continue;
    const bool gold = std::string_view(suffix) != ".jsonl";
    if (std::string_view(suffix) == ".json" && !is_gold(slurp(file))) continue;  // somebody else's
    return {file, true, gold};
  }
  return {fs::path(page).replace_extension(".jsonl")};
}

Checked checked(const Asked& asked, const Options& o, const Chain& chain) {
  const fs::path& path = asked.path;
  Checked c;
  c.page = path.string();
  c.folder = path.has_parent_path() ? path.parent_path().string() : ".";
  try {
    if (!asked.problem.empty()) throw std::runtime_error(asked.problem);
    const Answer answer = answer_of(path);
    std::ifstream file(path, std::ios::binary);
    if (!file || fs::is_directory(path)) throw std::runtime_error(std::strerror(file ? EISDIR : errno));
    const auto stream = unpacked(file);
    Reader reader(*stream, path.filename().string(), Reader::From::text, Reader::page_cap, o.encoding);
    std::vector<Cleaned> pages;
    std::vector<Unit> units;
    std::string own;
    std::uint64_t lines = 0;
    while (auto raw = reader.next()) {
      pages.push_back({std::make_unique<RawPage>(std::move(*raw)), {}});
      Cleaned& p = pages.back();
      std::string problem;
      p.page = chain.run(*p.raw, problem);
      if (!problem.empty()) throw std::runtime_error("page " + std::to_string(p.raw->number) + ": " + problem);
      p.lines_before = lines;
      lines += static_cast<std::uint64_t>(std::count(p.raw->bytes.begin(), p.raw->bytes.end(), '\n'));
      for (const Article& a : p.page.articles) units.push_back(unit_of(p.page, a));
      if (o.update) own += to_jsonl(p.page);
    }
    if (!answer.there) {
      c.state = Checked::State::unexpected;
    } else {
      const std::string text = slurp(answer.file);
      Expected expected;
      try {
        expected = answer.gold ? expected_of_gold(text) : expected_of_jsonl(text);
      } catch (const ExpectedError& e) { throw std::runtime_error(answer.file.string() + ": " + e.what()); }
      Scored scored = score(expected, units);
      c.figures = scored.figures;
      c.differences = compare(expected, units, pages, scored.match);
      if (!c.differences.empty()) c.state = Checked::State::differs;
    }
    c.gold_left = o.update && answer.gold && c.state == Checked::State::differs;
    if (o.update && c.state != Checked::State::same && !answer.gold) {
      write_file(answer.file, own);
      c.updated = true;
    }
  } catch (const std::exception& e) {
    c.state = Checked::State::failed;
    c.problem = e.what();
    // it is told beside the path
    if (const std::string name = path.filename().string() + ": "; c.problem.starts_with(name))
      c.problem.erase(0, name.size());
  }
  return c;
}

Figures mean_figures(const std::vector<Checked>& pages) {
  std::vector<Figures> all;
  for (const Checked& c : pages) all.push_back(c.figures);
  return mean_of(all);
}

std::vector<Floor> held_against(const std::vector<std::pair<std::size_t, double>>& floors, const Figures& mean) {
  std::vector<Floor> out;
  for (const auto& [k, least] : floors) {
    const bool lower_is_better = k == figure_cer;
    const std::string name(figure_names[k]);
    char number[32], says[128];
    std::snprintf(number, sizeof number, "%g", least);
    std::snprintf(says, sizeof says, "%s %.4f is %s %s", name.c_str(), *mean[k], lower_is_better ? "above" : "below",
                  number);
    const bool reached = lower_is_better ? *mean[k] <= least : *mean[k] >= least;
    out.push_back({name + "=" + number, reached, reached ? "" : says});
  }
  return out;
}

}  // namespace

int check(const Options& o, const Rulebook& book) {
  const std::vector<Asked> asked = pages_in(o.files);
  const Chain chain(book, o.skip, o.trust);
  const bool colour = in_colour(stdout);
  std::unique_ptr<Output> junit;
  if (!o.junit.empty()) junit = std::make_unique<Output>(o.junit);
  Output out("");

  std::vector<Checked> done;
  done.reserve(asked.size());
  if (o.json) out.write("{\"pages\":[");
  auto next = asked.begin();
  const auto take = [&]() -> std::optional<Asked> {
    if (next == asked.end()) return std::nullopt;
    return *next++;
  };
  const auto tell = [&](const std::shared_ptr<Checked>& c) {
    const bool unread = c->state == Checked::State::failed || (c->state == Checked::State::unexpected && !c->updated);
    if (o.json) out.write((done.empty() ? "\n" : ",\n") + to_json(*c));
    else if (!o.quiet || unread) out.write(told(*c, colour));
    done.push_back(std::move(*c));
  };
  abreast<Asked, Checked>(
      jobs_of(o.jobs), take, [&](const Asked& page) { return checked(page, o, chain); }, tell);

  const std::vector<Floor> floors = held_against(o.floors, mean_figures(done));
  bool bad = std::any_of(floors.begin(), floors.end(), [](const Floor& f) { return !f.reached; });
  for (const Checked& c : done) {
    if (c.state == Checked::State::failed) bad = true;
    else if (!c.updated && c.state != Checked::State::same && (floors.empty() || c.state == Checked::State::unexpected))
      bad = true;
  }
  if (o.json) {
    std::string missed;
    for (const Floor& f : floors)
      if (!f.reached) json_string(missed += missed.empty() ? "" : ",", f.says);
    out.write("\n],\"mean\":" + figures_json(mean_figures(done)) + ",\"missed\":[" + missed +
              "],\"passed\":" + (bad ? "false" : "true") + "}\n");
  } else {
    out.write(table_of(done) + closing_line(done));
    for (const Floor& f : floors)
      if (!f.reached) out.write(f.says + "\n");
  }
  out.close();
  if (junit) {
    junit->write(to_junit(done, floors));
    junit->close();
    junit->appear();
  }
  return bad ? 1 : 0;
}

}  // namespace galley
