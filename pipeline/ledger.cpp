// See ledger.h.
#include "pipeline/ledger.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

#include "pipeline/unicode.h"
#include "pipeline/visible.h"

namespace galley {

std::vector<Shown> shown_texts(const Page& page) {
  std::vector<Shown> out;
  for (std::size_t n = 0; n < page.articles.size(); ++n) {
    const Article& a = page.articles[n];
    const std::string seq = std::to_string(n + 1) + ".";
    auto add = [&](std::string name, const Text& t) {
      if (!t.empty()) out.push_back({seq + std::move(name), &t});
    };
    add("section", a.section);
    add("kicker", a.kicker);
    add("headline", a.headline);
    for (std::size_t i = 0; i < a.deck.size(); ++i) add("deck." + std::to_string(i), a.deck[i]);
    for (std::size_t i = 0; i < a.byline_lines.size(); ++i) add("byline." + std::to_string(i), a.byline_lines[i]);
    for (std::size_t i = 0; i < a.body.size(); ++i) add("body." + std::to_string(i), a.body[i].text);
  }
  return out;
}

std::vector<std::pair<std::uint64_t, std::uint64_t>> spans_of(const Page& page, const Text& text) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> out;
  for (const Run& r : text.runs) {
    const std::uint64_t b = page.offset + r.begin, e = page.offset + r.end;
    if (!out.empty() && out.back().second == b) out.back().second = e;
    else if (b < e || out.empty()) out.emplace_back(b, e);
  }
  if (out.size() > 1) std::erase_if(out, [](auto& s) { return s.first == s.second; });
  return out;
}

namespace {

// What of a document's text at [begin, end) its encoding would not write again.
std::span<const Kept> kept_in(std::span<const Kept> kept, std::uint64_t begin, std::uint64_t end) {
  const auto from =
      std::lower_bound(kept.begin(), kept.end(), begin, [](const Kept& k, std::uint64_t at) { return k.begin < at; });
  const auto to = std::lower_bound(from, kept.end(), end, [](const Kept& k, std::uint64_t at) { return k.begin < at; });
  return {from, to};
}

std::optional<std::string> raw_of(const Page& page, std::string_view was, std::uint64_t begin) {
  const auto kept = kept_in(page.kept, begin, begin + was.size());
  if (kept.empty()) return std::nullopt;
  return source_bytes(std::string(page.encoding), was, begin, kept);
}

std::string hundredths(double x) {
  char s[16];
  std::snprintf(s, sizeof s, "%.2f", x);
  return s;
}

}  // namespace

bool blank(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    Class k = class_of(decode(s, at));
    if (k != Class::space && k != Class::control) return false;
  }
  return true;
}

