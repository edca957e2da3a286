// Traces of a building permit's decision time and fee on a small pack: new starts, one extension,
// versions by the day the case began, a clock that stands still, and a field whose value the law
// reckons.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "building_pack.h"
#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// --- SFS 2010:900 9 kap. 99 §: the decision time of a building permit

Facts building_facts(const char* begun = "2026-01-12") {
  Facts known;
  known.case_data = Context{{"begun", on(begun)}};
  return known;
}
Story building(const char* begun = "2026-01-12") {
  Story story(
      law_of({document(std::string(kBuildingPack.substr(1)))}, {"xx.building"}, swedish_days()),
      building_facts(begun));
  story.does({.at = "2026-01-12 10:00", .type = "application.received"});
  return story;
}
Deed completed_order(std::string at) {
  return Deed{.at = std::move(at),
              .type = "deficiency.ordered",
              .with = {{"deficiencies", people({"plan"})}, {"cure_by", on("2026-02-20")}}};
}
Deed extended(std::string at, int weeks) {
  return Deed{.at = std::move(at),
              .type = "time.extended",
              .with = {{"by", Value(SecondsDuration{std::int64_t{weeks} * 7 * 86400, 0})},
                       {"reasons", "text"}}};
}

TEST(BuildingTime, IsTenWeeksAndThreeToOrder_SFS_2010_900_9_99) {
  Story story = building();
  story.does(
      {.at = "2026-01-26 10:00", .type = "completeness.checked", .with = {{"complete", false}}});

  EXPECT_THAT(story.clocks("xx.time", "2026-01-26 11:00"), ElementsAre("running 2026-03-23"));
  EXPECT_THAT(story.duties("xx.order", "2026-01-26 11:00"), ElementsAre("open 2026-02-02"));
  story.does(completed_order("2026-01-30 10:00"));
  EXPECT_THAT(story.duties("xx.order", "2026-03-26 11:00"), ElementsAre("fulfilled 2026-02-02"));
}

TEST(BuildingTime, OfTheOrderEndsForGoodButThatOfTheDecisionPersists_SFS_2010_900_9_99) {
  Story story = building();
  story.does(
      {.at = "2026-01-26 10:00", .type = "completeness.checked", .with = {{"complete", false}}});

  story.does(completed_order("2026-02-03 10:00"));
  story.does({.at = "2026-03-24 10:00", .type = "decision.made"});

  EXPECT_THAT(story.duties("xx.order", "2026-03-26 11:00"), ElementsAre("overdue 2026-02-02"));
  EXPECT_THAT(story.duties("xx.decide", "2026-03-26 11:00"), ElementsAre("late 2026-03-23"));
  EXPECT_THAT(story.verdicts("xx.decide", "2026-03-26 11:00"), ElementsAre("violated"));
}

TEST(BuildingTime, StartsAnewWhenADefectOrderedInTimeIsCured_SFS_2010_900_9_99) {
  Story story = building();
  story.does(completed_order("2026-01-30 10:00"));
  story.does({.at = "2026-02-16 10:00", .type = "deficiency.cured"});

  EXPECT_THAT(story.clocks("xx.time", "2026-02-17 10:00"), ElementsAre("running 2026-04-27"));
}

TEST(BuildingTime, RunsOnWhenTheOrderCameTooLate_SFS_2010_900_9_99) {
  Story story = building();
  story.does(completed_order("2026-02-03 10:00"));
  story.does({.at = "2026-02-16 10:00", .type = "deficiency.cured"});

  EXPECT_THAT(story.clocks("xx.time", "2026-02-17 10:00"), ElementsAre("running 2026-03-23"));
}

/// Cured on 16 February and judged to need more time; extended by six weeks on 20 April.
Story extended_building() {
  Story story = building();
  story.does(completed_order("2026-01-30 10:00"));
  story.does({.at = "2026-02-16 10:00", .type = "deficiency.cured"});
  story.does(judged("2026-04-19 10:00", "xx.needed", true));
  EXPECT_THAT(story.does(extended("2026-04-20 10:00", 6)), IsEmpty());
  return story;
}

TEST(BuildingTime, IsExtendedFromItsNewStart_SFS_2010_900_9_99) {
  EXPECT_THAT(extended_building().clocks("xx.time", "2026-04-21 10:00"),
              ElementsAre("running 2026-06-08"));
}

TEST(BuildingTime, IsExtendedOnce_SFS_2010_900_9_99) {
  Story story = extended_building();

  EXPECT_THAT(story.does(extended("2026-06-01 10:00", 2)), ElementsAre("warn xx.extend"));
  EXPECT_FALSE(story.folded(story.last()).has_effect);
  EXPECT_THAT(story.clocks("xx.time", "2026-06-01 11:00"), ElementsAre("running 2026-06-08"));
}

