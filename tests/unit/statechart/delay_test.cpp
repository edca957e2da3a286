#include "statechart/delay.h"

#include <gtest/gtest.h>

#include <ostream>

namespace lagrum::statechart {
namespace {

struct DelayRow {
  const char* text;
  std::int64_t milliseconds;
};

void PrintTo(const DelayRow& row, std::ostream* stream) { *stream << row.text; }

class ParseDelay : public testing::TestWithParam<DelayRow> {};

TEST_P(ParseDelay, ReadsNumberAndUnit) {
  const auto delay = parse_delay(GetParam().text);

  ASSERT_TRUE(delay.has_value()) << to_string(delay.error());
  EXPECT_EQ(delay->count(), GetParam().milliseconds);
}

INSTANTIATE_TEST_SUITE_P(Delays, ParseDelay,
                         testing::Values(DelayRow{"0s", 0}, DelayRow{"5s", 5'000},
                                         DelayRow{"250ms", 250}, DelayRow{"1.5s", 1'500},
                                         DelayRow{".5s", 500}, DelayRow{"2m", 120'000},
                                         DelayRow{"1.25h", 4'500'000},
                                         DelayRow{"366d", 31'622'400'000}, DelayRow{"0.0019s", 1}));

class ParseDelayBad : public testing::TestWithParam<const char*> {};

TEST_P(ParseDelayBad, IsRefused) { EXPECT_FALSE(parse_delay(GetParam()).has_value()); }

INSTANTIATE_TEST_SUITE_P(Delays, ParseDelayBad,
                         testing::Values("", "5", "s", "-5s", "1.2.3s", ".s", "5 s", "P21D", "5w",
                                         "9999999999999s", "367d", "366.001d"));

TEST(ParseDelay, PointsToClocksWhenTooLong) {
  const auto delay = parse_delay("400d");

  ASSERT_FALSE(delay.has_value());
  EXPECT_EQ(delay.error().code, ErrorCode::kOutOfRange);
  EXPECT_NE(delay.error().message.find("clock of the law pack"), std::string::npos);
}

TEST(DelayOf, TakesTextsAndDurations) {
  EXPECT_EQ(delay_of(Value("2s"))->count(), 2'000);
  EXPECT_EQ(delay_of(Value(SecondsDuration{90, 500'000'000}))->count(), 90'500);
}

TEST(DelayOf, RefusesNegativeLongAndOtherValues) {
  EXPECT_FALSE(delay_of(Value(SecondsDuration{-1, 0})).has_value());
  EXPECT_FALSE(delay_of(Value(SecondsDuration{0, -1})).has_value());
  EXPECT_FALSE(delay_of(Value(SecondsDuration{INT64_MAX, 0})).has_value());
  EXPECT_FALSE(delay_of(Value(MonthsDuration{1})).has_value());
  EXPECT_FALSE(delay_of(Value(true)).has_value());
  EXPECT_FALSE(delay_of(Value()).has_value());
}

}  // namespace
}  // namespace lagrum::statechart
