#include "lagrum/engine.h"

#include <algorithm>
#include <map>

#include "base/crypto.h"
#include "base/words.h"
#include "cases/engine_parts.h"
#include "cases/objections.h"
#include "cases/runner.h"
#include "journal/tree.h"
#include "lagrum/journal.h"

namespace lagrum {
namespace cases {
namespace {

using std::chrono::days;

constexpr std::string_view kEngineActor = "engine";
constexpr std::string_view kAnyone = "anyone";
constexpr std::string_view kPartyRole = "party";
constexpr std::string_view kIntakeRole =
    "registrar";  // what arrives is taken in as the registry would

Error invalid(std::string message) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, {}};
}

std::string digest_of(const Command& command) {
  Json::Object body{{"case", command.case_id.str()},
                    {"workflow", command.workflow.str()},
                    {"matter", command.matter},
                    {"origin", Json(command.origin == Origin::kArrival ? "arrival" : "person")},
                    {"who", command.who},
                    {"behalf", command.behalf},
                    {"event", command.event},
                    {"reason", command.reason},
                    {"channel", command.channel}};
  if (command.happened) body["happened"] = Json(to_string(*command.happened));
  if (auto data = to_json(Value(command.data))) body["data"] = std::move(*data);
  Json::Array documents;
  for (const NewDocument& document : command.documents) {
    documents.emplace_back(Json::Object{{"kind", document.kind},
                                        {"name", document.name},
                                        {"digest", hex(as_bytes(sha256(document.bytes)))}});
  }
  body["documents"] = Json(std::move(documents));
  const auto bytes = canonical(Json(std::move(body)));
  return bytes ? hex(as_bytes(sha256(*bytes))) : std::string();
}

/// The event must be one that some transition takes.
Status check_event(const statechart::Chart& chart, std::string_view event) {
  if (std::find(chart.events().begin(), chart.events().end(), event) != chart.events().end())
    return {};
  return invalid("expected an event of the workflow '" + chart.name() + "', found '" +
                 std::string(event) + "'" + suggestion(event, chart.events()));
}

}  // namespace

SourceRef workflow_ref(const Workflow& workflow) {
  return {workflow.chart.name(), workflow.chart.version(), workflow.chart.digest()};
}

std::vector<SourceRef> law_refs(const Workflow& workflow) {
  std::vector<SourceRef> refs;
  for (const law::PackInfo& pack : workflow.law.packs())
    refs.push_back({pack.id, pack.version, pack.digest});
  return refs;
}

// --- one attempt at a command

/// Works out what a command would do to a case, without writing. The caller writes what it decides
/// to keep.
class Attempt {
 public:
  Attempt(const CaseState& before, const Command& command, const Engine::Ports& ports,
          LogIndex index)
      : before_(before), after_(before), command_(command), ports_(ports), index_(index) {}

  /// Fills answer(), entry() and after(). An error is a fault of the command.
  Status work_out();

  const Answer& answer() const { return answer_; }
  Entry& entry() { return entry_; }
  const CaseState& after() const { return after_; }
  const std::vector<MadeDocument>& documents() const { return run_.documents; }
  bool journalled() const { return journalled_; }

 private:
  Status check_data() const;
  Status identify();
  bool authorised(const std::vector<std::size_t>& enabled);
  void choose_role(const std::vector<std::string>& allowed);
  bool may(const std::vector<std::string>& allowed, std::string* role, std::string* generic) const;
  Status run_event();
  void not_applicable();
  void not_authorised(const std::string& provision, const std::string& why);
  void judge_findings();
  void note(const std::vector<Objection>& objections);
  void undo();
  void describe(EntryKind kind);
  Instant legal() const { return command_.happened.value_or(command_.now); }
  Date today() const { return before_.monitor.history().day_of(command_.now); }

  const CaseState& before_;
  CaseState after_;
  const Command& command_;
  const Engine::Ports& ports_;
  LogIndex index_;
  Answer answer_;
  Entry entry_;
  Run run_;
  Doer doer_;
  std::optional<Actor> actor_;
  bool journalled_ = true;
};

