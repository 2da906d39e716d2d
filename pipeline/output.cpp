// See output.h.
#include "pipeline/output.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace galley {
namespace fs = std::filesystem;
namespace {

bool is_special(const std::string& name) {
  std::error_code ignored;
  const fs::file_status there = fs::status(name, ignored);
  return fs::exists(there) && !fs::is_regular_file(there);
}

// The file that becomes `name`, cut to its first `kept` bytes.
std::FILE* open_part(const std::string& path, const std::string& name, std::uint64_t kept) {
  auto fault = [&](const char* why) { return std::runtime_error(name + ": " + why); };
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(fd < 0 ? nullptr : fdopen(fd, "wb"), std::fclose);
  if (!file) throw fault(std::strerror(errno));
  // not every file system has locks
  if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) throw fault("something else is writing it");
  const auto length = static_cast<off_t>(kept);
  struct stat is {};
  if (fstat(fd, &is) == 0 && is.st_size < length) throw fault("what an earlier run left of it is gone");
  if (ftruncate(fd, length) != 0 || lseek(fd, 0, SEEK_END) != length) throw fault(std::strerror(errno));
  return file.release();
}

}  // namespace

Output::Output(std::string name) : name_(std::move(name)) {
  if (name_.empty()) {
    file_ = stdout;
    return;
  }
  std::error_code ignored;
  // what a link leads to is what is meant
  if (fs::is_symlink(name_, ignored) && fs::is_regular_file(name_, ignored))
    name_ = fs::canonical(name_, ignored).string();
  if (is_special(name_)) {
    file_ = std::fopen(name_.c_str(), "wb");
  } else {
    part_ = std::make_unique<Part>(name_ + ".part." + std::to_string(getpid()));
    file_ = open_part(part_->path(), name_, 0);
  }
  if (!file_) fail();
}

Output::Output(std::string name, std::uint64_t kept)
    : name_(std::move(name)), staying_(staying_part(name_)), length_(kept) {
  if (is_special(name_)) throw std::runtime_error(name_ + ": no plain file, which could not be taken up again");
  file_ = open_part(staying_, name_, kept);
}

std::string staying_part(const std::string& name) { return name + ".part"; }

Output::~Output() {
  if (file_ && file_ != stdout) std::fclose(file_);
}

void Output::write(std::string_view s) {
  if (!s.empty() && std::fwrite(s.data(), 1, s.size(), file_) != s.size()) fail();
  length_ += s.size();
}

void Output::flush() {
  if (std::fflush(file_) != 0) fail();
}

void Output::sync() {
  flush();
  if (fdatasync(fileno(file_)) != 0) fail();
}

void Output::close() {
  flush();
  if (file_ != stdout && std::fclose(std::exchange(file_, nullptr)) != 0) fail();
}

void Output::appear() {
  if (part_ && !part_->becomes(name_)) fail();
  if (!staying_.empty() && std::rename(staying_.c_str(), name_.c_str()) != 0) fail();
  part_.reset();
}

void Output::fail() const {
  const int why = errno;
  if (why == EPIPE && name_.empty()) throw Closed{};
  throw std::runtime_error((name_.empty() ? "standard output" : name_) + ": " + std::strerror(why));
}

bool in_colour(std::FILE* file) {
  const char *no = std::getenv("NO_COLOR"), *terminal = std::getenv("TERM");
  return isatty(fileno(file)) && !(no && *no) && !(terminal && std::string_view(terminal) == "dumb");
}

void print(std::string_view text) {
  Output out("");
  out.write(text);
  out.close();
}

void keep_standard_files() {
  // the other way round than their use, so that using them is still an error
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
      return;
}

}  // namespace galley
