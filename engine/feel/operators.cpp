#include "feel/operators.h"

#include <algorithm>
#include <array>

#include "feel/decimal.h"
#include "feel/temporal.h"

namespace lagrum::feel {
namespace {

using Kind = Type::Kind;

constexpr std::size_t kEqualityDepthMax = 200;

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

int sign_of(const SecondsDuration& duration) {
  return three_way<std::int64_t>(duration.seconds != 0 ? duration.seconds : duration.nanoseconds,
                                 0);
}

template <class T>
std::optional<int> order_by_difference(const T& a, const T& b, const ZoneRules* zones) {
  const auto difference = subtract(a, b, zones);
  return difference ? std::optional<int>(sign_of(*difference)) : std::nullopt;
}

/// What comparisons of parts hand down.
struct Compared {
  const ZoneRules* zones = nullptr;
  std::uint64_t* parts = nullptr;
  std::size_t depth = 0;

  Compared inner() const { return {zones, parts, depth + 1}; }
};

std::optional<bool> equals_at(const Value& a, const Value& b, const Compared& by);

/// false where a pair is known to differ; else empty where a pair cannot be compared; else true.
class Conjunction {
 public:
  bool add(std::optional<bool> part) {
    if (!part) known_ = false;
    if (part && !*part) all_ = false;
    return all_;
  }
  std::optional<bool> result() const {
    if (!all_) return false;
    return known_ ? std::optional<bool>(true) : std::nullopt;
  }

