#include "lagrum/calendar.h"

#include <algorithm>

#include "base/words.h"
#include "calendar/arithmetic.h"
#include "calendar/state.h"

namespace lagrum::calendar {
namespace {

using std::chrono::days;

struct WeekdayWords {
  std::string_view id;
  std::string_view sv;
  std::string_view da;
};
constexpr std::array kWeekdays = {
    WeekdayWords{"Sunday", "söndag", "søndag"},     WeekdayWords{"Monday", "måndag", "mandag"},
    WeekdayWords{"Tuesday", "tisdag", "tirsdag"},   WeekdayWords{"Wednesday", "onsdag", "onsdag"},
    WeekdayWords{"Thursday", "torsdag", "torsdag"}, WeekdayWords{"Friday", "fredag", "fredag"},
    WeekdayWords{"Saturday", "lördag", "lørdag"}};

std::size_t weekday_index(Date date) { return std::chrono::weekday{date}.c_encoding(); }

Reason weekday_reason(Date date, const std::string& cite) {
  const WeekdayWords& words = kWeekdays[weekday_index(date)];
  std::string id(words.id);
  id.front() = static_cast<char>(id.front() - 'A' + 'a');
  Texts title;
  title.set("sv", std::string(words.sv));
  title.set("da", std::string(words.da));
  title.set("en", std::string(words.id));
  return Reason{std::move(id), std::move(title), cite};
}

const DaySet& set_of(const Calendar::State& state, std::string_view set) {
  const DaySet* const found = state.find_set(set);
  LAGRUM_CHECK(found != nullptr);
  return *found;
}

/// True where one time is longer than the other: counted from a day after which months are short.
bool longer(const Period& one, const Period& other) {
  constexpr Date kBeforeShortMonths{std::chrono::year{2001} / std::chrono::January / 31};
  return add(kBeforeShortMonths, one) > add(kBeforeShortMonths, other);
}

}  // namespace

bool NamedDay::falls_on(Date date) const {
  return (!valid_from || date >= *valid_from) && (!valid_to || date <= *valid_to) &&
         occurs(rule, date);
}

bool Blocked::names(const std::vector<NamedDay>& all, std::size_t day) const {
  return (public_days && all[day].is_public) ||
         std::find(days.begin(), days.end(), day) != days.end();
}

bool Blocked::blocks(const std::vector<NamedDay>& all, Date date) const {
  if (weekdays[weekday_index(date)]) return true;
  for (std::size_t day = 0; day < all.size(); ++day) {
    if (names(all, day) && all[day].falls_on(date)) return true;
  }
  return false;
}

const DaySet* Calendar::State::find_set(std::string_view set) const {
  const auto found =
      std::find_if(sets.begin(), sets.end(), [&](const DaySet& each) { return each.id == set; });
  return found == sets.end() ? nullptr : &*found;
}

bool Calendar::State::active(const Blocked& row) const {
  return !row.unless || !switches[*row.unless].value;
}

const std::string& Calendar::id() const { return state_->id; }
const std::string& Calendar::zone() const { return state_->zone; }
const std::string& Calendar::version() const { return state_->version; }
const std::string& Calendar::territory() const { return state_->territory; }
const Texts& Calendar::title() const { return state_->title; }

bool Calendar::has_set(std::string_view set) const { return state_->find_set(set) != nullptr; }

std::vector<std::string> Calendar::sets() const {
  std::vector<std::string> ids;
  for (const DaySet& set : state_->sets) ids.push_back(set.id);
  return ids;
}

std::vector<std::string> Calendar::switches() const {
  std::vector<std::string> ids;
  for (const Switch& each : state_->switches) ids.push_back(each.id);
  return ids;
}

const Texts& Calendar::set_title(std::string_view set) const { return set_of(*state_, set).title; }
const std::string& Calendar::set_cite(std::string_view set) const {
  return set_of(*state_, set).cite;
}
SetUse Calendar::set_use(std::string_view set) const { return set_of(*state_, set).use; }

bool Calendar::moves(std::string_view set, const Period& length) const {
  const DaySet& found = set_of(*state_, set);
  if (!found.most) return true;
  const auto same = [](Unit a, Unit b) {
    const auto months = [](Unit unit) { return unit == Unit::kHalfMonths ? Unit::kMonths : unit; };
    return months(a) == months(b);
  };
  return std::any_of(found.most->begin(), found.most->end(), [&](const Period& most) {
    return same(most.unit, length.unit) && !longer(length, most);
  });
}

std::int32_t Calendar::least_days(std::string_view set, const Period& length) const {
  const DaySet& found = set_of(*state_, set);
  return found.least_from && longer(*found.least_from, length) ? 0 : found.least;
}

std::string_view Calendar::counting_cite(Unit unit) const {
  if (!state_->counting_units[static_cast<std::size_t>(unit)]) return {};
  return state_->counting_cite;
}

Result<Calendar> Calendar::with_switch(std::string_view id, bool value) const {
  auto changed = std::make_shared<State>(*state_);
  const auto found = std::find_if(changed->switches.begin(), changed->switches.end(),
                                  [&](const Switch& each) { return each.id == id; });
  if (found == changed->switches.end()) {
    const std::vector<std::string> known = switches();
    return Error{ErrorCode::kNotFound,
                 "expected a switch of calendar '" + state_->id + "' (" +
                     (known.empty() ? "it has none" : comma_list(known)) + "), found '" +
                     std::string(id) + "'" + suggestion(id, known),
                 {},
                 {}};
  }
  found->value = value;
  return Calendar(std::move(changed));
}

bool Calendar::in_set(std::string_view set, Date date) const {
  const DaySet& found = set_of(*state_, set);
  return std::none_of(found.blocked.begin(), found.blocked.end(), [&](const Blocked& row) {
    return state_->active(row) && row.blocks(state_->days, date);
  });
}

std::vector<Reason> Calendar::blocked_by(std::string_view set, Date date) const {
  const DaySet& found = set_of(*state_, set);
  bool weekday = false;
  std::vector<bool> named(state_->days.size(), false);
  for (const Blocked& row : found.blocked) {
    if (!state_->active(row)) continue;
    weekday = weekday || row.weekdays[weekday_index(date)];
    for (std::size_t day = 0; day < named.size(); ++day) {
      named[day] = named[day] || (row.names(state_->days, day) && state_->days[day].falls_on(date));
    }
  }
  std::vector<Reason> reasons;
  if (weekday) reasons.push_back(weekday_reason(date, found.cite));
  for (std::size_t day = 0; day < named.size(); ++day) {
    if (!named[day]) continue;
    const NamedDay& each = state_->days[day];
    reasons.push_back(Reason{each.id, each.title, each.cite});
  }
  return reasons;
}

Date Calendar::next_in(std::string_view set, Date date) const {
  for (int ahead = 0; ahead <= kScanDaysMax; ++ahead) {
    if (in_set(set, date + days{ahead})) return date + days{ahead};
  }
  LAGRUM_CHECK(false);
}

Date Calendar::previous_in(std::string_view set, Date date) const {
  for (int behind = 1; behind <= kScanDaysMax; ++behind) {
    if (in_set(set, date - days{behind})) return date - days{behind};
  }
  LAGRUM_CHECK(false);
}

bool Calendar::depends_on_switch(std::string_view set, Date date) const {
  bool switched = false;
  for (const Blocked& row : set_of(*state_, set).blocked) {
    if (!row.blocks(state_->days, date)) continue;
    if (!row.unless) return false;
    switched = true;
  }
  return switched;
}

Result<Instant> reached_at(const Calendar& calendar, const ZoneRules& zones, Kind kind, Date due) {
  const bool day_ends = kind == Kind::kLatestAct || kind == Kind::kBackward;
  if (!in_years(due)) {
    return Error{
        ErrorCode::kOutOfRange, "expected a day in the years 1 to 9999, found another", {}, {}};
  }
  return start_of_day(zones, day_ends ? due + days{1} : due, calendar.zone());
}

}  // namespace lagrum::calendar
