#include "statechart/interpreter.h"

#include <ostream>

#include "support.h"

namespace lagrum::statechart {
namespace {

using Ids = std::vector<std::string>;
using namespace std::chrono_literals;

// ---- which transitions are taken (SCXML 1.0, sections 3.12, 3.13 and appendix D)

struct Match {
  const char* descriptor;
  const char* event;
  bool taken;
};

void PrintTo(const Match& match, std::ostream* stream) {
  *stream << match.descriptor << " and " << match.event;
}

class EventMatching : public testing::TestWithParam<Match> {};

TEST_P(EventMatching, GoesByWholeTokens) {
  Running run("<state id='a'><transition event='" + std::string(GetParam().descriptor) +
              "' target='b'/></state><state id='b'/>");

  run.send(GetParam().event);

  EXPECT_EQ(run.trace.taken, GetParam().taken);
  EXPECT_EQ(run.active(), Ids{GetParam().taken ? "b" : "a"});
}

INSTANTIATE_TEST_SUITE_P(Descriptors, EventMatching,
                         testing::Values(Match{"a.b", "a.b", true}, Match{"a.b", "a.b.c", true},
                                         Match{"a.b", "a.bc", false}, Match{"a.b", "a", false},
                                         Match{"a.b.*", "a.b", true},
                                         Match{"a.b.*", "a.b.c.d", true},
                                         Match{"a.b.*", "a.c", false}, Match{"a.", "a.b", true},
                                         Match{"*", "anything", true}, Match{"x y", "y.z", true},
                                         Match{"x y", "z", false}, Match{"A", "a", false}));

TEST(SelectTransitions, PrefersTheInnerState) {
  Running run(R"x(<state id="outer"><transition event="e" target="x"/>
               <state id="inner"><transition event="e" target="y"/></state></state>
             <state id="x"/><state id="y"/>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"y"});
  EXPECT_EQ(run.trace.transitions, std::vector<std::size_t>{1});
}

TEST(SelectTransitions, PrefersTheEarlierOfOneState) {
  Running run(R"x(<state id="a"><transition event="e" cond="false" target="x"/>
               <transition event="e" target="y"/><transition event="e" target="x"/></state>
             <state id="x"/><state id="y"/>)x");

  EXPECT_EQ(run.send("e").entered, Ids{"y"});
}

TEST(SelectTransitions, TakesOneInEachRegion) {
  Running run(R"x(<parallel id="p">
               <state id="r"><state id="r1"><transition event="e" target="r2"/></state><state id="r2"/></state>
               <state id="s"><state id="s1"><transition event="e" target="s2"/></state><state id="s2"/></state>
             </parallel>)x");

  run.send("e");

  EXPECT_EQ(run.active(), (Ids{"r2", "s2"}));
  EXPECT_EQ(run.trace.transitions.size(), 2u);
}

TEST(RemoveConflictingTransitions, PrefersTheEarlierRegion) {
  Running run(R"x(<state id="top"><parallel id="p">
               <state id="r"><transition event="e" target="x"/></state>
               <state id="s"><transition event="e" target="y"/></state>
             </parallel><state id="x"/><state id="y"/></state>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"x"});
  EXPECT_EQ(run.trace.transitions, std::vector<std::size_t>{0});
}

TEST(RemoveConflictingTransitions, PrefersTheDescendantsOne) {
  Running run(R"x(<state id="top"><parallel id="p">
               <transition event="e" target="x"/>
               <state id="r"/>
               <state id="s"><state id="s1"><transition event="e" target="s2"/></state><state id="s2"/></state>
             </parallel><state id="x"/></state>)x");

  run.send("e");

  EXPECT_EQ(run.active(), (Ids{"r", "s2"}));
}

TEST(RemoveConflictingTransitions, LeavesTargetlessOnesAlone) {
  Running run(R"x(<datamodel><data id="n" expr="0"/></datamodel>
             <state id="top"><parallel id="p">
               <state id="r"><transition event="e"><assign location="n" expr="n + 1"/></transition></state>
               <state id="s"><transition event="e" target="x"/></state>
             </parallel><state id="x"/></state>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"x"});
  EXPECT_EQ(run.data("n"), number(1));
}

TEST(Guard, TakesOnlyTrue) {
  Running run(R"x(<datamodel><data id="n"/></datamodel>
             <state id="a"><transition event="e" cond="n > 1" target="b"/><transition event="error.execution"
               target="c"/></state><state id="b"/><state id="c"/>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"c"});
  EXPECT_FALSE(run.trace.taken);
  ASSERT_EQ(run.trace.unsettled.size(), 1u);
  EXPECT_NE(run.trace.unsettled[0].message.find("expected true or false"), std::string::npos);
}

