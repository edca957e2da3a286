#include "cases/shelf.h"

#include <algorithm>

#include "cases/engine_parts.h"

namespace lagrum::cases {

bool is_under(const Entry& entry, const Workflow& workflow) {
  return entry.workflow == workflow_ref(workflow) && entry.law == law_refs(workflow) &&
         entry.calendar == calendar_ref(workflow);
}

Shelf::Shelf(const Workspace& in_force, const std::vector<Workspace>& earlier) {
  states_.push_back(in_force.state());
  for (const Workspace& workspace : earlier) states_.push_back(workspace.state());
}

const Workflow* Shelf::made_under(const Entry& entry) const {
  for (const auto& state : states_) {
    const Workflow* workflow = state->by_key(entry.workflow.key());
    if (workflow != nullptr && is_under(entry, *workflow)) return workflow;
  }
  return nullptr;
}

const Workflow* Shelf::by_key(std::string_view key) const {
  for (const auto& state : states_) {
    if (const Workflow* workflow = state->by_key(key)) return workflow;
  }
  return nullptr;
}

Result<const Workflow*> Shelf::workflow_for(std::string_view key,
                                            const std::vector<Entry>& entries) const {
  if (!entries.empty()) {
    const Workflow* exact = made_under(entries.back());
    if (exact != nullptr && exact->key() == key) return exact;
  }
  const Workflow* workflow = by_key(key);
  const bool held = std::any_of(entries.begin(), entries.end(),
                                [](const Entry& entry) { return entry.reprojection.has_value(); });
  if (workflow != nullptr && !held) return workflow;
  const std::string expected = "expected the workflow '" + std::string(key) + "'";
  return Error{ErrorCode::kNotFound,
               held ? expected + " with the very law and calendar that the re-projected case is " +
                          "under to be loaded, found other texts"
                    : expected + " to be loaded",
               {},
               {}};
}

const Migration* Shelf::map_of(const Entry& entry, std::string_view from) const {
  const Migration* otherwise = nullptr;
  for (const auto& state : states_) {
    const Migration* map = state->migration(from, entry.workflow.key());
    if (map == nullptr) continue;
    if (map->map.digest() == entry.migration->map && is_under(entry, *map->to)) return map;
    if (otherwise == nullptr) otherwise = map;
  }
  return otherwise;
}

}  // namespace lagrum::cases
