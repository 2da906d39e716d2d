// Rules, a stage's set of them, and all sets: asking, and laying one over the other. See rules.h.
#include "pipeline/rules.h"

#include <algorithm>
#include <cstdio>

#include "pipeline/gate.h"
#include "pipeline/ready_rules.h"
#include "pipeline/rules_file.h"

namespace galley {
namespace {

constexpr std::size_t most_patterns = 256;  // of a folder

std::uint64_t fnv(std::string_view s, std::uint64_t h) {
  for (unsigned char c : s) h = (h ^ c) * 1099511628211ULL;
  return h;
}

// A rule by its id, or the end.
auto with_id(std::vector<Rule>& rules, std::string_view id) {
  return std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == id; });
}

std::shared_ptr<const Gate> gate_of(const std::vector<Rule>& rules) {
  if (rules.empty()) return nullptr;
  std::vector<std::vector<Need>> needs;
  needs.reserve(rules.size());
  for (const auto& r : rules) needs.push_back(needs_of(r.patterns()));
  return std::make_shared<const Gate>(needs);
}

}  // namespace

std::vector<std::string_view> Rule::patterns() const {
  std::vector<std::string_view> all{find};
  for (const auto& p : holds) all.push_back(p->text());
  return all;
}

bool Rule::has_all(std::string_view text) const {
  return std::all_of(holds.begin(), holds.end(), [&](const auto& p) { return p->occurs(text); });
}

bool Rule::occurs(std::string_view text) const { return has_all(text) && pattern->occurs(text); }

bool Rule::match(std::string_view text, Match& m, std::size_t from) const {
  return has_all(text) && pattern->match(text, m, from);
}

std::string Rule::made(std::string_view text, const Match& m) const {
  std::string out;
  for (std::size_t i = 0; i < put.size(); ++i) {
    if (put[i] == '\\' && i + 1 < put.size()) {
      ++i;
      if (put[i] >= '0' && put[i] <= '9') out += m.of(text, static_cast<std::size_t>(put[i] - '0'));
      else out += put[i];
    } else {
      out += put[i];
    }
  }
  return out;
}

std::vector<const Rule*> RuleSet::may_match(std::string_view text) const {
  std::vector<const Rule*> out;
  if (gate_)
    gate_->each(text, nullptr, [&](std::size_t i) {
      out.push_back(&rules_[i]);
      return false;
    });
  return out;
}

const Rule* RuleSet::first(std::string_view tag, std::string_view text, Match& m) const {
  const Rule* found = nullptr;
  const auto with_tag = tags_.find(tag);
  if (with_tag == tags_.end()) return found;
  gate_->each(text, &with_tag->second, [&](std::size_t i) {
    if (!rules_[i].match(text, m)) return false;
    found = &rules_[i];
    return true;
  });
  return found;
}

bool RuleSet::any(std::string_view tag, std::string_view text) const {
  bool found = false;
  if (const auto with_tag = tags_.find(tag); with_tag != tags_.end())
    gate_->each(text, &with_tag->second, [&](std::size_t i) { return found = rules_[i].occurs(text); });
  return found;
}

const Rule* RuleSet::by_id(std::string_view id) const {
  for (const auto& r : rules_)
    if (r.id == id) return &r;
  return nullptr;
}

std::string_view RuleSet::words(std::string_view name) const {
  auto it = words_.find(name);
  return it == words_.end() ? std::string_view{} : std::string_view(it->second);
}

bool RuleSet::has_word(std::string_view list, std::string_view word) const {
  const auto it = word_sets_.find(list);
  return it != word_sets_.end() && it->second.contains(word);
}

std::string_view RuleSet::why(std::string_view id) const {
  if (const Rule* r = by_id(id)) return r->why;
  auto it = decisions_.find(id);
  return it == decisions_.end() ? std::string_view{} : std::string_view(it->second);
}

void RuleSet::prepare() {
  word_sets_.clear();
  for (const auto& [name, list] : words_) {
    WordSet& words = word_sets_[name];
    for (std::size_t at = 0; at < list.size();) {
      const std::size_t end = std::min(list.find(' ', at), list.size());
      if (end > at) words.emplace(list, at, end - at);
      at = end + 1;
    }
  }
  tags_.clear();
  for (const Rule& rule : rules_)
    if (!tags_.contains(rule.tag))
      tags_[rule.tag] = gate_->needs_where([&](std::size_t i) { return rules_[i].tag == rule.tag; });
}

