#pragma once

#include <string_view>

namespace lagrum::archive {

/// A file of the folder package/ as it was when the library was built.
struct EmbeddedFile {
  std::string_view name;
  std::string_view bytes;
};

/// The bytes of that file; empty where there is none. Written by embed.cmake.
std::string_view embedded_file(std::string_view name);

}  // namespace lagrum::archive
