#include "statechart/interpreter.h"

#include <utility>

#include "statechart/machine.h"

namespace lagrum::statechart {

Result<Trace> start(const Chart& chart, Session& session, std::string session_id,
                    const Surroundings& surroundings) {
  if (session.started) {
    return Error{ErrorCode::kInvalidArgument, "expected a session that was not started", {}, {}};
  }
  Machine machine(chart, surroundings);
  LAGRUM_TRY(machine.interpret(std::move(session_id)));
  machine.close(session);
  return machine.take_trace();
}

Result<Trace> process(const Chart& chart, Session& session, const Event& event,
                      const Surroundings& surroundings) {
  Machine machine(chart, surroundings);
  LAGRUM_TRY(machine.open(session));
  LAGRUM_TRY(machine.main_event(event));
  machine.close(session);
  return machine.take_trace();
}

Result<std::vector<Trace>> advance(const Chart& chart, Session& session,
                                   const Surroundings& surroundings) {
  std::vector<Trace> traces;
  Session moved = session;
  while (!moved.pending.empty() && moved.pending.front().due <= surroundings.now) {
    if (traces.size() == kMicrostepsMax) {
      return Error{
          ErrorCode::kOutOfRange,
          "expected at most " + std::to_string(kMicrostepsMax) + " sends to be due, found more",
          {},
          {}};
    }
    const Event event = std::move(moved.pending.front().event);
    moved.pending.erase(moved.pending.begin());
    Trace trace;
    if (event.target.empty()) {
      LAGRUM_ASSIGN(trace, process(chart, moved, event, surroundings));
    } else {
      trace.sent.push_back(event);
    }
    traces.push_back(std::move(trace));
  }
  session = std::move(moved);
  return traces;
}

std::optional<Instant> next_due(const Session& session) {
  if (session.pending.empty()) return std::nullopt;
  return session.pending.front().due;
}

std::vector<std::size_t> enabled(const Chart& chart, const Session& session, const Event& event,
                                 const Surroundings& surroundings, std::vector<Error>* unsettled) {
  Machine machine(chart, surroundings);
  if (!machine.open(session)) return {};
  const std::vector<TransitionIndex> selected = machine.select(event);
  if (unsettled != nullptr) *unsettled = machine.take_trace().unsettled;
  return {selected.begin(), selected.end()};
}

std::vector<std::size_t> offered(const Chart& chart, const Session& session) {
  const Surroundings nothing{};
  Machine machine(chart, nothing);
  if (session.finished || !machine.open(session)) return {};
  std::vector<std::size_t> found;
  const auto& transitions = chart.tables().transitions;
  for (std::size_t i = 0; i < transitions.size(); ++i) {
    if (machine.configuration().contains(transitions[i].source)) found.push_back(i);
  }
  return found;
}

bool is_active(const Chart& chart, const Session& session, std::string_view state) {
  for (const std::string& atomic : session.configuration) {
    if (chart.within(atomic, state)) return true;
  }
  return false;
}

std::vector<PerformedAct> preview(const Chart& chart, const Session& session,
                                  std::size_t transition, const Event& event,
                                  const Surroundings& surroundings) {
  Machine machine(chart, surroundings);
  if (transition >= chart.tables().transitions.size() || !machine.open(session)) return {};
  machine.preview(static_cast<TransitionIndex>(transition), event);
  return machine.take_trace().acts;
}

Result<std::map<std::string, Context>> facts(const Chart& chart, const Session& session,
                                             const std::vector<Context>& parties,
                                             const Surroundings& surroundings) {
  Machine machine(chart, surroundings);
  LAGRUM_TRY(machine.open(session));
  std::map<std::string, Context> values;
  for (const Fact& fact : chart.tables().facts) {
    if (!fact.of_party) values[""].set(fact.name, machine.fact(fact, Value()));
  }
  for (const Context& party : parties) {
    const Value* id = party.find("id");
    if (id == nullptr || id->string() == nullptr) {
      return Error{
          ErrorCode::kInvalidArgument, "expected a party with a text 'id', found none", {}, {}};
    }
    for (const Fact& fact : chart.tables().facts) {
      if (fact.of_party) values[*id->string()].set(fact.name, machine.fact(fact, Value(party)));
    }
  }
  return values;
}

}  // namespace lagrum::statechart
