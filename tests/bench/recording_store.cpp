#include "bench/recording_store.h"

#include <utility>

namespace lagrum::bench {
namespace {

/// Keeps a copy of each write; those of a unit that is dropped are dropped with it.
class RecordingUnit : public UnitOfWork {
 public:
  RecordingUnit(std::unique_ptr<UnitOfWork> unit, std::shared_ptr<std::vector<Commit>> commits)
      : unit_(std::move(unit)), commits_(std::move(commits)) {}

  Result<std::optional<row::Case>> load(const CaseId& id) override { return unit_->load(id); }
  Result<std::vector<row::Entry>> entries(const CaseId& id) override { return unit_->entries(id); }
  Result<std::optional<row::Remembered>> recall(std::string_view key) override {
    return unit_->recall(key);
  }
  Result<LogHead> head() override { return unit_->head(); }
  Result<std::optional<row::Document>> document(std::string_view digest) override {
    return unit_->document(digest);
  }

  /// What is played here signs nothing.
  Status put_checkpoint(std::string_view) override {
    return Error{ErrorCode::kInvalidArgument,
                 "expected a write that can be recorded, found a checkpoint",
                 {},
                 {}};
  }

  Status put(const row::Case& row) override {
    writes_.emplace_back(row);
    return unit_->put(row);
  }
  Status append(const row::Entry& entry, const LogHead& head) override {
    writes_.emplace_back(EntryWrite{entry, head});
    return unit_->append(entry, head);
  }
  Status replace_duties(const CaseId& id, const std::vector<row::Duty>& duties) override {
    writes_.emplace_back(DutiesWrite{id, duties});
    return unit_->replace_duties(id, duties);
  }
  Status replace_clocks(const CaseId& id, const std::vector<row::Clock>& clocks) override {
    writes_.emplace_back(ClocksWrite{id, clocks});
    return unit_->replace_clocks(id, clocks);
  }
  Status enqueue(const row::Outgoing& outgoing) override {
    writes_.emplace_back(outgoing);
    return unit_->enqueue(outgoing);
  }
  Status remember(const row::Remembered& remembered) override {
    writes_.emplace_back(remembered);
    return unit_->remember(remembered);
  }
  Status put_document(const row::Document& document) override {
    writes_.emplace_back(document);
    return unit_->put_document(document);
  }
  Status commit() override {
    LAGRUM_TRY(unit_->commit());
    commits_->push_back(std::move(writes_));
    return {};
  }

 private:
  std::unique_ptr<UnitOfWork> unit_;
  std::shared_ptr<std::vector<Commit>> commits_;
  Commit writes_;
};

}  // namespace

Result<std::unique_ptr<UnitOfWork>> RecordingStore::begin() {
  LAGRUM_ASSIGN(std::unique_ptr<UnitOfWork> unit, store_.begin());
  return std::unique_ptr<UnitOfWork>(std::make_unique<RecordingUnit>(std::move(unit), commits_));
}

}  // namespace lagrum::bench
