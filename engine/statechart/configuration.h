#pragma once

#include <string>
#include <vector>

#include "lagrum/result.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// The set of active states from the ids of its atomic ones, ancestors added. Fails with
/// kCorruption for an unknown or not atomic state, one named twice or out of document order, and
/// for what is no legal configuration (SCXML 1.0, section 3.11): a region without an active state,
/// or with two.
Result<StateSet> read_configuration(const Chart::Tables& tables,
                                    const std::vector<std::string>& ids);

/// What a history holds, from ids. Fails with kCorruption where `history` is none, or where the
/// states are not what it can hold: the active children of its parent, or all its active atomic
/// descendants.
Result<std::vector<StateIndex>> read_history(const Chart::Tables& tables,
                                             const std::string& history,
                                             const std::vector<std::string>& ids);

}  // namespace lagrum::statechart
