// See output.h.
#include "pipeline/output.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace galley {
namespace fs = std::filesystem;

Output::Output(std::string name) : name_(std::move(name)) {
  if (name_.empty()) { file_ = stdout; return; }
  std::error_code ignored;
  const fs::file_status there = fs::status(name_, ignored);
  if (fs::exists(there) && !fs::is_regular_file(there)) {
    file_ = std::fopen(name_.c_str(), "wb");
  } else {
    part_ = std::make_unique<Part>(name_ + ".part." + std::to_string(getpid()));
    file_ = std::fopen(part_->path().c_str(), "wb");
  }
  if (!file_) fail();
}

Output::~Output() {
  if (file_ && file_ != stdout) std::fclose(file_);
}

void Output::write(std::string_view s) {
  if (!s.empty() && std::fwrite(s.data(), 1, s.size(), file_) != s.size()) fail();
}

void Output::flush() {
  if (std::fflush(file_) != 0) fail();
}

void Output::close() {
  flush();
  if (file_ != stdout && std::fclose(std::exchange(file_, nullptr)) != 0) fail();
}

void Output::appear() {
  if (part_ && !part_->becomes(name_)) fail();
  part_.reset();
}

void Output::fail() const {
  const int why = errno;
  if (why == EPIPE && name_.empty()) throw Closed{};
  throw std::runtime_error((name_.empty() ? "standard output" : name_) + ": " + std::strerror(why));
}

void print(std::string_view text) {
  Output out("");
  out.write(text);
  out.close();
}

void keep_standard_files() {
  // the other way round than their use, so that using them is still an error
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
}

}  // namespace galley
