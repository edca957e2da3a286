#include "review/outline.h"

#include <algorithm>

#include "base/words.h"

namespace lagrum::review {

Outline::Outline(const Speech& speech)
    : tables_(speech.workflow().chart.tables()),
      root_(render::diagram_of(speech.workflow(), speech.language())) {
  read(root_);
  for (const Place& place : places_) {
    if (!contains(phases_, place.phase)) phases_.push_back(place.phase);
  }
  for (std::size_t from = 0; from < places_.size(); ++from) {
    for (const Step& step : places_[from].steps) {
      for (const std::string& target : step.info->targets) {
        const auto to = by_id_.find(target_of(target));
        if (to == by_id_.end() || to->second == from) continue;
        std::vector<std::string>& known = places_[to->second].reached_from;
        if (!contains(known, places_[from].info->id)) known.push_back(places_[from].info->id);
      }
    }
  }
}

const Place* Outline::find(std::string_view state) const {
  const auto found = by_id_.find(state);
  return found == by_id_.end() ? nullptr : &places_[found->second];
}

std::string Outline::target_of(const std::string& id) const {
  const statechart::StateIndex index = tables_.find(id);
  if (index == statechart::kNone || !tables_.is_history(index)) return id;
  const statechart::StateIndex around = tables_.states[index].parent;
  return around == statechart::kRootState ? id : tables_.states[around].id;
}

// NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
void Outline::read(const render::Node& node) {
  const statechart::StateIndex index =
      &node == &root_ ? statechart::kRootState : tables_.find(node.id);
  if (index != statechart::kRootState && !tables_.is_history(index)) {
    Place place;
    place.index = index;
    place.info = &tables_.state_infos[index - 1];
    place.node = &node;
    const Place* around = find(place.info->parent);
    place.phase =
        !place.info->phase.empty() || around == nullptr ? place.info->phase : around->phase;
    const auto& transitions = tables_.states[index].transitions;
    for (std::size_t i = 0; i < transitions.size(); ++i)
      place.steps.push_back(
          {transitions[i], &tables_.transition_infos[transitions[i]], &node.rows[i]});
    by_id_[place.info->id] = places_.size();
    places_.push_back(std::move(place));
  }
  for (const render::Node& child : node.children) read(child);
}

}  // namespace lagrum::review
