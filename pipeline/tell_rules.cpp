// See tell_rules.h.
#include "pipeline/tell_rules.h"

#include <algorithm>

namespace galley {
namespace {

// What a rule does, in a word or two.
std::string does(const Rule& r) { return r.has_put ? "changes" : "tag " + r.tag; }

std::string line(std::string_view id, std::string_view what, std::string_view why) {
  std::string o = "  " + std::string(id);
  o.append(o.size() < 34 ? 34 - o.size() : 2, ' ');
  o += what;
  o.append(o.size() < 52 ? 52 - o.size() : 2, ' ');
  return o.append(why).append("\n");
}

}  // namespace

std::string list_rules(const Rulebook& book) {
  std::string o;
  for (const auto& [stage, set] : book.sets()) {
    if (set.all().empty() && set.decisions().empty()) continue;
    o += (o.empty() ? "" : "\n") + stage + "\n";
    for (const Rule& r : set.all()) o += line(r.id, does(r), r.why);
    for (const auto& [id, why] : set.decisions()) o += line(id, "in code", why);
  }
  return o;
}

std::string tell_rule(const Rulebook& book, std::string_view id) {
  const std::string_view stage = id.substr(0, id.find('.'));
  if (!book.sets().contains(stage)) return {};
  const RuleSet& set = book.of(stage);
  const std::string name(id.substr(std::min(id.size(), stage.size() + 1)));
  std::string o = std::string(id) + "\n\n  " + std::string(set.why(id)) + "\n";
  if (const Rule* r = set.by_id(id)) {
    o += "\n  where  " + r->where.substr(0, r->where.find_last_not_of(": ") + 1) + "\n  find   " + r->find + "\n";
    for (const auto& p : r->holds) o += "  holds  " + p->text() + "\n";
    if (r->has_put) o += "  put    " + (r->put.empty() ? "(nothing)" : r->put) + "\n";
    else o += "  tag    " + r->tag + "\n";
    for (const auto& t : r->changes) o += "  meets  " + t + "\n";
    for (const auto& t : r->leaves) o += "  leaves " + t + "\n";
    o += "\n  Off: a folder with a file " + std::string(stage) + ".toml that says\n\n    [[rule]]\n    id = \"" + name +
         "\"\n    off = true\n\n  and --rules FOLDER.\n";
    return o;
  }
  if (set.why(id).empty()) return {};
  o += "\n  Decided in stages/" + std::string(stage) +
       ".cpp or a file beside it, not by a pattern.\n  Off: with its stage, --skip " + std::string(stage) + ".\n";
  return o;
}

}  // namespace galley
