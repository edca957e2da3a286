#include <algorithm>
#include <array>

#include "feel/decimal.h"
#include "feel/functions.h"
#include "feel/operators.h"

namespace lagrum::feel {
namespace {

constexpr std::size_t kFlattenDepthMax = 200;

bool same(const Call& call, const Value& a, const Value& b) {
  return call.equals(a, b) == std::optional<bool>(true);
}

bool holds(const Call& call, const List& list, const Value& value) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Value& element) { return same(call, element, value); });
}

Value number_of(std::size_t value) { return Value::integer(static_cast<std::int64_t>(value)); }

/// The place of a FEEL position, counted from 1 or, if negative, from the end; empty outside 1 to
/// `size`.
std::optional<std::size_t> place(const Call& call, std::size_t index, std::size_t size) {
  std::int64_t number = 0;
  const auto count = static_cast<std::int64_t>(size);
  if (!call.whole(index, number) || number == 0 || number > count || number < -count)
    return std::nullopt;
  return static_cast<std::size_t>(number > 0 ? number - 1 : count + number);
}

Value no_place(Call& call, std::size_t index) {
  return call.fail("expected a position from 1 to " + std::to_string(call.list(0).size()) +
                   " or from the end, found " + shown(call[index]));
}

Value list_contains(Call& call) { return holds(call, call.list(0), call[1]); }
Value count(Call& call) { return number_of(call.list(0).size()); }

/// The first element that lies before (-1) or after (1) all others; null for an empty list.
Value extreme(Call& call, int wanted) {
  const List& list = call.list(0);
  if (list.empty()) return nullptr;
  const Value* best = &list.front();
  for (const Value& element : list) {
    const auto compared = call.order(element, *best);
    if (!compared) return call.fail("expected values that can be ordered, found " + shown(element));
    if (*compared == wanted) best = &element;
  }
  return *best;
}

Value min(Call& call) { return extreme(call, -1); }
Value max(Call& call) { return extreme(call, 1); }

/// The numbers of the list, or empty with an issue where one is something else.
std::optional<std::vector<Decimal>> numbers_of(Call& call) {
  std::vector<Decimal> numbers;
  for (const Value& element : call.list(0)) {
    if (element.number() == nullptr) {
      call.fail("expected numbers, found " + shown(element));
      return std::nullopt;
    }
    numbers.push_back(*element.number());
  }
  return numbers;
}

std::optional<Decimal> sum_of(const std::vector<Decimal>& numbers) {
  std::optional<Decimal> sum = Decimal::from_integer(0);
  for (const Decimal& number : numbers) {
    if (sum) sum = add(*sum, number);
  }
  return sum;
}

std::optional<Decimal> mean_of(const std::vector<Decimal>& numbers) {
  const auto total = sum_of(numbers);
  return total ? divide(*total, Decimal::from_integer(static_cast<std::int64_t>(numbers.size())))
               : std::nullopt;
}

/// Applies `reduce` to the numbers; null for an empty list.
template <class F>
Value reduced(Call& call, F&& reduce) {
  const auto numbers = numbers_of(call);
  if (!numbers || numbers->empty()) return nullptr;
  return call.value_or_fail(std::optional<Decimal>(reduce(*numbers)), "the result is out of range");
}

Value sum(Call& call) { return reduced(call, sum_of); }
Value mean(Call& call) { return reduced(call, mean_of); }

Value product(Call& call) {
  return reduced(call, [](const std::vector<Decimal>& numbers) {
    std::optional<Decimal> result = Decimal::from_integer(1);
    for (const Decimal& number : numbers) {
      if (result) result = multiply(*result, number);
    }
    return result;
  });
}

std::vector<Decimal> sorted(std::vector<Decimal> numbers) {
  std::stable_sort(numbers.begin(), numbers.end(),
                   [](const Decimal& a, const Decimal& b) { return compare(a, b) < 0; });
  return numbers;
}

