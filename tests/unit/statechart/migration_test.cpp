#include "statechart/migration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace lagrum::statechart {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

std::string map_text(std::string_view entries) {
  return "<migration xmlns=\"urn:lagrum:migration:1\" workflow=\"x\" from=\"1.0.0\" "
         "to=\"2.0.0\">\n" +
         std::string(entries) + "</migration>";
}

Result<MigrationMap> load_map(std::string_view entries, const Chart& from, const Chart& to,
                              Diagnostics& diagnostics) {
  const Result<xml::Document> document = xml::Document::parse(map_text(entries), "map.xml");
  if (!document) return document.error();
  return MigrationMap::load(*document, from, to, diagnostics);
}

/// A chart as a workflow has it, with a version.
Chart version(std::string_view number, std::string_view body) {
  return chart_of(scxml(body, "name=\"x\" l:version=\"" + std::string(number) + "\""));
}

/// A session of one version, moved to another by a map.
struct Moved {
  Moved(std::string_view old_body, std::string_view new_body, std::string_view entries)
      : running(old_body), to(chart_of(scxml(new_body))) {
    Diagnostics diagnostics;
    auto loaded = load_map(entries, running.chart, to, diagnostics);
    for (const Diagnostic& each : diagnostics.all()) ADD_FAILURE() << to_string(each);
    if (loaded) map = std::move(*loaded);
  }

  /// Moves the session as it stands now.
  Migrated migrate() { return map->migrate(running.session, running.surroundings); }
  /// Goes on with the moved session in the new version.
  void go_on() {
    Migrated moved = migrate();
    for (const Obstacle& each : moved.obstacles) ADD_FAILURE() << each.about + ": " + each.message;
    ASSERT_TRUE(moved.session.has_value());
    EXPECT_EQ(session_from_json(to_json(*moved.session).value(), to).value(), *moved.session);
    running.session = *std::move(moved.session);
    running.chart = to;
  }

  Running running;
  Chart to;
  std::optional<MigrationMap> map;
};

std::vector<std::string> told(const Migrated& migrated) {
  std::vector<std::string> lines;
  for (const Obstacle& each : migrated.obstacles) lines.push_back(each.about + ": " + each.message);
  return lines;
}

// ---- states

constexpr const char* kLine = R"(<state id="a"><transition event="go" target="b"/></state>
<state id="b"><transition event="go" target="c"/></state><final id="c"/>)";

TEST(Migration, LeavesAStateThatBothVersionsHave) {
  Moved moved(kLine, kLine, "");
  moved.running.send("go");

  moved.go_on();

  EXPECT_THAT(moved.running.active(), ElementsAre("b"));
  EXPECT_TRUE(moved.running.send("go").taken);
  EXPECT_TRUE(moved.running.session.finished);
}

TEST(Migration, RunsNoContentOfEitherVersion) {
  Moved moved(
      R"(<datamodel><data id="n" expr="0"/></datamodel><state id="a">
      <onexit><assign location="n" expr="n + 1"/></onexit></state>)",
      R"(<datamodel><data id="n" expr="100"/></datamodel><state id="b">
      <onentry><assign location="n" expr="n + 10"/></onentry></state>)",
      R"(<state from="a" to="b"/>)");

  moved.go_on();

  EXPECT_THAT(moved.running.active(), ElementsAre("b"));
  EXPECT_EQ(moved.running.data("n"), number(0));
}

TEST(Migration, MergesStates) {
  Moved moved(kLine, R"(<state id="ab"><transition event="go" target="c"/></state><final id="c"/>)",
              R"(<state from="a" to="ab"/><state from="b" to="ab"/>)");

  moved.go_on();

  EXPECT_THAT(moved.running.active(), ElementsAre("ab"));
}

TEST(Migration, PutsAStateIntoEachRegionOfAParallel) {
  Moved moved(kLine,
              R"(<parallel id="p"><state id="left"><state id="l1"/><state id="l2"/></state>
                 <state id="right"><state id="r1"/></state></parallel>)",
              R"(<state from="a" to="r1 l1"/><state from="b" to="l2 r1"/>)");
  moved.running.send("go");

  moved.go_on();

  EXPECT_THAT(moved.running.active(), ElementsAre("l2", "r1"));
}

