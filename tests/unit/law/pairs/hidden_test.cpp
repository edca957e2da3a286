// Where silence, age or order once hid a breach: each story names the provision that sees it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// A was told on 1 February that simplified service may be used.
Story told_of_simplified_service() {
  Story story = general();
  story.does(told_beforehand("2026-02-01 10:00", "A"));
  return story;
}

// SFS 2017:900 44 §: the time runs from the day of being informed of *the decision*.
TEST(Hidden, ADispatchBeforeTheDecisionServesNoDecision_se_delg_22) {
  Story story = told_of_simplified_service();
  story.does(sent_simply("2026-02-20 10:00", "2026-02-20", "A", "electronic"));
  story.does(made("2026-02-27 10:00"));
  story.wait_until("2026-03-10 10:00");

  EXPECT_THAT(story.clocks("se.fl.44.appeal", "2026-03-10 10:00"), ElementsAre("none"));
  EXPECT_THAT(story.duties("se.fl.33.notify", "2026-03-10 10:00"),
              ElementsAre("overdue 2026-03-06"));
}

// SFS 2010:1932 22, 26 §§: each dispatch has its own control message, on the next working day.
TEST(Hidden, AnOlderControlMessageServesNoLaterDispatch_se_delg_22) {
  Story story = told_of_simplified_service();
  story.does(made("2026-02-27 10:00"));
  story.does(sent_simply("2026-03-02 10:00", "2026-03-02", "A"));
  story.does(control_message("2026-03-03 10:00", "2026-03-03", "A"));
  story.does(sent_simply("2026-04-20 10:00", "2026-04-20", "A"));
  story.wait_until("2026-06-20 10:00");

  EXPECT_THAT(caused_by(story, "se.delg.22"), ElementsAre("service.deemed 2026-03-16"));
}

TEST(Hidden, AControlMessageOfTheSameDayServesNothing_se_delg_22) {
  Story story = told_of_simplified_service();
  story.does(made("2026-02-27 10:00"));
  story.does(sent_simply("2026-03-02 10:00", "2026-03-02", "A"));
  story.does(control_message("2026-03-02 15:00", "2026-03-02", "A"));
  story.wait_until("2026-04-20 10:00");

  EXPECT_THAT(caused_by(story, "se.delg.22"), IsEmpty());
  EXPECT_THAT(story.duties("se.delg.22.control", "2026-03-04 00:00"),
              ElementsAre("overdue 2026-03-03"));
}

// SFS 2017:900 32 §: that one decision needs no reasons says nothing of the next.
TEST(Hidden, ReasonsAreWeighedForEachDecision_se_fl_32_reasons) {
  Story story = general();
  Deed bare = changed("2026-06-01 10:00");
  bare.with.erase("reasons");
  story.does(judged("2026-02-27 09:00", "se.fl.32.unnecessary", true));
  story.does(made("2026-02-27 10:00"));

  EXPECT_THAT(against(story, "se.fl.32.reasons", bare), ElementsAre("refuse se.fl.32.reasons"));

  story.does(judged("2026-05-30 10:00", "se.fl.32.unnecessary", true));
  EXPECT_THAT(against(story, "se.fl.32.reasons", bare), IsEmpty());
}

// SFS 2017:900 35 § 1 st.: each decision that may be appealed waits for its own time.
TEST(Hidden, AnOlderFinalityAllowsNoEnforcement_se_fl_35_enforce) {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does(notified("2026-03-02 10:00", "A", "2026-03-02"));
  story.does(act("2026-03-24 09:00", "post.opened", {{"on", on("2026-03-24")}}));
  story.does(finality("2026-03-24 10:00"));
  story.does(changed("2026-06-01 10:00"));
  story.does(notified("2026-06-02 10:00", "A", "2026-06-02"));

  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-06-03 10:00")),
              ElementsAre("refuse se.fl.35.enforce"));
}

// 35 § 3 st., 37 § 2 st., 38, 39 §§: a judgement is of the decision, or the change, in question.
TEST(Hidden, AnOlderGroundAllowsNoChange_se_fl_37_favour) {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does(judged("2026-02-27 11:00", "se.fl.37.misled", true));
  const Context worse{{"favourable", true}, {"detriment", true}};
  story.does(changed("2026-06-01 10:00", worse));

  EXPECT_THAT(against(story, "se.fl.37.favour", changed("2026-07-01 10:00", worse)),
              ElementsAre("refuse se.fl.37.favour"));
}

