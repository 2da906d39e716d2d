// Whether one text goes on in another, by a language model of Chinese. See language.cpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace galley {

class Language {
 public:
  /// The packaged model, loaded once for all threads when first asked for; null where it is not installed (said once).
  static const Language* chinese();
  /// A model of one's own; null, and said, where the file is missing or no such model.
  static std::unique_ptr<const Language> load(const std::string& path);

  /// What of a text a seam is judged by: its last, or first, few Han characters up to any other, simplified.
  static constexpr std::size_t window = 6;
  struct Window {
    std::array<char16_t, window> chars{};
    std::uint8_t size = 0;
    bool empty() const { return size == 0; }
    std::span<const char16_t> text() const { return {chars.data(), size}; }
    bool operator==(const Window&) const = default;
  };
  Window tail(std::string_view text) const;
  Window head(std::string_view text) const;
  /// How much likelier (decimal logarithm) the head is right after the tail than anywhere: above 0 they belong together.
  /// 0, no opinion, when either is empty.
  float seam(const Window& tail, const Window& head) const;

  ~Language();

 private:
  explicit Language(const std::string& path);
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace galley
