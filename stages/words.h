// Words of alphabetic text: those of the page itself, and a Hunspell dictionary where one is installed.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "pipeline/page.h"

namespace galley {

/// The letters that end, or begin, a text.
std::string_view last_word(std::string_view s);
std::string_view first_word(std::string_view s);
std::string lower(std::string_view s);
/// What stands between the halves of a suspended compound, in small letters: `two- and three-year`, `Vor- und Nachmittag`.
bool conjunction(std::string_view word);
/// So many letters of A to Z or more, none in small and none of scripts that have no capitals: a headline of its time.
bool all_capitals(std::string_view s, std::size_t least = 4);
/// The same with the capitals of Latin-1 and Cyrillic.
std::string small_letters(std::string_view s);

/// The words that stand on a page, by its lines. Fragments before a hyphen at a line's end are no words.
class PageWords {
 public:
  explicit PageWords(const Page& page);
  bool has(std::string_view word) const { return plain_.contains(lower(word)); }
  bool has_hyphenated(std::string_view word) const { return hyphenated_.contains(lower(word)); }

 private:
  std::unordered_set<std::string> plain_, hyphenated_;
};

/// The dictionary for a page.
class Words {
 public:
  /// Reads the page's lines for the language they are in.
  explicit Words(const Page& page);
  /// Whether a dictionary is there; said once on the log where it is not. Loads it when first asked.
  bool dictionary() const;
  /// In the dictionary as it stands or in lower case; false without one. Safe from several threads.
  bool known(std::string_view word) const;
  /// Whether the word that `broken` ends in, before its hyphen, is known with the first one of `next`: `har-`, `bour board`.
  bool known_whole(std::string_view broken, std::string_view next) const;
  bool english() const { return english_; }
  bool german() const { return german_; }
  /// A page in a language whose words are neither English nor German: no dictionary here knows them.
  bool foreign() const { return foreign_; }

 private:
  bool english_ = false, german_ = false, foreign_ = false;
};

}  // namespace galley
