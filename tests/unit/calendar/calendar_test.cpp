#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

std::vector<std::string> ids(const std::vector<Reason>& reasons) {
  std::vector<std::string> list;
  for (const Reason& each : reasons) list.push_back(each.day);
  return list;
}

TEST(CalendarSets, SayWhyADayIsBlocked) {
  const Calendar calendar = shipped("se");

  EXPECT_THAT(ids(calendar.blocked_by("se.vardag", day("2026-04-03"))),
              testing::ElementsAre("se.good-friday"));
  EXPECT_THAT(ids(calendar.blocked_by("se.vardag", day("2026-06-20"))),
              testing::ElementsAre("saturday", "se.midsummer-day"));
  EXPECT_THAT(ids(calendar.blocked_by("se.vardag", day("2026-06-21"))),
              testing::ElementsAre("sunday"));
  EXPECT_TRUE(calendar.blocked_by("se.vardag", day("2026-06-22")).empty());
}

TEST(CalendarSets, GiveTitleAndProvisionOfTheReason) {
  const std::vector<Reason> reasons = shipped("se").blocked_by("se.vardag", day("2026-06-20"));

  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(reasons[0].title.in(Language::kSwedish), "lördag");
  EXPECT_EQ(reasons[0].title.in(Language::kDanish), "lørdag");
  EXPECT_EQ(reasons[0].cite, "SFS 1930:173 2 §");
  EXPECT_EQ(reasons[1].title.in(Language::kEnglish), "Midsummer Day");
  EXPECT_EQ(reasons[1].cite, "SFS 1989:253 1 §");
}

TEST(CalendarSets, FindTheNextDayFromTheDayItself) {
  const Calendar calendar = shipped("se");

  EXPECT_EQ(calendar.next_in("se.vardag", day("2026-04-02")), day("2026-04-02"));
  EXPECT_EQ(calendar.next_in("se.vardag", day("2026-04-03")), day("2026-04-07"));
}

// SFS 2017:900 22 §: the working day before.
TEST(CalendarSets, FindThePreviousDayNeverTheDayItself) {
  EXPECT_EQ(shipped("se", false).previous_in("se.arbetsdag", day("2026-06-22")), day("2026-06-18"));
  EXPECT_EQ(shipped("se", true).previous_in("se.arbetsdag", day("2026-06-22")), day("2026-06-19"));
  EXPECT_EQ(shipped("se", false).previous_in("se.arbetsdag", day("2026-06-24")), day("2026-06-23"));
}

TEST(CalendarSwitch, ChangesACopyOnly) {
  const Calendar before = shipped("se");
  const Calendar after = before.with_switch("se.eves-are-working-days", true).value();

  EXPECT_FALSE(before.in_set("se.arbetsdag", day("2026-12-24")));
  EXPECT_TRUE(after.in_set("se.arbetsdag", day("2026-12-24")));
  EXPECT_FALSE(after.in_set("se.vardag", day("2026-12-24")));
}

TEST(CalendarSwitch, NamesTheOnesThereAre) {
  const auto changed = shipped("se").with_switch("se.eves-are-workdays", true);

  ASSERT_FALSE(changed.has_value());
  EXPECT_EQ(changed.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(changed.error().message, testing::HasSubstr("(se.eves-are-working-days)"));
  EXPECT_THAT(changed.error().message, testing::HasSubstr("did you mean"));
}

TEST(CalendarSwitch, IsNoticedWhereItDecidesWhicheverWayItStands) {
  for (const bool on : {false, true}) {
    const Calendar calendar = shipped("se", on);

    EXPECT_TRUE(calendar.depends_on_switch("se.arbetsdag", day("2026-12-24"))) << on;
    EXPECT_FALSE(calendar.depends_on_switch("se.arbetsdag", day("2026-12-23"))) << on;
    EXPECT_FALSE(calendar.depends_on_switch("se.vardag", day("2026-12-24"))) << on;
    // Christmas Eve 2022 was a Saturday, which no switch opens.
    EXPECT_FALSE(calendar.depends_on_switch("se.arbetsdag", day("2022-12-24"))) << on;
  }
}

TEST(CalendarFacts, NameTheProvisionOfCounting) {
  const Calendar calendar = shipped("se");

  for (const Unit unit : {Unit::kWeeks, Unit::kMonths, Unit::kYears}) {
    EXPECT_EQ(calendar.counting_cite(unit), "SFS 1930:173 1 §");
  }
  EXPECT_EQ(calendar.counting_cite(Unit::kDays), "");
}

TEST(CalendarFacts, TellWhatASetIsFor) {
  const Calendar calendar = shipped("se");

  EXPECT_EQ(calendar.set_use("se.vardag"), SetUse::kRoll);
  EXPECT_EQ(calendar.set_use("se.arbetsdag"), SetUse::kCount);
  EXPECT_EQ(calendar.set_title("se.arbetsdag").in(Language::kSwedish), "Arbetsdag");
  EXPECT_TRUE(calendar.has_set("se.vardag"));
  EXPECT_FALSE(calendar.has_set("se.vardagar"));
}

}  // namespace
}  // namespace lagrum::calendar