TEST(Guard, ReportsAnEventlessFaultOnceAndEnds) {
  Running run(R"x(<datamodel><data id="n"/></datamodel>
             <state id="a"><transition cond="n > 1" target="b"/><transition event="e"/></state><state id="b"/>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"a"});
  EXPECT_EQ(run.trace.unsettled.size(), 1u);
}

TEST(Guard, DoesNotFeedOnItsOwnErrorEvent) {
  Running run(R"x(<datamodel><data id="n"/></datamodel>
             <state id="a"><transition event="*" cond="n > 1" target="b"/></state><state id="b"/>)x");

  run.send("e");

  EXPECT_EQ(run.trace.unsettled.size(), 1u);
}

TEST(Guard, ReadsTheConfiguration) {
  Running run(R"x(<parallel id="p">
               <state id="r"><state id="r1"><transition event="e" cond='In("s2")' target="r2"/></state><state
                 id="r2"/></state>
               <state id="s"><state id="s1"><transition event="f" target="s2"/></state><state id="s2"/></state>
             </parallel>)x");

  EXPECT_FALSE(run.send("e").taken);
  run.send("f");

  EXPECT_TRUE(run.send("e").taken);
}

// ---- entering and leaving

TEST(EnterStates, GoesToTheInitialOnesInDocumentOrder) {
  Running run(R"x(<state id="x"/>
             <state id="top" initial="deep">
               <parallel id="p"><state id="r"/><state id="s"><state id="s1"/><state id="deep"/></state></parallel>
             </state>)x",
              "initial='top'");

  EXPECT_EQ(run.trace.entered, (Ids{"top", "p", "r", "s", "deep"}));
  EXPECT_EQ(run.active(), (Ids{"r", "deep"}));
}

TEST(EnterStates, EntersSeveralTargets) {
  Running run(R"x(<parallel id="p">
               <state id="r"><state id="r1"/><state id="r2"/></state>
               <state id="s"><state id="s1"/><state id="s2"/></state>
               <state id="t"><state id="t1"/><state id="t2"/></state>
             </parallel>)x",
              "initial='r2 t2'");

  EXPECT_EQ(run.active(), (Ids{"r2", "s1", "t2"}));
}

TEST(EnterStates, RunsInitialContentAfterOnentry) {
  Running run(R"x(<state id="a"><onentry><log label="entry"/></onentry>
               <initial><transition target="b"><log label="initial"/></transition></initial>
               <state id="b"><onentry><log label="inner"/></onentry></state></state>)x");

  EXPECT_EQ(run.trace.logs, (Ids{"entry", "initial", "inner"}));
}

TEST(ExitStates, GoesFromTheInsideOut) {
  Running run(
      R"x(<state id="a"><onexit><log label="a"/></onexit><transition event="e" target="c"><log
               label="content"/></transition>
               <state id="b"><onexit><log label="b"/></onexit></state></state>
             <state id="c"><onentry><log label="c"/></onentry></state>)x");

  run.send("e");

  EXPECT_EQ(run.trace.exited, (Ids{"b", "a"}));
  EXPECT_EQ(run.trace.logs, (Ids{"b", "a", "content", "c"}));
}

TEST(Transition, IsExternalUnlessItSaysInternal) {
  const char* body = R"x(<state id="a"><onentry><log label="entered"/></onentry>
      <transition event="e" target="b"/><transition event="i" type="internal" target="b"/>
      <state id="x"/><state id="b"/></state>)x";
  Running run(body);

  EXPECT_EQ(run.send("i").exited, Ids{"x"});
  EXPECT_EQ(run.send("e").exited, (Ids{"b", "a"}));
}

TEST(Transition, ToItselfLeavesAndEnters) {
  Running run("<state id='a'><transition event='e' target='a'/></state>");

  run.send("e");

  EXPECT_EQ(run.trace.exited, Ids{"a"});
  EXPECT_EQ(run.trace.entered, Ids{"a"});
}

TEST(Transition, WithoutTargetLeavesNothing) {
  Running run("<state id='a'><transition event='e'><log label='done'/></transition></state>");

  run.send("e");

  EXPECT_TRUE(run.trace.exited.empty());
  EXPECT_EQ(run.trace.logs, Ids{"done"});
}

