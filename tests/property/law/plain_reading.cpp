#include "property/law/plain_reading.h"

#include <algorithm>
#include <array>

namespace lagrum::law::plain {
namespace {}  // namespace

std::optional<Date> date_of(const Value& value) {
  const CivilDate* date = value.date();
  if (value.date_time() != nullptr) date = &value.date_time()->date;
  if (date == nullptr) return std::nullopt;
  const Result<Date> day = to_date(*date);
  return day ? std::optional(day.value()) : std::nullopt;
}

bool fits(const std::string& one, const std::string& other) {
  return one.empty() || other.empty() || one == other;
}

PlainReading::PlainReading(const Law& law, const ZoneRules& zones, const std::vector<Folded>& acts,
                           const FactsSince& facts)
    : law_(law), zones_(zones), acts_(acts), facts_(facts) {}

// --- acts, parties, matters

/// A decision's matter is that which it decides.
std::string PlainReading::matter_of_anchor(const Per& per, Index anchor) const {
  return per.group.empty() ? matter_of(anchor) : decided_matter(act(anchor));
}

/// The matter of the anchor, else that of the act judged, else that of the trigger.
std::string PlainReading::matter_of(const Per& per, const Place& place, const View& view) const {
  if (place.anchor != kNone) return matter_of_anchor(per, place.anchor);
  if (view.judged != kNone) return matter_of(view.judged);
  return place.trigger != kNone ? matter_of(place.trigger) : std::string();
}

bool PlainReading::shares_matter(Index i, const std::string& matter) const {
  return law_.regards_case(act(i).type) || matter_of(i) == matter;
}

/// A decision in a side matter that names a party concerns that party alone.
bool PlainReading::concerns(Index decision, const std::string& party) const {
  return decided_matter(act(decision)).empty() || fits(act(decision).party.str(), party);
}

/// The latest decision of the matter before `limit`, unless it is closed.
Index PlainReading::latest(const ActSet& kinds, const std::string& matter, const std::string& party,
                           Index limit) {
  for (Index i = limit; i-- > 0;) {
    if (!is_of(i, kinds) || !has_effect(i) || decided_matter(act(i)) != matter) continue;
    if (concerns(i, party)) return closing(i, true, limit) == kNone ? i : kNone;
  }
  return kNone;
}

/// The act that closed what the anchor opened: such as its kind names, of its matter and party.
Index PlainReading::closing(Index anchor, bool decision, Index limit) {
  const ActDecl* kind = law_.act(act(anchor).type);
  const std::string& matter = decision ? decided_matter(act(anchor)) : matter_of(anchor);
  for (Index k = anchor + 1; k < limit && kind != nullptr; ++k) {
    const std::string& party = act(k).party.str();
    if (is_of(k, kind->ended_by) && has_effect(k) && shares_matter(k, matter) &&
        (decision ? concerns(anchor, party) : fits(act(anchor).party.str(), party)))
      return k;
  }
  return kNone;
}

bool PlainReading::closed(const Per& per, Index anchor, Index limit) {
  return closing(anchor, !per.group.empty(), limit) != kNone;
}

/// An act belongs to the latest decision of its matter before it, and to every other anchor of its
/// matter and party that is open.
bool PlainReading::belongs(Index i, const Per& per, Index anchor, const std::string& party) {
  if (i <= anchor || closed(per, anchor, i)) return false;
  const std::string matter = matter_of_anchor(per, anchor);
  if (!shares_matter(i, matter)) return false;
  if (per.group.empty()) return fits(act(anchor).party.str(), act(i).party.str());
  return latest(per.acts, matter, party.empty() ? act(i).party.str() : party, i) == anchor;
}

std::vector<std::string> PlainReading::parties_of(const Per& per, Index i) const {
  if (!per.party) return {""};
  if (!act(i).party.str().empty()) return {act(i).party.str()};
  std::vector<std::string> all;
  for (const auto& [id, data] : facts(view_at(i)).parties) all.push_back(id);
  return all;
}

/// An instance of an act is of the act's party, a decision's of all.
Place PlainReading::placed(const Per& per, const std::string& party, Index anchor) const {
  const bool own = party.empty() && per.group.empty();
  return {own ? act(anchor).party.str() : party, anchor, anchor};
}

/// The instances that an act concerns.
std::vector<Place> PlainReading::places(const Per& per, Index i) {
  std::vector<Place> found;
  for (const std::string& party : parties_of(per, i)) {
    if (!per.anchored()) {
      found.push_back({party});
      continue;
    }
    for (Index anchor = 0; anchor < i; ++anchor) {
      if (!is_of(anchor, per.acts) || !has_effect(anchor)) continue;
      const bool for_party =
          per.group.empty() ? fits(act(anchor).party.str(), party) : concerns(anchor, party);
      if (for_party && belongs(i, per, anchor, party)) found.push_back(placed(per, party, anchor));
    }
  }
  return found;
}

/// The instances in which an act opens something: its own, where such acts have one.
std::vector<Place> PlainReading::opened_places(const Per& per, Index i) {
  std::vector<Place> found;
  if (per.anchored() && is_of(i, per.acts)) {
    for (const std::string& party : parties_of(per, i)) found.push_back(placed(per, party, i));
  } else {
    found = places(per, i);
  }
  for (Place& place : found) place.trigger = i;
  return found;
}

/// Whether the reader counts the act. With `of` all that hangs on such decisions, in any matter.
bool PlainReading::counts(Index i, const Reader& reader, const ActSet& of) {
  const std::string& party = reader.place.party;
  if (i < reader.scope.since || !has_effect(i) || !fits(party, act(i).party.str())) return false;
  if (!of.empty())
    return latest(of, matter_of(i), party.empty() ? act(i).party.str() : party, i) != kNone;
  if (reader.scope.anchored && reader.place.anchor != kNone)
    return belongs(i, *reader.per, reader.place.anchor, party);
  return shares_matter(i, reader.scope.matter);
}

// --- views, facts, expressions

View PlainReading::view_at(Index i) const { return {i, i, act(i).legal, acts_[i].legal_day}; }

View PlainReading::view_now(Instant now) const {
  return {kNone, acts_.size(), now, date_in(zones_, now, law_.calendar().zone()).value()};
}

const Facts& PlainReading::facts(const View& view) const {
  static const Facts kUnknown;
  const Facts* known = &kUnknown;
  for (const auto& [since, stated] : facts_) {
    if (view.judged == kNone || since <= act(view.judged).sequence) known = &stated;
  }
  return *known;
}

Value PlainReading::case_data(const Facts& known) const {
  Context data = known.case_data;
  if (data.find("begun") == nullptr) {
    const auto begins = [&](const Folded& folded) {
      const ActDecl* kind = law_.act(folded.act.type);
      return kind == nullptr || kind->role != ActRole::kDelegation;
    };
    const auto first = std::find_if(acts_.begin(), acts_.end(), begins);
    if (first != acts_.end()) data.set("begun", Value(first->legal_day));
  }
  return Value(std::move(data));
}

/// `party` is that of the instance, or of the act looked at where the instance has none.
Value PlainReading::value(const Formula& formula, Index looked_at, const Reader& reader,
                          const ActSet& of, Index trigger) {
  const Facts& known = facts(reader.view);
  const Value the_case = case_data(known);
  const bool of_act = reader.place.party.empty() && looked_at != kNone;
  const auto found = known.parties.find(of_act ? act(looked_at).party.str() : reader.place.party);
  const Value the_party = found == known.parties.end() ? Value() : Value(found->second);
  const Index opened_by = trigger == kNone ? reader.place.trigger : trigger;
  Frame frame;
  if (looked_at != kNone) frame.act = &act(looked_at);
  if (reader.view.judged != kNone) frame.judged = &act(reader.view.judged);
  if (opened_by != kNone) frame.trigger = &act(opened_by);
  frame.case_data = &the_case;
  frame.party_data = &the_party;
  frame.zones = &zones_;
  frame.call = [&](Function function, std::span<const Value> arguments) {
    return call(function, arguments, reader, of);
  };
  return formula.evaluate(frame);
}

bool PlainReading::holds(const Formula& formula, Index looked_at, const Reader& reader,
                         const ActSet& of, Index trigger) {
  return formula.empty() || value(formula, looked_at, reader, of, trigger).is_true();
}

Result<Value> PlainReading::call(Function function, std::span<const Value> arguments,
                                 const Reader& reader, const ActSet& of) {
  const auto text = [&](std::size_t i) {
    return arguments[i].string() == nullptr ? std::string() : *arguments[i].string();
  };
  switch (function) {
    case Function::kDue: {
      std::optional<Date> latest_day;
      for (const Running& running : clocks_for(text(0), reader, of)) {
        if (!ends(running)) return Value();
        latest_day = std::max(latest_day.value_or(running.due), running.due);
      }
      return latest_day ? Value(*latest_day) : Value();
    }
    case Function::kWorkingDayBefore: {
      const std::optional<Date> day = date_of(arguments[0]);
      if (!day || !law_.calendar().has_set(text(1))) return Value();
      return Value(law_.calendar().previous_in(text(1), *day));
    }
    case Function::kValues: {
      const ActSet* acts = law_.acts_named(text(0));
      return acts == nullptr ? Value() : Value(values_of(*acts, text(1), reader));
    }
    case Function::kDaysLate:
      return Value::integer(days_late(text(0), reader));
  }
  return Value();
}

List PlainReading::values_of(const ActSet& acts, std::string_view name, const Reader& reader) {
  List found;
  for (Index i = 0; i < reader.view.limit; ++i) {
    if (!is_of(i, acts) || !counts(i, reader)) continue;
    Value carried = attribute(act(i), name);
    if (!carried.is_null()) found.push_back(std::move(carried));
  }
  return found;
}

/// Of the duties that a norm has given the party, the one that is most days late.
std::int64_t PlainReading::days_late(const std::string& norm, const Reader& reader) {
  std::int64_t most = 0;
  for (const std::size_t version : law_.versions(norm)) {
    const Norm& read = law_.norms()[version];
    const auto* respond = std::get_if<Respond>(&read.content);
    for (Index i = 0; respond != nullptr && i < reader.view.limit; ++i) {
      for (const Place& place : opened(version, i)) {
        if (!fits(reader.place.party, place.party)) continue;
        const Duty state = duty(version, place, reader.view.limit);
        const View until = state.ended == kNone ? reader.view : view_at(state.ended);
        const std::optional<End> end = end_of(read, respond->within, place, until);
        if (end) most = std::max<std::int64_t>(most, (until.today - end->day).count());
      }
    }
  }
  return most;
}

// --- conditions

bool PlainReading::all(const std::vector<Condition>& conditions, const Reader& reader) {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& each) { return is(each, reader); });
}

