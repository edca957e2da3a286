#include "law/formula.h"

#include <algorithm>
#include <array>
#include <utility>

#include "law/vocabulary.h"

namespace lagrum::law {
namespace {

using feel::Type;

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

/// How each built-in attribute is read from an act; `persons` and `legal_day` are kept in the
/// attributes by the history, because they need the vocabulary and the calendar.
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
    {"recorded_time", [](const Act& act) { return Value(lagrum::to_string(act.recorded)); }},
}};

constexpr std::array kFunctions = {std::string_view("due"), std::string_view("days late"),
                                   std::string_view("working day before"),
                                   std::string_view("values")};

void add_functions(feel::Scope& scope) {
  scope.add_function(std::string(kFunctions[0]), {"clock"}, Type::of(Type::Kind::kDate));
  scope.add_function(std::string(kFunctions[1]), {"norm"}, Type::of(Type::Kind::kNumber));
  scope.add_function(std::string(kFunctions[2]), {"date", "set"}, Type::of(Type::Kind::kDate));
  scope.add_function(std::string(kFunctions[3]), {"act", "attribute"}, Type::list_of(Type::any()));
}

/// True when the expression reads the variable. `members`: those of its members that are read, or
/// none when the variable is read as a whole.
bool reads_variable(const feel::Expression& expression, const std::string& variable,
                    std::vector<std::string>& members) {
  bool found = false;
  bool whole = false;
  for (const std::string& path : expression.reads()) {
    whole = whole || path == variable;
    found = found || whole;
    if (!path.starts_with(variable + ".")) continue;
    found = true;
    const std::string rest = path.substr(variable.size() + 1);
    members.push_back(rest.substr(0, rest.find('.')));
  }
  if (whole) members.clear();
  return found;
}

}  // namespace

Value attribute(const Act& act, std::string_view name) {
  if (const Value* given = act.attributes.find(name)) return *given;
  for (const auto& [built_in, read] : kBuiltIns) {
    if (built_in == name) return read(act);
  }
  return {};
}

bool is_blank(const Value& value) {
  if (value.is_null()) return true;
  return value.string() != nullptr &&
         value.string()->find_first_not_of(" \t\r\n") == std::string::npos;
}

Value as_context(const Act& act) {
  Context context = act.attributes;
  for (const auto& [name, read] : kBuiltIns) {
    if (context.find(name) == nullptr) context.set(name, read(act));
  }
  return context;
}

Result<Formula> Formula::compile(std::string_view text, const FormulaScope& scope,
                                 const Position& source) {
  using Source = Root::Source;
  struct Owner {
    std::string_view name;
    const std::vector<Type::Member>& members;
    Source source;
  };
  const std::array<Owner, 4> owners = {{{"act", scope.act, Source::kAct},
                                        {"trigger", scope.trigger, Source::kTrigger},
                                        {"case", scope.case_data, Source::kCase},
                                        {"party", scope.party_data, Source::kParty}}};
  feel::Scope names;
  std::vector<Source> sources;
  for (const Type::Member& member : scope.plain) {
    names.add_variable(member.name, member.type);
    sources.push_back(Source::kAttribute);
  }
  for (const Owner& owner : owners) {
    const bool plain = feel::type_of(scope.plain, owner.name) != nullptr;
    if (owner.members.empty() || plain) continue;
    names.add_variable(std::string(owner.name), Type::context_of(owner.members));
    sources.push_back(owner.source);
  }
  add_functions(names);
  LAGRUM_ASSIGN(feel::Expression compiled, feel::Expression::compile(text, names, source));

  Formula formula;
  for (std::size_t slot = 0; slot < sources.size(); ++slot) {
    const std::string& name = names.variables()[slot].name;
    Root root{sources[slot], slot, name, {}};
    if (reads_variable(compiled, name, root.members)) formula.roots_.push_back(std::move(root));
  }
  formula.expression_ = std::make_shared<const feel::Expression>(std::move(compiled));
  return formula;
}

