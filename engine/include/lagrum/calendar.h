#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/diagnostic.h"
#include "lagrum/text.h"
#include "lagrum/time.h"
#include "lagrum/xml.h"

namespace lagrum::calendar {

enum class Unit : std::uint8_t { kDays, kWeeks, kMonths, kYears, kHalfMonths, kHours };

/// A span as statutes write it: "P14D", "P3W", "P4M", "P1Y", "P1.5M" (a month and a half), "PT48H".
/// Never negative.
struct Period {
  std::int32_t count = 0;  ///< of half months where the unit is kHalfMonths
  Unit unit = Unit::kDays;

  friend bool operator==(const Period&, const Period&) = default;
};

/// Reads one number and one unit, in capitals and without leading zeros; months may end in ".5".
/// Fails with
/// kInvalidArgument for another form and kOutOfRange for more than 99 999 of a unit.
Result<Period> parse_period(std::string_view text);
std::string to_string(const Period& period);  ///< "P3W"

/// The four kinds of time limit, which are never handled alike.
enum class Kind : std::uint8_t {
  kLatestAct,    ///< an act on the day is in time; reached when the day has ended (24:00); rolls
  kEarliestAct,  ///< the act may be done from the day on; reached when the day begins; never rolls
  kDeemedEvent,  ///< something counts as having happened on the day; reached when it begins; never
                 ///< rolls
  kBackward,     ///< counted back from the start; an act on the day is in time; never rolls
};

std::string_view to_string(Kind kind);  ///< "latest-act", …
/// Fails with kInvalidArgument, suggesting the name that was meant.
Result<Kind> parse_kind(std::string_view text);

/// What a set of days is made for: to move a last day to, or to count a time in.
enum class SetUse : std::uint8_t { kRoll, kCount };

/// Why a day is not in a day set.
struct Reason {
  std::string day;  ///< id of the named day ("xx.good-friday"), or the weekday ("saturday")
  Texts title;
  std::string cite;  ///< of the day's rule, or of the set where the weekday is blocked
};

/// Named days of a territory and the sets of days that rules count in or roll to, read from XML.
/// Immutable and cheap to copy; may be shared between threads.
class Calendar {
 public:
  /// Finds the calendar of the wider territory by id; returns null when there is none.
  using Wider = std::function<const Calendar*(std::string_view id)>;

  /// Reads a `calendar` document (namespace urn:lagrum:calendar:1). Faults go to `diagnostics` with
  /// positions; the error is their sum.
  static Result<Calendar> load(const xml::Document& document, const Wider& wider,
                               Diagnostics& diagnostics);

  const std::string& id() const;
  const std::string& zone() const;
  const std::string& version() const;
  const std::string& territory() const;
  const Texts& title() const;

  bool has_set(std::string_view set) const;
  std::vector<std::string> sets() const;
  std::vector<std::string> switches() const;
  /// Of a set; require has_set(set).
  const Texts& set_title(std::string_view set) const;
  const std::string& set_cite(std::string_view set) const;  ///< may be empty
  SetUse set_use(std::string_view set) const;
  /// True where a time of this length moves to the set: the rule may leave longer times alone.
  bool moves(std::string_view set, const Period& length) const;
  /// How many days of the set a time of this length must hold; 0 where the rule says nothing.
  std::int32_t least_days(std::string_view set, const Period& length) const;

  /// The provision of the rule by which times in `unit` are counted; empty where the calendar names
  /// none.
  std::string_view counting_cite(Unit unit) const;

  /// The same calendar with one interpretation switch set otherwise; kNotFound names the switches
  /// there are.
  Result<Calendar> with_switch(std::string_view id, bool value) const;

  /// True when `date` is not blocked in `set`. Requires has_set(set).
  bool in_set(std::string_view set, Date date) const;
  /// Why `date` is blocked; empty when it is in the set.
  std::vector<Reason> blocked_by(std::string_view set, Date date) const;
  /// The first day of the set on or after `date`. There is one within 400 days: load refuses other
  /// sets.
  Date next_in(std::string_view set, Date date) const;
  /// The last day of the set before `date` (never `date` itself).
  Date previous_in(std::string_view set, Date date) const;
  /// True where an interpretation switch decides whether `date` is in `set`.
  bool depends_on_switch(std::string_view set, Date date) const;

  struct State;

