#include "statechart/loader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/crypto.h"
#include "base/words.h"
#include "statechart/checks.h"
#include "statechart/content.h"
#include "statechart/expressions.h"
#include "statechart/vocabulary.h"

namespace lagrum::statechart {
namespace {

using feel::Type;

// More targets than a transition can have with sense; keeps the test of each pair short.
constexpr std::size_t kTargetsMax = 100;
/// Transitions that are looked at to say what values events carry, in all.
constexpr std::size_t kCarriersMax = 10'000'000;

constexpr std::array<std::string_view, 5> kStateElements = {"state", "parallel", "final",
                                                            "history"};

Texts titles_of(const xml::Element& element) {
  Texts titles;
  for (const xml::Element& title : element.children(kWorkflowNamespace, "title")) {
    titles.set(std::string(title.attribute(xml::kXmlNamespace, "lang").value_or("")),
               title.trimmed_text());
  }
  return titles;
}

std::string extension(const xml::Element& element, std::string_view local) {
  return std::string(element.attribute(kWorkflowNamespace, local).value_or(""));
}

bool is_state_element(const xml::Element& element) {
  return element.ns() == kScxmlNamespace && std::find(kStateElements.begin(), kStateElements.end(),
                                                      element.local()) != kStateElements.end();
}

StateKind kind_of(const xml::Element& element, bool is_nested) {
  if (element.local() == "final") return StateKind::kFinal;
  if (element.local() == "history") {
    return element.attribute_or_empty("type") == "deep" ? StateKind::kDeepHistory
                                                        : StateKind::kShallowHistory;
  }
  if (!is_nested) return StateKind::kAtomic;
  return element.local() == "parallel" ? StateKind::kParallel : StateKind::kCompound;
}

bool is_name(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  return name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
         std::string_view::npos;
}

bool is_version(std::string_view text) {
  std::size_t numbers = 0;
  while (true) {
    const auto dot = text.find('.');
    const std::string_view number = text.substr(0, dot);
    if (number.empty() || number.find_first_not_of("0123456789") != std::string_view::npos) {
      return false;
    }
    ++numbers;
    if (dot == std::string_view::npos) return numbers == 3;
    text.remove_prefix(dot + 1);
  }
}

class Loader {
 public:
  Loader(const xml::Element& root, std::string_view text, const LoadContext& context,
         Diagnostics& diagnostics)
      : root_(root),
        text_(text),
        context_(context),
        diagnostics_(diagnostics),
        tables_(std::make_shared<Chart::Tables>()),
        expressions_(context, *tables_, diagnostics),
        content_(context, expressions_, diagnostics) {}

  std::shared_ptr<const Chart::Tables> load() {
    if (!check_vocabulary(root_, context_.profile, diagnostics_)) return tables_;
    read_root(root_);
    add_state(root_, kNone);
    if (tables_->states.size() > kStatesMax) return tables_;
    gather(root_);
    read_transitions();
    if (tables_->transitions.size() > kTransitionsMax) return tables_;
    read_entries();
    tables_->find_kinds();
    read_event_values();
    compile_contents();
    read_facts(root_);
    describe();
    if (is_workflow()) check_roles(*tables_, raised_, diagnostics_);
    if (diagnostics_.has_errors()) return tables_;
    tables_->link();
    check_structure(*tables_, is_workflow(), diagnostics_);
    if (is_workflow()) check_names_sent();
    return tables_;
  }

 private:
  // A plain chart needs no roles, and may restart a parallel; a workflow says its version or its
  // law.
  bool is_workflow() const { return !tables_->law.empty() || tables_->version != "0.0.0"; }

  void error(std::string rule, const Position& position, std::string message) {
    diagnostics_.error(std::move(rule), position, std::move(message));
  }

  // ---- the root

  void read_root(const xml::Element& root) {
    tables_->name = root.attribute_or_empty("name");
    tables_->title = titles_of(root);
    tables_->law = words(extension(root, "law"));
    tables_->calendar = extension(root, "calendar");
    tables_->decisions_file = extension(root, "decisions");
    tables_->digest = hex(as_bytes(sha256(text_)));
    tables_->read = context_.read;
    late_ = root.attribute_or_empty("binding") == "late";
    if (context_.decisions != nullptr) tables_->decisions = *context_.decisions;
    const std::string version = extension(root, "version");
    if (!version.empty()) tables_->version = version;
    if (!is_version(tables_->version)) {
      error("bad-value", root.attribute_position(kWorkflowNamespace, "version"),
            "expected a version of three numbers such as \"1.2.0\", found \"" + version + "\"");
    }
    if (is_workflow() && tables_->name.empty()) {
      error("missing-attribute", root.position(),
            "expected 'name', the workflow's id, on <scxml>; found none");
    }
    tables_->valid_from = read_date(root, "valid-from");
    tables_->valid_to = read_date(root, "valid-to");
    if (tables_->valid_from && tables_->valid_to && *tables_->valid_to < *tables_->valid_from) {
      error("bad-value", root.attribute_position(kWorkflowNamespace, "valid-to"),
            "expected a last day on or after " + to_string(*tables_->valid_from) + ", found " +
                to_string(*tables_->valid_to));
    }
  }

