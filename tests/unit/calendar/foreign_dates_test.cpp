// Territories without a shipped calendar: small ones here show that the rules are data alone.
#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

constexpr bool kNoSwitch = false;

std::string calendar_text(std::string_view head, std::string_view days, std::string_view blocked) {
  std::string text = "<calendar xmlns='urn:lagrum:calendar:1' zone='Europe/Berlin' version='1' ";
  text += head;
  text += "><title xml:lang='en'>Test</title>";
  text += days;
  if (blocked.empty()) return text + "</calendar>";
  text += "<day-set id='open' use='roll'><title xml:lang='en'>Open</title>";
  text += "<blocked weekdays='saturday sunday' days='public";
  text += blocked;
  return text + "'/></day-set></calendar>";
}

std::string named(std::string_view id, std::string_view rule, bool is_public = true) {
  return "<day id='" + std::string(id) + "' " + std::string(rule) + " public='" +
         (is_public ? "true" : "false") + "'><title xml:lang='en'>" + std::string(id) +
         "</title></day>";
}

/// The days that most of these territories keep.
std::string common_days() {
  return named("new-year", "fixed='01-01'") + named("good-friday", "easter='-2'") +
         named("easter-monday", "easter='1'") + named("ascension", "easter='39'") +
         named("whit-monday", "easter='50'") + named("christmas-day", "fixed='12-25'") +
         named("second-christmas-day", "fixed='12-26'");
}

Calendar loaded(const std::string& text, const Calendar::Wider& wider = {}) {
  const Loaded result = load(text, wider);
  EXPECT_TRUE(result.calendar.has_value()) << to_string(result.calendar.error());
  return result.calendar.value();
}

Calendar germany() {
  return loaded(calendar_text(
      "id='de' territory='DE'",
      common_days() + named("may-day", "fixed='05-01'") + named("unity-day", "fixed='10-03'"),
      " "));
}

Calendar bavaria() {
  static const Calendar kWider = germany();
  return loaded(calendar_text("id='de.by' territory='DE-BY' within='de'",
                              named("corpus-christi", "easter='60'"), ""),
                [](std::string_view id) { return id == "de" ? &kWider : nullptr; });
}

Calendar netherlands() {
  return loaded(calendar_text("id='nl' territory='NL'",
                              common_days() + named("kings-day", "fixed='04-27'") +
                                  named("liberation-day", "fixed='05-05'"),
                              " "));
}

Calendar norway() {
  return loaded(calendar_text("id='no' territory='NO'",
                              common_days() + named("maundy-thursday", "easter='-3'"), " "));
}

Calendar finland() {
  return loaded(calendar_text(
      "id='fi' territory='FI'",
      common_days() + named("midsummer-eve", "weekday='friday' from='06-19' to='06-25'", false),
      " midsummer-eve"));
}

Leg latest_foreign(std::string from, std::string_view length, std::string_view raw_end,
                   std::string_view due) {
  return Leg{std::move(from), length, raw_end, due, Kind::kLatestAct, "open", ""};
}

Leg unmoved(std::string from, std::string_view length, std::string_view day, Kind kind) {
  return Leg{std::move(from), length, day, day, kind, "", ""};
}

