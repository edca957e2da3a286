#include "dmn/model.h"

#include <algorithm>

#include "dmn/analysis.h"
#include "dmn/graph.h"

namespace lagrum::dmn {

using Node = Model::State::Node;

const Node* Model::State::find(std::string_view name, Node::Is is) const {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const Node& node) {
    return node.is == is && node.file == 0 && node.name == name;
  });
  return found == nodes.end() ? nullptr : &*found;
}

std::set<std::size_t> Model::State::needed(const std::vector<std::size_t>& wanted,
                                           const std::set<std::size_t>& given) const {
  std::set<std::size_t> all(wanted.begin(), wanted.end());
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    if (all.count(*at) > 0 && given.count(*at) == 0)
      all.insert(nodes[*at].information.begin(), nodes[*at].information.end());
  }
  return all;
}

feel::Type Model::State::callable_type(const Node& node) const {
  return function_type(node.parameters, node.type.type);
}

std::string Model::State::outer_name(const Node& node) const {
  std::string name;
  for (const std::string& part : files[node.file].path) name += part + ".";
  return name + node.variable;
}

Result<Model> Model::load(const xml::Document& document, Diagnostics& diagnostics,
                          const LoadOptions& options) {
  Diagnostics own;
  auto state = read_graph(document, options, own);
  for (const Diagnostic& diagnostic : own.all()) diagnostics.add(diagnostic);
  if (own.has_errors()) return own.to_error();
  return Model(std::move(state));
}

const feel::Types& Model::types() const { return state_->files.front().types.types(); }

bool Model::has_decision(std::string_view name) const {
  return state_->find(name, Node::Is::kDecision) != nullptr;
}

std::vector<std::string> Model::decisions() const {
  std::vector<std::string> names;
  for (const Node& node : state_->nodes) {
    if (node.is == Node::Is::kDecision && node.file == 0) names.push_back(node.name);
  }
  return names;
}

std::vector<std::string> Model::inputs(std::string_view decision) const {
  const Node* node = state_->find(decision, Node::Is::kDecision);
  std::vector<std::string> names;
  if (node == nullptr) return names;
  for (const std::size_t number : state_->needed({state_->number(*node)})) {
    if (state_->nodes[number].is == Node::Is::kInput)
      names.push_back(state_->outer_name(state_->nodes[number]));
  }
  return names;
}

feel::Type Model::result_type(std::string_view decision) const {
  const Node* node = state_->find(decision, Node::Is::kDecision);
  return node == nullptr ? feel::Type::any() : node->type.type;
}

std::vector<std::string> Model::annotations(std::string_view decision,
                                            std::string_view name) const {
  const Node* node = state_->find(decision, Node::Is::kDecision);
  std::vector<std::string> texts;
  if (node == nullptr || !node->logic || !node->logic->table) return texts;
  for (const TableRule& rule : node->logic->table->rules) {
    for (const auto& [each, text] : rule.annotations) {
      if (each == name) texts.push_back(text);
    }
  }
  return texts;
}

namespace {

// NOLINTNEXTLINE(misc-no-recursion): boxes are nested as deep as elements at most
void check_boxed(const Boxed& boxed, const std::string& decision, Diagnostics& diagnostics) {
  if (boxed.table) {
    for (const Finding& finding : analyse(*boxed.table)) {
      diagnostics.warning(std::string(rule_of(finding.kind)), finding.position,
                          message_of(finding, decision));
    }
  }
  for (const Boxed& child : boxed.children) check_boxed(child, decision, diagnostics);
}

}  // namespace

void Model::check_tables(Diagnostics& diagnostics) const {
  for (const Node& node : state_->nodes) {
    if (node.logic) check_boxed(*node.logic, node.name, diagnostics);
  }
}

Result<Decided> Model::evaluate(std::string_view decision, const Context& inputs,
                                const feel::Environment& environment) const {
  const Node* node = state_->find(decision, Node::Is::kDecision);
  if (node == nullptr) {
    return Error{
        ErrorCode::kNotFound, not_known("a decision of the model", decision, decisions()), {}, {}};
  }
  return run_decision(state_, *node, inputs, environment);
}

Result<Decided> Model::serve(std::string_view service, const Context& inputs,
                             const feel::Environment& environment) const {
  const Node* node = state_->find(service, Node::Is::kService);
  if (node == nullptr) {
    return Error{ErrorCode::kNotFound,
                 "expected a decision service of the model, found '" + std::string(service) + "'",
                 {},
                 {}};
  }
  return run_service(state_, *node, inputs, environment);
}

}  // namespace lagrum::dmn
