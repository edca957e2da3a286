#include "mapping/convert.h"

#include <algorithm>
#include <array>

#include "lagrum/diagnostic.h"

namespace lagrum::intake {
namespace {

constexpr std::size_t kQuotedMax = 60;
constexpr std::size_t kNumberTextMax = 40;
constexpr std::size_t kOrganisationDigits = 10;

struct Named {
  std::string_view name;
  Conversion conversion;
};
constexpr std::array kConversions = {
    Named{"text", Conversion::kText},
    Named{"texts", Conversion::kTexts},
    Named{"number", Conversion::kNumber},
    Named{"date", Conversion::kDate},
    Named{"time", Conversion::kTime},
    Named{"choice", Conversion::kChoice},
    Named{"organisation-number", Conversion::kOrganisationNumber},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

Error expected(std::string_view form, std::string_view found) {
  return Error{ErrorCode::kInvalidArgument,
               "expected " + std::string(form) + ", found " + in_quotes(found),
               {},
               {}};
}

/// A comma may stand before one or two decimals only: "1,234" could be a thousand as well.
Result<Value> to_number(std::string_view text) {
  const Error error = expected("a number such as 120, 12.5 or 12,5", text);
  const std::string_view digits = text.substr(text.front() == '-' ? 1 : 0);
  const std::size_t point = digits.find_first_of(".,");
  const std::string_view decimals =
      point == std::string_view::npos ? "0" : digits.substr(point + 1);
  if (text.size() > kNumberTextMax || !all_digits(digits.substr(0, point)) || !all_digits(decimals))
    return error;
  if (point != std::string_view::npos && digits[point] == ',' && decimals.size() > 2) return error;
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  LAGRUM_ASSIGN(const Decimal number, Decimal::parse(plain));
  return Value(number);
}

Result<Value> to_date_value(std::string_view text) {
  const Result<Date> date = parse_date(text);
  if (!date) return expected("a date such as 2027-02-16", text);
  return Value(*date);
}

/// Hours, minutes and, where given, seconds, all parted by the same colon or full stop.
Result<Value> to_time(std::string_view text) {
  const Error error = expected("a time of day such as 11:00 or 11.00, from 00:00 to 23:59", text);
  const std::size_t hour_size = text.find_first_of(":.");
  if (hour_size == std::string_view::npos || hour_size < 1 || hour_size > 2) return error;
  const char separator = text[hour_size];
  std::array<std::int32_t, 3> parts{};
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= text.size(); ++count) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    if (count == parts.size() || !all_digits(part) || part.size() > 2 ||
        (count > 0 && part.size() != 2))
      return error;
    for (const char c : part) parts[count] = parts[count] * 10 + (c - '0');
    begin = end + 1;
  }
  if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 59) return error;
  TimeOfDay time;
  time.second_of_day = parts[0] * 3600 + parts[1] * 60 + parts[2];
  return Value(std::move(time));
}

bool has_check_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int product = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

Result<Value> to_organisation_number(std::string_view text, bool check_digit) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = text[i] == '-' && i == kOrganisationDigits - 4;
    if (!hyphen) digits += text[i];
  }
  if (!all_digits(digits) || digits.size() != kOrganisationDigits) {
    return expected("an organisation number of ten digits such as 559900-0104", text);
  }
  if (check_digit && !has_check_digit(digits)) {
    return expected("an organisation number that ends with its check digit", text);
  }
  return Value(std::move(digits));
}

bool is_boolean(std::string_view text) { return text == "true" || text == "false"; }

bool all_boolean(const std::vector<std::pair<std::string, std::string>>& cases) {
  return std::all_of(cases.begin(), cases.end(),
                     [](const auto& one) { return is_boolean(one.second); });
}

Result<Value> to_choice(const Converter& converter, std::string_view text) {
  std::vector<std::string> known;
  std::string list;
  for (const auto& [name, value] : converter.cases) {
    if (name == text) return all_boolean(converter.cases) ? Value(value == "true") : Value(value);
    known.push_back(name);
    list += (list.empty() ? "" : ", ") + in_quotes(name);
  }
  Error error = expected("one of " + list, text);
  error.message += suggestion(text.substr(0, kQuotedMax), known);
  return error;
}

}  // namespace

Result<Conversion> parse_conversion(std::string_view name) {
  std::vector<std::string> names;
  for (const Named& named : kConversions) {
    if (named.name == name) return named.conversion;
    names.emplace_back(named.name);
  }
  return Error{ErrorCode::kNotFound,
               "expected a conversion, found " + in_quotes(name) + suggestion(name, names),
               {},
               {}};
}

feel::Type Converter::type() const {
  using Kind = feel::Type::Kind;
  switch (conversion) {
    case Conversion::kText:
    case Conversion::kOrganisationNumber:
      return feel::Type::of(Kind::kString);
    case Conversion::kTexts:
      return feel::Type::list_of(feel::Type::of(Kind::kString));
    case Conversion::kNumber:
      return feel::Type::of(Kind::kNumber);
    case Conversion::kDate:
      return feel::Type::of(Kind::kDate);
    case Conversion::kTime:
      return feel::Type::of(Kind::kTime);
    case Conversion::kChoice:
      return feel::Type::of(all_boolean(cases) ? Kind::kBoolean : Kind::kString);
  }
  LAGRUM_CHECK(false);
}

Result<Value> Converter::value(std::string_view text) const {
  switch (conversion) {
    case Conversion::kText:
    case Conversion::kTexts:
      return Value(text);
    case Conversion::kNumber:
      return to_number(text);
    case Conversion::kDate:
      return to_date_value(text);
    case Conversion::kTime:
      return to_time(text);
    case Conversion::kChoice:
      return to_choice(*this, text);
    case Conversion::kOrganisationNumber:
      return to_organisation_number(text, check_digit);
  }
  LAGRUM_CHECK(false);
}

bool is_masked(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= kQuotedMax) return "'" + std::string(text) + "'";
  std::size_t end = kQuotedMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return "'" + std::string(text.substr(0, end)) + "…'";
}

}  // namespace lagrum::intake
