// See date.h. Chinese, Japanese and Korean dates name their parts (年月日); in others three numbers stand in the order of their
// signs (2019.12.19), or a month has a name.
#include "pipeline/date.h"

#include <fmt/format.h>

#include <chrono>
#include <vector>

#include "pipeline/unicode.h"

namespace galley {
namespace {

struct Parts {
  int year = 0, month = 0, day = 0;
};

// 一百一十三, 十九, 二〇一九, 元; -1: no number.
class HanNumber {
 public:
  bool add(char32_t c) {
    static constexpr std::u32string_view digits = U"〇一二三四五六七八九";
    if (c == U'元') return put(1);
    if (c == U'零' || c == U'○' || c == U'Ｏ') return put(0);
    if (const auto d = digits.find(c); d != digits.npos) return put(static_cast<int>(d));
    if (c >= U'0' && c <= U'9') return put(static_cast<int>(c - U'0'));
    if (c == U'十' || c == U'百') {
      sum_ += (last_ ? last_ : 1) * (c == U'十' ? 10 : 100);
      last_ = 0;
      return any_ = true;
    }
    return false;
  }
  int value() const { return any_ ? sum_ + last_ : -1; }

 private:
  bool put(int digit) {
    last_ = last_ > 9999 ? last_ : last_ * 10 + digit;
    return any_ = true;
  }
  int sum_ = 0, last_ = 0;
  bool any_ = false;
};

Parts by_signs(std::string_view s) {
  Parts p;
  HanNumber n;
  int bracket = 0;  // 2019年（令和元年）12月19日
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    bracket += c == U'（' || c == '(' ? 1 : c == U'）' || c == ')' ? -1 : 0;
    if (bracket > 0 || n.add(c)) continue;
    if (c == ' ') continue;
    if (c == U'年' || c == U'년') p.year = n.value();
    if (c == U'月' || c == U'월') p.month = p.month ? p.month : n.value();
    if ((c == U'日' || c == U'일') && p.month && !p.day) p.day = n.value();
    n = {};
  }
  if (p.year > 0 && p.year < 100)
    for (const auto& [era, before] : {std::pair<std::string_view, int>{"明治", 1867},
                                      {"大正", 1911},
                                      {"昭和", 1925},
                                      {"平成", 1988},
                                      {"令和", 2018}})
      if (s.starts_with(era)) p.year += before;
  if (s.find("民國") != std::string_view::npos || s.find("民国") != std::string_view::npos) p.year += 1911;
  return p;
}

// By the first letters of its name in English, German, French, Spanish, Portuguese, Italian or Russian.
int month_of(std::string_view word) {
  struct Name {
    std::string_view begins;
    int month;
  };
  static constexpr Name names[] = {
      {"jan", 1},  {"gen", 1},  {"ene", 1},  {"янв", 1},  {"feb", 2},  {"fev", 2},  {"fév", 2},  {"фев", 2},
      {"mai", 5},  {"may", 5},  {"mag", 5},  {"мая", 5},  {"marc", 3}, {"mars", 3}, {"marz", 3}, {"maar", 3},
      {"mei", 5},  {"març", 3}, {"mär", 3},  {"март", 3}, {"apr", 4},  {"avr", 4},  {"abr", 4},  {"апр", 4},
      {"juil", 7}, {"juin", 6}, {"jun", 6},  {"giu", 6},  {"июн", 6},  {"jul", 7},  {"lug", 7},  {"июл", 7},
      {"aug", 8},  {"aoû", 8},  {"ago", 8},  {"авг", 8},  {"sep", 9},  {"set", 9},  {"сен", 9},  {"oct", 10},
      {"okt", 10}, {"ott", 10}, {"out", 10}, {"окт", 10}, {"nov", 11}, {"ноя", 11}, {"dec", 12}, {"dez", 12},
      {"déc", 12}, {"dic", 12}, {"дек", 12}};
  for (const Name& n : names)
    if (word.starts_with(n.begins)) return n.month;
  return word == "mar" ? 3 : 0;  // but mardi, martes
}

Parts by_order(std::string_view s) {
  std::vector<int> numbers;
  int month = 0;
  for (std::size_t at = 0; at < s.size();) {
    const auto digit = [&] { return at < s.size() && s[at] >= '0' && s[at] <= '9'; };
    const auto letter = [&] {
      return at < s.size() && ((s[at] | 0x20) >= 'a' && (s[at] | 0x20) <= 'z' ? true : (s[at] & 0x80) != 0);
    };
    if (digit()) {
      int n = 0;
      for (; digit(); ++at) n = n > 9999 ? n : n * 10 + (s[at] - '0');
      numbers.push_back(n);
    } else if (letter()) {
      std::string word;
      while (letter()) append(word, small_letter(decode(s, at)));
      if (!month) month = month_of(word);
    } else ++at;
  }
  if (month && numbers.size() == 2) return {numbers[1], month, numbers[0]};
  if (month && numbers.size() == 3 && numbers[2] > 999) return {numbers[2], month, numbers[0]};  // 7 et dimanche 8 mai
  if (!month && numbers.size() == 3) {
    // 3.5.1979: with stops, which English dates have not, the day comes first
    if (numbers[2] > 999 && s.find('/') == s.npos && s.find('-') == s.npos) return {numbers[2], numbers[1], numbers[0]};
    return {numbers[0], numbers[1], numbers[2]};
  }
  return {};
}

}  // namespace

std::string iso_date(std::string_view printed) {
  using namespace std::chrono;
  const Parts p = printed.find("年") != std::string_view::npos || printed.find("년") != std::string_view::npos
                      ? by_signs(printed)
                      : by_order(printed);
  if (p.year < 1000 || p.year > 9999 || p.month < 1 || p.day < 1) return {};
  const year_month_day date{year(p.year), month(static_cast<unsigned>(p.month)), day(static_cast<unsigned>(p.day))};
  return date.ok() ? fmt::format("{:04}-{:02}-{:02}", p.year, p.month, p.day) : std::string();
}

}  // namespace galley
