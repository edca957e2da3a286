// The Local Government Act: a lawful and an unlawful story for each norm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/law/pairs/pair_case.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Deed declared(std::string at) {
  return Deed{
      .at = std::move(at), .type = "conflict.declared", .with = {{"person", "bo"}}, .actor = "bo"};
}
Facts of_authority() { return with(municipal_facts(), "exercise_of_authority", true); }

// SFS 2017:725 6 kap. 28–32 §§, 7 kap. 4 §: who has a conflict of interest takes no part and is not
// present. The rule stands in place of SFS 2017:900 16–18 §§.
TEST(Pair, se_kl_6_28_jav) {
  Story story = municipal();
  story.does(declared("2026-11-03 10:00"));
  const Deed by_bo = note("2026-11-04 10:00", "bo");
  EXPECT_THAT(against(story, "se.kl.6.28.jav", by_bo), ElementsAre("refuse se.kl.6.28.jav"));
  EXPECT_THAT(against(story, "se.kl.6.28.jav",
                      made("2026-11-04 10:00", {{"attendees", people({"eva", "bo"})}})),
              ElementsAre("refuse se.kl.6.28.jav"));
  EXPECT_THAT(against(story, "se.fl.16-18.jav", by_bo), IsEmpty());
  EXPECT_THAT(against(story, "se.kl.6.28.jav", note("2026-11-04 10:00", "anna")), IsEmpty());

  story.does(finding("2026-11-10 10:00", false, "eva", people({"eva"})));

  EXPECT_THAT(judged_by(story, "se.kl.6.28.jav", note("2026-11-11 10:00", "bo")),
              ElementsAre("fulfilled"));

  for (const char* excepted : {"se.kl.6.29.irrelevant", "se.kl.6.30.nobody-else"}) {
    Story other = municipal();
    other.does(declared("2026-11-03 10:00"));
    other.does(judged("2026-11-03 11:00", excepted, true));
    EXPECT_THAT(against(other, "se.kl.6.28.jav", by_bo), IsEmpty()) << excepted;
  }
  // The Local Government Act holds in legality review too.
  Story reviewed = municipal(review_facts());
  reviewed.does(declared("2026-11-03 10:00"));
  EXPECT_THAT(against(reviewed, "se.kl.6.28.jav", by_bo), ElementsAre("refuse se.kl.6.28.jav"));
  Story state = municipal(with(municipal_facts(), "authority", "state"));
  state.does(declared("2026-11-03 10:00"));
  EXPECT_THAT(against(state, "se.kl.6.28.jav", by_bo), IsEmpty());
  Story found = municipal();
  found.does(declared("2026-11-03 10:00"));
  found.does(finding("2026-11-03 11:00", true, "eva", people({"eva"})));
  EXPECT_THAT(against(found, "se.kl.6.28.jav", by_bo), ::testing::SizeIs(2));
}

// SFS 2017:725 6 kap. 30 §: somebody else steps in, or the board decides promptly.
TEST(Pair, se_kl_6_30_step) {
  Story unlawful = municipal();
  Story lawful = municipal();
  for (Story* story : {&unlawful, &lawful}) story->does(declared("2026-11-03 10:00"));
  unlawful.does(act("2026-11-04 10:00", "officer.replaced", {{"person", "carl"}, {"by", "anna"}}));
  lawful.does(act("2026-11-04 10:00", "officer.replaced", {{"person", "bo"}, {"by", "anna"}}));

  EXPECT_THAT(unlawful.duties("se.kl.6.30.step", "2026-11-05 10:00"),
              ElementsAre("overdue 2026-11-04"));

  EXPECT_THAT(lawful.duties("se.kl.6.30.step", "2026-11-05 10:00"),
              ElementsAre("fulfilled 2026-11-04"));
  Story decided = municipal();
  decided.does(declared("2026-11-03 10:00"));
  decided.does(finding("2026-11-04 10:00", true, "eva", people({"eva"})));
  EXPECT_THAT(decided.duties("se.kl.6.30.step", "2026-11-05 10:00"),
              ElementsAre("fulfilled 2026-11-04"));
}

// SFS 2017:725 6 kap. 30 § 3 st., SFS 2017:900 18 § 3 st.: nobody decides on their own conflict of
// interest, unless a quorum needs it. The norm speaks only where the person took part; it has no
// way of being fulfilled.
TEST(Pair, se_kl_jav_self) {
  Story story = municipal();
  story.does(declared("2026-11-03 10:00"));
  const Deed own = finding("2026-11-10 10:00", false, "eva", people({"eva", "bo"}));

  EXPECT_THAT(against(story, "se.kl.jav.self", own), ElementsAre("refuse se.kl.jav.self"));

  EXPECT_THAT(
      against(story, "se.kl.jav.self", finding("2026-11-10 10:00", false, "eva", people({"eva"}))),
      IsEmpty());
  story.does(judged("2026-11-10 09:00", "se.jav.quorum", true));
  EXPECT_THAT(against(story, "se.kl.jav.self", own), IsEmpty());
}