  std::optional<Date> read_date(const xml::Element& root, std::string_view name) {
    const auto text = root.attribute(kWorkflowNamespace, name);
    if (!text) return std::nullopt;
    const Result<Date> date = parse_date(*text);
    if (date) return *date;
    error("bad-value", root.attribute_position(kWorkflowNamespace, name), date.error().message);
    return std::nullopt;
  }

  // ---- states

  // The vocabulary check bounds the depth by kElementDepthMax.
  // NOLINTNEXTLINE(misc-no-recursion)
  StateIndex add_state(const xml::Element& element, StateIndex parent) {
    auto& states = tables_->states;
    const auto index = static_cast<StateIndex>(states.size());
    if (index == kStatesMax) {
      error("too-many", element.position(),
            "expected at most " + std::to_string(kStatesMax) + " states");
    }
    std::vector<xml::Element> children;
    for (const xml::Element& child : element.children()) {
      if (is_state_element(child)) children.push_back(child);
    }
    states.push_back({});
    elements_.push_back(element);
    index_of_.emplace(place_of(element), index);
    const bool is_nested = std::any_of(children.begin(), children.end(), [](const auto& child) {
      return child.local() != "history";
    });
    states[index].kind = parent == kNone ? StateKind::kCompound : kind_of(element, is_nested);
    states[index].parent = parent;
    states[index].source = element.position();
    if (parent != kNone) name_state(element, index);
    for (const xml::Element& child : children) {
      if (states.size() > kStatesMax) break;
      const StateIndex added = add_state(child, index);
      auto& list = tables_->is_history(added) ? states[index].histories : states[index].children;
      list.push_back(added);
    }
    states[index].last = static_cast<StateIndex>(states.size() - 1);
    return index;
  }

  void name_state(const xml::Element& element, StateIndex index) {
    std::string id = element.attribute_or_empty("id");
    if (id.empty()) id = "_state" + std::to_string(index);
    if (id.find_first_of(" \t\r\n") != std::string::npos) {
      error("bad-name", element.attribute_position("id"),
            "expected an id without blanks, found '" + id + "'");
    }
    if (!tables_->state_by_id.emplace(id, index).second) {
      error("duplicate-id", element.attribute_position("id"),
            "expected each id once, found '" + id + "' again; first in line " +
                std::to_string(tables_->states[tables_->find(id)].source.line));
    }
    tables_->states[index].id = std::move(id);
  }

  // Warns of events that the chart raises for itself and nobody takes, and of waits cancelled by
  // the id of none: they are misspelt.
  void check_names_sent() {
    std::vector<std::string> sends;
    for (const xml::Element& element : raises_) {
      if (element.attribute("id")) sends.push_back(element.attribute_or_empty("id"));
      const std::string event = element.attribute_or_empty("event");
      if (event.empty() || element.attribute("target") || element.attribute("targetexpr") ||
          tables_->kind_of(event) != nullptr)
        continue;
      diagnostics_.warning("nobody-takes", element.attribute_position("event"),
                           "expected an event that some transition takes, found '" + event + "'" +
                               suggestion(event, tables_->events));
    }
    for (const xml::Element& cancel : cancels_) {
      if (!cancel.attribute("sendid")) continue;
      const std::string id = cancel.attribute_or_empty("sendid");
      if (contains(sends, id)) continue;
      diagnostics_.warning("unknown-send", cancel.attribute_position("sendid"),
                           not_known("the id of a <send>", id, sends));
    }
  }

  // ---- what stands anywhere: data items, loop variables, events that the chart raises itself

  void gather(const xml::Element& root) {
    std::vector<xml::Element> loops;
    std::vector<xml::Element> scripts;
    for (const xml::Element& element : descendants(root)) {
      if (element.ns() == kScxmlNamespace) {
        if (element.local() == "data") add_variable(element);
        if (element.local() == "foreach") loops.push_back(element);
        if (element.local() == "script") scripts.push_back(element);
        if (element.local() == "raise" || element.local() == "send") {
          raises_.push_back(element);
          raised_.insert(element.attribute_or_empty("event"));
        }
        if (element.local() == "cancel") cancels_.push_back(element);
      }
    }
    raised_.erase("");
    for (const xml::Element& loop : loops) {
      add_named(loop.attribute_or_empty("item"), loop.attribute_position("item"));
      add_named(loop.attribute_or_empty("index"), loop.attribute_position("index"));
    }
    for (const xml::Element& script : scripts) add_script_variables(script);
  }

  // A script brings along the names it gives values to; its own faults are told when it is
  // compiled.
  void add_script_variables(const xml::Element& script) {
    const Result<std::string> text = script_text(script, context_);
    if (!text) return;
    const auto code = feel::Expression::compile(*text, expressions_.scope(Type::any()));
    if (!code || code->type().members == nullptr) return;
    for (const Type::Member& member : *code->type().members)
      add_named(member.name, script.position());
  }

