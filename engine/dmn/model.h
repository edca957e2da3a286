#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"

namespace lagrum::dmn {

class Table;

/// One rule of a table that applied, for the record.
struct AppliedRule {
  std::string decision;
  std::string rule;                                              ///< id, or its number from 1
  std::vector<std::pair<std::string, std::string>> annotations;  ///< name, text
  const Table* table = nullptr;  ///< where it stands; while the model lives
  std::size_t number = 0;        ///< of the rule, from 0
};

/// The rule's tests as written, each with what is tested; those that take anything are left out.
std::vector<std::pair<std::string, std::string>> conditions_of(const AppliedRule& rule);

struct Decided {
  Value value;
  std::vector<AppliedRule> rules;
  std::vector<feel::Issue> issues;
  /// A table of one result that was asked has no rule that takes the inputs, and no default.
  bool no_rule = false;

  void clear() {
    value = nullptr;
    rules.clear();
    issues.clear();
    no_rule = false;
  }
};

/// How a model is read.
struct LoadOptions {
  /// In the standard's profile a fault in a text or table is a warning and a null; a decision
  /// without logic takes its value from outside.
  feel::Profile profile = feel::Profile::kCase;
  /// Opens an imported file by its namespace and location, which may be empty. Without it imports
  /// are refused: a model opens no files.
  std::function<Result<xml::Document>(const std::string& ns, const std::string& location)> open =
      {};
};

class Decision;

/// A DMN file and those it imports: item definitions, decisions, business knowledge models and
/// services, and what they require. Reads DMN 1.1 to 1.5. Immutable; may be shared between threads.
class Model {
 public:
  static Result<Model> load(const xml::Document& document, Diagnostics& diagnostics,
                            const LoadOptions& options = {});

  const feel::Types& types() const;
  /// The values that one of its own item definitions allows, where these are written out.
  List allowed_values(std::string_view type) const;
  /// True where one of its own item definitions, or a part of it, allows some values only.
  bool restricts(std::string_view type) const;
  /// What of a value such a definition does not allow, as text; empty where all is allowed.
  std::string not_allowed(std::string_view type, const Value& value) const;
  /// The names of its own decisions, in the order of the file.
  std::vector<std::string> decisions() const;
  /// One of them; kNotFound for another name, with the nearest.
  Result<Decision> decision(std::string_view name) const;

  /// Warns of gaps, overlaps, hidden conflicts and rules never taken in its tables, with examples.
  void check_tables(Diagnostics& diagnostics) const;

  /// Evaluates one of its decisions by name; see Decision::evaluate.
  Result<Decided> evaluate(std::string_view decision, const Context& inputs,
                           const feel::Environment& environment) const;
  /// Evaluates a decision service: `inputs` holds its input decisions and input data by name. One
  /// output decision gives its value, several a context. kNotFound for an unknown service.
  Result<Decided> serve(std::string_view service, const Context& inputs,
                        const feel::Environment& environment) const;

  struct State;

 private:
  explicit Model(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

/// A decision of a model, looked up to be asked again and again. Holds its model. Immutable; may be
/// shared between threads.
class Decision {
 public:
  const std::string& name() const;
  const Position& source() const;
  /// Names of what it is asked with: the input data that it needs, directly or through others, and
  /// decisions without logic; those of imported files with the names of the imports before them,
  /// "import.input".
  std::vector<std::string> inputs() const;
  const feel::Type& result_type() const;
  /// Of the input of this place in inputs().
  const feel::Type& input_type(std::size_t place) const;
  /// What the rules of its table say in the annotation of this name; empty for no table.
  std::vector<std::string> annotations(std::string_view name) const;
  bool is_table() const;
  /// kInvalidArgument for a value that the input of this place in inputs() does not take: it would
  /// be read as null.
  Status check_input(std::size_t place, const Value& value) const;

  /// Evaluates it with its requirements. `inputs` are in the order of inputs(); what is missing at
  /// their end is null. Functions in the result cannot be called any more.
  Decided evaluate(std::span<const Value> inputs, const feel::Environment& environment) const;
  /// The same into what an evaluation before has left, with the memory that it has.
  void evaluate(std::span<const Value> inputs, const feel::Environment& environment,
                Decided& decided) const;
  /// The same with inputs by name, those of an imported file in a context named as the import; what
  /// is missing is null.
  Decided evaluate(const Context& inputs, const feel::Environment& environment) const;

 private:
  friend class Model;
  Decision(std::shared_ptr<const Model::State> state, std::size_t number)
      : state_(std::move(state)), number_(number) {}

  std::shared_ptr<const Model::State> state_;
  std::size_t number_;
};

}  // namespace lagrum::dmn
