// The library's door (galley.h): the program's own reader, chain and writers, without the command line.
#include "pipeline/galley.h"

#include <algorithm>
#include <istream>
#include <ostream>
#include <stdexcept>

#include "pipeline/chain.h"
#include "pipeline/reader.h"
#include "pipeline/sink.h"

namespace galley {
namespace {

using Writer = std::string (*)(const Page&);

Writer writer_of(std::string_view format) {
  if (format == "jsonl") return [](const Page& page) { return to_jsonl(page); };
  if (format == "text") return to_text;
  if (format == "markdown") return to_markdown;
  throw std::runtime_error("no format '" + std::string(format) + "' (known: jsonl, text, markdown)");
}

std::set<std::string, std::less<>> stages_of(const std::set<std::string>& names) {
  const auto table = stage_table();
  for (const auto& name : names)
    if (std::none_of(table.begin(), table.end(), [&](const StageEntry& s) { return s.name == name; }))
      throw std::runtime_error("no stage '" + name + "'");
  return {names.begin(), names.end()};
}

Trust trust_of(const std::string& name) {
  if (name == "certain") return Trust::certain;
  if (name == "likely") return Trust::likely;
  if (name == "guess") return Trust::guess;
  throw std::runtime_error("no trust '" + name + "' (known: certain, likely, guess)");
}

RawPage single(std::string_view bytes, std::string_view doc) {
  if (bytes.size() > Reader::page_cap) throw std::runtime_error("a page of more than 4 MiB: clean it as a stream");
  RawPage raw;
  raw.bytes = bytes;
  raw.doc = doc;
  raw.last = true;
  return raw;
}

std::string own(const Text& text) { return std::string(text.bytes); }

Story story_of(const Article& a) {
  Story s{std::string(a.kind),
          own(a.section),
          own(a.kicker),
          own(a.headline),
          {},
          {},
          a.agency,
          a.place,
          a.date,
          {},
          static_cast<double>(a.confidence)};
  for (const Text& line : a.deck) s.deck.push_back(own(line));
  for (const Byline& b : a.bylines) s.bylines.push_back({b.name, b.role, b.org, b.office});
  for (const Piece& p : a.body) s.body.push_back({std::string(p.kind), own(p.text), {p.gaps.begin(), p.gaps.end()}});
  return s;
}

}  // namespace

struct Cleaner::State {
  Rulebook book;
  Chain chain;
  explicit State(const Settings& s)
      : book(Rulebook::load(s.rules)), chain(book, stages_of(s.skip), trust_of(s.trust)) {}
  Page run(const RawPage& raw) const {
    std::string problem;
    Page page = chain.run(raw, problem);
    if (!problem.empty()) throw std::runtime_error(problem);
    return page;
  }
};

Cleaner::Cleaner(const Settings& settings) : state_(std::make_unique<const State>(settings)) {}
Cleaner::~Cleaner() = default;
Cleaner::Cleaner(Cleaner&&) noexcept = default;
Cleaner& Cleaner::operator=(Cleaner&&) noexcept = default;

std::string Cleaner::clean(std::string_view page, std::string_view format, std::string_view doc) const {
  const Writer write = writer_of(format);
  const RawPage raw = single(page, doc);
  return write(state_->run(raw));
}

std::vector<Story> Cleaner::stories(std::string_view page) const {
  const RawPage raw = single(page, "-");
  const Page done = state_->run(raw);
  std::vector<Story> out;
  for (const Article& a : done.articles) out.push_back(story_of(a));
  return out;
}

std::size_t Cleaner::clean(std::istream& in, std::ostream& out, std::string_view format, std::string_view doc) const {
  const Writer write = writer_of(format);
  Reader reader(in, std::string(doc), Reader::From::text, Reader::page_cap, "auto");
  std::size_t failed = 0;
  bool first = true;
  while (const auto raw = reader.next()) {
    std::string problem;
    const Page page = state_->chain.run(*raw, problem);
    failed += !problem.empty();
    if (format == "text" && !first) out << '\f';
    first = false;
    out << write(page) << std::flush;
    if (!out) throw std::runtime_error("writing failed");
  }
  return failed;
}

}  // namespace galley
