#include "verify/timing.h"

#include <algorithm>
#include <map>

#include "base/words.h"

namespace lagrum::verify {
namespace {

using law::ClockDecl;
using Phase = ClockAt::Phase;

/// How often days are moved until every clock is on the right side of its border.
constexpr int kMovesMax = 2'000;
/// Days that holidays may move an end by, beyond what was seen in the years that were looked at.
constexpr int kRollSlack = 3;
constexpr Date kSeenFrom{std::chrono::year{2020} / 1 / 1};
constexpr Date kSeenTo{std::chrono::year{2031} / 12 / 31};
/// Twelve years with and without a leap day in the fourth: all that months and years can be.
constexpr Date kCycleFrom{std::chrono::year{1896} / 1 / 1};
constexpr Date kCycleTo{std::chrono::year{1907} / 12 / 31};

int between(Date from, Date to) { return static_cast<int>((to - from).count()); }

bool is_reached_the_day_after(const ClockDecl& clock) {
  return clock.kind == calendar::Kind::kLatestAct || clock.kind == calendar::Kind::kBackward;
}

/// The day on which a clock that began on `start` is reached: what is done then is done after it.
std::optional<Date> reached_on(const ClockDecl& clock, const calendar::Calendar& calendar,
                               Date start) {
  const int after = is_reached_the_day_after(clock) ? 1 : 0;
  if (clock.length.unit == calendar::Unit::kHours)
    return start + std::chrono::days(clock.length.count / 24 + 1 + after);
  const auto computed = calendar::compute_days(calendar, {.start = start,
                                                          .length = clock.length,
                                                          .kind = clock.kind,
                                                          .roll = clock.roll,
                                                          .days = clock.days});
  if (!computed) return std::nullopt;
  return computed->due + std::chrono::days(after);
}

/// What a run says of a clock: it was begun by a command, and then ran on, or was reached.
struct Claim {
  std::size_t clock = 0;
  std::size_t start = 0;  ///< command
  std::size_t at = 0;     ///< command by which it was reached, or after which it still ran
  bool reached = false;
  bool day_is_free = false;  ///< the day it counts from is written into an act
  bool bounded = true;       ///< nothing has moved its end since
  /// It is there for certain: no expression and no other clock may shut it out.
  bool certain = true;
};

/// True where an act of the command may move the clock's end.
bool moves(const ClockDecl& clock, const Step& step) {
  return std::any_of(step.acts.begin(), step.acts.end(), [&](const Act& act) {
    return std::any_of(
        clock.restarts.begin(), clock.restarts.end(),
        [&](const ClockDecl::Restart& restart) { return restart.start.acts.contains(act.type); });
  });
}

bool may_name_its_day(const ClockDecl& clock, const Step& step) {
  return std::any_of(clock.starts.begin(), clock.starts.end(), [&](const law::ClockStart& start) {
    return !start.on.empty() &&
           std::any_of(step.acts.begin(), step.acts.end(),
                       [&](const Act& act) { return start.acts.contains(act.type); });
  });
}

/// True where the acts of the chart's transitions may begin the clock.
bool may_begin(const ClockDecl& clock, const Step& step, const statechart::Chart& chart) {
  return std::any_of(step.transitions.begin(), step.transitions.end(), [&](std::size_t index) {
    const auto& acts = chart.transitions()[index].acts;
    return std::any_of(acts.begin(), acts.end(), [&](const statechart::ActSpec& act) {
      return std::any_of(
          clock.starts.begin(), clock.starts.end(),
          [&](const law::ClockStart& start) { return start.acts.contains(ActType(act.type)); });
    });
  });
}

class Claims {
 public:
  Claims(const Run& run, const statechart::Chart& chart, const law::Law& law)
      : run_(run), chart_(chart), law_(law) {
    for (std::size_t i = 0; i < run.size(); ++i) {
      for (const ClockAt& at : run[i].clocks) note(at, i);
      note_event(i);
    }
  }
  const std::vector<Claim>& all() const { return all_; }

