// JSON Lines: any bytes as records. What can be read of a record comes back; what cannot is kept raw.
#include "tests/fuzz/fuzz.h"

using namespace galley::tests;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choose(data, size);
  Way way;
  way.from = galley::Reader::From::jsonl;
  way.encoding = choose.encoding();
  way.skip = choose.skipped_stages();
  static constexpr std::size_t reads[] = {1, 5, 1000};
  const std::size_t in_reads = choose.among(reads);
  const Cleaned c = check_promises(choose.rest(), way, in_reads);
  std::set<std::string> ids;
  std::string texts;
  for (const Done& d : c.pages) {
    ids.insert(d.page.doc);
    texts += d.raw->bytes;
  }
  // with a ledger, ids must be unique
  if (!c.pages.empty() && ids.size() == c.pages.size()) praise("inversion", not_restored(c, texts));
  return 0;
}
