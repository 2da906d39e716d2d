// MeCab and its IPA dictionary (Debian's mecab-ipadic-utf8) as evidence for seams of Japanese.
//
// What a few characters on each side of a seam cost as one text is the evidence: MeCab's costs are logarithms of how likely
// words, and classes of words in a row, are (700 to the natural one). Words torn by the seam, and particles and endings
// that go with what stands before, make it cheap. But particles go after anything, and half a word before nothing: what
// counts is how much cheaper it is than chance makes both sides, which is what each costs on average beside the ends of
// other lines. Four characters a side tell as much as six (Chinese needs six: language.h), and a dozen of such ends, of two
// characters each, as much as all others of a page.
//
// On 1,900 seams of newspaper text and 5,200 with what begins another line, in mid-sentence, too: area under the curve 0.88,
// by what stands at the seam HH 0.88, hh 0.92, hH 0.81, Hh 0.84, katakana 0.75; the true one of ten is found first in 57 %
// of all cases. Half the true ones score above 1.1, a quarter above 3.6; of chance ones one in twenty above 0.8, one in a
// hundred above 2.6. At 0 both are as likely, down to -1 nearly so. Without the others beside each side it is 0.81. Digits,
// letters and marks tell nothing (0.45 to 0.6) and end the window.
#include <mecab.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
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

bool katakana(char16_t c) { return c >= 0x30A0 && c < 0x3100; }

// Any two pieces of katakana make a word that MeCab does not know, and believes in: half of that is so.
constexpr float foreign_word = 0.5F;
// What lines end and begin with.
constexpr std::array<std::u16string_view, 12> ends = {u"渡し", u"り町", u"た島", u"かれ", u"てか", u"螺汽",
                                                      u"運賃", u"ると", u"でに", u"てい", u"の桟", u"かか"};
constexpr std::array<std::u16string_view, 12> begins = {u"舟は", u"役場", u"と対", u"多い", u"らは", u"船は",
                                                        u"も据", u"イン", u"整え", u"る一", u"橋を", u"る可"};
constexpr std::size_t near = 4;          // characters of a side that tell
constexpr float unit = 700 * 2.302585F;  // of MeCab's costs: a decimal logarithm

class Japanese final : public Language {
 public:
  explicit Japanese(MeCab::Model* words) : words_(words), tagger_(words->createTagger()) {
    if (!tagger_) throw std::bad_alloc();
    const std::unique_ptr<MeCab::Lattice> lattice(words_->createLattice());
    if (!lattice) throw std::bad_alloc();
    apart_ = mean(ends, [&](std::span<const char16_t> end) { return cost(*lattice, end, {}); }) +
             mean(begins, [&](std::span<const char16_t> begin) { return cost(*lattice, {}, begin); });
  }

 private:
  // Of one thread; some 700 kB.
  struct Memory {
    std::unique_ptr<MeCab::Lattice> lattice;
    Memo<Sides, float, 16384> seams;
    Memo<Window, float, 4096> tails, heads;  // beside other lines
  };

  // By the last word's class and form (MeCab: class, three kinds of it, conjugation, form, …).
  bool breaks_off(const Window& tail) const override {
    if (tail.empty()) return false;
    MeCab::Lattice& lattice = lattice_of(memory_.here());
    cost(lattice, tail.text(), {});
    const MeCab::Node* const last = lattice.eos_node()->prev;
    if (!last || !last->feature) return false;
    const std::string_view told = last->feature;
    static constexpr std::array<std::string_view, 5> leading = {"接頭詞", "連体詞", "助詞,係助詞", "助詞,接続助詞",
                                                                "助詞,連体化"};
    if (std::any_of(leading.begin(), leading.end(), [&](std::string_view c) { return told.starts_with(c); }))
      return told.find(",も,") == told.npos;  // headlines do end so
    if (told.starts_with("助詞,格助詞")) return told.find(",が,") != told.npos || told.find(",を,") != told.npos;
    const bool bends = told.starts_with("動詞") || told.starts_with("助動詞") || told.starts_with("形容詞");
    static constexpr std::array<std::string_view, 5> open = {",連用形,", ",未然形,", ",仮定形,", ",連用タ接続,",
                                                             ",体言接続,"};
    return bends && std::any_of(open.begin(), open.end(),
                                [&](std::string_view form) { return told.find(form) != std::string_view::npos; });
  }

