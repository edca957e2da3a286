#include "feel/operators.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

class Operator : public testing::TestWithParam<Row> {};

TEST_P(Operator, GivesTheValue) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(Numbers, Operator,
                         testing::Values(Row{"tenths", "0.1 + 0.2 = 0.3", "true"},
                                         Row{"precedence", "10 + 20 / -5 - 3", "3"},
                                         Row{"brackets", "(10 + 20) / (-5 * 3)", "-2"},
                                         Row{"power_first", "5+2**5+3", "40"},
                                         Row{"power_of_negative", "-3 ** 2", "9"},
                                         Row{"power_from_the_left", "2 ** 3 ** 2", "64"},
                                         Row{"negative_power", "10**-5", "0.00001"},
                                         Row{"minus_minus", "-10--5", "-5"},
                                         Row{"division_by_zero", "(10+20)/0", "null"}),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Texts, Operator,
                         testing::Values(Row{"joined", R"("foo" + "bar")", R"("foobar")"},
                                         Row{"ordered", R"("abc" < "abd")", "true"},
                                         Row{"with_null", R"("foo" + null)", "null"}),
                         row_name);

INSTANTIATE_TEST_SUITE_P(
    Times, Operator,
    testing::Values(
        Row{"days_between", R"(date("2027-02-16") - date("2027-01-26"))", R"(duration("P21D"))"},
        Row{"date_and_days", R"(date("2027-02-16") + duration("P21D"))", R"(date("2027-03-09"))"},
        Row{"date_and_hours", R"(date("2027-02-16") + duration("PT25H"))", R"(date("2027-02-17"))"},
        Row{"date_and_months", R"(date("2027-01-31") + duration("P1M"))", R"(date("2027-02-28"))"},
        Row{"months_and_date", R"(duration("P1M") + date("2027-01-31"))", R"(date("2027-02-28"))"},
        Row{"date_less_days", R"(date("2027-03-01") - duration("P1D"))", R"(date("2027-02-28"))"},
        Row{"time_and_hours", R"(time("23:00:00") + duration("PT2H"))", R"(time("01:00:00"))"},
        Row{"moments", R"(@"2027-02-16T12:00:00Z" - @"2027-02-16T11:00:00+01:00")",
            R"(duration("PT2H"))"},
        Row{"date_and_moment", R"(@"2027-02-16T12:00:00Z" - @"2027-02-16")",
            R"(duration("PT12H"))"},
        Row{"twice_a_duration", R"(duration("P1DT12H") * 2)", R"(duration("P3D"))"},
        Row{"third_of_a_year", R"(duration("P1Y") / 3)", R"(duration("P4M"))"},
        Row{"durations_in_each_other", R"(duration("P1D") / duration("PT6H"))", "4"},
        Row{"negative_duration", R"(-duration("P14D"))", R"(duration("-P14D"))"},
        Row{"later_date", R"(date("2027-02-16") > date("2027-01-26"))", "true"},
        Row{"same_moment", R"(@"2027-02-16T01:00:00+01:00" = @"2027-02-16T00:00:00Z")", "true"},
        Row{"with_and_without_offset", R"(@"2027-02-16T01:00:00" = @"2027-02-16T01:00:00Z")",
            "false"},
        Row{"no_order_without_offset", R"(@"2027-02-16T01:00:00" < @"2027-02-16T01:00:00Z")",
            "null"},
        Row{"date_out_of_range", R"(date("999999999-12-31") + duration("P1D"))", "null"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(Logic, Operator,
                         testing::Values(Row{"false_and_null", "false and null", "false"},
                                         Row{"null_and_false", "null and false", "false"},
                                         Row{"true_and_null", "true and null", "null"},
                                         Row{"true_or_null", "true or null", "true"},
                                         Row{"null_or_true", "null or true", "true"},
                                         Row{"false_or_null", "false or null", "null"},
                                         Row{"not_null", "not(null)", "null"},
                                         Row{"not_true", "not(true)", "false"},
                                         Row{"and_before_or", "true or true and false", "true"}),
                         row_name);

INSTANTIATE_TEST_SUITE_P(Equality, Operator,
                         testing::Values(Row{"null_is_null", "null = null", "true"},
                                         Row{"value_is_not_null", "1 = null", "false"},
                                         Row{"value_differs_from_null", "1 != null", "true"},
                                         Row{"lists", "[1, 2] = [1.0, 2]", "true"},
                                         Row{"longer_list", "[1, 2] = [1]", "false"},
                                         Row{"contexts", "{a: 1, b: 2} = {b: 2, a: 1}", "true"},
                                         Row{"null_has_no_order", "null < 1", "null"},
                                         Row{"ranges", "[1..2] = [1..2]", "true"},
                                         Row{"open_range_differs", "[1..2] = [1..2)", "false"},
                                         Row{"is_same_form",
                                             R"(is(@"10:00:00Z", @"11:00:00+01:00"))", "false"}),
                         row_name);

INSTANTIATE_TEST_SUITE_P(
    Ranges, Operator,
    testing::Values(
        Row{"between", "5 between 1 and 5", "true"},
        Row{"not_between", "6 between 1 and 5", "false"},
        Row{"between_and_more", "5 between 1 and 5 and false", "false"},
        Row{"in_list", "1 in [2, 1]", "true"}, Row{"in_closed", "5 in [1..5]", "true"},
        Row{"in_open_end", "5 in [1..5)", "false"}, Row{"in_old_open_end", "5 in [1..5[", "false"},
        Row{"in_old_open_start", "1 in ]1..5]", "false"},
        Row{"in_open_start", "1 in (1..5]", "false"}, Row{"in_tests", "7 in (< 3, > 6)", "true"},
        Row{"in_no_test", "5 in (< 3, > 6)", "false"},
        Row{"in_words", R"("a" in ("a", "b"))", "true"},
        Row{"in_one_comparison", "5 in <= 5", "true"},
        Row{"in_ranges", "5 in ([1..2], [5..6])", "true"},
        Row{"null_in_list", "null in [1, null]", "true"}, Row{"half_range", "5 in (> 4)", "true"},
        Row{"letters", R"("b" in ["a".."c"])", "true"}),
    row_name);

class Property : public testing::TestWithParam<Row> {};

TEST_P(Property, IsRead) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    All, Property,
    testing::Values(
        Row{"year", R"(date("2027-02-16").year)", "2027"},
        Row{"month", R"(date("2027-02-16").month)", "2"},
        Row{"day", R"(date("2027-02-16").day)", "16"},
        Row{"weekday", R"(date("2027-02-16").weekday)", "2"},
        Row{"hour", R"(@"2027-02-16T08:30:15".hour)", "8"},
        Row{"minute", R"(time("08:30:15").minute)", "30"},
        Row{"second", R"(time("08:30:15").second)", "15"},
        Row{"offset", R"(time("08:30:15+01:00").time offset)", R"(duration("PT1H"))"},
        Row{"no_offset", R"(time("08:30:15").time offset)", "null"},
        Row{"zone", R"(time("08:30:15@Europe/Stockholm").timezone)", R"("Europe/Stockholm")"},
        Row{"years", R"(@"P1Y2M".years)", "1"}, Row{"months", R"(@"P1Y2M".months)", "2"},
        Row{"days", R"(@"P1DT2H3M4S".days)", "1"}, Row{"hours", R"(@"P1DT2H3M4S".hours)", "2"},
        Row{"minutes", R"(@"P1DT2H3M4S".minutes)", "3"},
        Row{"seconds", R"(@"P1DT2H3M4S".seconds)", "4"}, Row{"start", "[1..5].start", "1"},
        Row{"end_included", "[1..5).end included", "false"},
        Row{"of_unknown_name", R"(date("2027-02-16").jear)",
            "error test:1:20: expected a member of date, found 'jear' (did you mean 'year'?)"}),
    row_name);

TEST(ArithmeticType, IsKnownFromTheOperands) {
  const auto result =
      arithmetic_type(Op::kSubtract, Type::of(Type::Kind::kDate), Type::of(Type::Kind::kDate));
  EXPECT_EQ(result->kind, Type::Kind::kSecondsDuration);
  EXPECT_EQ(arithmetic_type(Op::kAdd, Type::any(), Type::of(Type::Kind::kString))->kind,
            Type::Kind::kString);
  EXPECT_EQ(arithmetic_type(Op::kAdd, Type::any(), Type::of(Type::Kind::kSecondsDuration))->kind,
            Type::Kind::kAny);
  EXPECT_FALSE(
      arithmetic_type(Op::kAdd, Type::of(Type::Kind::kNumber), Type::of(Type::Kind::kBoolean))
          .has_value());
}

}  // namespace
}  // namespace lagrum::feel
