// The cheapest parse of a page's blocks into articles. See parse.cpp.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pipeline/page.h"

namespace galley::stages {

/// What a block looks like to the parse.
struct Shape {
  float title = 0;  ///< cost of reading it as a title line
  float body = 0;   ///< cost of reading it as running text
  float cross = 0;  ///< cost of reading it as a crosshead
  bool byline = false, table = false, caption = false, lead = false, note = false;
  bool foreword = false;  ///< a note of the kind that may stand above its headline
  bool named = false;  ///< begins with a lead of the kind that holds its writers' names, too: no byline stands above it
  bool deck = false;   ///< begins with a dash: never the first of its title lines
  bool source = false;  ///< a line of a list of sources: what they say, who says it, when
  bool opener = false;  ///< begins as reports begin: 近日，昨日，a date
  float bridge = 0;     ///< share of rare words that the text before and after it have in common
  /// share of rare words that the text from here on has in common with the text before; -1: too little text
  float cohesion = -1;
  float kin = 0;                      ///< share of rare words it has in common with the block before, 0 to 1
  bool notice = false;                ///< the title of a notice: it stands above its text
  bool brief = false;                 ///< as short as a crosshead: alone, it hardly heads an article that names nobody
  bool above = false;                 ///< a byline that stands above its text, never below: By X
  bool credit = false;                ///< a byline of who took a picture, not of who wrote the text below it
  bool marked = false;                ///< a heading by a document model's own mark
  bool section = false;               ///< a column's name: it stands above a headline and is none of its lines
  bool second = false;                ///< a line of title type below another, and not its rest
  float width = 0;                    ///< cells of its text
  float column = 0;                   ///< cells of the column its lines were set in; 0 unknown
  bool tied = false;                  ///< a byline right below a text, a blank line below it: it closes that text
  bool below_heading = false;         ///< a heading of a lower rank right below another: its deck
  bool inline_tail = false;           ///< a byline cut from the end of the paragraph before it
  bool reply = false;                 ///< whom it is for: below who wrote a letter its answer begins so
  bool begins = false;                ///< of no story before it: the order stage has told them apart
  bool starts = false, ends = false;  ///< 上接 before it; an end mark or 下转 after it
};

/// A stretch of blocks that is one unit.
struct Unit {
  enum class Kind { article, caption, table, loose } kind = Kind::article;
  std::size_t begin = 0, end = 0;                ///< blocks
  std::size_t titles_begin = 0, titles_end = 0;  ///< title lines, at either edge; empty: none
  float cost = 0;
};

/// What it proves that a title and a body share words.
struct Proof {
  float enough = 0;  ///< so many shared pieces prove that they belong together (bigrams say less than words)
  float weight = 0;  ///< cost that is then taken off
};

/// Reads all blocks as units, in order, without gaps. `affinity(title, body)`: share of the title's word pieces found
/// in that body block, as a bit set of up to 64 pieces; `pieces(title)`: how many it has.
std::vector<Unit> parse_page(const std::vector<Shape>& shapes, const std::vector<std::vector<std::uint64_t>>& affinity,
                             const std::vector<int>& pieces, Proof proof);

}  // namespace galley::stages
