#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "lagrum/journal.h"

namespace lagrum::journal {

inline constexpr std::size_t kHashSize = std::tuple_size_v<Digest>;  ///< bytes

/// SHA-256(0x00 || leaf). Source: RFC 6962, section 2.1, as all of this file.
Digest leaf_hash(std::string_view leaf);
/// SHA-256(0x01 || left || right); 32 bytes each.
Digest node_hash(std::string_view left, std::string_view right);
inline Digest node_hash(const Digest& left, const Digest& right) {
  return node_hash(as_bytes(left), as_bytes(right));
}
/// SHA-256 of nothing: the root of a log without entries.
Digest empty_root();

/// The roots of the full subtrees of a log, the largest first: all that appending needs. At most 64
/// hashes. A value; belongs to one caller.
class Frontier {
 public:
  Frontier() = default;
  /// From the form of LogHead::frontier. Fails with kCorruption when the hashes don't fit the size.
  static Result<Frontier> from_strings(std::uint64_t size, const std::vector<std::string>& hashes);

  std::uint64_t size() const { return size_; }
  Digest root() const;
  std::vector<std::string> to_strings() const;

  void append(const Digest& leaf);

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> hashes_;
};

/// Merkle hash of the entries begin to end-1.
using RangeHash = std::function<Result<Digest>(std::uint64_t begin, std::uint64_t end)>;
/// Leaf hash of one entry.
using LeafHashAt = std::function<Result<Digest>(std::uint64_t index)>;

/// Ranges hashed from their leaves, each read once: O(end - begin) reads and no memory to speak of.
RangeHash over_leaves(LeafHashAt leaf_at);
/// The same over hashes held by the caller, which must outlive the result. A range beyond them
/// fails with kOutOfRange.
RangeHash over_leaves(const std::vector<Digest>& leaves);

/// The proof that entry `index` is in the log of `size` entries; asks for at most 64 ranges, which
/// together are the log without that entry. Fails with kOutOfRange unless index < size. Source: RFC
/// 6962, 2.1.1.
Result<HashPath> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                 const RangeHash& range_hash);
/// The proof that the log of `size1` entries is the beginning of that of `size2`. Fails with
/// kOutOfRange unless 0 < size1 <= size2. Source: RFC 6962, section 2.1.2.
Result<HashPath> consistency_proof(std::uint64_t size1, std::uint64_t size2,
                                   const RangeHash& range_hash);

/// The entries begin to end-1 where they form a subtree: begin is a multiple of the smallest power
/// of two that is not less than end - begin.
struct Subtree {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// As verify_inclusion, for an entry of a subtree with the root `root`.
/// Source: draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Inclusion Proof".
Status verify_subtree_inclusion(const Subtree& subtree, std::uint64_t index,
                                std::string_view leaf_hash, std::string_view root,
                                const HashPath& proof);

/// As verify_consistency, for a subtree with `subtree_root` in the log of `size` entries with
/// `root`. An empty subtree is part of any log. Source: the same draft, "Verifying a Subtree
/// Consistency Proof".
struct SubtreeClaim {
  Subtree subtree;
  std::uint64_t size = 0;
  std::string_view subtree_root;
  std::string_view root;
};
Status verify_subtree_consistency(const SubtreeClaim& claim, const HashPath& proof);

}  // namespace lagrum::journal
