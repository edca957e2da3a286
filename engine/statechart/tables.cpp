#include "statechart/tables.h"

#include <algorithm>

namespace lagrum::statechart {

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

std::vector<std::uint32_t> Chart::Tables::matching(std::string_view event) const {
  std::vector<std::uint32_t> found;
  const auto look_up = [&](std::string_view descriptor) {
    const auto entry = descriptors.find(descriptor);
    if (entry != descriptors.end()) found.push_back(entry->second);
  };
  look_up({});
  for (auto dot = event.find('.'); dot != std::string_view::npos; dot = event.find('.', dot + 1)) {
    look_up(event.substr(0, dot));
  }
  if (!event.empty()) look_up(event);
  return found;
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
