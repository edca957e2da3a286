#include "dmn/table_index.h"

#include <algorithm>
#include <optional>

#include "feel/decimal.h"
#include "feel/operators.h"
#include "feel/temporal.h"

namespace lagrum::dmn {
namespace {

using feel::UnaryTests;
using Tests = std::vector<const UnaryTests*>;
using Cuts = std::vector<Value>;

/// -1, 0 or 1; both values are of one indexed type.
int side(const Value& a, const Value& b) {
  if (const bool* left = a.boolean())
    return static_cast<int>(*left) - static_cast<int>(*b.boolean());
  return feel::order(a, b).value_or(0);
}

/// A value next to this one or further, in the direction; nothing beyond the last.
using Step = std::optional<Value> (*)(const Value& from, int direction);

std::optional<Value> step_number(const Value& from, int direction) {
  const auto next = feel::add(*from.number(), Decimal::from_integer(direction));
  return next ? std::optional<Value>(*next) : std::nullopt;
}

/// The next text is one with a zero byte more; the first is the empty one.
std::optional<Value> step_text(const Value& from, int direction) {
  if (direction < 0) return Value("");
  return Value(*from.string() + std::string(1, '\0'));
}

std::optional<Value> step_date(const Value& from, int direction) {
  const auto next = feel::from_days(feel::to_days(*from.date()) + direction);
  return next ? std::optional<Value>(*next) : std::nullopt;
}

std::optional<Value> step_months(const Value& from, int direction) {
  std::int64_t next = 0;
  if (__builtin_add_overflow(from.months_duration()->months, direction, &next)) return std::nullopt;
  return Value(MonthsDuration{next});
}

std::optional<Value> step_seconds(const Value& from, int direction) {
  const auto next = feel::add(*from.seconds_duration(), feel::make_duration(0, direction));
  return next ? std::optional<Value>(*next) : std::nullopt;
}

/// A type that is indexed: some value of it, and how to come from one to another.
struct TypeRow {
  Value some;
  feel::Type::Kind kind;
  Step step;  ///< null where all values are cuts
};

const std::array<TypeRow, 7>& indexed_types() {
  using Kind = feel::Type::Kind;
  static const std::array<TypeRow, 7> kRows = {
      {{Value(), Kind::kNull, nullptr},
       {Value(false), Kind::kBoolean, nullptr},
       {Value::integer(0), Kind::kNumber, step_number},
       {Value(""), Kind::kString, step_text},
       {Value(CivilDate{}), Kind::kDate, step_date},
       {Value(MonthsDuration{}), Kind::kMonthsDuration, step_months},
       {Value(SecondsDuration{}), Kind::kSecondsDuration, step_seconds}}};
  return kRows;
}

/// The constants of the type that tests compare with, each once, in order.
Cuts cuts_of(const std::vector<Value>& boundaries, const TypeRow& row) {
  Cuts cuts;
  if (row.kind == feel::Type::Kind::kNull) return cuts;
  if (row.kind == feel::Type::Kind::kBoolean) return {Value(false), Value(true)};
  for (const Value& value : boundaries) {
    if (value.variant().index() == row.some.variant().index()) cuts.push_back(value);
  }
  std::sort(cuts.begin(), cuts.end(),
            [](const Value& a, const Value& b) { return side(a, b) < 0; });
  const auto end = std::unique(cuts.begin(), cuts.end(),
                               [](const Value& a, const Value& b) { return side(a, b) == 0; });
  cuts.erase(end, cuts.end());
  return cuts;
}

/// Something between two numbers, as far as 34 digits tell them apart.
std::optional<Value> middle(const Value& low, const Value& high) {
  const auto sum = feel::add(*low.number(), *high.number());
  const auto half = sum ? feel::divide(*sum, Decimal::from_integer(2)) : std::nullopt;
  return half ? std::optional<Value>(*half) : std::nullopt;
}

/// Values before cut `i` and after the cut before it.
struct Gap {
  bool empty = false;
  std::optional<Value> some;  ///< stands for all; nothing where none can be told

  static Gap before(const Cuts& cuts, std::size_t i, const TypeRow& row) {
    if (cuts.empty()) return {false, row.some};
    if (row.step == nullptr) return {true, std::nullopt};
    const Value* low = i == 0 ? nullptr : &cuts[i - 1];
    const Value* high = i == cuts.size() ? nullptr : &cuts[i];
    const bool dense = row.kind == feel::Type::Kind::kNumber;
    const auto found = dense && low != nullptr && high != nullptr ? middle(*low, *high)
                       : low != nullptr                           ? row.step(*low, 1)
                                                                  : row.step(*high, -1);
    if (!found) return {};
    if ((low == nullptr || side(*low, *found) < 0) && (high == nullptr || side(*found, *high) < 0))
      return {false, found};
    return {!dense, std::nullopt};
  }
};

/// What one test says of each place among its own cuts.
struct Answers {
  Cuts cuts;
  std::vector<bool> takes;  // by place

  /// Nothing where the test must be evaluated each time.
  static std::optional<Answers> of(const UnaryTests& tests, const TypeRow& row, IndexRoom& room) {
    const auto boundaries = tests.boundaries();
    if (!boundaries) return std::nullopt;
    const std::size_t comparisons = 2 * boundaries->size() * boundaries->size();
    if (boundaries->size() > kIndexCutsMax || comparisons > room.tests) return std::nullopt;
    room.tests -= comparisons;
    Answers answers{cuts_of(*boundaries, row), {}};
    for (std::size_t i = 0; i <= answers.cuts.size(); ++i) {
      const Gap gap = Gap::before(answers.cuts, i, row);
      if (gap.empty) answers.takes.push_back(false);
      if (!gap.empty && (!gap.some || !answers.add(tests, *gap.some))) return std::nullopt;
      if (i < answers.cuts.size() && !answers.add(tests, answers.cuts[i])) return std::nullopt;
    }
    return answers;
  }

