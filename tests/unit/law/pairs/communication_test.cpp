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

  // 16 § 2 st. and 17 §: where it is without importance, or nobody else can do the act.
  for (const char* excepted : {"se.fl.16.irrelevant", "se.fl.17.nobody-else"}) {
    Story other = general();
    other.does({.at = "2026-11-03 10:00",
                .type = "conflict.declared",
                .with = {{"person", "bo"}},
                .actor = "bo"});
    other.does(finding("2026-11-03 11:00", true, "eva", people({"eva"})));
    EXPECT_THAT(against(other, "se.fl.16-18.jav", by_bo), SizeIs(2));
    other.does(judged("2026-11-03 12:00", excepted, true));
    EXPECT_THAT(against(other, "se.fl.16-18.jav", by_bo), IsEmpty()) << excepted;
  }
  // A municipality has its own rules.
  Story municipality = general(with(facts(), "authority", "municipality"));
  municipality.does({.at = "2026-11-03 10:00",
                     .type = "conflict.declared",
                     .with = {{"person", "bo"}},
                     .actor = "bo"});
  EXPECT_THAT(against(municipality, "se.fl.16-18.jav", by_bo), IsEmpty());
}

// SFS 2017:900 18 § 3 st.: nobody decides on their own conflict of interest, unless a quorum needs
// it. The norm speaks only where the person took part.
TEST(Pair, se_fl_18_self) {
  Story story = general();
  story.does({.at = "2026-11-03 10:00",
              .type = "conflict.declared",
              .with = {{"person", "bo"}},
              .actor = "bo"});
  const Deed own = finding("2026-11-10 10:00", false, "bo", people({"bo"}));

  EXPECT_THAT(against(story, "se.fl.18.self", own), ElementsAre("refuse se.fl.18.self"));

  EXPECT_THAT(
      against(story, "se.fl.18.self", finding("2026-11-10 10:00", false, "eva", people({"eva"}))),
      IsEmpty());
  story.does(judged("2026-11-10 09:00", "se.jav.quorum", true));
  EXPECT_THAT(against(story, "se.fl.18.self", own), IsEmpty());
}

// SFS 2017:900 23 §: a case is investigated as far as its nature requires.
TEST(Pair, se_fl_23_investigate) {
  const Deed decided = made("2026-11-20 10:00");
  Story unlawful(shipped_law({"se.administrative"}), facts());
  Story lawful(shipped_law({"se.administrative"}), facts());
  lawful.does(judged("2026-11-19 10:00", "se.fl.23.sufficient", true));

  EXPECT_THAT(against(unlawful, "se.fl.23.investigate", decided), IsEmpty());
  unlawful.does(judged("2026-11-19 10:00", "se.fl.23.sufficient", false));
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

  // The exceptions of 25 § 1 and 2 st., and of secrecy (SFS 2009:400 10 kap. 3 §).
  for (const char* excepted :
       {"se.fl.25.unnecessary", "se.fl.25.harder", "se.fl.25.urgent", "se.fl.25.secret"}) {
    Story other = general();
    other.does(material("2026-11-16 10:00"));
    EXPECT_THAT(against(other, "se.fl.25.comm", made("2026-11-20 10:00")), SizeIs(1));
    other.does(judged("2026-11-17 10:00", excepted, true));
    EXPECT_THAT(against(other, "se.fl.25.comm", made("2026-11-20 10:00")), IsEmpty()) << excepted;
  }
  Story employment = general(with(facts(), "employment", true));
  employment.does(material("2026-11-16 10:00"));
  EXPECT_THAT(against(employment, "se.fl.25.comm", made("2026-11-20 10:00")), IsEmpty());
  Story on_appeal = general(with(with(facts(), "employment", true), "instance", Value::integer(2)));
  on_appeal.does(material("2026-11-16 10:00"));
  EXPECT_THAT(against(on_appeal, "se.fl.25.comm", made("2026-11-20 10:00")), SizeIs(1));
  Story unimportant = general();
  unimportant.does(material("2026-11-16 10:00", false));
  EXPECT_THAT(against(unimportant, "se.fl.25.comm", decided), IsEmpty());
}

// SFS 2017:900 25 §: nobody is told of the own letter; what is needless toward one party says
// nothing of another.
TEST(Hidden, EachPartyIsToldOfWhatOthersWrote_se_fl_25_comm) {
  const Deed decided = made("2027-01-12 10:00");
  Story story = general(facts({"A", "B"}));
  Deed letter = material("2026-11-16 10:00");
  letter.with.set("from", Value("B"));
  story.does(letter);
  EXPECT_THAT(against(story, "se.fl.25.comm", decided), ElementsAre("refuse se.fl.25.comm for A"));

  Story other = general(facts({"A", "B"}));
  other.does(material("2026-11-16 10:00"));
  Deed needless = judged("2026-11-17 10:00", "se.fl.25.unnecessary", true);
  needless.party = "B";
  other.does(needless);
  EXPECT_THAT(against(other, "se.fl.25.comm", decided), ElementsAre("refuse se.fl.25.comm for A"));
}

