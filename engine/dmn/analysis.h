#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dmn/table.h"

namespace lagrum::dmn {

/// Ways through a table that are looked at; a table that has more is analysed in part.
inline constexpr std::size_t kAnalysisSteps = 20'000;
/// The same for rules that are looked at on these ways: 64 are one, those named in findings more.
inline constexpr std::size_t kAnalysisWork = 20'000'000;

/// What an analysis of a decision table found.
struct Finding {
  enum class Kind : std::uint8_t {
    kGap,          ///< no rule takes this input, and there is no default
    kOverlap,      ///< several rules take it, and the hit policy allows one
    kConflict,     ///< several rules take it with different outputs, and the policy hides that
    kUnreachable,  ///< the rule takes no input, or never before another
    kNotAnalysed,  ///< a cell that more than constants decide
    kTooLarge,     ///< more than kAnalysisSteps or kAnalysisWork
  };
  Kind kind = Kind::kGap;
  std::vector<std::string> rules;                      ///< ids, in the table's order
  std::vector<std::pair<std::string, Value>> example;  ///< an input that shows it, by expression
  Position position;
};

/// The word for it: "table-gap", "table-overlap", …
std::string_view rule_of(Finding::Kind kind);
/// What was expected, and what was found, with the example.
std::string message_of(const Finding& finding, const std::string& decision);

/// Gaps, overlaps, hidden conflicts and rules that are never taken, over numbers, dates, times,
/// durations, texts and booleans. Each column is cut where its tests compare with constants;
/// between two cuts all inputs are alike, so that one stands for all. Exact where neither
/// kNotAnalysed nor kTooLarge is found: a rule with a cell that cannot be analysed is left out of
/// gaps and overlaps. Null is looked at only where a test names it. Each kind is reported once for
/// the same rules, a gap once for the table.
std::vector<Finding> analyse(const Table& table);

}  // namespace lagrum::dmn
