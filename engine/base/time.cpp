#include "lagrum/time.h"

#include <array>
#include <cstdio>
#include <optional>

namespace lagrum {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

template <class... Args>
std::string format(const char* pattern, Args... args) {
  std::array<char, 64> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), pattern, args...);
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

/// Reads fixed-width fields one after the other; any mismatch makes the whole reading fail.
class Fields {
 public:
  explicit Fields(std::string_view text) : text_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (at_ >= text_.size() || text_[at_] < '0' || text_[at_] > '9') {
        ok_ = false;
        return 0;
      }
      value = value * 10 + (text_[at_++] - '0');
    }
    return value;
  }
  bool accept(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) { ok_ = accept(c) && ok_; }
  bool digit_next() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }
  bool done() const { return ok_ && at_ == text_.size(); }
  void fail() { ok_ = false; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  bool ok_ = true;
};

std::optional<Date> read_date(Fields& fields) {
  const int year = fields.digits(4);
  fields.expect('-');
  const int month = fields.digits(2);
  fields.expect('-');
  const int day = fields.digits(2);
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 1 || !date.ok()) return std::nullopt;
  return Date{date};
}

std::optional<seconds> read_clock(Fields& fields, bool seconds_required) {
  const int hour = fields.digits(2);
  fields.expect(':');
  const int minute = fields.digits(2);
  int second = 0;
  if (fields.accept(':')) {
    second = fields.digits(2);
  } else if (seconds_required) {
    fields.fail();
  }
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return seconds{hours{hour} + minutes{minute} + seconds{second}};
}

Error unreadable(std::string_view expected, std::string_view found) {
  return Error{ErrorCode::kInvalidArgument,
               "expected " + std::string(expected) + ", found '" + std::string(found) + "'",
               {},
               {}};
}

}  // namespace

std::string to_string(Date date) {
  const year_month_day ymd{date};
  return format("%04d-%02u-%02u", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                static_cast<unsigned>(ymd.day()));
}

std::string to_string(LocalTime time) {
  const auto day = floor<days>(time);
  const auto clock = std::chrono::hh_mm_ss{time - day};
  return to_string(Date{day.time_since_epoch()}) +
         format("T%02d:%02d:%02d", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
}

std::string to_string(Instant instant) {
  const auto day = floor<days>(instant);
  const auto clock = std::chrono::hh_mm_ss{instant - day};
  return to_string(Date{day}) + format("T%02d:%02d:%02d.%03dZ",
                                       static_cast<int>(clock.hours().count()),
                                       static_cast<int>(clock.minutes().count()),
                                       static_cast<int>(clock.seconds().count()),
                                       static_cast<int>(clock.subseconds().count()));
}

Result<Date> parse_date(std::string_view text) {
  Fields fields(text);
  const auto date = read_date(fields);
  if (!date || !fields.done()) return unreadable("a date such as 2027-02-16", text);
  return *date;
}

Result<LocalTime> parse_local_time(std::string_view text) {
  Fields fields(text);
  const auto date = read_date(fields);
  fields.expect('T');
  const auto clock = read_clock(fields, false);
  if (!date || !clock || !fields.done()) {
    return unreadable("a local time such as 2027-02-16T08:30", text);
  }
  return LocalTime{date->time_since_epoch()} + *clock;
}

Result<Instant> parse_instant(std::string_view text) {
  Fields fields(text);
  const auto date = read_date(fields);
  fields.expect('T');
  const auto clock = read_clock(fields, true);
  int millisecond = 0;
  if (fields.accept('.')) {
    int scale = 100;
    for (int i = 0; i < 3 && (i == 0 || fields.digit_next()); ++i, scale /= 10) {
      millisecond += fields.digits(1) * scale;
    }
  }
  minutes offset{0};
  if (!fields.accept('Z')) {
    const bool west = fields.accept('-');
    if (!west) fields.expect('+');
    const int hour = fields.digits(2);
    fields.expect(':');
    const int minute = fields.digits(2);
    if (hour > 23 || minute > 59) fields.fail();
    offset = (west ? -1 : 1) * minutes{hour * 60 + minute};
  }
  if (!date || !clock || !fields.done()) {
    return unreadable("an instant such as 2027-02-16T08:30:00.000Z", text);
  }
  const Instant instant{date->time_since_epoch() + *clock + milliseconds{millisecond} - offset};
  const int year = static_cast<int>(year_month_day{floor<days>(instant)}.year());
  if (year < 1 || year > 9999) return unreadable("an instant of the years 1 to 9999 in UTC", text);
  return instant;
}

Result<Date> date_in(const ZoneRules& rules, Instant instant, std::string_view zone) {
  LAGRUM_ASSIGN(const LocalTime local, rules.to_local(instant, zone));
  return Date{floor<days>(local).time_since_epoch()};
}

Result<Instant> start_of_day(const ZoneRules& rules, Date date, std::string_view zone) {
  return rules.to_instant(LocalTime{date.time_since_epoch()}, zone);
}

}  // namespace lagrum
