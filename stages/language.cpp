// A statistical model of Chinese words (libime's, from Debian's libime-data-language-model) as evidence for seams.
//
// Six characters on each side of a seam are segmented three ways: before and after by themselves, and both as one. What
// the one is likelier than the two together is the evidence: words torn by the seam and words that often meet raise it.
// Measured over 3,000 seams of column width in newspaper text: half the true ones score above 1.1 and a quarter above
// 4.6; of chance ones one in twenty scores above 0.6, one in a hundred above 2.2; the true one of ten is found first in
// 55 % of all cases, 72 % of those with Han characters on both sides. Six characters do as well as eight; four word
// lengths as well as five.
//
// By what stands beside the seam (true against chance, area under the curve; 3,900 seams of simplified, 1,100 of
// traditional text): Han on both sides 0.86 and 0.88. Tried and left out, because it tells nothing: looking past a
// comma (0.53), quotes or digits at the seam; the model's beginning of a sentence; more weight for what the head is
// worth alone.
//
// Traditional characters are simplified (OpenCC) before they are looked up. Kana, digits, letters and marks end the
// window: the model knows none of them. Japanese text in Han characters is judged at 0.57: it has a model of its own
// (japanese.cpp). What was asked before is remembered a thread: a seam takes about 2 µs.
#include "stages/language.h"

#include <libime/core/languagemodel.h>
#include <libime/core/lattice.h>
#include <opencc/opencc.h>
#include <spdlog/spdlog.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <new>
#include <optional>
#include <span>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/memo.h"
#include "stages/vocabulary.h"

namespace galley {
namespace {

constexpr std::size_t longest_word = Vocabulary::longest, kept = 2;  // characters; readings at each place
constexpr const char* model_path = GALLEY_LANGUAGE_MODEL;

bool ideograph(char32_t c) { return class_of(c) == Class::han && c >= 0x4E00 && c < 0xA000; }

// The states of the model that a thread has met, each once: a reading holds a number instead of 28 bytes.
class States {
 public:
  // Whether few more should be met: then all that holds their numbers goes with them.
  bool full() const { return met_.size() > most; }
  const libime::State& operator[](std::uint32_t number) const { return met_[number]; }
  std::uint32_t number_of(const libime::State& state) {
    for (std::uint64_t at = hash_of(state);; ++at) {
      std::uint32_t& number = numbers_[at % numbers_.size()];
      if (number == none) {
        number = static_cast<std::uint32_t>(met_.size());
        met_.push_back(state);
      }
      if (same(met_[number], state)) return number;
    }
  }

 private:
  static constexpr std::size_t most = 1 << 15;
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  // In words, without a call: it is asked for every new turn.
  static bool same(const libime::State& a, const libime::State& b) {
    std::uint32_t differ = 0;
    for (std::size_t at = 0; at + 4 <= a.size(); at += 4) {
      std::uint32_t x, y;
      std::memcpy(&x, a.data() + at, sizeof x);
      std::memcpy(&y, b.data() + at, sizeof y);
      differ |= x ^ y;
    }
    return differ == 0;
  }
  static std::uint64_t hash_of(const libime::State& state) {
    std::uint64_t h = 0;
    for (std::size_t at = 0; at + 4 <= state.size(); at += 4) {
      std::uint32_t part;
      std::memcpy(&part, state.data() + at, sizeof part);
      h = (h ^ part) * 0x9E3779B97F4A7C15;
    }
    return h >> 32;
  }
  std::vector<libime::State> met_;
  std::vector<std::uint32_t> numbers_ = std::vector<std::uint32_t>(2 * most, none);  // by hash
};

struct Reading {
  float score = 0;
  std::uint32_t state = 0;  // its number
};
// The best readings of a text up to one of its characters.
struct Place {
  std::array<Reading, kept> best{};
  std::uint32_t count = 0;
  // Of a reading that is no likelier than this, nothing can be kept.
  bool closed_to(float score) const { return count == kept && best[kept - 1].score >= score; }
  void add(const Reading& r) {
    std::size_t at = count;
    while (at > 0 && best[at - 1].score < r.score) --at;
    if (at == kept) return;
    if (count < kept) ++count;
    for (std::size_t k = count - 1; k > at; --k) best[k] = best[k - 1];
    best[at] = r;
  }
};
// The places of a tail from which a word may reach over the seam; the last is its end.
constexpr std::size_t reach = longest_word - 1;
using Brink = std::array<Place, reach + 1>;

// The word of each length from 1 at each character of a text.
using Found = std::array<std::array<libime::WordIndex, longest_word>, Language::window>;
// What all seams before one head share.
struct Alone {
  float score = 0;
  Found words{};
};

// Some 3 MB a thread.
struct Memory {
  Memo<std::uint64_t, libime::WordIndex, 1 << 15> words;
  int asked = 0;                           // words, up to the most
  const Vocabulary* vocabulary = nullptr;  // from then on
  States states;
  Memo<std::uint64_t, Reading, 1 << 15> turns;  // a state and a word after it
  Memo<Language::Window, Brink, 1024> tails;
  Memo<Language::Window, Alone, 1024> heads;
  Memo<Sides, float, 4096> seams;  // of one page, mostly: several stages weigh the same
  // All that holds numbers of states.
  void forget() {
    states = {};
    turns = {};
    tails = {};
    heads = {};
  }
};

// Throws where so many bytes are not to be had. OpenCC takes 1 MB and never asks whether it got them; other threads may take
// theirs meanwhile.
void need_memory() {
  constexpr std::size_t bytes = std::size_t{16} << 20;
  void* const at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  ::munmap(at, bytes);
}

class Chinese final : public Language {
 public:
  explicit Chinese(const std::string& name) : path(name), words(path.c_str()), no_word(words.unknown()) {
    try {
      need_memory();
      simplify = std::make_unique<opencc::SimpleConverter>("t2s.json");
    } catch (const std::bad_alloc&) { throw; } catch (const std::exception& e) {
      spdlog::info("no OpenCC data ({}): traditional text is judged as it stands", e.what());
    }
  }

