// A lawful workflow and one near it for each verdict, and for what a norm may rest on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_house.h"

namespace lagrum::verify {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string norm(const std::string& content, const std::string& mode = "enforce",
                 const std::string& more = "") {
  return R"(<norm id="xx.n" cite="XX 1 §" rank="act" valid-from="2020-01-01" source="statute" )"
         R"(review="none" mode=")" +
         mode + "\" " + more +
         R"(><title xml:lang="en">N</title><summary xml:lang="en">S.</summary>)" + content +
         "</norm>";
}

/// A transition that performs one act.
std::string does(const std::string& event, const std::string& act, const std::string& target = "",
                 const std::string& more = "", const std::string& with = "") {
  return "<transition event=\"" + event + "\" l:by=\"officer\" " +
         (target.empty() ? "" : "target=\"" + target + "\" ") + more + "><l:act type=\"" + act +
         "\" l:basis=\"XX 1 §\">" + with + "</l:act></transition>";
}
std::string state(const std::string& id, const std::string& inside) {
  return "<state id=\"" + id + "\">" + inside + "</state>";
}
const std::string kEnd = "<final id=\"end\"/>";

const std::string kTellFirst =
    R"(<forbid act="act.decided" guarantee="block"><until><done act="act.told"/></until></forbid>)";
const std::string kInOrder = state("a", does("ask", "act.asked", "b")) +
                             state("b", does("tell", "act.told", "c")) +
                             state("c", does("decide", "act.decided", "end")) + kEnd;
const std::string kAnyOrder =
    state("a", does("ask", "act.asked", "b")) +
    state("b", does("tell", "act.told") + does("decide", "act.decided", "end")) + kEnd;

TEST(Verdict, IsProvedWhereTheChartOrdersTheSteps) {
  EXPECT_EQ(verdict_on(norm(kTellFirst), kInOrder), "proved");
}

TEST(Verdict, ReliesOnTheBlockWhereTheChartOffersTheBreach) {
  const NormResult found = only(small_house(norm(kTellFirst), kAnyOrder));

  EXPECT_EQ(verdict(found), "relies-on-block → proved");
  ASSERT_THAT(found.run, SizeIs(3));
  EXPECT_EQ(found.run[1].event, "ask");
  EXPECT_EQ(found.run[2].event, "decide");
  EXPECT_THAT(found.run[2].acts, ElementsAre("act.decided"));
  EXPECT_THAT(found.run[2].by, ElementsAre("officer"));
  EXPECT_EQ(found.breach, "act.decided");
}

TEST(Verdict, IsRefutedWhereTheEngineOnlyWarns) {
  const std::string warns =
      R"(<forbid act="act.decided" guarantee="warn"><until><done act="act.told"/></until></forbid>)";

  EXPECT_EQ(verdict_on(norm(warns, "warn"), kAnyOrder), "refuted");
  EXPECT_EQ(verdict_on(norm(warns, "warn"), kInOrder), "proved");
}

TEST(Verdict, IsRefutedWhereNothingLawfulFollowsOnTheRefusal) {
  const std::string stuck =
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("decide", "act.decided", "end") + does("wait", "act.drafted")) + kEnd;

  const NormResult found = only(small_house(norm(kTellFirst), stuck));

  EXPECT_EQ(verdict(found), "relies-on-block → refuted");
}

TEST(Verdict, SaysThatNothingSpeaksOrNothingIsThere) {
  const std::string never =
      R"(<forbid act="act.granted" guarantee="block"><until><done act="act.told"/></until></forbid>)";
  EXPECT_EQ(verdict_on(norm(never), kInOrder), "not-mapped");

  const std::string elsewhere = R"(<where that='case.authority = "elsewhere"'/>)" + kTellFirst;
  EXPECT_EQ(verdict_on(norm(elsewhere), kInOrder), "proved");  // the authority is not known

  const std::string after = R"(<forbid act="act.told" from="act.decided" guarantee="block"/>)";
  EXPECT_EQ(verdict_on(norm(after), kInOrder), "vacuous");
}

