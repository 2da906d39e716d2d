// Articles and ledger of any bytes: restored, or refused with a clear error. Half the inputs damage what galley itself
// wrote of a page, so that they come further than the first row.
#include "tests/fuzz/fuzz.h"

using namespace galley;
using namespace galley::tests;

namespace {

constexpr const char* page =
    "青螺湾日报 2019年5月1日 "
    "第3版\n青螺湾渡口停航\n——船长上岸\n\n本报讯（记者陶小满）昨日清晨,渡口响起最\n后一声船笛，从此停航。\n"
    "\fThe mayor re-\nsigned \"today\".\xFF\r\n\r\n①5 Marsh End\n";

// Puts and takes bytes as the input says: a place (two bytes), how many go, how many of the input come.
std::string damaged(std::string s, Choices& choose) {
  for (std::size_t n = choose.below(8); n > 0; --n) {
    const std::size_t at = (choose.below(256) * 256 + choose.below(256)) % (s.size() + 1), gone = choose.below(64);
    std::string come;
    for (std::size_t k = choose.below(16); k > 0; --k) come += static_cast<char>(choose.below(256));
    s.replace(at, gone, come);
  }
  return s;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Cleaned own = clean(std::string(page));
  Choices choose(data, size);
  std::string articles, ledger;
  switch (choose.below(3)) {
    case 0: {  // any bytes, a form feed between the two
      const std::string all = choose.rest();
      const std::size_t cut = all.find('\f');
      articles = all.substr(0, cut);
      if (cut != all.npos) ledger = all.substr(cut + 1);
      break;
    }
    case 1: articles = own.jsonl, ledger = damaged(own.ledger, choose); break;
    default: articles = damaged(own.jsonl, choose), ledger = own.ledger;
  }
  const Watch watch(articles.size() + ledger.size());
  try {
    const std::string bytes = restored(articles, ledger);
    if (articles == own.jsonl && ledger == own.ledger) must(bytes == page, "inversion");
  } catch (const std::runtime_error& e) { must(e.what()[0] != 0, "an error says what is wrong"); }
  return 0;
}
