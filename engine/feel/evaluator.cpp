#include "feel/evaluator.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

#include "feel/decimal.h"
#include "feel/functions.h"
#include "feel/operators.h"
#include "feel/temporal.h"
#include "feel/unknown.h"

namespace lagrum::feel {
namespace {

/// This many bytes of text, or one element of a list, cost one step.
constexpr std::uint64_t kBytesPerStep = 64;
/// So many parts of two values are compared in one step.
constexpr std::uint64_t kPartsPerStep = 16;
/// Calls of so many arguments need no list for them.
constexpr std::size_t kFewArguments = 4;

/// Texts are copied with the values that hold them: so many bytes in one step.
constexpr std::uint64_t kCopiedPerStep = 16;
/// What a list that is being made costs for each element, besides the element itself.
constexpr std::uint64_t kStepsOfElement = 2;

std::uint64_t cost_of_copy(const Value& value) {
  return value.string() == nullptr ? 0 : value.string()->size() / kCopiedPerStep;
}

/// What it costs to say which of two is the greater.
std::uint64_t cost_of_order(const Value& a, const Value& b) {
  if (a.string() == nullptr || b.string() == nullptr) return 0;
  return std::min(a.string()->size(), b.string()->size()) / (kBytesPerStep * kPartsPerStep);
}

std::uint64_t cost_of(const Value& value) {
  if (value.list() != nullptr) return value.list()->size();
  if (value.string() != nullptr) return value.string()->size() / kBytesPerStep;
  return value.context() != nullptr ? value.context()->size() : 0;
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

Value Evaluator::fail_unknown(std::uint32_t node, std::string message) {
  fail(node, std::move(message));
  if (!issues_.empty()) issues_.back().erased = true;
  return nullptr;
}

Value Evaluator::fail_call(std::uint32_t node, const std::string& message) {
  const Node& at = program_.nodes[node];
  if (at.op != Op::kCall) return fail(node, message);
  return fail(node, builtins()[at.a].name + ": " + message);
}

bool Evaluator::stop_at_steps(std::uint32_t index) {
  fail(index, "expected an evaluation of at most " + std::to_string(budget_.steps_max) + " steps");
  budget_.stopped = true;
  return false;
}

bool Evaluator::stop_at_depth(std::uint32_t index) {
  fail(index, "expected functions that call each other less deeply");
  budget_.stopped = true;
  return false;
}

Evaluator::Truth Evaluator::truth_of(const Value& value) {
  return value.boolean() == nullptr ? Truth::kUnknown : truth_of(*value.boolean());
}

/// Kleene's "or" where `decisive` is true; "and" is its mirror with `decisive` false.
Evaluator::Truth Evaluator::kleene(Truth a, Truth b, Truth decisive) {
  if (a == decisive || b == decisive) return decisive;
  if (a == Truth::kUnknown || b == Truth::kUnknown) return Truth::kUnknown;
  return truth_of(decisive != Truth::kTrue);
}

std::optional<bool> Evaluator::equal(const Value& a, const Value& b, std::uint32_t node) {
  std::uint64_t parts = 0;
  const auto result = equals(a, b, environment_.zones, &parts);
  return spend(parts / kPartsPerStep, node) ? result : std::nullopt;
}

// NOLINTBEGIN(misc-no-recursion): bounded by kEvaluationDepthMax and kTreeDepthMax

const Value& Evaluator::see(std::uint32_t index, Value& room) {
  const Node& node = program_.nodes[index];
  if (node.op > Op::kMember) return room = run(index);
  if (!enter(index)) return room;
  if (node.op == Op::kConstant) return program_.constants[node.a];
  if (node.op == Op::kMember) return see_member(node, index, room, false);
  if (node.op == Op::kLocal) return locals_[node.a];
  const std::size_t near = environment_.variables.size();
  if (node.a < near) return readable(environment_.variables[node.a], room, index);
  if (node.a - near >= environment_.further.size()) return room;
  return readable(environment_.further[node.a - near], room, index);
}

Value Evaluator::run(std::uint32_t index) {
  const Node& node = program_.nodes[index];
  if (node.op <= Op::kMember) {
    Value room;
    const Value& seen = see(index, room);
    if (&seen == &room) return room;
    if (!spend(cost_of_copy(seen), index)) return nullptr;
    return seen;
  }
  if (!enter(index)) return nullptr;
  ++budget_.depth;
  Value result = node.op >= Op::kNegate && node.op <= Op::kTestTruth ? run_operator(node, index)
                                                                     : run_structure(node, index);
  --budget_.depth;
  return result;
}

Value Evaluator::run_operator(const Node& node, std::uint32_t index) {
  if (node.op > Op::kPower) return value_of(judge(node, index));
  if (node.op != Op::kNegate) return calculate(node, index);
  const Seen operand(*this, node, 0);
  std::string why;
  Value result = negated(operand.value, why);
  return why.empty() ? result : fail(index, std::move(why));
}

Value Evaluator::calculate(const Node& node, std::uint32_t index) {
  const Seen left(*this, node, 0);
  const Seen right(*this, node, 1);
  std::string why;
  Value result = arithmetic(node.op, left.value, right.value, why, environment_.zones);
  if (!why.empty()) return fail(index, std::move(why));
  spend(cost_of_copy(result), index);
  return result;
}

/// Comparisons, "and", "or", "between" and "in".
Evaluator::Truth Evaluator::judge(const Node& node, std::uint32_t index) {
  if (node.op <= Op::kGreaterEqual) return compare(node, index);
  if (node.op <= Op::kOr) return logic(node, index);
  return node.op == Op::kBetween ? between(node, index) : in(node, index);
}

/// An operand of "and" or "or"; most are conditions that need no value.
Evaluator::Truth Evaluator::operand_truth(const Node& node, std::uint32_t place,
                                          std::uint32_t index) {
  const std::uint32_t at = program_.child(node, place);
  const Node& operand = program_.nodes[at];
  if (operand.op >= Op::kEqual && operand.op <= Op::kIn) {
    if (!enter(at)) return Truth::kUnknown;
    ++budget_.depth;
    const Truth truth = judge(operand, at);
    --budget_.depth;
    return truth;
  }
  const Seen seen(*this, node, place);
  if (seen.value.boolean() == nullptr && !seen.value.is_null()) {
    fail(index, "'" + std::string(symbol(node.op)) + "' expects booleans, found " +
                    std::string(type_name(seen.value)));
  }
  return truth_of(seen.value);
}

Value Evaluator::run_structure(const Node& node, std::uint32_t index) {
  switch (node.op) {
    case Op::kItemMember:
      return item_member(node, index);
    case Op::kList:
      return list(node, index);
    case Op::kContext:
      return context(node, index);
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
      return instance_of(Seen(*this, node, 0).value, program_.types[node.a]);
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
    case Op::kConstant:
    case Op::kVariable:
    case Op::kLocal:
    case Op::kMember:
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

const Value& Evaluator::readable(const Value& value, const Value& null, std::uint32_t index) {
  if (value.erased() == nullptr) return value;
  fail_unknown(index, "the value was erased from the record (sequence " +
                          std::to_string(value.erased()->sequence) + ")");
  return null;
}

const Value& Evaluator::see_member(const Node& node, std::uint32_t index, Value& room,
                                   bool erased_too) {
  ++budget_.depth;
  const Seen base(*this, node, 0);
  --budget_.depth;
  if (base.value.context() == nullptr) return room = member(base.value, node, index);
  const Value* found = base.value.context()->find(program_.names[node.a]);
  if (found == nullptr) return room;
  const Value& value = erased_too ? *found : readable(*found, room, index);
  if (&base.value != &base.room) return value;
  if (spend(cost_of_copy(value), index)) room = value;
  return room;
}

Value Evaluator::member(const Value& base, const Node& node, std::uint32_t index) {
  const std::string& name = program_.names[node.a];
  if (base.is_null()) return nullptr;
  if (base.context() != nullptr) {
    const Value* found = base.context()->find(name);
    return found == nullptr ? Value() : readable(*found, Value(), index);
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
  if (found != nullptr) return readable(*found, Value(), index);
  return node.count > 0 ? child(node, 0) : Value();
}

List Evaluator::children(const Node& node, std::uint32_t from) {
  List values;
  values.reserve(node.count - from);
  for (std::uint32_t i = from; i < node.count; ++i) values.push_back(child(node, i));
  return values;
}

Value Evaluator::nested(Value value, std::uint32_t index) {
  if (!value.is_null() || stopped()) return value;
  return fail(index, too_many_levels());
}

Value Evaluator::list(const Node& node, std::uint32_t index) {
  return nested(children(node), index);
}

Value Evaluator::context(const Node& node, std::uint32_t index) {
  Context result;
  for (std::uint32_t i = 0; i < node.count; ++i) {
    Value value = child(node, i);
    if (!spend(cost_of_copy(value), index)) return nullptr;
    locals_[node.b + i] = value;
    result.set(program_.names[node.a + i], std::move(value));
  }
  return nested(std::move(result), index);
}

Value Evaluator::range(const Node& node, std::uint32_t index) {
  RangeValue result{child(node, 0), child(node, 1), (node.a & 1U) != 0, (node.a & 2U) != 0};
  if (!result.low.is_null() && !result.high.is_null() &&
      !order(result.low, result.high, environment_.zones)) {
    return fail(index, "expected two ends that can be compared, found " + shown(result.low) +
                           " and " + shown(result.high));
  }
  return result;
}

Value Evaluator::half_range(const Node& node, std::uint32_t index) {
  auto range = range_of_comparison(program_.names[node.a], child(node, 0));
  if (range) return std::move(*range);
  return fail(index, "expected a value to compare with, found null");
}

Evaluator::Truth Evaluator::compared(Op op, const Value& a, const Value& b, std::uint32_t index,
                                     bool null_is_meant) {
  if (op == Op::kEqual || op == Op::kNotEqual) {
    const auto same = equal(a, b, index);
    if (same) return truth_of(*same == (op == Op::kEqual));
  } else if (!spend(cost_of_order(a, b), index)) {
    return Truth::kUnknown;
  } else if (const auto compared = order(a, b, environment_.zones)) {
    if (op == Op::kLess) return truth_of(*compared < 0);
    if (op == Op::kLessEqual) return truth_of(*compared <= 0);
    return truth_of(op == Op::kGreater ? *compared > 0 : *compared >= 0);
  }
  if (null_is_meant && (a.is_null() || b.is_null())) return Truth::kUnknown;
  fail(index, "cannot compare " + std::string(type_name(a)) + " with " + std::string(type_name(b)) +
                  " by '" + std::string(symbol(op)) + "'");
  return Truth::kUnknown;
}

// That a value was erased says that there was one, unless nothing at all is known of it.
const Value& Evaluator::see_erased_too(std::uint32_t index, Value& room) {
  const Node& node = program_.nodes[index];
  if (node.op == Op::kVariable && node.a < environment_.variables.size()) {
    return enter(index) ? environment_.variables[node.a] : room;
  }
  if (node.op != Op::kMember) return see(index, room);
  return enter(index) ? see_member(node, index, room, true) : room;
}

std::optional<bool> Evaluator::nullness(std::uint32_t index) {
  const Node& node = program_.nodes[index];
  const std::size_t before = issues_.size();
  const auto hangs_on_erased = [&] {
    return std::any_of(issues_.begin() + static_cast<std::ptrdiff_t>(before), issues_.end(),
                       std::mem_fn(&Issue::erased));
  };
  if (node.op == Op::kList || node.op == Op::kContext) return false;
  if (node.op == Op::kIf) {
    const Seen condition(*this, node, 0);
    const bool holds = condition.value.is_true();
    if (!hangs_on_erased()) return nullness(program_.child(node, holds ? 1 : 2));
    const auto of_then = nullness(program_.child(node, 1));
    return of_then == nullness(program_.child(node, 2)) ? of_then : std::nullopt;
  }
  Value room;
  const Value& value = see_erased_too(index, room);
  if (value.erased() != nullptr)
    return value.erased()->sequence == kPerhapsNull ? std::nullopt : std::optional(false);
  return hangs_on_erased() ? std::nullopt : std::optional(value.is_null());
}

bool Evaluator::is_null(std::uint32_t index) const {
  const Node& node = program_.nodes[index];
  return node.op == Op::kConstant && program_.constants[node.a].is_null();
}

Evaluator::Truth Evaluator::compare(const Node& node, std::uint32_t index) {
  const bool of_sameness = node.op == Op::kEqual || node.op == Op::kNotEqual;
  for (const std::uint32_t place : {0U, 1U}) {
    if (!of_sameness || !is_null(program_.child(node, 1 - place))) continue;
    Value room;
    const Value& value = see_erased_too(program_.child(node, place), room);
    if (value.erased() != nullptr && value.erased()->sequence == kPerhapsNull) {
      readable(value, value, index);
      return Truth::kUnknown;
    }
    return truth_of(value.is_null() == (node.op == Op::kEqual));
  }
  const Seen left(*this, node, 0);
  const Seen right(*this, node, 1);
  return compared(node.op, left.value, right.value, index, false);
}

Evaluator::Truth Evaluator::logic(const Node& node, std::uint32_t index) {
  const Truth decisive = truth_of(node.op == Op::kOr);
  const auto known = [&](Truth truth, std::size_t since) {
    const auto first = issues_.begin() + static_cast<std::ptrdiff_t>(since);
    return std::any_of(first, issues_.end(), std::mem_fn(&Issue::erased)) ? Truth::kUnknown : truth;
  };
  const std::size_t before = issues_.size();
  const Truth left = known(operand_truth(node, 0, index), before);
  if (left == decisive) return left;
  const std::size_t between = issues_.size();
  const Truth right = known(operand_truth(node, 1, index), between);
  if (right == decisive && issues_.size() != before) {  // what was erased on the left is not needed
    const auto of_left = issues_.begin() + static_cast<std::ptrdiff_t>(before);
    issues_.erase(std::remove_if(of_left, issues_.end(), std::mem_fn(&Issue::erased)),
                  issues_.end());
  }
  return kleene(left, right, decisive);
}

Evaluator::Truth Evaluator::between(const Node& node, std::uint32_t index) {
  const Seen value(*this, node, 0);
  const Seen low(*this, node, 1);
  const Seen high(*this, node, 2);
  const Truth above = compared(Op::kGreaterEqual, value.value, low.value, index, false);
  if (above == Truth::kUnknown) return above;
  const Truth below = compared(Op::kLessEqual, value.value, high.value, index, false);
  return kleene(above, below, Truth::kFalse);
}

Evaluator::Truth Evaluator::in(const Node& node, std::uint32_t index) {
  const Seen input(*this, node, 0);
  Truth result = Truth::kFalse;
  for (std::uint32_t i = 1; i < node.count && result != Truth::kTrue; ++i) {
    const std::uint32_t test = program_.child(node, i);
    if (!spend(1, index)) return Truth::kUnknown;
    result = kleene(result, run_test(program_.nodes[test], test, input.value), Truth::kTrue);
  }
  return result;
}

Evaluator::Truth Evaluator::run_test(const Node& node, std::uint32_t index, const Value& input) {
  const Seen operand(*this, node, 0);
  if (node.op == Op::kTestCompare)
    return compared(static_cast<Op>(node.a), input, operand.value, index, true);
  if (node.op == Op::kTestValue) {
    std::uint64_t parts = 0;
    const Truth result = truth_of(matches(input, operand.value, environment_.zones, &parts));
    return spend(cost_of(operand.value) + parts / kPartsPerStep, index) ? result : Truth::kUnknown;
  }
  if (operand.value.boolean() == nullptr && !operand.value.is_null())
    fail(index, "expected a condition, found " + std::string(type_name(operand.value)));
  return truth_of(operand.value);
}

Value Evaluator::condition(const Node& node, std::uint32_t index) {
  bool holds = false;
  {
    const Seen truth(*this, node, 0);
    holds = truth.value.is_true();
    if (truth.value.boolean() == nullptr && !truth.value.is_null())
      fail(index, "'if' expects a boolean, found " + std::string(type_name(truth.value)));
  }
  return child(node, holds ? 1 : 2);
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
  return can_count(value, index) && count_through(*range, 1, index, [&](const Value& element) {
           elements.push_back(element);
           return spend(kStepsOfElement, index);
         });
}

bool Evaluator::can_count(const Value& range, std::uint32_t index) {
  const auto& [low, high, low_included, high_included, comparison] = *range.range();
  const auto ends = order(low, high);
  if (!is_counted(low) || !is_counted(high) || !ends) {
    fail(index, "expected a range of whole numbers or dates, found " + shown(range));
    return false;
  }
  if (*ends <= 0) return true;
  fail(index, "expected a range that does not run backwards, found " + shown(range));
  return false;
}

/// Visits each element until one answers false; true where all were visited.
template <class F>
bool Evaluator::count_through(const RangeValue& range, std::int64_t by, std::uint32_t index,
                              F&& visit) {
  const auto past = [&](const Value& at) { return order(at, range.high).value_or(0) == by; };
  for (Value at = range.low; !at.is_null() && !past(at); at = step_from(at, by)) {
    if (!spend(1, index)) return false;
    if ((by < 0 || contains(range, at).is_true()) && !visit(at)) return false;
  }
  return true;
}

template <class F>
bool Evaluator::for_each(const Node& node, std::uint32_t source, F&& visit) {
  if (source + 1 == node.count) return visit();
  const std::uint32_t at = program_.child(node, source);
  const Value all = run(at);
  const auto visit_one = [&](const Value& element) {
    if (!spend(1 + cost_of_copy(element), at)) return false;
    locals_[node.a + source] = element;
    return for_each(node, source + 1, visit);
  };
  if (all.range() != nullptr)
    return can_count(all, at) && count_through(*all.range(), 1, at, visit_one);
  if (all.list() != nullptr) return std::all_of(all.list()->begin(), all.list()->end(), visit_one);
  List elements;
  return elements_of(all, elements, at) && visit_one(elements.front());
}

void Evaluator::grow_partial(const Node& node, const List& results, std::uint32_t index) {
  if (node.b == 0 || !spend(results.size(), index)) return;
  locals_[node.a + node.count - 1] = nested(results, index);
}

Value Evaluator::loop(const Node& node, std::uint32_t index) {
  List results;
  const bool complete = for_each(node, 0, [&] {
    grow_partial(node, results, index);
    results.push_back(child(node, node.count - 1));
    return spend(kStepsOfElement, index);
  });
  return complete ? nested(std::move(results), index) : Value();
}

Value Evaluator::quantifier(const Node& node, std::uint32_t index) {
  const Truth decisive = truth_of(node.op == Op::kSome);
  Truth result = truth_of(decisive != Truth::kTrue);
  const bool complete = for_each(node, 0, [&] {
    const Seen truth(*this, node, node.count - 1);
    if (truth.value.boolean() == nullptr && !truth.value.is_null())
      fail(index, "'satisfies' expects a boolean, found " + std::string(type_name(truth.value)));
    result = kleene(result, truth_of(truth.value), decisive);
    return result != decisive && !stopped();
  });
  return complete || result == decisive ? value_of(result) : Value();
}

Value Evaluator::span(const Node& node, std::uint32_t index) {
  const RangeValue result{child(node, 0), child(node, 1)};
  const auto ends = order(result.low, result.high);
  if (is_counted(result.low) && is_counted(result.high) && ends) {
    List elements;
    count_through(result, *ends > 0 ? -1 : 1, index, [&](const Value& element) {
      elements.push_back(element);
      return spend(kStepsOfElement, index);
    });
    return elements;
  }
  return fail(index, "expected two whole numbers or two dates, found " + shown(result.low) +
                         " and " + shown(result.high));
}

Value Evaluator::element(const List& list, const Value& position, std::uint32_t index) {
  std::int64_t number = 0;
  if (!position.number()->to_integer(number) || number == 0) {
    return fail(index, "expected a position from 1 on or from the end, found " + shown(position));
  }
  const auto size = static_cast<std::int64_t>(list.size());
  const std::int64_t at = number > 0 ? number - 1 : size + number;
  return at >= 0 && at < size ? list[static_cast<std::size_t>(at)] : Value();
}

Value Evaluator::filter(const Node& node, std::uint32_t index) {
  const Value base = child(node, 0);
  const List single = base.list() == nullptr && !base.is_null() ? List{base} : List{};
  const List& list = base.list() != nullptr ? *base.list() : single;
  List kept;
  if (list.empty()) {
    const Value probe =
        program_.nodes[program_.child(node, 1)].op == Op::kConstant ? child(node, 1) : Value();
    return probe.number() != nullptr || base.is_null() ? Value() : Value(std::move(kept));
  }
  for (const Value& item : list) {
    if (!spend(1 + cost_of_copy(item), index)) return nullptr;
    locals_[node.a] = item;
    const Seen seen(*this, node, 1);
    const Value& chosen = seen.value;
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
  const Builtin& builtin = builtins()[node.a];
  if (node.count == 0 && builtin.gather == Gather::kNone) return carry_out(builtin, index, {}, {});
  if (node.count > kFewArguments || builtin.gather != Gather::kNone)
    return call(builtin, index, children(node));
  std::array<Value, kFewArguments> rooms;
  std::array<const Value*, kFewArguments> arguments{};
  for (std::uint32_t i = 0; i < node.count; ++i)
    arguments[i] = &see(program_.child(node, i), rooms[i]);
  return carry_out(builtin, index, std::span(arguments).first(node.count), rooms);
}

Value Evaluator::call(const Builtin& builtin, std::uint32_t index, List arguments) {
  gather(builtin, arguments);
  std::vector<const Value*> seen;
  seen.reserve(arguments.size());
  for (const Value& argument : arguments) seen.push_back(&argument);
  return carry_out(builtin, index, seen, arguments);
}

Value Evaluator::carry_out(const Builtin& builtin, std::uint32_t index,
                           std::span<const Value*> arguments, std::span<Value> rooms) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Parameter& parameter = builtin.parameters[std::min(i, builtin.parameters.size() - 1)];
    arguments[i] = &coerced(parameter.kind, *arguments[i], rooms[i]);
    const bool missing = arguments[i]->is_null();
    if (missing && (parameter.optional || parameter.kind == Type::Kind::kAny)) continue;
    if (missing || !conforms(*arguments[i], parameter.kind)) {
      return fail_call(index, "expected " + to_string(Type::of(parameter.kind)) + " for '" +
                                  parameter.name + "', found " +
                                  std::string(type_name(*arguments[i])));
    }
    if (!spend(cost_of(*arguments[i]), index)) return nullptr;
  }
  Call made(*this, index, arguments);
  Value result = builtin.body(made);
  spend(cost_of(result) + cost_of_copy(result), index);
  return result;
}

Value Evaluator::extension(const Node& node, std::uint32_t index) {
  const List arguments = children(node);
  if (!environment_.call) return fail(index, "the function cannot be called here");
  Result<Value> result = environment_.call(node.a, arguments);
  if (!result) return fail(index, result.error().message);
  return readable(*result, Value(), index);
}

Value Evaluator::function(const Node& node, std::uint32_t index) {
  if (variables_ == nullptr) {
    if (!spend(environment_.variables.size() + environment_.further.size(), index)) return nullptr;
    std::vector<Value> all(environment_.variables.begin(), environment_.variables.end());
    all.insert(all.end(), environment_.further.begin(), environment_.further.end());
    variables_depth_ = deepest(all);
    variables_ = std::make_shared<const std::vector<Value>>(std::move(all));
  }
  std::vector<Value> captured(locals_.begin(), locals_.begin() + node.a);
  if (!spend(captured.size(), index)) return nullptr;
  for (const Value& value : captured) {
    if (!spend(cost_of_copy(value), index)) return nullptr;
  }
  const std::uint32_t depth = std::max(deepest(captured), variables_depth_);
  return nested(
      Value(std::make_shared<const Closure>(program_.types[node.b], program_.shared_from_this(),
                                            node, std::move(captured), variables_, depth)),
      index);
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
    Value room;
    ordered[at] = coerced(place->type.kind, arguments[i], room);
    if (conforms(ordered[at], place->type)) continue;
    fail(node, "expected " + to_string(place->type) + " for '" + place->name + "', found " +
                   shown(ordered[at]));
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
  environment.any_time = environment_.any_time;
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
