#include "cases/migration.h"

#include <algorithm>
#include <set>

#include "cases/engine_parts.h"

namespace lagrum::cases {
namespace {

using Lines = std::vector<std::string>;

void add_obstacle(Moving& moving, std::string about, std::string message) {
  moving.told.obstacles.push_back({std::move(about), std::move(message)});
}

/// What the entry says of data: names, and the values that are not what they were.
void note_items(const std::vector<ItemMove>& items, MigrationNote& note) {
  for (const ItemMove& item : items) {
    if (item.to.empty()) {
      note.dropped.push_back(item.from);
    } else {
      note.data.set(item.to, item.is);
    }
  }
}

// --- what must stay as it is

std::string party_text(const std::string& party) {
  return party.empty() ? std::string() : " of " + party;
}

Lines duty_lines(const CaseState& state, Instant now) {
  Lines lines;
  for (const row::Duty& duty : duty_rows(state, now)) {
    lines.push_back("duty '" + duty.norm + "'" + party_text(duty.party) + " due " +
                    (duty.due ? to_string(*duty.due) : std::string("on no day")));
  }
  return lines;
}

Lines clock_lines(const CaseState& state, Instant now) {
  Lines lines;
  for (const law::ClockView& clock : state.monitor.clocks(now)) {
    lines.push_back(
        "clock '" + state.monitor.law().clocks()[clock.clock].id + "'" + party_text(clock.party) +
        ", " + std::string(lifecycle::to_string(clock.phase)) + ", due " + to_string(clock.due));
  }
  for (const law::Wake& wake : pending_moments(state, now)) {
    if (wake.kind != law::Wake::Kind::kDate)
      lines.push_back(std::string(law::to_string(wake.kind)) + " '" + wake.id + "'" +
                      party_text(wake.party) + " at " + to_string(wake.due));
  }
  return lines;
}

void tell_differences(Lines were, Lines are, const std::string& version, Moving& moving) {
  std::sort(were.begin(), were.end());
  std::sort(are.begin(), are.end());
  const auto tell = [&](const Lines& all, const Lines& others, const std::string& what) {
    Lines only;
    std::set_difference(all.begin(), all.end(), others.begin(), others.end(),
                        std::back_inserter(only));
    for (std::string& line : only) add_obstacle(moving, std::move(line), what);
  };
  tell(were, are, "expected that it stays as it is, found that version " + version + " has none");
  tell(are, were, "expected that it stays as it is, found that version " + version + " adds it");
}

/// Duties, clocks and their dates are the law's: a move does not touch them.
void check_dates(const CaseState& before, const CaseState& after, Instant now, Moving& moving) {
  const std::string& version = after.workflow->chart.version();
  tell_differences(duty_lines(before, now), duty_lines(after, now), version, moving);
  tell_differences(clock_lines(before, now), clock_lines(after, now), version, moving);
}

}  // namespace

void pass_moments(CaseState& state, Instant now) {
  for (const law::Wake& wake : pending_moments(state, now)) {
    if (wake.due <= now) state.handled.insert(wake.key);
  }
}

void check_acts(const CaseState& before, const Workflow& to, std::vector<Obstacle>& obstacles) {
  std::set<std::string> said;
  for (const law::Folded& folded : before.monitor.history().all()) {
    const std::string& type = folded.act.type.str();
    if (to.law.act(folded.act.type) != nullptr || !said.insert(type).second) continue;
    obstacles.push_back({"act '" + type + "'", "expected an act that the law packs of version " +
                                                   to.chart.version() +
                                                   " know, found one on record that they do not"});
  }
}

void check_effects(const CaseState& before, const CaseState& after, Instant now,
                   std::vector<Obstacle>& obstacles) {
  const law::Effects effects = due_effects(after, now);
  for (const law::Effect& effect : effects.create) {
    obstacles.push_back(
        {"act '" + effect.act.type.str() + "'",
         "expected no effect of a norm by the move, found one of '" + effect.act.by_norm + "'"});
  }
  for (const Sequence sequence : effects.supersede) {
    obstacles.push_back(
        {"act " + to_string(sequence),
         "expected no effect of a norm by the move, found that this one would no longer hold"});
  }
  if (before.phase != after.phase) {
    obstacles.push_back(
        {"phase", "expected '" + std::string(lifecycle::to_string(before.phase)) + "', found '" +
                      std::string(lifecycle::to_string(after.phase)) + "' by the law of version " +
                      after.workflow->chart.version()});
  }
  const Status asserted = check_phase(after);
  if (!asserted) obstacles.push_back({"phase", asserted.error().message});
}

Result<CaseState> folded_under(const CaseState& before, const std::vector<const Entry*>& entries,
                               const Workflow& to) {
  CaseState after(before.id, to, before.monitor.history().zones());
  for (const Entry* entry : entries) LAGRUM_TRY(after.fold(*entry));
  after.number = before.number;
  after.version = before.version;
  after.handled = before.handled;
  after.old_verdicts = before.old_verdicts;
  return after;
}

void move_case(const CaseState& before, const std::vector<const Entry*>& entries,
               const Migration& migration, Instant now, Moving& moving) {
  statechart::Migrated migrated = migration.map.migrate(before.session, surroundings(before, now));
  moving.told.states_before = moving.note.was = before.session.configuration;
  moving.told.items = std::move(migrated.items);
  moving.told.sends = std::move(migrated.sends);
  moving.told.obstacles = std::move(migrated.obstacles);
  moving.note.from = workflow_ref(*migration.from);
  moving.note.map = migration.map.digest();
  note_items(moving.told.items, moving.note);
  check_acts(before, *migration.to, moving.told.obstacles);
  if (!moving.told.moves()) return;
  auto after = folded_under(before, entries, *migration.to);
  if (!after) return add_obstacle(moving, "acts on record", after.error().message);
  after->session = *std::move(migrated.session);
  moving.told.states_after = moving.note.is = after->session.configuration;
  pass_moments(*after, now);
  moving.after = *std::move(after);
}

Status work_out_move(const CaseState& before, const std::vector<Entry>& entries,
                     const Migration& migration, const Directory& directory, Instant now,
                     LogIndex index, Moving& moving) {
  move_case(before, places_of(entries), migration, now, moving);
  if (!moving.after) return {};
  const auto changed = refresh_facts(*moving.after, directory, now, index);
  if (changed) {
    moving.facts_changed = *changed;
    check_dates(before, *moving.after, now, moving);
    check_effects(before, *moving.after, now, moving.told.obstacles);
  } else {
    add_obstacle(moving, "facts", changed.error().message);
  }
  if (!moving.told.moves()) moving.after.reset();
  return {};
}

std::vector<const Entry*> places_of(const std::vector<Entry>& entries) {
  std::vector<const Entry*> places;
  for (const Entry& entry : entries) places.push_back(&entry);
  return places;
}

CaseMove move_of(const row::Case& row) {
  CaseMove move;
  move.case_id = row.id;
  move.number = row.number;
  move.from = row.workflow.substr(row.workflow.rfind('@') + 1);
  return move;
}

}  // namespace lagrum::cases