TEST(Transition, InARegionLeavesTheOthersAlone) {
  Running run(R"x(<parallel id="p">
               <state id="r"><transition event="e" type="internal" target="r2"/><state id="r1"/><state id="r2"/></state>
               <state id="s"><transition event="f" type="internal" target="s2"/><state id="s1"/><state id="s2"/></state>
             </parallel>)x");
  run.send("f");

  run.send("e");

  EXPECT_EQ(run.active(), (Ids{"r2", "s2"}));
}

// ---- history

constexpr const char* kHistory = R"x(
  <state id="work" initial="w1">
    <history id="shallow"><transition target="w1"><log label="default"/></transition></history>
    <history id="deep" type="deep"><transition target="w2b"/></history>
    <transition event="leave" target="away"/>
    <state id="w1"><transition event="next" target="w2"/></state>
    <state id="w2"><state id="w2a"><transition event="next" target="w2b"/></state><state id="w2b"/></state>
  </state>
  <state id="away"><transition event="shallow" target="shallow"/><transition event="deep" target="deep"/></state>)x";

TEST(History, GoesToItsDefaultBeforeTheFirstVisit) {
  Running run(kHistory, "initial='away'");
  EXPECT_EQ(run.send("shallow").entered, (Ids{"work", "w1"}));
  EXPECT_EQ(run.trace.logs, Ids{"default"});

  Running other(kHistory, "initial='away'");
  EXPECT_EQ(other.send("deep").entered, (Ids{"work", "w2", "w2b"}));
}

TEST(History, ShallowRemembersTheChild) {
  Running run(kHistory);
  run.send("next");
  run.send("next");
  run.send("leave");

  run.send("shallow");

  EXPECT_EQ(run.active(), Ids{"w2a"});
  EXPECT_TRUE(run.trace.logs.empty());
}

TEST(History, DeepRemembersTheAtomicStates) {
  Running run(kHistory);
  run.send("next");
  run.send("next");
  run.send("leave");

  EXPECT_EQ(run.session.history.at("deep"), Ids{"w2b"});
  run.send("deep");

  EXPECT_EQ(run.active(), Ids{"w2b"});
}

TEST(History, DeepRestoresEveryRegion) {
  Running run(
      R"x(<state id="top"><parallel id="p"><history id="h" type="deep"><transition target="r s"/></history>
               <transition event="leave" target="away"/>
               <state id="r"><state id="r1"><transition event="e" target="r2"/></state><state id="r2"/></state>
               <state id="s"><state id="s1"><transition event="f" target="s2"/></state><state id="s2"/></state>
             </parallel><state id="away"><transition event="back" target="h"/></state></state>)x");
  run.send("f");
  run.send("leave");

  run.send("back");

  EXPECT_EQ(run.active(), (Ids{"r1", "s2"}));
}

// Appendix D goes up to the history's parent: to the letter it would enter what stays again, and a
// second state of region s, which is no legal configuration (section 3.11).
TEST(History, EntersNothingAboveTheDomainThatStays) {
  Running run(R"x(<state id="top"><history id="h" type="deep"><transition target="r1"/></history>
             <state id="mid"><onentry><log label="mid"/></onentry><parallel id="p">
               <state id="r"><state id="r1"><transition event="e" target="h"/></state></state>
               <state id="s"><state id="s1"><transition event="f" target="s2"/></state><state id="s2"/></state>
             </parallel></state></state>)x");
  run.send("f");

  run.send("e");

  EXPECT_EQ(run.trace.exited, Ids{"r1"});
  EXPECT_EQ(run.trace.entered, Ids{"r1"});
  EXPECT_EQ(run.active(), (Ids{"r1", "s2"}));
  EXPECT_TRUE(run.trace.logs.empty());
}

// ---- final states

TEST(Final, RaisesDoneWithData) {
  Running run(R"x(<datamodel><data id="got"/></datamodel>
             <state id="a"><transition event="done.state.a" target="b"><assign location="got"
               expr="_event.data.n"/></transition>
               <state id="a1"><transition event="e" target="af"/></state>
               <final id="af"><donedata><param name="n" expr="41 + 1"/></donedata></final></state>
             <state id="b"/>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"b"});
  EXPECT_EQ(run.data("got"), number(42));
}

TEST(Final, OfAllRegionsEndsTheParallel) {
  Running run(R"x(<state id="top"><parallel id="p"><transition event="done.state.p" target="out"/>
               <state id="r"><state id="r1"><transition event="e" target="rf"/></state><final id="rf"/></state>
               <state id="s"><state id="s1"><transition event="f" target="sf"/></state><final id="sf"/></state>
             </parallel><state id="out"/></state>)x");

  run.send("e");
  EXPECT_EQ(run.active(), (Ids{"rf", "s1"}));
  run.send("f");

  EXPECT_EQ(run.active(), Ids{"out"});
}

