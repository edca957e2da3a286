#include "feel/decimal.h"

#include <bid_conf.h>
#include <bid_functions.h>

#include <array>
#include <string>

namespace lagrum {
namespace {

constexpr _IDEC_round kHalfEvenMode = 0;
constexpr _IDEC_round kFloorMode = 1;
constexpr _IDEC_round kCeilingMode = 2;
constexpr _IDEC_round kToZeroMode = 3;
constexpr _IDEC_round kHalfAwayMode = 4;

constexpr int kDigitsMax = 34;

BID_UINT128 raw(const Decimal& value) {
  BID_UINT128 result{};
  result.w[0] = value.low;
  result.w[1] = value.high;
  return result;
}

Decimal cooked(BID_UINT128 value) { return Decimal{value.w[0], value.w[1]}; }

std::optional<Decimal> finite(BID_UINT128 value) {
  if (bid128_isFinite(value) == 0) return std::nullopt;
  return cooked(value);
}

// What is read and written here of IEEE 754-2008 in its binary encoding: a sign, 14 bits of
// exponent, 113 bits of coefficient.
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
constexpr int kExponentShift = 49;
constexpr std::uint64_t kCoefficientBits = (std::uint64_t{1} << kExponentShift) - 1;
constexpr std::uint64_t kOtherForm = std::uint64_t{3}
                                     << 61;  // of infinities, NaN and larger digits
constexpr std::int64_t kExponentBias = 6176;
constexpr std::int64_t kExponentEnd = 12288;

/// A number with a coefficient of 64 bits, on which whole arithmetic is exact; most are.
struct Short {
  bool negative = false;
  std::uint64_t coefficient = 0;
  std::int64_t exponent = 0;  ///< with the bias

