#pragma once

#include <cstdint>
#include <optional>

#include "lagrum/value.h"

namespace lagrum::feel {

/// Arithmetic on decimals of 34 digits, rounded half to even where a result needs more (IEEE
/// 754-2008, decimal128). Empty where there is no finite result: division by zero, overflow, root
/// of a negative number.
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
/// Exact by repeated multiplication where the exponent is a whole number of at most 9999.
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
std::optional<Decimal> square_root(const Decimal& value);
std::optional<Decimal> exponential(const Decimal& value);
std::optional<Decimal> logarithm(const Decimal& value);
/// dividend - divisor * floor(dividend / divisor): the sign is that of the divisor.
std::optional<Decimal> modulo(const Decimal& dividend, const Decimal& divisor);

Decimal negate(const Decimal& value);
Decimal absolute(const Decimal& value);
bool is_zero(const Decimal& value);
bool is_negative(const Decimal& value);  ///< false for zero
bool is_whole(const Decimal& value);

/// -1, 0 or 1, as `a` is less than, equal to or greater than `b`, by value.
int compare(const Decimal& a, const Decimal& b);

/// The number in units of 10^exponent, of the same order as the numbers. Empty where it has a finer
/// exponent itself, or more digits than 64 bits surely hold; minus zero has none either.
std::optional<std::int64_t> in_units(const Decimal& value, int exponent);
/// The exponent of its last digit as the number is kept, 0 for 12 and -2 for 12.50; empty for a
/// number of more digits than 64 bits hold.
std::optional<int> exponent_of(const Decimal& value);

enum class Rounding : std::uint8_t { kHalfEven, kHalfUp, kHalfDown, kUp, kDown, kFloor, kCeiling };

inline constexpr std::int64_t kScaleMin = -6111;
inline constexpr std::int64_t kScaleMax = 6176;

/// `value` with at most `scale` digits after the point; negative scales round to tens, hundreds, …
/// kUp and kHalfUp go away from zero, kDown and kHalfDown towards it. Empty outside kScaleMin to
/// kScaleMax.
std::optional<Decimal> round(const Decimal& value, std::int64_t scale, Rounding rounding);

}  // namespace lagrum::feel
