#include <algorithm>
#include <iterator>
#include <utility>

#include "dmn/graph.h"
#include "feel/evaluator.h"

namespace lagrum::dmn {
namespace {

using State = Model::State;
using Node = State::Node;
using Frame = std::vector<Value>;
using Is = Boxed::Is;

class Run;

/// A function of a model. It can be called only while the evaluation that made it goes on.
class ModelFunction final : public FunctionValue {
 public:
  using Body = std::function<Value(Run&, List)>;

  ModelFunction(feel::Type type, std::weak_ptr<Run*> run, Body body, std::uint32_t depth = 0)
      : FunctionValue(std::move(type), depth), run_(std::move(run)), body_(std::move(body)) {}

  Value call(feel::Evaluator& caller, std::uint32_t node, List arguments,
             std::span<const std::string> names) const override {
    const auto run = run_.lock();
    if (run == nullptr) return caller.fail(node, "the model's evaluation is over");
    if (!caller.bind(node, *type().members, arguments, names)) return nullptr;
    return body_(**run, std::move(arguments));
  }

 private:
  std::weak_ptr<Run*> run_;
  Body body_;
};

/// One evaluation of a model: the issues and rules on the way, and the bounds of it all.
class Run {
 public:
  Run(const State& state, const feel::Environment& environment, const Given& given,
      Decided& decided)
      : state_(state), given_(given), decided_(decided) {
    environment_.now = environment.now;
    environment_.any_time = environment.any_time;
    environment_.zones = environment.zones;
    environment_.budget = environment.budget == nullptr ? &budget_ : environment.budget;
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void decide(std::size_t decision) {
    const State::Plan& plan = state_.plans[decision];
    if (plan.direct && all_fit()) {
      const Node& node = state_.nodes[decision];
      decided_.value = of_decision(node, flat_value(*node.logic, given_.values, node.name));
    } else {
      Frame values(state_.nodes.size());
      for (const std::size_t needed : plan.steps) find_value(needed, values);
      decided_.value = std::move(values[decision]);
    }
  }

  void serve(const Node& service) {
    List arguments;
    for (const std::size_t number : service.information) arguments.push_back(given_.of(number));
    decided_.value = service_value(service, std::move(arguments));
  }

 private:
  // NOLINTBEGIN(misc-no-recursion): bounded by the XML gate, and for calls by kEvaluationDepthMax

  /// True where all values are given and can be used as they stand; their types are plain.
  bool all_fit() const {
    if (given_.values.size() != given_.nodes.size()) return false;
    for (std::size_t i = 0; i < given_.nodes.size(); ++i) {
      const feel::Type& type = state_.nodes[given_.nodes[i]].type.type;
      if (!feel::conforms(given_.values[i], type.kind)) return false;
    }
    return true;
  }

  /// The values of the wanted nodes, where those in `given` are known.
  List values_of(const std::vector<std::size_t>& wanted,
                 const std::map<std::size_t, Value>& given) {
    std::set<std::size_t> known;
    for (const auto& [number, value] : given) known.insert(number);
    const std::set<std::size_t> needed = state_.needed(wanted, known);
    Frame values(state_.nodes.size());
    for (const auto& [number, value] : given) values[number] = value;
    for (const std::size_t number : state_.order) {
      if (needed.count(number) == 0 || known.count(number) > 0) continue;
      find_value(number, values);
    }
    List result;
    for (const std::size_t number : wanted) result.push_back(values[number]);
    return result;
  }

  /// The value of a node, put at its place; those it requires stand at theirs.
  void find_value(std::size_t number, Frame& values) {
    const Node& node = state_.nodes[number];
    if (node.is == Node::Is::kInput) read_input(node, given_.of(number), values[number]);
    if (node.is == Node::Is::kDecision) values[number] = decision_value(node, values);
  }

  void read_input(const Node& node, const Value& given, Value& place) {
    const auto what = [&] { return "input '" + node.name + "'"; };
    Value room;
    Value made;
    const Value& whole = completed(node.type, given, made);
    place = coerced(node.type, whole, room, what, node.position, decided_.issues);
  }

  Value decision_value(const Node& node, const Frame& values) {
    return of_decision(
        node, node.logic ? logic_value(node, values) : Value(given_.of(state_.number(node))));
  }

  /// What comes out, fitted to the decision's type.
  Value of_decision(const Node& node, Value value) {
    return coerced(
        node.type, std::move(value), [&] { return "decision '" + node.name + "'"; }, node.position,
        decided_.issues);
  }

  Value logic_value(const Node& node, const Frame& values) {
    const Boxed& logic = *node.logic;
    if (node.bound_from && (logic.is == Is::kLiteral || logic.is == Is::kTable)) {
      const auto bound = std::span(values).subspan(*node.bound_from, node.bindings.size());
      return flat_value(logic, bound, node.name);
    }
    Frame frame = frame_of(node, values);
    return value_of(logic, frame, node.name);
  }

  /// A literal or a table, which read their variables and add none.
  Value flat_value(const Boxed& boxed, std::span<const Value> variables, const std::string& name) {
    return inside(variables, [&] {
      return boxed.is == Is::kTable ? boxed.table->evaluate(name, environment_, decided_)
                                    : taken(boxed.expression->evaluate(environment_));
    });
  }

  Frame frame_of(const Node& node, const Frame& values) {
    const auto value = [&](std::size_t number) {
      const Node& other = state_.nodes[number];
      return other.is_function() ? function_of(other) : values[number];
    };
    Frame frame;
    for (const Node::Binding& binding : node.bindings) {
      if (!binding.imported) {
        frame.push_back(value(binding.nodes.front().second));
        continue;
      }
      Context context;
      for (const auto& [name, number] : binding.nodes) context.set(name, value(number));
      frame.emplace_back(std::move(context));
    }
    return frame;
  }

  Value function_of(const Node& node) {
    const auto body = [&node](Run& run, List arguments) {
      return node.is == Node::Is::kService ? run.service_value(node, std::move(arguments))
                                           : run.knowledge_value(node, std::move(arguments));
    };
    return Value(std::make_shared<const ModelFunction>(state_.callable_type(node), myself(), body));
  }

  Value service_value(const Node& service, List arguments) {
    if (!fit(service.parameters, arguments, service.name, service.position)) return nullptr;
    std::map<std::size_t, Value> given;
    for (std::size_t i = 0; i < service.information.size(); ++i)
      given[service.information[i]] = std::move(arguments[i]);
    if (!spend(state_.nodes.size(), service.position)) return nullptr;
    const List values = deeper([&] { return values_of(service.outputs, given); });
    Value result = values.front();
    if (values.size() > 1) {
      Context context;
      for (std::size_t i = 0; i < values.size(); ++i)
        context.set(state_.nodes[service.outputs[i]].variable, values[i]);
      result = std::move(context);
    }
    return coerced(
        service.type, std::move(result), [&] { return "service '" + service.name + "'"; },
        service.position, decided_.issues);
  }

  Value knowledge_value(const Node& node, List arguments) {
    if (!fit(node.parameters, arguments, node.name, node.position)) return nullptr;
    if (!spend(node.bindings.size(), node.position)) return nullptr;
    Frame frame = frame_of(node, {});
    std::move(arguments.begin(), arguments.end(), std::back_inserter(frame));
    Value value = deeper([&] { return value_of(*node.logic, frame, node.name); });
    return coerced(
        node.type, std::move(value), [&] { return "'" + node.name + "'"; }, node.position,
        decided_.issues);
  }

  /// Fits the arguments to the parameters' types; false where one does not conform.
  bool fit(const std::vector<Boxed::Parameter>& parameters, List& arguments,
           const std::string& name, const Position& source) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (arguments[i].is_null()) continue;
      arguments[i] = coerced(
          parameters[i].type, std::move(arguments[i]),
          [&] { return name + ": '" + parameters[i].name + "'"; }, source, decided_.issues);
      if (arguments[i].is_null()) return false;
    }
    return true;
  }

