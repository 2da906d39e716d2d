// The proof sheet without a browser: its facts account for every change and byte, a page's text is never markup, and it
// stays small. tests/browser/ opens it in one.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

const std::string opening = "<script type=\"application/json\" class=\"page\">", closing = "</script>";

// The facts of each page on a sheet, and of nothing else: the text between them must be the sheet's own.
std::vector<json> facts_of(const std::string& html) {
  std::vector<json> out;
  for (std::size_t at = html.find(opening); at != html.npos; at = html.find(opening, at)) {
    at += opening.size();
    const std::size_t end = html.find('<', at);
    REQUIRE(end != html.npos);
    REQUIRE(html.compare(end, closing.size(), closing) == 0);
    out.push_back(json::parse(html.substr(at, end - at)));
    at = end;
  }
  return out;
}

// UTF-16, in which a sheet counts.
std::u16string wide(std::string_view s) {
  std::u16string out;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c > 0xFFFF) {
      out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
      out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
      out += static_cast<char16_t>(c);
    }
  }
  return out;
}

// What the sheet shows on its right, put together from the raw text and the marks as the scripts do it.
std::u16string shown(const json& page, const json& runs) {
  const std::u16string raw = wide(page["raw"].get<std::string>());
  std::u16string out;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const int r = runs[i];
    if (r < 0) {
      const json& mark = page["marks"][static_cast<std::size_t>(-r - 1)];
      if (mark.size() > 5) out += wide(mark[5].get<std::string>());
    } else {
      const int end = runs[++i];
      out += raw.substr(static_cast<std::size_t>(r), static_cast<std::size_t>(end - r));
    }
  }
  return out;
}

std::map<std::string, std::size_t> kinds_on(const json& page) {
  std::map<std::string, std::size_t> out;
  for (const json& m : page["marks"]) ++out[m[0]];
  return out;
}
// The same out of the ledger: rows of breaks hold many, blanks between texts are no marks, the first piece has no seam.
std::map<std::string, std::size_t> kinds_in(const std::vector<Row>& rows) {
  std::map<std::string, std::size_t> out;
  for (const Row& r : rows) {
    if (r.kind == "break" && r.in.empty()) continue;
    if (r.kind == "piece" && r.to == 0) continue;
    const bool suggested = !r.applied && r.kind != "gap";  // shown among the doubts
    out[suggested ? "doubt" : std::string(r.kind)] += r.kind == "break" ? r.at.size() : 1;
  }
  return out;
}

void check_page(const Page& page) {
  const auto all = facts_of(to_html(page));
  REQUIRE(all.size() == 1);
  const json& facts = all[0];
  CHECK((kinds_on(facts) == kinds_in(ledger_rows(page))));
  std::vector<std::string> here, there;
  for (const Shown& s : shown_texts(page)) there.emplace_back(s.text->bytes);
  for (const json& a : facts["articles"])
    for (const json& t : a["texts"]) {
      std::string bytes;
      const std::u16string w = shown(facts, t[1]);
      for (std::size_t i = 0; i < w.size(); ++i) {
        const bool pair = w[i] >= 0xD800 && w[i] < 0xDC00;
        append(bytes, pair ? 0x10000 + ((w[i] - 0xD800U) << 10) + (w[i + 1] - 0xDC00U) : char32_t(w[i]));
        i += pair;
      }
      here.push_back(bytes);
    }
  CHECK((here == there));
}

}  // namespace

TEST_CASE("sheet: what it shows are the articles, and its marks are the ledger's") {
  for (const auto& path : samples()) {
    CAPTURE(path.string());
    check_page(through(slurp(path)).page);
    check_page(through(slurp(path), Skip{"articles"}).page);
  }
  check_page(through(slurp(source_dir() / "tests/browser/page.txt")).page);
}

TEST_CASE("sheet: positions are UTF-16's, and a broken byte is one character") {
  const std::string text = "𠮷野家的招牌🐟掉了\xFF一块,没有人\xE4\xB8看见。\r\n\r\n第二段 第三段。\n";
  check_page(through(text).page);
  const json page = facts_of(to_html(through(text).page)).at(0);
  CHECK(contains(page["raw"].get<std::string>(), "掉了\uFFFD一块,没有人\uFFFD\uFFFD看见"));
  CHECK(page["bytes"] == text.size());
}

