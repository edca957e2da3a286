#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lagrum/journal.h"

namespace lagrum::journal {

/// The text that a checkpoint's signatures cover: origin, size and base64 root, a line each.
/// Source: C2SP tlog-checkpoint.
std::string checkpoint_text(const Checkpoint& checkpoint);

/// Reads that text. Further lines, which the format lets others add, are ignored but must not be
/// empty.
Result<Checkpoint> parse_checkpoint_text(std::string_view text);

/// A number as the log's formats write it: decimal digits without a leading zero, below 2^64.
std::optional<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace lagrum::journal
