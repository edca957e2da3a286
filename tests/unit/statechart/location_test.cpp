#include "statechart/location.h"

#include <gtest/gtest.h>

namespace lagrum::statechart {
namespace {

Value number(std::int64_t value) { return Value::integer(value); }

TEST(ParseLocation, ReadsMembersAndPositions) {
  const auto path = parse_location("a.b_2[3].c[-1]");

  ASSERT_TRUE(path.has_value()) << to_string(path.error());
  EXPECT_EQ(path->root, "a");
  ASSERT_EQ(path->steps.size(), 4u);
  EXPECT_EQ(std::get<std::string>(path->steps[0]), "b_2");
  EXPECT_EQ(std::get<std::int64_t>(path->steps[1]), 3);
  EXPECT_EQ(std::get<std::int64_t>(path->steps[3]), -1);
}

struct Bad {
  const char* text;
  std::uint32_t column;
};

void PrintTo(const Bad& bad, std::ostream* stream) { *stream << "'" << bad.text << "'"; }

class ParseLocationBad : public testing::TestWithParam<Bad> {};

TEST_P(ParseLocationBad, NamesTheColumn) {
  const auto path = parse_location(GetParam().text);

  ASSERT_FALSE(path.has_value());
  EXPECT_EQ(path.error().source.column, GetParam().column) << path.error().message;
}

INSTANTIATE_TEST_SUITE_P(Locations, ParseLocationBad,
                         testing::Values(Bad{"", 1}, Bad{"1a", 1}, Bad{"a.", 3}, Bad{"a..b", 3},
                                         Bad{"a[0]", 3}, Bad{"a[x]", 3}, Bad{"a[1", 4},
                                         Bad{"a b", 2}, Bad{"a-b", 2},
                                         Bad{"a[99999999999999999999]", 3},
                                         Bad{"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r", 34}));

TEST(WithValueAt, ReplacesDeepInside) {
  const Value whole = Context{{"list", List{number(1), Context{{"x", number(2)}}}}};

  const auto changed = with_value_at(whole, parse_location("w.list[2].x")->steps, number(9));

  ASSERT_TRUE(changed.has_value()) << to_string(changed.error());
  EXPECT_EQ(*changed, Value(Context{{"list", List{number(1), Context{{"x", number(9)}}}}}));
}

TEST(WithValueAt, AddsTheLastMemberOnly) {
  const Value whole = Context{};

  EXPECT_TRUE(with_value_at(whole, parse_location("w.a")->steps, number(1)).has_value());
  EXPECT_FALSE(with_value_at(whole, parse_location("w.a.b")->steps, number(1)).has_value());
}

TEST(WithValueAt, CountsFromTheEnd) {
  const auto changed =
      with_value_at(List{number(1), number(2)}, parse_location("w[-1]")->steps, number(9));

  EXPECT_EQ(*changed, Value(List{number(1), number(9)}));
}

TEST(WithValueAt, RefusesWhatDoesNotFit) {
  const Value list = List{number(1)};

  EXPECT_EQ(with_value_at(list, parse_location("w[2]")->steps, number(1)).error().code,
            ErrorCode::kOutOfRange);
  EXPECT_FALSE(with_value_at(list, parse_location("w[-2]")->steps, number(1)).has_value());
  EXPECT_FALSE(with_value_at(list, parse_location("w.a")->steps, number(1)).has_value());
  EXPECT_FALSE(with_value_at(Value(true), parse_location("w[1]")->steps, number(1)).has_value());
}

TEST(TypeAt, FollowsMembersAndElements) {
  const auto number_type = feel::Type::of(feel::Type::Kind::kNumber);
  const auto type = feel::Type::list_of(feel::Type::context_of({{"seats", number_type}}));

  EXPECT_EQ(type_at(type, parse_location("w[1].seats")->steps)->kind, feel::Type::Kind::kNumber);
  EXPECT_EQ(type_at(feel::Type::any(), parse_location("w.a[1]")->steps)->kind,
            feel::Type::Kind::kAny);

  const auto unknown = type_at(type, parse_location("w[1].seat")->steps);
  ASSERT_FALSE(unknown.has_value());
  EXPECT_NE(unknown.error().message.find("did you mean 'seats'"), std::string::npos);
}

}  // namespace
}  // namespace lagrum::statechart
