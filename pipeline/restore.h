// `galley restore`: the input again, from the articles and the ledger together.
#pragma once

#include <istream>
#include <ostream>

namespace galley {

/// Reads the articles (JSON Lines, as galley wrote them or edited since) and the ledger of the same run, and writes
/// the documents one after the other. What an article's text says is what is written: change a character
/// there, and it differs there. Throws std::runtime_error when the two do not belong together.
void restore(std::istream& articles, std::istream& ledger, std::ostream& out);

}  // namespace galley
