#include "verify/structure.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "base/words.h"
#include "statechart/checks.h"
#include "statechart/tables.h"
#include "verify/branches.h"
#include "verify/phases.h"
#include "verify/steps.h"

namespace lagrum::verify {
namespace {

using statechart::Chart;
using statechart::kNone;
using statechart::StateIndex;
using statechart::StateKind;
using statechart::StateSet;
using statechart::Transition;

/// States with all that guards read followed; past it only what a finding rests on is.
constexpr std::size_t kFollowedMax = 100'000;
/// How often what a finding rests on is looked at anew.
constexpr std::size_t kCloserLooksMax = 3;

std::string name_before_dot(const std::string& path) { return path.substr(0, path.find('.')); }

/// Data items that a guard reads, but for those of the event.
std::set<std::string> items_of(const Transition& transition) {
  std::set<std::string> names;
  if (!transition.guard || !transition.guard->code) return names;
  for (const std::string& path : transition.guard->code->reads())
    names.insert(name_before_dot(path));
  names.erase("_event");
  return names;
}

void add_written(const statechart::Block& block, std::set<std::uint32_t>& slots) {
  for (const statechart::Instruction& each : block) {
    if (const auto* assign = std::get_if<statechart::Assign>(&each))
      slots.insert(assign->location.slot);
    if (const auto* decide = std::get_if<statechart::Decide>(&each))
      slots.insert(decide->into.slot);
  }
  slots.erase(kNone);
}

/// Data items that a state, or one in it, sets.
std::set<std::uint32_t> written_within(const Chart::Tables& tables, StateIndex root) {
  std::set<std::uint32_t> slots;
  for (StateIndex i = root; i <= tables.states[root].last; ++i) {
    const statechart::State& state = tables.states[i];
    add_written(state.entry.content, slots);
    for (const statechart::Block& block : state.on_entry) add_written(block, slots);
    for (const statechart::Block& block : state.on_exit) add_written(block, slots);
    for (const statechart::TransitionIndex transition : state.transitions)
      add_written(tables.transitions[transition].content, slots);
  }
  return slots;
}

/// Every state of a workflow that some run comes to, breadth first.
class Exploration {
 public:
  Exploration(const Chart& chart, const law::Law& law, const std::set<std::string>& rest,
              const std::set<std::string>& variables, std::size_t states_max)
      : chart_(chart), steps_(chart, law, view_of(chart, rest, variables)) {
    add(steps_.from(kNoState, steps_.number_of(Move{})), kNoState);
    for (std::size_t at = 0; at < order_.size(); ++at) {
      if (order_.size() > states_max) {
        complete_ = false;
        return;
      }
      const std::uint32_t state = order_[at];
      if (steps_.is_final(state)) continue;
      const std::size_t endless = steps_.endless().size();
      add(steps_.from(state), state);
      if (steps_.endless().size() > endless && !endless_at_) endless_at_ = state;
    }
  }

  bool complete() const { return complete_; }
  Steps& steps() { return steps_; }
  const std::vector<std::uint32_t>& states() const { return order_; }
  std::optional<std::uint32_t> endless_at() const { return endless_at_; }

  /// By state, whether some run leads from it to an end.
  std::vector<bool> ending() {
    std::vector<std::vector<std::uint32_t>> before(origins_.size());
    std::vector<bool> ends(origins_.size());
    std::vector<std::uint32_t> waiting;
    for (const std::uint32_t state : order_) {
      if (steps_.is_final(state)) {
        ends[state] = true;
        waiting.push_back(state);
        continue;
      }
      for (const Steps::Edge& edge : steps_.from(state)) before[edge.to].push_back(state);
    }
    while (!waiting.empty()) {
      const std::uint32_t state = waiting.back();
      waiting.pop_back();
      for (const std::uint32_t from : before[state]) {
        if (!ends[from]) waiting.push_back(from);
        ends[from] = true;
      }
    }
    return ends;
  }

  /// A shortest run to a state, with a last step where one is given.
  void tell(std::uint32_t state, std::optional<Steps::Edge> last, Finding& finding) {
    std::vector<std::pair<std::uint32_t, Steps::Edge>> way;
    if (last) way.emplace_back(state, *last);
    for (std::uint32_t at = state; at != kNoState; at = origins_[at].from)
      way.emplace_back(origins_[at].from, origins_[at].edge);
    for (auto step = way.rbegin(); step != way.rend(); ++step) {
      finding.run.push_back(shown(steps_.shown(step->first, step->second, finding.guards)));
      const Move& move = steps_.move(steps_.deed(step->second.deed).move);
      const bool told = move.kind == Move::Kind::kEngine && !statechart::is_of_engine(move.event);
      const bool ended = move.event.starts_with("done.");
      if (told || ended) finding.guards.insert(move.event);  // by a region that is not looked at
    }
  }

