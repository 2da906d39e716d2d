// What a thread remembers of what it has asked a language model: the same words stand at many seams of a page, and one
// head is held against many tails.
#pragma once

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "stages/language.h"

namespace galley {

/// Answers by key, which is never Key{}. A key has one place of `size`; what stood there goes.
template <class Key, class Value, std::size_t size>
class Memo {
 public:
  /// The key's value; made by `make` where it is not known.
  template <class Make>
  const Value& of(const Key& key, std::uint64_t hash, Make make) {
    static_assert(std::has_single_bit(size));
    Slot& slot = slots_[hash * 0x9E3779B97F4A7C15U >> (64 - std::bit_width(size - 1))];
    if (!(slot.key == key)) slot = {key, make()};
    return slot.value;
  }

 private:
  struct Slot {
    Key key{};
    Value value{};
  };
  std::vector<Slot> slots_ = std::vector<Slot>(size);
};

/// What each thread remembers of one model; it goes with the model. Nothing is done when a thread ends: to have that done takes
/// memory, and where there is none the system's library ends the program.
template <class Memory>
class Remembered {
 public:
  Memory& here() const {
    static thread_local std::uint64_t of = 0;
    static thread_local Memory* memory = nullptr;
    if (of != id_) {
      memory = &mine();
      of = id_;
    }
    return *memory;
  }

 private:
  Memory& mine() const {
    const std::lock_guard lock(guard_);
    auto& memory = threads_[std::this_thread::get_id()];
    if (!memory) memory = std::make_unique<Memory>();
    return *memory;
  }

  static inline std::atomic<std::uint64_t> made_ = 0;
  const std::uint64_t id_ = ++made_;  // an address may come back
  mutable std::mutex guard_;
  mutable std::map<std::thread::id, std::unique_ptr<Memory>> threads_;
};

inline std::uint64_t hash_of(const Language::Window& w) {
  std::uint64_t first;  // what stands behind `size` characters is 0
  std::uint32_t rest;
  static_assert(sizeof w.chars == sizeof first + sizeof rest);
  std::memcpy(&first, w.chars.data(), sizeof first);
  std::memcpy(&rest, w.chars.data() + sizeof first / sizeof(char16_t), sizeof rest);
  const std::uint64_t h = (first ^ rest) * 0x2545F4914F6CDD1D;
  return (h ^ h >> 29 ^ rest) * 0x9E3779B97F4A7C15;
}

/// What stands on both sides of a seam.
struct Sides {
  Language::Window tail, head;
  bool operator==(const Sides&) const = default;
};
inline std::uint64_t hash_of(const Language::Window& tail, const Language::Window& head) {
  return hash_of(tail) * 31 + hash_of(head);
}

}  // namespace galley
