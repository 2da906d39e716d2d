#include "stages/measure.h"

#include <algorithm>
#include <array>

#include "stages/facing.h"

namespace galley {

float width_of(std::string_view s, Setting setting) {
  float w = 0;
  for (std::size_t at = 0; at < s.size();) w += cells(decode(s, at), setting);
  return w;
}

bool narrower(std::string_view s, Setting setting, float most) {
  float w = 0;
  for (std::size_t at = 0; at < s.size() && w < most;) w += cells(decode(s, at), setting);
  return w < most;
}

float first_unit(std::string_view s, Setting setting) {
  float w = 0;
  std::size_t at = 0;
  int letters = 0;
  bool han = false;
  while (at < s.size()) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    const Class k = class_of(c);
    if (k == Class::space) break;
    const bool opens = k == Class::open;
    const bool glued = k == Class::close || k == Class::stop || k == Class::pause || k == Class::quote;
    if (han && !glued) break;  // the character after a whole unit
    if (k == Class::han || k == Class::kana) {
      if (letters) break;
      han = true;
    } else if (k == Class::latin && setting != Setting::han && letters >= 3) {
      break;
    }
    if (!opens && !glued) ++letters;
    w += cells(c, setting);
    if (was > 24) break;
  }
  return w;
}

TextEnd ending(std::string_view s) {
  TextEnd e;
  while (!s.empty()) {
    const std::size_t at = previous(s, s.size());
    std::size_t next = at;
    const char32_t c = decode(s, next);
    const Class k = last_class(s);
    if (k == Class::close || k == Class::quote) e.closed = true;
    else if (k != Class::space) {
      e.c = c;
      return e;
    }
    s = s.substr(0, at);
  }
  return e;
}

namespace {

// Titles and shortened words whose full stop ends no sentence.
bool abbreviated(std::string_view s) {
  static constexpr std::array<std::string_view, 27> known = {
      "Mr.",    "Mrs.", "Ms.",  "Dr.",  "St.",   "Messrs.", "Gen.",  "Col.",  "Capt.",
      "Lieut.", "Sgt.", "Rev.", "Hon.", "Prof.", "Sen.",    "Gov.",  "No.",   "Jr.",
      "vs.",    "Nr.",  "Hr.",  "bzw.", "Pct.",  "pct.",    "Dept.", "Assn.", "Govt."};
  const auto at = s.rfind(' ');
  const std::string_view word = at == std::string_view::npos ? s : s.substr(at + 1);
  return std::find(known.begin(), known.end(), word) != known.end();
}

// …for want of a gearbox.—LNA: behind the last stop and a dash, which agency sent it.
bool ends_in_agency(std::string_view s) {
  constexpr std::size_t longest = 8;  // bytes of its name
  constexpr std::string_view dash = "—";
  const std::string_view tail =
      s.substr(s.size() > longest + dash.size() + 1 ? s.size() - longest - dash.size() - 1 : 0);
  const std::size_t at = tail.rfind(dash);
  if (at == tail.npos || at == 0) return false;
  std::string_view name = tail.substr(at + dash.size());
  if (name.starts_with(' ')) name.remove_prefix(1);
  const bool capitals = name.size() >= 2 && name.size() <= 5 &&
                        std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!capitals && name != "Reuter" && name != "Reuters" && name != "Havas" && name != "Tass") return false;
  return class_of(ending(s.substr(0, s.size() - tail.size() + at)).c) == Class::stop;
}

}  // namespace

bool ends_sentence(std::string_view s) {
  if (s.ends_with('.') && abbreviated(s)) return false;
  // a byline or note in brackets after the last stop: 。（记者张三） 。”（东岭县报道组） …た。【姓名】
  const char32_t last = last_char(s);
  if (last == U'】' || last == U'）' || last == ')') {
    const std::string_view tail = s.substr(s.size() > 90 ? s.size() - 90 : 0);
    const auto open = last == U'】' ? tail.rfind("【") : last == ')' ? tail.rfind('(') : tail.rfind("（");
    if (open != std::string_view::npos && open > 0 && class_of(ending(tail.substr(0, open)).c) == Class::stop)
      return true;
  }
  const TextEnd e = ending(s);
  const Class k = class_of(e.c);
  return k == Class::stop || k == Class::dots || (k == Class::latin && ends_in_agency(s));
}

}  // namespace galley