  // In document order, without what lies inside unknown elements.
  static std::vector<xml::Element> descendants(const xml::Element& top) {
    std::vector<xml::Element> found;
    std::vector<xml::Element> open = {top};
    while (!open.empty()) {
      const xml::Element element = open.back();
      open.pop_back();
      if (element.ns() != kScxmlNamespace && element.ns() != kWorkflowNamespace) continue;
      found.push_back(element);
      if (element.is(kScxmlNamespace, "content")) continue;
      const std::vector<xml::Element> children = element.children();
      open.insert(open.end(), children.rbegin(), children.rend());
    }
    return found;
  }

  bool has_variable(const std::string& name) const {
    return std::any_of(tables_->variables.begin(), tables_->variables.end(),
                       [&](const Variable& variable) { return variable.name == name; });
  }

  void add_variable(const xml::Element& element) {
    if (tables_->variables.size() == kVariablesMax) {
      error("too-many", element.position(),
            "expected at most " + std::to_string(kVariablesMax) + " data items");
    }
    if (tables_->variables.size() > kVariablesMax) return;
    const std::string name = element.attribute_or_empty("id");
    const Position position = element.attribute_position("id");
    if (name.starts_with('_')) {
      error("bad-name", position,
            "expected a name that doesn't begin with '_', found '" + name + "'");
    } else if (!is_name(name)) {
      std::string better = name;
      std::replace(better.begin(), better.end(), '-', '_');
      error("bad-name", position,
            "expected a name of letters, digits and '_', found '" + name + "'" +
                (is_name(better) ? " (did you mean '" + better + "'?)" : ""));
    } else if (has_variable(name)) {
      error("duplicate-id", position, "expected each data item once, found '" + name + "' again");
    }
    data_elements_.push_back(element);
    const auto type = element.attribute(kWorkflowNamespace, "type");
    tables_->variables.push_back(
        {name,
         type ? expressions_.type_named(*type,
                                        element.attribute_position(kWorkflowNamespace, "type"))
              : Type::any(),
         std::nullopt, position});
    const auto owner = index_of_.find(place_of(element.parent().parent()));
    if (owner == index_of_.end() || owner->second == kRootState) return;
    tables_->variables.back().owner = owner->second;
    if (late_) {
      const auto number = static_cast<std::uint32_t>(tables_->variables.size() - 1);
      tables_->states[owner->second].late.push_back(number);
    }
  }

  static std::pair<std::uint32_t, std::uint32_t> place_of(const xml::Element& element) {
    const Position position = element.position();
    return {position.line, position.column};
  }

  void add_named(const std::string& name, const Position& position) {
    if (!is_name(name) || name.starts_with('_') || has_variable(name)) return;
    tables_->variables.push_back({name, Type::any(), std::nullopt, position});
  }

  // ---- transitions

  void read_transitions() {
    for (StateIndex state = 1; state < tables_->states.size(); ++state) {
      const xml::Element& element = elements_[state];
      if (tables_->is_history(state)) continue;
      for (const xml::Element& child : element.children(kScxmlNamespace, "transition")) {
        if (tables_->transitions.size() == kTransitionsMax) {
          error("too-many", child.position(),
                "expected at most " + std::to_string(kTransitionsMax) + " transitions");
        }
        if (tables_->transitions.size() > kTransitionsMax) return;
        add_transition(child, state);
      }
    }
  }

  void add_transition(const xml::Element& element, StateIndex source) {
    Transition transition;
    TransitionInfo info;
    transition.source = source;
    transition.internal = element.attribute_or_empty("type") == "internal";
    transition.targets = read_targets(element, "target");
    info.events = words(element.attribute_or_empty("event"));
    if (element.attribute("event") && info.events.empty()) {
      error("bad-value", element.attribute_position("event"),
            "expected an event such as \"a.b\", \"a.*\" or \"*\", found none");
    }
    for (const std::string& event : info.events) {
      transition.descriptors.push_back(intern(event, element));
    }
    std::sort(transition.descriptors.begin(), transition.descriptors.end());
    for (const StateIndex target : transition.targets) {
      info.targets.push_back(tables_->states[target].id);
      transition.by_history = transition.by_history || tables_->is_history(target);
    }
    info.source = tables_->states[source].id;
    info.guard = element.attribute_or_empty("cond");
    info.roles = words(extension(element, "by"));
    info.position = element.position();
    info.name = name_of(info);
    tables_->states[source].transitions.push_back(
        static_cast<TransitionIndex>(tables_->transitions.size()));
    tables_->transitions.push_back(std::move(transition));
    tables_->transition_infos.push_back(std::move(info));
    transition_elements_.push_back(element);
  }

