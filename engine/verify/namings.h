#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "law/law.h"
#include "statechart/interpreter.h"
#include "statechart/tables.h"

namespace lagrum::verify {

/// Parties that acts name by an expression over data that is not followed ("parties[1].id"). Whom
/// it names is unknown, but it names the same party each time as long as nothing writes what it
/// reads. A state keeps for each such expression whom it was taken to name.
class Namings {
 public:
  enum class Named : std::uint8_t { kNobodyYet, kThis, kOther };

  Namings() = default;
  /// Of the acts of these types. Data items in `known` are followed; what states in `asleep` write
  /// is not seen.
  Namings(const statechart::Chart::Tables& tables, const law::Law& law,
          const std::set<std::string>& acts, std::span<const std::uint32_t> known,
          const statechart::StateSet& asleep);

  /// How many numbers of a state they take.
  std::size_t words() const { return (texts_.size() + kPerWord - 1) / kPerWord; }

  /// Begins a step from what a state keeps, in which these transitions were taken: what they write
  /// anew is forgotten, also for the step itself.
  void begin(std::span<const std::uint32_t> kept, const std::vector<std::size_t>& taken);
  /// Whom the act was taken to name; null where it does not name anybody in this way, or what it
  /// reads was written in this step.
  Named* of(const statechart::PerformedAct& act);
  /// What the state after the step keeps.
  void keep(std::span<std::uint32_t> kept) const;

 private:
  static constexpr std::size_t kPerWord = 16;

  struct Place {
    Position act;
    std::size_t naming = 0;
  };

  std::vector<std::string> texts_;                // of the expressions
  std::vector<Place> places_;                     // acts that name by them
  std::vector<std::vector<std::size_t>> writes_;  // by transition: namings it makes be forgotten
  std::vector<Named> named_;                      // in the step under way
  std::vector<bool> forgotten_;
};

}  // namespace lagrum::verify
