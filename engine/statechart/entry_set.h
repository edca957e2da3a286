#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "statechart/state_set.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// The states that a transition enters, and how. Keeps its room from one to the next. Source: SCXML
/// 1.0, appendix D, computeEntrySet with its parts, under their names.
class EntrySet {
 public:
  using States = std::vector<StateIndex>;

  /// `held` are the words of what all histories hold, in the order of Tables::histories; without
  /// any, histories hold nothing. Both must outlive the set.
  EntrySet(const Chart::Tables& tables, std::span<const std::uint64_t> held);

  /// What entering the targets below `ancestor` comes to.
  void compute(const States& targets, StateIndex ancestor);

  /// In document order.
  const States& states() const { return states_; }
  /// The compound states among them that are entered by their initial transition.
  const States& default_entry() const { return default_entry_; }
  /// Histories that hold nothing, whose default transition is taken, each with its parent.
  const std::vector<std::pair<StateIndex, StateIndex>>& default_history() const {
    return default_history_;
  }
  /// Whether some history had a part in it.
  bool by_history() const { return by_history_; }

  /// Puts what histories hold in their place.
  const States& get_effective_target_states(const States& targets);

 private:
  void add_targets(const States& targets, StateIndex ancestor);
  void add_descendant_states_to_enter(StateIndex state);
  void add_ancestor_states_to_enter(StateIndex state, StateIndex ancestor);
  void resolve(StateIndex history);

  const Chart::Tables& tables_;
  const std::span<const std::uint64_t> held_;
  StateSet to_enter_;
  States states_;
  States default_entry_;
  std::vector<std::pair<StateIndex, StateIndex>> default_history_;
  bool by_history_ = false;
  // of get_effective_target_states
  States open_;
  States effective_;
  States defaulted_;
};

}  // namespace lagrum::statechart
