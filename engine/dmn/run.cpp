#include <algorithm>
#include <iterator>

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

  ModelFunction(feel::Type type, std::weak_ptr<Run> run, Body body)
      : FunctionValue(std::move(type)), run_(std::move(run)), body_(std::move(body)) {}

  Value call(feel::Evaluator& caller, std::uint32_t node, List arguments,
             std::span<const std::string> names) const override {
    const auto run = run_.lock();
    if (run == nullptr) return caller.fail(node, "the model's evaluation is over");
    if (!caller.bind(node, *type().members, arguments, names)) return nullptr;
    return body_(*run, std::move(arguments));
  }

 private:
  std::weak_ptr<Run> run_;
  Body body_;
};

/// One evaluation of a model: the issues and rules on the way, and the bounds of it all.
class Run : public std::enable_shared_from_this<Run> {
 public:
  Run(const std::shared_ptr<const State>& state, const feel::Environment& environment,
      const Context& inputs)
      : state_(*state), environment_(environment), inputs_(inputs) {
    environment_.call = {};
    if (environment_.budget == nullptr) environment_.budget = &budget_;
  }

  Decided decide(const Node& decision) {
    decided_.value = values_of({state_.number(decision)}, {}).front();
    return std::move(decided_);
  }

  Decided serve(const Node& service) {
    List arguments;
    for (const std::size_t number : service.information)
      arguments.push_back(outer_value(state_.nodes[number]));
    decided_.value = service_value(service, std::move(arguments));
    return std::move(decided_);
  }