TEST(Hidden, TheTestOfAnotherAppealAllowsNoChange_se_fl_39_only) {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does(notified("2026-03-02 10:00", "A", "2026-03-02"));
  story.does(appealed_by("2026-03-10 10:00", "A"));
  story.does(appeal_act("2026-03-11 11:00", "must-change.tested", {{"outcome", "yes"}}));
  story.does(changed("2026-03-12 10:00"));
  story.does(appeal_act("2026-03-21 10:00", "appeal.withdrawn"));
  story.does(appealed_by("2026-03-22 10:00", "A"));

  EXPECT_THAT(against(story, "se.fl.39.only", changed("2026-03-23 10:00")),
              ElementsAre("refuse se.fl.39.only"));
}

// SFS 2017:900 35 § 1 st., 44 §: what is not known does not make a decision final, or
// enforceable.
TEST(Hidden, NothingIsFinalWhereItIsNotKnownWhoMayAppeal_se_final_early) {
  Facts known = facts();
  known.parties["A"].erase("may_appeal");
  Story story = general(known);
  story.does(made("2026-02-27 10:00"));

  EXPECT_THAT(against(story, "se.final.early", finality("2026-02-27 11:00")), SizeIs(1));
  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-02-27 11:00")), SizeIs(1));
  Deed silent = notified("2026-02-27 11:00", "A", "2026-02-27");
  silent.with.erase("appeal_information");
  EXPECT_THAT(against(story, "se.fl.33.appealinfo", silent), SizeIs(1));
}

TEST(Hidden, NothingIsFinalWhereTheReviewIsNotKnown_se_final_early) {
  Facts known = facts();
  known.case_data.erase("regime");
  Story story = general(known);
  story.does(made("2026-02-27 10:00"));

  EXPECT_THAT(against(story, "se.final.early", finality("2026-02-27 11:00")), SizeIs(1));
  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-02-27 11:00")), SizeIs(1));
}

TEST(Hidden, NothingIsFinalWhereNothingWasDecided_se_final_early) {
  Story story = general();

  EXPECT_THAT(against(story, "se.final.early", finality("2026-02-27 11:00")), SizeIs(1));
  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-02-27 11:00")), SizeIs(1));
}

// SFS 2017:900 25 §: before *a decision* in the case, also one that changes or dismisses.
TEST(Hidden, OtherDecisionsWaitForCommunicationToo_se_fl_25_comm) {
  Story story = general();
  story.does(made("2026-03-02 10:00"));
  story.does(material("2026-04-01 10:00"));

  EXPECT_THAT(against(story, "se.fl.25.comm", changed("2026-04-02 10:00")), SizeIs(1));
  EXPECT_THAT(against(story, "se.fl.25.comm", dismissal("2026-04-02 10:00", "no-right")),
              SizeIs(1));
}

// SFS 1949:105 2 kap. 15 §: whoever asks, a party too, where 10 § of the general act rests.
TEST(Hidden, APartyIsOwedAccessInLegalityReview_se_tf_2_15) {
  Story story = municipal(review_facts());
  story.does(act("2026-03-02 10:00", "access.requested", {{"whose", "party"}}, "A"));

  EXPECT_THAT(story.duties("se.tf.2.15", "2026-03-10 10:00"), ElementsAre("overdue 2026-03-03"));
}

// SFS 2017:900 20 § 2 st.: dismissed only where the order said so.
TEST(Hidden, AnOrderWithoutItsWarningCarriesNoDismissal_se_fl_20_order) {
  Story story = general();
  Deed unwarned = order("2026-10-20 10:00");
  unwarned.with.erase("consequence");
  unwarned.outside = true;
  story.does(unwarned);
  story.does(judged("2026-11-04 08:00", "se.fl.20.blocks", true));

  EXPECT_THAT(against(story, "se.fl.20.order", dismissal("2026-11-04 09:00", "deficiency")),
              ElementsAre("refuse se.fl.20.order"));
}

// What the actor leaves unsaid leans to the protected side (the language of law packs, 2).
TEST(Hidden, ADetrimentNotDeniedCounts_se_fl_37_favour) {
  Story story = general();
  story.does(made("2026-03-02 10:00"));

  EXPECT_THAT(
      against(story, "se.fl.37.favour", changed("2026-04-02 10:00", {{"favourable", true}})),
      SizeIs(1));
}

