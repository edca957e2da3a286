#include "render/diagram.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "base/words.h"
#include "statechart/delay.h"
#include "statechart/tables.h"

namespace lagrum::render {
namespace {

using statechart::Chart;
using statechart::StateIndex;

// Signs that the common sans-serif types have.
constexpr std::array<std::pair<Step::Kind, std::string_view>, 4> kSigns = {
    {{Step::Kind::kAct, "§ "},
     {Step::Kind::kDecision, "▦ "},
     {Step::Kind::kWait, "◷ "},
     {Step::Kind::kEvent, "» "}}};

constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits = {
    {{"d", 86'400'000}, {"h", 3'600'000}, {"min", 60'000}, {"s", 1'000}, {"ms", 1}}};

// "1 d 12 h": the same in every language.
std::string in_units(std::chrono::milliseconds span) {
  std::string text;
  std::int64_t rest = span.count();
  for (const auto& [unit, size] : kUnits) {
    if (rest < size) continue;
    text += (text.empty() ? "" : " ") + std::to_string(rest / size) + " " + std::string(unit);
    rest %= size;
  }
  return text.empty() ? "0 s" : text;
}

/// What is written there, or what is worked out, as a condition is shown.
std::string written(const statechart::TextOrFormula& both) {
  return both.formula ? "[" + both.formula->text + "]" : both.text;
}

std::string span_of(const statechart::TextOrFormula& delay) {
  const Value* constant =
      delay.formula && delay.formula->code ? delay.formula->code->constant() : nullptr;
  if (delay.formula && constant == nullptr) return written(delay);
  const auto span =
      constant != nullptr ? statechart::delay_of(*constant) : statechart::parse_delay(delay.text);
  return span ? in_units(*span) : written(delay);
}

class DiagramBuilder {
 public:
  DiagramBuilder(const cases::Workflow& workflow, Language language)
      : workflow_(workflow), tables_(workflow.chart.tables()), language_(language) {}

