#pragma once

#include <chrono>
#include <string_view>

#include "lagrum/result.h"
#include "lagrum/value.h"

namespace lagrum::statechart {

/// The longest technical wait that a send may ask for. Longer spans are clocks of a law pack.
inline constexpr std::chrono::milliseconds kDelayMax = std::chrono::hours(24 * 366);

/// Reads the delay of a send: a decimal number and one of the units ms, s, m, h, d, as the W3C
/// schema has it. Parts of a millisecond are cut off. Fails with kInvalidArgument for another form,
/// kOutOfRange past kDelayMax. Source: SCXML 1.0, section 6.2.
Result<std::chrono::milliseconds> parse_delay(std::string_view text);

/// The same from the value of a `delayexpr`: a text as above, or a days and time duration that is
/// not negative.
Result<std::chrono::milliseconds> delay_of(const Value& value);

}  // namespace lagrum::statechart
