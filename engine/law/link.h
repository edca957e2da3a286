#pragma once

#include <vector>

#include "law/law.h"

namespace lagrum::law {

/// The last step of loading: looks all over what was read (versions that overlap, clocks that wait
/// for themselves) and builds what is looked up while cases run (by name, by act, who overrides
/// whom). `clock_positions`: of each clock, where it says what it follows or overrides. Every fault
/// is one diagnostic at its place.
void link(Law::State& state, const std::vector<Position>& clock_positions,
          Diagnostics& diagnostics);

}  // namespace lagrum::law
