#include "dmn/analysis.h"

#include <gmock/gmock.h>

#include "support/seed.h"
#include "table_testing.h"

namespace lagrum::dmn {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Rows = std::vector<Sketch::Rule>;

std::vector<std::string> warnings(const std::string& text) {
  const Result<Model> model = loaded(text);
  EXPECT_TRUE(model) << to_string(model.error());
  Diagnostics diagnostics;
  if (model) model->check_tables(diagnostics);
  std::vector<std::string> found;
  for (const Diagnostic& each : diagnostics.all()) found.push_back(each.rule + ": " + each.message);
  return found;
}

std::vector<std::string> found_in(Rows rules, const std::string& policy = "UNIQUE",
                                  const std::string& risks = R"("low", "high")") {
  Sketch sketch;
  sketch.attributes = "hitPolicy=\"" + policy + "\"";
  sketch.rules = std::move(rules);
  sketch.input_values = risks;
  return warnings(table(sketch));
}

TEST(TableAnalysis, FindsNothingInACompleteTable) {
  EXPECT_THAT(found_in({{"< 18", "-", {"\"a\""}},
                        {">= 18", "\"low\"", {"\"b\""}},
                        {">= 18", "\"high\"", {"\"c\""}}}),
              IsEmpty());
}

TEST(TableAnalysis, GivesAnInputForAGap) {
  const auto found = found_in({{"< 18", "-", {"\"a\""}}, {"> 18", "-", {"\"b\""}}});

  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("table-gap"));
  EXPECT_THAT(found[0], HasSubstr("age = 18, risk = \"low\""));
}

/// A table over a member of an item definition that lists its values; no column does.
std::string places(const std::string& rules) {
  return definitions(
      R"(<itemDefinition name="Kind"><typeRef>string</typeRef><allowedValues><text>"shop", "kiosk"</text></allowedValues></itemDefinition>)"
      R"(<itemDefinition name="Place"><itemComponent name="kind"><typeRef>Kind</typeRef></itemComponent></itemDefinition>)"
      R"(<inputData id="p" name="place"><variable name="place" typeRef="Place"/></inputData>)"
      R"(<decision id="d" name="d"><informationRequirement><requiredInput href="#p"/></informationRequirement>)"
      R"(<decisionTable><input><inputExpression typeRef="string"><text>place.kind</text></inputExpression></input><output/>)" +
      rules + "</decisionTable></decision>");
}

std::string place_rule(const std::string& kind) {
  return "<rule><description>SFS 1 §</description><inputEntry><text>\"" + kind +
         "\"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>";
}

TEST(TableAnalysis, KnowsTheValuesThatAnItemDefinitionLists) {
  EXPECT_THAT(warnings(places(place_rule("shop") + place_rule("kiosk"))), IsEmpty());

  const auto found = warnings(places(place_rule("shop")));

  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("place.kind = \"kiosk\""));
}

TEST(TableAnalysis, IsQuickOrRefusesAtOnceWhereRulesAreMany) {
  std::vector<Sketch::Rule> rules;
  for (int i = 0; i < 2'000; ++i) {
    const std::string low = std::to_string(10 * i);
    rules.push_back({"[" + low + ".." + std::to_string(10 * i + 10) + ")", "-", {"\"a\""}});
  }

  const auto found = found_in(std::move(rules));

  ASSERT_GE(found.size(), 1U);
  EXPECT_THAT(found[0], testing::AnyOf(HasSubstr("table-gap"), HasSubstr("too many")));
}

TEST(Table, KeepsWhatEditorsWriteBesideARule) {
  const Decided result = decided(places(place_rule("shop")), "d",
                                 Context{{"place", Value(Context{{"kind", "shop"}})}});

  ASSERT_EQ(result.rules.size(), 1U);
  EXPECT_EQ(result.rules[0].annotations,
            (std::vector<std::pair<std::string, std::string>>{{"description", "SFS 1 §"}}));
}

