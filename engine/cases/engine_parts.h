#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/crypto.h"
#include "cases/case_state.h"
#include "lagrum/engine.h"

/// Parts of the engine's work that stand in files of their own.
namespace lagrum::cases {

/// What the entries of a case are made under.
SourceRef workflow_ref(const Workflow& workflow);
std::vector<SourceRef> law_refs(const Workflow& workflow);
SourceRef calendar_ref(const Workflow& workflow);
/// kOutOfRange for a time whose local day is in no year from 1 to 9999, in whatever zone.
Status check_instant(Instant instant);

/// Verdicts on earlier acts that differ now; the old ones are kept in `after`.
std::vector<VerdictChange> changed_verdicts(const CaseState& before, CaseState& after, Instant now);

/// The event must be one that some transition takes.
Status check_event(const statechart::Chart& chart, std::string_view event);

/// Events that people can raise now, by the chart; sorted.
std::vector<std::string> possible_events(const CaseState& state);

/// Goes through the whole log in order, in bounded portions.
Status each_entry(Store& store, const std::function<Status(const row::Entry&)>& visit);

/// Compares the head of the log with its newest signed checkpoint: neither shorter, nor of the same
/// size with another root. What follows a checkpoint is compared before the next one is signed.
Status check_at_open(Store& store, const Signer& signer);

/// The root of the log, hashed anew from its entries. kCorruption unless it is the head's, and the
/// log continues the newest signed checkpoint.
Result<Digest> root_to_sign(Store& store, const LogHead& head, const Signer& signer);

/// The whole check behind Engine::verify.
Result<Verification> verify_store(Store& store, const Signer& signer,
                                  const Workspace::State& workspace, const ZoneRules& zones);

}  // namespace lagrum::cases