TEST(Migration, MergesTheRegionsOfAParallel) {
  Moved moved(R"(<parallel id="p"><state id="left"><state id="l1"/></state>
                 <state id="right"><state id="r1"/></state></parallel>)",
              R"(<state id="one"/>)", R"(<state from="l1" to="one"/><state from="r1" to="one"/>)");

  moved.go_on();

  EXPECT_THAT(moved.running.active(), ElementsAre("one"));
}

constexpr const char* kRegions = R"(<parallel id="p">
  <state id="left"><state id="l1"><transition event="l" target="l2"/></state><state id="l2"/></state>
  <state id="right"><state id="r1"><transition event="r" target="r2"/></state><state id="r2"/></state>
</parallel>)";

/// l1 with r1, and l2 with r2: the others are no configuration of the new version.
constexpr const char* kBothOrNone = R"(<state id="none"/>
<parallel id="both"><state id="x"><state id="x1"/></state><state id="y"><state id="y1"/></state></parallel>)";

TEST(Migration, SaysWhichConfigurationHasNoPlace) {
  Moved moved(kRegions, kBothOrNone,
              R"(<state from="l1" to="none"/><state from="r1" to="none"/>
                 <state from="l2" to="x1"/><state from="r2" to="y1"/>)");

  EXPECT_THAT(moved.migrate().obstacles, IsEmpty());
  moved.running.send("l");

  EXPECT_THAT(told(moved.migrate()),
              ElementsAre(AllOf(HasSubstr("states l2, r1: expected a legal configuration, found "
                                          "none, x1"),
                                HasSubstr("expected 1 active in"))));
  EXPECT_FALSE(moved.migrate().session.has_value());
  moved.running.send("r");
  moved.go_on();
  EXPECT_THAT(moved.running.active(), ElementsAre("x1", "y1"));
}

TEST(Migration, LeavesASessionThatHasEnded) {
  Moved moved(kLine, kLine, "");
  moved.running.send("go");
  moved.running.send("go");

  EXPECT_THAT(told(moved.migrate()), ElementsAre(HasSubstr("found one that has ended")));
}

TEST(Migration, LeavesASessionThatNeverBegan) {
  Moved moved(kLine, kLine, "");
  moved.running.session = Session();

  EXPECT_THAT(told(moved.migrate()), ElementsAre(HasSubstr("found one that never began")));
}

// ---- histories

constexpr const char* kRemembers = R"(<state id="work">
  <history id="h" HOW><transition target="w1"/></history>
  <state id="w1"><transition event="go" target="w2"/></state>
  <state id="w2"><state id="w21"><transition event="go" target="w22"/></state><state id="w22"/></state>
  <transition event="rest" target="away"/></state>
<state id="away"><transition event="back" target="h"/></state>)";

std::string remembers(const std::string& how, bool renamed) {
  std::string text = kRemembers;
  text.replace(text.find("HOW"), 3, how);
  if (!renamed) return text;
  for (const char* id : {"\"w2\"", "\"w22\"", "\"h\""}) {
    const std::string instead = "\"new_" + std::string(id).substr(1);
    for (std::size_t at = 0; (at = text.find(id, at)) != std::string::npos; at += instead.size())
      text.replace(at, std::string(id).size(), instead);
  }
  return text;
}

TEST(Migration, MovesWhatADeepHistoryHolds) {
  Moved moved(remembers(R"(type="deep")", false), remembers(R"(type="deep")", true),
              R"(<state from="w22" to="new_w22"/><history from="h" to="new_h"/>)");
  for (const char* event : {"go", "go", "rest"}) moved.running.send(event);

  moved.go_on();
  moved.running.send("back");

  EXPECT_THAT(moved.running.active(), ElementsAre("new_w22"));
}

TEST(Migration, MovesWhatAShallowHistoryHolds) {
  Moved moved(remembers("", false), remembers("", true),
              R"(<state from="w22" to="new_w22"/><state from="w2" to="new_w2"/>
                 <history from="h" to="new_h"/>)");
  for (const char* event : {"go", "go", "rest"}) moved.running.send(event);

  moved.go_on();
  moved.running.send("back");

  EXPECT_THAT(moved.running.active(), ElementsAre("w21"));
}

TEST(Migration, ForgetsAHistoryThatIsDropped) {
  Moved moved(remembers("", false), remembers("", true),
              R"(<state from="w22" to="new_w22"/><drop-history from="h" because="x"/>)");
  for (const char* event : {"go", "rest"}) moved.running.send(event);

  moved.go_on();
  moved.running.send("back");

  EXPECT_THAT(moved.running.active(), ElementsAre("w1"));
}

