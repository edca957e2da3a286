// What norms say of acts and duties, read plainly.
#include <algorithm>

#include "property/law/plain_reading.h"

namespace lagrum::law::plain {
namespace {

/// The parts of norms that judge acts.
struct Judging {
  const ActSet* acts = nullptr;
  const Formula* when = nullptr;
  const ActSet* from = nullptr;
  const Formula* from_when = nullptr;
};

Judging judging_of(const Norm& norm) {
  if (const auto* forbid = std::get_if<Forbid>(&norm.content))
    return {&forbid->acts, &forbid->when, &forbid->from, &forbid->from_when};
  if (const auto* contain = std::get_if<Contain>(&norm.content))
    return {&contain->acts, &contain->when, &contain->from, &contain->from_when};
  if (const auto* power = std::get_if<Power>(&norm.content)) return {&power->acts, &power->when};
  return {};
}

bool has_consequence(const Norm& norm) {
  return norm.mode == Mode::kWarn || norm.mode == Mode::kEnforce;
}

bool voids(const Norm& norm) {
  const auto* forbid = std::get_if<Forbid>(&norm.content);
  const auto* power = std::get_if<Power>(&norm.content);
  return has_consequence(norm) && ((forbid != nullptr && forbid->invalid == Invalid::kVoid) ||
                                   (power != nullptr && power->invalid == Invalid::kVoid));
}

}  // namespace

// --- acts

/// The instances for which a norm speaks of an act. From an act on: one for each such act before it
/// in its matter, of the party that either names; where each act has its own, that act's.
std::vector<Place> PlainReading::judged_places(const Norm& norm, Index i) {
  const Judging judging = judging_of(norm);
  if (judging.acts == nullptr || norm.mode == Mode::kOff || !is_of(i, *judging.acts)) return {};
  std::vector<Place> asked;
  const bool from = judging.from != nullptr && !judging.from->empty();
  if (!from || norm.per.anchored()) {
    asked = places(norm.per, i);
    std::erase_if(asked, [&](const Place& place) {
      return from && (!is_of(place.anchor, *judging.from) ||
                      !holds(*judging.from_when, place.anchor,
                             reader_of(norm, place, view_at(place.anchor))));
    });
  } else {
    for (Index k = 0; k < i; ++k) {
      if (!is_of(k, *judging.from) || !has_effect(k) || !shares_matter(k, matter_of(i))) continue;
      if (norm.per.party && !fits(act(k).party.str(), act(i).party.str())) continue;
      std::vector<std::string> parties = parties_of(norm.per, k);
      if (act(k).party.str().empty()) parties = parties_of(norm.per, i);
      for (const std::string& party : parties) {
        const Place place{party, kNone, k};
        if (holds(*judging.from_when, k, reader_of(norm, place, view_at(k))))
          asked.push_back(place);
      }
    }
  }
  std::erase_if(asked, [&](const Place& place) {
    const Date day = acts_[place.trigger == kNone ? i : place.trigger].legal_day;
    return !holds(*judging.when, i, reader_of(norm, place, view_at(i))) ||
           !in_scope(norm, place, view_at(i), day);
  });
  return asked;
}

/// Nothing where the norm is excepted or another stands in its place.
std::optional<PlainReading::Said> PlainReading::judge(std::size_t number, Index i,
                                                      const Place& place) {
  const Norm& norm = law_.norms()[number];
  const View view = view_at(i);
  if (excepted(norm, place, view)) return std::nullopt;
  const Date day = acts_[place.trigger == kNone ? i : place.trigger].legal_day;
  const std::optional<std::size_t> special = overrider(number, place, view, day);
  Said said{breaks(norm, i, place), {}};
  if (!special) return said;
  const Norm& other = law_.norms()[*special];
  if (said.violated) {
    said.lifted_by = other.id;
  } else if (!std::holds_alternative<Permit>(other.content)) {
    return std::nullopt;
  }
  return said;
}

bool PlainReading::breaks(const Norm& norm, Index i, const Place& place) {
  const Reader reader = reader_of(norm, place, view_at(i));
  if (const auto* forbid = std::get_if<Forbid>(&norm.content))
    return forbid->until.empty() || !all(forbid->until, reader);
  if (const auto* contain = std::get_if<Contain>(&norm.content))
    return !carries(contain->fields, i, reader);
  return !all(std::get<Power>(norm.content).conditions, reader) || too_often(norm, i, place);
}

/// What has no value asks for nothing.
bool PlainReading::carries(const std::vector<Field>& fields, Index i, const Reader& reader) {
  return std::all_of(fields.begin(), fields.end(), [&](const Field& field) {
    if (!holds(field.when, i, reader)) return true;
    const Value carried = attribute(act(i), field.name);
    if (field.is.empty()) {
      const std::string* text = carried.string();
      return !carried.is_null() && (text == nullptr || !text->empty());
    }
    const Value wanted = value(field.is, i, reader);
    if (wanted.is_null()) return true;
    if (wanted.list() == nullptr || carried.list() == nullptr) return carried == wanted;
    return std::all_of(wanted.list()->begin(), wanted.list()->end(), [&](const Value& member) {
      return std::find(carried.list()->begin(), carried.list()->end(), member) !=
             carried.list()->end();
    });
  });
}

/// A power may be used so many times by each party that acts name: uses that stand count, in its
/// instance, since a clock that it extends last began afresh.
bool PlainReading::too_often(const Norm& norm, Index i, const Place& place) {
  const auto& power = std::get<Power>(norm.content);
  if (!power.max) return false;
  Index since = 0;
  for (std::size_t number = 0; number < law_.clocks().size(); ++number) {
    const ClockDecl& clock = law_.clocks()[number];
    if (!clock.extend || clock.extend->under != norm.id) continue;
    for (const Running& running : runnings(number, view_at(i))) {
      if (fits(place.party, running.party) &&
          (running.anchor == kNone || place.anchor == kNone || running.anchor == place.anchor))
        since = std::max(since, running.fresh);
    }
  }
  std::uint32_t used = 0;
  for (Index k = since; k < i; ++k) {
    if (!is_of(k, power.acts) || !has_effect(k)) continue;
    const bool same = norm.per.anchored() ? belongs(k, norm.per, place.anchor, place.party)
                                          : matter_of(k) == matter_of(i);
    if (same && fits(place.party, act(k).party.str()) &&
        fits(act(i).party.str(), act(k).party.str()) &&
        holds(power.when, k, reader_of(norm, place, view_at(k))))
      ++used;
  }
  return used >= *power.max;
}

// --- one norm over another

std::optional<std::size_t> PlainReading::overrider(std::size_t norm, const Place& place,
                                                   const View& view, Date day) {
  for (const std::size_t over : law_.overriders(norm)) {
    if (!has_consequence(law_.norms()[over]) || !applies(over, place, view, day)) continue;
    overriding_.insert(over);
    return over;
  }
  return std::nullopt;
}

/// A permit is asked of the act judged, from the latest act on which it rests; a deem of the act it
/// follows; any other norm of its scope alone. None is that gives way to another itself.
bool PlainReading::applies(std::size_t number, const Place& place, const View& view, Date day) {
  const Norm& special = law_.norms()[number];
  Place own{place.party};
  if (const auto* permit = std::get_if<Permit>(&special.content)) {
    if (view.judged == kNone || !is_of(view.judged, permit->acts)) return false;
    const Reader whole = reader_of(special, own, view);
    for (Index k = 0; !permit->from.empty() && k < view.limit; ++k) {
      if (is_of(k, permit->from) && counts(k, whole)) own.trigger = k;
    }
    if (!permit->from.empty() && own.trigger == kNone) return false;
    if (!holds(permit->when, view.judged, reader_of(special, own, view))) return false;
  } else if (const auto* deem = std::get_if<Deem>(&special.content)) {
    own.trigger = place.trigger;
    if (own.trigger == kNone || !is_of(own.trigger, deem->to)) return false;
    if (!holds(deem->when, own.trigger, reader_of(special, own, view))) return false;
  }
  return in_scope(special, own, view, day) && !excepted(special, own, view) &&
         !overrider(number, own, view, day);
}

bool PlainReading::has_effect(Index i) {
  if (const auto known = effects_.find(i); known != effects_.end()) return known->second;
  bool stands = !acts_[i].superseded;
  for (std::size_t number = 0; stands && number < law_.norms().size(); ++number) {
    const Norm& norm = law_.norms()[number];
    if (!voids(norm)) continue;
    for (const Place& place : judged_places(norm, i)) {
      const std::optional<Said> told = judge(number, i, place);
      if (told && told->violated && told->lifted_by.empty()) stands = false;
    }
  }
  effects_[i] = stands;
  return stands;
}

// --- duties

bool PlainReading::would_open(std::size_t number, Index i, const Place& place) {
  const Norm& norm = law_.norms()[number];
  const Date day = acts_[i].legal_day;
  return holds(std::get<Respond>(norm.content).when, i, reader_of(norm, place, view_at(i))) &&
         in_scope(norm, place, view_at(i), day) && !overrider(number, place, view_at(i), day);
}

/// The duties that an act opens. While one is open no other of its instance is opened.
std::vector<Place> PlainReading::opened(std::size_t number, Index i) {
  const Norm& norm = law_.norms()[number];
  const auto* respond = std::get_if<Respond>(&norm.content);
  if (respond == nullptr || norm.mode == Mode::kOff || !is_of(i, respond->to)) return {};
  const auto key = std::pair(number, i);
  if (const auto known = opened_.find(key); known != opened_.end()) return known->second;
  std::vector<Place> found;
  if (has_effect(i)) {
    for (const Place& place : opened_places(norm.per, i)) {
      if (!would_open(number, i, place)) continue;
      bool owed = false;
      for (Index k = 0; k < i && !owed; ++k) {
        for (const Place& other : opened(number, k)) {
          owed = owed || (other.party == place.party && other.anchor == place.anchor &&
                          duty(number, other, i + 1).ended == kNone);
        }
      }
      if (!owed) found.push_back(place);
    }
  }
  return opened_.emplace(key, found).first->second;
}

/// Whether an act that meets the duty or makes it lapse belongs to it.
bool PlainReading::is_about(const Norm& norm, Index i, const Place& place) {
  Reader reader = reader_of(norm, place, view_at(i));
  if (std::get<Respond>(norm.content).in_main) reader.scope = {place.trigger + 1, false, ""};
  return i > place.trigger && counts(i, reader);
}

/// Whether the act is of those that the duty asks for, and belongs to it.
bool PlainReading::asked_for(const Norm& norm, Index i, const Place& place) {
  return is_of(i, std::get<Respond>(norm.content).with) && is_about(norm, i, place);
}

/// … and carries its fields, in time.
bool PlainReading::answers(const Norm& norm, Index i, const Place& place) {
  const auto& respond = std::get<Respond>(norm.content);
  return asked_for(norm, i, place) &&
         carries(respond.fields, i, reader_of(norm, place, view_at(i))) &&
         (respond.persist || !is_past(end_of(norm, respond.within, place, view_at(i)), view_at(i)));
}

/// Of duties that an act answers one by one, whether one opened later takes it.
bool PlainReading::taken(std::size_t number, Index i, const Place& place) {
  const Norm& norm = law_.norms()[number];
  if (!std::get<Respond>(norm.content).single) return false;
  bool later = false;
  for (Index k = place.trigger; k < i; ++k) {
    for (const Place& other : opened(number, k)) {
      const bool itself =
          k == place.trigger && other.party == place.party && other.anchor == place.anchor;
      if (later && answers(norm, i, other) && duty(number, other, i).ended == kNone) return true;
      later = later || itself;
    }
  }
  return false;
}

PlainReading::Duty PlainReading::duty(std::size_t number, const Place& place, Index limit) {
  const auto key = std::tuple(number, place.party, place.anchor, place.trigger, limit);
  if (const auto known = duties_.find(key); known != duties_.end()) return known->second;
  const Norm& norm = law_.norms()[number];
  const auto& respond = std::get<Respond>(norm.content);
  Duty state;
  for (Index i = place.trigger + 1; i < limit && state.ended == kNone; ++i) {
    if (!has_effect(i)) continue;
    const Reader reader = reader_of(norm, place, view_at(i));
    if (!taken(number, i, place)) {
      const bool asked = asked_for(norm, i, place);
      state.fulfilled = answers(norm, i, place);
      if (state.fulfilled || (!asked && is_of(i, respond.lapses) && is_about(norm, i, place)))
        state.ended = i;
      else if (asked && state.too_late == kNone && carries(respond.fields, i, reader))
        state.too_late = i;
    }
    if (state.ended == kNone && place.anchor != kNone &&
        closing(place.anchor, !norm.per.group.empty(), i + 1) == i)
      state.ended = i;
  }
  duties_.emplace(key, state);
  return state;
}

bool PlainReading::is_past(const std::optional<End>& end, const View& view) {
  if (!end) return false;
  return end->moment ? view.now >= *end->moment : view.today > end->day;
}

/// The end of the time that a duty names; of several the first.
std::optional<PlainReading::End> PlainReading::end_of(const Norm& norm, const std::string& clock,
                                                      const Place& place, const View& view) {
  std::optional<End> first;
  if (clock.empty()) return first;
  for (const Running& running : clocks_for(clock, reader_of(norm, place, view), {})) {
    if (ends(running) && (!first || running.due < first->day))
      first = End{running.due, running.moment};
  }
  return first;
}

/// After which the duty is breached; while an exception holds that is the outer limit, if any.
std::optional<PlainReading::End> PlainReading::limit_of(const Norm& norm, const Place& place,
                                                        const View& view) {
  const auto& respond = std::get<Respond>(norm.content);
  return end_of(norm, excepted(norm, place, view) ? respond.outer : respond.within, place, view);
}

/// The alarm of a duty without a limit.
std::optional<PlainReading::End> PlainReading::alarm_of(const Norm& norm,
                                                        const Place& place) const {
  const auto& respond = std::get<Respond>(norm.content);
  if (!respond.promptly || !respond.within.empty()) return std::nullopt;
  const Date begun = acts_[place.trigger].legal_day;
  if (respond.promptly_days.empty())
    return End{calendar::add(begun, *respond.promptly), std::nullopt};
  calendar::TimeLimit time;
  time.start = begun;
  time.length = *respond.promptly;
  time.days = respond.promptly_days;
  const auto computed = calendar::compute_days(law_.calendar(), time);
  return computed ? std::optional(End{computed->due, std::nullopt}) : std::nullopt;
}

/// A duty as it stands; one that has ended is looked at from the act that ended it.
Verdict PlainReading::verdict_of(std::size_t number, const Place& place, const View& view,
                                 std::optional<Date>& due, Index& too_late) {
  const Norm& norm = law_.norms()[number];
  const auto& respond = std::get<Respond>(norm.content);
  const Duty state = duty(number, place, view.limit);
  const View end = state.ended == kNone ? view : view_at(state.ended);
  const bool rests = excepted(norm, place, end);
  const std::optional<End> limit = limit_of(norm, place, end);
  std::optional<End> shown = rests && limit ? limit : end_of(norm, respond.within, place, end);
  if (respond.within.empty() && !(rests && limit)) shown = alarm_of(norm, place);
  if (shown) due = shown->day;
  too_late = state.too_late;
  const bool breach = is_past(limit, end) && norm.rank != "policy" && !respond.within.empty();
  if (breach) return Verdict::kViolated;
  if (state.ended != kNone) return state.fulfilled ? Verdict::kFulfilled : Verdict::kLapsed;
  const bool resting = rests && !is_past(limit, end);
  return resting ? Verdict::kNotApplicable : Verdict::kPending;
}

// --- what is said

std::string PlainReading::line(const Norm& norm, const Place& place) const {
  const auto numbered = [&](Index i) {
    return i == kNone ? std::string("-") : std::to_string(act(i).sequence.entry().value);
  };
  return norm.id + " " + (place.party.empty() ? "-" : place.party) + " anchor " +
         numbered(place.anchor) + " trigger " + numbered(place.trigger);
}

std::vector<std::string> PlainReading::verdicts(Instant now) {
  std::vector<std::string> found;
  const View view = view_now(now);
  const auto numbered = [&](Index i) { return std::to_string(act(i).sequence.entry().value); };
  for (std::size_t number = 0; number < law_.norms().size(); ++number) {
    const Norm& norm = law_.norms()[number];
    for (Index i = 0; i < acts_.size(); ++i) {
      for (const Place& place : opened(number, i)) {
        std::optional<Date> due;
        Index too_late = kNone;
        const Verdict verdict = verdict_of(number, place, view, due, too_late);
        std::string text = line(norm, place) + " " + std::string(to_string(verdict));
        if (due) text += " due " + to_string(*due);
        if (too_late != kNone) text += " too late " + numbered(too_late);
        found.push_back(std::move(text));
      }
      if (acts_[i].superseded) continue;
      for (const Place& place : judged_places(norm, i)) {
        const std::optional<Said> told = judge(number, i, place);
        if (!told) continue;
        std::string text = line(norm, place) + " act " + numbered(i);
        text += told->lifted_by.empty() ? (told->violated ? " violated" : " fulfilled")
                                        : " lifted by " + told->lifted_by;
        found.push_back(std::move(text));
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// Acts that count as done after others. Conditions look at what came before too.
std::vector<std::string> PlainReading::effects(Instant now) {
  std::vector<std::string> found;
  const View view = view_now(now);
  for (std::size_t number = 0; number < law_.norms().size(); ++number) {
    const Norm& norm = law_.norms()[number];
    const auto* deem = std::get_if<Deem>(&norm.content);
    if (deem == nullptr || !has_consequence(norm)) continue;
    for (Index i = 0; i < acts_.size(); ++i) {
      if (!is_of(i, deem->to) || !has_effect(i)) continue;
      const std::string& party = act(i).party.str();
      const Place place{party, norm.per.anchored() ? i : kNone, i};
      const Date begun = acts_[i].legal_day;
      Reader reader = reader_of(norm, place, view);
      if (!holds(deem->when, i, reader) || !in_scope(norm, place, view, begun)) continue;
      if (excepted(norm, place, view) || overrider(number, place, view, begun)) continue;
      const Value on = value(deem->on, i, reader);
      reader.scope.since = 0;
      reader.scope.anchored = false;
      if (!all(deem->conditions, reader)) continue;
      const Result<Date> day = on.date() == nullptr ? Result<Date>(Error{}) : to_date(*on.date());
      if (!day || *day > view.today) continue;
      found.push_back(norm.id + " " + deem->act + " " + (party.empty() ? "-" : party) + " " +
                      std::to_string(act(i).sequence.entry().value) + " " + to_string(*day));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace lagrum::law::plain
