#pragma once

#include <filesystem>
#include <string>

#include "lagrum/engine.h"
#include "lagrum/result.h"

namespace lagrum::archive {

/// An organisation as the archive knows it.
struct Organisation {
  std::string name;
  std::string code;  ///< identification code, "VAT:SE2120000000"; may be empty
};

/// What a package says beside the case itself.
struct PackageOptions {
  Organisation creator;    ///< whose records these are; left out where the name is empty
  Organisation submitter;  ///< who hands the package over; left out where the name is empty
  std::string submission_agreement;  ///< reference agreed on with the archive; may be empty
  std::string jurisdiction;          ///< country whose statutes the acts cite, "SE"; may be empty
};

/// Writes the case as an E-ARK package (SIP) to `folder`, which must not exist; the folder above it
/// must. The folder's name is the package's id: 1 to 100 of A-Z, a-z, 0-9, '.', '_' and '-', not
/// with a '.' first. What the package holds and how it is verified without this program is in
/// README.md beside this header.
///
/// The same case and options give the same bytes: all times are the case's own. The files are
/// written to a folder beside, synced and renamed together, so that there is a whole package or
/// none.
///
/// Gives the fingerprint of the package, for the act that records its delivery: the SHA-256 of its
/// manifest in hexadecimal digits.
///
/// Fails with kInvalidArgument for an unfit name or a case file without entries or with another
/// number of receipts, kConflict where `folder` exists or an interrupted write has left its folder,
/// kNotFound where the folder above is missing, kUnavailable when the disk fails, and kCorruption
/// where a receipt does not prove its entry or a document is not the one its digest names: such a
/// case cannot be archived.
Result<std::string> write_package(const CaseFile& file, const std::filesystem::path& folder,
                                  const PackageOptions& options);

}  // namespace lagrum::archive
