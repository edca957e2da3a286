#include <algorithm>
#include <iterator>
#include <map>

#include "base/words.h"
#include "dmn/graph.h"
#include "dmn/reader.h"
#include "feel/scanner.h"

namespace lagrum::dmn {
namespace {

using State = Model::State;
using Node = State::Node;
using Kind = feel::Type::Kind;

std::string_view element_name(Node::Is is) {
  constexpr std::array<std::string_view, 4> kNames = {"inputData", "decision",
                                                      "businessKnowledgeModel", "decisionService"};
  return kNames[static_cast<std::size_t>(is)];
}

/// Reads the requirements graph and its logic.
class GraphReader {
 public:
  GraphReader(const LoadOptions& options, Diagnostics& diagnostics, State& state)
      : options_(options), diagnostics_(diagnostics), state_(state) {}

  void read(const xml::Document& document) {
    if (!Reader::accepts(document, diagnostics_)) return;
    read_file(document, {});
    for (std::size_t i = 0; i < state_.nodes.size(); ++i) read_requirements(state_.nodes[i]);
    const std::size_t declared = state_.nodes.size();
    for (std::size_t i = 0; i < declared; ++i) {
      if (state_.nodes[i].is == Node::Is::kDecision) read_free_names(i);
    }
    put_in_order();
    for (const std::size_t number : state_.order) read_logic(state_.nodes[number]);
    for (Node& node : state_.nodes) {
      node.element = {};
      node.bound_from = bound_from(node);
      state_.plans.push_back(plan_of(node));
    }
  }

 private:
  std::optional<std::size_t> bound_from(const Node& node) const {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < node.bindings.size(); ++i) {
      if (node.bindings[i].imported) return std::nullopt;
      const std::size_t number = node.bindings[i].nodes.front().second;
      if (!first) first = number;
      if (number != *first + i || state_.nodes[number].is_function()) return std::nullopt;
    }
    return first;
  }

  State::Plan plan_of(const Node& node) const {
    State::Plan plan;
    if (node.is != Node::Is::kDecision) return plan;
    const std::size_t decision = state_.number(node);
    const std::set<std::size_t> needed = state_.needed({decision});
    std::copy_if(state_.order.begin(), state_.order.end(), std::back_inserter(plan.steps),
                 [&](std::size_t number) { return needed.count(number) > 0; });
    plan.given = state_.given_for({decision});
    plan.direct = is_direct(node, plan);
    return plan;
  }

