#include "eventlog/bytes.h"

#include <zlib.h>

#include <algorithm>

namespace lagrum::eventlog {
namespace {

constexpr unsigned kPackedBytes = 1U << 18U;
constexpr std::size_t kReadMax = std::size_t{1} << 24U;

}  // namespace

struct Bytes::Impl {
  gzFile file = nullptr;
  std::string broken;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (file != nullptr) gzclose_r(file);
  }
};

Bytes::Bytes(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Bytes::Bytes(Bytes&&) noexcept = default;
Bytes& Bytes::operator=(Bytes&&) noexcept = default;
Bytes::~Bytes() = default;

Result<Bytes> Bytes::open(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->file = gzopen(path.c_str(), "rb");
  if (impl->file == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "expected a log that can be read, found none",
                 Position{path, 0, 0},
                 {}};
  }
  gzbuffer(impl->file, kPackedBytes);
  return Bytes(std::move(impl));
}

std::size_t Bytes::read(char* into, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size && impl_->broken.empty()) {
    const auto wanted = static_cast<unsigned>(std::min(size - filled, kReadMax));
    const int got = gzread(impl_->file, into + filled, wanted);
    if (got > 0) filled += static_cast<std::size_t>(got);
    if (got >= 0 && static_cast<unsigned>(got) == wanted) continue;
    int code = Z_OK;
    const char* said = gzerror(impl_->file, &code);
    if (code != Z_OK && code != Z_STREAM_END)
      impl_->broken = code == Z_BUF_ERROR ? "the gzip file is cut short" : said;
    break;
  }
  return filled;
}

const std::string& Bytes::broken() const { return impl_->broken; }

bool is_utf8(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char first = at(i);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((at(i + k) & 0xC0U) != 0x80) return false;
    }
    const bool overlong =
        (first == 0xE0 && at(i + 1) < 0xA0) || (first == 0xF0 && at(i + 1) < 0x90);
    const bool surrogate = first == 0xED && at(i + 1) > 0x9F;
    const bool beyond = first == 0xF4 && at(i + 1) > 0x8F;
    if (overlong || surrogate || beyond) return false;
    i += length;
  }
  return true;
}

}  // namespace lagrum::eventlog
