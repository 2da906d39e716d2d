// See run.h.
#include "pipeline/run.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <istream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "pipeline/abreast.h"
#include "pipeline/chain.h"
#include "pipeline/inputs.h"
#include "pipeline/jumps.h"
#include "pipeline/ledger.h"
#include "pipeline/output.h"
#include "pipeline/progress.h"
#include "pipeline/restore.h"
#include "pipeline/results.h"
#include "pipeline/resume.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

// Bytes that were no characters, a document at a time.
class Broken {
 public:
  void count(const Rendered& r) {
    if (r.doc != doc_) report();
    doc_ = r.doc;
    encoding_ = r.encoding;
    n_ += r.broken;
  }
  void report() {
    if (n_)
      spdlog::warn("{}: {} broken {} replaced (read as {})", doc_, n_, n_ == 1 ? "place was" : "places were",
                   encoding_);
    n_ = 0;
  }

 private:
  std::string doc_, encoding_;
  std::size_t n_ = 0;
};

std::size_t broken_places(const RawPage& raw) {
  std::size_t n = raw.lost;
  for (const Kept& k : raw.kept)
    n += std::string_view(raw.bytes).substr(k.begin - raw.offset, k.end - k.begin) == "\uFFFD";
  if (!is_utf8(raw.encoding) || valid_utf8(raw.bytes)) return n;
  for (std::size_t at = 0; at < raw.bytes.size();) {
    const std::size_t was = at;
    const char32_t c = decode(raw.bytes, at);
    n += is_broken(c, at - was);
  }
  return n;
}

struct Taken {
  RawPage raw;
  Place place;
};

Rendered render(const Taken& taken, const Chain& chain, const Options& o) {
  const RawPage& raw = taken.raw;
  Rendered r;
  r.place = taken.place;
  Page page = chain.run(raw, r.problem);
  r.doc = raw.doc;
  r.number = raw.number;
  r.encoding = raw.encoding;
  r.confidence = raw.confidence;
  r.broken = broken_places(raw);
  r.form_feed = raw.form_feed;
  r.cut = raw.cut;
  std::vector<std::size_t> targets;
  r.body = o.to == "jsonl"      ? to_jsonl(page, &targets)
           : o.to == "markdown" ? to_markdown(page)
           : o.to == "html"     ? to_html(page)
                                : to_text(page);
  if (o.link_jumps) r.jumps = jumps_of(page, targets);
  if (!o.ledger.empty()) r.ledger = to_ledger(page, raw);
  if (!o.residue.empty()) r.residue = to_residue(page);
  if (!o.report.empty()) r.report = to_html(page);
  if (o.explain) r.explained = explain(page, in_colour(stderr));
  r.tally = tally_of(page, !r.problem.empty(), o.verbose);
  return r;
}

// Progress is for a terminal that shows nothing else: never in a pipe or a log.
bool shows_progress(const Options& o) {
  return !o.quiet && !o.explain && isatty(STDERR_FILENO) && (!o.output.empty() || !isatty(STDOUT_FILENO));
}

// Bytes of the inputs from this one on; 0 where one of them is no plain file.
std::uint64_t size_of(const std::vector<std::string>& files, std::size_t first) {
  std::uint64_t all = 0;
  for (std::size_t i = first; i < files.size(); ++i) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(files[i], error);
    if (error) return 0;
    all += size;
  }
  return all;
}

std::unique_ptr<Input> opened(const std::string& name) try {
  return std::make_unique<Input>(name);
} catch (const std::exception& e) { throw std::runtime_error(name + ": " + e.what()); }

}  // namespace

int run(const Options& o, const Rulebook& book) {
  // With --resume, what was done before.
  std::unique_ptr<Manifest> manifest;
  if (!o.resume.empty()) manifest = std::make_unique<Manifest>(o, book);
  if (const auto status = manifest ? manifest->done() : std::nullopt) {
    spdlog::warn("{}: all was done before", o.resume);
    return *status;
  }
  const Point from = manifest ? manifest->last().value_or(Point()) : Point();
  Results results(o, book, from.lengths);
  const Chain chain(book, o.skip, o.trust);
  Inputs inputs(o, from.place);
  // What becomes of a page that is finished.
  bool failed = false;
  std::optional<Place> written;
  Broken broken;
  Progress progress(shows_progress(o), size_of(o.files, from.place.input));
  auto write = [&](const Rendered& r) {
    progress.clear();
    if (!r.problem.empty()) {
      spdlog::error("{}, page {}: {}; its raw text is kept as one loose unit", r.doc, r.number, r.problem);
      failed = true;
    }
    if (r.cut) spdlog::warn("{}, page {}: no page mark within 4 MiB, cut there", r.doc, r.number);
    broken.count(r);
    results.write(r);
    written = r.place;
    if (!r.explained.empty()) std::fwrite(r.explained.data(), 1, r.explained.size(), stderr);
    progress.add(r.tally);
  };
  Links links;
  links.expect(from.waiting);
  auto done = [&](const std::shared_ptr<Rendered>& r) {
    const std::size_t bytes = r->bytes();
    if (o.link_jumps)
      links.add(std::move(r->body), std::move(r->jumps), bytes, [&write, r](std::string body) {
        r->body = std::move(body);
        write(*r);
      });
    else write(*r);
    if (!manifest || !written || !manifest->due()) return;
    written->failed |= failed;
    manifest->add({*written, results.sync(), links.waiting()});
  };
  const auto take = [&]() -> std::optional<Taken> {
    auto raw = inputs.next();
    if (!raw) return std::nullopt;
    return Taken{std::move(*raw), inputs.place()};
  };
  abreast<Taken, Rendered>(
      jobs_of(o.jobs), take, [&](const Taken& page) { return render(page, chain, o); }, done);
  links.finish();
  progress.clear();
  broken.report();
  const int status = failed || inputs.failed() ? 1 : 0;
  const auto lengths = results.close();
  if (manifest) manifest->finish(status, lengths);
  results.appear();
  if (o.verbose) std::fputs(summary(progress.tally()).c_str(), stderr);
  return status;
}

int run_restore(const Options& o) {
  const auto from = opened(o.restore_from), corrected = opened("-");
  std::istream ledger(from.get()), articles(corrected.get());
  std::ostringstream bytes;
  restore(articles, ledger, bytes);
  Output out(o.output);
  out.write(bytes.str());
  out.close();
  out.appear();
  return 0;
}

}  // namespace galley
