// What DESIGN.md promises of every page: nothing is lost, everything can be undone, nothing depends on chance.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

std::vector<fs::path> real_pages() {
  auto out = samples();
  for (auto& p : texts_in(shared() / "pages", true)) out.push_back(p);
  return out;
}

std::string shown_name(const fs::path& p) { return p.parent_path().filename().string() + "/" + p.filename().string(); }

struct Input {
  std::string name, bytes;
};
const std::vector<Input>& inputs() {
  static const std::vector<Input> all = [] {
    std::vector<Input> v;
    for (const auto& p : real_pages()) v.push_back({shown_name(p), slurp(p)});
    const std::size_t whole = v.size();
    for (std::uint32_t seed = 0; seed < 300; ++seed) {
      Dice dice(seed);
      const Input& from = v[dice.below(whole)];
      v.push_back({from.name + ", damaged with seed " + std::to_string(seed), damaged(from.bytes, dice)});
    }
    for (const char* s :
         {"", "\n", " ", "\0", "\f", "\f\f", "字", "\xFF", "。", "①5", "（", "\"", "\r", "-", "-\n-", "\xE5\xAD"})
      v.push_back({"tiny '" + std::string(s) + "'", s});
    return v;
  }();
  return all;
}

}  // namespace

TEST_CASE("conservation: each source byte is shown once or stands in the ledger once") {
  for (const Input& in : inputs()) {
    CAPTURE(in.name);
    for (const Done& d : clean(in.bytes).pages) {
      CHECK(d.problem == "");
      CHECK(unaccounted(d.page) == "");
    }
  }
}

TEST_CASE("conservation holds whichever stages run") {
  for (const auto& p : samples()) {
    CAPTURE(shown_name(p));
    for (const auto& s : stage_table()) {
      CAPTURE(s.name);
      CHECK(unaccounted(through(slurp(p), Skip{std::string(s.name)}).page) == "");
      CHECK(unaccounted(through(slurp(p), all_but({std::string(s.name)})).page) == "");
    }
  }
}

TEST_CASE("inversion: articles and ledger give the input back, byte for byte") {
  for (const Input& in : inputs()) {
    CAPTURE(in.name);
    CHECK(not_restored(clean(in.bytes), in.bytes) == "");
  }
}

TEST_CASE("inversion: an edited character shows there and nowhere else") {
  std::size_t tried = 0;
  for (const auto& path : samples()) {
    CAPTURE(shown_name(path));
    const std::string bytes = slurp(path);
    const Cleaned c = clean(bytes);
    auto lines = records(c.jsonl);
    const Page& page = c.pages.front().page;
    for (std::size_t n = 0; n < page.articles.size(); ++n)
      for (std::size_t k = 0; k < page.articles[n].body.size(); ++k) {
        const Text& text = page.articles[n].body[k].text;
        // a letter of the source, near the middle
        std::size_t at = text.bytes.size() / 2, end = 0;
        for (std::size_t i = 0; i < text.runs.size(); ++i) {
          const std::size_t stop = i + 1 < text.runs.size() ? text.runs[i + 1].at : text.bytes.size();
          if (text.runs[i].why == 0 && stop > at && stop > text.runs[i].at) {
            at = std::max<std::size_t>(at, text.runs[i].at);
            break;
          }
        }
        while (at > 0 && (static_cast<unsigned char>(text.bytes[at]) & 0xC0) == 0x80) --at;
        end = at;
        if (at >= text.bytes.size() || !is_word(class_of(decode(text.bytes, end)))) continue;
        const std::uint32_t from = text.source_of(at);
        if (page.source.substr(from, end - at) != text.bytes.substr(at, end - at)) continue;  // a changed run
        ++tried;
        auto edited = lines;
        std::string s(text.bytes);
        s.replace(at, end - at, "※");
        edited[n]["body"][k]["text"] = s;
        std::string jsonl;
        for (const auto& l : edited) jsonl += l.dump() + "\n";
        std::string expected = bytes;
        expected.replace(from, end - at, "※");
        const bool same = restored(jsonl, c.ledger) == expected;
        CHECK_MESSAGE(same, "article " << n + 1 << ", body " << k << ", byte " << at);
      }
  }
  CHECK(tried > 100);
}

