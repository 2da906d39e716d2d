// Rows of words that several columns share. See word_rows.cpp.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pipeline/page.h"

namespace galley {
class Pairs;
class Words;
}  // namespace galley

namespace galley::stages {

/// A stretch of a line: a word, or a piece of several.
struct Token {
  std::size_t from = 0, to = 0;  ///< text bytes
  float x = 0;                   ///< characters from the line's start
  float cells = 0;
  int gap = 0;  ///< blanks before it
};

/// A row of the dump: its text and its words.
struct WordRow {
  std::string_view text;
  std::vector<Token> words;
};

/// Whether the page breaks words in mid-row, whose rest does not follow: columns read across.
bool breaks_words_in_rows(const Page& page, const Words& dictionary);

/// Rows cut into lines of columns, and the columns' measure in cells; 0, and no rows: nothing tells one.
struct WordRows {
  std::vector<std::vector<Token>> rows;
  float width = 0;
};
/// `narrow`: single blanks may part columns, too (breaks_words_in_rows()).
WordRows cut_word_rows(const std::vector<WordRow>& rows, const Words& dictionary, const Pairs& pairs, bool narrow);

}  // namespace galley::stages
