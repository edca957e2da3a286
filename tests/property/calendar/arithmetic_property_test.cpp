// The month rule against a second implementation that shares nothing with it: it walks day by day
// and month by month over numbers, with its own table of month lengths.
#include <gtest/gtest.h>

#include <array>

#include "lagrum/calendar.h"
#include "support/seed.h"

namespace lagrum::calendar {
namespace {

using test::Chance;

struct Civil {
  int year;
  int month;
  int day;
};

int days_in(int year, int month) {
  constexpr std::array kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kLengths[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

Civil walk_months(Civil date, int months) {
  for (int i = 0; i < months; ++i) {
    if (++date.month > 12) {
      date.month = 1;
      ++date.year;
    }
  }
  if (date.day > days_in(date.year, date.month)) date.day = days_in(date.year, date.month);
  return date;
}

Civil walk_days(Civil date, int days) {
  for (int i = 0; i < days; ++i) {
    if (++date.day > days_in(date.year, date.month)) {
      date = Civil{date.month == 12 ? date.year + 1 : date.year, date.month % 12 + 1, 1};
    }
  }
  return date;
}

Date as_date(const Civil& civil) {
  return Date{std::chrono::year{civil.year} / civil.month / civil.day};
}

Civil some_day(Chance& chance) {
  Civil civil{chance.between(1, 9800), chance.between(1, 12), 1};
  // Month ends come up often, as they are where the rule matters.
  civil.day = chance.between(0, 1) == 0 ? days_in(civil.year, civil.month)
                                        : chance.between(1, days_in(civil.year, civil.month));
  return civil;
}

constexpr int kSumsTried = 20'000;

// SFS 1930:173 1 §; Regulation 1182/71 art. 3(2).
TEST(CalendarAddProperty, MonthsAgreeWithTheNaiveWalk) {
  Chance chance;
  for (int run = 0; run < kSumsTried; ++run) {
    const Civil from = some_day(chance);
    const int months = chance.between(0, 60);

    const Date to = add(as_date(from), Period{months, Unit::kMonths});

    ASSERT_EQ(to, as_date(walk_months(from, months)))
        << lagrum::to_string(as_date(from)) << " + " << months;
  }
}

TEST(CalendarAddProperty, YearsAreTwelveMonths) {
  Chance chance;
  for (int run = 0; run < kSumsTried; ++run) {
    const Date from = as_date(some_day(chance));
    const int years = chance.between(0, 100);

    ASSERT_EQ(add(from, Period{years, Unit::kYears}), add(from, Period{12 * years, Unit::kMonths}))
        << lagrum::to_string(from) << " + " << years;
  }
}

TEST(CalendarAddProperty, WeeksAgreeWithTheNaiveWalkAndKeepTheWeekday) {
  Chance chance;
  for (int run = 0; run < kSumsTried; ++run) {
    const Civil from = some_day(chance);
    const int weeks = chance.between(0, 60);

    const Date to = add(as_date(from), Period{weeks, Unit::kWeeks});

    ASSERT_EQ(to, as_date(walk_days(from, 7 * weeks)));
    ASSERT_EQ(std::chrono::weekday{to}, std::chrono::weekday{as_date(from)});
  }
}

TEST(CalendarAddProperty, MonthsBackUndoMonthsForwardButForTheClamp) {
  Chance chance;
  for (int run = 0; run < kSumsTried; ++run) {
    const Civil from = some_day(chance);
    const Period months{chance.between(0, 60), Unit::kMonths};

    const std::chrono::year_month_day back{add(add(as_date(from), months), months, true)};

    ASSERT_EQ(static_cast<int>(back.year()), from.year);
    ASSERT_EQ(static_cast<unsigned>(back.month()), static_cast<unsigned>(from.month));
    ASSERT_LE(static_cast<unsigned>(back.day()), static_cast<unsigned>(from.day));
  }
}

}  // namespace
}  // namespace lagrum::calendar
