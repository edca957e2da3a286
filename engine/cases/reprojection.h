#pragma once

#include <optional>
#include <vector>

#include "cases/case_state.h"
#include "cases/migration.h"
#include "lagrum/reprojection.h"

/// A running case comes under other texts of law and calendar, perhaps by a map to another version
/// of its workflow too. What has happened stays: where the new texts would undo it, or have an
/// effect in the past, the case is left under its texts.
namespace lagrum::cases {

/// What bringing a case under other texts comes to.
struct Reprojecting {
  CaseReprojection told;
  std::optional<CaseState> after;  ///< none where there are obstacles
  std::optional<MigrationNote> migration;
  bool facts_changed = false;
};

/// The case under the law and calendar of `to`, before it states its facts: all entries judged by
/// them, the session by the map or as it is, and moments that had come past. `map` leads to `to`;
/// null where the case stays in its version. Obstacles of the session and of what has happened go
/// to `moved`.
void reproject_case(const CaseState& before, const std::vector<const Entry*>& entries,
                    const Workflow& to, const Migration* map, Instant now, Reprojecting& moved);

/// The same with the facts that the case states from the entry `index` on, with its dates and
/// verdicts. `changes` are those of the packs.
Status work_out_reprojection(const CaseState& before, const std::vector<Entry>& entries,
                             const Workflow& to, const Migration* map,
                             const std::vector<law::RuleChange>& changes,
                             const Directory& directory, Instant now, LogIndex index,
                             Reprojecting& moved);

/// The dates that are not what they were.
std::vector<DateMove> moved_dates(const CaseState& before, const CaseState& after, Instant now,
                                  const std::vector<law::RuleChange>& changes = {});
/// What an entry says of them.
Json dates_json(const std::vector<DateMove>& dates);
/// These texts, as the entry that takes a case away from them names them.
ReprojectionNote note_of(const Workflow& workflow);

/// What is told of a case before it is known what becomes of it.
CaseReprojection reprojection_of(const row::Case& row, const Workflow& to);

}  // namespace lagrum::cases
