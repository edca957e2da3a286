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

namespace {

/// Gathers what is given from outside.
class GivenFinder {
 public:
  explicit GivenFinder(const Model::State& state) : state_(state) {}

  /// For these, where `known` needs nothing.
  void want(std::vector<std::size_t> wanted, std::set<std::size_t> known) {
    open_.emplace_back(std::move(wanted), std::move(known));
    while (!open_.empty()) {
      const auto [nodes, given] = std::move(open_.back());
      open_.pop_back();
      for (const std::size_t number : state_.needed(nodes, given)) {
        if (given.contains(number)) continue;
        if (state_.nodes[number].is_given()) found_.insert(number);
        call(state_.nodes[number].knowledge);
      }
    }
  }

  void add(const std::vector<std::size_t>& numbers) {
    found_.insert(numbers.begin(), numbers.end());
  }

  std::vector<std::size_t> found() const { return {found_.begin(), found_.end()}; }

 private:
  /// These functions, and those that they call, may be called.
  void call(std::vector<std::size_t> functions) {
    while (!functions.empty()) {
      const std::size_t number = functions.back();
      functions.pop_back();
      if (!called_.insert(number).second) continue;
      const Node& node = state_.nodes[number];
      functions.insert(functions.end(), node.knowledge.begin(), node.knowledge.end());
      if (node.is != Node::Is::kService) continue;
      open_.emplace_back(node.outputs, std::set(node.information.begin(), node.information.end()));
    }
  }

  const Model::State& state_;
  std::set<std::size_t> found_;
  std::set<std::size_t> called_;
  std::vector<std::pair<std::vector<std::size_t>, std::set<std::size_t>>> open_;
};

}  // namespace

std::vector<std::size_t> Model::State::given_for(const std::vector<std::size_t>& wanted) const {
  GivenFinder finder(*this);
  finder.want(wanted, {});
  return finder.found();
}

std::vector<std::size_t> Model::State::given_for_service(const Node& service) const {
  GivenFinder finder(*this);
  finder.add(service.information);
  finder.want(service.outputs, {service.information.begin(), service.information.end()});
  return finder.found();
}

feel::Type Model::State::callable_type(const Node& node) const {
  return function_type(node.parameters, node.type.type);
}