TEST(Migration, SaysWhichHistoryHoldsWhatHasNoPlace) {
  Moved moved(remembers(R"(type="deep")", false),
              R"(<state id="work"><history id="h" type="deep"><transition target="w1"/></history>
                 <state id="w1"/></state><state id="w22"/><state id="w21"/><state id="away"/>)",
              "");
  for (const char* event : {"go", "go", "rest"}) moved.running.send(event);

  EXPECT_THAT(told(moved.migrate()),
              ElementsAre(HasSubstr("history 'h': expected what 'h' can hold, found w22")));
}

// ---- data

TEST(Migration, CarriesRenamesComputesAndDropsData) {
  Moved moved(
      R"(<datamodel><data id="same" expr="1"/><data id="old" expr="2"/><data id="gone" expr="3"/>
         <data id="a" expr="4"/></datamodel><state id="s"/>)",
      R"(<datamodel><data id="same" expr="0"/><data id="fresh" expr="0"/><data id="sum" expr="0"/>
         <data id="empty"/></datamodel><state id="s"/>)",
      R"(<data to="fresh" from="old"/><data to="sum" expr="a + old"/>
         <drop-data from="gone" because="nobody asked"/>)");

  const Migrated migrated = moved.migrate();
  moved.go_on();

  EXPECT_EQ(moved.running.data("same"), number(1));
  EXPECT_EQ(moved.running.data("fresh"), number(2));
  EXPECT_EQ(moved.running.data("sum"), number(6));
  EXPECT_EQ(moved.running.data("empty"), Value());
  EXPECT_EQ(moved.running.session.data.size(), 4U);
  std::vector<std::string> items;
  for (const ItemMove& each : migrated.items)
    items.push_back(each.from + ">" + each.to + " " + to_string(each.was) + ">" +
                    to_string(each.is));
  EXPECT_THAT(items, ElementsAre("old>fresh 2>2", ">sum null>6", ">empty null>null", "gone> 3>null",
                                 "a> 4>null"));
}

TEST(Migration, SwapsData) {
  constexpr const char* kTwo =
      R"(<datamodel><data id="a" expr="1"/><data id="b" expr="2"/></datamodel><state id="s"/>)";
  Moved moved(kTwo, kTwo, R"(<data to="a" from="b"/><data to="b" from="a"/>)");

  moved.go_on();

  EXPECT_EQ(moved.running.data("a"), number(2));
  EXPECT_EQ(moved.running.data("b"), number(1));
}

constexpr const char* kAny =
    R"(<datamodel><data id="v" expr="1"/></datamodel>
    <state id="s"><transition event="set"><assign location="v" expr="_event.data.v"/></transition></state>)";

TEST(Migration, SaysWhichValueIsOfAnotherType) {
  Moved moved(
      kAny, R"(<datamodel><data id="v" l:type="number" expr="1"/></datamodel><state id="s"/>)", "");
  EXPECT_THAT(moved.migrate().obstacles, IsEmpty());

  moved.running.send("set", {{"v", Value("word")}});

  EXPECT_THAT(told(moved.migrate()), ElementsAre("data item 'v': expected number, found string"));
}

TEST(Migration, SaysWhichExpressionFails) {
  Moved moved(kAny, kAny, R"x(<data to="v" expr="string length(v)"/>)x");

  EXPECT_THAT(told(moved.migrate()),
              ElementsAre(HasSubstr("data item 'v': in 'string length(v)': ")));
  moved.running.send("set", {{"v", Value("word")}});
  moved.go_on();
  EXPECT_EQ(moved.running.data("v"), number(4));
}

// ---- what is pending

constexpr const char* kWaits = R"(<state id="a"><onentry><send event="wake" delay="10s" id="w"/>
  <send event="other" delay="4s"/></onentry>
  <transition event="wake" target="b"/><transition event="other"/></state><state id="b"/>)";
constexpr const char* kWaitsAnew =
    R"(<state id="a"><onentry><send event="rise" delay="1s"/></onentry>
  <transition event="rise" target="b"/><transition event="stop"><cancel sendid="w"/></transition></state>
  <state id="b"/>)";

