#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/act.h"
#include "lagrum/diagnostic.h"
#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/store.h"

/// Letters out through a drop folder, and evidence of their delivery back in. The files are
/// described in README.md beside this header. One caller at a time for one folder.
namespace lagrum::messages {

/// The channel of the outgoing items that are taken.
inline constexpr std::string_view kChannel = "message";
/// Of the manifest and the receipt.
inline constexpr std::string_view kNamespace = "urn:lagrum:message:1";

/// Items that one call takes at most.
inline constexpr std::size_t kItemsMax = 100000;
/// Bytes of a receipt at most.
inline constexpr std::size_t kReceiptBytesMax = 65536;

/// Writes each outgoing item of the channel into `folder`, as manifest and document, and takes it
/// off the store's queue. Gives the number of items taken off.
///
/// At least once: after a crash an item is written again, with the same names and bytes. The
/// manifest is renamed into place last, when it and the document are on disk.
///
/// An item that can't be written doesn't hold up the others. It stays in the queue, and the first
/// such fault is the error: kInvalidArgument for an unfit id or body, kNotFound for a document the
/// store no longer has. kNotFound also where there is no folder; otherwise fails as the store does,
/// and with kUnavailable when the disk fails.
Result<std::size_t> deliver(Store& store, const std::filesystem::path& folder);

/// Evidence that a message reached its party, as whoever carried it says.
struct Evidence {
  std::string message;  ///< id of the outgoing item; also fit as idempotency key
  CaseId case_id;       ///< this and the next four are the item's own, not the carrier's
  PartyId party;
  ActType act;
  Sequence sequence;
  std::string document_kind;
  Date received_on;
  std::string kind;  ///< the carrier's word for the evidence: "signed-receipt", "opened"
};

/// The evidence that lies in `folder`, ordered by message. Calling it again gives the same until
/// `settle`. A receipt that is unsound, or is of a message that was not sent from here, is moved to
/// refused/ with its fault in a text file beside it and in `diagnostics`. Fails with kNotFound
/// where there is no folder and kUnavailable when the disk fails.
Result<std::vector<Evidence>> collect(const std::filesystem::path& folder,
                                      Diagnostics& diagnostics);
/// The same for those who leave the refused ones to people.
Result<std::vector<Evidence>> collect(const std::filesystem::path& folder);

/// Moves the receipt to settled/: its event has been raised. Settling again changes nothing.
Status settle(const std::filesystem::path& folder, const Evidence& evidence);

}  // namespace lagrum::messages
