// Finality and enforcement: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Decided on 27 February 2026; A told on 2 March (last day 23 March), B on 13 March (last day 3
/// April, Good Friday, hence Tuesday 7 April).
Story told_both(Facts known = facts({"A", "B"})) {
  Story story = general(std::move(known));
  story.does(made("2026-02-27 10:00"));
  story.does(notified("2026-03-02 10:00", "A", "2026-03-02"));
  story.does(notified("2026-03-13 10:00", "B", "2026-03-13"));
  return story;
}

// SFS 2017:900 35 § 1 st., 44 §: final only when the time of every party has ended without appeal.
TEST(Pair, se_final_early) {
  Story story = told_both();
  Story appealed = told_both();
  appealed.does(appealed_by("2026-03-20 10:00", "A"));

  EXPECT_THAT(against(story, "se.final.early", finality("2026-04-07 23:59")),
              ElementsAre("refuse se.final.early"));
  EXPECT_THAT(against(appealed, "se.final.early", finality("2026-04-08 10:00")),
              ElementsAre("refuse se.final.early"));

  EXPECT_THAT(judged_by(story, "se.final.early", finality("2026-04-08 10:00")),
              ElementsAre("fulfilled"));

  // What is noted too early has no effect.
  Deed noted = finality("2026-03-24 10:00");
  noted.outside = true;
  Story early = told_both();
  early.does(noted);
  EXPECT_FALSE(early.folded(early.last()).has_effect);
  // An appeal is pending until a court has decided finally, and has to reach the court first.
  appealed.does(act("2026-05-01 10:00", "court.decided", {{"final", true}}));
  EXPECT_THAT(against(appealed, "se.final.early", finality("2026-05-02 10:00")),
              ElementsAre("refuse se.final.early"));
  Story at_court = told_both();
  at_court.does(appealed_by("2026-03-20 10:00", "A"));
  at_court.does(act("2026-03-21 10:00", "appeal.handed-over", {{"appellant", "A"}}, "A"));
  EXPECT_THAT(against(at_court, "se.final.early", finality("2026-05-01 10:00")),
              ElementsAre("refuse se.final.early"));
  at_court.does(act("2026-05-01 10:00", "court.decided", {{"final", false}}));
  EXPECT_THAT(against(at_court, "se.final.early", finality("2026-05-02 10:00")),
              ElementsAre("refuse se.final.early"));
  at_court.does(act("2026-06-01 10:00", "court.decided", {{"final", true}}));
  EXPECT_THAT(judged_by(at_court, "se.final.early", finality("2026-06-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 22, 44, 45 §§: a letter in the next working day's post may have arrived in time.
TEST(Pair, se_final_stamp) {
  Story story = told_both();
  EXPECT_THAT(against(story, "se.final.stamp", finality("2026-04-08 08:00")),
              ElementsAre("warn se.final.stamp"));

  story.does(act("2026-04-08 09:30", "post.opened", {{"on", on("2026-04-08")}}));

  EXPECT_THAT(judged_by(story, "se.final.stamp", finality("2026-04-08 10:00")),
              ElementsAre("fulfilled"));
  Story before = told_both();
  before.does(act("2026-04-07 09:30", "post.opened", {{"on", on("2026-04-07")}}));
  EXPECT_THAT(against(before, "se.final.stamp", finality("2026-04-08 10:00")),
              ElementsAre("warn se.final.stamp"));
}

// SFS 2017:900 35 § 2 st. 3: no end of the time can be fixed for so wide a circle. Elsewhere the
// norm does not apply; it has no way of being fulfilled.
TEST(Pair, se_final_wide) {
  Story wide = told_both(with(facts({"A", "B"}), "open_circle", true));
  Story known = told_both();

  EXPECT_THAT(against(wide, "se.final.wide", finality("2026-04-08 10:00")),
              ElementsAre("warn se.final.wide"));

  EXPECT_THAT(against(known, "se.final.wide", finality("2026-04-08 10:00")), IsEmpty());
}

// SFS 2017:900 35 § 1 st.: enforced when the time has ended and no appeal was made.
TEST(Pair, se_fl_35_enforce) {
  Story story = told_both();
  Story appealed = told_both();
  appealed.does(appealed_by("2026-03-20 10:00", "A"));
  Story temporary = told_both(with(facts({"A", "B"}), "temporary_decision", true));

  EXPECT_THAT(against(story, "se.fl.35.enforce", enforced("2026-04-07 23:59")),
              ElementsAre("refuse se.fl.35.enforce"));
  EXPECT_THAT(against(appealed, "se.fl.35.enforce", enforced("2026-04-08 10:00")),
              ElementsAre("refuse se.fl.35.enforce"));

  EXPECT_THAT(judged_by(story, "se.fl.35.enforce", enforced("2026-04-08 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(temporary, "se.fl.35.enforce", enforced("2026-03-14 10:00")), IsEmpty());
  // 35 § 3 st.: an important interest, weighed and on record.
  Story interest = told_both();
  interest.does(judged("2026-03-14 09:00", "se.fl.35.interest", true));
  EXPECT_THAT(against(interest, "se.fl.35.enforce", enforced("2026-03-14 10:00")), IsEmpty());
  // After an appeal, when the court has decided finally.
  appealed.does(act("2026-05-01 10:00", "court.decided", {{"final", false}}));
  EXPECT_THAT(against(appealed, "se.fl.35.enforce", enforced("2026-05-02 10:00")),
              ElementsAre("refuse se.fl.35.enforce"));
  appealed.does(act("2026-06-01 10:00", "court.decided", {{"final", true}}));
  EXPECT_THAT(judged_by(appealed, "se.fl.35.enforce", enforced("2026-06-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 35 § 3 st.: the authority weighs what speaks for enforcing at once.
TEST(Pair, se_fl_35_weigh) {
  Story story = told_both();
  story.does(judged("2026-03-14 09:00", "se.fl.35.interest", true));

  EXPECT_THAT(against(story, "se.fl.35.weigh", enforced("2026-03-14 10:00", {{"early", true}})),
              ElementsAre("warn se.fl.35.weigh"));

  EXPECT_THAT(judged_by(story, "se.fl.35.weigh",
                        enforced("2026-03-14 10:00", {{"early", true}, {"weighing", "text"}})),
              ElementsAre("fulfilled"));
  Story temporary = told_both(with(facts({"A", "B"}), "temporary_decision", true));
  EXPECT_THAT(against(temporary, "se.fl.35.weigh", enforced("2026-03-14 10:00", {{"early", true}})),
              IsEmpty());
  EXPECT_THAT(against(story, "se.fl.35.weigh", enforced("2026-04-08 10:00", {{"early", false}})),
              IsEmpty());
}

// SFS 2017:900 48 §: not enforced while a higher instance has stayed it.
TEST(Pair, se_fl_48_stay) {
  Story story = told_both();
  EXPECT_THAT(against(story, "se.fl.48.stay", enforced("2026-04-08 10:00")), IsEmpty());
  story.does(act("2026-04-09 10:00", "enforcement.stayed", {{"by", "court"}}));
  EXPECT_THAT(against(story, "se.fl.48.stay", enforced("2026-04-10 10:00")),
              ElementsAre("refuse se.fl.48.stay"));

  story.does(act("2026-06-01 10:00", "court.decided", {{"final", true}}));

  EXPECT_THAT(judged_by(story, "se.fl.48.stay", enforced("2026-06-02 10:00")),
              ElementsAre("fulfilled"));
}

}  // namespace
}  // namespace lagrum::law
