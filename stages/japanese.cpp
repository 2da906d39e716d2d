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
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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
constexpr std::size_t bytes_of_one = 3;  // of what known() lets in, in UTF-8
constexpr unsigned short text_end = 0;   // MeCab's class of what stands beyond a text
constexpr int unreached = 1 << 29;       // dearer than any text
constexpr float unit = 700 * 2.302585F;  // of MeCab's costs: a decimal logarithm

// Words that stand side by side: what they cost, told by the class that each shows there. Of those of one class the
// cheapest.
class Cheapest {
 public:
  struct Words {
    unsigned short shown;
    int cost;
  };
  void add(unsigned short shown, int cost) {
    for (Words& w : words_)
      if (w.shown == shown) {
        w.cost = std::min(w.cost, cost);
        return;
      }
    words_.push_back({shown, cost});
  }
  auto begin() const { return words_.begin(); }
  auto end() const { return words_.end(); }
  bool empty() const { return words_.empty(); }
  void clear() { words_.clear(); }

 private:
  std::vector<Words> words_;
};

class Japanese final : public Language {
 public:
  explicit Japanese(MeCab::Model* words) : words_(words), tagger_(words->createTagger()) {
    if (!tagger_) throw std::bad_alloc();
    Desk desk(*words_);
    for (std::size_t k = 0; k < begins.size(); ++k) begins_[k] = read(desk, begins[k]);
    const Onward nothing = read(desk, {});
    apart_ = mean([&](std::size_t k) { return cost(desk, ends[k], nothing); }) +
             mean([&](std::size_t k) { return cost(desk, {}, begins_[k]); });
  }

 private:
  // What the rest of a text costs from each of its characters on, by what the first word shows on its left.
  struct Onward {
    Window text;
    std::array<Cheapest, near + 1> from;
  };
  // What a text is read with; made once, for it takes as long as to read a text.
  struct Desk {
    explicit Desk(const MeCab::Model& words) : lattice(words.createLattice()) {
      if (!lattice) throw std::bad_alloc();
    }
    std::unique_ptr<MeCab::Lattice> lattice;
    std::array<Cheapest, 2 * near + 1> up_to;  // each character, by what the last word shows on its right
  };
  // Of one thread; some 1 MB.
  struct Memory {
    std::optional<Desk> desk;
    Memo<Sides, float, 16384> seams;
    Memo<Window, float, 4096> tails, heads;  // beside other lines
    Memo<Window, Onward, 512> onward;
  };

  // By the last word's class and form (MeCab: class, three kinds of it, conjugation, form, …).
  bool breaks_off(const Window& tail) const override {
    if (tail.empty()) return false;
    MeCab::Lattice& lattice = *desk_of(memory_.here()).lattice;
    parse(lattice, tail.text());
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
    MeCab::Lattice& lattice = *desk_of(memory_.here()).lattice;
    parse(lattice, head.text());
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
      Desk& desk = desk_of(m);
      const Onward& onward = m.onward.of(head, hash_of(head), [&] { return read(desk, head.text()); });
      const float before = m.tails.of(tail, hash_of(tail), [&] {
        return mean([&](std::size_t k) { return cost(desk, tail.text(), begins_[k]); });
      });
      const float after = m.heads.of(head, hash_of(head),
                                     [&] { return mean([&](std::size_t k) { return cost(desk, ends[k], onward); }); });
      const float likelier = (before + after - apart_ - cost(desk, tail.text(), onward)) / unit;
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

  Desk& desk_of(Memory& m) const {
    if (!m.desk) m.desk.emplace(*words_);
    return *m.desk;
  }

  // Over the ends, or begins, of other lines.
  template <class Cost>
  static float mean(Cost cost_of) {
    static_assert(ends.size() == begins.size());
    float sum = 0;
    for (std::size_t k = 0; k < ends.size(); ++k) sum += cost_of(k);
    return sum / static_cast<float>(ends.size());
  }

  void parse(MeCab::Lattice& lattice, std::span<const char16_t> text) const {
    std::string bytes;
    for (const char16_t c : text) append(bytes, c);
    lattice.set_sentence(bytes.data(), bytes.size());
    tagger_->parse(&lattice);
  }

  // As MeCab's own search does, but each side of a seam is read once for all seams it stands at: from the end of the head,
  // and then from the beginning of the tail.
  Onward read(Desk& desk, std::span<const char16_t> text) const {
    Onward out;
    out.text = window_of(text);
    out.from[text.size()].add(text_end, 0);
    for (std::size_t i = text.size(); i-- > 0;)
      each_word(*desk.lattice, text.subspan(i), {}, [&](const MeCab::Node& word, std::size_t size) {
        out.from[i].add(word.lcAttr, word.wcost + least(out.from[i + size], [&](const Cheapest::Words& rest) {
                                       return words_->transition_cost(word.rcAttr, rest.shown);
                                     }));
      });
    return out;
  }
  float cost(Desk& desk, std::span<const char16_t> tail, const Onward& head) const {
    auto& up_to = desk.up_to;
    for (Cheapest& words : up_to) words.clear();
    up_to[0].add(text_end, 0);
    for (std::size_t i = 0; i < tail.size(); ++i) {
      if (up_to[i].empty()) continue;
      each_word(*desk.lattice, tail.subspan(i), head.text.text(), [&](const MeCab::Node& word, std::size_t size) {
        up_to[i + size].add(word.rcAttr, word.wcost + least(up_to[i], [&](const Cheapest::Words& before) {
                                           return words_->transition_cost(before.shown, word.lcAttr);
                                         }));
      });
    }
    int best = unreached;
    for (std::size_t i = 0; i <= head.text.size; ++i)
      for (const Cheapest::Words& before : up_to[tail.size() + i])
        best = std::min(best, before.cost + least(head.from[i], [&](const Cheapest::Words& rest) {
                                return words_->transition_cost(before.shown, rest.shown);
                              }));
    return static_cast<float>(best);
  }
  template <class Transition>
  static int least(const Cheapest& of, Transition transition) {
    int best = unreached;
    for (const Cheapest::Words& w : of) best = std::min(best, w.cost + transition(w));
    return best;
  }
  // Calls f(word, its characters) for the words that a and b, as one text, may begin with.
  template <class F>
  void each_word(MeCab::Lattice& lattice, std::span<const char16_t> a, std::span<const char16_t> b, F f) const {
    std::array<char, 2 * near * bytes_of_one> bytes;
    char* end = bytes.data();
    for (const std::span<const char16_t> part : {a, b})
      for (const char16_t c : part) {
        *end++ = static_cast<char>(0xE0 | c >> 12);
        *end++ = static_cast<char>(0x80 | (c >> 6 & 0x3F));
        *end++ = static_cast<char>(0x80 | (c & 0x3F));
      }
    lattice.clear();
    for (const MeCab::Node* n = words_->lookup(bytes.data(), end, &lattice); n; n = n->bnext)
      f(*n, n->rlength / bytes_of_one);
  }

  Remembered<Memory> memory_;
  std::unique_ptr<MeCab::Model> words_;
  std::unique_ptr<const MeCab::Tagger> tagger_;
  std::array<Onward, begins.size()> begins_;
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
