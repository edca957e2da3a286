#include "exchange/plain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "support.h"
#include "support/house.h"
#include "support/shared.h"

namespace lagrum::exchange {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A chart of ours around the states.
statechart::Chart chart_with(std::string_view body) {
  const std::string text =
      "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" xmlns:l=\"urn:lagrum:workflow:1\" "
      "version=\"1.0\" datamodel=\"feel\" name=\"n\">" +
      std::string(body) + "</scxml>";
  Diagnostics diagnostics;
  auto chart =
      statechart::Chart::load(xml::Document::parse(text, "own.scxml").value(), {}, diagnostics);
  if (!chart) ADD_FAILURE() << to_string(chart.error());
  return std::move(chart).value();
}

std::string written(std::string_view body, Datamodel datamodel, Diagnostics& diagnostics) {
  Result<std::string> text = plain_chart(chart_with(body), datamodel, diagnostics);
  return text ? std::move(text).value() : "refused: " + to_string(text.error());
}

std::string written(std::string_view body, Datamodel datamodel) {
  Diagnostics diagnostics;
  return written(body, datamodel, diagnostics);
}

std::string told(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& each : diagnostics.all()) all += to_string(each) + "\n";
  return all;
}

/// The structure and content that a chart of ours has, and the part that stands for it.
struct SaidRow {
  const char* name;
  Datamodel datamodel;
  const char* from;
  const char* to;
};

void PrintTo(const SaidRow& row, std::ostream* stream) { *stream << row.name; }

class SaysPlainly : public testing::TestWithParam<SaidRow> {};

TEST_P(SaysPlainly, OnTheStandardsOwnPoints) {
  std::string text = written(GetParam().from, GetParam().datamodel);

  std::string flat;
  for (const char c : text) {
    if (c != '\n') flat += c;
    while (flat.ends_with("  ")) flat.pop_back();
    if (flat.ends_with("> ")) flat.pop_back();
  }
  EXPECT_THAT(flat, HasSubstr(GetParam().to));
}

constexpr auto kNull = Datamodel::kNull;
constexpr auto kEcmascript = Datamodel::kEcmascript;