  bool is_direct(const Node& decision, const State::Plan& plan) const {
    if (!decision.bound_from || decision.bindings.size() != plan.given.size()) return false;
    const auto is_bound_input = [&](std::size_t number) {
      const Node& input = state_.nodes[number];
      return input.is == Node::Is::kInput && input.type.is_plain() &&
             number >= *decision.bound_from &&
             number < *decision.bound_from + decision.bindings.size();
    };
    return decision.logic &&
           (decision.logic->is == Boxed::Is::kLiteral || decision.logic->is == Boxed::Is::kTable) &&
           std::all_of(plan.given.begin(), plan.given.end(), is_bound_input);
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kImportDepthMax
  std::size_t read_file(const xml::Document& document, const std::vector<std::string>& path) {
    const std::size_t number = state_.files.size();
    documents_.push_back(document);
    readers_.push_back(std::make_unique<Reader>(documents_.back(), diagnostics_));
    const Reader& reader = *readers_.back();
    state_.files.emplace_back();
    state_.files[number].ns = reader.root().attribute_or_empty("namespace");
    state_.files[number].path = path;
    reader.check_children(reader.root(),
                          {"import", "itemDefinition", "inputData", "decision",
                           "businessKnowledgeModel", "decisionService", "knowledgeSource",
                           "textAnnotation", "association", "group", "elementCollection",
                           "performanceIndicator", "organizationUnit", "businessContextElement"});
    for (const xml::Element& import : reader.children(reader.root(), "import"))
      read_import(reader, import, number);
    std::vector<ItemTypes::Imported> imported;
    for (const State::File::Import& import : state_.files[number].imports)
      imported.push_back({import.name, &state_.files[import.file].types});
    state_.files[number].types = ItemTypes::read(reader, imported);
    std::set<std::string> names;
    std::set<std::string> ids;
    for (const Node::Is is :
         {Node::Is::kInput, Node::Is::kKnowledge, Node::Is::kDecision, Node::Is::kService})
      read_nodes(reader, is, number, names, ids);
    return number;
  }

  // NOLINTNEXTLINE(misc-no-recursion): bounded by kImportDepthMax
  void read_import(const Reader& reader, const xml::Element& import, std::size_t importer) {
    const std::string type = import.attribute_or_empty("importType");
    const std::string name = import.attribute_or_empty("name");
    const auto fault = [&](std::string message) {
      reader.error("import", import.position(), std::move(message));
    };
    if (!Reader::is_model(type))
      return fault("expected an import of a decision model, found '" + type + "'");
    std::vector<std::string> path = state_.files[importer].path;
    path.push_back(name);
    if (path.size() > kImportDepthMax || state_.files.size() >= kImportsMax)
      return fault("expected imports of at most 8 levels and 64 files that do not lead back");
    if (!options_.open) return fault("expected a model without imports: nobody opens them here");
    const auto document = options_.open(reader.required(import, "namespace"),
                                        import.attribute_or_empty("locationURI"));
    if (!document) return fault(document.error().message);
    if (!Reader::accepts(*document, diagnostics_)) return;
    const std::size_t file = read_file(*document, path);
    state_.files[importer].imports.push_back({name, file});
  }

  void read_nodes(const Reader& reader, Node::Is is, std::size_t file, std::set<std::string>& names,
                  std::set<std::string>& ids) {
    for (const xml::Element& element : reader.children(reader.root(), element_name(is))) {
      if (!has_room(reader, element)) return;
      Node node;
      node.is = is;
      node.file = file;
      node.element = element;
      node.position = element.position();
      node.id = element.attribute_or_empty("id");
      if (!node.id.empty() && !ids.insert(node.id).second) {
        reader.error("duplicate-id", element.attribute_position("id"),
                     "expected each id once, found '" + node.id + "' again");
      }
      node.name = reader.required(element, "name");
      const xml::Element variable = reader.child(element, "variable");
      node.variable = variable ? variable.attribute_or_empty("name") : std::string();
      if (node.variable.empty()) node.variable = node.name;
      if (variable) node.type = type_of(file, variable);
      if (!node.variable.empty() && !names.insert(node.variable).second) {
        reader.error("duplicate-name", element.attribute_position("name"),
                     "expected each name once, found '" + node.variable + "' again");
      }
      state_.nodes.push_back(std::move(node));
    }
  }

  bool has_room(const Reader& reader, const xml::Element& element) const {
    if (state_.nodes.size() < kNodesMax) return true;
    reader.error("too-large", element.position(),
                 "expected at most " + std::to_string(kNodesMax) +
                     " inputs, decisions and models, found more");
    return false;
  }

  ItemType type_of(std::size_t file, const xml::Element& element) const {
    return state_.files[file].types.find(*readers_[file], element.attribute_or_empty("typeRef"),
                                         element.attribute_position("typeRef"));
  }

  /// The node that a reference means, if it is of one of these kinds.
  void require(const Node& node, const xml::Element& element, std::initializer_list<Node::Is> kinds,
               std::vector<std::size_t>& into) {
    if (!element) return;
    const Reader& reader = *readers_[node.file];
    const Reader::Reference href = reader.reference(element);
    if (href.id.empty()) return;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < state_.nodes.size(); ++i) {
      const Node& other = state_.nodes[i];
      if (!reaches(node.file, other.file, href.ns) ||
          std::find(kinds.begin(), kinds.end(), other.is) == kinds.end())
        continue;
      ids.push_back(other.id);
      if (other.id == href.id) return into.push_back(i);
    }
    reader.error("unknown-reference", element.attribute_position("href"),
                 "expected the id of a " + std::string(element_name(*kinds.begin())) + ", found '" +
                     href.id + "'" + suggestion(href.id, ids));
  }