  std::uint32_t intern(const std::string& event, const xml::Element& element) {
    const std::string descriptor(normal_descriptor(event));
    if (descriptor.find('*') != std::string::npos || descriptor.starts_with('.') || event == "." ||
        event.find("..") != std::string::npos) {
      error("bad-value", element.attribute_position("event"),
            "expected an event such as \"a.b\", \"a.*\" or \"*\", found \"" + event + "\"");
    }
    const auto number = static_cast<std::uint32_t>(tables_->descriptors.size());
    return tables_->descriptors.emplace(descriptor, number).first->second;
  }

  std::string name_of(const TransitionInfo& info) {
    std::string name =
        info.source + " --" + space_list(info.events) + "--> " + space_list(info.targets);
    const std::size_t count = ++names_[name];
    return name + "#" + std::to_string(count);
  }

  std::vector<StateIndex> read_targets(const xml::Element& element, std::string_view attribute) {
    std::vector<StateIndex> targets;
    const Position position = element.attribute_position(attribute);
    const std::string text = element.attribute_or_empty(attribute);
    for (const std::string& id : words(text)) {
      const StateIndex target = tables_->find(id);
      if (target == kNone) {
        report_unknown_target(id, shifted(position, text.find(id)));
      } else if (targets.size() < kTargetsMax) {
        targets.push_back(target);
      } else {
        error("too-many", position, "expected at most " + std::to_string(kTargetsMax) + " targets");
        return {};
      }
    }
    check_orthogonal(targets, position);
    return targets;
  }

  void report_unknown_target(const std::string& id, const Position& position) {
    error("unknown-target", position, not_known("the id of a state", id, expressions_.state_ids()));
  }

  void check_orthogonal(const std::vector<StateIndex>& targets, const Position& position) {
    for (std::size_t i = 0; i < targets.size(); ++i) {
      for (std::size_t j = i + 1; j < targets.size(); ++j) {
        if (are_orthogonal(*tables_, targets[i], targets[j])) continue;
        return error("targets-not-orthogonal", position,
                     "expected targets in different regions of one parallel, found '" +
                         tables_->states[targets[i]].id + "' and '" +
                         tables_->states[targets[j]].id + "', which cannot both be entered");
      }
    }
  }

  // ---- where states begin, and the transitions' domains

  void read_entries() {
    for (StateIndex state = 0; state < tables_->states.size(); ++state) {
      switch (tables_->states[state].kind) {
        case StateKind::kCompound:
          read_initial(state);
          break;
        case StateKind::kShallowHistory:
        case StateKind::kDeepHistory:
          read_history(state);
          break;
        case StateKind::kAtomic:
        case StateKind::kParallel:
        case StateKind::kFinal:
          refuse_initial(state);
          break;
      }
    }
    if (diagnostics_.has_errors()) return;  // histories may lead round in circles
    for (Transition& transition : tables_->transitions) {
      transition.domain = tables_->transition_domain(
          transition.source, without_histories(transition.targets), transition.internal);
    }
  }

  // Replaces histories by their default targets, which lie deeper.
  std::vector<StateIndex> without_histories(const std::vector<StateIndex>& targets) const {
    std::vector<StateIndex> open = targets;
    std::vector<StateIndex> found;
    for (std::size_t i = 0; i < open.size(); ++i) {
      const State& state = tables_->states[open[i]];
      if (!tables_->is_history(open[i])) {
        found.push_back(open[i]);
      } else {
        open.insert(open.end(), state.entry.targets.begin(), state.entry.targets.end());
      }
    }
    return found;
  }

  void refuse_initial(StateIndex state) {
    const xml::Element& element = elements_[state];
    if (!element.attribute("initial") && !element.child(kScxmlNamespace, "initial")) return;
    error(
        "initial-not-descendant", element.position(),
        "expected no initial state in '" + tables_->states[state].id + "', which has no children");
  }

  void read_initial(StateIndex state) {
    const xml::Element& element = elements_[state];
    const xml::Element initial = element.child(kScxmlNamespace, "initial");
    DefaultEntry& entry = tables_->states[state].entry;
    entry.source = element.position();
    if (initial && element.attribute("initial")) {
      error("conflicting-attributes", initial.position(),
            "expected either the attribute 'initial' or the element, found both");
    }
    if (initial) {
      const xml::Element transition = only_transition(initial, "initial-without-transition");
      entry.source = initial.position();
      entry.targets = read_targets(transition, "target");
    } else if (element.attribute("initial")) {
      entry.source = element.attribute_position("initial");
      entry.targets = read_targets(element, "initial");
    } else if (!tables_->states[state].children.empty()) {
      entry.targets = {tables_->states[state].children.front()};
    } else {
      error("empty-state", element.position(), "expected at least one state, found none");
    }
    check_entry(state, state);
  }