// SFS 2017:900 25 §: a striking out that nobody has asked for is a decision too.
TEST(Hidden, AStrikingOutUnaskedWaitsForCommunication_se_fl_25_comm) {
  Story story = general();
  story.does(material("2026-11-16 10:00"));
  const Deed struck = act("2026-11-20 10:00", "case.struck-out", decision());
  EXPECT_THAT(against(story, "se.fl.25.comm", struck), ElementsAre("refuse se.fl.25.comm for A"));

  story.does(act("2026-11-18 10:00", "application.withdrawn", {}, "A"));
  EXPECT_THAT(against(story, "se.fl.25.comm", struck), IsEmpty());
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

  // The exceptions of 25 § 1 and 2 st., and of secrecy (SFS 2009:400 10 kap. 3 §).
  for (const char* excepted :
       {"se.fl.25.unnecessary", "se.fl.25.harder", "se.fl.25.urgent", "se.fl.25.secret"}) {
    Story other = general();
    other.does(material("2026-11-16 10:00"));
    other.does(told_of("2026-11-16 11:00", "2026-12-11"));
    EXPECT_THAT(against(other, "se.fl.25.wait", made("2026-11-20 10:00")), SizeIs(1));
    other.does(judged("2026-11-17 10:00", excepted, true));
    EXPECT_THAT(against(other, "se.fl.25.wait", made("2026-11-20 10:00")), IsEmpty()) << excepted;
  }
  Story employment = general(with(facts(), "employment", true));
  employment.does(material("2026-11-16 10:00"));
  employment.does(told_of("2026-11-16 11:00", "2026-12-11"));
  EXPECT_THAT(against(employment, "se.fl.25.wait", made("2026-11-20 10:00")), IsEmpty());
  Story on_appeal = general(with(with(facts(), "employment", true), "instance", Value::integer(2)));
  on_appeal.does(material("2026-11-16 10:00"));
  on_appeal.does(told_of("2026-11-16 11:00", "2026-12-11"));
  EXPECT_THAT(against(on_appeal, "se.fl.25.wait", made("2026-11-20 10:00")), SizeIs(1));
  // A reply that announces more is not the last word, and one party does not speak for another.
  Story two = general(facts({"A", "B"}));
  two.does(material("2026-11-16 10:00"));
  two.does(told_of("2026-11-20 10:30", "2026-12-11"));
  two.does(act("2026-12-01 10:00", "party.replied", {{"final", true}}, "A"));
  two.does(act("2026-12-01 11:00", "party.replied", {{"final", false}}, "B"));
  EXPECT_THAT(against(two, "se.fl.25.wait", made("2026-12-02 10:00")),
              ElementsAre("refuse se.fl.25.wait for B"));
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
  Story idle = general();
  idle.does(act("2026-11-16 10:00", "oral-information.held", {{"may_matter", false}}));
  idle.does(act("2026-11-16 11:00", "inspection.held", {{"may_matter", false}}));
  EXPECT_THAT(against(idle, "se.fl.27.note", made("2026-11-20 10:00")), IsEmpty());
}

// SFS 2017:900 27 §: the note shows what has come up, and by whom it was made.
TEST(Pair, se_fl_27_items) {
  Story story = general();
  EXPECT_THAT(against(story, "se.fl.27.items", note("2026-11-16 10:00", "")),
              ElementsAre("warn se.fl.27.items"));

  EXPECT_THAT(judged_by(story, "se.fl.27.items", note("2026-11-16 10:00", "anna")),
              ElementsAre("fulfilled"));
  Deed empty = note("2026-11-16 10:00", "anna");
  empty.with.erase("fact");
  EXPECT_THAT(against(story, "se.fl.27.items", empty), ElementsAre("warn se.fl.27.items"));
}

// SFS 2017:900 24 §: a party who asks to speak is heard before the decision.
TEST(Pair, se_fl_24_oral) {
  Story story = general(facts({"A", "B"}));
  const Deed decided = made("2026-11-20 10:00");
  EXPECT_THAT(against(story, "se.fl.24.oral", decided), IsEmpty());
  story.does(act("2026-11-16 10:00", "oral-information.requested", {}, "A"));
  story.does(act("2026-11-17 10:00", "oral-information.held", {{"may_matter", false}}, "B"));

  EXPECT_THAT(against(story, "se.fl.24.oral", decided), ElementsAre("warn se.fl.24.oral for A"));

  story.does(act("2026-11-18 10:00", "oral-information.held", {{"may_matter", false}}, "A"));
  EXPECT_THAT(against(story, "se.fl.24.oral", decided), IsEmpty());
}

