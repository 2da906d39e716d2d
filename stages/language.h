// Whether one text goes on in another, by a language model: of Chinese (language.cpp), Japanese (japanese.cpp), English
// (english.cpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/page.h"

namespace galley {

class Language {
 public:
  /// The model of what a page in Han characters or kana is written in: null for an alphabet, and where none is installed.
  /// Each is loaded once for all threads when first asked for; that it is missing is said once.
  static const Language* of(const Page& page) { return !page.han ? nullptr : page.kana ? japanese() : chinese(); }
  static const Language* chinese();
  static const Language* japanese();
  /// For stages that know what to do with an alphabet's.
  static const Language* english();
  /// A model of one's own; null, and said, where the file (of Japanese: the folder) is missing or no such model.
  static std::unique_ptr<const Language> chinese_of(const std::string& path);
  static std::unique_ptr<const Language> japanese_of(const std::string& path);
  static std::unique_ptr<const Language> english_of(const std::string& path);

  /// What of a text a seam is judged by: its last, or first, few characters (of English: words, in numbers) up to any that
  /// the model does not know.
  static constexpr std::size_t window = 6;
  struct Window {
    std::array<char16_t, window> chars{};
    std::uint8_t size = 0;
    bool empty() const { return size == 0; }
    std::span<const char16_t> text() const { return {chars.data(), size}; }
    bool operator==(const Window&) const = default;
  };
  virtual Window tail(std::string_view text) const;
  virtual Window head(std::string_view text) const;
  /// How much likelier (decimal logarithm) the head is right after the tail than anywhere: above 0 they belong
  /// together. 0, no opinion, when either is empty.
  float seam(const Window& tail, const Window& head) const {
    return tail.empty() || head.empty() ? 0 : weigh(tail, head);
  }
  float seam(std::string_view before, std::string_view after) const { return seam(tail(before), head(after)); }

  /// Whether the model of Chinese has this as one word. False, no opinion, where there is none.
  virtual bool word(const Window& /*text*/) const { return false; }

  /// Whether a text that ends so breaks off in mid-phrase, as no headline does: in a form that something must follow, or
  /// a particle that leads on. Japanese alone knows; false, no opinion, of other languages.
  virtual bool breaks_off(const Window& /*tail*/) const { return false; }

  /// Whether a text that begins so goes on in mid-phrase: with a particle, an ending. Japanese alone knows.
  virtual bool goes_on(const Window& /*head*/) const { return false; }

  /// One chance seam in a hundred scores above this (measured: language.cpp).
  static constexpr float rarely_chance = 2.2F;

  virtual ~Language() = default;

 protected:
  virtual char16_t known(char32_t c) const = 0;  // as the model has it; 0: it does not know such characters
  virtual float weigh(const Window& tail, const Window& head) const = 0;
};

}  // namespace galley
