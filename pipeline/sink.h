// Writers: a finished page in, the bytes of one output format out. One file a format.
#pragma once

#include <string>

#include "pipeline/page.h"

namespace galley {

std::string to_text(const Page& page);      ///< pages are parted by form feeds
std::string to_markdown(const Page& page);
std::string to_jsonl(const Page& page);
/// One JSON object per residue record.
std::string to_residue(const Page& page);
/// What changed on the page, as a diff for people.
std::string explain(const Page& page);

}  // namespace galley
