#include "property/calendar/day_simulator.h"

namespace lagrum::calendar {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

unsigned number_of(Date day) { return static_cast<unsigned>(year_month_day{day}.day()); }
bool is_last_of_month(Date day) { return number_of(day + days{1}) == 1; }

/// What a period adds, by measure.
struct Amount {
  int months = 0;
  int days = 0;
};

Amount amount(const Period& period) {
  switch (period.unit) {
    case Unit::kDays:
      return {0, period.count};
    case Unit::kWeeks:
      return {0, 7 * period.count};
    case Unit::kMonths:
      return {period.count, 0};
    case Unit::kYears:
      return {12 * period.count, 0};
    case Unit::kHalfMonths:
      return {period.count / 2, period.count % 2 == 0 ? 0 : 15};
    case Unit::kHours:
      break;
  }
  return {};
}

}  // namespace

Date DaySimulator::walk_days(Date from, int count) const {
  const days step{limit_.kind == Kind::kBackward ? -1 : 1};
  for (int left = count; left > 0;) {
    from += step;
    if (!rules_.counts || rules_.counts(from)) --left;
  }
  return from;
}

/// Day by day into the month that is so many away, and there to the day of the same number.
Date DaySimulator::walk_months(Date from, int count) const {
  const unsigned number = number_of(from);
  if (count == 0) return from;
  Date day = from;
  if (limit_.kind == Kind::kBackward) {
    for (int crossed = 0; crossed < count; day -= days{1})
      crossed += number_of(day) == 1 ? 1 : 0;  // the day before is in the month before
    while (number_of(day) > number) day -= days{1};
    return day;
  }
  for (int crossed = 0; crossed < count;) {
    day += days{1};
    crossed += number_of(day) == 1 ? 1 : 0;
  }
  while (number_of(day) < number && !is_last_of_month(day)) day += days{1};
  return day;
}

Date DaySimulator::rolled(Date day) const {
  while (rules_.rolls_to && !rules_.rolls_to(day)) day += days{1};
  return day;
}

/// Length and extensions, before anything stood still.
Date DaySimulator::end_of_length() const {
  Amount all = amount(limit_.length);
  bool months_first = all.months > 0 || all.days == 0;
  if (all.months == 0 && all.days == 0)
    months_first = limit_.length.unit != Unit::kDays && limit_.length.unit != Unit::kWeeks;
  for (const Extension& each : limit_.extensions) {
    if (each.from != From::kStart) continue;
    const Amount more = amount(each.by);
    all.months += more.months;
    all.days += more.days;
  }
  Date end = months_first ? walk_days(walk_months(limit_.start, all.months), all.days)
                          : walk_months(walk_days(limit_.start, all.days), all.months);
  for (const Extension& each : limit_.extensions) {
    if (each.from == From::kStart) continue;
    const Amount more = amount(each.by);
    end = walk_days(walk_months(each.from == From::kRolledEnd ? rolled(end) : end, more.months),
                    more.days);
  }
  return end;
}

DaySimulator::Lived DaySimulator::live() const {
  Lived lived;
  Date end = end_of_length();
  std::vector<bool> began(limit_.suspensions.size(), false);
  bool still = false;
  bool was_still = false;
  // What stood still before the start does so from the start on, even where no time is to pass.
  for (std::size_t i = 0; i < began.size(); ++i) {
    const Suspension& each = limit_.suspensions[i];
    if (each.from >= limit_.start || (each.until && *each.until <= limit_.start)) continue;
    began[i] = true;
    still = true;
    lived.stands_still = lived.stands_still || !each.until;
  }
  if (lived.stands_still) return lived;
  // Day after day from the start: what begins to stand still before the time is over holds it up.
  for (Date today = limit_.start; still || today < rolled(end); today += days{1}) {
    still = false;
    for (std::size_t i = 0; i < began.size(); ++i) {
      const Suspension& each = limit_.suspensions[i];
      still = still || (began[i] && (!each.until || today < *each.until));
    }
    if (still && today > limit_.start && (!rules_.counts || rules_.counts(today)))
      end = walk_days(end, 1);
    if (!still && was_still && end < today) {  // it ends when it goes on, at the earliest
      end = today;
      while (rules_.counts && !rules_.counts(end)) end += days{1};
    }
    was_still = still;
    if (!still && today >= rolled(end)) break;
    for (std::size_t i = 0; i < began.size(); ++i) {
      const Suspension& each = limit_.suspensions[i];
      if (began[i] || each.from > today || (each.until && *each.until <= today)) continue;
      began[i] = true;
      if (each.until) continue;
      lived.stands_still = true;
      return lived;
    }
    for (std::size_t i = 0; i < began.size(); ++i) {
      const Suspension& each = limit_.suspensions[i];
      still = still || (began[i] && (!each.until || today + days{1} < *each.until));
    }
  }
  int held = 0;
  for (Date day = limit_.start + days{1}; rules_.rolls_to && day <= end; day += days{1})
    held += rules_.rolls_to(day) ? 1 : 0;
  while (rules_.rolls_to && held < rules_.least) {
    end += days{1};
    held += rules_.rolls_to(end) ? 1 : 0;
  }
  lived.raw_end = end;
  lived.due = rolled(end);
  return lived;
}

}  // namespace lagrum::calendar
