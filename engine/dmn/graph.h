#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "dmn/boxed.h"
#include "dmn/item_types.h"
#include "dmn/model.h"

namespace lagrum::dmn {

/// Inputs, decisions, models and services of a file and those it imports.
inline constexpr std::size_t kNodesMax = 2000;
/// How deep they may require each other.
inline constexpr std::size_t kRequirementDepthMax = 64;
/// Upper bound of the steps of one evaluation of a model, with all tables and functions.
inline constexpr std::uint64_t kModelStepsMax = 16 * feel::kEvaluationStepsMax;
/// How deep files may import each other, and how often in all.
inline constexpr std::size_t kImportDepthMax = 8;
inline constexpr std::size_t kImportsMax = 64;

/// The requirements graph of a model. Immutable once it is read.
struct Model::State {
  /// What the requirements graph is made of.
  struct Node {
    enum class Is : std::uint8_t {
      kInput,
      kDecision,
      kKnowledge,
      kService,
    } is = Is::kInput;
    /// A name of the node's expressions: a node, or the nodes of an imported file by their names.
    struct Binding {
      std::string name;
      std::vector<std::pair<std::string, std::size_t>> nodes;
      bool imported = false;
    };

    std::size_t file = 0;
    std::string id;
    std::string name;
    std::string variable;  ///< the name in expressions
    ItemType type;
    Position position;
    xml::Element element;                  ///< valid while the file is read
    std::vector<std::size_t> information;  ///< required values; of a service its parameters
    std::vector<std::size_t> knowledge;    ///< functions that may be called
    std::vector<std::size_t> outputs;      ///< of a service
    std::vector<Binding> bindings;         ///< the first variables of its expressions, in order
    /// Where the bindings are values of nodes that stand next to each other: the first of them.
    std::optional<std::size_t> bound_from;
    std::vector<Boxed::Parameter> parameters;
    std::optional<Boxed> logic;

    bool is_function() const { return is == Is::kKnowledge || is == Is::kService; }
    bool is_given() const { return is == Is::kInput || (is == Is::kDecision && !logic); }
  };
  /// What it takes to know a decision's value.
  struct Plan {
    std::vector<std::size_t> steps;  ///< what it requires for its value, and itself, in order
    std::vector<std::size_t> given;  ///< the nodes whose values are given from outside, in order
    /// The given values are inputs of plain types and all that its logic reads, in its order; the
    /// logic is a literal or a table.
    bool direct = false;
  };
  /// A file, or a file once more where it is imported in another place: its inputs are others.
  struct File {
    std::string ns;
    std::vector<std::string> path;  ///< the names of the imports that lead to it
    struct Import {
      std::string name;
      std::size_t file = 0;
    };
    std::vector<Import> imports;
    ItemTypes types;
  };

  std::vector<File> files;  ///< the first one is the model's own
  std::vector<Node> nodes;
  std::vector<std::size_t> order;  ///< each node after those it requires
  std::vector<Plan> plans;         ///< by node; empty for what is no decision

  const Node* find(std::string_view name, Node::Is is) const;
  std::size_t number(const Node& node) const {
    return static_cast<std::size_t>(&node - nodes.data());
  }
  /// These nodes and all that they require for their values, as numbers; what `given` holds
  /// requires nothing.
  std::set<std::size_t> needed(const std::vector<std::size_t>& wanted,
                               const std::set<std::size_t>& given = {}) const;
  /// Which of these, of all that they require and of what is called for it is given from outside.
  std::vector<std::size_t> given_for(const std::vector<std::size_t>& wanted) const;
  /// Of a service: its parameters, and what else is given from outside for its outputs.
  std::vector<std::size_t> given_for_service(const Node& service) const;
  /// The function type of a business knowledge model or service.
  feel::Type callable_type(const Node& node) const;
  /// How the input is named from outside: the imports that lead to it stand before its name.
  std::string outer_name(const Node& node) const;
};

/// Reads a file and those it imports; faults go to `diagnostics`.
std::shared_ptr<const Model::State> read_graph(const xml::Document& document,
                                               const LoadOptions& options,
                                               Diagnostics& diagnostics);

/// Values from outside: of these nodes, which are sorted. What is missing at the end is null.
struct Given {
  std::span<const std::size_t> nodes;
  std::span<const Value> values;

  const Value& of(std::size_t number) const;
};

/// Evaluates decisions and services of a model, once.
void run_decision(const Model::State& state, std::size_t decision, const Given& given,
                  const feel::Environment& environment, Decided& decided);
Decided run_service(const Model::State& state, const Model::State::Node& service,
                    const Given& given, const feel::Environment& environment);

}  // namespace lagrum::dmn
