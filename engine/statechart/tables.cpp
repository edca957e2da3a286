#include "statechart/tables.h"

#include <algorithm>

#include "base/words.h"
#include "statechart/entry_set.h"

namespace lagrum::statechart {
namespace {

/// So much of a chart is planned; what a larger one enters is worked out when it is.
constexpr std::size_t kPlannedStatesMax = 200'000;

/// The sets of states that take an event may take so many words; of further ones every state may.
constexpr std::size_t kTakerWordsMax = std::size_t{1} << 18;

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

void add_value(std::vector<feel::Type::Member>& values, const std::string& name,
               const feel::Type& type) {
  for (feel::Type::Member& value : values) {
    if (value.name != name) continue;
    if (to_string(value.type) != to_string(type)) value.type = feel::Type::any();
    return;
  }
  values.push_back({name, type});
}

bool takes_some(std::string_view descriptor, const std::set<std::string>& events) {
  if (descriptor.empty()) return !events.empty();
  if (events.contains(std::string(descriptor))) return true;
  const std::string family = std::string(descriptor) + ".";
  const auto found = events.lower_bound(family);
  return found != events.end() && found->starts_with(family);
}

StateIndex Chart::Tables::find(std::string_view id) const {
  const auto found = state_by_id.find(id);
  return found == state_by_id.end() ? kNone : found->second;
}

// The longest of an event's prefixes that is a descriptor decides: all that match the event are
// prefixes of that one.
std::string Chart::Tables::not_allowed(const ValueLimit& limit, const Value& value) const {
  if (limit.texts.empty()) return decisions->not_allowed(limit.type, value);
  const std::string* text = value.string();
  const bool among = text == nullptr || std::ranges::find(limit.texts, *text) != limit.texts.end();
  return among ? std::string()
               : "expected one of " + comma_list(limit.texts) + ", found " + feel::shown(value);
}

const EventKind* Chart::Tables::kind_of(std::string_view event) const {
  std::string_view prefix = event;
  if (event.size() > longest_descriptor) {
    const auto dot = event.rfind('.', longest_descriptor);
    prefix = event.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
  while (true) {
    const auto entry = descriptors.find(prefix);
    if (entry != descriptors.end()) return &kinds[entry->second];
    if (prefix.empty()) return nullptr;
    const auto dot = prefix.rfind('.');
    prefix = prefix.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
}

void Chart::Tables::find_kinds() {
  kinds.resize(descriptors.size());
  for (const auto& [descriptor, number] : descriptors)
    longest_descriptor = std::max(longest_descriptor, descriptor.size());
  const std::map<std::string_view, std::uint32_t> sorted(descriptors.begin(), descriptors.end());
  for (const auto& [descriptor, number] : sorted) {
    // Sorted by name, shorter ones come first: the kind of the next shorter one is there.
    std::vector<std::uint32_t>& own = kinds[number].descriptors;
    own.push_back(number);
    if (descriptor.empty()) continue;
    const auto dot = descriptor.rfind('.');
    const EventKind* shorter =
        kind_of(descriptor.substr(0, dot == std::string_view::npos ? 0 : dot));
    if (shorter == nullptr) continue;
    own.insert(own.end(), shorter->descriptors.begin(), shorter->descriptors.end());
  }
}

void Chart::Tables::find_takers() {
  StateSet every(states.size());
  for (StateIndex state = 0; state < states.size(); ++state) every.insert(state);
  takers.clear();
  takers.push_back(std::move(every));
  StateSet without_event(states.size());
  std::vector<std::vector<StateIndex>> sources(descriptors.size());
  for (const Transition& transition : transitions) {
    if (transition.descriptors.empty()) {
      if (!eventless) eventless.emplace();
      without_event.insert(transition.source);
    }
    for (const std::uint32_t number : transition.descriptors) {
      std::vector<StateIndex>& list = sources[number];
      if (list.empty() || list.back() != transition.source) list.push_back(transition.source);
    }
  }
  if (eventless) {
    eventless->takers = takers.size();
    takers.push_back(std::move(without_event));
  }
  for (EventKind& kind : kinds) {
    if (takers.size() * configuration_words > kTakerWordsMax) return;
    StateSet own(states.size());
    for (const std::uint32_t number : kind.descriptors) {
      for (const StateIndex state : sources[number]) own.insert(state);
    }
    kind.takers = takers.size();
    takers.push_back(std::move(own));
  }
}

void Chart::Tables::link() {
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
  find_takers();
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
