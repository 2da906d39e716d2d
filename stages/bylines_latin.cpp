// Bylines in an alphabet. A name keeps one blank between its words.
#include <algorithm>
#include <array>
#include <string>

#include "pipeline/unicode.h"
#include "stages/names.h"

namespace galley {
namespace {

using View = std::string_view;

// Whether s begins with this, in whatever case.
bool begins(View s, View with) {
  auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return s.size() >= with.size() &&
         std::equal(with.begin(), with.end(), s.begin(), [&](char a, char b) { return a == low(b); });
}

}  // namespace

// `By A and B, Political Editor`, `Words: A Pictures: B`, `Von A`, `A in Portsea`
std::vector<Byline> read_latin(View s, const Text& text) {
  // What leads to a name: these anywhere, prepositions that names have inside (Greta von Lind) only before the first.
  static constexpr std::array<View, 20> openers = {
      "exclusive by ", "special report by ", "report by ",  "report: ",      "story by ",
      "story: ",       "words by ",          "words: ",     "text by ",      "text: ",
      "pictures by ",  "pictures: ",         "picture by ", "picture: ",     "photographs by ",
      "photographs: ", "photos by ",         "photos: ",    "interview by ", "by "};
  static constexpr std::array<View, 7> prepositions = {"von ", "par ", "por ", "di ", "door ", "de ", "from "};
  // what leads from one name to the next, and what to something else
  static constexpr std::array<View, 8> next = {" and ", " und ", " et ", " y ", " & ", ", ", " | ", "|"};
  static constexpr std::array<View, 2> place = {" in ", " for "};
  // of an office of the press, or of an agency
  static constexpr std::array<View, 20> offices = {
      "staff",     "correspondent", "correspondents",  "reporter",        "writer",
      "editor",    "press",         "special",         "redaktion",       "our",
      "redakteur", "redakteurin",   "times",           "reuters",         "columnist",
      "critic",    "korrespondent", "korrespondentin", "korrespondenten", "mitarbeiter"};
  std::vector<Byline> out;
  auto add = [&](View part) {
    std::vector<View> words;
    for (std::size_t at = 0; at < part.size();) {
      const std::size_t end = std::min(part.find(' ', at), part.size());
      if (end > at) words.push_back(part.substr(at, end - at));
      at = end + 1;
    }
    while (!words.empty() && (words.back().find('@') != View::npos || words.back() == "reports")) words.pop_back();
    if (words.empty() || (words[0].size() == 3 && begins(words[0], "the"))) return;
    const auto is_office = [&](View w) {
      return std::any_of(offices.begin(), offices.end(), [&](View o) { return w.size() == o.size() && begins(w, o); });
    };
    const auto office = static_cast<std::size_t>(std::find_if(words.begin(), words.end(), is_office) - words.begin());
    // `Ada M. Marsh Political Editor`: one word beside the office is of it, if two are left for the name
    const std::size_t names = office == words.size() ? office : office > 2 ? office - 1 : office == 2 ? 2 : 0;
    const char* const end = words.back().data() + words.back().size();
    if (names < words.size()) {
      const std::string told(words[names].data(), end);
      if (names == 0) {
        if (!out.empty()) out.back().office = told;
        return;
      }
    }
    if (names < 2 || !is_upper(first_char(words[0]))) return;
    const char* const last = words[names - 1].data() + words[names - 1].size();
    add_name(out, View(words[0].data(), last), "", "", text);
    if (names < words.size()) out.back().office = std::string(words[names].data(), end);
  };
  const auto* const first =
      std::find_if(prepositions.begin(), prepositions.end(), [&](View w) { return begins(s, w); });
  std::size_t from = first == prepositions.end() ? 0 : first->size();
  bool elsewhere = false;  // what follows is a place, or a paper
  auto part_ends = [&](std::size_t at, std::size_t resumes) {
    if (!elsewhere) add(trimmed(s.substr(from, at - from)));
    from = resumes;
  };
  for (std::size_t at = from; at < s.size();) {
    const View rest = s.substr(at);
    const auto leads = [&](View w) { return begins(rest, w); };
    const auto* const opener =
        at == 0 || s[at - 1] == ' ' ? std::find_if(openers.begin(), openers.end(), leads) : openers.end();
    if (opener != openers.end()) {
      part_ends(at, at + opener->size());
      elsewhere = false;
      at = from;
    } else if (const auto* const n = std::find_if(next.begin(), next.end(), leads); n != next.end()) {
      part_ends(at, at + n->size());
      elsewhere = false;
      at = from;
    } else if (const auto* const p = std::find_if(place.begin(), place.end(), leads); p != place.end()) {
      part_ends(at, at + p->size());
      elsewhere = true;
      at = from;
    } else ++at;
  }
  part_ends(s.size(), s.size());
  return out;
}

}  // namespace galley
