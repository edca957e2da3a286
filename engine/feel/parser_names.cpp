#include <algorithm>

#include "feel/evaluator.h"
#include "feel/functions.h"
#include "feel/grammar.h"
#include "lagrum/diagnostic.h"

namespace lagrum::feel {
namespace {

using Kind = Type::Kind;

constexpr std::size_t kNowhere = std::string_view::npos;

}  // namespace

void Parser::consider(Found& best, std::string_view name, Found candidate) {
  const std::size_t end = scanner_.match(name);
  if (end == kNowhere || end <= best.end) return;
  best = std::move(candidate);
  best.end = end;
}

Parser::Found Parser::resolve() {
  using Is = Found::Is;
  Found best;
  for (std::size_t i = locals_.size(); i-- > 0;) {
    const Local& local = locals_[i];
    // A member hides the item: [{item: 1}, {item: 2}][item > 1] asks for the members.
    if (local.is_item && local.type.members) {
      for (const Type::Member& member : *local.type.members)
        consider(best, member.name, Found{Is::kItemsMember, 0, i, member.type, member.name});
    }
    consider(best, local.name, Found{Is::kLocal, 0, i, local.type, {}});
  }
  for (std::size_t i = scope_.variables().size(); i-- > 0;) {
    const Scope::Variable& variable = scope_.variables()[i];
    consider(best, variable.name, Found{Is::kVariable, 0, i, variable.type, {}});
  }
  return best;
}

/// The innermost filter that lies inside what the name means and whose items have unknown members.
std::optional<std::size_t> Parser::open_item(const Found& found) const {
  const bool local = found.is == Found::Is::kLocal || found.is == Found::Is::kItemsMember;
  const bool item = found.is == Found::Is::kLocal && locals_[found.index].is_item;
  const std::size_t end = local ? found.index + (item ? 0 : 1) : 0;
  for (std::size_t i = locals_.size(); i-- > end;) {
    const Type& type = locals_[i].type;
    const bool open = type.kind == Kind::kAny || (type.kind == Kind::kContext && !type.members);
    if (locals_[i].is_item && open) return i;
  }
  return std::nullopt;
}

NodeIndex Parser::reference(const Found& found, std::size_t offset) {
  if (found.is == Found::Is::kVariable) {
    return builder_.node(Op::kVariable, {}, found.type, offset,
                         static_cast<std::uint32_t>(found.index));
  }
  if (found.index == 0 && locals_[0].name == "?") question_used_ = true;
  locals_[found.index].read = true;
  const NodeIndex local = builder_.node(Op::kLocal, {}, locals_[found.index].type, offset,
                                        static_cast<std::uint32_t>(found.index));
  if (found.is == Found::Is::kLocal) return local;
  return builder_.node(Op::kMember, {local}, found.type, offset, builder_.name(found.member));
}

std::vector<std::string> Parser::names_in_scope() const {
  std::vector<std::string> names;
  for (const Local& local : locals_) {
    names.push_back(local.name);
    if (!local.is_item || !local.type.members) continue;
    for (const Type::Member& member : *local.type.members) names.push_back(member.name);
  }
  for (const Scope::Variable& variable : scope_.variables()) names.push_back(variable.name);
  return names;
}

NodeIndex Parser::unknown_name() {
  const std::size_t offset = scanner_.at();
  const std::string words = plain_words();
  std::vector<std::string> candidates;
  if (scanner_.next_is("(")) {
    for (const Builtin& builtin : builtins()) candidates.push_back(builtin.name);
    for (const Scope::Function& function : scope_.functions()) candidates.push_back(function.name);
    if (!builder_.strict()) arguments({});
    return amiss(offset, not_known("a function", words, candidates));
  }
  scanner_.move_to(offset);
  const std::string word(scanner_.word());
  return amiss(offset, not_known("a name that is known here", word, names_in_scope()));
}

Parser::Callee Parser::callee() {
  const std::size_t start = scanner_.at();
  Callee best;
  const auto consider_function = [&](const std::string& name,
                                     std::optional<std::size_t> extension) {
    const std::size_t end = scanner_.match(name);
    if (end == kNowhere || end <= best.end) return;
    scanner_.move_to(end);
    if (scanner_.next_is("(")) best = Callee{end, name, extension};
    scanner_.move_to(start);
  };
  for (std::size_t i = 0; i < scope_.functions().size(); ++i)
    consider_function(scope_.functions()[i].name, i);
  for (const Builtin& builtin : builtins()) consider_function(builtin.name, std::nullopt);
  return best;
}

NodeIndex Parser::name_or_call() {
  const std::size_t offset = scanner_.at();
  const Callee function = callee();
  const Found found = resolve();
  const bool hidden = found.type.kind == Kind::kFunction && found.end == function.end;
  if (function.end != 0 && function.end >= found.end && !hidden) {
    scanner_.move_to(function.end);
    return call(function, offset);
  }
  if (found.is == Found::Is::kNothing || found.end == offset) {
    if (auto node = keyword_expression()) return *node;
  }
  const auto item = open_item(found);
  const std::size_t word_end = offset + scanner_.word().size();
  scanner_.move_to(offset);
  if (item && found.end <= word_end && word_end > offset) {
    std::vector<NodeIndex> outside;
    if (found.is == Found::Is::kVariable) reads_.push_back(scope_.variables()[found.index].name);
    if (found.is != Found::Is::kNothing) outside.push_back(reference(found, offset));
    std::string name(scanner_.word());
    return builder_.node(Op::kItemMember, outside, Type::any(), offset,
                         builder_.name(std::move(name)), static_cast<std::uint32_t>(*item));
  }
  if (found.is == Found::Is::kNothing) return builtin_value(offset);
  scanner_.move_to(found.end);
  return reference(found, offset);
}

/// One of FEEL's functions that is named, not called; else an unknown name.
NodeIndex Parser::builtin_value(std::size_t offset) {
  std::string best;
  std::size_t end = offset;
  for (const Builtin& builtin : builtins()) {
    const std::size_t matched = scanner_.match(builtin.name);
    if (matched == kNowhere || matched <= end) continue;
    end = matched;
    best = builtin.name;
  }
  const std::size_t words = plain_words().size();
  scanner_.move_to(offset);
  if (best.empty() || best.size() < words) return unknown_name();
  scanner_.move_to(end);
  return builder_.constant(Value(std::make_shared<const BuiltinFunction>(best)),
                           Type::of(Kind::kFunction), offset);
}

NodeIndex Parser::call(const Callee& callee, std::size_t offset) {
  if (callee.extension) return extension_call(*callee.extension, offset);
  return builtin_call(callee.name, offset);
}

std::string Parser::argument_name(const std::vector<std::string>& names) {
  const std::size_t start = scanner_.here();
  for (const std::string& name : names) {
    const std::size_t end = scanner_.match(name);
    if (end == kNowhere) continue;
    scanner_.move_to(end);
    if (scanner_.accept(":")) return name;
    scanner_.move_to(start);
  }
  std::string other = plain_words();
  if (!other.empty() && scanner_.accept(":")) return other;
  scanner_.move_to(start);
  return {};
}

std::vector<Parser::Argument> Parser::arguments(const std::vector<std::string>& names) {
  std::vector<Argument> given;
  scanner_.accept("(");
  while (!scanner_.next_is(")") && !builder_.failed()) {
    Argument argument;
    argument.name = argument_name(names);
    argument.node = expression();
    given.push_back(std::move(argument));
    if (!scanner_.accept(",")) break;
  }
  expect(")", "after the arguments");
  return given;
}

NodeIndex Parser::extension_call(std::size_t number, std::size_t offset) {
  const Scope::Function& function = scope_.functions()[number];
  const std::vector<Argument> given = arguments(function.parameters);
  if (builder_.failed()) return 0;
  std::vector<Type::Member> parameters;
  for (const std::string& name : function.parameters) parameters.push_back({name, {}});
  const Type type = Type::function_of(std::move(parameters), function.result);
  if (!check_arguments(type, function.name, given, offset))
    return builder_.fault(offset, function.name + ": expected other arguments");
  std::vector<NodeIndex> children(given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto named =
        std::find(function.parameters.begin(), function.parameters.end(), given[i].name);
    const bool positional = given[i].name.empty();
    children[positional ? i : static_cast<std::size_t>(named - function.parameters.begin())] =
        given[i].node;
  }
  return builder_.node(Op::kExtension, children, function.result, offset,
                       static_cast<std::uint32_t>(number));
}

/// False where the arguments cannot be those of the function; in the case profile also an error.
bool Parser::check_arguments(const Type& function, const std::string& name,
                             const std::vector<Argument>& given, std::size_t offset) {
  if (!function.members) return true;
  const std::vector<std::string> names = names_of(*function.members);
  const std::string prefix = name.empty() ? name : name + ": ";
  if (given.size() != names.size()) {
    if (builder_.strict()) {
      fail(offset, prefix + "expected " + std::to_string(names.size()) + " arguments, found " +
                       std::to_string(given.size()));
    }
    return false;
  }
  std::vector<std::string> seen;
  for (const Argument& argument : given) {
    if (argument.name.empty() && given.front().name.empty()) continue;
    const bool known = std::find(names.begin(), names.end(), argument.name) != names.end();
    const bool again = std::find(seen.begin(), seen.end(), argument.name) != seen.end();
    if (known && !again) {
      seen.push_back(argument.name);
      continue;
    }
    if (builder_.strict()) fail(offset, prefix + not_known("a parameter", argument.name, names));
    return false;
  }
  return true;
}

NodeIndex Parser::builtin_call(const std::string& name, std::size_t offset) {
  std::vector<std::string> names;
  std::string counts;
  for (const Builtin& row : builtins()) {
    if (row.name != name) continue;
    for (const Parameter& parameter : row.parameters) names.push_back(parameter.name);
    counts += (counts.empty() ? "" : " or ") + std::to_string(row.required());
    if (row.gather != Gather::kNone) counts += " or more";
    if (row.parameters.size() > row.required())
      counts += " to " + std::to_string(row.parameters.size());
  }
  const std::vector<Argument> given = arguments(names);
  if (builder_.failed()) return 0;
  std::vector<std::string> given_names;
  given_names.reserve(given.size());
  for (const Argument& argument : given) given_names.push_back(argument.name);
  if (const auto row = builtin_row(name, given.size(), given_names))
    return made_call(*row, given, offset);
  return amiss(offset,
               name + ": expected " + counts + " arguments, found " + std::to_string(given.size()));
}

NodeIndex Parser::made_call(std::size_t number, const std::vector<Argument>& given,
                            std::size_t offset) {
  const Builtin& builtin = builtins()[number];
  std::vector<NodeIndex> children;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::size_t place = given[i].name.empty() ? i : builtin.place_of(given[i].name);
    while (children.size() <= place)
      children.push_back(builder_.constant(Value(), Type::of(Kind::kNull), offset));
    children[place] = given[i].node;
    const Parameter& parameter = builtin.parameters[std::min(place, builtin.parameters.size() - 1)];
    if (!builder_.strict() || may_take(parameter.kind, builder_.type_of(given[i].node))) continue;
    return fail(builder_.program().nodes[given[i].node].offset,
                builtin.name + ": expected " + to_string(Type::of(parameter.kind)) + " for '" +
                    parameter.name + "', found " + to_string(builder_.type_of(given[i].node)));
  }
  return builder_.node(Op::kCall, children, builtin.result, offset,
                       static_cast<std::uint32_t>(number));
}

NodeIndex Parser::invocation(NodeIndex callee, const std::string& name, std::size_t offset) {
  const Type type = builder_.type_of(callee);
  const std::vector<Argument> given =
      arguments(type.members ? names_of(*type.members) : std::vector<std::string>{});
  if (builder_.failed()) return callee;
  std::vector<NodeIndex> children = {callee};
  bool named = false;
  for (const Argument& argument : given) {
    children.push_back(argument.node);
    named = named || !argument.name.empty();
  }
  if (builder_.strict() && !check_arguments(type, name, given, offset)) return callee;
  const auto first_name = static_cast<std::uint32_t>(builder_.program().names.size());
  for (const Argument& argument : given) {
    if (named) builder_.name(argument.name);
  }
  return builder_.node(Op::kInvoke, children, type.element ? *type.element : Type::any(), offset,
                       first_name, named ? static_cast<std::uint32_t>(given.size()) : 0);
}

}  // namespace lagrum::feel
