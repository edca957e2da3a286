#include "cases/shelf.h"

#include <algorithm>
#include <set>

#include "base/crypto.h"
#include "cases/engine_parts.h"
#include "cases/reprojection.h"

namespace lagrum::cases {

bool is_under(const Entry& entry, const Workflow& workflow) {
  return entry.workflow == workflow_ref(workflow) && entry.law == law_refs(workflow) &&
         entry.calendar == calendar_ref(workflow);
}

Shelf::Shelf(const Workspace& in_force, const std::vector<Workspace>& earlier) {
  states_.push_back(in_force.state());
  for (const Workspace& workspace : earlier) states_.push_back(workspace.state());
}

const Workflow* Shelf::find(std::string_view key,
                            const std::function<bool(const Workflow&)>& wanted) const {
  for (const auto& state : states_) {
    const Workflow* workflow = state->by_key(key);
    if (workflow != nullptr && wanted(*workflow)) return workflow;
  }
  return nullptr;
}

const Workflow* Shelf::made_under(const Entry& entry) const {
  return find(entry.workflow.key(), [&](const Workflow& each) { return is_under(entry, each); });
}

const Workflow* Shelf::by_key(std::string_view key) const {
  return find(key, [](const Workflow&) { return true; });
}

const Workflow* Shelf::begun_under(std::string_view key, const std::vector<Entry>& entries) const {
  const auto moved = std::find_if(entries.begin(), entries.end(), [](const Entry& entry) {
    return entry.reprojection.has_value();
  });
  const Workflow* left = nullptr;
  if (moved != entries.end()) {
    left = find(key, [&](const Workflow& each) {
      ReprojectionNote note = note_of(each);
      note.dates = moved->reprojection->dates;
      note.batch = moved->reprojection->batch;
      return note == *moved->reprojection;
    });
  }
  if (left == nullptr && !entries.empty())
    left = find(key, [&](const Workflow& each) { return is_under(entries.front(), each); });
  return left != nullptr ? left : by_key(key);
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

std::string batch_of(const Workspace& workspace) {
  std::set<std::string> texts;
  const auto take = [&](const SourceRef& text) { texts.insert(text.key() + " " + text.digest); };
  for (const auto& workflow : workspace.state()->workflows) {
    take(workflow_ref(*workflow));
    take(calendar_ref(*workflow));
    for (const SourceRef& pack : law_refs(*workflow)) take(pack);
  }
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return hex(as_bytes(sha256(all)));
}

}  // namespace lagrum::cases
