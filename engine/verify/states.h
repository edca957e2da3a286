#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace lagrum::verify {

using Words = std::span<const std::uint32_t>;

/// No state: what was before the beginning.
inline constexpr std::uint32_t kNoState = static_cast<std::uint32_t>(-1);

/// States of one width, each once, in the order found.
class States {
 public:
  explicit States(std::size_t width) : width_(width), table_(1024, kNoState) {}

  std::size_t size() const { return words_.size() / width_; }
  Words operator[](std::size_t number) const {
    return Words(words_).subspan(number * width_, width_);
  }
  /// The state's number, and whether it is new.
  std::pair<std::uint32_t, bool> add(Words state) {
    if (2 * (size() + 1) > table_.size()) grow();
    std::uint32_t& place = place_of(state);
    if (place != kNoState) return {place, false};
    place = static_cast<std::uint32_t>(size());
    words_.insert(words_.end(), state.begin(), state.end());
    return {place, true};
  }

 private:
  std::uint32_t& place_of(Words state) {
    std::uint64_t hash = 14695981039346656037U;  // FNV-1a over words
    for (const std::uint32_t word : state) hash = (hash ^ word) * 1099511628211U;
    hash ^= hash >> 32U;
    for (std::size_t at = hash & (table_.size() - 1);; at = (at + 1) & (table_.size() - 1)) {
      if (table_[at] == kNoState || std::ranges::equal((*this)[table_[at]], state))
        return table_[at];
    }
  }
  void grow() {
    table_.assign(2 * table_.size(), kNoState);
    for (std::uint32_t i = 0; i < size(); ++i) place_of((*this)[i]) = i;
  }

  std::size_t width_;
  std::vector<std::uint32_t> words_;
  std::vector<std::uint32_t> table_;  // open addressing; at most half full
};

}  // namespace lagrum::verify
