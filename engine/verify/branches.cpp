#include "verify/branches.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "feel/claims.h"
#include "feel/expression.h"
#include "statechart/tables.h"

namespace lagrum::verify {
namespace {

using statechart::Chart;
using statechart::Perform;
using statechart::StateIndex;
using statechart::Transition;

constexpr std::string_view kPathOfData = "_event.data.";

/// So many other places say the same before one that does not is told of.
constexpr std::size_t kOthersMin = 2;
/// The same of values that differ from place to place.
constexpr std::size_t kSaidMin = 5;
/// Values of what one guard reads, put together; past it a guard is not looked at.
constexpr std::size_t kValuesMax = 256;

class Branches {
 public:
  Branches(const Chart& chart, const law::Law& law, std::vector<Finding>& findings)
      : tables_(chart.tables()), law_(law), findings_(findings) {}

  void run() {
    check_values();
    check_matters();
    check_twins();
    check_payloads();
    for (const statechart::State& state : tables_.states) {
      check_siblings(state);
      check_cases(state);
    }
  }

 private:
  void add(const char* rule, std::string place, std::string other, const Position& source) {
    Finding finding;
    finding.severity = Severity::kWarning;
    finding.rule = rule;
    finding.place = std::move(place);
    finding.other = std::move(other);
    finding.source = source;
    findings_.push_back(std::move(finding));
  }

  // ---- values that the workflow says itself

  /// An attribute that people say in one place, and the workflow in all others: in many, or always
  /// in the same way from its data.
  void check_values() {
    struct Place {
      const statechart::ActSpec* act;
      std::string said;  ///< empty where people say it
      bool computed;     ///< from the data of the case
    };
    const auto place_of = [](const statechart::ActSpec& act, const statechart::With& with) {
      if (!with.value || !with.value->code) return Place{&act, "", false};
      const bool by_event = with.value->text.find("_event.") != std::string::npos;
      return Place{&act, with.value->text, with.value->code->constant() == nullptr && !by_event};
    };
    std::map<std::pair<std::string, std::string>, std::vector<Place>> places;
    for (const Transition& transition : tables_.transitions)
      for (const statechart::Instruction& each : transition.content)
        if (const auto* perform = std::get_if<Perform>(&each))
          for (const statechart::With& with : perform->attributes)
            if (law_.act(ActType(perform->act.type))->attribute(with.name) != nullptr)
              places[{perform->act.type, with.name}].push_back(place_of(perform->act, with));
    for (const auto& [what, all] : places) {
      const auto open = std::ranges::find(all, "", &Place::said);
      if (open == all.end() || std::ranges::count(all, "", &Place::said) > 1) continue;
      std::set<std::string> said;
      bool computed = true;
      for (const Place& each : all) {
        if (each.said.empty()) continue;
        said.insert(each.said);
        computed = computed && each.computed;
      }
      const std::size_t others = all.size() - 1;
      if (others >= kSaidMin || (others >= kOthersMin && said.size() == 1 && computed))
        add("value-left-open", what.first, what.second, open->act->source);
    }
  }

  /// Of a state's ways of one event the one whose act is not of the matter that the others say; and
  /// of ways by the same acts the one that leaves open what the others say in one way.
  void check_matters() {
    for (const statechart::State& state : tables_.states) {
      std::map<std::pair<std::string, std::string>, std::set<statechart::TransitionIndex>> ways;
      for (const statechart::TransitionIndex index : state.transitions)
        for (const statechart::Instruction& each : tables_.transitions[index].content)
          if (const auto* perform = std::get_if<Perform>(&each))
            for (const std::string& event : tables_.transition_infos[index].events)
              ways[{event, perform->act.type}].insert(index);
      for (const auto& [what, all] : ways) {
        if (all.size() < 2) continue;
        std::set<std::string> names;
        std::set<std::vector<std::string>> acts;
        for (const statechart::TransitionIndex index : all) {
          std::vector<std::string> types;
          for (const statechart::ActSpec& act : tables_.transition_infos[index].acts) {
            types.push_back(act.type);
            if (act.type == what.second) names.insert(act.attributes.begin(), act.attributes.end());
          }
          acts.insert(types);
        }
        for (const std::string& name : names)
          if (acts.size() == 1 || name == "regarding" || name == "opens")
            check_said(all, what.second, name);
      }
    }
  }

