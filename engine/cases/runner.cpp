#include "cases/runner.h"

#include <algorithm>

#include "base/words.h"
#include "cases/engine_parts.h"

namespace lagrum::cases {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

/// Facts by their names after "case." or "party.".
Context own_names(const Context& facts) {
  Context own;
  for (const auto& [name, value] : facts.entries()) own.set(name.substr(name.find('.') + 1), value);
  return own;
}

/// A name as it is compared: without blanks around it, and with one between its words.
std::string one_spaced(std::string_view text) { return space_list(words(text)); }

Error workflow_fault(const Workflow& workflow, const std::string& what,
                     const Position& source = {}) {
  Error error{ErrorCode::kInvalidArgument, what, source, {}};
  if (error.source.file.empty()) error.source.file = workflow.file;
  return error;
}

}  // namespace

std::optional<Actor> member_now(const CaseState& state, const RunInput& input,
                                std::string_view id) {
  return input.directory->find(id, WorkflowId(state.workflow->chart.name()),
                               state.monitor.history().day_of(input.now));
}

Result<Run> Runner::raise(const std::string& event, const Context& data) {
  const statechart::Session before = state_.session;
  LAGRUM_TRY(refresh_facts());
  if (!event.empty()) LAGRUM_TRY(process({.name = event, .data = Value(data)}));
  if (unauthorised_ && !input_.outside) return std::move(run_);
  LAGRUM_TRY(settle());
  for (std::size_t i = 0; i < raised_.size(); ++i) {
    if (i >= kEffectEventsMax) {
      return Error{ErrorCode::kOutOfRange, "expected at most 64 effects in one command", {}, {}};
    }
    const statechart::Event next = raised_[i];
    LAGRUM_TRY(process(next));
    LAGRUM_TRY(settle());
  }
  LAGRUM_TRY(documents_.check_all_taken(event));
  if (documents_.letter_fault() && !is_refused()) return *documents_.letter_fault();
  const bool has_void = state_.has_void_act(run_.acts);
  if (input_.outside && has_void) state_.session = before;  // it took place, and moved nothing
  if (!has_void && !state_.phase_fault) LAGRUM_TRY(check_phase(state_));
  run_.documents = documents_.take();
  return std::move(run_);
}

Status Runner::process(const statechart::Event& event) {
  const bool first = run_.transitions.empty() && run_.acts.empty();
  LAGRUM_ASSIGN(const statechart::Trace trace,
                statechart::process(state_.workflow->chart, state_.session, event,
                                    surroundings(state_, input_.now)));
  if (!trace.errors.empty())
    return workflow_fault(*state_.workflow, trace.errors.front().message,
                          trace.errors.front().source);
  if (first) run_.taken = trace.taken;
  note_unsettled(run_.unsettled, trace.unsettled);
  run_.decisions.insert(run_.decisions.end(), trace.decisions.begin(), trace.decisions.end());
  run_.transitions.insert(run_.transitions.end(), trace.transitions.begin(),
                          trace.transitions.end());
  LAGRUM_TRY(refresh_facts());
  documents_.expect(trace.acts);
  for (const statechart::PerformedAct& performed : trace.acts) {
    LAGRUM_TRY(perform(performed));
    if (unauthorised_ && !input_.outside) return {};
  }
  return {};
}

namespace {

Result<law::Facts> stated_facts(const CaseState& state, const Directory& directory, Instant now) {
  const std::vector<Context> parties = state.parties();
  LAGRUM_ASSIGN(const auto stated, statechart::facts(state.workflow->chart, state.session, parties,
                                                     surroundings(state, now)));
  law::Facts facts;
  const auto own = stated.find(std::string());
  if (own != stated.end()) facts.case_data = own_names(own->second);
  facts.case_data.set("authority", Value(directory.kind()));
  for (const Context& party : parties) {
    const std::string id = text_of(party, "id");
    if (facts.parties.contains(id)) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected an id of its own for each party of the case, found '" + id + "' twice",
                   {},
                   {}};
    }
    Context data;
    const auto found = stated.find(id);
    if (found != stated.end()) data = own_names(found->second);
    data.set("id", Value(id));
    if (const Value* role = party.find("role")) data.set("role", *role);
    facts.parties.emplace(id, std::move(data));
  }
  return facts;
}

}  // namespace

