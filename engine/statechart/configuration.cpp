#include "statechart/configuration.h"

#include <algorithm>

namespace lagrum::statechart {
namespace {

Error corrupt(const std::string& message) { return {ErrorCode::kCorruption, message, {}, {}}; }

Status check_children(const Chart::Tables& tables, const StateSet& active, StateIndex index) {
  const State& state = tables.states[index];
  const auto count = static_cast<std::size_t>(
      std::count_if(state.children.begin(), state.children.end(),
                    [&](StateIndex child) { return active.contains(child); }));
  const std::size_t expected = state.kind == StateKind::kParallel   ? state.children.size()
                               : state.kind == StateKind::kCompound ? 1
                                                                    : 0;
  if (count == expected) return {};
  return corrupt("expected " + std::to_string(expected) + " active in '" + state.id + "', found " +
                 std::to_string(count));
}

// The atomic states of these ids and their ancestors below `top`, `top` included; each region
// checked.
Result<StateSet> closed_set(const Chart::Tables& tables, const std::vector<std::string>& ids,
                            StateIndex top) {
  StateSet active(tables.states.size());
  active.insert(top);
  StateIndex previous = top;
  for (const std::string& id : ids) {
    const StateIndex state = tables.find(id);
    if (state == kNone || !tables.is_atomic(state) || !tables.is_descendant(state, top)) {
      return corrupt("expected an atomic state of '" + tables.name + "', found '" + id + "'");
    }
    if (state <= previous) {
      return corrupt("expected states in document order, found '" + id + "' too late");
    }
    previous = state;
    for (StateIndex at = state; !active.contains(at); at = tables.states[at].parent) {
      active.insert(at);
    }
  }
  for (StateIndex state = top; state != kNone; state = active.next(state + 1)) {
    LAGRUM_TRY(check_children(tables, active, state));
  }
  return active;
}

// A shallow history holds children, which are not closed downwards.
Status check_shallow(const Chart::Tables& tables, StateIndex parent,
                     const std::vector<std::string>& ids) {
  StateSet held(tables.states.size());
  for (const std::string& id : ids) {
    const StateIndex state = tables.find(id);
    if (state == kNone || tables.states[state].parent != parent || tables.is_history(state)) {
      return corrupt("expected a child of '" + tables.states[parent].id + "', found '" + id + "'");
    }
    held.insert(state);
  }
  return check_children(tables, held, parent);
}

}  // namespace

Result<StateSet> read_configuration(const Chart::Tables& tables,
                                    const std::vector<std::string>& ids) {
  return closed_set(tables, ids, kRootState);
}

Result<std::vector<StateIndex>> read_history(const Chart::Tables& tables,
                                             const std::string& history,
                                             const std::vector<std::string>& ids) {
  const StateIndex index = tables.find(history);
  if (index == kNone || !tables.is_history(index)) {
    return corrupt("expected a history of '" + tables.name + "', found '" + history + "'");
  }
  const StateIndex parent = tables.states[index].parent;
  if (tables.states[index].kind == StateKind::kDeepHistory) {
    LAGRUM_TRY(closed_set(tables, ids, parent));
  } else {
    LAGRUM_TRY(check_shallow(tables, parent, ids));
  }
  std::vector<StateIndex> held;
  held.reserve(ids.size());
  for (const std::string& id : ids) held.push_back(tables.find(id));
  return held;
}

}  // namespace lagrum::statechart