TEST_CASE("inversion: edits of titles, and of length") {
  const std::string in =
      "青螺湾渡口停航\n——船长上岸\n\n本报讯（记者陶小满）昨日清晨,"
      "渡口响起最后一声船笛。青螺二号缓缓靠上东岸，渡口从此停航。\n";
  const Cleaned c = clean(in);
  REQUIRE(records(c.jsonl).size() == 1);
  auto swap = [](std::string s, std::string_view was, std::string_view now) {
    const auto at = s.find(was);
    REQUIRE(at != s.npos);
    return s.replace(at, was.size(), now);
  };
  struct {
    std::string was, now;
  } table[] = {
      {"渡口停航", "渡口複航"},          // in the headline
      {"船长上岸", "船长又上岸"},        // in the deck, longer
      {"陶小满）昨日", "陶小满）今日"},  // in the body, before a change
      {"东岸", "East"},                  // after the last one: of any length
      {"缓缓", ""},
  };
  for (const auto& t : table) {
    CAPTURE(t.was);
    auto article = records(c.jsonl)[0];
    json* where = &article["headline"];
    if (t.was == "船长上岸") where = &article["deck"][0];
    else if (t.was != "渡口停航") where = &article["body"][0]["text"];
    *where = swap(where->get<std::string>(), t.was, t.now);
    CHECK(restored(article.dump() + "\n", c.ledger) == swap(in, t.was, t.now));
  }
}

TEST_CASE("inversion: an edit of a character that galley had changed shows as well") {
  const Cleaned c = clean("青螺湾渡口停航\n\n本报讯（记者陶小满）昨日清晨,渡口响起最后一声船笛，从此停航。\n");
  std::string edited = c.jsonl;
  const auto at = edited.find("清晨，");
  REQUIRE(at != edited.npos);
  edited.replace(at, std::string("清晨，").size(), "清晨；");
  CHECK(contains(restored(edited, c.ledger), "清晨；渡口"));
}

TEST_CASE("restore refuses articles and ledger of different runs") {
  const Cleaned a = clean("本报讯（记者丁一）昨日，桥通车了。\n\n大桥通车\n"),
                b = clean("Nothing at all like it, and rather longer than that.\n");
  CHECK_THROWS_AS(restored(a.jsonl, b.ledger), std::runtime_error);
  CHECK_THROWS_AS(restored(a.jsonl, "{}\n"), std::runtime_error);
  CHECK_THROWS_AS(restored("no json\n", a.ledger), std::runtime_error);
}

TEST_CASE("documents are restored in their order, those too that left as they came") {
  const char* const texts[] = {"one", "BELL RINGS\n\nThe bell rang at noon.", "", "①5\n", "two"};
  std::string records, bytes;
  for (const char* text : texts) {
    records += json{{"id", std::to_string(bytes.size()) + text}, {"text", text}}.dump() + '\n';
    bytes += text;
  }
  const Cleaned c = clean(records, {.from = Reader::From::jsonl});
  CHECK(c.pages.size() == std::size(texts));
  CHECK(not_restored(c, bytes) == "");
}

