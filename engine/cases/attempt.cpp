#include "cases/attempt.h"

#include <algorithm>

#include "base/words.h"
#include "cases/engine_parts.h"

namespace lagrum::cases {
namespace {

constexpr std::string_view kAnyone = "anyone";
constexpr std::string_view kPartyRole = "party";
constexpr std::string_view kIntakeRole =
    "registrar";  // what arrives is taken in as the registry would

Error invalid(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, {}};
}

}  // namespace

Status check_event(const statechart::Chart& chart, std::string_view event) {
  if (contains(chart.events(), event)) return {};
  return invalid("expected an event of the workflow '" + chart.name() + "', found '" +
                 std::string(event) + "'" + suggestion(event, chart.events()));
}

SourceRef workflow_ref(const Workflow& workflow) {
  return {workflow.chart.name(), workflow.chart.version(), workflow.chart.digest()};
}

std::vector<SourceRef> law_refs(const Workflow& workflow) {
  std::vector<SourceRef> refs;
  for (const law::PackInfo& pack : workflow.law.packs())
    refs.push_back({pack.id, pack.version, pack.digest});
  return refs;
}

SourceRef calendar_ref(const Workflow& workflow) {
  const calendar::Calendar& calendar = workflow.law.calendar();
  return {calendar.id(), calendar.version(), workflow.calendar_digest};
}

Entry entry_of(const CaseState& state, const RunInput& input, const std::string& log) {
  Entry entry;
  entry.index = input.entry;
  entry.log = log;
  entry.case_id = state.id;
  entry.recorded = input.now;
  entry.occurred = input.legal;
  entry.actor_kind = input.doer.kind;
  entry.actor = input.doer.id;
  entry.role = input.doer.role;
  entry.generic_role = input.doer.generic_role;
  entry.behalf = input.doer.party;
  entry.channel = input.channel;
  entry.workflow = workflow_ref(*state.workflow);
  entry.law = law_refs(*state.workflow);
  entry.calendar = calendar_ref(*state.workflow);
  return entry;
}

void note_unsettled(std::vector<std::string>& places, const std::vector<Error>& guards) {
  for (const Error& guard : guards) {
    places.push_back(std::to_string(guard.source.line) + ":" + std::to_string(guard.source.column));
  }
}

Status check_instant(Instant instant) {
  using namespace std::chrono_literals;
  constexpr std::chrono::sys_days kFirst{2d / 1 / 1};  // a day and more from the border: zones
  constexpr std::chrono::sys_days kLast{30d / 12 / 9999};
  if (kFirst <= instant && instant < kLast) return {};
  const auto days = std::chrono::floor<std::chrono::days>(instant).time_since_epoch().count();
  return Error{ErrorCode::kOutOfRange,
               "expected a time in the years 1 to 9999, found one " + std::to_string(days) +
                   " days from 1970",
               {},
               {}};
}

/// Every value must be one that the event takes, of its declared type; what is required must be
/// there.
Status Attempt::check_data() const {
  const std::vector<feel::Type::Member> declared =
      before_.workflow->chart.event_data(command_.event);
  for (const auto& [name, value] : command_.data.entries()) {
    const feel::Type* type = feel::type_of(declared, name);
    if (type == nullptr) {
      return invalid("expected a value that the event '" + command_.event + "' takes, found '" +
                     name + "'" + suggestion(name, feel::names_of(declared)));
    }
    if (!feel::conforms(value, *type)) {
      return invalid("expected " + feel::to_string(*type) + " for '" + name + "', found " +
                     std::string(type_name(value)));
    }
    const std::string why = before_.workflow->chart.not_allowed(command_.event, name, value);
    if (!why.empty())
      return invalid("'" + name + "' of the event '" + command_.event + "': " + why);
    const auto json = to_json(value);
    const auto again = json ? value_from_json(*json) : Result<Value>(json.error());
    if (!again) return invalid("'" + name + "': " + again.error().message);
  }
  for (const std::string& name : before_.workflow->chart.required_data(command_.event)) {
    const Value* given = command_.data.find(name);
    if (given == nullptr || given->is_null()) {
      return invalid("expected the value '" + name + "' with the event '" + command_.event +
                     "', found none");
    }
  }
  return {};
}

