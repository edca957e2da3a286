#include "feel/evaluator.h"

#include <algorithm>
#include <iterator>

#include "feel/decimal.h"
#include "feel/functions.h"
#include "feel/operators.h"
#include "feel/temporal.h"

namespace lagrum::feel {
namespace {

/// This many bytes of text, or one element of a list, cost one step.
constexpr std::uint64_t kBytesPerStep = 64;
/// So many parts of two values are compared in one step.
constexpr std::uint64_t kPartsPerStep = 16;

std::uint64_t cost_of(const Value& value) {
  if (value.list() != nullptr) return value.list()->size();
  if (value.string() != nullptr) return value.string()->size() / kBytesPerStep;
  return value.context() != nullptr ? value.context()->size() : 0;
}

/// Kleene's "or" of two truths, of which null is the unknown one; "and" is its mirror with
/// `decisive` false.
Value kleene(const Value& a, const Value& b, bool decisive) {
  const auto is = [&](const Value& value) {
    return value.boolean() != nullptr && *value.boolean() == decisive;
  };
  if (is(a) || is(b)) return decisive;
  return a.is_null() || b.is_null() ? Value() : Value(!decisive);
}

bool is_counted(const Value& value) {
  return value.date() != nullptr || (value.number() != nullptr && is_whole(*value.number()));
}

Value step_from(const Value& value, std::int64_t by) {
  if (value.number() != nullptr) {
    const auto next = add(*value.number(), Decimal::from_integer(by));
    return next ? Value(*next) : Value();
  }
  const auto next = from_days(to_days(*value.date()) + by);
  return next ? Value(*next) : Value();
}

/// Arguments that stand for one list parameter.
void gather(const Builtin& builtin, List& arguments) {
  if (builtin.gather == Gather::kNone) return;
  const std::size_t last = builtin.parameters.size() - 1;
  if (builtin.gather == Gather::kUnwrap && arguments.size() == 1 && arguments[0].list() != nullptr)
    return;
  List rest(arguments.begin() + static_cast<std::ptrdiff_t>(last), arguments.end());
  arguments.resize(last);
  arguments.emplace_back(std::move(rest));
}

}  // namespace

Evaluator::Evaluator(const Program& program, const Environment& environment)
    : program_(program),
      environment_(environment),
      budget_(environment.budget != nullptr ? *environment.budget : own_budget_),
      locals_(program.slots) {}

Outcome Evaluator::evaluate(std::uint32_t node) { return outcome(run(node)); }

Outcome Evaluator::outcome(Value value) {
  Outcome result;
  if (!stopped()) result.value = std::move(value);
  result.issues = std::move(issues_);
  return result;
}

Value Evaluator::fail(std::uint32_t node, std::string message) {
  if (!stopped() && issues_.size() < kIssuesMax) {
    issues_.push_back(Issue{std::move(message), program_.position(program_.nodes[node].offset)});
  }
  return nullptr;
}

Value Evaluator::fail_call(std::uint32_t node, const std::string& message) {
  const Node& at = program_.nodes[node];
  if (at.op != Op::kCall) return fail(node, message);
  return fail(node, builtins()[at.a].name + ": " + message);
}

bool Evaluator::spend(std::uint64_t steps, std::uint32_t index) {
  budget_.steps += steps;
  if (budget_.steps > budget_.steps_max && !stopped()) {
    fail(index,
         "expected an evaluation of at most " + std::to_string(budget_.steps_max) + " steps");
    budget_.stopped = true;
  }
  return !stopped();
}

std::optional<bool> Evaluator::equal(const Value& a, const Value& b, std::uint32_t node) {
  std::uint64_t parts = 0;
  const auto result = equals(a, b, environment_.zones, &parts);
  return spend(parts / kPartsPerStep, node) ? result : std::nullopt;
}

// NOLINTBEGIN(misc-no-recursion): bounded by kEvaluationDepthMax and kTreeDepthMax

Value Evaluator::run(std::uint32_t index) {
  if (!spend(1, index)) return nullptr;
  if (budget_.depth >= kEvaluationDepthMax) {
    fail(index, "expected functions that call each other less deeply");
    budget_.stopped = true;
    return nullptr;
  }
  ++budget_.depth;
  const Node& node = program_.nodes[index];
  Value result = node.op >= Op::kNegate && node.op <= Op::kTestTruth ? run_operator(node, index)
                                                                     : run_structure(node, index);
  --budget_.depth;
  return result;
}

Value Evaluator::run_operator(const Node& node, std::uint32_t index) {
  std::string why;
  if (node.op == Op::kNegate) {
    Value result = negated(child(node, 0), why);
    return why.empty() ? result : fail(index, std::move(why));
  }
  if (node.op <= Op::kPower) {
    const Value left = child(node, 0);
    Value result = arithmetic(node.op, left, child(node, 1), why, environment_.zones);
    if (!why.empty()) return fail(index, std::move(why));
    spend(cost_of(result), index);
    return result;
  }
  if (node.op <= Op::kGreaterEqual) return compare(node, index);
  if (node.op <= Op::kOr) return logic(node, index);
  return node.op == Op::kBetween ? between(node, index) : in(node, index);
}

Value Evaluator::run_structure(const Node& node, std::uint32_t index) {
  switch (node.op) {
    case Op::kConstant:
      return program_.constants[node.a];
    case Op::kVariable:
      return variable(node, index);
    case Op::kLocal:
      return locals_[node.a];
    case Op::kMember:
      return member(child(node, 0), node, index);
    case Op::kItemMember:
      return item_member(node, index);
    case Op::kList:
      return list(node);
    case Op::kContext:
      return context(node);
    case Op::kRange:
      return range(node, index);
    case Op::kHalfRange:
      return half_range(node, index);
    case Op::kIf:
      return condition(node, index);
    case Op::kFor:
      return loop(node, index);
    case Op::kSome:
    case Op::kEvery:
      return quantifier(node, index);
    case Op::kSpan:
      return span(node, index);
    case Op::kFilter:
      return filter(node, index);
    case Op::kInstanceOf:
      return instance_of(child(node, 0), program_.types[node.a]);
    case Op::kCall:
      return call(node, index);
    case Op::kExtension:
      return extension(node, index);
    case Op::kInvoke:
      return invocation(node, index);
    case Op::kFunction:
      return function(node, index);
    case Op::kFault:
      return fail(index, program_.names[node.a]);
    case Op::kNegate:
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kPower:
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kAnd:
    case Op::kOr:
    case Op::kBetween:
    case Op::kIn:
    case Op::kTestCompare:
    case Op::kTestValue:
    case Op::kTestTruth:
      break;
  }
  return nullptr;
}

Value Evaluator::readable(Value value, std::uint32_t index) {
  if (value.erased() == nullptr) return value;
  return fail(index, "the value was erased from the record (sequence " +
                         std::to_string(value.erased()->sequence) + ")");
}

Value Evaluator::variable(const Node& node, std::uint32_t index) {
  const std::size_t near = environment_.variables.size();
  if (node.a < near) return readable(environment_.variables[node.a], index);
  return node.a - near < environment_.further.size()
             ? readable(environment_.further[node.a - near], index)
             : Value();
}

Value Evaluator::member(const Value& base, const Node& node, std::uint32_t index) {
  const std::string& name = program_.names[node.a];
  if (base.is_null()) return nullptr;
  if (base.context() != nullptr) {
    const Value* found = base.context()->find(name);
    return found == nullptr ? Value() : readable(*found, index);
  }
  if (base.list() != nullptr) {
    if (!spend(base.list()->size(), index)) return nullptr;
    List result;
    for (const Value& element : *base.list()) {
      // Lists in lists have no members of their own: paths go one level deep.
      result.push_back(element.list() != nullptr ? Value() : member(element, node, index));
    }
    return result;
  }
  if (auto found = property(base, name, environment_.zones)) return *found;
  return fail(index, "a " + std::string(type_name(base)) + " has no member '" + name + "'");
}

Value Evaluator::item_member(const Node& node, std::uint32_t index) {
  const Value& item = locals_[node.b];
  const Context* context = item.context();
  const Value* found = context != nullptr ? context->find(program_.names[node.a]) : nullptr;
  if (found != nullptr) return readable(*found, index);
  return node.count > 0 ? child(node, 0) : Value();
}

List Evaluator::children(const Node& node, std::uint32_t from) {
  List values;
  values.reserve(node.count - from);
  for (std::uint32_t i = from; i < node.count; ++i) values.push_back(child(node, i));
  return values;
}

Value Evaluator::list(const Node& node) { return children(node); }

Value Evaluator::context(const Node& node) {
  Context result;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    Value value = child(node, i);
    locals_[node.b + i] = value;
    result.set(program_.names[node.a + i], std::move(value));
  }
  return result;
}

