#include <algorithm>

#include "law/reading.h"

namespace lagrum::law {
namespace {

const std::vector<ClockInstance> kNoInstances;

/// A period of as many units as periods have at most.
calendar::Period period(std::int64_t count, calendar::Unit unit) {
  constexpr std::int64_t kMost = 99'999;
  return {static_cast<std::int32_t>(std::clamp(count, -kMost, kMost)), unit};
}

/// A FEEL duration as a period in the unit of `like`; nothing for parts of a day.
std::optional<calendar::Period> period_of(const Value& value, calendar::Unit like) {
  if (const MonthsDuration* months = value.months_duration()) {
    if (like == calendar::Unit::kYears && months->months % 12 == 0)
      return period(months->months / 12, calendar::Unit::kYears);
    return period(months->months, calendar::Unit::kMonths);
  }
  if (const SecondsDuration* seconds = value.seconds_duration()) {
    constexpr std::int64_t kDay = 86400;
    if (seconds->seconds % kDay != 0) return std::nullopt;
    const std::int64_t days = seconds->seconds / kDay;
    if (like == calendar::Unit::kWeeks && days % 7 == 0)
      return period(days / 7, calendar::Unit::kWeeks);
    return period(days, calendar::Unit::kDays);
  }
  return std::nullopt;
}

/// The most that extensions may add, laid out from the clock's start: what one grants counts for
/// the next, whatever unit each is in.
class Allowance {
 public:
  Allowance(Date start, const std::optional<calendar::Period>& most)
      : start_(start), spent_(start), most_(most) {}

  /// `granted`, or what is left where that is less.
  calendar::Period take(calendar::Period granted) {
    if (!most_) return granted;
    alike_ = alike_ && granted.unit == most_->unit;
    if (alike_) {
      granted.count = std::min(granted.count, most_->count - used_);
      used_ += granted.count;
      spent_ = calendar::add(start_, {used_, most_->unit});
      return granted;
    }
    const Date last = calendar::add(start_, *most_);
    if (calendar::add(spent_, granted) > last) {
      const auto days = static_cast<std::int32_t>((last - spent_).count());
      granted = spent_ == start_ ? *most_ : calendar::Period{days, calendar::Unit::kDays};
      spent_ = last;
    } else {
      spent_ = calendar::add(spent_, granted);
    }
    return granted;
  }

