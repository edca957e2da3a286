#pragma once

#include <string>

#include "lagrum/workspace.h"

namespace lagrum::mutation {

/// How two workflows compare by the traces of what they do: acts with their attributes, documents
/// and the roles that may do them, and the tasks that are open then.
enum class Traces : std::uint8_t { kEqual, kDifferent, kUnknown };

/// Unknown past a bound on states, and where both do the same but what guards read was not followed
/// and `guards_matter`.
Traces compare_traces(const Workspace& one, const Workspace& other, const std::string& workflow,
                      bool guards_matter);

}  // namespace lagrum::mutation
