// Compressed input, told by its first bytes: gzip, zstd, bzip2, xz.
#pragma once

#include <istream>
#include <memory>

namespace galley {

/// The stream as it is read by a program: unpacked when it is packed, else unchanged. `in` must outlive the result.
/// Reading throws std::runtime_error out of the stream's buffer where the packed data are broken or end too early.
std::unique_ptr<std::istream> unpacked(std::istream& in);

}  // namespace galley
