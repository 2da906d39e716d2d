// Rules as data: one TOML file a stage; a gate tells cheaply which rules a text may match, and RE2 decides.
//
//   [let]                      # named pieces, used in patterns as {name}
//   name = '[\p{Han}]{2,4}'
//   [words]                    # word lists a stage asks for by name, blanks or lines apart
//   surnames = "赵 钱 孙 李"
//   [[rule]]
//   id = "staff-line"          # stage.id is its name in the ledger
//   find = '^责编\s*{name}$'   # RE2 syntax; with put, group 1 (if any) is what gets replaced
//   holds = ['责编', '王']     # if given: what else the text must match, asked first and in order
//   tag = "staff"              # or: put = '…' with \1 \2 …
//   why = "…"
//   try = { changes = ["责编 王某"], leaves = ["责编会议"] }
//   [why]                      # of what the stage decides in its own code, by id
//   full-line = "…"
//
// Patterns are RE2's, so no rule can hang the program; each may use 64 MiB, one of a folder 8 MiB and 20,000
// instructions. A pattern that begins with ^ or holds a word of its own costs nothing where these are missing. To compile
// one costs more than most pages' matches: a third of a microsecond an instruction. Small ones under `holds` spare most
// texts that, and let `find` say "these in any order" where they say "one of which is a date".
//
// The built-in rules are read when the program is built (rules/prepare.cpp), so that a start reads none; a folder's
// are a boundary: they may come from anywhere. See rules_folder.h for the files, rules_file.h for the texts.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pipeline/gate.h"
#include "pipeline/pattern.h"

namespace galley {

/// A rules file that cannot be used. The text says file:line:column and what is wrong.
struct RulesError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Rule {
 public:
  std::string_view id;  ///< `stage.name`; lives as long as the program
  std::string tag, put, why, find;
  std::vector<std::shared_ptr<const Pattern>> holds;
  std::vector<std::string> changes, leaves;
  bool has_put = false;
  std::string where;  ///< file:line:column
  /// Whether the pattern occurs in text, which holds what it must.
  bool occurs(std::string_view text) const;
  /// First match at or after byte `from`.
  bool match(std::string_view text, Match& m, std::size_t from = 0) const;
  /// What `put` makes of a match.
  std::string made(std::string_view text, const Match& m) const;
  /// `find`, and behind it those of `holds`.
  std::vector<std::string_view> patterns() const;
  std::shared_ptr<const Pattern> pattern;

 private:
  bool has_all(std::string_view text) const;
};

struct ReadyStage;
using Texts = std::map<std::string, std::string, std::less<>>;

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
  const Texts& decisions() const { return decisions_; }
  /// All word lists, as words() gives them, and all that patterns may use as {name}.
  const Texts& word_lists() const { return words_; }
  const Texts& pieces() const { return pieces_; }
  /// Null where there are no rules.
  const Gate* gate() const { return gate_.get(); }

 private:
  friend class Rulebook;
  void prepare();  // what is asked often, of what was read
  std::vector<Rule> rules_;
  Texts words_, decisions_, pieces_;
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using WordSet = std::unordered_set<std::string, Hash, std::equal_to<>>;
  template <class Value>
  using Named = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  Named<std::vector<NeedSet>> tags_;  // needs of the gate
  Named<WordSet> word_sets_;          // the word lists' words
  std::shared_ptr<const Gate> gate_;
};

/// A rules file: the stage it is of, its name in messages, what it holds.
struct RulesFile {
  std::string stage, name, text;
};

/// All stages' rules: those built in, with a folder's laid over them.
class Rulebook {
 public:
  /// The built-in rules, with those of the folder, if one is named, laid over them. A rule there with the id of a
  /// built-in one replaces it; `off = true` switches it off. Throws RulesError.
  static Rulebook load(const std::string& folder = {});
  /// The rules of these files, which are taken as they are: their patterns and examples are not tried. Throws
  /// RulesError.
  static Rulebook of_files(const std::vector<RulesFile>& files);
  /// These files laid over it. Every rule of both must then pass its examples. Throws RulesError.
  Rulebook with(const std::vector<RulesFile>& over) const;
  /// What of_files() made, from the tables written of it.
  static Rulebook of_tables(std::span<const ReadyStage> stages, std::uint64_t digest);
  const RuleSet& of(std::string_view stage) const;
  /// Why a rule of any stage does what it does; empty for an unknown id.
  std::string_view why(std::string_view id) const;
  /// Sixteen hex digits over every rule text: the same rules give the same digest.
  std::string digest() const;
  std::uint64_t digest_number() const { return digest_; }
  const std::map<std::string, RuleSet, std::less<>>& sets() const { return sets_; }

 private:
  std::map<std::string, RuleSet, std::less<>> sets_;
  std::uint64_t digest_ = 14695981039346656037ULL;  // FNV-1a
};

/// Runs every rule's own examples. Returns one line per failure: `file:line:column: …`.
std::vector<std::string> failed_examples(const Rulebook& book);

}  // namespace galley
