#include <functional>
#include <ostream>

#include "lagrum/json.h"
#include "support.h"

namespace lagrum::statechart {
namespace {

using namespace std::chrono_literals;

constexpr const char* kChart = R"x(
  <datamodel><data id="n" l:type="number" expr="1.50"/><data id="day" expr='date("2026-02-28")'/>
    <data id="list" expr='[1, "two", null, {a: true}]'/></datamodel>
  <state id="top">
    <parallel id="p"><history id="h" type="deep"><transition target="r s"/></history>
      <history id="hs"><transition target="r s"/></history>
      <onentry><log label="entered"/></onentry>
      <transition event="leave" target="away"/>
      <state id="r"><onentry><send id="s1" event="tick" delay="10s"><param name="x" expr="day"/></send></onentry>
        <state id="r1"><transition event="e" target="r2"/></state><state id="r2"/></state>
      <state id="s"/>
    </parallel>
    <state id="away"><transition event="back" target="h"/><transition event="tick" target="ticked"/></state>
    <state id="ticked"/>
  </state>
  <final id="end"/>)x";

Json stored(const Session& session) {
  const auto json = to_json(session);
  EXPECT_TRUE(json.has_value());
  return *json;
}

TEST(SessionJson, GivesTheSameSessionBack) {
  Running run(kChart);
  run.send("e");
  run.send("leave");

  const auto restored = session_from_json(stored(run.session), run.chart);

  ASSERT_TRUE(restored.has_value()) << to_string(restored.error());
  EXPECT_TRUE(*restored == run.session);
  EXPECT_EQ(*canonical(stored(*restored)), *canonical(stored(run.session)));
  EXPECT_EQ(restored->history.at("h"), (std::vector<std::string>{"r2", "s"}));
}

TEST(SessionJson, SurvivesTheTextForm) {
  Running run(kChart);

  const auto read = parse_json(*canonical(stored(run.session)));

  EXPECT_TRUE(*session_from_json(*read, run.chart) == run.session);
}

TEST(SessionJson, ChangesNothingBetweenAnyTwoSteps) {
  Running direct(kChart);
  Running restarted(kChart);
  for (const char* event : {"e", "leave", "back", "leave"}) {
    restarted.session = *session_from_json(stored(restarted.session), restarted.chart);

    direct.send(event);
    restarted.send(event);

    EXPECT_TRUE(direct.session == restarted.session) << event;
    EXPECT_EQ(direct.trace.entered, restarted.trace.entered);
  }
  direct.wait(10s);
  restarted.wait(10s);

  EXPECT_EQ(direct.active(), std::vector<std::string>{"ticked"});
  EXPECT_TRUE(direct.session == restarted.session);
}

TEST(SessionJson, KeepsDueInstantsAbsolute) {
  Running run(kChart);

  const auto restored = session_from_json(stored(run.session), run.chart);

  EXPECT_EQ(*next_due(*restored), run.surroundings.now + 10s);
  EXPECT_EQ(*restored->pending[0].event.data.context()->find("x"), Value(CivilDate{2026, 2, 28}));
}

TEST(SessionJson, KeepsErasedValues) {
  Running run(kChart);
  run.session.data.set("n", Erased{7});

  const auto restored = session_from_json(stored(run.session), run.chart);

  ASSERT_TRUE(restored.has_value()) << to_string(restored.error());
  EXPECT_EQ(restored->data.find("n")->erased()->sequence, 7u);
}

TEST(SessionJson, TakesASessionThatWasNotStarted) {
  const Running run(kChart);

  EXPECT_TRUE(*session_from_json(stored(Session()), run.chart) == Session());
}

struct Fault {
  const char* name;
  std::function<void(Json::Object&)> spoil;
  const char* says;
};

void PrintTo(const Fault& fault, std::ostream* stream) { *stream << fault.name; }

Json names(std::initializer_list<const char*> ids) {
  Json::Array array;
  for (const char* id : ids) array.emplace_back(id);
  return array;
}

Json context(std::initializer_list<std::pair<const char*, Value>> entries) {
  Context values;
  for (const auto& [name, value] : entries) values.set(name, value);
  return *to_json(Value(values));
}

class SessionFault : public testing::TestWithParam<Fault> {};

TEST_P(SessionFault, IsCorruption) {
  Running run(kChart);
  run.send("leave");
  Json json = stored(run.session);
  ASSERT_TRUE(session_from_json(json, run.chart).has_value());

  GetParam().spoil(*json.object());

  const auto restored = session_from_json(json, run.chart);
  ASSERT_FALSE(restored.has_value());
  EXPECT_EQ(restored.error().code, ErrorCode::kCorruption);
  EXPECT_NE(restored.error().message.find(GetParam().says), std::string::npos)
      << restored.error().message;
}

const Fault kFaults[] = {
    {"unknown state", [](auto& json) { json["configuration"] = names({"nowhere"}); }, "'nowhere'"},
    {"state that is not atomic", [](auto& json) { json["configuration"] = names({"top"}); },
     "'top'"},
    {"history as state", [](auto& json) { json["configuration"] = names({"h"}); }, "'h'"},
    {"two children",
     [](auto& json) {
       json["configuration"] = names({"away", "ticked"});
     },
     "1 active"},
    {"missing region", [](auto& json) { json["configuration"] = names({"r1"}); },
     "2 active in 'p'"},
    {"nothing active", [](auto& json) { json["configuration"] = names({}); }, "1 active"},
    {"wrong order",
     [](auto& json) {
       json["configuration"] = names({"s", "r1"});
     },
     "document order"},
    {"twice",
     [](auto& json) {
       json["configuration"] = names({"away", "away"});
     },
     "document order"},
    {"no configuration", [](auto& json) { json.erase("configuration"); }, "configuration"},
    {"numbers as ids", [](auto& json) { json["configuration"] = Json::Array{Json(1)}; },
     "state ids"},
    {"finished elsewhere", [](auto& json) { json["finished"] = true; }, "finished"},
    {"not finished at the end", [](auto& json) { json["configuration"] = names({"end"}); },
     "finished"},
    {"not started with a state", [](auto& json) { json["started"] = false; }, "not started"},
    {"no flags", [](auto& json) { json.erase("started"); }, "'started'"},
    {"history unknown",
     [](auto& json) {
       json["history"] = Json::Object{{"away", names({"r1"})}};
     },
     "a history"},
    {"history elsewhere",
     [](auto& json) {
       json["history"] = Json::Object{{"h", names({"away"})}};
     },
     "'away'"},
    {"deep history incomplete",
     [](auto& json) {
       json["history"] = Json::Object{{"h", names({"r1"})}};
     },
     "2 active"},
    {"shallow history too deep",
     [](auto& json) {
       json["history"] = Json::Object{{"hs", names({"r1", "s"})}};
     },
     "a child of 'p'"},
    {"data missing", [](auto& json) { json["data"] = context({}); }, "'n'"},
    {"data of another type",
     [](auto& json) {
       json["data"] = context({{"n", "x"}, {"day", {}}, {"list", {}}});
     },
     "number as 'n'"},
    {"data unknown",
     [](auto& json) {
       json["data"] = context({{"n", {}}, {"day", {}}, {"list", {}}, {"more", {}}});
     },
     "'more'"},
    {"data no context", [](auto& json) { json["data"] = "x"; }, "a context 'data'"},
    {"pending without a name",
     [](auto& json) { json["pending"].array()->at(0).object()->erase("name"); }, "'name'"},
    {"pending without a time",
     [](auto& json) { (*json["pending"].array()->at(0).object())["due"] = "soon"; }, "\"soon\""},
    {"pending out of order",
     [](auto& json) {
       Json early = json["pending"].array()->at(0);
       (*early.object())["due"] = "1999-01-01T00:00:00.000Z";
       json["pending"].array()->push_back(early);
     },
     "due order"},
    {"count below nothing",
     [](auto& json) {
       json["counters"] = Json::Object{{"send", Json(-1)}};
     },
     "'send'"},
};

INSTANTIATE_TEST_SUITE_P(Stored, SessionFault, testing::ValuesIn(kFaults));

}  // namespace
}  // namespace lagrum::statechart
