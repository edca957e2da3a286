#include "statechart/runner.h"

#include "support.h"

// A session that is ready to run does what the stored one does; tests/property/statechart holds
// both together on random charts.
namespace lagrum::statechart {
namespace {

using namespace std::chrono_literals;

const Surroundings kNow{Instant(std::chrono::hours(24 * 20'000)), std::nullopt};

static_assert(sizeof(Instance) < 100, "an idle instance is small");

Event named(const char* name) { return {.name = name}; }

/// Counts, waits, remembers, and runs for ever on "spin".
constexpr const char* kRunnerChart = R"x(
<datamodel><data id="n" expr="0"/><data id="last" expr="{name: null}"/></datamodel>
<state id="out"><transition event="in" target="h"/></state>
<state id="work">
  <history id="h"><transition target="first"/></history>
  <transition event="out" target="out"/>
  <transition event="spin" target="loop"><assign location="n" expr="n + 100"/>
    <assign location="last.name" expr="&quot;spun&quot;"/><send event="late" delay="5s"/></transition>
  <state id="first"><transition event="next" target="second"><assign location="n" expr="n + 1"/>
    <assign location="last.name" expr="_event.name"/><send event="tick" delay="1s"/></transition></state>
  <state id="second"><transition event="tick" target="first"/></state>
  <state id="loop"><onentry><raise event="again"/></onentry><transition event="again" target="loop"/></state>
</state>)x";

class RunnerTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(runner_.start(instance_, "s1", kNow)); }

  Status take(const char* name) { return runner_.process(instance_, named(name), kNow); }
  std::vector<std::string> active() const { return instance_.session().configuration; }
  Value n() const { return *instance_.session().data.find("n"); }

  Chart chart_ = chart_of(scxml(kRunnerChart));
  Runner runner_{chart_};
  Instance instance_{chart_};
};

TEST_F(RunnerTest, TakesAnInstanceFromEventToEvent) {
  ASSERT_TRUE(take("in"));
  ASSERT_TRUE(take("next"));
  EXPECT_EQ(active(), std::vector<std::string>{"second"});
  EXPECT_EQ(n(), number(1));
  EXPECT_EQ(runner_.trace().entered.size(), 1u);

  ASSERT_TRUE(take("out"));
  ASSERT_TRUE(take("in"));
  EXPECT_EQ(active(), std::vector<std::string>{"second"}) << "the history holds it";
}

TEST_F(RunnerTest, DoesWhatTheStoredSessionDoes) {
  Session session;
  ASSERT_TRUE(start(chart_, session, "s1", kNow));
  for (const char* name : {"in", "next", "out", "nothing", "in"}) {
    ASSERT_TRUE(take(name));
    ASSERT_TRUE(process(chart_, session, named(name), kNow));
    EXPECT_EQ(instance_.session(), session) << name;
  }
  Surroundings later = kNow;
  later.now += 2s;
  ASSERT_TRUE(runner_.advance(instance_, later));
  ASSERT_TRUE(advance(chart_, session, later));
  EXPECT_EQ(instance_.session(), session);
}

// What the step had set, sent and recorded is gone with it, and the runner goes on.
TEST_F(RunnerTest, LeavesTheInstanceAsItWasWhereAStepFails) {
  ASSERT_TRUE(take("in"));
  ASSERT_TRUE(take("next"));
  const Session before = instance_.session();

  const Status spun = take("spin");

  ASSERT_FALSE(spun);
  EXPECT_EQ(spun.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(instance_.session(), before);
  ASSERT_TRUE(take("tick"));
  EXPECT_EQ(active(), std::vector<std::string>{"first"});
}

TEST_F(RunnerTest, RunsManyInstancesInTurn) {
  Instance other(chart_);
  ASSERT_TRUE(runner_.start(other, "s2", kNow));
  ASSERT_TRUE(take("in"));
  ASSERT_TRUE(take("next"));

  EXPECT_EQ(other.session().configuration, std::vector<std::string>{"out"});
  EXPECT_EQ(other.session().session_id, "s2");
  EXPECT_EQ(*other.session().data.find("n"), number(0));
}

TEST_F(RunnerTest, ACopyGoesItsOwnWay) {
  ASSERT_TRUE(take("in"));
  Instance copy = instance_;
  ASSERT_TRUE(runner_.process(copy, named("next"), kNow));

  EXPECT_EQ(active(), std::vector<std::string>{"first"});
  EXPECT_TRUE(instance_.session().pending.empty());
  EXPECT_EQ(copy.session().pending.size(), 1u);
}

TEST_F(RunnerTest, AnInstanceIsOpenedFromWhatWasStored) {
  ASSERT_TRUE(take("in"));
  ASSERT_TRUE(take("next"));
  const Session stored = instance_.session();

  const Result<Instance> opened = Instance::open(chart_, stored);

  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->session(), stored);
}

TEST_F(RunnerTest, ASessionOfAnotherChartIsNotOpened) {
  const Chart other = chart_of(scxml(R"x(<state id="elsewhere"/>)x"));
  const Result<Instance> opened = Instance::open(other, instance_.session());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorruption);
}

// Fewer microsteps than are allowed, each through all regions.
TEST(Runner, BoundsWhatOneMacrostepEntersAndLeaves) {
  std::string regions;
  for (int i = 0; i < 9'000; ++i) regions += "<state id=\"r" + std::to_string(i) + "\"/>";
  const Chart chart =
      chart_of(scxml("<state id=\"idle\"><transition event=\"go\" target=\"p\"/></state>"
                     "<parallel id=\"p\"><transition cond='In(\"p\")' target=\"p\"/>" +
                     regions + "</parallel>"));
  Runner runner(chart);
  Instance instance(chart);
  ASSERT_TRUE(runner.start(instance, "s", kNow));

  const Status done = runner.process(instance, named("go"), kNow);

  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message,
            "expected a macrostep that enters, leaves and compares less than 10000000 times, found "
            "more");
  EXPECT_EQ(instance.session().configuration, std::vector<std::string>{"idle"});
}

// Each guard stays within its own bound.
TEST(Runner, BoundsWhatOneCallEvaluates) {
  const Chart chart = chart_of(scxml(R"x(<state id="s"><transition event="*" target="s"
      cond="count(for i in 1..50000 return i * 2) > 5"><raise event="again"/></transition></state>)x"));
  Runner runner(chart);
  Instance instance(chart);
  ASSERT_TRUE(runner.start(instance, "s", kNow));

  const Status done = runner.process(instance, named("go"), kNow);

  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kOutOfRange);
  EXPECT_NE(done.error().message.find("steps of evaluation in one call"), std::string::npos);
}

// 70 states: the configuration and the history need several words.
TEST(Runner, KnowsChartsOfManyStates) {
  std::string body = R"x(<state id="out"><transition event="in" target="h"/></state>
<state id="work"><history id="h" type="deep"><transition target="s0"/></history>
<transition event="out" target="out"/>)x";
  for (int i = 0; i < 70; ++i) {
    const std::string at = std::to_string(i);
    body += "<state id=\"s" + at + "\"><transition event=\"next\" target=\"s" +
            std::to_string((i + 1) % 70) + "\"/></state>";
  }
  const Chart chart = chart_of(scxml(body + "</state>"));
  Runner runner(chart);
  Instance instance(chart);
  ASSERT_TRUE(runner.start(instance, "s", kNow));
  ASSERT_TRUE(runner.process(instance, named("in"), kNow));
  for (int i = 0; i < 67; ++i) ASSERT_TRUE(runner.process(instance, named("next"), kNow));
  ASSERT_TRUE(runner.process(instance, named("out"), kNow));

  Result<Instance> opened = Instance::open(chart, instance.session());
  ASSERT_TRUE(opened);
  ASSERT_TRUE(runner.process(*opened, named("in"), kNow));
  EXPECT_EQ(opened->session().configuration, std::vector<std::string>{"s67"});
}

}  // namespace
}  // namespace lagrum::statechart