Rulebook Rulebook::of_files(const std::vector<RulesFile>& files) {
  Rulebook book;
  Texts shared;  // the pieces of all stages
  for (const auto& file : files)
    if (file.stage == "pieces") shared = read_rules(file, {}, true).pieces;
  for (const auto& file : files) {
    book.digest_ = fnv(file.text, fnv(file.stage, book.digest_));
    if (file.stage == "pieces") continue;
    RulesRead read = read_rules(file, shared, true);
    RuleSet& set = book.sets_[file.stage];
    set.rules_ = std::move(read.rules);
    set.words_ = std::move(read.words);
    set.decisions_ = std::move(read.why);
    set.pieces_ = std::move(read.pieces);
    set.gate_ = gate_of(set.rules_);
    set.prepare();
  }
  return book;
}

Rulebook Rulebook::of_tables(std::span<const ReadyStage> stages, std::uint64_t digest) {
  Rulebook book;
  book.digest_ = digest;
  const auto texts = [](std::span<const ReadyStage::Text> of) {
    Texts out;
    for (const auto& t : of) out.emplace_hint(out.end(), t.name, t.text);
    return out;
  };
  for (const ReadyStage& stage : stages) {
    RuleSet& set = book.sets_[std::string(stage.name)];
    set.rules_.reserve(stage.rules.size());
    for (const ReadyStage::Rule& r : stage.rules) {
      set.rules_.push_back({.id = r.id,
                            .tag = std::string(r.tag),
                            .put = std::string(r.put),
                            .why = std::string(r.why),
                            .find = std::string(r.find),
                            .holds = {},
                            .changes = {r.changes.begin(), r.changes.end()},
                            .leaves = {r.leaves.begin(), r.leaves.end()},
                            .has_put = r.has_put,
                            .where = std::string(r.where),
                            .pattern = std::make_shared<Pattern>(std::string(r.find), our_memory)});
      for (const std::string_view p : r.holds)
        set.rules_.back().holds.push_back(std::make_shared<Pattern>(std::string(p), our_memory));
    }
    set.words_ = texts(stage.words);
    set.decisions_ = texts(stage.why);
    set.pieces_ = texts(stage.pieces);
    if (!stage.rules.empty()) set.gate_ = std::make_shared<const Gate>(stage.gate);
    set.prepare();
  }
  return book;
}

Rulebook Rulebook::with(const std::vector<RulesFile>& over) const {
  Rulebook book = *this;
  std::size_t patterns = 0;
  for (const auto& file : over) {
    const auto below = book.sets_.find(file.stage);
    if (below == book.sets_.end()) throw RulesError(file.name + ":1:1: no stage named '" + file.stage + "'");
    RuleSet& set = below->second;
    RulesRead more = read_rules(file, set.pieces_, false);
    for (const auto& r : more.rules) patterns += 1 + r.holds.size();
    if (patterns > most_patterns)
      throw RulesError(file.name + ":1:1: more than " + std::to_string(most_patterns) + " patterns in the folder");
    book.digest_ = fnv(file.text, fnv(file.stage, book.digest_));
    for (auto& [k, v] : more.words) set.words_[k] = v;
    for (auto& [k, v] : more.why) set.decisions_[k] = v;
    for (const auto& id : more.off) {
      const auto it = with_id(set.rules_, id);
      if (it == set.rules_.end()) throw RulesError(file.name + ":1:1: no rule '" + id + "' to switch off");
      set.rules_.erase(it);
    }
    for (auto& r : more.rules) {
      const auto it = with_id(set.rules_, r.id);
      if (it == set.rules_.end()) set.rules_.push_back(std::move(r));
      else *it = std::move(r);
    }
    set.gate_ = gate_of(set.rules_);
    set.prepare();
  }
  if (auto bad = failed_examples(book); !bad.empty()) throw RulesError(bad.front());
  return book;
}

std::string Rulebook::digest() const {
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(digest_));
  return hex;
}

const RuleSet& Rulebook::of(std::string_view stage) const {
  static const RuleSet none;
  auto it = sets_.find(stage);
  return it == sets_.end() ? none : it->second;
}

std::string_view Rulebook::why(std::string_view id) const { return of(id.substr(0, id.find('.'))).why(id); }

std::vector<std::string> failed_examples(const Rulebook& book) {
  std::vector<std::string> bad;
  for (const auto& [stage, set] : book.sets())
    for (const auto& r : set.all()) {
      Match m;
      auto changed = [&](const std::string& text) {
        return r.match(text, m) && (!r.has_put || r.made(text, m) != m.of(text, 0));
      };
      for (const auto& t : r.changes)
        if (!changed(t)) bad.push_back(r.where + std::string(r.id) + " does not change its own example '" + t + "'");
      for (const auto& t : r.leaves)
        if (changed(t)) bad.push_back(r.where + std::string(r.id) + " changes '" + t + "', which it must leave");
    }
  return bad;
}

}  // namespace galley
