#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "statechart/migration.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// Where a data item of the new version gets its value; without either it begins as null.
struct ItemRule {
  std::uint32_t from = kNone;            ///< slot of the old version's item
  std::optional<feel::Expression> code;  ///< over the old version's items
};

/// The compiled form of a migration map.
struct MigrationMap::Rules {
  Chart from;
  Chart to;
  std::string digest;
  /// By state of the old version: its states in the new one, in document order; none for a state
  /// that no session can bring along.
  std::vector<std::vector<StateIndex>> states;
  /// By history of the old version: the history that holds its value from now on; what has none is
  /// forgotten.
  std::map<std::string, std::string> histories;
  std::vector<ItemRule> items;                ///< by slot of the new version
  std::map<std::string, std::string> events;  ///< of pending sends; empty for one that is dropped
};

/// The states of the new version for some of the old one, each once, in document order.
std::vector<std::string> mapped_ids(const MigrationMap::Rules& rules,
                                    const std::vector<StateIndex>& states);

/// True for a state in which a session has come to its end.
bool ends_session(const Chart::Tables& tables, StateIndex state);

}  // namespace lagrum::statechart
