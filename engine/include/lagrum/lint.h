#pragma once

#include "lagrum/diagnostic.h"
#include "lagrum/workspace.h"
#include "lagrum/xml.h"

namespace lagrum::lint {

/// What the mappings of a workspace set must be what their workflows' events take, by name and
/// type, and no two may take the same files. Faults go to `diagnostics` with positions.
/// Thread-safe.
void check_mappings(const Workspace& workspace, Diagnostics& diagnostics);

/// Decision tables: inputs that no rule takes or that several take, conflicts that the hit policy
/// hides, rules that are never taken. Warnings go to `diagnostics` with positions and an example.
/// Thread-safe.
void check_decisions(const Workspace& workspace, Diagnostics& diagnostics);

/// Acts whose basis is the id of a norm: people are told a provision. Warnings go to `diagnostics`
/// with positions. Thread-safe.
void check_bases(const Workspace& workspace, Diagnostics& diagnostics);

/// Texts of which no act makes a document, though others of their folder are used. Warnings go to
/// `diagnostics`. Thread-safe.
void check_texts(const Workspace& workspace, Diagnostics& diagnostics);

/// Law packs beyond what makes them unsound at load: an unknown calendar, norms that override each
/// other in a ring, versions with days between them, clocks that nobody waits for, questions that
/// nobody reads, more than the law allows enforced, texts missing in a language; and as notes,
/// norms of acts that nobody does and packs that no workflow names. All go to `diagnostics`, each
/// with its place and provision. Thread-safe.
void check_law(const Workspace& workspace, Diagnostics& diagnostics);

/// A story as far as it can be judged without being played: its form, and that its workflow knows
/// every event with its data, norm, clock, act, state and phase that it names. An expectation about
/// something unknown would come true whatever happens. Faults go to `diagnostics` with positions.
/// Thread-safe.
void check_scenario(const xml::Document& document, const Workspace& workspace,
                    Diagnostics& diagnostics);

}  // namespace lagrum::lint
