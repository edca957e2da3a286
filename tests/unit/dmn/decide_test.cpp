#include "lagrum/decide.h"

#include <gmock/gmock.h>

#include <memory>

#include "lagrum/calendar.h"
#include "table_testing.h"

namespace lagrum::dmn {
namespace {

using testing::HasSubstr;

Result<decide::Answer> asked(const std::map<std::string, std::string>& inputs,
                             std::string_view decision = "decision") {
  Sketch sketch;
  sketch.annotations = "<annotation name=\"provision\"/>";
  sketch.rules = {
      {"< 18", "-", {"\"no\""}, "<annotationEntry><text>SFS 1 §</text></annotationEntry>"},
      {">= 18", "-", {"\"yes\""}, "<annotationEntry><text>SFS 2 §</text></annotationEntry>"}};
  const auto document = xml::Document::parse(table(sketch), "test.dmn");
  Diagnostics diagnostics;
  return decide::evaluate(*document, decision, inputs, {}, diagnostics);
}

TEST(Decide, GivesTheResultAndTheRuleWithItsProvision) {
  const auto answer = asked({{"age", "9 + 9"}, {"risk", "\"low\""}});

  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(answer->value, Value("yes"));
  ASSERT_EQ(answer->rules.size(), 1U);
  EXPECT_EQ(answer->rules[0].rule, "2");
  EXPECT_EQ(answer->rules[0].annotations[0].second, "SFS 2 §");
  EXPECT_EQ(answer->rules[0].conditions,
            (std::vector<std::pair<std::string, std::string>>{{"age", ">= 18"}}));
}

TEST(Decide, KnowsTheClockAndZonesItIsGiven) {
  const auto document = xml::Document::parse(
      definitions(R"(<decision name="d"><variable name="d"/><literalExpression><text>)"
                  R"([today(), date and time("2025-03-31T00:00:00@Europe/Stockholm") - )"
                  R"(date and time("2025-03-30T00:00:00@Europe/Stockholm")])"
                  R"(</text></literalExpression></decision>)"),
      "test.dmn");
  const std::unique_ptr<ZoneRules> zones = calendar::system_zone_rules();
  decide::Surroundings surroundings;
  surroundings.zones = zones.get();
  surroundings.now = DateTime{CivilDate{2026, 3, 1}, {}};
  Diagnostics diagnostics;
  const auto answer = decide::evaluate(*document, "d", {}, surroundings, diagnostics);

  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(to_string(answer->value), R"([date("2026-03-01"), duration("PT23H")])");
}

TEST(Decide, SaysWhatIsWrongWithAnInput) {
  const auto code_of = [](const Result<decide::Answer>& answer) { return answer.error().code; };

  EXPECT_EQ(code_of(asked({{"age", "9 +"}})), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code_of(asked({{"ages", "9"}})), ErrorCode::kNotFound);
  EXPECT_THAT(asked({{"ages", "9"}}).error().message, HasSubstr("did you mean 'age'"));
  EXPECT_EQ(code_of(asked({}, "decisions")), ErrorCode::kNotFound);
  EXPECT_EQ(code_of(asked({{"age", "\"nine\""}})), ErrorCode::kInvalidArgument);
  EXPECT_THAT(asked({{"age", "\"\xFF\""}}).error().message, HasSubstr("expected UTF-8"));
  EXPECT_EQ(asked({{"age", "\"nine\""}}).error().message,
            "input 'age': expected number, found \"nine\"");
}

// Rules have their number where they have no id: it is the table that tells them apart.
TEST(Decide, TellsTheConditionsOfTheTableThatApplied) {
  const std::string model = table({.attributes = "hitPolicy=\"FIRST\"",
                                   .rules = {{"< 18", "-", {"\"no\""}}, {"-", "-", {"\"yes\""}}}});
  const std::string knowledge =
      R"(<businessKnowledgeModel id="k" name="reduced"><encapsulatedLogic>)"
      R"(<formalParameter name="n" typeRef="number"/><decisionTable>)"
      R"(<input><inputExpression><text>n</text></inputExpression></input><output/>)"
      R"(<rule><inputEntry><text>&gt; 3</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>)"
      R"(</decisionTable></encapsulatedLogic></businessKnowledgeModel>)"
      R"(<decision id="q" name="q"><knowledgeRequirement><requiredKnowledge href="#k"/>)"
      R"(</knowledgeRequirement><literalExpression><text>reduced(4)</text></literalExpression></decision>)";
  const auto document = xml::Document::parse(
      model.substr(0, model.rfind("</definitions>")) + knowledge + "</definitions>", "test.dmn");
  Diagnostics diagnostics;
  const auto answer = decide::evaluate(*document, "q", {}, {}, diagnostics);

  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_FALSE(answer->is_table);
  ASSERT_EQ(answer->rules.size(), 1U);
  EXPECT_EQ(answer->rules[0].conditions,
            (std::vector<std::pair<std::string, std::string>>{{"n", "> 3"}}));
}

TEST(Decide, ListsDecisionsWithTheirInputs) {
  const auto document = xml::Document::parse(table({}), "test.dmn");
  Diagnostics diagnostics;

  const auto all = decide::decisions(*document, {}, diagnostics);

  ASSERT_TRUE(all) << to_string(all.error());
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().name, "decision");
  EXPECT_EQ(all->front().inputs, (std::vector<std::string>{"age", "risk"}));
}

}  // namespace
}  // namespace lagrum::dmn
