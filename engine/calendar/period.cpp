#include <algorithm>
#include <array>
#include <charconv>

#include "calendar/arithmetic.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {
namespace {

/// Longer spans than this (in any unit) are no statute's.
constexpr std::int32_t kPeriodCountMax = 99'999;

struct UnitLetter {
  char letter;
  Unit unit;
};
constexpr std::array kUnitLetters = {UnitLetter{'D', Unit::kDays}, UnitLetter{'W', Unit::kWeeks},
                                     UnitLetter{'M', Unit::kMonths}, UnitLetter{'Y', Unit::kYears}};

struct KindName {
  Kind kind;
  std::string_view name;
};
constexpr std::array kKindNames = {
    KindName{Kind::kLatestAct, "latest-act"}, KindName{Kind::kEarliestAct, "earliest-act"},
    KindName{Kind::kDeemedEvent, "deemed-event"}, KindName{Kind::kBackward, "backward"}};

Error no_period(std::string_view found) {
  return Error{ErrorCode::kInvalidArgument,
               "expected a period such as P14D, P3W, P4M, P1.5M, P1Y or PT48H, found '" +
                   std::string(found) + "'",
               {},
               {}};
}

}  // namespace

Result<Period> parse_period(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return no_period(text);
  const bool hours = text.starts_with("PT");
  const bool halves = text.ends_with(".5M");
  if (hours && text.back() != 'H') return no_period(text);
  const auto unit = std::find_if(kUnitLetters.begin(), kUnitLetters.end(),
                                 [&](const UnitLetter& row) { return row.letter == text.back(); });
  const std::size_t before = hours ? 2 : 1;
  const std::size_t after = halves ? 3 : 1;
  if (text.size() <= before + after) return no_period(text);
  const std::string_view digits = text.substr(before, text.size() - before - after);
  const bool all_digits = digits.find_first_not_of("0123456789") == std::string_view::npos;
  const bool leading_zero = digits.size() > 1 && digits.front() == '0';
  if ((unit == kUnitLetters.end() && !hours) || !all_digits || leading_zero) return no_period(text);
  std::int32_t count = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (fault != std::errc() || end != digits.data() + digits.size() || count > kPeriodCountMax) {
    return Error{ErrorCode::kOutOfRange,
                 "expected a period of at most " + std::to_string(kPeriodCountMax) +
                     " units, found '" + std::string(text) + "'",
                 {},
                 {}};
  }
  if (hours) return Period{count, Unit::kHours};
  if (halves) return Period{2 * count + 1, Unit::kHalfMonths};
  return Period{count, unit->unit};
}

std::string to_string(const Period& period) {
  if (period.unit == Unit::kHours) return "PT" + std::to_string(period.count) + "H";
  if (period.unit == Unit::kHalfMonths) {
    return "P" + std::to_string(period.count / 2) + (period.count % 2 != 0 ? ".5M" : "M");
  }
  const auto unit = std::find_if(kUnitLetters.begin(), kUnitLetters.end(),
                                 [&](const UnitLetter& row) { return row.unit == period.unit; });
  return "P" + std::to_string(period.count) + unit->letter;
}

std::string_view to_string(Kind kind) {
  return std::find_if(kKindNames.begin(), kKindNames.end(),
                      [&](const KindName& row) { return row.kind == kind; })
      ->name;
}

Result<Kind> parse_kind(std::string_view text) {
  std::vector<std::string> names;
  for (const KindName& row : kKindNames) {
    if (row.name == text) return row.kind;
    names.emplace_back(row.name);
  }
  return Error{ErrorCode::kInvalidArgument,
               not_known("latest-act, earliest-act, deemed-event or backward", text, names),
               {},
               {}};
}

}  // namespace lagrum::calendar
