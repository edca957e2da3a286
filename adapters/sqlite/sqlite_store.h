#pragma once

#include <memory>
#include <string>

#include "lagrum/store.h"

namespace lagrum {

/// A store in one SQLite file. What commit() confirmed survives a crash of the process and of the
/// machine. Belongs to one caller at a time; several may be open on one file, in one process or in
/// several. A unit of work must not outlive its store.
///
/// Errors: kUnavailable for a file that is locked, full or read-only; kCorruption for one that is
/// damaged; kConflict for a key in use, an entry out of order and, at commit(), a case of another
/// version; kOutOfRange for values beyond what SQLite holds.
class SqliteStore : public Store {
 public:
  struct Options {
    int busy_timeout_ms = 5000;  ///< how long to wait for another writer
    bool create = true;          ///< make the file where there is none
  };

  /// Opens the file, or makes it. Fails with kInvalidArgument for a database that isn't a store or
  /// has a newer schema, with kNotFound where there is no file and none is to be made.
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, Options options);
  static Result<std::unique_ptr<SqliteStore>> open(const std::string& path) {
    return open(path, Options{});
  }

  ~SqliteStore() override;

  Result<std::unique_ptr<UnitOfWork>> begin() override;
  Result<std::vector<row::Case>> cases() override;
  Result<std::vector<row::Duty>> duties(const std::optional<CaseId>& id) override;
  Result<std::vector<row::Clock>> clocks(const std::optional<CaseId>& id) override;
  Result<std::vector<row::Clock>> due(Instant until, std::size_t limit) override;
  Result<std::vector<row::Entry>> log(LogIndex first, std::size_t limit) override;
  Result<std::vector<row::Remembered>> remembered(std::string_view after,
                                                  std::size_t limit) override;
  Result<std::vector<std::string>> faults() override;
  Result<std::vector<row::Outgoing>> outgoing(std::size_t limit) override;
  Status delivered(std::uint64_t sequence) override;

 private:
  struct Impl;
  explicit SqliteStore(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace lagrum
