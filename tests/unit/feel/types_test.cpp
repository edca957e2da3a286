#include "feel/types.h"

#include <gtest/gtest.h>

namespace lagrum::feel {
namespace {

Type type(std::string_view name) { return parse_type(name).value(); }

TEST(Type, IsReadByName) {
  EXPECT_EQ(type("number").kind, Type::Kind::kNumber);
  EXPECT_EQ(type("date and time").kind, Type::Kind::kDateTime);
  EXPECT_EQ(type("date-time").kind, Type::Kind::kDateTime);
  EXPECT_EQ(type("duration").kind, Type::Kind::kDuration);
  EXPECT_EQ(to_string(type("list< context<a: number, b: list<string>> >")),
            "list<context<a: number, b: list<string>>>");
  EXPECT_EQ(to_string(type("range<date>")), "range<date>");
}

TEST(Type, OfUnknownNameIsRefusedWithASuggestion) {
  const Result<Type> unknown = parse_type("bolean");

  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(unknown.error().message,
            "expected a FEEL type, found 'bolean' (did you mean 'boolean'?)");
}

TEST(Type, IsRefusedWhenItsBracketsDoNotClose) {
  EXPECT_FALSE(parse_type("list<number").has_value());
  EXPECT_FALSE(parse_type("set<number>").has_value());
  EXPECT_FALSE(parse_type("context<a>").has_value());
}

TEST(Type, IsRefusedBeyondItsDepth) {
  std::string text = "number";
  for (int i = 0; i < 40; ++i) text = "list<" + text + ">";

  EXPECT_EQ(parse_type(text).error().code, ErrorCode::kOutOfRange);
}

TEST(Conforms, TakesNullForEveryType) {
  EXPECT_TRUE(conforms(Value(), type("number")));
  EXPECT_TRUE(conforms(Value(), type("list<string>")));
}

TEST(Conforms, LooksIntoListsContextsAndRanges) {
  EXPECT_TRUE(conforms(List{"a"}, type("list<string>")));
  EXPECT_FALSE(conforms(List{"a", true}, type("list<string>")));
  EXPECT_TRUE(
      conforms(Context{{"a", Value::integer(1)}, {"more", "x"}}, type("context<a: number>")));
  EXPECT_TRUE(conforms(Context{}, type("context<a: number>")));
  EXPECT_FALSE(conforms(Context{{"a", "1"}}, type("context<a: number>")));
  EXPECT_TRUE(conforms(RangeValue{Value::integer(1), Value::integer(2)}, type("range<number>")));
  EXPECT_FALSE(conforms(RangeValue{Value("a"), Value("b")}, type("range<number>")));
}

TEST(Conforms, TellsTheTwoDurationsApart) {
  EXPECT_TRUE(conforms(MonthsDuration{1}, type("duration")));
  EXPECT_TRUE(conforms(MonthsDuration{1}, type("years and months duration")));
  EXPECT_FALSE(conforms(MonthsDuration{1}, type("days and time duration")));
}

}  // namespace
}  // namespace lagrum::feel
