#include "statechart/checks.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "base/words.h"

namespace lagrum::statechart {
namespace {

constexpr std::array<std::string_view, 6> kEngineEvents = {"act",  "clock", "date",
                                                           "done", "error", "judge"};

StateIndex standing_for(const Chart::Tables& tables, StateIndex state) {
  return tables.is_history(state) ? tables.states[state].parent : state;
}

bool is_within(const Chart::Tables& tables, StateIndex state, StateIndex ancestor) {
  return state == ancestor || tables.is_descendant(state, ancestor);
}

// True where the transition enters the parallel again for a state around it, which it names in its
// place.
bool begins_again(const Chart::Tables& tables, const Transition& transition, StateIndex parallel) {
  return transition.entry && tables.states[parallel].children.size() > 1 &&
         std::binary_search(transition.entry->states.begin(), transition.entry->states.end(),
                            parallel) &&
         std::none_of(transition.targets.begin(), transition.targets.end(),
                      [&](StateIndex target) { return is_within(tables, target, parallel); });
}

// The outermost parallel that the transition leaves though it begins and ends in it, or kNone.
StateIndex parallel_left(const Chart::Tables& tables, const Transition& transition) {
  StateIndex outermost = kNone;
  for (StateIndex state = transition.source; state != transition.domain && state != kRootState;
       state = tables.states[state].parent) {
    if (tables.states[state].kind != StateKind::kParallel) continue;
    const bool ends_within =
        std::any_of(transition.targets.begin(), transition.targets.end(), [&](StateIndex target) {
          const bool restores = tables.is_history(target) && tables.states[target].parent == state;
          return tables.is_descendant(target, state) && !restores;
        });
    if (begins_again(tables, transition, state)) outermost = state;
    if (ends_within && unnamed_regions(tables, state, transition) > 0) outermost = state;
  }
  return outermost;
}

bool internal_helps(const Chart::Tables& tables, const Transition& transition) {
  return tables.states[transition.source].kind == StateKind::kCompound &&
         std::all_of(transition.targets.begin(), transition.targets.end(), [&](StateIndex target) {
           return tables.is_descendant(target, transition.source);
         });
}

std::string way_out(const Chart::Tables& tables, const Transition& transition,
                    StateIndex parallel) {
  if (begins_again(tables, transition, parallel))
    return "name '" + tables.states[parallel].id + "' where all of it is to begin anew";
  return internal_helps(tables, transition)
             ? "write type=\"internal\""
             : "name a target in each region, or raise an event that the other region takes";
}

// The act that both perform, or an empty text.
std::string shared_act(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  const auto found =
      std::find_if(a.begin(), a.end(), [&](const std::string& act) { return contains(b, act); });
  return found == a.end() ? std::string() : *found;
}

// Marks what entering a state brings with it, until nothing is new. A state that is entered for a
// state inside it does not begin where it says.
class Reachability {
 public:
  explicit Reachability(const Chart::Tables& tables)
      : tables_(tables), active_(tables.states.size()), begun_(tables.states.size()) {}

  StateSet run() {
    begin(kRootState);
    while (!open_.empty()) {
      const StateIndex state = open_.back();
      open_.pop_back();
      follow(state);
    }
    return active_;
  }

 private:
  void follow(StateIndex index) {
    const State& state = tables_.states[index];
    if (state.parent != kNone) activate(state.parent);
    if (state.kind == StateKind::kParallel) begin_all(state.children);
    if (begun_.contains(index)) begin_all(state.entry.targets);
    for (const TransitionIndex transition : state.transitions) {
      begin_all(tables_.transitions[transition].targets);
    }
  }

  void begin_all(const std::vector<StateIndex>& states) {
    for (const StateIndex state : states) begin(state);
  }

  void begin(StateIndex state) {
    if (begun_.contains(state)) return;
    begun_.insert(state);
    active_.insert(state);
    open_.push_back(state);
  }

  void activate(StateIndex state) {
    if (active_.contains(state)) return;
    active_.insert(state);
    open_.push_back(state);
  }