TEST(BuildingTime, IsNotExtendedAfterItsEnd_SFS_2010_900_9_99) {
  Story story = building();
  story.does(judged("2026-02-01 10:00", "xx.needed", true));

  EXPECT_THAT(story.tried(extended("2026-03-23 23:59", 6)), IsEmpty());
  EXPECT_THAT(story.does(extended("2026-03-24 00:00", 6)), ElementsAre("warn xx.extend"));
  EXPECT_THAT(story.clocks("xx.time", "2026-03-24 10:00"), ElementsAre("overdue 2026-03-23"));
}

TEST(BuildingTime, FollowsTheVersionOfTheDayTheCaseBegan_SFS_2010_900_9_27_99) {
  Story older = building("2025-11-28");
  Story newer = building("2026-01-12");
  for (Story* story : {&older, &newer}) {
    story->does({.at = "2026-02-16 10:00",
                 .type = "application.changed",
                 .with = {{"own_initiative", true}}});
  }

  EXPECT_THAT(older.clocks("xx.time", "2026-02-17 10:00"), ElementsAre("running 2026-03-23"));
  EXPECT_THAT(newer.clocks("xx.time", "2026-02-17 10:00"), ElementsAre("running 2026-04-27"));
}

// A delegation is put on record with the day of the order, before the act that rests on it.
TEST(BuildingTime, IsNotThatOfAnOldDelegation_SFS_2010_900_9_99) {
  Story story(
      law_of({document(std::string(kBuildingPack.substr(1)))}, {"xx.building"}, swedish_days()),
      {});
  story.does({.at = "2026-01-12 10:00", .type = "application.received"});
  story.does({.at = "2025-01-15 10:00", .type = "delegation.given", .with = {{"to", "bo"}}});
  story.does({.at = "2026-01-20 10:00",
              .type = "application.changed",
              .with = {{"own_initiative", true}}});

  EXPECT_THAT(story.clocks("xx.time", "2026-01-21 10:00"), ElementsAre("running 2026-03-31"));
}

TEST(BuildingTime, StandsStillWhileTheDecisionIsDeferred_SFS_2010_900_9_99) {
  Story story = building();
  story.does({.at = "2026-03-02 10:00", .type = "decision.deferred"});
  EXPECT_THAT(story.clocks("xx.time", "2026-05-01 10:00"),
              Each(::testing::StartsWith("suspended")));

  story.does({.at = "2026-03-13 10:00", .type = "deferral.ended"});

  EXPECT_THAT(story.clocks("xx.time", "2026-03-14 10:00"), ElementsAre("running 2026-04-02"));
}

// --- SFS 2010:900 12 kap. 8 a §: the fee sinks with the delay

struct FeeRow {
  const char* name;
  const char* decided;
  const char* share;
};
void PrintTo(const FeeRow& row, std::ostream* out) { *out << row.name; }

class BuildingFee : public ::testing::TestWithParam<FeeRow> {};

Deed fee(const Value& reduction) {
  return Deed{.at = "2026-06-20 10:00",
              .type = "fee.decided",
              .with = {{"reduction", reduction}, {"reckoning", "text"}}};
}
Value number(std::string_view text) { return Value(Decimal::parse(text).value()); }

TEST_P(BuildingFee, SinksByAFifthForEachWeekBegun_SFS_2010_900_12_8a) {
  Story story = building();
  story.does({.at = std::string(GetParam().decided) + " 10:00", .type = "decision.made"});

  EXPECT_THAT(story.tried(fee(number(GetParam().share))), IsEmpty());
  EXPECT_THAT(story.tried(fee(number("0.1"))), ElementsAre("refuse xx.fee"));
}

// The last day is Monday 23 March 2026.
INSTANTIATE_TEST_SUITE_P(Rows, BuildingFee,
                         ::testing::Values(FeeRow{"InTime", "2026-03-23", "0"},
                                           FeeRow{"DaysLate1", "2026-03-24", "0.2"},
                                           FeeRow{"DaysLate7", "2026-03-30", "0.2"},
                                           FeeRow{"DaysLate8", "2026-03-31", "0.4"},
                                           FeeRow{"DaysLate16", "2026-04-08", "0.6"},
                                           FeeRow{"DaysLate28", "2026-04-20", "0.8"},
                                           FeeRow{"DaysLate29", "2026-04-21", "1"},
                                           FeeRow{"DaysLate60", "2026-05-22", "1.0"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BuildingFeeText, SaysWhichShareIsRight_SFS_2010_900_12_8a) {
  Story story = building();
  story.does({.at = "2026-04-08 10:00", .type = "decision.made"});
  EXPECT_THAT(story.verdicts("xx.decide", "2026-04-08 11:00"), ElementsAre("violated"));

  const auto remedies = story.remedies(fee(number("0.4")), "xx.fee");

  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_EQ(remedies[0].attribute, "reduction");
  EXPECT_EQ(remedies[0].value, "0.6");
}

TEST(BuildingFeeText, CountsFromTheExtendedTime_SFS_2010_900_12_8a) {
  Story story = extended_building();
  story.does({.at = "2026-06-17 10:00", .type = "decision.made"});

  EXPECT_THAT(story.tried(fee(number("0.4"))), IsEmpty());
}

}  // namespace
}  // namespace lagrum::law
