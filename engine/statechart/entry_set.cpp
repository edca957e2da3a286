#include "statechart/entry_set.h"

#include <algorithm>

namespace lagrum::statechart {

EntrySet::EntrySet(const Chart::Tables& tables, std::span<const std::uint64_t> held)
    : tables_(tables), held_(held), to_enter_(tables.states.size()) {}

void EntrySet::compute(const States& targets, StateIndex ancestor) {
  default_entry_.clear();
  default_history_.clear();
  by_history_ = false;
  add_targets(targets, ancestor);
  for (StateIndex state = to_enter_.next(0); state != kNone; state = to_enter_.next(state + 1)) {
    add_descendant_states_to_enter(state);
  }
  to_enter_.take(states_);
}

void EntrySet::add_targets(const States& targets, StateIndex ancestor) {
  for (const StateIndex state : get_effective_target_states(targets)) {
    to_enter_.insert(state);
    add_ancestor_states_to_enter(state, ancestor);
  }
  for (const StateIndex history : defaulted_) {
    default_history_.emplace_back(tables_.states[history].parent, history);
  }
}

void EntrySet::add_ancestor_states_to_enter(StateIndex state, StateIndex ancestor) {
  for (StateIndex at = tables_.states[state].parent; at != ancestor && at != kNone;
       at = tables_.states[at].parent) {
    to_enter_.insert(at);
  }
}

// One step of the standard's recursion: children have higher numbers, so that one ascending pass is
// enough.
void EntrySet::add_descendant_states_to_enter(StateIndex index) {
  const State& state = tables_.states[index];
  if (state.kind == StateKind::kParallel) {
    for (const StateIndex child : state.children) to_enter_.insert(child);
  }
  if (state.kind != StateKind::kCompound || to_enter_.any_in(index + 1, state.last)) return;
  default_entry_.push_back(index);
  add_targets(state.entry.targets, index);
}

// The default of a history lies deeper than the history, so that this ends.
const EntrySet::States& EntrySet::get_effective_target_states(const States& targets) {
  effective_.clear();
  defaulted_.clear();
  open_.assign(targets.begin(), targets.end());
  for (std::size_t i = 0; i < open_.size(); ++i) {
    if (tables_.is_history(open_[i])) {
      resolve(open_[i]);
    } else {
      effective_.push_back(open_[i]);
    }
  }
  return effective_;
}

void EntrySet::resolve(StateIndex history) {
  by_history_ = true;
  const State& state = tables_.states[history];
  const std::size_t before = open_.size();
  if (!held_.empty()) append_members(state.held.in(held_), state.held.first, open_);
  if (open_.size() > before) return;
  defaulted_.push_back(history);
  open_.insert(open_.end(), state.entry.targets.begin(), state.entry.targets.end());
}

}  // namespace lagrum::statechart
