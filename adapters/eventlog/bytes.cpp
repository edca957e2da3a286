#include "eventlog/bytes.h"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace lagrum::eventlog {
namespace {

constexpr std::size_t kPackedBytes = std::size_t{1} << 18U;
/// The window of zlib's largest size, and that of gzip and its checks (zlib.h, inflateInit2).
constexpr int kGzip = 15 + 16;
constexpr unsigned char kFirst = 0x1F;  // of a member of gzip
constexpr unsigned char kSecond = 0x8B;

}  // namespace

struct Bytes::Impl {
  struct Close {
    void operator()(std::FILE* opened) const { std::fclose(opened); }
  };

  std::unique_ptr<std::FILE, Close> file;
  std::vector<unsigned char> packed = std::vector<unsigned char>(kPackedBytes);
  z_stream stream{};
  bool is_gzip = false;
  bool inside = false;  // a member has begun and not ended
  std::string broken;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (is_gzip) inflateEnd(&stream);
  }

  bool refill() {
    stream.next_in = packed.data();
    stream.avail_in =
        static_cast<unsigned>(std::fread(packed.data(), 1, packed.size(), file.get()));
    if (std::ferror(file.get()) != 0) broken = "the file cannot be read";
    return stream.avail_in > 0;
  }

  /// Bytes as they stand in the file, what was looked at first.
  std::size_t copy(char* into, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size && (stream.avail_in > 0 || refill())) {
      const std::size_t some = std::min<std::size_t>(size - filled, stream.avail_in);
      std::copy_n(stream.next_in, some, into + filled);
      stream.next_in += some;
      stream.avail_in -= static_cast<unsigned>(some);
      filled += some;
    }
    return filled;
  }

  /// A file holds one member or several; zeros may follow on the last (RFC 1952, 2.2; gzip's own
  /// reading).
  bool begin_member() {
    while (stream.avail_in > 0 && *stream.next_in == 0) {
      ++stream.next_in;
      --stream.avail_in;
    }
    if (stream.avail_in == 0) return false;
    if (*stream.next_in != kFirst) {
      broken = "bytes that are no gzip follow on its end";
      return false;
    }
    inside = inflateReset(&stream) == Z_OK;
    return inside;
  }

  std::size_t unpack(char* into, std::size_t size) {
    std::size_t filled = 0;
    while (filled < size && broken.empty()) {
      if (stream.avail_in == 0 && !refill()) {
        if (inside && broken.empty()) broken = "the gzip file is cut short";
        break;
      }
      if (!inside && !begin_member()) continue;
      const std::size_t room = std::min<std::size_t>(size - filled, kPackedBytes);
      stream.next_out = reinterpret_cast<unsigned char*>(into) + filled;  // NOLINT
      stream.avail_out = static_cast<unsigned>(room);
      const int code = inflate(&stream, Z_NO_FLUSH);
      filled += room - stream.avail_out;
      if (code == Z_STREAM_END)
        inside = false;  // its length and its check are right
      else if (code != Z_OK && code != Z_BUF_ERROR)
        broken = std::string("the gzip file is broken: ") +
                 (stream.msg != nullptr ? stream.msg : zError(code));
    }
    return filled;
  }
};

Bytes::Bytes(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Bytes::Bytes(Bytes&&) noexcept = default;
Bytes& Bytes::operator=(Bytes&&) noexcept = default;
Bytes::~Bytes() = default;

Result<Bytes> Bytes::open(const std::string& path) {
  const auto no_log = [&] {
    return Error{ErrorCode::kNotFound,
                 "expected a log that can be read, found none",
                 Position{path, 0, 0},
                 {}};
  };
  auto impl = std::make_unique<Impl>();
  impl->file.reset(std::fopen(path.c_str(), "rb"));
  if (impl->file == nullptr) return no_log();
  impl->refill();
  const unsigned char* const first = impl->packed.data();
  const bool is_gzip = impl->stream.avail_in > 1 && first[0] == kFirst && first[1] == kSecond;
  if (is_gzip && inflateInit2(&impl->stream, kGzip) != Z_OK) return no_log();
  impl->is_gzip = impl->inside = is_gzip;
  return Bytes(std::move(impl));
}

std::size_t Bytes::read(char* into, std::size_t size) {
  return impl_->is_gzip ? impl_->unpack(into, size) : impl_->copy(into, size);
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
