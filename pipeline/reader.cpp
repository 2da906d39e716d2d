// See reader.h. A page's bytes depend on the input alone, not on how reads happen to fall.
#include "pipeline/reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace galley {

Reader::Reader(std::istream& in, std::string name, From from, std::size_t cap)
    : in_(in), name_(std::move(name)), from_(from), cap_(cap) {}

// Lets go of what pages have taken, once it is much: moving the rest down for each page would cost more than small pages do.
void Reader::taken(std::size_t n) {
  at_ += n;
  if (at_ < buffer_.size() && at_ < (64 << 10)) return;
  buffer_.erase(0, at_);
  at_ = 0;
}

bool Reader::fill() {
  if (end_) return false;
  char block[64 << 10];
  // read() would wait for a full block; peek() waits for one read of the stream's own, readsome() takes what that gave
  in_.peek();
  std::streamsize n = in_.readsome(block, sizeof block);
  if (n <= 0) {
    in_.read(block, 1);
    n = in_.gcount();
  }
  if (in_.bad()) throw ReadError(name_ + ": reading failed");
  if (n <= 0) { end_ = true; return false; }
  buffer_.append(block, static_cast<std::size_t>(n));
  return true;
}

std::optional<RawPage> Reader::next() { return from_ == From::jsonl ? next_record() : next_text(); }

std::optional<RawPage> Reader::next_text() {
  if (done_) return std::nullopt;
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
      if (size == 0 && number_ > 0) return std::nullopt;
    }
    page.bytes = rest.substr(0, size);
    taken(size + skip);
    searched_ = 0;
    page.doc = name_;
    page.offset = offset_;
    page.number = ++number_;
    offset_ += size + skip;
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
      if (rest.empty()) return std::nullopt;
      nl = rest.size();
    }
    const std::string line(rest.substr(0, nl));
    taken(std::min(nl + 1, rest.size()));
    searched_ = 0;
    ++records_;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    RawPage page;
    page.last = true;
    page.doc = name_ + "#" + std::to_string(records_);
    auto record = nlohmann::json::parse(line, nullptr, false);
    if (record.is_discarded()) page.problem = "line " + std::to_string(records_) + " is no JSON";
    else if (!record.is_object()) page.problem = "line " + std::to_string(records_) + " is no object";
    else if (!record.contains("text") || !record["text"].is_string()) page.problem = "line " + std::to_string(records_) + " has no \"text\"";
    if (record.is_object() && record.contains("id"))
      page.doc = record["id"].is_string() ? record["id"].get<std::string>() : record["id"].dump();
    page.bytes = page.problem.empty() ? record["text"].get<std::string>() : line;
    return page;
  }
}

}  // namespace galley
