// What the blocks of a page have in common: the words that tell which headline, crosshead and text are of one story.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pipeline/page.h"
#include "stages/parse.h"

namespace galley::stages {

/// Blocks, which are compared pair by pair: no page has as many, and what its words share would tell nothing.
constexpr std::size_t most_compared = 3000;

/// All by block. Shares are of rare words (pieces: Han bigrams, or stems of an alphabet's longer words), 0 to 1.
struct Affinity {
  std::vector<float> kin;       ///< with the block before
  std::vector<float> cohesion;  ///< of the text before it with the text from it on; -1: too little text
  std::vector<float> bridge;    ///< of the two blocks before it with the two after it
  std::vector<std::vector<std::uint64_t>> bits;  ///< which of its pieces each other block has; empty where nobody asks
  std::vector<int> pieces;                       ///< how many it has, at most 64
};

/// All 0 (cohesion -1) on a page of more than `most_compared` blocks.
Affinity affinity_of(const std::vector<Block>& blocks, const std::vector<Shape>& shapes);

/// How many Han characters both begin with alike, marks before them aside, up to 4; fewer than two are none. A headline
/// names first what its text does, a crosshead hardly does (of 2,240 headlines 97 so, of 270 crossheads one, by two).
int begin_alike(std::string_view a, std::string_view b);

}  // namespace galley::stages
