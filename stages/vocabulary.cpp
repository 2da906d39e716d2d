// Vocabulary: a Bloom filter of a model's words.
//
// Of the words that a seam of random columns would make, one in thirty exists; that it does not, the model finds out by a search over a
// megabyte of hashes, 100 to 200 ns each. Here it is one look into 256 KB: three bits of one number of 64, five words to each.
//
// kenlm, whose format the models of libime have, writes all words at the end of the file, each closed by a NUL, in the order of their
// indices, <unk> first. That is believed after every hundredth, and the last, has been asked for; 160,000 words take 3 ms.
#include "stages/vocabulary.h"

#include <algorithm>
#include <fstream>

#include "pipeline/unicode.h"

namespace galley {
namespace {

constexpr std::string_view first = std::string_view("<unk>\0", 6);

// The end of the file, from the first word on; empty where there is none.
std::string words_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  for (std::streamoff length = 1 << 20; file && size > 0; length *= 2) {
    length = std::min(length, size);
    std::string tail(static_cast<std::size_t>(length), '\0');
    file.seekg(size - length);
    file.read(tail.data(), length);
    if (const std::size_t at = tail.rfind(first); file && at != std::string::npos) return tail.substr(at);
    if (length == size) break;
  }
  return {};
}

}  // namespace

Vocabulary::Vocabulary(const std::string& path, const std::function<unsigned(std::string_view)>& index) : blocks_(std::size_t{1} << (64 - shift)) {
  const std::string all = words_of(path);
  bool right = !all.empty() && all.back() == '\0';
  unsigned at = 0;
  for (std::size_t from = 0; right && from < all.size(); ++at) {
    const std::size_t to = all.find('\0', from);
    const std::string_view word = std::string_view(all).substr(from, to - from);
    from = to + 1;
    if (at % 100 == 0 || from == all.size()) right = index(word) == at;
    std::uint64_t k = 0;
    std::size_t chars = 0;
    for (std::size_t i = 0; i < word.size(); ++chars) k = k << 16 | decode(word, i);
    if (chars > longest) continue;
    const std::uint64_t h = k * 0x9E3779B97F4A7C15U;
    blocks_[h >> shift] |= marks(h);
  }
  if (!right) std::fill(blocks_.begin(), blocks_.end(), ~std::uint64_t{0});
}

}  // namespace galley