TEST_CASE("restore refuses what is not of its form, and says so") {
  const std::string head = "{\"galley\":\"0.1.0\"}\n",
                    row = "{\"doc\":\"-\",\"page\":1,\"kind\":\"break\",\"src\":[0,1],\"was\":\"\\n\"";
  const std::string article =
      R"({"doc":"-","page":1,"seq":1,"section":null,"kicker":null,"headline":"a","deck":[],"body":[],)";
  CHECK(restored("", head + row + "}\n") == "\n");
  struct {
    const char* what;
    std::string articles, ledger;
  } table[] = {
      {"no span", "", head + R"({"doc":"-","page":1,"kind":"drop","src":[],"was":"a"})"},
      {"half a span", "", head + R"({"doc":"-","page":1,"kind":"drop","src":[0],"was":"a"})"},
      {"a span too far", "", head + R"({"doc":"-","page":1,"kind":"drop","src":[0,2e104],"was":"a"})"},
      {"a part of a byte", "", head + R"({"doc":"-","page":1,"kind":"drop","src":[0,1.5],"was":"a"})"},
      {"a place before the text", "", head + row + R"(,"now":"","in":"1.headline","at":[[0,-1]]})"},
      {"a page of no number", "",
       head + R"({"doc":"-","page":"1","kind":"piece","src":[0,1],"in":"1.headline","to":0})"},
      {"half a place", "", head + row + R"(,"now":"","in":"1.headline","at":[[3]]})"},
      {"no hexadecimal", "", head + row + R"(,"raw":"zz"})"},
      {"half a byte", "", head + row + R"(,"raw":"0"})"},
      {"a sign", "", head + row + R"(,"raw":"-1"})"},
      {"no such encoding", "", head + R"({"doc":"-","page":1,"kind":"encoding","src":[0,0],"was":"none"})"},
      {"a text without a span",
       article + R"("at":{"section":[],"kicker":[],"headline":[[]],"deck":[],"byline_lines":[]}})", head},
      {"a deck line too many",
       R"({"doc":"-","page":1,"seq":1,"section":null,"kicker":null,"headline":null,"deck":["a"],"body":[],"at":{"section":[],"kicker":[],"headline":[],"deck":[],"byline_lines":[]}})",
       head},
  };
  for (const auto& t : table) {
    CAPTURE(t.what);
    CHECK_THROWS_AS(restored(t.articles, t.ledger), std::runtime_error);
  }
  // a place behind the text's end is its end
  CHECK_NOTHROW(restored(
      article + R"("at":{"section":[],"kicker":[],"headline":[[0,1]],"deck":[],"byline_lines":[]}})",
      head +
          R"({"doc":"-","page":1,"kind":"change","src":[0,1],"was":"b","now":"a","in":"1.headline","to":9223372036854775807})"));
}

TEST_CASE("output is valid UTF-8, and each JSON line has every key of the contract") {
  for (const Input& in : inputs()) {
    CAPTURE(in.name);
    const Cleaned c = clean(in.bytes);
    CHECK(malformed(c) == "");
    for (const json& o : records(c.jsonl)) CHECK(o["kind"] != "page");  // that is --skip articles
  }
}

TEST_CASE("broken bytes are mended and come back whichever stages run") {
  const std::string broken = "BELL\xFF RINGS\n\nThe bell\xE5\xAD rang at \x97\x97\xE2\x80 noon.\n\x80\n";
  for (const auto& s : stage_table())
    for (const Skip& skip : {Skip{std::string(s.name)}, all_but({std::string(s.name)}), all_but({})}) {
      CAPTURE(s.name);
      const Cleaned c = clean(broken, {.skip = skip});
      CHECK(malformed(c) == "");
      CHECK(not_restored(c, broken) == "");
    }
}

TEST_CASE("a second run changes nothing") {
  for (const auto& p : samples()) {
    CAPTURE(shown_name(p));
    const std::string once = clean(slurp(p)).text, twice = clean(once).text;
    const auto where = std::mismatch(once.begin(), once.end(), twice.begin(), twice.end());
    const auto at = where.first - once.begin();
    const auto from = static_cast<std::size_t>(at > 60 ? at - 60 : 0);
    const bool same = once == twice;
    CHECK_MESSAGE(same, "differs from byte " << at << "\nonce: " << once.substr(from, 160)
                                             << "\ntwice: " << twice.substr(std::min(from, twice.size()), 160));
  }
}

TEST_CASE("the same bytes for any number of jobs") {
  Folder folder;
  std::string all, names;
  for (const auto& p : samples()) {
    all += slurp(p) + '\f';
    names += " '" + p.string() + "'";
  }
  spill(folder / "all.txt", all);
  const Said one = shell(folder, "\"$G\" --to jsonl --ledger L1 --residue R1 all.txt" + names);
  REQUIRE(one.code == 0);
  REQUIRE(one.out.size() > 10000);
  for (const char* jobs : {"2", "4", "0"}) {
    CAPTURE(jobs);
    const Said many =
        shell(folder, std::string("\"$G\" --to jsonl --ledger L --residue R --jobs ") + jobs + " all.txt" + names);
    CHECK(many.code == 0);
    CHECK((many.out == one.out));
    CHECK((slurp(folder / "L") == slurp(folder / "L1")));
    CHECK((slurp(folder / "R") == slurp(folder / "R1")));
  }
}
