// Bylines in an alphabet. A name keeps one blank between its words.
#include <algorithm>
#include <array>
#include <string>

#include "pipeline/rules.h"
#include "pipeline/unicode.h"
#include "stages/names.h"
#include "stages/signatures.h"
#include "stages/words.h"

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
std::vector<Byline> read_latin(View s, const Text& text, const Page& page) {
  // What leads to a name: these anywhere, prepositions that names have inside (Greta von Lind) only before the first.
  static constexpr std::array<View, 46> openers = {"exclusive by ",   "special report by ",
                                                   "report by ",      "report: ",
                                                   "story by ",       "story: ",
                                                   "words by ",       "words: ",
                                                   "text by ",        "text: ",
                                                   "pictures by ",    "pictures: ",
                                                   "picture by ",     "picture: ",
                                                   "photographs by ", "photographs: ",
                                                   "photos by ",      "photos: ",
                                                   "photo by ",       "photo: ",
                                                   "photograph by ",  "photograph: ",
                                                   "interview by ",   "by ",
                                                   "texto: ",         "texto de ",
                                                   "testo: ",         "testo di ",
                                                   "texte: ",         "texte de ",
                                                   "tekst: ",         "foto: ",
                                                   "fotos: ",         "interview: ",
                                                   "Автор: ",         "Текст: ",
                                                   "Фото: ",          "Фото ",
                                                   "Беседовал ",      "Беседовала ",
                                                   "Записал ",        "Записала ",
                                                   "Подготовил ",     "Подготовила ",
                                                   "Интервью: ",      "Текст и фото: "};
  static constexpr std::array<View, 16> prepositions = {"von ",
                                                        "par ",
                                                        "por ",
                                                        "di ",
                                                        "door ",
                                                        "de ",
                                                        "from ",
                                                        "van ",
                                                        "dal ",
                                                        "da ",
                                                        "do ",
                                                        "a cura di ",
                                                        "propos recueillis par ",
                                                        "dalla ",
                                                        "recueilli par ",
                                                        "recueillis par "};
  // what leads from one name to the next, and what to something else
  static constexpr std::array<View, 16> next = {" and ", " und ", " et ", " y ", " e ", " и ", " & ",  ", ",
                                                " | ",   "|",     " / ",  "/",   " Y ", " E ", " ET ", " И "};
  static constexpr std::array<View, 2> place = {" in ", " for "};
  // of an office of the press, or of an agency
  static constexpr std::array<View, 31> offices = {
      "staff",           "correspondent", "correspondents", "reporter",      "writer",        "editor",
      "press",           "special",       "redaktion",      "our",           "redakteur",     "redakteurin",
      "times",           "reuters",       "columnist",      "critic",        "korrespondent", "korrespondentin",
      "korrespondenten", "mitarbeiter",   "mitarbeiterin",  "корреспондент", "корр.",         "redactie",
      "sucursal",        "redação",       "REDAÇÃO",        "reportagem",    "agência",       "AGÊNCIA",
      "enviado"};
  // one of our own: his office goes before his name
  static constexpr std::array<View, 12> ours = {"our",    "unserem", "unserer", "notre", "nos",     "onze",
                                                "nostro", "nostra",  "nossa",   "nosso", "nuestro", "nuestra"};
  static constexpr std::array<View, 12> titles = {"dr",   "prof", "mr",  "mrs",     "ms",  "miss",
                                                  "frau", "herr", "rev", "familie", "mme", "fam"};
  // Eigener Bericht, (Наш корр.), Соб. инф.
  static constexpr std::array<View, 8> nobody = {"Eigener", "EIGENER", "Наш", "НАШ", "(Наш", "(НАШ", "Соб.", "(Соб."};
  static constexpr std::array<View, 2> special = {"SPÉCIAL", "SPÉCIALE"};  // in small letters it goes as all such do
  static constexpr std::array<View, 14> stems = {"correspon", "korrespon", "corrispon",  "verslagge", "redac",
                                                 "redakt",    "mitarbeit", "medewerk",   "reporter",  "envoy",
                                                 "enviad",    "inviat",    "sonderberi", "repórter"};
  const auto is_one_of = [](View w, const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](View o) { return w.size() == o.size() && begins(w, o); });
  };
  std::vector<Byline> out;
  // Daily Sentinel Reporter
  if (const Rule* const of_paper = page.forms ? page.forms->by_id("lines.byline-latin-paper") : nullptr;
      of_paper && of_paper->occurs(s))
    return out;
  auto add = [&](View part) {
    std::vector<View> words;
    for (std::size_t at = 0; at < part.size();) {
      const std::size_t end = std::min(part.find(' ', at), part.size());
      if (end > at) words.push_back(part.substr(at, end - at));
      at = end + 1;
    }
    while (!words.empty() && (words.back().find('@') != View::npos || words.back() == "reports")) words.pop_back();
    if (words.empty() || (words[0].size() == 3 && begins(words[0], "the"))) return;
    if (std::find(nobody.begin(), nobody.end(), words[0]) != nobody.end()) return;
    if (is_one_of(words[0], ours)) {  // drop his office, and where he is: envoyé spécial à Rome
      const auto officer = std::find_if(words.begin(), words.end(), [&](View w) {
        return std::any_of(stems.begin(), stems.end(), [&](View stem) { return begins(w, stem); });
      });
      if (officer == words.end()) return;
      auto at = officer + 1;
      if (at != words.end() && std::find(special.begin(), special.end(), *at) != special.end()) ++at;
      while (at != words.end() && is_lower(first_char(*at)))
        at += count_chars(*at) <= 2 && at + 1 != words.end() ? 2 : 1;
      words.erase(words.begin(), at);
      if (words.empty()) return;
    }
    // the person alone: Mrs. Ada Marsh is Ada Marsh
    const auto honours = [&](View w) { return is_one_of(w.ends_with('.') ? w.substr(0, w.size() - 1) : w, titles); };
    while (words.size() > 2 && honours(words[0])) words.erase(words.begin());
    const auto is_office = [&](View w) {
      return is_one_of(w, offices) || (w.ends_with('.') && is_one_of(w.substr(0, w.size() - 1), offices));
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
    const View end_word = words[names - 1];
    const char* const last =
        end_word.data() + end_word.size() - (end_word.ends_with('.') && end_word.size() > 3 ? 1 : 0);  // Jr. is none
    add_name(out, View(words[0].data(), last), "", "", text);
    if (names < words.size()) out.back().office = std::string(words[names].data(), end);
  };
  const auto* const first =
      std::find_if(prepositions.begin(), prepositions.end(), [&](View w) { return begins(s, w); });
  std::size_t from = first == prepositions.end() ? 0 : first->size();
  const bool dutch = begins(s, "door ") || begins(s, "van ");
  // Place - de notre envoyé spécial A
  if (from == 0)
    for (View dash : {View(" - "), View(" – "), View(" — "), View(", ")})
      if (const auto at = s.find(dash); at != View::npos) {
        const View rest = s.substr(at + dash.size());
        const auto* const our =
            std::find_if(prepositions.begin(), prepositions.end(), [&](View w) { return begins(rest, w); });
        const View word = our == prepositions.end() ? View{} : rest.substr(our->size());
        if (!word.empty() && is_one_of(word.substr(0, word.find(' ')), ours)) return read_latin(rest, text, page);
      }
  // `A B | Place`, `A B / C D, Place`: what no given name begins
  if (from == 0 && s.find(':') == View::npos && !begins(s, "by "))
    for (View sign : {View(" | "), View(" / "), View("/"), View(" • "), View(" · "), View(". "), View(", ")}) {
      const auto at = s.rfind(sign);
      if (at == View::npos || at < 6 || class_of(last_char(s.substr(0, at))) != Class::latin) continue;
      const View rest = s.substr(at + sign.size());
      // a stop or comma parts persons, too
      const View person = s.substr(0, at);
      if (sign == ". " && last_word(person).size() == 1 && person.size() > 1) continue;  // Harold F. Nye
      const bool initial = person.find('.') == 1;
      const bool last_is_place =
          sign != ". " && sign != ", " ? true : is_upper(first_char(rest)) && (initial || names_alone(page, person));
      if (last_is_place && !given_name(page, rest)) s = s.substr(0, at);
    }
  // `By A B | Paper | Updated Aug. 3, 2022`: behind the name the paper and the day, or his office
  if (begins(s, "by "))
    for (View sign : {View(" | "), View(" • "), View(" · ")})
      if (const auto at = s.find(sign); at != View::npos) {
        const View rest = s.substr(at + sign.size());
        if (!is_one_of(rest.substr(0, rest.find(' ')), offices)) s = s.substr(0, at);
      }
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
    } else if (dutch && leads(" en ")) {
      part_ends(at, at + 4);
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
