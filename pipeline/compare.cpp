// See compare.h. The bodies of two articles are set side by side as rows of characters in which a paragraph's end is
// one sign among others, so that one diff tells breaks, marks and words apart. dtl stays in this file.
#include "pipeline/compare.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <dtl/dtl.hpp>
#include <map>
#include <unordered_set>

#include "pipeline/ledger.h"
#include "pipeline/score.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

constexpr char32_t paragraph_end = U'\u2029';
// Signs for the kinds of pieces, in a plane that no text uses.
constexpr char32_t first_kind = 0xF0000;
constexpr std::array<std::string_view, 7> piece_kinds{"para", "crosshead", "question",   "answer",
                                                      "list", "table",     "editor_note"};
// beyond that a list of places is of no use, and the diff's memory is its square
constexpr std::size_t most_edits = 3000;
constexpr std::size_t context = 12;  // characters shown on either side
constexpr std::size_t near = 3;      // characters between two places that are shown as one

bool is_sign(char32_t c) { return c == paragraph_end || c >= first_kind; }
bool has_sign(std::u32string_view s) { return std::find_if(s.begin(), s.end(), is_sign) != s.end(); }
bool is_letter(char32_t c) { return U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_L_MASK | U_GC_N_MASK); }

// A body as one row of characters, and where each stands: the piece, and the byte in it.
struct Letters {
  std::u32string characters;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> at;
};

Letters row_of(const Unit& u, bool exact) {
  Letters row;
  auto put = [&](char32_t c, std::size_t piece, std::size_t byte) {
    row.characters += c;
    row.at.emplace_back(static_cast<std::uint32_t>(piece), static_cast<std::uint32_t>(byte));
  };
  for (std::size_t p = 0; p < u.body.size(); ++p) {
    const std::string& text = u.body[p];
    if (p) put(paragraph_end, p, 0);
    const auto kind =
        static_cast<std::size_t>(std::find(piece_kinds.begin(), piece_kinds.end(), u.kinds[p]) - piece_kinds.begin());
    if (kind > 0 && (exact || u.kinds[p] == "crosshead")) put(first_kind + static_cast<char32_t>(kind), p, 0);
    std::vector<std::size_t> bytes;
    for (std::size_t at = 0; at < text.size();) {
      bytes.push_back(at);
      decode(text, at);
    }
    const std::u32string all = characters_of(text);
    if (exact) {
      for (std::size_t i = 0; i < all.size(); ++i) put(all[i], p, bytes[i]);
    } else {
      for (const std::size_t i : counting(all))
        put(class_of(all[i]) == Class::space ? U' ' : same_mark(all[i]), p, bytes[i]);
    }
  }
  return row;
}

std::string shown(std::u32string_view s) {
  std::string out;
  for (const char32_t c : s) {
    if (c == paragraph_end) out += "¶";
    else if (c >= first_kind)
      out.append("[").append(c - first_kind < piece_kinds.size() ? piece_kinds[c - first_kind] : "piece").append("] ");
    else if (c == U'\n') out += "⏎";
    else append(out, c);
  }
  return out;
}

// Half-open stretches of both rows that differ.
struct Hunk {
  std::size_t want_from, want_to, got_from, got_to;
};

std::vector<Hunk> hunks(const std::u32string& want, const std::u32string& got) {
  dtl::Diff<char32_t, std::u32string> diff(want, got);
  diff.onUnserious();
  diff.compose();
  std::vector<Hunk> out;
  std::size_t i = 0, j = 0;
  for (const auto& [c, info] : diff.getSes().getSequence()) {
    if (info.type == dtl::SES_COMMON) {
      ++i;
      ++j;
      continue;
    }
    if (out.empty() || i > out.back().want_to + near || j > out.back().got_to + near) out.push_back({i, i, j, j});
    info.type == dtl::SES_DELETE ? ++i : ++j;
    out.back().want_to = i;
    out.back().got_to = j;
  }
  return out;
}

// One unit that was found: its page and article.
struct Source {
  const Cleaned* page;
  const Article* article;
};

