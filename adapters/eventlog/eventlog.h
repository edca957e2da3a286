#pragma once

#include <memory>
#include <string>

#include "lagrum/audit.h"
#include "lagrum/result.h"

namespace lagrum::eventlog {

/// Bounds, so that no file takes more memory than this.
inline constexpr std::size_t kCaseBytesMax = std::size_t{64} << 20;    ///< of a trace of XES
inline constexpr std::size_t kTableBytesMax = std::size_t{512} << 20;  ///< of a whole CSV file
inline constexpr std::size_t kFieldsMax = 1'000'000;                   ///< of one case
inline constexpr std::size_t kDepthMax = 64;                           ///< of elements of XES

/// Opens a log: XES or CSV, plain or gzip, told by its first bytes. `case_key` names the column of
/// CSV that says which case a row is of ("case:concept:name"). XES is read case by case, so that a
/// log may be of any length; the rows of CSV may be in any order and are held together, within
/// kTableBytesMax. Values of the case have "case:" before their key. Fails with kNotFound where the
/// file cannot be opened, kInvalidArgument where it is neither, kOutOfRange beyond the bounds.
Result<std::unique_ptr<audit::CaseLog>> open(const std::string& path, const std::string& case_key);

}  // namespace lagrum::eventlog
