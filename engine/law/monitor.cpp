#include "law/monitor.h"

#include <algorithm>
#include <array>

namespace lagrum::law {
namespace {

using std::chrono::days;

/// Where a norm's own words stand on refusing: the law's ceiling, and whom it binds.
struct Force {
  Guarantee guarantee = Guarantee::kWarn;
  bool binds_authority = true;
  bool voids = false;
};

Force force_of(const Norm& norm) {
  const bool has_effect = norm.mode == Mode::kWarn || norm.mode == Mode::kEnforce;  // DECISIONS 13b
  if (const auto* forbid = std::get_if<Forbid>(&norm.content)) {
    return {forbid->guarantee, forbid->bearer.empty() || is_authority_role(forbid->bearer),
            has_effect && forbid->invalid == Invalid::kVoid};
  }
  if (const auto* power = std::get_if<Power>(&norm.content)) {
    return {power->guarantee, is_authority_role(power->holder),
            has_effect && power->invalid == Invalid::kVoid};
  }
  if (const auto* contain = std::get_if<Contain>(&norm.content))
    return {contain->guarantee, true, false};
  return {};
}

bool given(const Value& value) { return !is_blank(value) && value.erased() == nullptr; }

/// True when the value is the one wanted; a list must hold each of the members wanted.
bool meets(const Value& value, const Value& wanted) {
  if (value.list() == nullptr || wanted.list() == nullptr) return value == wanted;
  return std::all_of(wanted.list()->begin(), wanted.list()->end(), [&](const Value& member) {
    return std::find(value.list()->begin(), value.list()->end(), member) != value.list()->end();
  });
}

/// The acts that open an instance of a norm that judges acts; null where none does.
struct Opening {
  const ActSet* from = nullptr;
  const Formula* when = nullptr;
};

Opening opening_of(const Norm& norm) {
  const auto* forbid = std::get_if<Forbid>(&norm.content);
  if (forbid != nullptr && !forbid->from.empty()) return {&forbid->from, &forbid->from_when};
  const auto* contain = std::get_if<Contain>(&norm.content);
  if (contain != nullptr && !contain->from.empty()) return {&contain->from, &contain->from_when};
  return {};
}

bool among(const std::vector<std::size_t>& norms, std::size_t norm) {
  return std::find(norms.begin(), norms.end(), norm) != norms.end();
}

/// What would lift a prohibition: its conditions, or an exception to it.
std::vector<Remedy> ways_out(const Norm& norm, const std::vector<Condition>& until,
                             const Instance& instance, const Viewpoint& view,
                             const Reading& reading) {
  std::vector<Remedy> remedies = reading.remedies(until, instance, view);
  const bool one_is_enough =
      remedies.size() < 2 || std::all_of(remedies.begin(), remedies.end(),
                                         [](const Remedy& each) { return each.alternative; });
  if (!one_is_enough) return remedies;  // an exception is one more way, not one more condition
  for (Remedy& way : reading.exceptions(norm, instance, view)) {
    way.alternative = way.alternative || !remedies.empty();
    remedies.push_back(std::move(way));
  }
  if (remedies.size() > 1) remedies.front().alternative = true;
  return remedies;
}

}  // namespace

std::string_view to_string(Consequence consequence) {
  switch (consequence) {
    case Consequence::kRefuse:
      return "refuse";
    case Consequence::kWarn:
      return "warn";
    case Consequence::kRecord:
      return "record";
  }
  LAGRUM_CHECK(false);
}

std::string_view to_string(DutyStatus status) {
  switch (status) {
    case DutyStatus::kOpen:
      return "open";
    case DutyStatus::kOverdue:
      return "overdue";
    case DutyStatus::kFulfilled:
      return "fulfilled";
    case DutyStatus::kLapsed:
      return "lapsed";
    case DutyStatus::kResting:
      return "resting";
  }
  LAGRUM_CHECK(false);
}

std::string_view to_string(DutyTime::Rung rung) {
  switch (rung) {
    case DutyTime::Rung::kPromptly:
      return "promptly";
    case DutyTime::Rung::kTarget:
      return "target";
    case DutyTime::Rung::kLimit:
      return "limit";
    case DutyTime::Rung::kOuter:
      return "outer";
  }
  LAGRUM_CHECK(false);
}

std::string_view to_string(DutyTime::Standing standing) {
  switch (standing) {
    case DutyTime::Standing::kAhead:
      return "ahead";
    case DutyTime::Standing::kKept:
      return "kept";
    case DutyTime::Standing::kMissed:
      return "missed";
  }
  LAGRUM_CHECK(false);
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotApplicable:
      return "not-applicable";
    case Verdict::kFulfilled:
      return "fulfilled";
    case Verdict::kPending:
      return "pending";
    case Verdict::kViolated:
      return "violated";
    case Verdict::kLapsed:
      return "lapsed";
    case Verdict::kUnknown:
      return "unknown";
  }
  LAGRUM_CHECK(false);
}

