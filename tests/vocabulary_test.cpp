// Vocabulary: no word of a model is ever denied, hardly any other is let through, and words that are not the model's
// deny nothing.
#include "stages/vocabulary.h"

#include <string>

#include "pipeline/unicode.h"
#include "tests/support.h"

using namespace galley;

namespace {
std::uint64_t key(std::string_view word) {
  std::u16string chars;
  for (std::size_t at = 0; at < word.size();) chars += static_cast<char16_t>(decode(word, at));
  return Vocabulary::key(chars);
}
// A model's file of 500 words of two characters: what is no word before them, as in kenlm's.
struct Model {
  std::vector<std::string> words{"<unk>"};
  std::string bytes = std::string("mmap lm\0\x01\xFF", 10);
  Model() {
    for (char32_t c = 0x5000; c < 0x5000 + 500; ++c) {
      words.emplace_back();
      append(words.back(), c);
      append(words.back(), c + 1);
    }
    for (const auto& w : words) bytes += w + '\0';
  }
  unsigned index(std::string_view word) const {
    for (unsigned i = 0; i < words.size(); ++i)
      if (words[i] == word) return i;
    return 0;
  }
};
}  // namespace

TEST_CASE("every word of the model may be known, and hardly any other") {
  const tests::Folder folder;
  const Model model;
  tests::spill(folder / "a.lm", model.bytes);
  const Vocabulary v(folder / "a.lm", [&](std::string_view w) { return model.index(w); });
  for (std::size_t i = 1; i < model.words.size(); ++i) CHECK(v.may_know(key(model.words[i])));
  int others = 0;
  for (char16_t c = 0x6000; c < 0x7000; ++c) others += v.may_know(Vocabulary::key(std::u16string{c, c, 0x4E00}));
  CHECK(others < 10);
}

TEST_CASE("words that are not the model's, or none, deny nothing") {
  const tests::Folder folder;
  const Model model;
  tests::spill(folder / "a.lm", model.bytes);
  tests::spill(folder / "cut.lm", model.bytes.substr(0, model.bytes.size() - 4));
  tests::spill(folder / "none.lm", std::string(3 << 20, 'x'));
  tests::spill(folder / "empty.lm", "");
  const auto index = [&](std::string_view w) { return model.index(w); };
  const std::uint64_t other = key("没有");
  CHECK(Vocabulary(folder / "a.lm", [](std::string_view) { return 7U; }).may_know(other));
  for (const char* name : {"cut.lm", "none.lm", "empty.lm", "missing.lm"}) {
    CAPTURE(name);
    CHECK(Vocabulary(folder / name, index).may_know(other));
  }
}
