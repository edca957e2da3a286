#include "cases/case_state.h"

#include <algorithm>
#include <map>

#include "base/crypto.h"
#include "lagrum/json.h"

namespace lagrum::cases {
namespace {

using std::chrono::floor;

constexpr std::string_view kInformed = "informed";
constexpr std::string_view kPartiesItem = "parties";

std::string party_id(const Value& party) {
  const Value* id = party.context() != nullptr ? party.context()->find("id") : nullptr;
  return id != nullptr && id->string() != nullptr ? *id->string() : std::string();
}

Json to_json(const OldVerdict& old) {
  return Json(Json::Object{{"norm", old.norm},
                           {"act", Json(static_cast<std::int64_t>(old.act.value))},
                           {"is", old.verdict}});
}

}  // namespace

std::vector<Context> CaseState::parties() const {
  std::vector<Context> list;
  const Value* item = session.data.find(kPartiesItem);
  if (item == nullptr || item->list() == nullptr) return list;
  for (const Value& party : *item->list()) {
    if (!party_id(party).empty()) list.push_back(*party.context());
  }
  return list;
}

std::vector<std::string> CaseState::party_ids() const {
  std::vector<std::string> ids;
  for (const Context& party : parties()) ids.push_back(party_id(Value(party)));
  return ids;
}

bool CaseState::has_party(std::string_view party) const {
  const std::vector<std::string> ids = party_ids();
  return std::find(ids.begin(), ids.end(), party) != ids.end();
}

bool CaseState::all_informed() const {
  const law::History& history = monitor.history();
  const law::Folded* decided = nullptr;
  for (const law::Folded& folded : history.all()) {
    const bool decides =
        folded.act.regarding.empty() && folded.act.opens.empty() &&
        monitor.law().moves(folded.act) == lifecycle::to_string(lifecycle::Move::kDecided);
    if (decides && (decided == nullptr || decided->act.sequence < folded.act.sequence))
      decided = &folded;
  }
  if (decided == nullptr) return false;
  return std::all_of(facts.parties.begin(), facts.parties.end(), [&](const auto& party) {
    return std::any_of(history.all().begin(), history.all().end(), [&](const law::Folded& folded) {
      return folded.has_effect && folded.act.sequence > decided->act.sequence &&
             folded.act.regarding.empty() && monitor.law().moves(folded.act) == kInformed &&
             (folded.act.party.empty() || folded.act.party.str() == party.first);
    });
  });
}

bool CaseState::appeal_pending() const {
  const law::History& history = monitor.history();
  std::map<std::string, bool> pending;  // by party, in recorded order
  std::map<Sequence, const law::Folded*> recorded;
  for (const law::Folded& folded : history.all()) recorded[folded.act.sequence] = &folded;
  for (const auto& [sequence, folded] : recorded) {
    if (!folded->act.regarding.empty()) continue;
    const std::string moves = monitor.law().moves(folded->act);
    if (moves == lifecycle::to_string(lifecycle::Move::kAppealed))
      pending[folded->act.party.str()] = true;
    if (moves == lifecycle::to_string(lifecycle::Move::kAppealEnded))
      pending[folded->act.party.str()] = false;
  }
  return std::any_of(pending.begin(), pending.end(), [](const auto& each) { return each.second; });
}

/// The lifecycle of the main matter follows its acts (DECISIONS 4).
Status CaseState::move(const Act& act) {
  if (!act.regarding.empty() || !act.opens.empty()) return {};
  const std::string name = monitor.law().moves(act);
  if (name.empty()) return {};
  const bool informed = name == kInformed;
  if (informed && !all_informed()) return {};
  const auto move =
      informed ? std::optional(lifecycle::Move::kInformedAll) : lifecycle::parse_move(name);
  LAGRUM_CHECK(move.has_value());  // the pack's loader has checked the names
  if (*move == lifecycle::Move::kAppealEnded && appeal_pending()) return {};
  auto next = lifecycle::advance(phase, *move, all_informed());
  if (!next)
    return Error{next.error().code, act.type.str() + ": " + next.error().message, {}, act.basis};
  phase = *next;
  return {};
}

Result<std::vector<law::Finding>> CaseState::record(Act& act) {
  std::vector<law::Finding> findings = monitor.add(act);
  const law::History& history = monitor.history();
  act.legal = history[history.find(act.sequence)].act.legal;
  if (history[history.find(act.sequence)].has_effect) {  // a void act moves nothing
    const Status moved = move(act);
    if (!moved && !phase_fault) phase_fault = moved.error();
  }
  const law::ActDecl* declared = monitor.law().act(act.type);
  if (declared != nullptr && declared->role == law::ActRole::kRegistration && number.empty()) {
    const Value given = law::attribute(act, "number");
    if (given.string() != nullptr) number = *given.string();
  }
  return findings;
}

Status CaseState::fold(const Entry& entry) {
  if (entry.facts) {
    facts = *entry.facts;
    monitor.state_facts(Sequence::of(entry.index, 0), *entry.facts);
  }
  for (const Sequence effect : entry.superseded) monitor.supersede(effect);
  for (Act act : entry.acts) {
    LAGRUM_TRY(record(act));
  }
  return phase_fault ? Status(*phase_fault) : Status();
}

bool CaseState::has_void_act(const std::vector<Act>& acts) const {
  const law::History& history = monitor.history();
  return std::any_of(acts.begin(), acts.end(), [&](const Act& act) {
    const std::size_t position = history.find(act.sequence);
    return position < history.size() && history[position].barred;
  });
}

std::vector<std::pair<std::pair<std::string, Sequence>, std::string>> CaseState::act_verdicts(
    Instant now) const {
  std::vector<std::pair<std::pair<std::string, Sequence>, std::string>> list;
  for (const law::VerdictView& verdict : monitor.verdicts(now)) {
    if (verdict.act.value == 0) continue;
    if (verdict.verdict != law::Verdict::kFulfilled && verdict.verdict != law::Verdict::kViolated)
      continue;
    list.push_back({{monitor.law().norms()[verdict.norm].id, verdict.act},
                    std::string(law::to_string(verdict.verdict))});
  }
  return list;
}

// --- stored form

Result<std::string> snapshot_of(const CaseState& state) {
  Json::Array handled;
  for (const std::string& key : state.handled) handled.emplace_back(key);
  Json::Array old;
  for (const OldVerdict& verdict : state.old_verdicts) old.push_back(to_json(verdict));
  Json::Object snapshot{{"handled", Json(std::move(handled))},
                        {"old", Json(std::move(old))},
                        {"version", Json(static_cast<std::int64_t>(state.version))}};
  LAGRUM_ASSIGN(snapshot["seal"], seal_of(Json(snapshot)));
  LAGRUM_ASSIGN(snapshot["session"], statechart::to_json(state.session));
  return canonical(Json(std::move(snapshot)));
}

Result<Json> seal_of(const Json& snapshot) {
  LAGRUM_ASSIGN(const std::string bytes,
                canonical(Json(Json::Object{{"handled", snapshot["handled"]},
                                            {"old", snapshot["old"]},
                                            {"version", snapshot["version"]}})));
  return Json(hex(as_bytes(sha256(bytes))));
}

std::set<std::string> handled_of(const Json& snapshot) {
  std::set<std::string> handled;
  const Json::Array* keys = snapshot["handled"].array();
  if (keys == nullptr) return handled;
  for (const Json& key : *keys) {
    if (key.string() != nullptr) handled.insert(*key.string());
  }
  return handled;
}

Result<std::vector<Entry>> decoded(const std::vector<row::Entry>& rows) {
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (const row::Entry& row : rows) {
    LAGRUM_ASSIGN(Entry entry, decode(row));
    entries.push_back(std::move(entry));
  }
  return entries;
}

Result<CaseState> load_case(const row::Case& row, const std::vector<Entry>& entries,
                            const Workflow& workflow, const ZoneRules& zones) {
  CaseState state(row.id, workflow, zones);
  for (const Entry& entry : entries) LAGRUM_TRY(state.fold(entry));
  const Result<Json> parsed = parse_json(row.snapshot);
  if (!parsed) {
    return Error{ErrorCode::kCorruption,
                 "case '" + row.id.str() + "', snapshot: " + parsed.error().message,
                 {},
                 {}};
  }
  const Json& snapshot = *parsed;
  LAGRUM_ASSIGN(state.session, statechart::session_from_json(snapshot["session"], workflow.chart));
  state.handled = handled_of(snapshot);
  if (const Json::Array* old = snapshot["old"].array()) {
    for (const Json& verdict : *old) {
      state.old_verdicts.push_back({verdict.text("norm"),
                                    Sequence{static_cast<std::uint64_t>(verdict.number("act"))},
                                    verdict.text("is")});
    }
  }
  state.version = row.version;
  state.number = row.number;
  if (lifecycle::to_string(state.phase) != row.phase) {
    return Error{ErrorCode::kCorruption,
                 "case '" + row.id.str() + "': expected the phase '" +
                     std::string(lifecycle::to_string(state.phase)) +
                     "' that its acts give, found '" + row.phase + "'",
                 {},
                 {}};
  }
  return state;
}

row::Case row_of(const CaseState& state, std::string snapshot) {
  row::Case row;
  row.id = state.id;
  row.version = state.version;
  row.workflow = state.workflow->key();
  row.number = state.number;
  row.phase = lifecycle::to_string(state.phase);
  row.title = state.workflow->chart.title().in(Language::kSwedish);
  row.snapshot = std::move(snapshot);
  return row;
}

std::vector<row::Duty> duty_rows(const CaseState& state, Instant now) {
  std::vector<row::Duty> rows;
  for (const law::DutyView& duty : state.monitor.duties(now)) {
    const law::Norm& norm = state.monitor.law().norms()[duty.norm];
    const bool open =
        duty.status == law::DutyStatus::kOpen || duty.status == law::DutyStatus::kOverdue;
    if (!open || norm.mode == law::Mode::kObserve) continue;
    row::Duty row;
    row.case_id = state.id;
    row.key = norm.id + "|" + duty.party + "|" + to_string(duty.trigger);
    if (duty.anchor.value != 0 && duty.anchor != duty.trigger)
      row.key += "|" + to_string(duty.anchor);  // one act may owe something in each of two appeals
    row.norm = norm.id;
    row.party = duty.party;
    row.status = "open";
    row.due = duty.due;
    row.rank = duty.policy ? "policy" : "law";
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<law::Wake> pending_moments(const CaseState& state, Instant now) {
  std::vector<law::Wake> pending;
  for (law::Wake& wake : state.monitor.wakes(now, state.workflow->awaited_dates)) {
    if (!state.handled.contains(wake.key)) pending.push_back(std::move(wake));
  }
  return pending;
}

std::string event_of(const law::Wake& wake) {
  switch (wake.kind) {
    case law::Wake::Kind::kExpired:
      return std::string(kClockExpired) + wake.id;
    case law::Wake::Kind::kNear:
      return std::string(kClockNear) + wake.id;
    case law::Wake::Kind::kDate:
      return std::string(kDateReached) + wake.id;
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

std::string effect_key(const Act& effect, const law::History& history) {
  return "effect|" + effect.by_norm + "|" + lagrum::to_string(effect.of_act) + "|" +
         lagrum::to_string(history.day_of(effect.legal));
}

statechart::Event effect_event(const Act& effect) {
  Context data = effect.attributes;
  data.set("party", effect.party.empty() ? Value() : Value(effect.party.str()));
  data.set("norm", Value(effect.by_norm));
  return {.name = "act." + effect.type.str(), .data = Value(std::move(data))};
}

std::string send_key(const statechart::PendingSend& send, std::size_t nth) {
  return "send|" + send.sendid + "|" + lagrum::to_string(send.due) +
         (nth == 0 ? std::string() : "|" + std::to_string(nth));
}

law::Effects due_effects(const CaseState& state, Instant now) {
  law::Effects effects = state.monitor.effects(now);
  if (state.handled.empty()) return effects;
  std::erase_if(effects.create, [&](const law::Effect& effect) {
    return state.handled.contains(effect_key(effect.act, state.monitor.history()));
  });
  return effects;
}

std::vector<row::Clock> clock_rows(const CaseState& state, Instant now) {
  std::vector<row::Clock> rows;
  for (const law::Wake& wake : pending_moments(state, now)) {
    rows.push_back(row::Clock{state.id, wake.key, wake.id, wake.party,
                              std::string(law::to_string(wake.kind)), wake.due});
  }
  std::map<std::string, std::size_t> same;  // how many have had the key so far
  for (const statechart::PendingSend& send : state.session.pending) {
    const std::string key = send_key(send, same[send_key(send)]++);
    rows.push_back(row::Clock{state.id, key, send.event.name, {}, "send", send.due});
  }
  return rows;
}

std::string text_of(const Context& values, std::string_view name) {
  const Value* value = values.find(name);
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

DateTime local_now(const law::History& history, const Workflow& workflow, Instant now) {
  const auto local = history.zones().to_local(now, workflow.law.calendar().zone());
  LAGRUM_CHECK(local.has_value());
  const auto day = floor<std::chrono::days>(*local);
  DateTime time;
  time.date = to_civil(Date{day.time_since_epoch()});
  time.time.second_of_day = static_cast<std::int32_t>((*local - day).count());
  return time;
}

statechart::Surroundings surroundings(const CaseState& state, Instant now) {
  const law::History& history = state.monitor.history();
  return {now, local_now(history, *state.workflow, now), &history.zones()};
}

}  // namespace lagrum::cases
