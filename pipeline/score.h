// How near a page's articles come to what they should be, in nine figures, each from 0 to 1.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/expected.h"

namespace galley {

/// articles: F1 of articles found, each sharing nine tenths of its body; titles: share reproduced on the matching
/// article; bylines: F1 of names there; paragraphs: F1 of breaks, by six characters either side; punctuation: F1 of
/// marks, by the characters around them; cer: edits a character of the bodies (the one that is better when lower);
/// jumps: F1 of what jump lines say; residue: share of what must not be shown that is not; kept: share of characters
/// shown anywhere.
inline constexpr std::array<std::string_view, 9> figure_names{
    "articles", "titles", "bylines", "paragraphs", "punctuation", "cer", "jumps", "residue", "kept"};
inline constexpr std::size_t figure_cer = 5;

/// In the order of figure_names; empty: nothing there to score.
using Figures = std::array<std::optional<double>, figure_names.size()>;

struct Scored {
  Figures figures;
  std::vector<std::ptrdiff_t> match;  ///< of each expected unit the one found, or -1
};
Scored score(const Expected& expected, const std::vector<Unit>& found);

/// Of each figure the mean over the pages that have it; 1 where none has.
Figures mean_of(const std::vector<Figures>& pages);

std::u32string characters_of(std::string_view utf8);
/// Indices of the characters that count: a blank only between Latin characters, the first of a row of them.
std::vector<std::size_t> counting(std::u32string_view s);
/// The characters that count, one blank for a row of blanks.
std::u32string squeezed(std::u32string_view s);
/// Marks that are the same in another width or direction, made one.
char32_t same_mark(char32_t c);
/// A residue in another width of its marks: brackets and colons.
std::u32string widened(std::u32string s);
/// Letters and digits alone, compatibility forms made plain.
std::u32string skeleton(std::string_view utf8);
/// Whether two titles read the same: widths, blanks, quotes and the length of dashes do not count.
bool same_title(const std::vector<std::string>& a, const std::vector<std::string>& b);
/// The least number of characters put in, taken out or replaced that makes one text the other.
std::size_t edits(std::u32string_view a, std::u32string_view b);

}  // namespace galley