TEST(Final, AtTheTopFinishesTheSession) {
  Running run(
      R"x(<state id="a"><onentry><send event="late" delay="1h"/></onentry><transition event="e" target="end"/></state>
             <final id="end"><onexit><log label="out"/></onexit></final>)x");

  run.send("e");

  EXPECT_TRUE(run.session.finished);
  EXPECT_TRUE(is_active(run.chart, run.session, "end"));
  EXPECT_EQ(run.trace.logs, Ids{"out"});
  EXPECT_FALSE(next_due(run.session).has_value());
  EXPECT_FALSE(run.send("e").taken);
}

// ---- eventless transitions and internal events

TEST(Macrostep, RunsToItsEnd) {
  Running run(R"x(<datamodel><data id="n" expr="0"/></datamodel>
             <state id="a"><transition event="e" target="b"><raise event="x"/><raise event="y"/></transition></state>
             <state id="b"><transition event="x"><assign location="n" expr="n + 1"/></transition>
               <transition event="y" cond="n = 1" target="c"/></state>
             <state id="c"><transition target="d"/></state><state id="d"/>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"d"});
  EXPECT_EQ(run.trace.entered, (Ids{"b", "c", "d"}));
}

TEST(Macrostep, TakesEventlessTransitionsBeforeInternalEvents) {
  Running run(
      R"x(<state id="a"><transition event="e" target="b"><raise event="x"/></transition></state>
             <state id="b"><transition target="c"/><transition event="x" target="wrong"/></state>
             <state id="c"><transition event="x" target="right"/></state><state id="right"/><state id="wrong"/>)x");

  EXPECT_EQ(run.send("e").entered.back(), "right");
}

TEST(Macrostep, HasAnUpperBound) {
  Running run(R"x(<state id="a"><transition event="e" target="b"/></state>
             <state id="b"><transition cond='In("b")' target="c"/></state><state id="c"><transition target="b"/></state>)x");
  const Session before = run.session;

  const auto taken = process(run.chart, run.session, {.name = "e"}, run.surroundings);

  ASSERT_FALSE(taken.has_value());
  EXPECT_EQ(taken.error().code, ErrorCode::kOutOfRange);
  EXPECT_NE(taken.error().message.find("goes on with 'b ----> c#1'"), std::string::npos)
      << taken.error().message;
  EXPECT_TRUE(run.session == before);
}

TEST(Macrostep, BoundsItsInstructions) {
  Running run(
      R"x(<state id="a"><transition event="e"><foreach array="for i in 1..400 return i" item="x">
               <foreach array="for i in 1..400 return i" item="y"><log/></foreach></foreach></transition></state>)x");

  EXPECT_EQ(process(run.chart, run.session, {.name = "e"}, run.surroundings).error().code,
            ErrorCode::kOutOfRange);
}

TEST(Macrostep, TellsAnEventThatNothingTakes) {
  Running run("<state id='a'><transition event='e'/></state>");

  EXPECT_FALSE(run.send("other").taken);
  EXPECT_TRUE(run.send("e").taken);
}

// ---- executable content

TEST(Content, BranchesByConditions) {
  Running run(R"x(<datamodel><data id="n" expr="0"/></datamodel>
             <state id="a"><transition event="e"><assign location="n" expr="_event.data.n"/>
               <if cond="n = 1"><log label="one"/><elseif cond="n = 2"/><log label="two"/><else/><log label="many"/></if>
               <log label="after"/></transition></state>)x");

  EXPECT_EQ(run.send("e", {{"n", number(1)}}).logs, (Ids{"one", "after"}));
  EXPECT_EQ(run.send("e", {{"n", number(2)}}).logs, (Ids{"two", "after"}));
  EXPECT_EQ(run.send("e", {{"n", number(3)}}).logs, (Ids{"many", "after"}));
}

TEST(Content, ReadsAFaultyConditionAsFalse) {
  Running run(R"x(<datamodel><data id="n"/></datamodel>
             <state id="a"><transition event="e"><if cond="n > 1"><log label="yes"/><else/><log
               label="no"/></if></transition></state>)x");

  run.send("e");

  EXPECT_EQ(run.trace.logs, Ids{"no"});
  EXPECT_EQ(run.trace.errors.size(), 1u);
}

