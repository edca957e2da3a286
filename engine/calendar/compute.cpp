#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "calendar/arithmetic.h"
#include "calendar/sentences.h"
#include "calendar/state.h"
#include "lagrum/calendar.h"

namespace lagrum::calendar {
namespace {

using std::chrono::days;

/// More days than these (a hundred years) are not counted one by one.
constexpr std::int64_t kCountedDaysMax = 36'600;

Error limit_outside_years() {
  return Error{ErrorCode::kOutOfRange,
               "expected a time limit within the years 1 to 9999, found one beyond",
               {},
               {}};
}

Error invalid(std::string message, const std::string& cite) {
  return Error{ErrorCode::kInvalidArgument, std::move(message), {}, cite};
}

/// True on days where a switch of the calendar decides whether they are in `set`.
bool switched(const Calendar& calendar, const std::string& set, Date first, Date last) {
  for (Date day = first; day <= last; day += days{1}) {
    if (calendar.depends_on_switch(set, day)) return true;
  }
  return false;
}

Status check_set(const Calendar& calendar, const std::string& set, const std::string& cite) {
  if (set.empty() || calendar.has_set(set)) return {};
  return Error{ErrorCode::kNotFound,
               "expected a day set of calendar '" + calendar.id() + "', found '" + set + "'" +
                   suggestion(set, calendar.sets()),
               {},
               cite};
}

Status check_suspensions(const TimeLimit& limit) {
  for (const Suspension& each : limit.suspensions) {
    if (limit.kind == Kind::kBackward) {
      return invalid("expected no suspension of a limit that is counted back, found one",
                     each.cite);
    }
    if (!in_years(each.from) || (each.until && !in_years(*each.until)))
      return limit_outside_years();
    if (each.until && *each.until < each.from) {
      return invalid("expected a suspension to end on " + lagrum::to_string(each.from) +
                         " or later, found " + lagrum::to_string(*each.until),
                     each.cite);
    }
  }
  return {};
}

Status check(const Calendar& calendar, const TimeLimit& limit) {
  LAGRUM_TRY(check_set(calendar, limit.roll, limit.cite));
  LAGRUM_TRY(check_set(calendar, limit.days, limit.cite));
  if (!in_years(limit.start)) return limit_outside_years();
  if (limit.length.unit == Unit::kHours) {
    return invalid("expected a length in days, weeks, months or years, found '" +
                       to_string(limit.length) + "'",
                   limit.cite);
  }
  if (!limit.days.empty() && limit.length.unit != Unit::kDays) {
    return invalid("expected a length in days, as only days of '" + limit.days +
                       "' count, found '" + to_string(limit.length) + "'",
                   limit.cite);
  }
  bool negative = limit.length.count < 0;
  for (const Extension& each : limit.extensions) negative = negative || each.by.count < 0;
  if (negative) return invalid("expected no period below zero, found one", limit.cite);
  return check_suspensions(limit);
}

/// One run over a checked limit; the end moves from step to step.
class Computation {
 public:
  Computation(const Calendar& calendar, const TimeLimit& limit, bool explains)
      : calendar_(calendar),
        limit_(limit),
        explains_(explains),
        moves_(limit.kind == Kind::kLatestAct && !limit.roll.empty() &&
               calendar.moves(limit.roll, limit.length)),
        end_(limit.start) {}

  Result<Computed> run() {
    begin();
    LAGRUM_TRY(count_length());
    LAGRUM_TRY(extend_from_start());
    LAGRUM_TRY(extend_from_end());
    LAGRUM_TRY(suspend());
    LAGRUM_TRY(hold_least_days());
    return finish();
  }

 private:
  bool back() const { return limit_.kind == Kind::kBackward; }
  bool rolls() const { return moves_; }
  Date rolled(Date date) const { return rolls() ? calendar_.next_in(limit_.roll, date) : date; }
  bool counts(const Span& span) const { return !limit_.days.empty() && !span.months; }

