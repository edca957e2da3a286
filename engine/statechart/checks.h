#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "feel/claims.h"
#include "lagrum/diagnostic.h"
#include "statechart/meetings.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// True when both states can be active at once though neither is within the other: they lie in
/// different regions of one parallel. A history stands for its parent.
bool are_orthogonal(const Chart::Tables& tables, StateIndex a, StateIndex b);

/// True for a guard that is a constant of that answer; no guard is true.
bool is_always(const std::optional<Formula>& guard, bool answer);

/// The number of regions of `parallel` that hold none of the states that the transition leads to.
std::size_t unnamed_regions(const Chart::Tables& tables, StateIndex parallel,
                            const Transition& transition);

/// True when the two leave states in common, so that only one of them is taken.
bool are_in_conflict(const Chart::Tables& tables, const Transition& a, const Transition& b);

/// Says which transitions have guards that cannot both be true. Reads each guard once, when it is
/// first asked for. Belongs to one check of a chart; refers to the tables.
class Exclusions {
 public:
  explicit Exclusions(const Chart::Tables& tables)
      : tables_(tables), claims_(tables.transitions.size()) {}

  /// True where what the guards of the two compare, or the states that they ask for by In(),
  /// exclude each other.
  bool exclude_each_other(TransitionIndex a, TransitionIndex b);

 private:
  struct GuardClaim {
    feel::Claim claim;
    StateIndex active;  // the state that it says is active, or kNone
  };

  const std::vector<GuardClaim>& claims_of(TransitionIndex index);

  const Chart::Tables& tables_;
  std::vector<std::optional<std::vector<GuardClaim>>> claims_;  // by transition, once read
};

/// The states that some path of transitions enters, whatever the guards say.
StateSet reachable_states(const Chart::Tables& tables);

/// Reports transitions that leave and re-enter the other regions of a parallel in which they begin,
/// though they name neither it nor these regions.
void check_left_regions(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports transitions that one microstep can take together with an earlier one that performs the
/// same act, and those that perform one twice with what they leave and enter.
void check_acts_once(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports eventless transitions without a guard that are enabled again by being taken, at once or
/// by others like them.
void check_loops(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports phases that could be active at once in different regions.
void check_phases(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of states that no path of transitions leads to, whatever the guards say.
void check_reachability(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of transitions that are never taken: behind one of the same state that takes all of its
/// events without a guard or with the same, behind a guard that is always false, or in a state that
/// is always left without an event.
void check_dead_transitions(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of transitions in different regions of which one event can only take one, so that the
/// order in the file decides.
void check_order_decides(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of transitions that one microstep can take together with an earlier one that writes the
/// same data item, and of regions entered together that do.
void check_written_twice(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of a chart without an end that can be reached, of states that are no end and that nothing
/// leaves, and of transitions that wait for the end of a state that never has one.
void check_ends(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Warns of transitions that leave and enter again where they begin, and carry out its entry once
/// more, with acts or waits.
void check_reentry(const Chart::Tables& tables, Diagnostics& diagnostics);

/// Reports events that people raise (and not the engine or the chart itself: `raised`) without
/// l:by.
void check_roles(const Chart::Tables& tables, const std::set<std::string>& raised,
                 Diagnostics& diagnostics);

/// Says that a check by Meetings ended before it had seen all, where that is so.
void check_complete(const Meetings& meetings, const Chart::Tables& tables, Severity severity,
                    std::string_view what, Diagnostics& diagnostics);

/// All of the above but the roles, for a chart without other faults. Plain SCXML may leave regions
/// as it likes.
void check_structure(const Chart::Tables& tables, bool is_workflow, Diagnostics& diagnostics);

/// True for an event that the engine raises: acts, clocks, dates, answers, and SCXML's own.
bool is_of_engine(std::string_view event);

}  // namespace lagrum::statechart
