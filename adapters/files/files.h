#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"
#include "lagrum/workspace.h"

namespace lagrum::files {

/// Bytes; what people send in is smaller, and what has no end (a device) is not read without one.
inline constexpr std::size_t kFileSizeMax = std::size_t{256} << 20U;

/// The bytes of a file. Fails with kNotFound where there is none that can be read, with kOutOfRange
/// for one of more than kFileSizeMax.
Result<std::string> read(const std::filesystem::path& path);

/// Puts the file there whole, in place of one that was there, or not at all. Fails with
/// kUnavailable.
Status write(const std::filesystem::path& path, std::string_view bytes);

/// Workflows, law, calendars and what stands beside them below `folder`, sorted by path: what
/// Workspace::takes by name. Each is named by `folder` and its path below it. Fails with
/// kNotFound where there is no such file.
Result<std::vector<SourceFile>> read_sources(const std::filesystem::path& folder);

}  // namespace lagrum::files
