// How a run ends before its work is done: by a signal, or with no memory left. What has been written then ends with a
// whole page, and files that are not whole are gone.
#pragma once

#include <atomic>
#include <csignal>
#include <string>
#include <thread>

namespace galley {

/// While it lives, SIGINT, SIGTERM and SIGHUP end the program with 128 + the signal's number, whatever its threads do
/// or wait for; a failed allocation ends it with a message and 1; writing to a closed pipe or past a limit is an error
/// of that write. Make it before any other thread: they inherit its signal mask. A signal that the caller has ignored
/// stays ignored.
class Ending {
 public:
  Ending();
  ~Ending();
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;

 private:
  sigset_t before_{};
  int wake_ = 0;  ///< one of the signals waited for; 0: all are ignored
  std::atomic<bool> over_ = false;
  std::thread waiting_;
};

/// While one lives, only its own thread can end the program: a page is being written, or files get their names. They
/// nest.
class Whole {
 public:
  Whole();
  ~Whole();
  Whole(const Whole&) = delete;
  Whole& operator=(const Whole&) = delete;
};

/// A file that is not whole yet: it goes when this does, or when the program ends early.
class Part {
 public:
  /// The file need not exist yet.
  explicit Part(std::string path);
  ~Part();
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  const std::string& path() const { return path_; }
  /// It is whole, and gets its name; false, with errno set, where that fails.
  bool becomes(const std::string& name);

 private:
  std::string path_;
};

}  // namespace galley
