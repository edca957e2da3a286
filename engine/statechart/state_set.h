#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace lagrum::statechart {

/// Number of a state in document order; the scxml element is 0.
using StateIndex = std::uint32_t;

inline constexpr StateIndex kRootState = 0;
inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// A set of states of one chart, walked in document order. Belongs to one caller.
class StateSet {
 public:
  /// An empty set for states 0 to `count` - 1.
  explicit StateSet(std::size_t count) : words_((count + kBits - 1) / kBits) {}

  bool contains(StateIndex state) const { return (words_[state / kBits] & bit(state)) != 0; }
  void insert(StateIndex state) { words_[state / kBits] |= bit(state); }
  void erase(StateIndex state) { words_[state / kBits] &= ~bit(state); }

  /// The first member that is not before `from`, or kNone.
  StateIndex next(StateIndex from) const {
    std::size_t word = from / kBits;
    if (word >= words_.size()) return kNone;
    std::uint64_t bits = words_[word] & (~std::uint64_t{0} << (from % kBits));
    while (bits == 0) {
      if (++word == words_.size()) return kNone;
      bits = words_[word];
    }
    return static_cast<StateIndex>(word * kBits + static_cast<std::size_t>(std::countr_zero(bits)));
  }

  /// True when some member lies in first … last.
  bool any_in(StateIndex first, StateIndex last) const {
    return first <= last && next(first) <= last;
  }

  bool empty() const { return next(0) == kNone; }

  /// In document order.
  std::vector<StateIndex> members() const {
    std::vector<StateIndex> all;
    for (StateIndex state = next(0); state != kNone; state = next(state + 1)) all.push_back(state);
    return all;
  }

  friend bool operator==(const StateSet&, const StateSet&) = default;

 private:
  static constexpr std::size_t kBits = 64;
  static std::uint64_t bit(StateIndex state) { return std::uint64_t{1} << (state % kBits); }

  std::vector<std::uint64_t> words_;
};

}  // namespace lagrum::statechart
