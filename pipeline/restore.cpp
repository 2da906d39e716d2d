// Puts each text back where it came from, one pass per text: what no row mentions is copied from the article's text,
// what a row mentions becomes what it was. Code points, not bytes, carry the position, so an edited character may
// be longer or shorter than the one it replaces.
#include "pipeline/restore.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/encoding.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

using nlohmann::json;

struct Change {
  std::uint64_t begin = 0, end = 0;
  std::int64_t to = 0;
  bool raw = false;  ///< `was` is bytes of the document's encoding, not text
  std::string was;
  std::string now;
};

struct Piece {
  std::uint64_t begin = 0, end = 0;
  std::int64_t to = 0;
};

struct Part {
  std::uint64_t end = 0;
  bool raw = false;
  std::string bytes;
};

struct Doc {
  std::string encoding;
  std::map<std::uint64_t, Part> parts;  // by where they begin
};

// A place, or a number of pages: JSON has numbers that are none.
std::uint64_t whole(const json& number) {
  if (!number.is_number_unsigned()) throw std::runtime_error("articles or ledger: a place that is no whole number");
  return number.get<std::uint64_t>();
}
std::int64_t chars(const json& number) { return static_cast<std::int64_t>(whole(number)); }

std::string bytes_of(const json& row) {
  if (!row.contains("raw")) return row.at("was").get<std::string>();
  std::string out;
  const auto& hex = row["raw"].get_ref<const std::string&>();
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    int byte = 0;
    const char* const end = hex.data() + std::min(i + 2, hex.size());
    if (const auto [stop, error] = std::from_chars(hex.data() + i, end, byte, 16);
        error != std::errc() || stop != hex.data() + i + 2 || byte < 0)
      throw std::runtime_error("ledger: a 'raw' that is not in hexadecimal");
    out += static_cast<char>(byte);
  }
  return out;
}

void each_line(std::istream& in, const char* what, const std::function<void(const json&)>& f) {
  std::string line;
  for (std::size_t n = 1; std::getline(in, line); ++n) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    json j = json::parse(line, nullptr, false);
    if (j.is_discarded() || !j.is_object())
      throw std::runtime_error(std::string(what) + ", line " + std::to_string(n) + ": no JSON object");
    f(j);
  }
  if (in.bad()) throw std::runtime_error(std::string(what) + ": could not be read to its end");
}

}  // namespace

