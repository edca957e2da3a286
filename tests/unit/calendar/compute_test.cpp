#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TimeLimit limit(std::string_view start, std::string_view length) {
  return TimeLimit{
      .start = day(start), .length = period(length), .roll = "se.vardag", .cite = "Act 1 §"};
}

Extension extension(std::string_view by, From from = From::kStart) {
  return Extension{period(by), from, "Act 2 §"};
}

Suspension suspension(std::string_view from, std::string_view until) {
  return Suspension{day(from), day(until), "Act 3 §"};
}

Computed computed(const TimeLimit& limit, bool eves_are_working_days = false) {
  const auto result = compute(shipped("se", eves_are_working_days), limit);
  EXPECT_TRUE(result.has_value()) << to_string(result.error());
  return result.value();
}

Error refused(const TimeLimit& limit) {
  const auto result = compute(shipped("se"), limit);
  EXPECT_FALSE(result.has_value());
  return result.error();
}

std::vector<std::string> names(const Computed& computed) {
  std::vector<std::string> list;
  for (const Step& each : computed.derivation.steps) list.push_back(each.as);
  return list;
}

const Step& step(const Computed& computed, std::string_view as) {
  for (const Step& each : computed.derivation.steps) {
    if (each.as == as) return each;
  }
  ADD_FAILURE() << "no step " << as;
  return computed.derivation.steps.front();
}

TEST(ComputeSteps, LeaveOutTheRollWhereNothingMoved) {
  const Computed result = computed(limit("2026-04-21", "P10W"));

  EXPECT_THAT(names(result), ElementsAre("start", "raw-end", "due"));
  EXPECT_EQ(step(result, "start").on, day("2026-04-21"));
  EXPECT_EQ(step(result, "start").cite, "Act 1 §");
  EXPECT_EQ(step(result, "raw-end").on, day("2026-06-30"));
  EXPECT_EQ(step(result, "raw-end").cite, "SFS 1930:173 1 §");
  EXPECT_EQ(step(result, "due").on, day("2026-06-30"));
  EXPECT_EQ(step(result, "due").cite, "Act 1 §");
}

TEST(ComputeSteps, ComeInTheOrderInWhichTheyAreAdded) {
  TimeLimit all = limit("2026-01-12", "P10W");
  all.extensions = {extension("P2W")};
  all.suspensions = {suspension("2026-02-01", "2026-02-08")};

  const Computed result = computed(all);

  EXPECT_THAT(names(result),
              ElementsAre("start", "raw-end", "extended", "suspended", "rolled", "due"));
  EXPECT_EQ(step(result, "extended").on, day("2026-04-06"));
  EXPECT_EQ(step(result, "extended").cite, "Act 2 §");
  EXPECT_EQ(step(result, "suspended").on, day("2026-04-12"));
  EXPECT_EQ(step(result, "suspended").cite, "Act 3 §");
  EXPECT_EQ(step(result, "rolled").on, day("2026-04-13"));
  EXPECT_EQ(step(result, "rolled").cite, "SFS 1930:173 2 §");
}

TEST(ComputeSteps, NameNoProvisionForDaysWhichTheActDoesNotCover) {
  EXPECT_EQ(step(computed(limit("2026-11-25", "P14D")), "raw-end").cite, "");
}

// The months are added together before the month's end is clamped.
TEST(ComputeExtension, FromTheStartKeepsTheNumberOfTheStartDay) {
  TimeLimit extended = limit("2026-10-31", "P4M");
  extended.extensions = {extension("P4M")};

  const Computed result = computed(extended);

  EXPECT_EQ(step(result, "raw-end").on, day("2027-02-28"));
  EXPECT_EQ(result.raw_end, day("2027-06-30"));
}

TEST(ComputeExtension, FromTheRawEndCountsFromTheClampedDay) {
  TimeLimit extended = limit("2026-10-31", "P4M");
  extended.extensions = {extension("P4M", From::kRawEnd)};

  EXPECT_EQ(computed(extended).raw_end, day("2027-06-28"));
}

// 28 February 2027 is a Sunday, so that the end has moved to 1 March.
TEST(ComputeExtension, FromTheRolledEndCountsFromTheDayItMovedTo) {
  TimeLimit extended = limit("2026-10-31", "P4M");
  extended.extensions = {extension("P4M", From::kRolledEnd)};

  EXPECT_EQ(computed(extended).raw_end, day("2027-07-01"));
}

