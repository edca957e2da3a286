#include "dmn/model.h"

#include <algorithm>
#include <set>

#include "dmn/analysis.h"
#include "dmn/item_types.h"
#include "dmn/reader.h"
#include "dmn/table.h"

namespace lagrum::dmn {
namespace {

/// Inputs, decisions and models of one file.
constexpr std::size_t kNodesMax = 2000;
/// How deep decisions and business knowledge models may require each other.
constexpr std::size_t kRequirementDepthMax = 64;

}  // namespace

struct Model::State {
  /// An input, a decision, or a business knowledge model: what the requirements graph is made of.
  struct Node {
    enum class Is : std::uint8_t { kInput, kDecision, kKnowledge } is = Is::kInput;
    std::string id;
    std::string name;
    std::string variable;  ///< the name in expressions
    ItemType type;
    Position position;
    xml::Element element;                  ///< valid while the file is read
    std::vector<std::size_t> information;  ///< nodes whose values are variables, in order
    std::vector<std::size_t> knowledge;    ///< models that may be called, in order
    std::vector<std::pair<std::string, ItemType>> parameters;  ///< of a model
    std::optional<feel::Expression> expression;
    std::optional<Table> table;
  };

  ItemTypes item_types;
  std::vector<Node> nodes;
  std::vector<std::size_t> order;  ///< each node after those it requires

  const Node* decision(std::string_view name) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) {
      return node.is == Node::Is::kDecision && node.name == name;
    });
    return found == nodes.end() ? nullptr : &*found;
  }

  std::size_t number(const Node& node) const {
    return static_cast<std::size_t>(&node - nodes.data());
  }

  /// The node and all that it requires for its value, as numbers.
  std::set<std::size_t> needed(std::size_t node) const {
    std::set<std::size_t> all = {node};
    for (auto at = order.rbegin(); at != order.rend(); ++at) {
      if (all.count(*at) > 0)
        all.insert(nodes[*at].information.begin(), nodes[*at].information.end());
    }
    return all;
  }
};

namespace {

using State = Model::State;
using Node = State::Node;

/// Reads the requirements graph and its logic.
class ModelReader {
 public:
  ModelReader(const Reader& reader, State& state) : reader_(reader), state_(state) {}

  void read() {
    reader_.check_children(reader_.root(),
                           {"itemDefinition", "inputData", "decision", "businessKnowledgeModel",
                            "knowledgeSource", "textAnnotation", "association", "group",
                            "elementCollection", "performanceIndicator", "organizationUnit"});
    state_.item_types = ItemTypes::read(reader_);
    read_nodes("inputData", Node::Is::kInput);
    read_nodes("businessKnowledgeModel", Node::Is::kKnowledge);
    read_nodes("decision", Node::Is::kDecision);
    for (Node& node : state_.nodes) read_requirements(node);
    put_in_order();
    for (const std::size_t number : state_.order) read_logic(state_.nodes[number]);
    for (Node& node : state_.nodes) node.element = {};
  }

 private:
  void read_nodes(std::string_view local, Node::Is is) {
    for (const xml::Element& element : reader_.children(reader_.root(), local)) {
      if (state_.nodes.size() >= kNodesMax) {
        reader_.error("too-large", element.position(),
                      "expected at most 2000 inputs, decisions and models");
        return;
      }
      Node node;
      node.is = is;
      node.element = element;
      node.position = element.position();
      node.id = element.attribute_or_empty("id");
      node.name = reader_.required(element, "name");
      const xml::Element variable = reader_.child(element, "variable");
      node.variable = variable ? variable.attribute_or_empty("name") : std::string();
      if (node.variable.empty()) node.variable = node.name;
      if (variable) {
        node.type = state_.item_types.find(reader_, variable.attribute_or_empty("typeRef"),
                                           variable.attribute_position("typeRef"));
      }
      check_name(node);
      state_.nodes.push_back(std::move(node));
    }
  }

