#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

constexpr bool kEvesAreNotWorkingDays = false;
constexpr bool kEvesAreWorkingDays = true;

/// A last day for an act, which moves to the next weekday.
Leg latest_swedish(std::string from, std::string_view length, std::string_view raw_end,
                   std::string_view due) {
  return Leg{std::move(from), length, raw_end, due, Kind::kLatestAct, "se.vardag", ""};
}

/// Something that counts as having happened on a day.
Leg deemed(std::string from, std::string_view length, std::string_view day) {
  return Leg{std::move(from), length, day, day, Kind::kDeemedEvent, "", ""};
}

/// A number of working days from a day; the control message of simplified service is due so.
Leg working_days(std::string from, std::string_view length, std::string_view day, Kind kind) {
  return Leg{std::move(from), length, day, day, kind, "", "se.arbetsdag"};
}

class SwedishDates : public testing::TestWithParam<DateRow> {};

TEST_P(SwedishDates, AreThoseOfTheStatute) {
  expect_dates(shipped("se", GetParam().switch_on), GetParam());
}

// SFS 1930:173 1 §: statutory time in weeks, months or years ends on the day that by its name or
// number answers to the day from which it is counted; without such a day, on the last day of the
// month. SFS 1930:173 2 §: where the last time for an act falls on a Sunday, another public
// holiday, a Saturday, Midsummer Eve, Christmas Eve or New Year's Eve, the act may be done on the
// next weekday.
INSTANTIATE_TEST_SUITE_P(
    CountingAndRolling, SwedishDates,
    testing::Values(DateRow{"TwelfthNightEveDoesNotMoveTheLastDay",
                            "SFS 1930:173 2 §; RÅ 2004 not 40",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2003-12-15", "P3W", "2004-01-05", "2004-01-05")}},
                    DateRow{"GoodFridayMovesToTheTuesdayAfterEaster",
                            "SFS 2017:900 44 §; SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2026-03-13", "P3W", "2026-04-03", "2026-04-07")}},
                    DateRow{"EasterSaturdayMovesToTheTuesdayAfterEaster",
                            "SFS 2017:900 44 §; SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2027-03-06", "P3W", "2027-03-27", "2027-03-30")}},
                    DateRow{"MidsummerEveMovesToMonday",
                            "SFS 2017:900 44 §; SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2026-05-29", "P3W", "2026-06-19", "2026-06-22")}},
                    DateRow{"ChristmasEveMovesPastChristmas",
                            "SFS 2017:900 44 §; SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2026-12-03", "P3W", "2026-12-24", "2026-12-28")}},
                    DateRow{"NewYearsEveMovesPastTheWeekend",
                            "SFS 2017:900 44 §; SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2026-12-10", "P3W", "2026-12-31", "2027-01-04")}},
                    DateRow{"AscensionMovesToTheFridayAfter",
                            "SFS 2017:900 44 §; SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2026-04-23", "P3W", "2026-05-14", "2026-05-15")}},
                    DateRow{"AMonthFromThe31stEndsOnTheLastOfFebruary",
                            "SFS 1930:173 1, 2 §§",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("2027-01-31", "P1M", "2027-02-28", "2027-03-01")}},
                    DateRow{"EasterDaysWithinTheTimeAreNotTakenOff",
                            "SFS 1930:173 1 §; RÅ 1999 not 181",
                            kEvesAreNotWorkingDays,
                            {latest_swedish("1999-03-16", "P3W", "1999-04-06", "1999-04-06")}},
                    DateRow{"TheSwitchOfWorkingDaysDoesNotTouchTheLastDay",
                            "SFS 1930:173 2 §",
                            kEvesAreWorkingDays,
                            {latest_swedish("2026-05-29", "P3W", "2026-06-19", "2026-06-22")}}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Handling, SwedishDates,
    testing::Values(
        // SFS 2017:900 12 §: a request that the case be decided is answered within four weeks.
        DateRow{"ARequestToDecideIsAnsweredWithinFourWeeks",
                "SFS 2017:900 12 §; SFS 1930:173 1, 2 §§",
                kEvesAreNotWorkingDays,
                {latest_swedish("2026-12-08", "P4W", "2027-01-05", "2027-01-05")}},
        // SFS 2010:900 9 kap. 99 §: a building permit is decided within ten weeks.
        DateRow{"ABuildingPermitIsDecidedWithinTenWeeks",
                "SFS 2010:900 9 kap. 99 §; SFS 1930:173 1, 2 §§",
                kEvesAreNotWorkingDays,
                {latest_swedish("2026-04-21", "P10W", "2026-06-30", "2026-06-30")}},
        DateRow{"TenWeeksThatEndOnTheSecondDayOfChristmasMove",
                "SFS 2010:900 9 kap. 99 §; SFS 1930:173 1, 2 §§",
                kEvesAreNotWorkingDays,
                {latest_swedish("2026-10-17", "P10W", "2026-12-26", "2026-12-28")}},
        // SFS 2010:900 9 kap. 91 §: an order to supplement is made within three weeks.
        DateRow{"TheEveOfTheNationalDayIsAnOrdinaryDay",
                "SFS 2010:900 9 kap. 91, 99 §§",
                kEvesAreNotWorkingDays,
                {latest_swedish("2026-05-15", "P3W", "2026-06-05", "2026-06-05")}},
        // SFS 1998:808 9 kap. 6 c §: an activity may begin six weeks after its notification.
        DateRow{"AnActivityMayBeginSixWeeksAfterItsNotification",
                "SFS 1998:808 9 kap. 6 c §; SFS 1930:173 1 §",
                kEvesAreNotWorkingDays,
                {Leg{"2026-11-10", "P6W", "2026-12-22", "2026-12-22", Kind::kEarliestAct,
                     "se.vardag", ""}}},
        DateRow{"ADayFromWhichAnActMayBeDoneDoesNotMove",
                "SFS 1998:808 9 kap. 6 c §; SFS 1930:173 1 §",
                kEvesAreNotWorkingDays,
                {Leg{"2026-11-12", "P6W", "2026-12-24", "2026-12-24", Kind::kEarliestAct,
                     "se.vardag", ""}}}),
    name_of);