std::vector<Row> ledger_rows(const Page& page) {
  std::vector<Row> rows;
  std::vector<Span> covered;
  const std::uint64_t base = page.offset;
  for (const auto& [name, text] : shown_texts(page)) {
    const auto spans = spans_of(page, *text);
    std::size_t at = 0;
    std::int64_t chars = 0;
    std::vector<Row> breaks;
    // was, now, why: index into breaks
    std::map<std::tuple<std::string_view, std::string_view, std::uint32_t>, std::size_t> alike;
    std::size_t piece = 0;
    for (std::size_t i = 0; i < text->runs.size(); ++i) {
      const Run& r = text->runs[i];
      const std::size_t end = i + 1 < text->runs.size() ? text->runs[i + 1].at : text->bytes.size();
      if (spans.size() > 1 && piece < spans.size() && base + r.begin == spans[piece].first) {
        Row p{"piece", spans[piece].first, spans[piece].second, {"order.piece"}, {}, {}, name, chars, {}, true};
        rows.push_back(p);
        ++piece;
      }
      if (r.begin < r.end) covered.push_back({r.begin, r.end});
      if (r.why) {
        const std::string_view was = page.source.substr(r.begin, r.end - r.begin);
        const auto raw = raw_of(page, was, base + r.begin);
        const std::string_view now = text->bytes.substr(r.at, end - r.at);
        const Rules& rules = page.reasons[r.why];
        // a decided line break: one row for all alike in the unit
        if (!was.empty() && blank(was) && blank(now) && !raw) {
          const auto [it, first] = alike.try_emplace({was, now, r.why}, breaks.size());
          if (first)
            breaks.push_back({"break",
                              base + r.begin,
                              base + r.end,
                              rules,
                              std::string(was),
                              std::string(now),
                              name,
                              chars,
                              {},
                              true});
          breaks[it->second].at.emplace_back(base + r.begin, chars);
        } else {
          rows.push_back({"change",
                          base + r.begin,
                          base + r.end,
                          rules,
                          std::string(was),
                          std::string(now),
                          name,
                          chars,
                          {},
                          true,
                          raw});
        }
      } else {
        std::size_t counted = r.at;
        std::int64_t before = chars;
        for (const Kept& k : kept_in(page.kept, base + r.begin, base + r.end)) {
          const std::size_t here = r.at + (k.begin - base - r.begin);
          before += static_cast<std::int64_t>(count_chars(text->bytes.substr(counted, here - counted)));
          counted = here;
          const std::string shown(text->bytes.substr(here, k.end - k.begin));
          rows.push_back(
              {"change", k.begin, k.end, {"reader.encoding"}, shown, shown, name, before, {}, true, k.bytes});
        }
      }
      chars += static_cast<std::int64_t>(count_chars(text->bytes.substr(at, end - at)));
      at = end;
    }
    for (auto& b : breaks) rows.push_back(std::move(b));
  }
  // what no text shows: dropped for a reason, or the blanks between texts
  auto by_begin = [](const Span& a, const Span& b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); };
  std::sort(covered.begin(), covered.end(), by_begin);
  std::vector<Drop> drops = page.drops;
  std::stable_sort(drops.begin(), drops.end(), [&](const Drop& a, const Drop& b) { return by_begin(a.at, b.at); });
  std::vector<Row> gaps;
  std::map<std::string_view, std::size_t> alike;  // was: index into gaps
  auto unshown = [&](std::uint32_t b, std::uint32_t e, std::string_view rule, bool dropped) {
    if (b >= e) return;
    const std::string_view was = page.source.substr(b, e - b);
    const auto raw = raw_of(page, was, base + b);
    if (!dropped && raw) {
      rows.push_back({"break",
                      base + b,
                      base + e,
                      {blank(was) ? "page.blank" : "page.unshown"},
                      std::string(was),
                      {},
                      {},
                      -1,
                      {},
                      true,
                      raw});
      return;
    }
    if (!dropped) {
      const auto [it, first] = alike.try_emplace(was, gaps.size());
      if (first)
        gaps.push_back({"break",
                        base + b,
                        base + e,
                        {blank(was) ? "page.blank" : "page.unshown"},
                        std::string(was),
                        {},
                        {},
                        -1,
                        {},
                        true});
      gaps[it->second].at.emplace_back(base + b, -1);
      return;
    }
    rows.push_back({"drop", base + b, base + e, {rule}, std::string(was), {}, {}, -1, {}, true, raw});
  };
  std::size_t d = 0;
  auto gap = [&](std::uint32_t b, std::uint32_t e) {
    while (d < drops.size() && drops[d].at.end <= b) ++d;
    for (std::size_t k = d; k < drops.size() && drops[k].at.begin < e; ++k) {
      unshown(b, std::max(b, drops[k].at.begin), {}, false);
      b = std::max(b, drops[k].at.begin);
      const std::uint32_t stop = std::min(e, drops[k].at.end);
      if (stop > b) {
        unshown(b, stop, drops[k].rule, true);
        b = stop;
      }
    }
    unshown(b, e, {}, false);
  };
  std::uint32_t at = 0;
  for (const Span& s : covered) {
    if (s.begin > at) gap(at, s.begin);
    at = std::max(at, s.end);
  }
  gap(at, static_cast<std::uint32_t>(page.source.size()));
  for (auto& g : gaps) rows.push_back(std::move(g));
  for (const Note& n : page.notes)
    rows.push_back({n.kind, base + n.at.begin, base + n.at.end, {n.rule}, n.was, n.now, {}, -1, {}, n.applied});
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.begin < b.begin; });
  return rows;
}

