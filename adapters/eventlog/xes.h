#pragma once

#include <memory>
#include <string>

#include "eventlog/bytes.h"
#include "lagrum/audit.h"

namespace lagrum::eventlog {

/// Reads XES (IEEE 1849): one trace is one case. `begun`: what has been read of the file already.
Result<std::unique_ptr<audit::CaseLog>> open_xes(const std::string& path, Bytes bytes,
                                                 std::string begun);

}  // namespace lagrum::eventlog