 private:
  Date start_;
  Date spent_;  ///< the start and what was granted
  std::optional<calendar::Period> most_;
  bool alike_ = true;      ///< all in the unit of the most, and then …
  std::int32_t used_ = 0;  ///< … so many of it
};

/// Sets where the clock begins.
void begin(ClockInstance& instance, const End& at) {
  instance.start = at.day;
  instance.start_at = at.moment.value_or(Instant{});
}

/// True for an act that may start the clock anew or keep it from ending.
bool moves(const ClockDecl& clock, const Act& act) {
  return clock.voids.contains(act.type) ||
         std::any_of(clock.restarts.begin(), clock.restarts.end(),
                     [&](const auto& each) { return each.start.acts.contains(act.type); });
}

/// The day on which a clock that stands still goes on by itself, or nothing: after the longest
/// time, or the day after the one that the act names.
std::optional<Date> end_of_standing(const ClockDecl::Suspend& suspend, const Folded& from) {
  std::optional<Date> most;
  if (suspend.up_to) most = calendar::add(from.legal_day, *suspend.up_to);
  if (suspend.until_on.empty()) return most;
  const auto day = as_date(attribute(from.act, suspend.until_on));
  if (!day) return most;
  const Date next = *day + std::chrono::days{1};
  return most ? std::min(*most, next) : next;
}

}  // namespace

/// The clock's own instance of what norms look at.
Instance Reading::instance_of(const ClockDecl& clock, const ClockInstance& running) {
  return {running.party, running.anchor, clock.per.latest_of(), running.anchor};
}

/// Where an act stood when it was done.
Viewpoint Reading::at(std::size_t position, const Viewpoint& view) const {
  const Folded& folded = history_[position];
  return {&folded.act, position, folded.act.legal, folded.legal_day, view.depth};
}

/// True where the act is of the clock's matter and party.
bool Reading::regards(std::size_t position, const ClockDecl& clock,
                      const ClockInstance& running) const {
  const Folded& folded = history_[position];
  const std::string& own_matter = matter(instance_of(clock, running), Viewpoint{});
  if (folded.act.regarding != own_matter && !folded.index->regards_case) return false;
  return running.party.empty() || folded.act.party.empty() ||
         folded.act.party.str() == running.party;
}

/// The moment that a date and time gives, or the beginning of the day.
Instant Reading::moment_of(const Value& value, Date day) const {
  if (const DateTime* time = value.date_time()) {
    const std::chrono::seconds seconds{time->time.second_of_day};
    if (time->time.has_offset)
      return day + seconds - std::chrono::seconds{time->time.offset_seconds};
    const std::string& zone = time->time.zone.empty() ? law_.calendar().zone() : time->time.zone;
    const auto moment =
        history_.zones().to_instant(LocalTime{day.time_since_epoch() + seconds}, zone);
    if (moment) return *moment;
  }
  return history_.start_of(day);
}

bool Reading::starts(const ClockStart& start, std::size_t position, const ClockDecl& clock,
                     const ClockInstance& instance, const Viewpoint& view, End& begins) const {
  const Folded& folded = history_[position];
  if (!start.acts.contains(folded.act.type) || !folded.has_effect) return false;
  const Instance own = instance_of(clock, instance);
  const bool is_anchor = &folded == instance.anchor;
  if (!is_anchor && !counts_for(position, own, matter(own, Viewpoint{}), {})) return false;
  if (!start.on.empty()) {
    const Value given = attribute(folded.act, start.on);
    const auto date = as_date(given);
    if (!date) return false;
    begins = {*date, moment_of(given, *date)};
  } else {
    begins = {folded.legal_day, folded.act.legal};
  }
  return holds(start.when, &folded.act, own, at(position, view));
}

std::optional<std::pair<const Folded*, End>> Reading::first_start(const ClockDecl& clock,
                                                                  const ClockInstance& instance,
                                                                  const Viewpoint& view) const {
  for (std::size_t i = 0; i < view.limit; ++i) {
    for (const ClockStart& start : clock.starts) {
      End begins;
      if (starts(start, i, clock, instance, view, begins)) return std::pair{&history_[i], begins};
    }
  }
  return std::nullopt;
}

std::optional<calendar::Period> extension_by(const Act& act, const ClockDecl& clock) {
  const auto by = period_of(attribute(act, "by"), clock.length.unit);
  return by && by->count > 0 ? by : std::nullopt;
}

void Reading::read_extensions(const ClockDecl& clock, const ClockInstance& instance,
                              const Viewpoint& view, calendar::TimeLimit& limit) const {
  if (!clock.extend) return;
  const Instance own = instance_of(clock, instance);
  Allowance allowance(instance.start, clock.extend->up_to);
  for (const std::size_t index : law_.versions(clock.extend->under)) {
    const auto* power = std::get_if<Power>(&law_.norms()[index].content);
    if (power == nullptr) continue;
    for (std::size_t i = 0; i < view.limit; ++i) {
      const Folded& folded = history_[i];
      if (!power->acts.contains(folded.act.type)) continue;
      if (instance.fresh_since != nullptr && &folded < instance.fresh_since) continue;
      if (!counts_for(i, own, matter(own, Viewpoint{}), {})) continue;
      const auto by = extension_by(folded.act, clock);
      if (!by) continue;
      const calendar::Period granted = allowance.take(*by);
      if (granted.count <= 0) continue;
      limit.extensions.push_back(
          {granted, clock.extend->from, folded.act.basis.empty() ? clock.cite : folded.act.basis});
    }
    return;
  }
}

void Reading::read_suspensions(const ClockDecl& clock, const ClockInstance& instance,
                               const Viewpoint& view, calendar::TimeLimit& limit) const {
  const Instance own = instance_of(clock, instance);
  for (const ClockDecl::Suspend& suspend : clock.suspends) {
    std::optional<calendar::Suspension> open;
    std::optional<Date> most;  // when it goes on by itself
    const auto close = [&](Date until) {
      open->until = std::max(open->from, until);
      limit.suspensions.push_back(*open);
      open.reset();
      most.reset();
    };
    for (std::size_t i = 0; i < view.limit; ++i) {
      const Folded& folded = history_[i];
      if (!folded.has_effect) continue;
      if (instance.fresh_since != nullptr && &folded < instance.fresh_since) continue;
      if (open && most && *most < folded.legal_day) close(*most);
      if (!open && suspend.from.contains(folded.act.type) && regards(i, clock, instance) &&
          holds(suspend.when, &folded.act, own, at(i, view))) {
        open =
            calendar::Suspension{folded.legal_day, std::nullopt,
                                 suspend.cite.empty() ? clock.cite : suspend.cite, suspend.ground};
        most = end_of_standing(suspend, folded);
      } else if (open && suspend.until.contains(folded.act.type) && regards(i, clock, instance)) {
        close(folded.legal_day);
      }
    }
    if (open && most) close(*most);  // at the latest then
    if (open) limit.suspensions.push_back(*open);
  }
}

void Reading::fill_limit(const ClockDecl& clock, const ClockInstance& instance,
                         const Viewpoint& view, calendar::TimeLimit& limit) const {
  limit.extensions.clear();
  limit.suspensions.clear();
  limit.start = instance.start;
  limit.length = clock.length;
  limit.kind = clock.kind;
  limit.roll = clock.roll;
  limit.days = clock.days;
  limit.cite = clock.cite;
  limit.roll_is_interpretation = clock.roll_is_interpretation;
  read_extensions(clock, instance, view, limit);
  read_suspensions(clock, instance, view, limit);
}

calendar::HourLimit Reading::hours_of(const ClockDecl& clock, const ClockInstance& instance) const {
  return {.start = instance.start_at,
          .hours = clock.length.count,
          .kind = clock.kind,
          .days = clock.days,
          .cite = clock.cite};
}

calendar::Derivation Reading::derivation_of(const ClockInstance& instance,
                                            const Viewpoint& view) const {
  const ClockDecl& clock = law_.clocks()[instance.clock];
  if (clock.length.unit == calendar::Unit::kHours) {
    auto told =
        calendar::compute_hours(law_.calendar(), history_.zones(), hours_of(clock, instance));
    return told ? std::move(told->derivation) : calendar::Derivation{};
  }
  calendar::TimeLimit limit;
  fill_limit(clock, instance, view, limit);
  auto told = calendar::compute(law_.calendar(), limit);
  return told ? std::move(told->derivation) : calendar::Derivation{};
}

End Reading::end_of(const ClockInstance& clock) const {
  if (law_.clocks()[clock.clock].length.unit != calendar::Unit::kHours)
    return {clock.computed.due, std::nullopt};
  return {clock.computed.due, clock.reached_at};
}

void Reading::compute(const ClockDecl& clock, ClockInstance& instance,
                      const Viewpoint& view) const {
  if (clock.length.unit == calendar::Unit::kHours) {
    const auto computed =
        calendar::compute_hours(law_.calendar(), history_.zones(), hours_of(clock, instance));
    instance.started = computed.has_value();
    if (!computed) return;
    instance.computed = {computed->due, computed->due, false, {}};
    instance.reached_at = computed->end;
    return;
  }
  fill_limit(clock, instance, view, limit_);
  auto computed = calendar::compute_days(law_.calendar(), limit_);
  instance.started = computed.has_value();
  if (!computed) return;
  instance.computed = std::move(*computed);
  const auto at =
      calendar::reached_at(law_.calendar(), history_.zones(), clock.kind, instance.computed.due);
  LAGRUM_CHECK(at.has_value());
  instance.reached_at = *at;
}

ClockInstance Reading::run(const ClockDecl& clock, ClockInstance instance,
                           const Viewpoint& view) const {
  const auto begun = first_start(clock, instance, view);
  if (!begun) return instance;
  instance.start_act = begun->first;
  begin(instance, begun->second);
  compute(clock, instance, view);
  for (std::size_t i = 0; i < view.limit && instance.started; ++i) {
    const Folded& folded = history_[i];
    if (!folded.has_effect || &folded <= instance.start_act || !moves(clock, folded.act)) continue;
    const Viewpoint then = at(i, view);
    compute(clock, instance, then);  // as the acts before have left it
    const bool running =
        !instance.ends() || !end_of(instance).passed(folded.legal_day, folded.act.legal);
    if (running && clock.voids.contains(folded.act.type) && regards(i, clock, instance)) {
      instance.stopped_for_good = true;
      continue;
    }
    for (const ClockDecl::Restart& restart : clock.restarts) {
      End begins;
      if (!starts(restart.start, i, clock, instance, view, begins)) continue;
      if (!running && !restart.always) continue;
      if (!all_hold(restart.conditions, Instance{instance.party, nullptr, nullptr, nullptr}, then))
        continue;
      instance.start_act = &folded;
      begin(instance, begins);
      instance.restarted = true;
      if (restart.fresh) instance.fresh_since = &folded;
      instance.stopped_for_good = false;
    }
  }
  compute(clock, instance, view);
  return instance;
}

// NOLINTNEXTLINE(misc-no-recursion): at most kClockChainMax deep, by the viewpoint
std::vector<ClockInstance> Reading::chained(std::size_t index, const Viewpoint& view) const {
  const ClockDecl& clock = law_.clocks()[index];
  std::vector<ClockInstance> found;
  for (const std::size_t followed : law_.clocks_named(clock.after)) {
    if (followed == index) continue;
    for (const ClockInstance& leader : clock_instances(followed, view)) {
      ClockInstance instance;
      instance.clock = index;
      instance.party = leader.party;
      instance.anchor = leader.anchor;
      if (leader.ends()) {
        begin(instance, {leader.computed.due, leader.reached_at});
        compute(clock, instance, view);
      }
      found.push_back(std::move(instance));
    }
  }
  return found;
}

// NOLINTNEXTLINE(misc-no-recursion): at most kClockChainMax deep, by the viewpoint
void Reading::drop_overridden(std::size_t index, const Viewpoint& view,
                              std::vector<ClockInstance>& instances) const {
  for (const std::size_t special : law_.clock_overriders(index)) {
    for (const ClockInstance& stronger : clock_instances(special, view)) {
      if (!stronger.started) continue;
      instances.erase(std::remove_if(instances.begin(), instances.end(),
                                     [&](const ClockInstance& weaker) {
                                       const bool same_anchor = stronger.anchor == nullptr ||
                                                                weaker.anchor == nullptr ||
                                                                stronger.anchor == weaker.anchor;
                                       return same_anchor && (stronger.party.empty() ||
                                                              weaker.party == stronger.party);
                                     }),
                      instances.end());
    }
  }
}

// NOLINTNEXTLINE(misc-no-recursion): at most kClockChainMax deep, by the viewpoint
const std::vector<ClockInstance>& Reading::clock_instances(std::size_t index,
                                                           const Viewpoint& view) const {
  // The loader lets no longer chain pass; expressions that ask for due days could make one all the
  // same.
  if (view.depth > kClockChainMax) return kNoInstances;
  const ClockKey key{index, view.judged, view.limit, view.now, view.today, view.depth};
  const auto known = known_clocks_.find(key);
  if (known != known_clocks_.end()) return known->second;
  Viewpoint inner = view;
  ++inner.depth;
  return known_clocks_.emplace(key, computed_instances(index, inner)).first->second;
}

/// As most clocks: one for the case.
// NOLINTNEXTLINE(misc-no-recursion): at most kClockChainMax deep, by the viewpoint
std::vector<ClockInstance> Reading::of_the_case(std::size_t index, const Viewpoint& view) const {
  const ClockDecl& clock = law_.clocks()[index];
  std::vector<ClockInstance> found;
  if (!holds(clock.that, view.judged, Instance{}, view)) return found;
  ClockInstance instance;
  instance.clock = index;
  instance = run(clock, std::move(instance), view);
  const Date day = instance.start_act != nullptr ? instance.start_act->legal_day : view.today;
  if (!valid(clock.valid_from, clock.valid_to, clock.valid_by, day, view)) return found;
  found.push_back(std::move(instance));
  drop_overridden(index, view, found);
  return found;
}

// NOLINTNEXTLINE(misc-no-recursion): at most kClockChainMax deep, by the viewpoint
std::vector<ClockInstance> Reading::computed_instances(std::size_t index,
                                                       const Viewpoint& view) const {
  const ClockDecl& clock = law_.clocks()[index];
  if (!clock.after.empty()) return chained(index, view);
  if (!clock.per.party && !clock.per.anchored()) return of_the_case(index, view);
  std::vector<const Folded*> anchors;
  if (clock.per.anchored()) {
    for (std::size_t i = 0; i < view.limit; ++i) {
      const Folded* anchor = &history_[i];
      if (clock.per.acts.contains(anchor->act.type) && anchor->has_effect &&
          !closed({{}, anchor, clock.per.latest_of(), anchor}, view.limit))
        anchors.push_back(anchor);
    }
  } else {
    anchors.push_back(nullptr);
  }
  const Sequence at = view.judged != nullptr ? view.judged->sequence : Sequence{~std::uint64_t{0}};
  std::vector<ClockInstance> found;
  for (const Folded* anchor : anchors) {
    for (const std::string& party : parties(at, nullptr, clock.per.party)) {
      const std::string own = anchor == nullptr         ? std::string()
                              : clock.per.group.empty() ? anchor->act.party.str()
                                                        : sole_party(anchor->act);
      if (!own.empty() && !party.empty() && own != party) continue;
      ClockInstance instance;
      instance.clock = index;
      instance.party = party.empty() ? own : party;
      instance.anchor = anchor;
      if (!holds(clock.that, view.judged, instance_of(clock, instance), view)) continue;
      instance = run(clock, std::move(instance), view);
      const Date day = anchor != nullptr               ? anchor->legal_day
                       : instance.start_act != nullptr ? instance.start_act->legal_day
                                                       : view.today;
      if (valid(clock.valid_from, clock.valid_to, clock.valid_by, day, view))
        found.push_back(std::move(instance));
    }
  }
  drop_overridden(index, view, found);
  return found;
}

std::vector<const ClockInstance*> Reading::clocks_for(std::string_view name,
                                                      const Instance& instance,
                                                      const Viewpoint& view,
                                                      const ActSet& of) const {
  std::vector<const ClockInstance*> found;
  if (name.empty()) return found;
  const std::string& own_matter = matter(instance, view);
  for (const std::size_t index : law_.clocks_named(name)) {
    for (const ClockInstance& running : clock_instances(index, view)) {
      if (!instance.party.empty() && !running.party.empty() && running.party != instance.party)
        continue;
      if (running.anchor != nullptr) {
        const Act& anchor = running.anchor->act;
        // A clock that each decision has follows the matter; one that another act has follows that
        // act.
        const bool by_decision =
            !law_.clocks()[index].per.group.empty() || !law_.clocks()[index].after.empty();
        if (!of.empty()) {
          if (!of.contains(anchor.type)) continue;
        } else if (by_decision) {
          if (decided_matter(anchor) != own_matter) continue;
          if (instance.decisions != nullptr && instance.anchor != nullptr &&
              running.anchor != instance.anchor)
            continue;
        } else {
          const Folded* own = instance.anchor != nullptr ? instance.anchor : instance.trigger;
          if (own != nullptr && law_.clocks()[index].per.acts.contains(own->act.type)) {
            if (running.anchor != own) continue;
          } else if (anchor.regarding != own_matter && !running.anchor->index->regards_case) {
            continue;
          }
        }
      }
      found.push_back(&running);
    }
  }
  return found;
}

/// The end of the clocks of that name that regard the instance; of several the first.
std::optional<End> Reading::first_end(const std::string& name, const Instance& instance,
                                      const Viewpoint& view) const {
  std::optional<End> first;
  for (const ClockInstance* running : clocks_for(name, instance, view, {})) {
    if (running->ends() && (!first || running->computed.due < first->day)) first = end_of(*running);
  }
  return first;
}

std::optional<End> Reading::due_of(const DutyInstance& duty, const Viewpoint& view) const {
  const Norm& norm = law_.norms()[duty.norm];
  const auto& respond = std::get<Respond>(norm.content);
  return first_end(respond.within, instance_of(duty.party, duty.anchor, duty.trigger, norm), view);
}

std::optional<End> Reading::limit_of(const DutyInstance& duty, const Viewpoint& view) const {
  const Norm& norm = law_.norms()[duty.norm];
  const auto& respond = std::get<Respond>(norm.content);
  if (respond.within.empty() && respond.outer.empty()) return std::nullopt;
  const Instance instance = instance_of(duty.party, duty.anchor, duty.trigger, norm);
  return first_end(excepted(norm, instance, view) ? respond.outer : respond.within, instance, view);
}

Viewpoint Reading::standing(const DutyInstance& duty, const Viewpoint& view) const {
  if (!duty.ended()) return view;
  const std::size_t position = history_.find(*duty.ended());
  if (position >= view.limit) return view;  // by the act that is looked at now
  const Folded& by = history_[position];
  return {&by.act, position, by.act.legal, by.legal_day, view.depth};
}

}  // namespace lagrum::law
