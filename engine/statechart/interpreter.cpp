#include "statechart/interpreter.h"

#include <utility>

#include "statechart/runner.h"

namespace lagrum::statechart {

namespace {

// A machine that is asked about an instance and takes no step.
struct Question {
  Question(Instance& instance, const Surroundings& surroundings) : machine(instance.chart()) {
    machine.open(instance, surroundings, {&instance, 0, &steps_left});
  }

  std::uint64_t steps_left = kEvaluatedMax;
  Machine machine;
};

}  // namespace

void Trace::clear() {
  session.clear();
  taken = false;
  transitions.clear();
  acts.clear();
  entered.clear();
  exited.clear();
  decisions.clear();
  sent.clear();
  logs.clear();
  errors.clear();
  unsettled.clear();
}

Result<Trace> start(const Chart& chart, Session& session, std::string session_id,
                    const Surroundings& surroundings) {
  if (session.started) {
    return Error{ErrorCode::kInvalidArgument, "expected a session that was not started", {}, {}};
  }
  Instance instance(chart);
  Runner runner(chart);
  LAGRUM_TRY(runner.start(instance, std::move(session_id), surroundings));
  session = instance.session();
  return std::move(runner.trace());
}

Result<Trace> process(const Chart& chart, Session& session, const Event& event,
                      const Surroundings& surroundings) {
  LAGRUM_ASSIGN(Instance instance, Instance::open(chart, session));
  Runner runner(chart);
  LAGRUM_TRY(runner.process(instance, event, surroundings));
  session = instance.session();
  return std::move(runner.trace());
}

Result<std::vector<Trace>> advance(const Chart& chart, Session& session,
                                   const Surroundings& surroundings) {
  const std::optional<Instant> due = next_due(session);
  if (!due || *due > surroundings.now) return std::vector<Trace>();
  LAGRUM_ASSIGN(Instance instance, Instance::open(chart, session));
  Runner runner(chart);
  LAGRUM_ASSIGN(std::vector<Trace> traces, runner.advance(instance, surroundings));
  session = instance.session();
  return traces;
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
  Result<Instance> instance = Instance::open(chart, session);
  if (!instance) return {};
  Question question(*instance, surroundings);
  const Machine::Transitions& selected = question.machine.select(event);
  if (unsettled != nullptr) *unsettled = std::move(question.machine.trace().unsettled);
  return {selected.begin(), selected.end()};
}

std::vector<std::size_t> offered(const Chart& chart, const Session& session) {
  const Result<Instance> instance = Instance::open(chart, session);
  if (session.finished || !instance) return {};
  StateSet active(chart.tables().states.size());
  active.assign(instance->configuration());
  std::vector<std::size_t> found;
  const auto& transitions = chart.tables().transitions;
  for (std::size_t i = 0; i < transitions.size(); ++i) {
    if (active.contains(transitions[i].source)) found.push_back(i);
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
  Result<Instance> instance = Instance::open(chart, session);
  if (transition >= chart.tables().transitions.size() || !instance) return {};
  Question question(*instance, surroundings);
  question.machine.preview(static_cast<TransitionIndex>(transition), event);
  return std::move(question.machine.trace().acts);
}

Result<std::map<std::string, Context>> facts(const Chart& chart, const Session& session,
                                             const std::vector<Context>& parties,
                                             const Surroundings& surroundings) {
  LAGRUM_ASSIGN(Instance instance, Instance::open(chart, session));
  Question question(instance, surroundings);
  Machine& machine = question.machine;
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