  void check_name(const Node& node) {
    if (node.variable.empty() || names_.insert(node.variable).second) return;
    reader_.error("duplicate-name", node.element.attribute_position("name"),
                  "expected each name once, found '" + node.variable + "' again");
  }

  /// The node that `#id` means, if it is of a kind in `allowed`.
  void require(const xml::Element& requirement, std::string_view local, Node::Is is,
               std::vector<std::size_t>& into) {
    const xml::Element element = reader_.child(requirement, local);
    if (!element) return;
    const std::string id = reader_.reference(element);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < state_.nodes.size(); ++i) {
      if (state_.nodes[i].is != is) continue;
      ids.push_back(state_.nodes[i].id);
      if (state_.nodes[i].id != id || id.empty()) continue;
      into.push_back(i);
      return;
    }
    if (id.empty()) return;
    reader_.error(
        "unknown-reference", element.attribute_position("href"),
        "expected the id of a " +
            std::string(local == "requiredInput"
                            ? "inputData"
                            : (is == Node::Is::kDecision ? "decision" : "businessKnowledgeModel")) +
            ", found '" + id + "'" + suggestion(id, ids));
  }

  void read_requirements(Node& node) {
    for (const xml::Element& requirement :
         reader_.children(node.element, "informationRequirement")) {
      require(requirement, "requiredInput", Node::Is::kInput, node.information);
      require(requirement, "requiredDecision", Node::Is::kDecision, node.information);
    }
    for (const xml::Element& requirement : reader_.children(node.element, "knowledgeRequirement")) {
      require(requirement, "requiredKnowledge", Node::Is::kKnowledge, node.knowledge);
    }
  }

  /// Each node after those it requires; nodes that require themselves are faults.
  void put_in_order() {
    std::vector<std::size_t> depths(state_.nodes.size(), 0);
    bool progress = true;
    while (progress) {
      progress = false;
      for (std::size_t i = 0; i < state_.nodes.size(); ++i) {
        const std::size_t depth = depths[i] == 0 ? depth_of(state_.nodes[i], depths) : 0;
        if (depth == 0) continue;
        depths[i] = depth;
        state_.order.push_back(i);
        progress = true;
      }
    }
    for (std::size_t i = 0; i < state_.nodes.size(); ++i) {
      if (depths[i] != 0) continue;
      reader_.error("cyclic-requirement", state_.nodes[i].position,
                    "expected requirements of at most 64 levels that do not lead back, found '" +
                        state_.nodes[i].name + "'");
    }
  }

  /// One more than the deepest requirement; 0 while one is unknown or too deep.
  static std::size_t depth_of(const Node& node, const std::vector<std::size_t>& depths) {
    std::size_t deepest = 0;
    for (const auto* requirements : {&node.information, &node.knowledge}) {
      for (const std::size_t required : *requirements) {
        if (depths[required] == 0) return 0;
        deepest = std::max(deepest, depths[required]);
      }
    }
    return deepest >= kRequirementDepthMax ? 0 : deepest + 1;
  }

  feel::Scope scope_of(const Node& node) const {
    feel::Scope scope;
    for (const std::size_t required : node.information) {
      scope.add_variable(state_.nodes[required].variable, state_.nodes[required].type.type);
    }
    for (const auto& [name, type] : node.parameters) scope.add_variable(name, type.type);
    for (const std::size_t required : node.knowledge) {
      const Node& model = state_.nodes[required];
      std::vector<std::string> names;
      for (const auto& [name, type] : model.parameters) names.push_back(name);
      scope.add_function(model.variable, std::move(names), model.type.type);
    }
    return scope;
  }

  void read_logic(Node& node) {
    if (node.is == Node::Is::kInput) {
      reader_.check_children(node.element, {"variable"});
      return;
    }
    if (node.is == Node::Is::kKnowledge) return read_knowledge(node);
    reader_.check_children(node.element,
                           {"question", "allowedAnswers", "variable", "informationRequirement",
                            "knowledgeRequirement", "authorityRequirement", "supportedObjective",
                            "impactedPerformanceIndicator", "decisionMaker", "decisionOwner",
                            "usingProcess", "usingTask", "literalExpression", "decisionTable"});
    read_expression(node, node.element);
  }