// SFS 2017:725 6 kap. 30 § 3 st., 7 kap. 4 §: where nobody has stepped in it is the board that
// decides, and those who decided are named.
TEST(Pair, se_kl_6_30_board) {
  Story story = municipal();
  story.does(declared("2026-11-03 10:00"));
  const Deed lawful = finding("2026-11-04 10:00", false, "eva", people({"eva"}));

  Deed unlawful = lawful;
  unlawful.with.erase("body");
  EXPECT_THAT(against(story, "se.kl.6.30.board", unlawful), ElementsAre("refuse se.kl.6.30.board"));

  EXPECT_THAT(judged_by(story, "se.kl.6.30.board", lawful), ElementsAre("fulfilled"));
}

// SFS 2017:725 6 kap. 30 §: what a quorum needed in one question of conflict it need not in the
// next.
TEST(Hidden, TheNeedOfAQuorumIsOfOneConflict_se_kl_jav_self) {
  Story story = municipal();
  story.does(declared("2026-11-03 10:00"));
  story.does(judged("2026-11-03 11:00", "se.jav.quorum", true));
  story.does(declared("2026-12-01 10:00"));

  EXPECT_THAT(against(story, "se.kl.jav.self",
                      finding("2026-12-02 10:00", false, "eva", people({"eva", "bo"}))),
              ElementsAre("refuse se.kl.jav.self"));
}

Deed by_delegation(std::string at, Context more = {}) {
  more.set("delegated", Value(true));
  more.set("clause", Value("4.1"));
  return made(std::move(at), std::move(more));
}
Deed delegated_to(std::string at, const char* person, const char* clause = "4.1") {
  return act(std::move(at), "delegation.given", {{"to", person}, {"clause", clause}});
}

