#pragma once

#include <vector>

#include "lagrum/verify.h"
#include "law/law.h"
#include "statechart/chart.h"

namespace lagrum::verify {

/// Transitions that the engine would refuse whenever they are taken: the phase of the state they
/// lead to is another than the one that their acts move the case to. Every way into a phase is
/// followed, whatever guards say; regions without phases are left aside.
void find_refused_phases(const statechart::Chart& chart, const law::Law& law,
                         std::vector<Finding>& findings);

}  // namespace lagrum::verify