  static bool is(const Decimal& value) {
    return (value.high & kCoefficientBits) == 0 && (value.high & kOtherForm) != kOtherForm;
  }
  explicit Short(const Decimal& value)
      : negative((value.high & kSignBit) != 0),
        coefficient(value.low),
        exponent(static_cast<std::int64_t>((value.high & ~kSignBit) >> kExponentShift)) {}
};

Decimal decimal_of(bool negative, std::uint64_t coefficient, std::int64_t exponent) {
  return {coefficient, (negative ? kSignBit : 0) | static_cast<std::uint64_t>(exponent)
                                                       << kExponentShift};
}

constexpr auto kPowersOfTen = [] {
  std::array<std::uint64_t, 19> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

/// Two numbers as whole ones of the same power of ten, small enough for their sum.
struct Aligned {
  std::int64_t a = 0;
  std::int64_t b = 0;
  std::int64_t exponent = 0;
};

/// The number in units of 10^exponent; false where it is too large. Minus zero has no such form.
bool in_units(const Short& number, std::int64_t exponent, std::int64_t& units) {
  const auto up = static_cast<std::size_t>(number.exponent - exponent);
  constexpr std::uint64_t kUnitsMax = std::uint64_t{1} << 62;
  std::uint64_t product = number.coefficient;
  if (up >= kPowersOfTen.size() || __builtin_mul_overflow(product, kPowersOfTen[up], &product) ||
      product >= kUnitsMax)
    return false;
  if (number.negative && product == 0) return false;
  units =
      number.negative ? -static_cast<std::int64_t>(product) : static_cast<std::int64_t>(product);
  return true;
}

std::optional<Aligned> aligned(const Decimal& a, const Decimal& b) {
  if (!Short::is(a) || !Short::is(b)) return std::nullopt;
  const Short left(a);
  const Short right(b);
  Aligned both;
  both.exponent = std::min(left.exponent, right.exponent);
  if (!in_units(left, both.exponent, both.a) || !in_units(right, both.exponent, both.b))
    return std::nullopt;
  return both;
}

Decimal in_tens(std::int64_t units, std::int64_t exponent) {
  const bool negative = units < 0;
  const auto size = static_cast<std::uint64_t>(units);
  return decimal_of(negative, negative ? 0 - size : size, exponent);
}

/// The digits of a finite number without leading zeros, its sign and the exponent of its last
/// digit.
struct Parts {
  bool negative = false;
  std::string digits;
  int exponent = 0;
};

Parts parts_of(const Decimal& value) {
  std::array<char, 64> buffer{};
  _IDEC_flags flags = 0;
  bid128_to_string(buffer.data(), raw(value), &flags);
  const std::string text(buffer.data());
  const std::size_t mark = text.find('E');
  Parts parts;
  parts.negative = text.front() == '-';
  parts.digits = text.substr(1, mark - 1);
  parts.exponent = mark == std::string::npos ? 0 : std::stoi(text.substr(mark + 1));
  parts.digits.erase(0, std::min(parts.digits.find_first_not_of('0'), parts.digits.size()));
  return parts;
}

void strip_zeros(Parts& parts) {
  while (parts.digits.size() > 1 && parts.digits.back() == '0') {
    parts.digits.pop_back();
    ++parts.exponent;
  }
}

std::string in_exponent_form(const Parts& parts) {
  std::string text = parts.digits.substr(0, 1);
  if (parts.digits.size() > 1) text += "." + parts.digits.substr(1);
  const int exponent = parts.exponent + static_cast<int>(parts.digits.size()) - 1;
  return text + (exponent < 0 ? "E-" : "E+") + std::to_string(exponent < 0 ? -exponent : exponent);
}

std::string in_plain_form(const Parts& parts) {
  if (parts.exponent >= 0)
    return parts.digits + std::string(static_cast<std::size_t>(parts.exponent), '0');
  const auto after = static_cast<std::size_t>(-parts.exponent);
  const std::size_t size = parts.digits.size();
  if (after >= size) return "0." + std::string(after - size, '0') + parts.digits;
  return parts.digits.substr(0, size - after) + "." + parts.digits.substr(size - after);
}

bool fits_plain(const Parts& parts) {
  const int size = static_cast<int>(parts.digits.size());
  return parts.exponent >= 0 ? size + parts.exponent <= kDigitsMax : -parts.exponent <= kDigitsMax;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True for an optional minus, digits with at most one point, and an optional exponent.
bool is_number(std::string_view text) {
  std::size_t at = 0;
  std::size_t digits = 0;
  const auto run = [&] {
    const std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - start;
  };
  if (at < text.size() && text[at] == '-') ++at;
  digits = run();
  if (at < text.size() && text[at] == '.') {
    ++at;
    const std::size_t fraction = run();
    if (fraction == 0) return false;
    digits += fraction;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (run() == 0) return false;
  }
  return at == text.size();
}

}  // namespace

Decimal Decimal::from_integer(std::int64_t value) { return in_tens(value, kExponentBias); }

Result<Decimal> Decimal::parse(std::string_view text) {
  if (is_number(text)) {
    std::string copy(text);
    _IDEC_flags flags = 0;
    if (const auto value = finite(bid128_from_string(copy.data(), kHalfEvenMode, &flags)))
      return *value;
  }
  return Error{ErrorCode::kInvalidArgument,
               "expected a number such as -12.50, found '" + std::string(text) + "'",
               {},
               {}};
}

bool Decimal::to_integer(std::int64_t& value) const {
  if (Short::is(*this) && Short(*this).exponent == kExponentBias &&
      in_units(Short(*this), kExponentBias, value))
    return true;
  _IDEC_flags flags = 0;
  const auto converted = bid128_to_int64_xint(raw(*this), &flags);
  if (flags != 0) return false;
  value = converted;
  return true;
}

std::string to_string(const Decimal& value) {
  Parts parts = parts_of(value);
  if (parts.digits.empty()) return "0";
  strip_zeros(parts);
  return (parts.negative ? "-" : "") +
         (fits_plain(parts) ? in_plain_form(parts) : in_exponent_form(parts));
}

namespace feel {
namespace {

/// The largest exponent that is carried out by multiplication.
constexpr std::int64_t kWholeExponentMax = 9999;

std::optional<Decimal> whole_power(Decimal base, std::int64_t exponent) {
  std::optional<Decimal> result = Decimal::from_integer(1);
  std::optional<Decimal> square = base;
  while (exponent > 0 && result) {
    if (exponent % 2 == 1) result = square ? multiply(*result, *square) : std::nullopt;
    exponent /= 2;
    if (exponent > 0 && square) square = multiply(*square, *square);
  }
  return result;
}

_IDEC_round mode_of(Rounding rounding, bool negative) {
  switch (rounding) {
    case Rounding::kHalfEven:
      return kHalfEvenMode;
    case Rounding::kHalfUp:
      return kHalfAwayMode;
    case Rounding::kUp:
      return negative ? kFloorMode : kCeilingMode;
    case Rounding::kDown:
    case Rounding::kHalfDown:
      return kToZeroMode;
    case Rounding::kFloor:
      return kFloorMode;
    case Rounding::kCeiling:
      return kCeilingMode;
  }
  return kHalfEvenMode;
}

BID_UINT128 power_of_ten(std::int64_t exponent) {
  std::string text = "1E" + std::to_string(exponent);
  _IDEC_flags flags = 0;
  return bid128_from_string(text.data(), kHalfEvenMode, &flags);
}

std::optional<Decimal> quantize(const Decimal& value, std::int64_t scale, _IDEC_round mode) {
  _IDEC_flags flags = 0;
  const BID_UINT128 result = bid128_quantize(raw(value), power_of_ten(-scale), mode, &flags);
  // More digits than there are: the value is already exact at that scale.
  if (bid128_isNaN(result) != 0) return value;
  return finite(result);
}

std::optional<Decimal> round_half_down(const Decimal& value, std::int64_t scale) {
  const auto truncated = quantize(value, scale, kToZeroMode);
  const auto rest = truncated ? subtract(value, *truncated) : std::nullopt;
  const auto twice = rest ? add(absolute(*rest), absolute(*rest)) : std::nullopt;
  if (!twice) return std::nullopt;
  if (compare(*twice, cooked(power_of_ten(-scale))) <= 0) return truncated;
  return quantize(value, scale, kHalfAwayMode);
}

std::optional<Decimal> short_product(const Decimal& a, const Decimal& b) {
  if (!Short::is(a) || !Short::is(b)) return std::nullopt;
  const Short left(a);
  const Short right(b);
  std::uint64_t product = 0;
  const std::int64_t exponent = left.exponent + right.exponent - kExponentBias;
  if (exponent < 0 || exponent >= kExponentEnd ||
      __builtin_mul_overflow(left.coefficient, right.coefficient, &product))
    return std::nullopt;
  return decimal_of(left.negative != right.negative, product, exponent);
}

}  // namespace

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
  if (const auto both = aligned(a, b)) return in_tens(both->a + both->b, both->exponent);
  _IDEC_flags flags = 0;
  return finite(bid128_add(raw(a), raw(b), kHalfEvenMode, &flags));
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) {
  if (const auto both = aligned(a, b)) return in_tens(both->a - both->b, both->exponent);
  _IDEC_flags flags = 0;
  return finite(bid128_sub(raw(a), raw(b), kHalfEvenMode, &flags));
}

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
  if (const auto product = short_product(a, b)) return product;
  _IDEC_flags flags = 0;
  return finite(bid128_mul(raw(a), raw(b), kHalfEvenMode, &flags));
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
  if (is_zero(b)) return std::nullopt;
  _IDEC_flags flags = 0;
  return finite(bid128_div(raw(a), raw(b), kHalfEvenMode, &flags));
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
  std::int64_t whole = 0;
  if (exponent.to_integer(whole) && whole >= -kWholeExponentMax && whole <= kWholeExponentMax) {
    const auto result = whole_power(base, whole < 0 ? -whole : whole);
    if (whole >= 0) return result;
    return result ? divide(Decimal::from_integer(1), *result) : std::nullopt;
  }
  _IDEC_flags flags = 0;
  return finite(bid128_pow(raw(base), raw(exponent), kHalfEvenMode, &flags));
}

std::optional<Decimal> square_root(const Decimal& value) {
  if (is_negative(value)) return std::nullopt;
  _IDEC_flags flags = 0;
  return finite(bid128_sqrt(raw(value), kHalfEvenMode, &flags));
}

std::optional<Decimal> exponential(const Decimal& value) {
  _IDEC_flags flags = 0;
  return finite(bid128_exp(raw(value), kHalfEvenMode, &flags));
}

std::optional<Decimal> logarithm(const Decimal& value) {
  if (is_zero(value) || is_negative(value)) return std::nullopt;
  _IDEC_flags flags = 0;
  return finite(bid128_log(raw(value), kHalfEvenMode, &flags));
}

std::optional<Decimal> modulo(const Decimal& dividend, const Decimal& divisor) {
  if (is_zero(divisor)) return std::nullopt;
  _IDEC_flags flags = 0;
  const auto rest = finite(bid128_fmod(raw(dividend), raw(divisor), &flags));
  if (!rest || is_zero(*rest) || is_negative(*rest) == is_negative(divisor)) return rest;
  return add(*rest, divisor);
}

Decimal negate(const Decimal& value) { return {value.low, value.high ^ kSignBit}; }
Decimal absolute(const Decimal& value) { return {value.low, value.high & ~kSignBit}; }
bool is_zero(const Decimal& value) {
  return Short::is(value) ? value.low == 0 : bid128_isZero(raw(value)) != 0;
}
bool is_negative(const Decimal& value) { return !is_zero(value) && (value.high & kSignBit) != 0; }

bool is_whole(const Decimal& value) {
  if (Short::is(value) && Short(value).exponent >= kExponentBias) return true;
  _IDEC_flags flags = 0;
  const Decimal truncated = cooked(bid128_round_integral_zero(raw(value), &flags));
  return compare(value, truncated) == 0;
}

namespace {

/// Of short numbers with the same sign and exponent.
int compare_sizes(const Decimal& a, const Decimal& b) {
  if (a.low == b.low) return 0;
  return (a.low < b.low) == Short(a).negative ? 1 : -1;
}

}  // namespace

std::optional<std::int64_t> in_units(const Decimal& value, int exponent) {
  const std::int64_t biased = exponent + kExponentBias;
  std::int64_t units = 0;
  if (!Short::is(value) || Short(value).exponent < biased || !in_units(Short(value), biased, units))
    return std::nullopt;
  return units;
}

std::optional<int> exponent_of(const Decimal& value) {
  if (!Short::is(value)) return std::nullopt;
  return static_cast<int>(Short(value).exponent - kExponentBias);
}

int compare(const Decimal& a, const Decimal& b) {
  if (a.high == b.high && Short::is(a)) return compare_sizes(a, b);
  if (const auto both = aligned(a, b)) return both->a < both->b ? -1 : (both->b < both->a ? 1 : 0);
  _IDEC_flags flags = 0;
  if (bid128_quiet_less(raw(a), raw(b), &flags) != 0) return -1;
  return bid128_quiet_equal(raw(a), raw(b), &flags) != 0 ? 0 : 1;
}

std::optional<Decimal> round(const Decimal& value, std::int64_t scale, Rounding rounding) {
  if (scale < kScaleMin || scale > kScaleMax) return std::nullopt;
  if (rounding == Rounding::kHalfDown) return round_half_down(value, scale);
  return quantize(value, scale, mode_of(rounding, is_negative(value)));
}

}  // namespace feel
}  // namespace lagrum
