// Deals pieces of printed lines to the columns that they came from. See dealer.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stages/language.h"

namespace galley {
class Pairs;
class Words;
}  // namespace galley

namespace galley::stages {

/// A line of one column, or several that surely stand below each other.
struct Piece {
  std::size_t row = 0;           ///< the page's line that holds it
  std::size_t last_row = 0;      ///< where whole lines follow, the last of them
  std::size_t from = 0, to = 0;  ///< text bytes of that line
  std::string_view text;
  float x = 0;  ///< characters from the row's start
  float cells = 0;
  int gap = 0;         ///< blanks before it
  bool first = false;  ///< of its row
  int nth = -1;        ///< its row among those that the line ran together; -1: a line is a row
  bool full = false, indented = false, lead = false, fresh = false;  ///< its first line
  bool fills = false, ends = false;                                  ///< its last line
  std::uint8_t left_open = 0, first_closed = 0;                      ///< brackets (facing.h)
  Language::Window tail, head;                                       ///< what the language model judges
};

constexpr int wide_gap = 2;        ///< blanks that no text has inside, unless it was stretched
constexpr int widest_inside = 16;  ///< blanks that no line has inside, however far it was stretched

/// Where a piece goes; same_line: no seam at all, it goes on in the piece before it.
struct Dealt {
  std::size_t band = 0, column = 0;
  bool same_line = false;
};

/// What was found: the places of all pieces, and by how much the columns read better than the dump as it stands (about
/// twice a decimal logarithm). Empty where the dump reads as well.
struct Deal {
  std::vector<Dealt> places;
  float gain = 0;
};

/// What tells of an alphabet's pieces what goes on in what, where there is no language model. Pointers may be null.
struct Alphabet {
  const Words* words = nullptr;
  const Pairs* pairs = nullptr;
  float measure = 0;  ///< cells of a full line; 0: not known
};

/// `language`: may be null. `han`: an alphabet has other signs.
Deal deal(const std::vector<Piece>& pieces, const Language* language, bool han, const Alphabet& alphabet = {});

}  // namespace galley::stages
