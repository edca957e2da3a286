// Worked traces of what follows a decision: notice, appeal, finality, enforcement, legality review.
// Each test names the provision whose rule it follows; times are Swedish.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "swedish_case.h"

namespace lagrum::law {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// --- SFS 2017:900 33, 44–46 §§: a late appeal after a faulty notice

Deed appeal_dismissal(std::string at) {
  Deed deed = appeal_act(std::move(at), "appeal.dismissed",
                         decision({{"ground", "late"}, {"appeal_information", "text"}}));
  deed.opens = "appeal-dismissal";
  return deed;
}

/// Told on paper on 14 January 2027, without information on appeal if `faulty`; appealed on 9
/// February.
Story late_appeal(bool faulty) {
  Story story = general();
  story.does(made("2027-01-11 10:00"));
  Deed notice{.at = "2027-01-14 10:00",
              .type = "decision.notified",
              .with = {{"received_on", on("2027-01-14")}},
              .party = "A",
              .outside = true};
  if (!faulty) notice.with.set("appeal_information", Value("text"));
  EXPECT_EQ(story.does(notice), faulty ? Strings{"record se.fl.33.appealinfo for A"} : Strings{});
  EXPECT_THAT(story.does(appeal_act("2027-02-09 10:00", "appeal.received")),
              ElementsAre("record se.fl.44.time for A"));
  return story;
}

Story found_late(bool faulty) {
  Story story = late_appeal(faulty);
  EXPECT_THAT(story.does(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", false}})),
              IsEmpty());
  return story;
}

TEST(Notice, WithoutAppealInformationIsRefusedUnlessItWasSentAlready_SFS_2017_900_33) {
  Story story = general();
  story.does(made("2027-01-11 10:00"));
  Deed notice{.at = "2027-01-14 10:00",
              .type = "decision.notified",
              .with = {{"received_on", on("2027-01-14")}},
              .party = "A"};

  EXPECT_THAT(story.tried(notice), ElementsAre("refuse se.fl.33.appealinfo for A"));
  notice.outside = true;
  EXPECT_THAT(story.tried(notice), ElementsAre("record se.fl.33.appealinfo for A"));
}

TEST(LateAppeal, StandsUntilItsTimeIsTested_SFS_2017_900_45) {
  Story story = late_appeal(true);

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2027-02-09 10:00"),
              ElementsAre("reached 2027-02-04"));
  EXPECT_TRUE(story.folded(story.last()).has_effect);
  EXPECT_THAT(story.duties("se.fl.46.handover", "2027-02-09 10:00"),
              ElementsAre("open 2027-02-16"));
  EXPECT_THAT(story.tried(appeal_act("2027-02-10 10:00", "appeal.handed-over")),
              Contains("refuse se.fl.45.test for A"));
}

TEST(LateAppeal, IsCountedAsItWas_SFS_2017_900_44) {
  Story story = late_appeal(true);

  EXPECT_THAT(story.tried(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", true}})),
              ElementsAre("warn se.fl.45.count for A"));
  EXPECT_THAT(
      story.tried(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", false}})),
      IsEmpty());
}

TEST(LateAppeal, IsDismissed_SFS_2017_900_45) {
  Story story = found_late(false);
  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-10 11:00"), ElementsAre("open 2027-02-17"));
  EXPECT_THAT(story.tried(appeal_act("2027-02-10 12:00", "appeal.handed-over")),
              Contains("refuse se.fl.45.forward for A"));

  EXPECT_THAT(story.does(appeal_dismissal("2027-02-11 10:00")), IsEmpty());
  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-12 10:00"),
              ElementsAre("fulfilled 2027-02-17"));
}

TEST(LateAppeal, IsNotDismissedWhileAFaultyNoticeMayBeTheCause_SFS_2017_900_45) {
  Story story = found_late(true);

  EXPECT_THAT(story.verdicts("se.fl.45.count", "2027-02-10 11:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-10 11:00"), ElementsAre("resting 2027-02-17"));
  EXPECT_THAT(story.tried(appeal_dismissal("2027-02-10 12:00")),
              ElementsAre("refuse se.fl.45.cause for A"));
}

TEST(LateAppeal, IsDismissedWhenTheFaultIsNotTheCause_SFS_2017_900_45) {
  Story story = found_late(true);
  story.does(judged("2027-02-11 09:00", "se.fl.45.cause", false));
  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-11 10:00"), ElementsAre("open 2027-02-17"));

  EXPECT_THAT(story.does(appeal_dismissal("2027-02-11 10:00")), IsEmpty());

  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-11 11:00"),
              ElementsAre("fulfilled 2027-02-17"));
  EXPECT_THAT(story.verdicts("se.fl.45.cause", "2027-02-11 11:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.verdicts("se.fl.45.only", "2027-02-11 11:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2027-02-11 11:00"),
              ElementsAre("reached 2027-02-04", "none"));
}

TEST(LateAppeal, IsHandedOverWhenTheFaultIsTheCause_SFS_2017_900_45_46) {
  Story story = found_late(true);
  story.does(judged("2027-02-11 09:00", "se.fl.45.cause", true));
  EXPECT_THAT(story.tried(appeal_act("2027-02-11 10:00", "appeal.handed-over")),
              ElementsAre("warn se.fl.38.must for A"));
  story.does(appeal_act("2027-02-11 10:00", "must-change.tested", {{"outcome", "stands"}}));

  EXPECT_THAT(story.does(appeal_act("2027-02-11 11:00", "appeal.handed-over")), IsEmpty());

  EXPECT_THAT(story.duties("se.fl.45.late", "2027-02-12 10:00"), ElementsAre("lapsed 2027-02-17"));
  EXPECT_THAT(story.duties("se.fl.46.handover", "2027-02-12 10:00"),
              ElementsAre("fulfilled 2027-02-16"));
}

// --- SFS 2017:900 44 §: several parties, and finality

/// A told on 2 March 2026, B on 13 March.
Story several(std::initializer_list<const char*> parties = {"A", "B"}) {
  Story story = general(facts(parties));
  story.does(made("2026-02-27 10:00"));
  story.does(notified("2026-03-02 10:00", "A", "2026-03-02"));
  story.does(notified("2026-03-13 10:00", "B", "2026-03-13"));
  return story;
}

TEST(AppealTime, RunsForEachPartyFromItsOwnNotice_SFS_2017_900_44) {
  Story story = several({"A", "B", "C"});

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-14 10:00", "A"),
              ElementsAre("running 2026-03-23"));
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-14 10:00", "B"),
              ElementsAre("running 2026-04-07"));
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-14 10:00", "C"), ElementsAre("none"));
}

