#pragma once

#include <string>

#include "lagrum/workspace.h"

namespace lagrum::bench {

/// A generated workflow of 200 states: four regions side by side, each of 48 steps in a row with
/// leaps over some, and six clocks that they hear of. The pack beside it has twelve norms, of one
/// region, two, three, and all four. Always the same.
inline constexpr int kWideStates = 200;
Workspace wide_workspace();

/// A workspace of the four shipped workflows.
Workspace shipped_workspace();

}  // namespace lagrum::bench
