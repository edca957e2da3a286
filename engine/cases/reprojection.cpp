#include "cases/reprojection.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/words.h"
#include "cases/engine_parts.h"
#include "cases/telling.h"

namespace lagrum::cases {
namespace {

using law::RuleChange;

void add_obstacle(Reprojecting& moved, std::string about, std::string message) {
  moved.told.obstacles.push_back({std::move(about), std::move(message)});
}

Texts in_all(std::string_view key,
             const std::function<std::map<std::string, std::string>(Language)>& values) {
  Texts texts;
  for (const Language language : kLanguages)
    texts.set(std::string(to_string(language)), message(language, key, values(language)));
  return texts;
}

bool still_runs(lifecycle::ClockPhase phase) {
  return phase == lifecycle::ClockPhase::kRunning || phase == lifecycle::ClockPhase::kSuspended ||
         phase == lifecycle::ClockPhase::kOverdue;
}

// --- what has happened

/// Acts that were void, or without effect, stay so, and those that had effect keep it: what the
/// workflow did then was done on it.
void check_past(const CaseState& before, const CaseState& after, Reprojecting& moved) {
  const law::History& were = before.monitor.history();
  const law::History& are = after.monitor.history();
  for (const law::Folded& was : were.all()) {
    const std::size_t at = are.find(was.act.sequence);
    if (at == are.size() || are[at].has_effect == was.has_effect) continue;
    add_obstacle(moved, "act " + to_string(was.act.sequence) + " '" + was.act.type.str() + "'",
                 was.has_effect
                     ? "expected that it keeps its effect, found that the new law voids it"
                     : "expected that it stays void, found that the new law lets it stand");
  }
}

bool takes(const CaseState& state, const law::Wake& wake, Instant now) {
  const statechart::Event event{.name = event_of(wake), .data = Value(data_of(wake))};
  return !statechart::enabled(state.workflow->chart, state.session, event, surroundings(state, now))
              .empty();
}

/// What lies in the past under the new texts alone has had no turn. Where the workflow acts on it,
/// a warning comes now, late as it is; what becomes of a case whose time would have ended, a person
/// decides.
void check_passed(const CaseState& before, CaseState& after, Instant now, Reprojecting& moved) {
  for (const law::Wake& wake : after.monitor.wakes(now, after.workflow->awaited_dates)) {
    const bool is_new = wake.due <= now && !before.handled.contains(wake.key);
    if (!is_new || wake.kind == law::Wake::Kind::kEffect || !takes(after, wake, now)) continue;
    if (wake.kind == law::Wake::Kind::kNear) after.handled.erase(wake.key);
    if (wake.kind != law::Wake::Kind::kExpired) continue;
    add_obstacle(moved, event_of(wake),
                 "expected a moment still to come, found that it would have been on " +
                     to_string(wake.day) + " and the workflow acts on it");
  }
}

/// What the workflow has acted on does not come again.
void check_again(const CaseState& before, const CaseState& after,
                 const std::vector<const Entry*>& entries, Instant now, Reprojecting& moved) {
  std::set<std::string> acted;
  for (const Entry* entry : entries) acted.insert(entry->moment);
  std::set<std::pair<std::string, std::string>> come;
  for (const law::Wake& wake : before.monitor.wakes(now, before.workflow->awaited_dates)) {
    if (wake.kind == law::Wake::Kind::kExpired && acted.contains(wake.key))
      come.emplace(wake.id, wake.party);
  }
  for (const law::Wake& wake : pending_moments(after, now)) {
    if (wake.kind != law::Wake::Kind::kExpired || !come.contains({wake.id, wake.party})) continue;
    add_obstacle(moved, event_of(wake),
                 "expected a moment that has not come, found that the workflow has acted on it and "
                 "it would come again on " +
                     to_string(wake.day));
  }
}

/// What was lawful, by the norms that do more than observe.
std::set<std::pair<std::size_t, Sequence>> violations(const CaseState& state, Instant now) {
  std::set<std::pair<std::size_t, Sequence>> found;
  for (const law::VerdictView& verdict : state.monitor.verdicts(now)) {
    const law::Mode mode = state.monitor.law().norms()[verdict.norm].mode;
    const bool counts = mode == law::Mode::kWarn || mode == law::Mode::kEnforce;
    if (counts && verdict.act.value != 0 && verdict.verdict == law::Verdict::kViolated)
      found.emplace(verdict.norm, verdict.act);
  }
  return found;
}

/// Whoever acted did so under the law of the day: no text of later makes it a breach.
void check_breaches(const CaseState& before, const CaseState& after, Instant now,
                    std::vector<Obstacle>& obstacles) {
  std::set<std::pair<std::string, Sequence>> known;
  for (const auto& [norm, act] : violations(before, now))
    known.emplace(before.monitor.law().norms()[norm].id, act);
  const law::History& history = after.monitor.history();
  for (const auto& [index, act] : violations(after, now)) {
    const law::Norm& norm = after.monitor.law().norms()[index];
    if (known.contains({norm.id, act})) continue;
    const std::size_t at = history.find(act);
    obstacles.push_back(
        {"act " + to_string(act) +
             (at < history.size() ? " '" + history[at].act.type.str() + "'" : std::string()),
         "expected that it stays lawful, found that the new law makes it a breach of '" + norm.id +
             "' (" + norm.cite + ")"});
  }
}

/// A last day that is still to come does not come to lie in the past.
void check_overtaken(const CaseState& before, const CaseState& after, Instant now,
                     std::vector<Obstacle>& obstacles) {
  const Date today = before.monitor.history().day_of(now);
  std::set<std::tuple<std::string, std::string, Sequence>> ahead;
  for (const law::ClockView& clock : before.monitor.clocks(now)) {
    const law::ClockDecl& declared = before.monitor.law().clocks()[clock.clock];
    if (still_runs(clock.phase) && clock.due >= today)
      ahead.emplace(declared.id, clock.party, clock.anchor);
  }
  for (const law::ClockView& clock : after.monitor.clocks(now)) {
    const law::ClockDecl& declared = after.monitor.law().clocks()[clock.clock];
    const bool is_limit =
        declared.kind == calendar::Kind::kLatestAct || declared.kind == calendar::Kind::kBackward;
    if (!is_limit || clock.due >= today || clock.phase == lifecycle::ClockPhase::kWaiting) continue;
    if (!ahead.contains({declared.id, clock.party, clock.anchor})) continue;
    obstacles.push_back({"clock '" + declared.id + "'" +
                             (clock.party.empty() ? std::string() : " of '" + clock.party + "'"),
                         "expected a last day still to come, found that it would have been on " +
                             to_string(clock.due) + " (" + declared.cite + ")"});
  }
}

// --- dates

/// A date of a case, and where it comes from.
struct Dated {
  std::string kind;
  std::string id;
  std::string cite;
  Texts title;
  std::string party;
  std::string clock;
  std::optional<Date> day;
  std::optional<law::ClockView> running;  ///< of a clock
};

/// What makes two dates the same one: kind, id, party, and the acts that its instance comes from.
using DateKey = std::tuple<std::string, std::string, std::string, Sequence, Sequence>;
using Dates = std::multimap<DateKey, Dated>;

void add_clocks(const CaseState& state, Instant now, Dates& dates) {
  const Date today = state.monitor.history().day_of(now);
  for (law::ClockView& clock : state.monitor.clocks(now)) {
    if (clock.phase == lifecycle::ClockPhase::kWaiting) continue;
    if (!still_runs(clock.phase) && clock.due < today) continue;
    const law::ClockDecl& declared = state.monitor.law().clocks()[clock.clock];
    const DateKey key{"clock", declared.id, clock.party, clock.anchor, {}};
    dates.emplace(key, Dated{"clock",
                             declared.id,
                             declared.cite,
                             declared.title,
                             clock.party,
                             {},
                             clock.due,
                             std::move(clock)});
  }
}

void add_duties(const CaseState& state, Instant now, Dates& dates) {
  for (const law::DutyView& duty : state.monitor.duties(now)) {
    const law::Norm& norm = state.monitor.law().norms()[duty.norm];
    const bool open =
        duty.status == law::DutyStatus::kOpen || duty.status == law::DutyStatus::kOverdue;
    if (!open || norm.mode == law::Mode::kObserve) continue;
    const auto* respond = std::get_if<law::Respond>(&norm.content);
    dates.emplace(DateKey{"duty", norm.id, duty.party, duty.anchor, duty.trigger},
                  Dated{"duty",
                        norm.id,
                        norm.cite,
                        norm.title,
                        duty.party,
                        respond == nullptr ? std::string() : respond->within,
                        duty.due,
                        {}});
  }
}

void add_moments(const CaseState& state, Instant now, Dates& dates) {
  for (const law::Wake& wake : pending_moments(state, now)) {
    const bool is_date = wake.kind == law::Wake::Kind::kDate;
    if (!is_date && wake.kind != law::Wake::Kind::kEffect) continue;
    const std::string kind = is_date ? "date" : "effect";
    // The act that it comes from is the second part of the key, which the day ends.
    const std::string origin = wake.key.substr(0, wake.key.rfind('|'));
    const law::ActDecl* act = state.monitor.law().act(ActType(wake.id));
    dates.emplace(DateKey{kind, origin, wake.party, {}, {}},
                  Dated{kind,
                        wake.id,
                        {},
                        act == nullptr ? Texts() : act->title,
                        wake.party,
                        {},
                        wake.day,
                        {}});
  }
}

Dates dates_of(const CaseState& state, Instant now) {
  Dates dates;
  add_clocks(state, now, dates);
  add_duties(state, now, dates);
  add_moments(state, now, dates);
  return dates;
}

// --- why

/// The days from `first` to before `end` that one calendar has in the set and the other has not.
void add_days(const std::string& set, Date first, Date end, const calendar::Calendar& before,
              const calendar::Calendar& after, std::vector<Cause>& causes) {
  if (set.empty() || !before.has_set(set) || !after.has_set(set)) return;
  for (Date day = first; day < end; day += std::chrono::days{1}) {
    const bool was_in = before.in_set(set, day);
    if (was_in == after.in_set(set, day)) continue;
    const calendar::Calendar& calendar = was_in ? after : before;
    const auto reasons = calendar.blocked_by(set, day);
    causes.push_back(
        {"day", in_all(was_in ? "reproject.day-blocked" : "reproject.day-free",
                       [&](Language language) -> std::map<std::string, std::string> {
                         const bool known = !reasons.empty();
                         return {{"day", to_string(day)},
                                 {"set", calendar.set_title(set).in(language)},
                                 {"title", known ? reasons.front().title.in(language) : set},
                                 {"cite", known ? reasons.front().cite : std::string()}};
                       })});
  }
}

void add_calendar_causes(const CaseState& before, const CaseState& after, const Dated& was,
                         const Dated& is, std::vector<Cause>& causes) {
  if (!was.running || !is.running) return;
  const law::ClockDecl& declared = after.monitor.law().clocks()[is.running->clock];
  const calendar::Calendar& old_days = before.monitor.law().calendar();
  const calendar::Calendar& new_days = after.monitor.law().calendar();
  const Date end = std::max(was.running->due, is.running->due);
  add_days(declared.roll, std::min(was.running->due, is.running->due), end, old_days, new_days,
           causes);
  if (declared.days != declared.roll)
    add_days(declared.days, std::min(was.running->start, is.running->start),
             end + std::chrono::days{1}, old_days, new_days, causes);
  if (was.running->start == is.running->start) return;
  causes.push_back({"start", in_all("reproject.start", [&](Language) {
                      return std::map<std::string, std::string>{
                          {"was", to_string(was.running->start)},
                          {"is", to_string(is.running->start)}};
                    })});
}

/// What has changed of the rule itself.
void add_rule_causes(const std::string& rule, const std::string& id,
                     const std::vector<RuleChange>& changes, std::vector<Cause>& causes) {
  for (const RuleChange& change : changes) {
    if (change.rule != rule || change.id != id) continue;
    Texts text;
    for (const Language language : kLanguages) {
      std::string said = law::to_text(change, language);
      said.pop_back();  // its last line break
      text.set(std::string(to_string(language)), std::move(said));
    }
    causes.push_back({"rule", std::move(text)});
  }
}

// --- against whom

/// True when the conditions look at the clock, or at one of its group.
// NOLINTNEXTLINE(misc-no-recursion): the gate bounds the depth of XML
bool look_at(const std::vector<law::Condition>& conditions, const law::ClockDecl& clock) {
  for (const law::Condition& each : conditions) {
    const bool named = !each.clock.empty() && (each.clock == clock.id || each.clock == clock.group);
    if (named || each.within == clock.id || look_at(each.inner, clock)) return true;
  }
  return false;
}

/// Whose time a clock is, by the norms that use it.
struct Owners {
  bool authority = false;  ///< it has to act within the time
  bool party = false;      ///< a party may act within it
};

Owners owners_of(const law::Law& law, const law::ClockDecl& clock) {
  Owners owners;
  for (const law::Norm& norm : law.norms()) {
    if (const auto* respond = std::get_if<law::Respond>(&norm.content))
      owners.authority = owners.authority || respond->within == clock.id ||
                         (!clock.group.empty() && respond->within == clock.group);
    const auto* power = std::get_if<law::Power>(&norm.content);
    if (power == nullptr || power->holder.empty() || !look_at(power->conditions, clock)) continue;
    (law::is_authority_role(power->holder) ? owners.authority : owners.party) = true;
  }
  return owners;
}

Detriment detriment_of(const CaseState& after, const DateMove& move, const Dated* is) {
  if (!move.was || !move.is) return Detriment::kPossible;
  const bool later = *move.is > *move.was;
  if (move.kind == "duty") return later ? Detriment::kCertain : Detriment::kNone;
  if (is == nullptr || !is->running) return Detriment::kPossible;
  const law::Law& law = after.monitor.law();
  const law::ClockDecl& clock = law.clocks()[is->running->clock];
  const Owners owners = owners_of(law, clock);
  const bool limits = clock.kind == calendar::Kind::kLatestAct;
  if (!limits || owners.authority == owners.party) return Detriment::kPossible;
  return later == owners.authority ? Detriment::kCertain : Detriment::kNone;
}

DateMove move_of(const CaseState& before, const CaseState& after, const Dated* was, const Dated* is,
                 const std::vector<RuleChange>& changes) {
  LAGRUM_CHECK(was != nullptr || is != nullptr);
  const Dated& shown = is != nullptr ? *is : *was;
  DateMove move;
  move.kind = shown.kind;
  move.id = shown.id;
  move.cite = shown.cite;
  move.title = shown.title;
  move.party = shown.party;
  move.clock = shown.clock;
  if (was != nullptr) move.was = was->day;
  if (is != nullptr) move.is = is->day;
  if (was != nullptr && was->running) move.derivation_was = was->running->derivation;
  if (is != nullptr && is->running) move.derivation_is = is->running->derivation;
  if (was != nullptr && is != nullptr) add_calendar_causes(before, after, *was, *is, move.causes);
  add_rule_causes(shown.kind == "clock" ? "clock" : "norm", shown.id, changes, move.causes);
  if (!shown.clock.empty()) add_rule_causes("clock", shown.clock, changes, move.causes);
  move.detriment = detriment_of(after, move, is);
  return move;
}

/// A duty moves because the clock does that gives its day.
void explain_duties(std::vector<DateMove>& dates) {
  for (DateMove& duty : dates) {
    if (!duty.causes.empty() || duty.clock.empty()) continue;
    const auto clock = std::find_if(dates.begin(), dates.end(), [&](const DateMove& each) {
      return each.kind == "clock" && each.id == duty.clock &&
             (each.party == duty.party || each.party.empty());
    });
    if (clock != dates.end()) duty.causes = clock->causes;
  }
  for (DateMove& move : dates) {
    if (move.causes.empty())
      move.causes.push_back({"other", in_all("reproject.other", [](Language) {
                               return std::map<std::string, std::string>{};
                             })});
  }
}

void tell_verdicts(const CaseState& before, CaseState after, Instant now, CaseReprojection& told) {
  for (const VerdictChange& change : changed_verdicts(before, after, now)) {
    const auto& versions = after.monitor.law().versions(change.norm);
    told.verdicts.push_back(
        {change.norm,
         versions.empty() ? std::string() : after.monitor.law().norms()[versions.front()].cite,
         change.act, change.was, change.is});
  }
}

}  // namespace

void reproject_case(const CaseState& before, const std::vector<const Entry*>& entries,
                    const Workflow& to, const Migration* map, Instant now, Reprojecting& moved) {
  const Workflow& from = map != nullptr ? *map->from : to;
  if (!(workflow_ref(from) == workflow_ref(*before.workflow))) {
    add_obstacle(moved, "workflow '" + from.key() + "'",
                 "expected the text that the case runs in, found another; a changed workflow needs "
                 "a version of its own, and a map to it");
  } else if (map != nullptr) {
    Moving moving;
    move_case(before, entries, *map, now, moving);
    moved.told.obstacles = std::move(moving.told.obstacles);
    moved.migration = std::move(moving.note);
    moved.after = std::move(moving.after);
  } else {
    check_acts(before, to, moved.told.obstacles);
    if (!moved.told.moves()) return;
    auto after = folded_under(before, entries, to);
    if (!after) return add_obstacle(moved, "acts on record", after.error().message);
    after->session = before.session;
    pass_moments(*after, now);
    moved.after = *std::move(after);
  }
  if (!moved.after) return;
  check_past(before, *moved.after, moved);
  check_passed(before, *moved.after, now, moved);
  check_again(before, *moved.after, entries, now, moved);
}

Status work_out_reprojection(const CaseState& before, const std::vector<Entry>& entries,
                             const Workflow& to, const Migration* map,
                             const std::vector<RuleChange>& changes, const Directory& directory,
                             Instant now, LogIndex index, Reprojecting& moved) {
  const std::vector<const Entry*> places = places_of(entries);
  reproject_case(before, places, to, map, now, moved);
  if (!moved.after) return {};
  CaseState& after = *moved.after;
  const auto changed = refresh_facts(after, directory, now, index);
  if (changed) {
    moved.facts_changed = *changed;
    check_effects(before, after, now, moved.told.obstacles);
    check_breaches(before, after, now, moved.told.obstacles);
    check_overtaken(before, after, now, moved.told.obstacles);
    moved.told.dates = moved_dates(before, after, now, changes);
    tell_verdicts(before, after, now, moved.told);
    tell_whom(before, places, directory, moved.told);
  } else {
    add_obstacle(moved, "facts", changed.error().message);
  }
  if (!moved.told.moves()) moved.after.reset();
  return {};
}

std::vector<DateMove> moved_dates(const CaseState& before, const CaseState& after, Instant now,
                                  const std::vector<RuleChange>& changes) {
  const Dates were = dates_of(before, now);
  Dates are = dates_of(after, now);
  std::vector<DateMove> moves;
  for (const auto& [key, was] : were) {
    const auto is = are.find(key);
    if (is == are.end()) {
      moves.push_back(move_of(before, after, &was, nullptr, changes));
      continue;
    }
    if (was.day != is->second.day)
      moves.push_back(move_of(before, after, &was, &is->second, changes));
    are.erase(is);
  }
  for (const auto& [key, is] : are) moves.push_back(move_of(before, after, nullptr, &is, changes));
  explain_duties(moves);
  return moves;
}

Json dates_json(const std::vector<DateMove>& dates) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? Json(to_string(*date)) : Json();
  };
  Json::Array list;
  for (const DateMove& move : dates) {
    list.emplace_back(Json::Object{{"kind", move.kind},
                                   {"id", move.id},
                                   {"party", move.party},
                                   {"was", day(move.was)},
                                   {"is", day(move.is)},
                                   {"detriment", Json(to_string(move.detriment))}});
  }
  return Json(std::move(list));
}

ReprojectionNote note_of(const Workflow& workflow) {
  return {workflow_ref(workflow), law_refs(workflow), calendar_ref(workflow), Json(), {}};
}

CaseReprojection reprojection_of(const row::Case& row, const Workflow& to) {
  CaseReprojection told;
  told.case_id = row.id;
  told.number = row.number;
  told.from = row.workflow;
  told.to = to.key();
  return told;
}

}  // namespace lagrum::cases
