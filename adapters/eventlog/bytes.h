#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "lagrum/result.h"

namespace lagrum::eventlog {

/// The bytes of a file, unpacked where it is gzip.
class Bytes {
 public:
  static Result<Bytes> open(const std::string& path);
  Bytes(Bytes&&) noexcept;
  Bytes& operator=(Bytes&&) noexcept;
  ~Bytes();

  /// Fills `into`; fewer than `size` only at the end.
  std::size_t read(char* into, std::size_t size);
  /// Why the end came too early: the packing is cut short or broken. Empty for a sound end.
  const std::string& broken() const;

 private:
  struct Impl;
  explicit Bytes(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Whether the text is UTF-8.
bool is_utf8(std::string_view text);

}  // namespace lagrum::eventlog
