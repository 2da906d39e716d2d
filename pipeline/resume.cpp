// See resume.h. The manifest is JSON Lines. Its first says what was asked for: version, rules, options that shape the
// outputs, and each input with its size and time. Then a line for a point of the run, some twenty a second at most; the
// last whole one counts, and what the outputs hold beyond it is written anew, from the page behind it on. The same
// pages give the same bytes, so the outputs of a run that was killed anywhere, any number of times, are those of one
// that was not. When the outputs are whole, a last line says so before they get their names; whoever finds it gives
// them those that are still missing.
#include "pipeline/resume.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "pipeline/output.h"
#include "pipeline/results.h"

namespace galley {
namespace {

using nlohmann::json;
constexpr auto rarely = std::chrono::milliseconds(50);  // between two points, however fast the disk

// Names need not be UTF-8.
std::string line_of(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace) + '\n'; }

json input_of(const std::string& name) {
  struct stat is {};
  if (stat(name.c_str(), &is) != 0 || S_ISDIR(is.st_mode)) return {name, nullptr, nullptr};  // said when its turn comes
  if (!S_ISREG(is.st_mode)) throw UsageError("--resume: '" + name + "' is no plain file, and could not be read again");
  return {name, is.st_size, is.st_mtim.tv_sec * 1'000'000'000 + is.st_mtim.tv_nsec};
}

json settings_of(const Options& o, const Rulebook& book) {
  json inputs = json::array();
  for (const std::string& name : o.files) inputs.push_back(input_of(name));
  const char* const trust = o.trust == Trust::certain ? "certain" : o.trust == Trust::likely ? "likely" : "guess";
  return {{"galley", GALLEY_VERSION}, {"rules", book.digest()}, {"to", o.to},           {"from", o.from},
          {"encoding", o.encoding},   {"trust", trust},         {"skip", o.skip},       {"link-jumps", o.link_jumps},
          {"output", o.output},       {"ledger", o.ledger},     {"residue", o.residue}, {"report", o.report},
          {"inputs", inputs}};
}

// What two runs differ in, for people; empty: nothing.
std::string difference(const json& was, const json& is) {
  for (const auto& [key, value] : is.items()) {
    if (key == "inputs" || was.value(key, json()) == value) continue;
    const std::string what = key == "galley" ? "version" : key == "rules" ? "rules" : "--" + key;
    return what + " was " + was.value(key, json()).dump() + " and is " + value.dump();
  }
  const json before = was.value("inputs", json::array()), &now = is["inputs"];
  for (std::size_t i = 0; i < std::min(before.size(), now.size()); ++i) {
    if (before[i] == now[i]) continue;
    const std::string name = now[i][0].dump();
    if (before[i][0] != now[i][0])
      return "input " + std::to_string(i + 1) + " was " + before[i][0].dump() + " and is " + name;
    return name + (now[i][1].is_null()      ? " can no longer be read"
                   : before[i][1].is_null() ? " could not be read then"
                                            : " has changed since");
  }
  return before.size() == now.size()
             ? ""
             : "there were " + std::to_string(before.size()) + " inputs and are " + std::to_string(now.size());
}

json json_of(const Point& p) {
  json targets = json::array();
  for (const auto& t : p.waiting.targets) targets.push_back({t.page, t.jump, t.target});
  return {{"input", p.place.input}, {"pages", p.place.pages},     {"failed", p.place.failed},
          {"lengths", p.lengths},   {"waiting", p.waiting.pages}, {"targets", targets}};
}

Point point_of(const json& j) {
  Point p{{j.at("input"), j.at("pages"), j.at("failed")}, j.at("lengths"), {j.at("waiting"), {}}};
  for (const json& t : j.at("targets")) p.waiting.targets.push_back({t.at(0), t.at(1), t.at(2)});
  return p;
}

}  // namespace

Manifest::Manifest(const Options& o, const Rulebook& book) : name_(o.resume), outputs_(output_names(o)) {
  const std::string head = line_of(settings_of(o, book));
  file_ = open(name_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) fail();
  if (flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw std::runtime_error(name_ + ": another run is at work with it");
  read(head);
}

Manifest::~Manifest() { close(file_); }

void Manifest::read(const std::string& head) {
  std::string all;
  char block[64 << 10];
  ssize_t n = 0;
  while ((n = ::read(file_, block, sizeof block)) > 0) all.append(block, static_cast<std::size_t>(n));
  if (n < 0) fail();
  std::size_t whole = 0;  // bytes of lines that were written to their ends
  for (std::size_t end = 0; (end = all.find('\n', whole)) != all.npos; whole = end + 1) {
    const json line = json::parse(all.begin() + static_cast<std::ptrdiff_t>(whole),
                                  all.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
    const bool first = whole == 0;
    try {
      if (first && !line.at("galley").is_string()) throw UsageError(name_ + " is there, and is no manifest of galley");
      if (first) {
        const std::string differs = difference(line, json::parse(head));
        if (!differs.empty())
          throw UsageError(name_ + " is of another run: " + differs +
                           "; with another manifest, or without this one, all begins anew");
      } else {
        last_ = point_of(line);
        if (line.contains("status")) status_ = line["status"];
      }
    } catch (const json::exception&) {
      throw UsageError(first ? name_ + " is there, and is no manifest of galley"
                             : name_ + ": damaged at byte " + std::to_string(whole));
    }
  }
  if (whole == 0 && !head.starts_with(all)) throw UsageError(name_ + " is there, and is no manifest of galley");
  if (whole < all.size() && ftruncate(file_, static_cast<off_t>(whole)) != 0) fail();
  if (whole == 0) append(head);
}

void Manifest::append(const std::string& line) {
  for (std::size_t at = 0; at < line.size();) {
    const ssize_t n = write(file_, line.data() + at, line.size() - at);
    if (n < 0 && errno != EINTR) fail();
    if (n > 0) at += static_cast<std::size_t>(n);
  }
  if (fdatasync(file_) != 0) fail();
}

void Manifest::fail() const { throw std::runtime_error(name_ + ": " + std::strerror(errno)); }

bool Manifest::due() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return false;
  begun_ = now;
  return true;
}

void Manifest::add(const Point& point) {
  append(line_of(json_of(point)));
  const auto now = std::chrono::steady_clock::now();
  next_ = now + std::max<std::chrono::steady_clock::duration>(rarely, 20 * (now - begun_));
}

void Manifest::finish(int status, const std::vector<std::uint64_t>& lengths) {
  json line = json_of({{}, lengths, {}});
  line["status"] = status;
  append(line_of(line));
}

std::optional<int> Manifest::done() {
  if (!status_) return std::nullopt;
  for (std::size_t i = 0; i < outputs_.size(); ++i) {
    const std::string& name = outputs_[i];
    const std::string part = staying_part(name);
    auto is_it = [&](const std::string& path) {
      std::error_code none;
      return std::filesystem::file_size(path, none) == last_->lengths.at(i) && !none;
    };
    if (is_it(part) && std::rename(part.c_str(), name.c_str()) != 0) fail();
    if (!is_it(name))
      throw std::runtime_error(name + " is not as the run of " + name_ +
                               " left it; without that manifest all begins anew");
  }
  return status_;
}

}  // namespace galley
