// Cuts an input stream into pages: at form feeds, at JSON Lines records, at the end of a file, or at the size cap.
// Memory is one page and one read block, however long the input. Pages are UTF-8, whatever the input is: where a page
// stands in its document is counted in the decoded text.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/encoding.h"

namespace galley {

struct ReadError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The bytes of one page and where they stood.
struct RawPage {
  std::string bytes;
  std::string doc;
  std::uint64_t offset = 0;  ///< in the document
  std::uint32_t number = 1;
  bool cut = false;                ///< ended by the size cap
  bool form_feed = false;          ///< a form feed follows in the source (one byte, belongs to no page)
  bool last = false;               ///< last of its document
  std::string encoding = "UTF-8";  ///< that the bytes were decoded from
  double confidence = 1;           ///< in that
  bool encoding_told = false;      ///< the first page since the encoding was found, and it is not UTF-8
  std::vector<Kept> kept;          ///< source bytes that the encoding would not write again; offsets of the document
  std::size_t lost = 0;            ///< broken places of a JSON Lines record, before its text was read
  std::string problem;             ///< a record that could not be read; bytes then hold the raw record
};

class Reader {
 public:
  enum class From { text, jsonl };
  static constexpr std::size_t page_cap = 4U << 20;  ///< bytes

  /// `name` is the document's name in the output ("-" for stdin). `in` must outlive the reader. `encoding`: a name that
  /// encoding_named gave, or auto.
  Reader(std::istream& in, const std::string& name, From from, std::size_t cap = page_cap,
         std::string encoding = "UTF-8");
  /// Next page, or nothing at the end. Throws ReadError when reading fails, after the pages that were read until then.
  std::optional<RawPage> next();

 private:
  bool fill();
  void taken(std::size_t n);
  bool fetch();
  void tell_encoding();
  std::optional<RawPage> finished();
  void stamp(RawPage& page, std::size_t size);
  std::optional<RawPage> next_text();
  std::optional<RawPage> next_record();
  std::istream& in_;
  std::string name_, buffer_;
  std::string raw_;         ///< read and not yet decoded
  std::string problem_;     ///< why reading stopped
  std::vector<Kept> kept_;  ///< of the buffer
  From from_;
  std::string encoding_;  ///< auto as long as it is not told
  double confidence_ = 1;
  bool told_ = false;
  std::size_t cap_, at_ = 0, searched_ = 0;
  std::uint64_t offset_ = 0;
  std::uint32_t number_ = 0;
  std::uint64_t decoded_ = 0;  ///< document offset of the buffer's end
  bool end_ = false, done_ = false;
  std::uint64_t records_ = 0;
};

}  // namespace galley
