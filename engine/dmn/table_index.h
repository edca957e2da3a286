#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "feel/expression.h"
#include "lagrum/value.h"

namespace lagrum::dmn {

/// A table's index may take so many words of 64 rules; columns beyond are evaluated.
inline constexpr std::size_t kIndexWordsMax = std::size_t{1} << 18;
/// A test of more constants is evaluated each time.
inline constexpr std::size_t kIndexCutsMax = 1'000;
/// So many comparisons may be made for a table's index; tests beyond are evaluated each time.
inline constexpr std::size_t kIndexTestsMax = 20'000'000;

/// What a table's index may still take.
struct IndexRoom {
  std::size_t words = kIndexWordsMax;
  std::size_t tests = kIndexTestsMax;
};

/// Rules of a table by their number, as bits.
class RuleSet {
 public:
  using Word = std::uint64_t;
  static constexpr std::size_t kWordBits = 64;
  static std::size_t words_for(std::size_t rules) { return (rules + kWordBits - 1) / kWordBits; }

  /// All of so many rules.
  explicit RuleSet(std::size_t rules);

  std::size_t words() const { return words_; }
  void keep(const Word* others) {
    for (std::size_t i = 0; i < words_; ++i) data()[i] &= others[i];
  }
  void add(const Word* others) {
    for (std::size_t i = 0; i < words_; ++i) data()[i] |= others[i];
  }
  void remove(std::size_t rule) { data()[rule / kWordBits] &= ~(Word{1} << (rule % kWordBits)); }
  bool has(std::size_t rule) const { return has(data(), rule); }
  static bool has(const Word* words, std::size_t rule) {
    return (words[rule / kWordBits] >> (rule % kWordBits) & 1U) != 0;
  }
  static void set(Word* words, std::size_t rule) {
    words[rule / kWordBits] |= Word{1} << (rule % kWordBits);
  }

  /// Each rule, in order.
  template <class F>
  void each(F&& visit) const {
    each(std::span(data(), words_), visit);
  }
  template <class F>
  static void each(std::span<const Word> words, F&& visit) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      for (Word left = words[at]; left != 0; left &= left - 1)
        visit(at * kWordBits + static_cast<std::size_t>(__builtin_ctzll(left)));
    }
  }

 private:
  const Word* data() const { return many_.empty() ? few_.data() : many_.data(); }
  Word* data() { return many_.empty() ? few_.data() : many_.data(); }

  std::size_t words_ = 0;
  std::array<Word, 2> few_{};
  std::vector<Word> many_;  // where they are more than two words
};

/// Which rules one column's tests leave, by where the value stands among the constants of the
/// tests. Holds for numbers, texts, booleans, dates without time, durations and null: between two
/// constants of such a type that are next to each other each test of constants answers alike.
/// Immutable.
class ColumnIndex {
 public:
  using Word = RuleSet::Word;

  struct Answer {
    const Word* takes = nullptr;  ///< rules that take the value, and `open` ones; null for all
    const Word* open = nullptr;   ///< rules whose test must be evaluated; null for none
  };

  /// Of the tests of a column, one for each rule, and the type of what they test.
  ColumnIndex(const std::vector<const feel::UnaryTests*>& tests, const feel::Type& type,
              IndexRoom& room);

  Answer find(const Value& value) const;
  /// True for a value of a type that is indexed; then it is one of the type of what is tested.
  bool knows(const Value& value) const { return groups_[value.variant().index()].known; }

 private:
  /// The values of one type. Place 2i lies before cut i, place 2i + 1 at it.
  struct Group {
    bool known = false;
    std::vector<Value> cuts;
    std::vector<std::int64_t> keys;  // of the cuts where each has one; then they are searched
    int exponent = 0;                // the unit of keys of numbers
    std::vector<Word> takes;         // by place
    std::vector<Word> open;          // empty for none

    /// A number that stands for the value among its like; nothing where there is none.
    std::optional<std::int64_t> key_of(const Value& value) const;
    void make_keys();
    std::size_t place_of(const Value& value) const;
  };
  static constexpr std::size_t kGroups = std::variant_size_v<Value::Variant>;

  void read(std::size_t type, const std::vector<const feel::UnaryTests*>& tests, IndexRoom& room);

  std::size_t words_;
  std::array<Group, kGroups> groups_;  // by Value::variant().index()
  std::vector<Word> relevant_;         // rules whose test is not "-"; empty for none
};

}  // namespace lagrum::dmn
