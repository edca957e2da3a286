#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "calendar/rules.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {

struct NamedDay {
  std::string id;
  Texts title;
  std::string cite;
  DayRule rule;
  bool is_public = false;
  std::optional<Date> valid_from;
  std::optional<Date> valid_to;

  bool falls_on(Date date) const;
};

struct Switch {
  std::string id;
  Texts title;
  bool value = false;
};

/// One row of what a day set leaves out. Days and the switch are indexes into the calendar's lists.
struct Blocked {
  std::array<bool, 7> weekdays{};  ///< by C encoding: Sunday is 0
  bool public_days = false;
  std::vector<std::size_t> days;
  std::optional<std::size_t> unless;

  bool names(const std::vector<NamedDay>& all, std::size_t day) const;
  bool blocks(const std::vector<NamedDay>& all, Date date) const;
};

struct DaySet {
  std::string id;
  Texts title;
  std::string cite;
  SetUse use = SetUse::kRoll;
  std::vector<Blocked> blocked;
  std::int32_t least = 0;                   ///< days of the set that a time must hold
  std::optional<Period> least_from;         ///< … where it is at least as long as this
  std::optional<std::vector<Period>> most;  ///< the longest time, by unit, that moves to the set
};

/// What a loaded calendar holds; the days, switches and sets of the wider territory come first.
struct Calendar::State {
  std::string id;
  std::string territory;
  std::string zone;
  std::string version;
  Texts title;
  std::vector<NamedDay> days;
  std::vector<Switch> switches;
  std::vector<DaySet> sets;
  std::string counting_cite;
  std::array<bool, 6> counting_units{};  ///< by Unit

  const DaySet* find_set(std::string_view set) const;
  bool active(const Blocked& row) const;
};

/// Within this many days every day set has a day that is not blocked; the loader refuses others.
inline constexpr int kScanDaysMax = 400;

}  // namespace lagrum::calendar
