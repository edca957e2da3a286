#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/words.h"
#include "statechart/checks.h"
#include "statechart/entry_set.h"

// What the standard allows and a workflow seldom means.
namespace lagrum::statechart {
namespace {

constexpr std::string_view kDone = "done.state.";

// True when each event that the later one takes is taken by the earlier one, too.
bool takes_all_of(const Chart::Tables& tables, const Transition& earlier, const Transition& later) {
  if (later.descriptors.empty()) return earlier.descriptors.empty();
  return std::all_of(later.descriptors.begin(), later.descriptors.end(),
                     [&](std::uint32_t event) { return takes(earlier, tables.kinds[event]); });
}

// The data items that a block assigns.
std::set<std::uint32_t> written_by(const Block& block) {
  std::set<std::uint32_t> slots;
  for (const Instruction& instruction : block) {
    if (const auto* assign = std::get_if<Assign>(&instruction)) slots.insert(assign->location.slot);
    if (const auto* decide = std::get_if<Decide>(&instruction)) slots.insert(decide->into.slot);
  }
  slots.erase(kNone);
  return slots;
}

// By state, the data items that its onentry assigns.
std::vector<std::set<std::uint32_t>> written_on_entry(const Chart::Tables& tables) {
  std::vector<std::set<std::uint32_t>> written(tables.states.size());
  for (StateIndex state = 0; state < tables.states.size(); ++state) {
    for (const Block& block : tables.states[state].on_entry)
      written[state].merge(written_by(block));
  }
  return written;
}

// Whether a state can come to its end: one of its final children is entered, or each region ends.
// NOLINTBEGIN(misc-no-recursion): the nesting of states is bounded by kElementDepthMax
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
// NOLINTEND(misc-no-recursion)

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

// The transition of the state that is taken whenever it is active, without an event; or kNone.
TransitionIndex always_leaves(const Chart::Tables& tables, const State& state) {
  const auto found =
      std::find_if(state.transitions.begin(), state.transitions.end(), [&](TransitionIndex index) {
        const Transition& transition = tables.transitions[index];
        return transition.descriptors.empty() && is_always(transition.guard, true);
      });
  return found == state.transitions.end() ? kNone : *found;
}

// The transitions of one state that are taken wherever nothing before them is.
class AlwaysTaken {
 public:
  explicit AlwaysTaken(const Chart::Tables& tables) : tables_(tables) {}

  void add(TransitionIndex index) {
    const Transition& transition = tables_.transitions[index];
    if (transition.descriptors.empty() && !eventless_) eventless_ = index;
    for (const std::uint32_t descriptor : transition.descriptors)
      with_[descriptor].push_back(index);
  }

  // The first that takes all that this one takes.
  std::optional<TransitionIndex> first_for(const Transition& later) const {
    if (later.descriptors.empty()) return eventless_;
    std::vector<TransitionIndex> fewest = taking(later.descriptors.front());
    for (const std::uint32_t descriptor : later.descriptors) {
      std::vector<TransitionIndex> all = taking(descriptor);
      if (all.size() < fewest.size()) fewest = std::move(all);
    }
    std::sort(fewest.begin(), fewest.end());
    const auto found = std::find_if(fewest.begin(), fewest.end(), [&](TransitionIndex earlier) {
      return takes_all_of(tables_, tables_.transitions[earlier], later);
    });
    return found == fewest.end() ? std::nullopt : std::optional(*found);
  }

 private:
  std::vector<TransitionIndex> taking(std::uint32_t event) const {
    std::vector<TransitionIndex> all;
    for (const std::uint32_t covering : tables_.kinds[event].descriptors) {
      const auto list = with_.find(covering);
      if (list != with_.end()) all.insert(all.end(), list->second.begin(), list->second.end());
    }
    return all;
  }