class Comparer {
 public:
  Comparer(const Expected& e, const std::vector<Unit>& f, const std::vector<Cleaned>& pages,
           std::vector<std::ptrdiff_t> m)
      : expected_(e), found_(f), match_(std::move(m)), used_(f.size()) {
    for (const Cleaned& c : pages)
      for (const Article& a : c.page.articles) sources_.push_back({&c, &a});
    for (const auto j : match_)
      if (j >= 0) used_[static_cast<std::size_t>(j)] = true;
  }

  std::vector<Difference> run() {
    match_alike();
    // An article that another one holds is merged into it, and that one is no surplus; likewise for what was split.
    for (std::size_t i = 0; i < expected_.units.size(); ++i)
      if (match_[i] < 0) holder_.emplace(i, whole_that_holds(want_[i], got_));
    for (std::size_t j = 0; j < found_.size(); ++j)
      if (!used_[j]) source_.emplace(j, whole_that_holds(got_[j], want_));
    for (std::size_t i = 0; i < expected_.units.size(); ++i) {
      if (match_[i] < 0) missing(i);
      else article(i, static_cast<std::size_t>(match_[i]));
    }
    for (std::size_t j = 0; j < found_.size(); ++j)
      if (!used_[j]) extra(j);
    if (expected_.exact) order();
    residue();
    return std::move(out_);
  }

 private:
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  // All that a unit says, and its rows of eight letters.
  struct Whole {
    std::u32string letters;
    std::unordered_set<std::u32string> rows = {};
  };
  static std::vector<Whole> wholes(const std::vector<Unit>& units) {
    std::vector<Whole> out;
    for (const Unit& u : units) {
      std::string s;
      for (const auto& t : u.title) s += t;
      for (const auto& p : u.body) s += p;
      out.push_back({skeleton(s)});
    }
    return out;
  }

  // Units of few words share too little to be scored as the same: they are when all is, or when all that differs is
  // that one has no body.
  void match_alike() {
    auto pair = [&](auto same) {
      for (std::size_t i = 0; i < expected_.units.size(); ++i)
        for (std::size_t j = 0; j < found_.size() && match_[i] < 0; ++j)
          if (!used_[j] && same(i, j)) {
            match_[i] = static_cast<std::ptrdiff_t>(j);
            used_[j] = true;
          }
    };
    pair([&](std::size_t i, std::size_t j) { return want_[i].letters == got_[j].letters; });
    pair([&](std::size_t i, std::size_t j) {
      const Unit &want = expected_.units[i], &got = found_[j];
      return (want.body.empty() || got.body.empty()) && !list(want.title, "").empty() &&
             same_title(want.title, got.title);
    });
  }

  static std::string headline_of(const Unit& u) {
    for (const auto& t : u.title)
      if (!t.empty()) return t;
    return u.body.empty() ? std::string() : beginning(u.body.front());
  }
  static std::string beginning(std::string_view s) {
    std::size_t at = 0;
    for (int n = 0; n < 30 && at < s.size(); ++n) decode(s, at);
    return std::string(s.substr(0, at)) + (at < s.size() ? "…" : "");
  }

  // The first unit that holds most of what `part` says.
  static std::size_t whole_that_holds(const Whole& part, std::vector<Whole>& wholes) {
    constexpr std::size_t row = 8;
    const std::u32string& s = part.letters;
    if (s.empty()) return nobody;
    for (std::size_t k = 0; k < wholes.size(); ++k) {
      Whole& w = wholes[k];
      if (s.size() < row) {
        if (w.letters.find(s) != w.letters.npos) return k;
        continue;
      }
      if (w.rows.empty())
        for (std::size_t i = 0; i + row <= w.letters.size(); ++i) w.rows.insert(w.letters.substr(i, row));
      std::size_t there = 0, all = 0;
      for (std::size_t i = 0; i + row <= s.size(); i += row, ++all) there += w.rows.contains(s.substr(i, row));
      if (there * 10 >= all * 6) return k;
    }
    return nobody;
  }