// SFS 2017:900 25 §: what is found of one material says nothing of another, earlier or later.
TEST(Hidden, AnExceptionIsOfOneMaterial_se_fl_25_comm) {
  const Deed decided = made("2026-11-20 10:00");
  for (const char* excepted :
       {"se.fl.25.unnecessary", "se.fl.25.harder", "se.fl.25.urgent", "se.fl.25.secret"}) {
    Story story = general();
    Deed first = material("2026-11-16 10:00");
    first.with.set("document", Value("letter"));
    story.does(first);
    Deed second = material("2026-11-16 11:00");
    second.with.set("document", Value("extract"));
    story.does(second);
    EXPECT_THAT(against(story, "se.fl.25.comm", decided), SizeIs(2));

    story.does(judged("2026-11-17 10:00", excepted, true));  // names none: of the latest
    EXPECT_THAT(against(story, "se.fl.25.comm", decided), SizeIs(1)) << excepted;

    Deed of_the_other = judged("2026-11-17 11:00", excepted, true);
    of_the_other.with.set("materials", people({"extract"}));
    story.does(of_the_other);
    EXPECT_THAT(against(story, "se.fl.25.comm", decided), SizeIs(1)) << excepted;

    Deed of_this = judged("2026-11-17 12:00", excepted, true);
    of_this.with.set("materials", people({"letter"}));
    story.does(of_this);
    EXPECT_THAT(against(story, "se.fl.25.comm", decided), IsEmpty()) << excepted;
  }
}

// SFS 2017:900 25 §: a finding on later material does not end the time to comment on earlier.
TEST(Hidden, AnExceptionEndsNoOtherTime_se_fl_25_wait) {
  const Deed decided = made("2026-11-20 10:00");
  for (const char* excepted :
       {"se.fl.25.unnecessary", "se.fl.25.harder", "se.fl.25.urgent", "se.fl.25.secret"}) {
    Story story = general();
    story.does(act("2026-11-16 11:00", "communication.sent",
                   {{"reply_by", on("2026-12-11")}, {"materials", people({"letter"})}}, "A"));
    story.does(material("2026-11-17 10:00"));
    Deed of_the_other = judged("2026-11-17 11:00", excepted, true);
    of_the_other.with.set("materials", people({"extract"}));
    story.does(of_the_other);
    EXPECT_THAT(against(story, "se.fl.25.wait", decided), SizeIs(1)) << excepted;

    Deed of_this = judged("2026-11-17 12:00", excepted, true);
    of_this.with.set("materials", people({"letter", "extract"}));
    story.does(of_this);
    EXPECT_THAT(against(story, "se.fl.25.wait", decided), IsEmpty()) << excepted;
  }
}

// SFS 2017:900 25 §: a time to comment that ends the day it is given is no time.
TEST(Hidden, TheTimeToCommentLiesAhead_se_fl_25_comm) {
  Story story = general();
  story.does(material("2026-11-16 10:00"));
  story.does(told_of("2026-11-20 10:30", "2026-11-20"));
  EXPECT_THAT(against(story, "se.fl.25.comm", made("2026-11-23 10:00")), SizeIs(1));
  story.does(told_of("2026-11-20 10:40", "2026-11-21"));
  EXPECT_THAT(against(story, "se.fl.25.comm", made("2026-11-23 10:00")), IsEmpty());
}

// SFS 2017:900 16, 17 §§: what is found of one person says nothing of another.
TEST(Hidden, AnExceptionIsOfOnePerson_se_fl_16_18_jav) {
  const Deed by_bo = note("2026-11-04 10:00", "bo");
  for (const char* excepted : {"se.fl.16.irrelevant", "se.fl.17.nobody-else"}) {
    Story story = general();
    for (const char* who : {"bo", "anna"})
      story.does(act("2026-11-03 10:00", "conflict.declared", {{"person", who}}));
    Deed of_anna = judged("2026-11-03 12:00", excepted, true);
    of_anna.with.set("person", Value("anna"));
    story.does(of_anna);
    EXPECT_THAT(against(story, "se.fl.16-18.jav", by_bo), SizeIs(1)) << excepted;
    EXPECT_THAT(against(story, "se.fl.16-18.jav", note("2026-11-04 10:00", "anna")), IsEmpty());

    Deed of_bo = judged("2026-11-03 13:00", excepted, true);
    of_bo.with.set("person", Value("bo"));
    story.does(of_bo);
    EXPECT_THAT(against(story, "se.fl.16-18.jav", by_bo), IsEmpty()) << excepted;
  }
}

}  // namespace
}  // namespace lagrum::law
