#include "clock/random.h"

#include <sys/random.h>

#include <cerrno>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum::clock {
namespace {

constexpr std::size_t kUuidBytes = 16;

char with_bits(char byte, unsigned mask, unsigned bits) {
  return static_cast<char>((static_cast<unsigned char>(byte) & mask) | bits);
}

}  // namespace

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    const ssize_t got = ::getrandom(bytes.data() + filled, count - filled, 0);
    const bool interrupted = got < 0 && errno == EINTR;
    LAGRUM_CHECK(got > 0 || interrupted);
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::string random_uuid() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string bytes = random_bytes(kUuidBytes);
  bytes[6] = with_bits(bytes[6], 0x0F, 0x40);  // version 4
  bytes[8] = with_bits(bytes[8], 0x3F, 0x80);  // variant
  std::string text;
  for (std::size_t i = 0; i < kUuidBytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

}  // namespace lagrum::clock
