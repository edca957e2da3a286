#pragma once

#include <optional>
#include <string>
#include <vector>

#include "law/reading.h"
#include "lifecycle/clock_lifecycle.h"

namespace lagrum::law {

using lagrum::to_string;

/// What follows from a norm that an act breaches.
enum class Consequence : std::uint8_t {
  kRefuse,  ///< the act may not be done
  kWarn,    ///< it needs a reason on the record
  kRecord,  ///< it is done, and the breach is on the record
};

/// A breach of a norm by one act.
struct Finding {
  std::size_t norm = 0;
  Consequence consequence = Consequence::kRecord;
  Sequence act;
  std::string party;
  std::vector<Remedy> remedies;  ///< what would make it lawful; empty when nothing on record would
};

/// An effect that a norm has now: an act of the engine that is to be created, or one that no longer
/// holds.
struct Effect {
  std::size_t norm = 0;
  Act act;  ///< without sequence; legal time is 00:00 of its day
};
struct Effects {
  std::vector<Effect> create;
  std::vector<Sequence> supersede;
};

/// A moment at which the case has to be looked at again.
struct Wake {
  enum class Kind : std::uint8_t { kExpired, kNear, kDate, kEffect } kind = Kind::kExpired;
  std::string id;  ///< clock id, or "act.attribute" of an awaited date, or act type of an effect
  std::string party;
  std::string key;  ///< unique in the case: the same moment of the same clock keeps its key
  Instant due{};
  Date day;                  ///< the legal day it stands for
  std::uint8_t percent = 0;  ///< of the way, for kNear without lead time
};

/// One of the times that a duty has: it may have several, which are reported each on its own.
struct DutyTime {
  /// The ladder: at once, what is aimed at, what the law demands, what nothing excuses.
  enum class Rung : std::uint8_t { kPromptly, kTarget, kLimit, kOuter } rung = Rung::kLimit;
  enum class Standing : std::uint8_t { kAhead, kKept, kMissed } standing = Standing::kAhead;
  std::optional<std::size_t> clock;  ///< empty for an open standard's alarm
  Date due;
  Basis basis = Basis::kStatute;
};

enum class DutyStatus : std::uint8_t { kOpen, kOverdue, kFulfilled, kLapsed, kResting };

/// A duty as it stands now.
struct DutyView {
  std::size_t norm = 0;
  std::string party;
  Sequence anchor;  ///< what the norm has an instance for; 0 for the case
  Sequence trigger;
  DutyStatus status = DutyStatus::kOpen;
  std::optional<Date> due;      ///< the last day, or the alarm of an open standard
  std::optional<Date> work_by;  ///< the earliest of its times, which governs the work
  std::vector<DutyTime> times;  ///< all of them, in the order of the ladder
  bool policy = false;          ///< the day is practice or a promise, not law
  bool late = false;            ///< fulfilled, or lapsed, after its day
};

struct ClockView {
  std::size_t clock = 0;
  std::string party;
  Sequence anchor;
  lifecycle::ClockPhase phase = lifecycle::ClockPhase::kWaiting;
  Date start;
  Date raw_end;  ///< before a roll
  Date due;
  calendar::Derivation derivation;
};

enum class Verdict : std::uint8_t {
  kNotApplicable,
  kFulfilled,
  kPending,
  kViolated,
  kLapsed,
  kUnknown
};

struct VerdictView {
  std::size_t norm = 0;
  std::string party;
  Sequence trigger;
  Sequence act;  ///< the act that was judged, or that fulfilled; 0 for none
  Verdict verdict = Verdict::kNotApplicable;
  std::string lifted_by;
  std::optional<Date> due = {};  ///< of a duty: its last day
  Sequence too_late = {};        ///< of a duty: the act that came after its last day; 0 for none
  Sequence anchor = {};          ///< of the instance; 0 for none
};

/// Folds the acts of one case, in legal order, into what the norms say of them. An act recorded
/// late is put in its place and everything after it is judged anew. A value: copy it to try an act.
/// Borrows the law and the zone rules; belongs to one caller.
class Monitor {
 public:
  Monitor(const Law& law, const ZoneRules& zones) : history_(law, zones) {}

  /// The facts from this act on.
  void state_facts(Sequence since, Facts facts) { history_.state_facts(since, std::move(facts)); }

