#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lagrum::verify {

/// Things that are written down once and named by a number, so that states are small and equal
/// where their numbers are. `Key` gives a text that is the same for what is the same.
template <class Thing, std::string (*Key)(const Thing&)>
class Pool {
 public:
  std::uint32_t number_of(const Thing& thing) {
    const auto [place, is_new] =
        numbers_.try_emplace(Key(thing), static_cast<std::uint32_t>(things_.size()));
    if (is_new) things_.push_back(thing);
    return place->second;
  }
  const Thing& operator[](std::uint32_t number) const { return things_[number]; }
  std::size_t size() const { return things_.size(); }

 private:
  std::vector<Thing> things_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace lagrum::verify
