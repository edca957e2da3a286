#pragma once

#include <string>

#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/text.h"
#include "lagrum/workspace.h"

/// A workflow as pictures, drawn from what is loaded. Each shows the states within each other with
/// their phases, tasks and questions, and every transition with its event, guard and targets, the
/// roles that may take it, the acts it performs with their provisions, the clocks that these start,
/// the decisions it takes, and the events that it sends, with their delays. The heading is the
/// workflow's title with its id and version.
namespace lagrum::render {

/// The newest version of the workflow as an SVG 1.1 document that stands alone: no script, no font,
/// nothing fetched. States are boxes inside boxes; a transition is a line of text in its state,
/// with an arrow beside it where its target stands in the same column, else with a link to it.
/// Texts that are too long are shortened; a `title` has the whole. kNotFound for a workflow that is
/// not loaded. Thread-safe.
Result<std::string> svg(const Workspace& workspace, const WorkflowId& workflow, Language language);

/// The same as text for Mermaid (stateDiagram-v2). An arrow there cannot leave the state it begins
/// in: where it should, it goes between the enclosing states and names its target. A transition
/// that does not leave its state is a line in the state's text. The history of a parallel state
/// stands beside it, not in a region. Thread-safe.
Result<std::string> mermaid(const Workspace& workspace, const WorkflowId& workflow,
                            Language language);

}  // namespace lagrum::render
