// The proof sheet: one page that needs nothing beside itself. This writes the facts, pipeline/sheet/ shows them.
//
// A page becomes one block of JSON: its raw text once, and for each text of its articles a list of runs that point into
// it, so the two sides cannot disagree. Positions are UTF-16 code units, which a browser counts in; marks carry their
// byte too:
//
//   "raw": "ab-\ncd", "texts": [["para", [0, 2, -1, -2, 4, 6]]],      raw [0, 2), mark 0, mark 1, raw [4, 6)
//   "marks": [["change", 2, 3, 2, [0], ""], ["break", 3, 4, 3, [1], ""]]
//   a mark: kind, begin, end, byte, rules (indexes into "rules"), what stands now
//
// Nothing of a page is ever markup: `<` is escaped in the blocks, the scripts make text nodes only, and the sheet's
// policy lets nothing else run.
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/chain.h"
#include "pipeline/ledger.h"
#include "pipeline/sheet/sheet.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

// A block of data inside the sheet. No `<` means no tag and no comment, whatever the text holds.
std::string block(std::string_view name, std::string_view json) {
  std::string out = "<script type=\"application/json\" class=\"";
  out += name;
  out += "\">";
  for (const char c : json) {
    if (c == '<') out += "\\u003c";
    else out += c;
  }
  out += "</script>\n";
  return out;
}

void list(std::string& o, const std::vector<std::string>& items) {
  o += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i) o += ',';
    o += items[i];
  }
  o += ']';
}

std::string quoted(std::string_view s) {
  std::string o;
  json_string(o, s);
  return o;
}

class Sheet {
 public:
  explicit Sheet(const Page& page) : page_(page), unit_(page.source.size() + 1) {
    std::uint32_t units = 0;
    for (std::size_t at = 0; at < page.source.size();) {
      const std::size_t was = at;
      const char32_t c = decode(page.source, at);
      for (std::size_t b = was; b < at; ++b) unit_[b] = units;
      append(raw_, c);
      units += c > 0xFFFF ? 2 : 1;
    }
    unit_.back() = units;
  }

  std::string json() {
    std::vector<std::string> articles;
    for (const Article& a : page_.articles) articles.push_back(article(a));
    // what no article shows, and what was noticed: as the ledger has it
    for (const Row& r : ledger_rows(page_)) {
      if (!r.in.empty() && r.kind != "piece") continue;
      if (r.kind == "break") continue;                       // blanks between texts
      if (r.kind == "piece" && r.to == 0) continue;          // the seam is before the second piece
      const bool suggested = !r.applied && r.kind != "gap";  // to step through with the doubts
      mark(suggested ? "doubt" : r.kind,
           {static_cast<std::uint32_t>(r.begin - page_.offset), static_cast<std::uint32_t>(r.end - page_.offset)},
           r.rules, r.now);
    }
    std::string o = "{\"doc\":" + quoted(page_.doc) + ",\"page\":" + std::to_string(page_.number) +
                    ",\"offset\":" + std::to_string(page_.offset) +
                    ",\"bytes\":" + std::to_string(page_.source.size()) + ",\"lang\":" + quoted(language_of(page_)) +
                    ",\"paper\":" + quoted(page_.paper) + ",\"date\":" + quoted(page_.date) +
                    ",\"label\":" + quoted(page_.label) + ",\"raw\":" + quoted(raw_) + ",\"articles\":";
    list(o, articles);
    o += ",\"rules\":";
    list(o, rules_);
    o += ",\"marks\":";
    list(o, marks_);
    return o + '}';
  }

 private:
  std::string article(const Article& a) {
    std::vector<std::string> texts;
    auto add = [&](std::string_view field, const Text& t) {
      if (!t.empty()) texts.push_back("[" + quoted(field) + "," + runs(t) + "]");
    };
    add("section", a.section);
    add("kicker", a.kicker);
    add("headline", a.headline);
    for (const Text& t : a.deck) add("deck", t);
    for (const Text& t : a.byline_lines) add("byline", t);
    for (const Piece& p : a.body) add(p.kind, p.text);
    char confidence[16];
    std::snprintf(confidence, sizeof confidence, "%.2f", static_cast<double>(a.confidence));
    std::string o = "{\"kind\":" + quoted(a.kind) + ",\"confidence\":" + confidence + ",\"from\":" + jump(a.jump_from) +
                    ",\"to\":" + jump(a.jump_to) + ",\"texts\":";
    list(o, texts);
    return o + '}';
  }

  std::string jump(std::int32_t index) const {
    return index < 0 ? "null" : quoted(page_.residue[static_cast<std::size_t>(index)].text);
  }

  std::string runs(const Text& t) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < t.runs.size(); ++i) {
      const Run& r = t.runs[i];
      const std::size_t end = i + 1 < t.runs.size() ? t.runs[i + 1].at : t.bytes.size();
      if (!r.why) {
        out.push_back(std::to_string(unit_[r.begin]) + "," + std::to_string(unit_[r.end]));
        continue;
      }
      const std::string_view was = page_.source.substr(r.begin, r.end - r.begin),
                             now = t.bytes.substr(r.at, end - r.at);
      mark(!was.empty() && blank(was) && blank(now) ? "break" : "change", {r.begin, r.end}, page_.reasons[r.why], now);
      out.push_back("-" + std::to_string(marks_.size()));
    }
    std::string o;
    list(o, out);
    return o;
  }

  void mark(std::string_view kind, Span at, const Rules& rules, std::string_view now) {
    std::vector<std::string> names;
    for (const std::string_view r : rules) names.push_back(std::to_string(rule(r)));
    std::string o = "[" + quoted(kind) + "," + std::to_string(unit_[at.begin]) + "," + std::to_string(unit_[at.end]) +
                    "," + std::to_string(page_.offset + at.begin) + ",";
    list(o, names);
    if (!now.empty()) o += "," + quoted(now);
    marks_.push_back(o + "]");
  }

  std::size_t rule(std::string_view id) {
    const std::string name = quoted(id);
    for (std::size_t i = 0; i < rules_.size(); ++i)
      if (rules_[i] == name) return i;
    rules_.push_back(name);
    return rules_.size() - 1;
  }

  const Page& page_;
  std::vector<std::uint32_t> unit_;  // UTF-16 units before each source byte
  std::string raw_;                  // the source as a browser can hold it: a broken byte is one U+FFFD
  std::vector<std::string> rules_, marks_;
};

}  // namespace

std::string sheet_begin(const Rulebook& book) {
  std::vector<std::string> stages, rules;
  for (const StageEntry& s : stage_table()) stages.push_back("[" + quoted(s.name) + "," + quoted(s.help) + "]");
  for (const auto& [stage, set] : book.sets()) {
    for (const Rule& r : set.all()) rules.push_back("[" + quoted(r.id) + "," + quoted(r.why) + "]");
    for (const auto& [id, why] : set.decisions()) rules.push_back("[" + quoted(id) + "," + quoted(why) + "]");
  }
  std::string o = "{\"galley\":\"" GALLEY_VERSION "\",\"digest\":" + quoted(book.digest()) + ",\"stages\":";
  list(o, stages);
  o += ",\"rules\":";
  list(o, rules);
  return std::string(sheet_head) + block("facts", o + "}");
}

std::string to_html(const Page& page) { return block("page", Sheet(page).json()); }

std::string sheet_end() { return std::string(sheet_tail); }

}  // namespace galley
