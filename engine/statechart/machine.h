#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lagrum/result.h"
#include "statechart/entry_set.h"
#include "statechart/instance.h"
#include "statechart/interpreter.h"
#include "statechart/oracle.h"
#include "statechart/state_set.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// Where a session stands among those that invoke each other.
struct Kin {
  const Instance* root = nullptr;       ///< the outermost
  std::size_t depth = 0;                ///< of this session; 0 is the outermost
  std::uint64_t* steps_left = nullptr;  ///< of kEvaluatedMax, for all that one call does
};

/// The chart that an invoked session runs, from its text; what it names is read as its parent
/// reads.
Result<Chart> chart_from_text(const std::string& text, const Chart::Tables& parent);

/// The algorithm of SCXML 1.0, appendix D, on the tables of a chart. Its functions carry the
/// standard's names, so that both can be read side by side. Takes one instance after the other, and
/// keeps its room between them: a macrostep that changes no data and does nothing but move between
/// states allocates no memory. Belongs to one thread.
class Machine {
 public:
  using Transitions = std::vector<TransitionIndex>;

  explicit Machine(const Chart& chart);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Takes over an instance of the chart, until the next; what went before is forgotten. All three
  /// must outlive what is done with it.
  void open(Instance& instance, const Surroundings& surroundings, Kin kin);
  /// Who answers for unknown values from now on; null for nobody, as in every case that runs.
  void set_oracle(Oracle* oracle) { oracle_ = oracle; }

  /// Enters the initial configuration and runs to the macrostep's end. Data items of the outermost
  /// datamodel that `given` names begin with its values. On an error the instance is as it was.
  Status interpret(std::string session_id, const Context& given = {});
  /// Takes one external event and runs to the macrostep's end. On an error the instance is as it
  /// was.
  Status main_event(const Event& event);
  /// Leaves all states, as a session does that has ended or that its parent cancels; that one is
  /// spent.
  void exit_interpreter();

  /// What has been done since the instance was opened.
  Trace& trace() { return trace_; }
  /// Events for the parent and for other relatives, in the order sent; `target` says which.
  std::vector<Event>& outgoing() { return outgoing_; }
  /// What a session that has finished returns.
  const Value& done_data() const { return done_data_; }

  // What callers ask for without taking a step: nothing of it stays.
  /// The transitions that `event` would make the machine take now.
  const Transitions& select(const Event& event);
  /// Carries out a transition's content as if it were taken by `event`; see the trace.
  void preview(TransitionIndex transition, const Event& event);
  /// A fact's value; null where it is unknown.
  Value fact(const Fact& fact, const Value& party);

 private:
  // the standard's procedures; those on transitions regard the enabled ones
  void main_event_loop();
  void select_eventless_transitions();
  void select_transitions(const Event& event);
  void remove_conflicting_transitions();
  void microstep();
  void exit_states();
  void execute_transition_content();
  void enter_states();
  void compute_exit_set();
  StateIndex get_transition_domain(const Transition& transition);
  bool is_in_final_state(StateIndex state) const;
  bool condition_match(TransitionIndex transition, const Formula& guard);

  // parts of them
  void select_by(const EventKind* event);
  bool enable_first(StateIndex state, const EventKind& event);
  bool intersect(TransitionIndex a, TransitionIndex b);
  void enter_below(StateIndex ancestor, const std::vector<StateIndex>& targets);
  void enter_all(const std::vector<StateIndex>& states, const std::vector<StateIndex>& defaults);
  void record_history(StateIndex state);
  void bind_late(StateIndex state);
  void enter(StateIndex state);
  void enter_final(StateIndex state);
  void check_values(const Event& event);
  /// Counts what the algorithm itself does; stops past kMovesMax.
  void count_moves(std::uint64_t moves);

  // what a macrostep changes of its instance
  void forget();
  void set_data(std::uint32_t slot, Value value);
  Extras& extras_to_change();
  /// The macrostep's end: it is all kept, or undone where it was stopped.
  Status keep();
  void undo();

  // sessions that states invoke
  void invoke_waiting();
  Status invoke(StateIndex state, std::size_t place);
  Result<Chart> chart_of(const Invoke& code, std::string& text);
  void cancel_invokes(StateIndex state);
  void absorb(Machine& machine, const Child& child);
  void absorb(Trace& trace);
  void hear(const Event& event);
  void apply_finalize(const Invoke& code);
  Instance* invoked_named(std::string_view target);
  bool reaches(std::string_view target);

