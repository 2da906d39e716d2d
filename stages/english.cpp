// A trigram model of English (CMU Sphinx's, from Debian's pocketsphinx-en-us) as evidence for seams.
//
// Two words on each side of a seam: how much likelier the ones after it are behind the ones before it than they are by
// themselves. On 1,500 seams of newspaper text inside sentences, and as many chance ones three times over: area under the
// curve 0.85 (0.83 with one word a side and pairs alone, 0.66 by classes of words); the true one of four is found first in
// 64 %. Half the true ones score above 1.0, a quarter above 2.5; of chance ones one in twenty above 1.0, one in a hundred
// above 2.1. Figures, marks and words that the model does not know end the window: names tell nothing.
//
// The file is read where it lies, mapped: Sphinx's own library copies its 27 MB, keeps what it was asked last in the model,
// so that threads cannot share it, and brings a sound server's library along. The file, all little-endian:
//
//   "Trie Language Model", order (1 byte: 3), how many words, pairs and triples (4 bytes each), 4 bytes
//   three tables of 65,536 floats: what pairs' likelihoods and their back-off weights, and triples' likelihoods are
//   words: likelihood, back-off weight (floats), number of the first of its pairs (4 bytes); and one more, the end
//   pairs, bit by bit: the word before; numbers of the back-off weight and the likelihood (16 bits each); of its first triple
//   triples: the word before that; number of the likelihood
//   4 bytes; the words as text, each ended by a zero byte, in order
//
// A word's pairs are those that end in it, by the word before; a pair's triples are those that end in it. Likelihoods are
// logarithms to the base 1.0001.
#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/words.h"

