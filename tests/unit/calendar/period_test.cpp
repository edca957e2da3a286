#include <gmock/gmock.h>

#include "unit/calendar/support.h"

namespace lagrum::calendar {
namespace {

TEST(PeriodText, IsReadAndWrittenAlike) {
  for (const auto& [text, expected] :
       {std::pair{"P0D", Period{0, Unit::kDays}}, std::pair{"P14D", Period{14, Unit::kDays}},
        std::pair{"P3W", Period{3, Unit::kWeeks}}, std::pair{"P4M", Period{4, Unit::kMonths}},
        std::pair{"P1Y", Period{1, Unit::kYears}}, std::pair{"P0.5M", Period{1, Unit::kHalfMonths}},
        std::pair{"P1.5M", Period{3, Unit::kHalfMonths}},
        std::pair{"PT48H", Period{48, Unit::kHours}},
        std::pair{"P99999D", Period{99'999, Unit::kDays}}}) {
    const auto read = parse_period(text);

    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(*read, expected) << text;
    EXPECT_EQ(to_string(*read), text);
  }
}

TEST(PeriodText, IsRefusedInEveryOtherForm) {
  for (const char* text : {"",     "P",     "PD",   "3W",   "P3",    "P3w",    "p3W",    "P-3W",
                           "P+3W", "P 3W",  "P03W", "P3W ", "P1Y2M", "PT3M",   "P1.25M", "P1.5W",
                           "P.5M", "PT.5H", "PT",   "PTH",  "PT03H", "P01.5M", "P3H"}) {
    const auto read = parse_period(text);

    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument) << text;
    EXPECT_THAT(read.error().message, testing::HasSubstr("found '" + std::string(text) + "'"));
  }
}

TEST(PeriodText, IsRefusedPastTheBorder) {
  for (const char* text : {"P100000D", "P2147483648W", "P99999999999999999999Y"}) {
    const auto read = parse_period(text);

    ASSERT_FALSE(read.has_value()) << text;
    EXPECT_EQ(read.error().code, ErrorCode::kOutOfRange) << text;
  }
}

TEST(KindText, IsReadAndWrittenAlike) {
  for (const Kind kind :
       {Kind::kLatestAct, Kind::kEarliestAct, Kind::kDeemedEvent, Kind::kBackward}) {
    EXPECT_EQ(parse_kind(to_string(kind)).value(), kind);
  }
  EXPECT_EQ(to_string(Kind::kDeemedEvent), "deemed-event");
}

TEST(KindText, SuggestsTheNameThatWasMeant) {
  const auto read = parse_kind("latest-akt");

  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(read.error().message, testing::HasSubstr("did you mean 'latest-act'?"));
}

}  // namespace
}  // namespace lagrum::calendar
