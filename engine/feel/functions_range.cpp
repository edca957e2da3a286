#include <algorithm>
#include <array>

#include "feel/functions.h"
#include "feel/operators.h"
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
  bool less(const Value& a, const Value& b) { return compared(a, b) < 0; }
  bool same(const Value& a, const Value& b) { return compared(a, b) == 0; }
  bool valid() const { return valid_; }

 private:
  int compared(const Value& a, const Value& b) {
    const auto result = order(a, b);
    valid_ = valid_ && result.has_value();
    return result.value_or(1);
  }
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
  Ends ends;
  const bool holds = relation(ends, interval_of(a), interval_of(b));
  if (ends.valid()) return holds;
  return call.fail("cannot compare " + std::string(type_name(a)) + " " + to_string(a) + " with " +
                   std::string(type_name(b)) + " " + to_string(b));
}

template <Relation kRelation>
Value forward(Call& call) {
  return related(call, call[0], call[1], kRelation);
}

template <Relation kRelation>
Value reversed(Call& call) {
  return related(call, call[1], call[0], kRelation);
}

constexpr std::array kRangeFunctions = {
    BuiltinRow{"before(point1: Any, point2: Any) -> boolean", forward<is_before>},
    BuiltinRow{"after(point1: Any, point2: Any) -> boolean", reversed<is_before>},
    BuiltinRow{"meets(range1: range, range2: range) -> boolean", forward<do_meet>},
    BuiltinRow{"met by(range1: range, range2: range) -> boolean", reversed<do_meet>},
    BuiltinRow{"overlaps(range1: range, range2: range) -> boolean", forward<do_overlap>},
    BuiltinRow{"overlaps before(range1: range, range2: range) -> boolean",
               forward<do_overlap_before>},
    BuiltinRow{"overlaps after(range1: range, range2: range) -> boolean",
               reversed<do_overlap_before>},
    BuiltinRow{"finishes(point: Any, range: range) -> boolean", forward<does_finish>},
    BuiltinRow{"finished by(range: range, point: Any) -> boolean", reversed<does_finish>},
    BuiltinRow{"includes(range: range, point: Any) -> boolean", reversed<is_during>},
    BuiltinRow{"during(point: Any, range: range) -> boolean", forward<is_during>},
    BuiltinRow{"starts(point: Any, range: range) -> boolean", forward<does_start>},
    BuiltinRow{"started by(range: range, point: Any) -> boolean", reversed<does_start>},
    BuiltinRow{"coincides(point1: Any, point2: Any) -> boolean", forward<does_coincide>},
};

}  // namespace

std::span<const BuiltinRow> range_functions() { return kRangeFunctions; }

}  // namespace lagrum::feel
