// Reads rules files and compiles them. See rules.h.
#include "pipeline/rules.h"

#include <re2/re2.h>
#include <toml++/toml.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <mutex>
#include <sstream>

#include "pipeline/embedded_rules.h"
#include "pipeline/gate.h"
#include "pipeline/rules_folder.h"
#include "pipeline/visible.h"

namespace galley {
namespace {

// Of one pattern, compiled and running: a built-in one, and one of a folder.
constexpr std::int64_t our_memory = 64 << 20, their_memory = 8 << 20;
// Of a folder's rules; the built-in ones are 62, the longest pattern 3.5 KB, the largest program 6543 instructions. A program's length
// times a text's is the most time that a match may take.
constexpr std::size_t most_rules = 256, most_pattern = 64 << 10;
constexpr int most_program = 20000;
constexpr std::ptrdiff_t most_brackets = 1000;  // they are read one inside the other

re2::RE2::Options options(std::int64_t memory) {
  re2::RE2::Options o;
  o.set_log_errors(false);
  o.set_max_mem(memory);
  return o;
}

}  // namespace

// Compiled when a text first passes the rule's gate: most rules never meet theirs in a run.
struct Rule::Pattern {
  Pattern(std::string p, std::int64_t most) : text(std::move(p)), memory(most) {}
  ~Pattern() { delete built.load(); }
  const re2::RE2& get() const {
    if (const re2::RE2* re = built.load(std::memory_order_acquire)) return *re;
    std::lock_guard lock(building);
    if (!built.load(std::memory_order_relaxed)) built.store(new re2::RE2(text, options(memory)), std::memory_order_release);
    return *built.load(std::memory_order_relaxed);
  }
  std::string text;
  std::int64_t memory;
  mutable std::mutex building;
  mutable std::atomic<const re2::RE2*> built{nullptr};
};

namespace {

// Ids live as long as the program: runs and ledger rows view them.
std::string_view intern(std::string s) {
  static std::mutex guard;
  static std::deque<std::string> kept;
  std::lock_guard lock(guard);
  for (const auto& k : kept)
    if (k == s) return k;
  return kept.emplace_back(std::move(s));
}

std::string place(const std::string& file, const toml::source_region& r) {
  return file + ":" + std::to_string(r.begin.line) + ":" + std::to_string(r.begin.column) + ": ";
}

[[noreturn]] void fail(const std::string& file, const toml::node& n, const std::string& what) {
  throw RulesError(place(file, n.source()) + what);
}

// Puts in the named pieces, and for \p{Han} the ideographs alone: radicals and compatibility forms, which the characters
// stage makes plain, would make patterns six times as large and as slow to compile.
std::string expand(std::string_view text, const std::map<std::string, std::string>& let, const std::string& file, const toml::node& n) {
  constexpr std::string_view han = "\\p{Han}", ideographs = "々〇〡-〩〸-〻㐀-䶿一-鿿𠀀-𲎯";
  std::string out;
  bool in_class = false;
  std::size_t class_head = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i).starts_with(han)) {
      out.append(in_class ? "" : "[").append(ideographs).append(in_class ? "" : "]");
      i += han.size() - 1;
      continue;
    }
    if (text[i] == '\\' && i + 1 < text.size()) {  // with what it escapes, and the braces of \p{…} and \x{…}
      if (text[i + 1] == 'C') fail(file, n, "\\C, a single byte, would cut characters");
      const bool braces = i + 2 < text.size() && text[i + 2] == '{' && (text[i + 1] == 'p' || text[i + 1] == 'P' || text[i + 1] == 'x');
      const std::size_t end = braces ? text.find('}', i) : i + 1;
      if (end == std::string_view::npos) fail(file, n, "a { without its }");
      out.append(text, i, end + 1 - i);
      i = end;
      continue;
    }
    if (text[i] == '[' && !in_class) {
      in_class = true;
      class_head = i + 1 + (i + 1 < text.size() && text[i + 1] == '^');  // a ] there is one of the class
    } else if (text[i] == ']' && in_class && i != class_head) {
      in_class = false;
    }
    if (text[i] == '{' && i + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[i + 1]))) {
      auto end = text.find('}', i);
      if (end == std::string_view::npos) fail(file, n, "a { without its }");
      auto it = let.find(std::string(text.substr(i + 1, end - i - 1)));
      if (it == let.end()) fail(file, n, "no [let] named '" + std::string(text.substr(i + 1, end - i - 1)) + "'");
      out += "(?:" + it->second + ")";
      i = end;
    } else {
      out += text[i];
    }
    if (out.size() > most_pattern) fail(file, n, "longer than 64 KiB with its pieces put in");
  }
  if (std::count(out.begin(), out.end(), '(') > most_brackets) fail(file, n, "more than 1000 brackets");
  return out;
}

