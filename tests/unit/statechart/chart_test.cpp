#include "statechart/chart.h"

#include <algorithm>

#include "support.h"

namespace lagrum::statechart {
namespace {

class LoadRule : public testing::TestWithParam<RuleRow> {};

TEST_P(LoadRule, AcceptsTheGoodChart) {
  const Law law;
  Diagnostics diagnostics;

  const auto chart = load(scxml(GetParam().good, "name='w' l:law='x'"), law.context(), diagnostics);

  EXPECT_TRUE(chart.has_value());
  for (const Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << to_string(diagnostic);
}

TEST_P(LoadRule, RefusesTheNearBadOne) {
  const Law law;
  Diagnostics diagnostics;

  const auto chart = load(scxml(GetParam().bad, "name='w' l:law='x'"), law.context(), diagnostics);

  EXPECT_FALSE(chart.has_value());
  ASSERT_EQ(diagnostics.all().size(), 1u);
  const Diagnostic& found = diagnostics.all()[0];
  EXPECT_EQ(found.rule, GetParam().rule);
  EXPECT_NE(found.message.find(GetParam().says), std::string::npos) << found.message;
  EXPECT_GE(found.source.line, 1u);
  EXPECT_GE(found.source.column, 1u);
}

constexpr RuleRow kStructure[] = {
    {"ids are unique",
     "<state id='a'><transition event='done.x' target='b'/></state><state id='b'/>",
     "<state id='a'><transition event='done.x' target='a'/></state><state id='a'/>", "duplicate-id",
     "found 'a' again"},
    {"target exists", "<state id='asked'><transition event='done.x' target='asked'/></state>",
     "<state id='asked'><transition event='done.x' target='askd'/></state>", "unknown-target",
     "did you mean 'asked'"},
    {"targets are orthogonal",
     "<state id='s'><transition event='done.x' target='a1 b1'/></state>"
     "<parallel id='p'><state id='a'><state id='a1'/></state><state id='b'><state "
     "id='b1'/></state></parallel>",
     "<state id='s'><transition event='done.x' target='a1 a'/></state>"
     "<parallel id='p'><state id='a'><state id='a1'/></state><state id='b'><state "
     "id='b1'/></state></parallel>",
     "targets-not-orthogonal", "'a1' and 'a'"},
    {"history beside a state inside its parent",
     "<state id='s'><transition event='done.x' target='h'/></state>"
     "<parallel id='p'><history id='h'><transition target='a b'/></history><state id='a'/><state "
     "id='b'/></parallel>",
     "<state id='s'><transition event='done.x' target='h b'/></state>"
     "<parallel id='p'><history id='h'><transition target='a b'/></history><state id='a'/><state "
     "id='b'/></parallel>",
     "targets-not-orthogonal", "'h' and 'b'"},
    {"initial inside", "<state id='a' initial='b'><state id='b'/></state>",
     "<state id='a' initial='a'><state id='b'/></state>", "initial-not-descendant", "inside 'a'"},
    {"initial only where there is something inside", "<state id='a'/>",
     "<state id='a' initial='a'/>", "initial-not-descendant", "no children"},
    {"initial once",
     "<state id='a'><initial><transition target='b'/></initial><state id='b'/></state>",
     "<state id='a' initial='b'><initial><transition target='b'/></initial><state id='b'/></state>",
     "conflicting-attributes", "found both"},
    {"history has a default",
     "<state id='a'><history id='h'><transition target='b'/></history><state id='b'/></state>",
     "<state id='a'><history id='h'/><state id='b'/></state>", "history-without-default",
     "found 0"},
    {"history default without event",
     "<state id='a'><history id='h'><transition target='b'/></history><state id='b'/></state>",
     "<state id='a'><history id='h'><transition event='e' target='b'/></history><state "
     "id='b'/></state>",
     "history-without-default", "no 'event'"},
    {"shallow default is a child",
     "<state id='a'><history id='h' type='deep'><transition target='c'/></history><state "
     "id='b'><state "
     "id='c'/></state></state>",
     "<state id='a'><history id='h'><transition target='c'/></history><state id='b'><state "
     "id='c'/></state></state>",
     "initial-not-descendant", "shallow history"},
    {"something inside", "<state id='a'/>", "<datamodel/>", "empty-state", "at least one state"},
    {"descriptor", "<state id='a'><transition event='act.*' target='a'/></state>",
     "<state id='a'><transition event='act.*.b' target='a'/></state>", "bad-value", "act.*.b"},
};

constexpr RuleRow kNames[] = {
    {"data once", "<datamodel><data id='x'/><data id='y'/></datamodel><state id='a'/>",
     "<datamodel><data id='x'/><data id='x'/></datamodel><state id='a'/>", "duplicate-id",
     "'x' again"},
    {"names without hyphen", "<datamodel><data id='fee_class'/></datamodel><state id='a'/>",
     "<datamodel><data id='fee-class'/></datamodel><state id='a'/>", "bad-name",
     "did you mean 'fee_class'"},
    {"system names", "<datamodel><data id='event'/></datamodel><state id='a'/>",
     "<datamodel><data id='_event'/></datamodel><state id='a'/>", "bad-name", "'_event'"},
    {"type", "<datamodel><data id='x' l:type='number'/></datamodel><state id='a'/>",
     "<datamodel><data id='x' l:type='numbr'/></datamodel><state id='a'/>", "unknown-type",
     "number"},
    {"location",
     "<datamodel><data id='seats'/></datamodel><state id='a'><onentry><assign "
     "location='seats' expr='1'/></onentry></state>",
     "<datamodel><data id='seats'/></datamodel><state id='a'><onentry><assign location='seat' "
     "expr='1'/></onentry></state>",
     "unknown-location", "did you mean 'seats'"},
    {"location is written well",
     "<datamodel><data id='x'/></datamodel><state id='a'><onentry><assign "
     "location='x[1]' expr='1'/></onentry></state>",
     "<datamodel><data id='x'/></datamodel><state id='a'><onentry><assign location='x[0]' "
     "expr='1'/></onentry></state>",
     "location", "position from 1"},
    {"system variables cannot be set",
     "<datamodel><data id='x'/></datamodel><state id='a'><onentry>"
     "<assign location='x' expr='_name'/></onentry></state>",
     "<state id='a'><onentry><assign location='_name' expr='\"x\"'/></onentry></state>",
     "unknown-location", "cannot be set"},
    {"fact", "<l:fact name='case.kind' expr='\"new\"'/><state id='a'/>",
     "<l:fact name='case.kin' expr='\"new\"'/><state id='a'/>", "unknown-fact",
     "did you mean 'case.kind'"},
    {"fact once", "<l:fact name='case.kind' expr='\"a\"'/><state id='a'/>",
     "<l:fact name='case.kind' expr='\"a\"'/><l:fact name='case.kind' expr='\"b\"'/><state "
     "id='a'/>",
     "duplicate-id", "'case.kind' again"},
};

constexpr RuleRow kLaw[] = {
    {"act", "<state id='a'><onentry><l:act type='form.sent' l:basis='§'/></onentry></state>",
     "<state id='a'><onentry><l:act type='form.send' l:basis='§'/></onentry></state>",
     "unknown-act", "did you mean 'form.sent'"},
    {"attribute of an act",
     "<state id='a'><onentry><l:act type='form.sent' l:basis='§'><l:with name='pages' "
     "expr='2'/></l:act></onentry></state>",
     "<state id='a'><onentry><l:act type='form.sent' l:basis='§'><l:with name='page' "
     "expr='2'/></l:act></onentry></state>",
     "unknown-act-attribute", "did you mean 'pages'"},
    {"attribute once",
     "<state id='a'><onentry><l:act type='form.sent' l:basis='§'><l:with name='to' "
     "expr='\"x\"'/></l:act></onentry></state>",
     "<state id='a'><onentry><l:act type='form.sent' l:basis='§'><l:with name='to' "
     "expr='\"x\"'/><l:with "
     "name='to' expr='\"y\"'/></l:act></onentry></state>",
     "duplicate-attribute", "'to' again"},
    {"basis", "<state id='a'><onentry><l:act type='form.seen' l:basis='§ 3'/></onentry></state>",
     "<state id='a'><onentry><l:act type='form.seen'/></onentry></state>", "missing-basis",
     "cites"},
    {"question of a pack", "<state id='a'><onentry><l:ask ref='is.urgent'/></onentry></state>",
     "<state id='a'><onentry><l:ask ref='is.urgnt'/></onentry></state>", "unknown-ask",
     "did you mean 'is.urgent'"},
    {"own question",
     "<state id='a'><onentry><l:ask id='q' role='clerk' type='boolean'/></onentry></state>",
     "<state id='a'><onentry><l:ask id='q' role='clerk'/></onentry></state>", "missing-attribute",
     "no 'type'"},
    {"effect", "<state id='a'><transition event='act.form.lost' target='a'/></state>",
     "<state id='a'><transition event='act.form.los' target='a'/></state>", "unknown-event",
     "did you mean 'act.form.lost'"},
    {"answer", "<state id='a'><transition event='judge.is.urgent' target='a'/></state>",
     "<state id='a'><transition event='judge.is.urgen' target='a'/></state>", "unknown-event",
     "did you mean 'judge.is.urgent'"},
    {"decision model", "<state id='a'/>",
     "<datamodel><data id='x'/></datamodel><state id='a'><onentry><l:evaluate decision='d' "
     "into='x'/></onentry></state>",
     "unknown-decision", "found none"},
    {"roles of an event that people raise",
     "<state id='a'><transition event='send' l:by='clerk'/></state>",
     "<state id='a'><transition event='send'/></state>", "missing-role", "'send'"},
    {"roles not needed where the chart raises it",
     "<state id='a'><onentry><raise event='again.b'/></onentry><transition event='again'/></state>",
     "<state id='a'><onentry><raise event='again'/></onentry><transition event='again.b'/></state>",
     "missing-role", "'again.b'"},
    {"payloads agree",
     "<state id='a'><transition event='e' l:by='c' cond='In(\"a\")'><l:payload name='x' "
     "type='date'/></transition>"
     "<transition event='e' l:by='c'><l:payload name='x' type='date'/></transition></state>",
     "<state id='a'><transition event='e' l:by='c' cond='In(\"a\")'><l:payload name='x' "
     "type='date'/></transition>"
     "<transition event='e' l:by='c'><l:payload name='x' type='string'/></transition></state>",
     "payloads-differ", "'x'"},
};

constexpr RuleRow kExpressions[] = {
    {"syntax", "<state id='a'><transition event='done.x' cond='1 = 1'/></state>",
     "<state id='a'><transition event='done.x' cond='1 ='/></state>", "expression", ""},
    {"names",
     "<datamodel><data id='seats'/></datamodel><state id='a'><onentry><log "
     "expr='seats'/></onentry></state>",
     "<datamodel><data id='seats'/></datamodel><state id='a'><onentry><log "
     "expr='seat'/></onentry></state>",
     "expression", "seats"},
    {"guards are true or false",
     "<state id='a'><transition event='done.x' cond='1 &lt; 2'/></state>",
     "<state id='a'><transition event='done.x' cond='1 + 2'/></state>", "wrong-type", "boolean"},
    {"types of data",
     "<datamodel><data id='x' l:type='number' expr='1'/></datamodel><state id='a'/>",
     "<datamodel><data id='x' l:type='number' expr='\"1\"'/></datamodel><state id='a'/>",
     "wrong-type", "number"},
    {"types of attributes",
     "<state id='a'><onentry><l:act type='form.sent' l:basis='§'><l:with name='pages' "
     "expr='2'/></l:act></onentry></state>",
     "<state id='a'><onentry><l:act type='form.sent' l:basis='§'><l:with name='pages' "
     "expr='\"2\"'/></l:act></onentry></state>",
     "wrong-type", "number"},
    {"states in In()", "<state id='open'><transition event='done.x' cond='In(\"open\")'/></state>",
     "<state id='open'><transition event='done.x' cond='In(\"opn\")'/></state>", "unknown-state",
     "did you mean 'open'"},
    {"values of the event",
     "<state id='a'><transition event='send' l:by='c' cond='_event.data.pages > 1'><l:act "
     "type='form.sent' "
     "l:basis='§'><l:with name='pages'/></l:act></transition></state>",
     "<state id='a'><transition event='send' l:by='c' cond='_event.data.page > 1'><l:act "
     "type='form.sent' "
     "l:basis='§'><l:with name='pages'/></l:act></transition></state>",
     "expression", "pages"},
};

constexpr RuleRow kSend[] = {
    {"event of a send",
     "<state id='a'><onentry><send event='x'/></onentry><transition event='x'/></state>",
     "<state id='a'><onentry><send/></onentry></state>", "missing-attribute", "'eventexpr'"},
    {"one of both",
     "<state id='a'><onentry><send event='x'/></onentry><transition event='x'/></state>",
     "<state id='a'><onentry><send event='x' eventexpr='\"x\"'/></onentry></state>",
     "conflicting-attributes", "found both"},
    {"delay",
     "<state id='a'><onentry><send event='x' delay='5s'/></onentry><transition event='x'/></state>",
     "<state id='a'><onentry><send event='x' delay='P5D'/></onentry></state>", "delay", "P5D"},
    {"no delay inside",
     "<state id='a'><onentry><send event='x' target='#_internal'/></onentry></state>",
     "<state id='a'><onentry><send event='x' target='#_internal' delay='1s'/></onentry></state>",
     "conflicting-attributes", "no delay"},
    {"cancel",
     "<state id='a'><onentry><send event='x' id='x' delay='5s'/><cancel sendid='x'/></onentry>"
     "<transition event='x'/></state>",
     "<state id='a'><onentry><cancel/></onentry></state>", "missing-attribute", "'sendid'"},
    {"else is last",
     "<state id='a'><onentry><if cond='true'><elseif cond='true'/><else/></if></onentry></state>",
     "<state id='a'><onentry><if cond='true'><else/><elseif cond='true'/></if></onentry></state>",
     "misplaced-element", "after <else>"},
};

INSTANTIATE_TEST_SUITE_P(Structure, LoadRule, testing::ValuesIn(kStructure));
INSTANTIATE_TEST_SUITE_P(Names, LoadRule, testing::ValuesIn(kNames));
INSTANTIATE_TEST_SUITE_P(Law, LoadRule, testing::ValuesIn(kLaw));
INSTANTIATE_TEST_SUITE_P(Expressions, LoadRule, testing::ValuesIn(kExpressions));
INSTANTIATE_TEST_SUITE_P(Send, LoadRule, testing::ValuesIn(kSend));

TEST(ChartLoad, NamesTheColumnInsideAnAttribute) {
  Diagnostics diagnostics;

  const auto chart =
      load(scxml("<state id='a'><transition event='e' cond='true and nothing'/></state>"), {},
           diagnostics);

  ASSERT_FALSE(chart.has_value());
  EXPECT_EQ(diagnostics.all().at(0).source.line, 2u);
  EXPECT_EQ(diagnostics.all().at(0).source.column, 52u);
}

TEST(ChartLoad, LetsFaultsStandUnderTheProfileOfTheStandard) {
  const LoadContext standard{.profile = Profile::kStandard};
  const std::string text = scxml("<state id='a'><onentry><log expr='1 +'/></onentry></state>");
  Diagnostics strict_findings;
  Diagnostics standard_findings;

  EXPECT_FALSE(load(text, {}, strict_findings).has_value());
  EXPECT_TRUE(load(text, standard, standard_findings).has_value());
}

TEST(ChartLoad, RefusesDatesInTheWrongOrder) {
  Diagnostics diagnostics;
  const auto load_with = [&](const char* attributes) {
    return load(scxml("<state id='a'/>", attributes), {}, diagnostics).has_value();
  };

  EXPECT_TRUE(load_with("l:valid-from='2026-01-01' l:valid-to='2026-12-31'"));
  EXPECT_FALSE(load_with("l:valid-from='2026-01-01' l:valid-to='2025-12-31'"));
  EXPECT_FALSE(load_with("l:valid-from='1 January'"));
}

TEST(ChartLoad, RefusesAVersionThatIsNotThreeNumbers) {
  Diagnostics diagnostics;

  EXPECT_TRUE(
      load(scxml("<state id='a'/>", "name='w' l:version='1.0.12'"), {}, diagnostics).has_value());
  EXPECT_FALSE(
      load(scxml("<state id='a'/>", "name='w' l:version='1.0'"), {}, diagnostics).has_value());
  EXPECT_FALSE(
      load(scxml("<state id='a'/>", "name='w' l:version='1.0.x'"), {}, diagnostics).has_value());
}

TEST(ChartLoad, AsksAWorkflowForItsName) {
  Diagnostics diagnostics;

  EXPECT_TRUE(load(scxml("<state id='a'/>"), {}, diagnostics).has_value());
  EXPECT_TRUE(
      load(scxml("<state id='a'/>", "name='w' l:version='1.0.0'"), {}, diagnostics).has_value());
  EXPECT_FALSE(load(scxml("<state id='a'/>", "l:version='1.0.0'"), {}, diagnostics).has_value());
  ASSERT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.all().back().source.line, 1U);
}

TEST(ChartLoad, AsksNoRolesOfPlainScxml) {
  Diagnostics diagnostics;
  const char* body = "<state id='a'><transition event='go'/></state>";

  EXPECT_TRUE(load(scxml(body), {}, diagnostics).has_value());
  EXPECT_FALSE(load(scxml(body, "name='w' l:version='1.0.0'"), {}, diagnostics).has_value());
}

class WorkflowInfo : public testing::Test {
 protected:
  const Law law_{};
  const Chart chart_ =
      chart_of(scxml(R"x(
        <l:title xml:lang="sv">Prov</l:title><l:title xml:lang="en">Test</l:title>
        <l:fact name="case.kind" expr='"new"'/>
        <state id="outer" l:phase="preparation">
          <onentry>
            <l:task id="t" role="clerk"><l:title xml:lang="en">Work</l:title></l:task>
            <l:ask ref="is.urgent"/>
            <l:ask id="own" role="clerk" type="string" reason="optional">
              <l:option value="yes"><l:title xml:lang="en">Yes</l:title></l:option><l:option value="no"/>
            </l:ask>
            <l:act type="form.seen" l:basis="§ 2"/>
          </onentry>
          <transition event="send send.again" cond="1 = 1" target="end" l:by="clerk boss">
            <l:payload name="why" type="string"/><l:payload name="note" type="string" required="false"/>
            <if cond="true">
              <l:act type="form.sent" l:basis="§ 1"><l:with name="to"/><l:with name="pages" expr="1"/>
                <l:document kind="letter" template="texts/letter"/></l:act>
            </if>
          </transition>
          <transition event="act.form.sent"/>
          <state id="inner"/>
        </state>
        <final id="end"/>)x",
                     "name='w' l:version='1.2.3' l:law='b a' l:calendar='se' l:decisions='d.dmn' "
                     "l:valid-from='2026-01-01'"),
               law_.context());
};

TEST_F(WorkflowInfo, TellsTheRoot) {
  EXPECT_EQ(chart_.name(), "w");
  EXPECT_EQ(chart_.version(), "1.2.3");
  EXPECT_EQ(chart_.title().in(Language::kSwedish), "Prov");
  EXPECT_EQ(chart_.law(), (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(chart_.calendar(), "se");
  EXPECT_EQ(chart_.decisions(), "d.dmn");
  EXPECT_EQ(to_string(*chart_.valid_from()), "2026-01-01");
  EXPECT_FALSE(chart_.valid_to().has_value());
  EXPECT_EQ(chart_.digest().size(), 64u);
  EXPECT_EQ(chart_.facts().at(0).name, "case.kind");
}

TEST_F(WorkflowInfo, TellsStates) {
  const StateInfo& outer = chart_.states().at(0);

  EXPECT_EQ(outer.id, "outer");
  EXPECT_EQ(outer.kind, "state");
  EXPECT_EQ(outer.phase, "preparation");
  EXPECT_EQ(outer.tasks.at(0).role, "clerk");
  EXPECT_EQ(outer.tasks.at(0).title.in(Language::kEnglish), "Work");
  EXPECT_TRUE(outer.asks.at(0).of_pack);
  EXPECT_TRUE(outer.asks.at(0).reason_required);
  EXPECT_FALSE(outer.asks.at(1).reason_required);
  EXPECT_EQ(outer.asks.at(1).options.at(0).value, "yes");
  EXPECT_EQ(outer.acts.at(0).basis, "§ 2");
  EXPECT_EQ(chart_.states().at(1).parent, "outer");
  EXPECT_EQ(chart_.states().at(2).kind, "final");
}

TEST_F(WorkflowInfo, TellsTransitions) {
  const TransitionInfo& send = chart_.transitions().at(0);

  EXPECT_EQ(send.source, "outer");
  EXPECT_EQ(send.name, "outer --send send.again--> end#1");
  EXPECT_EQ(send.guard, "1 = 1");
  EXPECT_EQ(send.roles, (std::vector<std::string>{"clerk", "boss"}));
  EXPECT_EQ(send.acts.at(0).type, "form.sent");
  EXPECT_EQ(send.acts.at(0).attributes, (std::vector<std::string>{"to", "pages"}));
  EXPECT_EQ(send.acts.at(0).documents.at(0).template_path, "texts/letter");
  EXPECT_EQ(send.payload.at(1).name, "note");
  EXPECT_FALSE(send.payload.at(1).required);
  EXPECT_EQ(chart_.events(), (std::vector<std::string>{"act.form.sent", "send", "send.again"}));
}

TEST_F(WorkflowInfo, TypesTheValuesOfEvents) {
  std::vector<std::string> names;
  for (const auto& member : chart_.event_data("send")) {
    names.push_back(member.name + ": " + to_string(member.type));
  }
  std::sort(names.begin(), names.end());

  EXPECT_EQ(names, (std::vector<std::string>{"note: string", "to: string", "why: string"}));
  EXPECT_EQ(chart_.required_data("send"), std::vector<std::string>{"why"});
  EXPECT_EQ(chart_.event_data("act.form.sent").size(), 3u);
  EXPECT_TRUE(chart_.event_data("other").empty());
}

TEST_F(WorkflowInfo, KnowsWhatLiesWithin) {
  EXPECT_TRUE(chart_.within("inner", "outer"));
  EXPECT_TRUE(chart_.within("outer", "outer"));
  EXPECT_FALSE(chart_.within("outer", "inner"));
  EXPECT_FALSE(chart_.within("end", "outer"));
  EXPECT_FALSE(chart_.within("nothing", "outer"));
}

}  // namespace
}  // namespace lagrum::statechart
