#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lagrum/case.h"
#include "lagrum/directory.h"
#include "lagrum/migration.h"
#include "lagrum/reprojection.h"
#include "lagrum/store.h"
#include "lagrum/workspace.h"

namespace lagrum {

/// What `Engine::verify` found.
struct Verification {
  std::uint64_t entries = 0;
  std::uint64_t cases = 0;
  std::string root;                   ///< hex
  std::vector<std::string> problems;  ///< each names the entry, or the table, row and field
  bool sound() const { return problems.empty(); }
};

/// What `Engine::tick` did.
struct TickReport {
  std::size_t moments = 0;  ///< due moments handled
  std::size_t acts = 0;     ///< acts that norms created
  std::size_t refused = 0;  ///< moments whose acts were refused and undone; each has its entry
  std::vector<std::string> transitions;  ///< names of those taken, for coverage
  struct Failed {
    CaseId case_id;
    Error error;
  };
  std::vector<Failed> failed;  ///< cases whose moments could not be handled; they stay due
};

/// What runs with a case's documents and proofs, for archives and receipts.
struct CaseFile {
  CaseView view;
  std::vector<row::Entry> entries;
  std::vector<row::Document> documents;
  std::string checkpoint;  ///< signed, covers all entries
  std::vector<std::string>
      receipts;            ///< one for each entry: its inclusion proof and the checkpoint
  std::string public_key;  ///< verifier key line
};

/// Runs cases: command, authorisation, statechart step, acts, norms, clocks and duties, journal,
/// one commit. Starts no thread and holds no lock: one caller at a time. Borrows the store, signer
/// and zone rules.
class Engine {
 public:
  struct Ports {
    Store* store = nullptr;
    const Signer* signer = nullptr;
    const ZoneRules* zones = nullptr;
    std::shared_ptr<const Directory> directory;
    /// Workspaces of before that cases may still be under, newest first. A case goes on under the
    /// texts of its newest entry where they are here; else under those in force, but not a case
    /// that was re-projected: without its texts it cannot be loaded (kNotFound).
    std::vector<Workspace> earlier = {};
  };

  /// kInvalidArgument where a port is missing; kCorruption where the store's log is shorter than
  /// its signed checkpoint, or of the same size with another root, and where the checkpoint is not
  /// signed by this signer: a key is not replaced by opening the store with another.
  static Result<Engine> create(Workspace workspace, Ports ports);
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// Carries out a command, or answers why not. What fell due in the case before `command.now` is
  /// handled first, as by tick. An Error means that the command itself is unsound (unknown case,
  /// wrong data, a time out of range or before the newest entry) or that the store failed; then the
  /// command has changed nothing, though what fell due before it may have been handled.
  Result<Answer> execute(const Command& command);

  /// Handles what has fallen due until `now`, each exactly once: case by case, the longest due
  /// first, and within a case in due order. `salt` as in a command. A case that fails is named in
  /// the report and does not stop the others; an Error means that the store failed, or
  /// kInvalidArgument for `salt` and kOutOfRange for `now`.
  Result<TickReport> tick(Instant now, std::string_view salt);
  /// The next moment at which something falls due; nothing when nothing is awaited.
  Result<std::optional<Instant>> next_due() const;

  /// The case that was opened for a matter (Command::matter); empty when none was.
  Result<CaseId> case_of(std::string_view matter) const;
  /// The case as it stands at `now`. kNotFound for an unknown case, kOutOfRange for a time beyond
  /// the years 1 to 9999, kCorruption where the store's rows don't belong together.
  Result<CaseView> view(const CaseId& id, Instant now) const;
  /// The case with its entries, documents and proofs. Signs a checkpoint if the log has grown since
  /// the last.
  Result<CaseFile> file(const CaseId& id, Instant now);
  /// What a command would meet, without doing it: the same answer, and nothing is written.
  Result<Answer> try_out(const Command& command) const;

  /// What moving the running cases of a workflow to a version of it would come to; nothing is
  /// written. Each case is taken as it stands at `order.now`, when what fell due before has been
  /// handled. kNotFound for a workflow or version that is not loaded or that takes no cases yet.
  Result<MigrationReport> plan_migration(const MigrationOrder& order) const;
  /// Moves those that can move, each in one commit with one entry of the log; one that cannot stays
  /// as it was and is told with its reasons. Duties, clocks and their dates do not change. Given
  /// again after an interruption, the order goes on with the cases that have not moved yet. Fails
  /// as plan_migration, with kInvalidArgument where nobody of the organisation orders it, and as
  /// the store does; cases that had moved before have moved.
  Result<MigrationReport> migrate(const MigrationOrder& order);

  /// What bringing the running cases under the texts of `to` would come to: which dates move, why,
  /// against whom, and who must be told. Nothing is written. A case stays in its version of its
  /// workflow; where `to` has a map from it to the version that takes new cases on the day, it
  /// moves by the map. Each case is taken as it stands at `order.now`, when what fell due before
  /// has been handled.
  Result<ReprojectionReport> plan_reprojection(const Workspace& to,
                                               const ReprojectionOrder& order) const;
  /// Brings those that can move under the texts of `to`, which are in force from then on, each in
  /// one commit with one entry of the log that names the texts before and after and the dates that
  /// moved. One that cannot stays under its texts, which are kept as earlier ones, and is told with
  /// its reasons. Given again after an interruption, the order goes on with the cases that have not
  /// moved yet. Fails as migrate does.
  Result<ReprojectionReport> reproject(const Workspace& to, const ReprojectionOrder& order);

  /// Reads a value of an event from its lexical form, by the type that the workflow declares for
  /// it; the items of a list are parted by semicolons. `workflow` may name its version, as
  /// "xx.licence@1.0.0"; without it the newest one is meant.
  Result<Value> parse_event_value(const WorkflowId& workflow, std::string_view event,
                                  std::string_view name, std::string_view text) const;

  /// Signs and stores a checkpoint of the log as it stands. Hashes the whole log before; a log that
  /// does not continue the newest checkpoint is kCorruption and is not signed.
  Result<std::string> checkpoint();
  /// Recomputes every hash, opens every commitment, replays every case, and compares with the
  /// tables. Writers wait while it runs.
  Result<Verification> verify() const;

  const Workspace& workspace() const;

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lagrum
