#include "verify/phases.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/words.h"
#include "feel/expression.h"
#include "lifecycle/case_lifecycle.h"
#include "statechart/tables.h"

namespace lagrum::verify {
namespace {

using lifecycle::Phase;
using statechart::Chart;
using statechart::kNone;
using statechart::StateIndex;
using statechart::Transition;
using Phases = std::set<Phase>;

/// By atomic state, the phases in which a case may rest there.
class Course {
 public:
  Course(const Chart& chart, const law::Law& law)
      : chart_(chart),
        tables_(chart.tables()),
        law_(law),
        at_(tables_.states.size()),
        writes_elsewhere_(writes()) {
    rest_in(beginning(), {Phase::kNone});
    for (bool more = true; more;) {
      more = false;
      for (std::size_t i = 0; i < tables_.transitions.size(); ++i) more = follow(i) || more;
    }
  }

  void find(std::vector<Finding>& findings) const {
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      const statechart::TransitionInfo& info = tables_.transition_infos[i];
      if (info.roles.empty() || follows_[i] || !met_[i]) continue;
      Finding finding;
      finding.severity = Severity::kWarning;
      finding.rule = "phase-refused";
      finding.place = info.name;
      finding.other = named(*met_[i]);
      finding.source = info.position;
      findings.push_back(std::move(finding));
    }
  }

 private:
  static std::string named(Phase phase) {
    return phase == Phase::kNone ? "-" : std::string(lifecycle::to_string(phase));
  }

  /// The atomic states that are entered with these; none where regions or a history decide.
  std::vector<StateIndex> entered(const std::vector<StateIndex>& targets) const {
    std::vector<StateIndex> resting;
    for (StateIndex state : targets) {
      while (!tables_.states[state].children.empty()) {
        const statechart::State& at = tables_.states[state];
        if (at.kind == statechart::StateKind::kParallel) return {};
        state = at.entry.targets.empty() ? at.children.front() : at.entry.targets.front();
      }
      if (tables_.is_history(state)) return {};
      resting.push_back(state);
    }
    return resting;
  }
  std::vector<StateIndex> beginning() const { return entered({statechart::kRootState}); }

  std::optional<Phase> phase_of(StateIndex state) const {
    for (; state != statechart::kRootState; state = tables_.states[state].parent)
      if (!chart_.states()[state - 1].phase.empty())
        return lifecycle::parse_phase(chart_.states()[state - 1].phase);
    return std::nullopt;
  }

  bool rest_in(const std::vector<StateIndex>& states, const Phases& phases) {
    bool more = false;
    for (const StateIndex state : states)
      for (const Phase phase : phases) more = at_[state].insert(phase).second || more;
    return more;
  }

  void move(Phases& phases, const std::string& name, bool always) const {
    Phases after = always ? Phases{} : phases;
    const bool told = name == "informed";
    if (told) after.insert(phases.begin(), phases.end());  // not all are
    const auto by =
        told ? std::optional(lifecycle::Move::kInformedAll) : lifecycle::parse_move(name);
    for (const Phase phase : phases)
      for (const bool all_informed : {true, false})
        if (const auto next = lifecycle::advance(phase, *by, all_informed)) after.insert(*next);
    phases = std::move(after);
  }

  /// What becomes of the phases by the transition's own acts. What is done in another matter moves
  /// nothing here.
  Phases after(Phases phases, const statechart::TransitionInfo& info) const {
    for (const statechart::ActSpec& act : info.acts) {
      const law::ActDecl* declared = law_.act(ActType(act.type));
      const bool elsewhere =
          contains(act.attributes, "regarding") || contains(act.attributes, "opens");
      if (declared == nullptr || declared->moves.empty() || elsewhere) continue;
      const bool pending = declared->moves == "appeal-ended";  // another appeal may stand
      move(phases, declared->moves, declared->moves_when.empty() && !pending);
    }
    return phases;
  }

