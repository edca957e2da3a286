#include "law/reading.h"

#include <algorithm>

namespace lagrum::law {
namespace {

const std::string kMainMatter;

}  // namespace

const std::string& sole_party(const Act& decision) {
  static const std::string kEverybody;
  return decided_matter(decision).empty() ? kEverybody : decision.party.str();
}

std::optional<Date> as_date(const Value& value) {
  if (const CivilDate* date = value.date()) {
    const auto day = to_date(*date);
    if (day) return *day;
  }
  if (const DateTime* time = value.date_time()) {
    const auto day = to_date(time->date);
    if (day) return *day;
  }
  return std::nullopt;
}

Instance Reading::instance_of(const std::string& party, Sequence anchor, Sequence trigger,
                              const Norm& norm) const {
  Instance instance;
  instance.party = party;
  const auto folded = [&](Sequence sequence) -> const Folded* {
    const std::size_t position = history_.find(sequence);
    return position < history_.size() ? &history_[position] : nullptr;
  };
  if (anchor.value != 0) instance.anchor = folded(anchor);
  if (trigger.value != 0) instance.trigger = folded(trigger);
  instance.decisions = norm.per.latest_of();
  instance.owed = trigger.value != 0 && std::holds_alternative<Respond>(norm.content);
  return instance;
}

const std::string& Reading::matter(const Instance& instance, const Viewpoint& view) const {
  if (instance.anchor != nullptr) {
    return instance.decisions != nullptr ? decided_matter(instance.anchor->act)
                                         : instance.anchor->act.regarding;
  }
  if (instance.owed) return instance.trigger->act.regarding;
  if (view.judged != nullptr) return view.judged->regarding;
  return instance.trigger != nullptr ? instance.trigger->act.regarding : kMainMatter;
}

const std::string& Reading::matter_of_answers(const Respond& respond,
                                              const Instance& instance) const {
  return respond.in_main ? kMainMatter : matter(instance, Viewpoint{});
}

/// True where the later act closes what the anchor has opened.
bool Reading::closes(const Folded& later, const Folded& anchor, bool decision) const {
  if (!later.index->closes || !later.has_effect) return false;
  const ActDecl* declared = law_.act(anchor.act.type);
  if (declared == nullptr || !declared->ended_by.contains(later.act.type)) return false;
  const std::string& matter = decision ? decided_matter(anchor.act) : anchor.act.regarding;
  const std::string& own = decision ? sole_party(anchor.act) : anchor.act.party.str();
  const bool same_party = own.empty() || later.act.party.empty() || later.act.party.str() == own;
  return same_party && (later.act.regarding == matter || later.index->regards_case);
}

/// The latest act of `kinds` that decides the matter before the act at `position`, concerns the
/// party and is not closed; null where there is none.
const Folded* Reading::decision_of(std::size_t position, const ActSet& kinds,
                                   const std::string& matter, const std::string& party) const {
  const Folded* latest = nullptr;
  for (const std::string& type : kinds.names()) {
    for (const std::size_t other : history_.of_type(type)) {
      const Folded& decision = history_[other];
      if (other >= position || !decision.has_effect) continue;
      if (decided_matter(decision.act) != matter) continue;
      const std::string& sole = sole_party(decision.act);
      if (!sole.empty() && !party.empty() && sole != party) continue;
      if (latest == nullptr || latest < &decision) latest = &decision;
    }
  }
  for (const Folded* later = latest; later != nullptr && later < &history_[position]; ++later) {
    if (closes(*later, *latest, true)) return nullptr;
  }
  return latest;
}

bool Reading::counts_for(std::size_t position, const Instance& instance, const std::string& matter,
                         const ActSet& of) const {
  const Folded& folded = history_[position];
  if (!folded.has_effect) return false;
  const std::string& party = folded.act.party.str();
  if (!instance.party.empty() && !party.empty() && party != instance.party) return false;
  const std::string& concerned = instance.party.empty() ? party : instance.party;
  if (!of.empty()) return decision_of(position, of, folded.act.regarding, concerned) != nullptr;
  if (folded.act.regarding != matter && !folded.index->regards_case) return false;
  if (instance.anchor == nullptr || instance.whole_past) return true;
  if (&folded <= instance.anchor) return false;
  return instance.decisions == nullptr ||
         decision_of(position, *instance.decisions, matter, concerned) == instance.anchor;
}

std::vector<std::string> Reading::parties(Sequence at, const Act* act, bool per_party) const {
  if (!per_party) return {std::string()};
  if (act != nullptr && !act->party.empty()) return {act->party.str()};
  std::vector<std::string> ids;
  for (const auto& [id, data] : history_.facts_at(at).parties) ids.push_back(id);
  if (ids.empty()) ids.emplace_back();
  return ids;
}

std::vector<Instance> Reading::instances(const Per& per, const Act& act,
                                         std::size_t position) const {
  std::vector<Instance> found;
  const ActSet* decisions = per.latest_of();
  for (const std::string& party : parties(act.sequence, &act, per.party)) {
    if (!per.anchored()) {
      found.push_back(Instance{party, nullptr, nullptr, nullptr});
      continue;
    }
    const std::string& concerned = party.empty() ? act.party.str() : party;
    for (std::size_t i = 0; i < position && i < history_.size(); ++i) {
      const Folded& anchor = history_[i];
      if (!per.acts.contains(anchor.act.type) || !anchor.has_effect) continue;
      const std::string& own =
          decisions != nullptr ? sole_party(anchor.act) : anchor.act.party.str();
      if (!own.empty() && !concerned.empty() && own != concerned) continue;
      const Instance instance{party.empty() && decisions == nullptr ? own : party, &anchor,
                              decisions, &anchor};
      if (closed(instance, position)) continue;
      if (position < history_.size() && history_[position].act.sequence == act.sequence) {
        if (!counts_for(position, instance, matter(instance, Viewpoint{}), {})) continue;
      }
      found.push_back(instance);
    }
  }
  return found;
}

/// True where the act closes what the anchor of the instance has opened.
bool Reading::closes(std::size_t position, const Instance& instance) const {
  const Folded& later = history_[position];
  return instance.anchor < &later && closes(later, *instance.anchor, instance.decisions != nullptr);
}

bool Reading::closed(const Instance& instance, std::size_t limit) const {
  const auto anchor = static_cast<std::size_t>(instance.anchor - history_.all().data());
  for (std::size_t i = anchor + 1; i < limit; ++i) {
    if (closes(i, instance)) return true;
  }
  return false;
}

// --- formulas

const KnownFacts& Reading::known(const Viewpoint& view) const {
  return view.judged != nullptr ? history_.known_at(view.judged->sequence) : history_.known_now();
}

Value Reading::evaluate(const Formula& formula, const Act* act, const Instance& instance,
                        const Viewpoint& view, const ActSet& of) const {
  if (formula.empty()) return {};
  static const Value kNoParty{Context{}};
  const KnownFacts& facts = known(view);
  const std::string& party =
      instance.party.empty() && act != nullptr ? act->party.str() : instance.party;
  const auto known = facts.parties.find(party);
  Frame frame;
  frame.zones = &history_.zones();
  frame.act = act;
  frame.judged = view.judged;
  frame.trigger = instance.trigger != nullptr ? &instance.trigger->act : nullptr;
  frame.case_data = &facts.case_data;
  frame.party_data = known == facts.parties.end() ? &kNoParty : &known->second;
  const auto reply = [&](Function function, std::span<const Value> arguments) {
    return call(function, arguments, instance, view, of);
  };
  // One reference is held without an allocation.
  frame.call = [&reply](Function function, std::span<const Value> arguments) {
    return reply(function, arguments);
  };
  return formula.evaluate(frame);
}

bool Reading::holds(const Formula& formula, const Act* act, const Instance& instance,
                    const Viewpoint& view, const ActSet& of) const {
  return formula.empty() || evaluate(formula, act, instance, view, of).is_true();
}

Result<Value> Reading::call(Function function, std::span<const Value> arguments,
                            const Instance& instance, const Viewpoint& view,
                            const ActSet& of) const {
  static const std::string kNoText;
  const auto text = [&](std::size_t i) -> const std::string& {
    return arguments[i].string() != nullptr ? *arguments[i].string() : kNoText;
  };
  switch (function) {
    case Function::kDue: {
      if (law_.clocks_named(text(0)).empty()) {
        return Error{
            ErrorCode::kNotFound, "expected a clock of the packs, found '" + text(0) + "'", {}, {}};
      }
      std::optional<Date> latest;
      for (const ClockInstance* running : clocks_for(text(0), instance, view, of)) {
        if (!running->ends()) return Value();
        if (!latest || running->computed.due > *latest) latest = running->computed.due;
      }
      return latest ? Value(*latest) : Value();
    }
    case Function::kDaysLate: {
      std::int64_t late = 0;
      for (const DutyInstance& duty : ledger_.duties) {
        const Norm& norm = law_.norms()[duty.norm];
        if (norm.id != text(0) ||
            (!instance.party.empty() && !duty.party.empty() && duty.party != instance.party))
          continue;
        const Viewpoint then = standing(duty, view);
        const auto due = due_of(duty, then);
        if (due) late = std::max<std::int64_t>(late, (then.today - due->day).count());
      }
      return Value::integer(late);
    }
    case Function::kWorkingDayBefore: {
      const auto date = as_date(arguments[0]);
      if (!date) return Value();
      if (!law_.calendar().has_set(text(1))) {
        return Error{ErrorCode::kNotFound,
                     "expected a day set of the calendar, found '" + text(1) + "'",
                     {},
                     {}};
      }
      return Value(law_.calendar().previous_in(text(1), *date));
    }
    case Function::kValues: {
      const ActSet* acts = law_.acts_named(text(0));
      if (acts == nullptr) {
        return Error{
            ErrorCode::kNotFound, "expected an act of the packs, found '" + text(0) + "'", {}, {}};
      }
      return Value(values_of(*acts, text(1), instance, view));
    }
  }
  LAGRUM_CHECK(false);
}

/// What such acts of the past carry by that name, in legal order; those without it are passed over.
List Reading::values_of(const ActSet& acts, std::string_view name, const Instance& instance,
                        const Viewpoint& view) const {
  List values;
  const std::string& own_matter = matter(instance, view);
  for (std::size_t i = floor(instance); i < view.limit; ++i) {
    if (!acts.contains(history_[i].act.type) || !counts_for(i, instance, own_matter, {})) continue;
    Value value = attribute(history_[i].act, name);
    if (!value.is_null()) values.push_back(std::move(value));
  }
  return values;
}

// --- scope

bool Reading::valid(const std::optional<Date>& from, const std::optional<Date>& to,
                    const std::string& by, Date day, const Viewpoint& view) const {
  if (!by.empty()) {
    const std::string name = by.starts_with("case.") ? by.substr(5) : by;
    const Value* given = known(view).facts.case_data.find(name);
    const auto date = given != nullptr ? as_date(*given) : std::nullopt;
    if (date) {
      day = *date;
    } else if (name == "begun") {
      day = history_.begun().value_or(day);
    }
  }
  return (!from || *from <= day) && (!to || day <= *to);
}

bool Reading::in_scope(const Norm& norm, const Instance& instance, const Viewpoint& view,
                       Date day) const {
  if (!valid(norm.valid_from, norm.valid_to, norm.valid_by, day, view)) return false;
  if (!norm.where) return true;
  Instance scope = instance;
  scope.whole_past = scope.whole_past || std::holds_alternative<Respond>(norm.content);
  return holds(*norm.where, scope, view);
}

bool Reading::excepted(const Norm& norm, const Instance& instance, const Viewpoint& view) const {
  Instance scope = instance;
  scope.before_trigger = std::holds_alternative<Respond>(norm.content);
  return std::any_of(norm.unless.begin(), norm.unless.end(),
                     [&](const Clause& clause) { return holds(clause, scope, view); });
}

// NOLINTNEXTLINE(misc-no-recursion): overrides come to an end, no ring of them is loaded
const Norm* Reading::overridden_by(std::size_t norm, const Instance& instance,
                                   const Viewpoint& view, Date day) const {
  for (const std::size_t index : law_.overriders(norm)) {
    const Norm& special = law_.norms()[index];
    if (special.mode != Mode::kWarn && special.mode != Mode::kEnforce) continue;  // DECISIONS 13b
    Instance own{instance.party, nullptr, nullptr, nullptr};
    if (const auto* permit = std::get_if<Permit>(&special.content)) {
      if (view.judged == nullptr || !permit->acts.contains(view.judged->type)) continue;
      bool opened = permit->from.empty();
      for (std::size_t i = view.limit; i-- > 0 && !opened;) {
        opened = permit->from.contains(history_[i].act.type) &&
                 counts_for(i, own, matter(own, view), {});
        if (opened) own.trigger = &history_[i];
      }
      if (!opened || !holds(permit->when, view.judged, own, view)) continue;
    } else if (const auto* deem = std::get_if<Deem>(&special.content)) {
      own.trigger = instance.trigger;
      if (own.trigger == nullptr || !deem->to.contains(own.trigger->act.type)) continue;
      if (!holds(deem->when, &own.trigger->act, own, view)) continue;
    }
    if (in_scope(special, own, view, day) && !excepted(special, own, view) &&
        overridden_by(index, own, view, day) == nullptr)
      return &special;
  }
  return nullptr;
}

// --- conditions

// NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
bool Reading::all_hold(const std::vector<Condition>& conditions, const Instance& instance,
                       const Viewpoint& view) const {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& condition) { return holds(condition, instance, view); });
}

