#include "statechart/tables.h"

#include <algorithm>

#include "statechart/entry_set.h"

namespace lagrum::statechart {
namespace {

/// So much of a chart is planned; what a larger one enters is worked out when it is.
constexpr std::size_t kPlannedStatesMax = 200'000;

}  // namespace

std::string_view normal_descriptor(std::string_view descriptor) {
  if (descriptor == "*") return {};
  if (descriptor.ends_with(".*")) return descriptor.substr(0, descriptor.size() - 2);
  if (descriptor.ends_with('.')) return descriptor.substr(0, descriptor.size() - 1);
  return descriptor;
}

bool matches(std::string_view descriptor, std::string_view event) {
  if (descriptor.empty()) return true;
  if (!event.starts_with(descriptor)) return false;
  return event.size() == descriptor.size() || event[descriptor.size()] == '.';
}

StateIndex Chart::Tables::find(std::string_view id) const {
  const auto found = state_by_id.find(id);
  return found == state_by_id.end() ? kNone : found->second;
}

// The longest of an event's prefixes that is a descriptor decides: all that match the event are
// prefixes of that one.
const std::vector<std::uint32_t>& Chart::Tables::matching(std::string_view event) const {
  static const std::vector<std::uint32_t> kNothing;
  for (std::string_view prefix = event;;) {
    const auto entry = descriptors.find(prefix);
    if (entry != descriptors.end()) return chains[entry->second];
    if (prefix.empty()) return kNothing;
    const auto dot = prefix.rfind('.');
    prefix = prefix.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
}

void Chart::Tables::link() {
  chains.resize(descriptors.size());
  for (const auto& [descriptor, number] : descriptors) {
    // Sorted by name, shorter ones come first: the chain of the next shorter one is there.
    std::vector<std::uint32_t>& chain = chains[number];
    chain.push_back(number);
    if (descriptor.empty()) continue;
    const auto dot = descriptor.rfind('.');
    const auto& shorter =
        matching(std::string_view(descriptor).substr(0, dot == std::string::npos ? 0 : dot));
    chain.insert(chain.end(), shorter.begin(), shorter.end());
  }
  for (const Transition& transition : transitions)
    eventless = eventless || transition.descriptors.empty();
  configuration_words = (states.size() + kStatesPerWord - 1) / kStatesPerWord;
  mark_words = configuration_words;
  atomic = StateSet(states.size());
  for (StateIndex state = 0; state < states.size(); ++state) {
    if (is_atomic(state)) atomic.insert(state);
    if (!is_history(state)) continue;
    const StateIndex parent = states[state].parent;
    HeldPlace& place = states[state].held;
    place.first = static_cast<StateIndex>((parent + 1) / kStatesPerWord * kStatesPerWord);
    place.words =
        static_cast<std::uint32_t>((states[parent].last - place.first) / kStatesPerWord + 1);
    place.at = static_cast<std::uint32_t>(mark_words - configuration_words);
    mark_words += place.words;
    histories.push_back(state);
  }
  plan_entries();
}

void Chart::Tables::plan_entries() {
  EntrySet set(*this, {});
  std::size_t planned = 0;
  for (Transition& transition : transitions) {
    if (planned > kPlannedStatesMax) return;
    if (transition.by_history) continue;
    set.compute(transition.targets, transition.domain);
    planned += set.states().size();
    if (!set.by_history()) transition.entry = {set.states(), set.default_entry()};
  }
}

StateIndex Chart::Tables::transition_domain(StateIndex source,
                                            const std::vector<StateIndex>& targets,
                                            bool internal) const {
  if (targets.empty()) return kNone;
  const auto holds_all = [&](StateIndex ancestor) {
    return std::all_of(targets.begin(), targets.end(),
                       [&](StateIndex target) { return is_descendant(target, ancestor); });
  };
  if (internal && states[source].kind == StateKind::kCompound && holds_all(source)) return source;
  StateIndex ancestor = states[source].parent;
  while (ancestor != kRootState &&
         (states[ancestor].kind != StateKind::kCompound || !holds_all(ancestor))) {
    ancestor = states[ancestor].parent;
  }
  return ancestor;
}

}  // namespace lagrum::statechart