  bool word(const Window& text) const override { return !text.empty() && find(memory.here(), text.text()) != no_word; }

 private:
  const std::string path;
  libime::LanguageModel words;
  const libime::WordIndex no_word;
  // Read when a thread has asked for so many words as take as long, which one page does not.
  static constexpr int most_asked = 10000;
  mutable std::once_flag read_vocabulary;
  mutable std::optional<Vocabulary> vocabulary;
  std::unique_ptr<opencc::SimpleConverter> simplify;
  mutable std::mutex guard;                                                   // of the converter
  mutable std::array<std::atomic<char16_t>, 0xA000 - 0x4E00> simple_forms{};  // 0: not asked for yet
  Remembered<Memory> memory;

  // One character at a time, so that the converter is asked once for each; by phrases the figures above are the same.
  char16_t simple(char32_t c) const {
    auto& form = simple_forms[c - 0x4E00];
    char16_t now = form.load(std::memory_order_relaxed);
    if (now == 0) {
      now = static_cast<char16_t>(c);
      if (simplify) {
        std::string one;
        append(one, c);
        const std::lock_guard lock(guard);
        if (const char32_t found = first_char(simplify->Convert(one)); ideograph(found))
          now = static_cast<char16_t>(found);
      }
      form.store(now, std::memory_order_relaxed);
    }
    return now;
  }

  static std::string bytes(std::span<const char16_t> word) {
    std::string out;
    for (char16_t c : word) append(out, c);
    return out;
  }

  libime::WordIndex find(Memory& m, std::span<const char16_t> word) const {
    const std::uint64_t key = Vocabulary::key(word);
    if (m.vocabulary && !m.vocabulary->may_know(key)) return no_word;
    return m.words.of(key, key, [&] {
      if (!m.vocabulary && ++m.asked == most_asked) m.vocabulary = &all_words();
      return words.index(bytes(word));
    });
  }
  const Vocabulary& all_words() const {
    std::call_once(read_vocabulary,
                   [&] { vocabulary.emplace(path, [&](std::string_view word) { return words.index(word); }); });
    return *vocabulary;
  }
  Found found(Memory& m, std::span<const char16_t> text) const {
    Found out{};
    for (std::size_t i = 0; i < text.size(); ++i)
      for (std::size_t n = 1; n <= std::min(longest_word, text.size() - i); ++n)
        out[i][n - 1] = find(m, text.subspan(i, n));
    return out;
  }

