#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/entry.h"
#include "cases/workspace_state.h"
#include "lagrum/case.h"
#include "law/monitor.h"
#include "lifecycle/case_lifecycle.h"
#include "statechart/interpreter.h"

namespace lagrum::cases {

/// A verdict that later knowledge replaced.
struct OldVerdict {
  std::string norm;
  Sequence act;
  std::string verdict;
};

/// A case in memory: the fold of its entries, and its chart at a macrostep boundary. A value: copy
/// it to try a command. Borrows the workflow and zone rules.
struct CaseState {
  CaseState(const CaseId& case_id, const Workflow& of, const ZoneRules& zones)
      : id(case_id), workflow(&of), monitor(of.law, zones) {}

  CaseId id;
  const Workflow* workflow;
  std::uint64_t version = 0;
  std::string number;
  statechart::Session session;
  law::Monitor monitor;
  law::Facts facts;  ///< the newest
  lifecycle::Phase phase = lifecycle::Phase::kNone;
  std::set<std::string> handled;  ///< keys of moments, and undone effects, that have been handled
  std::vector<OldVerdict> old_verdicts;
  /// Set by record() when an act asks for a phase change that the lifecycle does not know.
  std::optional<Error> phase_fault;

  /// Puts an entry's facts, superseded effects and acts into the monitor, and moves the phase.
  Status fold(const Entry& entry);
  /// Records one act: the monitor judges it and the phase moves. The act's legal time may move to
  /// the arrival day of its document.
  Result<std::vector<law::Finding>> record(Act& act);

  /// True when one of these acts was done against a norm that takes its effect away.
  bool has_void_act(const std::vector<Act>& acts) const;

  /// Parties by the workflow's data item `parties`, a list of contexts with an id.
  std::vector<Context> parties() const;
  /// Their ids, in the same order.
  std::vector<std::string> party_ids() const;
  bool has_party(std::string_view party) const;
  /// True when a party's appeal in the main matter has not been ended by its own act.
  bool appeal_pending() const;
  /// True when every party has been told of the newest decision in the main matter.
  bool all_informed() const;

  /// The act verdicts as they stand, by (norm, act).
  std::vector<std::pair<std::pair<std::string, Sequence>, std::string>> act_verdicts(
      Instant now) const;

 private:
  Status move(const Act& act);
};

/// The stored form, without the acts: those are folded from the entries.
Result<std::string> snapshot_of(const CaseState& state);
/// The member "seal" of a snapshot: hex SHA-256 of what no entry tells, handled, old and version.
/// It tells damage, not forgery.
Result<Json> seal_of(const Json& snapshot);
/// Keys of moments that have been handled.
std::set<std::string> handled_of(const Json& snapshot);
/// The entries, read.
Result<std::vector<Entry>> decoded(const std::vector<row::Entry>& rows);
/// A case from its row and entries. kCorruption where they don't belong together.
Result<CaseState> load_case(const row::Case& row, const std::vector<Entry>& entries,
                            const Workflow& workflow, const ZoneRules& zones);

row::Case row_of(const CaseState& state, std::string snapshot);
std::vector<row::Duty> duty_rows(const CaseState& state, Instant now);
/// Moments that have not been handled yet, due ones too.
std::vector<law::Wake> pending_moments(const CaseState& state, Instant now);
/// What the chart hears when a moment comes (DECISIONS 13c); empty for an effect.
std::string event_of(const law::Wake& wake);
Context data_of(const law::Wake& wake);
/// Names a technical wait among handled moments: the n-th, from 0, of those with its id and time.
std::string send_key(const statechart::PendingSend& send, std::size_t nth = 0);
/// What norms have the engine do or take back now; without what was tried, undone and handled.
law::Effects due_effects(const CaseState& state, Instant now);
/// What the chart hears of an effect: "act." and its type, with its attributes, party and norm.
statechart::Event effect_event(const Act& effect);
/// Names an effect among handled moments, by the act that is, or would be, its record.
std::string effect_key(const Act& effect, const law::History& history);
std::vector<row::Clock> clock_rows(const CaseState& state, Instant now);

/// The text of that name; empty where there is none.
std::string text_of(const Context& values, std::string_view name);

/// Local time in the calendar's zone, as a FEEL value.
DateTime local_now(const law::History& history, const Workflow& workflow, Instant now);
statechart::Surroundings surroundings(const CaseState& state, Instant now);

CaseView view_of(const CaseState& state, Instant now);

}  // namespace lagrum::cases
