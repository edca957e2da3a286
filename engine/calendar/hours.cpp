#include <algorithm>
#include <optional>

#include "base/words.h"
#include "calendar/arithmetic.h"
#include "calendar/sentences.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {
namespace {

using std::chrono::days;
using std::chrono::hours;

/// More hours than these (a hundred years) are not counted.
constexpr std::int32_t kHoursMax = 36'600 * 24;

Error moment_outside_years() {
  return Error{ErrorCode::kOutOfRange,
               "expected a time limit within the years 1 to 9999, found one beyond",
               {},
               {}};
}

Status check(const Calendar& calendar, const HourLimit& limit) {
  if (limit.hours < 0) {
    return Error{ErrorCode::kInvalidArgument,
                 "expected no number of hours below zero, found one",
                 {},
                 limit.cite};
  }
  if (limit.hours > kHoursMax) return moment_outside_years();
  if (limit.days.empty() || calendar.has_set(limit.days)) return {};
  return Error{ErrorCode::kNotFound,
               "expected a day set of calendar '" + calendar.id() + "', found '" + limit.days +
                   "'" + suggestion(limit.days, calendar.sets()),
               {},
               limit.cite};
}

/// `start` and so many hours on days of the set; what passes on other days is not counted.
Result<Instant> count_hours(const Calendar& calendar, const ZoneRules& zones,
                            const HourLimit& limit, bool back) {
  Instant at = limit.start;
  std::chrono::milliseconds left = hours{limit.hours};
  if (limit.days.empty()) return back ? at - left : at + left;
  LAGRUM_ASSIGN(Date day, date_in(zones, at, calendar.zone()));
  while (left.count() > 0) {
    if (!in_years(day)) return moment_outside_years();
    LAGRUM_ASSIGN(const Instant edge,
                  start_of_day(zones, back ? day : day + days{1}, calendar.zone()));
    if (calendar.in_set(limit.days, day)) {
      const std::chrono::milliseconds there = back ? at - edge : edge - at;
      if (left <= there) return back ? at - left : at + left;
      left -= there;
    }
    at = edge;
    day += back ? -days{1} : days{1};
  }
  return at;
}

Sentence due_sentence(Kind kind) {
  switch (kind) {
    case Kind::kLatestAct:
    case Kind::kBackward:
      return Sentence::kDueLatestMoment;
    case Kind::kEarliestAct:
      return Sentence::kDueEarliestMoment;
    case Kind::kDeemedEvent:
      return Sentence::kDueDeemedMoment;
  }
  LAGRUM_CHECK(false);
}

/// A step that ends at a local time.
Step step(std::string as, Sentence sentence, LocalTime at, const Calendar& calendar,
          const HourLimit& limit, std::string cite) {
  const auto day = std::chrono::floor<days>(at);
  const Date date{day.time_since_epoch()};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at - day).count();
  return Step{std::move(as), date, std::move(cite), false, say(sentence, [&](Language language) {
                return Gaps{
                    {"date", in_words(language, date)},
                    {"time", time_in_words(language, static_cast<int>(minutes))},
                    {"period", in_words(language, Period{limit.hours, Unit::kHours})},
                    {"direction", direction_in_words(language, limit.kind == Kind::kBackward)},
                    {"set", limit.days.empty() ? std::string()
                                               : calendar.set_title(limit.days).in(language)}};
              })};
}

}  // namespace

Result<ComputedHours> compute_hours(const Calendar& calendar, const ZoneRules& zones,
                                    const HourLimit& limit) {
  LAGRUM_TRY(check(calendar, limit));
  const bool back = limit.kind == Kind::kBackward;
  LAGRUM_ASSIGN(const Instant end, count_hours(calendar, zones, limit, back));
  LAGRUM_ASSIGN(const LocalTime begins, zones.to_local(limit.start, calendar.zone()));
  LAGRUM_ASSIGN(const LocalTime ends, zones.to_local(end, calendar.zone()));
  ComputedHours computed;
  computed.end = end;
  computed.due = Date{std::chrono::floor<days>(ends).time_since_epoch()};
  if (!in_years(computed.due)) return moment_outside_years();
  const std::string counting = limit.days.empty()
                                   ? std::string(calendar.counting_cite(Unit::kHours))
                                   : calendar.set_cite(limit.days);
  std::vector<Step>& steps = computed.derivation.steps;
  steps.push_back(step("start", back ? Sentence::kStartMomentBack : Sentence::kStartMoment, begins,
                       calendar, limit, limit.cite));
  steps.push_back(step("raw-end",
                       limit.days.empty() ? Sentence::kHoursLater : Sentence::kSetHoursLater, ends,
                       calendar, limit, counting));
  steps.push_back(step("due", due_sentence(limit.kind), ends, calendar, limit, limit.cite));
  return computed;
}

}  // namespace lagrum::calendar