  const Chart::Tables& tables_;
  StateSet active_;
  StateSet begun_;
  std::vector<StateIndex> open_;
};

// Where an <if> ends whose branch this is.
std::size_t end_of(const Block& block, const Branch& branch) {
  const auto* jump = std::get_if<Jump>(&block[branch.otherwise - 1]);
  return jump != nullptr ? jump->to : branch.otherwise;
}

enum class Performed : std::uint8_t { kAlways, kSometimes };

// The acts that a block performs whatever is so, or those in an <if> or a loop, added to `acts`.
void add_acts(const Block& block, Performed performed, std::vector<std::string>& acts) {
  std::size_t always_from = 0;  // where the outermost <if> or loop ends that has begun
  for (std::size_t at = 0; at < block.size(); ++at) {
    const auto now = at < always_from ? Performed::kSometimes : Performed::kAlways;
    const auto* perform = std::get_if<Perform>(&block[at]);
    if (perform != nullptr && now == performed) acts.push_back(perform->act.type);
    if (now == Performed::kSometimes) continue;
    if (const auto* branch = std::get_if<Branch>(&block[at])) always_from = end_of(block, *branch);
    if (const auto* loop = std::get_if<Foreach>(&block[at])) always_from = loop->end;
  }
}

void add_certain_acts(const std::vector<Block>& blocks, std::vector<std::string>& acts) {
  for (const Block& block : blocks) add_acts(block, Performed::kAlways, acts);
}

// What is performed whenever the transition is taken: by its source and those around it that are
// left, by itself, and by what it enters.
std::vector<std::string> certain_acts(const Chart::Tables& tables, const Transition& transition) {
  std::vector<std::string> acts;
  add_acts(transition.content, Performed::kAlways, acts);
  if (transition.domain == kNone || !transition.entry) return acts;
  for (StateIndex left = transition.source; left != transition.domain && left != kRootState;
       left = tables.states[left].parent) {
    add_certain_acts(tables.states[left].on_exit, acts);
  }
  for (const StateIndex entered : transition.entry->states)
    add_certain_acts(tables.states[entered].on_entry, acts);
  for (const StateIndex begun : transition.entry->defaults)
    add_acts(tables.states[begun].entry.content, Performed::kAlways, acts);
  return acts;
}

// What a transition performs: first what is certain, then what its own content performs sometimes.
struct ActsOfTransition {
  std::vector<std::string> all;
  std::ptrdiff_t certain = 0;
};

std::vector<ActsOfTransition> acts_of_transitions(const Chart::Tables& tables) {
  std::vector<ActsOfTransition> acts;
  for (const Transition& transition : tables.transitions) {
    ActsOfTransition own;
    own.all = certain_acts(tables, transition);
    own.certain = std::ssize(own.all);
    add_acts(transition.content, Performed::kSometimes, own.all);
    acts.push_back(std::move(own));
  }
  return acts;
}

void check_acts_of_each(const Chart::Tables& tables, std::vector<ActsOfTransition> acts,
                        Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
    const auto begin = acts[i].all.begin();
    const auto end = begin + acts[i].certain;
    std::sort(begin, end);
    const auto twice = std::adjacent_find(begin, end);
    if (twice == end) continue;
    diagnostics.error("same-act-twice", tables.transition_infos[i].position,
                      "expected a step to perform '" + *twice +
                          "' once, found it again among what this transition does, leaves and "
                          "enters");
  }
}

// The transition without event and guard that the single atomic state takes next that this one
// leads to; kNone where that is not certain.
TransitionIndex surely_next(const Chart::Tables& tables, const Transition& transition) {
  if (!transition.entry || transition.domain == kNone) return kNone;
  StateIndex only = kNone;
  for (const StateIndex state : transition.entry->states) {
    if (tables.states[state].kind == StateKind::kParallel) return kNone;
    if (tables.is_atomic(state)) only = state;
  }
  for (StateIndex state = only; state != kNone; state = tables.states[state].parent) {
    if (tables.states[state].kind == StateKind::kParallel) return kNone;
    for (const TransitionIndex index : tables.states[state].transitions) {
      const Transition& own = tables.transitions[index];
      if (own.descriptors.empty()) return is_always(own.guard, true) ? index : kNone;
    }
  }
  return kNone;
}

// Reports transitions that follow each other without event and guard until the first is there
// again.
void check_rounds(const Chart::Tables& tables, Diagnostics& diagnostics) {
  std::vector<TransitionIndex> begun(tables.transitions.size(), kNone);  // by whom it was come by
  for (TransitionIndex first = 0; first < tables.transitions.size(); ++first) {
    const Transition& transition = tables.transitions[first];
    if (!transition.descriptors.empty() || !is_always(transition.guard, true)) continue;
    TransitionIndex at = first;
    while (at != kNone && begun[at] == kNone) {
      begun[at] = first;
      at = surely_next(tables, tables.transitions[at]);
    }
    if (at == kNone || begun[at] != first || surely_next(tables, tables.transitions[at]) == at)
      continue;
    diagnostics.error(
        "eventless-loop", tables.transition_infos[at].position,
        "expected an event or a guard on the way, found transitions that lead from '" +
            tables.transition_infos[at].source + "' back to it without end");
  }
}

// The state that a claim by In() says is active; kNone for any other claim.
StateIndex claimed_active(const Chart::Tables& tables, const feel::Claim& claim) {
  const bool asks = claim.function != feel::Claim::kNone && claim.op == feel::Op::kEqual &&
                    claim.constant.is_true() && claim.arguments.size() == 1 &&
                    claim.arguments.front().string() != nullptr;
  return asks ? tables.find(*claim.arguments.front().string()) : kNone;
}

bool are_never_both(const Chart::Tables& tables, StateIndex one, StateIndex other) {
  return one != kNone && other != kNone && !is_within(tables, one, other) &&
         !is_within(tables, other, one) && !are_orthogonal(tables, one, other);
}

}  // namespace