TEST(ComputeExtension, AddsEachUnitInTheOrderWritten) {
  TimeLimit extended = limit("2026-01-31", "P1M");
  extended.extensions = {extension("P1W"), extension("P1M")};

  // One month and one more are two: 31 March; then a week.
  EXPECT_EQ(computed(extended).raw_end, day("2026-04-07"));
}

TEST(ComputeExtension, FromTheStartIsCountedBeforeThoseFromAnEnd) {
  TimeLimit extended = limit("2026-01-31", "P1M");
  extended.extensions = {extension("P1W", From::kRawEnd), extension("P1M")};

  EXPECT_EQ(computed(extended).raw_end, day("2026-04-07"));
}

TEST(ComputeExtension, OfDaysCountsDaysOfTheSet) {
  TimeLimit extended = limit("2026-04-01", "P1D");
  extended.days = "se.arbetsdag";
  extended.extensions = {extension("P2D")};

  // Thursday 2 April; then the Tuesday and Wednesday after Easter.
  EXPECT_EQ(computed(extended).raw_end, day("2026-04-08"));
}

TEST(ComputeSuspension, AddsTheDaysBetweenTheTwoThatRun) {
  for (const auto& [until, raw_end] :
       {std::pair{"2026-02-10", "2026-03-23"}, std::pair{"2026-02-11", "2026-03-23"},
        std::pair{"2026-02-12", "2026-03-24"}, std::pair{"2026-02-20", "2026-04-01"}}) {
    TimeLimit suspended = limit("2026-01-12", "P10W");
    suspended.suspensions = {suspension("2026-02-10", until)};

    EXPECT_EQ(lagrum::to_string(computed(suspended).raw_end), raw_end) << until;
  }
}

TEST(ComputeSuspension, CountsADayOnceWhereTwoOverlap) {
  TimeLimit suspended = limit("2026-01-12", "P10W");
  suspended.suspensions = {suspension("2026-02-05", "2026-02-15"),
                           suspension("2026-02-01", "2026-02-11")};

  const Computed result = computed(suspended);

  EXPECT_EQ(result.raw_end, day("2026-03-23") + std::chrono::days{13});
}

TEST(ComputeSuspension, LeavesOutOneThatLiesWithinAnother) {
  TimeLimit suspended = limit("2026-01-12", "P10W");
  suspended.suspensions = {suspension("2026-02-01", "2026-02-15"),
                           suspension("2026-02-05", "2026-02-10")};

  const Computed result = computed(suspended);

  EXPECT_EQ(result.raw_end, day("2026-03-23") + std::chrono::days{13});
  EXPECT_THAT(names(result), ElementsAre("start", "raw-end", "suspended", "rolled", "due"));
}

TEST(ComputeSuspension, LeavesOutDaysBeforeTheStart) {
  TimeLimit suspended = limit("2026-01-12", "P10W");
  suspended.suspensions = {suspension("2026-01-01", "2026-01-15")};

  EXPECT_EQ(computed(suspended).raw_end, day("2026-03-25"));
}

TEST(ComputeSuspension, MovesNothingOnceTheTimeHasRunOut) {
  for (const auto& [from, moves] :
       {std::pair{"2026-03-22", true}, std::pair{"2026-03-23", false}}) {
    TimeLimit suspended = limit("2026-01-12", "P10W");
    suspended.suspensions = {suspension(from, "2026-04-20")};

    EXPECT_EQ(computed(suspended).raw_end != day("2026-03-23"), moves) << from;
  }
}

struct StandingRow {
  const char* start;
  const char* length;
  const char* from;
  const char* until;
  const char* due;
};

TEST(ComputeSuspension, KeepsTheTimeFromEndingWhileItStandsStill) {
  for (const StandingRow& row :
       {// Its length ends on Saturday and moves to Monday; it stops on Sunday.
        StandingRow{"2026-01-24", "P2W", "2026-02-08", "2026-02-11", "2026-02-11"},
        // It has no length, and begins while it stands still.
        StandingRow{"2026-02-03", "P0D", "2026-02-01", "2026-02-05", "2026-02-05"},
        StandingRow{"2026-02-04", "P0D", "2026-02-01", "2026-02-05", "2026-02-05"},
        StandingRow{"2026-02-05", "P0D", "2026-02-01", "2026-02-05", "2026-02-05"}}) {
    TimeLimit suspended = limit(row.start, row.length);
    suspended.suspensions = {suspension(row.from, row.until)};

    EXPECT_EQ(lagrum::to_string(computed(suspended).due), row.due) << row.start;
  }
}