  // executable content
  void execute(const Block& block);
  struct Loop {
    const Foreach* code;
    Value items;  // a list
    std::size_t at;
  };
  /// Each returns the number of the instruction that follows.
  using Following = Result<std::size_t>;
  Following carry_out(const Raise& raise, std::size_t at);
  Following carry_out(const Send& send, std::size_t at);
  Following carry_out(const Cancel& cancel, std::size_t at);
  Following carry_out(const Assign& assign, std::size_t at);
  Following carry_out(const Log& log, std::size_t at);
  Following carry_out(const Branch& branch, std::size_t at);
  Following carry_out(const Jump& jump, std::size_t at);
  Following carry_out(const Foreach& loop, std::size_t at);
  Following carry_out(const Next& next, std::size_t at);
  Following carry_out(const Perform& perform, std::size_t at);
  Following carry_out(const Decide& decide, std::size_t at);
  Following carry_out(const Script& script, std::size_t at);
  Status set_item(const Foreach& loop, const Loop& state);
  Result<std::string> send_id(const Send& send);
  Result<Event> event_of(const Send& send);
  Status deliver(Event event, Instant due);
  Result<Value> attribute(const With& with, const std::string& act);
  Result<Value> legal_time(const Formula& at);
  std::vector<Value> inputs_of(const Decide& decide) const;

  // values
  const feel::Environment& environment(const Formula& formula);
  /// The formula's value where it stands, or in `room`; what went wrong is in issues_.
  const Value& see(const Formula& formula, Value& room);
  void begin_spending();
  void end_spending();
  void spend(std::uint64_t steps);
  Result<Value> evaluate(const Formula& formula);
  Result<bool> evaluate_condition(const Formula& formula);
  Result<std::string> text_of(const TextOrFormula& both);
  Result<Value> data_of(const Payload& payload, bool lenient);
  Result<Context> parameters_of(const Payload& payload, bool lenient);
  Status set(const Location& location, Value value);
  Result<Value> in_predicate(std::span<const Value> arguments) const;
  Value system_value(SystemSlot slot) const;
  void initialize_data(const Context& given);
  void bind(std::uint32_t variable, const Value* given);
  void set_event(const Event* event);
  const Value* event_value(std::string_view name) const;

  /// True where the last evaluation read what is not known and somebody answers for it.
  bool asks_oracle() const;
  Value unknown_value(const Formula& formula);

  static Error fault(std::string message, const Position& source = {});
  void raise_internal(Event event);
  /// Records the error and puts it into the internal queue, kUnavailable as error.communication.
  void raise_error(const Error& error, std::string sendid = {});
  void fail(Error error, std::string sendid = {});
  void stop(Error error);

  const Chart chart_;
  const Chart::Tables& tables_;

  // the instance, and what is changed of it when the macrostep has come to its end
  Instance* instance_ = nullptr;
  const Surroundings* surroundings_ = nullptr;
  Kin kin_;
  Oracle* oracle_ = nullptr;
  StateSet configuration_;
  std::vector<std::uint64_t> held_;  // of all histories
  bool finished_ = false;
  // what is changed at once, as it was
  std::vector<std::pair<std::uint32_t, Value>> old_data_;  // by slot, each once
  std::vector<bool> data_changed_;                         // by slot
  std::unique_ptr<Extras> old_extras_;
  bool extras_changed_ = false;
  bool at_rest_ = true;  // nothing is left of the macrostep before

  const Event* event_ = nullptr;
  std::array<Value, kSystemSlots> system_;
  SystemSlots system_known_ = 0;  // those in system_ that hold their value
  feel::Environment environment_;
  feel::Budget budget_;
  std::vector<feel::Issue> issues_;  // of the last evaluation
  bool now_known_ = false;           // environment_ has it
  std::deque<Event> internal_queue_;
  Event internal_event_;
  std::vector<Event> outgoing_;
  std::vector<StateIndex> to_invoke_;
  Value done_data_;

  // of a microstep
  Transitions enabled_;
  Transitions unfiltered_;
  std::vector<StateIndex> domains_;  // of those that are enabled
  EntrySet entry_;
  StateSet default_entry_;
  std::vector<StateIndex> states_;  // that are left, in document order
  std::vector<std::pair<StateIndex, StateIndex>> default_history_;  // parent, history without value
  StateSet visited_;                                                // of one selection
  std::vector<TransitionIndex> reported_;  // guards that failed since a microstep

  std::vector<Loop> loops_;
  std::size_t current_ = kNoTransition;
  std::uint64_t instructions_ = 0;
  std::uint64_t moves_ = 0;
  std::optional<Error> stopped_;
  std::string sendid_;  // of the send that is carried out
  Trace trace_;
};

}  // namespace lagrum::statechart
