#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "law/monitor.h"

namespace lagrum::law::plain {

/// A place in a history; kNone for no act.
using Index = std::size_t;
inline constexpr Index kNone = static_cast<Index>(-1);

/// What a norm or clock has an instance of its own for: a party, an act (`anchor`); and the act
/// that opened it, which is the anchor where nothing else did.
struct Place {
  std::string party = {};
  Index anchor = kNone;
  Index trigger = kNone;
};

/// Where the reader stands: acts before `limit` are the past, and `judged` is looked at, if any.
struct View {
  Index judged = kNone;
  Index limit = 0;
  Instant now{};
  Date today{};
};

/// Which acts a condition counts.
struct Scope {
  Index since = 0;       ///< acts before this one are left out
  bool anchored = true;  ///< only what belongs to the anchor
  std::string matter = {};
};

/// Who reads a condition or an expression, and from where.
struct Reader {
  const Per* per = nullptr;
  Place place;
  View view;
  Scope scope;
};

/// A time as it runs.
struct Running {
  std::size_t clock = 0;
  std::string party = {};
  Index anchor = kNone;
  bool started = false;
  bool is_void = false;
  bool still = false;  ///< stands still, without a day to go on
  Index begun_by = kNone;
  Index fresh = 0;  ///< the act of its last fresh start, if there was one: 0 else
  Date start{};
  Instant start_at{};  ///< of a time in hours
  Date due{};
  std::optional<Instant> moment = {};  ///< at which a time in hours ends
  calendar::Kind kind = calendar::Kind::kLatestAct;
};

/// The day of a date, or of a date and time.
std::optional<Date> date_of(const Value& value);
/// True for parties that may be one; one that names nobody fits everybody.
bool fits(const std::string& one, const std::string& other);

/// How often something was seen: "forbid violated", "respond too late", "done holds", …
using Census = std::map<std::string, std::size_t>;

/// The norms' language read straight from its text (engine/docs/law-language.md), a second time and
/// in another way than the engine does: each question is answered from the whole history by looking
/// for acts that exist or do not, nothing is carried from one act to the next, and nothing is fast.
/// Expressions are left to FEEL, and days to the calendar, which have second readings of their own.
class PlainReading {
 public:
  using FactsSince = std::vector<std::pair<Sequence, Facts>>;

  /// `acts` in legal order. Borrows all.
  PlainReading(const Law& law, const ZoneRules& zones, const std::vector<Folded>& acts,
               const FactsSince& facts);

  /// What the norms say of acts and duties at `now`, a line for each, sorted.
  std::vector<std::string> verdicts(Instant now);
  /// Times at `now`: "xx.clock party anchor 3 2026-01-02", "… waiting", "… void", sorted.
  std::vector<std::string> clocks(Instant now);
  /// Acts that norms make at `now`: "xx.norm act party 3 2026-01-02", sorted.
  std::vector<std::string> effects(Instant now);
  /// Whether an act counts for anything: it was not void.
  bool has_effect(Index act);
  /// Counts from now on how often conditions of each kind hold and fail.
  void count_conditions(Census* census) { census_ = census; }
  /// Norms that have been found to stand in the place of another, or to lift it.
  const std::set<std::size_t>& overriding() const { return overriding_; }

 private:
  /// A duty as acts have left it.
  struct Duty {
    bool fulfilled = false;
    Index ended = kNone;     ///< the act that met it or made it lapse
    Index too_late = kNone;  ///< the first that would have met it in time
  };
  /// What a norm says of an act, for one instance.
  struct Said {
    bool violated = false;
    std::string lifted_by;
  };
  struct End {
    Date day;
    std::optional<Instant> moment;
  };

  // --- acts, parties, matters
  const Act& act(Index i) const { return acts_[i].act; }
  bool is_of(Index i, const ActSet& acts) const { return acts.contains(act(i).type); }
  const std::string& matter_of(Index i) const { return act(i).regarding; }
  std::string matter_of_anchor(const Per& per, Index anchor) const;
  std::string matter_of(const Per& per, const Place& place, const View& view) const;
  bool shares_matter(Index i, const std::string& matter) const;
  bool concerns(Index decision, const std::string& party) const;
  Index latest(const ActSet& kinds, const std::string& matter, const std::string& party,
               Index limit);
  bool closed(const Per& per, Index anchor, Index limit);
  Index closing(Index anchor, bool decision, Index limit);
  bool belongs(Index i, const Per& per, Index anchor, const std::string& party);
  std::vector<std::string> parties_of(const Per& per, Index i) const;
  Place placed(const Per& per, const std::string& party, Index anchor) const;
  std::vector<Place> places(const Per& per, Index i);
  std::vector<Place> opened_places(const Per& per, Index i);
  bool counts(Index i, const Reader& reader, const ActSet& of = {});

