#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "feel/types.h"
#include "lagrum/result.h"
#include "lagrum/value.h"

namespace lagrum::statechart {

/// Upper bounds of a location.
inline constexpr std::size_t kLocationStepsMax = 16;

/// A member's name, or a position in a list (from 1; negative from the end).
using LocationStep = std::variant<std::string, std::int64_t>;

/// Where an assignment goes: a data item, and the way into it. `a.b[1]`.
struct LocationPath {
  std::string root;
  std::vector<LocationStep> steps;
};

/// Reads a location. Fails with kInvalidArgument for another form or more than kLocationStepsMax
/// steps; the error's column is that of the fault in `text`, from 1.
Result<LocationPath> parse_location(std::string_view text);

/// `whole` with `leaf` at `steps`. The containers on the way must exist; the last member of a
/// context may be new. Fails with kInvalidArgument where a step does not fit the value, kOutOfRange
/// past the end of a list.
Result<Value> with_value_at(const Value& whole, const std::vector<LocationStep>& steps, Value leaf);

/// The declared type at `steps` within `type`; Any where it is not known. kNotFound names the
/// nearest member.
Result<feel::Type> type_at(const feel::Type& type, const std::vector<LocationStep>& steps);

}  // namespace lagrum::statechart