// SFS 2017:900 22 §: a document that reaches the authority's post on a working day counts as
// arrived on the working day before, where it can be assumed that it was there then.
INSTANTIATE_TEST_SUITE_P(
    Arrival, SwedishDates,
    testing::Values(DateRow{"MondayAfterMidsummerCountsAsThursdayWhenEvesAreNoWorkingDays",
                            "SFS 2017:900 22 §",
                            kEvesAreNotWorkingDays,
                            {working_days("2026-06-22", "P1D", "2026-06-18", Kind::kBackward)}},
                    DateRow{"MondayAfterMidsummerCountsAsMidsummerEveWhenEvesAreWorkingDays",
                            "SFS 2017:900 22 §",
                            kEvesAreWorkingDays,
                            {working_days("2026-06-22", "P1D", "2026-06-19", Kind::kBackward)}},
                    DateRow{"MondayCountsAsFriday",
                            "SFS 2017:900 22, 44 §§",
                            kEvesAreNotWorkingDays,
                            {working_days("2021-12-06", "P1D", "2021-12-03", Kind::kBackward)}}),
    name_of);

// SFS 2010:1932 22 §: a control message is sent at the earliest the working day after the document.
// SFS 2010:1932 26 §: service has taken place two weeks after the document was sent.
INSTANTIATE_TEST_SUITE_P(
    SimplifiedService, SwedishDates,
    testing::Values(DateRow{"SentBeforeEaster",
                            "SFS 2010:1932 22, 26 §§; SFS 2017:900 44 §",
                            kEvesAreNotWorkingDays,
                            {working_days("2021-04-01", "P1D", "2021-04-06", Kind::kEarliestAct),
                             deemed("2021-04-01", "P2W", "2021-04-15"),
                             latest_swedish("#1", "P3W", "2021-05-06", "2021-05-06"),
                             deemed("#2", "P1D", "2021-05-07")}},
                    DateRow{"SentOnAMonday",
                            "SFS 2010:1932 22, 26 §§; SFS 2017:900 44 §",
                            kEvesAreNotWorkingDays,
                            {working_days("2027-03-01", "P1D", "2027-03-02", Kind::kEarliestAct),
                             deemed("2027-03-01", "P2W", "2027-03-15"),
                             latest_swedish("#1", "P3W", "2027-04-05", "2027-04-05"),
                             deemed("#2", "P1D", "2027-04-06")}},
                    DateRow{"SentOnAFriday",
                            "SFS 2010:1932 22, 26 §§; SFS 2017:900 44 §",
                            kEvesAreNotWorkingDays,
                            {working_days("2026-05-08", "P1D", "2026-05-11", Kind::kEarliestAct),
                             deemed("2026-05-08", "P2W", "2026-05-22"),
                             latest_swedish("#1", "P3W", "2026-06-12", "2026-06-12"),
                             deemed("#2", "P1D", "2026-06-13")}},
                    DateRow{"LastDayOnMidsummerEve",
                            "SFS 2010:1932 22, 26 §§; SFS 2017:900 44 §",
                            kEvesAreNotWorkingDays,
                            {working_days("2026-05-15", "P1D", "2026-05-18", Kind::kEarliestAct),
                             deemed("2026-05-15", "P2W", "2026-05-29"),
                             latest_swedish("#1", "P3W", "2026-06-19", "2026-06-22"),
                             deemed("#2", "P1D", "2026-06-23")}}),
    name_of);

