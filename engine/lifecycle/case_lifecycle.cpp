#include "lifecycle/case_lifecycle.h"

#include <algorithm>
#include <boost/mpl/list.hpp>
#include <boost/statechart/custom_reaction.hpp>
#include <boost/statechart/event.hpp>
#include <boost/statechart/simple_state.hpp>
#include <boost/statechart/state_machine.hpp>
#include <boost/statechart/transition.hpp>

namespace lagrum::lifecycle {
// A namespace with a name: the library declares functions of these types, which clang wants to have
// linkage.
namespace case_machine {

namespace sc = boost::statechart;
namespace mpl = boost::mpl;

// Events. Restore puts a machine where a stored matter stands; it has no effect of its own.
struct Restore : sc::event<Restore> {
  explicit Restore(Phase to) : phase(to) {}
  Phase phase;
};
template <Move kMove>
struct On : sc::event<On<kMove>> {
  explicit On(bool informed) : all_informed(informed) {}
  bool all_informed;
};

struct Start;
struct Machine : sc::state_machine<Machine, Start> {
  Phase phase = Phase::kNone;
  bool refused = false;

  // Boost.Statechart calls this for an event that no state takes.
  void unconsumed_event(const sc::event_base& /*event*/) { refused = true; }
};

/// A phase; its entry only says which it is (dates belong to the acts, not to the machine).
template <class State, Phase kPhase>
struct In : sc::simple_state<State, Machine> {
  In() = default;
  static constexpr Phase kOwn = kPhase;
};

struct Service;
struct Initiation;
struct Preparation;
struct Decision;
struct Notified;
struct Appeal;
struct Final;
struct Archive;
struct Archived;

template <Move kMove, class Target>
using To = sc::transition<On<kMove>, Target>;

struct Start : sc::simple_state<Start, Machine> {
  using reactions = mpl::list<sc::custom_reaction<Restore>, To<Move::kContacted, Service>,
                              To<Move::kOpened, Initiation>>;
  sc::result react(const Restore& event);
};

struct Service : In<Service, Phase::kService> {
  using reactions = mpl::list<To<Move::kContacted, Service>, To<Move::kOpened, Initiation>,
                              To<Move::kClosed, Archive>>;
};

// FL 19-20 §§: an application has arrived; it is completed, dismissed or struck out.
struct Initiation : In<Initiation, Phase::kInitiation> {
  using reactions = mpl::list<To<Move::kOpened, Initiation>, To<Move::kCompleted, Preparation>,
                              To<Move::kDecided, Decision>>;
};

// FL 23-27 §§. FL 33 §: the parties are told that a dismissal has been set aside.
struct Preparation : In<Preparation, Phase::kPreparation> {
  using reactions = mpl::list<To<Move::kOpened, Preparation>, To<Move::kCompleted, Preparation>,
                              To<Move::kInformedAll, Preparation>, To<Move::kDecided, Decision>>;
};

// FL 28-33 §§: decided; the parties are to be told. FL 37-38 §§: a dismissal can be set aside
// unasked.
struct Decision : In<Decision, Phase::kDecision> {
  using reactions = mpl::list<To<Move::kInformedAll, Notified>, To<Move::kAppealed, Appeal>,
                              To<Move::kRemitted, Preparation>>;
};

// FL 44 §: the time for appeal runs.
struct Notified : In<Notified, Phase::kNotified> {
  using reactions = mpl::list<To<Move::kInformedAll, Notified>, To<Move::kAppealed, Appeal>,
                              To<Move::kRemitted, Preparation>, To<Move::kFinalised, Final>>;
};

// FL 43-49 §§. An appeal that ends without a court leaves the matter where it was.
struct Appeal : In<Appeal, Phase::kAppeal> {
  using reactions = mpl::list<To<Move::kAppealed, Appeal>, To<Move::kInformedAll, Appeal>,
                              To<Move::kRemitted, Preparation>, To<Move::kFinalised, Final>,
                              sc::custom_reaction<On<Move::kAppealEnded>>>;
  sc::result react(const On<Move::kAppealEnded>& event);
};

// FL 35, 44 §§. A letter that had arrived in time can still be found (FL 22 §).
struct Final : In<Final, Phase::kFinal> {
  using reactions = mpl::list<To<Move::kInformedAll, Final>, To<Move::kAppealed, Appeal>,
                              To<Move::kClosed, Archive>>;
};

struct Archive : In<Archive, Phase::kArchive> {
  using reactions = mpl::list<To<Move::kArchived, Archived>, To<Move::kAppealed, Appeal>>;
};

struct Archived : In<Archived, Phase::kArchived> {};

sc::result Start::react(const Restore& event) {
  switch (event.phase) {
    case Phase::kNone:
      return discard_event();
    case Phase::kService:
      return transit<Service>();
    case Phase::kInitiation:
      return transit<Initiation>();
    case Phase::kPreparation:
      return transit<Preparation>();
    case Phase::kDecision:
      return transit<Decision>();
    case Phase::kNotified:
      return transit<Notified>();
    case Phase::kAppeal:
      return transit<Appeal>();
    case Phase::kFinal:
      return transit<Final>();
    case Phase::kArchive:
      return transit<Archive>();
    case Phase::kArchived:
      return transit<Archived>();
  }
  LAGRUM_CHECK(false);
}

sc::result Appeal::react(const On<Move::kAppealEnded>& event) {
  return event.all_informed ? transit<Notified>() : transit<Decision>();
}

template <class State>
bool is_in(const Machine& machine) {
  return machine.state_cast<const State*>() != nullptr;
}

template <class... States>
Phase phase_among(const Machine& machine) {
  Phase found = Phase::kNone;
  static_cast<void>(((is_in<States>(machine) && (found = States::kOwn, true)) || ...));
  return found;
}

Phase phase_of(const Machine& machine) {
  return phase_among<Service, Initiation, Preparation, Decision, Notified, Appeal, Final, Archive,
                     Archived>(machine);
}

void send(Machine& machine, Move move, bool all_informed) {
  switch (move) {
    case Move::kContacted:
      machine.process_event(On<Move::kContacted>(all_informed));
      return;
    case Move::kOpened:
      machine.process_event(On<Move::kOpened>(all_informed));
      return;
    case Move::kCompleted:
      machine.process_event(On<Move::kCompleted>(all_informed));
      return;
    case Move::kDecided:
      machine.process_event(On<Move::kDecided>(all_informed));
      return;
    case Move::kInformedAll:
      machine.process_event(On<Move::kInformedAll>(all_informed));
      return;
    case Move::kAppealed:
      machine.process_event(On<Move::kAppealed>(all_informed));
      return;
    case Move::kAppealEnded:
      machine.process_event(On<Move::kAppealEnded>(all_informed));
      return;
    case Move::kRemitted:
      machine.process_event(On<Move::kRemitted>(all_informed));
      return;
    case Move::kFinalised:
      machine.process_event(On<Move::kFinalised>(all_informed));
      return;
    case Move::kClosed:
      machine.process_event(On<Move::kClosed>(all_informed));
      return;
    case Move::kArchived:
      machine.process_event(On<Move::kArchived>(all_informed));
      return;
  }
  LAGRUM_CHECK(false);
}

/// The phase after a move, or nothing when the machine does not take it.
std::optional<Phase> try_move(Phase phase, Move move, bool all_informed) {
  Machine machine;
  machine.initiate();
  machine.process_event(Restore(phase));
  send(machine, move, all_informed);
  if (machine.refused) return std::nullopt;
  return phase_of(machine);
}

}  // namespace case_machine

namespace {

constexpr std::array<std::string_view, kPhases.size()> kCasePhaseNames = {
    "",         "service", "initiation", "preparation", "decision",
    "notified", "appeal",  "final",      "archive",     "archived"};
constexpr std::array<std::string_view, kMoves.size()> kCaseMoveNames = {
    "contacted",    "opened",   "completed", "decided", "informed-all", "appealed",
    "appeal-ended", "remitted", "finalised", "closed",  "archived"};

}  // namespace

std::string_view to_string(Phase phase) { return kCasePhaseNames[static_cast<std::size_t>(phase)]; }

std::optional<Phase> parse_phase(std::string_view name) {
  const auto found = std::find(kCasePhaseNames.begin() + 1, kCasePhaseNames.end(), name);
  if (found == kCasePhaseNames.end()) return std::nullopt;
  return kPhases[static_cast<std::size_t>(found - kCasePhaseNames.begin())];
}

std::string_view to_string(Move move) { return kCaseMoveNames[static_cast<std::size_t>(move)]; }

std::optional<Move> parse_move(std::string_view name) {
  const auto found = std::find(kCaseMoveNames.begin(), kCaseMoveNames.end(), name);
  if (found == kCaseMoveNames.end()) return std::nullopt;
  return kMoves[static_cast<std::size_t>(found - kCaseMoveNames.begin())];
}

Result<Phase> advance(Phase phase, Move move, bool all_informed) {
  if (const auto next = case_machine::try_move(phase, move, all_informed)) return *next;
  std::string from;
  for (const Phase other : kPhases) {
    if (!case_machine::try_move(other, move, all_informed)) continue;
    from += (from.empty() ? "" : ", ") +
            std::string(other == Phase::kNone ? "no case yet" : to_string(other));
  }
  return Error{ErrorCode::kConflict,
               "expected the phase " + from + " for the move '" + std::string(to_string(move)) +
                   "', found '" +
                   std::string(phase == Phase::kNone ? "no case yet" : to_string(phase)) + "'",
               {},
               {}};
}

std::vector<Move> moves_from(Phase phase) {
  std::vector<Move> taken;
  for (const Move move : kMoves) {
    if (case_machine::try_move(phase, move, true)) taken.push_back(move);
  }
  return taken;
}

}  // namespace lagrum::lifecycle