TEST(Verdict, PicksTheVersionByTheDayCasesBegin) {
  const Workspace house =
      small_house(norm(kTellFirst, "enforce", "valid-to=\"2026-06-30\""), kInOrder);
  Options later;
  later.begun = Date{std::chrono::year{2026} / 7 / 1};

  EXPECT_EQ(only(house).alone, Verdict::kProved);
  EXPECT_EQ(check(house, WorkflowId("xx.small"), later).value().norms[0].alone, Verdict::kVacuous);
}

// A duty that is opened in a side matter is met there, or in the main matter where it says so.
TEST(Verdict, OfADutyThatIsMetInTheMainMatter) {
  const auto duty = [](const std::string& more) {
    return norm(R"(<respond to="act.asked" with="act.told" within="xx.weeks" persist="true" )" +
                    more + "/>",
                "warn");
  };
  const std::string side = R"(<l:with name="regarding" expr='"side"'/>)";
  const std::string chart = state("a", does("ask", "act.asked", "b", "", side)) +
                            state("b", does("tell", "act.told", "c")) +
                            state("c", does("decide", "act.decided", "end")) + kEnd;

  EXPECT_EQ(verdict_on(duty(R"(in="main")"), chart), "proved-if-timely");
  EXPECT_EQ(verdict_on(duty(""), chart), "refuted");
}

// What is done in a side matter, or hangs on the verdict of a duty, is not followed: nothing is
// proved of it.
TEST(Verdict, OfWhatIsNotFollowedIsNotThatItHolds) {
  const std::string anywhere =
      R"(<forbid act="act.decided" guarantee="warn"><until><not><done act="act.told" of="order"/></not></until></forbid>)";
  const auto chart = [](const std::string& with) {
    return state("a", does("ask", "act.asked", "b")) +
           state("b", does("tell", "act.told", "c", "", with)) +
           state("c", does("decide", "act.decided", "end")) + kEnd;
  };
  EXPECT_NE(
      verdict_on(norm(anywhere, "warn"), chart(R"(<l:with name="regarding" expr='"side"'/>)")),
      "proved");

  const std::string duty =
      R"(<norm id="xx.d" cite="XX 1" rank="act" source="statute" review="none" mode="warn"><title xml:lang="en">D</title><summary xml:lang="en">S.</summary><respond to="act.asked" with="act.told" promptly="P1W"/></norm>)";
  const std::string hangs =
      R"(<forbid act="act.decided" guarantee="warn"><until><not><verdict norm="xx.d" is="fulfilled"/></not></until></forbid>)";
  const auto report =
      check(small_house(norm(hangs, "warn") + duty, chart("")), WorkflowId("xx.small"));
  EXPECT_NE(report.value().norms.at(0).alone, Verdict::kProved);
}

TEST(Verdict, OfANormWhosePermitRestsIsTheNormsOwn) {
  const auto special = [](const std::string& id, const std::string& over, const std::string& what) {
    return "<norm id=\"" + id + "\" overrides=\"" + over +
           R"(" cite="XX 1" rank="act" source="statute" review="none" mode="enforce">)" +
           R"(<title xml:lang="en">S</title><summary xml:lang="en">S.</summary><reason xml:lang="en">r</reason>)" +
           what + "</norm>";
  };
  const std::string permit = special("xx.p", "xx.n", R"(<permit act="act.decided"/>)");
  const std::string chart = state("a", does("ask", "act.asked", "b")) +
                            state("b", does("decide", "act.decided", "end")) + kEnd;

  const auto alone = [&](const std::string& norms) {
    return check(small_house(norm(kTellFirst, "warn") + norms, chart), WorkflowId("xx.small"))
        .value()
        .norms.at(0)
        .alone;
  };
  EXPECT_EQ(alone(permit), Verdict::kGated);
  EXPECT_EQ(alone(permit + special("xx.q", "xx.p", "<disapply/>")), Verdict::kRefuted);
}

