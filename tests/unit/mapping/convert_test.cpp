#include "mapping/convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lagrum::intake {
namespace {

Converter choice() {
  return Converter{Conversion::kChoice, {{"Ja", "true"}, {"Nej", "false"}}, false};
}

Value time_of(std::int32_t second_of_day) {
  TimeOfDay time;
  time.second_of_day = second_of_day;
  return Value(std::move(time));
}

struct Good {
  const char* name;
  Converter converter;
  const char* text;
  Value value;
};
void PrintTo(const Good& row, std::ostream* out) { *out << row.name; }

class Converts : public ::testing::TestWithParam<Good> {};

TEST_P(Converts, GivesTheTypedValue) {
  const Good& row = GetParam();

  const Result<Value> value = row.converter.value(row.text);

  ASSERT_TRUE(value) << to_string(value.error());
  EXPECT_EQ(*value, row.value) << to_string(*value);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Converts,
    ::testing::Values(
        Good{"Text", {Conversion::kText, {}, false}, "Kvarnen", Value("Kvarnen")},
        Good{"Number", {Conversion::kNumber, {}, false}, "120", Value::integer(120)},
        Good{"NegativeNumber", {Conversion::kNumber, {}, false}, "-3", Value::integer(-3)},
        Good{"DecimalPoint", {Conversion::kNumber, {}, false}, "700.00", Value::integer(700)},
        Good{"DecimalComma",
             {Conversion::kNumber, {}, false},
             "12,5",
             Value(*Decimal::parse("12.5"))},
        Good{"Date", {Conversion::kDate, {}, false}, "2024-11-30", Value(CivilDate{2024, 11, 30})},
        Good{"TimeWithPoint", {Conversion::kTime, {}, false}, "11.00", time_of(11 * 3600)},
        Good{"TimeWithColon", {Conversion::kTime, {}, false}, "11:00", time_of(11 * 3600)},
        Good{"ShortHour", {Conversion::kTime, {}, false}, "1.30", time_of(5400)},
        Good{"Seconds", {Conversion::kTime, {}, false}, "23:59:59", time_of(86399)},
        Good{"Choice", choice(), "Nej", Value(false)},
        Good{"ChoiceOfTexts",
             {Conversion::kChoice, {{"Ja", "yes"}, {"Nej", "true"}}, false},
             "Nej",
             Value("true")},
        Good{"OrganisationNumber",
             {Conversion::kOrganisationNumber, {}, false},
             "559900-0104",
             Value("5599000104")},
        Good{"WithoutHyphen",
             {Conversion::kOrganisationNumber, {}, false},
             "5591628770",
             Value("5591628770")},
        Good{"CheckDigit",
             {Conversion::kOrganisationNumber, {}, true},
             "212000-0142",
             Value("2120000142")}),
    [](const auto& row) { return row.param.name; });

struct Bad {
  const char* name;
  Converter converter;
  const char* text;
  std::string message;
};
void PrintTo(const Bad& row, std::ostream* out) { *out << row.name; }

class Refuses : public ::testing::TestWithParam<Bad> {};

TEST_P(Refuses, SaysWhatWasExpectedAndFound) {
  const Bad& row = GetParam();

  const Result<Value> value = row.converter.value(row.text);

  ASSERT_FALSE(value) << to_string(*value);
  EXPECT_EQ(value.error().message, row.message);
}

const std::string kNumberForm = "expected a number such as 120, 12.5 or 12,5, found ";
const std::string kTimeForm =
    "expected a time of day such as 11:00 or 11.00, from 00:00 to 23:59, found ";

Bad number(const char* name, const char* text) {
  return {name, {Conversion::kNumber, {}, false}, text, kNumberForm + in_quotes(text)};
}

Bad time(const char* name, const char* text) {
  return {name, {Conversion::kTime, {}, false}, text, kTimeForm + in_quotes(text)};
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Refuses,
    ::testing::Values(
        number("Words", "hundra"), number("Currency", "1703,67 SEK"), number("Grouped", "1 200"),
        number("CommaOrGroup", "1,234"), number("Exponent", "1e3"), number("NotANumber", "NaN"),
        number("SignAlone", "-"), number("PointAlone", "1."), number("TwoPoints", "1.2.3"),
        number("Plus", "+5"), time("Elva", "elva"), time("Bare", "11"),
        time("MidnightAs24", "24:00"), time("Minute60", "11:60"), time("OneMinuteDigit", "11:0"),
        time("ThreeHourDigits", "011:00"), time("Mixed", "11:00.00"),
        time("FourParts", "11:00:00:00"), time("Empty", ":"), time("HalfDay", "11:00 PM"),
        Bad{"DateWithTime",
            {Conversion::kDate, {}, false},
            "2026-10-17 09:21",
            "expected a date such as 2027-02-16, found '2026-10-17 09:21'"},
        Bad{"DateOfNoMonth",
            {Conversion::kDate, {}, false},
            "2026-02-30",
            "expected a date such as 2027-02-16, found '2026-02-30'"},
        Bad{"UnknownChoice", choice(), "nej",
            "expected one of 'Ja', 'Nej', found 'nej' (did you mean 'Nej'?)"},
        Bad{"NineDigits",
            {Conversion::kOrganisationNumber, {}, false},
            "559900-010",
            "expected an organisation number of ten digits such as 559900-0104, found "
            "'559900-010'"},
        Bad{"TwelveDigits",
            {Conversion::kOrganisationNumber, {}, false},
            "165599000104",
            "expected an organisation number of ten digits such as 559900-0104, found "
            "'165599000104'"},
        Bad{"HyphenElsewhere",
            {Conversion::kOrganisationNumber, {}, false},
            "5599-000104",
            "expected an organisation number of ten digits such as 559900-0104, found "
            "'5599-000104'"},
        Bad{"WrongCheckDigit",
            {Conversion::kOrganisationNumber, {}, true},
            "559900-0104",
            "expected an organisation number that ends with its check digit, found '559900-0104'"}),
    [](const auto& row) { return row.param.name; });

TEST(ParseConversion, SuggestsTheNearest) {
  EXPECT_EQ(*parse_conversion("organisation-number"), Conversion::kOrganisationNumber);
  EXPECT_EQ(parse_conversion("nummber").error().message,
            "expected a conversion, found 'nummber' (did you mean 'number'?)");
}

TEST(Masked, MeansAsterisksOnly) {
  EXPECT_TRUE(is_masked("************"));
  EXPECT_FALSE(is_masked("19**"));
  EXPECT_FALSE(is_masked(""));
}

TEST(Quoted, CutsAtACharacter) {
  const std::string text = in_quotes(std::string(59, 'x') + "öööö");

  EXPECT_EQ(text, "'" + std::string(59, 'x') + "…'");
}

}  // namespace
}  // namespace lagrum::intake
