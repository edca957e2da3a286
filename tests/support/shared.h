#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace lagrum::test {

/// Folder of the shared facts and foreign sample files: $LAGRUM_SHARED_DIR, else the folder
/// `shared` beside the checkout. Nothing when there is none; a test that needs it then skips with
/// `GTEST_SKIP() << "shared data not found: …"`.
inline std::optional<std::filesystem::path> shared_dir() {
  const char* set = std::getenv("LAGRUM_SHARED_DIR");
  const std::filesystem::path folder = set != nullptr ? set : LAGRUM_SHARED_DIR_DEFAULT;
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

/// The bytes of a file; empty where it cannot be read.
inline std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace lagrum::test
