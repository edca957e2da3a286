#include <array>

#include "feel/decimal.h"
#include "feel/functions.h"
#include "feel/operators.h"

namespace lagrum::feel {
namespace {

/// Rounds argument 0 to the scale that argument 1 gives, 0 where it is left out.
Value rounded(Call& call, Rounding rounding) {
  std::int64_t scale = 0;
  if (call.size() > 1 && (call[1].is_null() || !call.whole(1, scale)))
    return call.fail("expected a scale, found " + to_string(call[1]));
  return call.value_or_fail(round(call.number(0), scale, rounding),
                            "expected a scale from -6111 to 6176, found " + std::to_string(scale));
}

Value decimal(Call& call) { return rounded(call, Rounding::kHalfEven); }
Value floor(Call& call) { return rounded(call, Rounding::kFloor); }
Value ceiling(Call& call) { return rounded(call, Rounding::kCeiling); }
Value round_up(Call& call) { return rounded(call, Rounding::kUp); }
Value round_down(Call& call) { return rounded(call, Rounding::kDown); }
Value round_half_up(Call& call) { return rounded(call, Rounding::kHalfUp); }
Value round_half_down(Call& call) { return rounded(call, Rounding::kHalfDown); }

Value abs(Call& call) {
  const Value& value = call[0];
  if (value.number() != nullptr) return absolute(*value.number());
  std::string why;
  const bool negative =
      (value.months_duration() != nullptr && value.months_duration()->months < 0) ||
      (value.seconds_duration() != nullptr &&
       (value.seconds_duration()->seconds < 0 || value.seconds_duration()->nanoseconds < 0));
  if (negative) return negated(value, why);
  if (value.months_duration() != nullptr || value.seconds_duration() != nullptr) return value;
  return call.fail("expected a number or duration, found " + std::string(type_name(value)));
}

Value modulo_of(Call& call) {
  return call.value_or_fail(modulo(call.number(0), call.number(1)), "division by zero");
}

Value sqrt(Call& call) {
  return call.value_or_fail(square_root(call.number(0)),
                            "expected a number of at least 0, found " + to_string(call.number(0)));
}

Value log(Call& call) {
  return call.value_or_fail(logarithm(call.number(0)),
                            "expected a number above 0, found " + to_string(call.number(0)));
}

Value exp(Call& call) {
  return call.value_or_fail(exponential(call.number(0)), "the result is too large");
}

/// The rest of the whole number in argument 0 on division by two; empty for other numbers.
std::optional<bool> is_odd(Call& call) {
  if (!is_whole(call.number(0))) return std::nullopt;
  const auto rest = modulo(call.number(0), Decimal::from_integer(2));
  return rest && !is_zero(*rest);
}

Value odd(Call& call) { return call.value_or_fail(is_odd(call), "expected a whole number"); }

Value even(Call& call) {
  const auto odd_one = is_odd(call);
  return odd_one ? Value(!*odd_one) : call.fail("expected a whole number");
}

constexpr std::array kNumberFunctions = {
    BuiltinRow{"decimal(n: number, scale: number) -> number", decimal},
    BuiltinRow{"floor(n: number, scale?: number) -> number", floor},
    BuiltinRow{"ceiling(n: number, scale?: number) -> number", ceiling},
    BuiltinRow{"round up(n: number, scale: number) -> number", round_up},
    BuiltinRow{"round down(n: number, scale: number) -> number", round_down},
    BuiltinRow{"round half up(n: number, scale: number) -> number", round_half_up},
    BuiltinRow{"round half down(n: number, scale: number) -> number", round_half_down},
    BuiltinRow{"abs(n: Any) -> Any", abs},
    BuiltinRow{"modulo(dividend: number, divisor: number) -> number", modulo_of},
    BuiltinRow{"sqrt(number: number) -> number", sqrt},
    BuiltinRow{"log(number: number) -> number", log},
    BuiltinRow{"exp(number: number) -> number", exp},
    BuiltinRow{"odd(number: number) -> boolean", odd},
    BuiltinRow{"even(number: number) -> boolean", even},
};

}  // namespace

std::span<const BuiltinRow> number_functions() { return kNumberFunctions; }

}  // namespace lagrum::feel
