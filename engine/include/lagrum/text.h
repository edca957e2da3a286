#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace lagrum {

/// The languages in which everything for people exists.
enum class Language : std::uint8_t { kSwedish, kDanish, kEnglish };

inline constexpr std::array kLanguages = {Language::kSwedish, Language::kDanish,
                                          Language::kEnglish};

/// "sv", "da", "en".
std::string_view to_string(Language language);
/// From "sv", "da", "en" or a tag that begins so ("sv-SE"); English for everything else.
Language parse_language(std::string_view tag);

/// A text in several languages, as written in a law pack or workflow: language tag to text.
class Texts {
 public:
  Texts() = default;
  explicit Texts(std::map<std::string, std::string> by_language)
      : by_language_(std::move(by_language)) {}

  void set(std::string language, std::string text) {
    by_language_[std::move(language)] = std::move(text);
  }
  /// The text in that language; else in English, Swedish, Danish, in this order; else empty.
  const std::string& in(Language language) const;
  bool empty() const { return by_language_.empty(); }
  const std::map<std::string, std::string>& all() const { return by_language_; }

 private:
  std::map<std::string, std::string> by_language_;
};

/// A sentence of the engine's own, from its one catalogue (engine/base/catalogue.cpp), with each
/// "{name}" replaced by the value given for it. An unknown key gives the key itself, which a test
/// forbids.
std::string message(Language language, std::string_view key,
                    const std::map<std::string, std::string>& values = {});

}  // namespace lagrum
