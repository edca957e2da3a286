#include "exchange/feel_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/ecmascript.h"
#include "support.h"

namespace lagrum::exchange {
namespace {

using testing::HasSubstr;

class SaysGuard : public testing::TestWithParam<TextRow> {};

TEST_P(SaysGuard, InEcmascript) {
  const Result<Term> term = condition_of(guard_of(GetParam().from), names_of_guards());

  ASSERT_TRUE(term) << to_string(term.error());
  EXPECT_EQ(to_ecmascript(*term), GetParam().to);
}

INSTANTIATE_TEST_SUITE_P(
    , SaysGuard,
    testing::Values(
        TextRow{"AFlag", "ready", "ready === true"},
        TextRow{"ItsOpposite", "not(ready)", "ready === false"},
        TextRow{"InState", R"(In("a") and not(In("b")))", "In('a') && !In('b')"},
        TextRow{"Equality", R"(subject = "x")", "subject === 'x'"},
        TextRow{"DifferenceFromAText", R"(subject != "x")",
                "subject == null || typeof subject === 'string' && subject !== 'x'"},
        TextRow{"DeniedEquality", R"(not(subject = "x"))",
                "subject == null || typeof subject === 'string' && subject !== 'x'"},
        TextRow{"Null", "_event.data.party = null", "_event.data.party == null"},
        TextRow{"NotNull", "null != anything", "anything != null"},
        TextRow{"Order", "count_of > 0", "typeof count_of === 'number' && count_of > 0"},
        TextRow{"DeniedOrder", "not(count_of > 0)",
                "typeof count_of === 'number' && count_of <= 0"},
        TextRow{"ArithmeticChecksEachOperand", "count_of + 1 = other",
                "typeof count_of === 'number' && typeof other === 'number' && "
                "count_of + 1 === other"},
        TextRow{"Membership", R"(subject in ("a", "b"))", "subject === 'a' || subject === 'b'"},
        TextRow{"DeniedMembership", R"(not(subject in ("a", "b")))",
                "subject !== 'a' && subject !== 'b'"},
        TextRow{"MembershipInAList", R"(subject in ["a", "b"])",
                "subject === 'a' || subject === 'b'"},
        TextRow{"Count", "count(items) = 0", "items.length === 0"},
        TextRow{"Choice", "if ready then count_of = 1 else false",
                "ready === true ? count_of === 1 : false"},
        TextRow{"TwoPaths", "count_of = other", "count_of === other"},
        TextRow{"LogicByDeMorgan", "not(ready and In(\"a\") or count_of = 1)",
                "(ready === false || !In('a')) && (count_of == null || "
                "typeof count_of === 'number' && count_of !== 1)"},
        TextRow{"ANullIsNeverTrue", "null", "false"}),
    name_of_row);

class RefusesGuard : public testing::TestWithParam<TextRow> {};

TEST_P(RefusesGuard, WithPlaceAndWhatWasFound) {
  const Result<Term> term = condition_of(guard_of(GetParam().from), names_of_guards());

  ASSERT_FALSE(term) << to_ecmascript(*term);
  EXPECT_THAT(to_string(term.error()), HasSubstr(GetParam().to));
}

INSTANTIATE_TEST_SUITE_P(
    , RefusesGuard,
    testing::Values(
        TextRow{"AFilter", "count(items[item > 1]) > 0", "a filter"},
        TextRow{"AFunction", "ready and list contains(items, 1)",
                "guards:1:11: expected an expression of the subset that is translated, found the "
                "function 'list contains'"},
        TextRow{"ADate", R"(day = date("2026-10-31"))", "found a date"},
        TextRow{"AnOrderOfTexts", R"(subject < "x")", "an order of string"},
        TextRow{"AnOrderOfDates", "day < day", "an order of date"},
        TextRow{"AMemberOfADate", "day.year = 2026", "the member 'year' of date"},
        TextRow{"AMemberOfAList", "items.id = null", "the member 'id' of list"},
        TextRow{"ADivision", "count_of / 2 > 1", "a division"},
        TextRow{"AFractionInArithmetic", "count_of + 0.5 > 1", "arithmetic with a fraction"},
        TextRow{"ALongNumber", "count_of = 1234567890123456", "more than 15 digits"},
        TextRow{"TwoPathsThatDiffer", "count_of != other", "two paths that are to differ"},
        TextRow{"ARange", "count_of in [1..5]", "found a range"},
        TextRow{"AQuantifier", "some x in items satisfies x = 1", "'some'"},
        TextRow{"AnIfOnTwoPaths", "if count_of = other then ready else true",
                "in the condition of an 'if'"},
        TextRow{"AnIfOnArithmetic", "if count_of + 1 = 2 then ready else true",
                "in the condition of an 'if'"},
        TextRow{"AReservedName", "class = 1", "a name that ECMAScript keeps"},
        TextRow{"AnIdThatIsComputed", "In(subject)", "In() of something else"}),
    name_of_row);

class SaysValue : public testing::TestWithParam<TextRow> {};

TEST_P(SaysValue, InEcmascript) {
  const Result<Term> term = value_of(guard_of(GetParam().from), names_of_guards());

  ASSERT_TRUE(term) << to_string(term.error());
  EXPECT_EQ(to_ecmascript(*term), GetParam().to);
}

INSTANTIATE_TEST_SUITE_P(
    , SaysValue,
    testing::Values(TextRow{"AText", R"("it's")", R"('it\'s')"},
                    TextRow{"AnEmptyContext", "{}", "({})"},
                    TextRow{"AList", "[1, subject]", "[1, subject]"},
                    TextRow{"APath", "_event.data.a.b", "_event.data.a.b"},
                    TextRow{"ArithmeticOfNoNumberIsNull", "count_of + 1",
                            "typeof count_of === 'number' ? count_of + 1 : null"},
                    TextRow{"ATruthOfThreeValues", "count_of > 1",
                            "typeof count_of === 'number' && count_of > 1 ? true : "
                            "typeof count_of === 'number' && count_of <= 1 ? false : null"},
                    TextRow{"ATruthOfTwoValues", "subject = null", "subject == null"},
                    TextRow{"AChoice", "if subject != null then subject else \"none\"",
                            "subject != null ? subject : 'none'"}),
    name_of_row);

TEST(FeelTerms, WrittenForEcmascriptAndReadBackAreTheSameGuard) {
  for (const std::string_view guard :
       {R"(subject != "x")", "count_of > 0", "count_of + 1 = 2", R"(In("a") and ready = true)",
        "count(items) = 0", "_event.data.party = null", "count_of - 1 >= other"}) {
    const Term term = condition_of(guard_of(guard), names_of_guards()).value();

    const Result<Term> back = read_ecmascript(to_ecmascript(term));

    ASSERT_TRUE(back) << to_string(back.error());
    EXPECT_EQ(to_feel(simplified(*back)), guard);
  }
}

}  // namespace
}  // namespace lagrum::exchange
