// Runs, and the doors that change text. See page.h.
#include "pipeline/page.h"

#include <algorithm>
#include <cstring>

namespace galley {

std::uint32_t Text::source_of(std::size_t at) const {
  auto it = std::upper_bound(runs.begin(), runs.end(), at, [](std::size_t a, const Run& r) { return a < r.at; });
  if (it == runs.begin()) return source_begin();
  const Run& r = *--it;
  return r.why ? r.begin : r.begin + static_cast<std::uint32_t>(std::min<std::size_t>(at - r.at, r.end - r.begin));
}

Page::Page() : arena_(std::make_unique<std::pmr::monotonic_buffer_resource>(64 << 10)) {}

std::string_view Page::store(std::string_view bytes) {
  if (bytes.empty()) return {};
  auto* p = static_cast<char*>(arena_->allocate(bytes.size(), 1));
  std::memcpy(p, bytes.data(), bytes.size());
  return {p, bytes.size()};
}

std::span<const Run> Page::store(const std::vector<Run>& runs) {
  if (runs.empty()) return {};
  auto* p = static_cast<Run*>(arena_->allocate(runs.size() * sizeof(Run), alignof(Run)));
  std::copy(runs.begin(), runs.end(), p);
  return {p, runs.size()};
}

Text Page::verbatim(std::uint32_t begin, std::uint32_t end) {
  auto* p = static_cast<Run*>(arena_->allocate(sizeof(Run), alignof(Run)));
  *p = {0, begin, end, 0};
  return {source.substr(begin, end - begin), {p, 1}};
}

std::uint32_t Page::reason(std::string_view rule) {
  if (last_reason_ && last_rule_ == rule) return last_reason_;
  last_rule_ = rule;
  for (std::uint32_t i = 1; i < reasons.size(); ++i)
    if (reasons[i].size() == 1 && reasons[i][0] == rule) return last_reason_ = i;
  reasons.push_back({rule});
  return last_reason_ = static_cast<std::uint32_t>(reasons.size() - 1);
}

std::uint32_t Page::reason_with(std::uint32_t why, std::uint32_t other) {
  if (!why || why == other) return other;
  Rules both = reasons[why];
  for (auto r : reasons[other])
    if (std::find(both.begin(), both.end(), r) == both.end()) both.push_back(r);
  for (std::uint32_t i = 1; i < reasons.size(); ++i)
    if (reasons[i] == both) return i;
  reasons.push_back(std::move(both));
  return static_cast<std::uint32_t>(reasons.size() - 1);
}

std::uint32_t Page::reason_with(std::uint32_t why, std::string_view rule) { return reason_with(why, reason(rule)); }

void Page::cut_lines() {
  std::uint32_t at = 0, chunk = 0;
  const auto n = static_cast<std::uint32_t>(source.size());
  bool blank = true;
  while (at < n) {
    const auto* p = static_cast<const char*>(std::memchr(source.data() + at, '\n', n - at));
    std::uint32_t end = p ? static_cast<std::uint32_t>(p - source.data()) : n, next = p ? end + 1 : n;
    if (end > at && source[end - 1] == '\r') --end;
    std::string_view s = source.substr(at, end - at);
    // a line of blanks parts chunks as an empty one does
    bool empty = s.find_first_not_of(" \t\v\r") == std::string_view::npos;
    if (empty) {
      if (!blank) ++chunk;
      blank = true;
    } else {
      Line line;
      line.text = verbatim(at, end);
      line.chunk = chunk;
      lines.push_back(line);
      blank = false;
    }
    at = next;
  }
}

void Rewrite::emit(std::string_view now, Span source, std::uint32_t why) {
  if (!runs_.empty()) {
    Run& last = runs_.back();
    // a second change of one place: one row
    if (why && last.why && source.begin < last.end && source.end > last.begin) {
      last.end = std::max(last.end, source.end);
      last.begin = std::min(last.begin, source.begin);
      last.why = page_.reason_with(last.why, why);
      out_ += now;
      return;
    }
    if (!why && !last.why && last.end == source.begin) {
      last.end = source.end;
      out_ += now;
      return;
    }
  }
  runs_.push_back({static_cast<std::uint32_t>(out_.size()), source.begin, source.end, why});
  out_ += now;
}

void Rewrite::put(std::string_view now, std::size_t n, std::string_view rule) {
  if (text_.bytes.substr(at_, n) != now) edits_.push_back({at_, at_ + n, std::string(now), page_.reason(rule)});
  at_ += n;
}

// One walk over the old runs and the edits together. What no edit touches is emitted piece by piece; what one covers is
// absorbed into it, a changed run always whole, so that one place keeps one row in the ledger. Where it covers the seam
// of two pieces that do not follow each other in the source (a line was moved, or something dropped between them), the
// new text stands for the first, and what is taken of the others is taken out.
bool Rewrite::finish() {
  if (edits_.empty()) return false;
  out_.reserve(text_.bytes.size() + 16);
  std::size_t e = 0;
  std::vector<Span> taken;
  std::uint32_t taken_why = 0;
  auto absorb = [&](Span s, std::uint32_t why) {
    if (!taken.empty() && taken.back().end == s.begin) taken.back().end = s.end;
    else taken.push_back(s);
    if (why) taken_why = page_.reason_with(taken_why, why);
  };
  auto open = [&](std::size_t p) { return e < edits_.size() && edits_[e].from <= p && p < edits_[e].to; };
  for (std::size_t i = 0; i < text_.runs.size(); ++i) {
    const Run& r = text_.runs[i];
    const std::size_t a = r.at, b = i + 1 < text_.runs.size() ? text_.runs[i + 1].at : text_.bytes.size();
    if (a == b) {  // something was taken out here before
      if (open(a) && edits_[e].from < a) absorb({r.begin, r.end}, r.why);
      else emit({}, {r.begin, r.end}, r.why);
      continue;
    }
    auto source = [&](std::size_t p, std::size_t q) {
      if (r.why) return Span{r.begin, r.end};
      return Span{static_cast<std::uint32_t>(r.begin + (p - a)), static_cast<std::uint32_t>(r.begin + (q - a))};
    };
    for (std::size_t p = a; p < b;) {
      for (; e < edits_.size() && edits_[e].from == p && edits_[e].to == p; ++e) {
        const bool inside = r.why && p > a;  // splits an earlier change: that change takes it in
        const std::uint32_t s = inside ? r.begin : source(p, p).begin;
        emit(edits_[e].now, {s, inside ? r.end : s}, inside ? page_.reason_with(r.why, edits_[e].why) : edits_[e].why);
      }
      std::size_t q = b;
      if (open(p)) {
        q = std::min(q, edits_[e].to);
        absorb(source(p, q), r.why);
        if (q == edits_[e].to) {
          const std::uint32_t why = page_.reason_with(taken_why, edits_[e].why);
          for (std::size_t k = 0; k < taken.size(); ++k)
            emit(k == 0 ? std::string_view(edits_[e].now) : std::string_view(), taken[k], why);
          taken.clear();
          taken_why = 0;
          ++e;
        }
      } else {
        if (e < edits_.size()) q = std::min(q, edits_[e].from);
        emit(text_.bytes.substr(p, q - p), source(p, q), r.why);
      }
      p = q;
    }
  }
  for (; e < edits_.size(); ++e) emit(edits_[e].now, {text_.source_end(), text_.source_end()}, edits_[e].why);
  text_.bytes = page_.store(out_);
  text_.runs = page_.store(runs_);
  edits_.clear();
  return true;
}

void replace(Page& page, Text& text, std::size_t from, std::size_t to, std::string_view now, std::string_view rule) {
  Rewrite w(page, text);
  w.keep_until(from);
  w.put(now, to - from, rule);
  w.finish();
}

int breaks_between(const Page& page, const Text& a, const Text& b) {
  constexpr std::size_t most = 200;  // bytes: texts that other text parts are no neighbours
  const std::size_t from = a.source_end(), to = b.source_begin();
  if (from > to || to - from > most) return 0;
  const std::string_view between = page.source.substr(from, to - from);
  return static_cast<int>(std::count(between.begin(), between.end(), '\n'));
}

Text slice(Page& page, const Text& text, std::size_t from, std::size_t to) {
  // a line is cut into as many pieces as it has blanks: each looks at its own runs only
  const auto end_of = [&](std::size_t i) { return i + 1 < text.runs.size() ? text.runs[i + 1].at : text.bytes.size(); };
  const auto first_from = [&](std::size_t p) {
    const auto it =
        std::lower_bound(text.runs.begin(), text.runs.end(), p, [](const Run& r, std::size_t at) { return r.at < at; });
    return static_cast<std::size_t>(it - text.runs.begin());
  };
  // a changed run is never cut: it belongs to the piece it starts in
  const auto past_change = [&](std::size_t p) {
    const std::size_t i = first_from(p);
    return i > 0 && text.runs[i - 1].why ? std::max(p, end_of(i - 1)) : p;
  };
  from = past_change(from);
  to = std::max(from, past_change(to));
  std::vector<Run> runs;
  for (std::size_t i = std::max<std::size_t>(1, first_from(from)) - 1; i < text.runs.size() && text.runs[i].at <= to;
       ++i) {
    const Run& r = text.runs[i];
    const std::size_t end = end_of(i);
    if (r.at == end ? (r.at < from || r.at > to || (r.at == to && to < text.bytes.size()))
                    : (r.why ? (r.at < from || r.at >= to) : (end <= from || r.at >= to)))
      continue;
    Run k = r;
    if (!r.why) {
      std::size_t a = std::max<std::size_t>(from, r.at), b = std::min(to, end);
      k = {static_cast<std::uint32_t>(a - from), static_cast<std::uint32_t>(r.begin + (a - r.at)),
           static_cast<std::uint32_t>(r.begin + (b - r.at)), 0};
    } else {
      k.at = static_cast<std::uint32_t>(r.at - from);
    }
    runs.push_back(k);
  }
  return {text.bytes.substr(from, to - from), page.store(runs)};
}

void append_joined(Page& page, std::string& out, std::vector<Run>& runs, const Text& next, std::string_view between,
                   std::string_view rule) {
  const std::uint32_t begin = runs.empty() ? 0 : runs.back().end, end = next.source_begin();
  const bool blank = begin < end && page.source.substr(begin, end - begin).find_first_not_of(" \t\r\n\v\u3000") ==
                                        std::string_view::npos;
  if (blank) {
    const bool same = page.source.substr(begin, end - begin) == between;
    runs.push_back({static_cast<std::uint32_t>(out.size()), begin, end, same ? 0 : page.reason(rule)});
  } else if (!between.empty()) {
    runs.push_back({static_cast<std::uint32_t>(out.size()), begin, begin, page.reason(rule)});
  }
  out += between;
  for (Run r : next.runs) {
    r.at += static_cast<std::uint32_t>(out.size());
    runs.push_back(r);
  }
  out += next.bytes;
}

void join_text(Page& page, Text& text, const Text& next, std::string_view between, std::string_view rule) {
  std::string out(text.bytes);
  std::vector<Run> runs(text.runs.begin(), text.runs.end());
  append_joined(page, out, runs, next, between, rule);
  text = {page.store(out), page.store(runs)};
}

void drop(Page& page, const Text& text, std::string_view rule) {
  for (const Run& r : text.runs)
    if (r.begin < r.end) page.drops.push_back({{r.begin, r.end}, rule});
}

namespace {

// What tells a moved line's place: the beginning of the line it stands before.
std::string beginning(const Page& page, std::size_t line) {
  if (line >= page.lines.size()) return {};
  const std::string_view s = page.lines[line].text.bytes;
  std::size_t n = std::min<std::size_t>(s.size(), 60);
  while (n < s.size() && (static_cast<unsigned char>(s[n]) & 0xC0) == 0x80) --n;
  return std::string(s.substr(0, n));
}

}  // namespace

void move_line(Page& page, std::size_t from, std::size_t to, std::string_view rule) {
  Line line = page.lines[from];
  line.moved = true;
  Span at{line.text.source_begin(), line.text.source_end()};
  page.notes.push_back({at, rule, std::string(line.text.bytes), beginning(page, to), true, "move"});
  page.lines.erase(page.lines.begin() + static_cast<std::ptrdiff_t>(from));
  page.lines.insert(page.lines.begin() + static_cast<std::ptrdiff_t>(to > from ? to - 1 : to), line);
}

void suggest(Page& page, std::string_view kind, Span at, std::string_view rule, std::string was, std::string now) {
  page.notes.push_back({at, rule, std::move(was), std::move(now), false, kind});
}

void suggest_move(Page& page, const Text& text, std::size_t to, std::string_view rule) {
  suggest(page, "move", {text.source_begin(), text.source_end()}, rule, std::string(text.bytes), beginning(page, to));
}

void doubt(Page& page, Span at, std::string_view rule, std::string was, std::string now) {
  page.notes.push_back({at, rule, std::move(was), std::move(now), false, "doubt"});
}

}  // namespace galley