Result<bool> refresh_facts(CaseState& state, const Directory& directory, Instant now,
                           LogIndex entry) {
  LAGRUM_ASSIGN(law::Facts facts, stated_facts(state, directory, now));
  LAGRUM_ASSIGN(const Json found, to_json(facts));
  LAGRUM_ASSIGN(const Json known, to_json(state.facts));
  if (found == known) return false;
  state.facts = facts;
  state.monitor.state_facts(Sequence::of(entry, 0), std::move(facts));
  return true;
}

Status Runner::refresh_facts() {
  LAGRUM_ASSIGN(const bool changed,
                cases::refresh_facts(state_, *input_.directory, input_.now, input_.entry));
  run_.facts_changed = run_.facts_changed || changed;
  return {};
}

Result<Instant> Runner::legal_time(const statechart::PerformedAct& performed) const {
  if (!performed.at) return input_.legal;
  const law::History& history = state_.monitor.history();
  const CivilDate* civil = performed.at->date();
  if (civil == nullptr && performed.at->date_time() != nullptr)
    civil = &performed.at->date_time()->date;
  if (civil == nullptr) {
    return workflow_fault(*state_.workflow,
                          "expected a date as the legal time of '" + performed.type + "', found " +
                              std::string(type_name(*performed.at)),
                          performed.source);
  }
  LAGRUM_ASSIGN(const Date day, to_date(*civil));
  const Date today = history.day_of(input_.legal);
  if (day > today) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a legal day not after " + lagrum::to_string(today) + " for '" +
                     performed.type + "', found " + lagrum::to_string(day),
                 performed.source, performed.basis};
  }
  if (day == today) return input_.legal;
  return history.start_of(day + days{1}) - milliseconds{1};  // by the end of that day at the latest
}

Result<Act> Runner::act_of(const statechart::PerformedAct& performed) {
  LAGRUM_ASSIGN(Act act, made_act(performed));
  LAGRUM_TRY(take_party(act));
  return act;
}

Result<Act> Runner::made_act(const statechart::PerformedAct& performed) {
  Act act;
  act.type = ActType(performed.type);
  act.sequence = Sequence::of(input_.entry, static_cast<std::uint32_t>(run_.acts.size()));
  act.recorded = input_.now;
  LAGRUM_ASSIGN(act.legal, legal_time(performed));
  act.actor = input_.doer.id;
  act.role = input_.doer.role;
  act.generic_role = input_.doer.generic_role;
  act.basis = performed.basis;
  act.outside = input_.outside;
  for (const auto& [name, value] : performed.attributes.entries()) {
    if (!value.is_null()) act.attributes.set(name, value);
  }
  act.regarding = text_of(act.attributes, "regarding");
  act.opens = text_of(act.attributes, "opens");
  act.channel = text_of(act.attributes, "channel");
  for (const char* own : {"regarding", "opens", "channel"}) act.attributes.erase(own);
  if (act.channel.empty()) act.channel = input_.channel;
  const law::ActDecl* declared = state_.monitor.law().act(act.type);
  if (declared == nullptr) {
    return workflow_fault(*state_.workflow,
                          "expected an act of the vocabulary, found '" + performed.type + "'",
                          performed.source);
  }
  if (declared->role == law::ActRole::kDocument) {
    if (act.attributes.find("physically_on") == nullptr) {
      act.attributes.set("physically_on", Value(state_.monitor.history().day_of(input_.legal)));
    }
    document_ = act.sequence;
  }
  LAGRUM_TRY(check_values(*declared, act));
  LAGRUM_TRY(check_past(*declared, act));
  LAGRUM_TRY(check_extension(act));
  LAGRUM_TRY(resolve_persons(*declared, act));
  if (declared->dated_by_arrival) act.of_act = document_;
  return act;
}