  Node whole() const {
    const Chart& chart = workflow_.chart;
    Node made = node(statechart::kRootState);
    const std::string& title = chart.title().in(language_);
    made.id = chart.name();
    made.heading = title.empty() ? made.id : title;
    made.notes.push_back(
        message(language_, "render.version", {{"id", made.id}, {"version", chart.version()}}));
    return made;
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): the nesting of states is bounded at load
  Node node(StateIndex index) const {
    const statechart::State& state = tables_.states[index];
    Node made;
    made.id = made.heading = state.id;
    if (index != statechart::kRootState) describe(tables_.state_infos[index - 1], made);
    add_steps_of(index, made);
    for (const statechart::TransitionIndex transition : state.transitions)
      made.rows.push_back(row(transition));
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

  void describe(const statechart::StateInfo& info, Node& made) const {
    made.kind = info.kind;
    if (!info.phase.empty()) note(made, "render.phase", info.phase);
    for (const statechart::TaskSpec& task : info.tasks) {
      const std::string& title = task.title.in(language_);
      note(made, "render.task",
           (title.empty() ? task.id : title) + " (" + title_of_role(task.role) + ")");
    }
    for (const statechart::AskSpec& ask : info.asks) note(made, "render.ask", ask.id);
  }

  void note(Node& made, std::string_view key, const std::string& what) const {
    made.notes.push_back(message(language_, key, {{"what", what}}));
  }

  // The engine names the roles that packs know; an authority's own have no title anywhere.
  std::string title_of_role(const std::string& role) const {
    const std::string key = "role." + role;
    const std::string title = message(language_, key);
    return title == key ? role : title;
  }

  Row row(statechart::TransitionIndex index) const {
    const statechart::TransitionInfo& info = tables_.transition_infos[index];
    Row made;
    made.event = space_list(info.events);
    made.guard = info.guard;
    made.targets = info.targets;
    std::vector<std::string> roles;
    for (const std::string& role : info.roles) roles.push_back(title_of_role(role));
    if (!roles.empty()) made.by = message(language_, "render.by", {{"what", comma_list(roles)}});
    made.inward = is_inward(tables_.transitions[index]);
    add_steps(tables_.transitions[index].content, made.steps);
    return made;
  }

  // Source: SCXML 1.0, section 3.5, the attribute type.
  bool is_inward(const statechart::Transition& transition) const {
    return transition.internal && !transition.targets.empty() &&
           tables_.states[transition.source].kind == statechart::StateKind::kCompound &&
           std::all_of(transition.targets.begin(), transition.targets.end(),
                       [&](StateIndex to) { return tables_.is_descendant(to, transition.source); });
  }

  Row default_of(const statechart::State& history) const {
    Row made;
    for (const StateIndex target : history.entry.targets)
      made.targets.push_back(tables_.states[target].id);
    add_steps(history.entry.content, made.steps);
    return made;
  }

  // ---- what is done

  void add_steps_of(StateIndex index, Node& made) const {
    const statechart::State& state = tables_.states[index];
    for (const statechart::Block& block : state.on_entry) add_steps(block, made.steps);
    if (!tables_.is_history(index)) add_steps(state.entry.content, made.steps);
    for (const statechart::Block& block : state.on_exit) add_steps(block, made.steps);
  }

  void add_steps(const statechart::Block& block, std::vector<Step>& steps) const {
    for (const statechart::Instruction& instruction : block) {
      std::optional<Step> step =
          std::visit([&](const auto& each) { return step_of(each); }, instruction);
      if (step) steps.push_back(std::move(*step));
    }
  }

  std::optional<Step> step_of(const statechart::Perform& perform) const {
    const statechart::ActSpec& act = perform.act;
    Step made{Step::Kind::kAct, act.type, act.basis, {}};
    for (const law::ClockDecl& clock : workflow_.law.clocks()) {
      const bool starts = std::any_of(
          clock.starts.begin(), clock.starts.end(),
          [&](const law::ClockStart& start) { return contains(start.acts.names(), act.type); });
      if (starts) made.clocks.push_back(clock.id);
    }
    return made;
  }

  std::optional<Step> step_of(const statechart::Decide& decide) const {
    return Step{Step::Kind::kDecision,
                message(language_, "render.decision", {{"what", decide.decision.name()}}),
                {},
                {}};
  }

  std::optional<Step> step_of(const statechart::Send& send) const {
    const std::string event = written(send.event);
    if (!send.delay.given()) return Step{Step::Kind::kEvent, event, {}, {}};
    return Step{
        Step::Kind::kWait,
        message(language_, "render.wait", {{"event", event}, {"span", span_of(send.delay)}}),
        {},
        {}};
  }

  std::optional<Step> step_of(const statechart::Raise& raise) const {
    return Step{Step::Kind::kEvent, raise.event, {}, {}};
  }

  /// Data, branches and the like are for whoever reads the file.
  template <class Other>
  std::optional<Step> step_of(const Other& /*other*/) const {
    return std::nullopt;
  }

  const cases::Workflow& workflow_;
  const Chart::Tables& tables_;
  const Language language_;
};

}  // namespace

Node diagram_of(const cases::Workflow& workflow, Language language) {
  return DiagramBuilder(workflow, language).whole();
}

std::string title_of(const Node& workflow) {
  const std::string& version = workflow.notes.front();
  return workflow.heading == workflow.id ? version : workflow.heading + " (" + version + ")";
}

std::string told(const Step& step) {
  const auto sign = std::find_if(kSigns.begin(), kSigns.end(),
                                 [&](const auto& row) { return row.first == step.kind; });
  return std::string(sign->second) + step.what;
}

std::string clocks_of(const Step& step) {
  return step.clocks.empty() ? std::string() : "◔ " + comma_list(step.clocks);
}

}  // namespace lagrum::render
