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
// Lines are told before they are joined, too: where four and more of one width all end in a mark, as wrapped text hardly
// does, and where stanzas follow a headline's chunk that ends in a name:
//
//   灯塔(外一首)
//   石　岸
//
//   你把自己站成一个字
//   写在大海的扉页上
//
//   夜航的船
//   …
//
// Never: lines of a colon, which label what follows; Japanese, whose columns may be as narrow.
#include "stages/verse.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/forms.h"
#include "stages/measure.h"

namespace galley::stages {
namespace {

constexpr std::size_t least_alike = 4;    // lines of one width that end in marks
constexpr std::size_t least_stanzas = 6;  // lines of all stanzas
constexpr float even = 0.6F;              // cells that widths of one verse differ by
constexpr float widest = 32;              // cells of a line of verse

void mark(std::vector<bool>& out, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) out[i] = true;
}

// Lines [first, second): between two blank lines.
using Chunk = std::pair<std::size_t, std::size_t>;

void mark_even(const std::vector<Line>& lines, std::vector<bool>& out) {
  const auto closes = [](const Line& l) {  // 、 parts the names of a list
    return std::u32string_view(U"，,。；！？").find(last_char(l.text.bytes)) != std::u32string_view::npos;
  };
  for (std::size_t a = 0, b; a < lines.size(); a = std::max(b, a + 1)) {
    for (b = a; b < lines.size() && lines[b].form == Form::text && !lines[b].lead && lines[b].width <= widest &&
                closes(lines[b]) && lines[b].chunk == lines[a].chunk &&
                std::abs(lines[b].width - lines[a].width) <= even;)
      ++b;
    // beside a line as wide that ends in none they fill a column
    const auto fills = [&](std::size_t i) {
      return i < lines.size() && lines[i].chunk == lines[a].chunk && std::abs(lines[i].width - lines[a].width) <= even;
    };
    if (b - a >= least_alike && !fills(b) && !(a > 0 && fills(a - 1))) mark(out, a, b);
  }
}

void mark_stanzas(const Page& page, std::vector<bool>& out) {
  const auto& lines = page.lines;
  std::vector<Chunk> chunks;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == 0 || lines[i].chunk != lines[i - 1].chunk) chunks.emplace_back(i, i);
    chunks.back().second = i + 1;
  }
  const auto of = [&](const Chunk& c) { return std::span(lines).subspan(c.first, c.second - c.first); };
  const auto text = [&](const Chunk& c) {
    return std::ranges::any_of(
        of(c), [](const Line& l) { return l.lead || ends_sentence(l.text.bytes) || has_comma(l.text.bytes); });
  };
  // Lines that fill a narrow column, the first set in and the last aside.
  const auto wrapped = [&](const Chunk& c) {
    constexpr std::size_t least = 4;
    constexpr float fills = 2;  // cells
    const auto all = of(c);
    if (all.size() < least) return text(c);
    const float most = std::ranges::max(all, {}, &Line::width).width;
    return std::ranges::all_of(all.subspan(1, all.size() - 2), [&](const Line& l) { return l.width >= most - fills; });
  };
  const auto stanza = [&](const Chunk& c) {
    return !wrapped(c) && std::ranges::all_of(of(c), [](const Line& l) {
      const std::string_view s = l.text.bytes;
      return l.form == Form::text && !l.lead && !l.begins_story && l.width <= widest && l.jump_to < 0 &&
             s.find("：") == s.npos && one_stop(s);
    });
  };
  const auto name = [&](const Line& l) {
    return l.form == Form::byline || (l.form == Form::text && page.forms->any("bare_name_placed", l.text.bytes));
  };
  const auto lone_name = [&](std::size_t k) {
    return chunks[k].second - chunks[k].first == 1 && name(lines[chunks[k].first]);
  };
  for (std::size_t c = 0, end; c + 2 < chunks.size(); c = std::max(end, c + 1)) {
    end = c;
    if (chunks[c].second - chunks[c].first < 2 || !name(lines[chunks[c].second - 1])) continue;
    for (end = c + 1; end < chunks.size() && stanza(chunks[end]);) ++end;
    // what stands above other text is its headline, perhaps above a name of its own
    if (end < chunks.size() && (lone_name(end) || text(chunks[end]))) end -= lone_name(end - 1) ? 2 : 1;
    std::size_t verses = 0, stanzas = 0;
    for (std::size_t k = c + 1; k < end; ++k)
      if (const std::size_t n = chunks[k].second - chunks[k].first; n > 1) verses += n, ++stanzas;
    if (stanzas < 2 || verses < least_stanzas) continue;
    for (std::size_t k = c + 1; k < end; ++k)
      if (chunks[k].second - chunks[k].first > 1) mark(out, chunks[k].first, chunks[k].second);
  }
}

}  // namespace

std::vector<bool> verse_lines(const Page& page) {
  std::vector<bool> out(page.lines.size());
  if (!page.han || page.kana) return out;
  mark_even(page.lines, out);
  if (page.forms) mark_stanzas(page, out);
  return out;
}

std::vector<bool> verses(const Page& page, const std::vector<Block>& blocks) {
  constexpr std::size_t least = 5;
  static const float wider = std::nextafter(widest, widest + 1);
  std::vector<bool> out(blocks.size());
  if (!page.han || page.kana) return out;
  const auto shorter = [&](const Block& b) {
    return b.form == Form::text && !b.lead && !b.starts_article && narrower(b.text.bytes, Setting::han, wider) &&
           b.text.bytes.find("：") == std::string_view::npos;
  };
  const auto breaks = [&](std::size_t i) { return breaks_between(page, blocks[i - 1].text, blocks[i].text); };
  const auto next_line = [&](std::size_t i) { return breaks(i) == 1; };
  // stanzas between blank lines below who wrote them, on the line above: no headline has four lines
  const auto stanza = [&](std::size_t a) {
    constexpr std::size_t lines = 4;
    std::size_t b = a;
    while (b < blocks.size() && shorter(blocks[b]) && !ends_sentence(blocks[b].text.bytes) && (b == a || next_line(b)))
      ++b;
    return b - a >= lines ? b : a;
  };
  for (std::size_t a = 1; a < blocks.size(); ++a) {
    if (blocks[a - 1].form != Form::byline || !next_line(a)) continue;
    for (std::size_t b = stanza(a); b > a; b = b < blocks.size() && breaks(b) == 2 ? stanza(b) : b) {
      for (std::size_t i = a; i < b; ++i) out[i] = true;
      a = b;
    }
  }
  for (std::size_t a = 0, b; a < blocks.size(); a = std::max(b, a + 1)) {
    for (b = a; b < blocks.size() && shorter(blocks[b]) && (b == a || next_line(b));) ++b;
    if (b - a < least) continue;
    const bool headed = a > 0 && (blocks[a - 1].form == Form::byline || !ends_sentence(blocks[a - 1].text.bytes));
    for (std::size_t i = headed ? a : a + 1; i < b; ++i) out[i] = true;
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) out[i] = out[i] || blocks[i].verse;
  return out;
}

}  // namespace galley::stages