  // Reads `size` characters on from place `from`; word_at(i, n): the word of n characters after place i. Decimal
  // logarithms of how likely the text is, segmented at its best, up to each character.
  template <class Word_at>
  void read(Memory& m, std::size_t from, std::size_t size, Word_at word_at, std::span<Place> places) const {
    for (std::size_t i = from > reach ? from - reach : 0; i < size; ++i)
      for (std::size_t k = std::max(from, i) + 1; k <= std::min(size, i + longest_word); ++k) {
        const libime::WordIndex word = word_at(i, k - i);
        if (k - i > 1 && word == no_word) continue;
        for (std::size_t r = 0; r < places[i].count; ++r) {
          const Reading& before = places[i].best[r];
          if (places[k].closed_to(before.score)) break;  // no word makes a text likelier
          const std::uint64_t turn = std::uint64_t{before.state + 1} << 32 | word;
          Reading next = m.turns.of(turn, turn, [&] {
            libime::State state{};
            const float score = words.score(m.states[before.state], libime::WordNode({}, word), state);
            return Reading{score, m.states.number_of(state)};
          });
          next.score += before.score;
          places[k].add(next);
        }
      }
  }
  // The same of a text by itself.
  std::array<Place, window + 1> read(Memory& m, const Found& words_of, std::size_t size) const {
    std::array<Place, window + 1> places{};
    places[0].add({0, m.states.number_of(words.nullState())});
    read(
        m, 0, size, [&](std::size_t i, std::size_t n) { return words_of[i][n - 1]; }, places);
    return places;
  }

  const Brink& brink(Memory& m, const Window& tail) const {
    return m.tails.of(tail, hash_of(tail), [&] {
      const auto places = read(m, found(m, tail.text()), tail.size);
      Brink out;
      const std::size_t n = std::min<std::size_t>(tail.size, reach);
      std::copy_n(places.begin() + static_cast<std::ptrdiff_t>(tail.size - n), n + 1, out.begin());
      return out;
    });
  }

  const Alone& alone(Memory& m, const Window& head) const {
    return m.heads.of(head, hash_of(head), [&] {
      const Found words_of = found(m, head.text());
      return Alone{read(m, words_of, head.size)[head.size].best[0].score, words_of};
    });
  }

  char16_t known(char32_t c) const override { return ideograph(c) ? simple(c) : u'\0'; }

  float weigh(const Window& tail, const Window& head) const override {
    Memory& m = memory.here();
    return m.seams.of({tail, head}, hash_of(tail, head), [&] { return weighed(m, tail, head); });
  }

  float weighed(Memory& m, const Window& tail, const Window& head) const {
    if (m.states.full()) m.forget();
    // readings of the tail alone are those of its place in the whole
    const Brink& before = brink(m, tail);
    const Alone& after = alone(m, head);
    const std::size_t from = std::min<std::size_t>(tail.size, reach), n = from + head.size;
    std::array<char16_t, reach + window> text;
    std::copy_n(tail.chars.begin() + (tail.size - from), from, text.begin());
    std::copy_n(head.chars.begin(), head.size, text.begin() + static_cast<std::ptrdiff_t>(from));
    const auto word_at = [&](std::size_t i, std::size_t length) {
      return i >= from ? after.words[i - from][length - 1] : find(m, std::span(text).subspan(i, length));
    };
    std::array<Place, reach + window + 1> places;
    std::copy_n(before.begin(), from + 1, places.begin());
    read(m, from, n, word_at, places);
    return places[n].best[0].score - before[from].best[0].score - after.score;
  }
};

}  // namespace

std::unique_ptr<const Language> Language::chinese_of(const std::string& path) {
  if (std::error_code e; !std::filesystem::exists(path, e)) {
    spdlog::info("no language model at {} (Debian: libime-data-language-model): seams are judged without it", path);
    return nullptr;
  }
  try {
    errno = 0;
    return std::make_unique<const Chinese>(path);
  } catch (const std::exception& error) {
    if (errno == ENOMEM) throw std::bad_alloc();  // not for want of a model, so nothing is to be judged without it
    spdlog::info("{}: {}; seams are judged without it", path, error.what());
    return nullptr;
  }
}

const Language* Language::chinese() {
  static const std::unique_ptr<const Language> one = chinese_of(model_path);
  return one.get();
}

Language::Window Language::tail(std::string_view text) const {
  Window w;
  std::size_t first = window;
  for (std::size_t from = text.size(); from > 0 && first > 0;) {
    from = previous(text, from);
    const char16_t c = known(first_char(text.substr(from)));
    if (c == 0) break;
    w.chars[--first] = c;
  }
  w.size = static_cast<std::uint8_t>(window - first);
  std::move(w.chars.begin() + static_cast<std::ptrdiff_t>(first), w.chars.end(), w.chars.begin());
  std::fill(w.chars.begin() + w.size, w.chars.end(), u'\0');
  return w;
}

Language::Window Language::head(std::string_view text) const {
  Window w;
  for (std::size_t at = 0; at < text.size() && w.size < window;) {
    const char16_t c = known(decode(text, at));
    if (c == 0) break;
    w.chars[w.size++] = c;
  }
  return w;
}

}  // namespace galley