std::string_view to_string(Wake::Kind kind) {
  switch (kind) {
    case Wake::Kind::kExpired:
      return "expired";
    case Wake::Kind::kNear:
      return "near";
    case Wake::Kind::kDate:
      return "date";
    case Wake::Kind::kEffect:
      return "effect";
  }
  LAGRUM_CHECK(false);
}

Viewpoint Monitor::at(std::size_t position) const {
  const Folded& folded = history_[position];
  return Viewpoint{&folded.act, position, folded.act.legal, folded.legal_day};
}

Viewpoint Monitor::now_view(Instant now) const {
  return Viewpoint{nullptr, history_.size(), now, history_.day_of(now)};
}

// --- recording

std::vector<Finding> Monitor::add(Act act) {
  std::vector<Finding> findings;
  insert(std::move(act), &findings);
  return findings;
}

void Monitor::record(Act&& act) { insert(std::move(act), nullptr); }

void Monitor::insert(Act&& act, std::vector<Finding>* findings) {
  const Sequence sequence = act.sequence;
  const bool dates_others = !act.by_norm.empty();
  const std::optional<Date> begun = history_.begun();
  std::size_t first = history_.insert(std::move(act));
  if (dates_others) first = std::min(first, history_.reorder());
  if (history_.begun() != begun) first = 0;
  refold(first, sequence, findings);
}

void Monitor::supersede(Sequence effect) {
  const std::size_t position = history_.find(effect);
  if (position == history_.size()) return;
  const std::optional<Date> begun = history_.begun();
  history_[position].superseded = true;
  std::size_t first = std::min(position, history_.reorder());
  if (history_.begun() != begun) first = 0;
  refold(first, {}, nullptr);
}

void Monitor::refold(std::size_t first, Sequence watched, std::vector<Finding>* findings) {
  forget(first);
  for (std::size_t i = first; i < history_.size(); ++i) {
    Folded& folded = history_[i];
    folded.has_effect = !folded.superseded;
    folded.barred = false;
  }
  for (std::size_t i = first; i < history_.size(); ++i) {
    fold(i, history_[i].act.sequence == watched ? findings : nullptr);
  }
}

void Monitor::forget(std::size_t first) {
  if (first >= before_.size()) return;
  ledger_.verdicts.resize(before_[first].verdicts);
  ledger_.duties.resize(before_[first].duties);
  before_.resize(first);
  std::vector<Sequence> forgotten;
  for (std::size_t i = first; i < history_.size(); ++i)
    forgotten.push_back(history_[i].act.sequence);
  for (DutyInstance& duty : ledger_.duties) {
    for (const auto which :
         {&DutyInstance::fulfilled, &DutyInstance::lapsed, &DutyInstance::too_late}) {
      std::optional<Sequence>& act = duty.*which;
      if (act && std::find(forgotten.begin(), forgotten.end(), *act) != forgotten.end())
        act.reset();
    }
  }
}

void Monitor::fold(std::size_t position, std::vector<Finding>* findings) {
  before_.push_back({ledger_.verdicts.size(), ledger_.duties.size()});
  if (history_[position].superseded) return;
  {
    // What is said of this act is not read before the next one is judged, so that one reading
    // serves all norms.
    const Reading reading(history_, ledger_);
    for (const std::size_t norm : history_[position].index->judged_by)
      judge(norm, position, reading, findings);
  }
  // Every norm speaks of it, in whatever order, before it has no effect.
  if (history_[position].barred) history_[position].has_effect = false;
  if (history_[position].has_effect) apply_duties(position);
}

// --- judging an act

Consequence Monitor::consequence(const Norm& norm, const Act& act) const {
  const Force force = force_of(norm);
  if (act.outside || !force.binds_authority) return Consequence::kRecord;
  if (norm.mode == Mode::kEnforce && force.guarantee == Guarantee::kBlock)
    return Consequence::kRefuse;
  return norm.mode == Mode::kObserve ? Consequence::kRecord : Consequence::kWarn;
}

std::vector<Instance> Monitor::judged_instances(const Norm& norm, std::size_t position,
                                                const Reading& reading) const {
  const Act& act = history_[position].act;
  const Opening opened = opening_of(norm);
  if (opened.from == nullptr) return reading.instances(norm.per, act, position);
  std::vector<Instance> found;
  if (norm.per.anchored()) {  // each hangs on the act that opened it
    found = reading.instances(norm.per, act, position);
    std::erase_if(found, [&](const Instance& instance) {
      const Folded& opening = *instance.anchor;
      const auto i = static_cast<std::size_t>(&opening - history_.all().data());
      return !opened.from->contains(opening.act.type) ||
             !reading.holds(*opened.when, &opening.act, instance, at(i));
    });
    return found;
  }
  for (std::size_t i = 0; i < position; ++i) {
    const Folded& opening = history_[i];
    if (!opened.from->contains(opening.act.type) || !opening.has_effect) continue;
    const bool other_party =
        !act.party.empty() && !opening.act.party.empty() && act.party != opening.act.party;
    if (norm.per.party && other_party) continue;
    if (opening.act.regarding != act.regarding && !opening.index->regards_case) continue;
    const Act* toward = !opening.act.party.empty() ? &opening.act : &act;
    for (const std::string& party : reading.parties(act.sequence, toward, norm.per.party)) {
      const Instance instance{party, nullptr, nullptr, &opening};
      Viewpoint then = at(i);
      if (reading.holds(*opened.when, &opening.act, instance, then)) found.push_back(instance);
    }
  }
  return found;
}

