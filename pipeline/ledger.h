// Where every source byte of a page went. Computed from the final state of the page, never kept on the side, so
// it cannot disagree with the output.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/page.h"
#include "pipeline/reader.h"

namespace galley {

/// One row. Spans and offsets are of the document.
struct Row {
  std::string_view kind;  ///< change, break, drop, piece, move, gap, split, doubt, same
  std::uint64_t begin = 0, end = 0;
  Rules rules;           ///< in the order in which they acted
  std::string was, now;  ///< source bytes, and what stands for them
  std::string in;        ///< unit that shows it: `SEQ.field[.INDEX]`; empty: in no unit
  std::int64_t to = -1;  ///< code points before `now` in that unit's text
  std::vector<std::pair<std::uint64_t, std::int64_t>> at;  ///< of a break row: each break's byte and code point
  bool applied = true;
  std::optional<std::string> raw = std::nullopt;  ///< the source bytes, where encoding `was` would not give them
};

/// A shown text and its name in the output.
struct Shown {
  std::string name;
  const Text* text;
};
std::vector<Shown> shown_texts(const Page& page);

/// Rows of one page in source order. Every byte of the page is either shown by exactly one text or in one row.
std::vector<Row> ledger_rows(const Page& page);

/// The document's spans a text stands for, neighbours merged, in reading order.
std::vector<std::pair<std::uint64_t, std::uint64_t>> spans_of(const Page& page, const Text& text);

/// Nothing but blanks and controls: a change between two such texts is a decided break.
bool blank(std::string_view s);
/// The first line: version, rules, and the encoding of the first document.
std::string ledger_head(std::string_view rules, std::string_view encoding, double confidence);

/// All lines of a page: the encoding of a document that is not in UTF-8, the rows, the form feed behind the page. A
/// page has one line at least (kind `same`), for their order is that of the documents.
std::string to_ledger(const Page& page, const RawPage& raw);

/// JSON of a row (one line, no newline).
std::string to_json(const Row& row, const Page& page);

/// Appends `s` as a JSON string; s must be valid UTF-8. Control characters are escaped, also for terminals.
void json_string(std::string& out, std::string_view s);

/// Stage of a rule id: what stands before its first dot.
inline std::string_view stage_of(std::string_view rule) { return rule.substr(0, rule.find('.')); }

}  // namespace galley
