#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "cases/entry.h"
#include "cases/workspace_state.h"

namespace lagrum::cases {

/// The texts that cases may be under: those in force, and earlier ones. Immutable; may be shared.
class Shelf {
 public:
  explicit Shelf(const Workspace& in_force, const std::vector<Workspace>& earlier = {});

  /// The workflow, law and calendar whose very texts the entry was made under; null where they are
  /// not on the shelf.
  const Workflow* made_under(const Entry& entry) const;
  /// What a case of that workflow and version is under after these entries: the texts of the newest
  /// one. Where they are not on the shelf, those in force (README: a case is judged by a new pack
  /// at once); but a case that was re-projected is on record with its texts, and without them this
  /// is kNotFound, as it is where no version of that name is there at all.
  Result<const Workflow*> workflow_for(std::string_view key,
                                       const std::vector<Entry>& entries) const;
  /// What a case with these entries began under: what its first re-projection took it away from,
  /// else the texts of its first entry, else those in force. `key` is the version that it began in;
  /// null when it is not on the shelf.
  const Workflow* begun_under(std::string_view key, const std::vector<Entry>& entries) const;
  /// By "id@version", those in force first; null when it is not on the shelf.
  const Workflow* by_key(std::string_view key) const;
  /// The map by which the entry moved its case from that version to the one that it is made under;
  /// null when it is not there.
  const Migration* map_of(const Entry& entry, std::string_view from) const;

 private:
  /// The first workflow of that key that is one of those looked for.
  const Workflow* find(std::string_view key,
                       const std::function<bool(const Workflow&)>& wanted) const;

  std::vector<std::shared_ptr<const Workspace::State>> states_;
};

/// True when these are the very texts that the entry was made under.
bool is_under(const Entry& entry, const Workflow& workflow);

/// Names all texts of a workspace that cases can be under: hex SHA-256 over their versions and
/// digests.
std::string batch_of(const Workspace& workspace);

}  // namespace lagrum::cases
