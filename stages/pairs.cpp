// Pairs: which words of a page stand beside each other. Of an alphabet's languages no model is installed, but a page
// says much about its own: `of the` it has twelve times, `the of` never, though both words are common; after a full
// stop nothing begins in lower case. Frequent words are known by themselves, all others by their kind: how they begin,
// and what mark ends them.
#include "stages/pairs.h"

#include <algorithm>
#include <cmath>

#include "pipeline/unicode.h"
#include "stages/measure.h"
#include "stages/words.h"

namespace galley {
namespace {

constexpr std::size_t least_often = 5, most_frequent = 200;

enum Kind : std::uint16_t { small, capital, figure, mark, sentence, clause, first_frequent };

std::string bare(std::string_view word) {
  while (!word.empty() && class_of(first_char(word)) != Class::latin) {
    std::size_t at = 0;
    decode(word, at);
    word.remove_prefix(at);
  }
  return lower(first_word(word));
}

template <class F>
void each_pair(std::string_view s, F f) {
  std::string_view was;
  for (std::size_t at = s.find_first_not_of(' '); at < s.size(); at = s.find_first_not_of(' ', at)) {
    const std::size_t to = std::min(s.find(' ', at), s.size());
    const std::string_view word = s.substr(at, to - at);
    f(was, word);
    was = word;
    at = to;
  }
}

}  // namespace

Pairs::Pairs(const Page& page) {
  std::unordered_map<std::string, std::size_t> often;
  for (const Line& l : page.lines)
    each_pair(l.text.bytes, [&](std::string_view, std::string_view word) { ++often[bare(word)]; });
  std::vector<std::pair<std::size_t, std::string>> sorted;
  for (const auto& [word, n] : often)
    if (n >= least_often && !word.empty()) sorted.emplace_back(n, word);
  std::sort(sorted.rbegin(), sorted.rend());
  if (sorted.size() > most_frequent) sorted.resize(most_frequent);
  for (const auto& [n, word] : sorted)
    frequent_.emplace(word, static_cast<std::uint16_t>(first_frequent + frequent_.size()));
  kinds_ = first_frequent + frequent_.size();
  together_.resize(kinds_ * kinds_);
  lefts_.resize(kinds_);
  rights_.resize(kinds_);
  for (const Line& l : page.lines)
    each_pair(l.text.bytes, [&](std::string_view a, std::string_view b) {
      if (a.empty()) return;
      const std::size_t x = left(a), y = right(b);
      ++together_[x * kinds_ + y];
      ++lefts_[x];
      ++rights_[y];
      ++all_;
    });
}

std::uint16_t Pairs::left(std::string_view word) const {
  if (ends_sentence(word)) return sentence;
  if (class_of(last_char(word)) == Class::pause) return clause;
  return right(word);
}

std::uint16_t Pairs::right(std::string_view word) const {
  if (const auto at = frequent_.find(bare(word)); at != frequent_.end()) return at->second;
  const char32_t c = first_char(word);
  return is_lower(c) ? small : class_of(c) == Class::digit ? figure : class_of(c) == Class::latin ? capital : mark;
}

float Pairs::goes_on(std::uint16_t a, std::uint16_t b) const {
  if (all_ == 0) return 0;
  const float chance = static_cast<float>(lefts_[a]) * static_cast<float>(rights_[b]) / all_;
  return std::clamp(std::log((static_cast<float>(together_[a * kinds_ + b]) + 1) / (chance + 1)), -2.5F, 2.5F);
}

}  // namespace galley