TEST(Content, LoopsOverACopyOfTheList) {
  Running run(
      R"x(<datamodel><data id="list" expr="[10, 20, 30]"/><data id="sum" expr="0"/></datamodel>
             <state id="a"><transition event="e"><foreach array="list" item="x" index="i">
               <assign location="list" expr="append(list, x)"/><assign location="sum" expr="sum + x * i"/>
               </foreach></transition></state>)x");

  run.send("e");

  EXPECT_EQ(run.data("sum"), number(140));
  EXPECT_EQ(run.data("i"), number(3));
  EXPECT_EQ(run.data("list").list()->size(), 6u);
}

TEST(Content, RefusesToLoopOverWhatIsNoList) {
  Running run(R"x(<datamodel><data id="list" expr="7"/></datamodel>
             <state id="a"><transition event="e"><foreach array="list" item="x"><log/></foreach><log
               label="after"/></transition></state>)x");

  run.send("e");

  EXPECT_EQ(run.trace.errors.size(), 1u);
  EXPECT_TRUE(run.trace.logs.empty());
}

TEST(Content, StopsABlockAtAnErrorButNotTheNext) {
  Running run(R"x(<datamodel><data id="x" l:type="number" expr="1"/><data id="y"/></datamodel>
             <state id="a"><transition event="e" target="b"/></state>
             <state id="b"><onentry><assign location="x" expr="y.z.w + 1"/><log label="unreached"/></onentry>
               <onentry><log label="second"/></onentry><transition event="error.execution" target="c"/></state>
             <state id="c"/>)x");

  run.send("e", {});

  EXPECT_EQ(run.trace.logs, Ids{"second"});
  EXPECT_EQ(run.active(), Ids{"c"});
  EXPECT_EQ(run.data("x"), number(1));
}

TEST(Content, AssignsInsideValues) {
  Running run(R"x(<datamodel><data id="form" expr="{rows: [{n: 1}, {n: 2}]}"/></datamodel>
             <state id="a"><transition event="e"><assign location="form.rows[2].n" expr="9"/></transition></state>)x");

  run.send("e");

  EXPECT_EQ(to_string(run.data("form")),
            to_string(Value(
                Context{{"rows", List{Context{{"n", number(1)}}, Context{{"n", number(9)}}}}})));
}

TEST(Content, KeepsToTheDeclaredType) {
  Running run(R"x(<datamodel><data id="n" l:type="number" expr="1"/></datamodel>
             <state id="a"><transition event="e"><assign location="n" expr="_event.data.n"/></transition></state>)x");

  run.send("e", {{"n", Value("text")}});
  EXPECT_EQ(run.data("n"), number(1));
  EXPECT_NE(run.trace.errors.at(0).message.find("expected number for 'n', found string"),
            std::string::npos);

  run.send("e", {{"n", number(2)}});
  EXPECT_EQ(run.data("n"), number(2));
}

TEST(Content, WritesLogs) {
  Running run(
      "<state id='a'><onentry><log label='sum' expr='1 + 2'/><log expr='true'/></onentry></state>");

  EXPECT_EQ(run.trace.logs, (Ids{"sum: 3", "true"}));
}

TEST(SystemVariables, HaveAllFieldsOfTheEvent) {
  Running run(R"x(<datamodel><data id="seen"/></datamodel>
             <state id="a"><transition event="e"><assign location="seen" expr="_event"/></transition></state>)x");

  run.send("e");

  const Context* event = run.data("seen").context();
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->size(), 7u);
  EXPECT_EQ(*event->find("name"), Value("e"));
  EXPECT_EQ(*event->find("type"), Value("external"));
  EXPECT_TRUE(event->find("sendid")->is_null());
  EXPECT_TRUE(event->find("data")->is_null());
}

TEST(SystemVariables, HaveNoEventBeforeTheFirst) {
  Running run(R"x(<datamodel><data id="none" expr="_event = null"/></datamodel><state id="a"/>)x");

  EXPECT_EQ(run.data("none"), Value(true));
}

TEST(SystemVariables, NameTheSession) {
  Running run(
      R"x(<datamodel><data id="who" expr='_name + " " + _sessionid'/></datamodel><state id="a"/>)x",
      "name='chart'");

  EXPECT_EQ(run.data("who"), Value("chart s1"));
}

TEST(Data, IsBoundBeforeTheFirstState) {
  Running run(R"x(<state id="a"><transition event="e" cond="later = 2" target="b"/></state>
             <state id="b"><datamodel><data id="later" expr="2"/></datamodel></state>)x");

  EXPECT_TRUE(run.send("e").taken);
}

TEST(Data, StaysNullWhereItsValueFails) {
  Running run(R"x(<datamodel><data id="a"/><data id="n" expr="a + 1"/></datamodel>
             <state id="s"><transition event="error.execution" target="t"/></state><state id="t"/>)x");

  EXPECT_TRUE(run.data("n").is_null());
}

