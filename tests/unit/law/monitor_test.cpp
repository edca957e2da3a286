// The worked traces of the law packs' language (engine/docs/law-language.md), act by act. Each test
// names the provision whose rule it follows; times are Swedish.
#include "law/monitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using Strings = std::vector<std::string>;

Context party(const char* id, bool may_appeal = true) {
  return Context{{"id", id}, {"role", "applicant"}, {"may_appeal", may_appeal}};
}

/// An ordinary case of an individual before a state authority.
Facts facts(std::initializer_list<const char*> parties = {"A"}) {
  Facts facts;
  facts.case_data = Context{{"authority", "state"},
                            {"kind", "enquiry"},
                            {"regime", "party"},
                            {"opened_by", "individual"},
                            {"instance", Value::integer(1)}};
  for (const char* id : parties) facts.parties[id] = party(id);
  return facts;
}

/// A case whose investigation is judged sufficient (SFS 2017:900 23 §), so that other rules stand
/// alone.
Story sufficient(const std::vector<std::string>& packs, Facts known) {
  Story story(shipped_law(packs), std::move(known));
  story.does(judged("2026-01-02 08:00", "se.fl.23.sufficient", true));
  return story;
}
Story general(Facts known = facts()) { return sufficient({"se.administrative"}, std::move(known)); }

// --- SFS 2017:900 12 §: the right to ask for a decision

Deed requested(std::string at) {
  return Deed{
      .at = std::move(at), .type = "decision.requested", .with = {{"written", true}}, .actor = "A"};
}

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

  EXPECT_THAT(said, ElementsAre("record se.fl.12.window"));
  EXPECT_FALSE(story.folded(story.last()).has_effect);
  EXPECT_THAT(story.verdicts("se.fl.12.window", "2026-10-14 10:00"), ElementsAre("violated"));
  EXPECT_THAT(story.duties("se.fl.12.request", "2026-10-14 10:00"), IsEmpty());
}

TEST(RequestForDecision, IsValidFromTheDayAfter_SFS_2017_900_12) {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  EXPECT_THAT(story.tried(requested("2026-10-14 23:59")), ElementsAre("record se.fl.12.window"));
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

  EXPECT_THAT(story.does(requested("2026-12-20 10:00")), ElementsAre("record se.fl.12.window"));
  EXPECT_THAT(story.duties("se.fl.12.request", "2026-12-20 10:00"), SizeIs(1));
}