bool Formula::reads_attribute(std::string_view name) const {
  return std::any_of(roots_.begin(), roots_.end(), [&](const Root& root) {
    if (root.source == Root::Source::kAttribute) return root.name == name;
    const bool act = root.source == Root::Source::kAct || root.source == Root::Source::kTrigger;
    return act && (root.members.empty() ||
                   std::find(root.members.begin(), root.members.end(), name) != root.members.end());
  });
}

std::vector<std::string> Formula::data() const {
  std::vector<std::string> names;
  for (const Root& root : roots_) {
    if (root.source != Root::Source::kCase && root.source != Root::Source::kParty) continue;
    for (const std::string& member : root.members) names.push_back(root.name + "." + member);
  }
  return names;
}

/// The attributes of an act as one context, so that what is not read need not be copied.
Value Formula::context_of(const Act* act, const std::vector<std::string>& members) {
  if (act == nullptr) return {};
  if (members.empty()) return as_context(*act);
  Context context;
  for (const std::string& member : members) context.set(member, attribute(*act, member));
  return context;
}

Value Formula::read(const Root& root, const Frame& frame) {
  const auto value_of = [](const Value* value) { return value != nullptr ? *value : Value(); };
  switch (root.source) {
    case Root::Source::kAttribute:
      return frame.act != nullptr ? attribute(*frame.act, root.name) : Value();
    case Root::Source::kAct:
      return context_of(frame.judged, root.members);
    case Root::Source::kTrigger:
      return context_of(frame.trigger, root.members);
    case Root::Source::kCase:
      return value_of(frame.case_data);
    case Root::Source::kParty:
      return value_of(frame.party_data);
  }
  LAGRUM_CHECK(false);
}

feel::Outcome Formula::outcome(const Frame& frame) const {
  std::vector<Value> variables(roots_.empty() ? 0 : roots_.back().slot + 1);
  for (const Root& root : roots_) variables[root.slot] = read(root, frame);
  feel::Environment environment;
  environment.variables = variables;
  environment.zones = frame.zones;
  environment.call = [&frame](std::size_t function,
                              std::span<const Value> arguments) -> Result<Value> {
    if (!frame.call) return Value();
    return frame.call(static_cast<Function>(function), arguments);
  };
  return expression_->evaluate(environment);
}

Value Formula::evaluate(const Frame& frame) const {
  return expression_ ? outcome(frame).value : Value();
}

std::optional<bool> Formula::judge(const Frame& frame) const {
  if (empty()) return true;
  const feel::Outcome found = outcome(frame);
  const bool unknown = std::any_of(found.issues.begin(), found.issues.end(),
                                   [](const feel::Issue& issue) { return issue.erased; });
  return unknown ? std::nullopt : std::optional(found.value.is_true());
}

const std::vector<std::string>& Formula::reads() const {
  static const std::vector<std::string> kNothing;
  return expression_ ? expression_->reads() : kNothing;
}

std::vector<Value> Formula::texts() const {
  std::vector<Value> found;
  if (!expression_) return found;
  const auto add = [&](const Value& constant) {
    if (constant.string() != nullptr) found.push_back(constant);
  };
  for (const Value& constant : expression_->program().constants) {
    add(constant);
    if (constant.list() != nullptr) std::ranges::for_each(*constant.list(), add);
  }
  return found;
}

std::vector<std::pair<std::string, feel::Use>> Formula::uses() const {
  std::vector<std::pair<std::string, feel::Use>> found;
  if (!expression_) return found;
  for (feel::Use& use : feel::uses_of(expression_->program())) {
    for (const Root& root : roots_) {
      if (root.slot != use.variable) continue;
      const bool plain = root.source == Root::Source::kAttribute;
      if (!plain && use.members.empty()) continue;
      found.emplace_back(plain ? root.name : use.members.front(), std::move(use));
      break;
    }
  }
  return found;
}

}  // namespace lagrum::law