TEST(ComputeSuspension, WithoutEndSaysThatTheClockStandsStill) {
  TimeLimit suspended = limit("2026-01-12", "P10W");
  suspended.suspensions = {Suspension{day("2026-02-10"), std::nullopt, "Act 3 §"}};

  const Computed result = computed(suspended);

  EXPECT_TRUE(result.suspended);
  EXPECT_EQ(result.due, day("2026-03-23"));
  EXPECT_THAT(step(result, "due").text.in(Language::kEnglish), HasSubstr("no end yet"));
}

TEST(ComputeSuspension, WithoutEndButAfterTheTimeRanOutIsNone) {
  TimeLimit suspended = limit("2026-01-12", "P10W");
  suspended.suspensions = {Suspension{day("2026-03-24"), std::nullopt, "Act 3 §"}};

  EXPECT_FALSE(computed(suspended).suspended);
}

TEST(ComputeSuspension, OfWorkingDaysAddsWorkingDays) {
  TimeLimit suspended = limit("2026-04-01", "P3D");
  suspended.days = "se.arbetsdag";
  suspended.suspensions = {suspension("2026-04-01", "2026-04-08")};

  // Stood still on 2 and 7 April, the two working days among six; 8 April is the third day, then
  // two more.
  EXPECT_EQ(computed(suspended).raw_end, day("2026-04-10"));
}

TEST(ComputeRoll, IsForTheLatestActAlone) {
  for (const Kind kind :
       {Kind::kLatestAct, Kind::kEarliestAct, Kind::kDeemedEvent, Kind::kBackward}) {
    TimeLimit each = limit("2026-05-29", "P3W");
    each.kind = kind;

    const Computed result = computed(each);

    EXPECT_EQ(result.due != result.raw_end, kind == Kind::kLatestAct) << to_string(kind);
  }
}

TEST(ComputeRoll, HappensOnceAndLast) {
  // Without the extension the end would move from Good Friday; with it there is nothing to move.
  TimeLimit extended = limit("2026-03-13", "P3W");
  extended.extensions = {extension("P1W")};

  EXPECT_EQ(computed(extended).due, day("2026-04-10"));
}

TEST(ComputeReading, MarksTheStepThatASwitchDecided) {
  TimeLimit counted = limit("2026-12-23", "P2D");
  counted.days = "se.arbetsdag";

  for (const auto& [on, due] : {std::pair{false, "2026-12-29"}, std::pair{true, "2026-12-28"}}) {
    const Computed result = computed(counted, on);

    EXPECT_EQ(lagrum::to_string(result.due), due);
    EXPECT_TRUE(step(result, "raw-end").interpretation) << on;
    EXPECT_TRUE(step(result, "due").interpretation) << on;
    EXPECT_EQ(step(result, "raw-end").cite, shipped("se").set_cite("se.arbetsdag"));
  }
}

TEST(ComputeReading, MarksNothingWhereNoSwitchDecides) {
  TimeLimit counted = limit("2026-12-14", "P2D");
  counted.days = "se.arbetsdag";

  for (const Step& each : computed(counted).derivation.steps)
    EXPECT_FALSE(each.interpretation) << each.as;
}

TEST(ComputeReading, MarksARollToASetWhoseSwitchDecides) {
  TimeLimit rolled = limit("2026-12-03", "P3W");
  rolled.roll = "se.arbetsdag";

  const Computed moved = computed(rolled, false);
  const Computed stayed = computed(rolled, true);

  EXPECT_EQ(moved.due, day("2026-12-28"));
  EXPECT_TRUE(step(moved, "rolled").interpretation);
  EXPECT_EQ(stayed.due, day("2026-12-24"));
  EXPECT_TRUE(step(stayed, "due").interpretation);
}

TEST(ComputeReading, MarksARollThatTheLimitCallsOne) {
  TimeLimit rolled = limit("2026-05-29", "P3W");
  rolled.roll_is_interpretation = true;
  EXPECT_TRUE(step(computed(rolled), "rolled").interpretation);

  rolled.roll_is_interpretation = false;
  EXPECT_FALSE(step(computed(rolled), "rolled").interpretation);
}