  void check_said(const std::set<statechart::TransitionIndex>& ways, const std::string& act,
                  const std::string& name) {
    std::set<std::string> said;
    std::vector<statechart::TransitionIndex> silent;
    for (const statechart::TransitionIndex index : ways) {
      std::string text;
      for (const statechart::Instruction& each : tables_.transitions[index].content)
        if (const auto* perform = std::get_if<Perform>(&each); perform && perform->act.type == act)
          for (const statechart::With& with : perform->attributes)
            if (with.name == name && with.value && with.value->code &&
                with.value->code->constant() != nullptr && !with.value->code->constant()->is_null())
              text = with.value->text;
      if (text.empty())
        silent.push_back(index);
      else
        said.insert(text);
    }
    if (said.size() != 1 || silent.size() != 1) return;
    const statechart::TransitionInfo& info = tables_.transition_infos[silent.front()];
    const bool matter = name == "regarding" || name == "opens";
    if (matter)
      add("matter-not-said", info.name, act, info.position);
    else
      add("value-left-open", act, name, info.position);
  }

  /// Ways by one event and the same acts from different states, or of one state by an act that
  /// moves the case to one place: data that all set but one, which sets some of what they all set.
  void check_twins() {
    using Ways = std::vector<statechart::TransitionIndex>;
    std::map<std::pair<std::string, std::vector<std::string>>, Ways> ways;
    for (statechart::TransitionIndex i = 0; i < tables_.transitions.size(); ++i) {
      const statechart::TransitionInfo& info = tables_.transition_infos[i];
      if (info.acts.empty() || info.roles.empty()) continue;
      std::vector<std::string> acts;
      for (const statechart::ActSpec& act : info.acts) acts.push_back(act.type);
      for (const std::string& event : info.events) ways[{event, acts}].push_back(i);
      if (tables_.transitions[i].targets.empty() || tables_.transitions[i].guard) continue;
      for (const statechart::ActSpec& act : info.acts) {
        const law::ActDecl* declared = law_.act(ActType(act.type));
        if (declared != nullptr && !declared->moves.empty())
          ways[{act.type + "@" + info.source, info.targets}].push_back(i);
      }
    }
    for (const auto& [what, transitions] : ways) {
      const std::vector<statechart::TransitionIndex>& all = transitions;
      std::set<std::uint32_t> sources;
      for (const statechart::TransitionIndex i : all) sources.insert(tables_.transitions[i].source);
      const bool of_one_state = what.first.find('@') != std::string::npos;
      if (all.size() < 2 || (!of_one_state && sources.size() != all.size())) continue;
      std::map<std::uint32_t, std::size_t> counts;
      for (const statechart::TransitionIndex i : all)
        for (const std::uint32_t slot : set_by(tables_.transitions[i])) ++counts[slot];
      const bool shared = std::ranges::any_of(
          counts, [&](const auto& count) { return count.second == all.size(); });
      if (!shared) continue;
      for (const auto& [slot, count] : counts)
        for (const statechart::TransitionIndex i : all)
          if (count + 1 == all.size() && !set_by(tables_.transitions[i]).contains(slot))
            add("not-set-here", tables_.transition_infos[i].name, tables_.variables[slot].name,
                tables_.transition_infos[i].position);
    }
  }

  // ---- values that are asked for

  static bool takes(const statechart::Formula& formula, const std::string& path) {
    return formula.code && std::ranges::any_of(formula.code->reads(), [&](const std::string& each) {
             return each == path || each.starts_with(path + ".") || path.starts_with(each + ".");
           });
  }