/// Who it is: a person or body of the directory, or somebody outside.
Status Attempt::identify() {
  actor_ =
      ports_.directory->find(command_.who, WorkflowId(before_.workflow->chart.name()), today());
  const std::vector<std::string> parties = before_.party_ids();
  if (command_.origin == Origin::kArrival || !actor_) {
    doer_.kind = "sender";
    doer_.id = command_.who;
    doer_.role = outside_role();
    if (before_.has_party(command_.who)) doer_.party = command_.who;
    if (command_.who == kPartyRole && parties.size() == 1 && !parties.front().empty())
      doer_.id = doer_.party = parties.front();
    doer_.generic_role = doer_.role;
  } else {
    doer_.kind = actor_->body ? "body" : "person";
    doer_.id = actor_->id;
    doer_.seats = actor_->seats;
  }
  if (!command_.behalf.empty()) {
    if (before_.has_party(command_.behalf)) {
      doer_.party = command_.behalf;
    } else if (command_.behalf == kPartyRole && parties.size() == 1) {
      doer_.party = parties.front();
    } else {
      return invalid("expected one of the case's parties (" + comma_list(parties) + "), found '" +
                     command_.behalf + "'");
    }
  }
  return {};
}

/// The role of one who is not of the authority. What arrives says whose it is (the court's, the
/// police's); nobody is of the authority by saying so.
std::string Attempt::outside_role() const {
  if (before_.has_party(command_.who)) return std::string(kPartyRole);
  const bool said = command_.origin == Origin::kArrival || command_.who == kPartyRole;
  const bool own = law::is_authority_role(command_.who) || ports_.directory->has_role(command_.who);
  return said && !own ? command_.who : std::string(kAnyone);
}

bool Attempt::may(const statechart::TransitionInfo& transition, std::string* role,
                  std::string* generic) const {
  const auto listed = [&](std::string_view name) { return contains(transition.roles, name); };
  if (doer_.kind == "sender") {
    const law::Law& law = before_.monitor.law();
    const bool takes_in = std::any_of(
        transition.acts.begin(), transition.acts.end(), [&](const statechart::ActSpec& spec) {
          const law::ActDecl* act = law.act(ActType(spec.type));
          return act != nullptr && (act->role == law::ActRole::kDocument || act->dated_by_arrival);
        });
    // Where outsiders are named, what they do is theirs alone: nobody answers for the police or
    // withdraws for a party by sending something in. Who opens a case is no party of it yet.
    const bool opened = before_.version != 0;
    const bool of_some =
        opened &&
        std::any_of(transition.roles.begin(), transition.roles.end(), [&](const std::string& name) {
          return !law::is_authority_role(name) && !ports_.directory->has_role(name);
        });
    const bool taken_in =
        command_.origin == Origin::kArrival && takes_in && !of_some && listed(kIntakeRole);
    *role = doer_.role;
    *generic = doer_.generic_role;
    return listed(doer_.role) || listed(kAnyone) || taken_in;
  }
  for (const Actor::Role& held : actor_->roles) {
    if (!listed(held.name) && !listed(held.generic)) continue;
    *role = held.name;
    *generic = held.generic;
    return true;
  }
  if (!listed(kAnyone)) return false;
  *role = *generic = std::string(kAnyone);
  return true;
}

bool Attempt::authorised(const std::vector<std::size_t>& enabled) {
  for (const std::size_t index : enabled) {
    const statechart::TransitionInfo& transition = before_.workflow->chart.transitions()[index];
    std::string role;
    std::string generic;
    if (!may(transition, &role, &generic)) {
      const bool is_stranger = doer_.role == kAnyone && command_.origin != Origin::kArrival;
      const std::string found = is_stranger ? "'" + doer_.id + "', who is nobody of the authority"
                                : doer_.kind == "sender" ? doer_.role
                                                         : "'" + doer_.id + "' without them";
      not_authorised({}, "expected one of the roles " + comma_list(transition.roles) + " for '" +
                             command_.event + "', found " + found);
      return false;
    }
    if (doer_.kind != "sender") {
      doer_.role = role;
      doer_.generic_role = generic;
    }
  }
  return true;
}

