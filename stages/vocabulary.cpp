// Vocabulary: a Bloom filter of a model's words.
//
// Of the words that a seam of random columns would make, one in thirty exists; that it does not, the model finds out by
// a search over a megabyte of hashes, 100 to 200 ns each. Here it is one look into 256 KB: three bits of one number of
// 64, five words to each.
//
// kenlm, whose format the models of libime have, writes all words at the end of the file, each closed by a NUL, in the
// order of their indices, <unk> first. That is believed after every thousandth, and the last, has been asked for;
// 160,000 words take 2 ms.
#include "stages/vocabulary.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace galley {
namespace {

constexpr std::string_view first = std::string_view("<unk>\0", 6);

// A file as it stands on the disk; empty where it cannot be mapped.
class Mapped {
 public:
  explicit Mapped(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (file >= 0 && ::fstat(file, &about) == 0 && about.st_size > 0) {
      size_ = static_cast<std::size_t>(about.st_size);
      at_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    }
    if (file >= 0) ::close(file);
  }
  ~Mapped() {
    if (at_ != MAP_FAILED) ::munmap(at_, size_);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  std::string_view bytes() const {
    return at_ == MAP_FAILED ? std::string_view{} : std::string_view(static_cast<const char*>(at_), size_);
  }

 private:
  void* at_ = MAP_FAILED;
  std::size_t size_ = 0;
};

// The end of the file, from the first word on; empty where there is none.
std::string_view words_of(std::string_view file) {
  for (std::size_t at = file.rfind('<'); at != std::string_view::npos;
       at = at ? file.rfind('<', at - 1) : std::string_view::npos)
    if (file.substr(at).starts_with(first)) return file.substr(at);
  return {};
}

}  // namespace

Vocabulary::Vocabulary(const std::string& path, const std::function<unsigned(std::string_view)>& index)
    : blocks_(std::size_t{1} << (64 - shift)) {
  const Mapped file(path);
  const std::string_view all = words_of(file.bytes());
  bool right = !all.empty() && all.back() == '\0';
  unsigned at = 0;
  for (std::size_t from = 0; right && from < all.size(); ++at) {
    const std::size_t to = all.find('\0', from);
    const std::string_view word = all.substr(from, to - from);
    from = to + 1;
    if (at % 1000 == 0 || from == all.size()) right = index(word) == at;
    if (word.size() > 3 * longest || word.size() % 3) continue;  // three bytes a character
    std::uint64_t k = 0;
    for (std::size_t i = 0; i < word.size(); i += 3)
      k = k << 16 |
          static_cast<std::uint64_t>((word[i] & 0x0F) << 12 | (word[i + 1] & 0x3F) << 6 | (word[i + 2] & 0x3F));
    const std::uint64_t h = k * factor;
    blocks_[h >> shift] |= marks(h);
  }
  if (!right) std::fill(blocks_.begin(), blocks_.end(), ~std::uint64_t{0});
}

}  // namespace galley