 private:
  // NOLINTBEGIN(misc-no-recursion): bounded by the XML gate, and for calls by kEvaluationDepthMax

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
      const Node& node = state_.nodes[number];
      if (node.is == Node::Is::kInput) values[number] = input(node);
      if (node.is == Node::Is::kDecision) values[number] = decision_value(node, values);
    }
    List result;
    for (const std::size_t number : wanted) result.push_back(values[number]);
    return result;
  }

  Value input(const Node& node) {
    return coerced(node.type, completed(node.type, outer_value(node)), "input '" + node.name + "'",
                   node.position, decided_.issues);
  }

  /// What the caller gives for an input, or for a decision that is decided outside.
  Value outer_value(const Node& node) const {
    const Context* context = &inputs_;
    for (const std::string& name : state_.files[node.file].path) {
      const Value* inner = context->find(name);
      if (inner == nullptr || inner->context() == nullptr) return nullptr;
      context = inner->context();
    }
    const Value* found = context->find(node.variable);
    return found == nullptr ? Value() : *found;
  }

  Value decision_value(const Node& node, const Frame& values) {
    const std::string what = "decision '" + node.name + "'";
    if (!node.logic)
      return coerced(node.type, outer_value(node), what, node.position, decided_.issues);
    Frame frame = frame_of(node, values);
    Value value = value_of(*node.logic, frame, node.name);
    return coerced(node.type, std::move(value), what, node.position, decided_.issues);
  }

  Frame frame_of(const Node& node, const Frame& values) {
    const auto value = [&](std::size_t number) {
      const Node& other = state_.nodes[number];
      const bool function = other.is == Node::Is::kKnowledge || other.is == Node::Is::kService;
      return function ? function_of(other) : values[number];
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
    return Value(
        std::make_shared<const ModelFunction>(state_.callable_type(node), weak_from_this(), body));
  }

  Value service_value(const Node& service, List arguments) {
    if (!fit(service.parameters, arguments, service.name, service.position)) return nullptr;
    std::map<std::size_t, Value> given;
    for (std::size_t i = 0; i < service.information.size(); ++i)
      given[service.information[i]] = std::move(arguments[i]);
    const List values = deeper([&] { return values_of(service.outputs, given); });
    Value result = values.front();
    if (values.size() > 1) {
      Context context;
      for (std::size_t i = 0; i < values.size(); ++i)
        context.set(state_.nodes[service.outputs[i]].variable, values[i]);
      result = std::move(context);
    }
    return coerced(service.type, std::move(result), "service '" + service.name + "'",
                   service.position, decided_.issues);
  }

  Value knowledge_value(const Node& node, List arguments) {
    if (!fit(node.parameters, arguments, node.name, node.position)) return nullptr;
    Frame frame = frame_of(node, {});
    std::move(arguments.begin(), arguments.end(), std::back_inserter(frame));
    Value value = deeper([&] { return value_of(*node.logic, frame, node.name); });
    return coerced(node.type, std::move(value), "'" + node.name + "'", node.position,
                   decided_.issues);
  }

  /// Fits the arguments to the parameters' types; false where one does not conform.
  bool fit(const std::vector<Boxed::Parameter>& parameters, List& arguments,
           const std::string& name, const Position& source) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      if (arguments[i].is_null()) continue;
      arguments[i] = coerced(parameters[i].type, std::move(arguments[i]),
                             name + ": '" + parameters[i].name + "'", source, decided_.issues);
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

  feel::Environment inside(const Frame& frame) const {
    feel::Environment environment = environment_;
    environment.variables = frame;
    return environment;
  }

  Value taken(feel::Outcome outcome) {
    std::move(outcome.issues.begin(), outcome.issues.end(), std::back_inserter(decided_.issues));
    return std::move(outcome.value);
  }

  Value issue(const Position& source, std::string message) {
    decided_.issues.push_back(feel::Issue{std::move(message), source});
    return nullptr;
  }

  Value evaluate(const Boxed& boxed, Frame& frame, const std::string& name) {
    const std::size_t size = frame.size();
    Value value = value_of(boxed, frame, name);
    frame.resize(size);
    if (boxed.type.type.kind == feel::Type::Kind::kAny) return value;
    return coerced(boxed.type, std::move(value), "'" + name + "'", boxed.position, decided_.issues);
  }

  Value value_of(const Boxed& boxed, Frame& frame, const std::string& name) {
    switch (boxed.is) {
      case Is::kFault:
        return issue(boxed.position, boxed.fault);
      case Is::kLiteral:
        return taken(boxed.expression->evaluate(inside(frame)));
      case Is::kTable:
        return boxed.table->evaluate(name, inside(frame), decided_);
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

  Value context(const Boxed& boxed, Frame& frame, const std::string& name) {
    Context result;
    for (std::size_t i = 0; i < boxed.children.size(); ++i) {
      Value value = evaluate(boxed.children[i], frame, name);
      if (boxed.names[i].empty()) return value;
      frame.push_back(value);
      result.set(boxed.names[i], std::move(value));
    }
    return result;
  }

  Value list(const Boxed& boxed, Frame& frame, const std::string& name) {
    List result;
    for (const Boxed& child : boxed.children) result.push_back(evaluate(child, frame, name));
    return result;
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
    return rows;
  }

  Value function(const Boxed& boxed, const Frame& frame, const std::string& name) {
    const auto body = [&boxed, frame, name](Run& run, List arguments) -> Value {
      if (!run.fit(boxed.parameters, arguments, name, boxed.position)) return nullptr;
      Frame inner = frame;
      std::move(arguments.begin(), arguments.end(), std::back_inserter(inner));
      return run.deeper([&] { return run.evaluate(boxed.children.front(), inner, name); });
    };
    return Value(std::make_shared<const ModelFunction>(
        function_type(boxed.parameters, boxed.children.front().result_type()), weak_from_this(),
        body));
  }

  Value invocation(const Boxed& boxed, Frame& frame, const std::string& name) {
    const Value callee = evaluate(boxed.children.front(), frame, name);
    List arguments;
    for (std::size_t i = 1; i < boxed.children.size(); ++i)
      arguments.push_back(evaluate(boxed.children[i], frame, name));
    return taken(
        feel::invoke(callee, std::move(arguments), boxed.names, inside(frame), boxed.position));
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
    feel::Outcome outcome = feel::elements_of(evaluate(boxed.children.front(), frame, name),
                                              inside(frame), boxed.children.front().position);
    const Value all = taken(std::move(outcome));
    return all.list() == nullptr ? std::nullopt : std::optional<List>(*all.list());
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
        frame.emplace_back(results);
        environment_.budget->steps += results.size();
      }
      Value result = evaluate(boxed.children[1], frame, name);
      frame.resize(size);
      results.push_back(std::move(result));
      if (environment_.budget->stopped) return nullptr;
    }
    return results;
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
  feel::Environment environment_;
  const Context& inputs_;
  feel::Budget budget_{kModelStepsMax};
  Decided decided_;
};

}  // namespace

Decided run_decision(const std::shared_ptr<const State>& state, const Node& decision,
                     const Context& inputs, const feel::Environment& environment) {
  return std::make_shared<Run>(state, environment, inputs)->decide(decision);
}

Decided run_service(const std::shared_ptr<const State>& state, const Node& service,
                    const Context& inputs, const feel::Environment& environment) {
  return std::make_shared<Run>(state, environment, inputs)->serve(service);
}

}  // namespace lagrum::dmn