void Monitor::judge(std::size_t norm, std::size_t position, const Reading& reading,
                    std::vector<Finding>* findings) {
  const Norm& judged = law().norms()[norm];
  const bool opened = opening_of(judged).from != nullptr;
  if (!opened && !judged.per.party && !judged.per.anchored()) {  // as most norms: one instance
    judge_instance(norm, position, Instance{}, reading, findings);
    return;
  }
  for (const Instance& instance : judged_instances(judged, position, reading)) {
    judge_instance(norm, position, instance, reading, findings);
  }
}

std::vector<Remedy> Monitor::missing_fields(const std::vector<Field>& fields,
                                            const Instance& instance, const Viewpoint& view,
                                            const Reading& reading) {
  std::vector<Remedy> missing;
  for (const Field& field : fields) {
    if (!reading.holds(field.when, view.judged, instance, view)) continue;
    const Value value = attribute(*view.judged, field.name);
    Remedy remedy;
    remedy.kind = Remedy::Kind::kState;
    remedy.attribute = field.name;
    remedy.party = instance.party;
    if (!field.is.empty()) {
      const Value wanted = reading.evaluate(field.is, view.judged, instance, view);
      if (wanted.is_null() || meets(value, wanted)) continue;
      remedy.value = to_string(wanted);
    } else if (given(value)) {
      continue;
    }
    missing.push_back(std::move(remedy));
  }
  return missing;
}

/// The first position at which a use of the power counts: since the clock that it extends began
/// afresh.
std::size_t Monitor::counted_from(const Norm& norm, const Instance& instance, std::size_t position,
                                  const Reading& reading) const {
  std::size_t from = 0;
  for (std::size_t index = 0; index < law().clocks().size(); ++index) {
    const ClockDecl& clock = law().clocks()[index];
    if (!clock.extend || clock.extend->under != norm.id) continue;
    for (const ClockInstance& running : reading.clock_instances(index, at(position))) {
      if (running.fresh_since == nullptr) continue;
      const bool other = running.anchor != nullptr && instance.anchor != nullptr &&
                         running.anchor != instance.anchor;
      const bool other_party =
          !running.party.empty() && !instance.party.empty() && running.party != instance.party;
      if (other || other_party) continue;
      from = std::max(from, static_cast<std::size_t>(running.fresh_since - history_.all().data()));
    }
  }
  return from;
}

/// True when the holder has used the power as often as the law allows, in this instance. A void
/// exercise does not count.
bool Monitor::exceeds(const Norm& norm, const Instance& instance, std::size_t position,
                      const Reading& reading) const {
  const auto& power = std::get<Power>(norm.content);
  if (!power.max) return false;
  const Act& act = history_[position].act;
  const std::string& own_matter = reading.matter(instance, at(position));
  std::uint32_t used = 0;
  for (std::size_t i = counted_from(norm, instance, position, reading); i < position; ++i) {
    const Folded& earlier = history_[i];
    const bool same_party =
        earlier.act.party.empty() || act.party.empty() || earlier.act.party == act.party;
    if (same_party && power.acts.contains(earlier.act.type) &&
        reading.counts_for(i, instance, own_matter, {}) &&
        reading.holds(power.when, &earlier.act, instance, at(i)))
      ++used;
  }
  return used >= *power.max;
}

bool Monitor::breached(const Norm& norm, const Instance& instance, const Viewpoint& view,
                       const Reading& reading, std::vector<Remedy>* remedies) const {
  if (const auto* forbid = std::get_if<Forbid>(&norm.content)) {
    if (!forbid->until.empty() && reading.all_hold(forbid->until, instance, view)) return false;
    if (remedies != nullptr) *remedies = ways_out(norm, forbid->until, instance, view, reading);
    return true;
  }
  if (const auto* contain = std::get_if<Contain>(&norm.content)) {
    std::vector<Remedy> missing = missing_fields(contain->fields, instance, view, reading);
    const bool lacking = !missing.empty();
    if (remedies != nullptr) *remedies = std::move(missing);
    return lacking;
  }
  if (const auto* power = std::get_if<Power>(&norm.content)) {
    const bool valid = reading.all_hold(power->conditions, instance, view);
    if (!valid && remedies != nullptr)
      *remedies = reading.remedies(power->conditions, instance, view);
    return !valid || exceeds(norm, instance, view.limit, reading);
  }
  return false;
}

