#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "feel/program.h"
#include "feel/types.h"
#include "lagrum/time.h"
#include "lagrum/value.h"

namespace lagrum::feel {

/// "+", "<=", "and", …
std::string_view symbol(Op op);

/// -1, 0, 1, or empty for values that have no order: of different types, or times of which only one
/// knows its offset from UTC.
/// Times of different named zones are ordered by `zones`.
std::optional<int> order(const Value& a, const Value& b, const ZoneRules* zones = nullptr);

/// FEEL's `=`: null equals null alone; empty for values of different types.
/// Counts the parts that are compared in `parts`; empty also beyond kPartsMax of them, for what is
/// small in memory may be large to go through.
std::optional<bool> equals(const Value& a, const Value& b, const ZoneRules* zones = nullptr,
                           std::uint64_t* parts = nullptr);
inline constexpr std::uint64_t kPartsMax = 1'000'000;

/// Carries out kAdd to kPower. Null with a reason in `why` where the operands do not fit or there
/// is no result.
Value arithmetic(Op op, const Value& a, const Value& b, std::string& why,
                 const ZoneRules* zones = nullptr);

/// The operand with the other sign; null with a reason in `why` for anything but numbers and
/// durations.
Value negated(const Value& value, std::string& why);

/// "(<= 10)" and the like as a range; empty for what is no comparison.
std::optional<RangeValue> range_of_comparison(std::string_view comparison, Value operand);
/// The value with which such a range compares.
const Value& operand_of(const RangeValue& range);

/// true, false, or null where the ends cannot be compared with the value.
Value contains(const RangeValue& range, const Value& value, const ZoneRules* zones = nullptr);

/// Whether a decision table's cell `test` accepts `input`: equal to it, in the list, or in the
/// range.
Value matches(const Value& input, const Value& test, const ZoneRules* zones = nullptr,
              std::uint64_t* parts = nullptr);

/// A property such as date.year, or empty when values of that type have no such property.
std::optional<Value> property(const Value& value, std::string_view name,
                              const ZoneRules* zones = nullptr);

/// The names that property() knows for values of the type.
std::vector<std::string> properties_of(Type::Kind kind);
/// The type of the property; Any where it is not known.
Type property_type(Type::Kind kind, std::string_view name);

/// The type of the result of kAdd to kPower, or empty when operands of these types never fit.
std::optional<Type> arithmetic_type(Op op, const Type& a, const Type& b);

/// False when values of these types are never equal nor ordered.
bool comparable(const Type& a, const Type& b);

}  // namespace lagrum::feel