 private:
  explicit Calendar(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// One step of how a date came about.
struct Step {
  std::string as;  ///< "start", "raw-end", "extended", "suspended", "least", "rolled", "due"
  Date on;
  std::string cite;             ///< provision that the step rests on; may be empty
  bool interpretation = false;  ///< the step follows a reading, not the wording
  Texts text;                   ///< the step as a sentence
};

/// How a date came about, step by step; every step names its provision.
struct Derivation {
  std::vector<Step> steps;

  /// The steps as lines of text, each ending with its provision; readings are marked as such.
  std::string in(Language language) const;
};

/// Where an extension is added.
enum class From : std::uint8_t { kStart, kRawEnd, kRolledEnd };

struct Extension {
  Period by;
  From from = From::kStart;
  std::string cite;
};

/// The clock stands still on the days after `from` until the day before `until` (both named days
/// still run). Without `until` it has not gone on yet. Days up to the start, days that another
/// suspension has counted already, and a suspension from the last day on (the time has run out)
/// move nothing. No time ends on a day on which it stands still: it ends when it goes on, at the
/// earliest.
struct Suspension {
  Date from;
  std::optional<Date> until;
  std::string cite;
  Texts ground = {};  ///< why it stands still; may be empty
};

/// A time limit to compute: start ⊕ length, extensions, suspended days, the least number of open
/// days that the roll set asks for, and one roll, last.
struct TimeLimit {
  Date start;
  Period length;
  Kind kind = Kind::kLatestAct;
  std::string roll = {};  ///< day set to roll to; empty for none
  std::string days = {};  ///< count only days of this set; empty for all
  std::vector<Extension> extensions = {};
  std::vector<Suspension> suspensions = {};
  std::string cite = {};  ///< of the limit itself
  bool roll_is_interpretation = false;
};

struct Computed {
  Date raw_end;            ///< after length, extensions, suspensions, least days; before the roll
  Date due;                ///< after the roll
  bool suspended = false;  ///< stands still now: `due` is what it would be had it gone on at once
  Derivation derivation;
};

/// Computes a time limit. The start day is not counted. Weeks, months and years end on the day of
/// the same name or number, clamped to the month's end (SFS 1930:173 1 §; Regulation 1182/71 art.
/// 3(2)); half a month is fifteen days, counted last (BGB § 189). Extensions from the start are
/// added to the length first, months to months before the clamp; those from an end follow in their
/// order. Only a latest-act limit rolls. Where a day set's switch, or the limit's roll (its absence
/// too), follows a reading, the step and the due step are marked as interpretation. Whether it
/// rolls, and the least days it holds, go by its own length. Fails with kOutOfRange outside the
/// years 1 to 9999 and beyond 36 600 days counted in a set, kNotFound for an unknown day set, and
/// kInvalidArgument for a negative period, a length in hours or in another unit than days where
/// days of a set are counted, a suspension that ends before it begins, and one of a backward limit.
Result<Computed> compute(const Calendar& calendar, const TimeLimit& limit);

/// As compute, without the derivation: for those who ask for the day alone, and often.
Result<Computed> compute_days(const Calendar& calendar, const TimeLimit& limit);

/// A time limit in hours, which runs from a moment and never rolls (Regulation 1182/71 art. 3(4)).
struct HourLimit {
  Instant start;
  std::int32_t hours = 0;
  Kind kind = Kind::kLatestAct;
  std::string days = {};  ///< count only hours of days of this set; empty for all
  std::string cite = {};
};

struct ComputedHours {
  Instant end;  ///< an act at this moment is too late for a latest act, in time for an earliest
  Date due;     ///< the day of the end in the calendar's zone
  Derivation derivation;
};

/// Computes a time limit in hours: each is an hour that passes, also where clocks are put back.
/// Fails with kOutOfRange outside the years 1 to 9999 and beyond 36 600 days, kNotFound for an
/// unknown day set or zone, and kInvalidArgument for a negative number.
Result<ComputedHours> compute_hours(const Calendar& calendar, const ZoneRules& zones,
                                    const HourLimit& limit);

/// `date` ⊕ `period` in plain calendar days (24 hours begun are a day), weeks, months, years, with
/// clamp. Negative with `back`. A result outside the years 1 to 9999 is the day next to their
/// border, which compute() refuses.
Date add(Date date, Period period, bool back = false);

/// The moment a limit of `kind` that falls on `due` is reached: the end of the day (24:00) for a
/// latest act and a backward limit, its beginning (00:00) for the others, in the calendar's zone.
/// Fails with kNotFound for an unknown zone and kOutOfRange for a day outside the years 1 to 9999.
Result<Instant> reached_at(const Calendar& calendar, const ZoneRules& zones, Kind kind, Date due);

/// Zone rules from the system's zone data. Years after the data's end (2037 in compiled data) take
/// the rules of its last year with the same weekdays. Fails per call with kUnavailable when there
/// is no data.
std::unique_ptr<ZoneRules> system_zone_rules();

}  // namespace lagrum::calendar