  // --- views, facts, expressions
  View view_at(Index i) const;
  View view_now(Instant now) const;
  const Facts& facts(const View& view) const;
  Value case_data(const Facts& known) const;
  Value value(const Formula& formula, Index looked_at, const Reader& reader, const ActSet& of = {},
              Index trigger = kNone);
  bool holds(const Formula& formula, Index looked_at, const Reader& reader, const ActSet& of = {},
             Index trigger = kNone);
  Result<Value> call(Function function, std::span<const Value> arguments, const Reader& reader,
                     const ActSet& of);
  List values_of(const ActSet& acts, std::string_view name, const Reader& reader);
  std::int64_t days_late(const std::string& norm, const Reader& reader);

  // --- conditions
  bool all(const std::vector<Condition>& conditions, const Reader& reader);
  bool is(const Condition& condition, const Reader& reader);
  bool evaluated(const Condition& condition, const Reader& reader);
  bool done(const Condition& condition, const Reader& reader);
  bool done_at(const Condition& condition, Index i, const Reader& reader);
  bool followed(const Condition& condition, Index i, const Reader& reader);
  bool reached(const Condition& condition, const Reader& reader);
  bool date_reached(const Condition& condition, const Reader& reader);
  bool judged(const Condition& condition, const Reader& reader);
  Index asked_about(const Ask& ask, const Reader& reader);
  bool said(const Condition& condition, const Reader& reader);
  bool same_decision(const Norm& norm, const Place& place, const Reader& reader);
  bool clause(const Clause& clause, const Reader& reader);
  Reader reader_of(const Norm& norm, const Place& place, const View& view) const;
  bool excepted(const Norm& norm, const Place& place, const View& view);
  bool in_scope(const Norm& norm, const Place& place, const View& view, Date day);
  bool in_force(const std::optional<Date>& from, const std::optional<Date>& to,
                const std::string& by, Date day, const View& view) const;

  // --- clocks
  std::vector<Running> runnings(std::size_t clock, const View& view);
  std::vector<Running> own_runnings(std::size_t clock, const View& view);
  std::vector<Running> chained(std::size_t clock, const View& view);
  Reader reader_of(const ClockDecl& clock, const Place& place, const View& view) const;
  Running run(std::size_t clock, const std::string& party, Index anchor, Index limit);
  bool starts_anew(const ClockDecl& clock, Index i, Running& running);
  bool regards(Index i, const ClockDecl& clock, const Running& running);
  void reckon(const ClockDecl& clock, Running& running, Index limit);
  void add_extensions(const ClockDecl& clock, const Running& running, Index limit,
                      calendar::TimeLimit& time);
  void add_standings(const ClockDecl& clock, const Running& running, Index limit,
                     calendar::TimeLimit& time);
  bool begins(const ClockStart& start, Index i, const ClockDecl& clock, Running& running);
  std::vector<Running> clocks_for(std::string_view name, const Reader& reader, const ActSet& of);
  static bool ends(const Running& running);
  static bool is_over(const Running& running, const View& view);
  static bool reached_by(const Running& running, const View& view);

  // --- norms
  std::vector<Place> judged_places(const Norm& norm, Index i);
  std::optional<Said> judge(std::size_t norm, Index i, const Place& place);
  bool breaks(const Norm& norm, Index i, const Place& place);
  bool carries(const std::vector<Field>& fields, Index i, const Reader& reader);
  bool too_often(const Norm& norm, Index i, const Place& place);
  std::optional<std::size_t> overrider(std::size_t norm, const Place& place, const View& view,
                                       Date day);
  bool applies(std::size_t number, const Place& place, const View& view, Date day);
  std::vector<Place> opened(std::size_t norm, Index i);
  bool would_open(std::size_t norm, Index i, const Place& place);
  bool is_about(const Norm& norm, Index i, const Place& place);
  bool asked_for(const Norm& norm, Index i, const Place& place);
  bool answers(const Norm& norm, Index i, const Place& place);
  bool taken(std::size_t norm, Index i, const Place& place);
  Duty duty(std::size_t norm, const Place& place, Index limit);
  std::optional<End> end_of(const Norm& norm, const std::string& clock, const Place& place,
                            const View& view);
  std::optional<End> limit_of(const Norm& norm, const Place& place, const View& view);
  std::optional<End> alarm_of(const Norm& norm, const Place& place) const;
  static bool is_past(const std::optional<End>& end, const View& view);
  Verdict verdict_of(std::size_t norm, const Place& place, const View& view,
                     std::optional<Date>& due, Index& too_late);
  std::string line(const Norm& norm, const Place& place) const;

  const Law& law_;
  const ZoneRules& zones_;
  const std::vector<Folded>& acts_;
  const FactsSince& facts_;
  Census* census_ = nullptr;
  std::set<std::size_t> overriding_;
  // What has been answered once.
  std::map<Index, bool> effects_;
  std::map<std::tuple<std::size_t, Index, Index, Instant>, std::vector<Running>> runnings_;
  std::map<std::tuple<std::size_t, std::string, Index, Index>, Running> runs_;
  std::map<std::pair<std::size_t, Index>, std::vector<Place>> opened_;
  std::map<std::tuple<std::size_t, std::string, Index, Index, Index>, Duty> duties_;
};

}  // namespace lagrum::law::plain
