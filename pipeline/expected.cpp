// Reads expectations. See expected.h.
#include "pipeline/expected.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace galley {
namespace {

using nlohmann::json;

const json& at(const json& o, const char* key) {
  static const json nothing;
  const auto it = o.find(key);
  return it == o.end() ? nothing : *it;
}

// What stands under a key: of the type that belongs there, or nothing.
std::string text_at(const json& o, const char* key) {
  const json& j = at(o, key);
  if (j.is_null()) return {};
  if (!j.is_string()) throw ExpectedError(std::string(key) + ": a text or null belongs there");
  return j.get<std::string>();
}
const json& list_at(const json& o, const char* key) {
  static const json empty = json::array();
  const json& j = at(o, key);
  if (j.is_null()) return empty;
  if (!j.is_array()) throw ExpectedError(std::string(key) + ": a list belongs there");
  return j;
}
std::vector<std::string> texts_at(const json& o, const char* key) {
  if (at(o, key).is_string()) return {text_at(o, key)};  // one text alone is a list of one
  std::vector<std::string> out;
  for (const json& e : list_at(o, key)) {
    if (!e.is_string()) throw ExpectedError(std::string(key) + ": a list of texts belongs there");
    out.push_back(e.get<std::string>());
  }
  return out;
}
// An entry of a list is a text, or an object that has it under `key`.
std::string entry(const json& e, const char* list, const char* key) {
  if (e.is_string()) return e.get<std::string>();
  if (!e.is_object() || !at(e, key).is_string())
    throw ExpectedError(std::string(list) + ": texts, or objects with \"" + key + "\", belong there");
  return e[key].get<std::string>();
}

// What a jump line says: page and mark.
std::string jump_at(const json& o, const char* key) {
  const json& j = at(o, key);
  return j.is_object() ? text_at(j, "page") + text_at(j, "mark") : text_at(o, key);
}

std::string in_order(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const auto part : parts)
    if (!part.empty()) out.append(out.empty() ? "" : ", ").append(part);
  return out;
}
std::string credit_of(std::string_view name, std::string_view role, std::string_view org, std::string_view office) {
  return in_order({name, role, org, office});
}
std::string dateline_of(std::string_view agency, std::string_view place, std::string_view date) {
  return in_order({agency, place, date});
}

Unit unit_of_jsonl(const json& o) {
  Unit u;
  if (const std::string kind = text_at(o, "kind"); !kind.empty()) u.kind = kind;
  u.title = {text_at(o, "kicker"), text_at(o, "headline")};
  for (auto& line : texts_at(o, "deck")) u.title.push_back(std::move(line));
  for (const json& b : list_at(o, "bylines")) {
    u.names.push_back(entry(b, "bylines", "name"));
    const bool told = b.is_object() && b.contains("role");
    u.credits.push_back(told ? credit_of(u.names.back(), text_at(b, "role"), text_at(b, "org"), text_at(b, "office"))
                             : std::string());
  }
  u.dated = o.contains("dateline");
  if (const json& d = at(o, "dateline"); d.is_object())
    u.dateline = dateline_of(text_at(d, "agency"), text_at(d, "place"), text_at(d, "date"));
  else if (!d.is_null()) throw ExpectedError("dateline: an object or null belongs there");
  for (const json& p : list_at(o, "body")) {
    u.body.push_back(entry(p, "body", "text"));
    const std::string kind = p.is_object() ? text_at(p, "kind") : std::string();
    u.kinds.push_back(kind.empty() ? "para" : kind);
  }
  u.jump_from = jump_at(o, "continued_from");
  u.jump_to = jump_at(o, "continued_to");
  return u;
}

Unit unit_of_gold(const json& o) {
  Unit u;
  if (!o.is_object()) throw ExpectedError("articles: objects belong there");
  if (const std::string kind = text_at(o, "kind"); !kind.empty()) u.kind = kind;
  u.title = texts_at(o, "title");
  u.names = texts_at(o, "names");
  for (auto& p : texts_at(o, "body")) {
    const bool crosshead = p.starts_with("## ");
    u.kinds.emplace_back(crosshead ? "crosshead" : "para");
    u.body.push_back(crosshead ? p.substr(3) : std::move(p));
  }
  u.jump_from = jump_at(o, "jump_from");
  u.jump_to = jump_at(o, "jump_to");
  return u;
}

json parsed(std::string_view text) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& e) { throw ExpectedError("no JSON from byte " + std::to_string(e.byte) + " on"); }
}

}  // namespace

Unit unit_of(const Page& page, const Article& a) {
  Unit u;
  u.kind = a.kind;
  u.title = {std::string(a.kicker.bytes), std::string(a.headline.bytes)};
  for (const Text& t : a.deck) u.title.emplace_back(t.bytes);
  for (const Byline& b : a.bylines) {
    u.names.push_back(b.name);
    u.credits.push_back(credit_of(b.name, b.role, b.org, b.office));
  }
  u.dateline = dateline_of(a.agency, a.place, a.date);
  u.dated = true;
  for (const Piece& p : a.body) {
    u.body.emplace_back(p.text.bytes);
    u.kinds.emplace_back(p.kind);
  }
  auto jump = [&](std::int32_t i) {
    return i < 0 ? std::string()
                 : page.residue[static_cast<std::size_t>(i)].page + page.residue[static_cast<std::size_t>(i)].mark;
  };
  u.jump_from = jump(a.jump_from);
  u.jump_to = jump(a.jump_to);
  return u;
}

Expected expected_of_jsonl(std::string_view text) {
  Expected out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t begin = 0, n = 1; begin < text.size(); ++n) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    try {
      const json o = parsed(line);
      if (!o.is_object()) throw ExpectedError("no JSON object");
      out.units.push_back(unit_of_jsonl(o));
    } catch (const ExpectedError& e) { throw ExpectedError("line " + std::to_string(n) + ": " + e.what()); }
  }
  return out;
}

bool is_gold(std::string_view text) {
  const json o = json::parse(text, nullptr, false);
  return o.is_discarded() || (o.is_object() && o.contains("articles"));
}

Expected expected_of_gold(std::string_view text) {
  Expected out;
  out.exact = false;
  const json o = parsed(text);
  if (!o.is_object()) throw ExpectedError("no JSON object");
  for (const json& a : list_at(o, "articles")) out.units.push_back(unit_of_gold(a));
  out.residue = texts_at(o, "residue");
  return out;
}

}  // namespace galley
