#pragma once

#include <functional>
#include <string>
#include <vector>

#include "naive.h"
#include "support/seed.h"

namespace lagrum::naive {

/// What happens to a chart from outside: an event, or, without a name, time that passes.
struct Input {
  Event event = {};
  Milliseconds wait = {};
};

std::string to_string(const Input& input);

/// A chart as a test wants it, with what happens to it.
struct Trial {
  Chart chart;
  std::vector<Input> inputs;
};

/// A lawful chart of 3 to about 40 states, with all of the language that naive.h knows, and some
/// ten inputs. Only what ends is likely; what does not occurs, too.
Trial random_trial(test::Chance& chance);

/// The chart as an SCXML document.
std::string to_xml(const Chart& chart);

/// The trial without all that can be dropped while it still `differs`.
Trial shrunk(Trial trial, const std::function<bool(const Trial&)>& differs);

}  // namespace lagrum::naive
