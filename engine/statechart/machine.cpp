#include "statechart/machine.h"

#include <algorithm>
#include <utility>

#include "statechart/configuration.h"
#include "statechart/family.h"

namespace lagrum::statechart {

Machine::Machine(const Chart& chart, const Surroundings& surroundings, Kin kin)
    : tables_(chart.tables()),
      surroundings_(surroundings),
      kin_(kin),
      configuration_(tables_.states.size()),
      slots_(tables_.variables.size() + kSystemSlots),
      to_enter_(tables_.states.size()),
      default_entry_(tables_.states.size()) {}

// ---- opening and closing

Status Machine::open(const Session& session) {
  if (!session.started) {
    return Error{ErrorCode::kInvalidArgument, "expected a session that was started", {}, {}};
  }
  LAGRUM_ASSIGN(configuration_, read_configuration(tables_, session.configuration));
  for (const auto& [id, states] : session.history) {
    LAGRUM_ASSIGN(history_[tables_.find(id)], read_history(tables_, id, states));
  }
  for (std::size_t i = 0; i < tables_.variables.size(); ++i) {
    const Value* value = session.data.find(tables_.variables[i].name);
    if (value != nullptr) slots_[i] = *value;
  }
  pending_ = session.pending;
  bound_ = session.bound;
  invoked_ = session.invoked;
  counters_ = session.counters;
  finished_ = session.finished;
  const StateIndex first = configuration_.next(kRootState + 1);
  if (finished_ != (tables_.states[first].kind == StateKind::kFinal)) {
    return Error{ErrorCode::kCorruption,
                 "expected a session to be finished in a final state and nowhere else, found '" +
                     tables_.states[first].id + "'",
                 {},
                 {}};
  }
  set_session(session.session_id);
  return {};
}

void Machine::set_session(std::string session_id) {
  session_id_ = std::move(session_id);
  trace_.session = session_id_;
  slots_[tables_.slot(SystemSlot::kName)] = tables_.name;
  slots_[tables_.slot(SystemSlot::kSessionId)] = session_id_;
  slots_[tables_.slot(SystemSlot::kIoProcessors)] =
      Context{{std::string(kScxmlProcessor), Context{{"location", kSessionTarget + session_id_}}}};
}

void Machine::close(Session& session) const {
  session = Session();
  for (const StateIndex state : configuration_.members()) {
    if (tables_.is_atomic(state)) session.configuration.push_back(tables_.states[state].id);
  }
  for (const auto& [history, states] : history_) {
    auto& names = session.history[tables_.states[history].id];
    for (const StateIndex state : states) names.push_back(tables_.states[state].id);
  }
  for (std::size_t i = 0; i < tables_.variables.size(); ++i) {
    session.data.set(tables_.variables[i].name, slots_[i]);
  }
  session.pending = pending_;
  session.bound = bound_;
  session.invoked = invoked_;
  session.counters = counters_;
  session.session_id = session_id_;
  session.started = true;
  session.finished = finished_;
}

// ---- the standard's procedures

Status Machine::interpret(std::string session_id, const Context& given) {
  set_session(std::move(session_id));
  initialize_data(given);
  execute(tables_.script);
  add_targets(tables_.states[kRootState].entry.targets, kRootState);
  configuration_.insert(kRootState);
  enter_all();
  main_event_loop();
  if (stopped_) return *stopped_;
  return {};
}

Status Machine::main_event(const Event& event) {
  if (finished_) return {};
  set_event(event);
  hear(event);
  const Transitions enabled = select_transitions(event);
  check_required(enabled, event);
  if (stopped_) return *stopped_;
  trace_.taken = !enabled.empty();
  if (!enabled.empty()) microstep(enabled);
  main_event_loop();
  if (stopped_) return *stopped_;
  return {};
}

// Runs to the end of the macrostep: no eventless transition enabled, no internal event left, no
// session to invoke.
void Machine::main_event_loop() {
  std::size_t rounds = 0;
  while (!finished_ && !stopped_) {
    Transitions enabled = select_eventless_transitions();
    if (enabled.empty()) {
      if (internal_queue_.empty()) invoke_waiting();
      if (internal_queue_.empty()) break;
      const Event event = std::move(internal_queue_.front());
      internal_queue_.pop_front();
      set_event(event);
      enabled = select_transitions(event);
    }
    if (++rounds > kMicrostepsMax) {
      return stop({ErrorCode::kOutOfRange,
                   "expected a macrostep of at most " + std::to_string(kMicrostepsMax) +
                       " microsteps, found one that goes on",
                   {},
                   {}});
    }
    if (!enabled.empty()) microstep(enabled);
  }
  if (finished_ && !stopped_) exit_interpreter();
}

Machine::Transitions Machine::select_eventless_transitions() { return select_by(nullptr); }

Machine::Transitions Machine::select_transitions(const Event& event) {
  const std::vector<std::uint32_t> descriptors = tables_.matching(event.name);
  return select_by(&descriptors);
}

// For each atomic state the innermost enabled transition; each once, in the order found.
Machine::Transitions Machine::select_by(const std::vector<std::uint32_t>* descriptors) {
  tested_.clear();
  Transitions enabled;
  for (StateIndex atomic = configuration_.next(0); atomic != kNone;
       atomic = configuration_.next(atomic + 1)) {
    if (!tables_.is_atomic(atomic)) continue;
    for (StateIndex state = atomic; state != kRootState; state = tables_.states[state].parent) {
      const auto found = first_enabled(state, descriptors);
      if (!found) continue;
      if (std::find(enabled.begin(), enabled.end(), *found) == enabled.end()) {
        enabled.push_back(*found);
      }
      break;
    }
  }
  return remove_conflicting_transitions(enabled);
}

std::optional<TransitionIndex> Machine::first_enabled(
    StateIndex state, const std::vector<std::uint32_t>* descriptors) {
  for (const TransitionIndex index : tables_.states[state].transitions) {
    const std::vector<std::uint32_t>& own = tables_.transitions[index].descriptors;
    const bool named =
        descriptors == nullptr
            ? own.empty()
            : std::any_of(descriptors->begin(), descriptors->end(), [&](std::uint32_t descriptor) {
                return std::binary_search(own.begin(), own.end(), descriptor);
              });
    if (named && condition_match(index)) return index;
  }
  return std::nullopt;
}

// Only `true` takes a transition: what is unknown is never silently a no, but an error on the
// record.
bool Machine::condition_match(TransitionIndex transition) {
  const std::optional<Formula>& guard = tables_.transitions[transition].guard;
  if (!guard) return true;
  const auto known = tested_.find(transition);
  if (known != tested_.end()) return known->second;
  const Result<bool> held = evaluate_condition(*guard);
  // Once between two microsteps: nothing but _event has changed, and the error event must not feed
  // itself.
  if (!held && reported_.insert(transition).second) {
    raise_error(held.error());
    trace_.unsettled.push_back(held.error());
  }
  return tested_[transition] = held && *held;
}

Machine::Transitions Machine::remove_conflicting_transitions(const Transitions& enabled) const {
  Transitions filtered;
  for (const TransitionIndex t1 : enabled) {
    bool preempted = false;
    Transitions to_remove;
    for (const TransitionIndex t2 : filtered) {
      if (!intersect(t1, t2)) continue;
      if (tables_.is_descendant(tables_.transitions[t1].source, tables_.transitions[t2].source)) {
        to_remove.push_back(t2);
      } else {
        preempted = true;
        break;
      }
    }
    if (preempted) continue;
    std::erase_if(filtered, [&](TransitionIndex t) {
      return std::find(to_remove.begin(), to_remove.end(), t) != to_remove.end();
    });
    filtered.push_back(t1);
  }
  return filtered;
}

// Exit sets are intervals of states; of two that overlap, one holds the other.
bool Machine::intersect(TransitionIndex a, TransitionIndex b) const {
  const StateIndex first = get_transition_domain(tables_.transitions[a]);
  const StateIndex second = get_transition_domain(tables_.transitions[b]);
  if (first == kNone || second == kNone) return false;
  const StateIndex outer = std::min(first, second);
  const StateIndex inner = std::max(first, second);
  if (outer != inner && !tables_.is_descendant(inner, outer)) return false;
  return configuration_.any_in(inner + 1, tables_.states[inner].last);
}

void Machine::microstep(const Transitions& enabled) {
  reported_.clear();
  domains_.clear();
  // Before the exit records new histories, so that what is exited and what is entered fit together.
  for (const TransitionIndex transition : enabled) {
    domains_[transition] = get_transition_domain(tables_.transitions[transition]);
    trace_.transitions.push_back(transition);
  }
  exit_states(enabled);
  execute_transition_content(enabled);
  enter_states(enabled);
}

StateSet Machine::compute_exit_set(const Transitions& transitions) const {
  StateSet exits(tables_.states.size());
  for (const TransitionIndex transition : transitions) {
    const StateIndex domain = domains_.at(transition);
    if (domain == kNone) continue;
    const StateIndex last = tables_.states[domain].last;
    for (StateIndex state = configuration_.next(domain + 1); state <= last && state != kNone;
         state = configuration_.next(state + 1)) {
      exits.insert(state);
    }
  }
  return exits;
}

void Machine::exit_states(const Transitions& enabled) {
  const std::vector<StateIndex> exits = compute_exit_set(enabled).members();
  current_ = kNoTransition;
  for (const StateIndex state : exits) record_history(state);
  for (auto state = exits.rbegin(); state != exits.rend(); ++state) {
    for (const Block& block : tables_.states[*state].on_exit) execute(block);
    if (!tables_.states[*state].invokes.empty()) cancel_invokes(*state);
    configuration_.erase(*state);
    trace_.exited.push_back(tables_.states[*state].id);
  }
}

void Machine::record_history(StateIndex state) {
  for (const StateIndex history : tables_.states[state].histories) {
    const bool deep = tables_.states[history].kind == StateKind::kDeepHistory;
    std::vector<StateIndex>& held = history_[history];
    held.clear();
    const StateIndex last = tables_.states[state].last;
    for (StateIndex inner = configuration_.next(state + 1); inner <= last && inner != kNone;
         inner = configuration_.next(inner + 1)) {
      const bool kept = deep ? tables_.is_atomic(inner) : tables_.states[inner].parent == state;
      if (kept) held.push_back(inner);
    }
  }
}

void Machine::execute_transition_content(const Transitions& enabled) {
  for (const TransitionIndex transition : enabled) {
    current_ = transition;
    execute(tables_.transitions[transition].content);
  }
  current_ = kNoTransition;
}

void Machine::enter_states(const Transitions& enabled) {
  compute_entry_set(enabled);
  enter_all();
}

void Machine::compute_entry_set(const Transitions& transitions) {
  for (const TransitionIndex transition : transitions) {
    add_targets(tables_.transitions[transition].targets, domains_.at(transition));
  }
}

void Machine::add_targets(const std::vector<StateIndex>& targets, StateIndex ancestor) {
  std::vector<StateIndex> defaulted;
  for (const StateIndex state : get_effective_target_states(targets, &defaulted)) {
    to_enter_.insert(state);
    add_ancestor_states_to_enter(state, ancestor);
  }
  for (const StateIndex history : defaulted) {
    default_history_[tables_.states[history].parent].push_back(history);
  }
}

void Machine::add_ancestor_states_to_enter(StateIndex state, StateIndex ancestor) {
  for (StateIndex at = tables_.states[state].parent; at != ancestor && at != kNone;
       at = tables_.states[at].parent) {
    to_enter_.insert(at);
  }
}

// One step of the standard's recursion: children have higher numbers, so that one ascending pass is
// enough.
void Machine::add_descendant_states_to_enter(StateIndex index) {
  const State& state = tables_.states[index];
  if (state.kind == StateKind::kParallel) {
    for (const StateIndex child : state.children) to_enter_.insert(child);
  }
  if (state.kind != StateKind::kCompound || to_enter_.any_in(index + 1, state.last)) return;
  default_entry_.insert(index);
  add_targets(state.entry.targets, index);
}

std::vector<StateIndex> Machine::get_effective_target_states(
    const std::vector<StateIndex>& targets, std::vector<StateIndex>* defaulted) const {
  std::vector<StateIndex> open = targets;
  std::vector<StateIndex> effective;
  // The default of a history lies deeper than the history, so that this ends.
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!tables_.is_history(open[i])) {
      effective.push_back(open[i]);
      continue;
    }
    const auto held = history_.find(open[i]);
    const bool holds = held != history_.end() && !held->second.empty();
    if (!holds && defaulted != nullptr) defaulted->push_back(open[i]);
    const auto& next = holds ? held->second : tables_.states[open[i]].entry.targets;
    open.insert(open.end(), next.begin(), next.end());
  }
  return effective;
}

