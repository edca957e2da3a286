#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "cases/case_state.h"
#include "cases/shelf.h"

namespace lagrum::cases {

/// A case whose chart is run again from its entries, without its tables. Borrows the shelf, the
/// zone rules and the entries.
class Replay {
 public:
  /// `workflow` is the version that the case began in.
  Replay(const CaseId& id, const Workflow& workflow, const Shelf& shelf, const ZoneRules& zones)
      : shelf_(shelf), state_(id, workflow, zones) {}

  const CaseState& state() const { return state_; }

  /// Enters the chart's first states.
  Status begin(Instant now);
  /// Runs the entry's events through the chart, or moves the case to another version. kCorruption
  /// where other acts are performed, or other states and data come of the move, than the entry
  /// says; kNotFound where the map, a version or the texts it came under are not loaded.
  Status step(const Entry& entry);

  /// Moments that came before this entry, and left no entry of their own though the workflow takes
  /// them: each was taken out of the store.
  std::vector<std::string> missed_before(const Entry& entry);
  /// The same after the last entry, of the moments whose keys are in `handled`.
  std::vector<std::string> missed_since(Instant last, const std::set<std::string>& handled);

 private:
  std::vector<std::string> missed(Instant now, const std::function<bool(const law::Wake&)>& past);
  Result<const Migration*> map_of(const Entry& entry) const;
  Status migrate(const Entry& entry);
  Status reproject(const Entry& entry);
  void drop_sent(const Entry& entry);
  Status process(const statechart::Event& event, Instant now,
                 std::vector<statechart::PerformedAct>& performed);

  const Shelf& shelf_;
  CaseState state_;
  std::vector<const Entry*> entries_;  ///< those that were replayed
};

}  // namespace lagrum::cases
