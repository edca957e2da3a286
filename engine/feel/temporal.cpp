#include "feel/temporal.h"

#include <array>
#include <cstdio>
#include <limits>

#include "feel/decimal.h"

namespace lagrum::feel {
namespace {

constexpr std::int64_t kMonthsPerYear = 12;
constexpr std::int64_t kDaysPerEra = 146'097;   // 400 Gregorian years
constexpr std::int64_t kDaysToEpoch = 719'468;  // from 0000-03-01 to 1970-01-01
constexpr std::int32_t kOffsetSecondsMax = 18 * 3600;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

std::int64_t floor_modulo(std::int64_t a, std::int64_t b) { return a - floor_divide(a, b) * b; }

/// Reads a text from left to right; each function takes what it names or nothing.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  bool accept(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool digit_next() const { return !done() && text_[at_] >= '0' && text_[at_] <= '9'; }
  std::string_view digits() {
    const std::size_t start = at_;
    while (digit_next()) ++at_;
    return text_.substr(start, at_ - start);
  }
  /// Exactly two digits.
  std::optional<int> two_digits() {
    const std::string_view found = digits();
    if (found.size() != 2) return std::nullopt;
    return (found[0] - '0') * 10 + (found[1] - '0');
  }
  std::string_view rest() {
    const std::string_view found = text_.substr(at_);
    at_ = text_.size();
    return found;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<std::int64_t> to_integer(std::string_view digits) {
  constexpr std::size_t kDigitsMax = 18;  // fits 64 bits
  if (digits.empty() || digits.size() > kDigitsMax) return std::nullopt;
  std::int64_t value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

/// Digits after a point as nanoseconds; digits after the ninth are cut.
std::uint32_t to_nanoseconds(std::string_view digits) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    value = value * 10 + (i < digits.size() ? static_cast<std::uint32_t>(digits[i] - '0') : 0U);
  }
  return value;
}

std::optional<CivilDate> take_date(Reader& reader) {
  const bool negative = reader.accept('-');
  const std::string_view digits = reader.digits();
  if (digits.size() < 4 || (digits.size() > 4 && digits[0] == '0')) return std::nullopt;
  const auto year = to_integer(digits);
  if (!year || !reader.accept('-')) return std::nullopt;
  const auto month = reader.two_digits();
  if (!month || !reader.accept('-')) return std::nullopt;
  const auto day = reader.two_digits();
  if (!day) return std::nullopt;
  return make_date(negative ? -*year : *year, *month, *day);
}

/// "Z", "+01:00", "@Europe/Stockholm" or nothing.
bool take_offset(Reader& reader, TimeOfDay& time) {
  if (reader.accept('Z') || reader.accept('z')) {
    time.has_offset = true;
    return true;
  }
  if (reader.accept('@')) {
    time.zone = std::string(reader.rest());
    return !time.zone.empty() && time.zone.find_first_of(" \t\r\n\"") == std::string::npos;
  }
  const bool negative = reader.accept('-');
  if (!negative && !reader.accept('+')) return true;
  const auto hours = reader.two_digits();
  if (!hours || !reader.accept(':')) return false;
  const auto minutes = reader.two_digits();
  const auto seconds = reader.accept(':') ? reader.two_digits() : std::optional<int>(0);
  if (!minutes || !seconds || *minutes > 59 || *seconds > 59) return false;
  const std::int32_t offset = *hours * 3600 + *minutes * 60 + *seconds;
  time.has_offset = true;
  time.offset_seconds = negative ? -offset : offset;
  return offset <= kOffsetSecondsMax;
}

/// Reads a time of day; `midnight_after` becomes true for 24:00:00.
std::optional<TimeOfDay> take_time(Reader& reader, bool& midnight_after) {
  const auto hour = reader.two_digits();
  if (!hour || !reader.accept(':')) return std::nullopt;
  const auto minute = reader.two_digits();
  if (!minute || !reader.accept(':')) return std::nullopt;
  const auto second = reader.two_digits();
  if (!second || *minute > 59 || *second > 59) return std::nullopt;
  TimeOfDay time;
  if (reader.accept('.')) {
    const std::string_view fraction = reader.digits();
    if (fraction.empty()) return std::nullopt;
    time.nanosecond = to_nanoseconds(fraction);
  }
  midnight_after = *hour == 24 && *minute == 0 && *second == 0 && time.nanosecond == 0;
  if (*hour > 23 && !midnight_after) return std::nullopt;
  time.second_of_day = midnight_after ? 0 : *hour * 3600 + *minute * 60 + *second;
  if (!take_offset(reader, time)) return std::nullopt;
  return time;
}

/// The parts of a duration by their letter; empty where the part is absent.
struct DurationParts {
  std::optional<std::int64_t> years, months, days, hours, minutes, seconds;
  std::uint32_t nanoseconds = 0;
};

/// Takes "12X" parts in the order of `letters` into `parts`; false on anything else.
bool take_parts(Reader& reader, std::string_view letters,
                std::initializer_list<std::optional<std::int64_t>*> parts, DurationParts& all) {
  std::size_t next = 0;
  bool any = false;
  while (reader.digit_next()) {
    const auto number = to_integer(reader.digits());
    if (!number) return false;
    const bool fraction = reader.accept('.');
    if (fraction) {
      all.nanoseconds = to_nanoseconds(reader.digits());
    }
    while (next < letters.size() && !reader.accept(letters[next])) ++next;
    if (next == letters.size() || (fraction && letters[next] != 'S')) return false;
    **(parts.begin() + next++) = *number;
    any = true;
  }
  return any;
}

/// a * b + c, or empty when it does not fit.
std::optional<std::int64_t> multiply_add(std::int64_t a, std::int64_t b, std::int64_t c) {
  std::int64_t product = 0;
  std::int64_t sum = 0;
  if (__builtin_mul_overflow(a, b, &product) || __builtin_add_overflow(product, c, &sum))
    return std::nullopt;
  return sum;
}

Value months_value(const DurationParts& parts, bool negative) {
  const auto months =
      multiply_add(parts.years.value_or(0), kMonthsPerYear, parts.months.value_or(0));
  if (!months) return nullptr;
  return MonthsDuration{negative ? -*months : *months};
}

Value seconds_value(const DurationParts& parts, bool negative) {
  auto total = multiply_add(parts.days.value_or(0), 24, parts.hours.value_or(0));
  if (total) total = multiply_add(*total, 60, parts.minutes.value_or(0));
  if (total) total = multiply_add(*total, 60, parts.seconds.value_or(0));
  if (!total) return nullptr;
  const auto nanoseconds = static_cast<std::int32_t>(parts.nanoseconds);
  return negative ? SecondsDuration{-*total, -nanoseconds} : SecondsDuration{*total, nanoseconds};
}

template <class... Args>
std::string format(const char* pattern, Args... args) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), pattern, args...);
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

