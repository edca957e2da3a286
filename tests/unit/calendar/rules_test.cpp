#include "calendar/rules.h"

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

using std::chrono::December;
using std::chrono::February;
using std::chrono::June;
using std::chrono::Saturday;
using std::chrono::year;

// Published dates, with the earliest (22 March) and the latest (25 April) that there can be.
TEST(EasterDay, FallsOnThePublishedDates) {
  for (const char* date :
       {"1818-03-22", "1886-04-25", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23",
        "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2026-04-05", "2038-04-25",
        "2049-04-18", "2076-04-19", "2285-03-22", "4200-04-20"}) {
    const std::chrono::year_month_day civil{day(date)};

    EXPECT_EQ(lagrum::to_string(easter_day(civil.year())), date);
  }
}

TEST(EasterDay, IsASundayFrom22MarchTo25AprilInEveryYear) {
  for (int each = 1; each <= 9999; ++each) {
    const Date easter = easter_day(year{each});

    EXPECT_EQ(std::chrono::weekday{easter}, std::chrono::Sunday) << each;
    EXPECT_GE(easter, Date{year{each} / 3 / 22}) << each;
    EXPECT_LE(easter, Date{year{each} / 4 / 25}) << each;
  }
}

TEST(Occurs, OnTheSameDateEachYear) {
  EXPECT_TRUE(occurs(FixedRule{December / 24}, day("2026-12-24")));
  EXPECT_FALSE(occurs(FixedRule{December / 24}, day("2026-12-25")));
  EXPECT_TRUE(occurs(FixedRule{February / 29}, day("2028-02-29")));
  EXPECT_FALSE(occurs(FixedRule{February / 29}, day("2027-02-28")));
}

TEST(Occurs, RelativeToEaster) {
  EXPECT_TRUE(occurs(EasterRule{-2}, day("2026-04-03")));
  EXPECT_FALSE(occurs(EasterRule{-2}, day("2025-04-03")));
  EXPECT_TRUE(occurs(EasterRule{39}, day("2026-05-14")));
}

TEST(Occurs, OnceOnly) {
  EXPECT_TRUE(occurs(DateRule{day("2026-08-10")}, day("2026-08-10")));
  EXPECT_FALSE(occurs(DateRule{day("2026-08-10")}, day("2027-08-10")));
}

TEST(Occurs, OnTheWeekdayWithinTheRangeWithBothEnds) {
  const WeekdayRule rule{Saturday, June / 20, June / 26};

  EXPECT_TRUE(occurs(rule, day("2026-06-20")));
  EXPECT_TRUE(occurs(rule, day("2027-06-26")));
  EXPECT_FALSE(occurs(rule, day("2026-06-27")));
  EXPECT_FALSE(occurs(rule, day("2027-06-19")));
  EXPECT_FALSE(occurs(rule, day("2026-06-21")));
}

TEST(EasterOffsets, AtTheirBordersStayWithinTheYear) {
  for (const int each : {1818, 1943, 2038, 2285, 2008}) {
    const Date easter = easter_day(year{each});
    const std::chrono::year_month_day first{easter + std::chrono::days{kEasterOffsetMin}};
    const std::chrono::year_month_day last{easter + std::chrono::days{kEasterOffsetMax}};

    EXPECT_EQ(first.year(), year{each});
    EXPECT_EQ(last.year(), year{each});
  }
}

}  // namespace
}  // namespace lagrum::calendar