bool PlainReading::is(const Condition& condition, const Reader& reader) {
  static constexpr std::array kNames = {"done",  "reached", "judged", "verdict",
                                        "given", "all",     "any",    "not"};
  const bool holds = evaluated(condition, reader);
  if (census_ != nullptr) {
    const std::string name = kNames.at(static_cast<std::size_t>(condition.kind));
    ++(*census_)[name + (holds ? " holds" : " fails")];
  }
  return holds;
}

bool PlainReading::evaluated(const Condition& condition, const Reader& reader) {
  switch (condition.kind) {
    case Condition::Kind::kAll:
      return all(condition.inner, reader);
    case Condition::Kind::kAny:
      return std::any_of(condition.inner.begin(), condition.inner.end(),
                         [&](const Condition& each) { return is(each, reader); });
    case Condition::Kind::kNot:
      return !all(condition.inner, reader);
    case Condition::Kind::kGiven:
      return holds(condition.that, reader.view.judged, reader);
    case Condition::Kind::kDone:
      return done(condition, reader);
    case Condition::Kind::kReached:
      return reached(condition, reader);
    case Condition::Kind::kJudged:
      return judged(condition, reader);
    case Condition::Kind::kVerdict:
      return said(condition, reader);
  }
  return false;
}

bool PlainReading::done(const Condition& condition, const Reader& reader) {
  for (Index i = 0; i < reader.view.limit; ++i) {
    if (is_of(i, condition.acts) && done_at(condition, i, reader)) return true;
  }
  return false;
}

