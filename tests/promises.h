// What galley promises of every input, as checks that say what is broken: "" is praise. For the tests and the fuzz
// targets.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/chain.h"
#include "pipeline/ledger.h"
#include "pipeline/reader.h"
#include "pipeline/restore.h"
#include "pipeline/rules.h"
#include "pipeline/sink.h"
#include "pipeline/unicode.h"

namespace galley::tests {

using nlohmann::json;
using Skip = std::set<std::string, std::less<>>;

inline const Rulebook& rulebook() {
  static const Rulebook book = Rulebook::load();
  return book;
}

/// A page and the bytes it views.
struct Done {
  std::unique_ptr<RawPage> raw;
  Page page;
  std::string problem;
};

inline Done through(RawPage raw, const Skip& skip = {}, Trust trust = Trust::likely) {
  Done d;
  d.raw = std::make_unique<RawPage>(std::move(raw));
  d.page = Chain(rulebook(), skip, trust).run(*d.raw, d.problem);
  return d;
}

inline Done through(std::string text, const Skip& skip = {}, Trust trust = Trust::likely) {
  RawPage raw;
  raw.bytes = std::move(text);
  raw.doc = "-";
  raw.last = true;
  return through(std::move(raw), skip, trust);
}

/// How an input is cleaned, as the program's options say it.
struct Way {
  Skip skip = {};
  std::string encoding = "auto";
  Trust trust = Trust::likely;
  Reader::From from = Reader::From::text;
  std::size_t cap = Reader::page_cap;
};

/// A whole input, as `galley --to … --ledger …` gives it (run.cpp does the same with threads and files).
struct Cleaned {
  std::vector<Done> pages;
  std::string text, jsonl, ledger;
};
inline Cleaned clean(std::istream& in, const Way& way = {}) {
  Cleaned c;
  Reader reader(in, "-", way.from, way.cap, way.encoding);
  while (auto raw = reader.next()) {
    if (c.pages.empty()) c.ledger = ledger_head("", raw->encoding, raw->confidence) + '\n';
    else c.text += '\f';
    c.pages.push_back(through(std::move(*raw), way.skip, way.trust));
    const Done& d = c.pages.back();
    c.text += to_text(d.page);
    c.jsonl += to_jsonl(d.page);
    c.ledger += to_ledger(d.page, *d.raw);
  }
  return c;
}
inline Cleaned clean(const std::string& bytes, const Way& way = {}) {
  std::istringstream in(bytes);
  return clean(in, way);
}
inline std::string restored(const std::string& jsonl, const std::string& ledger) {
  std::istringstream a(jsonl), l(ledger);
  std::ostringstream out;
  restore(a, l, out);
  return out.str();
}

/// Hands out at most `step` bytes a read, as a slow pipe does.
class Drip : public std::streambuf {
 public:
  Drip(std::string bytes, std::size_t step) : bytes_(std::move(bytes)), step_(step) {}

 protected:
  int_type underflow() override {
    if (at_ >= bytes_.size()) return traits_type::eof();
    const std::size_t n = std::min(step_, bytes_.size() - at_);
    setg(bytes_.data() + at_, bytes_.data() + at_, bytes_.data() + at_ + n);
    at_ += n;
    return traits_type::to_int_type(*gptr());
  }

