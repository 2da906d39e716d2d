// Leads: 本报讯（记者某某）, 【記者某某／某地報導】, PORTSEA, May 3 (AP) —. The rules (rules/articles.toml) say which group holds what.
#include <algorithm>
#include <string>

#include "pipeline/unicode.h"
#include "stages/bylines.h"
#include "stages/names.h"
#include "stages/signatures.h"

namespace galley {

using View = std::string_view;

void read_lead(Article& article, const Text& first, const RuleSet& rules, const Page& page) {
  Match m;
  const View s = first.bytes.substr(0, 400);
  auto part = [&](std::size_t g) {
    Text t = first;
    t.bytes = m.of(s, g);
    return t;
  };
  auto add = [&](std::vector<Byline> names, const Text& whole) {
    const std::size_t end = static_cast<std::size_t>(whole.bytes.data() + whole.bytes.size() - first.bytes.data());
    for (Byline& b : names) {
      b.text = std::string(whole.bytes);
      b.at = {first.source_begin(), first.source_of(end)};
      article.bylines.push_back(std::move(b));
    }
  };
  if (greets_editor(page, s)) return;
  if (page.kana) {
    if (!rules.first("lead_ja", s, m)) return;
    article.place = std::string(m.of(s, m.has(4) ? 4 : 1));
    article.date = std::string(m.of(s, 5));
    article.agency = std::string(m.of(s, m.has(6) ? 6 : 3));
    std::vector<Byline> list;
    add_names(list, m.of(s, 2), "", "", first);
    add(std::move(list), part(0));
    return;
  }
  if (rules.first("lead_slash", s, m)) {
    std::vector<Byline> list;
    add_names(list, m.of(s, 3), m.of(s, 2), m.of(s, 1), first);
    article.agency = std::string(m.of(s, 1));
    article.place = std::string(m.of(s, 4));
    article.date = std::string(m.of(s, 5));
    add(std::move(list), part(0));
    return;
  }
  if (rules.first("lead_names", s, m)) {
    const Text whole = part(0), names = part(m.has(2) ? 2 : 3);
    auto list = read_byline(names, page);
    std::erase_if(list, [&](const Byline& b) { return rules.any("no_writer", b.name); });
    const std::string agency(m.of(s, 1));
    for (Byline& b : list)
      if (b.org.empty()) b.org = agency.starts_with("本报") ? "本报" : agency.starts_with("新华社") ? "新华社" : "";
    add(std::move(list), whole);
  }
  if (rules.first("lead_agency", s, m)) {
    article.agency = std::string(m.of(s, 1));
    article.place = std::string(m.of(s, 2));
    article.date = std::string(m.of(s, 3));
  } else if (rules.first("lead_place", s, m)) {
    article.place = std::string(m.of(s, 1));
  } else if (!mostly_han(s) && rules.first("lead_latin", s, m)) {
    article.place = std::string(m.of(s, 1));
    article.date = std::string(m.of(s, 2));
    article.agency = std::string(m.of(s, 3));
  }
}

}  // namespace galley
