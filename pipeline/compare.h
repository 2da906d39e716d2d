// What differs between the articles a page gives and those it should give, place by place.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/chain.h"
#include "pipeline/expected.h"
#include "pipeline/reader.h"

namespace galley {

/// A page of a document and the bytes it views.
struct Cleaned {
  std::unique_ptr<RawPage> raw;
  Page page;
  std::uint64_t lines_before = 0;  ///< lines of the document before it
};

struct Difference {
  /// missing, extra, split, merged, order: whole articles; kind, title, byline, dateline, jump; paragraph, punctuation,
  /// text: places in a body; body: one that is another altogether; residue: shown, and should not be.
  std::string_view what;
  /// counted from 1: of the expectation; of what was found, for `extra` and `split`; 0: of none
  std::size_t article = 0;
  std::string headline = {};  ///< of that article, to know it by
  /// what stands on either side, what should stand between, what does
  std::string before = {}, want = {}, got = {}, after = {};
  std::uint64_t byte = 0, line = 0;     ///< in the document (its text as UTF-8); line counted from 1; 0: no place
  std::vector<std::string> rules = {};  ///< that acted there
};

/// `found` are the units of `pages` in their order; `match` as score() gives it.
std::vector<Difference> compare(const Expected& expected, const std::vector<Unit>& found,
                                const std::vector<Cleaned>& pages, const std::vector<std::ptrdiff_t>& match);

}  // namespace galley
