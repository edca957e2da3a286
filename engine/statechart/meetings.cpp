#include "statechart/meetings.h"

#include <algorithm>

#include "statechart/checks.h"

namespace lagrum::statechart {
namespace {

bool has_regions(const State& state) {
  return state.kind == StateKind::kParallel && state.children.size() > 1;
}

// Parallels with several regions, the states in them, and those that they are in.
StateSet states_beside(const Chart::Tables& tables) {
  StateSet all(tables.states.size());
  for (StateIndex state = 0; state < tables.states.size(); ++state) {
    if (!has_regions(tables.states[state])) continue;
    for (StateIndex inner = state; inner <= tables.states[state].last; ++inner) all.insert(inner);
    for (StateIndex outer = tables.states[state].parent; outer != kNone;
         outer = tables.states[outer].parent) {
      all.insert(outer);
    }
  }
  return all;
}

// True when both can be selected for one event: by different atomic states, in different regions.
bool are_selected_together(const Chart::Tables& tables, StateIndex a, StateIndex b) {
  if (a == b) return false;
  if (are_orthogonal(tables, a, b)) return true;
  const auto [outer, inner] = std::minmax(a, b);
  if (!tables.is_descendant(inner, outer)) return false;
  for (StateIndex state = tables.states[inner].parent; state != kNone;
       state = tables.states[state].parent) {
    if (has_regions(tables.states[state])) return true;
    if (state == outer) break;
  }
  return false;
}

// The outermost state around this one without several regions in it: of all in it, only one path is
// active at a time.
StateIndex alone_from(const Chart::Tables& tables, StateIndex state) {
  StateIndex alone = state;
  for (StateIndex outer = state; outer != kNone && !has_regions(tables.states[outer]);
       outer = tables.states[outer].parent) {
    alone = outer;
  }
  return alone;
}

}  // namespace

EventIndex::EventIndex(const Chart::Tables& tables,
                       const std::function<bool(TransitionIndex)>& wanted)
    : tables_(tables), with_(tables.kinds.size()), narrower_(tables.kinds.size()) {
  for (TransitionIndex i = 0; i < tables.transitions.size(); ++i) {
    const Transition& transition = tables.transitions[i];
    if (!wanted(i)) continue;
    if (transition.descriptors.empty()) eventless_.push_back(i);
    for (const std::uint32_t own : transition.descriptors) {
      with_[own].push_back(i);
      for (const std::uint32_t covering : tables.kinds[own].descriptors) {
        if (covering != own) narrower_[covering].push_back(i);
      }
    }
  }
}

std::vector<const EventIndex::Transitions*> EventIndex::overlapping(
    const std::vector<std::uint32_t>& descriptors) const {
  if (descriptors.empty()) return {&eventless_};
  std::vector<const Transitions*> lists;
  for (const std::uint32_t own : descriptors) {
    lists.push_back(&narrower_[own]);
    for (const std::uint32_t covering : tables_.kinds[own].descriptors)
      lists.push_back(&with_[covering]);
  }
  return lists;
}

Meetings::Meetings(const Chart::Tables& tables,
                   const std::function<bool(TransitionIndex)>& regarded)
    : tables_(tables), beside_(states_beside(tables)), index_(tables, [&](TransitionIndex each) {
        return beside_.contains(tables.transitions[each].source) && regarded(each);
      }) {}

std::optional<TransitionIndex> Meetings::first_before(
    TransitionIndex later, const std::function<bool(TransitionIndex)>& wanted) {
  const Transition& transition = tables_.transitions[later];
  std::optional<TransitionIndex> first;
  if (!beside_.contains(transition.source)) return first;
  const StateIndex alone = alone_from(tables_, transition.source);
  for (const EventIndex::Transitions* list : index_.overlapping(transition.descriptors)) {
    for (const TransitionIndex earlier : *list) {
      // Transitions stand in the order of their sources: from here on none is in another region.
      const bool beyond = tables_.transitions[earlier].source >= alone;
      if (beyond || earlier >= first.value_or(later) || ++compared_ > kMeetingsMax) break;
      if (!are_selected_together(tables_, tables_.transitions[earlier].source, transition.source) ||
          !wanted(earlier)) {
        continue;
      }
      first = earlier;
      break;
    }
  }
  return first;
}

}  // namespace lagrum::statechart
