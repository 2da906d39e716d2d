// Printed lines that a dump ran together. See run_in.cpp.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace galley {
class Language;
}

namespace galley::stages {

/// A printed line inside a line of the dump: text bytes, cells, and whether a blank stands before it.
struct Cut {
  std::size_t from = 0, to = 0;
  float cells = 0;
  bool blank = false;
};

/// The printed lines of a region, a vector for each line of the dump, and their measure in cells.
struct RunIn {
  std::vector<std::vector<Cut>> lines;
  float width = 0;
};

/// What the language model says of the blanks inside lines, in the mean; `count`: of how many, of `all`; the model says
/// nothing of those beside marks. Where little goes on, the lines are rows of several columns. Once the mean of all
/// cannot fall to `limit` any more, the rest is not asked for, and the mean told lies above it too.
struct Blanks {
  float mean = 0;
  int count = 0, all = 0;
};
Blanks judge_blanks(const std::vector<std::string_view>& lines, const Language& language, float limit);
/// half of all true seams score above 1.1, one chance seam in twenty above this (language.cpp)
constexpr float chance = 0.6F;

/// Cuts the lines; empty where no measure explains them.
RunIn cut_run_in(const std::vector<std::string_view>& lines, const Language& language);

}  // namespace galley::stages
