// Where results go: stdout, or a file that appears under its name only when it is whole.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/ending.h"

namespace galley {

/// Whoever reads stdout has seen enough: no error, and nothing to say.
struct Closed {};

/// Each call throws std::runtime_error with the name and the system's reason where writing fails, or Closed.
class Output {
 public:
  /// Empty: stdout. What is there and is no plain file (a device, a named pipe) is written to as it is.
  explicit Output(std::string name);
  /// Stands as NAME.part, also after the run was ended early, until it appears. Goes on behind the first `kept` bytes
  /// of that.
  Output(std::string name, std::uint64_t kept);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void write(std::string_view s);
  void flush();
  /// All that was written is on the disk.
  void sync();
  std::uint64_t length() const { return length_; }
  /// No more follows. Of several outputs close all before the first appears: then all are whole, or none is there.
  void close();
  void appear();

 private:
  [[noreturn]] void fail() const;
  std::string name_, staying_;  ///< the second: NAME.part, where it stays
  std::unique_ptr<Part> part_;
  std::FILE* file_ = nullptr;
  std::uint64_t length_ = 0;  ///< bytes
};

/// Where an output stands that stays when the run is ended early.
std::string staying_part(const std::string& name);

/// Whether colours are wanted there: a terminal that knows them, and nothing in NO_COLOR (https://no-color.org).
bool in_colour(std::FILE* file);

/// `text` on stdout, whole.
void print(std::string_view text);

/// Before anything is opened: where stdin, stdout or stderr is closed, no file of ours shall get its number.
void keep_standard_files();

}  // namespace galley
