#include "cases/replay.h"

#include <utility>

#include "base/words.h"
#include "cases/engine_parts.h"
#include "cases/migration.h"
#include "cases/reprojection.h"

namespace lagrum::cases {
namespace {

Status compare(const Entry& entry, const std::vector<statechart::PerformedAct>& performed) {
  std::vector<std::string> recorded;
  for (const Act& act : entry.acts) {
    // Effects of norms, and delegations that the engine put into the case, are not the workflow's
    // acts.
    if (act.by_norm.empty() && act.actor == entry.actor) recorded.push_back(act.type.str());
  }
  std::vector<std::string> replayed;
  replayed.reserve(performed.size());
  for (const statechart::PerformedAct& act : performed) replayed.push_back(act.type);
  if (recorded == replayed) return {};
  const auto list = [](const std::vector<std::string>& types) {
    return types.empty() ? std::string("none") : comma_list(types);
  };
  return Error{ErrorCode::kCorruption,
               "expected the acts " + list(replayed) + " that the workflow performs, found " +
                   list(recorded),
               {},
               {}};
}

/// What the map leads to must be what the entry says.
Status compare_moves(const MigrationNote& recorded, const MigrationNote& replayed) {
  const auto differ = [](const std::string& what, const std::string& expected,
                         const std::string& found) {
    return Error{ErrorCode::kCorruption,
                 "expected " + what + " " + expected + " by the map, found " + found,
                 {},
                 {}};
  };
  const std::pair<const char*, std::vector<std::string> MigrationNote::*> lists[] = {
      {"the states before", &MigrationNote::was},
      {"the states", &MigrationNote::is},
      {"without the data", &MigrationNote::dropped}};
  for (const auto& [what, list] : lists) {
    if (recorded.*list != replayed.*list)
      return differ(what, comma_list(replayed.*list), comma_list(recorded.*list));
  }
  if (Value(recorded.data) == Value(replayed.data)) return {};
  return differ("the data", to_string(Value(replayed.data)), to_string(Value(recorded.data)));
}

}  // namespace

Status Replay::begin(Instant now) {
  LAGRUM_ASSIGN(const statechart::Trace trace,
                statechart::start(state_.workflow->chart, state_.session, state_.id.str(),
                                  surroundings(state_, now)));
  static_cast<void>(trace);
  return {};
}

Status Replay::step(const Entry& entry) {
  const bool ran = entry.kind == EntryKind::kDone || entry.kind == EntryKind::kOutside ||
                   entry.kind == EntryKind::kTime;
  if (entry.reprojection) return reproject(entry);
  if (entry.migration) LAGRUM_TRY(migrate(entry));
  entries_.push_back(&entry);
  if (entry.migration) return state_.fold(entry);
  drop_sent(entry);
  if (!entry.moment.empty()) state_.handled.insert(entry.moment);
  if (!ran) return {};
  const statechart::Session before = state_.session;
  std::vector<statechart::PerformedAct> performed;
  if (!entry.event.empty())
    LAGRUM_TRY(
        process({.name = entry.event, .data = Value(entry.data)}, entry.recorded, performed));
  for (const Act& act : entry.acts) {
    if (!act.by_norm.empty()) LAGRUM_TRY(process(effect_event(act), entry.recorded, performed));
  }
  LAGRUM_TRY(compare(entry, performed));
  LAGRUM_TRY(state_.fold(entry));
  if (entry.kind == EntryKind::kOutside && state_.has_void_act(entry.acts)) state_.session = before;
  return {};
}

/// The map by which the entry moved the case.
Result<const Migration*> Replay::map_of(const Entry& entry) const {
  const std::string to = entry.workflow.key();
  const Migration* migration = shelf_.map_of(entry, state_.workflow->key());
  if (migration != nullptr && migration->map.digest() == entry.migration->map &&
      entry.migration->from == workflow_ref(*state_.workflow))
    return migration;
  return Error{ErrorCode::kNotFound,
               "expected the migration map " + entry.migration->map + " from '" +
                   entry.migration->from.key() + "' to '" + to + "' to be loaded, found " +
                   (migration == nullptr
                        ? "none"
                        : migration->map.digest() + " from '" + state_.workflow->key() + "'"),
               {},
               {}};
}

/// The case comes under the texts that the entry names; what moved must be what it says.
Status Replay::reproject(const Entry& entry) {
  const Workflow* to = shelf_.made_under(entry);
  if (to == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "expected the very texts that the case was re-projected to to be loaded, found "
                 "others",
                 {},
                 {}};
  }
  const Migration* map = nullptr;
  if (entry.migration) {
    LAGRUM_ASSIGN(map, map_of(entry));
  }
  Reprojecting moved;
  reproject_case(state_, entries_, *to, map, entry.recorded, moved);
  if (!moved.after) {
    const Obstacle& why = moved.told.obstacles.front();
    return Error{ErrorCode::kCorruption,
                 "expected a case that can move, found " + why.about + ": " + why.message,
                 {},
                 {}};
  }
  ReprojectionNote replayed = note_of(*state_.workflow);
  replayed.dates = entry.reprojection->dates;
  replayed.batch = entry.reprojection->batch;  // the engine keeps the law of cases, not all of it
  if (!(replayed == *entry.reprojection)) {
    return Error{
        ErrorCode::kNotFound,
        "expected the very texts that the case was under before to be loaded, found others",
        {},
        {}};
  }
  if (moved.migration) LAGRUM_TRY(compare_moves(*entry.migration, *moved.migration));
  const CaseState before = std::exchange(state_, *std::move(moved.after));
  entries_.push_back(&entry);
  LAGRUM_TRY(state_.fold(entry));
  if (dates_json(moved_dates(before, state_, entry.recorded)) == entry.reprojection->dates)
    return {};
  return Error{ErrorCode::kCorruption,
               "expected the dates to move as the law has it, found that the entry says otherwise",
               {},
               {}};
}

