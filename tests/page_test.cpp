// The doors: after any edits, runs still say which source bytes each stretch of text stands for.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

std::string random_text(Dice& dice) {
  static const char* const atoms[] = {"a",  "Q",  "7",  " ",  ",", "\"", "é", "ß",    "字",
                                      "报", "，", "。", "𠀀", "😀", "　", "-", "　　", "…"};
  std::string s;
  for (std::size_t n = 1 + dice.below(60); n > 0; --n) s += atoms[dice.below(std::size(atoms))];
  return s;
}

std::vector<std::size_t> boundaries(std::string_view s) {
  std::vector<std::size_t> out{0};
  for (std::size_t at = 0; at < s.size();) {
    decode(s, at);
    out.push_back(at);
  }
  return out;
}

Page page_of(std::string_view source) {
  Page page;
  page.source = source;
  return page;
}

std::size_t end_of(const Text& t, std::size_t i) { return i + 1 < t.runs.size() ? t.runs[i + 1].at : t.bytes.size(); }

// What holds for every text: runs tile it, and a run without a reason is byte for byte its source.
void check_tiles(const Page& page, const Text& t) {
  if (t.bytes.empty() && t.runs.empty()) return;
  REQUIRE(!t.runs.empty());
  CHECK(t.runs.front().at == 0);
  for (std::size_t i = 0; i < t.runs.size(); ++i) {
    const Run& r = t.runs[i];
    const std::size_t end = end_of(t, i);
    REQUIRE(r.at <= end);
    REQUIRE(r.begin <= r.end);
    REQUIRE(r.end <= page.source.size());
    REQUIRE(r.why < page.reasons.size());
    if (r.why == 0) CHECK(t.bytes.substr(r.at, end - r.at) == page.source.substr(r.begin, r.end - r.begin));
  }
}

// Each source byte of [begin, end) stands in exactly one run, in order.
void check_covers(const Text& t, std::uint32_t begin, std::uint32_t end) {
  std::uint32_t at = begin;
  for (const Run& r : t.runs) {
    CHECK(r.begin == at);
    at = r.end;
  }
  CHECK(at == end);
}

// One round of edits, made to a plain string as well.
std::string edit(Page& page, Text& text, Dice& dice, std::size_t widest = 3) {
  static const char* const puts[] = {"", "x", "，", "——", "长一些的字", "“"};
  static const char* const rules[] = {"test.one", "test.two", "test.three"};
  const auto cuts = boundaries(text.bytes);
  std::string expected;
  Rewrite w(page, text);
  std::size_t k = 0;
  while (k < cuts.size()) {
    const std::size_t skip = std::min(cuts.size() - 1, k + dice.below(8));
    expected.append(text.bytes.substr(cuts[k], cuts[skip] - cuts[k]));
    w.keep_until(cuts[skip]);
    const std::size_t to = std::min(cuts.size() - 1, skip + dice.below(widest + 1));
    const std::string now = puts[dice.below(std::size(puts))];
    w.put(now, cuts[to] - cuts[skip], rules[dice.below(3)]);
    expected += now;
    if (to + 1 >= cuts.size()) break;
    k = to;
    if (dice.below(5) == 0) break;
  }
  expected.append(text.bytes.substr(w.at()));
  w.finish();
  return expected;
}

}  // namespace

TEST_CASE("random edits in several rounds keep every source byte accounted for") {
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    const std::string source = random_text(dice);
    Page page = page_of(source);
    Text text = page.verbatim(0, static_cast<std::uint32_t>(source.size()));
    for (int round = 0; round < 5; ++round) {
      CAPTURE(round);
      const std::string expected = edit(page, text, dice);
      REQUIRE(text.bytes == expected);
      REQUIRE_NOTHROW(check_tiles(page, text));
      check_covers(text, 0, static_cast<std::uint32_t>(source.size()));
    }
  }
}

TEST_CASE("an edit that changes nothing leaves no trace") {
  const std::string source = "本报讯，abc";
  Page page = page_of(source);
  Text text = page.verbatim(0, static_cast<std::uint32_t>(source.size()));
  Rewrite w(page, text);
  w.keep(3);
  w.put("报", 3, "test.same");
  CHECK_FALSE(w.finish());
  REQUIRE(text.runs.size() == 1);
  CHECK(text.runs[0].why == 0);
}

TEST_CASE("what several rules did to one place is one run that names them in order") {
  const std::string source = "ab,cd";
  Page page = page_of(source);
  Text text = page.verbatim(0, 5);
  replace(page, text, 2, 3, "，", "test.first");
  replace(page, text, 2, 5, "；", "test.second");
  CHECK(text.bytes == "ab；cd");
  REQUIRE(text.runs.size() == 3);
  CHECK(text.runs[1].begin == 2);
  CHECK(text.runs[1].end == 3);
  CHECK(page.reasons[text.runs[1].why] == Rules{"test.first", "test.second"});
}

TEST_CASE("a change that comes back to the source is still told") {
  const std::string source = "ab,cd";
  Page page = page_of(source);
  Text text = page.verbatim(0, 5);
  replace(page, text, 2, 3, "，", "test.there");
  replace(page, text, 2, 5, ",", "test.back");
  CHECK(text.bytes == source);
  check_tiles(page, text);
  check_covers(text, 0, 5);
}