std::string Model::State::outer_name(const Node& node) const {
  std::string name;
  for (const std::string& part : files[node.file].path) name += part + (part.empty() ? "" : ".");
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

List Model::allowed_values(std::string_view type) const {
  const ItemType* defined = state_->files.front().types.at(type, {});
  if (defined == nullptr || !defined->allowed) return {};
  const Result<Value> values = feel::value_of("[" + defined->allowed_text + "]");
  if (!values || values->list() == nullptr) return {};
  const bool written_out = std::ranges::all_of(*values->list(), [&](const Value& value) {
    return !value.is_null() && feel::conforms(value, defined->type);
  });
  return written_out ? *values->list() : List{};
}

bool Model::restricts(std::string_view type) const {
  const ItemType* defined = state_->files.front().types.at(type, {});
  return defined != nullptr && dmn::restricts(*defined);
}

std::string Model::not_allowed(std::string_view type, const Value& value) const {
  const ItemType* defined = state_->files.front().types.at(type, {});
  return defined != nullptr ? dmn::not_allowed(*defined, value) : std::string();
}

std::vector<std::string> Model::decisions() const {
  std::vector<std::string> names;
  for (const Node& node : state_->nodes) {
    if (node.is == Node::Is::kDecision && node.file == 0) names.push_back(node.name);
  }
  return names;
}

Result<Decision> Model::decision(std::string_view name) const {
  if (const Node* node = state_->find(name, Node::Is::kDecision))
    return Decision(state_, state_->number(*node));
  return Error{
      ErrorCode::kNotFound, not_known("a decision of the model", name, decisions()), {}, {}};
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

namespace {

/// The values of the nodes as the caller names them.
std::vector<Value> values_of(const Model::State& state, const std::vector<std::size_t>& nodes,
                             const Context& inputs) {
  std::vector<Value> values;
  values.reserve(nodes.size());
  for (const std::size_t number : nodes) {
    const Node& node = state.nodes[number];
    const Context* context = &inputs;
    for (const std::string& name : state.files[node.file].path) {
      if (name.empty()) continue;  // such an import brings its names as they are
      const Value* inner = context == nullptr ? nullptr : context->find(name);
      context = inner == nullptr ? nullptr : inner->context();
    }
    const Value* found = context == nullptr ? nullptr : context->find(node.variable);
    values.push_back(found == nullptr ? Value() : *found);
  }
  return values;
}

}  // namespace

Result<Decided> Model::evaluate(std::string_view decision, const Context& inputs,
                                const feel::Environment& environment) const {
  LAGRUM_ASSIGN(const Decision found, this->decision(decision));
  return found.evaluate(inputs, environment);
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
  const std::vector<std::size_t> given = state_->given_for_service(*node);
  const std::vector<Value> values = values_of(*state_, given, inputs);
  return run_service(*state_, *node, {given, values}, environment);
}

const std::string& Decision::name() const { return state_->nodes[number_].name; }
const Position& Decision::source() const { return state_->nodes[number_].position; }

std::vector<std::string> Decision::inputs() const {
  std::vector<std::string> names;
  for (const std::size_t number : state_->plans[number_].given)
    names.push_back(state_->outer_name(state_->nodes[number]));
  return names;
}

const feel::Type& Decision::result_type() const { return state_->nodes[number_].type.type; }

const feel::Type& Decision::input_type(std::size_t place) const {
  return state_->nodes[state_->plans[number_].given[place]].type.type;
}

std::vector<std::string> Decision::annotations(std::string_view name) const {
  const auto& logic = state_->nodes[number_].logic;
  std::vector<std::string> texts;
  if (!logic || !logic->table) return texts;
  for (const TableRule& rule : logic->table->rules) {
    for (const auto& [each, text] : rule.annotations) {
      if (each == name) texts.push_back(text);
    }
  }
  return texts;
}

bool Decision::is_table() const {
  const auto& logic = state_->nodes[number_].logic;
  return logic && logic->table;
}

Status Decision::check_input(std::size_t place, const Value& value) const {
  const Node& input = state_->nodes[state_->plans[number_].given[place]];
  const std::string name = "input '" + state_->outer_name(input) + "'";
  std::vector<feel::Issue> issues;
  Value made;
  Value room;
  const Value& read = coerced(
      input.type, completed(input.type, value, made), room, [&] { return std::string(name); },
      input.position, issues);
  const auto fault = [&](std::string message) {
    return Error{ErrorCode::kInvalidArgument, std::move(message), input.position, {}};
  };
  if (!issues.empty()) return fault(issues.front().message);
  const Status fit = feel::check_fit(read, input.type.type);
  return fit ? Status() : fault(name + ": " + fit.error().message);
}

std::vector<std::pair<std::string, std::string>> conditions_of(const AppliedRule& rule) {
  std::vector<std::pair<std::string, std::string>> conditions;
  const TableRule& found = rule.table->rules[rule.number];
  for (std::size_t i = 0; i < found.tests.size(); ++i) {
    if (found.tests[i].irrelevant()) continue;
    conditions.emplace_back(rule.table->inputs[i].expression.text(), found.tests[i].text());
  }
  return conditions;
}

Decided Decision::evaluate(std::span<const Value> inputs,
                           const feel::Environment& environment) const {
  Decided decided;
  evaluate(inputs, environment, decided);
  return decided;
}

void Decision::evaluate(std::span<const Value> inputs, const feel::Environment& environment,
                        Decided& decided) const {
  decided.clear();
  run_decision(*state_, number_, {state_->plans[number_].given, inputs}, environment, decided);
}

Decided Decision::evaluate(const Context& inputs, const feel::Environment& environment) const {
  return evaluate(values_of(*state_, state_->plans[number_].given, inputs), environment);
}

}  // namespace lagrum::dmn