// From when material comes, what was told before tells nothing.
TEST(Verdict, OfAProhibitionFromAnActCountsOnlyWhatFollowsIt) {
  const std::string fresh =
      R"(<forbid act="act.decided" from="material.added" guarantee="block"><until><done act="act.told"/></until></forbid>)";
  const std::string late =
      state("a", does("ask", "act.asked", "b")) + state("b", does("tell", "act.told", "c")) +
      state("c", does("add", "material.added") + does("decide", "act.decided", "end")) + kEnd;
  const std::string again =
      state("a", does("ask", "act.asked", "b")) + state("b", does("tell", "act.told", "c")) +
      state("c", does("add", "material.added", "b") + does("decide", "act.decided", "end")) + kEnd;

  const NormResult found = only(small_house(norm(fresh), late));
  EXPECT_EQ(verdict(found), "relies-on-block → refuted");  // there is no way back to tell
  EXPECT_THAT(found.run, SizeIs(5));
  EXPECT_EQ(verdict_on(norm(fresh), again), "proved");
}

TEST(Verdict, OfAFieldNamesWhatMayLack) {
  const std::string reasons =
      R"(<contain act="act.decided" guarantee="block"><field name="reasons"/></contain>)";
  const auto chart = [](const std::string& with) {
    return state("a", does("ask", "act.asked", "b")) +
           state("b", does("decide", "act.decided", "end", "", with)) + kEnd;
  };

  const NormResult found = only(small_house(norm(reasons), chart("<l:with name=\"reasons\"/>")));
  EXPECT_EQ(verdict(found), "relies-on-block → proved");
  EXPECT_THAT(found.run.back().values, ElementsAre("reasons = null"));
  EXPECT_EQ(verdict_on(norm(reasons), chart("<l:with name=\"reasons\" expr='\"since\"'/>")),
            "proved");
  EXPECT_EQ(verdict_on(norm(reasons), chart("")), "relies-on-block → refuted");
}

TEST(Verdict, OfWhatMustComeFirstOrAnewLooksAtTheOrder) {
  const auto done = [](const std::string& more) {
    return R"(<forbid act="act.decided" guarantee="block"><until><done act="act.told" )" + more +
           "/></until></forbid>";
  };
  const std::string told_late = state("a", does("ask", "act.asked", "b")) +
                                state("b", does("add", "act.drafted", "c")) +
                                state("c", does("tell", "act.told", "d")) +
                                state("d", does("decide", "act.decided", "end")) + kEnd;
  const std::string told_first = state("a", does("ask", "act.asked", "b")) +
                                 state("b", does("tell", "act.told", "c")) +
                                 state("c", does("add", "act.drafted", "d")) +
                                 state("d", does("decide", "act.decided", "end")) + kEnd;

  EXPECT_EQ(verdict_on(norm(done("before=\"act.drafted\"")), told_first), "proved");
  EXPECT_EQ(verdict_on(norm(done("before=\"act.drafted\"")), told_late),
            "relies-on-block → refuted");
  EXPECT_EQ(verdict_on(norm(done("after=\"act.drafted\"")), told_late), "proved");
  EXPECT_EQ(verdict_on(norm(done("after=\"act.drafted\"")), told_first),
            "relies-on-block → refuted");
  EXPECT_EQ(verdict_on(norm(done("without=\"act.drafted\"")), told_late), "proved");
  EXPECT_EQ(verdict_on(norm(done("without=\"act.drafted\"")), told_first),
            "relies-on-block → refuted");
}

// Data that the law reads is followed; other data may be anything.
TEST(Verdict, FollowsTheDataThatTheNormReads) {
  const std::string grants =
      R"(<forbid act="act.decided" when='outcome = "granted"' guarantee="block"><until><done act="act.told"/></until></forbid>)";
  const auto chart = [](const std::string& guard) {
    return R"(<datamodel><data id="heard" l:type="boolean" expr="false"/></datamodel>)" +
           state("a", does("ask", "act.asked", "b")) +
           state(
               "b",
               R"(<transition event="tell" l:by="officer"><l:act type="act.told" l:basis="XX 1 §"/><assign location="heard" expr="true"/></transition>)" +
                   does("decide", "act.decided", "end", guard, "<l:with name=\"outcome\"/>")) +
           kEnd;
  };

  EXPECT_EQ(verdict_on(norm(grants), chart("")), "relies-on-block → proved");
  EXPECT_EQ(verdict_on(norm(grants), chart("cond='_event.data.outcome != \"granted\" or heard'")),
            "proved");
  EXPECT_EQ(verdict_on(norm(grants), chart("cond='_event.data.outcome = \"refused\"'")), "vacuous");
}