void Monitor::judge_instance(std::size_t index, std::size_t position, const Instance& instance,
                             const Reading& reading, std::vector<Finding>* findings) {
  const Norm& norm = law().norms()[index];
  Folded& folded = history_[position];
  const Viewpoint view = at(position);
  const Formula* when = nullptr;
  if (const auto* forbid = std::get_if<Forbid>(&norm.content)) when = &forbid->when;
  if (const auto* contain = std::get_if<Contain>(&norm.content)) when = &contain->when;
  if (const auto* power = std::get_if<Power>(&norm.content)) when = &power->when;
  LAGRUM_CHECK(when != nullptr);
  if (!reading.holds(*when, &folded.act, instance, view)) return;
  const Date day = instance.trigger != nullptr ? instance.trigger->legal_day : folded.legal_day;
  if (!reading.in_scope(norm, instance, view, day) || reading.excepted(norm, instance, view))
    return;

  ActVerdict verdict;
  verdict.norm = index;
  verdict.party = instance.party;
  verdict.anchor = instance.anchor != nullptr ? instance.anchor->act.sequence : Sequence{};
  verdict.trigger = instance.trigger != nullptr ? instance.trigger->act.sequence : Sequence{};
  verdict.act = folded.act.sequence;
  std::vector<Remedy> remedies;
  verdict.violated =
      breached(norm, instance, view, reading, findings != nullptr ? &remedies : nullptr);
  if (verdict.violated) {
    if (const Norm* special = reading.overridden_by(index, instance, view, day)) {
      verdict.violated = false;
      verdict.lifted_by = special->id;
    }
  } else if (const Norm* special = reading.overridden_by(index, instance, view, day);
             special != nullptr && !std::holds_alternative<Permit>(special->content)) {
    return;  // replaced: this norm does not speak here
  }
  const bool violated = verdict.violated;
  ledger_.verdicts.push_back(std::move(verdict));
  if (!violated) return;
  folded.barred = folded.barred || force_of(norm).voids;
  if (findings != nullptr) {
    findings->push_back(Finding{index, consequence(norm, folded.act), folded.act.sequence,
                                instance.party, std::move(remedies)});
  }
}

// --- duties

/// What the act does to an open duty: meets it, comes too late, makes it lapse. True when it met
/// it.
bool Monitor::answer(DutyInstance& duty, const Instance& instance, std::size_t position,
                     const Reading& reading) {
  const Folded& folded = history_[position];
  const auto& respond = std::get<Respond>(law().norms()[duty.norm].content);
  const bool asked = among(folded.index->fulfils, duty.norm);
  if (!asked && !among(folded.index->lapses, duty.norm)) return false;
  const std::string& matter = reading.matter_of_answers(respond, instance);
  if (!reading.counts_for(position, instance, matter, {})) return false;
  if (!asked) {
    duty.lapsed = folded.act.sequence;
    return false;
  }
  const Viewpoint view = at(position);
  if (!missing_fields(respond.fields, instance, view, reading).empty()) return false;
  const auto due =
      respond.persist ? std::nullopt : reading.first_end(respond.within, instance, view);
  if (due && due->passed(view.today, view.now)) {  // it meets it no more
    if (!duty.too_late) duty.too_late = folded.act.sequence;
    return false;
  }
  duty.fulfilled = folded.act.sequence;
  return true;
}

void Monitor::apply_duties(std::size_t position) {
  const Folded& folded = history_[position];
  const Law::ActIndex& acts = *folded.index;
  if (acts.fulfils.empty() && acts.lapses.empty() && acts.opens.empty() && !acts.closes) return;
  const Reading reading(history_, ledger_);
  std::vector<std::size_t> answered;  // norms of which one act answers one duty
  for (auto latest = ledger_.duties.rbegin(); latest != ledger_.duties.rend(); ++latest) {
    DutyInstance& duty = *latest;
    const bool spoken_of =
        acts.closes || among(acts.fulfils, duty.norm) || among(acts.lapses, duty.norm);
    if (!spoken_of || !duty.open()) continue;
    const Norm& norm = law().norms()[duty.norm];
    const Instance instance = reading.instance_of(duty.party, duty.anchor, duty.trigger, norm);
    if (!among(answered, duty.norm) && answer(duty, instance, position, reading) &&
        std::get<Respond>(norm.content).single)
      answered.push_back(duty.norm);
    if (acts.closes && duty.open() && instance.anchor != nullptr &&
        reading.closes(position, instance))
      duty.lapsed = folded.act.sequence;
  }
  for (const std::size_t norm : acts.opens) open_duty(norm, position);
}

void Monitor::open_duty(std::size_t index, std::size_t position) {
  const Norm& norm = law().norms()[index];
  const auto& respond = std::get<Respond>(norm.content);
  const Folded& folded = history_[position];
  const Reading reading(history_, ledger_);
  const Viewpoint view = at(position);
  std::vector<Instance> instances;
  if (norm.per.anchored() && norm.per.acts.contains(folded.act.type)) {
    for (const std::string& party :
         reading.parties(folded.act.sequence, &folded.act, norm.per.party)) {
      const ActSet* decisions = norm.per.latest_of();
      const bool own = party.empty() && decisions == nullptr;
      instances.push_back(
          Instance{own ? folded.act.party.str() : party, &folded, decisions, &folded});
    }
  } else {
    instances = reading.instances(norm.per, folded.act, position);
  }
  for (Instance& instance : instances) {
    instance.trigger = &folded;
    if (!reading.holds(respond.when, &folded.act, instance, view)) continue;
    if (!reading.in_scope(norm, instance, view, folded.legal_day)) continue;
    if (reading.overridden_by(index, instance, view, folded.legal_day) != nullptr) continue;
    const Sequence anchor = instance.anchor != nullptr ? instance.anchor->act.sequence : Sequence{};
    const bool owed =
        std::any_of(ledger_.duties.begin(), ledger_.duties.end(), [&](const DutyInstance& duty) {
          return duty.norm == index && duty.open() && duty.party == instance.party &&
                 duty.anchor == anchor;
        });
    if (!owed)
      ledger_.duties.push_back(
          DutyInstance{index, instance.party, anchor, folded.act.sequence, {}, {}});
  }
}

