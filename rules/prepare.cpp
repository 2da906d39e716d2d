// Built and run when galley is: reads the rules files and writes what a start needs of them as C++ tables
// (pipeline/ready_rules.h says which).
//
//   prepare_rules OUT.cpp rules/a.toml rules/b.toml …
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/gate.h"
#include "pipeline/rules.h"

using namespace galley;

namespace {

// Bytes that a source may not hold as they are stand as three octal digits, which no digit behind them can lengthen.
std::string literal(std::string_view s) {
  std::string out = "\"";
  for (const unsigned char c : s) {
    if (c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?') {
      out += static_cast<char>(c);
    } else {
      out += '\\';
      for (const int shift : {6, 3, 0}) out += static_cast<char>('0' + ((c >> shift) & 7));
    }
  }
  return out + "\"sv";
}

std::string literal(std::uint64_t n) { return std::to_string(n) + "U"; }
std::string literal(bool b) { return b ? "true" : "false"; }

// {a, b, …}
template <class... Fields>
std::string row(const Fields&... fields) {
  std::string out;
  ((out += (out.empty() ? "{" : ", ") + fields), ...);
  return out + "}";
}

// The tables written so far, each by a name of its own.
class Source {
 public:
  /// Defines a table and gives its name; an empty one has none.
  std::string table(const std::string& type, const std::vector<std::string>& rows) {
    if (rows.empty()) return "{}";
    std::string name = "table_" + std::to_string(++tables_);
    text_ += "constexpr " + type + " " + name + "[] = {";
    for (std::size_t i = 0, column = 0; i < rows.size(); ++i) {
      text_ += i == 0 ? "\n" : column + rows[i].size() > 110 ? ",\n" : ", ";
      column = text_.back() == '\n' ? rows[i].size() : column + rows[i].size() + 2;
      text_ += rows[i];
    }
    text_ += "};\n";
    return name;
  }
  template <class List, class Row>
  std::string table(const std::string& type, const List& list, Row row_of) {
    std::vector<std::string> rows;
    rows.reserve(list.size());
    for (const auto& item : list) rows.push_back(row_of(item));
    return table(type, rows);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::size_t tables_ = 0;
};

std::string numbers(Source& source, const std::string& type, std::span<const std::uint16_t> list) {
  return source.table(type, list, [](std::uint16_t n) { return std::to_string(n); });
}

std::string literal(const NeedSet& set) {
  return "{{" + row(literal(set.words[0]), literal(set.words[1]), literal(set.words[2]), literal(set.words[3])) + "}}";
}

std::string gate(Source& source, const GateTables& t) {
  const auto number = [](std::uint32_t n) { return literal(std::uint64_t{n}); };
  const auto three = [&](const auto& of) { return "{" + row(number(of[0]), number(of[1]), number(of[2])) + "}"; };
  const std::string kinds = source.table("GateTables::Kind", t.kinds, [&](const GateTables::Kind& k) {
    return row(number(k.first), number(k.last), number(k.within));
  });
  const auto bits = [&](std::span<const std::uint64_t> words) {
    return source.table("std::uint64_t", words, [](std::uint64_t n) { return literal(n); });
  };
  const std::string ends = bits(t.ends), hashes = bits(t.hashes);
  const std::string slots = source.table("std::uint32_t", t.slots, number);
  const std::string signs = source.table("GateTables::Sign", t.signs, [&](const GateTables::Sign& s) {
    return row(number(s.before), number(s.c), three(s.opens), number(s.keys), number(s.keys_end));
  });
  const std::string keys = source.table("GateTables::Key", t.keys, [&](const GateTables::Key& k) {
    return row(number(k.text), number(k.size), number(k.at), three(k.opens));
  });
  const std::string sets = source.table("NeedSet", t.sets, [](const NeedSet& s) { return literal(s); });
  const std::string rules = numbers(source, "std::uint16_t", t.rules);
  const std::string blocks = numbers(source, "std::uint16_t", t.blocks);
  const std::string kind_of = numbers(source, "std::uint16_t", t.kind_of);
  const std::string lists = "{" + row(literal(t.lists[0]), literal(t.lists[1]), literal(t.lists[2])) + "}";
  return row(literal(t.any_text), literal(t.bounded), lists, rules, blocks, kind_of, kinds, ends, hashes, slots, signs,
             keys, sets, literal(t.strings));
}

std::string texts(Source& source, const Texts& list) {
  return source.table("ReadyStage::Text", list, [](const auto& t) { return row(literal(t.first), literal(t.second)); });
}

std::string strings(Source& source, const std::vector<std::string>& list) {
  return source.table("std::string_view", list, [](const std::string& s) { return literal(s); });
}

std::string stage(Source& source, const std::string& name, const RuleSet& set) {
  const std::string rules = source.table("ReadyStage::Rule", set.all(), [&](const Rule& r) {
    const std::string holds =
        source.table("std::string_view", r.holds, [](const auto& p) { return literal(p->text()); });
    const std::string changes = strings(source, r.changes), leaves = strings(source, r.leaves);
    return row(literal(r.id), literal(r.tag), literal(r.put), literal(r.why), literal(r.find), literal(r.where),
               literal(r.has_put), holds, changes, leaves);
  });
  const std::string words = texts(source, set.word_lists()), why = texts(source, set.decisions()),
                    pieces = texts(source, set.pieces());
  std::string gates = "{}";
  if (set.gate())
    gates = source.table("GateTables", set.gate()->tables(), [&](const GateTables& t) { return gate(source, t); });
  return row(literal(name), words, why, pieces, rules, gates);
}

std::string ready(const Rulebook& book) {
  Source source;
  const std::string stages =
      source.table("ReadyStage", book.sets(), [&](const auto& s) { return stage(source, s.first, s.second); });
  return "// Made by rules/prepare.cpp. Edit rules/*.toml instead.\n"
         "#include \"pipeline/ready_rules.h\"\n\n"
         "using namespace std::string_view_literals;\n\n"
         "namespace galley {\n"
         "namespace {\n\n" +
         source.text() +
         "\n}  // namespace\n\n"
         "constinit const std::span<const ReadyStage> ready_rules = " +
         stages + ";\nconstinit const std::uint64_t ready_digest = " + literal(book.digest_number()) +
         ";\n\n}  // namespace galley\n";
}

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in) throw std::runtime_error(path + ": cannot be read");
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::vector<RulesFile> files;
    for (int i = 2; i < argc; ++i) {
      const std::string stage = std::filesystem::path(argv[i]).stem().string();
      files.push_back({stage, "rules/" + stage + ".toml", slurp(argv[i])});
    }
    std::sort(files.begin(), files.end(), [](auto& a, auto& b) { return a.stage < b.stage; });
    const std::string text = ready(Rulebook::of_files(files));
    std::ofstream out(argc > 1 ? argv[1] : "", std::ios::binary);
    out << text;
    if (!out.flush()) throw std::runtime_error("the tables cannot be written");
  } catch (const std::exception& e) {
    std::fprintf(stderr, "prepare_rules: %s\n", e.what());
    return 1;
  }
}
