// One RE2 pattern, compiled when it is first asked: most rules never meet their text in a run.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace galley {

/// What a rule found: byte ranges of the whole match and of its groups (npos begin: the group took no part).
struct Match {
  struct Range {
    std::size_t begin = std::string_view::npos, end = 0;
  };
  std::vector<Range> groups;
  const Range& operator[](std::size_t i) const { return groups[i]; }
  bool has(std::size_t i) const { return i < groups.size() && groups[i].begin != std::string_view::npos; }
  std::string_view of(std::string_view text, std::size_t i) const {
    return has(i) ? text.substr(groups[i].begin, groups[i].end - groups[i].begin) : std::string_view{};
  }
};

class Pattern {
 public:
  /// `memory`: the most that it may take, compiled and running, in bytes.
  Pattern(std::string text, std::int64_t memory) : text_(std::move(text)), memory_(memory) {}
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;
  ~Pattern();

  const std::string& text() const { return text_; }
  bool occurs(std::string_view text) const;
  /// First match at or after byte `from`.
  bool match(std::string_view text, Match& m, std::size_t from) const;

  /// What is wrong with it; empty: nothing. `most`: instructions that its program may have.
  std::string fault(int most) const;
  /// What is wrong with `put` as what to make of its matches.
  std::string fault_of_put(const std::string& put) const;

 private:
  struct Program;
  const Program& program() const;
  std::string text_;
  std::int64_t memory_;
  mutable std::mutex compiling_;
  mutable std::atomic<const Program*> program_{nullptr};
};

}  // namespace galley
