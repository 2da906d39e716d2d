// HTML: document models write it for tables, some for all.
//
//   <table><tr><td>年份</td><td>订单</td></tr><tr><td>2020</td><td>1200</td></tr></table>
//
// is two rows, `年份⇥订单` and `2020⇥1200`. Only tags that are known go, and only whole ones: `a < b` and `<责编 某某>` stay.
#include "stages/html.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/forms.h"

namespace galley::stages {
namespace {

using View = std::string_view;

constexpr std::size_t longest = 300;  // bytes of a tag; so that many that are never closed cost little

// What a tag does to its line.
enum class Does : std::uint8_t { sets, parts, row, cell, item };

struct Tag {
  std::size_t end = 0;  // behind its >
  Does does = Does::sets;
  bool closes = false;
  View name;
};

std::optional<Tag> tag_at(View s, std::size_t at) {
  static constexpr std::array<std::pair<View, Does>, 48> names = {{
      {"div", Does::parts},     {"p", Does::parts},          {"h1", Does::parts},         {"h2", Does::parts},
      {"h3", Does::parts},      {"h4", Does::parts},         {"h5", Does::parts},         {"h6", Does::parts},
      {"table", Does::parts},   {"ul", Does::parts},         {"ol", Does::parts},         {"figure", Does::parts},
      {"html", Does::parts},    {"figcaption", Does::parts}, {"blockquote", Does::parts}, {"caption", Does::parts},
      {"section", Does::parts}, {"article", Does::parts},    {"header", Does::parts},     {"footer", Does::parts},
      {"body", Does::parts},    {"main", Does::parts},       {"tr", Does::row},           {"td", Does::cell},
      {"th", Does::cell},       {"li", Does::item},          {"thead", Does::sets},       {"tbody", Does::sets},
      {"tfoot", Does::sets},    {"colgroup", Does::sets},    {"col", Does::sets},         {"br", Does::sets},
      {"span", Does::sets},     {"b", Does::sets},           {"strong", Does::sets},      {"i", Does::sets},
      {"em", Does::sets},       {"u", Does::sets},           {"center", Does::sets},      {"sup", Does::sets},
      {"sub", Does::sets},      {"font", Does::sets},        {"a", Does::sets},           {"small", Does::sets},
      {"big", Does::sets},      {"mark", Does::sets},        {"s", Does::sets},           {"hr", Does::sets},
  }};
  const View tag = s.substr(at, longest);
  const std::size_t end = tag.find('>'), name = tag.starts_with("</") ? 2 : 1;
  if (end == View::npos) return std::nullopt;
  const std::size_t over = std::min(end, tag.find_first_of(" /", name));
  // behind the name nothing, or attributes: <a gift of his aunt> is none
  if (tag[over] == ' ' && tag[over + 1] != '/' && tag.substr(over, end - over).find('=') == View::npos)
    return std::nullopt;
  if (tag[over] == ' ' && tag[over + 1] == '=') return std::nullopt;
  const View said = tag.substr(name, over - name);
  const auto* const known = std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == said; });
  if (known == names.end()) return std::nullopt;
  return Tag{at + end + 1, known->second, name == 2, said};
}

// Text bytes at which the line is parted.
std::vector<std::size_t> cuts_of(View s) {
  std::vector<std::size_t> out;
  std::size_t from = 0;  // of the piece
  bool empty = true;     // nothing but tags in it so far
  const auto cut = [&](std::size_t at) {
    if (at > from && at < s.size()) out.push_back(at);
    from = at;
    empty = true;
  };
  for (std::size_t at = 0; at < s.size();) {
    const auto tag = s[at] == '<' ? tag_at(s, at) : std::nullopt;
    if (!tag) {
      empty &= s[at] == ' ';
      ++at;
      continue;
    }
    const bool own = tag->does != Does::sets && tag->does != Does::cell;
    if (own && !tag->closes && !empty) cut(at);
    at = tag->end;
    if (own && tag->closes && !empty) cut(at);
    empty &= tag->does != Does::cell;
  }
  return out;
}

// <tr><td>a</td><td>b</td></tr>: cells parted by tabs.
void read_row(Page& page, Line& line) {
  const View s = line.text.bytes;
  Rewrite w(page, line.text);
  bool first = true;
  for (std::size_t at = s.find('<'); at != View::npos; at = s.find('<', at + 1)) {
    const auto tag = tag_at(s, at);
    if (!tag) continue;
    const bool opens = tag->does == Does::cell && !tag->closes;
    w.keep_until(at);
    w.put(opens && !first ? "\t" : tag->name == "br" ? " " : "", tag->end - at, "lines.html-table");
    if (opens) first = false;
    at = tag->end - 1;
  }
  w.finish();
  line.form = Form::table;
}

bool has_cell(View s) {
  for (std::size_t at = s.find('<'); at != View::npos; at = s.find('<', at + 1))
    if (const auto tag = tag_at(s, at); tag && tag->does == Does::cell) return true;
  return false;
}

// Where what <li> begins stands: 0: the text begins with no <li>, be it behind other tags.
std::size_t item_of(View s) {
  for (std::size_t at = 0; at < s.size();) {
    const auto tag = s[at] == '<' ? tag_at(s, at) : std::nullopt;
    if (!tag) return 0;
    at = tag->end;
    if (tag->does == Does::item && !tag->closes) return at;
  }
  return 0;
}

}  // namespace

void part_html(Page& page) {
  if (page.source.find('<') == View::npos) return;
  std::uint32_t chunk = free_chunk(page);
  std::vector<Line> out;
  out.reserve(page.lines.size());
  for (const Line& line : page.lines) {
    const View s = line.text.bytes;
    std::vector<std::size_t> cuts = s.find('<') == View::npos ? std::vector<std::size_t>{} : cuts_of(s);
    cuts.push_back(s.size());
    std::size_t from = 0;
    std::uint32_t here = line.chunk;
    for (const std::size_t to : cuts) {
      Line piece = line;
      if (cuts.size() > 1) piece.text = slice(page, line.text, from, to);
      const View t = piece.text.bytes;
      const bool row = has_cell(t);
      if (from > 0 && !(row && out.back().form == Form::table)) here = ++chunk;
      piece.chunk = here;
      if (row) read_row(page, piece);
      else if (const std::size_t item = item_of(t)) replace(page, piece.text, 0, item, "- ", "lines.html-item");
      out.push_back(std::move(piece));
      from = to;
    }
  }
  page.lines = std::move(out);
}

void read_tags(Page& page, Line& line) {
  const View s = line.text.bytes;
  if (s.find('<') == View::npos) return;
  Rewrite w(page, line.text);
  // <h2>…</h2>
  if (s.size() > 9 && s.starts_with("<h") && s[2] >= '1' && s[2] <= '6' && (s[3] == '>' || s[3] == ' ') &&
      s.ends_with(std::string("</h") + s[2] + ">")) {
    line.level = static_cast<std::uint8_t>(s[2] - '0');
    line.form = Form::heading;
  }
  for (std::size_t at = s.find('<'); at != View::npos; at = s.find('<', at + 1)) {
    const auto tag = tag_at(s, at);
    if (!tag) continue;
    w.keep_until(at);
    w.put("", tag->end - at, "lines.html-tag");
    at = tag->end - 1;
  }
  w.finish();
}

}  // namespace galley::stages