// SFS 2017:900 2 §: 35 § does not apply where only legality review is open.
TEST(Hidden, LegalityReviewKnowsNoOpenCircle_se_final_wide) {
  Story story = municipal(with(review_facts(), "open_circle", true));

  EXPECT_THAT(against(story, "se.final.wide", finality("2027-01-05 10:00")), IsEmpty());
}

// SFS 2017:900 33 § 2 st., 45 § 2 st. 1: also who is served is told how to appeal.
TEST(Hidden, SimplifiedServiceTellsHowToAppealToo_se_fl_33_appealinfo) {
  Story story = told_of_simplified_service();
  story.does(made("2026-02-27 10:00"));
  Deed silent = sent_simply("2026-03-02 10:00", "2026-03-02", "A", "electronic");
  silent.with.erase("appeal_information");
  EXPECT_THAT(against(story, "se.fl.33.appealinfo", silent), SizeIs(1));
  silent.outside = true;
  story.does(silent);
  story.wait_until("2026-03-16 00:00");
  story.does(appealed_by("2026-04-20 10:00", "A"));
  story.does(appeal_act("2026-04-20 11:00", "timeliness.tested", {{"in_time", false}}));

  EXPECT_THAT(against(story, "se.fl.45.cause",
                      appeal_act("2026-04-21 10:00", "appeal.dismissed",
                                 decision({{"ground", "late"}, {"appeal_information", "text"}}))),
              ElementsAre("refuse se.fl.45.cause for A"));
}

// SFS 2017:900 35 § 3 st.: each decision is weighed for itself.
TEST(Hidden, TheWeighingOfAnOlderDecisionAllowsNoEnforcement_se_fl_35_enforce) {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does(judged("2026-02-27 11:00", "se.fl.35.interest", true));
  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-02-28 10:00")), IsEmpty());
  story.does(changed("2026-06-01 10:00"));

  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-06-02 10:00")),
              ElementsAre("refuse se.fl.35.enforce"));
}

// SFS 2017:900 17 §: only the task that nobody else can do without considerable delay.
TEST(Hidden, NobodyElseIsFoundForOneTask_se_fl_16_18_jav) {
  Story story = general();
  story.does({.at = "2026-11-03 10:00",
              .type = "conflict.declared",
              .with = {{"person", "bo"}},
              .actor = "bo"});
  story.does(judged("2026-11-03 11:00", "se.fl.17.nobody-else", true));
  story.does(note("2026-11-03 12:00", "bo"));
  EXPECT_THAT(against(story, "se.fl.16-18.jav", note("2026-11-03 12:00", "bo")), IsEmpty())
      << "acts of one step are one task";

  EXPECT_THAT(against(story, "se.fl.16-18.jav", note("2026-12-04 10:00", "bo")),
              ElementsAre("refuse se.fl.16-18.jav"));
}

// SFS 2017:725 6 kap. 37 §, 7 kap. 5 §: a delegation that was revoked gives no power, nor does
// none for a statement.
TEST(Hidden, ARevokedDelegationGivesNoPower_se_kl_6_38_delegate) {
  Story story = municipal();
  story.does(act("2026-11-01 10:00", "delegation.given", {{"to", "anna"}, {"clause", "4.1"}}));
  story.does(judged("2026-11-01 11:00", "se.kl.6.38.importance", false));
  const Deed decided = made("2026-11-20 10:00", {{"delegated", true}, {"clause", "4.1"}});
  EXPECT_THAT(against(story, "se.kl.6.38.delegate", decided), IsEmpty());
  story.does(act("2026-11-02 10:00", "delegation.revoked", {{"to", "bo"}, {"clause", "4.1"}}));
  EXPECT_THAT(against(story, "se.kl.6.38.delegate", decided), IsEmpty()) << "another's";
  story.does(act("2026-11-02 11:00", "delegation.revoked", {{"to", "anna"}, {"clause", "4.1"}}));

  EXPECT_THAT(against(story, "se.kl.6.38.delegate", decided),
              ElementsAre("refuse se.kl.6.38.delegate"));
}

TEST(Hidden, AStatementNeedsItsDelegation_se_kl_6_38_delegate) {
  Story story = municipal();

  EXPECT_THAT(
      against(story, "se.kl.6.38.delegate",
              act("2027-03-01 10:00", "statement.made",
                  {{"delegated", true}, {"clause", "4.1"}, {"appealed_decision_by", "delegate"}})),
      SizeIs(1));
}

