// Markdown: `#` headline, the other title lines in bold, `##` crosshead, byline in italics, `[…]` at a gap.
#include "pipeline/sink.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

// Escapes what Markdown would read as a mark of its own.
void escaped(std::string& out, std::string_view s) {
  bool start = true;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '\\' || c == '*' || c == '_' || c == '`' || c == '<' || c == '[' || c == ']' || c == '|' ||
        (start && (c == '#' || c == '>' || c == '+' || c == '-')))
      out += '\\';
    if (start && c >= '0' && c <= '9') {  // "1. " would start a list
      std::size_t k = i;
      while (k < s.size() && s[k] >= '0' && s[k] <= '9') ++k;
      if (k + 1 < s.size() && (s[k] == '.' || s[k] == ')') && s[k + 1] == ' ') {
        out.append(s, i, k - i);
        out += '\\';
        i = k;
        out += s[i];
        start = false;
        continue;
      }
    }
    out += c;
    start = c == '\n';
  }
}

void with_gaps(std::string& out, const Piece& p) {
  std::size_t from = 0;
  for (auto g : p.gaps) {
    escaped(out, p.text.bytes.substr(from, g - from));
    out += "[…]";
    from = g;
  }
  escaped(out, p.text.bytes.substr(from));
}

void table(std::string& out, std::string_view s) {
  bool head = true;
  while (!s.empty()) {
    auto nl = s.find('\n');
    std::string_view row = s.substr(0, nl);
    std::size_t cells = 1;
    out += "| ";
    for (char c : row) {
      if (c == '\t') {
        out += " | ";
        ++cells;
      } else {
        if (c == '|') out += '\\';
        out += c;
      }
    }
    out += " |\n";
    if (head) {
      for (std::size_t i = 0; i < cells; ++i) out += "|---";
      out += "|\n";
    }
    head = false;
    s = nl == std::string_view::npos ? std::string_view{} : s.substr(nl + 1);
  }
}

}  // namespace

std::string to_markdown(const Page& page) {
  std::string out;
  for (const Article& a : page.articles) {
    auto marked = [&](const Text& t, std::string_view before, std::string_view after) {
      if (t.empty()) return;
      out += before;
      escaped(out, t.bytes);
      out += after;
    };
    marked(a.section, "**", "**\n\n");
    marked(a.kicker, "**", "**\n\n");
    marked(a.headline, "# ", "\n\n");
    for (const Text& t : a.deck) marked(t, "**", "**\n\n");
    for (const Text& t : a.byline_lines) marked(t, "*", "*\n\n");
    for (const Piece& p : a.body) {
      if (p.kind == "table") table(out, p.text.bytes);
      else {
        if (p.kind == "crosshead") out += "## ";
        with_gaps(out, p);
      }
      out += "\n\n";
    }
  }
  return out;
}

}  // namespace galley
