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
Status work_out_move(const CaseState& before, const std::vector<Entry>& entries,
                     const Migration& migration, const Directory& directory, Instant now,
                     LogIndex index, Moving& moving);

/// Moments that are past when a case moves came to what it leaves.
void pass_moments(CaseState& state, Instant now);
/// Every act on record must be one that the law of `to` knows; each unknown type is said once.
void check_acts(const CaseState& before, const Workflow& to, std::vector<Obstacle>& obstacles);
/// Norms have no effect by a move, and the phase stays as it is.
void check_effects(const CaseState& before, const CaseState& after, Instant now,
                   std::vector<Obstacle>& obstacles);
/// All entries under the law of `to`; what they do not tell is that of `before`, the session is
/// still to be given.
Result<CaseState> folded_under(const CaseState& before, const std::vector<const Entry*>& entries,
                               const Workflow& to);
/// Where they stand.
std::vector<const Entry*> places_of(const std::vector<Entry>& entries);

/// What is told of a case before it is known what becomes of it.
CaseMove move_of(const row::Case& row);

}  // namespace lagrum::cases
