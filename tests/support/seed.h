#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

namespace lagrum::test {

/// Chance that can be repeated: the seed is printed, and LAGRUM_SEED sets it.
class Chance {
 public:
  Chance() : seed_(chosen_seed()), engine_(seed_) { std::cout << "LAGRUM_SEED=" << seed_ << '\n'; }

  /// A number from 0 to `end` - 1. Requires end > 0.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }

 private:
  static std::uint64_t chosen_seed() {
    const char* set = std::getenv("LAGRUM_SEED");
    return set != nullptr ? std::strtoull(set, nullptr, 10) : std::random_device{}();
  }

  std::uint64_t seed_;
  std::mt19937_64 engine_;
};

/// Whether there is time for many repetitions: tests/long.sh says so.
inline bool long_run() { return std::getenv("LAGRUM_LONG") != nullptr; }

}  // namespace lagrum::test