  void missing(std::size_t i) {
    for (const auto& [j, from] : source_)
      if (from == i) return;  // its parts are told of
    Difference d{.what = "missing", .article = i + 1, .headline = headline_of(expected_.units[i])};
    const Unit& u = expected_.units[i];
    if (const std::size_t j = holder_.at(i); j != nobody) {
      d.what = "merged";
      d.got = headline_of(found_[j]);
      place_in(d, u, j);
    } else if (!u.body.empty()) {
      d.want = beginning(u.body.front());
    }
    out_.push_back(std::move(d));
  }

  void extra(std::size_t j) {
    for (const auto& [i, into] : holder_)
      if (into == j) return;  // what it holds is told of
    Difference d{.what = "extra", .article = j + 1, .headline = headline_of(found_[j])};
    if (const std::size_t i = source_.at(j); i != nobody) {
      d.what = "split";
      d.want = headline_of(expected_.units[i]);
    } else if (!found_[j].body.empty()) {
      d.got = beginning(found_[j].body.front());
    }
    begin_of(d, j);
    out_.push_back(std::move(d));
  }

  // Where the text of `u` begins inside found unit j; where that unit does, if its first words are not to be found.
  void place_in(Difference& d, const Unit& u, std::size_t j) const {
    for (const auto& p : u.body) {
      std::size_t to = 0;
      for (int n = 0; n < 10 && to < p.size(); ++n) decode(p, to);
      for (const Piece& piece : sources_[j].article->body) {
        const std::size_t at = piece.text.bytes.find(std::string_view(p).substr(0, to));
        if (at != piece.text.bytes.npos) {
          place(d, j, piece.text.source_of(at), piece.text.source_of(at));
          return;
        }
      }
    }
    begin_of(d, j);
  }

  // Where a found unit begins in its document.
  void begin_of(Difference& d, std::size_t j) const {
    const Article& a = *sources_[j].article;
    const Text* first = !a.headline.empty() ? &a.headline : a.body.empty() ? nullptr : &a.body.front().text;
    if (first) place(d, j, first->source_begin(), first->source_begin());
  }

  // Line and byte of source byte `begin`, and the rules that acted from there to `end`.
  void place(Difference& d, std::size_t j, std::uint32_t begin, std::uint32_t end) const {
    const Cleaned& c = *sources_[j].page;
    const std::string_view before = c.page.source.substr(0, begin);
    d.byte = c.page.offset + begin;
    d.line = c.lines_before + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    for (const auto& r : rules_of(c))
      if (r.begin <= end && r.end >= begin)
        for (const auto rule : *r.rules)
          if (std::find(d.rules.begin(), d.rules.end(), rule) == d.rules.end()) d.rules.emplace_back(rule);
  }

  // Every place of a page at which a rule acted.
  struct Acted {
    std::uint32_t begin, end;
    const Rules* rules;
  };
  struct PageRules {
    std::vector<galley::Row> rows;
    std::vector<Acted> acted;
  };
  const std::vector<Acted>& rules_of(const Cleaned& c) const {
    const auto placed = rules_.try_emplace(&c);
    const auto it = placed.first;
    if (placed.second) {
      it->second.rows = ledger_rows(c.page);
      for (const galley::Row& r : it->second.rows) {
        if (r.kind == "piece" || (!r.rules.empty() && r.rules[0].starts_with("page."))) continue;
        const auto at = [&](std::uint64_t begin, std::uint64_t length) {
          const auto b = static_cast<std::uint32_t>(begin - c.page.offset);
          it->second.acted.push_back({b, b + static_cast<std::uint32_t>(length), &r.rules});
        };
        if (r.at.empty()) at(r.begin, r.end - r.begin);
        for (const auto& [begin, to] : r.at) at(begin, r.was.size());
      }
    }
    return it->second.acted;
  }

  void told(std::string_view what, std::size_t i, std::size_t j, std::string want, std::string got, const Text* where) {
    Difference d{.what = what,
                 .article = i + 1,
                 .headline = headline_of(expected_.units[i]),
                 .want = std::move(want),
                 .got = std::move(got)};
    if (where && !where->empty()) place(d, j, where->source_begin(), where->source_end());
    else begin_of(d, j);
    out_.push_back(std::move(d));
  }

