#pragma once

#include <cstddef>
#include <vector>

#include "lagrum/verify.h"
#include "law/law.h"
#include "statechart/chart.h"

namespace lagrum::verify {

/// What is asked of a workflow itself, whatever the law says: by the exploration that norms are
/// held against, with what guards read followed as far as that many states suffice. In the order of
/// the file.
std::vector<Finding> structure_of(const statechart::Chart& chart, const law::Law& law,
                                  std::size_t states_max);

}  // namespace lagrum::verify