// ---- sends

TEST(Send, ReachesTheSessionAfterTheMacrostep) {
  Running run(
      R"x(<state id="a"><transition event="e" target="b"><send event="x"><param name="n" expr="5"/></send><raise
               event="y"/></transition></state>
             <state id="b"><transition event="x" target="wrong"/><transition event="y" target="c"/></state>
             <datamodel><data id="n"/></datamodel>
             <state id="c"><transition event="x" target="d"><assign location="n" expr="_event.data.n"/></transition></state>
             <state id="d"/><state id="wrong"/>)x");

  run.send("e");
  EXPECT_EQ(run.active(), Ids{"c"});
  EXPECT_EQ(next_due(run.session), run.surroundings.now);
  run.wait(0ms);

  EXPECT_EQ(run.active(), Ids{"d"});
  EXPECT_EQ(run.data("n"), number(5));
}

TEST(Send, WaitsForItsDelay) {
  Running run(R"x(<datamodel><data id="span" expr='duration("PT2S")'/></datamodel>
             <state id="a"><onentry><send event="late" delay="5s"/><send event="soon" delayexpr="span"/></onentry>
               <transition event="soon" target="b"/></state>
             <state id="b"><transition event="late" target="c"/></state><state id="c"/>)x");

  run.wait(1999ms);
  EXPECT_EQ(run.active(), Ids{"a"});
  run.wait(1ms);
  EXPECT_EQ(run.active(), Ids{"b"});
  EXPECT_EQ(*next_due(run.session), run.surroundings.now + 3s);
  run.wait(1h);

  EXPECT_EQ(run.active(), Ids{"c"});
}

TEST(Send, IsDeliveredInDueOrder) {
  Running run(
      R"x(<state id="a"><onentry><send event="late" delay="5s"/><send event="x" delay="1s"/><send event="y"
               delay="1s"/></onentry><transition event="*"><log expr="_event.name"/></transition></state>)x");
  run.surroundings.now += 1min;

  const auto traces = advance(run.chart, run.session, run.surroundings);

  Ids order;
  for (const Trace& trace : *traces) order.push_back(trace.logs.at(0));
  EXPECT_EQ(order, (Ids{"\"x\"", "\"y\"", "\"late\""}));
}

TEST(Send, IsCancelledByItsId) {
  Running run(R"x(<datamodel><data id="id"/></datamodel>
             <state id="a"><onentry><send id="one" event="x" delay="1s"/><send idlocation="id" event="y"
               delay="1s"/></onentry>
               <transition event="stop"><cancel sendid="one"/></transition>
               <transition event="stop.all"><cancel sendidexpr="id"/></transition></state>)x");
  EXPECT_EQ(run.session.pending.size(), 2u);

  run.send("stop");
  EXPECT_EQ(run.session.pending.size(), 1u);
  EXPECT_EQ(run.session.pending[0].event.name, "y");
}

TEST(Send, GivesEachGeneratedIdOnce) {
  Running run(R"x(<datamodel><data id="a"/><data id="b"/></datamodel>
             <state id="s"><onentry><send idlocation="a" event="x" delay="1s"/><send idlocation="b" event="x"
               delay="1s"/></onentry></state>)x");

  EXPECT_FALSE(run.data("a") == run.data("b"));
  EXPECT_EQ(run.session.pending[0].sendid, *run.data("a").string());
}

TEST(Send, GoesIntoTheInternalQueue) {
  Running run(
      R"x(<state id="a"><transition event="e" target="b"><send event="x" target="#_internal"/></transition></state>
             <state id="b"><transition event="x" cond='_event.type = "internal"' target="c"/></state><state id="c"/>)x");

  run.send("e");

  EXPECT_EQ(run.active(), Ids{"c"});
}

TEST(Send, HandsWhatIsForOthersToTheCaller) {
  Running run(
      R"x(<state id="a"><onentry><send event="x" target="urn:other"><content>plain text</content></send>
               <send event="y" targetexpr='"urn:other"' delay="1s"/></onentry></state>)x");

  ASSERT_EQ(run.trace.sent.size(), 1u);
  EXPECT_EQ(run.trace.sent[0].target, "urn:other");
  EXPECT_EQ(run.trace.sent[0].data, Value("plain text"));
  run.surroundings.now += 1s;
  EXPECT_EQ(advance(run.chart, run.session, run.surroundings)->at(0).sent.at(0).name, "y");
}