std::string fraction_text(std::uint32_t nanoseconds) {
  if (nanoseconds == 0) return {};
  std::string text = format(".%09u", nanoseconds);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string offset_text(std::int32_t offset) {
  if (offset == 0) return "Z";
  const std::int32_t size = offset < 0 ? -offset : offset;
  const std::string text =
      format("%c%02d:%02d", offset < 0 ? '-' : '+', size / 3600, size / 60 % 60);
  return size % 60 == 0 ? text : text + format(":%02d", size % 60);
}

/// Nanoseconds are kept apart, so that the sum of seconds cannot overflow unseen.
struct Moment {
  std::int64_t seconds = 0;
  std::int64_t nanoseconds = 0;
};

/// Seconds since 1970-01-01 as clocks show them.
std::int64_t clock_seconds(const DateTime& time) {
  return to_days(time.date) * kSecondsPerDay + time.time.second_of_day;
}

Moment moment_at(const DateTime& time, std::int32_t offset) {
  return {clock_seconds(time) - offset, time.time.nanosecond};
}

/// Whether the two can be compared as they stand on the clock.
bool same_clock(const TimeOfDay& a, const TimeOfDay& b) {
  return !a.has_offset && !b.has_offset && a.zone == b.zone;
}

/// The seconds of the same place in a cycle of the calendar, within the years of zone rules.
std::int64_t within_rules(std::int64_t seconds) {
  constexpr std::int64_t kFirst = -62'000'000'000;  // in the year 5
  constexpr std::int64_t kLast = 250'000'000'000;   // in the year 9892
  constexpr std::int64_t kCycle = kDaysPerEra * kSecondsPerDay;
  if (seconds >= kFirst && seconds <= kLast) return seconds;
  return floor_modulo(seconds, kCycle);  // from 1970 to 2369
}

std::optional<DateTime> shifted(const DateTime& time, std::int64_t seconds) {
  std::int64_t moved = 0;
  if (__builtin_add_overflow(clock_seconds(time), seconds, &moved)) return std::nullopt;
  const auto date = from_days(floor_divide(moved, kSecondsPerDay));
  if (!date) return std::nullopt;
  DateTime result{*date, time.time};
  result.time.second_of_day = static_cast<std::int32_t>(floor_modulo(moved, kSecondsPerDay));
  return result;
}

/// How far clocks of `zone` are ahead of UTC at the moment of these seconds since 1970.
std::optional<std::int64_t> offset_of_moment(std::int64_t seconds, std::string_view zone,
                                             const ZoneRules& zones) {
  const Instant instant{std::chrono::seconds{within_rules(seconds)}};
  const auto local = zones.to_local(instant, zone);
  if (!local) return std::nullopt;
  return local->time_since_epoch().count() - within_rules(seconds);
}

}  // namespace

