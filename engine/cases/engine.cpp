#include "lagrum/engine.h"

#include <algorithm>
#include <map>

#include "base/crypto.h"
#include "base/words.h"
#include "cases/attempt.h"
#include "cases/commit.h"
#include "cases/engine_parts.h"
#include "cases/log_check.h"
#include "cases/migration.h"
#include "cases/reprojection.h"
#include "cases/shelf.h"
#include "lagrum/journal.h"

namespace lagrum {
using namespace cases;  // NOLINT(google-build-using-namespace): this file is the room's front

namespace {

constexpr std::string_view kEngineActor = "engine";

/// An id becomes part of a case's name: letters, digits and ". : _ -", as in a UUID.
bool is_id(std::string_view text) {
  constexpr std::size_t kIdMax = 64;
  constexpr std::string_view kSigns =
      "0123456789.:_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !text.empty() && text.size() <= kIdMax &&
         text.find_first_not_of(kSigns) == std::string_view::npos;
}

}  // namespace

/// Cases kept in memory at most.
inline constexpr std::size_t kKeptCasesMax = 256;

struct Engine::Impl {
  Workspace workspace;
  Ports ports;

  const Workspace::State& state() const { return *workspace.state(); }
  Shelf shelf() const { return Shelf(workspace, ports.earlier); }

  /// Cases as they stood at a version that was read before; a version never changes its content.
  mutable std::map<CaseId, CaseState> kept_cases;

  Result<CaseState> load(UnitOfWork& unit, const CaseId& id) const {
    LAGRUM_ASSIGN(const std::optional<row::Case> row, unit.load(id));
    if (!row)
      return Error{
          ErrorCode::kNotFound, "expected a case that exists, found '" + id.str() + "'", {}, {}};
    const auto cached = kept_cases.find(id);
    if (cached != kept_cases.end() && cached->second.version == row->version) return cached->second;
    LAGRUM_ASSIGN(const std::vector<row::Entry> rows, unit.entries(id));
    LAGRUM_ASSIGN(const std::vector<Entry> entries, decoded(rows));
    LAGRUM_ASSIGN(const Workflow* workflow, shelf().workflow_for(row->workflow, entries));
    LAGRUM_ASSIGN(CaseState loaded, load_case(*row, entries, *workflow, *ports.zones));
    keep_case(loaded);
    return loaded;
  }

  /// Remembers a case that was read or committed.
  void keep_case(const CaseState& loaded) const {
    if (kept_cases.size() >= kKeptCasesMax) kept_cases.clear();
    kept_cases.insert_or_assign(loaded.id, loaded);
  }

  Error no_workflow(const WorkflowId& wanted, Instant now) const {
    std::vector<std::string> names;
    for (const auto& each : state().workflows) {
      names.push_back(each->chart.name());
      if (names.back() != wanted.str()) continue;
      const auto day = [](const std::optional<Date>& date) {
        return date ? to_string(*date) : std::string("-");
      };
      return Error{ErrorCode::kNotFound,
                   "expected a time at which '" + names.back() + "' takes new cases, from " +
                       day(each->chart.valid_from()) + " to " + day(each->chart.valid_to()) +
                       ", found " + to_string(now),
                   {},
                   {}};
    }
    return Error{
        ErrorCode::kNotFound, not_known("a workflow that is loaded", wanted.str(), names), {}, {}};
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
      return no_workflow(command.workflow, command.now);
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
    if (!is_id(command.id.str())) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected an id of letters, digits and . : _ - with the command, found '" +
                       command.id.str() + "'",
                   {},
                   {}};
    }
    if (command.who.empty())
      return Error{ErrorCode::kInvalidArgument, "expected who does it, found nobody", {}, {}};
    if (!command.matter.empty() && !command.case_id.empty()) {
      return Error{ErrorCode::kInvalidArgument,
                   "expected a matter only where a case is opened, found one of case '" +
                       command.case_id.str() + "'",
                   {},
                   {}};
    }
    LAGRUM_TRY(check_instant(command.now));
    if (command.happened) LAGRUM_TRY(check_instant(*command.happened));
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

