// Rules as data: one TOML file a stage; a gate tells cheaply which rules a text may match, and RE2 decides.
//
//   [let]                      # named pieces, used in patterns as {name}
//   name = '[\p{Han}]{2,4}'
//   [words]                    # word lists a stage asks for by name, blanks or lines apart
//   surnames = "赵 钱 孙 李"
//   [[rule]]
//   id = "staff-line"          # stage.id is its name in the ledger
//   find = '^责编\s*{name}$'   # RE2 syntax; with put, group 1 (if any) is what gets replaced
//   tag = "staff"              # or: put = '…' with \1 \2 …
//   why = "…"
//   try = { changes = ["责编 王某"], leaves = ["责编会议"] }
//   [why]                      # of what the stage decides in its own code, by id
//   full-line = "…"
//
// Patterns are RE2's, so no rule can hang the program; each may use 64 MiB, one of a folder 8 MiB and 20,000
// instructions. A pattern that begins with ^ or holds a word of its own costs nothing where these are missing.
//
// A folder's rules are a boundary: they may come from anywhere. See rules_folder.h for the files, check_texts in
// rules.cpp for the texts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace galley {

/// A rules file that cannot be used. The text says file:line:column and what is wrong.
struct RulesError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a rule found: byte ranges of the whole match and of its groups (npos begin: the group took no part).
struct Match {
  struct Range {
    std::size_t begin = std::string_view::npos, end = 0;
  };
  std::vector<Range> groups;
  const Range& operator[](std::size_t i) const { return groups[i]; }
  bool has(std::size_t i) const { return i < groups.size() && groups[i].begin != std::string_view::npos; }
  std::string_view of(std::string_view text, std::size_t i) const {
    return has(i) ? text.substr(groups[i].begin, groups[i].end - groups[i].begin) : std::string_view{};
  }
};

class Gate;

class Rule {
 public:
  std::string_view id;  ///< `stage.name`; lives as long as the program
  std::string tag, put, why, find;
  std::vector<std::string> changes, leaves;
  bool has_put = false;
  std::string where;  ///< file:line:column
  /// Whether the pattern occurs in text.
  bool occurs(std::string_view text) const;
  /// First match at or after byte `from`.
  bool match(std::string_view text, Match& m, std::size_t from = 0) const;
  /// What `put` makes of a match.
  std::string made(std::string_view text, const Match& m) const;
  struct Pattern;
  std::shared_ptr<const Pattern> pattern;
};

/// One stage's rules.
class RuleSet {
 public:
  /// Rules whose pattern may occur in text, in file order: cheap, and mostly none. Ask them.
  std::vector<const Rule*> may_match(std::string_view text) const;
  /// First rule with this tag that matches, or null.
  const Rule* first(std::string_view tag, std::string_view text, Match& m) const;
  /// Whether any rule with this tag matches: cheaper than to ask for the first, which also looks where it begins.
  bool any(std::string_view tag, std::string_view text) const;
  const Rule* by_id(std::string_view id) const;
  const std::vector<Rule>& all() const { return rules_; }
  /// A word list as a string of its words, each with a blank before and after; empty when there is none.
  std::string_view words(std::string_view name) const;
  bool has_word(std::string_view list, std::string_view word) const;
  /// Why the rule does what it does, of a pattern or of the stage's own code; empty for an unknown id.
  std::string_view why(std::string_view id) const;
  /// The ids of what the stage decides in its own code, with the reason, by id.
  const std::map<std::string, std::string, std::less<>>& decisions() const { return decisions_; }

 private:
  friend class Rulebook;
  std::vector<Rule> rules_;
  std::map<std::string, std::string, std::less<>> words_, decisions_;
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> tags_;  // a bit a rule
  std::shared_ptr<const Gate> gate_;
};

/// A rules file: the stage it is of, its name in messages, what it holds.
struct RulesFile {
  std::string stage, name, text;
};

/// All stages' rules: those built in, with a folder's laid over them.
class Rulebook {
 public:
  /// `base` is taken as it is; `over` is laid over it, and every rule of both must then pass its examples. Throws
  /// RulesError.
  static Rulebook of_files(const std::vector<RulesFile>& base, const std::vector<RulesFile>& over);
  /// `folder` empty: the built-in rules alone. A rule there with the id of a built-in one replaces it;
  /// `off = true` switches it off. Throws RulesError.
  static Rulebook load(const std::string& folder = {});
  const RuleSet& of(std::string_view stage) const;
  /// Why a rule of any stage does what it does; empty for an unknown id.
  std::string_view why(std::string_view id) const;
  /// Sixteen hex digits over every rule text: the same rules give the same digest.
  std::string digest() const { return digest_; }
  const std::map<std::string, RuleSet, std::less<>>& sets() const { return sets_; }

 private:
  std::map<std::string, RuleSet, std::less<>> sets_;
  std::string digest_;
};

/// Runs every rule's own examples. Returns one line per failure: `file:line:column: …`.
std::vector<std::string> failed_examples(const Rulebook& book);

}  // namespace galley
