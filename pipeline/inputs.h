// The inputs of a run, one after the other, as one sequence of pages.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <optional>
#include <streambuf>
#include <string>
#include <vector>

#include "pipeline/options.h"
#include "pipeline/reader.h"

namespace galley {

/// A file, or standard input (`-`), as it comes. Making one and reading it throw std::runtime_error with the system's
/// reason; a plain file that ends before the length it had when it was opened is such a reason too.
class Input : public std::streambuf {
 public:
  explicit Input(const std::string& name);
  ~Input() override;

 protected:
  int_type underflow() override;

 private:
  int file_ = -1;
  std::uint64_t length_ = 0, read_ = 0;  ///< bytes; the length is 0 where nothing tells it
  std::vector<char> block_;
};

/// Where a page ends among the inputs: enough to go on behind it.
struct Place {
  std::size_t input = 0;    ///< the one it is of
  std::uint64_t pages = 0;  ///< of that input, up to it
  bool failed = false;      ///< of the inputs before, some could not be read
};

/// Hands out the pages of all inputs in turn; what cannot be read is said, and the others go on.
class Inputs {
 public:
  /// Begins with the page behind `from`.
  explicit Inputs(const Options& options, const Place& from = {});
  std::optional<RawPage> next();
  /// Of the page handed out last.
  const Place& place() const { return place_; }
  /// Some input could not be read, or not to its end.
  bool failed() const { return place_.failed; }

 private:
  void open(const std::string& name);
  void fail(const std::string& why);
  const Options& options_;
  std::vector<std::string> names_;
  Place from_, place_;
  std::size_t next_ = 0;
  std::unique_ptr<Input> input_;
  std::unique_ptr<std::istream> bytes_, unpacked_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace galley
