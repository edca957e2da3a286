#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "law/history.h"

namespace lagrum::law {

/// The day of a date, or of a date and time; nothing for other values.
std::optional<Date> as_date(const Value& value);

/// The one party that a decision concerns: it decides a side matter, and names whose. Empty where
/// it concerns all.
const std::string& sole_party(const Act& decision);

/// What an act adds to a clock (`by`), in the clock's unit; nothing where that is no length of
/// whole days or months.
std::optional<calendar::Period> extension_by(const Act& act, const ClockDecl& clock);

/// The instance of a norm or clock that is looked at.
struct Instance {
  std::string party;                  ///< empty where the norm has no instance per party
  const Folded* anchor = nullptr;     ///< the act that has an instance of its own; null for none
  const ActSet* decisions = nullptr;  ///< of which the anchor is one: the latest owns what follows
                                      ///< in its matter; null where it is no decision
  const Folded* trigger = nullptr;    ///< the act that opened the instance
  bool whole_past = false;            ///< what was done before the opening counts too
  bool before_trigger = false;  ///< so does what was done before the trigger, after the anchor
  bool owed = false;            ///< of a duty: it belongs to the matter of its trigger
};

/// The moment and place from which the past is looked at.
struct Viewpoint {
  const Act* judged = nullptr;  ///< the act now judged; null when nothing is judged
  std::size_t limit = 0;        ///< acts at smaller positions are the past
  Instant now{};
  Date today;
  std::size_t depth = 0;  ///< how many clocks wait for what is looked at now
};

/// One running of a clock.
struct ClockInstance {
  std::size_t clock = 0;
  std::string party;
  const Folded* anchor = nullptr;
  const Folded* start_act = nullptr;  ///< null for a chained clock
  bool started = false;
  bool stopped_for_good = false;  ///< voided: it never ends
  bool restarted = false;
  const Folded* fresh_since = nullptr;  ///< extensions before this act no longer count
  Date start;
  Instant start_at{};           ///< the moment from which hours are counted
  calendar::Computed computed;  ///< without derivation
  Instant reached_at{};
  /// True where it has a day at which it will end.
  bool ends() const { return started && !stopped_for_good && !computed.suspended; }
};

/// The end of a time.
struct End {
  Date day;
  std::optional<Instant> moment = {};  ///< where the time is counted in hours

  /// True for what is done, or told, on that day at that moment.
  bool passed(Date on, Instant at) const { return moment ? at >= *moment : on > day; }
};

/// What a norm said of one act.
struct ActVerdict {
  std::size_t norm = 0;
  std::string party;
  Sequence anchor;   ///< of the instance; 0 for none
  Sequence trigger;  ///< act that opened the instance; 0 for none
  Sequence act;      ///< the act that was judged
  bool violated = false;
  std::string lifted_by;  ///< norm that allowed it all the same
};

/// A duty that an act opened.
struct DutyInstance {
  std::size_t norm = 0;
  std::string party;
  Sequence anchor;
  Sequence trigger;
  std::optional<Sequence> fulfilled;
  std::optional<Sequence> lapsed;
  std::optional<Sequence> too_late = {};  ///< what would have fulfilled it, after its last day
  bool open() const { return !fulfilled && !lapsed; }
  /// The act that met it or made it lapse.
  const std::optional<Sequence>& ended() const { return fulfilled ? fulfilled : lapsed; }
};

/// What the norms have said and owe so far.
struct Ledger {
  std::vector<ActVerdict> verdicts;
  std::vector<DutyInstance> duties;
};

/// What would make a barred act lawful.
struct Remedy {
  enum class Kind : std::uint8_t { kDo, kWait, kJudge, kState, kOther } kind = Kind::kOther;
  std::vector<std::string> acts;  ///< kDo: any one of these
  std::string ask;                ///< kJudge
  bool answer = true;             ///< kJudge: the answer that helps
  bool any_answer = false;
  std::string attribute;  ///< kState: attribute the act must carry
  std::string value;      ///< kState: the value it must have, where the norm says one
  std::string clock;      ///< kWait: clock that is waited for
  std::optional<Date>
      first_day;  ///< kWait: first day on which the act is lawful; empty when not known
  std::string party;
  Texts title;               ///< kDo, kOther: what is needed, in the norm's words; may be empty
  bool alternative = false;  ///< one of several ways
};

/// Reads the past of a case for norms: conditions, clocks, and what is missing. Borrows the history
/// and the ledger, which stay as they are while it lives: each clock is computed once for each
/// viewpoint.
class Reading {
 public:
  Reading(const History& history, const Ledger& ledger)
      : history_(history), law_(history.law()), ledger_(ledger) {}

