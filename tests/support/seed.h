#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <utility>
#include <vector>

namespace lagrum::test {

/// Chance that can be repeated: the seed is printed, and LAGRUM_SEED sets it.
class Chance {
 public:
  Chance() : seed_(chosen_seed()), engine_(seed_) { std::cout << "LAGRUM_SEED=" << seed_ << '\n'; }

  /// A number from 0 to `end` - 1. Requires end > 0.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }

  /// A number from `least` to `most`. Requires least <= most.
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::size_t>(most - least) + 1));
  }

  /// Leaves `wanted` of the items, or all if there are fewer, in any order.
  template <class Item>
  void choose(std::vector<Item>& items, std::size_t wanted) {
    const std::size_t kept = std::min(wanted, items.size());
    for (std::size_t i = 0; i < kept; ++i) std::swap(items[i], items[i + below(items.size() - i)]);
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(kept), items.end());
  }

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

/// Whether everything takes ten times as long.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LAGRUM_TESTS_SANITIZED true
#endif
#endif
#ifndef LAGRUM_TESTS_SANITIZED
#define LAGRUM_TESTS_SANITIZED false
#endif
inline constexpr bool kSanitized = LAGRUM_TESTS_SANITIZED;
#undef LAGRUM_TESTS_SANITIZED

/// How often a test repeats what takes long: under sanitizers a quarter of the times of a normal
/// run.
inline std::size_t repetitions(std::size_t normal, std::size_t many) {
  if (long_run()) return many;
  return kSanitized ? (normal + 3) / 4 : normal;
}

}  // namespace lagrum::test
