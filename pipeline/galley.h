// The C++ library of galley: raw text dumps of newspaper pages in, clean discrete articles out.
//
//   galley::Cleaner cleaner;                          // loads the rules: keep it
//   std::string json = cleaner.clean(page);           // one page, one JSON object an article
//   for (const galley::Story& s : cleaner.stories(page)) std::cout << s.headline << '\n';
//   cleaner.clean(std::cin, std::cout, "text");       // a stream of pages, parted by form feeds
//
// All text is UTF-8, but for streams that are read: their encoding is told from the bytes, as the program does it.
// Broken bytes are repaired. A dictionary or model that is missing is said once, at level info, through spdlog's
// default logger.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace galley {

struct Settings {
  std::string rules;             ///< a folder of rules to lay over the built-in ones; empty: none
  std::set<std::string> skip;    ///< stages to leave out, as `galley --help` names them
  std::string trust = "likely";  ///< certain, likely or guess: make only repairs this sure
};

/// One person of a byline. What is not printed is empty.
struct Person {
  std::string name, role, organisation, office;
};

struct Paragraph {
  std::string kind;  ///< para, crosshead, question, answer, list, table, editor_note
  std::string text;
  std::vector<std::size_t> gaps;  ///< bytes of the text where the dump has lost something
};

/// An article, or a smaller unit of the page. What is not printed is empty.
struct Story {
  std::string kind;  ///< article, caption, table, notice, loose; page: the whole page, not parted
  std::string section, kicker, headline;
  std::vector<std::string> deck;
  std::vector<Person> bylines;
  std::string agency, place, date;  ///< of the lead
  std::vector<Paragraph> body;
  double confidence = 1;  ///< an order for review, not a measured probability
};

/// Safe to use from several threads at once.
class Cleaner {
 public:
  /// Throws std::runtime_error: rules that cannot be used, a stage or trust that is not known.
  explicit Cleaner(const Settings& settings = {});
  ~Cleaner();
  Cleaner(Cleaner&&) noexcept;
  Cleaner& operator=(Cleaner&&) noexcept;

  /// One page; a form feed in it is text like any other. `format`: jsonl, text or markdown, as `galley --to` writes it;
  /// `doc` names the page in jsonl. Throws std::runtime_error for another format or a page that cannot be processed.
  std::string clean(std::string_view page, std::string_view format = "jsonl", std::string_view doc = "-") const;

  /// One page, its articles in reading order. Throws as above.
  std::vector<Story> stories(std::string_view page) const;

  /// All pages of a stream, cut at form feeds or after 4 MiB; memory is that of one page. Writes what `galley --to
  /// FORMAT` would. Returns how many pages could not be processed: each of these is written as one unit of its raw
  /// text. Throws std::runtime_error for another format, or when reading or writing fails.
  std::size_t clean(std::istream& in, std::ostream& out, std::string_view format = "jsonl",
                    std::string_view doc = "-") const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace galley
