#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::lifecycle {

/// What a statutory clock is doing.
enum class ClockPhase : std::uint8_t {
  kWaiting,
  kRunning,
  kSuspended,
  kMet,
  kOverdue,
  kReached,
  kVoid
};

inline constexpr std::array kClockPhases = {
    ClockPhase::kWaiting, ClockPhase::kRunning, ClockPhase::kSuspended, ClockPhase::kMet,
    ClockPhase::kOverdue, ClockPhase::kReached, ClockPhase::kVoid};

enum class ClockMove : std::uint8_t {
  kStart,
  kRestart,
  kExtend,
  kSuspend,
  kResume,
  kMeet,
  kExpire,
  kPass,
  kVoid
};

inline constexpr std::array kClockMoves = {
    ClockMove::kStart,   ClockMove::kRestart, ClockMove::kExtend,
    ClockMove::kSuspend, ClockMove::kResume,  ClockMove::kMeet,
    ClockMove::kExpire,  ClockMove::kPass,    ClockMove::kVoid};

std::string_view to_string(ClockPhase phase);  ///< "none" for kWaiting, "running", …
std::string_view to_string(ClockMove move);

/// The phase of a clock after `move`; kConflict, with the reason, for a move that its phase does
/// not take (an extension of a clock that has ended). Pure; Boost.Statechart's machine stands
/// behind it.
Result<ClockPhase> advance(ClockPhase phase, ClockMove move);

}  // namespace lagrum::lifecycle
