// Access, register, archive and record: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Deed asked_to_see(const char* whose) {
  return act("2026-03-02 10:00", "access.requested", {{"whose", whose}}, "A");
}

// SFS 2017:900 10 §: a party may see all material that has been added to the case.
TEST(Pair, se_fl_10_insight) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) story->does(asked_to_see("party"));
  lawful.does(act("2026-03-03 10:00", "access.given", {}, "A"));

  EXPECT_THAT(unlawful.duties("se.fl.10.insight", "2026-03-04 10:00"),
              ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.fl.10.insight", "2026-03-04 10:00"),
              ElementsAre("fulfilled 2026-03-03"));
  Story other = general();
  other.does(asked_to_see("public"));
  EXPECT_THAT(other.duties("se.fl.10.insight", "2026-03-04 10:00"), IsEmpty());
}

// SFS 2017:900 10 §: the right is of use before the decision. Once the party has seen the file the
// norm no longer applies; it has no way of being fulfilled.
TEST(Pair, se_fl_10_open) {
  Story story = general(facts({"A", "B"}));
  story.does(asked_to_see("party"));
  EXPECT_THAT(against(story, "se.fl.10.open", made("2026-03-20 10:00")),
              ElementsAre("warn se.fl.10.open"));
  story.does(act("2026-03-03 10:00", "access.given", {}, "B"));
  EXPECT_THAT(against(story, "se.fl.10.open", made("2026-03-20 10:00")),
              ElementsAre("warn se.fl.10.open"));

  story.does(act("2026-03-03 11:00", "access.given", {}, "A"));

  EXPECT_THAT(against(story, "se.fl.10.open", made("2026-03-20 10:00")), IsEmpty());
  Story other = general();
  other.does(asked_to_see("public"));
  EXPECT_THAT(against(other, "se.fl.10.open", made("2026-03-20 10:00")), IsEmpty());
}

// SFS 1949:105 2 kap. 15 §: a public document is shown at once or as soon as possible.
TEST(Pair, se_tf_2_15) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "access.requested", {{"whose", "public"}}));
  }
  lawful.does(act("2026-03-02 14:00", "access.given"));

  EXPECT_THAT(unlawful.duties("se.tf.2.15", "2026-03-04 10:00"), ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.tf.2.15", "2026-03-04 10:00"), ElementsAre("fulfilled 2026-03-03"));
}

// SFS 2009:400 6 kap. 3 §: who is refused is told that the authority can test it, and that a
// written decision is needed to appeal.
TEST(Pair, se_osl_6_3) {
  Story story = general();
  Deed refusal = act("2026-03-02 14:00", "access.refused",
                     {{"level", "employee"}, {"right_to_decision", "text"}, {"reasons", "text"}});
  Deed silent = refusal;
  silent.with.erase("right_to_decision");

  EXPECT_THAT(against(story, "se.osl.6.3", silent), ElementsAre("warn se.osl.6.3"));

  EXPECT_THAT(judged_by(story, "se.osl.6.3", refusal), ElementsAre("fulfilled"));
  Deed by_the_authority = silent;
  by_the_authority.with.set("level", Value("authority"));
  EXPECT_THAT(against(story, "se.osl.6.3", by_the_authority), IsEmpty());
}

// SFS 2009:400 6 kap. 3 §: the authority's own decision, which can be appealed.
TEST(Pair, se_osl_6_3_decide) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "access.decision-requested"));
  }
  Deed refusal = act("2026-03-03 10:00", "access.refused",
                     {{"level", "authority"}, {"appeal_information", "text"}, {"reasons", "text"}});
  lawful.does(refusal);
  refusal.with.erase("appeal_information");
  unlawful.does(refusal);

  EXPECT_THAT(unlawful.duties("se.osl.6.3.decide", "2026-03-05 10:00"),
              ElementsAre("overdue 2026-03-04"));

  EXPECT_THAT(lawful.duties("se.osl.6.3.decide", "2026-03-05 10:00"),
              ElementsAre("fulfilled 2026-03-04"));

  Story given = general();
  given.does(act("2026-03-02 10:00", "access.decision-requested"));
  given.does(act("2026-03-03 10:00", "access.given"));
  EXPECT_THAT(given.duties("se.osl.6.3.decide", "2026-03-05 10:00"),
              ElementsAre("fulfilled 2026-03-04"));
}