StateIndex Machine::get_transition_domain(const Transition& transition) const {
  if (!transition.by_history) return transition.domain;
  return tables_.transition_domain(transition.source,
                                   get_effective_target_states(transition.targets, nullptr),
                                   transition.internal);
}

// Enters what is in to_enter_, completed on the way, in document order.
void Machine::enter_all() {
  for (StateIndex state = to_enter_.next(0); state != kNone; state = to_enter_.next(state + 1)) {
    add_descendant_states_to_enter(state);
  }
  const std::vector<StateIndex> entered = to_enter_.members();
  to_enter_ = StateSet(tables_.states.size());
  for (const StateIndex state : entered) enter(state);
  default_entry_ = StateSet(tables_.states.size());
  default_history_.clear();
}

void Machine::enter(StateIndex index) {
  const State& state = tables_.states[index];
  configuration_.insert(index);
  trace_.entered.push_back(state.id);
  if (!state.invokes.empty()) to_invoke_.push_back(index);
  bind_late(index);
  for (const Block& block : state.on_entry) execute(block);
  if (default_entry_.contains(index)) execute(state.entry.content);
  const auto histories = default_history_.find(index);
  if (histories != default_history_.end()) {
    for (const StateIndex history : histories->second)
      execute(tables_.states[history].entry.content);
  }
  if (state.kind == StateKind::kFinal) enter_final(index);
}