 private:
  struct Origin {
    std::uint32_t from = kNoState;
    Steps::Edge edge{};
    bool met = false;
  };

  /// Data that a region which rests would change cannot be followed.
  static View view_of(const Chart& chart, const std::set<std::string>& rest,
                      const std::set<std::string>& variables) {
    View view;
    view.whole = true;
    view.rest = rest;
    view.variables = variables;
    const Chart::Tables& tables = chart.tables();
    for (const std::string& region : rest) {
      const StateIndex root = tables.find(region);
      for (const std::uint32_t slot : written_within(tables, root))
        view.variables.erase(tables.variables[slot].name);
    }
    return view;
  }

  void add(const std::vector<Steps::Edge>& edges, std::uint32_t from) {
    for (const Steps::Edge& edge : edges) {
      if (origins_.size() <= edge.to) origins_.resize(edge.to + 1);
      Origin& origin = origins_[edge.to];
      if (origin.met) continue;
      origin = {from, edge, true};
      order_.push_back(edge.to);
    }
  }

  Event shown(const Step& step) const {
    Event event;
    event.event = step.move.event;
    event.state = step.state;
    for (const std::size_t index : step.transitions) {
      const statechart::TransitionInfo& info = chart_.transitions()[index];
      for (const std::string& role : info.roles)
        if (!contains(event.by, role)) event.by.push_back(role);
      for (const statechart::ActSpec& act : info.acts) {
        event.acts.push_back(act.type);
        event.bases.push_back(act.basis);
      }
    }
    return event;
  }

  const Chart& chart_;
  Steps steps_;
  std::vector<Origin> origins_;       // by state
  std::vector<std::uint32_t> order_;  // breadth first
  std::optional<std::uint32_t> endless_at_;
  bool complete_ = true;
};

class Structure {
 public:
  Structure(const Chart& chart, const law::Law& law, std::size_t states_max)
      : chart_(chart), tables_(chart.tables()), law_(law), states_max_(states_max) {}

  std::vector<Finding> run() {
    explore();
    check_tasks();
    check_overlaps();
    check_data();
    check_facts();
    check_acts();
    check_silence();
    check_duties();
    check_openings();
    check_asks();
    check_phases();
    find_refused_phases(chart_, law_, findings_);
    find_uneven_branches(chart_, law_, findings_);
    check_roles();
    check_fields();
    check_days();
    check_arrivals();
    std::ranges::stable_sort(findings_, {}, [](const Finding& finding) {
      return std::tuple(finding.source.file, finding.source.line, finding.source.column);
    });
    return std::move(findings_);
  }

 private:
  // ---- what runs show

  /// One region after the other, with the others left as they begin: what they may tell comes at
  /// any time then, so that a run may be one too many but none is missing.
  void explore() {
    View nothing;
    const std::vector<std::string> regions = World(chart_, law_, std::move(nothing)).resting();
    std::vector<std::set<std::string>> parts;
    for (const std::string& awake : regions) {
      parts.emplace_back(regions.begin(), regions.end());
      parts.back().erase(awake);
    }
    if (parts.empty()) parts.emplace_back();
    for (const std::set<std::string>& rest : parts)
      for (Finding& finding : found_with(rest)) keep(std::move(finding));
  }

  /// Of what is found in several parts, the one with the shortest run that is surest.
  void keep(Finding finding) {
    const auto rank = [](const Finding& each) { return std::pair(each.severity, each.run.size()); };
    const bool of_runs = finding.rule == "deadlock" || finding.rule == "never-final";
    for (Finding& known : findings_) {
      const bool same = known.rule == finding.rule &&
                        (of_runs || (known.place == finding.place && known.other == finding.other));
      if (!same) continue;
      if (rank(finding) < rank(known)) known = std::move(finding);
      return;
    }
    findings_.push_back(std::move(finding));
  }

  std::vector<Finding> found_with(const std::set<std::string>& rest) {
    const std::set<std::string> read = read_by_guards();
    Exploration all(chart_, law_, rest, read, std::min(kFollowedMax, states_max_));
    if (all.complete()) return found_by(all);
    std::set<std::string> variables;
    Exploration rough(chart_, law_, rest, variables, states_max_);
    std::vector<Finding> found;
    if (!rough.complete()) {
      add_to(found, Severity::kWarning, "bound", chart_.name(), "",
             tables_.states[statechart::kRootState].source);
      return found;
    }
    found = found_by(rough);
    for (std::size_t look = 0; look < kCloserLooksMax && add_items(found, variables); ++look) {
      Exploration closer(chart_, law_, rest, variables, kFollowedMax);
      if (!closer.complete()) break;
      found = found_by(closer);
    }
    return found;
  }

  std::set<std::string> read_by_guards() const {
    std::set<std::string> names;
    for (const Transition& transition : tables_.transitions) names.merge(items_of(transition));
    return scalar(std::move(names));
  }