std::vector<std::string> strings(const toml::node* n, const std::string& file, const toml::node& in, const char* name) {
  std::vector<std::string> out;
  if (!n) fail(file, in, std::string("try needs ") + name + " = [ … ]");
  const auto* a = n->as_array();
  if (!a || a->empty()) fail(file, *n, std::string(name) + " must hold at least one text");
  for (const auto& e : *a) {
    auto s = e.value<std::string>();
    if (!s) fail(file, e, std::string(name) + " holds texts only");
    out.push_back(*s);
  }
  return out;
}

// No text of a rules file may drive a terminal, wherever it is shown. toml++ has seen to its being UTF-8, and nested 256 deep at most.
void check_texts(const std::string& file, const toml::node& n) {
  constexpr const char* what = "a control character; in a pattern write it as \\x{…}";
  if (const auto* s = n.as_string(); s && drives_terminal(s->get())) fail(file, n, what);
  if (const auto* a = n.as_array())
    for (const auto& e : *a) check_texts(file, e);
  if (const auto* t = n.as_table())
    for (auto&& [key, value] : *t) {
      if (drives_terminal(key.str()) || key.str().find('\n') != std::string_view::npos) fail(file, value, what);
      check_texts(file, value);
    }
}

bool plain_name(std::string_view s) {
  return !s.empty() && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; });
}

struct Parsed {
  std::vector<Rule> rules;
  std::vector<std::string> off;
  std::map<std::string, std::string> let, words, why;
};