TEST(Verdict, IsGatedWhereAJudgementIsRecordedBefore) {
  const std::string unless = kTellFirst + R"(<unless><judged ask="xx.needless"/></unless>)";
  const std::string judges =
      state("a", does("ask", "act.asked", "b")) +
      state(
          "b",
          R"(<transition event="judge" l:by="officer" target="c"><l:act type="act.judged" l:basis="XX 1 §"><l:with name="ask" expr='"xx.needless"'/><l:with name="answer" expr="true"/><l:with name="reason"/></l:act></transition>)") +
      state("c", does("decide", "act.decided", "end")) + kEnd;

  EXPECT_EQ(verdict_on(norm(unless), judges), "gated");
  EXPECT_EQ(verdict_on(norm(unless), kAnyOrder), "relies-on-block → proved");
}

TEST(Verdict, OfADutyAsksWhetherItCanStillBeDone) {
  const std::string answer =
      R"(<respond to="act.asked" with="act.decided" within="xx.weeks" persist="true"/>)";
  EXPECT_EQ(verdict_on(norm(answer, "warn"), kInOrder), "proved-if-timely");

  const std::string leaves =
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("decide", "act.decided", "end") + does("archive", "act.archived", "end")) +
      kEnd;
  const NormResult found = only(small_house(norm(answer, "warn"), leaves));
  EXPECT_EQ(verdict(found), "refuted");
  EXPECT_EQ(found.run.back().event, "archive");
  EXPECT_THAT(found.breach, IsEmpty());
}

TEST(Verdict, ReliesOnAnotherNormThatRefusesEveryBreach) {
  const std::string answer =
      R"(<respond to="act.asked" with="act.decided" within="xx.weeks" persist="true"/>)";
  const auto other = [](const std::string& content, const std::string& more = "") {
    std::string text = norm(content, "enforce", more);
    return text.replace(text.find("xx.n"), 4, "xx.other");
  };
  const std::string decide_first =
      R"(<forbid act="act.archived" guarantee="block"><until><done act="act.decided"/></until></forbid>)";
  const std::string leaves =
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("decide", "act.decided", "end") + does("archive", "act.archived", "end")) +
      kEnd;

  const NormResult found = only(small_house(norm(answer, "warn") + other(decide_first), leaves));
  EXPECT_EQ(verdict(found), "relies-on-block → proved-if-timely");
  EXPECT_EQ(found.reason, "verify.beside");
  EXPECT_EQ(found.detail, "xx.other");
  EXPECT_EQ(found.run.back().event, "archive");

  const auto verdict_beside = [&](const std::string& beside, const std::string& states) {
    return verdict(only(small_house(norm(answer, "warn") + beside, states)));
  };
  // One that lets it through, is no longer in force, or that a party's act does not meet.
  const std::string tell_first =
      R"(<forbid act="act.archived" guarantee="block"><until><done act="act.asked"/></until></forbid>)";
  EXPECT_EQ(verdict_beside(other(tell_first), leaves), "refuted");
  EXPECT_EQ(verdict_beside(other(decide_first, "valid-to=\"2025-06-30\""), leaves), "refuted");
  const std::string by_party =
      R"(<transition event="leave" l:by="party" target="end"><l:act type="act.archived" l:basis="XX 1 §"/></transition>)";
  EXPECT_EQ(verdict_beside(other(decide_first),
                           state("a", does("ask", "act.asked", "b")) +
                               state("b", does("decide", "act.decided", "end") + by_party) + kEnd),
            "refuted");
}

TEST(Verdict, OfADutyThatOnlyOthersCanMeetIsRefuted) {
  const std::string answer = R"(<respond to="act.asked" with="act.decided" within="xx.weeks"/>)";
  const std::string party = state("a", does("ask", "act.asked", "b")) +
                            state("b", R"(<transition event="reply" l:by="party" target="c"/>)") +
                            state("c", does("decide", "act.decided", "end")) + kEnd;

  EXPECT_EQ(verdict_on(norm(answer, "warn"), party), "refuted");
}

