#include "dmn/graph.h"

#include "dmn_testing.h"

namespace lagrum::dmn {
namespace {

std::string decision(const std::string& name, const std::string& requires_,
                     const std::string& feel) {
  return "<decision id=\"" + name + "\" name=\"" + name + "\">" + requires_ +
         "<literalExpression><text>" + feel + "</text></literalExpression></decision>";
}

std::string decides(const std::string& href) {
  return "<informationRequirement><requiredDecision href=\"" + href +
         "\"/></informationRequirement>";
}

std::string takes(const std::string& href) {
  return "<informationRequirement><requiredInput href=\"" + href + "\"/></informationRequirement>";
}

std::string knows(const std::string& href) {
  return "<knowledgeRequirement><requiredKnowledge href=\"" + href + "\"/></knowledgeRequirement>";
}

constexpr const char* kInput =
    R"(<inputData id="i" name="seats"><variable name="seats" typeRef="number"/></inputData>)";
constexpr const char* kService =
    R"(<decisionService id="s" name="fee"><outputDecision href="#total"/>)"
    R"(<encapsulatedDecision href="#base"/><inputDecision href="#rate"/><inputData href="#i"/></decisionService>)";

std::string fees() {
  return std::string(kInput) + decision("rate", "", "3") +
         decision("base", takes("#i"), "seats * 100") +
         decision("total", decides("#base") + decides("#rate"), "base * rate") + kService;
}

TEST(DecisionService, IsServedWithItsInputs) {
  const Model model = loaded(definitions(fees())).value();
  const Context inputs = {{"seats", Value::integer(2)}, {"rate", Value::integer(5)}};

  EXPECT_EQ(to_string(model.serve("fee", inputs, {})->value), "1000");
  EXPECT_EQ(to_string(model.evaluate("total", inputs, {})->value), "600");
  EXPECT_EQ(model.serve("fees", inputs, {}).error().code, ErrorCode::kNotFound);
}

TEST(DecisionService, IsAFunctionOfItsInputDataAndThenItsInputDecisions) {
  const auto called = [](const std::string& call) {
    return to_string(
        decided(definitions(fees() + decision("d", knows("#s"), call)), "d", Context{}).value);
  };

  EXPECT_EQ(called("fee(2, 5)"), "1000");
  EXPECT_EQ(called("fee(rate: 5, seats: 2)"), "1000");
  EXPECT_EQ(called(R"(fee("two", 5))"), "null");
  EXPECT_EQ(called("for n in [1, 2] return fee(n, 1)"), "[100, 200]");
}

TEST(DecisionService, GivesAContextOfSeveralOutputs) {
  const std::string service =
      R"(<decisionService id="s" name="both"><outputDecision href="#a"/><outputDecision href="#b"/></decisionService>)";

  EXPECT_EQ(to_string(loaded(definitions(decision("a", "", "1") + decision("b", "", "2") + service))
                          ->serve("both", Context{}, {})
                          ->value),
            "{a: 1, b: 2}");
}

TEST(DecisionService, NeedsAnOutput) {
  EXPECT_NE(faults(definitions(R"(<decisionService id="s" name="none"/>)"))
                .find("expected an output decision in 'none'"),
            std::string::npos);
}

TEST(Knowledge, IsAValue) {
  const std::string knowledge =
      R"(<businessKnowledgeModel id="k" name="double it"><encapsulatedLogic><formalParameter name="n"/>)"
      R"(<literalExpression><text>n * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>)";
  const auto called = [&](const std::string& feel) {
    return to_string(
        decided(definitions(knowledge + decision("d", knows("#k"), feel)), "d", Context{}).value);
  };

  EXPECT_EQ(called("double it(2)"), "4");
  EXPECT_EQ(called("{f: double it, x: f(f(1))}.x"), "4");
  EXPECT_EQ(called("sort([1, 3, 2], function(a, b) double it(a) > double it(b))"), "[3, 2, 1]");
}

TEST(Knowledge, ThatCallsItselfThroughAValueIsBounded) {
  const std::string knowledge =
      R"(<businessKnowledgeModel id="k" name="again"><encapsulatedLogic><formalParameter name="f"/>)"
      R"(<literalExpression><text>f(f)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>)";

  const Decided result =
      decided(definitions(knowledge + decision("d", knows("#k"), "again(again)")), "d", Context{});

  EXPECT_TRUE(result.value.is_null());
  EXPECT_EQ(first_issue(result), "expected functions that call each other less deeply");
}

TEST(Knowledge, OfOtherLanguagesIsRefused) {
  EXPECT_NE(
      faults(
          definitions(
              R"(<businessKnowledgeModel id="k" name="j"><encapsulatedLogic kind="Java"><context/>)"
              R"(</encapsulatedLogic></businessKnowledgeModel>)"))
          .find("expected a function of FEEL, found 'Java'"),
      std::string::npos);
}

TEST(Functions, OfAResultCannotBeCalledAfterwards) {
  const std::string knowledge =
      R"(<businessKnowledgeModel id="k" name="f"><encapsulatedLogic><literalExpression><text>1</text>)"
      R"(</literalExpression></encapsulatedLogic></businessKnowledgeModel>)";
  const Decided result =
      decided(definitions(knowledge + decision("d", knows("#k"), "f")), "d", Context{});

  const feel::Outcome called = feel::invoke(result.value, {}, {}, {}, {});

  EXPECT_TRUE(called.value.is_null());
  EXPECT_EQ(called.issues.front().message, "the model's evaluation is over");
}

/// A file of namespace urn:`name` that imports others.
std::string file(const std::string& name, const std::string& content) {
  return "<definitions xmlns=\"" + std::string(kNamespace) + "\" name=\"" + name +
         "\" namespace=\"urn:" + name + "\">" + content + "</definitions>";
}

std::string import(const std::string& ns, const std::string& name) {
  return "<import namespace=\"urn:" + ns + "\" name=\"" + name + "\" importType=\"" +
         std::string(kNamespace) + "\"/>";
}

class Imports : public testing::Test {
 protected:
  Result<Model> load(const std::string& name) {
    LoadOptions options;
    options.open = [this](const std::string& ns, const std::string&) -> Result<xml::Document> {
      const auto found = files_.find(ns);
      if (found == files_.end())
        return Error{ErrorCode::kNotFound, "expected a file of " + ns, {}, {}};
      return xml::Document::parse(found->second, ns);
    };
    Diagnostics diagnostics;
    return Model::load(xml::Document::parse(files_.at("urn:" + name), name).value(), diagnostics,
                       options);
  }

