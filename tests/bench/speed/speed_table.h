#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "lagrum/result.h"

namespace lagrum::bench {

/// What one item of a work took: seconds or bytes.
struct Cost {
  double each = 0;
  std::string sum;           ///< of all that came out; the same for all who do the same
  std::string version = {};  ///< of the one who did it
};

/// One who does a work: ourselves, or a peer.
struct Contender {
  std::string name;
  std::function<Result<Cost>()> run;
  int times_aim = 0;  ///< how many times as much it shall take as we; 0 for no aim
};

enum class Unit : std::uint8_t { kNanoseconds, kMillionsPerSecond, kMilliseconds, kBytes };

struct Work {
  std::string title;
  Unit unit = Unit::kNanoseconds;
  int aim = 0;                        ///< in the unit: at most, of a rate at least
  std::vector<Contender> contenders;  ///< ourselves first
};

/// Lets all contenders do their work `rounds` times, by turns, and prints a table in Markdown: each
/// one's median and range, and how many times as much a peer takes as we in the same round. No such
/// ratio for a peer whose sum is not ours: false then. Fails when a contender does.
Result<bool> print_speed_table(const std::vector<Work>& works, std::size_t rounds);

}  // namespace lagrum::bench
