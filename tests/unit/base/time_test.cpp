#include "lagrum/time.h"

#include <gtest/gtest.h>

namespace lagrum {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year_month_day;

Date day(int y, unsigned m, unsigned d) {
  return sys_days{year_month_day{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}}};
}

struct TimeRow {
  const char* name;
  const char* text;
};
void PrintTo(const TimeRow& row, std::ostream* out) { *out << row.name; }
std::string name_of_time(const ::testing::TestParamInfo<TimeRow>& row) { return row.param.name; }

// --- dates

class GoodDate : public ::testing::TestWithParam<TimeRow> {};
TEST_P(GoodDate, IsReadAndWrittenAlike) {
  const Result<Date> date = parse_date(GetParam().text);

  ASSERT_TRUE(date) << to_string(date.error());
  EXPECT_EQ(to_string(*date), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, GoodDate,
    ::testing::Values(TimeRow{"Ordinary", "2027-02-16"}, TimeRow{"LeapDay", "2028-02-29"},
                      TimeRow{"LeapDayOf400Years", "2000-02-29"}, TimeRow{"First", "0001-01-01"},
                      TimeRow{"Last", "9999-12-31"}, TimeRow{"BeforeTheEpoch", "1969-12-31"}),
    name_of_time);

class BadDate : public ::testing::TestWithParam<TimeRow> {};
TEST_P(BadDate, IsRefusedAndNamed) {
  const Result<Date> date = parse_date(GetParam().text);

  ASSERT_FALSE(date);
  EXPECT_EQ(date.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(date.error().message,
            "expected a date such as 2027-02-16, found '" + std::string(GetParam().text) + "'");
}
INSTANTIATE_TEST_SUITE_P(
    Rows, BadDate,
    ::testing::Values(TimeRow{"Empty", ""}, TimeRow{"NoLeapYear", "2027-02-29"},
                      TimeRow{"NoLeapCentury", "1900-02-29"},
                      TimeRow{"ThirtyFirstOfApril", "2027-04-31"},
                      TimeRow{"MonthZero", "2027-00-10"}, TimeRow{"MonthThirteen", "2027-13-01"},
                      TimeRow{"DayZero", "2027-01-00"}, TimeRow{"YearZero", "0000-01-01"},
                      TimeRow{"FiveDigits", "12027-02-16"}, TimeRow{"ThreeDigits", "027-02-16"},
                      TimeRow{"ShortMonth", "2027-2-16"}, TimeRow{"Blank", " 2027-02-16"},
                      TimeRow{"BlankAfter", "2027-02-16 "}, TimeRow{"Sign", "-027-02-16"},
                      TimeRow{"Slashes", "2027/02/16"}, TimeRow{"NoHyphens", "20270216"},
                      TimeRow{"WithTime", "2027-02-16T00:00"}, TimeRow{"WithZone", "2027-02-16Z"},
                      TimeRow{"OtherDigits", "２027-02-16"}),
    name_of_time);

TEST(DateText, CountsFromTheEpoch) {
  EXPECT_EQ(*parse_date("1970-01-01"), Date{});
  EXPECT_EQ(*parse_date("2000-03-01") - *parse_date("2000-02-28"), std::chrono::days{2});
}

// --- instants (RFC 3339)

struct InstantRow {
  const char* name;
  const char* text;
  const char* utc;
};
void PrintTo(const InstantRow& row, std::ostream* out) { *out << row.name; }

class GoodInstant : public ::testing::TestWithParam<InstantRow> {};
TEST_P(GoodInstant, IsWrittenInUtcWithThreeDecimals) {
  const Result<Instant> instant = parse_instant(GetParam().text);

  ASSERT_TRUE(instant) << to_string(instant.error());
  EXPECT_EQ(to_string(*instant), GetParam().utc);
  EXPECT_EQ(*parse_instant(to_string(*instant)), *instant);
}
INSTANTIATE_TEST_SUITE_P(
    Rfc3339, GoodInstant,
    ::testing::Values(
        InstantRow{"Utc", "2027-02-16T08:30:00Z", "2027-02-16T08:30:00.000Z"},
        InstantRow{"Tenths", "2027-02-16T08:30:00.5Z", "2027-02-16T08:30:00.500Z"},
        InstantRow{"Hundredths", "2027-02-16T08:30:00.05Z", "2027-02-16T08:30:00.050Z"},
        InstantRow{"Milliseconds", "2027-02-16T08:30:00.005Z", "2027-02-16T08:30:00.005Z"},
        InstantRow{"East", "2027-02-16T08:30:00+01:00", "2027-02-16T07:30:00.000Z"},
        InstantRow{"West", "2027-02-16T08:30:00-05:30", "2027-02-16T14:00:00.000Z"},
        InstantRow{"NoOffset", "2027-02-16T08:30:00+00:00", "2027-02-16T08:30:00.000Z"},
        InstantRow{"IntoTheDayBefore", "2027-03-01T00:30:00+01:00", "2027-02-28T23:30:00.000Z"},
        InstantRow{"IntoTheYearAfter", "2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000Z"},
        InstantRow{"BeforeTheEpoch", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        InstantRow{"First", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"},
        InstantRow{"Last", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"}),
    [](const auto& row) { return std::string(row.param.name); });

class BadInstant : public ::testing::TestWithParam<TimeRow> {};
TEST_P(BadInstant, IsRefused) {
  const Result<Instant> instant = parse_instant(GetParam().text);

  ASSERT_FALSE(instant) << to_string(*instant);
  EXPECT_EQ(instant.error().code, ErrorCode::kInvalidArgument);
}
INSTANTIATE_TEST_SUITE_P(
    Rfc3339, BadInstant,
    ::testing::Values(
        TimeRow{"NoZone", "2027-02-16T08:30:00"}, TimeRow{"NoSeconds", "2027-02-16T08:30Z"},
        TimeRow{"DateAlone", "2027-02-16"}, TimeRow{"FourDecimals", "2027-02-16T08:30:00.1234Z"},
        TimeRow{"NoDecimals", "2027-02-16T08:30:00.Z"}, TimeRow{"Comma", "2027-02-16T08:30:00,5Z"},
        TimeRow{"Hour24", "2027-02-16T24:00:00Z"}, TimeRow{"Minute60", "2027-02-16T08:60:00Z"},
        TimeRow{"LeapSecond", "2016-12-31T23:59:60Z"}, TimeRow{"SmallT", "2027-02-16t08:30:00Z"},
        TimeRow{"SmallZ", "2027-02-16T08:30:00z"}, TimeRow{"Blank", "2027-02-16 08:30:00Z"},
        TimeRow{"BothZones", "2027-02-16T08:30:00Z+01:00"},
        TimeRow{"OffsetWithoutColon", "2027-02-16T08:30:00+0100"},
        TimeRow{"OffsetOfADay", "2027-02-16T08:30:00+24:00"},
        TimeRow{"OffsetOf60Minutes", "2027-02-16T08:30:00+01:60"},
        TimeRow{"Sign", "2027-02-16T+8:30:00Z"}, TimeRow{"NotADay", "2027-02-29T08:30:00Z"},
        TimeRow{"After", "2027-02-16T08:30:00Z "}),
    name_of_time);

// The years 1 to 9999 are read and written: an offset must not lead out of them.
TEST(BadInstant, IsRefusedWhereItsOffsetLeadsOutOfTheYears) {
  EXPECT_FALSE(parse_instant("0001-01-01T00:30:00+01:00"));
  EXPECT_FALSE(parse_instant("9999-12-31T23:30:00-01:00"));
  EXPECT_TRUE(parse_instant("0001-01-01T00:30:00+00:30"));
  EXPECT_TRUE(parse_instant("9999-12-31T23:29:59-00:30"));
}

// --- local times

TEST(LocalTimeText, IsReadWithAndWithoutSeconds) {
  EXPECT_EQ(to_string(*parse_local_time("2027-02-16T08:30")), "2027-02-16T08:30:00");
  EXPECT_EQ(to_string(*parse_local_time("2027-02-16T08:30:07")), "2027-02-16T08:30:07");
  EXPECT_EQ(to_string(*parse_local_time("1969-12-31T23:59:59")), "1969-12-31T23:59:59");
}

class BadLocalTime : public ::testing::TestWithParam<TimeRow> {};
TEST_P(BadLocalTime, IsRefused) { EXPECT_FALSE(parse_local_time(GetParam().text)); }
INSTANTIATE_TEST_SUITE_P(Rows, BadLocalTime,
                         ::testing::Values(TimeRow{"Zone", "2027-02-16T08:30Z"},
                                           TimeRow{"DateAlone", "2027-02-16"},
                                           TimeRow{"HourAlone", "2027-02-16T08"},
                                           TimeRow{"Decimals", "2027-02-16T08:30:00.5"},
                                           TimeRow{"Hour24", "2027-02-16T24:00"},
                                           TimeRow{"ColonAfter", "2027-02-16T08:30:"}),
                         name_of_time);

// --- zones

/// A zone that is `offset` ahead of UTC; knows no other.
class OneZone : public ZoneRules {
 public:
  explicit OneZone(std::chrono::seconds offset) : offset_(offset) {}
  Result<LocalTime> to_local(Instant instant, std::string_view zone) const override {
    LAGRUM_TRY(known(zone));
    return LocalTime{std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch() +
                     offset_};
  }
  Result<Instant> to_instant(LocalTime time, std::string_view zone) const override {
    LAGRUM_TRY(known(zone));
    return Instant{time.time_since_epoch() - offset_};
  }
  std::string version() const override { return "test"; }

 private:
  static Status known(std::string_view zone) {
    if (zone == "Test/Zone") return {};
    return Error{ErrorCode::kNotFound, "expected Test/Zone", {}, {}};
  }
  std::chrono::seconds offset_;
};

TEST(DateIn, IsTheCivilDateOfTheZone) {
  const OneZone east(1h);
  const OneZone west(-1h);

  EXPECT_EQ(*date_in(east, *parse_instant("2027-02-16T22:59:59.999Z"), "Test/Zone"),
            day(2027, 2, 16));
  EXPECT_EQ(*date_in(east, *parse_instant("2027-02-16T23:00:00Z"), "Test/Zone"), day(2027, 2, 17));
  EXPECT_EQ(*date_in(west, *parse_instant("2027-02-16T00:59:59Z"), "Test/Zone"), day(2027, 2, 15));
  EXPECT_EQ(*date_in(west, *parse_instant("1970-01-01T00:00:00Z"), "Test/Zone"), day(1969, 12, 31));
}

TEST(StartOfDay, IsMidnightOfTheZone) {
  const OneZone east(1h);

  EXPECT_EQ(to_string(*start_of_day(east, day(2027, 2, 16), "Test/Zone")),
            "2027-02-15T23:00:00.000Z");
}

TEST(DateIn, HandsOnThatTheZoneIsUnknown) {
  const OneZone east(1h);

  EXPECT_EQ(date_in(east, Instant{}, "Other/Zone").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(start_of_day(east, Date{}, "Other/Zone").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace lagrum
