#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "feel/function.h"
#include "feel/program.h"

namespace lagrum::feel {

/// Issues beyond this number are not kept.
inline constexpr std::size_t kIssuesMax = 100;

struct Builtin;
class Closure;

/// Evaluates one program once. Belongs to one caller; never recurses deeper than
/// kEvaluationDepthMax nodes and never takes more than kEvaluationStepsMax steps.
class Evaluator {
 public:
  Evaluator(const Program& program, const Environment& environment);

  /// The value of a node and what went wrong on the way.
  Outcome evaluate(std::uint32_t node);
  /// The value of a node where it stands already: a constant, a variable, a local value or a member
  /// of one. Anything else is made in `room`, which must be null.
  const Value& see(std::uint32_t node, Value& room);
  /// Whether a node's value is null; nothing where that hangs on what was erased.
  std::optional<bool> nullness(std::uint32_t node);
  /// A value with the issues so far.
  Outcome outcome(Value value);
  /// The elements that "for x in value" goes through; false with an issue where there are none to
  /// go through.
  bool elements_of(const Value& value, List& elements, std::uint32_t index);
  /// Sets a local value before evaluation, such as the input of a unary test.
  void set_local(std::uint32_t slot, Value value) { locals_[slot] = std::move(value); }

  /// Null, with an issue at the node.
  Value fail(std::uint32_t node, std::string message);
  /// The same where what was read is not there, or not known.
  Value fail_unknown(std::uint32_t node, std::string message);
  /// As fail() for a call of a built-in function, whose name stands before the message.
  Value fail_call(std::uint32_t node, const std::string& message);
  /// Calls a function value; null with an issue where it is none or takes other arguments. `names`
  /// are those of named arguments, or empty.
  Value invoke(std::uint32_t node, const Value& function, List arguments,
               std::span<const std::string> names = {});
  /// Calls one of FEEL's own functions.
  Value call(const Builtin& builtin, std::uint32_t node, List arguments);
  /// Brings arguments into the order of the parameters and fits each to its type; false with an
  /// issue where they do not fit.
  bool bind(std::uint32_t node, const std::vector<Type::Member>& parameters, List& arguments,
            std::span<const std::string> names);
  /// Evaluates the body of a function that was made with these local and root variables.
  Value run_body(std::uint32_t node, const Closure& function, List arguments);
  /// Counts steps; false when the bound is reached, with an issue at the node.
  bool spend(std::uint64_t steps, std::uint32_t node) {
    budget_.steps += steps;
    return budget_.steps <= budget_.steps_max ? !stopped() : stop_at_steps(node);
  }
  /// FEEL's `=`; its parts are counted as steps.
  std::optional<bool> equal(const Value& a, const Value& b, std::uint32_t node);
  const Environment& environment() const { return environment_; }
  Budget& budget() { return budget_; }
  bool stopped() const { return budget_.stopped; }
  std::vector<Issue>& issues() { return issues_; }

 private:
  /// What is known of a condition; null stands for the unknown.
  enum class Truth : std::uint8_t { kFalse, kTrue, kUnknown };
  /// A child's value while it is looked at.
  struct Seen {
    Value room;
    const Value& value;
    // NOLINTNEXTLINE(misc-no-recursion): as run
    Seen(Evaluator& evaluator, const Node& node, std::uint32_t index)
        : value(evaluator.see(evaluator.program_.child(node, index), room)) {}
    Seen(const Seen&) = delete;
    Seen& operator=(const Seen&) = delete;
  };

  static Truth truth_of(bool value) { return value ? Truth::kTrue : Truth::kFalse; }
  static Truth truth_of(const Value& value);
  static Truth kleene(Truth a, Truth b, Truth decisive);
  static Value value_of(Truth truth) {
    return truth == Truth::kUnknown ? Value() : Value(truth == Truth::kTrue);
  }

  /// Counts the node as a step; false when a bound is reached.
  bool enter(std::uint32_t node) {
    return spend(1, node) && (budget_.depth < kEvaluationDepthMax || stop_at_depth(node));
  }
  bool stop_at_steps(std::uint32_t node);
  bool stop_at_depth(std::uint32_t node);

  Value run(std::uint32_t node);
  Value run_operator(const Node& node, std::uint32_t index);
  Value run_structure(const Node& node, std::uint32_t index);
  Truth run_test(const Node& node, std::uint32_t index, const Value& input);

