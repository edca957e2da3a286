#pragma once

#include <vector>

#include "lagrum/workspace.h"

namespace lagrum::bench {

inline constexpr std::size_t kLargeStates = 1'000;

/// A workflow of kLargeStates states, nested and parallel, with acts, guards, assignments, tasks
/// and phases, its law pack and its calendar.
Result<std::vector<SourceFile>> large_workflow();

/// Loads the files and looks through them as `lagrum lint` does. Fails for a fault, and where there
/// are not as many states as promised.
Status load_and_lint(const std::vector<SourceFile>& files, const ZoneRules& zones);

}  // namespace lagrum::bench