  /// Values that a step declares of its event (l:payload) and that nothing in it takes.
  void check_payloads() {
    for (std::size_t i = 0; i < tables_.transitions.size(); ++i) {
      const statechart::TransitionInfo& info = tables_.transition_infos[i];
      for (const statechart::PayloadSpec& each : info.payload)
        if (!is_taken(tables_.transitions[i], each.name))
          add("value-not-taken", info.name, each.name, info.position);
    }
  }

  static bool is_taken(const Transition& transition, const std::string& name) {
    const std::string path = std::string(kPathOfData) + name;
    if (transition.guard && takes(*transition.guard, path)) return true;
    return std::ranges::any_of(transition.content, [&](const statechart::Instruction& each) {
      if (const auto* assign = std::get_if<statechart::Assign>(&each))
        return takes(assign->value, path);
      if (const auto* perform = std::get_if<Perform>(&each))
        return (perform->at && takes(*perform->at, path)) ||
               std::ranges::any_of(perform->attributes, [&](const statechart::With& with) {
                 return with.value ? takes(*with.value, path) : with.name == name;
               });
      if (const auto* decide = std::get_if<statechart::Decide>(&each))
        return std::ranges::any_of(decide->inputs,
                                   [&](const auto& input) { return input.first == name; });
      return !std::holds_alternative<statechart::Raise>(each);  // loops and sends may take anything
    });
  }

  // ---- data that the ways of one event set

  std::set<std::uint32_t> set_by(const Transition& transition) const {
    std::set<std::uint32_t> slots;
    for (const statechart::Instruction& each : transition.content)
      if (const auto* assign = std::get_if<statechart::Assign>(&each))
        if (assign->location.slot != statechart::kNone) slots.insert(assign->location.slot);
    return slots;
  }

  void check_siblings(const statechart::State& state) {
    std::map<std::vector<std::uint32_t>, std::vector<statechart::TransitionIndex>> ways;
    for (const statechart::TransitionIndex index : state.transitions) {
      const Transition& transition = tables_.transitions[index];
      if (!transition.descriptors.empty() && !transition.targets.empty())
        ways[transition.descriptors].push_back(index);
    }
    for (const auto& [event, all] : ways) {
      if (all.size() <= kOthersMin) continue;
      std::map<std::uint32_t, std::size_t> counts;
      for (const statechart::TransitionIndex index : all)
        for (const std::uint32_t slot : set_by(tables_.transitions[index])) ++counts[slot];
      for (const auto& [slot, count] : counts) {
        if (count != all.size() - 1) continue;
        for (const statechart::TransitionIndex index : all)
          if (!set_by(tables_.transitions[index]).contains(slot))
            add("not-set-here", tables_.transition_infos[index].name, tables_.variables[slot].name,
                tables_.transition_infos[index].position);
      }
    }
  }

  // ---- values that lead nowhere

  /// What a guard says of what it reads: by path the values for which it may hold.
  struct Guard {
    bool opaque = false;  ///< it asks for more than values
    std::map<std::string, List> holds;
  };

  /// Values of a path that the workflow or a pack speaks of, as far as each is written out.
  List values_of(const std::string& path, const std::vector<statechart::TransitionIndex>& where,
                 const std::map<std::string, List>& compared) const {
    List values;
    const auto add = [&](const Value& value) {
      if (!value.is_null() && std::ranges::find(values, value) == values.end())
        values.push_back(value);
    };
    const auto add_allowed = [&](const std::string& type) {
      if (!tables_.decisions) return;
      for (const Value& value : tables_.decisions->allowed_values(type)) add(value);
    };
    const auto known = compared.find(path);
    if (known != compared.end())
      for (const Value& value : known->second) {
        add(value);
        if (value.boolean()) add(Value(!*value.boolean()));
      }
    if (!path.starts_with(kPathOfData)) {
      for (const statechart::Variable& variable : tables_.variables)
        if (variable.name == path) add_allowed(variable.type.name);
      return values;
    }
    const std::string name = path.substr(kPathOfData.size());
    for (const statechart::TransitionIndex index : where) {
      for (const statechart::PayloadSpec& each : tables_.transition_infos[index].payload)
        if (each.name == name) add_allowed(each.type.name);
      for (const statechart::Instruction& each : tables_.transitions[index].content) {
        const auto* perform = std::get_if<Perform>(&each);
        const law::ActDecl* act =
            perform == nullptr ? nullptr : law_.act(ActType(perform->act.type));
        if (act == nullptr) continue;
        for (const statechart::With& with : perform->attributes) {
          const bool same = with.value ? with.value->text == path : with.name == name;
          const law::AttributeDecl* declared = same ? act->attribute(with.name) : nullptr;
          if (declared == nullptr) continue;
          for (const std::string& value : declared->values) add(Value(value));
        }
      }
    }
    return values;
  }

