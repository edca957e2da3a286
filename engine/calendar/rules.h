#pragma once

#include <chrono>
#include <string_view>
#include <variant>

#include "lagrum/time.h"

namespace lagrum::calendar {

/// The same date each year; 29 February occurs in leap years only.
struct FixedRule {
  std::chrono::month_day on;
};

/// A number of days from Easter Day, within the same year.
struct EasterRule {
  int offset_days = 0;
};

/// One single day.
struct DateRule {
  Date on;
};

/// The one such weekday within seven days of the year.
struct WeekdayRule {
  std::chrono::weekday weekday;
  std::chrono::month_day from;
  std::chrono::month_day to;
};

using DayRule = std::variant<FixedRule, EasterRule, DateRule, WeekdayRule>;

/// Easter offsets that stay within the year of their Easter Day, whatever the year.
inline constexpr int kEasterOffsetMin = -80;
inline constexpr int kEasterOffsetMax = 250;

/// Easter Day of the Gregorian calendar (anonymous computus, 1876).
Date easter_day(std::chrono::year year);

/// True when `rule` names `date`.
bool occurs(const DayRule& rule, Date date);

}  // namespace lagrum::calendar
