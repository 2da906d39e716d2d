// See reader.h. A page's bytes depend on the input alone, not on how reads happen to fall.
#include "pipeline/reader.h"

#include <nlohmann/json.hpp>

#include <cstring>

namespace galley {

Reader::Reader(std::istream& in, std::string name, From from, std::size_t cap)
    : in_(in), name_(std::move(name)), from_(from), cap_(cap) {}

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
    const void* ff = std::memchr(buffer_.data() + searched_, '\f', buffer_.size() - searched_);
    std::size_t size = 0, skip = 0;
    RawPage page;
    if (ff && static_cast<std::size_t>(static_cast<const char*>(ff) - buffer_.data()) <= cap_) {
      size = static_cast<std::size_t>(static_cast<const char*>(ff) - buffer_.data());
      skip = 1;
      page.form_feed = true;
    } else if (buffer_.size() > cap_) {
      // too large for one page: cut after the last blank line, else line, else character before the cap
      std::string_view head(buffer_.data(), cap_);
      if (auto p = head.rfind("\n\n"); p != std::string_view::npos && p > 0) size = p + 2;
      else if (p = head.rfind('\n'); p != std::string_view::npos) size = p + 1;
      else {
        size = cap_;
        while (size > cap_ - 4 && (static_cast<unsigned char>(buffer_[size]) & 0xC0) == 0x80) --size;
      }
      page.cut = true;
    } else {
      searched_ = buffer_.size();
      if (fill()) continue;
      size = buffer_.size();
      done_ = page.last = true;
      if (size == 0 && number_ > 0) return std::nullopt;
    }
    page.bytes.assign(buffer_, 0, size);
    buffer_.erase(0, size + skip);
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
    auto nl = buffer_.find('\n', searched_);
    if (nl == std::string::npos) {
      searched_ = buffer_.size();
      if (fill()) continue;
      if (buffer_.empty()) return std::nullopt;
      nl = buffer_.size();
    }
    std::string line = buffer_.substr(0, nl);
    buffer_.erase(0, nl + 1);
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
