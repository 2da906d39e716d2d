// Encodings: told from the bytes, worked on as UTF-8, given back byte for byte, whole or damaged.
#include "support.h"

using namespace galley;
using namespace galley::tests;

namespace {

// The sample in this encoding; what it cannot write is left out, so that there is something to compare with.
std::string written(const std::string& utf8, const std::string& encoding, std::string& kept) {
  std::string out;
  kept.clear();
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t was = at;
    const std::string bytes = bytes_in(encoding, decode(utf8, at));
    if (bytes.empty()) continue;
    out += bytes;
    kept += utf8.substr(was, at - was);
  }
  return out;
}

struct Sample {
  const char* file;
  const char* encoding;
  const char* told;
};
const Sample samples_in[] = {
    {"01-zh-wrapped-after", "GB18030", "GB18030"},
    {"03-zh-markdown", "GBK", "GB18030"},
    {"04-zh-spaced", "GBK", "GB18030"},
    {"05-zh-joined-interview", "GB18030", "GB18030"},
    {"09-hant-wrapped", "Big5-HKSCS", "Big5-HKSCS"},
    {"09-hant-wrapped", "GB18030", "GB18030"},
    {"10-ja-wrapped", "Shift_JIS", "Shift_JIS"},
    {"16-ja-raw", "EUC-JP", "EUC-JP"},
    {"13-de-wrapped", "windows-1252", "windows-1252"},
    {"01-zh-wrapped-after", "UTF-16LE", "UTF-16LE"},
    {"09-hant-wrapped", "UTF-16BE", "UTF-16BE"},
    {"12-en-spaced", "UTF-16LE", "UTF-16LE"},
    {"14-en-jump", "UTF-32BE", "UTF-32BE"},
    {"10-ja-wrapped", "UTF-32LE", "UTF-32LE"},
    {"07-zh-raw", "UTF-8", "UTF-8"},
    {"13-de-wrapped", "UTF-8", "UTF-8"},
};

std::string sample(const char* name) { return slurp(source_dir() / "samples" / (std::string(name) + ".txt")); }

void check_back(const std::string& bytes, const std::string& encoding = "auto") {
  const Cleaned c = clean(bytes, {.encoding = encoding});
  std::string back;
  CHECK_NOTHROW(back = restored(c.jsonl, c.ledger));
  const bool same = back == bytes;
  const auto where = std::mismatch(back.begin(), back.end(), bytes.begin(), bytes.end());
  CHECK_MESSAGE(same, "first difference at byte " << where.second - bytes.begin() << " of " << bytes.size());
  CHECK(valid_utf8(c.text));
  CHECK(valid_utf8(c.ledger));
  for (const Done& d : c.pages) CHECK(d.problem == "");
}

}  // namespace

TEST_CASE("an encoding is told, and the articles are those of the same page in UTF-8") {
  for (const Sample& s : samples_in) {
    CAPTURE(s.file);
    CAPTURE(s.encoding);
    std::string same;
    const std::string bytes = written(sample(s.file), s.encoding, same);
    const Cleaned c = clean(bytes);
    REQUIRE(c.pages.size() == 1);
    CHECK(c.pages[0].raw->encoding == s.told);
    CHECK(c.pages[0].raw->confidence > 0.5);
    CHECK((c.pages[0].raw->bytes == same));
    CHECK((c.text == clean(same).text));
    const json head = json::parse(c.ledger.substr(0, c.ledger.find('\n')));
    CHECK(head["encoding"] == s.told);
    CHECK(head["confidence"].get<double>() > 0.5);
    check_back(bytes);
    check_back(bytes, s.encoding);
  }
}

TEST_CASE("a few lines are enough to tell") {
  for (const Sample& s : samples_in) {
    if (std::string_view(s.encoding) == "windows-1252") continue;  // four letters with marks prove nothing
    CAPTURE(s.file);
    CAPTURE(s.encoding);
    std::string same;
    const std::string bytes = written(sample(s.file).substr(0, 300), s.encoding, same);
    CHECK(guess_encoding(bytes, true).encoding == s.told);
  }
}

TEST_CASE("byte order marks are believed, and come back") {
  std::string same;
  for (const char* e : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    CAPTURE(e);
    const std::string bytes = written("\uFEFF" + sample("08-zh-table-displaced"), e, same);
    const Guess g = guess_encoding(bytes, true);
    CHECK(g.encoding == e);
    CHECK(g.confidence == 1);
    CHECK((clean(bytes).text == clean(sample("08-zh-table-displaced")).text));
    check_back(bytes);
  }
}