TEST(Send, ReadsWrittenContentAsNumberOnlyWhereNothingIsLost) {
  Running run(R"x(<state id="a"><onentry>
      <send event="x" target="urn:o"><content>21</content></send>
      <send event="x" target="urn:o"><content>0701</content></send>
      <send event="x" target="urn:o"><content>true</content></send>
      <send event="x" target="urn:o"><content><b>bold</b></content></send></onentry></state>)x");

  ASSERT_EQ(run.trace.sent.size(), 4u);
  EXPECT_EQ(run.trace.sent[0].data, number(21));
  EXPECT_EQ(run.trace.sent[1].data, Value("0701"));
  EXPECT_EQ(run.trace.sent[2].data, Value(true));
  EXPECT_EQ(run.trace.sent[3].data, Value("<b xmlns=\"http://www.w3.org/2005/07/scxml\" "
                                          "xmlns:l=\"urn:lagrum:workflow:1\">bold</b>"));
}

struct Unsendable {
  const char* attributes;
  const char* error;
};

void PrintTo(const Unsendable& row, std::ostream* stream) { *stream << row.attributes; }

class SendFault : public testing::TestWithParam<Unsendable> {};

TEST_P(SendFault, IsAnErrorEventWithTheSendsId) {
  Running run(
      "<datamodel><data id='seen'/><data id='nothing'/></datamodel><state id='a'><onentry><send "
      "event='x' id='mine' " +
      std::string(GetParam().attributes) +
      "/><log label='unreached'/></onentry><transition event='" + GetParam().error +
      "'><assign location='seen' expr='_event.sendid'/></transition></state>");

  EXPECT_EQ(run.data("seen"), Value("mine"));
  EXPECT_TRUE(run.trace.logs.empty());
  EXPECT_TRUE(run.session.pending.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Sends, SendFault,
    testing::Values(Unsendable{"target='#_scxml_other'", "error.communication"},
                    Unsendable{"target='#_parent'", "error.communication"},
                    Unsendable{"target='nowhere'", "error.execution"},
                    Unsendable{"type='http://x'", "error.execution"},
                    Unsendable{"targetexpr='1'", "error.execution"},
                    Unsendable{"delayexpr='1'", "error.execution"},
                    Unsendable{"namelist='nothing' delayexpr='-1'", "error.execution"}));

TEST(Advance, IsBoundedAndLeavesTheSessionAsItWas) {
  Running run(
      R"x(<state id="a"><onentry><send event="tick"/></onentry><transition event="tick" target="a"/></state>)x");
  const Session before = run.session;

  const auto traces = advance(run.chart, run.session, run.surroundings);

  ASSERT_FALSE(traces.has_value());
  EXPECT_EQ(traces.error().code, ErrorCode::kOutOfRange);
  EXPECT_TRUE(run.session == before);
}

// ---- acts

class Acts : public testing::Test {
 protected:
  const Law law_{};
  Running run_{R"x(<datamodel><data id="n" l:type="number" expr="1"/></datamodel>
      <state id="a">
        <transition event="send" l:by="clerk" target="b">
          <l:payload name="day" type="date" required="false"/>
          <assign location="n" expr="n + 1"/>
          <l:act type="form.sent" l:basis="§ 1"><l:with name="to"/><l:with name="pages" expr="n"/>
            <l:document kind="letter" template="t"/></l:act>
          <assign location="n" expr="n + 1"/>
          <l:act type="form.seen" l:basis="§ 2" at="_event.data.day"/>
        </transition>
        <transition event="ask" l:by="clerk"><l:payload name="why" type="string"/></transition>
      </state>
      <state id="b"><onentry><l:act type="form.lost" l:basis="§ 3"/></onentry></state>)x",
               "name='w' l:law='x'", law_.context()};
};

TEST_F(Acts, ArePerformedInDocumentOrderWithAssignmentsBetween) {
  const Value day = Value(CivilDate{2026, 3, 2});

  run_.send("send", {{"to", "anna"}, {"day", day}});

  ASSERT_EQ(run_.trace.acts.size(), 3u);
  const PerformedAct& sent = run_.trace.acts[0];
  EXPECT_EQ(sent.type, "form.sent");
  EXPECT_EQ(sent.basis, "§ 1");
  EXPECT_EQ(*sent.attributes.find("to"), Value("anna"));
  EXPECT_EQ(*sent.attributes.find("pages"), number(2));
  EXPECT_EQ(sent.documents.at(0).kind, "letter");
  EXPECT_EQ(sent.transition, 0u);
  EXPECT_FALSE(sent.at.has_value());
  EXPECT_EQ(*run_.trace.acts[1].at, day);
  EXPECT_EQ(run_.trace.acts[2].transition, kNoTransition);
  EXPECT_EQ(run_.data("n"), number(3));
}

