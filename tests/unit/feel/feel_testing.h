#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "feel/expression.h"

namespace lagrum::feel {

/// Compiles and evaluates `text`; a compile error gives its text, an evaluation its value as a
/// literal.
inline std::string evaluated(std::string_view text, const Scope& scope = {},
                             const Environment& environment = {}) {
  const Result<Expression> expression = Expression::compile(text, scope, Position{"test", 1, 1});
  if (!expression) return "error " + to_string(expression.error());
  return to_string(expression->evaluate(environment).value);
}

/// The first issue of the evaluation with its position; "none" where there is none.
inline std::string first_issue(std::string_view text, const Scope& scope = {},
                               const Environment& environment = {}) {
  const Result<Expression> expression = Expression::compile(text, scope, Position{"test", 1, 1});
  if (!expression) return "error " + to_string(expression.error());
  const Outcome outcome = expression->evaluate(environment);
  if (outcome.issues.empty()) return "none";
  return to_string(outcome.issues.front().source) + ": " + outcome.issues.front().message;
}

/// A text and what it gives.
struct Row {
  const char* name;
  const char* text;
  const char* expected;
};

inline void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

inline std::string row_name(const testing::TestParamInfo<Row>& row) { return row.param.name; }

}  // namespace lagrum::feel
