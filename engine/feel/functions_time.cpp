#include <array>

#include "feel/decimal.h"
#include "feel/functions.h"
#include "feel/temporal.h"

namespace lagrum::feel {
namespace {

Value unreadable(Call& call, std::string_view expected) {
  return call.fail("expected " + std::string(expected) + ", found " + shown(call[0]));
}

/// The argument as a whole number of 64 bits.
std::optional<std::int64_t> whole(Call& call, std::size_t index) {
  std::int64_t value = 0;
  return call.number(index).to_integer(value) ? std::optional<std::int64_t>(value) : std::nullopt;
}

/// False where zone rules are there and don't know the zone.
bool is_known(const Call& call, const TimeOfDay& time) {
  return time.zone.empty() || call.zones() == nullptr ||
         call.zones()->to_local(Instant{}, time.zone).has_value();
}

Value date_from(Call& call) {
  if (call[0].date() != nullptr) return call[0];
  if (call[0].date_time() != nullptr) return call[0].date_time()->date;
  const auto date = call[0].string() != nullptr ? read_date(call.text(0)) : std::nullopt;
  return date ? Value(*date) : unreadable(call, "a date such as \"2027-02-16\"");
}

Value date_of_parts(Call& call) {
  const auto year = whole(call, 0);
  const auto month = whole(call, 1);
  const auto day = whole(call, 2);
  const auto date = year && month && day ? make_date(*year, *month, *day) : std::nullopt;
  return call.value_or_fail(date, "there is no such day");
}

Value date_time_from(Call& call) {
  if (call[0].date_time() != nullptr) return call[0];
  if (call[0].date() != nullptr) return DateTime{*call[0].date(), TimeOfDay{}};
  if (call[0].string() != nullptr) {
    const auto time = read_date_time(call.text(0));
    if (time && is_known(call, time->time)) return *time;
    if (const auto date = read_date(call.text(0))) return DateTime{*date, TimeOfDay{}};
  }
  return unreadable(call, "a date and time such as \"2027-02-16T08:30:00\"");
}

Value date_time_of_parts(Call& call) {
  if (call[0].date() != nullptr) return DateTime{*call[0].date(), *call[1].time()};
  if (call[0].date_time() != nullptr) return DateTime{call[0].date_time()->date, *call[1].time()};
  return unreadable(call, "a date");
}

Value time_from(Call& call) {
  if (call[0].time() != nullptr) return call[0];
  if (call[0].date_time() != nullptr) return call[0].date_time()->time;
  if (call[0].date() != nullptr) {
    TimeOfDay midnight;
    midnight.has_offset = true;
    return midnight;
  }
  const auto time = call[0].string() != nullptr ? read_time(call.text(0)) : std::nullopt;
  return time && is_known(call, *time) ? Value(*time)
                                       : unreadable(call, "a time such as \"08:30:00\"");
}

bool within(const std::optional<std::int64_t>& value, std::int64_t size) {
  return value && *value >= 0 && *value < size;
}

Value time_of_parts(Call& call) {
  const auto hour = whole(call, 0);
  const auto minute = whole(call, 1);
  const auto span = to_duration(call.number(2));
  if (!within(hour, 24) || !within(minute, 60) || !span || span->seconds < 0 ||
      span->nanoseconds < 0 || span->seconds > 59) {
    return call.fail("there is no such time");
  }
  TimeOfDay time;
  time.second_of_day = static_cast<std::int32_t>(*hour * 3600 + *minute * 60 + span->seconds);
  time.nanosecond = static_cast<std::uint32_t>(span->nanoseconds);
  if (call[3].seconds_duration() == nullptr) return time;
  constexpr std::int64_t kOffsetMax = std::int64_t{18} * 3600;
  const std::int64_t offset = call[3].seconds_duration()->seconds;
  if (offset > kOffsetMax || offset < -kOffsetMax)
    return call.fail("expected an offset of at most 18 hours");
  time.has_offset = true;
  time.offset_seconds = static_cast<std::int32_t>(offset);
  return time;
}

Value duration_from(Call& call) {
  if (call[0].months_duration() != nullptr || call[0].seconds_duration() != nullptr) return call[0];
  Value duration = call[0].string() != nullptr ? read_duration(call.text(0)) : Value();
  return duration.is_null() ? unreadable(call, "a duration such as \"P14D\" or \"P2M\"") : duration;
}

std::optional<CivilDate> date_in(const Value& value) {
  if (value.date() != nullptr) return *value.date();
  return value.date_time() != nullptr ? std::optional<CivilDate>(value.date_time()->date)
                                      : std::nullopt;
}

Value months_between_dates(Call& call) {
  const auto from = date_in(call[0]);
  const auto to = date_in(call[1]);
  if (!from || !to) return call.fail("expected two dates");
  return months_between(*from, *to);
}

Value now_time(Call& call) {
  if (call.at_any_time()) return call.fail_unknown("the time is not known");
  return call.value_or_fail(call.now(), "there is no clock here");
}

Value today(Call& call) {
  if (call.at_any_time()) return call.fail_unknown("the time is not known");
  return call.now() ? Value(call.now()->date) : call.fail("there is no clock here");
}

template <class F>
Value of_day(Call& call, F&& answer) {
  const auto date = date_in(call[0]);
  return date ? Value(answer(*date)) : unreadable(call, "a date");
}

Value day_of_week(Call& call) {
  constexpr std::array<const char*, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                "Friday", "Saturday", "Sunday"};
  return of_day(call, [&](const CivilDate& date) {
    return Value(kDays[static_cast<std::size_t>(weekday(date) - 1)]);
  });
}

Value month_of_year(Call& call) {
  constexpr std::array<const char*, 12> kMonths = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  return of_day(call, [&](const CivilDate& date) {
    return Value(kMonths[static_cast<std::size_t>(date.month - 1)]);
  });
}

Value day_of_year_number(Call& call) {
  return of_day(call, [](const CivilDate& date) { return Value::integer(day_of_year(date)); });
}

Value week_of_year_number(Call& call) {
  return of_day(call, [](const CivilDate& date) { return Value::integer(week_of_year(date)); });
}

constexpr std::array kTimeFunctions = {
    BuiltinRow{"date(from: Any) -> date", date_from},
    BuiltinRow{"date(year: number, month: number, day: number) -> date", date_of_parts},
    BuiltinRow{"date and time(from: Any) -> date and time", date_time_from},
    BuiltinRow{"date and time(date: Any, time: time) -> date and time", date_time_of_parts},
    BuiltinRow{"time(from: Any) -> time", time_from},
    BuiltinRow{"time(hour: number, minute: number, second: number, offset?: duration) -> time",
               time_of_parts},
    BuiltinRow{"duration(from: Any) -> duration", duration_from},
    BuiltinRow{"years and months duration(from: Any, to: Any) -> years and months duration",
               months_between_dates},
    BuiltinRow{"now() -> date and time", now_time, false},
    BuiltinRow{"today() -> date", today, false},
    BuiltinRow{"day of week(date: Any) -> string", day_of_week},
    BuiltinRow{"day of year(date: Any) -> number", day_of_year_number},
    BuiltinRow{"month of year(date: Any) -> string", month_of_year},
    BuiltinRow{"week of year(date: Any) -> number", week_of_year_number},
};

}  // namespace

std::span<const BuiltinRow> time_functions() { return kTimeFunctions; }

}  // namespace lagrum::feel