class GermanDates : public testing::TestWithParam<DateRow> {};
TEST_P(GermanDates, AreThoseOfTheRule) { expect_dates(germany(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Germany, GermanDates,
    testing::Values(DateRow{"AMonthIsClampedAndThenMoves",
                            "BGB § 188; VwVfG § 31",
                            kNoSwitch,
                            {latest_foreign("2026-01-31", "P1M", "2026-02-28", "2026-03-02")}},
                    DateRow{"TheFictionOfArrivalCountsAHoliday",
                            "VwVfG § 41",
                            kNoSwitch,
                            {unmoved("2026-04-30", "P4D", "2026-05-04", Kind::kDeemedEvent)}},
                    DateRow{"AFictionOnASaturdayStaysInAdministrativePractice",
                            "VwVfG § 41",
                            kNoSwitch,
                            {unmoved("2026-03-03", "P4D", "2026-03-07", Kind::kDeemedEvent),
                             latest_foreign("#0", "P1M", "2026-04-07", "2026-04-07")}},
                    // Tax practice lets the fiction move like a last day; a pack says so by the
                    // kind of the clock.
                    DateRow{"AFictionOnASaturdayMovesInTaxPractice",
                            "AO § 122; BFH IX R 68/98",
                            kNoSwitch,
                            {latest_foreign("2026-03-03", "P4D", "2026-03-07", "2026-03-09"),
                             latest_foreign("#0", "P1M", "2026-04-09", "2026-04-09")}},
                    DateRow{"TacitApprovalFollowsTheMovedEnd",
                            "VwVfG § 42a",
                            kNoSwitch,
                            {latest_foreign("2026-11-30", "P3M", "2027-02-28", "2027-03-01"),
                             unmoved("#0", "P1D", "2027-03-02", Kind::kDeemedEvent)}},
                    DateRow{"AnActionForFailureToActOpensTheDayAfterThreeMonths",
                            "VwGO § 75",
                            kNoSwitch,
                            {unmoved("2026-06-10", "P3M", "2026-09-10", Kind::kEarliestAct),
                             unmoved("#0", "P1D", "2026-09-11", Kind::kEarliestAct)}},
                    DateRow{"ADefectiveInstructionGivesAYear",
                            "VwGO § 58",
                            kNoSwitch,
                            {latest_foreign("2025-06-17", "P1Y", "2026-06-17", "2026-06-17")}},
                    DateRow{"CorpusChristiIsNoHolidayOutsideBavaria",
                            "VwGO § 70",
                            kNoSwitch,
                            {latest_foreign("2026-05-04", "P1M", "2026-06-04", "2026-06-04")}},
                    DateRow{"TheUnionsMonthIsClampedAndThenMoves",
                            "Regulation 1182/71 art. 3(2), 3(4)",
                            kNoSwitch,
                            {latest_foreign("2026-01-31", "P1M", "2026-02-28", "2026-03-02")}}),
    name_of);

class BavarianDates : public testing::TestWithParam<DateRow> {};
TEST_P(BavarianDates, HoldWithinTheWiderTerritory) { expect_dates(bavaria(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Bavaria, BavarianDates,
    testing::Values(DateRow{"CorpusChristiMovesTheLastDay",
                            "VwGO § 70",
                            kNoSwitch,
                            {latest_foreign("2026-05-04", "P1M", "2026-06-04", "2026-06-05")}},
                    DateRow{"TheWiderTerritorysDaysHoldToo",
                            "VwGO § 70",
                            kNoSwitch,
                            {latest_foreign("2026-09-03", "P1M", "2026-10-03", "2026-10-05")}}),
    name_of);

class DutchDates : public testing::TestWithParam<DateRow> {};
TEST_P(DutchDates, AreThoseOfTheRule) { expect_dates(netherlands(), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Netherlands, DutchDates,
    testing::Values(DateRow{"LiberationDayMovesTheLastDay",
                            "Awb 6:7, 6:8; Atw 1",
                            kNoSwitch,
                            {latest_foreign("2026-03-24", "P6W", "2026-05-05", "2026-05-06")}},
                    DateRow{"ThePenaltyBeginsAfterTwoWholeWeeks",
                            "Awb 4:17",
                            kNoSwitch,
                            {unmoved("2026-05-18", "P2W", "2026-06-01", Kind::kEarliestAct),
                             unmoved("#0", "P1D", "2026-06-02", Kind::kEarliestAct)}},
                    DateRow{"ChristmasMovesThreeDays",
                            "Atw 1",
                            kNoSwitch,
                            {latest_foreign("2017-12-20", "P3D", "2017-12-23", "2017-12-27")}},
                    DateRow{"MoreThanTwelveWeeksDoNotMove",
                            "Atw 4",
                            kNoSwitch,
                            {unmoved("2026-02-28", "P13W", "2026-05-30", Kind::kLatestAct)}},
                    DateRow{"TheUnionsDaysMovePastEaster",
                            "Regulation 1182/71 art. 3(1), 3(4)",
                            kNoSwitch,
                            {latest_foreign("2026-03-25", "P10D", "2026-04-04", "2026-04-07")}},
                    DateRow{"TimeCountedBackDoesNotMove",
                            "Regulation 1182/71 art. 3(4)",
                            kNoSwitch,
                            {Leg{"2026-06-16", "P10D", "2026-06-06", "2026-06-06", Kind::kBackward,
                                 "open", ""}}}),
    name_of);

// Awb 4:15: the time stands still from the day after the invitation until the day of the
// supplement.
TEST(DutchSuspension, AddsTheDaysBetweenInvitationAndSupplement) {
  const auto computed =
      compute(netherlands(),
              TimeLimit{.start = day("2026-02-02"),
                        .length = period("P8W"),
                        .roll = "open",
                        .suspensions = {{day("2026-02-16"), day("2026-03-05"), "Awb 4:15"}}});

  ASSERT_TRUE(computed.has_value());
  EXPECT_EQ(computed->raw_end, day("2026-03-30") + std::chrono::days{16});
  EXPECT_EQ(computed->due, day("2026-04-15"));
}

class NorthernDates : public testing::Test {};

TEST_F(NorthernDates, MoveFromMaundyThursdayToTheTuesdayAfterEasterInNorway) {
  expect_dates(norway(),
               DateRow{"Norway",
                       "Forvaltningsloven § 29; domstolloven §§ 148, 149",
                       kNoSwitch,
                       {latest_foreign("2026-03-12", "P3W", "2026-04-02", "2026-04-07")}});
}

TEST_F(NorthernDates, MovePastMidsummerEveInFinland) {
  expect_dates(finland(), DateRow{"Finland",
                                  "Hallintolaki 49 c, 59 §",
                                  kNoSwitch,
                                  {unmoved("2026-05-13", "P7D", "2026-05-20", Kind::kDeemedEvent),
                                   latest_foreign("#0", "P30D", "2026-06-19", "2026-06-22")}});
}

}  // namespace
}  // namespace lagrum::calendar
