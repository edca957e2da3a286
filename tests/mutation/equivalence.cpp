#include "mutation/equivalence.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/words.h"
#include "cases/workspace_state.h"
#include "statechart/tables.h"
#include "verify/steps.h"

namespace lagrum::mutation {
namespace {

using verify::View;
using verify::World;

/// States of one workflow, and sets of them that are compared, before it is given up.
constexpr std::size_t kStatesMax = 4'000;
constexpr std::size_t kPairsMax = 20'000;
constexpr std::size_t kChoicesMax = 3'000;

View all_of(const cases::Workflow& workflow) {
  View view;
  view.whole = true;
  const auto& tables = workflow.chart.tables();
  const auto look = [&](const statechart::Block& block) {
    for (const statechart::Instruction& each : block) {
      const auto* perform = std::get_if<statechart::Perform>(&each);
      if (perform == nullptr) continue;
      view.acts.insert(perform->act.type);
      for (const statechart::With& with : perform->attributes) {
        view.attributes.insert(with.name);
        view.fields.insert(with.name);
      }
    }
  };
  for (const statechart::Transition& transition : tables.transitions) {
    look(transition.content);
    if (!transition.guard || !transition.guard->code) continue;
    for (const std::string& path : transition.guard->code->reads()) {
      constexpr std::string_view kData = "_event.data.";
      if (path.starts_with(kData)) view.fields.erase(path.substr(kData.size()));
      for (const statechart::Variable& variable : tables.variables)
        if (path.substr(0, path.find('.')) == variable.name &&
            variable.type.kind != feel::Type::Kind::kList &&
            variable.type.kind != feel::Type::Kind::kContext)
          view.variables.insert(variable.name);
    }
  }
  for (const statechart::State& state : tables.states) {
    for (const statechart::Block& block : state.on_entry) look(block);
    for (const statechart::Block& block : state.on_exit) look(block);
  }
  view.told = view.acts;
  view.attributes.erase("persons");
  view.attributes.erase("actor");
  return view;
}

/// The steps of one workflow, each worked out when it is asked for.
class System {
 public:
  using Edges = std::vector<std::pair<std::string, std::uint32_t>>;  // nothing seen: empty

  explicit System(const cases::Workflow& workflow)
      : chart_(workflow.chart), world_(workflow.chart, workflow.law, all_of(workflow)) {
    add_steps({}, verify::Move{}, begins_);
  }

  /// False where something was given up so far.
  bool complete() const {
    return complete_ && states_.size() <= kStatesMax && world_.gaps().empty();
  }
  bool guessed() const { return guessed_; }
  const Edges& begins() const { return begins_; }
  const Edges& from(std::uint32_t state) {
    if (edges_.size() <= state) edges_.resize(state + 1);
    if (!edges_[state]) {
      Edges edges;
      const World::State at = states_[state];
      if (!world_.is_final(at) && complete()) {
        std::vector<verify::Move> moves = world_.moves();
        for (verify::Move& move : world_.pending(at)) moves.push_back(std::move(move));
        for (const verify::Move& move : moves) add_steps(at, move, edges);
      }
      if (edges_.size() <= state) edges_.resize(state + 1);
      edges_[state] = std::move(edges);
    }
    return *edges_[state];
  }

 private:
  void add_steps(const World::State& from, const verify::Move& move, Edges& edges) {
    verify::Chooser chooser;
    do {
      if (chooser.run() > kChoicesMax) complete_ = false;
      if (!complete_) return;
      const bool taken = world_.step(from, move, chooser);
      guessed_ = guessed_ || !world_.unknown_guards().empty();
      if (!taken) continue;
      const auto [place, is_new] =
          numbers_.try_emplace(world_.after(), static_cast<std::uint32_t>(states_.size()));
      if (is_new) states_.push_back(world_.after());
      std::pair<std::string, std::uint32_t> edge{label(), place->second};
      if (std::find(edges.begin(), edges.end(), edge) == edges.end())
        edges.push_back(std::move(edge));
    } while (chooser.next());
  }