TEST(Migration, KeepsTheInstantOfAPendingSend) {
  Moved moved(kWaits, kWaitsAnew,
              R"(<event from="wake" to="rise"/><drop-event from="other" because="x"/>)");
  moved.running.wait(3s);
  const Instant due = moved.running.surroundings.now + 7s;

  const Migrated migrated = moved.migrate();
  moved.go_on();

  ASSERT_EQ(migrated.sends.size(), 2U);
  EXPECT_EQ(migrated.sends[0].from + ">" + migrated.sends[0].to, "other>");
  EXPECT_EQ(migrated.sends[1].from + ">" + migrated.sends[1].to, "wake>rise");
  ASSERT_EQ(moved.running.session.pending.size(), 1U);
  EXPECT_EQ(moved.running.session.pending.front().due, due);
  moved.running.wait(6s);
  EXPECT_THAT(moved.running.active(), ElementsAre("a"));
  moved.running.wait(1s);
  EXPECT_THAT(moved.running.active(), ElementsAre("b"));
}

TEST(Migration, KeepsTheIdOfAPendingSend) {
  Moved moved(kWaits, kWaitsAnew,
              R"(<event from="wake" to="rise"/><drop-event from="other" because="x"/>)");

  moved.go_on();
  moved.running.send("stop");

  EXPECT_THAT(moved.running.session.pending, IsEmpty());
}

TEST(Migration, SaysWhichPendingSendNobodyWouldTake) {
  Moved moved(kWaits, kWaitsAnew, R"(<event from="wake" to="rise"/>)");

  EXPECT_THAT(
      told(moved.migrate()),
      ElementsAre(HasSubstr("event 'other': expected an event that the new version takes")));
}

// ---- sessions that states invoke, data bound late

LoadContext standard_profile() {
  LoadContext context;
  context.profile = Profile::kStandard;
  return context;
}

std::string invoking(const std::string& state, const std::string& event) {
  return scxml("<state id=\"" + state + R"("><invoke id="i"><content>
    <scxml version="1.0"><state id="inner"><onentry><send event=")" +
               event +
               R"(" target="#_parent" delay="5s"/></onentry></state></scxml></content></invoke>
    <transition event="up" target="up"/></state><state id="up"/>)");
}

TEST(Migration, TakesInvokedSessionsAlong) {
  Running running(chart_of(invoking("a", "up"), standard_profile()));
  const Chart to = chart_of(invoking("b", "up"), standard_profile());
  Diagnostics diagnostics;
  const MigrationMap map =
      load_map(R"(<state from="a" to="b"/>)", running.chart, to, diagnostics).value();
  ASSERT_EQ(running.session.invoked.size(), 1U);

  running.session = map.migrate(running.session, running.surroundings).session.value();
  running.chart = to;
  running.wait(5s);

  EXPECT_THAT(running.active(), ElementsAre("up"));
}

TEST(Migration, SaysWhichInvokedSessionRunsAnotherChart) {
  Running running(chart_of(invoking("a", "up"), standard_profile()));
  const Chart to = chart_of(invoking("b", "down"), standard_profile());
  Diagnostics diagnostics;
  const MigrationMap map =
      load_map(R"(<state from="a" to="b"/>)", running.chart, to, diagnostics).value();

  EXPECT_THAT(told(map.migrate(running.session, running.surroundings)),
              ElementsAre(HasSubstr("session 'i': expected the chart that it runs")));
}

TEST(Migration, BindsNoDataAgain) {
  constexpr const char* kLate = R"(<state id="NAME"><datamodel><data id="n" expr="1"/></datamodel>
    <transition event="set"><assign location="n" expr="2"/></transition>
    <transition event="again" target="NAME"/></state>)";
  const auto late = [&](const std::string& name) {
    std::string text = kLate;
    for (std::size_t at = 0; (at = text.find("NAME")) != std::string::npos;)
      text.replace(at, 4, name);
    return chart_of(scxml(text, "binding=\"late\""), standard_profile());
  };
  Running running(late("a"));
  running.send("set");
  const Chart to = late("b");
  Diagnostics diagnostics;
  const MigrationMap map =
      load_map(R"(<state from="a" to="b"/>)", running.chart, to, diagnostics).value();

  running.session = map.migrate(running.session, running.surroundings).session.value();
  running.chart = to;
  running.send("again");

  EXPECT_EQ(running.data("n"), number(2));
}

