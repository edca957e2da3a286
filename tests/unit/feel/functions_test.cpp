#include "feel/functions.h"

#include "feel_testing.h"

namespace lagrum::feel {
namespace {

class Function : public testing::TestWithParam<Row> {};

TEST_P(Function, GivesTheValue) { EXPECT_EQ(evaluated(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Texts, Function,
    testing::Values(Row{"string", "string(12.50)", R"("12.5")"},
                    Row{"string_of_date", R"(string(date("2027-02-16")))", R"("2027-02-16")"},
                    Row{"string_of_null", "string(null)", "null"},
                    Row{"number", R"(number("1 234,5", " ", ","))", "1234.5"},
                    Row{"number_of_words", R"(number("abc"))", "null"},
                    Row{"same_separators", R"(number("1", ",", ","))", "null"},
                    Row{"substring", R"(substring("foobar", 3))", R"("obar")"},
                    Row{"substring_length", R"(substring("foobar", 3, 3))", R"("oba")"},
                    Row{"substring_from_end", R"(substring("foobar", -2, 1))", R"("a")"},
                    Row{"substring_of_letters", R"(substring("åäö", 2, 1))", R"("ä")"},
                    Row{"substring_from_zero", R"(substring("foobar", 0))", "null"},
                    Row{"string_length", R"(string length("åäö"))", "3"},
                    Row{"upper_case", R"(upper case("Åland, øl"))", R"("ÅLAND, ØL")"},
                    Row{"lower_case", R"(lower case("ÅÄÖ ÆØ Ž"))", R"("åäö æø ž")"},
                    Row{"substring_before", R"(substring before("foobar", "bar"))", R"("foo")"},
                    Row{"substring_before_none", R"(substring before("foobar", "xyz"))", R"("")"},
                    Row{"substring_after", R"(substring after("foobar", "ob"))", R"("ar")"},
                    Row{"contains", R"(contains("foobar", "of"))", "false"},
                    Row{"starts_with", R"(starts with("foobar", "fo"))", "true"},
                    Row{"ends_with", R"(ends with("foobar", "r"))", "true"},
                    Row{"split", R"(split("a;b;;c", ";"))", R"(["a", "b", "", "c"])"},
                    Row{"split_at_escaped_point", R"(split("a.b", "\\."))", R"(["a", "b"])"},
                    Row{"split_by_pattern", R"(split("a.b", "[.]"))", R"(["a", "b"])"},
                    Row{"string_join", R"(string join(["a", null, "b"], ", "))", R"("a, b")"},
                    Row{"string_join_of_numbers", R"(string join([1], ", "))", "null"},
                    Row{"named_arguments", R"(substring(start position: 2, string: "abc"))",
                        R"("bc")"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Lists, Function,
    testing::Values(
        Row{"list_contains", "list contains([1, 2], 2.0)", "true"},
        Row{"list_contains_null", "list contains([1, null], null)", "true"},
        Row{"count", "count([1, 2, 3])", "3"}, Row{"count_of_one", "count(5)", "1"},
        Row{"count_of_none", "count([])", "0"}, Row{"min", "min([3, 1, 2])", "1"},
        Row{"min_of_arguments", "min(3, 1, 2)", "1"}, Row{"min_of_none", "min([])", "null"},
        Row{"max_of_dates", R"(max([date("2027-01-01"), date("2027-02-01")]))",
            R"(date("2027-02-01"))"},
        Row{"max_of_mixed", R"(max([1, "a"]))", "null"}, Row{"sum", "sum([0.1, 0.2])", "0.3"},
        Row{"sum_of_none", "sum([])", "null"}, Row{"sum_of_words", R"(sum([1, "a"]))", "null"},
        Row{"mean", "mean(1, 2, 3, 4)", "2.5"}, Row{"median", "median([8, 2, 5, 3])", "4"},
        Row{"mode", "mode([6, 3, 9, 6, 6, 3, 3])", "[3, 6]"},
        Row{"stddev", "stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931"},
        Row{"product", "product([2, 3, 4])", "24"}, Row{"all", "all([true, null, false])", "false"},
        Row{"all_with_null", "all([true, null])", "null"}, Row{"all_of_none", "all([])", "true"},
        Row{"any", "any(false, null, true)", "true"}, Row{"any_of_none", "any([])", "false"},
        Row{"sublist", "sublist([4, 5, 6], 1, 2)", "[4, 5]"},
        Row{"sublist_from_end", "sublist([4, 5, 6], -2)", "[5, 6]"},
        Row{"sublist_too_long", "sublist([4, 5, 6], 2, 3)", "null"},
        Row{"append", "append([1], 2, 3)", "[1, 2, 3]"},
        Row{"append_list", "append([1], [2])", "[1, [2]]"},
        Row{"append_to_none", R"(append([], "a"))", R"(["a"])"},
        Row{"concatenate", "concatenate([1, 2], [3])", "[1, 2, 3]"},
        Row{"insert_before", "insert before([1, 3], 2, 2)", "[1, 2, 3]"},
        Row{"insert_nowhere", "insert before([1, 3], 4, 2)", "null"},
        Row{"remove", "remove([1, 2, 3], 2)", "[1, 3]"},
        Row{"remove_from_end", "remove([1, 2, 3], -1)", "[1, 2]"},
        Row{"reverse", "reverse([1, 2, 3])", "[3, 2, 1]"},
        Row{"index_of", "index of([1, 2, 1], 1)", "[1, 3]"},
        Row{"union", "union([1, 2], [2, 3])", "[1, 2, 3]"},
        Row{"distinct_values", "distinct values([1, 2, 1.0, null, null])", "[1, 2, null]"},
        Row{"flatten", "flatten([[1, [2]], [], 3])", "[1, 2, 3]"},
        Row{"sort", "sort([3, 1, 2])", "[1, 2, 3]"},
        Row{"sort_by_function", "sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]"},
        Row{"sort_keeps_order",
            "sort([{a: 1, b: 1}, {a: 0, b: 2}, {a: 1, b: 3}], function(x, y) x.a < y.a).b",
            "[2, 1, 3]"},
        Row{"list_replace", "list replace([1, 2, 3], 2, 9)", "[1, 9, 3]"},
        Row{"list_replace_by_function", "list replace([1, 2, 3], function(x, y) x > 1, 9)",
            "[1, 9, 9]"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Contexts, Function,
    testing::Values(Row{"get_value", R"(get value({"received-on": 1}, "received-on"))", "1"},
                    Row{"get_missing_value", R"(get value({a: 1}, "b"))", "null"},
                    Row{"get_entries", "get entries({a: 1})", R"([{key: "a", value: 1}])"},
                    Row{"context", R"(context([{key: "a", value: 1}]))", "{a: 1}"},
                    Row{"context_with_key_twice",
                        R"(context([{key: "a", value: 1}, {key: "a", value: 2}]))", "null"},
                    Row{"context_put", R"(context put({a: 1}, "b", 2))", "{a: 1, b: 2}"},
                    Row{"context_put_deep", R"(context put({a: {b: 1}}, ["a", "b"], 2))",
                        "{a: {b: 2}}"},
                    Row{"context_put_nowhere", R"(context put({a: 1}, ["a", "b"], 2))", "null"},
                    Row{"context_merge", "context merge([{a: 1, b: 1}, {b: 2}])", "{a: 1, b: 2}"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Numbers, Function,
    testing::Values(Row{"decimal", "decimal(1/3, 2)", "0.33"},
                    Row{"decimal_even", "decimal(2.5, 0)", "2"}, Row{"floor", "floor(-1.5)", "-2"},
                    Row{"ceiling", "ceiling(1.56, 1)", "1.6"},
                    Row{"round_up", "round up(-5.5, 0)", "-6"},
                    Row{"round_down", "round down(-5.5, 0)", "-5"},
                    Row{"round_half_up", "round half up(5.5, 0)", "6"},
                    Row{"round_half_down", "round half down(5.5, 0)", "5"},
                    Row{"round_to_part", "round up(5.5, 0.5)", "6"}, Row{"abs", "abs(-10)", "10"},
                    Row{"abs_of_duration", R"(abs(duration("-P14D")))", R"(duration("P14D"))"},
                    Row{"abs_of_text", R"(abs("1"))", "null"}, Row{"modulo", "modulo(-12, 5)", "3"},
                    Row{"modulo_zero", "modulo(1, 0)", "null"}, Row{"sqrt", "sqrt(16)", "4"},
                    Row{"sqrt_of_negative", "sqrt(-1)", "null"},
                    Row{"exp_log", "decimal(log(exp(2)), 20)", "2"}, Row{"odd", "odd(5)", "true"},
                    Row{"odd_part", "odd(5.5)", "null"}, Row{"even", "even(-2)", "true"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Times, Function,
    testing::Values(Row{"date", R"(date("2027-02-16"))", R"(date("2027-02-16"))"},
                    Row{"no_date", R"(date("2027-02-30"))", "null"},
                    Row{"date_of_parts", "date(2027, 2, 16)", R"(date("2027-02-16"))"},
                    Row{"no_date_of_parts", "date(2027, 13, 1)", "null"},
                    Row{"date_of_moment", R"(date(date and time("2027-02-16T08:30:00")))",
                        R"(date("2027-02-16"))"},
                    Row{"date_and_time", R"(date and time(date("2027-02-16"), time("08:30:00")))",
                        R"(date and time("2027-02-16T08:30:00"))"},
                    Row{"time_of_parts", R"(time(8, 30, 0.5, duration("PT1H")))",
                        R"(time("08:30:00.5+01:00"))"},
                    Row{"no_time_of_parts", "time(8, 60, 0)", "null"},
                    Row{"time_of_moment", R"(time(@"2027-02-16T08:30:00Z"))",
                        R"(time("08:30:00Z"))"},
                    Row{"duration", R"(duration("P2Y2M"))", R"(duration("P2Y2M"))"},
                    Row{"no_duration", R"(duration("P2W"))", "null"},
                    Row{"years_and_months",
                        R"(years and months duration(date("2011-12-22"), date("2013-08-24")))",
                        R"(duration("P1Y8M"))"},
                    Row{"day_of_week", R"(day of week(date("2019-09-17")))", R"("Tuesday")"},
                    Row{"day_of_year", R"(day of year(date(2019, 9, 17)))", "260"},
                    Row{"month_of_year", R"(month of year(date(2019, 9, 17)))", R"("September")"},
                    Row{"week_of_year", R"(week of year(date(2005, 1, 1)))", "53"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Ranges, Function,
    testing::Values(Row{"before", "before(1, 10)", "true"},
                    Row{"before_open_start", "before(1, (1..10])", "true"},
                    Row{"not_before_closed_start", "before(1, [1..10])", "false"},
                    Row{"after", "after([5..7], 4)", "true"},
                    Row{"meets", "meets([1..5], [5..10])", "true"},
                    Row{"meets_not_open", "meets([1..5), [5..10])", "false"},
                    Row{"met_by", "met by([5..10], [1..5])", "true"},
                    Row{"overlaps", "overlaps([1..5], [3..8])", "true"},
                    Row{"overlaps_not", "overlaps([1..5), [5..8])", "false"},
                    Row{"overlaps_before", "overlaps before([1..5], [3..8])", "true"},
                    Row{"overlaps_after", "overlaps after([3..8], [1..5])", "true"},
                    Row{"finishes", "finishes(10, [1..10])", "true"},
                    Row{"finishes_not_open", "finishes(10, [1..10))", "false"},
                    Row{"finished_by", "finished by([1..10], [5..10])", "true"},
                    Row{"includes", "includes([1..10], 5)", "true"},
                    Row{"includes_range", "includes([1..10], (1..10))", "true"},
                    Row{"during", "during([4..6], [1..10])", "true"},
                    Row{"starts", "starts([1..5], [1..10])", "true"},
                    Row{"started_by", "started by([1..10], 1)", "true"},
                    Row{"coincides", "coincides([1..5], [1..5])", "true"},
                    Row{"coincides_not", "coincides([1..5], [1..5))", "false"},
                    Row{"not_comparable", R"(before(1, "a"))", "null"}),
    row_name);

INSTANTIATE_TEST_SUITE_P(
    Misuse, Function,
    testing::Values(
        Row{"too_few", R"(contains("a"))",
            "error test:1:1: contains: expected 2 arguments, found 1"},
        Row{"too_many", "today(1)", "error test:1:1: today: expected 0 arguments, found 1"},
        Row{"between_counts", "date(1, 2)",
            "error test:1:1: date: expected 1 or 3 arguments, found 2"},
        Row{"optional", "floor()", "error test:1:1: floor: expected 1 to 2 arguments, found 0"},
        Row{"gathered", "sum()", "error test:1:1: sum: expected 1 or more arguments, found 0"},
        Row{"wrong_type", "string length(12)",
            "error test:1:15: string length: expected string for 'string', found number"},
        Row{"misspelt", R"(string lenght("a"))",
            "error test:1:1: expected a function, found 'string lenght' (did you mean 'string "
            "length'?)"}),
    row_name);

TEST(Function, SaysWhyItIsNull) {
  EXPECT_EQ(first_issue(R"(date("2027-02-30"))"),
            R"(test:1:1: date: expected a date such as "2027-02-16", found "2027-02-30")");
  EXPECT_EQ(first_issue(R"(1 + string length(null))"),
            "test:1:5: string length: expected string for 'string', found Null");
  EXPECT_EQ(first_issue("min([])"), "none");
}

TEST(Function, TakesAListOfOneForAnElement) {
  EXPECT_EQ(evaluated(R"(string length(["abc"]))"), "3");
  EXPECT_EQ(evaluated(R"(string length(["abc", "d"]))"), "null");
}

TEST(Clock, IsTheEnvironmentsAlone) {
  Environment environment;
  environment.now = DateTime{CivilDate{2027, 2, 16}, TimeOfDay{30600, 0, false, 0, {}}};

  EXPECT_EQ(evaluated("today()", {}, environment), R"(date("2027-02-16"))");
  EXPECT_EQ(evaluated("now()", {}, environment), R"(date and time("2027-02-16T08:30:00"))");
  EXPECT_EQ(evaluated("today()"), "null");
  EXPECT_EQ(first_issue("now()"), "test:1:1: now: there is no clock here");
}

TEST(Builtins, StandTogetherByName) {
  std::vector<std::string> seen;
  for (const Builtin& builtin : builtins()) {
    if (seen.empty() || seen.back() != builtin.name) {
      EXPECT_EQ(std::count(seen.begin(), seen.end(), builtin.name), 0) << builtin.name;
      seen.push_back(builtin.name);
    }
  }
  EXPECT_GT(seen.size(), 80U);
}

}  // namespace
}  // namespace lagrum::feel
