// Any bytes, read in any encoding, through any stages.
#include "tests/fuzz/fuzz.h"

using namespace galley::tests;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choose(data, size);
  Way way;
  way.encoding = choose.encoding();
  way.skip = choose.skipped_stages();
  way.trust = choose.trust();
  static constexpr std::size_t caps[] = {galley::Reader::page_cap, 64, 999}, reads[] = {1, 2, 3, 7, 61, 1000};
  way.cap = choose.among(caps);
  const std::size_t in_reads = choose.among(reads);
  const std::string bytes = choose.rest();
  praise("inversion", not_restored(check_promises(bytes, way, in_reads), bytes));
  return 0;
}
