// The program as another process that can be watched and killed while it runs.
#pragma once

#include <fcntl.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>

#include "support.h"

namespace galley::tests {

/// `galley ARGUMENTS…` in a folder, in a process group of its own. Its stdin is what `feed` is given, or a file; its
/// stdout and stderr are the folder's files `.out` and `.err`. It is killed, if need be, when this goes.
class Process {
 public:
  Process(const Folder& folder, const std::vector<std::string>& arguments, const char* in = nullptr) : folder_(folder) {
    int ends[2] = {-1, -1};
    if (in) REQUIRE((ends[0] = open((folder / in).c_str(), O_RDONLY | O_CLOEXEC)) >= 0);
    else REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    feed_ = ends[1];
    const int out = create(".out"), err = create(".err");
    std::vector<char*> argv{const_cast<char*>(GALLEY_BINARY)};
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      setpgid(0, 0);
      for (const int s : {SIGHUP, SIGINT, SIGTERM}) std::signal(s, SIG_DFL);
      if (chdir(folder.path().c_str()) != 0 || dup2(ends[0], 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0) _exit(126);
      execv(argv[0], argv.data());
      _exit(127);
    }
    setpgid(pid_, pid_);
    for (const int fd : {ends[0], out, err}) close(fd);
  }
  ~Process() {
    if (pid_ > 0) {
      ::kill(-pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    stop_feeding();
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void feed(std::string_view s) const { REQUIRE(write(feed_, s.data(), s.size()) == static_cast<ssize_t>(s.size())); }
  void stop_feeding() {
    if (feed_ >= 0) close(std::exchange(feed_, -1));
  }
  void kill(int signal) const { REQUIRE(::kill(pid_, signal) == 0); }
  /// Its exit status, or 128 + the signal that killed it; -1 where it has not ended by then.
  int ended(std::chrono::milliseconds within = std::chrono::seconds(30)) {
    int status = 0;
    if (!soon([&] { return waitpid(pid_, &status, WNOHANG) == pid_; }, within)) return -1;
    killed_ = WIFSIGNALED(status);
    group_ = std::exchange(pid_, -1);
    return killed_ ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  bool killed() const { return killed_; }
  /// After it has ended: nobody of its group is left.
  bool all_gone() const { return ::kill(-group_, 0) == -1 && errno == ESRCH; }
  std::string out() const { return slurp(folder_ / ".out"); }
  std::string err() const { return slurp(folder_ / ".err"); }
  /// Waits for it.
  template <class Condition>
  static bool soon(Condition condition, std::chrono::milliseconds within = std::chrono::seconds(30)) {
    const auto until = std::chrono::steady_clock::now() + within;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return true;
  }

 private:
  int create(const char* name) const {
    const int fd = open((folder_ / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    REQUIRE(fd >= 0);
    return fd;
  }
  const Folder& folder_;
  pid_t pid_ = -1, group_ = -1;
  int feed_ = -1;
  bool killed_ = false;
};

}  // namespace galley::tests
