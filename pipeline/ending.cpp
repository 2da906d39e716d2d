// See ending.h. Signals are blocked in every thread but one, which waits for them and ends the program from there:
// neither a blocked read nor a page that takes long can hold them up, and no stage need ask whether it is time to stop.
#include "pipeline/ending.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <new>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace galley {
namespace {

// What a reader of stdout may take to make room for the page that is being written; after that the page is cut off.
constexpr std::chrono::milliseconds patience{5000}, a_while{10};

// Never destroyed: a thread may end the program while another leaves main.
std::mutex& writing = *new std::mutex;
std::set<std::string>& parts = *new std::set<std::string>;
thread_local int depth = 0;  // of Whole

void say(std::string_view s) {
  if (write(STDERR_FILENO, s.data(), s.size()) < 0) return;  // nobody is left to tell
}

// Allocates nothing.
[[noreturn]] void end(int status) {
  std::chrono::milliseconds waited{0};
  for (; depth == 0 && !writing.try_lock() && waited < patience; waited += a_while)
    std::this_thread::sleep_for(a_while);
  for (const std::string& path : parts) unlink(path.c_str());
  _exit(status);
}

[[noreturn]] void out_of_memory() {
  static std::atomic_flag said;  // several threads may find out at once
  if (!said.test_and_set()) say("galley: out of memory\n");
  end(1);
}

// An exception where none may pass, such as in a thread of a library.
[[noreturn]] void terminated() {
  try {
    if (const auto e = std::current_exception()) std::rethrow_exception(e);
  } catch (const std::bad_alloc&) { out_of_memory(); } catch (const std::exception& e) {
    say("galley: ");
    say(e.what());
    say("\n");
  } catch (...) { say("galley: ended by a fault of its own\n"); }
  end(1);
}

}  // namespace

Ending::Ending() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::set_new_handler(out_of_memory);
  std::set_terminate(terminated);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int s : {SIGHUP, SIGINT, SIGTERM}) {
    struct sigaction now {};
    sigaction(s, nullptr, &now);
    if (now.sa_handler == SIG_IGN) continue;  // nohup, or a shell's `&`
    sigaddset(&signals, s);
    wake_ = s;
  }
  pthread_sigmask(SIG_BLOCK, &signals, &before_);
  if (wake_ == 0) return;
  try {
    waiting_ = std::thread([this, signals] {
      int which = 0;
      if (sigwait(&signals, &which) != 0 || over_) return;
      if (isatty(STDERR_FILENO)) say("\r\033[K");  // the progress line
      end(128 + which);
    });
  } catch (const std::system_error& e) { throw std::runtime_error("no thread can be started: " + e.code().message()); }
}

Ending::~Ending() {
  if (wake_ != 0) {
    over_ = true;
    pthread_kill(waiting_.native_handle(), wake_);
    waiting_.join();
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  std::set_new_handler(nullptr);
  std::set_terminate(nullptr);
}

Whole::Whole() {
  if (depth++ == 0) writing.lock();
}
Whole::~Whole() {
  if (--depth == 0) writing.unlock();
}

Part::Part(std::string path) : path_(std::move(path)) {
  const Whole whole;
  parts.insert(path_);
}

Part::~Part() {
  const Whole whole;
  if (parts.erase(path_) > 0) unlink(path_.c_str());
}

bool Part::becomes(const std::string& name) {
  const Whole whole;
  if (std::rename(path_.c_str(), name.c_str()) != 0) return false;
  parts.erase(path_);
  return true;
}

}  // namespace galley
