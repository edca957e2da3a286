#pragma once

#include <string>
#include <vector>

#include "cases/case_state.h"
#include "cases/run.h"
#include "cases/shelf.h"
#include "lagrum/engine.h"

/// Parts of the engine's work that stand in files of their own.
namespace lagrum::cases {

/// What the entries of a case are made under.
SourceRef workflow_ref(const Workflow& workflow);
std::vector<SourceRef> law_refs(const Workflow& workflow);
SourceRef calendar_ref(const Workflow& workflow);
/// An entry with its head filled in: where it stands, whose it is, when and under what it is made.
Entry entry_of(const CaseState& state, const RunInput& input, const std::string& log);
/// Adds where each guard stands, as "line:column": bytes do not depend on where the files lie.
void note_unsettled(std::vector<std::string>& places, const std::vector<Error>& guards);
/// kOutOfRange for a time whose local day is in no year from 1 to 9999, in whatever zone.
Status check_instant(Instant instant);

/// The facts that norms read, from the chart's data and the organisation; they hold from `entry`
/// on. Whether they have changed.
Result<bool> refresh_facts(CaseState& state, const Directory& directory, Instant now,
                           LogIndex entry);
/// l:phase is an assertion (DECISIONS 4): a chart that contradicts its own acts is at fault.
Status check_phase(const CaseState& state);

/// Puts what norms said into the entry, each once.
void note(Entry& entry, const std::vector<Objection>& said);
/// Puts what a run did, that is kept, into its entry.
Status fill(Entry& entry, const Run& run, const CaseState& before, CaseState& after);
/// Verdicts on earlier acts that differ now; the old ones are kept in `after`.
std::vector<VerdictChange> changed_verdicts(const CaseState& before, CaseState& after, Instant now);

/// The event must be one that some transition takes.
Status check_event(const statechart::Chart& chart, std::string_view event);

/// Events that people can raise now, by the chart; sorted.
std::vector<std::string> possible_events(const CaseState& state);
/// The guards, with their places, of transitions that would take the event now.
std::vector<std::string> unmet_conditions(const CaseState& state, const std::string& event);

/// The whole check behind Engine::verify.
Result<Verification> verify_store(Store& store, const Signer& signer, const Shelf& shelf,
                                  const ZoneRules& zones);

}  // namespace lagrum::cases
