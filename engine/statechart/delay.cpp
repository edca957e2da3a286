#include "statechart/delay.h"

#include <array>
#include <cstdint>
#include <string>

namespace lagrum::statechart {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr std::array kUnits = {
    Unit{"ms", 1}, Unit{"s", 1'000}, Unit{"m", 60'000}, Unit{"h", 3'600'000}, Unit{"d", 86'400'000},
};

const Unit* find_unit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

Error bad_delay(std::string_view text) {
  return {ErrorCode::kInvalidArgument,
          "expected a delay such as \"5s\" or \"1.5h\" (units ms, s, m, h, d), found \"" +
              std::string(text) + "\"",
          {},
          {}};
}

Error too_long(std::string_view text) {
  return {ErrorCode::kOutOfRange,
          "expected a delay of at most 366 days, found \"" + std::string(text) +
              "\"; a time limit of the law is a clock of the law pack",
          {},
          {}};
}

// Thousandths of the number; at most twelve digits before the point, so that nothing overflows.
bool read_thousandths(std::string_view digits, std::int64_t& thousandths) {
  const auto point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view() : digits.substr(point + 1);
  if (whole.size() + part.size() == 0 || whole.size() > 12) return false;
  if (whole.find_first_not_of("0123456789") != std::string_view::npos) return false;
  if (part.find_first_not_of("0123456789") != std::string_view::npos) return false;
  std::string text(whole);
  for (std::size_t i = 0; i < 3; ++i) text += i < part.size() ? part[i] : '0';
  thousandths = 0;
  for (const char digit : text) thousandths = thousandths * 10 + (digit - '0');
  return true;
}

}  // namespace

Result<std::chrono::milliseconds> parse_delay(std::string_view text) {
  const auto end = text.find_first_not_of("0123456789.");
  if (end == std::string_view::npos) return bad_delay(text);
  const Unit* unit = find_unit(text.substr(end));
  std::int64_t thousandths = 0;
  if (unit == nullptr || !read_thousandths(text.substr(0, end), thousandths)) {
    return bad_delay(text);
  }
  if (thousandths > kDelayMax.count() * 1000 / unit->milliseconds) return too_long(text);
  return std::chrono::milliseconds(thousandths * unit->milliseconds / 1000);
}

Result<std::chrono::milliseconds> delay_of(const Value& value) {
  if (const auto* text = value.string()) return parse_delay(*text);
  const SecondsDuration* span = value.seconds_duration();
  if (span == nullptr || span->seconds < 0 || span->nanoseconds < 0) {
    return bad_delay(to_string(value));
  }
  if (span->seconds > std::chrono::duration_cast<std::chrono::seconds>(kDelayMax).count())
    return too_long(to_string(value));
  return std::chrono::milliseconds(span->seconds * 1000 + span->nanoseconds / 1'000'000);
}

}  // namespace lagrum::statechart
