#include "support/memory_store.h"

#include <algorithm>
#include <tuple>

namespace lagrum::test {
namespace {

constexpr std::size_t kHashSize = 32;

Error error_of(ErrorCode code, std::string message) {
  return Error{code, std::move(message), {}, {}};
}

Error busy() {
  return error_of(ErrorCode::kUnavailable, "expected no other unit of work, found one open");
}

/// The values of one key, or of all.
template <class Row>
std::vector<Row> rows_of(const std::map<CaseId, std::vector<Row>>& by_case,
                         const std::optional<CaseId>& id) {
  std::vector<Row> rows;
  for (const auto& [case_id, list] : by_case) {
    if (!id || *id == case_id) rows.insert(rows.end(), list.begin(), list.end());
  }
  return rows;
}

/// What a unit of work is going to change.
struct Changes {
  std::map<CaseId, row::Case> cases;
  std::vector<row::Entry> log;
  std::map<CaseId, std::vector<row::Duty>> duties;
  std::map<CaseId, std::vector<row::Clock>> clocks;
  std::vector<row::Outgoing> outbox;
  std::map<std::string, row::Remembered, std::less<>> remembered;
  std::map<std::string, row::Document, std::less<>> documents;
  LogHead head;
};

/// The value in the changes, else in the medium, else nothing.
template <class Map, class Key>
auto find_in(const Map& changed, const Map& stored, const Key& key)
    -> std::optional<typename Map::mapped_type> {
  if (const auto found = changed.find(key); found != changed.end()) return found->second;
  if (const auto found = stored.find(key); found != stored.end()) return found->second;
  return std::nullopt;
}

class MemoryUnit : public UnitOfWork {
 public:
  MemoryUnit(std::shared_ptr<MemoryMedium> medium, std::shared_ptr<bool> writing)
      : medium_(std::move(medium)), writing_(std::move(writing)) {
    *writing_ = true;
    changes_.head = medium_->head;
  }
  ~MemoryUnit() override { *writing_ = false; }

  Result<std::optional<row::Case>> load(const CaseId& id) override {
    LAGRUM_TRY(usable());
    return find_in(changes_.cases, medium_->cases, id);
  }

  Result<std::vector<row::Entry>> entries(const CaseId& id) override {
    LAGRUM_TRY(usable());
    std::vector<row::Entry> found;
    for (const auto* log : {&medium_->log, &changes_.log}) {
      std::copy_if(log->begin(), log->end(), std::back_inserter(found),
                   [&id](const row::Entry& entry) { return entry.case_id == id; });
    }
    return found;
  }

  Result<std::optional<row::Remembered>> recall(std::string_view key) override {
    LAGRUM_TRY(usable());
    return find_in(changes_.remembered, medium_->remembered, key);
  }

  Result<LogHead> head() override {
    LAGRUM_TRY(usable());
    return changes_.head;
  }

  Result<std::optional<row::Document>> document(std::string_view digest) override {
    LAGRUM_TRY(usable());
    return find_in(changes_.documents, medium_->documents, digest);
  }

  Status put(const row::Case& row) override {
    LAGRUM_TRY(usable());
    const auto stored = find_in(changes_.cases, medium_->cases, row.id);
    const std::uint64_t expected = (stored ? stored->version : 0) + 1;
    if (row.version != expected && !conflict_) {
      conflict_ = error_of(ErrorCode::kConflict, "expected version " + std::to_string(expected) +
                                                     " of case " + row.id.str() + ", found " +
                                                     std::to_string(row.version));
    }
    changes_.cases[row.id] = row;
    return {};
  }

  Status append(const row::Entry& entry, const LogHead& head) override {
    LAGRUM_TRY(usable());
    if (entry.index.value != changes_.head.size) {
      return spend(
          error_of(ErrorCode::kConflict, "expected entry " + std::to_string(changes_.head.size) +
                                             ", found entry " + std::to_string(entry.index.value)));
    }
    const bool fits = head.size == changes_.head.size + 1 &&
                      std::all_of(head.frontier.begin(), head.frontier.end(),
                                  [](const std::string& hash) { return hash.size() == kHashSize; });
    if (!fits) {
      return spend(
          error_of(ErrorCode::kInvalidArgument, "expected the head that follows from the entry"));
    }
    changes_.log.push_back(entry);
    changes_.head = head;
    return {};
  }

  Status replace_duties(const CaseId& id, const std::vector<row::Duty>& duties) override {
    return replace(changes_.duties, id, duties);
  }

  Status replace_clocks(const CaseId& id, const std::vector<row::Clock>& clocks) override {
    return replace(changes_.clocks, id, clocks);
  }

  Status enqueue(const row::Outgoing& outgoing) override {
    LAGRUM_TRY(usable());
    changes_.outbox.push_back(outgoing);
    return {};
  }

  Status remember(const row::Remembered& remembered) override {
    LAGRUM_TRY(usable());
    if (find_in(changes_.remembered, medium_->remembered, remembered.key)) {
      return spend(error_of(ErrorCode::kConflict,
                            "expected a new key, found '" + remembered.key + "' in use"));
    }
    changes_.remembered[remembered.key] = remembered;
    return {};
  }