 private:
  std::string bytes_;
  std::size_t step_, at_ = 0;
};

/// Conservation: each byte of the page is shown by one text or named by one row.
inline std::string unaccounted(const Page& page) {
  std::vector<int> seen(page.source.size(), 0);
  auto mark = [&](std::uint64_t begin, std::uint64_t end) {
    for (std::uint64_t b = begin; b < end; ++b)
      if (b < page.offset || b - page.offset >= seen.size()) return false;
      else ++seen[b - page.offset];
    return true;
  };
  for (const Shown& s : shown_texts(page))
    for (const auto& [b, e] : spans_of(page, *s.text))
      if (!mark(b, e)) return s.name + " shows bytes outside the page";
  for (const Row& row : ledger_rows(page)) {
    if (std::find(row.rules.begin(), row.rules.end(), "page.unshown") != row.rules.end())
      return "unshown without a reason at byte " + std::to_string(row.begin) + ": '" + row.was.substr(0, 45) + "'";
    if (!row.applied || !row.in.empty() || (row.kind != "drop" && row.kind != "break" && row.kind != "change"))
      continue;
    if (row.at.empty()) {
      if (!mark(row.begin, row.end)) return "a row outside the page";
    } else {
      for (const auto& a : row.at)
        if (!mark(a.first, a.first + row.was.size())) return "a row outside the page";
    }
  }
  for (std::size_t i = 0; i < seen.size(); ++i)
    if (seen[i] != 1)
      return "byte " + std::to_string(i) + " is accounted for " + std::to_string(seen[i]) + " times: '" +
             std::string(page.source.substr(i, 30)) + "'";
  return {};
}

/// Inversion: articles and ledger give `bytes` back.
inline std::string not_restored(const Cleaned& c, std::string_view bytes) {
  std::string back;
  try {
    back = restored(c.jsonl, c.ledger);
  } catch (const std::exception& e) { return std::string("restore: ") + e.what(); }
  if (back == bytes) return {};
  const auto where = std::mismatch(back.begin(), back.end(), bytes.begin(), bytes.end());
  return "first difference at byte " + std::to_string(where.second - bytes.begin()) + " of " +
         std::to_string(bytes.size());
}

/// The contract of one line of --to jsonl, whose spans lie in a document of `size` bytes (decoded).
inline std::string malformed(const json& o, std::uint64_t size) {
  static const char* const keys[] = {"doc",        "page",    "seq",    "kind",           "paper",        "date",
                                     "page_label", "section", "kicker", "headline",       "deck",         "bylines",
                                     "dateline",   "body",    "at",     "continued_from", "continued_to", "confidence",
                                     "lang"};
  static const std::set<std::string> kinds{"article", "caption", "table", "notice", "advert", "loose", "page"};
  static const std::set<std::string> pieces{"para", "crosshead", "question", "answer", "list", "table", "editor_note"};
  for (const char* k : keys)
    if (!o.contains(k)) return std::string("no key ") + k;
  if (o.size() != std::size(keys)) return "a key too many";
  if (!kinds.contains(o["kind"])) return "kind " + o["kind"].dump();
  for (const char* k : {"headline", "deck", "bylines"})
    if (!o["at"].contains(k)) return std::string("no key at.") + k;
  if (o["at"]["deck"].size() != o["deck"].size()) return "at.deck";
  if (o["at"]["bylines"].size() != o["bylines"].size()) return "at.bylines";
  for (const auto& b : o["bylines"]) {
    for (const char* k : {"name", "role", "org", "office", "text"})
      if (!b.contains(k)) return std::string("a byline without ") + k;
    if (b["name"].get<std::string>().empty()) return "a byline without a name";
  }
  for (const auto& p : o["body"]) {
    for (const char* k : {"kind", "text", "at", "gaps"})
      if (!p.contains(k)) return std::string("a body piece without ") + k;
    if (!pieces.contains(p["kind"])) return "body kind " + p["kind"].dump();
    for (const auto& g : p["gaps"])
      if (g.get<std::size_t>() > count_chars(p["text"].get<std::string>())) return "a gap behind the text";
    for (const auto& at : p["at"])
      if (at[0] > at[1] || at[1] > size) return "a span outside the document: " + at.dump();
  }
  return {};
}

/// Everything written is valid UTF-8, every line of the articles keeps the contract, every line of the ledger is JSON.
inline std::string malformed(const Cleaned& c) {
  for (const std::string* s : {&c.text, &c.jsonl, &c.ledger})
    if (!valid_utf8(*s)) return "no valid UTF-8";
  std::map<std::string, std::uint64_t> size;  // of each document, decoded
  for (const Done& d : c.pages) {
    if (!valid_utf8(to_residue(d.page) + to_markdown(d.page) + explain(d.page) + to_html(d.page)))
      return "no valid UTF-8 from another writer";
    size[d.page.doc] = std::max<std::uint64_t>(size[d.page.doc], d.raw->offset + d.raw->bytes.size());
  }
  std::map<std::pair<std::string, std::uint64_t>, std::uint64_t> seq;
  std::istringstream articles(c.jsonl), ledger(c.ledger);
  for (std::string line; std::getline(articles, line);) {
    const json o = json::parse(line, nullptr, false);
    if (!o.is_object()) return "no JSON: " + line;
    const std::string doc = o.value("doc", "");
    if (std::string fault = malformed(o, size[doc]); !fault.empty()) return fault + "\n" + line;
    if (c.pages.size() == size.size() || size.size() == 1)  // records may share an id
      if (o["seq"] != ++seq[{doc, o["page"].get<std::uint64_t>()}]) return "seq\n" + line;
  }
  for (std::string line; std::getline(ledger, line);)
    if (!json::accept(line)) return "no JSON: " + line;
  return {};
}

}  // namespace galley::tests