  /// Records an act and answers what the norms say against it.
  std::vector<Finding> add(Act act);
  /// Records an act that has been done, without asking what speaks against it.
  void record(Act&& act);
  /// Makes room for so many acts.
  void reserve(std::size_t acts) { history_.reserve(acts); }
  /// An effect no longer holds; it stays on record and counts no more.
  void supersede(Sequence effect);

  /// Effects that norms have at `now` and that are not on record yet, and recorded ones that no
  /// longer hold.
  Effects effects(Instant now) const;

  std::vector<DutyView> duties(Instant now) const;
  std::vector<ClockView> clocks(Instant now) const;
  std::vector<VerdictView> verdicts(Instant now) const;
  /// Prohibitions that acts have opened and that no act has met: fulfilled where they are lifted or
  /// have no end, else pending.
  std::vector<VerdictView> untested(Instant now) const;
  /// The clocks that a verdict rests on, as they stood when it was given.
  std::vector<ClockView> clocks_of(const VerdictView& verdict, Instant now) const;
  /// Moments of the case in due order, past and to come; an effect's only while it is to come at
  /// `now`. `dates`: awaited dates beside those of the law.
  std::vector<Wake> wakes(Instant now,
                          const std::vector<std::pair<std::string, std::string>>& dates) const;

  const History& history() const { return history_; }
  const Law& law() const { return history_.law(); }

 private:
  Viewpoint at(std::size_t position) const;
  Viewpoint now_view(Instant now) const;
  /// Judges acts anew from a position on; what the norms say against the act `watched` goes to
  /// `findings`.
  void refold(std::size_t first, Sequence watched, std::vector<Finding>* findings);
  /// Takes back what was said and done from a position on: nothing before it rests on it.
  void forget(std::size_t first);
  void fold(std::size_t position, std::vector<Finding>* findings);
  void insert(Act&& act, std::vector<Finding>* findings);
  ClockView view_of(const ClockInstance& instance, const Viewpoint& view,
                    const Reading& reading) const;
  void judge(std::size_t norm, std::size_t position, const Reading& reading,
             std::vector<Finding>* findings);
  void judge_instance(std::size_t norm, std::size_t position, const Instance& instance,
                      const Reading& reading, std::vector<Finding>* findings);
  bool breached(const Norm& norm, const Instance& instance, const Viewpoint& view,
                const Reading& reading, std::vector<Remedy>* remedies) const;
  bool exceeds(const Norm& norm, const Instance& instance, std::size_t position,
               const Reading& reading) const;
  std::size_t counted_from(const Norm& norm, const Instance& instance, std::size_t position,
                           const Reading& reading) const;
  std::vector<Instance> judged_instances(const Norm& norm, std::size_t position,
                                         const Reading& reading) const;
  static std::vector<Remedy> missing_fields(const std::vector<Field>& fields,
                                            const Instance& instance, const Viewpoint& view,
                                            const Reading& reading);
  bool answer(DutyInstance& duty, const Instance& instance, std::size_t position,
              const Reading& reading);
  void apply_duties(std::size_t position);
  void open_duty(std::size_t norm, std::size_t position);
  void add_times(const DutyInstance& duty, const Viewpoint& now, const Reading& reading,
                 DutyView& shown) const;
  std::optional<End> alarm_of(const Respond& respond, const Folded& trigger) const;
  /// Without its times, which only those who show the duty want.
  DutyView view_of(const DutyInstance& duty, const Viewpoint& view, const Reading& reading) const;
  std::vector<DutyView> duties(const Viewpoint& view, const Reading& reading) const;
  lifecycle::ClockPhase phase_of(const ClockInstance& clock, const Viewpoint& view,
                                 const std::vector<DutyView>& duties) const;
  std::optional<Date> effect_day(std::size_t norm, std::size_t position, const Viewpoint& view,
                                 const Reading& reading) const;
  void add_clock_wakes(const ClockInstance& clock, std::vector<Wake>& wakes) const;
  Consequence consequence(const Norm& norm, const Act& act) const;

  History history_;
  Ledger ledger_;
  struct Size {
    std::size_t verdicts;
    std::size_t duties;
  };
  std::vector<Size> before_;  ///< of the ledger, before each act was judged
};

std::string_view to_string(Consequence consequence);
std::string_view to_string(DutyStatus status);
std::string_view to_string(DutyTime::Rung rung);
std::string_view to_string(DutyTime::Standing standing);
std::string_view to_string(Verdict verdict);
std::string_view to_string(Wake::Kind kind);

}  // namespace lagrum::law