  /// Of what names stand for, that of which there are few values.
  std::set<std::string> scalar(std::set<std::string> names) const {
    std::set<std::string> kept;
    for (const statechart::Variable& variable : tables_.variables) {
      const auto kind = variable.type.kind;
      const bool is_part = kind == feel::Type::Kind::kList || kind == feel::Type::Kind::kContext ||
                           kind == feel::Type::Kind::kAny;
      if (!is_part && names.contains(variable.name)) kept.insert(variable.name);
    }
    return kept;
  }

  /// Adds what the guards read that findings rest on; false where there is nothing new.
  bool add_items(const std::vector<Finding>& found, std::set<std::string>& variables) const {
    std::set<std::string> names;
    for (const Finding& finding : found) {
      for (const Transition& transition : tables_.transitions)
        if (transition.guard && finding.guards.contains(transition.guard->text))
          names.merge(items_of(transition));
    }
    const std::size_t before = variables.size();
    variables.merge(scalar(std::move(names)));
    return variables.size() > before;
  }

  std::vector<Finding> found_by(Exploration& runs) {
    std::vector<Finding> found;
    find_never(runs, found);
    find_ends(runs, found);
    find_left_open(runs, found);
    find_races(runs, found);
    for (const auto& [message, source] : runs.steps().unsettled())
      add_to(found, Severity::kWarning, "unanswered", message, "", source);
    if (const auto at = runs.endless_at()) {
      Finding& finding = add_to(found, Severity::kError, "endless", "", "", source_of(runs, *at));
      finding.place = runs.steps().described(*at);
      runs.tell(*at, std::nullopt, finding);
      weigh(finding);
    }
    return found;
  }

  /// States that no run comes to, and transitions that none takes.
  void find_never(Exploration& runs, std::vector<Finding>& found) {
    StateSet reached(tables_.states.size());
    for (const std::uint32_t state : runs.states()) {
      const StateSet active = runs.steps().active(state);
      for (StateIndex i = active.next(0); i != kNone; i = active.next(i + 1)) reached.insert(i);
    }
    for (const std::uint32_t passed : passed_through(runs)) reached.insert(passed);
    for (StateIndex i = 1; i < tables_.states.size(); ++i) {
      if (reached.contains(i) || tables_.is_history(i) || runs.steps().world().rests(i)) continue;
      const StateIndex parent = tables_.states[i].parent;
      if (parent != statechart::kRootState && !reached.contains(parent)) continue;
      add_to(found, Severity::kError, "unreachable-state", tables_.states[i].id, "",
             tables_.states[i].source);
    }
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      const StateIndex source = tables_.transitions[i].source;
      if (runs.steps().taken()[i] || runs.steps().world().is_asleep(source)) continue;
      if (source != statechart::kRootState && !reached.contains(source)) continue;
      add_to(found, Severity::kError, "dead-transition", tables_.transition_infos[i].name, "",
             tables_.transition_infos[i].position);
    }
  }

  /// States that a step enters and leaves again.
  std::set<StateIndex> passed_through(Exploration& runs) const {
    std::set<StateIndex> passed;
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      if (!runs.steps().taken()[i]) continue;
      const Transition& transition = tables_.transitions[i];
      std::vector<StateIndex> entered = {transition.source};
      if (transition.entry)
        entered.insert(entered.end(), transition.entry->states.begin(),
                       transition.entry->states.end());
      for (StateIndex state : entered)
        for (; state != kNone; state = tables_.states[state].parent) passed.insert(state);
    }
    return passed;
  }

  Position source_of(Exploration& runs, std::uint32_t state) const {
    const StateSet active = runs.steps().active(state);
    Position last = tables_.states[statechart::kRootState].source;
    for (StateIndex i = active.next(1); i != kNone; i = active.next(i + 1))
      if (tables_.is_atomic(i)) last = tables_.states[i].source;
    return last;
  }

  /// Runs that cannot go on, and those that go on without ever coming to an end.
  void find_ends(Exploration& runs, std::vector<Finding>& found) {
    const std::vector<bool> ends = runs.ending();
    std::set<std::string> told;
    for (const std::uint32_t state : runs.states()) {
      if (ends[state]) continue;
      const char* rule = runs.steps().from(state).empty() ? "deadlock" : "never-final";
      if (!told.insert(rule).second) continue;
      Finding& finding = add_to(found, Severity::kError, rule, runs.steps().described(state), "",
                                source_of(runs, state));
      runs.tell(state, std::nullopt, finding);
      weigh(finding);
    }
  }

  /// Work that is open in a region which the end of the case leaves though it was not asked.
  void find_left_open(Exploration& runs, std::vector<Finding>& found) {
    std::set<StateIndex> told;
    for (const std::uint32_t state : runs.states()) {
      if (runs.steps().is_final(state)) continue;
      for (const Steps::Edge& edge : runs.steps().from(state)) {
        if (!runs.steps().is_final(edge.to)) continue;
        std::set<std::string> guards;
        const Step last = runs.steps().shown(state, edge, guards);
        for (const StateIndex open : left_open(runs.steps().active(state), last)) {
          if (!told.insert(open).second) continue;
          Finding& finding = add_to(found, Severity::kError, "improper-completion",
                                    tables_.states[open].id, "", tables_.states[open].source);
          runs.tell(state, edge, finding);
          weigh(finding);
        }
      }
    }
  }

