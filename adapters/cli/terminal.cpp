#include "cli/terminal.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ostream>

namespace lagrum::cli {
namespace {

constexpr char kMark = '\xff';
constexpr std::string_view kDigits = "0123456789;";

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};
/// Characters that a terminal obeys rather than shows.
constexpr std::array<Range, 7> kObeyed = {{{0x00, 0x08},
                                           {0x0b, 0x1f},
                                           {0x7f, 0x9f},
                                           {0x061c, 0x061c},
                                           {0x200e, 0x200f},
                                           {0x202a, 0x202e},
                                           {0x2066, 0x2069}}};

std::uint32_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

/// What every terminal shows as it is.
bool is_plain(char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; }

/// Bytes of the character that begins at `at`; 0 where none of UTF-8 does.
std::size_t length_at(std::string_view text, std::size_t at) {
  const std::uint32_t lead = byte_at(text, at);
  const std::size_t length = lead < 0x80                    ? 1
                             : lead >= 0xc2 && lead <= 0xdf ? 2
                             : lead >= 0xe0 && lead <= 0xef ? 3
                             : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                            : 0;
  if (at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xc0U) != 0x80U) return 0;
  }
  return length;
}

std::uint32_t code_at(std::string_view text, std::size_t at, std::size_t length) {
  constexpr std::array<std::uint32_t, 5> kLeadBits = {0, 0x7f, 0x1f, 0x0f, 0x07};
  std::uint32_t code = byte_at(text, at) & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) code = code << 6U | (byte_at(text, at + i) & 0x3fU);
  return code;
}

std::string escaped(std::uint32_t code) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(code & 0xffffU));
  return text.data();
}

/// The end of a colour's mark that begins at `at`, or npos.
std::size_t mark_end(std::string_view text, std::size_t at) {
  if (text[at] != kMark || at + 1 >= text.size() || text[at + 1] != '[')
    return std::string_view::npos;
  const std::size_t end = text.find_first_not_of(kDigits, at + 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : std::string_view::npos;
}

}  // namespace

std::string colour_mark(std::string_view colour) {
  return std::string(1, kMark) + "[" + std::string(colour) + "m";
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t plain = at;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    shown += text.substr(at, plain - at);
    at = plain;
    if (at == text.size()) break;
    if (const std::size_t end = mark_end(text, at); end != std::string_view::npos) {
      shown += '\x1b';
      shown += text.substr(at + 1, end - at - 1);
      at = end;
      continue;
    }
    const std::size_t length = length_at(text, at);
    const std::uint32_t code = length == 0 ? byte_at(text, at) : code_at(text, at, length);
    const bool obeyed = std::any_of(kObeyed.begin(), kObeyed.end(), [&](const Range& range) {
      return range.first <= code && code <= range.last;
    });
    if (length == 0 || obeyed)
      shown += escaped(code);
    else
      shown += text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return shown;
}

PrintableBuffer::PrintableBuffer(std::ostream& stream) : stream_(stream), to_(stream.rdbuf(this)) {}

PrintableBuffer::~PrintableBuffer() {
  PrintableBuffer::sync();
  stream_.rdbuf(to_);
}

PrintableBuffer::int_type PrintableBuffer::overflow(int_type character) {
  if (character != traits_type::eof()) waiting_ += traits_type::to_char_type(character);
  return traits_type::not_eof(character);
}

std::streamsize PrintableBuffer::xsputn(const char* text, std::streamsize size) {
  waiting_.append(text, static_cast<std::size_t>(size));
  return size;
}

int PrintableBuffer::sync() {
  const std::string shown = printable(waiting_);
  waiting_.clear();
  const auto size = static_cast<std::streamsize>(shown.size());
  return to_->sputn(shown.data(), size) == size ? to_->pubsync() : -1;
}

}  // namespace lagrum::cli