  Status put_document(const row::Document& document) override {
    LAGRUM_TRY(usable());
    if (!find_in(changes_.documents, medium_->documents, document.digest)) {
      changes_.documents[document.digest] = document;
    }
    return {};
  }

  Status put_checkpoint(std::string_view checkpoint) override {
    LAGRUM_TRY(usable());
    changes_.head.checkpoint = checkpoint;
    return {};
  }

  Status commit() override {
    LAGRUM_TRY(usable());
    if (conflict_) return spend(*conflict_);
    apply();
    spend(
        error_of(ErrorCode::kInvalidArgument, "expected an open unit of work, found it committed"));
    return {};
  }

 private:
  Status usable() const { return spent_ ? Status(*spent_) : Status(); }

  Error spend(Error error) {
    spent_ = error;
    *writing_ = false;
    return error;
  }

  template <class Row>
  Status replace(std::map<CaseId, std::vector<Row>>& by_case, const CaseId& id,
                 std::vector<Row> rows) {
    LAGRUM_TRY(usable());
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].case_id != id) {
        return spend(error_of(
            ErrorCode::kInvalidArgument,
            "expected rows of case " + id.str() + ", found one of " + rows[i].case_id.str()));
      }
      if (i > 0 && rows[i].key == rows[i - 1].key) {
        return spend(
            error_of(ErrorCode::kConflict, "expected different keys, found two of " + rows[i].key));
      }
    }
    by_case[id] = std::move(rows);
    return {};
  }

  void apply() {
    for (auto& [id, row] : changes_.cases) medium_->cases[id] = std::move(row);
    for (row::Entry& entry : changes_.log) medium_->log.push_back(std::move(entry));
    for (auto& [id, rows] : changes_.duties) medium_->duties[id] = std::move(rows);
    for (auto& [id, rows] : changes_.clocks) medium_->clocks[id] = std::move(rows);
    for (row::Outgoing& item : changes_.outbox) {
      item.sequence = ++medium_->last_sequence;
      medium_->outbox[item.sequence] = std::move(item);
    }
    medium_->remembered.merge(changes_.remembered);
    medium_->documents.merge(changes_.documents);
    medium_->head = std::move(changes_.head);
  }

  std::shared_ptr<MemoryMedium> medium_;
  std::shared_ptr<bool> writing_;
  Changes changes_;
  std::optional<Error> conflict_;  ///< told at commit
  std::optional<Error> spent_;
};

}  // namespace

Result<std::unique_ptr<UnitOfWork>> MemoryStore::begin() {
  if (*writing_) return busy();
  return std::unique_ptr<UnitOfWork>(std::make_unique<MemoryUnit>(medium_, writing_));
}

Result<std::vector<row::Case>> MemoryStore::cases() {
  std::vector<row::Case> rows;
  for (const auto& [id, row] : medium_->cases) rows.push_back(row);
  return rows;
}

Result<std::vector<row::Duty>> MemoryStore::duties(const std::optional<CaseId>& id) {
  return rows_of(medium_->duties, id);
}

Result<std::vector<row::Clock>> MemoryStore::clocks(const std::optional<CaseId>& id) {
  return rows_of(medium_->clocks, id);
}

Result<std::vector<row::Clock>> MemoryStore::due(Instant until, std::size_t limit) {
  std::vector<row::Clock> rows = rows_of(medium_->clocks, std::nullopt);
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [until](const row::Clock& clock) { return clock.due > until; }),
             rows.end());
  std::sort(rows.begin(), rows.end(), [](const row::Clock& a, const row::Clock& b) {
    return std::tie(a.due, a.case_id, a.key) < std::tie(b.due, b.case_id, b.key);
  });
  rows.resize(std::min(rows.size(), limit));
  return rows;
}

Result<std::vector<row::Entry>> MemoryStore::log(LogIndex first, std::size_t limit) {
  std::vector<row::Entry> rows;
  for (std::uint64_t i = first.value; i < medium_->log.size() && rows.size() < limit; ++i) {
    rows.push_back(medium_->log[i]);
  }
  return rows;
}

Result<std::vector<row::Remembered>> MemoryStore::remembered(std::string_view after,
                                                             std::size_t limit) {
  std::vector<row::Remembered> rows;
  for (auto at = medium_->remembered.upper_bound(after);
       at != medium_->remembered.end() && rows.size() < limit; ++at) {
    rows.push_back(at->second);
  }
  return rows;
}

Result<std::vector<std::string>> MemoryStore::faults() { return std::vector<std::string>(); }

Result<std::vector<row::Outgoing>> MemoryStore::outgoing(std::size_t limit) {
  std::vector<row::Outgoing> rows;
  for (const auto& [sequence, item] : medium_->outbox) {
    if (rows.size() == limit) break;
    rows.push_back(item);
  }
  return rows;
}

Status MemoryStore::delivered(std::uint64_t sequence) {
  if (*writing_) return busy();
  if (medium_->outbox.erase(sequence) == 1) return {};
  return error_of(ErrorCode::kNotFound,
                  "expected an outgoing item " + std::to_string(sequence) + ", found none");
}

}  // namespace lagrum::test
