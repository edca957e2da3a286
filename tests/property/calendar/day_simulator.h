#pragma once

#include <functional>
#include <vector>

#include "lagrum/calendar.h"

namespace lagrum::calendar {

/// A time limit lived through day by day: no arithmetic but one day more, or one day less. Written
/// without a look at compute(), from the text of the law language.
class DaySimulator {
 public:
  using IsOpen = std::function<bool(Date)>;

  struct Rules {
    IsOpen rolls_to;         ///< empty: does not move
    IsOpen counts;           ///< empty: every day counts
    std::int32_t least = 0;  ///< open days that the time must hold
  };
  struct Lived {
    Date raw_end;
    Date due;
    bool stands_still = false;
  };

  DaySimulator(const TimeLimit& limit, Rules rules) : limit_(limit), rules_(std::move(rules)) {}

  Lived live() const;

 private:
  Date walk_days(Date from, int count) const;
  Date walk_months(Date from, int count) const;
  Date end_of_length() const;
  Date rolled(Date day) const;

  const TimeLimit& limit_;
  Rules rules_;
};

}  // namespace lagrum::calendar