INSTANTIATE_TEST_SUITE_P(
    , SaysPlainly,
    testing::Values(
        SaidRow{"AnAct", kNull,
                R"x(<state id="a"><transition event="e"><l:act type="x.y" l:basis="SFS 1 §"/>
                   </transition></state>)x",
                R"x(<transition event="e"><send type="urn:lagrum:act" event="x.y" )x"
                R"x(target="urn:lagrum:basis:SFS%201%20%C2%A7"/></transition>)x"},
        SaidRow{
            "AnActWithValues", kEcmascript,
            R"x(<state id="a"><transition event="e"><l:act type="x.y" l:basis="b" at="_event.data.on">
                   <l:with name="p"/><l:with name="q" expr='"r"'/></l:act></transition></state>)x",
            R"x(target="urn:lagrum:basis:b"><param name="p" expr="_event.data.p"/>)x"
            R"x(<param name="q" expr="'r'"/>)x"
            R"x(<param name="urn:lagrum:at" expr="_event.data.on"/></send>)x"},
        SaidRow{
            "ATask", kNull,
            R"x(<state id="a"><onentry><l:task id="t" role="officer"/></onentry></state>)x",
            R"x(<invoke type="urn:lagrum:task" id="t"><content><scxml version="1.0" name="officer"><state/>)x"},
        SaidRow{
            "ATaskNamedLikeAState", kNull,
            R"x(<state id="a"><onentry><l:task id="a" role="officer"/></onentry></state>)x",
            R"x(id="a.2"><content><scxml version="1.0" name="officer"><state><onentry>)x"
            R"x(<log label="urn:lagrum:task a"/></onentry></state></scxml></content></invoke>)x"},
        SaidRow{"AGuardOfTheNullDatamodel", kNull,
                R"x(<state id="a"><transition cond='In("b")' event="e"/></state><state id="b"/>)x",
                R"x(<transition event="e" cond="In('b')"/>)x"},
        SaidRow{"AGuardThatIsKeptAsText", kNull,
                R"x(<state id="a"><transition cond='_event.data.x = "y"' event="e"/></state>)x",
                R"x(<transition event="e">)x"
                R"x(<log label="urn:lagrum:guard _event.data.x = &quot;y&quot;"/></transition>)x"},
        SaidRow{
            "AGuardWithoutEventThatIsKeptAsText", kNull,
            R"x(<state id="a"><transition cond='_name = "y"' target="b"/></state><state id="b"/>)x",
            R"x(<transition event="lagrum.guard" target="b"><log )x"},
        SaidRow{
            "DataAndAssignmentsThatAreKeptAsText", kNull,
            R"x(<datamodel><data id="d" expr="[]"/><data id="n"/></datamodel>
                   <state id="a"><onentry><assign location="n.m" expr='"x y"'/></onentry></state>)x",
            R"x(<onentry><log label="urn:lagrum:data d []"/><log label="urn:lagrum:data n null"/>)x"
            R"x(</onentry><onentry><log label="urn:lagrum:assign n.m &quot;x y&quot;"/></onentry>)x"},
        SaidRow{"ATranslatedGuard", kEcmascript,
                R"x(<state id="a"><transition cond='_event.data.x = "y"' event="e"/></state>)x",
                R"x(<transition event="e" cond="_event.data.x === 'y'"/>)x"},
        SaidRow{"DataAndAssignments", kEcmascript,
                R"x(<datamodel><data id="d" expr="[]"/><data id="n"/></datamodel>
                   <state id="a"><transition event="e"><assign location="n" expr="1"/></transition></state>)x",
                R"x(<datamodel><data id="d" expr="[]"/><data id="n" expr="null"/></datamodel>)x"},
        SaidRow{
            "HistoryAndInitial", kNull,
            R"x(<state id="a"><initial><transition target="c"><raise event="r"/></transition></initial>
                   <history id="h" type="deep"><transition target="c"/></history>
                   <state id="b"/><state id="c"/></state>)x",
            R"x(<state id="a"><initial><transition target="c"><raise event="r"/></transition></initial>)x"
            R"x(<history id="h" type="deep"><transition target="c"/></history>)x"},
        SaidRow{
            "IfElseifElse", kEcmascript,
            R"x(<state id="a"><onentry><if cond='In("a")'><raise event="x"/>
                   <if cond='In("a")'><raise event="y"/><else/></if><elseif cond="true"/><raise event="z"/>
                   <else/><raise event="w"/><raise event="v"/></if></onentry></state>)x",
            R"x(<if cond="In('a')"><raise event="x"/><if cond="In('a')"><raise event="y"/></if>)x"
            R"x(<elseif cond="true"/><raise event="z"/><else/><raise event="w"/><raise event="v"/></if>)x"},
        SaidRow{
            "AForeach", kEcmascript,
            R"x(<state id="a"><onentry><foreach array="[1]" item="i"><log expr="i"/></foreach></onentry></state>)x",
            R"x(<foreach array="[1]" item="i"><log expr="i"/></foreach></onentry>)x"},
        SaidRow{
            "SendsAndCancels", kEcmascript,
            R"x(<state id="a"><onentry><send event="e" id="s" delay="5s"><param name="p" expr="1"/></send>
                   <cancel sendid="s"/></onentry></state>)x",
            R"x(<send event="e" delay="5s" id="s"><param name="p" expr="1"/></send><cancel sendid="s"/>)x"},
        SaidRow{"DataOfTheEnd", kEcmascript,
                R"x(<final id="a"><donedata><content expr="1"/></donedata></final>)x",
                R"x(<donedata><content expr="1"/></donedata>)x"}),
    [](const testing::TestParamInfo<SaidRow>& row) { return std::string(row.param.name); });

TEST(Plain, TellsWhatTheNullDatamodelLeavesOut) {
  Diagnostics diagnostics;

  const std::string text = written(
      R"x(<l:title xml:lang="en">T</l:title><l:fact name="f" expr="true"/>
         <datamodel><data id="d"/></datamodel>
         <state id="a" l:phase="service"><onentry><if cond="d = 1"><raise event="x"/></if></onentry>
         <transition event="e" l:by="officer" cond="d = 1"><assign location="d" expr="1"/>
         <l:act type="x.y" l:basis="b"><l:with name="p"/><l:with name="q"/></l:act></transition></state>)x",
      Datamodel::kNull, diagnostics);

  const std::string all = told(diagnostics);
  EXPECT_FALSE(diagnostics.has_errors()) << text;
  for (const char* what :
       {"<if> with what it holds (1 time)", "guards, which are kept as the text of a log (1 time)",
        "values of acts (2 times", "l:phase (1", "l:by (1", "l:fact (1",
        "assignments, which are kept", "data items, which are kept", "the title of the workflow"})
    EXPECT_THAT(all, HasSubstr(what));
  EXPECT_THAT(text, Not(HasSubstr("expr=")));
  EXPECT_THAT(text, Not(HasSubstr("xmlns:")));
}