  const Chart::Tables& tables_;
  std::map<std::uint32_t, std::vector<TransitionIndex>> with_;  // by descriptor
  std::optional<TransitionIndex> eventless_;
};

// Regions that are entered together, of which two set the same data item: the last one wins.
// `written` holds what each state's onentry assigns.
void check_entries_written_twice(const Chart::Tables& tables,
                                 std::vector<std::set<std::uint32_t>> written,
                                 Diagnostics& diagnostics) {
  for (StateIndex state = 0; state < tables.states.size(); ++state)
    written[state].merge(written_by(tables.states[state].entry.content));
  std::set<std::pair<StateIndex, StateIndex>> told;
  const auto look = [&](const std::vector<StateIndex>& entered) {
    std::map<std::uint32_t, StateIndex> writers;  // by data item, the first
    for (const StateIndex state : entered) {
      for (const std::uint32_t slot : written[state]) {
        const auto [first, is_new] = writers.try_emplace(slot, state);
        if (is_new || !are_orthogonal(tables, first->second, state)) continue;
        if (!told.emplace(first->second, state).second) continue;
        diagnostics.warning(
            "written-twice", tables.states[state].source,
            "expected the entry of one region to write '" + tables.variables[slot].name +
                "', found that of '" + tables.states[first->second].id + "' in line " +
                std::to_string(tables.states[first->second].source.line) + " writes it too");
      }
    }
  };
  EntrySet first(tables, {});
  first.compute(tables.states[kRootState].entry.targets, kRootState);
  look(first.states());
  for (const Transition& transition : tables.transitions) {
    if (transition.entry) look(transition.entry->states);
  }
}

// States in which a case stays for ever though it has not ended.
void check_traps(const Chart::Tables& tables, const StateSet& reached, Diagnostics& diagnostics) {
  std::vector<bool> left(tables.states.size());  // by a transition of the state or around it
  for (StateIndex index = kRootState + 1; index < tables.states.size(); ++index) {
    const State& state = tables.states[index];
    left[index] = left[state.parent] || !state.transitions.empty() ||
                  state.kind == StateKind::kParallel ||
                  tables.states[state.parent].kind == StateKind::kParallel;
    if (left[index] || state.kind != StateKind::kAtomic || !reached.contains(index)) continue;
    diagnostics.warning("trap-state", state.source,
                        "expected some transition to leave '" + state.id +
                            "', which is no final state, found none");
  }
}

// Warns of a transition from around a parallel into some of its regions: where the parallel is
// active already, the others begin anew.
bool check_regions_begun(const Chart::Tables& tables, std::size_t index, Diagnostics& diagnostics) {
  const Transition& transition = tables.transitions[index];
  for (const StateIndex entered : transition.entry->states) {
    if (tables.states[entered].kind != StateKind::kParallel ||
        !tables.is_descendant(entered, transition.source))
      continue;
    const std::size_t others = unnamed_regions(tables, entered, transition);
    if (others == 0 || others == tables.states[entered].children.size()) continue;
    diagnostics.warning("reenters", tables.transition_infos[index].position,
                        "expected a target in each region of '" + tables.states[entered].id +
                            "', found that where it is active already " + std::to_string(others) +
                            (others == 1 ? " region begins" : " regions begin") + " anew");
    return true;
  }
  return false;
}

}  // namespace

void check_dead_transitions(const Chart::Tables& tables, Diagnostics& diagnostics) {
  std::vector<TransitionIndex> leaving(tables.states.size(), kNone);  // before any event is taken
  for (StateIndex index = 0; index < tables.states.size(); ++index) {
    const State& state = tables.states[index];
    leaving[index] = always_leaves(tables, state);
    if (leaving[index] == kNone && state.parent != kNone) leaving[index] = leaving[state.parent];
    std::map<std::string, AlwaysTaken> alike;  // by guard
    AlwaysTaken& always = alike.try_emplace("", tables).first->second;
    for (const TransitionIndex later : state.transitions) {
      const Transition& transition = tables.transitions[later];
      const TransitionInfo& info = tables.transition_infos[later];
      const auto warn = [&](const std::string& message) {
        diagnostics.warning("dead-transition", info.position, message);
      };
      if (is_always(transition.guard, false)) {
        warn("expected a guard that can be true, found '" + info.guard + "'");
        continue;
      }
      const std::string guard = is_always(transition.guard, true) ? std::string() : info.guard;
      AlwaysTaken& same = alike.try_emplace(guard, tables).first->second;
      auto other = always.first_for(transition);
      if (!other) other = same.first_for(transition);
      if (other) {
        warn("expected a transition that can be taken, found that " +
             in_line(tables.transition_infos[*other]) + " always comes before it");
      } else if (!transition.descriptors.empty() && leaving[index] != kNone) {
        warn("expected a state that waits for events, found that " +
             in_line(tables.transition_infos[leaving[index]]) + " leaves it before any is taken");
      } else {
        same.add(later);  // what stands behind a dead one stands behind the other, too
      }
    }
  }
}

void check_order_decides(const Chart::Tables& tables, Diagnostics& diagnostics) {
  Exclusions exclusions(tables);
  Meetings meetings(tables, [](TransitionIndex) { return true; });
  for (TransitionIndex later = 0; later < tables.transitions.size(); ++later) {
    const Transition& b = tables.transitions[later];
    const auto first = meetings.first_before(later, [&](TransitionIndex earlier) {
      const Transition& a = tables.transitions[earlier];
      return are_in_conflict(tables, a, b) && are_orthogonal(tables, a.source, b.source) &&
             !exclusions.exclude_each_other(earlier, later);
    });
    if (!first) continue;
    diagnostics.warning("order-decides", tables.transition_infos[later].position,
                        "expected transitions of different regions that can both be taken, found "
                        "that the order in the file prefers " +
                            in_line(tables.transition_infos[*first]) +
                            "; give one of them a guard or another event");
  }
  check_complete(meetings, tables, Severity::kWarning, "exclude each other", diagnostics);
}

void check_written_twice(const Chart::Tables& tables, Diagnostics& diagnostics) {
  std::vector<std::set<std::uint32_t>> on_entry = written_on_entry(tables);
  std::vector<std::set<std::uint32_t>> written;
  for (const Transition& transition : tables.transitions) {
    written.push_back(written_by(transition.content));
    if (!transition.entry) continue;
    for (const StateIndex entered : transition.entry->states)
      written.back().insert(on_entry[entered].begin(), on_entry[entered].end());
  }
  Exclusions exclusions(tables);
  Meetings meetings(tables, [&](TransitionIndex each) { return !written[each].empty(); });
  for (TransitionIndex later = 0; later < tables.transitions.size(); ++later) {
    for (const std::uint32_t slot : written[later]) {
      const auto first = meetings.first_before(later, [&](TransitionIndex earlier) {
        return written[earlier].contains(slot) &&
               !are_in_conflict(tables, tables.transitions[earlier], tables.transitions[later]) &&
               !exclusions.exclude_each_other(earlier, later);
      });
      if (!first) continue;
      diagnostics.warning("written-twice", tables.transition_infos[later].position,
                          "expected one transition of a step to write '" +
                              tables.variables[slot].name + "', found that " +
                              in_line(tables.transition_infos[*first]) + " writes it too");
    }
  }
  check_complete(meetings, tables, Severity::kWarning, "write the same data item", diagnostics);
  check_entries_written_twice(tables, std::move(on_entry), diagnostics);
}

void check_ends(const Chart::Tables& tables, Diagnostics& diagnostics) {
  const StateSet reached = reachable_states(tables);
  if (can_end(tables, reached, kRootState)) {
    check_traps(tables, reached, diagnostics);
  } else {
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
    if (!transition.entry || transition.domain == kNone) continue;
    const bool to_itself = transition.targets == std::vector<StateIndex>{transition.source};
    if (check_regions_begun(tables, i, diagnostics)) continue;
    if (to_itself && !tables.is_atomic(transition.source)) {
      diagnostics.warning("reenters", tables.transition_infos[i].position,
                          "expected a transition without target, which stays in '" +
                              tables.states[transition.source].id +
                              "', found one that leaves and enters it again: all inside begins "
                              "anew");
      continue;
    }
    for (const StateIndex entered : transition.entry->states) {
      const bool again =
          entered == transition.source || tables.is_descendant(transition.source, entered);
      const std::string repeated = again ? repeated_by(tables.states[entered]) : std::string();
      if (repeated.empty()) continue;
      const std::string& id = tables.states[entered].id;
      diagnostics.warning(
          "reenters", tables.transition_infos[i].position,
          "expected " +
              std::string(to_itself ? "a transition without target" : "type=\"internal\"") +
              ", which stays in '" + tables.states[transition.source].id +
              "', found one that leaves and enters '" + id + "' again; its entry " + repeated);
      break;
    }
  }
}

}  // namespace lagrum::statechart
