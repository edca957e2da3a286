#include "render/diagram.h"

#include <algorithm>
#include <utility>

#include "base/words.h"
#include "statechart/tables.h"

namespace lagrum::render {
namespace {

using statechart::Chart;
using statechart::StateIndex;

class DiagramBuilder {
 public:
  DiagramBuilder(const cases::Workflow& workflow, Language language)
      : workflow_(workflow), tables_(workflow.chart.tables()), language_(language) {}

  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  Node node(StateIndex index) const {
    const statechart::State& state = tables_.states[index];
    Node made;
    made.id = index == statechart::kRootState ? workflow_.chart.name() : state.id;
    if (index != statechart::kRootState) describe(tables_.state_infos[index - 1], made);
    for (const statechart::TransitionIndex transition : state.transitions)
      made.rows.push_back(row(tables_.transition_infos[transition]));
    if (tables_.is_history(index)) made.rows.push_back(default_of(state));
    std::vector<StateIndex> inside = state.children;
    inside.insert(inside.end(), state.histories.begin(), state.histories.end());
    std::sort(inside.begin(), inside.end());
    for (const StateIndex child : inside) {
      made.children.push_back(node(child));
      made.children.back().initial =
          state.kind == statechart::StateKind::kCompound &&
          std::find(state.entry.targets.begin(), state.entry.targets.end(), child) !=
              state.entry.targets.end();
    }
    return made;
  }

 private:
  void describe(const statechart::StateInfo& info, Node& made) const {
    made.kind = info.kind;
    if (!info.phase.empty()) note(made, "render.phase", info.phase);
    for (const statechart::TaskSpec& task : info.tasks) {
      const std::string& title = task.title.in(language_);
      note(made, "render.task", (title.empty() ? task.id : title) + " (" + task.role + ")");
    }
    for (const statechart::AskSpec& ask : info.asks) note(made, "render.ask", ask.id);
    for (const statechart::ActSpec& act : info.acts) made.acts.push_back(told(act));
  }

  void note(Node& made, std::string_view key, const std::string& what) const {
    made.notes.push_back(message(language_, key, {{"what", what}}));
  }

  Row row(const statechart::TransitionInfo& info) const {
    Row made;
    made.event = space_list(info.events);
    made.guard = info.guard;
    made.targets = info.targets;
    made.roles = info.roles;
    for (const statechart::ActSpec& act : info.acts) made.acts.push_back(told(act));
    return made;
  }

  Row default_of(const statechart::State& history) const {
    Row made;
    for (const StateIndex target : history.entry.targets)
      made.targets.push_back(tables_.states[target].id);
    return made;
  }

  Row::Act told(const statechart::ActSpec& act) const {
    Row::Act made{act.type, act.basis, {}};
    for (const law::ClockDecl& clock : workflow_.law.clocks()) {
      const bool starts = std::any_of(
          clock.starts.begin(), clock.starts.end(),
          [&](const law::ClockStart& start) { return contains(start.acts.names(), act.type); });
      if (starts) made.clocks.push_back(clock.id);
    }
    return made;
  }

  const cases::Workflow& workflow_;
  const Chart::Tables& tables_;
  const Language language_;
};

}  // namespace

Node diagram_of(const cases::Workflow& workflow, Language language) {
  return DiagramBuilder(workflow, language).node(statechart::kRootState);
}

}  // namespace lagrum::render
