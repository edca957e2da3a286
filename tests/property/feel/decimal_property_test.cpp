// Arithmetic on short decimals against one on digits that shares nothing with it: numbers are
// written out with the same number of decimals and added, compared and multiplied as on paper.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "feel/decimal.h"
#include "support/seed.h"

namespace lagrum::feel {
namespace {

using test::Chance;

constexpr int kNumbersTried = 30'000;

/// A whole number as digits, the lowest first, and how many of them are decimals.
struct Paper {
  bool negative = false;
  std::string digits;
  std::size_t decimals = 0;

  std::string text() const {
    std::string text(digits.rbegin(), digits.rend());
    text.insert(text.size() - decimals, ".");
    if (decimals == 0) text.pop_back();
    return (negative ? "-" : "") + (text.front() == '.' ? "0" + text : text);
  }
};

Paper some_number(Chance& chance) {
  Paper number;
  number.negative = chance.below(3) == 0;
  const std::size_t size = 1 + chance.below(chance.below(4) == 0 ? 20 : 6);
  for (std::size_t i = 0; i < size; ++i) {
    const bool edge = chance.below(4) == 0;  // carries and zeros come up often
    const std::size_t digit = edge ? 9 * chance.below(2) : chance.below(10);
    number.digits += static_cast<char>('0' + digit);
  }
  number.decimals = chance.below(3) == 0 ? chance.below(size + 1) : 0;
  return number;
}

bool is_nothing(const Paper& number) {
  return number.digits.find_first_not_of('0') == std::string::npos;
}

/// Both with as many decimals and digits.
void align(Paper& a, Paper& b) {
  const std::size_t decimals = std::max(a.decimals, b.decimals);
  for (Paper* one : {&a, &b}) {
    one->digits.insert(0, decimals - one->decimals, '0');
    one->decimals = decimals;
  }
  const std::size_t size = std::max(a.digits.size(), b.digits.size());
  a.digits.resize(size, '0');
  b.digits.resize(size, '0');
}

int compare_sizes(const Paper& a, const Paper& b) {
  const std::string left(a.digits.rbegin(), a.digits.rend());
  const std::string right(b.digits.rbegin(), b.digits.rend());
  return left < right ? -1 : (right < left ? 1 : 0);
}

int compare_on_paper(Paper a, Paper b) {
  align(a, b);
  if (is_nothing(a) && is_nothing(b)) return 0;
  const bool left = a.negative && !is_nothing(a);
  const bool right = b.negative && !is_nothing(b);
  if (left != right) return left ? -1 : 1;
  return left ? -compare_sizes(a, b) : compare_sizes(a, b);
}

/// Digit by digit; `larger` is no smaller than `smaller` where they are subtracted.
std::string combined(const std::string& larger, const std::string& smaller, int sign) {
  std::string digits;
  int carry = 0;
  for (std::size_t i = 0; i < larger.size(); ++i) {
    const int digit = (larger[i] - '0') + sign * (smaller[i] - '0') + carry + 10;
    digits += static_cast<char>('0' + digit % 10);
    carry = digit / 10 - 1;
  }
  digits += static_cast<char>('0' + carry);
  return digits;
}

Paper add_on_paper(Paper a, Paper b) {
  align(a, b);
  if (compare_sizes(a, b) < 0) std::swap(a, b);
  a.digits = combined(a.digits, b.digits, a.negative == b.negative ? 1 : -1);
  return a;
}

Paper multiply_on_paper(const Paper& a, const Paper& b) {
  Paper product;
  product.negative = a.negative != b.negative;
  product.decimals = a.decimals + b.decimals;
  product.digits.assign(a.digits.size() + b.digits.size(), '0');
  for (std::size_t i = 0; i < a.digits.size(); ++i) {
    int carry = 0;
    for (std::size_t j = 0; j < b.digits.size() || carry > 0; ++j) {
      const int times = j < b.digits.size() ? (a.digits[i] - '0') * (b.digits[j] - '0') : 0;
      const int digit = (product.digits[i + j] - '0') + times + carry;
      product.digits[i + j] = static_cast<char>('0' + digit % 10);
      carry = digit / 10;
    }
  }
  return product;
}

/// What the number is read as: 34 digits, the rest rounded.
Decimal read(const Paper& number) { return Decimal::parse(number.text()).value(); }

/// True where 34 digits hold the number.
bool is_exact(const Paper& number) {
  const std::size_t last = number.digits.find_last_not_of('0');
  const std::size_t first = number.digits.find_first_not_of('0');
  return last == std::string::npos || last - first < 34;
}

TEST(DecimalProperty, IsComparedAsOnPaper) {
  Chance chance;
  for (int run = 0; run < kNumbersTried; ++run) {
    const Paper a = some_number(chance);
    const Paper b = chance.below(5) == 0 ? a : some_number(chance);

    ASSERT_EQ(compare(read(a), read(b)), compare_on_paper(a, b)) << a.text() << " and " << b.text();
  }
}

TEST(DecimalProperty, IsAddedAsOnPaper) {
  Chance chance;
  for (int run = 0; run < kNumbersTried; ++run) {
    const Paper a = some_number(chance);
    Paper b = some_number(chance);
    const Paper sum = add_on_paper(a, b);
    if (!is_exact(sum)) continue;

    ASSERT_EQ(to_string(*add(read(a), read(b))), to_string(read(sum)))
        << a.text() << " " << b.text();
    b.negative = !b.negative;
    ASSERT_EQ(to_string(*subtract(read(a), read(b))), to_string(read(sum)))
        << a.text() << " " << b.text();
  }
}

TEST(DecimalProperty, IsMultipliedAsOnPaper) {
  Chance chance;
  for (int run = 0; run < kNumbersTried; ++run) {
    const Paper a = some_number(chance);
    const Paper b = some_number(chance);
    const Paper product = multiply_on_paper(a, b);
    if (!is_exact(product)) continue;

    ASSERT_EQ(to_string(*multiply(read(a), read(b))), to_string(read(product)))
        << a.text() << " " << b.text();
  }
}

TEST(DecimalProperty, IsWholeWhereItHasNoDecimals) {
  Chance chance;
  for (int run = 0; run < kNumbersTried; ++run) {
    const Paper a = some_number(chance);
    const std::string decimals = a.digits.substr(0, a.decimals);

    ASSERT_EQ(is_whole(read(a)), decimals.find_first_not_of('0') == std::string::npos) << a.text();
    ASSERT_EQ(is_zero(read(a)), is_nothing(a)) << a.text();
    ASSERT_EQ(is_negative(read(a)), a.negative && !is_nothing(a)) << a.text();
    ASSERT_EQ(compare(negate(read(a)), read(a)), is_nothing(a) ? 0 : (a.negative ? 1 : -1))
        << a.text();
  }
}

}  // namespace
}  // namespace lagrum::feel