Value Evaluator::range(const Node& node, std::uint32_t index) {
  RangeValue result{child(node, 0), child(node, 1), (node.a & 1U) != 0, (node.a & 2U) != 0};
  if (!result.low.is_null() && !result.high.is_null() &&
      !order(result.low, result.high, environment_.zones)) {
    return fail(index, "expected two ends that can be compared, found " + to_string(result.low) +
                           " and " + to_string(result.high));
  }
  return result;
}

Value Evaluator::half_range(const Node& node, std::uint32_t index) {
  auto range = range_of_comparison(program_.names[node.a], child(node, 0));
  if (range) return std::move(*range);
  return fail(index, "expected a value to compare with, found null");
}

Value Evaluator::compared(Op op, const Value& a, const Value& b, std::uint32_t index,
                          bool null_is_meant) {
  if (op == Op::kEqual || op == Op::kNotEqual) {
    const auto same = equal(a, b, index);
    if (same) return *same == (op == Op::kEqual);
  } else if (const auto compared = order(a, b, environment_.zones)) {
    if (op == Op::kLess) return *compared < 0;
    if (op == Op::kLessEqual) return *compared <= 0;
    return op == Op::kGreater ? *compared > 0 : *compared >= 0;
  }
  if (null_is_meant && (a.is_null() || b.is_null())) return nullptr;
  return fail(index, "cannot compare " + std::string(type_name(a)) + " with " +
                         std::string(type_name(b)) + " by '" + std::string(symbol(op)) + "'");
}

