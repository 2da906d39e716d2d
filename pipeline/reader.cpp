// See reader.h. A page's bytes depend on the input alone, not on how reads happen to fall.
#include "pipeline/reader.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <new>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "pipeline/unicode.h"

namespace galley {

namespace {

// What tells the encoding: this many bytes from the first that is not plain ASCII on; ASCII before them is the same in
// nearly all.
constexpr std::size_t window = 64 << 10;
// Enough for valid UTF-8, which nothing else is by chance; so a slow pipe of it is not held up.
constexpr std::size_t first_look = 4 << 10;

std::size_t first_odd(std::string_view s) {
  const std::string_view::const_iterator it =
      std::find_if(s.begin(), s.end(), [](char c) { return c == 0 || static_cast<unsigned char>(c) >= 0x80; });
  return static_cast<std::size_t>(it - s.begin());
}

// A file may have any bytes for a name, JSON may not: those that are no characters are written \xHH.
std::string utf8_name(const std::string& name) {
  if (valid_utf8(name)) return name;
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t was = at;
    if (const char32_t c = decode(name, at); !is_broken(c, at - was)) {
      out.append(name, was, at - was);
      continue;
    }
    char byte[5];
    std::snprintf(byte, sizeof byte, "\\x%02X", static_cast<unsigned char>(name[was]));
    out += byte;
  }
  return out;
}

}  // namespace

Reader::Reader(std::istream& in, const std::string& name, From from, std::size_t cap, std::string encoding)
    : in_(in),
      name_(utf8_name(name)),
      from_(from),
      encoding_(std::move(encoding)),
      told_(encoding_ != "auto" && !is_utf8(encoding_)),
      cap_(cap) {}

// Lets go of what pages have taken, once it is much: moving the rest down for each page would cost more than small
// pages do.
void Reader::taken(std::size_t n) {
  at_ += n;
  if (at_ < buffer_.size() && at_ < (64 << 10)) return;
  buffer_.erase(0, at_);
  at_ = 0;
}

// One read of the stream's own, so that a slow pipe is not waited for longer than it must.
bool Reader::fetch() {
  if (end_) return false;
  char block[64 << 10];
  std::streamsize n = 0;
  try {
    std::streambuf& from = *in_.rdbuf();
    if (from.sgetc() != std::streambuf::traits_type::eof())
      n = from.sgetn(block, std::clamp<std::streamsize>(from.in_avail(), 1, sizeof block));
  } catch (const std::bad_alloc&) { throw; } catch (const std::exception& e) {
    problem_ = e.what();
    // what Boost's errors end in says nothing
    if (const auto at = problem_.rfind(": iostream error"); at != std::string::npos)
      problem_ = "broken data (" + problem_.substr(0, at) + ")";
  }
  if (n <= 0) {
    end_ = true;
    return false;
  }
  raw_.append(block, static_cast<std::size_t>(n));
  return true;
}

// Collects what guess_encoding wants to see. The same bytes are looked at however they come in.
void Reader::tell_encoding() {
  std::size_t odd = first_odd(raw_);
  while (odd == raw_.size() && raw_.size() < window && fetch()) odd += first_odd(std::string_view(raw_).substr(odd));
  if (odd >= window) return;  // a block of plain ASCII: passes as it is, and the next may tell
  if (odd == raw_.size() && end_) {
    encoding_ = "UTF-8";
    return;
  }
  for (const std::size_t look : {first_look, window}) {
    while (raw_.size() < odd + look && fetch()) continue;
    const bool whole = raw_.size() <= odd + look && end_;
    Guess g = guess_encoding(std::string_view(raw_).substr(0, odd + look), whole);
    if (look == first_look && !whole && (g.encoding != "UTF-8" || g.confidence < 1)) continue;
    encoding_ = std::move(g.encoding);
    confidence_ = g.confidence;
    told_ = !is_utf8(encoding_);
    return;
  }
}

