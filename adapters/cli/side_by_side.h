#pragma once

#include <cstddef>
#include <functional>

namespace lagrum::cli {

/// A way of doing pieces of work in several threads; 0 for as many as the machine has cores. Which
/// piece comes when is open, but they are begun in their order.
std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)> side_by_side(
    std::size_t threads);

}  // namespace lagrum::cli