 private:
  void note(const ClockAt& at, std::size_t step) {
    const ClockDecl& clock = law_.clocks()[at.clock];
    const Phase before = phases_[at.clock];
    phases_[at.clock] = at.phase;
    if (clock.kind == calendar::Kind::kBackward) return;
    Claim& claim = open_[at.clock];
    const bool ran = before == Phase::kRunning || before == Phase::kStands;
    if (!ran && at.phase == Phase::kRunning) {
      claim = Claim{at.clock, step, step, false, may_name_its_day(clock, run_[step]), true, true};
      claim.bounded = !clock.extend && clock.suspends.empty() && clock.after.empty();
      claim.certain = clock.that.empty() && law_.clock_overriders(at.clock).empty();
      return;
    }
    if (!ran) return;
    if (moves(clock, run_[step]) || at.phase == Phase::kStands) claim.bounded = false;
    claim.at = step;
    claim.reached = at.phase == Phase::kReached;
    if (claim.reached || at.phase == Phase::kRunning) all_.push_back(claim);
  }

  /// The chart hears of a clock that the norm does not look at.
  void note_event(std::size_t step) {
    constexpr std::string_view kExpired = "clock.expired.";
    const Move& move = run_[step].move;
    if (move.kind != Move::Kind::kEngine || !move.event.starts_with(kExpired)) return;
    for (const std::size_t index :
         law_.clocks_named(std::string(std::string_view(move.event).substr(kExpired.size())))) {
      const ClockDecl& clock = law_.clocks()[index];
      for (std::size_t i = step; i-- > 0;) {
        if (!may_begin(clock, run_[i], chart_)) continue;
        all_.push_back({index, i, step, true, true, false, false});
        break;
      }
    }
  }

  const Run& run_;
  const statechart::Chart& chart_;
  const law::Law& law_;
  std::map<std::size_t, Phase> phases_;
  std::map<std::size_t, Claim> open_;
  std::vector<Claim> all_;
};

/// What is certain of the claims, as a network; the reasons are numbers of claims.
TimeNet net_of(const Run& run, const std::vector<Claim>& claims, const law::Law& law) {
  TimeNet net;
  const std::size_t order = claims.size();
  for (std::size_t i = 0; i < run.size(); ++i) {
    net.add();
    if (i > 0) net.at_least(i - 1, i, 0, order);
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = claims[i];
    if (!claim.certain || claim.day_is_free) continue;
    const Bounds bounds = bounds_of(law.clocks()[claim.clock], law.calendar());
    if (claim.reached) net.at_least(claim.start, claim.at, bounds.least, i);
    if (claim.bounded)
      net.at_most(claim.start, claim.at, claim.reached ? bounds.most : bounds.most - 1, i);
  }
  return net;
}

/// The days of the commands, with every clock on the right side of its border.
std::optional<std::vector<Date>> dates_of(const Run& run, const std::vector<Claim>& claims,
                                          const law::Law& law, Date begun, bool on_open_days,
                                          bool only_certain) {
  const calendar::Calendar& calendar = law.calendar();
  std::string open_days;
  for (const std::string& set : calendar.sets())
    if (open_days.empty() && calendar.set_use(set) == calendar::SetUse::kCount) open_days = set;
  std::vector<Date> first(run.size(), begun);
  for (int moved = 0; moved < kMovesMax; ++moved) {
    std::vector<Date> dates = first;
    std::optional<std::size_t> late;  // a claim whose clock began too early
    int by = 0;
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (i > 0) dates[i] = std::max(dates[i], dates[i - 1]);
      for (const Claim& claim : claims) {
        if (claim.at != i || !claim.reached) continue;
        const auto reached = reached_on(law.clocks()[claim.clock], calendar, dates[claim.start]);
        if (reached) dates[i] = std::max(dates[i], *reached);
      }
      const bool by_people = run[i].move.kind == Move::Kind::kDone && run[i].move.by_authority;
      if (on_open_days && !open_days.empty() && (by_people || i == 0))
        dates[i] = calendar.next_in(open_days, dates[i]);
      for (std::size_t c = 0; c < claims.size(); ++c) {
        const Claim& claim = claims[c];
        if (claim.at != i || !claim.bounded || claim.day_is_free) continue;
        if (only_certain && !claim.certain) continue;
        const auto reached = reached_on(law.clocks()[claim.clock], calendar, dates[claim.start]);
        const int over = reached ? between(*reached, dates[i]) + (claim.reached ? 0 : 1) : 0;
        if (over <= by) continue;
        by = over;
        late = c;
      }
    }
    if (!late) return dates;
    first[claims[*late].start] = dates[claims[*late].start] + std::chrono::days(by);
  }
  return std::nullopt;
}

}  // namespace