void Machine::enter_final(StateIndex index) {
  const State& state = tables_.states[index];
  if (state.parent == kRootState) {
    finished_ = true;
    return;
  }
  Event done{.name = "done.state." + tables_.states[state.parent].id, .type = "internal"};
  if (state.done_data) {
    const Result<Value> data = data_of(*state.done_data, true);
    if (data) done.data = *data;
    if (!data) fail(data.error());
  }
  raise_internal(std::move(done));
  const StateIndex grandparent = tables_.states[state.parent].parent;
  if (tables_.states[grandparent].kind == StateKind::kParallel && is_in_final_state(grandparent)) {
    raise_internal({.name = "done.state." + tables_.states[grandparent].id, .type = "internal"});
  }
}

// The nesting of states is bounded by kElementDepthMax.
// NOLINTNEXTLINE(misc-no-recursion)
bool Machine::is_in_final_state(StateIndex index) const {
  const State& state = tables_.states[index];
  if (state.kind == StateKind::kCompound) {
    return std::any_of(state.children.begin(), state.children.end(), [&](StateIndex child) {
      return tables_.states[child].kind == StateKind::kFinal && configuration_.contains(child);
    });
  }
  if (state.kind != StateKind::kParallel) return false;
  for (const StateIndex child : state.children)
    if (!is_in_final_state(child)) return false;
  return true;
}

