#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace lagrum::statechart {

/// Number of a state in document order; the scxml element is 0.
using StateIndex = std::uint32_t;

inline constexpr StateIndex kRootState = 0;
inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// States to a word of a set's bits.
inline constexpr std::size_t kStatesPerWord = 64;

/// The first member of a set of bits that is not before `from`, or kNone; the first bit stands for
/// the state `first`.
inline StateIndex next_member(std::span<const std::uint64_t> words, StateIndex first,
                              StateIndex from) {
  std::size_t word = (from - first) / kStatesPerWord;
  if (word >= words.size()) return kNone;
  std::uint64_t bits = words[word] & (~std::uint64_t{0} << ((from - first) % kStatesPerWord));
  while (bits == 0) {
    if (++word == words.size()) return kNone;
    bits = words[word];
  }
  return first + static_cast<StateIndex>(word * kStatesPerWord +
                                         static_cast<std::size_t>(std::countr_zero(bits)));
}

/// Adds the members of such a set, in document order.
inline void append_members(std::span<const std::uint64_t> words, StateIndex first,
                           std::vector<StateIndex>& all) {
  for (StateIndex state = next_member(words, first, first); state != kNone;
       state = next_member(words, first, state + 1)) {
    all.push_back(state);
  }
}

inline void insert_member(std::span<std::uint64_t> words, StateIndex first, StateIndex state) {
  words[(state - first) / kStatesPerWord] |= std::uint64_t{1} << ((state - first) % kStatesPerWord);
}

/// A set of states of one chart, walked in document order. Belongs to one caller.
class StateSet {
 public:
  /// An empty set for states 0 to `count` - 1.
  explicit StateSet(std::size_t count) : words_((count + kStatesPerWord - 1) / kStatesPerWord) {}

  bool contains(StateIndex state) const {
    return (words_[state / kStatesPerWord] & bit(state)) != 0;
  }
  void insert(StateIndex state) { insert_member(words_, 0, state); }
  void erase(StateIndex state) { words_[state / kStatesPerWord] &= ~bit(state); }

  /// The first member that is not before `from`, or kNone.
  StateIndex next(StateIndex from) const { return next_member(words_, 0, from); }

  /// The same among those that both sets hold.
  StateIndex next_of(const StateSet& other, StateIndex from) const {
    std::size_t word = from / kStatesPerWord;
    if (word >= words_.size()) return kNone;
    std::uint64_t mask = ~std::uint64_t{0} << (from % kStatesPerWord);
    for (; word < words_.size(); ++word, mask = ~std::uint64_t{0}) {
      const std::uint64_t bits = words_[word] & other.words_[word] & mask;
      if (bits == 0) continue;
      return static_cast<StateIndex>(word * kStatesPerWord +
                                     static_cast<std::size_t>(std::countr_zero(bits)));
    }
    return kNone;
  }

  /// True when some member lies in first … last.
  bool any_in(StateIndex first, StateIndex last) const {
    return first <= last && next(first) <= last;
  }

  /// Adds the members from first to last to `all`, in document order.
  void append(StateIndex first, StateIndex last, std::vector<StateIndex>& all) const {
    if (first > last) return;
    std::uint64_t mask = ~std::uint64_t{0} << (first % kStatesPerWord);
    for (std::size_t word = first / kStatesPerWord; word <= last / kStatesPerWord; ++word) {
      std::uint64_t bits = words_[word] & mask;
      mask = ~std::uint64_t{0};
      if (word == last / kStatesPerWord)
        bits &= mask >> (kStatesPerWord - 1 - last % kStatesPerWord);
      for (; bits != 0; bits &= bits - 1) {
        all.push_back(static_cast<StateIndex>(word * kStatesPerWord +
                                              static_cast<std::size_t>(std::countr_zero(bits))));
      }
    }
  }

  bool empty() const { return next(0) == kNone; }
  void clear() { std::fill(words_.begin(), words_.end(), 0); }

  /// The set as bits, 64 states to a word.
  std::span<const std::uint64_t> words() const { return words_; }
  /// Becomes the set of these bits, as many as it has.
  void assign(std::span<const std::uint64_t> words) {
    std::copy(words.begin(), words.end(), words_.begin());
  }

  /// In document order, in place of what `all` held.
  void list(std::vector<StateIndex>& all) const {
    all.clear();
    append_members(words_, 0, all);
  }
  /// The same, and empties the set.
  void take(std::vector<StateIndex>& all) {
    list(all);
    for (const StateIndex state : all) words_[state / kStatesPerWord] = 0;
  }

  friend bool operator==(const StateSet&, const StateSet&) = default;

 private:
  static std::uint64_t bit(StateIndex state) {
    return std::uint64_t{1} << (state % kStatesPerWord);
  }

  std::vector<std::uint64_t> words_;
};

}  // namespace lagrum::statechart
