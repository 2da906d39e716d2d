// The ledger for people: one block a change, with its line, its rules, the raw line and the cleaned one, carets under
// what differs.
#include <algorithm>
#include <map>
#include <vector>

#include "pipeline/ledger.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"
#include "pipeline/visible.h"

namespace galley {
namespace {

constexpr std::size_t around = 24;  // characters shown on either side of a change

// Columns of a terminal that s takes.
std::size_t columns(std::string_view visible) {
  float n = 0;
  for (std::size_t at = 0; at < visible.size();) n += cells(decode(visible, at), Setting::mono);
  return static_cast<std::size_t>(n);
}

// A text, and where its characters begin: asked for a change each, of which a page may have a million.
class Characters {
 public:
  explicit Characters(std::string_view text) : text_(text) {}
  std::string_view text() const { return text_; }
  /// Byte of the n-th code point.
  std::size_t byte_of(std::size_t n) {
    if (steps_.empty())
      for (std::size_t at = 0, k = 0; at < text_.size(); decode(text_, at), ++k)
        if (k % step == 0) steps_.push_back(at);
    if (n / step >= steps_.size()) return text_.size();
    std::size_t at = steps_[n / step];
    for (std::size_t k = n % step; k > 0 && at < text_.size(); --k) decode(text_, at);
    return at;
  }

 private:
  static constexpr std::size_t step = 64;
  std::string_view text_;
  std::vector<std::size_t> steps_;  // every 64th
};

class Explainer {
 public:
  Explainer(const Page& page, bool colour) : page_(page), colour_(colour) {
    for (const auto& [name, text] : shown_texts(page)) texts_.emplace(name, text->bytes);
    for (std::size_t at = page.source.find('\n'); at != std::string_view::npos; at = page.source.find('\n', at + 1))
      line_ends_.push_back(at);
  }

  std::string run() {
    put(bold, visible(page_.doc) + ", page " + std::to_string(page_.number));
    out_ += '\n';
    for (const Row& r : ledger_rows(page_))
      if (r.kind != "break" || !r.in.empty()) tell(r);  // the blanks between texts explain nothing
    return std::move(out_);
  }

 private:
  static constexpr std::string_view bold = "\x1b[1m", red = "\x1b[31m", green = "\x1b[32m", dim = "\x1b[2m",
                                    plain = "\x1b[0m";

  void put(std::string_view tint, std::string_view s) {
    if (colour_) out_ += tint;
    out_ += s;
    if (colour_) out_ += plain;
  }

  std::size_t line_of(std::uint64_t byte) const {
    const auto end =
        std::lower_bound(line_ends_.begin(), line_ends_.end(), static_cast<std::size_t>(byte - page_.offset));
    return 1 + static_cast<std::size_t>(end - line_ends_.begin());
  }

  void tell(const Row& r) {
    out_ += '\n';
    put(bold, "line " + std::to_string(line_of(r.begin)) + ", byte " + std::to_string(r.begin));
    out_ += ": ";
    for (std::size_t i = 0; i < r.rules.size(); ++i) out_ += (i ? ", " : "") + std::string(r.rules[i]);
    put(dim, " (" + std::string(r.kind) +
                 (r.applied || r.kind == "gap" || r.kind == "doubt" || r.kind == "split"
                      ? ""
                      : ", suggested and left as it was") +
                 ")");
    out_ += '\n';
    if (r.kind == "move") {
      moved(r);
      return;
    }
    const auto begin = static_cast<std::size_t>(r.begin - page_.offset),
               end = std::min(page_.source.size(), begin + r.was.size());
    const bool whole = r.kind == "drop";
    lines("- ", red, page_.source, begin, end, whole);
    if (const auto it = texts_.find(r.in); it != texts_.end() && r.kind != "piece") {
      const std::string_view text = it->second.text();
      const std::size_t at = it->second.byte_of(static_cast<std::size_t>(r.to));
      lines("+ ", green, text, at, std::min(text.size(), at + r.now.size()), false);
    } else if (!r.now.empty()) {
      out_ += "  + ";
      put(green, visible(r.now));
      out_ += '\n';
    }
    if (r.at.size() > 1) {
      out_ += "    likewise at line";
      std::size_t last = line_of(r.begin), n = 0;
      std::string list;
      for (const auto& [byte, to] : r.at) {
        const std::size_t line = line_of(byte);
        if (line != last) list += (n++ ? ", " : " ") + std::to_string(line);
        last = line;
      }
      out_ += (n > 1 ? "s" : "") + (n ? list : " " + std::to_string(last)) + '\n';
    }
  }

  void moved(const Row& r) {
    out_ += "  - ";
    put(red, visible(r.was));
    out_ += r.now.empty() ? "\n  + to the end of the page\n" : "\n  + before ";
    if (!r.now.empty()) put(green, visible(r.now));
    if (!r.now.empty()) out_ += '\n';
  }

  // The text around [begin, end), and carets under it. A text that is told as a whole needs none.
  void lines(std::string_view sign, std::string_view tint, std::string_view text, std::size_t begin, std::size_t end,
             bool whole) {
    std::size_t from = begin, to = end;
    if (!whole) {
      for (std::size_t n = 0; n < around && from > 0; ++n) {
        const std::size_t before = previous(text, from);
        if (text[before] == '\n' || text[before] == '\f') break;
        from = before;
      }
      for (std::size_t n = 0; n < around && to < text.size() && text[to] != '\n' && text[to] != '\f'; ++n)
        decode(text, to);
    }
    const std::string before = visible(text.substr(from, begin - from)),
                      middle = visible(text.substr(begin, end - begin)), after = visible(text.substr(end, to - end));
    out_ += "  ";
    out_ += sign;
    out_ += before;
    put(tint, middle);
    out_ += after;
    out_ += '\n';
    if (whole) return;
    out_.append(4 + columns(before), ' ');
    put(tint, std::string(std::max<std::size_t>(1, columns(middle)), '^'));
    out_ += '\n';
  }

  const Page& page_;
  const bool colour_;
  std::map<std::string, Characters, std::less<>> texts_;
  std::vector<std::size_t> line_ends_;
  std::string out_;
};

}  // namespace

std::string explain(const Page& page, bool colour) { return Explainer(page, colour).run(); }

}  // namespace galley
