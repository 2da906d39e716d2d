// Reads expectations. See expected.h.
#include "pipeline/expected.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace galley {
namespace {

using nlohmann::json;

std::string text_of(const json& j) { return j.is_string() ? j.get<std::string>() : std::string(); }

const json& at(const json& o, const char* key) {
  static const json nothing;
  const auto it = o.find(key);
  return it == o.end() ? nothing : *it;
}

// A list of texts; one text alone is a list of one.
std::vector<std::string> texts_of(const json& j) {
  std::vector<std::string> out;
  if (j.is_string()) return {j.get<std::string>()};
  for (const json& e : j) out.push_back(e.get<std::string>());
  return out;
}

// What a jump line says: page and mark.
std::string jump_of(const json& j) { return j.is_object() ? text_of(at(j, "page")) + text_of(at(j, "mark")) : text_of(j); }

std::string in_order(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const auto part : parts)
    if (!part.empty()) out.append(out.empty() ? "" : ", ").append(part);
  return out;
}
std::string credit_of(std::string_view name, std::string_view role, std::string_view org, std::string_view office) { return in_order({name, role, org, office}); }
std::string dateline_of(std::string_view agency, std::string_view place, std::string_view date) { return in_order({agency, place, date}); }

Unit unit_of_jsonl(const json& o) {
  Unit u;
  u.kind = o.value("kind", "article");
  u.title = {text_of(at(o, "kicker")), text_of(at(o, "headline"))};
  for (auto& line : texts_of(at(o, "deck"))) u.title.push_back(std::move(line));
  for (const json& b : at(o, "bylines")) {
    const bool told = b.is_object() && b.contains("role");
    u.names.push_back(b.is_object() ? b.at("name").get<std::string>() : b.get<std::string>());
    u.credits.push_back(told ? credit_of(u.names.back(), text_of(at(b, "role")), text_of(at(b, "org")), text_of(at(b, "office"))) : std::string());
  }
  u.dated = o.contains("dateline");
  if (const json& d = at(o, "dateline"); d.is_object()) u.dateline = dateline_of(text_of(at(d, "agency")), text_of(at(d, "place")), text_of(at(d, "date")));
  for (const json& p : at(o, "body")) {
    u.body.push_back(p.is_object() ? p.at("text").get<std::string>() : p.get<std::string>());
    u.kinds.push_back(p.is_object() && p.contains("kind") ? p["kind"].get<std::string>() : "para");
  }
  u.jump_from = jump_of(at(o, "continued_from"));
  u.jump_to = jump_of(at(o, "continued_to"));
  return u;
}

Unit unit_of_gold(const json& o) {
  Unit u;
  u.kind = o.value("kind", "article");
  u.title = texts_of(at(o, "title"));
  u.names = texts_of(at(o, "names"));
  for (auto& p : texts_of(at(o, "body"))) {
    const bool crosshead = p.starts_with("## ");
    u.kinds.push_back(crosshead ? "crosshead" : "para");
    u.body.push_back(crosshead ? p.substr(3) : std::move(p));
  }
  u.jump_from = jump_of(at(o, "jump_from"));
  u.jump_to = jump_of(at(o, "jump_to"));
  return u;
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
  auto jump = [&](std::int32_t i) { return i < 0 ? std::string() : page.residue[static_cast<std::size_t>(i)].page + page.residue[static_cast<std::size_t>(i)].mark; };
  u.jump_from = jump(a.jump_from);
  u.jump_to = jump(a.jump_to);
  return u;
}

Expected expected_of_jsonl(std::string_view text) {
  Expected out;
  for (std::size_t begin = 0, n = 1; begin < text.size(); ++n) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    try {
      const json o = json::parse(line);
      if (!o.is_object()) throw ExpectedError("no JSON object");
      out.units.push_back(unit_of_jsonl(o));
    } catch (const std::exception& e) {
      throw ExpectedError("line " + std::to_string(n) + ": " + e.what());
    }
  }
  return out;
}

Expected expected_of_gold(std::string_view text) {
  Expected out;
  out.exact = false;
  try {
    const json o = json::parse(text);
    for (const json& a : o.at("articles")) out.units.push_back(unit_of_gold(a));
    out.residue = texts_of(at(o, "residue"));
  } catch (const json::exception& e) {
    throw ExpectedError(e.what());
  }
  return out;
}

}  // namespace galley
