// See chain.h.
#include "pipeline/chain.h"

#include <exception>
#include <new>

#include "pipeline/unicode.h"
#include "stages/stages.h"

namespace galley {
namespace {

constexpr StageEntry table[] = {
#define STAGE(name, help) {#name, help, stages::name},
#include "stages/stages.def"
#undef STAGE
};

Page fresh(const RawPage& raw) {
  Page page;
  page.source = raw.bytes;
  page.doc = raw.doc;
  page.offset = raw.offset;
  page.number = raw.number;
  page.cut = raw.cut;
  page.last = raw.last;
  page.encoding = raw.encoding;
  page.kept = raw.kept;
  page.cut_lines();
  return page;
}

// Without the articles stage, or the paragraphs it reads, a page is one object: its blocks, or its lines where even
// those were not made.
void as_one(Page& page, std::string_view kind) {
  Article a;
  a.kind = kind;
  if (!page.blocks.empty())
    for (const Block& b : page.blocks) a.body.push_back({"para", b.text, b.gaps});
  else
    for (const Line& l : page.lines) a.body.push_back({"para", l.text, {}});
  if (!a.body.empty()) page.articles.push_back(std::move(a));
}

}  // namespace

std::span<const StageEntry> stage_table() { return table; }

Page Chain::run(const RawPage& raw, std::string& problem) const {
  problem = raw.problem;
  if (problem.empty()) {
    Page page = fresh(raw);
    page.trust = trust_;
    try {
      if (skip_.contains("characters") && !valid_utf8(raw.bytes)) stages::mend_bytes(page);
      for (const StageEntry& s : table)
        if (!skip_.contains(s.name)) s.run(page, book_.of(s.name));
      if (page.articles.empty()) as_one(page, "page");
      return page;
    } catch (const std::bad_alloc&) {
      throw;  // no fault of the page
    } catch (const std::exception& e) { problem = e.what(); }
  }
  Page page = fresh(raw);
  if (!valid_utf8(raw.bytes)) stages::mend_bytes(page);
  as_one(page, "loose");
  return page;
}

}  // namespace galley