TEST(AppealTime, IsKeptOnItsLastDay_SFS_2017_900_44) {
  Story story = several();

  EXPECT_THAT(story.tried(appealed_by("2026-03-24 10:00", "A")),
              ElementsAre("record se.fl.44.time for A"));
  EXPECT_THAT(story.tried(appealed_by("2026-04-07 23:30", "B")), IsEmpty());
  EXPECT_THAT(story.tried(appealed_by("2026-04-08 00:00", "B")),
              ElementsAre("record se.fl.44.time for B"));
}

TEST(AppealTime, DoesNotRunFromANoticeNotYetReceived_SFS_2017_900_44) {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does({.at = "2026-03-02 10:00",
              .type = "decision.notified",
              .with = {{"appeal_information", "text"}},
              .party = "A"});

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-06-01 10:00"), ElementsAre("none"));
}

TEST(AppealTime, IsNotForOneWhoMayNotAppeal_SFS_2017_900_44) {
  Facts known = facts();
  known.parties["A"] = party("A", false);
  Story story = general(known);
  story.does(made("2026-02-27 10:00"));
  story.does(notified("2026-03-02 10:00", "A", "2026-03-02"));

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-03 10:00"), IsEmpty());
}

TEST(Finality, WaitsForTheTimeOfEveryParty_SFS_2017_900_44) {
  Story story = several();

  EXPECT_THAT(story.tried(finality("2026-03-24 10:00")), Contains("refuse se.final.early"));
  EXPECT_THAT(story.tried(finality("2026-04-07 23:59")), Contains("refuse se.final.early"));
  EXPECT_THAT(story.tried(finality("2026-04-08 00:00")), Not(Contains("refuse se.final.early")));
}

TEST(Finality, WaitsForOneWhoWasNeverTold_SFS_2017_900_44) {
  Story story = several({"A", "B", "C"});

  EXPECT_THAT(story.tried(finality("2027-04-08 10:00")), Contains("refuse se.final.early"));
  bool named = false;
  for (const Remedy& remedy : story.remedies(finality("2027-04-08 10:00"), "se.final.early")) {
    named =
        named || (remedy.kind == Remedy::Kind::kWait && remedy.party == "C" && !remedy.first_day);
  }
  EXPECT_TRUE(named) << "what would make it lawful is to tell C";
}

