#include "dmn/model.h"

#include "dmn_testing.h"

namespace lagrum::dmn {
namespace {

constexpr const char* kIncome =
    R"(<inputData id="i_income" name="Monthly Salary"><variable name="Monthly Salary" typeRef="number"/></inputData>)";
constexpr const char* kYearly =
    R"(<decision id="d_year" name="Yearly Salary"><variable name="Yearly Salary" typeRef="number"/>)"
    R"(<informationRequirement><requiredInput href="#i_income"/></informationRequirement>)"
    R"(<literalExpression><text>12 * Monthly Salary</text></literalExpression></decision>)";
constexpr const char* kTax =
    R"(<decision id="d_tax" name="Tax"><variable name="Tax" typeRef="number"/>)"
    R"(<informationRequirement><requiredDecision href="#d_year"/></informationRequirement>)"
    R"(<knowledgeRequirement><requiredKnowledge href="#b_rate"/></knowledgeRequirement>)"
    R"(<literalExpression><text>Yearly Salary * rate(Yearly Salary)</text></literalExpression></decision>)";
constexpr const char* kRate =
    R"(<businessKnowledgeModel id="b_rate" name="rate"><variable name="rate"/><encapsulatedLogic typeRef="number">)"
    R"(<formalParameter name="amount" typeRef="number"/>)"
    R"(<literalExpression><text>if amount > 100000 then 0.3 else 0.1</text></literalExpression>)"
    R"(</encapsulatedLogic></businessKnowledgeModel>)";

std::string salary() { return definitions(std::string(kTax) + kYearly + kIncome + kRate); }

TEST(Model, DecidesWithWhatItRequires) {
  const Decided result =
      decided(salary(), "Tax", Context{{"Monthly Salary", Value::integer(10000)}});

  EXPECT_EQ(to_string(result.value), "36000");
  EXPECT_TRUE(result.issues.empty());
}

TEST(Model, TakesMissingInputsAsNull) {
  const Decided result = decided(salary(), "Yearly Salary", Context{});

  EXPECT_EQ(result.value, Value());
  EXPECT_EQ(first_issue(result), "'*' does not take number and Null");
}

TEST(Model, NamesItsDecisionsAndTheirInputs) {
  const Model model = loaded(salary()).value();

  EXPECT_EQ(model.decisions(), (std::vector<std::string>{"Tax", "Yearly Salary"}));
  const dmn::Decision tax = model.decision("Tax").value();
  EXPECT_EQ(tax.name(), "Tax");
  EXPECT_EQ(tax.inputs(), std::vector<std::string>{"Monthly Salary"});
  EXPECT_EQ(feel::to_string(tax.result_type()), "number");
}

TEST(Model, AsksADecisionInTheOrderOfItsInputs) {
  const dmn::Decision tax = loaded(salary())->decision("Tax").value();
  const std::vector<Value> inputs = {Value::integer(1000)};

  EXPECT_EQ(tax.evaluate(inputs, {}).value,
            tax.evaluate(Context{{"Monthly Salary", Value::integer(1000)}}, {}).value);
  EXPECT_EQ(tax.evaluate(std::span<const Value>(), {}).value, Value());
}

TEST(Model, KnowsNoOtherDecision) {
  const auto result = loaded(salary())->evaluate("Tacks", Context{}, {});

  EXPECT_EQ(result.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(loaded(salary())->evaluate("Taxes", Context{}, {}).error().message,
            "expected a decision of the model, found 'Taxes'");
  EXPECT_EQ(loaded(salary())->evaluate("Tx", Context{}, {}).error().message,
            "expected a decision of the model, found 'Tx' (did you mean 'Tax'?)");
}

TEST(Model, MakesResultsOfOtherTypesNullWithAnIssue) {
  const std::string text = definitions(
      R"(<inputData id="i" name="x"/><decision name="d"><variable name="d" typeRef="number"/>)"
      R"(<informationRequirement><requiredInput href="#i"/></informationRequirement>)"
      R"(<literalExpression><text>x</text></literalExpression></decision>)");
  const Decided result = decided(text, "d", Context{{"x", "text"}});

  EXPECT_EQ(result.value, Value());
  EXPECT_EQ(first_issue(result), R"(decision 'd': expected number, found "text")");
}

TEST(Model, HasTheClockOfItsEnvironment) {
  const std::string text = definitions(
      R"(<decision name="d"><variable name="d" typeRef="date"/><literalExpression><text>today()</text></literalExpression></decision>)");
  feel::Environment environment;
  environment.now = DateTime{CivilDate{2027, 2, 16}, {}};

  EXPECT_EQ(to_string(decided(text, "d", {}, environment).value), R"(date("2027-02-16"))");
  EXPECT_EQ(first_issue(decided(text, "d", {})), "today: there is no clock here");
}

TEST(Model, SeesOnlyWhatItRequires) {
  const std::string text = definitions(
      R"(<inputData id="i" name="x"/><decision name="d"><literalExpression><text>x + 1</text></literalExpression></decision>)");

  EXPECT_EQ(faults(text),
            "test.dmn:2:73: error: expected a name that is known here, found 'x' [feel]");
}

TEST(Model, ReportsReferencesThatLeadNowhere) {
  const std::string decision =
      R"(<inputData id="i_x" name="x"/><decision name="d"><informationRequirement><requiredInput href="#i_y"/>)"
      R"(</informationRequirement><literalExpression><text>1</text></literalExpression></decision>)";

  EXPECT_EQ(faults(definitions(decision)),
            "test.dmn:2:95: error: expected the id of a inputData, found 'i_y' (did you mean "
            "'i_x'?) [unknown-reference]");
}

TEST(Model, RefusesReferencesIntoFilesThatAreNotImported) {
  const std::string decision =
      R"(<decision name="d"><informationRequirement><requiredInput href="other.dmn#i"/>)"
      R"(</informationRequirement><literalExpression><text>1</text></literalExpression></decision>)";

  EXPECT_NE(faults(definitions(decision)).find("expected the id of a inputData, found 'i'"),
            std::string::npos);
}

std::string requiring(const std::string& name, const std::string& required) {
  return "<decision id=\"" + name + "\" name=\"" + name +
         "\"><informationRequirement><requiredDecision href=\"#" + required +
         "\"/></informationRequirement><literalExpression><text>1</text></literalExpression></"
         "decision>";
}

TEST(Model, RefusesDecisionsThatRequireThemselves) {
  EXPECT_NE(faults(definitions(requiring("a", "b") + requiring("b", "a")))
                .find("found 'a' [cyclic-requirement]"),
            std::string::npos);
  EXPECT_NE(faults(definitions(requiring("a", "a"))).find("found 'a' [cyclic-requirement]"),
            std::string::npos);
}

TEST(Model, RefusesRequirementsBeyondTheirDepth) {
  const auto chain = [](int length) {
    std::string text =
        R"(<decision id="d0" name="d0"><literalExpression><text>1</text></literalExpression></decision>)";
    for (int i = 1; i < length; ++i)
      text += requiring("d" + std::to_string(i), "d" + std::to_string(i - 1));
    return faults(definitions(text));
  };

  EXPECT_EQ(chain(64), "");
  EXPECT_NE(chain(65).find("found 'd64' [cyclic-requirement]"), std::string::npos);
}

TEST(Model, RefusesADecisionWithoutLogic) {
  EXPECT_EQ(faults(definitions(R"(<decision name="d"/>)")),
            "test.dmn:2:1: error: expected a literal expression or decision table in 'd', found "
            "none [no-logic]");
}

TEST(Model, RefusesANameThatIsTakenTwice) {
  EXPECT_NE(faults(definitions(std::string(kIncome) + kIncome))
                .find("found 'Monthly Salary' again [duplicate-name]"),
            std::string::npos);
}

}  // namespace
}  // namespace lagrum::dmn
