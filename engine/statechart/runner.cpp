#include "statechart/runner.h"

#include <utility>

#include "statechart/family.h"

namespace lagrum::statechart {

Status Runner::start(Instance& instance, std::string session_id, const Surroundings& surroundings) {
  steps_left_ = kEvaluatedMax;
  machine_.open(instance, surroundings, {&instance, 0, &steps_left_});
  return machine_.interpret(std::move(session_id));
}

Status Runner::process(Instance& instance, const Event& event, const Surroundings& surroundings) {
  steps_left_ = kEvaluatedMax;
  return step(machine_, {instance, surroundings, steps_left_}, {&instance}, event);
}

const Machine::Transitions& Runner::select(Instance& instance, const Event& event,
                                           const Surroundings& surroundings) {
  steps_left_ = kEvaluatedMax;
  machine_.open(instance, surroundings, {&instance, 0, &steps_left_});
  return machine_.select(event);
}

void Runner::preview(Instance& instance, TransitionIndex transition, const Event& event,
                     const Surroundings& surroundings) {
  steps_left_ = kEvaluatedMax;
  machine_.open(instance, surroundings, {&instance, 0, &steps_left_});
  machine_.preview(transition, event);
}

Value Runner::fact(Instance& instance, const Fact& fact, const Value& party,
                   const Surroundings& surroundings) {
  steps_left_ = kEvaluatedMax;
  machine_.open(instance, surroundings, {&instance, 0, &steps_left_});
  return machine_.fact(fact, party);
}

Result<std::vector<Trace>> Runner::advance(Instance& instance, const Surroundings& surroundings) {
  steps_left_ = kEvaluatedMax;
  std::vector<Trace> traces;
  Instance moved = instance;
  while (traces.size() <= kMicrostepsMax) {
    LAGRUM_ASSIGN(std::optional<Trace> trace,
                  deliver_next(machine_, {moved, surroundings, steps_left_}));
    if (!trace) {
      instance = std::move(moved);
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

}  // namespace lagrum::statechart
