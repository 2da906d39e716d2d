// Measures of lines that several stages share.
#pragma once

#include <algorithm>

#include "pipeline/page.h"
#include "pipeline/unicode.h"

namespace galley {

/// Cells of a text as it was set: in a Han line half-width stops count as the squeezed full-width ones they were.
float width_of(std::string_view s, Setting setting);
/// Whether width_of() is less; does not read on where it is not.
bool narrower(std::string_view s, Setting setting, float most);

/// Cells that the next line's first unbreakable unit would have needed: a Han character with the stops that cannot
/// start a line, or a word (a hyphenated page: its first syllable, about three letters).
float first_unit(std::string_view s, Setting setting);

/// The last character that is neither blank nor a closing mark or quote, and whether such marks follow it.
struct TextEnd {
  char32_t c = 0;
  bool closed = false;
};
TextEnd ending(std::string_view s);

/// Ends a sentence: a stop or dots, closing marks allowed after it.
bool ends_sentence(std::string_view s);

/// Cells. No column is wider; a headline, or a paragraph that its dump has not wrapped, may be.
inline constexpr float widest_column = 130;

/// Cells of a full line among lines: the third widest, for headlines may be wider than their column.
class FullLine {
 public:
  void add(float width) {
    if (width > widest_column) return;
    float* const narrowest = std::min_element(widest_, widest_ + 3);
    *narrowest = std::max(*narrowest, width);
  }
  /// 0 where there are fewer than three.
  float width() const { return *std::min_element(widest_, widest_ + 3); }

 private:
  float widest_[3] = {0, 0, 0};
};

/// Signs that papers set before headlines.
inline constexpr std::u32string_view headline_signs = U"●◎○◉■◆•";

/// Whether no 。 stands in it but at its end.
inline bool one_stop(std::string_view s) {
  constexpr std::string_view stop = "。";
  return std::min(s.find(stop), s.size()) + stop.size() >= s.size();
}

/// Whether a comma stands in it, of either width.
inline bool has_comma(std::string_view s) {
  return s.find("，") != std::string_view::npos || s.find(',') != std::string_view::npos;
}

}  // namespace galley
