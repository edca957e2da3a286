#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/ids.h"
#include "lagrum/result.h"
#include "lagrum/time.h"

namespace lagrum {

/// Rows and bytes of the engine, as a store keeps them. Meaning is given by the engine; a store
/// only keeps them together. All byte strings may hold any byte.
namespace row {

/// The state of a case at a macrostep boundary.
struct Case {
  CaseId id;
  std::uint64_t version = 0;  ///< counts the commits of this case, from 1
  std::string workflow;       ///< "xx.licence@1.0.0"
  std::string number;         ///< the register's number; empty until registered
  std::string phase;
  std::string title;
  std::string snapshot;  ///< canonical JSON

  friend bool operator==(const Case&, const Case&) = default;
};

/// An entry of the log: one leaf and the clear values behind its commitments.
struct Disclosure {
  std::string digest;      ///< base64url of SHA-256 of `disclosure`, as in the leaf
  std::string disclosure;  ///< base64url of ["salt","label",value]

  friend bool operator==(const Disclosure&, const Disclosure&) = default;
};
struct Entry {
  LogIndex index;
  CaseId case_id;
  std::string leaf;  ///< canonical JSON; what is hashed
  std::vector<Disclosure> disclosures;

  friend bool operator==(const Entry&, const Entry&) = default;
};

/// An open duty. An index: rebuilt from the acts at each commit of its case.
struct Duty {
  CaseId case_id;
  std::string key;  ///< unique in the case
  std::string norm;
  std::string party;
  std::string status;  ///< open
  std::optional<Date> due;
  std::string rank;  ///< law or policy

  friend bool operator==(const Duty&, const Duty&) = default;
};

/// A moment at which the engine has to look at a case again.
struct Clock {
  CaseId case_id;
  std::string key;  ///< unique in the case
  std::string id;   ///< clock or date it belongs to
  std::string party;
  std::string kind;  ///< expired, near, date, effect, send
  Instant due;

  friend bool operator==(const Clock&, const Clock&) = default;
};

/// Something that has to leave the house, at least once, in order of `sequence`.
struct Outgoing {
  std::uint64_t sequence = 0;  ///< given by the store at commit
  std::string id;              ///< stable: the receiver can tell a repetition by it
  CaseId case_id;
  std::string channel;  ///< which adapter takes it
  std::string body;     ///< canonical JSON
  Instant created;

  friend bool operator==(const Outgoing&, const Outgoing&) = default;
};

/// What a later command is recognised by: the answer to a command, or the case of a matter.
struct Remembered {
  std::string key;          ///< unique
  std::string body_digest;  ///< of the command's bytes; empty for a matter
  std::string answer;       ///< canonical JSON

  friend bool operator==(const Remembered&, const Remembered&) = default;
};

/// A document's bytes, kept beside the log.
struct Document {
  std::string digest;  ///< hex SHA-256 of salt and bytes, as named by the acts
  std::string salt;
  std::string media_type;
  std::string name;
  std::string bytes;
  CaseId case_id;

  friend bool operator==(const Document&, const Document&) = default;
};

}  // namespace row

/// Where the log stands.
struct LogHead {
  std::uint64_t size = 0;             ///< number of entries; the next one gets this index
  std::optional<Instant> recorded;    ///< recorded time of the newest entry
  std::vector<std::string> frontier;  ///< roots of the full subtrees, largest first (32 bytes each)
  std::string checkpoint;             ///< newest signed checkpoint; empty before the first

  friend bool operator==(const LogHead&, const LogHead&) = default;
};

/// One atomic change. Nothing is seen by others before commit() returns success; dropping it undoes
/// all. Belongs to one caller at a time.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;

  virtual Result<std::optional<row::Case>> load(const CaseId& id) = 0;
  /// The entries of one case in log order.
  virtual Result<std::vector<row::Entry>> entries(const CaseId& id) = 0;
  virtual Result<std::optional<row::Remembered>> recall(std::string_view key) = 0;
  virtual Result<LogHead> head() = 0;
  virtual Result<std::optional<row::Document>> document(std::string_view digest) = 0;

  /// Writes the case. `row.version` must be the stored version plus one (1 for a new case), else
  /// commit() fails with kConflict.
  virtual Status put(const row::Case& row) = 0;
  /// Appends to the log. `entry.index` must be head().size at that moment. `head` is what head()
  /// answers afterwards.
  virtual Status append(const row::Entry& entry, const LogHead& head) = 0;
  /// Replaces all duties, or all clocks, of a case.
  virtual Status replace_duties(const CaseId& id, const std::vector<row::Duty>& duties) = 0;
  virtual Status replace_clocks(const CaseId& id, const std::vector<row::Clock>& clocks) = 0;
  virtual Status enqueue(const row::Outgoing& outgoing) = 0;
  virtual Status remember(const row::Remembered& remembered) = 0;
  virtual Status put_document(const row::Document& document) = 0;
  virtual Status put_checkpoint(std::string_view checkpoint) = 0;

  /// Makes all of it durable, or nothing. After an error the unit is spent.
  virtual Status commit() = 0;
};

/// Keeps what the engine confirmed. One writer at a time; readers see committed states only.
/// Promises: atomic commit; after commit() returned success the change survives the end of the
/// process.
class Store {
 public:
  virtual ~Store() = default;

  virtual Result<std::unique_ptr<UnitOfWork>> begin() = 0;

  /// Committed rows, for questions. Empty filters mean all.
  virtual Result<std::vector<row::Case>> cases() = 0;
  virtual Result<std::vector<row::Duty>> duties(const std::optional<CaseId>& id) = 0;
  virtual Result<std::vector<row::Clock>> clocks(const std::optional<CaseId>& id) = 0;
  /// Clocks due at or before `until`, in due order, at most `limit`.
  virtual Result<std::vector<row::Clock>> due(Instant until, std::size_t limit) = 0;
  /// Entries from `first` on, at most `limit`, in log order.
  virtual Result<std::vector<row::Entry>> log(LogIndex first, std::size_t limit) = 0;
  /// What is remembered under keys after `after`, by key, at most `limit`.
  virtual Result<std::vector<row::Remembered>> remembered(std::string_view after,
                                                          std::size_t limit) = 0;
  /// What the medium itself finds wrong with its files, one line each; none for a sound one.
  virtual Result<std::vector<std::string>> faults() = 0;
  /// What has not left yet, oldest first.
  virtual Result<std::vector<row::Outgoing>> outgoing(std::size_t limit) = 0;
  /// Takes an outgoing item off the queue once its receiver has it.
  virtual Status delivered(std::uint64_t sequence) = 0;
};

/// Signs checkpoints. The key stays behind this port.
class Signer {
 public:
  virtual ~Signer() = default;
  /// Name of the log, as in the checkpoint's first line: "audit.exempelkommun.se/arenden".
  virtual std::string origin() const = 0;
  /// The 32-byte Ed25519 public key.
  virtual std::string public_key() const = 0;
  /// The 64-byte signature over exactly these bytes.
  virtual Result<std::string> sign(std::string_view message) const = 0;
};

}  // namespace lagrum