  Status check_newest(Instant now) const {
    LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
    LAGRUM_ASSIGN(const LogHead head, unit->head());
    return check_time(head, now);
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

  /// Without `keep` all is worked out in a unit that is dropped, what falls due before too.
  Result<Answer> execute(const Command& command, bool keep) const;
  Result<std::optional<Answer>> recall(const Command& command, const std::string& body) const {
    if (command.key.empty()) return std::optional<Answer>();
    LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
    return answer_to(*unit, command.key, body);
  }
  Result<const Workflow*> target(const MigrationOrder& order) const;
  Result<Actor> orderer(const std::string& who, const Workflow& to, Instant now) const;
  /// Without `keep` nothing is written.
  Result<MigrationReport> migrate(const MigrationOrder& order, bool keep) const;
  Result<std::optional<CaseMove>> migrate_case(const MigrationOrder& order, const Workflow& to,
                                               const row::Case& row, bool keep) const;
  Status write_move(UnitOfWork& unit, const MigrationOrder& order, const CaseState& before,
                    Moving& moving) const;
  Result<Entry> entry_of_move(const MigrationOrder& order, const Moving& moving) const;
  /// Without `keep` nothing is written.
  Result<ReprojectionReport> reproject(const Workspace& to, const ReprojectionOrder& order,
                                       bool keep) const;
  Status check_orderer(const ReprojectionOrder& order, const Workspace& to) const;
  Result<const Workflow*> target(const Workspace& to, const row::Case& row, Instant now) const;
  Result<bool> has_come(const row::Case& row, const Workflow& target,
                        ReprojectionReport& report) const;
  Status reproject_case(const Workspace& to, const ReprojectionOrder& order, const row::Case& row,
                        bool keep, ReprojectionReport& report) const;
  Status write_reprojection(UnitOfWork& unit, const ReprojectionOrder& order,
                            const CaseState& before, const std::string& batch,
                            Reprojecting& moved) const;
  /// All that has fallen due in the case, in this unit.
  Status handle_all(UnitOfWork& unit, CaseState& state, Instant now, std::string_view salt) const {
    TickReport report;
    for (bool handled = true; handled;) {
      LAGRUM_ASSIGN(handled, handle_moment(unit, state, now, salt, report));
    }
    return {};
  }
  Status handle_due(const CaseId& id, Instant now, std::string_view salt, TickReport& report) const;
  Result<bool> handle_moment(UnitOfWork& unit, CaseState& state, Instant now, std::string_view salt,
                             TickReport& report) const;
};

/// A value that says nothing was not given: forms send what nobody filled in.
std::optional<Command> without_blanks(const Command& command) {
  std::vector<std::string> blank;
  for (const auto& [name, value] : command.data.entries())
    if (law::is_blank(value)) blank.push_back(name);
  if (blank.empty()) return std::nullopt;
  Command stated = command;
  for (const std::string& name : blank) stated.data.erase(name);
  return stated;
}

Result<Answer> Engine::Impl::execute(const Command& given, bool keep) const {
  const std::optional<Command> stated = without_blanks(given);
  const Command& command = stated ? *stated : given;
  LAGRUM_TRY(check(command));
  LAGRUM_ASSIGN(const std::string body, digest_of(command));
  LAGRUM_ASSIGN(std::optional<Answer> known, recall(command, body));
  if (known) return std::move(*known);
  if (keep && !command.case_id.empty()) {
    TickReport report;
    LAGRUM_TRY(handle_due(command.case_id, command.now, command.salt, report));
  }
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
  LAGRUM_ASSIGN(LogHead head, unit->head());
  LAGRUM_TRY(check_time(head, command.now));
  LAGRUM_TRY(check_matter(*unit, command));
  LAGRUM_ASSIGN(CaseState before,
                command.case_id.empty() ? open(command) : load(*unit, command.case_id));
  if (!keep && !command.case_id.empty()) {
    LAGRUM_TRY(handle_all(*unit, before, command.now, command.salt));
    LAGRUM_ASSIGN(head, unit->head());
  }
  Attempt attempt(before, command, ports, LogIndex{head.size});
  LAGRUM_TRY(attempt.work_out());
  Answer answer = attempt.answer();
  if (!keep) return answer;
  const bool done = answer.outcome == Outcome::kDone;
  if (!done && before.version == 0) return answer;  // nothing was opened
  if (attempt.journalled() || done) {
    answer.entry = LogIndex{head.size};
    LAGRUM_TRY(write_answered(*unit, attempt.entry(), command, body, answer));
  }
  CaseState after = attempt.after();
  if (done) {
    LAGRUM_TRY(write_case(*unit, after, command.now));
    LAGRUM_TRY(write_letters(*unit, after, attempt.documents(), attempt.entry()));
  }
  LAGRUM_TRY(unit->commit());
  if (done) keep_case(after);
  return answer;
}

namespace {

/// Bounds what one call handles in one case: a chart whose waits beget waits comes to no end.
constexpr std::size_t kMomentsMax = 10'000;

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
  const law::Effects effects = due_effects(state, now);
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

/// The effects of a run that is undone: those refused; all where none of them was.
std::vector<std::string> undone_effects(const CaseState& state, const Run& run) {
  std::vector<std::string> refused;
  std::vector<std::string> all;
  for (const Act& act : run.acts) {
    if (act.by_norm.empty()) continue;
    all.push_back(effect_key(act, state.monitor.history()));
    const bool barred =
        std::any_of(run.findings.begin(), run.findings.end(), [&](const law::Finding& finding) {
          return finding.act == act.sequence && finding.consequence == law::Consequence::kRefuse;
        });
    if (barred) refused.push_back(all.back());
  }
  return refused.empty() ? all : refused;
}

}  // namespace

/// Handles what has come first in a case; false when nothing has.
Result<bool> Engine::Impl::handle_moment(UnitOfWork& unit, CaseState& state, Instant now,
                                         std::string_view salt, TickReport& report) const {
  const Come come = next_come(state, now);
  if (come.kind == Come::Kind::kNothing) return false;
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
    key = send_key(send);
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
  input.legal = input.until = come.due;
  input.directory = ports.directory.get();
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
    std::vector<std::string> past;
    if (come.kind == Come::Kind::kEffect) past = undone_effects(state, run);
    state = before;
    state.handled.insert(past.begin(), past.end());
    run = Run{};
    ++report.refused;
  }
  Entry entry = entry_of(state, input, ports.signer->origin());
  entry.kind = undone ? EntryKind::kRefused : EntryKind::kTime;
  entry.id = input.salt.substr(0, 36);
  entry.event = event;
  entry.data = data;
  entry.moment = key;
  LAGRUM_TRY(fill(entry, run, before, state));
  note(entry, said);
  report.acts += run.acts.size();
  for (const std::size_t index : run.transitions) {
    report.transitions.push_back(state.workflow->chart.transitions()[index].name);
  }
  const bool something = undone || run.taken || !entry.acts.empty() || !entry.superseded.empty() ||
                         !entry.changes.empty() || !entry.unsettled.empty();
  if (something) {
    LAGRUM_TRY(write_entry(unit, entry, input.salt));
    LAGRUM_TRY(write_letters(unit, state, run.documents, entry));
  }
  ++report.moments;
  return true;
}

