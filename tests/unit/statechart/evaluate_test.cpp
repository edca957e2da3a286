#include <gmock/gmock.h>

#include "support.h"

namespace lagrum::statechart {
namespace {

using testing::HasSubstr;

constexpr const char* kFees = R"x(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
    name="fees" namespace="urn:fees">
  <inputData id="s" name="seats"><variable name="seats" typeRef="number"/></inputData>
  <decision id="f" name="fee"><variable name="fee" typeRef="number"/>
    <informationRequirement><requiredInput href="#s"/></informationRequirement>
    <decisionTable>
      <input><inputExpression typeRef="number"><text>seats</text></inputExpression></input>
      <output typeRef="number"/>
      <rule id="small"><inputEntry><text>&lt;= 50</text></inputEntry><outputEntry><text>100</text></outputEntry></rule>
      <rule id="large"><inputEntry><text>&gt; 50</text></inputEntry><outputEntry><text>seats * 3</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>)x";

/// Charts that ask for the fee.
class Evaluate : public testing::Test {
 protected:
  Evaluate() {
    const auto document = xml::Document::parse(kFees, "fees.dmn");
    Diagnostics diagnostics;
    model_.emplace(dmn::Model::load(*document, diagnostics).value());
    context_ = law_.context();
    context_.decisions = &*model_;
  }

  static std::string chart(const std::string& data, const std::string& payload = {}) {
    return scxml("<datamodel>" + data +
                 "<data id='fee' l:type='number' expr='0'/></datamodel>"
                 "<state id='a'><transition event='ask' l:by='clerk' target='b'>" +
                 payload +
                 "<l:evaluate decision='fee' into='fee'/></transition></state>"
                 "<final id='b'/>");
  }

  std::string faults(const std::string& text) const {
    Diagnostics diagnostics;
    const auto loaded = load(text, context_, diagnostics);
    std::string all;
    for (const Diagnostic& each : diagnostics.all()) all += to_string(each) + "\n";
    return all;
  }

  Law law_;
  std::optional<dmn::Model> model_;
  LoadContext context_;
};

TEST_F(Evaluate, TakesItsInputsFromDataItemsAndTellsTheRule) {
  Running running(chart_of(chart("<data id='seats' l:type='number' expr='120'/>"), context_));
  const NamedTrace& trace = running.send("ask");

  EXPECT_EQ(to_string(*running.session.data.find("fee")), "360");
  ASSERT_EQ(trace.decisions.size(), 1U);
  EXPECT_EQ(trace.decisions[0].decision, "fee");
  ASSERT_EQ(trace.decisions[0].rules.size(), 1U);
  EXPECT_EQ(trace.decisions[0].rules[0].rule, "large");
}

TEST_F(Evaluate, TakesItsInputsFromTheEventFirst) {
  Running running(chart_of(chart("<data id='seats' l:type='number' expr='120'/>",
                                 "<l:payload name='seats' type='number' required='false'/>"),
                           context_));
  running.send("ask", {{"seats", Value::integer(20)}});

  EXPECT_EQ(to_string(*running.session.data.find("fee")), "100");
}

TEST_F(Evaluate, FailsWhereNoRuleTakesTheInputs) {
  Running running(chart_of(chart("<data id='seats' l:type='number'/>"), context_));
  const NamedTrace& trace = running.send("ask");

  ASSERT_EQ(trace.errors.size(), 1U);
  EXPECT_EQ(trace.errors[0].message, "expected a rule of 'fee' that takes its inputs, found none");
  EXPECT_EQ(to_string(*running.session.data.find("fee")), "0");
}

TEST_F(Evaluate, WarnsOfAnInputThatNobodyGives) {
  EXPECT_EQ(faults(chart("<data id='seats' l:type='number' expr='1'/>")), "");
  EXPECT_EQ(faults(chart("", "<l:payload name='seats' type='number'/>")), "");
  EXPECT_THAT(faults(chart("")),
              HasSubstr("warning: expected a data item or a value of the event for the input "
                        "'seats' of the decision 'fee', found none [missing-input]"));
}

TEST_F(Evaluate, RefusesAnInputOfAnotherType) {
  EXPECT_THAT(faults(chart("<data id='seats' l:type='string' expr='\"many\"'/>")),
              HasSubstr("error: expected a value of type number for the input 'seats' of the "
                        "decision 'fee', found string [wrong-type]"));
}

}  // namespace
}  // namespace lagrum::statechart