bool is_always(const std::optional<Formula>& guard, bool answer) {
  if (!guard) return answer;
  const Value* value = guard->code ? guard->code->constant() : nullptr;
  return value != nullptr && value->boolean() != nullptr && *value->boolean() == answer;
}

std::size_t unnamed_regions(const Chart::Tables& tables, StateIndex parallel,
                            const Transition& transition) {
  std::size_t unnamed = 0;
  for (const StateIndex region : tables.states[parallel].children) {
    const bool named =
        std::any_of(transition.targets.begin(), transition.targets.end(),
                    [&](StateIndex target) { return is_within(tables, target, region); });
    if (!named) ++unnamed;
  }
  return unnamed;
}

bool are_in_conflict(const Chart::Tables& tables, const Transition& a, const Transition& b) {
  if (a.domain == kNone || b.domain == kNone) return false;
  return is_within(tables, a.domain, b.domain) || is_within(tables, b.domain, a.domain);
}

bool Exclusions::exclude_each_other(TransitionIndex a, TransitionIndex b) {
  const std::vector<GuardClaim>& first = claims_of(a);
  if (first.empty()) return false;
  const std::vector<GuardClaim>& second = claims_of(b);
  return std::any_of(first.begin(), first.end(), [&](const GuardClaim& one) {
    return std::any_of(second.begin(), second.end(), [&](const GuardClaim& other) {
      return contradict(one.claim, other.claim) ||
             are_never_both(tables_, one.active, other.active);
    });
  });
}

const std::vector<Exclusions::GuardClaim>& Exclusions::claims_of(TransitionIndex index) {
  std::optional<std::vector<GuardClaim>>& known = claims_[index];
  if (known) return *known;
  known.emplace();
  const std::optional<Formula>& guard = tables_.transitions[index].guard;
  if (!guard || !guard->code) return *known;
  for (feel::Claim& claim : feel::claims_of(guard->code->program())) {
    const StateIndex active = claimed_active(tables_, claim);
    known->push_back({std::move(claim), active});
  }
  return *known;
}

StateSet reachable_states(const Chart::Tables& tables) { return Reachability(tables).run(); }

bool is_of_engine(std::string_view event) {
  return std::any_of(kEngineEvents.begin(), kEngineEvents.end(),
                     [&](std::string_view family) { return matches(family, event); });
}

bool are_orthogonal(const Chart::Tables& tables, StateIndex a, StateIndex b) {
  a = standing_for(tables, a);
  b = standing_for(tables, b);
  if (is_within(tables, a, b) || is_within(tables, b, a)) return false;
  StateIndex common = tables.states[a].parent;
  while (!tables.is_descendant(b, common)) common = tables.states[common].parent;
  return tables.states[common].kind == StateKind::kParallel;
}

void check_left_regions(const Chart::Tables& tables, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
    const Transition& transition = tables.transitions[i];
    if (transition.domain == kNone) continue;
    const StateIndex parallel = parallel_left(tables, transition);
    if (parallel == kNone) continue;
    const std::size_t regions = unnamed_regions(tables, parallel, transition);
    diagnostics.error(
        "leaves-parallel", tables.transition_infos[i].position,
        "expected a transition within '" + tables.states[parallel].id +
            "' to leave its other regions alone, found that it leaves and re-enters " +
            std::to_string(regions) + (regions == 1 ? " region" : " regions") +
            " it does not name; " + way_out(tables, transition, parallel));
  }
}