Status Engine::Impl::handle_due(const CaseId& id, Instant now, std::string_view salt,
                                TickReport& report) const {
  for (std::size_t moments = 0;; ++moments) {
    if (moments == kMomentsMax) {
      return Error{ErrorCode::kOutOfRange,
                   "expected at most " + std::to_string(kMomentsMax) +
                       " moments to be due in a case at once, found more",
                   {},
                   {}};
    }
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

// --- migration

Result<const Workflow*> Engine::Impl::target(const MigrationOrder& order) const {
  std::vector<std::string> known;
  for (const auto& each : state().workflows) {
    if (each->chart.name() != order.workflow.str()) continue;
    known.push_back(each->chart.version());
    LAGRUM_ASSIGN(const Date day, date_in(*ports.zones, order.now, each->law.calendar().zone()));
    const Workflow* wanted = order.to.empty() ? state().open_on(order.workflow, day) : each.get();
    if (wanted == nullptr || (!order.to.empty() && known.back() != order.to)) continue;
    if (wanted->chart.valid_from().value_or(day) <= day) return wanted;
  }
  if (known.empty()) return no_workflow(order.workflow, order.now);
  return Error{ErrorCode::kNotFound,
               "expected a version of '" + order.workflow.str() +
                   "' that is valid on the day, of " + comma_list(known) + ", found '" + order.to +
                   "'",
               {},
               {}};
}

/// Who orders the move; asked anew for each case, as for each command.
Result<Actor> Engine::Impl::orderer(const std::string& who, const Workflow& to, Instant now) const {
  LAGRUM_ASSIGN(const Date day, date_in(*ports.zones, now, to.law.calendar().zone()));
  std::optional<Actor> found = ports.directory->find(who, WorkflowId(to.chart.name()), day);
  if (found) return *std::move(found);
  return Error{ErrorCode::kInvalidArgument,
               "expected somebody of the organisation who orders the move, found '" + who + "'",
               {},
               {}};
}

Result<MigrationReport> Engine::Impl::migrate(const MigrationOrder& order, bool keep) const {
  if (order.salt.size() < kSaltBytesMin)
    return Error{ErrorCode::kInvalidArgument, "expected at least 16 bytes of salt", {}, {}};
  LAGRUM_TRY(check_instant(order.now));
  LAGRUM_TRY(check_newest(order.now));
  LAGRUM_ASSIGN(const Workflow* to, target(order));
  if (keep) LAGRUM_TRY(orderer(order.who, *to, order.now));
  MigrationReport report{order.workflow.str(), to->chart.version(), !keep, {}, 0};
  LAGRUM_ASSIGN(const std::vector<row::Case> rows, ports.store->cases());
  for (const row::Case& row : rows) {
    if (!row.workflow.starts_with(order.workflow.str() + "@") || row.workflow == to->key())
      continue;
    auto moved = migrate_case(order, *to, row, keep);
    if (!moved && moved.error().code == ErrorCode::kUnavailable) return moved.error();
    if (!moved) {
      CaseMove stays = move_of(row);
      stays.obstacles.push_back({"case", to_string(moved.error())});
      report.cases.push_back(std::move(stays));
    } else if (*moved) {
      report.cases.push_back(**std::move(moved));
    } else {
      ++report.ended;
    }
  }
  return report;
}

/// What becomes of one case; nothing for one that has ended.
Result<std::optional<CaseMove>> Engine::Impl::migrate_case(const MigrationOrder& order,
                                                           const Workflow& to, const row::Case& row,
                                                           bool keep) const {
  TickReport report;
  if (keep) LAGRUM_TRY(handle_due(row.id, order.now, order.salt, report));
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
  LAGRUM_ASSIGN(CaseState before, load(*unit, row.id));
  if (!keep) LAGRUM_TRY(handle_all(*unit, before, order.now, order.salt));
  if (before.session.finished) return std::optional<CaseMove>();
  CaseMove stays = move_of(row);
  const Migration* migration = state().migration(before.workflow->key(), to.key());
  if (migration == nullptr) {
    stays.obstacles.push_back({"version " + stays.from, "expected a migration map to version " +
                                                            to.chart.version() + ", found none"});
    return std::optional<CaseMove>(std::move(stays));
  }
  LAGRUM_ASSIGN(const std::vector<row::Entry> rows, unit->entries(row.id));
  LAGRUM_ASSIGN(const std::vector<Entry> entries, decoded(rows));
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  Moving moving{stays, {}, {}, false};
  LAGRUM_TRY(work_out_move(before, entries, *migration, *ports.directory, order.now,
                           LogIndex{head.size}, moving));
  if (moving.after && keep) {
    moving.told.entry = LogIndex{head.size};
    LAGRUM_TRY(write_move(*unit, order, before, moving));
  }
  return std::optional<CaseMove>(std::move(moving.told));
}

Status Engine::Impl::write_move(UnitOfWork& unit, const MigrationOrder& order,
                                const CaseState& before, Moving& moving) const {
  CaseState& after = *moving.after;
  LAGRUM_ASSIGN(Entry entry, entry_of_move(order, moving));
  entry.changes = changed_verdicts(before, after, order.now);
  LAGRUM_TRY(write_entry(unit, entry, entry.id + order.salt));
  LAGRUM_TRY(write_case(unit, after, order.now));
  LAGRUM_TRY(unit.commit());
  keep_case(after);
  return {};
}

Result<Entry> Engine::Impl::entry_of_move(const MigrationOrder& order, const Moving& moving) const {
  const CaseState& after = *moving.after;
  LAGRUM_ASSIGN(const Actor actor, orderer(order.who, *after.workflow, order.now));
  RunInput input;
  input.entry = *moving.told.entry;
  input.now = input.legal = order.now;
  Entry entry = entry_of(after, input, ports.signer->origin());
  entry.kind = EntryKind::kMigrated;
  entry.id =
      moment_id(order.salt, "migrate|" + after.id.str() + "|" + std::to_string(input.entry.value));
  entry.actor_kind = actor.body ? "body" : "person";
  entry.actor = actor.id;
  entry.reason = order.reason;
  entry.migration = moving.note;
  if (moving.facts_changed) entry.facts = after.facts;
  return entry;
}

// --- re-projection

/// The version of the case's workflow among the new texts: the one that takes new cases, where a
/// map leads there, else its own.
Result<const Workflow*> Engine::Impl::target(const Workspace& to, const row::Case& row,
                                             Instant now) const {
  const Workspace::State& texts = *to.state();
  const Workflow* same = texts.by_key(row.workflow);
  if (same == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "expected the workflow '" + row.workflow + "' among the new texts, found none",
                 {},
                 {}};
  }
  LAGRUM_ASSIGN(const Date day, date_in(*ports.zones, now, same->law.calendar().zone()));
  const Workflow* newest = texts.open_on(WorkflowId(same->chart.name()), day);
  return newest != nullptr && texts.migration(same->key(), newest->key()) != nullptr ? newest
                                                                                     : same;
}

Status Engine::Impl::check_orderer(const ReprojectionOrder& order, const Workspace& to) const {
  for (const auto& workflow : to.state()->workflows) {
    const auto actor = orderer(order.who, *workflow, order.now);
    if (!actor) return actor.error();
  }
  return {};
}

Result<ReprojectionReport> Engine::Impl::reproject(const Workspace& to,
                                                   const ReprojectionOrder& order,
                                                   bool keep) const {
  if (order.salt.size() < kSaltBytesMin)
    return Error{ErrorCode::kInvalidArgument, "expected at least 16 bytes of salt", {}, {}};
  LAGRUM_TRY(check_instant(order.now));
  LAGRUM_TRY(check_newest(order.now));
  if (keep) LAGRUM_TRY(check_orderer(order, to));
  ReprojectionReport report;
  report.planned = !keep;
  report.batch = batch_of(to);
  report.changes = law::diff(state().packs, to.state()->packs);
  LAGRUM_ASSIGN(const std::vector<row::Case> rows, ports.store->cases());
  for (const row::Case& row : rows) {
    const Status done = reproject_case(to, order, row, keep, report);
    if (done) continue;
    if (done.error().code == ErrorCode::kUnavailable) return done.error();
    CaseReprojection stays;
    stays.case_id = row.id;
    stays.number = row.number;
    stays.from = row.workflow;
    stays.obstacles.push_back({"case", to_string(done.error())});
    report.cases.push_back(std::move(stays));
  }
  return report;
}

/// Counts a case that is under the new texts already.
Result<bool> Engine::Impl::has_come(const row::Case& row, const Workflow& target,
                                    ReprojectionReport& report) const {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
  LAGRUM_ASSIGN(const std::vector<row::Entry> rows, unit->entries(row.id));
  LAGRUM_ASSIGN(const std::vector<Entry> entries, decoded(rows));
  if (entries.empty() || !is_under(entries.back(), target)) return false;
  LAGRUM_ASSIGN(const CaseState loaded, load_case(row, entries, target, *ports.zones));
  ++(loaded.session.finished ? report.ended : report.there);
  return true;
}

/// Adds what becomes of one case to the report.
Status Engine::Impl::reproject_case(const Workspace& to, const ReprojectionOrder& order,
                                    const row::Case& row, bool keep,
                                    ReprojectionReport& report) const {
  LAGRUM_ASSIGN(const Workflow* target, this->target(to, row, order.now));
  LAGRUM_ASSIGN(const bool is_there, has_come(row, *target, report));
  if (is_there) return {};
  TickReport ticked;
  if (keep) LAGRUM_TRY(handle_due(row.id, order.now, order.salt, ticked));
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, ports.store->begin());
  LAGRUM_ASSIGN(CaseState before, load(*unit, row.id));
  if (!keep) LAGRUM_TRY(handle_all(*unit, before, order.now, order.salt));
  if (before.session.finished) return ++report.ended, Status();
  LAGRUM_ASSIGN(const std::vector<row::Entry> rows, unit->entries(row.id));
  LAGRUM_ASSIGN(const std::vector<Entry> entries, decoded(rows));
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  Reprojecting moved;
  moved.told = reprojection_of(row, *target);
  LAGRUM_TRY(work_out_reprojection(
      before, entries, *target, to.state()->migration(row.workflow, target->key()), report.changes,
      *ports.directory, order.now, LogIndex{head.size}, moved));
  if (moved.after && keep) {
    moved.told.entry = LogIndex{head.size};
    LAGRUM_TRY(write_reprojection(*unit, order, before, report.batch, moved));
  }
  report.cases.push_back(std::move(moved.told));
  return {};
}

