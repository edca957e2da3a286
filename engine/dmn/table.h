#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dmn/item_types.h"
#include "dmn/model.h"
#include "dmn/table_index.h"
#include "feel/expression.h"

namespace lagrum::dmn {

/// What becomes of several rules that match (DMN 1.3, 8.2.10).
enum class HitPolicy : std::uint8_t {
  kUnique,
  kAny,
  kPriority,
  kFirst,
  kRuleOrder,
  kOutputOrder,
  kCollect
};

enum class Aggregation : std::uint8_t { kNone, kSum, kMin, kMax, kCount };

struct TableInput {
  feel::Expression expression;
  ItemType type;                        ///< with the values that the column or its type allows
  bool plain;                           ///< the type is
  std::optional<std::size_t> variable;  ///< that the expression is, and nothing else
};

struct TableOutput {
  std::string name;
  ItemType type;
  std::vector<Value> priorities;  ///< output values, the highest first; empty for none
  std::optional<feel::Expression> fallback;
  Position position;
};

struct TableRule {
  std::string id;  ///< or its number from 1
  std::vector<feel::UnaryTests> tests;
  std::vector<feel::Expression> outputs;
  std::vector<std::optional<Value>> constants;  ///< by output: its value where that is constant
  std::vector<std::pair<std::string, std::string>> annotations;
  Position position;
};

/// A decision table. Immutable; may be shared between threads.
class Table {
 public:
  HitPolicy policy = HitPolicy::kUnique;
  Aggregation aggregation = Aggregation::kNone;
  std::vector<TableInput> inputs;
  std::vector<TableOutput> outputs;
  std::vector<TableRule> rules;
  Position position;
  std::vector<ColumnIndex> index;  ///< by input; made of the rules when they are read

  /// The table's result. Rules that apply and issues are added to `decided`; `decision` names them.
  Value evaluate(const std::string& decision, const feel::Environment& environment,
                 Decided& decided) const;
  /// The type of the result, as far as it can be known.
  feel::Type result_type() const;
};

/// Reads a decisionTable; faults go to the reader's diagnostics. Empty where nothing can be
/// evaluated.
std::optional<Table> read_table(const Reader& reader, const ItemTypes& types,
                                const feel::Scope& scope, const xml::Element& element,
                                const ItemType& result);

}  // namespace lagrum::dmn
