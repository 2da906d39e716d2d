// Line breaks of Korean text. See korean.cpp.
#pragma once

#include <string_view>
#include <unordered_set>

#include "pipeline/page.h"
#include "pipeline/rules.h"

namespace galley {

class KoreanBreaks {
 public:
  KoreanBreaks(const Page& page, const RuleSet& rules);
  /// Whether a and b, a line and the next, meet inside a word: no blank stood at the break.
  bool inside_word(std::string_view a, std::string_view b) const;

 private:
  const RuleSet& rules_;
  bool anywhere_ = false;  // the page breaks its lines wherever they are full
  std::unordered_set<std::string_view> words_;
};

}  // namespace galley