TEST_F(Acts, LeaveOutWhatTheEventDoesNotGive) {
  run_.send("send", {{"day", Value(CivilDate{2026, 3, 2})}});

  EXPECT_EQ(run_.trace.acts.at(0).attributes.find("to"), nullptr);
}

TEST_F(Acts, RefuseAValueOfAnotherType) {
  run_.send("send", {{"to", number(7)}});

  EXPECT_NE(run_.trace.errors.at(0).message.find("'to' of the act 'form.sent'"), std::string::npos);
  EXPECT_EQ(run_.trace.acts.size(), 1u);  // that of the entry
}

TEST_F(Acts, NeedALegalTimeThatIsOne) {
  run_.send("send", {{"to", "anna"}});

  EXPECT_NE(run_.trace.errors.at(0).message.find("expected a date"), std::string::npos);
}

TEST_F(Acts, AreShownWithoutBeingPerformed) {
  const Session before = run_.session;

  const auto acts = preview(run_.chart, run_.session, 0,
                            {.name = "send", .data = Context{{"to", "bo"}}}, run_.surroundings);

  EXPECT_EQ(acts.at(0).type, "form.sent");
  EXPECT_TRUE(run_.session == before);
  EXPECT_TRUE(preview(run_.chart, run_.session, 99, {}, run_.surroundings).empty());
}

TEST_F(Acts, NeedTheValuesThatATakenTransitionRequires) {
  const auto without = process(run_.chart, run_.session, {.name = "ask"}, run_.surroundings);

  ASSERT_FALSE(without.has_value());
  EXPECT_EQ(without.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(without.error().message.find("'why'"), std::string::npos);
  EXPECT_TRUE(run_.send("ask", {{"why", "because"}}).taken);
}

// ---- what is possible

TEST(Possible, IsToldByGuardsAndWithoutThem) {
  Running run(R"x(<datamodel><data id="n" expr="1"/></datamodel>
             <state id="a"><transition event="e" cond="n = 2" target="b"/><transition event="e" cond="n = 1"
               target="b"/><transition event="f" target="b"/></state><state id="b"><transition event="e"/></state>)x");

  EXPECT_EQ(enabled(run.chart, run.session, {.name = "e"}, run.surroundings),
            std::vector<std::size_t>{1});
  EXPECT_EQ(offered(run.chart, run.session), (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_TRUE(is_active(run.chart, run.session, "a"));
  EXPECT_FALSE(is_active(run.chart, run.session, "b"));
}

TEST(Facts, AreToldOfTheCaseAndOfEachParty) {
  const Law law;
  Running run(R"x(<datamodel><data id="kind" expr='"new"'/></datamodel>
             <l:fact name="case.kind" expr="kind"/><l:fact name="party.may_speak" expr="party.age >= 18"/>
             <state id="a"/>)x",
              "name='w' l:law='x'", law.context());

  const auto values = facts(
      run.chart, run.session,
      {{{"id", "p1"}, {"age", number(20)}}, {{"id", "p2"}, {"age", number(9)}}, {{"id", "p3"}}},
      run.surroundings);

  ASSERT_TRUE(values.has_value()) << to_string(values.error());
  EXPECT_EQ(*values->at("").find("case.kind"), Value("new"));
  EXPECT_EQ(*values->at("p1").find("party.may_speak"), Value(true));
  EXPECT_EQ(*values->at("p2").find("party.may_speak"), Value(false));
  EXPECT_TRUE(values->at("p3").find("party.may_speak")->is_null());
  EXPECT_FALSE(facts(run.chart, run.session, {Context{}}, run.surroundings).has_value());
}

TEST(Start, RefusesASecondTime) {
  Running run("<state id='a'/>");

  EXPECT_FALSE(start(run.chart, run.session, "s2", run.surroundings).has_value());
  EXPECT_EQ(run.session.session_id, "s1");
}

TEST(Process, RefusesASessionThatWasNotStarted) {
  Running run("<state id='a'/>");
  Session fresh;

  EXPECT_EQ(process(run.chart, fresh, {.name = "e"}, run.surroundings).error().code,
            ErrorCode::kInvalidArgument);
}

TEST(Process, RefusesASessionOfAnotherChart) {
  Running run("<state id='a'/>");
  Running other("<state id='b'/>");

  EXPECT_EQ(process(run.chart, other.session, {.name = "e"}, run.surroundings).error().code,
            ErrorCode::kCorruption);
}

}  // namespace
}  // namespace lagrum::statechart
