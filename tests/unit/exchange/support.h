#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "exchange/feel_terms.h"
#include "statechart/chart.h"

namespace lagrum::exchange {

/// What the expressions of these tests may name.
inline feel::Scope scope_of_guards() {
  using feel::Type;
  using Kind = Type::Kind;
  feel::Scope scope;
  scope.add_variable("count_of", Type::of(Kind::kNumber));
  scope.add_variable("other", Type::of(Kind::kNumber));
  scope.add_variable("subject", Type::of(Kind::kString));
  scope.add_variable("ready", Type::of(Kind::kBoolean));
  scope.add_variable("items", Type::of(Kind::kList));
  scope.add_variable("day", Type::of(Kind::kDate));
  scope.add_variable("anything", Type::any());
  scope.add_variable("_event", Type::context_of({{"data", Type::any()}}));
  scope.add_variable("class", Type::of(Kind::kNumber));
  scope.add_function("In", {"id"}, Type::of(Kind::kBoolean));
  return scope;
}

inline VariableNames names_of_guards() {
  const feel::Scope scope = scope_of_guards();
  VariableNames names;
  for (const feel::Scope::Variable& variable : scope.variables()) names.push_back(variable.name);
  return names;
}

inline feel::Expression guard_of(std::string_view text) {
  return feel::Expression::compile(text, scope_of_guards(), Position{"guards", 1, 1}).value();
}

/// A text, and what it becomes or what is said of it.
struct TextRow {
  const char* name;
  const char* from;
  const char* to;
};

inline void PrintTo(const TextRow& row, std::ostream* stream) { *stream << row.name; }

inline std::string name_of_row(const testing::TestParamInfo<TextRow>& row) {
  return row.param.name;
}

/// A plain chart around the states.
inline std::string plain(std::string_view body, std::string_view attributes = {}) {
  return "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\"" +
         std::string(attributes) + ">" + std::string(body) + "</scxml>";
}

}  // namespace lagrum::exchange