// SFS 2009:400 5 kap. 1 §: registered as soon as it has arrived.
TEST(Pair, se_osl_5_1) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does({.at = "2026-03-02 10:00", .type = "document.received", .channel = "e-mail"});
  }
  lawful.does(act("2026-03-02 11:00", "document.registered", {{"number", "1"}}));

  EXPECT_THAT(unlawful.duties("se.osl.5.1", "2026-03-04 10:00"), ElementsAre("overdue 2026-03-03"));

  EXPECT_THAT(lawful.duties("se.osl.5.1", "2026-03-04 10:00"), ElementsAre("fulfilled 2026-03-03"));

  // Kept in order, or of little importance: the duty rests.
  unlawful.does(judged("2026-03-04 11:00", "se.osl.5.1.ordered", true));
  EXPECT_THAT(unlawful.duties("se.osl.5.1", "2026-03-04 12:00"), ElementsAre("resting 2026-03-03"));
}

// SFS 2009:400 5 kap. 1 §: what comes on a Friday is registered on the Monday at the latest.
TEST(Hidden, ALetterOnAFridayIsRegisteredByMonday_se_osl_5_1) {
  Story story = general();
  story.does(act("2026-03-06 10:00", "document.received", {{"physically_on", on("2026-03-06")}}));

  EXPECT_THAT(story.duties("se.osl.5.1", "2026-03-07 10:00"), ElementsAre("open 2026-03-09"));
  EXPECT_THAT(story.duties("se.osl.5.1", "2026-03-10 10:00"), ElementsAre("overdue 2026-03-09"));
}

// SFS 1990:782 3–6 §§: the file is kept, in order, with what describes it.
TEST(Pair, se_ark_3) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) story->does(act("2026-03-02 10:00", "case.closed"));
  unlawful.does(act("2026-03-20 10:00", "case.archived"));
  lawful.does(act("2026-03-20 10:00", "case.archived", {{"package", "package-1"}}));

  EXPECT_THAT(unlawful.duties("se.ark.3", "2026-04-02 10:00"), ElementsAre("overdue 2026-04-01"));

  EXPECT_THAT(lawful.duties("se.ark.3", "2026-04-02 10:00"), ElementsAre("fulfilled 2026-04-01"));
}

// SFS 1990:782 10 §: public records are destroyed only under a decision on disposal.
TEST(Pair, se_ark_10) {
  Story story = general();

  EXPECT_THAT(against(story, "se.ark.10",
                      act("2026-03-02 10:00", "record.disposed", {{"rule", "plan 4.2"}})),
              ElementsAre("refuse se.ark.10"));

  EXPECT_THAT(judged_by(story, "se.ark.10",
                        act("2026-03-02 10:00", "record.disposed",
                            {{"decision", "2026-7"}, {"rule", "plan 4.2"}})),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.ark.10",
                      act("2026-03-02 10:00", "record.disposed", {{"decision", "2026-7"}})),
              ElementsAre("refuse se.ark.10"));
}

// SFS 2009:400 4 kap. 1, 3 §§, SFS 2017:900 27, 31 §§: it shows who did what, when and on what
// basis.
TEST(Pair, se_log_integrity) {
  Story story = general();
  const Deed nobody = note("2026-03-02 10:00", "");
  Deed unfounded = note("2026-03-02 10:00", "anna");
  unfounded.basis = "";

  EXPECT_THAT(against(story, "se.log.integrity", unfounded),
              ElementsAre("record se.log.integrity"));
  EXPECT_THAT(against(story, "se.log.integrity", nobody), ElementsAre("record se.log.integrity"));
  EXPECT_THAT(judged_by(story, "se.log.integrity", nobody), ElementsAre("violated"));

  EXPECT_THAT(judged_by(story, "se.log.integrity", note("2026-03-02 11:00", "anna")),
              ElementsAre("fulfilled"));
}

}  // namespace
}  // namespace lagrum::law