Status Engine::Impl::write_reprojection(UnitOfWork& unit, const ReprojectionOrder& order,
                                        const CaseState& before, const std::string& batch,
                                        Reprojecting& moved) const {
  CaseState& after = *moved.after;
  LAGRUM_ASSIGN(const Actor actor, orderer(order.who, *after.workflow, order.now));
  RunInput input;
  input.entry = *moved.told.entry;
  input.now = input.legal = order.now;
  Entry entry = entry_of(after, input, ports.signer->origin());
  entry.kind = EntryKind::kReprojected;
  entry.id = moment_id(order.salt,
                       "reproject|" + after.id.str() + "|" + std::to_string(input.entry.value));
  entry.actor_kind = actor.body ? "body" : "person";
  entry.actor = actor.id;
  entry.reason = order.reason;
  entry.migration = moved.migration;
  entry.reprojection = note_of(*before.workflow);
  entry.reprojection->dates = dates_json(moved.told.dates);
  entry.reprojection->batch = batch;
  if (moved.facts_changed) entry.facts = after.facts;
  entry.changes = changed_verdicts(before, after, order.now);
  LAGRUM_TRY(write_entry(unit, entry, entry.id + order.salt));
  LAGRUM_TRY(write_case(unit, after, order.now));
  return unit.commit();
}

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
  TickReport report;
  if (salt.size() < kSaltBytesMin)
    return Error{ErrorCode::kInvalidArgument, "expected at least 16 bytes of salt", {}, {}};
  LAGRUM_TRY(cases::check_instant(now));
  std::set<CaseId> failed;
  for (std::size_t batch = 1000;;) {
    LAGRUM_ASSIGN(const std::vector<row::Clock> due, impl_->ports.store->due(now, batch));
    const auto next = std::find_if(due.begin(), due.end(), [&](const row::Clock& clock) {
      return !failed.contains(clock.case_id);
    });
    if (next == due.end()) {
      if (due.size() < batch) return report;
      batch *= 2;  // all of these belong to cases that failed
      continue;
    }
    const Status handled = impl_->handle_due(next->case_id, now, salt, report);
    if (handled) continue;
    if (handled.error().code == ErrorCode::kUnavailable) return handled.error();
    failed.insert(next->case_id);
    report.failed.push_back({next->case_id, handled.error()});
  }
}