TEST(TableAnalysis, SeesAGapBetweenTwoNumbers) {
  EXPECT_THAT(found_in({{"<= 18", "-", {"\"a\""}}, {">= 19", "-", {"\"b\""}}}),
              ElementsAre(HasSubstr("age = 18.5")));
}

TEST(TableAnalysis, SeesValuesBesideNull) {
  EXPECT_THAT(found_in({{"null", "-", {"\"a\""}}, {"not(null)", "-", {"\"b\""}}}), IsEmpty());
}

TEST(TableAnalysis, SeesTextsThatNobodyNamed) {
  EXPECT_THAT(found_in({{"-", "\"low\"", {"\"a\""}}, {"-", "\"high\"", {"\"b\""}}}, "UNIQUE", ""),
              ElementsAre(HasSubstr("risk = \"…\"")));
}

TEST(TableAnalysis, NeedsNoRuleWhereThereIsADefaultOrAList) {
  Sketch sketch;
  sketch.outputs =
      R"(<output typeRef="string">)" + cell("defaultOutputEntry", "\"x\"") + "</output>";
  sketch.rules = {{"< 18", "-", {"\"a\""}}};

  EXPECT_THAT(warnings(table(sketch)), IsEmpty());
  EXPECT_THAT(found_in({{"< 18", "-", {"\"a\""}}}, "COLLECT"), IsEmpty());
}

TEST(TableAnalysis, NamesTheRulesThatOverlap) {
  const auto found =
      found_in({{"[0..10]", "-", {"\"a\""}}, {"< 0", "-", {"\"b\""}}, {">= 10", "-", {"\"c\""}}});

  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0], HasSubstr("table-overlap"));
  EXPECT_THAT(found[0], HasSubstr("rules 1, 3 for age = 10"));
}

TEST(TableAnalysis, CutsAtDaysAndDurations) {
  const std::string text = definitions(
      R"(<inputData id="a" name="day"><variable name="day" typeRef="date"/></inputData>)"
      R"(<decision id="d" name="decision"><variable name="decision"/><informationRequirement>)"
      R"(<requiredInput href="#a"/></informationRequirement><decisionTable hitPolicy="UNIQUE">)"
      R"(<input><inputExpression typeRef="date"><text>day</text></inputExpression></input>)"
      R"(<output typeRef="string"/><rule>)" +
      cell("inputEntry", "< date(\"2026-03-01\")") + cell("outputEntry", "\"a\"") +
      "</rule><rule>" + cell("inputEntry", "> date(\"2026-03-01\")") +
      cell("outputEntry", "\"b\"") + "</rule></decisionTable></decision>");

  EXPECT_THAT(warnings(text), ElementsAre(HasSubstr("day = date(\"2026-03-01\")")));
}

TEST(TableAnalysis, FlagsPoliciesThatHideAConflict) {
  const Rows differ = {{"-", "\"low\"", {"\"a\""}}, {"-", "-", {"\"b\""}}};
  const Rows agree = {{"-", "\"low\"", {"\"a\""}}, {"-", "-", {"\"a\""}}};
  for (const char* policy : {"FIRST", "ANY", "RULE ORDER"}) {
    EXPECT_THAT(found_in(differ, policy), ElementsAre(HasSubstr("different outputs of rules 1, 2")))
        << policy;
    EXPECT_THAT(found_in(agree, policy), IsEmpty()) << policy;
  }
}

TEST(TableAnalysis, FindsARuleThatNothingReaches) {
  EXPECT_THAT(found_in({{"-", "-", {"\"a\""}}, {"< 5", "-", {"\"a\""}}}, "FIRST"),
              ElementsAre(HasSubstr("table-unreachable")));
  EXPECT_THAT(found_in({{"-", "-", {"\"a\""}}, {"-", "not(\"low\", \"high\")", {"\"b\""}}}),
              ElementsAre(HasSubstr("none for rule 2")));
}