Value Evaluator::compare(const Node& node, std::uint32_t index) {
  const Value left = child(node, 0);
  return compared(node.op, left, child(node, 1), index, false);
}

Value Evaluator::logic(const Node& node, std::uint32_t index) {
  const bool decisive = node.op == Op::kOr;
  const auto truth = [&](Value value) {
    if (value.boolean() != nullptr || value.is_null()) return value;
    return fail(index, "'" + std::string(symbol(node.op)) + "' expects booleans, found " +
                           std::string(type_name(value)));
  };
  const Value left = truth(child(node, 0));
  if (left.boolean() != nullptr && *left.boolean() == decisive) return decisive;
  return kleene(left, truth(child(node, 1)), decisive);
}

Value Evaluator::between(const Node& node, std::uint32_t index) {
  const Value value = child(node, 0);
  const Value low = child(node, 1);
  const Value high = child(node, 2);
  const Value above = compared(Op::kGreaterEqual, value, low, index, false);
  if (above.is_null()) return nullptr;
  const Value below = compared(Op::kLessEqual, value, high, index, false);
  return kleene(above, below, false);
}

Value Evaluator::in(const Node& node, std::uint32_t index) {
  const Value input = child(node, 0);
  Value result = false;
  for (std::uint32_t i = 1; i < node.count && !result.is_true(); ++i) {
    const std::uint32_t test = program_.child(node, i);
    if (!spend(1, index)) return nullptr;
    result = kleene(result, run_test(program_.nodes[test], test, input), true);
  }
  return result;
}

