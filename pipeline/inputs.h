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

/// A file, or standard input (`-`), as it comes. Making one and reading it throw std::runtime_error with the system's reason; a
/// plain file that ends before the length it had when it was opened is such a reason too.
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

/// Hands out the pages of all inputs in turn; what cannot be read is said, and the others go on.
class Inputs {
 public:
  explicit Inputs(const Options& options);
  std::optional<RawPage> next();
  /// Some input could not be read, or not to its end.
  bool failed() const { return failed_; }

 private:
  void open(const std::string& name);
  void fail(const std::string& why);
  const Options& options_;
  std::vector<std::string> names_;
  std::size_t at_ = 0;
  bool failed_ = false;
  std::unique_ptr<Input> input_;
  std::unique_ptr<std::istream> bytes_, unpacked_;
  std::unique_ptr<Reader> reader_;
};

}  // namespace galley
