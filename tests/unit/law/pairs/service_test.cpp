// The foundations of good administration: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2017:900 2 §: in a case open only to legality review 9 § 2 st., 10–12, 16–20 and 23–49 §§ do
// not apply; 5 § does.
TEST(Pair, se_fl_2_kl13) {
  Story ordinary = municipal();
  Story reviewed = municipal(review_facts());
  for (Story* story : {&ordinary, &reviewed}) {
    story->does(material("2026-11-16 10:00"));
    story->does(act("2026-11-16 11:00", "access.requested", {{"whose", "party"}}, "A"));
  }
  Deed bare = act("2026-11-25 10:00", "decision.made");
  bare.basis = "";

  for (const char* rests : {"se.fl.25.comm", "se.fl.31.items", "se.fl.32.reasons"}) {
    EXPECT_THAT(against(ordinary, rests, bare), ::testing::SizeIs(1)) << rests;
    EXPECT_THAT(against(reviewed, rests, bare), IsEmpty()) << rests;
  }
  EXPECT_THAT(ordinary.duties("se.fl.10.insight", "2026-11-16 12:00"),
              ElementsAre("open 2026-11-17"));
  EXPECT_THAT(reviewed.duties("se.fl.10.insight", "2026-11-16 12:00"), IsEmpty());
  EXPECT_THAT(against(reviewed, "se.fl.5.legal", bare), ElementsAre("warn se.fl.5.legal"));
}

// SFS 2017:900 5 § 1 st.: only measures that have support in law.
TEST(Pair, se_fl_5_legal) {
  Story story = general();
  Deed unfounded = order("2026-10-20 10:00");
  unfounded.basis = "";

  EXPECT_THAT(against(story, "se.fl.5.legal", unfounded), ElementsAre("warn se.fl.5.legal"));

  EXPECT_THAT(judged_by(story, "se.fl.5.legal", order("2026-10-20 10:00")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 5 § 3 st.: an intervention must be suitable, necessary and reasonable.
TEST(Pair, se_fl_5_prop) {
  const Deed intervention = made("2026-11-20 10:00", {{"intervenes", true}});
  Story unlawful = general();
  Story lawful = general();
  lawful.does(judged("2026-11-19 10:00", "se.fl.5.proportionate", true));

  EXPECT_THAT(against(unlawful, "se.fl.5.prop", intervention), ElementsAre("record se.fl.5.prop"));
  EXPECT_THAT(judged_by(unlawful, "se.fl.5.prop", intervention), ElementsAre("violated"));

  EXPECT_THAT(judged_by(lawful, "se.fl.5.prop", intervention), ElementsAre("fulfilled"));
  EXPECT_THAT(against(unlawful, "se.fl.5.prop", made("2026-11-20 10:00")), IsEmpty());
}

// SFS 2017:900 6 §: help to the individual, without undue delay.
TEST(Pair, se_fl_6_service) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful})
    story->does(act("2026-03-02 10:00", "contact.received"));
  lawful.does(act("2026-03-04 10:00", "enquiry.answered", {{"text", "text"}}));

  EXPECT_THAT(unlawful.duties("se.fl.6.service", "2026-03-06 10:00"),
              ElementsAre("overdue 2026-03-05"));

  EXPECT_THAT(lawful.duties("se.fl.6.service", "2026-03-06 10:00"),
              ElementsAre("fulfilled 2026-03-05"));
}

// SFS 2017:900 6 §: the day on which the authority has said that it answers.
TEST(Pair, se_fl_6_callback) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "contact.received"));
    story->does(act("2026-03-02 11:00", "callback.promised", {{"by", on("2026-03-10")}}));
  }
  lawful.does(act("2026-03-10 16:00", "advice.given", {{"answer", "text"}}));

  EXPECT_THAT(unlawful.duties("se.fl.6.callback", "2026-03-11 00:00"),
              ElementsAre("overdue 2026-03-10"));

  EXPECT_THAT(lawful.duties("se.fl.6.callback", "2026-03-11 00:00"),
              ElementsAre("fulfilled 2026-03-10"));
}

// SFS 2017:900 6, 8 §§: who turned to the wrong place is told where the matter belongs.
TEST(Pair, se_fl_6_forward) {
  Story story = general();
  const Deed in_silence = act("2026-03-03 10:00", "item.forwarded", {{"to", "the county board"}});
  const Deed told = act("2026-03-03 11:00", "item.forwarded",
                        {{"to", "the county board"}, {"sender_told", true}});

  EXPECT_THAT(against(story, "se.fl.6.forward", in_silence), ElementsAre("record se.fl.6.forward"));
  EXPECT_THAT(judged_by(story, "se.fl.6.forward", in_silence), ElementsAre("violated"));

  EXPECT_THAT(judged_by(story, "se.fl.6.forward", told), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.fl.6.forward",
                      act("2026-03-03 12:00", "item.forwarded", {{"sender_told", true}})),
              ElementsAre("record se.fl.6.forward"));
}

// SFS 2017:900 9 § 1 st.: a case is handled as quickly as possible.
TEST(Pair, se_fl_9_speed) {
  Story unlawful(shipped_law({"se.administrative"}), facts());
  Story lawful(shipped_law({"se.administrative"}), facts());
  for (Story* story : {&unlawful, &lawful}) story->does(note("2026-03-02 10:00", "anna"));
  lawful.does(note("2026-03-30 10:00", "anna"));

  EXPECT_THAT(unlawful.duties("se.fl.9.speed", "2026-04-02 10:00"),
              ElementsAre("overdue 2026-04-01"));

  EXPECT_THAT(lawful.duties("se.fl.9.speed", "2026-04-02 10:00"),
              ElementsAre("fulfilled 2026-04-01", "open 2026-04-29"));
}

// SFS 2017:900 6 §: one answer is to one caller, and a promise for a day that has passed is none.
TEST(Hidden, EachCallerIsAnswered_se_fl_6_service) {
  Story two = general();
  two.does(act("2026-03-02 10:00", "contact.received"));
  two.does(act("2026-03-02 11:00", "contact.received"));
  two.does(act("2026-03-02 12:00", "enquiry.answered", {{"text", "text"}}));
  EXPECT_THAT(two.duties("se.fl.6.service", "2026-03-03 10:00"),
              ElementsAre("open 2026-03-05", "fulfilled 2026-03-05"));
  two.does(act("2026-03-02 13:00", "enquiry.answered", {{"text", "text"}}));
  EXPECT_THAT(two.duties("se.fl.6.service", "2026-03-03 10:00"),
              ElementsAre("fulfilled 2026-03-05", "fulfilled 2026-03-05"));

  Story promised = general();
  promised.does(act("2026-03-02 10:00", "contact.received"));
  promised.does(act("2026-03-02 11:00", "callback.promised", {{"by", on("2026-02-27")}}));
  EXPECT_THAT(promised.duties("se.fl.6.service", "2026-03-03 10:00"),
              ElementsAre("open 2026-03-05"));
}

}  // namespace
}  // namespace lagrum::law
