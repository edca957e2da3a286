#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum::feel {

/// The years a FEEL date may have: -999,999,999 to 999,999,999.
inline constexpr std::int64_t kYearMax = 999'999'999;

inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

bool is_leap_year(std::int64_t year);
/// 28 to 31. `month` is 1 to 12.
std::uint8_t days_in_month(std::int64_t year, int month);
/// The date of these parts, or empty when there is no such day.
std::optional<CivilDate> make_date(std::int64_t year, std::int64_t month, std::int64_t day);
/// Days since 1970-01-01, proleptic Gregorian.
std::int64_t to_days(const CivilDate& date);
/// Empty outside the years of FEEL.
std::optional<CivilDate> from_days(std::int64_t days);
/// 1 (Monday) to 7 (Sunday), ISO 8601.
int weekday(const CivilDate& date);
int day_of_year(const CivilDate& date);   ///< 1 to 366
int week_of_year(const CivilDate& date);  ///< 1 to 53, ISO 8601

/// The same day number `months` later (earlier if negative), at most the last day of that month.
std::optional<CivilDate> add_months(const CivilDate& date, std::int64_t months);

/// A duration of whole seconds and nanoseconds with one sign.
SecondsDuration make_duration(std::int64_t seconds, std::int64_t nanoseconds);

/// How far clocks at `time` are ahead of UTC: what it says itself, or what `zones` say of its zone.
/// Empty where neither does.
std::optional<std::int32_t> offset_at(const DateTime& time, const ZoneRules* zones);
/// True for times and dates with time that name a zone.
bool names_zone(const Value& value);

/// In a named zone that `zones` know, so much later by the sun: an hour may be skipped or come
/// twice on the clock.
std::optional<DateTime> add(const DateTime& time, const SecondsDuration& duration,
                            const ZoneRules* zones = nullptr);
/// The day that comes so much later than the midnight that begins `date`.
std::optional<CivilDate> add(const CivilDate& date, const SecondsDuration& duration);
/// On the clock: past midnight it begins anew.
TimeOfDay add(const TimeOfDay& time, const SecondsDuration& duration);
SecondsDuration negate(const SecondsDuration& duration);
/// Empty on overflow.
std::optional<SecondsDuration> add(const SecondsDuration& a, const SecondsDuration& b);
/// From `b` to `a`. Empty when exactly one of them knows its offset from UTC, or when zone names
/// differ of which `zones` are not told.
std::optional<SecondsDuration> subtract(const DateTime& a, const DateTime& b,
                                        const ZoneRules* zones = nullptr);
/// Of a day nobody knows, so that different zone names cannot be compared.
std::optional<SecondsDuration> subtract(const TimeOfDay& a, const TimeOfDay& b,
                                        const ZoneRules* zones = nullptr);
/// Whole months from `from` to `to`, negative if `to` lies before.
MonthsDuration months_between(const CivilDate& from, const CivilDate& to);

/// The duration in seconds as an exact decimal, and back (nanoseconds beyond the ninth digit are
/// cut).
Decimal to_decimal(const SecondsDuration& duration);
std::optional<SecondsDuration> to_duration(const Decimal& seconds);

/// The lexical forms of XML Schema as FEEL takes them; empty for anything else.
std::optional<CivilDate> read_date(std::string_view text);
std::optional<TimeOfDay> read_time(std::string_view text);
std::optional<DateTime> read_date_time(std::string_view text);
/// A MonthsDuration or SecondsDuration; null for anything else.
Value read_duration(std::string_view text);
/// A date, time, date and time or duration, whichever form `text` has; null for anything else.
Value read_temporal(std::string_view text);

std::string to_string(const CivilDate& date);
std::string to_string(const TimeOfDay& time);
std::string to_string(const DateTime& time);
std::string to_string(const MonthsDuration& duration);
std::string to_string(const SecondsDuration& duration);

}  // namespace lagrum::feel