Value median(Call& call) {
  return reduced(call, [](const std::vector<Decimal>& numbers) {
    const std::vector<Decimal> in_order = sorted(numbers);
    const std::size_t middle = in_order.size() / 2;
    if (in_order.size() % 2 == 1) return std::optional<Decimal>(in_order[middle]);
    return mean_of({in_order[middle - 1], in_order[middle]});
  });
}

/// The square root of the sum of squared distances from the mean over n - 1.
std::optional<Decimal> deviation(const std::vector<Decimal>& numbers) {
  const auto middle = mean_of(numbers);
  std::vector<Decimal> squares;
  for (const Decimal& number : numbers) {
    const auto distance = middle ? subtract(number, *middle) : std::nullopt;
    const auto square = distance ? multiply(*distance, *distance) : std::nullopt;
    if (!square) return std::nullopt;
    squares.push_back(*square);
  }
  const auto total = sum_of(squares);
  const auto size = static_cast<std::int64_t>(numbers.size());
  const auto variance = total ? divide(*total, Decimal::from_integer(size - 1)) : std::nullopt;
  return variance ? square_root(*variance) : std::nullopt;
}

Value stddev(Call& call) {
  if (call.list(0).size() < 2) return call.fail("expected at least two numbers");
  return reduced(call, deviation);
}

/// The numbers that occur most often, in ascending order.
Value mode(Call& call) {
  const auto numbers = numbers_of(call);
  if (!numbers) return nullptr;
  const std::vector<Decimal> in_order = sorted(*numbers);
  List result;
  std::size_t most = 0;
  for (std::size_t start = 0, end = 0; start < in_order.size(); start = end) {
    while (end < in_order.size() && compare(in_order[start], in_order[end]) == 0) ++end;
    if (end - start > most) result.clear();
    most = std::max(most, end - start);
    if (end - start == most) result.emplace_back(in_order[start]);
  }
  return result;
}

/// `decisive` when one element is it; else null when one is no boolean; else its opposite.
Value quantified(Call& call, bool decisive) {
  bool unknown = false;
  for (const Value& element : call.list(0)) {
    if (element.boolean() == nullptr && !element.is_null()) {
      return call.fail("expected booleans, found " + shown(element));
    }
    if (element.is_null()) unknown = true;
    if (element.boolean() != nullptr && *element.boolean() == decisive) return decisive;
  }
  return unknown ? Value() : Value(!decisive);
}

Value all(Call& call) { return quantified(call, false); }
Value any(Call& call) { return quantified(call, true); }

Value sublist(Call& call) {
  const List& list = call.list(0);
  const auto start = place(call, 1, list.size());
  if (!start) return no_place(call, 1);
  std::int64_t length = static_cast<std::int64_t>(list.size() - *start);
  if (call[2].number() != nullptr && (!call.whole(2, length) || length < 0 ||
                                      static_cast<std::size_t>(length) > list.size() - *start)) {
    return call.fail("expected a length of at most " + std::to_string(list.size() - *start) +
                     ", found " + to_string(call.number(2)));
  }
  const auto first = list.begin() + static_cast<std::ptrdiff_t>(*start);
  return List(first, first + length);
}

List joined(const Call& call, const List& lists) {
  List result;
  for (const Value& part : lists) {
    if (!call.spend(part.list() == nullptr ? 1 : part.list()->size())) return {};
    if (part.list() == nullptr) {
      result.push_back(part);
    } else {
      result.insert(result.end(), part.list()->begin(), part.list()->end());
    }
  }
  return result;
}

List distinct(const Call& call, const List& list) {
  constexpr std::size_t kComparisonsPerStep = 64;
  List result;
  for (const Value& value : list) {
    if (!call.spend(1 + result.size() / kComparisonsPerStep)) break;
    if (!holds(call, result, value)) result.push_back(value);
  }
  return result;
}

Value append(Call& call) {
  List result = call.list(0);
  result.insert(result.end(), call.list(1).begin(), call.list(1).end());
  return result;
}

Value concatenate(Call& call) { return joined(call, call.list(0)); }
Value union_of(Call& call) { return distinct(call, joined(call, call.list(0))); }
Value distinct_values(Call& call) { return distinct(call, call.list(0)); }