// SFS 2017:725 6 kap. 37–38 §§, 7 kap. 5–6 §§: who decides for the board holds a delegation, and
// what is of principle or greater importance is not delegated.
TEST(Pair, se_kl_6_38_delegate) {
  const Deed decided = by_delegation("2026-11-20 10:00");
  Story story = municipal();
  EXPECT_THAT(against(story, "se.kl.6.38.delegate", decided),
              ElementsAre("refuse se.kl.6.38.delegate"));
  story.does(delegated_to("2026-11-01 10:00", "carl"));
  story.does(delegated_to("2026-11-01 11:00", "anna", "9.9"));
  EXPECT_THAT(against(story, "se.kl.6.38.delegate", decided),
              ElementsAre("refuse se.kl.6.38.delegate"));
  Story important = municipal(of_authority());
  important.does(delegated_to("2026-11-01 10:00", "anna"));
  EXPECT_THAT(against(important, "se.kl.6.38.delegate", decided),
              ElementsAre("refuse se.kl.6.38.delegate"));

  story.does(delegated_to("2026-11-01 12:00", "anna"));
  important.does(judged("2026-11-19 10:00", "se.kl.6.38.importance", false));

  EXPECT_THAT(judged_by(story, "se.kl.6.38.delegate", decided), ElementsAre("fulfilled"));
  EXPECT_THAT(judged_by(important, "se.kl.6.38.delegate", decided), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.kl.6.38.delegate", made("2026-11-21 10:00")), IsEmpty());
  // An order is handling, and may be delegated in a case of greater importance too.
  Story handling = municipal(of_authority());
  handling.does(delegated_to("2026-11-01 10:00", "anna"));
  Deed ordered = order("2026-10-20 10:00");
  ordered.at = "2026-11-02 10:00";
  ordered.with.set("delegated", Value(true));
  ordered.with.set("clause", Value("4.1"));
  EXPECT_THAT(judged_by(handling, "se.kl.6.38.delegate", ordered), ElementsAre("fulfilled"));
}

// SFS 2017:725 6 kap. 37 §, 7 kap. 5 §, SFS 2017:900 31 §: the decision names as decider the one
// who holds the delegation and decides.
TEST(Pair, se_kl_6_37_decider) {
  Story story = municipal();
  story.does(delegated_to("2026-11-01 12:00", "anna"));

  EXPECT_THAT(against(story, "se.kl.6.37.decider",
                      by_delegation("2026-11-20 10:00", {{"deciders", people({"eva"})}})),
              ElementsAre("refuse se.kl.6.37.decider"));

  EXPECT_THAT(judged_by(story, "se.kl.6.37.decider",
                        by_delegation("2026-11-20 10:00", {{"deciders", people({"anna"})}})),
              ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.kl.6.37.decider", made("2026-11-20 10:00")), IsEmpty());
}

// SFS 2017:725 6 kap. 38 § 1 st. 2: a statement on an appealed decision of the full board or the
// council is not delegated. Where it is not, the norm does not apply; it has no way of being
// fulfilled.
TEST(Pair, se_kl_6_38_statement) {
  Story story = municipal();
  const auto statement = [](const char* appealed, bool delegated) {
    return act("2027-03-01 10:00", "statement.made",
               {{"appealed_decision_by", appealed}, {"delegated", delegated}, {"clause", "4.1"}});
  };

  for (const char* whole : {"board", "council"}) {
    EXPECT_THAT(against(story, "se.kl.6.38.statement", statement(whole, true)),
                ElementsAre("refuse se.kl.6.38.statement"))
        << whole;
    EXPECT_THAT(against(story, "se.kl.6.38.statement", statement(whole, false)), IsEmpty())
        << whole;
  }
  EXPECT_THAT(against(story, "se.kl.6.38.statement", statement("delegate", true)), IsEmpty());
}

// SFS 2017:725 6 kap. 38 § 2 st.: no automated function where only legality review or no appeal is
// open, nor in procurement and authorisation systems. Elsewhere, and where people decide, the norm
// does not apply; it has no way of being fulfilled.
TEST(Pair, se_kl_6_38_auto) {
  const Deed automated = made("2026-11-20 10:00", {{"automated", true}});
  for (const Facts& known : {review_facts(), with(municipal_facts(), "appealable", false),
                             with(municipal_facts(), "kind", "procurement"),
                             with(municipal_facts(), "kind", "authorisation-system")}) {
    Story story = municipal(known);
    EXPECT_THAT(against(story, "se.kl.6.38.auto", automated),
                ElementsAre("refuse se.kl.6.38.auto"));
    EXPECT_THAT(against(story, "se.kl.6.38.auto", made("2026-11-20 10:00")), IsEmpty());
  }

  Story ordinary = municipal();
  EXPECT_THAT(against(ordinary, "se.kl.6.38.auto", automated), IsEmpty());
}

// SFS 2017:725 6 kap. 27 §: more than half of the members are present.
TEST(Pair, se_kl_6_27_quorum) {
  Story story = municipal();
  const auto decided = [](std::int64_t present, std::int64_t members) {
    return made("2026-11-25 18:30", {{"body", "board"},
                                     {"present", Value::integer(present)},
                                     {"members", Value::integer(members)}});
  };

  EXPECT_THAT(against(story, "se.kl.6.27.quorum", decided(5, 10)),
              ElementsAre("refuse se.kl.6.27.quorum"));
  EXPECT_THAT(against(story, "se.kl.6.27.quorum", decided(5, 11)),
              ElementsAre("refuse se.kl.6.27.quorum"));

  EXPECT_THAT(judged_by(story, "se.kl.6.27.quorum", decided(6, 11)), ElementsAre("fulfilled"));
  EXPECT_THAT(against(story, "se.kl.6.27.quorum", by_delegation("2026-11-26 10:00")), IsEmpty());
}

// SFS 2017:725 6 kap. 27 §: nobody decides without being present.
TEST(Hidden, FiguresWithoutPeopleAreNoQuorum_se_kl_6_27_quorum) {
  Story story = municipal(of_authority());
  const auto decided = [](Value who, std::int64_t present) {
    return made("2026-11-25 18:30", {{"body", "board"},
                                     {"deciders", std::move(who)},
                                     {"present", Value::integer(present)},
                                     {"members", Value::integer(7)}});
  };

  EXPECT_THAT(against(story, "se.kl.6.27.quorum", decided(people({"a", "b", "c", "d", "e"}), 4)),
              SizeIs(1));
  EXPECT_THAT(against(story, "se.kl.6.27.quorum", decided(people({"a", "b", "c", "d"}), 4)),
              IsEmpty());
}

// SFS 2017:725 6 kap. 25 § 3 st.: closed doors in the exercise of authority against an individual.
// Behind closed doors, and in other cases, the norm does not apply; it has no way of being
// fulfilled.
TEST(Pair, se_kl_6_25_closed) {
  const auto met = [](bool closed) {
    return act("2026-11-25 18:00", "board.met",
               {{"on", on("2026-11-25")}, {"doors_closed", closed}});
  };
  Story story = municipal(of_authority());
  Story other = municipal();

  EXPECT_THAT(against(story, "se.kl.6.25.closed", met(false)),
              ElementsAre("warn se.kl.6.25.closed"));

  EXPECT_THAT(against(story, "se.kl.6.25.closed", met(true)), IsEmpty());
  EXPECT_THAT(against(other, "se.kl.6.25.closed", met(false)), IsEmpty());
}

// --- minutes, announcement and legality review

Deed met() { return act("2026-11-25 18:00", "board.met", {{"on", on("2026-11-25")}}); }
Deed adjusted(const char* on_day) {
  return act(std::string(on_day) + " 10:00", "minutes.adjusted", {{"on", on(on_day)}});
}
Deed announced(const char* on_day) {
  return act(std::string(on_day) + " 10:00", "minutes.announced",
             {{"on", on(on_day)}, {"kept_at", "town hall"}});
}
/// Decided by the board on 25 November 2026; announced on Friday 11 December, so that the time ends
/// on Monday 4 January 2027.
Story on_the_board() {
  Story story = municipal(review_facts());
  story.does(met());
  story.does(made("2026-11-25 18:30"));
  story.does(adjusted("2026-12-09"));
  story.does(announced("2026-12-11"));
  return story;
}

// SFS 2017:725 5 kap. 69 §, 6 kap. 35 §: adjusted within fourteen days of the meeting.
TEST(Pair, se_kl_5_69) {
  Story unlawful = municipal(review_facts());
  Story lawful = municipal(review_facts());
  for (Story* story : {&unlawful, &lawful}) story->does(met());
  lawful.does(adjusted("2026-12-09"));

  EXPECT_THAT(unlawful.duties("se.kl.5.69", "2026-12-10 00:00"), ElementsAre("overdue 2026-12-09"));
  EXPECT_THAT(unlawful.verdicts("se.kl.5.69", "2026-12-10 00:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.kl.5.69", "2026-12-10 00:00"), ElementsAre("fulfilled 2026-12-09"));
  EXPECT_THAT(lawful.verdicts("se.kl.5.69", "2026-12-10 00:00"), ElementsAre("fulfilled"));
}

// SFS 2017:725 8 kap. 12 §: announced on the second day at the latest, with where the minutes are.
TEST(Pair, se_kl_8_12) {
  Story unlawful = municipal(review_facts());
  Story lawful = municipal(review_facts());
  for (Story* story : {&unlawful, &lawful}) {
    story->does(met());
    story->does(adjusted("2026-12-09"));
  }
  unlawful.does(act("2026-12-11 10:00", "minutes.announced", {{"on", on("2026-12-11")}}));
  lawful.does(announced("2026-12-11"));

  EXPECT_THAT(unlawful.duties("se.kl.8.12", "2026-12-12 10:00"), ElementsAre("overdue 2026-12-11"));
  EXPECT_THAT(unlawful.verdicts("se.kl.8.12", "2026-12-12 10:00"), ElementsAre("violated"));

  EXPECT_THAT(lawful.duties("se.kl.8.12", "2026-12-12 10:00"), ElementsAre("fulfilled 2026-12-11"));
  EXPECT_THAT(lawful.verdicts("se.kl.8.12", "2026-12-12 10:00"), ElementsAre("fulfilled"));

  Story undated = municipal(review_facts());
  undated.does(met());
  undated.does(adjusted("2026-12-09"));
  undated.does(act("2026-12-11 10:00", "minutes.announced", {{"kept_at", "town hall"}}));
  EXPECT_THAT(undated.duties("se.kl.8.12", "2026-12-12 10:00"), ElementsAre("overdue 2026-12-11"));
}

// SFS 2017:725 8 kap. 12 §, 13 kap. 5 § 2 st.: not taken down before the time for appeal has ended.
TEST(Pair, se_kl_8_12_keep) {
  Story story = on_the_board();
  const auto removed = [](const char* on_day) {
    return act(std::string(on_day) + " 10:00", "announcement.removed", {{"on", on(on_day)}});
  };

  EXPECT_THAT(against(story, "se.kl.8.12.keep", removed("2027-01-04")),
              ElementsAre("warn se.kl.8.12.keep"));

  EXPECT_THAT(judged_by(story, "se.kl.8.12.keep", removed("2027-01-05")), ElementsAre("fulfilled"));
}

// SFS 2017:725 6 kap. 40 §, 7 kap. 8 §: reported to the board, or recorded separately.
TEST(Pair, se_kl_6_40) {
  Story unlawful = municipal(review_facts());
  Story reported = municipal(review_facts());
  Story recorded = municipal(review_facts());
  for (Story* story : {&unlawful, &reported, &recorded}) {
    story->does(delegated_to("2026-03-01 12:00", "anna"));
    story->does(by_delegation("2026-03-02 10:00"));
  }
  reported.does(act("2026-03-25 10:00", "delegation.reported", {{"on", on("2026-03-25")}}));
  recorded.does(act("2026-03-02 11:00", "decision.recorded", {{"on", on("2026-03-02")}}));

  EXPECT_THAT(unlawful.duties("se.kl.6.40", "2026-04-02 10:00"), ElementsAre("overdue 2026-04-01"));

  EXPECT_THAT(reported.duties("se.kl.6.40", "2026-04-02 10:00"),
              ElementsAre("fulfilled 2026-04-01"));
  EXPECT_THAT(recorded.duties("se.kl.6.40", "2026-04-02 10:00"),
              ElementsAre("fulfilled 2026-04-01"));

  Story by_the_board = municipal(review_facts());
  by_the_board.does(made("2026-03-02 10:00"));
  EXPECT_THAT(by_the_board.duties("se.kl.6.40", "2026-04-02 10:00"), IsEmpty());
  Story ordinary = municipal();
  ordinary.does(delegated_to("2026-03-01 12:00", "anna"));
  ordinary.does(by_delegation("2026-03-02 10:00"));
  EXPECT_THAT(ordinary.duties("se.kl.6.40", "2026-04-02 10:00"), IsEmpty());
}

// SFS 2017:725 13 kap. 5–6 §§: within three weeks of the announcement.
TEST(Pair, se_kl_13_5_time) {
  Story story = on_the_board();

  EXPECT_THAT(against(story, "se.kl.13.5.time", appealed_by("2027-01-05 00:00", "M")),
              ElementsAre("record se.kl.13.5.time"));

  EXPECT_THAT(judged_by(story, "se.kl.13.5.time", appealed_by("2027-01-04 23:59", "M")),
              ElementsAre("fulfilled"));
  Story ordinary = municipal();
  EXPECT_THAT(judged_by(ordinary, "se.kl.13.5.time", appealed_by("2027-01-04 23:59", "A")),
              IsEmpty());
}

// SFS 2017:725 13 kap. 14 §: enforced before finality only if no special reasons speak against it.
TEST(Pair, se_kl_13_14) {
  Story story = on_the_board();
  const Deed enforced = act("2026-12-12 10:00", "enforcement.started");
  EXPECT_THAT(against(story, "se.kl.13.14", enforced), ElementsAre("warn se.kl.13.14"));

  story.does(judged("2026-12-12 09:00", "se.kl.13.14.special", true));

  EXPECT_THAT(judged_by(story, "se.kl.13.14", enforced), ElementsAre("fulfilled"));
  // After finality nothing needs to be tested, and elsewhere SFS 2017:900 35 § speaks instead.
  Story final_one = on_the_board();
  final_one.does(finality("2027-01-05 10:00"));
  EXPECT_THAT(judged_by(final_one, "se.kl.13.14", act("2027-01-05 11:00", "enforcement.started")),
              ElementsAre("fulfilled"));
  Story ordinary = municipal();
  EXPECT_THAT(against(ordinary, "se.kl.13.14", enforced), IsEmpty());
}

// SFS 2017:725 6 kap. 29, 30 §§: what is found of one person says nothing of another; a finding
// that names nobody is of the latest conflict.
TEST(Hidden, AnExceptionIsOfOnePerson_se_kl_6_28_jav) {
  const Deed by_bo = note("2026-11-04 10:00", "bo");
  for (const char* excepted : {"se.kl.6.29.irrelevant", "se.kl.6.30.nobody-else"}) {
    Story story = municipal();
    story.does(declared("2026-11-03 10:00"));
    story.does(act("2026-11-03 11:00", "conflict.declared", {{"person", "anna"}}));
    story.does(judged("2026-11-03 12:00", excepted, true));
    EXPECT_THAT(against(story, "se.kl.6.28.jav", by_bo), SizeIs(1)) << excepted;
    EXPECT_THAT(against(story, "se.kl.6.28.jav", note("2026-11-04 10:00", "anna")), IsEmpty());

    Deed of_bo = judged("2026-11-03 13:00", excepted, true);
    of_bo.with.set("person", Value("bo"));
    story.does(of_bo);
    EXPECT_THAT(against(story, "se.kl.6.28.jav", by_bo), IsEmpty()) << excepted;
  }
}

}  // namespace
}  // namespace lagrum::law
