#include <date/tz.h>

#include <memory>
#include <optional>
#include <stdexcept>

#include "calendar/arithmetic.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::seconds;
using std::chrono::year;
using std::chrono::year_month_day;

/// Zone data in its compiled form lists changes up to this year, and says nothing of later ones.
constexpr year kLastYearOfData{2037};
/// The 14 shapes a year can have (first weekday, leap or not) all occur in this many years.
constexpr int kShapesRepeatAfterYears = 28;

Date first_day(year y) { return Date{y / std::chrono::January / 1}; }

/// The days between `y` and the last year of data that has the same weekdays on the same dates.
days shift_into_data(year y) {
  for (year like = kLastYearOfData;
       like > kLastYearOfData - std::chrono::years{kShapesRepeatAfterYears}; --like) {
    const bool same_shape =
        like.is_leap() == y.is_leap() &&
        std::chrono::weekday{first_day(like)} == std::chrono::weekday{first_day(y)};
    if (same_shape) return first_day(y) - first_day(like);
  }
  LAGRUM_CHECK(false);
}

/// How far to go back in time to find rules for `day`; nothing for the years of the data.
days shift_of(Date day) {
  const year y = year_month_day{day}.year();
  return y > kLastYearOfData ? shift_into_data(y) : days{0};
}

Error unknown_zone(std::string_view zone) {
  return Error{ErrorCode::kNotFound,
               "expected the name of a time zone such as Europe/Stockholm, found '" +
                   std::string(zone) + "'",
               {},
               {}};
}

Error moment_outside_years() {
  return Error{
      ErrorCode::kOutOfRange, "expected a moment in the years 1 to 9999, found another", {}, {}};
}

Result<const date::time_zone*> find_zone(std::string_view zone) {
  try {
    return date::locate_zone(std::string(zone));
  } catch (const std::exception&) {
    return unknown_zone(zone);
  }
}

std::chrono::sys_seconds resolve(const date::local_info& info, seconds local) {
  switch (info.result) {
    case date::local_info::nonexistent:
      return info.first.end;
    case date::local_info::unique:
    case date::local_info::ambiguous:
      return std::chrono::sys_seconds{local - info.first.offset};
  }
  LAGRUM_CHECK(false);
}

class SystemZoneRules final : public ZoneRules {
 public:
  Result<LocalTime> to_local(Instant instant, std::string_view zone) const override {
    LAGRUM_ASSIGN(const date::time_zone* const found, find_zone(zone));
    const Instant last = kLastDate + days{1};
    if (instant < kFirstDate || instant >= last) return moment_outside_years();
    const auto whole = floor<seconds>(instant);
    const days shift = shift_of(floor<days>(instant));
    try {
      return LocalTime{whole.time_since_epoch() + found->get_info(whole - shift).offset};
    } catch (const std::exception& fault) {
      return unavailable(fault);
    }
  }

  Result<Instant> to_instant(LocalTime time, std::string_view zone) const override {
    LAGRUM_ASSIGN(const date::time_zone* const found, find_zone(zone));
    const Date day{floor<days>(time).time_since_epoch()};
    // The day after the last one begins where the last one ends, and so still has a moment.
    if (day < kFirstDate || day > kLastDate + days{1}) return moment_outside_years();
    const days shift = shift_of(day);
    const seconds local = time.time_since_epoch() - shift;
    try {
      return Instant{resolve(found->get_info(date::local_seconds{local}), local) + shift};
    } catch (const std::exception& fault) {
      return unavailable(fault);
    }
  }

  std::string version() const override {
    try {
      return date::get_tzdb().version;
    } catch (const std::exception&) {
      return "unknown";
    }
  }

 private:
  static Error unavailable(const std::exception& fault) {
    return Error{ErrorCode::kUnavailable,
                 std::string("expected zone data of the system, found none: ") + fault.what(),
                 {},
                 {}};
  }
};

}  // namespace

std::unique_ptr<ZoneRules> system_zone_rules() { return std::make_unique<SystemZoneRules>(); }

}  // namespace lagrum::calendar
