// See pattern.h.
#include "pipeline/pattern.h"

#include <re2/re2.h>

#include <algorithm>

namespace galley {
namespace {

re2::RE2::Options options(std::int64_t memory) {
  re2::RE2::Options o;
  o.set_log_errors(false);
  o.set_max_mem(memory);
  return o;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct Pattern::Program {
  re2::RE2 re;
};

Pattern::~Pattern() { delete program_.load(); }

const Pattern::Program& Pattern::program() const {
  if (const Program* made = program_.load(std::memory_order_acquire)) return *made;
  const std::lock_guard lock(compiling_);
  if (!program_.load(std::memory_order_relaxed))
    program_.store(new Program{re2::RE2(text_, options(memory_))}, std::memory_order_release);
  return *program_.load(std::memory_order_relaxed);
}

bool Pattern::occurs(std::string_view text) const {
  return program().re.Match(piece(text), 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

bool Pattern::match(std::string_view text, Match& m, std::size_t from) const {
  const re2::RE2& re = program().re;
  const int n = std::min(re.NumberOfCapturingGroups() + 1, 16);
  re2::StringPiece groups[16];
  if (!re.Match(piece(text), from, text.size(), re2::RE2::UNANCHORED, groups, n)) return false;
  m.groups.assign(static_cast<std::size_t>(n), {});
  for (int i = 0; i < n; ++i)
    if (groups[i].data()) {
      auto b = static_cast<std::size_t>(groups[i].data() - text.data());
      m.groups[static_cast<std::size_t>(i)] = {b, b + groups[i].size()};
    }
  return true;
}

std::string Pattern::fault(int most) const {
  const re2::RE2& re = program().re;
  if (!re.ok()) return re.error();
  if (re.ProgramSize() > most)
    return "too large, " + std::to_string(re.ProgramSize()) + " of " + std::to_string(most) + " instructions";
  return {};
}

std::string Pattern::fault_of_put(const std::string& put) const {
  std::string error;
  program().re.CheckRewriteString(put, &error);
  return error;
}

}  // namespace galley