  /// Whether `ns`, which is empty for the file itself, means `other` in `file`.
  bool reaches(std::size_t file, std::size_t other, std::string_view ns) const {
    if (ns.empty()) return file == other;
    const auto& imports = state_.files[file].imports;
    return state_.files[other].ns == ns &&
           std::any_of(imports.begin(), imports.end(),
                       [&](const State::File::Import& import) { return import.file == other; });
  }

  void read_requirements(Node& node) {
    const Reader& reader = *readers_[node.file];
    using NodeIs = Node::Is;
    for (const xml::Element& one : reader.children(node.element, "informationRequirement")) {
      require(node, reader.child(one, "requiredInput"), {NodeIs::kInput}, node.information);
      require(node, reader.child(one, "requiredDecision"), {NodeIs::kDecision}, node.information);
    }
    for (const xml::Element& one : reader.children(node.element, "knowledgeRequirement")) {
      require(node, reader.child(one, "requiredKnowledge"), {NodeIs::kKnowledge, NodeIs::kService},
              node.knowledge);
    }
    if (node.is != NodeIs::kService) return bind(node);
    for (const xml::Element& one : reader.children(node.element, "outputDecision"))
      require(node, one, {NodeIs::kDecision}, node.outputs);
    // A service's parameters: first its input data, then its input decisions (DMN 1.5, 10.4).
    for (const xml::Element& one : reader.children(node.element, "inputData"))
      require(node, one, {NodeIs::kInput}, node.information);
    for (const xml::Element& one : reader.children(node.element, "inputDecision"))
      require(node, one, {NodeIs::kDecision}, node.information);
  }

  /// What a decision's table tests by a name that the decision does not require, as editors write
  /// that resolve names when a decision is asked: the output of a required decision where one is
  /// called that, else an input that is declared by being used.
  void read_free_names(std::size_t decision) {
    const std::size_t file = state_.nodes[decision].file;
    const Reader& reader = *readers_[file];
    const xml::Element table = reader.child(state_.nodes[decision].element, "decisionTable");
    if (!table) return;
    std::vector<std::string> bound = bound_names(state_.nodes[decision]);
    for (const xml::Element& column : reader.children(table, "input")) {
      const xml::Element tested = reader.child(column, "inputExpression");
      const SourceText text = tested ? reader.own_text(tested) : SourceText();
      if (state_.nodes.size() >= kNodesMax) return;
      if (!is_free_name(text.text) || contains(bound, text.text)) continue;
      const std::optional<std::size_t> required = required_output(decision, text.text);
      const bool misspelt = !required && !suggestion(text.text, bound).empty();
      const std::optional<std::size_t> meant =
          required || misspelt ? required : implied_input(file, text, tested);
      if (!meant) continue;
      Node& node = state_.nodes[decision];
      if (!required) node.information.push_back(*meant);
      node.bindings.push_back({text.text, {{text.text, *meant}}, false});
      bound.push_back(text.text);
      reader.warning(
          "free-name", text.position,
          "expected '" + node.name + "' to require what it tests, found '" + text.text +
              "'; it is read as the " +
              (required ? "output of '" + state_.nodes[*meant].name + "'" : "input of that name"));
    }
  }

  /// One word that is no literal.
  static bool is_free_name(std::string_view text) {
    return !text.empty() && feel::is_name_start(text.front()) &&
           std::all_of(text.begin(), text.end(), feel::is_name_part) && text != "true" &&
           text != "false" && text != "null";
  }

  static std::vector<std::string> bound_names(const Node& node) {
    std::vector<std::string> names;
    for (const Node::Binding& binding : node.bindings) names.push_back(binding.name);
    return names;
  }

  /// The required decision of the same file whose table has the one output of this name.
  std::optional<std::size_t> required_output(std::size_t decision, std::string_view name) const {
    const Node& node = state_.nodes[decision];
    for (const std::size_t number : node.information) {
      const Node& other = state_.nodes[number];
      if (other.is != Node::Is::kDecision || other.file != node.file) continue;
      const Reader& reader = *readers_[other.file];
      const xml::Element table = reader.child(other.element, "decisionTable");
      if (!table) continue;
      const auto outputs = reader.children(table, "output");
      if (outputs.size() == 1 && outputs.front().attribute_or_empty("name") == name) return number;
    }
    return std::nullopt;
  }

