#include "dmn/table.h"

#include "table_testing.h"

namespace lagrum::dmn {
namespace {

const std::vector<Sketch::Rule> kOverlapping = {
    {">= 18", "-", {"\"adult\""}}, {"-", "\"low\"", {"\"safe\""}}, {"< 18", "-", {"\"child\""}}};

constexpr const char* kInOrder =
    R"(<output typeRef="string"><outputValues><text>"child", "safe", "adult"</text></outputValues></output>)";

TEST(Unique, TakesTheOneRuleThatMatches) {
  const Sketch sketch{.rules = {{">= 18", "-", {"\"adult\""}}, {"< 18", "-", {"\"child\""}}}};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"("adult" by 1)");
  EXPECT_EQ(outcome(sketch, 17, "low"), R"("child" by 2)");
}

TEST(Unique, IsNullWithAnIssueThatNamesBothRules) {
  const Sketch sketch{.rules = kOverlapping};
  const Decided result = evaluated(sketch, 18, "low");

  EXPECT_EQ(result.value, Value());
  EXPECT_EQ(first_issue(result),
            "decision 'decision': expected one rule that matches, found the rules 1, 2");
  EXPECT_EQ(result.issues.front().source.line, 3U);
  EXPECT_TRUE(result.rules.empty());
}

TEST(Unique, IsNullWithoutIssueWhenNoRuleMatches) {
  const Sketch sketch{.rules = {{">= 18", "-", {"\"adult\""}}}};

  EXPECT_EQ(outcome(sketch, 17, "low"), "null by");
  EXPECT_EQ(first_issue(evaluated(sketch, 17, "low")), "none");
}

TEST(Unique, TakesTheDefaultWhenNoRuleMatches) {
  const Sketch sketch{
      .outputs =
          R"(<output typeRef="string"><defaultOutputEntry><text>"nobody"</text></defaultOutputEntry></output>)",
      .rules = {{">= 18", "-", {"\"adult\""}}}};

  EXPECT_EQ(outcome(sketch, 17, "low"), R"("nobody" by)");
}

TEST(Any, TakesRulesThatAgree) {
  const Sketch sketch{.attributes = "hitPolicy=\"ANY\"",
                      .rules = {{">= 18", "-", {"\"yes\""}},
                                {"-", "\"low\"", {"\"yes\""}},
                                {"-", "\"high\"", {"\"no\""}}}};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"("yes" by 1 2)");
  EXPECT_EQ(first_issue(evaluated(sketch, 18, "high")),
            "decision 'decision': expected the same output of all rules that match, found other "
            "ones of the rules 1 and 3");
}

TEST(First, TakesTheFirstRuleThatMatches) {
  EXPECT_EQ(outcome({.attributes = "hitPolicy=\"FIRST\"", .rules = kOverlapping}, 18, "low"),
            R"("adult" by 1)");
  EXPECT_EQ(outcome({.attributes = "hitPolicy=\"FIRST\"", .rules = kOverlapping}, 17, "low"),
            R"("safe" by 2)");
}

TEST(Priority, TakesTheOutputThatStandsFirst) {
  const Sketch sketch{
      .attributes = "hitPolicy=\"PRIORITY\"", .outputs = kInOrder, .rules = kOverlapping};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"("safe" by 2)");
  EXPECT_EQ(outcome(sketch, 17, "low"), R"("child" by 3)");
}

TEST(RuleOrder, GivesAllInTheOrderOfRules) {
  EXPECT_EQ(outcome({.attributes = "hitPolicy=\"RULE ORDER\"", .rules = kOverlapping}, 17, "low"),
            R"(["safe", "child"] by 2 3)");
}

TEST(OutputOrder, GivesAllInTheOrderOfOutputValues) {
  const Sketch sketch{
      .attributes = "hitPolicy=\"OUTPUT ORDER\"", .outputs = kInOrder, .rules = kOverlapping};

  EXPECT_EQ(outcome(sketch, 17, "low"), R"(["child", "safe"] by 3 2)");
}

TEST(Collect, GivesAListThatIsEmptyWhenNoRuleMatches) {
  const Sketch sketch{.attributes = "hitPolicy=\"COLLECT\"",
                      .rules = {{">= 18", "-", {"\"adult\""}}}};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"(["adult"] by 1)");
  EXPECT_EQ(outcome(sketch, 17, "low"), "[] by");
}