// ---- faults of a map

constexpr const char* kOld =
    R"(<datamodel><data id="n" l:type="number" expr="1"/><data id="t" l:type="string" expr='"x"'/></datamodel>
<state id="a"><transition event="go" target="b" l:by="officer"/></state>
<state id="b"><history id="h"><transition target="b1"/></history><state id="b1"/><state id="b2"/></state>
<parallel id="p"><state id="q"><state id="q1"/></state><state id="r"><state id="r1"/></state></parallel>
<final id="end"/>)";
constexpr const char* kNew =
    R"(<datamodel><data id="n" l:type="number" expr="1"/><data id="u" l:type="string" expr='"y"'/></datamodel>
<state id="a"><state id="a1"><transition event="walk" target="b1" l:by="officer"/></state><state id="a2"/></state>
<state id="b"><history id="k"><transition target="b1"/></history><history id="deep" type="deep"><transition target="b1"/></history><state id="b1"/><state id="b2"/></state>
<parallel id="p"><state id="q"><state id="q1"/></state><state id="r"><state id="r1"/></state></parallel>
<final id="end"/>)";

/// A map without fault; each row changes one place of it.
constexpr const char* kSound = R"(<state from="a" to="a1"/>
<history from="h" to="k"/>
<data to="u" from="t"/>
<event from="go" to="walk"/>
)";

struct FaultRow {
  const char* name;
  const char* text;
  const char* instead;
  const char* rule;
  const char* says;
  std::uint32_t line;
};
void PrintTo(const FaultRow& row, std::ostream* stream) { *stream << row.name; }

class MigrationFault : public testing::TestWithParam<FaultRow> {};

TEST_P(MigrationFault, IsSaidWithItsPlace) {
  const FaultRow& row = GetParam();
  std::string entries = kSound;
  const std::size_t at = entries.find(row.text);
  ASSERT_NE(at, std::string::npos);
  entries.replace(at, std::string_view(row.text).size(), row.instead);
  Diagnostics diagnostics;

  const auto map = load_map(entries, version("1.0.0", kOld), version("2.0.0", kNew), diagnostics);

  EXPECT_FALSE(map.has_value());
  ASSERT_FALSE(diagnostics.all().empty());
  const Diagnostic& found = diagnostics.all().front();
  EXPECT_EQ(found.rule, row.rule);
  EXPECT_THAT(found.message, HasSubstr(row.says));
  EXPECT_EQ(found.source.file, "map.xml");
  EXPECT_EQ(found.source.line, row.line);
  EXPECT_GT(found.source.column, 1U);
}

