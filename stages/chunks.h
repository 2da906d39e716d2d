// Chunks: runs of lines that may break off and go on elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>

#include "pipeline/page.h"
#include "stages/language.h"

namespace galley::stages {

/// The lines between two blank lines: a column, or what of a paragraph one column held.
struct Chunk {
  std::size_t begin = 0, end = 0;                ///< lines
  bool text = false;                             ///< running text: may break off, may continue
  bool open = false;                             ///< breaks off
  bool fresh = false;                            ///< begins as items or paragraphs do
  bool broken_start = false;                     ///< begins as no paragraph does
  Language::Window tail, head;                   ///< empty without a model
  std::uint8_t left_open = 0, first_closed = 0;  ///< brackets, of the last line and the first
};

/// Fills what the first line's beginning and the last line's end tell a seam: `tail` to `first_closed`.
void read_ends(const Page& page, Chunk& chunk, const Language* language);

/// Lines [begin, end), which are not none. `language` may be null.
Chunk read_chunk(const Page& page, std::size_t begin, std::size_t end, const Language* language);

/// Whether line i > 0 is no rest of a text that breaks off before it, but title type: it leaves room, has no clauses and no stop,
/// and the model of the language, which must be there, sees nothing go on in it; in an alphabet it begins with a capital.
bool no_rest(const Page& page, std::size_t i);

}  // namespace galley::stages
