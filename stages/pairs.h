// Which words of a page stand beside each other. See pairs.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/page.h"

namespace galley {

class Pairs {
 public:
  /// Reads the page's lines.
  explicit Pairs(const Page& page);
  /// What of a word, its marks with it, tells what follows it; and what tells what it follows.
  std::uint16_t left(std::string_view word) const;
  std::uint16_t right(std::string_view word) const;
  /// How much likelier (natural logarithm) the right one is behind the left one than anywhere, as this page has it:
  /// about 0 where it says nothing.
  float goes_on(std::uint16_t left, std::uint16_t right) const;

 private:
  std::unordered_map<std::string, std::uint16_t> frequent_;
  std::size_t kinds_ = 0;
  std::vector<std::uint32_t> together_, lefts_, rights_;
  float all_ = 0;
};

}  // namespace galley