  /// Active states with a task, in regions in which no transition of the step begins.
  std::vector<StateIndex> left_open(const StateSet& active, const Step& last) const {
    std::vector<StateIndex> open;
    for (StateIndex i = active.next(1); i != kNone; i = active.next(i + 1)) {
      if (chart_.states()[i - 1].tasks.empty()) continue;
      const bool asked = std::ranges::any_of(last.transitions, [&](std::size_t index) {
        return !statechart::are_orthogonal(tables_, tables_.transitions[index].source, i);
      });
      if (!asked) open.push_back(i);
    }
    return open;
  }

  /// Transitions of two regions that one event makes be taken together and that write the same.
  void find_races(Exploration& runs, std::vector<Finding>& found) {
    for (const auto& [a, b] : runs.steps().together()) {
      const Transition& one = tables_.transitions[a];
      const Transition& other = tables_.transitions[b];
      if (!statechart::are_orthogonal(tables_, one.source, other.source) || !meet(one, other))
        continue;
      std::set<std::uint32_t> mine;
      std::set<std::uint32_t> theirs;
      add_written(one.content, mine);
      add_written(other.content, theirs);
      for (const std::uint32_t slot : theirs) {
        if (!mine.contains(slot)) continue;
        add_to(found, Severity::kWarning, "race", tables_.variables[slot].name,
               tables_.transition_infos[a].name, tables_.transition_infos[b].position);
      }
    }
  }

  /// True where one event, or none, makes both be taken.
  bool meet(const Transition& one, const Transition& other) const {
    if (one.descriptors.empty() || other.descriptors.empty())
      return one.descriptors.empty() && other.descriptors.empty();
    return std::ranges::any_of(tables_.kinds, [&](const statechart::EventKind& kind) {
      return statechart::takes(one, kind) && statechart::takes(other, kind);
    });
  }

  /// An error stays one where nothing on the way to it was guessed but what an event may bring.
  void weigh(Finding& finding) const {
    std::erase_if(finding.guards, [&](const std::string& text) {
      const bool is_guard =
          std::ranges::any_of(tables_.transitions, [&](const Transition& transition) {
            return transition.guard && transition.guard->text == text;
          });
      return is_guard &&
             std::ranges::all_of(tables_.transitions, [&](const Transition& transition) {
               if (!transition.guard || transition.guard->text != text) return true;
               return transition.guard->code && items_of(transition).empty() &&
                      text.find("In(") == std::string::npos;
             });
    });
    if (!finding.guards.empty()) finding.severity = Severity::kWarning;
  }

  // ---- what the file shows

  /// Tasks that nobody of their role can bring to an end.
  void check_tasks() {
    for (StateIndex i = 1; i < tables_.states.size(); ++i) {
      for (const statechart::TaskSpec& task : chart_.states()[i - 1].tasks) {
        if (task.role.empty() || some_event_of(task.role, i)) continue;
        add_to(findings_, Severity::kWarning, "task-without-event", task.id, task.role,
               tables_.states[i].source);
      }
    }
  }

