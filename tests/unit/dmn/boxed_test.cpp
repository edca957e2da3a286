#include "dmn/boxed.h"

#include "dmn/item_types.h"
#include "dmn_testing.h"

namespace lagrum::dmn {
namespace {

std::string text(const std::string& feel) {
  return "<literalExpression><text>" + feel + "</text></literalExpression>";
}

std::string entry(const std::string& name, const std::string& content) {
  return "<contextEntry><variable name=\"" + name + "\"/>" + content + "</contextEntry>";
}

std::string last(const std::string& content) {
  return "<contextEntry>" + content + "</contextEntry>";
}

std::string part(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name + ">";
}

std::string decision(const std::string& content, const std::string& type = "Any") {
  return definitions("<decision name=\"d\"><variable name=\"d\" typeRef=\"" + type + "\"/>" +
                     content + "</decision>");
}

std::string value(const std::string& content) {
  return to_string(decided(decision(content), "d", Context{}).value);
}

std::string issue(const std::string& content) {
  return first_issue(decided(decision(content), "d", Context{}));
}

TEST(BoxedContext, ReadsEarlierEntries) {
  EXPECT_EQ(value(part("context", entry("a", text("2")) + entry("b", text("a * 3")))),
            "{a: 2, b: 6}");
}

TEST(BoxedContext, GivesTheEntryWithoutAName) {
  EXPECT_EQ(value(part("context", entry("net pay", text("2")) + last(text("net pay + 1")))), "3");
}

TEST(BoxedContext, RefusesAnEntryTwice) {
  EXPECT_NE(faults(decision(part("context", entry("a", text("1")) + entry("a", text("2")))))
                .find("expected each entry once, found 'a' again"),
            std::string::npos);
}

TEST(BoxedContext, RefusesNamesItDoesNotKnow) {
  EXPECT_NE(faults(decision(part("context", entry("a", text("b")))))
                .find("expected a name that is known here, found 'b'"),
            std::string::npos);
}

TEST(BoxedList, HoldsItsElements) {
  EXPECT_EQ(value(part("list", text("1") + part("list", text("2")))), "[1, [2]]");
}

TEST(Relation, IsAListOfContexts) {
  const std::string columns = R"(<column name="name"/><column name="age"/>)";

  EXPECT_EQ(value(part("relation", columns + part("row", text("\"A\"") + text("1")) +
                                       part("row", text("\"B\"") + text("2")))),
            R"([{name: "A", age: 1}, {name: "B", age: 2}])");
  EXPECT_NE(faults(decision(part("relation", columns + part("row", text("1")))))
                .find("expected 2 cells, found 1"),
            std::string::npos);
}

TEST(BoxedFunction, SeesWhereItIsWritten) {
  const std::string function =
      R"(<functionDefinition><formalParameter name="x" typeRef="number"/>)" + text("x + base") +
      "</functionDefinition>";

  EXPECT_EQ(
      value(part("context", entry("base", text("10")) + entry("f", function) + last(text("f(5)")))),
      "15");
}

TEST(BoxedFunction, TakesOnlyWhatItDeclares) {
  const std::string function =
      R"(<functionDefinition><formalParameter name="x" typeRef="number"/>)" + text("1") +
      "</functionDefinition>";
  const std::string context = part("context", entry("f", function) + last(text(R"(f("a"))")));

  EXPECT_EQ(value(context), "null");
  EXPECT_EQ(issue(context), R"(expected number for 'x', found "a")");
}

TEST(Invocation, BindsByName) {
  const std::string function =
      R"(<functionDefinition><formalParameter name="a"/><formalParameter name="b"/>)" +
      text("a - b") + "</functionDefinition>";
  const auto binding = [](const std::string& name, const std::string& feel) {
    return R"(<binding><parameter name=")" + name + R"("/>)" + text(feel) + "</binding>";
  };
  const auto invoked = [&](const std::string& bindings) {
    return part("context", entry("f", function) + last(part("invocation", text("f") + bindings)));
  };

  EXPECT_EQ(value(invoked(binding("b", "1") + binding("a", "5"))), "4");
  EXPECT_EQ(value(invoked(binding("b", "1"))), "null");
  EXPECT_EQ(issue(invoked(binding("b", "1") + binding("c", "5"))),
            "expected each parameter once, found 'c'");
}

TEST(Conditional, TakesOneOfTwo) {
  const auto conditional = [](const std::string& condition) {
    return part("conditional", part("if", text(condition)) + part("then", text("1")) +
                                   part("else", text("1 / 0")));
  };

  EXPECT_EQ(value(conditional("true")), "1");
  EXPECT_EQ(issue(conditional("true")), "none");
  EXPECT_EQ(issue(conditional("null")), "division by zero");
  EXPECT_EQ(issue(conditional("\"yes\"")), "'if' expects a boolean, found string");
}

TEST(BoxedFilter, KeepsWhatMatches) {
  const auto filter = [](const std::string& in, const std::string& match) {
    return part("filter", part("in", text(in)) + part("match", text(match)));
  };

  EXPECT_EQ(value(filter("[1, 2, 3]", "item > 1")), "[2, 3]");
  EXPECT_EQ(value(filter("[{a: 1}, {a: 2}]", "a = 2")), "[{a: 2}]");
  EXPECT_EQ(value(filter("[]", "true")), "[]");
  EXPECT_EQ(issue(filter("[1]", "1")), "a filter expects a boolean, found number");
}

std::string iterator(const std::string& kind, const std::string& in, const std::string& body) {
  return "<" + kind + R"( iteratorVariable="x">)" + part("in", text(in)) +
         part(kind == "for" ? "return" : "satisfies", text(body)) + "</" + kind + ">";
}

TEST(Iterator, GoesThroughTheList) {
  EXPECT_EQ(value(iterator("for", "[1, 2, 3]", "x * 2")), "[2, 4, 6]");
  EXPECT_EQ(value(iterator("for", "[1..3]", "count(partial)")), "[0, 1, 2]");
  EXPECT_EQ(value(iterator("some", "[1, 2]", "x = 2")), "true");
  EXPECT_EQ(value(iterator("every", "[1, 2]", "x = 2")), "false");
  EXPECT_EQ(value(iterator("every", "[]", "x = 2")), "true");
  EXPECT_EQ(value(iterator("for", "null", "x")), "null");
}

TEST(Iterator, HasEnoughStepsForLongLists) {
  EXPECT_EQ(value(part("context",
                       entry("all", iterator("for", "[1..5000]", "x")) + last(text("count(all)")))),
            "5000");
}

TEST(Iterator, CountsEachRoundAsAStep) {
  const std::string rounds = R"(<for iteratorVariable="x">)" + part("in", text("[1..1000]")) +
                             part("return", "<list/>") + "</for>";
  const std::string nested = R"(<for iteratorVariable="y">)" + part("in", text("[1..1000]")) +
                             part("return", rounds) + "</for>";
  feel::Budget budget{.steps_max = 50'000};
  feel::Environment environment;
  environment.budget = &budget;
  const Decided result = decided(decision(nested), "d", Context{}, environment);

  EXPECT_TRUE(budget.stopped);
  EXPECT_EQ(first_issue(result), "expected an evaluation of at most 50000 steps");
  EXPECT_LE(result.issues.size(), kIssuesMax);
}

TEST(Iterator, NeedsAVariable) {
  EXPECT_NE(
      faults(decision("<for>" + part("in", text("[1]")) + part("return", text("1")) + "</for>"))
          .find("expected attribute 'iteratorVariable'"),
      std::string::npos);
  EXPECT_NE(faults(decision(R"(<for iteratorVariable="x">)" + part("in", text("[1]")) + "</for>"))
                .find("expected 'return' in 'for'"),
            std::string::npos);
}

TEST(BoxedType, IsThatOfTheVariable) {
  const auto result = [](const std::string& type, const std::string& feel) {
    return to_string(decided(decision(text(feel), type), "d", Context{}).value);
  };

  EXPECT_EQ(result("number", "[1]"), "1");
  EXPECT_EQ(result("date and time", R"(date("2028-02-29"))"),
            R"(date and time("2028-02-29T00:00:00Z"))");
  EXPECT_EQ(result("string", "[1, 2]"), "null");
}

TEST(ItemDefinition, AsksForEachMember) {
  const std::string types =
      R"(<itemDefinition name="tParty"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>)"
      R"(<itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>)";
  const auto result = [&](const std::string& feel) {
    return to_string(
        decided(definitions(types + R"(<decision name="d"><variable name="d" typeRef="tParty"/>)" +
                            text(feel) + "</decision>"),
                "d", Context{})
            .value);
  };

  EXPECT_EQ(result(R"({name: "A", age: 3})"), R"({name: "A", age: 3})");
  EXPECT_EQ(result(R"({name: "A", age: 3, more: 1})"), R"({name: "A", age: 3, more: 1})");
  EXPECT_EQ(result(R"({name: "A"})"), "null");
}

TEST(ItemDefinition, MayBeAFunction) {
  const std::string types =
      R"(<itemDefinition name="tTest"><functionItem outputTypeRef="boolean">)"
      R"(<parameters name="n" typeRef="number"/></functionItem></itemDefinition>)";

  EXPECT_EQ(to_string(decided(definitions(types + "<decision name=\"d\">" +
                                          text("(function(n: number) n = 1) instance of tTest") +
                                          "</decision>"),
                              "d", Context{})
                          .value),
            "true");
}

}  // namespace
}  // namespace lagrum::dmn
