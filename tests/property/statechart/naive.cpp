#include "naive.h"

#include <algorithm>
#include <utility>

namespace lagrum::naive {
namespace {

using Kind = State::Kind;

struct Endless {};
struct Failure {};

bool is_history(const State* state) { return state->kind == Kind::kHistory; }
bool is_final(const State* state) { return state->kind == Kind::kFinal; }
bool is_parallel(const State* state) { return state->kind == Kind::kParallel; }
bool is_scxml(const State* state) { return state->kind == Kind::kScxml; }

std::vector<const State*> get_child_states(const State* state) {
  std::vector<const State*> children;
  for (const State& child : state->children) {
    if (!is_history(&child)) children.push_back(&child);
  }
  return children;
}

bool is_compound(const State* state) {
  return state->kind == Kind::kState && !get_child_states(state).empty();
}

bool is_atomic(const State* state) {
  return is_final(state) || (state->kind == Kind::kState && get_child_states(state).empty());
}

/// The ancestors from the parent on, up to but not including `end`.
std::vector<const State*> get_proper_ancestors(const State* state, const State* end) {
  std::vector<const State*> ancestors;
  for (const State* above = state->parent; above != nullptr; above = above->parent) {
    if (above == end) return ancestors;
    ancestors.push_back(above);
  }
  // The end was no ancestor: the state itself, or below it.
  if (end != nullptr) ancestors.clear();
  return ancestors;
}

bool is_descendant(const State* state, const State* ancestor) {
  for (const State* above = state->parent; above != nullptr; above = above->parent) {
    if (above == ancestor) return true;
  }
  return false;
}

// ---- settling

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void number_states(State& state, int& order, std::map<std::string, const State*>& by_id) {
  state.order = order++;
  if (!state.id.empty()) by_id[state.id] = &state;
  for (State& child : state.children) {
    child.parent = &state;
    number_states(child, order, by_id);
  }
}

bool settle_transition(Transition& transition, const State& source,
                       const std::map<std::string, const State*>& by_id) {
  transition.source = &source;
  transition.target.clear();
  for (const std::string& id : transition.targets) {
    const auto found = by_id.find(id);
    if (found == by_id.end()) return false;
    transition.target.push_back(found->second);
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
bool settle_transitions(State& state, const std::map<std::string, const State*>& by_id) {
  bool settled = settle_transition(state.initial, state, by_id);
  if (state.said == State::Initial::kUnsaid) {
    const std::vector<const State*> children = get_child_states(&state);
    if (!children.empty()) state.initial.target = {children.front()};
  }
  for (std::size_t i = 0; i < state.transitions.size(); ++i) {
    settled = settle_transition(state.transitions[i], state, by_id) && settled;
    state.transitions[i].name = state.id + "#" + std::to_string(i);
  }
  for (State& child : state.children) settled = settle_transitions(child, by_id) && settled;
  return settled;
}

}  // namespace

bool settle(Chart& chart) {
  int order = 0;
  std::map<std::string, const State*> by_id;
  number_states(chart.root, order, by_id);
  return settle_transitions(chart.root, by_id);
}

Interpreter::Interpreter(Chart chart, Fault fault) : chart_(std::move(chart)), fault_(fault) {
  settle(chart_);
  memory_.items = chart_.items;
}

// ---- questions

Ids Interpreter::configuration() const {
  Ids ids;
  for (const State* state : memory_.configuration) {
    if (is_atomic(state)) ids.push_back(state->id);
  }
  return ids;
}

std::map<std::string, Ids> Interpreter::history() const {
  std::map<std::string, Ids> history;
  for (const auto& [id, states] : memory_.history_value) {
    for (const State* state : states) history[id].push_back(state->id);
  }
  return history;
}

std::vector<Pending> Interpreter::pending() const {
  std::vector<Pending> pending = memory_.external_queue;
  std::ranges::stable_sort(pending, {}, &Pending::due);
  return pending;
}

// ---- interpret, mainEventLoop

template <class Work>
bool Interpreter::bounded(Step& step, Work work) {
  const Memory before = memory_;
  step_ = Step();
  internal_queue_.clear();
  try {
    work();
  } catch (const Endless&) {
    memory_ = before;
    step_ = Step();
    step_.endless = true;
  }
  step = step_;
  return !step.endless;
}

Step Interpreter::interpret(Milliseconds now) {
  Step step;
  now_ = now;
  bounded(step, [this] {
    memory_.running = true;
    domains_[&chart_.root.initial] = &chart_.root;
    enter_states({&chart_.root.initial});
    finish_macrostep();
  });
  return step;
}

Step Interpreter::process(const Event& event, Milliseconds now) {
  Step step;
  now_ = now;
  bounded(step, [this, &event] {
    event_ = event;
    const Transitions enabled = select_transitions(event);
    step_.taken = !enabled.empty();
    if (!enabled.empty()) microstep(enabled);
    finish_macrostep();
  });
  return step;
}

std::vector<Step> Interpreter::advance(Milliseconds now) {
  const Memory before = memory_;
  std::vector<Step> steps;
  while (memory_.running) {
    auto& queue = memory_.external_queue;
    const auto next = std::ranges::min_element(queue, {}, &Pending::due);
    if (next == queue.end() || next->due > now) break;
    const Event event = next->event;
    queue.erase(next);
    steps.push_back(process(event, now));
    if (steps.back().endless || steps.size() > kMicrostepsMax) {
      memory_ = before;
      return {Step{.endless = true}};
    }
  }
  return steps;
}

/// The inner loop of mainEventLoop, up to the wait for an external event.
void Interpreter::finish_macrostep() {
  bool macrostep_done = false;
  while (memory_.running && !macrostep_done) {
    Transitions enabled = select_eventless_transitions();
    if (enabled.empty()) {
      if (internal_queue_.empty()) {
        macrostep_done = true;
      } else {
        event_ = internal_queue_.front();
        internal_queue_.erase(internal_queue_.begin());
        enabled = select_transitions(*event_);
      }
    }
    if (!enabled.empty()) microstep(enabled);
  }
  if (!memory_.running) exit_interpreter();
}

void Interpreter::exit_interpreter() {
  ended_in_ = configuration();
  const std::vector<const State*> states_to_exit(memory_.configuration.rbegin(),
                                                 memory_.configuration.rend());
  for (const State* state : states_to_exit) {
    for (const Block& content : state->onexit) execute_content(content);
    memory_.configuration.erase(state);
  }
  // Section 6.2: what waits when the session ends is discarded.
  memory_.external_queue.clear();
}

// ---- selection

Interpreter::Transitions Interpreter::select_eventless_transitions() {
  Transitions enabled;
  const auto select = [&](const State* state) {
    for (const Transition& transition : state->transitions) {
      if (transition.events.empty() && is_true(transition.guard)) {
        if (std::ranges::find(enabled, &transition) == enabled.end()) {
          enabled.push_back(&transition);
        }
        return true;
      }
    }
    return false;
  };
  for (const State* atomic : memory_.configuration) {
    if (!is_atomic(atomic)) continue;
    if (select(atomic)) continue;
    for (const State* ancestor : get_proper_ancestors(atomic, nullptr)) {
      if (select(ancestor)) break;
    }
  }
  return remove_conflicting_transitions(enabled);
}

Interpreter::Transitions Interpreter::select_transitions(const Event& event) {
  Transitions enabled;
  const auto select = [&](const State* state) {
    for (const Transition& transition : state->transitions) {
      if (!transition.events.empty() && name_match(transition.events, event.name) &&
          is_true(transition.guard)) {
        if (std::ranges::find(enabled, &transition) == enabled.end()) {
          enabled.push_back(&transition);
        }
        return true;
      }
    }
    return false;
  };
  for (const State* atomic : memory_.configuration) {
    if (!is_atomic(atomic)) continue;
    if (select(atomic)) continue;
    for (const State* ancestor : get_proper_ancestors(atomic, nullptr)) {
      if (select(ancestor)) break;
    }
  }
  return remove_conflicting_transitions(enabled);
}

Interpreter::Transitions Interpreter::remove_conflicting_transitions(const Transitions& enabled) {
  if (fault_ == Fault::kKeepsConflicts) return enabled;
  Transitions filtered;
  for (const Transition* t1 : enabled) {
    bool t1_preempted = false;
    Transitions transitions_to_remove;
    const States exit1 = compute_exit_set({t1});
    for (const Transition* t2 : filtered) {
      const States exit2 = compute_exit_set({t2});
      const bool intersect = std::ranges::any_of(
          exit1, [&exit2](const State* state) { return exit2.contains(state); });
      if (!intersect) continue;
      const bool inner = fault_ == Fault::kPrefersAncestors ? is_descendant(t2->source, t1->source)
                                                            : is_descendant(t1->source, t2->source);
      if (inner) {
        transitions_to_remove.push_back(t2);
      } else {
        t1_preempted = true;
        break;
      }
    }
    if (t1_preempted) continue;
    for (const Transition* t3 : transitions_to_remove) std::erase(filtered, t3);
    filtered.push_back(t1);
  }
  return filtered;
}

// ---- microstep

void Interpreter::microstep(const Transitions& enabled) {
  if (++step_.microsteps > kMicrostepsMax) throw Endless();
  step_.widest = std::max(step_.widest, enabled.size());
  // The appendix asks for the domain again after the exit. Where the exit moved the value of a
  // history that is a target, that may be another one, with states entered that were not left: the
  // domain is that of before the exit (engine/statechart/README.md).
  domains_.clear();
  for (const Transition* transition : enabled) {
    domains_[transition] = get_transition_domain(*transition);
  }
  exit_states(enabled);
  for (const Transition* transition : enabled) {
    step_.transitions.push_back(transition->name);
    execute_content(transition->content);
  }
  enter_states(enabled);
}

void Interpreter::exit_states(const Transitions& enabled) {
  const States exit_set = compute_exit_set(enabled);
  std::vector<const State*> states_to_exit(exit_set.rbegin(), exit_set.rend());
  if (fault_ == Fault::kExitsInDocumentOrder) std::ranges::reverse(states_to_exit);
  for (const State* state : states_to_exit) {
    for (const State& history : state->children) {
      if (!is_history(&history)) continue;
      const bool deep = history.deep || fault_ == Fault::kTakesShallowAsDeep;
      States value;
      for (const State* active : memory_.configuration) {
        if (deep ? is_atomic(active) && is_descendant(active, state) : active->parent == state) {
          value.insert(active);
        }
      }
      memory_.history_value[history.id] = value;
    }
  }
  for (const State* state : states_to_exit) {
    step_.exited.push_back(state->id);
    for (const Block& content : state->onexit) execute_content(content);
    memory_.configuration.erase(state);
  }
}

Interpreter::States Interpreter::compute_exit_set(const Transitions& transitions) const {
  States states_to_exit;
  for (const Transition* transition : transitions) {
    if (transition->target.empty()) continue;
    const State* domain = get_transition_domain(*transition);
    for (const State* state : memory_.configuration) {
      if (is_descendant(state, domain)) states_to_exit.insert(state);
    }
  }
  return states_to_exit;
}

void Interpreter::enter_states(const Transitions& enabled) {
  Entry entry;
  compute_entry_set(enabled, entry);
  for (const State* state : entry.to_enter) enter(state, entry);
}

void Interpreter::enter(const State* state, const Entry& entry) {
  memory_.configuration.insert(state);
  step_.entered.push_back(state->id);
  for (const Block& content : state->onentry) execute_content(content);
  if (entry.for_default_entry.contains(state)) execute_content(state->initial.content);
  const auto history = entry.default_history_content.find(state);
  if (history != entry.default_history_content.end()) execute_content(*history->second);
  if (is_final(state)) tell_of_final(state);
}

void Interpreter::tell_of_final(const State* state) {
  const State* parent = state->parent;
  if (is_scxml(parent)) {
    memory_.running = false;
    return;
  }
  Event done{"done.state." + parent->id};
  if (state->donedata) done.value = evaluate(*state->donedata);
  internal_queue_.push_back(done);
  const State* grandparent = parent->parent;
  if (!is_parallel(grandparent)) return;
  const std::vector<const State*> regions = get_child_states(grandparent);
  if (std::ranges::all_of(regions, [this](const State* s) { return is_in_final_state(s); })) {
    internal_queue_.push_back({"done.state." + grandparent->id});
  }
}

void Interpreter::compute_entry_set(const Transitions& transitions, Entry& entry) {
  for (const Transition* transition : transitions) {
    entry.domain = fault_ == Fault::kAsksForTheDomainAgain && transition->source != &chart_.root
                       ? get_transition_domain(*transition)
                       : domains_.at(transition);
    for (const State* state : transition->target) add_descendant_states_to_enter(state, entry);
    for (const State* state : get_effective_target_states(*transition)) {
      add_ancestor_states_to_enter(state, entry.domain, entry);
    }
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the standard's
void Interpreter::add_descendant_states_to_enter(const State* state, Entry& entry) {
  if (is_history(state)) {
    add_history_states_to_enter(state, entry);
    return;
  }
  entry.to_enter.insert(state);
  if (is_compound(state)) {
    entry.for_default_entry.insert(state);
    for (const State* s : state->initial.target) add_descendant_states_to_enter(s, entry);
    for (const State* s : state->initial.target) add_ancestor_states_to_enter(s, state, entry);
  } else if (is_parallel(state)) {
    add_regions_to_enter(state, entry);
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the standard's
void Interpreter::add_history_states_to_enter(const State* history, Entry& entry) {
  // The appendix adds the ancestors below the history's parent also where the transition's domain
  // lies further down. They are active and stay, so they would be entered twice; a parallel among
  // them would even get second states in its regions, which is no legal configuration (section
  // 3.11). So the domain ends the way up where it comes first (engine/statechart/README.md).
  const bool domain_below =
      is_descendant(entry.domain, history->parent) && fault_ != Fault::kEntersWhatStays;
  const State* end = domain_below ? entry.domain : history->parent;
  // NOLINTNEXTLINE(misc-no-recursion): the standard's
  const auto add = [&](const auto& states) {
    for (const State* s : states) add_descendant_states_to_enter(s, entry);
    for (const State* s : states) add_ancestor_states_to_enter(s, end, entry);
  };
  const auto value = memory_.history_value.find(history->id);
  if (value != memory_.history_value.end()) {
    ++step_.histories;
    const std::vector<const State*> above = get_proper_ancestors(history, nullptr);
    if (std::ranges::any_of(above, is_parallel)) ++step_.parallel_histories;
    add(value->second);
    return;
  }
  const Transition& otherwise = history->transitions.front();
  entry.default_history_content[history->parent] = &otherwise.content;
  add(otherwise.target);
}

// NOLINTNEXTLINE(misc-no-recursion): the standard's
void Interpreter::add_ancestor_states_to_enter(const State* state, const State* ancestor,
                                               Entry& entry) {
  for (const State* above : get_proper_ancestors(state, ancestor)) {
    entry.to_enter.insert(above);
    if (is_parallel(above)) add_regions_to_enter(above, entry);
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the standard's
void Interpreter::add_regions_to_enter(const State* parallel, Entry& entry) {
  if (fault_ == Fault::kForgetsRegions && entry.to_enter.size() > 3) return;
  for (const State* child : get_child_states(parallel)) {
    if (std::ranges::none_of(entry.to_enter,
                             [child](const State* s) { return is_descendant(s, child); })) {
      add_descendant_states_to_enter(child, entry);
    }
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the standard's
bool Interpreter::is_in_final_state(const State* state) const {
  const std::vector<const State*> children = get_child_states(state);
  if (is_compound(state)) {
    return std::ranges::any_of(children, [this](const State* s) {
      return is_final(s) && memory_.configuration.contains(s);
    });
  }
  if (is_parallel(state)) {
    // NOLINTNEXTLINE(misc-no-recursion): the standard's
    return std::ranges::all_of(children, [this](const State* s) { return is_in_final_state(s); });
  }
  return false;
}

const State* Interpreter::get_transition_domain(const Transition& transition) const {
  const States targets = get_effective_target_states(transition);
  if (targets.empty()) return nullptr;
  const State* source = transition.source;
  if (transition.internal && fault_ != Fault::kTakesInternalAsExternal && is_compound(source) &&
      std::ranges::all_of(targets, [source](const State* s) { return is_descendant(s, source); })) {
    return source;
  }
  return find_lcca(source, targets);
}

const State* Interpreter::find_lcca(const State* source, const States& targets) const {
  for (const State* above : get_proper_ancestors(source, nullptr)) {
    if (!is_compound(above) && !is_scxml(above)) continue;
    if (std::ranges::all_of(targets, [above](const State* s) { return is_descendant(s, above); })) {
      return above;
    }
  }
  return nullptr;
}

// NOLINTNEXTLINE(misc-no-recursion): the standard's
Interpreter::States Interpreter::get_effective_target_states(const Transition& transition) const {
  States targets;
  for (const State* state : transition.target) {
    if (!is_history(state)) {
      targets.insert(state);
      continue;
    }
    const auto value = memory_.history_value.find(state->id);
    targets.merge(value != memory_.history_value.end()
                      ? States(value->second)
                      : get_effective_target_states(state->transitions.front()));
  }
  return targets;
}

// ---- executable content

/// Section 4: an error ends the block that it happens in, and no other.
void Interpreter::execute_content(const Block& block) {
  try {
    execute(block);
  } catch (const Failure&) {
    ++step_.errors;
    internal_queue_.push_back({"error.execution"});
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void Interpreter::execute(const Block& block) {
  for (const Action& action : block) carry_out(action);
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void Interpreter::carry_out(const Action& action) {
  switch (action.kind) {
    case Action::Kind::kLog:
      step_.logs.push_back(action.value
                               ? action.name + ": " + std::to_string(evaluate(*action.value))
                               : action.name);
      break;
    case Action::Kind::kLogEvent:
      step_.logs.push_back("\"" + event_->name + "\"");
      break;
    case Action::Kind::kAssign:
      memory_.items[action.name] = evaluate(*action.value);
      break;
    case Action::Kind::kRaise:
      raise(action);
      break;
    case Action::Kind::kIf:
      carry_out_if(action);
      break;
    case Action::Kind::kForeach:
      carry_out_foreach(action);
      break;
    case Action::Kind::kSend:
      send(action);
      break;
    case Action::Kind::kCancel:
      std::erase_if(memory_.external_queue,
                    [&action](const Pending& sent) { return sent.sendid == action.sendid; });
      break;
    case Action::Kind::kFail:
      throw Failure();
  }
}

void Interpreter::raise(const Action& action) {
  Event event{action.name};
  if (action.value) event.value = evaluate(*action.value);
  const auto place =
      fault_ == Fault::kRaisesAtOnce ? internal_queue_.begin() : internal_queue_.end();
  internal_queue_.insert(place, event);
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void Interpreter::carry_out_if(const Action& action) {
  for (const Branch& branch : action.branches) {
    if (is_true(branch.guard)) {
      execute(branch.block);
      return;
    }
  }
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
void Interpreter::carry_out_foreach(const Action& action) {
  std::int64_t place = 0;
  for (const std::int64_t member : action.list) {
    memory_.items[action.name] = member;
    // The engine counts from 1, as FEEL does.
    if (!action.index.empty()) memory_.items[action.index] = ++place;
    execute(action.block);
  }
}

void Interpreter::send(const Action& action) {
  Event event{action.name};
  if (action.value) event.value = evaluate(*action.value);
  memory_.external_queue.push_back({action.sendid, event, now_ + action.delay});
}

// NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
std::int64_t Interpreter::evaluate(const Expression& expression) const {
  // NOLINTNEXTLINE(misc-no-recursion): the generator bounds the depth
  const auto operand = [&](std::size_t place) { return evaluate(expression.operands[place]); };
  switch (expression.kind) {
    case Expression::Kind::kNumber:
      return expression.number;
    case Expression::Kind::kItem:
      return memory_.items.at(expression.name);
    case Expression::Kind::kEventValue:
      return event_->value.value_or(0);
    case Expression::Kind::kAdd:
      return operand(0) + operand(1);
    case Expression::Kind::kLess:
      return operand(0) < operand(1) ? 1 : 0;
    case Expression::Kind::kAtMost:
      return operand(0) <= operand(1) ? 1 : 0;
    case Expression::Kind::kEqual:
      return operand(0) == operand(1) ? 1 : 0;
    case Expression::Kind::kIn:
      return std::ranges::any_of(memory_.configuration,
                                 [&](const State* s) { return s->id == expression.name; })
                 ? 1
                 : 0;
    case Expression::Kind::kAnd:
      return operand(0) != 0 && operand(1) != 0 ? 1 : 0;
    case Expression::Kind::kOr:
      return operand(0) != 0 || operand(1) != 0 ? 1 : 0;
    case Expression::Kind::kNot:
      return operand(0) == 0 ? 1 : 0;
  }
  return 0;
}

bool Interpreter::is_true(const std::optional<Expression>& guard) const {
  return !guard || evaluate(*guard) != 0;
}

/// Section 3.12.1: a descriptor matches the same tokens, or a prefix of them.
bool Interpreter::name_match(const Ids& descriptors, const std::string& name) const {
  return std::ranges::any_of(descriptors, [&](std::string descriptor) {
    if (descriptor == "*") return true;
    if (descriptor.ends_with(".*")) descriptor.resize(descriptor.size() - 2);
    if (descriptor.ends_with(".")) descriptor.resize(descriptor.size() - 1);
    if (fault_ == Fault::kMatchesByLetters) return name.starts_with(descriptor);
    return name == descriptor || name.starts_with(descriptor + ".");
  });
}

}  // namespace lagrum::naive
