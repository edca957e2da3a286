// Which instances of norms and clocks acts count for, and from when a time or a duty is looked at:
// what a second reading of the language (tests/property/law) found to be read otherwise than
// engine/docs/law-language.md says it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace lagrum::law {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kHead = R"xml(
<law-pack xmlns="urn:lagrum:law:1" id="xx" version="1" territory="SE" calendar="se">
  <vocabulary>
    <act type="asked"/><act type="told"/><act type="done"/><act type="allowed"/><act type="appealed"/>
    <act type="longer"/><act type="stopped"/><act type="went-on"/><act type="taken-down"/>
    <act type="decided" ended-by="sent-back"/><act type="refused" ended-by="sent-back"/><act type="sent-back"/>
    <act type="declared" regards="case"/>
    <act type="judged" role="judgement" regards="case"/>
    <data name="case.since" type="date"/>
    <group name="decision" acts="decided refused"/><group name="main" acts="decided"/>
    <group name="all" acts="asked told done appealed longer judged decided stopped">
      <with name="on" type="date"/><with name="by" type="duration"/><with name="mark" type="string"/>
      <with name="ask" type="string"/><with name="answer" type="boolean"/>
    </group>
  </vocabulary>
  <ask id="xx.weighed" cite="XX 1" role="officer" default="no" per="decision"/>
)xml";

/// A case with the parties A and B under these clocks and norms.
Story under(const std::string& rules, Context known = {}) {
  Facts facts;
  facts.case_data = std::move(known);
  for (const char* id : {"A", "B"}) facts.parties[id] = Context{{"id", id}};
  return Story(law_of({document(kHead + rules + "</law-pack>")}, {"xx"}, swedish_days()), facts);
}

std::string timed(const std::string& attributes, const std::string& inner = "") {
  return R"(<clock cite="XX 1" kind="latest-act" )" + attributes + ">" + inner + "</clock>";
}
std::string rule(const std::string& attributes, const std::string& inner) {
  return R"(<norm cite="XX 1" rank="act" source="statute" mode="warn" )" + attributes + ">" +
         inner + "</norm>";
}

const char* const kForbidsEach =
    R"(<forbid act="done" guarantee="warn"><until><done act="told"/></until></forbid>)";

TEST(Decision, OfTheGroupThatTheNormNamesOwnsWhatFollows) {
  Story story = under(rule(R"(id="xx.n" per="decision")", kForbidsEach));
  story.does({.at = "2026-01-08 10:00", .type = "decided"});
  story.does({.at = "2026-01-09 10:00", .type = "refused"});

  // not for the decision before it, though it is the latest of the group "main"
  EXPECT_THAT(story.does({.at = "2026-01-12 10:00", .type = "done"}), ElementsAre("warn xx.n"));
}

TEST(Decision, ThatConcernsOnePartyLeavesTheOthersTheirs) {
  Story story = under(rule(R"(id="xx.n" per="party decision")", kForbidsEach));
  const auto decides = [&](const char* at, const char* party) {
    story.does({.at = at, .type = "decided", .party = party, .opens = "side"});
  };
  decides("2026-01-08 10:00", "B");
  decides("2026-01-09 10:00", "A");

  EXPECT_THAT(
      story.does({.at = "2026-01-12 10:00", .type = "done", .party = "B", .regarding = "side"}),
      ElementsAre("warn xx.n for B"));
}