/// Whether the act at `i` is such an act.
bool PlainReading::done_at(const Condition& condition, Index i, const Reader& reader) {
  const Index limit = reader.view.limit;
  if (!counts(i, reader, condition.of)) return false;
  if (!holds(condition.when, i, reader, condition.of)) return false;
  const auto marks = [&](Index k, const ActSet& acts) {
    return is_of(k, acts) && counts(k, reader);
  };
  Index last = kNone;  // of `after`: there is one, and this act comes after it
  for (Index k = 0; k < limit; ++k) {
    if (marks(k, condition.after)) last = k;
  }
  if (!condition.after.empty() && (last == kNone || i <= last)) return false;
  // No act of `before` stands before this one, nor is it one; what `after` leaves out is no limit.
  for (Index k = last == kNone ? 0 : last + 1; k <= i; ++k) {
    if (marks(k, condition.before)) return false;
  }
  if (!condition.within.empty()) {
    const std::vector<Running> times = clocks_for(condition.within, reader, {});
    const bool inside = std::any_of(times.begin(), times.end(), [&](const Running& time) {
      return time.started && time.start <= acts_[i].legal_day && !is_over(time, view_at(i));
    });
    if (!inside) return false;
  }
  return !followed(condition, i, reader);
}

/// Whether one of `without` came later, for its party and in its matter.
bool PlainReading::followed(const Condition& condition, Index i, const Reader& reader) {
  for (Index k = i + 1; k < reader.view.limit; ++k) {
    if (is_of(k, condition.without) && has_effect(k) && shares_matter(k, matter_of(i)) &&
        fits(act(i).party.str(), act(k).party.str()) &&
        holds(condition.without_when, k, reader, condition.of, i))
      return true;
  }
  return false;
}

