#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lagrum/verify.h"
#include "law/law.h"
#include "statechart/chart.h"
#include "statechart/tables.h"
#include "verify/observer.h"

namespace lagrum::verify {

/// Which verdicts are wanted: the second one, with the engine refusing, costs more.
enum class Columns : std::uint8_t { kBoth, kAlone };

/// Calls `visit` for every act that the chart performs.
void for_each_act(const statechart::Chart& chart,
                  const std::function<void(const statechart::Perform&)>& visit);

/// Weighs the norm with this index on a workflow. `authority` is the kind of the organisation;
/// empty where it is not known.
NormResult weigh(const statechart::Chart& chart, const law::Law& law, std::size_t norm,
                 const std::string& authority, Date begun, std::size_t states_max,
                 Columns columns = Columns::kBoth);

/// One of the searches that a verdict rests on, and what it found.
struct Look {
  Aim aim;
  std::set<std::string> variables;
  std::size_t shortest = 0;  ///< commands of a shortest breach; 0 where there is none
  bool decided = true;       ///< no bound was reached before
  std::size_t states = 0;
  std::size_t edges = 0;
};

/// The searches that the verdict on the norm, all others observing, rests on: one for each matter
/// and role; none where the verdict needs no search.
std::vector<Look> looks_at(const statechart::Chart& chart, const law::Law& law, std::size_t norm,
                           const std::string& authority, Date begun, std::size_t states_max);

/// What of a workflow such a search looks at.
View view_of(const Observer& observer, const statechart::Chart& chart, const law::Law& law,
             const std::string& authority, const std::set<std::string>& variables);

}  // namespace lagrum::verify
