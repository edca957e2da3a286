#include "statechart/machine.h"

#include <algorithm>
#include <utility>

#include "statechart/family.h"

namespace lagrum::statechart {
namespace {

bool is_among(const Machine::Transitions& transitions, TransitionIndex transition) {
  return std::find(transitions.begin(), transitions.end(), transition) != transitions.end();
}

}  // namespace

Machine::Machine(const Chart& chart)
    : chart_(chart),
      tables_(chart_.tables()),
      configuration_(tables_.states.size()),
      held_(tables_.mark_words - tables_.configuration_words),
      data_changed_(tables_.variables.size()),
      entry_(tables_, held_),
      default_entry_(tables_.states.size()),
      visited_(tables_.states.size()) {
  environment_.further = system_;
  environment_.budget = &budget_;
  environment_.call = [this](std::size_t, std::span<const Value> arguments) {
    return in_predicate(arguments);
  };
}

// ---- opening an instance, and what is changed of it

void Machine::open(Instance& instance, const Surroundings& surroundings, Kin kin) {
  instance_ = &instance;
  surroundings_ = &surroundings;
  kin_ = kin;
  configuration_.assign(std::as_const(instance).configuration());
  std::ranges::copy(instance.histories(), held_.begin());
  finished_ = instance.finished();
  if (!std::exchange(at_rest_, false)) forget();
  for (const auto& [slot, value] : old_data_) data_changed_[slot] = false;
  old_data_.clear();
  outgoing_.clear();
  set_event(nullptr);
  system_known_ = 0;
  reported_.clear();
  instructions_ = 0;
  moves_ = 0;
  trace_.clear();
  environment_.variables = instance.data();
  environment_.zones = surroundings.zones;
  now_known_ = false;
}

// After a macrostep that did not come to rest.
void Machine::forget() {
  old_extras_.reset();
  extras_changed_ = false;
  internal_queue_.clear();
  to_invoke_.clear();
  done_data_ = Value();
  default_entry_.clear();
  default_history_.clear();
  current_ = kNoTransition;
  stopped_.reset();
}

void Machine::set_data(std::uint32_t slot, Value value) {
  Value old = std::exchange(instance_->data()[slot], std::move(value));
  if (data_changed_[slot]) return;
  data_changed_[slot] = true;
  old_data_.emplace_back(slot, std::move(old));
}

Extras& Machine::extras_to_change() {
  if (!std::exchange(extras_changed_, true) && instance_->extras_ != nullptr) {
    old_extras_ = std::make_unique<Extras>(*instance_->extras_);
  }
  return instance_->own_extras();
}

Status Machine::keep() {
  if (stopped_) {
    undo();
    return *stopped_;
  }
  std::ranges::copy(configuration_.words(), instance_->marks().begin());
  std::ranges::copy(held_, instance_->histories().begin());
  instance_->started_ = true;
  instance_->finished_ = finished_;
  if (instance_->extras_ != nullptr && instance_->extras_->empty()) instance_->extras_.reset();
  at_rest_ = !extras_changed_ && !finished_;
  return {};
}

void Machine::undo() {
  for (auto& [slot, value] : old_data_) {
    instance_->data()[slot] = std::move(value);
    data_changed_[slot] = false;
  }
  old_data_.clear();
  if (std::exchange(extras_changed_, false)) instance_->extras_ = std::move(old_extras_);
  if (!instance_->started_) instance_->id_.clear();
}

// ---- the standard's procedures

Status Machine::interpret(std::string session_id, const Context& given) {
  instance_->id_ = std::move(session_id);
  initialize_data(given);
  execute(tables_.script);
  configuration_.insert(kRootState);
  enter_below(kRootState, tables_.states[kRootState].entry.targets);
  main_event_loop();
  return keep();
}

Status Machine::main_event(const Event& event) {
  if (finished_) return {};
  set_event(&event);
  if (!instance_->extras().invoked.empty()) hear(event);
  select_transitions(event);
  check_values(event);
  trace_.taken = !enabled_.empty();
  if (trace_.taken && !stopped_) microstep();
  main_event_loop();
  return keep();
}

// Runs to the end of the macrostep: no eventless transition enabled, no internal event left, no
// session to invoke.
void Machine::main_event_loop() {
  std::size_t rounds = 0;
  while (!finished_ && !stopped_) {
    select_eventless_transitions();
    if (enabled_.empty()) {
      if (internal_queue_.empty() && !to_invoke_.empty()) invoke_waiting();
      if (internal_queue_.empty()) break;
      internal_event_ = std::move(internal_queue_.front());
      internal_queue_.pop_front();
      set_event(&internal_event_);
      select_transitions(internal_event_);
    }
    if (++rounds > kMicrostepsMax) {
      std::string message = "expected a macrostep of at most " + std::to_string(kMicrostepsMax) +
                            " microsteps, found one that goes on";
      if (enabled_.empty()) return stop({ErrorCode::kOutOfRange, std::move(message), {}, {}});
      const TransitionInfo& next = tables_.transition_infos[enabled_.front()];
      return stop(
          {ErrorCode::kOutOfRange, message + " with '" + next.name + "'", next.position, {}});
    }
    if (!enabled_.empty()) microstep();
  }
  if (finished_ && !stopped_) exit_interpreter();
}

void Machine::select_eventless_transitions() {
  select_by(tables_.eventless ? &*tables_.eventless : nullptr);
}

void Machine::select_transitions(const Event& event) { select_by(tables_.kind_of(event.name)); }

// For each atomic state the innermost enabled transition; each once, in the order found. A state
// that another atomic state has asked already has given what it has, and where only one of the
// active states has transitions for the event, it is asked at once.
void Machine::select_by(const EventKind* event) {
  enabled_.clear();
  if (event == nullptr) return;
  const StateSet& takers = tables_.takers[event->takers];
  const StateIndex first = configuration_.next_of(takers, kRootState + 1);
  if (first == kNone) return;
  if (configuration_.next_of(takers, first + 1) == kNone) {
    enable_first(first, *event);
    return;
  }
  visited_.clear();
  for (StateIndex atomic = configuration_.next_of(tables_.atomic, 0); atomic != kNone;
       atomic = configuration_.next_of(tables_.atomic, atomic + 1)) {
    for (StateIndex state = atomic; state != kRootState && !visited_.contains(state);
         state = tables_.states[state].parent) {
      visited_.insert(state);
      if (takers.contains(state) && enable_first(state, *event)) break;
    }
  }
  if (enabled_.size() > 1) remove_conflicting_transitions();
}

bool Machine::enable_first(StateIndex state, const EventKind& event) {
  for (const TransitionIndex index : tables_.states[state].transitions) {
    const Transition& transition = tables_.transitions[index];
    if (!takes(transition, event)) continue;
    if (oracle_ != nullptr && oracle_->rests(transition.source)) continue;
    if (transition.guard && !condition_match(index, *transition.guard)) continue;
    enabled_.push_back(index);
    return true;
  }
  return false;
}

// Only `true` takes a transition: what is unknown is never silently a no, but an error on the
// record.
bool Machine::condition_match(TransitionIndex transition, const Formula& guard) {
  const Result<bool> held = evaluate_condition(guard);
  // Once between two microsteps: nothing but _event has changed, and the error event must not feed
  // itself.
  if (!held && !is_among(reported_, transition)) {
    reported_.push_back(transition);
    raise_error(held.error());
    trace_.unsettled.push_back(held.error());
  }
  return held && *held;
}

void Machine::remove_conflicting_transitions() {
  unfiltered_.swap(enabled_);
  enabled_.clear();
  count_moves(unfiltered_.size() * unfiltered_.size() / kComparedPerMove);
  if (stopped_) return;
  for (const TransitionIndex t1 : unfiltered_) {
    const auto preempts = [&](TransitionIndex t2) {
      return intersect(t1, t2) &&
             !tables_.is_descendant(tables_.transitions[t1].source, tables_.transitions[t2].source);
    };
    if (std::any_of(enabled_.begin(), enabled_.end(), preempts)) continue;
    std::erase_if(enabled_, [&](TransitionIndex t2) { return intersect(t1, t2); });
    enabled_.push_back(t1);
  }
}

// Exit sets are intervals of states; of two that overlap, one holds the other.
bool Machine::intersect(TransitionIndex a, TransitionIndex b) {
  const StateIndex first = get_transition_domain(tables_.transitions[a]);
  const StateIndex second = get_transition_domain(tables_.transitions[b]);
  if (first == kNone || second == kNone) return false;
  const StateIndex outer = std::min(first, second);
  const StateIndex inner = std::max(first, second);
  if (outer != inner && !tables_.is_descendant(inner, outer)) return false;
  return configuration_.any_in(inner + 1, tables_.states[inner].last);
}

void Machine::microstep() {
  reported_.clear();
  domains_.clear();
  // Before the exit records new histories, so that what is exited and what is entered fit together.
  for (const TransitionIndex transition : enabled_) {
    domains_.push_back(get_transition_domain(tables_.transitions[transition]));
    trace_.transitions.push_back(transition);
  }
  exit_states();
  execute_transition_content();
  enter_states();
}

// Into states_, in document order: the exit sets of transitions without conflict are disjoint
// intervals, and each holds the atomic state that its transition was found by.
void Machine::compute_exit_set() {
  states_.clear();
  for (const StateIndex domain : domains_) {
    if (domain == kNone) continue;
    configuration_.append(domain + 1, tables_.states[domain].last, states_);
  }
}

void Machine::exit_states() {
  compute_exit_set();
  count_moves(states_.size());
  current_ = kNoTransition;
  if (!held_.empty()) {
    for (const StateIndex state : states_) {
      if (!tables_.states[state].histories.empty()) record_history(state);
    }
  }
  for (auto state = states_.rbegin(); state != states_.rend(); ++state) {
    for (const Block& block : tables_.states[*state].on_exit) execute(block);
    if (!tables_.states[*state].invokes.empty()) cancel_invokes(*state);
    configuration_.erase(*state);
    trace_.exited.push_back(*state - 1);
  }
}

void Machine::record_history(StateIndex state) {
  for (const StateIndex history : tables_.states[state].histories) {
    const bool deep = tables_.states[history].kind == StateKind::kDeepHistory;
    const HeldPlace& place = tables_.states[history].held;
    const std::span<std::uint64_t> words = place.in(std::span(held_));
    std::ranges::fill(words, 0);
    const StateIndex last = tables_.states[state].last;
    count_moves(last - state);
    for (StateIndex inner = configuration_.next(state + 1); inner <= last && !stopped_;
         inner = configuration_.next(inner + 1)) {
      const bool kept = deep ? tables_.is_atomic(inner) : tables_.states[inner].parent == state;
      if (kept) insert_member(words, place.first, inner);
    }
  }
}

void Machine::execute_transition_content() {
  for (const TransitionIndex transition : enabled_) {
    const Block& content = tables_.transitions[transition].content;
    if (content.empty()) continue;
    current_ = transition;
    execute(content);
  }
  current_ = kNoTransition;
}

// One transition after the other, in document order as in compute_exit_set: nothing that is done on
// entry changes what the next one enters.
void Machine::enter_states() {
  for (std::size_t i = 0; i < enabled_.size(); ++i) {
    const Transition& transition = tables_.transitions[enabled_[i]];
    if (transition.entry) {
      enter_all(transition.entry->states, transition.entry->defaults);
    } else {
      enter_below(domains_[i], transition.targets);
    }
  }
}

void Machine::enter_below(StateIndex ancestor, const std::vector<StateIndex>& targets) {
  entry_.compute(targets, ancestor);
  default_history_ = entry_.default_history();
  enter_all(entry_.states(), entry_.default_entry());
  default_history_.clear();
}

void Machine::enter_all(const std::vector<StateIndex>& states,
                        const std::vector<StateIndex>& defaults) {
  count_moves(states.size());
  for (const StateIndex state : defaults) default_entry_.insert(state);
  for (const StateIndex state : states) enter(state);
}

StateIndex Machine::get_transition_domain(const Transition& transition) {
  if (!transition.by_history) return transition.domain;
  return tables_.transition_domain(transition.source,
                                   entry_.get_effective_target_states(transition.targets),
                                   transition.internal);
}

void Machine::enter(StateIndex index) {
  const State& state = tables_.states[index];
  configuration_.insert(index);
  trace_.entered.push_back(index - 1);
  if (!state.invokes.empty()) to_invoke_.push_back(index);
  if (!state.late.empty()) bind_late(index);
  for (const Block& block : state.on_entry) execute(block);
  if (default_entry_.contains(index)) {
    default_entry_.erase(index);
    execute(state.entry.content);
  }
  for (const auto& [parent, history] : default_history_) {
    if (parent == index) execute(tables_.states[history].entry.content);
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
  if (tables_.states[grandparent].kind != StateKind::kParallel) return;
  count_moves(tables_.states[grandparent].last - grandparent);
  if (!stopped_ && is_in_final_state(grandparent)) {
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
  configuration_.list(states_);
  for (auto at = states_.rbegin(); at != states_.rend(); ++at) {
    const State& state = tables_.states[*at];
    for (const Block& block : state.on_exit) execute(block);
    if (!state.invokes.empty()) cancel_invokes(*at);
    if (state.kind != StateKind::kFinal || state.parent != kRootState || !state.done_data) continue;
    const Result<Value> data = data_of(*state.done_data, true);
    if (data) done_data_ = *data;
  }
  internal_queue_.clear();
  if (!instance_->extras().pending.empty()) extras_to_change().pending.clear();
}

// ---- what callers ask for without taking a step

const Machine::Transitions& Machine::select(const Event& event) {
  enabled_.clear();
  if (finished_) return enabled_;
  set_event(&event);
  select_transitions(event);
  return enabled_;
}

void Machine::preview(TransitionIndex transition, const Event& event) {
  set_event(&event);
  enabled_.assign(1, transition);
  execute_transition_content();
  undo();
}

Value Machine::fact(const Fact& fact, const Value& party) {
  system_[static_cast<std::size_t>(SystemSlot::kParty)] = party;
  system_known_ |= bit_of(SystemSlot::kParty);
  const Result<Value> value = evaluate(fact.value);
  return value ? *value : Value();
}

void Machine::check_values(const Event& event) {
  for (const TransitionIndex transition : enabled_) {
    for (const std::string& name : tables_.transitions[transition].required) {
      const Value* value = event_value(name);
      if (value != nullptr && !value->is_null()) continue;
      return stop(
          {ErrorCode::kInvalidArgument,
           "expected the value '" + name + "' with the event '" + event.name + "', found none",
           tables_.transition_infos[transition].position,
           {}});
    }
    if (oracle_ != nullptr) continue;  // its values stand for others, too
    for (const ValueLimit& limit : tables_.transitions[transition].limits) {
      const Value* value = event_value(limit.name);
      const std::string why = value != nullptr ? tables_.not_allowed(limit, *value) : std::string();
      if (why.empty()) continue;
      return stop({ErrorCode::kInvalidArgument,
                   "'" + limit.name + "' of the event '" + event.name + "': " + why,
                   tables_.transition_infos[transition].position,
                   {}});
    }
  }
}

// ---- errors and the internal queue

Error Machine::fault(std::string message, const Position& source) {
  return {ErrorCode::kInvalidArgument, std::move(message), source, {}};
}

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

void Machine::count_moves(std::uint64_t moves) {
  moves_ += moves;
  if (moves_ <= kMovesMax) return;
  stop({ErrorCode::kOutOfRange,
        "expected a macrostep that enters, leaves and compares less than " +
            std::to_string(kMovesMax) + " times, found more",
        {},
        {}});
}

void Machine::stop(Error error) {
  if (!stopped_) stopped_ = std::move(error);
}

}  // namespace lagrum::statechart
