#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/workspace.h"
#include "lagrum/xml.h"

/// Workflows to and from tools that know W3C SCXML and nothing of us.
namespace lagrum::exchange {

/// The expressions that a plain chart may hold.
enum class Datamodel : std::uint8_t {
  kNull,        ///< In('state') alone
  kEcmascript,  ///< the listed subset
};

/// The newest version of the workflow as SCXML 1.0 without a name of our namespace: an act is a
/// `<send type="urn:lagrum:act">`, a task an `<invoke type="urn:lagrum:task">`. What the form
/// cannot carry is left out, and told as one warning for each kind with its number and first place.
/// With Datamodel::kNull a guard that it cannot say is kept as text; with Datamodel::kEcmascript an
/// expression outside the subset is an error with its place, and there is no text. The README of
/// engine/exchange lists both, and what holds of values. kNotFound for a workflow that is not
/// loaded. Thread-safe.
Result<std::string> plain_scxml(const Workspace& workspace, const WorkflowId& workflow,
                                Datamodel datamodel, Diagnostics& diagnostics);

/// A chart of a foreign tool as a workflow of ours: the same bytes but for what must change (the
/// datamodel and our namespace on the root, acts, tasks, expressions), in the same encoding. A
/// document whose datamodel is FEEL already comes back as it is. `name` is the file name that
/// diagnostics show. What cannot be turned, or does not load as a chart, goes to `diagnostics` with
/// its place in `bytes`; the error is their sum. `onto`, a workflow that the chart was exported
/// from, gives back what plain SCXML has no place for, wherever data, states, transitions and acts
/// are still there; what has lost its place is a warning. Thread-safe.
Result<std::string> workflow_from(std::string_view bytes, const std::string& name,
                                  Diagnostics& diagnostics, const xml::Document* onto = nullptr);

}  // namespace lagrum::exchange