// `ours`: a file that is built in, whose patterns the tests have compiled.
Parsed parse(const std::string& file, std::string_view text, const std::string& stage, std::map<std::string, std::string> let, bool ours) {
  Parsed out;
  toml::table doc;
  try {
    doc = toml::parse(text, file);
  } catch (const toml::parse_error& e) {
    throw RulesError(place(file, e.source()) + std::string(e.description()));
  }
  check_texts(file, doc);
  for (auto&& [key, node] : doc)
    if (key != "let" && key != "words" && key != "rule" && key != "why") fail(file, node, "unknown key '" + std::string(key.str()) + "'; known: let, words, rule, why");
  if (const auto* t = doc["let"].as_table()) {
    // later names may use earlier ones: keep file order
    std::vector<std::pair<std::string, const toml::node*>> entries;
    for (auto&& [k, v] : *t) entries.emplace_back(std::string(k.str()), &v);
    std::sort(entries.begin(), entries.end(), [](auto& a, auto& b) {
      auto x = a.second->source().begin, y = b.second->source().begin;
      return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
    for (auto& [k, v] : entries) {
      auto s = v->template value<std::string>();
      if (!s) fail(file, *v, "a [let] is a text");
      let[k] = expand(*s, let, file, *v);
    }
  }
  if (const auto* t = doc["words"].as_table())
    for (auto&& [k, v] : *t) {
      auto s = v.value<std::string>();
      if (!s) fail(file, v, "a word list is a text");
      std::istringstream in(*s);
      std::string w, list = " ";
      while (in >> w) list += w + " ";
      out.words[std::string(k.str())] = list;
    }
  if (const auto* t = doc["why"].as_table())
    for (auto&& [k, v] : *t) {
      auto s = v.value<std::string>();
      if (!s || s->empty()) fail(file, v, "a reason is a text");
      out.why[stage + "." + std::string(k.str())] = *s;
    }
  if (auto rules = doc["rule"]) {
    const auto* array = rules.as_array();
    if (!array) fail(file, *rules.node(), "rules are written [[rule]]");
    for (const auto& e : *array) {
      const auto* t = e.as_table();
      if (!t) fail(file, e, "rules are written [[rule]]");
      for (auto&& [key, node] : *t)
        if (key != "id" && key != "find" && key != "put" && key != "tag" && key != "why" && key != "try" && key != "off")
          fail(file, node, "unknown key '" + std::string(key.str()) + "'; known: id, find, put, tag, why, try, off");
      auto id = (*t)["id"].value<std::string>();
      if (!id || id->empty()) fail(file, e, "a rule needs an id");
      if (!plain_name(*id)) fail(file, *(*t)["id"].node(), "an id has letters, digits, - and _ only");
      if ((*t)["off"].value_or(false)) { out.off.push_back(stage + "." + *id); continue; }
      Rule r;
      r.id = intern(stage + "." + *id);
      r.where = place(file, e.source());
      auto find = (*t)["find"].value<std::string>();
      if (!find) fail(file, e, "rule '" + *id + "' needs find");
      r.find = expand(*find, let, file, *(*t)["find"].node());
      r.pattern = std::make_shared<Rule::Pattern>(r.find, ours ? our_memory : their_memory);
      if (!ours && !r.pattern->get().ok()) fail(file, *(*t)["find"].node(), "find: " + r.pattern->get().error());
      if (!ours && r.pattern->get().ProgramSize() > most_program) fail(file, *(*t)["find"].node(), "find: too large, " + std::to_string(r.pattern->get().ProgramSize()) + " of " + std::to_string(most_program) + " instructions");
      auto put = (*t)["put"].value<std::string>();
      auto tag = (*t)["tag"].value<std::string>();
      if (!put == !tag) fail(file, e, "rule '" + *id + "' needs put or tag, and not both");
      if (put) {
        r.put = *put;
        r.has_put = true;
        std::string err;
        if (r.put.find('\n') != std::string::npos) fail(file, *(*t)["put"].node(), "put: a line break");
        if (!ours && !r.pattern->get().CheckRewriteString(r.put, &err)) fail(file, *(*t)["put"].node(), "put: " + err);
      }
      if (tag) r.tag = *tag;
      auto why = (*t)["why"].value<std::string>();
      if (!why || why->empty()) fail(file, e, "rule '" + *id + "' needs why");
      r.why = *why;
      const auto* tries = (*t)["try"].as_table();
      if (!tries) fail(file, e, "rule '" + *id + "' needs try = { changes = [ … ], leaves = [ … ] }");
      r.changes = strings(tries->get("changes"), file, *tries, "changes");
      r.leaves = strings(tries->get("leaves"), file, *tries, "leaves");
      for (const auto& other : out.rules)
        if (other.id == r.id) fail(file, e, "a second rule with the id '" + *id + "'");
      out.rules.push_back(std::move(r));
    }
  }
  out.let = std::move(let);
  return out;
}

std::uint64_t fnv(std::string_view s, std::uint64_t h) {
  for (unsigned char c : s) h = (h ^ c) * 1099511628211ULL;
  return h;
}

}  // namespace

bool Rule::occurs(std::string_view text) const {
  return pattern->get().Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED, nullptr, 0);
}

bool Rule::match(std::string_view text, Match& m, std::size_t from) const {
  const re2::RE2& re = pattern->get();
  const int n = std::min(re.NumberOfCapturingGroups() + 1, 16);
  re2::StringPiece groups[16];
  if (!re.Match(re2::StringPiece(text.data(), text.size()), from, text.size(), re2::RE2::UNANCHORED, groups, n)) return false;
  m.groups.assign(static_cast<std::size_t>(n), {});
  for (int i = 0; i < n; ++i)
    if (groups[i].data()) {
      auto b = static_cast<std::size_t>(groups[i].data() - text.data());
      m.groups[static_cast<std::size_t>(i)] = {b, b + groups[i].size()};
    }
  return true;
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
  std::string padded = " " + std::string(word) + " ";
  return words(list).find(padded) != std::string_view::npos;
}

