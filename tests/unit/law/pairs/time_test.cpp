// Delay, the request for a decision, the court's time and the receipt: a lawful and an unlawful
// story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// SFS 2017:900 11 §: a party is told that the decision will be much delayed, and why.
TEST(Pair, se_fl_11_delay) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "delay.assessed", {{"substantial", true}}));
  }
  unlawful.does(
      act("2026-03-03 10:00", "delay.notified", {{"expected_on", on("2026-09-01")}}, "A"));
  lawful.does(act("2026-03-03 10:00", "delay.notified", {{"reason", "text"}}, "A"));

  EXPECT_THAT(unlawful.duties("se.fl.11.delay", "2026-03-06 10:00", "A"),
              ElementsAre("overdue 2026-03-05"));

  EXPECT_THAT(lawful.duties("se.fl.11.delay", "2026-03-06 10:00", "A"),
              ElementsAre("fulfilled 2026-03-05"));

  // Only the one who opened the case.
  Facts two = facts({"A", "B"});
  two.parties["B"].set("role", Value("neighbour"));
  Story neighbour = general(two);
  neighbour.does(act("2026-03-02 10:00", "delay.assessed", {{"substantial", true}}));
  EXPECT_THAT(neighbour.duties("se.fl.11.delay", "2026-03-04 10:00", "A"),
              ElementsAre("open 2026-03-05"));
  EXPECT_THAT(neighbour.duties("se.fl.11.delay", "2026-03-04 10:00", "B"), IsEmpty());
  // Only where an individual opened the case, and only for a delay that is substantial.
  Story own = general(with(facts(), "opened_by", "authority"));
  own.does(act("2026-03-02 10:00", "delay.assessed", {{"substantial", true}}));
  EXPECT_THAT(own.duties("se.fl.11.delay", "2026-03-06 10:00"), IsEmpty());
  Story small = general();
  small.does(act("2026-03-02 10:00", "delay.assessed", {{"substantial", false}}));
  EXPECT_THAT(small.duties("se.fl.11.delay", "2026-03-06 10:00"), IsEmpty());
}

// SFS 2017:900 12 § 1 st.: after six months, once, in writing.
TEST(Pair, se_fl_12_window) {
  Story story = general();
  story.does(act("2026-04-14 10:00", "application.received"));

  EXPECT_THAT(against(story, "se.fl.12.window", requested("2026-10-14 23:59")),
              ElementsAre("record se.fl.12.window for A"));

  EXPECT_THAT(judged_by(story, "se.fl.12.window", requested("2026-10-15 10:00")),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.fl.12.window", requested("2026-11-15 10:00")),
              ElementsAre("record se.fl.12.window for A"));

  Story decided = general();
  decided.does(act("2026-04-14 10:00", "application.received"));
  Deed spoken = requested("2026-12-08 10:00");
  spoken.with.set("written", Value(false));
  EXPECT_THAT(against(decided, "se.fl.12.window", spoken),
              ElementsAre("record se.fl.12.window for A"));
  decided.does(made("2026-12-01 10:00"));
  EXPECT_THAT(against(decided, "se.fl.12.window", requested("2026-12-08 10:00")),
              ElementsAre("record se.fl.12.window for A"));
  // Only the one who opened the case; whoever else asks uses up nothing.
  Facts two = facts({"A", "B"});
  two.parties["B"].set("role", Value("neighbour"));
  Story neighbour = general(two);
  neighbour.does(act("2026-04-14 10:00", "application.received"));
  Deed asked = requested("2026-12-08 10:00");
  asked.party = "B";
  EXPECT_THAT(against(neighbour, "se.fl.12.window", asked),
              ElementsAre("record se.fl.12.window for B"));
  neighbour.does(asked);
  EXPECT_FALSE(neighbour.folded(neighbour.last()).has_effect);
  asked.party = "A";
  EXPECT_THAT(against(neighbour, "se.fl.12.window", asked), IsEmpty());
  // Only in first instance, in a case that an individual opened.
  for (const Facts& known :
       {with(facts(), "opened_by", "authority"), with(facts(), "instance", Value::integer(2))}) {
    Story other = general(known);
    other.does(act("2026-04-14 10:00", "application.received"));
    EXPECT_THAT(judged_by(other, "se.fl.12.window", requested("2026-12-08 10:00")), IsEmpty());
  }
  Story early = general();
  early.does(act("2026-04-14 10:00", "application.received"));
  early.does(requested("2026-10-14 10:00"));
  EXPECT_FALSE(early.folded(early.last()).has_effect);
}

// SFS 2017:900 12 §: within four weeks the case is decided or the request refused.
TEST(Pair, se_fl_12_request) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-04-14 10:00", "application.received"));
    story->does(requested("2026-12-08 10:00"));
  }
  lawful.does({.at = "2027-01-05 15:00",
               .type = "request.refused",
               .with = decision(),
               .opens = "request"});

  EXPECT_THAT(unlawful.duties("se.fl.12.request", "2027-01-06 00:00"),
              ElementsAre("overdue 2027-01-05"));
  EXPECT_THAT(unlawful.verdicts("se.fl.12.request", "2027-01-06 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.fl.12.request", "2027-01-06 00:00"),
              ElementsAre("fulfilled 2027-01-05"));
  EXPECT_THAT(lawful.verdicts("se.fl.12.request", "2027-01-06 00:00"), ElementsAre("fulfilled"));

  // A premature request is of no effect.
  Story early = general();
  early.does(act("2026-04-14 10:00", "application.received"));
  early.does(requested("2026-10-14 10:00"));
  EXPECT_THAT(early.duties("se.fl.12.request", "2027-01-06 00:00"), IsEmpty());
  // The case ends otherwise.
  Story withdrawn = general();
  withdrawn.does(act("2026-04-14 10:00", "application.received"));
  withdrawn.does(requested("2026-12-08 10:00"));
  withdrawn.does(act("2026-12-09 10:00", "application.withdrawn"));
  EXPECT_THAT(withdrawn.duties("se.fl.12.request", "2027-01-06 00:00"),
              ElementsAre("lapsed 2027-01-05"));
}

