// Disqualification, investigation, communication and notes: a lawful and an unlawful story for each
// norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// SFS 2017:900 16–18 §§: who has a conflict of interest takes no part in the handling.
TEST(Pair, se_fl_16_18_jav) {
  Story story = general();
  story.does({.at = "2026-11-03 10:00",
              .type = "conflict.declared",
              .with = {{"person", "bo"}},
              .actor = "bo"});
  const Deed by_bo = note("2026-11-04 10:00", "bo");
  EXPECT_THAT(against(story, "se.fl.16-18.jav", by_bo), ElementsAre("refuse se.fl.16-18.jav"));
  EXPECT_THAT(against(story, "se.fl.16-18.jav",
                      made("2026-11-04 10:00", {{"participants", people({"bo"})}})),
              ElementsAre("refuse se.fl.16-18.jav"));
  EXPECT_THAT(against(story, "se.fl.16-18.jav", note("2026-11-04 10:00", "anna")), IsEmpty());

  story.does(finding("2026-11-10 10:00", false, "eva", people({"eva"})));

  EXPECT_THAT(judged_by(story, "se.fl.16-18.jav", note("2026-11-11 10:00", "bo")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 23 §: a case is investigated as far as its nature requires.
TEST(Pair, se_fl_23_investigate) {
  const Deed decided = made("2026-11-20 10:00");
  Story unlawful(shipped_law({"se.administrative"}), facts());
  Story lawful(shipped_law({"se.administrative"}), facts());
  lawful.does(judged("2026-11-19 10:00", "se.fl.23.sufficient", true));

  EXPECT_THAT(against(unlawful, "se.fl.23.investigate", decided),
              ElementsAre("record se.fl.23.investigate"));
  EXPECT_THAT(judged_by(unlawful, "se.fl.23.investigate", decided), ElementsAre("violated"));

  EXPECT_THAT(judged_by(lawful, "se.fl.23.investigate", decided), ElementsAre("fulfilled"));
}

// SFS 2017:900 25 §: before the decision the party is told of all material of importance and given
// a certain time to comment.
TEST(Pair, se_fl_25_comm) {
  const Deed decided = made("2027-01-12 10:00");
  Story story = general(facts({"A", "B"}));
  story.does(material("2026-11-16 10:00"));
  EXPECT_THAT(against(story, "se.fl.25.comm", decided),
              ElementsAre("refuse se.fl.25.comm for A", "refuse se.fl.25.comm for B"));
  story.does(told_of("2026-11-20 10:30", "2026-12-11", "A"));
  EXPECT_THAT(against(story, "se.fl.25.comm", decided), ElementsAre("refuse se.fl.25.comm for B"));
  story.does(act("2026-11-20 11:00", "communication.sent",
                 {{"reply_by", on("2026-12-11")}, {"materials", people({"another"})}}, "B"));
  EXPECT_THAT(against(story, "se.fl.25.comm", decided), ElementsAre("refuse se.fl.25.comm for B"));
  story.does(told_of("2026-11-20 11:30", "2026-11-19", "B"));
  EXPECT_THAT(against(story, "se.fl.25.comm", decided), ElementsAre("refuse se.fl.25.comm for B"));

  story.does(act("2026-11-20 12:00", "communication.sent",
                 {{"reply_by", on("2026-12-11")}, {"materials", people({"opinion"})}}, "B"));

  EXPECT_THAT(judged_by(story, "se.fl.25.comm", decided), ElementsAre("fulfilled", "fulfilled"));
}

// SFS 2017:900 25 §: the time to comment is waited for, to the end of its last day.
TEST(Pair, se_fl_25_wait) {
  Story story = general();
  story.does(material("2026-11-16 10:00"));
  story.does(told_of("2026-11-20 10:30", "2026-12-11"));
  Story replied = general();
  replied.does(material("2026-11-16 10:00"));
  replied.does(told_of("2026-11-20 10:30", "2026-12-11"));
  replied.does(act("2026-12-01 10:00", "party.replied", {{"final", true}}, "A"));

  EXPECT_THAT(against(story, "se.fl.25.wait", made("2026-12-11 23:59")),
              ElementsAre("refuse se.fl.25.wait for A"));

  EXPECT_THAT(judged_by(story, "se.fl.25.wait", made("2026-12-12 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(judged_by(replied, "se.fl.25.wait", made("2026-12-02 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 27 §: what is learnt otherwise than from a document is noted. Once noted the norm no
// longer applies; it has no way of being fulfilled.
TEST(Pair, se_fl_27_note) {
  for (const char* source : {"oral-information.held", "inspection.held"}) {
    Story story = general();
    story.does(act("2026-11-16 10:00", source, {{"may_matter", true}}));
    EXPECT_THAT(against(story, "se.fl.27.note", made("2026-11-20 10:00")),
                ElementsAre("warn se.fl.27.note"))
        << source;

    story.does(note("2026-11-16 11:00", "anna"));

    EXPECT_THAT(against(story, "se.fl.27.note", made("2026-11-20 10:00")), IsEmpty()) << source;
  }
}

// SFS 2017:900 27 §: the note shows when it was made and by whom.
TEST(Pair, se_fl_27_items) {
  Story story = general();
  Deed undated = note("2026-11-16 10:00", "anna");
  undated.with.erase("observed_on");

  EXPECT_THAT(against(story, "se.fl.27.items", undated), ElementsAre("warn se.fl.27.items"));
  EXPECT_THAT(against(story, "se.fl.27.items", note("2026-11-16 10:00", "")),
              ElementsAre("warn se.fl.27.items"));

  EXPECT_THAT(judged_by(story, "se.fl.27.items", note("2026-11-16 10:00", "anna")),
              ElementsAre("fulfilled"));
}

}  // namespace
}  // namespace lagrum::law
