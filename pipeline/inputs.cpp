// See inputs.h.
#include "pipeline/inputs.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

#include "pipeline/compressed.h"

namespace galley {
namespace {

constexpr std::size_t block = 64 << 10;

[[noreturn]] void fail_as_said() { throw std::runtime_error(std::strerror(errno)); }

}  // namespace

Input::Input(const std::string& name)
    : file_(name == "-" ? dup(STDIN_FILENO) : ::open(name.c_str(), O_RDONLY | O_CLOEXEC)), block_(block) {
  if (file_ < 0) fail_as_said();
  struct stat is {};
  if (fstat(file_, &is) == 0 && S_ISREG(is.st_mode)) length_ = static_cast<std::uint64_t>(is.st_size);
  // stdin may stand at any place of its file
  if (const off_t at = length_ ? lseek(file_, 0, SEEK_CUR) : 0; at > 0) read_ = static_cast<std::uint64_t>(at);
}

Input::~Input() {
  if (file_ >= 0) close(file_);
}

Input::int_type Input::underflow() {
  ssize_t n = 0;
  do n = read(file_, block_.data(), block_.size());
  while (n < 0 && errno == EINTR);
  if (n < 0) fail_as_said();
  if (n == 0) {
    if (std::exchange(length_, 0) > read_) throw std::runtime_error("it became shorter while it was read");
    return traits_type::eof();
  }
  read_ += static_cast<std::uint64_t>(n);
  setg(block_.data(), block_.data(), block_.data() + n);
  return traits_type::to_int_type(block_[0]);
}

Inputs::Inputs(const Options& o, const Place& from)
    : options_(o), names_(o.files.empty() ? std::vector<std::string>{"-"} : o.files), from_(from), next_(from.input) {
  place_.failed = from.failed;
}

std::optional<RawPage> Inputs::next() {
  for (;;) {
    if (reader_) {
      try {
        while (auto page = reader_->next())
          if (++place_.pages > (place_.input == from_.input ? from_.pages : 0)) return page;
      } catch (const ReadError& e) { fail(e.what()); }
      reader_.reset();
    }
    if (next_ == names_.size()) return std::nullopt;
    place_.input = next_;
    place_.pages = 0;
    open(names_[next_++]);
  }
}

void Inputs::open(const std::string& name) try {
  unpacked_.reset();  // before what it reads
  bytes_.reset();
  input_ = std::make_unique<Input>(name);
  bytes_ = std::make_unique<std::istream>(input_.get());
  unpacked_ = unpacked(*bytes_);
  reader_ =
      std::make_unique<Reader>(*unpacked_, name, options_.from == "jsonl" ? Reader::From::jsonl : Reader::From::text,
                               Reader::page_cap, options_.encoding);
} catch (const std::bad_alloc&) { throw; } catch (const std::exception& e) {
  fail(name + ": " + e.what());
}

void Inputs::fail(const std::string& why) {
  spdlog::error("{}", why);
  place_.failed = true;
}

}  // namespace galley
