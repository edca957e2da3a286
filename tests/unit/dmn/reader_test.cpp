#include "dmn/reader.h"

#include "dmn_testing.h"

namespace lagrum::dmn {
namespace {

constexpr const char* kDecision =
    R"(<decision id="d" name="d"><variable name="d"/><literalExpression><text>1</text></literalExpression></decision>)";

TEST(Reader, TakesTheNamespacesOfDmn) {
  for (const char* ns : {"http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                         "http://www.omg.org/spec/DMN/20180521/MODEL/",
                         "https://www.omg.org/spec/DMN/20191111/MODEL/",
                         "https://www.omg.org/spec/DMN/20211108/MODEL/",
                         "https://www.omg.org/spec/DMN/20230324/MODEL/"}) {
    EXPECT_EQ(faults(definitions(kDecision, ns)), "") << ns;
  }
}

TEST(Reader, RefusesOtherNamespaces) {
  EXPECT_EQ(faults(definitions(kDecision, "urn:x")),
            "test.dmn:1:1: error: expected 'definitions' of DMN 1.1 to 1.5, found 'definitions' of "
            "namespace 'urn:x' "
            "[dmn-namespace]");
}

TEST(Reader, NamesUnknownElementsWithASuggestion) {
  EXPECT_EQ(faults(definitions(R"(<decison name="d"/>)")),
            "test.dmn:2:1: error: 'definitions' has no child 'decison' (did you mean 'decision'?) "
            "[unknown-element]");
}

TEST(Reader, LeavesForeignElementsAlone) {
  EXPECT_EQ(faults(definitions(std::string(kDecision) +
                               R"(<x:layout xmlns:x="urn:x"/><description>text</description>)")),
            "");
}

TEST(Reader, SaysWhatIsNotCarriedOut) {
  const std::string java = definitions(
      R"(<decision name="d"><functionDefinition kind="Java"><context/></functionDefinition></decision>)");

  EXPECT_EQ(faults(java),
            "test.dmn:2:46: error: expected a function of FEEL, found 'Java' [not-carried-out]");
}

TEST(Reader, RefusesExpressionsWhereNoneIsHeld) {
  EXPECT_NE(faults(definitions(R"(<inputData name="i"><context/></inputData>)"))
                .find("'inputData' has no child 'context'"),
            std::string::npos);
}

TEST(Reader, RefusesOtherExpressionLanguages) {
  const std::string decision =
      R"(<decision name="d"><literalExpression expressionLanguage="java"><text>1</text></literalExpression></decision>)";

  EXPECT_EQ(faults(definitions(decision)),
            "test.dmn:2:59: error: expected the expression language FEEL, found 'java' "
            "[not-carried-out]");
}

TEST(Reader, PointsIntoTheText) {
  const std::string decision =
      "<decision name=\"d\"><literalExpression><text>\n  1 +\n  "
      "sume(2)</text></literalExpression></decision>";

  EXPECT_EQ(faults(definitions(decision)),
            "test.dmn:4:3: error: expected a function, found 'sume' (did you mean 'sum'?) [feel]");
}

TEST(Reader, PointsIntoCharacterData) {
  const std::string decision =
      "<decision name=\"d\"><literalExpression><text a=\">\"><![CDATA[ 1 < "
      "true]]></text></literalExpression></decision>";

  EXPECT_EQ(faults(definitions(decision)),
            "test.dmn:2:63: error: cannot compare number with boolean by '<' [feel]");
}

}  // namespace
}  // namespace lagrum::dmn
