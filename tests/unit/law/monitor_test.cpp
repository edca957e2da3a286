// The worked traces of the law packs' language (engine/docs/law-language.md), act by act. Each test
// names the provision whose rule it follows; times are Swedish.
#include "law/monitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "swedish_case.h"

namespace lagrum::law {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// --- SFS 2017:900 12 §: the right to ask for a decision

/// Applied for on 14 April 2026; asked on the last day of six months and again in December.
Story asked_in_december() {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});
  story.does(requested("2026-10-14 10:00"));
  story.does(requested("2026-12-08 10:00"));
  return story;
}

TEST(RequestForDecision, HasSixMonthsToWait_SFS_2017_900_12) {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  EXPECT_THAT(story.clocks("se.fl.12.six-months", "2026-10-14 23:59"),
              ElementsAre("running 2026-10-14"));
  EXPECT_THAT(story.clocks("se.fl.12.six-months", "2026-10-15 00:00"),
              ElementsAre("reached 2026-10-14"));
}

TEST(RequestForDecision, IsVoidOnTheLastDayAndOwesNothing_SFS_2017_900_12) {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  const Strings said = story.does(requested("2026-10-14 10:00"));

  EXPECT_THAT(said, ElementsAre("record se.fl.12.window for A"));
  EXPECT_FALSE(story.folded(story.last()).has_effect);
  EXPECT_THAT(story.verdicts("se.fl.12.window", "2026-10-14 10:00"), ElementsAre("violated"));
  EXPECT_THAT(story.duties("se.fl.12.request", "2026-10-14 10:00"), IsEmpty());
}

TEST(RequestForDecision, IsValidFromTheDayAfter_SFS_2017_900_12) {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  EXPECT_THAT(story.tried(requested("2026-10-14 23:59")),
              ElementsAre("record se.fl.12.window for A"));
  EXPECT_THAT(story.tried(requested("2026-10-15 00:00")), IsEmpty());
}

TEST(RequestForDecision, IsAnsweredWithinFourWeeks_SFS_2017_900_12) {
  Story story = asked_in_december();
  EXPECT_THAT(story.duties("se.fl.12.request", "2027-01-05 23:59"), ElementsAre("open 2027-01-05"));

  story.does({.at = "2027-01-05 15:00",
              .type = "request.refused",
              .with = decision(),
              .opens = "request"});

  EXPECT_THAT(story.duties("se.fl.12.request", "2027-02-01 10:00"),
              ElementsAre("fulfilled 2027-01-05"));
  EXPECT_THAT(story.verdicts("se.fl.12.request", "2027-02-01 10:00"), ElementsAre("fulfilled"));
}

TEST(RequestForDecision, IsOwedAfterItsDayAndDischargedLate_SFS_2017_900_12) {
  Story story = asked_in_december();
  EXPECT_THAT(story.duties("se.fl.12.request", "2027-01-06 00:00"),
              ElementsAre("overdue 2027-01-05"));
  EXPECT_THAT(story.verdicts("se.fl.12.request", "2027-01-06 00:00"), ElementsAre("violated"));

  story.does({.at = "2027-01-11 15:00", .type = "decision.made", .with = decision()});

  EXPECT_THAT(story.duties("se.fl.12.request", "2027-01-11 15:00"), ElementsAre("late 2027-01-05"));
  EXPECT_THAT(story.verdicts("se.fl.12.request", "2027-01-11 15:00"), ElementsAre("violated"));
}

TEST(RequestForDecision, MayBeMadeOnce_SFS_2017_900_12) {
  Story story = asked_in_december();

  EXPECT_THAT(story.does(requested("2026-12-20 10:00")),
              ElementsAre("record se.fl.12.window for A"));
  EXPECT_THAT(story.duties("se.fl.12.request", "2026-12-20 10:00"), SizeIs(1));
}

TEST(RequestForDecision, MustBeWritten_SFS_2017_900_12) {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  EXPECT_THAT(
      story.tried(
          {.at = "2026-12-08 10:00", .type = "decision.requested", .with = {{"written", false}}}),
      ElementsAre("record se.fl.12.window for A"));
}

