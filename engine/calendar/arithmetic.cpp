#include "calendar/arithmetic.h"

#include <algorithm>

namespace lagrum::calendar {
namespace {

using std::chrono::year_month_day;

constexpr std::int64_t kMonthsPerYear = 12;
constexpr std::int64_t kDaysPerWeek = 7;
constexpr std::int64_t kDaysPerHalfMonth = 15;  // BGB § 189
constexpr std::int64_t kHoursPerDay = 24;

std::optional<Date> plus_days(Date date, std::int64_t days) {
  const std::int64_t day = std::int64_t{date.time_since_epoch().count()} + days;
  if (day < kFirstDate.time_since_epoch().count() || day > kLastDate.time_since_epoch().count()) {
    return std::nullopt;
  }
  return Date{std::chrono::days{static_cast<int>(day)}};
}

std::optional<Date> plus_months(Date date, std::int64_t months) {
  const year_month_day civil{date};
  const std::int64_t month = static_cast<int>(civil.year()) * kMonthsPerYear +
                             static_cast<unsigned>(civil.month()) - 1 + months;
  if (month < kMonthsPerYear || month >= 10000 * kMonthsPerYear) return std::nullopt;
  const std::chrono::year year{static_cast<int>(month / kMonthsPerYear)};
  const std::chrono::month in_year{static_cast<unsigned>(month % kMonthsPerYear + 1)};
  const auto last = (year / in_year / std::chrono::last).day();
  return Date{year / in_year / std::min(civil.day(), last)};
}

}  // namespace

std::vector<Span> to_spans(const Period& period) {
  switch (period.unit) {
    case Unit::kDays:
      return {{false, period.count}};
    case Unit::kWeeks:
      return {{false, period.count * kDaysPerWeek}};
    case Unit::kMonths:
      return {{true, period.count}};
    case Unit::kYears:
      return {{true, period.count * kMonthsPerYear}};
    case Unit::kHalfMonths: {
      std::vector<Span> spans;
      if (period.count / 2 != 0) spans.push_back({true, period.count / 2});
      if (period.count % 2 != 0) spans.push_back({false, period.count % 2 * kDaysPerHalfMonth});
      return spans;
    }
    case Unit::kHours:
      return {{false, (period.count + kHoursPerDay - 1) / kHoursPerDay}};
  }
  LAGRUM_CHECK(false);
}

void merge(std::vector<Span>& spans, const Span& span) {
  const auto same = std::find_if(spans.begin(), spans.end(),
                                 [&](const Span& other) { return other.months == span.months; });
  if (same == spans.end()) {
    spans.push_back(span);
  } else {
    same->count += span.count;
  }
}

std::optional<Date> shifted(Date date, const Span& span, bool back) {
  if (!in_years(date)) return std::nullopt;
  const std::int64_t count = back ? -span.count : span.count;
  return span.months ? plus_months(date, count) : plus_days(date, count);
}

Date add(Date date, Period period, bool back) {
  const Date beyond = back ? kFirstDate - std::chrono::days{1} : kLastDate + std::chrono::days{1};
  std::optional<Date> to = date;
  for (const Span& span : to_spans(period)) {
    if (to) to = shifted(*to, span, back);
  }
  return to.value_or(beyond);
}

}  // namespace lagrum::calendar