TEST(Finality, IsWarnedOfUntilThePostIsOpened_SFS_2017_900_22_44) {
  Story story = several();
  EXPECT_THAT(story.clocks("se.final.post", "2026-04-07 23:59", "A"),
              ElementsAre("reached 2026-03-24"));
  EXPECT_THAT(story.clocks("se.final.post", "2026-04-07 23:59", "B"),
              ElementsAre("running 2026-04-08"));
  EXPECT_THAT(story.tried(finality("2026-04-08 08:00")), ElementsAre("warn se.final.stamp"));
  story.does({.at = "2026-04-07 09:30", .type = "post.opened", .with = {{"on", on("2026-04-07")}}});
  EXPECT_THAT(story.tried(finality("2026-04-08 08:00")), ElementsAre("warn se.final.stamp"));

  story.does({.at = "2026-04-08 09:30", .type = "post.opened", .with = {{"on", on("2026-04-08")}}});

  EXPECT_THAT(story.does(finality("2026-04-08 10:00")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.final.early", "2026-04-08 10:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.verdicts("se.final.stamp", "2026-04-08 10:00"), ElementsAre("fulfilled"));
}

TEST(Finality, IsRefusedWhenThePostHoldsALetterInTime_SFS_2017_900_22_44) {
  Story story = several();
  story.does({.at = "2026-04-08 09:30", .type = "post.opened", .with = {{"on", on("2026-04-08")}}});
  story.does({.at = "2026-04-08 09:40",
              .type = "document.received",
              .with = {{"physically_on", on("2026-04-08")}},
              .channel = "post"});
  Deed letter = appealed_by("2026-04-08 09:45", "B");
  letter.document = story.last();

  EXPECT_THAT(story.does(letter), IsEmpty());
  EXPECT_EQ(story.folded(story.last()).legal_day, day("2026-04-07"));
  EXPECT_THAT(story.tried(finality("2026-04-08 10:00")), Contains("refuse se.final.early"));
}

TEST(Finality, NotedTooEarlyIsVoid_SFS_2017_900_35) {
  Story story = several();
  Deed noted = finality("2026-03-24 10:00");
  noted.outside = true;

  EXPECT_THAT(story.does(noted), Contains("record se.final.early"));
  EXPECT_FALSE(story.folded(story.last()).has_effect);
}

TEST(Finality, WaitsForTheCourt_SFS_2017_900_35) {
  Story story = several();
  story.does(appealed_by("2026-03-20 10:00", "A"));
  story.does({.at = "2026-04-08 09:30", .type = "post.opened", .with = {{"on", on("2026-04-08")}}});
  EXPECT_THAT(story.tried(finality("2026-05-08 10:00")), ElementsAre("refuse se.final.early"));
  story.does({.at = "2026-05-11 10:00",
              .type = "timeliness.tested",
              .with = {{"appellant", "A"}, {"in_time", true}},
              .party = "A"});
  story.does({.at = "2026-05-11 11:00", .type = "must-change.tested", .party = "A"});
  story.does({.at = "2026-05-11 12:00", .type = "appeal.handed-over", .party = "A"});
  story.does({.at = "2026-06-01 10:00", .type = "court.decided", .with = {{"final", false}}});
  EXPECT_THAT(story.tried(finality("2026-06-02 10:00")), ElementsAre("refuse se.final.early"));

  story.does({.at = "2026-07-01 10:00", .type = "court.decided", .with = {{"final", true}}});

  EXPECT_THAT(story.tried(finality("2026-07-02 10:00")), IsEmpty());
}

TEST(Finality, WaitsForAnAppealThatWasNeverHandedOver_SFS_2017_900_46) {
  Story story = several();
  story.does(appealed_by("2026-03-20 10:00", "A"));
  story.does({.at = "2026-04-08 09:30", .type = "post.opened", .with = {{"on", on("2026-04-08")}}});
  story.does({.at = "2026-07-01 10:00", .type = "court.decided", .with = {{"final", true}}});

  EXPECT_THAT(story.tried(finality("2026-07-02 10:00")), ElementsAre("refuse se.final.early"));
}

// --- SFS 2010:1622 10 kap. 1 §: a licence applies at once

/// Granted in part on 12 January 2027, lawfully.
Story granted(Context more = {}) {
  Story story = licence();
  story.does({.at = "2026-12-01 10:00", .type = "referral.answered", .with = {{"from", "police"}}});
  story.does({.at = "2026-12-02 10:00", .type = "test.passed", .with = {{"person", "A"}}});
  story.does(judged("2026-12-03 10:00", "se.alk.8.12.suitable", true));
  more.set("outcome", Value("partly"));
  EXPECT_THAT(story.does(made("2027-01-12 10:00", more)), IsEmpty());
  return story;
}
Deed enforcement_started(std::string at) {
  return Deed{.at = std::move(at), .type = "enforcement.started"};
}

TEST(Licence, IsNotGrantedBeforeItsConditionsAreMet_SFS_2010_1622_8_11_12) {
  Story story = licence();
  story.does({.at = "2026-12-01 10:00", .type = "application.received"});

  EXPECT_THAT(story.tried(made("2027-01-12 10:00", {{"outcome", "granted"}})),
              UnorderedElementsAre("refuse se.alk.8.11.police", "refuse se.alk.8.12.test",
                                   "refuse se.alk.8.12.suitable"));
  EXPECT_THAT(story.tried(made("2027-01-12 10:00", {{"outcome", "refused"}})), IsEmpty());
}

TEST(Licence, AppliesAtOnceAgainstTheGeneralRule_SFS_2010_1622_10_1) {
  Story story = granted();

  EXPECT_THAT(story.does(enforcement_started("2027-01-12 15:00")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.35.enforce", "2027-01-12 15:00"),
              ElementsAre("lifted by se.alk.10.1.effect"));
}

TEST(Licence, WaitsForFinalityInOtherFields_SFS_2017_900_35) {
  Story story = general();
  story.does(made("2027-01-12 10:00"));

  EXPECT_THAT(story.tried(enforcement_started("2027-01-12 15:00")),
              ElementsAre("refuse se.fl.35.enforce"));
}

TEST(Licence, WaitsWhereTheDecisionSaysSo_SFS_2010_1622_10_1) {
  Story story = granted({{"effect_from_finality", true}});

  EXPECT_THAT(story.tried(enforcement_started("2027-01-12 15:00")),
              ElementsAre("refuse se.fl.35.enforce"));
}

TEST(Licence, RestsWhileItIsStayed_SFS_2017_900_48) {
  Story story = granted();
  story.does({.at = "2027-01-20 10:00", .type = "enforcement.stayed", .with = {{"by", "court"}}});
  EXPECT_THAT(story.tried(enforcement_started("2027-01-21 10:00")),
              UnorderedElementsAre("refuse se.fl.35.enforce", "refuse se.fl.48.stay"));

  story.does({.at = "2027-02-20 10:00", .type = "court.decided", .with = {{"final", false}}});

  EXPECT_THAT(story.tried(enforcement_started("2027-02-21 10:00")), IsEmpty());
}

// --- SFS 2010:1636 5 §: four months, extended once

TEST(LicenceTime, IsExtendedOnceFromItsStart_SFS_2010_1636_5) {
  Story story = licence();
  story.does({.at = "2026-10-31 10:00", .type = "application.complete"});
  EXPECT_THAT(story.clocks("se.alkf.5.decision", "2026-11-01 10:00"),
              ElementsAre("running 2027-03-01"));
  const Deed extension{.at = "2027-01-10 10:00",
                       .type = "time.extended",
                       .with = {{"by", Value(MonthsDuration{4})}, {"reasons", "text"}}};

  EXPECT_THAT(story.does(extension), IsEmpty());
  EXPECT_THAT(story.clocks("se.alkf.5.decision", "2027-02-01 10:00"),
              ElementsAre("running 2027-06-30"));
  EXPECT_THAT(story.does(extension), ElementsAre("warn se.alkf.5.extend"));
  EXPECT_THAT(story.clocks("se.alkf.5.decision", "2027-02-01 10:00"),
              ElementsAre("running 2027-06-30"));
}

TEST(LicenceTime, IsExtendedByFourMonthsAtMostInWhateverUnit_SFS_2010_1636_5) {
  for (const Value& by :
       {Value(MonthsDuration{7}), Value(SecondsDuration{std::int64_t{200} * 86400, 0})}) {
    Story story = licence();
    story.does({.at = "2026-10-31 10:00", .type = "application.complete"});

    story.does({.at = "2027-01-10 10:00",
                .type = "time.extended",
                .with = {{"by", by}, {"reasons", "text"}}});

    EXPECT_THAT(story.clocks("se.alkf.5.decision", "2027-02-01 10:00"),
                ElementsAre("running 2027-06-30"));
  }
}

// --- SFS 2017:725 13 kap. 5 §: legality review and the notice board

/// Decided by the board on 25 November 2026, adjusted on 9 December, announced on 11 December.
Story announced() {
  Story story = municipal(review_facts());
  story.does({.at = "2026-11-25 18:00", .type = "board.met", .with = {{"on", on("2026-11-25")}}});
  story.does(made("2026-11-25 18:30"));
  story.does(
      {.at = "2026-12-09 10:00", .type = "minutes.adjusted", .with = {{"on", on("2026-12-09")}}});
  story.does({.at = "2026-12-11 10:00",
              .type = "minutes.announced",
              .with = {{"on", on("2026-12-11")}, {"kept_at", "town hall"}}});
  return story;
}
Deed taken_down(std::string at, const char* when) {
  return Deed{.at = std::move(at), .type = "announcement.removed", .with = {{"on", on(when)}}};
}

TEST(NoticeBoard, FollowsTheMeeting_SFS_2017_725_5_69_8_12) {
  Story story = municipal(review_facts());
  story.does({.at = "2026-11-25 18:00", .type = "board.met", .with = {{"on", on("2026-11-25")}}});
  EXPECT_THAT(story.duties("se.kl.5.69", "2026-12-01 10:00"), ElementsAre("open 2026-12-09"));
  story.does(
      {.at = "2026-12-09 10:00", .type = "minutes.adjusted", .with = {{"on", on("2026-12-09")}}});
  EXPECT_THAT(story.duties("se.kl.8.12", "2026-12-10 10:00"), ElementsAre("open 2026-12-11"));

  story.does(
      {.at = "2026-12-11 10:00", .type = "minutes.announced", .with = {{"on", on("2026-12-11")}}});
  EXPECT_THAT(story.duties("se.kl.8.12", "2026-12-11 11:00"), ElementsAre("open 2026-12-11"));
  story.does({.at = "2026-12-11 12:00",
              .type = "minutes.announced",
              .with = {{"on", on("2026-12-11")}, {"kept_at", "town hall"}}});

  EXPECT_THAT(story.duties("se.kl.5.69", "2027-01-01 10:00"), ElementsAre("fulfilled 2026-12-09"));
  EXPECT_THAT(story.duties("se.kl.8.12", "2027-01-01 10:00"), ElementsAre("fulfilled 2026-12-11"));
}

TEST(LegalityReview, HasThreeWeeksFromTheAnnouncement_SFS_2017_725_13_5) {
  Story story = announced();

  EXPECT_THAT(story.clocks("se.kl.13.5.appeal", "2026-12-12 10:00"),
              ElementsAre("running 2027-01-04"));
  EXPECT_THAT(story.tried(appealed_by("2027-01-04 23:59", "M")), IsEmpty());
  EXPECT_THAT(story.tried(appealed_by("2027-01-05 00:00", "M")),
              ElementsAre("record se.kl.13.5.time"));
}

TEST(LegalityReview, EndsWhileTheNoticeStaysUp_SFS_2017_725_13_5) {
  Story story = announced();
  story.does({.at = "2027-01-05 09:00", .type = "post.opened", .with = {{"on", on("2027-01-05")}}});

  EXPECT_THAT(story.tried(finality("2027-01-04 23:59")), Contains("refuse se.final.early"));
  EXPECT_THAT(story.tried(finality("2027-01-05 10:00")), IsEmpty());
  EXPECT_THAT(story.tried(taken_down("2027-01-04 10:00", "2027-01-04")),
              ElementsAre("warn se.kl.8.12.keep"));
  EXPECT_THAT(story.tried(taken_down("2027-01-05 10:00", "2027-01-05")), IsEmpty());
}

TEST(LegalityReview, NeverEndsWhenTheNoticeCameDownEarly_SFS_2017_725_13_5) {
  Story story = announced();

  EXPECT_THAT(story.does(taken_down("2026-12-18 10:00", "2026-12-18")),
              ElementsAre("warn se.kl.8.12.keep"));

  EXPECT_THAT(story.verdicts("se.kl.8.12.keep", "2026-12-18 11:00"), ElementsAre("violated"));
  EXPECT_THAT(story.clocks("se.kl.13.5.appeal", "2027-06-01 10:00"),
              Each(::testing::StartsWith("void")));
  EXPECT_THAT(story.tried(finality("2027-01-05 10:00")), Contains("refuse se.final.early"));
  EXPECT_THAT(story.tried(finality("2028-01-05 10:00")), Contains("refuse se.final.early"));
}

TEST(LegalityReview, StartsAnewWithANewAnnouncement_SFS_2017_725_13_5) {
  Story story = announced();
  story.does(taken_down("2026-12-18 10:00", "2026-12-18"));
  story.does({.at = "2026-12-21 10:00",
              .type = "minutes.announced",
              .with = {{"on", on("2026-12-21")}, {"kept_at", "town hall"}}});
  EXPECT_THAT(story.clocks("se.kl.13.5.appeal", "2026-12-22 10:00"),
              ElementsAre("running 2027-01-11"));
  EXPECT_THAT(story.tried(taken_down("2027-01-11 10:00", "2027-01-11")),
              Contains("warn se.kl.8.12.keep"));
  story.does({.at = "2027-01-12 09:00", .type = "post.opened", .with = {{"on", on("2027-01-12")}}});

  EXPECT_THAT(story.does(finality("2027-01-12 10:00")), IsEmpty());
  EXPECT_THAT(story.tried(taken_down("2027-01-12 11:00", "2027-01-12")), IsEmpty());
}

TEST(LegalityReview, SwitchesTheGeneralRulesOff_SFS_2017_900_2) {
  Story story = municipal(review_facts());
  story.does(material("2026-11-16 10:00"));
  Deed bare{.at = "2026-11-25 10:00", .type = "decision.made"};

  EXPECT_THAT(story.tried(bare), IsEmpty());
  Story ordinary = municipal();
  ordinary.does(material("2026-11-16 10:00"));
  EXPECT_THAT(ordinary.tried(bare),
              UnorderedElementsAre("refuse se.fl.25.comm for A", "refuse se.fl.31.items",
                                   "refuse se.fl.32.reasons"));
}

// --- SFS 2010:1932 22, 26 §§: simplified service

TEST(SimplifiedService, IsDeemedDoneAfterTwoWeeks_SFS_2010_1932_26) {
  Story story = general();
  story.does(made("2026-03-01 10:00"));
  story.does({.at = "2026-03-01 11:00",
              .type = "simplified-service.announced",
              .with = {{"served", true}},
              .party = "A"});
  story.does({.at = "2026-03-02 10:00",
              .type = "notice.dispatched",
              .with = {{"form", "simplified"},
                       {"on", on("2026-03-02")},
                       {"medium", "paper"},
                       {"number", "1"}},
              .party = "A"});
  story.does({.at = "2026-03-03 10:00",
              .type = "control-message.sent",
              .with = {{"on", on("2026-03-03")}},
              .party = "A"});
  story.wait_until("2026-03-15 23:59");
  EXPECT_THAT(story.effects(), IsEmpty());

  story.wait_until("2026-03-16 00:00");

  EXPECT_THAT(story.effects(), ElementsAre("service.deemed 2026-03-16 se.delg.22"));
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-16 10:00"),
              ElementsAre("running 2026-04-07"));
}

TEST(SimplifiedService, FailsWithoutAControlMessageTheNextWorkingDay_SFS_2010_1932_22) {
  Story story = general();
  story.does(made("2026-03-01 10:00"));
  story.does({.at = "2026-03-01 11:00",
              .type = "simplified-service.announced",
              .with = {{"served", true}},
              .party = "A"});
  story.does({.at = "2026-03-02 10:00",
              .type = "notice.dispatched",
              .with = {{"form", "simplified"},
                       {"on", on("2026-03-02")},
                       {"medium", "paper"},
                       {"number", "1"}},
              .party = "A"});
  story.does({.at = "2026-03-04 10:00",
              .type = "control-message.sent",
              .with = {{"on", on("2026-03-04")}},
              .party = "A"});

  story.wait_until("2026-04-16 00:00");

  EXPECT_THAT(story.effects(), IsEmpty());
}

}  // namespace
}  // namespace lagrum::law