  /// A call costs more of the stack than a node of an expression.
  template <class F>
  std::invoke_result_t<F> deeper(F&& call) {
    constexpr std::uint32_t kDepthOfCall = 8;
    environment_.budget->depth += kDepthOfCall;
    std::invoke_result_t<F> result = call();
    environment_.budget->depth -= kDepthOfCall;
    return result;
  }

  /// What functions know this evaluation by; they outlive it.
  std::weak_ptr<Run*> myself() {
    if (myself_ == nullptr) myself_ = std::make_shared<Run*>(this);
    return myself_;
  }

  /// What `evaluate` gives in the environment with these variables. It may come back to here.
  template <class F>
  std::invoke_result_t<F> inside(std::span<const Value> variables, F&& evaluate) {
    const std::span<const Value> outside = std::exchange(environment_.variables, variables);
    std::invoke_result_t<F> result = evaluate();
    environment_.variables = outside;
    return result;
  }

  Value taken(feel::Outcome outcome) {
    for (feel::Issue& each : outcome.issues) add_issue(decided_.issues, std::move(each));
    return std::move(outcome.value);
  }

  Value issue(const Position& source, std::string message) {
    add_issue(decided_.issues, {std::move(message), source});
    return nullptr;
  }

  /// Counts steps; false, with an issue, once the bound is reached: everything is null from then
  /// on.
  bool spend(std::uint64_t steps, const Position& source) {
    feel::Budget& budget = *environment_.budget;
    budget.steps += steps;
    if (budget.stopped || budget.steps <= budget.steps_max) return !budget.stopped;
    budget.stopped = true;
    issue(source,
          "expected an evaluation of at most " + std::to_string(budget.steps_max) + " steps");
    return false;
  }

