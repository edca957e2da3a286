#include "lifecycle/clock_lifecycle.h"

#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/in_state_reaction.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>
#include <optional>

namespace lagrum::lifecycle {
// A namespace with a name: the library declares functions of these types, which clang wants to have
// linkage.
namespace clock_machine {

namespace sc = boost::statechart;
namespace mpl = boost::mpl;

struct Restore : sc::event<Restore> {
  explicit Restore(ClockPhase to) : phase(to) {}
  ClockPhase phase;
};
template <ClockMove kMove>
struct On : sc::event<On<kMove>> {};

struct Waiting;
struct Machine : sc::state_machine<Machine, Waiting> {
  bool refused = false;
  void unconsumed_event(const sc::event_base& /*event*/) { refused = true; }
};

struct Running;
struct Suspended;
struct Met;
struct Overdue;
struct Reached;
struct Void;

template <ClockMove kMove, class Target>
using To = sc::transition<On<kMove>, Target>;
template <ClockMove kMove>
using Stay = sc::in_state_reaction<On<kMove>>;

struct Waiting : sc::simple_state<Waiting, Machine> {
  using reactions = mpl::list<sc::custom_reaction<Restore>, To<ClockMove::kStart, Running>>;
  sc::result react(const Restore& event);
};

struct Running : sc::simple_state<Running, Machine> {
  using reactions = mpl::list<Stay<ClockMove::kRestart>, Stay<ClockMove::kExtend>,
                              To<ClockMove::kSuspend, Suspended>, To<ClockMove::kMeet, Met>,
                              To<ClockMove::kExpire, Overdue>, To<ClockMove::kPass, Reached>,
                              To<ClockMove::kVoid, Void>>;
};

struct Suspended : sc::simple_state<Suspended, Machine> {
  using reactions = mpl::list<Stay<ClockMove::kExtend>, To<ClockMove::kResume, Running>,
                              To<ClockMove::kMeet, Met>, To<ClockMove::kRestart, Running>>;
};

// Ended: an act met it, nobody acted in time, or it just passed. A remittal may start it anew.
struct Met : sc::simple_state<Met, Machine> {
  using reactions = mpl::list<To<ClockMove::kRestart, Running>>;
};
struct Overdue : sc::simple_state<Overdue, Machine> {
  using reactions = mpl::list<To<ClockMove::kRestart, Running>>;
};
struct Reached : sc::simple_state<Reached, Machine> {
  using reactions = mpl::list<To<ClockMove::kRestart, Running>>;
};

// KL 13 kap. 5 §: the notice came down early; the time ends only after a new announcement.
struct Void : sc::simple_state<Void, Machine> {
  using reactions = mpl::list<To<ClockMove::kRestart, Running>>;
};

sc::result Waiting::react(const Restore& event) {
  switch (event.phase) {
    case ClockPhase::kWaiting:
      return discard_event();
    case ClockPhase::kRunning:
      return transit<Running>();
    case ClockPhase::kSuspended:
      return transit<Suspended>();
    case ClockPhase::kMet:
      return transit<Met>();
    case ClockPhase::kOverdue:
      return transit<Overdue>();
    case ClockPhase::kReached:
      return transit<Reached>();
    case ClockPhase::kVoid:
      return transit<Void>();
  }
  LAGRUM_CHECK(false);
}

ClockPhase phase_of(const Machine& machine) {
  if (machine.state_cast<const Running*>() != nullptr) return ClockPhase::kRunning;
  if (machine.state_cast<const Suspended*>() != nullptr) return ClockPhase::kSuspended;
  if (machine.state_cast<const Met*>() != nullptr) return ClockPhase::kMet;
  if (machine.state_cast<const Overdue*>() != nullptr) return ClockPhase::kOverdue;
  if (machine.state_cast<const Reached*>() != nullptr) return ClockPhase::kReached;
  if (machine.state_cast<const Void*>() != nullptr) return ClockPhase::kVoid;
  return ClockPhase::kWaiting;
}

void send(Machine& machine, ClockMove move) {
  switch (move) {
    case ClockMove::kStart:
      machine.process_event(On<ClockMove::kStart>());
      return;
    case ClockMove::kRestart:
      machine.process_event(On<ClockMove::kRestart>());
      return;
    case ClockMove::kExtend:
      machine.process_event(On<ClockMove::kExtend>());
      return;
    case ClockMove::kSuspend:
      machine.process_event(On<ClockMove::kSuspend>());
      return;
    case ClockMove::kResume:
      machine.process_event(On<ClockMove::kResume>());
      return;
    case ClockMove::kMeet:
      machine.process_event(On<ClockMove::kMeet>());
      return;
    case ClockMove::kExpire:
      machine.process_event(On<ClockMove::kExpire>());
      return;
    case ClockMove::kPass:
      machine.process_event(On<ClockMove::kPass>());
      return;
    case ClockMove::kVoid:
      machine.process_event(On<ClockMove::kVoid>());
      return;
  }
  LAGRUM_CHECK(false);
}

}  // namespace clock_machine

namespace {

constexpr std::array<std::string_view, kClockPhases.size()> kClockPhaseNames = {
    "none", "running", "suspended", "met", "overdue", "reached", "void"};
constexpr std::array<std::string_view, kClockMoves.size()> kClockMoveNames = {
    "start", "restart", "extend", "suspend", "resume", "meet", "expire", "pass", "void"};

}  // namespace

std::string_view to_string(ClockPhase phase) {
  return kClockPhaseNames[static_cast<std::size_t>(phase)];
}
std::string_view to_string(ClockMove move) {
  return kClockMoveNames[static_cast<std::size_t>(move)];
}

Result<ClockPhase> advance(ClockPhase phase, ClockMove move) {
  clock_machine::Machine machine;
  machine.initiate();
  machine.process_event(clock_machine::Restore(phase));
  send(machine, move);
  if (!machine.refused) return phase_of(machine);
  return Error{ErrorCode::kConflict,
               "expected a clock that takes '" + std::string(to_string(move)) +
                   "', found one that is '" + std::string(to_string(phase)) + "'",
               {},
               {}};
}

}  // namespace lagrum::lifecycle
