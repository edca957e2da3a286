#include "exchange/ecmascript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/extension.h"
#include "exchange/feel_terms.h"
#include "support.h"

namespace lagrum::exchange {
namespace {

using testing::HasSubstr;

class ReadsEcmascript : public testing::TestWithParam<TextRow> {};

TEST_P(ReadsEcmascript, AndSaysItInFeel) {
  const Result<Term> term = read_ecmascript(GetParam().from);

  ASSERT_TRUE(term) << to_string(term.error());
  EXPECT_EQ(to_feel(simplified(*term)), GetParam().to);
}

INSTANTIATE_TEST_SUITE_P(
    , ReadsEcmascript,
    testing::Values(TextRow{"InState", "In('a.b')", R"(In("a.b"))"},
                    TextRow{"InStateWithOtherQuotes", R"(In("a"))", R"(In("a"))"},
                    TextRow{"Equality", "a.b === 'x'", R"(a.b = "x")"},
                    TextRow{"LooseEquality", "a == 1.5", "a = 1.5"},
                    TextRow{"Difference", "a !== true", "a != true"},
                    TextRow{"NullOnTheLeft", "null != a", "a != null"},
                    TextRow{"Undefined", "a !== undefined", "a != null"},
                    TextRow{"TypeofUndefined", "typeof a === 'undefined'", "a = null"},
                    TextRow{"Logic", "a && !b || c", "a and not(b) or c"},
                    TextRow{"Brackets", "a && (b || c)", "a and (b or c)"},
                    TextRow{"Order", "a >= -2", "a >= -2"},
                    TextRow{"Arithmetic", "a - (b - 1) * 2 > 0", "a - (b - 1) * 2 > 0"},
                    TextRow{"Choice", "a ? b : c", "if a then b else c"},
                    TextRow{"ChoiceInside", "(a ? b : c) === 1", "(if a then b else c) = 1"},
                    TextRow{"Length", "a.b.length > 0", "count(a.b) > 0"},
                    TextRow{"Type", "typeof a === 'string'", "a instance of string"},
                    TextRow{"OtherType", "'number' !== typeof a", "not(a instance of number)"},
                    TextRow{"Escapes", R"('a"\'\u00e5\n\\')", R"("a\"'å\n\\")"},
                    TextRow{"List", "[1, 'a']", R"([1, "a"])"},
                    TextRow{"Object", "({a: 1, 'b c': null})", R"({a: 1, "b c": null})"},
                    TextRow{"ANumberCheckThatFeelMakes", "typeof a === 'number' && a > 5", "a > 5"},
                    TextRow{"ANumberCheckOfAnother", "typeof b === 'number' && a > 5",
                            "b instance of number and a > 5"},
                    TextRow{"ADifferenceWithNull",
                            "a == null || typeof a === 'string' && a !== 'x'", R"(a != "x")"},
                    TextRow{"ADifferenceWithAnotherType",
                            "a == null || typeof a === 'number' && a !== 'x'",
                            R"(a = null or a instance of number and a != "x")"}),
    name_of_row);

class RefusesEcmascript : public testing::TestWithParam<TextRow> {};

TEST_P(RefusesEcmascript, AndSaysWhatItFound) {
  const Result<Term> term = read_ecmascript(GetParam().from);

  ASSERT_FALSE(term);
  EXPECT_THAT(std::to_string(term.error().source.column) + ": " + term.error().message,
              HasSubstr(GetParam().to));
}

INSTANTIATE_TEST_SUITE_P(
    , RefusesEcmascript,
    testing::Values(TextRow{"ACall", "f(a)", "2: expected no call but In('state')"},
                    TextRow{"AMethod", "a.has(1)", "6: expected no call"},
                    TextRow{"AnIndex", "a[0]", "2: expected no index"},
                    TextRow{"AnAssignment", "a = 1", "found '='"},
                    TextRow{"ADivision", "a / 2", "3: expected an operator"},
                    TextRow{"AShift", "a << 2", "found '<'"},
                    TextRow{"AnIncrement", "a++", "found '+'"},
                    TextRow{"AReservedWord", "new a", "found 'new'"},
                    TextRow{"AnEmptyText", " ", "found the end of the text"},
                    TextRow{"AnOpenString", "'a", "expected a quote"},
                    TextRow{"AnOpenBracket", "(a", "expected ')'"},
                    TextRow{"ABadEscape", R"('\u12')", "expected an escape"},
                    TextRow{"AnOctalNumber", "012", "1: expected a number"},
                    TextRow{"AHexNumber", "0x12", "expected a number"},
                    TextRow{"AnExponent", "1e3", "expected a number"},
                    TextRow{"TypeofAlone", "typeof a", "expected typeof of a path"},
                    TextRow{"TypeofOfAnObject", "typeof a === 'object'", "beside typeof"},
                    TextRow{"InOfAPath", "In(a)", "expected the id of a state as a text"},
                    TextRow{"ADollar", "a$ === 1", "found '$'"}),
    name_of_row);

TEST(Ecmascript, RefusesWhatNestsTooDeep) {
  const Result<Term> term = read_ecmascript(std::string(100'000, '('));

  ASSERT_FALSE(term);
  EXPECT_THAT(term.error().message, HasSubstr("fewer operands"));
}

TEST(Ecmascript, ReadsWhatItWrites) {
  for (const std::string_view text :
       {"a === 1 && !(b || c)", "(a ? b : c) === 1", "a - (b - 1) === 0", "-a < -1", "!!a",
        "({'a': [1, 'x']})", "typeof a === 'string' && a !== 'x'", "a ? b ? 1 : 2 : 3"}) {
    const Result<Term> term = read_ecmascript(text);
    ASSERT_TRUE(term) << text;

    EXPECT_EQ(to_ecmascript(*term), text);
  }
}

TEST(Urn, CarriesAnyText) {
  const std::string citation = "SFS 2017:900 6–7 §§, 100 %#";

  const std::string made = urn(kBasis, citation);

  EXPECT_EQ(made.find_first_of(" #"), std::string::npos) << made;
  EXPECT_EQ(text_of_urn(std::string_view(made).substr(kBasis.size())).value(), citation);
}

TEST(Urn, RefusesWhatIsNoText) {
  EXPECT_THAT(text_of_urn("a%2").error().message, HasSubstr("found '%2'"));
  EXPECT_THAT(text_of_urn("a%zz").error().message, HasSubstr("found '%zz'"));
  EXPECT_THAT(text_of_urn("%FF").error().message, HasSubstr("UTF-8"));
  EXPECT_FALSE(text_of_urn("%00"));
}

}  // namespace
}  // namespace lagrum::exchange
