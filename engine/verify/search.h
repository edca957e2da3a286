#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "verify/observer.h"
#include "verify/steps.h"

namespace lagrum::verify {

/// States that one search may hold; beyond, nothing is proved.
inline constexpr std::size_t kProductStatesMax = 20'000'000;

using Run = std::vector<Step>;

/// What there is to find between a workflow and a norm.
struct Found {
  std::size_t states = 0;
  std::size_t edges = 0;
  bool complete = true;          ///< false where it ended before all was seen
  bool judged = false;           ///< the norm spoke somewhere
  std::optional<Run> violation;  ///< a shortest one, by commands
  std::string violating_act;
  std::set<std::string> guessed;         ///< expressions that the violation rests on
  std::set<std::string> unknown_guards;  ///< guards on its way that were not known
  /// A shortest way to where a duty is owed and can never be met by what the authority may do; of
  /// those seen, where `complete` is false.
  std::optional<Run> hopeless;
  /// From each state that is reached without a violation some final one can be reached without one;
  /// nothing where the search was not brought to its end.
  std::optional<bool> goes_on;
  bool always_goes_on = false;  ///< from every state, also those that a violation leads to
  std::optional<Run> stuck;     ///< where not: a shortest way there
  std::set<std::string> gaps;
};

/// How far a search goes.
struct Reach {
  std::size_t states_max = kProductStatesMax;
  bool to_first_violation = false;  ///< and no farther: then nothing else is found out
  /// From so many states on, and then at each fourfold, a search is ended by a duty that can be
  /// seen never to be met.
  std::size_t early_look = 50'000;
  /// Only commands like those of this run, one after the other, and of duties only what is owed
  /// after the last; null for all.
  const Run* along = nullptr;
};

/// Looks at every run of a workflow together with a norm, breadth first.
Found search(Steps& steps, Observer& observer, const Reach& reach);

}  // namespace lagrum::verify
