#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace lagrum::calendar {

/// Chance that can be repeated: the seed is printed, and LAGRUM_SEED sets it.
class Chance {
 public:
  Chance() : seed_(chosen_seed()), engine_(seed_) { std::cout << "LAGRUM_SEED=" << seed_ << '\n'; }

  int between(int least, int most) {
    const auto width = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<int>(engine_() % width);
  }

 private:
  static std::uint64_t chosen_seed() {
    const char* set = std::getenv("LAGRUM_SEED");
    return set != nullptr ? std::strtoull(set, nullptr, 10) : std::random_device{}();
  }

  std::uint64_t seed_;
  std::mt19937_64 engine_;
};

}  // namespace lagrum::calendar
