// The appeal before the authority that decided: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Decided on 11 January 2027; A told on 14 January, so that 4 February is the last day.
Story told_of_the_decision(bool informed = true) {
  Story story = general(facts({"A", "B"}));
  story.does(made("2027-01-11 10:00"));
  Deed notice = notified("2027-01-14 10:00", "A", "2027-01-14");
  notice.outside = true;
  if (!informed) notice.with.erase("appeal_information");
  story.does(notice);
  return story;
}
/// Told, and appealed by A in time, on 3 February.
Story in_time() {
  Story story = told_of_the_decision();
  story.does(appealed_by("2027-02-03 10:00", "A"));
  return story;
}
/// Told, and appealed by A on 9 February, which was found to be late.
Story late(bool informed = true) {
  Story story = told_of_the_decision(informed);
  story.does(appealed_by("2027-02-09 10:00", "A"));
  story.does(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", false}}));
  return story;
}
Deed tested(std::string at, bool in_time) {
  return appeal_act(std::move(at), "timeliness.tested", {{"in_time", in_time}});
}
Deed handed_over(std::string at) { return appeal_act(std::move(at), "appeal.handed-over"); }
Deed turned_away(std::string at, const char* ground = "late") {
  Deed deed = appeal_act(std::move(at), "appeal.dismissed",
                         decision({{"ground", ground}, {"appeal_information", "text"}}));
  deed.opens = "appeal-dismissal";
  return deed;
}

// SFS 2017:900 44 §: an appeal arrives within three weeks of the day the appellant was informed.
TEST(Pair, se_fl_44_time) {
  Story story = told_of_the_decision();

  EXPECT_THAT(against(story, "se.fl.44.time", appealed_by("2027-02-05 00:00", "A")),
              ElementsAre("record se.fl.44.time for A"));

  EXPECT_THAT(judged_by(story, "se.fl.44.time", appealed_by("2027-02-04 23:59", "A")),
              ElementsAre("fulfilled"));

  // A party that represents the public: from the day of the decision, 11 January.
  Facts known = facts();
  known.parties["A"].set("public", Value(true));
  Story authority = general(known);
  authority.does(made("2027-01-11 10:00"));
  authority.does(notified("2027-01-14 10:00", "A", "2027-01-14"));
  EXPECT_THAT(against(authority, "se.fl.44.time", appealed_by("2027-02-02 00:00", "A")),
              ElementsAre("record se.fl.44.time for A"));
  EXPECT_THAT(judged_by(authority, "se.fl.44.time", appealed_by("2027-02-01 23:59", "A")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 45 § 1 st.: the authority that decided tests whether the appeal came in time, each
// appeal by itself.
TEST(Pair, se_fl_45_test) {
  Story story = in_time();
  story.does(notified("2027-02-03 11:00", "B", "2027-02-03"));
  story.does(appealed_by("2027-02-03 12:00", "B"));
  story.does(
      act("2027-02-03 13:00", "timeliness.tested", {{"appellant", "B"}, {"in_time", true}}, "B"));
  for (const Deed& ending : {handed_over("2027-02-04 10:00"), turned_away("2027-02-04 10:00")}) {
    EXPECT_THAT(against(story, "se.fl.45.test", ending), ElementsAre("refuse se.fl.45.test for A"))
        << ending.type;
  }

  story.does(tested("2027-02-04 09:00", true));

  EXPECT_THAT(judged_by(story, "se.fl.45.test", handed_over("2027-02-04 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 44, 45 §§: the outcome of the test agrees with the days.
TEST(Pair, se_fl_45_count) {
  Story early = in_time();
  Story after = told_of_the_decision();
  after.does(appealed_by("2027-02-05 10:00", "A"));

  EXPECT_THAT(against(early, "se.fl.45.count", tested("2027-02-10 10:00", false)),
              ElementsAre("warn se.fl.45.count for A"));
  EXPECT_THAT(against(after, "se.fl.45.count", tested("2027-02-10 10:00", true)),
              ElementsAre("warn se.fl.45.count for A"));

  EXPECT_THAT(judged_by(early, "se.fl.45.count", tested("2027-02-10 10:00", true)),
              ElementsAre("fulfilled"));
  EXPECT_THAT(judged_by(after, "se.fl.45.count", tested("2027-02-10 10:00", false)),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 45 § 1 st.: a late appeal is dismissed, by a decision with reasons and with word of
// how to appeal it.
TEST(Pair, se_fl_45_late) {
  Story unlawful = late();
  Deed silent = turned_away("2027-02-11 10:00");
  silent.with.erase("appeal_information");
  silent.outside = true;
  unlawful.does(silent);
  Story lawful = late();
  lawful.does(turned_away("2027-02-11 10:00"));

  EXPECT_THAT(unlawful.duties("se.fl.45.late", "2027-02-18 10:00"),
              ElementsAre("overdue 2027-02-17"));

  EXPECT_THAT(lawful.duties("se.fl.45.late", "2027-02-18 10:00"),
              ElementsAre("fulfilled 2027-02-17"));

  Deed bare = turned_away("2027-02-11 10:00");
  bare.with.erase("reasons");
  bare.outside = true;
  Story unreasoned = late();
  unreasoned.does(bare);
  EXPECT_THAT(unreasoned.duties("se.fl.45.late", "2027-02-18 10:00"),
              ElementsAre("overdue 2027-02-17"));
  // 45 § 2 st.: the duty rests where an exception holds, and ends with the appeal.
  Story misled = late(false);
  EXPECT_THAT(misled.duties("se.fl.45.late", "2027-02-11 10:00"),
              ElementsAre("resting 2027-02-17"));
  misled.does(judged("2027-02-11 09:00", "se.fl.45.cause", false));
  EXPECT_THAT(misled.duties("se.fl.45.late", "2027-02-11 10:00"), ElementsAre("open 2027-02-17"));
  Story at_court = late();
  at_court.does(judged("2027-02-10 11:00", "se.fl.45.court-in-time", true));
  EXPECT_THAT(at_court.duties("se.fl.45.late", "2027-02-11 10:00"),
              ElementsAre("resting 2027-02-17"));
  Story withdrawn = late();
  withdrawn.does(appeal_act("2027-02-11 10:00", "appeal.withdrawn"));
  EXPECT_THAT(withdrawn.duties("se.fl.45.late", "2027-02-18 10:00"),
              ElementsAre("lapsed 2027-02-17"));
  Story early = in_time();
  early.does(tested("2027-02-04 10:00", true));
  EXPECT_THAT(early.duties("se.fl.45.late", "2027-02-18 10:00"), IsEmpty());
}

// SFS 2017:900 45, 46 §§: only an appeal that is not dismissed is handed over. Where an exception
// of 45 § 2 st. holds the norm no longer applies; it has no way of being fulfilled.
TEST(Pair, se_fl_45_forward) {
  Story unlawful = late();
  Story at_court = late();
  at_court.does(judged("2027-02-10 11:00", "se.fl.45.court-in-time", true));
  Story misled = late(false);
  misled.does(judged("2027-02-10 11:00", "se.fl.45.cause", true));

  EXPECT_THAT(against(unlawful, "se.fl.45.forward", handed_over("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.forward for A"));

  EXPECT_THAT(against(at_court, "se.fl.45.forward", handed_over("2027-02-11 10:00")), IsEmpty());
  EXPECT_THAT(against(misled, "se.fl.45.forward", handed_over("2027-02-11 10:00")), IsEmpty());
  Story early = in_time();
  early.does(tested("2027-02-04 10:00", true));
  EXPECT_THAT(against(early, "se.fl.45.forward", handed_over("2027-02-11 10:00")), IsEmpty());
  Story tested_anew = late();
  tested_anew.does(tested("2027-02-11 09:00", true));
  EXPECT_THAT(against(tested_anew, "se.fl.45.forward", handed_over("2027-02-11 10:00")), IsEmpty());
  Story not_misled = late(false);
  not_misled.does(judged("2027-02-10 11:00", "se.fl.45.cause", false));
  EXPECT_THAT(against(not_misled, "se.fl.45.forward", handed_over("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.forward for A"));
}

// SFS 2017:900 45 § 2 st. 1: not dismissed where the lateness is due to faulty information.
TEST(Pair, se_fl_45_cause) {
  Story story = late(false);
  EXPECT_THAT(against(story, "se.fl.45.cause", turned_away("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.cause for A"));

  story.does(judged("2027-02-11 09:00", "se.fl.45.cause", false));

  EXPECT_THAT(judged_by(story, "se.fl.45.cause", turned_away("2027-02-11 10:00")),
              ElementsAre("fulfilled"));
  Story informed = late();
  EXPECT_THAT(against(informed, "se.fl.45.cause", turned_away("2027-02-11 10:00")), IsEmpty());
}

// SFS 2017:900 45 § 2 st. 1: any fault in the information counts, as a wrong last day; the answer
// that it is the cause stands by itself.
TEST(Hidden, AWrongAppealInformationBarsDismissal_se_fl_45_cause) {
  Story misled = late();
  misled.does(judged("2027-02-11 09:00", "se.fl.45.cause", true));
  Story not_misled = late();
  not_misled.does(judged("2027-02-11 09:00", "se.fl.45.cause", false));

  EXPECT_THAT(against(misled, "se.fl.45.cause", turned_away("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.cause for A"));
  EXPECT_THAT(against(misled, "se.fl.45.forward", handed_over("2027-02-11 10:00")), IsEmpty());
  EXPECT_THAT(misled.duties("se.fl.45.late", "2027-02-11 10:00"),
              ElementsAre("resting 2027-02-17"));

  EXPECT_THAT(against(not_misled, "se.fl.45.cause", turned_away("2027-02-11 10:00")), IsEmpty());
  EXPECT_THAT(against(not_misled, "se.fl.45.forward", handed_over("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.forward for A"));
  EXPECT_THAT(not_misled.duties("se.fl.45.late", "2027-02-11 10:00"),
              ElementsAre("open 2027-02-17"));
}

TEST(Hidden, ALaterNoticeDoesNotHideTheFirstOnesSilence_se_fl_45_cause) {
  Story story = told_of_the_decision(false);
  story.does(notified("2027-01-28 10:00", "A", "2027-01-28"));
  story.does(appealed_by("2027-02-15 10:00", "A"));
  story.does(tested("2027-02-15 11:00", false));

  EXPECT_THAT(against(story, "se.fl.45.cause", turned_away("2027-02-15 12:00")),
              ElementsAre("refuse se.fl.45.cause for A"));
  EXPECT_THAT(against(story, "se.fl.45.forward", handed_over("2027-02-15 12:00")), IsEmpty());
}

// SFS 2017:900 45 § 2 st. 2: not dismissed where it reached the higher instance in time. Elsewhere
// the norm does not apply; it has no way of being fulfilled.
TEST(Pair, se_fl_45_court) {
  Story unlawful = late();
  unlawful.does(judged("2027-02-10 11:00", "se.fl.45.court-in-time", true));
  Story lawful = late();

  EXPECT_THAT(against(unlawful, "se.fl.45.court", turned_away("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.court for A"));

  EXPECT_THAT(against(lawful, "se.fl.45.court", turned_away("2027-02-11 10:00")), IsEmpty());
}

// SFS 2017:900 45, 46 §§: what a court has said is not to be dismissed is not dismissed again. A
// question of time that it sends back, and a later appeal, may be.
TEST(Pair, se_fl_45_lifted) {
  const auto ruled = [](const char* outcome) {
    Story story = late();
    story.does(turned_away("2027-02-11 10:00"));
    Deed appeal = appealed_by("2027-02-12 10:00", "A");
    appeal.regarding = "appeal-dismissal";
    story.does(appeal);
    Deed ruling = act("2027-03-01 10:00", "court.decided", {{"outcome", outcome}, {"final", true}});
    ruling.regarding = "appeal-dismissal";
    story.does(ruling);
    return story;
  };
  Story quashed = ruled("quashed");
  Story remitted = ruled("remitted");
  Story later = ruled("quashed");
  later.does(appealed_by("2027-04-01 10:00", "A"));

  EXPECT_THAT(against(quashed, "se.fl.45.lifted", turned_away("2027-04-02 10:00")),
              ElementsAre("record se.fl.45.lifted"));
  EXPECT_THAT(against(quashed, "se.fl.45.forward", handed_over("2027-04-02 10:00")), IsEmpty());

  EXPECT_THAT(against(remitted, "se.fl.45.forward", handed_over("2027-04-02 09:00")),
              ElementsAre("refuse se.fl.45.forward for A"));
  EXPECT_THAT(judged_by(remitted, "se.fl.45.lifted", turned_away("2027-04-02 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(later, "se.fl.45.lifted", turned_away("2027-04-02 10:00")), IsEmpty());
}

// SFS 2017:900 45, 47 §§: the authority that decided dismisses for lateness only.
TEST(Pair, se_fl_45_only) {
  Story early = in_time();
  early.does(tested("2027-02-04 10:00", true));
  Story after = late();

  EXPECT_THAT(against(early, "se.fl.45.only", turned_away("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.only for A"));
  EXPECT_THAT(against(after, "se.fl.45.only", turned_away("2027-02-11 10:00", "no-right")),
              ElementsAre("refuse se.fl.45.only for A"));

  EXPECT_THAT(judged_by(after, "se.fl.45.only", turned_away("2027-02-11 10:00")),
              ElementsAre("fulfilled"));
  Story tested_anew = late();
  tested_anew.does(tested("2027-02-11 09:00", true));
  EXPECT_THAT(against(tested_anew, "se.fl.45.only", turned_away("2027-02-11 10:00")),
              ElementsAre("refuse se.fl.45.only for A"));
}

// SFS 2017:900 38 §: what the test has shown to be obviously wrong is changed.
TEST(Pair, se_fl_38_change) {
  Story unlawful = in_time();
  Story lawful = in_time();
  Story stands = in_time();
  for (Story* story : {&unlawful, &lawful, &stands}) {
    story->does(tested("2027-02-04 09:00", true));
    const char* outcome = story == &stands ? "no" : "partly";
    story->does(appeal_act("2027-02-05 08:00", "must-change.tested", {{"outcome", outcome}}));
  }
  lawful.does(changed("2027-02-05 09:00", {{"outcome", "granted"}}));

  EXPECT_THAT(unlawful.duties("se.fl.38.change", "2027-02-15 10:00"),
              ElementsAre("overdue 2027-02-12"));

  EXPECT_THAT(lawful.duties("se.fl.38.change", "2027-02-15 10:00"),
              ElementsAre("fulfilled 2027-02-12"));
  EXPECT_THAT(stands.duties("se.fl.38.change", "2027-02-15 10:00"), IsEmpty());
  // whoever decides is not bound by what an officer has found
  Story otherwise = in_time();
  otherwise.does(appeal_act("2027-02-05 08:00", "must-change.tested", {{"outcome", "yes"}}));
  otherwise.does(appeal_act("2027-02-05 09:00", "must-change.tested", {{"outcome", "no"}}));
  EXPECT_THAT(otherwise.duties("se.fl.38.change", "2027-02-15 10:00"),
              ElementsAre("resting 2027-02-12"));
}

// SFS 2017:900 38, 39 §§: whether the decision must be changed is tested before the hand-over.
TEST(Pair, se_fl_38_must) {
  Story story = in_time();
  story.does(tested("2027-02-04 09:00", true));
  EXPECT_THAT(against(story, "se.fl.38.must", handed_over("2027-02-05 10:00")),
              ElementsAre("warn se.fl.38.must for A"));

  story.does(appeal_act("2027-02-05 09:00", "must-change.tested", {{"outcome", "stands"}}));

  EXPECT_THAT(judged_by(story, "se.fl.38.must", handed_over("2027-02-05 10:00")),
              ElementsAre("fulfilled"));
  Story judged_only = in_time();
  judged_only.does(tested("2027-02-04 09:00", true));
  judged_only.does(judged("2027-02-05 09:00", "se.fl.38.must", false));
  EXPECT_THAT(judged_by(judged_only, "se.fl.38.must", handed_over("2027-02-05 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 39 §: after an appeal the decision is changed only in the situations of 38 §.
TEST(Pair, se_fl_39_only) {
  Story story = in_time();
  EXPECT_THAT(against(story, "se.fl.39.only", changed("2027-02-05 10:00")),
              ElementsAre("refuse se.fl.39.only"));
  story.does(appeal_act("2027-02-05 08:00", "must-change.tested", {{"outcome", "stands"}}));
  EXPECT_THAT(against(story, "se.fl.39.only", changed("2027-02-05 10:00")),
              ElementsAre("refuse se.fl.39.only"));

  story.does(appeal_act("2027-02-05 09:00", "must-change.tested", {{"outcome", "yes"}}));

  EXPECT_THAT(judged_by(story, "se.fl.39.only", changed("2027-02-05 10:00")),
              ElementsAre("fulfilled"));

  Story judged_so = in_time();
  judged_so.does(judged("2027-02-05 09:00", "se.fl.38.must", true));
  EXPECT_THAT(judged_by(judged_so, "se.fl.39.only", changed("2027-02-05 10:00")),
              ElementsAre("fulfilled"));
  // Without an appeal, or when it has ended, 39 § does not speak.
  Story quiet = told_of_the_decision();
  EXPECT_THAT(against(quiet, "se.fl.39.only", changed("2027-02-05 10:00")), IsEmpty());
  Story withdrawn = in_time();
  withdrawn.does(appeal_act("2027-02-04 10:00", "appeal.withdrawn"));
  EXPECT_THAT(against(withdrawn, "se.fl.39.only", changed("2027-02-05 10:00")), IsEmpty());
}

// SFS 2017:900 39 §: and only until the files have been handed over to the higher instance.
TEST(Pair, se_fl_39_lock) {
  Story story = in_time();
  story.does(tested("2027-02-04 09:00", true));
  story.does(appeal_act("2027-02-05 09:00", "must-change.tested", {{"outcome", "yes"}}));
  EXPECT_THAT(against(story, "se.fl.39.lock", changed("2027-02-05 10:00")), IsEmpty());
  story.does(handed_over("2027-02-05 11:00"));

  EXPECT_THAT(against(story, "se.fl.39.lock", changed("2027-02-05 12:00")),
              ElementsAre("refuse se.fl.39.lock"));

  // sent back, the decision is there no more
  story.does(act("2027-06-01 10:00", "case.remitted"));
  EXPECT_THAT(against(story, "se.fl.39.lock", changed("2027-06-10 10:00")), IsEmpty());

  Story judgment = in_time();
  judgment.does(handed_over("2027-02-05 11:00"));
  judgment.does(act("2027-06-01 10:00", "court.decided", {{"final", false}}));
  EXPECT_THAT(against(judgment, "se.fl.39.lock", changed("2027-06-02 10:00")),
              ElementsAre("refuse se.fl.39.lock"));
  judgment.does(act("2027-08-01 10:00", "court.decided", {{"final", true}}));
  EXPECT_THAT(judged_by(judgment, "se.fl.39.lock", changed("2027-08-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 39 §: what was handed over may not be changed; a later decision of the same matter,
// as a new dismissal after one that was changed and handed over, may.
TEST(Hidden, ALaterDismissalIsNotLocked_se_fl_39_lock) {
  const auto in_matter = [](Deed deed) {
    deed.regarding = "appeal-dismissal";
    return deed;
  };
  Story story = late();
  story.does(turned_away("2027-02-11 10:00"));
  story.does(in_matter(appealed_by("2027-02-12 10:00", "A")));
  story.does(in_matter(changed("2027-02-13 10:00", {{"outcome", "reopened"}})));
  story.does(in_matter(handed_over("2027-02-13 11:00")));
  EXPECT_THAT(against(story, "se.fl.39.lock", in_matter(changed("2027-02-14 10:00"))),
              ElementsAre("refuse se.fl.39.lock"));

  story.does(turned_away("2027-02-15 10:00"));

  EXPECT_THAT(against(story, "se.fl.39.lock", in_matter(changed("2027-02-16 10:00"))), IsEmpty());
}

// SFS 2017:900 46 §: an appeal that is not dismissed is handed over promptly.
TEST(Pair, se_fl_46_handover) {
  Story unlawful = in_time();
  Story lawful = in_time();
  lawful.does(tested("2027-02-04 09:00", true));
  lawful.does(handed_over("2027-02-05 10:00"));

  EXPECT_THAT(unlawful.duties("se.fl.46.handover", "2027-02-11 10:00"),
              ElementsAre("overdue 2027-02-10"));

  EXPECT_THAT(lawful.duties("se.fl.46.handover", "2027-02-11 10:00"),
              ElementsAre("fulfilled 2027-02-10"));
  Story withdrawn = in_time();
  withdrawn.does(appeal_act("2027-02-04 10:00", "appeal.withdrawn"));
  EXPECT_THAT(withdrawn.duties("se.fl.46.handover", "2027-02-11 10:00"),
              ElementsAre("lapsed 2027-02-10"));
}

// SFS 2017:900 45, 46 §§: an appeal whose dismissal the court has quashed is handed over.
TEST(Pair, se_fl_46_revived) {
  const auto revived = [](bool open) {
    Facts known = facts({"A", "B"});
    known.case_data.set("appeal_open", Value(open));
    Story story = general(known);
    story.does(made("2027-01-11 10:00"));
    story.does(appealed_by("2027-02-09 10:00", "A"));
    story.does(appeal_act("2027-02-10 10:00", "timeliness.tested", {{"in_time", false}}));
    story.does(turned_away("2027-02-11 10:00"));
    Deed quashed = act("2027-03-01 10:00", "court.decided", {{"outcome", "quashed"}});
    quashed.regarding = "appeal-dismissal";
    story.does(quashed);
    return story;
  };
  Story unlawful = revived(true);
  Story lawful = revived(true);
  lawful.does(handed_over("2027-03-02 10:00"));

  EXPECT_THAT(unlawful.duties("se.fl.46.revived", "2027-03-09 10:00"),
              ElementsAre("overdue 2027-03-08"));

  EXPECT_THAT(lawful.duties("se.fl.46.revived", "2027-03-09 10:00"),
              ElementsAre("fulfilled 2027-03-08"));
  // what lives again is the appeal of another dismissal, not this one
  EXPECT_THAT(revived(false).duties("se.fl.46.revived", "2027-03-09 10:00"), IsEmpty());
}

// SFS 2017:900 38 §: what must be changed is changed before the appeal is handed over.
TEST(Hidden, WhatMustBeChangedIsChanged_se_fl_38_must) {
  Story story = in_time();
  story.does(tested("2027-02-04 09:00", true));
  story.does(appeal_act("2027-02-05 09:00", "must-change.tested", {{"outcome", "yes"}}));
  EXPECT_THAT(against(story, "se.fl.38.must", handed_over("2027-02-05 10:00")),
              ElementsAre("warn se.fl.38.must for A"));
  story.does(changed("2027-02-05 09:30"));
  EXPECT_THAT(against(story, "se.fl.38.must", handed_over("2027-02-05 10:00")), IsEmpty());

  Story answered = in_time();
  answered.does(tested("2027-02-04 09:00", true));
  answered.does(judged("2027-02-05 09:00", "se.fl.38.must", true));
  EXPECT_THAT(against(answered, "se.fl.38.must", handed_over("2027-02-05 10:00")),
              ElementsAre("warn se.fl.38.must for A"));
}

}  // namespace
}  // namespace lagrum::law
