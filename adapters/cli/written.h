#pragma once

#include <optional>
#include <string>

#include "cli/house.h"
#include "lagrum/review.h"

namespace lagrum::cli {

/// The file of the newest version of a workflow; empty for one that is not loaded.
std::string file_of(const Workspace& workspace, const std::string& workflow);

/// The written reasons beside a workflow; none where there is no such file. What is wrong with them
/// is told.
Result<std::optional<review::Reasons>> written_reasons(House& house, const Workspace& workspace,
                                                       const std::string& workflow);

}  // namespace lagrum::cli
