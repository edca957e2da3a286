#pragma once

#include <string>

#include "journal/tree.h"
#include "lagrum/journal.h"

namespace lagrum::journal {

inline constexpr std::size_t kReceiptSizeMax =
    std::size_t{512} * 1024;  ///< bytes: a note and at most 64 hashes

/// A receipt for entry `index` under a signed checkpoint of its log. Fails with kOutOfRange when
/// the checkpoint doesn't reach that far, with kCorruption when the log's entries aren't what it
/// signed.
Result<Receipt> make_receipt(LogIndex index, std::string_view leaf, std::string checkpoint,
                             const RangeHash& range_hash);

}  // namespace lagrum::journal
