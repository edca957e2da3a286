#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case_state.h"

namespace lagrum::cases {

/// Bound on events that effects raise within one command.
inline constexpr std::size_t kEffectEventsMax = 64;

/// Who carries out an event, as the acts will say it.
struct Doer {
  std::string kind;  ///< person, body, sender, engine
  std::string id;
  std::string role;
  std::string generic_role;
  std::string party;        ///< the party for whom or by whom it is done; empty for none
  std::uint32_t seats = 0;  ///< of a board
};

/// A document made or brought, with its bytes.
struct MadeDocument {
  row::Document stored;
  DocumentRef reference;
  std::size_t act = 0;  ///< index among the run's acts
};

/// What a run of an event did to a case.
struct Run {
  bool taken = false;                    ///< the chart took the event
  std::vector<std::size_t> transitions;  ///< indices in Chart::transitions()
  std::vector<Act> acts;                 ///< in order, with effects of norms among them
  std::vector<law::Finding> findings;
  std::vector<Sequence> superseded;
  bool facts_changed = false;
  std::vector<MadeDocument> documents;
  std::vector<std::string> asked;  ///< ids of questions put on entry; for views
};

/// What a run is given beside the case: the moment, the doer and what came with the command.
struct RunInput {
  LogIndex entry;
  Instant now{};                   ///< recorded time
  Instant legal{};                 ///< legal time of the acts unless they say otherwise
  Instant until = Instant::max();  ///< effects of norms that come after have their own turn
  bool outside = false;
  Doer doer;
  std::string channel;
  std::string salt;
  const std::vector<NewDocument>* documents = nullptr;
  const Directory* directory =
      nullptr;  ///< null: delegations are not asked for (clock-driven events)
};

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
  Status check_arrival(const Act& act) const;
  std::optional<Actor> member(std::string_view id) const;
  Result<Value> person(const Value& written, const std::string& name) const;
  Status resolve_persons(const law::ActDecl& declared, Act& act) const;
  Status check_delegation(Act& act);
  Status put_delegation(const Delegation& held, const std::string& person);
  Status add_documents(const statechart::PerformedAct& performed, Act& act);
  bool take_brought(const std::function<bool(const std::string& kind)>& takes, Act& act);
  bool enclose(const std::string& kind, Act& act) const;
  Result<row::Document> make_document(const statechart::DocumentSpec& spec, const Act& act);
  bool is_refused() const;
  void add_document(const std::string& kind, row::Document document, Act& act);
  Status check_all_taken(const std::string& event) const;
  Value with_names(const law::ActDecl& declared, const std::string& name, const Value& value) const;
  Context act_values(const Act& act) const;
  Context letter_values(const Act& act) const;
  Status record(Act act);
  Status settle();
  Status check_phase() const;

  CaseState& state_;
  RunInput input_;
  Run run_;
  Sequence document_;            ///< the document of this command that dates acts
  std::vector<bool> taken_;      ///< of the documents brought, by their place
  std::set<std::string> named_;  ///< kinds of documents that the acts so far name
  std::vector<statechart::Event> raised_;
  std::optional<Unauthorised> unauthorised_;
  std::optional<Error> letter_fault_;  ///< the first letter that lacks a value
};

}  // namespace lagrum::cases
