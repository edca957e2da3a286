#pragma once

#include <cstddef>
#include <string>

#include "verify/observer.h"
#include "verify/steps.h"

namespace lagrum::verify {

/// The system that a search looks at, as a model in Promela that SPIN searches on its own
/// (engine/docs/verification.md). The workflow and the norm stand in it apart, as tables: for each
/// move what it does by what it reads, and for each state of the norm what a command means to it.
/// Which states they reach together SPIN finds out. The tables have the rows that are asked for as
/// far as a first breach; SPIN says so where it comes to ask for one that is not there.
///
/// `about` is written above it. Empty where more than `states_max` states would have to be asked.
std::string promela(Steps& steps, Observer& observer, const std::string& about,
                    std::size_t states_max);

}  // namespace lagrum::verify