// SFS 2017:900 9 § 1 st.: also a case in which nothing at all is done lies idle; a decided one
// does not.
TEST(Hidden, AnApplicationLeftLyingIsSeen_se_fl_9_speed) {
  Story story(shipped_law({"se.administrative"}), facts());
  story.does(act("2026-01-10 10:00", "application.received"));

  EXPECT_THAT(story.duties("se.fl.9.speed", "2026-06-10 10:00"), ElementsAre("overdue 2026-02-09"));
}

TEST(Hidden, ADecidedCaseDoesNotLieIdle_se_fl_9_speed) {
  Story story(shipped_law({"se.administrative"}), facts());
  story.does(note("2026-01-10 10:00", "anna"));
  story.does(made("2026-01-20 10:00"));

  EXPECT_THAT(story.duties("se.fl.9.speed", "2026-06-10 10:00"), SizeIs(1));
}

// SFS 2010:1622 9 kap. 7 §: to all three, in whatever order, and of every decision in the case.
TEST(Hidden, ACopyToOneOfThreeIsNotEnough_se_alk_9_7) {
  Story story = licence();
  story.does(made("2027-01-12 10:00", {{"outcome", "refused"}}));
  story.does(act("2027-01-13 10:00", "copies.sent", {{"to", people({"police"})}}));

  EXPECT_THAT(story.duties("se.alk.9.7", "2027-01-20 10:00"), ElementsAre("overdue 2027-01-19"));
}

// SFS 2010:1622 8 kap. 11, 12 §§: nor by a change of the decision.
TEST(Hidden, AChangeGrantsNoMoreThanADecision_se_alk_8) {
  Story story = licence();
  story.does(made("2027-01-12 10:00", {{"outcome", "refused"}}));

  for (const char* norm : {"se.alk.8.11.police", "se.alk.8.12.test", "se.alk.8.12.suitable"}) {
    EXPECT_THAT(against(story, norm, changed("2027-01-20 10:00", {{"outcome", "granted"}})),
                SizeIs(1))
        << norm;
    EXPECT_THAT(against(story, norm, changed("2027-01-20 10:00")), SizeIs(1)) << norm;
    EXPECT_THAT(against(story, norm, made("2027-01-20 10:00")), SizeIs(1)) << norm;
    EXPECT_THAT(against(story, norm, changed("2027-01-20 10:00", {{"outcome", "refused"}})),
                IsEmpty())
        << norm;
  }
}

// SFS 2009:400 6 kap. 3 §: *the authority* tests it; a second refusal by an employee is no
// answer.
TEST(Hidden, ASecondRefusalByAnEmployeeIsNoAnswer_se_osl_6_3_decide) {
  Story story = general();
  story.does(act("2026-03-02 10:00", "access.decision-requested"));
  story.does(
      act("2026-03-02 11:00", "access.refused",
          {{"level", "employee"}, {"right_to_decision", "text"}, {"appeal_information", "x"}}));

  EXPECT_THAT(story.duties("se.osl.6.3.decide", "2026-03-05 10:00"),
              ElementsAre("overdue 2026-03-04"));
}

// SFS 2009:400 5 kap. 1 §: each document is registered.
TEST(Hidden, OneRegistrationIsOfOneDocument_se_osl_5_1) {
  Story story = general();
  for (const char* at : {"2026-03-02 10:00", "2026-03-03 10:30"}) {
    story.does({.at = at, .type = "document.received", .channel = "e-mail"});
  }
  story.does(act("2026-03-03 11:00", "document.registered", {{"number", "1"}}));

  EXPECT_THAT(story.duties("se.osl.5.1", "2026-03-05 10:00"),
              ElementsAre("overdue 2026-03-03", "fulfilled 2026-03-04"));
}

// SFS 2017:900 22 § 3 st.: what lies in the box at the *first* emptying of the day.
TEST(Hidden, ALaterEmptyingMovesNoDay_se_fl_22_box) {
  Story story = general();
  Deed later{.at = "2026-11-03 15:00",
             .type = "document.received",
             .with = {{"physically_on", on("2026-11-03")}, {"first_emptying", false}},
             .channel = "own-letterbox"};
  story.does(later);

  EXPECT_THAT(caused_by(story, "se.fl.22.box"), IsEmpty());
  EXPECT_THAT(caused_by(story, "se.fl.22.arrival"), ElementsAre("arrival.deemed 2026-11-03"));
}

}  // namespace
}  // namespace lagrum::law
