#pragma once

#include <string>
#include <string_view>

#include "exchange/term.h"
#include "lagrum/result.h"

namespace lagrum::exchange {

/// The term as an expression of ECMAScript 5. Null is compared by == and !=, which take undefined
/// for it, all else by === and !==.
std::string to_ecmascript(const Term& term);

/// Reads an expression that is one of the listed subset: literals, paths, In('state'), typeof with
/// a comparison, ! && ||, comparison, + - *, the conditional operator, `.length`, lists and
/// objects. Anything else fails with kInvalidArgument and what was found; the column is that in
/// `text`, from 1. `===` and `==` are read alike.
Result<Term> read_ecmascript(std::string_view text);

/// Whether a word may name a variable of ECMAScript.
bool is_identifier(std::string_view name);
/// Whether a word may follow a dot there.
bool is_member_name(std::string_view name);

}  // namespace lagrum::exchange
