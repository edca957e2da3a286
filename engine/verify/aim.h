#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "lagrum/calendar.h"

namespace lagrum::verify {

/// What may lift a norm: the more is looked at, the more it allows, so that what holds with less
/// holds with more.
enum class Lifting : std::uint8_t {
  kNone,
  kOwn,  ///< its exceptions that rest on what was done
  kAll,  ///< also norms that go before it
};

/// What the calendar says of two clocks of a law: where `early` began no later and still runs,
/// `late` has not been reached.
struct Order {
  std::size_t early = 0;
  std::size_t late = 0;
  friend bool operator==(const Order&, const Order&) = default;
};

/// How far a norm is held against a workflow: for which matter and which party, and who answers for
/// what no workflow can settle.
struct Aim {
  std::string matter;      ///< side matter; empty for the main one
  std::string party_role;  ///< of the party that is looked at
  Date begun{};            ///< the day on which cases begin; picks the versions of norms
  /// Where a condition rests on what only a running case knows, such as whether a day that an
  /// official sets lies ahead: true lets it be as the law wants, false lets it be anything.
  bool in_good_faith = true;
  Lifting lifting = Lifting::kAll;
  /// Clocks whose end the chart hears: that of one that is not looked at counts, too.
  std::set<std::string> heard = {};
  std::vector<Order> orders = {};  ///< runs that break one of these are no runs
};

}  // namespace lagrum::verify
