#pragma once

#include <string_view>

#include "feel/expression.h"
#include "feel/program.h"

namespace lagrum::feel {

/// What a parser makes of a text.
struct Parsed {
  Program program;
  Type type;                       ///< of the whole
  std::vector<std::string> reads;  ///< paths of root variables, in text order
  bool irrelevant = false;         ///< the unary test "-"
};

/// Reads an expression: names against `scope`, types as far as they can be known. Fails with
/// kInvalidArgument and the position of the first fault.
Result<Parsed> parse_expression(std::string_view text, const Scope& scope, const Position& source);

/// Reads unary tests of an input of type `input`, which `?` names. The input is local value 0 of
/// the program.
Result<Parsed> parse_unary_tests(std::string_view text, const Scope& scope, const Type& input,
                                 const Position& source);

}  // namespace lagrum::feel