  Value evaluate(const Boxed& boxed, Frame& frame, const std::string& name) {
    const std::size_t size = frame.size();
    Value value = value_of(boxed, frame, name);
    frame.resize(size);
    if (boxed.type.type.kind == feel::Type::Kind::kAny) return value;
    return coerced(
        boxed.type, std::move(value), [&] { return "'" + name + "'"; }, boxed.position,
        decided_.issues);
  }

  Value value_of(const Boxed& boxed, Frame& frame, const std::string& name) {
    if (!spend(1, boxed.position)) return nullptr;
    switch (boxed.is) {
      case Is::kFault:
        return issue(boxed.position, boxed.fault);
      case Is::kLiteral:
      case Is::kTable:
        return flat_value(boxed, frame, name);
      case Is::kContext:
        return context(boxed, frame, name);
      case Is::kList:
        return list(boxed, frame, name);
      case Is::kRelation:
        return relation(boxed, frame, name);
      case Is::kFunction:
        return function(boxed, frame, name);
      case Is::kInvocation:
        return invocation(boxed, frame, name);
      case Is::kConditional:
        return conditional(boxed, frame, name);
      case Is::kFilter:
        return filter(boxed, frame, name);
      case Is::kFor:
        return loop(boxed, frame, name);
      case Is::kSome:
      case Is::kEvery:
        return quantifier(boxed, frame, name);
    }
    return nullptr;
  }

  /// Null, with an issue, where the value would have too many levels.
  Value nested(const Boxed& boxed, Value value) {
    if (!value.is_null()) return value;
    return issue(boxed.position, feel::too_many_levels());
  }

  Value context(const Boxed& boxed, Frame& frame, const std::string& name) {
    Context result;
    for (std::size_t i = 0; i < boxed.children.size(); ++i) {
      Value value = evaluate(boxed.children[i], frame, name);
      if (boxed.names[i].empty()) return value;
      frame.push_back(value);
      result.set(boxed.names[i], std::move(value));
    }
    return nested(boxed, std::move(result));
  }

  Value list(const Boxed& boxed, Frame& frame, const std::string& name) {
    List result;
    for (const Boxed& child : boxed.children) result.push_back(evaluate(child, frame, name));
    return nested(boxed, std::move(result));
  }

  Value relation(const Boxed& boxed, Frame& frame, const std::string& name) {
    const std::size_t width = boxed.names.size();
    List rows;
    for (std::size_t start = 0; width != 0 && start + width <= boxed.children.size();
         start += width) {
      Context row;
      for (std::size_t i = 0; i < width; ++i)
        row.set(boxed.names[i], evaluate(boxed.children[start + i], frame, name));
      rows.emplace_back(std::move(row));
    }
    return nested(boxed, std::move(rows));
  }

  Value function(const Boxed& boxed, const Frame& frame, const std::string& name) {
    const auto body = [&boxed, frame, name](Run& run, List arguments) -> Value {
      if (!run.fit(boxed.parameters, arguments, name, boxed.position)) return nullptr;
      Frame inner = frame;
      std::move(arguments.begin(), arguments.end(), std::back_inserter(inner));
      return run.deeper([&] { return run.evaluate(boxed.children.front(), inner, name); });
    };
    return nested(boxed, Value(std::make_shared<const ModelFunction>(
                             function_type(boxed.parameters, boxed.children.front().result_type()),
                             myself(), body, feel::deepest(frame))));
  }

