// Notice and simplified service: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2017:900 33 § 1 st.: every party is told of the decision as soon as possible.
TEST(Pair, se_fl_33_notify) {
  Story story = general(facts({"A", "B"}));
  story.does(made("2026-03-02 10:00"));
  story.does(notified("2026-03-04 10:00", "A", "2026-03-04"));

  EXPECT_THAT(story.duties("se.fl.33.notify", "2026-03-10 10:00", "B"),
              ElementsAre("overdue 2026-03-09"));

  EXPECT_THAT(story.duties("se.fl.33.notify", "2026-03-10 10:00", "A"),
              ElementsAre("fulfilled 2026-03-09"));

  story.does(judged("2026-03-10 11:00", "se.fl.33.unnecessary", true));
  EXPECT_THAT(story.duties("se.fl.33.notify", "2026-03-10 12:00", "B"),
              ElementsAre("resting 2026-03-09"));
}

// SFS 2017:900 33 § 2 st.: who may appeal is told how.
TEST(Pair, se_fl_33_appealinfo) {
  Story story = general();
  story.does(made("2026-03-02 10:00"));
  Deed silent = notified("2026-03-04 10:00", "A", "2026-03-04");
  silent.with.erase("appeal_information");
  Facts content = facts();
  content.parties["A"] = party("A", false);
  Story granted = general(content);
  granted.does(made("2026-03-02 10:00"));

  EXPECT_THAT(against(story, "se.fl.33.appealinfo", silent),
              ElementsAre("refuse se.fl.33.appealinfo for A"));
  EXPECT_THAT(against(granted, "se.fl.33.appealinfo", silent), IsEmpty());

  EXPECT_THAT(
      judged_by(story, "se.fl.33.appealinfo", notified("2026-03-04 10:00", "A", "2026-03-04")),
      ElementsAre("fulfilled"));
}

// SFS 2017:900 33, 44 §§: the day of being informed lies between the decision and today.
TEST(Pair, se_fl_44_received) {
  Story story = general();
  story.does(made("2026-03-02 10:00"));

  for (const char* impossible : {"2026-03-01", "2026-03-05"}) {
    EXPECT_THAT(against(story, "se.fl.44.received", notified("2026-03-04 10:00", "A", impossible)),
                ElementsAre("refuse se.fl.44.received for A"))
        << impossible;
  }

  EXPECT_THAT(
      judged_by(story, "se.fl.44.received", notified("2026-03-04 10:00", "A", "2026-03-03")),
      ElementsAre("fulfilled"));
}

// --- SFS 2010:1932 22–26 §§: simplified service

/// Decided on 27 February 2026, sent to A on Monday 2 March.
Story sent(std::initializer_list<Deed> before, std::initializer_list<Deed> after) {
  Story story = general(facts({"A", "B"}));
  story.does(made("2026-02-27 10:00"));
  for (const Deed& deed : before) story.does(deed);
  story.does(sent_simply("2026-03-02 10:00", "2026-03-02", "A"));
  for (const Deed& deed : after) story.does(deed);
  story.wait_until("2026-04-01 10:00");
  return story;
}

// SFS 2010:1932 22, 24, 26 §§: done two weeks after dispatch toward one told beforehand, if the
// control message went on the next working day and arrival is not unlikely.
TEST(Pair, se_delg_22) {
  const Deed word = told_beforehand("2026-03-01 10:00", "A");
  const Deed message = control_message("2026-03-03 10:00", "2026-03-03", "A");

  EXPECT_THAT(caused_by(sent({}, {message}), "se.delg.22"), IsEmpty()) << "not told beforehand";
  EXPECT_THAT(caused_by(sent({told_beforehand("2026-03-01 10:00", "B")}, {message}), "se.delg.22"),
              IsEmpty())
      << "somebody else was told";
  EXPECT_THAT(caused_by(sent({word}, {}), "se.delg.22"), IsEmpty()) << "no control message";
  EXPECT_THAT(caused_by(sent({word}, {control_message("2026-03-04 10:00", "2026-03-04", "A")}),
                        "se.delg.22"),
              IsEmpty())
      << "control message too late";
  EXPECT_THAT(
      caused_by(sent({word}, {message, judged("2026-03-10 10:00", "se.delg.26.unlikely", true)}),
                "se.delg.22"),
      IsEmpty())
      << "arrival unlikely";

  EXPECT_THAT(caused_by(sent({word}, {message}), "se.delg.22"),
              ElementsAre("service.deemed 2026-03-16"));

  const auto only = [](Context announced, const char* name, Value value) {
    Story story = general();
    story.does(made("2026-02-27 10:00"));
    story.does(act("2026-03-01 10:00", "simplified-service.announced", std::move(announced), "A"));
    Deed notice = sent_simply("2026-03-02 10:00", "2026-03-02", "A");
    notice.with.set(name, std::move(value));
    story.does(notice);
    story.wait_until("2026-04-01 10:00");
    return caused_by(story, "se.delg.22");
  };
  // 22 § 2 st.: no control message where the document goes electronically.
  EXPECT_THAT(only({{"served", true}}, "medium", "electronic"),
              ElementsAre("service.deemed 2026-03-16"));
  EXPECT_THAT(only({{"at_filing", true}}, "medium", "electronic"),
              ElementsAre("service.deemed 2026-03-16"));
  EXPECT_THAT(only({}, "medium", "electronic"), IsEmpty()) << "the word was not itself served";
  EXPECT_THAT(caused_by(sent({word}, {message}), "se.delg.22"), ::testing::SizeIs(1));
  Story opening = general();
  opening.does(word);
  Deed initial = sent_simply("2026-03-02 10:00", "2026-03-02", "A");
  initial.with.set("initial", Value(true));
  opening.does(initial);
  opening.does(message);
  Story ordinary = general();
  ordinary.does(word);
  Deed plain = sent_simply("2026-03-02 10:00", "2026-03-02", "A");
  plain.with.set("form", Value("ordinary"));
  ordinary.does(plain);
  ordinary.does(message);
  for (Story* story : {&opening, &ordinary}) {
    story->wait_until("2026-04-01 10:00");
    EXPECT_THAT(caused_by(*story, "se.delg.22"), IsEmpty());
  }
  EXPECT_THAT(
      caused_by(sent({}, {message, told_beforehand("2026-03-03 11:00", "A")}), "se.delg.22"),
      IsEmpty())
      << "told afterwards";
}

