#pragma once

#include <string>

#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"

namespace lagrum::exchange {

/// The text of `made`, a workflow that was imported, with what plain SCXML has no place for taken
/// from `from`, the workflow that it was once: our attributes and elements of the root, of data and
/// states of the same id, of transitions with the same state, events and targets, and of the acts
/// and tasks in them. What `made` says itself stays. A place of `from` that is no more is a
/// warning.
std::string carried_over(const xml::Document& made, const xml::Document& from,
                         Diagnostics& diagnostics);

}  // namespace lagrum::exchange
