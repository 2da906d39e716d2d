// The ledger for people: each change with its line, rule and both texts, as a diff.
#include "pipeline/ledger.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"

#include <algorithm>

namespace galley {
namespace {

// Control characters would drive the terminal; show them as pictures.
std::string visible(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c == '\n') out += "⏎";
    else if (c == '\t') out += "⇥";
    else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0)) append(out, c < 0x20 ? 0x2400 + c : 0x2421);
    else append(out, c);
  }
  return out;
}

}  // namespace

std::string explain(const Page& page) {
  std::string out = "--- " + visible(page.doc) + " page " + std::to_string(page.number) + '\n';
  for (const Row& r : ledger_rows(page)) {
    if (r.kind == "break" && r.in.empty()) continue;  // the blanks between texts explain nothing
    const auto local = static_cast<std::size_t>(r.begin - page.offset);
    const auto line = 1 + std::count(page.source.begin(), page.source.begin() + static_cast<std::ptrdiff_t>(std::min(local, page.source.size())), '\n');
    out += "@@ line " + std::to_string(line) + ", byte " + std::to_string(r.begin) + ": ";
    for (std::size_t i = 0; i < r.rules.size(); ++i) out += (i ? ", " : "") + std::string(r.rules[i]);
    out += " (" + std::string(r.kind) + (r.applied ? "" : ", left as it was");
    if (r.at.size() > 1) out += ", " + std::to_string(r.at.size()) + " times";
    out += ")\n";
    if (!r.was.empty()) out += "-" + visible(r.was) + '\n';
    if (!r.now.empty()) out += "+" + visible(r.now) + '\n';
  }
  return out;
}

}  // namespace galley
