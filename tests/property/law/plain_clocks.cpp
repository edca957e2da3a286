// The plain reading's times.
#include <algorithm>

#include "property/law/plain_reading.h"

namespace lagrum::law::plain {
namespace {

using calendar::Period;
using calendar::Unit;

/// A duration as a period; in years or weeks where the clock counts in these and it is even.
std::optional<Period> period_of(const Value& value, Unit like) {
  if (const MonthsDuration* months = value.months_duration()) {
    const auto count = static_cast<std::int32_t>(months->months);
    if (like == Unit::kYears && count % 12 == 0) return Period{count / 12, Unit::kYears};
    return Period{count, Unit::kMonths};
  }
  const SecondsDuration* seconds = value.seconds_duration();
  if (seconds == nullptr || seconds->seconds % 86400 != 0) return std::nullopt;
  const auto days = static_cast<std::int32_t>(seconds->seconds / 86400);
  if (like == Unit::kWeeks && days % 7 == 0) return Period{days / 7, Unit::kWeeks};
  return Period{days, Unit::kDays};
}

}  // namespace

bool PlainReading::ends(const Running& running) {
  return running.started && !running.is_void && !running.still;
}

bool PlainReading::is_over(const Running& running, const View& view) {
  if (!ends(running)) return false;
  return running.moment ? view.now >= *running.moment : view.today > running.due;
}

/// A latest act's time is reached when its day has ended, an earliest act's when it begins.
bool PlainReading::reached_by(const Running& running, const View& view) {
  if (!ends(running)) return false;
  if (running.moment) return view.now >= *running.moment;
  const bool begins =
      running.kind == calendar::Kind::kEarliestAct || running.kind == calendar::Kind::kDeemedEvent;
  return begins ? view.today >= running.due : view.today > running.due;
}

/// A clock that no act has of its own belongs to the main matter.
Reader PlainReading::reader_of(const ClockDecl& clock, const Place& place, const View& view) const {
  Reader reader{&clock.per, place, view, {}};
  if (place.anchor != kNone) reader.scope.matter = matter_of_anchor(clock.per, place.anchor);
  return reader;
}

/// Whether the act starts the clock, and then from when.
bool PlainReading::begins(const ClockStart& start, Index i, const ClockDecl& clock,
                          Running& running) {
  if (!is_of(i, start.acts)) return false;
  const Reader reader =
      reader_of(clock, {running.party, running.anchor, running.anchor}, view_at(i));
  if (i != running.anchor && !counts(i, reader)) return false;
  if (!has_effect(i) || !holds(start.when, i, reader)) return false;
  if (start.on.empty()) {
    running.start = acts_[i].legal_day;
    running.start_at = act(i).legal;
    return true;
  }
  const std::optional<Date> day = date_of(attribute(act(i), start.on));
  if (!day) return false;
  running.start = *day;
  running.start_at = start_of_day(zones_, *day, law_.calendar().zone()).value();
  return true;
}

/// Whether the act starts it anew: it still runs, or the clock starts anew all the same.
bool PlainReading::starts_anew(const ClockDecl& clock, Index i, Running& running) {
  bool anew = false;
  for (const ClockDecl::Restart& restart : clock.restarts) {
    if (!is_of(i, restart.start.acts)) continue;
    const Running before = run(running.clock, running.party, running.anchor, i);
    Running after = running;
    if (!before.started || before.begun_by == i || !begins(restart.start, i, clock, after))
      continue;
    if (is_over(before, view_at(i)) && !restart.always) continue;
    Reader reader = reader_of(clock, {running.party}, view_at(i));
    reader.scope.matter = matter_of(i);
    if (!all(restart.conditions, reader)) continue;
    anew = true;
    running.begun_by = i;
    running.start = after.start;
    running.start_at = after.start_at;
    if (restart.fresh) running.fresh = i;
  }
  return anew;
}

/// What stops a time or keeps it from ending: of its matter and party.
bool PlainReading::regards(Index i, const ClockDecl& clock, const Running& running) {
  const std::string matter =
      running.anchor == kNone ? std::string() : matter_of_anchor(clock.per, running.anchor);
  return has_effect(i) && shares_matter(i, matter) && fits(running.party, act(i).party.str());
}

/// The clock as the acts before `limit` have left it: it began with its first start, or with the
/// last act that started it anew.
Running PlainReading::run(std::size_t number, const std::string& party, Index anchor, Index limit) {
  const auto key = std::tuple(number, party, anchor, limit);
  if (const auto known = runs_.find(key); known != runs_.end()) return known->second;
  const ClockDecl& clock = law_.clocks()[number];
  Running running;
  running.clock = number;
  running.party = party;
  running.anchor = anchor;
  running.kind = clock.kind;
  for (Index i = 0; i < limit && !running.started; ++i) {
    running.started = std::any_of(clock.starts.begin(), clock.starts.end(), [&](const auto& start) {
      return begins(start, i, clock, running);
    });
    if (running.started) running.begun_by = i;
  }
  if (running.started) {
    const Index first = running.begun_by;
    for (Index i = limit; i-- > first + 1;) {
      if (starts_anew(clock, i, running)) break;
    }
    for (Index i = running.begun_by; i > first && running.fresh == 0; --i) {
      Running then = running;
      if (starts_anew(clock, i, then)) running.fresh = then.fresh;
    }
    for (Index i = running.begun_by + 1; i < limit; ++i) {
      if (!is_of(i, clock.voids) || !regards(i, clock, running)) continue;
      if (!is_over(run(number, party, anchor, i), view_at(i))) running.is_void = true;
    }
    reckon(clock, running, limit);
  }
  runs_.emplace(key, running);
  return running;
}

/// The day on which it ends: what has been added and what stood still taken in.
void PlainReading::reckon(const ClockDecl& clock, Running& running, Index limit) {
  if (clock.length.unit == Unit::kHours) {
    calendar::HourLimit hours;
    hours.start = running.start_at;
    hours.hours = clock.length.count;
    hours.kind = clock.kind;
    hours.days = clock.days;
    const auto computed = calendar::compute_hours(law_.calendar(), zones_, hours);
    running.started = computed.has_value();
    if (!computed) return;
    running.moment = computed->end;
    running.due = computed->due;
    return;
  }
  calendar::TimeLimit time;
  time.start = running.start;
  time.length = clock.length;
  time.kind = clock.kind;
  time.roll = clock.roll;
  time.days = clock.days;
  add_extensions(clock, running, limit, time);
  add_standings(clock, running, limit, time);
  const auto computed = calendar::compute_days(law_.calendar(), time);
  running.started = computed.has_value();
  if (!computed) return;
  running.due = computed->due;
  running.still = computed->suspended;
}

namespace {

/// What is left of `most` for the next extension: laid out one after another from the start, all of
/// them end no later than `most` would. In one unit they are simply added up.
Period left_of(const Period& next, const std::vector<Period>& taken, const Period& most,
               Date start) {
  const bool alike = next.unit == most.unit &&
                     std::all_of(taken.begin(), taken.end(),
                                 [&](const Period& each) { return each.unit == most.unit; });
  Date end = start;
  std::int32_t sum = 0;
  for (const Period& each : taken) {
    sum += each.count;
    end = calendar::add(end, each);
  }
  if (alike) return {std::min(next.count, most.count - sum), most.unit};
  const Date last = calendar::add(start, most);
  if (calendar::add(end, next) <= last) return next;
  if (taken.empty()) return most;
  return {static_cast<std::int32_t>((last - end).count()), calendar::Unit::kDays};
}

}  // namespace

/// Each use of the power that stands adds what it says, together no more than `up-to`.
void PlainReading::add_extensions(const ClockDecl& clock, const Running& running, Index limit,
                                  calendar::TimeLimit& time) {
  if (!clock.extend) return;
  const std::vector<std::size_t>& versions = law_.versions(clock.extend->under);
  const auto power = std::find_if(versions.begin(), versions.end(), [&](std::size_t version) {
    return std::holds_alternative<Power>(law_.norms()[version].content);
  });
  if (power == versions.end()) return;
  const ActSet& uses = std::get<Power>(law_.norms()[*power].content).acts;
  std::vector<Period> taken;
  for (Index i = running.fresh; i < limit; ++i) {
    const Reader reader =
        reader_of(clock, {running.party, running.anchor, running.anchor}, view_at(i));
    if (!is_of(i, uses) || !counts(i, reader)) continue;
    std::optional<Period> by = period_of(attribute(act(i), "by"), clock.length.unit);
    if (!by || by->count <= 0) continue;
    if (const auto& most = clock.extend->up_to) {
      by = left_of(*by, taken, *most, running.start);
      if (by->count <= 0) continue;
      taken.push_back(*by);
    }
    time.extensions.push_back({*by, clock.extend->from, ""});
  }
}

/// It stands still from an act until another, until a day that the act names has ended, or for as
/// long as it may at most, whichever is first.
void PlainReading::add_standings(const ClockDecl& clock, const Running& running, Index limit,
                                 calendar::TimeLimit& time) {
  for (const ClockDecl::Suspend& suspend : clock.suspends) {
    for (Index i = running.fresh; i < limit;) {
      const Index from = i++;
      const Reader reader =
          reader_of(clock, {running.party, running.anchor, running.anchor}, view_at(from));
      if (!is_of(from, suspend.from) || !regards(from, clock, running) ||
          !holds(suspend.when, from, reader))
        continue;
      const Date begun = acts_[from].legal_day;
      std::optional<Date> until;
      if (suspend.up_to) until = calendar::add(begun, *suspend.up_to);
      if (!suspend.until_on.empty()) {
        if (const auto named = date_of(attribute(act(from), suspend.until_on))) {
          const Date next = *named + std::chrono::days{1};
          until = until ? std::min(*until, next) : next;
        }
      }
      for (; i < limit; ++i) {  // what comes while it stands still opens nothing
        if (until && *until < acts_[i].legal_day) break;
        if (!is_of(i, suspend.until) || !regards(i, clock, running)) continue;
        until = acts_[i].legal_day;
        ++i;
        break;
      }
      if (until) until = std::max(begun, *until);
      time.suspensions.push_back({begun, until, ""});
    }
  }
}

std::vector<Running> PlainReading::own_runnings(std::size_t number, const View& view) {
  const ClockDecl& clock = law_.clocks()[number];
  std::vector<Running> found;
  std::vector<std::string> parties = {""};
  if (clock.per.party) {
    parties.clear();
    for (const auto& [id, data] : facts(view).parties) parties.push_back(id);
  }
  std::vector<Index> anchors;
  if (!clock.per.anchored()) anchors.push_back(kNone);
  for (Index i = 0; clock.per.anchored() && i < view.limit; ++i) {
    if (is_of(i, clock.per.acts) && has_effect(i) && !closed(clock.per, i, view.limit))
      anchors.push_back(i);
  }
  for (const Index anchor : anchors) {
    for (std::string party : parties) {
      if (anchor != kNone) {
        const std::string& own = act(anchor).party.str();
        if (clock.per.group.empty() ? !fits(own, party) : !concerns(anchor, party)) continue;
        const bool sole = clock.per.group.empty() || !decided_matter(act(anchor)).empty();
        if (party.empty() && sole) party = own;
      }
      if (!holds(clock.that, view.judged, reader_of(clock, {party, anchor, anchor}, view)))
        continue;
      Running running = run(number, party, anchor, view.limit);
      const Date day = anchor != kNone             ? acts_[anchor].legal_day
                       : running.begun_by != kNone ? acts_[running.begun_by].legal_day
                                                   : view.today;
      if (in_force(clock.valid_from, clock.valid_to, clock.valid_by, day, view))
        found.push_back(std::move(running));
    }
  }
  return found;
}

/// One for each running of the clocks that it follows; it begins on the day on which they end.
std::vector<Running> PlainReading::chained(std::size_t number, const View& view) {
  const ClockDecl& clock = law_.clocks()[number];
  std::vector<Running> found;
  for (const std::size_t before : law_.clocks_named(clock.after)) {
    for (const Running& first : runnings(before, view)) {
      Running running;
      running.clock = number;
      running.party = first.party;
      running.anchor = first.anchor;
      running.kind = clock.kind;
      if (ends(first)) {
        running.started = true;
        running.start = first.due;
        reckon(clock, running, view.limit);
      }
      found.push_back(std::move(running));
    }
  }
  return found;
}

/// A clock that has started replaces those that it overrides: of its party, and of its decision
/// where both hang on decisions.
std::vector<Running> PlainReading::runnings(std::size_t number, const View& view) {
  const auto key = std::tuple(number, view.judged, view.limit, view.now);
  if (const auto known = runnings_.find(key); known != runnings_.end()) return known->second;
  if (!law_.clocks()[number].after.empty())
    return runnings_.emplace(key, chained(number, view)).first->second;
  std::vector<Running> found = own_runnings(number, view);
  for (const std::size_t over : law_.clock_overriders(number)) {
    const std::vector<Running> instead = runnings(over, view);
    std::erase_if(found, [&](const Running& running) {
      return std::any_of(instead.begin(), instead.end(), [&](const Running& each) {
        return each.started && (each.party.empty() || each.party == running.party) &&
               (each.anchor == kNone || running.anchor == kNone || each.anchor == running.anchor);
      });
    });
  }
  return runnings_.emplace(key, found).first->second;
}

/// The runnings that regard an instance: of its party, and of its anchor or its matter.
std::vector<Running> PlainReading::clocks_for(std::string_view name, const Reader& reader,
                                              const ActSet& of) {
  const Place& place = reader.place;
  const auto is_own = [&](const ClockDecl& clock, const Running& running) {
    const Act& hangs_on = act(running.anchor);
    if (!of.empty()) return of.contains(hangs_on.type);
    if (!clock.per.group.empty() || !clock.after.empty()) {
      if (place.anchor != kNone && !reader.per->group.empty() && place.anchor != running.anchor)
        return false;
      return decided_matter(hangs_on) == reader.scope.matter;
    }
    const Index own = place.anchor != kNone ? place.anchor : place.trigger;
    if (own != kNone && is_of(own, clock.per.acts)) return own == running.anchor;
    return shares_matter(running.anchor, reader.scope.matter);
  };
  std::vector<Running> found;
  for (const std::size_t number : law_.clocks_named(name)) {
    for (const Running& running : runnings(number, reader.view)) {
      if (!fits(place.party, running.party)) continue;
      if (running.anchor == kNone || is_own(law_.clocks()[number], running))
        found.push_back(running);
    }
  }
  return found;
}

std::vector<std::string> PlainReading::clocks(Instant now) {
  std::vector<std::string> found;
  for (std::size_t number = 0; number < law_.clocks().size(); ++number) {
    for (const Running& running : runnings(number, view_now(now))) {
      std::string text = law_.clocks()[number].id;
      text += running.party.empty() ? " -" : " " + running.party;
      text += running.anchor == kNone
                  ? " anchor -"
                  : " anchor " + std::to_string(act(running.anchor).sequence.entry().value);
      if (!running.started) {
        text += " waiting";
      } else if (running.is_void) {
        text += " void";
      } else {
        text += running.still ? " still" : " " + to_string(running.due);
      }
      found.push_back(std::move(text));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace lagrum::law::plain