TEST(RequestForDecision, MustBeWritten_SFS_2017_900_12) {
  Story story = general();
  story.does({.at = "2026-04-14 10:00", .type = "application.received"});

  EXPECT_THAT(
      story.tried(
          {.at = "2026-12-08 10:00", .type = "decision.requested", .with = {{"written", false}}}),
      ElementsAre("record se.fl.12.window"));
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

Deed order(std::string at) {
  return Deed{.at = std::move(at),
              .type = "deficiency.ordered",
              .with = {{"deficiencies", people({"plan"})},
                       {"cure_by", on("2026-11-03")},
                       {"consequence", "dismissal"}}};
}
Deed dismissal(std::string at, const char* ground) {
  return Deed{
      .at = std::move(at), .type = "application.dismissed", .with = decision({{"ground", ground}})};
}

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

  EXPECT_THAT(story.tried(dismissal("2026-10-21 09:00", "no-standing")), IsEmpty());
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

Deed material(std::string at, std::optional<bool> important = std::nullopt) {
  Deed deed{.at = std::move(at), .type = "material.added", .with = {{"document", "opinion"}}};
  if (important) deed.with.set("important", Value(*important));
  return deed;
}
Deed told_of(std::string at, const char* reply_by, const char* toward = "") {
  return Deed{.at = std::move(at),
              .type = "communication.sent",
              .with = {{"reply_by", on(reply_by)}},
              .party = toward};
}
Deed made(std::string at, Context more = {}) {
  return Deed{.at = std::move(at), .type = "decision.made", .with = decision(std::move(more))};
}

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

Facts municipal_facts() {
  Facts known = facts();
  known.case_data.set("authority", Value("municipality"));
  known.case_data.set("exercise_of_authority", Value(false));
  return known;
}
Story municipal(Facts known = municipal_facts()) {
  return sufficient({"se.municipal", "se.administrative"}, std::move(known));
}
Deed note(std::string at, std::string actor) {
  return Deed{.at = std::move(at),
              .type = "note.made",
              .with = {{"fact", "seen"}, {"observed_on", on("2026-11-03")}},
              .actor = std::move(actor)};
}
Deed finding(std::string at, bool conflicted, std::string actor, Value deciders) {
  return Deed{
      .at = std::move(at),
      .type = "conflict.decided",
      .with = {{"person", "bo"}, {"conflicted", conflicted}, {"deciders", std::move(deciders)}},
      .actor = std::move(actor)};
}
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

  EXPECT_THAT(story.tried({.at = "2026-11-04 10:00", .type = "document.registered", .actor = "bo"}),
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

// --- SFS 2017:900 33, 44–46 §§: a late appeal after a faulty notice

Deed appeal_act(std::string at, const char* type, Context more = {}) {
  Deed deed{.at = std::move(at), .type = type, .with = {{"appellant", "A"}}, .party = "A"};
  for (const auto& [name, value] : more.entries()) deed.with.set(name, value);
  return deed;
}
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

Deed notified(std::string at, const char* who, const char* received_on) {
  return Deed{.at = std::move(at),
              .type = "decision.notified",
              .with = {{"received_on", on(received_on)}, {"appeal_information", "text"}},
              .party = who};
}
Deed appealed_by(std::string at, const char* who) {
  return Deed{.at = std::move(at),
              .type = "appeal.received",
              .with = {{"appellant", who}},
              .party = who,
              .actor = who};
}
Deed finality(std::string at) { return Deed{.at = std::move(at), .type = "decision.final"}; }

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
  story.does({.at = "2026-06-01 10:00", .type = "court.decided", .with = {{"final", false}}});
  EXPECT_THAT(story.tried(finality("2026-06-02 10:00")), ElementsAre("refuse se.final.early"));

  story.does({.at = "2026-07-01 10:00", .type = "court.decided", .with = {{"final", true}}});

  EXPECT_THAT(story.tried(finality("2026-07-02 10:00")), IsEmpty());
}

// --- SFS 2010:1622 10 kap. 1 §: a licence applies at once

Facts licence_facts() {
  Facts known = municipal_facts();
  known.case_data.set("kind", Value("alcohol"));
  known.case_data.set("permit", Value("permanent-public"));
  return known;
}
Story licence() {
  return sufficient({"se.alcohol", "se.municipal", "se.administrative"}, licence_facts());
}

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
Deed enforced(std::string at) { return Deed{.at = std::move(at), .type = "enforcement.started"}; }

TEST(Licence, IsNotGrantedBeforeItsConditionsAreMet_SFS_2010_1622_8_11_12) {
  Story story = licence();
  story.does({.at = "2026-12-01 10:00", .type = "application.received"});

  EXPECT_THAT(story.tried(made("2027-01-12 10:00", {{"outcome", "granted"}})),
              UnorderedElementsAre("refuse se.alk.8.11.police", "refuse se.alk.8.12.test",
                                   "refuse se.alk.8.12.suitable"));
  EXPECT_THAT(story.tried(made("2027-01-12 10:00", {{"outcome", "rejected"}})), IsEmpty());
}

TEST(Licence, AppliesAtOnceAgainstTheGeneralRule_SFS_2010_1622_10_1) {
  Story story = granted();

  EXPECT_THAT(story.does(enforced("2027-01-12 15:00")), IsEmpty());
  EXPECT_THAT(story.verdicts("se.fl.35.enforce", "2027-01-12 15:00"),
              ElementsAre("lifted by se.alk.10.1.effect"));
}

TEST(Licence, WaitsForFinalityInOtherFields_SFS_2017_900_35) {
  Story story = general();
  story.does(made("2027-01-12 10:00"));

  EXPECT_THAT(story.tried(enforced("2027-01-12 15:00")), ElementsAre("refuse se.fl.35.enforce"));
}

TEST(Licence, WaitsWhereTheDecisionSaysSo_SFS_2010_1622_10_1) {
  Story story = granted({{"effect_from_finality", true}});

  EXPECT_THAT(story.tried(enforced("2027-01-12 15:00")), ElementsAre("refuse se.fl.35.enforce"));
}

TEST(Licence, RestsWhileItIsStayed_SFS_2017_900_48) {
  Story story = granted();
  story.does({.at = "2027-01-20 10:00", .type = "enforcement.stayed", .with = {{"by", "court"}}});
  EXPECT_THAT(story.tried(enforced("2027-01-21 10:00")),
              UnorderedElementsAre("refuse se.fl.35.enforce", "refuse se.fl.48.stay"));

  story.does({.at = "2027-02-20 10:00", .type = "court.decided", .with = {{"final", false}}});

  EXPECT_THAT(story.tried(enforced("2027-02-21 10:00")), IsEmpty());
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

// --- SFS 2017:725 13 kap. 5 §: legality review and the notice board

Facts review_facts() {
  Facts known = municipal_facts();
  known.case_data.set("regime", Value("kl13"));
  return known;
}

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

// --- moments to come

TEST(Wakes, AreTheMomentsOfClocksInDueOrder) {
  Story story = several({"A"});

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