TEST_CASE("what is no text at all is kept as it is") {
  Dice dice(7);
  std::string noise, picture = "\x89PNG\r\n\x1A\n";
  for (int i = 0; i < 20000; ++i) noise += static_cast<char>(dice.below(256));
  for (const std::string& bytes :
       {noise, picture + noise, std::string("\xFF\xFE") + noise, std::string("%PDF-1.4\n") + noise}) {
    CHECK(guess_encoding(bytes, true).confidence < 0.5);
    check_back(bytes);
  }
  check_back(std::string(5000, '\0'));
  check_back("\xFE\xFF");
  check_back(std::string("\xFF\xFE\0", 3));
}

// GALLEY_DAMAGED=n: n whole pages, in place of some hundred beginnings of pages.
TEST_CASE("damaged pages in many encodings come back byte for byte") {
  const char* const asked = std::getenv("GALLEY_DAMAGED");
  const std::size_t most = asked ? std::string::npos : 2400;
  const std::size_t seeds = asked ? (std::stoul(asked) + std::size(samples_in) - 1) / std::size(samples_in) : 25;
  std::string same;
  for (const Sample& s : samples_in) {
    CAPTURE(s.file);
    CAPTURE(s.encoding);
    const std::string whole = written(sample(s.file), s.encoding, same).substr(0, most);
    for (std::uint32_t seed = 0; seed < seeds; ++seed) {
      CAPTURE(seed);
      Dice dice(seed);
      const std::string bytes = damaged(whole, dice);
      check_back(bytes);
      check_back(bytes, s.encoding);
    }
  }
  if (asked)
    MESSAGE((seeds * std::size(samples_in)) << " damaged pages were tried, each with its encoding told and named");
}