void restore(std::istream& articles, std::istream& ledger, std::ostream& out) {
  std::vector<std::string> order;
  std::map<std::string, Doc> docs;
  std::map<std::string, std::vector<Change>> changes;  // by doc, page and unit
  std::map<std::string, std::vector<Piece>> pieces;
  auto doc_of = [&](const std::string& name) -> Doc& {
    auto [it, fresh] = docs.try_emplace(name);
    if (fresh) order.push_back(name);
    return it->second;
  };
  auto key = [](const json& o, const std::string& unit) {
    return o.at("doc").get<std::string>() + '\n' + std::to_string(whole(o.at("page"))) + '\n' + unit;
  };
  bool head = false;
  try {
    each_line(ledger, "ledger", [&](const json& row) {
      if (row.contains("galley")) {
        head = true;
        return;
      }
      const std::string kind = row.at("kind");
      Doc& doc = doc_of(row.at("doc").get<std::string>());
      if (!row.value("applied", true)) return;  // a doubt or a suggestion
      const std::uint64_t begin = whole(row.at("src").at(0)), end = whole(row.at("src").at(1));
      if (kind == "piece") {
        pieces[key(row, row.at("in"))].push_back({begin, end, chars(row.at("to"))});
        return;
      }
      if (kind == "encoding") {
        doc.encoding = row.at("was");
        if (!encoding_named(doc.encoding)) throw std::runtime_error("ledger: no encoding named '" + doc.encoding + "'");
        return;
      }
      if (kind != "change" && kind != "break" && kind != "drop") return;
      const std::string was = bytes_of(row);
      const bool raw = row.contains("raw");
      if (!row.contains("in")) {
        if (row.contains("at"))
          for (const auto& at : row["at"]) doc.parts[whole(at)] = {whole(at) + was.size(), raw, was};
        else doc.parts[begin] = {end, raw, was};
        return;
      }
      const std::string now = row.at("now");
      auto& list = changes[key(row, row["in"])];
      if (row.contains("at"))
        for (const auto& at : row["at"])
          list.push_back({whole(at.at(0)), whole(at.at(0)) + was.size(), chars(at.at(1)), raw, was, now});
      else list.push_back({begin, end, chars(row.at("to")), raw, was, now});
    });
    if (!head) throw std::runtime_error("ledger: its first line does not name galley");
    each_line(articles, "articles", [&](const json& a) {
      Doc& doc = doc_of(a.at("doc").get<std::string>());
      const std::string seq = std::to_string(whole(a.at("seq"))) + ".";
      auto put_back = [&](const std::string& unit, const json& text, const json& at) {
        if (!text.is_string() || at.empty()) return;
        const auto& s = text.get_ref<const std::string&>();
        const std::string k = key(a, seq + unit);
        auto& list = changes[k];
        std::stable_sort(list.begin(), list.end(), [](const Change& x, const Change& y) {
          return x.to != y.to ? x.to < y.to : x.begin < y.begin;
        });
        std::vector<Piece> spans = pieces[k];
        std::stable_sort(spans.begin(), spans.end(), [](const Piece& x, const Piece& y) { return x.to < y.to; });
        if (spans.empty()) spans.push_back({whole(at.at(0).at(0)), whole(at.at(0).at(1)), 0});
        std::size_t byte = 0;
        std::int64_t taken = 0;
        auto take = [&](std::int64_t until) {
          const std::size_t from = byte;
          while (taken < until && byte < s.size()) {
            decode(s, byte);
            ++taken;
          }
          return s.substr(from, byte - from);
        };
        for (std::size_t i = 0; i < spans.size(); ++i) {
          const std::int64_t stop = i + 1 < spans.size() ? spans[i + 1].to : static_cast<std::int64_t>(count_chars(s));
          std::string bytes;
          for (const Change& change : list) {
            if (change.begin < spans[i].begin || change.end > spans[i].end) continue;
            const auto to = std::min(change.to, static_cast<std::int64_t>(s.size()));
            bytes += encoded(doc.encoding, take(to));
            // as galley left it: what was there comes back; edited since: the edit stands
            const std::string here = take(to + static_cast<std::int64_t>(count_chars(change.now)));
            bytes += here != change.now ? encoded(doc.encoding, here)
                     : change.raw       ? change.was
                                        : encoded(doc.encoding, change.was);
          }
          bytes += encoded(doc.encoding, take(stop));
          doc.parts[spans[i].begin] = {spans[i].end, true, bytes};
        }
      };
      const json& at = a.at("at");
      put_back("section", a.at("section"), at.at("section"));
      put_back("kicker", a.at("kicker"), at.at("kicker"));
      put_back("headline", a.at("headline"), at.at("headline"));
      for (std::size_t i = 0; i < a.at("deck").size(); ++i)
        put_back("deck." + std::to_string(i), a["deck"][i], at.at("deck").at(i));
      for (std::size_t i = 0; i < at.at("byline_lines").size(); ++i)
        put_back("byline." + std::to_string(i), at["byline_lines"][i].at("text"), at["byline_lines"][i].at("at"));
      for (std::size_t i = 0; i < a.at("body").size(); ++i)
        put_back("body." + std::to_string(i), a["body"][i].at("text"), a["body"][i].at("at"));
    });
  } catch (const json::exception& e) { throw std::runtime_error(std::string("articles or ledger: ") + e.what()); }
  for (const auto& name : order) {
    const std::string& encoding = docs[name].encoding;
    std::uint64_t at = 0;
    for (const auto& [begin, part] : docs[name].parts) {
      if (begin != at)
        throw std::runtime_error(name + ": nothing tells what stood at byte " + std::to_string(at) +
                                 "; articles and ledger are not of one run");
      out << (part.raw ? part.bytes : encoded(encoding, part.bytes));
      at = part.end;
    }
  }
}

}  // namespace galley