Value insert_before(Call& call) {
  const auto at = place(call, 1, call.list(0).size());
  if (!at) return no_place(call, 1);
  List result = call.list(0);
  result.insert(result.begin() + static_cast<std::ptrdiff_t>(*at), call[2]);
  return result;
}

Value remove(Call& call) {
  const auto at = place(call, 1, call.list(0).size());
  if (!at) return no_place(call, 1);
  List result = call.list(0);
  result.erase(result.begin() + static_cast<std::ptrdiff_t>(*at));
  return result;
}

Value replace_matching(Call& call) {
  List result = call.list(0);
  for (Value& element : result) {
    const Value chosen = call.invoke(call[1], {element, call[2]});
    if (chosen.boolean() == nullptr)
      return call.fail("expected a boolean of the function, found " + shown(chosen));
    if (chosen.is_true()) element = call[2];
  }
  return result;
}

Value list_replace(Call& call) {
  if (call[1].function() != nullptr) return replace_matching(call);
  if (call[1].number() == nullptr)
    return call.fail("expected a position or function, found " + shown(call[1]));
  const auto at = place(call, 1, call.list(0).size());
  if (!at) return no_place(call, 1);
  List result = call.list(0);
  result[*at] = call[2];
  return result;
}

Value reverse(Call& call) { return List(call.list(0).rbegin(), call.list(0).rend()); }