DutyView Monitor::view_of(const DutyInstance& duty, const Viewpoint& view,
                          const Reading& reading) const {
  const Norm& norm = law().norms()[duty.norm];
  const auto& respond = std::get<Respond>(norm.content);
  DutyView shown;
  shown.norm = duty.norm;
  shown.party = duty.party;
  shown.anchor = duty.anchor;
  shown.trigger = duty.trigger;
  shown.policy = norm.is_policy() || respond.within.empty();
  const Instance instance = reading.instance_of(duty.party, duty.anchor, duty.trigger, norm);
  const Viewpoint then = reading.standing(duty, view);
  std::optional<End> end = respond.within.empty()
                               ? alarm_of(respond, history_[history_.find(duty.trigger)])
                               : reading.first_end(respond.within, instance, then);
  const bool excused = reading.excepted(norm, instance, then);
  std::optional<End> outer;  // what excuses the limit does not excuse the last one
  if (excused) outer = reading.first_end(respond.outer, instance, then);
  if (outer) end = outer;
  if (end) shown.due = end->day;
  const bool passed = end && (!excused || outer) && end->passed(then.today, then.now);
  if (duty.ended()) {
    shown.status = duty.fulfilled ? DutyStatus::kFulfilled : DutyStatus::kLapsed;
    shown.late = passed;
  } else if (passed) {
    shown.status = DutyStatus::kOverdue;
  } else if (excused) {
    shown.status = DutyStatus::kResting;
  }
  return shown;
}

/// The day after which an open standard is no longer kept in practice.
std::optional<End> Monitor::alarm_of(const Respond& respond, const Folded& trigger) const {
  if (!respond.promptly) return std::nullopt;
  if (respond.promptly_days.empty())
    return End{calendar::add(trigger.legal_day, *respond.promptly)};
  const auto counted =
      calendar::compute_days(law().calendar(), calendar::TimeLimit{.start = trigger.legal_day,
                                                                   .length = *respond.promptly,
                                                                   .days = respond.promptly_days});
  return counted ? std::optional(End{counted->due}) : std::nullopt;
}

/// Every time of a duty, the earliest of which governs the work.
void Monitor::add_times(const DutyInstance& duty, const Viewpoint& now, const Reading& reading,
                        DutyView& shown) const {
  using Rung = DutyTime::Rung;
  using Standing = DutyTime::Standing;
  const Viewpoint view = reading.standing(duty, now);
  const Norm& norm = law().norms()[duty.norm];
  const auto& respond = std::get<Respond>(norm.content);
  const Instance instance = reading.instance_of(duty.party, duty.anchor, duty.trigger, norm);
  const auto add = [&](Rung rung, std::optional<std::size_t> clock, const End& end, Basis basis) {
    const Standing standing = end.passed(view.today, view.now) ? Standing::kMissed
                              : duty.fulfilled                 ? Standing::kKept
                                                               : Standing::kAhead;
    shown.times.push_back({rung, standing, clock, end.day, basis});
    if (!shown.work_by || end.day < *shown.work_by) shown.work_by = end.day;
  };
  const auto add_clocks = [&](Rung rung, const std::string& name) {
    for (const ClockInstance* clock : reading.clocks_for(name, instance, view, {})) {
      if (clock->ends())
        add(rung, clock->clock, reading.end_of(*clock), law().clocks()[clock->clock].basis);
    }
  };
  if (const auto alarm = alarm_of(respond, history_[history_.find(duty.trigger)]))
    add(Rung::kPromptly, std::nullopt, *alarm, Basis::kStatute);
  for (const std::string& target : respond.targets) add_clocks(Rung::kTarget, target);
  add_clocks(Rung::kLimit, respond.within);
  add_clocks(Rung::kOuter, respond.outer);
}

std::vector<DutyView> Monitor::duties(const Viewpoint& view, const Reading& reading) const {
  std::vector<DutyView> shown;
  for (const DutyInstance& duty : ledger_.duties)
    add_times(duty, view, reading, shown.emplace_back(view_of(duty, view, reading)));
  return shown;
}

std::vector<DutyView> Monitor::duties(Instant now) const {
  return duties(now_view(now), Reading(history_, ledger_));
}

// --- clocks