  void add_step(std::string as, std::string cite, bool interpretation, Texts text) {
    if (!explains_) return;
    steps_.push_back(Step{std::move(as), end_, std::move(cite), interpretation, std::move(text)});
  }

  /// The sentence of a step; nothing where nobody asks how the date came about.
  Texts say(Sentence sentence, const std::function<Gaps(Language)>& filled) const {
    return explains_ ? calendar::say(sentence, filled) : Texts();
  }

  Result<Date> count_days(Date from, std::int64_t count) const {
    if (count > kCountedDaysMax) return limit_outside_years();
    Date day = from;
    for (std::int64_t counted = 0; counted < count; ++counted) {
      day = back() ? calendar_.previous_in(limit_.days, day)
                   : calendar_.next_in(limit_.days, day + days{1});
      if (!in_years(day)) return limit_outside_years();
    }
    return day;
  }

  Result<Date> moved(Date from, const Span& span) const {
    if (counts(span)) return count_days(from, span.count);
    const auto to = shifted(from, span, back());
    if (!to) return limit_outside_years();
    return *to;
  }

  /// One span after the other; `reading` becomes true where a switch decided a day.
  Result<Date> moved(Date from, const std::vector<Span>& spans, bool& reading) const {
    for (const Span& span : spans) {
      LAGRUM_ASSIGN(const Date to, moved(from, span));
      reading = reading || counting_switched(from, to, span);
      from = to;
    }
    return from;
  }

  /// True where a switch decided a day between the two that was counted or left out.
  bool counting_switched(Date from, Date to, const Span& span) const {
    if (!explains_ || !counts(span)) return false;
    return back() ? switched(calendar_, limit_.days, to, from - days{1})
                  : switched(calendar_, limit_.days, from + days{1}, to);
  }

  void begin() {
    add_step("start", limit_.cite, false,
             say(back() ? Sentence::kStartBack : Sentence::kStart, gaps({})));
  }

  Sentence length_sentence() const {
    if (limit_.length.count == 0) return Sentence::kNothingAdded;
    if (!limit_.days.empty()) return Sentence::kSetDaysLater;
    if (limit_.length.unit == Unit::kHalfMonths) return Sentence::kHalfMonthLater;
    if (limit_.length.unit == Unit::kDays) return Sentence::kDaysLater;
    if (limit_.length.unit == Unit::kWeeks) return Sentence::kSameWeekday;
    const bool same_number =
        std::chrono::year_month_day{end_}.day() == std::chrono::year_month_day{limit_.start}.day();
    return same_number ? Sentence::kSameNumber : Sentence::kMonthEnd;
  }

  Status count_length() {
    spans_ = to_spans(limit_.length);
    bool reading = false;
    LAGRUM_ASSIGN(end_, moved(limit_.start, spans_, reading));
    const std::string cite = !limit_.days.empty()
                                 ? calendar_.set_cite(limit_.days)
                                 : std::string(calendar_.counting_cite(limit_.length.unit));
    add_step("raw-end", cite, reading, say(length_sentence(), gaps(limit_.length)));
    return {};
  }

  Status extend_from_start() {
    for (const Extension& each : limit_.extensions) {
      if (each.from != From::kStart) continue;
      for (const Span& span : to_spans(each.by)) merge(spans_, span);
      bool reading = false;
      LAGRUM_ASSIGN(end_, moved(limit_.start, spans_, reading));
      add_step("extended", each.cite, reading, say(Sentence::kExtendedFromStart, gaps(each.by)));
    }
    return {};
  }

  Status extend_from_end() {
    for (const Extension& each : limit_.extensions) {
      if (each.from == From::kStart) continue;
      const bool from_rolled = each.from == From::kRolledEnd;
      const Date from = from_rolled ? rolled(end_) : end_;
      bool reading = from_rolled && roll_reading(end_, from);
      LAGRUM_ASSIGN(end_, moved(from, to_spans(each.by), reading));
      const Sentence sentence =
          from_rolled ? Sentence::kExtendedFromRolledEnd : Sentence::kExtendedFromRawEnd;
      add_step("extended", each.cite, reading, say(sentence, gaps(each.by)));
    }
    return {};
  }