TEST(Migration, LoadsASoundMap) {
  Diagnostics diagnostics;

  const auto map = load_map(kSound, version("1.0.0", kOld), version("2.0.0", kNew), diagnostics);

  EXPECT_TRUE(map.has_value());
  EXPECT_THAT(diagnostics.all(), IsEmpty());
  EXPECT_EQ(map->digest().size(), 64U);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, MigrationFault,
    testing::Values(
        FaultRow{"AnOldStateThatIsNot", R"(from="a")", R"(from="aa")", "unknown-state",
                 "the id of a state of version 1.0.0, found 'aa' (did you mean 'a'?)", 2},
        FaultRow{"ANewStateThatIsNot", R"(to="a1")", R"(to="a3")", "unknown-state",
                 "the id of a state of version 2.0.0, found 'a3'", 2},
        FaultRow{"AHistoryAsAState", R"(to="a1")", R"(to="k")", "unknown-state", "found 'k'", 2},
        FaultRow{"AStateTwice", R"(<state from="a" to="a1"/>)",
                 R"(<state from="a" to="a1"/><state from="a" to="a2"/>)", "mapped-twice",
                 "expected one entry for 'a', found another", 2},
        FaultRow{"AStateWithStatesWithin", R"(to="a1")", R"(to="b")", "illegal-target",
                 "found 'b', which has b1, b2: say in which of them", 2},
        FaultRow{"AStateThatHasStatesWithinNow", R"(<state from="a" to="a1"/>)", "",
                 "illegal-target",
                 "expected a state without states within for the state 'a' of "
                 "version 1.0.0, found 'a', which has a1, a2",
                 1},
        FaultRow{"TheEnd", R"(to="a1")", R"(to="end")", "illegal-target",
                 "come to its end without getting there", 2},
        FaultRow{"FromTheEnd", R"(from="a")", R"(from="end")", "never-moves",
                 "found 'end', in which it has come to its end", 2},
        FaultRow{"TwoStatesOfOneRegion", R"(to="a1")", R"(to="a1 a2")", "illegal-configuration",
                 "found a1, a2: expected 1 active", 2},
        FaultRow{"HalfOfAParallel", R"(to="a1")", R"(to="q1")", "illegal-configuration",
                 "expected that a case in the state 'a' of version 1.0.0 comes to a legal "
                 "configuration, found q1: expected 2 active in 'p', found 1",
                 2},
        FaultRow{"AnOldHistoryThatIsNot", R"(from="h")", R"(from="hh")", "unknown-state",
                 "the id of a history of version 1.0.0, found 'hh'", 3},
        FaultRow{"AHistoryOfAnotherDepth", R"(to="k")", R"(to="deep")", "illegal-target",
                 "expected a history as deep as the history 'h'", 3},
        FaultRow{"AHistoryWithoutEntry", R"(<history from="h" to="k"/>)", "", "unmapped-history",
                 "expected an entry for the history 'h' of version 1.0.0", 1},
        FaultRow{"ANewItemThatIsNot", R"(to="u")", R"(to="uu")", "unknown-data",
                 "a data item of version 2.0.0, found 'uu'", 4},
        FaultRow{"AnOldItemThatIsNot", R"(from="t")", R"(from="tt")", "unknown-data",
                 "a data item of version 1.0.0, found 'tt'", 4},
        FaultRow{"AnItemOfAnotherType", R"(from="t")", R"(from="n")", "wrong-type",
                 "expected string for the data item 'u' of version 2.0.0, found the data item 'n' "
                 "of version 1.0.0, which is number",
                 4},
        FaultRow{"AnExpressionOfAnotherType", R"(from="t")", R"(expr="n + 1")", "wrong-type",
                 "found number in 'n + 1'", 4},
        FaultRow{"AnExpressionOverNewData", R"(from="t")", R"(expr="u")", "expression", "'u'", 4},
        FaultRow{"AnItemWithTwoSources", R"(from="t")", R"(from="t" expr="t")", "data-source",
                 "found both", 4},
        FaultRow{"AnItemWithoutSource", R"( from="t")", "", "data-source", "found neither", 4},
        FaultRow{"ANewItemWithoutEntry", R"(<data to="u" from="t"/>)",
                 R"(<drop-data from="t" because="x"/>)", "unmapped-data",
                 "expected a value for the data item 'u' of version 2.0.0", 1},
        FaultRow{"AnOldItemWithoutEntry", R"(from="t")", R"(expr='"z"')", "unmapped-data",
                 "expected an entry for the data item 't' of version 1.0.0", 1},
        FaultRow{"ADroppedItemThatIsKept", R"(<data to="u" from="t"/>)",
                 R"(<data to="u" from="t"/><drop-data from="t" because="x"/>)", "mapped-twice",
                 "expected a data item that nothing goes on from, found 't'", 4},
        FaultRow{"AnOldEventThatIsNot", R"(from="go")", R"(from="goo")", "unknown-event",
                 "an event that version 1.0.0 takes, found 'goo' (did you mean 'go'?)", 5},
        FaultRow{"ANewEventThatIsNot", R"(to="walk")", R"(to="talk")", "unknown-event",
                 "an event that version 2.0.0 takes, found 'talk' (did you mean 'walk'?)", 5},
        FaultRow{"AnEventTwice", R"(<event from="go" to="walk"/>)",
                 R"(<event from="go" to="walk"/><drop-event from="go" because="x"/>)",
                 "mapped-twice", "'go'", 5}),
    [](const testing::TestParamInfo<FaultRow>& row) { return row.param.name; });

TEST(Migration, AsksForAnEntryForAStateThatIsGone) {
  Diagnostics diagnostics;

  const auto map =
      load_map("", chart_of(scxml(kLine)), chart_of(scxml(R"(<state id="a"/>)")), diagnostics);

  EXPECT_FALSE(map.has_value());
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_THAT(diagnostics.all().front().message,
              HasSubstr("expected an entry for the state 'b' of version 0.0.0, which version 0.0.0 "
                        "does not have"));
}

}  // namespace
}  // namespace lagrum::statechart