  bool all_hold(const std::vector<Condition>& conditions, const Instance& instance,
                const Viewpoint& view) const;
  bool holds(const Condition& condition, const Instance& instance, const Viewpoint& view) const;
  bool holds(const Clause& clause, const Instance& instance, const Viewpoint& view) const;
  /// True when some `unless` of the norm holds.
  bool excepted(const Norm& norm, const Instance& instance, const Viewpoint& view) const;
  /// True when the norm is in force on that day and its `where` holds.
  bool in_scope(const Norm& norm, const Instance& instance, const Viewpoint& view, Date day) const;
  bool valid(const std::optional<Date>& from, const std::optional<Date>& to, const std::string& by,
             Date day, const Viewpoint& view) const;
  /// True when a norm that overrides this one applies to the act; names it.
  const Norm* overridden_by(std::size_t norm, const Instance& instance, const Viewpoint& view,
                            Date day) const;

  /// What is missing of these conditions.
  std::vector<Remedy> remedies(const std::vector<Condition>& conditions, const Instance& instance,
                               const Viewpoint& view) const;
  /// Judgements that would make an exception of the norm apply; each exception is a way of its own.
  std::vector<Remedy> exceptions(const Norm& norm, const Instance& instance,
                                 const Viewpoint& view) const;

  /// Every running of a clock that the past knows, also those not started.
  /// None where more than kClockChainMax clocks wait for it.
  const std::vector<ClockInstance>& clock_instances(std::size_t clock, const Viewpoint& view) const;
  /// Runnings of a clock or group that regard the instance. With `of`, those whose decision is one
  /// of these.
  std::vector<const ClockInstance*> clocks_for(std::string_view name, const Instance& instance,
                                               const Viewpoint& view, const ActSet& of) const;

  /// True when the act at `position` is one that this instance counts.
  bool counts_for(std::size_t position, const Instance& instance, const std::string& matter,
                  const ActSet& of) const;
  /// Instances that `act` (at `position`) concerns, for a norm with this `per`.
  std::vector<Instance> instances(const Per& per, const Act& act, std::size_t position) const;
  std::vector<std::string> parties(Sequence at, const Act* act, bool per_party) const;

  /// Evaluates a formula with `act` judged or looked at.
  Value evaluate(const Formula& formula, const Act* act, const Instance& instance,
                 const Viewpoint& view, const ActSet& of = {}) const;
  bool holds(const Formula& formula, const Act* act, const Instance& instance,
             const Viewpoint& view, const ActSet& of = {}) const;
  /// The act that a question is asked about; null where there is none.
  const Folded* asked_about(const Ask& ask, const Instance& instance, const Viewpoint& view) const;
  /// The answer to a question, as recorded; nothing when nobody has answered.
  std::optional<bool> answer(const Ask& ask, const Instance& instance, const Viewpoint& view) const;
  /// The matter an instance belongs to.
  const std::string& matter(const Instance& instance, const Viewpoint& view) const;
  /// The matter in which the duty is met.
  const std::string& matter_of_answers(const Respond& respond, const Instance& instance) const;

  const History& history() const { return history_; }
  /// The end of a duty's time, where a clock gives one.
  std::optional<End> due_of(const DutyInstance& duty, const Viewpoint& view) const;
  /// After which the duty is breached: while an exception holds its outer time, if any.
  std::optional<End> limit_of(const DutyInstance& duty, const Viewpoint& view) const;
  /// The end of the clocks of that name that regard the instance; of several the first.
  std::optional<End> first_end(const std::string& name, const Instance& instance,
                               const Viewpoint& view) const;
  /// From where a duty is looked at: the act that ended it, or `view`.
  Viewpoint standing(const DutyInstance& duty, const Viewpoint& view) const;
  /// True where the act closes what the anchor of the instance has opened.
  bool closes(std::size_t position, const Instance& instance) const;
  /// The end of a running clock.
  End end_of(const ClockInstance& clock) const;
  /// How the clock's day came about.
  calendar::Derivation derivation_of(const ClockInstance& instance, const Viewpoint& view) const;
  Instance instance_of(const std::string& party, Sequence anchor, Sequence trigger,
                       const Norm& norm) const;

