#include "cases/log_check.h"

namespace lagrum::cases {
namespace {

/// Bounds the entries held at once.
constexpr std::size_t kEntriesAtOnce = 512;

Error corrupt(std::string message) {
  return Error{ErrorCode::kCorruption, std::move(message), {}, {}};
}

std::string too_short(std::uint64_t signed_size, std::uint64_t size) {
  return "expected at least " + std::to_string(signed_size) +
         " entries, as the signed checkpoint says, found " + std::to_string(size);
}

std::string other_root(std::uint64_t size) {
  return "expected the " + std::to_string(size) +
         " entries of the signed checkpoint, found others: their root is not the one signed";
}

}  // namespace

Status each_entry(Store& store, const std::function<Status(const row::Entry&)>& visit) {
  for (std::uint64_t next = 0;;) {
    LAGRUM_ASSIGN(const std::vector<row::Entry> portion, store.log(LogIndex{next}, kEntriesAtOnce));
    for (const row::Entry& entry : portion) {
      LAGRUM_TRY(visit(entry));
      next = entry.index.value + 1;
    }
    if (portion.size() < kEntriesAtOnce) return {};
  }
}

Result<std::optional<journal::Checkpoint>> newest_checkpoint(const LogHead& head,
                                                             const Signer& signer) {
  std::optional<journal::Checkpoint> newest;
  if (head.checkpoint.empty()) return newest;
  LAGRUM_ASSIGN(const journal::VerifierKey key, journal::parse_vkey(journal::vkey(signer)));
  auto verified = journal::verify_checkpoint(head.checkpoint, {key});
  if (!verified) return corrupt("checkpoint: " + verified.error().message);
  newest = *std::move(verified);
  return newest;
}

void Rehash::append(std::string_view leaf) {
  frontier_.append(journal::leaf_hash(leaf));
  compare();
}

void Rehash::compare() {
  if (newest_ && frontier_.size() == newest_->size)
    same_root_ = as_bytes(frontier_.root()) == newest_->root;
}

std::string Rehash::fault() const {
  if (!newest_) return {};
  if (frontier_.size() < newest_->size) return too_short(newest_->size, frontier_.size());
  return same_root_ ? std::string() : other_root(newest_->size);
}

Status check_at_open(Store& store, const Signer& signer) {
  LAGRUM_ASSIGN(const std::unique_ptr<UnitOfWork> unit, store.begin());
  LAGRUM_ASSIGN(const LogHead head, unit->head());
  LAGRUM_ASSIGN(const journal::Frontier frontier,
                journal::Frontier::from_strings(head.size, head.frontier));
  LAGRUM_ASSIGN(const std::optional<journal::Checkpoint> newest, newest_checkpoint(head, signer));
  if (!newest) return {};
  if (newest->size > head.size) return corrupt(too_short(newest->size, head.size));
  if (newest->size == head.size && as_bytes(frontier.root()) != newest->root)
    return corrupt(other_root(head.size));
  return {};
}

Result<Digest> root_to_sign(Store& store, const LogHead& head, const Signer& signer) {
  LAGRUM_ASSIGN(std::optional<journal::Checkpoint> newest, newest_checkpoint(head, signer));
  Rehash log(std::move(newest));
  LAGRUM_TRY(each_entry(store, [&](const row::Entry& entry) -> Status {
    log.append(entry.leaf);
    return {};
  }));
  if (std::string fault = log.fault(); !fault.empty()) return corrupt(std::move(fault));
  LAGRUM_ASSIGN(const journal::Frontier claimed,
                journal::Frontier::from_strings(head.size, head.frontier));
  if (log.frontier().size() != head.size || log.frontier().root() != claimed.root())
    return corrupt("expected the frontier of the " + std::to_string(log.frontier().size()) +
                   " entries of the log at its head, found another");
  return log.frontier().root();
}

}  // namespace lagrum::cases
