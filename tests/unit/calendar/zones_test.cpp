#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

const ZoneRules& zones() {
  static const std::unique_ptr<ZoneRules> kZones = system_zone_rules();
  return *kZones;
}

std::string instant(std::string_view local, std::string_view zone = "Europe/Stockholm") {
  return lagrum::to_string(zones().to_instant(parse_local_time(local).value(), zone).value());
}

std::string local(std::string_view instant, std::string_view zone = "Europe/Stockholm") {
  return lagrum::to_string(zones().to_local(parse_instant(instant).value(), zone).value());
}

struct ReachedRow {
  Kind kind;
  std::string_view due;
  std::string_view instant;
};

// The day ends at 24:00 local time: an act at 23:59:59 is in time.
TEST(ReachedAt, IsTheEndOfTheDayForALastActAndItsBeginningForOthers) {
  const Calendar calendar = shipped("se");

  for (const ReachedRow& row :
       {ReachedRow{Kind::kLatestAct, "2026-07-01", "2026-07-01T22:00:00.000Z"},
        ReachedRow{Kind::kLatestAct, "2026-12-01", "2026-12-01T23:00:00.000Z"},
        ReachedRow{Kind::kBackward, "2026-07-01", "2026-07-01T22:00:00.000Z"},
        ReachedRow{Kind::kEarliestAct, "2026-07-01", "2026-06-30T22:00:00.000Z"},
        ReachedRow{Kind::kDeemedEvent, "2026-12-01", "2026-11-30T23:00:00.000Z"},
        // The days on which summer time begins (23 hours) and ends (25 hours).
        ReachedRow{Kind::kLatestAct, "2026-03-29", "2026-03-29T22:00:00.000Z"},
        ReachedRow{Kind::kEarliestAct, "2026-03-29", "2026-03-28T23:00:00.000Z"},
        ReachedRow{Kind::kLatestAct, "2026-10-25", "2026-10-25T23:00:00.000Z"},
        ReachedRow{Kind::kEarliestAct, "2026-10-25", "2026-10-24T22:00:00.000Z"}}) {
    const auto reached = reached_at(calendar, zones(), row.kind, day(row.due));

    EXPECT_EQ(lagrum::to_string(reached.value()), row.instant)
        << to_string(row.kind) << " " << row.due;
  }
}

TEST(ReachedAt, HoldsAtTheBordersOfTheYears) {
  const Calendar calendar = shipped("se");

  EXPECT_TRUE(reached_at(calendar, zones(), Kind::kLatestAct, day("9999-12-31")).has_value());
  EXPECT_EQ(
      reached_at(calendar, zones(), Kind::kLatestAct, day("9999-12-31") + std::chrono::days{1})
          .error()
          .code,
      ErrorCode::kOutOfRange);
}

TEST(ZoneRules, GiveTheMomentOfTheChangeForATimeThatIsSkipped) {
  EXPECT_EQ(instant("2026-03-29T01:59:59"), "2026-03-29T00:59:59.000Z");
  EXPECT_EQ(instant("2026-03-29T02:00"), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(instant("2026-03-29T02:30"), "2026-03-29T01:00:00.000Z");
  EXPECT_EQ(instant("2026-03-29T03:00"), "2026-03-29T01:00:00.000Z");
}

TEST(ZoneRules, GiveTheEarlierMomentForATimeThatOccursTwice) {
  EXPECT_EQ(instant("2026-10-25T02:30"), "2026-10-25T00:30:00.000Z");
  EXPECT_EQ(instant("2026-10-25T03:00"), "2026-10-25T02:00:00.000Z");
}

TEST(ZoneRules, GiveTheCivilTimeOfAMoment) {
  EXPECT_EQ(local("2026-07-01T21:59:59.999Z"), "2026-07-01T23:59:59");
  EXPECT_EQ(local("2026-07-01T22:00:00.000Z"), "2026-07-02T00:00:00");
  EXPECT_EQ(local("2026-10-25T00:30:00.000Z"), "2026-10-25T02:30:00");
  EXPECT_EQ(local("2026-10-25T01:30:00.000Z"), "2026-10-25T02:30:00");
  EXPECT_EQ(local("1969-12-31T23:59:59.500Z", "Etc/UTC"), "1969-12-31T23:59:59");
}

// Compiled zone data ends in 2037; summer time does not.
TEST(ZoneRules, GoOnWithSummerTimeAfterTheEndOfTheData) {
  EXPECT_EQ(instant("2037-07-01T00:00"), "2037-06-30T22:00:00.000Z");
  EXPECT_EQ(instant("2038-07-01T00:00"), "2038-06-30T22:00:00.000Z");
  EXPECT_EQ(instant("2052-12-01T00:00"), "2052-11-30T23:00:00.000Z");
  EXPECT_EQ(instant("2040-03-25T02:30"), "2040-03-25T01:00:00.000Z");
  EXPECT_EQ(local("2040-03-25T00:59:59.000Z"), "2040-03-25T01:59:59");
  EXPECT_EQ(local("2040-03-25T01:00:00.000Z"), "2040-03-25T03:00:00");
  EXPECT_EQ(local("2100-07-01T00:00:00.000Z"), "2100-07-01T02:00:00");
}

TEST(ZoneRules, GoThereAndBack) {
  for (int hour = 0; hour < 24 * 366 * 3; hour += 5) {
    const Instant each = parse_instant("2036-06-01T00:15:00Z").value() + std::chrono::hours{hour};
    const LocalTime shown = zones().to_local(each, "Europe/Copenhagen").value();
    const Instant back = zones().to_instant(shown, "Europe/Copenhagen").value();

    // The hour that occurs twice may give its earlier moment.
    EXPECT_TRUE(back == each || back == each - std::chrono::hours{1}) << lagrum::to_string(each);
  }
}

TEST(ZoneRules, RefuseAnUnknownZone) {
  for (const char* zone : {"Europe/Stokholm", "", "../etc/passwd"}) {
    const auto found = zones().to_local(Instant{}, zone);

    ASSERT_FALSE(found.has_value()) << zone;
    EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
    EXPECT_THAT(found.error().message, testing::HasSubstr("found '" + std::string(zone) + "'"));
    EXPECT_EQ(zones().to_instant(LocalTime{}, zone).error().code, ErrorCode::kNotFound);
  }
}

TEST(ZoneRules, RefuseMomentsOutsideTheYears) {
  EXPECT_EQ(zones().to_local(Instant::max(), "Europe/Stockholm").error().code,
            ErrorCode::kOutOfRange);
  EXPECT_EQ(zones().to_local(Instant::min(), "Europe/Stockholm").error().code,
            ErrorCode::kOutOfRange);
  EXPECT_EQ(zones().to_instant(LocalTime::max(), "Europe/Stockholm").error().code,
            ErrorCode::kOutOfRange);
  EXPECT_EQ(zones().to_instant(LocalTime::min(), "Europe/Stockholm").error().code,
            ErrorCode::kOutOfRange);
}

TEST(ZoneRules, NameAVersion) { EXPECT_FALSE(zones().version().empty()); }

}  // namespace
}  // namespace lagrum::calendar