TEST(TableAnalysis, LooksAtNullWhereItIsNamed) {
  EXPECT_THAT(found_in({{"null", "-", {"\"a\""}}, {"-", "-", {"\"b\""}}}),
              ElementsAre(HasSubstr("age = null")));
}

TEST(TableAnalysis, SaysWhatItCannotTell) {
  const auto found = found_in({{"? * 2 > 10", "-", {"\"a\""}}, {"< 3", "-", {"\"b\""}}});

  EXPECT_THAT(found, ElementsAre(HasSubstr("table-not-analysed")));
}

TEST(TableAnalysis, GivesUpWhereThereAreTooManyWays) {
  std::string text =
      R"(<inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>)"
      R"(<decision id="d" name="d"><variable name="d"/><informationRequirement>)"
      R"(<requiredInput href="#i"/></informationRequirement><decisionTable>)";
  constexpr int kInputs = 12;
  for (int i = 0; i < kInputs; ++i)
    text += R"(<input><inputExpression typeRef="number"><text>n</text></inputExpression></input>)";
  text += R"(<output typeRef="string"/>)";
  for (int rule = 0; rule < kInputs; ++rule) {
    text += "<rule>";
    for (int i = 0; i < kInputs; ++i)
      text += cell("inputEntry", i == rule ? "> 5" : "< " + std::to_string(100 + i + rule));
    text += cell("outputEntry", "\"a\"") + "</rule>";
  }
  const auto found = warnings(definitions(text + "</decisionTable></decision>"));

  EXPECT_THAT(found, testing::Contains(HasSubstr("too many combinations")));
}

// ---- against trying every input

std::string some_test(test::Chance& chance) {
  const std::string a = std::to_string(chance.between(0, 5));
  const std::string b = std::to_string(chance.between(0, 5));
  const std::vector<std::string> forms = {"-",
                                          "< " + a,
                                          ">= " + a,
                                          a,
                                          a + ", " + b,
                                          "[" + std::min(a, b) + ".." + std::max(a, b) + "]",
                                          "not(" + a + ")",
                                          "> " + a};
  return forms[chance.below(forms.size())];
}

TEST(TableAnalysis, AgreesWithTryingEveryInput) {
  test::Chance chance;
  const std::vector<std::string> risks = {"-", "\"low\"", "\"high\"", "not(\"low\")"};
  constexpr int kTables = 150;
  for (int round = 0; round < kTables; ++round) {
    Sketch sketch;
    sketch.input_values = R"("low", "high")";
    const int rules = chance.between(1, 4);
    for (int i = 0; i < rules; ++i)
      sketch.rules.push_back({some_test(chance), risks[chance.below(risks.size())], {"\"a\""}});
    bool gap = false;
    bool overlap = false;
    const Model model = loaded(table(sketch)).value();
    for (int twice = -2; twice <= 12; ++twice) {
      for (const char* risk : {"low", "high"}) {
        const Value age = feel::Expression::compile(std::to_string(twice) + " / 2", {})
                              .value()
                              .evaluate({})
                              .value;
        const Decided answer =
            model.evaluate("decision", Context{{"age", age}, {"risk", risk}}, {}).value();
        gap = gap || (answer.value.is_null() && answer.issues.empty());
        overlap = overlap || !answer.issues.empty();
      }
    }
    Diagnostics diagnostics;
    model.check_tables(diagnostics);
    const auto has = [&](std::string_view rule) {
      return std::any_of(diagnostics.all().begin(), diagnostics.all().end(),
                         [&](const Diagnostic& each) { return each.rule == rule; });
    };
    ASSERT_EQ(has("table-gap"), gap) << table(sketch);
    ASSERT_EQ(has("table-overlap"), overlap) << table(sketch);
  }
}

}  // namespace
}  // namespace lagrum::dmn
