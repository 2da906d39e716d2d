// Cuts an input stream into pages: at form feeds, at JSON Lines records, at the end of a file, or at the size cap.
// Memory is one page and one read block, however long the input.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace galley {

struct ReadError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The bytes of one page and where they stood.
struct RawPage {
  std::string bytes;
  std::string doc;
  std::uint64_t offset = 0;   ///< in the document
  std::uint32_t number = 1;
  bool cut = false;           ///< ended by the size cap
  bool form_feed = false;     ///< a form feed follows in the source (one byte, belongs to no page)
  bool last = false;          ///< last of its document
  std::string problem;        ///< a record that could not be read; bytes then hold the raw record
};

class Reader {
 public:
  enum class From { text, jsonl };
  static constexpr std::size_t page_cap = 4U << 20;  ///< bytes

  /// `name` is the document's name in the output ("-" for stdin). `in` must outlive the reader.
  Reader(std::istream& in, std::string name, From from, std::size_t cap = page_cap);
  /// Next page, or nothing at the end. Throws ReadError when reading fails.
  std::optional<RawPage> next();

 private:
  bool fill();
  void taken(std::size_t n);
  std::optional<RawPage> next_text();
  std::optional<RawPage> next_record();
  std::istream& in_;
  std::string name_, buffer_;
  From from_;
  std::size_t cap_, at_ = 0, searched_ = 0;
  std::uint64_t offset_ = 0;
  std::uint32_t number_ = 0;
  bool end_ = false, done_ = false;
  std::uint64_t records_ = 0;
};

}  // namespace galley