bool is_leap_year(std::int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::uint8_t days_in_month(std::int64_t year, int month) {
  constexpr std::array<std::uint8_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && is_leap_year(year)) return 29;
  return kDays[static_cast<std::size_t>(month - 1)];
}

std::optional<CivilDate> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < -kYearMax || year > kYearMax || month < 1 || month > 12 || day < 1)
    return std::nullopt;
  if (day > days_in_month(year, static_cast<int>(month))) return std::nullopt;
  return CivilDate{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
                   static_cast<std::uint8_t>(day)};
}

std::int64_t to_days(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? std::int64_t{date.year} - 1 : date.year;
  const std::int64_t era = floor_divide(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day = (153 * month_from_march + 2) / 5 + date.day - 1;
  return era * kDaysPerEra + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day -
         kDaysToEpoch;
}

std::optional<CivilDate> from_days(std::int64_t days) {
  constexpr std::int64_t kDaysMax = (kYearMax + 1) * 366;
  if (days > kDaysMax || days < -kDaysMax) return std::nullopt;
  const std::int64_t shifted = days + kDaysToEpoch;
  const std::int64_t era = floor_divide(shifted, kDaysPerEra);
  const std::int64_t day_of_era = shifted - era * kDaysPerEra;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day + 2) / 153;
  const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return make_date(year, month, day - (153 * month_from_march + 2) / 5 + 1);
}

int weekday(const CivilDate& date) {
  return static_cast<int>(floor_modulo(to_days(date) + 3, 7)) + 1;  // 1970-01-01 was a Thursday
}

int day_of_year(const CivilDate& date) {
  return static_cast<int>(to_days(date) - to_days({date.year, 1, 1})) + 1;
}

int week_of_year(const CivilDate& date) {
  // The week belongs to the year in which its Thursday lies.
  const auto thursday = from_days(to_days(date) + 4 - weekday(date));
  return thursday ? (day_of_year(*thursday) - 1) / 7 + 1 : 1;
}

std::optional<CivilDate> add_months(const CivilDate& date, std::int64_t months) {
  constexpr std::int64_t kMonthsMax = 2 * (kYearMax + 1) * kMonthsPerYear;
  if (months > kMonthsMax || months < -kMonthsMax) return std::nullopt;
  const std::int64_t total = std::int64_t{date.year} * kMonthsPerYear + date.month - 1 + months;
  const std::int64_t year = floor_divide(total, kMonthsPerYear);
  const int month = static_cast<int>(floor_modulo(total, kMonthsPerYear)) + 1;
  return make_date(year, month, std::min(date.day, days_in_month(year, month)));
}

SecondsDuration make_duration(std::int64_t seconds, std::int64_t nanoseconds) {
  seconds += floor_divide(nanoseconds, kNanosecondsPerSecond);
  nanoseconds = floor_modulo(nanoseconds, kNanosecondsPerSecond);
  if (seconds < 0 && nanoseconds > 0) {
    ++seconds;
    nanoseconds -= kNanosecondsPerSecond;
  }
  return {seconds, static_cast<std::int32_t>(nanoseconds)};
}

bool names_zone(const Value& value) {
  if (value.time() != nullptr) return !value.time()->zone.empty();
  return value.date_time() != nullptr && !value.date_time()->time.zone.empty();
}

std::optional<std::int32_t> offset_at(const DateTime& time, const ZoneRules* zones) {
  if (time.time.has_offset) return time.time.offset_seconds;
  if (time.time.zone.empty() || zones == nullptr) return std::nullopt;
  const std::int64_t local = within_rules(clock_seconds(time));
  const auto instant = zones->to_instant(LocalTime{std::chrono::seconds{local}}, time.time.zone);
  if (!instant) return std::nullopt;
  const auto utc = std::chrono::floor<std::chrono::seconds>(instant->time_since_epoch()).count();
  return static_cast<std::int32_t>(local - utc);
}

