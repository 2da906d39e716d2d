// Words torn at every syllable: some extractors begin a new line at each soft hyphen of a text, printed or not, and where
// one was printed it stands alone:
//
//   Scott has died at a London hos        -> Scott has died at a London hospice, his family has
//   pice, his fam
//   ily has
//   and later sec                         -> and later security in Northern Irel-
//   ur                                       and from 1981
//   ity in Northern Irel
//   -
//   and from 1981
//
// A page is torn so where many of its lines are fragments of words, and a dictionary knows what they make together. There,
// a break between two letters is inside a word where the column had room for what comes next, and the dictionary knows the
// word, or one of its halves is none.
#include "stages/syllables.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/unicode.h"
#include "stages/measure.h"
#include "stages/words.h"

namespace galley::stages {
namespace {

constexpr std::size_t most_syllables = 6;  // of one word, looked up together

class Mender {
 public:
  explicit Mender(Page& page) : page_(page), lines_(page.lines) {}

  void run() {
    if (!fragments()) return;
    words_.emplace(page_);
    if (!words_->dictionary() || !torn()) return;
    // twice: what is sure to be joined tells how wide a full line is
    decide([&](std::size_t i, std::string_view before, float) {
      return open(i) && half_unknown(before, i) && makes_word(before, i);
    });
    decide([&](std::size_t i, std::string_view before, float width) { return inside_word(i, before, width); });
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i)
      if (!joined_[i]) out.push_back(lines_[i]);
      else
        join_text(page_, out.back().text, lines_[i].text, "", own_hyphen(i) ? "lines.torn-hyphen" : "lines.torn-word");
    lines_ = std::move(out);
  }

 private:
  float wide(std::size_t i) const { return width_of(lines_[i].text.bytes, Setting::book); }
  bool letter_at_end(std::size_t i) const { return class_of(last_char(lines_[i].text.bytes)) == Class::latin; }
  // A break with a letter on either side, the second a small one.
  bool open(std::size_t i) const {
    return i > 0 && lines_[i - 1].chunk == lines_[i].chunk && letter_at_end(i - 1) &&
           is_lower(first_char(lines_[i].text.bytes));
  }

  // A hyphen with a line of its own between two halves of a word.
  bool own_hyphen(std::size_t i) const {
    return i > 0 && i + 1 < lines_.size() && lines_[i].text.bytes == "-" && letter_at_end(i - 1) &&
           lines_[i - 1].chunk == lines_[i].chunk && lines_[i].chunk == lines_[i + 1].chunk &&
           is_lower(first_char(lines_[i + 1].text.bytes));
  }

  // Before any dictionary is asked: one line in twenty is a few small letters and a stop at most.
  bool fragments() const {
    std::size_t n = 0;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const std::string_view s = lines_[i].text.bytes;
      n += s.size() <= 6 && s.find(' ') == s.npos && (open(i) || own_hyphen(i));
    }
    return n >= 8 && n * 20 >= lines_.size();
  }

  bool known(const std::string& word) {
    const auto [it, fresh] = known_.try_emplace(word);
    if (fresh) it->second = words_->known(word);
    return it->second;
  }

  // How many of the pieces from line i on make a known word, at the most, with the letters that end `before`. 0: none do.
  std::size_t pieces(std::string_view before, std::size_t i) {
    std::string word(last_word(before));
    std::size_t most = 0;
    for (std::size_t k = i; k < lines_.size() && k < i + most_syllables; ++k) {
      const std::string_view s = lines_[k].text.bytes, piece = first_word(s);
      word += piece;
      if (known(word)) most = k - i + 1;
      if (piece.size() < s.size() || k + 1 == lines_.size() || !open(k + 1)) break;
    }
    return most;
  }
  bool makes_word(std::string_view before, std::size_t i) { return pieces(before, i) > 0; }
  bool half_unknown(std::string_view before, std::size_t i) {
    return !known(std::string(last_word(before))) || !makes_word({}, i);
  }

  bool torn() {
    constexpr std::size_t enough = 200;  // breaks looked at
    std::size_t breaks = 0, told = 0;
    for (std::size_t i = 1; i < lines_.size() && breaks < enough; ++i) {
      if (!open(i)) continue;
      const std::string_view before = lines_[i - 1].text.bytes;
      ++breaks;
      told += half_unknown(before, i) && makes_word(before, i);
    }
    return told >= 10 && told * 4 >= breaks;
  }

  // Which lines go on the one before: inside(i, the printed line so far, its cells); and how wide they were printed.
  template <class F>
  void decide(F inside) {
    joined_.assign(lines_.size(), false);
    std::vector<float> printed(lines_.size());
    std::string text;
    for (std::size_t i = 0, first = 0; i < lines_.size(); ++i) {
      joined_[i] = own_hyphen(i) || inside(i, text, printed[first]);
      if (!joined_[i]) {
        first = i;
        text.clear();
      }
      text += lines_[i].text.bytes;
      printed[first] += wide(i);
    }
    for (std::size_t i = 1; i < lines_.size(); ++i)
      if (joined_[i]) printed[i] = printed[i - 1];
    printed_ = std::move(printed);
  }
  float column(std::size_t i) const {
    constexpr std::size_t around = 60;
    FullLine full;
    float last = 0;
    for (std::size_t k = i > around ? i - around : 0; k < std::min(lines_.size(), i + around); ++k) {
      const float w = printed_[k];
      if (w > widest_column || w == last) continue;  // the same one's next fragment
      last = w;
      full.add(w);
    }
    return full.width();
  }

  // The break before line i, where `width` cells of its printed line end in `before`.
  bool inside_word(std::size_t i, std::string_view before, float width) {
    if (!open(i)) return false;
    const float room = column(i) - width - width_of(first_word(lines_[i].text.bytes), Setting::book);
    if (room < -1.5F) return false;
    const std::string_view left = last_word(before);
    const std::size_t alone = pieces({}, i);
    if (alone == 0) return true;
    // `by` / `res` / `idents`: byres leaves a piece that residents does not
    if (known(std::string(left))) return room >= 1 && pieces(before, i) >= alone;
    // a name that no dictionary has may stand before any word
    return !is_upper(first_char(left)) || makes_word(before, i);
  }

  Page& page_;
  std::vector<Line>& lines_;
  std::optional<Words> words_;
  std::unordered_map<std::string, bool> known_;
  std::vector<bool> joined_;    // each line to the one before
  std::vector<float> printed_;  // cells of the printed line that each is of
};

}  // namespace

void mend_syllables(Page& page) { Mender(page).run(); }

}  // namespace galley::stages