// SFS 2017:725 5 kap. 69 §: minutes are adjusted within 14 days. 8 kap. 12 §: announced on the
// second day after. 13 kap. 5 §: an appeal has come in within three weeks from the announcement.
INSTANTIATE_TEST_SUITE_P(LegalityReview, SwedishDates,
                         testing::Values(DateRow{
                             "FromTheBoardsMeetingToTheLastDayOfAppeal",
                             "SFS 2017:725 5 kap. 69 §, 6 kap. 35 §, 8 kap. 12 §, 13 kap. 5 §",
                             kEvesAreNotWorkingDays,
                             {latest_swedish("2026-11-25", "P14D", "2026-12-09", "2026-12-09"),
                              latest_swedish("#0", "P2D", "2026-12-11", "2026-12-11"),
                              latest_swedish("#1", "P3W", "2027-01-01", "2027-01-04")}}),
                         name_of);

Date appeal_ends(std::string_view informed_on) {
  const auto computed =
      compute(shipped("se", kEvesAreNotWorkingDays),
              TimeLimit{.start = day(informed_on), .length = period("P3W"), .roll = "se.vardag"});
  return computed.value().due;
}

// SFS 2017:900 44 §: the appellant's own time; the decision is final when the last one has run out.
TEST(SwedishFinality, ComesTheDayAfterTheLastPartysTime) {
  const Date first = appeal_ends("2026-03-02");
  const Date second = appeal_ends("2026-03-13");

  EXPECT_EQ(first, day("2026-03-23"));
  EXPECT_EQ(second, day("2026-04-07"));
  EXPECT_EQ(std::max(first, second) + std::chrono::days{1}, day("2026-04-08"));
}

// SFS 2010:900 12 kap. 8 a §: the fee falls by a fifth for each week begun after the time ran out.
TEST(SwedishFee, FallsByAFifthForEachWeekBegunLate) {
  const auto computed =
      compute(shipped("se", kEvesAreNotWorkingDays),
              TimeLimit{.start = day("2026-01-12"), .length = period("P10W"), .roll = "se.vardag"});

  const auto days_late = (day("2026-04-08") - computed.value().due).count();

  EXPECT_EQ(computed.value().due, day("2026-03-23"));
  EXPECT_EQ(days_late, 16);
  EXPECT_EQ((days_late + 6) / 7, 3);
}

}  // namespace
}  // namespace lagrum::calendar
