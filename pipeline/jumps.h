// Articles that go on on another page: `（下转第二版②）` here, `（上接第一版）` there. See jumps.cpp.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/page.h"

namespace galley {

/// `第二版`, `A04`, `— 3 —`, `５面`, `four`.
struct PageName {
  char32_t section = 0;  ///< its letter; 0: none
  int number = -1;       ///< -1: no page is named
  bool operator==(const PageName&) const = default;
};
PageName page_name(std::string_view s);

/// A jump line and what its other half may be known by.
struct Jump {
  bool to = false;  ///< `下转`; false: `上接`
  std::string doc;  ///< the article that carries it
  std::uint32_t page = 0, seq = 0;
  PageName says, label;           ///< the page that the jump line names, and the one it stands on
  std::string mark, paper, date;  ///< mark of the jump line; the folio's
  std::set<std::string> words;    ///< of the titles
  std::size_t at = 0;             ///< byte of the page's JSON where the `null` of the target stands
  std::string target;             ///< JSON of the other half; empty: not found
};

/// The jumps of a page; `at`: where to_jsonl says that their targets stand, in its order.
std::vector<Jump> jumps_of(const Page& page, const std::vector<std::size_t>& at);

/// Holds finished pages back until their jumps have found each other, or until too much waits. Pages leave in order.
class Links {
 public:
  /// What is held, in so far as the pages themselves do not tell it.
  struct Waiting {
    struct Target {
      std::size_t page = 0, jump = 0;
      std::string target;
    };
    std::size_t pages = 0;
    std::vector<Target> targets;  ///< found already; the page is counted among those held
  };
  static constexpr std::size_t most_pages = 64, most_bytes = std::size_t{32} << 20;  ///< that wait at most
  static constexpr std::size_t most_jumps = 16;  ///< of a page; more are no newspaper's, and stay as they are
  using Leave = std::function<void(std::string body)>;
  /// `bytes`: what the page holds in memory, its body included; `leave` is called when it has its targets.
  void add(std::string body, std::vector<Jump> jumps, std::size_t bytes, Leave leave);
  Waiting waiting() const;
  /// The next pages added are those that waited then: nothing is looked for, and none leaves, before all of them are
  /// there again.
  void expect(Waiting waiting);
  /// No page comes any more: all leave.
  void finish();

 private:
  struct Held {
    std::string body;
    std::vector<Jump> jumps;
    std::size_t bytes = 0;
    Leave leave;
    bool settled() const;
  };
  void pair(float least);
  void leave();
  std::deque<Held> held_;
  std::size_t bytes_ = 0;
  Waiting expected_;
};

}  // namespace galley
