#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/case_state.h"
#include "lagrum/engine.h"
#include "lagrum/migration.h"

/// A running case goes on in another version of its workflow. Acts, duties, clocks and their dates
/// are the law's and stay as they are; a case of which they would not stay is left where it is.
namespace lagrum::cases {

/// What moving a case comes to.
struct Moving {
  CaseMove told;
  std::optional<CaseState> after;  ///< the case in the new version; none where there are obstacles
  MigrationNote note;              ///< what its entry says of the move
  bool facts_changed = false;      ///< the new version states other facts to the law
};

/// The case in the new version, before it states its facts: the session by the map, all entries
/// under that version's law, and moments that had come before the move past. `entries` are all of
/// the case so far. Obstacles of the session and faults of the fold go to `moving`.
void move_case(const CaseState& before, const std::vector<const Entry*>& entries,
               const Migration& migration, Instant now, Moving& moving);

/// The same with the facts that the new version states from the entry `index` on, and with all that
/// must stay as it is compared.
Status work_out_move(const CaseState& before, const std::vector<row::Entry>& entries,
                     const Migration& migration, const Directory& directory, Instant now,
                     LogIndex index, Moving& moving);

/// What is told of a case before it is known what becomes of it.
CaseMove move_of(const row::Case& row);

}  // namespace lagrum::cases