/// Where the vocabulary says which texts an attribute may hold, it holds one of them.
Status Runner::check_values(const law::ActDecl& declared, const Act& act) const {
  for (const law::AttributeDecl& attribute : declared.attributes) {
    const Value* given = act.attributes.find(attribute.name);
    if (attribute.values.empty() || given == nullptr || given->string() == nullptr) continue;
    if (contains(attribute.values, *given->string())) continue;
    return Error{ErrorCode::kInvalidArgument,
                 "expected one of " + comma_list(attribute.values) + " for '" + attribute.name +
                     "' of the act '" + act.type.str() + "', found '" + *given->string() + "'",
                 {},
                 act.basis};
  }
  return {};
}

/// Nothing has been on a day that has not come: a document's arrival, and what the vocabulary calls
/// past.
Status Runner::check_past(const law::ActDecl& declared, const Act& act) const {
  const law::History& history = state_.monitor.history();
  std::vector<std::pair<std::string, Date>> latest = {
      {"physically_on", history.day_of(input_.legal)}};
  for (const law::AttributeDecl& attribute : declared.attributes) {
    if (attribute.past) latest.emplace_back(attribute.name, history.day_of(input_.now));
  }
  for (const auto& [name, today] : latest) {
    const Value* given = act.attributes.find(name);
    if (given == nullptr || given->date() == nullptr) continue;
    LAGRUM_ASSIGN(const Date day, to_date(*given->date()));
    if (day <= today) continue;
    return Error{ErrorCode::kInvalidArgument,
                 "expected a day not after " + lagrum::to_string(today) + " for '" + name +
                     "', found " + lagrum::to_string(day),
                 {},
                 act.basis};
  }
  return {};
}

/// What an act adds to a time is a length of it: else the power would be used up for nothing.
Status Runner::check_extension(const Act& act) const {
  const Value by = law::attribute(act, "by");
  if (by.months_duration() == nullptr && by.seconds_duration() == nullptr) return {};
  const law::Law& law = state_.monitor.law();
  for (const law::ClockDecl& clock : law.clocks()) {
    if (!clock.extend || law::extension_by(act, clock)) continue;
    const bool lengthens =
        std::ranges::any_of(law.versions(clock.extend->under), [&](std::size_t index) {
          const auto* power = std::get_if<law::Power>(&law.norms()[index].content);
          return power != nullptr && power->acts.contains(act.type);
        });
    if (lengthens) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a length of whole days or months such as P14D for 'by', found '" +
                       lagrum::to_string(by) + "'",
                   {},
                   act.basis};
    }
  }
  return {};
}

/// Persons stand in the record by one id, whatever account or name was written. A full name that
/// nobody of the organisation bears is somebody outside it.
Result<Value> Runner::person(const Value& written, const std::string& name) const {
  if (written.string() == nullptr) return written;
  const std::string text = one_spaced(*written.string());
  if (const auto found = member_now(state_, input_, text)) return Value(found->id);
  const std::vector<std::string> bearers = input_.directory->named(text);
  if (bearers.size() == 1) return Value(bearers.front());
  if (bearers.empty() && text.find(' ') != std::string::npos) return Value(text);
  const std::string why =
      bearers.empty() ? "" : ", which is the name of " + comma_list(bearers) + ": say which by id";
  return Error{ErrorCode::kInvalidArgument,
               "expected a person of the organisation, by id, account or name, or the full name of "
               "somebody outside it, for '" +
                   name + "', found '" + text + "'" + why,
               {},
               {}};
}

