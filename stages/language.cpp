// A statistical model of Chinese words (libime's, from Debian's libime-data-language-model) as evidence for seams.
//
// Six characters on each side of a seam are segmented three ways: before and after by themselves, and both as one. What the one
// is likelier than the two together is the evidence: words torn by the seam and words that often meet raise it. Measured over
// 3,000 seams of column width in newspaper text: half the true ones score above 1.1 and a quarter above 4.6; of chance ones one in
// twenty scores above 0.6, one in a hundred above 2.2; the true one of ten is found first in 55 % of all cases, 72 % of
// those with Han characters on both sides. Six characters do as well as eight; four word lengths as well as five.
//
// By what stands beside the seam (true against chance, area under the curve; 3,900 seams of simplified, 1,100 of traditional text): Han on both
// sides 0.86 and 0.88. Tried and left out, because it tells nothing: looking past a comma (0.53), quotes or digits at the seam; the
// model's beginning of a sentence; more weight for what the head is worth alone. In English the classes of the two words at a seam (article,
// preposition, auxiliary, …) tell too little (0.66; the true one of ten first in 18 %, by chance in 10 %): an alphabet gets no opinion.
//
// Traditional characters are simplified (OpenCC) before they are looked up. Kana, digits, letters and marks end the window:
// the model knows none of them. Japanese text in Han characters is judged at 0.57, so callers ask for Chinese pages only.
// A seam takes about 6 µs.
#include "stages/language.h"

#include <libime/core/languagemodel.h>
#include <libime/core/lattice.h>
#include <opencc/opencc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <vector>

#include "pipeline/unicode.h"

namespace galley {
namespace {

constexpr std::size_t window = 6, longest_word = 4, kept = 2;  // characters, characters, readings at each place
constexpr const char* model_path = GALLEY_LANGUAGE_MODEL;

bool ideograph(char32_t c) { return class_of(c) == Class::han && c >= 0x4E00 && c < 0xA000; }

}  // namespace

struct Language::Model {
  explicit Model(const std::string& path) : words(path.c_str()) {}
  libime::LanguageModel words;
  std::unique_ptr<opencc::SimpleConverter> simplify;
  mutable std::mutex guard;  // of the converter
  mutable std::array<std::atomic<char16_t>, 0xA000 - 0x4E00> simple_forms{};  // 0: not asked for yet

  // One character at a time, so that the converter is asked once for each; by phrases the figures above are the same.
  std::string simple(std::string_view s) const {
    if (!simplify) return std::string(s);
    std::string out;
    for (std::size_t at = 0; at < s.size();) {
      const char32_t c = decode(s, at);
      auto& form = simple_forms[c - 0x4E00];
      char16_t now = form.load(std::memory_order_relaxed);
      if (now == 0) {
        std::string one;
        append(one, c);
        const std::lock_guard lock(guard);
        const char32_t found = first_char(simplify->Convert(one));
        now = static_cast<char16_t>(ideograph(found) ? found : c);
        form.store(now, std::memory_order_relaxed);
      }
      append(out, now);
    }
    return out;
  }

  struct Score { float part = 0, whole = 0; };
  // Decimal logarithms of how likely the text's first `part` bytes and the whole of it are, each segmented at its best.
  Score score(std::string_view s, std::size_t part) const {
    struct Reading { float score; libime::State state; };
    std::array<std::vector<Reading>, 2 * window + 1> at;
    std::vector<std::size_t> ends{0};
    for (std::size_t i = 0; i < s.size();) {
      decode(s, i);
      ends.push_back(i);
    }
    const std::size_t n = std::min(ends.size() - 1, 2 * window);
    at[0].push_back({0, words.nullState()});
    for (std::size_t i = 0; i < n; ++i) {
      auto& here = at[i];
      if (here.empty()) continue;
      const std::size_t keep = std::min(kept, here.size());
      std::partial_sort(here.begin(), here.begin() + static_cast<std::ptrdiff_t>(keep), here.end(), [](const Reading& a, const Reading& b) { return a.score > b.score; });
      here.resize(keep);
      for (std::size_t k = i + 1; k <= n && k <= i + longest_word; ++k) {
        const std::string_view word = s.substr(ends[i], ends[k] - ends[i]);
        const auto index = words.index(word);
        if (k > i + 1 && words.isUnknown(index, word)) continue;
        const libime::WordNode node(word, index);
        for (const Reading& r : here) {
          Reading next;
          next.score = r.score + words.score(r.state, node, next.state);
          at[k].push_back(next);
        }
      }
    }
    auto best = [&](std::size_t bytes) {
      float most = -1e9F;
      const auto place = static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), bytes) - ends.begin());
      for (const Reading& r : at[std::min(place, n)]) most = std::max(most, r.score);
      return most;
    };
    return {best(part), best(s.size())};
  }
};

Language::Language(const std::string& path) : model_(std::make_unique<Model>(path)) {
  try {
    model_->simplify = std::make_unique<opencc::SimpleConverter>("t2s.json");
  } catch (const std::exception& e) {
    spdlog::info("no OpenCC data ({}): traditional text is judged as it stands", e.what());
  }
}
Language::~Language() = default;

std::unique_ptr<const Language> Language::load(const std::string& path) {
  if (std::error_code e; !std::filesystem::exists(path, e)) {
    spdlog::info("no language model at {} (Debian: libime-data-language-model): seams are judged without it", path);
    return nullptr;
  }
  try {
    return std::unique_ptr<const Language>(new Language(path));
  } catch (const std::exception& error) {
    spdlog::info("{}: {}; seams are judged without it", path, error.what());
    return nullptr;
  }
}

const Language* Language::chinese() {
  static const std::unique_ptr<const Language> one = load(model_path);
  return one.get();
}

std::string Language::tail(std::string_view text) const {
  std::size_t from = text.size();
  for (std::size_t n = 0; from > 0 && n < window; ++n) {
    const std::size_t at = previous(text, from);
    if (!ideograph(first_char(text.substr(at)))) break;
    from = at;
  }
  return model_->simple(text.substr(from));
}

std::string Language::head(std::string_view text) const {
  std::size_t to = 0;
  for (std::size_t n = 0; to < text.size() && n < window; ++n) {
    std::size_t next = to;
    if (!ideograph(decode(text, next))) break;
    to = next;
  }
  return model_->simple(text.substr(0, to));
}

float Language::seam(std::string_view tail, std::string_view head) const {
  if (tail.empty() || head.empty()) return 0;
  // readings of the tail alone are those of its place in the whole
  const auto [before, both] = model_->score(std::string(tail).append(head), tail.size());
  return both - before - model_->score(head, head.size()).whole;
}

}  // namespace galley
