#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

constexpr bool kExtraDaysAreWorkingDays = true;
constexpr bool kExtraDaysAreNotWorkingDays = false;

Leg latest_danish(std::string from, std::string_view length, std::string_view raw_end,
                  std::string_view due, std::string roll = "dk.hverdag") {
  return Leg{std::move(from), length, raw_end, due, Kind::kLatestAct, std::move(roll), ""};
}

Leg working_days(std::string from, std::string_view length, std::string_view day) {
  return Leg{std::move(from), length, day, day, Kind::kLatestAct, "", "dk.arbejdsdag"};
}

class DanishDates : public testing::TestWithParam<DateRow> {};

TEST_P(DanishDates, AreThoseOfTheRule) {
  expect_dates(shipped("dk", GetParam().switch_on), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Appeals, DanishDates,
    testing::Values(
        // LOV nr 214 af 06/03/2023: the Great Prayer Day is abolished from 1 January 2024.
        DateRow{"TheFormerPrayerDayDoesNotMoveTheLastDayFrom2024",
                "LOV nr 214 af 06/03/2023",
                kExtraDaysAreWorkingDays,
                {latest_danish("2024-03-29", "P4W", "2024-04-26", "2024-04-26")}},
        DateRow{"ThePrayerDayMovedTheLastDayIn2023",
                "LOV nr 214 af 06/03/2023",
                kExtraDaysAreWorkingDays,
                {latest_danish("2023-04-07", "P4W", "2023-05-05", "2023-05-08")}},
        DateRow{"AComplaintIsReassessedWithinFourWeeks",
                "VEJ nr 9533 af 26/06/2018",
                kExtraDaysAreWorkingDays,
                {latest_danish("2026-06-30", "P4W", "2026-07-28", "2026-07-28")}},
        DateRow{"TheBenefitsAgencyMovesPastTheFridayAfterAscension",
                "Practice of Udbetaling Danmark",
                kExtraDaysAreWorkingDays,
                {latest_danish("2026-04-17", "P4W", "2026-05-15", "2026-05-18",
                               "dk.hverdag.benefits")}},
        DateRow{"TheGeneralRuleDoesNotMovePastTheFridayAfterAscension",
                "VEJ nr 9533 af 26/06/2018",
                kExtraDaysAreWorkingDays,
                {latest_danish("2026-04-17", "P4W", "2026-05-15", "2026-05-15")}},
        // Forældelsesloven § 27, stk. 2: 5 June, 24 and 31 December move the last day too.
        DateRow{"LimitationMovesPastConstitutionDay",
                "Forældelsesloven § 27, stk. 2",
                kExtraDaysAreWorkingDays,
                {latest_danish("2023-06-05", "P3Y", "2026-06-05", "2026-06-08",
                               "dk.hverdag.limitation")}},
        DateRow{"TheGeneralRuleDoesNotMovePastConstitutionDay",
                "VEJ nr 9533 af 26/06/2018",
                kExtraDaysAreWorkingDays,
                {latest_danish("2023-06-05", "P3Y", "2026-06-05", "2026-06-05")}},
        DateRow{"AManagementTargetInDaysDoesNotMove",
                "",
                kExtraDaysAreWorkingDays,
                {latest_danish("2026-07-01", "P40D", "2026-08-10", "2026-08-10", "")}}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    WorkingDays, DanishDates,
    testing::Values(
        // Offentlighedsloven § 36, stk. 2: access is decided within seven working days of receipt.
        DateRow{"AccessIsDecidedWithinSevenWorkingDays",
                "Offentlighedsloven § 36, stk. 2",
                kExtraDaysAreWorkingDays,
                {working_days("2026-05-08", "P7D", "2026-05-20")}},
        DateRow{"SevenWorkingDaysCountConstitutionDayWhereItIsAWorkingDay",
                "Offentlighedsloven § 36, stk. 2",
                kExtraDaysAreWorkingDays,
                {working_days("2026-05-29", "P7D", "2026-06-09")}},
        DateRow{"SevenWorkingDaysSkipConstitutionDayWhereItIsNone",
                "Offentlighedsloven § 36, stk. 2",
                kExtraDaysAreNotWorkingDays,
                {working_days("2026-05-29", "P7D", "2026-06-10")}},
        // Offentlighedsloven § 39, stk. 1: after fourteen working days the delay may be complained
        // of.
        DateRow{"DelayMayBeComplainedOfAfterFourteenWorkingDays",
                "Offentlighedsloven § 39, stk. 1",
                kExtraDaysAreWorkingDays,
                {working_days("2026-05-08", "P14D", "2026-06-01"),
                 Leg{"#0", "P1D", "2026-06-02", "2026-06-02", Kind::kEarliestAct, "", ""}}},
        // Regulation 1182/71 art. 2(2): working days are those of the Member State.
        DateRow{"WorkingDaysOfTheUnionAreThoseOfTheMemberState",
                "Regulation 1182/71 art. 2(2)",
                kExtraDaysAreWorkingDays,
                {working_days("2026-05-08", "P5D", "2026-05-18")}}),
    name_of);

}  // namespace
}  // namespace lagrum::calendar
