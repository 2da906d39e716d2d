// Language: seams that belong together score above those that do not. Without the models there is nothing to test.
#include "stages/language.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tests/support.h"

using namespace galley;
using namespace galley::tests;

namespace {
float seam(const Language& l, std::string_view before, std::string_view after) {
  return l.seam(l.tail(before), l.head(after));
}
}  // namespace

TEST_CASE("the true continuation of a line scores above the first lines of other columns") {
  const Language* l = chinese_model();
  if (!l) return;
  struct {
    std::string before, after, other;
  } table[] = {
      {"渡口的老船工说，今年的洪水来得比往", "年早，上游的水库已经开始", "记者从工地上了解到"},
      {"这所乡村小学的孩子们第一次走进天文", "馆，看到了自己画的星座", "菜市场的摊位重新编号"},
      {"市民可以凭身份证在自助机上办理借书", "证，全程不到一分钟", "队员们冒雨巡查河堤"},
      {"渡口的老船工說，今年的洪水來得比往", "年早，上游的水庫已經開始", "隊員們冒雨巡查河堤"},  // traditional
  };
  for (const auto& t : table) {
    CAPTURE(t.before);
    CHECK(seam(*l, t.before, t.after) > 1);
    CHECK(seam(*l, t.before, t.after) > seam(*l, t.before, t.other) + 1);
  }
}

TEST_CASE("marks, digits, letters and kana leave the model without an opinion") {
  const Language* l = chinese_model();
  if (!l) return;
  CHECK(seam(*l, "渡口昨日停航，", "船长上岸") == 0);
  CHECK(seam(*l, "全长12", "公里") == 0);
  CHECK(seam(*l, "渡口昨日", "Ferry") == 0);
  CHECK(l->head("ひらがな").empty());
  CHECK(l->tail("").empty());
}

TEST_CASE("Japanese: the true continuation scores above the first lines of other columns") {
  const Language* l = japanese_model();
  if (!l) return;
  struct {
    std::string before, after, other;
  } table[] = {
      {"市内の小学校では今年から図書", "館で読み聞かせを始めた", "警察によると、十日の朝"},  // a torn word
      // and one in kana
      {"新しい橋の工事は来年の春まで続く見通", "しで、町は船を増やす", "警察によると、十日の朝"},
      {"祭りの準備は先週から始ま", "っており、町は活気づいている", "新しい橋が開通した"},        // an ending
      {"体育館に集まったのは三十二チー", "ムで、選手は開会を待った", "町長は記者会見で述べた"},  // a foreign word
      {"観光客を乗せた高速フェ", "リーが岸に着いた", "ホテルの支配人は"},
  };
  for (const auto& t : table) {
    CAPTURE(t.before);
    CHECK(seam(*l, t.before, t.after) > 1);
    CHECK(seam(*l, t.before, t.after) > seam(*l, t.before, t.other) + 1);
  }
  CHECK(seam(*l, "渡し船は昨日、", "船長が降りた") == 0);
  CHECK(seam(*l, "全長12", "メートル") == 0);
}

TEST_CASE("Japanese: which ends no headline has") {
  const Language* l = japanese_model();
  if (!l) return;
  for (const std::string s :
       {"島の祭りの世話も一人で主宰し", "渡し舟が最後の便を", "船長の高瀬さんは", "岸の人に手を振って"}) {
    CAPTURE(s);
    CHECK(l->breaks_off(l->tail(s)));
  }
  for (const std::string s :
       {"渡し舟が最後の便を終える", "石灯台ともる", "船の数を二隻に減らす見通し", "渡し舟、博物館へ", "乗客は月に一人",
        "高速船が衝突、クジラか", "来春に廃止", "来春には廃止も", "2019年"}) {
    CAPTURE(s);
    CHECK_FALSE(l->breaks_off(l->tail(s)));
  }
}

TEST_CASE("Japanese: which beginnings no text has") {
  const Language* l = japanese_model();
  if (!l) return;
  for (const std::string s : {"によると、舟は", "は舟を降りた", "た。", "られていた", "の以下の報道", "さんが話した"}) {
    CAPTURE(s);
    CHECK(l->goes_on(l->head(s)));
  }
  for (const std::string s :
       {"渡し舟が最後の便を", "のぞみ号が止まった", "はやぶさの帰還", "もう一度", "また、町の", "2019年"}) {
    CAPTURE(s);
    CHECK_FALSE(l->goes_on(l->head(s)));
  }
}