bool PlainReading::reached(const Condition& condition, const Reader& reader) {
  if (!condition.date_attribute.empty()) return date_reached(condition, reader);
  const std::vector<Running> times = clocks_for(condition.clock, reader, condition.of);
  const auto over = [&](const Running& time) { return reached_by(time, reader.view); };
  return condition.every ? std::all_of(times.begin(), times.end(), over)
                         : std::any_of(times.begin(), times.end(), over);
}

/// A day that the latest such act names, which has ended.
bool PlainReading::date_reached(const Condition& condition, const Reader& reader) {
  Index last = kNone;
  if (condition.date_act == "trigger") {
    last = reader.place.trigger;
  } else if (condition.date_act == "act") {
    last = reader.view.judged;
  } else {
    for (Index i = 0; i < reader.view.limit; ++i) {
      if (act(i).type.str() == condition.date_act && counts(i, reader)) last = i;
    }
  }
  if (last == kNone) return false;
  const std::optional<Date> day = date_of(attribute(act(last), condition.date_attribute));
  return day && reader.view.today > *day;
}

/// The act that a question is asked about: the anchor, where it is such an act, else the latest in
/// the matter and for the party. Acts of the step that is judged don't count.
Index PlainReading::asked_about(const Ask& ask, const Reader& reader) {
  const Place& place = reader.place;
  const View& view = reader.view;
  if (reader.scope.anchored && place.anchor != kNone && is_of(place.anchor, ask.per.acts))
    return place.anchor;
  for (Index i = view.limit; i-- > reader.scope.since;) {
    if (!is_of(i, ask.per.acts) || !has_effect(i)) continue;
    if (!fits(place.party, act(i).party.str())) continue;
    const bool same_step = view.judged != kNone && act(i).recorded == act(view.judged).recorded &&
                           act(i).actor == act(view.judged).actor;
    if (same_step) continue;
    if (matter_of_anchor(ask.per, i) == reader.scope.matter || law_.regards_case(act(i).type))
      return i;
  }
  return kNone;
}

/// The latest answer to the question since the act that it is asked about.
bool PlainReading::judged(const Condition& condition, const Reader& reader) {
  const Ask& ask = law_.asks().at(condition.ask);
  const ActDecl* judgement = law_.act_with(ActRole::kJudgement);
  const Index about = ask.per.anchored() ? asked_about(ask, reader) : kNone;
  const Index since = about == kNone ? reader.scope.since : std::max(reader.scope.since, about);
  std::optional<bool> answer;
  for (Index i = since; judgement != nullptr && i < reader.view.limit; ++i) {
    if (act(i).type != judgement->type || !has_effect(i)) continue;
    if (!fits(reader.place.party, act(i).party.str())) continue;
    if (!shares_matter(i, reader.scope.matter)) continue;
    if (attribute(act(i), "ask") != Value(ask.id)) continue;
    const Value given = attribute(act(i), "answer");
    if (given.boolean() != nullptr) answer = *given.boolean();
  }
  switch (condition.answer) {
    case Condition::Answer::kAny:
      return answer.has_value();
    case Condition::Answer::kYes:
      return answer.value_or(ask.default_answer);
    case Condition::Answer::kNo:
      return !answer.value_or(ask.default_answer);
  }
  return false;
}

