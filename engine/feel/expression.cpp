#include "feel/expression.h"

#include <algorithm>
#include <iterator>

#include "feel/evaluator.h"
#include "feel/parser.h"

namespace lagrum::feel {
namespace {

std::vector<std::string> each_once(std::vector<std::string> names) {
  std::vector<std::string> result;
  for (std::string& name : names) {
    if (std::find(result.begin(), result.end(), name) == result.end())
      result.push_back(std::move(name));
  }
  return result;
}

/// The constants that a test compares its input with, unless the tests are negated.
std::vector<Value> constants_of(const Program& program) {
  std::vector<Value> result;
  const Node& root = program.nodes[program.root];
  if (root.op != Op::kIn) return result;
  for (std::uint32_t i = 1; i < root.count; ++i) {
    const Node& test = program.nodes[program.child(root, i)];
    if (test.op != Op::kTestValue) continue;
    const Node& operand = program.nodes[program.child(test, 0)];
    if (operand.op == Op::kConstant) result.push_back(program.constants[operand.a]);
  }
  return result;
}

void add_ends(const Value& constant, std::vector<Value>& all) {
  const RangeValue* range = constant.range();
  if (range == nullptr) return all.push_back(constant);
  for (const Value& end : {range->low, range->high}) {
    if (!end.is_null()) all.push_back(end);
  }
}

void add_boundaries(const Value& constant, std::vector<Value>& all) {
  if (constant.list() == nullptr) return add_ends(constant, all);
  for (const Value& element : *constant.list()) add_ends(element, all);
}

/// The node of the tests, which a negation has inside; null for no tests.
const Node* tests_of(const Program& program) {
  const Node* root = &program.nodes[program.root];
  if (root->op == Op::kCall && root->count == 1) root = &program.nodes[program.child(*root, 0)];
  return root->op == Op::kIn ? root : nullptr;
}

}  // namespace

std::size_t Scope::add_variable(std::string name, Type type) {
  variables_.push_back(Variable{std::move(name), std::move(type)});
  return variables_.size() - 1;
}

std::size_t Scope::add_function(std::string name, std::vector<std::string> parameters,
                                Type result) {
  functions_.push_back(Function{std::move(name), std::move(parameters), std::move(result)});
  return functions_.size() - 1;
}

const Types& Scope::types() const {
  static const Types kNone;
  return types_ == nullptr ? kNone : *types_;
}

namespace {

/// The value of a program that is a constant or a variable and nothing else, for which nothing need
/// be made; null where that is not so, or the value cannot be read.
const Value* at_hand(const Program& program, const Environment& environment) {
  const Node& root = program.nodes[program.root];
  Budget* budget = environment.budget;
  const bool spent = budget != nullptr && (budget->stopped || budget->steps >= budget->steps_max);
  if (root.op > Op::kVariable || spent) return nullptr;
  const Value* value = nullptr;
  if (root.op == Op::kConstant) value = &program.constants[root.a];
  if (root.op == Op::kVariable && root.a < environment.variables.size())
    value = &environment.variables[root.a];
  if (value == nullptr || value->erased() != nullptr) return nullptr;
  if (budget != nullptr) ++budget->steps;
  return value;
}

}  // namespace

struct Expression::State {
  std::shared_ptr<const Program> program;  ///< functions that it makes hold it, too
  Type type;
  std::vector<std::string> reads;
};

Result<Expression> Expression::compile(std::string_view text, const Scope& scope,
                                       const Position& source) {
  LAGRUM_ASSIGN(Parsed parsed, parse_expression(text, scope, source));
  auto state = std::make_shared<State>();
  state->program = std::make_shared<const Program>(std::move(parsed.program));
  state->type = std::move(parsed.type);
  state->reads = each_once(std::move(parsed.reads));
  return Expression(std::move(state));
}

Outcome Expression::evaluate(const Environment& environment) const {
  return Evaluator(*state_->program, environment).evaluate(state_->program->root);
}

const Value& Expression::see(const Environment& environment, Value& room,
                             std::vector<Issue>& issues) const {
  const Program& program = *state_->program;
  if (const Value* standing = at_hand(program, environment)) return *standing;
  Evaluator evaluator(program, environment);
  const Value& seen = evaluator.see(program.root, room);
  std::move(evaluator.issues().begin(), evaluator.issues().end(), std::back_inserter(issues));
  return evaluator.stopped() ? room = nullptr : seen;
}

std::optional<bool> Expression::is_null(const Environment& environment) const {
  return Evaluator(*state_->program, environment).nullness(state_->program->root);
}

const std::string& Expression::text() const { return state_->program->text; }
const Position& Expression::source() const { return state_->program->source; }
const Type& Expression::type() const { return state_->type; }
const std::vector<std::string>& Expression::reads() const { return state_->reads; }

const Program& Expression::program() const { return *state_->program; }

const Value* Expression::constant() const {
  const Program& program = *state_->program;
  const Node& root = program.nodes[program.root];
  return root.op == Op::kConstant ? &program.constants[root.a] : nullptr;
}

std::optional<std::size_t> Expression::variable() const {
  const Node& root = state_->program->nodes[state_->program->root];
  return root.op == Op::kVariable ? std::optional<std::size_t>(root.a) : std::nullopt;
}

std::vector<ExtensionCall> Expression::extension_calls() const {
  const Program& program = *state_->program;
  std::vector<ExtensionCall> calls;
  for (const Node& node : program.nodes) {
    if (node.op != Op::kExtension) continue;
    ExtensionCall call{node.a, {}, program.position(node.offset)};
    for (std::uint32_t i = 0; i < node.count; ++i) {
      const Node& argument = program.nodes[program.child(node, i)];
      call.arguments.push_back(argument.op == Op::kConstant ? program.constants[argument.a]
                                                            : Value());
    }
    calls.push_back(std::move(call));
  }
  return calls;
}

namespace {

/// A program of one null, for what is evaluated without a text.
Program program_at(const Position& source) {
  Program program;
  program.source = source;
  program.constants.emplace_back();
  program.nodes.emplace_back();
  return program;
}

}  // namespace

Outcome invoke(const Value& function, List arguments, std::span<const std::string> names,
               const Environment& environment, const Position& source) {
  const Program program = program_at(source);
  Evaluator evaluator(program, environment);
  Value value = evaluator.invoke(0, function, std::move(arguments), names);
  return evaluator.outcome(std::move(value));
}

Outcome elements_of(const Value& value, const Environment& environment, const Position& source) {
  const Program program = program_at(source);
  Evaluator evaluator(program, environment);
  List elements;
  const bool found = evaluator.elements_of(value, elements, 0);
  return evaluator.outcome(found ? Value(std::move(elements)) : Value());
}

struct UnaryTests::State {
  std::shared_ptr<const Program> program;
  bool irrelevant = false;
  std::vector<Value> constants;
  std::vector<std::string> reads;
};

Result<UnaryTests> UnaryTests::compile(std::string_view text, const Scope& scope, const Type& input,
                                       const Position& source) {
  LAGRUM_ASSIGN(Parsed parsed, parse_unary_tests(text, scope, input, source));
  auto state = std::make_shared<State>();
  state->constants = constants_of(parsed.program);
  state->program = std::make_shared<const Program>(std::move(parsed.program));
  state->irrelevant = parsed.irrelevant;
  state->reads = each_once(std::move(parsed.reads));
  return UnaryTests(std::move(state));
}

Result<Value> value_of(std::string_view text, const Environment& environment,
                       const Position& position) {
  LAGRUM_ASSIGN(const Expression code, Expression::compile(text, {}, position));
  Outcome outcome = code.evaluate(environment);
  if (outcome.issues.empty()) return std::move(outcome.value);
  const Issue& first = outcome.issues.front();
  return Error{ErrorCode::kInvalidArgument, first.message, first.source, {}};
}

// NOLINTNEXTLINE(misc-no-recursion): a type is as deep as it was read
Result<Value> read_as(const Type& type, std::string_view text) {
  const bool bracketed = text.starts_with("[") && text.ends_with("]");
  if (type.kind == Type::Kind::kContext || (type.kind == Type::Kind::kList && bracketed)) {
    LAGRUM_ASSIGN(Value value, value_of(text));
    LAGRUM_TRY(check_fit(value, type));
    return value;
  }
  if (type.kind != Type::Kind::kList) {
    const bool plain = type.kind == Type::Kind::kAny || type.kind == Type::Kind::kString;
    return parse_value(plain ? "string" : to_string(Type::of(type.kind)), text);
  }
  const Type& element = type.element == nullptr ? Type::any() : *type.element;
  List list;
  while (!text.empty()) {
    const std::string_view item = text.substr(0, text.find(';'));
    LAGRUM_ASSIGN(Value value, read_as(element, item));
    list.push_back(std::move(value));
    text = item.size() == text.size() ? std::string_view() : text.substr(item.size() + 1);
  }
  return Value(std::move(list));
}

Outcome UnaryTests::evaluate(const Value& input, const Environment& environment) const {
  Evaluator evaluator(*state_->program, environment);
  evaluator.set_local(0, input);
  return evaluator.evaluate(state_->program->root);
}

const std::string& UnaryTests::text() const { return state_->program->text; }
bool UnaryTests::irrelevant() const { return state_->irrelevant; }
const std::vector<Value>& UnaryTests::constants() const { return state_->constants; }
const std::vector<std::string>& UnaryTests::reads() const { return state_->reads; }

std::optional<std::vector<Value>> UnaryTests::boundaries() const {
  std::vector<Value> all;
  if (state_->irrelevant) return all;
  const Program& program = *state_->program;
  const Node* tests = tests_of(program);
  if (tests == nullptr) return std::nullopt;
  for (std::uint32_t i = 1; i < tests->count; ++i) {
    const Node& test = program.nodes[program.child(*tests, i)];
    if (test.op != Op::kTestValue && test.op != Op::kTestCompare) return std::nullopt;
    const Node& operand = program.nodes[program.child(test, 0)];
    if (operand.op != Op::kConstant) return std::nullopt;
    add_boundaries(program.constants[operand.a], all);
  }
  return all;
}

}  // namespace lagrum::feel
