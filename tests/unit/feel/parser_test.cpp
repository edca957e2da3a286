#include "feel/parser.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

Scope scope_of_names() {
  Scope scope;
  scope.add_variable("Monthly Salary", Type::of(Type::Kind::kNumber));
  scope.add_variable("Monthly", Type::of(Type::Kind::kNumber));
  scope.add_variable("a-b", Type::of(Type::Kind::kNumber));
  scope.add_variable("a", Type::of(Type::Kind::kNumber));
  scope.add_variable("b", Type::of(Type::Kind::kNumber));
  scope.add_variable("in_time", Type::of(Type::Kind::kBoolean));
  scope.add_function("days late", {"norm"}, Type::of(Type::Kind::kNumber));
  return scope;
}

std::string with_names(std::string_view text) {
  const std::vector<Value> values = {Value::integer(100), Value::integer(7), Value::integer(50),
                                     Value::integer(9),   Value::integer(2), Value(true)};
  Environment environment;
  environment.variables = values;
  environment.call = [](std::size_t, std::span<const Value> arguments) -> Result<Value> {
    if (arguments[0].string() == nullptr)
      return Error{ErrorCode::kInvalidArgument, "no such norm", {}, {}};
    return Value::integer(4);
  };
  return evaluated(text, scope_of_names(), environment);
}

class Names : public testing::TestWithParam<Row> {};