TEST_CASE("sheet: damaged pages are shown as they came out") {
  Dice dice(20);
  std::string text = slurp(source_dir() / "tests/browser/page.txt");
  for (int n = 0; n < 60; ++n) {
    std::string damaged = text;
    for (int k = 0; k < 20; ++k) damaged[dice.below(damaged.size())] = static_cast<char>(dice.below(256));
    CAPTURE(n);
    check_page(through(damaged).page);
  }
}

TEST_CASE("sheet: a page's text is never markup") {
  const std::string evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
  const Said s = galley_run("--to html", evil + "\n\n本报讯 " + evil + "<!--<script>\n");
  CHECK(s.code == 0);
  CHECK_FALSE(contains(s.out, "<img"));
  CHECK_FALSE(contains(s.out, "alert(1)</script>"));
  const auto pages = facts_of(s.out);
  REQUIRE(pages.size() == 1);
  CHECK(contains(pages[0]["raw"].get<std::string>(), evil));
  Done d = through(evil);
  d.page.doc = "</script><script>alert(3)//";
  CHECK_FALSE(contains(to_html(d.page), "<script>"));
}

TEST_CASE("sheet: one document for many pages and files, the same for any number of jobs") {
  const Folder folder;
  spill(folder / "a.txt", "甲镇来信\n\n本报讯 河里有鱼。\f乙镇来信\n\n本报讯 山上有雾,也有路。\n");
  spill(folder / "b.txt", "丙镇来信\n\n本报讯 桥上有人。\n");
  const Said one = shell(folder, "\"$G\" --to html a.txt b.txt");
  CHECK(one.code == 0);
  CHECK(one.err == "");
  CHECK(one.out.starts_with("<!doctype html>"));
  CHECK(one.out.ends_with("</html>\n"));
  const auto pages = facts_of(one.out);
  REQUIRE(pages.size() == 3);
  CHECK(pages[1]["doc"] == "a.txt");
  CHECK(pages[1]["page"] == 2);
  CHECK(pages[2]["doc"] == "b.txt");
  CHECK(contains(pages[1].dump(), "punctuation.width"));
  CHECK(pages[1]["marks"][0][3].get<int>() > pages[0]["bytes"].get<int>());  // bytes of the document, not of the page
  CHECK((shell(folder, "\"$G\" --to html --jobs 4 a.txt b.txt").out == one.out));
  const Said report = shell(folder, "\"$G\" --report r.html a.txt b.txt");
  CHECK((slurp(folder / "r.html") == one.out));
  CHECK((report.out == shell(folder, "\"$G\" a.txt b.txt").out));
}

TEST_CASE("sheet: every rule it names comes with its reason") {
  const std::string head = sheet_begin(rulebook());
  const std::string mark = "class=\"facts\">";
  const std::size_t at = head.find(mark) + mark.size();
  const json facts = json::parse(head.substr(at, head.find('<', at) - at));
  std::map<std::string, std::string> reasons;
  for (const json& r : facts["rules"]) reasons[r[0]] = r[1];
  for (const auto& path : samples())
    for (const json& page : facts_of(to_html(through(slurp(path)).page)))
      for (const json& rule : page["rules"]) CHECK_MESSAGE(!reasons[rule].empty(), rule.dump());
}

TEST_CASE("sheet: nothing from the network, and under 300 KB for a page of 20 KB") {
  std::string text;
  for (const auto& path : samples()) text += slurp(path) + "\n\n";
  text.resize(20 << 10);
  const Said s = galley_run("--to html", text);
  CHECK(s.code == 0);
  MESSAGE("sheet of a page of 20 KB: " << s.out.size() << " bytes");
  CHECK(s.out.size() < 300'000);
  for (const char* reach : {"http://", "https://", "src=", "@import", "url(", "fetch("})
    CHECK_MESSAGE(!contains(sheet_begin(rulebook()) + sheet_end(), reach), reach);
  CHECK(contains(s.out, "default-src 'none'"));
}

TEST_CASE("sheet: an empty input and a page that fails still make a sheet") {
  const Said none = galley_run("--to html", "");
  CHECK(none.code == 0);
  CHECK(none.out.ends_with("</html>\n"));
  const Said bad = galley_run("--to html --from jsonl", "{\"text\": 3}\n");
  CHECK(bad.code == 1);
  CHECK(facts_of(bad.out).size() == 1);
}