Value Evaluator::run_test(const Node& node, std::uint32_t index, const Value& input) {
  Value operand = child(node, 0);
  if (node.op == Op::kTestCompare)
    return compared(static_cast<Op>(node.a), input, operand, index, true);
  if (node.op == Op::kTestValue) {
    std::uint64_t parts = 0;
    Value result = matches(input, operand, environment_.zones, &parts);
    return spend(cost_of(operand) + parts / kPartsPerStep, index) ? result : Value();
  }
  if (operand.boolean() != nullptr || operand.is_null()) return operand;
  return fail(index, "expected a condition, found " + std::string(type_name(operand)));
}

Value Evaluator::condition(const Node& node, std::uint32_t index) {
  const Value truth = child(node, 0);
  if (truth.boolean() == nullptr && !truth.is_null()) {
    fail(index, "'if' expects a boolean, found " + std::string(type_name(truth)));
  }
  return child(node, truth.is_true() ? 1 : 2);
}

bool Evaluator::elements_of(const Value& value, List& elements, std::uint32_t index) {
  if (value.is_null()) {
    fail(index, "expected a list to go through, found null");
    return false;
  }
  if (value.list() != nullptr) {
    elements = *value.list();
    return true;
  }
  const RangeValue* range = value.range();
  if (range == nullptr) {
    elements = List{value};
    return true;
  }
  if (!is_counted(range->low) || !is_counted(range->high) || !order(range->low, range->high)) {
    fail(index, "expected a range of whole numbers or dates, found " + to_string(value));
    return false;
  }
  if (*order(range->low, range->high) > 0) {
    fail(index, "expected a range that does not run backwards, found " + to_string(value));
    return false;
  }
  count_through(*range, 1, elements, index);
  return !stopped();
}

void Evaluator::count_through(const RangeValue& range, std::int64_t by, List& elements,
                              std::uint32_t index) {
  const auto past = [&](const Value& at) { return order(at, range.high).value_or(0) == by; };
  for (Value at = range.low; !at.is_null() && !past(at) && spend(1, index);
       at = step_from(at, by)) {
    if (by < 0 || contains(range, at).is_true()) elements.push_back(at);
  }
}

template <class F>
bool Evaluator::for_each(const Node& node, std::uint32_t source, F&& visit) {
  if (source + 1 == node.count) return visit();
  List elements;
  const std::uint32_t at = program_.child(node, source);
  if (!elements_of(run(at), elements, at)) return false;
  for (Value& element : elements) {
    locals_[node.a + source] = std::move(element);
    if (!for_each(node, source + 1, visit)) return false;
  }
  return true;
}

void Evaluator::grow_partial(const Node& node, const List& results, std::uint32_t index) {
  if (node.b == 0 || !spend(results.size(), index)) return;
  locals_[node.a + node.count - 1] = results;
}

Value Evaluator::loop(const Node& node, std::uint32_t index) {
  List results;
  const bool complete = for_each(node, 0, [&] {
    grow_partial(node, results, index);
    results.push_back(child(node, node.count - 1));
    return !stopped();
  });
  return complete ? Value(std::move(results)) : Value();
}

Value Evaluator::quantifier(const Node& node, std::uint32_t index) {
  const bool decisive = node.op == Op::kSome;
  Value result = !decisive;
  const bool complete = for_each(node, 0, [&] {
    Value truth = child(node, node.count - 1);
    if (truth.boolean() == nullptr && !truth.is_null()) {
      truth = fail(index, "'satisfies' expects a boolean, found " + std::string(type_name(truth)));
    }
    result = kleene(result, truth, decisive);
    return !(result.boolean() != nullptr && *result.boolean() == decisive) && !stopped();
  });
  const bool decided = result.boolean() != nullptr && *result.boolean() == decisive;
  return complete || decided ? result : Value();
}

