#include "lifecycle/clock_lifecycle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace lagrum::lifecycle {
namespace {

using ::testing::HasSubstr;

/// What a clock does with a move. A pair that no row names is refused.
struct ClockRow {
  ClockPhase phase;
  ClockMove move;
  ClockPhase after;
};

constexpr std::array kTakenByClock = {
    ClockRow{ClockPhase::kWaiting, ClockMove::kStart, ClockPhase::kRunning},
    ClockRow{ClockPhase::kRunning, ClockMove::kRestart, ClockPhase::kRunning},
    ClockRow{ClockPhase::kRunning, ClockMove::kExtend, ClockPhase::kRunning},
    ClockRow{ClockPhase::kRunning, ClockMove::kSuspend, ClockPhase::kSuspended},
    ClockRow{ClockPhase::kRunning, ClockMove::kMeet, ClockPhase::kMet},
    ClockRow{ClockPhase::kRunning, ClockMove::kExpire, ClockPhase::kOverdue},
    ClockRow{ClockPhase::kRunning, ClockMove::kPass, ClockPhase::kReached},
    ClockRow{ClockPhase::kRunning, ClockMove::kVoid, ClockPhase::kVoid},
    ClockRow{ClockPhase::kSuspended, ClockMove::kExtend, ClockPhase::kSuspended},
    ClockRow{ClockPhase::kSuspended, ClockMove::kResume, ClockPhase::kRunning},
    ClockRow{ClockPhase::kSuspended, ClockMove::kMeet, ClockPhase::kMet},
    ClockRow{ClockPhase::kSuspended, ClockMove::kRestart, ClockPhase::kRunning},
    ClockRow{ClockPhase::kMet, ClockMove::kRestart, ClockPhase::kRunning},
    ClockRow{ClockPhase::kOverdue, ClockMove::kRestart, ClockPhase::kRunning},
    ClockRow{ClockPhase::kReached, ClockMove::kRestart, ClockPhase::kRunning},
    ClockRow{ClockPhase::kVoid, ClockMove::kRestart, ClockPhase::kRunning},
};

const ClockRow* row_of(ClockPhase phase, ClockMove move) {
  for (const ClockRow& row : kTakenByClock) {
    if (row.phase == phase && row.move == move) return &row;
  }
  return nullptr;
}

class ClockMoves : public ::testing::TestWithParam<std::tuple<ClockPhase, ClockMove>> {};

TEST_P(ClockMoves, LeadWhereTheTableSaysOrAreRefused) {
  const auto [phase, move] = GetParam();
  const ClockRow* row = row_of(phase, move);

  const Result<ClockPhase> after = advance(phase, move);

  ASSERT_EQ(after.has_value(), row != nullptr);
  if (row != nullptr) {
    EXPECT_EQ(*after, row->after) << "found " << to_string(*after);
    return;
  }
  EXPECT_EQ(after.error().code, ErrorCode::kConflict);
  EXPECT_THAT(after.error().message, HasSubstr("takes '" + std::string(to_string(move)) + "'"));
  EXPECT_THAT(after.error().message, HasSubstr("'" + std::string(to_string(phase)) + "'"));
}

INSTANTIATE_TEST_SUITE_P(AllPairs, ClockMoves,
                         ::testing::Combine(::testing::ValuesIn(kClockPhases),
                                            ::testing::ValuesIn(kClockMoves)),
                         [](const auto& row) {
                           return std::string(to_string(std::get<0>(row.param))) + "_" +
                                  std::string(to_string(std::get<1>(row.param)));
                         });

// SFS 2010:1636 5 §: a time that has ended can no more be made longer.
TEST(ClockLifecycle, IsNotExtendedAfterItsEnd) {
  for (const ClockPhase ended :
       {ClockPhase::kMet, ClockPhase::kOverdue, ClockPhase::kReached, ClockPhase::kVoid}) {
    EXPECT_FALSE(advance(ended, ClockMove::kExtend)) << to_string(ended);
  }
  EXPECT_TRUE(advance(ClockPhase::kRunning, ClockMove::kExtend));
}

// SFS 2017:725 13 kap. 5 §: the notice came down early; the time ends only after it is announced
// anew.
TEST(ClockLifecycle, EndsAfterBeingVoidOnlyWhenStartedAnew) {
  EXPECT_FALSE(advance(ClockPhase::kVoid, ClockMove::kPass));
  EXPECT_FALSE(advance(ClockPhase::kVoid, ClockMove::kStart));

  const ClockPhase anew = *advance(ClockPhase::kVoid, ClockMove::kRestart);

  EXPECT_EQ(*advance(anew, ClockMove::kPass), ClockPhase::kReached);
}

TEST(ClockLifecycle, DoesNotRunOutWhileItStandsStill) {
  EXPECT_FALSE(advance(ClockPhase::kSuspended, ClockMove::kExpire));
  EXPECT_FALSE(advance(ClockPhase::kSuspended, ClockMove::kPass));
}

TEST(ClockNames, AreAnotherForEach) {
  std::set<std::string_view> phases;
  std::set<std::string_view> moves;
  for (const ClockPhase phase : kClockPhases) phases.insert(to_string(phase));
  for (const ClockMove move : kClockMoves) moves.insert(to_string(move));

  EXPECT_EQ(phases.size(), kClockPhases.size());
  EXPECT_EQ(moves.size(), kClockMoves.size());
  EXPECT_EQ(to_string(ClockPhase::kWaiting), "none");
}

}  // namespace
}  // namespace lagrum::lifecycle