Result<MigrationReport> Engine::plan_migration(const MigrationOrder& order) const {
  return impl_->migrate(order, false);
}

Result<MigrationReport> Engine::migrate(const MigrationOrder& order) {
  return impl_->migrate(order, true);
}

Result<ReprojectionReport> Engine::plan_reprojection(const Workspace& to,
                                                     const ReprojectionOrder& order) const {
  return impl_->reproject(to, order, false);
}

Result<ReprojectionReport> Engine::reproject(const Workspace& to, const ReprojectionOrder& order) {
  auto report = impl_->reproject(to, order, true);
  // Whatever has moved is under the new texts; what has not goes on under its own.
  std::vector<Workspace>& earlier = impl_->ports.earlier;
  impl_->kept_cases.clear();
  earlier.insert(earlier.begin(), to);
  if (report) std::swap(earlier.front(), impl_->workspace);
  return report;
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
  LAGRUM_TRY(cases::check_instant(now));
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, impl_->ports.store->begin());
  LAGRUM_ASSIGN(const CaseState state, impl_->load(*unit, id));
  return view_of(state, now);
}

Result<std::string> Engine::checkpoint() {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, impl_->ports.store->begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  if (!head.checkpoint.empty()) {
    LAGRUM_ASSIGN(const journal::Checkpoint newest, journal::parse_checkpoint(head.checkpoint));
    if (newest.size == head.size) return head.checkpoint;
  }
  LAGRUM_ASSIGN(const Digest root,
                cases::root_to_sign(*impl_->ports.store, head, *impl_->ports.signer));
  LAGRUM_ASSIGN(std::string signed_note,
                journal::sign_checkpoint(head.size, as_bytes(root), *impl_->ports.signer));
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
  const Workflow* found = impl_->state().by_key(workflow.str());
  if (found == nullptr) {
    LAGRUM_ASSIGN(found, impl_->state().newest(workflow));
  }
  LAGRUM_TRY(check_event(found->chart, event));
  const std::vector<feel::Type::Member> declared = found->chart.event_data(event);
  if (const feel::Type* type = feel::type_of(declared, name)) {
    Result<Value> value = feel::read_as(*type, text);
    if (value) return value;
    return Error{value.error().code,
                 "the value '" + std::string(name) + "': " + value.error().message,
                 value.error().source,
                 {}};
  }
  return Error{ErrorCode::kInvalidArgument,
               "expected a value that the event '" + std::string(event) + "' takes, found '" +
                   std::string(name) + "'" + suggestion(name, feel::names_of(declared)),
               {},
               {}};
}

Result<Verification> Engine::verify() const {
  return verify_store(*impl_->ports.store, *impl_->ports.signer, impl_->shelf(),
                      *impl_->ports.zones);
}

}  // namespace lagrum