bool Reading::holds(const Clause& clause, const Instance& instance, const Viewpoint& view) const {
  return holds(clause.that, view.judged, instance, view) &&
         all_hold(clause.conditions, instance, view);
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
bool Reading::holds(const Condition& condition, const Instance& instance,
                    const Viewpoint& view) const {
  // NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
  const auto inner = [&](const Condition& each) { return holds(each, instance, view); };
  switch (condition.kind) {
    case Condition::Kind::kDone:
      return done(condition, instance, view);
    case Condition::Kind::kReached:
      return reached(condition, instance, view);
    case Condition::Kind::kJudged: {
      const Ask& ask = law_.asks().at(condition.ask);
      const auto given = answer(ask, instance, view);
      if (condition.answer == Condition::Answer::kAny) return given.has_value();
      return given.value_or(ask.default_answer) == (condition.answer == Condition::Answer::kYes);
    }
    case Condition::Kind::kVerdict:
      return verdict_is(condition, instance, view);
    case Condition::Kind::kGiven:
      return holds(condition.that, view.judged, instance, view);
    case Condition::Kind::kAll:
      return std::all_of(condition.inner.begin(), condition.inner.end(), inner);
    case Condition::Kind::kAny:
      return std::any_of(condition.inner.begin(), condition.inner.end(), inner);
    case Condition::Kind::kNot:
      return !std::all_of(condition.inner.begin(), condition.inner.end(), inner);
  }
  LAGRUM_CHECK(false);
}

/// The first position that counts: acts and answers after the opening of the instance only.
std::size_t Reading::floor(const Instance& instance) const {
  if (instance.trigger == nullptr || instance.trigger == instance.anchor || instance.whole_past ||
      instance.before_trigger)
    return 0;
  return static_cast<std::size_t>(instance.trigger - history_.all().data()) + 1;
}

/// True where the later act is one of these, of the same party in the same matter.
bool Reading::follows(const Folded& later, const Act& act, const ActSet& by) const {
  if (!by.contains(later.act.type) || !later.has_effect) return false;
  const bool same_party =
      later.act.party.empty() || act.party.empty() || later.act.party == act.party;
  return same_party && (later.act.regarding == act.regarding || later.index->regards_case);
}

bool Reading::followed(std::size_t position, const ActSet& by, std::size_t limit) const {
  for (std::size_t i = position + 1; i < limit; ++i) {
    if (follows(history_[i], history_[position].act, by)) return true;
  }
  return false;
}

/// True where one of `without` has followed for which its test holds; the test reads the act that
/// it follows as trigger.x.
bool Reading::followed(std::size_t position, const Condition& condition, const Instance& instance,
                       const Viewpoint& view) const {
  if (condition.without.empty()) return false;
  if (condition.without_when.empty()) return followed(position, condition.without, view.limit);
  Instance own = instance;
  own.trigger = &history_[position];
  for (std::size_t i = position + 1; i < view.limit; ++i) {
    const Folded& later = history_[i];
    if (follows(later, history_[position].act, condition.without) &&
        holds(condition.without_when, &later.act, own, view, condition.of))
      return true;
  }
  return false;
}

bool Reading::done(const Condition& condition, const Instance& instance,
                   const Viewpoint& view) const {
  std::size_t first = floor(instance);
  const std::string& own_matter = matter(instance, view);
  if (!condition.after.empty()) {
    std::size_t last = view.limit;
    for (std::size_t i = view.limit; i-- > first && last == view.limit;) {
      if (condition.after.contains(history_[i].act.type) && counts_for(i, instance, own_matter, {}))
        last = i;
    }
    if (last == view.limit) return false;
    first = last + 1;
  }
  std::size_t limit = view.limit;
  if (!condition.before.empty()) {
    for (std::size_t i = first; i < limit; ++i) {
      if (condition.before.contains(history_[i].act.type) &&
          counts_for(i, instance, own_matter, {}))
        limit = i;
    }
  }
  const std::vector<const ClockInstance*> windows =
      clocks_for(condition.within, instance, view, {});
  const auto inside = [&](const Folded& folded) {
    return std::any_of(windows.begin(), windows.end(), [&](const ClockInstance* window) {
      return window->started && folded.legal_day >= window->start &&
             (!window->ends() || !end_of(*window).passed(folded.legal_day, folded.act.legal));
    });
  };
  for (std::size_t i = first; i < limit; ++i) {
    const Folded& folded = history_[i];
    if (!condition.acts.contains(folded.act.type)) continue;
    if (!counts_for(i, instance, own_matter, condition.of)) continue;
    if (!condition.within.empty() && !inside(folded)) continue;
    if (followed(i, condition, instance, view)) continue;
    if (holds(condition.when, &folded.act, instance, view, condition.of)) return true;
  }
  return false;
}

std::optional<Date> Reading::awaited_date(const Condition& condition, const Instance& instance,
                                          const Viewpoint& view) const {
  const Act* owner = nullptr;
  if (condition.date_act == "trigger") {
    owner = instance.trigger != nullptr ? &instance.trigger->act : nullptr;
  } else if (condition.date_act == "act") {
    owner = view.judged;
  } else {
    const std::string& own_matter = matter(instance, view);
    for (const std::size_t position : history_.of_type(condition.date_act)) {
      if (position < view.limit && position >= floor(instance) &&
          counts_for(position, instance, own_matter, {})) {
        owner = &history_[position].act;
      }
    }
  }
  return owner != nullptr ? as_date(attribute(*owner, condition.date_attribute)) : std::nullopt;
}

bool Reading::reached(const Condition& condition, const Instance& instance,
                      const Viewpoint& view) const {
  if (condition.clock
          .empty()) {  // a date fixed by the authority is reached when it has ended (DECISIONS 13c)
    const auto date = awaited_date(condition, instance, view);
    return date && view.today > *date;
  }
  const std::vector<const ClockInstance*> running =
      clocks_for(condition.clock, instance, view, condition.of);
  const auto ended = [&](const ClockInstance* clock) {
    return clock->ends() && clock->reached_at <= view.now;
  };
  return condition.every ? std::all_of(running.begin(), running.end(), ended)
                         : std::any_of(running.begin(), running.end(), ended);
}

/// What the question is asked about: the instance's own act, else the latest of its kind in the
/// matter. Acts of the step that is judged don't count: one step is one task.
const Folded* Reading::asked_about(const Ask& ask, const Instance& instance,
                                   const Viewpoint& view) const {
  if (!ask.per.anchored()) return nullptr;
  if (instance.anchor != nullptr && !instance.whole_past &&
      ask.per.acts.contains(instance.anchor->act.type))
    return instance.anchor;
  const std::string& own_matter = matter(instance, view);
  for (std::size_t i = view.limit; i-- > floor(instance);) {
    const Folded& folded = history_[i];
    const Act& act = folded.act;
    if (!ask.per.acts.contains(act.type) || !folded.has_effect) continue;
    if (!instance.party.empty() && !act.party.empty() && act.party.str() != instance.party)
      continue;
    if (view.judged != nullptr && act.recorded == view.judged->recorded &&
        act.actor == view.judged->actor)
      continue;
    const std::string& decided = ask.per.group.empty() ? act.regarding : decided_matter(act);
    if (decided == own_matter || folded.index->regards_case) return &folded;
  }
  return nullptr;
}

std::optional<bool> Reading::answer(const Ask& ask, const Instance& instance,
                                    const Viewpoint& view) const {
  const ActDecl* recording = law_.act_with(ActRole::kJudgement);
  if (recording == nullptr) return std::nullopt;
  const std::vector<std::size_t>& positions = history_.of_type(recording->type.str());
  const Folded* about = asked_about(ask, instance, view);
  for (auto position = positions.rbegin(); position != positions.rend(); ++position) {
    const Folded& folded = history_[*position];
    if (*position >= view.limit || *position < floor(instance) || !folded.has_effect) continue;
    const Value asked = attribute(folded.act, "ask");
    if (asked.string() == nullptr || *asked.string() != ask.id) continue;
    if (about != nullptr && &folded < about) break;
    const bool other_party = !instance.party.empty() && !folded.act.party.empty() &&
                             folded.act.party.str() != instance.party;
    if (other_party) continue;
    const Value given = attribute(folded.act, "answer");
    if (given.boolean() != nullptr) return *given.boolean();
  }
  return std::nullopt;
}

/// True unless the norm has spoken of another decision than the one that the instance's act
/// regards.
bool Reading::same_decision(const Norm& norm, Sequence anchor, const Instance& instance) const {
  if (instance.anchor == nullptr || norm.per.group.empty() || anchor.value == 0) return true;
  if (instance.decisions != nullptr) return instance.anchor->act.sequence == anchor;
  const auto position = static_cast<std::size_t>(instance.anchor - history_.all().data());
  const Act& act = instance.anchor->act;
  const Folded* decision = decision_of(position, norm.per.acts, act.regarding, act.party.str());
  return decision == nullptr || decision->act.sequence == anchor;
}

bool Reading::verdict_is(const Condition& condition, const Instance& instance,
                         const Viewpoint& view) const {
  const std::string& own_matter = matter(instance, view);
  const auto regards = [&](std::size_t norm, const std::string& party, Sequence anchor) {
    return law_.norms()[norm].id == condition.norm &&
           (instance.party.empty() || party.empty() || party == instance.party) &&
           same_decision(law_.norms()[norm], anchor, instance);
  };
  bool violated = false;
  bool fulfilled = false;
  bool lapsed = false;
  for (const ActVerdict& verdict : ledger_.verdicts) {
    if (!regards(verdict.norm, verdict.party, verdict.anchor)) continue;
    const std::size_t position = history_.find(verdict.act);
    if (position >= view.limit || history_[position].act.regarding != own_matter) continue;
    (verdict.violated ? violated : fulfilled) = true;
  }
  for (const DutyInstance& duty : ledger_.duties) {
    if (!regards(duty.norm, duty.party, duty.anchor)) continue;
    const Norm& norm = law_.norms()[duty.norm];
    const Instance owed = instance_of(duty.party, duty.anchor, duty.trigger, norm);
    if (matter(owed, Viewpoint{}) != own_matter) continue;
    if (history_.find(duty.trigger) >= view.limit) continue;
    const Viewpoint then = standing(duty, view);
    const auto limit = limit_of(duty, then);
    if (limit && limit->passed(then.today, then.now) && !norm.is_policy()) {
      violated = true;
    } else if (duty.ended() && history_.find(*duty.ended()) < view.limit) {
      (duty.fulfilled ? fulfilled : lapsed) = true;
    }
  }
  if (condition.is == "violated") return violated;  // one breach is enough
  return !violated && (condition.is == "lapsed" ? lapsed : fulfilled);
}

// --- remedies

std::vector<Remedy> Reading::remedies(const std::vector<Condition>& conditions,
                                      const Instance& instance, const Viewpoint& view) const {
  std::vector<Remedy> found;
  for (const Condition& condition : conditions) {
    if (!holds(condition, instance, view))
      add_remedies(condition, instance, view, true, false, found);
  }
  return found;
}

std::vector<Remedy> Reading::exceptions(const Norm& norm, const Instance& instance,
                                        const Viewpoint& view) const {
  std::vector<Remedy> found;
  for (const Clause& clause : norm.unless) {
    if (!holds(clause.that, view.judged, instance, view)) continue;
    const std::vector<Remedy> missing = remedies(clause.conditions, instance, view);
    const bool judgements = std::all_of(missing.begin(), missing.end(), [](const Remedy& each) {
      return each.kind == Remedy::Kind::kJudge;
    });
    if (judgements) found.insert(found.end(), missing.begin(), missing.end());
  }
  for (Remedy& each : found) each.alternative = each.alternative || found.size() > 1;
  return found;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the pack's XML
void Reading::add_remedies(const Condition& condition, const Instance& instance,
                           const Viewpoint& view, bool wanted, bool alternative,
                           std::vector<Remedy>& found) const {
  Remedy remedy;
  remedy.party = instance.party;
  remedy.alternative = alternative;
  switch (condition.kind) {
    case Condition::Kind::kDone: {
      const ActSet& acts = wanted ? condition.acts : condition.without;
      if (acts.empty()) break;
      remedy.kind = Remedy::Kind::kDo;
      remedy.acts.assign(acts.names().begin(), acts.names().end());
      if (wanted) remedy.title = condition.title;
      found.push_back(std::move(remedy));
      break;
    }
    case Condition::Kind::kReached: {
      if (!wanted) break;
      remedy.kind = Remedy::Kind::kWait;
      remedy.clock = condition.clock;
      if (condition.clock.empty()) {
        const auto date = awaited_date(condition, instance, view);
        if (date) {
          remedy.first_day = *date + std::chrono::days{1};
        } else if (condition.date_act != "trigger" && condition.date_act != "act") {
          remedy.kind = Remedy::Kind::kDo;  // the date is not fixed before that act
          remedy.acts = {condition.date_act};
        }
      }
      for (const ClockInstance* running :
           clocks_for(condition.clock, instance, view, condition.of)) {
        remedy.clock = law_.clocks()[running->clock].id;
        if (!running->started || running->stopped_for_good) {
          remedy.first_day.reset();
          remedy.party = running->party;
          break;
        }
        const Date first = history_.day_of(running->reached_at);
        if (!remedy.first_day || first > *remedy.first_day) remedy.first_day = first;
      }
      found.push_back(std::move(remedy));
      break;
    }
    case Condition::Kind::kJudged:
      remedy.kind = Remedy::Kind::kJudge;
      remedy.ask = condition.ask;
      remedy.any_answer = condition.answer == Condition::Answer::kAny;
      remedy.answer = (condition.answer != Condition::Answer::kNo) == wanted;
      found.push_back(std::move(remedy));
      break;
    case Condition::Kind::kVerdict:
    case Condition::Kind::kGiven:
      remedy.kind = Remedy::Kind::kOther;
      remedy.value = condition.that.text();
      if (wanted) remedy.title = condition.title;
      found.push_back(std::move(remedy));
      break;
    case Condition::Kind::kAll:
    case Condition::Kind::kAny: {
      const bool one_is_enough = (condition.kind == Condition::Kind::kAny) == wanted;
      for (const Condition& inner : condition.inner) {
        if (holds(inner, instance, view) == wanted) continue;
        add_remedies(inner, instance, view, wanted,
                     alternative || (one_is_enough && condition.inner.size() > 1), found);
      }
      break;
    }
    case Condition::Kind::kNot:
      for (const Condition& inner : condition.inner) {
        add_remedies(inner, instance, view, !wanted, alternative || condition.inner.size() > 1,
                     found);
      }
      break;
  }
}

}  // namespace lagrum::law