 private:
  bool done(const Condition& condition, const Instance& instance, const Viewpoint& view) const;
  bool reached(const Condition& condition, const Instance& instance, const Viewpoint& view) const;
  bool same_decision(const Norm& norm, Sequence anchor, const Instance& instance) const;
  bool verdict_is(const Condition& condition, const Instance& instance,
                  const Viewpoint& view) const;
  std::optional<Date> awaited_date(const Condition& condition, const Instance& instance,
                                   const Viewpoint& view) const;
  bool followed(std::size_t position, const ActSet& by, std::size_t limit) const;
  bool followed(std::size_t position, const Condition& condition, const Instance& instance,
                const Viewpoint& view) const;
  bool follows(const Folded& later, const Act& act, const ActSet& by) const;
  bool closed(const Instance& instance, std::size_t limit) const;
  const KnownFacts& known(const Viewpoint& view) const;
  std::size_t floor(const Instance& instance) const;
  List values_of(const ActSet& acts, std::string_view name, const Instance& instance,
                 const Viewpoint& view) const;
  const Folded* decision_of(std::size_t position, const ActSet& kinds, const std::string& matter,
                            const std::string& party) const;
  bool closes(const Folded& later, const Folded& anchor, bool decision) const;
  void add_remedies(const Condition& condition, const Instance& instance, const Viewpoint& view,
                    bool wanted, bool alternative, std::vector<Remedy>& remedies) const;
  Result<Value> call(Function function, std::span<const Value> arguments, const Instance& instance,
                     const Viewpoint& view, const ActSet& of) const;

  ClockInstance run(const ClockDecl& clock, ClockInstance instance, const Viewpoint& view) const;
  std::optional<std::pair<const Folded*, End>> first_start(const ClockDecl& clock,
                                                           const ClockInstance& instance,
                                                           const Viewpoint& view) const;
  bool starts(const ClockStart& start, std::size_t position, const ClockDecl& clock,
              const ClockInstance& instance, const Viewpoint& view, End& begins) const;
  void fill_limit(const ClockDecl& clock, const ClockInstance& instance, const Viewpoint& view,
                  calendar::TimeLimit& limit) const;
  Instant moment_of(const Value& value, Date day) const;
  static Instance instance_of(const ClockDecl& clock, const ClockInstance& running);
  Viewpoint at(std::size_t position, const Viewpoint& view) const;
  bool regards(std::size_t position, const ClockDecl& clock, const ClockInstance& running) const;
  calendar::HourLimit hours_of(const ClockDecl& clock, const ClockInstance& instance) const;
  void compute(const ClockDecl& clock, ClockInstance& instance, const Viewpoint& view) const;
  void read_extensions(const ClockDecl& clock, const ClockInstance& instance, const Viewpoint& view,
                       calendar::TimeLimit& limit) const;
  void read_suspensions(const ClockDecl& clock, const ClockInstance& instance,
                        const Viewpoint& view, calendar::TimeLimit& limit) const;
  std::vector<ClockInstance> computed_instances(std::size_t clock, const Viewpoint& view) const;
  std::vector<ClockInstance> of_the_case(std::size_t clock, const Viewpoint& view) const;
  std::vector<ClockInstance> chained(std::size_t clock, const Viewpoint& view) const;
  void drop_overridden(std::size_t clock, const Viewpoint& view,
                       std::vector<ClockInstance>& instances) const;

  /// A clock from a viewpoint: clock, act now judged, limit, now, today, depth.
  using ClockKey = std::tuple<std::size_t, const Act*, std::size_t, Instant, Date, std::size_t>;

  const History& history_;
  const Law& law_;
  const Ledger& ledger_;
  mutable calendar::TimeLimit limit_;  // of the clock computed last; its texts keep their room
  mutable std::map<ClockKey, std::vector<ClockInstance>>
      known_clocks_;  // what has been computed so far
};

}  // namespace lagrum::law