  Truth judge(const Node& node, std::uint32_t index);
  Truth operand_truth(const Node& node, std::uint32_t place, std::uint32_t index);
  /// The value itself; `null`, with an issue, where it was erased.
  const Value& readable(const Value& value, const Value& null, std::uint32_t index);
  /// As see(), but a value that was erased is seen as that.
  const Value& see_erased_too(std::uint32_t index, Value& room);
  bool is_null(std::uint32_t index) const;
  const Value& see_member(const Node& node, std::uint32_t index, Value& room, bool erased_too);
  Value member(const Value& base, const Node& node, std::uint32_t index);
  Value item_member(const Node& node, std::uint32_t index);
  Value list(const Node& node, std::uint32_t index);
  Value context(const Node& node, std::uint32_t index);
  Value range(const Node& node, std::uint32_t index);
  Value half_range(const Node& node, std::uint32_t index);
  Value calculate(const Node& node, std::uint32_t index);
  Truth compare(const Node& node, std::uint32_t index);
  Truth compared(Op op, const Value& a, const Value& b, std::uint32_t index, bool null_is_meant);
  Truth logic(const Node& node, std::uint32_t index);
  Truth between(const Node& node, std::uint32_t index);
  Truth in(const Node& node, std::uint32_t index);
  Value condition(const Node& node, std::uint32_t index);
  Value loop(const Node& node, std::uint32_t index);
  Value quantifier(const Node& node, std::uint32_t index);
  Value span(const Node& node, std::uint32_t index);
  Value filter(const Node& node, std::uint32_t index);
  Value element(const List& list, const Value& position, std::uint32_t index);
  Value call(const Node& node, std::uint32_t index);
  /// Calls with arguments that stand somewhere; one that must be fitted to its parameter is made in
  /// its room.
  Value carry_out(const Builtin& builtin, std::uint32_t index, std::span<const Value*> arguments,
                  std::span<Value> rooms);
  Value extension(const Node& node, std::uint32_t index);
  Value function(const Node& node, std::uint32_t index);
  void grow_partial(const Node& node, const List& results, std::uint32_t index);
  Value invocation(const Node& node, std::uint32_t index);

  /// Calls `visit` with the loop's variables set, for each combination; it stops the loop by
  /// answering false.
  template <class F>
  bool for_each(const Node& node, std::uint32_t source, F&& visit);
  /// False with an issue for a range that cannot be counted through upwards.
  bool can_count(const Value& range, std::uint32_t index);
  template <class F>
  bool count_through(const RangeValue& range, std::int64_t by, std::uint32_t index, F&& visit);
  /// Null, with an issue, where the value would have too many levels.
  Value nested(Value value, std::uint32_t index);
  List children(const Node& node, std::uint32_t from = 0);
  // NOLINTNEXTLINE(misc-no-recursion): as run
  Value child(const Node& node, std::uint32_t index) { return run(program_.child(node, index)); }

  const Program& program_;
  const Environment& environment_;
  Budget own_budget_;
  Budget& budget_;
  std::vector<Value> locals_;
  std::vector<Issue> issues_;
  std::shared_ptr<const std::vector<Value>> variables_;  // what functions made here have in common
  std::uint32_t variables_depth_ = 0;
};

/// A function that an expression makes. It keeps the values of what it names, so that it can be
/// called when the evaluation that made it is over.
class Closure final : public FunctionValue {
 public:
  Closure(Type type, std::shared_ptr<const Program> program, const Node& node,
          std::vector<Value> captured, std::shared_ptr<const std::vector<Value>> variables,
          std::uint32_t depth)
      : FunctionValue(std::move(type), depth),
        program_(std::move(program)),
        node_(node),
        captured_(std::move(captured)),
        variables_(std::move(variables)) {}

  Value call(Evaluator& caller, std::uint32_t node, List arguments,
             std::span<const std::string> names) const override;

  const std::shared_ptr<const Program>& program() const { return program_; }
  std::uint32_t body() const { return program_->child(node_, 0); }
  const std::vector<Value>& captured() const { return captured_; }
  const std::shared_ptr<const std::vector<Value>>& variables() const { return variables_; }

 private:
  std::shared_ptr<const Program> program_;
  Node node_;
  std::vector<Value> captured_;
  std::shared_ptr<const std::vector<Value>> variables_;
};

/// One of FEEL's own functions as a value: all rows of its name.
class BuiltinFunction final : public FunctionValue {
 public:
  explicit BuiltinFunction(std::string name);

  Value call(Evaluator& caller, std::uint32_t node, List arguments,
             std::span<const std::string> names) const override;

 private:
  std::string name_;
};

}  // namespace lagrum::feel