  static std::string path_of(const feel::Use& use, const std::vector<std::string>& roots) {
    std::string path = use.variable < roots.size() ? roots[use.variable] : "";
    for (const std::string& member : use.members) path += "." + member;
    return path;
  }

  /// A guard compiled on its own, with the names that it reads.
  struct Compiled {
    std::optional<feel::Expression> code;
    std::vector<std::string> roots;
    std::set<std::string> paths;
    bool opaque = false;
  };
  Compiled compiled(const statechart::Formula& formula,
                    std::map<std::string, List>& compared) const {
    Compiled made;
    feel::Scope scope;
    for (const std::string& path : formula.code->reads()) {
      const std::string root = path.substr(0, path.find('.'));
      if (std::ranges::find(made.roots, root) != made.roots.end()) continue;
      made.roots.push_back(root);
      scope.add_variable(root, feel::Type::any());
    }
    const Result<feel::Expression> code = feel::Expression::compile(formula.text, scope);
    if (!code) {
      made.opaque = true;
      return made;
    }
    made.code = *code;
    for (const feel::Use& use : feel::uses_of(code->program())) {
      const std::string path = path_of(use, made.roots);
      made.paths.insert(path);
      if (!use.compared) made.opaque = true;
      List& values = compared[path];
      values.insert(values.end(), use.constants.begin(), use.constants.end());
    }
    return made;
  }

  /// A context in which a path has a value.
  static void put(Value& at, std::string_view rest, const Value& value) {
    if (rest.empty()) {
      at = value;
      return;
    }
    const auto dot = rest.find('.');
    Context context = at.context() != nullptr ? *at.context() : Context{};
    const std::string name(rest.substr(0, dot));
    const Value* known = context.find(name);
    Value inner = known != nullptr ? *known : Value();
    put(inner, dot == std::string_view::npos ? "" : rest.substr(dot + 1), value);
    context.set(name, inner);
    at = Value(std::move(context));
  }

  /// By path, the values for which the guard holds with some values of what else it reads.
  static std::map<std::string, List> holding(const Compiled& guard,
                                             const std::map<std::string, List>& domains) {
    std::map<std::string, List> found;
    const std::vector<std::string> paths(guard.paths.begin(), guard.paths.end());
    std::size_t all = 1;
    for (const std::string& path : paths) all *= std::max<std::size_t>(1, domains.at(path).size());
    for (std::size_t number = 0; number < all && all <= kValuesMax; ++number) {
      List values(guard.roots.size());
      std::size_t rest = number;
      List chosen;
      for (const std::string& path : paths) {
        const List& domain = domains.at(path);
        chosen.push_back(domain.empty() ? Value() : domain[rest % domain.size()]);
        rest /= std::max<std::size_t>(1, domain.size());
        for (std::size_t i = 0; i < guard.roots.size(); ++i)
          if (path == guard.roots[i] || path.starts_with(guard.roots[i] + "."))
            put(values[i],
                std::string_view(path).substr(std::min(path.size(), guard.roots[i].size() + 1)),
                chosen.back());
      }
      const feel::Outcome outcome = guard.code->evaluate({values, {}, {}, nullptr, nullptr});
      if (outcome.value.boolean() == nullptr || !*outcome.value.boolean()) continue;
      for (std::size_t i = 0; i < paths.size(); ++i) found[paths[i]].push_back(chosen[i]);
    }
    return found;
  }