std::optional<DateTime> add(const DateTime& time, const SecondsDuration& duration,
                            const ZoneRules* zones) {
  const std::int64_t nanoseconds = std::int64_t{time.time.nanosecond} + duration.nanoseconds;
  std::int64_t seconds = 0;
  if (__builtin_add_overflow(duration.seconds, floor_divide(nanoseconds, kNanosecondsPerSecond),
                             &seconds))
    return std::nullopt;
  auto result = shifted(time, seconds);
  const auto before =
      result && !time.time.zone.empty() ? offset_at(time, zones) : std::optional<std::int32_t>();
  if (before && zones != nullptr) {
    const auto after = offset_of_moment(clock_seconds(*result) - *before, time.time.zone, *zones);
    if (after) result = shifted(*result, *after - *before);
  }
  if (result)
    result->time.nanosecond =
        static_cast<std::uint32_t>(floor_modulo(nanoseconds, kNanosecondsPerSecond));
  return result;
}

std::optional<CivilDate> add(const CivilDate& date, const SecondsDuration& duration) {
  const auto seconds = multiply_add(to_days(date), kSecondsPerDay,
                                    floor_divide(duration.nanoseconds, kNanosecondsPerSecond));
  std::int64_t moved = 0;
  if (!seconds || __builtin_add_overflow(*seconds, duration.seconds, &moved)) return std::nullopt;
  return from_days(floor_divide(moved, kSecondsPerDay));
}

TimeOfDay add(const TimeOfDay& time, const SecondsDuration& duration) {
  const SecondsDuration clock{duration.seconds % kSecondsPerDay, duration.nanoseconds};
  const auto moved = add(DateTime{CivilDate{}, time}, clock);
  return moved ? moved->time : time;
}

SecondsDuration negate(const SecondsDuration& duration) {
  return {-duration.seconds, -duration.nanoseconds};
}

std::optional<SecondsDuration> add(const SecondsDuration& a, const SecondsDuration& b) {
  std::int64_t seconds = 0;
  if (__builtin_add_overflow(a.seconds, b.seconds, &seconds)) return std::nullopt;
  constexpr std::int64_t kEdge = std::numeric_limits<std::int64_t>::max() - 2;
  if (seconds > kEdge || seconds < -kEdge) return std::nullopt;
  return make_duration(seconds, std::int64_t{a.nanoseconds} + b.nanoseconds);
}

std::optional<SecondsDuration> subtract(const DateTime& a, const DateTime& b,
                                        const ZoneRules* zones) {
  auto left = offset_at(a, zones);
  auto right = offset_at(b, zones);
  if ((!left || !right) && same_clock(a.time, b.time)) left = right = 0;
  if (!left || !right) return std::nullopt;
  const Moment to = moment_at(a, *left);
  const Moment from = moment_at(b, *right);
  return make_duration(to.seconds - from.seconds, to.nanoseconds - from.nanoseconds);
}

std::optional<SecondsDuration> subtract(const TimeOfDay& a, const TimeOfDay& b, const ZoneRules*) {
  return subtract(DateTime{CivilDate{}, a}, DateTime{CivilDate{}, b});
}

namespace {

/// `from` is not after `to`.
std::int64_t full_months(const CivilDate& from, const CivilDate& to) {
  const std::int64_t months =
      (std::int64_t{to.year} - from.year) * kMonthsPerYear + to.month - from.month;
  return to.day < from.day ? months - 1 : months;
}

}  // namespace

MonthsDuration months_between(const CivilDate& from, const CivilDate& to) {
  return {to < from ? -full_months(to, from) : full_months(from, to)};
}

Decimal to_decimal(const SecondsDuration& duration) {
  const Decimal whole = Decimal::from_integer(duration.seconds);
  const auto fraction = divide(Decimal::from_integer(duration.nanoseconds),
                               Decimal::from_integer(kNanosecondsPerSecond));
  return add(whole, *fraction).value_or(whole);
}

