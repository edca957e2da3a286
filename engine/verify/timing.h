#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "lagrum/verify.h"
#include "law/law.h"
#include "statechart/chart.h"
#include "verify/search.h"

namespace lagrum::verify {

/// A simple temporal network: moments, counted in days, and how many days lie between two of them
/// at least or at most. Belongs to one caller.
class TimeNet {
 public:
  using Moment = std::size_t;

  Moment add();
  /// `to` lies this many days after `from` or later; `reason` is told where that cannot be.
  void at_least(Moment from, Moment to, int days, std::size_t reason);
  /// `to` lies this many days after `from` or earlier.
  void at_most(Moment from, Moment to, int days, std::size_t reason);

  struct Outcome {
    std::vector<int> earliest;          ///< by moment; empty where there is none
    std::vector<std::size_t> conflict;  ///< the reasons that together leave none, each once
  };
  /// The first day of each moment, with none before 0 (Bellman and Ford's longest ways).
  Outcome solve() const;

 private:
  struct Edge {
    Moment from = 0;
    Moment to = 0;
    int days = 0;
    std::size_t reason = 0;
  };
  std::size_t moments_ = 0;
  std::vector<Edge> edges_;
};

/// How many days pass at least and at most between a clock's start and the day it is reached, over
/// all days it may start on.
struct Bounds {
  int least = 0;
  int most = 0;
};
Bounds bounds_of(const law::ClockDecl& clock, const calendar::Calendar& calendar);

/// When the commands of a run can be given.
struct Timing {
  std::vector<Date> dates;           ///< of each command; empty where no calendar allows them
  std::optional<Conflict> conflict;  ///< why not, in the end
  std::optional<Order> learned;      ///< what then holds of every run, so that a search may use it
};

/// The earliest days for the commands of a run that begins on `begun` or after it: the order of the
/// clocks is looked at as a network of spans, the days are then found with the calendar itself.
Timing time_run(const Run& run, const statechart::Chart& chart, const law::Law& law, Date begun);

}  // namespace lagrum::verify