Status Runner::resolve_persons(const law::ActDecl& declared, Act& act) const {
  for (const law::AttributeDecl& attribute : declared.attributes) {
    Value* value = act.attributes.find(attribute.name);
    if (value == nullptr || (attribute.type != "person" && !attribute.takes_part)) continue;
    if (value->list() == nullptr) {
      LAGRUM_ASSIGN(*value, person(*value, attribute.name));
      continue;
    }
    List persons;
    for (const Value& each : *value->list()) {
      LAGRUM_ASSIGN(Value resolved, person(each, attribute.name));
      persons.push_back(std::move(resolved));
    }
    *value = Value(std::move(persons));
  }
  return {};
}

/// Whose act it is: the attribute that names a party, else the sender, else the only party there
/// is.
Status Runner::take_party(Act& act) const {
  std::string party = text_of(act.attributes, "party");
  act.attributes.erase("party");
  const law::Law& law = state_.monitor.law();
  for (const law::AttributeDecl& attribute : law.act(act.type)->attributes) {
    if (attribute.type == "party" && party.empty()) party = text_of(act.attributes, attribute.name);
  }
  const std::string& sender = input_.doer.party;
  if (input_.doer.kind == "sender" && !party.empty() && !sender.empty() && party != sender) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected an act of the sender, '" + sender + "', found '" + act.type.str() +
                     "' of '" + party + "'",
                 {},
                 act.basis};
  }
  if (party.empty()) party = sender;
  const std::vector<std::string> parties = state_.party_ids();
  // The file that opens a case names its parties itself.
  if (party.empty() && input_.doer.role == "party" && parties.size() == 1) party = parties.front();
  if (party.empty() && law.index(act.type).needs_party) {
    if (parties.size() > 1) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected the party that '" + act.type.str() + "' regards, one of " +
                       comma_list(parties) + ", found none",
                   {},
                   act.basis};
    }
    if (parties.size() == 1) party = parties.front();
  }
  if (!party.empty() && !state_.has_party(party)) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a party of the case for '" + act.type.str() + "', found '" + party +
                     "', who is none yet: add the person as a party first",
                 {},
                 act.basis};
  }
  act.party = PartyId(party);
  return {};
}

/// Decisions of a board's staff rest on a delegation (KL 6 kap. 37 §, 7 kap. 5-6 §§); which one is
/// said by the delegation order, not by the person.
Status Runner::check_delegation(Act& act) {
  const law::ActDecl* declared = state_.monitor.law().act(act.type);
  const bool knows = declared->attribute("delegated") != nullptr;
  if (input_.doer.kind == "body") {
    if (knows) act.attributes.set("delegated", Value(false));
    if (declared->attribute("members") != nullptr && input_.doer.seats > 0) {
      act.attributes.set("members", Value::integer(input_.doer.seats));
    }
    if (declared->attribute("body") != nullptr) act.attributes.set("body", Value(act.actor));
    return {};
  }
  if (input_.doer.kind != "person") return {};
  const Date day = state_.monitor.history().day_of(act.legal);
  const WorkflowId workflow(state_.workflow->chart.name());
  const auto actor = input_.directory->find(act.actor, workflow, day);
  if (!actor) return {};
  LAGRUM_ASSIGN(const DelegationAnswer answer,
                input_.directory->delegation(*actor, workflow, act.type, act.attributes, day));
  if (!answer.needed) return {};
  if (!answer.held) {
    unauthorised_ = Unauthorised{answer.provision, answer.why};
    if (knows) act.attributes.set("delegated", Value(true));  // where it took place all the same
    return {};
  }
  if (knows) act.attributes.set("delegated", Value(true));
  if (declared->attribute("clause") != nullptr)
    act.attributes.set("clause", Value(answer.held->clause));
  LAGRUM_TRY(put_delegation(*answer.held, act.actor));
  act.sequence = Sequence::of(input_.entry, static_cast<std::uint32_t>(run_.acts.size()));
  return {};
}

