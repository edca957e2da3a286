#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "lagrum/engine.h"
#include "lagrum/journal.h"

namespace lagrum::archive {

inline constexpr std::string_view kDataFolder = "representations/rep1/data/";
inline constexpr std::string_view kJournalFolder = "metadata/preservation/journal/";

/// What a file is to the package: decides where METS.xml names it.
enum class Role : std::uint8_t { kDescriptive, kPremis, kJournal, kDocumentation, kSchema, kData };

/// A file of the package. Its path is made by us, never taken from the case.
struct PackageFile {
  std::string path;  ///< relative, '/' between folders; ASCII letters, digits, '.', '_', '-'
  Role role = Role::kData;
  std::string media_type;
  std::string bytes;
  Instant created;
  std::string title;  ///< the document's own name; empty for files of ours
};

/// A document of the case and where it lies in the package.
struct PackedDocument {
  DocumentRef reference;
  Sequence act;      ///< the first act that names it
  Instant recorded;  ///< of that act
  std::string path;  ///< empty where the bytes are no longer kept
  const row::Document* stored = nullptr;
};

/// A case file that was found sound, with what all parts of the package need.
struct Content {
  const CaseFile* file = nullptr;
  PackageOptions options;
  journal::Checkpoint checkpoint;
  Instant recorded;                       ///< newest recorded time of the case: the package's date
  std::vector<PackedDocument> documents;  ///< in the order of the acts that name them
};

/// Verifies receipts and documents and gives each document its path. Fails as write_package does.
Result<Content> examine(const CaseFile& file, const PackageOptions& options);

/// All files but METS.xml and the manifest, ordered by path.
std::vector<PackageFile> make_files(const Content& content);

/// The preservation metadata: the acts as events of PREMIS 3.0.
std::string make_premis(const Content& content);

}  // namespace lagrum::archive
