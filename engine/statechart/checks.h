#pragma once

#include <map>
#include <set>
#include <string>

#include "lagrum/diagnostic.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// True when both states can be active at once though neither is within the other: they lie in
/// different regions of one parallel. A history stands for its parent.
bool are_orthogonal(const Chart::Tables& tables, StateIndex a, StateIndex b);

/// Reports transitions that leave and re-enter the other regions of a parallel in which they both
/// begin and end, though they name none of these regions.
void check_left_regions(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports pairs of transitions that one microstep can take together and that perform the same act.
void check_acts_once(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports eventless transitions without a guard that are enabled again by being taken.
void check_loops(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports phases that could be active at once in different regions.
void check_phases(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of states that no path of transitions leads to, whatever the guards say.
void check_reachability(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports events that people raise (and not the engine or the chart itself: `raised`) without
/// l:by.
void check_roles(const Chart::Tables& tables, const std::set<std::string>& raised,
                 Diagnostics& diagnostics);

/// All of the above but the roles, for a chart without other faults. Plain SCXML may leave regions
/// as it likes.
void check_structure(const Chart::Tables& tables, bool is_workflow, Diagnostics& diagnostics);

/// True for an event that the engine raises: acts, clocks, dates, answers, and SCXML's own.
bool is_of_engine(std::string_view event);

}  // namespace lagrum::statechart
