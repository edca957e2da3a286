#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/result.h"
#include "lagrum/workspace.h"

namespace lagrum::files {

/// The bytes of a file. Fails with kNotFound where there is none that can be read.
Result<std::string> read(const std::filesystem::path& path);

/// Puts the file there whole, in place of one that was there, or not at all. Fails with
/// kUnavailable.
Status write(const std::filesystem::path& path, std::string_view bytes);

/// Workflows, law, calendars and what stands beside them below `folder`, sorted by path: what
/// Workspace::takes by name. Each is named by `folder` and its path below it. Fails with
/// kNotFound where there is no such file.
Result<std::vector<SourceFile>> read_sources(const std::filesystem::path& folder);

}  // namespace lagrum::files