  Value invocation(const Boxed& boxed, Frame& frame, const std::string& name) {
    const Value callee = evaluate(boxed.children.front(), frame, name);
    List arguments;
    for (std::size_t i = 1; i < boxed.children.size(); ++i)
      arguments.push_back(evaluate(boxed.children[i], frame, name));
    return taken(inside(frame, [&] {
      return feel::invoke(callee, std::move(arguments), boxed.names, environment_, boxed.position);
    }));
  }

  Value conditional(const Boxed& boxed, Frame& frame, const std::string& name) {
    const Value truth = evaluate(boxed.children.front(), frame, name);
    if (truth.boolean() == nullptr && !truth.is_null()) {
      return issue(boxed.position,
                   "'if' expects a boolean, found " + std::string(type_name(truth)));
    }
    return evaluate(boxed.children[truth.is_true() ? 1 : 2], frame, name);
  }

  /// The elements of the list in the first child; nothing with an issue where it is none.
  std::optional<List> elements(const Boxed& boxed, Frame& frame, const std::string& name) {
    const Boxed& source = boxed.children.front();
    const Value given = evaluate(source, frame, name);
    const Value all = taken(
        inside(frame, [&] { return feel::elements_of(given, environment_, source.position); }));
    if (all.list() == nullptr || !spend(all.list()->size(), source.position)) return std::nullopt;
    return *all.list();
  }

  Value filter(const Boxed& boxed, Frame& frame, const std::string& name) {
    const auto items = elements(boxed, frame, name);
    if (!items) return nullptr;
    const std::size_t size = frame.size();
    List kept;
    for (const Value& item : *items) {
      for (const std::string& member : boxed.names) {
        const Value* found = item.context() == nullptr ? nullptr : item.context()->find(member);
        frame.push_back(found == nullptr ? Value() : *found);
      }
      frame.push_back(item);
      const Value chosen = evaluate(boxed.children[1], frame, name);
      frame.resize(size);
      if (chosen.boolean() == nullptr && !chosen.is_null()) {
        return issue(boxed.position,
                     "a filter expects a boolean, found " + std::string(type_name(chosen)));
      }
      if (chosen.is_true()) kept.push_back(item);
    }
    return kept;
  }

  Value loop(const Boxed& boxed, Frame& frame, const std::string& name) {
    const auto items = elements(boxed, frame, name);
    if (!items) return nullptr;
    const std::size_t size = frame.size();
    List results;
    for (const Value& item : *items) {
      frame.push_back(item);
      if (boxed.names.size() > 1) {
        frame.push_back(nested(boxed, results));
        environment_.budget->steps += results.size();
      }
      Value result = evaluate(boxed.children[1], frame, name);
      frame.resize(size);
      results.push_back(std::move(result));
      if (environment_.budget->stopped) return nullptr;
    }
    return nested(boxed, std::move(results));
  }

  Value quantifier(const Boxed& boxed, Frame& frame, const std::string& name) {
    const auto items = elements(boxed, frame, name);
    if (!items) return nullptr;
    const bool decisive = boxed.is == Is::kSome;
    const std::size_t size = frame.size();
    Value result = !decisive;
    for (const Value& item : *items) {
      frame.push_back(item);
      const Value truth = evaluate(boxed.children[1], frame, name);
      frame.resize(size);
      if (truth.boolean() == nullptr) {
        if (!truth.is_null())
          issue(boxed.position,
                "'satisfies' expects a boolean, found " + std::string(type_name(truth)));
        result = nullptr;
      } else if (*truth.boolean() == decisive) {
        return decisive;
      }
    }
    return result;
  }

  // NOLINTEND(misc-no-recursion)

  const State& state_;
  feel::Environment environment_;  // its variables are those of what is being evaluated
  const Given& given_;
  feel::Budget budget_{kModelStepsMax};
  Decided& decided_;
  std::shared_ptr<Run*> myself_;  // where functions were made
};

}  // namespace

const Value& Given::of(std::size_t number) const {
  static const Value kMissing;
  const auto found = std::lower_bound(nodes.begin(), nodes.end(), number);
  const auto at = static_cast<std::size_t>(found - nodes.begin());
  return found != nodes.end() && *found == number && at < values.size() ? values[at] : kMissing;
}

void run_decision(const State& state, std::size_t decision, const Given& given,
                  const feel::Environment& environment, Decided& decided) {
  Run(state, environment, given, decided).decide(decision);
}

Decided run_service(const State& state, const Node& service, const Given& given,
                    const feel::Environment& environment) {
  Decided decided;
  Run(state, environment, given, decided).serve(service);
  return decided;
}

}  // namespace lagrum::dmn