/// What the other norm has said, for the same party in the same matter and decision.
bool PlainReading::said(const Condition& condition, const Reader& reader) {
  bool fulfilled = false;
  bool violated = false;
  bool lapsed = false;
  for (const std::size_t version : law_.versions(condition.norm)) {
    const Norm& norm = law_.norms()[version];
    const auto regards = [&](const Place& place, const std::string& matter) {
      return matter == reader.scope.matter && fits(reader.place.party, place.party) &&
             same_decision(norm, place, reader);
    };
    for (Index i = 0; i < reader.view.limit; ++i) {
      for (const Place& place : judged_places(norm, i)) {
        const std::optional<Said> told = judge(version, i, place);
        if (acts_[i].superseded || !told || !regards(place, matter_of(i))) continue;
        (told->violated && told->lifted_by.empty() ? violated : fulfilled) = true;
      }
      if (!std::holds_alternative<Respond>(norm.content)) continue;
      for (const Place& place : opened(version, i)) {
        if (!regards(place, matter_of(norm.per, place, {}))) continue;
        std::optional<Date> due;
        Index too_late = kNone;
        const Verdict verdict = verdict_of(version, place, reader.view, due, too_late);
        fulfilled = fulfilled || verdict == Verdict::kFulfilled;
        violated = violated || verdict == Verdict::kViolated;
        lapsed = lapsed || verdict == Verdict::kLapsed;
      }
    }
  }
  if (condition.is == "violated") return violated;  // one breach is enough
  return !violated && (condition.is == "lapsed" ? lapsed : fulfilled);
}

/// Where both hang on a decision it is the same.
bool PlainReading::same_decision(const Norm& norm, const Place& place, const Reader& reader) {
  const Index mine = reader.place.anchor;
  if (mine == kNone || place.anchor == kNone || norm.per.group.empty()) return true;
  if (!reader.per->group.empty()) return mine == place.anchor;
  const Index decision = latest(norm.per.acts, matter_of(mine), act(mine).party.str(), mine);
  return decision == kNone || decision == place.anchor;
}

bool PlainReading::clause(const Clause& clause, const Reader& reader) {
  return holds(clause.that, reader.view.judged, reader) && all(clause.conditions, reader);
}

/// What a norm's conditions count: all that belongs to the anchor and, where an act opened the
/// instance, only what came after it.
Reader PlainReading::reader_of(const Norm& norm, const Place& place, const View& view) const {
  Reader reader{&norm.per, place, view, {}};
  if (place.trigger != kNone && place.trigger != place.anchor)
    reader.scope.since = place.trigger + 1;
  const bool owed = std::holds_alternative<Respond>(norm.content);
  reader.scope.matter = matter_of(norm.per, place, owed && place.trigger != kNone ? View{} : view);
  return reader;
}

/// What was done before the trigger of a duty counts too.
bool PlainReading::excepted(const Norm& norm, const Place& place, const View& view) {
  Reader reader = reader_of(norm, place, view);
  if (std::holds_alternative<Respond>(norm.content)) reader.scope.since = 0;
  return std::any_of(norm.unless.begin(), norm.unless.end(),
                     [&](const Clause& each) { return clause(each, reader); });
}

/// In force on that day, and its `where` holds; of a duty it looks at the whole past of its matter.
bool PlainReading::in_scope(const Norm& norm, const Place& place, const View& view, Date day) {
  if (norm.mode == Mode::kOff) return false;
  if (!in_force(norm.valid_from, norm.valid_to, norm.valid_by, day, view)) return false;
  Reader reader = reader_of(norm, place, view);
  if (std::holds_alternative<Respond>(norm.content)) {
    reader.scope.since = 0;
    reader.scope.anchored = false;
  }
  return !norm.where || clause(*norm.where, reader);
}

/// The version is picked by the day that the case names, else by that of the act.
bool PlainReading::in_force(const std::optional<Date>& from, const std::optional<Date>& to,
                            const std::string& by, Date day, const View& view) const {
  if (!by.empty()) {
    const Value data = case_data(facts(view));
    const Value* stated = data.context()->find(by.substr(by.find('.') + 1));
    if (stated != nullptr) day = date_of(*stated).value_or(day);
  }
  return (!from || *from <= day) && (!to || day <= *to);
}

}  // namespace lagrum::law::plain