  /// Of steps for different values the one that leads nowhere, where all others lead on.
  void check_stays(const std::string& path,
                   const std::vector<statechart::TransitionIndex>& readers) {
    std::vector<statechart::TransitionIndex> staying;
    for (const statechart::TransitionIndex index : readers)
      if (tables_.transitions[index].targets.empty()) staying.push_back(index);
    if (staying.size() != 1 || readers.size() < 2) return;
    const statechart::TransitionInfo& info = tables_.transition_infos[staying.front()];
    add("stays-alone", info.name, path, info.position);
  }

  /// True where two guards take different values.
  static bool are_apart(const std::vector<List>& told) {
    for (const List& one : told)
      for (const List& other : told)
        if (std::ranges::none_of(one, [&](const Value& value) {
              return std::ranges::find(other, value) != other.end();
            }))
          return true;
    return false;
  }

  /// True where the state, or one around it, takes one of the events whatever these guards say.
  bool taken_otherwise(const statechart::State& state, const std::set<std::uint32_t>& events,
                       const std::vector<statechart::TransitionIndex>& readers) const {
    for (const statechart::State* at = &state;; at = &tables_.states[at->parent]) {
      for (const statechart::TransitionIndex index : at->transitions)
        for (const std::uint32_t each : tables_.transitions[index].descriptors)
          if (events.contains(each) && std::ranges::find(readers, index) == readers.end())
            return true;
      if (at->parent == statechart::kNone) return false;
    }
  }

  /// Values of what the guards of a state tell apart for which none of its steps is open. Data of
  /// the case that one guard alone asks for only lets a step rest.
  void check_cases(const statechart::State& state) {
    std::map<std::string, List> compared;
    std::map<statechart::TransitionIndex, Compiled> guards;
    for (const statechart::TransitionIndex index : state.transitions) {
      const Transition& transition = tables_.transitions[index];
      if (transition.guard && transition.guard->code)
        guards.emplace(index, compiled(*transition.guard, compared));
    }
    std::map<std::string, List> domains;
    for (auto& [path, values] : compared) {
      domains[path] = values_of(path, state.transitions, compared);
      const bool asked_for = std::ranges::any_of(values, &Value::is_null);
      if (asked_for) domains[path].push_back(Value());
      if (asked_for && domains[path].size() == 1) domains[path].push_back(Value(std::string("-")));
    }
    for (const auto& [path, domain] : domains) {
      List missing = domain;
      std::erase_if(missing, &Value::is_null);
      std::set<std::uint32_t> events;
      std::vector<statechart::TransitionIndex> readers;
      std::vector<List> told;  // by reader: the values that it takes
      bool open = missing.size() < 2;
      for (const auto& [index, guard] : guards) {
        if (!guard.paths.contains(path)) continue;
        readers.push_back(index);
        const auto& descriptors = tables_.transitions[index].descriptors;
        events.insert(descriptors.begin(), descriptors.end());
        open = open || guard.opaque || descriptors.empty();
        if (open) break;
        const std::map<std::string, List> held = holding(guard, domains);
        const auto values = held.find(path);
        told.push_back(values == held.end() ? List{} : values->second);
        if (values == held.end()) continue;
        std::erase_if(missing, [&](const Value& value) {
          return std::ranges::find(values->second, value) != values->second.end();
        });
      }
      if (!open && are_apart(told)) check_stays(path, readers);
      if (open || (!path.starts_with(kPathOfData) && !are_apart(told))) continue;
      if (taken_otherwise(state, events, readers)) continue;
      for (const Value& value : missing)
        add("value-without-step", state.id, path + " = " + to_string(value),
            tables_.transition_infos[readers.front()].position);
    }
  }

  const Chart::Tables& tables_;
  const law::Law& law_;
  std::vector<Finding>& findings_;
};

}  // namespace

void find_uneven_branches(const Chart& chart, const law::Law& law, std::vector<Finding>& findings) {
  Branches(chart, law, findings).run();
}

}  // namespace lagrum::verify