  /// True where somebody of the role may raise an event that a state, or one around or in it, takes
  /// to leave it. What those outside may raise as well is no work of the authority's.
  bool some_event_of(const std::string& role, StateIndex state) const {
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      const Transition& transition = tables_.transitions[i];
      const StateIndex source = transition.source;
      if (source == state && !transition.targets.empty() &&
          tables_.transition_infos[i].roles.empty())
        return true;  // it is left by what others do
      const bool near = source == state || tables_.is_descendant(source, state) ||
                        tables_.is_descendant(state, source);
      const std::vector<std::string>& roles = tables_.transition_infos[i].roles;
      const bool of_all = std::ranges::any_of(roles, is_outside) && !is_outside(role);
      if (near && !transition.targets.empty() && contains(roles, role) && !of_all) return true;
    }
    return false;
  }

  /// Guards of one state and event that can both hold: the first one in the file is taken.
  void check_overlaps() {
    statechart::Exclusions exclusions(tables_);
    for (const statechart::State& state : tables_.states) {
      for (std::size_t later = 0; later < state.transitions.size(); ++later) {
        for (std::size_t first = 0; first < later; ++first) {
          const statechart::TransitionIndex a = state.transitions[first];
          const statechart::TransitionIndex b = state.transitions[later];
          const bool both = tables_.transitions[a].guard && tables_.transitions[b].guard &&
                            meet(tables_.transitions[a], tables_.transitions[b]);
          if (!both || exclusions.exclude_each_other(a, b)) continue;
          add_to(findings_, Severity::kNote, "guards-overlap", tables_.transition_infos[b].name,
                 tables_.transition_infos[a].name, tables_.transition_infos[b].position);
        }
      }
    }
  }

  /// Data items that guards or facts read and nothing sets, or acts, and they begin with nothing.
  void check_data() {
    const std::set<std::uint32_t> written = written_within(tables_, statechart::kRootState);
    std::set<std::string> read;
    for (const Transition& transition : tables_.transitions) read.merge(items_of(transition));
    for (const statechart::Fact& fact : tables_.facts) {
      if (!fact.value.code) continue;
      for (const std::string& path : fact.value.code->reads()) read.insert(name_before_dot(path));
    }
    std::set<std::string> told_of;  // in acts
    for (const Transition& transition : tables_.transitions)
      for (const statechart::Instruction& each : transition.content)
        if (const auto* perform = std::get_if<statechart::Perform>(&each))
          for (const statechart::With& with : perform->attributes)
            if (with.value && with.value->code)
              for (const std::string& path : with.value->code->reads())
                told_of.insert(name_before_dot(path));
    for (std::uint32_t slot = 0; slot < tables_.variables.size(); ++slot) {
      const statechart::Variable& variable = tables_.variables[slot];
      const bool told = !variable.initial && told_of.contains(variable.name);
      if (!written.contains(slot) && (read.contains(variable.name) || told))
        add_to(findings_, Severity::kWarning, "never-set", variable.name, "", variable.source);
    }
  }

  /// Acts that a pack says change a fact, where nothing is written that the fact reads.
  void check_facts() {
    for (const statechart::Fact& fact : tables_.facts) {
      const auto declared = law_.vocabulary().data.find(fact.name);
      if (declared == law_.vocabulary().data.end() || !fact.value.code) continue;
      std::set<std::string> read;
      for (const std::string& path : fact.value.code->reads()) read.insert(name_before_dot(path));
      if (read.empty()) continue;
      for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
        std::set<std::uint32_t> slots;
        add_written(tables_.transitions[i].content, slots);
        const bool written = std::ranges::any_of(
            slots, [&](std::uint32_t slot) { return read.contains(tables_.variables[slot].name); });
        for (const statechart::ActSpec& act : tables_.transition_infos[i].acts) {
          const bool moves = declared->second.moved_by.contains(ActType(act.type)) &&
                             !contains(act.attributes, "regarding");
          if (moves && !written)
            add_to(findings_, Severity::kWarning, "fact-not-moved",
                   tables_.transition_infos[i].name, fact.name, act.source);
        }
      }
    }
  }

  /// What an act leaves out that its law pack declares of it, and documents that it is done by
  /// elsewhere.
  void check_acts() {
    for_each_act([&](const statechart::ActSpec& act) {
      const law::ActDecl* declared = law_.act(ActType(act.type));
      if (declared == nullptr) return;
      for (const law::AttributeDecl& attribute : declared->attributes)
        if (!contains(act.attributes, attribute.name))
          add_to(findings_, attribute.optional ? Severity::kNote : Severity::kWarning,
                 "attribute-left-out", act.type, attribute.name, act.source);
    });
    check_documents();
  }

  static const statechart::DocumentSpec* document_of(const statechart::ActSpec& act,
                                                     const std::string& kind) {
    const auto found = std::ranges::find(act.documents, kind, &statechart::DocumentSpec::kind);
    return found == act.documents.end() ? nullptr : &*found;
  }

  /// Documents that the packs, or other places, say an act is done by. It weighs more where it is
  /// the same event that brings the document elsewhere; and more, too, where only its text is gone.
  void check_documents() {
    std::map<std::string, std::set<std::string>> kinds;
    std::set<std::tuple<std::string, std::string>> written;
    std::set<std::tuple<std::string, std::string, std::string>> by_event;
    for_each_act([&](const statechart::ActSpec& act) {
      for (const statechart::DocumentSpec& each : act.documents) {
        kinds[act.type].insert(each.kind);
        if (!each.template_path.empty()) written.emplace(act.type, each.kind);
      }
    });
    for (const statechart::TransitionInfo& info : tables_.transition_infos)
      for (const statechart::ActSpec& act : info.acts)
        for (const statechart::DocumentSpec& each : act.documents)
          for (const std::string& event : info.events) by_event.emplace(event, act.type, each.kind);
    const auto look = [&](const statechart::ActSpec& act, const std::vector<std::string>& events) {
      const std::set<std::string> declared = law_.vocabulary().documents_of(act.type);
      std::set<std::string> wanted = declared;
      wanted.insert(kinds[act.type].begin(), kinds[act.type].end());
      for (const std::string& kind : wanted) {
        const statechart::DocumentSpec* made = document_of(act, kind);
        const bool same_event = std::ranges::any_of(events, [&](const std::string& event) {
          return by_event.contains({event, act.type, kind});
        });
        if (made == nullptr)
          add_to(findings_,
                 same_event || declared.contains(kind) ? Severity::kWarning : Severity::kNote,
                 "document-left-out", act.type, kind, act.source);
        else if (made->template_path.empty() &&
                 (declared.contains(kind) || written.contains({act.type, kind})))
          add_to(findings_, Severity::kWarning, "text-left-out", act.type, kind, act.source);
      }
    };
    for (const statechart::TransitionInfo& info : tables_.transition_infos)
      for (const statechart::ActSpec& act : info.acts) look(act, info.events);
    for (const statechart::StateInfo& state : chart_.states())
      for (const statechart::ActSpec& act : state.acts) look(act, {});
  }

  /// Steps that leave nothing on the record, and waits of which nobody is told.
  void check_silence() {
    for (const statechart::TransitionInfo& info : tables_.transition_infos)
      if (!info.roles.empty() && info.acts.empty())
        add_to(findings_, Severity::kWarning, "no-act", info.name, "", info.position);
    for (StateIndex i = 1; i < tables_.states.size(); ++i) {
      if (tables_.states[i].kind != StateKind::kAtomic || has_work(i)) continue;
      if (waits_for_authority_alone(i) || phase_of(i) == "final")
        add_to(findings_, Severity::kWarning, "no-task", tables_.states[i].id, "",
               tables_.states[i].source);
    }
  }

  /// States that an act leads into after which a norm wants another, which the authority does
  /// there, and of which no task tells.
  void check_duties() {
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i)
      for (const StateIndex target : tables_.transitions[i].targets) {
        StateIndex state = target;
        while (!tables_.states[state].entry.targets.empty() &&
               tables_.states[state].kind == StateKind::kCompound)
          state = tables_.states[state].entry.targets.front();
        if (tables_.states[state].kind != StateKind::kAtomic || has_work(state)) continue;
        if (in_region(state)) continue;
        if (const law::Norm* norm = owed_in(state, tables_.transition_infos[i]))
          add_to(findings_, Severity::kWarning, "duty-without-task", tables_.states[state].id,
                 norm->id, tables_.states[state].source);
      }
  }

  /// A norm by which one of the acts wants another that the authority may do in the state. Of what
  /// is put on file at any time (documents, judgements) nothing is said.
  const law::Norm* owed_in(StateIndex state, const statechart::TransitionInfo& by) const {
    for (const law::Norm& norm : law_.norms()) {
      const auto* respond = std::get_if<law::Respond>(&norm.content);
      if (respond == nullptr || norm.mode == law::Mode::kOff || !respond->when.empty()) continue;
      const auto among = [this](const law::ActSet& acts) {
        return [this, &acts](const statechart::ActSpec& act) {
          const law::ActDecl* declared = law_.act(ActType(act.type));
          const bool on_file = declared != nullptr && declared->role != law::ActRole::kNone;
          return acts.contains(ActType(act.type)) && !on_file &&
                 !contains(act.attributes, "regarding");
        };
      };
      const bool met = std::ranges::any_of(by.acts, among(respond->with));
      if (met || !std::ranges::any_of(by.acts, among(respond->to))) continue;
      for (StateIndex at = state; at != statechart::kRootState; at = tables_.states[at].parent)
        for (const statechart::TransitionIndex index : tables_.states[at].transitions) {
          const statechart::TransitionInfo& info = tables_.transition_infos[index];
          if (std::ranges::any_of(info.roles, law::is_authority_role) &&
              std::ranges::any_of(info.acts, among(respond->with)))
            return &norm;
        }
    }
    return nullptr;
  }

  /// Of regions side by side others may have the work.
  bool in_region(StateIndex state) const {
    for (; state != statechart::kRootState; state = tables_.states[state].parent)
      if (tables_.states[state].kind == StateKind::kParallel) return true;
    return false;
  }

  /// Of a state's steps by one act that moves a case, whatever its data, the one that leads
  /// nowhere, where all others lead to the same place.
  void check_openings() {
    for (const statechart::State& state : tables_.states) {
      std::map<std::string, std::vector<statechart::TransitionIndex>> steps;
      for (const statechart::TransitionIndex index : state.transitions)
        for (const statechart::ActSpec& act : tables_.transition_infos[index].acts) {
          if (tables_.transitions[index].guard) continue;
          const law::ActDecl* declared = law_.act(ActType(act.type));
          if (declared != nullptr && !declared->moves.empty() && declared->moves_when.empty())
            steps[act.type].push_back(index);
        }
      for (const auto& [act, all] : steps) {
        std::set<std::vector<StateIndex>> led;
        std::vector<statechart::TransitionIndex> staying;
        for (const statechart::TransitionIndex index : all)
          if (tables_.transitions[index].targets.empty())
            staying.push_back(index);
          else
            led.insert(tables_.transitions[index].targets);
        if (led.size() == 1 && staying.size() == 1)
          add_to(findings_, Severity::kWarning, "stays-alone",
                 tables_.transition_infos[staying.front()].name, act,
                 tables_.transition_infos[staying.front()].position);
      }
    }
  }

  /// Questions that the workflow asks elsewhere, and whose answer leads on here, where nobody is
  /// asked; and those that are asked here, and whose answer leads on elsewhere only.
  void check_asks() {
    const auto asks = [this](StateIndex state, const std::string& id) {
      const std::vector<statechart::AskSpec>& all = chart_.states()[state - 1].asks;
      return std::ranges::any_of(all, [&](const auto& ask) { return ask.id == id; });
    };
    for (StateIndex state = 1; state < tables_.states.size(); ++state)
      for (const statechart::AskSpec& ask : chart_.states()[state - 1].asks) {
        bool here = false;
        bool elsewhere = false;
        for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
          const Transition& transition = tables_.transitions[i];
          if (transition.targets.empty() ||
              !contains(tables_.transition_infos[i].events, "judge." + ask.id))
            continue;
          const bool at = transition.source == state ||
                          tables_.is_descendant(state, transition.source) ||
                          tables_.is_descendant(transition.source, state);
          here = here || at;
          elsewhere = elsewhere || (!at && asks(transition.source, ask.id));
        }
        if (elsewhere && !here)
          add_to(findings_, Severity::kWarning, "answer-stays", tables_.states[state].id, ask.id,
                 tables_.states[state].source);
      }
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      if (tables_.transitions[i].targets.empty()) continue;
      for (const std::string& event : tables_.transition_infos[i].events) {
        if (!event.starts_with("judge.")) continue;
        const std::string id = event.substr(event.find('.') + 1);
        const StateIndex source = tables_.transitions[i].source;
        bool elsewhere = false;
        bool here = false;
        for (StateIndex state = 1; state < tables_.states.size(); ++state) {
          if (!asks(state, id)) continue;
          elsewhere = true;
          here = here || state == source || tables_.is_descendant(state, source) ||
                 tables_.is_descendant(source, state);
        }
        if (elsewhere && !here)
          add_to(findings_, Severity::kWarning, "not-asked-here", tables_.transition_infos[i].name,
                 id, tables_.transition_infos[i].position);
      }
    }
  }

  /// A task or question in the state or around it.
  bool has_work(StateIndex state) const {
    for (; state != statechart::kRootState; state = tables_.states[state].parent) {
      const statechart::StateInfo& info = chart_.states()[state - 1];
      if (!info.tasks.empty() || !info.asks.empty()) return true;
    }
    return false;
  }

  /// Only somebody of the authority leads on from the state, or else from the nearest one around it
  /// that something leads on from. Of regions side by side others may have the work, so that
  /// nothing is said of them.
  bool waits_for_authority_alone(StateIndex state) const {
    bool waits = false;
    bool others = false;
    for (; state != statechart::kRootState; state = tables_.states[state].parent) {
      if (tables_.states[state].kind == StateKind::kParallel) return false;
      if (waits) continue;
      for (const statechart::TransitionIndex index : tables_.states[state].transitions) {
        if (tables_.transitions[index].targets.empty()) continue;
        const std::vector<std::string>& roles = tables_.transition_infos[index].roles;
        const bool own = !roles.empty() && std::ranges::all_of(roles, law::is_authority_role);
        waits = true;
        others = others || !own;
      }
    }
    return waits && !others;
  }

  /// Fields that a norm always wants of an act, and that the workflow's act can never carry.
  void check_fields() {
    static const std::set<std::string, std::less<>> kByEngine = {
        "type", "actor", "role", "recorded_time", "legal_day", "basis"};
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> told;
    for (const law::Norm& norm : law_.norms()) {
      const auto* contain = std::get_if<law::Contain>(&norm.content);
      if (contain == nullptr || norm.mode == law::Mode::kOff || !contain->when.empty()) continue;
      for_each_act([&](const statechart::ActSpec& act) {
        if (!contain->acts.contains(ActType(act.type))) return;
        for (const law::Field& field : contain->fields) {
          const bool carried = !field.when.empty() || kByEngine.contains(field.name) ||
                               contains(act.attributes, field.name);
          if (carried || !told.emplace(act.source.line, act.source.column, field.name).second)
            continue;
          add_to(findings_, Severity::kWarning, "field-left-out", act.type, field.name, act.source);
        }
      });
    }
  }

  /// What somebody outside does by a document whose day counts, where none is taken in; and
  /// documents that lead on though no act says what they bring.
  void check_arrivals() {
    for (const statechart::TransitionInfo& info : tables_.transition_infos) {
      const bool taken_in = std::ranges::any_of(info.acts, [&](const statechart::ActSpec& act) {
        const law::ActDecl* declared = law_.act(ActType(act.type));
        return declared != nullptr && declared->role == law::ActRole::kDocument;
      });
      if (taken_in && info.acts.size() == 1 && !info.targets.empty())
        add_to(findings_, Severity::kWarning, "unnamed-document", info.name, "", info.position);
      if (taken_in || !std::ranges::any_of(info.roles, is_outside)) continue;
      for (const statechart::ActSpec& act : info.acts) {
        const law::ActDecl* declared = law_.act(ActType(act.type));
        if (declared != nullptr && declared->dated_by_arrival)
          add_to(findings_, Severity::kWarning, "no-document-taken-in", info.name, act.type,
                 info.position);
      }
    }
  }

  static bool is_outside(const std::string& role) {
    return role == "party" || role == "anyone" || role == "representative";
  }

  /// Days that are waited for and that no act fixes.
  void check_days() {
    constexpr std::string_view kReached = "date.reached.";
    for (const statechart::TransitionInfo& info : tables_.transition_infos) {
      for (const std::string& event : info.events) {
        const auto dot = event.rfind('.');
        if (!event.starts_with(kReached) || dot < kReached.size()) continue;
        bool fixed = false;
        for_each_act([&](const statechart::ActSpec& act) {
          fixed = fixed || (act.type == event.substr(kReached.size(), dot - kReached.size()) &&
                            contains(act.attributes, event.substr(dot + 1)));
        });
        if (!fixed)
          add_to(findings_, Severity::kWarning, "day-never-fixed", event, "", info.position);
      }
    }
  }

  /// Phases of a case that somebody brings it into without the act that the law knows it by.
  void check_phases() {
    static const std::map<std::string, std::string, std::less<>> kMoves = {
        {"archive", "closed"}, {"archived", "archived"}, {"final", "finalised"}};
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      const statechart::TransitionInfo& info = tables_.transition_infos[i];
      if (info.roles.empty()) continue;
      for (const StateIndex target : tables_.transitions[i].targets) {
        const auto wanted = kMoves.find(phase_of(target));
        if (wanted == kMoves.end() || phase_of(tables_.transitions[i].source) == wanted->first)
          continue;
        const bool moved = std::ranges::any_of(info.acts, [&](const statechart::ActSpec& act) {
          const law::ActDecl* declared = law_.act(ActType(act.type));
          return declared != nullptr && declared->moves == wanted->second;
        });
        if (!moved)
          add_to(findings_, Severity::kWarning, "phase-without-act", info.name, wanted->first,
                 info.position);
      }
    }
  }

  /// The phase of a state, or of the nearest one around it that has one.
  std::string phase_of(StateIndex state) const {
    for (; state != statechart::kRootState; state = tables_.states[state].parent)
      if (!chart_.states()[state - 1].phase.empty()) return chart_.states()[state - 1].phase;
    return {};
  }

  /// What the authority, or a court, does, offered to somebody else.
  void check_roles() {
    for (const statechart::TransitionInfo& info : tables_.transition_infos)
      for (const statechart::ActSpec& act : info.acts)
        if (offered_outside(info, act))
          add_to(findings_, Severity::kWarning, "outsider-acts", info.name, act.type,
                 info.position);
  }

  /// True where a pack says whose act it is, or where it is a document or a decision of the
  /// authority, and somebody else may do it. What a court did the authority may record.
  bool offered_outside(const statechart::TransitionInfo& info,
                       const statechart::ActSpec& act) const {
    static const std::set<std::string, std::less<>> kOwn = {"decided", "finalised", "closed",
                                                            "archived"};
    const law::ActDecl* declared = law_.act(ActType(act.type));
    const std::string by = declared == nullptr ? "" : declared->by;
    const bool owned =
        !by.empty() || !act.documents.empty() || (declared && kOwn.contains(declared->moves));
    return owned && std::ranges::any_of(info.roles, [&](const std::string& role) {
             return is_outside(role) || (by == "authority" && role == "court");
           });
  }

  template <class Visit>
  void for_each_act(Visit&& visit) const {
    for (const statechart::TransitionInfo& transition : tables_.transition_infos)
      for (const statechart::ActSpec& act : transition.acts) visit(act);
    for (const statechart::StateInfo& state : chart_.states())
      for (const statechart::ActSpec& act : state.acts) visit(act);
  }

  static Finding& add_to(std::vector<Finding>& all, Severity severity, std::string rule,
                         std::string place, std::string other, Position source) {
    Finding finding;
    finding.severity = severity;
    finding.rule = std::move(rule);
    finding.place = std::move(place);
    finding.other = std::move(other);
    finding.source = std::move(source);
    all.push_back(std::move(finding));
    return all.back();
  }

  const Chart& chart_;
  const Chart::Tables& tables_;
  const law::Law& law_;
  std::size_t states_max_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> structure_of(const Chart& chart, const law::Law& law, std::size_t states_max) {
  return Structure(chart, law, states_max).run();
}

}  // namespace lagrum::verify
