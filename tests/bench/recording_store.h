#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "lagrum/store.h"

namespace lagrum::bench {

/// What a unit of work wrote, in order.
struct EntryWrite {
  row::Entry entry;
  LogHead head;
};
struct DutiesWrite {
  CaseId id;
  std::vector<row::Duty> rows;
};
struct ClocksWrite {
  CaseId id;
  std::vector<row::Clock> rows;
};
using Write = std::variant<row::Case, EntryWrite, DutiesWrite, ClocksWrite, row::Outgoing,
                           row::Remembered, row::Document>;
using Commit = std::vector<Write>;

/// Passes everything on to another store, which it borrows, and keeps what was committed. Belongs
/// to one caller at a time.
class RecordingStore : public Store {
 public:
  explicit RecordingStore(Store& store) : store_(store) {}

  const std::vector<Commit>& commits() const { return *commits_; }

  Result<std::unique_ptr<UnitOfWork>> begin() override;
  Result<std::vector<row::Case>> cases() override { return store_.cases(); }
  Result<std::vector<row::Duty>> duties(const std::optional<CaseId>& id) override {
    return store_.duties(id);
  }
  Result<std::vector<row::Clock>> clocks(const std::optional<CaseId>& id) override {
    return store_.clocks(id);
  }
  Result<std::vector<row::Clock>> due(Instant until, std::size_t limit) override {
    return store_.due(until, limit);
  }
  Result<std::vector<row::Entry>> log(LogIndex first, std::size_t limit) override {
    return store_.log(first, limit);
  }
  Result<std::vector<row::Remembered>> remembered(std::string_view after,
                                                  std::size_t limit) override {
    return store_.remembered(after, limit);
  }
  Result<std::vector<std::string>> faults() override { return store_.faults(); }
  Result<std::vector<row::Outgoing>> outgoing(std::size_t limit) override {
    return store_.outgoing(limit);
  }
  Status delivered(std::uint64_t sequence) override { return store_.delivered(sequence); }

 private:
  Store& store_;
  std::shared_ptr<std::vector<Commit>> commits_ = std::make_shared<std::vector<Commit>>();
};

}  // namespace lagrum::bench
