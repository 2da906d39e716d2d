// Jumps across the pages of one stream. Evidence adds up:
//
//   page    what `下转第二版` names is the other page's label, and what its `上接第一版` names is this one's: 3 each; where only one
//           of them has a section letter 2; another page -4. A page without a label goes by its number in its document: 1.5 or -0.5
//   mark    the same ② on both: 2.5; another one: never
//   titles  words in common (Han: pairs of characters): up to 4; titles on both sides and none in common: -1.5
//   stream  papers or dates that differ: never; another document, and no folio that says it is the same paper: -1
//
// Two jumps are linked when each is the other's best by a point at least: at once from 5 on, which takes both pages or
// one of them with a mark or a title; when no more pages can come, or no more fit, from 3.5 on. So of two alike
// (`下转第二版` twice, no mark, no title) none is linked, until the other has found its own. On one page labels say
// nothing (a dump may hold several printed pages): 2 for naming different pages, the rest must come from mark or
// titles.
#include "pipeline/jumps.h"

#include <algorithm>
#include <array>

#include "pipeline/ledger.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

constexpr float never = -100, sure = 5, last_chance = 3.5F, margin = 1;

std::string lower(std::string_view s) {
  std::string out;
  for (char c : s) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// What a jump line names, against the page that may be meant.
float same_page(const PageName& said, const Jump& there) {
  if (said.number < 0) return 0;
  if (there.label.number < 0) return said.number == static_cast<int>(there.page) ? 1.5F : -0.5F;
  if (said == there.label) return 3;
  return said.number == there.label.number && (said.section == 0 || there.label.section == 0) ? 2 : -4;
}

float likeness(const Jump& to, const Jump& from) {
  const bool one_page = to.doc == from.doc && to.page == from.page;
  if (one_page && to.seq == from.seq) return never;
  auto differ = [](const std::string& a, const std::string& b) { return !a.empty() && !b.empty() && a != b; };
  if (differ(to.mark, from.mark) || differ(to.paper, from.paper) || differ(to.date, from.date)) return never;
  float score = 0;
  if (one_page) score += to.says == from.says ? 0 : 2;
  else score += same_page(to.says, from) + same_page(from.says, to);
  if (!to.mark.empty() && to.mark == from.mark) score += 2.5F;
  if (!to.words.empty() && !from.words.empty()) {
    const auto common =
        std::count_if(to.words.begin(), to.words.end(), [&](const std::string& w) { return from.words.contains(w); });
    const float part = static_cast<float>(common) / static_cast<float>(std::min(to.words.size(), from.words.size()));
    score += common == 0 ? -1.5F : 4 * part;
  }
  const bool told = !to.date.empty() && !from.date.empty();
  if (to.doc != from.doc && !told) score -= 1;
  return score;
}

// Words of four letters or more, pairs of Han characters.
void add_words(std::set<std::string>& words, std::string_view s) {
  std::string word, before;
  auto end = [&] {
    if (word.size() >= 4) words.insert(lower(word));
    word.clear();
  };
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t was = at;
    const char32_t c = decode(s, at);
    const std::string here(s.substr(was, at - was));
    if (class_of(c) == Class::latin) word += here;
    else end();
    if (is_han(c) && !before.empty()) words.insert(before + here);
    before = is_han(c) ? here : std::string();
  }
  end();
}

// `See FERRY, Page 4` names the article; the other words of such lines name nothing.
void add_jump_words(std::set<std::string>& words, std::string_view s) {
  std::set<std::string> all;
  add_words(all, s);
  for (const std::string& w : all)
    if (class_of(first_char(w)) == Class::latin && w != "continued" && w != "cont" && w != "from" && w != "page" &&
        w != "please" && w != "turn" && w != "column" && w != "fortsetzung" && w != "siehe" && w != "seite" &&
        w != "weiter" && page_name(w).number < 0)
      words.insert(w);
}

std::string target(const Jump& jump) {
  std::string o = "{\"doc\":";
  json_string(o, jump.doc);
  return o + ",\"page\":" + std::to_string(jump.page) + ",\"seq\":" + std::to_string(jump.seq) + '}';
}

}  // namespace

PageName page_name(std::string_view s) {
  constexpr std::u32string_view han = U"〇一二三四五六七八九";
  constexpr std::array<std::string_view, 10> english{"one", "two",   "three", "four", "five",
                                                     "six", "seven", "eight", "nine", "ten"};
  PageName name;
  for (std::size_t at = 0; at < s.size() && name.number < 1000;) {
    char32_t c = decode(s, at);
    if (c >= U'０' && c <= U'９') c = c - U'０' + U'0';
    const std::size_t digit = han.find(c);
    const int so_far = std::max(name.number, 0);
    if (c >= '0' && c <= '9') name.number = so_far * 10 + static_cast<int>(c - '0');
    // 二十三, 一二
    else if (digit != han.npos) name.number = (so_far % 10 == 0 ? so_far : so_far * 10) + static_cast<int>(digit);
    else if (c == U'十') name.number = std::max(so_far, 1) * 10;
    else if (name.number >= 0) break;
    else if (c >= 'A' && c <= 'Z') name.section = c;
    else if (c != '-') name.section = 0;
  }
  if (name.number >= 0) return name;
  const auto word = std::find(english.begin(), english.end(), lower(s));
  return {0, word == english.end() ? -1 : static_cast<int>(word - english.begin()) + 1};
}

