#include "lagrum/value.h"

#include <gtest/gtest.h>

#include <ostream>

#include "feel/temporal.h"

namespace lagrum {
namespace {

Value number(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Value, IsEqualByTypeAndContent) {
  EXPECT_EQ(number("1.0"), number("1"));
  EXPECT_EQ(Value("a"), Value("a"));
  EXPECT_EQ(Value(), Value(nullptr));
  EXPECT_NE(Value("1"), number("1"));
  EXPECT_NE(Value(false), Value());
  EXPECT_NE(Value(MonthsDuration{0}), Value(SecondsDuration{}));
}

TEST(Value, ComparesContextsWithoutRegardToOrder) {
  const Value one = Context{{"a", Value::integer(1)}, {"b", "x"}};
  const Value other = Context{{"b", "x"}, {"a", Value::integer(1)}};
  const Value smaller = Context{{"a", Value::integer(1)}};

  EXPECT_EQ(one, other);
  EXPECT_NE(one, smaller);
}

TEST(Value, ComparesListsInOrder) {
  EXPECT_EQ(Value(List{"a", "b"}), Value(List{"a", "b"}));
  EXPECT_NE(Value(List{"a", "b"}), Value(List{"b", "a"}));
}

TEST(Value, IsTrueForTheBooleanAlone) {
  EXPECT_TRUE(Value(true).is_true());
  EXPECT_FALSE(Value(false).is_true());
  EXPECT_FALSE(Value("true").is_true());
  EXPECT_FALSE(Value().is_true());
}

TEST(Context, KeepsTheOrderOfWriting) {
  Context context{{"b", "1"}, {"a", "2"}};
  context.set("b", "3");
  context.set("c", "4");

  EXPECT_EQ(to_string(Value(context)), R"({b: "3", a: "2", c: "4"})");
  EXPECT_TRUE(context.erase("a"));
  EXPECT_FALSE(context.erase("a"));
  EXPECT_EQ(context.find("a"), nullptr);
  EXPECT_EQ(context.size(), 2U);
}

TEST(Context, FindsEachOfManyEntries) {
  Context context;
  std::vector<Context::Entry> entries;
  for (int i = 0; i < 500; ++i) {
    context.set("n" + std::to_string(i), Value::integer(i));
    entries.emplace_back("n" + std::to_string(i), Value::integer(i));
  }
  context.set("n7", "seven");
  EXPECT_TRUE(context.erase("n250"));
  const Context given(std::move(entries));
  Context copy = context;
  copy.set("n250", "again");

  EXPECT_EQ(context.size(), 499U);
  EXPECT_EQ(*context.find("n7"), Value("seven"));
  EXPECT_EQ(*context.find("n499"), Value::integer(499));
  EXPECT_EQ(context.find("n250"), nullptr);
  EXPECT_EQ(context.find("n500"), nullptr);
  EXPECT_EQ(*given.find("n250"), Value::integer(250));
  EXPECT_EQ(*copy.find("n250"), Value("again"));
  EXPECT_EQ(copy.entries().back().first, "n250");
}

TEST(Value, IsNullWhereItWouldBeTooDeep) {
  Value value = Value::integer(1);
  for (std::uint32_t i = 0; i < kValueDepthMax; ++i) value = Value(List{value});
  EXPECT_EQ(value.depth(), kValueDepthMax);
  EXPECT_EQ(Value(Context{{"a", value}}), Value());
  EXPECT_EQ(Value(RangeValue{value, value}), Value());
}

TEST(Date, ChangesToCivilDateAndBack) {
  const Date date = parse_date("2024-02-29").value();

  EXPECT_EQ(to_civil(date), (CivilDate{2024, 2, 29}));
  EXPECT_EQ(to_date(CivilDate{2024, 2, 29}).value(), date);
}

TEST(Date, HasNoYearsOutsideOneTo9999) {
  EXPECT_TRUE(to_date(CivilDate{9999, 12, 31}).has_value());
  EXPECT_EQ(to_date(CivilDate{10000, 1, 1}).error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(to_date(CivilDate{0, 1, 1}).error().code, ErrorCode::kOutOfRange);
}

struct Form {
  const char* name;
  Value value;
  const char* literal;
  const char* plain;
  const char* json;
};

void PrintTo(const Form& row, std::ostream* out) { *out << row.literal; }

class ValueForm : public testing::TestWithParam<Form> {};

TEST_P(ValueForm, IsWrittenAsLiteralAndAsText) {
  EXPECT_EQ(to_string(GetParam().value), GetParam().literal);
  EXPECT_EQ(plain_text(GetParam().value), GetParam().plain);
}

TEST_P(ValueForm, SurvivesItsStoredForm) {
  const Json json = to_json(GetParam().value).value();

  EXPECT_EQ(json, parse_json(GetParam().json).value());
  EXPECT_EQ(value_from_json(json).value(), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(
    All, ValueForm,
    testing::Values(
        Form{"null", Value(), "null", "null", "null"},
        Form{"boolean", Value(true), "true", "true", "true"},
        Form{"string", Value("a \"b\" \\"), R"("a \"b\" \\")", "a \"b\" \\", R"("a \"b\" \\")"},
        Form{"number", number("12.50"), "12.5", "12.5", R"({"number":"12.5"})"},
        Form{"date", Value(CivilDate{2027, 2, 16}), R"(date("2027-02-16"))", "2027-02-16",
             R"({"date":"2027-02-16"})"},
        Form{"time", *feel::read_time("08:30:00.5+01:00"), R"(time("08:30:00.5+01:00"))",
             "08:30:00.5+01:00", R"({"time":"08:30:00.5+01:00"})"},
        Form{"date_time", *feel::read_date_time("2027-02-16T08:30:00Z"),
             R"(date and time("2027-02-16T08:30:00Z"))", "2027-02-16T08:30:00Z",
             R"({"date-time":"2027-02-16T08:30:00Z"})"},
        Form{"months", Value(MonthsDuration{14}), R"(duration("P1Y2M"))", "P1Y2M",
             R"({"duration":"P1Y2M"})"},
        Form{"no_months", Value(MonthsDuration{0}), R"(duration("P0M"))", "P0M",
             R"({"duration":"P0M"})"},
        Form{"seconds", Value(SecondsDuration{93784, 0}), R"(duration("P1DT2H3M4S"))", "P1DT2H3M4S",
             R"({"duration":"P1DT2H3M4S"})"},
        Form{"no_seconds", Value(SecondsDuration{}), R"(duration("PT0S"))", "PT0S",
             R"({"duration":"PT0S"})"},
        Form{"list", Value(List{"a", Value(), number("1")}), R"(["a", null, 1])",
             R"(["a", null, 1])", R"({"list":["a",null,{"number":"1"}]})"},
        Form{"context", Value(Context{{"name with blank", "x"}, {"a", true}}),
             R"({"name with blank": "x", a: true})", R"({"name with blank": "x", a: true})",
             R"({"context":[["name with blank","x"],["a",true]]})"},
        Form{"comparison", Value(RangeValue{Value(), number("10"), false, true, "<="}), "<= 10",
             "<= 10", R"({"range":["<=",{"number":"10"}]})"},
        Form{"range", Value(RangeValue{number("1"), number("3"), true, false}), "[1..3)", "[1..3)",
             R"({"range":[true,{"number":"1"},{"number":"3"},false]})"},
        Form{"erased", Value(Erased{41}), "erased(41)", "erased(41)", R"({"erased":41})"}),
    [](const auto& row) { return row.param.name; });

struct BadJson {
  const char* name;
  const char* json;
};

void PrintTo(const BadJson& row, std::ostream* out) { *out << row.json; }

class ValueFromBadJson : public testing::TestWithParam<BadJson> {};

TEST_P(ValueFromBadJson, IsRefused) {
  const Result<Value> value = value_from_json(parse_json(GetParam().json).value());

  ASSERT_FALSE(value.has_value());
  EXPECT_NE(value.error().message.find("expected"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(All, ValueFromBadJson,
                         testing::Values(BadJson{"bare_integer", "12"}, BadJson{"bare_array", "[]"},
                                         BadJson{"unknown_member", R"({"x":"1"})"},
                                         BadJson{"type_that_is_no_member", R"({"string":"1"})"},
                                         BadJson{"two_members", R"({"date":"2027-01-01","x":1})"},
                                         BadJson{"no_such_day", R"({"date":"2027-02-30"})"},
                                         BadJson{"no_number", R"({"number":"abc"})"},
                                         BadJson{"number_as_integer", R"({"number":1})"},
                                         BadJson{"name_twice", R"({"context":[["a",1],["a",2]]})"},
                                         BadJson{"entry_without_value", R"({"context":[["a"]]})"},
                                         BadJson{"short_range", R"({"range":[true]})"},
                                         BadJson{"no_comparison", R"({"range":["~",true]})"},
                                         BadJson{"negative_sequence", R"({"erased":-1})"},
                                         BadJson{"list_of_text", R"({"list":"a"})"}),
                         [](const auto& row) { return row.param.name; });

Value nested(int levels) {
  Value value = "x";
  for (int i = 0; i < levels; ++i) value = List{value};
  return value;
}

TEST(Value, HasNoStoredFormBeyondTwentyLevels) {
  EXPECT_TRUE(to_json(nested(20)).has_value());
  EXPECT_EQ(to_json(nested(21)).error().code, ErrorCode::kOutOfRange);
}

TEST(Value, OfTheDeepestContextIsStillValidJson) {
  Value value = "x";
  for (int i = 0; i < 20; ++i) value = Context{{"a", value}};

  const auto text = canonical(to_json(value).value());

  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(value_from_json(parse_json(*text).value()).value(), value);
}

struct Lexical {
  const char* name;
  const char* type;
  const char* text;
  const char* expected;  ///< the literal, or the error's message
};

void PrintTo(const Lexical& row, std::ostream* out) { *out << row.type << " " << row.text; }

class ParseValue : public testing::TestWithParam<Lexical> {};

TEST_P(ParseValue, ReadsTheLexicalFormOfTheType) {
  const Result<Value> value = parse_value(GetParam().type, GetParam().text);

  EXPECT_EQ(value ? to_string(*value) : value.error().message, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, ParseValue,
    testing::Values(
        Lexical{"string", "string", "12", R"("12")"},
        Lexical{"number", "number", "9000.50", "9000.5"},
        Lexical{"bad_number", "number", "9 000", "expected a number such as -12.50, found '9 000'"},
        Lexical{"boolean", "boolean", "true", "true"},
        Lexical{"bad_boolean", "boolean", "yes", "expected true or false, found 'yes'"},
        Lexical{"date", "date", "2027-02-16", R"(date("2027-02-16"))"},
        Lexical{"bad_date", "date", "16/2 2027",
                "expected a date such as 2027-02-16, found '16/2 2027'"},
        Lexical{"time", "time", "01:00:00", R"(time("01:00:00"))"},
        Lexical{"time_without_seconds", "time", "01:00", R"(time("01:00:00"))"},
        Lexical{"bad_time", "time", "25:00", "expected a time such as 08:30:00, found '25:00'"},
        Lexical{"date_time", "date-time", "2027-02-16T08:30",
                R"(date and time("2027-02-16T08:30:00"))"},
        Lexical{"feel_name", "date and time", "2027-02-16T08:30:00Z",
                R"(date and time("2027-02-16T08:30:00Z"))"},
        Lexical{"bad_date_time", "date-time", "2027-02-16",
                "expected a date and time such as 2027-02-16T08:30:00, found '2027-02-16'"},
        Lexical{"duration", "duration", "P2M", R"(duration("P2M"))"},
        Lexical{"bad_duration", "duration", "2 months",
                "expected a duration such as P2M, found '2 months'"},
        Lexical{"duration_of_the_other_kind", "days and time duration", "P2M",
                "expected a days and time duration such as P14D, found 'P2M'"},
        Lexical{"list", "list", "a", "expected a type that is written as one text, found 'list'"},
        Lexical{"misspelt", "nummer", "1",
                "expected a FEEL type, found 'nummer' (did you mean 'number'?)"}),
    [](const auto& row) { return row.param.name; });

/// A list of 2^levels ones that takes little memory: each level holds the one below twice.
Value doubled(int levels, int innermost = 1) {
  Value value = Value::integer(innermost);
  for (int i = 0; i < levels; ++i) value = Value(List{value, value});
  return value;
}

TEST(Value, ThatSharesItsPartsHasATextOfBoundedLength) {
  EXPECT_EQ(to_string(doubled(2)), "[[1, 1], [1, 1]]");
  EXPECT_EQ(to_string(doubled(15), 6), "[[[[[[…");
  EXPECT_EQ(to_string(Value("åäö"), 4), "\"å…");
  EXPECT_EQ(to_string(doubled(2), 16), "[[1, 1], [1, 1]]");
  EXPECT_EQ(to_string(doubled(20), 1000).size(), 1003U);
}

TEST(Value, ThatSharesItsPartsHasNoStoredFormPastABound) {
  EXPECT_TRUE(to_json(doubled(10)).has_value());
  const auto stored = to_json(doubled(19));
  EXPECT_EQ(stored.error().message, "expected a value of at most 100000 parts");
  EXPECT_EQ(stored.error().code, ErrorCode::kOutOfRange);
}

TEST(Value, ThatSharesItsPartsIsComparedPartByPart) {
  EXPECT_EQ(doubled(100), doubled(100));
  EXPECT_NE(doubled(100), doubled(100, 2));
  EXPECT_NE(doubled(100), doubled(99));
}

}  // namespace
}  // namespace lagrum