TEST(ComputeReading, MarksTheAbsenceOfARollThatTheLimitCallsOne) {
  TimeLimit unmoved = limit("2026-11-10", "P6W");
  unmoved.kind = Kind::kEarliestAct;
  unmoved.roll_is_interpretation = true;

  EXPECT_TRUE(step(computed(unmoved), "due").interpretation);
}

TEST(ComputeWorkingDays, CountFromTheNextDayOfTheSet) {
  for (const auto& [start, due] :
       {std::pair{"2026-06-18", "2026-06-22"}, std::pair{"2026-06-20", "2026-06-22"},
        std::pair{"2026-06-22", "2026-06-23"}}) {
    TimeLimit counted = limit(start, "P1D");
    counted.days = "se.arbetsdag";

    EXPECT_EQ(lagrum::to_string(computed(counted).due), due) << start;
  }
}

TEST(ComputeRefuses, AnUnknownSetWithASuggestion) {
  TimeLimit unknown = limit("2026-04-21", "P10W");
  unknown.roll = "se.vardagg";

  const Error error = refused(unknown);

  EXPECT_EQ(error.code, ErrorCode::kNotFound);
  EXPECT_THAT(error.message, HasSubstr("did you mean 'se.vardag'?"));
  EXPECT_EQ(error.provision, "Act 1 §");

  unknown.roll = "";
  unknown.days = "se.vardagg";
  EXPECT_EQ(refused(unknown).code, ErrorCode::kNotFound);
}

TEST(ComputeRefuses, WeeksWhereDaysOfASetAreCounted) {
  TimeLimit counted = limit("2026-04-21", "P2W");
  counted.days = "se.arbetsdag";

  EXPECT_EQ(refused(counted).code, ErrorCode::kInvalidArgument);
}

TEST(ComputeRefuses, ANegativePeriod) {
  TimeLimit negative = limit("2026-04-21", "P2W");
  negative.length.count = -1;
  EXPECT_EQ(refused(negative).code, ErrorCode::kInvalidArgument);

  TimeLimit extended = limit("2026-04-21", "P2W");
  extended.extensions = {extension("P2W")};
  extended.extensions.front().by.count = -1;
  EXPECT_EQ(refused(extended).code, ErrorCode::kInvalidArgument);
}

TEST(ComputeRefuses, ASuspensionThatEndsBeforeItBegins) {
  TimeLimit suspended = limit("2026-01-12", "P10W");
  suspended.suspensions = {suspension("2026-02-10", "2026-02-09")};

  const Error error = refused(suspended);

  EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(error.message, "expected a suspension to end on 2026-02-10 or later, found 2026-02-09");
  EXPECT_EQ(error.provision, "Act 3 §");
}

TEST(ComputeRefuses, ASuspensionOfALimitThatIsCountedBack) {
  TimeLimit back = limit("2026-06-16", "P4W");
  back.kind = Kind::kBackward;
  back.suspensions = {suspension("2026-06-01", "2026-06-05")};

  EXPECT_EQ(refused(back).code, ErrorCode::kInvalidArgument);
}

TEST(ComputeRefuses, EverythingOutsideTheYears) {
  TimeLimit late = limit("9999-12-20", "P1M");
  EXPECT_EQ(refused(late).code, ErrorCode::kOutOfRange);

  late.length = Period{2'000'000'000, Unit::kYears};
  EXPECT_EQ(refused(late).code, ErrorCode::kOutOfRange);

  TimeLimit counted = limit("2026-01-01", "P36601D");
  counted.days = "se.arbetsdag";
  EXPECT_EQ(refused(counted).code, ErrorCode::kOutOfRange);

  TimeLimit early = limit("0001-01-03", "P1W");
  early.kind = Kind::kBackward;
  EXPECT_EQ(refused(early).code, ErrorCode::kOutOfRange);

  TimeLimit before = limit("2026-01-01", "P1D");
  before.start = day("0001-01-01") - std::chrono::days{1};
  EXPECT_EQ(refused(before).code, ErrorCode::kOutOfRange);

  // New Year's Eve of the last year is blocked, and no weekday follows.
  EXPECT_EQ(refused(limit("9999-12-24", "P1W")).code, ErrorCode::kOutOfRange);
}

}  // namespace
}  // namespace lagrum::calendar
