#include "base/xml_text.h"

#include <algorithm>
#include <array>

namespace lagrum::xml {
namespace {

constexpr std::size_t kBlock = 1024;
constexpr std::size_t kDeclarationMax = 512;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

unsigned byte_at(std::string_view text, std::size_t offset) {
  return static_cast<unsigned char>(text[offset]);
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

struct Lead {
  unsigned mask;
  unsigned bits;
  std::size_t size;
  char32_t smallest;
};
constexpr std::array kLeads = {Lead{0xE0, 0xC0, 2, 0x80}, Lead{0xF0, 0xE0, 3, 0x800},
                               Lead{0xF8, 0xF0, 4, 0x10000}};

bool is_scalar(char32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return lower(c); });
  return result;
}

/// The encoding named in the XML declaration of an ASCII-compatible text, or empty.
std::string_view declared_encoding(std::string_view text) {
  if (text.substr(0, 5) != "<?xml") return {};
  const std::string_view declaration = text.substr(0, std::min(text.find("?>"), kDeclarationMax));
  const std::size_t keyword = declaration.find("encoding");
  if (keyword == std::string_view::npos) return {};
  const std::size_t equals = declaration.find_first_not_of(kSpace, keyword + 8);
  if (equals == std::string_view::npos || declaration[equals] != '=') return {};
  const std::size_t open = declaration.find_first_not_of(kSpace, equals + 1);
  if (open == std::string_view::npos || (declaration[open] != '"' && declaration[open] != '\''))
    return {};
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return close == std::string_view::npos ? std::string_view()
                                         : declaration.substr(open + 1, close - open - 1);
}

Error bad_byte(const std::string& text, const std::string& name, std::string message) {
  return Error{ErrorCode::kInvalidArgument,
               std::move(message),
               TextIndex(text).position(text.size(), name),
               {}};
}

Error bad_encoding(const std::string& name, std::string_view expected, std::string_view found) {
  return Error{ErrorCode::kInvalidArgument,
               "expected " + std::string(expected) + ", found encoding '" +
                   std::string(found.substr(0, 40)) + "'",
               Position{name, 1, 1},
               {}};
}

std::string hexadecimal(unsigned value) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  return {'0', 'x', kDigits[value >> 4U & 15U], kDigits[value & 15U]};
}

Result<std::string> from_utf8(std::string_view bytes, const std::string& name) {
  for (std::size_t offset = 0; offset < bytes.size();) {
    const Character character = first_character(bytes.substr(offset));
    if (character.size == 0 || character.code == 0) {
      return bad_byte(
          std::string(bytes.substr(0, offset)), name,
          "expected a character in UTF-8, found the byte " + hexadecimal(byte_at(bytes, offset)));
    }
    offset += character.size;
  }
  return std::string(bytes);
}

Result<std::string> from_latin1(std::string_view bytes, const std::string& name) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    if (c == '\0') return bad_byte(text, name, "expected a character, found the byte 0x00");
    append_character(text, static_cast<unsigned char>(c));
  }
  return text;
}

Result<std::string> from_utf16(std::string_view bytes, bool big_endian, const std::string& name) {
  const auto unit = [&](std::size_t offset) -> char32_t {
    const unsigned first = byte_at(bytes, offset);
    const unsigned second = byte_at(bytes, offset + 1);
    return big_endian ? first << 8U | second : second << 8U | first;
  };
  std::string text;
  for (std::size_t offset = 0; offset + 1 < bytes.size(); offset += 2) {
    char32_t code = unit(offset);
    if (code >= 0xD800 && code <= 0xDBFF && offset + 3 < bytes.size()) {
      const char32_t low = unit(offset + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
        offset += 2;
      }
    }
    if (code == 0 || !is_scalar(code))
      return bad_byte(text, name, "expected a character in UTF-16, found half of one or U+0000");
    append_character(text, code);
  }
  if (bytes.size() % 2 != 0)
    return bad_byte(text, name, "expected pairs of bytes in UTF-16, found a single one at the end");
  return text;
}

struct Signature {
  std::string_view bytes;
  std::size_t mark;  // length of the byte order mark
  bool big_endian;
};
constexpr std::array kUtf16 = {
    Signature{std::string_view("\xFF\xFE", 2), 2, false},
    Signature{std::string_view("\xFE\xFF", 2), 2, true},
    Signature{std::string_view("<\0", 2), 0, false},
    Signature{std::string_view("\0<", 2), 0, true},
};

Result<Transcoded> utf16_document(std::string_view bytes, const Signature& signature,
                                  const std::string& name) {
  LAGRUM_ASSIGN(std::string text,
                from_utf16(bytes.substr(signature.mark), signature.big_endian, name));
  const std::string_view declared = declared_encoding(text);
  if (!declared.empty() && lower(declared).substr(0, 6) != "utf-16") {
    return bad_encoding(name, "UTF-16, as the first bytes say", declared);
  }
  return Transcoded{std::move(text), "UTF-16"};
}

}  // namespace

Character first_character(std::string_view text) {
  if (text.empty()) return {};
  if (byte_at(text, 0) < 0x80) return {byte_at(text, 0), 1};
  for (const Lead& lead : kLeads) {
    if ((byte_at(text, 0) & lead.mask) != lead.bits) continue;
    if (text.size() < lead.size) return {};
    char32_t code = byte_at(text, 0) & ~lead.mask;
    for (std::size_t i = 1; i < lead.size; ++i) {
      if (!is_continuation(text[i])) return {};
      code = code << 6U | (byte_at(text, i) & 0x3FU);
    }
    return code >= lead.smallest && is_scalar(code) ? Character{code, lead.size} : Character{};
  }
  return {};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Character first = first_character(text);
    if (first.size == 0) return false;
    text.remove_prefix(first.size);
  }
  return true;
}

