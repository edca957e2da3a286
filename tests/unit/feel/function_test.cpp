#include "feel/function.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

class FunctionValues : public testing::TestWithParam<Row> {};

TEST_P(FunctionValues, AreCalled) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Own, FunctionValues,
    testing::Values(Row{"named_arguments", "(function(a, b) a - b)(b: 1, a: 3)", "2"},
                    Row{"curried", "(function(a) function(b) a * b)(2)(3)", "6"},
                    Row{"given_to_another",
                        "{twice: function(f, x) f(f(x)), y: twice(function(n) n + 1, 1)}.y", "3"},
                    Row{"list_of_one_for_an_element", "(function(x: number) x + 1)([1])", "2"},
                    Row{"wrong_type", R"((function(x: number) 1)("a"))", "null"},
                    Row{"unknown_name", "(function(a) a)(b: 1)",
                        "error test:1:16: expected a parameter, found 'b' (did you mean 'a'?)"},
                    Row{"hides_one_of_feel", "{sum: function(x) 0, y: sum([1, 2])}.y", "0"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    OfFeel, FunctionValues,
    testing::Values(Row{"in_a_context", "{f: abs, y: f(-1)}.y", "1"},
                    Row{"by_name", R"({f: contains, y: f(match: "b", string: "abc")}.y)", "true"},
                    Row{"of_a_function", "(function(f) f([3, 1, 2]))(max)", "3"},
                    Row{"name_with_blank", R"({f: upper case, y: f("a")}.y)", R"("A")"},
                    Row{"no_function", "(function(f) f(1))(2)", "null"},
                    Row{"other_arguments", "(function(f) f(1, 2, 3))(abs)", "null"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Partial, FunctionValues,
    testing::Values(Row{"results_so_far",
                        "for i in 1..4 return if i = 1 then 1 else i * partial[-1]",
                        "[1, 2, 6, 24]"},
                    Row{"count", "for i in [7, 7, 7] return count(partial)", "[0, 1, 2]"},
                    Row{"of_two", "for i in 1..2, j in 1..2 return count(partial)", "[0, 1, 2, 3]"},
                    Row{"inner_hides_outer",
                        "for i in 1..2 return for j in 1..2 return count(partial)",
                        "[[0, 1], [0, 1]]"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    InstanceOf, FunctionValues,
    testing::Values(
        Row{"arity", "(function(a: number) a) instance of function<number> -> Any", "true"},
        Row{"other_arity", "(function(a: number) a) instance of function<> -> Any", "false"},
        Row{"parameters_take_at_least",
            "(function(a: Any) 1) instance of function<number> -> number", "true"},
        Row{"parameters_take_less", "(function(a: number) 1) instance of function<Any> -> number",
            "false"},
        Row{"result", R"((function() "a") instance of function<> -> number)", "false"},
        Row{"missing_member", "{a: 1} instance of context<a: number, b: number>", "false"},
        Row{"null_member", "{a: null} instance of context<a: number>", "true"},
        Row{"null_itself", "null instance of Any", "false"},
        Row{"null_of_null", "null instance of Null", "true"},
        Row{"range", "[1..2] instance of range<number>", "true"},
        Row{"other_range", "[1..2] instance of range<date>", "false"},
        Row{"unknown_type", "1 instance of nombre",
            "error test:1:15: expected a FEEL type, found 'nombre'"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Ranges, FunctionValues,
    testing::Values(Row{"property", "[1..10[.end included", "false"},
                    Row{"start", "(> 5).start", "5"}, Row{"no_end", "(> 5).end", "null"},
                    Row{"comparison", "7 in (> 5)", "true"},
                    Row{"not_equal", "5 in (!= 5)", "false"},
                    Row{"comparison_is_no_interval", "(=10) = [10..10]", "false"},
                    Row{"same_comparison", "(<= 10) = (<= 10)", "true"},
                    Row{"unknown_end", "5 in [1..null]", "null"},
                    Row{"outside", "0 in [1..null]", "false"},
                    Row{"read", R"(range("(1..3]") = (1..3])", "true"},
                    Row{"read_dates", R"(range("[date(\"2027-01-01\")..@\"2027-02-01\"]").end)",
                        R"(date("2027-02-01"))"},
                    Row{"read_backwards", R"(range("[3..1]"))", "null"},
                    Row{"read_half", R"(range("[1..]"))", "null"},
                    Row{"read_expression", R"(range("[1..1+1]"))", "null"},
                    Row{"backwards", "for i in [2..1] return i", "null"}),
    row_name);

TEST(FunctionValues, OutliveTheExpressionThatMadeThem) {
  Scope made_in;
  made_in.add_variable("factor", Type::of(Type::Kind::kNumber));
  Value function;
  {
    const std::vector<Value> values = {Value::integer(6)};
    Environment environment;
    environment.variables = values;
    function = Expression::compile("function(x) x * factor", made_in)->evaluate(environment).value;
  }

  Scope scope;
  scope.add_variable("f", Type::any());
  const std::vector<Value> values = {function};
  Environment environment;
  environment.variables = values;

  EXPECT_EQ(evaluated("f(7)", scope, environment), "42");
  EXPECT_EQ(evaluated("for x in [1, 2] return f(x)", scope, environment), "[6, 12]");
}

TEST(FunctionValues, KnowItemDefinitionsOfTheirScope) {
  const Types types = {{"Party", parse_type("context<name: string>").value()}};
  Scope scope;
  scope.set_types(types);

  EXPECT_EQ(evaluated(R"({name: "A"} instance of Party)", scope), "true");
  EXPECT_EQ(evaluated(R"([{name: 1}] instance of list<Party>)", scope), "false");
  EXPECT_EQ(evaluated(R"((function(p: Party) p.name)({name: "A"}))", scope), R"("A")");
}

TEST(FunctionValues, ShareTheBoundsOfTheirCaller) {
  Scope scope;
  scope.add_variable("f", Type::any());
  const Value again = Expression::compile("function(g) g(g)", Scope{})->evaluate({}).value;
  const std::vector<Value> values = {again};
  Environment environment;
  environment.variables = values;

  EXPECT_EQ(first_issue("f(f)", scope, environment),
            "1:13: expected functions that call each other less deeply");
}

TEST(Bounds, HoldForWhatIsSmallInMemory) {
  std::string text = "{a0: [1]";
  for (int i = 0; i < 40; ++i) {
    const std::string before = "a" + std::to_string(i);
    text += ", a" + std::to_string(i + 1) + ": [" + before + ", " + before + "]";
  }

  EXPECT_EQ(evaluated("count(flatten((" + text + "}).a40))"), "null");
  EXPECT_EQ(evaluated("(" + text + ", b: a40 = [a39, a39]}).b"), "null");
  EXPECT_EQ(evaluated("count(distinct values(for i in 1..200000 return i))"), "null");
  EXPECT_EQ(evaluated("count(for i in 1..100000 return [partial])"), "null");
}

class StandardProfile : public testing::TestWithParam<Row> {};

TEST_P(StandardProfile, MakesNullOfWhatCannotBeRight) {
  Scope scope;
  scope.set_profile(Profile::kStandard);
  scope.add_variable("number", Type::of(Type::Kind::kNumber));

  EXPECT_EQ(evaluated(GetParam().text, scope), GetParam().expected);
  EXPECT_NE(first_issue(GetParam().text, scope), "none");
}

INSTANTIATE_TEST_SUITE_P(
    All, StandardProfile,
    testing::Values(Row{"sum", "1 + true", "null"}, Row{"order", R"(1 < "a")", "null"},
                    Row{"condition", "if 1 then 2 else 3", "3"},
                    Row{"unknown_name", "[1, unknown]", "[1, null]"},
                    Row{"unknown_function", "[unknown thing(1, 2), 3]", "[null, 3]"},
                    Row{"arity", "[abs(1, 2), 3]", "[null, 3]"},
                    Row{"parameter", "abs(m: 1)", "null"}, Row{"literal", R"(@"soon")", "null"},
                    Row{"entry_twice", "{a: 1, a: 2}", "null"},
                    Row{"java", "(function(x) external {java: {class: \"A\"}})(1)", "null"}),
    row_name);

}  // namespace
}  // namespace lagrum::feel