 private:
  /// False where the answer comes with an issue.
  bool add(const UnaryTests& tests, const Value& value) {
    const feel::Outcome outcome = tests.evaluate(value, feel::Environment{});
    takes.push_back(outcome.value.is_true());
    return outcome.issues.empty();
  }
};

}  // namespace

RuleSet::RuleSet(std::size_t rules) : words_(words_for(rules)) {
  if (words_ > few_.size()) many_.resize(words_);
  std::fill_n(data(), words_, ~Word{0});
  if (rules % kWordBits != 0) data()[words_ - 1] = (Word{1} << (rules % kWordBits)) - 1;
}

std::optional<std::int64_t> ColumnIndex::Group::key_of(const Value& value) const {
  if (const Decimal* number = value.number()) return feel::in_units(*number, exponent);
  if (const bool* truth = value.boolean()) return *truth ? 1 : 0;
  if (const CivilDate* date = value.date())
    return (std::int64_t{date->year} * 16 + date->month) * 32 + date->day;
  if (const MonthsDuration* months = value.months_duration()) return months->months;
  return std::nullopt;
}

void ColumnIndex::Group::make_keys() {
  for (const Value& cut : cuts) {
    const auto finest = cut.number() == nullptr ? 0 : feel::exponent_of(*cut.number());
    if (finest) exponent = std::min(exponent, *finest);
  }
  for (const Value& cut : cuts) {
    const auto key = key_of(cut);
    if (!key) return keys.clear();
    keys.push_back(*key);
  }
}

namespace {

/// The place of a value among sorted ones; `compare` gives -1, 0 or 1 for the value and one of
/// them.
template <class T, class Compare>
std::size_t place_among(const std::vector<T>& sorted, const Compare& compare) {
  std::size_t low = 0;
  std::size_t high = sorted.size();
  while (low < high) {
    const std::size_t half = (low + high) / 2;
    const int at = compare(sorted[half]);
    if (at == 0) return 2 * half + 1;
    if (at < 0) {
      high = half;
    } else {
      low = half + 1;
    }
  }
  return 2 * low;
}

}  // namespace

std::size_t ColumnIndex::Group::place_of(const Value& value) const {
  if (const std::string* text = value.string())
    return place_among(cuts, [&](const Value& cut) { return text->compare(*cut.string()); });
  if (!keys.empty()) {
    if (const auto key = key_of(value)) {
      return place_among(
          keys, [&](std::int64_t cut) { return *key < cut ? -1 : static_cast<int>(cut < *key); });
    }
  }
  return place_among(cuts, [&](const Value& cut) { return side(value, cut); });
}

ColumnIndex::ColumnIndex(const Tests& tests, const feel::Type& type, IndexRoom& room)
    : words_(RuleSet::words_for(tests.size())), relevant_(words_) {
  bool any = false;
  for (std::size_t rule = 0; rule < tests.size(); ++rule) {
    if (tests[rule]->irrelevant()) continue;
    RuleSet::set(relevant_.data(), rule);
    any = true;
  }
  if (!any) relevant_.clear();
  for (std::size_t row = 0; any && row < indexed_types().size(); ++row) {
    if (feel::conforms(indexed_types()[row].some, type)) read(row, tests, room);
  }
}

void ColumnIndex::read(std::size_t type, const Tests& tests, IndexRoom& room) {
  const TypeRow& row = indexed_types()[type];
  std::vector<std::optional<Answers>> answers;
  std::vector<Value> boundaries;
  for (const UnaryTests* test : tests) {
    answers.push_back(Answers::of(*test, row, room));
    if (!answers.back()) continue;
    boundaries.insert(boundaries.end(), answers.back()->cuts.begin(), answers.back()->cuts.end());
  }
  Group group;
  group.known = true;
  group.cuts = cuts_of(boundaries, row);
  group.make_keys();
  const std::size_t places = 2 * group.cuts.size() + 1;
  if (room.words < places * words_) return;
  room.words -= places * words_;
  group.takes.resize(places * words_);
  for (std::size_t rule = 0; rule < tests.size(); ++rule) {
    const std::optional<Answers>& own = answers[rule];
    if (!own) {
      group.open.resize(words_);
      RuleSet::set(group.open.data(), rule);
    }
    std::size_t behind = 0;  // of the test's own cuts, those before the place
    for (std::size_t place = 0; place < places; ++place) {
      const bool gap = place % 2 == 0;
      const bool at = own && !gap && behind < own->cuts.size() &&
                      side(own->cuts[behind], group.cuts[place / 2]) == 0;
      if (!own || own->takes[2 * behind + (at ? 1 : 0)])
        RuleSet::set(group.takes.data() + place * words_, rule);
      if (at) ++behind;
    }
  }
  groups_[row.some.variant().index()] = std::move(group);
}

ColumnIndex::Answer ColumnIndex::find(const Value& value) const {
  if (relevant_.empty()) return {};
  const Group& group = groups_[value.variant().index()];
  if (!group.known) return {nullptr, relevant_.data()};
  return {group.takes.data() + group.place_of(value) * words_,
          group.open.empty() ? nullptr : group.open.data()};
}

}  // namespace lagrum::dmn
