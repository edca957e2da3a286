#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum {

/// A civil date, without time of day and without zone. Years 1 to 9999 are read and written.
using Date = std::chrono::sys_days;

/// Days before this one may begin, in some zone, before the years that are read and written.
inline constexpr Date kFirstDay{std::chrono::year{1} / 1 / 2};

/// A moment, in UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A civil date and time of day without zone, to the second.
using LocalTime = std::chrono::local_seconds;

/// "2027-02-16".
std::string to_string(Date date);
/// "2027-02-16T08:30:00.000Z" (RFC 3339, UTC, always three decimals).
std::string to_string(Instant instant);
/// "2027-02-16T08:30:00".
std::string to_string(LocalTime time);

/// Reads "2027-02-16"; no other form.
Result<Date> parse_date(std::string_view text);
/// Reads RFC 3339 with "Z" or an offset and at most three decimals.
Result<Instant> parse_instant(std::string_view text);
/// Reads "2027-02-16T08:30" or "2027-02-16T08:30:00".
Result<LocalTime> parse_local_time(std::string_view text);

/// The rules of time zones. A port: the engine holds no zone data itself.
/// Promise: pure, same answer for the same input while the process runs; safe from several threads.
class ZoneRules {
 public:
  virtual ~ZoneRules() = default;

  /// The civil time that clocks in `zone` (an IANA name such as "Europe/Stockholm") show at
  /// `instant`. Fails with kNotFound for an unknown zone.
  virtual Result<LocalTime> to_local(Instant instant, std::string_view zone) const = 0;

  /// The moment when clocks in `zone` show `time`. A time that a change to summer time skips gives
  /// the moment of the change; a time that occurs twice gives the earlier moment.
  virtual Result<Instant> to_instant(LocalTime time, std::string_view zone) const = 0;

  /// Version of the zone data, for the record ("2026c").
  virtual std::string version() const = 0;
};

/// The civil date on which `instant` falls in `zone`.
Result<Date> date_in(const ZoneRules& rules, Instant instant, std::string_view zone);
/// The moment when `date` begins (00:00) in `zone`.
Result<Instant> start_of_day(const ZoneRules& rules, Date date, std::string_view zone);

}  // namespace lagrum
