#include "clock/clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/memory_store.h"

namespace lagrum::clock {
namespace {

using ::testing::HasSubstr;

Instant at(const char* text) { return *parse_instant(text); }

class GuardTest : public ::testing::Test {
 protected:
  void record(const char* text) { medium_->head.recorded = at(text); }

  std::shared_ptr<test::MemoryMedium> medium_ = std::make_shared<test::MemoryMedium>();
  test::MemoryStore store_{medium_};
  Instant shown_ = at("2027-01-26T12:00:00Z");
  Guard guard_{store_, [this] { return shown_; }};
};

TEST_F(GuardTest, HandsOutTheClocksTimeForAnEmptyStore) {
  const auto now = guard_.now();

  ASSERT_TRUE(now) << to_string(now.error());
  EXPECT_EQ(*now, shown_);
}

TEST_F(GuardTest, AcceptsTheTimeOfTheNewestEntryItself) {
  record("2027-01-26T12:00:00.000Z");

  EXPECT_TRUE(guard_.now());
}

TEST_F(GuardTest, RefusesAClockBehindTheNewestEntry) {
  record("2027-01-26T12:00:00.001Z");

  const auto now = guard_.now();

  ASSERT_FALSE(now);
  EXPECT_EQ(now.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(now.error().message, HasSubstr("at or after 2027-01-26T12:00:00.001Z"));
  EXPECT_THAT(now.error().message, HasSubstr("found 2027-01-26T12:00:00.000Z"));
}

TEST_F(GuardTest, RefusesAClockSetBackBetweenTwoQuestions) {
  ASSERT_TRUE(guard_.now());

  shown_ -= std::chrono::milliseconds(1);

  ASSERT_FALSE(guard_.now());
  EXPECT_THAT(guard_.now().error().message, HasSubstr("handed out before"));
}

TEST_F(GuardTest, GoesOnWhenTheClockHasCaughtUp) {
  record("2027-01-26T12:00:05Z");
  ASSERT_FALSE(guard_.now());

  shown_ = at("2027-01-26T12:00:05Z");

  EXPECT_TRUE(guard_.now());
}

TEST_F(GuardTest, HandsOnWhatTheStoreSays) {
  const auto open = store_.begin();

  const auto now = guard_.now();

  ASSERT_FALSE(now);
  EXPECT_THAT(now.error().message, HasSubstr("no other unit of work"));
}

TEST(SystemNow, IsTheSystemsTimeToTheMillisecond) {
  const auto before = std::chrono::system_clock::now() - std::chrono::milliseconds(1);
  const Instant now = system_now();
  const auto after = std::chrono::system_clock::now();

  EXPECT_GE(now, before);
  EXPECT_LE(now, after);
}

}  // namespace
}  // namespace lagrum::clock