/// What the acts have done to a clock, as moves of its lifecycle.
lifecycle::ClockPhase Monitor::phase_of(const ClockInstance& clock, const Viewpoint& view,
                                        const std::vector<DutyView>& duties) const {
  using lifecycle::ClockMove;
  if (!clock.started) return lifecycle::ClockPhase::kWaiting;
  std::optional<ClockMove> ended;
  const ClockDecl& declared = law().clocks()[clock.clock];
  for (std::size_t i = 0; i < duties.size(); ++i) {
    const DutyView& duty = duties[i];
    const auto& respond = std::get<Respond>(law().norms()[duty.norm].content);
    const bool aimed = std::any_of(
        respond.targets.begin(), respond.targets.end(),
        [&](const std::string& name) { return name == declared.id || name == declared.group; });
    if ((respond.within != declared.id && respond.outer != declared.id && !aimed) ||
        (!clock.party.empty() && !duty.party.empty() && duty.party != clock.party))
      continue;
    if (clock.anchor != nullptr && clock.anchor->act.sequence != duty.trigger) continue;
    const auto& by = ledger_.duties[i].ended();
    const bool of_before = clock.restarted && by && history_.find(*by) < history_.size() &&
                           &history_[history_.find(*by)] < clock.start_act;
    if (of_before) continue;  // the clock has begun anew since
    const bool passed = std::any_of(duty.times.begin(), duty.times.end(), [&](const auto& time) {
      return time.clock == clock.clock && time.due == clock.computed.due &&
             time.standing == DutyTime::Standing::kMissed;
    });
    const bool limit = respond.within == declared.id;
    if (duty.status == DutyStatus::kFulfilled && !(limit ? duty.late : passed))
      ended = ClockMove::kMeet;
    if (limit ? duty.status == DutyStatus::kOverdue || duty.late
              : passed && duty.status != DutyStatus::kLapsed)
      ended = ClockMove::kExpire;
  }
  if (!ended && clock.stopped_for_good) ended = ClockMove::kVoid;
  if (!ended && clock.computed.suspended) ended = ClockMove::kSuspend;
  if (!ended && clock.reached_at <= view.now) ended = ClockMove::kPass;
  lifecycle::ClockPhase phase = lifecycle::ClockPhase::kWaiting;
  for (const auto& move : {std::optional(ClockMove::kStart), ended}) {
    if (!move) continue;
    const auto next = lifecycle::advance(phase, *move);
    LAGRUM_CHECK(next.has_value());  // a started clock takes each of these
    phase = *next;
  }
  return phase;
}

std::vector<ClockView> Monitor::clocks(Instant now) const {
  const Viewpoint view = now_view(now);
  const Reading reading(history_, ledger_);
  const std::vector<DutyView> owed = duties(view, reading);
  std::vector<ClockView> shown;
  for (std::size_t i = 0; i < law().clocks().size(); ++i) {
    for (const ClockInstance& instance : reading.clock_instances(i, view)) {
      ClockView clock = view_of(instance, view, reading);
      clock.phase = phase_of(instance, view, owed);
      shown.push_back(std::move(clock));
    }
  }
  return shown;
}

ClockView Monitor::view_of(const ClockInstance& instance, const Viewpoint& view,
                           const Reading& reading) const {
  ClockView clock;
  clock.clock = instance.clock;
  clock.party = instance.party;
  clock.anchor = instance.anchor != nullptr ? instance.anchor->act.sequence : Sequence{};
  clock.start = instance.start;
  clock.raw_end = instance.computed.raw_end;
  clock.due = instance.computed.due;
  if (instance.started) clock.derivation = reading.derivation_of(instance, view);
  return clock;
}

std::vector<ClockView> Monitor::clocks_of(const VerdictView& verdict, Instant now) const {
  const Norm& norm = law().norms()[verdict.norm];
  const bool duty = std::holds_alternative<Respond>(norm.content);
  const std::size_t judged = history_.find(verdict.act);
  Viewpoint view = duty || judged == history_.size() ? now_view(now) : at(judged);
  const Reading reading(history_, ledger_);
  const Instance instance =
      reading.instance_of(verdict.party, verdict.anchor, verdict.trigger, norm);
  std::vector<ClockView> shown;
  for (const std::string& name : law().mentions(verdict.norm).clocks) {
    for (const ClockInstance* running : reading.clocks_for(name, instance, view, {})) {
      if (running->started) shown.push_back(view_of(*running, view, reading));
    }
  }
  return shown;
}

// --- verdicts

