#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "feel/expression.h"
#include "feel/program.h"

namespace lagrum::feel {

/// Issues beyond this number are not kept.
inline constexpr std::size_t kIssuesMax = 100;

/// Evaluates one program once. Belongs to one caller; never recurses deeper than
/// kEvaluationDepthMax nodes and never takes more than kEvaluationStepsMax steps.
class Evaluator {
 public:
  Evaluator(const Program& program, const Environment& environment);

  /// The value of a node and what went wrong on the way.
  Outcome evaluate(std::uint32_t node);
  /// Sets a local value before evaluation, such as the input of a unary test.
  void set_local(std::uint32_t slot, Value value) { locals_[slot] = std::move(value); }

  /// Null, with an issue at the node.
  Value fail(std::uint32_t node, std::string message);
  /// The same for a call of a built-in function, whose name stands before the message.
  Value fail_call(std::uint32_t node, const std::string& message);
  /// Calls a function value; null with an issue where it is none or takes another number of
  /// arguments.
  Value invoke(std::uint32_t node, const Value& function, std::span<const Value> arguments);
  const std::optional<DateTime>& now() const { return environment_.now; }

 private:
  Value run(std::uint32_t node);
  Value run_operator(const Node& node, std::uint32_t index);
  Value run_structure(const Node& node, std::uint32_t index);
  Value run_test(const Node& node, std::uint32_t index, const Value& input);

  Value variable(const Node& node, std::uint32_t index);
  Value readable(Value value, std::uint32_t index);
  Value member(const Value& base, const Node& node, std::uint32_t index);
  Value item_member(const Node& node, std::uint32_t index);
  Value list(const Node& node);
  Value context(const Node& node);
  Value range(const Node& node, std::uint32_t index);
  Value compare(const Node& node, std::uint32_t index);
  Value compared(Op op, const Value& a, const Value& b, std::uint32_t index, bool null_is_meant);
  Value logic(const Node& node, std::uint32_t index);
  Value between(const Node& node, std::uint32_t index);
  Value in(const Node& node, std::uint32_t index);
  Value condition(const Node& node, std::uint32_t index);
  Value loop(const Node& node, std::uint32_t index);
  Value quantifier(const Node& node, std::uint32_t index);
  Value span(const Node& node, std::uint32_t index);
  Value filter(const Node& node, std::uint32_t index);
  Value element(const List& list, const Value& position, std::uint32_t index);
  Value call(const Node& node, std::uint32_t index);
  Value extension(const Node& node, std::uint32_t index);
  Value function(const Node& node, std::uint32_t index);
  Value invocation(const Node& node, std::uint32_t index);

  /// Calls `visit` with the loop's variables set, for each combination; it stops the loop by
  /// answering false.
  template <class F>
  bool for_each(const Node& node, std::uint32_t source, F&& visit);
  /// The elements that "for x in value" goes through; false where there are none to go through.
  bool elements_of(const Value& value, List& elements, std::uint32_t index);
  List children(const Node& node, std::uint32_t from = 0);
  // NOLINTNEXTLINE(misc-no-recursion): as run
  Value child(const Node& node, std::uint32_t index) { return run(program_.child(node, index)); }
  bool spend(std::uint64_t steps, std::uint32_t index);

  const Program& program_;
  const Environment& environment_;
  std::vector<Value> locals_;
  std::vector<Issue> issues_;
  std::uint64_t steps_ = 0;
  std::uint32_t depth_ = 0;
  bool stopped_ = false;
};

}  // namespace lagrum::feel
