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
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void write(std::string_view s);
  void flush();
  /// No more follows. Of several outputs close all before the first appears: then all are whole, or none is there.
  void close();
  void appear();

 private:
  [[noreturn]] void fail() const;
  std::string name_;
  std::unique_ptr<Part> part_;
  std::FILE* file_ = nullptr;
};

/// `text` on stdout, whole.
void print(std::string_view text);

/// Before anything is opened: where stdin, stdout or stderr is closed, no file of ours shall get its number.
void keep_standard_files();

}  // namespace galley
