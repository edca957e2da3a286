// Lengths beside days, weeks, months and years: half months, hours, times that must hold open days,
// and times too long to move.
#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Calendar dutch_days() { return shipped("nl"); }

std::string due(const Calendar& calendar, const char* start, const char* length,
                const std::string& roll) {
  const auto computed =
      compute(calendar, TimeLimit{.start = day(start), .length = period(length), .roll = roll});
  return computed ? lagrum::to_string(computed->due) : to_string(computed.error());
}

// --- BGB § 189: half a month is fifteen days; after whole months the fifteen days are counted last

struct HalfRow {
  const char* start;
  const char* length;
  const char* due;
};

TEST(HalfMonth, IsFifteenDaysCountedLast_BGB_189) {
  for (const HalfRow& row :
       {HalfRow{"2026-01-16", "P0.5M", "2026-01-31"}, HalfRow{"2026-01-16", "P1.5M", "2026-03-03"},
        HalfRow{"2026-01-31", "P1.5M", "2026-03-15"},
        HalfRow{"2026-02-14", "P0.5M", "2026-03-01"}}) {
    EXPECT_EQ(due(shipped("se"), row.start, row.length, ""), row.due) << row.length;
  }
}

TEST(HalfMonth, IsSaidInEachLanguage) {
  const auto computed =
      compute(shipped("se"), TimeLimit{.start = day("2026-01-16"), .length = period("P1.5M")});

  const Texts& text = computed.value().derivation.steps.at(1).text;
  EXPECT_THAT(text.in(Language::kSwedish), HasSubstr("1,5 månader framåt, där en halv månad"));
  EXPECT_THAT(text.in(Language::kDanish), HasSubstr("1,5 måneder frem, hvor en halv måned"));
  EXPECT_THAT(text.in(Language::kEnglish),
              HasSubstr("1.5 months forward, half a month as fifteen"));
}

// --- Algemene termijnenwet art. 2: a time of three days or more holds two working days
// --- Algemene termijnenwet art. 4: the rules leave longer times alone

TEST(ShortTime, HoldsTwoWorkingDays_Atw_2) {
  // Good Friday 3 April 2026 to Easter Monday: no working day before Tuesday.
  EXPECT_EQ(due(dutch_days(), "2026-04-02", "P3D", "nl.werkdag"), "2026-04-08");
  EXPECT_EQ(due(dutch_days(), "2026-04-02", "P2D", "nl.werkdag"), "2026-04-07");
  EXPECT_EQ(due(dutch_days(), "2026-03-02", "P3D", "nl.werkdag"), "2026-03-05");
  // As the act's published example: signed on 20 December 2017.
  EXPECT_EQ(due(dutch_days(), "2017-12-20", "P3D", "nl.werkdag"), "2017-12-27");
}

TEST(ShortTime, TellsWhyItIsLonger_Atw_2) {
  const auto computed =
      compute(dutch_days(),
              TimeLimit{.start = day("2026-04-02"), .length = period("P3D"), .roll = "nl.werkdag"});

  const Step& step = computed.value().derivation.steps.at(2);
  EXPECT_EQ(step.as, "least");
  EXPECT_THAT(step.cite, HasSubstr("Algemene termijnenwet"));
  EXPECT_THAT(step.text.in(Language::kEnglish),
              HasSubstr("it has to hold 2 and ends on Wednesday"));
  EXPECT_THAT(step.text.in(Language::kSwedish), HasSubstr("ska ha minst 2"));
  EXPECT_THAT(step.text.in(Language::kDanish), HasSubstr("skal have mindst 2"));
}

TEST(LongTime, DoesNotMove_Atw_4) {
  EXPECT_EQ(due(dutch_days(), "2026-02-28", "P13W", "nl.werkdag"), "2026-05-30");
  EXPECT_EQ(due(dutch_days(), "2026-02-28", "P12W", "nl.werkdag"), "2026-05-26");
  EXPECT_EQ(due(dutch_days(), "2026-01-10", "P91D", "nl.werkdag"), "2026-04-11");
  EXPECT_EQ(due(dutch_days(), "2026-01-11", "P90D", "nl.werkdag"), "2026-04-13");
  EXPECT_EQ(due(dutch_days(), "2026-02-11", "P3M", "nl.werkdag"), "2026-05-11");
  EXPECT_EQ(due(dutch_days(), "2025-04-11", "P1Y", "nl.werkdag"), "2026-04-11");
}