std::vector<VerdictView> Monitor::verdicts(Instant now) const {
  std::vector<VerdictView> shown;
  shown.reserve(ledger_.verdicts.size() + ledger_.duties.size());
  for (const ActVerdict& verdict : ledger_.verdicts) {
    shown.push_back(VerdictView{verdict.norm,
                                verdict.party,
                                verdict.trigger,
                                verdict.act,
                                verdict.violated ? Verdict::kViolated : Verdict::kFulfilled,
                                verdict.lifted_by,
                                {},
                                {},
                                verdict.anchor});
  }
  const Viewpoint today = now_view(now);
  const Reading reading(history_, ledger_);
  for (const DutyInstance& instance : ledger_.duties) {
    const DutyView duty = view_of(instance, today, reading);
    VerdictView view{
        duty.norm,         duty.party, duty.trigger, instance.fulfilled.value_or(Sequence{}),
        Verdict::kPending, {},         duty.due,     instance.too_late.value_or(Sequence{}),
        duty.anchor};
    switch (duty.status) {
      case DutyStatus::kFulfilled:
        view.verdict = duty.late && !duty.policy ? Verdict::kViolated : Verdict::kFulfilled;
        break;
      case DutyStatus::kOverdue:
        view.verdict = duty.policy ? Verdict::kPending : Verdict::kViolated;
        break;
      case DutyStatus::kLapsed:  // what was breached before stays so
        view.verdict = duty.late && !duty.policy ? Verdict::kViolated : Verdict::kLapsed;
        break;
      case DutyStatus::kResting:
        view.verdict = Verdict::kNotApplicable;
        break;
      case DutyStatus::kOpen:
        break;
    }
    shown.push_back(std::move(view));
  }
  return shown;
}

namespace {

/// The instance of a prohibition that the act has opened.
Instance opened_by(const Norm& norm, const Folded& opening, const std::string& party) {
  if (!norm.per.anchored()) return Instance{party, nullptr, nullptr, &opening};
  const bool of_act = party.empty() && norm.per.latest_of() == nullptr;
  return Instance{of_act ? opening.act.party.str() : party, &opening, norm.per.latest_of(),
                  &opening};
}

}  // namespace

std::vector<VerdictView> Monitor::untested(Instant now) const {
  std::vector<VerdictView> shown;
  const Viewpoint view = now_view(now);
  const Reading reading(history_, ledger_);
  for (std::size_t i = 0; i < history_.size(); ++i) {
    const Folded& opening = history_[i];
    if (!opening.has_effect) continue;
    for (const std::size_t index : opening.index->bars) {
      const Norm& norm = law().norms()[index];
      const auto& forbid = std::get<Forbid>(norm.content);
      for (const std::string& party :
           reading.parties(opening.act.sequence, &opening.act, norm.per.party)) {
        const Instance instance = opened_by(norm, opening, party);
        const bool tested = std::any_of(
            ledger_.verdicts.begin(), ledger_.verdicts.end(), [&](const ActVerdict& verdict) {
              return verdict.norm == index && verdict.trigger == opening.act.sequence &&
                     verdict.party == instance.party;
            });
        if (tested || !reading.holds(forbid.from_when, &opening.act, instance, at(i)) ||
            !reading.in_scope(norm, instance, view, opening.legal_day) ||
            reading.excepted(norm, instance, view))
          continue;
        const bool over = forbid.until.empty() || reading.all_hold(forbid.until, instance, view);
        shown.push_back(VerdictView{index,
                                    instance.party,
                                    opening.act.sequence,
                                    Sequence{},
                                    over ? Verdict::kFulfilled : Verdict::kPending,
                                    {}});
      }
    }
  }
  return shown;
}

// --- effects

/// The day on which the deem norm has its effect for the act at `position`, or nothing when it has
/// none.
std::optional<Date> Monitor::effect_day(std::size_t index, std::size_t position,
                                        const Viewpoint& view, const Reading& reading) const {
  const Norm& norm = law().norms()[index];
  const auto& deem = std::get<Deem>(norm.content);
  const Folded& cause = history_[position];
  const Instance instance{cause.act.party.str(), norm.per.anchored() ? &cause : nullptr, nullptr,
                          &cause};
  if (!reading.holds(deem.when, &cause.act, instance, view)) return std::nullopt;
  if (!reading.in_scope(norm, instance, view, cause.legal_day) ||
      reading.excepted(norm, instance, view))
    return std::nullopt;
  if (reading.overridden_by(index, instance, view, cause.legal_day) != nullptr) return std::nullopt;
  Instance whole = instance;  // conditions of a deem norm look at what came before the act too
  whole.whole_past = true;
  if (!reading.all_hold(deem.conditions, whole, view)) return std::nullopt;
  const Value on = reading.evaluate(deem.on, &cause.act, instance, view);
  if (on.date() == nullptr) return std::nullopt;
  const auto day = to_date(*on.date());
  if (!day || *day < kFirstDay) return std::nullopt;
  return *day;
}

