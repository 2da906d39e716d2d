// A trigram model of English (CMU Sphinx's, from Debian's pocketsphinx-en-us) as evidence for seams.
//
// Two words on each side of a seam: how much likelier the ones after it are behind the ones before it than they are by
// themselves. On 1,500 seams of newspaper text inside sentences, and as many chance ones three times over: area under the
// curve 0.85 (0.83 with one word a side and pairs alone, 0.66 by classes of words); the true one of four is found first in
// 64 %. Half the true ones score above 1.0, a quarter above 2.5; of chance ones one in twenty above 1.0, one in a hundred
// above 2.1. Figures, marks and words that the model does not know end the window: names tell nothing.
//
// The file is read where it lies, by parts, and but for the words little of it is kept: Sphinx's own library copies its 27
// MB, keeps in the model what it was asked last, so that threads cannot share it, and brings a sound server's library
// along; mapped, the system counts 64 kB of it for every place that is looked at. The file, all little-endian:
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
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/memo.h"
#include "stages/words.h"

namespace galley {
namespace {

constexpr const char* model_path = GALLEY_ENGLISH_MODEL;
constexpr std::string_view magic = "Trie Language Model";
constexpr float decimal = 4.342728e-5F;  // of a logarithm to the base 1.0001
// A seam's score for each decimal: so one chance seam in a hundred scores above 2.2, as in other languages.
constexpr float scale = 2;
constexpr std::size_t words_told = 2;  // of a side
constexpr std::size_t longest = 64;    // bytes of a word

template <class T>
T read(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// A file, from which any place is read. What it holds is read anew where a thread does not remember it.
class File {
 public:
  explicit File(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat told {};
    if (file_ >= 0 && fstat(file_, &told) == 0) size_ = static_cast<std::size_t>(told.st_size);
  }
  ~File() {
    if (file_ >= 0) close(file_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  std::size_t size() const { return size_; }  // 0: there is none
  // What cannot be read is zero.
  void read_at(std::size_t at, char* to, std::size_t bytes) const {
    std::memset(to, 0, bytes);
    for (ssize_t got; bytes > 0;
         at += static_cast<std::size_t>(got), to += got, bytes -= static_cast<std::size_t>(got)) {
      got = pread(file_, to, bytes, static_cast<off_t>(at));
      if (got < 0 && errno == EINTR) got = 0;
      else if (got <= 0) return;
    }
  }

 private:
  int file_;
  std::size_t size_ = 0;
};

// The parts of the file that a thread has read last: 256 kB. A part has one place.
class Parts {
 public:
  // Eight bytes at a place of the file.
  const char* at(const File& file, std::size_t place) {
    Part& part = parts_[place / part_bytes % parts_.size()];
    if (const std::size_t number = place / part_bytes + 1; part.number != number) {
      file.read_at(place / part_bytes * part_bytes, part.bytes.data(), part.bytes.size());
      part.number = number;
    }
    return part.bytes.data() + place % part_bytes;
  }

 private:
  static constexpr std::size_t part_bytes = 4096;
  struct Part {
    std::size_t number = 0;  // counted from 1
    std::array<char, part_bytes + 8> bytes;
  };
  std::vector<Part> parts_ = std::vector<Part>(64);
};

// Records of so many bits, one after the other.
struct Packed {
  std::size_t base = 0;  // in the file
  unsigned bits = 0;
  // Bytes that `count` records and the one that ends them take.
  static std::size_t size(std::size_t count, unsigned bits) { return ((1 + count) * bits + 7) / 8 + 8; }
};

class Trigrams {
 public:
  using Word = std::uint32_t;
  static constexpr Word none = 0xFFFFFFFF;

  static std::optional<Trigrams> in(const File& file) {
    Trigrams t;
    constexpr std::size_t order = 3, table = 65536 * sizeof(float), head = magic.size() + 1 + 4 * order + 4;
    std::array<char, head> begin;
    file.read_at(0, begin.data(), head);
    if (std::string_view(begin.data(), magic.size()) != magic || begin[magic.size()] != order) return {};
    const char* counts = begin.data() + magic.size() + 1;
    t.words_ = read<std::uint32_t>(counts);
    t.pair_count_ = read<std::uint32_t>(counts + 4);
    t.triple_count_ = read<std::uint32_t>(counts + 8);
    if (t.words_ >= most || t.pair_count_ >= most || t.triple_count_ >= most) return {};
    t.word_bits_ = static_cast<unsigned>(std::bit_width(t.words_));
    t.next_bits_ = static_cast<unsigned>(std::bit_width(t.triple_count_));
    t.pair_likely_ = head;
    t.pair_weight_ = t.pair_likely_ + table;
    t.triple_likely_ = t.pair_weight_ + table;
    t.unigrams_ = t.triple_likely_ + table;
    t.pairs_ = {t.unigrams_ + (t.words_ + 1) * word_bytes, t.word_bits_ + 32 + t.next_bits_};
    t.triples_ = {t.pairs_.base + Packed::size(t.pair_count_, t.pairs_.bits), t.word_bits_ + 16};
    const std::size_t texts = t.triples_.base + Packed::size(t.triple_count_, t.triples_.bits) + 4;
    if (file.size() <= texts || file.size() - texts > most) return {};
    t.texts_.resize(file.size() - texts);
    file.read_at(texts, t.texts_.data(), t.texts_.size());
    if (t.texts_.back() != 0) return {};
    std::size_t words = 0;
    for (std::size_t at = 0; at < t.texts_.size(); at = t.texts_.find('\0', at) + 1)
      if (words++ % each == 0) t.steps_.push_back(static_cast<std::uint32_t>(at));
    if (words != t.words_) return {};
    return t;
  }

  Word find(std::string_view word) const {
    const auto after =
        std::upper_bound(steps_.begin(), steps_.end(), word,
                         [this](std::string_view w, std::uint32_t at) { return w < std::string_view(&texts_[at]); });
    if (after == steps_.begin()) return none;
    auto number = static_cast<Word>((after - steps_.begin() - 1) * each);
    for (std::size_t at = *std::prev(after); at < texts_.size(); ++number) {
      const std::string_view here(&texts_[at]);
      if (here == word) return number;
      if (here > word) break;
      at += here.size() + 1;
    }
    return none;
  }

  // How likely a word is behind two others, as `file` has it; what is none is not told.
  class Asked {
   public:
    Asked(const Trigrams& model, const File& file, Parts& parts) : t_(model), file_(file), parts_(parts) {}

    float likely(Word a, Word b, Word c) {
      if (b == none) return unigram(c);
      const std::size_t pair = find_pair(b, c);
      const float backed = pair == nowhere ? weight(b) + unigram(c) : in_table(t_.pair_likely_, pair_field(pair, 16));
      if (a == none) return backed;
      if (pair != nowhere) {
        const std::size_t at =
            search(t_.triples_, first_triple(pair), std::min(first_triple(pair + 1), t_.triple_count_), a);
        if (at != nowhere) return in_table(t_.triple_likely_, get(t_.triples_, at, t_.word_bits_, 16));
      }
      const std::size_t history = find_pair(a, b);
      return history == nowhere ? backed : backed + in_table(t_.pair_weight_, pair_field(history, 0));
    }

   private:
    static constexpr std::size_t nowhere = ~std::size_t{0};

    // `width` bits, at most 25, of a record, from its bit `from` on.
    std::uint32_t get(const Packed& records, std::size_t record, unsigned from, unsigned width) {
      const std::size_t bit = record * records.bits + from;
      const char* const at = parts_.at(file_, records.base + bit / 8);
      return static_cast<std::uint32_t>(read<std::uint64_t>(at) >> bit % 8) & ((1U << width) - 1);
    }
    float unigram(Word w) { return read<float>(parts_.at(file_, t_.unigrams_ + w * word_bytes)); }
    float weight(Word w) { return read<float>(parts_.at(file_, t_.unigrams_ + w * word_bytes + 4)); }
    std::size_t first_pair(std::size_t w) {
      return read<std::uint32_t>(parts_.at(file_, t_.unigrams_ + w * word_bytes + 8));
    }
    std::size_t first_triple(std::size_t pair) { return get(t_.pairs_, pair, t_.word_bits_ + 32, t_.next_bits_); }
    std::uint32_t pair_field(std::size_t pair, unsigned from) { return get(t_.pairs_, pair, t_.word_bits_ + from, 16); }
    float in_table(std::size_t table, std::uint32_t number) {
      return read<float>(parts_.at(file_, table + number * sizeof(float)));
    }
    std::size_t find_pair(Word before, Word word) {
      return search(t_.pairs_, first_pair(word), std::min(first_pair(word + std::size_t{1}), t_.pair_count_), before);
    }
    std::size_t search(const Packed& records, std::size_t from, std::size_t to, Word word) {
      while (from < to) {
        const std::size_t mid = from + (to - from) / 2;
        const Word here = get(records, mid, 0, t_.word_bits_);
        if (here == word) return mid;
        if (here < word) from = mid + 1;
        else to = mid;
      }
      return nowhere;
    }

    const Trigrams& t_;
    const File& file_;
    Parts& parts_;
  };

 private:
  static constexpr std::size_t most = 1 << 25, word_bytes = 12, each = 16;

  std::uint32_t words_ = 0;
  unsigned word_bits_ = 0, next_bits_ = 0;
  std::size_t pair_count_ = 0, triple_count_ = 0;
  std::size_t pair_likely_ = 0, pair_weight_ = 0, triple_likely_ = 0, unigrams_ = 0;  // in the file
  Packed pairs_, triples_;
  std::string texts_;                 // of all words
  std::vector<std::uint32_t> steps_;  // where every sixteenth begins
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

struct Memory {
  Parts parts;
  Memo<Sides, float, 4096> seams;
};

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
  English(std::unique_ptr<const File> file, Trigrams model) : file_(std::move(file)), model_(std::move(model)) {}

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
    if (s.size() > longest) return Trigrams::none;
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
    Memory& m = memory_.here();
    return m.seams.of({tail, head}, hash_of(tail, head), [&] {
      Trigrams::Asked model(model_, *file_, m.parts);
      const Word b = word_of(tail, count(tail) - 1), a = count(tail) > 1 ? word_of(tail, 0) : Trigrams::none;
      const Word c = word_of(head, 0), d = word_of(head, 1);
      float likelier = model.likely(a, b, c) - model.likely(Trigrams::none, Trigrams::none, c);
      if (d != Trigrams::none) likelier += model.likely(b, c, d) - model.likely(Trigrams::none, c, d);
      return std::isfinite(likelier) ? scale * decimal * likelier : 0;  // a broken file's
    });
  }

  std::unique_ptr<const File> file_;
  Trigrams model_;
  Remembered<Memory> memory_;
};

}  // namespace

std::unique_ptr<const Language> Language::english_of(const std::string& path) {
  auto file = std::make_unique<const File>(path);
  if (file->size() == 0) {
    spdlog::info("no language model at {} (Debian: pocketsphinx-en-us): seams are judged without it", path);
    return nullptr;
  }
  auto model = Trigrams::in(*file);
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
