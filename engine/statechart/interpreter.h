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
  std::string name;
  Value data;                      ///< a context, or null
  std::string type = "external";   ///< platform, internal, external
  std::string sendid;
  std::string origin;
  std::string origintype;
  std::string invokeid;
};

/// A delayed send that has not come due.
struct PendingSend {
  std::string sendid;
  Event event;
  Instant due;
};

/// A running chart at a macrostep boundary: state names, not ordinals. A value: copy it to try a step.
struct Session {
  std::vector<std::string> configuration;  ///< ids of the active atomic states, in document order
  std::map<std::string, std::vector<std::string>> history;
  Context data;                            ///< the data items, typed
  std::vector<PendingSend> pending;        ///< in due order
  std::map<std::string, std::uint64_t> counters;
  std::string session_id;
  bool started = false;
  bool finished = false;                   ///< a top-level final state was reached
};

Result<Json> to_json(const Session& session);
/// Fails with kCorruption for what is no session of this chart: unknown states, an illegal configuration.
Result<Session> session_from_json(const Json& json, const Chart& chart);

/// An act that the step performed, with its attributes evaluated.
struct PerformedAct {
  std::string type;
  std::string basis;
  Context attributes;       ///< only those given; an absent event value leaves its attribute out
  std::optional<Value> at;  ///< legal time given by `at`: a date, or a date and time
  std::vector<DocumentSpec> documents;
  std::size_t transition = 0;  ///< index in Chart::transitions(), or npos for entry and exit content
  Position source;
};

struct Evaluated {
  std::string decision;
  Value result;
  std::vector<dmn::AppliedRule> rules;
};

/// What one macrostep did, in order.
struct Trace {
  bool taken = false;                     ///< some transition was enabled by the event
  std::vector<std::size_t> transitions;   ///< indices in Chart::transitions(), in the order taken
  std::vector<PerformedAct> acts;
  std::vector<std::string> entered;       ///< state ids
  std::vector<std::string> exited;
  std::vector<Evaluated> decisions;
  std::vector<Event> sent;                ///< to other targets than this session
  std::vector<std::string> logs;
  /// Errors of evaluation, placed in the internal queue as error.execution or error.communication.
  std::vector<Error> errors;
};

/// Answers `In()` and functions of the engine; case facts and the clock reach expressions through here.
struct Surroundings {
  Instant now;
  std::optional<DateTime> local_now;  ///< the same in the calendar's zone, for now() and today()
};

/// Enters the initial configuration and runs to the first macrostep boundary.
Result<Trace> start(const Chart& chart, Session& session, std::string session_id,
                    const Surroundings& surroundings);

/// One macrostep: takes `event` and every eventless transition and internal event that follows. On an error
/// (kOutOfRange: kMicrostepsMax passed) the session is left as it was.
/// The functions inside carry the names of the standard's algorithm (SCXML 1.0, appendix D).
Result<Trace> process(const Chart& chart, Session& session, const Event& event,
                      const Surroundings& surroundings);

/// The transitions that `event` would enable now, by their guards; what is possible.
std::vector<std::size_t> enabled(const Chart& chart, const Session& session, const Event& event,
                                 const Surroundings& surroundings);

/// Transitions whose source is active, with or without regard to guards; for telling people what is possible.
std::vector<std::size_t> offered(const Chart& chart, const Session& session);

/// True when the state with this id is active.
bool is_active(const Chart& chart, const Session& session, std::string_view state);

/// The acts a transition's own content would perform with this event, without taking it.
std::vector<PerformedAct> preview(const Chart& chart, const Session& session, std::size_t transition,
                                  const Event& event, const Surroundings& surroundings);

/// Values of the chart's facts now. `party` is bound to each of `parties` in turn for facts named "party.…";
/// the outer key is then the party's id, and empty for facts of the case.
Result<std::map<std::string, Context>> facts(const Chart& chart, const Session& session,
                                             const std::vector<Context>& parties,
                                             const Surroundings& surroundings);

}  // namespace lagrum::statechart
