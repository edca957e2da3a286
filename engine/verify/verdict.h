#pragma once

#include "lagrum/verify.h"
#include "law/law.h"
#include "statechart/chart.h"

namespace lagrum::verify {

/// Which verdicts are wanted: the second one, with the engine refusing, costs more.
enum class Columns : std::uint8_t { kBoth, kAlone };

/// Weighs the norm with this index on a workflow. `authority` is the kind of the organisation;
/// empty where it is not known.
NormResult weigh(const statechart::Chart& chart, const law::Law& law, std::size_t norm,
                 const std::string& authority, Date begun, std::size_t states_max,
                 Columns columns = Columns::kBoth);

}  // namespace lagrum::verify