Value index_of(Call& call) {
  List result;
  for (std::size_t i = 0; i < call.list(0).size(); ++i) {
    if (same(call, call.list(0)[i], call[1])) result.push_back(number_of(i + 1));
  }
  return result;
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kFlattenDepthMax
bool flatten_into(const Call& call, List& result, const List& list, std::size_t depth) {
  if (depth > kFlattenDepthMax || !call.spend(list.size())) return false;
  for (const Value& element : list) {
    if (element.list() == nullptr) {
      result.push_back(element);
    } else if (!flatten_into(call, result, *element.list(), depth + 1)) {
      return false;
    }
  }
  return true;
}

Value flatten(Call& call) {
  List result;
  if (!flatten_into(call, result, call.list(0), 0))
    return call.fail("expected lists of at most 200 levels");
  return result;
}

/// A stable merge sort that stays within its memory whatever the comparison answers.
Value sort(Call& call) {
  List list = call.list(0);
  List merged(list.size());
  const auto precedes = [&](const Value& a, const Value& b) {
    if (call[1].is_null()) return call.order(a, b).value_or(1) < 0;
    return call.invoke(call[1], {a, b}).is_true();
  };
  for (std::size_t width = 1; width < list.size(); width *= 2) {
    for (std::size_t start = 0; start < list.size(); start += 2 * width) {
      const auto at = [&](std::size_t offset) {
        return list.begin() + static_cast<std::ptrdiff_t>(std::min(start + offset, list.size()));
      };
      std::merge(at(0), at(width), at(width), at(2 * width),
                 merged.begin() + static_cast<std::ptrdiff_t>(start), precedes);
    }
    list.swap(merged);
  }
  return list;
}

/// The name under which a context keeps a value: a string.
Value get_value(Call& call) {
  const Value* found = call.context(0).find(call.text(1));
  return found == nullptr ? Value() : *found;
}

Value get_entries(Call& call) {
  List entries;
  for (const auto& [name, value] : call.context(0).entries()) {
    entries.emplace_back(Context{{"key", name}, {"value", value}});
  }
  return entries;
}

Value context_of_entries(Call& call) {
  Context result;
  for (const Value& entry : call.list(0)) {
    const Value* key = entry.context() != nullptr ? entry.context()->find("key") : nullptr;
    const Value* value = entry.context() != nullptr ? entry.context()->find("value") : nullptr;
    if (key == nullptr || key->string() == nullptr || value == nullptr) {
      return call.fail("expected contexts with 'key' and 'value', found " + shown(entry));
    }
    if (result.find(*key->string()) != nullptr)
      return call.fail("expected each key once, found " + shown(*key));
    result.set(*key->string(), *value);
  }
  return result;
}

/// `context` with the value at the path of `keys` set; empty where a key is no string or leads to
/// no context.
// NOLINTNEXTLINE(misc-no-recursion): bounded by kFlattenDepthMax
std::optional<Context> put(const Context& context, std::span<const Value> keys,
                           const Value& value) {
  if (keys.empty() || keys.front().string() == nullptr || keys.size() > kFlattenDepthMax)
    return std::nullopt;
  Context result = context;
  const std::string& key = *keys.front().string();
  if (keys.size() == 1) {
    result.set(key, value);
    return result;
  }
  const Value* inner = context.find(key);
  if (inner == nullptr || inner->context() == nullptr) return std::nullopt;
  auto changed = put(*inner->context(), keys.subspan(1), value);
  if (!changed) return std::nullopt;
  result.set(key, std::move(*changed));
  return result;
}

Value context_put(Call& call) {
  const List keys = call[1].list() != nullptr ? call.list(1) : List{call[1]};
  const auto changed = put(call.context(0), keys, call[2]);
  return call.value_or_fail(
      changed, "expected a key, or keys that lead to contexts, found " + shown(call[1]));
}

Value context_merge(Call& call) {
  Context result;
  for (const Value& part : call.list(0)) {
    if (part.context() == nullptr) return call.fail("expected contexts, found " + shown(part));
    for (const auto& [name, value] : part.context()->entries()) result.set(name, value);
  }
  return result;
}

constexpr std::array kListFunctions = {
    BuiltinRow{"list contains(list: list, element: Any) -> boolean", list_contains},
    BuiltinRow{"count(list: list) -> number", count},
    BuiltinRow{"min(list*: Any) -> Any", min},
    BuiltinRow{"max(list*: Any) -> Any", max},
    BuiltinRow{"sum(list*: Any) -> number", sum},
    BuiltinRow{"mean(list*: Any) -> number", mean},
    BuiltinRow{"product(list*: Any) -> number", product},
    BuiltinRow{"median(list*: Any) -> number", median},
    BuiltinRow{"stddev(list*: Any) -> number", stddev},
    BuiltinRow{"mode(list*: Any) -> list", mode},
    BuiltinRow{"all(list*: Any) -> boolean", all},
    BuiltinRow{"any(list*: Any) -> boolean", any},
    BuiltinRow{"sublist(list: list, start position: number, length?: number) -> list", sublist},
    BuiltinRow{"append(list: list, item...: Any) -> list", append},
    BuiltinRow{"concatenate(list...: Any) -> list", concatenate},
    BuiltinRow{"insert before(list: list, position: number, newItem: Any) -> list", insert_before},
    BuiltinRow{"remove(list: list, position: number) -> list", remove},
    BuiltinRow{"list replace(list: list, position: Any, newItem: Any) -> list", list_replace},
    BuiltinRow{"list replace(list: list, match: function, newItem: Any) -> list", list_replace},
    BuiltinRow{"reverse(list: list) -> list", reverse},
    BuiltinRow{"index of(list: list, match: Any) -> list", index_of},
    BuiltinRow{"union(list...: Any) -> list", union_of},
    BuiltinRow{"distinct values(list: list) -> list", distinct_values},
    BuiltinRow{"flatten(list: list) -> list", flatten},
    BuiltinRow{"sort(list: list, precedes?: function) -> list", sort},
    BuiltinRow{"get value(m: context, key: string) -> Any", get_value},
    BuiltinRow{"get entries(m: context) -> list", get_entries},
    BuiltinRow{"context(entries: list) -> context", context_of_entries},
    BuiltinRow{"context put(context: context, key: Any, value: Any) -> context", context_put},
    BuiltinRow{"context put(context: context, keys: list, value: Any) -> context", context_put},
    BuiltinRow{"context merge(contexts: list) -> context", context_merge},
};

}  // namespace

std::span<const BuiltinRow> list_functions() { return kListFunctions; }

}  // namespace lagrum::feel
