#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lagrum/store.h"

namespace lagrum::test {

/// Everything a store keeps. Outlives the store, as a disk does.
struct MemoryMedium {
  std::map<CaseId, row::Case> cases;
  std::vector<row::Entry> log;
  std::map<CaseId, std::vector<row::Duty>> duties;
  std::map<CaseId, std::vector<row::Clock>> clocks;
  std::map<std::uint64_t, row::Outgoing> outbox;
  std::map<std::string, row::Remembered, std::less<>> remembered;
  std::map<std::string, row::Document, std::less<>> documents;
  LogHead head;
  std::uint64_t last_sequence = 0;
};

/// A store without a file, with the promises of any other but durability: what it keeps is in the
/// medium. Belongs to one caller at a time.
class MemoryStore : public Store {
 public:
  explicit MemoryStore(std::shared_ptr<MemoryMedium> medium = std::make_shared<MemoryMedium>())
      : medium_(std::move(medium)), writing_(std::make_shared<bool>(false)) {}

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
  std::shared_ptr<MemoryMedium> medium_;
  std::shared_ptr<bool> writing_;  ///< whether a unit of work is open
};

}  // namespace lagrum::test
