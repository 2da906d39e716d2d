// See compressed.h. Boost.Iostreams stays in this file, and so does libzstd: Boost's own filter of 1.74 takes a zstd
// file that was cut short for a whole one.
#include "pipeline/compressed.h"

#include <zstd.h>

#include <algorithm>
#include <boost/iostreams/filter/bzip2.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/lzma.hpp>
#include <boost/iostreams/filtering_stream.hpp>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace galley {
namespace {

namespace io = boost::iostreams;
using namespace std::string_view_literals;
constexpr std::streamsize block = 64 << 10;

// The stream again from its first byte, which had to be taken to look at it.
struct Whole {
  using char_type = char;
  using category = io::source_tag;
  std::string head;
  std::streambuf* rest = nullptr;
  std::size_t at = 0;
  std::streamsize read(char* s, std::streamsize n) {
    if (at < head.size()) {
      n = std::min(n, static_cast<std::streamsize>(head.size() - at));
      std::copy_n(head.data() + at, n, s);
      at += static_cast<std::size_t>(n);
      return n;
    }
    // what is there now, so that a slow pipe is not waited for longer than it must
    if (std::streambuf::traits_type::eq_int_type(rest->sgetc(), std::streambuf::traits_type::eof())) return -1;
    return rest->sgetn(s, std::min(n, std::max<std::streamsize>(1, rest->in_avail())));
  }
};

class Zstd {
 public:
  using char_type = char;
  struct category : io::multichar_input_filter_tag {};
  template <class Source>
  std::streamsize read(Source& source, char* s, std::streamsize n) {
    if (!stream_) throw std::bad_alloc();
    ZSTD_outBuffer out{s, static_cast<std::size_t>(n), 0};
    while (out.pos == 0) {
      if (in_.pos == in_.size && !full_) {
        const std::streamsize got = io::read(source, packed_->data(), static_cast<std::streamsize>(packed_->size()));
        if (got < 0 && inside_) throw std::runtime_error("zstd data end too early");
        if (got < 0) return -1;
        in_ = {packed_->data(), static_cast<std::size_t>(got), 0};
      }
      const std::size_t left = ZSTD_decompressStream(stream_.get(), &out, &in_);
      if (ZSTD_isError(left)) throw std::runtime_error(std::string("zstd: ") + ZSTD_getErrorName(left));
      inside_ = left != 0;  // 0: a frame is complete, and another may follow
      full_ = out.pos == out.size;
    }
    return static_cast<std::streamsize>(out.pos);
  }

 private:
  // Boost copies filters before their first read
  std::shared_ptr<ZSTD_DStream> stream_{ZSTD_createDStream(), ZSTD_freeDStream};
  std::shared_ptr<std::vector<char>> packed_ = std::make_shared<std::vector<char>>(block);
  ZSTD_inBuffer in_{nullptr, 0, 0};
  bool inside_ = false;
  bool full_ = false;  ///< the last output filled its place: there may be more without more input
};

}  // namespace

std::unique_ptr<std::istream> unpacked(std::istream& in) {
  Whole whole{{}, in.rdbuf()};
  constexpr std::string_view gzip = "\x1F\x8B"sv, bzip2 = "BZh"sv,
                             xz = "\xFD"
                                  "7zXZ\0"sv,
                             zstd = "\x28\xB5\x2F\xFD"sv;
  while (whole.head.size() < 6) {
    const auto c = in.rdbuf()->sbumpc();
    if (c == std::streambuf::traits_type::eof()) break;
    whole.head += static_cast<char>(c);
  }
  const std::string_view head = whole.head;
  auto out = std::make_unique<io::filtering_istream>();
  if (head.starts_with(gzip)) out->push(io::gzip_decompressor(io::gzip::default_window_bits, block));
  else if (head.starts_with(bzip2)) out->push(io::bzip2_decompressor(false, block));
  else if (head.starts_with(xz)) out->push(io::lzma_decompressor(block));
  else if (head.starts_with(zstd)) out->push(Zstd(), block);
  out->push(whole, block);
  out->exceptions(std::ios::badbit);
  return out;
}

}  // namespace galley