Status Attempt::work_out() {
  const statechart::Chart& chart = before_.workflow->chart;
  LAGRUM_TRY(check_event(chart, command_.event));
  LAGRUM_TRY(check_data());
  LAGRUM_TRY(identify());
  describe(command_.happened ? EntryKind::kOutside : EntryKind::kDone);
  const statechart::Event event{.name = command_.event, .data = Value(command_.data)};
  std::vector<Error> unsettled;
  const std::vector<std::size_t> enabled = statechart::enabled(
      chart, before_.session, event, surroundings(before_, command_.now), &unsettled);
  note_unsettled(entry_.unsettled, unsettled);
  answer_.phase = lifecycle::to_string(before_.phase);
  if (enabled.empty()) {
    not_applicable();
    return {};
  }
  if (!authorised(enabled)) return {};
  return run_event();
}

RunInput Attempt::input() const {
  RunInput input;
  input.entry = index_;
  input.now = command_.now;
  input.legal = legal();
  input.outside = command_.happened.has_value();
  input.doer = doer_;
  input.channel = command_.channel;
  input.salt = command_.salt;
  input.documents = &command_.documents;
  input.directory = ports_.directory.get();
  return input;
}

Status Attempt::run_event() {
  entry_.actor = doer_.id;
  entry_.role = doer_.role;
  entry_.generic_role = doer_.generic_role;
  entry_.behalf = doer_.party;
  Runner runner(after_, input());
  LAGRUM_ASSIGN(run_, runner.raise(command_.event, command_.data));
  if (const auto& missing = runner.unauthorised(); missing && command_.happened) {
    entry_.notes.push_back({"", missing->provision, "record", ""});  // it took place all the same
    answer_.provision = missing->provision;
    answer_.detail = missing->why;
  } else if (missing) {
    not_authorised(missing->provision, missing->why);
    return {};
  }
  return judge_findings();
}

void Attempt::describe(EntryKind kind) {
  entry_ = entry_of(before_, input(), ports_.signer->origin());
  entry_.kind = kind;
  entry_.id = command_.id.str();
  entry_.event = command_.event;
  entry_.data = command_.data;
  entry_.reason = command_.reason;
  answer_.case_id = before_.id;
}

/// Nothing of the run is kept.
void Attempt::undo() {
  after_ = before_;
  run_ = Run{};
}

/// Attempts of strangers are not journalled: they go to the host's security log (DECISIONS 5).
void Attempt::not_authorised(const std::string& provision, const std::string& why) {
  answer_.outcome = Outcome::kNotAuthorised;
  answer_.provision = provision;
  answer_.detail = why;
  entry_.kind = EntryKind::kNotAuthorised;
  journalled_ = doer_.kind != "sender";
  if (!provision.empty()) entry_.notes.push_back({"", provision, "refuse", ""});
  undo();
}

/// The chart does not take the event now; the norms that would refuse its acts are named all the
/// same.
void Attempt::not_applicable() {
  const statechart::Chart& chart = before_.workflow->chart;
  answer_.outcome = Outcome::kNotApplicable;
  answer_.possible = possible_events(before_);
  answer_.unmet = unmet_conditions(before_, command_.event);
  std::erase(answer_.possible, command_.event);
  answer_.detail = "the workflow does not take '" + command_.event + "' now";
  if (!entry_.unsettled.empty())
    answer_.detail +=
        "; a guard of it is neither true nor false at " + comma_list(entry_.unsettled);
  entry_.kind = EntryKind::kNotApplicable;
  journalled_ = doer_.kind != "sender" || command_.origin == Origin::kArrival;
  const statechart::Event event{.name = command_.event, .data = Value(command_.data)};
  for (std::size_t i = 0; i < chart.transitions().size(); ++i) {
    const auto& events = chart.transitions()[i].events;
    if (!contains(events, command_.event)) continue;
    RunInput as = input();
    if (doer_.kind != "sender") may(chart.transitions()[i], &as.doer.role, &as.doer.generic_role);
    for (const statechart::PerformedAct& performed : statechart::preview(
             chart, before_.session, i, event, surroundings(before_, command_.now))) {
      CaseState tried = before_;
      auto act = Runner(tried, as).act_of(performed);
      if (!act) continue;  // what was said does not make this act
      const std::vector<law::Finding> found = tried.monitor.add(*std::move(act));
      for (const Objection& said : objections(tried.monitor, found)) {
        const bool again = std::any_of(
            answer_.objections.begin(), answer_.objections.end(), [&](const Objection& other) {
              return other.norm == said.norm && other.party == said.party;
            });
        if (said.consequence == "refuse" && !again) answer_.objections.push_back(said);
      }
    }
  }
  note(entry_, answer_.objections);
}

