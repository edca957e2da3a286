#pragma once

#include <optional>
#include <string>

#include "feel/expression.h"
#include "review/speech.h"

namespace lagrum::review {

/// A condition of a workflow as a clause of the reader's language; nothing where it holds what has
/// no words here, so that the expression has to speak for itself.
std::optional<std::string> in_words(const feel::Expression& condition, const Speech& speech);

}  // namespace lagrum::review
