#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/json.h"
#include "lagrum/time.h"
#include "lagrum/value.h"
#include "statechart/chart.h"

namespace lagrum::statechart {

struct Event {
  std::string name = {};
  Value data = {};                ///< a context, or null
  std::string type = "external";  ///< platform, internal, external
  std::string sendid = {};
  std::string origin = {};
  std::string origintype = {};
  std::string invokeid = {};
  std::string target = {};  ///< of an event for others; empty for this session
};

/// A send that has not been delivered: one that waits, or one without delay, which is due at once.
struct PendingSend {
  std::string sendid;
  Event event;
  Instant due;
};

struct Invoked;

/// A running chart at a macrostep boundary: state names, not ordinals. A value: copy it to try a
/// step.
// NOLINTNEXTLINE(misc-no-recursion): copies are as deep as kInvokeDepthMax
struct Session {
  std::vector<std::string> configuration =
      {};  ///< ids of the active atomic states, in document order
  std::map<std::string, std::vector<std::string>> history =
      {};                                 ///< state ids by the id of the history
  Context data = {};                      ///< the data items, typed
  std::vector<PendingSend> pending = {};  ///< in due order
  std::vector<std::string> bound = {};    ///< states whose data a late binding has bound
  std::vector<Invoked> invoked;           ///< sessions of active states, in the order they began
  std::map<std::string, std::uint64_t> counters = {};
  std::string session_id = {};
  bool started = false;
  bool finished = false;  ///< a top-level final state was reached; it stays in the configuration

  friend bool operator==(const Session& a, const Session& b);
};

/// A session that a state invoked; it stays until the state is left, also when it has finished.
// NOLINTNEXTLINE(misc-no-recursion): copies are as deep as kInvokeDepthMax
struct Invoked {
  std::string invokeid;
  std::string state;      ///< that invoked it
  std::size_t place = 0;  ///< of the <invoke> in its state
  std::string text;       ///< of the chart, where it does not stand in the parent's
  Chart chart;
  Session session;

  friend bool operator==(const Invoked& a, const Invoked& b);
};

/// The stored form; fails with kInvalidArgument for a value that has none (a function).
Result<Json> to_json(const Session& session);
/// The session again, without running anything. Fails with kCorruption for what is no session of
/// this chart: unknown states, an illegal configuration, missing or unknown data, values of another
/// type.
Result<Session> session_from_json(const Json& json, const Chart& chart);

/// Stands for the content of an entry, an exit, or where a state begins.
inline constexpr std::size_t kNoTransition = static_cast<std::size_t>(-1);

/// Sessions that one session may have invoked, with those that these have, and how deep they may
/// stand in each other; beyond, invoking fails with kOutOfRange.
inline constexpr std::size_t kInvokedMax = 100;
inline constexpr std::size_t kInvokeDepthMax = 10;

/// Instructions of executable content that one macrostep may carry out.
inline constexpr std::uint64_t kInstructionsMax = 100'000;
/// States that one macrostep may enter, leave and look at for histories and for what is done, with
/// transitions compared, kComparedPerMove pairs for one.
inline constexpr std::uint64_t kMovesMax = 10'000'000;
inline constexpr std::uint64_t kComparedPerMove = 16;
/// Steps of expressions and decisions that one call may take in all its macrosteps; each of them
/// has its own bound besides, feel::kEvaluationStepsMax.
inline constexpr std::uint64_t kEvaluatedMax = 3 * feel::kEvaluationStepsMax;

/// An act that the step performed, with its attributes evaluated.
struct PerformedAct {
  std::string type;
  std::string basis;
  Context attributes;       ///< only those given; one that is null is left out
  std::optional<Value> at;  ///< legal time given by `at`: a date, or a date and time
  std::vector<DocumentSpec> documents;
  std::size_t transition = 0;  ///< index in Chart::transitions(), or kNoTransition
  Position source;
};

struct Evaluated {
  std::string decision;
  Value result;
  std::vector<dmn::AppliedRule> rules;
};

/// What one macrostep did, in order.
struct Trace {
  std::string session = {};              ///< id of the session that moved, in advance() only
  bool taken = false;                    ///< some transition was enabled by the event
  std::vector<std::size_t> transitions;  ///< indices in Chart::transitions(), in the order taken
  std::vector<PerformedAct> acts;
  std::vector<std::size_t> entered;  ///< indices in Chart::states(), in the order entered
  std::vector<std::size_t> exited;
  std::vector<Evaluated> decisions;
  std::vector<Event> sent;  ///< to others than this session and its relatives
  std::vector<std::string> logs;
  /// Errors of evaluation, placed in the internal queue as error.execution or error.communication.
  std::vector<Error> errors;
  /// Guards that were neither true nor false, so that their transitions were not taken; these too
  /// raise error.execution.
  std::vector<Error> unsettled;