Status Attempt::judge_findings() {
  std::vector<Objection> said = objections(after_.monitor, run_.findings);
  const auto any = [&](std::string_view consequence) {
    return std::any_of(said.begin(), said.end(),
                       [&](const Objection& each) { return each.consequence == consequence; });
  };
  const bool refused = any("refuse");
  // What arrives has arrived: a warning about it is recorded, and nobody is asked for a reason.
  const bool asks_reason = command_.origin == Origin::kPerson && command_.reason.empty();
  const bool reason_missing = !refused && any("warn") && asks_reason;
  note(entry_, said);
  answer_.objections = std::move(said);
  if (!refused && after_.phase_fault) {  // the statutory lifecycle does not know the change
    answer_.outcome = Outcome::kNotApplicable;
    answer_.detail = after_.phase_fault->message;
    answer_.possible = possible_events(before_);
    entry_.kind = EntryKind::kNotApplicable;
    undo();
    return {};
  }
  if (refused || reason_missing) {
    answer_.outcome = refused ? Outcome::kRefused : Outcome::kReasonRequired;
    entry_.kind = refused ? EntryKind::kRefused : EntryKind::kReasonRequired;
    undo();
    return {};
  }
  answer_.outcome = Outcome::kDone;
  for (const std::size_t index : run_.transitions) {
    answer_.transitions.push_back(before_.workflow->chart.transitions()[index].name);
  }
  answer_.phase = lifecycle::to_string(after_.phase);
  LAGRUM_TRY(fill(entry_, run_, before_, after_));
  for (const Act& act : run_.acts) {
    answer_.acts.push_back(
        {act.type.str(), after_.monitor.history().day_of(act.legal), act.by_norm});
  }
  return {};
}

void note(Entry& entry, const std::vector<Objection>& said) {
  for (const Objection& each : said) {
    NormNote made{each.norm, each.cite, each.consequence, each.act};
    if (std::find(entry.notes.begin(), entry.notes.end(), made) == entry.notes.end())
      entry.notes.push_back(std::move(made));
  }
}

Status fill(Entry& entry, const Run& run, const CaseState& before, CaseState& after) {
  entry.acts = run.acts;
  entry.superseded = run.superseded;
  if (run.facts_changed) entry.facts = after.facts;
  entry.changes = changed_verdicts(before, after, entry.recorded);
  entry.unsettled = run.unsettled;
  LAGRUM_ASSIGN(entry.decisions, decisions_json(run.decisions));
  return {};
}

std::vector<VerdictChange> changed_verdicts(const CaseState& before, CaseState& after,
                                            Instant now) {
  std::vector<VerdictChange> changes;
  const auto were = before.act_verdicts(now);
  const auto are = after.act_verdicts(now);
  for (const auto& [key, was] : were) {
    const auto is = std::find_if(are.begin(), are.end(),
                                 [k = key](const auto& each) { return each.first == k; });
    const std::string now_is = is == are.end() ? "not-applicable" : is->second;
    if (now_is == was) continue;
    changes.push_back({key.first, key.second, was, now_is});
    after.old_verdicts.push_back({key.first, key.second, was});
  }
  return changes;
}

std::vector<std::string> unmet_conditions(const CaseState& state, const std::string& event) {
  const statechart::Chart& chart = state.workflow->chart;
  std::vector<std::string> conditions;
  for (const std::size_t index : statechart::offered(chart, state.session)) {
    const statechart::TransitionInfo& transition = chart.transitions()[index];
    if (transition.guard.empty() || !contains(transition.events, event)) continue;
    conditions.push_back(transition.guard + " (" + to_string(transition.position) + ")");
  }
  return conditions;
}

std::vector<std::string> possible_events(const CaseState& state) {
  const statechart::Chart& chart = state.workflow->chart;
  std::vector<std::string> events;
  for (const std::size_t index : statechart::offered(chart, state.session)) {
    const statechart::TransitionInfo& transition = chart.transitions()[index];
    if (transition.roles.empty()) continue;  // people raise only what names roles
    events.insert(events.end(), transition.events.begin(), transition.events.end());
  }
  std::sort(events.begin(), events.end());
  events.erase(std::unique(events.begin(), events.end()), events.end());
  return events;
}

}  // namespace lagrum::cases
