#include "law/formula.h"

#include <algorithm>
#include <array>
#include <utility>

#include "law/vocabulary.h"

namespace lagrum::law {
namespace {

using feel::Type;

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

/// How each built-in attribute is read from an act; `persons` and `legal_day` are kept in the attributes by
/// the history, because they need the vocabulary and the calendar.
using Reader = Value (*)(const Act&);
constexpr std::array<std::pair<std::string_view, Reader>, 9> kBuiltIns = {{
    {"type", [](const Act& act) { return Value(act.type.str()); }},
    {"actor", [](const Act& act) { return text_or_null(act.actor); }},
    {"role", [](const Act& act) { return text_or_null(act.generic_role); }},
    {"party", [](const Act& act) { return text_or_null(act.party.str()); }},
    {"basis", [](const Act& act) { return text_or_null(act.basis); }},
    {"regarding", [](const Act& act) { return text_or_null(act.regarding); }},
    {"opens", [](const Act& act) { return text_or_null(act.opens); }},
    {"channel", [](const Act& act) { return text_or_null(act.channel); }},
    {"recorded_time", [](const Act& act) { return Value(to_string(act.recorded)); }},
}};

constexpr std::array kFunctions = {std::string_view("due"), std::string_view("days late"),
                                   std::string_view("working day before")};

void add_functions(feel::Scope& scope) {
  scope.add_function(std::string(kFunctions[0]), {"clock"}, Type::of(Type::Kind::kDate));
  scope.add_function(std::string(kFunctions[1]), {"norm"}, Type::of(Type::Kind::kNumber));
  scope.add_function(std::string(kFunctions[2]), {"date", "set"}, Type::of(Type::Kind::kDate));
}

}  // namespace

Value attribute(const Act& act, std::string_view name) {
  if (const Value* given = act.attributes.find(name)) return *given;
  for (const auto& [built_in, read] : kBuiltIns) {
    if (built_in == name) return read(act);
  }
  return {};
}

Value as_context(const Act& act) {
  Context context = act.attributes;
  for (const auto& [name, read] : kBuiltIns) {
    if (context.find(name) == nullptr) context.set(name, read(act));
  }
  return context;
}

Result<Formula> Formula::compile(std::string_view text, const FormulaScope& scope, Position source) {
  feel::Scope full;
  for (const Type::Member& member : scope.plain) full.add_variable(member.name, member.type);
  const std::array<std::pair<std::string_view, const std::vector<Type::Member>*>, 4> groups = {
      {{"act", &scope.act}, {"trigger", &scope.trigger}, {"case", &scope.case_data}, {"party", &scope.party_data}}};
  for (const auto& [name, members] : groups) {
    const bool plain = std::any_of(scope.plain.begin(), scope.plain.end(),
                                   [n = name](const Type::Member& member) { return member.name == n; });
    if (!members->empty() && !plain) full.add_variable(std::string(name), Type::context_of(*members));
  }
  add_functions(full);
  LAGRUM_ASSIGN(const feel::Expression checked, feel::Expression::compile(text, full, source));

  // Compiled once more against only what it reads, so that few values are handed over at run time.
  Formula formula;
  feel::Scope needed;
  for (const feel::Scope::Variable& variable : full.variables()) {
    const bool read = std::any_of(checked.reads().begin(), checked.reads().end(), [&](const std::string& path) {
      return path == variable.name || path.starts_with(variable.name + ".");
    });
    if (!read) continue;
    needed.add_variable(variable.name, variable.type);
    using Source = Root::Source;
    const bool plain = std::any_of(scope.plain.begin(), scope.plain.end(), [&](const Type::Member& member) {
      return member.name == variable.name;
    });
    const Source from = plain                        ? Source::kAttribute
                        : variable.name == "act"     ? Source::kAct
                        : variable.name == "trigger" ? Source::kTrigger
                        : variable.name == "case"    ? Source::kCase
                                                     : Source::kParty;
    formula.roots_.push_back(Root{from, variable.name});
  }
  add_functions(needed);
  LAGRUM_ASSIGN(feel::Expression bound, feel::Expression::compile(text, needed, std::move(source)));
  formula.expression_ = std::make_shared<const feel::Expression>(std::move(bound));
  return formula;
}

Value Formula::read(const Root& root, const Frame& frame) {
  const auto value_of = [](const Value* value) { return value != nullptr ? *value : Value(); };
  const auto context_of = [](const Act* act) { return act != nullptr ? as_context(*act) : Value(); };
  switch (root.source) {
    case Root::Source::kAttribute: return frame.act != nullptr ? attribute(*frame.act, root.name) : Value();
    case Root::Source::kAct: return context_of(frame.judged);
    case Root::Source::kTrigger: return context_of(frame.trigger);
    case Root::Source::kCase: return value_of(frame.case_data);
    case Root::Source::kParty: return value_of(frame.party_data);
  }
  LAGRUM_CHECK(false);
}

Value Formula::evaluate(const Frame& frame) const {
  if (!expression_) return {};
  std::vector<Value> variables;
  variables.reserve(roots_.size());
  for (const Root& root : roots_) variables.push_back(read(root, frame));
  feel::Environment environment;
  environment.variables = variables;
  environment.call = [&](std::size_t function, std::span<const Value> arguments) -> Result<Value> {
    if (!frame.call) return Value();
    return frame.call(static_cast<Function>(function), arguments);
  };
  return expression_->evaluate(environment).value;
}

}  // namespace lagrum::law