 private:
  bool all_ = true;
  bool known_ = true;
};

// NOLINTBEGIN(misc-no-recursion): bounded by kEqualityDepthMax

std::optional<bool> equal_lists(const List& a, const List& b, const Compared& by) {
  if (a.size() != b.size()) return false;
  Conjunction all;
  for (std::size_t i = 0; i < a.size() && *by.parts <= kPartsMax; ++i) {
    if (!all.add(equals_at(a[i], b[i], by.inner()))) break;
  }
  return all.result();
}

std::optional<bool> equal_contexts(const Context& a, const Context& b, const Compared& by) {
  if (a.size() != b.size()) return false;
  Conjunction all;
  for (const auto& [name, value] : a.entries()) {
    const Value* other = b.find(name);
    if (other == nullptr) return false;
    if (!all.add(equals_at(value, *other, by.inner()))) break;
  }
  return all.result();
}

std::optional<bool> equal_ranges(const RangeValue& a, const RangeValue& b, const Compared& by) {
  if (a.low_included != b.low_included || a.high_included != b.high_included ||
      a.comparison != b.comparison)
    return false;
  Conjunction both;
  both.add(equals_at(a.low, b.low, by.inner()));
  both.add(equals_at(a.high, b.high, by.inner()));
  return both.result();
}

std::optional<bool> equals_at(const Value& a, const Value& b, const Compared& by) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (++*by.parts > kPartsMax) return std::nullopt;
  if (a.variant().index() != b.variant().index() || by.depth > kEqualityDepthMax)
    return std::nullopt;
  if (a.boolean() != nullptr) return *a.boolean() == *b.boolean();
  if (a.string() != nullptr) *by.parts += std::min(a.string()->size(), b.string()->size()) / 64;
  if (a.list() != nullptr) return equal_lists(*a.list(), *b.list(), by);
  if (a.context() != nullptr) return equal_contexts(*a.context(), *b.context(), by);
  if (a.range() != nullptr) return equal_ranges(*a.range(), *b.range(), by);
  if (a.function() != nullptr) return a.function() == b.function();
  if (a.erased() != nullptr) return std::nullopt;
  const auto compared = order(a, b, by.zones);
  if (compared) return *compared == 0;
  // A time with and one without offset are different times, though neither is the earlier.
  return by.zones == nullptr && (names_zone(a) || names_zone(b)) ? std::nullopt
                                                                 : std::optional<bool>(false);
}

// NOLINTEND(misc-no-recursion)

Value number(std::optional<Decimal> value, std::string& why) {
  if (value) return *value;
  why = "the result is not a number of 34 digits";
  return nullptr;
}

Value months(std::optional<Decimal> value) {
  const auto whole = value ? round(*value, 0, Rounding::kDown) : std::nullopt;
  std::int64_t count = 0;
  if (!whole || !whole->to_integer(count)) return nullptr;
  return MonthsDuration{count};
}

Value seconds(std::optional<Decimal> value) {
  const auto duration = value ? to_duration(*value) : std::nullopt;
  return duration ? Value(*duration) : Value();
}

Decimal amount(const Value& duration) {
  if (duration.months_duration() != nullptr)
    return Decimal::from_integer(duration.months_duration()->months);
  if (duration.seconds_duration() != nullptr) return to_decimal(*duration.seconds_duration());
  return *duration.number();
}

template <class T>
Value optional_value(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

Value add_months_to(const Value& start, std::int64_t count) {
  const CivilDate& date = start.date() != nullptr ? *start.date() : start.date_time()->date;
  const auto moved = add_months(date, count);
  if (!moved) return nullptr;
  return start.date() != nullptr ? Value(*moved) : Value(DateTime{*moved, start.date_time()->time});
}

Value add_seconds_to(const Value& start, const SecondsDuration& duration, const ZoneRules* zones) {
  if (start.time() != nullptr) return add(*start.time(), duration);
  if (start.date_time() != nullptr) return optional_value(add(*start.date_time(), duration, zones));
  return optional_value(add(*start.date(), duration));
}

Value add_duration(const Value& start, const Value& duration, bool back, const ZoneRules* zones) {
  if (duration.months_duration() != nullptr) {
    const std::int64_t count = duration.months_duration()->months;
    return add_months_to(start, back ? -count : count);
  }
  const SecondsDuration& span = *duration.seconds_duration();
  return add_seconds_to(start, back ? negate(span) : span, zones);
}

bool is_duration(const Value& value) {
  return value.months_duration() != nullptr || value.seconds_duration() != nullptr;
}

Value add_durations(const Value& a, const Value& b, bool back) {
  if (a.months_duration() != nullptr) {
    std::int64_t sum = 0;
    const std::int64_t other = b.months_duration()->months;
    if (__builtin_add_overflow(a.months_duration()->months, back ? -other : other, &sum))
      return nullptr;
    return MonthsDuration{sum};
  }
  return optional_value(
      add(*a.seconds_duration(), back ? negate(*b.seconds_duration()) : *b.seconds_duration()));
}

/// The moment a date or date and time stands for; a date without time begins at midnight UTC.
DateTime moment(const Value& value) {
  if (value.date_time() != nullptr) return *value.date_time();
  TimeOfDay midnight;
  midnight.has_offset = true;
  return DateTime{*value.date(), midnight};
}

Value difference(const Value& a, const Value& b, const ZoneRules* zones) {
  if (a.time() != nullptr) return optional_value(subtract(*a.time(), *b.time(), zones));
  return optional_value(subtract(moment(a), moment(b), zones));
}

Value add_values(const Value& a, const Value& b, std::string& why, const ZoneRules* zones) {
  if (a.number() != nullptr) return number(add(*a.number(), *b.number()), why);
  if (a.string() != nullptr) return *a.string() + *b.string();
  if (is_duration(a))
    return is_duration(b) ? add_durations(a, b, false) : add_duration(b, a, false, zones);
  return add_duration(a, b, false, zones);
}

Value subtract_values(const Value& a, const Value& b, std::string& why, const ZoneRules* zones) {
  if (a.number() != nullptr) return number(subtract(*a.number(), *b.number()), why);
  if (is_duration(a)) return add_durations(a, b, true);
  return is_duration(b) ? add_duration(a, b, true, zones) : difference(a, b, zones);
}

Value multiply_values(const Value& a, const Value& b, std::string& why) {
  const auto product = multiply(amount(a), amount(b));
  if (a.months_duration() != nullptr || b.months_duration() != nullptr) return months(product);
  if (a.seconds_duration() != nullptr || b.seconds_duration() != nullptr) return seconds(product);
  return number(product, why);
}

Value divide_values(const Value& a, const Value& b, std::string& why) {
  if (is_zero(amount(b))) {
    why = "division by zero";
    return nullptr;
  }
  const auto quotient = divide(amount(a), amount(b));
  if (is_duration(a) && !is_duration(b))
    return a.months_duration() != nullptr ? months(quotient) : seconds(quotient);
  return number(quotient, why);
}

/// Operand types that fit, and the type of the result.
struct Fit {
  Op op;
  Kind left;
  Kind right;
  Kind result;
};

constexpr std::array kFits = {
    Fit{Op::kAdd, Kind::kNumber, Kind::kNumber, Kind::kNumber},
    Fit{Op::kAdd, Kind::kString, Kind::kString, Kind::kString},
    Fit{Op::kAdd, Kind::kDate, Kind::kMonthsDuration, Kind::kDate},
    Fit{Op::kAdd, Kind::kDate, Kind::kSecondsDuration, Kind::kDate},
    Fit{Op::kAdd, Kind::kMonthsDuration, Kind::kDate, Kind::kDate},
    Fit{Op::kAdd, Kind::kSecondsDuration, Kind::kDate, Kind::kDate},
    Fit{Op::kAdd, Kind::kDateTime, Kind::kMonthsDuration, Kind::kDateTime},
    Fit{Op::kAdd, Kind::kDateTime, Kind::kSecondsDuration, Kind::kDateTime},
    Fit{Op::kAdd, Kind::kMonthsDuration, Kind::kDateTime, Kind::kDateTime},
    Fit{Op::kAdd, Kind::kSecondsDuration, Kind::kDateTime, Kind::kDateTime},
    Fit{Op::kAdd, Kind::kTime, Kind::kSecondsDuration, Kind::kTime},
    Fit{Op::kAdd, Kind::kSecondsDuration, Kind::kTime, Kind::kTime},
    Fit{Op::kAdd, Kind::kMonthsDuration, Kind::kMonthsDuration, Kind::kMonthsDuration},
    Fit{Op::kAdd, Kind::kSecondsDuration, Kind::kSecondsDuration, Kind::kSecondsDuration},
    Fit{Op::kSubtract, Kind::kNumber, Kind::kNumber, Kind::kNumber},
    Fit{Op::kSubtract, Kind::kDate, Kind::kDate, Kind::kSecondsDuration},
    Fit{Op::kSubtract, Kind::kDateTime, Kind::kDateTime, Kind::kSecondsDuration},
    Fit{Op::kSubtract, Kind::kDate, Kind::kDateTime, Kind::kSecondsDuration},
    Fit{Op::kSubtract, Kind::kDateTime, Kind::kDate, Kind::kSecondsDuration},
    Fit{Op::kSubtract, Kind::kTime, Kind::kTime, Kind::kSecondsDuration},
    Fit{Op::kSubtract, Kind::kDate, Kind::kMonthsDuration, Kind::kDate},
    Fit{Op::kSubtract, Kind::kDate, Kind::kSecondsDuration, Kind::kDate},
    Fit{Op::kSubtract, Kind::kDateTime, Kind::kMonthsDuration, Kind::kDateTime},
    Fit{Op::kSubtract, Kind::kDateTime, Kind::kSecondsDuration, Kind::kDateTime},
    Fit{Op::kSubtract, Kind::kTime, Kind::kSecondsDuration, Kind::kTime},
    Fit{Op::kSubtract, Kind::kMonthsDuration, Kind::kMonthsDuration, Kind::kMonthsDuration},
    Fit{Op::kSubtract, Kind::kSecondsDuration, Kind::kSecondsDuration, Kind::kSecondsDuration},
    Fit{Op::kMultiply, Kind::kNumber, Kind::kNumber, Kind::kNumber},
    Fit{Op::kMultiply, Kind::kMonthsDuration, Kind::kNumber, Kind::kMonthsDuration},
    Fit{Op::kMultiply, Kind::kNumber, Kind::kMonthsDuration, Kind::kMonthsDuration},
    Fit{Op::kMultiply, Kind::kSecondsDuration, Kind::kNumber, Kind::kSecondsDuration},
    Fit{Op::kMultiply, Kind::kNumber, Kind::kSecondsDuration, Kind::kSecondsDuration},
    Fit{Op::kDivide, Kind::kNumber, Kind::kNumber, Kind::kNumber},
    Fit{Op::kDivide, Kind::kMonthsDuration, Kind::kNumber, Kind::kMonthsDuration},
    Fit{Op::kDivide, Kind::kSecondsDuration, Kind::kNumber, Kind::kSecondsDuration},
    Fit{Op::kDivide, Kind::kMonthsDuration, Kind::kMonthsDuration, Kind::kNumber},
    Fit{Op::kDivide, Kind::kSecondsDuration, Kind::kSecondsDuration, Kind::kNumber},
    Fit{Op::kPower, Kind::kNumber, Kind::kNumber, Kind::kNumber},
};

Kind kind_of(const Value& value) {
  constexpr std::array<Kind, std::variant_size_v<Value::Variant>> kKinds = {Kind::kNull,
                                                                            Kind::kBoolean,
                                                                            Kind::kNumber,
                                                                            Kind::kString,
                                                                            Kind::kDate,
                                                                            Kind::kTime,
                                                                            Kind::kDateTime,
                                                                            Kind::kMonthsDuration,
                                                                            Kind::kSecondsDuration,
                                                                            Kind::kList,
                                                                            Kind::kContext,
                                                                            Kind::kRange,
                                                                            Kind::kFunction,
                                                                            Kind::kAny};
  return kKinds[value.variant().index()];
}

constexpr std::size_t place_of(Op op) {
  return static_cast<std::size_t>(op) - static_cast<std::size_t>(Op::kAdd);
}
constexpr std::size_t place_of(Kind kind) { return static_cast<std::size_t>(kind); }

/// kFits, to be looked up: by operator, left and right.
constexpr std::size_t kKindsEnd = place_of(Kind::kFunction) + 1;
using FitTable =
    std::array<std::array<std::array<bool, kKindsEnd>, kKindsEnd>, place_of(Op::kPower) + 1>;
constexpr FitTable kFitTable = [] {
  FitTable table{};
  for (const Fit& fit : kFits)
    table[place_of(fit.op)][place_of(fit.left)][place_of(fit.right)] = true;
  return table;
}();

bool fits(Op op, const Value& a, const Value& b) {
  return kFitTable[place_of(op)][place_of(kind_of(a))][place_of(kind_of(b))];
}

Value carry_out(Op op, const Value& a, const Value& b, std::string& why, const ZoneRules* zones) {
  if (op == Op::kAdd) return add_values(a, b, why, zones);
  if (op == Op::kSubtract) return subtract_values(a, b, why, zones);
  if (op == Op::kMultiply) return multiply_values(a, b, why);
  if (op == Op::kDivide) return divide_values(a, b, why);
  return number(power(*a.number(), *b.number()), why);
}

bool covers(Kind declared, Kind actual) {
  if (is_open(declared) || declared == actual) return true;
  return declared == Kind::kDuration &&
         (actual == Kind::kMonthsDuration || actual == Kind::kSecondsDuration);
}

using PropertyReader = Value (*)(const Value&);

Value integer(std::int64_t value) { return Value::integer(value); }

const CivilDate& date_part(const Value& value) {
  if (const CivilDate* date = value.date()) return *date;
  const DateTime* both = value.date_time();
  LAGRUM_CHECK(both != nullptr);
  return both->date;
}

const TimeOfDay& time_part(const Value& value) {
  if (const TimeOfDay* time = value.time()) return *time;
  const DateTime* both = value.date_time();
  LAGRUM_CHECK(both != nullptr);
  return both->time;
}

Value offset_of(const Value& value) {
  const TimeOfDay& time = time_part(value);
  return time.has_offset ? Value(SecondsDuration{time.offset_seconds, 0}) : Value();
}

Value zone_of(const Value& value) {
  const TimeOfDay& time = time_part(value);
  return time.zone.empty() ? Value() : Value(time.zone);
}

Value year_of(const Value& value) { return integer(date_part(value).year); }
Value month_of(const Value& value) { return integer(date_part(value).month); }
Value day_of(const Value& value) { return integer(date_part(value).day); }
Value weekday_of(const Value& value) { return integer(weekday(date_part(value))); }
Value hour_of(const Value& value) { return integer(time_part(value).second_of_day / 3600); }
Value minute_of(const Value& value) { return integer(time_part(value).second_of_day / 60 % 60); }
Value second_of(const Value& value) { return integer(time_part(value).second_of_day % 60); }
Value years_of(const Value& value) { return integer(value.months_duration()->months / 12); }
Value months_of(const Value& value) { return integer(value.months_duration()->months % 12); }
Value days_of(const Value& value) {
  return integer(value.seconds_duration()->seconds / kSecondsPerDay);
}
Value hours_of(const Value& value) {
  return integer(value.seconds_duration()->seconds / 3600 % 24);
}
Value minutes_of(const Value& value) {
  return integer(value.seconds_duration()->seconds / 60 % 60);
}
Value seconds_of(const Value& value) { return integer(value.seconds_duration()->seconds % 60); }
Value start_of(const Value& value) { return value.range()->low; }
Value end_of(const Value& value) { return value.range()->high; }
Value start_included(const Value& value) { return value.range()->low_included; }
Value end_included(const Value& value) { return value.range()->high_included; }

struct Property {
  Kind of;
  std::string_view name;
  Kind type;
  PropertyReader read;
};

constexpr std::array kProperties = {
    Property{Kind::kDate, "year", Kind::kNumber, year_of},
    Property{Kind::kDate, "month", Kind::kNumber, month_of},
    Property{Kind::kDate, "day", Kind::kNumber, day_of},
    Property{Kind::kDate, "weekday", Kind::kNumber, weekday_of},
    Property{Kind::kDateTime, "year", Kind::kNumber, year_of},
    Property{Kind::kDateTime, "month", Kind::kNumber, month_of},
    Property{Kind::kDateTime, "day", Kind::kNumber, day_of},
    Property{Kind::kDateTime, "weekday", Kind::kNumber, weekday_of},
    Property{Kind::kDateTime, "hour", Kind::kNumber, hour_of},
    Property{Kind::kDateTime, "minute", Kind::kNumber, minute_of},
    Property{Kind::kDateTime, "second", Kind::kNumber, second_of},
    Property{Kind::kDateTime, "time offset", Kind::kSecondsDuration, offset_of},
    Property{Kind::kDateTime, "timezone", Kind::kString, zone_of},
    Property{Kind::kTime, "hour", Kind::kNumber, hour_of},
    Property{Kind::kTime, "minute", Kind::kNumber, minute_of},
    Property{Kind::kTime, "second", Kind::kNumber, second_of},
    Property{Kind::kTime, "time offset", Kind::kSecondsDuration, offset_of},
    Property{Kind::kTime, "timezone", Kind::kString, zone_of},
    Property{Kind::kMonthsDuration, "years", Kind::kNumber, years_of},
    Property{Kind::kMonthsDuration, "months", Kind::kNumber, months_of},
    Property{Kind::kSecondsDuration, "days", Kind::kNumber, days_of},
    Property{Kind::kSecondsDuration, "hours", Kind::kNumber, hours_of},
    Property{Kind::kSecondsDuration, "minutes", Kind::kNumber, minutes_of},
    Property{Kind::kSecondsDuration, "seconds", Kind::kNumber, seconds_of},
    Property{Kind::kRange, "start", Kind::kAny, start_of},
    Property{Kind::kRange, "end", Kind::kAny, end_of},
    Property{Kind::kRange, "start included", Kind::kBoolean, start_included},
    Property{Kind::kRange, "end included", Kind::kBoolean, end_included},
};

const Property* find_property(Kind kind, std::string_view name) {
  const auto found = std::find_if(kProperties.begin(), kProperties.end(), [&](const Property& row) {
    return row.of == kind && row.name == name;
  });
  return found == kProperties.end() ? nullptr : &*found;
}

}  // namespace

std::string_view symbol(Op op) {
  constexpr std::array<std::string_view, 13> kSymbols = {
      "+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or"};
  const std::size_t index = place_of(op);
  return index < kSymbols.size() ? kSymbols[index] : std::string_view("-");
}

std::optional<int> order(const Value& a, const Value& b, const ZoneRules* zones) {
  if (a.variant().index() != b.variant().index()) return std::nullopt;
  if (a.number() != nullptr) return compare(*a.number(), *b.number());
  if (a.string() != nullptr) return three_way(*a.string(), *b.string());
  if (a.date() != nullptr) return three_way(*a.date(), *b.date());
  if (a.months_duration() != nullptr) return three_way(*a.months_duration(), *b.months_duration());
  if (a.seconds_duration() != nullptr)
    return three_way(*a.seconds_duration(), *b.seconds_duration());
  if (a.time() != nullptr) return order_by_difference(*a.time(), *b.time(), zones);
  if (a.date_time() != nullptr) return order_by_difference(*a.date_time(), *b.date_time(), zones);
  return std::nullopt;
}

std::optional<bool> equals(const Value& a, const Value& b, const ZoneRules* zones,
                           std::uint64_t* parts) {
  std::uint64_t own = 0;
  return equals_at(a, b, {zones, parts == nullptr ? &own : parts, 0});
}

Value arithmetic(Op op, const Value& a, const Value& b, std::string& why, const ZoneRules* zones) {
  if (!fits(op, a, b)) {
    why = "'" + std::string(symbol(op)) + "' does not take " + std::string(type_name(a)) + " and " +
          std::string(type_name(b));
    return nullptr;
  }
  Value result = carry_out(op, a, b, why, zones);
  if (result.is_null() && why.empty()) {
    why = "'" + std::string(symbol(op)) + "' has no result in range for " + shown(a) + " and " +
          shown(b);
  }
  return result;
}

Value negated(const Value& value, std::string& why) {
  if (value.number() != nullptr) return negate(*value.number());
  if (value.months_duration() != nullptr) return MonthsDuration{-value.months_duration()->months};
  if (value.seconds_duration() != nullptr) return negate(*value.seconds_duration());
  why = "'-' expects a number or duration, found " + std::string(type_name(value));
  return nullptr;
}

std::optional<RangeValue> range_of_comparison(std::string_view comparison, Value operand) {
  RangeValue range;
  range.comparison = std::string(comparison);
  const bool equality = comparison == "=" || comparison == "!=";
  if (comparison == "=" || comparison == "<=" || comparison == "<" || comparison == "!=")
    range.high = operand;
  if (equality || comparison == ">=" || comparison == ">") range.low = std::move(operand);
  if (range.low.is_null() && range.high.is_null()) return std::nullopt;
  range.low_included = comparison == "=" || comparison == ">=";
  range.high_included = comparison == "=" || comparison == "<=";
  return range;
}

const Value& operand_of(const RangeValue& range) {
  return range.low.is_null() ? range.high : range.low;
}

Value contains(const RangeValue& range, const Value& value, const ZoneRules* zones) {
  if (range.comparison == "!=") {
    const auto equal = equals(value, range.low, zones);
    return equal ? Value(!*equal) : Value();
  }
  const bool interval = range.comparison.empty();
  const auto low =
      !interval && range.low.is_null() ? std::optional<int>(1) : order(value, range.low, zones);
  const auto high =
      !interval && range.high.is_null() ? std::optional<int>(-1) : order(value, range.high, zones);
  const bool below = low && !(range.low_included ? *low >= 0 : *low > 0);
  const bool above = high && !(range.high_included ? *high <= 0 : *high < 0);
  if (below || above) return false;
  return low && high ? Value(true) : Value();
}

Value matches(const Value& input, const Value& test, const ZoneRules* zones, std::uint64_t* parts) {
  const auto same = [&](const Value& one) {
    return equals(input, one, zones, parts) == std::optional<bool>(true);
  };
  if (test.range() != nullptr && input.range() == nullptr)
    return contains(*test.range(), input, zones);
  if (test.list() == nullptr || same(test)) return same(test);
  return std::any_of(test.list()->begin(), test.list()->end(), [&](const Value& element) {
    return element.range() != nullptr && input.range() == nullptr
               ? contains(*element.range(), input, zones).is_true()
               : same(element);
  });
}

std::optional<Value> property(const Value& value, std::string_view name, const ZoneRules* zones) {
  const Property* found = find_property(kind_of(value), name);
  if (found != nullptr && found->read == offset_of && value.date_time() != nullptr) {
    const auto offset = offset_at(*value.date_time(), zones);
    return offset ? Value(SecondsDuration{*offset, 0}) : Value();
  }
  return found == nullptr ? std::nullopt : std::optional<Value>(found->read(value));
}

std::vector<std::string> properties_of(Kind kind) {
  std::vector<std::string> names;
  for (const Property& row : kProperties) {
    if (covers(kind, row.of) && std::find(names.begin(), names.end(), row.name) == names.end()) {
      names.emplace_back(row.name);
    }
  }
  return names;
}

Type property_type(Kind kind, std::string_view name) {
  const Property* found = find_property(kind, name);
  return found == nullptr ? Type::any() : Type::of(found->type);
}

std::optional<Type> arithmetic_type(Op op, const Type& a, const Type& b) {
  std::optional<Type> result;
  for (const Fit& fit : kFits) {
    if (fit.op != op || !covers(a.kind, fit.left) || !covers(b.kind, fit.right)) continue;
    if (result && result->kind != fit.result) return Type::any();
    result = Type::of(fit.result);
  }
  return result;
}

bool comparable(const Type& a, const Type& b) {
  return covers(a.kind, b.kind) || covers(b.kind, a.kind);
}

}  // namespace lagrum::feel