// --- hours

struct HourRow {
  const char* name;
  const char* start;
  int hours;
  Kind kind;
  const char* days;
  const char* end;
};

TEST(Hours, RunFromTheMomentAndDoNotMove_Reg_1182_71_3) {
  const auto zones = system_zone_rules();
  const Calendar swedish = shipped("se");
  for (const HourRow& row :
       {HourRow{"TwoDays", "2026-10-30T14:02", 48, Kind::kLatestAct, "", "2026-11-01T14:02:00"},
        HourRow{"OverWinterTime", "2026-10-24T14:00", 24, Kind::kLatestAct, "",
                "2026-10-25T13:00:00"},
        HourRow{"OnWorkingDays", "2026-04-02T12:00", 24, Kind::kLatestAct, "se.arbetsdag",
                "2026-04-07T12:00:00"},
        HourRow{"FromAHoliday", "2026-04-03T12:00", 24, Kind::kEarliestAct, "se.arbetsdag",
                "2026-04-08T00:00:00"},
        HourRow{"Back", "2026-04-08T12:00", 72, Kind::kBackward, "", "2026-04-05T12:00:00"},
        HourRow{"BackOnWorkingDays", "2026-04-07T12:00", 24, Kind::kBackward, "se.arbetsdag",
                "2026-04-02T12:00:00"}}) {
    const Instant start =
        zones->to_instant(parse_local_time(row.start).value(), swedish.zone()).value();

    const auto computed = compute_hours(
        swedish, *zones,
        HourLimit{.start = start, .hours = row.hours, .kind = row.kind, .days = row.days});

    ASSERT_TRUE(computed.has_value()) << row.name << to_string(computed.error());
    EXPECT_EQ(lagrum::to_string(zones->to_local(computed->end, swedish.zone()).value()), row.end)
        << row.name;
    EXPECT_EQ(lagrum::to_string(computed->due), std::string(row.end).substr(0, 10)) << row.name;
  }
}

TEST(Hours, AreSaidWithTheTimeOfDay) {
  const auto zones = system_zone_rules();
  const Calendar swedish = shipped("se");
  const Instant start =
      zones->to_instant(parse_local_time("2026-10-30T14:02").value(), swedish.zone()).value();

  const auto computed = compute_hours(
      swedish, *zones, HourLimit{.start = start, .hours = 48, .days = {}, .cite = "Act 4 §"});

  const Derivation& derivation = computed.value().derivation;
  EXPECT_EQ(derivation.in(Language::kEnglish),
            "Runs from Friday 30 October 2026 at 14:02. (Act 4 §)\n"
            "Counting 48 hours forward leads to Sunday 1 November 2026 at 14:02.\n"
            "The time ends on Sunday 1 November 2026 at 14:02; an act before that moment is in "
            "time. (Act 4 §)\n");
  EXPECT_THAT(derivation.in(Language::kSwedish), HasSubstr("48 timmar framåt"));
  EXPECT_THAT(derivation.in(Language::kDanish), HasSubstr("48 timer frem"));
}

TEST(Hours, AreNoLengthOfATimeInDays) {
  const auto refused =
      compute(shipped("se"), TimeLimit{.start = day("2026-01-16"), .length = period("PT48H")});

  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message, HasSubstr("found 'PT48H'"));
}

TEST(Hours, RefuseASetThatIsNotThereAndTimesBeyondTheYears) {
  const auto zones = system_zone_rules();
  const Calendar swedish = shipped("se");
  const auto code = [&](HourLimit limit) {
    const auto computed = compute_hours(swedish, *zones, limit);
    return computed ? ErrorCode::kUnavailable : computed.error().code;
  };

  EXPECT_EQ(code({.start = day("2026-01-16"), .hours = 1, .days = "se.vardagg"}),
            ErrorCode::kNotFound);
  EXPECT_EQ(code({.start = day("2026-01-16"), .hours = -1}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({.start = day("2026-01-16"), .hours = 36'600 * 24 + 1}), ErrorCode::kOutOfRange);
  EXPECT_EQ(code({.start = day("9999-12-31"), .hours = 48}), ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace lagrum::calendar
