// How `galley check` tells what came of its pages: for people, as JSON, as JUnit's XML. See check.h.
#include <algorithm>
#include <cstdio>
#include <map>

#include "pipeline/check.h"
#include "pipeline/ledger.h"
#include "pipeline/unicode.h"

namespace galley {
namespace {

// No control character of a page reaches the terminal.
std::string visible(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    if (c < 0x20) append(out, c == '\n' ? U'⏎' : 0x2400 + c);
    else append(out, c == 0x7F || (c >= 0x80 && c < 0xA0) ? U'␡' : c);
  }
  return out;
}

// The ends of a long text.
std::string clipped(std::string_view s) {
  constexpr std::size_t most = 120, head = 60, tail = 40;  // characters
  const std::size_t n = count_chars(s);
  if (n <= most) return visible(s);
  std::size_t from = 0, to = s.size();
  for (std::size_t i = 0; i < head; ++i) decode(s, from);
  for (std::size_t i = 0; i < tail; ++i) to = previous(s, to);
  return visible(s.substr(0, from)) + " … " + std::to_string(n - head - tail) + " characters … " +
         visible(s.substr(to));
}

constexpr std::string_view red = "\x1b[31m", green = "\x1b[32m", bold = "\x1b[1m", dim = "\x1b[2m", plain = "\x1b[0m";

bool in_body(const Difference& d) { return d.what == "paragraph" || d.what == "punctuation" || d.what == "text"; }

std::string place_of(const Difference& d) {
  std::string out;
  if (d.line) out = "line " + std::to_string(d.line) + ", byte " + std::to_string(d.byte);
  std::string rules;
  for (const auto& r : d.rules) rules += (rules.empty() ? "" : ", ") + r;
  if (!rules.empty()) out += (out.empty() ? "" : ": ") + rules;
  return out;
}

// What it is about, in a few words.
std::string what_of(const Difference& d) {
  if (d.what == "missing") return "missing";
  if (d.what == "merged") return "merged into “" + d.got + "”";
  if (d.what == "extra") return "extra";
  if (d.what == "split") return "split off from “" + d.want + "”";
  if (d.what == "paragraph") {
    const bool wanted = d.want.find("¶") != std::string::npos, got = d.got.find("¶") != std::string::npos;
    return wanted == got ? "kind of paragraph" : wanted ? "paragraph break lost" : "paragraph break added";
  }
  return std::string(d.what);
}

std::string diff_of(const Difference& d, bool colour) {
  std::string out;
  auto line = [&](std::string_view sign, std::string_view tint, const std::string& s) {
    out += "        ";
    if (colour) out += tint;
    (out += sign) += visible(s);
    if (colour) out += plain;
    out += '\n';
  };
  if (in_body(d)) {
    out += "        " + visible(d.before);
    if (!d.want.empty())
      out += colour ? std::string(red) + clipped(d.want) + std::string(plain) : "[-" + clipped(d.want) + "-]";
    if (!d.got.empty())
      out += colour ? std::string(green) + clipped(d.got) + std::string(plain) : "{+" + clipped(d.got) + "+}";
    out += visible(d.after) + '\n';
  } else if (d.what != "merged" && d.what != "split") {
    if (!d.want.empty()) line("- ", red, d.want);
    if (!d.got.empty()) line("+ ", green, d.got);
  }
  return out;
}

std::string title_of(const Difference& d) {
  const std::string which =
      d.article ? (d.what == "extra" || d.what == "split" ? "unit " : "article ") + std::to_string(d.article) : "unit";
  return which + (d.headline.empty() ? "" : " “" + d.headline + "”");
}

std::string state_of(const Checked& c) {
  using enum Checked::State;
  switch (c.state) {
    case same: return "as expected";
    case differs:
      return std::to_string(c.differences.size()) + (c.differences.size() == 1 ? " difference" : " differences") +
             (c.updated     ? ", expectation written anew"
              : c.gold_left ? "; a gold expectation is not written anew"
                            : "");
    case unexpected: return c.updated ? "expectation written" : "no expectation; galley check --update writes one";
    case failed: return c.problem;
  }
  return {};
}

std::string cell(const std::optional<double>& f) {
  char s[32];
  if (!f) return "           -";
  std::snprintf(s, sizeof s, "%12.4f", *f);
  return s;
}

std::string row_of(const std::string& name, const Figures& figures) {
  std::string out = name;
  const std::size_t width = count_chars(name);
  out.append(width < 30 ? 30 - width : 1, ' ');
  for (const auto& f : figures) out += cell(f);
  return out + '\n';
}

std::string xml(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const char32_t c = decode(s, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      // what XML 1.0 cannot hold
      default:
        append(out, (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || (c >= 0xFFFE && c <= 0xFFFF) ? U'�' : c);
    }
  }
  return out;
}

}  // namespace

std::string told(const Checked& c, bool colour) {
  if (c.state == Checked::State::same) return {};
  std::string out = (colour ? std::string(bold) : "") + visible(c.page) + (colour ? std::string(plain) : "") + ": " +
                    visible(state_of(c)) + '\n';
  std::string last;
  for (const Difference& d : c.differences) {
    const std::string title = title_of(d);
    if (title != last) out += "  " + visible(title) + '\n';
    last = title;
    const std::string place = place_of(d);
    out += "    " + visible(what_of(d));
    if (!place.empty())
      out += (colour ? std::string(dim) : "") + "  " + visible(place) + (colour ? std::string(plain) : "");
    out += '\n' + diff_of(d, colour);
  }
  return out + '\n';
}