  void read_knowledge(Node& node) {
    reader_.check_children(node.element, {"variable", "encapsulatedLogic", "knowledgeRequirement",
                                          "authorityRequirement"});
    const xml::Element logic = reader_.child(node.element, "encapsulatedLogic");
    if (!logic) return no_logic(node);
    reader_.check_children(logic, {"formalParameter", "literalExpression", "decisionTable"});
    const std::string kind = logic.attribute_or_empty("kind");
    if (!kind.empty() && kind != "FEEL") {
      reader_.error("not-carried-out", logic.attribute_position("kind"),
                    "expected a function of FEEL, found '" + kind + "'");
    }
    for (const xml::Element& parameter : reader_.children(logic, "formalParameter")) {
      node.parameters.emplace_back(
          reader_.required(parameter, "name"),
          state_.item_types.find(reader_, parameter.attribute_or_empty("typeRef"),
                                 parameter.attribute_position("typeRef")));
    }
    node.type = state_.item_types.find(reader_, logic.attribute_or_empty("typeRef"),
                                       logic.attribute_position("typeRef"));
    read_expression(node, logic);
  }

  void no_logic(const Node& node) {
    reader_.error(
        "no-logic", node.position,
        "expected a literal expression or decision table in '" + node.name + "', found none");
  }

  void read_expression(Node& node, const xml::Element& parent) {
    const feel::Scope scope = scope_of(node);
    if (const xml::Element element = reader_.child(parent, "decisionTable")) {
      node.table = read_table(reader_, state_.item_types, scope, element, node.type);
      if (node.table && node.type.type.kind == feel::Type::Kind::kAny)
        node.type.type = node.table->result_type();
      return;
    }
    const xml::Element element = reader_.child(parent, "literalExpression");
    if (!element) {
      // A boxed form has its own diagnostic.
      const auto children = parent.children();
      const bool boxed = std::any_of(children.begin(), children.end(), [](const xml::Element& one) {
        return one.local() == "context" || one.local() == "invocation" ||
               one.local() == "relation" || one.local() == "list" ||
               one.local() == "functionDefinition";
      });
      if (!boxed) no_logic(node);
      return;
    }
    read_literal(node, element, scope);
  }

  void read_literal(Node& node, const xml::Element& element, const feel::Scope& scope) {
    reader_.check_children(element, {"text"});
    reader_.check_language(element);
    const SourceText text = reader_.own_text(element);
    auto compiled = feel::Expression::compile(text.text, scope, text.position);
    if (!compiled) return reader_.error(compiled.error());
    node.expression = std::move(compiled).value();
    if (node.type.type.kind == feel::Type::Kind::kAny) node.type.type = node.expression->type();
  }

  const Reader& reader_;
  State& state_;
  std::set<std::string> names_;
};

/// One evaluation of a decision with all it requires.
class DecisionRun {
 public:
  DecisionRun(const State& state, const feel::Environment& environment)
      : state_(state), environment_(environment) {}

  Decided decide(const Node& decision, const Context& inputs) {
    const std::size_t wanted = state_.number(decision);
    const std::set<std::size_t> needed = state_.needed(wanted);
    std::vector<Value> values(state_.nodes.size());
    for (const std::size_t number : state_.order) {
      if (needed.count(number) == 0) continue;
      const Node& node = state_.nodes[number];
      values[number] = node.is == Node::Is::kInput ? input(node, inputs)
                                                   : value_of(node, arguments(node, values));
    }
    decided_.value = values[wanted];
    return std::move(decided_);
  }

 private:
  Value input(const Node& node, const Context& inputs) {
    const Value* given = inputs.find(node.variable);
    if (given == nullptr) return nullptr;
    return coerced(node.type, *given, "input '" + node.name + "'", node.position, decided_.issues);
  }

