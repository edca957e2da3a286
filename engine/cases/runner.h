#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cases/documents.h"
#include "cases/run.h"

namespace lagrum::cases {

/// Bound on events that effects raise within one command.
inline constexpr std::size_t kEffectEventsMax = 64;

/// A refusal by the organisation, not by a norm.
struct Unauthorised {
  std::string provision;
  std::string why;
};

/// Carries one event through a case: chart, acts, norms, effects, and the events that effects
/// raise. Works on the case it is given; the caller keeps the old one until the commit.
class Runner {
 public:
  Runner(CaseState& state, RunInput input) : state_(state), input_(std::move(input)) {}

  /// Raises `event` with `data`; an empty name only lets effects take place. An error is a fault of
  /// the command or the workflow; the case is then not to be kept.
  Result<Run> raise(const std::string& event, const Context& data);

  /// The act as it would be judged; nothing is recorded.
  Result<Act> act_of(const statechart::PerformedAct& performed);

  /// Set when a delegation is missing; the run is then not to be kept.
  const std::optional<Unauthorised>& unauthorised() const { return unauthorised_; }

 private:
  Status process(const statechart::Event& event);
  Status refresh_facts();
  Status perform(const statechart::PerformedAct& performed);
  Result<Act> made_act(const statechart::PerformedAct& performed);
  Result<Instant> legal_time(const statechart::PerformedAct& performed) const;
  Status take_party(Act& act) const;
  Status check_values(const law::ActDecl& declared, const Act& act) const;
  Status check_past(const law::ActDecl& declared, const Act& act) const;
  Status check_extension(const Act& act) const;
  Result<Value> person(const Value& written, const std::string& name) const;
  Status resolve_persons(const law::ActDecl& declared, Act& act) const;
  Status check_delegation(Act& act);
  Status put_delegation(const Delegation& held, const std::string& person);
  bool is_refused() const;
  Status record(Act act);
  Status settle();

  CaseState& state_;
  RunInput input_;
  Run run_;
  Documents documents_{state_, input_};
  Sequence document_;  ///< the document of this command that dates acts
  std::vector<statechart::Event> raised_;
  std::optional<Unauthorised> unauthorised_;
};

}  // namespace lagrum::cases
