#pragma once

#include <memory>
#include <string>

#include "eventlog/bytes.h"
#include "lagrum/audit.h"

namespace lagrum::eventlog {

/// Reads CSV with a header (RFC 4180; parted by comma, semicolon or tab): one row is one event.
/// `begun`: what has been read of the file already.
Result<std::unique_ptr<audit::CaseLog>> open_csv(const std::string& path, Bytes bytes,
                                                 std::string begun, const std::string& case_key);

}  // namespace lagrum::eventlog