// SFS 2010:1932 22 §: the control message goes on the next working day.
TEST(Pair, se_delg_22_control) {
  const Story unlawful = sent({}, {});
  const Story lawful = sent({}, {control_message("2026-03-03 10:00", "2026-03-03", "A")});

  EXPECT_THAT(unlawful.duties("se.delg.22.control", "2026-03-04 00:00"),
              ElementsAre("overdue 2026-03-03"));
  EXPECT_THAT(unlawful.verdicts("se.delg.22.control", "2026-03-04 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.delg.22.control", "2026-03-04 00:00"),
              ElementsAre("fulfilled 2026-03-03"));
  EXPECT_THAT(lawful.verdicts("se.delg.22.control", "2026-03-04 00:00"), ElementsAre("fulfilled"));

  Story electronic = general();
  Deed notice = sent_simply("2026-03-02 10:00", "2026-03-02", "A");
  notice.with.set("medium", Value("electronic"));
  electronic.does(notice);
  EXPECT_THAT(electronic.duties("se.delg.22.control", "2026-03-04 00:00"), IsEmpty());
}

// SFS 2010:1932 22, 24, 25 §§: only toward one told beforehand, and never for the document that
// opens the matter.
TEST(Pair, se_delg_24_info) {
  Story story = general();
  const Deed simple = sent_simply("2026-03-02 10:00", "2026-03-02", "A");
  Deed opening = simple;
  opening.with.set("initial", Value(true));
  EXPECT_THAT(against(story, "se.delg.24.info", simple), ElementsAre("warn se.delg.24.info for A"));

  story.does(told_beforehand("2026-03-01 10:00", "A"));

  EXPECT_THAT(against(story, "se.delg.24.info", opening),
              ElementsAre("warn se.delg.24.info for A"));
  EXPECT_THAT(judged_by(story, "se.delg.24.info", simple), ElementsAre("fulfilled"));
  Deed plain = simple;
  plain.with.set("form", Value("ordinary"));
  Story untold = general();
  EXPECT_THAT(against(untold, "se.delg.24.info", plain), IsEmpty());
  untold.does(act("2026-03-01 10:00", "simplified-service.announced", {{"served", false}}, "A"));
  EXPECT_THAT(against(untold, "se.delg.24.info", simple),
              ElementsAre("warn se.delg.24.info for A"));
}

// SFS 2011:154 4 §: the service is on record with its number and the day of dispatch.
TEST(Pair, se_delg_docs) {
  Story story = general();
  for (const char* item : {"number", "on", "form"}) {
    Deed without = sent_simply("2026-03-02 10:00", "2026-03-02", "A");
    without.with.erase(item);
    EXPECT_THAT(against(story, "se.delg.docs", without), ElementsAre("warn se.delg.docs")) << item;
  }

  EXPECT_THAT(judged_by(story, "se.delg.docs", sent_simply("2026-03-02 10:00", "2026-03-02", "A")),
              ElementsAre("fulfilled"));
}

// SFS 2017:900 33 §: the deemed service of a decision tells nobody of its later change.
TEST(Hidden, ServiceOfTheFirstDecisionTellsNotOfItsChange_se_fl_33_notify) {
  const auto deemed = [](const char* dispatched) {
    Story story = general();
    story.does(told_beforehand("2026-02-01 10:00", "A"));
    story.does(made("2026-03-02 10:00"));
    story.does(changed("2026-03-04 09:00"));
    story.does(sent_simply(std::string(dispatched) + " 10:00", dispatched, "A", "electronic"));
    story.wait_until("2026-03-25 10:00");
    return story.duties("se.fl.33.notify", "2026-03-25 10:00", "A").back();
  };
  EXPECT_EQ(deemed("2026-03-02"), "overdue 2026-03-11");
  EXPECT_EQ(deemed("2026-03-05"), "late 2026-03-11");
}

// SFS 2010:1932 22 §: what the eve before a holiday is, is not settled; a message on it is accepted
// by both norms.
TEST(Hidden, AControlMessageOnAnEve_se_delg_22_control) {
  Story story = general();
  story.does(made("2028-06-22 09:00"));
  story.does(sent_simply("2028-06-22 10:00", "2028-06-22", "A"));
  story.does(control_message("2028-06-23 10:00", "2028-06-23", "A"));
  EXPECT_THAT(story.duties("se.delg.22.control", "2028-06-27 10:00"),
              ElementsAre("fulfilled 2028-06-26"));
}

}  // namespace
}  // namespace lagrum::law
