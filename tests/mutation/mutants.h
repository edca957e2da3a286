#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace lagrum::mutation {

/// A workflow with one thing taken away or made weaker.
struct Mutant {
  std::string by;     ///< the operator, "guard-removed"
  std::string place;  ///< stable where lines move: "reconsidering/test-must-change#1/act.type@name"
  std::string what;   ///< what was there
  std::size_t line = 0;
  std::size_t column = 0;
  std::string text;  ///< the workflow
};

/// Names of the operators, in the order of the table.
std::vector<std::string> operators();

/// All mutants of a workflow's text, in the order of the table and of the text.
std::vector<Mutant> mutants_of(const std::string& text);

}  // namespace lagrum::mutation
