#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/migration.h"
#include "statechart/chart.h"
#include "statechart/interpreter.h"

namespace lagrum::statechart {

inline constexpr std::string_view kMigrationNamespace = "urn:lagrum:migration:1";

/// Configurations of the old version that are tried when a map is loaded; where a chart has more,
/// none is, and each case is judged when it is to move.
inline constexpr std::size_t kConfigurationsMax = 4096;

/// What moving a session comes to: the session of the new version, or what keeps it.
struct Migrated {
  std::optional<Session> session;   ///< none where there are obstacles
  std::vector<Obstacle> obstacles;  ///< all of them, each with what it regards
  std::vector<ItemMove> items;      ///< data items that are not what they were
  std::vector<SendMove> sends;      ///< all that are pending
};

/// How sessions of one version of a chart become sessions of another: the map that the new version
/// brings. Immutable; may be shared.
class MigrationMap {
 public:
  /// Reads a document of kMigrationNamespace for these two versions; its form is described in
  /// engine/docs/formats/migration.md. Faults go to `diagnostics` with positions.
  static Result<MigrationMap> load(const xml::Document& document, const Chart& from,
                                   const Chart& to, Diagnostics& diagnostics);

  const std::string& digest() const;  ///< hex SHA-256 of the file's text in UTF-8

  /// The session of the new version. A pure function that carries out no content of either chart:
  /// no entry, no exit, no initial value. Ids of sends, counters and instants stay as they are.
  /// Nothing moves that was not started, has finished, or would not be at a legal configuration.
  Migrated migrate(const Session& session, const Surroundings& surroundings) const;

  struct Rules;

 private:
  explicit MigrationMap(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<const Rules> rules_;
};

}  // namespace lagrum::statechart