  void read_history(StateIndex history) {
    const xml::Element transition = only_transition(elements_[history], "history-without-default");
    DefaultEntry& entry = tables_->states[history].entry;
    entry.source = elements_[history].position();
    entry.targets = read_targets(transition, "target");
    if (transition && entry.targets.empty() && !transition.attribute("target")) {
      error("history-without-default", transition.position(),
            "expected a target for when the history '" + tables_->states[history].id +
                "' holds nothing, found none");
    }
    check_entry(history, tables_->states[history].parent);
    for (const StateIndex target : entry.targets) {
      if (tables_->is_history(target) &&
          tables_->states[target].parent == tables_->states[history].parent) {
        error("history-without-default", entry.source,
              "expected a state as default of the history '" + tables_->states[history].id +
                  "', found a history of the same state");
      }
    }
  }

  xml::Element only_transition(const xml::Element& element, const std::string& rule) {
    const auto transitions = element.children(kScxmlNamespace, "transition");
    if (transitions.size() != 1) {
      error(rule, element.position(),
            "expected one transition in <" + std::string(element.local()) + ">, found " +
                std::to_string(transitions.size()));
      return {};
    }
    for (const std::string_view refused : {"event", "cond"}) {
      if (!transitions.front().attribute(refused)) continue;
      error(rule, transitions.front().attribute_position(refused),
            "expected no '" + std::string(refused) + "' on the transition of <" +
                std::string(element.local()) + ">");
    }
    return transitions.front();
  }

  void check_entry(StateIndex owner, StateIndex ancestor) {
    for (const StateIndex target : tables_->states[owner].entry.targets) {
      const bool shallow = tables_->states[owner].kind == StateKind::kShallowHistory;
      if (shallow && tables_->states[target].parent != ancestor) {
        error("initial-not-descendant", tables_->states[owner].entry.source,
              "expected a child of '" + tables_->states[ancestor].id +
                  "' as default of its shallow history, found '" + tables_->states[target].id +
                  "'");
      } else if (!tables_->is_descendant(target, ancestor)) {
        error("initial-not-descendant", tables_->states[owner].entry.source,
              "expected a state inside '" + tables_->states[ancestor].id + "', found '" +
                  tables_->states[target].id + "'");
      }
    }
  }

  // ---- the values that events carry

  void read_event_values() {
    for (std::size_t i = 0; i < tables_->transitions.size(); ++i) {
      for (const xml::Element& element : descendants(transition_elements_[i])) {
        if (element.is(kWorkflowNamespace, "act")) add_act_values(element, i);
        if (element.is(kWorkflowNamespace, "payload")) add_payload(element, i);
      }
      for (const std::string& event : tables_->transition_infos[i].events) {
        add_engine_values(normal_descriptor(event), i);
      }
    }
    check_payloads();
  }

  const ActSignature* signature(std::string_view type) const {
    if (context_.acts == nullptr) return nullptr;
    const auto found = context_.acts->find(std::string(type));
    return found == context_.acts->end() ? nullptr : &found->second;
  }

  void add_act_values(const xml::Element& act, std::size_t index) {
    const ActSignature* known = signature(act.attribute_or_empty("type"));
    for (const xml::Element& with : act.children(kWorkflowNamespace, "with")) {
      if (with.attribute("expr")) continue;
      const std::string name = with.attribute_or_empty("name");
      Type type;
      if (known != nullptr) {
        if (const Type* declared = feel::type_of(known->attributes, name)) type = *declared;
      }
      add_value(tables_->transitions[index].values, name, type);
    }
  }

  void add_payload(const xml::Element& element, std::size_t index) {
    PayloadSpec spec;
    spec.name = element.attribute_or_empty("name");
    spec.type = expressions_.type_named(element.attribute_or_empty("type"),
                                        element.attribute_position("type"));
    const std::string required = element.attribute_or_empty("required");
    spec.required = required != "false" && required != "0";
    spec.title = titles_of(element);
    if (!is_name(spec.name)) {
      error("bad-name", element.attribute_position("name"),
            "expected a name of letters, digits and '_', found '" + spec.name + "'");
    }
    Transition& transition = tables_->transitions[index];
    if (transition.values.size() >= kVariablesMax) {
      return error("too-many", element.position(),
                   "expected at most " + std::to_string(kVariablesMax) +
                       " values of a transition's events, found more");
    }
    if (spec.required) transition.required.push_back(spec.name);
    add_value(transition.values, spec.name, spec.type);
    tables_->transition_infos[index].payload.push_back(std::move(spec));
  }

  // What the engine's own events carry: an effect the act's attributes, an answer its reason.
  void add_engine_values(std::string_view event, std::size_t index) {
    auto& values = tables_->transitions[index].values;
    if (matches("judge", event)) {
      const bool of_pack = context_.asks != nullptr && event.size() > 6 &&
                           context_.asks->contains(std::string(event.substr(6)));
      const bool typed = std::any_of(values.begin(), values.end(), [](const Type::Member& value) {
        return value.name == "answer";  // the act that records it says of which type it is
      });
      if (!typed)
        add_value(values, "answer", of_pack ? Type::of(Type::Kind::kBoolean) : Type::any());
      add_value(values, "reason", Type::of(Type::Kind::kString));
    }
    if (!event.starts_with("act.") || context_.acts == nullptr) return;
    const ActSignature* known = signature(event.substr(4));
    if (known == nullptr) return;
    for (const auto& attribute : known->attributes)
      add_value(values, attribute.name, attribute.type);
  }

