#pragma once

#include <string>
#include <vector>

#include "archive/content.h"

namespace lagrum::archive {

/// METS.xml of the package: every file of `files` with its checksum, size and date.
/// Source: E-ARK CSIP and SIP 2.2; METS 1.12.
std::string make_mets(const Content& content, const std::string& package_id,
                      const std::vector<PackageFile>& files);

}  // namespace lagrum::archive
