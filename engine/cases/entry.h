#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lagrum/act.h"
#include "lagrum/json.h"
#include "lagrum/store.h"
#include "law/history.h"
#include "statechart/interpreter.h"

namespace lagrum::cases {

using lagrum::to_json;
using lagrum::to_string;

/// Leaf and disclosures are described to the byte in engine/docs/formats/entry.md.
inline constexpr std::int64_t kEntryVersion = 1;
inline constexpr std::size_t kLeafBytesMax = 16384;

enum class EntryKind : std::uint8_t {
  kDone,     ///< somebody raised an event and it took place
  kOutside,  ///< something that had taken place outside was recorded
  kTime,     ///< a moment came
  kRefused,
  kNotAuthorised,
  kNotApplicable,
  kReasonRequired,
  kMigrated,     ///< the case came to another version of its workflow
  kReprojected,  ///< the case came under other texts of law and calendar
};

std::string_view to_string(EntryKind kind);

/// A norm that spoke in this entry.
struct NormNote {
  std::string norm;
  std::string cite;
  std::string effect;  ///< refuse, warn, record
  std::string act;     ///< type of the act it spoke of

  friend bool operator==(const NormNote&, const NormNote&) = default;
};

/// A verdict on an earlier act that later knowledge changed. Both stay on record.
struct VerdictChange {
  std::string norm;
  Sequence act;
  std::string was;
  std::string is;

  friend bool operator==(const VerdictChange&, const VerdictChange&) = default;
};

/// A versioned text that the entry was made under.
struct SourceRef {
  std::string id;
  std::string version;
  std::string digest;

  std::string key() const { return id + "@" + version; }

  friend bool operator==(const SourceRef&, const SourceRef&) = default;
};

/// How a case came to the version of its workflow that the entry names.
struct MigrationNote {
  SourceRef from;
  std::string map;                   ///< hex SHA-256 of the map's text
  std::vector<std::string> was;      ///< ids of the active atomic states before
  std::vector<std::string> is;       ///< and afterwards
  std::vector<std::string> dropped;  ///< data items that nothing goes on from
  Context data;                      ///< data items that are new, renamed or of another value
};

/// Under which texts a case was before the entry, which names those it came under, and which of its
/// dates moved.
struct ReprojectionNote {
  SourceRef workflow;
  std::vector<SourceRef> law;
  SourceRef calendar;
  Json dates;         ///< a list of what moved, from what to what
  std::string batch;  ///< batch_of() the texts: the same for all cases that came under them

  friend bool operator==(const ReprojectionNote&, const ReprojectionNote&) = default;
};

/// What one entry of the log says: one command, whole, with the acts it performed.
struct Entry {
  LogIndex index;
  EntryKind kind = EntryKind::kDone;
  std::string log;  ///< origin of the log
  std::string id;   ///< UUID of the command; of the moment, for kTime; of the move, for kMigrated
                    ///< and kReprojected
  CaseId case_id;
  Instant recorded{};
  Instant occurred{};
  std::string actor_kind;  ///< person, body, sender, engine
  std::string actor;       ///< disclosed for senders, in clear for officials
  std::string role;
  std::string generic_role;
  std::string behalf;
  std::string channel;
  std::string event;
  Context data;
  std::string reason;
  std::string moment;  ///< key of the moment, for kTime
  std::vector<Act> acts;
  std::optional<law::Facts> facts;   ///< where they changed
  std::vector<Sequence> superseded;  ///< effects that no longer hold
  std::vector<NormNote> notes;
  std::vector<VerdictChange> changes;
  std::vector<std::string> unsettled;  ///< "line:column" of guards neither true nor false
  Json decisions;  ///< what l:evaluate found and by which rules (decisions_json); null for none
  std::vector<std::string> remembered;     ///< commitment_to() the rows remembered with this entry
  std::optional<MigrationNote> migration;  ///< for kMigrated, and a move of kReprojected
  std::optional<ReprojectionNote> reprojection;  ///< for kReprojected
  SourceRef workflow;
  std::vector<SourceRef> law;
  SourceRef calendar;
};

/// The leaf and its disclosures. The salts come from `salt`, by HMAC over the label, so that the
/// same entry gives the same bytes. kOutOfRange beyond kLeafBytesMax.
Result<row::Entry> encode(const Entry& entry, std::string_view salt);

/// Reads an entry back. A value whose disclosure is gone folds to `erased(index)`. Fails with
/// kCorruption where a commitment does not open to what it says.
Result<Entry> decode(const row::Entry& row);

Result<Json> to_json(const law::Facts& facts);
/// The decisions of a macrostep as an entry says them; null where there were none.
Result<Json> decisions_json(const std::vector<statechart::Evaluated>& decisions);

/// The salt of a commitment: base64url of the first 16 bytes of HMAC-SHA-256(salt, label).
std::string salt_for(std::string_view salt, std::string_view label);

/// What a leaf says of the row: base64url SHA-256 of the canonical array of its three columns.
Result<std::string> commitment_to(const row::Remembered& row);

}  // namespace lagrum::cases