TEST(Decision, ThatIsSentBackCountsNothingMore) {
  Story story = under(timed(R"(id="xx.c" starts="told" length="P3W" per="decision")") +
                      rule(R"(id="xx.n" per="decision")", kForbidsEach) +
                      rule(R"(id="xx.d" per="decision")",
                           R"(<respond to="decision" with="told" promptly="P1W"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "decided"});
  EXPECT_THAT(story.clocks("xx.c", "2026-01-08 11:00"), ElementsAre("none"));

  story.does({.at = "2026-01-12 10:00", .type = "sent-back"});

  EXPECT_THAT(story.does({.at = "2026-01-13 10:00", .type = "done"}), IsEmpty());
  EXPECT_THAT(story.clocks("xx.c", "2026-01-13 11:00"), IsEmpty());
  EXPECT_THAT(story.duties("xx.d", "2026-01-13 11:00"), ElementsAre("lapsed 2026-01-15"));
}

TEST(Question, AboutADecisionIsAskedOfTheLatestAlsoForAnAppeal) {
  Story story = under(rule(
      R"(id="xx.n" per="appealed")",
      R"(<forbid act="done" guarantee="warn"><until><judged ask="xx.weighed"/></until></forbid>)"));
  story.does({.at = "2026-01-08 10:00", .type = "decided"});
  story.does({.at = "2026-01-09 10:00",
              .type = "judged",
              .with = {{"ask", "xx.weighed"}, {"answer", true}}});
  story.does({.at = "2026-01-12 10:00", .type = "appealed"});

  EXPECT_THAT(story.does({.at = "2026-01-13 10:00", .type = "done"}), IsEmpty());
}

TEST(Prohibition, FromAnActOfTheWholeCaseHoldsInASideMatter) {
  Story story =
      under(rule(R"(id="xx.n")", R"(<forbid act="done" from="declared" guarantee="warn"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "declared"});

  EXPECT_THAT(story.does({.at = "2026-01-12 10:00", .type = "done", .regarding = "side"}),
              ElementsAre("warn xx.n"));
}

// What is done for B does not lift what an act of A's has opened.
TEST(Prohibition, FromAnActThatHasItsOwnIsOfThePartyOfThatAct) {
  Story story = under(rule(
      R"(id="xx.n" per="asked")",
      R"(<forbid act="done" from="asked" guarantee="warn"><until><done act="told"/></until></forbid>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked", .party = "A"});
  story.does({.at = "2026-01-09 10:00", .type = "told", .party = "B"});

  EXPECT_THAT(story.tried({.at = "2026-01-12 10:00", .type = "done"}),
              ElementsAre("warn xx.n for A"));
  story.does({.at = "2026-01-09 11:00", .type = "told", .party = "A"});
  EXPECT_THAT(story.tried({.at = "2026-01-12 10:00", .type = "done"}), IsEmpty());
}

TEST(Prohibition, SpeaksOfAnActThatAnotherNormMakesVoid) {
  Story story =
      under(rule(R"(id="xx.a")", R"(<forbid act="done" invalid="void" guarantee="warn"/>)") +
            rule(R"(id="xx.b" per="asked")", R"(<forbid act="done" guarantee="warn"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});

  EXPECT_THAT(story.does({.at = "2026-01-12 10:00", .type = "done"}),
              ElementsAre("warn xx.a", "warn xx.b"));
}

TEST(Override, ThatIsOverriddenItselfLiftsNothing) {
  const std::string reason = R"(<reason xml:lang="en">special</reason>)";
  const std::string general = rule(R"(id="xx.n")", kForbidsEach);
  const std::string permit =
      rule(R"(id="xx.p" overrides="xx.n")", reason + R"(<permit act="done"/>)");
  const std::string rests = rule(R"(id="xx.q" overrides="xx.p")",
                                 reason + R"(<where><done act="asked"/></where><disapply/>)");

  Story story = under(general + permit + rests);
  EXPECT_THAT(story.tried({.at = "2026-01-08 10:00", .type = "done"}), IsEmpty());
  story.does({.at = "2026-01-09 10:00", .type = "asked"});
  EXPECT_THAT(story.tried({.at = "2026-01-12 10:00", .type = "done"}), ElementsAre("warn xx.n"));
}

TEST(Permit, RestsOnAnActOfTheMatter) {
  Story story =
      under(rule(R"(id="xx.n")", R"(<forbid act="done" guarantee="warn"/>)") +
            rule(R"(id="xx.p" overrides="xx.n")",
                 R"(<reason xml:lang="en">special</reason><permit act="done" from="allowed"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "allowed", .regarding = "side"});

  EXPECT_THAT(story.does({.at = "2026-01-09 10:00", .type = "done"}), ElementsAre("warn xx.n"));
  EXPECT_THAT(story.does({.at = "2026-01-09 11:00", .type = "done", .regarding = "side"}),
              IsEmpty());
}

// --- powers and what they lengthen

const std::string kOfEach =
    timed(R"(id="xx.c" starts="asked" length="P1M" per="asked")",
          R"(<extend under="xx.p" from="start"/>)") +
    rule(R"(id="xx.p" per="asked")",
         R"(<power act="longer" holder="authority" max="1" invalid="void" guarantee="warn"/>)");

TEST(Power, IsUsedOnceInEachInstanceAndLengthensItsTimeAlone) {
  Story story = under(kOfEach);
  const Context month{{"by", MonthsDuration{1}}};
  story.does({.at = "2026-01-08 10:00", .type = "asked", .party = "A"});
  EXPECT_THAT(story.does({.at = "2026-01-09 10:00", .type = "longer", .with = month, .party = "A"}),
              IsEmpty());
  story.does({.at = "2026-01-12 10:00", .type = "asked", .party = "B"});
  story.does({.at = "2026-01-13 10:00", .type = "asked", .party = "A"});

  EXPECT_THAT(story.clocks("xx.c", "2026-01-14 10:00"),
              ElementsAre("running 2026-03-08", "running 2026-02-12", "running 2026-02-13"));
  EXPECT_THAT(story.does({.at = "2026-01-14 10:00", .type = "longer", .with = month, .party = "B"}),
              IsEmpty());
}

// --- times

// What is granted in days counts toward a cap in months, and no more than the cap is granted: from
// 1 January two months are 59 days.
TEST(Clock, IsExtendedByNoMoreThanItsCapInWhateverUnits) {
  Story story =
      under(timed(R"(id="xx.c" starts="asked" length="P2M" roll="none")",
                  R"(<extend under="xx.p" up-to="P2M" from="start"/>)") +
            rule(R"(id="xx.p")", R"(<power act="longer" holder="authority" guarantee="warn"/>)"));
  story.does({.at = "2026-01-01 10:00", .type = "asked"});

  Context days;
  days.set("by", Value(SecondsDuration{45 * 86400, 0}));
  story.does({.at = "2026-01-02 10:00", .type = "longer", .with = days});
  EXPECT_THAT(story.clocks("xx.c", "2026-01-02 11:00"), ElementsAre("running 2026-04-15"));
  for (const char* at : {"2026-01-03 10:00", "2026-01-04 10:00", "2026-01-05 10:00"})
    story.does({.at = at, .type = "longer", .with = days});
  EXPECT_THAT(story.clocks("xx.c", "2026-01-06 10:00"), ElementsAre("running 2026-04-29"));
}

TEST(Clock, OfTheCaseBelongsToTheMainMatter) {
  Story story = under(timed(R"(id="xx.c" starts="asked" length="P1W")"));

  story.does({.at = "2026-01-08 10:00", .type = "asked", .regarding = "side"});

  EXPECT_THAT(story.clocks("xx.c", "2026-01-09 10:00"), ElementsAre("none"));
}

TEST(Clock, IsVoidByAnActOfItsMatterOnly) {
  Story story =
      under(timed(R"(id="xx.c" starts="asked" length="P1W")", R"(<void act="taken-down"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});

  story.does({.at = "2026-01-09 10:00", .type = "taken-down", .regarding = "side"});
  EXPECT_THAT(story.clocks("xx.c", "2026-01-09 11:00"), ElementsAre("running 2026-01-15"));
  story.does({.at = "2026-01-12 10:00", .type = "taken-down"});
  EXPECT_THAT(story.clocks("xx.c", "2026-01-12 11:00"), ElementsAre("void 2026-01-15"));
}

TEST(Clock, StartsAnewByWhatHeldThen) {
  Story story = under(timed(R"(id="xx.c" starts="asked" length="P1W")",
                            R"(<restart act="told"><not><reached clock="xx.o"/></not></restart>)") +
                      timed(R"(id="xx.o" starts="asked" length="P2D" roll="none")"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});
  story.does({.at = "2026-01-09 10:00", .type = "told"});

  EXPECT_THAT(story.clocks("xx.c", "2026-01-15 10:00"), ElementsAre("running 2026-01-16"));
}

TEST(Clock, DoesNotStartAnewAfterADayThatWasMovedLater) {
  Story story = under(
      timed(R"(id="xx.c" starts="asked" length="P1W")",
            R"(<restart act="told"/><extend under="xx.p" from="start"/>)") +
      rule(R"(id="xx.p")",
           R"(<power act="longer" holder="authority" invalid="breach-only" guarantee="warn"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});
  story.does({.at = "2026-01-20 10:00", .type = "told"});  // too late

  story.does({.at = "2026-01-21 10:00", .type = "longer", .with = {{"by", MonthsDuration{1}}}});

  EXPECT_THAT(story.clocks("xx.c", "2026-01-21 11:00"), ElementsAre("running 2026-02-15"));
}

TEST(Clock, IsOfTheVersionInForceWhenItStarted) {
  Story story = under(timed(R"(id="xx.c" starts="asked" length="P2W" valid-to="2026-01-14")") +
                      timed(R"(id="xx.c" starts="asked" length="P4W" valid-from="2026-01-15")"));

  story.does({.at = "2026-01-08 10:00", .type = "asked"});

  EXPECT_THAT(story.clocks("xx.c", "2026-01-16 10:00"), ElementsAre("running 2026-01-22"));
}

TEST(Clock, ThatStandsStillHasNoDayAndAVoidOneNoEnd) {
  Story story = under(
      timed(R"(id="xx.c" starts="asked" length="P1W")",
            R"(<suspend from="stopped" until="went-on"/><void act="taken-down"/>)") +
      rule(R"(id="xx.due")",
           R"(<forbid act="done" when='due("xx.c") != null' guarantee="warn"/>)") +
      rule(
          R"(id="xx.in")",
          R"(<forbid act="done" guarantee="warn"><until><done act="told" within="xx.c"/></until></forbid>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});
  story.does({.at = "2026-01-09 10:00", .type = "stopped"});
  EXPECT_THAT(story.tried({.at = "2026-01-09 11:00", .type = "done"}), ElementsAre("warn xx.in"));

  story.does({.at = "2026-01-12 10:00", .type = "taken-down"});
  story.does({.at = "2026-03-02 10:00", .type = "told"});

  EXPECT_THAT(story.tried({.at = "2026-03-02 11:00", .type = "done"}), IsEmpty());
}

// --- duties

TEST(Duty, ThatWasMetTooLateStaysSoWhenItsTimeStartsAnew) {
  Story story = under(
      timed(R"(id="xx.c" starts="asked" length="P1W")",
            R"(<restart act="sent-back" always="true"/>)") +
      rule(R"(id="xx.d")", R"(<respond to="asked" with="done" within="xx.c" persist="true"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});
  story.does({.at = "2026-01-20 10:00", .type = "done"});

  story.does({.at = "2026-01-21 10:00", .type = "sent-back"});

  EXPECT_THAT(story.duties("xx.d", "2026-01-22 10:00"), ElementsAre("late 2026-01-15"));
}

TEST(Duty, ThatIsMetWhileAnExceptionHoldsIsNotLate) {
  Story story =
      under(timed(R"(id="xx.c" starts="asked" length="P1W")") +
            rule(R"(id="xx.d")", R"(<respond to="asked" with="done" within="xx.c" persist="true"/>
                              <unless><done act="allowed"/></unless>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});
  story.does({.at = "2026-01-12 10:00", .type = "allowed"});

  story.does({.at = "2026-01-20 10:00", .type = "done"});

  EXPECT_THAT(story.verdicts("xx.d", "2026-01-20 11:00"), ElementsAre("fulfilled"));
}

TEST(Duty, HasTheFirstEndWhereSeveralTimesRun) {
  Story story = under(
      timed(R"(id="xx.c" starts="told" on="on" length="P0D" roll="none" per="told")") +
      rule(R"(id="xx.d")", R"(<respond to="asked" with="done" within="xx.c" persist="true"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "told", .with = {{"on", on("2026-01-20")}}});
  story.does({.at = "2026-01-08 11:00", .type = "told", .with = {{"on", on("2026-01-14")}}});
  story.does({.at = "2026-01-08 12:00",
              .type = "told",
              .with = {{"on", on("2026-01-09")}},
              .regarding = "side"});

  story.does({.at = "2026-01-08 13:00", .type = "asked"});

  EXPECT_THAT(story.duties("xx.d", "2026-01-08 14:00"), ElementsAre("open 2026-01-14"));
}

// A court's order in a side matter is met in the main one, and nowhere else.
TEST(Duty, IsMetInTheMainMatterWhereItSaysSo) {
  Story story =
      under(rule(R"(id="xx.d")",
                 R"(<respond to="asked" with="done" promptly="P1W" lapses="stopped" in="main"/>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked", .regarding = "side"});

  story.does({.at = "2026-01-09 10:00", .type = "done", .regarding = "side"});
  story.does({.at = "2026-01-09 10:01", .type = "stopped", .regarding = "side"});
  EXPECT_THAT(story.duties("xx.d", "2026-01-09 11:00"), ElementsAre("open 2026-01-15"));
  story.does({.at = "2026-01-12 10:00", .type = "done"});
  EXPECT_THAT(story.duties("xx.d", "2026-01-12 11:00"), ElementsAre("fulfilled 2026-01-15"));
}

TEST(VerdictOfADuty, IsViolatedWhereItWasMetTooLateInItsMatter) {
  const auto asks = [](const std::string& is) {
    return rule(R"(id="xx.)" + is + "\"",
                R"(<forbid act="told" guarantee="warn"><until><verdict norm="xx.d" is=")" + is +
                    R"("/></until></forbid>)");
  };
  Story story = under(
      timed(R"(id="xx.c" starts="asked" length="P1W")") +
      rule(R"(id="xx.d")", R"(<respond to="asked" with="done" within="xx.c" persist="true"/>)") +
      asks("fulfilled") + asks("violated"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});
  story.does({.at = "2026-01-20 10:00", .type = "done"});

  EXPECT_THAT(story.tried({.at = "2026-01-21 10:00", .type = "told"}),
              ElementsAre("warn xx.fulfilled"));
  EXPECT_THAT(story.tried({.at = "2026-01-21 10:00", .type = "told", .regarding = "side"}),
              ElementsAre("warn xx.fulfilled", "warn xx.violated"));
}

// --- what is known when

TEST(Version, IsPickedByTheDayThatWasKnownAtTheAct) {
  Law law = law_of({document(kHead +
                             rule(R"(id="xx.n" valid-from="2026-01-01" valid-by="case.since")",
                                  R"(<forbid act="done" guarantee="warn"/>)") +
                             "</law-pack>")},
                   {"xx"}, swedish_days());
  const auto zones = calendar::system_zone_rules();
  Monitor monitor(law, *zones);
  const auto act = [&](std::uint64_t entry, const char* type) {
    Act made;
    made.type = ActType(type);
    made.sequence = Sequence::of(LogIndex{entry}, 0);
    made.legal = made.recorded = day("2026-01-08") + std::chrono::hours{13 - entry};
    return made;
  };
  const auto since = [](std::string_view text) { return Facts{Context{{"since", on(text)}}, {}}; };
  monitor.state_facts(Sequence{}, since("2026-01-02"));
  EXPECT_EQ(monitor.add(act(1, "done")).size(), 1U);

  monitor.state_facts(Sequence::of(LogIndex{2}, 0), since("2025-12-01"));

  EXPECT_TRUE(monitor.add(act(2, "done")).empty());
  EXPECT_EQ(monitor.verdicts(act(3, "done").legal).size(), 1U);
}

TEST(Act, ThatIsJudgedIsNoneWhereADutyIsLookedAt) {
  Story story = under(rule(R"(id="xx.d")", R"(<respond to="asked" with="done" promptly="P3D"/>
                              <unless><done act="told" when='mark = act.mark'/></unless>)"));
  story.does({.at = "2026-01-08 10:00", .type = "asked"});

  story.does({.at = "2026-01-09 10:00", .type = "told", .with = {{"mark", "a"}}});

  EXPECT_THAT(story.duties("xx.d", "2026-01-09 11:00"), ElementsAre("open 2026-01-11"));
}

}  // namespace
}  // namespace lagrum::law