void check_acts_once(const Chart::Tables& tables, Diagnostics& diagnostics) {
  std::vector<ActsOfTransition> acts = acts_of_transitions(tables);
  Exclusions exclusions(tables);
  Meetings meetings(tables, [&](TransitionIndex each) { return !acts[each].all.empty(); });
  for (TransitionIndex later = 0; later < tables.transitions.size(); ++later) {
    if (acts[later].all.empty()) continue;
    const auto first = meetings.first_before(later, [&](TransitionIndex earlier) {
      return !are_in_conflict(tables, tables.transitions[earlier], tables.transitions[later]) &&
             !shared_act(acts[earlier].all, acts[later].all).empty() &&
             !exclusions.exclude_each_other(earlier, later);
    });
    if (!first) continue;
    const TransitionInfo& earlier = tables.transition_infos[*first];
    diagnostics.error(
        "same-act-twice", tables.transition_infos[later].position,
        "expected one transition of a step to perform '" +
            shared_act(acts[*first].all, acts[later].all) + "', found that '" + earlier.name +
            "' in line " + std::to_string(earlier.position.line) +
            " performs it too, itself or by what it leaves and enters; let one of them perform it "
            "and raise an event for the other");
  }
  check_complete(meetings, tables, Severity::kError, "perform the same act", diagnostics);
  check_acts_of_each(tables, std::move(acts), diagnostics);
}

void check_loops(const Chart::Tables& tables, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < tables.transitions.size(); ++i) {
    const Transition& transition = tables.transitions[i];
    if (!transition.descriptors.empty() || !is_always(transition.guard, true)) continue;
    const bool stays =
        transition.targets.empty() ||
        std::any_of(transition.targets.begin(), transition.targets.end(), [&](StateIndex target) {
          return is_within(tables, target, transition.source);
        });
    if (!stays) continue;
    diagnostics.error("eventless-loop", tables.transition_infos[i].position,
                      "expected an event, a guard or a target outside '" +
                          tables.states[transition.source].id +
                          "', found a transition that is enabled again by being taken");
  }
  check_rounds(tables, diagnostics);
}

void check_phases(const Chart::Tables& tables, Diagnostics& diagnostics) {
  std::map<StateIndex, std::pair<StateIndex, StateIndex>>
      taken;  // parallel → region, state with a phase
  for (StateIndex state = 1; state < tables.states.size(); ++state) {
    if (tables.state_infos[state - 1].phase.empty()) continue;
    StateIndex region = state;
    for (StateIndex at = tables.states[state].parent; at != kNone; at = tables.states[at].parent) {
      if (tables.states[at].kind == StateKind::kParallel) {
        const auto [entry, is_new] = taken.try_emplace(at, region, state);
        if (!is_new && entry->second.first != region) {
          diagnostics.error("phases-at-once", tables.states[state].source,
                            "expected 'l:phase' in one region of '" + tables.states[at].id +
                                "', found it on '" + tables.states[state].id + "' and on '" +
                                tables.states[entry->second.second].id + "'");
          break;
        }
      }
      region = at;
    }
  }
}

void check_reachability(const Chart::Tables& tables, Diagnostics& diagnostics) {
  const StateSet reached = reachable_states(tables);
  for (StateIndex state = 1; state < tables.states.size(); ++state) {
    if (reached.contains(state) || tables.is_history(state)) continue;
    if (!reached.contains(tables.states[state].parent)) continue;  // said of the parent
    diagnostics.warning(
        "unreachable-state", tables.states[state].source,
        "expected some transition to lead to '" + tables.states[state].id + "', found none");
  }
}

void check_roles(const Chart::Tables& tables, const std::set<std::string>& raised,
                 Diagnostics& diagnostics) {
  for (const TransitionInfo& transition : tables.transition_infos) {
    if (!transition.roles.empty()) continue;
    for (const std::string& event : transition.events) {
      const std::string_view descriptor = normal_descriptor(event);
      if (descriptor.empty() || is_of_engine(descriptor) || takes_some(descriptor, raised))
        continue;
      diagnostics.error("missing-role", transition.position,
                        "expected 'l:by' with the roles that may raise '" + event +
                            "', found none; only events of the engine and of <raise> do without");
      break;
    }
  }
}

void check_complete(const Meetings& meetings, const Chart::Tables& tables, Severity severity,
                    std::string_view what, Diagnostics& diagnostics) {
  if (meetings.complete()) return;
  diagnostics.add({severity,
                   "too-many",
                   "expected fewer transitions in different regions that take the same events: "
                   "whether two " +
                       std::string(what) + " is not known after " + std::to_string(kMeetingsMax) +
                       " comparisons",
                   tables.states[kRootState].source,
                   {}});
}

void check_structure(const Chart::Tables& tables, bool is_workflow, Diagnostics& diagnostics) {
  if (is_workflow) {
    check_left_regions(tables, diagnostics);
    check_dead_transitions(tables, diagnostics);
    check_order_decides(tables, diagnostics);
    check_written_twice(tables, diagnostics);
    check_ends(tables, diagnostics);
    check_reentry(tables, diagnostics);
  }
  check_acts_once(tables, diagnostics);
  check_loops(tables, diagnostics);
  check_phases(tables, diagnostics);
  check_reachability(tables, diagnostics);
}

}  // namespace lagrum::statechart
