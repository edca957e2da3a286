#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.h"
#include "lagrum/diagnostic.h"
#include "lagrum/xml.h"
#include "statechart/tables.h"

namespace lagrum::statechart {

/// Beyond so many faults no state and no data item is suggested: looking for each takes time.
inline constexpr std::size_t kSuggestionsMax = 100;

/// Compiles the expressions, locations and type names of one chart, and reports their faults with
/// positions. Belongs to one load; refers to the tables' states and variables, which must be
/// complete.
class Expressions {
 public:
  Expressions(const LoadContext& context, const Chart::Tables& tables, Diagnostics& diagnostics)
      : context_(context), tables_(tables), diagnostics_(diagnostics) {}

  /// What an expression may name: the data items, `_event` with this type of its data, the other
  /// system variables, In(), and `party` where `with_party` is set.
  feel::Scope scope(const feel::Type& event_data, bool with_party = false) const;

  /// A type by name: an item definition of the decision model, or one of FEEL's.
  feel::Type type_named(std::string_view name, const Position& position);

  Formula compile(std::string_view text, const Position& position, const feel::Scope& scope,
                  const feel::Type& expected = feel::Type::any());
  /// The unprefixed attribute compiled; nothing where it is missing.
  std::optional<Formula> attribute(const xml::Element& element, std::string_view local,
                                   const feel::Scope& scope,
                                   const feel::Type& expected = feel::Type::any());

  /// The ids of states and the names of data items, to suggest one; none where there are
  /// kSuggestionsMax faults already.
  std::vector<std::string> state_ids() const;
  std::vector<std::string> variable_names() const;

  /// The number of the data item of that name, or kNone.
  std::uint32_t slot_of(std::string_view name) const;

  Location location(std::string_view text, const Position& position);
  Location location(const xml::Element& element, std::string_view local);

 private:
  // Reports the fault; Profile::kStandard leaves it for the run instead.
  std::string fault(std::string_view rule, const Position& position, std::string message);
  void check_states_named(std::string_view text, const Position& position);

  const LoadContext& context_;
  const Chart::Tables& tables_;
  Diagnostics& diagnostics_;
};

/// False where a value of type `found` can never stand where `expected` is declared.
bool may_be(const feel::Type& found, const feel::Type& expected);

/// `position` moved right by `columns`, within a line.
Position shifted(Position position, std::size_t columns);

}  // namespace lagrum::statechart
