#pragma once

#include <optional>
#include <string_view>

#include "lagrum/time.h"

namespace lagrum::audit {

/// A time as logs write it.
struct LogTime {
  LocalTime local;                             ///< as written, without a fraction of a second
  std::uint32_t fraction = 0;                  ///< milliseconds
  std::optional<std::chrono::minutes> offset;  ///< from UTC; nothing where none is written
};

/// Reads "2006-07-24", "2011-10-11T13:42:22", "2011-10-11 13:42:22.688000+02:00", "…Z", "…+0200".
/// A fraction is cut at the millisecond. Nothing for another form or an impossible day or time.
std::optional<LogTime> parse_log_time(std::string_view text);

}  // namespace lagrum::audit