  /// The input of this name that another table has implied, or a new one; none where the file
  /// declares the name, so that a requirement has been forgotten.
  std::optional<std::size_t> implied_input(std::size_t file, const SourceText& name,
                                           const xml::Element& tested) {
    const auto [known, added] = implied_.try_emplace({file, name.text}, state_.nodes.size());
    if (!added) return known->second;
    const bool declared = std::any_of(
        state_.nodes.begin(), state_.nodes.end(),
        [&](const Node& node) { return node.file == file && node.variable == name.text; });
    if (declared || !has_room(*readers_[file], tested)) {
      known->second = std::nullopt;
      return std::nullopt;
    }
    Node node;
    node.file = file;
    node.name = node.variable = name.text;
    node.type = type_of(file, tested);
    node.position = name.position;
    state_.nodes.push_back(std::move(node));
    return known->second;
  }

  void bind(Node& node) const {
    for (const auto* requirements : {&node.information, &node.knowledge}) {
      for (const std::size_t number : *requirements) {
        const Node& other = state_.nodes[number];
        if (other.file == node.file) {
          node.bindings.push_back({other.variable, {{other.variable, number}}, false});
        } else {
          bind_imported(node, other, number);
        }
      }
    }
  }

  void bind_imported(Node& node, const Node& other, std::size_t number) const {
    const auto& imports = state_.files[node.file].imports;
    const auto import =
        std::find_if(imports.begin(), imports.end(),
                     [&](const State::File::Import& one) { return one.file == other.file; });
    if (import->name.empty())
      return node.bindings.push_back({other.variable, {{other.variable, number}}, false});
    auto binding = std::find_if(
        node.bindings.begin(), node.bindings.end(),
        [&](const Node::Binding& one) { return one.imported && one.name == import->name; });
    if (binding == node.bindings.end())
      binding = node.bindings.insert(binding, {import->name, {}, true});
    binding->nodes.emplace_back(other.variable, number);
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
      readers_[state_.nodes[i].file]->error(
          "cyclic-requirement", state_.nodes[i].position,
          "expected requirements of at most 64 levels that do not lead back, found '" +
              state_.nodes[i].name + "'");
    }
  }

  /// One more than the deepest requirement; 0 while one is unknown or too deep.
  static std::size_t depth_of(const Node& node, const std::vector<std::size_t>& depths) {
    std::size_t deepest = 0;
    for (const auto* requirements : {&node.information, &node.knowledge, &node.outputs}) {
      for (const std::size_t required : *requirements) {
        if (depths[required] == 0) return 0;
        deepest = std::max(deepest, depths[required]);
      }
    }
    return deepest >= kRequirementDepthMax ? 0 : deepest + 1;
  }

  feel::Type variable_type(std::size_t number) const {
    const Node& node = state_.nodes[number];
    const bool function = node.is == Node::Is::kKnowledge || node.is == Node::Is::kService;
    return function ? state_.callable_type(node) : node.type.type;
  }

  feel::Scope scope_of(const Node& node) const {
    feel::Scope scope;
    scope.set_profile(options_.profile);
    scope.set_types(state_.files[node.file].types.types());
    for (const Node::Binding& binding : node.bindings) {
      if (!binding.imported) {
        scope.add_variable(binding.name, variable_type(binding.nodes.front().second));
        continue;
      }
      std::vector<feel::Type::Member> members;
      for (const auto& [name, number] : binding.nodes)
        members.push_back({name, variable_type(number)});
      scope.add_variable(binding.name, feel::Type::context_of(std::move(members)));
    }
    for (const Boxed::Parameter& parameter : node.parameters)
      scope.add_variable(parameter.name, parameter.type.type);
    return scope;
  }

