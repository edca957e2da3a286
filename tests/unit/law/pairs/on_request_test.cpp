// What is owed after a decision on request, service on legal persons and misfiled appeals: a lawful
// and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2017:900 32 § 3 st.: reasons left out are given afterwards on request, if possible.
TEST(Pair, se_fl_32_later) {
  const Deed asked = act("2026-03-04 10:00", "reasons.requested", {}, "A");
  const Deed bare = made("2026-03-02 10:00", {{"reasons", Value()}});
  Story unlawful = general();
  Story lawful = general();
  Story impossible = general();
  for (Story* story : {&unlawful, &lawful, &impossible}) {
    story->does(bare);
    story->does(asked);
  }
  unlawful.does(act("2026-03-05 10:00", "reasons.given", {}, "A"));
  lawful.does(act("2026-03-05 10:00", "reasons.given", {{"reasons", "text"}}, "A"));

  EXPECT_THAT(unlawful.duties("se.fl.32.later", "2026-03-12 10:00"),
              ElementsAre("overdue 2026-03-11"));

  EXPECT_THAT(lawful.duties("se.fl.32.later", "2026-03-12 10:00"),
              ElementsAre("fulfilled 2026-03-11"));
  impossible.does(judged("2026-03-05 10:00", "se.fl.32.impossible", true));
  EXPECT_THAT(impossible.duties("se.fl.32.later", "2026-03-12 10:00"),
              ElementsAre("resting 2026-03-11"));
  // Nothing is owed where the latest decision was given with its reasons.
  Story reasoned = general();
  reasoned.does(bare);
  reasoned.does(made("2026-03-03 10:00"));
  reasoned.does(asked);
  EXPECT_THAT(reasoned.duties("se.fl.32.later", "2026-03-12 10:00"), IsEmpty());
}

// SFS 2017:900 33 § 3 st.: a party who asks gets the notice in writing.
TEST(Pair, se_fl_33_written) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(made("2026-03-02 10:00"));
    story->does(act("2026-03-02 11:00", "written-notice.requested", {}, "A"));
  }
  Deed notice = notified("2026-03-04 10:00", "A", "2026-03-04");
  notice.with.set("form", Value("oral"));
  unlawful.does(notice);
  notice.with.set("form", Value("ordinary"));
  lawful.does(notice);

  EXPECT_THAT(unlawful.duties("se.fl.33.written", "2026-03-10 10:00"),
              ElementsAre("overdue 2026-03-09"));

  EXPECT_THAT(lawful.duties("se.fl.33.written", "2026-03-10 10:00"),
              ElementsAre("fulfilled 2026-03-09"));
}

// SFS 2017:900 33 § 4 st.: a name is left out only where there is a risk.
TEST(Pair, se_fl_33_mask) {
  Story story = general();
  story.does(made("2026-03-02 10:00"));
  Deed masked = notified("2026-03-04 10:00", "A", "2026-03-04");
  masked.with.set("names_omitted", Value(true));
  EXPECT_THAT(against(story, "se.fl.33.mask", masked), ElementsAre("warn se.fl.33.mask for A"));
  EXPECT_THAT(against(story, "se.fl.33.mask", notified("2026-03-04 10:00", "A", "2026-03-04")),
              IsEmpty());

  story.does(judged("2026-03-03 10:00", "se.fl.33.threat", true));

  EXPECT_THAT(judged_by(story, "se.fl.33.mask", masked), ElementsAre("fulfilled"));
}

// SFS 2017:900 34 §: one who may appeal without being a party is told on request, and how to
// appeal.
TEST(Pair, se_fl_34) {
  Facts known = facts({"A", "N"});
  known.parties["N"].set("role", Value("neighbour"));
  Story unlawful = general(known);
  Story lawful = general(known);
  for (Story* story : {&unlawful, &lawful}) {
    story->does(made("2026-03-02 10:00"));
    story->does(act("2026-03-04 10:00", "notification.requested", {}, "N"));
  }
  lawful.does(notified("2026-03-05 10:00", "N", "2026-03-05"));

  EXPECT_THAT(unlawful.duties("se.fl.34", "2026-03-12 10:00"), ElementsAre("overdue 2026-03-11"));

  EXPECT_THAT(lawful.duties("se.fl.34", "2026-03-12 10:00"), ElementsAre("fulfilled 2026-03-11"));
}