TEST_CASE("any bytes in any encoding, however they come in") {
  for (const char* e : {"GB18030", "GBK", "Big5-HKSCS", "Shift_JIS", "EUC-JP", "EUC-KR", "windows-949", "windows-1252",
                        "ISO-8859-1", "KOI8-R", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    CAPTURE(e);
    Dice dice(11);
    std::string bytes;
    for (int i = 0; i < 3000; ++i) bytes += static_cast<char>(dice.below(3) ? 0x80 + dice.below(128) : dice.below(128));
    bytes += "\x88\x62\x88\x64\x88\xA3\x88\xA5";  // Big5-HKSCS: two characters each, or the first of such
    std::string once, in = bytes;
    std::vector<Kept> kept;
    decode_some(e, in, true, 0, once, kept);
    CHECK(in.empty());
    CHECK(valid_utf8(once));
    CHECK((source_bytes(e, once, 0, kept) == bytes));
    for (const std::size_t step : {1U, 2U, 3U, 5U, 64U}) {
      std::string out, rest;
      std::vector<Kept> again;
      for (std::size_t at = 0; at < bytes.size(); at += step) {
        rest += bytes.substr(at, step);
        decode_some(e, rest, at + step >= bytes.size(), out.size(), out, again);
      }
      CHECK((out == once));
      REQUIRE(again.size() == kept.size());
      for (std::size_t i = 0; i < kept.size(); ++i)
        CHECK((again[i].begin == kept[i].begin && again[i].bytes == kept[i].bytes));
    }
  }
}

TEST_CASE("the same pages for any read size, also where the encoding shows late") {
  std::string same;
  const std::string late = std::string(65530, 'a') + written(sample("07-zh-raw"), "GBK", same), ascii(200000, 'b');
  const std::string utf16 = written(sample("14-en-jump") + "\f" + sample("01-zh-wrapped-after"), "UTF-16LE", same);
  for (const std::string& bytes :
       {late, ascii + late, ascii + "\f" + late, ascii, utf16, utf16.substr(0, 4097), std::string("字")}) {
    const Cleaned once = clean(bytes);
    CHECK((restored(once.jsonl, once.ledger) == bytes));
    for (const std::size_t step : {1U, 7U, 4096U, 65536U}) {
      CAPTURE(step);
      Drip drip(bytes, step);
      std::istream in(&drip);
      const Cleaned again = clean(in);
      CHECK((again.ledger == once.ledger));
      CHECK((again.jsonl == once.jsonl));
    }
  }
}

TEST_CASE("an edit comes back in the document's encoding, and what that cannot write is refused") {
  std::string same;
  const std::string bytes = written(sample("01-zh-wrapped-after"), "GBK", same);
  const Cleaned c = clean(bytes, {.encoding = "GBK"});
  const auto edited = [&](const char* now) {
    std::string jsonl = c.jsonl;
    const auto at = jsonl.find("大白鹅");
    REQUIRE(at != jsonl.npos);
    return restored(jsonl.replace(at, 9, now), c.ledger);
  };
  std::string expected = bytes;
  const std::string was = written("大白鹅", "GBK", same), now = written("大灰鹅", "GBK", same);
  // the name is torn by a line's end there
  const auto at = expected.find(was.substr(2, 2), expected.find(was.substr(0, 2) + was.substr(2, 2)));
  expected.replace(at, 2, now.substr(2, 2));
  CHECK((edited("大灰鹅") == expected));
  CHECK_THROWS_WITH(edited("大😀鹅"), doctest::Contains("cannot be written"));
}

TEST_CASE("--encoding: names, and refusal of what has none") {
  std::string same;
  const std::string bytes = written("Größe und Maß\n", "ISO-8859-1", same);
  CHECK(contains(galley_run("--encoding ISO-8859-1", bytes).out, "Größe und Maß"));
  CHECK(contains(galley_run("--encoding latin1", bytes).out, "Größe und Maß"));
  CHECK(contains(galley_run("--encoding windows-1251", bytes).out, "GrцЯe"));
  for (const char* name : {"nosuch", "ISO-2022-JP", "UTF-7", "''"}) {
    const Said s = galley_run("--encoding " + std::string(name), bytes);
    CHECK(s.code == 2);
    CHECK(contains(s.err, "--encoding"));
  }
  Folder folder;
  spill(folder / "a.txt", written(sample("01-zh-wrapped-after"), "GBK", same));
  spill(folder / "b.txt", sample("14-en-jump"));
  spill(folder / "c.txt", written(sample("10-ja-wrapped"), "Shift_JIS", same));
  spill(folder / "d.txt", "a \x80\xFF b, 好好好好好好好好\n");
  const Said s = shell(folder,
                       "\"$G\" --to jsonl --jobs 2 --ledger L a.txt b.txt c.txt d.txt > A && \"$G\" restore L < A > "
                       "back && cat a.txt b.txt c.txt d.txt | cmp - back");
  CHECK(s.code == 0);
  CHECK(contains(s.err, "d.txt: 2 broken places were replaced (read as UTF-8)"));
}

TEST_CASE("compressed input is told by its first bytes; what is broken or cut short is said, and the rest goes on") {
  const Folder folder;
  spill(folder / "plain", sample("01-zh-wrapped-after"));
  spill(folder / "last", "BELL RINGS\n\nThe bell rang at noon.\n");
  const std::string expected = shell(folder, "\"$G\" plain").out;
  REQUIRE(expected.size() > 500);
  for (const char* pack : {"gzip", "bzip2", "xz", "zstd"}) {
    if (shell(folder, std::string(pack) + " -q -c plain > packed").code != 0) continue;  // not installed
    CAPTURE(pack);
    CHECK(shell(folder, "\"$G\" packed").out == expected);
    CHECK(shell(folder, "\"$G\" < packed").out == expected);
    CHECK(shell(folder, "cat packed packed > two && cat plain plain > twice && \"$G\" two > a; \"$G\" twice | cmp - a")
              .code == 0);
    for (const char* harm :
         {"head -c -3 packed > harmed", "head -c 40 packed > harmed", "{ head -c 6 packed; cat plain; } > harmed"}) {
      CAPTURE(harm);
      const Said s = shell(folder, std::string(harm) + "; \"$G\" harmed last");
      CHECK(s.code == 1);
      CHECK(contains(s.err, "harmed: "));
      CHECK(contains(s.out, "The bell rang at noon."));
    }
  }
}

TEST_CASE("mojibake is mended where it is certain") {
  const Case mended[] = {
      {"The mayor said he didnâ€™t mind.", "The mayor said he didn’t mind."},
      {"CafÃ© MÃ¼ller serviert BrÃ¶tchen fÃ¼r alle", "Café Müller serviert Brötchen für alle"},
      {"æ¸¡å\u008F£æ˜¨æ—¥å\u0081œèˆª", "渡口昨日停航"},
      {"娓″彛鏄ㄦ棩鍋滆埅", "渡口昨日停航"},
      {"2021骞?鏈?鏃", ""},  // nothing is certain about single characters
  };
  for (const Case& m : mended) {
    CAPTURE(m.was);
    CHECK(lines_after({"characters"}, m.was) == (m.now.empty() ? m.was : m.now));
    check_back(m.was + "\n");
  }
  const Cleaned c = clean("The mayor said he didnâ€™t mind.\n");
  CHECK(contains(c.ledger, "characters.mojibake-latin"));
}

TEST_CASE("text that only looks like mojibake stays") {
  for (const std::string s :
       {"“AMANHÔ, disse o prefeito. “É”, disse ela.", "Ça ira, À côté, Œuvre, naïveté", "涓涓细流，浜浜有声",
        "Â£5 is one pair only", "Il mange à la carte — déjà vu", "MANHÃ E TARDE: SÃO PAULO É ASSIM"}) {
    CAPTURE(s);
    CHECK(lines_after({"characters"}, s) == s);
  }
}
