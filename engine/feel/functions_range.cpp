#include <algorithm>
#include <array>

#include "feel/decimal.h"
#include "feel/functions.h"
#include "feel/operators.h"
#include "feel/scanner.h"
#include "feel/temporal.h"

namespace lagrum::feel {
namespace {

/// A range, or a point as the closed range from itself to itself.
struct Interval {
  Value low;
  Value high;
  bool low_included = true;
  bool high_included = true;
};

Interval interval_of(const Value& value) {
  if (value.range() == nullptr) return {value, value, true, true};
  const RangeValue& range = *value.range();
  return {range.low, range.high, range.low_included, range.high_included};
}

/// Comparison of two ends; remembers when two values cannot be compared.
class Ends {
 public:
  explicit Ends(const ZoneRules* zones) : zones_(zones) {}

  bool less(const Value& a, const Value& b) { return compared(a, b) < 0; }
  bool same(const Value& a, const Value& b) { return compared(a, b) == 0; }
  bool valid() const { return valid_; }

 private:
  int compared(const Value& a, const Value& b) {
    const auto result = order(a, b, zones_);
    valid_ = valid_ && result.has_value();
    return result.value_or(1);
  }
  const ZoneRules* zones_;
  bool valid_ = true;
};

using Relation = bool (*)(Ends&, const Interval&, const Interval&);

bool is_before(Ends& ends, const Interval& a, const Interval& b) {
  return ends.less(a.high, b.low) ||
         (ends.same(a.high, b.low) && !(a.high_included && b.low_included));
}

bool do_meet(Ends& ends, const Interval& a, const Interval& b) {
  return ends.same(a.high, b.low) && a.high_included && b.low_included;
}

/// `a` has a point that is not before every point of `b`.
bool reaches(Ends& ends, const Interval& a, const Interval& b) {
  return ends.less(b.low, a.high) ||
         (ends.same(a.high, b.low) && a.high_included && b.low_included);
}

bool do_overlap(Ends& ends, const Interval& a, const Interval& b) {
  return reaches(ends, a, b) && reaches(ends, b, a);
}

bool ends_within(Ends& ends, const Interval& a, const Interval& b) {
  return ends.less(a.high, b.high) ||
         (ends.same(a.high, b.high) && (!a.high_included || b.high_included));
}

bool starts_within(Ends& ends, const Interval& a, const Interval& b) {
  return ends.less(b.low, a.low) ||
         (ends.same(a.low, b.low) && (!a.low_included || b.low_included));
}

bool do_overlap_before(Ends& ends, const Interval& a, const Interval& b) {
  return !starts_within(ends, a, b) && reaches(ends, a, b) && ends_within(ends, a, b);
}

bool does_finish(Ends& ends, const Interval& a, const Interval& b) {
  return ends.same(a.high, b.high) && a.high_included == b.high_included &&
         starts_within(ends, a, b);
}

bool does_start(Ends& ends, const Interval& a, const Interval& b) {
  return ends.same(a.low, b.low) && a.low_included == b.low_included && ends_within(ends, a, b);
}

bool is_during(Ends& ends, const Interval& a, const Interval& b) {
  return starts_within(ends, a, b) && ends_within(ends, a, b);
}

bool does_coincide(Ends& ends, const Interval& a, const Interval& b) {
  return does_start(ends, a, b) && does_finish(ends, a, b);
}

Value related(Call& call, const Value& a, const Value& b, Relation relation) {
  Ends ends(call.zones());
  const bool holds = relation(ends, interval_of(a), interval_of(b));
  if (ends.valid()) return holds;
  return call.fail("cannot compare " + std::string(type_name(a)) + " " + shown(a) + " with " +
                   std::string(type_name(b)) + " " + shown(b));
}

template <Relation kRelation>
Value forward(Call& call) {
  return related(call, call[0], call[1], kRelation);
}

template <Relation kRelation>
Value reversed(Call& call) {
  return related(call, call[1], call[0], kRelation);
}

/// The value of an end as it is written: a literal, or a constructor of a literal; empty for
/// anything else.
Value literal_end(Scanner& scanner) {
  constexpr std::array<std::string_view, 4> kConstructors = {"date and time", "date", "time",
                                                             "duration"};
  const auto quoted = [&]() -> Value {
    if (scanner.peek() != '"') return nullptr;
    const auto text = scanner.quoted();
    return text ? Value(*text) : Value();
  };
  if (scanner.peek() == '"') return quoted();
  if (scanner.accept("@")) {
    const Value text = quoted();
    return text.is_null() ? Value() : read_temporal(*text.string());
  }
  for (const std::string_view constructor : kConstructors) {
    if (!scanner.accept_word(constructor)) continue;
    const Value text = scanner.accept("(") ? quoted() : Value();
    if (text.is_null() || !scanner.accept(")")) return nullptr;
    const Value value = read_temporal(*text.string());
    return type_name(value).ends_with(constructor) ? value : Value();
  }
  const bool negative = scanner.accept("-");
  const auto number = Decimal::parse(scanner.number());
  if (!number) return nullptr;
  return negative ? negate(*number) : *number;
}

/// A range of two literals, as it is written.
Value range_from(Call& call) {
  Scanner scanner(call.text(0));
  RangeValue range;
  range.low_included = scanner.next_is("[");
  const bool opened = scanner.accept("[") || scanner.accept("(") || scanner.accept("]");
  if (opened) range.low = literal_end(scanner);
  if (opened && scanner.accept("..")) range.high = literal_end(scanner);
  range.high_included = scanner.accept("]");
  const bool closed = range.high_included || scanner.accept(")") || scanner.accept("[");
  const auto ends = call.order(range.low, range.high);
  if (closed && scanner.done() && ends && *ends <= 0) return range;
  return call.fail("expected a range of two literals such as \"[1..3]\", found " + shown(call[0]));
}

constexpr std::array kRangeFunctions = {
    BuiltinRow{"range(from: string) -> range", range_from},
    BuiltinRow{"before(point1: Any, point2: Any) -> boolean", forward<is_before>},
    BuiltinRow{"before(point: Any, range: Any) -> boolean", forward<is_before>},
    BuiltinRow{"before(range: Any, point: Any) -> boolean", forward<is_before>},
    BuiltinRow{"before(range1: Any, range2: Any) -> boolean", forward<is_before>},
    BuiltinRow{"after(point1: Any, point2: Any) -> boolean", reversed<is_before>},
    BuiltinRow{"after(point: Any, range: Any) -> boolean", reversed<is_before>},
    BuiltinRow{"after(range: Any, point: Any) -> boolean", reversed<is_before>},
    BuiltinRow{"after(range1: Any, range2: Any) -> boolean", reversed<is_before>},
    BuiltinRow{"meets(range1: range, range2: range) -> boolean", forward<do_meet>},
    BuiltinRow{"met by(range1: range, range2: range) -> boolean", reversed<do_meet>},
    BuiltinRow{"overlaps(range1: range, range2: range) -> boolean", forward<do_overlap>},
    BuiltinRow{"overlaps before(range1: range, range2: range) -> boolean",
               forward<do_overlap_before>},
    BuiltinRow{"overlaps after(range1: range, range2: range) -> boolean",
               reversed<do_overlap_before>},
    BuiltinRow{"finishes(point: Any, range: range) -> boolean", forward<does_finish>},
    BuiltinRow{"finishes(range1: range, range2: range) -> boolean", forward<does_finish>},
    BuiltinRow{"finished by(range: range, point: Any) -> boolean", reversed<does_finish>},
    BuiltinRow{"finished by(range1: range, range2: range) -> boolean", reversed<does_finish>},
    BuiltinRow{"includes(range: range, point: Any) -> boolean", reversed<is_during>},
    BuiltinRow{"includes(range1: range, range2: range) -> boolean", reversed<is_during>},
    BuiltinRow{"during(point: Any, range: range) -> boolean", forward<is_during>},
    BuiltinRow{"during(range1: range, range2: range) -> boolean", forward<is_during>},
    BuiltinRow{"starts(point: Any, range: range) -> boolean", forward<does_start>},
    BuiltinRow{"starts(range1: range, range2: range) -> boolean", forward<does_start>},
    BuiltinRow{"started by(range: range, point: Any) -> boolean", reversed<does_start>},
    BuiltinRow{"started by(range1: range, range2: range) -> boolean", reversed<does_start>},
    BuiltinRow{"coincides(point1: Any, point2: Any) -> boolean", forward<does_coincide>},
    BuiltinRow{"coincides(range1: Any, range2: Any) -> boolean", forward<does_coincide>},
};

}  // namespace

std::span<const BuiltinRow> range_functions() { return kRangeFunctions; }

}  // namespace lagrum::feel