void append_character(std::string& text, char32_t code) {
  LAGRUM_CHECK(is_scalar(code));
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80U | (code >> shift & 0x3FU));
  };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | code >> 6U);
    tail(0);
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | code >> 12U);
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | code >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_xml_character(char32_t code) {
  return code == '\t' || code == '\n' || code == '\r' ||
         (code >= 0x20 && is_scalar(code) && code != 0xFFFE && code != 0xFFFF);
}

Result<Transcoded> to_utf8(std::string_view bytes, const std::string& name) {
  for (const Signature& signature : kUtf16) {
    if (bytes.substr(0, 2) == signature.bytes) return utf16_document(bytes, signature, name);
  }
  const bool marked = bytes.substr(0, 3) == kByteOrderMark;
  if (marked) bytes.remove_prefix(3);
  const std::string_view declared = declared_encoding(bytes);
  const std::string encoding = lower(declared);
  if (encoding.empty() || encoding == "utf-8") {
    LAGRUM_ASSIGN(std::string text, from_utf8(bytes, name));
    return Transcoded{std::move(text), "UTF-8"};
  }
  if (marked) return bad_encoding(name, "UTF-8, as the byte order mark says", declared);
  if (encoding != "iso-8859-1") return bad_encoding(name, "UTF-8, ISO-8859-1 or UTF-16", declared);
  LAGRUM_ASSIGN(std::string text, from_latin1(bytes, name));
  return Transcoded{std::move(text), "ISO-8859-1"};
}

namespace {

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace

TextIndex::TextIndex(std::string_view text) : text_(text), lines_{0} {
  std::size_t characters = 0;
  for (std::size_t offset = 0; offset < text.size(); ++offset) {
    if (offset % kBlock == 0) blocks_.push_back(characters);
    if (!is_continuation(text[offset])) ++characters;
    if (text[offset] == '\n') lines_.push_back(offset + 1);
  }
  if (text.size() % kBlock == 0) blocks_.push_back(characters);
}

// Lines are short as a rule, and then read from their start.
std::size_t TextIndex::characters_between(std::size_t begin, std::size_t end) const {
  if (end - begin > kBlock) return characters_before(end) - characters_before(begin);
  return count_characters(text_.substr(begin, end - begin));
}

std::size_t TextIndex::characters_before(std::size_t offset) const {
  const std::size_t block = offset / kBlock;
  return blocks_[block] + count_characters(text_.substr(block * kBlock, offset - block * kBlock));
}

Position TextIndex::position(std::size_t offset, const std::string& file) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
  const std::size_t line_start = *std::prev(next);
  return Position{file, static_cast<std::uint32_t>(next - lines_.begin()),
                  static_cast<std::uint32_t>(characters_between(line_start, offset) + 1)};
}

std::size_t TextIndex::offset(std::uint32_t line, std::uint32_t column) const {
  if (line == 0) return 0;
  if (line > lines_.size()) return text_.size();
  std::size_t offset = lines_[line - 1];
  for (std::uint32_t i = 1; i < column && offset < text_.size(); ++i) {
    ++offset;
    while (offset < text_.size() && is_continuation(text_[offset])) ++offset;
  }
  return offset;
}

namespace {

struct Other {
  std::string_view begin;
  std::string_view end;
};
constexpr std::array kOthers = {Other{"<!--", "-->"}, Other{"<![CDATA[", "]]>"}, Other{"<?", "?>"}};

Markup tag_at(std::string_view text, std::size_t begin) {
  Markup markup{text.substr(begin, 2) == "</" ? Markup::Kind::kClose : Markup::Kind::kOpen, 0, 0};
  for (std::size_t at = begin + 1;; ++at) {
    at = text.find_first_of("\"'=>", at);
    if (at == std::string_view::npos) break;
    if (text[at] == '>') {
      if (text[at - 1] == '/') markup.kind = Markup::Kind::kEmpty;
      markup.end = at + 1;
      return markup;
    }
    if (text[at] == '=') {
      ++markup.attributes;
      continue;
    }
    at = text.find(text[at], at + 1);
    if (at == std::string_view::npos) break;
  }
  // Without an end: the attributes counted so far still bound what a parser would read.
  markup.end = text.size();
  return markup;
}

}  // namespace

std::optional<Markup> markup_at(std::string_view text, std::size_t begin) {
  for (const Other& other : kOthers) {
    if (text.substr(begin, other.begin.size()) != other.begin) continue;
    const std::size_t end = text.find(other.end, begin + other.begin.size());
    if (end == std::string_view::npos) return std::nullopt;
    return Markup{Markup::Kind::kOther, end + other.end.size(), 0};
  }
  if (text.substr(begin, 2) == "<!") return std::nullopt;
  return tag_at(text, begin);
}

std::size_t end_of_element(std::string_view text, std::size_t begin) {
  std::size_t depth = 0;
  for (std::size_t at = begin; at != std::string_view::npos;) {
    const std::optional<Markup> markup = markup_at(text, at);
    LAGRUM_CHECK(markup.has_value());
    if (markup->kind == Markup::Kind::kOpen) ++depth;
    if (markup->kind == Markup::Kind::kClose) --depth;
    if (depth == 0) return markup->end;
    at = text.find('<', markup->end);
  }
  LAGRUM_CHECK(false);
}

}  // namespace lagrum::xml
