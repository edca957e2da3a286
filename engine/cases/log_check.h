#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "journal/tree.h"
#include "lagrum/journal.h"
#include "lagrum/store.h"

/// The log read through, and held against its newest signed checkpoint.
namespace lagrum::cases {

/// Goes through the whole log in order, in bounded portions.
Status each_entry(Store& store, const std::function<Status(const row::Entry&)>& visit);

/// The newest checkpoint of the head, verified under the signer's key; nothing where none was
/// signed.
Result<std::optional<journal::Checkpoint>> newest_checkpoint(const LogHead& head,
                                                             const Signer& signer);

/// A log hashed anew, entry by entry, beside what was signed of it.
class Rehash {
 public:
  explicit Rehash(std::optional<journal::Checkpoint> newest) : newest_(std::move(newest)) {
    compare();
  }

  void append(std::string_view leaf);
  const journal::Frontier& frontier() const { return frontier_; }
  /// In what the entries so far are not those of the checkpoint, "expected …, found …"; empty where
  /// they are.
  std::string fault() const;

 private:
  void compare();

  std::optional<journal::Checkpoint> newest_;
  journal::Frontier frontier_;
  bool same_root_ = false;
};

/// Compares the head of the log with its newest signed checkpoint: neither shorter, nor of the same
/// size with another root. What follows a checkpoint is compared before the next one is signed.
Status check_at_open(Store& store, const Signer& signer);

/// The root of the log, hashed anew from its entries. kCorruption unless it is the head's, and the
/// log continues the newest signed checkpoint.
Result<Digest> root_to_sign(Store& store, const LogHead& head, const Signer& signer);

}  // namespace lagrum::cases
