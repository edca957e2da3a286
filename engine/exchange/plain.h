#pragma once

#include <string>

#include "lagrum/exchange.h"
#include "statechart/chart.h"

namespace lagrum::exchange {

/// As plain_scxml, of a chart that is at hand. The chart was loaded with Profile::kCase.
Result<std::string> plain_chart(const statechart::Chart& chart, Datamodel datamodel,
                                Diagnostics& diagnostics);

}  // namespace lagrum::exchange
