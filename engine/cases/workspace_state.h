#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/letter.h"
#include "cases/organisation.h"
#include "dmn/model.h"
#include "lagrum/workspace.h"
#include "law/law.h"
#include "statechart/chart.h"
#include "statechart/migration.h"

namespace lagrum {

namespace cases {

/// How the events begin that the engine raises by clocks and by days that the authority itself has
/// fixed: "clock.near.CLOCK", "clock.expired.CLOCK", "date.reached.ACT.ATTRIBUTE".
inline constexpr std::string_view kClockNear = "clock.near.";
inline constexpr std::string_view kClockExpired = "clock.expired.";
inline constexpr std::string_view kDateReached = "date.reached.";

/// A workflow with all it needs: its chart, the law that judges it, its decisions and letters.
struct Workflow {
  std::string file;
  statechart::Chart chart;
  law::Law law;
  std::string calendar_digest;  ///< hex SHA-256 of the calendar's text
  std::optional<dmn::Model> decisions;
  std::map<std::string, Letter> letters;  ///< by template path as the chart writes it
  /// Dates fixed by the authority that the chart waits for, as (act type, attribute).
  std::vector<std::pair<std::string, std::string>> awaited_dates;

  std::string key() const { return chart.name() + "@" + chart.version(); }
};

/// How cases come from one version of a workflow to another. Borrows both.
struct Migration {
  std::string file;
  const Workflow* from;
  const Workflow* to;
  statechart::MigrationMap map;
};

}  // namespace cases

struct Workspace::State {
  std::map<std::string, calendar::Calendar> calendars;
  std::vector<xml::Document> packs;
  std::vector<std::shared_ptr<const cases::Workflow>> workflows;
  std::map<std::string, dmn::Model> decisions;   ///< by file
  std::map<std::string, cases::Letter> letters;  ///< by file
  std::map<std::string, std::shared_ptr<const Directory>> organisations;
  std::vector<xml::Document> mappings;
  std::vector<xml::Document> log_mappings;
  std::vector<cases::Migration> migrations;

  /// The newest version of a workflow that takes new cases on `day`; null when there is none.
  const cases::Workflow* open_on(const WorkflowId& id, Date day) const;
  /// The newest version that is loaded; kNotFound names the nearest id.
  Result<const cases::Workflow*> newest(const WorkflowId& id) const;
  /// By "id@version"; null when it is not loaded.
  const cases::Workflow* by_key(std::string_view key) const;
  /// The map from one version to another, by their keys; null when it is not loaded.
  const cases::Migration* migration(std::string_view from, std::string_view to) const;
};

}  // namespace lagrum
