#pragma once

#include <string>

#include "cases/workspace_state.h"

namespace lagrum::cases {

/// Finds values of a letter, sent with an act of this type, that no case of the workflow has: a
/// slip of the pen, which would leave a gap. The same fault may be found for several acts.
void check_letter(const Letter& letter, const std::string& act, const Workflow& workflow,
                  Diagnostics& diagnostics);

}  // namespace lagrum::cases