Value Evaluator::span(const Node& node, std::uint32_t index) {
  const RangeValue result{child(node, 0), child(node, 1)};
  const auto ends = order(result.low, result.high);
  if (is_counted(result.low) && is_counted(result.high) && ends) {
    List elements;
    count_through(result, *ends > 0 ? -1 : 1, elements, index);
    return elements;
  }
  return fail(index, "expected two whole numbers or two dates, found " + to_string(result.low) +
                         " and " + to_string(result.high));
}

Value Evaluator::element(const List& list, const Value& position, std::uint32_t index) {
  std::int64_t number = 0;
  if (!position.number()->to_integer(number) || number == 0) {
    return fail(index,
                "expected a position from 1 on or from the end, found " + to_string(position));
  }
  const auto size = static_cast<std::int64_t>(list.size());
  const std::int64_t at = number > 0 ? number - 1 : size + number;
  return at >= 0 && at < size ? list[static_cast<std::size_t>(at)] : Value();
}

Value Evaluator::filter(const Node& node, std::uint32_t index) {
  const Value base = child(node, 0);
  const List list = base.list() != nullptr ? *base.list() : (base.is_null() ? List{} : List{base});
  List kept;
  if (list.empty()) {
    const Value probe =
        program_.nodes[program_.child(node, 1)].op == Op::kConstant ? child(node, 1) : Value();
    return probe.number() != nullptr || base.is_null() ? Value() : Value(std::move(kept));
  }
  for (const Value& item : list) {
    locals_[node.a] = item;
    const Value chosen = child(node, 1);
    if (chosen.number() != nullptr) return element(list, chosen, index);
    if (chosen.is_true()) kept.push_back(item);
    if (chosen.boolean() == nullptr && !chosen.is_null()) {
      return fail(index, "a filter expects a boolean or a position, found " +
                             std::string(type_name(chosen)));
    }
    if (stopped()) return nullptr;
  }
  return kept;
}

Value Evaluator::call(const Node& node, std::uint32_t index) {
  return call(builtins()[node.a], index, children(node));
}

Value Evaluator::call(const Builtin& builtin, std::uint32_t index, List arguments) {
  gather(builtin, arguments);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Parameter& parameter = builtin.parameters[std::min(i, builtin.parameters.size() - 1)];
    arguments[i] = coerced(parameter.kind, std::move(arguments[i]));
    const bool missing = arguments[i].is_null();
    if (missing && (parameter.optional || parameter.kind == Type::Kind::kAny)) continue;
    if (missing || !conforms(arguments[i], Type::of(parameter.kind))) {
      return fail_call(index, "expected " + to_string(Type::of(parameter.kind)) + " for '" +
                                  parameter.name + "', found " +
                                  std::string(type_name(arguments[i])));
    }
    if (!spend(cost_of(arguments[i]), index)) return nullptr;
  }
  Call made(*this, index, arguments);
  Value result = builtin.body(made);
  spend(cost_of(result), index);
  return result;
}

Value Evaluator::extension(const Node& node, std::uint32_t index) {
  const List arguments = children(node);
  if (!environment_.call) return fail(index, "the function cannot be called here");
  Result<Value> result = environment_.call(node.a, arguments);
  if (!result) return fail(index, result.error().message);
  return readable(std::move(result).value(), index);
}

Value Evaluator::function(const Node& node, std::uint32_t index) {
  if (variables_ == nullptr) {
    if (!spend(environment_.variables.size() + environment_.further.size(), index)) return nullptr;
    std::vector<Value> all(environment_.variables.begin(), environment_.variables.end());
    all.insert(all.end(), environment_.further.begin(), environment_.further.end());
    variables_ = std::make_shared<const std::vector<Value>>(std::move(all));
  }
  std::vector<Value> captured(locals_.begin(), locals_.begin() + node.a);
  if (!spend(captured.size(), index)) return nullptr;
  return Value(std::make_shared<const Closure>(program_.types[node.b], program_.shared_from_this(),
                                               node, std::move(captured), variables_));
}