std::string_view RuleSet::why(std::string_view id) const {
  if (const Rule* r = by_id(id)) return r->why;
  auto it = decisions_.find(id);
  return it == decisions_.end() ? std::string_view{} : std::string_view(it->second);
}

Rulebook Rulebook::load(const std::string& folder) {
  Rulebook book;
  std::uint64_t digest = 14695981039346656037ULL;
  std::map<std::string, Parsed> parsed;
  for (std::size_t i = 0; i < embedded_rules_count; ++i) {
    std::string stage(embedded_rules[i].name);
    if (stage.size() > 5 && stage.ends_with(".toml")) stage.resize(stage.size() - 5);
    parsed[stage] = parse("rules/" + stage + ".toml", embedded_rules[i].text, stage, {}, true);
    digest = fnv(embedded_rules[i].text, fnv(stage, digest));
  }
  if (!folder.empty()) {
    std::size_t rules_read = 0;
    for (const auto& f : rules_files(folder)) {
      const std::string stage = f.stem().string(), name = f.string();
      auto base = parsed.find(stage);
      if (base == parsed.end()) throw RulesError(name + ":1:1: no stage named '" + stage + "'");
      const std::string body = rules_text(folder, f);
      Parsed more = parse(name, body, stage, base->second.let, false);
      rules_read += more.rules.size();
      if (rules_read > most_rules) throw RulesError(name + ":1:1: more than " + std::to_string(most_rules) + " rules in the folder");
      digest = fnv(body, fnv(stage, digest));
      for (auto& [k, v] : more.words) base->second.words[k] = v;
      for (auto& [k, v] : more.why) base->second.why[k] = v;
      auto& rules = base->second.rules;
      for (auto& id : more.off) {
        auto it = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == id; });
        if (it == rules.end()) throw RulesError(name + ":1:1: no rule '" + id + "' to switch off");
        rules.erase(it);
      }
      for (auto& r : more.rules) {
        auto it = std::find_if(rules.begin(), rules.end(), [&](const Rule& o) { return o.id == r.id; });
        if (it == rules.end()) rules.push_back(std::move(r));
        else *it = std::move(r);
      }
    }
  }
  for (auto& [stage, p] : parsed) {
    RuleSet set;
    set.rules_ = std::move(p.rules);
    for (auto& [k, v] : p.words) set.words_.emplace(k, v);
    for (auto& [k, v] : p.why) set.decisions_.emplace(k, v);
    std::vector<Need> needs;
    for (const auto& r : set.rules_) needs.push_back(need_of(r.find));
    for (std::size_t i = 0; i < set.rules_.size(); ++i) {
      auto& mask = set.tags_[set.rules_[i].tag];
      mask.resize((set.rules_.size() + 63) / 64);
      mask[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    if (!set.rules_.empty()) set.gate_ = std::make_shared<const Gate>(needs);
    book.sets_.emplace(stage, std::move(set));
  }
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(digest));
  book.digest_ = hex;
  if (!folder.empty())
    if (auto bad = failed_examples(book); !bad.empty()) throw RulesError(bad.front());
  return book;
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
      auto changed = [&](const std::string& text) { return r.match(text, m) && (!r.has_put || r.made(text, m) != m.of(text, 0)); };
      for (const auto& t : r.changes)
        if (!changed(t)) bad.push_back(r.where + std::string(r.id) + " does not change its own example '" + t + "'");
      for (const auto& t : r.leaves)
        if (changed(t)) bad.push_back(r.where + std::string(r.id) + " changes '" + t + "', which it must leave");
    }
  return bad;
}

}  // namespace galley
