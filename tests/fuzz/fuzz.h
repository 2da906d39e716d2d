// What the fuzz targets share: options out of an input's first bytes, and the end of the program where a promise is
// broken.
//
// A target's kept inputs are in corpus/TARGET/, minimized (`-merge=1`). They grew from samples/ and from inputs of our
// own with zeros before them, for an option's zero is the program's default.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

#include "tests/promises.h"

namespace galley::tests {

/// Ends the program, which is what libFuzzer looks for, unless `fault` is empty.
inline void praise(std::string_view what, std::string_view fault) {
  if (fault.empty()) return;
  std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(what.size()), what.data(), static_cast<int>(fault.size()),
               fault.data());
  std::abort();
}
inline void must(bool holds, std::string_view what) { praise(what, holds ? "" : "does not hold"); }

/// The input, from whose front choices are taken.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}
  /// Below `n`; 0 where the input has ended.
  std::size_t below(std::size_t n) { return byte() % n; }
  template <class T, std::size_t n>
  const T& among(const T (&all)[n]) {
    return all[below(n)];
  }
  Skip skipped_stages() {
    const std::size_t bits = byte();
    Skip skip;
    for (std::size_t i = 0; i < stage_table().size(); ++i)
      if (bits >> i & 1) skip.emplace(stage_table()[i].name);
    return skip;
  }
  std::string encoding() {
    static const char* const names[] = {"auto",     "UTF-8",        "GB18030",    "Big5-HKSCS", "Shift_JIS",
                                        "EUC-JP",   "EUC-KR",       "GBK",        "UTF-16BE",   "UTF-16LE",
                                        "UTF-32BE", "windows-1252", "ISO-8859-7", "UTF-32LE"};
    const std::string name = among(names);
    return name == "auto" ? name : encoding_named(name).value();
  }
  Trust trust() {
    static constexpr Trust all[] = {Trust::likely, Trust::certain, Trust::guess};
    return among(all);
  }
  /// All that no choice has taken.
  std::string rest() const { return std::string(bytes_); }

 private:
  std::size_t byte() {
    if (bytes_.empty()) return 0;
    const auto b = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return b;
  }
  std::string_view bytes_;
};

/// Bounds the time a byte takes, from here to the end of the scope. A newspaper page takes a hundredth of the bound,
/// sanitizers included.
class Watch {
 public:
  explicit Watch(std::size_t bytes) : most_(2 + 1e-3 * static_cast<double>(bytes)) {}
  ~Watch() { must(static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC < most_, "time per byte"); }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  std::clock_t begin_ = std::clock();
  double most_;
};

/// What must hold of any input. `in_reads`: bytes of a read, for the second time.
inline Cleaned check_promises(const std::string& bytes, const Way& way, std::size_t in_reads) {
  Cleaned c = [&] {
    const Watch watch(bytes.size());
    return clean(bytes, way);
  }();
  for (const Done& d : c.pages) {
    must(d.problem == d.raw->problem, "a page goes through the chain");
    praise("conservation", unaccounted(d.page));
  }
  praise("form", malformed(c));
  Drip drip(bytes, in_reads);
  std::istream slow(&drip);
  const Cleaned again = clean(slow, way);
  must(again.text == c.text && again.jsonl == c.jsonl && again.ledger == c.ledger,
       "the same bytes for any size of reads");
  return c;
}

}  // namespace galley::tests
