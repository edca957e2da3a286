#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "lagrum/result.h"
#include "statechart/interpreter.h"
#include "statechart/state_set.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// The name of SCXML's own event processor.
inline constexpr std::string_view kScxmlProcessor =
    "http://www.w3.org/TR/scxml/#SCXMLEventProcessor";

/// Where a session stands among those that invoke each other.
struct Kin {
  const Session* root = nullptr;  ///< the outermost, as it was before the step
  std::size_t depth = 0;          ///< of this session; 0 is the outermost
};

/// The chart that an invoked session runs, from its text; what it names is read as its parent
/// reads.
Result<Chart> chart_from_text(const std::string& text, const Chart::Tables& parent);

/// A session opened for one step: the algorithm of SCXML 1.0, appendix D, on the tables of a chart.
/// Its functions carry the standard's names, so that both can be read side by side. Belongs to one
/// caller and one step.
class Machine {
 public:
  /// `chart` and `surroundings` must outlive the machine.
  Machine(const Chart& chart, const Surroundings& surroundings, Kin kin = {});

  /// Takes over a stored session; fails with kCorruption where it is none of this chart.
  Status open(const Session& session);
  /// Writes the state at the macrostep boundary; names and ids that the machine does not know stay
  /// as they are.
  void close(Session& session) const;

  /// Enters the initial configuration and runs to the macrostep's end. Data items of the outermost
  /// datamodel that `given` names begin with its values.
  Status interpret(std::string session_id, const Context& given = {});
  /// Takes one external event and runs to the macrostep's end.
  Status main_event(const Event& event);

  Trace take_trace() { return std::move(trace_); }
  /// Events for the parent and for other relatives, in the order sent; `target` says which.
  std::vector<Event> take_outgoing() { return std::move(outgoing_); }
  /// What a session that has finished returns.
  const Value& done_data() const { return done_data_; }
  /// Leaves all states as a session does whose parent cancels it.
  void exit_interpreter();

  /// The transitions that `event` would make the machine take now.
  std::vector<TransitionIndex> select(const Event& event);
  /// Carries out a transition's content as if it were taken by `event`; see the trace.
  void preview(TransitionIndex transition, const Event& event);
  /// A fact's value; null where it is unknown.
  Value fact(const Fact& fact, const Value& party);

  const StateSet& configuration() const { return configuration_; }

 private:
  using Transitions = std::vector<TransitionIndex>;

  // the standard's procedures
  void main_event_loop();
  Transitions select_eventless_transitions();
  Transitions select_transitions(const Event& event);
  Transitions remove_conflicting_transitions(const Transitions& enabled) const;
  void microstep(const Transitions& enabled);
  void exit_states(const Transitions& enabled);
  void execute_transition_content(const Transitions& enabled);
  void enter_states(const Transitions& enabled);
  StateSet compute_exit_set(const Transitions& transitions) const;
  void compute_entry_set(const Transitions& transitions);
  void add_descendant_states_to_enter(StateIndex state);
  void add_ancestor_states_to_enter(StateIndex state, StateIndex ancestor);
  /// Puts what histories hold in their place; those that hold nothing are added to `defaulted`.
  std::vector<StateIndex> get_effective_target_states(const std::vector<StateIndex>& targets,
                                                      std::vector<StateIndex>* defaulted) const;
  StateIndex get_transition_domain(const Transition& transition) const;
  bool is_in_final_state(StateIndex state) const;
  bool condition_match(TransitionIndex transition);

  // parts of them
  Transitions select_by(const std::vector<std::uint32_t>* descriptors);
  std::optional<TransitionIndex> first_enabled(StateIndex state,
                                               const std::vector<std::uint32_t>* descriptors);
  bool intersect(TransitionIndex a, TransitionIndex b) const;
  void add_targets(const std::vector<StateIndex>& targets, StateIndex ancestor);
  void record_history(StateIndex state);
  void bind_late(StateIndex state);
  void enter(StateIndex state);
  void enter_final(StateIndex state);
  void enter_all();
  void check_required(const Transitions& enabled, const Event& event);

  // sessions that states invoke
  void invoke_waiting();
  Status invoke(StateIndex state, std::size_t place);
  Result<Chart> chart_of(const Invoke& code, std::string& text);
  void cancel_invokes(StateIndex state);
  void absorb(Machine& child, const Invoked& invoked);
  void hear(const Event& event);
  void apply_finalize(const Invoke& code);
  Session* invoked_named(std::string_view target);
  bool reaches(std::string_view target);

  // executable content
  void execute(const Block& block);
  struct Loop {
    const Foreach* code;
    List items;
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
  Context decision_inputs(const std::string& decision) const;

  // values
  feel::Environment environment();
  Result<Value> evaluate(const Formula& formula);
  Result<bool> evaluate_condition(const Formula& formula);
  Result<std::string> text_of(const TextOrFormula& both);
  Result<Value> data_of(const Payload& payload, bool lenient);
  Result<Context> parameters_of(const Payload& payload, bool lenient);
  Status set(const Location& location, Value value);
  Result<Value> in_predicate(std::span<const Value> arguments) const;
  void set_session(std::string session_id);
  void initialize_data(const Context& given);
  void bind(std::uint32_t variable, const Value* given);
  void set_event(const Event& event);
  const Value* event_value(std::string_view name) const;

  void raise_internal(Event event);
  /// Records the error and puts it into the internal queue, kUnavailable as error.communication.
  void raise_error(const Error& error, std::string sendid = {});
  void fail(Error error, std::string sendid = {});
  void stop(Error error);

  const Chart::Tables& tables_;
  const Surroundings& surroundings_;
  const Kin kin_;
  StateSet configuration_;
  std::map<StateIndex, std::vector<StateIndex>> history_;
  std::vector<Value> slots_;
  std::vector<PendingSend> pending_;
  std::vector<std::string> bound_;
  std::vector<Invoked> invoked_;
  std::map<std::string, std::uint64_t> counters_;
  std::string session_id_;
  bool finished_ = false;

  std::deque<Event> internal_queue_;
  std::vector<Event> outgoing_;
  std::vector<StateIndex> to_invoke_;
  Value done_data_;
  StateSet to_enter_;
  StateSet default_entry_;
  std::map<StateIndex, std::vector<StateIndex>>
      default_history_;                            // parent → histories without value
  std::map<TransitionIndex, StateIndex> domains_;  // of the microstep's transitions
  std::map<TransitionIndex, bool> tested_;         // guards of one selection
  std::set<TransitionIndex> reported_;             // guards that failed since a microstep
  std::vector<Loop> loops_;
  std::size_t current_ = kNoTransition;
  std::uint64_t instructions_ = 0;
  std::optional<Error> stopped_;
  std::string sendid_;  // of the send that is carried out
  Trace trace_;
};

}  // namespace lagrum::statechart