  void read_logic(Node& node) {
    const Reader& reader = *readers_[node.file];
    switch (node.is) {
      case Node::Is::kInput:
        if (node.element) reader.check_children(node.element, {"variable"});
        return;
      case Node::Is::kKnowledge:
        return read_knowledge(node, reader);
      case Node::Is::kService:
        return read_service(node, reader);
      case Node::Is::kDecision:
        break;
    }
    reader.check_holder(
        node.element,
        {"question", "allowedAnswers", "variable", "informationRequirement", "knowledgeRequirement",
         "authorityRequirement", "supportedObjective", "impactedPerformanceIndicator",
         "decisionMaker", "decisionOwner", "usingProcess", "usingTask"});
    read_expression(node, node.element, reader);
    // A decision without logic is decided outside: its value is given as an input's is.
    if (!node.logic && options_.profile == feel::Profile::kCase) no_logic(node, reader);
  }

  void read_knowledge(Node& node, const Reader& reader) {
    reader.check_children(node.element, {"variable", "encapsulatedLogic", "knowledgeRequirement",
                                         "authorityRequirement"});
    const xml::Element logic = reader.child(node.element, "encapsulatedLogic");
    if (!logic) return no_logic(node, reader);
    reader.check_holder(logic, {"formalParameter"});
    node.parameters = read_parameters(reader, state_.files[node.file].types, logic);
    const ItemType result = type_of(node.file, logic);
    // A variable's type may be the function's own; only the other is that of its result.
    if (result.type.kind != Kind::kAny || node.type.type.kind == Kind::kFunction)
      node.type = result;
    const std::string kind = logic.attribute_or_empty("kind");
    if (!kind.empty() && kind != "FEEL") return foreign(node, logic, kind, reader);
    read_expression(node, logic, reader);
    if (!node.logic) no_logic(node, reader);
  }

  /// Functions of other languages are never carried out.
  void foreign(Node& node, const xml::Element& logic, const std::string& kind,
               const Reader& reader) {
    Boxed fault;
    fault.position = logic.attribute_position("kind");
    fault.fault = "expected a function of FEEL, found '" + kind + "'";
    if (options_.profile == feel::Profile::kCase)
      reader.error("not-carried-out", fault.position, fault.fault);
    node.logic = std::move(fault);
  }

  void read_service(Node& node, const Reader& reader) {
    reader.check_children(node.element, {"variable", "outputDecision", "encapsulatedDecision",
                                         "inputDecision", "inputData"});
    if (node.outputs.empty())
      reader.error("no-logic", node.position, "expected an output decision in '" + node.name + "'");
    for (const std::size_t number : node.information) {
      const Node& input = state_.nodes[number];
      node.parameters.push_back({input.variable, input.type});
    }
    if (node.type.type.kind == Kind::kFunction) node.type = {};
    if (node.outputs.size() == 1 && node.type.type.kind == Kind::kAny)
      node.type.type = state_.nodes[node.outputs.front()].type.type;
  }

  static void no_logic(const Node& node, const Reader& reader) {
    reader.error(
        "no-logic", node.position,
        "expected a literal expression or decision table in '" + node.name + "', found none");
  }

  void read_expression(Node& node, const xml::Element& parent, const Reader& reader) {
    const feel::Scope scope = scope_of(node);
    node.logic = read_boxed(reader, state_.files[node.file].types, scope, parent, node.type);
    if (node.logic && node.type.type.kind == Kind::kAny) node.type.type = node.logic->result_type();
  }

  const LoadOptions& options_;
  Diagnostics& diagnostics_;
  State& state_;
  std::vector<xml::Document> documents_;
  std::vector<std::unique_ptr<Reader>> readers_;  // by file
  // by file and name; none where it is no input
  std::map<std::pair<std::size_t, std::string>, std::optional<std::size_t>> implied_;
};

}  // namespace

std::shared_ptr<const Model::State> read_graph(const xml::Document& document,
                                               const LoadOptions& options,
                                               Diagnostics& diagnostics) {
  auto state = std::make_shared<State>();
  GraphReader(options, diagnostics, *state).read(document);
  return state;
}

}  // namespace lagrum::dmn