Value Evaluator::invocation(const Node& node, std::uint32_t index) {
  const Value callee = child(node, 0);
  return invoke(index, callee, children(node, 1),
                std::span(program_.names).subspan(node.a, node.b));
}

Value Evaluator::invoke(std::uint32_t node, const Value& function, List arguments,
                        std::span<const std::string> names) {
  if (function.function() == nullptr)
    return fail(node, "expected a function, found " + std::string(type_name(function)));
  return function.function()->call(*this, node, std::move(arguments), names);
}

bool Evaluator::bind(std::uint32_t node, const std::vector<Type::Member>& parameters,
                     List& arguments, std::span<const std::string> names) {
  if (arguments.size() != parameters.size()) {
    fail(node, "expected " + std::to_string(parameters.size()) + " arguments, found " +
                   std::to_string(arguments.size()));
    return false;
  }
  List ordered(arguments.size());
  std::vector<bool> given(arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto named = [&](const Type::Member& parameter) { return parameter.name == names[i]; };
    const auto place = names.empty() ? parameters.begin() + static_cast<std::ptrdiff_t>(i)
                                     : std::find_if(parameters.begin(), parameters.end(), named);
    const auto at = static_cast<std::size_t>(place - parameters.begin());
    if (place == parameters.end() || given[at]) {
      fail(node, "expected each parameter once, found '" + names[i] + "'");
      return false;
    }
    given[at] = true;
    ordered[at] = coerced(place->type.kind, std::move(arguments[i]));
    if (conforms(ordered[at], place->type)) continue;
    fail(node, "expected " + to_string(place->type) + " for '" + place->name + "', found " +
                   to_string(ordered[at]));
    return false;
  }
  arguments = std::move(ordered);
  return true;
}

Value Evaluator::run_body(std::uint32_t node, const Closure& function, List arguments) {
  std::vector<Value> frame = function.captured();
  std::move(arguments.begin(), arguments.end(), std::back_inserter(frame));
  frame.resize(function.program()->slots);
  if (!spend(frame.size(), node)) return nullptr;
  if (function.variables() == variables_) {  // made here: no evaluator of its own
    locals_.swap(frame);
    Value result = run(function.body());
    locals_.swap(frame);
    return result;
  }
  Environment environment;
  environment.variables = *function.variables();
  environment.now = environment_.now;
  environment.zones = environment_.zones;
  environment.budget = &budget_;
  Evaluator inner(*function.program(), environment);
  inner.locals_ = std::move(frame);
  Outcome outcome = inner.evaluate(function.body());
  issues_.insert(issues_.end(), outcome.issues.begin(), outcome.issues.end());
  return std::move(outcome.value);
}

Value Closure::call(Evaluator& caller, std::uint32_t node, List arguments,
                    std::span<const std::string> names) const {
  if (!caller.bind(node, *type().members, arguments, names)) return nullptr;
  return caller.run_body(node, *this, std::move(arguments));
}

BuiltinFunction::BuiltinFunction(std::string name)
    : FunctionValue(Type::of(Type::Kind::kFunction)), name_(std::move(name)) {}

Value BuiltinFunction::call(Evaluator& caller, std::uint32_t node, List arguments,
                            std::span<const std::string> names) const {
  const auto row = builtin_row(name_, arguments.size(), names);
  if (!row) return caller.fail(node, name_ + ": expected other arguments");
  const Builtin& builtin = builtins()[*row];
  List ordered;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::size_t place = names.empty() ? i : builtin.place_of(names[i]);
    if (ordered.size() <= place) ordered.resize(place + 1);
    ordered[place] = std::move(arguments[i]);
  }
  return caller.call(builtin, node, std::move(ordered));
}

// NOLINTEND(misc-no-recursion)

}  // namespace lagrum::feel
