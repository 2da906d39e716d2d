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
struct Cut { std::size_t from = 0, to = 0; float cells = 0; bool blank = false; };

/// The printed lines of a region, a vector for each line of the dump, and their measure in cells.
struct RunIn { std::vector<std::vector<Cut>> lines; float width = 0; };

/// Whether blanks stand inside lines where nothing goes on: rows of several columns.
bool reads_across(const std::vector<std::string_view>& lines, const Language& language);

/// Cuts the lines; empty where no measure explains them.
RunIn cut_run_in(const std::vector<std::string_view>& lines, const Language& language);

}  // namespace galley::stages
