// A long batch that may be killed and started again: `--resume MANIFEST`. See resume.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/inputs.h"
#include "pipeline/jumps.h"
#include "pipeline/options.h"
#include "pipeline/rules.h"

namespace galley {

/// A moment of a run, and all it takes to go on from there.
struct Point {
  Place place;                         ///< the last page written; `failed` also where a page could not be processed
  std::vector<std::uint64_t> lengths;  ///< of the outputs, on the disk
  Links::Waiting waiting;              ///< pages behind `place` whose jumps have been looked at
};

class Manifest {
 public:
  /// Reads the manifest, or begins one where there is none. Throws UsageError where it is that of another command, or
  /// an input has changed or could not be read again; std::runtime_error where it cannot be read or written, or another
  /// run has it.
  Manifest(const Options& options, const Rulebook& book);
  ~Manifest();
  Manifest(const Manifest&) = delete;
  Manifest& operator=(const Manifest&) = delete;
  /// Where to go on; nothing: at the beginning.
  const std::optional<Point>& last() const { return last_; }
  /// The exit status of a run that is done. Its outputs have their names then; throws std::runtime_error where they are
  /// no longer there.
  std::optional<int> done();
  /// It is time for another point: together with the syncing before them they may take a twentieth of the time.
  bool due();
  void add(const Point& point);
  /// All is written and on the disk, and only the names are missing.
  void finish(int status, const std::vector<std::uint64_t>& lengths);

 private:
  void read(const std::string& head);
  void append(const std::string& line);
  [[noreturn]] void fail() const;
  std::string name_;
  std::vector<std::string> outputs_;
  int file_ = -1;
  std::optional<Point> last_;
  std::optional<int> status_;
  std::chrono::steady_clock::time_point begun_, next_ = std::chrono::steady_clock::now();  ///< the last point, the next
};

}  // namespace galley
