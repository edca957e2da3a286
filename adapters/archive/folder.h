#pragma once

#include <filesystem>
#include <vector>

#include "archive/content.h"

namespace lagrum::archive {

/// Writes all files below `folder`, or nothing: to a folder beside, synced, then renamed. Fails
/// with kConflict where `folder` or the folder beside exists, kNotFound where the folder above is
/// missing, kUnavailable when the disk fails.
Status write_folder(const std::filesystem::path& folder, const std::vector<PackageFile>& files);

}  // namespace lagrum::archive
