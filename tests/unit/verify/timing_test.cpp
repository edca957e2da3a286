// Runs that a calendar allows, runs that none allows, and what is learned from those.
#include "verify/timing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_house.h"

namespace lagrum::verify {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(TimeNet, GivesTheEarliestDays) {
  TimeNet net;
  const auto asked = net.add();
  const auto told = net.add();
  const auto decided = net.add();
  net.at_least(asked, told, 14, 0);
  net.at_least(told, decided, 7, 1);
  net.at_most(asked, decided, 30, 2);

  const TimeNet::Outcome outcome = net.solve();

  EXPECT_THAT(outcome.earliest, ElementsAre(0, 14, 21));
  EXPECT_THAT(outcome.conflict, IsEmpty());
}

TEST(TimeNet, BeginsLaterWhereWhatFollowsAsksForIt) {
  TimeNet net;
  const auto asked = net.add();
  const auto told = net.add();
  const auto decided = net.add();
  net.at_least(asked, decided, 100, 0);
  net.at_most(told, decided, 10, 1);

  EXPECT_THAT(net.solve().earliest, ElementsAre(0, 90, 100));
}

TEST(TimeNet, NamesTheSpansThatNoDaysFit) {
  TimeNet net;
  const auto asked = net.add();
  const auto told = net.add();
  const auto decided = net.add();
  net.at_least(asked, told, 1, 9);
  net.at_least(asked, decided, 40, 7);
  net.at_most(asked, decided, 28, 8);

  const TimeNet::Outcome outcome = net.solve();

  EXPECT_THAT(outcome.earliest, IsEmpty());
  EXPECT_THAT(outcome.conflict, ::testing::UnorderedElementsAre(7U, 8U));
}

std::string clock_of(const std::string& id, const std::string& starts, const std::string& length,
                     const std::string& more = R"(kind="latest-act" roll="none")") {
  return "<clock id=\"" + id + "\" cite=\"XX 3 §\" starts=\"" + starts + "\" length=\"" + length +
         "\" " + more + "><title xml:lang=\"en\">" + id + "</title></clock>";
}

/// Whoever decides after the half year must have let the short time run out.
std::string both(const std::string& begins_short) {
  return clock_of("xx.half", "act.asked", "P6M") + clock_of("xx.short", begins_short, "P10W") +
         R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute")"
         R"( review="none" mode="enforce"><title xml:lang="en">N</title>)"
         R"(<summary xml:lang="en">S.</summary><forbid act="act.decided" guarantee="block"><until>)"
         R"(<any><not><reached clock="xx.half"/></not><reached clock="xx.short"/></any>)"
         R"(</until></forbid></norm>)";
}

std::string performing(const std::string& event, const std::vector<std::string>& acts,
                       const std::string& target) {
  std::string made =
      "<transition event=\"" + event + "\" l:by=\"officer\" target=\"" + target + "\">";
  for (const std::string& act : acts) made += "<l:act type=\"" + act + "\" l:basis=\"XX 1 §\"/>";
  return made + "</transition>";
}
std::string in_state(const std::string& id, const std::string& inside) {
  return "<state id=\"" + id + "\">" + inside + "</state>";
}
const std::string kLastState = "<final id=\"end\"/>";
const std::string kDecides =
    in_state("b", performing("decide", {"act.decided"}, "end")) + kLastState;

TEST(Timing, DatesTheCommandsOfARun) {
  const std::string patient =
      clock_of("xx.half", "act.asked", "P6M") +
      R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute")"
      R"( review="none" mode="warn"><title xml:lang="en">N</title><summary xml:lang="en">S.</summary>)"
      R"(<forbid act="act.decided" guarantee="warn"><until><not><reached clock="xx.half"/></not></until>)"
      R"(</forbid></norm>)";

  const NormResult found =
      only(small_house(patient, in_state("a", performing("ask", {"act.asked"}, "b")) + kDecides));

  ASSERT_THAT(found.run, SizeIs(4));
  EXPECT_EQ(found.run[2].event, "clock.expired.xx.half");
  EXPECT_EQ(lagrum::to_string(found.run[1].on.value()),
            "2026-01-02");  // the first day that is open
  EXPECT_EQ(lagrum::to_string(found.run[2].on.value()), "2026-07-03");  // its last day has ended
  EXPECT_EQ(lagrum::to_string(found.run[3].on.value()), "2026-07-03");
}

TEST(Timing, LeavesOutRunsThatNoCalendarAllows) {
  const NormResult found = only(small_house(
      both("act.asked"), in_state("a", performing("ask", {"act.asked"}, "b")) + kDecides));

  EXPECT_EQ(verdict(found), "proved");
  ASSERT_THAT(found.learned, SizeIs(1));
  EXPECT_EQ(found.learned[0].late, "xx.half");
  EXPECT_EQ(found.learned[0].early, "xx.short");
  EXPECT_EQ(calendar::to_string(found.learned[0].early_length), "P10W");
}

TEST(Timing, FindsTheLongerRunThatACalendarAllows) {
  const std::string at_once_or_later =
      in_state("a", performing("begin", {"act.asked", "act.told"}, "b") +
                        performing("ask", {"act.asked"}, "c")) +
      in_state("c", performing("tell", {"act.told"}, "b") +
                        R"(<transition event="clock.expired.xx.half" target="over"/>)") +
      in_state("over", performing("leave", {"act.drafted"}, "end")) + kDecides;

  const NormResult found = only(small_house(both("act.told"), at_once_or_later));

  EXPECT_EQ(verdict(found), "relies-on-block → proved");
  EXPECT_THAT(found.learned, SizeIs(1));
  ASSERT_THAT(found.run, SizeIs(5));
  EXPECT_EQ(found.run[1].event, "ask");
  EXPECT_EQ(found.run[2].event, "tell");
  EXPECT_EQ(lagrum::to_string(found.run[1].on.value()), "2026-01-02");
  EXPECT_EQ(lagrum::to_string(found.run[2].on.value()),
            "2026-04-24");  // ten weeks reach past the half year
  EXPECT_EQ(lagrum::to_string(found.run[3].on.value()), "2026-07-03");
}

TEST(Timing, ThinksOfTheShortestMonths) {
  // Four weeks end before a month does, but for a February.
  const std::string clocks =
      clock_of("xx.month", "act.asked", "P1M") + clock_of("xx.days", "act.asked", "P29D");
  const std::string norm =
      R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute")"
      R"( review="none" mode="warn"><title xml:lang="en">N</title><summary xml:lang="en">S.</summary>)"
      R"(<forbid act="act.decided" guarantee="warn"><until><any><not><reached clock="xx.month"/></not>)"
      R"(<reached clock="xx.days"/></any></until></forbid></norm>)";

  const NormResult found = only(
      small_house(clocks + norm, in_state("a", performing("ask", {"act.asked"}, "b")) + kDecides));

  EXPECT_EQ(verdict(found), "refuted");
  EXPECT_THAT(found.learned, IsEmpty());
  ASSERT_TRUE(found.run[1].on.has_value());
  const std::chrono::year_month_day asked(*found.run[1].on);
  EXPECT_EQ(asked.month(), std::chrono::February) << lagrum::to_string(*found.run[1].on);
}

}  // namespace
}  // namespace lagrum::verify
