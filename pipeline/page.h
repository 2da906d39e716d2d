// The unit of work: one page, its lines and blocks, and the only doors through which their text changes.
//
// A Text is a view of bytes plus runs that say which source bytes each stretch stands for. Nothing can
// change a Text but Rewrite, join_lines, drop and move_line below; each leaves behind, in the runs or in the page's
// lists, everything the ledger needs. The ledger is computed from that final state (ledger.cpp), so an edit
// that is not recorded cannot be written.
//
// Units: offsets are bytes of Page::source (add Page::offset for the document's own); widths are cells
// (a Han character 2, a typical Latin letter 1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/article.h"
#include "pipeline/encoding.h"
#include "pipeline/text.h"
#include "pipeline/unicode.h"

namespace galley {

/// What the break after a line became. `undecided` only before the paragraphs stage has run.
enum class Join : std::uint8_t { undecided, none, space, paragraph };

/// How sure a repair is that rests on evidence rather than on a mark: `certain` has no other reading that was found,
/// `likely` is clearly the best of several, `guess` the best of several that come near. `--trust` says how far down to
/// go.
enum class Trust : std::uint8_t { certain, likely, guess };

/// What a line or block is by its own form, before the parse of the page decides its place in an article.
enum class Form : std::uint8_t { text, heading, byline, caption, table, question, answer, list, editor_note, section };

struct Line {
  Text text;
  float width = 0;          ///< cells, measured once by the lines stage
  float squeeze = 0;        ///< cells that its full-width marks may have given up to fit (CLREQ: compression)
  float indent = 0;         ///< cells of blanks before the text
  float column = 0;         ///< cells of a full line hereabouts; 0 where the dump has no such rhythm
  std::uint32_t chunk = 0;  ///< runs of lines between blank lines share a number
  Join join = Join::undecided;
  Form form = Form::text;
  std::uint8_t level = 0;         ///< depth of a Markdown heading; 0 none
  bool read = false;              ///< its form is known (stages/forms.h)
  bool fresh = false;             ///< begins as paragraphs begin (`近日，`, `某某表示，`)
  bool bold = false;              ///< a document model has set all of it in bold
  bool italic = false;            ///< or in italics
  bool lead = false;              ///< starts with an agency or paper lead (`本报讯（记者…）`)
  bool wrapped_by_space = false;  ///< the break after it is a blank of the dump
  bool ends_article = false;      ///< an end mark or a jump line stood after it
  bool starts_article = false;    ///< a `上接` jump line stood before it
  bool begins_story = false;      ///< of no story before it, by its words (threads.cpp) or its place (columns.cpp)
  bool gap_after = false;         ///< the dump has lost something here
  bool moved = false;             ///< not where the dump had it
  std::int32_t jump_to = -1, jump_from = -1;  ///< index into Page::residue
};

/// Of a line in bold by itself, where a document model marks its headings.
constexpr std::uint8_t bold_level = 3;

/// A paragraph-like unit: lines joined over wraps and columns.
struct Block {
  Text text;
  Form form = Form::text;
  std::uint8_t level = 0;
  bool lead = false;
  bool ends_article = false, starts_article = false, begins_story = false;
  bool starts_fresh = true;  ///< false: its first words look like the middle of a sentence
  bool heads = false;        ///< a headline by its sign, or not set in where every paragraph is, though it has a stop
  bool verse = false;        ///< one line of verse
  bool italic = false;       ///< a document model has set all of it in italics
  bool alone = false;        ///< stood between blank lines or unlike its column: a headline may stand so
  bool gap_after = false;
  std::int32_t jump_to = -1, jump_from = -1;
  std::vector<std::uint32_t> gaps;  ///< text bytes at which the dump has lost something
  float column = 0;                 ///< cells of the column it was set in
};

/// Something printed on the page that is no article text, kept as a typed record.
struct Residue {
  std::string_view kind;  ///< folio, running_head, masthead, staff, end_mark, jump_to, jump_from, placeholder, ornament
  std::string_view text;
  std::string_view rule;
  Span at;
  std::string page, mark;  ///< of a jump line: what it says
};

/// A whole line that was taken out: its source bytes and the rule that did it.
struct Drop {
  Span at;
  std::string_view rule;
};

/// A doubt, a suggestion, a gap or a move: nothing that `restore` would have to undo.
struct Note {
  Span at;
  std::string_view rule;
  std::string was, now;
  bool applied = false;
  std::string_view kind;  ///< doubt, gap, move, split; of a suggestion what it would have been: move, drop, change
};

using Rules = std::vector<std::string_view>;

class RuleSet;

struct Page {
  std::string_view source;   ///< the page's bytes; the reader's buffer outlives the page
  std::string doc = "-";     ///< name of the document
  std::uint64_t offset = 0;  ///< of source[0] in the document
  std::uint32_t number = 1;  ///< counted from 1 in its document
  bool cut = false;          ///< ended by the size cap, not by a page mark
  bool last = false;         ///< last page of its document