TEST_CASE("Japanese: what follows a headline does not go on from it") {
  const Language* l = japanese_model();
  if (!l) return;
  CHECK(seam(*l, "渡し舟の会社が新しい船を公開", "雲見新報によると") < 0);
  CHECK(seam(*l, "遊覧船が岸壁に衝突、十人けが", "青螺島の役場は") < 0);
  CHECK(seam(*l, "来春から船の数を二隻に減らす", "町の観光協会が") < 0);
}

TEST_CASE("English: the true continuation scores above the first lines of other columns") {
  const Language* l = english_model();
  if (!l) return;
  struct {
    std::string before, after, other;
  } table[] = {
      {"the ferry had been on the", "other side of the river", "said the harbour board"},
      {"the council will have to", "find another pilot", "of the old lighthouse"},
      {"it is one of", "the oldest bridges", "have been told that"},
      {"They didn’t", "want to leave", "in the same street"},
      {"the clerk said, \"I do not", "know where it is\"", "year after year"},
  };
  for (const auto& t : table) {
    CAPTURE(t.before);
    CHECK(seam(*l, t.before, t.after) > 1);
    CHECK(seam(*l, t.before, t.after) > seam(*l, t.before, t.other) + 1);
  }
  // capitals are the caller's to judge
  CHECK(seam(*l, "it is one of", "the oldest bridges") == seam(*l, "IT IS ONE OF", "The oldest bridges"));
}

TEST_CASE("English: marks, figures and words that it does not know leave the model without an opinion") {
  const Language* l = english_model();
  if (!l) return;
  CHECK(seam(*l, "the ferry was late,", "said the pilot") == 0);
  CHECK(seam(*l, "the bridge cost 12", "pounds") == 0);
  CHECK(seam(*l, "a house in Xylothwaite", "was sold") == 0);
  CHECK(seam(*l, "the har-", "bour board") == 0);
  CHECK(l->head("渡口昨日停航").empty());
  CHECK(l->tail("").empty());
  CHECK(l->tail("'").empty());
}

TEST_CASE("a page's own language is asked") {
  Page page;
  CHECK(Language::of(page) == Language::chinese());
  page.kana = true;
  CHECK(Language::of(page) == Language::japanese());
  page.han = page.kana = false;
  CHECK(Language::of(page) == nullptr);
}

TEST_CASE("a missing or broken model leaves galley without one, and does not stop it") {
  const tests::Folder folder;
  CHECK(Language::chinese_of(folder / "missing.lm") == nullptr);
  tests::spill(folder / "broken.lm", "no model\n");
  CHECK(Language::chinese_of(folder / "broken.lm") == nullptr);
  tests::spill(folder / "empty.lm", "");
  CHECK(Language::chinese_of(folder / "empty.lm") == nullptr);
  CHECK(Language::japanese_of(folder / "missing") == nullptr);
  tests::spill(folder / "sys.dic", "no dictionary\n");
  CHECK(Language::japanese_of(folder.path().string()) == nullptr);
  CHECK(Language::english_of(folder / "missing.lm.bin") == nullptr);
  CHECK(Language::english_of(folder / "empty.lm") == nullptr);
  CHECK(Language::english_of(folder / "broken.lm") == nullptr);
  // one that ends too soon, and one whose counts are not those of what follows
  const std::string magic = "Trie Language Model\3";
  tests::spill(folder / "short.lm", magic + std::string(12, '\1'));
  CHECK(Language::english_of(folder / "short.lm") == nullptr);
  tests::spill(folder / "counts.lm", magic + std::string(12, '\0') + std::string(900000, '\0'));
  CHECK(Language::english_of(folder / "counts.lm") == nullptr);
}

TEST_CASE("threads share a model and agree") {
  struct {
    const Language* model;
    std::string before, after;
  } table[] = {{chinese_model(), "渡口的老船工說，今年的洪水來得比往", "年早，上游的水庫已經開始"},
               {english_model(), "the ferry had been on the", "other side of the river"}};
  for (const auto& t : table) {
    if (!t.model) continue;
    const float want = seam(*t.model, t.before, t.after);
    std::vector<std::thread> threads;
    std::atomic<int> agreed{0};
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&] {
        for (int k = 0; k < 200; ++k) agreed += seam(*t.model, t.before, t.after) == want;
      });
    for (auto& one : threads) one.join();
    CHECK(agreed == 800);
  }
}