std::vector<Jump> jumps_of(const Page& page, const std::vector<std::size_t>& at) {
  std::vector<Jump> out;
  for (std::size_t n = 0; n < page.articles.size(); ++n) {
    const Article& a = page.articles[n];
    for (const bool to : {false, true}) {
      const std::int32_t index = to ? a.jump_to : a.jump_from;
      if (index < 0) continue;
      const Residue& r = page.residue[static_cast<std::size_t>(index)];
      Jump jump{to,
                page.doc,
                page.number,
                static_cast<std::uint32_t>(n + 1),
                page_name(r.page),
                page_name(page.label),
                r.mark,
                page.paper,
                page.date,
                {},
                at.at(out.size()),
                {}};
      add_words(jump.words, a.kicker.bytes);
      add_words(jump.words, a.headline.bytes);
      for (const Text& t : a.deck) add_words(jump.words, t.bytes);
      add_jump_words(jump.words, r.text);
      out.push_back(std::move(jump));
    }
  }
  return out;
}

bool Links::Held::settled() const {
  return std::all_of(jumps.begin(), jumps.end(), [](const Jump& j) { return !j.target.empty(); });
}

void Links::add(std::string body, std::vector<Jump> jumps, std::size_t bytes, Leave leaves) {
  if (jumps.size() > most_jumps) jumps.resize(most_jumps);
  const bool news = !jumps.empty();
  held_.push_back({std::move(body), std::move(jumps), bytes, std::move(leaves)});
  bytes_ += bytes;
  if (held_.size() <= expected_.pages) {
    for (const auto& found : expected_.targets)
      if (found.page + 1 == held_.size() && found.jump < held_.back().jumps.size())
        held_.back().jumps[found.jump].target = found.target;
    return;
  }
  expected_ = {};
  if (news) pair(sure);
  while (!held_.empty() && (held_.front().settled() || held_.size() > most_pages || bytes_ > most_bytes)) {
    if (!held_.front().settled()) pair(last_chance);
    leave();
  }
}

Links::Waiting Links::waiting() const {
  Waiting out{held_.size(), {}};
  for (std::size_t page = 0; page < held_.size(); ++page)
    for (std::size_t jump = 0; jump < held_[page].jumps.size(); ++jump)
      if (const std::string& target = held_[page].jumps[jump].target; !target.empty())
        out.targets.push_back({page, jump, target});
  return out;
}

void Links::expect(Waiting waiting) { expected_ = std::move(waiting); }

void Links::finish() {
  pair(last_chance);
  while (!held_.empty()) leave();
}

// Links what is each other's best, until nothing more is.
void Links::pair(float least) {
  std::vector<Jump*> tos, froms;
  for (Held& h : held_)
    for (Jump& j : h.jumps)
      if (j.target.empty()) (j.to ? tos : froms).push_back(&j);
  std::vector<std::vector<float>> score(tos.size(), std::vector<float>(froms.size()));
  for (std::size_t t = 0; t < tos.size(); ++t)
    for (std::size_t f = 0; f < froms.size(); ++f) score[t][f] = likeness(*tos[t], *froms[f]);
  auto best = [&](std::size_t t, std::size_t f) {
    for (std::size_t k = 0; k < tos.size(); ++k)
      if (k != t && score[k][f] > score[t][f] - margin) return false;
    for (std::size_t k = 0; k < froms.size(); ++k)
      if (k != f && score[t][k] > score[t][f] - margin) return false;
    return true;
  };
  for (bool again = true; again;) {
    again = false;
    for (std::size_t t = 0; t < tos.size(); ++t)
      for (std::size_t f = 0; f < froms.size(); ++f) {
        if (score[t][f] < least || !best(t, f)) continue;
        tos[t]->target = target(*froms[f]);
        froms[f]->target = target(*tos[t]);
        for (auto& row : score) row[f] = never;  // both are taken
        std::fill(score[t].begin(), score[t].end(), never);
        again = true;
      }
  }
}

void Links::leave() {
  Held& h = held_.front();
  for (auto j = h.jumps.rbegin(); j != h.jumps.rend(); ++j)
    if (!j->target.empty()) h.body.replace(j->at, std::string_view("null").size(), j->target);
  bytes_ -= h.bytes;
  h.leave(std::move(h.body));
  held_.pop_front();
}

}  // namespace galley