  void check_payloads() {
    std::map<std::pair<std::string, std::string>, std::string> types;  // event and name → type
    for (std::size_t i = 0; i < tables_->transition_infos.size(); ++i) {
      const TransitionInfo& info = tables_->transition_infos[i];
      for (const PayloadSpec& spec : info.payload) {
        for (const std::string& event : info.events) {
          const std::string type = to_string(spec.type);
          const auto [entry, is_new] = types.try_emplace({event, spec.name}, type);
          if (is_new || entry->second == type) continue;
          error("payloads-differ", info.position,
                "expected the value '" + spec.name + "' of the event '" + event +
                    "' to be of type " + entry->second + " as elsewhere, found " + type);
        }
      }
    }
  }

  // The type of `_event.data` for expressions of a transition; `carriers` are those with values.
  const Type& event_data(std::size_t transition, const EventIndex& carriers) {
    const auto& descriptors = tables_->transitions[transition].descriptors;
    const auto known = event_data_.find(descriptors);
    if (known != event_data_.end()) return known->second;
    return event_data_.emplace(descriptors, find_event_data(transition, carriers)).first->second;
  }

  Type find_event_data(std::size_t transition, const EventIndex& carriers) {
    const std::vector<std::string>& events = tables_->transition_infos[transition].events;
    if (context_.acts == nullptr || events.empty()) return Type::any();
    for (const std::string& event : events) {
      if (is_open(normal_descriptor(event))) return Type::any();
    }
    std::set<TransitionIndex> carrying;
    for (const auto* list : carriers.overlapping(tables_->transitions[transition].descriptors)) {
      carried_ += list->size();
      if (carried_ > kCarriersMax) return too_many_values(transition);
      carrying.insert(list->begin(), list->end());
    }
    std::vector<Type::Member> members;
    for (const TransitionIndex each : carrying) {
      for (const auto& value : tables_->transitions[each].values)
        add_value(members, value.name, value.type);
    }
    return Type::context_of(std::move(members));
  }

  Type too_many_values(std::size_t transition) {
    if (!std::exchange(too_many_values_, true)) {
      error(
          "too-many", tables_->transition_infos[transition].position,
          "expected fewer transitions that take the same events with values, found that what they "
          "carry cannot be gathered");
    }
    return Type::any();
  }

  // Nobody declares what these carry.
  bool is_open(std::string_view descriptor) const {
    if (descriptor.empty()) return true;
    for (const std::string_view family : {"clock", "date", "done", "error"}) {
      if (matches(family, descriptor)) return true;
    }
    if (descriptor.starts_with("act.") && signature(descriptor.substr(4)) == nullptr) return true;
    return takes_some(descriptor, raised_);
  }

  // ---- expressions and content

  void compile_contents() {
    const feel::Scope open = expressions_.scope(Type::any());
    for (std::size_t i = 0; i < data_elements_.size(); ++i) {
      compile_data(data_elements_[i], open, tables_->variables[i]);
    }
    tables_->script = content_.read(root_, open);
    for (StateIndex state = 0; state < tables_->states.size(); ++state) compile_state(state, open);
    const EventIndex carriers(
        *tables_, [&](TransitionIndex each) { return !tables_->transitions[each].values.empty(); });
    for (std::size_t i = 0; i < tables_->transitions.size(); ++i) compile_transition(i, carriers);
  }

  void compile_data(const xml::Element& element, const feel::Scope& scope, Variable& variable) {
    const std::string inside = element.trimmed_text();
    const std::vector<xml::Element> markup = element.children();
    const auto uri = element.attribute("src");
    if (uri) {
      const Result<std::string> text = read_source(std::string(*uri), context_);
      const Position& position = element.attribute_position("src");
      variable.initial = text ? as_written(*text, position) : Formula{std::string(*uri), position};
      if (!text) variable.initial->fault = text.error().message;
    } else if (element.attribute("expr")) {
      variable.initial = expressions_.attribute(element, "expr", scope, variable.type);
    } else if (!markup.empty()) {
      variable.initial = as_written(markup.front().standalone_source(), element.position());
    } else if (!inside.empty()) {
      variable.initial = expressions_.compile(inside, element.position(), scope, variable.type);
    }
  }

  void compile_state(StateIndex index, const feel::Scope& scope) {
    const xml::Element& element = elements_[index];
    State& state = tables_->states[index];
    for (const xml::Element& child : element.children(kScxmlNamespace, "onentry")) {
      state.on_entry.push_back(content_.read(child, scope));
    }
    for (const xml::Element& child : element.children(kScxmlNamespace, "onexit")) {
      state.on_exit.push_back(content_.read(child, scope));
    }
    const xml::Element initial =
        tables_->is_history(index) ? element : element.child(kScxmlNamespace, "initial");
    const xml::Element transition = initial.child(kScxmlNamespace, "transition");
    if (transition) state.entry.content = content_.read(transition, scope);
    const xml::Element done = element.child(kScxmlNamespace, "donedata");
    if (done) state.done_data = content_.read_payload(done, scope);
    for (const xml::Element& invoke : element.children(kScxmlNamespace, "invoke"))
      state.invokes.push_back(content_.read_invoke(invoke, scope));
  }

