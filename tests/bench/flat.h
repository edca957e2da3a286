#pragma once

#include <vector>

#include "lagrum/workspace.h"
#include "support/story.h"

namespace lagrum::bench {

/// A workflow of two states and one event that goes from each to the other, with a pack of one act
/// and no norm: what a case costs when the law says nothing.
Result<Workspace> flat_workspace(const ZoneRules& zones);
inline constexpr const char* kFlatWorkflow = "xx.flat";
inline constexpr const char* kFlatEvent = "turn";

/// `cases` cases side by side, each turned `turns` times.
std::vector<test::Action> flat_actions(std::size_t cases, std::size_t turns);

}  // namespace lagrum::bench
