// The hot pieces, each by itself, over the text of samples/: `make bench-micro`. What a change to one of them does is
// seen here first; what it does to a run, in the table of `make bench`.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/chain.h"
#include "pipeline/ledger.h"
#include "pipeline/page.h"
#include "pipeline/rules.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/measure.h"
#include "stages/parse.h"

using namespace galley;

namespace {

const std::vector<RawPage>& pages() {
  static const std::vector<RawPage> all = [] {
    std::vector<std::filesystem::path> files;
    for (const auto& f : std::filesystem::directory_iterator(GALLEY_SOURCE_DIR "/samples"))
      if (f.path().extension() == ".txt") files.push_back(f.path());
    std::sort(files.begin(), files.end());
    std::vector<RawPage> out;
    for (const auto& f : files) {
      std::ifstream in(f, std::ios::binary);
      RawPage page;
      page.bytes.assign(std::istreambuf_iterator<char>(in), {});
      page.doc = f.filename();
      out.push_back(std::move(page));
    }
    return out;
  }();
  return all;
}

const std::string& text() {
  static const std::string all = [] {
    std::string s;
    for (const RawPage& p : pages()) s += p.bytes;
    return s;
  }();
  return all;
}

std::vector<std::string_view> lines() {
  std::vector<std::string_view> out;
  const std::string_view s = text();
  for (std::size_t at = 0, end = 0; at < s.size(); at = end + 1) {
    end = std::min(s.find('\n', at), s.size());
    if (end > at) out.push_back(s.substr(at, end - at));
  }
  return out;
}

const Rulebook& book() {
  static const Rulebook b = Rulebook::load();
  return b;
}

void count_bytes(benchmark::State& state, std::size_t a_turn) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(a_turn));
}

void decode_and_class(benchmark::State& state) {
  const std::string& s = text();
  for (auto _ : state) {
    std::size_t words = 0;
    for (std::size_t at = 0; at < s.size();) words += is_word(class_of(decode(s, at)));
    benchmark::DoNotOptimize(words);
  }
  count_bytes(state, s.size());
}
BENCHMARK(decode_and_class);

void cut_into_lines(benchmark::State& state) {
  for (auto _ : state) {
    Page page;
    page.source = text();
    page.cut_lines();
    benchmark::DoNotOptimize(page.lines.data());
  }
  count_bytes(state, text().size());
}
BENCHMARK(cut_into_lines);

void measure_lines(benchmark::State& state) {
  const auto all = lines();
  for (auto _ : state) {
    float cells = 0;
    for (std::string_view s : all) cells += width_of(s, Setting::han) + first_unit(s, Setting::han);
    benchmark::DoNotOptimize(cells);
  }
  count_bytes(state, text().size());
}
BENCHMARK(measure_lines);

// The gate alone, and what it lets through matched.
void rule_gate(benchmark::State& state, const char* stage) {
  const RuleSet& rules = book().of(stage);
  const auto all = lines();
  for (auto _ : state) {
    std::size_t asked = 0;
    for (std::string_view s : all) asked += rules.may_match(s).size();
    benchmark::DoNotOptimize(asked);
  }
  count_bytes(state, text().size());
}
BENCHMARK_CAPTURE(rule_gate, lines, "lines");
BENCHMARK_CAPTURE(rule_gate, residue, "residue");

void rule_matches(benchmark::State& state, const char* stage) {
  const RuleSet& rules = book().of(stage);
  const auto all = lines();
  for (auto _ : state) {
    std::size_t found = 0;
    for (std::string_view s : all)
      for (const Rule* r : rules.may_match(s)) found += r->occurs(s);
    benchmark::DoNotOptimize(found);
  }
  count_bytes(state, text().size());
}
BENCHMARK_CAPTURE(rule_matches, lines, "lines");
BENCHMARK_CAPTURE(rule_matches, residue, "residue");

// Every 64th byte that is ASCII replaced, a line a Rewrite.
void rewrite(benchmark::State& state) {
  for (auto _ : state) {
    Page page;
    page.source = text();
    page.cut_lines();
    for (Line& line : page.lines) {
      Rewrite w(page, line.text);
      const std::string_view s = line.text.bytes;
      for (std::size_t at = 0; at < s.size(); at += 64) {
        if (static_cast<unsigned char>(s[at]) >= 0x80) continue;
        w.keep_until(at);
        w.put("*", 1, "bench.rewrite");
      }
      w.finish();
    }
    benchmark::DoNotOptimize(page.lines.data());
  }
  count_bytes(state, text().size());
}
BENCHMARK(rewrite);

void language_seam(benchmark::State& state) {
  const Language* model = Language::chinese();
  if (!model) {
    state.SkipWithError("no language model installed");
    return;
  }
  std::vector<Language::Window> tails, heads;
  for (std::string_view s : lines()) {
    if (const auto t = model->tail(s); !t.empty()) tails.push_back(t);
    if (const auto h = model->head(s); !h.empty()) heads.push_back(h);
  }
  std::size_t turn = 0;
  for (auto _ : state) {
    ++turn;  // every tail with every head, in time
    benchmark::DoNotOptimize(model->seam(tails[turn % tails.size()], heads[turn * 7 % heads.size()]));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(language_seam);

// A page of so many blocks: a title after every seven paragraphs, a lead below it.
void parse(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  std::vector<stages::Shape> shapes(n);
  std::vector<std::vector<std::uint64_t>> shared(n);
  std::vector<int> pieces(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    const bool title = i % 8 == 0;
    shapes[i].title = title ? 0.0F : 14.0F;
    shapes[i].body = title ? 7.0F : 0.0F;
    shapes[i].cross = title ? 2.0F : 20.0F;
    shapes[i].lead = i % 8 == 1;
    if (!title) continue;
    pieces[i] = 8;
    shared[i].assign(n, 0);
    for (std::size_t k = i + 1; k < std::min(n, i + 4); ++k) shared[i][k] = 0x2F;
  }
  for (auto _ : state) benchmark::DoNotOptimize(stages::parse_page(shapes, shared, pieces, 9));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}
BENCHMARK(parse)->Arg(100)->Arg(800);

// Whole pages, and what is written of them.
std::vector<Page> done(const Chain& all) {
  std::vector<Page> out;
  std::string problem;
  for (const RawPage& raw : pages()) out.push_back(all.run(raw, problem));
  return out;
}

void chain(benchmark::State& state) {
  const Chain all(book(), {});
  done(all);  // model and dictionaries are loaded
  for (auto _ : state)
    for (const RawPage& raw : pages()) {
      std::string problem;
      benchmark::DoNotOptimize(all.run(raw, problem).articles.data());
    }
  count_bytes(state, text().size());
}
BENCHMARK(chain)->Unit(benchmark::kMillisecond);

void write_json(benchmark::State& state) {
  const auto all = done(Chain(book(), {}));
  for (auto _ : state)
    for (const Page& page : all) benchmark::DoNotOptimize(to_jsonl(page).size());
  count_bytes(state, text().size());
}
BENCHMARK(write_json);

void write_ledger(benchmark::State& state) {
  const auto all = done(Chain(book(), {}));
  for (auto _ : state)
    for (const Page& page : all)
      for (const Row& row : ledger_rows(page)) benchmark::DoNotOptimize(to_json(row, page).size());
  count_bytes(state, text().size());
}
BENCHMARK(write_ledger);

}  // namespace

BENCHMARK_MAIN();
