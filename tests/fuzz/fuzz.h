#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "lagrum/result.h"

/// What the fuzzers share. Each is a function of bytes that strangers might send; it ends the
/// process where a promise is broken, so that libFuzzer keeps the input.
namespace lagrum::fuzz {

inline void expect(bool holds, std::string_view promise, const std::string& found = {}) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %.*s\n%s\n", static_cast<int>(promise.size()),
               promise.data(), found.c_str());
  std::abort();
}

/// An error that somebody can act on: what is wrong, in which file and where.
inline void expect_place(const Error& error, std::string_view file) {
  expect(!error.message.empty(), "an error says what is wrong");
  expect(error.source.file == file && error.source.line > 0, "an error names file and line",
         to_string(error));
}

/// Writes an input to begin with, where LAGRUM_FUZZ_SEEDS names a folder.
inline void write_seed(const std::string& name, std::string_view bytes) {
  const char* folder = std::getenv("LAGRUM_FUZZ_SEEDS");
  if (folder == nullptr) return;
  std::ofstream(std::filesystem::path(folder) / name, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::string_view view_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT(*-reinterpret-cast): bytes are text
}

/// Each fuzzer's own: what it does with an input, and, where it makes some, those to begin with.
void take(std::string_view bytes);
void write_seeds();

}  // namespace lagrum::fuzz