  void compile_transition(std::size_t index, const EventIndex& carriers) {
    const xml::Element& element = transition_elements_[index];
    const feel::Scope& scope = scope_for(event_data(index, carriers));
    Transition& transition = tables_->transitions[index];
    transition.guard =
        expressions_.attribute(element, "cond", scope, Type::of(Type::Kind::kBoolean));
    transition.content = content_.read(element, scope);
    tables_->transition_infos[index].acts = acts_of(transition.content);
    find_limits(transition, tables_->transition_infos[index]);
  }

  /// What the values of its event may be: by their own types, and by what they become as they
  /// stand.
  void find_limits(Transition& transition, const TransitionInfo& info) {
    constexpr std::string_view kData = "_event.data.";
    const auto name_in = [&](const Formula& formula) {
      const std::string_view text = formula.text;
      const bool is_plain = text.starts_with(kData) && is_name(text.substr(kData.size()));
      return is_plain ? std::string(text.substr(kData.size())) : std::string();
    };
    const auto limit_to = [&](const std::string& name, const Type& type) {
      if (!name.empty() && tables_->decisions && tables_->decisions->restricts(type.name))
        transition.limits.push_back({name, {}, type.name});
    };
    for (const PayloadSpec& spec : info.payload) limit_to(spec.name, spec.type);
    for (const Instruction& each : transition.content) {
      if (const auto* assign = std::get_if<Assign>(&each))
        limit_to(name_in(assign->value), assign->location.type);
      const auto* perform = std::get_if<Perform>(&each);
      const ActSignature* act = perform != nullptr ? signature(perform->act.type) : nullptr;
      if (act == nullptr || act->values.empty()) continue;
      for (const With& with : perform->attributes) {
        const auto texts = act->values.find(with.name);
        const std::string name = with.value ? name_in(*with.value) : with.name;
        if (texts != act->values.end() && !name.empty())
          transition.limits.push_back({name, texts->second, {}});
      }
    }
  }

  // The last one is kept: most transitions read the same.
  const feel::Scope& scope_for(const Type& event_data) {
    const std::string type = to_string(event_data);
    if (!scope_ || scope_->first != type) scope_.emplace(type, expressions_.scope(event_data));
    return scope_->second;
  }

  void read_facts(const xml::Element& root) {
    const feel::Scope of_case = expressions_.scope(Type::any(), false);
    const feel::Scope of_parties = expressions_.scope(Type::any(), true);
    std::set<std::string> seen;
    for (const xml::Element& element : root.children(kWorkflowNamespace, "fact")) {
      const std::string name = element.attribute_or_empty("name");
      const bool of_party = name.starts_with("party.");
      const Position position = element.attribute_position("name");
      if (!seen.insert(name).second) {
        error("duplicate-id", position, "expected each fact once, found '" + name + "' again");
      }
      std::optional<Formula> value = expressions_.attribute(
          element, "expr", of_party ? of_parties : of_case, fact_type(name, position));
      if (!value) continue;
      tables_->fact_infos.push_back({name, value->text});
      tables_->facts.push_back({name, of_party, std::move(*value)});
    }
  }

  Type fact_type(const std::string& name, const Position& position) {
    if (context_.facts == nullptr) return Type::any();
    const auto found = context_.facts->find(name);
    if (found != context_.facts->end()) return found->second;
    std::vector<std::string> names;
    for (const auto& [known, type] : *context_.facts) names.push_back(known);
    error("unknown-fact", position, not_known("a fact that the law packs read", name, names));
    return Type::any();
  }

  // ---- what people and tools are told

  void describe() {
    std::set<std::string> events;
    for (const auto& [descriptor, number] : tables_->descriptors) events.insert(descriptor);
    events.erase("");
    tables_->events.assign(events.begin(), events.end());
    for (StateIndex state = 1; state < tables_->states.size(); ++state) describe_state(state);
    for (const TransitionInfo& transition : tables_->transition_infos) {
      for (const std::string& event : transition.events) check_event(event, transition.position);
    }
  }

  void describe_state(StateIndex index) {
    const xml::Element& element = elements_[index];
    const State& state = tables_->states[index];
    StateInfo info;
    info.id = state.id;
    info.parent = tables_->states[state.parent].id;
    info.kind = std::string(element.local());
    info.phase = extension(element, "phase");
    info.position = state.source;
    for (const xml::Element& handler : element.children(kScxmlNamespace, "onentry")) {
      for (const xml::Element& task : handler.children(kWorkflowNamespace, "task")) {
        info.tasks.push_back({task.attribute_or_empty("id"), task.attribute_or_empty("role"),
                              titles_of(task), task.attribute_or_empty("form")});
      }
      for (const xml::Element& ask : handler.children(kWorkflowNamespace, "ask")) {
        info.asks.push_back(read_ask(ask));
      }
    }
    for (const auto* blocks : {&state.on_entry, &state.on_exit}) {
      for (const Block& block : *blocks) {
        for (ActSpec& act : acts_of(block)) info.acts.push_back(std::move(act));
      }
    }
    tables_->state_infos.push_back(std::move(info));
  }

