#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cases/workspace_state.h"
#include "exchange/plain.h"
#include "lagrum/exchange.h"
#include "statechart/tables.h"
#include "support.h"
#include "support/house.h"

namespace lagrum::exchange {
namespace {

using testing::HasSubstr;

std::string all_of_them(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& each : diagnostics.all()) all += to_string(each) + "\n";
  return all;
}

/// The workflow, or what was said instead.
std::string adopted_from(std::string_view bytes) {
  Diagnostics diagnostics;
  Result<std::string> made = workflow_from(bytes, "foreign.scxml", diagnostics);
  if (made) return std::move(made).value();
  const std::string said = all_of_them(diagnostics);
  return said.empty() ? to_string(made.error()) : said;
}

constexpr std::string_view kHead =
    "<scxml xmlns:l=\"urn:lagrum:workflow:1\" datamodel=\"feel\" "
    "xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\">";

class Adopts : public testing::TestWithParam<TextRow> {};

TEST_P(Adopts, WhatStandsForOurs) {
  const std::string made = adopted_from(plain(GetParam().from));

  EXPECT_EQ(made, std::string(kHead) + GetParam().to + "</scxml>");
}

INSTANTIATE_TEST_SUITE_P(
    , Adopts,
    testing::Values(
        TextRow{"NothingButTheRoot", "<state id='a'/>", "<state id='a'/>"},
        TextRow{"AGuard", "<state id='a'><transition cond=\"In('a')\"/></state>",
                "<state id='a'><transition cond=\"In(&quot;a&quot;)\"/></state>"},
        TextRow{"AGuardInSingleQuotes",
                "<state id='a'><transition event='e' cond='_event.data.x === \"y\"'/></state>",
                "<state id='a'><transition event='e' cond='_event.data.x = \"y\"'/></state>"},
        TextRow{"AGuardThatSaysTheSame",
                "<state id='a'><transition event='e' cond='_event.data.x  &gt;5'/></state>",
                "<state id='a'><transition event='e' cond='_event.data.x  &gt;5'/></state>"},
        TextRow{"AnActWithAllAboutIt",
                "<state id='a'><onentry><send  id2:x='k' xmlns:id2='u'\n  event='x.y' "
                "type=\"urn:lagrum:act\" target='urn:lagrum:basis:SFS%201%20%C2%A7'><!-- why -->"
                "<param name='p' expr='_event.data.p'/><param expr=\"'v'\" name='q'/></send>"
                "</onentry></state>",
                "<state id='a'><onentry><l:act  id2:x='k' xmlns:id2='u'\n  type='x.y' "
                "l:basis='SFS 1 §'><!-- why --><l:with name='p'/>"
                "<l:with expr=\"&quot;v&quot;\" name='q'/></l:act></onentry></state>"},
        TextRow{"ALegalTime",
                "<state id='a'><transition event='e'><send type='urn:lagrum:act' event='x' "
                "target='urn:lagrum:basis:b'><param name='urn:lagrum:at' "
                "expr='_event.data.on'/></send></transition></state>",
                "<state id='a'><transition event='e'><l:act at=\"_event.data.on\" type='x' "
                "l:basis='b'></l:act></transition></state>"},
        TextRow{"TwoTasks",
                "<state id='a'><invoke type='urn:lagrum:task' id='t'><content><scxml "
                "version='1.0' name='officer'><state/></scxml></content></invoke><invoke id='a.2' "
                "type='urn:lagrum:task'><!-- who -->\n  <content><scxml version='1.0' "
                "name='o p'><state><onentry><log label='urn:lagrum:task a'/></onentry></state>"
                "</scxml></content>\n</invoke></state>",
                "<state id='a'><onentry><l:task role=\"officer\" id='t'></l:task></onentry>"
                "<onentry><l:task id='a' role=\"o p\"><!-- who -->\n</l:task></onentry></state>"},
        TextRow{"AGuardThatWasKeptAsText",
                "<state id='a'><transition event='e'>\n  <log label=\"urn:lagrum:guard In("
                "&quot;a&quot;) and _event.data.x != null\"/>\n</transition></state>",
                "<state id='a'><transition cond='In(\"a\") and _event.data.x != null' "
                "event='e'>\n</transition></state>"},
        TextRow{"AGuardThatWasKeptAsTextBehindAnEditorsElement",
                "<state id='a'><transition event='e'><i xmlns='u'/>"
                "<log label='urn:lagrum:guard true'/></transition></state>",
                "<state id='a'><transition cond=\"true\" event='e'><i xmlns='u'/>"
                "</transition></state>"},
        TextRow{"AGuardWithoutEventThatWasKeptAsText",
                "<state id='a'><transition event='lagrum.guard' target='b'>"
                "<log label='urn:lagrum:guard true'/></transition></state><state id='b'/>",
                "<state id='a'><transition cond=\"true\" target='b'></transition></state>"
                "<state id='b'/>"},
        TextRow{"DataAndAssignments",
                "<datamodel><data id='d' expr=\"{a: 'x'}\"/></datamodel><state id='a'><onentry>"
                "<assign location='d.a' expr='d.a == null ? 1 : d.a'/></onentry></state>",
                "<datamodel><data id='d' expr=\"{a: &quot;x&quot;}\"/></datamodel><state id='a'>"
                "<onentry><assign location='d.a' expr='if d.a = null then 1 else d.a'/></onentry>"
                "</state>"},
        TextRow{"DataAndAssignmentsThatWereKeptAsText",
                "<state id='a'><onentry><log label='urn:lagrum:data d \"x y\"'/>"
                "<log label='urn:lagrum:assign d 1 + 1'/><log label='urn:lagrum:other'/></onentry>"
                "</state>",
                "<datamodel><data id=\"d\" expr='\"x y\"'/></datamodel><state id='a'><onentry>"
                "<assign location=\"d\" expr=\"1 + 1\"/><log label='urn:lagrum:other'/></onentry>"
                "</state>"},
        TextRow{"WhatOthersPutIn",
                "<qt:editorinfo xmlns:qt='http://www.qt.io/2015/02/scxml-ext' geometry='1;2;3'/>"
                "<state id='a'/><!-- &amp; -->",
                "<qt:editorinfo xmlns:qt='http://www.qt.io/2015/02/scxml-ext' geometry='1;2;3'/>"
                "<state id='a'/><!-- &amp; -->"}),
    name_of_row);

class RefusesToAdopt : public testing::TestWithParam<TextRow> {};

TEST_P(RefusesToAdopt, AndNamesThePlace) {
  EXPECT_THAT(adopted_from(plain(GetParam().from)), HasSubstr(GetParam().to));
}

// The root's tag is 66 characters long; the rows begin after it.
INSTANTIATE_TEST_SUITE_P(
    , RefusesToAdopt,
    testing::Values(
        TextRow{"AGuardOutsideTheSubset",
                "<state id='a'><transition cond='true &amp;&amp; f(1)'/></state>",
                "expected no call but In('state') of the subset that is translated, found '('"},
        TextRow{"AScript", "\n<script>1</script><state id='a'/>",
                "foreign.scxml:2:1: error: not taken in a workflow: <script>"},
        TextRow{"AnInvoke", "\n <state id='a'><invoke src='x'/></state>",
                "foreign.scxml:2:16: error: not taken in a workflow: <invoke>"},
        TextRow{"AnUnknownTarget", "\n<state id='a'><transition target='b'/></state>",
                "foreign.scxml:2:35: error: expected the id of a state, found 'b'"},
        TextRow{"AnotherSend",
                "\n<state id='a'><onentry><send type='basichttp' event='e'/></onentry></state>",
                "foreign.scxml:2:36: error: expected a send of type \"scxml\""},
        TextRow{"AnActWithoutBasis",
                "<state id='a'><onentry><send type='urn:lagrum:act' event='x'/></onentry></state>",
                "it cites the provisions that the act rests on [missing-basis]"},
        TextRow{"AnActWithoutType",
                "<state id='a'><onentry><send type='urn:lagrum:act' "
                "target='urn:lagrum:basis:b'/></onentry></state>",
                "expected the act's type in 'event'"},
        TextRow{"AnActWithABadBasis",
                "<state id='a'><onentry><send type='urn:lagrum:act' event='x' "
                "target='urn:lagrum:basis:%GG'/></onentry></state>",
                "found '%GG' [bad-value]"},
        TextRow{"AnActWithADelay",
                "<state id='a'><onentry><send type='urn:lagrum:act' event='x' delay='1s' "
                "target='urn:lagrum:basis:b'/></onentry></state>",
                "expected no attribute but 'type', 'event' or 'target'"},
        TextRow{"AnActWithContent",
                "<state id='a'><onentry><send type='urn:lagrum:act' event='x' "
                "target='urn:lagrum:basis:b'><content>1</content></send></onentry></state>",
                "expected <param> in the send of an act, found <content>"},
        TextRow{"ATaskWithoutRole", "<state id='a'><invoke type='urn:lagrum:task' id='t'/></state>",
                "a chart in <content> that is named for the role"},
        TextRow{"ATaskWithValues",
                "\n<state id='a'><invoke type='urn:lagrum:task' id='t'><param name='p' "
                "expr='1'/></invoke></state>",
                "foreign.scxml:2:53: error: expected <content> in the invoke of a task"},
        TextRow{"ATaskWithASource",
                "<state id='a'><invoke type='urn:lagrum:task' id='t' src='u'/></state>",
                "expected no attribute but 'type' or 'id' on the invoke of a task, found 'src'"},
        TextRow{"AnIndexInALocation",
                "<datamodel><data id='d'/></datamodel><state id='a'><onentry>"
                "<assign location='d[0]' expr='1'/></onentry></state>",
                "count from 1 in a workflow"},
        TextRow{"AnIndexOfAForeach",
                "<state id='a'><onentry><foreach array='[1]' item='i' index='n'/></onentry>"
                "</state>",
                "expected a foreach without index"},
        TextRow{"AValueBetweenTags",
                "<datamodel><data id='d'>'x'</data></datamodel><state id='a'/>",
                "expected the value in 'expr'"},
        TextRow{"AKeptAssignmentWithoutValue",
                "<state id='a'><onentry><log label='urn:lagrum:assign d'/></onentry></state>",
                "expected a name and a value, found 'd'"},
        TextRow{"TwoGuards",
                "<state id='a'><transition event='e' cond='true'>"
                "<log label='urn:lagrum:guard true'/></transition></state>",
                "expected one guard, as 'cond' or in a log that keeps it, found two"},
        TextRow{"TwoKeptGuards",
                "<state id='a'><transition event='e'><log label='urn:lagrum:guard true'/>"
                "<log label='urn:lagrum:guard false'/></transition></state>",
                "expected one guard"},
        TextRow{"AKeptGuardElsewhere",
                "<state id='a'><onentry><log label='urn:lagrum:guard true'/></onentry></state>",
                "expected the log that keeps a guard in its transition, found it in <onentry>"},
        TextRow{"AGuardThatWasKeptAndIsNoFeel",
                "<state id='a'><transition event='e'>"
                "<log label='urn:lagrum:guard 1 +'/></transition></state>",
                "[expression]"}),
    name_of_row);

TEST(Adopt, PlacesAreThoseOfTheFileThatWasGiven) {
  const std::string said = adopted_from(
      plain("\n<state id='a'><invoke type='urn:lagrum:task' id='t'><content><scxml name='r'/>"
            "</content></invoke><transition event='e' cond=\"_event.data.x === 'y' &amp;&amp; "
            "z\"/></state>"));

  EXPECT_THAT(said, HasSubstr("foreign.scxml:2:"));
  EXPECT_THAT(said, HasSubstr("found 'z'"));
}

TEST(Adopt, RefusesAnotherDatamodelAndAnotherRoot) {
  EXPECT_THAT(
      adopted_from(plain("<state id='a'/>", " datamodel='xpath'")),
      HasSubstr("expected 'null', 'ecmascript' or 'feel' for 'datamodel', found \"xpath\""));
  EXPECT_THAT(adopted_from("<svg/>"), HasSubstr("foreign.scxml:1:1: error: expected the root"));
  EXPECT_THAT(adopted_from("<scxml"), HasSubstr("foreign.scxml:1:"));
  EXPECT_THAT(adopted_from("<!DOCTYPE scxml []><scxml/>"), HasSubstr("without DOCTYPE"));
}

TEST(Adopt, TakesThePrefixThatIsThereOrOneThatIsFree) {
  EXPECT_THAT(adopted_from(plain("<state id='a'/>", " xmlns:l='urn:other' datamodel='null'")),
              HasSubstr("<scxml xmlns:l2=\"urn:lagrum:workflow:1\""));
  EXPECT_THAT(adopted_from(plain("<state id='a'><invoke id='t' type='urn:lagrum:task'><content>"
                                 "<scxml name='r'/></content></invoke></state>",
                                 " xmlns:our='urn:lagrum:workflow:1' datamodel='null'")),
              HasSubstr("<onentry><our:task id='t' role=\"r\"></our:task></onentry>"));
}

TEST(Adopt, TakesAPrefixOnScxmlItself) {
  const std::string made = adopted_from(
      "<s:scxml xmlns:s='http://www.w3.org/2005/07/scxml' version='1.0'><s:state id='a'>"
      "<s:invoke id='t' type='urn:lagrum:task'><s:content><s:scxml name='r'/></s:content>"
      "</s:invoke></s:state></s:scxml>");

  EXPECT_THAT(made, HasSubstr("<s:onentry><l:task id='t' role=\"r\"></l:task></s:onentry>"));
}

std::string utf16(std::string_view text) {
  std::string made = "\xFF\xFE";
  for (const char c : text) {
    made += c;
    made += '\0';
  }
  return made;
}

TEST(Adopt, KeepsLineEndsMarkAndEncoding) {
  const std::string body = "\r\n<state id='a'>\r\n\t<!-- \xC3\xA5 -->\r\n</state>\r\n";
  const std::string head(kHead);
  const std::string latin = "<?xml version='1.0' encoding='iso-8859-1'?>";
  const std::string wide = "<?xml version='1.0' encoding='UTF-16'?>";
  const std::string act =
      "<state id='a'><onentry><send type='urn:lagrum:act' event='x' "
      "target='urn:lagrum:basis:%E2%80%93'/></onentry></state>";

  EXPECT_EQ(adopted_from("\xEF\xBB\xBF" + plain(body)), "\xEF\xBB\xBF" + head + body + "</scxml>");
  EXPECT_EQ(adopted_from(utf16(plain("<state id='a'/>"))),
            utf16(head + "<state id='a'/>" + "</scxml>"));
  EXPECT_EQ(adopted_from(utf16(wide + plain("<state id='a'/>"))),
            utf16(wide + head + "<state id='a'/>" + "</scxml>"));
  EXPECT_EQ(adopted_from(latin + plain("<!-- \xE5 --><state id='a'/>")),
            latin + head + "<!-- \xE5 --><state id='a'/></scxml>");
  EXPECT_THAT(adopted_from(latin + plain(act)), HasSubstr("l:basis='&#8211;'"));
}

// ---- onto the workflow that it was

std::string ours_with(std::string_view body, std::string_view attributes = {}) {
  return "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" xmlns:l=\"urn:lagrum:workflow:1\" "
         "version=\"1.0\" datamodel=\"feel\"" +
         std::string(attributes) + ">" + std::string(body) + "</scxml>";
}

/// The chart imported onto the workflow, without its head, and what was told.
std::string onto(std::string_view foreign, const std::string& workflow) {
  const xml::Document former = xml::Document::parse(workflow, "former.scxml").value();
  Diagnostics diagnostics;
  const auto made = workflow_from(plain(foreign), "foreign.scxml", diagnostics, &former);
  return (made ? made->substr(made->find("version")) : to_string(made.error())) + "\n" +
         all_of_them(diagnostics);
}

constexpr const char* kPlainAct =
    "<state id='a'><transition event='e' target='a'><send type='urn:lagrum:act' event='x' "
    "target='urn:lagrum:basis:b'><param name='p' expr='1'/></send></transition></state>";

TEST(AdoptOnto, GivesBackWhatPlainScxmlHasNoPlaceFor) {
  const std::string made = onto(
      kPlainAct,
      ours_with("<l:title xml:lang='en'>T</l:title><state id='a' l:phase='service'><onentry>"
                "<l:ask id='q' role='r' type='boolean'/></onentry><transition event='e' target='a' "
                "l:by='officer'><l:payload name='n' type='string'/><l:act type='x' l:basis='other' "
                "at='today()'><l:with name='p' expr='2'/><l:with name='q'/>"
                "<l:document kind='k'/></l:act></transition></state>"));

  EXPECT_EQ(made,
            "version=\"1.0\">\n<l:title xml:lang='en'>T</l:title>"
            "<state l:phase=\"service\" id='a'><onentry><l:ask id='q' role='r' "
            "type='boolean'/></onentry><transition l:by=\"officer\" event='e' target='a'>\n"
            "<l:payload name='n' type='string'/><l:act at=\"today()\" type='x' l:basis='b'>"
            "<l:with name='q'/><l:document kind='k'/><l:with name='p' expr='1'/></l:act>"
            "</transition></state></scxml>\n");
}

TEST(AdoptOnto, PutsInTheLineEndsOfTheFileThatIsImported) {
  const std::string workflow = ours_with("<l:title xml:lang='en'>T</l:title><state id='a'/>");

  EXPECT_THAT(onto("\r\n<state id='a'/>", workflow),
              HasSubstr("\r\n<l:title xml:lang='en'>T</l:title>\r\n<state"));
  EXPECT_THAT(onto("\n<state id='a'/>", workflow),
              HasSubstr("\n<l:title xml:lang='en'>T</l:title>\n<state"));
}

TEST(AdoptOnto, TellsWhatHasLostItsPlace) {
  const std::string made = onto(
      kPlainAct, ours_with("<state id='b' l:phase='service'/>\n<state id='a'><onentry><l:evaluate "
                           "decision='d' into='i'/></onentry><transition event='f' "
                           "l:by='officer'/><transition event='e' target='a'><l:act type='y' "
                           "l:basis='b'/></transition></state>"));

  EXPECT_THAT(made, HasSubstr("former.scxml:1:111: warning: expected the state 'b'"));
  EXPECT_THAT(made, HasSubstr("warning: expected the transition on 'f' to ''"));
  EXPECT_THAT(made, HasSubstr("expected the act 'y' in its place"));
  EXPECT_THAT(made, HasSubstr("former.scxml:2:24: warning: expected the decision 'd'"));
}

TEST(AdoptOnto, TakesAWorkflowOnly) {
  EXPECT_THAT(onto(kPlainAct, "<svg/>"), HasSubstr("to import onto, found <svg>"));
}

// ---- there and back

class ShippedThereAndBack : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(test::House::get().loaded()); }

  static statechart::Chart chart_of_text(const std::string& text) {
    Diagnostics diagnostics;
    auto chart =
        statechart::Chart::load(xml::Document::parse(text, "back").value(), {}, diagnostics);
    if (!chart) ADD_FAILURE() << all_of_them(diagnostics);
    return std::move(chart).value();
  }

  static std::vector<std::string> acts_of(const std::vector<statechart::ActSpec>& acts) {
    std::vector<std::string> told;
    for (const statechart::ActSpec& act : acts) told.push_back(act.type + " " + act.basis);
    return told;
  }

  static void expect_same(const statechart::Chart& chart, const statechart::Chart& back) {
    ASSERT_EQ(back.states().size(), chart.states().size());
    for (std::size_t i = 0; i < chart.states().size(); ++i) {
      const statechart::StateInfo& state = chart.states()[i];
      const statechart::StateInfo& other = back.states()[i];
      EXPECT_EQ(other.id, state.id);
      EXPECT_EQ(other.parent, state.parent);
      EXPECT_EQ(other.kind, state.kind);
      EXPECT_EQ(acts_of(other.acts), acts_of(state.acts));
      EXPECT_EQ(back.tables().states[i].entry.targets, chart.tables().states[i].entry.targets);
      ASSERT_EQ(other.tasks.size(), state.tasks.size()) << state.id;
      for (std::size_t k = 0; k < state.tasks.size(); ++k) {
        EXPECT_EQ(other.tasks[k].id, state.tasks[k].id);
        EXPECT_EQ(other.tasks[k].role, state.tasks[k].role);
      }
    }
    ASSERT_EQ(back.transitions().size(), chart.transitions().size());
    for (std::size_t i = 0; i < chart.transitions().size(); ++i) {
      const statechart::TransitionInfo& transition = chart.transitions()[i];
      const statechart::TransitionInfo& other = back.transitions()[i];
      EXPECT_EQ(other.name, transition.name);
      EXPECT_EQ(other.guard.empty(), transition.guard.empty()) << transition.name;
      EXPECT_EQ(back.tables().transitions[i].internal, chart.tables().transitions[i].internal);
      EXPECT_EQ(acts_of(other.acts), acts_of(transition.acts)) << transition.name;
    }
  }
};