/// The delegation relied on goes into the case, once, so that the file shows it.
Status Runner::put_delegation(const Delegation& held, const std::string& person) {
  const law::ActDecl* carrying = state_.monitor.law().act_with(law::ActRole::kDelegation);
  if (carrying == nullptr) return {};
  const law::History& history = state_.monitor.history();
  for (const std::size_t position : history.of_type(carrying->type.str())) {
    const Act& known = history[position].act;
    if (text_of(known.attributes, "to") == person &&
        text_of(known.attributes, "clause") == held.clause)
      return {};
  }
  Act act;
  act.type = carrying->type;
  act.sequence = Sequence::of(input_.entry, static_cast<std::uint32_t>(run_.acts.size()));
  act.recorded = input_.now;
  act.legal = history.start_of(held.given_on);
  act.actor = held.given_by;
  act.role = act.generic_role = "board";
  act.basis = held.cite;
  act.attributes.set("to", Value(person));
  act.attributes.set("clause", Value(held.clause));
  return record(std::move(act));
}

Status Runner::perform(const statechart::PerformedAct& performed) {
  LAGRUM_ASSIGN(Act act, act_of(performed));
  LAGRUM_TRY(check_delegation(act));
  if (unauthorised_ && !input_.outside) return {};
  LAGRUM_TRY(documents_.add(performed, run_.acts.size(), act));
  LAGRUM_TRY(record(std::move(act)));
  return settle();
}

Status Runner::record(Act act) {
  if (run_.acts.size() >= kActsPerEntryMax) {
    return Error{ErrorCode::kOutOfRange, "expected at most 255 acts in one command", {}, {}};
  }
  LAGRUM_ASSIGN(std::vector<law::Finding> findings, state_.record(act));
  run_.findings.insert(run_.findings.end(), std::make_move_iterator(findings.begin()),
                       std::make_move_iterator(findings.end()));
  run_.acts.push_back(std::move(act));
  return {};
}

/// Lets norms have their effects: acts of the engine, each of which the chart hears of.
Status Runner::settle() {
  for (std::size_t rounds = 0; rounds < kEffectEventsMax; ++rounds) {
    law::Effects effects = due_effects(state_, input_.now);
    std::erase_if(effects.create,
                  [&](const law::Effect& effect) { return effect.act.legal > input_.until; });
    if (effects.create.empty() && effects.supersede.empty()) return {};
    for (const Sequence sequence : effects.supersede) {
      state_.monitor.supersede(sequence);
      run_.superseded.push_back(sequence);
    }
    for (law::Effect& effect : effects.create) {
      Act act = std::move(effect.act);
      act.sequence = Sequence::of(input_.entry, static_cast<std::uint32_t>(run_.acts.size()));
      act.recorded = input_.now;
      act.actor = act.role = act.generic_role = "engine";
      act.outside = input_.outside;
      raised_.push_back(effect_event(act));
      LAGRUM_TRY(record(std::move(act)));
    }
  }
  return Error{
      ErrorCode::kOutOfRange, "expected effects of norms to come to rest within 64 rounds", {}, {}};
}

/// A norm's answer goes before that of a letter that cannot be written.
bool Runner::is_refused() const {
  return std::any_of(run_.findings.begin(), run_.findings.end(), [](const law::Finding& finding) {
    return finding.consequence == law::Consequence::kRefuse;
  });
}

Status check_phase(const CaseState& state) {
  for (const statechart::StateInfo& info : state.workflow->chart.states()) {
    if (info.phase.empty() || !statechart::is_active(state.workflow->chart, state.session, info.id))
      continue;
    const bool inner =
        std::any_of(state.workflow->chart.states().begin(), state.workflow->chart.states().end(),
                    [&](const statechart::StateInfo& other) {
                      return &other != &info && !other.phase.empty() &&
                             state.workflow->chart.within(other.id, info.id) &&
                             statechart::is_active(state.workflow->chart, state.session, other.id);
                    });
    if (inner || info.phase == lifecycle::to_string(state.phase)) continue;
    return workflow_fault(*state.workflow,
                          "expected the phase '" + info.phase + "' in the state '" + info.id +
                              "', found '" + std::string(lifecycle::to_string(state.phase)) +
                              "' from the acts",
                          info.position);
  }
  return {};
}

}  // namespace lagrum::cases