std::string figures_json(const Figures& figures) {
  std::string out = "{";
  for (std::size_t k = 0; k < figures.size(); ++k) {
    out.append(k ? ",\"" : "\"").append(figure_names[k]).append("\":");
    char s[32];
    std::snprintf(s, sizeof s, "%.17g", figures[k].value_or(0));
    out += figures[k] ? s : "null";
  }
  return out + "}";
}

std::string to_json(const Checked& c) {
  std::string o = "{\"page\":";
  json_string(o, c.page);
  static constexpr std::string_view names[] = {"same", "differs", "unexpected", "failed"};
  o.append(",\"state\":\"")
      .append(names[static_cast<std::size_t>(c.state)])
      .append("\",\"updated\":")
      .append(c.updated ? "true" : "false")
      .append(",\"problem\":");
  if (c.problem.empty()) o += "null";
  else json_string(o, c.problem);
  o += ",\"figures\":" +
       (c.state == Checked::State::same || c.state == Checked::State::differs ? figures_json(c.figures) : "null") +
       ",\"differences\":[";
  for (std::size_t i = 0; i < c.differences.size(); ++i) {
    const Difference& d = c.differences[i];
    o.append(i ? ",{\"what\":\"" : "{\"what\":\"")
        .append(d.what)
        .append("\",\"article\":")
        .append(d.article ? std::to_string(d.article) : "null");
    for (const auto& [key, text] : {std::pair{"headline", &d.headline},
                                    {"before", &d.before},
                                    {"want", &d.want},
                                    {"got", &d.got},
                                    {"after", &d.after}}) {
      o.append(",\"").append(key).append("\":");
      json_string(o, *text);
    }
    o += ",\"line\":" +
         (d.line ? std::to_string(d.line) + ",\"byte\":" + std::to_string(d.byte) : std::string("null,\"byte\":null")) +
         ",\"rules\":[";
    for (std::size_t k = 0; k < d.rules.size(); ++k) {
      if (k) o += ',';
      json_string(o, d.rules[k]);
    }
    o += "]}";
  }
  return o + "]}";
}

std::string table_of(const std::vector<Checked>& pages) {
  std::string head = "pages";
  head.append(25, ' ');
  for (const auto name : figure_names) head.append(12 - name.size(), ' ').append(name);
  std::vector<std::string> folders;
  std::map<std::string, std::vector<Figures>> of;
  std::vector<Figures> all;
  for (const Checked& c : pages) {
    if (c.state != Checked::State::same && c.state != Checked::State::differs) continue;
    if (!of.contains(c.folder)) folders.push_back(c.folder);
    of[c.folder].push_back(c.figures);
    all.push_back(c.figures);
  }
  if (folders.empty()) return {};
  std::string out = head + '\n';
  for (const auto& f : folders) out += row_of(visible(f) + " (" + std::to_string(of[f].size()) + ")", mean_of(of[f]));
  if (folders.size() > 1) out += row_of("all (" + std::to_string(all.size()) + ")", mean_of(all));
  return out + '\n';
}

std::string closing_line(const std::vector<Checked>& pages) {
  std::map<Checked::State, std::size_t> of;
  std::map<std::string, std::size_t> kinds;
  std::size_t updated = 0, differences = 0;
  for (const Checked& c : pages) {
    ++of[c.state];
    updated += c.updated;
    differences += c.differences.size();
    for (const Difference& d : c.differences) ++kinds[std::string(d.what)];
  }
  std::string out = std::to_string(pages.size()) + (pages.size() == 1 ? " page" : " pages");
  auto add = [&](Checked::State s, const std::string& words) {
    if (of[s]) out += ", " + std::to_string(of[s]) + words;
  };
  add(Checked::State::same, " as expected");
  add(Checked::State::differs, of[Checked::State::differs] == 1 ? " differs" : " differ");
  add(Checked::State::unexpected, " without an expectation");
  add(Checked::State::failed, " failed");
  if (updated)
    out += ", " + std::to_string(updated) + (updated == 1 ? " expectation written" : " expectations written");
  if (differences) {
    out += "; differences: ";
    std::vector<std::pair<std::size_t, std::string>> most;
    for (const auto& [what, n] : kinds) most.emplace_back(n, what);
    std::sort(most.begin(), most.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (std::size_t i = 0; i < most.size(); ++i)
      out += (i ? ", " : "") + std::to_string(most[i].first) + " " + most[i].second;
  }
  return out + '\n';
}

std::string to_junit(const std::vector<Checked>& pages, const std::vector<Floor>& floors) {
  std::size_t failures = 0, errors = 0;
  std::string cases;
  for (const Checked& c : pages) {
    cases += "  <testcase classname=\"" + xml(c.folder) + "\" name=\"" + xml(c.page) + "\"";
    if (c.state == Checked::State::same || c.updated) {
      cases += "/>\n";
      continue;
    }
    if (c.state == Checked::State::differs && !floors.empty()) {
      cases += "><system-out>" + xml(told(c, false)) + "</system-out></testcase>\n";
      continue;
    }
    const bool error = c.state == Checked::State::failed;
    ++(error ? errors : failures);
    const std::string tag = error ? "error" : "failure";
    cases +=
        "><" + tag + " message=\"" + xml(state_of(c)) + "\">" + xml(told(c, false)) + "</" + tag + "></testcase>\n";
  }
  for (const Floor& f : floors) {
    failures += !f.reached;
    cases += "  <testcase classname=\"--min\" name=\"" + xml(f.name) + "\"" +
             (f.reached ? "/>" : "><failure message=\"" + xml(f.says) + "\"/></testcase>") + "\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"galley check\" tests=\"" +
         std::to_string(pages.size() + floors.size()) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"" +
         std::to_string(errors) + "\">\n" + cases + "</testsuite>\n";
}

}  // namespace galley