// A day that an official sets lies ahead or not: only the running case knows.
TEST(Verdict, IsForTheRunningCaseWhereDaysDecide) {
  const std::string ahead =
      R"(<forbid act="act.decided" guarantee="block"><until><done act="act.told" when="reply_by > legal_day"/></until></forbid>)";
  const std::string chart =
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("tell", "act.told", "c", "", "<l:with name=\"reply_by\"/>")) +
      state("c", does("decide", "act.decided", "end")) + kEnd;

  const NormResult found = only(small_house(norm(ahead), chart));

  EXPECT_EQ(verdict(found), "runtime-only");
  EXPECT_THAT(found.detail, HasSubstr("reply_by > legal_day"));
}

TEST(Verdict, WaitsForAClock) {
  const std::string wait =
      R"(<forbid act="act.decided" guarantee="block"><until><reached clock="xx.weeks"/></until></forbid>)";
  EXPECT_EQ(verdict_on(norm(wait), kInOrder), "relies-on-block → proved");

  const std::string by_clock =
      state("a", does("ask", "act.asked", "b")) +
      state("b", R"(<transition event="clock.expired.xx.weeks" target="c"/>)") +
      state("c", does("decide", "act.decided", "end")) + kEnd;
  EXPECT_EQ(verdict_on(norm(wait), by_clock), "proved");
}

// The day is one that the act which opens the wait has fixed, and it comes by itself.
TEST(Verdict, WaitsForADayThatTheTriggerFixed) {
  const std::string wait =
      R"(<forbid act="act.decided" from="act.told" guarantee="block"><until><reached date="trigger.reply_by"/></until></forbid>)";
  const std::string chart =
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("tell", "act.told", "c", "", "<l:with name=\"reply_by\"/>")) +
      state("c", does("decide", "act.decided", "end")) + kEnd;
  const std::string by_day =
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("tell", "act.told", "c", "", "<l:with name=\"reply_by\"/>")) +
      state("c", R"(<transition event="date.reached.act.told.reply_by" target="d"/>)") +
      state("d", does("decide", "act.decided", "end")) + kEnd;

  const NormResult offered = only(small_house(norm(wait), chart));

  EXPECT_EQ(offered.alone, Verdict::kReliesOnBlock);
  EXPECT_EQ(verdict_on(norm(wait), by_day), "proved");
}

TEST(Verdict, IsInconclusiveAtTheBound) {
  Options few;
  few.states_max = 2;
  const auto report = check(small_house(norm(kTellFirst), kInOrder), WorkflowId("xx.small"), few);

  ASSERT_TRUE(report);
  EXPECT_EQ(report->norms[0].alone, Verdict::kInconclusive);
  EXPECT_FALSE(report->holds());
}