Status Replay::migrate(const Entry& entry) {
  LAGRUM_ASSIGN(const Migration* migration, map_of(entry));
  Moving moving;
  move_case(state_, entries_, *migration, entry.recorded, moving);
  if (!moving.after) {
    const Obstacle& why = moving.told.obstacles.front();
    return Error{ErrorCode::kCorruption,
                 "expected a case that can move, found " + why.about + ": " + why.message,
                 {},
                 {}};
  }
  state_ = *std::move(moving.after);
  return compare_moves(*entry.migration, moving.note);
}

std::vector<std::string> Replay::missed_before(const Entry& entry) {
  const bool own = !entry.moment.empty();
  return missed(own ? entry.occurred : entry.recorded, [&](const law::Wake& wake) {
    return own ? wake.due < entry.occurred : wake.due <= entry.recorded;
  });
}

std::vector<std::string> Replay::missed_since(Instant last, const std::set<std::string>& handled) {
  return missed(last, [&](const law::Wake& wake) { return handled.contains(wake.key); });
}

std::vector<std::string> Replay::missed(Instant now,
                                        const std::function<bool(const law::Wake&)>& past) {
  std::vector<std::string> found;
  for (const law::Wake& wake : pending_moments(state_, now)) {
    if (!past(wake)) continue;
    state_.handled.insert(wake.key);
    if (wake.kind == law::Wake::Kind::kEffect) continue;
    const statechart::Event event{.name = event_of(wake), .data = Value(data_of(wake))};
    const std::vector<std::size_t> taken = statechart::enabled(
        state_.workflow->chart, state_.session, event, surroundings(state_, now));
    if (!taken.empty()) found.push_back(event.name + " of " + to_string(wake.due));
  }
  return found;
}

/// A technical wait that this entry delivers is waited for no more.
void Replay::drop_sent(const Entry& entry) {
  if (!entry.moment.starts_with("send|") || state_.session.pending.empty()) return;
  state_.session.pending.erase(state_.session.pending.begin());
}

Status Replay::process(const statechart::Event& event, Instant now,
                       std::vector<statechart::PerformedAct>& performed) {
  LAGRUM_ASSIGN(const statechart::Trace trace,
                statechart::process(state_.workflow->chart, state_.session, event,
                                    surroundings(state_, now)));
  performed.insert(performed.end(), trace.acts.begin(), trace.acts.end());
  return {};
}

}  // namespace lagrum::cases