// SFS 2017:900 49 §: the court orders the authority to decide within a certain time.
TEST(Pair, se_fl_49_decide) {
  Story unlawful = general();
  Story lawful = general();
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-04-15 10:00", "court.decided",
                    {{"final", true}, {"decide_by", on("2026-05-15")}}));
  }
  lawful.does(made("2026-05-15 15:00"));

  EXPECT_THAT(unlawful.duties("se.fl.49.decide", "2026-05-16 00:00"),
              ElementsAre("overdue 2026-05-15"));
  EXPECT_THAT(unlawful.verdicts("se.fl.49.decide", "2026-05-16 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.verdicts("se.fl.49.decide", "2026-05-16 00:00"), ElementsAre("fulfilled"));

  Story withdrawn = general();
  withdrawn.does(
      act("2026-04-15 10:00", "court.decided", {{"final", true}, {"decide_by", on("2026-05-15")}}));
  withdrawn.does(act("2026-04-16 10:00", "application.withdrawn"));
  EXPECT_THAT(withdrawn.duties("se.fl.49.decide", "2026-05-16 00:00"),
              ElementsAre("lapsed 2026-05-15"));
}

// SFS 2009:1079 8 §: a receipt with the time, the consequence where there is one, and the review.
TEST(Pair, se_eu_2009_1079_8) {
  const Facts known = with(with(facts(), "service_activity", true), "consequence", true);
  Story unlawful = general(known);
  Story lawful = general(known);
  for (Story* story : {&unlawful, &lawful}) {
    story->does(act("2026-03-02 10:00", "application.complete"));
  }
  Deed receipt = act("2026-03-03 10:00", "receipt.sent",
                     {{"time_limit", "text"}, {"consequence", "text"}, {"review", "text"}});
  lawful.does(receipt);
  receipt.with.erase("consequence");
  unlawful.does(receipt);

  EXPECT_THAT(unlawful.duties("se.eu.2009.1079.8", "2026-03-06 10:00"),
              ElementsAre("overdue 2026-03-05"));

  EXPECT_THAT(lawful.duties("se.eu.2009.1079.8", "2026-03-06 10:00"),
              ElementsAre("fulfilled 2026-03-05"));

  for (const char* item : {"time_limit", "review"}) {
    Story story = general(known);
    story.does(act("2026-03-02 10:00", "application.complete"));
    Deed without = act("2026-03-03 10:00", "receipt.sent",
                       {{"time_limit", "text"}, {"consequence", "text"}, {"review", "text"}});
    without.with.erase(item);
    story.does(without);
    EXPECT_THAT(story.duties("se.eu.2009.1079.8", "2026-03-06 10:00"),
                ElementsAre("overdue 2026-03-05"))
        << item;
  }
  Story no_consequence = general(with(facts(), "service_activity", true));
  no_consequence.does(act("2026-03-02 10:00", "application.complete"));
  no_consequence.does(receipt);
  EXPECT_THAT(no_consequence.duties("se.eu.2009.1079.8", "2026-03-06 10:00"),
              ElementsAre("fulfilled 2026-03-05"));
  Story other = general();
  other.does(act("2026-03-02 10:00", "application.complete"));
  EXPECT_THAT(other.duties("se.eu.2009.1079.8", "2026-03-06 10:00"), IsEmpty());
}

// SFS 2009:1079 8 §: each applicant has a right to the receipt, until the application is at an end.
TEST(Hidden, EachApplicantGetsAReceipt_se_eu_2009_1079_8) {
  Facts known = with(facts({"A", "B", "N"}), "service_activity", true);
  known.parties["N"].set("role", Value("neighbour"));
  Story story = general(known);
  story.does(act("2026-03-02 10:00", "application.complete"));
  for (const char* who : {"A", "N"})
    story.does(
        act("2026-03-03 10:00", "receipt.sent", {{"time_limit", "text"}, {"review", "text"}}, who));
  EXPECT_THAT(story.duties("se.eu.2009.1079.8", "2026-03-04 10:00", "A"),
              ElementsAre("fulfilled 2026-03-05"));
  EXPECT_THAT(story.duties("se.eu.2009.1079.8", "2026-03-06 10:00", "B"),
              ElementsAre("overdue 2026-03-05"));
  EXPECT_THAT(story.duties("se.eu.2009.1079.8", "2026-03-06 10:00", "N"), IsEmpty());
  Story withdrawn_in_time = general(known);
  withdrawn_in_time.does(act("2026-03-02 10:00", "application.complete"));
  withdrawn_in_time.does(act("2026-03-04 10:00", "application.withdrawn", {}, "B"));
  EXPECT_THAT(withdrawn_in_time.duties("se.eu.2009.1079.8", "2026-03-10 10:00", "B"),
              ElementsAre("lapsed 2026-03-05"));
  story.does(act("2026-03-09 10:00", "application.withdrawn", {}, "B"));
  EXPECT_THAT(story.duties("se.eu.2009.1079.8", "2026-03-10 10:00", "B"),
              ElementsAre("late 2026-03-05"));
}

}  // namespace
}  // namespace lagrum::law
