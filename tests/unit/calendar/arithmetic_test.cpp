#include "calendar/arithmetic.h"

#include <limits>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

struct AddRow {
  std::string_view from;
  std::string_view length;
  bool back;
  std::string_view to;
};

// SFS 1930:173 1 §: where the month has no day of that number, the time ends on its last day.
TEST(CalendarAdd, EndsOnTheSameWeekdayOrNumberOrOnTheMonthsLastDay) {
  for (const AddRow& row : {
           AddRow{"2026-03-13", "P3W", false, "2026-04-03"},
           AddRow{"2027-01-31", "P1M", false, "2027-02-28"},
           AddRow{"2028-01-31", "P1M", false, "2028-02-29"},
           AddRow{"2026-10-31", "P4M", false, "2027-02-28"},
           AddRow{"2026-10-31", "P8M", false, "2027-06-30"},
           AddRow{"2028-02-29", "P1Y", false, "2029-02-28"},
           AddRow{"2028-02-29", "P4Y", false, "2032-02-29"},
           AddRow{"2027-02-28", "P1M", false, "2027-03-28"},
           AddRow{"2026-12-31", "P2M", false, "2027-02-28"},
           AddRow{"2026-05-04", "P0D", false, "2026-05-04"},
           AddRow{"2026-03-31", "P1M", true, "2026-02-28"},
           AddRow{"2026-01-15", "P2M", true, "2025-11-15"},
           AddRow{"2026-06-16", "P10D", true, "2026-06-06"},
           AddRow{"1900-01-31", "P1M", false, "1900-02-28"},
       }) {
    EXPECT_EQ(lagrum::to_string(add(day(row.from), period(row.length), row.back)), row.to)
        << row.from << " " << row.length << (row.back ? " back" : "");
  }
}

TEST(CalendarAdd, StopsNextToTheBorderOfTheYears) {
  const Date beyond = kLastDate + std::chrono::days{1};
  const Period longest{std::numeric_limits<std::int32_t>::max(), Unit::kYears};

  EXPECT_EQ(add(kLastDate, period("P1D")), beyond);
  EXPECT_EQ(add(kLastDate, period("P1M")), beyond);
  EXPECT_EQ(add(kFirstDate, longest), beyond);
  EXPECT_EQ(add(kFirstDate, period("P1D"), true), kFirstDate - std::chrono::days{1});
  EXPECT_EQ(add(kLastDate, longest, true), kFirstDate - std::chrono::days{1});
}

TEST(CalendarAdd, ReachesTheBorderItself) {
  EXPECT_EQ(add(day("9999-12-30"), period("P1D")), kLastDate);
  EXPECT_EQ(add(day("9999-11-30"), period("P1M")), day("9999-12-30"));
  EXPECT_EQ(add(day("0002-01-01"), period("P1Y"), true), kFirstDate);
}

TEST(Merge, AddsMonthsToMonthsAndDaysToDays) {
  std::vector<Span> spans;

  for (const char* each : {"P4M", "P2W", "P1Y", "P3D"}) merge(spans, to_spans(period(each)).at(0));

  ASSERT_EQ(spans.size(), 2U);
  EXPECT_TRUE(spans[0].months);
  EXPECT_EQ(spans[0].count, 16);
  EXPECT_EQ(spans[1].count, 17);
}

}  // namespace
}  // namespace lagrum::calendar