TEST(Verdict, OfAnUnknownNormOrWorkflowNamesTheNearest) {
  const Workspace house = small_house(norm(kTellFirst), kInOrder);
  Options wanted;
  wanted.norms = {"xx.m"};

  const auto of_norm = check(house, WorkflowId("xx.small"), wanted);
  const auto of_workflow = check(house, WorkflowId("xx.smal"));

  ASSERT_FALSE(of_norm);
  EXPECT_EQ(of_norm.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(of_norm.error().message, HasSubstr("xx.n"));
  ASSERT_FALSE(of_workflow);
  EXPECT_THAT(of_workflow.error().message, HasSubstr("xx.small"));
}

// Regions that do nothing the norm looks at are left alone, whatever they wait for or tell others.
TEST(Verdict, IsTheSameBesideRegionsThatDoOtherThings) {
  const auto beside = [](const std::string& inner) {
    return "<parallel id=\"p\"><state id=\"r\">" + state("a", does("ask", "act.asked", "b")) +
           state("b", inner) + state("c", does("decide", "act.decided", "d")) +
           "<final id=\"d\"/></state>" +
           R"(<state id="s"><state id="s1"><transition event="draft" target="s2" l:by="officer"><l:act type="act.drafted" l:basis="XX 1 §"/><raise event="ready"/></transition></state><final id="s2"/></state>)" +
           R"(<transition event="done.state.p" target="end"/></parallel>)" + kEnd;
  };

  EXPECT_EQ(verdict_on(norm(kTellFirst), beside(does("tell", "act.told", "c"))), "proved");
  EXPECT_EQ(verdict_on(norm(kTellFirst), beside(does("tell", "act.told", "c") +
                                                R"(<transition event="ready" target="c"/>)")),
            "relies-on-block → refuted");
  EXPECT_EQ(verdict_on(norm(kTellFirst), beside(does("tell", "act.told", "c") +
                                                R"(<transition cond='In("s2")' target="c"/>)")),
            "relies-on-block → refuted");
}

// A transition of such a region's own, outside its states, rests with it.
TEST(Verdict, HearsWhatARegionThatRestsTellsByATransitionOfItsOwn) {
  const std::string beside =
      "<parallel id=\"p\"><state id=\"r\">" + state("a", does("ask", "act.asked", "b")) +
      state("b", R"(<transition event="ready" target="c"/>)") +
      state("c", does("decide", "act.decided", "d")) + "<final id=\"d\"/></state>" +
      R"(<state id="s"><transition event="draft" l:by="officer"><l:act type="act.drafted" l:basis="XX 1 §"/><raise event="ready"/></transition><state id="s1"/></state>)" +
      R"(<transition event="done.state.r" target="end"/></parallel>)" + kEnd;

  EXPECT_EQ(only(small_house(norm(kTellFirst), beside)).alone, Verdict::kReliesOnBlock);
}

// Who is named by data that is not followed is unknown, and the same as long as that is not
// written.

/// Tells and decides for the first of the parties; `between` is done in the state between.
std::string for_first_party(const std::string& between) {
  const std::string first = R"(<l:with name="party" expr="parties[1].id"/>)";
  return R"(<datamodel><data id="parties" l:type="list" expr="[]"/></datamodel>)" +
         state("a", does("ask", "act.asked", "b")) +
         state("b", does("tell", "act.told", "c", "", first)) +
         state("c", between + does("decide", "act.decided", "end", "", first)) + kEnd;
}
/// An event that writes who the parties are.
std::string parties_change(const std::string& target = "") {
  return "<transition event=\"change\" l:by=\"officer\" " +
         (target.empty() ? "" : "target=\"" + target + "\"") +
         R"(><l:payload name="parties" type="list"/>)"
         R"(<assign location="parties" expr="_event.data.parties"/>)"
         R"(<l:act type="material.added" l:basis="XX 1 §"/></transition>)";
}

TEST(Verdict, HoldsForOnePartyNamedTwiceByTheSameData) {
  EXPECT_EQ(verdict_on(norm(kTellFirst, "enforce", "per=\"party\""), for_first_party("")),
            "proved");
}

TEST(Verdict, DoesNotHoldWhereThePartiesMayHaveChanged) {
  EXPECT_EQ(
      verdict_on(norm(kTellFirst, "enforce", "per=\"party\""), for_first_party(parties_change())),
      "relies-on-block → proved");
}

TEST(Verdict, DoesNotHoldWhereTheStepItselfChangesTheParties) {
  const std::string first = R"(<l:with name="party" expr="parties[1].id"/>)";
  const std::string chart =
      R"(<datamodel><data id="parties" l:type="list" expr="[]"/></datamodel>)" +
      state("a", does("ask", "act.asked", "b")) +
      state("b", does("tell", "act.told", "c", "", first)) +
      state("c",
            "<transition event=\"decide\" target=\"end\" l:by=\"officer\">"
            R"(<l:payload name="parties" type="list"/>)"
            R"(<assign location="parties" expr="_event.data.parties"/>)"
            R"(<l:act type="act.decided" l:basis="XX 1 §">)" +
                first + "</l:act></transition>") +
      kEnd;
  EXPECT_EQ(verdict_on(norm(kTellFirst, "enforce", "per=\"party\""), chart),
            "relies-on-block → proved");
}

// Of a value that is given a part may still be null, whichever way it comes into the act.
TEST(Verdict, CountsWhatComesFromAValuesPartAsPerhapsNull) {
  const std::string says_why =
      R"(<contain act="act.decided" guarantee="warn"><field name="reasons"/></contain>)";
  const auto of = [&](const std::string& expr, const std::string& guard = "true") {
    return verdict_on(
        norm(says_why, "warn"),
        R"(<datamodel><data id="kept" expr="{}"/></datamodel>)" +
            state(
                "a",
                "<transition event=\"ask\" target=\"b\" l:by=\"party\">"
                R"(<l:payload name="text" type="any"/><l:payload name="more" type="any" required="false"/>)"
                R"(<assign location="kept" expr="_event.data.text"/>)"
                R"(<l:act type="act.asked" l:basis="XX 1 §"/></transition>)") +
            state("b", "<transition event=\"decide\" target=\"end\" l:by=\"officer\" cond='" +
                           guard +
                           "'>"
                           R"(<l:payload name="text" type="any"/>)"
                           R"(<l:payload name="more" type="any" required="false"/>)"
                           R"(<l:act type="act.decided" l:basis="XX 1 §">)"
                           "<l:with name=\"reasons\" expr='" +
                           expr + "'/></l:act></transition>") +
            kEnd);
  };

  EXPECT_EQ(of("_event.data.text"), "proved");
  EXPECT_EQ(of("_event.data.more"), "refuted");
  EXPECT_EQ(of("_event.data.more", "_event.data.more != null"), "proved");
  EXPECT_EQ(of("_event.data.text.part"), "refuted");
  EXPECT_EQ(of("kept.part"), "refuted");
  EXPECT_EQ(of("if _event.data.more != null then _event.data.text else \"none\""), "proved");
  EXPECT_EQ(of("if _event.data.more != null then _event.data.text.part else \"none\""), "refuted");
}

// A value handed on to an attribute of another name is compared as that attribute is.

TEST(Verdict, FollowsAValueThatIsHandedOnUnderAnotherName) {
  const std::string only_yes =
      R"(<forbid act="act.archived" guarantee="block"><until><not>)"
      R"(<done act="act.decided" when='outcome = "no"'/></not></until></forbid>)";
  const auto chart = [](const std::string& guard) {
    return state("a", does("ask", "act.asked", "b")) +
           state("b",
                 "<transition event=\"decide\" target=\"c\" l:by=\"officer\" cond='" + guard +
                     "'>"
                     R"(<l:payload name="answer" type="string"/>)"
                     R"(<l:act type="act.decided" l:basis="XX 1 §">)"
                     R"(<l:with name="outcome" expr="_event.data.answer"/></l:act></transition>)") +
           state("c", does("archive", "act.archived", "end")) + kEnd;
  };
  EXPECT_EQ(verdict_on(norm(only_yes), chart("_event.data.answer = \"yes\"")), "proved");
  EXPECT_EQ(verdict_on(norm(only_yes), chart("_event.data.answer != \"yes\"")),
            "relies-on-block → refuted");
}

// Of ways for every value that an attribute may hold, the last is for no other.

TEST(Verdict, TakesOnlyTheValuesThatAnAttributeMayHold) {
  const auto way = [](const std::string& target, const std::string& guard) {
    return "<transition event=\"weigh\" l:by=\"officer\" target=\"" + target + "\" " + guard +
           R"(><l:payload name="finding" type="string"/>)"
           R"(<l:act type="act.weighed" l:basis="XX 1 §"><l:with name="finding"/></l:act></transition>)";
  };
  const auto chart = [&](const std::string& second) {
    return state("a", does("ask", "act.asked", "b")) +
           state("b", way("c", R"(cond='_event.data.finding = "yes"')") +
                          way("c", "cond='_event.data.finding = \"" + second + "\"'") +
                          way("d", "")) +
           state("c", does("tell", "act.told", "d")) +
           state("d", does("decide", "act.decided", "end")) + kEnd;
  };
  EXPECT_EQ(verdict_on(norm(kTellFirst), chart("no")), "proved");
  EXPECT_EQ(verdict_on(norm(kTellFirst), chart("perhaps")), "relies-on-block → refuted");
}

}  // namespace
}  // namespace lagrum::verify