TEST_P(Names, AreTheLongestThatMatch) {
  EXPECT_EQ(with_names(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, Names,
    testing::Values(
        Row{"with_blank", "12 * Monthly Salary", "1200"},
        Row{"with_more_blanks", "Monthly \n Salary", "100"}, Row{"shorter", "Monthly + 1", "8"},
        Row{"with_minus", "a-b", "50"}, Row{"minus_with_blanks", "a - b", "7"},
        Row{"with_underscore", "in_time and true", "true"},
        Row{"extension", R"(days late("x") + 1)", "5"},
        Row{"extension_by_name", R"(days late(norm: "x"))", "4"},
        Row{"extension_that_fails", "days late(1)", "null"},
        Row{"misspelt", "Montly + 1",
            "error test:1:1: expected a name that is known here, found 'Montly' (did you mean "
            "'Monthly'?)"},
        Row{"part_of_a_name", "Monthlys",
            "error test:1:1: expected a name that is known here, found 'Monthlys' (did you mean "
            "'Monthly'?)"},
        Row{"extension_arity", R"(days late("x", 1))",
            "error test:1:1: days late: expected 1 arguments, found 2"},
        Row{"misspelt_extension", R"(days lat("x"))",
            "error test:1:1: expected a function, found 'days lat' (did you mean 'days late'?)"}),
    row_name);

class Literal : public testing::TestWithParam<Row> {};

TEST_P(Literal, IsRead) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    All, Literal,
    testing::Values(Row{"escapes", R"("a\tb\n\"\\")", "\"a\\tb\\n\\\"\\\\\""},
                    Row{"unicode", R"("\u00e5\U01F40E")", "\"å🐎\""},
                    Row{"surrogates", R"("\uD83D\uDC0E")", "\"🐎\""},
                    Row{"comment", "1 /* one */ + // plus\n 2", "3"},
                    Row{"at_date", R"(@"2027-02-16")", R"(date("2027-02-16"))"},
                    Row{"at_duration", R"(@"P2M")", R"(duration("P2M"))"},
                    Row{"list", "[1, [], null]", "[1, [], null]"},
                    Row{"context", R"({a: 1, "b c": a + 1})", R"({a: 1, "b c": 2})"},
                    Row{"name_with_blank", "{full name: 1, x: full name + 1}.x", "2"},
                    Row{"range", "(1..3]", "(1..3]"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Faults, Literal,
    testing::Values(
        Row{"single_quotes", "In = 'x'",
            "error test:1:1: expected a name that is known here, found 'In'"},
        Row{"single_quoted", "'x' = 1", "error test:1:1: FEEL strings stand in double quotes"},
        Row{"open_string", R"("abc)",
            "error test:1:1: expected '\"' at the end of the string, found the end of the text"},
        Row{"bad_escape", R"("\u00g1")",
            "error test:1:1: expected an escape such as \\n or \\u00E5"},
        Row{"lone_surrogate", R"("\uD83D")",
            "error test:1:1: expected an escape such as \\n or \\u00E5"},
        Row{"empty", "  ", "error test:1:1: expected an expression, found the end of the text"},
        Row{"half", "1 +", "error test:1:4: expected an expression, found the end of the text"},
        Row{"rest", "1 2",
            "error test:1:3: expected an operator or the end of the text, found '2'"},
        Row{"bracket", "(1 + 2",
            "error test:1:7: expected ')' after the expression, found the end of the text"},
        Row{"list_open", "[1, 2",
            "error test:1:6: expected ']' after the list, found the end of the text"},
        Row{"second_line", "1 +\n  )", "error test:2:3: expected an expression, found ')'"},
        Row{"after_letters", R"("åäö" +* 1)", "error test:1:8: expected an expression, found '*'"},
        Row{"no_else", "if true then 1",
            "error test:1:15: expected 'else' after the first value of 'if', found the end of the "
            "text"},
        Row{"no_return", "for x in [1] x",
            "error test:1:14: expected 'return' after the lists, found 'x'"},
        Row{"bad_at", R"(@"soon")",
            "error test:1:1: expected a date, time, date and time or duration after '@', found "
            "'soon'"},
        Row{"entry_twice", "{a: 1, a: 2}",
            "error test:1:8: expected each entry once, found 'a' again"},
        Row{"external", "function(x) external {}",
            "error test:1:13: functions of other languages are not carried out"},
        Row{"number_too_large", "1e9999",
            "error test:1:1: expected a number such as -12.50, found '1e9999'"}),
    row_name);

class Types : public testing::TestWithParam<Row> {};

TEST_P(Types, ThatCannotBeRightAreRefused) {
  Scope scope;
  const Type party = Type::context_of(
      {{"id", Type::of(Type::Kind::kString)}, {"public", Type::of(Type::Kind::kBoolean)}});
  scope.add_variable("application", Type::context_of({{"seats", Type::of(Type::Kind::kNumber)},
                                                      {"wants", Type::of(Type::Kind::kString)},
                                                      {"due", Type::of(Type::Kind::kDate)}}));
  scope.add_variable("parties", Type::list_of(party));
  scope.add_variable("outcome", Type::of(Type::Kind::kString));
  scope.add_variable("anything", Type::any());

  EXPECT_EQ(evaluated(GetParam().text, scope), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Good, Types,
                         testing::Values(Row{"null_is_any_type", "outcome = null", "true"},
                                         Row{"unknown_is_any_type", "anything + 1", "null"},
                                         Row{"in_words", R"(outcome in ("a", "b"))", "false"},
                                         Row{"list_of_members", "parties.id", "null"},
                                         Row{"member_of_unknown", "anything.some.thing", "null"}),
                         row_name);

INSTANTIATE_TEST_SUITE_P(
    Bad, Types,
    testing::Values(
        Row{"sum", "1 + true", "error test:1:3: '+' does not take number and boolean"},
        Row{"sum_of_unknown_and_boolean", "anything + true",
            "error test:1:10: '+' does not take Any and boolean"},
        Row{"order", "application.seats < application.wants",
            "error test:1:19: cannot compare number with string by '<'"},
        Row{"equality", "outcome = 1", "error test:1:9: cannot compare string with number by '='"},
        Row{"order_of_booleans", "true < false",
            "error test:1:6: cannot compare boolean with boolean by '<'"},
        Row{"date_and_text", R"(application.due > "2027-02-16")",
            "error test:1:17: cannot compare date with string by '>'"},
        Row{"logic", "outcome and true", "error test:1:9: 'and' expects booleans, found string"},
        Row{"member", "application.seets = 1",
            "error test:1:13: expected a member of context<seats: number, wants: string, due: "
            "date>, found 'seets' (did you mean 'seats'?)"},
        Row{"member_in_list", "parties.publik",
            "error test:1:9: expected a member of context<id: string, public: boolean>, found "
            "'publik' (did you mean 'public'?)"},
        Row{"member_of_number", "application.seats.x",
            "error test:1:19: expected a member of number, found 'x'"},
        Row{"condition", "if 1 then 2 else 3",
            "error test:1:1: 'if' expects a boolean, found number"},
        Row{"minus", "-outcome", "error test:1:1: '-' expects a number or duration, found string"},
        Row{"test", "outcome in (1, 2)",
            "error test:1:13: expected a test of string, found number"},
        Row{"quantifier", "every p in parties satisfies p.id",
            "error test:1:1: 'satisfies' expects a boolean, found string"},
        Row{"filter", "parties[id]",
            "error test:1:1: a filter expects a boolean or a position, found string"},
        Row{"name_in_filter", "parties[publik]",
            "error test:1:9: expected a name that is known here, found 'publik' (did you mean "
            "'public'?)"},
        Row{"argument", "string length(application)",
            "error test:1:15: string length: expected string for 'string', found context<seats: "
            "number, wants: string, due: date>"}),
    row_name);

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST(Parser, RefusesNestingBeyondItsLimit) {
  EXPECT_EQ(evaluated(repeated("(", 150) + "1" + repeated(")", 150)), "1");
  for (const char* part :
       {"(", "[", "{a:", "-", "not(", "if ", "x in (", "function(a) ", "1 in ("}) {
    const std::string result = evaluated(repeated(part, 100000) + "1");
    EXPECT_EQ(result.substr(0, 6), "error ") << part;
  }
}

TEST(Parser, RefusesChainsBeyondItsLimit) {
  const auto chain = [](int links) {
    Scope scope;
    scope.add_variable("x", Type::of(Type::Kind::kNumber));
    return evaluated("x" + repeated(" + x", links), scope);
  };

  EXPECT_EQ(chain(300), "null");
  EXPECT_EQ(chain(5000).substr(0, 6), "error ");
}

TEST(Parser, FoldsConstants) {
  const auto parsed = parse_expression(R"(date("2027-02-16") + duration("P21D"))", Scope{}, {});

  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->program.nodes[parsed->program.root].op, Op::kConstant);
}

TEST(Parser, LeavesConstantFaultsToTheEvaluation) {
  EXPECT_EQ(first_issue("1 / 0"), "test:1:3: division by zero");
}

}  // namespace
}  // namespace lagrum::feel
