#include "feel_testing.h"

namespace lagrum::feel {
namespace {

struct Cell {
  const char* name;
  const char* tests;
  Value input;
  const char* expected;
};

void PrintTo(const Cell& row, std::ostream* out) {
  *out << row.tests << " of " << to_string(row.input);
}

std::string tested(std::string_view text, const Value& input, const Type& type) {
  Scope scope;
  scope.add_variable("limit", Type::of(Type::Kind::kNumber));
  const std::vector<Value> values = {Value::integer(10)};
  Environment environment;
  environment.variables = values;
  const auto tests = UnaryTests::compile(text, scope, type, Position{"table", 1, 1});
  if (!tests) return "error " + to_string(tests.error());
  return to_string(tests->evaluate(input, environment).value);
}

class UnaryTestsOf : public testing::TestWithParam<Cell> {};

TEST_P(UnaryTestsOf, AnInput) {
  EXPECT_EQ(tested(GetParam().tests, GetParam().input, Type::any()), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, UnaryTestsOf,
    testing::Values(
        Cell{"dash", "-", Value("x"), "true"}, Cell{"dash_of_null", " - ", Value(), "true"},
        Cell{"less", "< 18", Value::integer(17), "true"},
        Cell{"not_less", "<18", Value::integer(18), "false"},
        Cell{"at_least", ">=18", Value::integer(18), "true"},
        Cell{"less_of_null", "< 18", Value(), "null"}, Cell{"equal", "\"a\"", Value("a"), "true"},
        Cell{"one_of", "\"a\", \"b\"", Value("b"), "true"},
        Cell{"none_of", "\"a\", \"b\"", Value("c"), "false"},
        Cell{"not", "not(\"a\", \"b\")", Value("c"), "true"},
        Cell{"not_one_of", "not(\"a\", \"b\")", Value("a"), "false"},
        Cell{"not_range", "not([1..3])", Value::integer(4), "true"},
        Cell{"range", "[1..3]", Value::integer(3), "true"},
        Cell{"outside_range", "[1..3)", Value::integer(3), "false"},
        Cell{"ranges", "[1..3], [7..9]", Value::integer(8), "true"},
        Cell{"false", "false", Value(false), "true"},
        Cell{"not_false", "false", Value(true), "false"}, Cell{"null", "null", Value(), "true"},
        Cell{"not_null", "null", Value("x"), "false"},
        Cell{"not_of_null", "not(null)", Value("x"), "true"},
        Cell{"variable", "limit", Value::integer(10), "true"},
        Cell{"above_variable", "> limit", Value::integer(11), "true"},
        Cell{"sum", "< limit + 1", Value::integer(10), "true"},
        Cell{"question", "? > limit and ? < 20", Value::integer(11), "true"},
        Cell{"question_in_function", "contains(?, \"b\")", Value("abc"), "true"},
        Cell{"not_question", "not(contains(?, \"b\"))", Value("abc"), "false"},
        Cell{"list", "[1, 2]", Value::integer(2), "true"},
        Cell{"negative", "-5", Value::integer(-5), "true"},
        Cell{"other_type", "\"1\"", Value::integer(1), "false"}),
    [](const auto& row) { return row.param.name; });

TEST(UnaryTests, AreCheckedAgainstTheInputsType) {
  const Type number = Type::of(Type::Kind::kNumber);
  const Type text = Type::of(Type::Kind::kString);

  EXPECT_EQ(tested("\"a\"", Value::integer(1), number),
            "error table:1:1: expected a test of number, found string");
  EXPECT_EQ(tested("1, \"a\"", Value::integer(1), number),
            "error table:1:4: expected a test of number, found string");
  EXPECT_EQ(tested("< \"a\"", Value::integer(1), number),
            "error table:1:1: expected a test of number, found string");
  EXPECT_EQ(tested("[1..3]", Value("a"), text),
            "error table:1:1: expected a test of string, found range<number>");
  EXPECT_EQ(tested("[1, 3]", Value("a"), text),
            "error table:1:1: expected a test of string, found list<number>");
  EXPECT_EQ(tested("", Value("a"), text),
            "error table:1:1: expected a unary test or '-', found the end of the text");
  EXPECT_EQ(tested("'a'", Value("a"), text),
            "error table:1:1: FEEL strings stand in double quotes");
  EXPECT_EQ(tested("?.x", Value("a"), text),
            "error table:1:3: expected a member of string, found 'x'");
  EXPECT_EQ(tested("limit > 5", Value("a"), text), "true");
}

TEST(UnaryTests, KnowTheirConstants) {
  const auto constants = [](std::string_view text) {
    return to_string(Value(List(UnaryTests::compile(text, Scope{}, Type::any())->constants())));
  };

  EXPECT_EQ(constants(R"("a", "b", < 5)"), R"(["a", "b"])");
  EXPECT_EQ(constants(R"(not("a"))"), "[]");
  EXPECT_EQ(constants("-"), "[]");
  EXPECT_TRUE(UnaryTests::compile("-", Scope{}, Type::any())->irrelevant());
  EXPECT_FALSE(UnaryTests::compile("true", Scope{}, Type::any())->irrelevant());
}

}  // namespace
}  // namespace lagrum::feel