/// Every value must be one that the event takes, of its declared type; what is required must be
/// there.
Status Attempt::check_data() const {
  const std::vector<feel::Type::Member> declared =
      before_.workflow->chart.event_data(command_.event);
  std::vector<std::string> names;
  for (const feel::Type::Member& member : declared) names.push_back(member.name);
  for (const auto& [name, value] : command_.data.entries()) {
    const auto known =
        std::find_if(declared.begin(), declared.end(),
                     [n = name](const feel::Type::Member& m) { return m.name == n; });
    if (known == declared.end()) {
      return invalid("expected a value that the event '" + command_.event + "' takes, found '" +
                     name + "'" + suggestion(name, names));
    }
    if (!feel::conforms(value, known->type)) {
      return invalid("expected " + feel::to_string(known->type) + " for '" + name + "', found " +
                     std::string(type_name(value)));
    }
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
  actor_ = ports_.directory->find(command_.who, today());
  const std::vector<std::string> parties = before_.party_ids();
  if (command_.origin == Origin::kArrival || !actor_) {
    doer_.kind = "sender";
    doer_.id = command_.who;
    const bool party = before_.has_party(command_.who);
    doer_.role = party ? std::string(kPartyRole) : command_.who;
    if (party) doer_.party = command_.who;
    if (command_.who == kPartyRole && parties.size() == 1) doer_.id = doer_.party = parties.front();
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

bool Attempt::may(const std::vector<std::string>& allowed, std::string* role,
                  std::string* generic) const {
  const auto listed = [&](std::string_view name) {
    return std::find(allowed.begin(), allowed.end(), name) != allowed.end();
  };
  if (doer_.kind == "sender") {
    const bool taken_in = command_.origin == Origin::kArrival && listed(kIntakeRole);
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
    const std::vector<std::string>& allowed = before_.workflow->chart.transitions()[index].roles;
    std::string role;
    std::string generic;
    if (!may(allowed, &role, &generic)) {
      not_authorised(
          {}, "expected one of the roles " + comma_list(allowed) + " for '" + command_.event +
                  "', found " +
                  (doer_.kind == "sender" ? doer_.role : "'" + doer_.id + "' without them"));
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
  statechart::Event event;
  event.name = command_.event;
  event.data = Value(command_.data);
  const std::vector<std::size_t> enabled =
      statechart::enabled(chart, before_.session, event, surroundings(before_, command_.now));
  answer_.phase = lifecycle::to_string(before_.phase);
  if (enabled.empty()) {
    not_applicable();
    return {};
  }
  if (!authorised(enabled)) return {};
  return run_event();
}

Status Attempt::run_event() {
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
  entry_.actor = doer_.id;
  entry_.role = doer_.role;
  entry_.generic_role = doer_.generic_role;
  entry_.behalf = doer_.party;
  Runner runner(after_, input);
  LAGRUM_ASSIGN(run_, runner.raise(command_.event, command_.data));
  if (runner.unauthorised()) {
    not_authorised(runner.unauthorised()->provision, runner.unauthorised()->why);
    return {};
  }
  judge_findings();
  return {};
}

void Attempt::describe(EntryKind kind) {
  entry_.index = index_;
  entry_.kind = kind;
  entry_.log = ports_.signer->origin();
  entry_.id = command_.id.str();
  entry_.case_id = before_.id;
  entry_.recorded = command_.now;
  entry_.occurred = legal();
  entry_.actor_kind = doer_.kind;
  entry_.actor = doer_.id;
  entry_.role = doer_.role;
  entry_.generic_role = doer_.generic_role;
  entry_.behalf = doer_.party;
  entry_.channel = command_.channel;
  entry_.event = command_.event;
  entry_.data = command_.data;
  entry_.reason = command_.reason;
  entry_.workflow = workflow_ref(*before_.workflow);
  entry_.law = law_refs(*before_.workflow);
  const calendar::Calendar& days_of = before_.workflow->law.calendar();
  entry_.calendar = {days_of.id(), days_of.version(), {}};
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
  answer_.detail = "the workflow does not take '" + command_.event + "' now";
  entry_.kind = EntryKind::kNotApplicable;
  journalled_ = doer_.kind != "sender";
  statechart::Event event;
  event.name = command_.event;
  event.data = Value(command_.data);
  for (std::size_t i = 0; i < chart.transitions().size(); ++i) {
    const auto& events = chart.transitions()[i].events;
    if (std::find(events.begin(), events.end(), command_.event) == events.end()) continue;
    for (const statechart::PerformedAct& performed : statechart::preview(
             chart, before_.session, i, event, surroundings(before_, command_.now))) {
      Act act;
      act.type = ActType(performed.type);
      act.sequence = Sequence::of(index_, 0);
      act.recorded = act.legal = command_.now;
      act.actor = doer_.id;
      act.basis = performed.basis;
      act.attributes = performed.attributes;
      law::Monitor once = before_.monitor;
      const std::vector<law::Finding> found = once.add(std::move(act));
      for (const Objection& said : objections(once, found)) {
        const bool again = std::any_of(
            answer_.objections.begin(), answer_.objections.end(), [&](const Objection& other) {
              return other.norm == said.norm && other.party == said.party;
            });
        if (said.consequence == "refuse" && !again) answer_.objections.push_back(said);
      }
    }
    break;  // the acts of one place where the event is taken say enough
  }
  note(answer_.objections);
}

void Attempt::note(const std::vector<Objection>& said) {
  for (const Objection& each : said) {
    NormNote made{each.norm, each.cite, each.consequence, each.act};
    if (std::find(entry_.notes.begin(), entry_.notes.end(), made) == entry_.notes.end())
      entry_.notes.push_back(std::move(made));
  }
}

void Attempt::judge_findings() {
  std::vector<Objection> said = objections(after_.monitor, run_.findings);
  const auto any = [&](std::string_view consequence) {
    return std::any_of(said.begin(), said.end(),
                       [&](const Objection& each) { return each.consequence == consequence; });
  };
  const bool refused = any("refuse");
  // What arrives has arrived: a warning about it is recorded, and nobody is asked for a reason.
  const bool asks_reason = command_.origin == Origin::kPerson && command_.reason.empty();
  const bool reason_missing = !refused && any("warn") && asks_reason;
  note(said);
  answer_.objections = std::move(said);
  if (!refused && after_.phase_fault) {  // the statutory lifecycle does not know the change
    answer_.outcome = Outcome::kNotApplicable;
    answer_.detail = after_.phase_fault->message;
    answer_.possible = possible_events(before_);
    entry_.kind = EntryKind::kNotApplicable;
    undo();
    return;
  }
  if (refused || reason_missing) {
    answer_.outcome = refused ? Outcome::kRefused : Outcome::kReasonRequired;
    entry_.kind = refused ? EntryKind::kRefused : EntryKind::kReasonRequired;
    undo();
    return;
  }
  answer_.outcome = Outcome::kDone;
  for (const std::size_t index : run_.transitions) {
    answer_.transitions.push_back(before_.workflow->chart.transitions()[index].name);
  }
  answer_.phase = lifecycle::to_string(after_.phase);
  entry_.acts = run_.acts;
  entry_.superseded = run_.superseded;
  if (run_.facts_changed) entry_.facts = after_.facts;
  entry_.changes = changed_verdicts(before_, after_, command_.now);
  for (const Act& act : run_.acts) {
    answer_.acts.push_back(
        {act.type.str(), after_.monitor.history().day_of(act.legal), act.by_norm});
  }
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

// --- writing

namespace {

Status write_entry(UnitOfWork& unit, const Entry& entry, std::string_view salt) {
  LAGRUM_ASSIGN(const row::Entry row, encode(entry, salt));
  LAGRUM_ASSIGN(LogHead head, unit.head());
  LAGRUM_CHECK(head.size == entry.index.value);
  LAGRUM_ASSIGN(journal::Frontier frontier,
                journal::Frontier::from_strings(head.size, head.frontier));
  frontier.append(journal::leaf_hash(row.leaf));
  head.size = frontier.size();
  head.recorded = entry.recorded;
  head.frontier = frontier.to_strings();
  return unit.append(row, head);
}

Status write_case(UnitOfWork& unit, CaseState& state, Instant now) {
  ++state.version;
  LAGRUM_ASSIGN(std::string snapshot, snapshot_of(state));
  LAGRUM_TRY(unit.put(row_of(state, std::move(snapshot))));
  LAGRUM_TRY(unit.replace_duties(state.id, duty_rows(state, now)));
  return unit.replace_clocks(state.id, clock_rows(state, now));
}

}  // namespace

Result<std::vector<row::Outgoing>> letters_of(const CaseState& state, const std::vector<Act>& acts,
                                              Instant now) {
  std::vector<row::Outgoing> letters;
  for (const Act& act : acts) {
    for (const DocumentRef& document : act.documents) {
      if (act.party.empty() || act.outside) continue;
      Json::Object body{{"case", state.id.str()},
                        {"number", state.number},
                        {"act", act.type.str()},
                        {"sequence", Json(static_cast<std::int64_t>(act.sequence.value))},
                        {"party", act.party.str()},
                        {"kind", document.kind},
                        {"name", document.name},
                        {"media", document.media_type},
                        {"digest", document.digest}};
      row::Outgoing outgoing;
      outgoing.id = to_string(act.sequence) + "-" + document.digest.substr(0, 16);
      outgoing.case_id = state.id;
      outgoing.channel = "message";
      LAGRUM_ASSIGN(outgoing.body, canonical(Json(std::move(body))));
      outgoing.created = now;
      letters.push_back(std::move(outgoing));
    }
  }
  return letters;
}

namespace {

Status enqueue_letters(UnitOfWork& unit, const CaseState& state, const std::vector<Act>& acts,
                       Instant now) {
  LAGRUM_ASSIGN(const std::vector<row::Outgoing> letters, letters_of(state, acts, now));
  for (const row::Outgoing& letter : letters) LAGRUM_TRY(unit.enqueue(letter));
  return {};
}

// --- remembering

std::string command_key(std::string_view key) { return "command|" + std::string(key); }
std::string matter_key(std::string_view matter) { return "matter|" + std::string(matter); }

/// The salt keeps somebody who knows the log alone from trying out what an answer may have been.
Result<std::string> salted(std::string_view salt, const std::string& key, const char* name,
                           Json value) {
  const Digest digest = hmac_sha256(salt, key);
  return canonical(Json(
      Json::Object{{name, std::move(value)}, {"salt", base64url(as_bytes(digest).substr(0, 16))}}));
}

/// What a repetition of the command, and further commands of its matter, are recognised by.
Result<std::vector<row::Remembered>> rows_of(const Command& command, const std::string& body,
                                             const Answer& answer) {
  std::vector<row::Remembered> rows;
  if (!command.key.empty()) {
    row::Remembered row{command_key(command.key), body, {}};
    LAGRUM_ASSIGN(row.answer, salted(command.salt, row.key, "answer", to_json(answer)));
    rows.push_back(std::move(row));
  }
  if (!command.matter.empty()) {
    row::Remembered row{matter_key(command.matter), {}, {}};
    LAGRUM_ASSIGN(row.answer, salted(command.salt, row.key, "case", Json(answer.case_id.str())));
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The entry commits to what is remembered with it.
Status write_answered(UnitOfWork& unit, Entry entry, const Command& command,
                      const std::string& body, const Answer& answer) {
  LAGRUM_ASSIGN(const std::vector<row::Remembered> rows, rows_of(command, body, answer));
  for (const row::Remembered& row : rows) {
    LAGRUM_ASSIGN(std::string digest, commitment_to(row));
    entry.remembered.push_back(std::move(digest));
    LAGRUM_TRY(unit.remember(row));
  }
  return write_entry(unit, entry, command.salt);
}

Result<CaseId> case_of(UnitOfWork& unit, std::string_view matter) {
  LAGRUM_ASSIGN(const std::optional<row::Remembered> known, unit.recall(matter_key(matter)));
  if (!known) return CaseId();
  LAGRUM_ASSIGN(const Json stored, parse_json(known->answer));
  return CaseId(stored.text("case"));
}

}  // namespace
}  // namespace cases

using namespace cases;  // NOLINT(google-build-using-namespace): this file is the room's front

/// Cases kept in memory at most.
inline constexpr std::size_t kKeptCasesMax = 256;

struct Engine::Impl {
  Workspace workspace;
  Ports ports;

  const Workspace::State& state() const { return *workspace.state(); }

  /// Cases as they stood at a version that was read before; a version never changes its content.
  mutable std::map<CaseId, CaseState> kept_cases;

  Result<CaseState> load(UnitOfWork& unit, const CaseId& id) const {
    LAGRUM_ASSIGN(const std::optional<row::Case> row, unit.load(id));
    if (!row)
      return Error{
          ErrorCode::kNotFound, "expected a case that exists, found '" + id.str() + "'", {}, {}};
    const auto cached = kept_cases.find(id);
    if (cached != kept_cases.end() && cached->second.version == row->version) return cached->second;
    LAGRUM_ASSIGN(const std::vector<row::Entry> entries, unit.entries(id));
    LAGRUM_ASSIGN(CaseState loaded, load_case(*row, entries, state(), *ports.zones));
    keep_case(loaded);
    return loaded;
  }

  /// Remembers a case that was read or committed.
  void keep_case(const CaseState& loaded) const {
    if (kept_cases.size() >= kKeptCasesMax) kept_cases.clear();
    kept_cases.insert_or_assign(loaded.id, loaded);
  }

  Result<CaseState> open(const Command& command) const {
    const Workflow* workflow = nullptr;
    for (const auto& each : state().workflows) {
      if (each->chart.name() != command.workflow.str()) continue;
      LAGRUM_ASSIGN(const Date day,
                    date_in(*ports.zones, command.now, each->law.calendar().zone()));
      workflow = state().open_on(command.workflow, day);
    }
    if (workflow == nullptr) {
      std::vector<std::string> names;
      for (const auto& each : state().workflows) names.push_back(each->chart.name());
      return Error{ErrorCode::kNotFound,
                   "expected a workflow that takes new cases, found '" + command.workflow.str() +
                       "'" + suggestion(command.workflow.str(), names),
                   {},
                   {}};
    }
    CaseState state(CaseId("case-" + command.id.str()), *workflow, *ports.zones);
    LAGRUM_ASSIGN(const statechart::Trace trace,
                  statechart::start(workflow->chart, state.session, state.id.str(),
                                    surroundings(state, command.now)));
    if (!trace.acts.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a workflow that performs no act before its first event",
                   {},
                   {}};
    }
    return state;
  }

  Status check(const Command& command) const {
    if (command.salt.size() < kSaltBytesMin)
      return Error{ErrorCode::kInvalidArgument, "expected at least 16 bytes of salt", {}, {}};
    if (command.id.empty())
      return Error{ErrorCode::kInvalidArgument, "expected an id with the command", {}, {}};
    if (!command.matter.empty() && !command.case_id.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a matter only where a case is opened, found one of case '" +
                       command.case_id.str() + "'",
                   {},
                   {}};
    }
    if (command.happened && *command.happened > command.now) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a time that has passed, found " + to_string(*command.happened) +
                       " after " + to_string(command.now),
                   {},
                   {}};
    }
    return {};
  }

  static Status check_time(const LogHead& head, Instant now) {
    if (!head.recorded || *head.recorded <= now) return {};
    return Error{ErrorCode::kOutOfRange,
                 "expected a time from " + to_string(*head.recorded) +
                     " on, when the newest entry was recorded, found " + to_string(now),
                 {},
                 {}};
  }

  static Status check_matter(UnitOfWork& unit, const Command& command) {
    if (command.matter.empty()) return {};
    LAGRUM_ASSIGN(const CaseId known, cases::case_of(unit, command.matter));
    if (known.empty()) return {};
    return Error{ErrorCode::kConflict,
                 "expected a matter that has no case, found '" + known.str() + "' opened for it",
                 {},
                 {}};
  }

  Result<Answer> execute(const Command& command, bool keep) const;
  Result<Answer> try_in(UnitOfWork& unit, CaseState state, const Command& command) const;
  Result<std::optional<Answer>> recall(const Command& command, const std::string& body) const;
  Status handle_due(const CaseId& id, Instant now, std::string_view salt, TickReport& report) const;
  Result<bool> handle_moment(UnitOfWork& unit, CaseState& state, Instant now, std::string_view salt,
                             TickReport& report) const;
  Entry moment_entry(const CaseState& state, const RunInput& input, const std::string& event,
                     const Context& data, const std::string& key) const;
};

/// The answer that was given to this command before, if it was.
Result<std::optional<Answer>> Engine::Impl::recall(const Command& command,
                                                   const std::string& body) const {
  if (command.key.empty()) return std::optional<Answer>();
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
  LAGRUM_ASSIGN(const std::optional<row::Remembered> known, unit->recall(command_key(command.key)));
  if (!known) return std::optional<Answer>();
  if (known->body_digest != body) {
    return Error{ErrorCode::kConflict,
                 "expected the command that was sent with the key '" + command.key +
                     "' before, found another",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(const Json stored, parse_json(known->answer));
  LAGRUM_ASSIGN(Answer answer, answer_from_json(stored["answer"]));
  answer.repeated = true;
  return std::optional<Answer>(std::move(answer));
}

/// What the command would meet, after what falls due before it; the unit is dropped by the caller.
Result<Answer> Engine::Impl::try_in(UnitOfWork& unit, CaseState state,
                                    const Command& command) const {
  TickReport report;
  for (bool handled = !command.case_id.empty(); handled;) {
    LAGRUM_ASSIGN(handled, handle_moment(unit, state, command.now, command.salt, report));
  }
  LAGRUM_ASSIGN(const LogHead head, unit.head());
  Attempt attempt(state, command, ports, LogIndex{head.size});
  LAGRUM_TRY(attempt.work_out());
  return attempt.answer();
}

Result<Answer> Engine::Impl::execute(const Command& command, bool keep) const {
  LAGRUM_TRY(check(command));
  const std::string body = digest_of(command);
  LAGRUM_ASSIGN(std::optional<Answer> known, recall(command, body));
  if (known) return std::move(*known);
  if (keep && !command.case_id.empty()) {
    TickReport report;
    LAGRUM_TRY(handle_due(command.case_id, command.now, command.salt, report));
  }
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  LAGRUM_TRY(check_time(head, command.now));
  LAGRUM_TRY(check_matter(*unit, command));
  LAGRUM_ASSIGN(CaseState before,
                command.case_id.empty() ? open(command) : load(*unit, command.case_id));
  if (!keep) return try_in(*unit, std::move(before), command);
  Attempt attempt(before, command, ports, LogIndex{head.size});
  LAGRUM_TRY(attempt.work_out());
  Answer answer = attempt.answer();
  const bool done = answer.outcome == Outcome::kDone;
  if (!done && before.version == 0) return answer;  // nothing was opened
  if (attempt.journalled() || done) {
    answer.entry = LogIndex{head.size};
    LAGRUM_TRY(write_answered(*unit, attempt.entry(), command, body, answer));
  }
  CaseState after = attempt.after();
  if (done) {
    LAGRUM_TRY(write_case(*unit, after, command.now));
    for (const MadeDocument& document : attempt.documents()) {
      LAGRUM_TRY(unit->put_document(document.stored));
    }
    LAGRUM_TRY(enqueue_letters(*unit, after, attempt.entry().acts, command.now));
  }
  LAGRUM_TRY(unit->commit());
  if (done) keep_case(after);
  return answer;
}

namespace {

/// What the chart hears when a moment comes (DECISIONS 13c).
std::string event_of(const law::Wake& wake) {
  switch (wake.kind) {
    case law::Wake::Kind::kExpired:
      return "clock.expired." + wake.id;
    case law::Wake::Kind::kNear:
      return "clock.near." + wake.id;
    case law::Wake::Kind::kDate:
      return "date.reached." + wake.id;
    case law::Wake::Kind::kEffect:
      return {};
  }
  LAGRUM_CHECK(false);
}

Context data_of(const law::Wake& wake) {
  Context data{{"due", Value(wake.day)}};
  data.set("party", wake.party.empty() ? Value() : Value(wake.party));
  if (wake.percent != 0) data.set("percent", Value::integer(wake.percent));
  return data;
}

std::string moment_id(std::string_view salt, const std::string& key) {
  const Digest digest = hmac_sha256(salt, "moment|" + key);
  const std::string text = hex(as_bytes(digest).substr(0, 16));
  return text.substr(0, 8) + "-" + text.substr(8, 4) + "-" + text.substr(12, 4) + "-" +
         text.substr(16, 4) + "-" + text.substr(20);
}

}  // namespace

namespace {

/// What has come in a case: an effect of a norm, a technical wait of the chart, or a moment;
/// earliest first.
struct Come {
  enum class Kind : std::uint8_t { kNothing, kEffect, kSend, kMoment } kind = Kind::kNothing;
  Instant due{};
  law::Wake wake;
};

Come next_come(const CaseState& state, Instant now) {
  Come next;
  const auto earlier = [&](Instant due) {
    return due <= now && (next.kind == Come::Kind::kNothing || due < next.due);
  };
  const law::Effects effects = state.monitor.effects(now);
  for (const law::Effect& effect : effects.create) {
    if (earlier(effect.act.legal)) next = {Come::Kind::kEffect, effect.act.legal, {}};
  }
  if (!effects.supersede.empty() && next.kind == Come::Kind::kNothing)
    next = {Come::Kind::kEffect, now, {}};
  for (const statechart::PendingSend& send : state.session.pending) {
    if (earlier(send.due)) next = {Come::Kind::kSend, send.due, {}};
  }
  for (const law::Wake& wake : pending_moments(state, now)) {
    if (earlier(wake.due)) next = {Come::Kind::kMoment, wake.due, wake};
  }
  return next;
}

}  // namespace

/// Handles what has come first in a case; false when nothing has.
Result<bool> Engine::Impl::handle_moment(UnitOfWork& unit, CaseState& state, Instant now,
                                         std::string_view salt, TickReport& report) const {
  const Come come = next_come(state, now);
  if (come.kind == Come::Kind::kNothing) return false;
  ++report.moments;
  LAGRUM_ASSIGN(const LogHead head, unit.head());
  LAGRUM_TRY(check_time(head, now));
  std::string event;
  Context data;
  std::string key = "effect|" + to_string(come.due);
  if (come.kind == Come::Kind::kSend) {
    const statechart::PendingSend send = state.session.pending.front();
    state.session.pending.erase(state.session.pending.begin());
    event = send.event.name;
    if (send.event.data.context() != nullptr) data = *send.event.data.context();
    key = "send|" + send.sendid + "|" + to_string(send.due);
  } else if (come.kind == Come::Kind::kMoment) {
    event = event_of(come.wake);
    data = data_of(come.wake);
    key = come.wake.key;
    state.handled.insert(key);
  }
  const CaseState before = state;
  RunInput input;
  input.entry = LogIndex{head.size};
  input.now = now;
  input.legal = come.due;
  input.doer = Doer{
      "engine", std::string(kEngineActor), std::string(kEngineActor), std::string(kEngineActor), {},
      0};
  input.salt = moment_id(salt, std::to_string(head.size) + key) + std::string(salt);
  Runner runner(state, input);
  LAGRUM_ASSIGN(Run run, runner.raise(event, data));
  const std::vector<Objection> said = objections(state.monitor, run.findings);
  const bool refused = std::any_of(
      said.begin(), said.end(), [](const Objection& each) { return each.consequence == "refuse"; });
  const bool undone = refused || state.phase_fault.has_value();
  if (undone) {  // DECISIONS 1: undone, recorded, and the moment counts as past
    state = before;
    run = Run{};
    ++report.refused;
  }
  Entry entry = moment_entry(state, input, event, data, key);
  entry.acts = run.acts;
  entry.superseded = run.superseded;
  if (run.facts_changed) entry.facts = state.facts;
  entry.changes = changed_verdicts(before, state, now);
  report.acts += run.acts.size();
  for (const std::size_t index : run.transitions) {
    report.transitions.push_back(state.workflow->chart.transitions()[index].name);
  }
  for (const Objection& each : said)
    entry.notes.push_back({each.norm, each.cite, each.consequence, each.act});
  const bool something = undone || run.taken || !entry.acts.empty() || !entry.superseded.empty() ||
                         !entry.changes.empty();
  if (!something) return true;
  LAGRUM_TRY(write_entry(unit, entry, input.salt));
  for (const MadeDocument& document : run.documents) {
    LAGRUM_TRY(unit.put_document(document.stored));
  }
  LAGRUM_TRY(enqueue_letters(unit, state, entry.acts, now));
  return true;
}

Entry Engine::Impl::moment_entry(const CaseState& state, const RunInput& input,
                                 const std::string& event, const Context& data,
                                 const std::string& key) const {
  Entry entry;
  entry.index = input.entry;
  entry.kind = EntryKind::kTime;
  entry.log = ports.signer->origin();
  entry.id = input.salt.substr(0, 36);
  entry.case_id = state.id;
  entry.recorded = input.now;
  entry.occurred = input.legal;
  entry.actor_kind = entry.actor = entry.role = entry.generic_role = std::string(kEngineActor);
  entry.event = event;
  entry.data = data;
  entry.moment = key;
  entry.workflow = workflow_ref(*state.workflow);
  entry.law = law_refs(*state.workflow);
  entry.calendar = {
      state.workflow->law.calendar().id(), state.workflow->law.calendar().version(), {}};
  return entry;
}

Status Engine::Impl::handle_due(const CaseId& id, Instant now, std::string_view salt,
                                TickReport& report) const {
  for (;;) {
    LAGRUM_ASSIGN(const std::vector<row::Clock> clocks, ports.store->clocks(id));
    const bool due = std::any_of(clocks.begin(), clocks.end(),
                                 [&](const row::Clock& clock) { return clock.due <= now; });
    if (!due) return {};
    LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
    LAGRUM_ASSIGN(CaseState state, load(*unit, id));
    LAGRUM_ASSIGN(const bool handled, handle_moment(*unit, state, now, salt, report));
    LAGRUM_TRY(write_case(*unit, state, now));
    LAGRUM_TRY(unit->commit());
    keep_case(state);
    if (!handled) return {};
  }
}

namespace {

/// A value of a declared type from its lexical form; the items of a list are parted by semicolons.
Result<Value> parse_declared(const feel::Type& type, std::string_view text) {
  if (type.kind == feel::Type::Kind::kAny) return Value(text);
  if (type.kind != feel::Type::Kind::kList) {
    return parse_value(type.kind == feel::Type::Kind::kString ? "string" : feel::to_string(type),
                       text);
  }
  List list;
  while (!text.empty()) {
    const std::string_view item = text.substr(0, text.find(';'));
    const bool plain = type.element == nullptr || type.element->kind == feel::Type::Kind::kAny;
    LAGRUM_ASSIGN(Value value,
                  parse_value(plain ? "string" : feel::to_string(*type.element), item));
    list.push_back(std::move(value));
    text = item.size() == text.size() ? std::string_view() : text.substr(item.size() + 1);
  }
  return Value(std::move(list));
}

}  // namespace

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Result<Engine> Engine::create(Workspace workspace, Ports ports) {
  if (ports.store == nullptr || ports.signer == nullptr || ports.zones == nullptr ||
      ports.directory == nullptr) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a store, a signer, zone rules and a directory",
                 {},
                 {}};
  }
  LAGRUM_TRY(check_at_open(*ports.store, *ports.signer));
  return Engine(std::make_unique<Impl>(Impl{std::move(workspace), std::move(ports), {}}));
}

const Workspace& Engine::workspace() const { return impl_->workspace; }

Result<Answer> Engine::execute(const Command& command) { return impl_->execute(command, true); }

Result<Answer> Engine::try_out(const Command& command) const {
  return impl_->execute(command, false);
}

Result<TickReport> Engine::tick(Instant now, std::string_view salt) {
  constexpr std::size_t kBatch = 1000;
  TickReport report;
  if (salt.size() < kSaltBytesMin)
    return Error{ErrorCode::kInvalidArgument, "expected at least 16 bytes of salt", {}, {}};
  for (;;) {
    LAGRUM_ASSIGN(const std::vector<row::Clock> due, impl_->ports.store->due(now, kBatch));
    if (due.empty()) return report;
    LAGRUM_TRY(impl_->handle_due(due.front().case_id, now, salt, report));
  }
}

Result<std::optional<Instant>> Engine::next_due() const {
  LAGRUM_ASSIGN(const std::vector<row::Clock> first, impl_->ports.store->due(Instant::max(), 1));
  if (first.empty()) return std::optional<Instant>();
  return std::optional<Instant>(first.front().due);
}

Result<CaseId> Engine::case_of(std::string_view matter) const {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, impl_->ports.store->begin());
  return cases::case_of(*unit, matter);
}

Result<CaseView> Engine::view(const CaseId& id, Instant now) const {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, impl_->ports.store->begin());
  LAGRUM_ASSIGN(const CaseState state, impl_->load(*unit, id));
  return view_of(state, now);
}

Result<std::string> Engine::checkpoint() {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, impl_->ports.store->begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  LAGRUM_ASSIGN(const journal::Frontier frontier,
                journal::Frontier::from_strings(head.size, head.frontier));
  if (!head.checkpoint.empty()) {
    LAGRUM_ASSIGN(const journal::Checkpoint newest, journal::parse_checkpoint(head.checkpoint));
    if (newest.size == head.size) return head.checkpoint;
  }
  LAGRUM_ASSIGN(
      std::string signed_note,
      journal::sign_checkpoint(head.size, as_bytes(frontier.root()), *impl_->ports.signer));
  LAGRUM_TRY(unit->put_checkpoint(signed_note));
  LAGRUM_TRY(unit->commit());
  return signed_note;
}

Result<CaseFile> Engine::file(const CaseId& id, Instant now) {
  CaseFile file;
  LAGRUM_ASSIGN(file.view, view(id, now));
  LAGRUM_ASSIGN(file.checkpoint, checkpoint());
  file.public_key = journal::vkey(*impl_->ports.signer);
  LAGRUM_ASSIGN(const journal::Checkpoint covered, journal::parse_checkpoint(file.checkpoint));
  std::vector<Digest> leaves;
  LAGRUM_TRY(each_entry(*impl_->ports.store, [&](const row::Entry& entry) -> Status {
    if (leaves.size() < covered.size) leaves.push_back(journal::leaf_hash(entry.leaf));
    return {};
  }));
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, impl_->ports.store->begin());
  LAGRUM_ASSIGN(file.entries, unit->entries(id));
  for (const row::Entry& entry : file.entries) {
    journal::Receipt receipt;
    receipt.index = entry.index;
    LAGRUM_ASSIGN(receipt.path, journal::inclusion_proof(entry.index.value, covered.size,
                                                         journal::over_leaves(leaves)));
    receipt.checkpoint = file.checkpoint;
    file.receipts.push_back(journal::to_string(receipt));
  }
  for (const CaseView::ActLine& line : file.view.acts) {
    for (const DocumentRef& reference : line.act.documents) {
      LAGRUM_ASSIGN(std::optional<row::Document> document, unit->document(reference.digest));
      if (document) file.documents.push_back(std::move(*document));
    }
  }
  return file;
}

Result<Value> Engine::parse_event_value(const WorkflowId& workflow, std::string_view event,
                                        std::string_view name, std::string_view text) const {
  const Workflow* found = nullptr;
  for (const auto& each : impl_->state().workflows) {
    if (each->chart.name() == workflow.str()) found = each.get();
  }
  if (found == nullptr)
    return Error{ErrorCode::kNotFound,
                 "expected a workflow that is loaded, found '" + workflow.str() + "'",
                 {},
                 {}};
  LAGRUM_TRY(check_event(found->chart, event));
  std::vector<std::string> names;
  for (const feel::Type::Member& member : found->chart.event_data(event)) {
    names.push_back(member.name);
    if (member.name == name) return parse_declared(member.type, text);
  }
  return Error{ErrorCode::kInvalidArgument,
               "expected a value that the event '" + std::string(event) + "' takes, found '" +
                   std::string(name) + "'" + suggestion(name, names),
               {},
               {}};
}

Result<Verification> Engine::verify() const {
  return verify_store(*impl_->ports.store, *impl_->ports.signer, *impl_->workspace.state(),
                      *impl_->ports.zones);
}

}  // namespace lagrum