  /// The states that may be come to from one within the same step.
  std::set<StateIndex> within_step(const std::vector<StateIndex>& from,
                                   const Transition& by) const {
    std::set<StateIndex> met;
    std::set<StateIndex> left;  // at once, whatever comes
    std::vector<StateIndex> waiting = from;
    while (!waiting.empty()) {
      const StateIndex at = waiting.back();
      waiting.pop_back();
      if (!met.insert(at).second) continue;
      bool leaves = false;
      for (StateIndex state = at; state != kNone && !leaves; state = tables_.states[state].parent)
        for (const statechart::TransitionIndex index : tables_.states[state].transitions) {
          const statechart::TransitionInfo& info = tables_.transition_infos[index];
          const std::optional<bool> held = said_after(by, tables_.transitions[index]);
          if (held && !*held) continue;
          const bool later = std::ranges::any_of(info.events, [](const std::string& event) {
            return event.starts_with("clock.") || event.starts_with("date.");
          });
          if (!info.roles.empty() || later) continue;
          const std::vector<StateIndex> next = entered(tables_.transitions[index].targets);
          waiting.insert(waiting.end(), next.begin(), next.end());
          leaves = held && info.events.empty() && !next.empty();
          if (leaves) break;
        }
      if (leaves) left.insert(at);
    }
    for (const StateIndex state : left) met.erase(state);
    return met;
  }

  /// What the guard of a transition without an event says right after another has set all that it
  /// reads to what is written there; nothing where it rests on more.
  std::optional<bool> said_after(const Transition& by, const Transition& next) const {
    if (!next.descriptors.empty()) return std::nullopt;
    if (!next.guard) return true;
    if (!next.guard->code || writes_elsewhere_) return std::nullopt;
    feel::Scope scope;
    List values;
    for (const std::string& name : next.guard->code->reads()) {
      const Value* set = nullptr;
      for (const statechart::Instruction& each : by.content) {
        const auto* assign = std::get_if<statechart::Assign>(&each);
        if (assign != nullptr && assign->location.text == name && assign->value.code)
          set = assign->value.code->constant();
      }
      if (set == nullptr) return std::nullopt;
      scope.add_variable(name, feel::Type::any());
      values.push_back(*set);
    }
    const auto code = feel::Expression::compile(next.guard->text, scope);
    if (!code || values.empty()) return std::nullopt;
    const Value said = code->evaluate({values, {}, {}, nullptr, nullptr}).value;
    return said.boolean() != nullptr ? std::optional(*said.boolean()) : std::nullopt;
  }

  /// Whether states, or transitions without an event, set data on the way.
  bool writes() const {
    const auto sets = [](const statechart::Block& block) {
      return std::ranges::any_of(block, [](const statechart::Instruction& each) {
        return std::holds_alternative<statechart::Assign>(each) ||
               std::holds_alternative<statechart::Decide>(each);
      });
    };
    return std::ranges::any_of(tables_.states,
                               [&](const statechart::State& state) {
                                 return sets(state.entry.content) ||
                                        std::ranges::any_of(state.on_entry, sets) ||
                                        std::ranges::any_of(state.on_exit, sets);
                               }) ||
           std::ranges::any_of(tables_.transitions, [&](const Transition& each) {
             return each.descriptors.empty() && sets(each.content);
           });
  }

  /// Takes a transition from wherever it may be taken; true where something new is come to.
  bool follow(std::size_t index) {
    const Transition& transition = tables_.transitions[index];
    const statechart::TransitionInfo& info = tables_.transition_infos[index];
    follows_.resize(tables_.transitions.size());
    met_.resize(tables_.transitions.size());
    bool more = false;
    for (StateIndex at = transition.source; at <= tables_.states[transition.source].last; ++at) {
      if (at_[at].empty()) continue;
      const std::vector<StateIndex> next =
          transition.targets.empty() ? std::vector{at} : entered(transition.targets);
      const Phases phases = after(at_[at], info);
      bool open = next.empty();  // regions: not followed
      for (const StateIndex state : within_step(next, transition)) {
        const std::optional<Phase> said = phase_of(state);
        if (!said) open = true;
        for (const Phase phase : phases) {
          if (said && *said != phase && !info.roles.empty()) continue;
          open = true;
          more = rest_in({state}, {phase}) || more;
        }
      }
      if (open)
        follows_[index] = true;
      else
        met_[index] = phases.empty() ? *at_[at].begin() : *phases.begin();
    }
    return more;
  }

  const Chart& chart_;
  const Chart::Tables& tables_;
  const law::Law& law_;
  std::vector<Phases> at_;                 // by state
  bool writes_elsewhere_;                  // data is also set where no event is taken
  std::vector<bool> follows_;              // by transition: it is taken somewhere
  std::vector<std::optional<Phase>> met_;  // by transition: where it leads when it is refused
};

}  // namespace

void find_refused_phases(const Chart& chart, const law::Law& law, std::vector<Finding>& findings) {
  Course(chart, law).find(findings);
}

}  // namespace lagrum::verify
