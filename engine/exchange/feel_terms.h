#pragma once

#include <string>
#include <vector>

#include "exchange/term.h"
#include "feel/expression.h"
#include "lagrum/result.h"

namespace lagrum::exchange {

/// What an expression's root variables are called, by their number.
using VariableNames = std::vector<std::string>;

/// The expression as a condition: a term that ECMAScript finds true only where FEEL does, whatever
/// values the paths have; numbers are such as doubles hold, whole ones in arithmetic. Fails with
/// kInvalidArgument, position and what was found outside the listed subset.
Result<Term> condition_of(const feel::Expression& expression, const VariableNames& names);

/// The same for a condition with another way: true in ECMAScript wherever it is true in FEEL, too.
Result<Term> branch_of(const feel::Expression& expression, const VariableNames& names);

/// The expression as a value. What is neither true nor false, or arithmetic on no number, is null.
Result<Term> value_of(const feel::Expression& expression, const VariableNames& names);

/// The term as FEEL. Terms of ECMAScript should be simplified before.
std::string to_feel(const Term& term);

}  // namespace lagrum::exchange
