#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "law/monitor.h"
#include "property/law/plain_reading.h"
#include "support/seed.h"

namespace lagrum::law::plain {

/// A case as it was recorded: acts in the order in which they became known, and what was stated.
struct Trial {
  std::vector<Act> acts;
  std::vector<std::pair<Sequence, Facts>> facts;
};

/// What monitor and plain reading say of a case at one moment, as lines.
struct Told {
  std::vector<std::string> verdicts;
  std::vector<std::string> clocks;
  std::vector<std::string> effects;
  std::vector<std::string> voided;

  friend bool operator==(const Told&, const Told&) = default;
};

/// What trials have shown of a law, so that none of it is agreed upon only because it never spoke.
struct Seen {
  Census kinds;                         ///< "forbid violated", "clock void", "done holds", …
  std::map<std::size_t, Census> norms;  ///< "violated", "lifted", "effect", … by norm
};

/// Records the case act by act, does what norms do, and holds both readings against each other
/// after each act and long after the last. What they say differently, as text; empty where they
/// agree. `seen` gathers what was said.
std::string disagreement(const Law& law, const ZoneRules& zones, const Trial& trial,
                         Seen* seen = nullptr);

/// The trial without acts that its disagreement does not need.
Trial shrunk(const Law& law, const ZoneRules& zones, Trial trial);

std::string described(const Trial& trial);

template <std::size_t kSize>
std::string one_of(test::Chance& chance, const std::array<const char*, kSize>& rows) {
  return rows.at(chance.below(kSize));
}
inline std::string one_of(test::Chance& chance, const std::vector<std::string>& rows) {
  return rows[chance.below(rows.size())];
}

}  // namespace lagrum::law::plain