TEST(Plain, RefusesInEcmascriptWhatIsOutsideTheSubsetAndNamesEachPlace) {
  Diagnostics diagnostics;

  const std::string text = written(
      "<datamodel><data id=\"d\" expr=\"[]\"/></datamodel>\n"
      "<state id=\"a\"><transition event=\"e\" cond=\"true and d[1] = 2\">\n"
      "<assign location=\"d\" expr=\"for x in d return x\"/></transition></state>",
      Datamodel::kEcmascript, diagnostics);

  EXPECT_THAT(text, HasSubstr("refused"));
  EXPECT_THAT(told(diagnostics), HasSubstr("own.scxml:2:"));
  EXPECT_THAT(told(diagnostics), HasSubstr("found a filter [not-translated]"));
  EXPECT_THAT(told(diagnostics), HasSubstr("found 'for' [not-translated]"));
}

TEST(Plain, RefusesTheIndexOfAForeachWhichCountsOtherwise) {
  Diagnostics diagnostics;

  written(R"x(<state id="a"><onentry><foreach array="[1]" item="i" index="n"/></onentry></state>)x",
          Datamodel::kEcmascript, diagnostics);

  EXPECT_THAT(told(diagnostics), HasSubstr("expected a foreach without index"));
}

TEST(Plain, NamesAWorkflowThatIsNearlyRight) {
  ASSERT_TRUE(test::House::get().loaded());
  const Workspace& workspace = test::House::get().workspace();
  const std::string id = workspace.workflows().front().id;
  Diagnostics diagnostics;

  const auto text = plain_scxml(workspace, WorkflowId(id + "x"), Datamodel::kNull, diagnostics);

  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(text.error().message, HasSubstr("did you mean '" + id + "'"));
}

// NOLINTNEXTLINE(misc-no-recursion)
void each_element(const xml::Element& element, const std::function<void(const xml::Element&)>& f) {
  f(element);
  for (const xml::Element& child : element.children()) each_element(child, f);
}

class ShippedPlain : public testing::TestWithParam<Datamodel> {
 protected:
  void SetUp() override { ASSERT_TRUE(test::House::get().loaded()); }

  /// Calls `use` with each shipped workflow that can be written, and says which cannot.
  static void each_written(const std::function<void(const xml::Document&)>& use) {
    std::size_t count = 0;
    const Workspace& workspace = test::House::get().workspace();
    for (const auto& workflow : workspace.workflows()) {
      Diagnostics diagnostics;
      const auto text = plain_scxml(workspace, WorkflowId(workflow.id), GetParam(), diagnostics);
      if (!text) {
        EXPECT_EQ(GetParam(), Datamodel::kEcmascript) << to_string(text.error());
        continue;
      }
      ++count;
      use(xml::Document::parse(*text, workflow.id).value());
    }
    EXPECT_GT(count, GetParam() == Datamodel::kNull ? 1U : 0U);
  }
};

TEST_P(ShippedPlain, HoldsNothingOfAnotherNamespace) {
  each_written([](const xml::Document& document) {
    each_element(document.root(), [](const xml::Element& element) {
      EXPECT_EQ(element.ns(), statechart::kScxmlNamespace);
      for (const xml::Attribute& attribute : element.attributes()) EXPECT_EQ(attribute.ns, "");
      if (GetParam() == Datamodel::kEcmascript) return;
      EXPECT_FALSE(element.attribute("expr")) << element.local();
    });
  });
}

TEST_P(ShippedPlain, IsValidByTheSchemaOfTheW3c) {
  const auto shared = test::shared_dir();
  const auto folder = shared.value_or("") / "conformance" / "scxml-xsd";
  if (!shared || !std::filesystem::is_directory(folder))
    GTEST_SKIP() << "shared data not found: conformance/scxml-xsd";
  std::vector<xml::Schema::File> files = {
      {"scxml.xsd", test::read_bytes(folder / "scxml.xsd")},
      {"xml.xsd", test::read_source("schemas/1/xml.xsd").value()}};
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().filename() != "scxml.xsd")
      files.push_back({file.path().filename().string(), test::read_bytes(file.path())});
  }
  const auto schema = xml::Schema::compile(files);
  ASSERT_TRUE(schema) << to_string(schema.error());

  each_written([&](const xml::Document& document) {
    Diagnostics diagnostics;
    schema->validate(document, diagnostics);
    EXPECT_EQ(told(diagnostics), "");
  });
}

INSTANTIATE_TEST_SUITE_P(, ShippedPlain, testing::Values(Datamodel::kNull, Datamodel::kEcmascript),
                         [](const testing::TestParamInfo<Datamodel>& row) {
                           return row.param == Datamodel::kNull ? "Null" : "Ecmascript";
                         });

}  // namespace
}  // namespace lagrum::exchange