TEST_F(ShippedThereAndBack, HasTheSameStatesTransitionsActsAndTasks) {
  const Workspace& workspace = test::House::get().workspace();
  std::size_t count = 0;
  for (const auto& info : workspace.workflows()) {
    const statechart::Chart& chart = (*workspace.state()->newest(WorkflowId(info.id)))->chart;
    for (const Datamodel datamodel : {Datamodel::kNull, Datamodel::kEcmascript}) {
      Diagnostics diagnostics;
      const auto text = plain_chart(chart, datamodel, diagnostics);
      if (!text) continue;  // ShippedPlain says which can be written

      const auto back = workflow_from(*text, info.id, diagnostics);

      ASSERT_TRUE(back) << all_of_them(diagnostics);
      expect_same(chart, chart_of_text(*back));
      ++count;
    }
  }
  EXPECT_GE(count, 2U);
}

/// What an author says of a chart beyond plain SCXML.
std::string said_by(const statechart::Chart& chart) {
  std::string text = chart.name() + chart.version() + chart.calendar() + chart.decisions();
  for (const std::string& law : chart.law()) text += " " + law;
  for (const statechart::FactInfo& fact : chart.facts()) text += fact.name + fact.expression + "\n";
  const auto tell = [&](const std::vector<statechart::ActSpec>& acts) {
    for (const statechart::ActSpec& act : acts) {
      std::vector<std::string> names = act.attributes;
      std::sort(names.begin(), names.end());
      text += "  " + act.type + " " + act.basis;
      for (const std::string& name : names) text += " " + name;
      for (const statechart::DocumentSpec& each : act.documents) text += each.template_path;
      text += "\n";
    }
  };
  for (const statechart::StateInfo& state : chart.states()) {
    text += state.id + " " + state.phase;
    for (const auto& task : state.tasks)
      text += " " + task.id + task.role + task.form + task.title.in(Language::kSwedish);
    for (const auto& ask : state.asks) text += " " + ask.id + ask.role + ask.type;
    tell(state.acts);
  }
  for (const statechart::TransitionInfo& transition : chart.transitions()) {
    text += transition.name;
    for (const std::string& role : transition.roles) text += " " + role;
    for (const auto& value : transition.payload) text += " " + value.name + to_string(value.type);
    tell(transition.acts);
  }
  return text;
}