bool Reader::fill() {
  for (;;) {
    const bool more = fetch();
    if (encoding_ == "auto") tell_encoding();
    const std::size_t had = buffer_.size();
    if (encoding_ == "auto") {
      std::string ascii = raw_.substr(0, window);
      raw_.erase(0, window);
      buffer_ += ascii;
    } else {
      decode_some(encoding_, raw_, end_, decoded_, buffer_, kept_);
    }
    decoded_ += buffer_.size() - had;
    if (buffer_.size() > had) return true;
    if (!more && raw_.empty()) return false;
  }
}

// What the page of the buffer's first `size` bytes knows of its source, the byte that ends it included.
void Reader::stamp(RawPage& page, std::size_t size) {
  page.doc = name_;
  page.offset = offset_;
  page.encoding = encoding_ == "auto" ? "UTF-8" : encoding_;
  page.confidence = confidence_;
  page.encoding_told = std::exchange(told_, false);
  const auto stop = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& k) { return k.begin >= offset_ + size; });
  page.kept.assign(std::make_move_iterator(kept_.begin()), std::make_move_iterator(stop));
  kept_.erase(kept_.begin(), stop);
  offset_ += size;
}

std::optional<RawPage> Reader::next() { return from_ == From::jsonl ? next_record() : next_text(); }

std::optional<RawPage> Reader::finished() {
  if (!problem_.empty()) throw ReadError(name_ + ": " + std::exchange(problem_, {}));
  return std::nullopt;
}

std::optional<RawPage> Reader::next_text() {
  if (done_) return finished();
  for (;;) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    const std::size_t ff = rest.find('\f', searched_);
    std::size_t size = 0, skip = 0;
    RawPage page;
    if (ff != std::string_view::npos && ff <= cap_) {
      size = ff;
      skip = 1;
      page.form_feed = true;
    } else if (rest.size() > cap_) {
      // too large for one page: cut after the last blank line, else line, else character before the cap
      const std::string_view head = rest.substr(0, cap_);
      if (auto p = head.rfind("\n\n"); p != std::string_view::npos && p > 0) size = p + 2;
      else if (p = head.rfind('\n'); p != std::string_view::npos) size = p + 1;
      else {
        size = cap_;
        while (size > cap_ - 4 && (static_cast<unsigned char>(rest[size]) & 0xC0) == 0x80) --size;
      }
      page.cut = true;
    } else {
      searched_ = rest.size();
      if (fill()) continue;
      size = rest.size();
      done_ = page.last = true;
      if (size == 0 && (number_ > 0 || !problem_.empty())) return finished();
    }
    page.bytes = rest.substr(0, size);
    taken(size + skip);
    searched_ = 0;
    page.number = ++number_;
    stamp(page, size + skip);
    return page;
  }
}

std::optional<RawPage> Reader::next_record() {
  for (;;) {
    const std::string_view rest = std::string_view(buffer_).substr(at_);
    auto nl = rest.find('\n', searched_);
    if (nl == std::string::npos) {
      searched_ = rest.size();
      if (fill()) continue;
      if (rest.empty()) return finished();
      nl = rest.size();
    }
    const std::string line(rest.substr(0, nl));
    taken(std::min(nl + 1, rest.size()));
    searched_ = 0;
    ++records_;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    RawPage page;
    page.last = true;
    page.lost = kept_.size();
    kept_.clear();
    page.doc = name_ + "#" + std::to_string(records_);
    auto record = nlohmann::json::parse(line, nullptr, false);
    if (record.is_discarded()) page.problem = "line " + std::to_string(records_) + " is no JSON";
    else if (!record.is_object()) page.problem = "line " + std::to_string(records_) + " is no object";
    else if (!record.contains("text") || !record["text"].is_string())
      page.problem = "line " + std::to_string(records_) + " has no \"text\"";
    if (record.is_object() && record.contains("id"))
      page.doc = record["id"].is_string()       ? record["id"].get<std::string>()
                 : record["id"].is_structured() ? page.doc
                                                : record["id"].dump();
    page.bytes = page.problem.empty() ? record["text"].get<std::string>() : line;
    return page;
  }
}

}  // namespace galley