  static std::vector<Value> arguments(const Node& node, const std::vector<Value>& values) {
    std::vector<Value> result;
    for (const std::size_t required : node.information) result.push_back(values[required]);
    return result;
  }

  /// Evaluates a decision or model with the values of its variables.
  Value value_of(const Node& node, const std::vector<Value>& variables) {
    feel::Environment environment;
    environment.variables = variables;
    environment.now = environment_.now;
    environment.call = [&](std::size_t function, std::span<const Value> given) {
      return call(state_.nodes[node.knowledge[function]], given);
    };
    Value value;
    if (node.table) {
      value = node.table->evaluate(node.name, environment, decided_);
    } else if (node.expression) {
      feel::Outcome outcome = node.expression->evaluate(environment);
      decided_.issues.insert(decided_.issues.end(), outcome.issues.begin(), outcome.issues.end());
      value = std::move(outcome.value);
    }
    return coerced(node.type, std::move(value), "decision '" + node.name + "'", node.position,
                   decided_.issues);
  }

  Result<Value> call(const Node& model, std::span<const Value> given) {
    std::vector<Value> variables;
    for (std::size_t i = 0; i < model.parameters.size(); ++i) {
      const auto& [name, type] = model.parameters[i];
      variables.push_back(coerced(type, given[i], model.name + ": '" + name + "'", model.position,
                                  decided_.issues));
    }
    return value_of(model, variables);
  }

  const State& state_;
  const feel::Environment& environment_;
  Decided decided_;
};

}  // namespace

Result<Model> Model::load(const xml::Document& document, Diagnostics& diagnostics) {
  Diagnostics own;
  auto state = std::make_shared<State>();
  if (Reader::accepts(document, own)) ModelReader(Reader(document, own), *state).read();
  for (const Diagnostic& diagnostic : own.all()) diagnostics.add(diagnostic);
  if (own.has_errors()) return own.to_error();
  return Model(std::move(state));
}

const feel::Types& Model::types() const { return state_->item_types.types(); }

bool Model::has_decision(std::string_view name) const { return state_->decision(name) != nullptr; }

std::vector<std::string> Model::decisions() const {
  std::vector<std::string> names;
  for (const Node& node : state_->nodes) {
    if (node.is == Node::Is::kDecision) names.push_back(node.name);
  }
  return names;
}

std::vector<std::string> Model::inputs(std::string_view decision) const {
  const Node* node = state_->decision(decision);
  std::vector<std::string> names;
  if (node == nullptr) return names;
  for (const std::size_t number : state_->needed(state_->number(*node))) {
    if (state_->nodes[number].is == Node::Is::kInput)
      names.push_back(state_->nodes[number].variable);
  }
  return names;
}

feel::Type Model::result_type(std::string_view decision) const {
  const Node* node = state_->decision(decision);
  return node == nullptr ? feel::Type::any() : node->type.type;
}

std::vector<std::string> Model::annotations(std::string_view decision,
                                            std::string_view name) const {
  const Node* node = state_->decision(decision);
  std::vector<std::string> texts;
  if (node == nullptr || !node->table) return texts;
  for (const TableRule& rule : node->table->rules) {
    for (const auto& [each, text] : rule.annotations) {
      if (each == name) texts.push_back(text);
    }
  }
  return texts;
}

void Model::check_tables(Diagnostics& diagnostics) const {
  for (const Node& node : state_->nodes) {
    if (!node.table) continue;
    for (const Finding& finding : analyse(*node.table)) {
      diagnostics.warning(std::string(rule_of(finding.kind)), finding.position,
                          message_of(finding, node.name));
    }
  }
}

Result<Decided> Model::evaluate(std::string_view decision, const Context& inputs,
                                const feel::Environment& environment) const {
  const Node* node = state_->decision(decision);
  if (node == nullptr) {
    return Error{
        ErrorCode::kNotFound, not_known("a decision of the model", decision, decisions()), {}, {}};
  }
  return DecisionRun(*state_, environment).decide(*node, inputs);
}

}  // namespace lagrum::dmn