  std::string_view encoding = "UTF-8";  ///< the document's; source is its text in UTF-8
  std::span<const Kept> kept;           ///< source bytes the encoding would not write again; offsets of the document

  const RuleSet* forms = nullptr;  ///< the lines stage's rules, which know a line by its words

  std::vector<Line> lines;
  std::vector<Block> blocks;
  std::vector<Article> articles;
  std::vector<Residue> residue;
  std::vector<Drop> drops;
  std::vector<Note> notes;
  std::vector<Rules> reasons{{}};  ///< [0] is unused: a run with why 0 is unchanged
  std::string paper, date, label;  ///< from the folio
  bool han = true;                 ///< Han or kana carry the page; false: an alphabet does
  Setting setting = Setting::han;  ///< how its lines are measured
  bool kana = false;               ///< Japanese
  bool spaced = false;             ///< wraps of its columns had become blanks
  bool parted = false;             ///< columns of it had been read across
  Trust trust = Trust::likely;     ///< the least sure repair that is made
  bool own_output = false;         ///< has the shape of galley's own text output: believed as it stands

  Page();
  /// Whether a repair as sure as `sure` is to be made; one that is not is to be left as a suggestion.
  bool may(Trust sure) const { return sure <= trust; }
  /// Cuts `source` into lines; must be called once, before any stage.
  void cut_lines();
  /// Copies bytes into the page's arena.
  std::string_view store(std::string_view bytes);
  Text verbatim(std::uint32_t begin, std::uint32_t end);
  std::span<const Run> store(const std::vector<Run>& runs);
  std::uint32_t reason(std::string_view rule);
  std::uint32_t reason_with(std::uint32_t why, std::string_view rule);
  std::uint32_t reason_with(std::uint32_t why, std::uint32_t other);

 private:
  std::unique_ptr<std::pmr::monotonic_buffer_resource> arena_;
  std::string_view last_rule_;
  std::uint32_t last_reason_ = 0;
};

/// Door 1: rewrites a text from left to right: keep(n) or put(…) until done, then finish().
/// Costs nothing as long as nothing is put: the view stays.
class Rewrite {
 public:
  Rewrite(Page& page, Text& text) : page_(page), text_(text) {}
  /// Leaves the next n bytes as they are.
  void keep(std::size_t n) { keep_until(at_ + n); }
  /// Leaves everything before text byte `at`; must not go back.
  void keep_until(std::size_t at) {
    if (at > at_) at_ = at;
  }
  /// Replaces the next n bytes by `now` (which may be empty) because of `rule`; no-op when they are equal.
  void put(std::string_view now, std::size_t n, std::string_view rule);
  /// Keeps the rest and stores the new text. Returns whether anything changed.
  bool finish();
  std::size_t at() const { return at_; }

 private:
  struct Edit {
    std::size_t from, to;
    std::string now;
    std::uint32_t why;
  };
  void emit(std::string_view now, Span source, std::uint32_t why);
  Page& page_;
  Text& text_;
  std::size_t at_ = 0;
  std::vector<Edit> edits_;
  std::string out_;
  std::vector<Run> runs_;
};

/// Replaces text bytes [from, to) by `now`. One Rewrite.
void replace(Page& page, Text& text, std::size_t from, std::size_t to, std::string_view now, std::string_view rule);

/// Text of [from, to) with its runs; a changed run that straddles an edge stays whole on the left side.
Text slice(Page& page, const Text& text, std::size_t from, std::size_t to);

/// Line breaks of the dump between two texts that it holds in this order; none where other text lies between them.
int breaks_between(const Page& page, const Text& a, const Text& b);

/// Door 2 on parts of a text under construction: what join_text does to a finished one.
void append_joined(Page& page, std::string& out, std::vector<Run>& runs, const Text& next, std::string_view between,
                   std::string_view rule);

/// Door 2: appends `next` to `text` with `between` where the line break stood; `rule` says why.
void join_text(Page& page, Text& text, const Text& next, std::string_view between, std::string_view rule);

/// Door 3: takes a whole text out of the page.
void drop(Page& page, const Text& text, std::string_view rule);

/// Door 4: moves line `from` so that it stands before the line that is now at `to`.
void move_line(Page& page, std::size_t from, std::size_t to, std::string_view rule);

/// Records the repair that would have been made, had it been surer: a row of its kind (move, drop, change) that is not
/// applied. `now`: as in a row that is; of a move the beginning of the line it would stand before (see suggest_move).
void suggest(Page& page, std::string_view kind, Span at, std::string_view rule, std::string was, std::string now = {});

/// Records that `text`, a line or a part of one, would have gone before the line that is now at `to`.
void suggest_move(Page& page, const Text& text, std::size_t to, std::string_view rule);

/// Records what was noticed and left alone.
void doubt(Page& page, Span at, std::string_view rule, std::string was, std::string now = {});

}  // namespace galley