namespace galley {
namespace {

constexpr const char* model_path = GALLEY_ENGLISH_MODEL;
constexpr std::string_view magic = "Trie Language Model";
constexpr float decimal = 4.342728e-5F;  // of a logarithm to the base 1.0001
constexpr float scale =
    2;  // as much is a seam's score for each decimal: one chance seam in a hundred is then above 2.2, as in other languages
constexpr std::size_t words_told = 2;  // of a side

// A file's bytes; empty where it cannot be read.
class Mapped {
 public:
  explicit Mapped(const std::string& path) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat told {};
    if (fstat(file, &told) == 0 && told.st_size > 0) {
      const auto size = static_cast<std::size_t>(told.st_size);
      if (void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0); at != MAP_FAILED)
        bytes_ = {static_cast<const char*>(at), size};
    }
    close(file);
  }
  ~Mapped() {
    if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view bytes_;
};

template <class T>
T read(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// Records of so many bits, one after the other.
class Packed {
 public:
  Packed() = default;
  Packed(const char* base, unsigned bits) : base_(base), bits_(bits) {}
  // Bytes that `count` records and the one that ends them take.
  static std::size_t size(std::size_t count, unsigned bits) { return ((1 + count) * bits + 7) / 8 + 8; }
  // `width` bits, at most 25, of a record, from its bit `from` on.
  std::uint32_t get(std::size_t record, unsigned from, unsigned width) const {
    const std::size_t bit = record * bits_ + from;
    return static_cast<std::uint32_t>(read<std::uint64_t>(base_ + bit / 8) >> bit % 8) & ((1U << width) - 1);
  }

 private:
  const char* base_ = nullptr;
  unsigned bits_ = 0;
};

class Trigrams {
 public:
  using Word = std::uint32_t;
  static constexpr Word none = 0xFFFFFFFF;

  static std::optional<Trigrams> in(std::string_view file) {
    Trigrams t;
    constexpr std::size_t order = 3, table = 65536, head = magic.size() + 1 + 4 * order + 4;
    if (!file.starts_with(magic) || file.size() < head || file[magic.size()] != order) return {};
    const char* counts = file.data() + magic.size() + 1;
    t.words_ = read<std::uint32_t>(counts);
    const std::size_t pairs = read<std::uint32_t>(counts + 4), triples = read<std::uint32_t>(counts + 8);
    if (t.words_ >= most || pairs >= most || triples >= most) return {};
    t.word_bits_ = static_cast<unsigned>(std::bit_width(t.words_));
    t.next_bits_ = static_cast<unsigned>(std::bit_width(triples));
    const unsigned pair_bits = t.word_bits_ + 32 + t.next_bits_, triple_bits = t.word_bits_ + 16;
    const std::size_t tables = head, unigrams = tables + 3 * table * sizeof(float),
                      bigrams = unigrams + (t.words_ + 1) * 12, trigrams = bigrams + Packed::size(pairs, pair_bits),
                      texts = trigrams + Packed::size(triples, triple_bits) + 4;
    if (file.size() <= texts || file.back() != 0) return {};
    t.pair_likely_ = file.data() + tables;
    t.pair_weight_ = t.pair_likely_ + table * sizeof(float);
    t.triple_likely_ = t.pair_weight_ + table * sizeof(float);
    t.unigrams_ = file.data() + unigrams;
    t.pairs_ = {file.data() + bigrams, pair_bits};
    t.triples_ = {file.data() + trigrams, triple_bits};
    t.pair_count_ = pairs;
    t.triple_count_ = triples;
    for (std::size_t at = texts; at < file.size(); at = file.find('\0', at) + 1) t.texts_.push_back(file.data() + at);
    if (t.texts_.size() != t.words_) return {};
    return t;
  }

  Word find(std::string_view word) const {
    const auto at = std::lower_bound(texts_.begin(), texts_.end(), word,
                                     [](const char* text, std::string_view w) { return std::string_view(text) < w; });
    return at == texts_.end() || *at != word ? none : static_cast<Word>(at - texts_.begin());
  }

  // How likely c is behind a and b; either may be none: not told.
  float likely(Word a, Word b, Word c) const {
    if (b == none) return unigram(c);
    const std::size_t pair = find_pair(b, c);
    const float backed = pair == nowhere ? weight(b) + unigram(c) : in_table(pair_likely_, pair_field(pair, 16));
    if (a == none) return backed;
    if (pair != nowhere) {
      const std::size_t from = first_triple(pair), to = first_triple(pair + 1);
      const std::size_t at = search(triples_, from, std::min(to, triple_count_), a);
      if (at != nowhere) return in_table(triple_likely_, triples_.get(at, word_bits_, 16));
    }
    const std::size_t history = find_pair(a, b);
    return history == nowhere ? backed : backed + in_table(pair_weight_, pair_field(history, 0));
  }

 private:
  static constexpr std::size_t nowhere = ~std::size_t{0}, most = 1 << 25;

  float unigram(Word w) const { return read<float>(unigrams_ + w * std::size_t{12}); }
  float weight(Word w) const { return read<float>(unigrams_ + w * std::size_t{12} + 4); }
  std::size_t first_pair(std::size_t w) const { return read<std::uint32_t>(unigrams_ + w * 12 + 8); }
  std::size_t first_triple(std::size_t pair) const { return pairs_.get(pair, word_bits_ + 32, next_bits_); }
  std::uint32_t pair_field(std::size_t pair, unsigned from) const { return pairs_.get(pair, word_bits_ + from, 16); }
  static float in_table(const char* table, std::uint32_t number) { return read<float>(table + number * sizeof(float)); }

  std::size_t find_pair(Word before, Word word) const {
    return search(pairs_, first_pair(word), std::min(first_pair(word + std::size_t{1}), pair_count_), before);
  }
  std::size_t search(const Packed& records, std::size_t from, std::size_t to, Word word) const {
    while (from < to) {
      const std::size_t mid = from + (to - from) / 2;
      const Word here = records.get(mid, 0, word_bits_);
      if (here == word) return mid;
      if (here < word) from = mid + 1;
      else to = mid;
    }
    return nowhere;
  }

  std::uint32_t words_ = 0;
  unsigned word_bits_ = 0, next_bits_ = 0;
  std::size_t pair_count_ = 0, triple_count_ = 0;
  const char *pair_likely_ = nullptr, *pair_weight_ = nullptr, *triple_likely_ = nullptr, *unigrams_ = nullptr;
  Packed pairs_, triples_;
  std::vector<const char*> texts_;
};

using Word = Trigrams::Word;

// A window holds words here, a number each in two places.
static_assert(Language::window >= 2 * words_told);
void put(Language::Window& w, Word word) {
  w.chars[w.size++] = static_cast<char16_t>(word >> 16);
  w.chars[w.size++] = static_cast<char16_t>(word);
}
std::size_t count(const Language::Window& w) { return w.size / 2U; }
Word word_of(const Language::Window& w, std::size_t nth) {
  return nth < count(w) ? Word{w.chars[2 * nth]} << 16 | w.chars[2 * nth + 1] : Trigrams::none;
}

constexpr std::string_view curled = "’";
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
// Bytes of the letter or apostrophe that stands before, or at, a place; 0: neither does.
std::size_t before(std::string_view s, std::size_t at) {
  if (at > 0 && (letter(s[at - 1]) || s[at - 1] == '\'')) return 1;
  return s.substr(0, at).ends_with(curled) ? curled.size() : 0;
}
std::size_t after(std::string_view s, std::size_t at) {
  if (at < s.size() && (letter(s[at]) || s[at] == '\'')) return 1;
  return s.substr(at).starts_with(curled) ? curled.size() : 0;
}

class English final : public Language {
 public:
  English(std::unique_ptr<const Mapped> file, Trigrams model) : file_(std::move(file)), model_(std::move(model)) {}

  Window tail(std::string_view text) const override {
    std::array<Word, words_told> found{};
    std::size_t n = 0;
    for (std::size_t end = text.size(); n < words_told;) {
      std::size_t from = end;
      while (const std::size_t one = before(text, from)) from -= one;
      const Word word = find(text.substr(from, end - from));
      if (word == Trigrams::none) break;
      found[n++] = word;
      if (from == 0 || text[from - 1] != ' ') break;
      end = from - 1;
    }
    Window w;
    while (n > 0) put(w, found[--n]);
    return w;
  }
  Window head(std::string_view text) const override {
    Window w;
    for (std::size_t at = 0; count(w) < words_told;) {
      std::size_t to = at;
      while (const std::size_t one = after(text, to)) to += one;
      const Word word = find(text.substr(at, to - at));
      if (word == Trigrams::none) break;
      put(w, word);
      if (to >= text.size() || text[to] != ' ') break;
      at = to + 1;
    }
    return w;
  }

 private:
  Word find(std::string_view s) const {
    std::string word = lower(s);
    for (std::size_t at; (at = word.find(curled)) != word.npos;) word.replace(at, curled.size(), "'");
    if (word.empty()) return Trigrams::none;
    const Word as_it_stands = model_.find(word);
    if (as_it_stands != Trigrams::none) return as_it_stands;
    const std::size_t from = word.front() == '\'', to = word.size() - (word.size() > 1 && word.back() == '\'');
    return to > from ? model_.find(std::string_view(word).substr(from, to - from)) : Trigrams::none;  // in quotes
  }

  char16_t known(char32_t) const override { return 0; }  // it knows words

  float weigh(const Window& tail, const Window& head) const override {
    const Word b = word_of(tail, count(tail) - 1), a = count(tail) > 1 ? word_of(tail, 0) : Trigrams::none;
    const Word c = word_of(head, 0), d = word_of(head, 1);
    float likelier = model_.likely(a, b, c) - model_.likely(Trigrams::none, Trigrams::none, c);
    if (d != Trigrams::none) likelier += model_.likely(b, c, d) - model_.likely(Trigrams::none, c, d);
    return scale * decimal * likelier;
  }

  std::unique_ptr<const Mapped> file_;
  Trigrams model_;
};

}  // namespace

std::unique_ptr<const Language> Language::english_of(const std::string& path) {
  errno = 0;
  auto file = std::make_unique<const Mapped>(path);
  if (errno == ENOMEM) throw std::bad_alloc();  // not for want of a model, so nothing is to be judged without it
  if (file->bytes().empty()) {
    spdlog::info("no language model at {} (Debian: pocketsphinx-en-us): seams are judged without it", path);
    return nullptr;
  }
  auto model = Trigrams::in(file->bytes());
  if (!model) {
    spdlog::info("{}: no trigram model of CMU Sphinx's; seams are judged without it", path);
    return nullptr;
  }
  return std::make_unique<const English>(std::move(file), *std::move(model));
}

const Language* Language::english() {
  static const std::unique_ptr<const Language> one = english_of(model_path);
  return one.get();
}

}  // namespace galley