  std::map<std::string, std::string> files_ = {
      {"urn:rates",
       file(
           "rates",
           R"(<itemDefinition name="tSeats"><typeRef>number</typeRef><allowedValues><text>&gt; 0</text></allowedValues></itemDefinition>)" +
               std::string(kInput) + decision("base fee", takes("#i"), "seats * 10"))},
      {"urn:main",
       file("main", import("rates", "Rates") +
                        decision("fee", decides("urn:rates#base fee"), "Rates.base fee + 1"))}};
};

TEST_F(Imports, AreNamedByTheirPrefix) {
  const Model model = load("main").value();

  EXPECT_EQ(model.decision("fee")->inputs(), std::vector<std::string>{"Rates.seats"});
  EXPECT_EQ(
      to_string(
          model.evaluate("fee", {{"Rates", Context{{"seats", Value::integer(2)}}}}, {})->value),
      "21");
}

TEST_F(Imports, ShareTheirTypes) {
  files_["urn:main"] =
      file("main", import("rates", "Rates") +
                       R"(<decision name="d"><variable name="d" typeRef="Rates.tSeats"/>)"
                       R"(<literalExpression><text>0</text></literalExpression></decision>)");

  EXPECT_TRUE(load("main")->evaluate("d", Context{}, {})->value.is_null());
}

TEST_F(Imports, OfOneFileInTwoPlacesHaveTheirOwnInputs) {
  files_["urn:top"] =
      file("top", import("rates", "A") + import("main", "B") +
                      decision("both", decides("urn:rates#base fee") + decides("urn:main#fee"),
                               "[A.base fee, B.fee]"));
  const Context inputs = {{"A", Context{{"seats", Value::integer(1)}}},
                          {"B", Context{{"Rates", Context{{"seats", Value::integer(5)}}}}}};

  EXPECT_EQ(to_string(load("top")->evaluate("both", inputs, {})->value), "[10, 51]");
}

TEST_F(Imports, ThatLeadBackAreRefused) {
  files_["urn:loop"] = file("loop", import("loop", "again"));

  EXPECT_NE(load("loop").error().message.find("imports of at most 8 levels"), std::string::npos);
}

TEST_F(Imports, ThatNobodyOpensAreRefused) {
  EXPECT_NE(faults(files_["urn:main"]).find("nobody opens them here"), std::string::npos);
  files_.erase("urn:rates");
  EXPECT_NE(load("main").error().message.find("expected a file of urn:rates"), std::string::npos);
}

TEST(StandardProfile, KeepsWhatElseTheFileDecides) {
  const auto document =
      xml::Document::parse(definitions(decision("good", "", "1") + decision("bad", "", "1 +") +
                                       R"(<decision id="o" name="outside"/>)" +
                                       decision("next", decides("#o"), "outside + 1")),
                           "test.dmn");
  Diagnostics diagnostics;
  LoadOptions options;
  options.profile = feel::Profile::kStandard;
  const Model model = Model::load(*document, diagnostics, options).value();

  EXPECT_EQ(to_string(model.evaluate("good", Context{}, {})->value), "1");
  EXPECT_EQ(first_issue(*model.evaluate("bad", Context{}, {})),
            "expected an expression, found the end of the text");
  EXPECT_EQ(to_string(model.evaluate("next", {{"outside", Value::integer(4)}}, {})->value), "5");
  EXPECT_EQ(diagnostics.all().size(), 1U);
}

TEST(Graph, RefusesAnIdThatStandsTwice) {
  const std::string found =
      faults(definitions(decision("a", "", "1") +
                         "<decision id=\"a\" name=\"b\">"
                         "<literalExpression><text>2</text></literalExpression></decision>"));

  EXPECT_NE(found.find("expected each id once, found 'a' again [duplicate-id]"), std::string::npos)
      << found;
}

/// As Camunda's modeler saves tables: names are resolved when the decision is asked.
std::string dishes(const std::string& first_input) {
  const auto column = [](const std::string& text) {
    return "<input><inputExpression typeRef=\"" +
           std::string(text == "guests" ? "integer" : "string") + "\"><text>" + text +
           "</text></inputExpression></input>";
  };
  const auto rule = [](const std::string& entries) { return "<rule>" + entries + "</rule>"; };
  const auto in = [](const std::string& text) {
    return "<inputEntry><text>" + text + "</text></inputEntry>";
  };
  const auto out = [](const std::string& text) {
    return "<outputEntry><text>" + text + "</text></outputEntry>";
  };
  return definitions(
      "<inputData id=\"t\" name=\"Outdoor temperature\"/>"
      "<decision id=\"season\" name=\"Season\">" +
      takes("#t") +
      "<decisionTable><input><inputExpression typeRef=\"integer\"><text>temperature</text>"
      "</inputExpression></input><output name=\"season\" typeRef=\"string\"/>" +
      rule(in("&gt; 20") + out("\"summer\"")) + rule(in("&lt;= 20") + out("\"winter\"")) +
      "</decisionTable></decision>"
      "<decision id=\"dish\" name=\"Dish\">" +
      decides("#season") + "<decisionTable>" + column(first_input) + column("guests") +
      "<output name=\"dish\" typeRef=\"string\"/>" +
      rule(in("\"winter\"") + in("&gt; 8") + out("\"stew\"")) +
      rule(in("\"winter\"") + in("&lt;= 8") + out("\"roast\"")) +
      rule(in("\"summer\"") + in("") + out("\"salad\"")) + "</decisionTable></decision>");
}

TEST(FreeNames, AreOutputsOfRequiredDecisionsAndInputs) {
  const auto asked = [](int temperature, int guests) {
    const Context inputs = {{"temperature", Value::integer(temperature)},
                            {"guests", Value::integer(guests)}};
    return to_string(decided(dishes("season"), "Dish", inputs).value);
  };

  EXPECT_EQ(asked(5, 4), "\"roast\"");
  EXPECT_EQ(asked(5, 12), "\"stew\"");
  EXPECT_EQ(asked(25, 4), "\"salad\"");
  EXPECT_EQ(loaded(dishes("season"))->decision("Dish")->inputs(),
            (std::vector<std::string>{"Outdoor temperature", "temperature", "guests"}));
}

TEST(FreeNames, AreWarnedOfWhereTheyStand) {
  const std::string found = faults(dishes("season"));

  EXPECT_NE(found.find("warning: expected 'Dish' to require what it tests, found 'season'; it is "
                       "read as the output of 'Season' [free-name]"),
            std::string::npos)
      << found;
  EXPECT_NE(found.find("found 'guests'; it is read as the input of that name [free-name]"),
            std::string::npos)
      << found;
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 2) << found;
}

TEST(FreeNames, LookLikeKnownOnesWhereTheyAreMisspelt) {
  const std::string found = faults(dishes("Seasons"));

  EXPECT_NE(found.find("found 'Seasons' (did you mean 'Season'?) [feel]"), std::string::npos)
      << found;
}

TEST(DecisionTable, OfAnEditorsNewFileGivesNull) {
  const std::string text = definitions(
      "<decision id=\"d\" name=\"Decision 1\"><decisionTable><input><inputExpression "
      "typeRef=\"string\"><text></text></inputExpression></input><output typeRef=\"string\"/>"
      "</decisionTable></decision>");

  EXPECT_EQ(decided(text, "Decision 1", Context{}).value, Value());
  EXPECT_EQ(faults(text),
            "test.dmn:2:98: warning: expected a text in 'inputExpression', found none; 'null' is "
            "read [empty-text]");
}

}  // namespace
}  // namespace lagrum::dmn
