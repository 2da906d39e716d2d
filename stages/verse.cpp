// Verse and other short lines in a row (prices, programmes, lists of names): five and more without a blank line between,
// none as long as a column's. They are text, though none ends like it:
//
//   黄昏，在渡口       <- the headline
//
//   船还没有来         <- verse
//   水鸟先把影子
//   放在了对岸
//   …
//
// Never: lines of a colon, which label what follows; Japanese, whose columns may be as narrow.
#include "stages/verse.h"

#include <algorithm>
#include <cmath>

#include "pipeline/unicode.h"
#include "stages/measure.h"

namespace galley::stages {

std::vector<bool> verses(const Page& page, const std::vector<Block>& blocks) {
  constexpr std::size_t least = 5;
  static const float wider = std::nextafter(32.0F, 33.0F);
  std::vector<bool> out(blocks.size());
  if (!page.han || page.kana) return out;
  const auto shorter = [&](const Block& b) {
    return b.form == Form::text && !b.lead && !b.starts_article && narrower(b.text.bytes, Setting::han, wider) &&
           b.text.bytes.find("：") == std::string_view::npos;
  };
  const auto next_line = [&](std::size_t i) {  // block i stands on the line below the one before
    const std::uint32_t from = blocks[i - 1].text.source_end(), to = blocks[i].text.source_begin();
    return from <= to && std::count(page.source.begin() + from, page.source.begin() + to, '\n') == 1;
  };
  for (std::size_t a = 0, b; a < blocks.size(); a = std::max(b, a + 1)) {
    for (b = a; b < blocks.size() && shorter(blocks[b]) && (b == a || next_line(b));) ++b;
    if (b - a < least) continue;
    const bool headed = a > 0 && (blocks[a - 1].form == Form::byline || !ends_sentence(blocks[a - 1].text.bytes));
    for (std::size_t i = headed ? a : a + 1; i < b; ++i) out[i] = true;
  }
  return out;
}

}  // namespace galley::stages