TEST_F(ShippedThereAndBack, OntoItselfItSaysAllThatItSaid) {
  const Workspace& workspace = test::House::get().workspace();
  std::size_t count = 0;
  for (const auto& info : workspace.workflows()) {
    const auto* workflow = *workspace.state()->newest(WorkflowId(info.id));
    for (const Datamodel datamodel : {Datamodel::kNull, Datamodel::kEcmascript}) {
      Diagnostics diagnostics;
      const auto text = plain_chart(workflow->chart, datamodel, diagnostics);
      if (!text) continue;
      std::vector<SourceFile> files = test::shipped_sources();
      const auto file = std::find_if(files.begin(), files.end(), [&](const SourceFile& each) {
        return each.name == workflow->file;
      });
      ASSERT_NE(file, files.end());
      const xml::Document former = xml::Document::parse(file->bytes, file->name).value();

      const auto back = workflow_from(*text, info.id, diagnostics, &former);

      ASSERT_TRUE(back) << all_of_them(diagnostics);
      file->bytes = *back;
      Diagnostics found;
      const auto loaded = Workspace::load(files, test::House::get().zones(), found);
      ASSERT_TRUE(loaded) << all_of_them(found);
      const auto* again = *loaded->state()->newest(WorkflowId(info.id));
      EXPECT_EQ(said_by(again->chart), said_by(workflow->chart));
      ++count;
    }
  }
  EXPECT_GE(count, 2U);
}

TEST_F(ShippedThereAndBack, AWorkflowOfOursStaysToTheByte) {
  std::size_t count = 0;
  for (const SourceFile& file : test::shipped_sources()) {
    if (!file.name.ends_with(".scxml")) continue;
    ++count;
    EXPECT_EQ(adopted_from(file.bytes), file.bytes) << file.name;
  }
  EXPECT_GT(count, 1U);
}

}  // namespace
}  // namespace lagrum::exchange