TEST_CASE("slices of an edited text, put side by side, hold each source byte once") {
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    Dice dice(seed + 5000);
    const std::string source = random_text(dice);
    Page page = page_of(source);
    Text text = page.verbatim(0, static_cast<std::uint32_t>(source.size()));
    edit(page, text, dice);
    const auto cuts = boundaries(text.bytes);
    const std::size_t at = cuts[dice.below(cuts.size())];
    const Text left = slice(page, text, 0, at);
    // a changed run that straddles the cut goes left, whole
    const Text right = slice(page, text, left.bytes.size(), text.bytes.size());
    CHECK(left.bytes.size() >= at);
    check_tiles(page, left);
    check_tiles(page, right);
    CHECK(std::string(left.bytes) + std::string(right.bytes) == text.bytes);
    std::vector<int> seen(source.size(), 0);
    for (const Text* t : {&left, &right})
      for (const Run& r : t->runs)
        for (std::uint32_t b = r.begin; b < r.end; ++b) ++seen[b];
    CHECK(std::count(seen.begin(), seen.end(), 1) == static_cast<std::ptrdiff_t>(source.size()));
  }
}

TEST_CASE("joined lines hold their bytes and the break between them") {
  for (std::uint32_t seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    Dice dice(seed + 9000);
    static const char* const breaks[] = {"\n", "\r\n", "\n\n", " \n　\n", " "};
    static const char* const betweens[] = {"", " ", "\n"};
    std::string source;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> at;
    for (std::size_t n = 2 + dice.below(3); n > 0; --n) {
      const auto from = static_cast<std::uint32_t>(source.size());
      source += "字" + random_text(dice) + "字";  // no blank at an edge
      at.emplace_back(from, static_cast<std::uint32_t>(source.size()));
      if (n > 1) source += breaks[dice.below(std::size(breaks))];
    }
    Page page = page_of(source);
    Text all = page.verbatim(at[0].first, at[0].second);
    edit(page, all, dice);
    std::string expected(all.bytes);
    for (std::size_t i = 1; i < at.size(); ++i) {
      Text next = page.verbatim(at[i].first, at[i].second);
      edit(page, next, dice);
      const std::string between = betweens[dice.below(3)];
      expected += between + std::string(next.bytes);
      join_text(page, all, next, between, "test.join");
    }
    CHECK(all.bytes == expected);
    check_tiles(page, all);
    check_covers(all, 0, static_cast<std::uint32_t>(source.size()));
  }
}

// Two texts joined against the order of the source, as a moved line is, then edited in rounds.
void check_moved(std::uint32_t seeds, std::size_t widest) {
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    Dice dice(seed + 20000);
    const std::string a = "字" + random_text(dice) + "字", b = "字" + random_text(dice) + "字", source = a + "\n" + b;
    Page page = page_of(source);
    const auto cut = static_cast<std::uint32_t>(a.size());
    Text text = page.verbatim(cut + 1, static_cast<std::uint32_t>(source.size()));
    Text first = page.verbatim(0, cut);
    edit(page, text, dice, widest);
    edit(page, first, dice, widest);
    join_text(page, text, first, "", "order.moved");
    for (int round = 0; round < 3; ++round) {
      CAPTURE(round);
      const std::string expected = edit(page, text, dice, widest);
      REQUIRE(text.bytes == expected);
      check_tiles(page, text);
      std::vector<int> seen(source.size(), 0);
      for (const Run& r : text.runs)
        for (std::uint32_t k = r.begin; k < r.end; ++k) ++seen[k];
      seen[cut] = 1;  // the break between them is not theirs
      REQUIRE(std::count(seen.begin(), seen.end(), 1) == static_cast<std::ptrdiff_t>(source.size()));
    }
  }
}

TEST_CASE("a moved text keeps every byte when its characters change") { check_moved(600, 1); }

TEST_CASE("a moved text keeps every byte when a change spans its seam") { check_moved(600, 3); }

TEST_CASE("source_of finds the byte a text byte came from") {
  const std::string source = "一二,三四";
  Page page = page_of(source);
  Text text = page.verbatim(0, static_cast<std::uint32_t>(source.size()));
  replace(page, text, 6, 7, "，", "test.width");
  CHECK(text.source_of(0) == 0);
  CHECK(text.source_of(3) == 3);
  CHECK(text.source_of(6) == 6);
  CHECK(text.source_of(8) == 6);  // anywhere in a changed run: its start
  CHECK(text.source_of(9) == 7);
  CHECK(text.source_of(12) == 10);
}

TEST_CASE("lines are cut at newlines; blank ones part chunks and belong to none") {
  const std::string source = "\n甲\r\n乙\n \t\n\n丙";
  Page page = page_of(source);
  page.cut_lines();
  REQUIRE(page.lines.size() == 3);
  CHECK(page.lines[0].text.bytes == "甲");
  CHECK(page.lines[1].text.bytes == "乙");
  CHECK(page.lines[2].text.bytes == "丙");
  CHECK(page.lines[0].chunk == page.lines[1].chunk);
  CHECK(page.lines[1].chunk != page.lines[2].chunk);
}

TEST_CASE("a dropped text and a moved line stand in the page's lists") {
  const std::string source = "甲\n乙\n丙";
  Page page = page_of(source);
  page.cut_lines();
  move_line(page, 2, 0, "test.move");
  CHECK(page.lines[0].text.bytes == "丙");
  CHECK(page.lines[0].moved);
  CHECK(page.lines[2].text.bytes == "乙");
  REQUIRE(page.notes.size() == 1);
  CHECK(page.notes[0].rule == "test.move");
  CHECK(page.notes[0].at == Span{8, 11});
  drop(page, page.lines[1].text, "test.drop");
  REQUIRE(page.drops.size() == 1);
  CHECK(page.drops[0].at == Span{0, 3});
}
