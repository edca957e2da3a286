#include "feel/evaluator.h"

#include "feel/unknown.h"
#include "feel_testing.h"

namespace lagrum::feel {
namespace {

class Structure : public testing::TestWithParam<Row> {};

TEST_P(Structure, GivesTheValue) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Paths, Structure,
    testing::Values(
        Row{"member", "{a: {b: 1}}.a.b", "1"},
        Row{"member_of_list", "[{a: 1}, {a: 2}].a", "[1, 2]"},
        Row{"missing_in_one", R"([{a: 1}, context put({}, "b", 2)].a)", "[1, null]"},
        Row{"first", "[4, 5, 6][1]", "4"}, Row{"last", "[4, 5, 6][-1]", "6"},
        Row{"beyond", "[4, 5, 6][4]", "null"}, Row{"zero", "[4, 5, 6][0]", "null"},
        Row{"scalar_as_list", "5[1]", "5"}, Row{"filter", "[1, 2, 3][item > 1]", "[2, 3]"},
        Row{"filter_by_member", "[{a: 1}, {a: 2}][a = 2]", "[{a: 2}]"},
        Row{"filter_by_item_member", "[{a: 1}, {a: 2}][item.a = 2].a", "[2]"},
        Row{"filter_of_unknown", R"(flatten([{a: 1}, {a: 2}])[a = 2])", "[{a: 2}]"},
        Row{"filter_hides_outer_name", "for a in [2] return flatten([{a: 1}, {a: 2}])[a = 2]",
            "[[{a: 2}]]"},
        Row{"filter_sees_outer_name", "for x in [2] return flatten([{a: 1}, {a: 2}])[a = x]",
            "[[{a: 2}]]"},
        Row{"filter_by_member_named_item", "[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]"},
        Row{"filter_of_the_unknown_by_member_named_item",
            "for a in [[{item: 1}, {item: 2}, 3]] return a[item > 1]", "[[{item: 2}, 3]]"},
        Row{"filter_of_none", "[][item > 1]", "[]"},
        Row{"filter_twice", "[1, 2, 3, 4][item > 1][item < 4]", "[2, 3]"},
        Row{"filter_with_null", "[1, null][item > 0]", "[1]"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Loops, Structure,
    testing::Values(
        Row{"for_list", "for x in [1, 2] return x * 2", "[2, 4]"},
        Row{"for_span", "for i in 1..3 return i", "[1, 2, 3]"},
        Row{"for_span_down", "for i in 3..1 return i", "[3, 2, 1]"},
        Row{"for_range", "for i in (1..3] return i", "[2, 3]"},
        Row{"for_dates", R"(for d in @"2027-02-27"..@"2027-03-01" return d.day)", "[27, 28, 1]"},
        Row{"for_two", "for x in [1, 2], y in [10, 20] return x + y", "[11, 21, 12, 22]"},
        Row{"for_depending", "for x in [[1], [2, 3]], y in x return y", "[1, 2, 3]"},
        Row{"for_null", "for x in null return x", "null"},
        Row{"for_parts", "for i in 1..2.5 return i", "null"},
        Row{"some", "some x in [1, 2] satisfies x > 1", "true"},
        Row{"some_none", "some x in [] satisfies x > 1", "false"},
        Row{"some_unknown", "some x in [null, 1] satisfies x > 1", "null"},
        Row{"every", "every x in [1, 2] satisfies x > 0", "true"},
        Row{"every_none", "every x in [] satisfies x > 0", "true"},
        Row{"every_not", "every x in [null, 1] satisfies x > 1", "false"},
        Row{"every_in_range", "every x in [1..3] satisfies x < 4", "true"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(Conditions, Structure,
                         testing::Values(Row{"then", "if 1 < 2 then 3 else 4", "3"},
                                         Row{"unknown_is_else", "if null then 3 else 4", "4"},
                                         Row{"nested", "if false then 1 else if true then 2 else 3",
                                             "2"}),
                         row_name);

INSTANTIATE_TEST_SUITE_P(
    Functions, Structure,
    testing::Values(Row{"called", "(function(x: number, y) x + y)(1, 2)", "3"},
                    Row{"named", "{f: function(x) x + 1, y: f(2)}.y", "3"},
                    Row{"captures", "for n in [1, 2] return (function(x) x + n)(10)", "[11, 12]"},
                    Row{"wrong_count", "(function(x) x)(1, 2)",
                        "error test:1:16: expected 1 arguments, found 2"},
                    Row{"endless", "(function(f) f(f))(function(f) f(f))", "null"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    InstanceOf, Structure,
    testing::Values(Row{"number", "1 instance of number", "true"},
                    Row{"not_string", "1 instance of string", "false"},
                    Row{"null", "null instance of number", "false"},
                    Row{"list", "[1] instance of list<number>", "true"},
                    Row{"list_of_other", "[1] instance of list<string>", "false"},
                    Row{"context", "{a: 1} instance of context<a: number>", "true"},
                    Row{"date_and_time", R"(@"2027-02-16T08:00:00" instance of date and time)",
                        "true"},
                    Row{"and_more", "1 instance of number and true", "true"},
                    Row{"duration", R"(@"P1M" instance of years and months duration)", "true"},
                    Row{"function", "(function(x) x) instance of function<Any> -> Any", "true"}),
    row_name);

class Issues : public testing::TestWithParam<Row> {};

TEST_P(Issues, SayWhyAndWhere) { EXPECT_EQ(first_issue(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    All, Issues,
    testing::Values(Row{"sum_with_null", "1 + null", "test:1:3: '+' does not take number and Null"},
                    Row{"order_with_null", "null < 1",
                        "test:1:6: cannot compare Null with number by '<'"},
                    Row{"equality_with_null", "null = 1", "none"},
                    Row{"kleene", "null and true", "none"},
                    Row{"division", "1 +\n 2 / 0", "test:2:4: division by zero"},
                    Row{"missing_member", R"(context put({}, "a", 1).b)", "none"},
                    Row{"member_of_null", "null.a", "none"},
                    Row{"position_zero", "[1][0]",
                        "test:1:1: expected a position from 1 on or from the end, found 0"},
                    Row{"loop_over_null", "for x in null return x",
                        "test:1:10: expected a list to go through, found null"},
                    Row{"not_reached", "false and 1 / 0 = 1", "none"}),
    row_name);

TEST(Evaluator, ReadsVariablesByNumber) {
  Scope scope;
  scope.add_variable("a", Type::any());
  scope.add_variable("b", Type::any());
  const std::vector<Value> values = {Value::integer(1)};
  Environment environment;
  environment.variables = values;

  EXPECT_EQ(evaluated("a", scope, environment), "1");
  EXPECT_EQ(evaluated("b", scope, environment), "null");
}

TEST(Evaluator, RefusesToReadErasedValues) {
  Scope scope;
  scope.add_variable("name", Type::any());
  scope.add_variable("party", Type::any());
  const std::vector<Value> values = {Value(Erased{41}),
                                     Value(Context{{"name", Value(Erased{42})}})};
  Environment environment;
  environment.variables = values;

  EXPECT_EQ(first_issue("name = \"A\"", scope, environment),
            "test:1:1: the value was erased from the record (sequence 41)");
  EXPECT_EQ(first_issue("party.name = \"A\"", scope, environment),
            "test:1:7: the value was erased from the record (sequence 42)");
  EXPECT_EQ(first_issue("name = \"A\" or false", scope, environment),
            "test:1:1: the value was erased from the record (sequence 41)");
}

// That a value was erased says that there was one; and what the other side decides needs no more.
TEST(Evaluator, KnowsOfErasedValuesThatTheyWereThere) {
  Scope scope;
  scope.add_variable("name", Type::any());
  scope.add_variable("party", Type::any());
  const std::vector<Value> values = {Value(Erased{41}),
                                     Value(Context{{"name", Value(Erased{42})}})};
  Environment environment;
  environment.variables = values;

  for (const char* text : {"name != null", "null != party.name", "not(name = null)",
                           "name = \"A\" or true", "not(party.name = \"A\" and false)"}) {
    const Outcome outcome = Expression::compile(text, scope).value().evaluate(environment);
    EXPECT_EQ(outcome.value, Value(true)) << text;
    EXPECT_TRUE(outcome.issues.empty()) << text;
  }
  const Outcome other =
      Expression::compile("party.other = null", scope).value().evaluate(environment);
  EXPECT_EQ(other.value, Value(true));
}

TEST(Evaluator, SaysWhetherAValueIsNullOrHangsOnWhatWasErased) {
  Scope scope;
  scope.add_variable("name", Type::any());
  scope.add_variable("perhaps", Type::any());
  scope.add_variable("none", Type::any());
  const std::vector<Value> values = {Value(Erased{41}), Value(Erased{kPerhapsNull}), Value()};
  Environment environment;
  environment.variables = values;
  const auto of = [&](const char* text) -> std::string {
    const auto null = Expression::compile(text, scope).value().is_null(environment);
    return !null ? "open" : *null ? "null" : "there";
  };

  EXPECT_EQ(of("name"), "there");
  EXPECT_EQ(of("perhaps"), "open");
  EXPECT_EQ(of("none"), "null");
  EXPECT_EQ(of("name.part"), "open");
  EXPECT_EQ(of("none.part"), "null");
  EXPECT_EQ(of("[perhaps]"), "there");
  EXPECT_EQ(of("if perhaps = 1 then name else 2"), "there");
  EXPECT_EQ(of("if perhaps = 1 then none else null"), "null");
  EXPECT_EQ(of("if perhaps = 1 then name else null"), "open");
  EXPECT_EQ(of("if none = null then name else null"), "there");
}

TEST(Evaluator, StopsAtItsBudget) {
  const char* text = "count(for i in 1..1000, j in 1..1000, k in 1..1000 return i)";

  const Outcome outcome = Expression::compile(text, Scope{}).value().evaluate(Environment{});

  EXPECT_TRUE(outcome.value.is_null());
  ASSERT_EQ(outcome.issues.size(), 1U);
  EXPECT_EQ(outcome.issues[0].message, "expected an evaluation of at most 1000000 steps");
}

TEST(Evaluator, BoundsListsThatDouble) {
  std::string text = "{a0: [1, 2]";
  for (int i = 0; i < 60; ++i) {
    const std::string before = "a" + std::to_string(i);
    text += ", a" + std::to_string(i + 1) + ": concatenate(" + before + ", " + before + ")";
  }

  EXPECT_EQ(evaluated("count((" + text + "}).a60)"), "null");
}

TEST(Evaluator, BoundsTextsThatDouble) {
  std::string text = R"({a0: "x")";
  for (int i = 0; i < 60; ++i) {
    const std::string before = "a" + std::to_string(i);
    text += ", a" + std::to_string(i + 1) + ": " + before + " + " + before;
  }

  EXPECT_EQ(evaluated("string length((" + text + "}).a60)"), "null");
}

TEST(Evaluator, BoundsHowDeepValuesAre) {
  const std::string wrap = "{f: function(x) [[[[[[[[[[x]]]]]]]]]], g: function(x) " +
                           std::string("f(f(f(f(f(f(f(f(f(f(x))))))))))");
  const auto deep = [&](const std::string& calls) { return wrap + ", r: count(" + calls + ")}.r"; };

  EXPECT_EQ(evaluated(deep("g(g(g(1)))")), "1");
  EXPECT_NE(first_issue(deep("g(g(g(g(g(g(1))))))")).find("expected a value of at most 500 levels"),
            std::string::npos);
}

/// A text of 2^20 letters, as `g`, and what is done with it.
std::string with_long_text(const std::string& done) {
  std::string text = "{a: \"" + std::string(64, 'a') + "\"";
  std::string last = "a";
  for (const char* next : {"b", "c", "d", "e", "f", "g", "h"}) {
    text += std::string(", ") + next + ": " + last + "+" + last + "+" + last + "+" + last;
    last = next;
  }
  return text + ", r: " + done + "}.r";
}

TEST(Evaluator, CountsTextsThatAreCopied) {
  EXPECT_EQ(evaluated(with_long_text("count(for i in 1..3 return h)")), "3");
  EXPECT_NE(first_issue(with_long_text("count(for i in 1..100 return h)")).find("steps"),
            std::string::npos);
}

TEST(Evaluator, CountsTextsThatAreCompared) {
  EXPECT_EQ(evaluated(with_long_text("h <= h")), "true");
  EXPECT_NE(first_issue(with_long_text("count(for i in 1..20000 return h <= h)")).find("steps"),
            std::string::npos);
}

TEST(Evaluator, CountsPatternsByTheirSize) {
  const char* large =
      R"(count(for i in 1..10000 return matches("a", "(\p{L}|\p{N}){1,30}" + string(i))))";

  EXPECT_NE(first_issue(large).find("steps"), std::string::npos);
}

TEST(Evaluator, GoesThroughListsWithoutCopyingThem) {
  EXPECT_EQ(evaluated("{l: for i in 1..50000 return i, "
                      "r: count(for i in 1..20000 return some x in l satisfies true)}.r"),
            "20000");
}

TEST(Evaluator, FindsTextsInLinearTime) {
  EXPECT_EQ(evaluated(with_long_text(R"(contains(h, g + g + "b"))")), "false");
  EXPECT_EQ(evaluated(R"([substring before("aab", "b"), substring after("aab", "aa")])"),
            R"(["aa", "b"])");
  EXPECT_EQ(
      evaluated(R"([contains("", ""), substring before("ab", ""), substring after("ab", "")])"),
      R"([true, "", "ab"])");
}

/// A context whose last member is a list of 2^20 parts; each level holds the one below twice.
std::string doubling() {
  std::string text = "{a0: [1, 2]";
  for (int i = 0; i < 19; ++i) {
    const std::string before = "a" + std::to_string(i);
    text += ", a" + std::to_string(i + 1) + ": [" + before + ", " + before + "]";
  }
  return text + "}.a19";
}

TEST(Evaluator, BoundsTextsOfValuesThatShareParts) {
  EXPECT_EQ(first_issue("string(" + doubling() + ")"),
            "test:1:1: string: expected a result of at most 4 MiB");
}

TEST(Evaluator, ShortensValuesInMessages) {
  const std::string issue = first_issue("date(" + doubling() + ")");

  EXPECT_LT(issue.size(), 1200U);
  EXPECT_TRUE(issue.ends_with("…")) << issue;
}

TEST(Evaluator, LeavesValuesWhereTheyStand) {
  Scope scope;
  scope.add_variable("party", Type::any());
  const std::vector<Value> values = {Value(Context{{"name", "Anna"}})};
  Environment environment;
  environment.variables = values;
  std::vector<Issue> issues;
  Value room;
  const auto seen = [&](const char* text) -> const Value* {
    return &Expression::compile(text, scope).value().see(environment, room, issues);
  };

  EXPECT_EQ(seen("party"), values.data());
  EXPECT_EQ(seen("party.name"), values[0].context()->find("name"));
  EXPECT_EQ(seen("party.name + \"!\""), &room);
  EXPECT_EQ(room, Value("Anna!"));
  EXPECT_TRUE(issues.empty());
}

TEST(Evaluator, GivesAMemberOfWhatItMadeItself) {
  EXPECT_EQ(evaluated(R"({name: "a text of more than fifteen letters"}.name)"),
            R"("a text of more than fifteen letters")");
  EXPECT_EQ(evaluated("[{a: {b: [1, 2]}}][1].a.b"), "[1, 2]");
}

TEST(Evaluator, KeepsAtMostAHundredIssues) {
  const auto expression = Expression::compile("for i in 1..1000 return i + null", Scope{});

  EXPECT_EQ(expression->evaluate(Environment{}).issues.size(), kIssuesMax);
}

TEST(Evaluator, GivesTheSameForTheSameInput) {
  const auto expression = Expression::compile(R"([1, 2, 3][item > 1])", Scope{}).value();

  EXPECT_EQ(expression.evaluate(Environment{}).value, expression.evaluate(Environment{}).value);
}

}  // namespace
}  // namespace lagrum::feel