std::optional<SecondsDuration> to_duration(const Decimal& seconds) {
  const auto whole = round(seconds, 0, Rounding::kDown);
  const auto rest = whole ? subtract(seconds, *whole) : std::nullopt;
  const auto scaled =
      rest ? multiply(*rest, Decimal::from_integer(kNanosecondsPerSecond)) : std::nullopt;
  const auto cut = scaled ? round(*scaled, 0, Rounding::kDown) : std::nullopt;
  std::int64_t whole_seconds = 0;
  std::int64_t nanoseconds = 0;
  if (!cut || !whole->to_integer(whole_seconds) || !cut->to_integer(nanoseconds))
    return std::nullopt;
  return make_duration(whole_seconds, nanoseconds);
}

std::optional<CivilDate> read_date(std::string_view text) {
  Reader reader(text);
  const auto date = take_date(reader);
  return reader.done() ? date : std::nullopt;
}

std::optional<TimeOfDay> read_time(std::string_view text) {
  Reader reader(text);
  bool midnight_after = false;
  const auto time = take_time(reader, midnight_after);
  return reader.done() && !midnight_after ? time : std::nullopt;
}

std::optional<DateTime> read_date_time(std::string_view text) {
  Reader reader(text);
  const auto date = take_date(reader);
  if (!date || !reader.accept('T')) return std::nullopt;
  bool midnight_after = false;
  const auto time = take_time(reader, midnight_after);
  if (!time || !reader.done()) return std::nullopt;
  return midnight_after ? add(DateTime{*date, *time}, {kSecondsPerDay, 0}) : DateTime{*date, *time};
}

Value read_duration(std::string_view text) {
  Reader reader(text);
  const bool negative = reader.accept('-');
  if (!reader.accept('P')) return nullptr;
  DurationParts parts;
  bool any = take_parts(reader, "YMD", {&parts.years, &parts.months, &parts.days}, parts);
  if (reader.accept('T')) {
    any = take_parts(reader, "HMS", {&parts.hours, &parts.minutes, &parts.seconds}, parts);
  }
  if (!any || !reader.done()) return nullptr;
  const bool of_months = parts.years || parts.months;
  const bool of_seconds = parts.days || parts.hours || parts.minutes || parts.seconds;
  if (of_months && of_seconds) return nullptr;
  return of_months ? months_value(parts, negative) : seconds_value(parts, negative);
}

Value read_temporal(std::string_view text) {
  if (const auto date = read_date(text)) return *date;
  if (const auto time = read_date_time(text)) return *time;
  if (const auto time = read_time(text)) return *time;
  return read_duration(text);
}

std::string to_string(const CivilDate& date) {
  const std::int64_t year = date.year < 0 ? -std::int64_t{date.year} : date.year;
  return (date.year < 0 ? "-" : "") +
         format("%04lld-%02d-%02d", static_cast<long long>(year), int{date.month}, int{date.day});
}

std::string to_string(const TimeOfDay& time) {
  const std::int32_t second = time.second_of_day;
  std::string text = format("%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
  text += fraction_text(time.nanosecond);
  if (!time.zone.empty()) return text + "@" + time.zone;
  return time.has_offset ? text + offset_text(time.offset_seconds) : text;
}

std::string to_string(const DateTime& time) {
  return to_string(time.date) + "T" + to_string(time.time);
}

std::string to_string(const MonthsDuration& duration) {
  const std::int64_t size = duration.months < 0 ? -duration.months : duration.months;
  std::string text = duration.months < 0 ? "-P" : "P";
  if (size >= kMonthsPerYear) text += std::to_string(size / kMonthsPerYear) + "Y";
  if (size % kMonthsPerYear != 0 || size == 0) text += std::to_string(size % kMonthsPerYear) + "M";
  return text;
}

std::string to_string(const SecondsDuration& duration) {
  const bool negative = duration.seconds < 0 || duration.nanoseconds < 0;
  const std::int64_t size = negative ? -duration.seconds : duration.seconds;
  const auto nanoseconds =
      static_cast<std::uint32_t>(negative ? -duration.nanoseconds : duration.nanoseconds);
  std::string text = negative ? "-P" : "P";
  if (size >= kSecondsPerDay) text += std::to_string(size / kSecondsPerDay) + "D";
  const std::int64_t rest = size % kSecondsPerDay;
  std::string clock;
  if (rest >= 3600) clock += std::to_string(rest / 3600) + "H";
  if (rest / 60 % 60 != 0) clock += std::to_string(rest / 60 % 60) + "M";
  if (rest % 60 != 0 || nanoseconds != 0) {
    clock += std::to_string(rest % 60) + fraction_text(nanoseconds) + "S";
  }
  if (!clock.empty()) return text + "T" + clock;
  return size == 0 ? "PT0S" : text;
}

}  // namespace lagrum::feel
