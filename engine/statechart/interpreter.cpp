#include "statechart/interpreter.h"

#include <utility>

#include "statechart/family.h"
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
  return step(session, {.chart = &chart, .session = &session}, event, surroundings);
}

Result<std::vector<Trace>> advance(const Chart& chart, Session& session,
                                   const Surroundings& surroundings) {
  std::vector<Trace> traces;
  Session moved = session;
  while (traces.size() <= kMicrostepsMax) {
    LAGRUM_ASSIGN(std::optional<Trace> trace, deliver_next(chart, moved, surroundings));
    if (!trace) {
      session = std::move(moved);
      return traces;
    }
    traces.push_back(std::move(*trace));
  }
  return Error{
      ErrorCode::kOutOfRange,
      "expected at most " + std::to_string(kMicrostepsMax) + " sends to be due, found more",
      {},
      {}};
}

// NOLINTNEXTLINE(misc-no-recursion): the depth is bounded by kInvokeDepthMax
std::optional<Instant> next_due(const Session& session) {
  std::optional<Instant> first;
  if (!session.pending.empty()) first = session.pending.front().due;
  for (const Invoked& invoked : session.invoked) {
    const std::optional<Instant> due = next_due(invoked.session);
    if (due && (!first || *due < *first)) first = due;
  }
  return first;
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