TEST(Collect, Aggregates) {
  const auto aggregated = [](const std::string& aggregation, int age) {
    const Sketch sketch{
        .attributes = "hitPolicy=\"COLLECT\" aggregation=\"" + aggregation + "\"",
        .outputs = R"(<output typeRef="number"/>)",
        .rules = {{"> 1", "-", {"0.1"}}, {"> 2", "-", {"0.2"}}, {"> 3", "-", {"0.15"}}}};
    return to_string(evaluated(sketch, age, "low").value);
  };

  EXPECT_EQ(aggregated("SUM", 3), "0.3");
  EXPECT_EQ(aggregated("MIN", 4), "0.1");
  EXPECT_EQ(aggregated("MAX", 4), "0.2");
  EXPECT_EQ(aggregated("COUNT", 4), "3");
  EXPECT_EQ(aggregated("COUNT", 0), "0");
  EXPECT_EQ(aggregated("SUM", 0), "null");
}

TEST(Table, GivesSeveralOutputsAsContext) {
  const Sketch sketch{
      .outputs =
          R"(<output name="status" typeRef="string"/><output name="rate" typeRef="number"/>)",
      .rules = {{">= 18", "-", {"\"ok\"", "1.5"}}}};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"({status: "ok", rate: 1.5} by 1)");
}

TEST(Table, KeepsTheAnnotationsOfRulesThatApplied) {
  const Sketch sketch{
      .rules = {{">= 18",
                 "-",
                 {"\"adult\""},
                 "<annotationEntry><text>A1</text></annotationEntry>"
                 "<annotationEntry><text>SFS 2017:725 6 kap. 37 §</text></annotationEntry>"}},
      .annotations = R"(<annotation name="clause"/>)"};
  const Decided result = evaluated(sketch, 18, "low");

  ASSERT_EQ(result.rules.size(), 1U);
  EXPECT_EQ(result.rules[0].decision, "decision");
  EXPECT_EQ(result.rules[0].annotations,
            (std::vector<std::pair<std::string, std::string>>{
                {"clause", "A1"}, {"annotation 2", "SFS 2017:725 6 kap. 37 §"}}));
}

TEST(Table, TakesANullInputAsNoHitOfComparisons) {
  const Sketch sketch{
      .rules = {{">= 18", "\"low\"", {"\"adult\""}}, {">= 18", "null", {"\"unknown\""}}}};

  EXPECT_EQ(outcome(sketch, 18, Value()), R"("unknown" by 2)");
  EXPECT_EQ(first_issue(decided(table(sketch), "decision", Context{})), "none");
}

TEST(Table, MakesInputsThatAreNotAllowedNullWithAnIssue) {
  const Sketch sketch{.rules = {{"-", "\"low\"", {"\"safe\""}}},
                      .input_values = "\"low\", \"high\""};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"("safe" by 1)");
  EXPECT_EQ(first_issue(evaluated(sketch, 18, "medium")),
            R"(input 'risk': expected one of "low", "high", found "medium")");
}

TEST(Table, ReadsEachColumnForItself) {
  const std::string text = definitions(
      R"(<inputData id="i" name="o"><variable name="o"/></inputData>)"
      R"(<decision id="d" name="d"><variable name="d"/>)"
      R"(<informationRequirement><requiredInput href="#i"/></informationRequirement>)"
      R"(<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef="number">)"
      R"(<text>o.items.price</text></inputExpression></input><input><inputExpression>)"
      R"(<text>o.discount</text></inputExpression></input><output/>)"
      R"(<rule><inputEntry><text>5</text></inputEntry><inputEntry><text>null</text></inputEntry>)"
      R"(<outputEntry><text>"none"</text></outputEntry></rule>)"
      R"(<rule><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry>)"
      R"(<outputEntry><text>"some"</text></outputEntry></rule></decisionTable></decision>)");
  const Value item = Context{{"price", Value::integer(5)}};

  EXPECT_EQ(decided(text, "d", {{"o", Context{{"items", List{item}}}}}).value, Value("none"));
}

TEST(Table, ReadsOtherInputsInItsCells) {
  const Sketch sketch{.rules = {{"? > string length(risk)", "-", {"risk + \"!\""}}}};

  EXPECT_EQ(outcome(sketch, 18, "low"), R"("low!" by 1)");
  EXPECT_EQ(outcome(sketch, 3, "low"), "null by");
}

}  // namespace
}  // namespace lagrum::dmn