  // By the first word's class.
  bool goes_on(const Window& head) const override {
    if (head.empty()) return false;
    MeCab::Lattice& lattice = lattice_of(memory_.here());
    cost(lattice, {}, head.text());
    const MeCab::Node* const first = lattice.bos_node()->next;
    if (!first || !first->feature) return false;
    const std::string_view told = first->feature;
    static constexpr std::array<std::string_view, 5> following = {"助詞,", "助動詞", "動詞,接尾", "動詞,非自立",
                                                                  "名詞,接尾"};
    return std::any_of(following.begin(), following.end(), [&](std::string_view c) { return told.starts_with(c); });
  }

  char16_t known(char32_t c) const override {
    const Class k = class_of(c);
    return (k == Class::han || k == Class::kana) && c >= 0x3005 && c < 0xA000 ? static_cast<char16_t>(c) : u'\0';
  }

  float weigh(const Window& whole_tail, const Window& whole_head) const override {
    const Window tail = window_of(whole_tail.text().last(std::min<std::size_t>(whole_tail.size, near)));
    const Window head = window_of(whole_head.text().first(std::min<std::size_t>(whole_head.size, near)));
    Memory& m = memory_.here();
    return m.seams.of({tail, head}, hash_of(tail, head), [&] {
      MeCab::Lattice& lattice = lattice_of(m);
      const auto with = [&](std::span<const char16_t> a, std::span<const char16_t> b) { return cost(lattice, a, b); };
      const float before = m.tails.of(tail, hash_of(tail), [&] {
        return mean(begins, [&](std::span<const char16_t> begin) { return with(tail.text(), begin); });
      });
      const float after = m.heads.of(head, hash_of(head), [&] {
        return mean(ends, [&](std::span<const char16_t> end) { return with(end, head.text()); });
      });
      const float likelier = (before + after - apart_ - with(tail.text(), head.text())) / unit;
      const bool foreign = katakana(tail.chars[tail.size - 1]) && katakana(head.chars[0]);
      return foreign ? foreign_word * likelier : likelier;
    });
  }

  static Window window_of(std::span<const char16_t> text) {
    Window w;
    std::copy(text.begin(), text.end(), w.chars.begin());
    w.size = static_cast<std::uint8_t>(text.size());
    return w;
  }

  MeCab::Lattice& lattice_of(Memory& m) const {
    if (!m.lattice) m.lattice.reset(words_->createLattice());
    if (!m.lattice) throw std::bad_alloc();
    return *m.lattice;
  }

  template <class Cost>
  static float mean(const std::array<std::u16string_view, 12>& texts, Cost cost_of) {
    float sum = 0;
    for (const std::u16string_view text : texts) sum += cost_of(std::span(text));
    return sum / static_cast<float>(texts.size());
  }

  float cost(MeCab::Lattice& lattice, std::span<const char16_t> a, std::span<const char16_t> b) const {
    std::string text;
    for (const char16_t c : a) append(text, c);
    for (const char16_t c : b) append(text, c);
    lattice.set_sentence(text.data(), text.size());
    if (!tagger_->parse(&lattice)) return 0;
    return static_cast<float>(lattice.eos_node()->cost);
  }

  Remembered<Memory> memory_;
  std::unique_ptr<MeCab::Model> words_;
  std::unique_ptr<const MeCab::Tagger> tagger_;
  float apart_ = 0;  // what ends and begins of other lines cost by themselves, on average
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