TEST(RequestForDecision, IsNotForCasesThatTheAuthorityOpened_SFS_2017_900_12) {
  Facts own = facts();
  own.case_data.set("opened_by", Value("authority"));
  Story story = general(own);
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  EXPECT_THAT(story.tried(requested("2026-05-01 10:00")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.12.window", "2026-05-01 10:00"), IsEmpty());
}

// --- SFS 2017:900 20 §: an incomplete application

Story ordered_to_cure() {
  Story story = general();
  story.does({.at = "2026-10-01 10:00", .type = "application.received"});
  story.does({.at = "2026-10-06 10:00", .type = "help.given"});
  story.does(order("2026-10-20 10:00"));
  return story;
}

TEST(IncompleteApplication, IsHelpedBeforeItIsOrderedCured_SFS_2017_900_20) {
  Story story = general();
  story.does({.at = "2026-10-01 10:00", .type = "application.received"});
  EXPECT_THAT(story.tried(order("2026-10-06 10:00")), ElementsAre("warn se.fl.20.help"));
  const auto remedies = story.remedies(order("2026-10-06 10:00"), "se.fl.20.help");
  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_EQ(remedies[0].kind, Remedy::Kind::kDo);
  EXPECT_THAT(remedies[0].acts, ElementsAre("help.given"));

  story.does({.at = "2026-10-06 11:00", .type = "help.given"});

  EXPECT_THAT(story.does(order("2026-10-20 10:00")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.20.help", "2026-10-20 10:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.verdicts("se.fl.20.items", "2026-10-20 10:00"), ElementsAre("fulfilled"));
}

TEST(IncompleteApplication, IsOrderedCuredWithDayAndConsequence_SFS_2017_900_20) {
  Story story = ordered_to_cure();
  Deed without = order("2026-10-21 10:00");
  without.with.erase("consequence");

  EXPECT_THAT(story.tried(without), ElementsAre("refuse se.fl.20.items"));
  const auto remedies = story.remedies(without, "se.fl.20.items");
  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_EQ(remedies[0].kind, Remedy::Kind::kState);
  EXPECT_EQ(remedies[0].attribute, "consequence");
}

TEST(Remedy, SaysWhatIsNeededInTheWordsOfTheNorm) {
  Story story = licence();
  const Deed granted = made("2026-12-04 10:00", {{"outcome", "granted"}});

  const auto remedies = story.remedies(granted, "se.alk.8.11.police");

  ASSERT_THAT(remedies, SizeIs(1));
  EXPECT_EQ(remedies[0].kind, Remedy::Kind::kDo);
  EXPECT_EQ(remedies[0].title.in(Language::kEnglish), "The opinion of the police");
}

TEST(Remedy, NamesAnExceptionAsOneMoreWay) {
  Story story = municipal();
  story.does({.at = "2026-11-03 10:00",
              .type = "conflict.declared",
              .with = {{"person", "bo"}},
              .actor = "bo"});

  const auto remedies = story.remedies(note("2026-11-04 10:00", "bo"), "se.kl.6.28.jav");

  ASSERT_THAT(remedies, SizeIs(3));
  EXPECT_THAT(remedies[0].acts, ElementsAre("conflict.decided"));
  EXPECT_EQ(remedies[1].ask, "se.kl.6.29.irrelevant");
  EXPECT_EQ(remedies[2].ask, "se.kl.6.30.nobody-else");
  for (const Remedy& remedy : remedies) EXPECT_TRUE(remedy.alternative);
}

TEST(IncompleteApplication, IsNotDismissedOnTheDayToCure_SFS_2017_900_20) {
  Story story = ordered_to_cure();
  const Deed tried = dismissal("2026-11-03 15:00", "deficiency");

  EXPECT_THAT(story.tried(tried), ElementsAre("refuse se.fl.20.order"));
  const auto remedies = story.remedies(tried, "se.fl.20.order");
  ASSERT_THAT(remedies, SizeIs(2));
  EXPECT_EQ(remedies[0].kind, Remedy::Kind::kJudge);
  EXPECT_EQ(remedies[0].ask, "se.fl.20.blocks");
  EXPECT_EQ(remedies[1].kind, Remedy::Kind::kWait);
  EXPECT_EQ(remedies[1].first_day, day("2026-11-04"));

  story.does(judged("2026-11-03 15:30", "se.fl.20.blocks", true));
  EXPECT_THAT(story.tried(dismissal("2026-11-03 23:59", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));
}

TEST(IncompleteApplication, IsDismissedWhenTheDefectBlocksAndTheDayHasEnded_SFS_2017_900_20) {
  Story story = ordered_to_cure();
  EXPECT_THAT(story.tried(dismissal("2026-11-04 09:00", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));
  story.does(judged("2026-11-04 08:00", "se.fl.20.blocks", true));

  EXPECT_THAT(story.does(dismissal("2026-11-04 09:00", "deficiency")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.20.order", "2026-11-04 09:00"), ElementsAre("fulfilled"));
}

TEST(IncompleteApplication, IsNotDismissedOnceCured_SFS_2017_900_20) {
  Story story = ordered_to_cure();
  story.does(judged("2026-11-04 07:00", "se.fl.20.blocks", true));
  story.does({.at = "2026-11-04 08:00", .type = "deficiency.cured"});

  EXPECT_THAT(story.tried(dismissal("2026-11-04 09:00", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));
}

TEST(IncompleteApplication, MayBeDismissedOnAnotherGround_SFS_2017_900_20) {
  Story story = ordered_to_cure();

  EXPECT_THAT(story.tried(dismissal("2026-10-21 09:00", "no-right")), IsEmpty());
}

// --- SFS 2017:900 22 §: a letter by post

/// Decided, and told on 28 May 2026: the time for appeal ends on 18 June. A letter comes on 22
/// June.
class PostedAppeal : public ::testing::Test {
 protected:
  static Story told(bool eves_are_working_days = false) {
    Story story(shipped_law({"se.administrative"}, eves_are_working_days), facts());
    story.does({.at = "2026-05-20 10:00", .type = "decision.made", .with = decision()});
    story.does({.at = "2026-05-28 10:00",
                .type = "decision.notified",
                .with = {{"received_on", on("2026-05-28")}, {"appeal_information", "text"}},
                .party = "A"});
    return story;
  }
  static Strings appealed(Story& story, const char* channel = "post") {
    story.does({.at = "2026-06-22 10:00",
                .type = "document.received",
                .with = {{"physically_on", on("2026-06-22")}},
                .actor = "A",
                .channel = channel});
    return story.does({.at = "2026-06-22 10:05",
                       .type = "appeal.received",
                       .with = {{"appellant", "A"}},
                       .party = "A",
                       .actor = "A",
                       .document = story.last()});
  }
};

TEST_F(PostedAppeal, ArrivedTheWorkingDayBefore_SFS_2017_900_22) {
  Story story = told();
  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-06-01 10:00"),
              ElementsAre("running 2026-06-18"));

  const Strings said = appealed(story);

  EXPECT_THAT(story.effects(), ElementsAre("arrival.deemed 2026-06-18 se.fl.22.post"));
  EXPECT_EQ(story.folded(story.last()).legal_day, day("2026-06-18"));
  EXPECT_THAT(said, IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.44.time", "2026-06-22 11:00"), ElementsAre("fulfilled"));
}

TEST_F(PostedAppeal, IsFoldedInBeforeWhatWasRecordedEarlier_SFS_2017_900_22) {
  Story story = told();
  story.does({.at = "2026-06-19 10:00",
              .type = "note.made",
              .with = {{"fact", "x"}, {"observed_on", on("2026-06-19")}}});
  const Sequence note = story.last();

  appealed(story);

  const History& history = story.monitor().history();
  EXPECT_LT(history.find(story.last()), history.find(note));
}

TEST_F(PostedAppeal, IsLateWhereTheEvesAreWorkingDays_SFS_2017_900_22) {
  Story story = told(true);

  const Strings said = appealed(story);

  EXPECT_THAT(story.effects(), ElementsAre("arrival.deemed 2026-06-19 se.fl.22.post"));
  EXPECT_EQ(story.folded(story.last()).legal_day, day("2026-06-19"));
  EXPECT_THAT(said, ElementsAre("record se.fl.44.time for A"));
}

TEST_F(PostedAppeal, ArrivedOnItsDayWhereSortingTheDayBeforeIsUnlikely_SFS_2017_900_22) {
  Story story = told();
  appealed(story);
  const Sequence appeal = story.last();

  story.does(judged("2026-06-23 10:00", "se.fl.22.unlikely", true));

  EXPECT_THAT(story.effects(), ElementsAre("arrival.deemed 2026-06-22 se.fl.22.arrival"));
  EXPECT_EQ(story.folded(appeal).legal_day, day("2026-06-22"));
  EXPECT_THAT(story.verdicts("se.fl.44.time", "2026-06-23 11:00"), ElementsAre("violated"));
}

TEST_F(PostedAppeal, ArrivedOnItsDayByAnotherWay_SFS_2017_900_22) {
  Story story = told();

  const Strings said = appealed(story, "e-mail");

  EXPECT_THAT(story.effects(), ElementsAre("arrival.deemed 2026-06-22 se.fl.22.arrival"));
  EXPECT_THAT(said, ElementsAre("record se.fl.44.time for A"));
}

TEST_F(PostedAppeal, LiesInTheOwnLetterboxSinceTheWorkingDayBefore_SFS_2017_900_22) {
  Story story = told();

  appealed(story, "own-letterbox");

  EXPECT_THAT(story.effects(), ElementsAre("arrival.deemed 2026-06-18 se.fl.22.box"));
}

// --- SFS 2017:900 25 §: communication

Story communicated() {
  Story story = general();
  story.does(material("2026-11-16 10:00"));
  story.does(told_of("2026-11-20 10:30", "2026-12-11"));
  return story;
}

TEST(Communication, IsOwedToEachPartyForNewMaterial_SFS_2017_900_25) {
  Story story = general(facts({"A", "B"}));
  EXPECT_THAT(story.tried(made("2026-11-15 10:00")), IsEmpty());
  story.does(material("2026-11-16 10:00"));
  EXPECT_THAT(story.tried(made("2026-11-20 10:00")),
              UnorderedElementsAre("refuse se.fl.25.comm for A", "refuse se.fl.25.comm for B"));

  story.does(told_of("2026-11-20 10:30", "2026-12-11", "A"));

  EXPECT_THAT(story.tried(made("2026-12-12 10:00")), ElementsAre("refuse se.fl.25.comm for B"));
}

TEST(Communication, IsNotOwedForWhatIsSaidNotToMatter_SFS_2017_900_25) {
  Story story = general();
  story.does(material("2026-11-16 10:00", false));
  EXPECT_THAT(story.tried(made("2026-11-20 10:00")), IsEmpty());

  story.does(material("2026-11-17 10:00", true));

  EXPECT_THAT(story.tried(made("2026-11-20 10:00")), ElementsAre("refuse se.fl.25.comm for A"));
}

TEST(Communication, NeedsADayToReplyBy_SFS_2017_900_25) {
  Story story = general();
  story.does(material("2026-11-16 10:00"));
  story.does({.at = "2026-11-20 10:30", .type = "communication.sent"});

  EXPECT_THAT(story.tried(made("2026-12-12 10:00")), Contains("refuse se.fl.25.comm for A"));
}

TEST(Communication, WaitsForTheReplyOrTheEndOfItsDay_SFS_2017_900_25) {
  Story story = communicated();

  EXPECT_THAT(story.tried(made("2026-12-11 23:59")), ElementsAre("refuse se.fl.25.wait for A"));
  EXPECT_THAT(story.tried(made("2026-12-12 00:00")), IsEmpty());
  bool named = false;
  for (const Remedy& remedy : story.remedies(made("2026-12-11 12:00"), "se.fl.25.wait")) {
    named = named || (remedy.kind == Remedy::Kind::kWait && remedy.first_day == day("2026-12-12"));
  }
  EXPECT_TRUE(named);
}

TEST(Communication, IsDoneWhenThePartyHasSpokenItsLastWord_SFS_2017_900_25) {
  Story story = communicated();
  story.does({.at = "2026-12-09 10:00", .type = "party.replied", .party = "A", .actor = "A"});
  EXPECT_THAT(story.tried(made("2026-12-10 15:00")), ElementsAre("refuse se.fl.25.wait for A"));

  story.does({.at = "2026-12-10 14:02",
              .type = "party.replied",
              .with = {{"final", true}},
              .party = "A",
              .actor = "A"});

  EXPECT_THAT(story.tried(made("2026-12-10 15:00")), IsEmpty());
  EXPECT_THAT(story.does(made("2027-01-12 10:00")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.25.comm", "2027-01-12 10:00"), ElementsAre("fulfilled"));
  EXPECT_THAT(story.verdicts("se.fl.25.wait", "2027-01-12 10:00"), ElementsAre("fulfilled"));
}

TEST(Communication, IsOwedAnewForLaterMaterial_SFS_2017_900_25) {
  Story story = communicated();
  story.does(material("2026-12-14 10:00"));

  EXPECT_THAT(story.tried(made("2027-01-12 10:00")), ElementsAre("refuse se.fl.25.comm for A"));
}

TEST(Communication, IsNotOwedWhereObviouslyUnnecessary_SFS_2017_900_25) {
  Story story = general();
  story.does(material("2026-11-16 10:00"));
  story.does(judged("2026-11-17 10:00", "se.fl.25.unnecessary", true));
  EXPECT_THAT(story.tried(made("2026-11-20 10:00")), IsEmpty());

  story.does(judged("2026-11-18 10:00", "se.fl.25.unnecessary", false));

  EXPECT_THAT(story.tried(made("2026-11-20 10:00")), ElementsAre("refuse se.fl.25.comm for A"));
}

// --- SFS 2017:725 6 kap. 28–32 §§ and SFS 2017:900 16–18 §§: conflict of interest

Story declared() {
  Story story = municipal();
  story.does({.at = "2026-11-03 10:00",
              .type = "conflict.declared",
              .with = {{"person", "bo"}},
              .actor = "bo"});
  return story;
}

TEST(ConflictOfInterest, KeepsThePersonFromHandling_SFS_2017_725_6_28) {
  Story story = declared();

  EXPECT_THAT(story.tried(note("2026-11-04 10:00", "bo")), ElementsAre("refuse se.kl.6.28.jav"));
  EXPECT_THAT(story.tried(note("2026-11-04 10:00", "anna")), IsEmpty());
}

TEST(ConflictOfInterest, ReachesAllWhoTakePartInADecision_SFS_2017_725_6_28) {
  Story story = declared();

  for (const char* role : {"rapporteurs", "attendees", "deciders", "participants"}) {
    EXPECT_THAT(story.tried(made("2026-11-04 10:00", {{role, people({"eva", "bo"})}})),
                Contains("refuse se.kl.6.28.jav"))
        << role;
  }
  EXPECT_THAT(story.tried(made("2026-11-04 10:00")), Not(Contains("refuse se.kl.6.28.jav")));
}

TEST(ConflictOfInterest, LeavesSendingOutADecisionToThePerson_SFS_2017_725_6_28) {
  Story story = declared();

  EXPECT_THAT(story.tried({.at = "2026-11-04 10:00",
                           .type = "document.registered",
                           .with = {{"number", "1"}, {"sender", "A"}, {"matter", "text"}},
                           .actor = "bo"}),
              IsEmpty());
}

TEST(ConflictOfInterest, IsFollowedByAStep_SFS_2017_725_6_30) {
  Story story = declared();
  EXPECT_THAT(story.duties("se.kl.6.30.step", "2026-11-04 23:00"), ElementsAre("open 2026-11-04"));
  story.does({.at = "2026-11-04 10:00",
              .type = "officer.replaced",
              .with = {{"person", "carl"}, {"by", "anna"}}});
  EXPECT_THAT(story.duties("se.kl.6.30.step", "2026-11-04 23:00"), ElementsAre("open 2026-11-04"));

  story.does({.at = "2026-11-04 11:00",
              .type = "officer.replaced",
              .with = {{"person", "bo"}, {"by", "anna"}}});

  EXPECT_THAT(story.duties("se.kl.6.30.step", "2026-11-05 10:00"),
              ElementsAre("fulfilled 2026-11-04"));
  EXPECT_THAT(story.does(note("2026-11-05 10:00", "anna")), IsEmpty());
}

TEST(ConflictOfInterest, IsNotDecidedByThePersonItself_SFS_2017_900_18) {
  Story story = declared();

  EXPECT_THAT(story.tried(finding("2026-11-10 10:00", false, "bo", people({}))),
              ElementsAre("refuse se.kl.jav.self"));
  EXPECT_THAT(story.tried(finding("2026-11-10 10:00", false, "eva", people({"eva", "bo"}))),
              ElementsAre("refuse se.kl.jav.self"));
  EXPECT_THAT(story.tried(finding("2026-11-10 10:00", false, "eva", people({"eva"}))), IsEmpty());
}

TEST(ConflictOfInterest, MayBeDecidedByThePersonWhereAQuorumNeedsIt_SFS_2017_725_6_30) {
  Story story = declared();
  story.does(judged("2026-11-10 09:00", "se.jav.quorum", true));

  EXPECT_THAT(story.tried(finding("2026-11-10 10:00", false, "eva", people({"eva", "bo"}))),
              IsEmpty());
}

TEST(ConflictOfInterest, EndsWhenItIsDecidedThatThereIsNone_SFS_2017_725_6_30) {
  Story story = declared();
  story.does(finding("2026-11-10 10:00", false, "eva", people({"eva"})));

  EXPECT_THAT(story.tried(note("2026-11-11 10:00", "bo")), IsEmpty());
}

TEST(ConflictOfInterest, StandsFromTheFindingUntilANewOne_SFS_2017_725_6_28) {
  Story story = municipal();
  story.does(finding("2026-11-10 10:00", true, "eva", people({"eva"})));
  EXPECT_THAT(story.tried(note("2026-11-11 10:00", "bo")), ElementsAre("refuse se.kl.6.28.jav"));
  story.does({.at = "2026-11-11 11:00",
              .type = "officer.replaced",
              .with = {{"person", "bo"}, {"by", "anna"}}});
  EXPECT_THAT(story.tried(note("2026-11-12 10:00", "bo")), ElementsAre("refuse se.kl.6.28.jav"));

  story.does(finding("2026-11-13 10:00", false, "eva", people({"eva"})));

  EXPECT_THAT(story.tried(note("2026-11-14 10:00", "bo")), IsEmpty());
}

TEST(ConflictOfInterest, OpensASecondTimeWhenItIsConfirmed_SFS_2017_725_6_28) {
  Story story = declared();
  story.does(finding("2026-11-10 10:00", true, "eva", people({"eva"})));

  EXPECT_THAT(story.tried(note("2026-11-11 10:00", "bo")),
              ElementsAre("refuse se.kl.6.28.jav", "refuse se.kl.6.28.jav"));
}

TEST(ConflictOfInterest, FollowsTheGeneralActInAStateAuthority_SFS_2017_900_16) {
  Story story = general();
  story.does({.at = "2026-11-03 10:00",
              .type = "conflict.declared",
              .with = {{"person", "bo"}},
              .actor = "bo"});
  EXPECT_THAT(story.tried(note("2026-11-04 10:00", "bo")), ElementsAre("refuse se.fl.16-18.jav"));

  story.does(judged("2026-11-04 11:00", "se.fl.17.nobody-else", true));

  EXPECT_THAT(story.tried(note("2026-11-04 12:00", "bo")), IsEmpty());
}

// --- moments to come

TEST(Wakes, AreTheMomentsOfClocksInDueOrder) {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does({.at = "2026-03-02 10:00",
              .type = "decision.notified",
              .with = {{"received_on", on("2026-03-02")}, {"appeal_information", "text"}},
              .party = "A"});

  const std::vector<Wake> wakes = story.monitor().wakes(story.instant("2026-03-03 10:00"), {});

  Strings appeal;
  for (const Wake& wake : wakes) {
    if (wake.id == "se.fl.44.appeal" && wake.party == "A") {
      appeal.push_back(std::string(to_string(wake.kind)) + " " + to_string(wake.day));
    }
  }
  EXPECT_THAT(appeal, ElementsAre("near 2026-03-12", "near 2026-03-17", "near 2026-03-20",
                                  "expired 2026-03-23"));
  EXPECT_TRUE(std::is_sorted(wakes.begin(), wakes.end(),
                             [](const Wake& a, const Wake& b) { return a.due < b.due; }));
}

TEST(Wakes, AwaitTheEndOfADayFixedByTheAuthority) {
  Story story = communicated();

  for (const Wake& wake : story.monitor().wakes(story.instant("2026-11-21 10:00"), {})) {
    if (wake.kind != Wake::Kind::kDate) continue;
    EXPECT_EQ(wake.id, "communication.sent.reply_by");
    EXPECT_EQ(wake.day, day("2026-12-11"));
    EXPECT_EQ(wake.due, story.instant("2026-12-12 00:00"));
    return;
  }
  ADD_FAILURE() << "no moment for the day to reply by";
}

// --- days at the border of what a calendar knows come from people's mistakes, and must not stop
// the engine

class BorderDay : public ::testing::TestWithParam<const char*> {};

TEST_P(BorderDay, IsBorneAsDateToAwait) {
  Story story = general();
  story.does(told_of("2026-11-20 10:30", GetParam()));

  EXPECT_NO_FATAL_FAILURE(story.monitor().wakes(story.instant("2026-11-21 10:00"), {}));
  EXPECT_THAT(story.tried(made("2026-11-21 10:00")), SizeIs(::testing::Le(1U)));
}

TEST_P(BorderDay, IsBorneAsStartOfAClock) {
  Story story = general();
  story.does(made("2026-11-20 10:00"));
  story.does({.at = "2026-11-21 10:00",
              .type = "decision.notified",
              .with = {{"received_on", on(GetParam())}, {"appeal_information", "text"}},
              .party = "A"});
  story.does(
      {.at = "2026-11-21 10:00", .type = "callback.promised", .with = {{"by", on(GetParam())}}});

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-11-21 11:00"), SizeIs(1));
  EXPECT_NO_FATAL_FAILURE(story.monitor().wakes(story.instant("2026-11-21 11:00"), {}));
}

TEST_P(BorderDay, IsBorneWithALeadTimeBeforeIt) {
  const std::string pack =
      R"(<law-pack xmlns="urn:lagrum:law:1" id="xx.promise" version="1" calendar="se">
  <vocabulary><act type="promise.made"><with name="by" type="date"/></act></vocabulary>
  <clock id="xx.promise" cite="XX 1 §" starts="promise.made" on="by" length="P0D" near="P3W" kind="latest-act"/>
</law-pack>)";
  Story story(law_of({document(pack)}, {"xx.promise"}, swedish_days()), facts());

  story.does({.at = "2026-11-21 10:00", .type = "promise.made", .with = {{"by", on(GetParam())}}});

  const auto wakes = story.monitor().wakes(story.instant("2026-11-21 11:00"), {});
  EXPECT_THAT(wakes, SizeIs(::testing::Le(2U)));
}

TEST_P(BorderDay, IsBorneAsArrivalOfALetter) {
  for (const char* channel : {"post", "e-mail"}) {
    Story story = general();
    story.does({.at = "2026-06-22 10:00",
                .type = "document.received",
                .with = {{"physically_on", on(GetParam())}},
                .channel = channel});

    EXPECT_NO_FATAL_FAILURE(story.monitor().wakes(story.instant("2026-11-21 11:00"), {}));
    EXPECT_THAT(story.effects(), SizeIs(::testing::Le(1U)));
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, BorderDay,
                         ::testing::Values("0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"),
                         [](const auto& row) {
                           std::string name(row.param);
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace lagrum::law
