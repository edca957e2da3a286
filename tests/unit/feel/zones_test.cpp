#include "feel_testing.h"
#include "lagrum/calendar.h"

namespace lagrum::feel {
namespace {

std::string in_zones(std::string_view text) {
  const auto zones = calendar::system_zone_rules();
  Environment environment;
  environment.zones = zones.get();
  return evaluated(text, {}, environment);
}

class Zones : public testing::TestWithParam<Row> {};

TEST_P(Zones, AreReckonedWith) { EXPECT_EQ(in_zones(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    All, Zones,
    testing::Values(
        Row{"same_moment", R"(@"2027-02-16T12:00:00@Europe/Stockholm" = @"2027-02-16T11:00:00Z")",
            "true"},
        Row{"two_zones",
            R"(@"2027-07-16T12:00:00@Europe/Stockholm" < @"2027-07-16T12:00:00@Europe/London")",
            "true"},
        Row{"difference",
            R"(@"2027-07-16T12:00:00@Europe/London" - @"2027-07-16T12:00:00@Europe/Stockholm")",
            R"(duration("PT1H"))"},
        Row{"in_a_range",
            R"(@"2027-02-16T12:00:00@Europe/Stockholm" in [@"2027-02-16T11:00:00Z"..@"2027-02-16T11:00:01Z"])",
            "true"},
        Row{"offset", R"(@"2027-07-16T12:00:00@Europe/Stockholm".time offset)",
            R"(duration("PT2H"))"},
        // On 2027-03-28 clocks go from 02:00 to 03:00.
        Row{"over_the_gap", R"(@"2027-03-28T01:30:00@Europe/Stockholm" + duration("PT1H"))",
            R"(date and time("2027-03-28T03:30:00@Europe/Stockholm"))"},
        Row{"back_over_the_gap", R"(@"2027-03-28T03:30:00@Europe/Stockholm" - duration("PT1H"))",
            R"(date and time("2027-03-28T01:30:00@Europe/Stockholm"))"},
        Row{"in_the_gap",
            R"(@"2027-03-28T02:30:00@Europe/Stockholm" = @"2027-03-28T03:00:00@Europe/Stockholm")",
            "true"},
        Row{"a_short_day",
            R"(@"2027-03-29T00:00:00@Europe/Stockholm" - @"2027-03-28T00:00:00@Europe/Stockholm")",
            R"(duration("PT23H"))"},
        Row{"years_beyond_9999",
            R"(@"12027-07-16T12:00:00@Europe/Stockholm" - @"12027-07-16T10:00:00Z")",
            R"(duration("PT0S"))"},
        Row{"unknown_zone", R"(date and time("2027-02-16T12:00:00@Europe/Atlantis"))", "null"},
        Row{"local_and_zoned", R"(@"2027-02-16T12:00:00" < @"2027-02-16T12:00:00@Europe/London")",
            "null"}),
    row_name);

TEST(Zones, CannotBeComparedWithoutRules) {
  const char* text =
      R"(@"2027-02-16T12:00:00@Europe/Stockholm" < @"2027-02-16T12:00:00@Europe/London")";

  EXPECT_EQ(first_issue(text), "test:1:41: cannot compare date and time with date and time by '<'");
  EXPECT_EQ(evaluated(R"(@"2027-02-16T12:00:00@Etc/UTC" = @"2027-02-16T12:00:00Z")"), "null");
}

TEST(Zones, OfOneNameAreComparedByTheClockWithoutRules) {
  EXPECT_EQ(evaluated(R"(@"2027-02-16T12:00:00@X/Y" < @"2027-02-16T13:00:00@X/Y")"), "true");
}

}  // namespace
}  // namespace lagrum::feel
