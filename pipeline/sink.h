// Writers: a finished page in, the bytes of one output format out. One file a format.
#pragma once

#include <string>
#include <vector>

#include "pipeline/page.h"
#include "pipeline/rules.h"

namespace galley {

std::string to_text(const Page& page);  ///< pages are parted by form feeds
std::string to_markdown(const Page& page);
/// `targets`, if asked for, gets the bytes where the jumps' targets stand as `null`, article by article,
/// `continued_from` first.
std::string to_jsonl(const Page& page, std::vector<std::size_t>* targets = nullptr);
/// The proof sheet: what stands before the pages, each page, what closes it. The parts make one HTML document.
std::string sheet_begin(const Rulebook& book);
std::string to_html(const Page& page);
std::string sheet_end();
/// One JSON object per residue record.
std::string to_residue(const Page& page);
/// What changed on the page, for people: a block a change, with carets; `colour`: with the codes of a terminal.
std::string explain(const Page& page, bool colour = false);
/// BCP 47 tag of what the page is written in: zh-Hans, zh-Hant, ja, en, de, fr, es or und; empty without letters.
std::string_view language_of(const Page& page);

}  // namespace galley
