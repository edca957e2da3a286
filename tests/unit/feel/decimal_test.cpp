#include "feel/decimal.h"

#include <gtest/gtest.h>

#include <ostream>

namespace lagrum::feel {
namespace {

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

std::string shown(const std::optional<Decimal>& value) {
  return value ? to_string(*value) : "none";
}

TEST(Decimal, AddsTenthsExactly) { EXPECT_EQ(shown(add(number("0.1"), number("0.2"))), "0.3"); }

TEST(Decimal, KeepsThirtyFourDigits) {
  const Decimal large = number("1234567890123456789012345678901234");

  EXPECT_EQ(to_string(large), "1234567890123456789012345678901234");
  EXPECT_EQ(shown(subtract(large, number("1"))), "1234567890123456789012345678901233");
}

TEST(Decimal, RoundsTheThirtyFifthDigitHalfToEven) {
  EXPECT_EQ(shown(divide(number("1"), number("3"))), "0.3333333333333333333333333333333333");
  EXPECT_EQ(shown(divide(number("2"), number("3"))), "0.6666666666666666666666666666666667");
}

TEST(Decimal, HasNoQuotientByZero) {
  EXPECT_EQ(shown(divide(number("1"), number("0"))), "none");
  EXPECT_EQ(shown(divide(number("1"), number("0.00"))), "none");
  EXPECT_EQ(shown(modulo(number("1"), number("0"))), "none");
}

TEST(Decimal, ComparesByValueNotByForm) {
  EXPECT_EQ(compare(number("1.0"), number("1")), 0);
  EXPECT_EQ(compare(number("0.10"), number("0.1")), 0);
  EXPECT_EQ(compare(number("-0"), number("0")), 0);
  EXPECT_EQ(compare(number("-1"), number("1")), -1);
  EXPECT_EQ(compare(number("10"), number("9")), 1);
}

TEST(Decimal, TakesPowers) {
  EXPECT_EQ(shown(power(number("5"), number("2"))), "25");
  EXPECT_EQ(shown(power(number("10"), number("-5"))), "0.00001");
  EXPECT_EQ(shown(power(number("-2"), number("3"))), "-8");
  EXPECT_EQ(shown(power(number("4"), number("0.5"))), "2");
  EXPECT_EQ(shown(power(number("0"), number("-1"))), "none");
  EXPECT_EQ(shown(power(number("10"), number("9999"))), "none");
}

TEST(Decimal, GivesModuloTheSignOfTheDivisor) {
  EXPECT_EQ(shown(modulo(number("12"), number("5"))), "2");
  EXPECT_EQ(shown(modulo(number("-12"), number("5"))), "3");
  EXPECT_EQ(shown(modulo(number("12"), number("-5"))), "-3");
  EXPECT_EQ(shown(modulo(number("10.1"), number("4.5"))), "1.1");
}

TEST(Decimal, HasNoRootOfANegativeNumber) {
  EXPECT_EQ(shown(square_root(number("16"))), "4");
  EXPECT_EQ(shown(square_root(number("-16"))), "none");
  EXPECT_EQ(shown(logarithm(number("0"))), "none");
}

TEST(Decimal, KnowsWholeNumbers) {
  std::int64_t value = 0;

  EXPECT_TRUE(number("12.00").to_integer(value));
  EXPECT_EQ(value, 12);
  EXPECT_FALSE(number("12.5").to_integer(value));
  EXPECT_FALSE(number("9223372036854775808").to_integer(value));
  EXPECT_TRUE(Decimal::from_integer(INT64_MIN).to_integer(value));
  EXPECT_EQ(value, INT64_MIN);
}

struct NumberForm {
  const char* name;
  const char* text;
  const char* printed;  ///< null where the text is no number
};

void PrintTo(const NumberForm& row, std::ostream* out) { *out << row.text; }

class DecimalForm : public testing::TestWithParam<NumberForm> {};

TEST_P(DecimalForm, IsReadAndPrinted) {
  const Result<Decimal> value = Decimal::parse(GetParam().text);

  ASSERT_EQ(value.has_value(), GetParam().printed != nullptr);
  if (value) {
    EXPECT_EQ(to_string(*value), GetParam().printed);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, DecimalForm,
    testing::Values(
        NumberForm{"whole", "42", "42"}, NumberForm{"negative", "-12.50", "-12.5"},
        NumberForm{"point_first", ".872", "0.872"}, NumberForm{"exponent", "1e3", "1000"},
        NumberForm{"small_exponent", "1.5E-3", "0.0015"},
        NumberForm{"large", "1e33", "1000000000000000000000000000000000"},
        NumberForm{"too_large", "1e40", "1E+40"}, NumberForm{"too_small", "1.25e-40", "1.25E-40"},
        NumberForm{"zero", "0.000", "0"}, NumberForm{"negative_zero", "-0", "0"},
        NumberForm{"empty", "", nullptr}, NumberForm{"plus", "+1", nullptr},
        NumberForm{"letters", "12a", nullptr}, NumberForm{"two_points", "1.2.3", nullptr},
        NumberForm{"point_last", "1.", nullptr}, NumberForm{"no_exponent", "1e", nullptr},
        NumberForm{"infinity", "Infinity", nullptr}, NumberForm{"not_a_number", "NaN", nullptr},
        NumberForm{"beyond_range", "1e9999", nullptr}, NumberForm{"blank", " 1", nullptr}),
    [](const auto& row) { return row.param.name; });

struct Rounded {
  const char* name;
  const char* value;
  std::int64_t scale;
  Rounding rounding;
  const char* expected;
};

void PrintTo(const Rounded& row, std::ostream* out) { *out << row.value << " to " << row.scale; }

class DecimalRound : public testing::TestWithParam<Rounded> {};

TEST_P(DecimalRound, GivesTheDigitsThatTheRuleGives) {
  EXPECT_EQ(shown(round(number(GetParam().value), GetParam().scale, GetParam().rounding)),
            GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, DecimalRound,
    testing::Values(Rounded{"even_down", "2.5", 0, Rounding::kHalfEven, "2"},
                    Rounded{"even_up", "1.5", 0, Rounding::kHalfEven, "2"},
                    Rounded{"half_up", "5.5", 0, Rounding::kHalfUp, "6"},
                    Rounded{"half_up_negative", "-5.5", 0, Rounding::kHalfUp, "-6"},
                    Rounded{"half_down", "5.5", 0, Rounding::kHalfDown, "5"},
                    Rounded{"half_down_negative", "-5.5", 0, Rounding::kHalfDown, "-5"},
                    Rounded{"half_down_above", "5.51", 0, Rounding::kHalfDown, "6"},
                    Rounded{"up", "1.121", 2, Rounding::kUp, "1.13"},
                    Rounded{"up_negative", "-1.121", 2, Rounding::kUp, "-1.13"},
                    Rounded{"down", "1.129", 2, Rounding::kDown, "1.12"},
                    Rounded{"down_negative", "-1.129", 2, Rounding::kDown, "-1.12"},
                    Rounded{"floor", "-1.5", 0, Rounding::kFloor, "-2"},
                    Rounded{"ceiling", "-1.5", 0, Rounding::kCeiling, "-1"},
                    Rounded{"tens", "125", -1, Rounding::kHalfEven, "120"},
                    Rounded{"exact_already", "1234567890123456789012345678901234", 5,
                            Rounding::kHalfUp, "1234567890123456789012345678901234"},
                    Rounded{"scale_too_large", "1", 6177, Rounding::kHalfUp, "none"},
                    Rounded{"scale_too_small", "1", -6112, Rounding::kHalfUp, "none"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace lagrum::feel
