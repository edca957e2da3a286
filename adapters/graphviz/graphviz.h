#pragma once

#include <string>
#include <string_view>

#include "lagrum/result.h"

namespace lagrum::graphviz {

/// Whether there is a program `dot` on the path that runs.
bool is_there();

/// The graph, in DOT, as the SVG that `dot` makes of it. kUnavailable where it cannot be run,
/// fails, or is not done within a minute.
Result<std::string> draw(std::string_view dot);

}  // namespace lagrum::graphviz
