#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "statechart/tables.h"

namespace lagrum::verify {

/// What a macrostep that begins with an event may read or change, and the transitions that it may
/// take. Whatever lies outside stays as it is and makes no difference, so that a step worked out
/// once holds wherever this part of a state is the same.
///
/// A transition without an event that is not among them is not taken: where the case rested before,
/// its guard did not hold, and nothing that it reads is changed.
struct Footprint {
  /// Nothing, of a chart of so many states.
  explicit Footprint(std::size_t count) : states(count) {}

  bool whole = false;  ///< everything; nothing else is filled in then
  statechart::StateSet states;
  std::set<std::uint32_t> slots;                  ///< of data items
  std::vector<statechart::StateIndex> histories;  ///< in any order
  bool sends = false;                             ///< also what waits
  std::vector<bool> transitions;
};

/// The footprint of the event with this name.
Footprint footprint_of(const statechart::Chart::Tables& tables, std::string_view event);

/// The states that an expression asks for by In(), added to `states`; false where it asks for one
/// that is not written in it.
bool add_asked(const statechart::Chart::Tables& tables, const statechart::Formula& formula,
               statechart::StateSet& states);

}  // namespace lagrum::verify