  static std::string list(std::vector<std::string> parts, std::string_view between) {
    std::erase_if(parts, [](const std::string& s) { return s.empty(); });
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) out.append(i ? between : "").append(parts[i]);
    return out;
  }

  // Title lines whose words are right and whose places are not.
  static std::string named(const std::vector<std::string>& title) {
    std::string out;
    for (std::size_t k = 0; k < title.size(); ++k)
      if (!title[k].empty())
        out += (out.empty() ? "" : ", ") + std::string(k == 0 ? "kicker " : k == 1 ? "headline " : "deck ") + title[k];
    return out;
  }

  void article(std::size_t i, std::size_t j) {
    const Unit& want = expected_.units[i];
    const Unit& got = found_[j];
    const Article& a = *sources_[j].article;
    if (want.kind != got.kind) told("kind", i, j, want.kind, got.kind, nullptr);
    if (expected_.exact ? want.title != got.title : !same_title(want.title, got.title)) {
      std::string asked = list(want.title, " / "), said = list(got.title, " / ");
      if (asked == said) {
        asked = named(want.title);
        said = named(got.title);
      }
      told("title", i, j, std::move(asked), std::move(said), &a.headline);
    }
    credits(i, j);
    if (expected_.exact && want.dated && want.dateline != got.dateline)
      told("dateline", i, j, want.dateline, got.dateline, nullptr);
    auto plain = [](const std::string& s) { return squeezed(characters_of(s)); };
    if (plain(want.jump_from) != plain(got.jump_from)) told("jump", i, j, want.jump_from, got.jump_from, nullptr);
    if (plain(want.jump_to) != plain(got.jump_to))
      told("jump", i, j, want.jump_to, got.jump_to, a.body.empty() ? nullptr : &a.body.back().text);
    body(i, j);
  }

  void credits(std::size_t i, std::size_t j) {
    const Unit& want = expected_.units[i];
    const Unit& got = found_[j];
    const Text* where =
        sources_[j].article->byline_lines.empty() ? nullptr : &sources_[j].article->byline_lines.front();
    auto plain = [](const std::vector<std::string>& names) {
      std::vector<std::u32string> out;
      out.reserve(names.size());
      for (const auto& n : names) out.push_back(squeezed(characters_of(n)));
      std::sort(out.begin(), out.end());
      return out;
    };
    if (plain(want.names) != plain(got.names)) {
      told("byline", i, j, list(want.names, "、"), list(got.names, "、"), where);
      return;
    }
    if (!expected_.exact) return;
    for (std::size_t k = 0; k < want.credits.size(); ++k) {
      if (want.credits[k].empty() ||
          std::find(got.credits.begin(), got.credits.end(), want.credits[k]) != got.credits.end())
        continue;
      told("byline", i, j, list(want.credits, "; "), list(got.credits, "; "), where);
      return;
    }
  }

  void body(std::size_t i, std::size_t j) {
    const Letters want = row_of(expected_.units[i], expected_.exact), got = row_of(found_[j], expected_.exact);
    if (want.characters == got.characters) return;
    const std::size_t distance = edits(want.characters, got.characters);
    if (distance > most_edits) {
      told("body", i, j, std::to_string(want.characters.size()) + " characters",
           std::to_string(got.characters.size()) + " characters, " + std::to_string(distance) + " edits away", nullptr);
      return;
    }
    for (const Hunk& h : hunks(want.characters, got.characters)) {
      const std::u32string_view w = std::u32string_view(want.characters).substr(h.want_from, h.want_to - h.want_from);
      const std::u32string_view g = std::u32string_view(got.characters).substr(h.got_from, h.got_to - h.got_from);
      auto without = [](std::u32string_view s, auto drop) {
        std::u32string out(s);
        std::erase_if(out, drop);
        return out;
      };
      const bool same_letters =
          without(w, [](char32_t c) { return !is_letter(c); }) == without(g, [](char32_t c) { return !is_letter(c); });
      auto set = [](char32_t c) {
        return is_sign(c) || c == U' ';
      };  // what the setting of paragraphs puts between words
      const bool same_text = without(w, set) == without(g, set) && (has_sign(w) || has_sign(g));
      Difference d{.what = same_text      ? "paragraph"
                           : same_letters ? "punctuation"
                                          : "text",
                   .article = i + 1,
                   .headline = headline_of(expected_.units[i])};
      const std::size_t from = h.want_from - std::min(h.want_from, context);
      d.before = (from ? "…" : "") + shown(std::u32string_view(want.characters).substr(from, h.want_from - from));
      d.want = shown(w);
      d.got = shown(g);
      d.after = shown(std::u32string_view(want.characters).substr(h.want_to, context)) +
                (h.want_to + context < want.characters.size() ? "…" : "");
      span(d, j, got, h.got_from, h.got_to);
      out_.push_back(std::move(d));
    }
  }

  // The source between the characters on either side of [from, to) of what was found.
  void span(Difference& d, std::size_t j, const Letters& row, std::size_t from, std::size_t to) const {
    const Article& a = *sources_[j].article;
    auto source = [&](std::size_t k, bool behind) -> std::uint32_t {
      const auto [piece, byte] = row.at[k];
      const Text& t = a.body[piece].text;
      std::size_t at = byte;
      if (behind && at < t.bytes.size()) decode(t.bytes, at);
      return at < t.bytes.size() ? t.source_of(at) : t.source_end();
    };
    if (row.at.empty()) return begin_of(d, j);
    while (from > 0 && is_sign(row.characters[from - 1])) --from;
    while (to < row.at.size() && is_sign(row.characters[to])) ++to;
    const std::uint32_t begin = from > 0 ? source(from - 1, true) : source(0, false);
    const std::uint32_t end = to < row.at.size() ? source(to, false) : source(row.at.size() - 1, true);
    // text from elsewhere stands between: its rules tell nothing
    place(d, j, begin, std::max(begin, end > begin + 400 ? begin : end));
  }

  void order() {
    std::ptrdiff_t last = -1;
    std::size_t before = 0;
    for (std::size_t i = 0; i < match_.size(); ++i) {
      if (match_[i] < 0) continue;
      if (match_[i] < last) {
        const std::string other = "“" + headline_of(expected_.units[before]) + "”";
        told("order", i, static_cast<std::size_t>(match_[i]), "after " + other, "before " + other, nullptr);
      } else {
        last = match_[i];
        before = i;
      }
    }
  }

  // Looked for as the figure does: in bodies and titles, in either width.
  void residue() {
    for (const auto& r : expected_.residue) {
      const std::u32string s = squeezed(characters_of(r)), wide = widened(s);
      if (s.empty()) continue;
      for (std::size_t j = 0; j < found_.size(); ++j) {
        const Article& a = *sources_[j].article;
        auto look = [&](const std::string& text, const Text& where) {
          const std::u32string t = squeezed(characters_of(text));
          if (t.find(s) == t.npos && t.find(wide) == t.npos) return;
          Difference d{.what = "residue", .headline = headline_of(found_[j]), .got = r};
          const std::size_t at = where.bytes.find(r);
          const std::uint32_t byte = where.empty()            ? 0
                                     : at == where.bytes.npos ? where.source_begin()
                                                              : where.source_of(at);
          place(d, j, byte, byte);
          out_.push_back(std::move(d));
        };
        look(list(found_[j].title, " "), a.headline);
        for (std::size_t p = 0; p < found_[j].body.size(); ++p) look(found_[j].body[p], a.body[p].text);
      }
    }
  }

  const Expected& expected_;
  const std::vector<Unit>& found_;
  std::vector<std::ptrdiff_t> match_;
  std::vector<bool> used_;
  std::vector<Whole> want_ = wholes(expected_.units), got_ = wholes(found_);
  std::map<std::size_t, std::size_t> holder_, source_;  // of what has no match, the unit that holds it; nobody
  std::vector<Source> sources_;
  std::vector<Difference> out_;
  mutable std::map<const Cleaned*, PageRules> rules_;
};

}  // namespace

std::vector<Difference> compare(const Expected& expected, const std::vector<Unit>& found,
                                const std::vector<Cleaned>& pages, const std::vector<std::ptrdiff_t>& match) {
  return Comparer(expected, found, pages, match).run();
}

}  // namespace galley