// The final state stays in the configuration, so that people see where the case ended.
void Machine::exit_interpreter() {
  internal_queue_.clear();
  const std::vector<StateIndex> active = configuration_.members();
  for (auto at = active.rbegin(); at != active.rend(); ++at) {
    const State& state = tables_.states[*at];
    for (const Block& block : state.on_exit) execute(block);
    if (!state.invokes.empty()) cancel_invokes(*at);
    if (state.kind != StateKind::kFinal || state.parent != kRootState || !state.done_data) continue;
    const Result<Value> data = data_of(*state.done_data, true);
    if (data) done_data_ = *data;
  }
  internal_queue_.clear();
  pending_.clear();
}

// ---- what callers ask for without taking a step

std::vector<TransitionIndex> Machine::select(const Event& event) {
  if (finished_) return {};
  set_event(event);
  return select_transitions(event);
}

void Machine::preview(TransitionIndex transition, const Event& event) {
  set_event(event);
  execute_transition_content({transition});
}

Value Machine::fact(const Fact& fact, const Value& party) {
  slots_[tables_.slot(SystemSlot::kParty)] = party;
  const Result<Value> value = evaluate(fact.value);
  return value ? *value : Value();
}

void Machine::check_required(const Transitions& enabled, const Event& event) {
  for (const TransitionIndex transition : enabled) {
    for (const std::string& name : tables_.transitions[transition].required) {
      const Value* value = event_value(name);
      if (value != nullptr && !value->is_null()) continue;
      return stop(
          {ErrorCode::kInvalidArgument,
           "expected the value '" + name + "' with the event '" + event.name + "', found none",
           tables_.transition_infos[transition].position,
           {}});
    }
  }
}

// ---- errors and the internal queue

void Machine::raise_internal(Event event) { internal_queue_.push_back(std::move(event)); }

void Machine::raise_error(const Error& error, std::string sendid) {
  const bool communication = error.code == ErrorCode::kUnavailable;
  Event event{.name = communication ? "error.communication" : "error.execution",
              .data = Context{{"message", error.message}},
              .type = "platform",
              .sendid = std::move(sendid)};
  raise_internal(std::move(event));
}

void Machine::fail(Error error, std::string sendid) {
  raise_error(error, std::move(sendid));
  trace_.errors.push_back(std::move(error));
}

void Machine::stop(Error error) {
  if (!stopped_) stopped_ = std::move(error);
}

}  // namespace lagrum::statechart