  AskSpec read_ask(const xml::Element& element) {
    AskSpec ask;
    ask.of_pack = element.attribute("ref").has_value();
    ask.id = element.attribute_or_empty(ask.of_pack ? "ref" : "id");
    ask.role = element.attribute_or_empty("role");
    ask.type = element.attribute_or_empty("type");
    ask.reason_required = element.attribute_or_empty("reason") != "optional";
    ask.title = titles_of(element);
    for (const xml::Element& option : element.children(kWorkflowNamespace, "option")) {
      ask.options.push_back({option.attribute_or_empty("value"), titles_of(option)});
    }
    if (ask.of_pack) {
      check_pack_ask(element, ask.id);
    } else {
      own_asks_.insert(ask.id);
      check_own_ask(element, ask);
    }
    return ask;
  }

  void check_pack_ask(const xml::Element& element, const std::string& id) {
    for (const std::string_view refused : {"id", "role", "type"}) {
      if (!element.attribute(refused)) continue;
      error("conflicting-attributes", element.attribute_position(refused),
            "expected no '" + std::string(refused) +
                "' beside 'ref', whose question the law pack holds");
    }
    if (context_.asks == nullptr || context_.asks->contains(id)) return;
    error("unknown-ask", element.attribute_position("ref"),
          not_known("a question of the law packs", id, ask_ids()));
  }

  void check_own_ask(const xml::Element& element, const AskSpec& ask) {
    for (const std::string_view required : {"id", "role", "type"}) {
      if (element.attribute(required)) continue;
      error("missing-attribute", element.position(),
            "expected 'ref', or 'id', 'role' and 'type', on <l:ask>; found no '" +
                std::string(required) + "'");
    }
    if (!ask.type.empty()) expressions_.type_named(ask.type, element.attribute_position("type"));
  }

  std::vector<std::string> ask_ids() const {
    std::vector<std::string> ids(own_asks_.begin(), own_asks_.end());
    if (context_.asks == nullptr) return ids;
    for (const auto& [id, role] : *context_.asks) ids.push_back(id);
    return ids;
  }

  // Events of the engine must name an act or a question that exists. Checked after all states were
  // read.
  void check_event(const std::string& event, const Position& position) {
    const std::string_view descriptor = normal_descriptor(event);
    if (event.find('*') != std::string::npos) return;
    if (descriptor.starts_with("act.") && context_.acts != nullptr &&
        signature(descriptor.substr(4)) == nullptr) {
      std::vector<std::string> types;
      for (const auto& [type, act] : *context_.acts) types.push_back("act." + type);
      error("unknown-event", position,
            not_known("an act of the vocabulary after 'act.'", event, types));
    }
    if (!descriptor.starts_with("judge.") || context_.asks == nullptr) return;
    const std::string asked(descriptor.substr(std::string_view("judge.").size()));
    if (own_asks_.contains(asked) || context_.asks->contains(asked)) return;
    std::vector<std::string> ids = ask_ids();
    for (std::string& id : ids) id = "judge." + id;
    error("unknown-event", position, not_known("a question after 'judge.'", event, ids));
  }

  const xml::Element root_;
  const std::string_view text_;
  const LoadContext& context_;
  Diagnostics& diagnostics_;
  std::shared_ptr<Chart::Tables> tables_;
  Expressions expressions_;
  ContentReader content_;
  std::vector<xml::Element> elements_;                                      // of states
  std::map<std::pair<std::uint32_t, std::uint32_t>, StateIndex> index_of_;  // by the tag's place
  bool late_ = false;  // data are bound when their state is first entered
  std::vector<xml::Element> transition_elements_;          // of transitions
  std::vector<xml::Element> data_elements_;                // of the first variables
  std::map<std::vector<std::uint32_t>, Type> event_data_;  // by descriptors
  std::size_t carried_ = 0;
  bool too_many_values_ = false;
  std::vector<xml::Element> raises_;  // and sends, in document order
  std::vector<xml::Element> cancels_;
  std::set<std::string> raised_;  // by the chart itself
  std::set<std::string> own_asks_;
  std::map<std::string, std::size_t> names_;
  std::optional<std::pair<std::string, feel::Scope>> scope_;  // by the type of the event's data
};

}  // namespace

std::shared_ptr<const Chart::Tables> load_tables(const xml::Element& root, std::string_view text,
                                                 const LoadContext& context,
                                                 Diagnostics& diagnostics) {
  return Loader(root, text, context, diagnostics).load();
}

}  // namespace lagrum::statechart