Effects Monitor::effects(Instant now) const {
  Effects effects;
  const Viewpoint view = now_view(now);
  const Reading reading(history_, ledger_);
  std::vector<Sequence> kept;
  for (std::size_t i = 0; i < history_.size(); ++i) {
    const Folded& cause = history_[i];
    if (!cause.has_effect) continue;
    for (const std::size_t index : cause.index->deems) {
      const Norm& norm = law().norms()[index];
      if (norm.mode == Mode::kObserve) continue;
      const auto day = effect_day(index, i, view, reading);
      if (!day || *day > view.today) continue;
      const auto recorded =
          std::find_if(history_.all().begin(), history_.all().end(), [&](const Folded& other) {
            return other.act.by_norm == norm.id && other.act.of_act == cause.act.sequence &&
                   !other.superseded && other.legal_day == *day;
          });
      if (recorded != history_.all().end()) {
        kept.push_back(recorded->act.sequence);
        continue;
      }
      Effect effect;
      effect.norm = index;
      effect.act.type = ActType(std::get<Deem>(norm.content).act);
      effect.act.legal = history_.start_of(*day);
      effect.act.party = cause.act.party;
      effect.act.regarding = cause.act.regarding;
      effect.act.basis = norm.cite;
      effect.act.by_norm = norm.id;
      effect.act.of_act = cause.act.sequence;
      if (const ActDecl* declared = law().act(effect.act.type)) {
        for (const AttributeDecl& wanted : declared->attributes) {
          const Value* same = cause.act.attributes.find(wanted.name);
          if (wanted.name == "on")
            effect.act.attributes.set("on", Value(*day));
          else if (wanted.name == "rule")
            effect.act.attributes.set("rule", Value(norm.id));
          else if (same != nullptr)
            effect.act.attributes.set(wanted.name, *same);
        }
      }
      effects.create.push_back(std::move(effect));
    }
  }
  for (const Folded& folded : history_.all()) {
    if (folded.act.by_norm.empty() || folded.superseded) continue;
    if (std::find(kept.begin(), kept.end(), folded.act.sequence) == kept.end()) {
      effects.supersede.push_back(folded.act.sequence);
    }
  }
  return effects;
}

// --- moments to come

void Monitor::add_clock_wakes(const ClockInstance& clock, std::vector<Wake>& wakes) const {
  const ClockDecl& declared = law().clocks()[clock.clock];
  if (!clock.started || clock.stopped_for_good || clock.computed.suspended) return;
  const std::string anchor =
      clock.anchor != nullptr ? to_string(clock.anchor->act.sequence) : std::string();
  const std::string key =
      declared.id + "|" + clock.party + "|" + anchor + "|" + to_string(clock.computed.due);
  const auto add = [&](Wake::Kind kind, Date day, Instant due, std::uint8_t percent) {
    wakes.push_back(Wake{kind, declared.id, clock.party,
                         key + "|" + std::string(to_string(kind)) + std::to_string(percent), due,
                         day, percent});
  };
  const auto near = [&](Date day, std::uint8_t percent) {
    if (day >= kFirstDay) add(Wake::Kind::kNear, day, history_.start_of(day), percent);
  };
  add(Wake::Kind::kExpired, clock.computed.due, clock.reached_at, 0);
  if (declared.near) {
    near(calendar::add(clock.computed.due, *declared.near, true), 0);
    return;
  }
  const auto span = (clock.computed.due - clock.start).count();
  for (const std::uint8_t percent : {std::uint8_t{50}, std::uint8_t{75}, std::uint8_t{90}}) {
    near(clock.start + days{span * percent / 100}, percent);
  }
}

std::vector<Wake> Monitor::wakes(
    Instant now, const std::vector<std::pair<std::string, std::string>>& dates) const {
  std::vector<Wake> wakes;
  const Viewpoint view = now_view(now);
  const Reading reading(history_, ledger_);
  for (std::size_t i = 0; i < law().clocks().size(); ++i) {
    for (const ClockInstance& clock : reading.clock_instances(i, view))
      add_clock_wakes(clock, wakes);
  }
  std::vector<std::pair<std::string, std::string>> awaited = law().awaited_dates();
  for (const auto& date : dates) {
    if (std::find(awaited.begin(), awaited.end(), date) == awaited.end()) awaited.push_back(date);
  }
  for (const auto& [type, name] : awaited) {
    for (const std::size_t position : history_.of_type(type)) {
      const Folded& folded = history_[position];
      const Value value = attribute(folded.act, name);
      if (!folded.has_effect || value.date() == nullptr) continue;
      const auto day = to_date(*value.date());
      if (!day) continue;
      const Instant due = history_.start_of(*day + days{1});
      std::string id = type;
      id.append(".").append(name);
      wakes.push_back(Wake{Wake::Kind::kDate, id, folded.act.party.str(),
                           id + "|" + to_string(folded.act.sequence) + "|" + to_string(*day), due,
                           *day, 0});
    }
  }
  for (std::size_t i = 0; i < history_.size(); ++i) {
    if (!history_[i].has_effect) continue;
    for (const std::size_t index : history_[i].index->deems) {
      const Norm& norm = law().norms()[index];
      if (norm.mode == Mode::kObserve) continue;
      const auto day = effect_day(index, i, view, reading);
      if (!day || *day <= view.today) continue;
      const std::string& type = std::get<Deem>(norm.content).act;
      wakes.push_back(
          Wake{Wake::Kind::kEffect, type, history_[i].act.party.str(),
               norm.id + "|" + to_string(history_[i].act.sequence) + "|" + to_string(*day),
               history_.start_of(*day), *day, 0});
    }
  }
  std::sort(wakes.begin(), wakes.end(), [](const Wake& a, const Wake& b) {
    return a.due != b.due ? a.due < b.due : a.key < b.key;
  });
  // Clocks that come after two others may end alike.
  wakes.erase(std::unique(wakes.begin(), wakes.end(),
                          [](const Wake& a, const Wake& b) { return a.key == b.key; }),
              wakes.end());
  return wakes;
}

}  // namespace lagrum::law
