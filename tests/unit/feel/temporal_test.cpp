#include "feel/temporal.h"

#include <gtest/gtest.h>

namespace lagrum::feel {
namespace {

CivilDate date(std::string_view text) { return read_date(text).value(); }

TEST(Temporal, CountsDaysOverFourCenturies) {
  EXPECT_EQ(to_days(date("1970-01-01")), 0);
  EXPECT_EQ(to_days(date("2000-03-01")), 11017);
  EXPECT_EQ(to_days(date("1969-12-31")), -1);
  for (std::int64_t day = -800000; day <= 800000; day += 37)
    EXPECT_EQ(to_days(*from_days(day)), day);
}

TEST(Temporal, AddsMonthsWithClampToTheMonthsEnd) {
  EXPECT_EQ(add_months(date("2026-10-31"), 4), date("2027-02-28"));
  EXPECT_EQ(add_months(date("2028-02-29"), 12), date("2029-02-28"));
  EXPECT_EQ(add_months(date("2027-01-15"), -1), date("2026-12-15"));
  EXPECT_EQ(add_months(date("2027-01-15"), INT64_MAX), std::nullopt);
}

TEST(Temporal, CountsWholeMonthsBetween) {
  EXPECT_EQ(months_between(date("2016-09-30"), date("2017-11-01")).months, 13);
  EXPECT_EQ(months_between(date("2016-09-30"), date("2016-10-29")).months, 0);
  EXPECT_EQ(months_between(date("2017-11-01"), date("2016-09-30")).months, -13);
}

TEST(Temporal, KnowsWeekdaysAndWeeks) {
  EXPECT_EQ(weekday(date("2027-02-16")), 2);
  EXPECT_EQ(weekday(date("1969-12-28")), 7);
  EXPECT_EQ(day_of_year(date("2024-12-31")), 366);
  EXPECT_EQ(week_of_year(date("2021-01-03")), 53);
  EXPECT_EQ(week_of_year(date("2018-12-31")), 1);
}

TEST(Temporal, MovesTheClockPastMidnight) {
  const TimeOfDay late = read_time("23:30:00").value();

  EXPECT_EQ(to_string(add(late, SecondsDuration{3600, 0})), "00:30:00");
  EXPECT_EQ(to_string(add(late, SecondsDuration{-86400, 0})), "23:30:00");
}

TEST(Temporal, SubtractsMomentsWithOffsets) {
  const auto difference = [](std::string_view a, std::string_view b) {
    const auto span = subtract(read_date_time(a).value(), read_date_time(b).value());
    return span ? to_string(*span) : "none";
  };

  EXPECT_EQ(difference("2027-02-16T01:00:00+01:00", "2027-02-16T00:00:00Z"), "PT0S");
  EXPECT_EQ(difference("2027-02-16T00:00:00.25", "2027-02-15T23:59:59.5"), "PT0.75S");
  EXPECT_EQ(difference("2027-02-15T00:00:00", "2027-02-16T00:00:01"), "-P1DT1S");
  EXPECT_EQ(difference("2027-02-16T00:00:00", "2027-02-16T00:00:00Z"), "none");
}

TEST(Temporal, RefusesSumsThatOverflow) {
  EXPECT_EQ(add(SecondsDuration{INT64_MAX - 5, 0}, SecondsDuration{10, 0}), std::nullopt);
  EXPECT_EQ(add(DateTime{date("999999999-12-31"), {}}, SecondsDuration{86400, 0}), std::nullopt);
}

struct TimeForm {
  const char* name;
  const char* text;
  const char* printed;  ///< null where the text is refused
};

void PrintTo(const TimeForm& row, std::ostream* out) { *out << row.text; }

class TemporalForm : public testing::TestWithParam<TimeForm> {};

TEST_P(TemporalForm, IsReadAndPrinted) {
  const Value value = read_temporal(GetParam().text);

  ASSERT_EQ(value.is_null(), GetParam().printed == nullptr);
  if (!value.is_null()) {
    EXPECT_EQ(plain_text(value), GetParam().printed);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, TemporalForm,
    testing::Values(
        TimeForm{"date", "2027-02-16", "2027-02-16"},
        TimeForm{"leap_day", "2028-02-29", "2028-02-29"},
        TimeForm{"no_leap_day", "2027-02-29", nullptr},
        TimeForm{"far_year", "123456789-01-01", "123456789-01-01"},
        TimeForm{"year_before_zero", "-0044-03-15", "-0044-03-15"},
        TimeForm{"short_year", "27-02-16", nullptr},
        TimeForm{"leading_zero", "02027-02-16", nullptr},
        TimeForm{"too_far_year", "1000000000-01-01", nullptr},
        TimeForm{"short_day", "2027-02-1", nullptr}, TimeForm{"time", "08:30:00", "08:30:00"},
        TimeForm{"no_seconds", "08:30", nullptr},
        TimeForm{"fraction", "08:30:00.1200", "08:30:00.12"},
        TimeForm{"empty_fraction", "08:30:00.", nullptr},
        TimeForm{"zone", "08:30:00@Europe/Stockholm", "08:30:00@Europe/Stockholm"},
        TimeForm{"empty_zone", "08:30:00@", nullptr},
        TimeForm{"offset", "08:30:00-05:30", "08:30:00-05:30"},
        TimeForm{"no_offset", "08:30:00+00:00", "08:30:00Z"},
        TimeForm{"wide_offset", "08:30:00+19:00", nullptr},
        TimeForm{"hour_24", "24:00:00", nullptr}, TimeForm{"minute_60", "08:60:00", nullptr},
        TimeForm{"date_time", "2027-02-16T08:30:00", "2027-02-16T08:30:00"},
        TimeForm{"end_of_day", "2027-12-31T24:00:00", "2028-01-01T00:00:00"},
        TimeForm{"past_end_of_day", "2027-12-31T24:00:01", nullptr},
        TimeForm{"months", "P1Y14M", "P2Y2M"}, TimeForm{"negative_months", "-P1M", "-P1M"},
        TimeForm{"days", "P14D", "P14D"}, TimeForm{"hours", "PT36H", "P1DT12H"},
        TimeForm{"parts_of_seconds", "PT0.5S", "PT0.5S"},
        TimeForm{"negative_parts", "-PT0.5S", "-PT0.5S"}, TimeForm{"mixed", "P1M1D", nullptr},
        TimeForm{"empty_duration", "P", nullptr}, TimeForm{"empty_time", "P1DT", nullptr},
        TimeForm{"wrong_order", "PT1S1H", nullptr}, TimeForm{"weeks", "P3W", nullptr},
        TimeForm{"fraction_of_hours", "PT1.5H", nullptr},
        TimeForm{"overflow", "P999999999999999999Y", nullptr}, TimeForm{"empty", "", nullptr},
        TimeForm{"words", "tomorrow", nullptr}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::feel