  /// As new, with the memory it has.
  void clear();
};

/// Answers `In()` and functions of the engine; case facts and the clock reach expressions through
/// here.
struct Surroundings {
  Instant now;
  std::optional<DateTime> local_now;  ///< the same in the calendar's zone, for now() and today()
  const ZoneRules* zones = nullptr;   ///< for values of different named zones; see Environment
};

/// Enters the initial configuration and runs to the first macrostep boundary.
Result<Trace> start(const Chart& chart, Session& session, std::string session_id,
                    const Surroundings& surroundings);

/// One macrostep of the session itself; those it invokes begin with it, and move when time is
/// advanced. Takes `event` and every eventless transition and internal event that follows. On
/// an error the session is left as it was: kOutOfRange past kMicrostepsMax, kInstructionsMax,
/// kMovesMax or kEvaluatedMax,
/// kInvalidArgument for a value that a taken transition requires and the event lacks, kCorruption
/// for a session of another chart. The functions inside carry the names of the standard's algorithm
/// (SCXML 1.0, appendix D).
Result<Trace> process(const Chart& chart, Session& session, const Event& event,
                      const Surroundings& surroundings);

/// Delivers every send that is due at `surroundings.now`, in due order, one macrostep each; also
/// those that these macrosteps send in turn, and those of invoked sessions, of which the outer
/// comes first where the time is the same. An event for others only appears in its trace's `sent`.
/// On an error, also after kMicrostepsMax macrosteps, the session is left as it was.
Result<std::vector<Trace>> advance(const Chart& chart, Session& session,
                                   const Surroundings& surroundings);

/// When the next send is due, of this session or an invoked one; nothing when none is pending.
std::optional<Instant> next_due(const Session& session);

/// The transitions that `event` would enable now, by their guards; what is possible. `unsettled`,
/// where it is given, becomes the guards that are neither true nor false.
std::vector<std::size_t> enabled(const Chart& chart, const Session& session, const Event& event,
                                 const Surroundings& surroundings,
                                 std::vector<Error>* unsettled = nullptr);

/// Transitions whose source is active, without regard to events and guards; for telling people what
/// is possible.
std::vector<std::size_t> offered(const Chart& chart, const Session& session);

/// True when the state with this id is active.
bool is_active(const Chart& chart, const Session& session, std::string_view state);

/// The acts a transition's own content would perform with this event, without taking it.
std::vector<PerformedAct> preview(const Chart& chart, const Session& session,
                                  std::size_t transition, const Event& event,
                                  const Surroundings& surroundings);

/// Values of the chart's facts now, by their full names; null where a value is unknown or cannot be
/// evaluated. `party` is bound to each of `parties` in turn for facts named "party.…"; the outer
/// key is then the party's id, and empty for facts of the case. Fails with kInvalidArgument for a
/// party without a text `id`.
Result<std::map<std::string, Context>> facts(const Chart& chart, const Session& session,
                                             const std::vector<Context>& parties,
                                             const Surroundings& surroundings);

}  // namespace lagrum::statechart
