// A piece of text that knows which source bytes it stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace galley {

/// Half-open range of source bytes.
struct Span {
  std::uint32_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

/// From text byte `at` up to the next run's, the text stands for source bytes [begin, end).
/// `why` 0: byte for byte the same; otherwise an index into Page::reasons.
struct Run {
  std::uint32_t at = 0, begin = 0, end = 0;
  std::uint32_t why = 0;
};

/// A piece of text and where it comes from. Copy freely: it owns nothing, and lives as long as its page.
struct Text {
  std::string_view bytes;
  std::span<const Run> runs;

  bool empty() const { return bytes.empty(); }
  std::uint32_t source_begin() const { return runs.empty() ? 0 : runs.front().begin; }
  std::uint32_t source_end() const { return runs.empty() ? 0 : runs.back().end; }
  /// Source byte that text byte `at` comes from (the start of a changed run for any byte in it).
  std::uint32_t source_of(std::size_t at) const;
};

}  // namespace galley
