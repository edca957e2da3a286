#pragma once

#include <string>
#include <vector>

#include "statechart/instance.h"
#include "statechart/machine.h"

namespace lagrum::statechart {

/// Runs instances of one chart, one after the other, and keeps its room between them. What start(),
/// process() and advance() do with a stored session, it does with one that is ready to run: the
/// same steps, without reading and writing names. On an error the instance is as it was. Belongs to
/// one thread.
class Runner {
 public:
  explicit Runner(const Chart& chart) : machine_(chart) {}

  Status start(Instance& instance, std::string session_id, const Surroundings& surroundings);
  Status process(Instance& instance, const Event& event, const Surroundings& surroundings);
  Result<std::vector<Trace>> advance(Instance& instance, const Surroundings& surroundings);

  void set_oracle(Oracle* oracle) { machine_.set_oracle(oracle); }
  /// The transitions that `event` would make the instance take now.
  const Machine::Transitions& select(Instance& instance, const Event& event,
                                     const Surroundings& surroundings);
  /// As Machine::preview; see the trace.
  void preview(Instance& instance, TransitionIndex transition, const Event& event,
               const Surroundings& surroundings);
  /// A fact's value; null where it is unknown, Erased where it rests on what is.
  Value fact(Instance& instance, const Fact& fact, const Value& party,
             const Surroundings& surroundings);

  /// What the last start or process did; until the next call.
  Trace& trace() { return machine_.trace(); }

 private:
  Machine machine_;
  std::uint64_t steps_left_ = 0;
};

}  // namespace lagrum::statechart