TimeNet::Moment TimeNet::add() { return moments_++; }

void TimeNet::at_least(Moment from, Moment to, int days, std::size_t reason) {
  edges_.push_back({from, to, days, reason});
}

void TimeNet::at_most(Moment from, Moment to, int days, std::size_t reason) {
  edges_.push_back({to, from, -days, reason});
}

TimeNet::Outcome TimeNet::solve() const {
  Outcome outcome;
  std::vector<int> days(moments_, 0);
  std::vector<std::size_t> by(moments_, edges_.size());  // the edge that put a moment where it is
  std::optional<Moment> moved;
  for (std::size_t round = 0; round <= moments_; ++round) {
    moved.reset();
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      const Edge& edge = edges_[i];
      if (days[edge.from] + edge.days <= days[edge.to]) continue;
      days[edge.to] = days[edge.from] + edge.days;
      by[edge.to] = i;
      moved = edge.to;
    }
    if (!moved) break;
  }
  if (!moved) {
    outcome.earliest = std::move(days);
    return outcome;
  }
  Moment at = *moved;  // it lies on a ring of spans that no days fit, or behind one
  for (std::size_t i = 0; i < moments_; ++i) at = edges_[by[at]].from;
  const Moment first = at;
  do {
    const Edge& edge = edges_[by[at]];
    if (std::ranges::find(outcome.conflict, edge.reason) == outcome.conflict.end())
      outcome.conflict.push_back(edge.reason);
    at = edge.from;
  } while (at != first);
  return outcome;
}

Bounds bounds_of(const ClockDecl& clock, const calendar::Calendar& calendar) {
  const bool whole_days = clock.length.unit == calendar::Unit::kHours;
  const bool plain = clock.days.empty() && clock.roll.empty();
  const int after = is_reached_the_day_after(clock) ? 1 : 0;
  Bounds bounds;
  const auto see = [&](int days, bool first) {
    bounds.least = first ? days : std::min(bounds.least, days);
    bounds.most = first ? days : std::max(bounds.most, days);
  };
  if (whole_days) return {clock.length.count / 24, clock.length.count / 24 + 1 + after};
  if (clock.days.empty()) {
    for (Date day = kCycleFrom; day <= kCycleTo; day += std::chrono::days(1))
      see(between(day, calendar::add(day, clock.length)) + after, day == kCycleFrom);
  }
  if (plain) return bounds;
  const int least = bounds.least;
  for (Date day = kSeenFrom; day <= kSeenTo; day += std::chrono::days(1)) {
    if (const auto reached = reached_on(clock, calendar, day))
      see(between(day, *reached), !clock.days.empty() && day == kSeenFrom);
  }
  bounds.most += kRollSlack;
  bounds.least = clock.days.empty() ? least : std::min(bounds.least, clock.length.count);
  return bounds;
}

Timing time_run(const Run& run, const statechart::Chart& chart, const law::Law& law, Date begun) {
  Timing timing;
  const std::vector<Claim> claims = Claims(run, chart, law).all();
  const TimeNet::Outcome outcome = net_of(run, claims, law).solve();
  if (outcome.conflict.empty()) {
    for (const bool only_certain : {false, true}) {
      for (const bool on_open_days : {true, false}) {
        if (!timing.dates.empty()) break;
        const auto dates = dates_of(run, claims, law, begun, on_open_days, only_certain);
        if (dates) timing.dates = *dates;
      }
    }
    return timing;
  }
  const Claim* late = nullptr;
  const Claim* early = nullptr;
  for (const std::size_t reason : outcome.conflict) {
    if (reason >= claims.size()) continue;  // the order of the commands
    const Claim*& part = claims[reason].reached && late == nullptr ? late : early;
    part = &claims[reason];
  }
  if (late == nullptr || early == nullptr) return timing;
  timing.conflict =
      Conflict{law.clocks()[late->clock].id, law.clocks()[early->clock].id,
               law.clocks()[late->clock].length, law.clocks()[early->clock].length, late->at};
  const Bounds of_late = bounds_of(law.clocks()[late->clock], law.calendar());
  const Bounds of_early = bounds_of(law.clocks()[early->clock], law.calendar());
  if (of_early.most - 1 < of_late.least && early->start <= late->start)
    timing.learned = Order{early->clock, late->clock};
  return timing;
}

}  // namespace lagrum::verify