// SFS 2017:900 47 § 2 st.: the higher instance sends a misfiled appeal on, with its day of arrival.
TEST(Pair, se_fl_47_forward) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "appeal.misfiled", {{"appellant", "A"}}));
  }
  unlawful.does(act("2026-03-03 10:00", "appeal.forwarded", {{"to", "board"}}));
  lawful.does(act("2026-03-03 10:00", "appeal.forwarded",
                  {{"to", "board"}, {"arrived_on", on("2026-03-02")}}));

  EXPECT_THAT(unlawful.duties("se.fl.47.forward", "2026-03-06 10:00"),
              ElementsAre("overdue 2026-03-05"));

  EXPECT_THAT(lawful.duties("se.fl.47.forward", "2026-03-06 10:00"),
              ElementsAre("fulfilled 2026-03-05"));
}

// --- SFS 2010:1932 27–30 §§: special service on a legal person

Deed sent_specially(const char* medium = "paper") {
  return act("2026-03-02 10:00", "notice.dispatched",
             {{"form", "legal-person"},
              {"on", on("2026-03-02")},
              {"medium", medium},
              {"number", "1"},
              {"appeal_information", "text"}},
             "A");
}
Story specially(std::initializer_list<Deed> after, const char* medium = "paper") {
  Story story = general();
  story.does(made("2026-02-27 10:00"));
  story.does(sent_specially(medium));
  for (const Deed& deed : after) story.does(deed);
  story.wait_until("2026-04-01 10:00");
  return story;
}

// SFS 2010:1932 27, 30 §§: done two weeks after dispatch, if the control message went in time.
TEST(Pair, se_delg_27) {
  const Deed message = control_message("2026-03-03 10:00", "2026-03-03", "A");

  EXPECT_THAT(caused_by(specially({}), "se.delg.27"), IsEmpty()) << "no control message";
  EXPECT_THAT(
      caused_by(specially({control_message("2026-03-04 10:00", "2026-03-04", "A")}), "se.delg.27"),
      IsEmpty())
      << "control message too late";
  EXPECT_THAT(
      caused_by(specially({message, judged("2026-03-10 10:00", "se.delg.26.unlikely", true)}),
                "se.delg.27"),
      IsEmpty())
      << "arrival unlikely";

  EXPECT_THAT(caused_by(specially({message}), "se.delg.27"),
              ElementsAre("service.deemed 2026-03-16"));
  Story before = general();
  before.does(sent_specially());
  before.does(message);
  before.does(made("2026-03-05 10:00"));
  before.wait_until("2026-04-01 10:00");
  EXPECT_THAT(caused_by(before, "se.delg.27"), IsEmpty()) << "sent before the decision";
}

// SFS 2010:1932 27 §: always a control message, on the next working day.
TEST(Pair, se_delg_27_control) {
  for (const char* medium : {"paper", "electronic"}) {
    EXPECT_THAT(specially({}, medium).duties("se.delg.27.control", "2026-03-04 00:00"),
                ElementsAre("overdue 2026-03-03"))
        << medium;
  }

  EXPECT_THAT(specially({control_message("2026-03-03 10:00", "2026-03-03", "A")})
                  .duties("se.delg.27.control", "2026-03-04 00:00"),
              ElementsAre("fulfilled 2026-03-03"));
}

// SFS 2010:1932 29 §: after another form has failed, or is judged hopeless.
TEST(Pair, se_delg_29_first) {
  for (const Deed& ground : {act("2026-03-01 10:00", "service.failed", {{"form", "ordinary"}}),
                             judged("2026-03-01 10:00", "se.delg.29.hopeless", true)}) {
    Story story = general();
    story.does(made("2026-02-27 10:00"));
    EXPECT_THAT(against(story, "se.delg.29.first", sent_specially()),
                ElementsAre("warn se.delg.29.first"));

    story.does(ground);

    EXPECT_THAT(judged_by(story, "se.delg.29.first", sent_specially()), ElementsAre("fulfilled"));
  }
}

}  // namespace
}  // namespace lagrum::law
