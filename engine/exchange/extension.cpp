#include "exchange/extension.h"

#include "base/xml_text.h"

namespace lagrum::exchange {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEFabcdef";
constexpr std::string_view kPlainInUrn =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:;,()";

unsigned digit(char c) {
  const auto place = static_cast<unsigned>(kHexDigits.find(c));
  return place < 16 ? place : place - 6;
}

bool is_text(std::string_view text) {
  while (!text.empty()) {
    const xml::Character character = xml::first_character(text);
    if (character.size == 0 || !xml::is_xml_character(character.code)) return false;
    text.remove_prefix(character.size);
  }
  return true;
}

}  // namespace

std::string urn(std::string_view prefix, std::string_view text) {
  std::string made(prefix);
  for (const char c : text) {
    if (kPlainInUrn.find(c) != std::string_view::npos) {
      made += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    made += '%';
    made += kHexDigits[byte >> 4U];
    made += kHexDigits[byte & 15U];
  }
  return made;
}

Result<std::string> text_of_urn(std::string_view encoded) {
  std::string text;
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    if (encoded[at] != '%') {
      text += encoded[at];
      continue;
    }
    const std::string_view digits = encoded.substr(at + 1, 2);
    if (digits.size() < 2 || digits.find_first_not_of(kHexDigits) != std::string_view::npos) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected an escape such as %20, found '%" + std::string(digits) + "'",
                   {},
                   {}};
    }
    text += static_cast<char>(digit(digits[0]) * 16 + digit(digits[1]));
    at += 2;
  }
  if (is_text(text)) return text;
  return Error{ErrorCode::kInvalidArgument,
               "expected text in UTF-8 after its escapes, found '" + std::string(encoded) + "'",
               {},
               {}};
}

}  // namespace lagrum::exchange
