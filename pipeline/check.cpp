// See check.h. Pages go through the chain and the comparison in parallel, and are told of in the order of their names.
#include "pipeline/check.h"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <unistd.h>

#include "pipeline/compressed.h"
#include "pipeline/output.h"
#include "pipeline/sink.h"

namespace galley {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> pages_in(const std::vector<std::string>& names) {
  std::vector<fs::path> out;
  for (const auto& name : names) {
    const fs::path path(name);
    if (!fs::is_directory(path)) { out.push_back(path); continue; }
    const std::size_t before = out.size();
    for (const auto& e : fs::recursive_directory_iterator(path))
      if (e.is_regular_file() && e.path().extension() == ".txt") out.push_back(e.path());
    if (out.size() == before) throw std::runtime_error(name + ": no pages (NAME.txt) in it");
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
  }
  return out;
}

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream s;
  if (!in || !(s << in.rdbuf())) throw std::runtime_error(file.string() + ": " + std::strerror(errno ? errno : EIO));
  return s.str();
}

// Appears under its name when it is whole.
void write_file(const fs::path& file, const std::string& bytes) {
  const fs::path part = file.string() + ".part." + std::to_string(getpid());
  std::ofstream out(part, std::ios::binary);
  out << bytes;
  out.close();
  std::error_code error;
  if (out) fs::rename(part, file, error);
  if (!out || error) {
    const std::string why = error ? error.message() : std::strerror(errno);
    fs::remove(part, error);
    throw std::runtime_error(file.string() + ": " + why);
  }
}

struct Answer { fs::path file; bool there = false, gold = false; };
Answer answer_of(const fs::path& page) {
  for (const char* suffix : {".jsonl", ".gold.json", ".json"}) {
    fs::path file = page;
    file.replace_extension(suffix);
    if (fs::exists(file)) return {file, true, std::string_view(suffix) != ".jsonl"};
  }
  return {fs::path(page).replace_extension(".jsonl")};
}

Checked checked(const fs::path& path, const Options& o, const Chain& chain) {
  Checked c;
  c.page = path.string();
  c.folder = path.has_parent_path() ? path.parent_path().string() : ".";
  try {
    const Answer answer = answer_of(path);
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(std::strerror(errno));
    const auto stream = unpacked(file);
    Reader reader(*stream, path.filename().string(), Reader::From::text, Reader::page_cap, o.encoding);
    std::vector<Cleaned> pages;
    std::vector<Unit> units;
    std::string own;
    std::uint64_t lines = 0;
    while (auto raw = reader.next()) {
      Cleaned& p = pages.emplace_back(std::make_unique<RawPage>(std::move(*raw)));
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
      } catch (const ExpectedError& e) {
        throw std::runtime_error(answer.file.string() + ": " + e.what());
      }
      Scored scored = score(expected, units);
      c.figures = scored.figures;
      c.differences = compare(expected, units, pages, scored.match);
      if (!c.differences.empty()) c.state = Checked::State::differs;
    }
    if (o.update && c.state != Checked::State::same && !answer.gold) {
      write_file(answer.file, own);
      c.updated = true;
    }
  } catch (const std::exception& e) {
    c.state = Checked::State::failed;
    c.problem = e.what();
  }
  return c;
}

Figures mean_figures(const std::vector<Checked>& pages) {
  std::vector<Figures> all;
  for (const Checked& c : pages) all.push_back(c.figures);
  return mean_of(all);
}

// The floors that a mean has not reached; of cer the ceilings it is above.
std::string below(const std::vector<std::pair<std::size_t, double>>& floors, const Figures& mean) {
  std::string out;
  for (const auto& [k, least] : floors) {
    if (k == figure_cer ? *mean[k] <= least : *mean[k] >= least) continue;
    char line[128];
    std::snprintf(line, sizeof line, "%s %.4f is %s %g\n", std::string(figure_names[k]).c_str(), *mean[k], k == figure_cer ? "above" : "below", least);
    out += line;
  }
  return out;
}

}  // namespace

int check(const Options& o, const Rulebook& book) {
  const std::vector<fs::path> paths = pages_in(o.files);
  const Chain chain(book, o.skip, o.trust);
  const bool colour = isatty(STDOUT_FILENO) && !std::getenv("NO_COLOR");
  const auto jobs = o.jobs ? static_cast<std::size_t>(o.jobs) : std::max<std::size_t>(1, std::thread::hardware_concurrency());

  std::vector<Checked> done;
  done.reserve(paths.size());
  if (o.json) print("{\"pages\":[");
  using oneapi::tbb::filter_mode;
  oneapi::tbb::global_control threads(oneapi::tbb::global_control::max_allowed_parallelism, jobs);
  std::size_t next = 0;
  oneapi::tbb::parallel_pipeline(
      jobs * 4,
      oneapi::tbb::make_filter<void, std::size_t>(filter_mode::serial_in_order, [&](oneapi::tbb::flow_control& flow) {
        if (next == paths.size()) flow.stop();
        return next < paths.size() ? next++ : next;
      }) &
      oneapi::tbb::make_filter<std::size_t, std::shared_ptr<Checked>>(filter_mode::parallel, [&](std::size_t i) {
        return std::make_shared<Checked>(checked(paths[i], o, chain));
      }) &
      oneapi::tbb::make_filter<std::shared_ptr<Checked>, void>(filter_mode::serial_in_order, [&](const std::shared_ptr<Checked>& c) {
        if (o.json) print((done.empty() ? "\n" : ",\n") + to_json(*c));
        else if (!o.quiet) print(told(*c, colour));
        done.push_back(std::move(*c));
      }));

  const Figures mean = mean_figures(done);
  const std::string missed = below(o.floors, mean);
  bool bad = !missed.empty();
  for (const Checked& c : done) {
    if (c.state == Checked::State::failed) bad = true;
    else if (!c.updated && c.state != Checked::State::same && (o.floors.empty() || c.state == Checked::State::unexpected)) bad = true;
  }
  if (o.json) print("\n],\"mean\":" + figures_json(mean) + ",\"passed\":" + (bad ? "false" : "true") + "}\n");
  else print(table_of(done) + closing_line(done) + missed);
  if (!o.junit.empty()) write_file(o.junit, to_junit(done));
  return bad ? 1 : 0;
}

}  // namespace galley