  /// What is seen of the last step.
  std::string label() const {
    std::string text;
    for (const Act& act : world_.acts())
      text += act.type.str() + act.party.str() + act.regarding + act.opens +
              to_string(Value(act.attributes)) + "\n";
    for (const std::size_t index : world_.taken()) {
      const statechart::TransitionInfo& info = chart_.transitions()[index];
      if (info.acts.empty()) continue;
      std::vector<std::string> roles = info.roles;
      std::sort(roles.begin(), roles.end());
      text += comma_list(roles);
      for (const statechart::ActSpec& act : info.acts)
        for (const statechart::DocumentSpec& document : act.documents)
          text += " " + act.type + ":" + document.kind + ":" + document.template_path;
      text += "\n";
    }
    if (text.empty()) return text;
    const statechart::StateSet active = world_.active(world_.after());
    for (statechart::StateIndex i = active.next(1); i != statechart::kNone;
         i = active.next(i + 1)) {
      for (const statechart::TaskSpec& task : chart_.states()[i - 1].tasks)
        text += "task " + task.id + "\n";
      for (const statechart::AskSpec& ask : chart_.states()[i - 1].asks)
        text += "ask " + ask.id + "\n";
    }
    return text;
  }

  const statechart::Chart& chart_;
  World world_;
  std::map<World::State, std::uint32_t> numbers_;
  std::vector<World::State> states_;
  std::deque<std::optional<Edges>> edges_;
  Edges begins_;
  bool complete_ = true;
  bool guessed_ = false;
};

using Set = std::set<std::uint32_t>;

/// All that is reached without anything seen.
void close(System& system, Set& set) {
  std::vector<std::uint32_t> waiting(set.begin(), set.end());
  while (!waiting.empty()) {
    const std::uint32_t at = waiting.back();
    waiting.pop_back();
    for (const auto& [label, to] : system.from(at))
      if (label.empty() && set.insert(to).second) waiting.push_back(to);
  }
}

std::map<std::string, Set> after(System& system, const Set& set) {
  std::map<std::string, Set> found;
  for (const std::uint32_t at : set)
    for (const auto& [label, to] : system.from(at))
      if (!label.empty()) found[label].insert(to);
  for (auto& [label, reached] : found) close(system, reached);
  return found;
}

/// What can be seen first: nothing of the beginning's own acts is lost.
std::map<std::string, Set> first(System& system) {
  std::map<std::string, Set> found;
  for (const auto& [label, to] : system.begins()) found[label].insert(to);
  for (auto& [label, reached] : found) close(system, reached);
  return found;
}

bool same_labels(const std::map<std::string, Set>& a, const std::map<std::string, Set>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.first == y.first; });
}

}  // namespace

Traces compare_traces(const Workspace& one, const Workspace& other, const std::string& workflow,
                      bool guards_matter) {
  System a(**one.state()->newest(WorkflowId(workflow)));
  System b(**other.state()->newest(WorkflowId(workflow)));
  std::set<std::pair<Set, Set>> seen;
  std::deque<std::pair<std::map<std::string, Set>, std::map<std::string, Set>>> waiting;
  waiting.emplace_back(first(a), first(b));
  while (!waiting.empty()) {
    const auto [mine, theirs] = waiting.front();
    waiting.pop_front();
    if (!a.complete() || !b.complete()) return Traces::kUnknown;
    if (!same_labels(mine, theirs)) return Traces::kDifferent;
    for (const auto& [label, set] : mine) {
      const Set& its = theirs.at(label);
      if (!seen.emplace(set, its).second) continue;
      if (seen.size() > kPairsMax) return Traces::kUnknown;
      waiting.emplace_back(after(a, set), after(b, its));
    }
  }
  if (!a.complete() || !b.complete()) return Traces::kUnknown;
  return guards_matter && (a.guessed() || b.guessed()) ? Traces::kUnknown : Traces::kEqual;
}

}  // namespace lagrum::mutation
