#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lagrum/calendar.h"

namespace lagrum::calendar {

/// The first and the last day that are read and written.
inline constexpr Date kFirstDate{std::chrono::year{1} / std::chrono::January / 1};
inline constexpr Date kLastDate{std::chrono::year{9999} / std::chrono::December / 31};

constexpr bool in_years(Date date) { return date >= kFirstDate && date <= kLastDate; }

/// A length in one of the two measures that calendars know: days (and weeks), or months (and
/// years).
struct Span {
  bool months = false;
  std::int64_t count = 0;
};

/// The measures of a period, in the order in which they are counted. Hours are rounded up to days.
std::vector<Span> to_spans(const Period& period);

/// Adds `span` to `spans`: to the one of its measure where there is one, else at the end. Months
/// are thus added together before a month's end is clamped.
void merge(std::vector<Span>& spans, const Span& span);

/// `date` plus `span` (minus when `back`), clamped to the month's end; empty outside the years.
std::optional<Date> shifted(Date date, const Span& span, bool back);

}  // namespace lagrum::calendar