std::string ledger_head(std::string_view rules, std::string_view encoding, double confidence) {
  std::string o = "{\"galley\":\"" GALLEY_VERSION "\",\"rules\":";
  json_string(o, rules);
  o += ",\"encoding\":";
  json_string(o, encoding);
  return o + ",\"confidence\":" + hundredths(confidence) + "}";
}

void json_string(std::string& out, std::string_view s) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  std::size_t from = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    // C1 controls, separators of lines, and what turns the writing round, lead so
    if (c == 0xC2 || c == 0xE2 || c == 0xD8) {
      std::size_t end = i;
      const char32_t wide = decode(s, end);
      if (!drives_terminal(s.substr(i, end - i))) continue;
      out.append(s, from, i - from);
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(wide));
      out += escape;
      from = end;
      i = end - 1;
      continue;
    }
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    out.append(s, from, i - from);
    from = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += hex[c >> 4];
        out += hex[c & 15];
    }
  }
  out.append(s, from, s.size() - from);
  out += '"';
}

namespace {

std::string encoding_row(const RawPage& raw) {
  std::string o = "{\"doc\":";
  json_string(o, raw.doc);
  const std::string at = std::to_string(raw.offset);
  o += ",\"page\":" + std::to_string(raw.number) + ",\"kind\":\"encoding\",\"src\":[" + at + "," + at +
       "],\"stage\":\"reader\",\"rules\":[\"reader.encoding\"],\"was\":";
  json_string(o, raw.encoding);
  return o + ",\"now\":\"UTF-8\",\"confidence\":" + hundredths(raw.confidence) + ",\"applied\":true}";
}

Row page_break(const RawPage& raw) {
  const std::uint64_t at = raw.offset + raw.bytes.size();
  Row row{"break", at, at + 1, {"reader.page"}, "\f", {}, {}, -1, {}, true};
  if (const auto kept = kept_in(raw.kept, at, at + 1); !kept.empty()) row.raw = kept.front().bytes;
  return row;
}

}  // namespace

std::string to_json(const Row& row, const Page& page) {
  std::string o = "{\"doc\":";
  json_string(o, page.doc);
  o += ",\"page\":" + std::to_string(page.number) + ",\"kind\":\"" + std::string(row.kind) + "\",\"src\":[" +
       std::to_string(row.begin) + "," + std::to_string(row.end) + "],\"stage\":\"" +
       std::string(stage_of(row.rules.empty() ? "" : row.rules[0])) + "\",\"rules\":[";
  for (std::size_t i = 0; i < row.rules.size(); ++i) {
    if (i) o += ',';
    json_string(o, row.rules[i]);
  }
  o += "],\"was\":";
  if (!row.raw && valid_utf8(row.was)) {
    json_string(o, row.was);
  } else {  // bytes that would not survive re-encoding stand as hex
    std::string shown, raw;
    char two[3];
    for (unsigned char c : row.raw.value_or(row.was)) {
      std::snprintf(two, sizeof two, "%02x", c);
      raw += two;
    }
    for (std::size_t at = 0; at < row.was.size();) append(shown, decode(row.was, at));
    json_string(o, shown);
    o += ",\"raw\":\"" + raw + "\"";
  }
  o += ",\"now\":";
  json_string(o, row.now);
  if (!row.in.empty()) o += ",\"in\":\"" + row.in + "\",\"to\":" + std::to_string(row.to);
  if (!row.at.empty()) {
    o += ",\"at\":[";
    for (std::size_t i = 0; i < row.at.size(); ++i) {
      if (i) o += ',';
      o += row.at[i].second < 0 ? std::to_string(row.at[i].first)
                                : "[" + std::to_string(row.at[i].first) + "," + std::to_string(row.at[i].second) + "]";
    }
    o += ']';
  }
  o += row.applied ? ",\"applied\":true}" : ",\"applied\":false}";
  return o;
}

std::string to_ledger(const Page& page, const RawPage& raw) {
  std::string out;
  if (raw.encoding_told) out += encoding_row(raw) + '\n';
  for (const Row& row : ledger_rows(page)) out += to_json(row, page) + '\n';
  if (raw.form_feed) out += to_json(page_break(raw), page) + '\n';
  if (out.empty())
    out = to_json(Row{"same", raw.offset, raw.offset, {"page.same"}, {}, {}, {}, -1, {}, true}, page) + '\n';
  return out;
}

}  // namespace galley
