// Where a stream is cut into pages: the same places however the reads fall.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

std::vector<RawPage> pages(const std::string& bytes, Reader::From from = Reader::From::text,
                           std::size_t cap = Reader::page_cap, std::size_t step = 0) {
  std::vector<RawPage> out;
  std::istringstream whole(bytes);
  Drip drip(bytes, step ? step : 1);
  std::istream slow(&drip);
  Reader reader(step ? slow : whole, "doc", from, cap);
  while (auto p = reader.next()) out.push_back(*p);
  return out;
}

std::vector<std::string> bytes_of(const std::vector<RawPage>& list) {
  std::vector<std::string> out;
  for (const auto& p : list) out.push_back(p.bytes);
  return out;
}

// Pages and what stood between them are the whole input again.
std::string whole(const std::vector<RawPage>& list) {
  std::string out;
  for (const auto& p : list) out += p.bytes + (p.form_feed ? "\f" : "");
  return out;
}

}  // namespace

TEST_CASE("form feeds part pages and belong to none") {
  struct {
    std::string in;
    Strings pages;
  } table[] = {
      {"one", {"one"}},
      {"one\n\ftwo\n", {"one\n", "two\n"}},
      {"one\f\ftwo", {"one", "", "two"}},
      {"\fone", {"", "one"}},
      {"one\f", {"one"}},  // pdftotext closes every page with one
      {"", {""}},
  };
  for (const auto& t : table) {
    CAPTURE(t.in);
    const auto got = pages(t.in);
    CHECK(bytes_of(got) == t.pages);
    CHECK(whole(got) == t.in);
    for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i].number == i + 1);
    CHECK(got.front().offset == 0);
  }
}

TEST_CASE("offsets count the document's bytes, form feeds among them") {
  const auto got = pages("一\f二三\f四");
  REQUIRE(got.size() == 3);
  CHECK(got[0].offset == 0);
  CHECK(got[1].offset == 4);
  CHECK(got[2].offset == 11);
  CHECK(got[0].doc == "doc");
  CHECK_FALSE(got[0].last);
  CHECK(got[2].last);
}

TEST_CASE("a page over the cap is cut at a blank line, else a line, else a character") {
  struct {
    std::string in;
    std::size_t cap;
    Strings pages;
  } table[] = {
      {"aaaa\n\nbbbb\ncccc", 12, {"aaaa\n\n", "bbbb\ncccc"}},
      {"aaaa\nbbbb\ncccc", 10, {"aaaa\nbbbb\n", "cccc"}},
      {"abcdefghij", 4, {"abcd", "efgh", "ij"}},
      {"报报报", 4, {"报", "报", "报"}},
      {"报报报", 5, {"报", "报", "报"}},
      {"报报报", 6, {"报报", "报"}},
      {"𠀀𠀀", 7, {"𠀀", "𠀀"}},
      {"abcd", 4, {"abcd"}},
      {"abcd\fefgh", 4, {"abcd", "efgh"}},
  };
  for (const auto& t : table) {
    CAPTURE(t.in);
    CAPTURE(t.cap);
    const auto got = pages(t.in, Reader::From::text, t.cap);
    CHECK(bytes_of(got) == t.pages);
    CHECK(whole(got) == t.in);
    for (std::size_t i = 0; i + 1 < got.size(); ++i) CHECK(got[i].cut == !got[i].form_feed);
    CHECK_FALSE(got.back().cut);
  }
}

TEST_CASE("no cut falls inside a character, and none is empty") {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    static const char* const atoms[] = {"a", "é", "报", "𠀀", "\n", "\n\n", "\f", "。"};
    std::string s;
    for (int i = 0; i < 200; ++i) s += atoms[dice.below(std::size(atoms))];
    const std::size_t cap = 4 + dice.below(40);
    const auto got = pages(s, Reader::From::text, cap);
    CHECK(whole(got) == s);
    for (const auto& p : got) {
      CHECK(valid_utf8(p.bytes));
      CHECK(p.bytes.size() <= cap);
      CHECK((!p.cut || !p.bytes.empty()));
    }
  }
}

TEST_CASE("bytes that are no UTF-8 at all are cut as well") {
  const std::string junk(1000, '\x80');
  const auto got = pages(junk, Reader::From::text, 64);
  CHECK(whole(got) == junk);
  CHECK(got.size() < 20);
}

TEST_CASE("the same pages for any read size") {
  std::string text, lines;
  for (const auto& p : samples()) {
    text += slurp(p) + '\f';
    lines += json{{"id", p.stem().string()}, {"text", slurp(p)}}.dump() + "\n";
  }
  for (const bool jsonl : {false, true}) {
    const auto from = jsonl ? Reader::From::jsonl : Reader::From::text;
    for (const std::size_t cap : {Reader::page_cap, std::size_t{777}}) {
      const auto once = pages(jsonl ? lines : text, from, cap);
      REQUIRE(once.size() >= 10);
      for (const std::size_t step : {1U, 2U, 7U, 4096U, 65536U}) {
        CAPTURE(step);
        const auto again = pages(jsonl ? lines : text, from, cap, step);
        REQUIRE(again.size() == once.size());
        for (std::size_t i = 0; i < once.size(); ++i) {
          CHECK((again[i].bytes == once[i].bytes));
          CHECK(again[i].offset == once[i].offset);
          CHECK(again[i].number == once[i].number);
          CHECK(again[i].doc == once[i].doc);
          CHECK(again[i].form_feed == once[i].form_feed);
          CHECK(again[i].cut == once[i].cut);
          CHECK(again[i].last == once[i].last);
        }
      }
    }
  }
}

TEST_CASE("JSON Lines records: a page each, named by id or by its line") {
  const auto got = pages("{\"id\":\"p-7\",\"text\":\"甲\\n乙\"}\n\n{\"text\":\"丙\"}\r\n{\"id\":42,\"text\":\"\"}",
                         Reader::From::jsonl);
  REQUIRE(got.size() == 3);
  CHECK(got[0].doc == "p-7");
  CHECK(got[0].bytes == "甲\n乙");
  CHECK(got[0].offset == 0);
  CHECK(got[1].bytes == "丙");
  CHECK(contains(got[1].doc, "#3"));
  CHECK(got[2].doc == "42");
  CHECK(got[2].bytes == "");
  for (const auto& p : got) {
    CHECK(p.problem == "");
    CHECK(p.number == 1);
    CHECK(p.last);
  }
}

TEST_CASE("a record that cannot be read is named and does not stop the next") {
  for (const std::string bad : {"{\"text\":", "[1,2]", "{\"id\":\"x\"}", "{\"text\":7}", "\xFF\xFE", "null"}) {
    CAPTURE(bad);
    const auto got = pages(bad + "\n{\"text\":\"好\"}\n", Reader::From::jsonl);
    REQUIRE(got.size() == 2);
    CHECK(contains(got[0].problem, "line 1"));
    CHECK(got[0].bytes == bad);
    CHECK(got[1].problem == "");
    CHECK(got[1].bytes == "好");
  }
}

TEST_CASE("a stream that fails is an error, not an end") {
  class Broken : public std::streambuf {
   protected:
    int_type underflow() override { throw std::runtime_error("no"); }
  } broken;
  std::istream in(&broken);
  Reader reader(in, "doc", Reader::From::text);
  CHECK_THROWS_AS(reader.next(), ReadError);
}
