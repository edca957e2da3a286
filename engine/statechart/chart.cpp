#include "statechart/chart.h"

#include <algorithm>
#include <utility>

#include "statechart/loader.h"
#include "statechart/tables.h"

namespace lagrum::statechart {
namespace {

// Calls `use` with each transition that takes the event.
template <class F>
void each_taking(const Chart::Tables& tables, std::string_view event, const F& use) {
  const EventKind* kind = tables.kind_of(event);
  if (kind == nullptr) return;
  for (const Transition& transition : tables.transitions) {
    if (takes(transition, *kind)) use(transition);
  }
}

}  // namespace

Result<Chart> Chart::load(const xml::Document& document, const LoadContext& context,
                          Diagnostics& diagnostics) {
  Diagnostics found;
  auto tables = load_tables(document.root(), document.text(), context, found);
  for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
  if (found.has_errors()) return found.to_error();
  return Chart(std::move(tables));
}

Result<Chart> Chart::load(const xml::Element& root, const LoadContext& context,
                          Diagnostics& diagnostics) {
  Diagnostics found;
  auto tables = load_tables(root, root.source(), context, found);
  for (const Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
  if (found.has_errors()) return found.to_error();
  return Chart(std::move(tables));
}

const std::string& Chart::name() const { return tables_->name; }
const std::string& Chart::version() const { return tables_->version; }
const Texts& Chart::title() const { return tables_->title; }
const std::vector<std::string>& Chart::law() const { return tables_->law; }
const std::string& Chart::calendar() const { return tables_->calendar; }
const std::optional<Date>& Chart::valid_from() const { return tables_->valid_from; }
const std::optional<Date>& Chart::valid_to() const { return tables_->valid_to; }
const std::string& Chart::decisions() const { return tables_->decisions_file; }
const std::string& Chart::digest() const { return tables_->digest; }
const std::vector<StateInfo>& Chart::states() const { return tables_->state_infos; }
const std::vector<TransitionInfo>& Chart::transitions() const { return tables_->transition_infos; }
const std::vector<FactInfo>& Chart::facts() const { return tables_->fact_infos; }
const std::vector<std::string>& Chart::events() const { return tables_->events; }

std::vector<feel::Type::Member> Chart::event_data(std::string_view event) const {
  std::vector<feel::Type::Member> members;
  each_taking(*tables_, event, [&](const Transition& transition) {
    for (const auto& value : transition.values) add_value(members, value.name, value.type);
  });
  return members;
}

std::vector<std::string> Chart::required_data(std::string_view event) const {
  std::vector<std::string> names;
  bool first = true;
  each_taking(*tables_, event, [&](const Transition& transition) {
    if (std::exchange(first, false)) names = transition.required;
    std::erase_if(names, [&](const std::string& name) {
      return std::find(transition.required.begin(), transition.required.end(), name) ==
             transition.required.end();
    });
  });
  return names;
}

namespace {

bool carries(const Transition& transition, std::string_view name) {
  const auto is_it = [&](const auto& each) { return each.name == name; };
  return std::ranges::any_of(transition.values, is_it) ||
         std::ranges::any_of(transition.limits, is_it);
}

// The values that a transition allows; nothing where it takes any.
std::optional<List> listed(const Chart::Tables& tables, const Transition& transition,
                           std::string_view name) {
  std::optional<List> allowed;
  for (const ValueLimit& limit : transition.limits) {
    if (limit.name != name) continue;
    List values(limit.texts.begin(), limit.texts.end());
    if (limit.texts.empty()) values = tables.decisions->allowed_values(limit.type);
    if (values.empty()) continue;
    if (!allowed) allowed = std::move(values);
    std::erase_if(*allowed,
                  [&](const Value& value) { return !tables.not_allowed(limit, value).empty(); });
  }
  return allowed;
}

}  // namespace

std::string Chart::not_allowed(std::string_view event, std::string_view name,
                               const Value& value) const {
  std::string why;
  bool free = false;
  each_taking(*tables_, event, [&](const Transition& transition) {
    if (free || !carries(transition, name)) return;
    std::string fault;
    for (const ValueLimit& limit : transition.limits)
      if (limit.name == name && fault.empty()) fault = tables_->not_allowed(limit, value);
    free = fault.empty();
    if (why.empty()) why = std::move(fault);
  });
  return free ? std::string() : why;
}

List Chart::allowed_values(std::string_view event, std::string_view name) const {
  List values;
  bool free = false;
  each_taking(*tables_, event, [&](const Transition& transition) {
    if (free || !carries(transition, name)) return;
    const std::optional<List> allowed = listed(*tables_, transition, name);
    free = !allowed;
    if (free) return;
    for (const Value& value : *allowed)
      if (std::ranges::find(values, value) == values.end()) values.push_back(value);
  });
  return free ? List() : values;
}

bool Chart::within(std::string_view state, std::string_view ancestor) const {
  const StateIndex inner = tables_->find(state);
  const StateIndex outer = tables_->find(ancestor);
  if (inner == kNone || outer == kNone) return false;
  return inner == outer || tables_->is_descendant(inner, outer);
}

}  // namespace lagrum::statechart
