// MeCab and its IPA dictionary (Debian's mecab-ipadic-utf8) as evidence for seams of Japanese.
//
// What six characters on each side of a seam cost as one text, less what they cost apart, is the evidence: MeCab's
// costs are logarithms of how likely words, and classes of words in a row, are (700 to the natural one). Words torn by
// the seam, and particles and endings that go with what stands before, raise it.
//
// What chance gives depends on the characters at the seam: particles go after anything. So each pair of kinds has a
// level of its own, which one chance seam of five is above; on 1,100 seams of newspaper text the true ones above 0 are
// then four of five between Han characters or between hiragana, half between a Han character and hiragana. Area under
// the curve by pair: HH 0.85, hh 0.85, Hh 0.79, hH 0.71, katakana 0.77, all 0.82; the true one of ten is found first in
// 47 % of all cases. Longer windows do no better. Digits, letters and marks tell nothing (0.45 to 0.6) and end the
// window.
#include <mecab.h>
#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/unicode.h"
#include "stages/language.h"
#include "stages/memo.h"

namespace galley {
namespace {

constexpr const char* dictionary_path = GALLEY_JAPANESE_DICTIONARY;

// No clause begins with what no word does, nor with a particle and a comma.
constexpr float inside = 2.5F;
bool goes_on(const Language::Window& head) {
  static constexpr std::u16string_view particles = u"はがもにとのへ";
  return begins_no_word(head.chars[0]) ||
         (head.size == 1 && particles.find(head.chars[0]) != std::u16string_view::npos);
}

enum Kind : std::uint8_t { han, hiragana, katakana };
Kind kind_of(char16_t c) { return c >= 0x3041 && c < 0x30A0 ? hiragana : c >= 0x30A0 && c < 0x3100 ? katakana : han; }

// Decimal logarithms that four chance seams of five stay below, by the kinds before and after.
constexpr float chance[3][3] = {{1.9F, 2.7F, 1.1F}, {1.2F, 3.2F, 0.8F}, {0.8F, 2.8F, 5.2F}};
constexpr float scale = 1.6F;            // so that true seams score as those of Chinese do, which thresholds are set by
constexpr float unit = 700 * 2.302585F;  // of MeCab's costs: a decimal logarithm

struct Seam {
  Language::Window tail, head;
  bool operator==(const Seam&) const = default;
};

class Japanese final : public Language {
 public:
  explicit Japanese(MeCab::Model* words) : words_(words), tagger_(words->createTagger()) {
    if (!tagger_) throw std::bad_alloc();
  }

 private:
  // Of one thread; some 100 kB.
  struct Memory {
    std::unique_ptr<MeCab::Lattice> lattice;
    Memo<Seam, float, 2048> seams;
    Memo<Window, float, 512> alone;
  };

  char16_t known(char32_t c) const override {
    const Class k = class_of(c);
    return (k == Class::han || k == Class::kana) && c >= 0x3005 && c < 0xA000 ? static_cast<char16_t>(c) : u'\0';
  }

  float weigh(const Window& tail, const Window& head) const override {
    Memory& m = memory_.here();
    return m.seams.of({tail, head}, hash_of(tail) * 31 + hash_of(head), [&] {
      const float apart = alone(m, tail) + alone(m, head);
      const float likelier = (apart - cost(m, tail.text(), head.text())) / unit;
      return (likelier - chance[kind_of(tail.chars[tail.size - 1])][kind_of(head.chars[0])]) / scale +
             (goes_on(head) ? inside : 0);
    });
  }

  float alone(Memory& m, const Window& w) const {
    return m.alone.of(w, hash_of(w), [&] { return cost(m, w.text(), {}); });
  }

  float cost(Memory& m, std::span<const char16_t> a, std::span<const char16_t> b) const {
    std::string text;
    for (const char16_t c : a) append(text, c);
    for (const char16_t c : b) append(text, c);
    if (!m.lattice) m.lattice.reset(words_->createLattice());
    if (!m.lattice) throw std::bad_alloc();
    m.lattice->set_sentence(text.data(), text.size());
    if (!tagger_->parse(m.lattice.get())) return 0;
    return static_cast<float>(m.lattice->eos_node()->cost);
  }

  Remembered<Memory> memory_;
  std::unique_ptr<MeCab::Model> words_;
  std::unique_ptr<const MeCab::Tagger> tagger_;
};

}  // namespace

std::unique_ptr<const Language> Language::japanese_of(const std::string& path) {
  if (std::error_code e; !std::filesystem::exists(path + "/sys.dic", e)) {
    spdlog::info("no Japanese dictionary at {} (Debian: mecab-ipadic-utf8): seams are judged without it", path);
    return nullptr;
  }
  errno = 0;
  // not what the user's or the machine's mecabrc says: results would differ from one machine to another
  const char* arguments[] = {"mecab", "-r", "/dev/null", "-d", path.c_str()};
  std::unique_ptr<MeCab::Model> words(MeCab::Model::create(std::size(arguments), const_cast<char**>(arguments)));
  if (!words) {
    if (errno == ENOMEM) throw std::bad_alloc();  // not for want of a dictionary, so nothing is to be judged without it
    spdlog::info("{}: {}; seams are judged without it", path, MeCab::getLastError());
    return nullptr;
  }
  return std::make_unique<const Japanese>(words.release());
}

const Language* Language::japanese() {
  static const std::unique_ptr<const Language> one = japanese_of(dictionary_path);
  return one.get();
}

}  // namespace galley
