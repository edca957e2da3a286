// Sessions that states invoke, scripts, and data that are bound late: what the standard has and a
// workflow does not.
#include "lagrum/json.h"
#include "support.h"

namespace lagrum::statechart {
namespace {

using Ids = std::vector<std::string>;
using namespace std::chrono_literals;

LoadContext standard() { return {.profile = Profile::kStandard}; }

std::string child(const std::string& body, const std::string& attributes = {}) {
  return "<content>" + scxml(body, attributes) + "</content>";
}

// A parent whose state `a` invokes a child as `c`, and that goes to a state named after the event.
std::string parent(const std::string& invoke, const std::string& extra = {}) {
  return "<datamodel><data id='got'/><data id='n' expr='1'/></datamodel>"
         "<state id='a'><invoke id='c' type='scxml'>" +
         invoke + "</invoke>" + extra +
         "<transition event='done.invoke.c' target='done'/>"
         "<transition event='leave' target='left'/>"
         "<transition event='ping'><assign location='got' expr='_event'/></transition></state>"
         "<state id='done'><onentry><assign location='got' expr='_event'/></onentry></state>"
         "<state id='left'><transition event='ping' target='a'/></state>";
}

struct Family : Running {
  explicit Family(const std::string& body) : Running(body, {}, standard()) { wait(0s); }
};

TEST(Invoke, TellsTheParentThatTheChildHasFinished) {
  const Family run(
      parent(child("<final id='f'><donedata><param name='x' expr='1 + 1'/></donedata></final>")));

  EXPECT_EQ(run.active(), Ids{"done"});
  EXPECT_EQ(*run.data("got").context()->find("name"), Value("done.invoke.c"));
  EXPECT_EQ(*run.data("got").context()->find("invokeid"), Value("c"));
  EXPECT_EQ(*run.data("got").context()->find("data"), Value(Context{{"x", number(2)}}));
  EXPECT_TRUE(run.session.invoked.empty());
}

TEST(Invoke, HandsValuesToDataOfTheSameName) {
  const Family run(parent("<param name='x' expr='n + 1'/><param name='other' expr='5'/>" +
                          child("<datamodel><data id='x' expr='0'/><data id='y' expr='x * 10'/>"
                                "</datamodel><state id='s'/>")));

  const Context& data = run.session.invoked.at(0).session.data;
  EXPECT_EQ(*data.find("x"), number(2));
  EXPECT_EQ(*data.find("y"), number(20));
  EXPECT_EQ(data.find("other"), nullptr);
}

TEST(Invoke, LetsParentAndChildSpeakToEachOther) {
  Family run(
      parent(child("<state id='s'><transition event='say'><send target='#_parent' event='ping'>"
                   "<content>hello</content></send></transition></state>"),
             "<transition event='go'><send target='#_c' event='say'/></transition>"));

  run.send("go");
  run.wait(0s);

  const Context& got = *run.data("got").context();
  EXPECT_EQ(*got.find("data"), Value("hello"));
  EXPECT_EQ(*got.find("invokeid"), Value("c"));
  EXPECT_EQ(*got.find("origin"), Value("#_scxml_s1.1"));
}

TEST(Invoke, HearsASessionByItsId) {
  Family run(parent(child("<state id='s'><transition event='say' target='heard'/></state>"
                          "<state id='heard'/>"),
                    "<transition event='go'><send target='#_scxml_s1.1' event='say'/>"
                    "</transition>"));

  run.send("go");
  run.wait(0s);

  EXPECT_EQ(run.session.invoked.at(0).session.configuration, Ids{"heard"});
}

TEST(Invoke, EndsTheChildWithItsState) {
  Family run(
      parent(child("<state id='s'><onexit><log label='bye'/><send target='#_parent' "
                   "event='ping'/></onexit></state>")));
  ASSERT_EQ(run.session.invoked.size(), 1u);

  EXPECT_EQ(run.send("leave").logs, Ids{"bye"});
  run.wait(1s);

  EXPECT_TRUE(run.session.invoked.empty());
  EXPECT_EQ(run.active(), Ids{"left"}) << "what it sent on leaving is not heard";
}

TEST(Invoke, BeginsNothingInAStateThatIsLeftAtOnce) {
  const Running run("<state id='a'><invoke>" + child("<state id='s'/>") +
                        "</invoke><transition target='b'/></state><state id='b'/>",
                    {}, standard());

  EXPECT_TRUE(run.session.invoked.empty());
}

TEST(Invoke, ForwardsEventsWhereItIsToldTo) {
  const std::string body =
      "<state id='s'><transition event='e' target='t'/></state><state id='t'/>";
  for (const bool forwards : {true, false}) {
    Running run("<state id='a'><invoke autoforward='" + std::string(forwards ? "true" : "false") +
                    "'>" + child(body) + "</invoke></state>",
                {}, standard());
    run.send("e");
    run.wait(0s);
    EXPECT_EQ(run.session.invoked.at(0).session.configuration, Ids{forwards ? "t" : "s"});
  }
}

TEST(Invoke, FinalizesBeforeTransitionsAreChosen) {
  const Family run(parent("<finalize><assign location='n' expr='_event.data.x'/></finalize>" +
                              child("<state id='s'><onentry><send target='#_parent' event='told'>"
                                    "<param name='x' expr='7'/></send></onentry></state>"),
                          "<transition event='told' cond='n = 7' target='done'/>"));

  EXPECT_EQ(run.active(), Ids{"done"});
}

TEST(Invoke, PutsValuesBackWhereFinalizeIsEmpty) {
  const Family run(parent("<param name='x' location='n'/><finalize/>" +
                          child("<state id='s'><onentry><send target='#_parent' event='told'>"
                                "<param name='x' expr='7'/></send></onentry></state>")));

  EXPECT_EQ(run.data("n"), number(7));
}

TEST(Invoke, KeepsTheTimeOfBoth) {
  Family run(
      parent(child("<state id='s'><onentry><send event='t' delay='2s'/></onentry>"
                   "<transition event='t' target='f'/></state><final id='f'/>")));

  EXPECT_EQ(next_due(run.session), run.surroundings.now + 2s);
  run.wait(1s);
  EXPECT_EQ(run.active(), Ids{"a"});
  run.wait(1s);
  EXPECT_EQ(run.active(), Ids{"done"});
}

TEST(Invoke, GivesAnErrorForWhatCannotBeInvoked) {
  for (const char* invoke :
       {"<invoke type='unknown' src='x'/>", "<invoke src='nowhere'/>",
        "<invoke><content expr='1'/></invoke>", "<invoke><content>no chart</content></invoke>",
        "<invoke namelist='none'><content>x</content></invoke>"}) {
    const Running run("<state id='a'>" + std::string(invoke) +
                          "<transition event='error.execution' target='b'/></state><state id='b'/>",
                      {}, standard());
    EXPECT_EQ(run.active(), Ids{"b"}) << invoke;
  }
}

TEST(Invoke, BoundsAChartThatInvokesItself) {
  LoadContext context = standard();
  const std::string text = scxml("<state id='a'><invoke src='self'/></state>");
  context.read = [&](const std::string&) { return Result<std::string>(text); };
  const Running run(chart_of(text, context));

  std::size_t depth = 0;
  for (const Session* at = &run.session; !at->invoked.empty(); at = &at->invoked[0].session)
    ++depth;
  EXPECT_EQ(depth, kInvokeDepthMax);
}

TEST(Invoke, SurvivesARestartBetweenAnyTwoSteps) {
  const std::string inner = scxml(
      "<state id='s'><onentry><send event='t' delay='2s'/></onentry><transition event='t' "
      "target='u'/></state><state id='u'><transition event='e' target='f'/></state>"
      "<final id='f'/>");
  LoadContext context = standard();
  context.read = [&](const std::string&) { return Result<std::string>(inner); };
  const std::string text = scxml(
      "<state id='a'><invoke id='c' srcexpr='\"x\"' autoforward='true'/><transition "
      "event='done.invoke' target='b'/></state><state id='b'/>");
  Running direct(chart_of(text, context));
  Running restarted(chart_of(text, context));
  const auto restart = [&] {
    const auto json = to_json(restarted.session);
    ASSERT_TRUE(json);
    const auto again = session_from_json(*parse_json(*canonical(*json)), restarted.chart);
    ASSERT_TRUE(again) << to_string(again.error());
    EXPECT_TRUE(*again == restarted.session);
    restarted.session = *again;
  };

  for (const auto span : {0s, 2s, 0s}) {
    restart();
    for (Running* run : {&direct, &restarted}) {
      run->wait(span);
      run->send("e");
      run->wait(0s);
    }
    EXPECT_TRUE(direct.session == restarted.session);
  }
  EXPECT_EQ(restarted.active(), Ids{"b"});
}

TEST(Invoke, RefusesAStoredSessionOfNoInvoke) {
  Family run(parent(child("<state id='s'/>")));
  Json json = *to_json(run.session);
  run.session.invoked[0].place = 4;

  EXPECT_TRUE(session_from_json(json, run.chart).has_value());
  const auto broken = session_from_json(*to_json(run.session), run.chart);

  ASSERT_FALSE(broken.has_value());
  EXPECT_EQ(broken.error().code, ErrorCode::kCorruption);
}

TEST(Script, GivesValuesToTheNamesOfItsContext) {
  const Running run(
      "<datamodel><data id='x' expr='1'/></datamodel><script>{x: x + 1, made: 5}"
      "</script><state id='a'><onentry><script>{x: made * x}</script></onentry></state>",
      {}, standard());

  EXPECT_EQ(run.data("x"), number(10));
  EXPECT_EQ(run.data("made"), number(5));
}

TEST(Script, FailsWhereItIsNoContext) {
  const Running run(
      "<state id='a'><onentry><script>1 + 1</script></onentry><transition "
      "event='error.execution' target='b'/></state><state id='b'/>",
      {}, standard());

  EXPECT_EQ(run.active(), Ids{"b"});
}

TEST(LateBinding, BindsDataWhenTheirStateIsFirstEntered) {
  const std::string body =
      "<datamodel><data id='n' expr='1'/></datamodel><state id='a'><onentry><assign location='n' "
      "expr='if late = null then 0 else late'/></onentry><transition event='e' target='b'/></state>"
      "<state id='b'><datamodel><data id='late' expr='7'/></datamodel><transition event='e' "
      "target='c'><assign location='late' expr='8'/></transition></state>"
      "<state id='c'><transition event='e' target='b'/></state>";
  Running run(body, "binding='late'", standard());
  EXPECT_EQ(run.data("n"), number(0));
  EXPECT_EQ(Running(body, {}, standard()).data("n"), number(7));

  run.send("e");
  EXPECT_EQ(run.data("late"), number(7));
  const auto restored = session_from_json(*to_json(run.session), run.chart);
  ASSERT_TRUE(restored.has_value()) << to_string(restored.error());
  run.session = *restored;
  run.send("e");
  run.send("e");
  EXPECT_EQ(run.data("late"), number(8)) << "only the first entry binds";
}

TEST(DataSource, IsReadAtLoad) {
  LoadContext context = standard();
  context.read = [](const std::string& uri) -> Result<std::string> {
    if (uri == "known") return std::string("12");
    return Error{ErrorCode::kNotFound, "nothing there", {}, {}};
  };
  const Running run(
      "<datamodel><data id='x' src='known'/><data id='y' src='unknown'/></datamodel>"
      "<state id='a'><transition event='error.execution' target='b'/></state>"
      "<state id='b'/>",
      {}, context);

  EXPECT_EQ(run.data("x"), number(12));
  EXPECT_EQ(run.active(), Ids{"b"});
}

}  // namespace
}  // namespace lagrum::statechart
