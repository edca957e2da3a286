#include <algorithm>
#include <set>
#include <utility>

#include "base/words.h"
#include "statechart/checks.h"

// What the standard allows and a workflow seldom means.
namespace lagrum::statechart {
namespace {

constexpr std::string_view kDone = "done.state.";

bool is_always(const std::optional<Formula>& guard, bool answer) {
  if (!guard) return answer;
  const Value* value = guard->code ? guard->code->constant() : nullptr;
  return value != nullptr && value->boolean() != nullptr && *value->boolean() == answer;
}

// True when each event that the later one takes is taken by the earlier one, too.
bool takes_all_of(const TransitionInfo& earlier, const TransitionInfo& later) {
  if (earlier.events.empty() || later.events.empty())
    return earlier.events.empty() && later.events.empty();
  return std::all_of(later.events.begin(), later.events.end(), [&](const std::string& event) {
    return std::any_of(earlier.events.begin(), earlier.events.end(),
                       [&](const std::string& descriptor) {
                         return matches(normal_descriptor(descriptor), normal_descriptor(event));
                       });
  });
}

// The data items that a block gives values to.
std::set<std::uint32_t> written_by(const Block& block) {
  std::set<std::uint32_t> slots;
  for (const Instruction& instruction : block) {
    if (const auto* assign = std::get_if<Assign>(&instruction)) slots.insert(assign->location.slot);
    if (const auto* decide = std::get_if<Decide>(&instruction)) slots.insert(decide->into.slot);
  }
  slots.erase(kNone);
  return slots;
}

// Whether a state can come to its end: one of its final children is entered, or each region ends.
// NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded by kElementDepthMax
bool can_end(const Chart::Tables& tables, const StateSet& reached, StateIndex index) {
  const State& state = tables.states[index];
  const auto ends = [&](StateIndex child) { return can_end(tables, reached, child); };
  if (state.kind == StateKind::kParallel)
    return std::all_of(state.children.begin(), state.children.end(), ends);
  return state.kind == StateKind::kCompound &&
         std::any_of(state.children.begin(), state.children.end(), [&](StateIndex child) {
           return tables.states[child].kind == StateKind::kFinal && reached.contains(child);
         });
}

// What an entry does that is not to be done twice: an act, or a wait that begins anew.
std::string repeated_by(const State& state) {
  for (const Block& block : state.on_entry) {
    for (const Instruction& instruction : block) {
      if (const auto* perform = std::get_if<Perform>(&instruction))
        return "performs '" + perform->act.type + "'";
      const auto* send = std::get_if<Send>(&instruction);
      if (send != nullptr && send->delay.given())
        return "begins the wait for '" + send->event.text + "'";
    }
  }
  return {};
}

std::string in_line(const TransitionInfo& info) {
  return "'" + info.name + "' in line " + std::to_string(info.position.line);
}

}  // namespace

void check_dead_transitions(const Chart::Tables& tables, Diagnostics& diagnostics) {
  for (const State& state : tables.states) {
    for (std::size_t later = 0; later < state.transitions.size(); ++later) {
      const TransitionInfo& info = tables.transition_infos[state.transitions[later]];
      if (is_always(tables.transitions[state.transitions[later]].guard, false)) {
        diagnostics.warning("dead-transition", info.position,
                            "expected a guard that can be true, found '" + info.guard + "'");
        continue;
      }
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        const TransitionIndex other = state.transitions[earlier];
        if (!is_always(tables.transitions[other].guard, true) ||
            !takes_all_of(tables.transition_infos[other], info)) {
          continue;
        }
        diagnostics.warning("dead-transition", info.position,
                            "expected a transition that can be taken, found that " +
                                in_line(tables.transition_infos[other]) +
                                " always comes before it");
        break;
      }
    }
  }
}

void check_order_decides(const Chart::Tables& tables, Diagnostics& diagnostics) {
  for (std::size_t later = 0; later < tables.transitions.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const Transition& a = tables.transitions[earlier];
      const Transition& b = tables.transitions[later];
      if (!are_in_conflict(tables, a, b) || !are_orthogonal(tables, a.source, b.source) ||
          !may_meet(tables, earlier, later)) {
        continue;
      }
      diagnostics.warning("order-decides", tables.transition_infos[later].position,
                          "expected transitions of different regions that can both be taken, found "
                          "that the order in the file prefers " +
                              in_line(tables.transition_infos[earlier]) +
                              "; give one of them a guard or another event");
      break;
    }
  }
}

void check_written_twice(const Chart::Tables& tables, Diagnostics& diagnostics) {
  std::map<std::uint32_t, std::vector<std::size_t>> writers;
  for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
    for (const std::uint32_t slot : written_by(tables.transitions[i].content))
      writers[slot].push_back(i);
  }
  for (const auto& [written, transitions] : writers) {
    const std::uint32_t slot = written;
    const std::vector<std::size_t>& list = transitions;  // a lambda takes no binding in clang 14
    for (std::size_t later = 0; later < list.size(); ++later) {
      const auto other = std::find_if(
          list.begin(), list.begin() + static_cast<std::ptrdiff_t>(later),
          [&](std::size_t earlier) { return are_taken_together(tables, earlier, list[later]); });
      if (other == list.begin() + static_cast<std::ptrdiff_t>(later)) continue;
      diagnostics.warning("written-twice", tables.transition_infos[list[later]].position,
                          "expected one transition of a step to write '" +
                              tables.variables[slot].name + "', found that " +
                              in_line(tables.transition_infos[*other]) + " writes it too");
    }
  }
}

void check_ends(const Chart::Tables& tables, Diagnostics& diagnostics) {
  const StateSet reached = reachable_states(tables);
  if (!can_end(tables, reached, kRootState)) {
    diagnostics.warning("never-final", tables.states[kRootState].source,
                        "expected a final state that some transition leads to, found none: the "
                        "case never ends");
  }
  for (const TransitionInfo& info : tables.transition_infos) {
    for (const std::string& event : info.events) {
      const std::string_view descriptor = normal_descriptor(event);
      if (!descriptor.starts_with(kDone)) continue;
      const StateIndex state = tables.find(descriptor.substr(kDone.size()));
      if (state == kNone || can_end(tables, reached, state)) continue;
      diagnostics.warning("join-never-reached", info.position,
                          "expected a state that can end after 'done.state.', found '" +
                              tables.states[state].id + "', " +
                              (tables.states[state].kind == StateKind::kParallel
                                   ? "of whose regions one has no final state that is reached"
                                   : "which has no final state that is reached"));
    }
  }
}

void check_reentry(const Chart::Tables& tables, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
    const Transition& transition = tables.transitions[i];
    if (transition.targets != std::vector<StateIndex>{transition.source}) continue;
    const std::string repeated = repeated_by(tables.states[transition.source]);
    if (repeated.empty()) continue;
    diagnostics.warning("reenters", tables.transition_infos[i].position,
                        "expected a transition without target, which stays in '" +
                            tables.states[transition.source].id +
                            "', found one that leaves it and enters it again; its entry " +
                            repeated);
  }
}

}  // namespace lagrum::statechart
