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

struct Row {
  const char* name;
  const char* text;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }
std::string name_of(const ::testing::TestParamInfo<Row>& row) { return row.param.name; }

// --- dates

class GoodDate : public ::testing::TestWithParam<Row> {};
TEST_P(GoodDate, IsReadAndWrittenAlike) {
  const Result<Date> date = parse_date(GetParam().text);

  ASSERT_TRUE(date) << to_string(date.error());
  EXPECT_EQ(to_string(*date), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Rows, GoodDate,
                         ::testing::Values(Row{"Ordinary", "2027-02-16"},
                                           Row{"LeapDay", "2028-02-29"},
                                           Row{"LeapDayOf400Years", "2000-02-29"},
                                           Row{"First", "0001-01-01"}, Row{"Last", "9999-12-31"},
                                           Row{"BeforeTheEpoch", "1969-12-31"}),
                         name_of);

class BadDate : public ::testing::TestWithParam<Row> {};
TEST_P(BadDate, IsRefusedAndNamed) {
  const Result<Date> date = parse_date(GetParam().text);

  ASSERT_FALSE(date);
  EXPECT_EQ(date.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(date.error().message,
            "expected a date such as 2027-02-16, found '" + std::string(GetParam().text) + "'");
}
INSTANTIATE_TEST_SUITE_P(
    Rows, BadDate,
    ::testing::Values(Row{"Empty", ""}, Row{"NoLeapYear", "2027-02-29"},
                      Row{"NoLeapCentury", "1900-02-29"}, Row{"ThirtyFirstOfApril", "2027-04-31"},
                      Row{"MonthZero", "2027-00-10"}, Row{"MonthThirteen", "2027-13-01"},
                      Row{"DayZero", "2027-01-00"}, Row{"YearZero", "0000-01-01"},
                      Row{"FiveDigits", "12027-02-16"}, Row{"ThreeDigits", "027-02-16"},
                      Row{"ShortMonth", "2027-2-16"}, Row{"Blank", " 2027-02-16"},
                      Row{"BlankAfter", "2027-02-16 "}, Row{"Sign", "-027-02-16"},
                      Row{"Slashes", "2027/02/16"}, Row{"NoHyphens", "20270216"},
                      Row{"WithTime", "2027-02-16T00:00"}, Row{"WithZone", "2027-02-16Z"},
                      Row{"OtherDigits", "２027-02-16"}),
    name_of);

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

class BadInstant : public ::testing::TestWithParam<Row> {};
TEST_P(BadInstant, IsRefused) {
  const Result<Instant> instant = parse_instant(GetParam().text);

  ASSERT_FALSE(instant) << to_string(*instant);
  EXPECT_EQ(instant.error().code, ErrorCode::kInvalidArgument);
}
INSTANTIATE_TEST_SUITE_P(
    Rfc3339, BadInstant,
    ::testing::Values(
        Row{"NoZone", "2027-02-16T08:30:00"}, Row{"NoSeconds", "2027-02-16T08:30Z"},
        Row{"DateAlone", "2027-02-16"}, Row{"FourDecimals", "2027-02-16T08:30:00.1234Z"},
        Row{"NoDecimals", "2027-02-16T08:30:00.Z"}, Row{"Comma", "2027-02-16T08:30:00,5Z"},
        Row{"Hour24", "2027-02-16T24:00:00Z"}, Row{"Minute60", "2027-02-16T08:60:00Z"},
        Row{"LeapSecond", "2016-12-31T23:59:60Z"}, Row{"SmallT", "2027-02-16t08:30:00Z"},
        Row{"SmallZ", "2027-02-16T08:30:00z"}, Row{"Blank", "2027-02-16 08:30:00Z"},
        Row{"BothZones", "2027-02-16T08:30:00Z+01:00"},
        Row{"OffsetWithoutColon", "2027-02-16T08:30:00+0100"},
        Row{"OffsetOfADay", "2027-02-16T08:30:00+24:00"},
        Row{"OffsetOf60Minutes", "2027-02-16T08:30:00+01:60"}, Row{"Sign", "2027-02-16T+8:30:00Z"},
        Row{"NotADay", "2027-02-29T08:30:00Z"}, Row{"After", "2027-02-16T08:30:00Z "}),
    name_of);

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

class BadLocalTime : public ::testing::TestWithParam<Row> {};
TEST_P(BadLocalTime, IsRefused) { EXPECT_FALSE(parse_local_time(GetParam().text)); }
INSTANTIATE_TEST_SUITE_P(
    Rows, BadLocalTime,
    ::testing::Values(Row{"Zone", "2027-02-16T08:30Z"}, Row{"DateAlone", "2027-02-16"},
                      Row{"HourAlone", "2027-02-16T08"}, Row{"Decimals", "2027-02-16T08:30:00.5"},
                      Row{"Hour24", "2027-02-16T24:00"}, Row{"ColonAfter", "2027-02-16T08:30:"}),
    name_of);

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