  Status suspend() {
    std::vector<Suspension> ordered = limit_.suspensions;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const Suspension& a, const Suspension& b) { return a.from < b.from; });
    Date covered = limit_.start;
    for (const Suspension& each : ordered) {
      if (each.from >= rolled(end_)) break;
      if (!each.until) {
        stand_still(each);
        break;
      }
      const Date first = std::max(each.from, covered) + days{1};
      const Date last = *each.until - days{1};
      LAGRUM_TRY(stood_still(each, first, last));
      covered = std::max(covered, last);
    }
    return {};
  }

  Result<std::int64_t> days_within(Date first, Date last) const {
    const std::int64_t all = (last - first).count() + 1;
    if (limit_.days.empty() || all <= 0) return all;
    if (all > kCountedDaysMax) return limit_outside_years();
    std::int64_t counted = 0;
    for (Date day = first; day <= last; day += days{1})
      counted += calendar_.in_set(limit_.days, day);
    return counted;
  }

  Status stood_still(const Suspension& each, Date first, Date last) {
    LAGRUM_ASSIGN(const std::int64_t count, days_within(first, last));
    const Span span{false, std::max<std::int64_t>(count, 0)};
    const Date from = end_;
    LAGRUM_ASSIGN(end_, moved(from, span));
    const bool unfinished = count > 0 || each.from < end_;
    if (unfinished && end_ <= last) {  // over but for a roll, or without length
      end_ = limit_.days.empty() ? last + days{1} : calendar_.next_in(limit_.days, last + days{1});
    }
    if (end_ == from) return {};
    const bool reading = counting_switched(from, end_, span) ||
                         (counts(span) && switched(calendar_, limit_.days, first, last));
    const Period period{static_cast<std::int32_t>(std::max<std::int64_t>(count, 1)), Unit::kDays};
    const Date opening = std::min(first, last);
    const Sentence sentence =
        each.ground.empty() ? Sentence::kStoodStill : Sentence::kStoodStillOnGround;
    add_step("suspended", each.cite, reading, say(sentence, [&](Language language) {
               const std::string begins = in_words(language, opening);
               Gaps filled = gaps(period)(language);
               filled["days"] =
                   opening == last ? begins : begins + " – " + in_words(language, last);
               filled["ground"] = each.ground.in(language);
               return filled;
             }));
    return {};
  }

  void stand_still(const Suspension& each) {
    suspended_ = true;
    const Sentence sentence =
        each.ground.empty() ? Sentence::kStandsStill : Sentence::kStandsStillOnGround;
    add_step("suspended", each.cite, false, say(sentence, [&](Language language) {
               Gaps filled = gaps({})(language);
               filled["ground"] = each.ground.in(language);
               filled["days"] = in_words(language, std::max(each.from, limit_.start));
               return filled;
             }));
  }

  /// A short time is lengthened until it holds as many days of the roll set as the rule asks for.
  Status hold_least_days() {
    if (!rolls() || suspended_) return {};
    const std::int32_t wanted = calendar_.least_days(limit_.roll, limit_.length);
    if (wanted == 0) return {};
    const auto longest = static_cast<std::int64_t>(wanted) * kScanDaysMax;
    if ((end_ - limit_.start).count() > longest) return {};
    std::int32_t held = 0;
    for (Date day = limit_.start + days{1}; day <= end_; day += days{1})
      held += calendar_.in_set(limit_.roll, day) ? 1 : 0;
    if (held >= wanted) return {};
    const Date from = end_;
    for (; held < wanted; ++held) {
      end_ = calendar_.next_in(limit_.roll, end_ + days{1});
      if (!in_years(end_)) return limit_outside_years();
    }
    add_step("least", calendar_.set_cite(limit_.roll),
             explains_ && switched(calendar_, limit_.roll, limit_.start + days{1}, end_),
             say(Sentence::kLeastDays, [&](Language language) {
               Gaps filled = gaps({})(language);
               filled["number"] = std::to_string(wanted);
               filled["set"] = calendar_.set_title(limit_.roll).in(language);
               filled["end"] = in_words(language, from);
               return filled;
             }));
    return {};
  }

