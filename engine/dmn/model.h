#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"

namespace lagrum::dmn {

/// One rule of a table that applied, for the record.
struct AppliedRule {
  std::string decision;
  std::string rule;                                              ///< id, or its number from 1
  std::vector<std::pair<std::string, std::string>> annotations;  ///< name, text
};

struct Decided {
  Value value;
  std::vector<AppliedRule> rules;
  std::vector<feel::Issue> issues;
};

/// A DMN file: item definitions, decisions with their tables and expressions, and what they
/// require. Reads the namespaces of DMN 1.3 and 1.5. Immutable; may be shared between threads.
class Model {
 public:
  static Result<Model> load(const xml::Document& document, Diagnostics& diagnostics);

  const feel::Types& types() const;
  bool has_decision(std::string_view name) const;
  std::vector<std::string> decisions() const;
  /// Names of the input data that a decision needs, directly or through others.
  std::vector<std::string> inputs(std::string_view decision) const;
  feel::Type result_type(std::string_view decision) const;
  /// What the rules of a decision's table say in the annotation of this name; empty for no table.
  std::vector<std::string> annotations(std::string_view decision, std::string_view name) const;

  /// Warns of gaps, overlaps, hidden conflicts and rules never taken in its tables, with examples.
  void check_tables(Diagnostics& diagnostics) const;

  /// Evaluates a decision with its requirements. Inputs by name; what is missing is null. kNotFound
  /// for an unknown decision.
  Result<Decided> evaluate(std::string_view decision, const Context& inputs,
                           const feel::Environment& environment) const;

  struct State;

 private:
  explicit Model(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace lagrum::dmn