  /// True where moving from `raw` to `due` followed a reading.
  bool roll_reading(Date raw, Date due) const {
    return explains_ && rolls() &&
           ((raw != due && limit_.roll_is_interpretation) ||
            switched(calendar_, limit_.roll, raw, due));
  }

  /// The name of `date` among those passed over: its own where it has one, else its weekday.
  std::string passed_name(Language language, Date date) const {
    const std::vector<Reason> reasons = calendar_.blocked_by(limit_.roll, date);
    LAGRUM_CHECK(!reasons.empty());
    return reasons.back().title.in(language);
  }

  void roll(Date raw) {
    add_step("rolled", calendar_.set_cite(limit_.roll), roll_reading(raw, end_),
             say(Sentence::kRolled, [&](Language language) {
               std::vector<std::string> names;
               for (Date day = raw; day < end_; day += days{1})
                 names.push_back(passed_name(language, day));
               Gaps filled = gaps({})(language);
               filled["days"] = list_in_words(language, names);
               return filled;
             }));
  }

  Sentence due_sentence() const {
    if (suspended_) return Sentence::kNotYetDue;
    switch (limit_.kind) {
      case Kind::kLatestAct:
        return Sentence::kDueLatestAct;
      case Kind::kEarliestAct:
        return Sentence::kDueEarliestAct;
      case Kind::kDeemedEvent:
        return Sentence::kDueDeemedEvent;
      case Kind::kBackward:
        return Sentence::kDueBackward;
    }
    LAGRUM_CHECK(false);
  }

  Result<Computed> finish() {
    const Date raw = end_;
    end_ = rolled(raw);
    if (!in_years(end_)) return limit_outside_years();
    if (end_ != raw) roll(raw);
    const bool any_reading = std::any_of(steps_.begin(), steps_.end(),
                                         [](const Step& step) { return step.interpretation; });
    const bool reading =
        any_reading || roll_reading(raw, end_) || (limit_.roll_is_interpretation && !rolls());
    add_step("due", limit_.cite, reading, say(due_sentence(), gaps({})));
    return Computed{raw, end_, suspended_, Derivation{std::move(steps_)}};
  }

  /// The gaps that sentences share: the end as it stands, and the period the step speaks of.
  std::function<Gaps(Language)> gaps(const Period& period) const {
    return [this, period](Language language) {
      const auto start_day = std::chrono::year_month_day{limit_.start}.day();
      return Gaps{
          {"date", in_words(language, end_)},
          {"period", in_words(language, period)},
          {"direction", direction_in_words(language, back())},
          {"number", std::to_string(static_cast<unsigned>(start_day))},
          {"set", limit_.days.empty() ? "" : calendar_.set_title(limit_.days).in(language)}};
    };
  }

  const Calendar& calendar_;
  const TimeLimit& limit_;
  const bool explains_;
  const bool moves_;
  Date end_;
  std::vector<Span> spans_;  // the length and the extensions from the start
  bool suspended_ = false;
  std::vector<Step> steps_;
};

}  // namespace

Result<Computed> compute(const Calendar& calendar, const TimeLimit& limit) {
  LAGRUM_TRY(check(calendar, limit));
  return Computation(calendar, limit, true).run();
}

Result<Computed> compute_days(const Calendar& calendar, const TimeLimit& limit) {
  LAGRUM_TRY(check(calendar, limit));
  return Computation(calendar, limit, false).run();
}

}  // namespace lagrum::calendar
